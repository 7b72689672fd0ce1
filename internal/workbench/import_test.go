package workbench_test

import (
	"os"
	"strings"
	"testing"
	"time"

	"debrief/internal/store"
	"debrief/internal/table"
	"debrief/internal/testkit"
	"debrief/internal/workbench"
)

func newDesk(t *testing.T) *workbench.Desk {
	t.Helper()
	now := testkit.Clock("2026-11-24T08:52:00Z", time.Millisecond)
	s, err := store.Open(t.Context(), store.Options{Dir: t.TempDir(), Now: now, Planner: workbench.Plan})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	d, err := workbench.New(s, workbench.Options{Now: now}).Desk(t.Context(), "me")
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestImportTable_secondImportOfARealSearchAddsNothing(t *testing.T) {
	data, err := os.ReadFile("../table/testdata/applications-jsa-fr-2023/10_2023.csv")
	if err != nil {
		t.Fatal(err)
	}
	sheet, err := table.Read(data)
	if err != nil {
		t.Fatal(err)
	}
	d := newDesk(t)
	for i, want := range [][2]int{{444, 0}, {0, 444}} {
		got, err := d.ImportTable(t.Context(), sheet, table.Guess(sheet), "10_2023.csv", false)
		if err != nil {
			t.Fatal(err)
		}
		if got.Rows != 447 || got.Added != want[0] || got.Known != want[1] || len(got.Left) != 3 || len(got.Cells) != 0 || len(got.Flagged) != 0 {
			t.Errorf("import %d: %d added, %d known, left %v, cells %v, flagged %v", i+1, got.Added, got.Known, got.Left, got.Cells, got.Flagged)
		}
	}
}

func TestImportTable_aStatusFilledInLaterMakesNoSecondApplication(t *testing.T) {
	d := newDesk(t)
	for i, csv := range []string{"Company,Role,Date applied,Status\nAcme,Clerk,2026-05-02,Applied\n", "Company,Role,Date applied,Status\nAcme,Clerk,2026-05-02,Rejected\n"} {
		sheet, err := table.Read([]byte(csv))
		if err != nil {
			t.Fatal(err)
		}
		got, err := d.ImportTable(t.Context(), sheet, table.Guess(sheet), "sheet.csv", false)
		if err != nil {
			t.Fatal(err)
		}
		if got.Added+got.Known != 1 || got.Known != i {
			t.Errorf("import %d: %+v", i+1, got)
		}
	}
}

func TestExportCSV_comesBackIntoAnEmptyRecord(t *testing.T) {
	d := newDesk(t)
	sheet, err := table.Read([]byte("Company,Role,Date applied,Status,Interview,Source\n=Acme,Clerk,2026-05-02,Rejected,2026-05-09,Referral\nBeta,\"Cook, chef\",2026-05-03,Applied,,\n"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.ImportTable(t.Context(), sheet, table.Guess(sheet), "sheet.csv", false); err != nil {
		t.Fatal(err)
	}
	write := func(d *workbench.Desk) string {
		var b strings.Builder
		if n, err := d.ExportCSV(t.Context(), &b); err != nil || n != 2 {
			t.Fatalf("%d rows, %v", n, err)
		}
		lines := strings.Split(strings.TrimSpace(b.String()), "\n")
		for i, l := range lines {
			lines[i] = l[:strings.LastIndex(l, ",")] // identifiers are made anew
		}
		return strings.Join(lines, "\n")
	}
	first := write(d)
	if !strings.Contains(first, "'=Acme") {
		t.Errorf("a company that starts like a formula: %s", first)
	}
	again := newDesk(t)
	back, err := table.Read([]byte(strings.ReplaceAll(first, "\n", ",x\n") + ",x"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := again.ImportTable(t.Context(), back, table.Guess(back), "sheet.csv", false); err != nil {
		t.Fatal(err)
	}
	if second := write(again); second != first {
		t.Errorf("first\n%s\nsecond\n%s", first, second)
	}
}
