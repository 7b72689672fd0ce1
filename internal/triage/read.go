package triage

import (
	"strings"

	"debrief/internal/triage/lexicon"
	"debrief/internal/triage/naming"
	"debrief/internal/triage/phrase"
	"debrief/internal/triage/sender"
	"debrief/internal/triage/when"
)

// limits of what is read of one mail, in bytes. What decides stands at the top.
const (
	textLimit    = 8 << 10
	subjectLimit = 400
)

// reading is one mail while it is being read.
type reading struct {
	m       *Mail
	subject []phrase.Token
	text    []phrase.Token
	hits    []lexicon.Hit
	lang    string
	from    sender.Sender
	names   *naming.Reader // made when names are asked for
	moments []when.Moment
	ad      bool // goes to many: list headers, many links
}

func read(m *Mail) *reading {
	r := &reading{m: m, subject: phrase.Split(m.Subject, subjectLimit), text: phrase.Split(m.Text, textLimit), from: sender.Of(m.FromAddr)}
	r.lang = lexicon.Language(r.text)
	if r.lang == "" {
		r.lang = lexicon.Language(r.subject)
	}
	base := when.Base{Sent: m.Date.Time(), Offset: m.Zone, Month1: r.monthFirst()}
	if r.moments = when.FindIn(m.Text, r.text, base); len(r.moments) == 0 {
		r.moments = when.FindIn(m.Subject, r.subject, base)
	}
	r.hits = append(lexicon.Find(r.subject, r.lang, true), lexicon.Find(r.text, r.lang, false)...)
	r.ad = r.header("List-Unsubscribe") != "" || r.header("List-Id") != "" || strings.EqualFold(r.header("Precedence"), "bulk")
	return r
}

func (r *reading) header(name string) string {
	if r.m.Header == nil {
		return ""
	}
	return r.m.Header(name)
}
