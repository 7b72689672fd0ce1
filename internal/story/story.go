// Package story holds the checks on the stories that a person tells in
// interviews: one record of facts, shown as STAR, CAR, PAR or SOAR, with
// remarks on what an interviewer would still ask, and a grid of topics against
// stories. A gap is a thing to prepare, never a grade.
//
//	s := story.Story{Title: "Ledger migration", Situation: "…", Action: "I wrote …", Result: "No lost cent."}
//	s.View(story.CAR)     // the same text in three parts
//	story.Check(s, nil)   // “No result with a number or a named change”, …
//
// Source: practice.md b and c. The phrase lists are English.
package story

import (
	"strings"
	"time"
	"unicode/utf8"
)

// RulesVersion changes with every change of a check or a phrase list.
const RulesVersion = "2026-11-25"

// Story is one neutral record. Every part may be empty.
type Story struct {
	Title        string   `json:"title"`
	Situation    string   `json:"situation"`
	Task         string   `json:"task"` // or challenge, or problem
	Obstacle     string   `json:"obstacle"`
	Action       string   `json:"action"`
	Result       string   `json:"result"`
	NoNumber     string   `json:"no_number"`  // why the result honestly has no number
	Reflection   string   `json:"reflection"` // what you would do differently
	People       string   `json:"people"`
	Competencies []string `json:"competencies"`
	Failure      bool     `json:"failure"` // a story about something that went wrong
	Influence    *Influence
}

// Influence are the further parts of a story about moving people without, or
// with little, authority.
type Influence struct {
	Authority    string        `json:"authority"` // none, peer, lead
	Stakeholders []Stakeholder `json:"stakeholders"`
	Understood   string        `json:"understood"` // how you learnt what they worried about
	Tactics      []string      `json:"tactics"`
	Conceded     string        `json:"conceded"` // what you changed in your own position
	TurningPoint string        `json:"turning_point"`
	Decision     string        `json:"decision"`
	Relationship string        `json:"relationship"` // how it was afterwards
}

// Stance is where a stakeholder stood.
type Stance string

// The stances.
const (
	For     Stance = "for"
	Neutral Stance = "neutral"
	Against Stance = "against"
)

// Stakeholder is one of the people who had to agree, by role.
type Stakeholder struct {
	Role     string `json:"role"`
	Before   Stance `json:"before"`
	After    Stance `json:"after"`
	Interest string `json:"interest"`
	Worry    string `json:"worry"`
}

// Form is a way to tell the same facts.
type Form string

// The forms. Source: practice.md b.
const (
	STAR Form = "STAR"
	CAR  Form = "CAR"
	PAR  Form = "PAR"
	SOAR Form = "SOAR"
)

// Forms lists the forms.
var Forms = []Form{STAR, CAR, PAR, SOAR}

// Part is one heading of a form with its text.
type Part struct{ Name, Text string }

// View is the story in the parts of a form. What a form has no heading for
// joins the nearest one, so that no text is ever dropped; reflection stands
// last where there is one.
func (s Story) View(f Form) []Part {
	var parts []Part
	switch f {
	case CAR:
		parts = []Part{{"Challenge", join(s.Situation, s.Task, s.Obstacle)}, {"Action", s.Action}, {"Result", s.Result}}
	case PAR:
		parts = []Part{{"Problem", join(s.Task, s.Obstacle, s.Situation)}, {"Action", s.Action}, {"Result", s.Result}}
	case SOAR:
		parts = []Part{{"Situation", join(s.Situation, s.Task)}, {"Obstacle", s.Obstacle}, {"Action", s.Action}, {"Result", s.Result}}
	default:
		parts = []Part{{"Situation", s.Situation}, {"Task", join(s.Task, s.Obstacle)}, {"Action", s.Action}, {"Result", s.Result}}
	}
	if strings.TrimSpace(s.Reflection) != "" {
		parts = append(parts, Part{"Afterwards", s.Reflection})
	}
	return parts
}

func join(texts ...string) string {
	var kept []string
	for _, t := range texts {
		if t = strings.TrimSpace(t); t != "" {
			kept = append(kept, t)
		}
	}
	return strings.Join(kept, " ")
}

// perMinute is the pace of plain speech that lengths are told in. An editable
// assumption; practice.md b takes 280 words for two minutes.
const perMinute = 140

// Words counts the words that are told: all but title, people and tags.
func (s Story) Words() int {
	return len(strings.Fields(join(s.Situation, s.Task, s.Obstacle, s.Action, s.Result, s.Reflection)))
}

// Aloud is about how long the story takes to tell.
func (s Story) Aloud() time.Duration {
	return (time.Duration(s.Words()) * time.Minute / perMinute).Round(5 * time.Second)
}

// Finding is one remark, good or open. Part names the part it is about; Start
// and End are code points of that part, both 0 for the whole.
type Finding struct {
	Check string `json:"check"` // stable code
	Good  bool   `json:"good"`
	Part  string `json:"part"`
	Start int    `json:"start"`
	End   int    `json:"end"`
	Text  string `json:"text"` // the words it stands on
	Say   string `json:"say"`  // one sentence for the person
}

func place(part, name string, start, end int) Finding {
	from := utf8.RuneCountInString(part[:start])
	return Finding{Part: name, Start: from, End: from + utf8.RuneCountInString(part[start:end]), Text: part[start:end]}
}
