// Package table reads and writes tables of applications: any CSV that a
// spreadsheet or another tracker made, and ours, which no spreadsheet runs
// anything from.
//
// It guesses nothing into the record: a row becomes a proposal whose dates are
// those in the file, impossible ones flagged, or it is listed with its line and
// the reason.
//
//	t, err := table.Read(data)
//	m := table.Guess(t)
//	for _, p := range table.Apply(t, m) { p.Line, p.Company, p.Events }
package table

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"debrief/internal/fault"
)

// Limits of what is read.
const (
	MaxBytes   = 64 << 20
	MaxColumns = 1000
	MaxCell    = 64 << 10
)

// Table is a file as it stands: a header and rows with their line numbers.
type Table struct {
	Header    []string
	Rows      []Row
	Delimiter rune
	Encoding  string // UTF-8, UTF-16, Windows-1252
}

// Row is one row; Line counts from 1 and is where the row begins in the file.
type Row struct {
	Line  int
	Cells []string
}

// Read reads a CSV in any of the usual encodings, with comma, semicolon or tab.
// Rows may be shorter or longer than the header. Kinds of error: TooLarge,
// Invalid (empty, no header, quotes that never close).
func Read(data []byte) (Table, error) {
	if len(data) > MaxBytes {
		return Table{}, fault.New(fault.TooLarge, "file", "The table has %d MB; up to %d MB are read.", len(data)>>20, MaxBytes>>20)
	}
	text, encoding := decode(data)
	t := Table{Encoding: encoding, Delimiter: delimiter(text)}
	r := csv.NewReader(strings.NewReader(text))
	r.Comma, r.FieldsPerRecord, r.LazyQuotes, r.ReuseRecord = t.Delimiter, -1, true, false
	for {
		cells, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return t, fault.Wrap(err, fault.Invalid, "file", "The table can't be read: %v.", err)
		}
		line, _ := r.FieldPos(0)
		if err := tidy(cells, line); err != nil {
			return t, err
		}
		switch {
		case t.Header == nil:
			t.Header = cells
		case !blank(cells):
			t.Rows = append(t.Rows, Row{line, cells})
		}
	}
	if blank(t.Header) {
		return t, fault.New(fault.Invalid, "file", "The table is empty: its first line should name the columns.")
	}
	return t, nil
}

func tidy(cells []string, line int) error {
	if len(cells) > MaxColumns {
		return fault.New(fault.TooLarge, "file", "Line %d has %d columns; up to %d are read.", line, len(cells), MaxColumns)
	}
	for i, c := range cells {
		if len(c) > MaxCell {
			return fault.New(fault.TooLarge, "file", "Line %d, column %d holds %d kB; up to %d kB are read.", line, i+1, len(c)>>10, MaxCell>>10)
		}
		cells[i] = strings.TrimSpace(unguard(strings.ReplaceAll(c, "\x00", "")))
	}
	return nil
}

func blank(cells []string) bool {
	for _, c := range cells {
		if strings.TrimSpace(c) != "" {
			return false
		}
	}
	return true
}

// decode finds the encoding by its mark, else by validity.
func decode(data []byte) (text, encoding string) {
	switch {
	case bytes.HasPrefix(data, []byte("\xef\xbb\xbf")):
		return string(bytes.ToValidUTF8(data[3:], []byte("�"))), "UTF-8"
	case bytes.HasPrefix(data, []byte("\xff\xfe")):
		return decode16(data[2:], func(b []byte) uint16 { return uint16(b[0]) | uint16(b[1])<<8 }), "UTF-16"
	case bytes.HasPrefix(data, []byte("\xfe\xff")):
		return decode16(data[2:], func(b []byte) uint16 { return uint16(b[1]) | uint16(b[0])<<8 }), "UTF-16"
	case utf8.Valid(data):
		return string(data), "UTF-8"
	}
	var b strings.Builder
	for _, c := range data {
		if r, ok := windows1252[c]; ok {
			b.WriteRune(r)
			continue
		}
		b.WriteRune(rune(c))
	}
	return b.String(), "Windows-1252"
}

func decode16(data []byte, unit func([]byte) uint16) string {
	units := make([]uint16, 0, len(data)/2)
	for ; len(data) >= 2; data = data[2:] {
		units = append(units, unit(data))
	}
	return string(utf16.Decode(units))
}

// windows1252 differs from Latin-1 in this range.
var windows1252 = map[byte]rune{0x80: '€', 0x82: '‚', 0x83: 'ƒ', 0x84: '„', 0x85: '…', 0x86: '†', 0x87: '‡', 0x88: 'ˆ', 0x89: '‰', 0x8a: 'Š', 0x8b: '‹', 0x8c: 'Œ', 0x8e: 'Ž',
	0x91: '‘', 0x92: '’', 0x93: '“', 0x94: '”', 0x95: '•', 0x96: '–', 0x97: '—', 0x98: '˜', 0x99: '™', 0x9a: 'š', 0x9b: '›', 0x9c: 'œ', 0x9e: 'ž', 0x9f: 'Ÿ'}

// delimiter is the one that parts the header into the most columns.
func delimiter(text string) rune {
	head, _, _ := strings.Cut(text, "\n")
	best, most := ',', 0
	for _, d := range []rune{',', ';', '\t'} {
		if n := strings.Count(head, string(d)); n > most {
			best, most = d, n
		}
	}
	return best
}

// Writer writes rows that no spreadsheet takes for formulas.
type Writer struct{ csv *csv.Writer }

// NewWriter writes the header.
func NewWriter(w io.Writer, header []string) (*Writer, error) {
	out := &Writer{csv.NewWriter(w)}
	return out, out.Row(header...)
}

// Row writes one row.
func (w *Writer) Row(cells ...string) error {
	safe := make([]string, len(cells))
	for i, c := range cells {
		safe[i] = guard(c)
	}
	return w.csv.Write(safe)
}

// Flush writes what is buffered.
func (w *Writer) Flush() error { w.csv.Flush(); return w.csv.Error() }

// dangerous are the first characters with which a spreadsheet begins a formula,
// also in their full-width forms.
const dangerous = "=+-@\t\r\x00＝＋－＠"

// guard puts an apostrophe before text that a spreadsheet might run, and before
// an apostrophe of the text's own, so that Read can take it off again.
func guard(s string) string {
	if s != "" && (strings.ContainsRune(dangerous, firstRune(s)) || s[0] == '\'') {
		return "'" + s
	}
	return s
}

func unguard(s string) string {
	if len(s) > 1 && s[0] == '\'' && (strings.ContainsRune(dangerous, firstRune(s[1:])) || s[1] == '\'') {
		return s[1:]
	}
	return s
}

func firstRune(s string) rune { r, _ := utf8.DecodeRuneInString(s); return r }
