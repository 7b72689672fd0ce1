package reply

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"debrief/internal/fault"
)

// Facts of any form are read or refused in words; what was read reads the same
// when it is written again.
func FuzzParseFacts(f *testing.F) {
	for _, s := range []string{`{}`, `{"kind":"declined"}`, `{"now":1,"x":{}}`, `{"kind":null}`, `{"a":1}{"b":2}`, `[`, strings.Repeat(`{"now":`, 100)} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		facts, err := ParseFacts(bytes.NewReader(data))
		if err != nil {
			if fault.KindOf(err) != fault.Invalid {
				t.Errorf("refused with %v", err)
			}
			return
		}
		if _, err := json.Marshal(facts); err != nil {
			t.Error(err)
		}
	})
}
