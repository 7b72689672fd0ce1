package demo

import (
	"cmp"
	"slices"

	"debrief/internal/track"
)

// scopeFirst is the action that the sample tries at the screen.
const scopeFirst = "Say the scope in the first two sentences of a screen"

// trialNeeded is what a test of that size needs on each side, as the page of a
// new trial says of the sample at this gate.
const trialNeeded = 309

// trial turns the sample's action into a running trial: every application that
// came to the screen since it began took its turn.
func (b *builder) trial() {
	const started track.Day = "2026-10-19"
	e := track.Experiment{ID: track.ExperimentID(b.id("experiment")), Hypothesis: "Scope first: more screens lead on when size and result come in the first two sentences.", Gate: track.G2, Kind: track.KindTrial, ChangeOf: "the opening",
		ArmA: "as until now", ArmB: "scope first", Planned: 10, Target: 450, Needed: trialNeeded, State: track.ExperimentRunning, StartedOn: started, CreatedAt: at(started, 9, 0)}
	for _, row := range b.tables["actions"] {
		if a := row.(track.Action); a.Text == scopeFirst {
			e.ActionID = a.ID
		}
	}
	b.put("experiments", e)
	for i, s := range b.screensSince(started) {
		arm := track.ArmA
		if i%2 == 1 {
			arm = track.ArmB
		}
		b.put("turns", track.Turn{ID: track.TurnID(b.id("turn")), ExperimentID: e.ID, ApplicationID: s.ApplicationID, Position: i + 1, Arm: arm, CreatedAt: s.RecordedAt})
	}
}

// screensSince are the arrivals at the screen from a day on, in their order.
func (b *builder) screensSince(day track.Day) (list []track.Event) {
	for _, row := range b.tables["events"] {
		if e := row.(track.Event); e.Kind == track.StageEntered && e.StageKind == track.Screen && e.Day >= day {
			list = append(list, e)
		}
	}
	slices.SortFunc(list, func(x, y track.Event) int { return cmp.Or(cmp.Compare(x.Day, y.Day), cmp.Compare(x.ID, y.ID)) })
	return list
}
