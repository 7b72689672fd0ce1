package workbench_test

import (
	"fmt"
	"strings"
	"testing"

	"debrief/internal/fault"
	"debrief/internal/insight"
	"debrief/internal/stats"
	"debrief/internal/track"
	"debrief/internal/workbench"
)

// bench is a desk with a running number for applications.
type bench struct {
	*testing.T
	d *workbench.Desk
	n int
}

func (b *bench) add(channel track.Channel, day track.Day) track.ApplicationID {
	b.Helper()
	b.n++
	id, _, err := b.d.Add(b.Context(), workbench.NewApplication{Company: fmt.Sprint("Company ", b.n), Role: "Clerk", Channel: channel, AppliedOn: day})
	if err != nil {
		b.Fatal(err)
	}
	return id
}

// decide lets an application move on, or ends it.
func (b *bench) decide(id track.ApplicationID, yes bool) {
	b.Helper()
	var err error
	if yes {
		_, err = b.d.EnterStage(b.Context(), id, string(track.Screen), "", "")
	} else {
		_, err = b.d.Close(b.Context(), id, track.Declined, "")
	}
	if err != nil {
		b.Fatal(err)
	}
}

func (b *bench) start(n workbench.NewExperiment) track.ExperimentID {
	b.Helper()
	id, _, err := b.d.StartExperiment(b.Context(), n)
	if err != nil {
		b.Fatal(err)
	}
	return id
}

func (b *bench) experiment(id track.ExperimentID) workbench.ExperimentView {
	b.Helper()
	v, err := b.d.Experiment(b.Context(), id)
	if err != nil {
		b.Fatal(err)
	}
	return v
}

var opening = workbench.NewExperiment{Hypothesis: "A shorter opening is answered more often", Gate: track.G1, Channel: track.Cold, ChangeOf: "opening", ArmA: "long", ArmB: "short", Planned: 20}

func TestExperiment_sizeIsToldBeforeItStarts(t *testing.T) {
	b := &bench{T: t, d: newDesk(t)}
	before := export(t, b.d)
	n := opening
	n.Target = 20
	p, err := b.d.PlanExperiment(t.Context(), n)
	if err != nil {
		t.Fatal(err)
	}
	// Nothing of one's own: the prior of 10 in 100 speaks, and 199 each are needed.
	if p.Plan.Needed != 199 || p.Plan.Rate != 0.1 || p.Kind != track.KindTrial || !strings.Contains(p.Plan.Words(), "cannot decide this") {
		t.Errorf("%+v, %q", p, p.Plan.Words())
	}
	if export(t, b.d) != before {
		t.Error("looking at a plan changed something")
	}
	v := b.experiment(b.start(n))
	if v.Needed != 199 || v.Target != 200 || v.Planned != 20 || v.Kind != track.KindTrial {
		t.Errorf("what was told is not kept: %+v", v.Experiment)
	}
}

func TestExperiment_theWordTestIsRefusedWhereVolumeCannotCarryIt(t *testing.T) {
	b := &bench{T: t, d: newDesk(t)}
	n := opening
	n.CallTest = true
	if _, _, err := b.d.StartExperiment(t.Context(), n); fault.KindOf(err) != fault.Invalid || fault.Field(err) != "kind" || !strings.Contains(err.Error(), "less than a quarter") {
		t.Fatalf("20 for each of %d needed: %v", stats.ArmSize(.1, .15), err)
	}
	list, err := b.d.Insights(t.Context(), workbench.InsightsQuery{Period: "all"})
	if err != nil || len(list.Experiments) != 0 {
		t.Fatalf("a refused one was started: %+v %v", list.Experiments, err)
	}
	n.Target, n.Planned = 30, 16 // 62 are needed, and 15.5 is a quarter
	if v := b.experiment(b.start(n)); v.Kind != track.KindTest {
		t.Errorf("16 of 62 may be called a test: %s", v.Kind)
	}
	for _, planned := range []int{9, 1001} {
		n.Planned, n.Gate = planned, track.G2
		if _, _, err := b.d.StartExperiment(t.Context(), n); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%d planned: %v", planned, err)
		}
	}
}

func TestExperiment_oneOpenAtAGate(t *testing.T) {
	b := &bench{T: t, d: newDesk(t)}
	first := b.start(opening)
	n := opening
	n.Hypothesis = "Another one"
	if _, _, err := b.d.StartExperiment(t.Context(), n); fault.KindOf(err) != fault.Conflict || !strings.Contains(err.Error(), opening.Hypothesis) {
		t.Fatalf("a second one at the gate: %v", err)
	}
	other := n
	other.Gate = track.G2
	b.start(other)
	if _, err := b.d.EndExperiment(t.Context(), first, track.ArmA); err != nil {
		t.Fatal(err)
	}
	if _, err := b.d.EndExperiment(t.Context(), first, track.ArmA); fault.KindOf(err) != fault.Conflict {
		t.Errorf("ended twice: %v", err)
	}
	if v := b.experiment(first); v.State != track.ExperimentStopped || v.Kept != track.ArmA {
		t.Errorf("before any look it is stopped: %+v", v.Experiment)
	}
	b.start(n) // the gate is free again
	n.ArmB = n.ArmA
	n.Gate = track.G3
	if _, _, err := b.d.StartExperiment(t.Context(), n); fault.KindOf(err) != fault.Invalid {
		t.Errorf("two sides that are the same: %v", err)
	}
}

