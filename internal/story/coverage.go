package story

import (
	"slices"

	"debrief/internal/track"
)

// Competency is a topic that interviews ask about, with the questions that
// drill it.
type Competency struct {
	Code      string
	Name      string
	Questions []string // first the opening question, then follow-ups
}

// Competencies are the rows of the coverage grid. The questions are our own.
// Source of the topics: practice.md b and c, and design/stories.html.
var Competencies = []Competency{
	{"scope", "Scope and scale", []string{"Tell me about the largest piece of work that was yours.", "What would have gone wrong without you?", "How did you know it was done?"}},
	{"depth", "Technical depth", []string{"Tell me about a hard problem in your field that you solved.", "What did you rule out, and why?", "What would break it today?"}},
	{"incident", "Incident leadership", []string{"Tell me about a day when something failed and you took the lead.", "What did you tell people, and when?", "What is different since?"}},
	{"influence", "Influence without authority", []string{"Tell me about a time you moved people who did not report to you.", "Who was against it, and what worried them?", "What did you give up?"}},
	{"disagreement", "Handling disagreement", []string{"Tell me about a disagreement with somebody you had to keep working with.", "What was right in their view?", "What would they say about it today?"}},
	{"judgement", "Product judgement", []string{"Tell me about a choice where users and numbers pointed different ways.", "What did you decide not to do?", "How did you find out whether it was right?"}},
	{"growing", "Growing others", []string{"Tell me about someone who got better at their work because of you.", "What did you stop doing yourself?", "Where are they now?"}},
	{"learning", "Failure and learning", []string{"Tell me about something that went wrong because of a decision of yours.", "When did you know?", "What do you do differently since?"}},
	{"pressure", "Delivery under pressure", []string{"Tell me about a deadline that could not move.", "What did you leave out, and who agreed?", "What did it cost?"}},
	{"efficiency", "Cost and efficiency", []string{"Tell me about something you made cheaper or faster.", "What did you measure before?", "What got worse?"}},
	{"customer", "Customers and service", []string{"Tell me about a person you served in a difficult moment.", "What could you not give them?", "What came of it?"}},
	{"initiative", "Initiative", []string{"Tell me about something you began without being asked.", "Who had to agree?", "Would you begin it again?"}},
}

// CompetencyByCode is the row of a code; ok is false for an unknown one.
func CompetencyByCode(code string) (c Competency, ok bool) {
	i := slices.IndexFunc(Competencies, func(c Competency) bool { return c.Code == code })
	if i < 0 {
		return Competency{}, false
	}
	return Competencies[i], true
}

// Cell is how well one story answers one topic.
type Cell int

// The cells.
const (
	None Cell = iota
	Weak      // tagged, and something is open
	Good      // tagged, and nothing is open
)

// Row is one topic against all stories, in the order given to Coverage.
type Row struct {
	Competency
	Cells        []Cell
	Strong, Weak int
	Asked        bool // likely to be asked soon
}

// Gap reports whether no story answers the topic without something open.
func (r Row) Gap() bool { return r.Strong == 0 }

// Coverage is the grid of topics against stories. asked are the codes that an
// interview soon to come is likely to ask about. Every story counts for the
// topics it is tagged with; tags that are no topic are ignored.
func Coverage(stories []Story, asked []string, o Options) (rows []Row) {
	strong := make([]bool, len(stories))
	for i, s := range stories {
		strong[i] = Strong(s, o)
	}
	for _, c := range Competencies {
		r := Row{Competency: c, Asked: slices.Contains(asked, c.Code)}
		for i, s := range stories {
			cell := None
			switch {
			case !slices.Contains(s.Competencies, c.Code):
			case strong[i]:
				cell, r.Strong = Good, r.Strong+1
			default:
				cell, r.Weak = Weak, r.Weak+1
			}
			r.Cells = append(r.Cells, cell)
		}
		rows = append(rows, r)
	}
	return rows
}

// themeTopics are the topics whose stories answer a theme of feedback, the
// nearest first. Themes that no story can answer are not listed. Source: the
// areas of method.md 3.6 that say stories, story bank or influence stories.
var themeTopics = map[track.ReasonCode][]string{
	"B01": {"scope"}, "B02": {"customer", "judgement"}, "B03": {"depth"}, "B05": {"scope", "depth", "learning"}, "B07": {"influence", "disagreement"}, "B08": {"growing", "incident"},
}

// TopicsOf lists the topics whose stories answer a theme of feedback.
func TopicsOf(theme track.ReasonCode) []string { return themeTopics[theme] }
