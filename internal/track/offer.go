package track

// OfferState says where an offer stands.
type OfferState string

// The states.
const (
	OnTable     OfferState = "open"
	Taken       OfferState = "accepted"
	TurnedDown  OfferState = "declined"
	TakenBack   OfferState = "withdrawn" // by the employer
	OnlyGuessed OfferState = "guess"     // no offer yet: figures are the person's guesses
)

// OfferStates lists the states.
var OfferStates = []OfferState{OnTable, OnlyGuessed, Taken, TurnedDown, TakenBack}

var offerLabels = map[OfferState]string{OnTable: "Open", Taken: "Accepted", TurnedDown: "You declined", TakenBack: "Withdrawn", OnlyGuessed: "No offer yet"}

// Label is the plain English name.
func (s OfferState) Label() string { return offerLabels[s] }

// Offer is the terms of one offer as told or written. The JSON fields hold the
// types of package offer, so that a term can be added without a migration.
type Offer struct {
	ID            OfferID       `db:"id" json:"id"`
	ApplicationID ApplicationID `db:"application_id" json:"application_id"`
	State         OfferState    `db:"state" json:"state"`
	ReceivedOn    Day           `db:"received_on" json:"received_on"`
	AnswerBy      Day           `db:"answer_by" json:"answer_by"`
	Terms         string        `db:"terms" json:"terms"` // offer.Terms
	Facts         string        `db:"facts" json:"facts"` // offer.Facts
	Told          string        `db:"told" json:"told"`   // list of TermPair
	Marks         string        `db:"marks" json:"marks"` // criterion -> offer.Mark
	Notes         string        `db:"notes" json:"notes"` // why decided, in the person's words
	DecidedOn     Day           `db:"decided_on" json:"decided_on"`
	CreatedAt     Instant       `db:"created_at" json:"created_at"`
}

// TermPair is one term as it was told and as it is written.
type TermPair struct {
	Term    string `json:"term"`
	Told    string `json:"told"`
	Whom    string `json:"whom"` // who told it
	Day     Day    `json:"day"`
	Written string `json:"written"`
	Verdict string `json:"verdict"` // same, weaker in writing, not written, better in writing
}
