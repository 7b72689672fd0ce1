package triage

import (
	"debrief/internal/triage/lexicon"
	"debrief/internal/triage/phrase"
	"debrief/internal/triage/sender"
)

// hint is a thing said in passing that tells subclasses apart, and no class.
type hint uint8

const (
	met       hint = iota // they have spoken or met
	pool                  // the profile is kept for later
	verbal                // an offer by word of mouth, the paper follows
	contract              // paper to sign
	bargains              // terms of an offer are talked about
	late                  // it takes longer
	resting               // it is on hold
	asksTimes             // the person is to name or choose a time
	places                // a recruiter who fills a place at another company
	hintCount
)

// hintRules are the words of each hint, in seven languages.
var hintRules = [hintCount][]string{
	met: {
		"(thank you|thanks|thx) *2 for *2 (interviewing|meeting|speaking with|talking|coming in|coming to|joining us|attending|presenting|spending|recording|yesterday|tuesday|monday|wednesday|thursday|friday|interview|conversation|call|chat|visit|trial|presentation|making the time)",
		"(thank you|thanks) *4 time (to|you) *1 (interview|meet|speak|talk|come|chat|spent|gave)", "(enjoyed|pleasure|great|lovely|nice|good|fun|loved) *2 (meeting|speaking|talking|meet|speak|talk|chatting|chat|hear your|have you with)",
		"(following|further to|since|after) *1 (your|our) *2 (interview|interviews|conversation|meeting|call|visit|presentation|chat|discussion|talk)", "(putting|circling back|reference to) *3 (our|your) (call|chat|conversation|discussion)",
		"(interviewers|the panel|governors|the board|committee) *3 (felt|decided|agreed|thought|loved|liked|enjoyed|appointed|would have|were|recommend~)", "(other|successful) (finalist|candidate had|candidate has)", "(interview|assessment) (notes|feedback|day)",
		"not *7 (second|final|last|next) (stage|round)", "not *3 (go~|take~|put~) *3 (onsite|panel|final|second)", "(technical|final|second|first) interview with", "(you|your) *3 (interviewed|presented|pitched|walked us)", "(three|two|four|several) rounds",
		"(danke|dank) *5 (gesprach|treffen|besuch|kennenlernen|probearbeiten)", "nach (dem|den|unserem|ihrem|deinem) *1 (gesprach~|vorstellungsgesprach~|interview~|kennenlern~)", "gesprach mit (ihnen|dir)", "(angenehme|offene|nette|gute|interessante|freundliche) (gesprach|austausch)",
		"(suite a|apres) *1 (notre|votre|l) *1 (entretien|rencontre|echange)", "merci *3 (venu|venue|entretien|echange|rencontre~)", "(plaisir|ravi|ravie) *3 (rencontrer|parler|echanger|connaitre)",
		"(tras|despues de) *2 (entrevista~|conversacion|reunion)", "gracias por *2 (entrevista|charla|venir|visita)", "(encanto|gusto|placer) *1 (conocer~|hablar|charlar)",
		"(grazie|ringrazio|ringraziamo) *4 (colloquio|venuta|venuto|prova|incontro|chiacchierata)", "dopo (il|i|gli) *1 (colloqui~|incontr~)",
		"(obrigado|obrigada) *3 (conversa~|entrevista|vinda|tempo que)", "(adorei|gostamos|gostou|prazer) *4 (papo|conhecer~|conversa~|entrevista)", "apos *2 (entrevista~|conversa~)",
		"(dank|bedankt) *4 (komst|gesprek|bezoek|langskomen|kennismaking)", "(fijn|leuk|prettig|goed) *2 (gesprek|je langs|kennis te maken|je te spreken)", "na *2 (gesprek|gesprekken|kennismaking)",
	},
	pool: {
		"(talent|candidate|applicant) (pool|database|bank|community)", "(keep|kept|remain~|retain|hold) *4 (talent|pool|database|on file|for (future|later))", "(talentpool|bewerberpool|kandidatenpool|vivier|bolsa de empleo|base de datos|banco de talentos|portefeuille)", "(marked|ring|call|contact) *3 (first when|when the|as soon as) *4 (open~|come~|role|line)",
	},
	verbal: {
		"(said|discussed|mentioned|told|promised) *2 (on|over|by) (the )?(phone|telephone)", "(contract|paperwork|letter|offer|details|paper) *4 (follow~|typed up|leaves|on paper|next week|shortly|to follow|tomorrow)", "(job|post|role|position) is yours", "(got the job|want you|picked you|chosen you)", "(put|have) it (on paper|in writing)", "(nothing is official|once you say|as soon as you say|when you say yes|reply yes|say yes)",
		"(free|time) *2 (for a )?(quick )?call *4 (package|offer|details)", "(am|per) telefon *1 besprochen", "(schickt|senden|schicken) *5 vertrag", "(par telephone|de vive voix)", "(contrat|drh) *4 (part|adressera|suivra)", "(por telefono|te llamamos|al telefono|por telefone)", "(door de telefoon|telefonisch) *2", "(officiele|formele) voorstel *1 volgt",
	},
	contract: {
		"contract of employment", "(employment|service) (contract|agreement)", "(docusign|countersign~|signed copy|signed copies|electronic signature)", "(sign|signed|signing|signature) *5 (contract|agreement|every page|both|copy|document|acceptance|packet|start)", "(document|agreement|contract|letter) *5 (sign|signature|signed|to review and sign)", "(before|on) your first day", "(starter|new hire|onboarding) (form~|pack~|checklist)",
		"(arbeitsvertrag|dienstvertrag) *6", "unterschrieben~ *3", "(contrat de travail|contrat *2 signer|contrato de trabajo|firmar el contrato|contratto di lavoro|contratto *3 firma~|contrato de trabalho|arbeidsovereenkomst|getekend *1 terug~|contract *3 (tekenen|getekend))",
	},
	bargains: {
		"(revised|improved|new|better) (offer|letter|terms|package)", "(took|take) *2 (counter|request) to", "(unable to|can not) (offer|reach|match|go|do) *3 (#|but we can|sign on|bonus)", "(can|could) (do|lift|raise|stretch|go up)", "(may|can) have until *3 to decide", "(offer|terms) (stands|stay~|still stands) *2", "(is there anything we could|anything we can) (change|do)", "(rest of the offer|counter offer|counteroffer|negotiat~)", "# it is but",
	},
	late: {
		"(longer|slower) than *3 (expected|planned|usual|hoped|told|said|the|we)", "(take~|taking) *2 (a (bit|little)|us|somewhat)? *1 longer", "(delay~|slipped|behind schedule|held up|running late)", "(apolog~|sorry) *5 (wait|delay|silence|late|long|break that promise)", "(bear with|thanks? for *2 patience|your patience|patience)", "(no|not) *2 (decision|made a decision|decided) *2 (yet|as yet)", "(can not|not) make a decision yet",
		"(haven|have) *1 not (forgotten|made|heard|had|given)", "(still|yet) *3 (waiting|to see|deciding|to decide|given me|to meet)", "not be (finished|ready|able to decide) *2", "(another|few more|two more) (week|weeks|days)", "(extended|will now close|closing date has moved)", "(verzogert|verzogerung|geduld)", "(retard|patienter|patience)", "(retras~|paciencia)", "(ritardo|pazienza)", "(atraso|atrasad~)", "(vertraging|geduld)",
	},
	resting: {
		"(on hold|on ice|paused|pausing|parked|frozen|freeze|suspended|put back|postponed|until further notice)", "(pausiert|ruht|zuruckgestellt|auf eis|eingestellt bis)", "(en pause|suspendu~|gele~|en suspens)", "(en pausa|suspendid~|paralizad~)", "(in pausa|sospes~|congelat~)", "(em pausa|suspens~|congelad~)", "(in de wacht|on hold|stilgelegd|gepauzeerd)",
	},
	asksTimes: {
		"(let me know|let us know|tell me|tell us|send me|send us|send over|share|could you send|give me) *4 (availab~|times|slots|dates|when you|if you are available|which|what time)", "(which|what) *3 (works|suits|suit|time|times|day|days) *2 (best|you|for you)", "(when|what) *2 (could|would|can|are) you *2 (do|free|available|make|suit|work)", "(pick|choose|select|book|find|grab) *3 (time|slot|date|day)", "(calendly|scheduling link|booking link|self schedule)",
		"(slot|termin) *2 (aus|auswahlen|buchen|wahlen)", "(wann|welche~) *3 (passt|termin|zeit|konnten|konnen)", "(terminvorschlag~|verfugbarkeit)", "(vos|tes) disponibilites", "(quand|quel~) *3 (disponible|convien~|jour|creneau)", "(que|cuando|cuales) *5 (disponible~|disponibilidad|vendria|viene bien|horario)", "(quando|che giorn~) *3 (farebbe|disponibil~|comodo)", "(disponibilita|disponibilidade)", "(quando|que dia|horarios) *4 (disponivel|podes|pode|melhor|semana)", "(wanneer|welk~) *4 (kun|heb|schikt|past|kan)", "(paar opties|beschikbaarheid)",
	},
	places: {
		"(im auftrag|fur einen|fur ein) *4 (kund~|unternehmen|automobil~|mandant~)", "(fur|unseren) *3 kunden", "(j accompagne|nous accompagnons|pour le compte)", "(para una|con la que colabor~|empresa cliente|consultora de)", "(azienda cliente|ricerca e selezione|per un azienda)", "(empresa parceira|cliente nosso|para um cliente)", "(voor een) *3 (opdrachtgever|klant)",
		"(got an exclusive|send your cv over|get you booked|up to date cv|shall i send|a recruiter will call|resume on file|bring a friend|refer a colleague|per hour|ph)", "(school|carrier|hospital|company|firm) near you",
	},
}

