package track

// Employer is a company or an agency.
type Employer struct {
	ID         EmployerID `db:"id" json:"id"`
	Name       string     `db:"name" json:"name"`
	Aliases    Strings    `db:"aliases" json:"aliases"` // other names it goes by
	Domain     string     `db:"domain" json:"domain"`   // mail domain, lower case
	IsAgency   bool       `db:"is_agency" json:"is_agency"`
	CareersURL string     `db:"careers_url" json:"careers_url"`
	ThinkTwice bool       `db:"think_twice" json:"think_twice"` // a process that was not respectful
	CreatedAt  Instant    `db:"created_at" json:"created_at"`
}

// Watch is an employer kept in view. Source: practice.md k.
type Watch struct {
	ID         WatchID    `db:"id" json:"id"`
	EmployerID EmployerID `db:"employer_id" json:"employer_id"`
	Reason     string     `db:"reason" json:"reason"`             // why it stays; required
	Write      string     `db:"write_reason" json:"write_reason"` // what gives a reason to write; a touch without one slides
	Roles      string     `db:"roles" json:"roles"`               // the roles wanted there
	ContactID  ContactID  `db:"contact_id" json:"contact_id"`
	Warmth     Warmth     `db:"warmth" json:"warmth"`
	NextOn     Day        `db:"next_on" json:"next_on"`       // when to look again
	ReapplyOn  Day        `db:"reapply_on" json:"reapply_on"` // not the same role before this day
	StoppedOn  Day        `db:"stopped_on" json:"stopped_on"` // off the list since
	CreatedAt  Instant    `db:"created_at" json:"created_at"`
}

// Warmth says how far one got with an employer or a person.
type Warmth string

// The values of practice.md k: hot is a finalist, warm was interviewed, cool applied only.
const (
	Hot  Warmth = "hot"
	Warm Warmth = "warm"
	Cool Warmth = "cool"
)
