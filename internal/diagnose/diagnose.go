// Package diagnose says what a rejection at a stage points at, and what a run
// of them may point at. It speaks of the stage, never of the person, and gives
// no cause for a single rejection.
//
//	r := diagnose.Read(track.HiringManager, track.KindDeclined, track.Cold)
//	r.Headline // "Your examples were being weighed, not you."
//	r.FirstCheck
package diagnose

import "debrief/internal/track"

// Reading is what the stage of one answer tells.
type Reading struct {
	Row        int    // row of method.md 3.3, 1 to 11
	Stage      string // the stage of loss in words
	Headline   string // one sentence for the page
	Decided    string // what was decided at this stage
	LookAt     string
	FirstCheck string // at most 20 minutes; empty when there is nothing to check
	Evidence   string // does it count as evidence about the person?
	Theme      track.ReasonCode
	Gate       track.Gate // empty when nothing is counted
	Measure    string
	Source     string
}

// Match is a reading in the shape of the contract of "debrief diagnose".
type Match struct {
	Row     int              `json:"row"`
	Theme   track.ReasonCode `json:"theme"`
	Reason  string           `json:"reason"`
	Meaning string           `json:"meaning"`
	Action  string           `json:"action"`
	Measure string           `json:"measure"`
}

// Match puts the reading into the contract's words.
func (r Reading) Match() Match {
	reason, _ := track.ReasonByCode(r.Theme)
	return Match{r.Row, r.Theme, reason.Name, r.LookAt, r.FirstCheck, r.Measure}
}

// Rows is the table of method.md 3.3, row for row.
var Rows = []Reading{
	{Row: 1, Stage: "Application, cold", Headline: "The page was read, not you.", Decided: "Whether the must-haves of the advert could be seen in your résumé within a few seconds, among many others.",
		LookAt: "Targeting, keywords, role fit and the quality of the application.", FirstCheck: "Put five recent adverts beside the résumé: of the must-haves, how many can be seen in the top third?",
		Evidence: "Weak. One answer at this stage says next to nothing.", Theme: "A01", Gate: track.G1, Measure: "next 10 applications", Source: "method.md 3.3"},
	{Row: 2, Stage: "Application, referral or agency", Headline: "The match was in question, not you.", Decided: "Whether the role as they need it now fits what they were told about you.",
		LookAt: "The choice of role, and what the person who referred you was told.", FirstCheck: "Ask the person who referred you what the team had asked for.",
		Evidence: "Yes, from four or five on.", Theme: "A01", Gate: track.G1, Measure: "next 5 referrals", Source: "method.md 3.3"},
	{Row: 3, Stage: "Recruiter screen", Headline: "The frame was being checked: pay, place, timing, target.", Decided: "Whether salary range, location, availability and your target fit what the role allows.",
		LookAt: "Salary range, location, availability, clarity of your target, and the screen answers.", FirstCheck: "Rewrite the 30-second target and the sentence about your range, and hold the range against the advert.",
		Evidence: "Moderate.", Theme: "B10", Gate: track.G2, Measure: "next 5 screens", Source: "method.md 3.3"},
	{Row: 4, Stage: "Technical or skills test", Headline: "One piece of work was being weighed, not you.", Decided: "Whether this one piece of work met their bar in the time given.",
		LookAt: "One skill, the format and the time.", FirstCheck: "Do one of the tasks again, under the clock.",
		Evidence: "Yes.", Theme: "B04", Gate: track.G3, Measure: "next task", Source: "method.md 3.3"},
	{Row: 5, Stage: "Hiring-manager interview", Headline: "Your examples were being weighed, not you.", Decided: "Whether your past work looks like their problem. Your résumé and your range had already passed.",
		LookAt: "Evidence for this role, the examples, and how they fit the problem.", FirstCheck: "Map the five duties of the advert to your stories and mark the gaps.",
		Evidence: "Yes.", Theme: "B05", Gate: track.G3, Measure: "next 3 interviews", Source: "method.md 3.3"},
	{Row: 6, Stage: "Panel", Headline: "Confidence across several people was being weighed.", Decided: "Whether several people could each see you working with them: communication, leadership, trade-offs.",
		LookAt: "How stakeholders gain confidence: communication, leadership, trade-offs.", FirstCheck: "Record a two-minute answer with two follow-up questions, and listen once.",
		Evidence: "Yes.", Theme: "B07", Gate: track.G3, Measure: "next 3 panels", Source: "method.md 3.3"},
	{Row: 7, Stage: "Final", Headline: "You were one of the last. There is one place.", Decided: "Which of a few good people gets the one place. It is often close.",
		LookAt: "The same as at the panel, and the executive summary and the questions you asked.", FirstCheck: "Write one page, “the first 90 days”, and three questions.",
		Evidence: "Yes, but there is only one place, and it is often close.", Theme: "C04", Gate: track.G4, Measure: "next 2 finals", Source: "method.md 3.3"},
	{Row: 8, Stage: "Offer stage", Headline: "The terms were in question, not your work.", Decided: "Terms and conditions: pay, timing, checks, an internal person, the headcount.",
		LookAt: "Pay, timing, background check, an internal candidate, headcount.", FirstCheck: "Save your notes on the decision and compare the risks across offers.",
		Evidence: "Mixed.", Theme: "A08", Measure: "next offer", Source: "method.md 3.3"},
	{Row: 9, Stage: "Silence", Headline: "Silence tells nothing about you.", Decided: "Nothing that anybody told you. Silence is the most frequent answer of all.",
		LookAt: "Nothing.", Evidence: "No.", Theme: "C05", Source: "method.md 3.3"},
	{Row: 10, Stage: "Role closed or filled internally", Headline: "The role went away. That is not about you.", Decided: "That there is no role to fill from outside any more.",
		LookAt: "Nothing about you. The employer may be worth watching.", FirstCheck: "Put the employer on the watch list.",
		Evidence: "No.", Theme: "C02", Measure: "re-contacts", Source: "method.md 3.3"},
	{Row: 11, Stage: "You withdrew", Headline: "You decided. That is information about fit.", Decided: "You decided that this one does not fit.",
		LookAt: "Your own criteria.", FirstCheck: "Tighten the filter: which line of the advert could have told you earlier?",
		Evidence: "About fit, not about skill.", Theme: "W01", Measure: "next 10 applications", Source: "method.md 3.3"},
}

