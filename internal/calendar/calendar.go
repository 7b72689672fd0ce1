// Package calendar writes days and hours as an iCalendar file (RFC 5545), for
// the calendar that a person uses already.
//
//	b, err := calendar.Write("Debrief", []calendar.Event{{UID: "1@debrief", Title: "Panel, Northmoor", Start: at, Minutes: 75, Stamp: now}})
//
// Hours are written in UTC, so that no zone has to be described and none can be
// wrong; days without an hour are whole days. Nothing in a file makes a calendar
// fetch, run or repeat anything: no alarm, no attachment, no rule.
package calendar

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	ics "github.com/arran4/golang-ical"

	"debrief/internal/fault"
	"debrief/internal/track"
)

// Event is one entry. With a Start it is an hour, otherwise the whole Day.
type Event struct {
	UID       string // the same for every version of one entry
	Title     string
	Where     string
	Text      string
	Start     track.Instant
	Minutes   int // 60 when 0
	Day       track.Day
	Stamp     track.Instant // when it was last changed
	Cancelled bool
}

// Bounds of what one file holds. Longer texts are cut at a whole character.
const (
	MaxEvents = 2000
	maxTitle  = 300
	maxText   = 4000
)

// Write gives the file. Kinds of error: TooLarge for more than MaxEvents,
// Invalid for an entry without a UID or without a day.
func Write(name string, events []Event) ([]byte, error) {
	if len(events) > MaxEvents {
		return nil, fault.New(fault.TooLarge, "calendar", "A calendar file takes up to %d entries.", MaxEvents)
	}
	cal := ics.NewCalendarFor("Debrief")
	cal.SetMethod(ics.MethodPublish)
	cal.SetXWRCalName(clean(name, maxTitle))
	for _, e := range events {
		if err := add(cal, e); err != nil {
			return nil, err
		}
	}
	return []byte(cal.Serialize(ics.WithNewLineWindows)), nil
}

func add(cal *ics.Calendar, e Event) error {
	uid := clean(e.UID, maxTitle)
	day := e.Day.Time()
	if uid == "" || !e.Start.Known() && (!e.Day.Known() || e.Day.MonthOnly()) {
		return fault.New(fault.Invalid, "calendar", "An entry of a calendar needs a name of its own and a day.")
	}
	v := cal.AddEvent(uid)
	v.SetDtStampTime(e.Stamp.Time())
	if e.Start.Known() {
		minutes := e.Minutes
		if minutes <= 0 {
			minutes = 60
		}
		v.SetStartAt(e.Start.Time())
		v.SetEndAt(e.Start.Time().Add(time.Duration(minutes) * time.Minute))
	} else {
		v.SetAllDayStartAt(day)
		v.SetAllDayEndAt(day.AddDate(0, 0, 1))
		v.SetTimeTransparency(ics.TransparencyTransparent)
	}
	v.SetSummary(clean(e.Title, maxTitle))
	if where := clean(e.Where, maxTitle); where != "" {
		v.SetLocation(where)
	}
	if text := clean(e.Text, maxText); text != "" {
		v.SetDescription(text)
	}
	if e.Cancelled {
		v.SetStatus(ics.ObjectStatusCancelled)
	}
	return nil
}

// clean keeps what may stand in a text of the format: lines end in \n, control
// characters and marks that turn the direction of writing are dropped.
func clean(s string, limit int) string {
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(strings.ToValidUTF8(s, ""))
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return r
		case r == '\t':
			return ' '
		case unicode.IsControl(r), r == '\u2028', r == '\u2029', r >= '\u202a' && r <= '\u202e', r >= '\u2066' && r <= '\u2069':
			return -1
		}
		return r
	}, s)
	for len(s) > limit {
		_, n := utf8.DecodeLastRuneInString(s[:limit])
		s = strings.ToValidUTF8(s[:limit], "")
		if n == 0 {
			break
		}
	}
	return strings.TrimSpace(s)
}
