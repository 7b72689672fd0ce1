package stats

import "math"

// Duel compares two rates of which the posteriors are known.
type Duel struct {
	PBetter    float64 `json:"p_better"`   // P(B > A)
	LossA      float64 `json:"loss_a"`     // expected loss of choosing A
	LossB      float64 `json:"loss_b"`     // expected loss of choosing B
	Difference float64 `json:"difference"` // of the means, B less A
}

// Compare sets two variants against each other. Source: method.md 2d, TV-D1.
func Compare(a, b Beta) Duel {
	ma, mb := a.Mean(), b.Mean()
	d := Duel{PBetter: exceeds(b, a), Difference: mb - ma}
	a1, b1 := Beta{a.A + 1, a.B}, Beta{b.A + 1, b.B}
	d.LossB = max(0, ma*exceeds(a1, b)-mb*exceeds(a, b1))
	d.LossA = max(0, mb*exceeds(b1, a)-ma*exceeds(b, a1))
	return d
}

// exceeds is P(X > Y) for X of b and Y of a. The closed sum needs one whole
// parameter; mirrored or turned round any of the four will do. Without one it
// is integrated.
func exceeds(b, a Beta) float64 {
	switch {
	case whole(b.A):
		return exceedsSum(b, a)
	case whole(a.A):
		return 1 - exceedsSum(a, b)
	case whole(a.B): // 1-Y > 1-X
		return exceedsSum(Beta{a.B, a.A}, Beta{b.B, b.A})
	case whole(b.B):
		return 1 - exceedsSum(Beta{b.B, b.A}, Beta{a.B, a.A})
	}
	sum := 0.0
	for panel := range duelPanels {
		for i, x := range gaussNodes {
			u := (float64(panel) + x) / duelPanels
			sum += gaussWeights[i] / duelPanels * a.CDF(b.Quantile(u))
		}
	}
	return sum
}

const duelPanels = 8

// whole reports a parameter for which the sum is short enough.
func whole(x float64) bool { return x == math.Trunc(x) && x >= 1 && x <= 2000 }

func exceedsSum(b, a Beta) float64 {
	sum := 0.0
	base := lbeta(a.A, a.B)
	for i := 0.0; i < b.A; i++ {
		sum += math.Exp(lbeta(a.A+i, a.B+b.B) - math.Log(b.B+i) - lbeta(1+i, b.B) - base)
	}
	return min(1, sum)
}

func lbeta(a, b float64) float64 { return lgamma(a) + lgamma(b) - lgamma(a+b) }

// ArmSize is how many matured items each arm needs to tell rate p from rate q in
// 80 of 100 such comparisons, at the usual two-sided 5 %. 0 when they are equal
// or no rates. Source: method.md 2d, Sizes.
func ArmSize(p, q float64) int {
	if p == q || !(p >= 0 && p <= 1 && q >= 0 && q <= 1) {
		return 0
	}
	const z975, z80 = 1.959963984540054, 0.8416212335729143
	m := (p + q) / 2
	root := z975*math.Sqrt(2*m*(1-m)) + z80*math.Sqrt(p*(1-p)+q*(1-q))
	return int(math.Ceil(root * root / ((p - q) * (p - q))))
}

// TrialOnly reports whether a plan is too small to be called a test: under a
// quarter of what ArmSize asks for. It is then "a trial run, for learning only".
func TrialOnly(planned, needed int) bool { return 4*planned < needed }

// LooksBetterAnyway is the chance that the k items after a run of k failures
// look better although nothing has changed: why the run that led to an action
// is left out of "before". Source: method.md 2d.
func LooksBetterAnyway(k int, rate float64) float64 { return 1 - math.Pow(1-rate, float64(k)) }
