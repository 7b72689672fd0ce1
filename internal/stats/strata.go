package stats

import (
	"math"

	"debrief/internal/fault"
)

// Arm is one variant within a stratum: items and how many advanced. N may be a
// fraction where open items count in part.
type Arm struct{ N, S float64 }

// Stratum is a role family and channel within which two variants were used.
type Stratum struct{ A, B Arm }

// Sceptic is the prior of an effect on the log-odds scale.
type Sceptic struct{ Mean, SD float64 }

// Priors of an effect. Source: method.md 2d.
var (
	Sceptical    = Sceptic{0, 0.5}      // two variants of the same thing
	ReferralEdge = Sceptic{2.197, 0.75} // referral against cold: an association, not a test
)

// Effect is the posterior of the difference between two variants, as log odds
// ratio of B against A.
type Effect struct {
	Mean      float64    `json:"mean"`
	SD        float64    `json:"sd"`
	PPositive float64    `json:"p_positive"` // P(B is better)
	Quantiles [3]float64 `json:"quantiles"`  // 2.5, 50 and 97.5 %
}

// OddsRatio is the median effect as a factor.
func (e Effect) OddsRatio() float64 { return math.Exp(e.Quantiles[1]) }

// The grids of method.md 2d.
const (
	deltaStep  = 0.01
	deltaReach = 6 // standard deviations on each side: -3 to 3 for Sceptical
	thetaStep  = 0.02
	thetaFrom  = -9.0
	thetaCells = 601 // to 3
)

// CompareStrata estimates one common effect over strata whose base rates are
// each drawn towards the benchmark. fault.Invalid for counts that can't be.
// Source: method.md 2d, TV-D2 to D4.
func CompareStrata(strata []Stratum, prior Sceptic) (Effect, error) {
	for _, s := range strata {
		for _, a := range []Arm{s.A, s.B} {
			if !(a.S >= 0 && a.N >= a.S && finite(a.N)) {
				return Effect{}, fault.New(fault.Invalid, "strata", "%g of %g is no count.", a.S, a.N)
			}
		}
	}
	if !(prior.SD > 0) || !finite(prior.SD+prior.Mean) {
		return Effect{}, fault.New(fault.Invalid, "prior", "The spread of a prior lies above 0.")
	}
	half := int(math.Round(deltaReach * prior.SD / deltaStep))
	delta, weight := make([]float64, 2*half+1), make([]float64, 2*half+1)
	for i := range delta {
		delta[i] = prior.Mean + float64(i-half)*deltaStep
		z := (delta[i] - prior.Mean) / prior.SD
		weight[i] = -z * z / 2
		for _, s := range strata {
			weight[i] += s.logLikelihood(delta[i])
		}
	}
	normalise(weight)
	return summary(delta, weight), nil
}

// logLikelihood of an effect, with the base rate of the stratum summed out.
func (s Stratum) logLikelihood(delta float64) float64 {
	base := math.Log(0.1 / 0.9) // logit of the benchmark of cold applications
	var cells [thetaCells]float64
	top := math.Inf(-1)
	for i := range cells {
		theta := thetaFrom + float64(i)*thetaStep
		cells[i] = -(theta-base)*(theta-base)/2 + s.A.logLikelihood(theta-delta/2) + s.B.logLikelihood(theta+delta/2)
		top = max(top, cells[i])
	}
	sum := 0.0
	for _, c := range cells {
		sum += math.Exp(c - top)
	}
	return top + math.Log(sum)
}

// logLikelihood at a rate given as logit.
func (a Arm) logLikelihood(logit float64) float64 {
	tail := math.Log1p(math.Exp(-math.Abs(logit)))
	logP, logQ := -tail, -tail
	if logit < 0 {
		logP += logit
	} else {
		logQ -= logit
	}
	return a.S*logP + (a.N-a.S)*logQ
}

// normalise turns log weights into shares.
func normalise(w []float64) {
	top := math.Inf(-1)
	for _, x := range w {
		top = max(top, x)
	}
	sum := 0.0
	for i := range w {
		w[i] = math.Exp(w[i] - top)
		sum += w[i]
	}
	for i := range w {
		w[i] /= sum
	}
}

// summary reads a grid of which each cell is centred at its point.
func summary(x, w []float64) Effect {
	var e Effect
	for i := range x {
		e.Mean += x[i] * w[i]
		e.PPositive += w[i] * min(1, max(0, (x[i]+deltaStep/2)/deltaStep))
	}
	for i := range x {
		e.SD += (x[i] - e.Mean) * (x[i] - e.Mean) * w[i]
	}
	e.SD = math.Sqrt(e.SD)
	for k, q := range [3]float64{0.025, 0.5, 0.975} {
		below := 0.0
		for i := range x {
			if below+w[i] >= q {
				e.Quantiles[k] = x[i] - deltaStep/2 + deltaStep*(q-below)/w[i]
				break
			}
			below += w[i]
		}
	}
	return e
}

// MantelHaenszel is the pooled odds ratio without any prior: what a naive tool
// would print. NaN where it is not defined. Source: method.md 2d, TV-D2.
func MantelHaenszel(strata []Stratum) float64 {
	above, below := 0.0, 0.0
	for _, s := range strata {
		n := s.A.N + s.B.N
		if n == 0 {
			continue
		}
		above += s.B.S * (s.A.N - s.A.S) / n
		below += s.A.S * (s.B.N - s.B.S) / n
	}
	if below == 0 {
		return math.NaN()
	}
	return above / below
}

// Verdict is what an experiment has come to.
type Verdict string

// The verdicts of method.md 2d.
const (
	VerdictRunning   Verdict = "running"
	VerdictAdopt     Verdict = "adopt"
	VerdictDrop      Verdict = "drop"
	VerdictUndecided Verdict = "undecided" // keep whichever is cheaper
)

// ExperimentLooks are the matured items per arm at which an experiment is looked
// at. Source: method.md 2d.
var ExperimentLooks = []int{10, 20, 30}

// Judge applies the stop rule at a look: smaller is the number of matured items
// in the smaller arm, planned the number planned per arm. Between looks the
// verdict of the last look stands; that is the caller's to keep.
func Judge(e Effect, smaller, planned int) Verdict {
	switch {
	case smaller < ExperimentLooks[0]:
		return VerdictRunning
	case e.PPositive >= 0.90:
		return VerdictAdopt
	case e.PPositive <= 0.10:
		return VerdictDrop
	case smaller >= planned:
		return VerdictUndecided
	}
	return VerdictRunning
}
