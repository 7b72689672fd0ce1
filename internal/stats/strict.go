package stats

import "math"

// AnytimeInterval is Robbins' confidence sequence with a Beta(1,1) mixture: it
// holds at all n at once, at the price of being wide. It stands under "strict
// view" and never makes a tier. alpha in (0, 1), s in [0, n]. Source: method.md
// 2a, TV-A13.
func AnytimeInterval(n, s int, alpha float64) [2]float64 {
	a, b := float64(s), float64(n-s)
	logBeta := lgamma(1+a) + lgamma(1+b) - lgamma(2+a+b)
	outside := func(p float64) bool {
		l := logBeta
		if a > 0 {
			l -= a * math.Log(p)
		}
		if b > 0 {
			l -= b * math.Log1p(-p)
		}
		return l >= -math.Log(alpha)
	}
	hat := 0.5
	if n > 0 {
		hat = a / float64(n)
	}
	edge := func(end float64) float64 {
		if !outside(end) {
			return end
		}
		in, out := hat, end
		for range 200 {
			mid := (in + out) / 2
			if outside(mid) {
				out = mid
			} else {
				in = mid
			}
		}
		return in
	}
	return [2]float64{edge(0), edge(1)}
}

// Wilson is the Wilson 95 % interval of s of n, for the strict view; all of
// [0, 1] for n = 0. Source: practice.md 1.
func Wilson(n, s int) [2]float64 {
	if n == 0 {
		return [2]float64{0, 1}
	}
	const z = 1.959963984540054
	p, m := float64(s)/float64(n), float64(n)
	mid, half := p+z*z/(2*m), z*math.Sqrt(p*(1-p)/m+z*z/(4*m*m))
	return [2]float64{max(0, (mid-half)/(1+z*z/m)), min(1, (mid+half)/(1+z*z/m))}
}
