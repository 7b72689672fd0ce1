package stats

import (
	"math"

	"debrief/internal/fault"
)

// Tier is how much may be said about a gate. Source: method.md 2a.
type Tier string

// The tiers.
const (
	TierRecord  Tier = "record"
	TierPrompt  Tier = "prompt"
	TierNone    Tier = "none" // no clear difference
	TierLeaning Tier = "leaning"
	TierClear   Tier = "clear"
	TierWorking Tier = "working"
)

// TierWords are the only words that may stand for a tier on a page.
var TierWords = map[Tier]string{
	TierRecord:  "Recorded. Too early to read anything into it.",
	TierPrompt:  "Worth one 20-minute check.",
	TierNone:    "No clear difference.",
	TierLeaning: "Leaning below the usual rate. One test is reasonable.",
	TierClear:   "Below the usual rate, as far as numbers this small can tell.",
	TierWorking: "This stage works. Leave it alone.",
}

// Thresholds of the tiers; Strict is the switch of method.md 2a.
const (
	leaningBelow, leaningFactor = 0.85, 3.0
	clearBelow                  = 0.95
	StrictBelow                 = 0.975
	workingBelow                = 0.05
)

// GateReading is what the counts of one gate say.
type GateReading struct {
	Matured     int        `json:"matured"`
	Advanced    int        `json:"advanced"`
	OpenWeight  float64    `json:"open_weight"`
	Prior       [2]float64 `json:"prior"`
	Posterior   [2]float64 `json:"posterior"`
	Mean        float64    `json:"mean"`
	SD          float64    `json:"sd"`
	Interval    [2]float64 `json:"interval95"`
	Reference   float64    `json:"reference"`
	PBelow      float64    `json:"p_below"`
	BayesFactor float64    `json:"bayes_factor"`
	Tier        Tier       `json:"tier"`
	NextLook    int        `json:"next_look"` // 0 after the last
	WeightData  float64    `json:"weight_data"`
}

// ReadGate reads n matured items of which s advanced. openWeight is the sum of
// G(t) of the open ones, which count as that much of a failure. The verdicts
// "clear" and "working" are given only when n stands at or past a look, from
// the counts at hand; between looks the last look's verdict is the caller's to
// keep. fault.Invalid for s outside [0, n], a negative n or weight, a reference
// outside (0, 1), or prior parameters that are not above 0.
func ReadGate(p GatePrior, n, s int, openWeight float64) (GateReading, error) {
	switch {
	case n < 0 || s < 0 || s > n || openWeight < 0:
		return GateReading{}, fault.New(fault.Invalid, "counts", "%d of %d is no count of a gate.", s, n)
	case p.Reference <= 0 || p.Reference >= 1:
		return GateReading{}, fault.New(fault.Invalid, "reference", "A reference lies between 0 and 1, not at %g.", p.Reference)
	case p.Prior.A <= 0 || p.Prior.B <= 0:
		return GateReading{}, fault.New(fault.Invalid, "prior", "The parameters of a prior lie above 0.")
	}
	post := Beta{p.Prior.A + float64(s), p.Prior.B + float64(n-s) + openWeight}
	r := GateReading{Matured: n, Advanced: s, OpenWeight: openWeight, Prior: [2]float64{p.Prior.A, p.Prior.B}, Posterior: [2]float64{post.A, post.B},
		Mean: post.Mean(), SD: post.SD(), Interval: post.Interval95(), Reference: p.Reference, PBelow: post.CDF(p.Reference)}
	r.BayesFactor = odds(r.PBelow) / odds(p.Prior.CDF(p.Reference))
	r.WeightData = float64(n) / (float64(n) + p.Prior.A + p.Prior.B)
	r.Tier = tier(p, r, n, s)
	r.NextLook = nextLook(p.Looks, n)
	return r, nil
}

func odds(p float64) float64 { return p / (1 - p) }

// tier applies the table of method.md 2a.
func tier(p GatePrior, r GateReading, n, s int) Tier {
	atLook := len(p.Looks) > 0 && n >= p.Looks[0]
	switch {
	case n < 3:
		return TierRecord
	case atLook && r.PBelow >= clearBelow:
		return TierClear
	case atLook && r.PBelow <= workingBelow:
		return TierWorking
	case atLook && r.PBelow >= leaningBelow && r.BayesFactor >= leaningFactor:
		return TierLeaning
	case s == 0 && p.PromptAt > 0 && n >= p.PromptAt:
		return TierPrompt
	}
	return TierNone
}

