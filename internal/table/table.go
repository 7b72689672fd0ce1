// Package table reads the sheets that people keep of their applications, and
// writes sheets that are safe to open.
//
// Bytes in, values out. Read makes rows of any usual CSV; Guess proposes what
// the columns mean; the person corrects it; Apply turns every row into a
// proposal with its line, its problems and a key that makes a second import of
// the same sheet add nothing. Nothing is corrected silently and no date is
// guessed: what can't be read is listed.
//
//	t, err := table.Read(data)
//	m := table.Guess(t)
//	for _, p := range table.Apply(t, m, "2026-11-24") {
//		p.Line     // 2: the first row under the header
//		p.Events   // applied on 2023-08-30, screen on 2023-10-13, ended: declined
//		p.Problems // {"Final answer", "Before 2025-01-24", "no date in a known format"}
//		p.Skip     // why this row makes no application; empty if it does
//	}
package table

import (
	"strings"

	"debrief/internal/fault"
)

// Limits of what Read takes. Above them it fails with fault.TooLarge.
const (
	MaxBytes   = 32 << 20
	MaxRows    = 100_000
	MaxColumns = 2_000
	MaxCell    = 128 << 10 // bytes of one cell
)

// Table is a sheet as it was read. Header names are trimmed, never empty and
// never equal: a second "Date" is "Date (2)", an unnamed third column "Column 3".
type Table struct {
	Header    []string
	Rows      []Row // every one as wide as the header
	Delimiter string
	Encoding  string // "utf-8", "utf-16" or "windows-1252"
	Notes     []Note // what was noticed while reading, in the order of lines
}

// Row is one row. Line is the line of the file on which it starts, from 1.
type Row struct {
	Line  int
	Cells []string
}

// Note is something about a line that the person should know. Line is 0 where
// it concerns the whole file.
type Note struct {
	Line int    `json:"line"`
	Text string `json:"text"`
}

// Column is the place of a header name, -1 without one. Letter case and
// surrounding space do not matter.
func (t Table) Column(name string) int {
	name = strings.TrimSpace(name)
	for i, h := range t.Header {
		if strings.EqualFold(h, name) {
			return i
		}
	}
	return -1
}

// Read makes a table of the bytes of a CSV file, or of a Markdown page that
// holds one table. It takes UTF-8 and UTF-16 with or without a mark, and falls
// back to Windows-1252; commas, semicolons, tabs and bars; quoted line breaks;
// rows of unequal length, which it notes. It undoes the apostrophe that Write
// puts before formulas.
//
// Errors: fault.Foreign for a file that is no text table, fault.Invalid for one
// without a header and a row, fault.TooLarge above the limits.
func Read(data []byte) (Table, error) {
	if len(data) > MaxBytes {
		return Table{}, fault.New(fault.TooLarge, "file", "The file has %d MB; the limit is %d MB. Split it and import the parts.", len(data)>>20, MaxBytes>>20)
	}
	if what := foreign(data); what != "" {
		return Table{}, fault.New(fault.Foreign, "file", "This is %s. Save the sheet as CSV and import that file.", what)
	}
	var t Table
	text, encoding, note := decode(data)
	t.Encoding = encoding
	if note != "" {
		t.Notes = append(t.Notes, Note{Text: note})
	}
	rows, err := t.split(text)
	if err != nil {
		return Table{}, err
	}
	return t, t.fill(rows)
}

// split finds the rows: of a Markdown table where there is one, else of a CSV.
func (t *Table) split(text string) ([]Row, error) {
	if rows := markdownRows(text); len(rows) > 1 {
		t.Delimiter = "|"
		return rows, nil
	}
	t.Delimiter, text = delimiter(text)
	p := parser{text: text, delimiter: t.Delimiter[0], limit: MaxRows + 1}
	if err := p.all(); err != nil {
		return nil, err
	}
	t.Notes = append(t.Notes, p.notes...)
	return p.rows, nil
}

// fill takes the header from the rows and makes all others as wide as it.
func (t *Table) fill(rows []Row) error {
	rows = t.dropTitle(rows)
	if len(rows) < 2 {
		return fault.New(fault.Invalid, "file", "There is no table in this file: it needs a line with the names of the columns and at least one row.")
	}
	if len(rows[0].Cells) > MaxColumns {
		return fault.New(fault.TooLarge, "file", "The table has %d columns; the limit is %d.", len(rows[0].Cells), MaxColumns)
	}
	t.Header = headerNames(rows[0].Cells)
	t.Rows = rows[1:]
	for i := range t.Rows {
		t.level(&t.Rows[i])
	}
	return nil
}

// dropTitle leaves out lines above the header that fill one cell only.
func (t *Table) dropTitle(rows []Row) []Row {
	for len(rows) > 2 && filled(rows[0]) <= 1 && filled(rows[1]) > 2 {
		t.Notes = append(t.Notes, Note{rows[0].Line, "This line was taken for a title above the table and left out."})
		rows = rows[1:]
	}
	return rows
}

func filled(r Row) (n int) {
	for _, c := range r.Cells {
		if strings.TrimSpace(c) != "" {
			n++
		}
	}
	return n
}
