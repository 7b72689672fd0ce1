package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestMatch_answersByContract(t *testing.T) {
	dir := t.TempDir()
	put := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	advert := put("advert.txt", "Data Analyst\n\nYou have\n- SQL\n- Python\n- Tableau\n")
	text := put("resume.txt", "Acme, Data Analyst, 2019 to now\n- Cut a report from 3 days to 2 hours with Python and SQL\nSkills: Tableau\n")
	js := put("resume.json", `{"work":[{"name":"Acme","position":"Data Analyst","startDate":"2019-02-01","highlights":["Cut a report from 3 days to 2 hours with Python and SQL"]}],"skills":[{"name":"Tools","keywords":["Tableau"]}]}`)
	for _, resume := range []string{text, js} {
		out, errs, code := run(t, "", "", "match", "--resume", resume, "--posting", advert, "--json")
		m := object(t, out)
		if code != 0 || errs != "" || m["headline"] != "2 of 3 must-haves evidenced" || len(m["requirements"].([]any)) < 3 {
			t.Errorf("%s: exit %d, %s%s", resume, code, out, errs)
		}
		if strings.Contains(out, "score") || strings.Contains(out, "%") {
			t.Errorf("a score: %s", out)
		}
	}
	out, _, code := run(t, "", "", "match", "--resume", text, "--posting", advert)
	if code != 0 || !strings.HasPrefix(out, "2 of 3 must-haves evidenced.\n") || !strings.Contains(out, "mentioned Tableau") {
		t.Errorf("exit %d, %s", code, out)
	}
}

func TestMatch_saysWhatIsWrong(t *testing.T) {
	dir := t.TempDir()
	pdf := filepath.Join(dir, "r.pdf")
	if err := os.WriteFile(pdf, []byte("%PDF-1.7\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for want, args := range map[string][]string{
		"needs --resume": {"match"},
		"can't be read":  {"match", "--resume", filepath.Join(dir, "none"), "--posting", "x"},
		"PDF is damaged": {"match", "--resume", pdf, "--posting", "x"},
	} {
		out, errs, code := run(t, "", "", args...)
		if code == 0 || out != "" || !strings.Contains(errs, want) {
			t.Errorf("%v: exit %d, %q %q", args, code, out, errs)
		}
	}
}
