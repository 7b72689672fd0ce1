package table

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"debrief/internal/fault"
)

func utf16Bytes(s string, order binary.AppendByteOrder, mark bool) []byte {
	var b []byte
	if mark {
		b = order.AppendUint16(b, 0xFEFF)
	}
	for _, u := range utf16.Encode([]rune(s)) {
		b = order.AppendUint16(b, u)
	}
	return b
}

func TestRead_everyEncodingAndDelimiterGivesTheSameTable(t *testing.T) {
	const text = "Société,Poste,Statut\nThalès,\"Développeur, Rennes\",Refusé\nÉcole 42,Chargé d’études,\n"
	semicolons := "Société;Poste;Statut\r\nThalès;\"Développeur, Rennes\";Refusé\r\nÉcole 42;Chargé d’études;\r\n"
	cp1252 := []byte(strings.NewReplacer("é", "\xE9", "è", "\xE8", "É", "\xC9", "’", "\x92").Replace(semicolons))
	want := [][]string{{"Thalès", "Développeur, Rennes", "Refusé"}, {"École 42", "Chargé d’études", ""}}
	for _, c := range []struct {
		name                string
		data                []byte
		encoding, delimiter string
	}{
		{"plain", []byte(text), "utf-8", ","},
		{"marked", []byte(BOM + text), "utf-8", ","},
		{"semicolons", []byte(semicolons), "utf-8", ";"},
		{"sep line", []byte("sep=;\r\n" + semicolons), "utf-8", ";"},
		{"tabs", []byte(strings.ReplaceAll(semicolons, ";", "\t")), "utf-8", "\t"},
		{"bars", []byte(strings.ReplaceAll(semicolons, ";", "|")), "utf-8", "|"},
		{"old Mac line ends", []byte(strings.ReplaceAll(text, "\n", "\r")), "utf-8", ","},
		{"windows-1252", cp1252, "windows-1252", ";"},
		{"utf-16 little", utf16Bytes(text, binary.LittleEndian, true), "utf-16", ","},
		{"utf-16 big", utf16Bytes(text, binary.BigEndian, true), "utf-16", ","},
		{"markdown", []byte("# My search\n\n| Société | Poste | Statut |\n|---|:--|---|\n| Thalès | Développeur, Rennes | Refusé |\n| École 42 | Chargé d’études |  |\n\nEnd."), "utf-8", "|"},
	} {
		got, err := Read(c.data)
		if err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		var cells [][]string
		for _, r := range got.Rows {
			cells = append(cells, r.Cells)
		}
		if diff := cmp.Diff(want, cells); diff != "" || !slices.Equal(got.Header, []string{"Société", "Poste", "Statut"}) {
			t.Errorf("%s: header %q, rows %s", c.name, got.Header, diff)
		}
		if got.Encoding != c.encoding || got.Delimiter != c.delimiter {
			t.Errorf("%s: read as %s with %q", c.name, got.Encoding, got.Delimiter)
		}
	}
}

func TestRead_utf16WithoutMark(t *testing.T) {
	for _, order := range []binary.AppendByteOrder{binary.LittleEndian, binary.BigEndian} {
		got, err := Read(utf16Bytes("Company,Role,Status\nAcme,Clerk,Applied\n", order, false))
		if err != nil || got.Encoding != "utf-16" || got.Rows[0].Cells[0] != "Acme" {
			t.Errorf("%v: %+v, %v", order, got, err)
		}
	}
}

func TestRead_fewDamagedCharactersDoNotChangeTheEncoding(t *testing.T) {
	got, err := Read([]byte("Company,City\n" + strings.Repeat("Thalès,Orléans\n", 20) + "Caf\xE9,Lyon\n"))
	if err != nil || got.Encoding != "utf-8" || got.Rows[0].Cells[0] != "Thalès" || len(got.Notes) != 1 {
		t.Errorf("%s %q %v %v", got.Encoding, got.Rows[0].Cells, got.Notes, err)
	}
}

