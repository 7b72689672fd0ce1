package feedback

import (
	"slices"
	"strings"
	"testing"
)

// sameAsWhole fails unless looking around the pieces finds what looking at the
// whole text does. Matches beyond reach are the exception.
func sameAsWhole(t *testing.T, row int, g gated, folded string) {
	t.Helper()
	whole := g.re.FindStringIndex(folded)
	if whole != nil && whole[1]-whole[0] > reach {
		return
	}
	var got []int
	if found := g.find(folded, 1); len(found) > 0 {
		got = found[0]
	}
	if !slices.Equal(got, whole) {
		t.Fatalf("row %d: %v, in the whole text %v: %q", row, got, whole, folded)
	}
}

// A gate may never shut out a match: every wording of every row is found, alone
// and far down in a letter.
func TestGate_letsEveryMatchThrough(t *testing.T) {
	shut := 0
	filler := strings.Repeat("we met many people and the talks were good. ", 40)
	for i, g := range compiled() {
		for _, text := range wordings[Lexicon[i].N] {
			for _, text := range []string{text, filler + text + " " + filler} {
				sameAsWhole(t, Lexicon[i].N, g, prepare(text).folded)
			}
		}
		if len(g.pieces) > 0 {
			shut++
		}
	}
	if shut < 50 {
		t.Errorf("only %d of %d rows have a gate", shut, len(compiled()))
	}
}

func FuzzGate(f *testing.F) {
	for _, w := range wordings {
		f.Add(w[0])
		f.Add(w[1])
	}
	f.Fuzz(func(t *testing.T, text string) {
		p := prepare(text)
		for i, g := range compiled() {
			sameAsWhole(t, Lexicon[i].N, g, p.folded)
		}
		for i, c := range clues {
			sameAsWhole(t, -i, c.gated, p.folded)
		}
	})
}
