package table

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"debrief/internal/fault"
	"debrief/internal/track"
)

const now = track.Day("2026-11-24")

func sheet(t *testing.T, path string) Table {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	table, err := Read(b)
	if err != nil {
		t.Fatal(err)
	}
	return table
}

func saved(t *testing.T, path string) (m Mapping) {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b, &m); err != nil {
		t.Fatal(err)
	}
	return m
}

// tally counts what a list of proposals says.
func tally(list []Proposal) map[string]int {
	n := map[string]int{}
	for _, p := range list {
		if p.Skip != "" {
			n["skip: "+p.Skip]++
			continue
		}
		n["applications"]++
		n["channel "+string(p.Channel)]++
		for _, e := range p.Events {
			name := strings.TrimSpace(fmt.Sprintf("%s %s%s", e.Kind, e.Stage, e.Ending))
			if e.Round > 1 {
				name += fmt.Sprintf(" round %d", e.Round)
			}
			if !e.Day.Known() {
				name += " undated"
			}
			n[name]++
		}
		for _, f := range p.Flags {
			n[f]++
		}
		n["problems"] += len(p.Problems)
	}
	return n
}

const (
	jsaPath   = "testdata/applications-jsa-fr-2023/10_2023.csv"
	heissPath = "testdata/applications-heiss-academic/jobs_clean.csv"
)

var jsaTally = map[string]int{
	"applications": 444, "skip: No company is named.": 3, "problems": 0,
	"channel cold": 433, "channel inbound": 10, "channel agency": 1,
	"stage_entered applied": 434, "stage_entered applied undated": 1,
	"stage_entered screen": 15, "stage_entered hiring_manager": 17, "stage_entered panel": 4, "stage_entered panel round 2": 1,
	"stage_entered offer": 4, "stage_entered accepted": 1,
	"ended declined": 137, "ended role_closed": 3, "ended offer_declined": 3, "ended withdrew": 2, "ended accepted": 1,
}

func TestApply_jsaFrance447RowsAccountedFor(t *testing.T) {
	table := sheet(t, jsaPath)
	list, err := Apply(table, saved(t, "testdata/mapping-jsa-fr.json"), now)
	if err != nil {
		t.Fatal(err)
	}
	if len(table.Rows) != 447 || len(list) != 447 || len(table.Notes) != 0 {
		t.Errorf("%d rows, %d proposals, notes %v", len(table.Rows), len(list), table.Notes)
	}
	if diff := cmp.Diff(jsaTally, tally(list)); diff != "" {
		t.Error(diff)
	}
	var lines []int
	for _, p := range list {
		if p.Skip != "" {
			lines = append(lines, p.Line)
		}
	}
	for _, l := range lines {
		if i := slices.IndexFunc(table.Rows, func(r Row) bool { return r.Line == l }); table.Rows[i].Cells[1] != "" {
			t.Errorf("line %d names a company and was left out", l)
		}
	}
}

