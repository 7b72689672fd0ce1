package stats

import "math"

// YearChange compares a monthly rate of JOLTS with the same month a year before.
// It is context for a page and never explains one rejection. Source: method.md
// 2g, TV-G1.
type YearChange struct {
	Change        float64 `json:"change"`
	Z             float64 `json:"z"`
	LittleChanged bool    `json:"little_changed"`
}

// NewYearChange takes both rates and the standard error of one, all in the same
// unit. Without a standard error above 0 nothing is claimed.
func NewYearChange(now, before, se float64) YearChange {
	c := YearChange{Change: now - before, LittleChanged: true}
	if se > 0 {
		c.Z = c.Change / (se * math.Sqrt2)
		c.LittleChanged = math.Abs(c.Z) <= 1.645
	}
	return c
}

// FillRatio is hires by opening, 0 without openings.
func FillRatio(hires, openings float64) float64 {
	if openings <= 0 {
		return 0
	}
	return hires / openings
}

// MarketOld is the age in days from which a figure is marked as old.
const MarketOld = 100

// MarketScale is the optional factor on the prior mean of the first gate, off by
// default: the base of 3.8 and the exponent are assumptions, and a page that
// uses it prints them. hires is the hires rate in percent. Source: method.md 2g,
// TV-G2.
func MarketScale(hires float64) float64 {
	if hires <= 0 {
		return 1
	}
	return min(1.25, max(0.8, math.Sqrt(hires/3.8)))
}

// Scaled is a prior whose mean is multiplied and whose weight stays. The mean is
// held under 1.
func (d Beta) Scaled(factor float64) Beta {
	n := d.A + d.B
	mean := min(0.999, d.Mean()*factor)
	return Beta{n * mean, n * (1 - mean)}
}
