package table

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"debrief/internal/track"
)

func TestParseDate_everyFormat(t *testing.T) {
	for _, c := range []struct {
		cell, format string
		day          track.Day
		at           string
	}{
		{"2016-08-31", FormatISO, "2016-08-31", ""},
		{"2016-08-31T00:00:00Z", FormatISO, "2016-08-31", ""},
		{"2016-08-31T17:05:09.123+02:00", FormatISO, "2016-08-31", "17:05"},
		{"2016/8/1 9:00", FormatISO, "2016-08-01", "09:00"},
		{"30/08/2023", FormatDayFirst, "2023-08-30", ""},
		{"27/09/2023 8:00", FormatDayFirst, "2023-09-27", "08:00"},
		{"30.08.2023, 14:30 Uhr", FormatDayFirst, "2023-08-30", "14:30"},
		{"1-2-23", FormatDayFirst, "2023-02-01", ""},
		{"lundi 04/09/2023 à 14h30", FormatDayFirst, "2023-09-04", "14:30"},
		{"11/23/24, 11:39 PM", FormatMonthFirst, "2024-11-23", "23:39"},
		{"11/23/24, 11:39\u202fPM", FormatMonthFirst, "2024-11-23", "23:39"},
		{"11/23/2024 12:05 a.m.", FormatMonthFirst, "2024-11-23", "00:05"},
		{"8-Jul-2024", FormatNamed, "2024-07-08", ""},
		{"Nov 23, 2024", FormatNamed, "2024-11-23", ""},
		{"Mon, Nov 4th, 2024 at 9:15 am", FormatNamed, "2024-11-04", "09:15"},
		{"8 juillet 2024", FormatNamed, "2024-07-08", ""},
		{"1er août 2024", FormatNamed, "2024-08-01", ""},
		{"3. März 2024", FormatNamed, "2024-03-03", ""},
		{"March 3 2024", FormatNamed, "2024-03-03", ""},
		{"Sept 3, 2024", FormatNamed, "2024-09-03", ""},
		{"  2016-08-31\u00a0", FormatISO, "2016-08-31", ""},
		{"Jul 2024", FormatMonth, "2024-07", ""},
		{"07/2024", FormatMonth, "2024-07", ""},
		{"2024-07", FormatMonth, "2024-07", ""},
	} {
		day, at, ok := parseDate(c.cell, []string{c.format})
		if !ok || day != c.day || at != c.at {
			t.Errorf("%q as %s: %q %q %v, want %q %q", c.cell, c.format, day, at, ok, c.day, c.at)
		}
	}
}

func TestParseDate_refusesWhatIsNoDay(t *testing.T) {
	for _, cell := range []string{"", "soon", "8/82019", "8-Jul", "Before 2025-01-24", "2025-01-24 2025-02-01", "31/02/2024", "24/12/0203", "24/12/20223",
		"2024", "12", "jui 2024", "maybe 2024", "12/12/2024 25:00", strings.Repeat("1", 100), "12/2024/2024"} {
		if day, at, ok := parseDate(cell, DateFormats); ok {
			t.Errorf("%q was read as %s %s", cell, day, at)
		}
	}
}

