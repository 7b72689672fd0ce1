package mail

import (
	"net/mail"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestParseDate_formsOfMailsAndPrograms(t *testing.T) {
	zurich := time.FixedZone("", 3600)
	for s, want := range map[string]string{
		"Tue, 24 Nov 2026 10:31:05 +0100":           "2026-11-24T10:31:05+01:00",
		"24 Nov 2026 10:31 GMT":                     "2026-11-24T10:31:00Z",
		"Tue, 24 Nov 26 10:31:05 EST":               "2026-11-24T10:31:05-05:00",
		"Tue Nov 24 10:31:05 2026":                  "2026-11-24T10:31:05+01:00",
		"Tue, 24 Nov 2026 10:31:05 +0530 (IST)":     "2026-11-24T10:31:05+05:30",
		"Tue, 24 Nov 2026 1:5:3 +0100":              "2026-11-24T01:05:03+01:00",
		"Mon, 04 Feb 0102 16:27:08 -0900":           "2002-02-04T16:27:08-09:00",
		"2026-11-24T10:31:05Z":                      "2026-11-24T10:31:05Z",
		"2026-11-24T10:31:05.250+02:00":             "2026-11-24T10:31:05+02:00",
		"2026-11-24 10:31":                          "2026-11-24T10:31:00+01:00",
		"2026-11-24":                                "2026-11-24T00:00:00+01:00",
		"Tue, Nov 24, 2026 at 10:31 AM":             "2026-11-24T10:31:00+01:00",
		"Tue, Nov 24, 2026, 12:05 AM (2 hours ago)": "2026-11-24T00:05:00+01:00",
		"Tuesday, November 24, 2026 5:31 PM":        "2026-11-24T17:31:00+01:00",
		"Tuesday, 24 November 2026 at 17:31":        "2026-11-24T17:31:00+01:00",
		"24th November 2026":                        "2026-11-24T00:00:00+01:00",
		"Tue 11/24/2026 5:31 PM":                    "2026-11-24T17:31:00+01:00",
		"Dienstag, 24. November 2026 10:31":         "2026-11-24T10:31:00+01:00",
		"Di., 24. Nov. 2026 um 10:31 Uhr":           "2026-11-24T10:31:00+01:00",
		"24.11.2026 10:31":                          "2026-11-24T10:31:00+01:00",
		"24.11.26, 10:31":                           "2026-11-24T10:31:00+01:00",
		"mar. 24 nov. 2026 à 10:31":                 "2026-11-24T10:31:00+01:00",
		"mardi 24 novembre 2026 10h31":              "2026-11-24T10:31:00+01:00",
		"1er décembre 2026":                         "2026-12-01T00:00:00+01:00",
		"El mar, 24 nov 2026 a las 10:31":           "2026-11-24T10:31:00+01:00",
		"24 de noviembre de 2026 17:31":             "2026-11-24T17:31:00+01:00",
		"24 nov 2026, 5:31 p. m.":                   "2026-11-24T17:31:00+01:00",
		"Il giorno mar 24 nov 2026 alle ore 10:31":  "2026-11-24T10:31:00+01:00",
		"terça-feira, 24 de novembro de 2026 10:31": "2026-11-24T10:31:00+01:00",
		"dinsdag 24 november 2026 10:31":            "2026-11-24T10:31:00+01:00",
		"den 24 november 2026 10:31":                "2026-11-24T10:31:00+01:00",
		"tir. 24. nov. 2026 kl. 10.31":              "2026-11-24T10:31:00+01:00",
		"wtorek, 24 listopada 2026 10:31":           "2026-11-24T10:31:00+01:00",
		"24-Nov-2026 10:31":                         "2026-11-24T10:31:00+01:00",
		"24/11/2026 10:31":                          "2026-11-24T10:31:00+01:00",
		"Sat, 31 Dec 2016 23:59:60 +0000":           "2016-12-31T23:59:59Z",
		"Fri, 07 Jun 2002 16:35:51 GMT+1":           "2002-06-07T16:35:51+01:00",
		"Tue, 24 Nov 2026 10:31:05 -0000":           "2026-11-24T10:31:05Z",
		"Tue, 24 Nov 2026 10:31:05 +9900":           "2026-11-24T10:31:05Z",
	} {
		d, ok := parseDate(s, zurich)
		if got := d.at.Format(time.RFC3339); !ok || got != want {
			t.Errorf("%q: %s %v, want %s", s, got, ok, want)
		}
	}
}

func TestParseDate_refusesWhatIsNoDate(t *testing.T) {
	for _, s := range []string{"", "tomorrow", "Tue", "10:31", "31 Feb 2026", "2026-13-01", "32 Nov 2026", "24 Nov 2026 25:00", "Room 12", "version 1.2.3", "2026", "(24 Nov 2026)", "24 Nov 99999"} {
		if d, ok := parseDate(s, nil); ok && d.hasYear {
			t.Errorf("%q was read as %v", s, d.at)
		}
	}
}

func TestParseDate_flagsWhatIsMissing(t *testing.T) {
	for s, want := range map[string]dated{
		"24 Nov 2026 10:31 -0000": {hasTime: true, hasYear: true},
		"24 Nov 2026 10:31":       {hasTime: true, hasYear: true},
		"24 Nov 2026 10:31 +0000": {hasTime: true, hasYear: true, hasZone: true},
		"24 Nov 2026":             {hasYear: true},
		"Nov 24, 10:31 AM":        {hasTime: true},
		"03/04/2026":              {hasYear: true, twoWays: true},
		"04/04/2026":              {hasYear: true},
		"03/14/2026":              {hasYear: true},
	} {
		d, ok := parseDate(s, nil)
		if d.at, d.zone = (time.Time{}), 0; !ok || d != want {
			t.Errorf("%q: %+v %v", s, d, ok)
		}
	}
}

func TestWithYear_isTheLastSuchDay(t *testing.T) {
	for s, want := range map[string]string{"24 Nov": "2026-11-24", "26 Nov": "2026-11-26", "28 Nov": "2025-11-28", "3 Jan": "2026-01-03", "24 Nov 2020": "2020-11-24"} {
		d, ok := parseDate(s, nil)
		if got := d.withYear(now).Format(time.DateOnly); !ok || got != want {
			t.Errorf("%q: %s, want %s", s, got, want)
		}
	}
}

// Whatever the standard library reads from its own printing is read alike.
func TestParseDate_agreesWithNetMail(t *testing.T) {
	layouts := []string{time.RFC1123Z, "2 Jan 2006 15:04:05 -0700", "Mon, 02 Jan 06 15:04 -0700", "Mon, 2 Jan 2006 15:04:05 -0700 (XYZ)"}
	rapid.Check(t, func(t *rapid.T) {
		zone := time.FixedZone("", 60*rapid.IntRange(-14*60, 14*60).Draw(t, "minutes"))
		at := time.Unix(rapid.Int64Range(631152000, 2493072000).Draw(t, "seconds"), 0).In(zone)
		s := at.Format(rapid.SampledFrom(layouts).Draw(t, "layout"))
		want, err := mail.ParseDate(s)
		if err != nil {
			t.Skip(err)
		}
		d, ok := parseDate(s, nil)
		_, off := want.Zone()
		if !ok || !d.at.Equal(want) || d.zone != off/60 {
			t.Fatalf("%q: %v, net/mail reads %v", s, d.at, want)
		}
	})
}
