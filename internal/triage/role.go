package triage

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// titleHeads are words that a job title ends with or is made around, in the
// seven languages. Folded. Women's and men's forms stand beside each other.
var titleHeads = wordSet(`
accountant actuary acrobat adjuster administrator admin advisor adviser advocate agent aide analyst anesthetist announcer apprentice apprenticeship architect artist assembler assessor assistant associate attendant attorney auditor author baker banker barista bartender biologist bookkeeper broker builder buyer captain caregiver carer caretaker carpenter cashier caseworker ceo cfo chef chemist chief cio ciso clerk clinician cmo coach comedian commander concierge conductor consultant controller cook coo coordinator copywriter counsel counselor counsellor courier craftsman creator cto curator custodian dba dean dentist deputy designer detective developer devops dietitian director dispatcher doctor draftsman driver ecologist economist editor educator electrician engineer engineers estimator evangelist examiner executive expert fabricator facilitator fellow filmmaker firefighter fitter foreman fundraiser gardener generalist geologist geophysicist governess grader graduate guard guide hairdresser handler head helper hostess housekeeper hygienist illustrator inspector installer instructor intern internship interpreter investigator jeweller joiner journalist judge labourer laborer lawyer lead leader lecturer legal liaison librarian lifeguard linguist locksmith logistician machinist maker manager marketer mason mathematician mechanic mechatronics mediator merchandiser microbiologist midwife millwright moderator monitor musician nanny negotiator nurse nutritionist officer operative operator optician optometrist orderly organizer owner packer painter paralegal paramedic partner partnerships pathologist pharmacist photographer physician physicist physiotherapist picker pilot pipefitter planner plumber porter postdoc postdoctoral practitioner president preschool principal processor producer professor programmer promoter proofreader prosecutor psychologist publicist purchaser radiographer ranger realtor receptionist recruiter registrar reporter representative rep researcher retoucher rigger roofer sailor salesperson salesman scheduler scientist scrum secretary seller sergeant servant server shopper singer sommelier sonographer sourcer specialist sre stager statistician steward stocker storekeeper strategist student stylist superintendent supervisor surgeon surveyor tailor teacher technician technologist teller tester therapist trader trainee trainer translator treasurer tutor underwriter upholsterer usher valuer veterinarian videographer vp waiter waitress warden welder worker writer zoologist swe qa sdet
ingenieur ingenieurin entwickler entwicklerin berater beraterin leiter leiterin referent referentin sachbearbeiter sachbearbeiterin kaufmann kauffrau kaufleute mitarbeiter mitarbeiterin assistent assistentin assistenz projektleiter projektleiterin projektmanager projektmanagerin teamleiter teamleiterin abteilungsleiter verkaufer verkauferin techniker technikerin mechaniker mechatroniker elektriker elektroniker pfleger pflegerin pflegefachkraft pflegefachmann pflegefachfrau erzieher erzieherin lehrer lehrerin arzt arztin buchhalter buchhalterin controllerin fachkraft fachinformatiker informatiker informatikerin softwareentwickler softwareentwicklerin systemadministrator redakteur redakteurin werkstudent werkstudentin praktikant praktikantin praktikum auszubildende auszubildender ausbildung trainee geschaftsfuhrer geschaftsfuhrerin koch kochin fahrer fahrerin lagerist lageristin einkaufer einkauferin vertriebsmitarbeiter aussendienst aussendienstmitarbeiter bauleiter bauleiterin architektin analystin managerin spezialist spezialistin sekretarin wissenschaftler wissenschaftlerin kundenberater kundenberaterin disponent disponentin planer planerin rechtsanwalt jurist juristin produktmanager produktmanagerin
ingenieure developpeur developpeuse charge chargee responsable chef cheffe directeur directrice technicien technicienne assistante consultante consultant comptable vendeur vendeuse conseiller conseillere gestionnaire infirmier infirmiere aide-soignant enseignant enseignante professeur conducteur conductrice chauffeur redacteur redactrice juriste acheteur acheteuse commercial commerciale alternant alternante stagiaire apprenti apprentie analyste coordinateur coordinatrice animateur animatrice cuisinier cuisiniere formateur formatrice logisticien mecanicien electricien administrateur administratrice chercheur secretaire receptionniste graphiste controleur controleuse auditeur
ingeniero ingeniera desarrollador desarrolladora analista gerente jefe jefa director directora tecnico tecnica asistente asesor asesora consultor consultora contable vendedor vendedora coordinador coordinadora enfermero enfermera profesor profesora administrativo administrativa becario becaria especialista programador programadora disenador disenadora ejecutivo ejecutiva responsable encargado encargada arquitecto arquitecta abogado abogada cocinero camarero camarera conductor auxiliar comercial operario operaria recepcionista investigador investigadora redactor redactora supervisor supervisora
ingegnere sviluppatore sviluppatrice responsabile direttore direttrice tecnico tecnica assistente consulente contabile venditore venditrice coordinatore coordinatrice infermiere infermiera insegnante impiegato impiegata stagista specialista programmatore addetto addetta architetto avvocato cuoco cameriere autista operaio operaia magazziniere segretaria progettista ricercatore ricercatrice redattore grafico educatore educatrice commesso commessa
engenheiro engenheira desenvolvedor desenvolvedora gestor gestora gerente diretor diretora tecnico tecnica assistente consultor consultora contabilista contador vendedor vendedora coordenador coordenadora enfermeiro enfermeira professor professora estagiario estagiaria especialista programador programadora designer arquiteto arquiteta advogado advogada cozinheiro motorista operador operadora auxiliar rececionista recepcionista pesquisador investigador
ontwikkelaar ingenieur adviseur medewerker leidinggevende teamleider projectleider verkoper monteur technicus verpleegkundige docent leraar boekhouder assistent beheerder stagiair stagiaire onderzoeker chauffeur kok planner inkoper hoofd directeur jurist accountmanager begeleider secretaresse administratief
`)

