// Package stats turns counts into statements that the counts can carry. Numbers
// in, numbers out: it knows no applications, no clock, and no words except the
// tier names.
//
//	cold, _ := stats.Prior(track.G1, track.Cold)
//	r, _ := stats.ReadGate(cold, 20, 1, 0)
//	r.Mean     // 0.0667
//	r.Interval // [0.0085 0.1776]
//	r.Tier     // "none": no clear difference yet; r.NextLook is 30
package stats

import "math"

// Beta is a Beta distribution with both parameters above 0.
type Beta struct{ A, B float64 }

// Mean is A/(A+B).
func (d Beta) Mean() float64 { return d.A / (d.A + d.B) }

// SD is the standard deviation.
func (d Beta) SD() float64 {
	s := d.A + d.B
	return math.Sqrt(d.A * d.B / (s * s * (s + 1)))
}

// CDF is P(p < x), the regularised incomplete Beta function I_x(A, B).
func (d Beta) CDF(x float64) float64 { return RegIncBeta(d.A, d.B, x) }

// Quantile is the p with CDF(p) = q, for q in [0, 1], by bisection.
func (d Beta) Quantile(q float64) float64 {
	lo, hi := 0.0, 1.0
	for range 200 {
		mid := (lo + hi) / 2
		if d.CDF(mid) < q {
			lo = mid
		} else {
			hi = mid
		}
	}
	return (lo + hi) / 2
}

// Interval95 is the central 95 % interval.
func (d Beta) Interval95() [2]float64 { return [2]float64{d.Quantile(0.025), d.Quantile(0.975)} }

// RegIncBeta is I_x(a, b) for a, b > 0 and any x, which is held within [0, 1].
// Lentz's continued fraction with the symmetric switch; method.md 2a. Checked
// against the vectors there, which were checked against Simpson integration and
// exact binomial tails.
func RegIncBeta(a, b, x float64) float64 {
	if x <= 0 {
		return 0
	}
	if x >= 1 {
		return 1
	}
	if x > (a+1)/(a+b+2) {
		return 1 - RegIncBeta(b, a, 1-x)
	}
	front := math.Exp(lgamma(a+b) - lgamma(a) - lgamma(b) + a*math.Log(x) + b*math.Log1p(-x))
	return front * betaFraction(a, b, x) / a
}

func lgamma(x float64) float64 { v, _ := math.Lgamma(x); return v }

func betaFraction(a, b, x float64) float64 {
	const tiny = 1e-300
	c, d := 1.0, 1-(a+b)*x/(a+1)
	if math.Abs(d) < tiny {
		d = tiny
	}
	d = 1 / d
	h := d
	for m := 1.0; m < 1000; m++ {
		for _, num := range [2]float64{m * (b - m) * x / ((a + 2*m - 1) * (a + 2*m)), -(a + m) * (a + b + m) * x / ((a + 2*m) * (a + 2*m + 1))} {
			if d = 1 + num*d; math.Abs(d) < tiny {
				d = tiny
			}
			if c = 1 + num/c; math.Abs(c) < tiny {
				c = tiny
			}
			d = 1 / d
			h *= d * c
		}
		if math.Abs(d*c-1) < 1e-15 {
			break
		}
	}
	return h
}
