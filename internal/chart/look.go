package chart

import (
	"fmt"
	"slices"
	"strings"
)

// paper is the ground of a figure that stands alone.
const paper = "#FFFFFF"

// style is how a class looks outside of the page, where no token reaches: the
// light theme of the design.
type style struct {
	fill, stroke string
	width        float64
	opacity      float64 // 0 counts as 1
	dashed       bool
	round        bool
	size         float64 // of text
	bold, serif  bool
}

const (
	ink    = "#182023"
	ink2   = "#465150"
	ink3   = "#5E6A68"
	accent = "#0C5963"
	attn   = "#7C5200"
	closed = "#54616C"
)

// look holds every class that a figure uses.
var look = map[string]style{
	"s1": {fill: "#BCD6D8"}, "s2": {fill: "#94BEC2"}, "s3": {fill: "#69A2A8"}, "s4": {fill: "#42858D"}, "s5": {fill: "#1F6B75"}, "s6": {fill: "#0A4A53"},
	"f-open": {fill: "#CFE0E1"}, "f-no": {fill: "#C9D1D7"}, "f-silent": {fill: "#E0E5E9"},
	"grid": {stroke: "#E5E9E7", width: 1}, "axis": {stroke: "#7B8785", width: 1}, "mark": {stroke: ink3, width: 1, dashed: true}, "lead-l": {stroke: ink3, width: 1},
	"band": {fill: "#E9E3D2", stroke: "#7B8785", width: 1}, "iv": {stroke: accent, width: 5, opacity: .38, round: true}, "iv2": {stroke: closed, width: 5, opacity: .38, round: true},
	"pt": {fill: accent}, "pt2": {fill: paper, stroke: closed, width: 2},
	"curve": {stroke: accent, width: 2.25}, "curve2": {stroke: closed, width: 1.5, dashed: true}, "cband": {fill: accent, opacity: .13},
	"f-late": {fill: attn}, "ctick": {stroke: accent, width: 1.5}, "ctick-late": {stroke: attn, width: 2.5},
	"tx": {fill: ink2, size: 13}, "tm": {fill: ink, size: 13}, "tl": {fill: ink, size: 14}, "tb": {fill: ink, size: 13, bold: true}, "tn": {fill: ink2, size: 13}, "tc": {fill: ink3, size: 12},
	"tbig": {fill: ink, size: 15, bold: true}, "ts": {fill: ink, size: 17, serif: true}, "tlate": {fill: attn, size: 12}, "tq": {fill: ink3, size: 14},
}

// Classes are the names of all classes, for the style sheet's test.
func Classes() []string {
	var names []string
	for n := range look {
		names = append(names, n)
	}
	slices.Sort(names)
	return names
}

// styles is the style sheet of a figure that stands alone.
func styles() string {
	var b strings.Builder
	b.WriteString(`text{font-family:Inter,"Segoe UI",Helvetica,Arial,sans-serif}`)
	for _, n := range Classes() {
		s := look[n]
		fmt.Fprintf(&b, ".%s{", n)
		if s.fill == "" {
			b.WriteString("fill:none;")
		} else {
			fmt.Fprintf(&b, "fill:%s;", s.fill)
		}
		if s.stroke != "" {
			fmt.Fprintf(&b, "stroke:%s;stroke-width:%g;", s.stroke, s.width)
		}
		if s.opacity > 0 {
			fmt.Fprintf(&b, "opacity:%g;", s.opacity)
		}
		if s.dashed {
			b.WriteString("stroke-dasharray:3 3;")
		}
		if s.round {
			b.WriteString("stroke-linecap:round;")
		}
		if s.size > 0 {
			fmt.Fprintf(&b, "font-size:%gpx;", s.size)
		}
		if s.bold {
			b.WriteString("font-weight:600;")
		}
		if s.serif {
			b.WriteString(`font-family:Newsreader,Georgia,serif;`)
		}
		b.WriteByte('}')
	}
	return b.String()
}
