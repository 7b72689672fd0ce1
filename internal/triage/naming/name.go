package naming

import (
	"slices"
	"strings"

	"debrief/internal/triage/phrase"
)

// legalForms are words that say what a company is, not what it is called.
// Folded; those of two words stand joined by a blank ("b v").
var legalForms = func() map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq("ab ag aps as asa bv bvba co company corp corporation cv cvba eg ek ev eurl gbr gesmbh ggmbh gmbh gp hf inc incorporated kft kg kgaa kk lda llc llp llc lp ltd limited ltda mbh nv ohg oy oyj pbc plc pllc pte pty pvt private sa sab sarl sas sasu sca scs sdn bhd se sl slu sro spa spzoo srl sro ug unlimited zoo eireli") {
		m[w] = true
	}
	return m
}()

// softWords say what a company does or that it is many; a name may come with
// or without them.
var softWords = map[string]bool{"group": true, "gruppe": true, "groupe": true, "grupo": true, "gruppo": true, "groep": true, "holding": true, "holdings": true, "international": true, "global": true, "the": true, "technologies": true, "technology": true, "labs": false}

// nameWords are the words of a company's name that tell it from others: folded,
// without legal forms.
func nameWords(name string) []string {
	words := strings.Fields(phrase.Fold(name))
	var out []string
	for i := 0; i < len(words); i++ {
		w := words[i]
		single := len(w) == 1
		if single && i > 0 { // b.v., s.a., s.p.a., l.l.c., a/s, d.o.o.
			j := i
			for j < len(words) && len(words[j]) == 1 {
				j++
			}
			if joined := strings.Join(words[i:j], ""); j-i > 1 && (legalForms[joined] || joined == "doo" || joined == "rl") {
				i = j - 1
				continue
			}
		}
		if i > 0 && legalForms[w] || w == "and" && i > 0 && i == len(words)-1 {
			continue
		}
		out = append(out, w)
	}
	for len(out) > 1 && (out[len(out)-1] == "and" || out[len(out)-1] == "und") { // "Foo GmbH & Co. KG"
		out = out[:len(out)-1]
	}
	return out
}

// NameKey is a name by which two writings of one company are the same.
func NameKey(name string) string { return strings.Join(nameWords(name), " ") }

// SameName reports how alike two company names are: 1 the same but for legal
// forms and accents, 0.9 but for words like "Group", 0.8 one is the whole
// beginning of the other ("Weir" and "Weir Water") or lacks only a word like
// "Hotel" before it, 0 different. Near spellings
// (Avail, Avra) are different names.
func SameName(a, b string) float64 {
	x, y := nameWords(a), nameWords(b)
	if len(x) == 0 || len(y) == 0 {
		return 0
	}
	if slices.Equal(x, y) || strings.Join(x, "") == strings.Join(y, "") {
		return 1
	}
	soft := func(w string) bool { return softWords[w] }
	if u, v := slices.DeleteFunc(slices.Clone(x), soft), slices.DeleteFunc(slices.Clone(y), soft); len(u) > 0 && (slices.Equal(u, v) || strings.Join(u, "") == strings.Join(v, "")) {
		return 0.9
	}
	if len(x) > len(y) {
		x, y = y, x
	}
	if slices.Equal(x, y[:len(x)]) && len(strings.Join(x, "")) >= 4 {
		return 0.8
	}
	if slices.Equal(x, y[len(y)-len(x):]) && len(strings.Join(x, "")) >= 6 && orgPrefixes[y[0]] {
		return 0.8
	}
	return 0
}

// Names reports that a domain label is made from a name: "northgatelabs",
// "northgate-labs", "northgate" for Northgate Labs, or its initials when there
// are three and more.
func (l Label) Names(name string) bool {
	words := nameWords(name)
	label := strings.ReplaceAll(string(l), "-", "")
	if len(words) == 0 || label == "" {
		return false
	}
	joined, initials := "", ""
	for i, w := range words {
		joined, initials = joined+w, initials+w[:1]
		if label == joined && (i+1 == len(words) || len(label) >= 4) {
			return true // the whole name, or its first words
		}
	}
	switch {
	case spelled(name, label):
		return true
	case len(label) >= 6 && pieces(label, words):
		return true
	case len(label) >= 6 && label == withoutJoins(words):
		return true
	case len(label) >= 8 && strings.HasSuffix(joined, label):
		return true
	case len(joined) >= 4 && strings.HasPrefix(label, joined) && companyTail[label[len(joined):]]:
		return true
	}
	return len(initials) >= 3 && label == initials
}

// pieces reports that a label is made of the beginnings of the words of a name,
// in their order: "westmarchtrust", "uni-brauntal", "ostlercm". One word must
// give four letters and more, and no more than half may give none.
func pieces(label string, words []string) bool {
	if len(words) < 2 || len(words) > 8 {
		return false
	}
	var fit func(l string, i, skipped, used int, whole bool) bool
	fit = func(l string, i, skipped, used int, whole bool) bool {
		if l == "" {
			return whole && used >= 2 && skipped+len(words)-i <= len(words)/2
		}
		if i == len(words) || skipped > len(words)/2 {
			return false
		}
		w := words[i]
		for n := min(len(w), len(l)); n >= 1; n-- {
			if l[:n] == w[:n] && fit(l[n:], i+1, skipped, used+1, whole || n >= 4) {
				return true
			}
		}
		return fit(l, i+1, skipped+1, used, whole)
	}
	return fit(label, 0, 0, 0, false)
}

func withoutJoins(words []string) string {
	s := ""
	for _, w := range words {
		if !joins[w] {
			s += w
		}
	}
	return s
}

var unsign = strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "&", " and ", "'", "", "’", "")

// spelled reports that a label is the name with its own letters: apostrophes
// dropped, "and" for "&", "oe" for "ö".
func spelled(name, label string) bool {
	name = unsign.Replace(strings.ToLower(name))
	whole := strings.ReplaceAll(phrase.Fold(name), " ", "")
	if whole == "" || len(label) < 4 {
		return false
	}
	return whole == label || strings.TrimPrefix(whole, "the") == label || strings.ReplaceAll(whole, "and", "") == label || strings.HasPrefix(whole, label) && len(label) >= 5
}

type Label string

// companyTail are what companies hang on to their name to get a free domain.
var companyTail = phrase.Words("hq app inc group corp labs tech io ai uk us eu de fr careers jobs talent hr team global online software systems consulting digital gmbh ag se bv ltd llc company co mail health bank energy group uni university school hotel hotels clinic hospital foods games studio studios design partners capital trust")
