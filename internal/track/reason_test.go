package track

import (
	"strings"
	"testing"
)

// The taxonomy of method.md 3.6, written down a second time: code, name,
// attribution.
const taxonomy = `
A01 requirements_match testable
A02 level_above testable
A03 level_below testable
A04 location_or_schedule shared
A05 work_authorisation_or_licence_required shared
A06 pay_range shared
A07 start_date_or_notice shared
A08 references_or_checks shared
B01 depth_or_scope_of_experience testable
B02 industry_background testable
B03 technical_skill testable
B04 task_or_portfolio_result testable
B05 role_examples testable
B06 answer_structure testable
B07 stakeholder_influence testable
B08 leadership_examples testable
B09 communication_clarity testable
B10 motivation_or_target_clarity testable
B11 questions_asked_or_preparation testable
C01 role_changed employer
C02 role_closed_or_frozen employer
C03 filled_internally employer
C04 other_candidate_chosen unknown
C05 process_ended_without_answer employer
U01 unspecified unknown
W01 withdrew_own_decision own
W02 accepted_elsewhere own`

func TestReasons_areThe27OfTheTaxonomy(t *testing.T) {
	lines := strings.Split(strings.TrimSpace(taxonomy), "\n")
	if len(lines) != 27 || len(Reasons) != 27 {
		t.Fatalf("%d lines, %d reasons", len(lines), len(Reasons))
	}
	for i, line := range lines {
		r := Reasons[i]
		if got := string(r.Code) + " " + r.Name + " " + string(r.Attribution); got != line || r.Label == "" || r.Area == "" {
			t.Errorf("%+v, want %s", r, line)
		}
		if again, ok := ReasonByCode(r.Code); !ok || again != r {
			t.Errorf("%s is not found by its code", r.Code)
		}
	}
	if _, ok := ReasonByCode("Z99"); ok || Unspecified != "U01" {
		t.Error("an unknown code, or another default")
	}
}

// Stages of method.md 3.6 in their order, and the gates between them.
func TestStages_tenKindsInOrderAndTheirGates(t *testing.T) {
	want := "applied recruiter_contact screen skills_task hiring_manager panel final references_checks offer accepted"
	var got []string
	for i, k := range StageKinds {
		got = append(got, string(k))
		if k.Rank() != i+1 || !k.Valid() || k.Label() == "" {
			t.Errorf("%s: rank %d", k, k.Rank())
		}
	}
	if strings.Join(got, " ") != want {
		t.Errorf("stages %v", got)
	}
	if StageKind("S03").Valid() || StageKind("").Rank() != 0 {
		t.Error("an unknown stage has a rank")
	}
}
