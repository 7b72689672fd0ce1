package cadence

import (
	"strings"
	"testing"

	"debrief/internal/track"
)

func TestSteps_areThePlanInOrder(t *testing.T) {
	set := track.DefaultSettings()
	const today = track.Day("2026-11-24") // a Tuesday
	for _, c := range []struct {
		name string
		s    Situation
		talk track.Day
		want string
	}{
		{"cold", Situation{Channel: track.Cold, Since: "2026-11-10"}, "", "2026-12-09 Silence"},
		{"referral", Situation{Channel: track.Referral, Since: "2026-11-10"}, "", "2026-11-22 Check in once, with the person who referred you; 2026-12-30 Silence"},
		{"after a talk, promised", Situation{Channel: track.Cold, Human: true, Since: "2026-11-20", PromisedOn: "2026-12-04"}, "2026-11-20", "2026-11-23 A thank-you; 2026-12-04 Their promised; 2026-12-08 Check in once; 2027-01-09 Silence"},
		{"asked once", Situation{Channel: track.Cold, Human: true, Since: "2026-11-10", CheckIns: 1}, "2026-10-01", "2026-12-30 Silence"},
	} {
		var got []string
		for _, s := range Steps(Followed{Plan: For(c.s, set), Talk: c.talk, PromisedOn: c.s.PromisedOn, CheckIns: c.s.CheckIns}, today) {
			got = append(got, string(s.Day)+" "+s.Text)
			if s.Past != (s.Day < today) || s.Why == "" || s.Source == "" {
				t.Errorf("%s: %+v", c.name, s)
			}
		}
		want := strings.Split(c.want, "; ")
		if len(got) != len(want) {
			t.Errorf("%s: %q", c.name, got)
			continue
		}
		for i := range want {
			if !strings.HasPrefix(got[i], want[i]) {
				t.Errorf("%s: %q, want %q", c.name, got[i], want[i])
			}
		}
	}
}
