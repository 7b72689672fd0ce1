package stats

import (
	"encoding/json"
	"math"
	"os"
	"testing"

	"pgregory.net/rapid"

	"debrief/internal/track"
)

type vectors struct {
	Beta []struct {
		ID                                      string
		A0, B0, R, Mean, Q025, Q975, PBelow, BF float64
		N, S                                    int
	}
	ToGo []struct {
		ID            string
		A0, B0, R, Th float64
		N, S          int
		Looks         []int
		Below, Above  []float64
	}
	Operating []struct {
		A0, B0, R, P, Th float64
		Looks            []int
		Below            []float64
	}
	ConfSeq []struct {
		N, S          int
		Alpha, Lo, Hi float64
	}
	Hazard struct {
		Cold, Interview struct{ Rate [5]float64 }
		PostColdAJ      struct{ T, Yes90, Any90 []float64 } `json:"post_cold_aj"`
		PriorCold       struct{ T, Yes90, Any90 []float64 } `json:"prior_cold"`
		PriorInterview  struct{ T, Yes90, Any90 []float64 } `json:"prior_interview"`
		Days            map[string]struct{ Q50, Silent int }
	}
	AJ struct {
		Data     [][2]float64
		T, S, SE []float64
		CIFYes   []float64 `json:"cif_yes"`
		CIFNo    []float64 `json:"cif_no"`
	}
	Bottleneck struct {
		Post [][2]float64
		Ref  []float64
		ER   float64
		G    []float64
	}
	Compare struct {
		A, B              [2]float64
		PBA, LossB, LossA float64
		Strata            [][4]float64
		Mean, SD, PPos    float64
		Q                 [3]float64
	}
	Pattern struct {
		N, K     int
		Rows     [][2]int
		MidP, BH []float64
	}
	Forecast struct {
		Post       [][2]float64
		Rate       float64
		Weeks, P   []float64
		GridTol    float64   `json:"grid_tol"`
		PriorWeeks []float64 `json:"prior_weeks"`
		PriorP     []float64 `json:"prior_p"`
		Pipeline   struct {
			Final, Interview, Screen int
			Cold, New, P             []float64
			Tol                      float64
		}
	}
	SplitMix42 []float64
}

func load(t *testing.T) (v vectors) {
	t.Helper()
	b, err := os.ReadFile("testdata/method-vectors.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b, &v); err != nil {
		t.Fatal(err)
	}
	if len(v.Beta) != 10 || len(v.ToGo) != 3 || len(v.Operating) != 2 || len(v.ConfSeq) != 4 {
		t.Fatal("the file of vectors is not complete")
	}
	return v
}

func near(t *testing.T, what string, got, want float64) {
	t.Helper()
	if math.Abs(got-want) > 1e-6*max(1, math.Abs(want)) {
		t.Errorf("%s: %.9f, want %.9f", what, got, want)
	}
}

func TestReadGate_vectorsA0toA9(t *testing.T) {
	for _, v := range load(t).Beta {
		r, err := ReadGate(GatePrior{Prior: Beta{v.A0, v.B0}, Reference: v.R, Looks: coldLooks}, v.N, v.S, 0)
		if err != nil {
			t.Fatal(err)
		}
		near(t, v.ID+" mean", r.Mean, v.Mean)
		near(t, v.ID+" q2.5", r.Interval[0], v.Q025)
		near(t, v.ID+" q97.5", r.Interval[1], v.Q975)
		near(t, v.ID+" below", r.PBelow, v.PBelow)
		near(t, v.ID+" factor", r.BayesFactor, v.BF)
	}
}

func TestReadGate_openOnesCountInPart(t *testing.T) {
	sum := 0.0
	for i, days := range []float64{2, 5, 9, 14, 30} {
		g := HazardCold.Arrived(days)
		near(t, "G", g, []float64{0.119041, 0.285106, 0.478262, 0.679517, 0.873724}[i])
		sum += g
	}
	near(t, "sum", sum, 2.435650)
	near(t, "G(45)", HazardCold.Arrived(45), 0.926349)
	near(t, "G(60)", HazardCold.Arrived(60), 0.970858)
	p, _ := Prior(track.G1, track.Cold)
	r, err := ReadGate(p, 0, 0, sum)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "TV-0 mean", r.Mean, 0.080414)
	near(t, "TV-0 below", r.PBelow, 0.700268)
}

func TestHowManyMore_vectorsA10toA12(t *testing.T) {
	for _, v := range load(t).ToGo {
		o := HowManyMore(GatePrior{Prior: Beta{v.A0, v.B0}, Reference: v.R, Looks: v.Looks}, v.N, v.S, v.Th)
		for i := range v.Looks {
			near(t, v.ID+" below", o.Below[i], v.Below[i])
			near(t, v.ID+" working", o.Working[i], v.Above[i])
		}
	}
}