func TestGuess_sheetsOfThreeLanguages(t *testing.T) {
	for _, c := range []struct {
		claim, csv string
		want       map[Field]string
		dates      []string
		first      Proposal // the parts compared below
	}{
		{"a usual sheet", "Company,Position,Date Applied,Status,Link,Notes\nAcme,Clerk,8-Jul-2024,Rejected,https://acme.test/1,\"=x, y\"\n",
			map[Field]string{FieldCompany: "Company", FieldRole: "Position", FieldApplied: "Date Applied", FieldStatus: "Status", FieldURL: "Link", FieldNotes: "Notes"},
			[]string{FormatISO, FormatNamed}, Proposal{Company: "Acme", Role: "Clerk", URL: "https://acme.test/1", Notes: "=x, y", Status: "Rejected", Channel: track.Cold}},
		{"French", "Entreprise;Poste;Ville;Date de candidature;Statut;Source;Commentaires\nThalès;Développeur;Rennes;30/08/2023;Refusé;Cooptation;vu en mai\n",
			map[Field]string{FieldCompany: "Entreprise", FieldRole: "Poste", FieldLocation: "Ville", FieldApplied: "Date de candidature", FieldStatus: "Statut", FieldSource: "Source", FieldChannel: "Source", FieldNotes: "Commentaires"},
			[]string{FormatISO, FormatDayFirst}, Proposal{Company: "Thalès", Role: "Développeur", Location: "Rennes", Source: "Cooptation", Notes: "vu en mai", Status: "Refusé", Channel: track.Referral}},
		{"German", "Firma;Stelle;Ort;Beworben am;Stand;Anzeige;Ansprechpartner\nMüller GmbH;Sachbearbeiter;Köln;30.08.2023;Absage;https://m.test;Frau Ortiz\n",
			map[Field]string{FieldCompany: "Firma", FieldRole: "Stelle", FieldLocation: "Ort", FieldApplied: "Beworben am", FieldStatus: "Stand", FieldURL: "Anzeige", FieldContact: "Ansprechpartner"},
			[]string{FormatISO, FormatDayFirst}, Proposal{Company: "Müller GmbH", Role: "Sachbearbeiter", Location: "Köln", URL: "https://m.test", Contact: "Frau Ortiz", Status: "Absage", Channel: track.Cold}},
		{"American dates", "Company,Role,Applied\nAcme,Clerk,08/30/2023\nAcme,Cook,09/01/2023\n",
			map[Field]string{FieldCompany: "Company", FieldRole: "Role", FieldApplied: "Applied"},
			[]string{FormatISO, FormatMonthFirst}, Proposal{Company: "Acme", Role: "Clerk", Channel: track.Cold}},
	} {
		table, err := Read([]byte(c.csv))
		if err != nil {
			t.Fatal(err)
		}
		m := Guess(table)
		got := map[Field]string{}
		for _, f := range Fields() {
			if c := *m.at(f); c != "" {
				got[f] = c
			}
		}
		if diff := cmp.Diff(c.want, got); diff != "" || !slices.Equal(m.Dates, c.dates) || len(m.Unsure) > 0 {
			t.Errorf("%s: dates %v, unsure %v, %s", c.claim, m.Dates, m.Unsure, diff)
		}
		list, err := Apply(table, m, now)
		if err != nil {
			t.Fatal(err)
		}
		p := list[0]
		if len(p.Problems) > 0 || !p.Events[0].Day.Known() {
			t.Errorf("%s: %+v", c.claim, p)
		}
		p = Proposal{Company: p.Company, Role: p.Role, Location: p.Location, Source: p.Source, URL: p.URL, Notes: p.Notes, Contact: p.Contact, Status: p.Status, Channel: p.Channel}
		if diff := cmp.Diff(c.first, p); diff != "" {
			t.Errorf("%s: %s", c.claim, diff)
		}
	}
}

func TestGuess_knownExports(t *testing.T) {
	linkedIn := "Application Date,Contact Email,Contact Phone Number,Company Name,Job Title,Job Url,Resume Name,Question And Answers\n" +
		"\"11/23/24, 11:39 PM\",me@x.test,+1 555,Acme,Clerk,https://l.test/1,cv.pdf,Your age?:40\n"
	simplify := "Job Title,Company Name,Job URL,Applied Date,Status,Status Date,Archived,Date Archived,Notes\nClerk,Acme,https://s.test,2024-11-23,Rejected,2024-12-01,No,,\n"
	for name, csv := range map[string]string{"LinkedIn export": linkedIn, "Simplify": simplify} {
		table, err := Read([]byte(csv))
		if err != nil {
			t.Fatal(err)
		}
		m := Guess(table)
		list, err := Apply(table, m, now)
		if err != nil {
			t.Fatal(err)
		}
		p := list[0]
		if m.Name != name || p.Company != "Acme" || p.Role != "Clerk" || p.Events[0].Day != "2024-11-23" || len(p.Problems) > 0 {
			t.Errorf("%s: %q %+v", name, m.Name, p)
		}
		if strings.Contains(p.Notes, "age") {
			t.Errorf("%s: answers to questions are in the notes", name)
		}
		if name == "Simplify" && (len(p.Events) != 2 || p.Events[1].Day != "2024-12-01") {
			t.Errorf("the day of the status: %+v", p.Events)
		}
	}
}

