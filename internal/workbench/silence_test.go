package workbench_test

import (
	"strings"
	"testing"

	"debrief/internal/fault"
	"debrief/internal/track"
	"debrief/internal/workbench"
)

// Silence from its plan to a late answer: the one check-in goes to the person
// who referred, a second is never suggested, several close together as silent
// with one undo, and a late answer takes the silence's place.
func TestSilence_fromThePlanToALateAnswer(t *testing.T) {
	engines(t, func(t *testing.T, d *workbench.Desk) {
		ctx, m := t.Context(), sure{t}
		app, r, err := d.Add(ctx, workbench.NewApplication{Company: "Fennimore", Role: "Staff Engineer", Channel: track.Referral, AppliedOn: "2026-11-05"})
		m.do(r, err)
		person(t, d, track.Person{Name: "Ruairi Keane", Email: "ruairi@fennimore.example", Role: track.RoleReferrer}, "Fennimore")
		cold, r, err := d.Add(ctx, workbench.NewApplication{Company: "Siltstone", Role: "Engineer", AppliedOn: "2026-09-05"})
		m.do(r, err)
		v, err := d.CheckIn(ctx, app)
		if err != nil || !v.Fits || v.To.Name != "Ruairi Keane" || !strings.Contains(v.Draft.Body, "Ruairi") || v.CheckIn != "2026-11-17" || len(v.Steps) != 2 || !strings.Contains(v.Steps[0].Text, "the person who referred you") {
			t.Fatalf("%v: to %q, check-in %s, %+v\n%s", err, v.To.Name, v.CheckIn, v.Steps, v.Draft.Body)
		}
		for _, f := range v.Report.Findings {
			if f.Severity == "error" {
				t.Errorf("its own draft has an open check: %+v", f)
			}
		}
		m.do(d.MarkSent(ctx, app, true))
		if v, err = d.CheckIn(ctx, app); err != nil || v.Fits || v.Draft.Body != "" {
			t.Errorf("a second check-in: %v %+v", err, v.Draft)
		}
		if v, err = d.CheckIn(ctx, cold); err != nil || v.Fits || v.CheckIn.Known() || v.Silent != "2026-10-04" {
			t.Errorf("a cold one: %v, check-in %q, silent %s", err, v.CheckIn, v.Silent)
		}
		closed := m.do(d.Bulk(ctx, []track.ApplicationID{app, cold}, workbench.BulkSilent, ""))
		if _, err := d.CheckIn(ctx, app); fault.KindOf(err) != fault.Conflict {
			t.Errorf("an ended one is checked in on: %v", err)
		}
		m.do(d.Undo(ctx, closed.Change))
		if _, err := d.CheckIn(ctx, app); err != nil {
			t.Errorf("undo did not open it: %v", err)
		}
		m.do(d.Bulk(ctx, []track.ApplicationID{app, cold}, workbench.BulkSilent, ""))
		m.do(d.EnterStage(ctx, app, "screen", "2026-11-24", "")) // they called after all
		late, err := d.Application(ctx, app)
		if err != nil || !late.Item.Open() || late.Item.StageKind != track.Screen {
			t.Errorf("a late answer did not open it: %v %+v", err, late.Item.State)
		}
		_, r, err = d.LogAnswer(ctx, workbench.Answer{Application: cold, Kind: track.KindDeclined, Text: "We chose somebody else.", Day: "2026-11-24"})
		m.do(r, err)
		if late, err = d.Application(ctx, cold); err != nil || late.Item.Ending != track.Declined {
			t.Errorf("a late no leaves it %q: %v", late.Item.Ending, err)
		}
	})
}
