package triage

import (
	"strings"
	"unicode"
)

// fromSubjectLine votes for names in the pieces of a subject: "ExampleCo
// Application Update", "Your ExampleCo application", "ExampleCo | Interview".
func (r *reading) fromSubjectLine(b *ballot) {
	parts := subjectParts(r.m.Subject)
	for i, p := range parts {
		if head, _, ok := strings.Cut(p, " has invited you"); ok && r.goodName(head) {
			b.cast(head, 3)
			continue
		}
		if _, tail, ok := strings.Cut(p, " at "); ok && strings.Count(p, " at ") == 1 {
			if n := nameAt(" "+tail, false); r.goodName(n) {
				b.cast(n, 2)
			}
		}
		core := stripSubject(p, "")
		if len(parts) == 2 && titleLike(parts[1-i]) && !titleLike(core) && r.goodName(p) && allCaps(p) && !r.recipient(p) {
			b.cast(trimOrg(p), 1.8)
			continue
		}
		switch {
		case titleLike(core) || !startsUpper(core) || r.recipient(core):
		case core != p && r.goodName(core) && allCaps(core):
			b.cast(trimOrg(core), 1.3)
		case len(parts) > 1 && i != 1 && r.goodName(core) && allCaps(core):
			b.cast(trimOrg(core), 1)
		case len(parts) > 1 && r.goodName(core) && allCaps(core):
			b.cast(trimOrg(core), 0.7)
		}
	}
}

// employerNouns are what an employer's name stands before: "your NAME test".
var employerNouns = wordSet("application applications interview interviews test assessment offer process candidacy exercise challenge screen vacancy account event hiring recruitment recruiting talent careers team")

// fromNouns votes for "your NAME interview", "the NAME assessment".
func (r *reading) fromNouns(b *ballot) {
	for _, inSubject := range [...]bool{true, false} {
		tokens, text := r.text, r.m.Text
		if inSubject {
			tokens, text = r.subject, r.m.Subject
		}
		for i := range tokens {
			if !employerNouns[tokens[i].Word] || i < 2 {
				continue
			}
			j := i
			for j > 0 && i-j < 5 && tokens[j-1].Sentence == tokens[i].Sentence && (tokens[j-1].Upper || joins[tokens[j-1].Word] && j > 1 && tokens[j-2].Upper) && !subjectWords[tokens[j-1].Word] && !stopCaps[text[tokens[j-1].Start:tokens[j-1].End]] {
				j--
			}
			if j == i || j == 0 || tokens[j-1].Word != "your" && tokens[j-1].Word != "the" && tokens[j-1].Word != "our" && tokens[j-1].Word != "with" && tokens[j-1].Word != "a" && tokens[j-1].Word != "an" {
				continue
			}
			if n := trimName(text[tokens[j].Start:tokens[i-1].End]); r.goodName(n) && !r.recipient(n) {
				b.cast(n, 2)
			}
		}
	}
}

// actorVerbs are what an employer does in such mails.
var actorVerbs = wordSet("has invites invited viewed wants requested asked uses partnered hat invite vous visto recibido ha would is")

// fromActors votes for a name that begins the subject or a sentence and acts:
// "NAME has invited you", "NAME viewed your application".
func (r *reading) fromActors(b *ballot) {
	for _, inSubject := range [...]bool{true, false} {
		tokens, text, weight := r.text, r.m.Text, 0.8
		if inSubject {
			tokens, text, weight = r.subject, r.m.Subject, 2.2
		}
		for i := range tokens[:min(len(tokens), 120)] {
			if !tokens[i].Upper || i > 0 && tokens[i-1].Sentence == tokens[i].Sentence && !strings.Contains(text[tokens[i-1].End:tokens[i].Start], "\n") {
				continue
			}
			name := nameAt(" "+text[tokens[i].Start:], false)
			j := i + len(strings.Fields(fold(name)))
			if name == "" || j >= len(tokens) || !actorVerbs[tokens[j].Word] || tokens[j].Upper || !r.goodName(name) || r.recipient(name) {
				continue
			}
			if w := tokens[j].Word; (w == "is" || w == "has" || w == "would" || w == "ha") && !inSubject {
				b.cast(name, weight/2)
				continue
			}
			b.cast(name, weight)
		}
	}
}

// employerLabels stand before a name on a line of their own.
var employerLabels = wordSet("company employer organisation organization unternehmen firma arbeitgeber entreprise societe employeur empresa azienda bedrijf werkgever empregador client")

// fromLines votes for "Company: NAME", and for the line below the title in
// mails of job boards.
func (r *reading) fromLines(b *ballot) {
	before := ""
	for line := range strings.Lines(r.m.Text[:min(len(r.m.Text), 3000)]) {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		if label, value, ok := strings.Cut(line, ":"); ok && len(label) < 25 && employerLabels[lastWord(label)] {
			if n := nameAt(" "+strings.TrimSpace(value), true); r.goodName(n) {
				b.cast(n, 3)
			}
		}
		if r.from.vendor.sends(jobboard) && before != "" && len(before) < 70 && titleLike(before) && !strings.HasSuffix(before, ".") && len(line) < 80 {
			if n := nameAt(" "+line, false); r.goodName(n) && !r.recipient(n) {
				b.cast(n, 2.2)
			}
		}
		before = line
	}
}