func TestExperiment_sidesTakeTurns(t *testing.T) {
	b := &bench{T: t, d: newDesk(t)}
	id := b.start(opening)
	b.add(track.Cold, "2026-11-20") // before the start
	apps := []track.ApplicationID{b.add(track.Cold, ""), b.add(track.Cold, "")}
	b.add(track.Referral, "") // another gate of its own
	apps = append(apps, b.add(track.Cold, ""))
	v := b.experiment(id)
	arms := func(v workbench.ExperimentView) (s string) {
		for _, x := range v.Turns {
			s += x.Arm
		}
		return s
	}
	if arms(v) != "aba" || v.Next != track.ArmB || v.Turns[2].ApplicationID != apps[2] {
		t.Fatalf("turns %s, next %s", arms(v), v.Next)
	}
	// One that can't take its turn gives it to the next.
	if _, err := b.d.LeaveOut(t.Context(), v.Turns[2].ID, "The form takes no letter."); err != nil {
		t.Fatal(err)
	}
	b.add(track.Cold, "")
	b.decide(apps[0], true) // the same application comes no second time
	v = b.experiment(id)
	if arms(v) != "abaa" || v.Reading.LeftOut != 1 || v.Reading.A.Items != 2 || v.Reading.B.Items != 1 || v.Next != track.ArmB {
		t.Errorf("turns %s, %+v", arms(v), v.Reading)
	}
	if _, err := b.d.LeaveOut(t.Context(), v.Turns[2].ID, ""); err != nil {
		t.Fatal(err)
	}
	if v = b.experiment(id); v.Reading.LeftOut != 0 || v.Reading.A.Items != 3 {
		t.Errorf("put back: %+v", v.Reading)
	}
}

func TestExperiment_isDecidedAtLooksOnly(t *testing.T) {
	for _, c := range []struct {
		name    string
		a, b    func(i int) bool // who moves on
		verdict stats.Verdict
		state   track.ExperimentState
	}{
		{"the change is better", func(int) bool { return false }, func(int) bool { return true }, stats.VerdictAdopt, track.ExperimentAdopted},
		{"the change is worse", func(int) bool { return true }, func(int) bool { return false }, stats.VerdictDrop, track.ExperimentDropped},
		{"no difference", func(i int) bool { return i == 0 }, func(i int) bool { return i == 0 }, stats.VerdictUndecided, track.ExperimentUndecided},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := &bench{T: t, d: newDesk(t)}
			n := opening
			n.Planned = 10
			id := b.start(n)
			for i := range 10 {
				a, change := b.add(track.Cold, ""), b.add(track.Cold, "")
				if v := b.experiment(id); v.Reading.Verdict != stats.VerdictRunning || v.Reading.NextLook != 10 {
					t.Fatalf("with %d decided each: %s", i, v.Reading.Verdict)
				}
				b.decide(a, c.a(i))
				b.decide(change, c.b(i))
			}
			v := b.experiment(id)
			if v.Reading.Verdict != c.verdict || len(v.Reading.Looks) != 1 || v.Reading.Looks[0].Each != 10 || v.State != track.ExperimentRunning {
				t.Fatalf("at the look: %+v", v.Reading)
			}
			if _, err := b.d.EndExperiment(t.Context(), id, track.ArmB); err != nil {
				t.Fatal(err)
			}
			if v = b.experiment(id); v.State != c.state || v.Kept != track.ArmB || !v.EndedOn.Known() {
				t.Errorf("ended as %s, kept %s", v.State, v.Kept)
			}
		})
	}
}

