package track

import (
	"database/sql/driver"
	"encoding/json"
	"fmt"
)

// Strings is a list of short texts kept in one column as a JSON array. nil and
// empty are the same and are written as [].
type Strings []string

// Value writes the JSON array.
func (s Strings) Value() (driver.Value, error) {
	if len(s) == 0 {
		return "[]", nil
	}
	b, err := json.Marshal([]string(s))
	return string(b), err
}

// Scan reads a JSON array; empty text is an empty list.
func (s *Strings) Scan(v any) error {
	var b []byte
	switch v := v.(type) {
	case nil:
	case string:
		b = []byte(v)
	case []byte:
		b = v
	default:
		return fmt.Errorf("a list of texts can't be read from %T", v)
	}
	*s = nil
	if len(b) == 0 || string(b) == "[]" {
		return nil
	}
	return json.Unmarshal(b, (*[]string)(s))
}

// MarshalJSON writes [] for nil, so that one state has one form.
func (s Strings) MarshalJSON() ([]byte, error) {
	if len(s) == 0 {
		return []byte("[]"), nil
	}
	return json.Marshal([]string(s))
}
