package workbench_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"debrief/internal/extract"
	"debrief/internal/fault"
	"debrief/internal/match"
	"debrief/internal/resume"
	"debrief/internal/store"
	"debrief/internal/testkit"
	"debrief/internal/track"
	"debrief/internal/workbench"
)

// fileDesk reads files as the program does, with a child process.
func fileDesk(t *testing.T) *workbench.Desk {
	t.Helper()
	now := testkit.Clock("2026-11-25T10:00:00Z", 1)
	s, err := store.Open(t.Context(), store.Options{Dir: t.TempDir(), Now: now, Planner: workbench.Plan})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	d, err := workbench.New(s, workbench.Options{Now: now, ReadPaper: extract.NewReader(filepath.Join(os.TempDir(), "debrief-test-pdf")).Read}).Desk(t.Context(), workbench.Owner)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

const wordBody = `<?xml version="1.0"?><w:document xmlns:w="w"><w:body><w:p><w:r><w:t>Ada Example, ada@example.org</w:t></w:r></w:p><w:p><w:r><w:t>Experience</w:t></w:r></w:p><w:p><w:r><w:t>Tidewater, Backend Engineer, 2021 to now</w:t></w:r></w:p>` +
	`<w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>Cut month-end closing from 11 hours to 50 minutes with PostgreSQL for 4 teams</w:t></w:r></w:p>` +
	`<w:p><w:r><w:t>Education</w:t></w:r></w:p><w:p><w:r><w:t>BSc Physics, 2017</w:t></w:r></w:p><w:p><w:r><w:t>Skills</w:t></w:r></w:p><w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>Terraform, Kotlin</w:t></w:r></w:p></w:body></w:document>`

func word(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.Create("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	w.Write([]byte(wordBody))
	z.Close()
	return b.Bytes()
}

func TestAddResume_readsItsFileForLinesAndMatch(t *testing.T) {
	d := fileDesk(t)
	id, _, err := d.AddResume(t.Context(), "v7", "", "cv.docx", word(t))
	if err != nil {
		t.Fatal(err)
	}
	v, _, err := d.Resume(t.Context(), id)
	if err != nil || v.Bullets != 1 || !v.Jobs[0].Current || v.Jobs[0].Heading != "Tidewater, Backend Engineer, 2021 to now" || v.Paper.Format != "docx" || len(v.Problems) != 0 || v.File.Name != "cv.docx" {
		t.Fatalf("%+v %v", v, err)
	}
	app, _, err := d.Add(t.Context(), workbench.NewApplication{Company: "Thornbury Pay", Role: "Backend Engineer", Resume: id, Posting: "You have\n- PostgreSQL\n- Terraform\n- Kafka\n- 3 years of backend work"})
	if err != nil {
		t.Fatal(err)
	}
	m, err := d.Match(t.Context(), app, "")
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]match.Status{}
	for _, x := range m.Report.All {
		got[x.Term] = x.Status
		if (x.Status == match.Proven) == (x.Next != nil) {
			t.Errorf("%s is %s with the step %+v", x.Term, x.Status, x.Next)
		}
	}
	if got["PostgreSQL"] != match.Proven || got["Terraform"] != match.Mentioned || got["Kafka"] != match.Missing || !m.AsSent {
		t.Errorf("%v", got)
	}
	if v, _, _ = d.Resume(t.Context(), id); v.Sent != 1 || v.SentTo[0].Employer != "Thornbury Pay" {
		t.Errorf("sent to %+v", v.SentTo)
	}
	if _, err := d.PutResumeFile(t.Context(), id, "other.txt", []byte("Experience\n- x")); fault.KindOf(err) != fault.Conflict {
		t.Errorf("what was sent was replaced: %v", err)
	}
}

func TestAddResume_keepsWhatItCannotRead(t *testing.T) {
	d := fileDesk(t)
	bad := []byte("PK\x03\x04 broken")
	id, rec, err := d.AddResume(t.Context(), "v8", "", "cv.docx", bad)
	if err != nil {
		t.Fatal(err)
	}
	v, _, _ := d.Resume(t.Context(), id)
	if !strings.Contains(v.Trouble, "damaged") || v.Bullets != 0 {
		t.Errorf("%q, %d lines", v.Trouble, v.Bullets)
	}
	if _, data, err := d.Document(t.Context(), v.File.ID); err != nil || !bytes.Equal(data, bad) {
		t.Errorf("the file is not what was given: %v", err)
	}
	if _, err := d.PutResumeFile(t.Context(), id, "cv.docx", word(t)); err != nil {
		t.Fatal(err)
	}
	if v, _, _ = d.Resume(t.Context(), id); v.Trouble != "" || v.Bullets != 1 {
		t.Errorf("after the good file: %q, %d lines", v.Trouble, v.Bullets)
	}
	if _, err := d.Undo(t.Context(), rec.Change); fault.KindOf(err) != fault.Conflict {
		t.Errorf("undo below a newer change: %v", err)
	}
}

func TestResumeJSON_goesRound(t *testing.T) {
	d := fileDesk(t)
	in, err := os.ReadFile("../resume/testdata/jsonresume/sample.resume.json")
	if err != nil {
		t.Fatal(err)
	}
	id, _, err := d.AddResume(t.Context(), "sample", "", "resume.json", in)
	if err != nil {
		t.Fatal(err)
	}
	_, out, err := d.ResumeJSON(t.Context(), id)
	var a, b any
	if err != nil || json.Unmarshal(in, &a) != nil || json.Unmarshal(out, &b) != nil || !reflect.DeepEqual(a, b) {
		t.Fatalf("%v\n%s", err, out)
	}
	v, _, _ := d.Resume(t.Context(), id)
	first := v.Jobs[0].Bullets[0]
	if _, _, err := d.ChangeBullet(t.Context(), first.ID, "Raised 20 million dollars from 3 investors", ""); err != nil {
		t.Fatal(err)
	}
	if _, out, err = d.ResumeJSON(t.Context(), id); err != nil || !bytes.Contains(out, []byte("Raised 20 million dollars")) || bytes.Contains(out, []byte(first.Text)) {
		t.Errorf("the changed line is not in it: %v %s", err, out)
	}
}

func TestResumeChanges_showWhatDiffers(t *testing.T) {
	d := fileDesk(t)
	text := "Experience\nTidewater, 2021 to now\n- Cut month-end closing from 11 hours to 50 minutes\n- Led a team of 4\n"
	if _, _, err := d.AddResume(t.Context(), "v1", "", "a.txt", []byte(text)); err != nil {
		t.Fatal(err)
	}
	id, _, err := d.AddResume(t.Context(), "v2", "", "b.txt", []byte(strings.Replace(text, "11 hours", "9 hours", 1)+"- Wrote the on-call guide\n"))
	if err != nil {
		t.Fatal(err)
	}
	c, err := d.ResumeChanges(t.Context(), id, "")
	if err != nil || c.Was.Name != "v1" || c.Changed != 2 {
		t.Fatalf("%+v %v", c, err)
	}
	kinds := []resume.RowKind{}
	for _, r := range c.Rows {
		kinds = append(kinds, r.Kind)
	}
	if !slices.Contains(kinds, resume.Reworded) || !slices.Contains(kinds, resume.Come) || slices.Contains(kinds, resume.Gone) {
		t.Errorf("%v", c.Rows)
	}
}

func TestResume_offersOnlyTheWordsOfTheStory(t *testing.T) {
	d := fileDesk(t)
	id, _, _ := d.AddResume(t.Context(), "v1", "", "a.txt", []byte("Experience\nTidewater, 2021 to now\n- Responsible for on-call\n"))
	story, _, err := d.PutStory(t.Context(), track.Story{Title: "Nights", Action: "I rewrote the on-call process with three teams. Then I rested.", Result: "Calls at night fell from 9 to 2 a month."})
	if err != nil {
		t.Fatal(err)
	}
	v, _, _ := d.Resume(t.Context(), id)
	if _, _, err := d.ChangeBullet(t.Context(), v.Jobs[0].Bullets[0].ID, "", story); err != nil {
		t.Fatal(err)
	}
	v, _, _ = d.Resume(t.Context(), id)
	if got := v.Jobs[0].Bullets[0].Wording; got != "Rewrote the on-call process with three teams; calls at night fell from 9 to 2 a month" {
		t.Errorf("%q", got)
	}
}
