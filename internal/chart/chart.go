// Package chart draws the figures of a page: a flow, rows of intervals, a step
// curve, a forecast, squares of reasons. A figure is a list of simple shapes
// with classes; the same list becomes inline SVG coloured by the page's tokens,
// an SVG file that stands alone, or a PNG. It knows numbers and words, and
// nothing about where they come from.
//
//	d := chart.Flow{Stages: stages}.Draw()
//	d.SVG(&b)         // for the page, by classes
//	d.File(&b)        // for a download
//	d.PNG(&b, 2)      // the same as pixels
package chart

import (
	"fmt"
	"html"
	"io"
	"math"
	"strconv"
	"strings"
)

// Drawing is a figure: its size, what a screen reader says, and its shapes in
// the order in which they are drawn.
type Drawing struct {
	W, H   float64
	Label  string
	Shapes []Shape
}

// Shape is one mark. Kind says which of the fields count.
type Shape struct {
	Kind   Kind
	Class  string
	X, Y   float64   // rect and text: where; line: from; circle: centre
	W, H   float64   // rect: size; line: to; circle: W is the radius
	Points []float64 // path: begins with a point; curves of three points, or straight lines
	Curved bool      // path: curves
	Text   []Span
	Anchor string  // text: start, middle, end
	Turn   float64 // text: degrees
	Round  float64 // rect: radius of its corners
}

// Kind is the kind of a shape.
type Kind int

// The kinds.
const (
	Rect Kind = iota
	Line
	Circle
	Path
	Words
)

// Span is a piece of a text in one class.
type Span struct{ Class, Text string }

func (d *Drawing) rect(class string, x, y, w, h float64) {
	d.Shapes = append(d.Shapes, Shape{Kind: Rect, Class: class, X: x, Y: y, W: w, H: h})
}

func (d *Drawing) line(class string, x1, y1, x2, y2 float64) {
	d.Shapes = append(d.Shapes, Shape{Kind: Line, Class: class, X: x1, Y: y1, W: x2, H: y2})
}

func (d *Drawing) circle(class string, x, y, r float64) {
	d.Shapes = append(d.Shapes, Shape{Kind: Circle, Class: class, X: x, Y: y, W: r})
}

func (d *Drawing) path(class string, curved bool, points ...float64) {
	d.Shapes = append(d.Shapes, Shape{Kind: Path, Class: class, Curved: curved, Points: points})
}

func (d *Drawing) text(class, anchor string, x, y float64, text string) {
	d.spans(anchor, x, y, Span{class, text})
}

func (d *Drawing) spans(anchor string, x, y float64, spans ...Span) {
	d.Shapes = append(d.Shapes, Shape{Kind: Words, X: x, Y: y, Anchor: anchor, Text: spans})
}

// SVG writes the figure for a page: shapes with classes and no colour.
func (d Drawing) SVG(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, `<svg viewBox="0 0 %s %s" role="img" aria-label="%s">`, f1(d.W), f1(d.H), html.EscapeString(d.Label))
	d.shapes(&b)
	b.WriteString("</svg>")
	_, err := io.WriteString(w, b.String())
	return err
}

// String is the figure as SVG writes it.
func (d Drawing) String() string {
	var b strings.Builder
	_ = d.SVG(&b) // a builder takes everything
	return b.String()
}

// File writes the figure as a file of its own, in light colours.
func (d Drawing) File(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %s %s" width="%s" height="%s" role="img"><title>%s</title><style>%s</style>`, f1(d.W), f1(d.H), f1(d.W), f1(d.H), html.EscapeString(d.Label), styles())
	fmt.Fprintf(&b, `<rect width="%s" height="%s" fill="%s"/>`, f1(d.W), f1(d.H), paper)
	d.shapes(&b)
	b.WriteString("</svg>\n")
	_, err := io.WriteString(w, b.String())
	return err
}

func (d Drawing) shapes(b *strings.Builder) {
	for _, s := range d.Shapes {
		switch s.Kind {
		case Rect:
			round := ""
			if s.Round > 0 {
				round = fmt.Sprintf(` rx="%s"`, f1(s.Round))
			}
			fmt.Fprintf(b, `<rect x="%s" y="%s" width="%s" height="%s"%s class="%s"/>`, f1(s.X), f1(s.Y), f1(s.W), f1(s.H), round, s.Class)
		case Line:
			fmt.Fprintf(b, `<line x1="%s" y1="%s" x2="%s" y2="%s" class="%s"/>`, f1(s.X), f1(s.Y), f1(s.W), f1(s.H), s.Class)
		case Circle:
			fmt.Fprintf(b, `<circle cx="%s" cy="%s" r="%s" class="%s"/>`, f1(s.X), f1(s.Y), f1(s.W), s.Class)
		case Path:
			fmt.Fprintf(b, `<path d="%s" class="%s"/>`, s.outline(), s.Class)
		case Words:
			s.words(b)
		}
	}
}

func (s Shape) words(b *strings.Builder) {
	turn := ""
	if s.Turn != 0 {
		turn = fmt.Sprintf(` transform="rotate(%s %s %s)"`, f1(s.Turn), f1(s.X), f1(s.Y))
	}
	anchor := ""
	if s.Anchor != "" && s.Anchor != "start" {
		anchor = ` text-anchor="` + s.Anchor + `"`
	}
	if len(s.Text) == 1 {
		fmt.Fprintf(b, `<text x="%s" y="%s"%s%s class="%s">%s</text>`, f1(s.X), f1(s.Y), anchor, turn, s.Text[0].Class, html.EscapeString(s.Text[0].Text))
		return
	}
	fmt.Fprintf(b, `<text x="%s" y="%s"%s%s>`, f1(s.X), f1(s.Y), anchor, turn)
	for _, t := range s.Text {
		fmt.Fprintf(b, `<tspan class="%s">%s</tspan>`, t.Class, html.EscapeString(t.Text))
	}
	b.WriteString("</text>")
}

// outline is the path in the letters of SVG. A filled class closes it.
func (s Shape) outline() string {
	var b strings.Builder
	fmt.Fprintf(&b, "M%s,%s", f1(s.Points[0]), f1(s.Points[1]))
	step, letter := 2, "L"
	if s.Curved {
		step, letter = 6, "C"
	}
	for i := 2; i+step <= len(s.Points); i += step {
		b.WriteString(letter)
		for k := 0; k < step; k += 2 {
			if k > 0 {
				b.WriteByte(' ')
			}
			b.WriteString(f1(s.Points[i+k]) + "," + f1(s.Points[i+k+1]))
		}
	}
	if look[first(s.Class)].fill != "" {
		b.WriteByte('Z')
	}
	return b.String()
}

func first(class string) string {
	name, _, _ := strings.Cut(class, " ")
	return name
}

// f1 is a coordinate with at most one decimal.
func f1(x float64) string {
	return strconv.FormatFloat(math.Round(x*10)/10, 'f', -1, 64)
}
