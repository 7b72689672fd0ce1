package track

// Identifiers are opaque lower-case strings that sort by the time they were
// made. Each noun has its own type, so that one can't stand in for another.
type (
	OwnerID         string // a person; every row belongs to exactly one
	ApplicationID   string
	EmployerID      string
	ContactID       string
	PostingID       string
	StageID         string
	EventID         string
	ChangeID        string
	MessageID       string
	DraftID         string
	DebriefID       string
	ActionID        string
	NoteID          string
	DocumentID      string
	ResumeVersionID string
	SalaryEntryID   string
	WatchID         string
	ViewID          string
	TagID           string
	InterviewID     string
	ShelfItemID     string
	MappingID       string
	SourceID        string
	OriginID        string
	ReadingID       string
	InboxID         string
	ProspectID      string
	LessonID        string
	StoryID         string
	TellingID       string
	BulletID        string
	RequirementID   string
	OfferID         string
	InterviewNoteID string
	TouchID         string
	LogEntryID      string
	LogCopyID       string
	ExperimentID    string
	TurnID          string
	ReviewID        string
	MarketFigureID  string
)
