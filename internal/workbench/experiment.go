package workbench

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"debrief/internal/fault"
	"debrief/internal/insight"
	"debrief/internal/stats"
	"debrief/internal/store"
	"debrief/internal/track"
)

// ExperimentView is one experiment and what it has come to. An action with a
// gate is told in the same way, as before and after.
type ExperimentView struct {
	track.Experiment
	Reading insight.TrialReading `json:"reading"`
	Turns   []TurnView           `json:"turns,omitempty"`
	Next    string               `json:"next,omitempty"` // whose turn is next
	Action  *track.Action        `json:"-"`
	Today   track.Day            `json:"-"`
}

// TurnView is one turn with the application that took it.
type TurnView struct {
	track.Turn
	Name string `json:"name"`
}

// ExperimentPlan is an experiment that has not started.
type ExperimentPlan struct {
	Draft   NewExperiment
	Plan    insight.Plan
	Running *track.Experiment // one that is open at the gate already
	Resumes []track.ResumeVersion
	Action  *track.Action
	Silent  int // day from which silence counts at the gate
	Kind    track.ExperimentKind
}

// NewExperiment is what is fixed before the start.
type NewExperiment struct {
	Action     track.ActionID
	Hypothesis string
	Gate       track.Gate
	Channel    track.Channel
	ChangeOf   string
	ArmA, ArmB string
	ResumeA    track.ResumeVersionID
	ResumeB    track.ResumeVersionID
	Planned    int
	Target     int // percent; 0 for half as much again
	CallTest   bool
}

// plannedUsual is the number in each arm that the form begins with.
const plannedUsual = 20

// PlanExperiment says what a comparison would take. It changes nothing.
func (d *Desk) PlanExperiment(ctx context.Context, n NewExperiment) (p ExperimentPlan, err error) {
	err = d.view(ctx, func(tx *store.Tx) error {
		p, err = d.planExperiment(tx, n)
		return err
	})
	return p, err
}

func (d *Desk) planExperiment(tx *store.Tx, n NewExperiment) (p ExperimentPlan, err error) {
	if n.Action != "" {
		a, err := store.Get[track.Action](tx, n.Action)
		if err != nil {
			return p, err
		}
		p.Action = &a
		n.Gate, n.Hypothesis = cmp.Or(n.Gate, a.Gate), cmp.Or(n.Hypothesis, a.Text)
		n.Planned = cmp.Or(n.Planned, a.Planned)
	}
	n.Gate, n.Channel, n.Planned = cmp.Or(n.Gate, track.G1), cmp.Or(n.Channel, track.Cold), cmp.Or(n.Planned, plannedUsual)
	if n.Gate != track.G1 {
		n.Channel = ""
	}
	n.ArmA, n.ArmB = cmp.Or(n.ArmA, "as until now"), cmp.Or(n.ArmB, "the change")
	p.Draft = n
	if p.Resumes, err = store.All[track.ResumeVersion](tx); err != nil {
		return p, err
	}
	o, err := d.usual(tx)
	if err != nil {
		return p, err
	}
	r, err := d.report(tx, o)
	if err != nil {
		return p, err
	}
	l := d.ledger()
	l.mu.Lock()
	p.Plan = insight.PlanTrial(l.cases, r, n.Gate, n.Channel, float64(n.Target)/100, n.Planned, o)
	l.mu.Unlock()
	p.Silent = r.Models.Contact.SilentDay
	if n.Gate == track.G1 && n.Channel == track.Cold {
		p.Silent = r.Models.Cold.SilentDay
	}
	p.Kind = track.KindTest
	if p.Plan.Trial {
		p.Kind = track.KindTrial
	}
	p.Running, err = runningAt(tx, n.Gate, n.Channel)
	return p, err
}

// usual are the options of the page without any choice.
func (d *Desk) usual(tx *store.Tx) (insight.Options, error) {
	set, err := tx.Settings()
	if err != nil {
		return insight.Options{}, err
	}
	v := InsightsView{}
	_, v.AsOf = d.now(set)
	if v.Stages, err = kindNames(tx); err != nil {
		return insight.Options{}, err
	}
	return v.options(set), nil
}

// runningAt is the experiment that is open at a gate, nil for none. Channels of
// the first gate are gates of their own.
func runningAt(tx *store.Tx, gate track.Gate, channel track.Channel) (*track.Experiment, error) {
	list, err := store.By[track.Experiment](tx, "state", string(track.ExperimentRunning))
	for _, e := range list {
		if e.Gate == gate && (gate != track.G1 || e.Channel == channel) {
			return &e, err
		}
	}
	return nil, err
}

