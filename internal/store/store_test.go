package store_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"debrief/internal/fault"
	"debrief/internal/store"
	"debrief/internal/testkit"
	"debrief/internal/track"
)

// engines runs a test on both engines.
func engines(t *testing.T, f func(t *testing.T, s *store.Store)) {
	t.Helper()
	for _, name := range []string{"sqlite", "postgres"} {
		t.Run(name, func(t *testing.T) {
			o := options(t)
			if name == "postgres" {
				o.DSN = testkit.Postgres(t)
			}
			f(t, open(t, o))
		})
	}
}

func options(t *testing.T) store.Options {
	return store.Options{Dir: filepath.Join(t.TempDir(), "data"), Now: testkit.Clock("2026-11-24T08:52:00Z", time.Millisecond), Entropy: testkit.Entropy(7)}
}

func open(t *testing.T, o store.Options) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	if err := s.EnsureOwner(t.Context(), "me"); err != nil {
		t.Fatal(err)
	}
	return s
}

func must[T any](t *testing.T) func(v T, err error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func addOne(t *testing.T, c store.Scope, company, role string) (track.ApplicationID, track.ChangeID) {
	t.Helper()
	var id track.ApplicationID
	change, err := c.Update(t.Context(), "add", "Added "+company, func(tx *store.Tx) error {
		e := track.Employer{ID: track.EmployerID(tx.NewID()), Name: company}
		a := track.Application{ID: track.ApplicationID(tx.NewID()), EmployerID: e.ID, Role: role, Channel: track.Cold, CreatedAt: tx.Now()}
		id = a.ID
		if err := store.Put(tx, e); err != nil {
			return err
		}
		if err := store.Put(tx, a); err != nil {
			return err
		}
		return store.Put(tx, track.Event{ID: track.EventID(tx.NewID()), ApplicationID: a.ID, Kind: track.StageEntered, StageKind: track.Applied, Day: "2026-11-01", RecordedAt: tx.Now()})
	})
	if err != nil {
		t.Fatal(err)
	}
	return id, change
}

func stateOf(t *testing.T, c store.Scope, id track.ApplicationID) (s store.State) {
	t.Helper()
	if err := c.View(t.Context(), func(tx *store.Tx) (err error) { s, err = tx.StateOf(id); return }); err != nil {
		t.Fatal(err)
	}
	return s
}

func TestUndo_restoresTheStateBeforeAndCanItselfBeTakenBack(t *testing.T) {
	engines(t, func(t *testing.T, s *store.Store) {
		c := s.Scope("me")
		id, _ := addOne(t, c, "Tallis Ledger", "Senior Backend Engineer")
		before := stateOf(t, c, id)
		change := must[track.ChangeID](t)(c.Update(t.Context(), "end", "Closed", func(tx *store.Tx) error {
			return store.Put(tx, track.Event{ID: track.EventID(tx.NewID()), ApplicationID: id, Kind: track.Ended, Ending: track.Declined, Day: "2026-11-23", RecordedAt: tx.Now()})
		}))
		closed := stateOf(t, c, id)
		if closed.Ending != track.Declined || !closed.Answered {
			t.Fatalf("closed state: %+v", closed)
		}
		undo := must[track.ChangeID](t)(c.Undo(t.Context(), change))
		if got := stateOf(t, c, id); got.Ending != before.Ending || got.Answered != before.Answered || got.LastOn != before.LastOn {
			t.Fatalf("after undo %+v, before %+v", got, before)
		}
		if _, err := c.Undo(t.Context(), change); fault.KindOf(err) != fault.Conflict {
			t.Fatalf("a second undo of the same change: %v", err)
		}
		must[track.ChangeID](t)(c.Undo(t.Context(), undo))
		if got := stateOf(t, c, id); got.Ending != track.Declined {
			t.Fatalf("after taking the undo back: %+v", got)
		}
	})
}

func TestUndo_refusesWhenSomethingNewerBuildsOnIt(t *testing.T) {
	engines(t, func(t *testing.T, s *store.Store) {
		c := s.Scope("me")
		id, _ := addOne(t, c, "Plover Health", "Engineer")
		edit := func(role string) track.ChangeID {
			return must[track.ChangeID](t)(c.Update(t.Context(), "edit", "Role changed", func(tx *store.Tx) error {
				a, err := store.Get[track.Application](tx, id)
				a.Role = role
				if err != nil {
					return err
				}
				return store.Put(tx, a)
			}))
		}
		first, second := edit("One"), edit("Two")
		if _, err := c.Undo(t.Context(), first); fault.KindOf(err) != fault.Conflict {
			t.Fatalf("undo of an overwritten edit: %v", err)
		}
		must[track.ChangeID](t)(c.Undo(t.Context(), second))
		must[track.ChangeID](t)(c.Undo(t.Context(), first))
	})
}

func TestList_pagesFilterAndKeepOwnersApart(t *testing.T) {
	engines(t, func(t *testing.T, s *store.Store) {
		c := s.Scope("me")
		if err := s.EnsureOwner(t.Context(), "other"); err != nil {
			t.Fatal(err)
		}
		for _, n := range []string{"Ébène", "Ostler", "Larkfield", "larch"} {
			addOne(t, c, n, "Engineer")
		}
		addOne(t, s.Scope("other"), "Larkspur", "Engineer")
		err := c.View(t.Context(), func(tx *store.Tx) error {
			page := must[store.Page](t)(tx.List(store.Filter{Open: true}, store.ByCompany, false, 0, 2))
			if len(page.Items) != 2 || !page.More || page.Items[0].Employer != "Ébène" || page.Items[1].Employer != "larch" {
				t.Errorf("first page: %+v", page)
			}
			hit := must[store.Page](t)(tx.List(store.Filter{Text: "LAR"}, store.ByCompany, false, 0, 10))
			if len(hit.Items) != 2 {
				t.Errorf("by text: %+v", hit.Items)
			}
			found := must[[]store.Hit](t)(tx.Search(store.Query{Words: `ebene"`}, 10, nil))
			if len(found) != 1 || found[0].Title != "Ébène" {
				t.Errorf("search: %+v", found)
			}
			if n := must[int](t)(tx.Count(store.Filter{}, 100)); n != 4 {
				t.Errorf("count %d", n)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

func TestErase_leavesNoTraceInTheFile(t *testing.T) {
	o := options(t)
	s := open(t, o)
	c := s.Scope("me")
	id, _ := addOne(t, c, "Kittiwake", "PLANTED-ROLE-SECRET")
	must[track.ChangeID](t)(c.Update(t.Context(), "note", "Note added", func(tx *store.Tx) error {
		return store.Put(tx, track.Note{ID: track.NoteID(tx.NewID()), ApplicationID: id, Text: "PLANTED-NOTE-SECRET"})
	}))
	if err := c.EraseApplication(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"debrief.db", "debrief.db-wal"} {
		b, err := os.ReadFile(filepath.Join(o.Dir, name))
		if err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
		if strings.Contains(strings.ToUpper(string(b)), "PLANTED-") {
			t.Errorf("%s still holds what was erased", name)
		}
	}
}

func TestBackupAndRestore_bringEverythingBackOnEitherEngine(t *testing.T) {
	engines(t, func(t *testing.T, s *store.Store) {
		c := s.Scope("me")
		id, _ := addOne(t, c, "Quaywise", "Senior Engineer, Ports")
		path := filepath.Join(t.TempDir(), "copy.db")
		b := must[store.Backup](t)(s.Backup(t.Context(), path))
		if b.Rows < 5 {
			t.Fatalf("backup holds %d rows", b.Rows)
		}
		addOne(t, c, "Later", "not in the backup")
		for _, engine := range []string{"sqlite", "postgres"} {
			o := options(t)
			if engine == "postgres" {
				o.DSN = testkit.Postgres(t)
			}
			if _, _, err := store.Restore(t.Context(), path, o); err != nil {
				t.Fatal(engine, err)
			}
			r := open(t, o)
			if got := stateOf(t, r.Scope("me"), id); got.SortName != "quaywise senior engineer, ports" {
				t.Errorf("%s: %+v", engine, got)
			}
			v := must[store.Verdict](t)(r.Verify(t.Context(), "me"))
			if len(v.Problems) > 0 {
				t.Errorf("%s: %v", engine, v.Problems)
			}
		}
	})
}

func TestRestore_refusesForeignNewerAndDamagedFiles(t *testing.T) {
	dir := t.TempDir()
	text := filepath.Join(dir, "letter.txt")
	if err := os.WriteFile(text, []byte("Dear Mira, thank you for your time."), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, _, err := store.Restore(t.Context(), text, options(t)); fault.KindOf(err) != fault.Foreign {
		t.Errorf("a text file: %v", err)
	}
}

func TestOpen_secondServerIsToldWhoHoldsTheFolder(t *testing.T) {
	o := options(t)
	o.Server = true
	open(t, o)
	_, err := store.Open(context.Background(), o)
	if fault.KindOf(err) != fault.Busy || !strings.Contains(fault.Message(err), "process") {
		t.Fatalf("second server: %v", err)
	}
	o.Server = false
	open(t, o) // a command may still come in
}

func TestOpen_refusesSomeoneElsesDatabaseAndText(t *testing.T) {
	o := options(t)
	if err := os.MkdirAll(o.Dir, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(o.Dir, store.DatabaseFile), []byte(strings.Repeat("not a database ", 400)), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Open(t.Context(), o); fault.KindOf(err) != fault.Foreign {
		t.Fatalf("text file as database: %v", err)
	}
}
