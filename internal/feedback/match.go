// Package feedback reads what a sentence of feedback may mean, and the one
// thing to test next. It reads phrases, not people: every meaning is worded
// "may", and a vague sentence stays vague.
//
//	r := feedback.Match("We chose someone with more experience leading payments work.")
//	r.Matches[0].Theme  // B01
//	r.Matches[0].Action // add size, budget, team and result ...
package feedback

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"debrief/internal/track"
)

// Hit is one row of the lexicon found in a text. The JSON keys are the contract
// of "debrief feedback"; offsets count Unicode code points.
type Hit struct {
	Row      int              `json:"row"` // 0 when nothing matched
	Theme    track.ReasonCode `json:"theme"`
	Reason   string           `json:"reason"`
	Meaning  string           `json:"meaning"`
	Action   string           `json:"action"`
	Measure  string           `json:"measure"`
	Gate     track.Gate       `json:"gate,omitempty"`
	Start    int              `json:"start"`
	End      int              `json:"end"`
	Sentence Span             `json:"sentence"`
}

// Span is a range of code points.
type Span struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// Result is what a text may mean. Matches are never empty: without a hit there
// is one entry of row 0 that says so.
type Result struct {
	Matches []Hit `json:"matches"`
}

// Vague is the entry for a text in which nothing matched.
var Vague = Hit{Theme: track.Unspecified, Reason: "unspecified", Meaning: "Too vague to read.",
	Action: "Translate it into one action you can test, or leave it."}

// Limit is how many bytes of a text are read; feedback is never longer.
const Limit = 1 << 20

// compiled when the first text is read: a start has no need of them.
var compiled = sync.OnceValue(func() []gated {
	out := make([]gated, len(Lexicon))
	for i, r := range Lexicon {
		out[i] = gate(`\b(?:` + r.Pattern + `)`)
	}
	return out
})

// Match finds the rows whose phrase stands in the text, the one that decides
// first: a reason on the employer's side (C01 to C03), then the most specific
// (A and B before C before U; longer phrase first). Quoted lines (">") are not
// read. Hits inside a longer hit of another row are dropped.
func Match(text string) Result {
	p := prepare(text)
	hits := p.saidAlone()
	for i, g := range compiled() {
		for _, loc := range g.find(p.folded, 4) {
			if p.negated(loc[0]) && Lexicon[i].N != 4 && Lexicon[i].N != 60 {
				continue
			}
			hits = append(hits, p.hit(Lexicon[i], loc))
			break
		}
	}
	hits = dropContained(hits)
	slices.SortStableFunc(hits, func(a, b Hit) int {
		return cmp.Or(cmp.Compare(rank(a.Theme), rank(b.Theme)), cmp.Compare(b.End-b.Start, a.End-a.Start), cmp.Compare(a.Row, b.Row))
	})
	if len(hits) == 0 {
		hits = []Hit{Vague}
	}
	return Result{hits}
}

// rank orders themes: what settles the case on the employer's side, then what
// one can work on, then what carries no information. Source: method.md 3.7.
func rank(c track.ReasonCode) int {
	switch {
	case c == "C01" || c == "C02" || c == "C03":
		return 0
	case c[0] == 'A' || c[0] == 'B':
		return 1
	case c[0] == 'C':
		return 2
	}
	return 3
}

func dropContained(hits []Hit) []Hit {
	byRow := map[int]bool{}
	hits = slices.DeleteFunc(hits, func(h Hit) bool { // a row is named once
		defer func() { byRow[h.Row] = true }()
		return byRow[h.Row]
	})
	return slices.DeleteFunc(slices.Clone(hits), func(h Hit) bool {
		return slices.ContainsFunc(hits, func(o Hit) bool {
			longer := o.End-o.Start > h.End-h.Start
			return longer && o.Start <= h.Start && o.End >= h.End && rank(o.Theme) <= rank(h.Theme)
		})
	})
}

// prepared is a text folded for matching, with the way back to its code points.
type prepared struct {
	runes  []rune
	folded string
	at     []int // byte of folded -> index of rune
	ends   []Span
}

