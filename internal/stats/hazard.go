package stats

import "math"

// Hazard is a piecewise-constant model of answer times with Gamma priors: how
// likely a yes or a no is, bin by bin. Source: method.md 2b.
type Hazard struct {
	YesA, NoA, Rate [5]float64 // Gamma shapes per cause, and the common rate
}

// Edges are the bins in days; Horizon counts as final.
var Edges = [6]float64{0, 7, 14, 30, 60, 90}

// Horizon is the day after which no answer is expected.
const Horizon = 90

// pseudo is how many applications the prior counts for.
const pseudo = 10

func newHazard(yes, no [5]float64) Hazard {
	var h Hazard
	s := 1.0
	for k := range yes {
		next := s - yes[k] - no[k]
		lambda := -math.Log(next/s) / (Edges[k+1] - Edges[k])
		h.YesA[k], h.NoA[k] = pseudo*yes[k], pseudo*no[k]
		h.Rate[k] = pseudo * (yes[k] + no[k]) / lambda
		s = next
	}
	return h
}

// The priors of method.md 2b: judgement, fitted to the published shares and
// times, and marked so wherever they are shown.
var (
	HazardCold      = newHazard([5]float64{.04, .03, .02, .01, .003}, [5]float64{.06, .07, .11, .11, .03})
	HazardInterview = newHazard([5]float64{.15, .09, .08, .03, .01}, [5]float64{.08, .09, .10, .05, .01})
)

// Cause says how a wait ended.
type Cause int

// The causes.
const (
	StillOpen Cause = iota
	Yes
	No
)

// Wait is one wait for an answer: days, at least half a day, and how it ended.
type Wait struct {
	Days  float64
	Cause Cause
}

// Update adds observed waits. Waits beyond the horizon count up to it, as open.
func (h Hazard) Update(waits []Wait) Hazard {
	for _, w := range waits {
		for k := range h.Rate {
			lo, hi := Edges[k], Edges[k+1]
			if w.Days > lo {
				h.Rate[k] += min(w.Days, hi) - lo
			}
			if w.Days > lo && w.Days <= hi {
				switch w.Cause {
				case Yes:
					h.YesA[k]++
				case No:
					h.NoA[k]++
				}
			}
		}
	}
	return h
}

// Chance is the chance that an item silent for days hears a yes, or a no,
// within the next span days and before the horizon. Closed form (Lomax).
func (h Hazard) Chance(days, span float64) (yes, no float64) {
	reach := 1.0
	end := min(days+span, Horizon)
	for k := range h.Rate {
		lo, hi := max(days, Edges[k]), min(end, Edges[k+1])
		if hi <= lo {
			continue
		}
		a := h.YesA[k] + h.NoA[k]
		if a == 0 {
			continue
		}
		survive := math.Pow(h.Rate[k]/(h.Rate[k]+hi-lo), a)
		yes += reach * h.YesA[k] / a * (1 - survive)
		no += reach * h.NoA[k] / a * (1 - survive)
		reach *= survive
	}
	return yes, no
}

// Arrived is G(t): the share of all eventual yes answers that have come by day
// t. An application silent for t days counts as that much of a failure. Source:
// method.md 2.0.1, TV-0.
func (h Hazard) Arrived(days float64) float64 {
	by, _ := h.Chance(0, days)
	all, _ := h.Chance(0, Horizon)
	if all == 0 {
		return 0
	}
	return min(1, by/all)
}

// AnswerDay is the first whole day by which a share of all answers has come.
func (h Hazard) AnswerDay(share float64) int {
	yes, no := h.Chance(0, Horizon)
	for d := 1; d < Horizon; d++ {
		y, n := h.Chance(0, float64(d))
		if y+n >= share*(yes+no) {
			return d
		}
	}
	return Horizon
}

// SilentDay is the first day on which a yes by the horizon is less likely than
// limit, kept within bounds.
func (h Hazard) SilentDay(limit float64, bounds [2]int) int {
	for d := 0; d <= Horizon; d++ {
		if yes, _ := h.Chance(float64(d), Horizon); yes < limit {
			return min(max(d, bounds[0]), bounds[1])
		}
	}
	return bounds[1]
}
