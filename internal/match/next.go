package match

import (
	"fmt"
	"slices"
	"strings"

	"debrief/internal/bullet"
	"debrief/internal/skill"
)

// Step is one thing to do about a requirement that is not proven. It points to
// lines and stories that the person wrote, and puts no words into their mouth.
type Step struct {
	Kind  StepKind `json:"kind"`
	Text  string   `json:"text"`
	Line  int      `json:"line,omitempty"`  // the bullet to change
	Story string   `json:"story,omitempty"` // the story to draw on, by its key
	Quote string   `json:"quote,omitempty"` // words of the person: a line or a story's sentence
}

// StepKind says where a step leads.
type StepKind string

// The kinds of steps.
const (
	StepCheck  StepKind = "check"  // a knock-out to be sure about
	StepStory  StepKind = "story"  // a story has it: write a line from it
	StepReuse  StepKind = "reuse"  // another version has a line
	StepProve  StepKind = "prove"  // a line says it and leaves open what came of it
	StepPlace  StepKind = "place"  // it stands in a list only
	StepTitle  StepKind = "title"  // bridge to the title
	StepDecide StepKind = "decide" // nothing on record: true or not
)

// Story is what the person told, for Suggest. Key is theirs to choose.
type Story struct {
	Key, Title string
	Texts      []string // its parts, sentence by sentence or whole
}

// Suggest gives each requirement that is not proven one next step (practice.md
// d and e). stories are the person's own, elsewhere lines of their other versions.
// What cannot be claimed, and what is proven, get none.
func (r *Report) Suggest(resume []Line, stories []Story, elsewhere []Line) {
	s := suggester{lines: read(resume), stories: stories, elsewhere: read(elsewhere)}
	for _, list := range [][]Result{r.All, r.Knockouts, r.Open, r.Wording, r.Title, r.Nice} {
		for i := range list {
			list[i].Next = s.step(list[i])
		}
	}
}

type suggester struct {
	lines     []line
	stories   []Story
	elsewhere []line
}

func (s suggester) step(x Result) *Step {
	switch {
	case x.Status == CannotClaim, x.Status == Proven:
		return nil
	case x.Kind == Knockout:
		return &Step{Kind: StepCheck, Text: "Be sure about this one before you write. If you have it, say so in the first lines; if not, ask whether it is firm."}
	case x.Kind == Title:
		return &Step{Kind: StepTitle, Quote: x.Proof, Text: "If your work was this job under another name, say so in the line under your name. Titles you did not have stay out."}
	case x.Kind == Years:
		return &Step{Kind: StepDecide, Text: "Check the years beside your jobs. Where the time is short, let scope speak: people, money, users, places."}
	case x.Kind == Education:
		return &Step{Kind: StepDecide, Text: "If you have it or something equal, give it a line of its own. Many postings take experience instead: ask."}
	}
	if x.Status == Mentioned {
		return s.prove(x)
	}
	if st := s.told(x); st != nil {
		return st
	}
	if st := s.written(x); st != nil {
		return st
	}
	name := cmpName(x)
	if x.Kind == Soft {
		return &Step{Kind: StepDecide, Text: fmt.Sprintf("No story shows %s. Think of a day when it counted and tell it as a story; then a line can come from it.", name)}
	}
	return &Step{Kind: StepDecide, Text: fmt.Sprintf("Nothing on record shows %s. If you have done it, tell one story about it and write a line from that; if not, mark it as not yours to claim.", name)}
}

func cmpName(x Result) string {
	if x.Term != "" {
		return x.Term
	}
	return "“" + x.Text + "”"
}

// prove is for what stands in the résumé without proof.
func (s suggester) prove(x Result) *Step {
	for _, n := range x.Lines {
		i := slices.IndexFunc(s.lines, func(l line) bool { return l.N == n })
		if i < 0 {
			continue
		}
		l := s.lines[i]
		for _, f := range bullet.Check([]bullet.Line{{Text: l.Text, Current: l.Current}}, bullet.Options{})[0].Findings {
			if f.Severity == bullet.Warn {
				return &Step{Kind: StepProve, Line: n, Quote: l.Text, Text: strings.TrimSpace(fmt.Sprintf("Line %d says it and leaves its proof open. %s %s", n, f.Why, f.Try))}
			}
		}
		return &Step{Kind: StepProve, Line: n, Quote: l.Text, Text: fmt.Sprintf("Line %d comes near. Use their word in it if it means the same, and tie it to the story that proves it.", n)}
	}
	if st := s.told(x); st != nil {
		return st
	}
	return &Step{Kind: StepPlace, Quote: x.Proof, Text: "It stands in a list or a heading only. Name it in the line of the work where you used it."}
}

// told looks for a story with the term in it.
func (s suggester) told(x Result) *Step {
	for _, st := range s.stories {
		for _, text := range append(slices.Clone(st.Texts), st.Title) {
			if q := sentenceWith(text, x); q != "" {
				return &Step{Kind: StepStory, Story: st.Key, Quote: q, Text: fmt.Sprintf("Your story “%s” has it. Write one line from it, with what came of it.", st.Title)}
			}
		}
	}
	return nil
}

// written looks for a line of another version.
func (s suggester) written(x Result) *Step {
	for _, l := range s.elsewhere {
		if l.Bullet && names(l.terms, x) {
			return &Step{Kind: StepReuse, Quote: l.Text, Text: "A line of another version of yours has it. Take it over if it fits this job."}
		}
	}
	return nil
}

// sentenceWith is the sentence of a text that has the requirement, empty for none.
func sentenceWith(text string, x Result) string {
	for _, part := range sentences(text) {
		if names(skill.Find(part), x) {
			return part
		}
		for _, w := range soft {
			if x.Kind == Soft && w.name == x.Term && w.re.MatchString(part) {
				return part
			}
		}
	}
	return ""
}

func names(terms []skill.Term, x Result) bool {
	return slices.ContainsFunc(terms, func(t skill.Term) bool { return slices.Contains(alternatives(x.Term), t.Name) })
}