// Header as workbench.ExportCSV writes it.
func TestGuess_ourOwnExportComesBack(t *testing.T) {
	table, err := Read([]byte("company,role,channel,location,applied_on,stage,furthest_stage,ending,ended_on,answered,resume,source,id\n" +
		"Acme,Clerk,referral,Rennes,2026-03-01,applied,panel,declined,2026-04-01,yes,,A friend,x1\n" +
		"Beta,Cook,cold,,2026-03,applied,applied,,,,,,x2\n" +
		"Gamma,Cook,cold,,2026-03-02,accepted,accepted,accepted,2026-05-02,yes,,,x3\n"))
	if err != nil {
		t.Fatal(err)
	}
	m := Guess(table)
	list, err := Apply(table, m, now)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]int{"applications": 3, "problems": 0, "DQ2": 1, "channel referral": 1, "channel cold": 2, "stage_entered applied": 3, "stage_entered panel undated": 1,
		"ended declined": 1, "ended accepted": 1, "stage_entered accepted": 1}
	if diff := cmp.Diff(want, tally(list)); diff != "" || m.Name != "Debrief" {
		t.Errorf("%s: %s", m.Name, diff)
	}
}

func TestGuess_namesWhatItAssumed(t *testing.T) {
	for _, c := range []struct{ claim, csv, want string }{
		{"ambiguous dates", "Company,Applied\nAcme,03/04/2024\n", "day first and month first"},
		{"unknown status", "Company,Status\nAcme,Applied\nAcme,reeejected\nAcme,Rejected\n", `"reeejected"`},
		{"a column of days without a name", "Company,Jour\nAcme,2024-05-02\n", `"Jour"`},
	} {
		table, err := Read([]byte(c.csv))
		if err != nil {
			t.Fatal(err)
		}
		if m := Guess(table); len(m.Unsure) != 1 || !strings.Contains(m.Unsure[0], c.want) {
			t.Errorf("%s: %q", c.claim, m.Unsure)
		}
	}
}

func TestGuess_leavesOtherDaysAlone(t *testing.T) {
	table, err := Read([]byte("Company,Date Posted,Follow up date,Deadline,Interview notes,State\nAcme,2024-05-02,2024-05-03,2024-05-04,went well,CA\n"))
	if err != nil {
		t.Fatal(err)
	}
	m := Guess(table)
	if m.Applied != "" || len(m.Stages) > 0 || m.Status != "" {
		t.Errorf("%+v", m)
	}
	if m.Notes != "Interview notes" {
		t.Errorf("notes from %q", m.Notes)
	}
}

func TestKnown_areComplete(t *testing.T) {
	for _, k := range Known {
		var header []string
		for _, f := range Fields() {
			header = append(header, Table{}.columns(*k.at(f))...)
		}
		if err := k.Check(Table{Header: header}); err != nil || k.Name == "" {
			t.Errorf("%s: %v", k.Name, err)
		}
	}
	for _, f := range Fields() {
		if f.Label() == "" {
			t.Errorf("%s has no label", f)
		}
	}
	for _, f := range DateFormats {
		if layouts[f] == nil {
			t.Errorf("%s has no layout", f)
		}
	}
}

// Every word of the tables is in the form in which cells are compared, and no
// word stands in two rows of a table, where the second would never be met.
func TestWords_areNormalAndMeetable(t *testing.T) {
	seen := map[string]bool{}
	word := func(table, w string) {
		if w != words(w) {
			t.Errorf("%s: %q is compared as %q", table, w, words(w))
		}
		if seen[table+w] {
			t.Errorf("%s: %q stands twice", table, w)
		}
		seen[table+w] = true
	}
	for _, r := range statusWords {
		for _, w := range r.Words {
			word("status", w)
		}
	}
	for _, r := range channelWords {
		for _, w := range r.Words {
			word("channel", w)
		}
	}
	for _, r := range fieldWords {
		for _, w := range r.Names {
			word("field", w)
		}
	}
	for _, r := range stageWords {
		for _, w := range r.Names {
			word("stage", w)
		}
	}
}

func TestApply_findsDateFormatsThatTheMappingDoesNotName(t *testing.T) {
	table, err := Read([]byte("Company,Sent off\nAcme,08/30/2023\nBeta,09/01/2023\n"))
	if err != nil {
		t.Fatal(err)
	}
	list, err := Apply(table, Mapping{Company: "Company", Applied: "Sent off"}, now)
	if err != nil {
		t.Fatal(err)
	}
	if day := list[1].Events[0].Day; day != "2023-09-01" {
		t.Errorf("the second row was read as %q, %v", day, list[1].Problems)
	}
}
