package chart

import "fmt"

// Curve draws a share over time: steps with a band, or a smooth line.
type Curve struct {
	Label     string
	Unit      string  // of the first mark on the axis, "day" or "week"
	Until     float64 // end of the axis
	Every     float64 // between its marks
	Steps     bool
	Line      []Point
	Faint     []Point // a second line, for comparison
	Mark      float64 // a place on the axis worth a dashed line; 0 for none
	Marks     []string
	Ends      []string // words at the end of the line
	Ticks     []float64
	Late      []float64
	Below     string // words under the ticks
	LateWords string
}

// Point is one point, with its band where there is one.
type Point struct{ X, Y, Lo, Hi float64 }

const (
	curveWidth, curveLeft, curveRight = 530.0, 44.0, 520.0
	curveTop, curveBottom             = 16.0, 262.0
)

// Draw draws it.
func (c Curve) Draw() Drawing {
	d := Drawing{W: curveWidth, H: curveBottom + 30, Label: c.Label}
	if len(c.Ticks)+len(c.Late) > 0 || c.Below != "" {
		d.H = curveBottom + 70
	}
	x := func(v float64) float64 { return curveLeft + (curveRight-curveLeft)*min(v, c.Until)/max(c.Until, 1) }
	y := func(v float64) float64 { return curveBottom - (curveBottom-curveTop)*v }
	for i := range 5 {
		p := float64(i) / 4
		d.line("grid", curveLeft, y(p), curveRight, y(p))
		d.text("tc", "end", curveLeft-8, y(p)+4, fmt.Sprintf("%.0f%%", 100*p))
	}
	if c.Steps {
		c.steps(&d, x, y)
	} else {
		d.smooth("curve2", c.Faint, x, y)
		d.smooth("curve", c.Line, x, y)
	}
	if c.Mark > 0 && c.Mark < c.Until {
		d.line("mark", x(c.Mark), curveTop, x(c.Mark), curveBottom)
		anchor, at := "start", x(c.Mark)+7
		if c.Mark > .6*c.Until || c.Steps && c.Mark > .3*c.Until { // above a rising line there is room on the left
			anchor, at = "end", x(c.Mark)-7
		}
		top := curveTop + 10
		if at, ok := c.end(y); !c.Steps || ok && anchor == "end" && at < top+15*float64(len(c.Marks)+1) {
			top = curveBottom - 24 // a smooth line runs along the top early; words at the end of a line may stand there
		}
		for i, w := range c.Marks {
			d.text("tc", anchor, at, top+15*float64(i), w)
		}
	}
	if at, ok := c.end(y); ok {
		for i, w := range c.Ends {
			d.text(pick(i == 0, "tm", "tc"), "end", curveRight, at+16*float64(i), w)
		}
	}
	d.line("axis", curveLeft, curveBottom, curveRight, curveBottom)
	shift := 18.0
	if len(c.Ticks)+len(c.Late) > 0 {
		c.ticks(&d, x)
		shift = 48
	}
	for v := 0.0; v <= c.Until; v += c.Every {
		word := fmt.Sprintf("%g", v)
		if v == 0 {
			word = c.Unit + " 0"
		}
		d.text("tc", "middle", x(v), curveBottom+shift, word)
	}
	if c.Below != "" {
		d.text("tc", "start", curveLeft, curveBottom+66, c.Below)
	}
	return d
}

// end is where the words at the end of the line stand. A curve only rises, so
// above its end there is room, unless it or its band ends high: then there is
// room below.
func (c Curve) end(y func(float64) float64) (at float64, ok bool) {
	if len(c.Line) == 0 {
		return 0, false
	}
	end := c.Line[0]
	for _, p := range c.Line {
		if p.X <= c.Until {
			end = p
		}
	}
	at = y(max(end.Y, end.Hi)) - 10 - 16*float64(len(c.Ends)-1)
	if at < curveTop+12 || end.Y > .8 {
		low := end.Y
		if end.Hi > 0 {
			low = min(low, end.Lo)
		}
		at = min(y(low)+24, curveBottom-8-16*float64(len(c.Ends)-1))
	}
	return at, true
}

func pick(yes bool, a, b string) string {
	if yes {
		return a
	}
	return b
}

// steps draws a line that changes only at its points, with its band.
func (c Curve) steps(d *Drawing, x, y func(float64) float64) {
	upper, lower := []float64{x(0), y(0)}, []float64{x(0), y(0)}
	line := []float64{x(0), y(0)}
	was := Point{}
	add := func(list *[]float64, at, before, now float64) { *list = append(*list, at, y(before), at, y(now)) }
	for _, p := range c.Line {
		if p.X > c.Until {
			break
		}
		add(&line, x(p.X), was.Y, p.Y)
		add(&upper, x(p.X), was.Hi, p.Hi)
		add(&lower, x(p.X), was.Lo, p.Lo)
		was = p
	}
	line = append(line, x(c.Until), y(was.Y))
	band := append(upper, x(c.Until), y(was.Hi), x(c.Until), y(was.Lo))
	for i := len(lower) - 2; i >= 0; i -= 2 {
		band = append(band, lower[i], lower[i+1])
	}
	d.path("cband", false, band...)
	d.path("curve", false, line...)
}

func (d *Drawing) smooth(class string, list []Point, x, y func(float64) float64) {
	if len(list) == 0 {
		return
	}
	line := []float64{x(0), y(0)}
	for _, p := range list {
		line = append(line, x(p.X), y(p.Y))
	}
	d.path(class, false, line...)
}

func (c Curve) ticks(d *Drawing, x func(float64) float64) {
	for _, t := range c.Ticks {
		d.line("ctick", x(t), curveBottom+9, x(t), curveBottom+25)
	}
	right := 0.0
	for _, t := range c.Late {
		d.line("ctick-late", x(t), curveBottom+9, x(t), curveBottom+25)
		right = max(right, x(t))
	}
	if c.LateWords != "" {
		anchor, at := "start", right+10
		if right > 400 {
			anchor, at = "end", curveRight
			d.text("tlate", anchor, at, curveBottom+66, c.LateWords)
			return
		}
		d.text("tlate", anchor, at, curveBottom+21, c.LateWords)
	}
}
