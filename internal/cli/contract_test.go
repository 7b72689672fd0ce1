package cli

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// The contracts of product.md 4.1: one JSON object a line on standard output,
// errors on standard error, exit 0 done, 1 a problem in the input, 2 wrong use.

func object(t *testing.T, out string) map[string]any {
	t.Helper()
	if strings.Count(out, "\n") != 1 || !strings.HasSuffix(out, "\n") {
		t.Fatalf("not one line: %q", out)
	}
	var m map[string]any
	if err := json.Unmarshal([]byte(out), &m); err != nil {
		t.Fatalf("%q: %v", out, err)
	}
	return m
}

func TestDecide_answersByContract(t *testing.T) {
	everything := `{"kind":"declined","stage":"panel","contact":"interviewed","sender":"in_house_recruiter","respect":"ok","mood":"calm","feedback":"none","new_info":"none",
		"replies_sent":0,"check_ins_sent":0,"hours_since_news":30,"days_silent":0,"more_invited":false,"keep_in_touch":true,"named_contact":true,"they_wrote_again":false,
		"personal_text":true,"referral":false,"threats":false,"promised_date":"2026-11-20T00:00:00Z","news_at":"2026-11-23T16:42:00+01:00","now":"2026-11-24T21:42:00Z"}`
	out, errs, code := run(t, "", everything, "decide", "--json")
	m := object(t, out)
	if code != 0 || errs != "" || m["outcome"] != "ASK_ONE" || m["rule"] != "P21" || m["why"] == "" || m["earliest"] != "2026-11-24T15:42:00.000Z" || m["best_by"] != "2026-11-26T18:00:00.000Z" {
		t.Errorf("exit %d, %s%s", code, out, errs)
	}
	for _, key := range []string{"missing", "updates"} {
		if _, ok := m[key].([]any); !ok {
			t.Errorf("%s is no list: %v", key, m[key])
		}
	}
	out, _, code = run(t, "", `{}`, "decide", "--json")
	if m := object(t, out); code != 0 || m["outcome"] != "NO_REPLY" || m["rule"] != "P25" || m["earliest"] != "" || !slices.Contains(m["missing"].([]any), any("kind")) {
		t.Errorf("nothing is known: exit %d, %s", code, out)
	}
}

func TestDecide_namesWhatItDoesNotKnowAndWhatIsAllowed(t *testing.T) {
	for in, want := range map[string][]string{
		`{"colour":"red"}`:            {`"colour"`, "kind", "stage", "contact", "sender", "respect", "mood", "feedback", "new_info", "replies_sent", "check_ins_sent", "hours_since_news", "days_silent", "more_invited", "keep_in_touch", "named_contact", "they_wrote_again", "personal_text", "referral", "threats", "promised_date", "news_at", "now"},
		`{"Kind":"declined"}`:         {`"Kind"`, "kind"},
		`{"kind":"fired"}`:            {"kind", "fired", "declined", "silent", "role_closed", "filled_internally", "withdrew", "offer_withdrawn"},
		`{"stage":"S03"}`:             {"stage", "S03", "applied", "recruiter_contact", "screen", "skills_task", "hiring_manager", "panel", "final", "references_checks", "offer", "accepted"},
		`{"contact":"phone"}`:         {"contact", "none", "automated", "human", "interviewed"},
		`{"sender":"ceo"}`:            {"sender", "no_reply", "in_house_recruiter", "hiring_manager", "agency", "unknown"},
		`{"respect":"rude"}`:          {"respect", "ok", "poor"},
		`{"mood":"sad"}`:              {"mood", "calm", "unsure", "angry"},
		`{"feedback":"some"}`:         {"feedback", "none", "offered", "given", "asked_pending", "refused_by_policy"},
		`{"new_info":"yes"}`:          {"new_info", "none", "true_new"},
		`{"replies_sent":"one"}`:      {"replies_sent", "number"},
		`{"days_silent":-3}`:          {"days_silent", "number"},
		`{"threats":1}`:               {"threats", "true or false"},
		`{"referral":null}`:           {"referral", "null"},
		`{"news_at":"24.11.2026"}`:    {"news_at", "2026-11-24T08:52:00Z"},
		`{"kind":"declined"} {"a":1}`: {"one JSON object"},
		`[]`:                          {"one JSON object"},
		``:                            {"one JSON object"},
		`{"kind":`:                    {"one JSON object"},
	} {
		for _, args := range [][]string{{"decide"}, {"decide", "--json"}} {
			out, errs, code := run(t, "", in, args...)
			if code != 1 || out != "" || strings.Count(errs, "\n") != 1 {
				t.Errorf("%s: exit %d, out %q, err %q", in, code, out, errs)
			}
			for _, w := range want {
				if !strings.Contains(errs, strings.Trim(w, `"`)) {
					t.Errorf("%s: %q does not name %s", in, errs, w)
				}
			}
			if len(args) == 2 {
				if m := object(t, errs); m["error"] == "" || m["kind"] != "invalid" {
					t.Errorf("%s: %s", in, errs)
				}
			}
		}
	}
}

