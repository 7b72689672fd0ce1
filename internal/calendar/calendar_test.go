package calendar

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	ics "github.com/arran4/golang-ical"

	"debrief/internal/fault"
	"debrief/internal/track"
)

var start = track.InstantOf(time.Date(2026, 11, 26, 10, 30, 0, 0, time.UTC))

// read parses a file back with the other half of the library.
func read(t *testing.T, b []byte) []*ics.VEvent {
	t.Helper()
	cal, err := ics.ParseCalendar(bytes.NewReader(b))
	if err != nil {
		t.Fatalf("%v in\n%s", err, b)
	}
	return cal.Events()
}

func text(v *ics.VEvent, p ics.ComponentProperty) string {
	x := v.GetProperty(p)
	if x == nil {
		return ""
	}
	return x.Value // read back as text
}

func TestWrite_saysTheHourInUTC(t *testing.T) {
	b, err := Write("Debrief", []Event{{UID: "1@debrief", Title: "Panel, Northmoor", Where: "video", Text: "Bring paper.", Start: start, Minutes: 75, Stamp: start}, {UID: "2@debrief", Title: "Answer by", Day: "2026-12-04", Stamp: start}})
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"DTSTART:20261126T103000Z\r\n", "DTEND:20261126T114500Z\r\n", "DTSTAMP:20261126T103000Z\r\n", "SUMMARY:Panel\\, Northmoor\r\n", "DTSTART;VALUE=DATE:20261204\r\n", "DTEND;VALUE=DATE:20261205\r\n"} {
		if !strings.Contains(string(b), want) {
			t.Errorf("no %q in\n%s", want, b)
		}
	}
	if strings.Contains(strings.ReplaceAll(string(b), "\r\n", ""), "\n") {
		t.Error("a line ends in a bare LF")
	}
	list := read(t, b)
	if len(list) != 2 {
		t.Fatalf("%d entries", len(list))
	}
	if at, err := list[0].GetStartAt(); err != nil || !at.Equal(start.Time()) {
		t.Errorf("start %v %v", at, err)
	}
}

func TestWrite_refuses(t *testing.T) {
	for name, list := range map[string][]Event{"no name": {{Title: "x", Start: start}}, "no day": {{UID: "1", Title: "x"}}, "month": {{UID: "1", Day: "2026-11"}}} {
		if _, err := Write("x", list); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := Write("x", make([]Event, MaxEvents+1)); fault.KindOf(err) != fault.TooLarge {
		t.Error(err)
	}
}

// S18: whatever stands in a title, one entry comes back with the same text and
// nothing else, and no line is longer than 75 octets or cuts a character.
func TestWrite_holdsHostileTexts(t *testing.T) {
	pieces := []string{"\r\n", "\n", "\r", ";", ",", "\\", "\\n", ":", "\"", "BEGIN:VEVENT", "END:VEVENT", "END:VCALENDAR", "ATTACH:http://evil.invalid/", "X-A=b:", " ", "é", "🙂", "日本", "\x00", "\x1b", "\u2028", "\u202e", "\xff", "a", strings.Repeat("é", 250)}
	rnd := rand.New(rand.NewPCG(1, 2))
	for n := range 3000 {
		var title, note strings.Builder
		for range rnd.IntN(9) {
			title.WriteString(pieces[rnd.IntN(len(pieces))])
			note.WriteString(pieces[rnd.IntN(len(pieces))])
		}
		e := Event{UID: fmt.Sprintf("%d@debrief", n), Title: "x" + title.String(), Text: note.String(), Where: title.String(), Start: start, Stamp: start}
		b, err := Write(note.String(), []Event{e})
		if err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(strings.TrimSuffix(string(b), "\r\n"), "\r\n")
		names := map[string]int{}
		for _, l := range lines {
			if len(l) > 75 || !utf8.ValidString(l) || strings.ContainsAny(l, "\r\n\x00") {
				t.Fatalf("line of %d octets: %q", len(l), l)
			}
			if l[0] != ' ' {
				key, _, _ := strings.Cut(l, ":")
				key, _, _ = strings.Cut(key, ";")
				names[key]++
			}
		}
		if names["BEGIN"] != 2 || names["END"] != 2 || names["ATTACH"] != 0 || names["UID"] != 1 || names["SUMMARY"] != 1 {
			t.Fatalf("%v in\n%s", names, b)
		}
		for key := range names {
			if !strings.Contains(" BEGIN END VERSION PRODID METHOD NAME X-WR-CALNAME UID DTSTAMP DTSTART DTEND SUMMARY LOCATION DESCRIPTION ", " "+key+" ") {
				t.Fatalf("a property %q came in:\n%s", key, b)
			}
		}
		list := read(t, b)
		if len(list) != 1 || text(list[0], ics.ComponentPropertySummary) != clean(e.Title, maxTitle) || text(list[0], ics.ComponentPropertyDescription) != clean(e.Text, maxText) {
			t.Fatalf("%q came back as %q, %q as %q", clean(e.Title, maxTitle), text(list[0], ics.ComponentPropertySummary), clean(e.Text, maxText), text(list[0], ics.ComponentPropertyDescription))
		}
	}
}
