package stats

import (
	"encoding/json"
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"debrief/internal/fault"
	"debrief/internal/track"
)

func row(t *testing.T, g track.Gate, c track.Channel) GatePrior {
	t.Helper()
	p, ok := Prior(g, c)
	if !ok {
		t.Fatalf("no prior for %s %s", g, c)
	}
	return p
}

func outcomes(pattern string) (list []bool) {
	for _, c := range pattern {
		list = append(list, c == '+')
	}
	return list
}

func count(list []bool) (n int) {
	for _, yes := range list {
		if yes {
			n++
		}
	}
	return n
}

func TestRead_tierChangesOnlyAtALook(t *testing.T) {
	cold := row(t, track.G1, track.Cold)
	for _, c := range []struct {
		claim   string
		pattern string
		tier    Tier
		look    int
		next    int
	}{
		{"nothing yet", "", TierRecord, 0, 10},
		{"two are too few", "--", TierRecord, 0, 10},
		{"three silent are no prompt", "---", TierNone, 0, 10},
		{"five silent are a prompt and no verdict", "-----", TierPrompt, 0, 10},
		{"ten silent lean below", "----------", TierLeaning, 10, 20},
		{"a success after the look leaves the tier alone", "----------+", TierLeaning, 10, 20},
		{"nineteen silent keep what the tenth said", "-------------------", TierLeaning, 10, 20},
		{"twenty silent are clear", "--------------------", TierClear, 20, 30},
		{"four in ten work", "+-+-+-+---", TierWorking, 10, 20},
		{"one in ten is no clear difference", "+---------", TierPrompt, 10, 20},
		{"one in ten, the last, is no clear difference", "---------+", TierNone, 10, 20},
	} {
		list := outcomes(c.pattern)
		r, err := GateInput{Prior: cold, Matured: len(list), Advanced: count(list), Outcomes: list}.Read()
		if err != nil {
			t.Fatal(err)
		}
		if r.Tier != c.tier || r.Look != c.look || r.NextLook != c.next {
			t.Errorf("%s: %s at look %d, next %d; want %s at %d, next %d", c.claim, r.Tier, r.Look, r.NextLook, c.tier, c.look, c.next)
		}
	}
}

func TestRead_openOnesNeverMakeATier(t *testing.T) {
	r, err := GateInput{Prior: row(t, track.G1, track.Cold), Matured: 10, OpenWeight: 60}.Read()
	if err != nil {
		t.Fatal(err)
	}
	if r.PBelow < ClearBelow || r.Tier != TierLeaning {
		t.Errorf("below %.3f, tier %s; want more than 0.95 and leaning", r.PBelow, r.Tier)
	}
}

func TestRead_strictAsksForMore(t *testing.T) {
	in := GateInput{Prior: row(t, track.G1, track.Cold), Matured: 20}
	usual, _ := in.Read()
	in.Strict = true
	strict, _ := in.Read()
	if usual.Tier != TierClear || strict.Tier != TierLeaning {
		t.Errorf("20 silent: %s, strict %s; want clear and leaning", usual.Tier, strict.Tier)
	}
}

func TestRead_houseCountsPrompt(t *testing.T) {
	for _, c := range []struct {
		gate    track.Gate
		channel track.Channel
		n       int
	}{{track.G1, track.Cold, 5}, {track.G2, "", 3}, {track.G3, "", 3}, {track.G4, "", 2}} {
		r, _ := ReadGate(row(t, c.gate, c.channel), c.n, 0, 0)
		if r.Tier != TierPrompt {
			t.Errorf("%s after %d failures: %s", c.gate, c.n, r.Tier)
		}
		if fewer, _ := ReadGate(row(t, c.gate, c.channel), c.n-1, 0, 0); fewer.Tier == TierPrompt {
			t.Errorf("%s after %d failures is a prompt already", c.gate, c.n-1)
		}
	}
}

