package worklog

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"debrief/internal/track"
)

func profile(t *testing.T, code string) Profile {
	t.Helper()
	p, err := ProfileByCode(code)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

var rows = []Row{
	{Key: "3", Day: "2026-11-22", Activity: FollowUp, Employer: "Ostler", Position: "Clerk", Counts: Yes},                           // a Sunday
	{Key: "1", Day: "2026-11-16", Activity: Application, Employer: "Ostler", Position: "Clerk", Counts: Yes, Proof: "confirmation"}, // a Monday
	{Key: "2", Day: "2026-11-18", Activity: Interview, Employer: "Quaywise", Position: "Porter"},
	{Key: "4", Day: "2026-11-24", Activity: Application, Employer: "ostler", Position: "clerk", Counts: No},
	{Key: "5", Day: "2026-11", Activity: Application, Employer: "Gannet", Counts: Yes},
}

func TestWeeks_startOnTheOfficesDay(t *testing.T) {
	sunday := Weeks(rows, profile(t, "wa"))
	if len(sunday) != 2 || sunday[0].Start != "2026-11-22" || sunday[0].End != "2026-11-28" || sunday[1].Start != "2026-11-15" {
		t.Fatalf("%+v", sunday)
	}
	if w := sunday[1]; w.Counted != 1 || w.Asked != 1 || w.Days != 1 || w.Contact != 1 {
		t.Errorf("%+v", w)
	}
	p := profile(t, "generic")
	p.Monday = true
	if monday := Weeks(rows, p); len(monday) != 2 || monday[1].Start != "2026-11-16" || len(monday[1].Rows) != 3 {
		t.Errorf("%+v", monday)
	}
}

func TestWeeks_remindOfTheOfficesRules(t *testing.T) {
	keys := func(code string) (list []string) {
		for _, w := range Weeks(rows, profile(t, code)) {
			for _, r := range w.Remarks {
				list = append(list, r.Key)
			}
		}
		slices.Sort(list)
		return list
	}
	for code, want := range map[string][]string{"ct": {"4"}, "tx": {"4"}, "wi": {"2", "3"}, "wa": nil, "generic": nil} {
		if got := keys(code); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", code, got, want)
		}
	}
}

func TestTable_hasTheColumnsOfTheProfileInOrder(t *testing.T) {
	head, lines := Table(rows, profile(t, "ct"))
	if head[0] != "Date" || slices.Contains(head, "Note") || len(lines) != len(rows)-1 || lines[1][2] != "Ostler" { // without the one that does not count
		t.Errorf("%v %v", head, lines)
	}
	if _, all := Table(rows, profile(t, "")); len(all) != len(rows) {
		t.Errorf("with a column that says what counts, %d of %d rows are there", len(all), len(rows))
	}
	if all, _ := Table(nil, profile(t, "")); len(all) != len(ColumnCodes()) {
		t.Errorf("%v", all)
	}
}

func TestProfiles_holdNoIdentityNumberAndNameTheirSource(t *testing.T) {
	for _, p := range Profiles {
		for _, c := range p.Columns {
			if !slices.Contains(ColumnCodes(), c) {
				t.Errorf("%s: column %q", p.Code, c)
			}
		}
		if p.Code != "generic" && (!strings.HasPrefix(p.Source, "https://") || p.Checked == "") {
			t.Errorf("%s has no source or date", p.Code)
		}
	}
	for _, c := range ColumnCodes() {
		if strings.Contains(c, "ssn") || strings.Contains(c, "birth") {
			t.Errorf("column %s", c)
		}
	}
}

func TestParseProfile_namesWhatIsWrong(t *testing.T) {
	for body, want := range map[string]string{
		`{`: "can't be read", `{"code":"x","name":"X","columns":["ssn"]}`: `"ssn"`, `{"code":"x"}`: "a name", `{"code":"x","name":"X","colums":[]}`: "colums",
	} {
		if _, err := ParseProfile([]byte(body)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", body, err)
		}
	}
	p, err := ParseProfile([]byte(`{"code":"or","name":"Oregon","per_week":5,"columns":["date","employer"]}`))
	if err != nil || p.PerWeek != 5 {
		t.Errorf("%+v %v", p, err)
	}
	if _, err := ProfileByCode("xx"); err == nil || !strings.Contains(err.Error(), "generic") {
		t.Errorf("%v", err)
	}
}

func TestWeeks_loseNoDatedRowAndDoNotMindTheOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var list []Row
		for i := range rapid.IntRange(0, 30).Draw(t, "n") {
			day := track.Day("2026-10-01").Add(rapid.IntRange(0, 60).Draw(t, "day"))
			list = append(list, Row{Key: string(rune('a' + i)), Day: day, Activity: rapid.SampledFrom(Activities).Draw(t, "activity"), Employer: rapid.SampledFrom([]string{"A", "B"}).Draw(t, "employer"), Counts: rapid.SampledFrom([]Counts{Yes, No, Ask, ""}).Draw(t, "counts")})
		}
		p := rapid.SampledFrom(Profiles).Draw(t, "profile")
		n := 0
		weeks := Weeks(list, p)
		for _, w := range weeks {
			n += len(w.Rows)
			for _, r := range w.Rows {
				if r.Day < w.Start || r.Day > w.End {
					t.Fatalf("%s outside %s to %s", r.Day, w.Start, w.End)
				}
			}
		}
		if n != len(list) {
			t.Fatalf("%d of %d rows", n, len(list))
		}
		back := slices.Clone(list)
		slices.Reverse(back)
		again := Weeks(back, p)
		for i := range weeks {
			if again[i].Counted != weeks[i].Counted || len(again[i].Remarks) != len(weeks[i].Remarks) {
				t.Fatalf("order of entry matters: %+v %+v", weeks[i], again[i])
			}
		}
	})
}
