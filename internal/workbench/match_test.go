package workbench_test

import (
	"strings"
	"testing"

	"debrief/internal/fault"
	"debrief/internal/match"
	"debrief/internal/track"
	"debrief/internal/workbench"
)

const advert = "Backend Engineer\n\nYou have\n- Go\n- PostgreSQL\n- Kafka\n\nNice to have: Terraform"

func matched(t *testing.T, v workbench.MatchView, term string) match.Result {
	t.Helper()
	for _, x := range v.Report.All {
		if x.Term == term {
			return x
		}
	}
	t.Fatalf("no %s in %+v", term, v.Report.All)
	return match.Result{}
}

func TestMatch_fixABulletAndTheGapCloses(t *testing.T) {
	d, _ := deskAt(t, "2026-11-24T10:00:00Z")
	resume, _, err := d.AddResume(t.Context(), "v7", "", "", nil)
	if err != nil {
		t.Fatal(err)
	}
	lines := "Tidewater, Backend Engineer, 2021 to 2026 (now)\n- Cut month-end closing from 11 hours to 50 minutes with a job in Go\n"
	if _, err := d.PutBullets(t.Context(), resume, lines+"- Responsible for Postgres\n"); err != nil {
		t.Fatal(err)
	}
	app, _, err := d.Add(t.Context(), workbench.NewApplication{Company: "Thornbury Pay", Role: "Backend Engineer", Resume: resume, Posting: advert})
	if err != nil {
		t.Fatal(err)
	}
	v, err := d.Match(t.Context(), app, "")
	if err != nil || !v.AsSent || v.Edited || v.Report.Headline != "1 of 3 must-haves evidenced" {
		t.Fatalf("%v %+v", err, v.Report)
	}
	if x := matched(t, v, "PostgreSQL"); x.Status != match.Mentioned || x.Yours != "Postgres" {
		t.Errorf("%+v", x)
	}
	if _, err := d.PutBullets(t.Context(), resume, lines+"- Moved 2.1 million PostgreSQL rows a day to partitions with a stop of 4 minutes\n"); err != nil {
		t.Fatal(err)
	}
	if v, _ = d.Match(t.Context(), app, ""); v.Report.Headline != "2 of 3 must-haves evidenced" {
		t.Errorf("%+v", v.Report)
	}
	g, err := d.Gaps(t.Context(), "")
	if err != nil || len(g.Items) != 1 || len(g.List) != 2 || g.List[0].Term != "Kafka" || g.List[0].Must != 1 {
		t.Errorf("%v %+v", err, g)
	}
	if g, _ = d.Gaps(t.Context(), "nurse"); len(g.Items) != 0 {
		t.Errorf("%+v", g)
	}
}

func TestMatch_theListIsThePersonsToChange(t *testing.T) {
	d, _ := deskAt(t, "2026-11-24T10:00:00Z")
	app, _, err := d.Add(t.Context(), workbench.NewApplication{Company: "Thornbury Pay", Role: "Backend Engineer", Posting: advert})
	if err != nil {
		t.Fatal(err)
	}
	list := []match.Requirement{{Kind: match.Must, Text: "Kafka", Term: "Kafka", CannotClaim: true}, {Kind: match.Knockout, Text: "Live in Ireland"}, {Kind: match.Must, Text: "  "}}
	rec, err := d.PutRequirements(t.Context(), app, list)
	if err != nil {
		t.Fatal(err)
	}
	v, err := d.Match(t.Context(), app, "")
	if err != nil || !v.Edited || len(v.Asked) != 2 || matched(t, v, "Kafka").Status != match.CannotClaim || len(v.Report.Knockouts) != 1 {
		t.Errorf("%v %+v", err, v.Asked)
	}
	if _, err := d.Undo(t.Context(), rec.Change); err != nil {
		t.Fatal(err)
	}
	if v, _ = d.Match(t.Context(), app, ""); v.Edited || len(v.Asked) != 5 {
		t.Errorf("after undo: %+v", v.Asked)
	}
	if _, err := d.PutRequirements(t.Context(), app, nil); err != nil {
		t.Fatal(err)
	}
	if v, _ = d.Match(t.Context(), app, ""); !v.Edited || len(v.Asked) != 0 {
		t.Errorf("an emptied list: %+v", v.Asked)
	}
	if _, err := d.PutRequirements(t.Context(), app, []match.Requirement{{Kind: "wish", Text: "x"}}); fault.KindOf(err) != fault.Invalid {
		t.Errorf("%v", err)
	}
}

func TestPutPosting_replacesTextAndListTogether(t *testing.T) {
	d, _ := deskAt(t, "2026-11-24T10:00:00Z")
	app, _, err := d.Add(t.Context(), workbench.NewApplication{Company: "Thornbury Pay", Role: "Backend Engineer"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.PutRequirements(t.Context(), app, nil); fault.KindOf(err) != fault.Conflict {
		t.Errorf("without a posting: %v", err)
	}
	if _, err := d.PutPosting(t.Context(), app, track.Advert{Text: " "}); fault.KindOf(err) != fault.Invalid {
		t.Errorf("an empty text: %v", err)
	}
	if _, err := d.PutPosting(t.Context(), app, track.Advert{Text: advert, URL: "https://jobs.example/1"}); err != nil {
		t.Fatal(err)
	}
	if _, err := d.PutRequirements(t.Context(), app, []match.Requirement{{Kind: match.Must, Text: "Mine"}}); err != nil {
		t.Fatal(err)
	}
	rec, err := d.PutPosting(t.Context(), app, track.Advert{Text: "Other text"})
	if err != nil {
		t.Fatal(err)
	}
	if v, err := d.Match(t.Context(), app, ""); err != nil || v.Edited || v.Posting.Text != "Other text" || v.Posting.URL != "https://jobs.example/1" {
		t.Errorf("%v %+v", err, v.Posting)
	}
	if _, err := d.Undo(t.Context(), rec.Change); err != nil {
		t.Fatal(err)
	}
	if v, _ := d.Match(t.Context(), app, ""); v.Posting.Text != advert || len(v.Asked) != 1 || v.Asked[0].Text != "Mine" {
		t.Errorf("after undo: %+v", v)
	}
	if _, err := d.Capture(t.Context(), "https://jobs.example/1"); fault.KindOf(err) != fault.Conflict || !strings.Contains(fault.Message(err), "paste") {
		t.Errorf("%v", err)
	}
}
