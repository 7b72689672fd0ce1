package reply

import "debrief/internal/track"

// RulesVersion changes with every change of a row below; decisions keep it.
const RulesVersion = "2026-11-25"

// Rule is one row of the reply table. Rows are asked in order; the first whose
// When holds decides.
type Rule struct {
	ID      string        // P1 to P25
	Name    string        //
	If      string        // the condition in words, for the reference
	Outcome track.Outcome // what it usually decides
	Why     string        // told to the person beside the verdict
	Source  string        // where the row comes from
	When    func(c *ask) bool
	Then    func(c *ask) // fills in the answer; nil: Outcome and Why as they stand
	Needs   []string     // facts asked for when they are not known
}

// Rules is the table of method.md 3.2, row for row.
var Rules = []Rule{
	{ID: "P1", Name: "Safety", If: "the message or process contained threats, discrimination or harassment", Outcome: track.NoReply, Source: "method.md 3.2 P1",
		Why:  "This is outside what a courteous reply can do. Keep the record, with dates and wording, and take advice elsewhere.",
		When: func(c *ask) bool { return c.Threats }, Then: func(c *ask) { c.update("keep_record") }},
	{ID: "P2", Name: "Not while angry", If: "mood is angry, or unsure in the first 24 hours", Outcome: track.Wait, Source: "method.md 3.2 P2",
		Why:  "Not while it is this fresh. A draft can be written now; it rests until you tick calm and a day has passed.",
		When: (*ask).tooFresh, Then: (*ask).waitForCalm},
	{ID: "P3", Name: "Already replied", If: "a reply was sent and nothing new came from them", Outcome: track.NoReply, Source: "method.md 3.2 P3",
		Why:  "You have replied once, and once is enough. A second message would change nothing.",
		When: func(c *ask) bool { return c.replies() >= 1 && !c.TheyWroteAgain && c.Kind != track.KindSilent }},
	{ID: "P4", Name: "They wrote again", If: "a new human message came after your reply", Outcome: track.Receive, Source: "method.md 3.2 P4",
		Why:  "They wrote again. Answer that message and nothing else.",
		When: func(c *ask) bool { return c.replies() >= 1 && c.TheyWroteAgain }, Then: (*ask).answerThatMessage},
	{ID: "P5", Name: "Feedback refused", If: "they said that they give no feedback", Outcome: track.NoReply, Source: "method.md 3.2 P5",
		Why:  "They do not give feedback. That is a policy more often than a judgement, and asking again would not change it.",
		When: func(c *ask) bool { return c.Feedback == track.FeedbackRefused },
		Then: func(c *ask) {
			c.update("no_further_ask")
			if c.PersonalText {
				c.decide(track.Receive, "They told you personally that they give no feedback. Thank them once, and do not ask again.")
			}
		}},
	{ID: "P6", Name: "Feedback offered", If: "they offered feedback", Outcome: track.AnswerOffer, Source: "method.md 3.2 P6",
		Why:  "They offer feedback, which is rare. Say yes, name one topic, and give two times if it is a call.",
		When: func(c *ask) bool { return c.Feedback == track.FeedbackOffered }, Then: func(c *ask) { c.bestByDays = 2 }},
	{ID: "P7", Name: "Feedback given", If: "they gave feedback", Outcome: track.Receive, Source: "method.md 3.2 P7",
		Why:  "They told you something. Thank them, say what you will try, and defend nothing.",
		When: func(c *ask) bool { return c.Feedback == track.FeedbackGiven }, Then: func(c *ask) { c.update("read_feedback") }},
	{ID: "P8", Name: "Invited to send more", If: "they asked for further material", Outcome: track.SendInvited, Source: "method.md 3.2 P8",
		Why:  "They asked for something. Send exactly that and nothing else.",
		When: func(c *ask) bool { return c.MoreInvited }},
	{ID: "P9", Name: "New information, not asked for", If: "there is truly new information that nobody asked for", Outcome: "", Source: "method.md 3.2 P9",
		Why: "New evidence belongs to the next role. It goes on the shelf with its date, and the reply leaves it out.",
		When: func(c *ask) bool {
			if c.NewInfo == track.NewInfoTrue {
				c.update("shelve_new_info")
			}
			return false // treated as if there were none; later rows decide
		}},
	{ID: "P10", Name: "Offer withdrawn", If: "an offer was withdrawn", Outcome: track.Thanks, Source: "method.md 3.2 P10",
		Why:  "An offer that is taken back has contractual sides that a message should not touch. Keep it neutral, keep every document, and consider a call.",
		When: func(c *ask) bool { return c.Kind == track.KindOfferWithdrawn },
		Then: func(c *ask) { c.update("keep_documents"); c.update("consider_call") }},
	{ID: "P11", Name: "You withdrew", If: "you withdrew", Outcome: track.NoReply, Source: "method.md 3.2 P11",
		Why:  "You withdrew and they know it. Nothing is left to say.",
		When: func(c *ask) bool { return c.Kind == track.KindWithdrew },
		Then: func(c *ask) {
			c.update("reason_own")
			if c.Contact == track.ContactInterviewed && c.replies() == 0 {
				c.decide(track.Thanks, "They gave you their time. A short thank you tells them that you step out.")
			}
		}},
	{ID: "P12", Name: "No address to answer", If: "the sender takes no replies and no person is known", Outcome: track.NoReply, Source: "method.md 3.2 P12",
		Why: "The address takes no replies and nobody is named. A message would not arrive.",
		When: func(c *ask) bool {
			return c.Sender == track.SenderNoReply && !c.NamedContact && !c.Contact.AtLeast(track.ContactHuman) && c.Kind != track.KindSilent
		},
		Then: (*ask).closeKind},
	{ID: "P13", Name: "Agency", If: "an agency stands between", Outcome: track.AgentCall, Source: "method.md 3.2 P13",
		Why:  "The agent holds the contact and usually has the feedback. Thank the agent and ask the agent for one point; do not write to the client.",
		When: func(c *ask) bool { return c.Sender == track.SenderAgency && c.Kind != track.KindSilent },
		Then: func(c *ask) { c.update("log_agency_and_client_apart"); c.closeKind() }},
	{ID: "P14", Name: "Poor process", If: "the process was not respectful", Outcome: track.NoReply, Source: "method.md 3.2 P14",
		Why:  "After a process like this nothing is owed. If you want to, a short thank you after a day is enough.",
		When: func(c *ask) bool { return c.Respect == track.RespectPoor && c.Kind != track.KindSilent },
		Then: func(c *ask) {
			c.update("think_twice")
			c.closeKind()
			c.Optional, c.MaxWords = track.Thanks, 60
			c.restAtLeast = 24
		}},
	{ID: "P15", Name: "Role closed", If: "the role was cancelled or frozen after a person had been in contact", Outcome: track.ThanksFuture, Source: "method.md 3.2 P15",
		Why:  "The role is gone; that says nothing about you. A few lines keep the contact for the next one.",
		When: func(c *ask) bool { return c.Kind == track.KindRoleClosed && c.Contact.AtLeast(track.ContactHuman) },
		Then: func(c *ask) { c.closeKind() }, Needs: []string{"contact"}},
	{ID: "P16", Name: "Filled internally", If: "the role was filled from within", Outcome: track.NoReply, Source: "method.md 3.2 P16",
		Why:  "Somebody inside had it. That says nothing about you, and no reply is needed.",
		When: func(c *ask) bool { return c.Kind == track.KindFilledInternally },
		Then: func(c *ask) {
			c.closeKind()
			if c.Contact == track.ContactInterviewed {
				c.decide(track.ThanksFuture, "Somebody inside had it. You met people there, so a few lines about future roles keep the contact.")
			}
		}},
	{ID: "P17", Name: "Silent after an interview", If: "no answer after an interview", Outcome: track.Wait, Source: "method.md 3.2 P17",
		When: func(c *ask) bool { return c.Kind == track.KindSilent && c.Contact == track.ContactInterviewed },
		Then: func(c *ask) { c.silence(c.settings.CheckInDay, c.settings.SilentContact) }, Needs: []string{"days_silent"}},
	{ID: "P18", Name: "Silent after a screen", If: "no answer after a person had been in contact", Outcome: track.Wait, Source: "method.md 3.2 P18",
		When: func(c *ask) bool { return c.Kind == track.KindSilent && c.Contact == track.ContactHuman },
		Then: func(c *ask) { c.silence(c.settings.CheckInDay, c.settings.SilentContact) }, Needs: []string{"days_silent"}},
	{ID: "P19", Name: "Silent after an application", If: "no answer to an application", Outcome: track.Wait, Source: "method.md 3.2 P19",
		When: func(c *ask) bool {
			return c.Kind == track.KindSilent && (c.Contact == track.ContactNone || c.Contact == track.ContactAutomated)
		},
		Then: func(c *ask) {
			checkIn := 0
			if c.Referral {
				checkIn = c.settings.CheckInDay
			}
			c.silence(checkIn, c.settings.SilentCold)
		}, Needs: []string{"days_silent"}},
	{ID: "P20", Name: "Final or offer stage", If: "declined at the final or offer stage", Outcome: track.AskOne, Source: "method.md 3.2 P20",
		Why:  "You came to the last step. A short reply is worth it: ask what would make you stronger for a later role, and keep the contact.",
		When: func(c *ask) bool { return c.Kind == track.KindDeclined && c.Stage.Rank() >= track.Final.Rank() },
		Then: func(c *ask) { c.update("watch_employer"); c.update("one_message_to_the_writer") }},
	{ID: "P21", Name: "Interviewed", If: "declined after an interview, a task or a panel", Outcome: track.AskOne, Source: "method.md 3.2 P21",
		Why: "You spoke with people there. A few lines close the loop, and one narrow question is fair.",
		When: func(c *ask) bool {
			return c.Kind == track.KindDeclined && c.Stage.Interviewed() && c.Stage.Rank() < track.Final.Rank()
		}},
	{ID: "P22", Name: "Screened", If: "declined after a screen", Outcome: track.NoReply, Source: "method.md 3.2 P22",
		Why: "After a screen a reply is a matter of choice. Nothing suggests that they want to stay in touch, so none is needed.",
		When: func(c *ask) bool {
			return c.Kind == track.KindDeclined && (c.Stage == track.Screen || c.Stage == track.RecruiterContact)
		},
		Then: func(c *ask) {
			if c.KeepInTouch != nil && *c.KeepInTouch {
				c.decide(track.ThanksFuture, "They want to stay in touch. Thank them and ask whether a later role would fit better.")
			}
		}, Needs: []string{"keep_in_touch"}},
	{ID: "P23", Name: "Application, answered in person", If: "declined after the application, by a person or after a referral", Outcome: track.Thanks, Source: "method.md 3.2 P23",
		Why: "Somebody took the trouble to write to you. A short thank you is kind, and it is optional.",
		When: func(c *ask) bool {
			return c.Kind == track.KindDeclined && c.Stage == track.Applied && (c.PersonalText || c.Referral)
		},
		Then: func(c *ask) {
			c.MaxWords = 60
			c.Optional = track.NoReply
			if c.Referral {
				c.update("thank_referrer")
			}
		}},
	{ID: "P24", Name: "Application only", If: "declined after the application, by a form letter", Outcome: track.NoReply, Source: "method.md 3.2 P24",
		Why:  "A form letter at the application stage needs no reply. It is filed, and you can go on.",
		When: func(c *ask) bool { return c.Kind == track.KindDeclined && c.Stage == track.Applied }},
	{ID: "P25", Name: "Too little is known", If: "nothing else matches, or facts are missing", Outcome: track.NoReply, Source: "method.md 3.2 P25",
		Why:  "Too little is known to advise a reply. Add what is missing, or leave it: no reply is safe.",
		When: func(c *ask) bool { return true }, Then: (*ask).tooLittle},
}

