package cli

import (
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"debrief/internal/demo"
	"debrief/internal/insight"
)

// searched is a record of n made-up applications.
func searched(t *testing.T, n int) (dir string) {
	t.Helper()
	dir = t.TempDir()
	file, err := demo.Many(n, demo.Today)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "search.json")
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	if out, errs, code := run(t, dir, "", "import", path); code != 0 {
		t.Fatalf("import: %d %s %s", code, out, errs)
	}
	return dir
}

// keys are those of product.md 4.1, each with those of its items.
var insightKeys = map[string][]string{
	"as_of":        nil,
	"gates":        {"gate", "channel", "matured", "advanced", "open_weight", "prior", "posterior", "mean", "interval95", "reference", "p_below", "bayes_factor", "tier", "next_look"},
	"open":         {"application", "silent_days", "p_yes_by_90", "p_any_by_90", "check_in_day", "silent_day"},
	"answer_times": nil, "bottleneck": {"gate"}, "patterns": {"gate"}, "themes": nil, "experiments": nil, "forecast": nil, "left_out": nil,
}

func TestInsights_contract(t *testing.T) {
	dir := searched(t, 180)
	out, errs, code := run(t, dir, "", "insights", "--json", "--as-of", string(demo.Today))
	if code != 0 || strings.Count(strings.TrimSpace(out), "\n") != 0 {
		t.Fatalf("one object on one line: %d %s %s", code, out, errs)
	}
	var all map[string]json.RawMessage
	if err := json.Unmarshal([]byte(out), &all); err != nil {
		t.Fatal(err)
	}
	for key, inner := range insightKeys {
		if _, there := all[key]; !there {
			t.Errorf("no %q", key)
			continue
		}
		if inner == nil {
			continue
		}
		var items []map[string]any
		if err := json.Unmarshal(all[key], &items); err != nil || len(items) == 0 {
			t.Errorf("%s: %d items, %v", key, len(items), err)
			continue
		}
		for _, k := range inner {
			if _, there := items[0][k]; !there {
				t.Errorf("an item of %s has no %q", key, k)
			}
		}
	}
	if string(all["as_of"]) != `"2026-11-24"` {
		t.Errorf("as of %s", all["as_of"])
	}
	var gates []struct {
		Gate, Channel, Tier string
		Matured, Advanced   int
		Prior, Posterior    [2]float64
		OpenWeight          float64 `json:"open_weight"`
		Mean, Reference     float64
	}
	if err := json.Unmarshal(all["gates"], &gates); err != nil {
		t.Fatal(err)
	}
	for _, g := range gates {
		a, b := g.Prior[0]+float64(g.Advanced), g.Prior[1]+float64(g.Matured-g.Advanced)+g.OpenWeight
		if d := g.Mean - a/(a+b); d > 1e-9 || d < -1e-9 || g.Posterior != [2]float64{a, b} {
			t.Errorf("%s %s: a mean of %g from %g and %g", g.Gate, g.Channel, g.Mean, a, b)
		}
	}
	// An earlier day is another search, and one before its begin is none.
	before, _, _ := run(t, dir, "", "insights", "--json", "--as-of", "2026-09-15")
	none, _, code := run(t, dir, "", "insights", "--json", "--as-of", "2020-01-01")
	if before == out || code != 0 || !strings.Contains(none, `"applications":0`) || !strings.Contains(none, `"open":[]`) {
		t.Errorf("as of another day: %d %s", code, none)
	}
}

func TestInsights_tellsAndWritesTables(t *testing.T) {
	dir := searched(t, 180)
	out, _, code := run(t, dir, "", "insights", "--as-of", string(demo.Today))
	for _, part := range []string{"Applied to screen, direct", "Answer times:", "Narrow point:", "Forecast:", "past their day"} {
		if code != 0 || !strings.Contains(out, part) {
			t.Errorf("%d, no %q in\n%s", code, part, out)
		}
	}
	for _, name := range insight.TableNames() {
		out, errs, code := run(t, dir, "", "insights", "--csv", name, "--as-of", string(demo.Today))
		rows, err := csv.NewReader(strings.NewReader(out)).ReadAll()
		if code != 0 || err != nil || len(rows) < 1 || len(rows) < 2 && name != "left_out" {
			t.Errorf("%s: %d, %d rows, %v %s", name, code, len(rows), err, errs)
		}
	}
	for _, bad := range [][]string{{"--csv", "nothing"}, {"--as-of", "tomorrow"}, {"--channel", "smoke"}, {"--from", "2026-11-01", "--to", "2026-10-01"}, {"extra"}} {
		out, errs, code := run(t, dir, "", append([]string{"insights"}, bad...)...)
		if code != 2 || out != "" || errs == "" {
			t.Errorf("%v: %d %q %q", bad, code, out, errs)
		}
	}
}

func TestInsights_week(t *testing.T) {
	dir := searched(t, 25)
	out, _, code := run(t, dir, "", "insights", "--week")
	for _, part := range []string{"Week ", "Plan", "Prepare", "Keep steady", "Look back", "Was every application logged?"} {
		if code != 0 || !strings.Contains(out, part) {
			t.Errorf("%d, no %q in\n%s", code, part, out)
		}
	}
	out, _, code = run(t, dir, "", "insights", "--week", "--json")
	var week struct {
		From   string   `json:"week_from"`
		Plan   []string `json:"plan"`
		Back   []string `json:"look_back"`
		Closed *bool    `json:"closed"`
	}
	if err := json.Unmarshal([]byte(out), &week); err != nil || code != 0 || week.From == "" || len(week.Plan) == 0 || len(week.Back) == 0 || week.Closed == nil {
		t.Errorf("%d %s %v", code, out, err)
	}
	if strings.Contains(strings.ToLower(out), "streak") || strings.Contains(strings.ToLower(out), "score") {
		t.Errorf("a streak or a score: %s", out)
	}
}
