package exam

import (
	"strings"

	"debrief/internal/triage/naming"
	"debrief/internal/triage/phrase"
)

// SameCompany reports that two names are one company's: equal but for case,
// accents, legal form and words like "Group".
func SameCompany(got, want string) bool {
	if want == "" || got == "" {
		return want == got
	}
	return naming.SameName(got, want) >= 0.9
}

// SameTitle reports that two job titles are equal but for case, accents, signs
// and additions like "(m/w/d)".
func SameTitle(got, want string) bool { return plainTitle(got) == plainTitle(want) }

func plainTitle(s string) string {
	s = " " + strings.ToLower(s) + " "
	for _, cut := range []string{"(m/w/d)", "(w/m/d)", "(m/f/d)", "(f/m/d)", "(h/f)", "(f/h)", "(m/v)", "(m/f)", "(all genders)", "m/w/d", "h/f", "f/h"} {
		s = strings.ReplaceAll(s, cut, " ")
	}
	return phrase.Fold(s)
}