var hintSet, hintOf = func() (*phrase.Set, []hint) {
	var patterns []string
	var of []hint
	for h, list := range hintRules {
		for _, p := range list {
			patterns, of = append(patterns, p), append(of, hint(h))
		}
	}
	return phrase.Compile(patterns, nil), of
}()

// says reports a hint in the text or the subject, unless words before suppose it.
func (r *reading) says(want hint) (found bool) {
	for _, tokens := range [...][]phrase.Token{r.text, r.subject} {
		hintSet.Find(tokens, func(h phrase.Hit) {
			found = found || hintOf[h.N] == want
		})
	}
	return found
}

// subclass is the finer kind of a class.
func (r *reading) subclass(c lexicon.Signal, t *tally) string {
	switch c {
	case lexicon.Rejection:
		return r.rejectionKind(t)
	case lexicon.Offer:
		return r.offerKind(t)
	case lexicon.Received:
		if r.from.Vendor.Sends(sender.JobBoard) {
			return SubViaBoard
		}
		return SubReceived
	case lexicon.Outreach:
		switch {
		case r.from.Vendor.Sends(sender.Outreach):
			return SubInMail
		case r.from.Agency || r.saysClient() || r.says(places):
			return SubAgency
		}
		return SubInHouse
	case lexicon.Alert:
		return ""
	}
	best, weight := "", 0.0
	seen := map[string]float64{}
	for i := range r.hits {
		h := &r.hits[i]
		if h.Off || h.Signal != c || h.Sub == "" {
			continue
		}
		w := tierWeight[h.Tier] * (1 + subPlain[h.Sub])
		if h.InSubject {
			w *= 2
		}
		seen[h.Sub] += w
		if seen[h.Sub] > weight || seen[h.Sub] == weight && h.Sub < best {
			best, weight = h.Sub, seen[h.Sub]
		}
	}
	if in := r.m.Invite; c == lexicon.Interview && in != nil {
		switch {
		case in.Method == "CANCEL":
			best = SubCalledOff
		case best == "" || best == SubInvite && t.inTitle[lexicon.Interview]:
			best = SubConfirmed
		}
	}
	if best == "" && (c == lexicon.Interview || c == lexicon.Assessment) {
		best = SubInvite
	}
	if best == SubInvite && c == lexicon.Interview && r.m.Invite == nil && r.says(asksTimes) {
		best = SubAvailability
	}
	if c == lexicon.Status && (best == "" || best == SubProgress) {
		switch best = SubProgress; {
		case r.says(resting):
			best = SubOnHold
		case r.says(late):
			best = SubDelay
		}
	}
	return best
}

