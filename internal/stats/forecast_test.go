package stats

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

func vectorSearch(t *testing.T) Search {
	v := load(t).Forecast
	s := Search{Rate: v.Rate}
	for i, p := range v.Post {
		s.Post[i] = Beta{p[0], p[1]}
	}
	return s
}

var priorPost = [4]Beta{{1, 9}, {3.2, 6.8}, {5.5, 4.5}, {5, 5}}

func TestExactOffer_tablesF1andF3(t *testing.T) {
	v := load(t).Forecast
	s := vectorSearch(t)
	for i, w := range v.Weeks {
		near(t, "F1", ExactOffer(s.Post, int(5*w)), v.P[i])
	}
	for i, w := range v.PriorWeeks {
		near(t, "F3", ExactOffer(priorPost, int(5*w)), v.PriorP[i])
	}
	if ExactOffer(s.Post, 0) != 0 || ExactOffer(s.Post, -1) != 0 {
		t.Error("no applications bring no offer")
	}
}

func TestLook_gridAgreesWithTheExactValues(t *testing.T) {
	v := load(t).Forecast
	f := vectorSearch(t).Look(52)
	for i, w := range v.Weeks {
		within(t, "grid", f.By(int(w)), v.P[i], v.GridTol)
	}
	for w, want := range map[int]float64{4: 0.194065, 12: 0.446514, 26: 0.677054, 52: 0.850405} {
		within(t, "grid 16", f.By(w), want, 1e-6)
	}
}

func TestLook_lagF2(t *testing.T) {
	s := vectorSearch(t)
	s.Lag = 5
	f := s.Look(57)
	for p, want := range map[float64]int{0.10: 7, 0.25: 11, 0.50: 20, 0.75: 39, 0.90: 0} {
		if got := f.First(p); got != want {
			t.Errorf("first week with %.2f: %d, want %d", p, got, want)
		}
	}
	if !f.Dated() || f.By(5) > 1e-12 || f.By(0) != 0 {
		t.Errorf("dated %v, by week 5 %v", f.Dated(), f.By(5))
	}
	if prior := (Search{Post: priorPost, Rate: 5}).Look(52); prior.Dated() {
		t.Error("a week is named although fewer than 3 in 4 have an offer by week 52")
	}
}

func TestOffer_pipelineF4(t *testing.T) {
	v := load(t).Forecast.Pipeline
	s := vectorSearch(t)
	s.Pipeline = Pipeline{Final: v.Final, Interview: v.Interview, Screen: v.Screen, Cold: v.Cold}
	for i, n := range v.New {
		within(t, "pipeline", s.Offer(n), v.P[i], v.Tol)
		within(t, "pipeline, grid 16", s.Offer(n), v.P[i], 2e-6)
	}
	s.Pipeline = Pipeline{Cold: v.Cold}
	within(t, "cold alone", s.Offer(0), 0.006758, 2e-6)
	s.Pipeline = Pipeline{Final: 1}
	within(t, "final alone", s.Offer(0), 0.454532, 2e-6)
}

func TestLook_whatIsUnderWayComesByItsShare(t *testing.T) {
	s := vectorSearch(t)
	s.Rate, s.Pipeline = 0, Pipeline{Final: 1, Screen: 2, Cold: []float64{0.2, 0.3}}
	s.Ready = [][4]float64{{}, {1, 0, 0, 0}, {1, 0, 1, 0}}
	f := s.Look(4)
	alone := func(p Pipeline) float64 { s.Pipeline = p; return s.Offer(0) }
	near(t, "nothing by week 1", f.By(1), 0)
	near(t, "the final by week 2", f.By(2), alone(Pipeline{Final: 1}))
	near(t, "and the screens by week 3", f.By(3), alone(Pipeline{Final: 1, Screen: 2}))
	near(t, "and the rest after", f.By(4), alone(Pipeline{Final: 1, Screen: 2, Cold: []float64{0.2, 0.3}}))
}

func TestLook_properties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := Search{Rate: rapid.Float64Range(0, 20).Draw(t, "rate"), Lag: rapid.Float64Range(0, 8).Draw(t, "lag"),
			Pipeline: Pipeline{Final: rapid.IntRange(0, 2).Draw(t, "final"), Screen: rapid.IntRange(0, 3).Draw(t, "screen")}}
		for i := range s.Post {
			s.Post[i] = Beta{rapid.Float64Range(0.5, 20).Draw(t, "a"), rapid.Float64Range(0.5, 40).Draw(t, "b")}
		}
		f := s.Look(12)
		for i := 1; i < len(f.Weeks); i++ {
			if f.Weeks[i] < f.Weeks[i-1]-1e-12 || f.Weeks[i] > 1 || math.IsNaN(f.Weeks[i]) {
				t.Fatalf("%v", f.Weeks)
			}
		}
	})
	var nothing Search
	nothing.Post = priorPost
	if got := nothing.Look(10).By(10); got > 1e-12 {
		t.Errorf("no items, chance %v", got)
	}
}

func TestGaussLegendre_isExactForPolynomials(t *testing.T) {
	for degree := range 32 {
		sum := 0.0
		for i, x := range gaussNodes {
			sum += gaussWeights[i] * math.Pow(x, float64(degree))
		}
		within(t, "integral", sum, 1/float64(degree+1), 1e-14)
	}
}

func TestFlow_littlesLaw(t *testing.T) {
	near(t, "open", OpenItems(5, 30), 21.428571)
	near(t, "days", OpenDays(30, 5), 42)
	if OpenDays(30, 0) != 0 {
		t.Error("without a rate there is no wait")
	}
	for open, want := range map[int]bool{31: false, 32: true} { // 5 a week, silent day 29: 20.7, and half as many again is 31.07
		if TooManyOpen(open, 5, 29) != want {
			t.Errorf("%d open: %v", open, !want)
		}
	}
}

func TestMarket_vectorsG1andG2(t *testing.T) {
	c := NewYearChange(3.4, 3.6, 0.1)
	near(t, "z", c.Z, -1.414214)
	if !c.LittleChanged || NewYearChange(3.4, 3.7, 0.1).LittleChanged || !NewYearChange(3.4, 1, 0).LittleChanged {
		t.Error("little changed means within 1.645 standard errors of a difference, or no error known")
	}
	near(t, "scale", MarketScale(3.4), 0.945905)
	near(t, "scaled prior", Beta{1, 9}.Scaled(MarketScale(3.4)).Mean(), 0.094591)
	for hires, want := range map[float64]float64{0.1: 0.8, 20: 1.25, 0: 1, 3.8: 1} {
		near(t, "held", MarketScale(hires), want)
	}
	near(t, "fill", FillRatio(5.4, 7.74), 0.697674)
}
