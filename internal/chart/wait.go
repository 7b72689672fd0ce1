package chart

import "fmt"

// Wait draws one wait on a line of days: by when answers come, where it stands,
// and when it counts as silent.
type Wait struct {
	Label           string
	Day, Half, Nine int
	Silent          int
}

// Draw draws it.
func (w Wait) Draw() Drawing {
	d := Drawing{W: 650, H: 70, Label: w.Label}
	until := float64(max(w.Silent+9, w.Day+3))
	x := func(day int) float64 { return 10 + 630*min(float64(day), until)/until }
	d.line("axis", 10, 30, 640, 30)
	d.Shapes = append(d.Shapes, Shape{Kind: Rect, Class: "f-no", X: x(w.Half / 3), Y: 27, W: x(w.Nine) - x(w.Half/3), H: 6, Round: 3})
	for _, m := range []struct {
		day   int
		words string
		class string
	}{{w.Half, fmt.Sprintf("half, day %d", w.Half), "lead-l"}, {w.Nine, fmt.Sprintf("9 in 10, day %d", w.Nine), "lead-l"}, {w.Silent, fmt.Sprintf("silent, day %d", w.Silent), "mark"}} {
		d.line(m.class, x(m.day), 20, x(m.day), 40)
		d.text("tc", "middle", min(600, x(m.day)), 58, m.words)
	}
	d.Shapes = append(d.Shapes, Shape{Kind: Circle, Class: "f-late", X: x(w.Day), Y: 30, W: 5.5})
	d.text("tm", "middle", min(590, max(50, x(w.Day))), 14, fmt.Sprintf("today, day %d", w.Day))
	return d
}