// StartExperiment fixes what is asked and starts. fault.Conflict while another
// one is open at the gate, fault.Invalid for what can't be, also for the word
// test where the volume can't carry one.
func (d *Desk) StartExperiment(ctx context.Context, n NewExperiment) (id track.ExperimentID, r Receipt, err error) {
	r, err = d.update(ctx, "start_experiment", func(tx *store.Tx) (string, error) {
		p, err := d.planExperiment(tx, n)
		if err != nil {
			return "", err
		}
		n = p.Draft
		if err := p.check(tx); err != nil {
			return "", err
		}
		set, err := tx.Settings()
		if err != nil {
			return "", err
		}
		_, today := d.now(set)
		e := track.Experiment{ID: track.ExperimentID(tx.NewID()), ActionID: n.Action, Hypothesis: clip(tidy(n.Hypothesis), 300), Gate: n.Gate, Channel: n.Channel, Kind: p.Kind, ChangeOf: clip(tidy(n.ChangeOf), 100),
			ArmA: clip(tidy(n.ArmA), 80), ArmB: clip(tidy(n.ArmB), 80), ResumeA: n.ResumeA, ResumeB: n.ResumeB, Planned: n.Planned, Target: int(1000*p.Plan.Target + .5), Needed: p.Plan.Needed,
			State: track.ExperimentRunning, StartedOn: today, CreatedAt: tx.Now()}
		id = e.ID
		word := map[track.ExperimentKind]string{track.KindTest: "Test started", track.KindTrial: "Trial run started"}[e.Kind]
		return word, store.Put(tx, e)
	})
	return id, r, err
}

// check refuses what can't be fixed before a start.
func (p *ExperimentPlan) check(tx *store.Tx) error {
	n := &p.Draft
	switch {
	case p.Running != nil:
		return fault.New(fault.Conflict, "gate", "“%s” is open at this gate. One at a time: end it first.", p.Running.Hypothesis)
	case tidy(n.Hypothesis) == "":
		return fault.New(fault.Invalid, "hypothesis", "Write what you think will happen, before the first application.")
	case !slices.Contains(track.Gates, n.Gate):
		return unknownWord("gate", string(n.Gate), track.Gates)
	case n.Channel != "" && !n.Channel.Valid():
		return unknownWord("channel", string(n.Channel), track.Channels)
	case n.Planned < stats.ExperimentLooks[0] || n.Planned > 1000:
		return fault.New(fault.Invalid, "planned", "Plan between 10 and 1000 for each side.")
	case n.CallTest && p.Plan.Trial:
		return fault.New(fault.Invalid, "kind", "%d for each side is less than a quarter of the %d that a test would need here. It can run as a trial, for learning.", n.Planned, p.Plan.Needed)
	}
	for _, side := range []struct {
		id  track.ResumeVersionID
		arm *string
	}{{n.ResumeA, &n.ArmA}, {n.ResumeB, &n.ArmB}} {
		if side.id == "" {
			continue
		}
		v, err := store.Get[track.ResumeVersion](tx, side.id)
		if err != nil {
			return fault.New(fault.Invalid, "resume", "There is no such résumé version.")
		}
		*side.arm = v.Name
	}
	if n.ArmA == n.ArmB {
		return fault.New(fault.Invalid, "arm", "The two sides are the same. Name what differs.")
	}
	return nil
}

// takeTurns gives an application its turn in the experiment that is open at the
// gate it comes to: the sides take turns, whatever anyone feels. A turn that is
// there stays. What came before the start, or was not entered by hand at the
// time, takes none: its side was chosen already.
func takeTurns(tx *store.Tx, id track.ApplicationID, kind track.StageKind, channel track.Channel, day track.Day) error {
	gate := track.Gate("")
	for _, s := range track.GateSpans {
		if kind.Rank() >= s.From && kind.Rank() < s.To {
			gate = s.Gate
		}
	}
	if p, ok := stats.Prior(track.G1, channel); ok && gate == track.G1 {
		channel = p.Channel
	}
	e, err := runningAt(tx, gate, channel)
	if err != nil || e == nil || day < e.StartedOn {
		return err
	}
	turns, err := store.By[track.Turn](tx, "experiment_id", string(e.ID))
	if err != nil {
		return err
	}
	for _, t := range turns {
		if t.ApplicationID == id {
			return nil
		}
	}
	t := track.Turn{ID: track.TurnID(tx.NewID()), ExperimentID: e.ID, ApplicationID: id, Position: len(turns) + 1, Arm: nextArm(turns), CreatedAt: tx.Now()}
	if e.ResumeA != "" && e.ResumeB != "" {
		if t.LeftOut, err = sentWith(tx, id, map[string]track.ResumeVersionID{track.ArmA: e.ResumeA, track.ArmB: e.ResumeB}[t.Arm]); err != nil {
			return err
		}
	}
	return store.Put(tx, t)
}

