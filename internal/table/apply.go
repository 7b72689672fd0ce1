package table

import (
	"cmp"
	"slices"
	"strings"

	"debrief/internal/track"
)

// Apply turns every row into a proposal, in the order of the rows. now is the
// day of the import in the person's zone: it tells an interview that is still
// to come from a date that can't be. Impossible dates are kept and flagged,
// never corrected. Words that the mapping does not explain are read by the
// tables that Guess uses, and date formats that it does not name are found in
// the sheet. Errors are those of Mapping.Check.
func Apply(t Table, m Mapping, now track.Day) ([]Proposal, error) {
	if err := m.Check(t); err != nil {
		return nil, err
	}
	if len(m.Dates) == 0 {
		g := guesser{table: t, m: m}
		g.dates()
		m.Dates = g.m.Dates
	}
	a := applier{table: t, mapping: m, now: now, statuses: folded(m.Statuses), channels: folded(m.Channels), at: map[string]int{}}
	for i, h := range t.Header {
		a.at[fold(h)] = i
	}
	list := make([]Proposal, 0, len(t.Rows))
	for _, r := range t.Rows {
		list = append(list, a.proposal(r))
	}
	keys(list)
	return list, nil
}

type applier struct {
	table    Table
	mapping  Mapping
	now      track.Day
	statuses map[string]Status
	channels map[string]track.Channel
	at       map[string]int // place of a column
}

// folded makes the words of a map comparable with cells.
func folded[V any](m map[string]V) map[string]V {
	out := make(map[string]V, len(m))
	for word, v := range m {
		out[fold(word)] = v
	}
	return out
}

func fold(s string) string { return strings.ToLower(tidy(s)) }

func (a applier) proposal(r Row) Proposal {
	p := Proposal{Line: r.Line, Company: a.text(r, FieldCompany), Role: a.text(r, FieldRole), Location: a.text(r, FieldLocation),
		Source: a.text(r, FieldSource), URL: a.text(r, FieldURL), Contact: a.text(r, FieldContact), Salary: a.text(r, FieldSalary),
		Notes: a.notes(r), Tags: a.tags(r), Status: a.text(r, FieldStatus)}
	if filled(r) == 0 {
		p.Skip = "The row is empty."
		return p
	}
	a.channel(r, &p)
	a.events(r, &p)
	p.flags(a.now)
	if p.Company == "" {
		p.Company = a.mapping.NoCompany
	}
	if p.Skip == "" && p.Company == "" {
		p.Skip = "No company is named."
	}
	return p
}

func (a applier) cell(r Row, column string) string {
	if i, ok := a.at[fold(column)]; ok {
		return strings.TrimFunc(r.Cells[i], blank)
	}
	return ""
}

// text joins the columns of a field. Only notes keep line breaks.
func (a applier) text(r Row, f Field) string {
	var parts []string
	for _, c := range a.table.columns(*a.mapping.at(f)) {
		if s := tidy(a.cell(r, c)); s != "" {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, ", ")
}

// notes joins the columns of notes, one line each, named where there are several.
func (a applier) notes(r Row) string {
	columns := a.table.columns(a.mapping.Notes)
	var lines []string
	for _, c := range columns {
		s := a.cell(r, c)
		if s != "" && len(columns) > 1 {
			s = c + ": " + s
		}
		if s != "" {
			lines = append(lines, s)
		}
	}
	return strings.Join(lines, "\n")
}

func (a applier) tags(r Row) (tags []string) {
	for _, c := range a.table.columns(a.mapping.Tags) {
		for _, tag := range strings.FieldsFunc(a.cell(r, c), func(r rune) bool { return r == ',' || r == ';' || r == '|' || r == '\n' }) {
			if tag = tidy(tag); tag != "" && !slices.Contains(tags, tag) {
				tags = append(tags, tag)
			}
		}
	}
	return tags
}

func (a applier) channel(r Row, p *Proposal) {
	p.Channel = cmp.Or(a.mapping.Otherwise, track.Cold)
	for _, column := range a.table.columns(a.mapping.Channel) {
		word := fold(a.cell(r, column))
		if word == "" {
			continue
		}
		c, ok := a.channels[word]
		if !ok {
			c, ok = channelOf(word)
		}
		if ok {
			p.Channel = c
			return
		}
		if slices.Contains(a.table.columns(a.mapping.Source), column) {
			continue // a place where it was found says a channel only now and then
		}
		p.problem(column, a.cell(r, column), "Not said which channel this is; "+p.Channel.Label()+" was taken.")
	}
}

func (p *Proposal) problem(column, value, reason string) {
	p.Problems = append(p.Problems, Problem{column, value, reason})
}
