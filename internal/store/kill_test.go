package store_test

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"debrief/internal/store"
	"debrief/internal/track"
)

// These tests end a writing process without warning and look at what is left.
// The test binary runs itself again as that process.

const childVar = "DEBRIEF_TEST_CHILD"

func TestMain(m *testing.M) {
	if kind := os.Getenv(childVar); kind != "" {
		if err := child(kind, store.Options{Dir: os.Getenv("DEBRIEF_TEST_DIR"), DSN: os.Getenv("DEBRIEF_TEST_DSN")}); err != nil {
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

// writer is a kind of change that a kill may meet. do carries out change number
// n and returns when it is durable; events tells how many events one adds.
type writer struct {
	do     func(ctx context.Context, s *store.Store, n int) error
	events int
	whole  func(t *testing.T, dir string, events int) // what must hold besides; may be nil
}

var writers = map[string]writer{
	"stage":     {do: stageWriter, events: 1},
	"undo":      {do: undoWriter, events: 2},
	"bulk load": {do: loadWriter, events: 20, whole: inWholes(20)},
	"bulk edit": {do: bulkWriter, events: 1, whole: allAlike},
	"note":      {do: noteWriter, events: 1, whole: func(*testing.T, string, int) {}},
	"backup":    {do: backupWriter, events: 1, whole: backupReads},
	"erase":     {do: eraseWriter, events: 1, whole: nothingErasedIsLeft},
}

func stageWriter(ctx context.Context, s *store.Store, n int) error {
	_, err := s.Scope("me").Update(ctx, "stage", "moved", func(tx *store.Tx) error {
		return store.Put(tx, track.Event{ID: eventID(n), ApplicationID: "app", Kind: track.StageEntered, StageKind: track.StageKinds[n%9], Day: "2026-11-02", RecordedAt: tx.Now()})
	})
	return err
}

// noteWriter costs the same however many there are.
func noteWriter(ctx context.Context, s *store.Store, n int) error {
	_, err := s.Scope("me").Update(ctx, "note", "noted", func(tx *store.Tx) error {
		return store.Put(tx, track.Note{ID: track.NoteID(tx.NewID()), Text: fmt.Sprint("note ", n)})
	})
	return err
}

func undoWriter(ctx context.Context, s *store.Store, n int) error {
	id, err := s.Scope("me").Update(ctx, "stage", "moved", func(tx *store.Tx) error {
		return store.Put(tx, track.Event{ID: track.EventID(tx.NewID()), ApplicationID: "app", Kind: track.StageEntered, StageKind: track.Screen, Day: "2026-11-02", RecordedAt: tx.Now()})
	})
	if err != nil {
		return err
	}
	_, err = s.Scope("me").Undo(ctx, id)
	return err
}

func loadWriter(ctx context.Context, s *store.Store, n int) error {
	_, err := s.Scope("me").Load(ctx, "import", "bulk", func(tx *store.Tx) error {
		for i := range 20 {
			if err := store.Put(tx, track.Event{ID: eventID(n*20 + i), ApplicationID: "app", Kind: track.Promised, Day: "2026-11-02", PromisedOn: "2026-12-01", RecordedAt: tx.Now()}); err != nil {
				return err
			}
		}
		return nil
	})
	return err
}

// bulkWriter changes twenty applications at once: all of them say n, or none.
func bulkWriter(ctx context.Context, s *store.Store, n int) error {
	_, err := s.Scope("me").Update(ctx, "bulk", "moved twenty", func(tx *store.Tx) error {
		for i := range 20 {
			a := track.Application{ID: track.ApplicationID(fmt.Sprint("many", i)), EmployerID: "emp", Role: fmt.Sprint("Engineer ", n), Channel: track.Cold}
			if err := store.Put(tx, a); err != nil {
				return err
			}
		}
		return store.Put(tx, track.Event{ID: eventID(n), ApplicationID: "app", Kind: track.Promised, Day: "2026-11-02", PromisedOn: "2026-12-01", RecordedAt: tx.Now()})
	})
	return err
}

func backupWriter(ctx context.Context, s *store.Store, n int) error {
	if err := stageWriter(ctx, s, n); err != nil {
		return err
	}
	_, err := s.Backup(ctx, filepath.Join(s.Dir(), "copy.db"))
	return err
}

const erasable = "zqgoneforgood"

func eraseWriter(ctx context.Context, s *store.Store, n int) error {
	if err := stageWriter(ctx, s, n); err != nil {
		return err
	}
	id := track.ApplicationID(fmt.Sprint("gone", time.Now().UnixNano()))
	_, err := s.Scope("me").Update(ctx, "add", "added", func(tx *store.Tx) error {
		return store.Put(tx, track.Application{ID: id, EmployerID: "emp", Role: erasable, Channel: track.Cold})
	})
	if err != nil {
		return err
	}
	return s.Scope("me").EraseApplication(ctx, id)
}

func eventID(n int) track.EventID { return track.EventID(fmt.Sprintf("e%08d", n)) }

// child is the process that gets killed: it makes changes of one kind for ever
// and says on standard output how many are durable.
func child(kind string, o store.Options) error {
	ctx := context.Background()
	switch kind {
	case "restore":
		return restoring(ctx, o)
	case "stubborn":
		return stubborn(ctx, o)
	}
	s, err := store.Open(ctx, o)
	if err != nil {
		return err
	}
	fmt.Println("open")
	if kind == "open" {
		return s.Close()
	}
	w := writers[kind]
	have, err := events(ctx, s)
	if err != nil {
		return err
	}
	for n := have / w.events; ; n++ {
		if err := w.do(ctx, s, n); err != nil {
			return err
		}
		fmt.Println("ack", n+1)
	}
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

// start runs the child and gives its acknowledgements as they come, 0 for
// being open. The channel ends with the process.
func start(t *testing.T, kind string, o store.Options) (*exec.Cmd, <-chan int) {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^$")
	cmd.Env = append(os.Environ(), childVar+"="+kind, "DEBRIEF_TEST_DIR="+o.Dir, "DEBRIEF_TEST_DSN="+o.DSN)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	acks := make(chan int, 1<<20)
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

func wasKilled(cmd *exec.Cmd) bool {
	status, ok := cmd.ProcessState.Sys().(syscall.WaitStatus)
	return ok && status.Signaled() && status.Signal() == syscall.SIGKILL
}

// killWhileWriting lets a child make a drawn number of changes, and kills it at
// a drawn moment of the next one, however fast or slow the machine is just now.
// It gives the last acknowledgement.
func killWhileWriting(t *testing.T, kind string, o store.Options, rnd *rand.Rand) (acked int, killed bool) {
	t.Helper()
	cmd, acks := start(t, kind, o)
	acked = -1
	for n := range acks {
		acked = n
		break
	}
	began := time.Now()
	more := 1 + rnd.IntN(3)
	for range more {
		if n, ok := <-acks; ok {
			acked = max(acked, n)
		}
	}
	one := time.Since(began) / time.Duration(more)
	time.Sleep(time.Duration(rnd.Int64N(int64(one) + 1)))
	cmd.Process.Kill()
	for n := range acks {
		acked = max(acked, n)
	}
	cmd.Wait()
	return acked, wasKilled(cmd)
}

// R2: the process is killed at a drawn moment of its writing. What it had
// acknowledged is there, nothing is there in half, and the record opens whole.
func TestKill_losesNothingThatWasAcknowledged(t *testing.T) {
	points := full(8, 200)
	for kind, w := range writers {
		if kind == "note" {
			continue // it adds no events to count; for tests of turns
		}
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			prepare(t, dir)
			rnd := rand.New(rand.NewPCG(2, uint64(len(kind))))
			killed := 0
			for range points {
				acked, dead := killWhileWriting(t, kind, store.Options{Dir: dir}, rnd)
				if dead && acked > 0 {
					killed++
				}
				opensWhole(t, dir, w, acked)
			}
			if killed != points {
				t.Errorf("%d of %d were really killed while writing", killed, points)
			}
		})
	}
}

// opensWhole opens the record after a kill and holds it against the last
// acknowledgement.
func opensWhole(t *testing.T, dir string, w writer, acked int) {
	t.Helper()
	s, err := store.Open(t.Context(), store.Options{Dir: dir})
	if err != nil {
		t.Fatalf("after the kill: %v", err)
	}
	n, err := events(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	if n < acked*w.events {
		t.Fatalf("%d events after %d acknowledged changes", n, acked)
	}
	v, err := s.Verify(t.Context(), "me")
	if err != nil || len(v.Problems) > 0 {
		t.Fatalf("%v %v", v.Problems, err)
	}
	if odd := n % w.events; odd != 0 && w.whole == nil { // killed between a change and its undo: make the count even again
		for i := odd; i < w.events; i++ {
			if err := stageWriter(t.Context(), s, 1_000_000+n+i); err != nil {
				t.Fatal(err)
			}
		}
	}
	s.Close()
	if w.whole != nil {
		w.whole(t, dir, n)
	}
}

func inWholes(of int) func(*testing.T, string, int) {
	return func(t *testing.T, _ string, events int) {
		t.Helper()
		if events%of != 0 {
			t.Fatalf("a change stands in half: %d events", events)
		}
	}
}

// allAlike: a bulk edit reached all twenty applications or none, and is
// journalled as one change.
func allAlike(t *testing.T, dir string, events int) {
	t.Helper()
	s, err := store.Open(t.Context(), store.Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	err = s.Scope("me").View(t.Context(), func(tx *store.Tx) error {
		roles := map[string]int{}
		if err := store.Each(tx, func(a track.Application) error { roles[a.Role]++; return nil }); err != nil {
			return err
		}
		if events > 0 && (len(roles) != 2 || roles[fmt.Sprint("Engineer ", events-1)] != 20) {
			t.Fatalf("after %d changes the roles are %v", events, roles)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func backupReads(t *testing.T, dir string, _ int) {
	t.Helper()
	path := filepath.Join(dir, "copy.db")
	if _, err := os.Stat(path); err == nil {
		if _, err := store.CheckBackup(t.Context(), path); err != nil {
			t.Fatalf("a backup that stands there does not read back: %v", err)
		}
	}
}

// nothingErasedIsLeft: what is no longer on record left no bytes behind, also
// when the process died between the change and the rewriting of the file.
func nothingErasedIsLeft(t *testing.T, dir string, _ int) {
	t.Helper()
	s, err := store.Open(t.Context(), store.Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	var still []track.ApplicationID
	err = s.Scope("me").View(t.Context(), func(tx *store.Tx) error {
		return store.Each(tx, func(a track.Application) error {
			if a.Role == erasable {
				still = append(still, a.ID)
			}
			return nil
		})
	})
	if err != nil || len(still) > 1 {
		t.Fatalf("%d applications left behind, %v", len(still), err)
	}
	for _, id := range still { // killed before the erase: do it now
		if err := s.Scope("me").EraseApplication(t.Context(), id); err != nil {
			t.Fatal(err)
		}
	}
	s.Close()
	for _, name := range []string{store.DatabaseFile, store.DatabaseFile + "-wal"} {
		b, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
		if bytes.Contains(bytes.ToLower(b), []byte(erasable)) {
			t.Fatalf("%s still holds what was erased", name)
		}
	}
}

// restoring puts two backups in place of the record in turn.
func restoring(ctx context.Context, o store.Options) error {
	fmt.Println("open")
	for n := 0; ; n++ {
		if _, _, err := store.Restore(ctx, filepath.Join(filepath.Dir(o.Dir), fmt.Sprint("backup", n%2, ".db")), o); err != nil {
			return err
		}
		fmt.Println("ack", n+1)
	}
}

// R2 for restore: at every moment one of the two records stands there, whole,
// and what stood there before is still to be had.
func TestKill_restoreLeavesOneRecordOrTheOther(t *testing.T) {
	points := full(4, 200)
	top := t.TempDir()
	dir := filepath.Join(top, "data")
	prepare(t, dir)
	for i := range 2 {
		s, err := store.Open(t.Context(), store.Options{Dir: dir})
		if err != nil {
			t.Fatal(err)
		}
		for n := range 3 {
			if err := stageWriter(t.Context(), s, 10*i+n); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := s.Backup(t.Context(), filepath.Join(top, fmt.Sprint("backup", i, ".db"))); err != nil {
			t.Fatal(err)
		}
		s.Close()
	}
	rnd := rand.New(rand.NewPCG(2, 12))
	killed, seen := 0, map[int]int{}
	for i := range points {
		acked, dead := killWhileWriting(t, "restore", store.Options{Dir: dir}, rnd)
		if dead && acked > 0 {
			killed++
		}
		s, err := store.Open(t.Context(), store.Options{Dir: dir})
		if err != nil {
			t.Fatalf("after kill %d: %v", i, err)
		}
		n, err := events(t.Context(), s)
		if err != nil || n != 3 && n != 6 {
			t.Fatalf("after kill %d: %d events, %v", i, n, err)
		}
		seen[n]++
		if v, err := s.Verify(t.Context(), "me"); err != nil || len(v.Problems) > 0 {
			t.Fatalf("%v %v", v.Problems, err)
		}
		s.Close()
		keepsRoom(t, dir)
	}
	if killed != points || len(seen) != 2 {
		t.Errorf("%d of %d were really killed; records seen: %v", killed, points, seen)
	}
}

// keepsRoom looks at what the killed process left lying about: backups of what
// stood there, whole ones, and at most the litter of this one kill.
func keepsRoom(t *testing.T, dir string) {
	t.Helper()
	kept, _ := filepath.Glob(filepath.Join(dir, "backups", "*.db"))
	for _, path := range kept {
		if _, err := store.CheckBackup(t.Context(), path); err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		os.Remove(path)
	}
	if litter, _ := filepath.Glob(filepath.Join(dir, "restore-*")); len(litter) > 1 {
		t.Fatalf("half-made copies pile up: %v", litter)
	}
}
