package chart

import (
	"fmt"
	"math"
)

// Grid draws where things came up: a square for each line and column, its area
// the number, and beside each line its share with the interval.
type Grid struct {
	Label   string
	Columns []string
	Share   [2]string // two lines over the shares
	Rows    []GridRow
	Foot    string
}

// GridRow is one line.
type GridRow struct {
	Name     string
	N        []int
	Mean     float64
	Interval [2]float64
}

// Draw draws it. Shares are drawn up to 50 %, or 100 % where one goes beyond.
func (g Grid) Draw() Drawing {
	const width, top, row, nameWidth, column, shareFrom, shareTo = 530.0, 58.0, 42.0, 164.0, 42.0, 396.0, 504.0
	bottom := top + row*float64(len(g.Rows))
	d := Drawing{W: width, H: bottom + 60, Label: g.Label}
	for i, c := range g.Columns {
		d.Shapes = append(d.Shapes, Shape{Kind: Words, X: nameWidth + 20 + column*float64(i), Y: 44, Turn: -38, Text: []Span{{"tc", c}}})
	}
	d.text("tc", "start", shareFrom, 28, g.Share[0])
	d.text("tc", "start", shareFrom, 44, g.Share[1])
	most, scale := 1, 0.5
	for _, r := range g.Rows {
		for _, n := range r.N {
			most = max(most, n)
		}
		if r.Interval[1] > .5 {
			scale = 1
		}
	}
	x := func(p float64) float64 { return shareFrom + (shareTo-shareFrom)*p/scale }
	for i := range 3 {
		p := scale * float64(i) / 2
		d.line("grid", x(p), top, x(p), bottom)
		d.text("tc", "middle", x(p), bottom+18, fmt.Sprintf("%.0f%%", 100*p))
	}
	for i, r := range g.Rows {
		y := top + row*float64(i)
		d.line("grid", 0, y, width, y)
		d.text("tm", "start", 0, y+26, r.Name)
		for k, n := range r.N {
			if n == 0 {
				continue
			}
			side := 20 * math.Sqrt(float64(n)/float64(most))
			side = max(side, 8)
			class := "s3"
			if float64(n) > .6*float64(most) && most > 2 {
				class = "s5"
			}
			cx := nameWidth + 20 + column*float64(k)
			d.Shapes = append(d.Shapes, Shape{Kind: Rect, Class: class, X: cx - side/2, Y: y + 21 - side/2, W: side, H: side, Round: 2})
			d.text("tc", "start", cx+side/2+3, y+25.5, brief(n))
		}
		d.line("iv", x(r.Interval[0]), y+21, x(min(scale, r.Interval[1])), y+21)
		d.circle("pt", x(r.Mean), y+21, 5)
	}
	if g.Foot != "" {
		d.text("tc", "start", 0, bottom+50, g.Foot)
	}
	return d
}

// brief is a count in at most four signs.
func brief(n int) string {
	if n < 1000 {
		return fmt.Sprint(n)
	}
	if n < 10_000 {
		return fmt.Sprintf("%.1fk", float64(n)/1000)
	}
	return fmt.Sprintf("%dk", n/1000)
}
