package track

import "testing"

func TestDerive_undatedEndingIsNotReopenedByTheDayOfApplying(t *testing.T) {
	s := Derive([]Event{{ID: "1", Kind: StageEntered, StageKind: Applied, Day: "2026-08-30"}, {ID: "2", Kind: Ended, Ending: Declined}}, nil)
	if s.Ending != Declined || s.EndedOn.Known() || !s.Answered || s.StageKind != Applied {
		t.Errorf("%+v", s)
	}
}

func TestDerive_undatedStageIsWhereTheApplicationStands(t *testing.T) {
	s := Derive([]Event{{ID: "1", Kind: StageEntered, StageKind: Applied, Day: "2026-08-30"}, {ID: "2", Kind: StageEntered, StageKind: HiringManager}}, nil)
	if s.StageKind != HiringManager || s.FurthestKind != HiringManager || s.AppliedOn != "2026-08-30" {
		t.Errorf("stands at %s, furthest %s, applied %s", s.StageKind, s.FurthestKind, s.AppliedOn)
	}
}

func TestDerive_lateAnswerReopensADatedEnding(t *testing.T) {
	s := Derive([]Event{{ID: "1", Kind: StageEntered, StageKind: Applied, Day: "2026-08-30"}, {ID: "2", Kind: Ended, Ending: Silent, Day: "2026-10-01"},
		{ID: "3", Kind: StageEntered, StageKind: Screen, Day: "2026-10-09"}}, nil)
	if !s.Open() || s.StageKind != Screen {
		t.Errorf("%s at %s", s.Ending, s.StageKind)
	}
}