// fromDomainNames votes for every name in the mail that the sender's domain, or
// the vendor's name for the employer, is made of.
func (r *reading) fromDomainNames(b *ballot) {
	label := domainLabel(r.tenant())
	if label == "" && (r.from.vendor == nil || r.from.vendor.kind == inhouse) && !r.from.free {
		label = domainLabel(r.from.label)
	}
	if len(label) < 3 {
		return
	}
	for i := range *b {
		if label.named((*b)[i].name) {
			(*b)[i].weight += 2.5
		}
	}
	for _, text := range [...]string{r.m.FromName, r.m.Subject, r.m.Text[:min(len(r.m.Text), 4000)]} {
		for i := 0; i < len(text); i++ {
			if i > 0 && wordByte(text[i-1]) || !startsUpper(text[i:]) {
				continue
			}
			word := nextWord(text[i:])
			f := strings.ReplaceAll(fold(word), " ", "")
			if len(f) < 3 || !strings.Contains(string(label), f[:3]) && !strings.ContainsRune(string(label[:1]), rune(f[0])) {
				i += max(len(word)-1, 0)
				continue
			}
			if name := nameAt(" "+text[i:], false); len(name) >= 3 && label.named(name) && r.goodName(name) {
				b.cast(withPrefix(text, i, name), 2)
				i += len(name) - 1
				continue
			}
			i += len(word) - 1
		}
	}
}

// orgPrefixes are what organisations put before the part of their name that
// their domain is made of.
var orgPrefixes = wordSet("fundacion fundacio fondation fondazione fundacao stiftung foundation hotel hostal clinica clinique klinik hospital hopital ospedale ayuntamiento mairie ville comune gemeente stadt stadtverwaltung landkreis kreis camara stichting verein assurances assicurazioni ristorante restaurante restaurant ceramiche laboratorio laboratoire mutuelle societe grupo groupe gruppo gruppe groep universidad universite universita universitat universidade university college department ministry office institute instituto institut escuela ecole scuola escola school editorial editions talleres garage cooperativa coop cabinet studio bodegas varejo supermercados logistica bar cafe boulangerie zorggroep kinderopvang notariskantoor waterschap rijwielhandel council county city town borough province centre center association fonds theatre musee museum museo orkest orchester zeitung verlag casa banco banca banque bank communaute rectorat college")

// withPrefix extends a name at a place of the text by such words before it.
func withPrefix(text string, at int, name string) string {
	for range 3 {
		before := strings.TrimRight(text[:at], " ")
		if at-len(before) != 1 {
			break
		}
		i := strings.LastIndexAny(before, " \n\t,.;:(") + 1
		word := fold(before[i:])
		switch {
		case orgPrefixes[word] && startsUpper(before[i:]):
			at = i
			name = before[i:] + " " + name
		case joins[word] && i > 1 && text[i-1] == ' ':
			j := strings.LastIndexAny(text[:i-1], " \n\t,.;:(") + 1
			if first := text[j : i-1]; !orgPrefixes[fold(first)] || !startsUpper(first) {
				return name
			}
			name = text[j:len(before)] + " " + name
			at = j
		default:
			return name
		}
	}
	return name
}

func wordByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c >= 0x80 || c == '@' || c == '.' || c == '/' || c == '-'
}

// isPerson reports that a folded name is that of the person who wrote.
func (r *reading) isPerson(folded string) bool {
	name, _, _ := strings.Cut(strings.Trim(r.m.FromName, `"' `), " (")
	for _, sep := range [...]string{" from ", " at ", " via ", " | ", " - ", " – ", " @ ", " von ", " bei ", " de chez ", " chez ", ", "} {
		name, _, _ = strings.Cut(name, sep)
	}
	if fold(name) != folded {
		return false
	}
	one := len(strings.Fields(folded)) == 1
	relayed := r.from.vendor != nil && r.from.vendor.company == fromSubdomain && one && r.from.local == folded
	return r.from.vendor.sends(outreach) || r.personal(name) || relayed || one && firstNames[folded]
}

// allCaps reports that each word but the small ones begins with a capital or a digit.
func allCaps(s string) bool {
	words := strings.Fields(s)
	for _, w := range words {
		if !startsUpper(w) && !joins[strings.ToLower(w)] && !mixedCase(w) {
			return false
		}
	}
	return len(words) > 0 && len(words) <= 5
}

// recipient reports that a name is the person's own: the mail is to it, or
// greets it.
func (r *reading) recipient(name string) bool {
	words := strings.Fields(fold(name))
	if len(words) == 0 {
		return false
	}
	to := strings.ToLower(r.m.To)
	for _, w := range words {
		if len(w) < 3 || !strings.Contains(to, w) {
			return false
		}
	}
	return true
}

