package triage

import (
	"strings"

	"debrief/internal/track"
	"debrief/internal/triage/phrase"
)

// firstNames are common given names, to tell a person's name from a company's
// in a display name. A hint only. Folded.
var firstNames = wordSet(`james john robert michael david william richard joseph thomas charles chris christopher daniel matthew anthony mark donald steven steve paul andrew joshua ken kenneth kevin brian george edward ronald timothy jason jeff jeffrey ryan jacob gary nicholas eric jonathan stephen larry justin scott brandon ben benjamin samuel sam greg frank alex alexander patrick jack dennis jerry tyler aaron jose adam nathan henry zach peter kyle noah ethan jeremy walter christian keith roger austin sean mike tom tim dan rob bob bill joe nick matt tony ed
mary patricia jennifer linda elizabeth barbara susan jessica sarah sara karen lisa nancy betty sandra margaret ashley kimberly emily donna michelle carol amanda melissa deborah stephanie rebecca laura sharon cynthia kathleen amy angela anna emma ruth brenda nicole katherine catherine samantha christine helen rachel carolyn janet maria heather diane julie joyce victoria kelly christina joan evelyn lauren olivia megan alice hannah grace chloe sophie lucy kate katie beth jane claire zoe holly molly priya aisha fatima
hans klaus jurgen stefan andreas wolfgang sebastian tobias florian markus martin jan lukas jonas felix julia katharina sabine claudia petra monika birgit anja nina lena svenja jana kathrin
jean pierre francois philippe nicolas julien antoine camille marie sophie nathalie isabelle celine aurelie emilie pauline chloe lea manon
carlos juan luis javier miguel pedro pablo fernando alejandro diego ana carmen lucia elena marta cristina isabel paula sofia
marco luca giuseppe francesco giovanni matteo andrea alessandro paolo giulia chiara francesca valentina martina federica silvia elisa
joao tiago rui pedro ricardo bruno rafael gustavo beatriz mariana ines rita catarina juliana camila fernanda larissa
jeroen pieter bas sander tim daan thijs maarten femke sanne lotte eva iris marieke anouk
raj rahul amit anil sunil vijay deepak neha pooja anjali wei li ming chen yuki kenji hiroshi mohammed mohamed ahmed ali omar hassan yusuf sven lars erik anders ingrid astrid piotr tomasz agnieszka katarzyna`)

// contact is the person who wrote, where one did.
func (r *reading) contact() (name, addr string) {
	name = strings.Trim(strings.TrimSpace(r.m.FromName), `"'`)
	for _, sep := range [...]string{" from ", " at ", " via ", " | ", " - ", " – ", " @ ", " (", " von ", " bei ", " de chez ", " chez ", ", "} {
		name, _, _ = strings.Cut(name, sep)
	}
	words := strings.Fields(fold(name))
	if r.from.robot || len(words) < 1 || departmentOnly(name) || r.from.vendor.sends(alerts, noise, account) {
		return "", ""
	}
	shared := genericBox[r.from.local]
	inAddress := false
	for _, w := range words {
		inAddress = inAddress || len(w) >= 3 && strings.Contains(r.from.local, w)
	}
	switch {
	case hasOrgWord(name) || legalEnd(name) || len(words) > 4:
		return "", ""
	case len(words) == 1 && (!inAddress && !firstNames[words[0]] || shared || domainLabel(r.from.label).named(name)):
		return "", ""
	case !inAddress && !firstNames[words[0]] && (r.from.vendor != nil || shared || domainLabel(r.from.label).named(name)):
		return "", ""
	}
	addr = r.from.addr
	if reply := strings.ToLower(r.m.ReplyTo); r.from.vendor != nil && reply != "" && !robotic(reply[:max(0, strings.LastIndexByte(reply, '@'))]) {
		addr = reply
	}
	return name, addr
}

// stages that a text names, the later one wins. Folded.
var stageRules = []struct {
	stage track.StageKind
	set   string
}{
	{track.Screen, "(recruiter screen|screening call|phone screen|phone screening|screening interview|initial call|intro call|introductory call|first call|first conversation|phone interview|telephone interview|telefoninterview|entretien telephonique|entrevista telefonica|colloquio telefonico|telefonisch gesprek|pre screen|preliminary interview|initial interview|initial conversation|introductory chat|discovery call|screening|erstgesprach|kennenlerngesprach|quick call|short call)"},
	{track.Screen, "# (minute|minutes|min|minuten) *2 (call|chat|conversation|phone|telefonat|intro)"},
	{track.SkillsTask, "(take home|takehome|coding challenge|coding test|technical assessment|skills test|work sample|case study|assignment|online assessment|coding assessment|technical test|hackerrank|codility|codesignal|testgorilla|programmieraufgabe|prueba tecnica|test technique|prova tecnica|teste tecnico|assessment|take home task|technical exercise|technical task|design exercise|writing test)"},
	{track.HiringManager, "(hiring manager|line manager|second interview|first interview|technical interview|pair programming|system design|team interview|manager interview|zweitgesprach|deuxieme entretien|segunda entrevista|secondo colloquio|tweede gesprek|head of|vorstellungsgesprach|portfolio review|portfolio conversation|round two|second round|department head|competency interview)"},
	{track.Panel, "(panel|panel interview|onsite|on site interview|onsite interview|on site loop|onsite loop|interview loop|superday|assessment centre|assessment center|virtual onsite|formal interview|interview day|loop|panel discussion|trial day|probetag|probearbeiten|trial shift)"},
	{track.Final, "(final round|final interview|final stage|last round|final conversation|last stage|final panel|executive interview|last step|final step|finalist|finalists|finalrunde|letzte runde|entretien final|entrevista final|colloquio finale|laatste gesprek|founder interview|ceo interview|final two|last two|final three)"},
	{track.ReferencesChecks, "(reference check|reference checks|references|background check|background screening|referees|pre employment check~|pre employment screening|employment verification|referenzen|right to work check)"},
	{track.OfferStage, "(offer letter|job offer|offer of employment|your offer|our offer|the offer|arbeitsvertrag|vertragsangebot|promesse d embauche|oferta de trabajo|oferta laboral|proposta di assunzione|contract of employment)"},
}

