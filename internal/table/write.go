package table

import (
	"bufio"
	"io"
	"strings"
	"unicode/utf8"
)

// BOM is the mark by which Excel knows UTF-8. Put it before a sheet that is
// meant to be opened with a double click; leave it out for programs.
const BOM = "\uFEFF"

// Writer writes a CSV in UTF-8 with commas and one line feed per row. A cell
// that a spreadsheet would take for a formula gets an apostrophe, which Read
// takes away again: what was written comes back equal, for valid UTF-8. Source:
// quality.md S17.
type Writer struct{ w *bufio.Writer }

// NewWriter writes the header. Call Flush at the end.
func NewWriter(w io.Writer, header []string) (*Writer, error) {
	out := &Writer{bufio.NewWriter(w)}
	return out, out.Row(header...)
}

// Row writes one row, of any number of cells.
func (w *Writer) Row(cells ...string) error {
	for i, c := range cells {
		if i > 0 {
			_ = w.w.WriteByte(',')
		}
		c = guard(strings.ToValidUTF8(c, "\uFFFD"))
		// A row of one empty cell would be an empty line, which is no row.
		if strings.ContainsAny(c, ",\"\r\n;\t|") || c == "" && len(cells) == 1 {
			c = `"` + strings.ReplaceAll(c, `"`, `""`) + `"`
		}
		_, _ = w.w.WriteString(c)
	}
	// The buffer keeps the first error of all these writes.
	return w.w.WriteByte('\n')
}

// Flush writes what is buffered and returns the first error there was.
func (w *Writer) Flush() error { return w.w.Flush() }

// starters are the characters after which a spreadsheet may see a formula.
const starters = "=+-@\t\r\n\x00\uFF1D\uFF0B\uFF0D\uFF20"

// guard puts an apostrophe before a cell that starts like a formula, also when
// apostrophes stand before it already: only so unguard can tell them apart.
func guard(cell string) string {
	if formula(cell) {
		return "'" + cell
	}
	return cell
}

// unguard takes away the apostrophe of guard.
func unguard(cell string) string {
	if strings.HasPrefix(cell, "'") && formula(cell) {
		return cell[1:]
	}
	return cell
}

func formula(cell string) bool {
	rest := strings.TrimLeft(cell, "'")
	r, _ := utf8.DecodeRuneInString(rest)
	return rest != "" && strings.ContainsRune(starters, r)
}
