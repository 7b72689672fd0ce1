package triage

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A company's name is found by vote: every place where it may stand names
// somebody with a weight, the same name from several places adds up, and what
// is never a name (the vendor's, "Hiring Team") has no vote.

// vote is one name and how much speaks for it.
type vote struct {
	name   string
	key    string
	weight float64
	places int
}

type ballot []vote

// cast adds a vote. Writings of one name are one candidate, called by its
// longest writing.
func (b *ballot) cast(name string, weight float64) {
	key := nameKey(name)
	if key == "" {
		return
	}
	for i := range *b {
		v := &(*b)[i]
		if v.key == key || strings.ReplaceAll(v.key, " ", "") == strings.ReplaceAll(key, " ", "") {
			v.weight += weight
			v.places++
			if len(name) > len(v.name) || strings.ToUpper(v.name) == v.name && len(name) == len(v.name) {
				v.name = name
			}
			return
		}
	}
	*b = append(*b, vote{name, key, weight, 1})
}

// winner is the name most speaks for; empty when too little does.
func (b ballot) winner(least float64) string {
	best := -1
	for i, v := range b {
		if best < 0 || v.weight > b[best].weight {
			best = i
		}
	}
	if best < 0 || b[best].weight < least {
		return ""
	}
	return b[best].name
}

func (r *reading) company() string {
	var b ballot
	r.fromDisplay(&b)
	r.fromAddress(&b)
	r.fromAnchors(&b)
	r.fromNouns(&b)
	r.fromActors(&b)
	r.fromLines(&b)
	r.fromSignature(&b)
	r.fromDomainNames(&b)
	merge(b)
	if len(b) == 0 {
		return r.fallback()
	}
	if w := b.winner(1.5); w != "" {
		return w
	}
	if f := r.fallback(); f != "" {
		return f
	}
	return b.winner(1)
}

// merge gives what a shorter writing has ("Weir") to the longer one ("Weir
// Water") where both are named.
func merge(b ballot) {
	for i := range b {
		for j := range b {
			if i != j && b[i].weight > 0 && b[j].weight > 0 && len(b[i].key) < len(b[j].key) && sameName(b[i].name, b[j].name) >= 0.8 {
				b[j].weight += b[i].weight
				b[i].weight = 0
			}
		}
	}
}

// fallback is the name made from the sender's own domain.
func (r *reading) fallback() string {
	label := r.tenant()
	if label == "" && r.from.vendor == nil && !r.from.free && !r.from.agency {
		label = r.from.label
	}
	if v := r.from.vendor; v != nil && v.company == fromFixed {
		return v.name
	}
	label = strings.TrimSuffix(strings.TrimSuffix(label, "-jobs"), "-careers")
	if len(label) < 3 || !letters(label) {
		return ""
	}
	parts := strings.FieldsFunc(label, func(c rune) bool { return c == '-' || c == '_' })
	for i, p := range parts {
		parts[i] = strings.ToUpper(p[:1]) + p[1:]
	}
	return strings.Join(parts, " ")
}

func letters(s string) bool {
	n := 0
	for _, c := range s {
		if unicode.IsLetter(c) {
			n++
		}
	}
	return n*2 > len(s)
}

// tenant is the part of a vendor's address that stands for the employer.
func (r *reading) tenant() string {
	v := r.from.vendor
	if v == nil {
		return ""
	}
	local := r.from.local
	switch v.company {
	case fromTenant:
		local, _, _ = strings.Cut(local, "+")
		switch v.id {
		case "recruitee":
			if i := strings.LastIndexByte(local, '.'); i >= 0 {
				local = local[i+1:]
			}
		case "welcomekit":
			if i := strings.LastIndexByte(local, '-'); i > 0 {
				local = local[:i]
			}
		case "personio":
			local = strings.TrimSuffix(strings.TrimSuffix(local, "-jobs"), "-karriere")
		}
		if robotic(local) || genericBox[local] || globalBox[local] {
			return ""
		}
		return local
	case fromSubdomain:
		for s := range strings.FieldsSeq(v.senders) {
			if sub, ok := strings.CutSuffix(r.from.domain, "."+s); ok {
				sub, _, _ = strings.Cut(sub, ".")
				sub = strings.TrimSuffix(sub, "-talent")
				if !regionLabel[sub] {
					return sub
				}
			}
		}
	case fromDomain:
		return r.from.label
	}
	return ""
}

var (
	regionLabel = wordSet("na eu us uk au ca ap mail email m www app careers jobs notifications message")
	genericBox  = wordSet("careers career jobs job recruiting recruitment recruiter talent hr people hiring info contact team hello apply applications bewerbung bewerbungen karriere personal rh recrutement seleccion empleo lavoro selezione recursoshumanos vagas werken vacatures sollicitaties mail office notification notifications notify talentacquisition staffing support admin workday")
	globalBox   = wordSet("ghr globalhr hrglobal myhr hrservices hcm wd workday donotreply noreply do-not-reply no-reply")
)

