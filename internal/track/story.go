package track

// Story is one record of facts that a person tells in interviews. STAR, CAR,
// PAR and SOAR are views of it. Every part may be empty.
type Story struct {
	ID           StoryID `db:"id" json:"id"`
	Title        string  `db:"title" json:"title"`
	Situation    string  `db:"situation" json:"situation"`
	Task         string  `db:"task" json:"task"` // task, challenge or problem
	Obstacle     string  `db:"obstacle" json:"obstacle"`
	Action       string  `db:"action" json:"action"`
	Result       string  `db:"result" json:"result"`
	NoNumber     string  `db:"no_number" json:"no_number"`   // why the result honestly has no number
	Reflection   string  `db:"reflection" json:"reflection"` // what I'd do differently
	People       string  `db:"people" json:"people"`
	Competencies Strings `db:"competencies" json:"competencies"` // codes of the coverage grid
	Failure      bool    `db:"failure" json:"failure"`           // about something that went wrong
	Influence    string  `db:"influence" json:"influence"`       // JSON of story.Influence; empty for none
	NDA          bool    `db:"nda" json:"nda"`                   // never exported
	Archived     bool    `db:"archived" json:"archived"`
	CreatedAt    Instant `db:"created_at" json:"created_at"`
	UpdatedAt    Instant `db:"updated_at" json:"updated_at"`
}

// Telling is one time a story was told, or drilled where it names no application.
type Telling struct {
	ID            TellingID     `db:"id" json:"id"`
	StoryID       StoryID       `db:"story_id" json:"story_id"`
	ApplicationID ApplicationID `db:"application_id" json:"application_id"` // empty for a drill
	EventID       EventID       `db:"event_id" json:"event_id"`             // the interview
	Day           Day           `db:"day" json:"day"`
	Question      string        `db:"question" json:"question"`
	Landed        int           `db:"landed" json:"landed"` // 1 to 5; 0 when not said
	FollowUps     string        `db:"follow_ups" json:"follow_ups"`
}

// Bullet is one line of a résumé version, linked to the story that proves it.
type Bullet struct {
	ID       BulletID        `db:"id" json:"id"`
	ResumeID ResumeVersionID `db:"resume_id" json:"resume_id"`
	Position int             `db:"position" json:"position"`
	Heading  string          `db:"heading" json:"heading"` // "Tidewater Logistics, Senior Engineer, 2021 to 2026"
	Current  bool            `db:"current" json:"current"` // of the present job
	Text     string          `db:"text" json:"text"`
	StoryID  StoryID         `db:"story_id" json:"story_id"`
}

// Requirement is one thing that a posting asks for, as the person left it.
type Requirement struct {
	ID          RequirementID `db:"id" json:"id"`
	PostingID   PostingID     `db:"posting_id" json:"posting_id"`
	Position    int           `db:"position" json:"position"`
	Kind        string        `db:"kind" json:"kind"` // knockout, must, nice, soft, title, education, years, domain
	Text        string        `db:"text" json:"text"`
	Term        string        `db:"term" json:"term"`                 // name in the skills vocabulary; empty for none
	CannotClaim bool          `db:"cannot_claim" json:"cannot_claim"` // the person says it is not theirs to claim
}
