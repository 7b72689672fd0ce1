package triage

import (
	"strings"
	"unicode"

	"debrief/internal/triage/phrase"
)

// idAnchors announce a requisition id, in seven languages, folded. Shapes seen:
// JR2020545, R-416497, R057952, REQ226016, 717004BR, 26013067, "(Job Number:
// 210769925)", "(Job ID 75608)". Source: mail.md section 2.
var idAnchors = phrase.Compile([]string{
	"(job|requisition|req|position|vacancy|posting|reference|role|opening|referral|application|advert|opportunity|ref) (id|number|no|nr|code|ref|reference|num)",
	"(requisition|reference|ref|req|jobid|reqid|kennziffer|referenznummer|stellennummer|kennnummer|jobnummer|ausschreibungsnummer|referenz|chiffre|kenmerk|vacaturenummer|referentienummer|referencia|referentie|riferimento|rif|reference interne|codice|codigo|vaga n|offre n|numero de reference|numero de offre|job)",
	"(stellen|job|referenz|vacature|referentie) (id|nr|nummer|code)",
	"(reference|ref|numero|n) (de l offre|de|del puesto|da vaga|offre|dell offerta|annuncio)",
}, nil)

// requisition finds the id: one announced by a word wins over one known by its
// shape; the subject wins over the text.
func (r *reading) requisition() string {
	for _, announced := range [...]bool{true, false} {
		for _, inSubject := range [...]bool{true, false} {
			tokens, text := r.text, r.m.Text
			if inSubject {
				tokens, text = r.subject, r.m.Subject
			}
			id := ""
			if announced {
				idAnchors.Find(tokens, func(h phrase.Hit) {
					if id == "" {
						id = idAfter(text[tokens[h.To-1].End:])
					}
				})
			} else {
				id = idByShape(tokens, text)
			}
			if id != "" {
				return id
			}
		}
	}
	return ""
}

// idAfter reads an id close behind its announcement.
func idAfter(s string) string {
	i := 0
	for i < len(s) && i < 6 && strings.IndexByte(" :#.-\t(=°º", s[i]) >= 0 {
		i++
	}
	for strings.HasPrefix(s[i:], "°") || strings.HasPrefix(s[i:], "º") {
		i += 2
	}
	s = strings.TrimLeft(s[i:], " :#")
	id := idWord(s)
	if digits(id) < 2 || len(id) < 3 || dateLike(id) {
		return ""
	}
	return id
}

// idWord is the run of letters, digits, "-", "_", "/" and "." at the start of s.
func idWord(s string) string {
	n := strings.IndexFunc(s, func(c rune) bool {
		return !(c < 0x80 && (unicode.IsLetter(c) || unicode.IsDigit(c)) || c == '-' || c == '_' || c == '/' || c == '.')
	})
	if n < 0 {
		n = len(s)
	}
	if n > 24 {
		return ""
	}
	return strings.Trim(s[:n], "-_/.")
}

func digits(s string) (n int) {
	for _, c := range s {
		if unicode.IsDigit(c) {
			n++
		}
	}
	return n
}

// dateLike is a day or a plain year, not an id.
func dateLike(s string) bool {
	parts := strings.FieldsFunc(s, func(c rune) bool { return c == '/' || c == '-' || c == '.' })
	if len(parts) == 3 && len(s) >= 8 && len(s) <= 10 && digits(s) == len(s)-2 {
		return true
	}
	return len(s) == 4 && digits(s) == 4 && (strings.HasPrefix(s, "20") || strings.HasPrefix(s, "19"))
}

// idByShape finds an id that needs no announcement.
func idByShape(tokens []phrase.Token, text string) string {
	for _, t := range tokens {
		if !t.Digit && !t.Upper && t.Start > 0 || t.Word == phrase.Link || t.Word == phrase.Address {
			continue
		}
		if t.Start > 0 && idByte(text[t.Start-1]) {
			continue
		}
		if id := idWord(text[t.Start:]); requisitionLike(id) {
			return id
		}
	}
	return ""
}

func idByte(c byte) bool {
	return c == '-' || c == '_' || c == '/' || c == '@' || c == '.' || c == '+' || '0' <= c && c <= '9' || 'A' <= c && c <= 'Z' || 'a' <= c && c <= 'z'
}

// requisitionLike reports the shapes JR2020545, R-416497, REQ226016, REQ-2231,
// 717004BR.
func requisitionLike(id string) bool {
	n := digits(id)
	switch {
	case n < 4 || len(id) > 16:
		return false
	case strings.HasSuffix(id, "BR") && n == len(id)-2 && n >= 5:
		return true
	}
	for _, p := range [...]string{"JR", "REQ", "Req", "R", "RQ", "JOB", "PR", "HRC", "VAC", "JID"} {
		rest, ok := strings.CutPrefix(id, p)
		if !ok {
			continue
		}
		rest = strings.TrimLeft(rest, "-_0")
		if rest != "" && digits(rest) == len(strings.NewReplacer("-", "", "_", "").Replace(rest)) && digits(rest) >= 3 {
			return true
		}
	}
	return false
}
