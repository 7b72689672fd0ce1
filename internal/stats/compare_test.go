package stats

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"debrief/internal/fault"
)

func TestCompare_tableD1(t *testing.T) {
	v := load(t).Compare
	d := Compare(Beta{v.A[0], v.A[1]}, Beta{v.B[0], v.B[1]})
	near(t, "P(B>A)", d.PBetter, v.PBA)
	near(t, "loss B", d.LossB, v.LossB)
	near(t, "loss A", d.LossA, v.LossA)
	near(t, "difference", d.Difference, 0.075)
	none := Compare(Beta{1, 9}, Beta{1, 9})
	near(t, "no data", none.PBetter, 0.5)
	near(t, "no data loss", none.LossA, 0.047368)
}

// The closed sum and the integral must agree, whichever parameter is whole.
func TestCompare_fractionsAgreeWithWholeNumbers(t *testing.T) {
	const eps = 1e-7 // makes no parameter whole
	for _, c := range [][2]Beta{{{3, 37}, {6, 34}}, {{1, 9}, {1, 9}}, {{5.5, 4}, {2.5, 8.25}}, {{3.2, 7}, {4.4, 6.6}}, {{3.2, 6.8}, {4, 6.6}}, {{3.2, 6.8}, {4.4, 7}}, {{3, 6.8}, {4.4, 7.3}}, {{3.2, 6}, {4.4, 7.3}}} {
		sum := exceeds(c[1], c[0])
		integral := exceeds(Beta{c[1].A + eps, c[1].B + eps}, Beta{c[0].A + eps, c[0].B + eps})
		within(t, "P(B>A)", integral, sum, 2e-5)
	}
}

func TestCompare_swappingTheArmsTurnsItRound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		draw := func(name string) Beta {
			return Beta{float64(rapid.IntRange(1, 40).Draw(t, name)), float64(rapid.IntRange(1, 80).Draw(t, name+" b"))}
		}
		a, b := draw("a"), draw("b")
		d, e := Compare(a, b), Compare(b, a)
		if math.Abs(d.PBetter+e.PBetter-1) > 1e-9 || math.Abs(d.LossA-e.LossB) > 1e-9 || math.Abs(d.Difference+e.Difference) > 1e-12 {
			t.Fatalf("%+v and %+v", d, e)
		}
		if math.Abs(d.Difference-(d.LossA-d.LossB)) > 1e-9 {
			t.Fatal("the difference is what one loss exceeds the other")
		}
	})
}

func vectorStrata(t *testing.T) (list []Stratum) {
	for _, s := range load(t).Compare.Strata {
		list = append(list, Stratum{Arm{s[0], s[1]}, Arm{s[2], s[3]}})
	}
	return list
}

func TestCompareStrata_tablesD2toD4(t *testing.T) {
	v := load(t).Compare
	e, err := CompareStrata(vectorStrata(t), Sceptical)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "D2 mean", e.Mean, v.Mean)
	near(t, "D2 sd", e.SD, v.SD)
	near(t, "D2 P", e.PPositive, v.PPos)
	for i := range 3 {
		near(t, "D2 quantile", e.Quantiles[i], v.Q[i])
	}
	within(t, "odds ratio", e.OddsRatio(), 1.3155, 5e-5)
	near(t, "Mantel-Haenszel", MantelHaenszel(vectorStrata(t)), 2.846154)
	one, _ := CompareStrata([]Stratum{{Arm{30, 2}, Arm{30, 5}}}, Sceptical)
	near(t, "D3 mean", one.Mean, 0.274523)
	near(t, "D3 sd", one.SD, 0.428175)
	near(t, "D3 P", one.PPositive, 0.739301)
	none, _ := CompareStrata(nil, Sceptical)
	near(t, "D4 mean", none.Mean, 0)
	near(t, "D4 sd", none.SD, 0.5)
	near(t, "D4 P", none.PPositive, 0.5)
	near(t, "D4 low", none.Quantiles[0], -0.980015)
	near(t, "D4 high", none.Quantiles[2], 0.980015)
}

func TestCompareStrata_swappingTheArmsNegatesTheEffect(t *testing.T) {
	swapped := vectorStrata(t)
	for i, s := range swapped {
		swapped[i] = Stratum{s.B, s.A}
	}
	e, _ := CompareStrata(vectorStrata(t), Sceptical)
	f, _ := CompareStrata(swapped, Sceptical)
	near(t, "mean", f.Mean, -e.Mean)
	near(t, "P", f.PPositive, 1-e.PPositive)
	near(t, "quantile", f.Quantiles[0], -e.Quantiles[2])
}

func TestCompareStrata_referralPriorKeepsItsShape(t *testing.T) {
	e, err := CompareStrata(nil, ReferralEdge)
	if err != nil {
		t.Fatal(err)
	}
	within(t, "mean", e.Mean, 2.197, 1e-6)
	within(t, "sd", e.SD, 0.75, 1e-4)
	within(t, "median", e.Quantiles[1], 2.197, 1e-4)
	within(t, "P", e.PPositive, 0.998302, 1e-4)
}

func TestCompareStrata_refusesWhatCannotBe(t *testing.T) {
	for _, s := range []Stratum{{A: Arm{3, 4}}, {B: Arm{-1, 0}}, {A: Arm{math.NaN(), 0}}, {B: Arm{math.Inf(1), 0}}, {B: Arm{3, -1}}} {
		if _, err := CompareStrata([]Stratum{s}, Sceptical); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%+v: %v", s, err)
		}
	}
	if _, err := CompareStrata(nil, Sceptic{0, 0}); fault.KindOf(err) != fault.Invalid {
		t.Errorf("a prior without spread: %v", err)
	}
	if !math.IsNaN(MantelHaenszel(nil)) {
		t.Error("no strata have no odds ratio")
	}
}

func TestArmSize_ofMethod2d(t *testing.T) {
	for _, c := range []struct {
		p, q float64
		want int
	}{{.10, .15, 686}, {.10, .20, 199}, {.10, .30, 62}, {.10, .40, 32}, {.32, .50, 117}, {.50, .70, 93}, {.1, .1, 0}, {-.1, .1, 0}, {math.NaN(), .1, 0}} {
		if got := ArmSize(c.p, c.q); got != c.want {
			t.Errorf("%.2f to %.2f: %d, want %d", c.p, c.q, got, c.want)
		}
	}
	if !TrialOnly(15, 62) || TrialOnly(16, 62) {
		t.Error("a quarter of 62 is 15.5")
	}
	near(t, "looks better anyway", LooksBetterAnyway(10, 0.10), 0.651322)
}

func TestJudge_theStopRule(t *testing.T) {
	for _, c := range []struct {
		p                float64
		smaller, planned int
		want             Verdict
	}{
		{0.99, 9, 30, VerdictRunning}, {0.90, 10, 30, VerdictAdopt}, {0.10, 10, 30, VerdictDrop}, {0.5, 10, 30, VerdictRunning},
		{0.5, 30, 30, VerdictUndecided}, {0.89, 30, 30, VerdictUndecided}, {0.95, 30, 30, VerdictAdopt}, {0.5, 8, 8, VerdictRunning},
	} {
		if got := Judge(Effect{PPositive: c.p}, c.smaller, c.planned); got != c.want {
			t.Errorf("P %.2f at %d of %d: %s, want %s", c.p, c.smaller, c.planned, got, c.want)
		}
	}
}
