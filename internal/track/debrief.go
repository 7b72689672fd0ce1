package track

// DebriefState says where a debrief stands.
type DebriefState string

// The states.
const (
	DebriefWaiting  DebriefState = "waiting"  // an answer came in
	DebriefLater    DebriefState = "later"    // put off by the person
	DebriefFinished DebriefState = "finished" //
)

// Debrief is the record of one answer: facts, decision, stage reading, reason
// and the chosen action. Facts and Decision are JSON objects of the contract
// of "debrief decide" (product.md 4.1), kept as they were when decided.
type Debrief struct {
	ID            DebriefID     `db:"id" json:"id"`
	ApplicationID ApplicationID `db:"application_id" json:"application_id"`
	MessageID     MessageID     `db:"message_id" json:"message_id"` // the answer, when there is a text
	Kind          AnswerKind    `db:"kind" json:"kind"`
	StageKind     StageKind     `db:"stage_kind" json:"stage_kind"` // stage of the answer
	Facts         string        `db:"facts" json:"facts"`
	Decision      string        `db:"decision" json:"decision"`
	RulesVersion  string        `db:"rules_version" json:"rules_version"`
	Reply         string        `db:"reply" json:"reply"` // "reply", "no_reply", "later", or empty: as decided
	Mood          Mood          `db:"mood" json:"mood"`
	MoodAt        Instant       `db:"mood_at" json:"mood_at"` // when angry or unsure was last ticked
	Reason        ReasonCode    `db:"reason" json:"reason"`
	Reason2       ReasonCode    `db:"reason2" json:"reason2"`
	ReasonSource  ReasonSource  `db:"reason_source" json:"reason_source"`
	ReasonLine    string        `db:"reason_line" json:"reason_line"` // one neutral line
	ActionID      ActionID      `db:"action_id" json:"action_id"`     // empty: change nothing yet
	State         DebriefState  `db:"state" json:"state"`
	AnsweredOn    Day           `db:"answered_on" json:"answered_on"`
	NewsAt        Instant       `db:"news_at" json:"news_at"` // when the answer came
	CreatedAt     Instant       `db:"created_at" json:"created_at"`
	FinishedAt    Instant       `db:"finished_at" json:"finished_at"`
}

// DraftState says where a message being written stands. Source: product.md 1.
type DraftState string

// The states.
const (
	DraftNone     DraftState = "none"
	DraftDrafted  DraftState = "drafted"
	DraftResting  DraftState = "resting"
	DraftReady    DraftState = "ready"
	DraftSaved    DraftState = "saved_to_drafts"
	DraftSent     DraftState = "sent_by_user"
	DraftAnswered DraftState = "answered"
	DraftNoAnswer DraftState = "no_answer"
)

// Draft is a message being written. Debrief never sends it.
type Draft struct {
	ID            DraftID       `db:"id" json:"id"`
	ApplicationID ApplicationID `db:"application_id" json:"application_id"`
	DebriefID     DebriefID     `db:"debrief_id" json:"debrief_id"`
	Kind          MessageKind   `db:"kind" json:"kind"`
	ToName        string        `db:"to_name" json:"to_name"`
	ToAddr        string        `db:"to_addr" json:"to_addr"`
	Subject       string        `db:"subject" json:"subject"`
	Body          string        `db:"body" json:"body"`
	Variant       int           `db:"variant" json:"variant"`
	Edited        bool          `db:"edited" json:"edited"` // the person changed the text: never overwrite it
	State         DraftState    `db:"state" json:"state"`
	NotBefore     Instant       `db:"not_before" json:"not_before"` // rests until
	ReadAgainAt   Instant       `db:"read_again_at" json:"read_again_at"`
	InReplyTo     MessageID     `db:"in_reply_to" json:"in_reply_to"`
	CreatedAt     Instant       `db:"created_at" json:"created_at"`
	UpdatedAt     Instant       `db:"updated_at" json:"updated_at"`
}

// ActionState says where an action stands.
type ActionState string

// The states.
const (
	ActionOpen    ActionState = "open"
	ActionDone    ActionState = "done"
	ActionDropped ActionState = "dropped"
)

// Action is one thing to try next, with the gate it should move and a measure.
type Action struct {
	ID            ActionID      `db:"id" json:"id"`
	ApplicationID ApplicationID `db:"application_id" json:"application_id"` // whose debrief it came from
	DebriefID     DebriefID     `db:"debrief_id" json:"debrief_id"`
	Text          string        `db:"text" json:"text"`
	Theme         ReasonCode    `db:"theme" json:"theme"`
	Gate          Gate          `db:"gate" json:"gate"`
	Measure       string        `db:"measure" json:"measure"`   // "next 3 interviews"
	Evidence      string        `db:"evidence" json:"evidence"` // story, bullet, answer, filter, range, timing
	Planned       int           `db:"planned" json:"planned"`   // planned number of items
	State         ActionState   `db:"state" json:"state"`
	StartedOn     Day           `db:"started_on" json:"started_on"`
	EndedOn       Day           `db:"ended_on" json:"ended_on"`
	Result        string        `db:"result" json:"result"` // what happened, in the person's words
}
