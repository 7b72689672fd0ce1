package stats

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func waitsOf(rows [][2]float64) (list []Wait) {
	for _, r := range rows {
		list = append(list, Wait{r[0], Cause(r[1])})
	}
	return list
}

func TestUpdate_posteriorOfB4(t *testing.T) {
	h := HazardCold.Update(waitsOf(load(t).AJ.Data))
	want := Hazard{YesA: [5]float64{1.4, 1.3, .2, .1, .03}, NoA: [5]float64{2.6, 1.7, 2.1, 2.1, .3},
		Rate: [5]float64{144.438551, 115.431309, 189.292782, 221.408306, 159.998956}}
	for k := range 5 {
		near(t, "yes", h.YesA[k], want.YesA[k])
		near(t, "no", h.NoA[k], want.NoA[k])
		near(t, "rate", h.Rate[k], want.Rate[k])
	}
}

func TestChance_tableB4(t *testing.T) {
	h := HazardCold.Update(waitsOf(load(t).AJ.Data))
	for _, r := range [][6]float64{ // silent, yes90, no90, any90, any next 7, yes next 14
		{0, 0.137249, 0.451610, 0.588859, 0.172464, 0.118421},
		{7, 0.092910, 0.410264, 0.503174, 0.161905, 0.075998},
		{14, 0.027147, 0.380049, 0.407196, 0.080126, 0.013161},
		{21, 0.022179, 0.335777, 0.357956, 0.080126, 0.010769},
		{30, 0.014875, 0.270691, 0.285566, 0.066186, 0.005736},
		{45, 0.010443, 0.171583, 0.182026, 0.066186, 0.005736},
		{60, 0.005012, 0.050121, 0.055133, 0.014031, 0.002482},
	} {
		yes, no := h.Chance(r[0], Horizon)
		yes7, no7 := h.Chance(r[0], 7)
		yes14, _ := h.Chance(r[0], 14)
		for i, got := range []float64{yes, no, yes + no, yes7 + no7, yes14} {
			near(t, "column", got, r[i+1])
		}
	}
	for i, days := range []float64{12, 20, 25, 41, 55} {
		yes, _ := h.Chance(days, Horizon)
		near(t, "open item", yes, []float64{0.047549, 0.022924, 0.019070, 0.011712, 0.006951}[i])
	}
}

func TestChance_B7andB8(t *testing.T) {
	five := HazardInterview.Update(waitsOf([][2]float64{{4, 1}, {8, 0}, {10, 2}, {19, 0}, {26, 2}}))
	for i, days := range []float64{0, 7, 14, 21} {
		yes, no := five.Chance(days, Horizon)
		near(t, "B7 yes", yes, []float64{0.316246, 0.197655, 0.156833, 0.131339}[i])
		near(t, "B7 any", yes+no, []float64{0.698983, 0.618096, 0.492136, 0.391676}[i])
	}
	one := HazardCold.Update([]Wait{{30, StillOpen}})
	for i, days := range []float64{0, 7, 14, 30} {
		yes, _ := one.Chance(days, Horizon)
		near(t, "B8 yes", yes, []float64{0.091225, 0.061793, 0.036693, 0.018091}[i])
	}
}

func TestDays_ofMethod2b(t *testing.T) {
	b4 := HazardCold.Update(waitsOf(load(t).AJ.Data))
	b7 := HazardInterview.Update(waitsOf([][2]float64{{4, 1}, {8, 0}, {10, 2}, {19, 0}, {26, 2}}))
	b8 := HazardCold.Update([]Wait{{30, StillOpen}})
	for name, c := range map[string]struct {
		h      Hazard
		want   [3]int
		limit  float64
		bounds [2]int
		silent int
	}{
		"cold":      {HazardCold, [3]int{19, 38, 56}, SilentLimitCold, SilentBoundsCold, 29},
		"interview": {HazardInterview, [3]int{12, 23, 41}, SilentLimitContact, SilentBoundsContact, 50},
		"B4":        {b4, [3]int{14, 34, 52}, SilentLimitCold, SilentBoundsCold, 24},
		"B7":        {b7, [3]int{12, 22, 36}, SilentLimitContact, SilentBoundsContact, 50},
		"B8":        {b8, [3]int{20, 40, 57}, SilentLimitCold, SilentBoundsCold, 29},
	} {
		for i, share := range []float64{.5, .75, .9} {
			if got := c.h.AnswerDay(share); got != c.want[i] {
				t.Errorf("%s: %.0f %% by day %d, want %d", name, 100*share, got, c.want[i])
			}
		}
		if got := c.h.SilentDay(c.limit, c.bounds); got != c.silent {
			t.Errorf("%s: silent on day %d, want %d", name, got, c.silent)
		}
	}
	for i, share := range []float64{.5, .75, .9} {
		if cold, met := HazardCold.YesDay(share), HazardInterview.YesDay(share); cold != []int{10, 20, 38}[i] || met != []int{10, 20, 34}[i] {
			t.Errorf("yes %.2f: cold %d, interview %d", share, cold, met)
		}
	}
}

