package track

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
}

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
