package triage

import (
	"math"
	"strings"
	"time"

	"debrief/internal/triage/lexicon"
	"debrief/internal/triage/naming"
	"debrief/internal/triage/phrase"
	"debrief/internal/triage/sender"
)

// Features with a name stand at fixed places, in the order of these blocks.
const (
	atSum      = 0                                // one per signal
	atStrong   = atSum + int(lexicon.SignalCount) // a strong phrase stands
	atDecisive = atStrong + int(lexicon.SignalCount)
	atTitle    = atDecisive + int(lexicon.SignalCount)
	atKind     = atTitle + int(lexicon.SignalCount) // kind of the sender
	atLanguage = atKind + int(sender.Link) + 1
	atFlag     = atLanguage + 8
	flagCount  = 42

	denseFeatures = uint32(atFlag + flagCount)
	// DenseFeatures is how many features have a name.
	DenseFeatures = int(denseFeatures)
	// WordFeatures is how many places words are hashed into.
	WordFeatures = 1 << 13
	// ClassCount is how many classes there are.
	ClassCount = int(lexicon.ClassSignals)
)

// wordWeight is what all words of a mail count together: each one counts this by
// the root of how many they are, so that a long mail is not louder than a short one.
const wordWeight = 3

// wordLimit is how many words of a text are looked at.
const wordLimit = 260

func (r *reading) features(t *tally) []Feature {
	out := make([]Feature, 0, 2*wordLimit+96)
	add := func(i int, v float32) {
		if v != 0 {
			out = append(out, Feature{uint32(i), v})
		}
	}
	for s := range lexicon.SignalCount {
		add(atSum+int(s), squash(t.sum[s]))
		if t.top[s] >= lexicon.Strong {
			add(atStrong+int(s), 1)
		}
		if t.top[s] == lexicon.Decisive {
			add(atDecisive+int(s), 1)
		}
		if t.inTitle[s] {
			add(atTitle+int(s), 1)
		}
	}
	kind := sender.NoVendor
	if r.from.Vendor != nil {
		kind = r.from.Vendor.Kind
	}
	add(atKind+int(kind), 1)
	for i, l := range lexicon.Languages {
		if l.Code == r.lang {
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
	job := t.sum[lexicon.Job] > 0
	d := func(s lexicon.Signal) bool { return t.top[s] == lexicon.Decisive }
	s := func(x lexicon.Signal) bool { return t.top[x] >= lexicon.Strong }
	return [flagCount]bool{
		r.ad, r.from.Robot, r.from.Agency, r.from.Free, reply, m.Invite != nil, len(m.Attachments) > 0, m.HasHTML,
		len(m.Links) > 0, len(m.Links) > 4, len(m.Links) > 15, n < 40, n < 90, n > 250, n > 800,
		t.promised > 0, t.promised > 2, job, s(lexicon.Foreign), s(lexicon.Foreign) && job,
		d(lexicon.Rejection) && d(lexicon.Interview), d(lexicon.Rejection) && s(lexicon.Received), s(lexicon.Rejection) && !d(lexicon.Rejection) && s(lexicon.Interview),
		d(lexicon.Received) && s(lexicon.Rejection), d(lexicon.Received) && s(lexicon.Interview), d(lexicon.Received) && s(lexicon.Assessment), d(lexicon.Offer) && d(lexicon.Interview),
		s(lexicon.Outreach) && s(lexicon.Interview), s(lexicon.Outreach) && job, s(lexicon.Information) && s(lexicon.Assessment), s(lexicon.Information) && d(lexicon.Received),
		s(lexicon.Status) && s(lexicon.Received), naming.SharedBox(r.from.Local), t.sum[lexicon.Past] > 0 && d(lexicon.Rejection),
		len(r.moments) > 0, len(r.moments) > 0 && r.ahead(), len(r.moments) > 1, len(r.moments) > 0 && r.ad, strings.HasPrefix(m.Subject, "Fwd:") || strings.HasPrefix(m.Subject, "Fw:") || strings.HasPrefix(m.Subject, "FW:"), strings.HasSuffix(m.Subject, "?") || strings.HasSuffix(m.Subject, "!"),
		!r.ad && naming.TitleLike(m.Subject), naming.HiringBox(r.from.Local, m.FromName),
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
	first := len(out)
	for _, part := range [...]struct {
		tokens []phrase.Token
		seed   uint32
	}{{r.subject, 0x9e3779b9}, {r.text, 0x85ebca6b}} {
		before := part.seed
		for i, tok := range part.tokens[:min(len(part.tokens), wordLimit)] {
			h := wordHash(tok, i == 0 || part.tokens[i-1].Sentence != tok.Sentence)
			out = append(out, Feature{place(part.seed ^ h), 1}, Feature{place(before*31 + h*17 + part.seed), 1})
			before = h
		}
	}
	value := float32(wordWeight / math.Sqrt(float64(max(len(out)-first, 1))))
	for i := first; i < len(out); i++ {
		out[i].Value = value
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
