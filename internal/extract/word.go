package extract

import (
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"

	"debrief/internal/fault"
	"debrief/internal/track"
)

// wordReader turns the elements of one part of a Word file into lines. Names
// are taken without their namespace; elements it does not know are walked
// through, so that text in them is not lost.
type wordReader struct {
	paper *track.Paper
	place track.PaperPart
	open  []string // elements we are in
	line  strings.Builder
	item  bool
	head  bool
	gone  bool // the run is hidden
	lost  strings.Builder
	text  bool // in an element whose characters count
	skip  int  // depth at which a part that is left out began, 0 for none
	size  int
	full  bool
}

func (w *wordReader) read(r io.Reader) error {
	d := xml.NewDecoder(r)
	d.Strict = true
	for !w.full {
		t, err := d.RawToken()
		if errors.Is(err, io.EOF) {
			if len(w.open) > 0 {
				return io.ErrUnexpectedEOF
			}
			return nil
		}
		if err != nil {
			return err
		}
		switch t := t.(type) {
		case xml.Directive: // a document type, with which entities could be made
			return fault.New(fault.Invalid, "", "The file holds definitions that a Word document has no use for, so it was not read. Save it anew from the program it comes from.")
		case xml.StartElement:
			if len(w.open) == maxDepth {
				return errTooMuch
			}
			w.open = append(w.open, t.Name.Local)
			if w.skip == 0 {
				w.begin(t)
			}
		case xml.EndElement:
			n := len(w.open)
			if n == 0 || w.open[n-1] != t.Name.Local {
				return errors.New("extract: elements that do not close")
			}
			if w.skip == 0 {
				w.end(t.Name.Local)
			} else if w.skip == n {
				w.skip = 0
			}
			w.open = w.open[:n-1]
		case xml.CharData:
			if w.text && w.skip == 0 {
				w.write(string(t))
			}
		}
	}
	return nil
}

func (w *wordReader) begin(t xml.StartElement) {
	switch t.Name.Local {
	case "Fallback": // says again what stands in Choice
		w.skip = len(w.open)
	case "p":
		w.flush()
	case "pStyle":
		style := strings.ToLower(attr(t, "val"))
		w.head = w.head || strings.HasPrefix(style, "heading") || style == "title"
		w.item = w.item || strings.HasPrefix(style, "list")
	case "numPr":
		w.item = true
	case "vanish":
		w.gone = attr(t, "val") != "0" && attr(t, "val") != "false"
	case "t", "instrText":
		w.text = t.Name.Local == "t"
	case "tab":
		if w.in("r") {
			w.write("\t")
		}
	case "br", "cr":
		w.flushLine()
	case "noBreakHyphen":
		w.write("-")
	case "sym":
		w.write(symbol(attr(t, "char")))
	case "drawing", "pict":
		w.paper.Images++
	case "ins", "del":
		w.paper.Changes++
	case "cols":
		if n, _ := strconv.Atoi(attr(t, "num")); w.place == track.PaperBody {
			w.paper.Columns = max(w.paper.Columns, min(n, 20))
		}
	}
}

func (w *wordReader) end(name string) {
	switch name {
	case "t":
		w.text = false
	case "r":
		w.gone = false
	case "p", "txbxContent":
		w.flush()
	}
}

// symbol is the character of a symbol font, which Word keeps in a private area.
func symbol(code string) string {
	n, err := strconv.ParseUint(code, 16, 32)
	if err != nil || n < ' ' {
		return ""
	}
	return string(rune(n))
}

func (w *wordReader) write(s string) {
	if w.gone {
		w.lost.WriteString(s)
		return
	}
	w.line.WriteString(s)
}

// in reports whether we are within an element.
func (w *wordReader) in(name string) bool {
	for _, o := range w.open {
		if o == name {
			return true
		}
	}
	return false
}

// flush ends a paragraph.
func (w *wordReader) flush() {
	w.flushLine()
	w.item, w.head = false, false
}

func (w *wordReader) flushLine() {
	place := w.place
	if place == track.PaperBody {
		switch {
		case w.in("txbxContent"):
			place = track.PaperBox
		case w.in("tbl"):
			place = track.PaperTable
		}
	}
	w.keep(w.line.String(), place)
	w.keep(w.lost.String(), track.PaperHidden)
	w.line.Reset()
	w.lost.Reset()
}

func (w *wordReader) keep(text string, place track.PaperPart) {
	text = strings.Join(strings.Fields(text), " ")
	if text == "" {
		return
	}
	if w.size += len(text); w.size > maxText || len(w.paper.Lines) >= maxLines {
		w.full, w.paper.Cut = true, true
		return
	}
	w.paper.Lines = append(w.paper.Lines, track.PaperLine{Text: text, Place: place, Item: w.item, Head: w.head})
}

func attr(t xml.StartElement, name string) string {
	for _, a := range t.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}