func TestApply_jsaFirstRowsReadInFull(t *testing.T) {
	list, err := Apply(sheet(t, jsaPath), saved(t, "testdata/mapping-jsa-fr.json"), now)
	if err != nil {
		t.Fatal(err)
	}
	got := list[0]
	got.Key = ""
	want := Proposal{Line: 2, Company: "Orange", Role: "Data Scientist", Location: "Rennes", Channel: track.Cold, Source: "Carrer Site",
		URL: "https://orange.jobs/jobs/v3/offers/127229?lang=", Notes: "Type: Offer", Status: "Rejected", Flags: []string{},
		Events: []ProposedEvent{
			{Kind: track.StageEntered, Stage: track.Applied, Day: "2023-08-30", Raw: "30/08/2023"},
			{Kind: track.StageEntered, Stage: track.Screen, Day: "2023-10-13", Raw: "13/10/2023"},
			{Kind: track.Ended, Ending: track.Declined, Day: "2023-10-26", Raw: "Rejected"},
		}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if e := list[3].Events[1]; e.Stage != track.HiringManager || e.Day != "2023-09-06" || e.Time != "17:00" {
		t.Errorf("the interview with a time: %+v", e)
	}
}

// 137 answers with a median of 7 days, as SOURCE.txt has measured by other means.
func TestApply_jsaTimesAgreeWithTheSource(t *testing.T) {
	list, err := Apply(sheet(t, jsaPath), saved(t, "testdata/mapping-jsa-fr.json"), now)
	if err != nil {
		t.Fatal(err)
	}
	var days []int
	for _, p := range list {
		for _, e := range p.Events {
			if e.Kind == track.Ended && p.Events[0].Stage == track.Applied && p.Events[0].Day.Known() {
				days = append(days, e.Day.Sub(p.Events[0].Day))
			}
		}
	}
	slices.Sort(days)
	if n := len(days); n != 137 || days[n/2] != 7 || days[n-1] != 64 {
		t.Errorf("%d answers, median %d, longest %d", len(days), days[len(days)/2], days[len(days)-1])
	}
}

var heissTally = map[string]int{
	"applications": 186, "channel cold": 186, "problems": 0, "DQ1": 2,
	"stage_entered applied": 186, "stage_entered screen": 27, "stage_entered final": 9, "stage_entered offer": 2,
}

func TestApply_heiss186RowsAccountedFor(t *testing.T) {
	list, err := Apply(sheet(t, heissPath), saved(t, "testdata/mapping-heiss.json"), now)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(heissTally, tally(list)); diff != "" {
		t.Error(diff)
	}
	flagged := map[string]track.Day{}
	numbered := 0
	for _, p := range list {
		if len(p.Flags) > 0 {
			flagged[p.Company] = p.Events[1].Day
		}
		if strings.HasSuffix(p.Key, "#2") {
			numbered++
		}
	}
	want := map[string]track.Day{"Portland State University": "2017-10-07", "Brigham Young University, Romney Institute of Public Management": "2017-02-01"}
	if diff := cmp.Diff(want, flagged); diff != "" {
		t.Errorf("impossible dates are kept and flagged: %s", diff)
	}
	if numbered != 1 {
		t.Errorf("%d rows are numbered as doubles, 1 row of the sheet is there twice", numbered)
	}
}

func TestGuess_agreesWithTheSavedMappings(t *testing.T) {
	for path, want := range map[string]map[string]int{jsaPath: jsaTally, heissPath: heissTally} {
		table := sheet(t, path)
		m := Guess(table)
		if len(m.Unsure) > 0 {
			t.Errorf("%s: unsure of %v", path, m.Unsure)
		}
		list, err := Apply(table, m, now)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, tally(list)); diff != "" {
			t.Errorf("%s: %s", path, diff)
		}
	}
}

