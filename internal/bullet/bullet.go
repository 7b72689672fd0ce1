// Package bullet checks the lines of a résumé. Each remark has a stable code,
// RB01 to RB17, says why, and offers a way to say it; none of them is a grade,
// and none is an error: the person knows what is true.
//
//	r := bullet.Check([]bullet.Line{{Text: "Worked on payouts across several teams."}}, bullet.Options{})
//	r[0].Findings // RB02 at “Worked on”, RB05: no scale and no result
//
// A rewrite never adds a figure, a name or a tool: where one is missing it
// leaves a slot in square brackets. Source of the codes: practice.md d. The
// phrase lists are English; lines in another language get only the checks that
// need no words (RB09, RB12, RB16, RB17).
package bullet

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"
)

// RulesVersion changes with every change of a code or a word list.
const RulesVersion = "2026-11-25"

// Limits of what is read at once; more is cut off. Source: practice.md d.
const (
	MaxLines = 200
	MaxRunes = 600
)

// Severity says how much a remark weighs.
type Severity string

// The severities.
const (
	Warn Severity = "warning"
	Info Severity = "info"
)

// Line is one bullet of a résumé.
type Line struct {
	Text    string `json:"text"`
	Current bool   `json:"current"` // of the present job: present tense is fine
}

// Options are what the person set.
type Options struct {
	Private []string // names that stay out of the résumé, such as clients
}

// Finding is one remark. Start and End count code points of the line and are
// both 0 when the remark is about the whole line.
type Finding struct {
	Code     string   `json:"code"`
	Severity Severity `json:"severity"`
	Start    int      `json:"start"`
	End      int      `json:"end"`
	Text     string   `json:"text"`
	Why      string   `json:"why"`
	Try      string   `json:"try"` // another wording or what to add; slots in [brackets]
}

// Result is what was found in one line, warnings first.
type Result struct {
	Line
	Words    int       `json:"words"`
	Findings []Finding `json:"findings"`
}

// line is what a rule looks at.
type line struct {
	Line
	text    string // at most MaxRunes
	folded  string // lower case, same length in runes
	words   []word
	english bool
	out     *Result
}

type word struct {
	text       string // folded, without punctuation around it
	start, end int    // bytes of folded
}

// Check reads the lines of one résumé together: some remarks are about the list.
func Check(lines []Line, o Options) []Result {
	if len(lines) > MaxLines {
		lines = lines[:MaxLines]
	}
	out := make([]Result, len(lines))
	doc := document{private: o.Private}
	for i, l := range lines {
		out[i] = Result{Line: l, Findings: []Finding{}}
		doc.lines = append(doc.lines, newLine(l, &out[i]))
	}
	for _, r := range rules {
		for i := range doc.lines {
			l := &doc.lines[i]
			if len(l.words) > 0 && (l.english || r.anyLanguage) {
				r.check(&doc, l, r)
			}
		}
	}
	for i := range out {
		slices.SortStableFunc(out[i].Findings, func(a, b Finding) int {
			return cmp.Or(cmp.Compare(b.Severity, a.Severity), cmp.Compare(a.Code, b.Code), cmp.Compare(a.Start, b.Start))
		})
	}
	return out
}

type document struct {
	lines   []line
	private []string
}

func newLine(l Line, out *Result) line {
	text := strings.TrimSpace(strings.TrimLeft(strings.TrimSpace(l.Text), "•·▪◦*–-— \t"))
	if utf8.RuneCountInString(text) > MaxRunes {
		text = string([]rune(text)[:MaxRunes])
	}
	n := line{Line: l, text: text, folded: fold(text), out: out}
	n.words = split(n.folded)
	out.Words = len(n.words)
	n.english = english(n.words)
	return n
}

// fold lowers each rune by itself, so that code points keep their place.
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '’' {
			return '\''
		}
		if low := []rune(strings.ToLower(string(r))); len(low) == 1 {
			return low[0]
		}
		return r
	}, s)
}

func split(s string) (words []word) {
	at := 0
	for _, f := range strings.Fields(s) {
		i := at + strings.Index(s[at:], f)
		at = i + len(f)
		t := strings.TrimLeft(f, `"'“”‘(),.;:!?[]`)
		i += len(f) - len(t)
		t = strings.TrimRight(t, `"'“”‘(),.;:!?[]`)
		if t != "" {
			words = append(words, word{t, i, i + len(t)})
		}
	}
	return words
}

// english takes a line as English unless function words of other languages
// stand in it and none of ours do.
func english(words []word) bool {
	ours, theirs := 0, 0
	for _, w := range words {
		if has(englishWords, w.text) {
			ours++
		}
		if has(otherWords, w.text) {
			theirs++
		}
	}
	return theirs == 0 || ours > theirs
}

// add notes a remark at bytes [start, end) of the folded line; 0, 0 for the whole.
func (l *line) add(r rule, start, end int, why, try string) {
	f := Finding{Code: r.code, Severity: r.severity, Why: why, Try: try}
	if end > start {
		f.Start = utf8.RuneCountInString(l.folded[:start])
		f.End = f.Start + utf8.RuneCountInString(l.folded[start:end])
		f.Text = string([]rune(l.text)[f.Start:f.End])
	}
	l.out.Findings = append(l.out.Findings, f)
}

func has(list []string, w string) bool {
	_, ok := slices.BinarySearch(list, w)
	return ok
}
