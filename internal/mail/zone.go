package mail

import (
	"sort"
	"strconv"
	"strings"
	"time"
	_ "time/tzdata" // zones by name mean the same on every machine
)

// inZone takes a time of day to an instant by the name of its zone: an IANA
// name, also with a vendor's path before it; a zone that the calendar itself
// describes; a name of Windows.
func (c *calendar) inZone(t time.Time, name string) (at time.Time, zone string, ok bool) {
	if name == "" {
		return t, "", false
	}
	if loc, iana := location(name); loc != nil {
		return inLocation(t, loc), iana, true
	}
	if z := c.zones[name]; z != nil {
		if offset, ok := z.offset(t); ok {
			return inLocation(t, time.FixedZone("", offset)), name, true
		}
	}
	if iana, ok := windowsZones[strings.ToLower(name)]; ok {
		if loc, _ := location(iana); loc != nil {
			return inLocation(t, loc), iana, true
		}
	}
	return t, "", false
}

func inLocation(t time.Time, loc *time.Location) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), 0, loc)
}

// location finds an IANA zone. Names like "/mozilla.org/20050126_1/Europe/Berlin"
// carry one at their end.
func location(name string) (*time.Location, string) {
	switch strings.ToUpper(name) {
	case "UTC", "GMT", "Z", "ETC/UTC", "ETC/GMT", "GREENWICH":
		return time.UTC, ""
	case "LOCAL":
		return nil, ""
	}
	parts := strings.Split(strings.Trim(name, "/"), "/")
	for n := min(3, len(parts)); n >= 1; n-- {
		iana := strings.Join(parts[len(parts)-n:], "/")
		if n == 1 && len(parts) == 1 && !shortZones[iana] {
			break
		}
		if loc, err := time.LoadLocation(iana); err == nil && iana != "" {
			return loc, iana
		}
	}
	return nil, ""
}

// shortZones are the IANA names without a slash that senders use. Others, as
// EST, mean different things to different programs.
var shortZones = map[string]bool{"CET": true, "MET": true, "EET": true, "WET": true, "Israel": true, "Japan": true, "Singapore": true, "Turkey": true, "Poland": true, "Portugal": true, "PST8PDT": true, "MST7MDT": true, "CST6CDT": true, "EST5EDT": true}

// ownZone is a VTIMEZONE: the rules by which the organiser's zone changes.
type ownZone struct {
	name  string
	rules []zoneRule
}

// zoneRule is one STANDARD or DAYLIGHT: from an onset on, an offset holds.
type zoneRule struct {
	start  time.Time // first onset, local time
	offset int       // seconds east of UTC from then on
	known  bool
	yearly bool
	month  time.Month
	day    int // of the month, or with weekday which one: 1 first, -1 last
	week   time.Weekday
	byDay  bool
	until  time.Time
}

const maxZoneRules = 100

func (z *ownZone) open() {
	if len(z.rules) < maxZoneRules {
		z.rules = append(z.rules, zoneRule{})
	}
}

func (z *ownZone) set(top string, p property) {
	if z == nil {
		return
	}
	if top == "VTIMEZONE" {
		if p.name == "TZID" {
			z.name = oneLine(p.value, 100)
		}
		return
	}
	if len(z.rules) == 0 {
		return
	}
	r := &z.rules[len(z.rules)-1]
	switch p.name {
	case "DTSTART":
		r.start, _ = time.Parse("20060102T150405", strings.TrimSuffix(strings.TrimSpace(p.value), "Z"))
	case "TZOFFSETTO":
		r.offset, r.known = utcOffset(strings.TrimSpace(p.value))
	case "RRULE":
		r.repeat(cut(p.value, 300))
	}
}

// repeat reads FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU, the only form in use here.
func (r *zoneRule) repeat(rule string) {
	r.month, r.day = r.start.Month(), r.start.Day()
	for part := range strings.SplitSeq(strings.ToUpper(rule), ";") {
		key, v, _ := strings.Cut(part, "=")
		switch key {
		case "FREQ":
			r.yearly = v == "YEARLY"
		case "BYMONTH":
			if n := atoi(v); n >= 1 && n <= 12 {
				r.month = time.Month(n)
			}
		case "BYMONTHDAY":
			r.day, _ = strconv.Atoi(v)
		case "BYDAY":
			if i := strings.Index("SUMOTUWETHFRSA", v[max(0, len(v)-2):]); i >= 0 && i%2 == 0 && len(v) > 2 {
				r.week, r.byDay = time.Weekday(i/2), true
				r.day, _ = strconv.Atoi(v[:len(v)-2])
			}
		case "UNTIL":
			r.until, _ = time.Parse("20060102", cut(v, 8))
		}
	}
}

