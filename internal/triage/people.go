package triage

import (
	"debrief/internal/track"
	"debrief/internal/triage/lexicon"
	"debrief/internal/triage/naming"
	"debrief/internal/triage/phrase"
	"debrief/internal/triage/sender"
)

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
				if lexicon.Supposes(tokens[i].Word) {
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
	case v.Class == track.ClassOutreach && (r.from.Agency || r.saysClient() || naming.AgencyName(v.Company)):
		return track.Agency
	case v.Class == track.ClassOutreach:
		return track.Inbound
	case r.from.Agency && !r.from.Robot || r.saysClient():
		return track.Agency
	}
	for i := range r.hits {
		if h := &r.hits[i]; h.Signal == lexicon.Other && h.Sub == SubReferral && !h.Off && v.Class != track.ClassOther {
			return track.Referral
		}
	}
	return ""
}

var clientSet = phrase.Compile([]string{"(my|our|the|direct) (client|clients)", "(day|hourly|daily) rate", "(outside|inside) ir35", "(temp to perm|c2c|corp to corp)", "(on my desk|on my books|i place|retained by|been retained|advising the board)", "(two|three|four|several|some|few|#) *2 (roles|contracts|vacancies)", "we need # x *3", "acting as an employment (agency|business)", "(i|we) place people", "on behalf of *3 (client|company)", "(submitted you to|put you forward|represent you|represented you)", "(unser|unserem|unseren|mein|meinem) (kunde|kunden|mandant|mandanten|mandanten)", "(notre|mon) client", "(nuestro|mi) cliente", "(nostro|mio) cliente", "(nosso|meu) cliente", "(onze|mijn) (klant|opdrachtgever)"}, nil)

// saysClient reports that somebody writes for another company.
func (r *reading) saysClient() bool {
	if r.from.Vendor != nil && !r.from.Vendor.Sends(sender.Outreach) {
		return false
	}
	found := false
	clientSet.Find(r.text, func(phrase.Hit) { found = true })
	return found
}
