package lint

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"debrief/internal/track"
)

// Rule is one row of the message lint. OK are the rewrites that a finding
// offers, the first one beside the finding. Source: method.md 4.
type Rule struct {
	ID          string
	Title       string
	Why         string
	OK          []string
	Not         []string
	Kinds       []track.MessageKind // nil: every kind
	Except      []track.MessageKind
	AnyLanguage bool // needs no English phrases
	Source      string
	check       func(*message)
}

func (r *Rule) appliesTo(k track.MessageKind) bool {
	return (r.Kinds == nil || slices.Contains(r.Kinds, k)) && !slices.Contains(r.Except, k)
}

// replies are the kinds that answer a decision.
var replies = []track.MessageKind{track.MsgThanks, track.MsgThanksFuture, track.MsgAskOne, track.MsgAnswerOffer, track.MsgReceive, track.MsgSendInvited, track.MsgAgentCall}

var notes = []track.MessageKind{track.MsgLinkedInNote}

// Rules are L01 to L22 of method.md 4.
var Rules = []Rule{
	{ID: "L01", Title: "Length", Why: "Short is answerable; long reads as an appeal.", AnyLanguage: true, Except: notes,
		OK: []string{"Keep it to three or four sentences."}, check: (*message).length},
	{ID: "L02", Title: "One ask at most", Why: "One narrow question has the best odds of an answer.", AnyLanguage: true,
		OK:    []string{"Is there one area I could strengthen for similar roles?", "If you can share one point, I would be grateful for it.", "Would other openings in the team suit my background better?"},
		check: (*message).askCount},
	{ID: "L03", Title: "No disputing the decision", Why: "It does not change the result and costs the relationship.",
		OK:    []string{"I understand the decision.", "Thank you for telling me clearly.", "I respect the team's choice."},
		check: func(m *message) { m.find(disputing, Error, "Reads as arguing with the decision.") }},
	{ID: "L04", Title: "No request to reconsider", Why: "New facts belong to a new role.",
		OK:    []string{"I would be glad to hear of later openings.", "Please keep me in mind for similar work.", "I hope we meet again in another process."},
		check: func(m *message) { m.find(reconsider, Error, "Asks to reconsider.") }},
	{ID: "L05", Title: "No new evidence unless invited", Why: "Persuasion after a decision rarely helps; keep it for the next role.",
		OK: []string{"I have noted the point for next time.", "I will keep building in this area."},
		check: func(m *message) {
			if !m.facts.MoreInvited && m.kind != track.MsgSendInvited {
				m.find(newEvidence, Error, "Brings new evidence that nobody asked for.")
			}
		}},
	{ID: "L06", Title: "No comparison with others", Why: "It can't be answered, and it is private to the others.",
		OK:    []string{"Is there one skill I should add?", "I wish the team well with the hire.", "Congratulations to the person you chose."},
		check: func(m *message) { m.find(comparison, Error, "Compares you with somebody else.") }},
	{ID: "L07", Title: "No heavy emotion", Why: "One mild word is human; more is hard to answer.",
		OK: []string{"Although I am disappointed, I enjoyed our talk.", "I was glad to learn about the project.", "It was a useful conversation for me."}, check: (*message).emotion},
	{ID: "L08", Title: "No demand or deadline", Why: "Feedback is a favour, and policy may forbid it.",
		OK:    []string{"I understand if you are not able to share details.", "Only if time allows.", "Any one point would help."},
		check: func(m *message) { m.find(demand, Error, "Reads as pressing.") }},
	{ID: "L09", Title: "Thanks", Why: "The smallest courtesy, and the first thing they read.", Kinds: append(slices.Clone(replies), track.MsgInterviewThanks, track.MsgLinkedInNote),
		OK: []string{"Thank you for the update.", "I appreciate the time you spent with me.", "Many thanks to you and the panel."},
		check: func(m *message) {
			if !m.has(thanks) {
				m.add(Error, "No thanks yet.")
			}
		}},
	{ID: "L10", Title: "Accepts the decision", Why: "It shows that the loop is closed.", Kinds: []track.MessageKind{track.MsgThanks, track.MsgThanksFuture, track.MsgAskOne, track.MsgReceive, track.MsgAnswerOffer, track.MsgAgentCall},
		OK:    []string{"Thank you for letting me know about the decision.", "I understand you have moved ahead with someone else.", "Thank you for the clear update on the outcome."},
		check: (*message).accepts},
	{ID: "L11", Title: "Names the role", Why: "They handle many roles at once.", Except: []track.MessageKind{track.MsgLinkedInNote},
		OK: []string{"… about the Data Analyst opportunity.", "… with the payments team.", "… the support lead role we discussed."}, check: (*message).namesRole},
	{ID: "L12", Title: "Future interest", Why: "It leaves the door open without asking for anything.", Kinds: replies,
		OK: []string{"I would be glad to stay in touch.", "I would welcome future roles that fit better.", "Please think of me when a similar role opens."}, check: (*message).futureInterest},
	{ID: "L13", Title: "The ask is narrow and can be declined", Why: "Wide questions are hard to answer.",
		OK: []string{"One area of experience to strengthen; I understand if you can't say.", "One thing in the interview I could do differently; I understand if not.", "One skill for similar roles."}, check: (*message).narrowAsk},
	{ID: "L14", Title: "No blame", Why: "The tracker is the place for it, not the message.",
		OK:    []string{"Thank you for coordinating the talks.", "Thank you for the update. I wish you well.", "I appreciate the reply."},
		check: func(m *message) { m.find(blame, Error, "Criticises people or the process.") }},
	{ID: "L15", Title: "Once only", Why: "A second message changes nothing.", AnyLanguage: true, Except: []track.MessageKind{track.MsgCheckIn, track.MsgInterviewThanks},
		OK: []string{"No message: you have replied once."}, check: (*message).onceOnly},
	{ID: "L16", Title: "Rest and window", Why: "A reply within minutes, or after weeks, is read differently.", AnyLanguage: true, Kinds: replies,
		OK: []string{"Let it rest, then read it once more."}, check: (*message).window},
	{ID: "L17", Title: "No push after a refusal", Why: "They said no to feedback; a gracious line is the better end.", AnyLanguage: true,
		OK: []string{"I understand, thank you for replying.", "Thank you, that is fine."}, check: (*message).noPush},
	{ID: "L18", Title: "Nothing sensitive, legal or confidential", Why: "Other places exist for those.",
		OK:    []string{"Keep to role, skills and timing."},
		check: func(m *message) { m.find(sensitive, Error, "Touches something that does not belong in this message.") }},
	{ID: "L19", Title: "Ready to send", Why: "Names and gaps are what a reader sees first.", AnyLanguage: true, Except: notes,
		OK: []string{"Hello Ms Ortiz,"}, check: (*message).complete},
	{ID: "L20", Title: "Subject", Why: "Two to eight neutral words are enough.", Except: notes,
		OK: []string{"Thank you for the update", "Thank you: Data Analyst process"}, check: (*message).subject},
	{ID: "L21", Title: "One channel", Why: "The same thing on two channels is pressure.", AnyLanguage: true,
		OK: []string{"One message, on one channel.", "Glad we met, thank you again."}, check: (*message).oneChannel},
	{ID: "L22", Title: "Tone", Why: "Calm reads as confident.",
		OK: []string{"I enjoyed the discussion on forecasting.", "Thank you again.", "I wish the team well."}, check: (*message).tone},
}

