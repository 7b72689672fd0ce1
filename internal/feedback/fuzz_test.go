package feedback

import (
	"testing"
	"unicode/utf8"
)

// Any answer is read, and what is quoted from it stands in it.
func FuzzReadAnswer(f *testing.F) {
	f.Add("Thank you. We can't give feedback. You could strengthen your SQL.")
	f.Add("If I may offer some feedback: the case was thin.\r\n\r\nStay in touch.")
	f.Add("\xff\u0130İ ﬁ. we enjoyed speaking with you")
	f.Fuzz(func(t *testing.T, text string) {
		r := ReadAnswer(text)
		n := utf8.RuneCountInString(text)
		inside := func(s Span) bool { return s.Start >= 0 && s.Start <= s.End && s.End <= n }
		if !inside(r.Key) {
			t.Errorf("key %v of %d", r.Key, n)
		}
		for _, e := range r.Evidence {
			if !inside(e.Span) {
				t.Errorf("%q at %v of %d", e.Why, e.Span, n)
			}
		}
	})
}
