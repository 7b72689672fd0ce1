package workbench_test

import (
	"bytes"
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	ics "github.com/arran4/golang-ical"

	"debrief/internal/fault"
	"debrief/internal/interview"
	"debrief/internal/track"
	"debrief/internal/workbench"
)

// engines runs a test on both engines, each with a record of its own at the same hour.
func engines(t *testing.T, f func(t *testing.T, d *workbench.Desk)) {
	for _, engine := range []string{"sqlite", "postgres"} {
		t.Run(engine, func(t *testing.T) {
			_, d, _ := eraseRig(t, engine)
			f(t, d)
		})
	}
}

type sure struct{ t *testing.T }

func (m sure) do(r workbench.Receipt, err error) workbench.Receipt {
	m.t.Helper()
	if err != nil {
		m.t.Fatal(err)
	}
	return r
}

// screened adds an application with a screen that was two days ago and gives
// the event of it.
func screened(t *testing.T, d *workbench.Desk, stage track.StageKind) (track.ApplicationID, track.EventID) {
	t.Helper()
	app, r, err := d.Add(t.Context(), workbench.NewApplication{Company: "Plover", Role: "Backend Engineer", Stage: stage, AppliedOn: "2026-11-01", Contact: "Sinead Walsh"})
	sure{t}.do(r, err)
	sure{t}.do(d.PlanInterview(t.Context(), app, track.InstantOf(time.Date(2026, 11, 22, 9, 30, 0, 0, time.UTC)), 30, "phone", "Sinead Walsh"))
	return app, talkOf(t, d, app)
}

// talkOf is the conversation on the timeline of an application.
func talkOf(t *testing.T, d *workbench.Desk, app track.ApplicationID) track.EventID {
	t.Helper()
	v, err := d.Application(t.Context(), app)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range v.Timeline {
		if e.Interview != "" {
			return e.Interview
		}
	}
	t.Fatal("no conversation on the timeline")
	return ""
}

// Journey of issue 5: record a screen, be rejected, see the pre-filled causes.
func TestScreen_fillsTheCausesOfItsRejection(t *testing.T) {
	engines(t, func(t *testing.T, d *workbench.Desk) {
		ctx, m := t.Context(), sure{t}
		m.do(d.PutAnswers(ctx, interview.Answers{"pay_low": "95000", "notice": "one month"}))
		app, talk := screened(t, d, track.Screen)
		v, err := d.Interview(ctx, talk)
		if err != nil || !v.Screen || !v.Past || v.Sheet["i_pay_low"] != "95000" || v.Sheet["i_notice"] != "one month" {
			t.Fatalf("%v %v", err, v.Sheet)
		}
		sheet := v.Sheet
		sheet["pay_max"], sheet["a_why_us"], sheet["recruiter"] = "88000", "2", "Sinead"
		m.do(d.PutAfter(ctx, talk, workbench.InterviewAfter{Sheet: sheet, NoDay: true}))
		answers, err := d.Answers(ctx)
		if err != nil || len(answers.Said) != 1 || answers.Said[0].Low != 95000 || answers.Said[0].Whom != "Sinead" || answers.Said[0].Company != "Plover" {
			t.Fatalf("%v: said %+v", err, answers.Said)
		}
		id, r, err := d.LogAnswer(ctx, workbench.Answer{Application: app, Kind: track.KindDeclined, Text: "We will not move forward."})
		m.do(r, err)
		deb, err := d.Debrief(ctx, id)
		if err != nil {
			t.Fatal(err)
		}
		var known []string
		for _, c := range deb.Causes {
			if c.Known {
				known = append(known, string(c.Codes[0]))
			}
		}
		if len(deb.Causes) != 5 || strings.Join(known, " ") != "A06 B10" || !strings.Contains(deb.Causes[0].Text, "you said 95,000 a year, they named up to 88,000") {
			t.Errorf("causes %+v", deb.Causes)
		}
		for _, code := range []track.ReasonCode{"A06", "B10"} {
			if !slices.ContainsFunc(deb.Reasons, func(r track.Reason) bool { return r.Code == code }) {
				t.Errorf("%s is not among the reasons to file under", code)
			}
		}
	})
}

