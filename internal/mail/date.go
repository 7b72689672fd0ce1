package mail

import (
	"strconv"
	"strings"
	"time"
	"unicode"
)

// dated is a date as it was written.
type dated struct {
	at      time.Time
	zone    int  // minutes east of UTC
	hasZone bool // a zone was written that means something; -0000 does not
	hasTime bool
	hasYear bool
	twoWays bool // 03/04/2026 is a day in March or in April
}

// parseDate reads a date in the forms of mail headers, of ISO 8601, and of
// mail programs in the languages of language.go. The weekday is not looked at: many
// senders get it wrong. Without a zone, zone is used; nil is UTC.
func parseDate(s string, zone *time.Location) (d dated, ok bool) {
	var p dateParts
	p.zoneMin = noZone
	for tok := range strings.FieldsFuncSeq(stripComments(cut(s, 200)), func(r rune) bool { return unicode.IsSpace(r) || r == ',' || r == '|' || r == '·' }) {
		p.token(tok)
	}
	return p.date(zone)
}

const noZone = 1 << 20

type dateParts struct {
	year, month, day int
	hour, min, sec   int
	clock, pm, am    bool
	zoneMin          int
	negZero          bool
	slashed          bool // day and month came as numbers with a slash
	bad              bool
}

func (p *dateParts) token(t string) {
	low := strings.ToLower(t)
	switch {
	case p.iso(t), p.time(low), p.numeric(low), p.named(low), p.zone(t):
		return
	case low == "am" || low == "a.m." || low == "a.m" || low == "a." && p.clock:
		p.am = true
	case low == "pm" || low == "p.m." || low == "p.m" || low == "p." && p.clock:
		p.pm = true
	default:
		p.number(low)
	}
}

// iso reads 2026-11-24 and 2026-11-24T10:31:00+01:00.
func (p *dateParts) iso(t string) bool {
	if len(t) < 10 || t[4] != '-' || t[7] != '-' || !digits(t[:4]) || !digits(t[5:7]) || !digits(t[8:10]) {
		return false
	}
	p.year, p.month, p.day = atoi(t[:4]), atoi(t[5:7]), atoi(t[8:10])
	if len(t) > 11 && (t[10] == 'T' || t[10] == 't') {
		p.time(strings.ToLower(t[11:]))
	}
	return true
}

// time reads 10:31, 9:5:03, 10:31:05.250, 10:31am, 10:31:05+01:00, 10h31, and
// 14.30 once the month is known.
func (p *dateParts) time(t string) bool {
	sep := strings.IndexAny(t, ":h")
	if sep < 0 && p.month > 0 && strings.Count(t, ".") == 1 {
		sep = strings.IndexByte(t, '.')
	}
	if sep < 1 || sep > 2 || !digits(t[:sep]) {
		return false
	}
	min, rest := leadingNumber(t[sep+1:])
	if min == "" || len(min) > 2 || len(min) == 1 && t[sep] != ':' {
		return false
	}
	p.clock, p.hour, p.min = true, atoi(t[:sep]), atoi(min)
	if len(rest) > 1 && (rest[0] == ':' || rest[0] == '.') {
		var sec string
		sec, rest = leadingNumber(rest[1:])
		p.sec = atoi(sec)
		if strings.HasPrefix(rest, ".") {
			_, rest = leadingNumber(rest[1:])
		}
	}
	switch {
	case strings.HasPrefix(rest, "am"):
		p.am = true
	case strings.HasPrefix(rest, "pm"):
		p.pm = true
	case rest != "":
		p.zone(strings.ToUpper(rest))
	}
	return true
}

func leadingNumber(s string) (number, rest string) {
	rest = strings.TrimLeft(s, "0123456789")
	return s[:len(s)-len(rest)], rest
}

// numeric reads 24.11.2026, 24/11/2026, 11/24/26, 24-11-2026, 24-Nov-2026.
func (p *dateParts) numeric(t string) bool {
	sep := strings.IndexAny(t, "./-")
	if sep < 1 || sep > 2 || !digits(t[:sep]) {
		return false
	}
	f := strings.Split(strings.TrimRight(t, t[sep:sep+1]), t[sep:sep+1])
	if len(f) < 2 || len(f) > 3 {
		return false
	}
	month := monthNames[f[1]]
	if month == 0 && !digits(f[1]) || len(f) == 3 && (!digits(f[2]) || len(f[2]) < 2) {
		return false
	}
	p.day, p.month = atoi(f[0]), month
	if month == 0 {
		p.month, p.slashed = atoi(f[1]), t[sep] == '/'
	}
	if len(f) == 3 {
		p.setYear(f[2])
	}
	return true
}

// named reads a month in any of the languages. Where two tokens are month
// names the last one is: "mar. 24 nov." is a Tuesday.
func (p *dateParts) named(t string) bool {
	m := monthNames[strings.TrimSuffix(t, ".")]
	if m > 0 {
		p.month = m
	}
	return m > 0
}

