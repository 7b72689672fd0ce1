package workbench

import (
	"net/url"
	"strings"
	"testing"
)

// What a person types into a field of the pages is read or refused.
func FuzzTyped(f *testing.F) {
	for _, s := range []string{`from:"dana lee" "next steps" before:2026-10-01 x:y`, `"`, `is:nothing`, "company:a:b after:2026", "A, engineer (now)\n- did x\n• y", "85-95k €", "period=custom&from=2026-11-24&to=2026-01-01", "sort=role&dir=desc&page=-1&cols=a,b", "99999999999999999999k"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if q, err := parseQuery(s); err == nil {
			if q.after.MonthOnly() || q.before.MonthOnly() {
				t.Errorf("a month is no day: %+v", q)
			}
			_ = q.query()
		}
		for _, b := range parseBullets(s) {
			if strings.TrimSpace(b.Text) == "" {
				t.Errorf("an empty line in %q", s)
			}
		}
		if low, high, ok := parseAmount(s); ok && (low <= 0 || high < 0) {
			t.Errorf("%q: %d to %d", s, low, high)
		}
		snippet(s, s)
		if q, err := url.ParseQuery(s); err == nil {
			_, _ = ParseInsightsQuery(q)
			_, _ = ParseTableQuery(q)
		}
	})
}
