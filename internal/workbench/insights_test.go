package workbench_test

import (
	"bytes"
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"testing"

	"debrief/internal/insight"
	"debrief/internal/stats"
	"debrief/internal/track"
	"debrief/internal/workbench"
)

// alike compares everything that is read from a search, the contract and every
// table, with what was read of that name before, on the other engine.
func alike(t *testing.T, read map[string]string, name string, d *workbench.Desk, q workbench.InsightsQuery) {
	t.Helper()
	v, err := d.Insights(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := json.NewEncoder(&b).Encode(v.Contract()); err != nil {
		t.Fatal(err)
	}
	for _, table := range insight.TableNames() {
		x, _ := v.Report.Table(table)
		if err := workbench.WriteCSV(&b, x); err != nil {
			t.Fatal(err)
		}
	}
	if b.Len() < 2000 {
		t.Fatalf("%s: only %d bytes were compared", name, b.Len())
	}
	got := b.String()
	if want, there := read[name]; there && got != want {
		i := 0
		for i < min(len(got), len(want)) && got[i] == want[i] {
			i++
		}
		t.Errorf("%s differs between the engines at byte %d\n…%s\n…%s", name, i, want[max(0, i-80):min(len(want), i+80)], got[max(0, i-80):min(len(got), i+80)])
	}
	read[name] = got
}

// realSearches are the two searches of the test data, with days on which they
// are looked at: from their beginning to after their end.
var realSearches = []struct {
	file, mapping string
	days          []track.Day
}{
	{"applications-jsa-fr-2023/10_2023.csv", "mapping-jsa-fr.json", []track.Day{"2023-08-31", "2023-09-05", "2023-09-20", "2023-10-10", "2023-10-31", "2023-11-16", "2024-03-01"}},
	{"applications-heiss-academic/jobs_clean.csv", "mapping-heiss.json", []track.Day{"2016-09-20", "2016-12-01", "2017-03-01", "2017-12-01", "2018-11-01", "2019-03-01"}},
}

func TestInsights_twoRealSearchesOnBothEngines(t *testing.T) {
	for _, c := range realSearches {
		read := map[string]string{}
		for _, engine := range []string{"sqlite", "postgres"} {
			sheet, m := realSheet(t, c.file, c.mapping)
			r := newRig(t, engine, 3)
			if _, err := r.d.ImportTable(t.Context(), sheet, m, "sheet.csv", false); err != nil {
				t.Fatal(err)
			}
			for _, day := range c.days {
				for _, q := range []workbench.InsightsQuery{{Period: "all", AsOf: day}, {Period: "8w", AsOf: day}, {Period: "all", AsOf: day, Channel: track.Cold, Strict: true}} {
					alike(t, read, c.mapping+" "+q.Values().Encode(), r.d, q)
					v, err := r.d.Insights(t.Context(), q)
					if err != nil {
						t.Fatal(err)
					}
					withinTiers(t, string(day), v.Report)
				}
			}
		}
	}
}

// never stands in any text. Source: method.md 3.5.
var never = regexp.MustCompile(`(?i)not good at|employers think|proves|guaranteed|because of the market|good time to apply|NaN|Inf\b|%!|!`)

// withinTiers checks that the words of a page say no more than their tiers.
func withinTiers(t *testing.T, when string, r insight.Report) {
	t.Helper()
	f := r.Finding()
	all := strings.Join([]string{f.Heading, f.Text, f.Work, r.Narrow(), r.Lever(), r.Outlook()}, " ")
	has := func(tiers ...stats.Tier) bool {
		return slices.ContainsFunc(r.Gates, func(g insight.Gate) bool { return slices.Contains(tiers, g.Tier) })
	}
	for _, g := range r.Gates {
		words := g.Says() + ". " + g.Sentence()
		all += " " + words + " " + g.Next()
		below, works := strings.Contains(words, "below") || strings.Contains(words, "Below"), strings.Contains(words, "works")
		if below != (g.Tier == stats.TierClear || g.Tier == stats.TierLeaning) && g.Matured > 0 || works && g.Tier != stats.TierWorking {
			t.Errorf("%s, %s is %s: %q", when, g.Name(), g.Tier, words)
		}
		if g.Look == 0 && (below || works || strings.Contains(words, "lear difference")) {
			t.Errorf("%s, %s, before its first look: %q", when, g.Name(), words)
		}
		if below && !g.Prior.HasReference() && strings.Contains(words, "the usual rate") {
			t.Errorf("%s, %s: an assumption is told as the usual rate: %q", when, g.Name(), words)
		}
	}
	if m := never.FindString(all); m != "" {
		t.Errorf("%s: %q in %s", when, m, all)
	}
	if strings.Contains(f.Heading, "below") && !has(stats.TierClear, stats.TierLeaning) || strings.Contains(f.Text, "leave that alone") && !has(stats.TierWorking) {
		t.Errorf("%s: %q %q is in no tier", when, f.Heading, f.Text)
	}
	if strings.Contains(f.Heading, "No stage looks weak") && slices.ContainsFunc(r.Gates, func(g insight.Gate) bool { return g.Held() && g.Look == 0 }) {
		t.Errorf("%s: %q, and a look waits", when, f.Heading)
	}
	if !r.Forecast.Dated && strings.Contains(r.Outlook(), "by week") {
		t.Errorf("%s: a week is named with %.2f after a year: %s", when, r.Forecast.Weeks[51], r.Outlook())
	}
	if r.Decided < insight.FewDecided && (strings.Contains(all, "% probability") || strings.Contains(r.Narrow(), "more offer in")) {
		t.Errorf("%s: %d are decided, and it says %s", when, r.Decided, all)
	}
}

func TestInsights_marketOfTheDay(t *testing.T) {
	d := newDesk(t)
	for day, lines := range map[track.Day]int{"2023-11-16": 0, "2026-06-29": 0, "2026-06-30": 1, "2026-11-24": 1} {
		v, err := d.Insights(t.Context(), workbench.InsightsQuery{Period: "all", AsOf: day})
		if err != nil || len(v.Market.Strip.Lines) != lines || lines > 0 && !v.Market.Sample {
			t.Errorf("on %s: %+v %v", day, v.Market.Strip, err)
		}
	}
	// The sample has no hires: openings alone, marked as preliminary and old.
	v, err := d.Insights(t.Context(), workbench.InsightsQuery{Period: "all"})
	if text := v.Market.Strip.Lines[0].Text; err != nil || !strings.Contains(text, "preliminary, old") || !strings.Contains(text, "no change is claimed") {
		t.Errorf("%q %v", text, err)
	}
}

const (
	hiresMay  = "series_id\tyear\tperiod\tvalue\tfootnote_codes\nJTS000000000000000HIR\t2026\tM09\t3.4\tP\nJTS000000000000000HIR\t2025\tM09\t3.6\t\n"
	hiresJune = "series_id\tyear\tperiod\tvalue\tfootnote_codes\nJTS000000000000000HIR\t2026\tM09\t3.1\t\n"
	mixed     = "series_id\tyear\tperiod\tvalue\tfootnote_codes\nJTU000000000000000JOR\t2026\tM09\t4.4\t\n"
)

func TestImportMarket_keepsEveryPrintingAndRefusesAMix(t *testing.T) {
	d := newDesk(t)
	strip := func(asOf track.Day) workbench.MarketView {
		v, err := d.Insights(t.Context(), workbench.InsightsQuery{Period: "all", AsOf: asOf})
		if err != nil {
			t.Fatal(err)
		}
		return v.Market
	}
	for _, f := range []struct {
		data     string
		released track.Day
		says     string
	}{{hiresMay, "2026-11-03", "2 market figures kept"}, {hiresMay, "2026-11-03", "0 market figures kept"}, {hiresJune, "2026-11-23", "1 market figure kept"}} {
		r, err := d.ImportMarket(t.Context(), "jt.txt", []byte(f.data), f.released)
		if err != nil || !strings.Contains(r.Text, f.says) {
			t.Fatalf("%q %v, want %q", r.Text, err, f.says)
		}
	}
	if got := strip("2026-11-10"); got.Sample || len(got.Strip.Lines) != 1 || got.Strip.Lines[0].Text != "Hires, all industries, September 2026: 3.4%, little changed on the year (± 0.2) (preliminary)." {
		t.Errorf("as it was known on the day: %+v", got.Strip.Lines)
	}
	if got := strip(""); got.Strip.Lines[0].Text != "Hires, all industries, September 2026: 3.1%, down from 3.6% a year before (± 0.2)." {
		t.Errorf("revised: %+v", got.Strip.Lines)
	}
	if _, err := d.ImportMarket(t.Context(), "jt.txt", []byte(hiresMay), "2026-12-01"); err == nil {
		t.Error("a release of the future was taken")
	}
	if _, err := d.ImportMarket(t.Context(), "jt.txt", []byte(mixed), "2026-11-03"); err != nil {
		t.Fatal(err)
	}
	if got := strip(""); got.Strip.Refused == "" || len(got.Strip.Lines) != 0 {
		t.Errorf("an adjusted and an unadjusted series stand side by side: %+v", got.Strip)
	}
	if _, err := d.ChooseIndustry(t.Context(), "720000"); err != nil {
		t.Fatal(err)
	}
	if got := strip(""); len(got.Strip.Lines) != 0 || got.Strip.Refused != "" {
		t.Errorf("an industry without figures shows something: %+v", got.Strip)
	}
}