// levelWords are seniority and form; they are part of a title without making one.
var levelWords = wordSet("senior sr junior jr staff principal lead head chief associate assistant mid midlevel entry graduate trainee intern ii iii iv vp director")

// titleLike reports that a text reads like a job title.
func titleLike(s string) bool {
	for _, w := range strings.Fields(fold(s)) {
		if titleHeads[w] || compoundHead(w) {
			return true
		}
	}
	return false
}

// compoundHead finds the head of a German or Dutch compound: Vertriebsleiter.
func compoundHead(w string) bool {
	if len(w) < 9 {
		return false
	}
	for _, h := range [...]string{"leiter", "leiterin", "entwickler", "entwicklerin", "berater", "beraterin", "ingenieur", "ingenieurin", "manager", "managerin", "techniker", "mitarbeiter", "mitarbeiterin", "kaufmann", "kauffrau", "referent", "referentin", "helfer", "pfleger", "schlosser", "mechaniker", "meister", "assistent", "assistentin", "verkaufer", "ontwikkelaar", "medewerker", "adviseur", "leider", "kundige", "fachkraft", "lehrer", "redakteur", "administrator", "student", "planer"} {
		if strings.HasSuffix(w, h) {
			return true
		}
	}
	return false
}

// role finds the job title by vote, like company does with the name.
func (r *reading) role(company string) string {
	var b ballot
	for _, f := range r.anchored {
		if !f.role {
			continue
		}
		text, factor := r.m.Text, 1.0
		if f.inSubject {
			text, factor = r.m.Subject, 1.2
		}
		name, closed := roleAt(text[f.at:])
		r.castRole(&b, name, f.weight*factor, closed)
	}
	r.rolesBeforeNoun(&b)
	r.rolesOfSubject(&b, company)
	key := nameKey(company)
	for i := range b {
		if b[i].key == key || key != "" && strings.HasPrefix(b[i].key, key+" ") && !titleLike(b[i].name) {
			b[i].weight = 0
		}
	}
	mergeRoles(b)
	return b.winner(2)
}

