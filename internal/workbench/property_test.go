package workbench_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
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

// rig is one engine under test. Two rigs with the same seed see the same clock
// and the same randomness, so that everything they write can be compared.
type rig struct {
	name string
	s    *store.Store
	d    *workbench.Desk
}

func newRig(t testing.TB, engine string, seed uint64) rig {
	t.Helper()
	now := testkit.Clock("2026-11-24T08:00:00Z", time.Second)
	o := store.Options{Dir: filepath.Join(t.TempDir(), engine), Now: now, Entropy: testkit.Entropy(seed), Planner: workbench.Plan}
	if engine == "postgres" {
		o.DSN = testkit.Postgres(t)
	}
	s, err := store.Open(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	d, err := workbench.New(s, workbench.Options{Now: now}).Desk(context.Background(), workbench.Owner)
	if err != nil {
		t.Fatal(err)
	}
	return rig{engine, s, d}
}

// snapshot is the whole state without the log of events, which only grows:
// every row of every other table, and every derived state.
func snapshot(t *testing.T, r rig) string {
	t.Helper()
	var b bytes.Buffer
	err := r.s.Scope(workbench.Owner).View(t.Context(), func(tx *store.Tx) error {
		for _, name := range store.TableNames() {
			if name == "events" {
				continue
			}
			if err := tx.EachImage(name, func(row any) error { return json.NewEncoder(&b).Encode(row) }); err != nil {
				return err
			}
		}
		return store.Each(tx, func(a track.Application) error {
			s, err := tx.StateOf(a.ID)
			fmt.Fprintf(&b, "%+v\n", s)
			return err
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// ever counts how many applications ever reached each rank, and how many were
// answered, by looking at every state.
func ever(t *testing.T, r rig) (reached [11]int, declinedUnanswered int) {
	t.Helper()
	err := r.s.Scope(workbench.Owner).View(t.Context(), func(tx *store.Tx) error {
		return store.Each(tx, func(a track.Application) error {
			s, err := tx.StateOf(a.ID)
			for k := 1; k <= s.FurthestRank; k++ {
				reached[k]++
			}
			if s.Ending == track.Declined && !s.Answered {
				declinedUnanswered++
			}
			return err
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	return reached, declinedUnanswered
}

func export(t *testing.T, d *workbench.Desk) string {
	t.Helper()
	var b bytes.Buffer
	if _, _, err := d.Export(t.Context(), &b, workbench.ExportOptions{Private: true}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// operations is how many random operations each engine sees over all seeds.
func operations() int {
	if os.Getenv("CI") != "" || os.Getenv("DEBRIEF_FULL") != "" {
		return 10_000
	}
	return 1_500
}

// Random histories on both engines: the same errors, the same bytes; counts
// that never fall by closing; a no that is always an answer; states that agree
// with their events; and undo that restores exactly what was there.
func TestHistories_holdOnBothEnginesByteForByte(t *testing.T) {
	const perSeed = 250
	var counts tally
	defer counts.hold(t)
	for seed := range uint64(operations() / perSeed) {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			lite, pg := newRig(t, "sqlite", seed), newRig(t, "postgres", seed)
			w := &world{rnd: rand.New(rand.NewPCG(seed, 7))}
			for step := range perSeed {
				name, run := w.operation()
				before, _ := ever(t, lite)
				image := ""
				if step%4 == 0 {
					image = snapshot(t, lite)
				}
				got, err := run(t.Context(), lite.d)
				also, err2 := run(t.Context(), pg.d)
				counts.note(name, err)
				if fault.KindOf(err) != fault.KindOf(err2) || fault.Message(err) != fault.Message(err2) || got != also {
					t.Fatalf("step %d, %s: sqlite %v %v, postgres %v %v", step, name, got, err, also, err2)
				}
				if err != nil && fault.KindOf(err) == fault.Internal {
					t.Fatalf("step %d, %s: %v", step, name, err)
				}
				after, unanswered := ever(t, lite)
				if unanswered > 0 {
					t.Fatalf("step %d, %s: a no that is not an answer", step, name)
				}
				for k := range after {
					if strings.HasPrefix(name, "closing") && after[k] < before[k] {
						t.Fatalf("step %d, %s lowered the count at rank %d from %d to %d", step, name, k, before[k], after[k])
					}
				}
				if image != "" && err == nil && got.Change != "" {
					undoBoth(t, lite, pg, got.Change, image, name)
				}
				w.look(t, lite, got)
			}
			for _, r := range []rig{lite, pg} {
				if v, err := r.d.Verify(t.Context()); err != nil || len(v.Problems) > 0 {
					t.Errorf("%s: %v %v", r.name, v.Problems, err)
				}
			}
			a, b := export(t, lite.d), export(t, pg.d)
			if a != b {
				t.Fatal("the two engines export different bytes")
			}
			for _, engine := range []string{"sqlite", "postgres"} {
				comesBack(t, engine, a)
			}
		})
	}
}

// tally counts what was done of each kind, so that no kind is only ever refused.
type tally struct{ done, refused map[string]int }

func (c *tally) note(name string, err error) {
	if c.done == nil {
		c.done, c.refused = map[string]int{}, map[string]int{}
	}
	if err != nil {
		c.refused[name]++
		return
	}
	c.done[name]++
}

func (c *tally) hold(t *testing.T) {
	total := 0
	for _, d := range slices.Concat(draws, mailDraws) {
		total += c.done[d.name] + c.refused[d.name]
		if c.done[d.name] == 0 {
			t.Errorf("%q was never carried out (%d times refused)", d.name, c.refused[d.name])
		}
	}
	if total < operations() {
		t.Errorf("only %d operations", total)
	}
	t.Logf("%d operations on each engine; refused: %v", total, c.refused)
}

// undoBoth takes a change back and compares with the image before, then takes
// the undo back so that the history goes on.
func undoBoth(t *testing.T, lite, pg rig, change track.ChangeID, image, name string) {
	t.Helper()
	u1, err := lite.d.Undo(t.Context(), change)
	u2, err2 := pg.d.Undo(t.Context(), change)
	if err != nil || err2 != nil || u1 != u2 {
		t.Fatalf("undo of %s: %v %v", name, err, err2)
	}
	if now := snapshot(t, lite); now != image {
		t.Fatalf("undo of %s left another state:\n%s\nbefore:\n%s", name, now, image)
	}
	if _, err := lite.d.Undo(t.Context(), u1.Change); err != nil {
		t.Fatalf("taking the undo of %s back: %v", name, err)
	}
	if _, err := pg.d.Undo(t.Context(), u2.Change); err != nil {
		t.Fatalf("taking the undo of %s back on postgres: %v", name, err)
	}
}

// comesBack imports an export into a new record and exports again.
func comesBack(t *testing.T, engine, want string) {
	t.Helper()
	fresh := newRig(t, engine, 99)
	if _, _, _, err := fresh.d.ImportJSON(t.Context(), strings.NewReader(want)); err != nil {
		t.Fatal(err)
	}
	if got := export(t, fresh.d); got != want {
		t.Fatal("an export that came back is exported differently")
	}
	if added, _, r, err := fresh.d.ImportJSON(t.Context(), strings.NewReader(want)); err != nil || added != 0 || r.Change != "" {
		t.Fatalf("the same export a second time: %d rows added, change %q, %v", added, r.Change, err)
	}
}

// The same dated facts entered in any order give the same state.
func TestDerive_orderOfEntryDoesNotMatter(t *testing.T) {
	rnd := rand.New(rand.NewPCG(3, 3))
	for range 2000 {
		var events []track.Event
		for i := range 2 + rnd.IntN(6) {
			e := track.Event{ID: track.EventID(fmt.Sprint("e", i)), Day: track.Day("2026-10-01").Add(rnd.IntN(20)), Kind: track.EventKinds[rnd.IntN(len(track.EventKinds)-1)], StageKind: track.StageKinds[rnd.IntN(len(track.StageKinds))]}
			if e.Kind == track.Ended {
				e.Ending = track.Endings[rnd.IntN(len(track.Endings))]
			}
			if e.Kind == track.Ended || e.Kind == track.Reopened {
				e.At = track.InstantOf(e.Day.Time()) + track.Instant(1+rnd.IntN(80000))*1000
			}
			events = append(events, e)
		}
		want := fmt.Sprintf("%+v", track.Derive(events, nil))
		for range 5 {
			rnd.Shuffle(len(events), func(i, j int) { events[i], events[j] = events[j], events[i] })
			if got := fmt.Sprintf("%+v", track.Derive(events, nil)); got != want {
				t.Fatalf("order matters:\n%s\n%s\n%+v", want, got, events)
			}
		}
	}
}
