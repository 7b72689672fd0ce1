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
	number   map[string]int32   // of each word that patterns name, from 1
	byWord   [][]start          // by number
	byPrefix map[uint32][]start // by the first four letters
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
	id   int32    // number of word
	ids  []int32  // numbers of any
	max  int      // gap
	alts []*node  // branch
	next *node
}

// Compile builds a set. It panics on a pattern that does not follow the
// language: patterns are tables of the program, not input.
func Compile(patterns []string, names map[string]string) *Set {
	s := &Set{number: map[string]int32{}, byWord: make([][]start, 1), byPrefix: map[uint32][]start{}}
	for n, p := range patterns {
		c := compiler{names: names, source: p}
		root := c.parse(p).link(nil)
		if root == nil {
			panic(fmt.Sprintf("phrase: %q is empty", p))
		}
		s.count(root, map[*node]bool{})
		s.index(n, root, root, p)
	}
	return s
}

// count numbers the words of a pattern.
func (s *Set) count(n *node, seen map[*node]bool) {
	for ; n != nil && !seen[n]; n = n.next {
		seen[n] = true
		if n.kind == literal {
			n.id = s.numberOf(n.word)
			for _, w := range n.any {
				n.ids = append(n.ids, s.numberOf(w))
			}
		}
		for _, a := range n.alts {
			s.count(a, seen)
		}
	}
}

func (s *Set) numberOf(w string) int32 {
	id, ok := s.number[w]
	if !ok {
		id = int32(len(s.byWord))
		s.number[w] = id
		s.byWord = append(s.byWord, nil)
	}
	return id
}

// index registers a pattern under every word it may begin with.
func (s *Set) index(n int, at, root *node, p string) {
	if at == nil {
		panic(fmt.Sprintf("phrase: %q may match nothing", p))
	}
	add := func(list []start) []start {
		if slices.ContainsFunc(list, func(x start) bool { return x.n == n }) {
			return list
		}
		return append(list, start{n, root})
	}
	switch at.kind {
	case literal:
		for _, id := range append([]int32{at.id}, at.ids...) {
			s.byWord[id] = add(s.byWord[id])
		}
	case prefix:
		if len(at.word) < 4 {
			panic(fmt.Sprintf("phrase: %q starts with too short a beginning", p))
		}
		s.byPrefix[four(at.word)] = add(s.byPrefix[four(at.word)])
	case digit:
		s.digits = add(s.digits)
	case branch:
		for _, a := range at.alts {
			s.index(n, a, root, p)
		}
	case gap:
		panic(fmt.Sprintf("phrase: %q begins with a gap", p))
	}
}

func four(w string) uint32 {
	return uint32(w[0]) | uint32(w[1])<<8 | uint32(w[2])<<16 | uint32(w[3])<<24
}

// Find reports every match: for each pattern and place the first way in which
// it fits, in the order of the text.
func (s *Set) Find(tokens []Token, found func(Hit)) {
	m := matcher{tokens: tokens, ids: make([]int32, len(tokens))}
	for i := range tokens {
		m.ids[i] = s.number[tokens[i].Word]
	}
	try := func(list []start, i int) {
		for _, st := range list {
			if to := m.match(st.node, i); to >= 0 {
				found(Hit{st.n, i, to})
			}
		}
	}
	for i := range tokens {
		if i >= m.end {
			m.end = sentenceEnd(tokens, i)
		}
		if id := m.ids[i]; id > 0 {
			try(s.byWord[id], i)
		}
		if w := tokens[i].Word; len(w) >= 4 && len(s.byPrefix) > 0 {
			try(s.byPrefix[four(w)], i)
		}
		if tokens[i].Digit {
			try(s.digits, i)
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

type matcher struct {
	tokens []Token
	ids    []int32
	end    int // of the sentence
}

// match is where a pattern that begins at token i ends, -1 where it does not fit.
func (m *matcher) match(n *node, i int) int {
	for n != nil {
		switch n.kind {
		case literal:
			if i >= m.end || !n.names(m.ids[i]) {
				return -1
			}
		case prefix:
			if i >= m.end || !strings.HasPrefix(m.tokens[i].Word, n.word) {
				return -1
			}
		case digit:
			if i >= m.end || !m.tokens[i].Digit {
				return -1
			}
		case gap:
			for k := 0; k <= n.max && i+k <= m.end; k++ {
				if to := m.match(n.next, i+k); to >= 0 {
					return to
				}
			}
			return -1
		case branch:
			for _, a := range n.alts {
				if to := m.match(a, i); to >= 0 {
					return to
				}
			}
			return -1
		}
		i, n = i+1, n.next
	}
	return i
}

// names reports that a word is one of the node's.
func (n *node) names(id int32) bool {
	if id == 0 {
		return false
	}
	if id == n.id {
		return true
	}
	for _, x := range n.ids {
		if x == id {
			return true
		}
	}
	return false
}
