package track

// ReasonCode is one of the 27 neutral codes under which the reason of an
// ending is filed. Source: method.md 3.6.
type ReasonCode string

// Attribution says whose side a reason lies on.
type Attribution string

// The attributions of method.md 3.6.
const (
	Testable     Attribution = "testable" // the person can try something
	SharedSide   Attribution = "shared"
	EmployerSide Attribution = "employer"
	UnknownSide  Attribution = "unknown"
	OwnSide      Attribution = "own"
)

// Reason is one row of the taxonomy.
type Reason struct {
	Code        ReasonCode
	Name        string // stable name in contracts: depth_or_scope_of_experience
	Label       string // words on a page
	Attribution Attribution
	Area        string // where the work on it happens
}

// Unspecified is the default code; a reason is never guessed from a name.
const Unspecified ReasonCode = "U01"

// Reasons is the taxonomy of method.md 3.6, row for row.
var Reasons = []Reason{
	{"A01", "requirements_match", "Requirements match", Testable, "résumé and targeting"},
	{"A02", "level_above", "Role more senior", Testable, "targeting"},
	{"A03", "level_below", "Role more junior", Testable, "targeting"},
	{"A04", "location_or_schedule", "Location or schedule", SharedSide, "screen"},
	{"A05", "work_authorisation_or_licence_required", "Authorisation or licence required", SharedSide, "targeting"},
	{"A06", "pay_range", "Pay range", SharedSide, "screen"},
	{"A07", "start_date_or_notice", "Start date or notice", SharedSide, "screen"},
	{"A08", "references_or_checks", "References or checks", SharedSide, "offer stage"},
	{"B01", "depth_or_scope_of_experience", "Scope or seniority", Testable, "bullets and stories"},
	{"B02", "industry_background", "Industry background", Testable, "stories"},
	{"B03", "technical_skill", "Technology", Testable, "practice"},
	{"B04", "task_or_portfolio_result", "Task or portfolio", Testable, "practice"},
	{"B05", "role_examples", "Role examples", Testable, "story bank"},
	{"B06", "answer_structure", "Answer structure", Testable, "STAR, CAR, PAR"},
	{"B07", "stakeholder_influence", "Stakeholders", Testable, "influence stories"},
	{"B08", "leadership_examples", "Leadership examples", Testable, "stories"},
	{"B09", "communication_clarity", "Communication", Testable, "rehearsal"},
	{"B10", "motivation_or_target_clarity", "Motivation or target", Testable, "screen answers"},
	{"B11", "questions_asked_or_preparation", "Questions or preparation", Testable, "research"},
	{"C01", "role_changed", "Role changed", EmployerSide, "watch list"},
	{"C02", "role_closed_or_frozen", "Role closed or frozen", EmployerSide, "watch list"},
	{"C03", "filled_internally", "Filled internally", EmployerSide, "watch list"},
	{"C04", "other_candidate_chosen", "Another person chosen", UnknownSide, "none"},
	{"C05", "process_ended_without_answer", "Ended without an answer", EmployerSide, "none"},
	{"U01", "unspecified", "Too vague to read", UnknownSide, "patterns only"},
	{"W01", "withdrew_own_decision", "Own decision", OwnSide, "filter"},
	{"W02", "accepted_elsewhere", "Accepted elsewhere", OwnSide, "none"},
}

// ReasonByCode finds a row of the taxonomy. ok is false for an unknown code.
func ReasonByCode(code ReasonCode) (r Reason, ok bool) {
	for _, r := range Reasons {
		if r.Code == code {
			return r, true
		}
	}
	return Reason{}, false
}

// ReasonSource says who gave the reason. Only TheySaid enters theme shares.
type ReasonSource string

// The sources of method.md 3.6.
const (
	TheySaid ReasonSource = "they_said"
	IInfer   ReasonSource = "i_infer"
)
