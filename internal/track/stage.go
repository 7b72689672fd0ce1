package track

// StageKind is one of the ten fixed kinds that every stage counts as. A person
// may name and order their own stages; the kind is what rules and counts use.
// Source: method.md 3.6 (S01 to S10).
type StageKind string

// The kinds in process order.
const (
	Applied          StageKind = "applied"
	RecruiterContact StageKind = "recruiter_contact"
	Screen           StageKind = "screen"
	SkillsTask       StageKind = "skills_task"
	HiringManager    StageKind = "hiring_manager"
	Panel            StageKind = "panel"
	Final            StageKind = "final"
	ReferencesChecks StageKind = "references_checks"
	OfferStage       StageKind = "offer"
	Accepted         StageKind = "accepted"
)

// StageKinds lists all kinds in process order.
var StageKinds = []StageKind{Applied, RecruiterContact, Screen, SkillsTask, HiringManager, Panel, Final, ReferencesChecks, OfferStage, Accepted}

var stageLabels = map[StageKind]string{
	Applied: "Applied", RecruiterContact: "Recruiter contact", Screen: "Screen", SkillsTask: "Skills task",
	HiringManager: "Hiring manager", Panel: "Panel", Final: "Final", ReferencesChecks: "References and checks",
	OfferStage: "Offer", Accepted: "Accepted",
}

// Rank is 1 for applied to 10 for accepted, and 0 for an unknown kind.
func (k StageKind) Rank() int {
	for i, s := range StageKinds {
		if s == k {
			return i + 1
		}
	}
	return 0
}

// Valid reports whether k is one of the ten kinds.
func (k StageKind) Valid() bool { return k.Rank() > 0 }

// Label is the plain English name.
func (k StageKind) Label() string { return stageLabels[k] }

// Interviewed reports whether a person who lost at this stage had a
// conversation beyond the recruiter screen (skills task and later).
func (k StageKind) Interviewed() bool { return k.Rank() >= SkillsTask.Rank() }

// Gate is a step from one stage to the next, counted over all applications.
// Source: method.md 3.6.
type Gate string

// The gates. G5 (offer to accepted) is the person's own choice and carries no reading.
const (
	G1 Gate = "G1" // applied to recruiter contact or screen
	G2 Gate = "G2" // screen to skills task or hiring manager
	G3 Gate = "G3" // hiring manager to panel or final
	G4 Gate = "G4" // final to offer
	G5 Gate = "G5" // offer to accepted
)

// Gates lists G1 to G4, those with a reading.
var Gates = []Gate{G1, G2, G3, G4}

// GateSpan says between which ranks a gate lies: an application is at the gate
// when its furthest rank is in [From, To), and has passed it at To or beyond.
type GateSpan struct {
	Gate     Gate
	From, To int // ranks of StageKind
	Label    string
}

// GateSpans is the gate table of method.md 3.6. Skipped stages count as passed.
var GateSpans = []GateSpan{
	{G1, 1, 2, "Applied to a person answering"},
	{G2, 2, 4, "Screen to interview"},
	{G3, 4, 6, "Interview to panel or final"},
	{G4, 6, 9, "Final to offer"},
	{G5, 9, 10, "Offer to accepted"},
}

// GateAt is the gate at which an application with this furthest kind waits or
// was lost. ok is false for accepted and unknown kinds.
func GateAt(k StageKind) (gate Gate, ok bool) {
	r := k.Rank()
	for _, s := range GateSpans {
		if r >= s.From && r < s.To {
			return s.Gate, true
		}
	}
	return "", false
}

// Stage is a person's own stage: a name and a place in the order, counting as
// one fixed kind. Board stages are columns even when they are empty.
type Stage struct {
	ID       StageID   `db:"id" json:"id"`
	Name     string    `db:"name" json:"name"`
	Kind     StageKind `db:"kind" json:"kind"`
	Position int       `db:"position" json:"position"`
	Board    bool      `db:"board" json:"board"`
}
