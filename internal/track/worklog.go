package track

// LogEntry is the person's word on one line of the work-search log: whether it
// counts, with proof and note; or a whole line that no event stands behind.
type LogEntry struct {
	ID            LogEntryID    `db:"id" json:"id"`
	ApplicationID ApplicationID `db:"application_id" json:"application_id"`
	EventID       EventID       `db:"event_id" json:"event_id"` // empty for a line entered by hand
	Counts        string        `db:"counts" json:"counts"`     // yes, no, ask
	Proof         string        `db:"proof" json:"proof"`
	Note          string        `db:"note" json:"note"`
	Body          string        `db:"body" json:"body"` // JSON of worklog.Row, for a line entered by hand
}

// LogCopy is a frozen copy of a week as it was handed in, so that later edits
// show as such.
type LogCopy struct {
	ID        LogCopyID `db:"id" json:"id"`
	Profile   string    `db:"profile" json:"profile"`
	FirstDay  Day       `db:"first_day" json:"first_day"`
	LastDay   Day       `db:"last_day" json:"last_day"`
	CSV       string    `db:"csv" json:"csv"`
	CreatedAt Instant   `db:"created_at" json:"created_at"`
}
