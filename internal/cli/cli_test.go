package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"debrief/internal/extract"
	"debrief/internal/post"
	"debrief/internal/store"
	"debrief/internal/track"
	"debrief/internal/workbench"
)

var update = flag.Bool("update", false, "write the reference pages")

func TestReference_isWhatTheProgramRunsOn(t *testing.T) {
	for name, want := range Reference() {
		path := filepath.Join("..", "..", "docs", "reference", name)
		if *update {
			if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, []byte(want), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		got, err := os.ReadFile(path)
		if err != nil || string(got) != want {
			t.Errorf("docs/reference/%s is out of date; run “make generate” (%v)", name, err)
		}
	}
}

// run runs one command line on a record in dir.
// TestMain lets the test binary be the child that reads document files.
func TestMain(m *testing.M) {
	if status, is := extract.Child(os.Args[1:]); is {
		os.Exit(status)
	}
	os.Exit(m.Run())
}

func run(t *testing.T, dir, in string, args ...string) (out, errs string, code int) {
	t.Helper()
	var o, e bytes.Buffer
	code = Run(t.Context(), args, Parts{In: strings.NewReader(in), Out: &o, Err: &e, Getenv: func(k string) string {
		return map[string]string{"DEBRIEF_DATA": dir}[k]
	}, Open: func(ctx context.Context, op OpenOptions) (*workbench.Workbench, func() error, error) {
		s, err := store.Open(ctx, store.Options{Dir: op.Dir, DSN: op.DSN, Planner: workbench.Plan})
		if err != nil {
			return nil, nil, err
		}
		return workbench.New(s, workbench.Options{Post: post.Office{Dir: op.Dir}}), s.Close, nil
	}, Mail: post.Office{}, ReadPaper: extract.NewReader(filepath.Join(os.TempDir(), "debrief-test-pdf")).Read})
	return o.String(), e.String(), code
}

func TestContracts_theSingleRules(t *testing.T) {
	out, _, code := run(t, "", `{"kind":"declined","stage":"panel","contact":"interviewed","hours_since_news":30}`, "decide", "--json")
	var d struct {
		Outcome, Rule, Why string
		Missing            []string
		Updates            []struct{ Code, Text string }
	}
	if err := json.Unmarshal([]byte(out), &d); err != nil || code != 0 || d.Outcome != "ASK_ONE" || d.Rule != "P21" || d.Missing == nil || d.Updates == nil {
		t.Errorf("decide: %s %v %d", out, err, code)
	}
	out, _, code = run(t, "", "I think you made a mistake.", "lint", "--json", "--kind", "ASK_ONE", "-")
	var l struct {
		Kind     string
		Words    int
		Asks     int
		Ready    bool
		Findings []struct {
			Rule, Severity, Text, Why, Suggestion string
			Start, End                            int
		}
	}
	if err := json.Unmarshal([]byte(out), &l); err != nil || code != 1 || l.Ready || len(l.Findings) == 0 || l.Findings[0].Severity != "error" {
		t.Errorf("lint: %s %v %d", out, err, code)
	}
	out, _, code = run(t, "", "", "diagnose", "--json", "--stage", "hiring_manager")
	if code != 0 || !strings.Contains(out, `"matches":[{"row":5,"theme":"B05","reason":"role_examples"`) {
		t.Errorf("diagnose: %s %d", out, code)
	}
	out, _, code = run(t, "", "", "feedback", "--json", "we chose someone with more experience")
	if code != 0 || !strings.Contains(out, `{"matches":[{"row":1,"theme":"B01","reason":"depth_or_scope_of_experience","meaning":`) {
		t.Errorf("feedback: %s %d", out, code)
	}
}

func TestErrors_nameTheInputAndTheWayOut(t *testing.T) {
	dir := t.TempDir()
	for _, c := range []struct {
		in   string
		args []string
		code int
		want string
	}{
		{"", []string{"decide", "--nope"}, 2, "--help"},
		{"", []string{"nonsense"}, 2, "debrief help"},
		{`{"colour":1}`, []string{"decide"}, 1, "Allowed: kind"},
		{"", []string{"diagnose", "--stage", "moon"}, 2, "recruiter_contact"},
		{"x", []string{"lint", "--kind", "LETTER", "-"}, 2, "ASK_ONE"},
		{"", []string{"lint", "no-such-file"}, 1, "no-such-file"},
		{"", []string{"add"}, 2, "a company and a role"},
		{"", []string{"add", "X", "--on", "yesterday"}, 2, "2026-11-24"},
		{"", []string{"show", "nobody"}, 1, "debrief list"},
		{"", []string{"import", "picture.png"}, 1, "picture.png"},
		{"", []string{"undo", "none"}, 1, "no such change"},
	} {
		_, errs, code := run(t, dir, c.in, c.args...)
		if code != c.code || !strings.Contains(errs, c.want) || strings.Contains(errs, "panic") {
			t.Errorf("%v: exit %d, %q", c.args, code, errs)
		}
	}
}

func TestTracker_fromTheTerminal(t *testing.T) {
	dir := t.TempDir()
	must := func(in string, args ...string) string {
		t.Helper()
		out, errs, code := run(t, dir, in, args...)
		if code != 0 {
			t.Fatalf("%v: exit %d, %s", args, code, errs)
		}
		return out
	}
	must("", "add", "Tallis Ledger", "Senior Backend Engineer", "--on", "2026-10-27")
	must("", "log", "tallis", "--stage", "hiring_manager", "--on", "2026-11-13", "--note", "asked about ledgers")
	out := must("We chose someone with more experience.\n", "debrief", "tallis", "--answer", "-", "--json")
	if !strings.Contains(out, `"rule":"P21"`) || !strings.Contains(out, `"theme":"B01"`) {
		t.Errorf("debrief: %s", out)
	}
	if out := must("", "debrief", "tallis", "--yes"); !strings.Contains(out, "finished") {
		t.Errorf("debrief --yes: %s", out)
	}
	if out := must("", "show", "tallis"); !strings.Contains(out, "No") || !strings.Contains(out, "asked about ledgers") {
		t.Errorf("show: %s", out)
	}
	must("", "undo")
	if out := must("", "list", "--json", "--all"); strings.Count(out, "\n") != 1 || !strings.Contains(out, string(track.Declined)) {
		t.Errorf("list: %s", out)
	}
	if out := must("", "verify"); !strings.Contains(out, "agrees") {
		t.Errorf("verify: %s", out)
	}
}
