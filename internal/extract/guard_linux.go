package extract

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"unsafe"

	"golang.org/x/net/bpf"
	"golang.org/x/sys/unix"
)

// lockUp takes on the limits and gives up all system calls but those that the
// Go runtime needs to compute, read its open descriptors and end. It names what
// holds: “memory”, “cpu”, “descriptors”, “calls”.
func lockUp() (guards []string, err error) {
	limits := []struct {
		name  string
		what  int
		limit uint64
	}{
		{"memory", unix.RLIMIT_AS, reserved() + childMemory},
		{"cpu", unix.RLIMIT_CPU, used() + childCPU},
		{"descriptors", unix.RLIMIT_NOFILE, 3}, // 0, 1, 2 are open: nothing more can be
		{"", unix.RLIMIT_CORE, 0},
		{"", unix.RLIMIT_FSIZE, 0},
	}
	for _, l := range limits {
		if err := unix.Setrlimit(l.what, &unix.Rlimit{Cur: l.limit, Max: l.limit}); err != nil {
			return nil, fmt.Errorf("extract: limit %d: %w", l.what, err)
		}
		if l.name != "" {
			guards = append(guards, l.name)
		}
	}
	if auditArch == 0 {
		return guards, nil
	}
	// An old kernel or a strict container refuses; the limits above then stand alone.
	if err := forbid(); err == nil {
		guards = append(guards, "calls")
	}
	return guards, nil
}

// reserved is the address space of this process. Go reserves over a gigabyte
// and uses little of it, so a limit has to start from there.
func reserved() uint64 {
	b, err := os.ReadFile("/proc/self/statm")
	pages, _, _ := strings.Cut(string(b), " ")
	n, err2 := strconv.ParseUint(pages, 10, 64)
	if err != nil || err2 != nil {
		return 2 << 30
	}
	return n * uint64(os.Getpagesize())
}

// used is the processor time so far, in seconds, rounded up.
func used() uint64 {
	var u unix.Rusage
	if unix.Getrusage(unix.RUSAGE_SELF, &u) != nil {
		return 60
	}
	return uint64(u.Utime.Sec+u.Stime.Sec) + 1
}

// forbid installs the filter on all threads.
func forbid() error {
	prog, err := bpf.Assemble(filter(uint32(os.Getpid())))
	if err != nil {
		return err
	}
	code := make([]unix.SockFilter, len(prog))
	for i, p := range prog {
		code[i] = unix.SockFilter{Code: p.Op, Jt: p.Jt, Jf: p.Jf, K: p.K}
	}
	if err := unix.Prctl(unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); err != nil {
		return err
	}
	p := unix.SockFprog{Len: uint16(len(code)), Filter: &code[0]}
	if r, _, e := unix.Syscall(unix.SYS_SECCOMP, unix.SECCOMP_SET_MODE_FILTER, unix.SECCOMP_FILTER_FLAG_TSYNC, uintptr(unsafe.Pointer(&p))); e != 0 || r != 0 {
		return fmt.Errorf("extract: seccomp: %d, %w", r, e)
	}
	return nil
}

// filter allows the calls of the list, new threads but no new processes, signals
// to itself only, and memory that can't be executed. All else fails with EPERM.
// Offsets are those of struct seccomp_data: 0 number, 4 architecture, 16 and on
// the arguments, of which the lower half comes first on the machines we know.
func filter(pid uint32) []bpf.Instruction {
	deny, allow := bpf.RetConstant{Val: unix.SECCOMP_RET_ERRNO | uint32(unix.EPERM)}, bpf.RetConstant{Val: unix.SECCOMP_RET_ALLOW}
	argument := func(n int) bpf.Instruction { return bpf.LoadAbsolute{Off: uint32(16 + 8*n), Size: 4} }
	number := bpf.LoadAbsolute{Off: 0, Size: 4}
	f := []bpf.Instruction{
		bpf.LoadAbsolute{Off: 4, Size: 4},
		bpf.JumpIf{Cond: bpf.JumpEqual, Val: auditArch, SkipTrue: 1}, deny,
		number,
	}
	when := func(call uint32, arg int, test bpf.JumpTest, val uint32) {
		f = append(f, bpf.JumpIf{Cond: bpf.JumpNotEqual, Val: call, SkipTrue: 5},
			argument(arg), bpf.JumpIf{Cond: test, Val: val, SkipTrue: 1}, deny, allow, number)
	}
	when(unix.SYS_CLONE, 0, bpf.JumpBitsSet, unix.CLONE_THREAD)
	when(unix.SYS_TGKILL, 0, bpf.JumpEqual, pid)
	when(unix.SYS_MMAP, 2, bpf.JumpBitsNotSet, unix.PROT_EXEC)
	when(unix.SYS_MPROTECT, 2, bpf.JumpBitsNotSet, unix.PROT_EXEC)
	for _, call := range append(calls, machineCalls...) {
		f = append(f, bpf.JumpIf{Cond: bpf.JumpNotEqual, Val: uint32(call), SkipTrue: 1}, allow)
	}
	return append(f, deny)
}

// calls is what the Go runtime needs once it is up.
var calls = []uintptr{
	unix.SYS_READ, unix.SYS_WRITE, unix.SYS_CLOSE, unix.SYS_FSTAT, unix.SYS_LSEEK, unix.SYS_FCNTL,
	unix.SYS_MUNMAP, unix.SYS_MADVISE, unix.SYS_BRK, unix.SYS_MINCORE,
	unix.SYS_FUTEX, unix.SYS_SCHED_YIELD, unix.SYS_SCHED_GETAFFINITY, unix.SYS_NANOSLEEP, unix.SYS_CLOCK_NANOSLEEP,
	unix.SYS_CLOCK_GETTIME, unix.SYS_GETTIMEOFDAY, unix.SYS_GETRANDOM, unix.SYS_GETRUSAGE,
	unix.SYS_RT_SIGACTION, unix.SYS_RT_SIGPROCMASK, unix.SYS_RT_SIGRETURN, unix.SYS_SIGALTSTACK, unix.SYS_RESTART_SYSCALL,
	unix.SYS_EPOLL_CTL, unix.SYS_EPOLL_PWAIT, // of descriptors that are open already
	unix.SYS_GETPID, unix.SYS_GETTID, unix.SYS_SET_ROBUST_LIST, unix.SYS_RSEQ, unix.SYS_UNAME,
	unix.SYS_TIMER_CREATE, unix.SYS_TIMER_SETTIME, unix.SYS_TIMER_DELETE, unix.SYS_SETITIMER,
	unix.SYS_EXIT, unix.SYS_EXIT_GROUP,
}
