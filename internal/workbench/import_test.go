package workbench_test

import (
	"encoding/json"
	"maps"
	"os"
	"strings"
	"testing"
	"time"

	"debrief/internal/store"
	"debrief/internal/table"
	"debrief/internal/testkit"
	"debrief/internal/track"
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

// Two real searches of the data folder, each with its saved mapping. Every row
// becomes an application with its events, or is listed with its line and why;
// dates that can't be are kept, flagged DQ1 and listed; the same file a second
// time adds nothing, and one undo takes all of it back.
func TestImportTable_twoRealSearches(t *testing.T) {
	for _, c := range []struct {
		file, mapping            string
		rows, added, left, flags int
		events                   int
		endings                  map[track.Ending]int
	}{
		{"applications-jsa-fr-2023/10_2023.csv", "mapping-jsa-fr.json", 447, 444, 3, 0, 623,
			map[track.Ending]int{track.Open: 298, track.Declined: 137, track.RoleClosed: 3, track.OfferDeclined: 3, track.Withdrew: 2, track.EndedAccepted: 1}},
		{"applications-heiss-academic/jobs_clean.csv", "mapping-heiss.json", 186, 186, 0, 2, 224, map[track.Ending]int{track.Open: 186}},
	} {
		for _, engine := range []string{"sqlite", "postgres"} {
			t.Run(c.mapping+" "+engine, func(t *testing.T) {
				sheet, m := realSheet(t, c.file, c.mapping)
				r := newRig(t, engine, 3)
				look, err := r.d.ImportTable(t.Context(), sheet, m, "sheet.csv", true)
				if err != nil || look.Added != c.added || len(look.Left) != c.left || len(look.Flagged) != c.flags || len(look.Cells) != 0 {
					t.Fatalf("a look first: %d added, %d left out, %d flagged, %d cells, %v", look.Added, len(look.Left), len(look.Flagged), len(look.Cells), err)
				}
				first, err := r.d.ImportTable(t.Context(), sheet, m, "sheet.csv", false)
				if err != nil || first.Rows != c.rows || first.Added != c.added || first.Known != 0 || len(first.Left) != c.left || len(first.Flagged) != c.flags {
					t.Fatalf("first import: %+v %v", first, err)
				}
				for _, l := range append(first.Left, first.Flagged...) {
					if l.Line < 2 || l.Why == "" {
						t.Errorf("a place without line or reason: %+v", l)
					}
				}
				stands(t, r, c.added, c.flags, c.events, c.endings)
				before := export(t, r.d)
				again, err := r.d.ImportTable(t.Context(), sheet, m, "sheet.csv", false)
				if err != nil || again.Added != 0 || again.Known != c.added || again.Receipt.Change != "" {
					t.Errorf("second import: %d added, %d known, change %q, %v", again.Added, again.Known, again.Receipt.Change, err)
				}
				if export(t, r.d) != before {
					t.Error("the second import changed something")
				}
				if _, err := r.d.Undo(t.Context(), first.Receipt.Change); err != nil {
					t.Fatal(err)
				}
				stands(t, r, 0, 0, 0, map[track.Ending]int{})
			})
		}
	}
}

func realSheet(t *testing.T, file, mapping string) (table.Table, table.Mapping) {
	t.Helper()
	data, err := os.ReadFile("../table/testdata/" + file)
	if err != nil {
		t.Fatal(err)
	}
	sheet, err := table.Read(data)
	if err != nil {
		t.Fatal(err)
	}
	var m table.Mapping
	b, err := os.ReadFile("../table/testdata/" + mapping)
	if err == nil {
		err = json.Unmarshal(b, &m)
	}
	if err != nil {
		t.Fatal(err)
	}
	return sheet, m
}

// stands counts what is on record: applications, each with events, the flagged
// ones with the dates they came with, and how they ended.
func stands(t *testing.T, r rig, apps, flagged, events int, endings map[track.Ending]int) {
	t.Helper()
	n, dq1, evs, ended := 0, 0, 0, map[track.Ending]int{}
	err := r.s.Scope(workbench.Owner).View(t.Context(), func(tx *store.Tx) error {
		return store.Each(tx, func(a track.Application) error {
			s, err := tx.StateOf(a.ID)
			if err != nil {
				return err
			}
			list, err := store.By[track.Event](tx, "application_id", string(a.ID))
			if len(list) == 0 {
				t.Errorf("%s has no events", a.Role)
			}
			n, evs = n+1, evs+len(list)
			ended[s.Ending]++
			if s.HasFlag(track.FlagImpossible) {
				dq1++
			}
			return err
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	if n != apps || dq1 != flagged || evs != events || !maps.Equal(ended, endings) {
		t.Errorf("%d applications, %d flagged, %d events, endings %v; want %d, %d, %d, %v", n, dq1, evs, ended, apps, flagged, events, endings)
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
