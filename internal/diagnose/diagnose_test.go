package diagnose

import (
	"strings"
	"testing"

	"debrief/internal/track"
)

// The stage table of method.md 3.3: which row each loss is read by.
func TestRead_theStageTable(t *testing.T) {
	for _, c := range []struct {
		stage   track.StageKind
		kind    track.AnswerKind
		channel track.Channel
		row     int
	}{
		{track.Applied, track.KindDeclined, track.Cold, 1},
		{track.Applied, track.KindDeclined, track.Referral, 2},
		{track.Applied, track.KindDeclined, track.Agency, 2},
		{track.RecruiterContact, track.KindDeclined, track.Cold, 3},
		{track.Screen, track.KindDeclined, track.Referral, 3},
		{track.SkillsTask, track.KindDeclined, track.Cold, 4},
		{track.HiringManager, track.KindDeclined, track.Cold, 5},
		{track.Panel, track.KindDeclined, track.Cold, 6},
		{track.Final, track.KindDeclined, track.Cold, 7},
		{track.ReferencesChecks, track.KindDeclined, track.Cold, 8},
		{track.OfferStage, track.KindDeclined, track.Cold, 8},
		{track.OfferStage, track.KindOfferWithdrawn, track.Cold, 8},
		{track.Panel, track.KindSilent, track.Cold, 9},
		{track.Applied, track.KindSilent, track.Cold, 9},
		{track.Final, track.KindRoleClosed, track.Cold, 10},
		{track.Screen, track.KindFilledInternally, track.Cold, 10},
		{track.Panel, track.KindWithdrew, track.Cold, 11},
	} {
		r, ok := Read(c.stage, c.kind, c.channel)
		if !ok || r.Row != c.row {
			t.Errorf("%s %s %s: row %d, want %d", c.stage, c.kind, c.channel, r.Row, c.row)
		}
	}
}

func TestRead_everyStageAndKindHasAKindReading(t *testing.T) {
	for _, stage := range track.StageKinds {
		for _, kind := range track.AnswerKinds {
			r, ok := Read(stage, kind, track.Cold)
			if !ok || r.Headline == "" || r.Decided == "" || r.LookAt == "" || r.Evidence == "" {
				t.Errorf("%s %s: %+v", stage, kind, r)
			}
			if _, ok := track.ReasonByCode(r.Theme); !ok {
				t.Errorf("%s %s: theme %q is no reason", stage, kind, r.Theme)
			}
			if strings.ContainsAny(r.Headline+r.Decided+r.LookAt+r.FirstCheck, "!%") || strings.Contains(r.Decided, "fail") {
				t.Errorf("tone: %+v", r)
			}
		}
	}
	if _, ok := Read("", "", ""); ok {
		t.Error("a reading from nothing")
	}
}
