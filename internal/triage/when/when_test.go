package when

import (
	"testing"
	"time"
)

func at(s string) time.Time {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		panic(err)
	}
	return t
}

func TestFind(t *testing.T) {
	// Monday, 2 March 2026, in London
	sent := at("2026-03-02T10:00:00Z")
	for _, c := range []struct{ text, want, end string }{
		{"Thursday, March 5, 2026\n3:00 PM - 3:45 PM (GMT)", "2026-03-05T15:00:00Z", "2026-03-05T15:45:00Z"},
		{"on Thursday 30 April at 9.00am at the school", "2026-04-30T08:00:00Z", ""},
		{"Could we move it to Thursday 14 May at 11:00 instead?", "2026-05-14T10:00:00Z", ""},
		{"tomorrow at 2pm ET", "2026-03-03T19:00:00Z", ""},
		{"Wednesday at 14:30 CET", "2026-03-04T13:30:00Z", ""},
		{"next Tuesday at 10", "2026-03-10T10:00:00Z", ""},
		{"March 19th, 10-11am PT", "2026-03-19T17:00:00Z", "2026-03-19T18:00:00Z"},
		{"am Donnerstag, den 5. März 2026, um 14 Uhr", "2026-03-05T14:00:00Z", ""},
		{"am 05.03.2026 um 14:30 Uhr", "2026-03-05T14:30:00Z", ""},
		{"Dienstag, 10.03. von 9:00 bis 10:00 Uhr", "2026-03-10T09:00:00Z", "2026-03-10T10:00:00Z"},
		{"le jeudi 5 mars 2026 à 14h30", "2026-03-05T14:30:00Z", ""},
		{"el jueves 5 de marzo de 2026 a las 16:00", "2026-03-05T16:00:00Z", ""},
		{"giovedì 5 marzo alle ore 15:00", "2026-03-05T15:00:00Z", ""},
		{"quinta-feira, 5 de março, às 15h", "2026-03-05T15:00:00Z", ""},
		{"donderdag 5 maart om 15.00 uur", "2026-03-05T15:00:00Z", ""},
		{"2026-03-05 16:00 UTC+2", "2026-03-05T14:00:00Z", ""},
		{"When: Tue Mar 10, 2026 2pm – 3pm (Eastern Time)", "2026-03-10T18:00:00Z", "2026-03-10T19:00:00Z"},
		{"3/12/2026 at 1:30 p.m.", "2026-12-03T13:30:00Z", ""},
		{"Friday at noon", "2026-03-06T12:00:00Z", ""},
	} {
		list := Find(c.text, Base{Sent: sent})
		if len(list) == 0 {
			t.Errorf("%q: nothing found", c.text)
			continue
		}
		if !list[0].Start.Equal(at(c.want)) {
			t.Errorf("%q: %v, want %s", c.text, list[0].Start.UTC(), c.want)
		}
		if c.end != "" && !list[0].End.Equal(at(c.end)) {
			t.Errorf("%q: until %v, want %s", c.text, list[0].End.UTC(), c.end)
		}
	}
}

func TestFind_americansWriteTheMonthFirst(t *testing.T) {
	list := Find("3/12/2026 at 1:30 PM", Base{Sent: at("2026-03-02T10:00:00Z"), Offset: -300, Month1: true})
	if len(list) != 1 || !list[0].Start.Equal(at("2026-03-12T17:30:00Z")) || list[0].Zone {
		t.Errorf("%+v", list)
	}
}

func TestFind_theOldTimeIsMarked(t *testing.T) {
	list := Find("We have to move it from Tuesday at 3pm to Thursday at 4pm.", Base{Sent: at("2026-03-02T10:00:00Z")})
	if len(list) != 2 || !list[0].Old || list[1].Old {
		t.Errorf("%+v", list)
	}
}

func TestFind_noTimeNoMoment(t *testing.T) {
	for _, text := range []string{"Please send it by Friday.", "We have 3 rounds and 2 interviewers.", "Call 555 1234 for 20% off", "Our office has 14 people in May", ""} {
		if list := Find(text, Base{Sent: at("2026-03-02T10:00:00Z")}); len(list) != 0 {
			t.Errorf("%q: %+v", text, list)
		}
	}
}

func TestMinutes(t *testing.T) {
	for text, want := range map[string]int{"a 45 minute call": 45, "one hour": 60, "1.5 hours long": 90, "half an hour": 30, "eine Stunde": 60, "30min": 30, "within 5 minutes": 0, "a 90-minute interview": 90, "thirty minutes": 30} {
		if got := Minutes(text); got != want {
			t.Errorf("%q: %d, want %d", text, got, want)
		}
	}
}

func FuzzFind(f *testing.F) {
	f.Add("Thursday, March 5 at 3:00 PM (GMT), 45 minutes", int64(1772445600), 60)
	f.Add("5.3. um 14h30 bis 15 Uhr", int64(0), -300)
	f.Fuzz(func(t *testing.T, text string, sent int64, offset int) {
		b := Base{Offset: offset % 900}
		if sent != 0 {
			b.Sent = time.Unix(sent%4e9, 0)
		}
		for _, m := range Find(text, b) {
			if m.From < 0 || m.To > len(text) || m.From > m.To {
				t.Fatalf("%+v of %d", m, len(text))
			}
		}
		Minutes(text)
	})
}
