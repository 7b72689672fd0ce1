package triage

import (
	"strings"
	"time"

	"debrief/internal/triage/phrase"
)

// Features with a name stand at fixed places, in the order of these blocks.
const (
	atSum      = 0                        // one per signal
	atStrong   = atSum + int(signalCount) // a strong phrase stands
	atDecisive = atStrong + int(signalCount)
	atTitle    = atDecisive + int(signalCount)
	atKind     = atTitle + int(signalCount) // kind of the sender
	atLanguage = atKind + int(link) + 1
	atFlag     = atLanguage + 8
	flagCount  = 40

	denseFeatures = uint32(atFlag + flagCount)
	// DenseFeatures is how many features have a name.
	DenseFeatures = int(denseFeatures)
	// WordFeatures is how many places words are hashed into.
	WordFeatures = 1 << 13
	// ClassCount is how many classes there are.
	ClassCount = int(classSignals)
)

// wordValue is what one word counts: little beside a phrase.
const wordValue = 0.25

// wordLimit is how many words of a text are looked at.
const wordLimit = 260

func (r *reading) features(t *tally) []Feature {
	out := make([]Feature, 0, 2*wordLimit+96)
	add := func(i int, v float32) {
		if v != 0 {
			out = append(out, Feature{uint32(i), v})
		}
	}
	for s := range signalCount {
		add(atSum+int(s), squash(t.sum[s]))
		if t.top[s] >= strong {
			add(atStrong+int(s), 1)
		}
		if t.top[s] == decisive {
			add(atDecisive+int(s), 1)
		}
		if t.inTitle[s] {
			add(atTitle+int(s), 1)
		}
	}
	kind := noVendor
	if r.from.vendor != nil {
		kind = r.from.vendor.kind
	}
	add(atKind+int(kind), 1)
	for i, l := range languageTable {
		if l.code == r.lang {
			add(atLanguage+i, 1)
		}
	}
	for i, on := range r.flags(t) {
		if on {
			add(atFlag+i, 1)
		}
	}
	return r.wordFeatures(out)
}

// flags are yes-or-no facts about a mail and about how its signals meet.
func (r *reading) flags(t *tally) [flagCount]bool {
	m := r.m
	reply := strings.HasPrefix(m.Subject, "Re:") || strings.HasPrefix(m.Subject, "RE:") || strings.HasPrefix(m.Subject, "AW:") || m.InReplyTo != ""
	n := len(r.text)
	job := t.sum[sigJob] > 0
	d := func(s signal) bool { return t.top[s] == decisive }
	s := func(x signal) bool { return t.top[x] >= strong }
	return [flagCount]bool{
		r.ad, r.from.robot, r.from.agency, r.from.free, reply, m.Invite != nil, len(m.Attachments) > 0, m.HasHTML,
		len(m.Links) > 0, len(m.Links) > 4, len(m.Links) > 15, n < 40, n < 90, n > 250, n > 800,
		t.promised > 0, t.promised > 2, job, s(sigForeign), s(sigForeign) && job,
		d(sigRejection) && d(sigInterview), d(sigRejection) && s(sigReceived), s(sigRejection) && !d(sigRejection) && s(sigInterview),
		d(sigReceived) && s(sigRejection), d(sigReceived) && s(sigInterview), d(sigReceived) && s(sigAssessment), d(sigOffer) && d(sigInterview),
		s(sigOutreach) && s(sigInterview), s(sigOutreach) && job, s(sigInformation) && s(sigAssessment), s(sigInformation) && d(sigReceived),
		s(sigStatus) && s(sigReceived), genericBox[r.from.local], t.sum[sigPast] > 0 && d(sigRejection),
		len(r.moments) > 0, len(r.moments) > 0 && r.ahead(), len(r.moments) > 1, len(r.moments) > 0 && r.ad, strings.HasPrefix(m.Subject, "Fwd:") || strings.HasPrefix(m.Subject, "Fw:") || strings.HasPrefix(m.Subject, "FW:"), strings.HasSuffix(m.Subject, "?") || strings.HasSuffix(m.Subject, "!"),
	}
}

// ahead reports that the first moment lies within two months after the mail.
func (r *reading) ahead() bool {
	d := r.moments[0].Start.Sub(r.m.Date.Time())
	return d > 0 && d < 60*24*time.Hour
}

// wordFeatures adds words and pairs of words. Names are worn off: a capital
// within a sentence is "a name", a number "a number".
func (r *reading) wordFeatures(out []Feature) []Feature {
	for _, part := range [...]struct {
		tokens []phrase.Token
		seed   uint32
	}{{r.subject, 0x9e3779b9}, {r.text, 0x85ebca6b}} {
		before := part.seed
		for i, tok := range part.tokens[:min(len(part.tokens), wordLimit)] {
			h := wordHash(tok, i == 0 || part.tokens[i-1].Sentence != tok.Sentence)
			out = append(out, Feature{place(part.seed ^ h), wordValue}, Feature{place(before*31 + h*17 + part.seed), wordValue})
			before = h
		}
	}
	return out
}

// stemLength is how many letters of a word count: "decided" and "decision" are alike.
const stemLength = 5

const (
	hashName   = 0x51ed270b
	hashNumber = 0x2545f491
)

func wordHash(t phrase.Token, first bool) uint32 {
	switch {
	case t.Digit:
		return hashNumber
	case t.Upper && !first:
		return hashName
	}
	h := uint32(2166136261)
	for i := 0; i < min(len(t.Word), stemLength); i++ {
		h = (h ^ uint32(t.Word[i])) * 16777619
	}
	return h
}

// place spreads a hash over the word features.
func place(h uint32) uint32 {
	h ^= h >> 15
	h *= 0x2c1b3c6d
	h ^= h >> 12
	return denseFeatures + h%WordFeatures
}
