package stats

import (
	"math"
	"testing"

	"debrief/internal/track"
)

// Figures of method.md that stand in its text and in no table.

func TestMethod_theExactLikelihoodBehindTV0(t *testing.T) {
	// Midpoint quadrature of the prior times the chance that five open ones are
	// silent so far: the shortcut of fractional failures errs by 0.001 and 0.004.
	const cells = 200_000
	days := []float64{2, 5, 9, 14, 30}
	var g []float64
	for _, d := range days {
		g = append(g, HazardCold.Arrived(d))
	}
	all, mean, below := 0.0, 0.0, 0.0
	for i := range cells {
		p := (float64(i) + 0.5) / cells
		w := math.Pow(1-p, 8)
		for _, x := range g {
			w *= 1 - p*x
		}
		all, mean = all+w, mean+p*w
		if p < 0.10 {
			below += w
		}
	}
	near(t, "mean", mean/all, 0.081402)
	near(t, "P(below)", below/all, 0.696290)
}

func TestMethod_fiveSilentAreLuckForMost(t *testing.T) {
	for _, c := range []struct{ p, want float64 }{{.10, 0.59049}, {.50, 0.03125}, {.55, 0.018453}, {.32, 0.145393}} {
		near(t, "five in a row", RunChance(5, 5, c.p), c.want)
	}
}

func TestMethod_aClearVerdictIsRightInNineteenOfTwenty(t *testing.T) {
	// Rates drawn from the prior, a look after every application up to 100: the
	// mean of P(below) where the walk is absorbed.
	p := row(t, track.G1, track.Cold)
	state := map[int]float64{0: 1}
	called, right := 0.0, 0.0
	for n := 1; n <= 100; n++ {
		next := map[int]float64{}
		for s, w := range state {
			q := p.Prior.after(n-1, s).Mean()
			next[s] += w * (1 - q)
			next[s+1] += w * q
		}
		state = map[int]float64{}
		for s, w := range next {
			switch below := p.Prior.after(n, s).CDF(p.Reference); {
			case below >= ClearBelow:
				called, right = called+w, right+w*below
			case below > 1-ClearBelow:
				state[s] = w
			}
		}
	}
	near(t, "called", called, 0.501164)
	near(t, "right", right/called, 0.952447)
}

func TestMethod_theNaiveCurveIsNotTold(t *testing.T) {
	waits := waitsOf(load(t).AJ.Data)
	naive := make([]Wait, len(waits))
	for i, w := range waits {
		naive[i] = w
		if w.Cause == No {
			naive[i].Cause = StillOpen
		}
	}
	last := func(steps []Step) Step { return steps[len(steps)-1] }
	near(t, "naive 1-KM", 1-last(Curve(naive)).Silent, 0.185185)
	near(t, "told", last(Curve(waits)).CIFYes, 0.166667)
}

func TestMethod_exposuresOfB7(t *testing.T) {
	h := HazardInterview.Update(waitsOf([][2]float64{{4, 1}, {8, 0}, {10, 2}, {19, 0}, {26, 2}}))
	for k, want := range []float64{32, 18, 17, 0, 0} {
		near(t, "exposure", h.Rate[k]-HazardInterview.Rate[k], want)
	}
}

func TestMethod_aReferralYieldsFiveTimesAsMuchByThePriors(t *testing.T) {
	chain := func(c track.Channel) float64 {
		var links []Link
		for _, g := range track.Gates {
			p := row(t, g, c)
			links = append(links, Link{Post: p.Prior, Reference: p.Reference})
		}
		return Bottleneck(links, 0).Offers
	}
	near(t, "direct", chain(track.Cold), 0.0088)
	near(t, "referral", chain(track.Referral), 0.0440)
}

func TestMethod_thePlugInWouldSayTooMuch(t *testing.T) {
	v := load(t).Forecast
	product := 1.0
	for _, p := range v.Post {
		product *= p[0] / (p[0] + p[1])
	}
	f := vectorSearch(t).Look(52)
	for weeks, wrong := range map[int]float64{4: 0.203001, 26: 0.771190, 52: 0.947646} {
		near(t, "plug-in", 1-math.Pow(1-product, float64(5*weeks)), wrong)
		if f.By(weeks) > wrong-0.008 {
			t.Errorf("by week %d: %g, hardly under the plug-in of %g", weeks, f.By(weeks), wrong)
		}
	}
	mean := func(i int) float64 { return v.Post[i][0] / (v.Post[i][0] + v.Post[i][1]) }
	none := (1 - mean(3)) * math.Pow(1-mean(2)*mean(3), 2) * math.Pow(1-mean(1)*mean(2)*mean(3), 3)
	near(t, "plug-in of the first six", 1-none, 0.759703)
}

func TestMethod_sixLooksAtFivePercentFish(t *testing.T) {
	near(t, "one false alarm at least", LooksBetterAnyway(6, 0.05), 0.264908)
}
