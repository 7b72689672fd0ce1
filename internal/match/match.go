// Package match compares a posting with a résumé: what the posting asks for,
// and which line of the résumé shows it. It counts and points; there is no score,
// since none predicts anything (practice.md e).
//
//	asked := match.Requirements(posting, "Backend Engineer")
//	r := match.Compare(asked, lines, match.Options{Year: 2026})
//	fmt.Println(r.Headline) // 7 of 9 must-haves evidenced
//
// A term is proven where a line shows it at work; a line that only lists it is a
// mention. What the person marked as not theirs to claim is never suggested.
package match

import (
	"slices"
	"strings"

	"debrief/internal/track"
)

// Kind says what kind of thing a posting asks for.
type Kind string

// The kinds, as practice.md e names them.
const (
	Knockout  Kind = "knockout" // licence, right to work, place: a no without it
	Must      Kind = "must"
	Nice      Kind = "nice"
	Soft      Kind = "soft"
	Title     Kind = "title"
	Education Kind = "education"
	Years     Kind = "years"
	Domain    Kind = "domain"
)

// Kinds are all kinds.
var Kinds = []Kind{Knockout, Must, Nice, Soft, Title, Education, Years, Domain}

var labels = map[Kind]string{Knockout: "Knock-out", Must: "Must-have", Nice: "Nice to have", Soft: "Way of working", Title: "Job title", Education: "Education", Years: "Years", Domain: "Field"}

// Label is the kind in words.
func (k Kind) Label() string { return labels[k] }

// Valid reports whether the kind is one of Kinds.
func (k Kind) Valid() bool { return slices.Contains(Kinds, k) }

// Requirement is one thing asked for. Term is its name in the skills vocabulary,
// empty for none; several joined by “ or ” mean that any of them will do.
type Requirement struct {
	ID          track.RequirementID `json:"id,omitempty"`
	Kind        Kind                `json:"kind"`
	Text        string              `json:"text"`
	Term        string              `json:"term,omitempty"`
	Optional    bool                `json:"optional"` // a field, degree or term of years that is only nice to have
	CannotClaim bool                `json:"cannot_claim"`
}

// Line is one line of a résumé. A bullet proves what it says when it has a story
// behind it, or when nothing in its wording is left open.
type Line struct {
	N       int    // number of the bullet, 0 for other text
	Heading string // of the job
	Text    string
	Story   string // title of the story that proves it
	Bullet  bool
	Current bool
}

// Status is how far a résumé shows a requirement.
type Status string

// The states of a requirement.
const (
	Proven      Status = "proven"       // a line shows it at work
	Mentioned   Status = "mentioned"    // the words stand there, without proof
	Missing     Status = "missing"      // not found
	CannotClaim Status = "cannot_claim" // the person says it is not theirs
)

// Result is one requirement with its evidence.
type Result struct {
	Requirement
	Status  Status   `json:"status"`
	Lines   []int    `json:"lines"`             // numbers of the bullets that say it
	Proof   string   `json:"proof,omitempty"`   // the line that proves or mentions it
	Yours   string   `json:"yours,omitempty"`   // your wording, where it differs
	Theirs  string   `json:"theirs,omitempty"`  // their wording
	Remark  string   `json:"remark,omitempty"`  // why, in words
	Stories []string `json:"stories,omitempty"` // stories behind the lines
	Next    *Step    `json:"next,omitempty"`    // what to do about it; nil before Suggest, and where nothing is open
}

// Report is what a posting asks and a résumé shows, in the order of practice.md e.
type Report struct {
	Headline  string   `json:"headline"` // empty under three requirements
	Knockouts []Result `json:"knockouts"`
	Open      []Result `json:"musts_without_evidence"`
	Wording   []Result `json:"wording"`
	Title     []Result `json:"title"`
	Nice      []Result `json:"nice"`
	All       []Result `json:"requirements"`
}

// Of lists the results in one state, in the order asked.
func (r Report) Of(s Status) (out []Result) {
	for _, x := range r.All {
		if x.Status == s {
			out = append(out, x)
		}
	}
	return out
}

// needed reports whether the requirement counts in the headline.
func (r Requirement) needed() bool {
	return !r.Optional && (r.Kind == Must || r.Kind == Years || r.Kind == Education || r.Kind == Domain)
}

// minimum is how many requirements there must be for a headline (practice.md e).
const minimum = 3

func alternatives(term string) []string {
	if term == "" {
		return nil
	}
	return strings.Split(term, " or ")
}