func TestLint_answersByContract(t *testing.T) {
	dir := t.TempDir()
	body := "Hello Zoë,\n\nthank you for the update – I think you made the wrong decision about the Data Analyst role. Is there one thing to add? I understand if not.\n"
	draft, facts := filepath.Join(dir, "draft.txt"), filepath.Join(dir, "facts.json")
	write(t, draft, body)
	write(t, facts, `{"role":"Data Analyst","company":"Tallis Ledger","recipient":"Zoë Ortiz","subject":"Thank you for the update","kind":"declined","stage":"panel","hours_since_news":30,"mood":"calm"}`)
	for _, from := range []struct {
		in   string
		file string
	}{{"", draft}, {body, "-"}} {
		out, errs, code := run(t, "", from.in, "lint", "--json", "--kind", "ASK_ONE", "--facts", facts, from.file)
		m := object(t, out)
		if code != 1 || errs != "" || m["kind"] != "ASK_ONE" || m["words"] != 27.0 || m["asks"] != 1.0 || m["ready"] != false {
			t.Errorf("exit %d, %s%s", code, out, errs)
		}
		f := m["findings"].([]any)[0].(map[string]any)
		start, end := int(f["start"].(float64)), int(f["end"].(float64))
		if f["rule"] != "L03" || f["severity"] != "error" || f["text"] != string([]rune(body)[start:end]) || f["why"] == "" || f["suggestion"] == "" {
			t.Errorf("%v", f)
		}
		if end > utf8.RuneCountInString(body) || f["text"] != "you made the wrong" && !strings.Contains(f["text"].(string), "wrong") {
			t.Errorf("offsets count code points: %v", f)
		}
	}
	good := "Hello Zoë,\n\nthank you for the update about the Data Analyst role, and for the time you all spent with me. Is there one thing I could add for similar roles in future? I understand if you can't say. I wish the team well with the hire.\n"
	out, _, code := run(t, "", good, "lint", "--json", "--kind", "ASK_ONE", "-")
	if m := object(t, out); code != 0 || m["ready"] != true || len(m["findings"].([]any)) != 0 {
		t.Errorf("a good message: exit %d, %s", code, out)
	}
}

func TestLint_wrongInput(t *testing.T) {
	dir := t.TempDir()
	bad, unknown := filepath.Join(dir, "bad.json"), filepath.Join(dir, "unknown.json")
	write(t, bad, `{"role":`)
	write(t, unknown, `{"colour":1}`)
	for _, c := range []struct {
		args []string
		code int
		want string
	}{
		{[]string{"--kind", "LETTER", "-"}, 2, "THANKS_FUTURE"},
		{[]string{"--kind", "ASK_ONE"}, 2, "one file"},
		{[]string{"--facts", bad, "-"}, 1, "one JSON object"},
		{[]string{"--facts", unknown, "-"}, 1, "recipient"},
		{[]string{"--facts", filepath.Join(dir, "none.json"), "-"}, 1, "none.json"},
		{[]string{filepath.Join(dir, "none.txt")}, 1, "none.txt"},
		{[]string{"--shout", "-"}, 2, "--help"},
	} {
		out, errs, code := run(t, "", "Thank you.", append([]string{"lint"}, c.args...)...)
		if code != c.code || out != "" || !strings.Contains(errs, c.want) || strings.Count(errs, "\n") != 1 {
			t.Errorf("%v: exit %d, out %q, err %q", c.args, code, out, errs)
		}
	}
}

func TestDiagnoseAndFeedback_answerByContract(t *testing.T) {
	keys := []string{"row", "theme", "reason", "meaning", "action", "measure"}
	for _, args := range [][]string{
		{"diagnose", "--json", "--stage", "screen"},
		{"diagnose", "--json", "--stage", "panel", "--kind", "role_closed"},
		{"diagnose", "--json", "--stage", "applied", "--channel", "referral"},
		{"feedback", "--json", "the answers lacked structure, and the role changed"},
		{"feedback", "--json", "thank you"},
	} {
		out, errs, code := run(t, "", "", args...)
		list, ok := object(t, out)["matches"].([]any)
		if code != 0 || errs != "" || !ok || len(list) == 0 {
			t.Errorf("%v: exit %d, %s%s", args, code, out, errs)
		}
		for _, m := range list {
			for _, k := range keys {
				if _, ok := m.(map[string]any)[k]; !ok {
					t.Errorf("%v: no %s in %v", args, k, m)
				}
			}
		}
	}
	for _, c := range []struct {
		args []string
		code int
		want string
	}{
		{[]string{"diagnose"}, 2, "hiring_manager"},
		{[]string{"diagnose", "--stage", "moon"}, 2, "moon"},
		{[]string{"diagnose", "--stage", "panel", "--kind", "fired"}, 2, "offer_withdrawn"},
		{[]string{"diagnose", "panel"}, 2, "--help"},
		{[]string{"feedback"}, 2, "one text"},
		{[]string{"feedback", "a", "b"}, 2, "one text"},
	} {
		out, errs, code := run(t, "", "", c.args...)
		if code != c.code || out != "" || !strings.Contains(errs, c.want) || strings.Count(errs, "\n") != 1 {
			t.Errorf("%v: exit %d, out %q, err %q", c.args, code, out, errs)
		}
	}
	out, _, code := run(t, "", "We chose someone with more experience.\n", "feedback", "--json", "-")
	if code != 0 || !strings.Contains(out, `"row":1,`) {
		t.Errorf("from standard input: exit %d, %s", code, out)
	}
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}
