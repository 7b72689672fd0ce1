package insight

import (
	"cmp"
	"slices"
	"strings"

	"debrief/internal/stats"
	"debrief/internal/track"
)

// Pattern is the search for patterns at one gate.
type Pattern struct {
	Gate track.Gate `json:"gate"`
	stats.PatternReading
}

// patterns looks for values with which applications stop more often at a gate.
func patterns(cases []Case, o Options) []Pattern {
	list := []Pattern{}
	for i, gate := range track.Gates {
		var items []stats.Case
		for k := range cases {
			if it, ok := cases[k].pattern(i, o); ok {
				items = append(items, it)
			}
		}
		list = append(list, Pattern{gate, stats.Patterns(items)})
	}
	return list
}

// pattern is the case as an item of the search at a gate; ok is false where it
// is not matured there, or ended for the employer's own reasons.
func (c *Case) pattern(gate int, o Options) (it stats.Case, ok bool) {
	s, reached := c.last(gate)
	if !reached {
		return it, false
	}
	switch s.Outcome {
	case track.SpellAdvance:
	case track.SpellDeclined, track.SpellSilent:
		if r, known := track.ReasonByCode(c.Reason); known && r.Attribution == track.EmployerSide {
			return it, false
		}
		it.Failed = true
	case track.SpellOpen:
		if c.Quiet == 0 || float64(o.AsOf-c.Quiet) < stats.Horizon*o.pace() {
			return it, false
		}
		it.Failed = true
	default:
		return it, false
	}
	it.Employer, it.Values = string(c.Employer), c.values()
	return it, true
}

// values are the traits that are known of the case, in words.
func (c *Case) values() []string {
	list := []string{"channel " + strings.ToLower(mainChannel(c.Channel).Label())}
	for t, v := range c.Traits {
		if v != "" {
			list = append(list, traitNames[t]+" "+v)
		}
	}
	return list
}

// Theme is a reason that employers gave, as a share of all reasons given.
type Theme struct {
	Code      track.ReasonCode        `json:"code"`
	Name      string                  `json:"name"`
	Label     string                  `json:"label"`
	Given     int                     `json:"given"`
	Total     int                     `json:"total"`
	Employers int                     `json:"employers"`
	Mean      float64                 `json:"share"`
	Interval  [2]float64              `json:"interval95"`
	Usual     float64                 `json:"usual_share"` // an assumption, method.md 2e
	Above     float64                 `json:"p_above"`
	Recurring bool                    `json:"recurring"`
	Stages    map[track.StageKind]int `json:"stages"`
}

// Themes are the reasons they gave, most frequent first, and how many answers
// of no gave none.
type Themes struct {
	List    []Theme `json:"list"`
	Total   int     `json:"total"`
	Refused int     `json:"rejections"`
}

// usualShares are the reference shares of method.md 2e: an assumption. Every
// code that is not named there has that of the rest.
var usualShares = map[track.ReasonCode]float64{"B01": 0.20, "C01": 0.15, "U01": 0.40, "A06": 0.10}

const usualRest = 0.15

// Conditions of a recurring theme. Source: method.md 2e.
const (
	themeCases     = 3
	themeEmployers = 3
	themeAbove     = 0.80
)

// themes counts the reasons that employers stated; what the person infers never
// enters. Source: method.md 2e and 3.6.
func themes(cases []Case) Themes {
	t := Themes{List: []Theme{}}
	byCode := map[track.ReasonCode]*Theme{}
	employers := map[track.ReasonCode]map[track.EmployerID]bool{}
	for i := range cases {
		c := &cases[i]
		if c.Ending == track.Declined {
			t.Refused++
		}
		if c.Reason == "" || !c.TheySaid {
			continue
		}
		t.Total++
		x := byCode[c.Reason]
		if x == nil {
			r, _ := track.ReasonByCode(c.Reason)
			x = &Theme{Code: c.Reason, Name: r.Name, Label: r.Label, Stages: map[track.StageKind]int{}}
			byCode[c.Reason], employers[c.Reason] = x, map[track.EmployerID]bool{}
		}
		x.Given++
		x.Stages[c.ReasonAt]++
		employers[c.Reason][c.Employer] = true
	}
	for code, x := range byCode {
		x.read(t.Total, len(employers[code]))
		t.List = append(t.List, *x)
	}
	slices.SortFunc(t.List, func(a, b Theme) int { return cmp.Or(cmp.Compare(b.Given, a.Given), cmp.Compare(a.Code, b.Code)) })
	return t
}

func (x *Theme) read(total, employers int) {
	x.Total, x.Employers, x.Usual = total, employers, usualRest
	if u, ok := usualShares[x.Code]; ok {
		x.Usual = u
	}
	share, above := stats.ThemeShare(x.Usual, total, x.Given)
	x.Mean, x.Interval, x.Above = share.Mean(), share.Interval95(), above
	r, _ := track.ReasonByCode(x.Code)
	x.Recurring = r.Attribution != track.UnknownSide && x.Given >= themeCases && employers >= themeEmployers && above >= themeAbove
}
