package phrase

import (
	"strings"
	"testing"
)

func words(tokens []Token) string {
	var out []string
	for _, t := range tokens {
		out = append(out, t.Word)
	}
	return strings.Join(out, " ")
}

func TestSplit_foldsAndWritesOut(t *testing.T) {
	for text, want := range map[string]string{
		"We won’t, can't, cannot and don't.":                "we will not can not can not and do not",
		"We've, I'm, you're, she'd, they'll; Ann's team":    "we have i am you are she would they will ann team",
		"Für die Größe: l'entretien d’embauche, ÉTÉ":        "fur die grosse l entretien d embauche ete",
		"See https://x.example/a?b=c) or a.b@c.example now": "see httplink or mailaddr now",
		"> quoted line\nnew line":                           "new line",
		"e\u0301te\u0301 – 14:30":                           "ete 14 30",
		"\xff\xfe broken":                                   "broken",
	} {
		if got := words(Split(text, 0)); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestSplit_offsetsAndSentences(t *testing.T) {
	text := "Thank you. Größe zählt\nhier.\n\nRegards"
	tokens := Split(text, 0)
	for _, k := range tokens {
		if strings.ToLower(text[k.Start:k.End]) != k.Word && k.Word != "grosse" && k.Word != "zahlt" {
			t.Errorf("%q stands at %q", k.Word, text[k.Start:k.End])
		}
	}
	if last := tokens[len(tokens)-1]; last.Sentence != 2 || tokens[3].Sentence != tokens[4].Sentence {
		t.Errorf("sentences: %+v", tokens)
	}
}

func TestFind(t *testing.T) {
	names := map[string]string{"ahead": "(move|proceed) *1 (forward|ahead)?"}
	for _, c := range []struct {
		pattern, text string
		want          string
	}{
		{"decided not to {ahead}", "We have decided not to move forward.", "decided not to move forward"},
		{"decided not to {ahead}", "We decided not to proceed.", "decided not to proceed"},
		{"interview~ on", "interviewers on", "interviewers on"},
		{"a *2 b", "a x y b", "a x y b"},
		{"a *2 b", "a x y z b", ""},
		{"a *2 b", "a x. b", ""},
		{"(a|b c) d", "b c d", "b c d"},
		{"the? job", "the job", "the job"},
		{"# new jobs", "12 new jobs", "12 new jobs"},
	} {
		set := Compile([]string{c.pattern}, names)
		tokens, got := Split(c.text, 0), ""
		set.Find(tokens, func(h Hit) {
			if w := words(tokens[h.From:h.To]); len(w) > len(got) {
				got = w
			}
		})
		if got != c.want {
			t.Errorf("%q in %q: %q, want %q", c.pattern, c.text, got, c.want)
		}
	}
}

func TestCompile_refusesBadPatterns(t *testing.T) {
	for _, p := range []string{"", "*2 a", "(a", "a (b|)", "A b", "x~", "{none}", "a *99 b", "a?"} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%q was taken", p)
				}
			}()
			Compile([]string{p}, nil)
		}()
	}
}

func FuzzSplit(f *testing.F) {
	f.Add("We won’t go. https://a.b\n\n> x\nÄ a@b.c")
	set := Compile([]string{"we *3 not", "going *1 (x|y z)?"}, nil)
	f.Fuzz(func(t *testing.T, text string) {
		tokens := Split(text, 1<<16)
		last := 0
		for _, k := range tokens {
			if k.Start < 0 || k.End < k.Start || k.End > len(text) || k.Word == "" || k.Start < last {
				t.Fatalf("%+v in %q", k, text)
			}
			last = k.Start
		}
		set.Find(tokens, func(h Hit) {
			if h.From < 0 || h.To <= h.From || h.To > len(tokens) {
				t.Fatalf("%+v", h)
			}
		})
	})
}

func BenchmarkSplit(b *testing.B) {
	text := strings.Repeat("Thank you for your interest in the role; we’ve received your application. ", 30)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Split(text, 0)
	}
}
