package story

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func ledger() Story {
	return Story{
		Title:     "Ledger migration",
		Situation: "Four teams wrote to one ledger table: 2.1 million entries a day, eight weeks from full.",
		Task:      "Move nine years of entries without a lost cent.",
		Action: "I wrote a two-page plan and asked the four leads to sign it. I ran both ledgers side by side for three weeks and compared every balance each night. " +
			"When the nightly run got slow I split it by month. I cut scope twice: no new currency, no new report. Finance got a daily note from me with the differences and what I did about each.",
		Result:       "No lost cent. Stop of 3 min 40. Closing went from 11 hours to 50 minutes.",
		Competencies: []string{"scope", "depth"},
	}
}

func find(t *testing.T, s Story, code string, o Options) []Finding {
	t.Helper()
	var out []Finding
	for _, f := range Check(s, o) {
		if f.Check == code {
			out = append(out, f)
		}
	}
	return out
}

func TestCheck_aFullStoryHasNothingOpen(t *testing.T) {
	for _, f := range Check(ledger(), Options{}) {
		if !f.Good {
			t.Errorf("%+v", f)
		}
	}
	if !Strong(ledger(), Options{}) {
		t.Error("not strong")
	}
	if f := find(t, ledger(), "result", Options{}); f[0].Say != "Result has 4 numbers." {
		t.Errorf("%+v", f)
	}
}

func TestCheck_saysWhatIsOpen(t *testing.T) {
	for _, c := range []struct {
		code   string
		change func(*Story)
		open   bool
		say    string
	}{
		{"scope", func(s *Story) { s.Situation, s.Task = "The table was full. It was old. We had 4 teams.", "" }, true, "no size"},
		{"scope", func(s *Story) { s.Situation, s.Task = "", "" }, true, "not written"},
		{"own_part", func(s *Story) { s.Action = "We wrote a plan and we ran both." }, true, "yourself"},
		{"own_part", func(s *Story) { s.Action = "I wrote a plan. We ran both, we compared, we cut scope." }, true, "hide"},
		{"own_part", func(s *Story) { s.Action = "" }, true, "not written"},
		{"result", func(s *Story) { s.Result = "It went well and people liked it." }, true, "named change"},
		{"result", func(s *Story) { s.Result = "Finance dropped their own book." }, false, "what changed"},
		{"result", func(s *Story) { s.Result, s.NoNumber = "It went well.", "The firm measured nothing." }, false, "reason"},
		{"length", func(s *Story) { s.Action = strings.Repeat("I did one thing. ", 80) }, true, "most that is followed"},
		{"length", func(s *Story) { *s = Story{Action: "I cut it."} }, true, "Too short"},
		{"reflection", func(s *Story) { s.Failure = true }, true, "differently"},
		{"reflection", func(s *Story) { s.Failure, s.Reflection = true, "I would ask first." }, false, "differently"},
		{"balance", func(s *Story) { s.Situation = strings.Repeat("It was a long road. ", 20) }, true, "before your first act"},
		{"balance", func(s *Story) { s.Result = "Done." }, true, "came of it"},
		{"vague", func(s *Story) { s.Action += " I got everyone on board. Then it was late." }, true, "How?"},
		{"influence", func(s *Story) { s.Influence = &Influence{} }, true, "cared about"},
	} {
		s := ledger()
		c.change(&s)
		got := find(t, s, c.code, Options{})
		if len(got) == 0 {
			t.Errorf("%s: nothing", c.code)
			continue
		}
		hit := false
		for _, f := range got {
			hit = hit || f.Good != c.open && strings.Contains(f.Say, c.say)
		}
		if !hit {
			t.Errorf("%s: want open=%v with %q, got %+v", c.code, c.open, c.say, got)
		}
	}
}

func TestCheck_vagueWordsAreFineWhenTheActFollows(t *testing.T) {
	s := ledger()
	s.Action = "I got everyone on board. I showed each lead their own three worst nights. " + s.Action
	if got := find(t, s, "vague", Options{}); len(got) != 0 {
		t.Errorf("%+v", got)
	}
}