func apply(t *testing.T, csv string, change func(*Mapping)) []Proposal {
	t.Helper()
	table, err := Read([]byte(csv))
	if err != nil {
		t.Fatal(err)
	}
	m := Guess(table)
	if change != nil {
		change(&m)
	}
	list, err := Apply(table, m, now)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func TestApply_datesThatCannotBeAreKeptAndFlagged(t *testing.T) {
	for _, c := range []struct {
		claim, row string
		day        track.Day
		flags      []string
	}{
		{"applied next year", "Acme,Clerk,2027-03-01,,Applied,", "2027-03-01", []string{"DQ1"}},
		{"answered before applying", "Acme,Clerk,2026-05-02,,Rejected,2026-04-30", "2026-05-02", []string{"DQ1"}},
		{"interview before applying", "Acme,Clerk,2026-05-02,2026-04-02,Applied,", "2026-05-02", []string{"DQ1"}},
		{"interview a year and more later", "Acme,Clerk,2024-05-02,2025-06-02,Applied,", "2024-05-02", []string{"DQ1"}},
		{"interview in three years", "Acme,Clerk,2026-10-02,2029-11-28,Applied,", "2026-10-02", []string{"DQ1"}},
		{"only the month", "Acme,Clerk,2026-05,,Applied,", "2026-05", []string{"DQ2"}},
		{"all is well", "Acme,Clerk,2026-05-02,2026-05-09,Rejected,2026-05-30", "2026-05-02", []string{}},
		{"today", "Acme,Clerk,2026-11-24,,Applied,", "2026-11-24", []string{}},
	} {
		p := apply(t, "Company,Role,Applied,Interview,Status,Final answer\n"+c.row+"\n", func(m *Mapping) { m.Dates = []string{FormatISO, FormatMonth} })[0]
		if p.Events[0].Day != c.day || !slices.Equal(p.Flags, c.flags) || p.Skip != "" {
			t.Errorf("%s: applied %s, flags %v, skip %q", c.claim, p.Events[0].Day, p.Flags, p.Skip)
		}
	}
}

func TestApply_interviewStillToComeIsAnAppointment(t *testing.T) {
	p := apply(t, "Company,Role,Applied,Interview\nAcme,Clerk,2026-11-02,2026-12-03 09:30\n", nil)[0]
	want := []ProposedEvent{
		{Kind: track.StageEntered, Stage: track.Applied, Day: "2026-11-02", Raw: "2026-11-02"},
		{Kind: track.StageEntered, Stage: track.HiringManager, Raw: "2026-12-03 09:30"},
		{Kind: track.InterviewSet, Stage: track.HiringManager, Day: "2026-12-03", Time: "09:30", Raw: "2026-12-03 09:30"},
	}
	if diff := cmp.Diff(want, p.Events); diff != "" || len(p.Flags) != 0 {
		t.Errorf("flags %v, %s", p.Flags, diff)
	}
}

func TestApply_statusWithoutADayEndsOnAnUnknownDay(t *testing.T) {
	p := apply(t, "Company,Role,Date applied,Status\nAcme,Clerk,2026-05-02,Rejected\n", nil)[0]
	var events []track.Event
	for i, e := range p.Events {
		events = append(events, track.Event{ID: track.EventID(fmt.Sprint(i)), Kind: e.Kind, StageKind: e.Stage, Ending: e.Ending, Day: e.Day})
	}
	if s := track.Derive(events, nil); s.Ending != track.Declined || s.EndedOn.Known() || s.AppliedOn != "2026-05-02" {
		t.Errorf("%+v", s)
	}
}

func TestApply_whatCannotBeReadIsListedNotGuessed(t *testing.T) {
	csv := "Company,Role,Date Applied,Status,Final answer\n" +
		"Acme,Clerk,8/82019,Applied,\n" + // a slip
		"Acme,Cook,8-Jul,Applied,\n" + // no year
		"Acme,Cashier,Before 2025-01-24,Applied,\n" +
		"Acme,Carer,2025-01-24 2025-02-01,Applied,\n" + // two dates
		"Acme,Coder,2025-01-24,reeejected,\n" +
		"Acme,Coach,2025-01-24,Applied,2025-02-01\n" + // a day without an answer
		"Acme,Chef,24/12/0203,Applied,\n" +
		"Acme,Chemist,2025-01-24,Rejected,soon\n"
	table, err := Read([]byte(csv))
	if err != nil {
		t.Fatal(err)
	}
	m := Mapping{Company: "Company", Role: "Role", Applied: "Date Applied", Status: "Status", Ended: "Final answer",
		Statuses: map[string]Status{"applied": {}, "rejected": {Ending: track.Declined}}, Dates: DateFormats}
	list, err := Apply(table, m, now)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"8/82019", "8-Jul", "Before 2025-01-24", "2025-01-24 2025-02-01", "reeejected", "2025-02-01", "24/12/0203", "soon"}
	for i, p := range list {
		if p.Skip != "" || len(p.Problems) != 1 || p.Problems[0].Value != want[i] || p.Problems[0].Reason == "" {
			t.Errorf("line %d: %+v %q", p.Line, p.Problems, p.Skip)
		}
	}
}

func TestApply_rowsThatMakeNoApplicationSayWhy(t *testing.T) {
	list := apply(t, "Company,Role,Date Applied,Status\n,Clerk,2026-05-02,Applied\nAcme,Cook,,Wishlist\n,,,\nAcme,Carer,2026-05-02,Applied\n", nil)
	want := []string{"No company is named.", "The status says that nothing was sent yet: Wishlist.", "The row is empty.", ""}
	for i, p := range list {
		if p.Skip != want[i] || p.Line != i+2 {
			t.Errorf("line %d: %q", p.Line, p.Skip)
		}
	}
}

func TestApply_statusesProveStages(t *testing.T) {
	for _, c := range []struct {
		claim, status, interview, offer string
		stage                           track.StageKind
		day                             track.Day
		ending                          track.Ending
	}{
		{"accepted proves the offer accepted", "Accepted", "", "", track.Accepted, "2026-06-01", track.EndedAccepted},
		{"an offer turned down", "Turn down", "", "2026-05-20", track.OfferStage, "2026-05-20", track.OfferDeclined},
		{"turning down without an offer is withdrawing", "Turn down", "2026-05-10", "", track.HiringManager, "2026-05-10", track.Withdrew},
		{"a stage as status", "Interviewing", "", "", track.HiringManager, "", track.Open},
		{"a stage as status that a column dates", "Interviewing", "2026-05-10", "", track.HiringManager, "2026-05-10", track.Open},
		{"a tick for a day", "Rejected", "yes", "", track.HiringManager, "", track.Declined},
		{"a dash for nothing", "Rejected", "-", "n/a", track.Applied, "2026-05-02", track.Declined},
	} {
		end := "2026-06-01"
		if c.ending == track.Open {
			end = ""
		}
		p := apply(t, "Company,Role,Date applied,Interview,Offer,Status,Final answer\nAcme,Clerk,2026-05-02,"+c.interview+","+c.offer+","+c.status+","+end+"\n", nil)[0]
		top, ending := ProposedEvent{}, track.Open
		for _, e := range p.Events {
			if e.Kind == track.StageEntered && e.Stage.Rank() > top.Stage.Rank() {
				top = e
			}
			if e.Kind == track.Ended {
				ending = e.Ending
			}
		}
		if top.Stage != c.stage || top.Day != c.day || ending != c.ending || len(p.Problems) > 0 {
			t.Errorf("%s: %s on %q, ended %q, %v", c.claim, top.Stage, top.Day, ending, p.Problems)
		}
	}
}

