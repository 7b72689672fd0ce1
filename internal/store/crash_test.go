package store_test

import (
	"bufio"
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"debrief/internal/fault"
	"debrief/internal/store"
	"debrief/internal/track"
)

// These tests end a writing process without warning and look at what is left.
// The test binary runs itself again as that process.

const childVar = "DEBRIEF_TEST_CHILD"

func TestMain(m *testing.M) {
	if kind := os.Getenv(childVar); kind != "" {
		if err := child(kind, os.Getenv("DEBRIEF_TEST_DIR")); err != nil {
			fmt.Println("error", err)
			os.Exit(3)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// full tells whether the long counts are asked for: always in CI.
func full(short, long int) int {
	if os.Getenv("CI") != "" || os.Getenv("DEBRIEF_FULL") != "" {
		return long
	}
	return short
}

// writers are the kinds of change a kill may meet. Each does change number n
// and says on standard output what is durable once it returns.
var writers = map[string]func(ctx context.Context, s *store.Store, n int) error{
	"stage": stageWriter,
	"undo": func(ctx context.Context, s *store.Store, n int) error {
		id, err := s.Scope("me").Update(ctx, "stage", "moved", func(tx *store.Tx) error {
			return store.Put(tx, track.Event{ID: eventID(n), ApplicationID: "app", Kind: track.StageEntered, StageKind: track.Screen, Day: "2026-11-02", RecordedAt: tx.Now()})
		})
		if err != nil {
			return err
		}
		_, err = s.Scope("me").Undo(ctx, id)
		return err
	},
	"bulk": func(ctx context.Context, s *store.Store, n int) error {
		_, err := s.Scope("me").Load(ctx, "import", "bulk", func(tx *store.Tx) error {
			for i := range 20 {
				if err := store.Put(tx, track.Event{ID: eventID(n*20 + i), ApplicationID: "app", Kind: track.Promised, Day: "2026-11-02", PromisedOn: "2026-12-01", RecordedAt: tx.Now()}); err != nil {
					return err
				}
			}
			return nil
		})
		return err
	},
	"backup": func(ctx context.Context, s *store.Store, n int) error {
		if err := stageWriter(ctx, s, n); err != nil {
			return err
		}
		_, err := s.Backup(ctx, filepath.Join(s.Dir(), "copy.db"))
		return err
	},
	"erase": func(ctx context.Context, s *store.Store, n int) error {
		if err := stageWriter(ctx, s, n); err != nil {
			return err
		}
		id := track.ApplicationID(fmt.Sprint("gone", n))
		_, err := s.Scope("me").Update(ctx, "add", "added", func(tx *store.Tx) error {
			return store.Put(tx, track.Application{ID: id, EmployerID: "emp", Role: "to be erased", Channel: track.Cold})
		})
		if err != nil {
			return err
		}
		return s.Scope("me").EraseApplication(ctx, id)
	},
}

func stageWriter(ctx context.Context, s *store.Store, n int) error {
	_, err := s.Scope("me").Update(ctx, "stage", "moved", func(tx *store.Tx) error {
		return store.Put(tx, track.Event{ID: eventID(n), ApplicationID: "app", Kind: track.StageEntered, StageKind: track.StageKinds[n%9], Day: "2026-11-02", RecordedAt: tx.Now()})
	})
	return err
}

func eventID(n int) track.EventID { return track.EventID(fmt.Sprintf("e%08d", n)) }

// perChange is how many events one acknowledged change of a kind adds.
var perChange = map[string]int{"stage": 1, "undo": 2, "bulk": 20, "backup": 1, "erase": 1}

// spread is how many microseconds of writing a kill may fall into.
var spread = map[string]int{"stage": 12_000, "undo": 12_000, "bulk": 20_000, "backup": 90_000, "erase": 90_000}

func child(kind, dir string) error {
	ctx := context.Background()
	s, err := store.Open(ctx, store.Options{Dir: dir})
	if err != nil {
		return err
	}
	have, err := events(ctx, s)
	if err != nil {
		return err
	}
	fmt.Println("open")
	for n := have / perChange[kind]; n < have+100000; n++ {
		if err := writers[kind](ctx, s, n); err != nil {
			return err
		}
		fmt.Println("ack", n+1)
	}
	return nil
}

func events(ctx context.Context, s *store.Store) (n int, err error) {
	err = s.Scope("me").View(ctx, func(tx *store.Tx) error {
		list, err := store.By[track.Event](tx, "application_id", "app")
		n = len(list)
		return err
	})
	return n, err
}

func prepare(t *testing.T, dir string) {
	t.Helper()
	s, err := store.Open(t.Context(), store.Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := s.EnsureOwner(t.Context(), "me"); err != nil {
		t.Fatal(err)
	}
	_, err = s.Scope("me").Update(t.Context(), "add", "added", func(tx *store.Tx) error {
		if err := store.Put(tx, track.Employer{ID: "emp", Name: "Ostler"}); err != nil {
			return err
		}
		return store.Put(tx, track.Application{ID: "app", EmployerID: "emp", Role: "Engineer", Channel: track.Cold})
	})
	if err != nil {
		t.Fatal(err)
	}
}

// start runs the writer and gives its acknowledgements as they come.
func start(t *testing.T, kind, dir string) (*exec.Cmd, <-chan int) {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^$")
	cmd.Env = append(os.Environ(), childVar+"="+kind, "DEBRIEF_TEST_DIR="+dir)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	acks := make(chan int, 100000)
	go func() {
		defer close(acks)
		lines := bufio.NewScanner(out)
		for lines.Scan() {
			n := 0
			if fmt.Sscanf(lines.Text(), "ack %d", &n); n > 0 {
				acks <- n
			} else if strings.HasPrefix(lines.Text(), "error") {
				t.Errorf("%s: %s", kind, lines.Text())
			} else {
				acks <- 0 // open
			}
		}
	}()
	return cmd, acks
}

// R2: the process is killed at a drawn moment of its writing. What it had
// acknowledged is there, nothing is there in half, and the record opens whole.
func TestKill_losesNothingThatWasAcknowledged(t *testing.T) {
	points := full(10, 200)
	for kind := range writers {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			prepare(t, dir)
			rnd := rand.New(rand.NewPCG(2, uint64(len(kind))))
			killed, moved := 0, 0
			for range points {
				cmd, acks := start(t, kind, dir)
				last := <-acks // it is open
				// A few changes must be through first, so that a slow machine kills a
				// process that writes and not one that starts.
				for range 1 + rnd.IntN(3) {
					last = max(last, <-acks)
				}
				time.Sleep(time.Duration(rnd.IntN(spread[kind])) * time.Microsecond)
				cmd.Process.Kill()
				for n := range acks {
					last = max(last, n)
				}
				err := cmd.Wait()
				if status, ok := cmd.ProcessState.Sys().(syscall.WaitStatus); ok && err != nil && status.Signaled() && status.Signal() == syscall.SIGKILL {
					killed++
				}
				if last > 0 {
					moved++
				}
				whole(t, dir, kind, last)
			}
			if killed < points*9/10 || moved < points*9/10 {
				t.Errorf("%d of %d were really killed, %d while writing", killed, points, moved)
			}
		})
	}
}

// whole opens the record after a kill and holds it against the last acknowledgement.
func whole(t *testing.T, dir, kind string, acked int) {
	t.Helper()
	s, err := store.Open(t.Context(), store.Options{Dir: dir})
	if err != nil {
		t.Fatalf("after the kill: %v", err)
	}
	defer s.Close()
	n, err := events(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	if acked > 0 && n < acked*perChange[kind] {
		t.Fatalf("%d events after %d acknowledged changes", n, acked)
	}
	if kind == "bulk" && n%20 != 0 {
		t.Fatalf("a change stands in half: %d events", n)
	}
	v, err := s.Verify(t.Context(), "me")
	if err != nil || len(v.Problems) > 0 {
		t.Fatalf("%v %v", v.Problems, err)
	}
	if kind == "backup" {
		if _, err := os.Stat(filepath.Join(dir, "copy.db")); err == nil {
			if _, err := store.CheckBackup(t.Context(), filepath.Join(dir, "copy.db")); err != nil {
				t.Fatalf("a backup that stands there does not read back: %v", err)
			}
		}
	}
	if kind == "undo" && n%2 == 1 { // killed between a change and its undo: take it back, so that counts stay even
		_, err := s.Scope("me").Update(t.Context(), "stage", "moved", func(tx *store.Tx) error {
			return store.Put(tx, track.Event{ID: eventID(1_000_000 + n), ApplicationID: "app", Kind: track.Promised, Day: "2026-11-02", RecordedAt: tx.Now()})
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// R3: the power goes. The log of one round of writing is cut anywhere, and what
// opens beside the file is some prefix of what was written. The file must be
// the one from before the round: the log is on disk before any of it is folded
// into the file, so a file newer than its log is a state no power loss leaves.
func TestPowerLoss_leavesAPrefix(t *testing.T) {
	cuts := full(300, 10_000)
	dir := t.TempDir()
	prepare(t, dir)
	s, err := store.Open(t.Context(), store.Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	rnd := rand.New(rand.NewPCG(3, 3))
	n := 0
	for done := 0; done < cuts; {
		fold(t, dir)
		base, before := read(t, dir, store.DatabaseFile), n
		for range 1 + rnd.IntN(24) {
			if err := stageWriter(t.Context(), s, n); err != nil {
				t.Fatal(err)
			}
			n++
		}
		log := read(t, dir, store.DatabaseFile+"-wal")
		if !bytes.Equal(base, read(t, dir, store.DatabaseFile)) {
			t.Fatalf("the log was folded into the file within %d changes", n-before)
		}
		for range min(100, cuts-done) {
			at := rnd.IntN(len(log) + 1)
			if rnd.IntN(2) == 0 {
				at = at / 4096 * 4096
			}
			checkPrefix(t, base, log[:at], n, at == len(log))
			done++
		}
	}
}

// fold empties the log into the file.
func fold(t *testing.T, dir string) {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+filepath.Join(dir, store.DatabaseFile)+"?_pragma=busy_timeout(10000)")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var busy, frames, folded int
	if err := db.QueryRow(`PRAGMA wal_checkpoint(TRUNCATE)`).Scan(&busy, &frames, &folded); err != nil || busy != 0 {
		t.Fatalf("checkpoint: busy %d, %v", busy, err)
	}
}

func read(t *testing.T, dir, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func checkPrefix(t *testing.T, base, log []byte, written int, whole bool) {
	t.Helper()
	dir, err := os.MkdirTemp("", "debrief-cut-")
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, store.DatabaseFile)
	if err := os.WriteFile(path, base, 0o600); err != nil {
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
	var states int
	if err := db.QueryRow(`SELECT count(*) FROM changes WHERE verb = 'stage'`).Scan(&states); err != nil || states != count {
		t.Fatalf("cut at %d: %d journal entries for %d events (%v)", len(log), states, count, err)
	}
}

// R12: backups made while others write hold everything acknowledged before
// they began, and come back.
func TestBackup_holdsAllThatWasAcknowledgedBefore(t *testing.T) {
	loops := full(8, 200)
	dir := t.TempDir()
	prepare(t, dir)
	cmd, acks := start(t, "stage", dir)
	defer cmd.Wait()
	defer cmd.Process.Kill()
	last := <-acks
	s, err := store.Open(t.Context(), store.Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for range loops {
		for len(acks) > 0 {
			last = max(last, <-acks)
		}
		path := filepath.Join(t.TempDir(), "copy.db")
		if _, err := s.Backup(t.Context(), path); err != nil {
			t.Fatal(err)
		}
		o := store.Options{Dir: filepath.Join(t.TempDir(), "back")}
		if _, _, err := store.Restore(t.Context(), path, o); err != nil {
			t.Fatal(err)
		}
		back, err := store.Open(t.Context(), o)
		if err != nil {
			t.Fatal(err)
		}
		n, err := events(t.Context(), back)
		back.Close()
		if err != nil || n < last {
			t.Fatalf("the backup holds %d events, %d were acknowledged before (%v)", n, last, err)
		}
	}
	if last == 0 {
		t.Error("nothing was written meanwhile")
	}
}

// R10: two processes write to one folder; nobody is told that it is locked.
func TestTwoProcesses_writeWithoutLockErrors(t *testing.T) {
	dir := t.TempDir()
	prepare(t, dir)
	cmd, acks := start(t, "stage", dir)
	<-acks
	s, err := store.Open(t.Context(), store.Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	give := time.Now().Add(20 * time.Second)
	for i := 0; i < full(100, 1000) || len(acks) < 20 && time.Now().Before(give); i++ {
		_, err := s.Scope("me").Update(t.Context(), "note", "noted", func(tx *store.Tx) error {
			return store.Put(tx, track.Note{ID: track.NoteID(fmt.Sprint("n", i)), Text: "here too"})
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	cmd.Process.Kill()
	cmd.Wait()
	if len(acks) == 0 {
		t.Error("the other process did not get to write")
	}
}

// R9: a damaged file is noticed, nothing is written to it any more, and what
// can be read comes out.
func TestDamage_isNoticedAndWritesAreRefused(t *testing.T) {
	dir := t.TempDir()
	prepare(t, dir)
	s, err := store.Open(t.Context(), store.Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	for n := range 400 {
		if err := stageWriter(t.Context(), s, n); err != nil {
			t.Fatal(err)
		}
	}
	s.Close() // the last connection folds the log into the file
	whole, err := os.ReadFile(filepath.Join(dir, store.DatabaseFile))
	if err != nil {
		t.Fatal(err)
	}
	rnd := rand.New(rand.NewPCG(9, 9))
	places, noticed, tried := full(40, 500), 0, 0
	for range places {
		page := 1 + rnd.IntN(len(whole)/4096-1)
		broken := append([]byte(nil), whole...)
		clear(broken[page*4096 : page*4096+4096])
		if string(broken) == string(whole) {
			continue // an empty page
		}
		tried++
		d := t.TempDir()
		if err := os.WriteFile(filepath.Join(d, store.DatabaseFile), broken, 0o600); err != nil {
			t.Fatal(err)
		}
		if damaged(t, d) {
			noticed++
		}
	}
	if tried == 0 || noticed*100 < tried*95 {
		t.Errorf("%d of %d damaged files were noticed", noticed, tried)
	}
	t.Logf("%d of %d damaged files were noticed", noticed, tried)
}

func damaged(t *testing.T, dir string) bool {
	t.Helper()
	s, err := store.Open(t.Context(), store.Options{Dir: dir, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		return true
	}
	defer s.Close()
	if err := s.QuickCheck(t.Context()); err != nil {
		return true
	}
	if s.Damage() == "" {
		if v, err := s.Verify(t.Context(), "me"); err != nil || len(v.Problems) > 0 {
			return true
		}
		return false
	}
	_, err = s.Scope("me").Update(t.Context(), "note", "noted", func(tx *store.Tx) error { return store.Put(tx, track.Note{ID: "x", Text: "y"}) })
	if fault.KindOf(err) != fault.Damaged {
		t.Errorf("a damaged file took a change: %v", err)
	}
	if _, err := s.Rescue(t.Context(), "me", func(string, any) error { return nil }); err != nil {
		t.Errorf("rescue: %v", err)
	}
	return true
}