func TestCheck_influenceIsCompleteWhenAllIsThere(t *testing.T) {
	s := ledger()
	s.Influence = &Influence{Stakeholders: []Stakeholder{{Role: "Finance lead", Before: Against, After: For, Worry: "two books at year end"}}, Tactics: []string{"three weeks of both ledgers side by side"},
		Conceded: "no new report", Decision: "signed in one meeting", Relationship: "she asks first now"}
	if got := find(t, s, "influence", Options{}); len(got) != 1 || !got[0].Good {
		t.Errorf("%+v", got)
	}
	if lines := s.Outline(); len(lines) != 7 || !strings.Contains(lines[1].Text, "Finance lead") {
		t.Errorf("%+v", lines)
	}
}

func TestCheck_privateTermsAreMarkedInPlace(t *testing.T) {
	s := ledger()
	s.Result += " Größer als Acme Söhne."
	got := find(t, s, "confidential", Options{Private: []string{"acme söhne", ""}})
	if len(got) != 1 || got[0].Text != "Acme Söhne" || string([]rune(s.Result)[got[0].Start:got[0].End]) != "Acme Söhne" {
		t.Errorf("%+v", got)
	}
}

func TestView_regroupsTheSameText(t *testing.T) {
	s := ledger()
	s.Obstacle, s.Reflection = "Payouts had to keep running.", "I would ask finance sooner."
	words := func(parts []Part) (n int) {
		for _, p := range parts {
			n += len(strings.Fields(p.Text))
		}
		return n
	}
	for _, f := range Forms {
		if got := words(s.View(f)); got != s.Words() {
			t.Errorf("%s holds %d of %d words", f, got, s.Words())
		}
	}
}

func TestAloud_isTwoMinutesFor280Words(t *testing.T) {
	if got := (Story{Action: strings.Repeat("word ", 280)}).Aloud(); got != 2*time.Minute {
		t.Errorf("%v", got)
	}
}

func TestCoverage_namesGaps(t *testing.T) {
	weak := Story{Title: "Queue", Action: "We fixed it.", Competencies: []string{"incident", "no such topic"}}
	rows := Coverage([]Story{ledger(), weak}, []string{"incident", "influence"}, Options{})
	if len(rows) != len(Competencies) {
		t.Fatalf("%d rows", len(rows))
	}
	for _, r := range rows {
		switch r.Code {
		case "scope":
			if r.Strong != 1 || r.Gap() || r.Cells[0] != Good {
				t.Errorf("%+v", r)
			}
		case "incident":
			if r.Weak != 1 || !r.Gap() || !r.Asked || r.Cells[1] != Weak {
				t.Errorf("%+v", r)
			}
		case "influence":
			if r.Weak+r.Strong != 0 || !r.Gap() || !r.Asked {
				t.Errorf("%+v", r)
			}
		}
		if len(r.Questions) < 3 {
			t.Errorf("%s has %d questions", r.Code, len(r.Questions))
		}
	}
	if c, ok := CompetencyByCode("scope"); !ok || c.Name == "" {
		t.Error("scope is not found")
	}
	if _, ok := CompetencyByCode("nothing"); ok {
		t.Error("a topic was made up")
	}
}

func TestCheck_placesHoldTheTextTheyName(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom([]string{"I", "we aligned", "wrote", "ö", "4", ".", "got buy-in", "It ended.", "Geheim"}), 0, 40).Draw(t, "words"), " ")
		s := Story{Situation: text, Action: text, Result: text}
		for _, f := range Check(s, Options{Private: []string{"geheim"}}) {
			if f.End == 0 {
				continue
			}
			part := map[string]string{"Situation": s.Situation, "Action": s.Action, "Result": s.Result}[f.Part]
			if got := string([]rune(part)[f.Start:f.End]); got != f.Text {
				t.Fatalf("%+v holds %q", f, got)
			}
		}
	})
}
