package table

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"
	"unicode/utf16"

	"pgregory.net/rapid"

	"debrief/internal/fault"
	"debrief/internal/track"
)

func load(t *testing.T, csv, mapping string) (Table, []Proposal) {
	t.Helper()
	data, err := os.ReadFile("testdata/" + csv)
	if err != nil {
		t.Fatal(err)
	}
	tab, err := Read(data)
	if err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile("testdata/" + mapping)
	if err != nil {
		t.Fatal(err)
	}
	var m Mapping
	if err := json.Unmarshal(b, &m); err != nil {
		t.Fatal(err)
	}
	return tab, Apply(tab, m)
}

func tally(list []Proposal) (kept, skipped, problems int, stages map[track.StageKind]int, endings map[track.Ending]int, keys int) {
	stages, endings, unique := map[track.StageKind]int{}, map[track.Ending]int{}, map[string]bool{}
	for _, p := range list {
		unique[p.Key] = true
		if p.Skip != "" {
			skipped++
			continue
		}
		kept++
		problems += len(p.Problems)
		for _, e := range p.Events {
			if e.Kind == track.StageEntered && e.Day.Known() {
				stages[e.Stage]++
			}
			if e.Kind == track.Ended {
				endings[e.Ending]++
			}
		}
	}
	return kept, skipped, problems, stages, endings, len(unique)
}

func TestApply_theFrenchSearchOf447Rows(t *testing.T) {
	_, list := load(t, "applications-jsa-fr-2023/10_2023.csv", "jsa-fr.mapping.json")
	kept, skipped, problems, stages, endings, keys := tally(list)
	if len(list) != 447 || kept+skipped != 447 || keys != 447 {
		t.Errorf("%d rows, %d kept, %d listed, %d keys", len(list), kept, skipped, keys)
	}
	if problems > 0 {
		t.Errorf("%d cells could not be read", problems)
	}
	if stages[track.Applied] < 430 || stages[track.Screen] != 15 || stages[track.HiringManager] != 17 || stages[track.Panel] != 4 || stages[track.Final] != 1 || stages[track.OfferStage] != 4 {
		t.Errorf("stages %v", stages)
	}
	if endings[track.Declined] != 137 || endings[track.Withdrew] != 5 || endings[track.RoleClosed] != 3 || endings[track.EndedAccepted] != 1 {
		t.Errorf("endings %v", endings)
	}
}

func TestApply_theAcademicSearchOf186Rows(t *testing.T) {
	_, list := load(t, "applications-heiss-academic/jobs_clean.csv", "heiss.mapping.json")
	kept, skipped, problems, stages, _, keys := tally(list)
	if len(list) != 186 || kept != 186 || skipped != 0 || problems != 0 || keys != 186 {
		t.Errorf("%d rows, %d kept, %d listed, %d problems, %d keys", len(list), kept, skipped, problems, keys)
	}
	if stages[track.Screen] != 27 || stages[track.Panel] != 9 || stages[track.OfferStage] != 2 {
		t.Errorf("stages %v", stages)
	}
}

func TestRead_encodingsDelimitersAndWidth(t *testing.T) {
	var wide []string
	for range 200 {
		wide = append(wide, "c")
	}
	utf16le := []byte{0xff, 0xfe}
	for _, u := range utf16.Encode([]rune("Company,Role\nÉbène,Dev\n")) {
		utf16le = append(utf16le, byte(u), byte(u>>8))
	}
	for name, c := range map[string]struct {
		data []byte
		cell string
	}{
		"BOM":          {[]byte("\xef\xbb\xbfCompany,Role\nÉbène,Dev\n"), "Ébène"},
		"semicolons":   {[]byte("Company;Role\nÉbène;Dev\n"), "Ébène"},
		"tabs":         {[]byte("Company\tRole\nÉbène\tDev\n"), "Ébène"},
		"Latin-1":      {[]byte("Company,Role\n\xc9b\xe8ne,Dev\n"), "Ébène"},
		"UTF-16":       {utf16le, "Ébène"},
		"200 columns":  {[]byte(strings.Join(wide, ",") + "\nÉbène," + strings.Join(wide, ",") + "\n"), "Ébène"},
		"quoted break": {[]byte("Company,Role\n\"Éb\nène\",Dev\n"), "Éb\nène"},
	} {
		tab, err := Read(c.data)
		if err != nil || len(tab.Rows) != 1 || tab.Rows[0].Cells[0] != c.cell || tab.Rows[0].Line != 2 {
			t.Errorf("%s: %v %+v", name, err, tab.Rows)
		}
	}
	if _, err := Read(nil); fault.KindOf(err) != fault.Invalid {
		t.Errorf("an empty file: %v", err)
	}
	if _, err := Read([]byte(strings.Repeat("a,", 2000))); fault.KindOf(err) != fault.TooLarge {
		t.Errorf("2000 columns: %v", err)
	}
}

func TestApply_whatCantBeReadIsListedAndTheRestIsKept(t *testing.T) {
	tab, err := Read([]byte("Company,Role,Applied,Status\n,Dev,2026-01-02,\nOstler,Dev,sometime,Rejected\nOstler,Dev,2031-01-02,\nOstler,Dev,2031-01-02,\n"))
	if err != nil {
		t.Fatal(err)
	}
	list := Apply(tab, Guess(tab))
	if list[0].Skip == "" || list[0].Line != 2 {
		t.Errorf("a row without company: %+v", list[0])
	}
	if len(list[1].Problems) != 1 || list[1].Problems[0].Value != "sometime" || list[1].Skip != "" || len(list[1].Events) != 2 {
		t.Errorf("a cell that is no date: %+v", list[1])
	}
	if list[2].Events[0].Day != "2031-01-02" {
		t.Errorf("a date in the future is kept: %+v", list[2])
	}
	if list[2].Key == list[3].Key {
		t.Error("identical rows of one file are two applications")
	}
}

func TestWriter_nothingRunsAndReadTakesItBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cells := rapid.SliceOfN(rapid.StringMatching(`[=+\-@'＝a-z0-9 ,";éß]{1,12}`), 1, 6).Draw(t, "cells")
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i]) + "."
		}
		var b bytes.Buffer
		w, err := NewWriter(&b, cells)
		if err != nil || w.Row(cells...) != nil || w.Flush() != nil {
			t.Fatal(err)
		}
		tab, err := Read(b.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		if tab.Delimiter != ',' {
			t.Skip("a header of delimiters")
		}
		for i, c := range cells {
			if tab.Rows[0].Cells[i] != c {
				t.Fatalf("%q came back as %q", c, tab.Rows[0].Cells[i])
			}
		}
	})
	for _, s := range []string{"=1+1", "+1", "-1", "@x", "\tx", "\rx", "\x00x", "＝x", "＋x", "－x", "＠x"} {
		if guard(s)[0] != '\'' {
			t.Errorf("%q would run", s)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte("Company,Role\n\"a,b\n"))
	f.Add([]byte("\xff\xfea"))
	f.Fuzz(func(t *testing.T, data []byte) {
		tab, err := Read(data)
		if err == nil && len(Apply(tab, Guess(tab))) != len(tab.Rows) {
			t.Fatal("a row was lost")
		}
	})
}