// castRole votes for a title when the text may be one. A title that names a
// head ("engineer") counts more; one that names none must have been closed by
// words like "role" or stand in capitals.
func (r *reading) castRole(b *ballot, name string, weight float64, closed bool) {
	name = cleanRole(name)
	if n := utf8.RuneCountInString(name); n < 2 || n > 90 || !strings.ContainsFunc(name, unicode.IsLetter) {
		return
	}
	f := fold(name)
	if notRoles[f] || departmentOnly(name) || strings.Contains(f, "httplink") || strings.Contains(f, "mailaddr") {
		return
	}
	first := strings.Fields(f)[0]
	if notRoles[first] && !titleLike(name) {
		return
	}
	switch {
	case titleLike(name):
		weight += 1.5
	case !closed || !startsUpper(name):
		weight -= 2
	}
	if len(strings.Fields(f)) > 9 {
		weight--
	}
	if weight > 0 {
		b.cast(name, weight)
	}
}

// notRoles are what anchors announce without naming a title. Folded.
var notRoles = func() map[string]bool {
	m := wordSet("the this that our your us you it we i he she they a an any other another new same following next more employment review interview consideration position role job opportunity opportunities job roles positions possible soon part result reference example well follow applying apply time now well quickly them each all some interested least most company team joining working further future")
	for _, s := range [...]string{"employment with us", "this role", "this position", "the role", "the position", "our team", "a role", "an interview", "future opportunities", "open positions", "other roles", "further consideration", "your application", "your interest", "your time", "next steps", "possible employment", "the next round", "a conversation"} {
		m[s] = true
	}
	return m
}()

func startsUpper(s string) bool {
	c, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(c) || unicode.IsDigit(c)
}

// mergeRoles gives what a title without additions has to the longer one that
// begins with it.
func mergeRoles(b ballot) {
	for i := range b {
		for j := range b {
			if i == j || b[i].weight <= 0 || b[j].weight <= 0 {
				continue
			}
			if strings.HasPrefix(b[j].key, b[i].key+" ") && b[j].weight >= 2.5 {
				b[j].weight += b[i].weight
				b[i].weight = 0
			} else if strings.HasSuffix(b[j].key, " "+b[i].key) && b[j].weight >= 3.5 {
				b[j].weight += b[i].weight
				b[i].weight = 0
			}
		}
	}
}

// roleEnds are the words that close a title. Folded.
var roleEnds = wordSet("role roles position positions job vacancy opening opportunity post requisition team at with within in on has have was is we which that who here via from by through stelle position bei beim chez au en na no presso bij were are will for if please your you our us as und sowie erhalten eingegangen interessiert beworben hat wurde ist a-la pour con")

// roleAt reads a title at the start of a text. closed tells that a word like
// "role" or "at COMPANY" ended it.
func roleAt(s string) (role string, closed bool) {
	i, ok := gapBefore(strings.TrimLeft(s, ":–-#"))
	if s2 := strings.TrimLeft(s, ":–-#"); ok {
		s = s2[i:]
	} else {
		return "", false
	}
	if s == "" {
		return "", false
	}
	end, words := 0, 0
	for pos := 0; pos < len(s) && words < 14; {
		w := titleWord(s[pos:])
		if w == "" {
			if inner, n := bracket(s[pos:]); n > 0 && words > 0 && len(inner) < 40 {
				pos += n
				end = pos
				n, more := titleGap(s[pos:])
				if !more {
					break
				}
				pos += n
				continue
			}
			break
		}
		f := fold(w)
		if words > 0 && roleEnds[f] {
			closed = true
			break
		}
		if words == 0 && (articles[f] || roleEnds[f]) {
			if pos += len(w); pos < len(s) && s[pos] == ' ' && articles[f] {
				pos++
				s = s[pos:]
				pos = 0
				continue
			}
			break
		}
		if words > 0 && unicode.IsLower(rune(w[0])) && roleStops[f] {
			break
		}
		pos += len(w)
		words++
		end = pos
		n, more := titleGap(s[pos:])
		if !more {
			closed = closed || pos >= len(s) || s[pos] == '\n' || s[pos] == '.' || s[pos] == '|' || s[pos] == '!'
			break
		}
		pos += n
	}
	return s[:end], closed
}

var (
	articles  = wordSet("a an the our der die das eine einen ein la le les el los un une una il lo het de een")
	roleStops = wordSet("has have was were is are be been will would we you your our i it they this that these who which because but although while when if so has to from by here submitted received dated ref reference id number please based located reporting starting wir sie haben hat ist wurde vom nous vous avons que hemos ha abbiamo hai foi recebemos hebben je u ontvangen bekommen erhalten eingegangen bien")
)

