package workbench_test

import (
	"bytes"
	"strings"
	"testing"

	"debrief/internal/track"
	"debrief/internal/workbench"
	"debrief/internal/worklog"
)

func TestWorkLog_comesFromTheRecordAndThePersonSaysWhatCounts(t *testing.T) {
	d, _ := deskAt(t, "2026-11-24T10:00:00Z")
	app, _, err := d.Add(t.Context(), workbench.NewApplication{Company: "=Ostler", Role: "Clerk", AppliedOn: "2026-11-16"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.EnterStage(t.Context(), app, "screen", "2026-11-18", ""); err != nil {
		t.Fatal(err)
	}
	if _, err := d.MarkSent(t.Context(), app, true); err != nil {
		t.Fatal(err)
	}
	if _, err := d.AddLogLine(t.Context(), worklog.Row{Day: "2026-11-19", Activity: worklog.Workshop, Employer: "Career centre"}); err != nil {
		t.Fatal(err)
	}
	if _, err := d.AddLogLine(t.Context(), worklog.Row{Day: "2026-11", Activity: worklog.Workshop}); err == nil {
		t.Error("a line without a day was taken")
	}
	v, err := d.WorkLog(t.Context(), "2026-11-01", "2026-11-30", "wa")
	if err != nil {
		t.Fatal(err)
	}
	if len(v.Rows) != 3 || len(v.Weeks) != 2 {
		t.Fatalf("%d rows in %d weeks: %+v", len(v.Rows), len(v.Weeks), v.Rows)
	}
	var key string
	for _, r := range v.Rows {
		if r.Activity == worklog.Application {
			key = r.Key
			if r.Counts != worklog.Ask || r.Position != "Clerk" {
				t.Errorf("%+v", r)
			}
		}
	}
	rec, err := d.ConfirmLog(t.Context(), []workbench.LogWord{{Key: key, Counts: worklog.Yes, Proof: "confirmation"}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.FreezeLog(t.Context(), "2026-11-01", "2026-11-30", "wa"); err != nil {
		t.Fatal(err)
	}
	v, _ = d.WorkLog(t.Context(), "2026-11-01", "2026-11-30", "")
	if v.Profile.Code != "wa" || v.Weeks[1].Counted != 2 || len(v.Copies) != 1 {
		t.Errorf("%s %+v", v.Profile.Code, v.Weeks)
	}
	var b bytes.Buffer
	if err := workbench.WriteWorkLog(&b, v); err != nil || !strings.Contains(b.String(), "'=Ostler") {
		t.Errorf("%v\n%s", err, b.String())
	}
	if _, err := d.Undo(t.Context(), rec.Change); err != nil {
		t.Fatal(err)
	}
	if v, _ = d.WorkLog(t.Context(), "2026-11-01", "2026-11-30", "wa"); v.Weeks[1].Counted != 1 {
		t.Errorf("after undo: %+v", v.Weeks[1])
	}
	if _, err := d.ConfirmLog(t.Context(), []workbench.LogWord{{Key: "nothing", Counts: worklog.Yes}}); err == nil {
		t.Error("a word on no line was taken")
	}
	if _, err := d.WorkLog(t.Context(), "2026-12-01", "2026-11-30", ""); err == nil {
		t.Error("a span that ends before it begins was taken")
	}
	if _, err := d.PutLogProfile(t.Context(), []byte(`{"code":"or","name":"Oregon","per_week":5}`)); err != nil {
		t.Fatal(err)
	}
	if v, err := d.WorkLog(t.Context(), "", "", "or"); err != nil || v.Profile.PerWeek != 5 || v.From != track.Day("2026-10-28") {
		t.Errorf("%+v %v", v.Profile, err)
	}
}
