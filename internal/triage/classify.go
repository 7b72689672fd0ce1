package triage

import (
	"strings"
	"unicode/utf8"

	"debrief/internal/track"
	"debrief/internal/triage/lexicon"
	"debrief/internal/triage/sender"
)

// Classify says what a mail is. Lessons are the person's own corrections; nil
// is good. The same mail and lessons give the same verdict.
func Classify(m Mail, l Lessons) Verdict { return classify(builtIn, m, l) }

func classify(model *Model, m Mail, l Lessons) Verdict {
	if m.Out {
		return Verdict{Class: track.ClassOther, Subclass: SubOwn, Confidence: 1, Decisive: true, Language: lexicon.Language(read(&m).text), Why: []string{"you wrote it"}}
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
	if v := r.from.Vendor; v != nil {
		return v.ID
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
	v := Verdict{Class: classOf(lexicon.Signal(best)), Confidence: p[best]}
	v.Subclass = r.subclass(lexicon.Signal(best), &t)
	v.Evidence = r.evidence(lexicon.Signal(best))
	v.Decisive = r.decisive(lexicon.Signal(best), lexicon.Signal(second), p, &t)
	r.abstain(&v, &t)
	return v
}

// needsPhrase takes a rejection back that no phrase says: words and sender
// alone do not make one, since a wrong no hurts most. What is left is shared by
// the other classes.
func needsPhrase(p *[lexicon.ClassSignals]float64, t *tally) {
	if p[lexicon.Rejection] > 0.55 || t.top[lexicon.Rejection] >= lexicon.Strong || t.top[lexicon.Filled] > 0 || t.top[lexicon.Closed] > 0 || t.top[lexicon.Internal] > 0 {
		return
	}
	rest := 1 - p[lexicon.Rejection]
	p[lexicon.Rejection] *= 0.2
	for c := range p {
		if lexicon.Signal(c) != lexicon.Rejection && rest > 0 {
			p[c] *= (1 - p[lexicon.Rejection]) / rest
		}
	}
}

// sureAt is the calibrated probability from which a class may be decisive.
const sureAt = 0.98

// decisive reports whether a class is safe to act on: the phrases say it
// plainly, nothing of weight speaks for another class, and the model agrees.
func (r *reading) decisive(c, second lexicon.Signal, p [lexicon.ClassSignals]float64, t *tally) bool {
	if p[c] < sureAt || c == lexicon.Outreach {
		return false
	}
	if c == lexicon.Alert {
		return r.from.Vendor.Sends(sender.Alerts)
	}
	if c == lexicon.Other {
		return t.top[lexicon.Other] == lexicon.Decisive
	}
	plain := t.top[c] == lexicon.Decisive || c == lexicon.Interview && t.top[c] == lexicon.Strong && (r.m.Invite != nil || t.sum[c] >= 3)
	if !plain || t.top[lexicon.Withdrawn] == lexicon.Decisive || r.lang == "" || r.ad && r.from.Vendor == nil {
		return false
	}
	about := t.top[lexicon.Job] >= lexicon.Strong || vendorJob(r.from.Vendor) >= 1
	return about && t.sum[lexicon.Foreign] <= t.sum[lexicon.Job] && !r.contradicted(c, t)
}

// contradicted reports that another class is said as plainly, so that a person
// should look: an invitation beside a rejection, an offer beside an open task.
func (r *reading) contradicted(c lexicon.Signal, t *tally) bool {
	for _, o := range [...]lexicon.Signal{lexicon.Rejection, lexicon.Interview, lexicon.Assessment, lexicon.Offer, lexicon.Information, lexicon.Status} {
		if o == c || t.top[o] < lexicon.Decisive {
			continue
		}
		if c == lexicon.Rejection && (o == lexicon.Information || o == lexicon.Status && t.top[lexicon.Status] < lexicon.Decisive) {
			continue
		}
		return true
	}
	if c == lexicon.Received {
		return r.autoReply() || t.top[lexicon.Rejection] >= lexicon.Strong || t.top[lexicon.Filled]+t.top[lexicon.Closed]+t.top[lexicon.Internal]+t.top[lexicon.Withdrawn] > 0 || t.top[lexicon.Other] == lexicon.Decisive || t.top[lexicon.Information] >= lexicon.Strong
	}
	return false
}

// abstain lowers the confidence of an "other" that may be about an application
// after all, so that it waits for the person instead of being left out.
func (r *reading) abstain(v *Verdict, t *tally) {
	if v.Class != track.ClassOther || v.Subclass != "" || v.Confidence < 0.6 {
		return
	}
	about := t.sum[lexicon.Job] >= 3 && t.sum[lexicon.Foreign] == 0 && !r.ad || vendorJob(r.from.Vendor) == 2
	if about {
		v.Confidence = 0.55
		v.Why = append(v.Why, "it speaks of an application, but not of what became of it")
	}
}

// evidence lists the phrases that speak for a class, the plainest first.
func (r *reading) evidence(c lexicon.Signal) (list []Evidence) {
	ofClass := func(h *lexicon.Hit) bool {
		return h.Signal == c || c == lexicon.Rejection && (h.Signal == lexicon.Filled || h.Signal == lexicon.Closed || h.Signal == lexicon.Internal || h.Signal == lexicon.Withdrawn)
	}
	for k := lexicon.Decisive; k >= lexicon.Weak && len(list) < 4; k-- {
		if k == lexicon.Weak && len(list) > 0 {
			break
		}
		for i := range r.hits {
			if h := &r.hits[i]; h.Tier == k && !h.Off && ofClass(h) && len(list) < 4 {
				list = append(list, r.evident(h))
			}
		}
	}
	return list
}

func (r *reading) evident(h *lexicon.Hit) Evidence {
	if h.InSubject {
		from, to := r.subject[h.From].Start, r.subject[h.To-1].End
		return Evidence{Text: r.m.Subject[from:to], Why: h.Why, In: "subject"}
	}
	from, to := r.text[h.From].Start, r.text[h.To-1].End
	return r.span(from, to, h.Why)
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
