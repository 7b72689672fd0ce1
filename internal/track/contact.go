package track

import "database/sql/driver"

// Person is someone at an employer or an agency. (Contact, without more, is
// how close a process came: see answer.go. The pages call a Person a contact.)
type Person struct {
	ID         ContactID  `db:"id" json:"id"`
	EmployerID EmployerID `db:"employer_id" json:"employer_id"`
	Name       string     `db:"name" json:"name"`
	Email      string     `db:"email" json:"email"`
	Phone      string     `db:"phone" json:"phone"`
	Role       PersonRole `db:"role" json:"role"`
	Title      string     `db:"title" json:"title"`     // their job title
	Profile    string     `db:"profile" json:"profile"` // address of a public profile
	CreatedAt  Instant    `db:"created_at" json:"created_at"`
	Warmth     Warmth     `db:"warmth" json:"warmth"`           // empty: derived from what is on record
	NextOn     Day        `db:"next_on" json:"next_on"`         // when to be in touch again
	NextReason string     `db:"next_reason" json:"next_reason"` // why; a touch without a reason is not suggested
	NeverNote  bool       `db:"never_note" json:"never_note"`   // no LinkedIn note to them, ever
	Prefers    string     `db:"prefers" json:"prefers"`         // "mail, mornings"
	Past       Stints     `db:"past" json:"past"`               // employers they were with before, latest first
}

// Stint is an employer that a contact was with before.
type Stint struct {
	EmployerID EmployerID `json:"employer_id"`
	Title      string     `json:"title"`
	Until      Day        `json:"until"` // the day on which the change was noted
}

// Stints is a list of them, kept in one column as JSON. nil and empty are the
// same and are written as [].
type Stints []Stint

// Value writes the JSON list.
func (s Stints) Value() (driver.Value, error) {
	b, err := s.MarshalJSON()
	return string(b), err
}

// Scan reads a JSON list; empty text is an empty list.
func (s *Stints) Scan(v any) error { return scanList(v, "a list of employers", (*[]Stint)(s)) }

// MarshalJSON writes [] for nil, so that one state has one form.
func (s Stints) MarshalJSON() ([]byte, error) { return marshalList([]Stint(s)) }

// PersonRole says what a person was in a process.
type PersonRole string

// The roles.
const (
	RoleRecruiter     PersonRole = "recruiter"
	RoleHiringManager PersonRole = "hiring_manager"
	RoleInterviewer   PersonRole = "interviewer"
	RoleAgent         PersonRole = "agent"
	RoleReferrer      PersonRole = "referrer"
	RoleOther         PersonRole = "other"
)

// PersonRoles lists the roles.
var PersonRoles = []PersonRole{RoleRecruiter, RoleHiringManager, RoleInterviewer, RoleAgent, RoleReferrer, RoleOther}

var personRoleLabels = map[PersonRole]string{RoleRecruiter: "Recruiter", RoleHiringManager: "Hiring manager", RoleInterviewer: "Interviewer", RoleAgent: "Agent", RoleReferrer: "Referrer", RoleOther: "Contact"}

// Label is the plain English name.
func (r PersonRole) Label() string { return personRoleLabels[r] }
