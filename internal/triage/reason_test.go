package triage

import "testing"

// The reason of a no, and nothing where it gives none. Sentences of our own.
func TestReason_isTheSentenceThatSaysWhy(t *testing.T) {
	for text, want := range map[string]string{
		"Dear Jo, thank you for your time. We chose someone who had more experience with payroll in three countries. All the best!":             "We chose someone who had more experience with payroll in three countries.",
		"We will not take your application further. The role requires a licence for heavy goods, which we could not see on your form.":          "The role requires a licence for heavy goods, which we could not see on your form.",
		"Sadly the search has ended: our budget was cut last week.\n\nKind regards":                                                             "Sadly the search has ended: our budget was cut last week.",
		"Wir haben uns anders entschieden. Eine Mitbewerberin hat bereits Erfahrung mit Tarifrecht.":                                            "Eine Mitbewerberin hat bereits Erfahrung mit Tarifrecht.",
		"After careful review we have decided to move forward with other candidates.":                                                           "",
		"Due to the large number of applications we received, we are unable to give individual feedback. We wish you every success.":            "",
		"Unfortunately you have not been selected. Please feel free to apply again, as we may have other vacancies.\n\nTalent Acquisition Team": "",
		"": "",
	} {
		m := Mail{Text: text}
		if got := read(&m).reason(); got != want {
			t.Errorf("%q:\n got %q\nwant %q", text, got, want)
		}
	}
}
