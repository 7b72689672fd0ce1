package bullet

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func codes(r Result) (list []string) {
	for _, f := range r.Findings {
		list = append(list, f.Code)
	}
	return list
}

// Each code with lines that have it and lines that do not.
var examples = []struct {
	code   string
	has    []string
	hasNot []string
}{
	{"RB01", []string{"The payments team of 12 people in Dublin for 3 years", "Excellent knowledge of ledgers across 4 banks"}, []string{"Led the move of a ledger with 2.1 M entries a day", "Quietly rebuilt the seat-hold service for 12 000 holds a minute", "Co-led 4 teams through an audit without findings"}},
	{"RB02", []string{"Responsible for on-call and incident process.", "Worked on payouts across several teams", "Helped 40 customers a day at the desk of a busy branch"}, []string{"Ran 11 incidents as commander and cut night calls to 2", "Worked nights so that 30 beds stayed open through the winter"}},
	{"RB03", []string{"Spearheaded 3 launches in 2 years for the retail arm", "Leveraged 40 suppliers to cut cost by 8% in a year"}, []string{"Led 3 launches in 2 years for the retail arm"}},
	{"RB04", []string{"I built the billing service for 3 countries in a year", "Built our billing service for 3 countries in a year"}, []string{"Built the billing service for 3 countries in a year", "Ran Phase I of a trial with 30 patients at two sites"}},
	{"RB05", []string{"Improved the internal documentation of the platform", "Managed stakeholders and communication around releases"}, []string{"Rewrote the handbook that 40 engineers use", "Replaced the paper rota so that nobody phones in at six", "Trained two ward teams on the new pump"}},
	{"RB06", []string{"Migrated services to Java 17 and Python 3.12", "Supported customers 24/7 as part of the night rota"}, []string{"Moved 14 services to Java 17 within a quarter"}},
	{"RB07", []string{"Reduced page load time by 40% through caching work", "Raised conversion by 12 percent with a new form"}, []string{"Cut page load by 40% in one quarter with a cache", "Cut waste from 9% to 4% with a new order sheet", "Answered 95% of all calls in a minute"}},
	{"RB08", []string{"Increased sales by 300% with a new funnel page", "Made the build 20x faster with a shared cache"}, []string{"Raised test coverage to 100% of the payment code", "Made the build 20x faster, from 40 minutes to 2 minutes", "Raised sales by 30% in a year"}},
	{"RB09", []string{"Mentored two junior engineers.", strings.Repeat("Led a team of nine through a very long story ", 5)}, []string{"Mentored two junior engineers who now lead teams."}},
	{"RB10", []string{"Built the booking form for 3 clinics and trained 40 nurses in its use", "Cut the bill by 31% in a quarter; wrote the guide that 6 teams use"}, []string{"Cut and sewed 40 costumes for a stage of 12", "Built the booking form for 3 clinics and their patients"}},
	{"RB11", []string{"Manage a team of 12 nurses on two wards", "Builds data pipelines for 3 countries every day"}, []string{"Managed a team of 12 nurses on two wards", "Cut costs by 9% in one year"}},
	{"RB13", []string{"Results-driven engineer with 9 years across 3 banks", "Led a dynamic team of 9 in a fast-paced setting"}, []string{"Led a team of 9 through two relocations"}},
	{"RB14", []string{"The ledger was migrated for 4 teams in three weeks", "Reports were written for 9 boards each quarter"}, []string{"Migrated the ledger for 4 teams in three weeks"}},
	{"RB15", []string{"Improved efficiency of the warehouse by better planning", "Increased team morale through regular meetings"}, []string{"Raised picking efficiency from 60 to 85 lines an hour"}},
}

func TestCheck_findsEachCodeAndNothingElseOfIt(t *testing.T) {
	for _, e := range examples {
		for _, s := range e.has {
			if r := Check([]Line{{Text: s}}, Options{})[0]; !slices.Contains(codes(r), e.code) {
				t.Errorf("%s is missing in %q: %v", e.code, s, codes(r))
			}
		}
		for _, s := range e.hasNot {
			if r := Check([]Line{{Text: s}}, Options{})[0]; slices.Contains(codes(r), e.code) {
				t.Errorf("%s should not be in %q: %+v", e.code, s, r.Findings)
			}
		}
	}
}

