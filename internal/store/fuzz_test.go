package store

import (
	"testing"

	"debrief/internal/track"
)

// No query is a syntax error to the index, whatever was typed (S31).
func FuzzSearch(f *testing.F) {
	for _, s := range []string{`"next steps" wei`, `a* NEAR(b c) AND -d`, `col:x ^y`, `"`, `""""`, `a"b"c`, "\x00\xff", `ß İ ﬁ 'x'; DROP TABLE`, "²³ ½"} {
		f.Add(s)
	}
	s, err := Open(f.Context(), Options{Memory: true})
	if err != nil {
		f.Fatal(err)
	}
	f.Cleanup(func() { s.Close() })
	if err := s.EnsureOwner(f.Context(), "fuzz"); err != nil {
		f.Fatal(err)
	}
	if _, err := s.Scope("fuzz").Update(f.Context(), "note", "note", func(tx *Tx) error {
		return Put(tx, track.Note{ID: "n", Text: "A note about next steps with Weir."})
	}); err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, query string) {
		err := s.Scope("fuzz").View(t.Context(), func(tx *Tx) error {
			for _, table := range []string{"", "messages"} {
				if _, err := tx.Search(Query{Words: query, From: []string{query}, Subject: []string{query}, Table: table, Before: "2026-01-01"}, 10, nil); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Errorf("%q: %v", query, err)
		}
	})
}
