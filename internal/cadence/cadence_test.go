package cadence

import (
	"testing"

	"debrief/internal/track"
)

func TestFor_daysOfEachState(t *testing.T) {
	set := track.DefaultSettings()
	for _, c := range []struct {
		name            string
		s               Situation
		checkIn, silent track.Day
	}{
		{"cold has nobody to ask", Situation{Channel: track.Cold, Since: "2026-10-29"}, "", "2026-11-27"},
		{"after a person wrote", Situation{Channel: track.Cold, Human: true, Since: "2026-11-03"}, "2026-11-15", "2026-12-23"},
		{"agency counts as contact", Situation{Channel: track.Agency, Since: "2026-11-03"}, "2026-11-15", "2026-12-23"},
		{"a promise moves the check-in", Situation{Human: true, Since: "2026-11-03", PromisedOn: "2026-11-20"}, "2026-11-24", "2026-12-23"},
		{"one check-in at most", Situation{Human: true, Since: "2026-11-03", CheckIns: 1}, "", "2026-12-23"},
		{"unknown day, no plan", Situation{Channel: track.Cold}, "", ""},
		{"a promise beyond the end moves the end", Situation{Human: true, Since: "2026-11-03", PromisedOn: "2027-01-29"}, "2027-02-02", "2027-03-04"},
	} {
		p := For(c.s, set)
		if p.CheckInOn != c.checkIn || p.SilentOn != c.silent {
			t.Errorf("%s: check-in %q silent %q, want %q %q", c.name, p.CheckInOn, p.SilentOn, c.checkIn, c.silent)
		}
	}
}

func TestFor_keepsSilentDaysWithinTheirBounds(t *testing.T) {
	for day := range 200 {
		set := track.DefaultSettings()
		set.SilentCold, set.SilentContact = day, day
		since := track.Day("2026-01-01")
		if n := For(Situation{Channel: track.Cold, Since: since}, set).SilentOn.Sub(since); n < 21 || n > 60 {
			t.Errorf("cold silent day %d", n)
		}
		if n := For(Situation{Human: true, Since: since}, set).SilentOn.Sub(since); n < 30 || n > 60 {
			t.Errorf("silent day after contact %d", n)
		}
	}
}
