package mail

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"
)

// A zone as Outlook describes it.
const outlookZone = `BEGIN:VTIMEZONE
TZID:Customized Time Zone
BEGIN:STANDARD
DTSTART:16010101T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE
`

func icsOf(lines ...string) string {
	return "BEGIN:VCALENDAR\nVERSION:2.0\nMETHOD:REQUEST\n" + outlookZone + "BEGIN:VEVENT\nUID:1@x\n" + strings.Join(lines, "\n") + "\nEND:VEVENT\nEND:VCALENDAR\n"
}

func invitesOf(t testing.TB, ics string, o Options) ([]Invite, []string) {
	t.Helper()
	var w warnings
	_, list := readCalendar([]byte(ics), o, &w)
	return list, w.list
}

func TestInvite_times(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, start, want, zone string }{
		{"UTC", "DTSTART:20261124T100000Z", "2026-11-24T10:00:00Z", ""},
		{"lower case", "dtstart:20261124t100000z", "2026-11-24T10:00:00Z", ""},
		{"IANA", "DTSTART;TZID=America/New_York:20261124T100000", "2026-11-24T15:00:00Z", "America/New_York"},
		{"IANA in summer", "DTSTART;TZID=America/New_York:20260724T100000", "2026-07-24T14:00:00Z", "America/New_York"},
		{"IANA with a path", "DTSTART;TZID=/freeassociation.sourceforge.net/Tzfile/Asia/Kolkata:20261124T100000", "2026-11-24T04:30:00Z", "Asia/Kolkata"},
		{"Windows", `DTSTART;TZID="Pacific Standard Time":20260724T100000`, "2026-07-24T17:00:00Z", "America/Los_Angeles"},
		{"described, winter", "DTSTART;TZID=Customized Time Zone:20261124T100000", "2026-11-24T09:00:00Z", "Customized Time Zone"},
		{"described, summer", "DTSTART;TZID=Customized Time Zone:20260724T100000", "2026-07-24T08:00:00Z", "Customized Time Zone"},
		{"described, the day it changes", "DTSTART;TZID=Customized Time Zone:20261025T100000", "2026-10-25T09:00:00Z", "Customized Time Zone"},
		{"described, the day before", "DTSTART;TZID=Customized Time Zone:20261024T100000", "2026-10-24T08:00:00Z", "Customized Time Zone"},
		{"described, January", "DTSTART;TZID=Customized Time Zone:20260124T100000", "2026-01-24T09:00:00Z", "Customized Time Zone"},
		{"no zone: the reader's", "DTSTART:20261124T100000", "2026-11-24T09:00:00Z", ""},
		{"unknown zone: the reader's", "DTSTART;TZID=Nowhere:20261124T100000", "2026-11-24T09:00:00Z", "Nowhere"},
		{"without seconds", "DTSTART:20261124T1000", "2026-11-24T09:00:00Z", ""},
		{"quote that never ends", `DTSTART;TZID="Europe/Berlin:20261124T100000`, "2026-11-24T09:00:00Z", "Europe/Berlin"},
		{"whole day", "DTSTART;VALUE=DATE:20261124", "2026-11-23T23:00:00Z", ""},
	} {
		list, warn := invitesOf(t, icsOf(c.start), Options{Zone: berlin})
		if len(list) != 1 {
			t.Errorf("%s: %d invitations", c.name, len(list))
			continue
		}
		i := list[0]
		if got := i.Start.Time().UTC().Format(time.RFC3339); got != c.want || i.ZoneName != c.zone {
			t.Errorf("%s: %s in %q, want %s in %q", c.name, got, i.ZoneName, c.want, c.zone)
		}
		if i.Floating != strings.Contains(c.name, "the reader's") && !strings.Contains(c.name, "seconds") || i.AllDay != (c.name == "whole day") {
			t.Errorf("%s: %+v", c.name, i)
		}
		if (len(warn) > 0) != strings.HasPrefix(c.name, "unknown") {
			t.Errorf("%s: %q", c.name, warn)
		}
	}
}

