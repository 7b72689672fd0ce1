package feedback

import (
	"fmt"
	"strings"
	"testing"
	"unicode"

	"debrief/internal/track"
)

// lines are the rows of method.md 3.7: the phrases, the themes, whether there
// is something to try, and what it is measured on. Written down a second time
// here, so that a row can't change without somebody noticing.
var lines = []struct {
	n       int
	phrases string // parted by /
	theme   track.ReasonCode
	second  track.ReasonCode
	action  bool
	measure string
}{
	{1, `someone with more experience`, "B01", "", true, "next 10 applications or 3 interviews"},
	{2, `stronger stakeholder management`, "B07", "", true, "next 3 panels"},
	{3, `the role changed`, "C01", "", true, "re-contacts"},
	{4, `not the right fit`, "U01", "", false, ""},
	{5, `more senior profile`, "A02", "", true, "next 10 applications by level"},
	{6, `overqualified`, "A03", "", true, "next 5 screens"},
	{7, `closer match to the requirements`, "A01", "", true, "next 10 applications"},
	{8, `stronger technical skills`, "B03", "", true, "next task"},
	{9, `technical depth`, "B03", "", true, "next technical talk"},
	{10, `task did not meet expectations`, "B04", "", true, "next task"},
	{11, `missing industry background`, "B02", "", true, "next 5 screens"},
	{12, `did not know our domain`, "B11", "", true, "next 3 interviews"},
	{13, `looking for hands-on`, "B01", "", true, "next 3 interviews"},
	{14, `looking for more strategic`, "B08", "", true, "next 3 interviews"},
	{15, `leadership experience`, "B08", "", true, "next panel"},
	{16, `people management`, "B08", "", true, "next 5 interviews"},
	{17, `communication`, "B09", "", true, "next 3 interviews"},
	{18, `answers were too long`, "B09", "", true, "next 3 interviews"},
	{19, `lacked concrete examples`, "B05", "", true, "next 3 interviews"},
	{20, `lacked structure`, "B06", "", true, "next 3 interviews"},
	{21, `more detail on impact`, "B05", "", true, "next 3 interviews"},
	{22, `could not see your contribution`, "B05", "", true, "next 3 interviews"},
	{23, `problem solving`, "B05", "", true, "next case"},
	{24, `case not structured`, "B06", "", true, "next case"},
	{25, `trade-offs`, "B08", "", true, "next panel"},
	{26, `executive presence`, "B09", "", true, "next final"},
	{27, `confidence`, "B09", "", true, "next 3 interviews"},
	{28, `energy or enthusiasm`, "B10", "", true, "next 3 interviews"},
	{29, `motivation for the role`, "B10", "", true, "next 5 screens"},
	{30, `career goals do not align`, "B10", "", true, "next 5 screens"},
	{31, `culture fit / team fit`, "U01", "", false, ""},
	{32, `values alignment`, "U01", "", true, "only if it is said again"},
	{33, `salary expectations`, "A06", "", true, "next 5 screens"},
	{34, `budget`, "A06", "C02", true, "share of screens lost to pay"},
	{35, `location / hybrid`, "A04", "", true, "next 10 applications"},
	{36, `time zone / hours`, "A04", "", true, "next 10 applications"},
	{37, `notice period / start date`, "A07", "", true, "next 5 screens"},
	{38, `sponsorship / licence required`, "A05", "", true, "next 10 applications"},
	{39, `certification required`, "A05", "A01", true, "decide once"},
	{40, `degree requirement`, "A01", "", true, "next 10 applications"},
	{41, `availability`, "A07", "", true, "next 5 screens"},
	{42, `gap in experience not explained`, "A01", "", true, "next 10 applications"},
	{43, `frequent changes`, "B10", "", true, "next 5 screens"},
	{44, `questions for us were few`, "B11", "", true, "next 3 interviews"},
	{45, `did not research the product`, "B11", "", true, "next 3 interviews"},
	{46, `portfolio not relevant`, "B04", "", true, "next 10 applications"},
	{47, `code quality / tests`, "B04", "", true, "next task"},
	{48, `system design`, "B03", "", true, "next design talk"},
	{49, `language level`, "B09", "", true, "next 3 interviews"},
	{50, `presentation`, "B09", "", true, "next presentation"},
	{51, `references`, "A08", "", true, "next check"},
	{52, `internal candidate`, "C03", "", true, ""},
	{53, `position on hold / budget freeze`, "C02", "", true, "re-contacts"},
	{54, `position filled before you applied`, "C02", "", true, "next 10 applications, early against late"},
	{55, `many strong applicants`, "C04", "", true, ""},
	{56, `close decision / second choice`, "C04", "", true, "re-contacts"},
	{57, `went with another candidate`, "C04", "", false, ""},
	{58, `keep your details on file`, "C04", "", true, "re-contacts"},
	{59, `apply again in future`, "C04", "", true, "re-contacts"},
	{60, `cannot share feedback / policy`, "U01", "", true, ""},
}

