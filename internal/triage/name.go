package triage

import (
	"slices"
	"strings"

	"debrief/internal/triage/phrase"
)

// fold is a text as words: lower case, without accents, single blanks.
func fold(s string) string { return phrase.Fold(s) }

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
	words := strings.Fields(fold(name))
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

// nameKey is a name by which two writings of one company are the same.
func nameKey(name string) string { return strings.Join(nameWords(name), " ") }

// sameName reports how alike two company names are: 1 the same but for legal
// forms and accents, 0.9 but for words like "Group", 0.8 one is the whole
// beginning of the other ("Weir" and "Weir Water") or lacks only a word like
// "Hotel" before it, 0 different. Near spellings
// (Avail, Avra) are different names.
func sameName(a, b string) float64 {
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

// freeMail are domains at which anyone may have an address.
var freeMail = wordSet("gmail.com googlemail.com outlook.com hotmail.com hotmail.co.uk hotmail.fr hotmail.de live.com live.co.uk msn.com yahoo.com yahoo.co.uk yahoo.fr yahoo.de yahoo.es yahoo.it ymail.com icloud.com me.com mac.com aol.com proton.me protonmail.com pm.me gmx.de gmx.net gmx.at gmx.ch web.de t-online.de freenet.de mail.com zoho.com fastmail.com hey.com orange.fr wanadoo.fr free.fr sfr.fr laposte.net libero.it virgilio.it tiscali.it alice.it uol.com.br bol.com.br terra.com.br sapo.pt ziggo.nl kpnmail.nl planet.nl btinternet.com sky.com comcast.net verizon.net att.net example.com example.org example.net")

// publicSuffix2 are suffixes of two labels below which names are sold.
var publicSuffix2 = wordSet("co.uk org.uk ac.uk gov.uk ltd.uk plc.uk me.uk nhs.uk com.au net.au org.au edu.au gov.au co.nz org.nz govt.nz com.br net.br org.br gov.br co.in net.in org.in co.jp or.jp ne.jp ac.jp com.mx com.ar com.co com.pe com.cl com.tr com.sg com.my com.hk com.cn com.tw co.kr co.za org.za com.ua com.pl com.pt com.es com.gr co.il com.ph com.vn co.th co.id com.sa com.eg co.ke com.ng gv.at co.at or.at")

func wordSet(s string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(s) {
		m[w] = true
	}
	return m
}

// site is the domain under which a company registered, with its name label:
// "careers.mail.acme.co.uk" is "acme.co.uk" and "acme".
func site(domain string) (registered, label string) {
	parts := strings.Split(domain, ".")
	n := 2
	if len(parts) >= 2 && publicSuffix2[strings.Join(parts[len(parts)-2:], ".")] {
		n = 3
	}
	if len(parts) < n {
		return "", ""
	}
	parts = parts[len(parts)-n:]
	return strings.Join(parts, "."), parts[0]
}

// domainOf is the part of an address behind the @, in lower case.
func domainOf(addr string) string {
	return strings.ToLower(addr[strings.LastIndexByte(addr, '@')+1:])
}

// named reports that a domain label is made from a name: "northgatelabs",
// "northgate-labs", "northgate" for Northgate Labs, or its initials when there
// are three and more.
func (l domainLabel) named(name string) bool {
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
	whole := strings.ReplaceAll(fold(name), " ", "")
	if whole == "" || len(label) < 4 {
		return false
	}
	return whole == label || strings.TrimPrefix(whole, "the") == label || strings.ReplaceAll(whole, "and", "") == label || strings.HasPrefix(whole, label) && len(label) >= 5
}

type domainLabel string

// companyTail are what companies hang on to their name to get a free domain.
var companyTail = wordSet("hq app inc group corp labs tech io ai uk us eu de fr careers jobs talent hr team global online software systems consulting digital gmbh ag se bv ltd llc company co mail health bank energy group uni university school hotel hotels clinic hospital foods games studio studios design partners capital trust")

// SameEmployer reports that two names are one company's but for legal form,
// accents and words like "Group".
func SameEmployer(a, b string) bool { return sameName(a, b) >= 0.9 }

// Plain is a text as words: small letters, no accents, single blanks.
func Plain(s string) string { return fold(s) }