func TestInvite_everyWindowsZoneExists(t *testing.T) {
	if len(windowsZones) < 130 {
		t.Errorf("only %d", len(windowsZones))
	}
	for name, iana := range windowsZones {
		if _, err := time.LoadLocation(iana); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// The rules of a described zone give what the zone database gives.
func TestInvite_describedZoneLikeTheDatabase(t *testing.T) {
	c := calendar{w: &warnings{}, zones: map[string]*ownZone{}}
	lines := contentLines{rest: outlookZone}
	for lines.next() {
		c.line(lines.p)
	}
	berlin, _ := time.LoadLocation("Europe/Berlin")
	for at := time.Date(2001, 1, 1, 12, 0, 0, 0, time.UTC); at.Year() < 2040; at = at.Add(24 * time.Hour) {
		local := inLocation(at, berlin)
		_, want := local.Zone()
		if got, ok := c.zones["Customized Time Zone"].offset(at); !ok || got != want {
			t.Fatalf("%v: %d, want %d", at, got, want)
		}
	}
}

func TestInvite_fields(t *testing.T) {
	list, warn := invitesOf(t, icsOf("DTSTART:20261201T090000Z", "DURATION:PT1H30M", "SEQUENCE:2", "STATUS:confirmed", `SUMMARY:Interview\, round 2\; Jo Weber`, `LOCATION;LANGUAGE=de:Hauptstr. 5\, Berlin`,
		`DESCRIPTION:Bring a pen.\nAsk for Mara.\n`, " Folded, too", "ORGANIZER;CN=\"Lind, Mara\":mailto:mara@northgate.example", `ATTENDEE;CN=Jo Weber;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:MAILTO:jo@weber.example`,
		"ATTENDEE:urn:uuid:1", "X-GOOGLE-CONFERENCE:https://meet.northgate.example/abc", "URL:javascript:alert(1)", "BEGIN:VALARM", "ACTION:DISPLAY", "DESCRIPTION:not this", "TRIGGER:-PT15M", "END:VALARM", "ATTACH:https://tracker.example/x"), Options{})
	if len(list) != 1 || len(warn) > 0 {
		t.Fatalf("%d, %q", len(list), warn)
	}
	i := list[0]
	for _, c := range [][2]string{{i.Method, "REQUEST"}, {i.UID, "1@x"}, {fmt.Sprint(i.Sequence), "2"}, {i.Status, "CONFIRMED"}, {i.Summary, "Interview, round 2; Jo Weber"}, {i.Location, "Hauptstr. 5, Berlin"},
		{i.Description, "Bring a pen.\nAsk for Mara.\nFolded, too"}, {i.Organizer.String(), `"Lind, Mara" <mara@northgate.example>`}, {i.Attendees[0].String(), "Jo Weber <jo@weber.example>"}, {i.Attendees[0].Status, "NEEDS-ACTION"},
		{i.Attendees[1].Addr, ""}, {i.Link, "https://meet.northgate.example/abc"}, {i.End.Time().UTC().Format(time.RFC3339), "2026-12-01T10:30:00Z"}} {
		if c[0] != c[1] {
			t.Errorf("%q, want %q", c[0], c[1])
		}
	}
}

// One bad line does not lose the invitation, and neither does a missing end.
func TestInvite_survivesBrokenParts(t *testing.T) {
	good := icsOf("SUMMARY:Interview", "DTSTART:20261124T100000Z")
	for name, ics := range map[string]string{
		"a line that is no property": strings.Replace(good, "SUMMARY", "what is this\nSUMMARY", 1),
		"cut off":                    strings.Split(good, "END:VEVENT")[0],
		"no END:VEVENT":              strings.Replace(good, "END:VEVENT\n", "", 1),
		"no VCALENDAR":               strings.NewReplacer("BEGIN:VCALENDAR\n", "", "END:VCALENDAR\n", "").Replace(good),
		"CRLF and blank lines":       strings.ReplaceAll(good, "\n", "\r\n\r\n"),
		"a description wrapped":      strings.Replace(good, "SUMMARY", "DESCRIPTION:first\nsecond line, as is\nSUMMARY", 1),
		"Latin-1 bytes":              strings.Replace(good, "SUMMARY", "X-N:Zo\xeb\nSUMMARY", 1),
		"end of nothing":             "END:VEVENT\nEND:X\n" + good,
	} {
		list, _ := invitesOf(t, ics, Options{})
		if len(list) != 1 || list[0].Summary != "Interview" || list[0].Start.Time().UTC().Hour() != 10 {
			t.Errorf("%s: %+v", name, list)
		}
	}
}

func TestInvite_seriesAndSeveral(t *testing.T) {
	one := func(uid, more string) string {
		return "BEGIN:VEVENT\nUID:" + uid + "\nDTSTART:20261201T090000Z\n" + more + "END:VEVENT\n"
	}
	list, _ := invitesOf(t, "BEGIN:VCALENDAR\n"+one("a", "RECURRENCE-ID:20261208T090000Z\nSUMMARY:changed\n")+one("a", "RRULE:FREQ=SECONDLY;COUNT=1000000000\nSUMMARY:series\n")+one("b", "")+"END:VCALENDAR", Options{})
	if len(list) != 3 || list[0].Summary != "series" || !list[0].Repeats || list[2].Summary != "changed" {
		t.Errorf("%+v", list)
	}
	list, _ = invitesOf(t, strings.Repeat(one("x", ""), 1000), Options{})
	if len(list) != maxInvites {
		t.Errorf("%d", len(list))
	}
}

// Time and memory stay in step with the size (S19).
func TestInvite_bounded(t *testing.T) {
	for name, body := range map[string]string{
		"folded lines":      "DESCRIPTION:" + strings.Repeat("x\n ", 2<<20),
		"wrapped lines":     "DESCRIPTION:" + strings.Repeat("x\n", 3<<20),
		"attendees":         strings.Repeat("ATTENDEE;CN=A:mailto:a@x\n", 200_000),
		"zones":             strings.Repeat("BEGIN:VTIMEZONE\nTZID:"+"a\nBEGIN:STANDARD\nEND:STANDARD\nEND:VTIMEZONE\n", 80_000),
		"rules in one zone": "END:VEVENT\nBEGIN:VTIMEZONE\nTZID:a\n" + strings.Repeat("BEGIN:STANDARD\nDTSTART:16010101T000000\nTZOFFSETTO:+0100\nRRULE:FREQ=YEARLY\nEND:STANDARD\n", 60_000) + "END:VTIMEZONE\n",
		"nesting":           strings.Repeat("BEGIN:X\n", 500_000),
		"one line":          "SUMMARY:" + strings.Repeat(`\n`, 3<<20),
		"a long rule":       "RRULE:FREQ=DAILY;COUNT=1000000000;BYSECOND=" + strings.Repeat("1,", 1<<20),
	} {
		ics := icsOf("DTSTART:20261124T100000Z", body)
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		start := time.Now()
		list, _ := invitesOf(t, ics, Options{})
		took := time.Since(start)
		runtime.ReadMemStats(&after)
		if budget := 50*time.Millisecond + time.Duration(len(ics)>>20)*20*time.Millisecond; took > 4*budget { // the machine is shared
			t.Errorf("%s: %d MB took %v", name, len(ics)>>20, took)
		}
		if used := after.TotalAlloc - before.TotalAlloc; used > 8*uint64(len(ics)) {
			t.Errorf("%s: %d MB allocated for %d", name, used>>20, len(ics)>>20)
		}
		if len(list) != 1 {
			t.Errorf("%s: %d invitations", name, len(list))
		}
	}
	list, warn := invitesOf(t, icsOf(strings.Repeat("X-A:"+strings.Repeat("b", 60)+"\n", 800_000)), Options{})
	if list != nil || len(warn) != 1 || !strings.Contains(warn[0], "50 MB") {
		t.Errorf("50 MB: %d, %q", len(list), warn)
	}
}

func TestInvite_inAMail(t *testing.T) {
	ics := strings.ReplaceAll(icsOf("DTSTART:20261201T090000Z", "SUMMARY:Gespräch"), "\n", "\r\n")
	raw := "From: a@x.example\r\nSubject: x\r\nDate: Tue, 24 Nov 2026 10:00:00 +0000\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/calendar; charset=utf-8; method=REQUEST\r\n\r\n" + ics +
		"--b\r\nContent-Type: application/octet-stream; name=invite.ics\r\nContent-Disposition: attachment; filename=invite.ics\r\n\r\n" + ics + "--b--\r\n"
	p, err := Read(strings.NewReader(raw), Options{})
	if err != nil || len(p.Invites) != 1 || p.Invite().Summary != "Gespräch" || p.Calendar != "REQUEST" || len(p.Message.Attachments) != 2 {
		t.Errorf("%+v, %v, %v", p.Invites, p.Message.Attachments, err)
	}
	if p, _ := Read(strings.NewReader("Subject: x\nFrom: a@b\n\nno calendar"), Options{}); p.Invite() != nil {
		t.Error(p.Invite())
	}
}

func FuzzInvite(f *testing.F) {
	f.Add(icsOf("DTSTART;TZID=Customized Time Zone:20260724T100000", "DURATION:P1D", "RRULE:FREQ=DAILY", "ATTENDEE;CN=\"a,b\":mailto:a@b"))
	f.Add(icsOf("DTSTART;VALUE=DATE:20261124", "DESCRIPTION;ENCODING=QUOTED-PRINTABLE:=C3=BC=\n x", "SUMMARY:a\\nb"))
	f.Add("BEGIN:VTIMEZONE\nTZID:a\nBEGIN:DAYLIGHT\nDTSTART:20260101T000000\nTZOFFSETTO:-9999\nRRULE:FREQ=YEARLY;BYDAY=-9SU;BYMONTH=13;BYMONTHDAY=-400;UNTIL=2\nEND:DAYLIGHT\nEND:VTIMEZONE\nBEGIN:VEVENT\nDTSTART;TZID=a:20260724T100000\n")
	f.Fuzz(func(t *testing.T, ics string) {
		var w warnings
		_, list := readCalendar([]byte(ics), Options{}, &w)
		if len(list) > maxInvites || len(w.list) > 20 {
			t.Fatal(len(list), len(w.list))
		}
		for _, i := range list {
			if i.End < i.Start || i.Zone < -16*60 || i.Zone > 16*60 || len(i.Description) > maxDescription || len(i.Attendees) > maxAttendees {
				t.Errorf("%+v", i)
			}
			for _, s := range []string{i.UID, i.Summary, i.Location, i.Link, i.Organizer.Name, i.Organizer.Addr, i.ZoneName, i.Method, i.Status} {
				if strings.ContainsAny(s, "\r\n") || strings.ContainsFunc(s, invisible) || strings.ToValidUTF8(s, "") != s {
					t.Errorf("%q", s)
				}
			}
		}
	})
}
