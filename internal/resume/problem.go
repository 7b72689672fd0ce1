package resume

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"

	"debrief/internal/track"
)

// Problem is something in a file that keeps a program from reading it as a
// person does. Lines are the numbers of the lines it shows at, from 1.
type Problem struct {
	Code  string `json:"code"`
	Warn  bool   `json:"warn"` // false for what is only good to know
	Title string `json:"title"`
	Why   string `json:"why"`
	Try   string `json:"try"`
	Lines []int  `json:"lines,omitempty"`
}

// checks are all checks in their order. The list follows practice.md e (text in
// order, no tables or sidebars or headers hiding content, contact readable);
// the codes are ours.
var checks = []func(track.Paper) *Problem{
	noText, cutOff, mixedColumns, twoColumns, lateEdge, boxes, tables, contactAside, noContact, hiddenText, oddSigns, spacedLetters,
	noHeadings, noYears, changesLeft, scripts, manyPages,
}

// Problems lists what a program will trip over, the gravest first. A JSON
// Resume has none: it is made for programs.
func Problems(p track.Paper) (out []Problem) {
	if p.Format == "json" {
		return nil
	}
	for _, check := range checks {
		if x := check(p); x != nil {
			out = append(out, *x)
			if x.Code == "no_text" {
				return out // all others follow from it
			}
		}
	}
	return out
}

func noText(p track.Paper) *Problem {
	letters := 0
	for _, l := range p.Lines {
		for _, r := range l.Text {
			if unicode.IsLetter(r) {
				letters++
			}
		}
	}
	if letters >= 100 {
		return nil
	}
	if p.Images > 0 || p.Format == "pdf" {
		return &Problem{Code: "no_text", Warn: true, Title: "There is next to no text in this file", Why: "What you see is a picture or drawn letters. A program that searches résumés finds nothing in it.",
			Try: "Make the file with “Save as PDF” from where you wrote it. A scan needs its text typed or recognised first."}
	}
	return &Problem{Code: "no_text", Warn: true, Title: "There is next to no text in this file", Why: fmt.Sprintf("It has %d letters.", letters), Try: "See whether this is the right file."}
}

func cutOff(p track.Paper) *Problem {
	if !p.Cut {
		return nil
	}
	return &Problem{Code: "cut_off", Title: "Only the beginning was read", Why: "The file is longer than a résumé usually is.", Try: "See whether this is the right file."}
}

// columnsOf finds lines that begin at one place in the right part of a page, as
// a second column does. Dates at the right edge begin at many places.
func columnsOf(p track.Paper) (second map[int]bool, pages map[int]float64) {
	second, pages = map[int]bool{}, map[int]float64{}
	type spot struct{ page, left int }
	at := map[spot][]int{}
	width := p.Width
	for i, l := range p.Lines {
		if l.Right > 0 && l.Left > 0.28*width && width > 0 {
			s := spot{l.Page, int(l.Left/4 + .5)}
			at[s] = append(at[s], i)
		}
	}
	for s, lines := range at {
		words := 0
		for _, i := range lines {
			words += len(strings.Fields(p.Lines[i].Text))
		}
		if len(lines) >= 6 && words >= 2*len(lines) && beside(p, s.page, lines) && !flushRight(p, lines) {
			pages[s.page] = 4 * float64(s.left)
		}
	}
	for i, l := range p.Lines {
		if x, ok := pages[l.Page]; ok && l.Left > x-6 {
			second[i] = true
		}
	}
	return second, pages
}

// beside reports whether most of the lines have another line at their left, at
// the same height, that ends before them.
func beside(p track.Paper, page int, lines []int) bool {
	n := 0
	for _, i := range lines {
		for _, o := range p.Lines {
			l := p.Lines[i]
			if o.Page == page && o.Right < l.Left && o.Left < l.Left-60 && min(o.Top, l.Top)-max(o.Bottom, l.Bottom) > 0 {
				n++
				break
			}
		}
	}
	return 2*n >= len(lines)
}

