package stats

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

func TestCurve_tableB1(t *testing.T) {
	v := load(t).AJ
	steps := Curve(waitsOf(v.Data))
	if len(steps) != len(v.T) {
		t.Fatalf("%d answer days, want %d", len(steps), len(v.T))
	}
	atRisk := []int{12, 11, 9, 7, 5, 3}
	exact := []float64{11. / 12, 3. / 4, 2. / 3, 4. / 7, 16. / 35, 32. / 105}
	for i, s := range steps {
		if s.Day != v.T[i] || s.AtRisk != atRisk[i] {
			t.Errorf("day %v with %d at risk, want %v with %d", s.Day, s.AtRisk, v.T[i], atRisk[i])
		}
		near(t, "S", s.Silent, v.S[i])
		near(t, "S exact", s.Silent, exact[i])
		near(t, "yes", s.CIFYes, v.CIFYes[i])
		near(t, "no", s.CIFNo, v.CIFNo[i])
		near(t, "se", s.SE, v.SE[i])
	}
}

func TestCurve_publishedSetB2(t *testing.T) {
	var waits []Wait
	for _, d := range []float64{6, 6, 6, -6, 7, -9, 10, -10, -11, 13, 16, -17, -19, -20, 22, 23, -25, -32, -32, -34, -35} {
		cause := Yes
		if d < 0 {
			cause = StillOpen
		}
		waits = append(waits, Wait{math.Abs(d), cause})
	}
	steps := Curve(waits)
	for i, want := range []struct{ day, s, se float64 }{{6, 0.857143, 0.076360}, {7, 0.806723, 0.086935}, {10, 0.752941, 0.096350}, {13, 0.690196, 0.106815},
		{16, 0.627451, 0.114054}, {22, 0.537815, 0.128234}, {23, 0.448179, 0.134591}} {
		near(t, "day", steps[i].Day, want.day)
		near(t, "S", steps[i].Silent, want.s)
		near(t, "se", steps[i].SE, want.se)
	}
}

func TestCurve_properties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var waits []Wait
		for range rapid.IntRange(0, 30).Draw(t, "n") {
			waits = append(waits, Wait{float64(rapid.IntRange(1, 60).Draw(t, "days")), Cause(rapid.IntRange(0, 2).Draw(t, "cause"))})
		}
		steps := Curve(waits)
		for i, s := range steps {
			if math.Abs(s.Silent+s.CIFYes+s.CIFNo-1) > 1e-12 {
				t.Fatalf("on day %v the shares add up to %v", s.Day, s.Silent+s.CIFYes+s.CIFNo)
			}
			if i > 0 && (s.Silent > steps[i-1].Silent || s.CIFYes < steps[i-1].CIFYes) {
				t.Fatal("a share went back")
			}
		}
		weekly := append([]Wait(nil), waits...)
		for i := range weekly {
			weekly[i].Days *= 7
		}
		for i, s := range Curve(rapid.Permutation(weekly).Draw(t, "order")) {
			if s.Silent != steps[i].Silent || s.Day != 7*steps[i].Day {
				t.Fatal("scale or order of the days moved the shares")
			}
		}
	})
}

func TestCurve_sameDayAnswersCountAsHalfADay(t *testing.T) {
	steps := Curve([]Wait{{0, No}, {0.5, Yes}, {4, No}})
	if len(steps) != 2 || steps[0].Day != 0.5 || steps[0].Yes != 1 || steps[0].No != 1 {
		t.Errorf("%+v", steps)
	}
	if got := Curve(nil); len(got) != 0 {
		t.Errorf("nothing waited for: %+v", got)
	}
}

func TestDraws_reference(t *testing.T) {
	d := Draws(42)
	for _, want := range load(t).SplitMix42 {
		near(t, "draw", d.Next(), want)
	}
}

func TestInverse_agreesWithBisection(t *testing.T) {
	for _, d := range []Beta{{1, 9}, {9, 41}, {4.2, 13.8}, {6.5, 4.5}, {5, 6}, {40, 3}} {
		table := newInverse(d)
		for u := 0.001; u < 1; u += 0.037 {
			if got, want := table.at(u), d.Quantile(u); math.Abs(got-want) > 1e-6 {
				t.Errorf("%v at %.3f: %v, want %v", d, u, got, want)
			}
		}
	}
}
