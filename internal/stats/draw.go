package stats

import (
	"math"
	"sort"
)

// Draws is SplitMix64, a sequence of numbers that repeats for the same start.
// Simulations here take one, so that a page shows the same figure twice.
// Source: method.md 2f, five values for the start 42.
type Draws uint64

// Next is a number in (0, 1).
func (d *Draws) Next() float64 {
	*d += 0x9E3779B97F4A7C15
	z := uint64(*d)
	z = (z ^ z>>30) * 0xBF58476D1CE4E5B9
	z = (z ^ z>>27) * 0x94D049BB133111EB
	z ^= z >> 31
	return (float64(z>>11) + 0.5) / (1 << 53)
}

// inverse is the quantile function of a Beta as a table, for many draws.
type inverse struct{ p, u []float64 }

const inverseCells = 4096

// newInverse tabulates the distribution, closely near 0 and 1, where the rates
// of first gates lie.
func newInverse(d Beta) inverse {
	t := inverse{make([]float64, inverseCells+1), make([]float64, inverseCells+1)}
	for i := range t.p {
		s := math.Sin(math.Pi / 2 * float64(i) / inverseCells)
		t.p[i] = s * s
		t.u[i] = d.CDF(t.p[i])
	}
	return t
}

// at is the quantile at u, linear between the places of the table.
func (t inverse) at(u float64) float64 {
	i := min(max(sort.SearchFloat64s(t.u, u), 1), inverseCells)
	lo, hi := t.u[i-1], t.u[i]
	if hi <= lo {
		return t.p[i]
	}
	return t.p[i-1] + (t.p[i]-t.p[i-1])*(u-lo)/(hi-lo)
}

// gamma draws from a Gamma distribution of rate 1 by the method of Marsaglia and
// Tsang; shapes under 1 by their power transform.
func (d *Draws) gamma(shape float64) float64 {
	if shape <= 0 {
		return 0
	}
	boost := 1.0
	if shape < 1 {
		boost = math.Pow(d.Next(), 1/shape)
		shape++
	}
	a := shape - 1.0/3
	for {
		x := d.normal()
		v := 1 + x/math.Sqrt(9*a)
		if v <= 0 {
			continue
		}
		v = v * v * v
		if math.Log(d.Next()) < x*x/2+a-a*v+a*math.Log(v) {
			return boost * a * v
		}
	}
}

// normal draws from the standard normal distribution by Box and Muller.
func (d *Draws) normal() float64 {
	return math.Sqrt(-2*math.Log(d.Next())) * math.Cos(2*math.Pi*d.Next())
}
