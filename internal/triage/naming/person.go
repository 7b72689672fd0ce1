package naming

import (
	"strings"

	"debrief/internal/triage/phrase"
	"debrief/internal/triage/sender"
)

// firstNames are common given names, to tell a person's name from a company's
// in a display name. A hint only. Folded.
var firstNames = phrase.Words(`james john robert michael david william richard joseph thomas charles chris christopher daniel matthew anthony mark donald steven steve paul andrew joshua ken kenneth kevin brian george edward ronald timothy jason jeff jeffrey ryan jacob gary nicholas eric jonathan stephen larry justin scott brandon ben benjamin samuel sam greg frank alex alexander patrick jack dennis jerry tyler aaron jose adam nathan henry zach peter kyle noah ethan jeremy walter christian keith roger austin sean mike tom tim dan rob bob bill joe nick matt tony ed
mary patricia jennifer linda elizabeth barbara susan jessica sarah sara karen lisa nancy betty sandra margaret ashley kimberly emily donna michelle carol amanda melissa deborah stephanie rebecca laura sharon cynthia kathleen amy angela anna emma ruth brenda nicole katherine catherine samantha christine helen rachel carolyn janet maria heather diane julie joyce victoria kelly christina joan evelyn lauren olivia megan alice hannah grace chloe sophie lucy kate katie beth jane claire zoe holly molly priya aisha fatima
hans klaus jurgen stefan andreas wolfgang sebastian tobias florian markus martin jan lukas jonas felix julia katharina sabine claudia petra monika birgit anja nina lena svenja jana kathrin
jean pierre francois philippe nicolas julien antoine camille marie sophie nathalie isabelle celine aurelie emilie pauline chloe lea manon
carlos juan luis javier miguel pedro pablo fernando alejandro diego ana carmen lucia elena marta cristina isabel paula sofia
marco luca giuseppe francesco giovanni matteo andrea alessandro paolo giulia chiara francesca valentina martina federica silvia elisa
joao tiago rui pedro ricardo bruno rafael gustavo beatriz mariana ines rita catarina juliana camila fernanda larissa
jeroen pieter bas sander tim daan thijs maarten femke sanne lotte eva iris marieke anouk
raj rahul amit anil sunil vijay deepak neha pooja anjali wei li ming chen yuki kenji hiroshi mohammed mohamed ahmed ali omar hassan yusuf sven lars erik anders ingrid astrid piotr tomasz agnieszka katarzyna`)

// Contact is the person who wrote, where one did.
func (r *Reader) Contact() (name, addr string) {
	name = strings.Trim(strings.TrimSpace(r.FromName), `"'`)
	for _, sep := range [...]string{" from ", " at ", " via ", " | ", " - ", " – ", " @ ", " (", " von ", " bei ", " de chez ", " chez ", ", "} {
		name, _, _ = strings.Cut(name, sep)
	}
	words := strings.Fields(phrase.Fold(name))
	if r.From.Robot || len(words) < 1 || departmentOnly(name) || r.From.Vendor.Sends(sender.Alerts, sender.Noise, sender.Account) {
		return "", ""
	}
	shared := genericBox[r.From.Local]
	inAddress := false
	for _, w := range words {
		inAddress = inAddress || len(w) >= 3 && strings.Contains(r.From.Local, w)
	}
	switch {
	case hasOrgWord(name) || legalEnd(name) || len(words) > 4:
		return "", ""
	case len(words) == 1 && (!inAddress && !firstNames[words[0]] || shared || Label(r.From.Label).Names(name)):
		return "", ""
	case !inAddress && !firstNames[words[0]] && (r.From.Vendor != nil || shared || Label(r.From.Label).Names(name)):
		return "", ""
	}
	addr = r.From.Addr
	if reply := strings.ToLower(r.ReplyTo); r.From.Vendor != nil && reply != "" && !sender.Robotic(reply[:max(0, strings.LastIndexByte(reply, '@'))]) {
		addr = reply
	}
	return name, addr
}

// agencyName tells a recruitment agency by its own name.
func AgencyName(name string) bool {
	for _, w := range strings.Fields(phrase.Fold(name)) {
		switch w {
		case "search", "recruitment", "recruiting", "recruiters", "staffing", "staffers", "headhunters", "resourcing", "temps", "talentsearch", "personnel", "personalberatung", "personal", "executive", "associates", "consulting", "interim", "appointments", "headhunting", "jobs", "rekrutierung", "selection":
			return true
		}
	}
	return sender.AgencyLabel(strings.ReplaceAll(phrase.Fold(name), " ", ""))
}

// SharedBox reports a local part that stands for a team: careers, hr, hello.
func SharedBox(local string) bool { return genericBox[local] }

// hiringWords name those who hire, in an address or a display name.
var hiringWords = phrase.Words("careers career jobs job recruiting recruitment recruiter recruiters talent hr hiring people bewerbung bewerbungen karriere personal personalabteilung rh recrutement seleccion empleo lavoro selezione recursoshumanos vagas werken vacatures sollicitaties talentacquisition staffing peopleteam humanresources apply applications")

// HiringBox reports an address or a display name of those who hire: careers@,
// "Acme Recruitment".
func HiringBox(local, display string) bool {
	if hiringWords[local] {
		return true
	}
	for w := range strings.FieldsSeq(phrase.Fold(display)) {
		if hiringWords[w] {
			return true
		}
	}
	return false
}
