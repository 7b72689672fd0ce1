package track

// Channel says how an application began. Source: product.md 1.
type Channel string

// The channels.
const (
	Cold     Channel = "cold"
	Referral Channel = "referral"
	Agency   Channel = "agency"
	Inbound  Channel = "inbound"
	Internal Channel = "internal"
	EventMet Channel = "event"
)

// Channels lists all channels.
var Channels = []Channel{Cold, Referral, Agency, Inbound, Internal, EventMet}

var channelLabels = map[Channel]string{
	Cold: "Direct", Referral: "Referral", Agency: "Agency", Inbound: "They wrote first", Internal: "Internal", EventMet: "Met at an event",
}

// Valid reports whether c is a known channel.
func (c Channel) Valid() bool { return channelLabels[c] != "" }

// Label is the plain English name.
func (c Channel) Label() string { return channelLabels[c] }

// Ending says how an application ended; empty while it is open. Closing never
// changes which stages were reached. Source: product.md 1.
type Ending string

// The endings.
const (
	Open             Ending = ""
	Declined         Ending = "declined"
	Silent           Ending = "silent"
	RoleClosed       Ending = "role_closed"
	FilledInternally Ending = "filled_internally"
	Withdrew         Ending = "withdrew"
	OfferWithdrawn   Ending = "offer_withdrawn"
	OfferDeclined    Ending = "offer_declined"
	EndedAccepted    Ending = "accepted"
)

// Endings lists all endings, without Open.
var Endings = []Ending{Declined, Silent, RoleClosed, FilledInternally, Withdrew, OfferWithdrawn, OfferDeclined, EndedAccepted}

var endingLabels = map[Ending]string{
	Open: "Open", Declined: "No", Silent: "Silence", RoleClosed: "Role closed", FilledInternally: "Filled internally",
	Withdrew: "You withdrew", OfferWithdrawn: "Offer withdrawn", OfferDeclined: "Offer declined", EndedAccepted: "Accepted",
}

// Valid reports whether e is a known ending (Open is not one).
func (e Ending) Valid() bool { return e != Open && endingLabels[e] != "" }

// Label is the plain English name.
func (e Ending) Label() string { return endingLabels[e] }

// Answered reports whether the ending itself is an answer from the employer.
func (e Ending) Answered() bool {
	switch e {
	case Declined, RoleClosed, FilledInternally, OfferWithdrawn, OfferDeclined, EndedAccepted:
		return true
	}
	return false
}

// Application is one attempt at one role at one employer. What happened to it
// stands in its events; everything derived from them is in State.
type Application struct {
	ID         ApplicationID   `db:"id" json:"id"`
	EmployerID EmployerID      `db:"employer_id" json:"employer_id"`
	AgencyID   EmployerID      `db:"agency_id" json:"agency_id,omitempty"` // the agency between, when there is one
	Role       string          `db:"role" json:"role"`
	Channel    Channel         `db:"channel" json:"channel"`
	RoleFamily string          `db:"role_family" json:"role_family,omitempty"`
	Location   string          `db:"location" json:"location,omitempty"`
	ResumeID   ResumeVersionID `db:"resume_id" json:"resume_id,omitempty"`
	PostingID  PostingID       `db:"posting_id" json:"posting_id,omitempty"`
	ContactID  ContactID       `db:"contact_id" json:"contact_id,omitempty"` // the person to write to
	Respect    Respect         `db:"respect" json:"respect,omitempty"`       // poor sets the "think twice" flag
	Source     string          `db:"source" json:"source,omitempty"`         // where it was found or imported from
	ImportKey  string          `db:"import_key" json:"import_key,omitempty"` // identity of an imported row; empty for own entries
	Archived   bool            `db:"archived" json:"archived"`
	CreatedAt  Instant         `db:"created_at" json:"created_at"`
}
