package interview

import (
	"slices"

	"debrief/internal/track"
)

// Question is one that a stage is likely to ask. Topic is a row of the coverage
// grid of stories; Answer is a line of the answer sheet. One of both is set.
type Question struct {
	Stages []track.StageKind
	Text   string
	Topic  string
	Answer string
	Source string
}

var (
	screens    = []track.StageKind{track.RecruiterContact, track.Screen}
	tasks      = []track.StageKind{track.SkillsTask}
	managers   = []track.StageKind{track.HiringManager}
	panels     = []track.StageKind{track.Panel}
	finals     = []track.StageKind{track.Final}
	lateRounds = []track.StageKind{track.Panel, track.Final}
	checks     = []track.StageKind{track.ReferencesChecks, track.OfferStage}
)

// Questions are the likely questions by stage, row for row: the standard set
// of a screen and the set of a final round in practice.md f and c, and what
// method.md 3.3 says each stage looks at. The wording is our own.
var Questions = []Question{
	{screens, "Walk me through what you have done.", "", "target", "practice.md f"},
	{screens, "Why us, and why this role?", "", "why_role", "practice.md f"},
	{screens, "Why are you leaving?", "", "why_leaving", "practice.md f"},
	{screens, "What do you expect to earn?", "", "pay_low", "practice.md f"},
	{screens, "What is your notice?", "", "notice", "practice.md f"},
	{screens, "May you work here?", "", "right", "practice.md f"},
	{screens, "Where would you work from?", "", "location", "practice.md f"},
	{screens, "What other processes are you in?", "", "others", "practice.md f"},
	{screens, "Where do you match best, and where least?", "", "gap", "practice.md f"},

	{tasks, "How would you go about this, and what would you leave out?", "depth", "", "method.md 3.3, skills test"},
	{tasks, "What would you do with twice the time?", "judgement", "", "method.md 3.3, skills test"},

	{managers, "What is the largest piece of work that was yours?", "scope", "", "method.md 3.3, hiring manager"},
	{managers, "Tell me about a problem close to ours.", "depth", "", "method.md 3.3, hiring manager"},
	{managers, "What went wrong because of a decision of yours?", "learning", "", "method.md 3.3, hiring manager"},
	{managers, "How do you work when the date can't move?", "pressure", "", "method.md 3.3, hiring manager"},

	{panels, "Go one level deeper: what did you rule out, and why?", "depth", "", "method.md 3.3, panel"},
	{panels, "Tell us about a day when something failed and you took the lead.", "incident", "", "method.md 3.3, panel"},

	{lateRounds, "Tell us about a conflict with somebody at your level.", "disagreement", "", "practice.md c, final-round set, 1"},
	{finals, "When did you disagree with somebody above you?", "disagreement", "", "practice.md c, final-round set, 2"},
	{lateRounds, "How did you get teams with opposed goals to one plan?", "influence", "", "practice.md c, final-round set, 3"},
	{finals, "What did you say no to, and who minded?", "judgement", "", "practice.md c, final-round set, 4"},
	{finals, "What did you decide before the facts were in?", "judgement", "", "practice.md c, final-round set, 5"},
	{lateRounds, "Defend a trade-off that some would have made differently.", "judgement", "", "practice.md c, final-round set, 6"},
	{finals, "Your work in one minute, for somebody who decides about money.", "scope", "", "practice.md c, final-round set, 7"},

	{panels, "How did others grow through working with you?", "growing", "", "method.md 3.3, panel"},

	{checks, "Who can speak about your work, and what will they say?", "scope", "", "method.md 3.3, offer stage"},
	{checks, "What would make you say yes?", "", "pay_low", "method.md 3.3, offer stage"},
}

// Likely lists the questions of a stage, in the order of the table.
func Likely(stage track.StageKind) (list []Question) {
	for _, q := range Questions {
		if slices.Contains(q.Stages, stage) {
			list = append(list, q)
		}
	}
	return list
}

// Topics lists the topics of the coverage grid that a stage asks about, each
// once, in the order of the table.
func Topics(stage track.StageKind) (codes []string) {
	for _, q := range Likely(stage) {
		if q.Topic != "" && !slices.Contains(codes, q.Topic) {
			codes = append(codes, q.Topic)
		}
	}
	return codes
}

// Ask is a question to put to them. Always marks the one that sets the next
// date: the best prevention of silence (practice.md a).
type Ask struct {
	Code   string
	Stages []track.StageKind
	Text   string
	Why    string
	Always bool
}

// Asks are questions worth asking, row for row. Source: practice.md f ("I
// asked") for screens, practice.md a for the last; the others are our own.
var Asks = []Ask{
	{"range", screens, "What range is the role budgeted for?", "before you name a figure", false},
	{"open", screens, "Why is the role open?", "new work or somebody’s place", false},
	{"worry", screens, "Which must-have do you worry about most when you look at people?", "you can answer it on the spot", false},
	{"stages", screens, "Which steps follow, with whom, and how long do they take?", "fills the stages of your record", false},
	{"remote", screens, "How many days on site, and is that written down?", "", false},
	{"success", []track.StageKind{track.Screen, track.HiringManager, track.Panel, track.Final}, "What would you want the person in this role to have changed after six months?", "the problem they need solved", false},
	{"task", tasks, "How is it judged, and by whom?", "before you begin", false},
	{"hard", managers, "Which part of this work is harder than it looks?", "", false},
	{"disagree", lateRounds, "What do you disagree about in the team today?", "", false},
	{"unsure", lateRounds, "Which decision are you least sure about?", "if there is time", false},
	{"first90", finals, "If I began on Monday, what should be different after ninety days?", "goes into your one page", false},
	{"when", nil, "When do you expect to decide, and whom may I ask if the day passes?", "ask this one always; the answer sets your next date", true},
}

// AsksFor lists the questions to ask at a stage; the one that is always asked
// comes last.
func AsksFor(stage track.StageKind) (list []Ask) {
	for _, a := range Asks {
		if a.Always || slices.Contains(a.Stages, stage) {
			list = append(list, a)
		}
	}
	return list
}