func init() {
	for i := range Rules {
		Rules[i].Source = "method.md 4, " + Rules[i].ID
	}
}

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// length: errors below 15 and above 150 words; hints by kind.
func (m *message) length() {
	n := len(m.core)
	longest, shortest := 110, 0
	switch m.kind {
	case track.MsgAskOne, track.MsgThanksFuture:
		shortest = 35
	case track.MsgThanks:
		longest = 80
	}
	if m.facts.MaxWords > 0 {
		longest, shortest = min(longest, m.facts.MaxWords), 0
	}
	switch {
	case n > 150:
		m.add(Error, plural(n, "word", "words")+": too long to be answered. Cut to 150.")
	case n < 15:
		m.add(Error, plural(n, "word", "words")+": too short to carry anything.")
	case n > longest:
		m.add(Warning, plural(n, "word", "words")+": shorter is easier to answer.")
	case n < shortest:
		m.add(Warning, plural(n, "word", "words")+": a sentence about what you took from it would help.")
	}
}

// askLimits is how many asks a kind carries: at least, at most.
var askLimits = map[track.MessageKind][2]int{
	track.MsgAskOne: {1, 1}, track.MsgThanksFuture: {1, 1}, track.MsgThanks: {0, 0}, track.MsgReceive: {0, 0}, track.MsgLinkedInNote: {0, 0},
	track.MsgAgentCall: {1, 1}, track.MsgCheckIn: {1, 1},
}

func (m *message) askCount() {
	limits, ok := askLimits[m.kind]
	if !ok {
		limits = [2]int{0, 1}
	}
	n := len(m.asks)
	switch {
	case n < limits[0]:
		m.add(Error, "No question yet. This kind of message asks for one thing.")
	case n > limits[1] && limits[1] == 0:
		m.addAt(Error, m.asks[0][0], m.asks[0][1], "This kind of message asks for nothing.")
	case n > limits[1]:
		m.addAt(Error, m.asks[n-1][0], m.asks[n-1][1], plural(n, "question", "questions")+". Keep one.")
	}
}