func TestExperiment_theResultStandsWhereTheActionWasChosen(t *testing.T) {
	b := &bench{T: t, d: newDesk(t)}
	no := b.add(track.Cold, "2026-11-02")
	deb, _, err := b.d.LogAnswer(t.Context(), workbench.Answer{Application: no, Kind: track.KindDeclined, Text: "We will not move forward."})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := b.d.FinishDebrief(t.Context(), deb, workbench.Finish{Reply: "no_reply", Option: "own", Own: "a shorter opening"}); err != nil {
		t.Fatal(err)
	}
	today, err := b.d.Today(t.Context())
	if err != nil || len(today.Actions) != 1 {
		t.Fatalf("%d actions on Today, %v", len(today.Actions), err)
	}
	action := today.Actions[0].Action
	if action.Gate != track.G1 {
		t.Fatalf("the action is tied to %q, not to the gate of the answer", action.Gate)
	}
	if text, err := b.d.ActionResult(t.Context(), action.ID); text != "" || err != nil {
		t.Errorf("nothing is decided yet, and it says %q %v", text, err)
	}
	n := opening
	n.Action, n.Planned = action.ID, 10
	id := b.start(n)
	for range 10 {
		a, change := b.add(track.Cold, ""), b.add(track.Cold, "")
		b.decide(a, false)
		b.decide(change, true)
	}
	const want = "long: 0 of 10. short: 10 of 10."
	v, err := b.d.Application(t.Context(), no)
	if err != nil || !strings.HasPrefix(v.Results[action.ID], want) {
		t.Errorf("on the application: %q %v", v.Results[action.ID], err)
	}
	if today, err = b.d.Today(t.Context()); err != nil || len(today.Actions) != 1 || today.Actions[0].Trial != id || len(today.Actions[0].Arms) != 2 || today.Actions[0].Arms[1].Advanced != 10 || !strings.Contains(today.Actions[0].Says, "Adopt it") {
		t.Errorf("on Today: %+v %v", today.Actions, err)
	}
	week, err := b.d.Week(t.Context())
	if err != nil || !strings.Contains(fmt.Sprint(week.LookBack), want) {
		t.Errorf("in the weekly review: %+v %v", week.LookBack, err)
	}
	if _, err := b.d.EndExperiment(t.Context(), id, track.ArmB); err != nil {
		t.Fatal(err)
	}
	if v = value(b.d.Application(t.Context(), no)); !strings.Contains(fmt.Sprint(v.Results), "Adopt it") {
		t.Errorf("after its end: %v", v.Results)
	}
	if e := b.experiment(id); e.Action == nil || e.Action.State != track.ActionDone || !strings.Contains(e.Action.Result, "Adopt it") {
		t.Errorf("the action behind it: %+v", e.Action)
	}
}

func value[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func TestExperiment_anActionWithoutOneIsToldAsBeforeAndAfter(t *testing.T) {
	b := &bench{T: t, d: newDesk(t)}
	var last track.ApplicationID
	for i := range 12 {
		last = b.add(track.Cold, track.Day("2026-10-01").Add(i))
		if i < 11 {
			day := track.Day("2026-10-20").Add(i)
			if i < 4 {
				value(b.d.EnterStage(t.Context(), last, string(track.Screen), day, ""))
			} else {
				value(b.d.Close(t.Context(), last, track.Declined, day))
			}
		}
	}
	deb, _, err := b.d.LogAnswer(t.Context(), workbench.Answer{Application: last, Kind: track.KindDeclined, Text: "We will not move forward."})
	if err != nil {
		t.Fatal(err)
	}
	value(b.d.FinishDebrief(t.Context(), deb, workbench.Finish{Reply: "no_reply", Option: "own", Own: "a shorter opening"}))
	for i := range 3 {
		b.decide(b.add(track.Cold, ""), i == 0)
	}
	v := value(b.d.Insights(t.Context(), workbench.InsightsQuery{Period: "all"}))
	if len(v.Experiments) != 1 {
		t.Fatalf("%d experiments", len(v.Experiments))
	}
	e := v.Experiments[0]
	// Eight without a yes led to it; they are not "before".
	if e.Kind != track.KindBeforeAfter || e.Reading.Trigger != 8 || e.Reading.A.Matured != 4 || e.Reading.A.Advanced != 4 || e.Reading.B.Matured != 3 || e.Reading.B.Advanced != 1 {
		t.Errorf("%s: %+v", e.Kind, e.Reading)
	}
	if e.Reading.Verdict != stats.VerdictRunning || strings.Contains(e.Reading.Says(e.Kind), "Adopt") {
		t.Errorf("three since the start decide: %s", e.Reading.Says(e.Kind))
	}
}

func TestExperiment_numbersAreTheSameOnThePageAndAlone(t *testing.T) {
	b := &bench{T: t, d: newDesk(t)}
	id := b.start(opening)
	for i := range 6 {
		b.decide(b.add(track.Cold, ""), i%3 == 0)
	}
	page := value(b.d.Insights(t.Context(), workbench.InsightsQuery{Period: "all"}))
	alone := b.experiment(id)
	if fmt.Sprint(page.Experiments[0].Reading) != fmt.Sprint(alone.Reading) || alone.Reading.A.Name != "long" {
		t.Errorf("%+v\n%+v", page.Experiments[0].Reading, alone.Reading)
	}
	if (insight.Plan{Trial: false}).Words() == (insight.Plan{Trial: true}).Words() {
		t.Error("a test and a trial are told alike")
	}
}
