package store_test

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"debrief/internal/fault"
	"debrief/internal/store"
)

// R4: the disk is full, broken or read-only. strace makes the system calls of a
// writing process fail from one on, for a while.

// stubborn writes until it has forty changes, whatever happens, and says of
// each try how it went.
func stubborn(ctx context.Context, o store.Options) error {
	s, err := store.Open(ctx, o)
	if err != nil {
		fmt.Println("refused", fault.KindOf(err), fault.Message(err))
		return nil
	}
	defer s.Close()
	have, err := events(ctx, s)
	if err != nil {
		return err
	}
	for n, tries := have, 0; n < have+40 && tries < 400; tries++ {
		if err := stageWriter(ctx, s, n); err != nil {
			fmt.Println("refused", fault.KindOf(err), fault.Message(err))
			continue
		}
		n++
		fmt.Println("ack", n)
	}
	return nil
}

// ailing is what a run under a failing disk told.
type ailing struct {
	acked, refused, after int // after: acknowledged after the first refusal
	words                 map[string]bool
}

// onFailingDisk runs the stubborn child with a fault of strace's language.
func onFailingDisk(t *testing.T, dir, inject string) (a ailing) {
	t.Helper()
	calls, _, _ := strings.Cut(inject, ":")
	cmd := exec.Command("strace", "-f", "-qq", "-o", filepath.Join(t.TempDir(), "trace"), "-e", "trace="+calls, "-e", "inject="+inject, os.Args[0], "-test.run=^$")
	// One thread at a time, so that the count of calls means something.
	cmd.Env = append(os.Environ(), childVar+"=stubborn", "DEBRIEF_TEST_DIR="+dir, "GOMAXPROCS=1")
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatalf("strace: %v", err)
	}
	a.words = map[string]bool{}
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		n := 0
		switch words := lines.Text(); {
		case strings.HasPrefix(words, "refused"):
			a.refused++
			_, said, _ := strings.Cut(strings.TrimPrefix(words, "refused "), " ")
			a.words[said] = true
		case strings.HasPrefix(words, "ack"):
			fmt.Sscanf(words, "ack %d", &n)
			a.acked = n
			if a.refused > 0 {
				a.after++
			}
		default:
			t.Errorf("the child says %q", words)
		}
	}
	if err := cmd.Wait(); err != nil {
		t.Errorf("%s: %v", inject, err)
	}
	return a
}

func TestDisk_fullBrokenOrReadOnly(t *testing.T) {
	for _, c := range []struct {
		calls, fault string
		words        string // in every sentence that the person would read
		step         int    // calls between the first faults of two runs
	}{
		{"pwrite64", "error=ENOSPC", "The disk is full", 7},
		{"pwrite64", "error=EIO", "did not take the change", 7},
		{"pwrite64", "error=EROFS", "did not take the change", 7},
		{"fsync,fdatasync", "error=EIO", "did not take the change", 1},
		{"fsync,fdatasync", "error=ENOSPC", "did not take the change", 1},
	} {
		t.Run(c.calls+" "+c.fault, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			prepare(t, dir)
			failed, resumed, acked := 0, 0, 0
			for i := range full(3, 20) {
				first := 3*c.step + i*c.step
				begin := time.Now()
				a := onFailingDisk(t, dir, fmt.Sprintf("%s:%s:when=%d..%d", c.calls, c.fault, first, first+2*c.step))
				acked = max(acked, a.acked)
				if a.refused > 0 {
					failed++
				}
				if a.after > 0 {
					resumed++
				}
				for said := range a.words {
					if !strings.Contains(said, c.words) || !strings.Contains(said, "Nothing was changed") || strings.Contains(said, "SQLITE") {
						t.Errorf("the person reads %q", said)
					}
				}
				opensWhole(t, dir, writers["stage"], acked)
				if time.Since(begin) > time.Minute {
					t.Errorf("it took %s", time.Since(begin))
				}
			}
			if failed < full(1, 15) || resumed < failed/2 {
				t.Errorf("the disk failed in %d runs, writing went on by itself in %d", failed, resumed)
			}
			t.Logf("the disk failed in %d runs, writing went on by itself in %d; %d changes", failed, resumed, acked)
		})
	}
}
