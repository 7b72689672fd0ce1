package insight

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"debrief/internal/stats"
	"debrief/internal/track"
)

// Trial is an experiment with its turns, or an action that is told as before
// and after.
type Trial struct {
	track.Experiment
	Turns []track.Turn
}

// Arm is what one variant has come to.
type Arm struct {
	Name     string     `json:"name"`
	Items    int        `json:"items"`
	Matured  int        `json:"matured"`
	Advanced int        `json:"advanced"`
	Open     int        `json:"open"`
	Mean     float64    `json:"mean"`
	Interval [2]float64 `json:"interval95"`
}

// TrialLook is what a comparison showed at one look.
type TrialLook struct {
	Each    int           `json:"each"`
	A       int           `json:"a"`
	B       int           `json:"b"`
	PBetter float64       `json:"p_better"`
	Verdict stats.Verdict `json:"verdict"`
}

// TrialReading is what an experiment says so far. The verdict is that of the
// last look; between looks it stands.
type TrialReading struct {
	A         Arm           `json:"a"`
	B         Arm           `json:"b"`
	Effect    stats.Effect  `json:"effect"`
	Verdict   stats.Verdict `json:"verdict"`
	Looks     []TrialLook   `json:"looks"`
	NextLook  int           `json:"next_look"` // matured items in each arm; 0 after the last
	Employers int           `json:"employers"`
	LeftOut   int           `json:"left_out"`
	Trigger   int           `json:"trigger_run"` // failures that led to the action and are not counted as before
	Needed    int           `json:"needed"`      // in each arm, to show a difference of the size that is seen; 0 without one
}

// entry is one application of an arm.
type entry struct {
	c       *Case
	item    item
	matured bool
	open    bool
	entered Date
}

// ReadTrial compares the arms. fault.Invalid for counts that can't be.
func ReadTrial(cases []Case, t Trial, o Options) (TrialReading, error) {
	r := TrialReading{Verdict: stats.VerdictRunning, Looks: []TrialLook{}}
	prior, ok := priorOf(t.Gate, t.Channel, o)
	if !ok {
		return r, nil
	}
	var a, b []entry
	if t.Kind == track.KindBeforeAfter {
		a, b = beforeAfter(cases, t, prior, o)
		a = r.withoutTrigger(a)
	} else {
		a, b = r.turns(cases, t, prior, o)
	}
	r.A, r.B = arm(t.ArmA, a, prior), arm(t.ArmB, b, prior)
	employers := map[track.EmployerID]bool{}
	for _, e := range append(slices.Clone(a), b...) {
		employers[e.c.Employer] = true
	}
	r.Employers = len(employers)
	ma, mb := onlyMatured(a), onlyMatured(b)
	sa, sb := settled(a), settled(b)
	if t.Kind == track.KindBeforeAfter {
		sa = ma // what lies before is whole from the start
	}
	var err error
	if r.Effect, err = stats.CompareStrata(strata(ma, mb), stats.Sceptical); err != nil {
		return r, err
	}
	if r.A.Matured > 0 && r.B.Matured > 0 {
		r.Needed = stats.ArmSize(r.A.Mean, r.B.Mean)
	}
	return r, r.look(sa, sb, t)
}

func priorOf(gate track.Gate, channel track.Channel, o Options) (stats.GatePrior, bool) {
	priors := o.Priors
	if priors == nil {
		priors = stats.Priors
	}
	for _, p := range priors {
		if p.Gate == gate && (p.Channel == "" || p.Channel == mainChannel(channel)) {
			return p, true
		}
	}
	return stats.GatePrior{}, false
}

// at reads a case at the gate of the trial.
func at(c *Case, prior stats.GatePrior, o Options) (e entry, ok bool) {
	s, ok := c.last(GateIndex(prior.Gate))
	if !ok || c.Impossible || c.Archived {
		return e, false
	}
	m := Models{Cold: Model{Hazard: stats.HazardCold, arrived: make([]float64, 1)}, Contact: Model{Hazard: stats.HazardInterview, arrived: make([]float64, 1)}}
	m.Cold.Hazard.Pace, m.Contact.Hazard.Pace = o.Pace, o.Pace
	r := row{prior: prior}
	r.add(c, &m, o.AsOf)
	e = entry{c: c, entered: s.Entered, open: r.open == 1}
	if len(r.items) == 1 {
		e.item, e.matured = r.items[0], !r.items[0].open
	}
	return e, e.open || e.matured
}

