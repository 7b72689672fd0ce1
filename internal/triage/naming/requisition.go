package naming

import (
	"strings"
	"sync"
	"unicode"

	"debrief/internal/triage/phrase"
)

// idAnchors announce a requisition id, in seven languages, folded. Shapes seen:
// JR2020545, R-416497, R057952, REQ226016, 717004BR, 26013067, "(Job Number:
// 210769925)", "(Job ID 75608)". Source: mail.md section 2.
var idAnchors = sync.OnceValue(func() *phrase.Set {
	return phrase.Compile([]string{
		"(job|requisition|req|position|vacancy|posting|reference|role|opening|referral|application|advert|opportunity|ref) (id|number|no|nr|code|ref|reference|num)",
		"(requisition|reference|ref|req|jobid|reqid|kennziffer|referenznummer|stellennummer|kennnummer|jobnummer|ausschreibungsnummer|referenz|chiffre|kenmerk|vacaturenummer|referentienummer|referencia|referentie|riferimento|rif|reference interne|codice|codigo|vaga n|offre n|numero de reference|numero de offre|job)",
		"(stellen|job|referenz|vacature|referentie) (id|nr|nummer|code)",
		"(reference|ref|numero|n) (de l offre|de|del puesto|da vaga|offre|dell offerta|annuncio)",
	}, nil)
})

// Requisition finds the id: one announced by a word wins over one known by its
// shape; the subject wins over the text.
func (r *Reader) Requisition() string {
	for _, announced := range [...]bool{true, false} {
		for _, inSubject := range [...]bool{true, false} {
			tokens, text := r.TextTokens, r.Text
			if inSubject {
				tokens, text = r.SubjectTokens, r.Subject
			}
			id := ""
			if announced {
				idAnchors().Find(tokens, func(h phrase.Hit) {
					if id == "" {
						id = idAt(text, tokens[h.To-1])
					}
				})
			} else {
				id = idByShape(tokens, text, inSubject)
			}
			if id != "" {
				return id
			}
		}
	}
	return ""
}

// idAt reads an id behind an announcement, or one that it is part of (REQ-30117).
func idAt(text string, t phrase.Token) string {
	if rest := text[t.End:]; len(rest) > 1 && rest[0] == '-' && rest[1] >= '0' && rest[1] <= '9' {
		return idWord(text[t.Start:])
	}
	return idAfter(text[t.End:])
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
	if len(parts) == 3 && len(s) >= 8 && len(s) <= 10 && digits(s) == len(s)-2 && len(parts[1]) == 2 && parts[1] <= "12" && (len(parts[0]) == 4 || len(parts[2]) == 4) {
		return true
	}
	return len(s) == 4 && digits(s) == 4 && (strings.HasPrefix(s, "20") || strings.HasPrefix(s, "19"))
}

// idByShape finds an id that needs no announcement.
func idByShape(tokens []phrase.Token, text string, inSubject bool) string {
	for _, t := range tokens {
		if !t.Digit && !t.Upper && t.Start > 0 || t.Word == phrase.Link || t.Word == phrase.Address {
			continue
		}
		if t.Start > 0 && idByte(text[t.Start-1]) {
			continue
		}
		id := idWord(text[t.Start:])
		if requisitionLike(id) || inSubject && !dateLike(id) && subjectID(id) {
			return id
		}
	}
	return ""
}

// subjectID reports the shapes that are ids in a subject and may be anything
// elsewhere: 26018841, 2025-8841, WC1182, 418-NM-2231.
func subjectID(id string) bool {
	n := digits(id)
	plain := plainer.Replace(id)
	switch {
	case n < 4 || len(id) > 14 || strings.Contains(id, "."):
		return false
	case n == len(id):
		return n >= 5 && n <= 9
	case n == len(plain): // digits and dashes
		return n >= 6 && !strings.HasPrefix(id, "20") || strings.HasPrefix(id, "20") && len(id) >= 7 && id[4] == '-'
	}
	letters := len(plain) - n
	return letters <= 5 && plain == strings.ToUpper(plain)
}

func idByte(c byte) bool {
	return c == '-' || c == '_' || c == '/' || c == '@' || c == '.' || c == '+' || '0' <= c && c <= '9' || 'A' <= c && c <= 'Z' || 'a' <= c && c <= 'z'
}

var plainer = strings.NewReplacer("-", "", "_", "", "/", "")

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
		if rest != "" && digits(rest) == len(plainer.Replace(rest)) && digits(rest) >= 3 {
			return true
		}
	}
	return false
}
