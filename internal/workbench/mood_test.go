package workbench_test

import (
	"testing"
	"time"

	"debrief/internal/store"
	"debrief/internal/testkit"
	"debrief/internal/track"
	"debrief/internal/workbench"
)

// hands is a clock that stands until it is set.
type hands struct{ t time.Time }

func (h *hands) now() time.Time { return h.t }

func (h *hands) set(t *testing.T, at string) {
	t.Helper()
	var err error
	if h.t, err = time.Parse(time.RFC3339, at); err != nil {
		t.Fatal(err)
	}
}

// deskAt is a fresh desk whose time the test sets.
func deskAt(t *testing.T, at string) (*workbench.Desk, *hands) {
	t.Helper()
	h := &hands{}
	h.set(t, at)
	s, err := store.Open(t.Context(), store.Options{Dir: t.TempDir(), Now: h.now, Entropy: testkit.Entropy(4), Planner: workbench.Plan})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	d, err := workbench.New(s, workbench.Options{Now: h.now}).Desk(t.Context(), workbench.Owner)
	if err != nil {
		t.Fatal(err)
	}
	return d, h
}

// P2: angry holds the reply back until calm is ticked and a day has passed
// since the tick, also where the answer itself would rest for two hours only.
func TestDebrief_angryRestsADayFromTheTick(t *testing.T) {
	d, clock := deskAt(t, "2026-11-23T10:00:00Z")
	app, _, err := d.Add(t.Context(), workbench.NewApplication{Company: "Tallis", Role: "Engineer", Stage: track.Screen, AppliedOn: "2026-11-01"})
	if err != nil {
		t.Fatal(err)
	}
	id, _, err := d.LogAnswer(t.Context(), workbench.Answer{Application: app, Kind: track.KindDeclined, Text: "We will not move forward. We would like to stay in touch."})
	if err != nil {
		t.Fatal(err)
	}
	tick := func(at string, m track.Mood) workbench.DebriefView {
		t.Helper()
		clock.set(t, at)
		if _, err := d.EditDebrief(t.Context(), id, workbench.DebriefEdit{Mood: &m}); err != nil {
			t.Fatal(err)
		}
		v, err := d.Debrief(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	if v := tick("2026-11-23T15:00:00Z", track.MoodAngry); v.Decision.Rule != "P2" || v.Kind != track.MsgThanksFuture {
		t.Errorf("angry: %s, draft %s", v.Decision.Rule, v.Kind)
	}
	v := tick("2026-11-23T16:00:00Z", track.MoodCalm)
	if until, past := v.Resting(); v.Decision.Rule != "P22" || past || until.Time().Format(time.RFC3339) != "2026-11-24T15:00:00Z" {
		t.Errorf("calm an hour later: %s, rests until %s, over %v", v.Decision.Rule, until.Time(), past)
	}
	clock.set(t, "2026-11-24T15:00:00Z")
	if v, err = d.Debrief(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	if _, past := v.Resting(); !past {
		t.Error("a day after the tick it is over")
	}
}