func TestRead_aRunThatEverybodyMeetsPromptsNothing(t *testing.T) {
	list := outcomes(strings.Repeat("---------+", 9) + "----+-----") // 10 of 100, a run of five at the end
	r, err := GateInput{Prior: row(t, track.G1, track.Cold), Matured: len(list), Advanced: count(list), Outcomes: list}.Read()
	if err != nil || r.Run != 5 || r.RunChance < 0.99 || r.Tier != TierNone {
		t.Errorf("a run of %d that %.3f meet: %s %v", r.Run, r.RunChance, r.Tier, err)
	}
	near(t, "share of own data", r.WeightData, 100.0/110)
}

func TestWords_promptSaysHowCommonTheRunIs(t *testing.T) {
	for _, c := range []struct {
		p    GatePrior
		n    int
		want string
	}{
		{row(t, track.G1, track.Cold), 5, "Worth one 20-minute check. A run like this happens to people on the usual rate 59% of the time."},
		{row(t, track.G3, ""), 3, "Worth one 20-minute check. A run like this happens to people on an assumed rate of 55% 9% of the time."},
		{row(t, track.G1, track.Cold), 2, "Recorded. Too early to read anything into it."},
		{row(t, track.G1, track.Cold), 4, "Too early for a verdict."},
		{row(t, track.G1, track.Cold), 20, "Below the usual rate, as far as numbers this small can tell."},
		{row(t, track.G3, ""), 4, "Leaning below an assumed rate of 55%. One test is reasonable."},
		{row(t, track.G4, ""), 8, "Below an assumed rate of 50%, as far as numbers this small can tell."},
	} {
		r, _ := ReadGate(c.p, c.n, 0, 0)
		if got := r.Words(c.p); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}

func TestRead_isFiniteAndSerialisable(t *testing.T) {
	for _, in := range []GateInput{
		{Prior: Priors[0], Matured: 50000},
		{Prior: Priors[0], Matured: 50000, Advanced: 50000},
		{Prior: GatePrior{Prior: Beta{1e-9, 1e9}, Reference: 0.999}, Matured: 4},
	} {
		r, err := in.Read()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := json.Marshal(r); err != nil {
			t.Errorf("%+v: %v", in, err)
		}
	}
}

func TestRead_refusesWhatCannotBe(t *testing.T) {
	good := Priors[0]
	for _, in := range []GateInput{
		{Prior: good, Matured: 3, Advanced: 4},
		{Prior: good, Matured: -1},
		{Prior: good, Advanced: -1},
		{Prior: good, OpenWeight: -1},
		{Prior: good, OpenWeight: math.NaN()},
		{Prior: good, Matured: 2, Advanced: 0, Outcomes: []bool{true}},
		{Prior: good, Matured: 2, Outcomes: []bool{true, false, false}},
		{Prior: GatePrior{Prior: Beta{1, 9}, Reference: 1}},
		{Prior: GatePrior{Prior: Beta{1, 9}, Reference: math.NaN()}},
		{Prior: GatePrior{Prior: Beta{1, 0}, Reference: .1}},
		{Prior: GatePrior{Prior: Beta{math.NaN(), 1}, Reference: .1}},
		{Prior: GatePrior{Prior: Beta{math.Inf(1), 1}, Reference: .1}},
	} {
		if _, err := in.Read(); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%+v: %v", in, err)
		}
	}
}

