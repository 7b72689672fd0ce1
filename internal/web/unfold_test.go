package web

import "testing"

func TestUnfold_joinsWhatWasBrokenForRoom(t *testing.T) {
	const full = "exceptionally high number of applications and reviewing them is taking"
	for text, want := range map[string]string{
		full + "\nlonger than planned.":            full + " longer than planned.",
		"Hi Mira,\n\n" + full + "\nlonger.\n\nKim": "Hi Mira,\n\n" + full + " longer.\n\nKim",
		"Kind regards,\nAoife Brennan":             "Kind regards,\nAoife Brennan",
		full + "\n- a list stays":                  full + "\n- a list stays",
		"> " + full + "\nanswer":                   "> " + full + "\nanswer",
		full + "\n":                                full + "\n",
		"":                                         "",
		"\n\n":                                     "\n\n",
	} {
		if got := unfold(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func FuzzUnfold_keepsEveryPlace(f *testing.F) {
	f.Add("Hi Mira,\n\nthank you")
	f.Fuzz(func(t *testing.T, text string) {
		got := unfold(text)
		if len(got) != len(text) {
			t.Fatalf("%d bytes became %d", len(text), len(got))
		}
		for i := range len(got) {
			if got[i] != text[i] && (text[i] != '\n' || got[i] != ' ') {
				t.Fatalf("byte %d changed", i)
			}
		}
	})
}
