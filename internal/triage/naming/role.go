package naming

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"debrief/internal/triage/phrase"
)

// Role finds the job title by vote, like company does with the name. A title
// may stand behind an anchor ("the position of"), before a noun ("the ROLE
// position"), in a piece of the subject, or wherever capitals surround a word
// like "engineer".
func (r *Reader) Role(company string) string {
	b := roleBallot{company: company}
	r.rolesByAnchor(&b)
	r.rolesByHead(&b)
	r.rolesBeforeNoun(&b)
	r.rolesOfSubject(&b)
	b.merge()
	return b.winner(2)
}

type roleBallot struct {
	ballot
	company string
}

// cast votes for a title when the text may be one.
func (b *roleBallot) add(name string, weight float64, closed bool) {
	name = b.withoutCompany(cleanRole(name))
	n := utf8.RuneCountInString(name)
	if n < 2 || n > 90 || !strings.ContainsFunc(name, unicode.IsLetter) {
		return
	}
	words := strings.Fields(phrase.Fold(name))
	if len(words) == 0 || notRoles[strings.Join(words, " ")] || departmentOnly(name) || slices.Contains(words, phrase.Link) || slices.Contains(words, phrase.Address) {
		return
	}
	if b.company != "" && SameName(name, b.company) > 0 {
		return
	}
	last := words[len(words)-1]
	switch {
	case titleLike(name):
		weight += 1.5
	case notRoles[words[0]]:
		return
	case softHead(last) && (closed || len(words) <= 3):
	case closed && startsUpper(name):
		weight -= 0.5
	default:
		weight -= 2
	}
	if len(words) > 9 {
		weight--
	}
	if weight > 0 {
		b.cast(name, weight)
	}
}

// withoutCompany takes the employer's name off both ends of a title.
func (b *roleBallot) withoutCompany(name string) string {
	if b.company == "" {
		return name
	}
	for _, sep := range [...]string{" - ", " – ", " — ", ", ", " | ", ": ", " (", " at ", " with ", " @ ", " bei ", " chez ", " en ", " presso ", " bij "} {
		if i := strings.LastIndex(name, sep); i > 0 && SameName(strings.Trim(name[i+len(sep):], " )"), b.company) >= 0.8 {
			name = name[:i]
		}
		if i := strings.Index(name, sep); i > 0 && SameName(name[:i], b.company) >= 0.8 {
			name = name[i+len(sep):]
		}
	}
	if rest, ok := strings.CutPrefix(name, b.company+" "); ok && titleLike(rest) {
		name = rest
	}
	return name
}

// merge gives what a title has to a longer writing of it, and to a shorter one
// where the longer was seen once only and by its place alone.
func (b *roleBallot) merge() {
	list := b.ballot
	for i := range list {
		for j := range list {
			if i == j || list[i].weight <= 0 || list[j].weight <= 0 {
				continue
			}
			long, short := &list[j], &list[i]
			if !strings.HasPrefix(long.key, short.key+" ") && !strings.HasSuffix(long.key, " "+short.key) {
				continue
			}
			if long.weight >= 2.5 && long.weight*1.7 >= short.weight {
				long.weight += short.weight
				short.weight = 0
			} else {
				short.weight += long.weight
				long.weight = 0
			}
		}
	}
}

// notRoles are what stands where a title may without being one. Folded.
var notRoles = func() map[string]bool {
	m := phrase.Words("the this that our your us you it we i he she they a an any other another new same following next more employment review interview consideration position role job opportunity opportunities roles positions possible soon part result reference example well follow applying apply time now quickly them each all some interested least most company team joining working further future manager recruiter recruiters candidate candidates applicant applicants speculative application applications no not yes before after when while with for as and or but if so")
	for _, s := range [...]string{"hiring manager", "hiring managers", "line manager", "talent partner", "talent acquisition partner", "hiring team", "employment with us", "this role", "this position", "the role", "the position", "our team", "an interview", "future opportunities", "open positions", "other roles", "further consideration", "your application", "your interest", "your time", "next steps", "possible employment", "the next round", "a conversation", "job seeker", "account manager update", "customer service", "team member update", "equal opportunity employer", "opportunity employer", "an equal opportunity employer", "employer", "data controller", "data protection officer", "job number", "job id", "job title", "human resources", "talent acquisition", "candidate experience", "campus recruiting", "early careers", "your recruiter", "the recruiter", "recruitment team", "hiring committee", "search committee chair"} {
		m[s] = true
	}
	return m
}()

