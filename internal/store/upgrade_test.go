package store_test

import (
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"debrief/internal/fault"
	"debrief/internal/store"
	"debrief/internal/testkit"
	"debrief/internal/track"
	"debrief/internal/workbench"
)

// upgradeOptions is an empty place of an engine.
func upgradeOptions(t *testing.T, engine string) store.Options {
	o := options(t)
	o.Planner = workbench.Plan
	if engine == "postgres" {
		o.DSN = testkit.Postgres(t)
	}
	return o
}

// same holds a record against the sums of a frozen one.
func same(t *testing.T, o store.Options, want map[string]sum) {
	t.Helper()
	columns := map[string][]string{}
	for name, s := range want {
		columns[name] = s.Columns
	}
	db := raw(t, o)
	defer db.Close()
	got := sumsOf(t, db, columns)
	for name := range want {
		if !reflect.DeepEqual(got[name], want[name]) {
			t.Errorf("%s: %d rows, sum %.12s; frozen %d rows, sum %.12s", name, got[name].Rows, got[name].SHA256, want[name].Rows, want[name].SHA256)
		}
	}
}

func version(t *testing.T, o store.Options) (n int64) {
	t.Helper()
	db := raw(t, o)
	defer db.Close()
	if err := db.QueryRow(`SELECT max(version_id) FROM goose_db_version`).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// Every released schema comes forward on both engines: the same rows, the same
// meaning, states that agree with their events, and a verified backup before.
func TestUpgrade_fromEveryReleasedSchema(t *testing.T) {
	for _, v := range frozen(t) {
		for _, engine := range []string{"sqlite", "postgres"} {
			t.Run(v+" "+engine, func(t *testing.T) {
				o := upgradeOptions(t, engine)
				thaw(t, v, o)
				from := version(t, o)
				s := open(t, o)
				want := frozenSums(t, v)
				same(t, o, want)
				if got := version(t, o); got != store.SchemaVersion() {
					t.Errorf("schema %d after the upgrade", got)
				}
				if verdict, err := s.Verify(t.Context(), "me"); err != nil || len(verdict.Problems) > 0 {
					t.Errorf("%v %v", verdict.Problems, err)
				}
				kept, _ := filepath.Glob(filepath.Join(o.Dir, "backups", "before-upgrade-*.db"))
				if engine == "sqlite" && from < store.SchemaVersion() {
					if len(kept) != 1 {
						t.Fatalf("backups before the upgrade: %v", kept)
					}
					comesForward(t, kept[0], from, want)
				}
				worksOn(t, s)
				s.Close()
				open(t, o)
				if again, _ := filepath.Glob(filepath.Join(o.Dir, "backups", "*")); len(again) != len(kept) {
					t.Errorf("a second start made another backup: %v", again)
				}
			})
		}
	}
}

// comesForward restores the backup of an old schema into both engines.
func comesForward(t *testing.T, backup string, schema int64, want map[string]sum) {
	t.Helper()
	b, err := store.CheckBackup(t.Context(), backup)
	if err != nil || b.Schema != schema {
		t.Fatalf("schema %d: %v", b.Schema, err)
	}
	for _, engine := range []string{"sqlite", "postgres"} {
		o := upgradeOptions(t, engine)
		if _, _, err := store.Restore(t.Context(), backup, o); err != nil {
			t.Fatalf("restoring the old schema into %s: %v", engine, err)
		}
		same(t, o, without(want, "tallies")) // empty cells are not derived again
		s := open(t, o)
		if v, err := s.Verify(t.Context(), "me"); err != nil || len(v.Problems) > 0 {
			t.Errorf("%v %v", v.Problems, err)
		}
		s.Close()
	}
}

func without(sums map[string]sum, name string) map[string]sum {
	out := map[string]sum{}
	for k, v := range sums {
		if k != name {
			out[k] = v
		}
	}
	return out
}

// worksOn does what a person does next: look, search, change, take back.
func worksOn(t *testing.T, s *store.Store) {
	t.Helper()
	c := s.Scope("me")
	err := c.View(t.Context(), func(tx *store.Tx) error {
		page, err := tx.List(store.Filter{}, store.ByCompany, false, 0, 50)
		if err != nil || len(page.Items) != 50 || !page.More {
			t.Errorf("first page: %d items, %v", len(page.Items), err)
		}
		hits, err := tx.Search(store.Query{Words: "engineer 999"}, 5, nil)
		if err != nil || !slices.ContainsFunc(hits, func(h store.Hit) bool { return h.Table == "applications" }) {
			t.Errorf("search: %v %v", hits, err)
		}
		list, err := tx.Changes("", 1)
		if err != nil || len(list) != 1 {
			t.Errorf("journal: %v %v", list, err)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	_, change := addOne(t, c, "Newcomer", "after the upgrade")
	if _, err := c.Undo(t.Context(), change); err != nil {
		t.Errorf("undo after the upgrade: %v", err)
	}
	var last track.ChangeID
	if err := c.View(t.Context(), func(tx *store.Tx) error {
		list, err := tx.Changes("", 10)
		for _, x := range list {
			if x.Verb != "undo" && x.UndoneBy == "" {
				last = x.ID
				break
			}
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Undo(t.Context(), last); err != nil {
		t.Errorf("undo of a change that an older Debrief made: %v", err)
	}
}

// A record of a newer Debrief is left alone, with words that say so.
func TestUpgrade_newerSchemaIsLeftAlone(t *testing.T) {
	for _, engine := range []string{"sqlite", "postgres"} {
		o := upgradeOptions(t, engine)
		s := open(t, o)
		addOne(t, s.Scope("me"), "Kept", "as it is")
		s.Close()
		db := raw(t, o)
		if _, err := db.Exec(fmt.Sprintf(`INSERT INTO goose_db_version (version_id, is_applied) VALUES (%d, %s)`, store.SchemaVersion()+7, map[string]string{"sqlite": "1", "postgres": "true"}[engine])); err != nil {
			t.Fatal(err)
		}
		db.Close()
		before := sumsHere(t, o)
		_, err := store.Open(t.Context(), o)
		if fault.KindOf(err) != fault.TooNew || !strings.Contains(fault.Message(err), "newer Debrief") || !strings.Contains(fault.Message(err), "Nothing was changed") {
			t.Errorf("%s: %v", engine, err)
		}
		if after := sumsHere(t, o); !reflect.DeepEqual(before, after) {
			t.Errorf("%s: something was changed", engine)
		}
	}
}

func sumsHere(t *testing.T, o store.Options) map[string]sum {
	t.Helper()
	db := raw(t, o)
	defer db.Close()
	return sumsOf(t, db, columnsOf(t, db, map[bool]string{true: "postgres", false: "sqlite"}[o.DSN != ""]))
}

// R2 and R11: the process is killed at a drawn moment of the upgrade. The next
// start finishes it, and nothing is lost or changed.
func TestUpgrade_killedAtAnyMomentIsFinishedByTheNextStart(t *testing.T) {
	for _, v := range frozen(t) {
		for engine, points := range map[string]int{"sqlite": full(5, 200), "postgres": full(3, 50)} {
			t.Run(v+" "+engine, func(t *testing.T) {
				t.Parallel()
				want, killed, before, after := frozenSums(t, v), 0, 0, 0
				rnd := rand.New(rand.NewPCG(11, uint64(points)))
				whole := time.Minute // how long it takes undisturbed
				for range 3 {
					o := thawed(t, v, engine)
					whole = min(whole, upgradeOnce(t, o, 0))
					release(o)
				}
				tries, about := 0, whole*7/10
				for ; killed < points && tries < 3*points; tries++ {
					o := thawed(t, v, engine)
					from := version(t, o)
					// One of four anywhere; the others feel their way to the steps themselves,
					// which take far less time than the start and the backup before them.
					at := time.Duration(rnd.Int64N(int64(whole)))
					if tries%4 > 0 {
						at = about + time.Duration(rnd.Int64N(int64(whole)/8)) - whole/16
					}
					if upgradeOnce(t, o, max(1, at)) == 0 {
						killed++
						if version(t, o) == from {
							before++
							about = min(whole, about+whole/40)
						} else {
							after++
							about -= whole / 40
						}
					} else {
						about -= whole / 40
					}
					s := open(t, o)
					same(t, o, want)
					if t.Failed() {
						t.FailNow()
					}
					s.Close()
					release(o)
				}
				if killed < points || points > 40 && before == 0 || points > 40 && store.SchemaVersion() > 1 && after < points/10 {
					t.Errorf("%d of %d were really killed, %d before and %d after the first step", killed, tries, before, after)
				}
				t.Logf("%d of %d killed, %d before and %d after the first step", killed, tries, before, after)
			})
		}
	}
}

// thawed is a frozen record in a place of its own.
func thawed(t *testing.T, v, engine string) store.Options {
	o := upgradeOptions(t, engine)
	thaw(t, v, o)
	return o
}

// release gives the room of a record back at once; hundreds of them would fill
// the disk otherwise.
func release(o store.Options) {
	os.RemoveAll(o.Dir)
	if i := strings.LastIndex(o.DSN, "/"); i > 0 {
		if db, err := sql.Open("pgx", o.DSN[:i]+"/postgres"); err == nil {
			db.ExecContext(context.Background(), `DROP DATABASE `+o.DSN[i+1:])
			db.Close()
		}
	}
}

// upgradeOnce lets another process open the record and kills it after a while,
// with 0 never. It gives the time that passed, 0 when the process was killed.
func upgradeOnce(t *testing.T, o store.Options, after time.Duration) time.Duration {
	t.Helper()
	begin := time.Now()
	cmd, acks := start(t, "open", o)
	if after > 0 {
		time.Sleep(after)
		cmd.Process.Kill()
	}
	for range acks {
	}
	cmd.Wait()
	if wasKilled(cmd) {
		return 0
	}
	return time.Since(begin)
}
