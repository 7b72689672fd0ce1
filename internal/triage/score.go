package triage

import (
	"math"

	"debrief/internal/track"
	"debrief/internal/triage/lexicon"
	"debrief/internal/triage/sender"
)

// tally is how much the phrases speak for each signal.
type tally struct {
	sum      [lexicon.SignalCount]float64
	top      [lexicon.SignalCount]lexicon.Tier // highest tier that stands
	inTitle  [lexicon.SignalCount]bool         // a hit in the subject
	promised int                               // phrases taken back by a condition
}

// weights of the tiers, and how much phrases of one tier can add up to.
var (
	tierWeight = [lexicon.Decisive + 1]float64{lexicon.Weak: 0.5, lexicon.Strong: 1.5, lexicon.Decisive: 3}
	tierCap    = [lexicon.Decisive + 1]float64{lexicon.Weak: 2, lexicon.Strong: 4.5, lexicon.Decisive: 6}
)

func (r *reading) tally() (t tally) {
	var by [lexicon.SignalCount][lexicon.Decisive + 1]float64
	for i := range r.hits {
		h := &r.hits[i]
		if h.Off {
			if h.Signal < lexicon.ClassSignals && h.Tier > lexicon.Weak {
				t.promised++
			}
			continue
		}
		w := tierWeight[h.Tier]
		if h.InSubject {
			w *= 1.3
			t.inTitle[h.Signal] = true
		}
		by[h.Signal][h.Tier] += w
		t.top[h.Signal] = max(t.top[h.Signal], h.Tier)
	}
	for s := range by {
		for k := lexicon.Weak; k <= lexicon.Decisive; k++ {
			t.sum[s] += math.Min(by[s][k], tierCap[k])
		}
	}
	return t
}

// settle lets what stronger signals say weigh against the weaker ones that
// often come with them: a rejection opens like a confirmation, "unfortunately"
// moves an appointment, a confirmation tells what an invitation would be.
func (r *reading) settle(t *tally) {
	s := &t.sum
	job := s[lexicon.Job] + vendorJob(r.from.Vendor)
	if t.top[lexicon.Filled] >= lexicon.Strong || t.top[lexicon.Closed] >= lexicon.Strong || t.top[lexicon.Internal] >= lexicon.Strong {
		if job > 0 && t.top[lexicon.Status] < lexicon.Decisive {
			s[lexicon.Rejection] += 2.5
		}
	}
	if r.autoReply() {
		s[lexicon.Received] *= 0.3
		s[lexicon.Other] += 2
	}
	if s[lexicon.Past] >= 1 && t.top[lexicon.Interview] < lexicon.Decisive && !(len(r.moments) > 0 && r.ahead()) {
		s[lexicon.Interview] *= 0.5 // it looks back
	}
	for i := range r.hits {
		if h := &r.hits[i]; h.Signal == lexicon.Status && h.Sub == lexicon.SubOwnWish && !h.Off {
			s[lexicon.Rejection] *= 0.1
			break
		}
	}
	if r.from.Free && !r.from.Robot && t.top[lexicon.Job] < lexicon.Strong {
		for _, c := range [...]lexicon.Signal{lexicon.Rejection, lexicon.Offer, lexicon.Interview, lexicon.Received} {
			s[c] *= 0.6
		}
	}
	if t.top[lexicon.Withdrawn] == lexicon.Decisive {
		s[lexicon.Offer] += 4
	}
	switch {
	case t.top[lexicon.Rejection] == lexicon.Decisive:
		s[lexicon.Received] *= 0.15
		s[lexicon.Status] *= 0.5
		s[lexicon.Offer] *= 0.3
		s[lexicon.Information] *= 0.4
		s[lexicon.Interview] *= 0.6
		s[lexicon.Outreach] *= 0.3
		s[lexicon.Alert] *= 0.3
		if t.top[lexicon.Other] < lexicon.Decisive {
			s[lexicon.Other] *= 0.5
		}
	case s[lexicon.Moved] > 0 && t.top[lexicon.Interview] >= lexicon.Strong:
		s[lexicon.Rejection] *= 0.3
	}
	if t.top[lexicon.Status] == lexicon.Decisive && t.top[lexicon.Rejection] < lexicon.Decisive {
		s[lexicon.Rejection] *= 0.5
		s[lexicon.Received] *= 0.5
	}
	if t.top[lexicon.Received] == lexicon.Decisive && t.top[lexicon.Rejection] < lexicon.Decisive {
		s[lexicon.Status] *= 0.6
		s[lexicon.Interview] *= 0.7
		s[lexicon.Other] *= 0.8
	}
	if f := s[lexicon.Foreign]; f > s[lexicon.Job] && r.from.Vendor == nil {
		for _, c := range [...]lexicon.Signal{lexicon.Rejection, lexicon.Received, lexicon.Offer, lexicon.Interview, lexicon.Information, lexicon.Status} {
			s[c] *= 0.3
		}
		s[lexicon.Other] += math.Min(f, 4)
	}
}

