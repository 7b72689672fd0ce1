package web

import "testing"

func TestUnwrapped_joinsOnlyWhatAProgramBroke(t *testing.T) {
	for text, want := range map[string]string{
		"thank you for your application to Nettle Works. We have had an\nexceptionally high number.\nYours": "thank you for your application to Nettle Works. We have had an exceptionally high number.\nYours",
		"Kind regards,\nAoife Brennan\nTallis Ledger":                                                       "Kind regards,\nAoife Brennan\nTallis Ledger",
		"Please bring three things to the talk that we have agreed on with you:\n- a pen\n- ink":            "Please bring three things to the talk that we have agreed on with you:\n- a pen\n- ink",
		"> you wrote a long line that is quoted here and goes on for some while\n> and on":                  "> you wrote a long line that is quoted here and goes on for some while\n> and on",
		"": "",
	} {
		got := string(unwrapped([]rune(text)))
		if got != want || len([]rune(got)) != len([]rune(text)) {
			t.Errorf("%q became %q", text, got)
		}
	}
}
