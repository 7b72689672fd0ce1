package track

// SalaryKind says what an entry of the salary ledger is.
type SalaryKind string

// The kinds. A floor is private: exports leave it out unless asked for.
const (
	SalaryPosted  SalaryKind = "posted"
	SalarySaid    SalaryKind = "said"    // what I said to whom
	SalaryTold    SalaryKind = "told"    // what they named
	SalaryFloor   SalaryKind = "floor"   // my private floor
	SalaryOffered SalaryKind = "offered" // in an offer
)

// SalaryKinds lists the kinds.
var SalaryKinds = []SalaryKind{SalaryPosted, SalarySaid, SalaryTold, SalaryFloor, SalaryOffered}

var salaryLabels = map[SalaryKind]string{SalaryPosted: "Posted", SalarySaid: "You said", SalaryTold: "They named", SalaryFloor: "Your floor", SalaryOffered: "Offered"}

// Label is the plain English name.
func (k SalaryKind) Label() string { return salaryLabels[k] }

// SalaryEntry is one line of the salary ledger. Amounts are whole units of the
// currency per basis; High is 0 for a single figure.
type SalaryEntry struct {
	ID            SalaryEntryID `db:"id" json:"id"`
	ApplicationID ApplicationID `db:"application_id" json:"application_id"`
	Kind          SalaryKind    `db:"kind" json:"kind"`
	Low           int           `db:"low" json:"low"`
	High          int           `db:"high" json:"high"`
	Currency      string        `db:"currency" json:"currency"` // ISO 4217, "EUR"
	Basis         string        `db:"basis" json:"basis"`       // year, month, day, hour
	Whom          string        `db:"whom" json:"whom"`         // to whom it was said
	Day           Day           `db:"day" json:"day"`
	Text          string        `db:"text" json:"text"`
}
