package track

// InterviewNote is what is on record around one conversation: the plan before
// it, the sheet of a screen, and the five lines after it. Body is a JSON object
// of the page's fields, so that a field can be added without a migration.
type InterviewNote struct {
	ID            InterviewNoteID `db:"id" json:"id"`
	ApplicationID ApplicationID   `db:"application_id" json:"application_id"`
	EventID       EventID         `db:"event_id" json:"event_id"` // the interview; empty for a call that was not planned
	Kind          string          `db:"kind" json:"kind"`         // screen, interview
	Body          string          `db:"body" json:"body"`
	IfNo          string          `db:"if_no" json:"if_no"` // "if this ends in a no, I will …", written before
	CreatedAt     Instant         `db:"created_at" json:"created_at"`
	UpdatedAt     Instant         `db:"updated_at" json:"updated_at"`
}

// Touch is one contact with a person outside an application's mails: a note, a
// call, a coffee. It feeds the contact budget.
type Touch struct {
	ID       TouchID   `db:"id" json:"id"`
	PersonID ContactID `db:"person_id" json:"person_id"`
	Day      Day       `db:"day" json:"day"`
	Kind     string    `db:"kind" json:"kind"` // note, mail, call, met
	Out      bool      `db:"out" json:"out"`   // from me to them
	Reason   string    `db:"reason" json:"reason"`
	Text     string    `db:"text" json:"text"`
	Answered Day       `db:"answered" json:"answered"`
}