// nextArm alternates over the turns that were taken; one that was left out is
// taken again by the next application.
func nextArm(turns []track.Turn) string {
	n := 0
	for _, t := range turns {
		if t.LeftOut == "" {
			n++
		}
	}
	if n%2 == 0 {
		return track.ArmA
	}
	return track.ArmB
}

// sentWith puts the résumé of the turn on an application that names none, and
// says why the turn can't count where another one went out.
func sentWith(tx *store.Tx, id track.ApplicationID, want track.ResumeVersionID) (leftOut string, err error) {
	a, err := store.Get[track.Application](tx, id)
	if err != nil || a.ResumeID == want {
		return "", err
	}
	if a.ResumeID != "" {
		return "Another résumé went out.", nil
	}
	a.ResumeID = want
	return "", store.Put(tx, a)
}

// LeaveOut takes an application out of an experiment, with a word why; an empty
// word puts it back.
func (d *Desk) LeaveOut(ctx context.Context, turn track.TurnID, why string) (Receipt, error) {
	return d.update(ctx, "leave_out", func(tx *store.Tx) (string, error) {
		t, err := store.Get[track.Turn](tx, turn)
		if err != nil {
			return "", err
		}
		t.LeftOut = clip(tidy(why), 120)
		return "Turn kept", store.Put(tx, t)
	})
}

// EndExperiment ends one: by what it has come to, or stopped before. kept is
// what the person does from now on, "a" or "b". The action behind it is done.
func (d *Desk) EndExperiment(ctx context.Context, id track.ExperimentID, kept string) (Receipt, error) {
	if !slices.Contains([]string{track.ArmA, track.ArmB}, kept) {
		return Receipt{}, unknownWord("kept", kept, []string{track.ArmA, track.ArmB})
	}
	return d.update(ctx, "end_experiment", func(tx *store.Tx) (string, error) {
		v, err := d.experiment(tx, id)
		if err != nil {
			return "", err
		}
		if v.State != track.ExperimentRunning {
			return "", fault.New(fault.Conflict, "experiment", "This one has ended already.")
		}
		e := v.Experiment
		e.State, e.Kept, e.EndedOn = endStates[v.Reading.Verdict], kept, v.Today
		if v.Action != nil && v.Action.State == track.ActionOpen {
			a := *v.Action
			a.State, a.EndedOn, a.Result = track.ActionDone, v.Today, cmp.Or(a.Result, v.Reading.Says(e.Kind))
			if err := store.Put(tx, a); err != nil {
				return "", err
			}
		}
		name := map[string]string{track.ArmA: e.ArmA, track.ArmB: e.ArmB}[kept]
		return "Ended; you keep “" + name + "”", store.Put(tx, e)
	})
}

var endStates = map[stats.Verdict]track.ExperimentState{stats.VerdictRunning: track.ExperimentStopped, stats.VerdictAdopt: track.ExperimentAdopted, stats.VerdictDrop: track.ExperimentDropped, stats.VerdictUndecided: track.ExperimentUndecided}

// Experiment reads one experiment and what it has come to.
func (d *Desk) Experiment(ctx context.Context, id track.ExperimentID) (v ExperimentView, err error) {
	err = d.view(ctx, func(tx *store.Tx) error {
		v, err = d.experiment(tx, id)
		return err
	})
	return v, err
}

func (d *Desk) experiment(tx *store.Tx, id track.ExperimentID) (v ExperimentView, err error) {
	e, err := store.Get[track.Experiment](tx, id)
	if err != nil {
		return v, fault.New(fault.NotFound, "experiment", "There is no such experiment.")
	}
	o, err := d.usual(tx)
	if err != nil {
		return v, err
	}
	turns, err := store.By[track.Turn](tx, "experiment_id", string(id))
	if err != nil {
		return v, err
	}
	slices.SortFunc(turns, func(a, b track.Turn) int { return cmp.Compare(a.Position, b.Position) })
	if v, err = d.trial(tx, insight.Trial{Experiment: e, Turns: turns}, o); err != nil {
		return v, err
	}
	for _, t := range turns {
		v.Turns = append(v.Turns, TurnView{t, nameOf(tx, t.ApplicationID)})
	}
	v.Next = nextArm(turns)
	if a, found, err := store.Find[track.Action](tx, e.ActionID); err != nil || found {
		v.Action = &a
		return v, err
	}
	return v, nil
}

