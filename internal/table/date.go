package table

import (
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"debrief/internal/track"
)

// Date formats that a Mapping may name, in plain letters.
const (
	FormatISO        = "yyyy-mm-dd" // also with a time and a zone behind it
	FormatDayFirst   = "dd/mm/yyyy" // also with dots and dashes, and years of two digits
	FormatMonthFirst = "mm/dd/yyyy"
	FormatNamed      = "d month yyyy" // 8 Jul 2024, Jul 8, 2024, 8 juillet 2024
	FormatMonth      = "month yyyy"   // Jul 2024, 07/2024, 2024-07: only the month is known
)

// DateFormats lists the formats in the order in which a page offers them.
var DateFormats = []string{FormatISO, FormatDayFirst, FormatMonthFirst, FormatNamed, FormatMonth}

// layouts are the formats in the letters of package time, after the separators
// have been made slashes and the months English and short.
var layouts = map[string][]string{
	FormatISO:        {"2006/1/2"},
	FormatDayFirst:   {"2/1/2006", "2/1/06"},
	FormatMonthFirst: {"1/2/2006", "1/2/06"},
	FormatNamed:      {"2/Jan/2006", "2/Jan/06", "Jan/2/2006", "2006/Jan/2"},
	FormatMonth:      {"2006/1", "1/2006", "Jan/2006", "2006/Jan"},
}

// clock is a time at the end of a cell, with what may follow it.
var clock = regexp.MustCompile(`^(.*?\d)(?:[,T]\s*|\s+(?:at |à |um )?)(\d{1,2})[:hH.](\d{2})(?::\d{2}(?:[.,]\d+)?)?\s*([AaPp]\.?[Mm]\.?)?\s*(?:Z|UTC|GMT|Uhr|[+-]\d{2}:?\d{2})?$`)

// weekday is a day of the week before a date, in the languages of months.
var weekday = regexp.MustCompile(`(?i)^(?:mon|tue|wed|thu|fri|sat|sun|lun|mar|mer|jeu|ven|sam|dim|mo|di|mi|do|fr|sa|so)[a-zé]*[.,]*\s+(\S.*)$`)

// ordinal is the ending of a day number.
var ordinal = regexp.MustCompile(`(?i)\b(\d{1,2})(?:st|nd|rd|th|er)\b`)

// separators are what stands between the parts of a date.
var separators = regexp.MustCompile(`[\s,./-]+`)

// monthNames are the months in English, French and German. Three letters or
// more of one name stand for it, where they fit one month only ("jui" does not).
var monthNames = [12][]string{
	{"january", "janvier", "januar", "jänner"}, {"february", "février", "fevrier", "februar"}, {"march", "mars", "märz", "maerz"},
	{"april", "avril"}, {"may", "mai"}, {"june", "juin", "juni"}, {"july", "juillet", "juli"}, {"august", "août", "aout"},
	{"september", "septembre"}, {"october", "octobre", "oktober"}, {"november", "novembre"}, {"december", "décembre", "decembre", "dezember"},
}

// Years that a sheet of applications can mean; others are typing slips that no
// format explains.
const firstYear, lastYear = 1970, 2099

const longestDate = 64 // bytes

// parseDate reads one cell. A time at midnight counts as none: it is how
// programs write a day. ok is false where no format fits.
func parseDate(cell string, formats []string) (day track.Day, at string, ok bool) {
	if cell = tidy(cell); len(cell) > longestDate || !strings.ContainsAny(cell, "0123456789") {
		return "", "", false
	}
	if m := clock.FindStringSubmatch(cell); m != nil {
		if at, ok = clockTime(m[2], m[3], m[4]); !ok {
			return "", "", false
		}
		cell = m[1]
	}
	cell = normalDate(cell)
	for _, f := range formats {
		for _, layout := range layouts[f] {
			t, err := time.Parse(layout, cell)
			if err != nil || t.Year() < firstYear || t.Year() > lastYear {
				continue
			}
			if f == FormatMonth {
				return track.Day(t.Format("2006-01")), "", true
			}
			return track.Day(t.Format(time.DateOnly)), at, true
		}
	}
	return "", "", false
}

func clockTime(hour, minute, half string) (string, bool) {
	layout, s := "15:4", hour+":"+minute
	if half != "" {
		layout, s = "3:4PM", s+strings.ToUpper(half[:1])+"M"
	}
	t, err := time.Parse(layout, s)
	if err != nil {
		return "", false
	}
	if s := t.Format("15:04"); s != "00:00" {
		return s, true
	}
	return "", true
}

// normalDate brings separators and month names to the form of layouts.
func normalDate(s string) string {
	if m := weekday.FindStringSubmatch(s); m != nil && strings.ContainsAny(m[1], "0123456789") && !startsWithMonth(s) {
		s = m[1]
	}
	s = ordinal.ReplaceAllString(strings.TrimSpace(s), "$1")
	parts := separators.Split(strings.Trim(s, " .,"), -1)
	for i, p := range parts {
		if short := monthName(p); short != "" {
			parts[i] = short
		}
	}
	return strings.Join(parts, "/")
}

func startsWithMonth(s string) bool { return monthName(separators.Split(s, 2)[0]) != "" }

// monthName is the short English name of the month a word stands for, or empty.
func monthName(word string) string {
	word = strings.ToLower(word)
	found := time.Month(0)
	for i, names := range monthNames {
		for _, name := range names {
			if utf8.RuneCountInString(word) < 3 || !strings.HasPrefix(name, word) || found == time.Month(i+1) {
				continue
			}
			if found != 0 {
				return ""
			}
			found = time.Month(i + 1)
		}
	}
	if found == 0 {
		return ""
	}
	return found.String()[:3]
}