func TestCritical_everyCellOfTheTables(t *testing.T) {
	const no = -1
	for _, c := range []struct {
		p     GatePrior
		looks []int
		rows  [][3]int
	}{
		{row(t, track.G1, track.Cold), coldLooks, [][3]int{{0, no, 4}, {0, 0, 6}, {1, 0, 7}, {2, 1, 9}, {3, 2, 11}, {5, 4, 14}, {7, 5, 16}}},
		{row(t, track.G1, track.Referral), fiveLooks, [][3]int{{0, no, no}, {2, 1, 9}, {4, 3, 12}, {7, 5, 15}, {11, 9, 21}, {16, 14, 26}}},
		{row(t, track.G2, ""), fiveLooks, [][3]int{{no, no, 5}, {1, 0, 7}, {2, 1, 9}, {3, 2, 11}, {6, 5, 15}, {9, 7, 19}}},
		{row(t, track.G3, ""), fourLooks, [][3]int{{0, no, no}, {2, 0, 8}, {4, 2, 11}, {6, 4, 13}, {8, 6, 16}, {13, 11, 22}, {18, 16, 28}}},
		{row(t, track.G4, ""), fourLooks, [][3]int{{0, no, no}, {1, 0, 8}, {3, 2, 10}, {5, 3, 13}, {7, 5, 15}, {11, 9, 21}, {16, 14, 26}}},
	} {
		if !slices.Equal(c.p.Looks, c.looks) {
			t.Errorf("%s looks %v", c.p.Gate, c.p.Looks)
		}
		for i, n := range c.looks {
			l, k, w := Critical(c.p, n, false)
			if got := [3]int{l, k, w}; got != c.rows[i] {
				t.Errorf("%s %s n=%d: %v, want %v", c.p.Gate, c.p.Channel, n, got, c.rows[i])
			}
		}
	}
}

func TestStraightFailures_ofMethod2a(t *testing.T) {
	for _, c := range []struct {
		p    GatePrior
		want [4]int
	}{
		{row(t, track.G1, track.Cold), [4]int{10, 13, 20, 35}},
		{row(t, track.G1, track.Referral), [4]int{4, 5, 7, 10}},
		{row(t, track.G2, ""), [4]int{6, 7, 10, 15}},
		{row(t, track.G3, ""), [4]int{4, 5, 6, 9}},
		{row(t, track.G4, ""), [4]int{4, 5, 7, 10}},
	} {
		for i, level := range []float64{.85, .90, .95, .99} {
			if got := StraightFailures(c.p, level); got != c.want[i] {
				t.Errorf("%s to %.2f: %d, want %d", c.p.Gate, level, got, c.want[i])
			}
		}
	}
}

func TestOperating_everyRowOfTheTable(t *testing.T) {
	for _, c := range []struct {
		p            GatePrior
		threshold    float64
		looks        []int // by which
		alarm, found []float64
	}{
		{row(t, track.G1, track.Cold), ClearBelow, []int{20, 40, 100}, []float64{0.121577, 0.154423, 0.207001}, []float64{0.358486, 0.493762, 0.756281}},
		{row(t, track.G1, track.Cold), StrictBelow, []int{40, 100}, []float64{0.042391, 0.074354}, []float64{0.214639, 0.545201}},
		{row(t, track.G2, ""), ClearBelow, []int{20, 40}, []float64{0.045004, 0.082671}, []float64{0.419663, 0.768770}},
		{row(t, track.G3, ""), ClearBelow, []int{20, 40}, []float64{0.028849, 0.065984}, []float64{0.722126, 0.975823}},
		{row(t, track.G4, ""), ClearBelow, []int{20, 40}, []float64{0.034155, 0.065838}, []float64{0.653032, 0.953115}},
		{row(t, track.G1, track.Referral), ClearBelow, []int{20, 40}, []float64{0.032669, 0.064491}, []float64{0.651669, 0.952948}},
	} {
		alarm, found := Operating(c.p, c.p.Reference, c.threshold), Operating(c.p, c.p.Reference/2, c.threshold)
		for i, n := range c.looks {
			at := slices.Index(alarm.Looks, n)
			near(t, string(c.p.Gate)+" false alarm", alarm.Below[at], c.alarm[i])
			near(t, string(c.p.Gate)+" detection", found.Below[at], c.found[i])
		}
	}
}

func TestOperating_lookingEveryTimeRaisesFalseAlarms(t *testing.T) {
	p := row(t, track.G1, track.Cold)
	p.Looks = nil
	for n := 1; n <= 100; n++ {
		p.Looks = append(p.Looks, n)
	}
	near(t, "alarm by 100", Operating(p, 0.10, ClearBelow).Below[99], 0.237796)
	near(t, "verdicts by 100", HowManyMore(p, 0, 0, ClearBelow).Below[99], 0.501164)
}

