package workbench_test

import (
	"testing"

	"debrief/internal/fault"
	"debrief/internal/track"
	"debrief/internal/workbench"
)

func TestSearch_fieldsNarrowAndNewestComesFirst(t *testing.T) {
	for _, engine := range []string{"sqlite", "postgres"} {
		t.Run(engine, func(t *testing.T) {
			r := newRig(t, engine, 3)
			if _, _, err := r.d.Add(t.Context(), workbench.NewApplication{Company: "Weir Water", Role: "Analyst", AppliedOn: "2026-09-01"}); err != nil {
				t.Fatal(err)
			}
			var b workbench.Batch
			for i, m := range []track.Message{
				{FromName: "Dana Ortiz", FromAddr: "dana@weirwater.example", Subject: "Next steps at Weir Water", Text: "the panel meets on Friday", Date: day("2026-10-05")},
				{FromName: "Bo Lind", FromAddr: "bo@weirwater.example", Subject: "About Dana", Text: "Dana is away, next steps later", Date: day("2026-10-20")},
				{FromName: "Quaywise", FromAddr: "jobs@quaywise.example", Subject: "Your application", Text: "thank you, Dana", Date: day("2026-09-10")},
			} {
				m.ContentID, m.Source, m.NewEnd = "search"+string(rune('a'+i)), "eml", len(m.Text)
				b.Parcels = append(b.Parcels, workbench.Parcel{ContentID: m.ContentID, Message: m, Verdict: verdict("status_update", []string{"Weir Water", "Weir Water", "Quaywise"}[i])})
			}
			if _, err := r.d.IntakeMail(t.Context(), b); err != nil {
				t.Fatal(err)
			}
			for query, want := range map[string][]string{
				"dana":                                  {"About Dana", "Next steps at Weir Water", "Your application"},
				"from:dana":                             {"Next steps at Weir Water"},
				`subject:"next steps"`:                  {"Next steps at Weir Water"},
				"dana after:2026-10-01":                 {"About Dana", "Next steps at Weir Water"},
				"dana before:2026-10-05":                {"Your application"},
				"dana company:quay":                     {"Your application"},
				`"next steps" is:mail`:                  {"About Dana", "Next steps at Weir Water"},
				"is:mail before:2026-10-01":             {"Your application"},
				"from:dana subject:nothing":             {},
				"is:mail company:weir from:bo":          {"About Dana"},
				`"steps next"`:                          {},
				"is:mail after:2026-10-06 company:weir": {"About Dana"},
			} {
				list, err := r.d.Search(t.Context(), query, 20)
				var got []string
				for _, f := range list {
					if f.Kind == "mail" {
						got = append(got, f.Title)
					}
				}
				if err != nil || !same(got, want) {
					t.Errorf("%s: %q, want %q (%v)", query, got, want, err)
				}
			}
			for _, query := range []string{"is:banana", "after:soon"} {
				if _, err := r.d.Search(t.Context(), query, 5); fault.KindOf(err) != fault.Invalid {
					t.Errorf("%s: %v", query, err)
				}
			}
		})
	}
}

func day(s string) track.Instant { return track.InstantOf(track.Day(s).Time()) + 36_000_000 }

func same(a, b []string) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}
