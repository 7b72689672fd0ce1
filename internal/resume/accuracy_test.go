package resume_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"debrief/internal/extract"
	"debrief/internal/resume"
)

var update = flag.Bool("update", false, "write docs/ACCURACY-RESUME.md")

// TestMain lets the test binary be the child that reads PDF files.
func TestMain(m *testing.M) {
	if status, is := extract.Child(os.Args[1:]); is {
		os.Exit(status)
	}
	os.Exit(m.Run())
}

// truth is what a résumé was made from.
type truth struct {
	Sections []string
	Entries  []struct {
		Section, Name, Position string
		Years, Highlights       []string
	}
}

// found counts what of it was read.
type found struct{ sections, ofSections, text, bullets, placed, headed, dated, of, strange int }

func plainWords(s string) string {
	s = strings.NewReplacer("’", "'", "‘", "'", "“", `"`, "”", `"`, "–", "-", "—", "-").Replace(strings.ToLower(s))
	return strings.Join(strings.Fields(s), " ")
}

func measure(t *testing.T, file string) (f found) {
	t.Helper()
	var want truth
	b, err := os.ReadFile(strings.TrimSuffix(file, ".pdf") + ".json")
	if err != nil || json.Unmarshal(b, &want) != nil {
		t.Fatal(file, err)
	}
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	p, err := extract.NewReader(filepath.Join(os.TempDir(), "debrief-test-pdf")).Read(t.Context(), data)
	if err != nil {
		t.Fatal(file, err)
	}
	s, err := resume.Read(p)
	if err != nil {
		t.Fatal(file, err)
	}
	for _, name := range want.Sections {
		if is, known := resume.SectionOf(strings.ReplaceAll(name, "_", " ")); known {
			f.ofSections++
			if slices.Contains(s.Sections(), is) {
				f.sections++
			}
		}
	}
	whole := plainWords(strings.ReplaceAll(resume.Text(p), "\n", " "))
	bullets, used := s.Bullets(), 0
	for _, e := range want.Entries {
		section, _ := resume.SectionOf(strings.ReplaceAll(e.Section, "_", " "))
		for _, h := range e.Highlights {
			f.of++
			if strings.Contains(whole, plainWords(h)) {
				f.text++
			}
			i := slices.IndexFunc(bullets, func(l resume.Line) bool { return plainWords(l.Text) == plainWords(h) })
			if i < 0 {
				t.Logf("%s: no bullet %q", filepath.Base(file), h)
				continue
			}
			used++
			f.bullets++
			l := bullets[i]
			if l.Section == section {
				f.placed++
			}
			if strings.Contains(plainWords(l.Heading), plainWords(e.Name)) && strings.Contains(plainWords(l.Heading), plainWords(e.Position)) {
				f.headed++
			}
			if !slices.ContainsFunc(e.Years, func(y string) bool { return !strings.Contains(l.Heading, y) }) {
				f.dated++
			}
		}
	}
	f.strange = len(bullets) - used
	for _, x := range resume.Problems(p) {
		t.Logf("%s: %s %s", filepath.Base(file), x.Code, x.Why)
	}
	return f
}

const preface = `<!-- Written by “make accuracy-resume”. Do not edit. -->

# How well résumé files are read

Nine PDF files of one invented person, in nine layouts of RenderCV (internal/resume/testdata/rendercv), against the file they
were made from. Bullets count as read when every word is right and nothing is added. All nine say nearly the same, so
this measures layouts, not people; the rules were looked at with these files, so others will do worse.

“In the text” means that the words follow each other as they should, “whole” that the line is a bullet of its own, then
whether it stands under its section, under its employer and position, and under the right years.

| layout | sections | bullets | in the text | whole | section | employer | years | other bullets |
|---|---|---|---|---|---|---|---|---|
`

func TestAccuracy_isAsWritten(t *testing.T) {
	files, err := filepath.Glob("testdata/rendercv/*.pdf")
	if err != nil || len(files) != 9 {
		t.Fatal(len(files), err)
	}
	var b strings.Builder
	b.WriteString(preface)
	var all found
	for _, file := range files {
		f := measure(t, file)
		name := strings.TrimSuffix(strings.TrimPrefix(filepath.Base(file), "John_Doe_"), "Theme_CV.pdf")
		fmt.Fprintf(&b, "| %s | %d of %d | %d | %d | %d | %d | %d | %d | %d |\n", name, f.sections, f.ofSections, f.of, f.text, f.bullets, f.placed, f.headed, f.dated, f.strange)
		all.of, all.text, all.bullets, all.placed, all.headed, all.dated = all.of+f.of, all.text+f.text, all.bullets+f.bullets, all.placed+f.placed, all.headed+f.headed, all.dated+f.dated
	}
	fmt.Fprintf(&b, "| all | | %d | %d | %d | %d | %d | %d | |\n", all.of, all.text, all.bullets, all.placed, all.headed, all.dated)
	const path = "../../docs/ACCURACY-RESUME.md"
	if *update {
		if err := os.WriteFile(path, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	was, err := os.ReadFile(path)
	if err != nil || string(was) != b.String() {
		t.Errorf("docs/ACCURACY-RESUME.md is not what the rules give (%v); run make accuracy-resume", err)
	}
	if 10*all.bullets < 9*all.of {
		t.Errorf("%d of %d bullets", all.bullets, all.of)
	}
}