// autoReply reports the answer of an absent person's program, not of an employer's.
func (r *reading) autoReply() bool {
	for i := range r.hits {
		if h := &r.hits[i]; h.Sub == lexicon.SubAutoReply && !h.Off {
			return true
		}
	}
	return false
}

// vendorJob is how far the sender alone says that a mail is about an application.
func vendorJob(v *sender.Vendor) float64 {
	if v.Sends(sender.ATS, sender.Assessment, sender.Scheduler, sender.InHouse) {
		return 2
	}
	if v.Sends(sender.JobBoard) {
		return 1
	}
	return 0
}

// prior is what the sender says about the class, in the order of the signals.
func (r *reading) prior() (p [lexicon.ClassSignals]float64) {
	p[lexicon.Other] = 1.5
	v := r.from.Vendor
	switch {
	case v.Sends(sender.ATS, sender.InHouse):
		p[lexicon.Other], p[lexicon.Alert] = -0.5, -1
		p[lexicon.Received], p[lexicon.Rejection] = 0.3, 0.3
		p[lexicon.Outreach] = -1.5
	case v.Sends(sender.JobBoard):
		p[lexicon.Other], p[lexicon.Alert] = 0.2, 1
	case v.Sends(sender.Alerts):
		p[lexicon.Alert] = 4
	case v.Sends(sender.Scheduler):
		p[lexicon.Interview], p[lexicon.Other] = 2, 0.3
	case v.Sends(sender.Assessment):
		p[lexicon.Assessment], p[lexicon.Other] = 2.5, 0.3
	case v.Sends(sender.Outreach):
		p[lexicon.Outreach] = 3
	case v.Sends(sender.Account):
		p[lexicon.Other] = 5
	case v.Sends(sender.Noise):
		p[lexicon.Other] = 3
	case v.Sends(sender.Offer):
		p[lexicon.Offer] = 0.7
	}
	if r.from.Agency {
		p[lexicon.Outreach] += 0.8
		p[lexicon.Other] -= 0.5
	}
	if r.ad {
		p[lexicon.Alert] += 0.7
		p[lexicon.Other] += 0.7
	}
	if in := r.m.Invite; in != nil {
		p[lexicon.Interview] += 1.5
	}
	return p
}

// logits of the ten classes from phrases and sender alone.
func (r *reading) logits(t *tally) (l [lexicon.ClassSignals]float64) {
	p := r.prior()
	for c := range l {
		l[c] = p[c] + t.sum[c]
		if t.inTitle[c] {
			l[c] += 0.5
		}
	}
	if t.sum[lexicon.Job]+vendorJob(r.from.Vendor) == 0 {
		for _, c := range [...]lexicon.Signal{lexicon.Received, lexicon.Rejection, lexicon.Offer, lexicon.Information, lexicon.Status} {
			l[c] -= 1.5
		}
	}
	return l
}

// softmax turns logits into probabilities.
func softmax(l [lexicon.ClassSignals]float64) (p [lexicon.ClassSignals]float64) {
	top := l[0]
	for _, v := range l {
		top = math.Max(top, v)
	}
	sum := 0.0
	for c, v := range l {
		p[c] = math.Exp(v - top)
		sum += p[c]
	}
	for c := range p {
		p[c] /= sum
	}
	return p
}

// classOf is the class of a signal; the first ten signals are the classes.
func classOf(s lexicon.Signal) Class { return track.Classes[s] }

func signalOf(c Class) lexicon.Signal {
	for i, x := range track.Classes {
		if x == c {
			return lexicon.Signal(i)
		}
	}
	return lexicon.Other
}
