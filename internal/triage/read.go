package triage

import (
	"strings"

	"debrief/internal/triage/phrase"
	"debrief/internal/triage/when"
)

// limits of what is read of one mail, in bytes. What decides stands at the top.
const (
	textLimit    = 8 << 10
	subjectLimit = 400
)

// hit is a phrase found in a mail.
type hit struct {
	*rule
	from, to  int // tokens
	inSubject bool
	off       bool // taken back by a condition or a negation
}

// reading is one mail while it is being read.
type reading struct {
	m        *Mail
	subject  []phrase.Token
	text     []phrase.Token
	hits     []hit
	lang     string
	from     sender
	anchored []found // announcements of names and titles
	moments  []when.Moment
	ad       bool // goes to many: list headers, many links
}

// sender is what an address tells.
type sender struct {
	addr, local, domain string
	registered, label   string
	vendor              *vendor
	agency              bool // domain of a recruitment agency
	free                bool // mail for anyone
	robot               bool // takes no answers
}

func read(m *Mail) *reading {
	r := &reading{m: m, subject: phrase.Split(m.Subject, subjectLimit), text: phrase.Split(m.Text, textLimit), from: senderOf(m)}
	r.lang = language(r.text)
	if r.lang == "" {
		r.lang = language(r.subject)
	}
	base := when.Base{Sent: m.Date.Time(), Offset: m.Zone, Month1: r.monthFirst()}
	if r.moments = when.FindIn(m.Text, r.text, base); len(r.moments) == 0 {
		r.moments = when.FindIn(m.Subject, r.subject, base)
	}
	r.find(r.subject, true)
	r.find(r.text, false)
	r.ad = r.header("List-Unsubscribe") != "" || r.header("List-Id") != "" || strings.EqualFold(r.header("Precedence"), "bulk")
	return r
}

func (r *reading) header(name string) string {
	if r.m.Header == nil {
		return ""
	}
	return r.m.Header(name)
}

func senderOf(m *Mail) sender {
	s := sender{addr: strings.ToLower(strings.TrimSpace(m.FromAddr))}
	s.local = s.addr[:max(0, strings.LastIndexByte(s.addr, '@'))]
	s.domain = domainOf(s.addr)
	s.registered, s.label = site(s.domain)
	s.vendor = vendorOf(s.addr)
	s.agency = s.vendor == nil && (agencyDomains[s.domain] || agencyDomains[s.registered] || agencyLabel(s.label))
	s.free = freeMail[s.domain] || freeMail[s.registered]
	s.robot = robotic(s.local)
	return s
}

// agencyLabel tells a recruitment agency by the name of its domain.
func agencyLabel(label string) bool {
	for _, w := range [...]string{"recruit", "staffing", "staffers", "headhunters", "temps", "searchpartners", "talentpartners", "execsearch", "headhunt", "personalberatung", "executivesearch", "talentsearch", "resourcing", "personnel", "interim", "zeitarbeit", "jobagency"} {
		if strings.Contains(label, w) {
			return true
		}
	}
	return false
}

// robotWords make a local part one that no person reads.
var robotWords = wordSet("noreply donotreply reply notification notifications notify automated autoreply mailer system alerts alert bounce bounces daemon postmaster robot bot systemmessage automailer")

func robotic(local string) bool {
	joined := strings.Map(func(c rune) rune {
		if c == '-' || c == '_' || c == '.' {
			return -1
		}
		return c
	}, local)
	if strings.Contains(joined, "noreply") || strings.Contains(joined, "donotreply") || strings.Contains(joined, "autoreply") || strings.Contains(joined, "nepasrepondre") || strings.Contains(joined, "nichtantworten") {
		return true
	}
	for _, w := range strings.FieldsFunc(local, func(c rune) bool { return strings.ContainsRune("-_.+0123456789", c) }) {
		if robotWords[w] {
			return true
		}
	}
	return false
}

// find collects the hits of one text, the longest of each meaning where they
// overlap, and takes back what is said under a condition or denied.
func (r *reading) find(tokens []phrase.Token, inSubject bool) {
	first := len(r.hits)
	phrases.set.Find(tokens, func(h phrase.Hit) {
		ru := &phrases.rule[h.N]
		if ru.lang != "en" && r.lang != "" && ru.lang != r.lang || inSubject && ru.guard&body != 0 || !inSubject && ru.guard&subject != 0 {
			return
		}
		r.add(first, hit{rule: ru, from: h.From, to: h.To, inSubject: inSubject})
	})
	for i := first; i < len(r.hits); i++ {
		r.hits[i].off = takenBack(tokens, &r.hits[i])
	}
}

