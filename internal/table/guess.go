package table

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"
)

// Guess proposes a mapping for a sheet: a known one where the header is of a
// known export, else by the names of the columns and by what stands in them.
// Unsure holds what the person should confirm. The result may lack a company
// column; Mapping.Check says so.
func Guess(t Table) Mapping {
	for _, k := range Known {
		if k.Check(t) == nil {
			return k
		}
	}
	g := guesser{table: t, taken: map[int]bool{}}
	for _, h := range t.Header {
		g.heads = append(g.heads, words(h))
	}
	g.byName(func(header, name string) bool { return header == name })
	g.byName(func(header, name string) bool { return len(name) > 3 && hasWords(header, name) && !otherDay(header) })
	g.byContent()
	g.dates()
	g.channels()
	g.statuses()
	slices.SortStableFunc(g.m.Stages, func(a, b StageColumn) int {
		return cmp.Or(cmp.Compare(a.Stage.Rank(), b.Stage.Rank()), cmp.Compare(a.Round, b.Round))
	})
	return g.m
}

// otherDay reports a name that speaks of a day which is no fact about the
// application.
func otherDay(header string) bool {
	return slices.ContainsFunc(otherDays, func(w string) bool { return hasWords(header, w) })
}

type guesser struct {
	table Table
	heads []string // the header in plain words
	taken map[int]bool
	m     Mapping
}

// many are the fields that may join several columns.
var many = []Field{FieldNotes, FieldContact}

// byName gives columns their meaning by their names: stages before fields, as
// "interview date" is more than a date.
func (g *guesser) byName(match func(header, name string) bool) {
	for _, row := range stageWords {
		g.columns(row.Names, match, func(i int) bool {
			if !g.mostly(i, isWhen) {
				return false
			}
			g.m.Stages = append(g.m.Stages, StageColumn{g.table.Header[i], row.Stage, row.Round})
			return true
		})
	}
	for _, row := range fieldWords {
		g.columns(row.Names, match, func(i int) bool {
			entry := g.m.at(row.Field)
			if *entry != "" && !slices.Contains(many, row.Field) || !g.fits(i, row.Field) {
				return false
			}
			if *entry != "" {
				*entry += join
			}
			*entry += g.table.Header[i]
			return true
		})
	}
}

// columns offers the free columns whose name matches, better names first.
func (g *guesser) columns(names []string, match func(header, name string) bool, take func(i int) bool) {
	for _, name := range names {
		for i, h := range g.heads {
			if !g.taken[i] && match(h, name) && take(i) {
				g.taken[i] = true
			}
		}
	}
}

// fits asks the content of a column whether it can be a field.
func (g *guesser) fits(i int, f Field) bool {
	switch f {
	case FieldApplied, FieldStatusOn, FieldEnded:
		return g.mostly(i, isDate)
	case FieldStatus:
		return g.mostly(i, func(s string) bool { _, ok := statusOf(s); return ok })
	case FieldURL:
		return g.mostly(i, isAddress)
	}
	return true
}

// byContent finds what no name gave away: the column of links, and the only
// column of days.
func (g *guesser) byContent() {
	var links, days []int
	for i := range g.table.Header {
		if !g.taken[i] && g.some(i) && g.mostly(i, isAddress) {
			links = append(links, i)
		}
		if !g.taken[i] && g.some(i) && g.mostly(i, isDate) && !otherDay(g.heads[i]) {
			days = append(days, i)
		}
	}
	if g.m.URL == "" && len(links) == 1 {
		g.m.URL = g.table.Header[links[0]]
	}
	if g.m.Applied == "" && len(days) == 1 {
		g.m.Applied = g.table.Header[days[0]]
		g.unsure("The only other column of days, %q, was taken for the day you applied.", g.table.Header[days[0]])
	}
}

func (g *guesser) unsure(format string, args ...any) {
	g.m.Unsure = append(g.m.Unsure, fmt.Sprintf(format, args...))
}

// sample is how many rows Guess reads for the words in them; enough filled cells
// tell what kind a column is.
const sample, enough = 2000, 200

// values are the filled cells of a column among the first rows.
func (g *guesser) values(i int) (list []string) {
	for _, r := range g.table.Rows[:min(sample, len(g.table.Rows))] {
		if s := tidy(r.Cells[i]); s != "" {
			list = append(list, s)
		}
	}
	return list
}

func (g *guesser) some(i int) bool { return len(g.values(i)) > 0 }

// mostly reports whether half of the filled cells fit; an empty column fits.
func (g *guesser) mostly(i int, fit func(string) bool) bool {
	list, n := g.values(i), 0
	list = list[:min(enough, len(list))]
	for _, s := range list {
		if fit(s) {
			n++
		}
	}
	return 2*n >= len(list)
}

func isDate(s string) bool { _, _, ok := parseDate(s, DateFormats); return ok }

func isWhen(s string) bool {
	return isDate(s) || slices.Contains(yesWords, fold(s)) || slices.Contains(noWords, fold(s))
}

func isAddress(s string) bool {
	s = strings.ToLower(s)
	return strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://") || strings.HasPrefix(s, "www.")
}

// words makes plain words of a name: lower case, everything but letters and
// digits a space.
func words(s string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }), " ")
}

// hasWords reports whether a phrase stands in a text at word boundaries.
func hasWords(text, phrase string) bool { return strings.Contains(" "+text+" ", " "+phrase+" ") }
