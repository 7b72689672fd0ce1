package triage

import (
	"strings"
	"unicode/utf8"

	"debrief/internal/track"
)

// Classify says what a mail is. Lessons are the person's own corrections; nil
// is good. The same mail and lessons give the same verdict.
func Classify(m Mail, l Lessons) Verdict { return classify(builtIn, m, l) }

func classify(model *Model, m Mail, l Lessons) Verdict {
	if m.Out {
		return Verdict{Class: track.ClassOther, Subclass: SubOwn, Confidence: 1, Decisive: true, Language: language(read(&m).text), Why: []string{"you wrote it"}}
	}
	r := read(&m)
	v, sure := r.byTemplate()
	if !sure {
		v = r.weigh(model)
	}
	v.Language = r.lang
	if id := r.vendorID(); id != "" {
		v.Vendor = id
	}
	l.apply(r, &v)
	r.extract(&v, l)
	return v
}

func (r *reading) vendorID() string {
	if v := r.from.vendor; v != nil {
		return v.id
	}
	return r.trace()
}

// trace finds the vendor behind an employer's own address: Greenhouse sends
// through "gh-mail" subdomains of verified domains. Source: mail.md section 2.
func (r *reading) trace() string {
	for _, h := range [...]string{"Return-Path", "Sender", "DKIM-Signature"} {
		if v := strings.ToLower(r.header(h)); strings.Contains(v, "gh-mail.") || strings.Contains(v, "greenhouse-mail.") {
			return "greenhouse"
		}
	}
	return ""
}

// weigh reaches a verdict from phrases, sender and model.
func (r *reading) weigh(model *Model) Verdict {
	t := r.tally()
	r.settle(&t)
	p := model.probabilities(r, &t)
	needsPhrase(&p, &t)
	best, second := 0, 1
	if p[1] > p[0] {
		best, second = 1, 0
	}
	for c := 2; c < len(p); c++ {
		switch {
		case p[c] > p[best]:
			best, second = c, best
		case p[c] > p[second]:
			second = c
		}
	}
	v := Verdict{Class: classOf(signal(best)), Confidence: p[best]}
	v.Subclass = r.subclass(signal(best), &t)
	v.Evidence = r.evidence(signal(best))
	v.Decisive = r.decisive(signal(best), signal(second), p, &t)
	r.abstain(&v, &t)
	return v
}

// needsPhrase takes a rejection back that no phrase says: words and sender
// alone do not make one, since a wrong no hurts most. What is left is shared by
// the other classes.
func needsPhrase(p *[classSignals]float64, t *tally) {
	if p[sigRejection] > 0.55 || t.top[sigRejection] >= strong || t.top[sigFilled] > 0 || t.top[sigClosed] > 0 || t.top[sigInternal] > 0 {
		return
	}
	rest := 1 - p[sigRejection]
	p[sigRejection] *= 0.2
	for c := range p {
		if signal(c) != sigRejection && rest > 0 {
			p[c] *= (1 - p[sigRejection]) / rest
		}
	}
}

// sureAt is the calibrated probability from which a class may be decisive.
const sureAt = 0.98

// decisive reports whether a class is safe to act on: the phrases say it
// plainly, nothing of weight speaks for another class, and the model agrees.
func (r *reading) decisive(c, second signal, p [classSignals]float64, t *tally) bool {
	if p[c] < sureAt || c == sigOutreach {
		return false
	}
	if c == sigAlert {
		return r.from.vendor.sends(alerts)
	}
	if c == sigOther {
		return t.top[sigOther] == decisive
	}
	plain := t.top[c] == decisive || c == sigInterview && t.top[c] == strong && (r.m.Invite != nil || t.sum[c] >= 3)
	if !plain || t.top[sigWithdrawn] == decisive || r.lang == "" || r.ad && r.from.vendor == nil {
		return false
	}
	about := t.top[sigJob] >= strong || vendorJob(r.from.vendor) >= 1
	return about && t.sum[sigForeign] <= t.sum[sigJob] && !r.contradicted(c, t)
}

// contradicted reports that another class is said as plainly, so that a person
// should look: an invitation beside a rejection, an offer beside an open task.
func (r *reading) contradicted(c signal, t *tally) bool {
	for _, o := range [...]signal{sigRejection, sigInterview, sigAssessment, sigOffer, sigInformation, sigStatus} {
		if o == c || t.top[o] < decisive {
			continue
		}
		if c == sigRejection && (o == sigInformation || o == sigStatus && t.top[sigStatus] < decisive) {
			continue
		}
		return true
	}
	if c == sigReceived {
		return r.autoReply() || t.top[sigRejection] >= strong || t.top[sigFilled]+t.top[sigClosed]+t.top[sigInternal]+t.top[sigWithdrawn] > 0 || t.top[sigOther] == decisive || t.top[sigInformation] >= strong
	}
	return false
}