var rowOfStage = map[track.StageKind]int{
	track.Applied: 1, track.RecruiterContact: 3, track.Screen: 3, track.SkillsTask: 4, track.HiringManager: 5, track.Panel: 6,
	track.Final: 7, track.ReferencesChecks: 8, track.OfferStage: 8, track.Accepted: 8,
}

var rowOfKind = map[track.AnswerKind]int{
	track.KindSilent: 9, track.KindRoleClosed: 10, track.KindFilledInternally: 10, track.KindWithdrew: 11, track.KindOfferWithdrawn: 8,
}

// Read gives the reading of one answer. Kinds that are not about the person
// come before the stage. ok is false when neither is known.
func Read(stage track.StageKind, kind track.AnswerKind, channel track.Channel) (r Reading, ok bool) {
	row := rowOfKind[kind]
	if row == 0 {
		row = rowOfStage[stage]
	}
	if row == 1 && (channel == track.Referral || channel == track.Agency) {
		row = 2
	}
	if row == 0 {
		return Reading{}, false
	}
	r = Rows[row-1]
	if kind == track.KindFilledInternally {
		r.Theme = "C03"
	}
	return r, true
}

// Advice is what a run of answers at a gate may call for, by tier. Source:
// method.md 3.4; the counts are those of the gates (method.md 2a).
type Advice struct {
	Gate     track.Gate
	Pattern  string
	Prompt   string // tier 1
	OneTest  string // tier 2
	Change   string // tier 3
	PromptAt int    // how many in a row make the prompt
}

// Advices is the table of method.md 3.4, for the gates.
var Advices = []Advice{
	{track.G1, "No answers to cold applications", "Check the inputs once: 59 of 100 such runs of five are luck.", "Test targeting or the résumé on the next ten, not both.", "Move hours to referrals and narrow the role family.", 5},
	{track.G2, "Screens that lead nowhere", "Look once at target and range.", "A new target statement and range sentence for the next five screens.", "Change what you say you are looking for.", 3},
	{track.G3, "Interviews that lead nowhere", "Look once at the examples.", "Rebuild two stories for the top duties.", "Change the stories you lead with.", 3},
	{track.G4, "Finals that end in a no", "Look once at follow-up questions.", "Follow-up drills and an executive summary.", "Change how you close.", 2},
}