func TestCheck_looksAtTheWholeList(t *testing.T) {
	lines := []Line{{Text: "Led 3 launches in two countries for retail"}, {Text: "Led 9 people through a move of offices."}, {Text: "Led the yearly audit of 4 subsidiaries"}, {Text: "Cut 31% of the cloud bill in a quarter"}}
	got := Check(lines, Options{})
	if slices.Contains(codes(got[0]), "RB12") || !slices.Contains(codes(got[1]), "RB12") || !slices.Contains(codes(got[2]), "RB12") {
		t.Errorf("RB12: %v %v %v", codes(got[0]), codes(got[1]), codes(got[2]))
	}
	if !slices.Contains(codes(got[1]), "RB16") || slices.Contains(codes(got[0]), "RB16") {
		t.Errorf("RB16: %v %v", codes(got[0]), codes(got[1]))
	}
	if two := Check(lines[:2], Options{}); slices.Contains(codes(two[1]), "RB12") || slices.Contains(codes(two[1]), "RB16") {
		t.Errorf("two lines are no list: %v", codes(two[1]))
	}
}

func TestCheck_keepsPrivateNamesOut(t *testing.T) {
	r := Check([]Line{{Text: "Moved Müller & Co to a ledger for 4 teams"}}, Options{Private: []string{"müller & co", ""}})[0]
	if len(r.Findings) != 1 || r.Findings[0].Code != "RB17" || r.Findings[0].Text != "Müller & Co" {
		t.Errorf("%+v", r.Findings)
	}
	if r := Check([]Line{{Text: "Moved Coherent to a ledger for 4 teams"}}, Options{Private: []string{"Co"}})[0]; slices.Contains(codes(r), "RB17") {
		t.Error("part of a word is no name")
	}
}

func TestCheck_presentJobMayUseThePresent(t *testing.T) {
	if r := Check([]Line{{Text: "Manage a team of 12 nurses on two wards", Current: true}}, Options{})[0]; len(r.Findings) != 0 {
		t.Errorf("%+v", r.Findings)
	}
}

func TestCheck_otherLanguagesGetOnlyWhatNeedsNoWords(t *testing.T) {
	for _, s := range []string{"Verantwortlich für die Einführung der neuen Software mit dem Team", "Responsable de la mise en place des outils pour les équipes"} {
		if r := Check([]Line{{Text: s}}, Options{})[0]; len(r.Findings) != 0 {
			t.Errorf("%q: %v", s, codes(r))
		}
	}
}

func TestRules_areSeventeenWithExamples(t *testing.T) {
	all := Rules()
	if len(all) != 17 {
		t.Fatalf("%d rules", len(all))
	}
	for _, r := range all {
		tested := slices.ContainsFunc(examples, func(e struct {
			code   string
			has    []string
			hasNot []string
		}) bool {
			return e.code == r.Code
		})
		if !tested && r.Code != "RB12" && r.Code != "RB16" && r.Code != "RB17" {
			t.Errorf("%s has no example", r.Code)
		}
	}
}

// Whatever is typed, places lie inside the line and hold the text they name,
// and no rewrite brings in a digit.
func TestCheck_placesAreInsideAndNoFigureIsInvented(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		parts := rapid.SliceOfN(rapid.SampledFrom([]string{"Led", "helped", "I", "ünïcode", "40%", "10x", "and", "built", "results-driven", "was migrated", ";", "İstanbul", "2019", "efficiency", "improved", "of", "🙂", "the"}), 0, 20).Draw(t, "parts")
		text := strings.Join(parts, " ")
		for _, f := range Check([]Line{{Text: text}}, Options{Private: []string{"ünïcode"}})[0].Findings {
			runes := []rune(strings.TrimSpace(text))
			if f.Start < 0 || f.End > len(runes) || f.Start > f.End {
				t.Fatalf("%+v lies outside %q", f, text)
			}
			if f.Text != string(runes[f.Start:f.End]) {
				t.Fatalf("%+v does not hold %q", f, string(runes[f.Start:f.End]))
			}
			if strings.ContainsAny(f.Try, "0123456789") {
				t.Fatalf("%s brings in a figure: %q", f.Code, f.Try)
			}
		}
	})
}

func FuzzCheck(f *testing.F) {
	f.Add("Led 3 launches in two countries", "• Responsible for things;\x00 and", "Müller")
	f.Fuzz(func(t *testing.T, a, b, private string) {
		for _, r := range Check([]Line{{Text: a}, {Text: b, Current: true}, {Text: a + b}}, Options{Private: []string{private}}) {
			for _, f := range r.Findings {
				if f.End < f.Start || utf8.RuneCountInString(r.Text) < f.End {
					t.Fatalf("%+v in %q", f, r.Text)
				}
			}
		}
	})
}
