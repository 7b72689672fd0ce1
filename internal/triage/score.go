package triage

import (
	"math"

	"debrief/internal/track"
)

// tally is how much the phrases speak for each signal.
type tally struct {
	sum      [signalCount]float64
	top      [signalCount]tier // highest tier that stands
	inTitle  [signalCount]bool // a hit in the subject
	promised int               // phrases taken back by a condition
}

// weights of the tiers, and how much phrases of one tier can add up to.
var (
	tierWeight = [decisive + 1]float64{weak: 0.5, strong: 1.5, decisive: 3}
	tierCap    = [decisive + 1]float64{weak: 2, strong: 4.5, decisive: 6}
)

func (r *reading) tally() (t tally) {
	var by [signalCount][decisive + 1]float64
	for i := range r.hits {
		h := &r.hits[i]
		if h.off {
			if h.signal < classSignals && h.tier > weak {
				t.promised++
			}
			continue
		}
		w := tierWeight[h.tier]
		if h.inSubject {
			w *= 1.3
			t.inTitle[h.signal] = true
		}
		by[h.signal][h.tier] += w
		t.top[h.signal] = max(t.top[h.signal], h.tier)
	}
	for s := range by {
		for k := weak; k <= decisive; k++ {
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
	job := s[sigJob] + vendorJob(r.from.vendor)
	if t.top[sigFilled] >= strong || t.top[sigClosed] >= strong || t.top[sigInternal] >= strong {
		if job > 0 && t.top[sigStatus] < decisive {
			s[sigRejection] += 2.5
		}
	}
	if r.autoReply() {
		s[sigReceived] *= 0.3
		s[sigOther] += 2
	}
	if s[sigPast] >= 1 && t.top[sigInterview] < decisive && !(len(r.moments) > 0 && r.ahead()) {
		s[sigInterview] *= 0.5 // it looks back
	}
	for i := range r.hits {
		if h := &r.hits[i]; h.signal == sigStatus && h.sub == subOwnWish && !h.off {
			s[sigRejection] *= 0.1
			break
		}
	}
	if r.from.free && !r.from.robot && t.top[sigJob] < strong {
		for _, c := range [...]signal{sigRejection, sigOffer, sigInterview, sigReceived} {
			s[c] *= 0.6
		}
	}
	if t.top[sigWithdrawn] == decisive {
		s[sigOffer] += 4
	}
	switch {
	case t.top[sigRejection] == decisive:
		s[sigReceived] *= 0.15
		s[sigStatus] *= 0.5
		s[sigOffer] *= 0.3
		s[sigInformation] *= 0.4
		s[sigInterview] *= 0.6
		s[sigOutreach] *= 0.3
		s[sigAlert] *= 0.3
		if t.top[sigOther] < decisive {
			s[sigOther] *= 0.5
		}
	case s[sigMoved] > 0 && t.top[sigInterview] >= strong:
		s[sigRejection] *= 0.3
	}
	if t.top[sigStatus] == decisive && t.top[sigRejection] < decisive {
		s[sigRejection] *= 0.5
		s[sigReceived] *= 0.5
	}
	if t.top[sigReceived] == decisive && t.top[sigRejection] < decisive {
		s[sigStatus] *= 0.6
		s[sigInterview] *= 0.7
		s[sigOther] *= 0.8
	}
	if f := s[sigForeign]; f > s[sigJob] && r.from.vendor == nil {
		for _, c := range [...]signal{sigRejection, sigReceived, sigOffer, sigInterview, sigInformation, sigStatus} {
			s[c] *= 0.3
		}
		s[sigOther] += math.Min(f, 4)
	}
}

// autoReply reports the answer of an absent person's program, not of an employer's.
func (r *reading) autoReply() bool {
	for i := range r.hits {
		if h := &r.hits[i]; h.sub == subAutoReply && !h.off {
			return true
		}
	}
	return false
}

// vendorJob is how far the sender alone says that a mail is about an application.
func vendorJob(v *vendor) float64 {
	if v.sends(ats, assessment, scheduler, inhouse) {
		return 2
	}
	if v.sends(jobboard) {
		return 1
	}
	return 0
}

// prior is what the sender says about the class, in the order of the signals.
func (r *reading) prior() (p [classSignals]float64) {
	p[sigOther] = 1.5
	v := r.from.vendor
	switch {
	case v.sends(ats, inhouse):
		p[sigOther], p[sigAlert] = -0.5, -1
		p[sigReceived], p[sigRejection] = 0.3, 0.3
		p[sigOutreach] = -1.5
	case v.sends(jobboard):
		p[sigOther], p[sigAlert] = 0.2, 1
	case v.sends(alerts):
		p[sigAlert] = 4
	case v.sends(scheduler):
		p[sigInterview], p[sigOther] = 2, 0.3
	case v.sends(assessment):
		p[sigAssessment], p[sigOther] = 2.5, 0.3
	case v.sends(outreach):
		p[sigOutreach] = 3
	case v.sends(account):
		p[sigOther] = 5
	case v.sends(noise):
		p[sigOther] = 3
	case v.sends(offer):
		p[sigOffer] = 0.7
	}
	if r.from.agency {
		p[sigOutreach] += 0.8
		p[sigOther] -= 0.5
	}
	if r.ad {
		p[sigAlert] += 0.7
		p[sigOther] += 0.7
	}
	if in := r.m.Invite; in != nil {
		p[sigInterview] += 1.5
	}
	return p
}

// logits of the ten classes from phrases and sender alone.
func (r *reading) logits(t *tally) (l [classSignals]float64) {
	p := r.prior()
	for c := range l {
		l[c] = p[c] + t.sum[c]
		if t.inTitle[c] {
			l[c] += 0.5
		}
	}
	if t.sum[sigJob]+vendorJob(r.from.vendor) == 0 {
		for _, c := range [...]signal{sigReceived, sigRejection, sigOffer, sigInformation, sigStatus} {
			l[c] -= 1.5
		}
	}
	return l
}

// softmax turns logits into probabilities.
func softmax(l [classSignals]float64) (p [classSignals]float64) {
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
func classOf(s signal) Class { return track.Classes[s] }

func signalOf(c Class) signal {
	for i, x := range track.Classes {
		if x == c {
			return signal(i)
		}
	}
	return sigOther
}
