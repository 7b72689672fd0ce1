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

// Every stage, kind and channel: rows by stage for a no, by kind otherwise; a
// referral or an agency changes the row of the application only.
func TestRead_everyStageKindAndChannel(t *testing.T) {
	declined := map[track.StageKind]int{track.Applied: 1, track.RecruiterContact: 3, track.Screen: 3, track.SkillsTask: 4, track.HiringManager: 5, track.Panel: 6,
		track.Final: 7, track.ReferencesChecks: 8, track.OfferStage: 8, track.Accepted: 8}
	byKind := map[track.AnswerKind]int{track.KindSilent: 9, track.KindRoleClosed: 10, track.KindFilledInternally: 10, track.KindWithdrew: 11, track.KindOfferWithdrawn: 8}
	n := 0
	for _, stage := range track.StageKinds {
		for _, kind := range track.AnswerKinds {
			for _, channel := range track.Channels {
				want := byKind[kind]
				if kind == track.KindDeclined {
					want = declined[stage]
				}
				if want == 1 && (channel == track.Referral || channel == track.Agency) {
					want = 2
				}
				if r, ok := Read(stage, kind, channel); !ok || r.Row != want {
					t.Errorf("%s %s %s: row %d, want %d", stage, kind, channel, r.Row, want)
				}
				n++
			}
		}
	}
	if n != 10*6*6 {
		t.Errorf("%d combinations", n)
	}
}

// What method.md 3.3 says in each row: what it counts for, whether there is a
// first check, and at which gate it is measured.
func TestRows_areThe11OfTheTable(t *testing.T) {
	for i, want := range []struct {
		look, check, evidence string
		gate                  track.Gate
	}{
		{"keywords", "five recent adverts", "Weak", track.G1},
		{"role", "Ask the person who referred", "four or five", track.G1},
		{"Salary range, location, availability", "30-second target", "Moderate", track.G2},
		{"One skill", "under the clock", "Yes", track.G3},
		{"examples", "five duties", "Yes", track.G3},
		{"trade-offs", "two-minute answer with two follow-up", "Yes", track.G3},
		{"executive summary", "first 90 days", "one place", track.G4},
		{"background check", "risks across offers", "Mixed", ""},
		{"Nothing", "", "No", ""},
		{"Nothing about you", "watch list", "No", ""},
		{"Your own criteria", "filter", "not about skill", ""},
	} {
		r := Rows[i]
		if r.Row != i+1 || !strings.Contains(r.LookAt, want.look) || !strings.Contains(r.FirstCheck, want.check) || (want.check == "") != (r.FirstCheck == "") || !strings.Contains(r.Evidence, want.evidence) || i < 10 && r.Gate != want.gate || r.Source == "" {
			t.Errorf("row %d: %+v", i+1, r)
		}
	}
	if len(Rows) != 11 {
		t.Errorf("%d rows", len(Rows))
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