// add keeps a hit unless one of the same signal that counts at least as much
// covers the place; it replaces those that count less.
func (r *reading) add(first int, h hit) {
	for i := len(r.hits) - 1; i >= first; i-- {
		o := &r.hits[i]
		if o.signal != h.signal || o.from >= h.to || h.from >= o.to {
			continue
		}
		if h.tier > o.tier || h.tier == o.tier && h.to-h.from > o.to-o.from && h.sub == o.sub {
			*o = h
			return
		}
		if h.sub == o.sub || h.tier < o.tier {
			return
		}
	}
	r.hits = append(r.hits, h)
}

// Words that make what follows a possibility. "Should" does so at the head of a
// clause only; "may" and its like only close before.
var (
	ifWords     = wordSet("if unless whether assume assumes assuming deem deemed regard treat considerer considerez wenn falls sofern ob si se caso indien mocht mochten")
	whenWords   = wordSet("when once until before after till sobald bis lorsque quand cuando una vez quando zodra nadat als")
	shouldWords = wordSet("should sollte sollten solltest qualora")
	mayWords    = wordSet("may might could konnte konnten pourrait pourriez podria potrebbe poderia")
	notWords    = wordSet("not no never without unable nor neither nicht kein keine keinen ne pas sans nunca sin non nao sem niet geen cannot rather")
	clauseHeads = wordSet("you your we i the this there any sie ihre ihr du deine wir die der")
)

// takenBack reports that the words around a hit make it no statement.
func takenBack(tokens []phrase.Token, h *hit) bool {
	sentence := tokens[h.from].Sentence
	if h.guard&ifSafe == 0 {
		for i := h.from - 1; i >= 0 && tokens[i].Sentence == sentence; i-- {
			w := tokens[i].Word
			switch {
			case ifWords[w] && !polite(tokens, i), w == "als" && h.lang == "nl":
				return true
			case whenWords[w] && h.signal != sigRejection && (h.signal >= classSignals || h.signal == sigReceived || h.signal == sigOffer || h.signal == sigInterview && h.tier == decisive):
				return true
			case shouldWords[w] && (i == 0 || tokens[i-1].Sentence != sentence || clauseHeads[tokens[i+1].Word]) && i+1 < len(tokens) && clauseHeads[tokens[i+1].Word] && (i == 0 || tokens[i-1].Sentence != sentence || !clauseHeads[tokens[i-1].Word]):
				return true
			case w == "consider" && i > 0 && (tokens[i-1].Word == "please" || tokens[i-1].Word == "should" || tokens[i-1].Word == "can") && h.signal == sigRejection:
				return true
			case mayWords[w] && h.from-i <= 3 && h.signal == sigRejection:
				return true
			case w == "only" && h.from-i <= 6 && h.signal == sigRejection && h.tier < decisive:
				return true
			}
		}
		if ifWords[tokens[h.from].Word] && h.signal != sigReceived {
			return true
		}
	}
	if h.signal == sigRejection && h.lang == "de" && aboutMeeting(tokens[h.from:h.to]) {
		return true
	}
	if h.signal == sigRejection && h.lang == "en" && yours(tokens, h.from) {
		return true
	}
	if h.guard&notSafe == 0 {
		for i := h.from - 1; i >= 0 && i >= h.from-4 && tokens[i].Sentence == sentence; i-- {
			if notWords[tokens[i].Word] {
				return true
			}
		}
	}
	if h.guard&untilOff != 0 {
		for i := h.to; i < len(tokens) && i < h.to+10 && tokens[i].Sentence == sentence; i++ {
			if w := tokens[i].Word; w == "until" || w == "unless" || w == "without" || w == "before" || w == "bevor" || w == "ohne" || w == "sans" || w == "sin" {
				return true
			}
		}
	}
	return false
}

// aboutMeeting reports that what is called off is a meeting, not the candidacy.
func aboutMeeting(tokens []phrase.Token) bool {
	for _, t := range tokens {
		switch t.Word {
		case "gesprach", "termin", "telefonat", "interview", "vorstellungsgesprach", "meeting", "videocall":
			return true
		}
	}
	return false
}

// yours reports that the decision told is the reader's: "you have decided not
// to accept".
func yours(tokens []phrase.Token, at int) bool {
	switch tokens[at].Word {
	case "decided", "chosen", "chose", "elected", "opted", "decision", "declined", "withdrawn":
	default:
		return false
	}
	for i := at - 1; i >= 0 && i >= at-2; i-- {
		if tokens[i].Word == "you" {
			return true
		}
	}
	return false
}

// polite is an "if" that asks rather than supposes: "let me know if", "please
// advise whether", "see if".
func polite(tokens []phrase.Token, i int) bool {
	return i > 0 && (tokens[i-1].Word == "know" || tokens[i-1].Word == "see" || tokens[i-1].Word == "even" || tokens[i-1].Word == "as")
}