func TestInterview_noteFeedsStoriesPromiseAndCauses(t *testing.T) {
	engines(t, func(t *testing.T, d *workbench.Desk) {
		ctx, m := t.Context(), sure{t}
		app, talk := screened(t, d, track.Panel)
		story, r, err := d.PutStory(ctx, track.Story{Title: "The queue", Competencies: track.Strings{"incident"}, Action: "I rolled back."})
		m.do(r, err)
		other, r, err := d.PutStory(ctx, track.Story{Title: "The ledger", Competencies: track.Strings{"scope"}})
		m.do(r, err)
		before, err := d.Interview(ctx, talk)
		if err != nil || len(before.Topics) == 0 || before.Screen {
			t.Fatal(err)
		}
		m.do(d.PutPlan(ctx, talk, workbench.InterviewPlan{Format: "45 min", Take: []string{"when"}, OwnAsk: []string{"Who owns the backfill?"}, IfNo: "rest on Friday"}))
		if _, err := d.PutAfter(ctx, talk, workbench.InterviewAfter{}); fault.KindOf(err) != fault.Invalid {
			t.Errorf("neither a day nor none: %v", err)
		}
		after := workbench.InterviewAfter{Stressed: "late readings", Liked: "how you close a day", Open: "capacity", Went: 3, Promised: "2026-12-03", Told: map[track.StoryID]int{story: 1, other: 5}, Asked: []interview.Asked{{Topic: "design", Quality: 2}}}
		m.do(d.PutAfter(ctx, talk, after))
		twice := m.do(d.PutAfter(ctx, talk, after)) // again: nothing is counted twice
		v, err := d.Interview(ctx, talk)
		if err != nil || v.Row.IfNo != "rest on Friday" || v.Note.Format != "45 min" || len(v.Told) != 2 || v.Told[story].Landed != 1 || v.Item.PromisedOn != "2026-12-03" {
			t.Fatalf("%v %+v promised %s", err, v.Note, v.Item.PromisedOn)
		}
		bank, err := d.Stories(ctx, story)
		if err != nil || bank.One.Told != 1 || bank.One.Tellings[0].Company != "Plover" {
			t.Fatalf("%v: told %d", err, bank.One.Told)
		}
		// Corrected: another day, and one story was not told after all.
		after.Promised, after.Told = "2026-12-07", map[track.StoryID]int{story: 1}
		m.do(d.PutAfter(ctx, talk, after))
		if v, err = d.Interview(ctx, talk); err != nil || len(v.Told) != 1 || v.Item.PromisedOn != "2026-12-07" {
			t.Fatalf("%v %d %s", err, len(v.Told), v.Item.PromisedOn)
		}
		thanks, err := d.Thanks(ctx, talk, 0)
		if err != nil || thanks.To.Name != "Sinead Walsh" || !strings.Contains(thanks.Draft.Body, "how you close a day") || !thanks.Report.Ready {
			t.Errorf("%v: %s %+v", err, thanks.Draft.Body, thanks.Report.Findings)
		}
		id, r, err := d.LogAnswer(ctx, workbench.Answer{Application: app, Kind: track.KindDeclined, Text: "We will not move forward."})
		m.do(r, err)
		deb, err := d.Debrief(ctx, id)
		if err != nil || deb.IfNo != "rest on Friday" || len(deb.Causes) != 3 || deb.Causes[0].Codes[0] != "B08" {
			t.Errorf("%v: %q %+v", err, deb.IfNo, deb.Causes)
		}
		_ = twice
	})
}

func TestInterview_undoTakesAllOfANoteBack(t *testing.T) {
	engines(t, func(t *testing.T, d *workbench.Desk) {
		ctx, m := t.Context(), sure{t}
		_, talk := screened(t, d, track.Screen)
		story, r, err := d.PutStory(ctx, track.Story{Title: "The queue"})
		m.do(r, err)
		was := exported(t, d)
		kept := m.do(d.PutAfter(ctx, talk, workbench.InterviewAfter{Promised: "2026-12-03", Told: map[track.StoryID]int{story: 4}, Sheet: interview.Sheet{"i_pay_low": "90000", "pay_max": "80000"}}))
		m.do(d.Undo(ctx, kept.Change))
		v, err := d.Interview(ctx, talk)
		if err != nil || v.Note.Written || len(v.Told) != 0 || v.Item.PromisedOn != "" || len(v.Salary) != 0 {
			t.Errorf("%v: %+v, told %d, promised %q, pay %v", err, v.Note, len(v.Told), v.Item.PromisedOn, v.Salary)
		}
		if now := withoutEvents(exported(t, d)); now != withoutEvents(was) {
			t.Error("the record is not what it was before")
		}
	})
}

