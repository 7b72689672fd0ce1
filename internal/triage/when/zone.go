package when

import (
	"strings"
	"time"
)

// zone is how far a place's clock stands from UTC, in minutes, and by which
// rule it changes in summer.
type zone struct {
	offset int
	summer rule
}

type rule uint8

const (
	fixed  rule = iota
	europe      // last Sunday of March to last Sunday of October, 01:00 UTC
	america
	australia
	newZealand
)

// zones by the words that name them, folded. Abbreviations that several places
// use (IST, CST) are read in the sense most mails about jobs have; a plain
// "ET" follows the season, "EST" does too, since people write it all year.
var zones = map[string]zone{
	"utc": {0, fixed}, "gmt": {0, fixed}, "z": {0, fixed}, "wet": {0, europe}, "west": {60, fixed}, "bst": {60, fixed},
	"uk time": {0, europe}, "london time": {0, europe}, "british time": {0, europe}, "irish time": {0, europe}, "dublin time": {0, europe}, "lisbon time": {0, europe},
	"cet": {60, europe}, "cest": {120, fixed}, "mez": {60, europe}, "mesz": {120, fixed}, "berlin time": {60, europe}, "paris time": {60, europe}, "amsterdam time": {60, europe}, "madrid time": {60, europe}, "central european time": {60, europe}, "cet/cest": {60, europe},
	"eet": {120, europe}, "eest": {180, fixed}, "msk": {180, fixed}, "trt": {180, fixed},
	"et": {-300, america}, "est": {-300, america}, "edt": {-240, fixed}, "eastern": {-300, america}, "eastern time": {-300, america}, "new york time": {-300, america}, "toronto time": {-300, america},
	"ct": {-360, america}, "cst": {-360, america}, "cdt": {-300, fixed}, "central": {-360, america}, "central time": {-360, america}, "chicago time": {-360, america},
	"mt": {-420, america}, "mst": {-420, america}, "mdt": {-360, fixed}, "mountain": {-420, america}, "mountain time": {-420, america},
	"pt": {-480, america}, "pst": {-480, america}, "pdt": {-420, fixed}, "pacific": {-480, america}, "pacific time": {-480, america}, "san francisco time": {-480, america},
	"akst": {-540, america}, "hst": {-600, fixed}, "brt": {-180, fixed}, "art": {-180, fixed}, "sao paulo time": {-180, fixed},
	"ist": {330, fixed}, "india time": {330, fixed}, "pkt": {300, fixed}, "gst": {240, fixed}, "sgt": {480, fixed}, "hkt": {480, fixed}, "singapore time": {480, fixed}, "jst": {540, fixed}, "kst": {540, fixed},
	"awst": {480, fixed}, "aest": {600, australia}, "aedt": {660, fixed}, "sydney time": {600, australia}, "melbourne time": {600, australia}, "nzst": {720, newZealand}, "nzdt": {780, fixed}, "auckland time": {720, newZealand}, "sast": {120, fixed}, "wat": {60, fixed}, "eat": {180, fixed},
}

// at is the offset in minutes on a day.
func (z zone) at(day time.Time) int {
	var from, to time.Time
	y := day.Year()
	switch z.summer {
	case europe:
		from, to = sunday(y, time.March, -1), sunday(y, time.October, -1)
	case america:
		from, to = sunday(y, time.March, 2), sunday(y, time.November, 1)
	case australia:
		if to, from = sunday(y, time.April, 1), sunday(y, time.October, 1); day.Before(to) || !day.Before(from) {
			return z.offset + 60
		}
		return z.offset
	case newZealand:
		if to, from = sunday(y, time.April, 1), sunday(y, time.September, -1); day.Before(to) || !day.Before(from) {
			return z.offset + 60
		}
		return z.offset
	default:
		return z.offset
	}
	if !day.Before(from) && day.Before(to) {
		return z.offset + 60
	}
	return z.offset
}

// sunday is the n-th Sunday of a month; -1 is the last.
func sunday(y int, m time.Month, n int) time.Time {
	if n < 0 {
		last := time.Date(y, m+1, 0, 0, 0, 0, 0, time.UTC)
		return last.AddDate(0, 0, -int(last.Weekday()))
	}
	first := time.Date(y, m, 1, 0, 0, 0, 0, time.UTC)
	return first.AddDate(0, 0, (7-int(first.Weekday()))%7+7*(n-1))
}

// zoneAt reads a zone at the start of s, which is what follows a time:
// "(GMT)", " ET", " Eastern Time", " UTC+2", " +01:00", " (London time)".
func zoneAt(s string) (z zone, n int, ok bool) {
	i := 0
	for i < len(s) && i < 4 && (s[i] == ' ' || s[i] == '(' || s[i] == ',' || s[i] == '[') {
		i++
	}
	rest := s[i:]
	if m := len(rest); m > 40 {
		rest = rest[:40]
	}
	words := strings.FieldsFunc(rest, func(c rune) bool {
		return !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '+' || c == '-' || c == ':' || c >= '0' && c <= '9' || c == '/')
	})
	if len(words) == 0 || !strings.HasPrefix(rest, words[0]) {
		return zone{}, 0, false
	}
	if z, ok := offsetWord(words); ok {
		return z, i + len(words[0]), true
	}
	for k := min(3, len(words)); k >= 1; k-- {
		name := strings.ToLower(strings.Join(words[:k], " "))
		if z, ok := zones[name]; ok && (k > 1 || upperOrLong(words[0])) {
			return z, i + strings.Index(rest, words[k-1]) + len(words[k-1]), true
		}
	}
	return zone{}, 0, false
}

// upperOrLong keeps "et", "art" and "ct" in small letters from being zones.
func upperOrLong(w string) bool {
	return strings.ToUpper(w) == w || len(w) >= 7
}

// offsetWord reads UTC+2, GMT-05:00, +01:00.
func offsetWord(words []string) (zone, bool) {
	w := strings.ToUpper(words[0])
	named := strings.HasPrefix(w, "UTC") || strings.HasPrefix(w, "GMT")
	w = strings.TrimPrefix(strings.TrimPrefix(w, "UTC"), "GMT")
	if w == "" && named && len(words) > 1 && len(words[1]) > 1 && (words[1][0] == '+' || words[1][0] == '-') {
		w = words[1]
	}
	if len(w) < 2 || w[0] != '+' && w[0] != '-' || !named && len(w) < 5 {
		return zone{}, false
	}
	h, m, _ := strings.Cut(w[1:], ":")
	if m == "" && len(h) == 4 {
		h, m = h[:2], h[2:]
	}
	hours, ok1 := number(h)
	minutes, ok2 := number(m)
	if !ok1 || hours > 14 || m != "" && !ok2 || minutes > 59 {
		return zone{}, false
	}
	off := hours*60 + minutes
	if w[0] == '-' {
		off = -off
	}
	return zone{off, fixed}, true
}

func number(s string) (n int, ok bool) {
	for _, c := range s {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + int(c-'0')
	}
	return n, s != "" && len(s) <= 4
}
