package table

import (
	"slices"
	"strings"

	"debrief/internal/track"
)

// statusOf reads a word of a status column.
func statusOf(value string) (Status, bool) {
	text := words(value)
	for _, row := range statusWords {
		for _, w := range row.Words {
			if hasWords(text, w) {
				return row.Meaning, true
			}
		}
	}
	return Status{}, false
}

// channelOf reads a word of a channel or source column.
func channelOf(value string) (track.Channel, bool) {
	text := words(value)
	for _, row := range channelWords {
		for _, w := range row.Words {
			if hasWords(text, w) {
				return row.Channel, true
			}
		}
	}
	return track.Cold, false
}

// distinct are the values of the columns of a field, each once, as first met.
func (g *guesser) distinct(f Field) (list []string) {
	seen := map[string]bool{}
	for _, column := range g.table.columns(*g.m.at(f)) {
		for _, s := range g.values(g.table.Column(column)) {
			if !seen[fold(s)] {
				seen[fold(s)] = true
				list = append(list, s)
			}
		}
	}
	return list
}

func (g *guesser) statuses() {
	g.m.Statuses = map[string]Status{}
	for _, s := range g.distinct(FieldStatus) {
		if meaning, ok := statusOf(s); ok {
			g.m.Statuses[s] = meaning
		} else {
			g.unsure("The status %q is not known here. Choose what it means.", s)
		}
	}
}

// channels reads the channel column, or the source column where there is none.
func (g *guesser) channels() {
	if g.m.Channel == "" {
		g.m.Channel = g.m.Source
	}
	g.m.Channels = map[string]track.Channel{}
	for _, s := range g.distinct(FieldChannel) {
		g.m.Channels[s], _ = channelOf(s)
	}
}

// dates finds the formats in use. Day first and month first are told apart by a
// number above 12; where no date has one, the choice is named as unsure.
func (g *guesser) dates() {
	cells := g.dateCells()
	fits := func(format string) (n int) {
		for _, c := range cells {
			if _, _, ok := parseDate(c, []string{format}); ok {
				n++
			}
		}
		return n
	}
	day, month := fits(FormatDayFirst), fits(FormatMonthFirst)
	first := FormatDayFirst
	if month > day || month == day && slices.ContainsFunc(cells, american) {
		first = FormatMonthFirst
	}
	for _, f := range DateFormats {
		switch {
		case f == FormatISO || f == first && day+month > 0:
			g.m.Dates = append(g.m.Dates, f)
		case f != FormatDayFirst && f != FormatMonthFirst && fits(f) > 0:
			g.m.Dates = append(g.m.Dates, f)
		}
	}
	if day == month && day > 0 {
		g.unsure("Every date fits both day first and month first. %s was taken.", map[string]string{FormatDayFirst: "Day first", FormatMonthFirst: "Month first"}[first])
	}
}

// american reports a time with am or pm, which goes with the month first.
func american(cell string) bool {
	cell = strings.ToLower(cell)
	return strings.HasSuffix(cell, "am") || strings.HasSuffix(cell, "pm")
}

// dateCells are the filled cells of all columns that hold days.
func (g *guesser) dateCells() (cells []string) {
	var columns []string
	for _, s := range g.m.Stages {
		columns = append(columns, s.Column)
	}
	for _, f := range []Field{FieldApplied, FieldStatusOn, FieldEnded} {
		columns = append(columns, g.table.columns(*g.m.at(f))...)
	}
	for _, c := range columns {
		cells = append(cells, g.values(g.table.Column(c))...)
	}
	return cells
}
