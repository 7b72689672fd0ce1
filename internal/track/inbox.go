package track

// Class is what a mail is. Source: product.md 4.1.
type Class string

// The classes of the contract.
const (
	ClassReceived    Class = "application_received"
	ClassRejection   Class = "rejection"
	ClassInterview   Class = "interview"
	ClassAssessment  Class = "assessment"
	ClassOffer       Class = "offer"
	ClassInformation Class = "information_request"
	ClassStatus      Class = "status_update"
	ClassOutreach    Class = "recruiter_outreach"
	ClassAlert       Class = "job_alert"
	ClassOther       Class = "other"
)

// Classes lists the classes in the order of the contract.
var Classes = []Class{ClassReceived, ClassRejection, ClassInterview, ClassAssessment, ClassOffer, ClassInformation, ClassStatus, ClassOutreach, ClassAlert, ClassOther}

var classLabels = map[Class]string{
	ClassReceived: "Confirmation", ClassRejection: "Rejection", ClassInterview: "Interview", ClassAssessment: "Task or test", ClassOffer: "Offer",
	ClassInformation: "Request for information", ClassStatus: "Status update", ClassOutreach: "A recruiter wrote first", ClassAlert: "Advert or alert", ClassOther: "Not about my search",
}

// Label is the plain English name.
func (c Class) Label() string { return classLabels[c] }

// Valid reports whether c is a class of the contract.
func (c Class) Valid() bool { return classLabels[c] != "" }

// InboxState says where a mail stands on its way into the record.
type InboxState string

// The states.
const (
	InboxWaiting   InboxState = "waiting"   // the person decides
	InboxHeld      InboxState = "held"      // out of the list until HeldUntil (gentle mode)
	InboxFiled     InboxState = "filed"     // part of an application
	InboxDismissed InboxState = "dismissed" // not about the search, or an alert
)

// InboxItem is what is known about a kept mail on its way into the record: the
// reading of it, where it may belong, and what became of it.
type InboxItem struct {
	ID            InboxID       `db:"id" json:"id"`
	MessageID     MessageID     `db:"message_id" json:"message_id"`
	ApplicationID ApplicationID `db:"application_id" json:"application_id"` // filed under
	ProspectID    ProspectID    `db:"prospect_id" json:"prospect_id"`       // the application that it would begin, or join
	ReadingID     ReadingID     `db:"reading_id" json:"reading_id"`
	Class         Class         `db:"class" json:"class"`           // as read, or as filed
	Confidence    int           `db:"confidence" json:"confidence"` // thousandths
	Verdict       string        `db:"verdict" json:"verdict"`       // JSON of the reading, with evidence
	Matches       string        `db:"matches" json:"matches"`       // JSON, best first
	Doubt         string        `db:"doubt" json:"doubt"`           // why it waits: class, match, new, effect, date; empty: nothing is in doubt
	State         InboxState    `db:"state" json:"state"`
	By            string        `db:"filed_by" json:"filed_by"` // rule or person, once it does not wait
	HeldUntil     Instant       `db:"held_until" json:"held_until"`
	ChangeID      ChangeID      `db:"change_id" json:"change_id"` // what filed it
	Date          Instant       `db:"date" json:"date"`           // of the mail
	CreatedAt     Instant       `db:"created_at" json:"created_at"`
}

// Why a mail waits.
const (
	DoubtClass  = "class"  // not sure what it is
	DoubtMatch  = "match"  // not sure where it belongs
	DoubtNew    = "new"    // its application is not on record yet
	DoubtEffect = "effect" // sure of both, but what would change is the person's to say
	DoubtDate   = "date"   // its day can hardly be right
)

// Prospect is an application that mails tell of and that is not on record: what
// would be entered when the person says so. It gathers its mails meanwhile.
type Prospect struct {
	ID            ProspectID    `db:"id" json:"id"`
	ApplicationID ApplicationID `db:"application_id" json:"application_id"` // once it is on record
	Company       string        `db:"company" json:"company"`
	Agency        string        `db:"agency" json:"agency"`
	Role          string        `db:"role" json:"role"`
	Requisition   string        `db:"requisition" json:"requisition"`
	Channel       Channel       `db:"channel" json:"channel"`
	Domain        string        `db:"domain" json:"domain"` // mail domain of the employer, when it is the employer's
	Vendor        string        `db:"vendor" json:"vendor"`
	FirstOn       Day           `db:"first_on" json:"first_on"` // day of its earliest mail
	LastOn        Day           `db:"last_on" json:"last_on"`
	ReadingID     ReadingID     `db:"reading_id" json:"reading_id"`
	CreatedAt     Instant       `db:"created_at" json:"created_at"`
}
