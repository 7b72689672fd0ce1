// Package phrase finds phrases in a text by its words. Regular expressions with
// hundreds of alternatives are too slow for every mail of a large mailbox; here
// the text is split into folded words once, and each word starts only the
// phrases that begin with it.
//
//	set := phrase.Compile([]string{"decided not to (move|proceed) *2 forward?"}, nil)
//	tokens := phrase.Split("We've decided not to move forward.", 0)
//	set.Find(tokens, func(h phrase.Hit) { ... }) // h.From 2, h.To 7
//
// The language of patterns, on folded words (lower case, no accents):
//
//	word        that word
//	word~       a word with that beginning (four letters and more at the start)
//	(a|b c|d)   one of these
//	x?  (x y)?  may be missing
//	*3          up to three words of any kind
//	#           a word that begins with a digit
//	{name}      a pattern of the table of names
//
// A match lies within one sentence and is as short as its gaps allow.
package phrase

import (
	"fmt"
	"slices"
	"strings"
)

// Hit is a match of pattern N at tokens [From, To).
type Hit struct{ N, From, To int }

// Set is a compiled list of patterns, safe for use by many at once.
type Set struct {
	byWord   map[string][]start
	byPrefix map[string][]start // by the first four letters
	digits   []start
}

type start struct {
	n    int
	node *node
}

type kind uint8

const (
	literal kind = iota
	prefix
	digit
	gap
	branch
)

type node struct {
	kind kind
	word string
	any  []string // literal: one of several words
	max  int      // gap
	alts []*node  // branch
	next *node
}

// Compile builds a set. It panics on a pattern that does not follow the
// language: patterns are tables of the program, not input.
func Compile(patterns []string, names map[string]string) *Set {
	s := &Set{byWord: map[string][]start{}, byPrefix: map[string][]start{}}
	for n, p := range patterns {
		c := compiler{names: names, source: p}
		seq := c.parse(p)
		root := seq.link(nil)
		if root == nil {
			panic(fmt.Sprintf("phrase: %q is empty", p))
		}
		s.index(n, root, root, p)
	}
	return s
}

// index registers a pattern under every word it may begin with.
func (s *Set) index(n int, at, root *node, p string) {
	if at == nil {
		panic(fmt.Sprintf("phrase: %q may match nothing", p))
	}
	add := func(m map[string][]start, key string) {
		if !slices.ContainsFunc(m[key], func(x start) bool { return x.n == n }) {
			m[key] = append(m[key], start{n, root})
		}
	}
	switch at.kind {
	case literal:
		add(s.byWord, at.word)
		for _, w := range at.any {
			add(s.byWord, w)
		}
	case prefix:
		if len(at.word) < 4 {
			panic(fmt.Sprintf("phrase: %q starts with too short a beginning", p))
		}
		add(s.byPrefix, at.word[:4])
	case digit:
		s.digits = append(s.digits, start{n, root})
	case branch:
		for _, a := range at.alts {
			s.index(n, a, root, p)
		}
	case gap:
		panic(fmt.Sprintf("phrase: %q begins with a gap", p))
	}
}

// Find reports every match: for each pattern and place the first way in which
// it fits, in the order of the text.
func (s *Set) Find(tokens []Token, found func(Hit)) {
	end := 0
	for i := range tokens {
		if i >= end {
			end = sentenceEnd(tokens, i)
		}
		w := tokens[i].Word
		for _, st := range s.byWord[w] {
			if to := match(st.node, tokens, i, end); to >= 0 {
				found(Hit{st.n, i, to})
			}
		}
		if len(w) >= 4 {
			for _, st := range s.byPrefix[w[:4]] {
				if to := match(st.node, tokens, i, end); to >= 0 {
					found(Hit{st.n, i, to})
				}
			}
		}
		if tokens[i].Digit {
			for _, st := range s.digits {
				if to := match(st.node, tokens, i, end); to >= 0 {
					found(Hit{st.n, i, to})
				}
			}
		}
	}
}

func sentenceEnd(tokens []Token, i int) int {
	j := i + 1
	for j < len(tokens) && tokens[j].Sentence == tokens[i].Sentence {
		j++
	}
	return j
}

func match(n *node, tokens []Token, i, end int) int {
	for n != nil {
		switch n.kind {
		case gap:
			for k := 0; k <= n.max && i+k <= end; k++ {
				if to := match(n.next, tokens, i+k, end); to >= 0 {
					return to
				}
			}
			return -1
		case branch:
			for _, a := range n.alts {
				if to := match(a, tokens, i, end); to >= 0 {
					return to
				}
			}
			return -1
		}
		if i >= end || !n.fits(&tokens[i]) {
			return -1
		}
		i, n = i+1, n.next
	}
	return i
}

func (n *node) fits(t *Token) bool {
	switch n.kind {
	case literal:
		if t.Word == n.word {
			return true
		}
		for _, w := range n.any {
			if t.Word == w {
				return true
			}
		}
		return false
	case prefix:
		return strings.HasPrefix(t.Word, n.word)
	}
	return t.Digit
}