func TestOperating_vectors(t *testing.T) {
	for _, v := range load(t).Operating {
		o := Operating(GatePrior{Prior: Beta{v.A0, v.B0}, Reference: v.R, Looks: v.Looks}, v.P, v.Th)
		for i := range v.Looks {
			near(t, "below", o.Below[i], v.Below[i])
		}
	}
}

func TestAnytimeInterval_vectorsA13(t *testing.T) {
	for _, v := range load(t).ConfSeq {
		got := AnytimeInterval(v.N, v.S, v.Alpha)
		near(t, "lo", got[0], v.Lo)
		near(t, "hi", got[1], v.Hi)
	}
}

func TestRunChance_ofMethod2a(t *testing.T) {
	for _, v := range []struct {
		n, k    int
		p, want float64
	}{{20, 5, .1, 0.993289}, {20, 10, .1, 0.697357}, {40, 20, .1, 0.364730}, {60, 20, .1, 0.550238}, {8, 5, .32, 0.284971}, {6, 3, .5, 0.312500}} {
		near(t, "run", RunChance(v.n, v.k, v.p), v.want)
	}
}

func TestHazard_vectorsB3toB8(t *testing.T) {
	h := load(t).Hazard
	for k := range 5 {
		near(t, "cold rate", HazardCold.Rate[k], h.Cold.Rate[k])
		near(t, "interview rate", HazardInterview.Rate[k], h.Interview.Rate[k])
	}
	var waits []Wait
	for _, d := range load(t).AJ.Data {
		waits = append(waits, Wait{d[0], Cause(d[1])})
	}
	post := HazardCold.Update(waits)
	for _, c := range []struct {
		name        string
		h           Hazard
		t, yes, any []float64
	}{
		{"post", post, h.PostColdAJ.T, h.PostColdAJ.Yes90, h.PostColdAJ.Any90},
		{"cold", HazardCold, h.PriorCold.T, h.PriorCold.Yes90, h.PriorCold.Any90},
		{"interview", HazardInterview, h.PriorInterview.T, h.PriorInterview.Yes90, h.PriorInterview.Any90},
	} {
		for i, days := range c.t {
			yes, no := c.h.Chance(days, Horizon)
			near(t, c.name+" yes", yes, c.yes[i])
			near(t, c.name+" any", yes+no, c.any[i])
		}
	}
	for name, c := range map[string]struct {
		h      Hazard
		limit  float64
		bounds [2]int
	}{"prior_cold": {HazardCold, 0.02, [2]int{21, 60}}, "post_cold_aj": {post, 0.02, [2]int{21, 60}}, "prior_interview": {HazardInterview, 0.05, [2]int{30, 60}}} {
		want := h.Days[name]
		if got := c.h.AnswerDay(0.5); got != want.Q50 {
			t.Errorf("%s: half by day %d, want %d", name, got, want.Q50)
		}
		if got := c.h.SilentDay(c.limit, c.bounds); got != want.Silent {
			t.Errorf("%s: silent day %d, want %d", name, got, want.Silent)
		}
	}
}

func TestThemeShare_vectorE2(t *testing.T) {
	for _, v := range []struct {
		usual       float64
		x           int
		mean, above float64
	}{{.20, 4, 0.300000, 0.836938}, {.15, 1, 0.125000, 0.313611}, {.40, 5, 0.450000, 0.667481}, {.10, 0, 0.050000, 0.135085}} {
		share, above := ThemeShare(v.usual, 10, v.x)
		near(t, "mean", share.Mean(), v.mean)
		near(t, "above", above, v.above)
	}
}

func TestReadGate_properties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := rapid.SampledFrom(Priors).Draw(t, "prior")
		n := rapid.IntRange(0, 300).Draw(t, "n")
		s := rapid.IntRange(0, n).Draw(t, "s")
		r, err := ReadGate(p, n, s, 0)
		if err != nil {
			t.Fatal(err)
		}
		if !(r.Interval[0] <= r.Mean && r.Mean <= r.Interval[1]) || r.Interval[0] < 0 || r.Interval[1] > 1 {
			t.Fatalf("interval %v around %v", r.Interval, r.Mean)
		}
		more, _ := ReadGate(p, n+1, s, 0)
		if more.PBelow < r.PBelow {
			t.Fatalf("one more failure lowered P(below) from %v to %v", r.PBelow, more.PBelow)
		}
		same, _ := ReadGate(p, n, s, HazardCold.Arrived(0))
		if same.PBelow != r.PBelow {
			t.Fatal("an application of today changed the reading")
		}
	})
}
