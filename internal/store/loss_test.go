package store_test

import (
	"database/sql"
	"encoding/binary"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"debrief/internal/store"
)

// R3: the power goes. The file and its log are copied while writing goes on,
// the log is cut anywhere, and what opens is some prefix of what was written.
//
// The log may be cut at any byte behind what has been folded into the file: it
// is synced before the file is touched, so that less of it than that can't be
// left by a loss of power.
func TestPowerLoss_leavesAPrefix(t *testing.T) {
	cuts := full(300, 10_000)
	rnd := rand.New(rand.NewPCG(3, 3))
	seen, changes := 0, 0
	for done := 0; done < cuts; {
		n, records := cutRecord(t, rnd, min(500, cuts-done))
		done += min(500, cuts-done)
		seen, changes = seen+records, changes+n
	}
	if seen < cuts/40 {
		t.Errorf("%d cuts gave only %d different records", cuts, seen)
	}
	t.Logf("%d cuts, %d changes, %d different records", cuts, changes, seen)
}

// cutRecord writes to a fresh record and cuts its log here and there meanwhile.
func cutRecord(t *testing.T, rnd *rand.Rand, cuts int) (n, records int) {
	t.Helper()
	dir := t.TempDir()
	prepare(t, dir)
	s, err := store.Open(t.Context(), store.Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	seen := map[int]bool{}
	for done := 0; done < cuts; {
		for range 1 + rnd.IntN(12) {
			if err := stageWriter(t.Context(), s, n); err != nil {
				t.Fatal(err)
			}
			n++
		}
		c := copyOf(t, dir)
		if c.folded == len(c.log) {
			continue // all of it stands in the file: there is nothing to lose
		}
		for range min(20, cuts-done) {
			at := c.folded + rnd.IntN(len(c.log)-c.folded+1)
			switch rnd.IntN(3) {
			case 0:
				at = max(c.folded, at/4096*4096) // a block of the disk
			case 1:
				at = max(c.folded, walHeader+(at-walHeader)/walFrame*walFrame) // a page of the log
			}
			seen[checkPrefix(t, c.file, c.log[:at], n, at == len(c.log))] = true
			done++
		}
	}
	return n, len(seen)
}

const walHeader, walFrame = 32, 24 + 4096

// copied is the database as it stands on the disk at a moment between writes.
type copied struct {
	file, log []byte
	folded    int // bytes of log that stand in the file already
}

func copyOf(t *testing.T, dir string) (c copied) {
	t.Helper()
	read := func(side string) []byte {
		b, err := os.ReadFile(filepath.Join(dir, store.DatabaseFile+side))
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	c.file, c.log = read(""), read("-wal")
	// The index of the log: how many frames are valid, how many were folded in.
	shm := read("-shm")
	valid, folded := binary.NativeEndian.Uint32(shm[16:]), binary.NativeEndian.Uint32(shm[96:])
	c.log = c.log[:min(len(c.log), walHeader+int(valid)*walFrame)]
	if folded > 0 {
		c.folded = walHeader + int(folded)*walFrame
	}
	return c
}

// checkPrefix opens a cut copy and gives the number of changes that are in it.
func checkPrefix(t *testing.T, file, log []byte, written int, whole bool) int {
	t.Helper()
	dir, err := os.MkdirTemp("", "debrief-cut-")
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, store.DatabaseFile)
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path+"-wal", log, 0o600); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite", "file:"+path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var verdict string
	if err := db.QueryRow(`PRAGMA quick_check(1)`).Scan(&verdict); err != nil || verdict != "ok" {
		t.Fatalf("cut at %d: %s %v", len(log), verdict, err)
	}
	var count, highest int
	if err := db.QueryRow(`SELECT count(*), coalesce(max(CAST(substr(id, 2) AS INTEGER)), -1) FROM events`).Scan(&count, &highest); err != nil {
		t.Fatal(err)
	}
	if count != highest+1 || count > written || whole && count != written {
		t.Fatalf("cut at %d: %d events up to %d of %d is no prefix", len(log), count, highest, written)
	}
	var changes int
	if err := db.QueryRow(`SELECT count(*) FROM changes WHERE verb = 'stage'`).Scan(&changes); err != nil || changes != count {
		t.Fatalf("cut at %d: %d journal entries for %d events (%v)", len(log), changes, count, err)
	}
	return count
}

// R12: backups made while others write hold everything acknowledged before
// they began, and come back.
func TestBackup_holdsAllThatWasAcknowledgedBefore(t *testing.T) {
	loops := full(8, 200)
	dir := t.TempDir()
	prepare(t, dir)
	cmd, acks := start(t, "stage", store.Options{Dir: dir})
	defer cmd.Wait()
	defer cmd.Process.Kill()
	last, grew := <-acks, 0
	s, err := store.Open(t.Context(), store.Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for i := range loops {
		before := last
		for len(acks) > 0 {
			last = max(last, <-acks)
		}
		if last > before {
			grew++
		}
		top, err := os.MkdirTemp("", "debrief-loop-")
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(top, "copy.db")
		if _, err := s.Backup(t.Context(), path); err != nil {
			t.Fatal(err)
		}
		o := store.Options{Dir: filepath.Join(top, "back")}
		if _, _, err := store.Restore(t.Context(), path, o); err != nil {
			t.Fatal(err)
		}
		back, err := store.Open(t.Context(), o)
		if err != nil {
			t.Fatal(err)
		}
		n, err := events(t.Context(), back)
		if err != nil || n < last {
			t.Fatalf("loop %d: the backup holds %d events, %d were acknowledged before (%v)", i, n, last, err)
		}
		if v, err := back.Verify(t.Context(), "me"); err != nil || len(v.Problems) > 0 {
			t.Fatalf("loop %d: %v %v", i, v.Problems, err)
		}
		back.Close()
		os.RemoveAll(top)
	}
	if grew < loops/2 {
		t.Errorf("in %d of %d loops somebody was writing", grew, loops)
	}
	t.Logf("%d loops, %d changes acknowledged, writing went on in %d", loops, last, grew)
}

// R10: processes write to and read from one folder at once; nobody is told that
// it is locked.
func TestTwoProcesses_writeWithoutLockErrors(t *testing.T) {
	dir := t.TempDir()
	prepare(t, dir)
	cmd, acks := start(t, "note", store.Options{Dir: dir})
	defer cmd.Process.Kill()
	<-acks
	s, err := store.Open(t.Context(), store.Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	want := full(2_000, 100_000)
	done := 0
	for begin := time.Now(); done < want || len(acks) < 20 && time.Since(begin) < 20*time.Second; done++ {
		if done%20 == 0 { // one of twenty writes
			err = noteWriter(t.Context(), s, done)
		} else {
			err = s.Scope("me").View(t.Context(), func(tx *store.Tx) error {
				_, err := tx.StateOf("app")
				return err
			})
		}
		if err != nil {
			t.Fatalf("operation %d: %v", done, err)
		}
	}
	cmd.Process.Kill()
	cmd.Wait()
	others := 0
	for n := range acks {
		others = max(others, n)
	}
	if others < 20 {
		t.Errorf("the other process made %d changes", others)
	}
	t.Logf("%d operations here, %d changes there", done, others)
}
