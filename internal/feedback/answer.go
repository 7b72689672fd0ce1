package feedback

import (
	"debrief/internal/track"
)

// Reading is what a pasted answer seems to say. A field is empty where the text
// does not say it plainly; the person fills the rest in.
type Reading struct {
	Kind         track.AnswerKind
	Feedback     track.FeedbackState
	KeepInTouch  bool
	MoreInvited  bool
	PersonalText bool
	Key          Span // the one sentence with information in it; empty when there is none
	Evidence     []Evidence
}

// Evidence is a sentence and what was read from it.
type Evidence struct {
	Why  string
	Span Span
}

type clue struct {
	why string
	gated
	apply func(*Reading)
}

func newClue(why, pattern string, apply func(*Reading)) clue {
	return clue{why, gate(`\b(?:` + pattern + `)`), apply}
}

func kind(k track.AnswerKind) func(*Reading) {
	return func(r *Reading) {
		if r.Kind == "" {
			r.Kind = k
		}
	}
}

func feedbackIs(f track.FeedbackState) func(*Reading) {
	return func(r *Reading) {
		if r.Feedback == "" {
			r.Feedback = f
		}
	}
}

// clues are plain phrases, the decisive ones first. The mailbox classifier of a
// later package reads more; this one only prepares a debrief that a person
// corrects, and abstains otherwise.
var clues = []clue{
	newClue("offer withdrawn", `(?:withdraw|rescind|retract)(?:n|ing|ed)? (?:the|our|your|this) offer|offer (?:has been|is) (?:withdrawn|rescinded)`, kind(track.KindOfferWithdrawn)),
	newClue("filled internally", `(?:filled|appointed|hired|promoted)(?: \w+){0,4} (?:internally|from within)|internal candidate`, kind(track.KindFilledInternally)),
	newClue("role closed", `(?:role|position|vacancy|requisition|search|hiring)(?: \w+){0,4} (?:on hold|frozen|cancell?ed|closed|paused|been withdrawn)|hiring freeze|no longer (?:hiring|recruiting) for`, kind(track.KindRoleClosed)),
	newClue("declines", `(?:not|n't|unable|won't|unfortunately)(?: \w+){0,6} (?:mov(?:e|ing) forward|proceed(?:ing)?|progress(?:ing)?|tak(?:e|ing)(?: \w+){0,3} further|offer you|invite you|select(?:ed)?|successful|shortlist(?:ed)?|continu(?:e|ing)|pursu(?:e|ing)|consider(?:ing|ed)?)|(?:move|moving|moved|proceed|proceeding|go|going|gone|went)(?: \w+){0,2} (?:forward|ahead|with)(?: \w+){0,2} (?:other|another|different|someone)|cho(?:ose|se|sen)(?: \w+){0,2} (?:other|another|someone|somebody)|(?:regret to (?:inform|tell|let)|unsuccessful|decided against|will not be (?:moving|progressing|proceeding))|decided to (?:pursue|proceed with|move forward with|go with)(?: \w+){0,2} (?:other|another|different|someone)`, kind(track.KindDeclined)),
	newClue(refusesFeedback, Lexicon[59].Pattern, feedbackIs(track.FeedbackRefused)),
	newClue("offers feedback", `(?:happy|glad|pleased|willing) to (?:\w+ )?(?:give|share|provide|offer|discuss)(?: \w+){0,4} feedback|(?:if you (?:would|'d) like|let (?:me|us) know if you(?: \w+){0,3})(?: \w+){0,3} feedback|feedback(?: \w+){0,3} (?:call|available|on request)`, feedbackIs(track.FeedbackOffered)),
	newClue(givesFeedback, `(?:my|our|some|the|following|here is (?:some )?|the team's|the panel's) feedback(?: \w+){0,6}(?: is| was|:| below| follows)|feedback (?:from|of) (?:the|our) (?:team|panel|interviewers?|manager)|(?:one|an?) (?:area|thing|point) (?:to|you could|for you to) (?:work on|improve|strengthen)|if i may (?:give|offer)|(?:you )?(?:could|might|should) (?:work on|strengthen|improve)`, feedbackIs(track.FeedbackGiven)),
	newClue("stays in touch", `(?:stay|keep|remain) in touch|stay connected|(?:reach out|contact you)(?: \w+){0,6} (?:future|other|suitable|similar)|keep you in mind|(?:hope|encourage|welcome) (?:that )?you(?: \w+){0,4} (?:apply|watch|eye|future)`, func(r *Reading) { r.KeepInTouch = true }),
	newClue("asks for more", `(?:could|can|would|please) (?:you )?(?:\w+ )?(?:send|share|provide|forward) (?:us |me )?(?:\w+ ){0,3}(?:sample|portfolio|reference|references|example|examples|document|documents|certificate)`, func(r *Reading) { r.MoreInvited = true }),
	newClue("written by a person", `(?:we|i) (?:really |very much |truly |thoroughly )?enjoyed (?:our|the|speaking|talking|meeting|getting)|(?:our|your) (?:conversation|interview|chat|call)s? (?:with|on|last|about)|speak(?:ing)? with (?:me|us|[a-z]+ and (?:me|i))|nice to (?:meet|talk|speak)`, func(r *Reading) { r.PersonalText = true }),
}

const givesFeedback, refusesFeedback = "gives feedback", "no feedback by policy"

// givesBesides reports feedback in another sentence than the one that refuses it.
func (r Reading) givesBesides() bool {
	at := map[string]Span{}
	for _, e := range r.Evidence {
		at[e.Why] = e.Span
	}
	given, ok := at[givesFeedback]
	return ok && given != at[refusesFeedback]
}

// ReadAnswer reads a pasted or mailed answer. A sentence of feedback counts as
// feedback given when it names something one can work on.
func ReadAnswer(text string) Reading {
	p := prepare(text)
	var r Reading
	for _, c := range clues {
		found := c.find(p.folded, 1)
		if len(found) == 0 {
			continue
		}
		loc := found[0]
		before := r
		c.apply(&r)
		span := sentenceAt(p.ends, p.at[loc[0]])
		r.Evidence = append(r.Evidence, Evidence{c.why, span})
		if r.Kind != before.Kind {
			r.Key = span
		}
	}
	if r.Feedback == track.FeedbackRefused && r.givesBesides() {
		r.Feedback = track.FeedbackGiven // they can't, and then they do: given wins (method.md 3.2)
	}
	if m := Match(text).Matches[0]; m.Row > 0 && rank(m.Theme) <= 1 && r.Kind != "" {
		r.Key = m.Sentence // a reason in the letter; feedback is more than that
	}
	return r
}