func (d *Desk) trial(tx *store.Tx, t insight.Trial, o insight.Options) (ExperimentView, error) {
	v := ExperimentView{Experiment: t.Experiment, Today: o.AsOf.Day()}
	l := d.ledger()
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := l.sync(tx); err != nil {
		return v, err
	}
	var err error
	v.Reading, err = insight.ReadTrial(l.cases, t, o)
	return v, err
}

// experiments reads all experiments, and the actions that name a gate and no
// experiment, newest first.
func (d *Desk) experiments(tx *store.Tx, o insight.Options) ([]ExperimentView, error) {
	list, err := store.All[track.Experiment](tx)
	if err != nil {
		return nil, err
	}
	out := []ExperimentView{}
	covered := map[track.ActionID]bool{}
	for _, e := range list {
		v, err := d.experiment(tx, e.ID)
		if err != nil {
			return nil, err
		}
		covered[e.ActionID] = true
		out = append(out, v)
	}
	actions, err := store.All[track.Action](tx)
	if err != nil {
		return nil, err
	}
	for _, a := range actions {
		if covered[a.ID] || !slices.Contains(track.Gates, a.Gate) || !a.StartedOn.Known() {
			continue
		}
		v, err := d.trial(tx, insight.Trial{Experiment: beforeAfter(a)}, o)
		if err != nil {
			return nil, err
		}
		v.Action = &a
		out = append(out, v)
	}
	slices.SortStableFunc(out, func(a, b ExperimentView) int { return cmp.Compare(b.StartedOn, a.StartedOn) })
	return out, nil
}

// beforeAfter tells an action as a comparison with the time before it.
func beforeAfter(a track.Action) track.Experiment {
	e := track.Experiment{ActionID: a.ID, Hypothesis: a.Text, Gate: a.Gate, Kind: track.KindBeforeAfter, ArmA: "Before", ArmB: "Since", Planned: max(a.Planned, stats.ExperimentLooks[0]), State: track.ExperimentRunning, StartedOn: a.StartedOn, EndedOn: a.EndedOn}
	if a.State != track.ActionOpen {
		e.State = track.ExperimentStopped
	}
	if a.Gate == track.G1 {
		e.Channel = track.Cold
	}
	return e
}

// ActionResult is what came of an action, in a sentence for where it was
// chosen; empty while nothing can be said.
func (d *Desk) ActionResult(ctx context.Context, id track.ActionID) (text string, err error) {
	err = d.view(ctx, func(tx *store.Tx) error {
		a, found, err := store.Find[track.Action](tx, id)
		if err != nil || !found {
			return err
		}
		text, err = d.actionResult(tx, a)
		return err
	})
	return text, err
}

// actionResult says what the numbers make of an action, with its counts.
func (d *Desk) actionResult(tx *store.Tx, a track.Action) (string, error) {
	v, ok, err := d.actionReading(tx, a)
	if err != nil || !ok {
		return "", err
	}
	r := v.Reading
	return fmt.Sprintf("%s: %d of %d. %s: %d of %d. %s", r.A.Name, r.A.Advanced, r.A.Matured, r.B.Name, r.B.Advanced, r.B.Matured, r.Says(v.Kind)), nil
}

// actionReading compares before and after an action, or the sides of its trial;
// false while there is nothing to compare.
func (d *Desk) actionReading(tx *store.Tx, a track.Action) (v ExperimentView, ok bool, err error) {
	if !slices.Contains(track.Gates, a.Gate) || !a.StartedOn.Known() {
		return v, false, nil
	}
	if near, err := d.near(tx); err != nil || !near {
		return v, false, err
	}
	o, err := d.usual(tx)
	if err != nil {
		return v, false, err
	}
	list, err := store.By[track.Experiment](tx, "action_id", string(a.ID))
	if err != nil {
		return v, false, err
	}
	if len(list) > 0 {
		v, err = d.experiment(tx, list[len(list)-1].ID)
	} else {
		v, err = d.trial(tx, insight.Trial{Experiment: beforeAfter(a)}, o)
	}
	return v, err == nil && v.Reading.B.Matured > 0, err
}