// turns deals the applications to the arms as their turns say.
func (r *TrialReading) turns(cases []Case, t Trial, prior stats.GatePrior, o Options) (a, b []entry) {
	byID := make(map[track.ApplicationID]*Case, len(t.Turns))
	for _, x := range t.Turns {
		byID[x.ApplicationID] = nil
	}
	for i := range cases {
		if _, wanted := byID[cases[i].ID]; wanted {
			byID[cases[i].ID] = &cases[i]
		}
	}
	for _, x := range t.Turns {
		c := byID[x.ApplicationID]
		if x.LeftOut != "" || c == nil {
			r.LeftOut++
			continue
		}
		e, ok := at(c, prior, o)
		switch {
		case !ok:
			r.LeftOut++
		case x.Arm == track.ArmA:
			a = append(a, e)
		default:
			b = append(b, e)
		}
	}
	return a, b
}

// beforeAfter deals by the day on which an application came to the gate.
func beforeAfter(cases []Case, t Trial, prior stats.GatePrior, o Options) (a, b []entry) {
	start := DateOf(t.StartedOn)
	r := row{prior: prior}
	for i := range cases {
		if prior.Channel != "" && !r.takes(&cases[i]) {
			continue
		}
		e, ok := at(&cases[i], prior, o)
		switch {
		case !ok || e.entered == 0:
		case e.entered < start:
			a = append(a, e)
		case t.EndedOn == "" || e.entered <= DateOf(t.EndedOn):
			b = append(b, e)
		}
	}
	return a, b
}

// withoutTrigger drops the run of failures right before the start: it is why
// the action was taken, and would flatter whatever came after. Source: method.md 2d.
func (r *TrialReading) withoutTrigger(a []entry) []entry {
	slices.SortFunc(a, func(x, y entry) int {
		return cmp.Or(cmp.Compare(x.item.until, y.item.until), cmp.Compare(x.c.ID, y.c.ID))
	})
	end := len(a)
	for i := len(a) - 1; i >= 0; i-- {
		if !a[i].matured {
			continue
		}
		if a[i].item.advanced {
			break
		}
		end = i
		r.Trigger++
	}
	kept := slices.Clone(a[:end])
	for _, e := range a[end:] {
		if !e.matured {
			kept = append(kept, e)
		}
	}
	return kept
}

func sortEntries(list []entry) {
	slices.SortFunc(list, func(a, b entry) int {
		return cmp.Or(cmp.Compare(a.item.noted, b.item.noted), cmp.Compare(a.item.on, b.item.on), cmp.Compare(a.c.ID, b.c.ID))
	})
}

// settled are the first that came, up to the first that is still open. Looks
// count these: a yes comes sooner than a no.
func settled(list []entry) []entry {
	list = slices.Clone(list)
	sortEntries(list)
	if i := slices.IndexFunc(list, func(e entry) bool { return !e.matured }); i >= 0 {
		return list[:i]
	}
	return list
}

func onlyMatured(list []entry) []entry {
	var out []entry
	for _, e := range list {
		if e.matured {
			out = append(out, e)
		}
	}
	sortEntries(out)
	return out
}

func arm(name string, list []entry, prior stats.GatePrior) Arm {
	a := Arm{Name: name, Items: len(list)}
	for _, e := range list {
		switch {
		case e.open:
			a.Open++
		case e.matured:
			a.Matured++
			if e.item.advanced {
				a.Advanced++
			}
		}
	}
	post := stats.Beta{A: prior.Prior.A + float64(a.Advanced), B: prior.Prior.B + float64(a.Matured-a.Advanced)}
	a.Mean, a.Interval = post.Mean(), post.Interval95()
	return a
}

// strata groups by role family and channel; within each, the arms are compared.
func strata(a, b []entry) []stats.Stratum {
	byKey := map[string]*stats.Stratum{}
	var order []string
	add := func(list []entry, of func(*stats.Stratum) *stats.Arm) {
		for _, e := range list {
			key := e.c.Traits[RoleFamily] + "\x00" + string(mainChannel(e.c.Channel))
			s := byKey[key]
			if s == nil {
				s = &stats.Stratum{}
				byKey[key], order = s, append(order, key)
			}
			x := of(s)
			x.N++
			if e.item.advanced {
				x.S++
			}
		}
	}
	add(a, func(s *stats.Stratum) *stats.Arm { return &s.A })
	add(b, func(s *stats.Stratum) *stats.Arm { return &s.B })
	slices.Sort(order)
	var list []stats.Stratum
	for _, k := range order {
		list = append(list, *byKey[k])
	}
	return list
}