func exported(t *testing.T, d *workbench.Desk) string {
	t.Helper()
	var b bytes.Buffer
	if _, _, err := d.Export(t.Context(), &b, workbench.ExportOptions{Private: true}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// withoutEvents drops the log, in which a change and its taking back both stand.
func withoutEvents(s string) string {
	_, after, _ := strings.Cut(s, `"documents":[`)
	return after
}

func TestInterview_movedKeepsItsNotes(t *testing.T) {
	engines(t, func(t *testing.T, d *workbench.Desk) {
		ctx, m := t.Context(), sure{t}
		app, talk := screened(t, d, track.Panel)
		m.do(d.PutPlan(ctx, talk, workbench.InterviewPlan{Format: "45 min"}))
		to, r, err := d.MoveInterview(ctx, talk, track.Event{At: track.InstantOf(time.Date(2026, 12, 2, 10, 0, 0, 0, time.UTC)), Minutes: 60, Place: "on site", People: "Sinead Walsh", RoundName: "design"})
		moved := m.do(r, err)
		v, err := d.Interview(ctx, to)
		if err != nil || v.Note.Format != "45 min" || v.Event.Place != "on site" || v.Event.RoundName != "design" || v.Past {
			t.Fatalf("%v %+v", err, v.Event)
		}
		if _, err := d.Interview(ctx, talk); fault.KindOf(err) != fault.NotFound {
			t.Errorf("the former hour still stands: %v", err)
		}
		m.do(d.Undo(ctx, moved.Change))
		if v, err := d.Interview(ctx, talk); err != nil || v.Note.Format != "45 min" {
			t.Errorf("after undo: %v", err)
		}
		if _, r, err := d.CancelInterview(ctx, talkOf(t, d, app)); err != nil || r.Change == "" {
			t.Error(err)
		}
	})
}

func TestCalendar_fileAndFeed(t *testing.T) {
	engines(t, func(t *testing.T, d *workbench.Desk) {
		ctx, m := t.Context(), sure{t}
		app, r, err := d.Add(ctx, workbench.NewApplication{Company: "Weir; Water,\r\nLtd", Role: "Engineer", Stage: track.Panel, AppliedOn: "2026-11-01", Contact: "Dana Ortiz"})
		m.do(r, err)
		at := time.Date(2026, 11, 26, 10, 30, 0, 0, time.UTC)
		m.do(d.PlanInterview(ctx, app, track.InstantOf(at), 75, "video", "Dana Ortiz"))
		m.do(d.Promise(ctx, app, "2026-12-03"))
		m.do(d.Watch(ctx, "Copperline", "good software", "2026-12-15"))
		file, name, err := d.CalendarFile(ctx, talkOf(t, d, app))
		if err != nil || !strings.HasSuffix(name, ".ics") {
			t.Fatalf("%q %v", name, err)
		}
		one := entries(t, file)
		start, err := one[0].GetStartAt()
		if err != nil || len(one) != 1 || !start.Equal(at) || one[0].GetProperty(ics.ComponentPropertySummary).Value != "Weir; Water, Ltd: panel" {
			t.Errorf("%v %v %+v", start, err, one[0].GetProperty(ics.ComponentPropertySummary))
		}
		for _, token := range []string{"", "wrong"} {
			if _, err := d.Feed(ctx, token); fault.KindOf(err) != fault.NotFound {
				t.Errorf("the feed answers while it is off: %v", err)
			}
		}
		m.do(d.SetFeed(ctx, true))
		token, err := d.FeedToken(ctx)
		if err != nil || len(token) < 30 {
			t.Fatalf("%q %v", token, err)
		}
		feed, err := d.Feed(ctx, token)
		if err != nil {
			t.Fatal(err)
		}
		var titles []string
		for _, e := range entries(t, feed) {
			titles = append(titles, e.GetProperty(ics.ComponentPropertySummary).Value)
		}
		slices.Sort(titles)
		if got := strings.Join(titles, " | "); got != "Look again at Copperline | Weir; Water, Ltd: first day for a check-in, once | Weir; Water, Ltd: panel | Weir; Water, Ltd: their promised day" {
			t.Errorf("the feed holds %s", got)
		}
		var b bytes.Buffer
		if _, _, err := d.Export(ctx, &b, workbench.ExportOptions{}); err != nil || strings.Contains(b.String(), token) {
			t.Errorf("the export tells the secret address (%v)", err)
		}
		m.do(d.SetFeed(ctx, true))
		if _, err := d.Feed(ctx, token); fault.KindOf(err) != fault.NotFound {
			t.Errorf("the former address still answers: %v", err)
		}
		m.do(d.SetFeed(ctx, false))
		if token, err = d.FeedToken(ctx); err != nil || token != "" {
			t.Errorf("%q %v", token, err)
		}
		if _, err := d.Feed(ctx, ""); fault.KindOf(err) != fault.NotFound {
			t.Errorf("an empty secret opens the feed: %v", err)
		}
	})
}

func entries(t *testing.T, b []byte) []*ics.VEvent {
	t.Helper()
	cal, err := ics.ParseCalendar(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	return cal.Events()
}

func TestExport_leavesNotesUnderAnAgreementAtHome(t *testing.T) {
	d, _ := deskAt(t, "2026-11-24T10:00:00Z")
	_, talk := screened(t, d, track.Panel)
	sure{t}.do(d.PutAfter(context.Background(), talk, workbench.InterviewAfter{NoDay: true, NDA: true, Stressed: "the unreleased thing"}))
	var b bytes.Buffer
	_, left, err := d.Export(t.Context(), &b, workbench.ExportOptions{})
	if err != nil || left == 0 || strings.Contains(b.String(), "unreleased") {
		t.Errorf("%v: left out %d", err, left)
	}
}