// titleWord is a word of a title, with "/", "-", "+", "#", "&" and "." inside.
func titleWord(s string) string {
	for i, c := range s {
		if unicode.IsLetter(c) || unicode.IsDigit(c) || strings.ContainsRune("/-+#&'’*:_", c) && !(c == ':' && !innerColon(s[i:])) {
			continue
		}
		if c == '.' && i > 0 && i+1 < len(s) && (unicode.IsLetter(rune(s[i+1])) || unicode.IsDigit(rune(s[i+1]))) {
			continue
		}
		if c == '.' && i <= 3 && i > 0 && (fold(s[:i]) == "sr" || fold(s[:i]) == "jr" || fold(s[:i]) == "sen") {
			return s[:i+1]
		}
		return s[:i]
	}
	return s
}

// innerColon is the colon of "Entwickler:in".
func innerColon(s string) bool {
	return strings.HasPrefix(s, ":in") || strings.HasPrefix(s, ":r") && len(s) > 2 && !unicode.IsLetter(rune(s[2]))
}

// bracket is "(m/w/d)" or "(Remote)" at the start of s.
func bracket(s string) (inner string, n int) {
	if !strings.HasPrefix(s, "(") {
		return "", 0
	}
	i := strings.IndexByte(s, ')')
	if i < 0 || strings.Count(s[:i], "\n") > 1 {
		return "", 0
	}
	return s[1:i], i + 1
}

// titleGap is what may stand between two words of a title: blanks, one line
// end, a comma or a dash followed by a capital.
func titleGap(s string) (int, bool) {
	for _, p := range [...]string{", ", ",\n", " - ", " – ", " — ", " / "} {
		if strings.HasPrefix(s, p) {
			c, _ := utf8.DecodeRuneInString(s[len(p):])
			w := fold(titleWord(s[len(p):]))
			return len(p), (unicode.IsUpper(c) || unicode.IsDigit(c)) && !stopCaps[titleWord(s[len(p):])] && !legalForms[w]
		}
	}
	i, lines := 0, 0
	for i < len(s) && (s[i] == ' ' || s[i] == '\n' || s[i] == '\r' || s[i] == '\t') {
		if s[i] == '\n' {
			lines++
		}
		i++
	}
	return i, i > 0 && lines <= 1 && i < len(s)
}

// roleNouns are the words before which a title stands: "the ROLE position".
var roleNouns = wordSet("role position opening vacancy job post opportunity requisition internship apprenticeship traineeship")

// rolesBeforeNoun reads titles backwards from "role" or "position" to the
// article or preposition before them.
func (r *reading) rolesBeforeNoun(b *ballot) {
	for _, inSubject := range [...]bool{true, false} {
		tokens, text, weight := r.text, r.m.Text, 3.0
		if inSubject {
			tokens, text, weight = r.subject, r.m.Subject, 3.5
		}
		for i := range tokens {
			if !roleNouns[tokens[i].Word] || i == 0 {
				continue
			}
			j := i
			for j > 0 && i-j < 12 && tokens[j-1].Sentence == tokens[i].Sentence && !beforeTitle[tokens[j-1].Word] && tokens[j-1].Word != "httplink" {
				j--
			}
			for j < i && !tokens[j].Upper && !tokens[j].Digit { // "exciting new ROLE"
				j++
			}
			if j == i || j == 0 && !inSubject || strings.Contains(text[tokens[j].Start:tokens[i].Start], "\n\n") {
				continue
			}
			name := strings.TrimSpace(text[tokens[j].Start:tokens[i].Start])
			if strings.ContainsAny(name, "!?;|") {
				continue
			}
			r.castRole(b, strings.TrimRight(name, " -–,:"), weight, true)
		}
	}
}

// beforeTitle are words at which a title read backwards has begun. Folded.
var beforeTitle = wordSet("the our a an this that your for to of as in about regarding with at from open new current following above mentioned applied is are was were has and we us you i any every another other its their my his her both two on")

