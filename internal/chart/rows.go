package chart

import "fmt"

// Rows draws one interval a line on a common scale of 0 to 100 %.
type Rows struct {
	Label string
	Head  bool // column heads
	Rows  []Row
}

// Row is one line: estimate, interval, reference, and what may be said.
type Row struct {
	Name, To, Sub string // "Screen" "interview", and a line below
	Count         string // "12 of 37"
	Mean          float64
	Interval      [2]float64
	Reference     float64 // drawn where Referenced
	Referenced    bool
	Estimate      string // "32%" or "under 20"
	Strong        bool   // the estimate is a figure
	Range         string
	Says, Then    string
	Bold          bool
	Ring          bool // the comparison: a ring instead of a dot
	Wide          *[2]float64
}

const (
	rowsWidth, rowHeight       = 1130.0, 44.0
	scaleFrom, scaleTo         = 300.0, 740.0
	rowsTop                    = 52.0
	estimateX, rangeX, verdict = 766.0, 832.0, 920.0
)

// Draw draws it.
func (r Rows) Draw() Drawing {
	top := rowsTop
	if !r.Head {
		top = 36
	}
	bottom := top + rowHeight*float64(len(r.Rows)) - 24
	d := Drawing{W: rowsWidth, H: bottom + 28, Label: r.Label}
	x := func(p float64) float64 { return scaleFrom + (scaleTo-scaleFrom)*p }
	for i := range 5 {
		p := float64(i) / 4
		d.line("grid", x(p), top-26, x(p), bottom)
		d.text("tc", "middle", x(p), bottom+18, fmt.Sprintf("%.0f%%", 100*p))
	}
	if r.Head {
		d.text("tc", "start", 0, 14, "From, to")
		d.text("tc", "end", 278, 14, "decided")
		d.text("tc", "start", estimateX, 14, "estimate")
		d.text("tc", "start", rangeX, 14, "95% interval")
		d.text("tc", "start", verdict, 14, "what may be said")
	}
	for i, row := range r.Rows {
		row.draw(&d, x, top+rowHeight*float64(i))
	}
	return d
}

func (r Row) draw(d *Drawing, x func(float64) float64, y float64) {
	if r.Referenced {
		d.rect("band", x(r.Reference)-4, y-14, 8, 28)
	}
	name := []Span{{"tl", r.Name}}
	if r.To != "" {
		name = append(name, Span{"tq", " to "}, Span{"tl", r.To})
	}
	if r.Sub == "" {
		d.spans("start", 0, y+5, name...)
	} else {
		d.spans("start", 0, y-1, name...)
		d.text("tc", "start", 0, y+16, r.Sub)
	}
	d.text("tn", "end", 278, y+5, r.Count)
	if r.Wide != nil {
		d.line("lead-l", x(r.Wide[0]), y, x(r.Wide[1]), y)
	}
	interval, dot := "iv", "pt"
	if r.Ring {
		interval, dot = "iv2", "pt2"
	}
	d.line(interval, x(r.Interval[0]), y, x(r.Interval[1]), y)
	d.circle(dot, x(r.Mean), y, 6)
	if r.Strong {
		d.text("tbig", "start", estimateX, y+5, r.Estimate)
	} else {
		d.text("tc", "start", estimateX, y+5, r.Estimate)
	}
	d.text("tn", "start", rangeX, y+5, r.Range)
	class := "tm"
	if r.Bold {
		class = "tb"
	}
	d.text(class, "start", verdict, y, r.Says)
	d.text("tc", "start", verdict, y+16, r.Then)
}
