package phrase

import (
	"fmt"
	"strconv"
	"strings"
)

// item is one element of a parsed pattern.
type item struct {
	kind     kind
	word     string
	any      []string
	max      int
	alts     []sequence
	optional bool
}

type sequence []item

type compiler struct {
	names  map[string]string
	source string
	depth  int
}

func (c *compiler) fail(format string, args ...any) {
	panic(fmt.Sprintf("phrase: %q: %s", c.source, fmt.Sprintf(format, args...)))
}

func (c *compiler) parse(p string) sequence {
	if c.depth++; c.depth > 20 {
		c.fail("names are nested without end")
	}
	defer func() { c.depth-- }()
	var out sequence
	for p = strings.TrimSpace(p); p != ""; p = strings.TrimLeft(p, " ") {
		var it item
		it, p = c.item(p)
		if strings.HasPrefix(p, "?") {
			it.optional, p = true, p[1:]
		}
		out = append(out, it)
	}
	return out
}

func (c *compiler) item(p string) (item, string) {
	switch p[0] {
	case '(':
		inner, rest := c.group(p)
		return c.choice(inner), rest
	case '{':
		i := strings.IndexByte(p, '}')
		if i < 0 || c.names[p[1:i]] == "" {
			c.fail("no such name: %s", p)
		}
		return item{kind: branch, alts: []sequence{c.parse(c.names[p[1:i]])}}.simple(), p[i+1:]
	}
	end := strings.IndexAny(p, " ?()|{}")
	if end < 0 {
		end = len(p)
	}
	w, rest := p[:end], p[end:]
	switch {
	case w == "#":
		return item{kind: digit}, rest
	case strings.HasPrefix(w, "*"):
		n, err := strconv.Atoi(w[1:])
		if err != nil || n < 1 || n > 20 {
			c.fail("bad gap %q", w)
		}
		return item{kind: gap, max: n}, rest
	case strings.HasSuffix(w, "~"):
		if len(w) < 3 {
			c.fail("%q is too short for a beginning", w)
		}
		return item{kind: prefix, word: w[:len(w)-1]}, rest
	case w == "" || Fold(w) != w:
		c.fail("%q is no folded word", w)
	}
	return item{kind: literal, word: w}, rest
}

// group cuts "( ... )" off and returns its inside.
func (c *compiler) group(p string) (inner, rest string) {
	depth := 0
	for i, r := range p {
		switch r {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return p[1:i], p[i+1:]
			}
		}
	}
	c.fail("a bracket is not closed")
	return "", ""
}

func (c *compiler) choice(inner string) item {
	it := item{kind: branch}
	depth, from := 0, 0
	for i := 0; i <= len(inner); i++ {
		if i == len(inner) || inner[i] == '|' && depth == 0 {
			seq := c.parse(inner[from:i])
			if len(seq) == 0 {
				c.fail("an empty choice; write ? for what may be missing")
			}
			it.alts = append(it.alts, seq)
			from = i + 1
			continue
		}
		switch inner[i] {
		case '(':
			depth++
		case ')':
			depth--
		}
	}
	return it.simple()
}

// simple turns a choice of single words into one node that knows them all.
func (it item) simple() item {
	if len(it.alts) == 1 && len(it.alts[0]) == 1 && !it.alts[0][0].optional {
		return it.alts[0][0]
	}
	var words []string
	for _, a := range it.alts {
		if len(a) != 1 || a[0].kind != literal || a[0].optional {
			return it
		}
		words = append(append(words, a[0].word), a[0].any...)
	}
	return item{kind: literal, word: words[0], any: words[1:]}
}

// link turns a sequence into nodes that go on with next.
func (s sequence) link(next *node) *node {
	for i := len(s) - 1; i >= 0; i-- {
		it := s[i]
		n := &node{kind: it.kind, word: it.word, any: it.any, max: it.max, next: next}
		if it.kind == branch {
			n.next = nil
			for _, a := range it.alts {
				n.alts = append(n.alts, a.link(next))
			}
		}
		if it.optional {
			n = &node{kind: branch, alts: []*node{n, next}}
		}
		next = n
	}
	return next
}
