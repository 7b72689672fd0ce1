package interview

import (
	"slices"
	"strings"
	"testing"

	"debrief/internal/fault"
	"debrief/internal/story"
	"debrief/internal/track"
)

func TestFields_areThoseOfTheTable(t *testing.T) {
	want := map[Group]int{Call: 5, TheySaid: 17, TheyAsked: 9, ISaid: 7, IAsked: 8, Signal: 3}
	seen := map[string]bool{}
	for _, f := range Fields {
		if seen[f.Name] || f.Label == "" {
			t.Errorf("field %q twice, or without words", f.Name)
		}
		seen[f.Name] = true
		if f.Master != "" && !slices.ContainsFunc(Master, func(m MasterLine) bool { return m.Name == f.Master }) {
			t.Errorf("%s is filled from %q, which the answer sheet does not have", f.Name, f.Master)
		}
	}
	for _, g := range Groups {
		if n := len(In(g)); n != want[g] {
			t.Errorf("%s has %d lines, want %d", g, n, want[g])
		}
	}
}

func TestQuestions_nameTopicsAndAnswersThatExist(t *testing.T) {
	for _, q := range Questions {
		if (q.Topic == "") == (q.Answer == "") || q.Source == "" || len(q.Stages) == 0 {
			t.Errorf("%q: topic %q, answer %q, source %q", q.Text, q.Topic, q.Answer, q.Source)
		}
		if _, ok := story.CompetencyByCode(q.Topic); q.Topic != "" && !ok {
			t.Errorf("%q asks about %q, which is no topic", q.Text, q.Topic)
		}
		if q.Answer != "" && !slices.ContainsFunc(Master, func(m MasterLine) bool { return m.Name == q.Answer }) {
			t.Errorf("%q is answered from %q", q.Text, q.Answer)
		}
	}
	if n := len(Likely(track.Screen)); n != 9 {
		t.Errorf("a screen has %d questions; the standard set has 9", n)
	}
	if n := len(Likely(track.Final)); n != 7 {
		t.Errorf("a final has %d questions; the set has 7", n)
	}
	for _, stage := range track.StageKinds {
		asks := AsksFor(stage)
		if len(asks) == 0 || !asks[len(asks)-1].Always {
			t.Errorf("%s does not end with the question that is always asked", stage)
		}
	}
}

func TestFill_takesOnlyWhatIsEmpty(t *testing.T) {
	a := Answers{"pay_low": "88000", "notice": "one month", "target": "not on the sheet"}
	s := Fill(Sheet{"i_pay_low": "92000", "team": "6"}, a)
	if s["i_pay_low"] != "92000" || s["i_notice"] != "one month" || s["team"] != "6" || len(s) != 3 {
		t.Errorf("%v", s)
	}
	if d := Differs(s, a); len(d) != 1 || d[0].Name != "i_pay_low" {
		t.Errorf("differs %v", d)
	}
}

func TestCheck_refusesWhatLiesOutside(t *testing.T) {
	for name, n := range map[string]Note{
		"went": {Went: 6}, "quality": {Asked: []Asked{{"x", 9}}}, "a_walk": {Sheet: Sheet{"a_walk": "6"}}, "pay_max": {Sheet: Sheet{"pay_max": "80k"}}, "nothing": {Sheet: Sheet{"nothing": "x"}}, "q_range": {Sheet: Sheet{"q_range": "perhaps"}},
	} {
		if err := n.Check(); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
	n := Note{Stressed: "  late\x00 readings \xff", Sheet: Sheet{"team": "  ", "level": strings.Repeat("é", MaxLine)}, Asked: []Asked{{" ", 3}, {"design", 2}}, Promised: "2026-12-03", NoDay: true}
	if err := n.Check(); err != nil || n.Stressed != "late readings" || len(n.Sheet) != 1 || len(n.Sheet["level"]) > MaxLine || len(n.Asked) != 1 || n.NoDay {
		t.Errorf("%v %+v", err, n)
	}
	if err := (Answers{"pay_low": "much"}).Check(); fault.KindOf(err) != fault.Invalid {
		t.Error(err)
	}
	back, err := Read(n.Text())
	if err != nil || back.Text() != n.Text() {
		t.Errorf("%v: %s, %s", err, back.Text(), n.Text())
	}
	if _, err := Read("{"); fault.KindOf(err) != fault.Damaged {
		t.Error(err)
	}
}

func TestScreenCauses_comeFromTheSheet(t *testing.T) {
	for _, c := range []struct {
		name  string
		sheet Sheet
		known string // codes that something points at
		words string // that stand in one text
	}{
		{"nothing", Sheet{}, "", "no figure of yours"},
		{"above their maximum", Sheet{"i_pay_low": "95000", "pay_max": "88000"}, "A06", "you said 95,000 a year, they named up to 88,000"},
		{"within", Sheet{"i_pay_low": "85000", "pay_max": "88000"}, "", "lies within their 88,000"},
		{"remote only", Sheet{"location": "three days on site", "i_place": "remote only"}, "A04", "“three days on site”"},
		{"visa", Sheet{"visa": "no", "i_right": "I need a permit"}, "A05", "Authorisation may"},
		{"later", Sheet{"start": "2026-12-01", "i_start": "2027-02-01"}, "A07", "they want to start on 1 December, you can on 1 February"},
		{"early enough", Sheet{"start": "2026-12-01", "i_start": "2026-11-01"}, "", "you can start by their 1 December"},
		{"target", Sheet{"a_why_us": "2"}, "B10", "“why us” at 2 of 5"},
		{"good target", Sheet{"a_why_us": "4"}, "", "nothing on the sheet says so"},
		{"answers", Sheet{"a_match": "1"}, "B06", "“biggest match, biggest gap” at 1 of 5"},
		{"concerns", Sheet{"concerns": "the gap in 2020"}, "B06", "you heard “the gap in 2020”"},
	} {
		list := ScreenCauses(Record{Note: Note{Sheet: c.sheet}})
		if len(list) != 5 {
			t.Fatalf("%s: %d causes", c.name, len(list))
		}
		all, codes := "", ""
		for _, x := range list {
			all += x.Text + "\n"
			if !strings.Contains(x.Text, "may") {
				t.Errorf("%s: a cause without “may”: %s", c.name, x.Text)
			}
		}
		for _, code := range CodesOf(list) {
			codes += string(code)
		}
		if codes != c.known || !strings.Contains(all, c.words) {
			t.Errorf("%s: codes %q, want %q, in\n%s", c.name, codes, c.known, all)
		}
	}
	if list := ScreenCauses(Record{Note: Note{Sheet: Sheet{"i_pay_low": "95000"}}, Posted: [2]int{70000, 80000}}); !list[0].Known || !strings.Contains(list[0].Text, "the advert says up to 80,000") {
		t.Error(list[0].Text)
	}
}

func TestInterviewCauses_speakOfStoriesThatDidNotLand(t *testing.T) {
	r := Record{Told: []Told{{"Ledger", []string{"scope"}, 5}, {"Queue", []string{"incident", "depth"}, 1}, {"Price", nil, 2}, {"Not said", nil, 0}}, Note: Note{Asked: []Asked{{"capacity", 2}, {"design", 4}}, Open: "the numbers"}}
	list := InterviewCauses(r)
	var codes []string
	for _, c := range CodesOf(list) {
		codes = append(codes, string(c))
	}
	if got := strings.Join(codes, " "); got != "B08 B05 B06 B11" {
		t.Errorf("%s: %+v", got, list)
	}
	if list := InterviewCauses(Record{}); len(list) != 0 {
		t.Errorf("out of nothing: %+v", list)
	}
}
