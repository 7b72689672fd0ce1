package insight

import (
	"debrief/internal/stats"
	"debrief/internal/track"
)

// Options say what is read and against what.
type Options struct {
	AsOf    Date
	Since   Date // applied on or after; 0 for all
	Until   Date // applied on or before; 0 for all
	Channel track.Channel
	Trait   Trait
	Value   string // of the trait; empty for all
	Priors  []stats.GatePrior
	Strict  bool
	Pace    float64 // stats.Slow, stats.Fast, or 0
	Names   map[track.StageKind]string
}

func (o Options) pace() float64 {
	if o.Pace > 0 {
		return o.Pace
	}
	return 1
}

// Report is everything that is read from a search.
type Report struct {
	AsOf         track.Day    `json:"as_of"`
	Applications int          `json:"applications"`
	Decided      int          `json:"decided"` // ended, or silent for 90 days
	First        track.Day    `json:"first,omitempty"`
	Gates        []Gate       `json:"gates"`
	AnswerTimes  AnswerTimes  `json:"answer_times"`
	Open         []Waiting    `json:"open"`
	Bottleneck   []Bottleneck `json:"bottleneck"`
	Yield        Yield        `json:"yield"`
	Patterns     []Pattern    `json:"patterns"`
	Themes       []Theme      `json:"themes"`
	Reasons      Reasons      `json:"reasons"`
	Forecast     Forecast     `json:"forecast"`
	Flow         []FlowStage  `json:"flow"`
	FlowCheck    FlowCheck    `json:"flow_check"`
	LeftOut      []LeftOut    `json:"left_out"`
	Models       Models       `json:"-"`
}

// Reasons is how many of the rejections gave one.
type Reasons struct {
	Given      int `json:"given"`
	Rejections int `json:"rejections"`
}

// LeftOut is a record that is not counted, or not everywhere, and why.
type LeftOut struct {
	Application track.ApplicationID `json:"application"`
	Flag        string              `json:"flag"`
	Why         string              `json:"why"`
}

// Words for what is left out. DQ1 and DQ2 are those of method.md 2.0.
const (
	flagArchived = "archived"
	flagUndated  = "undated"
)

var leftOutWhy = map[string]string{
	track.FlagImpossible: "Its dates are in an order that can't be. It is left out of rates and times until they are corrected.",
	track.FlagMonthOnly:  "Only the month is known. It counts for rates and is left out of times.",
	flagArchived:         "It is archived and not counted.",
	flagUndated:          "The day of applying is not known. It counts for rates and is left out of times.",
}

// Read reads a search. Cases may come in any order; they are not changed.
// fault.Invalid for priors that can't be. Without priors those of method.md 1.6
// are used.
func Read(cases []Case, o Options) (Report, error) {
	if o.Priors == nil {
		o.Priors = stats.Priors
	}
	r := Report{AsOf: o.AsOf.Day(), LeftOut: []LeftOut{}}
	all := r.choose(cases, o)
	r.Models = readModels(all, o)
	r.Models.draw()
	r.Applications = len(all)
	for i := range all {
		if c := &all[i]; c.Ending != track.Open || c.Quiet != 0 && float64(o.AsOf-c.Quiet) >= stats.Horizon*o.pace() {
			r.Decided++
		}
	}
	var err error
	if r.Gates, err = gates(all, r.Models, o); err != nil {
		return r, err
	}
	r.AnswerTimes = answerTimes(all, r.Models, o)
	r.Open = open(all, r.Models, o.AsOf)
	r.Bottleneck, r.Yield = chain(r.Gates, all)
	r.Patterns = patterns(all, o)
	t := themes(all)
	r.Themes, r.Reasons = t.List, Reasons{t.Total, t.Refused}
	r.Forecast = forecast(all, r.Open, r.Yield, r.Models, o)
	r.Flow = flow(all, o.Names)
	r.FlowCheck = flowCheck(all, r.Open, r.Models, r.Forecast.Rate, o.AsOf)
	return r, nil
}

// Glance is the part of a reading that the other pages show: how soon answers
// come, and the next look of each gate. It costs little.
type Glance struct {
	Models Models
	Gates  []Gate
}

// ReadGlance reads that part.
func ReadGlance(cases []Case, o Options) (g Glance, err error) {
	if o.Priors == nil {
		o.Priors = stats.Priors
	}
	var r Report
	all := r.choose(cases, o)
	g.Models = readModels(all, o)
	g.Models.draw()
	g.Gates, err = gates(all, g.Models, o)
	return g, err
}

// Outlook is what can still come of one case as it stands on a day; ok is false
// when it does not wait, or its day is not known.
func (g Glance) Outlook(c Case, today Date) (w Waiting, m Model, ok bool) {
	gate := c.waiting()
	if gate < 0 || c.Quiet == 0 || c.Impossible {
		return w, m, false
	}
	x := g.Models.model(&c, gate)
	w = x.Chance(int(max(0, today-c.Quiet)))
	w.Application, w.Gate = c.ID, track.Gates[gate]
	return w, *x, true
}

// Gate is the row of a gate that a channel counts in.
func (g Glance) Gate(gate track.Gate, c track.Channel) (Gate, bool) {
	for _, x := range g.Gates {
		if x.Gate == gate && (x.Channel == "" || x.Channel == mainChannel(c)) {
			return x, true
		}
	}
	return Gate{}, false
}

// choose takes the cases that count, as they stood on the day, and notes what
// is left out.
func (r *Report) choose(cases []Case, o Options) []Case {
	all := make([]Case, 0, len(cases))
	first := Date(0)
	leave := func(c *Case, flag string) {
		r.LeftOut = append(r.LeftOut, LeftOut{c.ID, flag, leftOutWhy[flag]})
	}
	for i := range cases {
		c, begun := cases[i].asOf(o.AsOf)
		if !begun || !o.takes(&c) {
			continue
		}
		switch {
		case c.Archived:
			leave(&c, flagArchived)
			continue
		case c.Impossible:
			leave(&c, track.FlagImpossible)
			continue
		case c.MonthOnly:
			leave(&c, track.FlagMonthOnly)
		case c.Applied == 0:
			leave(&c, flagUndated)
		}
		if c.Applied != 0 && (first == 0 || c.Applied < first) {
			first = c.Applied
		}
		all = append(all, c)
	}
	r.First = first.Day()
	return all
}

func (o *Options) takes(c *Case) bool {
	switch {
	case o.Since != 0 && c.Applied < o.Since, o.Until != 0 && (c.Applied == 0 || c.Applied > o.Until):
		return false
	case o.Channel != "" && mainChannel(c.Channel) != o.Channel:
		return false
	}
	return o.Value == "" || c.Traits[o.Trait] == o.Value
}
