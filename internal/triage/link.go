package triage

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"time"

	"debrief/internal/track"
	"debrief/internal/triage/naming"
	"debrief/internal/triage/phrase"
	"debrief/internal/triage/sender"
)

// Candidate is an application that a mail may belong to.
type Candidate struct {
	ID           track.ApplicationID
	Employer     string
	Aliases      []string // other names of the employer
	Domain       string   // its mail domain
	Agency       string   // agency through which it runs
	AgencyDomain string
	Role         string
	Requisition  string
	Channel      track.Channel
	AppliedOn    track.Day
	LastOn       track.Day // day of its newest event
	Ending       track.Ending
	StageKind    track.StageKind
	MailIDs      []string // Message-IDs of mails already filed there
	People       []string // mail addresses of its contacts
}

// Match is an application a mail may belong to, and why.
type Match struct {
	ID      track.ApplicationID `json:"id"`
	Score   float64             `json:"score"`   // 0 to 1, to rank; no probability
	Certain bool                `json:"certain"` // of at most one, the first: no other application is plausible
	Why     []string            `json:"why"`
}

// Link ranks the applications a mail may belong to, best first; what is
// implausible is left out. The first one is certain only where nothing else
// fits: same conversation, same requisition id, or same employer with a role
// that does not differ and no second application there to mix it up with.
//
// Near spellings are different employers, other seniority is another role, the
// agency is not its client, and an open application stands above a closed one.
func Link(m Mail, v Verdict, list []Candidate) []Match {
	l := linker{m: &m, v: &v, from: sender.Of(m.FromAddr), thread: threadIDs(&m)}
	l.names, l.written = map[string]float64{}, l.addresses()
	var out []scored
	for i := range list {
		if s := l.score(&list[i]); s.Score >= leastScore {
			out = append(out, s)
		}
	}
	slices.SortStableFunc(out, func(a, b scored) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(b.c.LastOn, a.c.LastOn), cmp.Compare(a.ID, b.ID))
	})
	if len(out) > 0 {
		out[0].Certain = l.certain(out)
	}
	matches := make([]Match, len(out))
	for i := range out {
		matches[i] = out[i].Match
	}
	return matches
}

const leastScore = 0.12

// scored is a match with what it was made of.
type scored struct {
	Match
	c           *Candidate
	employer    float64
	role        naming.RoleFit
	sameThread  bool
	requisition int // 1 the same, -1 another, 0 not known of both
	direct      bool
}

type linker struct {
	m       *Mail
	v       *Verdict
	from    sender.Sender
	thread  map[string]bool
	written []string           // addresses the mail is from, or to where the person wrote it
	names   map[string]float64 // company of the mail against others; see sameName
	folded  bool               // subject and text are
	subject string
	text    string
}

// threadIDs are the Message-IDs that a mail answers.
func threadIDs(m *Mail) map[string]bool {
	ids := map[string]bool{}
	for _, s := range [...]string{m.InReplyTo, m.Refs} {
		for id := range strings.FieldsSeq(s) {
			if id = strings.Trim(id, "<>,"); id != "" {
				ids[id] = true
			}
		}
	}
	return ids
}