// abstain lowers the confidence of an "other" that may be about an application
// after all, so that it waits for the person instead of being left out.
func (r *reading) abstain(v *Verdict, t *tally) {
	if v.Class != track.ClassOther || v.Subclass != "" || v.Confidence < 0.6 {
		return
	}
	about := t.sum[sigJob] >= 3 && t.sum[sigForeign] == 0 && !r.ad || vendorJob(r.from.vendor) == 2
	if about {
		v.Confidence = 0.55
		v.Why = append(v.Why, "it speaks of an application, but not of what became of it")
	}
}

// evidence lists the phrases that speak for a class, the plainest first.
func (r *reading) evidence(c signal) (list []Evidence) {
	ofClass := func(h *hit) bool {
		return h.signal == c || c == sigRejection && (h.signal == sigFilled || h.signal == sigClosed || h.signal == sigInternal || h.signal == sigWithdrawn)
	}
	for k := decisive; k >= weak && len(list) < 4; k-- {
		if k == weak && len(list) > 0 {
			break
		}
		for i := range r.hits {
			if h := &r.hits[i]; h.tier == k && !h.off && ofClass(h) && len(list) < 4 {
				list = append(list, r.evident(h))
			}
		}
	}
	return list
}

func (r *reading) evident(h *hit) Evidence {
	if h.inSubject {
		from, to := r.subject[h.from].Start, r.subject[h.to-1].End
		return Evidence{Text: r.m.Subject[from:to], Why: h.why, In: "subject"}
	}
	from, to := r.text[h.from].Start, r.text[h.to-1].End
	return r.span(from, to, h.why)
}

// span is a piece of the new text as evidence, counted in the whole text.
func (r *reading) span(from, to int, why string) Evidence {
	text, before := r.m.Text[from:to], 0
	if r.m.Whole != "" {
		at := strings.Index(r.m.Whole, r.m.Text)
		if at < 0 { // the text of a mail that was passed on
			return Evidence{Text: text, Why: why, In: "forwarded"}
		}
		before = utf8.RuneCountInString(r.m.Whole[:at])
	}
	start := before + utf8.RuneCountInString(r.m.Text[:from])
	return Evidence{Text: text, Start: start, End: start + utf8.RuneCountInString(text), Why: why}
}

// subclass is the finer kind of a class.
func (r *reading) subclass(c signal, t *tally) string {
	switch c {
	case sigRejection:
		return r.rejectionKind(t)
	case sigOffer:
		return offerKind(t)
	case sigReceived:
		if r.from.vendor.sends(jobboard) {
			return SubViaBoard
		}
		return SubReceived
	case sigOutreach:
		switch {
		case r.from.vendor.sends(outreach):
			return SubInMail
		case r.from.agency || r.saysClient():
			return SubAgency
		}
		return SubInHouse
	case sigAlert:
		return ""
	}
	best, weight := "", 0.0
	seen := map[string]float64{}
	for i := range r.hits {
		h := &r.hits[i]
		if h.off || h.signal != c || h.sub == "" {
			continue
		}
		w := tierWeight[h.tier] * (1 + subPlain[h.sub])
		if h.inSubject {
			w *= 2
		}
		seen[h.sub] += w
		if seen[h.sub] > weight || seen[h.sub] == weight && h.sub < best {
			best, weight = h.sub, seen[h.sub]
		}
	}
	if in := r.m.Invite; c == sigInterview && in != nil {
		switch {
		case in.Method == "CANCEL":
			best = SubCalledOff
		case best == "" || best == SubInvite && t.inTitle[sigInterview]:
			best = SubConfirmed
		}
	}
	if best == "" && (c == sigInterview || c == sigAssessment) {
		best = SubInvite
	}
	if best == "" && c == sigStatus {
		best = SubProgress
	}
	return best
}

// subPlain are subclasses whose words say more than those of an invitation.
var subPlain = map[string]float64{SubReschedule: 1.5, SubCalledOff: 2, SubNoShow: 2, SubReminder: 1, SubSubmitted: 1, SubConfirmed: 0.3, SubOnHold: 1, SubViewed: 1, SubReferences: 1, SubIncomplete: 1, SubForm: 0.3, SubNewsletter: -0.5}

func (r *reading) rejectionKind(t *tally) string {
	switch {
	case t.top[sigInternal] >= strong:
		return SubFilledInternally
	case t.top[sigClosed] >= strong:
		return SubCancelled
	case t.top[sigFilled] >= strong:
		return SubFilled
	case t.sum[sigPast] >= 1:
		return SubAfterInterview
	case t.sum[sigPool] >= 1:
		return SubTalentPool
	}
	return SubPreScreen
}

// offerKind tells a withdrawn offer from one that stands.
func offerKind(t *tally) string {
	if t.top[sigWithdrawn] == decisive {
		return SubOfferWithdrawn
	}
	return SubWritten
}
