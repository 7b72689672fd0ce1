package table

import (
	"strings"

	"debrief/internal/fault"
)

// parser reads CSV as RFC 4180 has it and forgives what hand-made files do:
// quotation marks that are not doubled, or not closed.
type parser struct {
	text      string
	delimiter byte
	limit     int // rows
	pos, line int
	rows      []Row
	notes     []Note
	lonely    int // quotation marks without a partner so far
}

// maxLonely bounds the work for a file that is full of them.
const maxLonely = 1000

func (p *parser) all() error {
	p.line = 1
	for p.pos < len(p.text) {
		if c := p.text[p.pos]; c == '\r' || c == '\n' {
			p.lineBreak() // an empty line is no row
			continue
		}
		if len(p.rows) >= p.limit {
			return fault.New(fault.TooLarge, "file", "The table has more than %d rows. Split it and import the parts.", MaxRows)
		}
		row, err := p.row()
		if err != nil {
			return err
		}
		p.rows = append(p.rows, row)
	}
	return nil
}

func (p *parser) row() (Row, error) {
	r := Row{Line: p.line}
	for {
		cell, err := p.cell()
		if err != nil {
			return r, err
		}
		r.Cells = append(r.Cells, unguard(cell))
		if len(r.Cells) > MaxColumns {
			return r, fault.New(fault.TooLarge, "file", "Line %d has more than %d columns.", r.Line, MaxColumns)
		}
		if p.pos < len(p.text) && p.text[p.pos] == p.delimiter {
			p.pos++
			continue
		}
		p.lineBreak()
		return r, nil
	}
}

// lineBreak steps over one line break of any of the three kinds.
func (p *parser) lineBreak() {
	if p.pos >= len(p.text) {
		return
	}
	if strings.HasPrefix(p.text[p.pos:], "\r\n") {
		p.pos++
	}
	p.pos++
	p.line++
}

func (p *parser) cell() (string, error) {
	start := p.line
	if p.pos < len(p.text) && p.text[p.pos] == '"' {
		if cell, ok, err := p.quoted(); ok || err != nil {
			return cell, err
		}
		if p.lonely++; p.lonely > maxLonely {
			return "", fault.New(fault.Invalid, "file", "Up to line %d, more than %d quotation marks have no partner. Save the sheet as CSV again, with quotation marks doubled inside cells.", start, maxLonely)
		}
		p.notes = append(p.notes, Note{start, "A quotation mark on this line has no partner. It was kept as a plain character."})
	}
	n := strings.IndexAny(p.text[p.pos:], string(p.delimiter)+"\r\n")
	if n < 0 {
		n = len(p.text) - p.pos
	}
	if n > MaxCell {
		return "", tooLong(start)
	}
	cell := p.text[p.pos : p.pos+n]
	p.pos += n
	return cell, nil
}

func tooLong(line int) error {
	return fault.New(fault.TooLarge, "file", "A cell on line %d is longer than %d KB. If it is not that long, a quotation mark on that line is not closed.", line, MaxCell>>10)
}

// quoted reads a cell that starts with a quotation mark. ok is false, and
// nothing is used up, when the mark turns out not to open anything: it is never
// closed, or only on a later line after marks that were not doubled.
func (p *parser) quoted() (cell string, ok bool, err error) {
	var b strings.Builder
	lines, stray := 0, false
	for i := p.pos + 1; i < len(p.text); i++ {
		c := p.text[i]
		if i-p.pos > MaxCell {
			return "", false, tooLong(p.line)
		}
		switch {
		case c != '"':
			if c == '\n' || c == '\r' && !strings.HasPrefix(p.text[i:], "\r\n") {
				lines++
			}
			b.WriteByte(c)
		case i+1 < len(p.text) && p.text[i+1] == '"':
			b.WriteByte('"')
			i++
		case i+1 == len(p.text) || p.text[i+1] == p.delimiter || p.text[i+1] == '\n' || p.text[i+1] == '\r':
			if stray && lines > 0 {
				return "", false, nil
			}
			p.pos, p.line = i+1, p.line+lines
			return b.String(), true, nil
		default:
			stray = true
			b.WriteByte('"')
		}
	}
	return "", false, nil
}

// delimiters are tried in this order; the first wins a tie.
var delimiters = []string{",", ";", "\t", "|"}

// sniffed is how many rows decide about the delimiter.
const sniffed = 50

// delimiter finds what separates the cells, and drops the "sep=;" line that
// some spreadsheets put first.
func delimiter(text string) (string, string) {
	if rest, found := strings.CutPrefix(text, "sep="); found && len(rest) > 0 && strings.Contains(strings.Join(delimiters, ""), rest[:1]) {
		return rest[:1], rest[1:] // what is left of the line is empty and counts as line 1
	}
	best, score := delimiters[0], 0
	for _, d := range delimiters {
		if s := regularity(text, d); s > score {
			best, score = d, s
		}
	}
	return best, text
}

// regularity is how well a delimiter explains the first rows: rows as wide as
// the first wide one, weighed by that width; 0 where it occurs in no row.
func regularity(text, d string) int {
	p := parser{text: text, delimiter: d[0], limit: sniffed}
	_ = p.all() // a broken start says nothing about the delimiter
	width, same := 0, 0
	for _, r := range p.rows {
		if width == 0 && len(r.Cells) > 1 {
			width = len(r.Cells)
		}
		if width > 0 && len(r.Cells) == width {
			same++
		}
	}
	if len(p.rows) == 0 {
		return 0
	}
	return 1000 * same / len(p.rows) * min(width, 20)
}
