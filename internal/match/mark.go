package match

import (
	"slices"

	"debrief/internal/skill"
)

// Piece is a stretch of a posting; Status is empty where it says nothing asked.
type Piece struct {
	Text   string
	Status Status
}

// Mark cuts a posting into pieces, so that a page can show where each term of
// the report stands.
func Mark(text string, r Report) (out []Piece) {
	status := map[string]Status{}
	for _, x := range r.All {
		for _, name := range alternatives(x.Term) {
			if was, known := status[name]; !known || was == Missing {
				status[name] = x.Status
			}
		}
	}
	runes := []rune(text)
	at := 0
	for _, t := range skill.Find(text) {
		s, known := status[t.Name]
		if !known {
			continue
		}
		out = append(out, Piece{string(runes[at:t.Start]), ""}, Piece{string(runes[t.Start:t.End]), s})
		at = t.End
	}
	out = append(out, Piece{string(runes[at:]), ""})
	return slices.DeleteFunc(out, func(p Piece) bool { return p.Text == "" })
}
