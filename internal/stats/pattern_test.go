package stats

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

var tableE1 = []struct {
	value                                           string
	exact, mid, shrunk, lift, above, adjusted, yeku float64
	shown                                           bool
}{
	{"channel cold", 0.011741, 0.006477, 0.737500, 1.134615, 0.891801, 0.019432, 0.047609, false},
	{"seniority gap +1", 0.011427, 0.005713, 0.815789, 1.255061, 0.954998, 0.019432, 0.047609, true},
	{"location far on-site", 0.140063, 0.080189, 0.750000, 1.153846, 0.839168, 0.160377, 0.392924, false},
	{"salary above range", 0.299905, 0.179943, 0.718750, 1.105769, 0.744900, 0.269915, 0.661291, false},
	{"role family data", 0.866566, 0.765486, 0.604167, 0.929487, 0.332725, 0.857617, 1, false},
	{"role family ops", 0.935296, 0.857617, 0.575000, 0.884615, 0.253994, 0.857617, 1, false},
}

func TestPatterns_tableE1(t *testing.T) {
	v := load(t).Pattern
	rows := make([]Tested, len(v.Rows))
	for i, r := range v.Rows {
		rows[i] = Tested{Value: tableE1[i].value, Items: r[0], Failed: r[1]}
	}
	test(v.N, v.K, rows)
	for i, want := range tableE1 {
		got := rows[i]
		near(t, want.value+" mid-p", got.MidP, v.MidP[i])
		near(t, want.value+" BH", got.BH, v.BH[i])
		for _, n := range [][2]float64{{got.Exact, want.exact}, {got.MidP, want.mid}, {got.Shrunk, want.shrunk}, {got.Lift, want.lift}, {got.PAbove, want.above}, {got.BH, want.adjusted}, {got.BY, want.yeku}} {
			near(t, want.value, n[0], n[1])
		}
		if got.Shown != want.shown {
			t.Errorf("%s shown: %v", want.value, got.Shown)
		}
	}
}

// cases makes n items of which the first k failed, each at its own employer.
func cases(n, k int, values func(i int) []string) (list []Case) {
	for i := range n {
		list = append(list, Case{Failed: i < k, Employer: fmt.Sprint("e", i), Values: values(i)})
	}
	return list
}

func TestPatterns_whenNoTestIsPossible(t *testing.T) {
	half := func(i int) []string { return []string{map[bool]string{true: "odd", false: "even"}[i%2 == 1]} }
	for _, c := range []struct {
		claim string
		list  []Case
		why   string
	}{
		{"nothing", nil, WhyTooFew},
		{"seven items", cases(7, 3, half), WhyTooFew},
		{"all failed", cases(20, 20, half), WhyAllFailed},
		{"none failed", cases(20, 0, half), WhyNoneFailed},
		{"one value for everybody", cases(20, 10, func(int) []string { return []string{"cold"} }), WhyOneValue},
		{"too few with the value", cases(20, 10, func(i int) []string { return map[bool][]string{true: {"rare"}}[i < 4] }), WhyOneValue},
	} {
		if r := Patterns(c.list); r.Why != c.why || len(r.Tested) != 0 {
			t.Errorf("%s: %+v", c.claim, r)
		}
	}
	one := cases(20, 10, half)
	for i := range one {
		one[i].Employer = "the same"
	}
	if r := Patterns(one); r.Why != WhyOneValue {
		t.Errorf("failures at one employer make no pattern: %+v", r)
	}
}

func TestPatterns_findsWhatIsThereAndSaysWhatCannotBeToldApart(t *testing.T) {
	r := Patterns(cases(40, 12, func(i int) []string {
		if i < 10 {
			return []string{"far", "on-site", "far"}
		}
		return []string{"near"}
	}))
	i := slices.IndexFunc(r.Tested, func(t Tested) bool { return t.Value == "far" })
	if i < 0 || !r.Tested[i].Shown || r.Tested[i].Items != 10 || !slices.Equal(r.Tested[i].Alike, []string{"on-site"}) {
		t.Errorf("%+v", r)
	}
}

func TestPatterns_atMostThreeAreShown(t *testing.T) {
	r := Patterns(cases(60, 20, func(i int) []string {
		if i < 20 {
			return []string{"a", "b", "c", "d", "e"}
		}
		return nil
	}))
	shown := 0
	for _, t := range r.Tested {
		if t.Shown {
			shown++
		}
	}
	if len(r.Tested) != 5 || shown != 3 {
		t.Errorf("%d tested, %d shown", len(r.Tested), shown)
	}
}

func TestFalseDiscovery_isMonotone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := rapid.SliceOfN(rapid.Float64Range(0, 1), 0, 12).Draw(t, "p")
		bh, by := FalseDiscovery(p)
		for i := range p {
			if bh[i] < p[i] || by[i] < bh[i] || by[i] > 1 {
				t.Fatalf("p %v, BH %v, BY %v", p[i], bh[i], by[i])
			}
			for j := range p {
				if p[i] < p[j] && bh[i] > bh[j] {
					t.Fatalf("BH is not monotone: %v %v", p, bh)
				}
			}
		}
	})
}

func TestPatterns_orderOfRecordsDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var list []Case
		for i := range rapid.IntRange(8, 40).Draw(t, "n") {
			list = append(list, Case{rapid.Bool().Draw(t, "failed"), fmt.Sprint(i), rapid.SliceOf(rapid.SampledFrom([]string{"a", "b", "c"})).Draw(t, "values")})
		}
		want, got := Patterns(list), Patterns(rapid.Permutation(list).Draw(t, "order"))
		if fmt.Sprint(want) != fmt.Sprint(got) {
			t.Fatalf("%v\n%v", want, got)
		}
	})
}

func TestHypergeometric_twoWaysAgree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := rapid.IntRange(10, exactItems).Draw(t, "all")
		failed := rapid.IntRange(1, all-1).Draw(t, "failed")
		n := rapid.IntRange(1, all-1).Draw(t, "n")
		x := rapid.IntRange(0, min(n, failed)).Draw(t, "x")
		e1, m1 := hypergeometric(all, failed, n, x)
		e2, m2 := hypergeometricLog(all, failed, n, x)
		if math.Abs(e1-e2) > 1e-9 || math.Abs(m1-m2) > 1e-9 {
			t.Fatalf("%d of %d, %d of %d: %g and %g, %g and %g", x, n, failed, all, e1, e2, m1, m2)
		}
	})
}
