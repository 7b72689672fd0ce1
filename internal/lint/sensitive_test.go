package lint

import "testing"

func TestSensitive_theClassesOfNotes(t *testing.T) {
	for text, class := range map[string]string{
		"my number is 123-45-6789":                   "3",
		"IBAN DE89 3704 0044 0532 0130 00 for pay":   "3",
		"they thought I'm too old":                   "2a",
		"asked when I plan kids":                     "2a",
		"told them about my back surgery":            "2a",
		"Anna was rude and clueless":                 "2b",
		"question under NDA: design their new thing": "2c",
		"visa issue":             "2a",
		"sie fanden mich zu alt": "2a",
	} {
		found := Sensitive(text, nil)
		if len(found) == 0 || found[0].Class != class || len(found[0].Offer) == 0 {
			t.Errorf("%q: %+v", text, found)
		}
	}
	for _, text := range []string{"Asked about the range, 85k to 95k.", "System design, capacity planning.", "Traced the outage with Daniel."} {
		if found := Sensitive(text, nil); len(found) > 0 {
			t.Errorf("%q: %+v", text, found)
		}
	}
	if found := Sensitive("Anna was rude", []string{"Rude"}); len(found) > 0 {
		t.Errorf("an allowed wording is left alone: %+v", found)
	}
}
