package track

// The words in which the facts around an answer are told. They are the inputs
// of method.md 3.1, shared by the reply rules, the lint, the drafts and the
// record of a debrief. An empty value means "not known".

// AnswerKind is what kind of answer came in.
type AnswerKind string

// The kinds of method.md 3.1. Offer is Debrief's own addition for the debrief
// of a good answer: it has no reply rule and is told to say so.
const (
	KindDeclined         AnswerKind = "declined"
	KindSilent           AnswerKind = "silent"
	KindRoleClosed       AnswerKind = "role_closed"
	KindFilledInternally AnswerKind = "filled_internally"
	KindWithdrew         AnswerKind = "withdrew"
	KindOfferWithdrawn   AnswerKind = "offer_withdrawn"
)

// AnswerKinds lists the kinds in the order of method.md 3.1.
var AnswerKinds = []AnswerKind{KindDeclined, KindSilent, KindRoleClosed, KindFilledInternally, KindWithdrew, KindOfferWithdrawn}

// Contact is the closest contact there was in the process.
type Contact string

// The contacts of method.md 3.1, from none to interviewed.
const (
	ContactNone        Contact = "none"
	ContactAutomated   Contact = "automated"
	ContactHuman       Contact = "human"
	ContactInterviewed Contact = "interviewed"
)

// Contacts lists the values of Contact from least to most.
var Contacts = []Contact{ContactNone, ContactAutomated, ContactHuman, ContactInterviewed}

// AtLeast reports whether c is o or closer. An unknown contact is at least nothing.
func (c Contact) AtLeast(o Contact) bool {
	rank := func(x Contact) int {
		for i, v := range Contacts {
			if v == x {
				return i
			}
		}
		return -1
	}
	return rank(c) >= 0 && rank(c) >= rank(o)
}

// Sender is who wrote the answer.
type Sender string

// The senders of method.md 3.1.
const (
	SenderNoReply       Sender = "no_reply"
	SenderRecruiter     Sender = "in_house_recruiter"
	SenderHiringManager Sender = "hiring_manager"
	SenderAgency        Sender = "agency"
	SenderUnknown       Sender = "unknown"
)

// Senders lists the values of Sender.
var Senders = []Sender{SenderNoReply, SenderRecruiter, SenderHiringManager, SenderAgency, SenderUnknown}

// Respect says how the process treated the person.
type Respect string

// The values of Respect.
const (
	RespectOK   Respect = "ok"
	RespectPoor Respect = "poor"
)

// Respects lists the values of Respect.
var Respects = []Respect{RespectOK, RespectPoor}

// Mood is the person's own tick in the reply step. It is never inferred.
type Mood string

// The values of Mood.
const (
	MoodCalm   Mood = "calm"
	MoodUnsure Mood = "unsure"
	MoodAngry  Mood = "angry"
)

// Moods lists the values of Mood.
var Moods = []Mood{MoodCalm, MoodUnsure, MoodAngry}

// FeedbackState says where feedback stands in this process.
type FeedbackState string

// The values of method.md 3.1.
const (
	FeedbackNone    FeedbackState = "none"
	FeedbackOffered FeedbackState = "offered"
	FeedbackGiven   FeedbackState = "given"
	FeedbackPending FeedbackState = "asked_pending"
	FeedbackRefused FeedbackState = "refused_by_policy"
)

// FeedbackStates lists the values of FeedbackState.
var FeedbackStates = []FeedbackState{FeedbackNone, FeedbackOffered, FeedbackGiven, FeedbackPending, FeedbackRefused}

// NewInfo says whether there is truly new information since the interview.
type NewInfo string

// The values of NewInfo.
const (
	NewInfoNone NewInfo = "none"
	NewInfoTrue NewInfo = "true_new"
)

// NewInfos lists the values of NewInfo.
var NewInfos = []NewInfo{NewInfoNone, NewInfoTrue}

// Outcome is what the reply rules decide. Source: method.md 3.1.
type Outcome string

// The outcomes.
const (
	NoReply      Outcome = "NO_REPLY"
	Thanks       Outcome = "THANKS"        // relationship only, no ask
	ThanksFuture Outcome = "THANKS_FUTURE" // ask whether future roles fit better
	AskOne       Outcome = "ASK_ONE"       // thanks plus one narrow ask
	AnswerOffer  Outcome = "ANSWER_OFFER"  // accept offered feedback
	Receive      Outcome = "RECEIVE"       // thank for feedback, nothing more
	CheckIn      Outcome = "CHECK_IN"      // status, not a rejection reply
	SendInvited  Outcome = "SEND_INVITED"  // exactly what was asked for
	AgentCall    Outcome = "AGENT_CALL"
	Wait         Outcome = "WAIT"
	CloseSilent  Outcome = "CLOSE_SILENT"
)

// Outcomes lists all outcomes.
var Outcomes = []Outcome{NoReply, Thanks, ThanksFuture, AskOne, AnswerOffer, Receive, CheckIn, SendInvited, AgentCall, Wait, CloseSilent}

// MessageKind is a kind of message that Debrief drafts and checks: the
// outcomes that are messages, and two that are written outside a debrief.
type MessageKind string

// The kinds. The first eight are outcomes of the same name.
const (
	MsgThanks          MessageKind = "THANKS"
	MsgThanksFuture    MessageKind = "THANKS_FUTURE"
	MsgAskOne          MessageKind = "ASK_ONE"
	MsgAnswerOffer     MessageKind = "ANSWER_OFFER"
	MsgReceive         MessageKind = "RECEIVE"
	MsgCheckIn         MessageKind = "CHECK_IN"
	MsgSendInvited     MessageKind = "SEND_INVITED"
	MsgAgentCall       MessageKind = "AGENT_CALL"
	MsgLinkedInNote    MessageKind = "LINKEDIN_NOTE"
	MsgInterviewThanks MessageKind = "INTERVIEW_THANKS"
)

// MessageKinds lists all kinds.
var MessageKinds = []MessageKind{MsgThanks, MsgThanksFuture, MsgAskOne, MsgAnswerOffer, MsgReceive, MsgCheckIn, MsgSendInvited, MsgAgentCall, MsgLinkedInNote, MsgInterviewThanks}

var messageLabels = map[MessageKind]string{
	MsgThanks: "Thank you only", MsgThanksFuture: "Future roles", MsgAskOne: "Ask for one thing", MsgAnswerOffer: "Accept the feedback",
	MsgReceive: "Thank for feedback", MsgCheckIn: "Check in", MsgSendInvited: "Send what they asked for", MsgAgentCall: "Call the agent",
	MsgLinkedInNote: "LinkedIn note", MsgInterviewThanks: "Thank you after an interview",
}

// Label is the plain English name.
func (k MessageKind) Label() string { return messageLabels[k] }

// Valid reports whether k is a known kind.
func (k MessageKind) Valid() bool { return messageLabels[k] != "" }

// Message is the kind of message an outcome asks for. ok is false for
// NO_REPLY, WAIT and CLOSE_SILENT.
func (o Outcome) Message() (k MessageKind, ok bool) {
	k = MessageKind(o)
	return k, k.Valid()
}
