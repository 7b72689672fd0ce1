package skill

import (
	"bytes"
	"slices"
	"strings"
	"unicode"
)

// settle drops hits that fail their guard, then those that a longer or earlier
// one covers.
func (b *book) settle(w *words, hits []hit) []Term {
	sure := make([]bool, len(w.list)) // part of a plain technology name
	kept := hits[:0]
	for _, h := range hits {
		e := &b.entries[h.entry]
		if e.strict && !cased(e, w, h.from) {
			continue
		}
		if e.kind == Tech && !e.ambiguous {
			for i := h.from; i < h.to; i++ {
				sure[i] = true
			}
		}
		kept = append(kept, h)
	}
	slices.SortStableFunc(kept, func(a, b hit) int {
		if a.from != b.from {
			return a.from - b.from
		}
		return b.to - a.to
	})
	out := make([]Term, 0, len(kept))
	end := 0
	for n, h := range kept {
		e := &b.entries[h.entry]
		if h.from < end || e.ambiguous && !b.accompanied(w, kept, sure, n) {
			continue
		}
		first, last := w.list[h.from], w.list[h.to-1]
		out = append(out, Term{Name: e.name, Text: w.text[first.from:last.to], Kind: e.kind, Hot: e.hot, InDemand: e.demand, Start: int(first.start), End: int(last.end)})
		end = h.to
	}
	return out
}

// cased reports whether a strict name stands in its own case. A capital that
// only a sentence gave does not count for names that are everyday words.
func cased(e *entry, w *words, i int) bool {
	raw := w.raw(i)
	if strings.TrimSuffix(raw, "s") != strings.TrimSuffix(e.shape, "s") {
		return false
	}
	if e.ambiguous || !w.list[i].first {
		return true
	}
	upper := 0
	for _, r := range raw {
		if unicode.IsUpper(r) || unicode.IsDigit(r) {
			upper++
		}
	}
	_, common := everyday[strings.ToLower(e.shape)]
	return upper != 1 || !common
}

// accompanied reports whether an ambiguous name stands where tools are spoken
// of: near a plain technology name in its line, in a list with another short
// name, or after words such as “experience with”.
func (b *book) accompanied(w *words, hits []hit, sure []bool, n int) bool {
	h := hits[n]
	guard := ambiguous[b.entries[h.entry].name]
	if g := w.gap(h.from); g == '&' || g == '-' {
		return false
	}
	if h.to < len(w.list) && w.gap(h.to) == '&' {
		return false
	}
	if h.from > 0 && !w.list[h.from].first {
		prev := string(w.word(h.from - 1))
		if slices.Contains(guard.notAfter, prev) {
			return false
		}
		if slices.Contains(cues, prev) || h.from > 1 && prev == "of" && slices.Contains(ofCues, string(w.word(h.from-2))) {
			return true
		}
	}
	if h.to < len(w.list) {
		word, g := string(w.word(h.to)), w.gap(h.to)
		if g != '\n' && g != ',' && slices.Contains(guard.not, word) {
			return false
		}
		if slices.Contains(guard.next, word) {
			return true
		}
	}
	return near(w, sure, h) || b.listed(w, hits, n) || alone(w, h) && !guard.common()
}

// alone reports whether the name is a line of its own, as in a list of skills.
func alone(w *words, h hit) bool {
	return w.gap(h.from) == '\n' && (h.to == len(w.list) || w.gap(h.to) == '\n')
}

// cues are words before the name of a tool. “with” and “in” count since a name
// in its own case in the middle of a sentence is rarely the common word there.
var (
	cues   = []string{"microsoft", "ms", "using", "with", "in", "via", "language", "languages", "tools", "apple", "google", "know", "knows", "knowing"}
	ofCues = []string{"years", "knowledge", "experience", "command", "use", "understanding", "mastery", "year"}
)

// window is how many words a technology may be away.
const window = 8

func near(w *words, sure []bool, h hit) bool {
	for i := h.from - 1; i >= 0 && h.from-i <= window && w.gap(i+1) != '\n'; i-- {
		if sure[i] {
			return true
		}
	}
	for i := h.to; i < len(w.list) && i-h.to < window && w.gap(i) != '\n'; i++ {
		if sure[i] {
			return true
		}
	}
	return false
}

// listed reports whether another short name stands beside it in the same
// enumeration.
func (b *book) listed(w *words, hits []hit, n int) bool {
	for i := max(0, n-3); i < min(len(hits), n+4); i++ {
		if i == n || !b.entries[hits[i].entry].ambiguous {
			continue
		}
		from, to := hits[i].to, hits[n].from
		if i > n {
			from, to = hits[n].to, hits[i].from
		}
		switch to - from {
		case 0:
			if g := w.gap(to); g == ',' || g == '/' {
				return true
			}
		case 1:
			if word := w.word(from); bytes.Equal(word, []byte("and")) || bytes.Equal(word, []byte("or")) {
				return true
			}
		}
	}
	return false
}