// Update is a change to the record that a decision suggests.
type Update struct {
	Code string `json:"code"`
	Text string `json:"text"`
}

var updateTexts = map[string]string{
	"file_answer":                 "File the answer with its stage and its day, and go on.",
	"back_later":                  "It waits, and comes back by itself.",
	"keep_record":                 "Keep the mail and your notes with dates and exact wording.",
	"no_further_ask":              "No further question in this process.",
	"read_feedback":               "Read the feedback below and choose one thing to try.",
	"shelve_new_info":             "Put the new evidence on the shelf for the next role.",
	"keep_documents":              "Keep the offer letter and every mail about it.",
	"consider_call":               "Consider a call instead of a mail.",
	"reason_own":                  "File the reason as your own decision.",
	"log_agency_and_client_apart": "Keep the agency and the client apart in the record.",
	"think_twice":                 "Mark the employer “think twice”.",
	"watch_employer":              "Put the employer on the watch list.",
	"watch_90_days":               "Put the employer on the watch list for 90 days.",
	"no_diagnosis":                "Nothing to learn about you from this one.",
	"one_message_to_the_writer":   "One message, to the person who wrote; the others are named in it.",
	"thank_referrer":              "Thank the person who referred you.",
	"check_in_once":               "One check-in is fine. Silence after it changes nothing.",
	"close_silent":                "Close as silent. A late answer opens it again.",
	"linkedin_note":               "A LinkedIn note of at most 200 characters may follow a week after the mail. It asks for nothing.",
	"only_thanks_now":             "After ten business days only thanks still fit.",
	"too_late":                    "After thirty days a reply no longer fits.",
}
