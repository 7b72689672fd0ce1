package stats

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// within allows the error of a simulation.
func within(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tolerance) {
		t.Errorf("%s: %.6f, want %.6f within %g", what, got, want, tolerance)
	}
}

func vectorLinks(t *testing.T) (links []Link) {
	v := load(t).Bottleneck
	for i, p := range v.Post {
		links = append(links, Link{Post: Beta{p[0], p[1]}, Reference: v.Ref[i], Matured: []int{40, 8, 1, 1}[i]})
	}
	return links
}

func TestBottleneck_tableC1(t *testing.T) {
	v := load(t).Bottleneck
	c := Bottleneck(vectorLinks(t), 400_000)
	near(t, "E[R]", c.Offers, v.ER)
	near(t, "sd", c.SD, 0.007868923)
	for i, row := range []struct{ mean, below, shortfall, share, largest float64 }{
		{0.180000, 0.051868, 0.000770, 0.004278, 0.009}, {0.233333, 0.815349, 0.098688, 0.422948, 0.591},
		{0.590909, 0.380174, 0.040079, 0.067826, 0.097}, {0.454545, 0.623047, 0.084251, 0.185352, 0.262},
	} {
		g := c.Gains[i]
		near(t, "mean", g.Mean, row.mean)
		near(t, "below", g.PBelow, row.below)
		near(t, "shortfall", g.Shortfall, row.shortfall)
		within(t, "G", g.Offers, v.G[i], 1e-9)
		near(t, "share", g.Share, row.share)
		within(t, "largest", g.PLargest, row.largest, 0.003)
	}
	within(t, "none below", c.PNone, 0.041, 0.002)
	within(t, "EVPI", c.EVPI, 0.001508, 0.00003)
	for i, want := range []float64{47, 107, 282} {
		within(t, "applications per offer", c.PerOffer[i], want, max(1, 0.01*want))
	}
	if c.MayChange || c.NothingOwn {
		t.Errorf("%+v", c)
	}
}

func TestBottleneck_noDataC0(t *testing.T) {
	var links []Link
	for _, p := range []GatePrior{Priors[0], Priors[4], Priors[5], Priors[6]} {
		links = append(links, Link{Post: p.Prior, Reference: p.Reference})
	}
	c := Bottleneck(links, 100_000)
	near(t, "E[R]", c.Offers, 0.008800)
	for i, want := range []float64{0.003068370, 0.001570716, 0.000979114, 0.001082813} {
		within(t, "G", c.Gains[i].Offers, want, 1e-9)
	}
	for i, want := range []float64{47, 196, 1499} {
		within(t, "applications per offer", c.PerOffer[i], want, 0.03*want)
	}
	if !c.NothingOwn {
		t.Error("there is nothing of one's own in it")
	}
}

func TestBottleneck_namesOnlyWhatHasMaturedAndTiesTogether(t *testing.T) {
	c := Bottleneck(vectorLinks(t), 0)
	for i, want := range []bool{false, true, false, false} {
		if c.Gains[i].Named != want {
			t.Errorf("gate %d named: %v", i+1, c.Gains[i].Named)
		}
	}
	few := vectorLinks(t)
	few[1].Matured = 2 // the largest gain, on two items
	if c := Bottleneck(few, 0); c.Gains[1].Named || !c.Gains[0].Named {
		t.Errorf("a gate with two matured items was named: %+v", c.Gains)
	}
	for i := range few {
		few[i].Matured = 1
	}
	if c := Bottleneck(few, 0); !c.Gains[1].Named {
		t.Error("with few items everywhere the largest may be named")
	}
	twin := []Link{{Post: Beta{1, 29}, Reference: .1, Matured: 20}, {Post: Beta{1, 29}, Reference: .1, Matured: 20}, {Post: Beta{30, 3}, Reference: .5, Matured: 20}}
	if c := Bottleneck(twin, 0); !c.Gains[0].Named || !c.Gains[1].Named || c.Gains[2].Named {
		t.Errorf("equal gains are named together: %+v", c.Gains)
	}
}

func TestBottleneck_gainsWithinAFifthAreNamedTogether(t *testing.T) {
	links := []Link{{Post: Beta{1, 29}, Reference: .1, Matured: 20}, {Post: Beta{1, 29}, Reference: .091, Matured: 20}, {Post: Beta{1, 29}, Reference: .07, Matured: 20}}
	c := Bottleneck(links, 0)
	if near := c.Gains[1].Offers / c.Gains[0].Offers; near < 0.8 || near > 0.95 {
		t.Fatalf("the second brings %.2f of the first", near)
	}
	if !c.Gains[0].Named || !c.Gains[1].Named || c.Gains[2].Named {
		t.Errorf("%+v", c.Gains)
	}
}

func TestBottleneck_saysWhenTheRankingMayChange(t *testing.T) {
	// Without data the best choice is worth less than half of what knowing would add.
	var links []Link
	for _, p := range []GatePrior{Priors[0], Priors[4], Priors[5], Priors[6]} {
		links = append(links, Link{Post: p.Prior, Reference: p.Reference})
	}
	c := Bottleneck(links, 50_000)
	if best := c.Gains[0].Offers; c.MayChange != (c.EVPI > best/2) || c.EVPI < best/4 || c.EVPI > 2*best {
		t.Errorf("EVPI %g of %g, may change: %v", c.EVPI, best, c.MayChange)
	}
	near(t, "one more offer in", c.Gains[0].OneMoreIn, 1/0.003068370)
	if sure := Bottleneck(vectorLinks(t), 50_000); sure.MayChange {
		t.Errorf("EVPI %g of %g", sure.EVPI, sure.Gains[1].Offers)
	}
}

func TestBottleneck_costInHours(t *testing.T) {
	links := vectorLinks(t)
	links[1].Hours, links[3].Hours = 10, 2
	c := Bottleneck(links, 0)
	near(t, "per hour", c.Gains[1].PerHour, c.Gains[1].Offers/10)
	if c.Gains[3].PerHour < c.Gains[1].PerHour || c.Gains[0].PerHour != 0 {
		t.Errorf("%+v", c.Gains)
	}
}

func TestBottleneck_nothingToGainAboveTheReference(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := rapid.Float64Range(0.5, 60).Draw(t, "a")
		b := rapid.Float64Range(0.5, 60).Draw(t, "b")
		r := rapid.Float64Range(0.02, 0.98).Draw(t, "r")
		g := Bottleneck([]Link{{Post: Beta{a, b}, Reference: r}, {Post: Beta{5, 5}, Reference: .5}}, 0).Gains[0]
		if g.Offers < 0 || math.IsNaN(g.Offers) {
			t.Fatalf("gain %v", g.Offers)
		}
		sure := Bottleneck([]Link{{Post: Beta{1e6 * 0.9, 1e6 * 0.1}, Reference: 0.5}, {Post: Beta{a, b}, Reference: r}}, 0)
		if sure.Gains[0].Offers > 1e-9 {
			t.Fatalf("a gate surely above its reference gains %v", sure.Gains[0].Offers)
		}
	})
}