// fromFixed, display and address.
func (r *reading) fromAddress(b *ballot) {
	if v := r.from.vendor; v != nil && v.company == fromFixed {
		b.cast(v.name, 2.5)
	}
}

// fromDisplay reads the sender's name: "ExampleCo Hiring Team", "ExampleCo via
// SmartRecruiters", "Jane Doe from ExampleCo", "ExampleCo @ icims".
func (r *reading) fromDisplay(b *ballot) {
	if r.from.vendor.sends(outreach, alerts, noise) {
		return // a person's name, or the board's
	}
	name := strings.Trim(strings.TrimSpace(r.m.FromName), `"'`)
	if name == "" || strings.Contains(name, "@") && strings.Contains(name, ".") && !strings.Contains(name, " ") {
		return
	}
	if in, ok := inBrackets(name); ok && r.goodName(in) {
		b.cast(trimOrg(in), 1.5)
	}
	name, _, _ = strings.Cut(name, " (")
	for _, sep := range [...]string{" via ", " through ", " @ ", " on behalf of ", " über ", " im Auftrag von "} {
		if head, tail, ok := strings.Cut(name, sep); ok {
			if sep == " on behalf of " || sep == " im Auftrag von " {
				head, tail = tail, head
			}
			if sep == " @ " && !vendorNames[fold(tail)] { // "Jane @ ExampleCo"
				head = tail
			}
			name = head
		}
	}
	for _, sep := range [...]string{" from ", " at ", " | ", " - ", " – ", ", ", " von ", " bei ", " de chez ", " chez ", " / ", " · ", " bij ", " van ", ": "} {
		head, tail, ok := strings.Cut(name, sep)
		if !ok || (sep == " von " || sep == " van ") && strings.Contains(r.from.local, lastWord(tail)) {
			continue // a noble name
		}
		if n := trimOrg(tail); r.goodName(n) && !departmentOnly(tail) {
			b.cast(n, 3)
			return
		}
		name = head
	}
	stripped := trimOrg(name)
	if !r.goodName(stripped) && !(titleLike(stripped) && (r.from.robot || genericBox[r.from.local] || r.from.vendor != nil) && !departmentOnly(stripped) && !vendorNames[fold(stripped)]) {
		return
	}
	org := stripped != name || legalEnd(name)
	switch {
	case org && r.from.vendor == nil && !r.from.free && !strings.Contains(stripped, " ") && !domainLabel(r.from.label).named(stripped):
		b.cast(stripped, 1) // a department: "Selection Team" at another name's domain
	case org:
		b.cast(stripped, 3)
	case r.personal(name):
	case r.from.robot || genericBox[r.from.local] || r.from.vendor != nil || domainLabel(r.from.label).named(stripped):
		b.cast(stripped, 2.5)
	default:
		b.cast(stripped, 0.7)
	}
}

func inBrackets(s string) (string, bool) {
	i, j := strings.IndexByte(s, '('), strings.LastIndexByte(s, ')')
	if i < 0 || j < i+2 {
		return "", false
	}
	return strings.TrimSpace(s[i+1 : j]), true
}

// personal reports that a display name is a person's: two or three names of
// which the address has one, or a human's address at a company.
func (r *reading) personal(name string) bool {
	words := strings.Fields(fold(name))
	if len(words) < 2 || len(words) > 4 || r.from.robot || genericBox[r.from.local] {
		return false
	}
	found := 0
	for _, w := range words {
		if len(w) >= 2 && strings.Contains(r.from.local, w) {
			found++
		}
	}
	switch {
	case firstNames[words[0]]:
		return true
	case r.from.vendor != nil: // the local part may be made of the employer's name
		return found > 1 && strings.ContainsAny(r.from.local, ".-_")
	}
	return found > 0 || !domainLabel(r.from.label).named(name) && len(words) < 4 && !joins[words[1]]
}

// orgWords are what stands around a company's name in a display name, a
// signature or a subject without being part of it. Folded.
var orgWords = wordSet("recruiting recruitment recruiter recruiters hiring talent acquisition team teams careers career jobs job hr human resources people staffing notification notifications noreply no reply do not donotreply applications application candidate candidates experience department operations bewerbung bewerbungen karriere personal personalabteilung recrutement rh ressources humaines seleccion empleo reclutamiento recursos humanos selezione risorse umane personale recrutamento vagas talentos talento werving vacatures hrteam email mail mailbox ihr your equipe equipo equipa squad workday greenhouse lever ashby icims smartrecruiters workable personio teamtailor bewerbermanagement update updates account automated auto response and & partner gmbhteam alert and & seleccion personeelszaken personalabteilung selezione")