// rolesOfSubject reads subjects like "ROLE at X", "X - ROLE", "Application: ROLE".
func (r *reading) rolesOfSubject(b *ballot, company string) {
	for _, part := range subjectParts(r.m.Subject) {
		if head, _, ok := strings.Cut(part, " at "); ok && titleLike(head) {
			r.castRole(b, afterFor(head), 3, true)
			continue
		}
		if titleLike(part) {
			r.castRole(b, stripSubject(afterFor(part), company), 1.5, true)
		}
	}
}

// afterFor is what stands behind the last "for the" or "as" of a subject.
func afterFor(s string) string {
	for _, p := range [...]string{" for the position of ", " for the role of ", " for the ", " for a ", " for ", " as ", " to the ", " als ", " poste de ", " puesto de ", " vaga de "} {
		if i := strings.LastIndex(s, p); i >= 0 {
			return s[i+len(p):]
		}
	}
	return s
}

func stripSubject(s, company string) string {
	words := strings.Fields(s)
	for len(words) > 1 && (subjectWords[fold(words[0])] || company != "" && sameName(words[0], company) == 1) {
		words = words[1:]
	}
	for len(words) > 1 && subjectWords[fold(words[len(words)-1])] {
		words = words[:len(words)-1]
	}
	return strings.Join(words, " ")
}

// subjectWords are words of subjects that belong neither to a title nor to a name.
var subjectWords = wordSet("your the our application applications update updates on status for re fwd fw aw wg received interview interviews invitation invite confirmation confirmed reminder follow up thank you thanks applying to regarding about position role job opportunity new next steps step with and of is was has been screening call phone video request availability assessment test offer letter decision important information message from hello hi dear question complete completed action required bewerbung ihre deine einladung zum vorstellungsgesprach absage eingangsbestatigung zu candidature votre entretien solicitud candidatura entrevista sollicitatie uitnodiging colloquio invito response successful unsuccessful outcome rescheduled cancelled canceled updated accepted declined round first second final")

// subjectParts cuts a subject at the signs that part its pieces.
func subjectParts(s string) []string {
	for _, p := range [...]string{"Re:", "RE:", "Fwd:", "FW:", "Fw:", "AW:", "WG:", "TR:", "RV:", "Rif:", "R:"} {
		s = strings.TrimSpace(strings.TrimPrefix(s, p))
	}
	for _, sep := range [...]string{" – ", " — ", " | ", ": ", " · ", " // ", " • ", " » ", " @ "} {
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

// cleanRole takes off what stands around a title: ids, "(m/w/d)" stays out too.
func cleanRole(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	for {
		i, j := strings.LastIndexByte(s, '('), strings.LastIndexByte(s, ')')
		if i <= 0 || j != len(s)-1 {
			break
		}
		in := fold(s[i:])
		if !genderMark(in) && !strings.ContainsAny(in, "0123456789") && !placeMark(in) {
			break
		}
		s = strings.TrimSpace(s[:i])
	}
	for _, sep := range [...]string{" m/w/d", " w/m/d", " m/f/d", " f/m/d", " h/f", " H/F", " F/H", " f/h", " m/f", " M/F", " - m/w/d"} {
		s = strings.TrimSuffix(s, sep)
	}
	words := strings.Fields(s)
	for len(words) > 1 && requisitionLike(strings.Trim(words[len(words)-1], "()#[]-–,:")) {
		words = words[:len(words)-1]
	}
	for len(words) > 1 && requisitionLike(strings.Trim(words[0], "()#[]-–,:")) {
		words = words[1:]
	}
	s = strings.Join(words, " ")
	return strings.Trim(s, " \"'“”„‘’«»*,;:.-–—|#([")
}

func genderMark(folded string) bool {
	words := strings.Fields(folded)
	return len(words) > 0 && len(words) <= 4 && !slices.ContainsFunc(words, func(w string) bool {
		return len(w) > 1 && w != "all" && w != "genders" && w != "gn" && w != "mwd" && w != "wmd" && w != "mfd" && w != "div" && w != "divers" && w != "gender"
	})
}

func placeMark(folded string) bool {
	return folded == "remote" || folded == "hybrid" || folded == "onsite" || folded == "full time" || folded == "part time" || folded == "contract" || folded == "remote us" || folded == "us remote" || folded == "fully remote"
}
