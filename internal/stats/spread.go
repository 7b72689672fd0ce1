package stats

import (
	"math"
	"slices"
)

// SpreadDraws is how many draws Spread is shown from.
const SpreadDraws = 4_000

// Spread is how uncertain the chance of a yes is for an item silent for days:
// the middle 90 of 100 values that the data and the prior allow. It is wide with
// few data, and is shown beside Chance ("between almost nothing and about
// 10 %"). The same in every call. Source: method.md 2b, check at TV-B4.
func (h Hazard) Spread(days float64, draws int) (lo, hi float64) {
	if draws < 1 {
		return 0, 1
	}
	d := Draws(42)
	from := max(days, 0) / h.pace()
	list := make([]float64, draws)
	for i := range list {
		reach := 1.0
		for k := range h.Rate {
			lo, hi := max(from, Edges[k]), Edges[k+1]
			if hi <= lo {
				continue
			}
			yes, no := d.gamma(h.YesA[k])/h.Rate[k], d.gamma(h.NoA[k])/h.Rate[k]
			if yes+no == 0 {
				continue
			}
			answered := -math.Expm1(-(yes + no) * (hi - lo))
			list[i] += reach * yes / (yes + no) * answered
			reach *= 1 - answered
		}
	}
	slices.Sort(list)
	at := func(q float64) float64 { return list[int(q*float64(draws-1))] }
	return at(0.05), at(0.95)
}
