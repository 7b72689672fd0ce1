package feedback

import (
	"regexp"
	"regexp/syntax"
	"strings"
)

// gated is an expression that is only tried where one of the pieces of text
// that it can't do without stands: trying sixty expressions on every mail takes
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

// opens reports that the expression may match.
func (g gated) opens(text string) bool {
	for _, p := range g.pieces {
		if strings.Contains(text, p) {
			return true
		}
	}
	return len(g.pieces) == 0
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