func (m *message) emotion() {
	m.find(heavyEmotion, Error, "Heavy feeling is hard for them to answer.")
	mild := mildEmotion().FindAllStringSubmatchIndex(m.folded, -1)
	if len(mild) > 1 {
		last := mild[len(mild)-1]
		m.addAt(Warning, last[2], last[3], "One such word is enough.")
	}
}

func (m *message) accepts() {
	if m.find(awaiting, Error, "Reads as if the process went on.") == 0 && !m.has(acknowledge) {
		m.add(Error, "The decision is not mentioned yet.")
	}
}

var generic = []string{"the", "a", "an", "and", "of", "for", "senior", "junior", "lead", "staff", "head", "role", "team"}

func (m *message) namesRole() {
	for _, other := range m.facts.OtherNames {
		if i := strings.Index(m.folded, strings.ToLower(other)); other != "" && i >= 0 {
			m.addAt(Error, i, i+len(strings.ToLower(other)), "This name belongs to another application.")
		}
	}
	if m.kind == track.MsgInterviewThanks || m.kind == track.MsgReceive || m.kind == track.MsgSendInvited {
		return
	}
	if m.names(m.facts.Role) || m.names(m.facts.Company) || m.namesThing() {
		return
	}
	m.add(Warning, "Neither the role nor the team is named.")
}

// namesThing reports a role or team called by something more than "the role".
func (m *message) namesThing() bool {
	for _, loc := range namedThing().FindAllStringSubmatch(m.folded, -1) {
		words := strings.Fields(loc[1])
		if !emptyWords().MatchString(words[len(words)-1]) {
			return true
		}
	}
	return false
}

// names reports that a telling word of a name stands in the text.
func (m *message) names(name string) bool {
	for w := range strings.FieldsFuncSeq(strings.ToLower(name), func(r rune) bool { return !(r == '-' || r == '+' || r == '#' || isWordRune(r)) }) {
		if utf8.RuneCountInString(w) > 2 && !slices.Contains(generic, w) && strings.Contains(m.folded, w) {
			return true
		}
	}
	return false
}

func (m *message) futureInterest() {
	present := m.has(future)
	if loc := futureDemand().FindStringSubmatchIndex(m.folded); loc != nil {
		m.addAt(Warning, loc[2], loc[3], "This asks for too much. Interest is enough.")
		return
	}
	if keep := m.facts.KeepInTouch; keep != nil && !*keep {
		if loc := future().FindStringSubmatchIndex(m.folded); loc != nil && m.kind != track.MsgThanksFuture {
			m.addAt(Error, loc[2], loc[3], "You did not want to stay in touch here.")
		}
		return
	}
	if !present && (m.kind == track.MsgThanksFuture || m.kind == track.MsgAskOne) {
		m.add(Warning, "Future interest is not mentioned.")
	}
}

func (m *message) narrowAsk() {
	if loc := wideAsk().FindStringSubmatchIndex(m.folded); loc != nil {
		m.addAt(Warning, loc[2], loc[3], "This question is wide, and wide questions are hard to answer.")
		return
	}
	if len(m.asks) == 0 || m.kind == track.MsgCheckIn || m.kind == track.MsgAnswerOffer || m.kind == track.MsgSendInvited || m.kind == track.MsgInterviewThanks {
		return
	}
	ask := m.asks[0]
	switch {
	case !narrow().MatchString(m.folded[ask[0]:ask[1]]):
		m.addAt(Warning, ask[0], ask[1], "Name one thing, so that it can be answered in a line.")
	case !m.has(wayOut):
		m.addAt(Warning, ask[0], ask[1], "Say that it is fine if they can't answer.")
	}
}

func (m *message) onceOnly() {
	switch {
	case m.facts.RepliesSent >= 1 && !m.facts.TheyWroteAgain:
		m.add(Error, "You have replied once already, and nothing new came from them.")
	case !m.report.Limited && m.has(followUp):
		m.find(followUp, Warning, "Reads as a second message.")
	}
}

func (m *message) window() {
	if m.facts.Mood == track.MoodAngry {
		m.add(Error, "You ticked angry. It rests until you are calm.")
	}
	h := m.facts.HoursSinceNews
	if h == nil {
		return
	}
	rest := 2.0
	if m.facts.Stage.Interviewed() {
		rest = 24
	}
	if m.facts.RestHours != nil {
		rest = *m.facts.RestHours
	}
	switch {
	case *h < rest:
		m.add(Error, fmt.Sprintf("The answer is %.0f hours old. A reply here rests for %.0f.", *h, rest))
	case *h > 30*24:
		m.add(Error, "The answer is more than a month old. A reply no longer fits.")
	case *h > 14*24:
		m.add(Warning, "More than ten business days have passed. Keep it to thanks.")
	}
}