func (l *linker) score(c *Candidate) scored {
	s := scored{Match: Match{ID: c.ID}, c: c}
	for _, id := range c.MailIDs {
		if id = strings.Trim(id, "<>"); id != "" && (l.thread[id] || id == strings.Trim(l.m.MailID, "<>")) {
			s.sameThread = true
		}
	}
	s.requisition = sameRequisition(l.v.Requisition, c.Requisition)
	var why string
	s.employer, why = l.employer(c)
	s.role = naming.SameRole(l.v.Role, c.Role)
	if l.v.Role == "" && c.Role != "" && l.mentions(c.Role) {
		s.role = naming.RoleFit{Fit: 1, Known: true}
	}
	switch {
	case s.sameThread:
		s.Score, s.Why = 1, append(s.Why, "same conversation")
		if s.role.Known && s.role.Fit < naming.OtherRole {
			s.Score = 0.8
		}
		return s
	case s.requisition > 0:
		s.Score, s.Why = 0.97, append(s.Why, "same requisition id")
		if l.v.Company != "" && s.employer == 0 {
			s.Score = 0.5
		}
		return s
	case s.employer == 0:
		return s
	}
	s.Why = append(s.Why, why)
	s.Score = s.employer * (0.55 + 0.45*s.role.Weight())
	if s.requisition < 0 {
		s.Score *= 0.3
		s.Why = append(s.Why, "another requisition id")
	}
	if s.role.Known && s.role.Fit >= 0.95 {
		s.Why = append(s.Why, "same role")
	} else if s.role.Known && s.role.Fit < naming.OtherRole {
		s.Why = append(s.Why, "another role")
	}
	if stray(l.v.Class) && !l.m.Out {
		s.Score *= 0.5
	}
	s.Score *= l.timely(c, &s) * l.parties(c, &s)
	return s
}

// employer is how far the mail is from the candidate's employer.
func (l *linker) employer(c *Candidate) (float64, string) {
	best, why := 0.0, ""
	take := func(x float64, w string) {
		if x > best {
			best, why = x, w
		}
	}
	for _, n := range append([]string{c.Employer}, c.Aliases...) {
		take(l.sameName(n), "same employer")
	}
	for _, a := range l.written {
		if slices.ContainsFunc(c.People, func(p string) bool { return strings.EqualFold(p, a) }) {
			take(0.97, "a contact of this application")
		}
		d, label := sender.Site(sender.DomainOf(a))
		if d == "" || sender.FreeMail(d) || sender.VendorOf(a) != nil {
			continue
		}
		if own, _ := sender.Site(strings.ToLower(c.Domain)); own != "" && own == d {
			take(1, "the employer's mail domain")
		} else if agency, _ := sender.Site(strings.ToLower(c.AgencyDomain)); agency != "" && agency == d {
			take(0.9, "the agency's mail domain")
		} else if naming.Label(label).Names(c.Employer) {
			take(0.9, "the sender's domain is the employer's name")
		}
	}
	if c.Agency != "" && l.v.Agency != "" {
		take(0.9*naming.SameName(l.v.Agency, c.Agency), "the same agency")
	}
	if best == 0 && l.v.Company == "" && c.Employer != "" && l.mentions(c.Employer) {
		take(0.6, "the mail names the employer")
	}
	return best, why
}

// addresses are those at the other end of a mail.
func (l *linker) addresses() []string {
	if l.m.Out {
		var out []string
		for _, field := range [...]string{l.m.To, l.m.Cc} {
			for _, w := range strings.FieldsFunc(strings.ToLower(field), func(c rune) bool { return strings.ContainsRune(" ,;<>\"", c) }) {
				if strings.Contains(w, "@") {
					out = append(out, w)
				}
			}
		}
		return out
	}
	out := []string{l.from.Addr}
	if l.m.ReplyTo != "" {
		out = append(out, strings.ToLower(l.m.ReplyTo))
	}
	if in := l.m.Invite; in != nil && in.Organizer != "" {
		out = append(out, strings.ToLower(in.Organizer))
	}
	return out
}

// mentions reports that subject or text hold a name or title as whole words.
func (l *linker) mentions(name string) bool {
	key := naming.NameKey(name)
	if len(key) < 4 {
		return false
	}
	if !l.folded {
		l.subject, l.text, l.folded = phrase.Fold(l.m.Subject), phrase.Fold(l.m.Text[:min(len(l.m.Text), textLimit)]), true
	}
	return containsWords(l.subject, key) || containsWords(l.text, key)
}

// sameName compares the company of the mail with a name. Many applications are
// with one employer, so that what was found is kept.
func (l *linker) sameName(name string) float64 {
	same, ok := l.names[name]
	if !ok {
		same = naming.SameName(l.v.Company, name)
		l.names[name] = same
	}
	return same
}

