package insight

import (
	"fmt"
	"slices"
	"strconv"

	"debrief/internal/stats"
	"debrief/internal/track"
)

// Table is the numbers of one figure, as text, ready for a page or a file.
type Table struct {
	Name string
	Head []string
	Rows [][]string
}

// tables are the figures in the order of the page.
var tables = []struct {
	name string
	make func(Report) Table
}{
	{"flow", flowTable}, {"gates", gateTable}, {"waiting", curveTable}, {"open", openTable}, {"reasons", themeTable},
	{"patterns", patternTable}, {"narrow", narrowTable}, {"forecast", forecastTable}, {"left_out", leftOutTable},
}

// TableNames are the names of all figures.
func TableNames() []string {
	var names []string
	for _, t := range tables {
		names = append(names, t.name)
	}
	return names
}

// Table is the table of one figure; ok is false for an unknown name.
func (r Report) Table(name string) (Table, bool) {
	i := slices.IndexFunc(tables, func(t struct {
		name string
		make func(Report) Table
	}) bool {
		return t.name == name
	})
	if i < 0 {
		return Table{}, false
	}
	t := tables[i].make(r)
	t.Name = name
	return t, true
}

func num(x float64) string { return strconv.FormatFloat(x, 'g', 6, 64) }

func nums(list ...int) []string {
	out := make([]string, len(list))
	for i, n := range list {
		out[i] = strconv.Itoa(n)
	}
	return out
}

func flowTable(r Report) Table {
	t := Table{Head: []string{"stage", "reached", "moved on", "open", "no", "role closed", "silence", "you withdrew", "offer withdrawn", "accepted"}}
	for _, s := range r.Flow {
		t.Rows = append(t.Rows, append([]string{s.Name}, nums(s.Reached, s.MovedOn, s.Open, s.No, s.Closed, s.Silence, s.Withdrew, s.Withdrawn, s.Accepted)...))
	}
	return t
}

func gateTable(r Report) Table {
	t := Table{Head: []string{"gate", "channel", "decided", "moved on", "open", "open in part", "estimate", "low", "high", "prior a", "prior b", "own share", "reference", "basis", "p below", "bayes factor", "tier", "next look", "role closed", "withdrew"}}
	for _, g := range r.Gates {
		reference := ""
		if g.Prior.HasReference() {
			reference = num(g.Reference)
		}
		row := append([]string{g.From() + " to " + g.To(), string(g.Channel)}, nums(g.Matured, g.Advanced, g.Open)...)
		row = append(row, num(g.OpenWeight), num(g.Mean), num(g.Interval[0]), num(g.Interval[1]), num(g.GateReading.Prior[0]), num(g.GateReading.Prior[1]), num(g.WeightData), reference, g.Prior.Basis,
			num(g.PBelow), num(g.BayesFactor), string(g.Tier))
		t.Rows = append(t.Rows, append(row, nums(g.NextLook, g.RoleClosed, g.Withdrew)...))
	}
	return t
}

func curveTable(r Report) Table {
	t := Table{Head: []string{"day", "waiting before", "answered so far", "low", "high", "heard a yes", "heard a no"}}
	for _, s := range r.AnswerTimes.Curve {
		lo, hi := Band(s)
		t.Rows = append(t.Rows, []string{num(s.Day), strconv.Itoa(s.AtRisk), num(1 - s.Silent), num(lo), num(hi), num(s.CIFYes), num(s.CIFNo)})
	}
	return t
}

// Band is the interval of the share answered at a step, from Greenwood's error.
func Band(s stats.Step) (lo, hi float64) {
	const z = 1.959963984540054
	return max(0, 1-s.Silent-z*s.SE), min(1, 1-s.Silent+z*s.SE)
}

func openTable(r Report) Table {
	t := Table{Head: []string{"application", "gate", "silent days", "yes by 90", "yes low", "yes high", "any answer by 90", "any low", "any high", "check-in day", "silent day"}}
	for _, w := range r.Open {
		t.Rows = append(t.Rows, []string{string(w.Application), string(w.Gate), strconv.Itoa(w.SilentDays), num(w.Yes), num(w.YesRange[0]), num(w.YesRange[1]), num(w.Any), num(w.AnyRange[0]), num(w.AnyRange[1]),
			strconv.Itoa(w.CheckInDay), strconv.Itoa(w.SilentDay)})
	}
	return t
}

func themeTable(r Report) Table {
	t := Table{Head: []string{"code", "reason", "given", "of", "employers", "share", "low", "high", "usual share (assumption)", "p above", "recurring"}}
	for _, k := range track.StageKinds {
		t.Head = append(t.Head, "at "+k.Label())
	}
	for _, x := range r.Themes {
		row := []string{string(x.Code), x.Label, strconv.Itoa(x.Given), strconv.Itoa(x.Total), strconv.Itoa(x.Employers), num(x.Mean), num(x.Interval[0]), num(x.Interval[1]), num(x.Usual), num(x.Above), strconv.FormatBool(x.Recurring)}
		for _, k := range track.StageKinds {
			row = append(row, strconv.Itoa(x.Stages[k]))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func patternTable(r Report) Table {
	t := Table{Head: []string{"gate", "value", "items", "stopped", "of all items", "of all stopped", "employers", "mid-p", "exact p", "BH", "BY", "shrunk rate", "lift", "p above", "shown"}}
	for _, p := range r.Patterns {
		for _, x := range p.Tested {
			t.Rows = append(t.Rows, []string{string(p.Gate), x.Value, strconv.Itoa(x.Items), strconv.Itoa(x.Failed), strconv.Itoa(p.Items), strconv.Itoa(p.Failed), strconv.Itoa(x.Employers),
				num(x.MidP), num(x.Exact), num(x.BH), num(x.BY), num(x.Shrunk), num(x.Lift), num(x.PAbove), strconv.FormatBool(x.Shown)})
		}
	}
	return t
}

func narrowTable(r Report) Table {
	t := Table{Head: []string{"gate", "decided", "estimate", "reference", "p below", "offers gained per application", "one more offer in", "p largest", "named"}}
	for _, b := range r.Bottleneck {
		t.Rows = append(t.Rows, []string{string(b.Gate), strconv.Itoa(b.Matured), num(b.Mean), num(b.Reference), num(b.PBelow), num(b.Offers), num(b.OneMoreIn), num(b.PLargest), strconv.FormatBool(b.Named)})
	}
	return t
}

func forecastTable(r Report) Table {
	t := Table{Head: []string{"week", "an offer by then", "from new applications alone"}}
	for i, p := range r.Forecast.Weeks {
		t.Rows = append(t.Rows, []string{fmt.Sprint(i + 1), num(p), num(r.Forecast.New[i])})
	}
	return t
}

func leftOutTable(r Report) Table {
	t := Table{Head: []string{"application", "flag", "why"}}
	for _, l := range r.LeftOut {
		t.Rows = append(t.Rows, []string{string(l.Application), l.Flag, l.Why})
	}
	return t
}