func (m *message) noPush() {
	if m.facts.Feedback == track.FeedbackRefused && len(m.asks) > 0 {
		m.addAt(Error, m.asks[0][0], m.asks[0][1], "They said that they give no feedback.")
	}
	if !m.report.Limited {
		m.find(push, Error, "Pushes after a no.")
	}
}

func (m *message) complete() {
	if loc := brackets().FindStringIndex(m.body); loc != nil {
		a, b := utf8.RuneCountInString(m.body[:loc[0]]), utf8.RuneCountInString(m.body[:loc[1]])
		m.report.Findings = append(m.report.Findings, Finding{m.rule.ID, Error, a, b, m.body[loc[0]:loc[1]], "This gap is not filled.", m.suggestion()})
	}
	if noReplyAddr().MatchString(m.facts.Address) {
		m.add(Error, "The address takes no replies.")
	}
	if l := m.facts.Language; l != "" && m.long() && strings.HasPrefix(strings.ToLower(l), "en") == m.report.Limited {
		m.add(Info, "Their message was in another language than this one.")
	}
	m.greetsSomebody()
}

func (m *message) greetsSomebody() {
	first := strings.TrimSpace(m.body)
	if i := strings.IndexAny(first, "\n,"); i >= 0 {
		first = first[:i]
	}
	lower := strings.ToLower(first)
	if name := m.facts.Recipient; name != "" {
		for part := range strings.FieldsSeq(strings.ToLower(name)) {
			if strings.Contains(lower, strings.Trim(part, ".,")) {
				return
			}
		}
		m.add(Warning, "You know who reads this: "+name+" is not greeted by name.")
		return
	}
	if w := strings.Fields(first); len(w) < 2 || len(w) > 6 || !greeting().MatchString(first) || impersonal().MatchString(lower) {
		m.add(Error, "No person is greeted by name.")
	}
}

func (m *message) subject() {
	if m.facts.Subject == nil {
		return
	}
	s := strings.TrimSpace(*m.facts.Subject)
	bare := replyPrefix().ReplaceAllString(s, "")
	words := len(strings.Fields(bare))
	switch {
	case s == "":
		m.add(Warning, "The subject is empty.")
	case s != bare:
		return // their own subject, as an answer to it
	case words < 2 || words > 8:
		m.add(Warning, "Two to eight words make a clear subject.")
	case strings.Contains(strings.ToLower(s), "urgent"), capsWords().MatchString(s) && strings.ToUpper(s) == s, strings.Contains(s, "??"), strings.Contains(s, "!"):
		m.add(Warning, "A neutral subject is read more kindly.")
	}
}

// aroundAgent are the kinds that the reply table never decides where an agency
// holds the contact (P13): such a message would go to the client.
var aroundAgent = []track.MessageKind{track.MsgAskOne, track.MsgThanksFuture, track.MsgLinkedInNote}

func (m *message) oneChannel() {
	if d := m.facts.OtherChannel; d != nil && *d < 7 {
		m.add(Error, "You wrote to them on another channel less than a week ago.")
	}
	if m.facts.Sender == track.SenderAgency && slices.Contains(aroundAgent, m.kind) {
		m.add(Error, "An agency stands between. Write to the agent, not to the client.")
	}
	if !m.report.Limited {
		m.find(beside, Error, "Speaks of a second channel.")
	}
	if m.kind != track.MsgLinkedInNote {
		return
	}
	limit := min(cmpOr(m.facts.LinkedInLimit, 200), 300)
	if m.runes > limit {
		m.add(Error, fmt.Sprintf("%d characters; a note has room for %d.", m.runes, limit))
	}
}

func cmpOr(n, otherwise int) int {
	if n == 0 {
		return otherwise
	}
	return n
}

func (m *message) tone() {
	for _, loc := range capsWords().FindAllStringIndex(m.body, 3) {
		word := m.body[loc[0]:loc[1]]
		if strings.HasPrefix(word, "!") || strings.ContainsAny(word, " ,") || len(word) > 6 {
			a, b := utf8.RuneCountInString(m.body[:loc[0]]), utf8.RuneCountInString(m.body[:loc[1]])
			m.report.Findings = append(m.report.Findings, Finding{m.rule.ID, Warning, a, b, word, "Loud. A plain full stop reads calmer.", m.suggestion()})
		}
	}
	m.find(guilt, Warning, "Reads as a reproach.")
	if hits := superlative().FindAllStringSubmatchIndex(m.folded, -1); len(hits) > 2 {
		last := hits[len(hits)-1]
		m.addAt(Warning, last[2], last[3], "So much praise is hard to believe.")
	}
	if m.kind == track.MsgCheckIn {
		m.find(checkInStyle, Info, "Say what you would like to know instead.")
	}
}
