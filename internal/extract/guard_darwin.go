package extract

import (
	"fmt"

	"golang.org/x/sys/unix"
)

// lockUp takes on processor time, and no descriptor beyond the three that are
// open, so that no file and no socket can be opened. Memory is watched by the Go
// runtime and by the PDF reader's own limit only.
func lockUp() (guards []string, err error) {
	var u unix.Rusage
	if err := unix.Getrusage(unix.RUSAGE_SELF, &u); err != nil {
		return nil, err
	}
	for _, l := range []struct {
		name  string
		what  int
		limit uint64
	}{{"cpu", unix.RLIMIT_CPU, uint64(u.Utime.Sec+u.Stime.Sec) + 1 + childCPU}, {"descriptors", unix.RLIMIT_NOFILE, 3}, {"", unix.RLIMIT_CORE, 0}, {"", unix.RLIMIT_FSIZE, 0}} {
		if err := unix.Setrlimit(l.what, &unix.Rlimit{Cur: l.limit, Max: l.limit}); err != nil {
			return nil, fmt.Errorf("extract: limit %d: %w", l.what, err)
		}
		if l.name != "" {
			guards = append(guards, l.name)
		}
	}
	return guards, nil
}