// onset is the last moment, in local time, at or before t from which the rule
// holds; false where it does not hold yet.
func (r zoneRule) onset(t time.Time) (time.Time, bool) {
	if !r.known || t.Before(r.start) {
		return time.Time{}, false
	}
	if !r.yearly {
		return r.start, true
	}
	last := t
	if !r.until.IsZero() && last.After(r.until) {
		last = r.until
	}
	for year := last.Year(); year >= last.Year()-1 && year >= r.start.Year(); year-- {
		if on := r.inYear(year); !on.After(last) {
			return on, true
		}
	}
	return r.start, true
}

func (r zoneRule) inYear(year int) time.Time {
	clock := time.Duration(r.start.Hour())*time.Hour + time.Duration(r.start.Minute())*time.Minute
	if !r.byDay {
		return time.Date(year, r.month, r.day, 0, 0, 0, 0, time.UTC).Add(clock)
	}
	if r.day < 0 {
		last := time.Date(year, r.month+1, 0, 0, 0, 0, 0, time.UTC)
		back := (int(last.Weekday()) - int(r.week) + 7) % 7
		return last.AddDate(0, 0, -back+7*(max(r.day, -5)+1)).Add(clock)
	}
	first := time.Date(year, r.month, 1, 0, 0, 0, 0, time.UTC)
	ahead := (int(r.week) - int(first.Weekday()) + 7) % 7
	return first.AddDate(0, 0, ahead+7*(min(max(r.day, 1), 5)-1)).Add(clock)
}

// offset is what holds at a local time: that of the rule with the latest
// onset; before all of them that of the earliest.
func (z *ownZone) offset(t time.Time) (seconds int, ok bool) {
	var at time.Time
	for _, r := range z.rules {
		if on, holds := r.onset(t); holds && (!ok || on.After(at)) {
			seconds, at, ok = r.offset, on, true
		}
	}
	if !ok {
		known := make([]zoneRule, 0, len(z.rules))
		for _, r := range z.rules {
			if r.known {
				known = append(known, r)
			}
		}
		sort.Slice(known, func(i, j int) bool { return known[i].start.Before(known[j].start) })
		if len(known) > 0 {
			return known[0].offset, true
		}
	}
	return seconds, ok
}

// utcOffset reads +0530, -080000.
func utcOffset(s string) (seconds int, ok bool) {
	if len(s) < 5 || s[0] != '+' && s[0] != '-' || !digits(s[1:5]) {
		return 0, false
	}
	h, m := atoi(s[1:3]), atoi(s[3:5])
	if h > 15 || m > 59 {
		return 0, false
	}
	seconds = h*3600 + m*60
	if s[0] == '-' {
		seconds = -seconds
	}
	return seconds, true
}

