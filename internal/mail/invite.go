package mail

import (
	"encoding/base64"
	"slices"
	"strconv"
	"strings"
	"time"

	"debrief/internal/track"
)

// Invite is an appointment from a calendar part, as its organiser wrote it.
// What the part does not say stays empty. Links are never fetched, alarms and
// attachments are not read, and a repeated appointment is read as its first one.
type Invite struct {
	Method      string // REQUEST, CANCEL, REPLY, COUNTER, PUBLISH, in upper case; may be empty
	UID         string // the same for all versions of one appointment
	Sequence    int    // which version; 0 is the first
	Status      string // CONFIRMED, TENTATIVE, CANCELLED; may be empty
	Summary     string
	Location    string
	Description string // at most 20,000 bytes
	Link        string // of the video room, http or https
	Organizer   Attendee
	Attendees   []Attendee // at most 100
	Start, End  track.Instant
	Zone        int    // minutes east of UTC at Start
	ZoneName    string // IANA name, or the organiser's own; empty for UTC and where none is named
	AllDay      bool   // Start is the first midnight and End the one behind the last day, in the reader's zone
	Floating    bool   // no zone that means something: read in Options.Zone
	Repeats     bool
}

// Attendee is a person of an appointment. Status is ACCEPTED, DECLINED,
// TENTATIVE, NEEDS-ACTION, or empty.
type Attendee struct {
	Address
	Status string
}

// Bounds of what is read of a calendar part.
const (
	maxCalendar    = 10 << 20 // bytes; a larger part is not read
	maxInvites     = 20
	maxDescription = 20_000
	maxProperty    = 64 << 10
	maxAttendees   = 100
)

// readCalendar reads the method and the appointments of a calendar part. It
// keeps what it can of a part that is broken or cut off. Time and memory grow with its size.
func readCalendar(b []byte, o Options, w *warnings) (method string, list []Invite) {
	if len(b) > maxCalendar {
		w.add("The invitation has %s; the most that is read is %s. It was left out.", size(int64(len(b))), size(maxCalendar))
		return "", nil
	}
	c := calendar{opts: o, w: w, zones: map[string]*ownZone{}}
	lines := contentLines{rest: strings.ToValidUTF8(string(b), "\uFFFD")}
	for lines.next() {
		c.line(lines.p)
	}
	c.close("VEVENT")
	return c.method, c.finish()
}

// calendar gathers appointments while the lines go by.
type calendar struct {
	opts     Options
	w        *warnings
	method   string
	zoneName string // X-WR-TIMEZONE
	stack    []string
	zones    map[string]*ownZone // of VTIMEZONE
	zone     *ownZone            // the one being read
	event    *event
	events   []*event
}

// event is an appointment before its times are known: the zone it names may
// be described behind it.
type event struct {
	Invite
	start, end property
	duration   string
	override   bool // changes one of a series
}

func (c *calendar) line(p property) {
	switch p.name {
	case "BEGIN":
		c.open(strings.ToUpper(p.value))
		return
	case "END":
		c.close(strings.ToUpper(p.value))
		return
	}
	switch c.top() {
	case "VEVENT":
		c.event.set(p)
	case "VTIMEZONE", "STANDARD", "DAYLIGHT":
		c.zone.set(c.top(), p)
	case "VCALENDAR", "":
		switch p.name {
		case "METHOD":
			c.method = strings.ToUpper(oneLine(p.value, 20))
		case "X-WR-TIMEZONE":
			c.zoneName = oneLine(p.value, 100)
		}
	}
}

func (c *calendar) top() string {
	if len(c.stack) == 0 {
		return ""
	}
	return c.stack[len(c.stack)-1]
}

func (c *calendar) open(name string) {
	if len(c.stack) > 20 {
		return
	}
	switch name {
	case "VEVENT":
		c.close("VEVENT") // the end of the one before is missing
		c.event = &event{}
	case "VTIMEZONE":
		c.zone = &ownZone{}
	case "STANDARD", "DAYLIGHT":
		if c.zone == nil {
			c.zone = &ownZone{}
		}
		c.zone.open()
	}
	c.stack = append(c.stack, name)
}

// close ends a component and what was left open in it.
func (c *calendar) close(name string) {
	at := len(c.stack) - 1
	for at >= 0 && c.stack[at] != name {
		at--
	}
	if at < 0 {
		return
	}
	if slices.Contains(c.stack[at+1:], "VEVENT") {
		c.close("VEVENT")
	}
	c.stack = c.stack[:at]
	switch name {
	case "VEVENT":
		if len(c.events) < maxInvites {
			c.events = append(c.events, c.event)
		}
		c.event = nil
	case "VTIMEZONE":
		if len(c.zones) < 50 {
			c.zones[c.zone.name] = c.zone
		}
	}
}

