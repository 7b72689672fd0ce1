package naming

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"debrief/internal/triage/phrase"
)

// anchor is a phrase behind which a company or a role stands.
type anchor struct {
	weight  float64
	role    bool // else a company
	lower   bool // a name in small letters may follow
	pattern string
}

// anchors in seven languages, folded. What follows is read from the text as it
// stands (see nameAt and roleAt).
var anchors = []anchor{
	{3, false, true, "(applying|applied|apply) (to|at|with)"},
	{3, false, true, "(application|applications|candidacy|submission) (to|at|with)"},
	{3, false, true, "(interest|interested) in *1 (joining|working at|working for|working with|employment with|employment at|a career at|a career with|careers at|opportunities at|opportunities with|a position with|a position at|a role at)"},
	{2.5, false, true, "(interest|interested) in"},
	{3, false, true, "(role|position|job|opportunity|opening|vacancy|internship|opportunities|roles|positions|openings|career|careers|employment|vacancies|post) (at|with|within)"},
	{2.5, false, false, "(join|joining|considering|choosing|chose|contacting)"},
	{2.5, false, false, "(interview|interviews|interviewing|conversation|call|chat|interviewed|assessment|offer|process|meeting|onsite|screen) (with|at|from)"},
	{2, false, false, "(speaking|talking|speak|talk|meet|meeting|connect|chat|work|working) with"},
	{2.5, false, false, "(on behalf of|here at|we at|team at|recruiter at|partner at|recruiting for|hiring for|manager at|engineer at|lead at|acquisition at|sourcer at|colleagues at|folks at|everyone at|working at|work at|work for|life at|people at|recruiting at|hiring at|update from|invitation from|message from|news from|offer from|hello from|greetings from|recruiter with|recruiter for|specialist at|talent at|coordinator at|director at)"},
	{2.5, false, false, "(sent to|viewed by|envoyee a|enviado a|enviada para|enviado para|verzonden naar|wurde an|vue par|enviada a|vista por|inviata a|gesendet an|angesehen von|verstuurd naar|requested by|submitted to|considered by|forwarded to|received by)"},
	{2.5, false, false, "(referred you to|represent me for|invited by|asked by|retained by|instructed by|engaged by)"},
	{2, false, false, "(part of|future with|future at|success with|welcome to|about)"},
	{1, false, false, "(at|with|from)"},
	{3, false, false, "(bewerbung|interesse|bewerben|gesprach|vorstellungsgesprach|stelle|position|karriere|einstieg|bewerbungsprozess|tatigkeit|kennenlernen|vakanz|job|online bewerbung) (bei|mit|an) (der|dem|den|die|das)?"},
	{2, false, false, "bei (der|dem|den|uns von)?"},
	{3, false, false, "(candidature|poste|entretien|interet|opportunite|postule|processus|rejoindre|carriere|interet pour|alternance|stage) (chez|a|au sein de|aupres de|avec|pour) (la societe|l entreprise|le groupe)?"},
	{2.5, false, false, "(chez|au sein de|aupres de|rejoindre) (la societe|l entreprise|le groupe)?"},
	{3, false, false, "(candidatura|postulacion|interes|puesto|vacante|posicion|entrevista|proceso|solicitud|trabajar|incorporarte|inscripcion) (en|con|a|por)"},
	{3, false, false, "(candidatura|posizione|interesse|colloquio|ruolo|lavorare|opportunita) (presso|in|con|per|a) (la societa)?"},
	{3, false, false, "(candidatura|vaga|interesse|entrevista|processo|posicao|oportunidade|trabalhar|conversa) (na|no|em|com|pela|pelo|da|do|a)"},
	{3, false, false, "(sollicitatie|interesse|functie|vacature|gesprek|solliciteren|gesolliciteerd|belangstelling|werken|baan|rol|kennismaking|procedure) (bij|voor|in|met)"},
	{2.5, false, false, "(presso|bij|equipo de|equipe de|team di|team von|team van|equipa da|equipe da|time da|equipe|equipo)"},

	{3, true, false, "(position|role|job|post|vacancy|opening) (of|as|titled|entitled|for|title) (a|an|the|our)?"},
	{3.01, true, false, "(position|role|job|vacancy|title)"},
	{3, true, false, "(job title|position title|position applied for|role applied for|job name|vacancy title|stelle|poste|puesto|vacante|posizione|ruolo|vaga|cargo|functie|vacature)"},
	{2.5, true, false, "(application|applied|applying|apply|candidacy|interview|interviewing|candidature|considered|consideration|interest|shortlisted|selected|screen|call|chat|assessment|submission|opening|opportunity|hiring|recruiting|search|looking) (for|in|as|to|regarding|about|on) (a|an|the|our|this)? (position|role|job|vacancy|post|opening|position of|role of|job of|post of|vacancy of|vacancy for|position as|role as)?"},
	{2, true, false, "(as|join us as|join as|joining as|joining us as|you the position of|you the role of|you the post of|regarding|re|need a|need an|hiring a|hiring an|seeking a|seeking an|looking for a|looking for an) (a|an|our|the|your|new)?"},
	{2, true, false, "follow up for"},
	{3, true, false, "(stelle|position|vakanz|stellenanzeige|bewerbung|rolle|ausschreibung|ausgeschriebene stelle|funktion) (als|des|der|zum|zur|fur die position|fur die stelle|auf die stelle|auf die position|um die stelle|um die position|im bereich) (als|des|der|eines|einer|ein|eine)?"},
	{2, true, false, "(fur|auf|um) (die|unsere|der|ihre) (stelle|position|vakanz|rolle|ausgeschriebene stelle|ausgeschriebene position|stellenausschreibung|stellenanzeige) (als|des|der)?"},
	{2, true, false, "als (ein|eine|einen)?"},
	{3, true, false, "(poste|offre|candidature|alternance|stage|fonction|emploi|recrutement|opportunite) (de|d|pour le poste de|pour le poste d|pour l offre|au poste de|au poste d|pour l emploi de|pour le poste|en tant que|comme|pour)"},
	{3, true, false, "(puesto|posicion|vacante|plaza|cargo|oferta|rol|proceso|candidatura|postulacion|vacante para) (de|para|como|para el puesto de|para la vacante de|para la posicion de|al puesto de|a la vacante de|de la vacante)"},
	{3, true, false, "(posizione|ruolo|candidatura|offerta|selezione|figura|ricerca|profilo) (di|per|come|per la posizione di|per il ruolo di|alla posizione di|per la posizione|per il ruolo)"},
	{3, true, false, "(vaga|posicao|cargo|funcao|candidatura|oportunidade|lugar|processo) (de|para|como|para a vaga de|a vaga de|para a posicao de|para a funcao de|ao cargo de|para o cargo de|a posicao de)"},
	{3, true, false, "(functie|vacature|rol|positie|baan|sollicitatie) (van|als|voor|voor de functie van|voor de functie|op de functie van|op de vacature|voor de vacature|naar de functie van|voor de rol van|op de functie)"},
}