// subPlain are subclasses whose words say more than those of an invitation.
var subPlain = map[string]float64{SubReschedule: 1.5, SubCalledOff: 2, SubNoShow: 2, SubReminder: 1, SubSubmitted: 1, SubConfirmed: 0.3, SubOnHold: 1, SubViewed: 1, SubReferences: 1, SubIncomplete: 1, SubForm: 0.3, SubNewsletter: -0.5}

func (r *reading) rejectionKind(t *tally) string {
	switch {
	case t.top[lexicon.Internal] >= lexicon.Strong:
		return SubFilledInternally
	case t.top[lexicon.Closed] >= lexicon.Strong:
		return SubCancelled
	case t.top[lexicon.Filled] >= lexicon.Strong:
		return SubFilled
	case t.sum[lexicon.Past] >= 1 || r.says(met):
		return SubAfterInterview
	case t.sum[lexicon.Pool] >= 1 || r.says(pool):
		return SubTalentPool
	}
	return SubPreScreen
}

// offerKind tells paper to sign, terms that are talked about and an offer by
// word of mouth from a written one, and one that is withdrawn from all.
func (r *reading) offerKind(t *tally) string {
	switch {
	case t.top[lexicon.Withdrawn] == lexicon.Decisive:
		return SubOfferWithdrawn
	case r.says(contract):
		return SubContract
	case r.says(bargains):
		return SubNegotiation
	case r.says(verbal):
		return SubVerbal
	}
	return SubWritten
}