var folds = map[rune]rune{'’': '\'', '‘': '\'', '“': '"', '”': '"', '\u00a0': ' ', '\n': ' ', '\r': ' ', '\t': ' ', '–': '-', '‑': '-', '\u2010': '-'}

func prepare(text string) prepared {
	if len(text) > Limit {
		text = strings.ToValidUTF8(text[:Limit], "")
	}
	p := prepared{runes: []rune(text)}
	var b strings.Builder
	quoted, lineStart, space := false, true, false
	for i, r := range p.runes {
		if lineStart {
			quoted = r == '>'
		}
		lineStart = r == '\n'
		if f, ok := folds[r]; ok {
			r = f
		}
		r = unicode.ToLower(r)
		if quoted || r == utf8.RuneError {
			r = ' '
		}
		if r == ' ' && space {
			continue // runs of white space count as one
		}
		space = r == ' '
		for range utf8.RuneLen(r) {
			p.at = append(p.at, i)
		}
		b.WriteRune(r)
	}
	p.at = append(p.at, len(p.runes))
	p.folded = b.String()
	p.ends = sentences(p.runes)
	return p
}

// saidAlone finds the row whose phrase is the whole text: "budget" alone means
// the budget, while in a letter the word may mean anything.
func (p prepared) saidAlone() (hits []Hit) {
	const around = " .,;:!?\"'"
	text := strings.Trim(p.folded, around)
	if text == "" {
		return nil
	}
	start := strings.Index(p.folded, text)
	for _, r := range Lexicon {
		for phrase := range strings.SplitSeq(r.Phrase, "/") {
			if strings.TrimSpace(phrase) == text {
				return []Hit{p.hit(r, []int{start, start + len(text)})}
			}
		}
	}
	return nil
}

func (p prepared) hit(r Row, loc []int) Hit {
	start, end := p.at[loc[0]], p.at[loc[1]-1]+1
	reason, _ := track.ReasonByCode(r.Theme)
	return Hit{Row: r.N, Theme: r.Theme, Reason: reason.Name, Meaning: r.Meaning, Action: r.Action, Measure: r.Measure, Gate: r.Gate,
		Start: start, End: end, Sentence: sentenceAt(p.ends, start)}
}

var denial = regexp.MustCompile(`(?:not (?:because of|about|due to|related to|a question of)|nothing to do with|no (?:concerns?|doubts?|issues?) (?:about|with)|(?:impressed|pleased|delighted) (?:by|with)|(?:we|i|team|panel|everyone) (?:\w+ )?(?:liked|enjoyed|appreciated)|thank you for)(?: \w+){0,3} ?$`)

// negated reports that the words before a phrase take it back: "it was not
// about your salary expectations", "we were impressed by your communication".
func (p prepared) negated(at int) bool {
	before := p.folded[max(0, at-80):at]
	if i := strings.LastIndexAny(before, ".;!?"); i >= 0 {
		before = before[i+1:]
	}
	return denial.MatchString(before)
}

// sentences splits at full stops, question and exclamation marks and blank
// lines; a single line break does not end a sentence.
func sentences(text []rune) []Span {
	var out []Span
	start := 0
	cut := func(end int) {
		s, e := start, end
		for s < e && unicode.IsSpace(text[s]) {
			s++
		}
		for e > s && unicode.IsSpace(text[e-1]) {
			e--
		}
		if e > s {
			out = append(out, Span{s, e})
		}
		start = end
	}
	for i, r := range text {
		next := rune(' ')
		if i+1 < len(text) {
			next = text[i+1]
		}
		switch {
		case (r == '.' || r == '?' || r == '!') && unicode.IsSpace(next):
			cut(i + 1)
		case r == '\n' && (next == '\n' || next == '\r'):
			cut(i)
		}
	}
	cut(len(text))
	return out
}

func sentenceAt(list []Span, at int) Span {
	i, _ := slices.BinarySearchFunc(list, at, func(s Span, at int) int { return cmp.Compare(s.End-1, at) })
	if i < len(list) {
		return list[i]
	}
	return Span{}
}
