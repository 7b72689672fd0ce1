package stats

import "math"

// Outlook is how likely a verdict is to fall by each look still to come.
type Outlook struct {
	Looks     []int
	Below     []float64 // P(called clear below by this look)
	Working   []float64 // P(called working by this look)
	Undecided float64   // after the last look: "may never be decided"
}

// HowManyMore looks ahead from n matured items of which s advanced: an item
// advances with the probability the counts so far give it. threshold is
// ClearBelow or StrictBelow. Beta-binomial dynamic programme, absorbing at
// looks; method.md 2a, TV-A10 to A12. s lies in [0, n].
func HowManyMore(p GatePrior, n, s int, threshold float64) Outlook {
	return walk(p, n, s, threshold, func(n, s int) float64 { return p.Prior.after(n, s).Mean() })
}

// Operating is the same walk for a known true rate: how often the method calls
// a verdict. Source: method.md 2a, operating characteristics.
func Operating(p GatePrior, rate, threshold float64) Outlook {
	return walk(p, 0, 0, threshold, func(int, int) float64 { return rate })
}

func walk(p GatePrior, n, s int, threshold float64, advance func(n, s int) float64) Outlook {
	out := Outlook{Undecided: 1}
	below, working := 0.0, 0.0
	state := []float64{1} // chance of s+i advanced so far, undecided
	for _, look := range p.Looks {
		if look <= n {
			continue
		}
		for ; n < look; n++ {
			next := make([]float64, len(state)+1)
			for i, w := range state {
				q := advance(n, s+i)
				next[i] += w * (1 - q)
				next[i+1] += w * q
			}
			state = next
		}
		for i, w := range state {
			switch at := p.Prior.after(n, s+i).CDF(p.Reference); {
			case at >= threshold:
				below, state[i] = below+w, 0
			case at <= 1-threshold:
				working, state[i] = working+w, 0
			}
		}
		out.Looks, out.Below, out.Working = append(out.Looks, look), append(out.Below, below), append(out.Working, working)
		out.Undecided = max(0, 1-below-working)
	}
	return out
}

// Critical are the counts at which a look of n items changes the tier: the most
// that may have advanced for leaning and for clear, and the fewest for working;
// -1 where no count does. Source: method.md 2a, critical counts.
func Critical(p GatePrior, n int, strict bool) (leaning, clear, working int) {
	p.Looks = []int{n}
	leaning, clear, working = -1, -1, -1
	for s := range n + 1 {
		switch (GateInput{Prior: p, Matured: n, Advanced: s, Strict: strict}).verdict(n) {
		case TierClear:
			leaning, clear = s, s
		case TierLeaning:
			leaning = s
		case TierWorking:
			if working < 0 {
				working = s
			}
		}
	}
	return leaning, clear, working
}

// StraightFailures is how many failures without one success it takes until
// P(below) reaches a level, at most 1000. Source: method.md 2a.
func StraightFailures(p GatePrior, level float64) int {
	n := 0
	for n < 1000 && p.Prior.after(n, 0).CDF(p.Reference) < level {
		n++
	}
	return n
}

// RunChance is the probability of meeting k failures in a row somewhere in n
// tries that each succeed with probability p. 0 for k < 1. Source: method.md
// 2a; no run by n is no run by n-1, less the runs that end exactly at n.
func RunChance(n, k int, p float64) float64 {
	if k < 1 || n < k {
		return 0
	}
	none := make([]float64, n+1) // chance of no such run in the first i tries
	straight := math.Pow(1-p, float64(k))
	for i := range none {
		switch {
		case i < k:
			none[i] = 1
		case i == k:
			none[i] = 1 - straight
		default:
			none[i] = none[i-1] - p*straight*none[i-k-1]
		}
	}
	return min(1, max(0, 1-none[n]))
}