func nextLook(looks []int, n int) int {
	for _, l := range looks {
		if l > n {
			return l
		}
	}
	return 0
}

// LastLook is the newest look at or before n, 0 before the first.
func LastLook(looks []int, n int) int {
	last := 0
	for _, l := range looks {
		if l <= n {
			last = l
		}
	}
	return last
}

// Outlook is how likely a verdict is to fall by each look still to come.
type Outlook struct {
	Looks     []int
	Below     []float64 // P(called clear below by this look)
	Working   []float64
	Undecided float64
}

// HowManyMore looks ahead from n matured items of which s advanced: an item
// advances with the probability the counts so far give it. Beta-binomial
// dynamic programme, absorbing at looks; method.md 2a, TV-A10 to A12.
func HowManyMore(p GatePrior, n, s int, threshold float64) Outlook {
	return walk(p, n, s, threshold, func(n, s int) float64 {
		return (p.Prior.A + float64(s)) / (p.Prior.A + p.Prior.B + float64(n))
	})
}

// Operating is the same walk for a known true rate: how often the method calls
// a verdict. Source: method.md 2a, operating characteristics.
func Operating(p GatePrior, rate, threshold float64) Outlook {
	return walk(p, 0, 0, threshold, func(int, int) float64 { return rate })
}

func walk(p GatePrior, n, s int, threshold float64, advance func(n, s int) float64) Outlook {
	weights := map[int]float64{s: 1}
	var out Outlook
	below, working := 0.0, 0.0
	for _, look := range p.Looks {
		if look <= n {
			continue
		}
		for ; n < look; n++ {
			next := map[int]float64{}
			for s, w := range weights {
				q := advance(n, s)
				next[s+1] += w * q
				next[s] += w * (1 - q)
			}
			weights = next
		}
		for s, w := range weights {
			at := Beta{p.Prior.A + float64(s), p.Prior.B + float64(n-s)}.CDF(p.Reference)
			if at >= threshold {
				below += w
				delete(weights, s)
			} else if at <= 1-threshold {
				working += w
				delete(weights, s)
			}
		}
		out.Looks, out.Below, out.Working = append(out.Looks, look), append(out.Below, below), append(out.Working, working)
	}
	out.Undecided = 1 - below - working
	return out
}

// AnytimeInterval is Robbins' confidence sequence with a Beta(1,1) mixture: it
// holds at all n at once, at the price of being wide. alpha in (0, 1). Source:
// method.md 2a, TV-A13.
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
		return l >= math.Log(1/alpha)
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
	const eps = 1e-15
	lo, hi := edge(eps), edge(1-eps)
	if s == 0 {
		lo = 0
	}
	if s == n {
		hi = 1
	}
	return [2]float64{lo, hi}
}

// RunChance is the probability of meeting k failures in a row somewhere in n
// tries that each succeed with probability p. Source: method.md 2a.
func RunChance(n, k int, p float64) float64 {
	if k <= 0 || n < k {
		return 0
	}
	state := make([]float64, k) // length of the run so far
	state[0] = 1
	hit := 0.0
	for range n {
		next := make([]float64, k)
		for i, w := range state {
			next[0] += w * p
			if i+1 == k {
				hit += w * (1 - p)
			} else {
				next[i+1] += w * (1 - p)
			}
		}
		state = next
	}
	return hit
}

// Wilson is the Wilson 95 % interval of s of n, for the strict view. Source:
// practice.md 1.
func Wilson(n, s int) [2]float64 {
	if n == 0 {
		return [2]float64{0, 1}
	}
	const z = 1.959963984540054
	p, m := float64(s)/float64(n), float64(n)
	mid, half := p+z*z/(2*m), z*math.Sqrt(p*(1-p)/m+z*z/(4*m*m))
	return [2]float64{max(0, (mid-half)/(1+z*z/m)), min(1, (mid+half)/(1+z*z/m))}
}

// ThemeShare is the posterior of a theme's share among x of total reasons given,
// with a prior worth ten at its usual share. Source: method.md 2e, TV-E2.
func ThemeShare(usual float64, total, x int) (share Beta, above float64) {
	share = Beta{10*usual + float64(x), 10*(1-usual) + float64(total-x)}
	return share, 1 - share.CDF(usual)
}
