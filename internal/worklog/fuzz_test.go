package worklog

import (
	"slices"
	"testing"

	"debrief/internal/fault"
)

// A profile of any form is read or refused in words, and has known columns only.
func FuzzParseProfile(f *testing.F) {
	for _, s := range []string{`{"code":"x","name":"X","columns":["date"]}`, `{"code":"x","name":"X","columns":["nothing"]}`, `{"code":1}`, `{"code":"x","name":"X","unknown":true}`, `null`, `{"code":"x","name":"X"} trailing`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := ParseProfile(data)
		if err != nil {
			if fault.KindOf(err) != fault.Invalid {
				t.Errorf("refused with %v", err)
			}
			return
		}
		for _, c := range p.Columns {
			if !slices.Contains(ColumnCodes(), c) {
				t.Errorf("column %q", c)
			}
		}
	})
}
