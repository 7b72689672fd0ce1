package extract

import "golang.org/x/sys/unix"

const auditArch = unix.AUDIT_ARCH_X86_64

var machineCalls = []uintptr{unix.SYS_ARCH_PRCTL}