func startsUpper(s string) bool {
	c, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(c) || unicode.IsDigit(c)
}

// rolesByAnchor reads what stands behind "position of", "applied for", "als".
func (r *Reader) rolesByAnchor(b *roleBallot) {
	for _, f := range r.anchored {
		if !f.role {
			continue
		}
		text, factor := r.Text, 1.0
		if f.inSubject {
			text, factor = r.Subject, 1.2
		}
		name, closed := roleAt(text[f.at:], r.lowerTitles())
		b.add(name, f.weight*factor, closed)
	}
}

// lowerTitles reports that the language writes titles in small letters.
func (r *Reader) lowerTitles() bool {
	switch r.Language {
	case "fr", "es", "it", "pt", "nl":
		return true
	}
	return false
}

// rolesByHead reads the capitals around each word that makes a title. In the
// last lines stand the titles of those who sign; behind a name and a comma too.
func (r *Reader) rolesByHead(b *roleBallot) {
	for _, inSubject := range [...]bool{true, false} {
		tokens, text, weight := r.TextTokens, r.Text, 0.6
		if inSubject {
			tokens, text, weight = r.SubjectTokens, r.Subject, 1.4
		}
		signed := len(text)
		if !inSubject {
			signed = signatureAt(text)
		}
		for i, last := 0, -1; i < len(tokens); i++ {
			if i <= last || !tokens[i].Upper && !tokens[i].Digit || !headWord(tokens[i].Word) || i > 0 && salutation[tokens[i-1].Word] {
				continue
			}
			from := leftOf(tokens, text, i)
			end := tokens[from].Start + titleRun(text, tokens[from].Start, r.lowerTitles())
			w := weight + r.around(tokens, text, from, end, inSubject)
			if tokens[from].Start >= signed {
				w -= 2
			}
			b.add(text[tokens[from].Start:max(end, tokens[i].End)], w, true)
			for last = i; last+1 < len(tokens) && tokens[last+1].Start < end; last++ {
			}
		}
	}
}

// salutation are words before a surname: "Herr Maurer" lays no bricks.
var salutation = phrase.Words("herr herrn frau mr mrs ms miss dr prof sir dear hi hello liebe lieber monsieur madame senor senora sig signor signora sra sr dhr mevr hallo")

// leftOf walks from a head to the first word of its title.
func leftOf(tokens []phrase.Token, text string, i int) int {
	for j := i; ; j-- {
		if j == 0 || i-j > 7 {
			return j
		}
		p := &tokens[j-1]
		if p.Sentence != tokens[j].Sentence || p.End > tokens[j].Start {
			return j
		}
		gap := text[p.End:tokens[j].Start]
		wrapped := strings.Contains(gap, "\n") && p.End-lineStart(text, p.End) < 45
		if len(gap) > 3 || wrapped || strings.ContainsAny(gap, ",;:!?()|\"“”–—@.") || gap == " - " {
			return j
		}
		if !p.Upper && !p.Digit && !joins[p.Word] || stopCaps[text[p.Start:p.End]] || subjectWords[p.Word] && j-1 == 0 || beforeTitle[p.Word] && !joins[p.Word] {
			return j
		}
		if !p.Upper && !p.Digit { // "Head of Legal Counsel": a small word needs a capital before it
			if j < 2 || !tokens[j-2].Upper || p.Word == "for" || p.Word == "the" || p.Word == "at" || p.Word == "in" || p.Word == "on" || p.Word == "e" || p.Word == "en" || p.Word == "la" || p.Word == "le" || p.Word == "de" || p.Word == "do" || p.Word == "da" || p.Word == "di" || subjectWords[tokens[j-2].Word] || roleNouns[tokens[j-2].Word] || stopCaps[text[tokens[j-2].Start:tokens[j-2].End]] {
				return j
			}
		}
	}
}

func lineStart(text string, at int) int { return strings.LastIndexByte(text[:at], '\n') + 1 }