func TestHazard_holdsForAnyData(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 40).Draw(t, "n")
		var waits []Wait
		for range n {
			waits = append(waits, Wait{rapid.Float64Range(0, 200).Draw(t, "days"), Cause(rapid.IntRange(0, 2).Draw(t, "cause"))})
		}
		h := HazardCold.Update(waits)
		days := rapid.Float64Range(0, 120).Draw(t, "silent")
		yes, no := h.Chance(days, Horizon)
		if yes < 0 || no < 0 || yes+no > 1 || days >= Horizon && yes+no != 0 {
			t.Fatalf("silent %v: yes %v, no %v", days, yes, no)
		}
		if h.Arrived(0) != 0 || math.Abs(h.Arrived(Horizon)-1) > 1e-12 || h.Arrived(days) > h.Arrived(days+1)+1e-12 {
			t.Fatal("arrived runs from 0 to 1 and never back")
		}
		cut := rapid.IntRange(0, n).Draw(t, "cut")
		twice := HazardCold.Update(waits[:cut]).Update(waits[cut:])
		again := HazardCold.Update(rapid.Permutation(waits).Draw(t, "order"))
		for k := range 5 {
			if math.Abs(twice.Rate[k]-h.Rate[k]) > 1e-9 || math.Abs(again.Rate[k]-h.Rate[k]) > 1e-9 || again.YesA[k] != h.YesA[k] {
				t.Fatal("order or grouping of the data moved the result")
			}
		}
	})
}

func TestPace_slowSectorDoublesEveryDay(t *testing.T) {
	slow := HazardCold
	slow.Pace = Slow
	for _, days := range []float64{0, 5, 14, 33, 80} {
		y, n := HazardCold.Chance(days, 10)
		y2, n2 := slow.Chance(2*days, 20)
		near(t, "yes", y2, y)
		near(t, "no", n2, n)
	}
	if slow.Horizon() != 180 || slow.AnswerDay(.5) != 38 {
		t.Errorf("horizon %v, half by %d", slow.Horizon(), slow.AnswerDay(.5))
	}
}

func TestSpread_checkOfB4(t *testing.T) {
	yes, any := HazardCold.Update(waitsOf(load(t).AJ.Data)).Fan(40_000).Spread(20)
	if math.Abs(yes[0]-0.000006) > 0.00001 || math.Abs(yes[1]-0.1043) > 0.005 {
		t.Errorf("the middle 90 of 100: %.6f to %.4f, want 0.000006 to 0.1043", yes[0], yes[1])
	}
	if any[0] < yes[0] || any[1] < yes[1] || any[1] > 1 {
		t.Errorf("any answer, %v, is less likely than a yes, %v", any, yes)
	}
	f := HazardCold.Fan(SpreadDraws)
	for _, days := range []float64{0, 20, 60} {
		y, n := HazardCold.Chance(days, Horizon)
		yes, any := f.Spread(days)
		if y < yes[0] || y > yes[1] || y+n < any[0] || y+n > any[1] {
			t.Errorf("day %g: %g in %v and %g in %v", days, y, yes, y+n, any)
		}
	}
	yes, any = f.Spread(95)
	if yes != [2]float64{} || any != [2]float64{} {
		t.Errorf("after the horizon nothing comes: %v %v", yes, any)
	}
}

func TestNth_isThePlaceInTheSortedList(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		list := rapid.SliceOfN(rapid.Float64Range(0, 3), 1, 60).Draw(t, "list")
		k := rapid.IntRange(0, len(list)-1).Draw(t, "k")
		want := slices.Sorted(slices.Values(list))[k]
		if got := nth(list, k); got != want {
			t.Fatalf("place %d: %g, want %g", k, got, want)
		}
	})
}

func TestGamma_hasTheRightMeanAndSpread(t *testing.T) {
	for _, shape := range []float64{0.03, 0.4, 1, 2.6, 30} {
		d := Draws(7)
		const n = 200_000
		sum, squares := 0.0, 0.0
		for range n {
			x := d.gamma(shape)
			sum, squares = sum+x, squares+x*x
		}
		mean := sum / n
		within(t, "mean", mean, shape, 5*math.Sqrt(shape/n))
		within(t, "variance", squares/n-mean*mean, shape, 0.05*shape)
	}
}
