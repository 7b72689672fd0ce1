package cli

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const classifyMail = "From: Northgate Labs <no-reply@us.greenhouse-mail.io>\r\nTo: Mira <mira@example.org>\r\nDate: Mon, 02 Mar 2026 09:12:00 +0000\r\nSubject: Your application to Northgate Labs\r\nMessage-ID: <a1@us.greenhouse-mail.io>\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" +
	"Grüß dich Mira – thank you for your interest in the Platform Engineer role (R-1234).\r\n\r\nUnfortunately we will not be moving forward with your application. We have decided to move forward with other candidates.\r\n"

// product.md 4.1, classify: the fields by name, offsets in code points, one object
// a line, a mail that can't be read gives an error there and the rest goes on.
func TestClassify_answersByContract(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "x.eml")
	if err := os.WriteFile(path, []byte(classifyMail), 0o600); err != nil {
		t.Fatal(err)
	}
	out, errs, code := run(t, "", "", "classify", "--json", path)
	m := object(t, out)
	if code != 0 || errs != "" {
		t.Fatalf("exit %d, %s", code, errs)
	}
	for key, want := range map[string]any{"path": path, "index": 0.0, "message_id": "<a1@us.greenhouse-mail.io>", "class": "rejection", "company": "Northgate Labs", "role": "Platform Engineer", "requisition": "R-1234",
		"vendor": "greenhouse", "language": "en", "interview": nil, "decisive": true} {
		if got, ok := m[key]; !ok || got != want {
			t.Errorf("%s is %v, want %v", key, got, want)
		}
	}
	for _, key := range []string{"subclass", "confidence", "stage_hint", "feedback", "evidence"} {
		if _, ok := m[key]; !ok {
			t.Errorf("%s is missing", key)
		}
	}
	_, body, _ := strings.Cut(classifyMail, "\r\n\r\n")
	text := []rune(strings.ReplaceAll(strings.TrimRight(body, "\r\n"), "\r\n", "\n"))
	list, _ := m["evidence"].([]any)
	if len(list) == 0 {
		t.Fatal("no evidence")
	}
	for _, x := range list {
		e := x.(map[string]any)
		if e["in"] != nil {
			continue
		}
		from, to := int(e["start"].(float64)), int(e["end"].(float64))
		if got := string(text[from:to]); got != e["text"] || e["why"] == "" {
			t.Errorf("%d to %d is %q, not %q", from, to, got, e["text"])
		}
	}
}

func TestClassify_goesOnBehindWhatItCannotRead(t *testing.T) {
	dir := t.TempDir()
	good, missing := filepath.Join(dir, "good.eml"), filepath.Join(dir, "missing.eml")
	if err := os.WriteFile(good, []byte(classifyMail), 0o600); err != nil {
		t.Fatal(err)
	}
	out, _, code := run(t, "", "", "classify", "--json", missing, good)
	lines := strings.Split(strings.TrimSpace(out), "\n")
	if code != 1 || len(lines) != 2 {
		t.Fatalf("exit %d, %q", code, out)
	}
	var bad, fine map[string]any
	if err := json.Unmarshal([]byte(lines[0]), &bad); err != nil || bad["path"] != missing || bad["index"] != 0.0 || bad["error"] == "" || len(bad) != 3 {
		t.Errorf("%v %v", bad, err)
	}
	if err := json.Unmarshal([]byte(lines[1]), &fine); err != nil || fine["class"] != "rejection" {
		t.Errorf("%v %v", fine, err)
	}
	if out, errs, code := run(t, "", "", "classify", "--json"); code != 2 || out != "" || errs == "" {
		t.Errorf("without a path: exit %d, %q", code, errs)
	}
	if out, _, code := run(t, "", classifyMail, "classify", "--json", "-"); code != 0 || object(t, out)["path"] != "-" {
		t.Errorf("standard input: exit %d, %s", code, out)
	}
}

// Many mails of one file are numbered from 0.
func TestClassify_numbersTheMailsOfABox(t *testing.T) {
	path := filepath.Join(t.TempDir(), "all.mbox")
	one := "From x Mon Mar  2 09:12:00 2026\n" + strings.ReplaceAll(classifyMail, "\r\n", "\n") + "\n"
	if err := os.WriteFile(path, []byte(one+strings.Replace(one, "<a1@", "<a2@", 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	out, _, code := run(t, "", "", "classify", "--json", path)
	lines := strings.Split(strings.TrimSpace(out), "\n")
	if code != 0 || len(lines) != 2 {
		t.Fatalf("exit %d, %q", code, out)
	}
	for i, l := range lines {
		var m map[string]any
		if err := json.Unmarshal([]byte(l), &m); err != nil || m["index"] != float64(i) {
			t.Errorf("%d: %v %v", i, m["index"], err)
		}
	}
}