func TestKeys_surviveAStatusFilledInLater(t *testing.T) {
	before := apply(t, "Company,Role,Date applied,Status\nAcme,Clerk,2026-05-02,Applied\nAcme,Clerk,2026-05-02,Applied\nBeta,Cook,2026-05-03,Applied\n", nil)
	after := apply(t, "company;role;status;date applied\nBeta;Cook;Applied;03.05.2026\nACME ; Clerk;Rejected;02.05.2026\nAcme;Clerk;Applied;02.05.2026\nNew;Clerk;Applied;13.05.2026\n", nil)
	keysOf := func(list []Proposal) (k []string) {
		for _, p := range list {
			k = append(k, p.Key)
		}
		slices.Sort(k)
		return k
	}
	old, fresh := keysOf(before), keysOf(after)
	for _, k := range old {
		if !slices.Contains(fresh, k) {
			t.Errorf("%s is gone from the second import", k)
		}
	}
	if len(slices.Compact(fresh)) != 4 {
		t.Errorf("keys are not one per row: %v", fresh)
	}
}

func TestApply_orderAndCompanyOfOtherRowsDoNotMatter(t *testing.T) {
	table := sheet(t, jsaPath)
	m := saved(t, "testdata/mapping-jsa-fr.json")
	whole, err := Apply(table, m, now)
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		i := rapid.IntRange(0, len(table.Rows)-1).Draw(t, "row")
		one, err := Apply(Table{Header: table.Header, Rows: table.Rows[i : i+1]}, m, now)
		if err != nil {
			t.Fatal(err)
		}
		alone := whole[i]
		alone.Key, _, _ = strings.Cut(alone.Key, "#")
		if diff := cmp.Diff(alone, one[0]); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestCheck_namesWhatIsWrong(t *testing.T) {
	table, _ := Read([]byte("Company,Role\nAcme,Clerk\n"))
	const company = "Company"
	for _, c := range []struct {
		m     Mapping
		field string
	}{
		{Mapping{}, "company"},
		{Mapping{Company: "Firm"}, "company"},
		{Mapping{Company: company, Tags: "Colour"}, "tags"},
		{Mapping{Company: company, Stages: []StageColumn{{"Call", track.Screen, 0}}}, "stages"},
		{Mapping{Company: company, Stages: []StageColumn{{"Role", "tea", 0}}}, "stages"},
		{Mapping{Company: company, Statuses: map[string]Status{"x": {Ending: "lost"}}}, "statuses"},
		{Mapping{Company: company, Statuses: map[string]Status{"x": {Stage: "lost"}}}, "statuses"},
		{Mapping{Company: company, Channels: map[string]track.Channel{"x": "pigeon"}}, "channels"},
		{Mapping{Company: company, Otherwise: "pigeon"}, "otherwise"},
		{Mapping{Company: company, Dates: []string{"stardate"}}, "date_formats"},
	} {
		if _, err := Apply(table, c.m, now); fault.KindOf(err) != fault.Invalid || fault.Field(err) != c.field {
			t.Errorf("%+v: %v in %q", c.m, err, fault.Field(err))
		}
	}
}

func TestMapping_savedAndReadAgainIsTheSame(t *testing.T) {
	for _, path := range []string{jsaPath, heissPath} {
		m := Guess(sheet(t, path))
		b, err := json.Marshal(m)
		if err != nil {
			t.Fatal(err)
		}
		var again Mapping
		if err := json.Unmarshal(b, &again); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(m, again, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s: %s", path, diff)
		}
	}
}

func TestApply_rowsWithoutCompanyMayGetAName(t *testing.T) {
	m := saved(t, "testdata/mapping-jsa-fr.json")
	m.NoCompany = "Unknown employer"
	list, err := Apply(sheet(t, jsaPath), m, now)
	if err != nil {
		t.Fatal(err)
	}
	if n := tally(list); n["applications"] != 447 {
		t.Errorf("%d applications", n["applications"])
	}
}
