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
	b, err := s.MarshalJSON()
	return string(b), err
}

// Scan reads a JSON array; empty text is an empty list.
func (s *Strings) Scan(v any) error { return scanList(v, "a list of texts", (*[]string)(s)) }

// MarshalJSON writes [] for nil, so that one state has one form.
func (s Strings) MarshalJSON() ([]byte, error) { return marshalList([]string(s)) }

func marshalList[T any](list []T) ([]byte, error) {
	if len(list) == 0 {
		return []byte("[]"), nil
	}
	return json.Marshal(list)
}

func scanList[T any](v any, what string, into *[]T) error {
	b, err := column(v, what)
	if err != nil {
		return err
	}
	*into = nil
	if len(b) == 0 || string(b) == "[]" {
		return nil
	}
	return json.Unmarshal(b, into)
}

// column is the text of a column, as either engine hands it out; what names it
// in the error.
func column(v any, what string) ([]byte, error) {
	switch v := v.(type) {
	case nil:
		return nil, nil
	case string:
		return []byte(v), nil
	case []byte:
		return v, nil
	}
	return nil, fmt.Errorf("%s can't be read from %T", what, v)
}
