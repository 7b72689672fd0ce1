package cadence

import (
	"strings"
	"testing"

	"debrief/internal/track"
)

// practice.md k: hot 30/90/180 days then every 120; warm 90/180 then every 180;
// cool none, a look after 6 months.
func TestNextTouch_followsTheTable(t *testing.T) {
	since := track.Day("2026-01-01")
	for _, c := range []struct {
		w    track.Warmth
		last track.Day
		want int // days after since
	}{
		{track.Hot, "", 30}, {track.Hot, since.Add(30), 90}, {track.Hot, since.Add(90), 180}, {track.Hot, since.Add(180), 300}, {track.Hot, since.Add(301), 420},
		{track.Warm, "", 90}, {track.Warm, since.Add(90), 180}, {track.Warm, since.Add(180), 360},
		{track.Cool, "", 183}, {track.Cool, since.Add(183), 366},
	} {
		if got := NextTouch(c.w, since, c.last); got != since.Add(c.want) {
			t.Errorf("%s after %q: %s, want day %d", c.w, c.last, got, c.want)
		}
	}
	if NextTouch("", since, "") != "" || NextTouch(track.Hot, "", "") != "" {
		t.Error("a day out of nothing")
	}
}

func TestSlide_movesOnlyWhatHasNoReason(t *testing.T) {
	if got := Slide("2026-11-01", "2026-11-24", ""); got != "2026-12-01" {
		t.Error(got)
	}
	if got := Slide("2026-11-01", "2026-11-24", "they post again"); got != "2026-11-01" {
		t.Error(got)
	}
	if got := Slide("2026-12-24", "2026-11-24", ""); got != "2026-12-24" {
		t.Error(got)
	}
}

func TestBudgetOf_oneNoteAndNoRepeats(t *testing.T) {
	const today = track.Day("2026-11-24")
	out := func(kind string, day, answered track.Day) track.Touch {
		return track.Touch{Kind: kind, Day: day, Out: true, Answered: answered}
	}
	for _, c := range []struct {
		name       string
		a          Around
		note, mail bool
		why        string
	}{
		{"spoke", Around{Spoke: true}, true, true, "asks for nothing"},
		{"not spoken", Around{}, false, true, "not spoken"},
		{"never", Around{Spoke: true, Never: true}, false, true, "You said"},
		{"sent", Around{Spoke: true, Touches: []track.Touch{out("note", "2026-01-02", "2026-01-03")}}, false, true, "never suggested"},
		{"waits", Around{Spoke: true, Waiting: true}, false, true, "waits"},
		{"replied yesterday", Around{Spoke: true, Replied: "2026-11-23"}, false, true, "less than a week"},
		{"replied a week ago", Around{Spoke: true, Replied: "2026-11-17"}, true, true, "fine"},
		{"mail ten days ago", Around{Spoke: true, Touches: []track.Touch{out("mail", "2026-11-14", "")}}, true, false, "fine"},
		{"mail ten days ago, answered", Around{Spoke: true, Touches: []track.Touch{out("mail", "2026-11-14", "2026-11-15")}}, true, true, "fine"},
		{"mail ten days ago, they wrote", Around{Spoke: true, LastMail: "2026-11-16", Touches: []track.Touch{out("mail", "2026-11-14", "")}}, true, true, "fine"},
		{"two without an answer", Around{Spoke: true, Touches: []track.Touch{out("mail", "2026-03-14", ""), out("mail", "2026-06-14", "")}}, false, false, "rest"},
		{"two, then met", Around{Spoke: true, Touches: []track.Touch{out("mail", "2026-03-14", ""), out("mail", "2026-06-14", ""), out("met", "2026-07-14", "")}}, true, true, "fine"},
		{"month used", Around{Spoke: true, Used: 5}, false, true, "used up"},
		{"month, more allowed", Around{Spoke: true, Used: 5, Quota: 10}, true, true, "fine"},
	} {
		b := BudgetOf(c.a, today)
		if b.Note != c.note || b.Mail != c.mail || !strings.Contains(b.NoteWhy, c.why) {
			t.Errorf("%s: %+v", c.name, b)
		}
	}
	if b := BudgetOf(Around{Touches: []track.Touch{out("mail", "2026-11-14", "")}}, today); b.MailOn != "2027-01-13" {
		t.Errorf("60 days: %s", b.MailOn)
	}
}