// number reads 24, 24., 24th, 1er, 2026.
func (p *dateParts) number(t string) {
	n := len(t) - len(strings.TrimLeft(t, "0123456789"))
	if n == 0 {
		return
	}
	switch t[n:] {
	case "", ".", "st", "nd", "rd", "th", "er", "º", "°", "ª":
	case "年", "月", "日":
	default:
		return
	}
	switch {
	case n == 4 && !p.clock || n >= 3 && p.year == 0:
		p.setYear(t[:n])
	case n <= 2 && p.day == 0:
		p.day = atoi(t[:n])
	case n == 2 && p.year == 0:
		p.setYear(t[:n])
	}
}

func (p *dateParts) setYear(t string) {
	y := atoi(t)
	switch {
	case len(t) == 2 && y < 50:
		y += 2000
	case y < 1000: // RFC 5322: three digits count from 1900; "0102" is the same mistake
		y += 1900
	}
	p.year = y
}

// Zone names in mail. Names with several meanings are left out.
var zoneNames = map[string]int{
	"UT": 0, "UTC": 0, "GMT": 0, "Z": 0, "WET": 0, "EST": -300, "EDT": -240, "CST": -360, "CDT": -300, "MST": -420, "MDT": -360,
	"PST": -480, "PDT": -420, "CET": 60, "CEST": 120, "MEZ": 60, "MESZ": 120, "MET": 60, "BST": 60, "EET": 120, "EEST": 180, "WEST": 60,
	"JST": 540, "AEST": 600, "AEDT": 660, "NZST": 720, "NZDT": 780, "MSK": 180, "SGT": 480, "HKT": 480,
}

func (p *dateParts) zone(t string) bool {
	if m, ok := zoneNames[strings.ToUpper(t)]; ok {
		if p.zoneMin == noZone {
			p.zoneMin = m
		}
		return true
	}
	for _, prefix := range []string{"GMT", "UTC"} {
		t = strings.TrimPrefix(t, prefix)
	}
	t = strings.Replace(t, "+-", "-", 1)
	if len(t) < 2 || (t[0] != '+' && t[0] != '-') || !p.clock {
		return false
	}
	n := strings.Replace(t[1:], ":", "", 1)
	if len(n) <= 2 && digits(n) {
		n += "00"
	}
	if len(n) == 3 {
		n = "0" + n
	}
	if len(n) != 4 || !digits(n) || atoi(n[:2]) > 15 || atoi(n[2:]) > 59 {
		p.zoneMin, p.negZero = 0, true // a zone that does not exist: read as UTC, flagged
		return true
	}
	p.zoneMin = atoi(n[:2])*60 + atoi(n[2:])
	if t[0] == '-' {
		p.negZero = p.zoneMin == 0
		p.zoneMin = -p.zoneMin
	}
	return true
}

// date puts the parts together. A date that the calendar does not have is no date.
func (p *dateParts) date(zone *time.Location) (d dated, ok bool) {
	if zone == nil {
		zone = time.UTC
	}
	d.hasTime, d.hasYear, d.hasZone = p.clock, p.year > 0, p.zoneMin != noZone && !p.negZero
	if p.slashed {
		us := p.am || p.pm
		switch {
		case p.month > 12 || us && p.day <= 12:
			p.day, p.month = p.month, p.day
		case p.day <= 12 && p.day != p.month:
			d.twoWays = true
		}
	}
	if p.hour == 12 && p.am {
		p.hour = 0
	} else if p.hour < 12 && p.pm {
		p.hour += 12
	}
	if p.sec == 60 {
		p.sec = 59 // leap second
	}
	if p.day < 1 || p.month < 1 || p.month > 12 || p.hour > 24 || p.min > 59 || p.sec > 59 || p.year > 9999 {
		return d, false
	}
	if p.zoneMin != noZone {
		zone = time.FixedZone("", p.zoneMin*60)
	}
	y := p.year
	if !d.hasYear {
		y = 2000
	}
	d.at = time.Date(y, time.Month(p.month), p.day, p.hour, p.min, p.sec, 0, zone)
	if p.hour < 24 && d.at.Day() != p.day {
		return d, false
	}
	_, off := d.at.Zone()
	d.zone = off / 60
	return d, true
}

// withYear gives a date without year the last year in which it lies not after now.
func (d dated) withYear(now time.Time) time.Time {
	if d.hasYear || now.IsZero() {
		return d.at
	}
	t := d.at.AddDate(now.Year()-d.at.Year(), 0, 0)
	if t.After(now.AddDate(0, 0, 2)) {
		t = t.AddDate(-1, 0, 0)
	}
	return t
}

func stripComments(s string) string {
	if !strings.Contains(s, "(") {
		return s
	}
	var b strings.Builder
	depth := 0
	for _, r := range s {
		switch {
		case r == '(':
			depth++
		case r == ')' && depth > 0:
			depth--
		case depth == 0:
			b.WriteRune(r)
		}
	}
	return b.String()
}

func digits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// atoi reads up to nine digits.
func atoi(s string) int {
	n, _ := strconv.Atoi(cut(s, 9))
	return n
}
