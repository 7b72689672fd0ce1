package track

// Review is a weekly review: one line under each of four headings. Its id is
// the Monday of the week, so that a week has one review. Once closed it stays
// closed for reading until the week is over.
type Review struct {
	ID       ReviewID `db:"id" json:"id"` // "2026-11-23"
	Plan     string   `db:"plan" json:"plan"`
	Prepare  string   `db:"prepare" json:"prepare"`
	Steady   string   `db:"steady" json:"steady"`
	LookBack string   `db:"look_back" json:"look_back"`
	ClosedAt Instant  `db:"closed_at" json:"closed_at"`
}
