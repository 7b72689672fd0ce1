package lint

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// text is a message made ready for the rules: folded for matching, its core
// without greeting and signature for counting.
type text struct {
	body   string
	folded string // same bytes per rune as body wherever possible; see at
	at     []int  // byte of folded -> code point of body
	core   []string
	start  int // bytes of body where the core begins and ends
	end    int
	runes  int
}

var folded = map[rune]rune{'’': '\'', '‘': '\'', '“': '"', '”': '"', '\u00a0': ' ', '‑': '-', '–': '-', '—': '-', '\r': ' ', '\n': '\n', '\t': ' '}

func newText(body, quoted string) text {
	t := text{body: body, runes: utf8.RuneCountInString(body)}
	var b strings.Builder
	skip := quotedLines(body, quoted)
	line, n := 0, 0
	for _, r := range body {
		if f, ok := folded[r]; ok {
			r = f
		}
		if skip[line] && r != '\n' {
			r = ' '
		}
		if r == '\n' {
			line++
			r = ' ' // a phrase may run over a line break
		}
		r = unicode.ToLower(r)
		for range max(1, utf8.RuneLen(r)) {
			t.at = append(t.at, n)
		}
		b.WriteRune(r)
		n++
	}
	t.at = append(t.at, n)
	t.folded = b.String()
	t.findCore()
	return t
}

// quotedLines are the lines that are not the person's own: marked with ">", or
// standing word for word in their mail.
func quotedLines(body, quoted string) map[int]bool {
	theirs := map[string]bool{}
	for l := range strings.SplitSeq(quoted, "\n") {
		if l = strings.TrimSpace(l); len(l) > 20 {
			theirs[l] = true
		}
	}
	skip := map[int]bool{}
	n := 0
	for l := range strings.SplitSeq(body, "\n") {
		s := strings.TrimSpace(l)
		skip[n] = strings.HasPrefix(s, ">") || theirs[s]
		n++
	}
	return skip
}

// findCore leaves out the greeting line at the top and the signature at the end.
func (t *text) findCore() {
	lines := strings.SplitAfter(t.body, "\n")
	first, last := 0, len(lines)
	for first < last && strings.TrimSpace(lines[first]) == "" {
		first++
	}
	off := 0
	if first < last {
		s := strings.TrimSpace(lines[first])
		if greeting().MatchString(strings.TrimRight(s, ",:;-– ")) {
			first++
		} else if loc := greetLead().FindStringIndex(s); loc != nil {
			off = strings.Index(lines[first], s) + loc[1]
		}
	}
	last = signature(lines, first, last)
	for i := range lines {
		if i < first {
			t.start += len(lines[i])
		}
		if i < last {
			t.end += len(lines[i])
		}
	}
	t.start = min(t.start+off, t.end)
	t.core = strings.FieldsFunc(t.body[t.start:t.end], unicode.IsSpace)
	t.core = keepWords(t.core)
}

// signature drops short lines without a full stop from the end: a name, a
// title, a phone number, "Kind regards,".
func signature(lines []string, first, last int) int {
	for range 6 {
		if last <= first {
			return last
		}
		s := strings.TrimSpace(lines[last-1])
		words := len(strings.Fields(s))
		if s == "" || signOff().MatchString(s) || last-1 > first && words <= 4 && !strings.ContainsAny(s[len(s)-1:], ".?!,;:") {
			last--
			continue
		}
		return last
	}
	return last
}

func keepWords(fields []string) []string {
	out := fields[:0]
	for _, f := range fields {
		if strings.ContainsFunc(f, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }) {
			out = append(out, f)
		}
	}
	return out
}

// span turns bytes of folded into code points of the body.
func (t text) span(start, end int) (int, int) { return t.at[start], t.at[end-1] + 1 }

// sentences are the sentences of the core, as bytes of folded.
func (t text) sentences() [][2]int {
	from, to := t.foldedRange()
	var out [][2]int
	start := from
	for i := from; i < to; i++ {
		c := t.folded[i]
		if (c == '.' || c == '?' || c == '!') && (i+1 >= to || t.folded[i+1] == ' ') {
			out = append(out, [2]int{start, i + 1})
			start = i + 1
		}
	}
	if strings.TrimSpace(t.folded[start:to]) != "" {
		out = append(out, [2]int{start, to})
	}
	return out
}

// foldedRange is the core within folded.
func (t text) foldedRange() (from, to int) {
	a, b := utf8.RuneCountInString(t.body[:t.start]), utf8.RuneCountInString(t.body[:t.end])
	for from < len(t.folded) && t.at[from] < a {
		from++
	}
	to = from
	for to < len(t.folded) && t.at[to] < b {
		to++
	}
	return from, to
}
