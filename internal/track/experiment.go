package track

// ExperimentKind says what an experiment may be called.
type ExperimentKind string

// The kinds. Source: method.md 2d, Protocol and Sizes.
const (
	KindTest        ExperimentKind = "test"         // large enough to decide
	KindTrial       ExperimentKind = "trial"        // "a trial run, for learning only"
	KindBeforeAfter ExperimentKind = "before_after" // no turns: compares with the time before
)

// ExperimentState says where an experiment stands.
type ExperimentState string

// The states. Adopt, drop and undecided are what it came to; stopped is the
// person's own end before that.
const (
	ExperimentRunning   ExperimentState = "running"
	ExperimentAdopted   ExperimentState = "adopted"
	ExperimentDropped   ExperimentState = "dropped"
	ExperimentUndecided ExperimentState = "undecided"
	ExperimentStopped   ExperimentState = "stopped"
)

// Experiment is an action whose effect is being compared. What it asks, which
// gate counts, the arms and the planned number are fixed before it starts.
type Experiment struct {
	ID         ExperimentID    `db:"id" json:"id"`
	ActionID   ActionID        `db:"action_id" json:"action_id"` // the action it came from, if any
	Hypothesis string          `db:"hypothesis" json:"hypothesis"`
	Gate       Gate            `db:"gate" json:"gate"`
	Channel    Channel         `db:"channel" json:"channel"` // for G1: of which applications; empty otherwise
	Kind       ExperimentKind  `db:"kind" json:"kind"`
	ChangeOf   string          `db:"change_of" json:"change_of"` // what differs between the arms, "résumé", "opening"
	ArmA       string          `db:"arm_a" json:"arm_a"`         // as until now
	ArmB       string          `db:"arm_b" json:"arm_b"`         // the change
	ResumeA    ResumeVersionID `db:"resume_a" json:"resume_a"`   // where the arms are résumé versions
	ResumeB    ResumeVersionID `db:"resume_b" json:"resume_b"`
	Planned    int             `db:"planned" json:"planned"` // matured items per arm
	Target     int             `db:"target" json:"target"`   // rate hoped for, in 1,000
	Needed     int             `db:"needed" json:"needed"`   // items per arm that a test of this size needs, as computed at the start
	State      ExperimentState `db:"state" json:"state"`
	StartedOn  Day             `db:"started_on" json:"started_on"`
	EndedOn    Day             `db:"ended_on" json:"ended_on"`
	Kept       string          `db:"kept" json:"kept"` // what the person does from now on, "a" or "b"
	CreatedAt  Instant         `db:"created_at" json:"created_at"`
}

// The arms.
const (
	ArmA = "a"
	ArmB = "b"
)

// Turn is whose turn one application was in an experiment: by alternation,
// never by feeling. LeftOut says why a posting could not take its turn.
type Turn struct {
	ID            TurnID        `db:"id" json:"id"`
	ExperimentID  ExperimentID  `db:"experiment_id" json:"experiment_id"`
	ApplicationID ApplicationID `db:"application_id" json:"application_id"`
	Position      int           `db:"position" json:"position"` // from 1
	Arm           string        `db:"arm" json:"arm"`
	LeftOut       string        `db:"left_out" json:"left_out"`
	CreatedAt     Instant       `db:"created_at" json:"created_at"`
}
