package main

import (
	"cmp"
	"image"
	"image/color"
	"image/png"
	"maps"
	"os"
	"slices"
)

// reduce stores a picture in its 64 most frequent colours: pages have few, and
// the file becomes a quarter.
func reduce(from, to string) error {
	page, err := load(from)
	if err != nil {
		return err
	}
	small := few(page, page.Bounds(), 64)
	out, err := os.Create(to)
	if err != nil {
		return err
	}
	enc := png.Encoder{CompressionLevel: png.BestCompression}
	if err := enc.Encode(out, small); err != nil {
		out.Close()
		return err
	}
	return out.Close()
}

// contentEnd is the last row of a picture in which the page beside the
// navigation shows more than its ground.
func contentEnd(path string) (int, error) {
	p, err := load(path)
	if err != nil {
		return 0, err
	}
	b := p.Bounds()
	for y := b.Max.Y - 120; y > b.Min.Y; y-- { // the tabs of a phone stand at the foot
		for x := b.Min.X + b.Dx()/4; x < b.Max.X; x++ {
			if p.At(x, y) != p.At(x, b.Max.Y-120) {
				return y, nil
			}
		}
	}
	return b.Max.Y, nil
}

func load(path string) (image.Image, error) {
	in, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	return png.Decode(in)
}

// few paints the frame with its n most frequent colours, each pixel with the
// nearest of them.
func few(p image.Image, frame image.Rectangle, n int) *image.Paletted {
	counts := map[color.RGBA]int{}
	at := func(x, y int) color.RGBA { return color.RGBAModel.Convert(p.At(x, y)).(color.RGBA) }
	for y := frame.Min.Y; y < frame.Max.Y; y++ {
		for x := frame.Min.X; x < frame.Max.X; x++ {
			counts[at(x, y)]++
		}
	}
	order := slices.SortedFunc(maps.Keys(counts), func(a, b color.RGBA) int {
		return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(key(a), key(b)))
	})
	palette := color.Palette{}
	for _, c := range order[:min(n, len(order))] {
		palette = append(palette, c)
	}
	nearest := map[color.RGBA]uint8{}
	for _, c := range order {
		nearest[c] = uint8(palette.Index(c))
	}
	out := image.NewPaletted(image.Rect(0, 0, frame.Dx(), frame.Dy()), palette)
	for y := range frame.Dy() {
		for x := range frame.Dx() {
			out.SetColorIndex(x, y, nearest[at(frame.Min.X+x, frame.Min.Y+y)])
		}
	}
	return out
}

func key(c color.RGBA) uint32 {
	return uint32(c.R)<<24 | uint32(c.G)<<16 | uint32(c.B)<<8 | uint32(c.A)
}