// signLines is how many lines at the end of a letter may sign it.
const signLines = 9

// fromLast votes for the last line of a letter where a person's name stands
// above it: "Tess", "Corbel".
func (r *reading) fromLast(b *ballot) {
	lines := lastLines(r.m.Text, 2)
	if len(lines) < 2 || len(lines[0]) > 45 || len(lines[1]) > 40 {
		return
	}
	last := strings.Trim(lines[0], " *_-–—,.!")
	name := fold(lines[1])
	words := strings.Fields(name)
	person := len(words) >= 1 && len(words) <= 3 && (firstNames[words[0]] || strings.Contains(fold(r.m.FromName), words[0]) || strings.Contains(r.from.local, words[0])) || titleLike(lines[1])
	if n := trimOrg(stripLead(last)); person && r.goodName(n) && allCaps(n) && !r.recipient(n) {
		b.cast(n, 1.8)
	}
}

// fromSignature votes for the name under a letter: "The ExampleCo Team",
// "ExampleCo Recruiting", "Recruiter | ExampleCo", "ExampleCo GmbH".
func (r *reading) fromSignature(b *ballot) {
	r.fromLast(b)
	if v := r.from.vendor; v != nil && (r.m.FromName == "" || strings.HasPrefix(fold(r.m.FromName), fold(v.name))) {
		for _, line := range lastLines(r.m.Text, 2) {
			if n := trimOrg(stripLead(strings.Trim(line, " *_-–—,.!"))); len(line) < 45 && r.goodName(n) && allCaps(n) && !r.recipient(n) && !firstNames[fold(n)] {
				b.cast(n, 1.5)
				break
			}
		}
	}
	for _, line := range lastLines(r.m.Text, signLines) {
		if len(line) > 70 || len(line) < 3 || strings.HasSuffix(line, ",") && len(strings.Fields(line)) < 4 && !legalEnd(line) {
			continue
		}
		line = strings.Trim(line, " *_-–—,.!")
		if head, tail := cutTitle(line); tail != "" {
			if n := trimOrg(tail); r.goodName(n) && allCaps(n) && (titleLike(head) || departmentOnly(head)) {
				b.cast(n, 2)
			}
			if n := trimOrg(head); titleLike(tail) && r.goodName(n) && legalEnd(n) {
				b.cast(n, 2)
			}
			continue
		}
		stripped := nameAt(" "+stripLead(line), false)
		whole := trimOrg(stripLead(line))
		if stripped == "" || !strings.HasPrefix(whole, stripped) && stripped != whole {
			continue
		}
		switch {
		case whole != line && whole == stripped && r.goodName(whole) && allCaps(whole) && !r.recipient(whole) && hasOrgWord(line):
			b.cast(whole, 2.5)
		case legalEnd(whole) && r.goodName(whole):
			b.cast(whole, 2)
		}
	}
}

func hasOrgWord(line string) bool {
	for _, w := range strings.Fields(fold(line)) {
		switch w {
		case "team", "recruiting", "recruitment", "talent", "hiring", "careers", "hr", "people", "equipe", "equipo", "personal", "karriere", "staffing", "rh", "via", "resources", "recursos", "risorse":
			return true
		}
	}
	return false
}

// stripLead takes "The", "Your", "L'équipe", "El equipo de", "Ihr" off a line.
func stripLead(s string) string {
	for _, p := range [...]string{"The ", "the ", "Your ", "Team ", "Ihr ", "Dein ", "Das ", "Dein Team von ", "Ihr Team von ", "Ihr Team der ", "L'équipe de ", "L’équipe de ", "L'équipe ", "L’équipe ", "El equipo de ", "Equipo de ", "Il team di ", "Il team ", "A equipa da ", "A equipe da ", "Equipe ", "Equipo ", "Equipa ", "Het team van ", "Team von ", "Team van ", "Team ", "Everyone at ", "All of us at ", "From all of us at ", "Recruiting Team ", "Talent Acquisition Team ", "Hiring Team at ", "Recruiting Team at ", "Talent Team at "} {
		if rest, ok := strings.CutPrefix(s, p); ok {
			s = rest
		}
	}
	return s
}

// cutTitle parts "Recruiter | ExampleCo", "Talent Partner, ExampleCo",
// "Recruiter at ExampleCo".
func cutTitle(line string) (head, tail string) {
	for _, sep := range [...]string{" | ", " @ ", " at ", " bei ", " chez ", " – ", " - ", " • ", " · ", ", "} {
		if h, t, ok := strings.Cut(line, sep); ok {
			return h, t
		}
	}
	return line, ""
}

// lastLines are the last lines of a text that are not empty.
func lastLines(text string, n int) []string {
	var out []string
	for end := len(text); end > 0 && len(out) < n; {
		i := strings.LastIndexByte(text[:end], '\n')
		if line := strings.TrimFunc(text[i+1:end], unicode.IsSpace); line != "" {
			out = append(out, line)
		}
		end = max(i, 0)
		if i < 0 {
			break
		}
	}
	return out
}
