package chart

import (
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"io"
	"math"
	"strconv"
	"sync"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"
)

// PNG writes the figure as pixels on white, so many of them for each unit
// (between 1 and 4). Text is set in the Go fonts, which come with the program.
func (d Drawing) PNG(w io.Writer, scale float64) error {
	scale = min(4, max(1, scale))
	p := pixels{image.NewRGBA(image.Rect(0, 0, int(math.Ceil(d.W*scale)), int(math.Ceil(d.H*scale)))), scale}
	draw.Draw(p.img, p.img.Bounds(), image.NewUniform(colour(paper, 1)), image.Point{}, draw.Src)
	for _, s := range d.Shapes {
		p.shape(s)
	}
	return png.Encode(w, p.img)
}

// pixels is a figure being painted.
type pixels struct {
	img   *image.RGBA
	scale float64
}

func (p pixels) shape(s Shape) {
	st := look[first(s.Class)]
	switch s.Kind {
	case Words:
		p.words(s)
		return
	case Line:
		p.stroke(st, []float64{s.X, s.Y, s.W, s.H})
		return
	}
	outline := s.polygon()
	if st.fill != "" {
		p.fill(st.fill, st.alpha(), outline)
	}
	if st.stroke != "" {
		if s.Kind != Path {
			outline = append(outline, outline[0], outline[1])
		}
		p.stroke(st, outline)
	}
}

func (s style) alpha() float64 {
	if s.opacity > 0 {
		return s.opacity
	}
	return 1
}

// polygon is the outline of a shape as straight pieces.
func (s Shape) polygon() []float64 {
	switch s.Kind {
	case Rect:
		return []float64{s.X, s.Y, s.X + s.W, s.Y, s.X + s.W, s.Y + s.H, s.X, s.Y + s.H}
	case Circle:
		var out []float64
		for i := range 48 {
			a := 2 * math.Pi * float64(i) / 48
			out = append(out, s.X+s.W*math.Cos(a), s.Y+s.W*math.Sin(a))
		}
		return out
	}
	if !s.Curved {
		return s.Points
	}
	out := []float64{s.Points[0], s.Points[1]}
	for i := 2; i+6 <= len(s.Points); i += 6 {
		c := s.Points[i : i+6]
		x, y := out[len(out)-2], out[len(out)-1]
		for k := 1; k <= 24; k++ {
			t := float64(k) / 24
			a, b, e, f := (1-t)*(1-t)*(1-t), 3*(1-t)*(1-t)*t, 3*(1-t)*t*t, t*t*t
			out = append(out, a*x+b*c[0]+e*c[2]+f*c[4], a*y+b*c[1]+e*c[3]+f*c[5])
		}
	}
	return out
}

// fill paints a closed outline.
func (p pixels) fill(name string, alpha float64, outlines ...[]float64) {
	b := p.img.Bounds()
	r := vector.NewRasterizer(b.Dx(), b.Dy())
	for _, o := range outlines {
		r.MoveTo(p.at(o[0]), p.at(o[1]))
		for i := 2; i+1 < len(o); i += 2 {
			r.LineTo(p.at(o[i]), p.at(o[i+1]))
		}
		r.ClosePath()
	}
	r.Draw(p.img, b, image.NewUniform(colour(name, alpha)), image.Point{})
}

func (p pixels) at(x float64) float32 { return float32(x * p.scale) }

// stroke paints a line of some width along points.
func (p pixels) stroke(st style, points []float64) {
	if st.stroke == "" {
		return
	}
	var pieces [][]float64
	for i := 0; i+3 < len(points); i += 2 {
		x1, y1, x2, y2 := points[i], points[i+1], points[i+2], points[i+3]
		length := math.Hypot(x2-x1, y2-y1)
		if length == 0 {
			continue
		}
		ux, uy := (x2-x1)/length, (y2-y1)/length
		if !st.dashed {
			pieces = append(pieces, bar(x1, y1, x2, y2, ux, uy, st.width, len(points) > 4))
			continue
		}
		for at := 0.0; at < length; at += 6 {
			end := min(length, at+3)
			pieces = append(pieces, bar(x1+ux*at, y1+uy*at, x1+ux*end, y1+uy*end, ux, uy, st.width, false))
		}
	}
	if st.round && len(points) == 4 {
		for _, end := range [][2]float64{{points[0], points[1]}, {points[2], points[3]}} {
			pieces = append(pieces, Shape{Kind: Circle, X: end[0], Y: end[1], W: st.width / 2}.polygon())
		}
	}
	if len(pieces) > 0 {
		p.fill(st.stroke, st.alpha(), pieces...)
	}
}