// finish works out the times. An override of a series comes behind the series.
func (c *calendar) finish() (list []Invite) {
	for _, override := range []bool{false, true} {
		for _, e := range c.events {
			if e.override == override {
				e.Method = c.method
				c.times(e)
				list = append(list, e.Invite)
			}
		}
	}
	return list
}

func (c *calendar) times(e *event) {
	start, ok := c.moment(e.start, e)
	if !ok {
		if e.start.value != "" {
			c.w.add("The time of the invitation can't be read: “%s”.", oneLine(e.start.value, 40))
		}
		return
	}
	_, offset := start.Zone()
	e.Start, e.Zone = track.InstantOf(start), offset/60
	end, ok := c.moment(e.end, &event{})
	switch d, hasDuration := isoDuration(e.duration); {
	case ok && !end.Before(start):
	case hasDuration:
		end = start.Add(d)
	case e.AllDay:
		end = start.AddDate(0, 0, 1)
	default:
		end = start
	}
	e.End = track.InstantOf(end)
}

// moment reads DTSTART or DTEND, and notes in e what its zone was.
func (c *calendar) moment(p property, e *event) (time.Time, bool) {
	v := strings.TrimSpace(p.value)
	own := c.opts.Zone
	if own == nil {
		own = time.UTC
	}
	if t, err := time.ParseInLocation("20060102", v, own); err == nil {
		e.AllDay = true
		return t, plausible(t)
	}
	if t, err := time.Parse("20060102T150405Z", strings.ToUpper(v)); err == nil {
		return t, plausible(t)
	}
	t, err := time.Parse("20060102T150405", strings.ToUpper(v))
	if err != nil {
		if t, err = time.Parse("20060102T1504", strings.ToUpper(v)); err != nil {
			return time.Time{}, false
		}
	}
	name := oneLine(p.param("TZID"), 100)
	if name == "" {
		name = c.zoneName
	}
	if at, zone, ok := c.inZone(t, name); ok {
		e.ZoneName = zone
		return at, plausible(at)
	}
	if name != "" {
		c.w.add("The time zone of the invitation is unknown: “%s”. Please check its time.", name)
	}
	e.Floating, e.ZoneName = true, name
	return time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), 0, own), plausible(t)
}

func plausible(t time.Time) bool { return t.Year() >= 1970 && t.Year() <= 2200 }

func (e *event) set(p property) {
	switch p.name {
	case "UID":
		e.UID = oneLine(p.value, 400)
	case "SEQUENCE":
		e.Sequence, _ = strconv.Atoi(strings.TrimSpace(p.value))
	case "STATUS":
		e.Status = strings.ToUpper(oneLine(p.value, 20))
	case "SUMMARY":
		e.Summary = oneLine(p.text(), 500)
	case "LOCATION":
		e.Location = oneLine(p.text(), 500)
	case "DESCRIPTION":
		e.Description = strings.TrimSpace(cut(clean(p.text()), maxDescription))
	case "DTSTART":
		e.start = p
	case "DTEND":
		e.end = p
	case "DURATION":
		e.duration = cut(p.value, 100)
	case "RRULE", "RDATE":
		e.Repeats = true // never expanded
	case "RECURRENCE-ID":
		e.override = true
	case "ORGANIZER":
		e.Organizer = attendee(p)
	case "ATTENDEE":
		if len(e.Attendees) < maxAttendees {
			e.Attendees = append(e.Attendees, attendee(p))
		}
	case "X-GOOGLE-CONFERENCE", "X-MICROSOFT-SKYPETEAMSMEETINGURL", "X-MICROSOFT-ONLINEMEETINGEXTERNALLINK", "CONFERENCE":
		e.Link = webLink(p.value)
	case "URL":
		if e.Link == "" {
			e.Link = webLink(p.value)
		}
	}
}

func attendee(p property) Attendee {
	v := strings.TrimSpace(p.value)
	if len(v) > 7 && strings.EqualFold(v[:7], "mailto:") {
		v = v[7:]
	} else if e := p.param("EMAIL"); e != "" {
		v = e
	} else if !strings.Contains(v, "@") || strings.Contains(v, ":") {
		v = ""
	}
	return Attendee{Address{oneLine(p.param("CN"), 200), oneLine(v, 300)}, strings.ToUpper(oneLine(p.param("PARTSTAT"), 20))}
}

func webLink(s string) string {
	s = oneLine(s, 1000)
	if low := strings.ToLower(s); strings.HasPrefix(low, "https://") || strings.HasPrefix(low, "http://") {
		return s
	}
	return ""
}

