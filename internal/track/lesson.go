package track

// LessonKind says what a correction teaches.
type LessonKind string

// The kinds.
const (
	LessonSender   LessonKind = "sender"   // mails of this address are of this class
	LessonPhrase   LessonKind = "phrase"   // mails with this sentence are of this class
	LessonEmployer LessonKind = "employer" // this name or domain is that employer
)

// LessonKinds lists the kinds.
var LessonKinds = []LessonKind{LessonSender, LessonPhrase, LessonEmployer}

// Lesson is what Debrief learnt from one correction. It holds until it is unlearnt.
type Lesson struct {
	ID        LessonID   `db:"id" json:"id"`
	Kind      LessonKind `db:"kind" json:"kind"`
	Pattern   string     `db:"pattern" json:"pattern"`       // address, sentence, name or domain, folded
	Class     Class      `db:"class" json:"class"`           // of a sender or phrase
	Company   string     `db:"company" json:"company"`       // of an employer lesson
	MessageID MessageID  `db:"message_id" json:"message_id"` // the mail that was corrected
	CreatedAt Instant    `db:"created_at" json:"created_at"`
}