// flushRight reports whether most of the lines end at one place, as dates at
// the edge do.
func flushRight(p track.Paper, lines []int) bool {
	edge, n := 0.0, 0
	for _, i := range lines {
		edge = max(edge, p.Lines[i].Right)
	}
	for _, i := range lines {
		if p.Lines[i].Right > edge-4 {
			n++
		}
	}
	return 10*n >= 7*len(lines)
}

// switches are the lines at which the text jumps between columns.
func switches(p track.Paper) (at []int, two bool) {
	second, pages := columnsOf(p)
	for i := range p.Lines {
		if _, ok := pages[p.Lines[i].Page]; ok && i > 0 && p.Lines[i-1].Page == p.Lines[i].Page && second[i] != second[i-1] {
			at = append(at, i+1)
		}
	}
	return at, len(pages) > 0
}

func mixedColumns(p track.Paper) *Problem {
	at, two := switches(p)
	if !two || len(at) <= 6 {
		return nil
	}
	return &Problem{Code: "columns_mixed", Warn: true, Title: "Two columns are read across", Lines: at,
		Why: fmt.Sprintf("The text jumps %d times between the columns, so lines of different parts follow each other.", len(at)), Try: "Use one column, or write the narrow column below the wide one."}
}

func twoColumns(p track.Paper) *Problem {
	at, two := switches(p)
	if p.Columns < 2 && (!two || len(at) > 6) {
		return nil
	}
	return &Problem{Code: "columns", Title: "The page has two columns", Why: "Here they are read one after the other. Older programs read across.", Try: "One column is the safe way."}
}

func lateEdge(p track.Paper) *Problem {
	at := []int{}
	for i, l := range p.Lines {
		if i > 0 && atEdge(l, p.Width) && p.Lines[i-1].Page == l.Page && p.Lines[i-1].Left < l.Left-60 && p.Lines[i-1].Top < l.Bottom {
			at = append(at, i+1)
		}
	}
	if len(at) < 2 {
		return nil
	}
	return &Problem{Code: "edge_late", Title: "What stands at the right edge is read late", Lines: at, Why: "Dates or places come after the lines beside them, so a program may give them to the next job.", Try: "Put the date into the line of the job, behind a tab."}
}

// inPlace lists the lines in one part of the file.
func inPlace(p track.Paper, place track.PaperPart) (out []int) {
	for i, l := range p.Lines {
		if l.Place == place {
			out = append(out, i+1)
		}
	}
	return out
}

func boxes(p track.Paper) *Problem {
	at := inPlace(p, track.PaperBox)
	if len(at) == 0 {
		return nil
	}
	return &Problem{Code: "text_box", Warn: true, Title: "Text stands in a text box", Lines: at, Why: "A box floats over the page. Many programs leave it out or put it last.", Try: "Move what is in it into the running text."}
}

func tables(p track.Paper) *Problem {
	at := inPlace(p, track.PaperTable)
	if len(at) < 3 {
		return nil
	}
	return &Problem{Code: "table", Warn: true, Title: "Text stands in a table", Lines: at, Why: "A table is read cell by cell, so a date and its job can come apart.", Try: "Write each job as lines below each other; a tab puts the date at the right."}
}

var (
	email = regexp.MustCompile(`[\w.+-]+@[\w-]+(?:\.[\w-]+)+`)
	phone = regexp.MustCompile(`\+?\(?\d[\d ().-]{7,}\d`)
)

func contactAside(p track.Paper) *Problem {
	aside, body := []int{}, false
	for i, l := range p.Lines {
		switch {
		case !email.MatchString(l.Text) && !phone.MatchString(l.Text):
		case l.Place == track.PaperHeader || l.Place == track.PaperFooter:
			aside = append(aside, i+1)
		default:
			body = body || email.MatchString(l.Text)
		}
	}
	if len(aside) == 0 || body {
		return nil
	}
	return &Problem{Code: "contact_in_header", Warn: true, Title: "Your address stands in the header or footer only", Lines: aside, Why: "Some programs don't read these parts and then can't tell how to reach you.", Try: "Write name, mail and phone into the first lines of the page."}
}

