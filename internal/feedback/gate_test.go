package feedback

import "testing"

// A gate may never shut out a match: every wording of every row must pass its own.
func TestGate_letsEveryMatchThrough(t *testing.T) {
	shut := 0
	for i, g := range compiled() {
		for _, text := range wordings[Lexicon[i].N] {
			p := prepare(text)
			if g.re.MatchString(p.folded) && !g.opens(p.folded) {
				t.Errorf("row %d: %q does not pass %q", Lexicon[i].N, text, g.pieces)
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
			if !g.opens(p.folded) && g.re.MatchString(p.folded) {
				t.Fatalf("row %d shut out %q", Lexicon[i].N, text)
			}
		}
	})
}