func TestRead_linesOfRowsCountQuotedBreaksAndEmptyLines(t *testing.T) {
	got, err := Read([]byte("Company,Notes\n\nAcme,\"one\ntwo\r\nthree\"\n\n\nBeta,x\n"))
	if err != nil {
		t.Fatal(err)
	}
	want := []Row{{3, []string{"Acme", "one\ntwo\r\nthree"}}, {8, []string{"Beta", "x"}}}
	if diff := cmp.Diff(want, got.Rows); diff != "" {
		t.Error(diff)
	}
}

func TestRead_forgivesQuotationMarks(t *testing.T) {
	for _, c := range []struct{ claim, line, want string }{
		{"doubled", `"a ""b"" c",x`, `a "b" c`},
		{"not doubled", `"He said "hi" to me",x`, `He said "hi" to me`},
		{"inside a plain cell", `5" screen,x`, `5" screen`},
		{"around a part of a plain cell", `"great" company,x`, `"great" company`},
		{"never closed", `"Acme,x`, `"Acme`},
	} {
		got, err := Read([]byte("A,B\n" + c.line + "\nlast,y\n"))
		if err != nil {
			t.Fatalf("%s: %v", c.claim, err)
		}
		if len(got.Rows) != 2 || got.Rows[0].Cells[0] != c.want || got.Rows[0].Cells[1] != "x" || got.Rows[1].Cells[0] != "last" {
			t.Errorf("%s: %+v", c.claim, got.Rows)
		}
	}
}

func TestRead_raggedRowsAreReportedByLine(t *testing.T) {
	got, err := Read([]byte("A,B,C\n1,2,3\n1,2\n1,2,3,4,5\n1,2,3,,\n"))
	if err != nil {
		t.Fatal(err)
	}
	want := []Note{
		{3, "This row has 2 cells, the header has 3. The missing ones count as empty."},
		{4, "This row has 5 cells, the header has 3. The last 2 are left out."},
	}
	if diff := cmp.Diff(want, got.Notes); diff != "" {
		t.Error(diff)
	}
	for _, r := range got.Rows {
		if len(r.Cells) != 3 {
			t.Errorf("line %d has %d cells", r.Line, len(r.Cells))
		}
	}
}

func TestRead_headerNamesAreFilledAndUnique(t *testing.T) {
	got, err := Read([]byte("My search 2026,,,\n Company ,date,,Date\nAcme,a,b,c\n"))
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{"Company", "date", "Column 3", "Date (2)"}; !slices.Equal(got.Header, want) {
		t.Errorf("%q", got.Header)
	}
	if len(got.Notes) != 1 || got.Notes[0].Line != 1 {
		t.Errorf("the title was left out without a note: %v", got.Notes)
	}
}

func TestRead_200Columns(t *testing.T) {
	var head, row []string
	for i := range 200 {
		head, row = append(head, fmt.Sprintf("C%d", i)), append(row, fmt.Sprintf("v%d", i))
	}
	got, err := Read([]byte(strings.Join(head, ";") + "\n" + strings.Join(row, ";") + "\n"))
	if err != nil || len(got.Header) != 200 || got.Rows[0].Cells[199] != "v199" {
		t.Errorf("%d columns, %v", len(got.Header), err)
	}
}