func noContact(p track.Paper) *Problem {
	for _, l := range p.Lines {
		if email.MatchString(l.Text) {
			return nil
		}
	}
	return &Problem{Code: "no_mail", Warn: true, Title: "No mail address is found", Why: "It may be missing, or be only behind a link or a sign.", Try: "Write the address out in the first lines."}
}

func hiddenText(p track.Paper) *Problem {
	at := inPlace(p, track.PaperHidden)
	if len(at) == 0 {
		return nil
	}
	return &Problem{Code: "hidden_text", Warn: true, Title: "There is text that can't be seen", Lines: at, Why: "Programs show it to the people who read, and it looks like a trick.", Try: "Take it out."}
}

func oddSigns(p track.Paper) *Problem {
	at, n := []int{}, 0
	for i, l := range p.Lines {
		body := mark.ReplaceAllString(l.Text, "")
		was := n
		for _, r := range body {
			if r == 0xfffd || r >= 0xe000 && r <= 0xf8ff || unicode.IsControl(r) {
				n++
			}
		}
		if n > was {
			at = append(at, i+1)
		}
	}
	if n == 0 {
		return nil
	}
	return &Problem{Code: "odd_signs", Warn: n > 10, Title: "Some signs have no meaning for a program", Lines: at, Why: fmt.Sprintf("%d signs come from a font of icons or lost their letter.", n), Try: "Write the word beside the icon: “Phone”, “Mail”."}
}

func spacedLetters(p track.Paper) *Problem {
	at := []int{}
	for i, l := range p.Lines {
		if spaced.MatchString(strings.TrimSpace(l.Text)) {
			at = append(at, i+1)
		}
	}
	if len(at) == 0 {
		return nil
	}
	return &Problem{Code: "letters_apart", Warn: true, Title: "Letters stand apart", Lines: at, Why: "“E X P E R I E N C E” is ten letters and no word.", Try: "Use wider letter spacing of the font instead of blanks."}
}

func noHeadings(p track.Paper) *Problem {
	have := map[Section]bool{}
	for _, l := range p.Lines {
		if is, known := SectionOf(l.Text); known {
			have[is] = true
		}
	}
	missing := []string{}
	for _, s := range []struct {
		is   Section
		name string
	}{{Experience, "Experience"}, {Education, "Education"}, {Skills, "Skills"}} {
		if !have[s.is] {
			missing = append(missing, "“"+s.name+"”")
		}
	}
	if len(missing) == 0 {
		return nil
	}
	return &Problem{Code: "no_heading", Warn: !have[Experience], Title: "No heading is found for " + strings.Join(missing, ", "), Why: "Programs sort a résumé by its usual headings. Another name for the part may be why.", Try: "Use the usual word on a line of its own, unless you leave the part out."}
}

func noYears(p track.Paper) *Problem {
	for _, l := range p.Lines {
		if dated.MatchString(l.Text) {
			return nil
		}
	}
	return &Problem{Code: "no_years", Warn: true, Title: "No year is found", Why: "Programs count years of work from the dates beside jobs.", Try: "Write years with four digits, like 2021 – 2026."}
}

func changesLeft(p track.Paper) *Problem {
	if p.Changes == 0 {
		return nil
	}
	return &Problem{Code: "tracked_changes", Warn: true, Title: "Tracked changes are still in the file", Why: "Whoever opens it can see what was there before.", Try: "Accept all changes and save again."}
}

func scripts(p track.Paper) *Problem {
	if p.Scripts == 0 {
		return nil
	}
	return &Problem{Code: "scripts", Warn: true, Title: "The file holds scripts", Why: "They were not run. Mail filters may hold such a file back.", Try: "Make the PDF anew from where you wrote it."}
}

func manyPages(p track.Paper) *Problem {
	if p.Pages <= 3 {
		return nil
	}
	return &Problem{Code: "pages", Title: fmt.Sprintf("The file has %d pages", p.Pages), Why: "People read the first page, and the top of it most.", Try: "Academic and public posts may want the length. For others, see what the last pages add."}
}
