package feedback

import (
	"cmp"
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"
)

// gated is an expression that is only tried around the pieces of text that
// it can't do without: trying sixty expressions on every mail takes
// most of the time of reading it.
type gated struct {
	re     *regexp.Regexp
	pieces []string // one of these must stand; none: always tried
}

func gate(pattern string) gated {
	g := gated{re: regexp.MustCompile(pattern)}
	if tree, err := syntax.Parse(pattern, syntax.Perl); err == nil {
		g.pieces, _ = needed(tree)
	}
	return g
}

// reach is how far, in bytes, a match goes beyond the piece it holds: some six
// words and a phrase.
const reach = 200

// around lists the parts of a text in which the expression may match, from one
// blank to another; all of it where there is nothing to go by.
func (g gated) around(text string) (parts [][2]int) {
	if len(g.pieces) == 0 {
		return [][2]int{{0, len(text)}}
	}
	for _, p := range g.pieces {
		for from := 0; ; {
			i := strings.Index(text[from:], p)
			if i < 0 {
				break
			}
			i += from
			parts = append(parts, widened(text, i, i+len(p)))
			from = i + len(p)
		}
	}
	slices.SortFunc(parts, func(a, b [2]int) int { return cmp.Compare(a[0], b[0]) })
	out := parts[:0]
	for _, p := range parts {
		if n := len(out); n > 0 && p[0] <= out[n-1][1] {
			out[n-1][1] = max(out[n-1][1], p[1])
			continue
		}
		out = append(out, p)
	}
	return out
}

// widened is a part of a text with what stands around it, ending at blanks, so
// that a boundary of a word is the same there as in the whole text.
func widened(text string, from, to int) [2]int {
	if from = max(0, from-reach); from > 0 {
		from = strings.LastIndexByte(text[:from], ' ') + 1
	}
	if to = min(len(text), to+reach); to < len(text) {
		if i := strings.IndexByte(text[to:], ' '); i >= 0 {
			to += i
		} else {
			to = len(text)
		}
	}
	return [2]int{from, to}
}

// find lists at most n matches, as FindAllStringIndex does.
func (g gated) find(text string, n int) (list [][]int) {
	for _, part := range g.around(text) {
		for _, loc := range g.re.FindAllStringIndex(text[part[0]:part[1]], n-len(list)) {
			list = append(list, []int{part[0] + loc[0], part[0] + loc[1]})
		}
		if len(list) == n {
			break
		}
	}
	return list
}

// shortest is the length of a piece worth looking for.
const shortest = 3

// needed lists pieces of text of which each match holds at least one; ok is
// false where there is no such list.
func needed(re *syntax.Regexp) (pieces []string, ok bool) {
	switch re.Op {
	case syntax.OpLiteral:
		s := string(re.Rune)
		return []string{s}, len(s) >= shortest && re.Flags&syntax.FoldCase == 0
	case syntax.OpCapture, syntax.OpPlus:
		return needed(re.Sub[0])
	case syntax.OpRepeat:
		if re.Min > 0 {
			return needed(re.Sub[0])
		}
	case syntax.OpAlternate:
		for _, sub := range re.Sub {
			p, ok := needed(sub)
			if !ok {
				return nil, false
			}
			pieces = append(pieces, p...)
		}
		return pieces, true
	case syntax.OpConcat:
		best := 0
		for _, sub := range re.Sub {
			if p, ok := needed(sub); ok && weakest(p) > best {
				pieces, best = p, weakest(p)
			}
		}
		return pieces, best > 0
	}
	return nil, false
}

// weakest is the length of the shortest piece.
func weakest(pieces []string) int {
	n := 1 << 10
	for _, p := range pieces {
		n = min(n, len(p))
	}
	return n
}