// bar is one piece of a line as a rectangle; joined pieces reach into each other.
// It turns the same way round as a circle does, since opposite turns cancel out.
func bar(x1, y1, x2, y2, ux, uy, width float64, joined bool) []float64 {
	h := width / 2
	if joined {
		x1, y1, x2, y2 = x1-ux*h, y1-uy*h, x2+ux*h, y2+uy*h
	}
	return []float64{x1 + uy*h, y1 - ux*h, x2 + uy*h, y2 - ux*h, x2 - uy*h, y2 + ux*h, x1 - uy*h, y1 + ux*h}
}

// fonts are parsed once.
var fonts = sync.OnceValue(func() [2]*opentype.Font {
	var list [2]*opentype.Font
	for i, data := range [][]byte{goregular.TTF, gobold.TTF} {
		f, err := opentype.Parse(data)
		if err != nil {
			panic(err) // the fonts are in the binary
		}
		list[i] = f
	}
	return list
})

func (p pixels) face(class string) (font.Face, style) {
	st := look[first(class)]
	weight := 0
	if st.bold {
		weight = 1
	}
	f, err := opentype.NewFace(fonts()[weight], &opentype.FaceOptions{Size: max(8, st.size) * p.scale * .95, DPI: 72, Hinting: font.HintingNone})
	if err != nil {
		panic(err) // only for a size that is no number
	}
	return f, st
}

// words paints a text. A turned text is painted flat and then turned.
func (p pixels) words(s Shape) {
	width := fixed.Int26_6(0)
	for _, t := range s.Text {
		f, _ := p.face(t.Class)
		width += font.MeasureString(f, t.Text)
	}
	x := s.X * p.scale
	switch s.Anchor {
	case "middle":
		x -= float64(width) / 128
	case "end":
		x -= float64(width) / 64
	}
	if s.Turn != 0 {
		p.turned(s, int(width/64)+2)
		return
	}
	p.flat(p.img, s.Text, x, s.Y*p.scale)
}

func (p pixels) flat(img draw.Image, text []Span, x, y float64) {
	dot := fixed.Point26_6{X: fixed.Int26_6(x * 64), Y: fixed.Int26_6(y * 64)}
	for _, t := range text {
		f, st := p.face(t.Class)
		d := font.Drawer{Dst: img, Src: image.NewUniform(colour(st.fill, 1)), Face: f, Dot: dot}
		d.DrawString(t.Text)
		dot = d.Dot
	}
}

func (p pixels) turned(s Shape, width int) {
	h := int(24 * p.scale)
	flat := image.NewRGBA(image.Rect(0, 0, width, h))
	base := 16 * p.scale
	p.flat(flat, s.Text, 0, base)
	sin, cos := math.Sincos(s.Turn * math.Pi / 180)
	x0, y0 := s.X*p.scale, s.Y*p.scale
	reach := width + h
	for dy := -reach; dy <= reach; dy++ {
		for dx := -reach; dx <= reach; dx++ {
			u, v := float64(dx)*cos+float64(dy)*sin, -float64(dx)*sin+float64(dy)*cos+base
			if u < 0 || v < 0 || int(u) >= width || int(v) >= h {
				continue
			}
			c := flat.RGBAAt(int(u), int(v))
			if c.A == 0 {
				continue
			}
			under := p.img.RGBAAt(int(x0)+dx, int(y0)+dy)
			mix := func(a, b uint8) uint8 { return uint8(int(a) + int(b)*(255-int(c.A))/255) }
			p.img.SetRGBA(int(x0)+dx, int(y0)+dy, color.RGBA{mix(c.R, under.R), mix(c.G, under.G), mix(c.B, under.B), 255})
		}
	}
}

// colour reads "#RRGGBB"; alpha is between 0 and 1.
func colour(name string, alpha float64) color.Color {
	n, _ := strconv.ParseUint(name[min(1, len(name)):], 16, 32)
	return color.NRGBA{uint8(n >> 16), uint8(n >> 8), uint8(n), uint8(math.Round(255 * alpha))}
}