// around is what the words before and behind a title say about it.
func (r *Reader) around(tokens []phrase.Token, text string, from, end int, inSubject bool) (w float64) {
	if from > 0 {
		p := tokens[from-1]
		gap := text[p.End:tokens[from].Start]
		switch {
		case strings.Contains(gap, "\n\n"):
		case roleLeads[p.Word] && !strings.ContainsAny(gap, ",.;"):
			w += 1.5
		case strings.Contains(gap, ":"):
			w++
		case (strings.Contains(gap, ",") || strings.Contains(gap, "(")) && p.Upper && !inSubject:
			w -= 1.5 // "Inge Solheim, Head of Design"
		}
	}
	behind := strings.TrimLeft(text[end:], " \n")
	word := phrase.Fold(titleWord(behind))
	switch {
	case roleNouns[word] || word == "interview" || word == "application" || word == "stelle" || word == "vacature":
		w += 1.5
	case word == "at" || word == "with" || word == "bei" || word == "chez":
		w += 0.5
	}
	return w
}

// roleLeads are words just before a title.
var roleLeads = phrase.Words("for as of the our an a regarding role position post job vacancy poste stelle puesto vaga posizione functie als position de d um fur zum zur another to about is in hire hiring find need seeking recruiting advertising re this comme como come voor van per para")

// signatureAt is where the last lines of a letter begin that may sign it.
func signatureAt(text string) int {
	at := len(text)
	for n := 0; n < 4 && at > 0; {
		i := strings.LastIndexByte(text[:at], '\n')
		line := strings.TrimSpace(text[i+1 : at])
		if len(line) > 60 {
			return at
		}
		if line != "" {
			n++
		}
		at = max(i, 0)
	}
	if at == 0 {
		return len(text)
	}
	return at
}

// roleNouns are the words before which a title stands: "the ROLE position".
var roleNouns = phrase.Words("role position opening vacancy job post opportunity requisition internship apprenticeship traineeship gig spot vacancies roles positions openings")

// rolesBeforeNoun reads titles backwards from "role" or "position" to the
// article or preposition before them; small letters need a head ("driver job").
func (r *Reader) rolesBeforeNoun(b *roleBallot) {
	for _, inSubject := range [...]bool{true, false} {
		tokens, text, weight := r.TextTokens, r.Text, 3.0
		if inSubject {
			tokens, text, weight = r.SubjectTokens, r.Subject, 3.5
		}
		for i := range tokens {
			if !roleNouns[tokens[i].Word] || i == 0 || tokens[i-1].Sentence != tokens[i].Sentence {
				continue
			}
			if name, ok := backwards(tokens, text, i); ok {
				b.add(name, weight, true)
			}
		}
	}
}

func backwards(tokens []phrase.Token, text string, i int) (string, bool) {
	j := i
	for j > 0 && i-j < 12 && tokens[j-1].Sentence == tokens[i].Sentence && !beforeTitle[tokens[j-1].Word] && tokens[j-1].Word != phrase.Link {
		j--
	}
	if j > 0 && j < i && joins[tokens[j-1].Word] && j > 1 && tokens[j-2].Upper && headWord(tokens[j-2].Word) { // "Head of Sales position"
		for j -= 2; j > 0 && tokens[j-1].Upper && !beforeTitle[tokens[j-1].Word] && tokens[j-1].Sentence == tokens[i].Sentence; j-- {
		}
	}
	upper := j
	for upper < i && !tokens[upper].Upper && !tokens[upper].Digit { // "exciting new ROLE"
		upper++
	}
	if upper == i { // all in small letters
		upper = max(j, i-3)
		for upper < i-1 && smallFiller[tokens[upper].Word] {
			upper++
		}
		if i == upper || !titleHeads[tokens[i-1].Word] {
			return "", false
		}
	}
	name := strings.TrimSpace(text[tokens[upper].Start:tokens[i].Start])
	if strings.Contains(name, "\n\n") || strings.ContainsAny(name, "!?;|") {
		return "", false
	}
	return strings.TrimRight(name, " -–,:"), true
}

var smallFiller = phrase.Words("exciting new great open senior-level current available full part time temporary permanent urgent amazing")

// beforeTitle are words at which a title read backwards has begun. Folded.
var beforeTitle = phrase.Words("the our a an this that your for to of as in about regarding with at from open new current following above mentioned applied is are was were has have had and we us you i any every another other its their my his her both two on no each which who whom by or if be been re not would like but so thanks thank applying apply advertise advertised fill filling filled offered offer one some several few all these those")