// needsColon marks the anchor that announces a title only with a colon behind it.
const needsColon = 3.01

var anchorSet = sync.OnceValue(func() *phrase.Set {
	var p []string
	for _, a := range anchors {
		p = append(p, a.pattern)
	}
	return phrase.Compile(p, nil)
})

// fromAnchors casts a vote for every name behind an anchor, once per place.
func (r *Reader) fromAnchors(b *ballot) {
	for _, f := range r.anchored {
		if f.role {
			continue
		}
		text, factor := r.Text, 1.0
		if f.inSubject {
			text, factor = r.Subject, 1.3
		}
		if name := nameAt(text[f.at:], f.lower); r.goodName(name) {
			b.cast(name, f.weight*factor)
		}
	}
	r.fromSubjectLine(b)
}

// found is an anchor in a mail; what it announces begins at a byte.
type found struct {
	*anchor
	at        int
	inSubject bool
	to        int // token behind the anchor
}

// findAnchors collects anchors of subject and text, of those that end at one
// place only the longest.
func (r *Reader) findAnchors() {
	for _, inSubject := range [...]bool{true, false} {
		tokens, text := r.TextTokens, r.Text
		if inSubject {
			tokens, text = r.SubjectTokens, r.Subject
		}
		best := map[int]int{} // place*2+role -> index
		anchorSet().Find(tokens, func(h phrase.Hit) {
			a := &anchors[h.N]
			at := tokens[h.To-1].End
			if a.weight == needsColon && !strings.HasPrefix(strings.TrimLeft(text[at:], " "), ":") {
				return
			}
			key := h.To*2 + btoi(a.role)
			if i, ok := best[key]; ok {
				if o := &r.anchored[i]; a.weight > o.weight {
					o.anchor = a
				}
				return
			}
			if at < len(text) {
				best[key] = len(r.anchored)
				r.anchored = append(r.anchored, found{a, at, inSubject, h.To})
			}
		})
	}
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// nameAt reads a company's name at the start of a text: capitalised words, with
// "&", "of", "and" and their like between them. lower lets a single word in
// small letters pass that ends its clause ("applying to trivago!").
func nameAt(s string, lower bool) string {
	i, ok := gapBefore(s)
	if !ok {
		return ""
	}
	s = s[i:]
	if rest, ok := cutArticle(s); ok {
		s = rest
	}
	end, words := 0, 0
	for pos := 0; pos < len(s) && words < 7; {
		w := nextWord(s[pos:])
		if w == "" {
			break
		}
		first, _ := utf8.DecodeRuneInString(w)
		capital := unicode.IsUpper(first) || unicode.IsDigit(first) && words > 0 || w == "&" || w == "+" || mixedCase(w)
		if !capital {
			if words == 0 && lower && soleWord(s, w) {
				return trimName(w)
			}
			if words == 0 || !joins[strings.ToLower(w)] || !capitalAfter(s[pos+len(w):]) {
				break
			}
		}
		if words == 0 && stopCaps[bare(w)] && !legalForms[phrase.Fold(w)] {
			return ""
		}
		if words > 0 && (stopCaps[bare(w)] || notNames[phrase.Fold(w)] && w != "The" && w != "Die") {
			break
		}
		pos += len(w)
		words++
		if capital && w != "&" && w != "+" {
			end = pos
		}
		n, more := gapInName(s[pos:])
		if !more {
			break
		}
		pos += n
	}
	return trimName(s[:end])
}

// gapBefore skips blanks, one line end, quotes, a colon or dash before a name.
func gapBefore(s string) (int, bool) {
	lines := 0
	for i, c := range s {
		switch c {
		case ' ', '\t', '"', '“', '„', '«', '*', '_', '\u00a0', '\r', '\'', '‘':
		case '\n':
			if lines++; lines > 1 {
				return 0, false
			}
		default:
			return i, i > 0 || s == ""
		}
	}
	return 0, false
}

func cutArticle(s string) (string, bool) {
	for _, a := range [...]string{"the ", "The ", "der ", "die ", "dem ", "den ", "la ", "le ", "l'", "l’", "el ", "il ", "de ", "het "} {
		if rest, ok := strings.CutPrefix(s, a); ok {
			return rest, true
		}
	}
	return s, false
}

// nextWord is the run of letters, digits and signs of names at the start of s.
func nextWord(s string) string {
	for i, c := range s {
		if unicode.IsLetter(c) || unicode.IsDigit(c) || c == '&' || c == '+' || unicode.Is(unicode.Mn, c) {
			continue
		}
		if (c == '.' || c == '-' || c == '\'' || c == '’' || c == '/') && i > 0 {
			if next, _ := utf8.DecodeRuneInString(s[i+utf8.RuneLen(c):]); unicode.IsLetter(next) || unicode.IsDigit(next) {
				if c == '\'' || c == '’' {
					if rest := s[i+utf8.RuneLen(c):]; (strings.HasPrefix(rest, "s ") || strings.HasPrefix(rest, "s\n")) && !startsUpper(rest[2:]) { // possessive
						return s[:i]
					}
				}
				continue
			}
		}
		return s[:i]
	}
	return s
}

var (
	joins    = phrase.Words("of and & + the for de du des der fur und von di del della e y da do dos van en la le et on at")
	stopCaps = phrase.Words("I We You Your Our If As At This That For Thank Thanks Best Kind Dear Hi Hello Please Although Unfortunately After While When With Position Role Job Requisition Recruiting Recruitment Hiring Talent Careers Team Wir Sie Ihre Als Vous Nous Votre Hemos Mon Tue Tues Wed Weds Thu Thur Thurs Fri Sat Sun Monday Tuesday Wednesday Thursday Friday Saturday Sunday Jan Feb Mar Apr Jun Jul Aug Sep Oct Nov Dec He She They Once Since Following")
)

func capitalAfter(s string) bool {
	n, more := gapInName(s)
	if !more {
		return false
	}
	c, _ := utf8.DecodeRuneInString(s[n:])
	return unicode.IsUpper(c) && !stopCaps[bare(nextWord(s[n:]))]
}

// bare is a word without what an apostrophe hangs on to it: "I" of "I've".
func bare(w string) string {
	if i := strings.IndexAny(w, "'’"); i > 0 {
		return w[:i]
	}
	return w
}

func mixedCase(w string) bool {
	return len(w) > 2 && strings.IndexFunc(w[1:], unicode.IsUpper) > 0 && unicode.IsLower(rune(w[0]))
}

// gapInName is the blank between two words of a name; a comma may stand before
// a legal form, a full stop behind an abbreviation.
func gapInName(s string) (int, bool) {
	i := 0
	if strings.HasPrefix(s, ", ") {
		if w := nextWord(s[2:]); legalForms[phrase.Fold(w)] {
			return 2, true
		}
		return 0, false
	}
	if strings.HasPrefix(s, ". ") { // "Dr. Smith Inc. for": only before another legal form
		if w := nextWord(s[2:]); legalForms[phrase.Fold(w)] {
			return 2, true
		}
		return 0, false
	}
	lines := 0
	for i < len(s) && (s[i] == ' ' || s[i] == '\n' || s[i] == '\r' || s[i] == '\t') {
		if s[i] == '\n' {
			lines++
		}
		i++
	}
	return i, i > 0 && lines <= 1 && i < len(s)
}

// soleWord reports that a word ends its clause or is followed by a small one.
func soleWord(s, w string) bool {
	f := phrase.Fold(w)
	if len(f) < 4 || notNames[f] || orgWords[f] || smallWords[f] || len(strings.Fields(f)) != 1 && !strings.Contains(w, ".") {
		return false
	}
	rest := strings.TrimLeft(s[len(w):], " ")
	return rest == "" || strings.ContainsRune("!.,\n", rune(rest[0]))
}

// smallWords are common words that are no company's name.
var smallWords = phrase.Words("with from about work working employment people career careers opportunity opportunities future development learning growth growing career technology engineering marketing sales design product data science software finance research education today tomorrow online remote success interest review consideration employer employers multiple roles positions several something anything")

func trimName(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	return strings.Trim(trimOrg(s), " .,;:&-")
}