// isoDuration reads P1DT2H30M; days have 24 hours. At most 366 days.
func isoDuration(s string) (time.Duration, bool) {
	s = strings.TrimPrefix(strings.ToUpper(strings.TrimSpace(s)), "+")
	if !strings.HasPrefix(s, "P") || len(s) > 30 {
		return 0, false
	}
	var sum time.Duration
	n, some := 0, false
	for _, c := range s[1:] {
		var unit time.Duration
		switch c {
		case 'W':
			unit = 7 * 24 * time.Hour
		case 'D':
			unit = 24 * time.Hour
		case 'H':
			unit = time.Hour
		case 'M':
			unit = time.Minute
		case 'S':
			unit = time.Second
		case 'T':
			continue
		default:
			if c < '0' || c > '9' || n > 1_000_000 {
				return 0, false
			}
			n = n*10 + int(c-'0')
			continue
		}
		sum, n, some = sum+time.Duration(n)*unit, 0, true
		if sum > 366*24*time.Hour {
			return 0, false
		}
	}
	return sum, some
}

// property is one content line: NAME;PARAM=value:VALUE.
type property struct {
	name, params, value string
}

// text is the value of a text property, without its escapes.
func (p property) text() string {
	v := p.value
	switch strings.ToUpper(p.param("ENCODING")) {
	case "QUOTED-PRINTABLE": // vCalendar 1.0
		v = strings.ToValidUTF8(string(unQuotedPrintable([]byte(v))), "\uFFFD")
	case "BASE64":
		if b, err := base64.StdEncoding.DecodeString(v); err == nil {
			v = strings.ToValidUTF8(string(b), "\uFFFD")
		}
	}
	if !strings.Contains(v, `\`) {
		return v
	}
	return unescapeText.Replace(v)
}

var unescapeText = strings.NewReplacer(`\\`, `\`, `\n`, "\n", `\N`, "\n", `\,`, ",", `\;`, ";", `\:`, ":", `\"`, `"`)

// param is the value of a parameter, without quotes; empty if there is none.
func (p property) param(name string) string {
	for rest := p.params; rest != ""; {
		var key, value string
		key, rest, _ = strings.Cut(rest, "=")
		if strings.HasPrefix(rest, `"`) {
			value, rest, _ = strings.Cut(rest[1:], `"`)
			_, rest, _ = strings.Cut(rest, ";")
		} else {
			value, rest, _ = strings.Cut(rest, ";")
		}
		if strings.EqualFold(strings.TrimSpace(key), name) {
			return value
		}
	}
	return ""
}

// contentLines goes through the lines of a calendar, unfolded.
type contentLines struct {
	rest string
	p    property
}

func (c *contentLines) next() bool {
	for c.rest != "" {
		line := c.take()
		if c.folded() || isDescription(line) && c.unfolded() {
			line = c.join(line)
		}
		if p, ok := cutProperty(line); ok {
			c.p = p
			return true
		}
	}
	return false
}

// take cuts off one physical line.
func (c *contentLines) take() string {
	line, rest, _ := strings.Cut(c.rest, "\n")
	c.rest = rest
	return cut(strings.TrimRight(line, "\r"), maxProperty)
}

// join adds to a line what follows it on lines of its own.
func (c *contentLines) join(line string) string {
	description := isDescription(line)
	var b strings.Builder
	b.WriteString(line)
	for {
		switch {
		case c.folded():
			line = c.take()[1:]
		case description && c.unfolded():
			line = `\n` + c.take()
		default:
			return b.String()
		}
		if b.Len() < maxProperty {
			b.WriteString(line)
		}
	}
}

// folded reports that the next line belongs to the one before it.
func (c *contentLines) folded() bool {
	return strings.HasPrefix(c.rest, " ") || strings.HasPrefix(c.rest, "\t")
}

func isDescription(line string) bool {
	return len(line) >= 12 && strings.EqualFold(line[:11], "DESCRIPTION")
}

// unfolded reports that the next line is no property: a server wrapped the
// text before it without the blank that belongs there.
func (c *contentLines) unfolded() bool {
	next, _, _ := strings.Cut(c.rest[:min(len(c.rest), 200)], "\n")
	_, ok := cutProperty(strings.TrimRight(next, "\r"))
	return c.rest != "" && !ok
}

// cutProperty splits a line. ok is false for what is no property.
func cutProperty(line string) (p property, ok bool) {
	n := 0
	for n < len(line) && (line[n] == '-' || line[n] >= '0' && line[n] <= '9' || line[n]|0x20 >= 'a' && line[n]|0x20 <= 'z') {
		n++
	}
	if n == 0 || n == len(line) || n > 60 || line[n] != ':' && line[n] != ';' {
		return p, false
	}
	p.name = strings.ToUpper(line[:n])
	quoted := false
	for i := n; i < len(line); i++ {
		switch {
		case line[i] == '"':
			quoted = !quoted
		case line[i] == ':' && !quoted:
			p.params, p.value = strings.TrimPrefix(line[n:i], ";"), line[i+1:]
			return p, true
		}
	}
	// a quote that never ends: the last colon it is
	if i := strings.LastIndexByte(line, ':'); i > n {
		p.params, p.value = strings.ReplaceAll(line[n+1:i], `"`, ""), line[i+1:]
		return p, true
	}
	return p, false
}
