//go:build linux && !amd64 && !arm64

package extract

// Without a known list of calls only the limits hold.
const auditArch = 0

var machineCalls []uintptr
