package web

import (
	"fmt"

	"github.com/a-h/templ"

	"debrief/internal/story"
	"debrief/internal/track"
	"debrief/internal/workbench"
)

func currentStory(v workbench.StoriesView, l workbench.StoryLine) templ.Attributes {
	if l.ID == v.One.ID {
		return templ.Attributes{"aria-current": "true"}
	}
	return templ.Attributes{}
}

func currentForm(on bool) templ.Attributes {
	if on {
		return templ.Attributes{"aria-current": "true"}
	}
	return templ.Attributes{}
}

func toldWords(v workbench.StoryView) string {
	text := "Not told yet."
	if v.Told > 0 {
		text = "Told " + count(v.Told, "time", "times") + "."
	}
	if v.Drills > 0 {
		text += " Drilled " + count(v.Drills, "time", "times") + "."
	}
	if v.NDA {
		text += " Never exported."
	}
	return text
}

func tellingWords(t workbench.TellingLine) string {
	text := dayShort(t.Day) + ", drill"
	if t.Company != "" {
		text = dayShort(t.Day) + ", " + t.Company
	}
	if t.Landed > 0 {
		text += fmt.Sprintf(", %d of 5", t.Landed)
	}
	return text
}

func orDash(s string) string {
	if s == "" {
		return "not written yet"
	}
	return s
}

func storyAction(s track.Story) string {
	if s.ID == "" {
		return "/stories"
	}
	return "/story/" + string(s.ID)
}

var storyParts = []struct {
	name, label, hint, rows string
	get                     func(track.Story) string
}{
	{"situation", "Situation", "size first: how many people, how much, how long", "3", func(s track.Story) string { return s.Situation }},
	{"task", "Task or challenge", "what was yours to do", "2", func(s track.Story) string { return s.Task }},
	{"obstacle", "Obstacle", "what stood in the way", "2", func(s track.Story) string { return s.Obstacle }},
	{"action", "Action", "what you did yourself", "5", func(s track.Story) string { return s.Action }},
	{"result", "Result", "a number, or what was different afterwards", "3", func(s track.Story) string { return s.Result }},
	{"no_number", "Why there is no number", "only where that is honestly so", "1", func(s track.Story) string { return s.NoNumber }},
	{"reflection", "What you would do differently", "", "2", func(s track.Story) string { return s.Reflection }},
}

func influenceOf(f story.Story) story.Influence {
	if f.Influence == nil {
		return story.Influence{}
	}
	return *f.Influence
}

func stakeholderAt(f story.Story, i int) story.Stakeholder {
	if list := influenceOf(f).Stakeholders; i < len(list) {
		return list[i]
	}
	return story.Stakeholder{}
}

func stanceWord(when string, s story.Stance) string {
	if s == "" {
		return when
	}
	return when + ": " + string(s)
}

var influenceParts = []struct {
	name, label string
	get         func(story.Influence) string
}{
	{"understood", "How you came to understand what worried them", func(i story.Influence) string { return i.Understood }},
	{"tactics", "What you did to move them, one act a line", func(i story.Influence) string { return lines(i.Tactics) }},
	{"conceded", "What you gave up or changed in your own position", func(i story.Influence) string { return i.Conceded }},
	{"turning_point", "What turned it", func(i story.Influence) string { return i.TurningPoint }},
	{"decision", "How it was decided, and what came of it", func(i story.Influence) string { return i.Decision }},
	{"relationship", "How you work with them since", func(i story.Influence) string { return i.Relationship }},
}

func lines(list []string) (s string) {
	for i, l := range list {
		if i > 0 {
			s += "\n"
		}
		s += l
	}
	return s
}

// namedWords say who named a theme. Only a theme that came back is called one.
func namedWords(g workbench.StoryGap) string {
	s := fmt.Sprintf("“%s”, named by %s", g.Reason.Label, count(g.Employers, "employer", "employers"))
	if g.Mentions >= 3 && g.Employers >= 3 {
		return s + ": it came back."
	}
	return s + ". One or two are not a pattern, and a better story costs an evening."
}
