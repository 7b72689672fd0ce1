package stats

import "math"

// SpreadDraws is how many draws a Fan is shown from.
const SpreadDraws = 4_000

// Fan is a Hazard as a set of possible rates, drawn once: how uncertain its
// chances are. The same for the same hazard.
type Fan struct {
	hazard  Hazard
	yes, no [][5]float64
}

// Fan draws the rates. Fewer than one draw counts as one.
func (h Hazard) Fan(draws int) Fan {
	d := Draws(42)
	f := Fan{h, make([][5]float64, max(1, draws)), make([][5]float64, max(1, draws))}
	for i := range f.yes {
		for k := range h.Rate {
			f.yes[i][k], f.no[i][k] = d.gamma(h.YesA[k])/h.Rate[k], d.gamma(h.NoA[k])/h.Rate[k]
		}
	}
	return f
}

// Spread is the middle 90 of 100 values that the data and the prior allow for
// the chance of a yes, and of any answer, by the horizon, for an item silent
// for days. It is wide with few data, and is shown beside Chance ("between
// almost nothing and about 10 %"). Source: method.md 2b, check at TV-B4.
func (f Fan) Spread(days float64) (yes, any [2]float64) {
	from := max(days, 0) / f.hazard.pace()
	one, all := make([]float64, len(f.yes)), make([]float64, len(f.yes))
	for i := range f.yes {
		reach := 1.0
		for k := range f.hazard.Rate {
			lo, hi := max(from, Edges[k]), Edges[k+1]
			y, n := f.yes[i][k], f.no[i][k]
			if hi <= lo || y+n == 0 {
				continue
			}
			answered := -math.Expm1(-(y + n) * (hi - lo))
			one[i] += reach * y / (y + n) * answered
			reach *= 1 - answered
		}
		all[i] = 1 - reach
	}
	return middle(one), middle(all)
}

// middle gives the values at 5 and 95 of 100, and reorders the list.
func middle(list []float64) [2]float64 {
	n := float64(len(list) - 1)
	return [2]float64{nth(list, int(0.05*n)), nth(list, int(0.95*n))}
}

// nth is the value that would stand at k if the list were sorted; Hoare's
// selection.
func nth(list []float64, k int) float64 {
	lo, hi := 0, len(list)-1
	for lo < hi {
		pivot := list[lo+(hi-lo)/2]
		i, j := lo, hi
		for i <= j {
			for list[i] < pivot {
				i++
			}
			for list[j] > pivot {
				j--
			}
			if i <= j {
				list[i], list[j] = list[j], list[i]
				i, j = i+1, j-1
			}
		}
		switch {
		case k <= j:
			hi = j
		case k >= i:
			lo = i
		default:
			return list[k]
		}
	}
	return list[k]
}