func TestRead_refuses(t *testing.T) {
	for _, c := range []struct {
		claim string
		data  string
		kind  fault.Kind
	}{
		{"nothing", "", fault.Invalid},
		{"a header alone", "Company,Role\n", fault.Invalid},
		{"empty lines", "\n\n\n", fault.Invalid},
		{"a workbook", "PK\x03\x04...", fault.Foreign},
		{"an old workbook", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1...", fault.Foreign},
		{"a PDF", "%PDF-1.7", fault.Foreign},
		{"a huge file", strings.Repeat("x", MaxBytes+1), fault.TooLarge},
		{"too many rows", "A,B\n" + strings.Repeat("1,2\n", MaxRows+1), fault.TooLarge},
		{"too many columns", strings.Repeat("A,", MaxColumns+1) + "\n1,2\n", fault.TooLarge},
		{"a huge plain cell", "A,B\n" + strings.Repeat("x", MaxCell+1) + ",2\n", fault.TooLarge},
		{"a huge quoted cell", "A,B\n\"" + strings.Repeat("x", MaxCell+1) + "\",2\n", fault.TooLarge},
	} {
		_, err := Read([]byte(c.data))
		if fault.KindOf(err) != c.kind || err == nil {
			t.Errorf("%s: %v", c.claim, err)
		}
	}
}

func TestRead_takesExactlyTheLimitOfRows(t *testing.T) {
	got, err := Read([]byte("A,B\n" + strings.Repeat("1,2\n", MaxRows)))
	if err != nil || len(got.Rows) != MaxRows {
		t.Errorf("%d rows, %v", len(got.Rows), err)
	}
}

func written(t rapid.TB, header []string, rows ...[]string) *bytes.Buffer {
	t.Helper()
	var b bytes.Buffer
	w, err := NewWriter(&b, header)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows {
		if err := w.Row(r...); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	return &b
}

func TestWriter_guardsEveryKindOfFormula(t *testing.T) {
	for _, c := range []struct{ cell, want string }{
		{"=1+1", "'=1+1"}, {"+33 6 12", "'+33 6 12"}, {"-5", "'-5"}, {"@SUM(A1)", "'@SUM(A1)"}, {"\tx", "\"'\tx\""}, {"\rx", "\"'\rx\""},
		{"\nx", "\"'\nx\""}, {"\x00x", "'\x00x"}, {"\uFF1D1", "'\uFF1D1"}, {"\uFF0B1", "'\uFF0B1"}, {"\uFF0D1", "'\uFF0D1"}, {"\uFF20x", "'\uFF20x"},
		{"'=1", "''=1"}, {"'quoted'", "'quoted'"}, {"plain", "plain"}, {"a=b", "a=b"}, {"", ""},
	} {
		b := written(t, []string{"A", "B"}, []string{c.cell, "z"})
		if got := strings.TrimSuffix(strings.TrimPrefix(b.String(), "A,B\n"), ",z\n"); got != c.want {
			t.Errorf("%q was written as %q, want %q", c.cell, got, c.want)
		}
	}
}

// text makes cells of what breaks tables: separators, quotes, breaks, formulas.
func text() *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		odd := rapid.StringOf(rapid.SampledFrom([]rune("',;\t|\"\r\n=+-@\x00\uFF1D\uFF0Bé’ ab\uFEFF")))
		s := rapid.OneOf(odd, rapid.String()).Draw(t, "cell")
		return strings.ToValidUTF8(s, "")
	})
}

func TestWriter_whatIsWrittenIsReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		width := rapid.IntRange(2, 6).Draw(t, "width")
		var header []string
		for i := range width {
			header = append(header, fmt.Sprintf("Column %c", 'A'+i))
		}
		rows := rapid.SliceOfN(rapid.SliceOfN(text(), width, width), 1, 8).Draw(t, "rows")
		b := written(t, header, rows...)
		got, err := Read(b.Bytes())
		if err != nil {
			t.Fatalf("%v\n%q", err, b.String())
		}
		if len(got.Rows) != len(rows) {
			t.Fatalf("%d rows came back of %d\n%q", len(got.Rows), len(rows), b.String())
		}
		for i, r := range got.Rows {
			if !slices.Equal(r.Cells, rows[i]) {
				t.Fatalf("wrote %q, read %q", rows[i], r.Cells)
			}
		}
	})
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{"A,B\n1,2\n", "sep=;\nA;B\n1;2", "\"", "A,B\n\"x", "\xFF\xFEA\x00", "|a|\n|-|\n|b|", "A\tB\r\"\r", "'=", "A,B\n\"a\"b\n\",c"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		got, err := Read(data)
		if err != nil {
			if fault.KindOf(err) == fault.Internal {
				t.Fatalf("an unexplained failure: %v", err)
			}
			return
		}
		for _, r := range got.Rows {
			if len(r.Cells) != len(got.Header) || r.Line < 1 {
				t.Fatalf("row %+v under %d columns", r, len(got.Header))
			}
			for _, c := range r.Cells {
				if !utf8.ValidString(c) {
					t.Fatalf("%q is not UTF-8", c)
				}
			}
		}
		m := Guess(got)
		if list, err := Apply(got, m, "2026-11-24"); err == nil && len(list) != len(got.Rows) {
			t.Fatalf("%d proposals of %d rows", len(list), len(got.Rows))
		}
	})
}