// rolesOfSubject reads subjects like "ROLE at X", "X - ROLE", "Application: ROLE".
func (r *Reader) rolesOfSubject(b *roleBallot) {
	for _, part := range subjectParts(r.Subject) {
		for _, at := range [...]string{" at ", " bei ", " chez ", " with ", " presso ", " bij "} {
			if head, _, ok := strings.Cut(part, at); ok {
				part = head
				break
			}
		}
		core := stripSubject(afterFor(part), b.company)
		switch {
		case titleLike(core):
			b.add(core, 1.9, true)
		case core != "" && softHead(lastWord(core)) && allCaps(core) && !r.Recipient(core):
			b.add(core, 1.6, true)
		}
	}
}

func lastWord(s string) string {
	w := strings.Fields(phrase.Fold(s))
	if len(w) == 0 {
		return ""
	}
	return w[len(w)-1]
}

// afterFor is what stands behind the last "for the" or "as" of a subject.
func afterFor(s string) string {
	for _, p := range [...]string{" for the position of ", " for the role of ", " for the post of ", " position of ", " role of ", " post of ", " for the ", " for a ", " for an ", " for our ", " for ", " as ", " to the ", " to ", " als ", " zum ", " zur ", " poste de ", " puesto de ", " vaga de ", " Opportunité ", " regarding ", " re "} {
		if i := strings.LastIndex(s, p); i >= 0 && startsUpper(s[i+len(p):]) {
			return s[i+len(p):]
		}
	}
	return s
}

// stripSubject takes words off both ends that belong to a subject, not to a title.
func stripSubject(s, company string) string {
	words := strings.Fields(s)
	for len(words) > 0 && (subjectWords[phrase.Fold(words[0])] || requisitionLike(strings.Trim(words[0], "()#[],")) || company != "" && SameName(words[0], company) == 1) {
		words = words[1:]
	}
	for len(words) > 0 && (subjectWords[phrase.Fold(words[len(words)-1])] || roleNouns[phrase.Fold(words[len(words)-1])]) {
		words = words[:len(words)-1]
	}
	return strings.Join(words, " ")
}

// subjectWords are words of subjects that belong neither to a title nor to a name.
var subjectWords = phrase.Words("your the our application applications update updates on status for re fwd fw aw wg received interview interviews invitation invite confirmation confirmed reminder follow up thank you thanks applying to regarding about position role job opportunity opportunite new next steps step with and of is was has been screening call phone video request availability assessment test offer letter decision important information message from hello hi dear question questions complete completed action required needed bewerbung ihre deine einladung zum vorstellungsgesprach absage eingangsbestatigung zu candidature votre entretien solicitud candidatura entrevista sollicitatie uitnodiging colloquio invito response successful unsuccessful outcome rescheduled cancelled canceled updated accepted declined round first second final technical tentative conditional schedule chat conversation post filled closed notice missing details task change reference ref id number incomplete submitted in as it we a an at by due today tomorrow please urgent online start starting rejection regret appointment booking meeting meet vacancy vacancies opening hiring search results result esito selezione proceso processo opportunita opportunite recrutement vacature procedure oferta carta conferma confirmacion confirmacao aggiornamento retorno sobre suite relance kennziffer stellenausschreibung")

// subjectParts cuts a subject at the signs that part its pieces.
func subjectParts(s string) []string {
	for cut := true; cut; {
		cut = false
		for _, p := range [...]string{"Re:", "RE:", "re:", "Fwd:", "FWD:", "FW:", "Fw:", "AW:", "Aw:", "WG:", "TR:", "RV:", "Rif:", "R:", "Antw:", "SV:"} {
			if rest, ok := strings.CutPrefix(strings.TrimSpace(s), p); ok {
				s, cut = rest, true
			}
		}
	}
	for _, sep := range [...]string{" – ", " — ", " | ", ": ", " · ", " // ", " • ", " » ", " @ ", " / ", " :: ", " <> "} {
		s = strings.ReplaceAll(s, sep, " - ")
	}
	var out []string
	for p := range strings.SplitSeq(s, " - ") {
		if p = strings.Trim(strings.TrimSpace(p), "!.,:-"); p != "" {
			out = append(out, p)
		}
	}
	return out
}
