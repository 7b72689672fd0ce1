// Package skill recognises skills, tools and job titles in a text. Its
// vocabulary is derived from O*NET 29.2 and ESCO (see vocabulary.LICENCE.txt)
// with an own layer of other names on top, so that “k8s” and “Kubernetes”, or
// “Amazon Web Services” and “AWS”, are one term.
//
//	for _, t := range skill.Find("Go, k8s and Postgres on AWS") {
//		fmt.Println(t.Name) // Go, Kubernetes, PostgreSQL, AWS
//	}
//
// The vocabulary stays packed until the first call. A term says that words were
// found, never that somebody can do something.
package skill

import (
	"strings"
)

// Kind says where a name comes from and what it names.
type Kind byte

// The kinds of terms.
const (
	Tech  Kind = 'T' // a technology or tool: O*NET or the own layer
	Skill Kind = 'S' // a skill or a field of knowledge: ESCO or the own layer
	Title Kind = 'O' // an occupation or job title: O*NET and ESCO
)

// Term is one name found in a text.
type Term struct {
	Name       string // as the vocabulary calls it, the same for all its forms
	Text       string // as the text has it
	Kind       Kind
	Hot        bool // O*NET: a hot technology
	InDemand   bool // O*NET: in demand in at least one occupation
	Start, End int  // code points
}

// Same reports whether two wordings are the same but for case, plural and
// punctuation: “Node.js” and “node.js”, not “k8s” and “Kubernetes”.
func Same(a, b string) bool { return Key(a) == Key(b) }

// Key is a wording without case, plural, word form and punctuation.
func Key(text string) string {
	w := split(text)
	list := make([]string, len(w.list))
	for i := range w.list {
		list[i] = string(stem(w.word(i)))
	}
	return strings.Join(list, " ")
}

// Find lists the terms of a text in reading order, without overlaps: of two
// names that begin at a place, the one of more words. Short names that are also
// common words (Go, R, Word) need their exact case and company that speaks of
// tools. Time grows with the length of the text only.
func Find(text string) []Term {
	v := vocabulary()
	w := split(text)
	return v.settle(w, v.scan(w))
}

// Lookup is what the vocabulary calls a wording; ok is false for a wording it
// does not know. Case and context do not matter here.
func Lookup(name string) (t Term, ok bool) {
	v := vocabulary()
	w := split(name)
	for _, f := range v.scan(w) {
		if f.from == 0 && f.to == len(w.list) {
			e := v.entries[f.entry]
			return Term{Name: e.name, Text: name, Kind: e.kind, Hot: e.hot, InDemand: e.demand, End: len([]rune(name))}, true
		}
	}
	return t, false
}