// look replays the looks that have been reached, each on the items that came
// first. A verdict to adopt or drop ends the comparison.
func (r *TrialReading) look(a, b []entry, t Trial) error {
	smaller := min(len(a), len(b))
	for _, each := range trialLooks(t.Planned) {
		if each > smaller {
			r.NextLook = each
			return nil
		}
		first := a[:each]
		if t.Kind == track.KindBeforeAfter {
			first = a
		}
		e, err := stats.CompareStrata(strata(first, b[:each]), stats.Sceptical)
		if err != nil {
			return err
		}
		l := TrialLook{Each: each, A: advanced(first), B: advanced(b[:each]), PBetter: e.PPositive, Verdict: stats.Judge(e, each, t.Planned)}
		r.Looks, r.Verdict = append(r.Looks, l), l.Verdict
		if l.Verdict != stats.VerdictRunning {
			return nil
		}
	}
	return nil
}

func advanced(list []entry) (n int) {
	for _, e := range list {
		if e.item.advanced {
			n++
		}
	}
	return n
}

// trialLooks are the looks up to the planned number, which is the last one.
func trialLooks(planned int) []int {
	var list []int
	for _, l := range stats.ExperimentLooks {
		if l < planned {
			list = append(list, l)
		}
	}
	return append(list, max(planned, stats.ExperimentLooks[0]))
}

// Plan is what a comparison would take, before it starts.
type Plan struct {
	Rate     float64    // here, from counts and prior
	Counted  [2]int     // moved on, of decided
	Interval [2]float64 // of the rate
	Target   float64
	Needed   int     // in each arm, for 80 of 100 such comparisons to show it
	Planned  int     // in each arm
	PerWeek  float64 // applications that come to the gate
	Weeks    float64 // until the planned number has come
	Trial    bool    // too small to be called a test
}

// PlanTrial says what it would take to show a rate becoming another one at a
// gate. Without a target half as much again is taken. Source: method.md 2d, Sizes.
func PlanTrial(cases []Case, r Report, gate track.Gate, channel track.Channel, target float64, planned int, o Options) Plan {
	p := Plan{Target: target, Planned: planned}
	for _, g := range r.Gates {
		if g.Gate == gate && (g.Channel == "" || g.Channel == mainChannel(channel)) {
			p.Rate, p.Counted, p.Interval = g.Mean, [2]int{g.Advanced, g.Matured}, g.Interval
		}
	}
	if p.Target <= 0 || p.Target >= 1 {
		p.Target = min(0.95, p.Rate*1.5)
	}
	p.Needed = stats.ArmSize(round2(p.Rate), round2(p.Target))
	p.Trial = p.Needed == 0 || stats.TrialOnly(planned, p.Needed)
	n := 0
	for i := range cases {
		c := &cases[i]
		s, ok := c.last(GateIndex(gate))
		if ok && s.Entered != 0 && o.AsOf-s.Entered < 7*rateWeeks && s.Entered <= o.AsOf && (gate != track.G1 || mainChannel(c.Channel) == mainChannel(channel)) {
			n++
		}
	}
	p.PerWeek = float64(n) / rateWeeks
	if p.PerWeek > 0 {
		p.Weeks = 2 * float64(planned) / p.PerWeek
	}
	return p
}

func round2(x float64) float64 { return math.Round(100*x) / 100 }

// Words is the heading of the plan.
func (p Plan) Words() string {
	if p.Trial {
		return "Your volume cannot decide this. Run it as a trial, for learning."
	}
	return "Your volume can carry a test of this."
}

// Says is what the experiment has come to, in a sentence.
func (r TrialReading) Says(k track.ExperimentKind) string {
	better := fmt.Sprintf("Better in %.0f of 100", 100*r.Effect.PPositive)
	switch r.Verdict {
	case stats.VerdictAdopt:
		return better + ". Adopt it."
	case stats.VerdictDrop:
		return better + ". Drop it."
	case stats.VerdictUndecided:
		return "Undecided. Keep whichever is cheaper."
	}
	if r.A.Matured == 0 || r.B.Matured == 0 {
		return "Too early to say."
	}
	return better + ". Too early to say: 90 would be needed, at a look."
}