// trimOrg takes words like "Recruiting Team" off both ends of a name.
func trimOrg(name string) string {
	name = strings.Trim(strings.TrimSpace(name), `"'“”„‚‘’.,;:-–|`)
	for {
		i := strings.LastIndexByte(name, ' ')
		last := strings.Trim(name[i+1:], "'’.,;:-–|")
		if i < 0 || !orgWords[fold(last)] && last != "&" && last != "" || last == "Partner" || last == "Experience" {
			break
		}
		name = strings.TrimRight(name[:i], " '’,;:-–|")
	}
	for n := 0; strings.IndexByte(name, ' ') > 0 && strings.Count(name, " ") >= 2; n++ {
		i := strings.LastIndexByte(name, ' ')
		if !tailWords[fold(name[i+1:])] {
			break
		}
		name = strings.TrimSpace(name[:i])
	}
	for {
		i := strings.IndexByte(name, ' ')
		if i < 0 || !allLead(name[:i]) {
			break
		}
		name = strings.TrimSpace(name[i+1:])
	}
	for _, s := range [...]string{"'s", "’s", "'", "’"} {
		name = strings.TrimSuffix(name, s)
	}
	return strings.TrimSpace(name)
}

var leadWords = wordSet("the das der die le la el il team equipe equipo equipa talent acquisition recruiting recruitment careers hr noreply your ihr dein no do not reply from via dear thank thanks l viele grusse herzliche beste freundliche von vom drh rh recrutement ufficio risorse umane personale seleccion en reclutamiento personeelszaken personalabteilung afdeling direction des du ressources humaines recursos humanos selezione het tramite via all everyone equipa dein ihr sincerely regards best kind warm cheers and")

// tailWords are parts of a company behind its name of two words and more.
var tailWords = wordSet("graduate graduates early campus compliance invitee interviews hq resourcing personnel onboarding vetting students student apprenticeships office")

func allLead(word string) bool {
	for _, w := range strings.Fields(fold(word)) {
		if !leadWords[w] {
			return false
		}
	}
	return fold(word) != ""
}

// officeWords are parts of a company that sign for it.
var officeWords = wordSet("campus early graduate graduates interviews invitee resourcing office personnel personalentwicklung erecruitment compliance vetting admin admissions reception drh direction accounts examinations scheduling screening onboarding nursing desk newsdesk secretariat administration verwaltung sekretariat service du bureau bookings hq head management manager owner director leitung people search committee chair new event updated confirmed reminder world global group talentpool")

// departmentOnly reports a name made of nothing but such words.
func departmentOnly(name string) bool {
	for _, w := range strings.Fields(fold(name)) {
		if !orgWords[w] && !leadWords[w] && !officeWords[w] {
			return false
		}
	}
	return true
}

func legalEnd(name string) bool {
	words := strings.Fields(fold(name))
	return len(words) > 1 && legalForms[words[len(words)-1]]
}

// goodName reports whether a text may be a company's name at all.
func (r *reading) goodName(s string) bool {
	if n := utf8.RuneCountInString(s); n < 2 || n > 60 || !strings.ContainsFunc(s, unicode.IsLetter) || digits(s) > 2 {
		return false
	}
	f := fold(s)
	if r.isPerson(f) || r.from.vendor != nil && strings.HasPrefix(f, fold(r.from.vendor.name)+" ") {
		return false
	}
	if f == "" || departmentOnly(s) || notNames[f] || strings.Contains(f, "httplink") || strings.Contains(f, "mailaddr") {
		return false
	}
	if vendorNames[f] && !r.vendorIsEmployer(f) {
		return false
	}
	switch last := lastWord(s); {
	case last == "screening" || last == "vetting" || strings.HasSuffix(f, "background checks"):
		return false // does it for the employer
	case strings.Count(s, " ") >= 2 && strings.ToUpper(s) == s:
		return false // a heading
	}
	return !titleLike(s) || legalEnd(s)
}

// vendorIsEmployer reports that a vendor's own name is meant as the employer:
// the mail comes from the vendor's company domain, not from its relay.
func (r *reading) vendorIsEmployer(folded string) bool {
	return r.from.vendor == nil && domainLabel(r.from.label).named(folded)
}

// notNames are words that follow an anchor without being a name. Folded.
var notNames = func() map[string]bool {
	m := wordSet("us our this that these those the a an you your me my we it them i all joining working learning becoming hearing being exploring any each every new more other various several many such here there dr mr mrs ms prof sie herr frau job jobs role position opportunity opportunities application applications interview company team")
	for _, s := range [...]string{"our team", "our company", "this position", "this role", "the team", "the company", "the position", "the role", "this opportunity", "joining us", "joining our team", "working with us", "our open positions", "our careers", "our organization", "our organisation", "your application", "application update", "application received", "hiring manager", "next steps", "next step", "thank you", "good luck", "best regards", "kind regards", "mit freundlichen", "update", "invitation", "reminder", "confirmation", "monday", "tuesday", "wednesday", "thursday", "friday", "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december", "zoom", "google meet", "microsoft teams", "teams", "skype", "phone", "video", "google", "ihnen", "pt", "missed", "following", "withdrawal", "announcement", "take home", "campus", "resourcing", "english", "german", "french"} {
		m[s] = true
	}
	delete(m, "google") // an employer too
	return m
}()
