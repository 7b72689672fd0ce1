package stats

import "math"

// Hazard is a piecewise-constant model of answer times with Gamma priors: how
// likely a yes or a no is, bin by bin. Source: method.md 2b.
type Hazard struct {
	YesA, NoA, Rate [5]float64 // Gamma shapes per cause, and the common rate
	Pace            float64    // multiplies the bin edges: Slow, Fast, or 0 for usual
}

// Paces of a sector: government and very large employers are slow. Source:
// method.md 7.
const (
	Slow = 2.0
	Fast = 0.5
)

// Horizon is the day after which no answer is expected: 90 at the usual pace.
func (h Hazard) Horizon() float64 { return Horizon * h.pace() }

func (h Hazard) pace() float64 {
	if h.Pace > 0 {
		return h.Pace
	}
	return 1
}

// Edges are the bins in days; Horizon counts as final.
var Edges = [6]float64{0, 7, 14, 30, 60, 90}

// Horizon is the last edge, the day after which no answer is expected.
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

// Wait is one wait for an answer: days, and how it ended. A same-day answer
// counts as half a day.
type Wait struct {
	Days  float64
	Cause Cause
}

// Update adds observed waits. Waits beyond the horizon count up to it, as open.
// Source: method.md 2b, TV-B4, B7, B8.
func (h Hazard) Update(waits []Wait) Hazard {
	for _, w := range waits {
		days := max(w.Days, sameDay) / h.pace()
		for k := range h.Rate {
			lo, hi := Edges[k], Edges[k+1]
			if days <= lo {
				break
			}
			h.Rate[k] += min(days, hi) - lo
			if days > hi {
				continue
			}
			switch w.Cause {
			case Yes:
				h.YesA[k]++
			case No:
				h.NoA[k]++
			}
		}
	}
	return h
}

const sameDay = 0.5

// Chance is the chance that an item silent for days hears a yes, or a no,
// within the next span days and before the horizon. Closed form (Lomax); a bin
// without any shape adds nothing. Source: method.md 2b, TV-B4 to B8.
func (h Hazard) Chance(days, span float64) (yes, no float64) {
	reach := 1.0
	from := max(days, 0) / h.pace()
	end := min(from+span/h.pace(), Horizon)
	for k := range h.Rate {
		lo, hi := max(from, Edges[k]), min(end, Edges[k+1])
		a := h.YesA[k] + h.NoA[k]
		if hi <= lo || a == 0 {
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
	all, _ := h.Chance(0, h.Horizon())
	if all == 0 {
		return 0
	}
	return min(1, by/all)
}

// AnswerDay is Q(x), the first whole day by which a share of all answers has
// come. Q(0.5) is the earliest check-in day. Source: method.md 2b, Days.
func (h Hazard) AnswerDay(share float64) int {
	return h.firstDay(share, func(yes, no float64) float64 { return yes + no })
}

// YesDay is AnswerDay for the good answers alone.
func (h Hazard) YesDay(share float64) int {
	return h.firstDay(share, func(yes, _ float64) float64 { return yes })
}

func (h Hazard) firstDay(share float64, of func(yes, no float64) float64) int {
	all := of(h.Chance(0, h.Horizon()))
	last := int(math.Ceil(h.Horizon()))
	for d := 1; d < last; d++ {
		if of(h.Chance(0, float64(d))) >= share*all {
			return d
		}
	}
	return last
}

// SilentDay is the first day on which a yes by the horizon is less likely than
// limit, kept within bounds. Source: method.md 2b: 0.02 within [21, 60] for a
// cold application, 0.05 within [30, 60] after contact.
func (h Hazard) SilentDay(limit float64, bounds [2]int) int {
	for d := 0; d < bounds[1]; d++ {
		if yes, _ := h.Chance(float64(d), h.Horizon()); yes < limit {
			return max(d, bounds[0])
		}
	}
	return bounds[1]
}

// Limits of SilentDay. Source: method.md 2b.
const (
	SilentLimitCold    = 0.02
	SilentLimitContact = 0.05
)

// Bounds of SilentDay in days. Source: method.md 2b.
var (
	SilentBoundsCold    = [2]int{21, 60}
	SilentBoundsContact = [2]int{30, 60}
)
