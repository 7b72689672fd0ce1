package workbench

import (
	"testing"

	"debrief/internal/track"
)

func TestTurnOf_onlyPlainWordsCount(t *testing.T) {
	for _, c := range []struct {
		text  string
		offer bool
		want  track.Ending
	}{
		{"Thank you for the call. I'd like to withdraw my application for Data Analyst.", false, track.Withdrew},
		{"I've accepted another job and would like to withdraw from the process.", false, track.Withdrew},
		{"I can't make it work from Leeds, so I'm going to decline. I hope we meet again.", true, track.OfferDeclined},
		{"I'm very happy to accept the offer of Senior Data Analyst.", true, track.EndedAccepted},
		{"Leider muss ich meine Bewerbung zurückziehen.", false, track.Withdrew},
		{"Je souhaite retirer ma candidature.", false, track.Withdrew},
		{"I am going to decline the Tuesday slot, could we do Wednesday?", false, track.Open},
		{"Happy to accept the invitation for Tuesday at ten.", false, track.Open},
		{"Before I have to withdraw, is there any news?", false, track.Open},
		{"I do not want to withdraw, I only ask for more time.", false, track.Open},
		{"I wondered whether there is any news on the Data Analyst role.", true, track.Open},
	} {
		if got := turnOf(c.text, c.offer); got != c.want {
			t.Errorf("%q: %q, want %q", c.text, got, c.want)
		}
	}
}