// windowsZones maps Microsoft's zone names, in lower case, to IANA's. Source:
// the table windowsZones of Unicode CLDR, territory 001.
var windowsZones = map[string]string{
	"dateline standard time": "Etc/GMT+12", "utc-11": "Etc/GMT+11", "aleutian standard time": "America/Adak", "hawaiian standard time": "Pacific/Honolulu",
	"marquesas standard time": "Pacific/Marquesas", "alaskan standard time": "America/Anchorage", "utc-09": "Etc/GMT+9", "pacific standard time (mexico)": "America/Tijuana",
	"utc-08": "Etc/GMT+8", "pacific standard time": "America/Los_Angeles", "us mountain standard time": "America/Phoenix", "mountain standard time (mexico)": "America/Mazatlan",
	"mountain standard time": "America/Denver", "yukon standard time": "America/Whitehorse", "central america standard time": "America/Guatemala", "central standard time": "America/Chicago",
	"easter island standard time": "Pacific/Easter", "central standard time (mexico)": "America/Mexico_City", "canada central standard time": "America/Regina",
	"sa pacific standard time": "America/Bogota", "eastern standard time (mexico)": "America/Cancun", "eastern standard time": "America/New_York", "haiti standard time": "America/Port-au-Prince",
	"cuba standard time": "America/Havana", "us eastern standard time": "America/Indiana/Indianapolis", "turks and caicos standard time": "America/Grand_Turk",
	"paraguay standard time": "America/Asuncion", "atlantic standard time": "America/Halifax", "venezuela standard time": "America/Caracas", "central brazilian standard time": "America/Cuiaba",
	"sa western standard time": "America/La_Paz", "pacific sa standard time": "America/Santiago", "newfoundland standard time": "America/St_Johns", "tocantins standard time": "America/Araguaina",
	"e. south america standard time": "America/Sao_Paulo", "sa eastern standard time": "America/Cayenne", "argentina standard time": "America/Argentina/Buenos_Aires",
	"greenland standard time": "America/Nuuk", "montevideo standard time": "America/Montevideo", "magallanes standard time": "America/Punta_Arenas", "saint pierre standard time": "America/Miquelon",
	"bahia standard time": "America/Bahia", "utc-02": "Etc/GMT+2", "azores standard time": "Atlantic/Azores", "cape verde standard time": "Atlantic/Cape_Verde", "utc": "Etc/UTC",
	"gmt standard time": "Europe/London", "greenwich standard time": "Atlantic/Reykjavik", "sao tome standard time": "Africa/Sao_Tome", "morocco standard time": "Africa/Casablanca",
	"w. europe standard time": "Europe/Berlin", "central europe standard time": "Europe/Budapest", "romance standard time": "Europe/Paris", "central european standard time": "Europe/Warsaw",
	"w. central africa standard time": "Africa/Lagos", "jordan standard time": "Asia/Amman", "gtb standard time": "Europe/Bucharest", "middle east standard time": "Asia/Beirut",
	"egypt standard time": "Africa/Cairo", "e. europe standard time": "Europe/Chisinau", "syria standard time": "Asia/Damascus", "west bank standard time": "Asia/Hebron",
	"south africa standard time": "Africa/Johannesburg", "fle standard time": "Europe/Kiev", "israel standard time": "Asia/Jerusalem", "south sudan standard time": "Africa/Juba",
	"kaliningrad standard time": "Europe/Kaliningrad", "sudan standard time": "Africa/Khartoum", "libya standard time": "Africa/Tripoli", "namibia standard time": "Africa/Windhoek",
	"arabic standard time": "Asia/Baghdad", "turkey standard time": "Europe/Istanbul", "arab standard time": "Asia/Riyadh", "belarus standard time": "Europe/Minsk",
	"russian standard time": "Europe/Moscow", "e. africa standard time": "Africa/Nairobi", "volgograd standard time": "Europe/Volgograd", "iran standard time": "Asia/Tehran",
	"arabian standard time": "Asia/Dubai", "astrakhan standard time": "Europe/Astrakhan", "azerbaijan standard time": "Asia/Baku", "russia time zone 3": "Europe/Samara",
	"mauritius standard time": "Indian/Mauritius", "saratov standard time": "Europe/Saratov", "georgian standard time": "Asia/Tbilisi", "caucasus standard time": "Asia/Yerevan",
	"afghanistan standard time": "Asia/Kabul", "west asia standard time": "Asia/Tashkent", "qyzylorda standard time": "Asia/Qyzylorda", "ekaterinburg standard time": "Asia/Yekaterinburg",
	"pakistan standard time": "Asia/Karachi", "india standard time": "Asia/Kolkata", "sri lanka standard time": "Asia/Colombo", "nepal standard time": "Asia/Kathmandu",
	"central asia standard time": "Asia/Bishkek", "bangladesh standard time": "Asia/Dhaka", "omsk standard time": "Asia/Omsk", "myanmar standard time": "Asia/Yangon",
	"se asia standard time": "Asia/Bangkok", "altai standard time": "Asia/Barnaul", "w. mongolia standard time": "Asia/Hovd", "north asia standard time": "Asia/Krasnoyarsk",
	"n. central asia standard time": "Asia/Novosibirsk", "tomsk standard time": "Asia/Tomsk", "china standard time": "Asia/Shanghai", "north asia east standard time": "Asia/Irkutsk",
	"singapore standard time": "Asia/Singapore", "w. australia standard time": "Australia/Perth", "taipei standard time": "Asia/Taipei", "ulaanbaatar standard time": "Asia/Ulaanbaatar",
	"aus central w. standard time": "Australia/Eucla", "transbaikal standard time": "Asia/Chita", "tokyo standard time": "Asia/Tokyo", "north korea standard time": "Asia/Pyongyang",
	"korea standard time": "Asia/Seoul", "yakutsk standard time": "Asia/Yakutsk", "cen. australia standard time": "Australia/Adelaide", "aus central standard time": "Australia/Darwin",
	"e. australia standard time": "Australia/Brisbane", "aus eastern standard time": "Australia/Sydney", "west pacific standard time": "Pacific/Port_Moresby", "tasmania standard time": "Australia/Hobart",
	"vladivostok standard time": "Asia/Vladivostok", "lord howe standard time": "Australia/Lord_Howe", "bougainville standard time": "Pacific/Bougainville",
	"russia time zone 10": "Asia/Srednekolymsk", "magadan standard time": "Asia/Magadan", "norfolk standard time": "Pacific/Norfolk", "sakhalin standard time": "Asia/Sakhalin",
	"central pacific standard time": "Pacific/Guadalcanal", "russia time zone 11": "Asia/Kamchatka", "new zealand standard time": "Pacific/Auckland", "utc+12": "Etc/GMT-12",
	"fiji standard time": "Pacific/Fiji", "chatham islands standard time": "Pacific/Chatham", "utc+13": "Etc/GMT-13", "tonga standard time": "Pacific/Tongatapu",
	"samoa standard time": "Pacific/Apia", "line islands standard time": "Pacific/Kiritimati",
}
