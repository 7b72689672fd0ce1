package stats

import (
	"cmp"
	"math"
	"slices"
)

// CurveFrom is how many answers a description of the person's own times needs.
const CurveFrom = 8

// Step is one answer day of a Curve.
type Step struct {
	Day     float64 `json:"day"`
	AtRisk  int     `json:"at_risk"`
	Yes, No int     `json:"-"`
	Silent  float64 `json:"silent"` // share still without an answer after this day
	SE      float64 `json:"se"`     // Greenwood's standard error of Silent; 0 once nobody is left
	CIFYes  float64 `json:"yes"`    // share that has heard a yes by this day
	CIFNo   float64 `json:"no"`     // share that has heard a no by this day
}

// Curve describes the waits there were: Kaplan and Meier's share still silent,
// and Aalen and Johansen's share with each answer, which together are 1 on any
// day. Waits that are still open count up to the day they have reached; on a
// day with both, answers come first. Less than half a day counts as half.
// Source: method.md 2b, TV-B1 and B2 (exact rationals and a published set).
func Curve(waits []Wait) []Step {
	list := slices.Clone(waits)
	for i := range list {
		list[i].Days = max(list[i].Days, sameDay)
	}
	slices.SortFunc(list, func(a, b Wait) int { return cmp.Compare(a.Days, b.Days) })
	var steps []Step
	silent, greenwood, yes, no := 1.0, 0.0, 0.0, 0.0
	for i := 0; i < len(list); {
		s := Step{Day: list[i].Days, AtRisk: len(list) - i}
		for ; i < len(list) && list[i].Days == s.Day; i++ {
			switch list[i].Cause {
			case Yes:
				s.Yes++
			case No:
				s.No++
			}
		}
		d, r := float64(s.Yes+s.No), float64(s.AtRisk)
		if d == 0 {
			continue
		}
		yes, no = yes+silent*float64(s.Yes)/r, no+silent*float64(s.No)/r
		silent *= 1 - d/r
		if r > d {
			greenwood += d / (r * (r - d))
		}
		s.Silent, s.SE, s.CIFYes, s.CIFNo = silent, silent*math.Sqrt(greenwood), yes, no
		steps = append(steps, s)
	}
	return steps
}