func TestOutlook_undecidedOfA10toA12(t *testing.T) {
	near(t, "A10", HowManyMore(row(t, track.G1, track.Cold), 20, 1, ClearBelow).Undecided, 0.357628)
	if o := HowManyMore(row(t, track.G1, track.Cold), 100, 10, ClearBelow); len(o.Looks) != 0 || o.Undecided != 1 {
		t.Errorf("after the last look: %+v", o)
	}
}

func TestBeta_tableA0toA9(t *testing.T) {
	for id, c := range map[string]struct {
		d       Beta
		sd, q50 float64
	}{
		"A0": {Beta{1, 9}, 0.090453, 0.074125}, "A1": {Beta{1, 14}, 0.062361, 0.048305}, "A2": {Beta{2, 28}, 0.044801, 0.057202},
		"A3": {Beta{2, 48}, 0.027440, 0.034016}, "A4": {Beta{5, 10}, 0.117851, 0.325751}, "A5": {Beta{4.2, 11.8}, 0.106714, 0.252416},
		"A6": {Beta{5.5, 8.5}, 0.126101, 0.387618}, "A7": {Beta{5, 8}, 0.130024, 0.378529}, "A8": {Beta{2, 9}, 0.111340, 0.162263}, "A9": {Beta{1, 29}, 0.032240, 0.023618},
	} {
		near(t, id+" sd", c.d.SD(), c.sd)
		near(t, id+" q50", c.d.Quantile(0.5), c.q50)
	}
	near(t, "A3 tail", Beta{2, 48}.CDF(.1), 0.963096424441)
	near(t, "A4 tail", Beta{5, 10}.CDF(.5), 0.910217285156)
	near(t, "A1 closed form", Beta{1, 14}.CDF(.1), 1-math.Pow(.9, 14))
}

func TestWilson_checkValues(t *testing.T) {
	for _, c := range []struct {
		n, s int
		want [2]int // percent
	}{{5, 0, [2]int{0, 43}}, {20, 0, [2]int{0, 16}}, {40, 0, [2]int{0, 9}}, {20, 2, [2]int{3, 30}}, {8, 3, [2]int{14, 69}}} {
		got := Wilson(c.n, c.s)
		if p := [2]int{int(math.Round(100 * got[0])), int(math.Round(100 * got[1]))}; p != c.want {
			t.Errorf("%d of %d: %v, want %v", c.s, c.n, p, c.want)
		}
	}
	if got := Wilson(0, 0); got != [2]float64{0, 1} {
		t.Errorf("nothing known: %v", got)
	}
}

func TestRead_metamorphic(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := rapid.SampledFrom(Priors).Draw(t, "prior")
		list := rapid.SliceOfN(rapid.Bool(), 0, 120).Draw(t, "outcomes")
		n, s := len(list), count(list)
		whole, err := GateInput{Prior: p, Matured: n, Advanced: s, Outcomes: list}.Read()
		if err != nil {
			t.Fatal(err)
		}
		shuffled := rapid.Permutation(list).Draw(t, "shuffled")
		again, _ := GateInput{Prior: p, Matured: n, Advanced: s, Outcomes: shuffled}.Read()
		if whole.PBelow != again.PBelow || whole.Interval != again.Interval {
			t.Fatal("the order of records moved the reading")
		}
		cut := rapid.IntRange(0, n).Draw(t, "cut")
		first := p.Prior.after(cut, count(list[:cut]))
		twice := p
		twice.Prior = first
		split, _ := ReadGate(twice, n-cut, count(list[cut:]), 0)
		if math.Abs(split.PBelow-whole.PBelow) > 1e-12 {
			t.Fatal("two updates are not one")
		}
		if whole.Look > 0 {
			part := list[:whole.Look]
			at, _ := GateInput{Prior: p, Matured: len(part), Advanced: count(part), Outcomes: part}.Read()
			strong := func(r GateReading) bool { return r.Tier != TierNone && r.Tier != TierPrompt }
			if strong(whole) != strong(at) || strong(at) && whole.Tier != at.Tier {
				t.Fatalf("%s at the look, %s now", at.Tier, whole.Tier)
			}
		}
	})
}