// Each phrase alone decides its row; in a sentence of a letter the sentence is
// marked; what comes with it is the row's own.
func TestLexicon_everyRowItsPhraseThemeActionAndMeasure(t *testing.T) {
	for i, l := range lines {
		row := Lexicon[i]
		if row.N != l.n || row.Theme != l.theme || row.Second != l.second || (row.Action != "") != l.action || row.Measure != l.measure {
			t.Errorf("row %d: %+v", l.n, row)
		}
		if row.Phrase != l.phrases || row.Meaning == "" || strings.ContainsAny(row.Meaning+row.Action, "!%") {
			t.Errorf("row %d: %+v", l.n, row)
		}
		for phrase := range strings.SplitSeq(l.phrases, "/") {
			phrase = strings.TrimSpace(phrase)
			for _, text := range []string{phrase, strings.ToUpper(phrase), "“" + phrase + ".”", " " + phrase + "\n"} {
				h := Match(text).Matches[0]
				reason, _ := track.ReasonByCode(l.theme)
				if h.Row != l.n || h.Theme != l.theme || h.Reason != reason.Name || h.Meaning != row.Meaning || h.Action != row.Action || h.Measure != l.measure {
					t.Errorf("row %d from %q: %+v", l.n, text, h)
				}
				if got := string([]rune(text)[h.Start:h.End]); !strings.Contains(strings.ToLower(phrase), strings.ToLower(got)) {
					t.Errorf("row %d from %q marks %q", l.n, text, got)
				}
			}
		}
	}
	if len(lines) != 60 || len(Lexicon) != 60 {
		t.Errorf("%d lines, %d rows", len(lines), len(Lexicon))
	}
}

// In a letter, the sentence that holds the phrase is marked, wherever it
// stands and whatever letters stand before it.
func TestMatch_marksTheSentence(t *testing.T) {
	const before, after = "Dear Zoë,\n\nthank you – for coming by. ", " We wish you well.\n\nÀ bientôt\n"
	for n, both := range wordings {
		for _, sentence := range both {
			text := before + sentence + after
			found := false
			for _, h := range Match(text).Matches {
				if h.Row != n {
					continue
				}
				found = true
				if got := string([]rune(text)[h.Sentence.Start:h.Sentence.End]); got != sentence {
					t.Errorf("row %d marks %q, want %q", n, got, sentence)
				}
				if h.Start < h.Sentence.Start || h.End > h.Sentence.End {
					t.Errorf("row %d: the phrase lies outside its sentence: %+v", n, h)
				}
			}
			if !found {
				t.Errorf("row %d not found in %q", n, text)
			}
		}
	}
}

// The most specific wins: A and B before C before U, the longer phrase first,
// and what lies with them (C01 to C03) before all.
func TestMatch_whatDecidesAmongSeveral(t *testing.T) {
	for _, c := range []struct {
		text string
		want string // rows in order
	}{
		{"You were not the right fit, as your answers lacked structure.", "20 4"},
		{"It was a close decision; we missed concrete examples.", "19 56"},
		{"We had many strong applicants and went with another candidate.", "57 55"},
		{"We chose someone with more experience, but the role has changed.", "3 1 57"},
		{"We needed stronger stakeholder management, yet the position is on hold.", "53 2"},
		{"We went with an internal candidate who was a closer match to the requirements.", "52 7"},
		{"We look for stronger technical skills and more technical depth.", "8 9"},
		{"Your salary expectations are above our budget.", "33 34"},
		{"It is company policy not to give feedback; we went with another candidate.", "57 60"},
		{"We will keep your details on file.", "58"},
	} {
		var rows []string
		for _, h := range Match(c.text).Matches {
			rows = append(rows, fmt.Sprint(h.Row))
		}
		if got := strings.Join(rows, " "); got != c.want {
			t.Errorf("%q: rows %s, want %s", c.text, got, c.want)
		}
	}
}

func TestMatch_noRowTwiceAndOffsetsAreCodePoints(t *testing.T) {
	text := "Ünïcode – «someone with more experience». Again: someone with more experience. Budget, budget constraints."
	seen := map[int]bool{}
	for _, h := range Match(text).Matches {
		if seen[h.Row] {
			t.Errorf("row %d twice", h.Row)
		}
		seen[h.Row] = true
		if got := []rune(text)[h.Start]; !unicode.IsLetter(got) {
			t.Errorf("row %d starts at %q", h.Row, got)
		}
	}
	if h := Match(text).Matches[0]; string([]rune(text)[h.Start:h.End]) != "someone with more experience" {
		t.Errorf("%+v", h)
	}
}

// They can't give feedback, and then they do: given wins (method.md 3.2).
func TestReadAnswer_feedbackGivenWinsOverRefused(t *testing.T) {
	for text, want := range map[string]track.FeedbackState{
		"We are not able to give individual feedback. One area to work on would be the structure of your answers.": track.FeedbackGiven,
		"One thing you could strengthen is the system design. Beyond that we cannot share feedback.":               track.FeedbackGiven,
		"We cannot share feedback.": track.FeedbackRefused,
		"It is our policy that the feedback from the team is not shared, so we can't give feedback.": track.FeedbackRefused,
	} {
		if got := ReadAnswer(text).Feedback; got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}
