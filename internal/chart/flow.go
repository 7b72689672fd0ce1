package chart

import "fmt"

// Flow draws where things went: stages from left to right, what ended falls
// away beneath its stage. Width is the number.
type Flow struct {
	Label  string
	Stages []Stage
	Note   []string // a heading and lines, beside the narrow point
	At     int      // stage to which the note belongs
}

// Stage is one stage and what became of those that went no further.
type Stage struct {
	Name    string
	Reached int
	On      int
	Ends    []End
}

// End is one way in which things ended at a stage.
type End struct {
	N     int
	Words string // "answered no"
	Class string // f-open, f-no, f-silent
}

const (
	flowWidth, flowTop, flowBar = 1130.0, 44.0, 10.0
	flowFirst, flowStep         = 4.0, 196.0
	flowHeight                  = 295.0 // of the first bar
	flowGap, flowLabel          = 9.0, 20.0
)

// Draw draws it. Without anything there is an empty figure.
func (f Flow) Draw() Drawing {
	d := Drawing{W: flowWidth, Label: f.Label}
	if len(f.Stages) == 0 || f.Stages[0].Reached == 0 {
		d.H = flowTop
		return d
	}
	unit := flowHeight / float64(f.Stages[0].Reached)
	bottom := flowTop + flowHeight
	var texts Drawing
	for i, s := range f.Stages {
		x := flowFirst + float64(i)*flowStep
		if s.On > 0 {
			h := float64(s.On) * unit
			ribbon(&d, fmt.Sprintf("s%d", min(6, i+1)), x+flowBar, flowTop, x+flowStep, flowTop, h)
		}
		free := flowTop // what the labels of the last stage need
		if i == len(f.Stages)-2 {
			free += 18*float64(len(f.Stages[i+1].Ends)) + 6
		}
		end := f.ends(&d, &texts, s, x, unit, free, i == len(f.Stages)-1)
		bottom = max(bottom, end)
	}
	for i, s := range f.Stages {
		x := flowFirst + float64(i)*flowStep
		if s.Reached > 0 {
			d.rect("s6", x, flowTop, flowBar, max(1, float64(s.Reached)*unit))
		}
		d.text("tm", "start", x, 22, s.Name)
		d.text("tbig", "start", x, 38, grouped(s.Reached))
	}
	d.Shapes = append(d.Shapes, texts.Shapes...)
	d.H = bottom + 14
	f.note(&d)
	return d
}

// ends draws what ended at a stage, each below the one before, far enough
// apart for its label, and gives the lowest point.
func (f Flow) ends(d, texts *Drawing, s Stage, x, unit, free float64, last bool) float64 {
	from := flowTop + float64(s.On)*unit
	y := max(flowTop+float64(s.On)*unit+30, flowTop+34, free)
	lowest := flowTop
	if last {
		for i, e := range s.Ends {
			texts.spans("start", x+18, flowTop+10+18*float64(i), Span{"tb", grouped(e.N)}, Span{"tn", " " + e.Words})
		}
		return flowTop + 18*float64(len(s.Ends))
	}
	for _, e := range s.Ends {
		h := float64(e.N) * unit
		room := max(h, flowLabel)
		top := y + (room-h)/2
		ribbon(d, e.Class, x+flowBar, from, x+112, top, h)
		texts.spans("start", x+119, y+room/2+4.5, Span{"tb", grouped(e.N)}, Span{"tn", " " + e.Words})
		from += h
		y += room + flowGap
		lowest = y
	}
	return lowest
}

// ribbon is a band of one height that swings from one place to another.
func ribbon(d *Drawing, class string, x1, y1, x2, y2, h float64) {
	m1, m2 := x1+(x2-x1)*.45, x1+(x2-x1)*.55
	d.path(class, true, x1, y1, m1, y1, m2, y2, x2, y2, x2, y2, x2, y2+h, x2, y2+h, m2, y2+h, m1, y1+h, x1, y1+h)
}

func (f Flow) note(d *Drawing) {
	if len(f.Note) == 0 {
		return
	}
	x, y := flowFirst+float64(f.At)*flowStep+115, max(262, flowTop+flowHeight-75)
	d.text("ts", "start", x, y, f.Note[0])
	for i, line := range f.Note[1:] {
		d.text("tx", "start", x, y+22+19*float64(i), line)
	}
	d.H = max(d.H, y+22+19*float64(len(f.Note)-1))
}

// grouped is a number with its thousands apart from 10 000 on.
func grouped(n int) string {
	s := fmt.Sprint(n)
	if n < 10_000 {
		return s
	}
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "\u202f" + s[i:]
	}
	return s
}