func containsWords(text, key string) bool {
	for from := 0; ; {
		i := strings.Index(text[from:], key)
		if i < 0 {
			return false
		}
		i += from
		if (i == 0 || text[i-1] == ' ') && (i+len(key) == len(text) || text[i+len(key)] == ' ') {
			return true
		}
		from = i + 1
	}
}

// timely lowers what does not fit in time: a mail from before the application,
// long after its last sign of life, or about one that has ended.
func (l *linker) timely(c *Candidate, s *scored) float64 {
	f := 1.0
	if c.Ending != track.Open {
		f *= 0.8
		if l.v.Class == track.ClassRejection && c.Ending.Answered() {
			f *= 0.85
		}
		s.Why = append(s.Why, "it has ended")
	}
	if !l.m.Date.Known() {
		return f
	}
	day := track.DayOf(l.m.Date.Time(), time.UTC)
	if c.AppliedOn.Known() {
		ahead := c.AppliedOn.Sub(day)
		if ahead > 4 && l.v.Class != track.ClassOutreach {
			f *= math.Max(0.25, 1-float64(ahead)/40)
			s.Why = append(s.Why, "the mail is older than the application")
		}
		if l.v.Class == track.ClassReceived && -ahead > 21 {
			f *= 0.6 // a second application there, most likely
			s.Why = append(s.Why, "a confirmation long after you applied")
		}
	}
	if c.LastOn.Known() && day.Sub(c.LastOn) > 240 {
		f *= 0.8
	}
	return f
}

// parties keeps an application through an agency apart from a direct one.
func (l *linker) parties(c *Candidate, s *scored) float64 {
	viaAgency := l.v.Agency != "" || l.from.Agency
	switch {
	case viaAgency && c.Agency == "" && c.Employer != "":
		if l.v.Agency != "" && naming.SameName(l.v.Agency, c.Employer) > 0 {
			return 1 // the agency is on record as the employer
		}
		return 0.6
	case viaAgency && c.Agency != "" && l.v.Agency != "" && naming.SameName(l.v.Agency, c.Agency) == 0 && l.from.Registered != c.AgencyDomain:
		return 0.5
	case viaAgency && l.v.Company != "" && c.Employer != "" && l.sameName(c.Employer) == 0:
		return 0.35 // another client of the same agency
	case !viaAgency && c.Agency != "":
		return 0.8
	}
	return 1
}

// certain reports that the first match is the only plausible one.
func (l *linker) certain(list []scored) bool {
	top := list[0]
	if stray(l.v.Class) && !l.m.Out && !top.sameThread {
		return false // an employer's newsletter is about no application
	}
	second := 0.0
	if len(list) > 1 {
		second = list[1].Score
	}
	switch {
	case top.sameThread:
		return top.Score == 1 && (len(list) < 2 || !list[1].sameThread) && !(top.requisition < 0)
	case top.requisition > 0:
		return top.Score > 0.9 && second < 0.9
	case top.employer < 0.9 || top.requisition < 0 || top.role.Known && top.role.Fit < naming.SureRole:
		return false
	case top.role.Known:
		return top.Score >= 0.7 && second <= 0.75*top.Score
	}
	// the mail names no role: only where nothing else runs, or ran, there
	return top.Score >= 0.6 && top.c.Ending == track.Open && second <= 0.45*top.Score
}

// stray reports a class of mails that belong to an application only when they
// stand in its conversation.
func stray(c Class) bool { return c == track.ClassOther || c == track.ClassAlert }

// sameRequisition compares two ids by letters and digits.
func sameRequisition(a, b string) int {
	a, b = plainID(a), plainID(b)
	switch {
	case a == "" || b == "":
		return 0
	case a == b:
		return 1
	}
	return -1
}

func plainID(s string) string {
	return strings.Map(func(c rune) rune {
		switch {
		case c >= '0' && c <= '9' || c >= 'A' && c <= 'Z':
			return c
		case c >= 'a' && c <= 'z':
			return c - 'a' + 'A'
		}
		return -1
	}, s)
}