var stageSet = func() *phrase.Set {
	var p []string
	for _, s := range stageRules {
		p = append(p, s.set)
	}
	return phrase.Compile(p, nil)
}()

// stage is the stage the mail speaks of: the one an invitation leads to, or the
// one after which a no came.
func (r *reading) stage(v *Verdict) track.StageKind {
	switch v.Class {
	case track.ClassAssessment:
		return track.SkillsTask
	case track.ClassOffer:
		return track.OfferStage
	case track.ClassReceived:
		return track.Applied
	case track.ClassOutreach:
		return track.RecruiterContact
	case track.ClassInterview, track.ClassRejection, track.ClassInformation, track.ClassStatus:
	default:
		return ""
	}
	if v.Class == track.ClassRejection && v.Subclass == SubPreScreen || v.Subclass == SubTalentPool {
		return ""
	}
	best := r.namedStage(v.Class)
	if best == "" && (v.Class == track.ClassInterview || v.Subclass == SubAfterInterview) {
		best = track.HiringManager // an interview without a name
	}
	if v.Class == track.ClassInformation && best != track.ReferencesChecks && best != track.OfferStage {
		return ""
	}
	if v.Class == track.ClassInterview && (best == track.ReferencesChecks || best == track.OfferStage) {
		return ""
	}
	return best
}

func (r *reading) namedStage(c Class) (best track.StageKind) {
	for _, tokens := range [...][]phrase.Token{r.subject, r.text} {
		stageSet.Find(tokens, func(h phrase.Hit) {
			s := stageRules[h.N].stage
			for i := h.From - 1; i >= 0 && tokens[i].Sentence == tokens[h.From].Sentence; i-- {
				if ifWords[tokens[i].Word] {
					return
				}
			}
			if c == track.ClassInterview && (s == track.SkillsTask || s == track.OfferStage || s == track.ReferencesChecks) {
				return
			}
			if s.Rank() > best.Rank() {
				best = s
			}
		})
	}
	return best
}

// channel is how an application began, where the mail tells.
func (r *reading) channel(v *Verdict) track.Channel {
	switch {
	case v.Class == track.ClassOutreach && (r.from.agency || r.saysClient() || agencyName(v.Company)):
		return track.Agency
	case v.Class == track.ClassOutreach:
		return track.Inbound
	case r.from.agency && !r.from.robot || r.saysClient():
		return track.Agency
	}
	for i := range r.hits {
		if h := &r.hits[i]; h.signal == sigOther && h.sub == SubReferral && !h.off && v.Class != track.ClassOther {
			return track.Referral
		}
	}
	return ""
}

// agencyName tells a recruitment agency by its own name.
func agencyName(name string) bool {
	for _, w := range strings.Fields(fold(name)) {
		switch w {
		case "search", "recruitment", "recruiting", "recruiters", "staffing", "staffers", "headhunters", "resourcing", "temps", "talentsearch", "personnel", "personalberatung", "personal", "executive", "associates", "consulting", "interim", "appointments", "headhunting", "jobs", "rekrutierung", "selection":
			return true
		}
	}
	return agencyLabel(strings.ReplaceAll(fold(name), " ", ""))
}

var clientSet = phrase.Compile([]string{"(my|our|the|direct) (client|clients)", "(day|hourly|daily) rate", "(outside|inside) ir35", "(temp to perm|c2c|corp to corp)", "(on my desk|on my books|i place|retained by|been retained|advising the board)", "(two|three|four|several|some|few|#) *2 (roles|contracts|vacancies)", "we need # x *3", "acting as an employment (agency|business)", "(i|we) place people", "(on behalf of|submitted you to|put you forward|represent you|represented you) *3 (client|company)?", "(unser|unserem|unseren|mein|meinem) (kunde|kunden|mandant|mandanten|mandanten)", "(notre|mon) client", "(nuestro|mi) cliente", "(nostro|mio) cliente", "(nosso|meu) cliente", "(onze|mijn) (klant|opdrachtgever)"}, nil)

// saysClient reports that somebody writes for another company.
func (r *reading) saysClient() bool {
	if r.from.vendor != nil && !r.from.vendor.sends(outreach) {
		return false
	}
	found := false
	clientSet.Find(r.text, func(phrase.Hit) { found = true })
	return found
}
