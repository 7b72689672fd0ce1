package stats

import (
	"cmp"
	"math"
	"math/big"
	"slices"
)

// Bounds of the pattern search. Source: method.md 2e.
const (
	PatternFrom      = 8 // matured items at the gate
	patternSide      = 5 // items on each side of a value
	patternEmployers = 3
	patternBH        = 0.10
	patternAbove     = 0.90
	patternShown     = 3
	patternOverlap   = 0.80
)

// Case is one matured item at a gate: whether it failed there, at which
// employer, and which values it carries ("channel cold"). Items that ended for
// the employer's own reasons are left out by the caller.
type Case struct {
	Failed   bool
	Employer string
	Values   []string
}

// Tested is one value and how its failures compare with all others'.
type Tested struct {
	Value     string   `json:"value"`
	Items     int      `json:"items"`
	Failed    int      `json:"failed"`
	Employers int      `json:"employers"` // different ones among the failed
	Exact     float64  `json:"exact"`     // P(X >= failed), one-sided
	MidP      float64  `json:"mid_p"`
	BH        float64  `json:"bh"` // Benjamini-Hochberg
	BY        float64  `json:"by"` // Benjamini-Yekutieli, as values overlap
	Shrunk    float64  `json:"shrunk"`
	Lift      float64  `json:"lift"`
	PAbove    float64  `json:"p_above"`
	Shown     bool     `json:"shown"`
	Alike     []string `json:"alike,omitempty"` // tested values that most of its items carry too: can't be told apart
}

// PatternReading is the search over one gate. Why is set, and nothing tested,
// where no test is possible.
type PatternReading struct {
	Items  int      `json:"items"`
	Failed int      `json:"failed"`
	Tested []Tested `json:"tested"`
	Why    string   `json:"why,omitempty"`
}

// Reasons for testing nothing.
const (
	WhyTooFew     = "too few to look for patterns (8 needed)"
	WhyAllFailed  = "all failed: there is nothing to compare with"
	WhyNoneFailed = "none failed: there is nothing to explain"
	WhyOneValue   = "no value is common enough, with enough others beside it and three employers"
)

// Patterns looks for values with which items fail more often than all items do,
// and corrects for having looked at all of them. At most three are shown.
// Source: method.md 2e.
func Patterns(cases []Case) PatternReading {
	r := PatternReading{Items: len(cases)}
	byValue, order := map[string][]int{}, []string(nil)
	for i, c := range cases {
		if c.Failed {
			r.Failed++
		}
		for _, v := range distinct(c.Values) {
			if byValue[v] == nil {
				order = append(order, v)
			}
			byValue[v] = append(byValue[v], i)
		}
	}
	switch {
	case r.Items < PatternFrom:
		r.Why = WhyTooFew
	case r.Failed == 0:
		r.Why = WhyNoneFailed
	case r.Failed == r.Items:
		r.Why = WhyAllFailed
	}
	if r.Why != "" {
		return r
	}
	slices.Sort(order)
	for _, v := range order {
		if t := tested(cases, v, byValue[v]); t.eligible(r.Items) {
			r.Tested = append(r.Tested, t)
		}
	}
	if len(r.Tested) == 0 {
		r.Why = WhyOneValue
	}
	test(r.Items, r.Failed, r.Tested)
	for i := range r.Tested {
		r.Tested[i].Alike = alike(r.Tested, i, byValue)
	}
	return r
}

// distinct drops doubles; lists are short.
func distinct(list []string) []string {
	for i := 1; i < len(list); i++ {
		if slices.Contains(list[:i], list[i]) {
			return slices.Compact(slices.Sorted(slices.Values(list)))
		}
	}
	return list
}

func tested(cases []Case, value string, items []int) Tested {
	t := Tested{Value: value, Items: len(items)}
	employers := map[string]bool{}
	for _, i := range items {
		if cases[i].Failed {
			t.Failed++
			employers[cases[i].Employer] = true
		}
	}
	t.Employers = len(employers)
	return t
}

func (t Tested) eligible(all int) bool {
	return t.Items >= patternSide && all-t.Items >= patternSide && t.Employers >= patternEmployers
}

// test fills in the numbers of all rows of one gate, and which are shown: those
// with the smallest mid-p first.
func test(all, failed int, rows []Tested) {
	usual := float64(failed) / float64(all)
	p := make([]float64, len(rows))
	for i := range rows {
		t := &rows[i]
		t.Exact, t.MidP = hypergeometric(all, failed, t.Items, t.Failed)
		p[i] = t.MidP
		post := Beta{10*usual + float64(t.Failed), 10*(1-usual) + float64(t.Items-t.Failed)}
		t.Shrunk, t.PAbove = post.Mean(), RegIncBeta(post.B, post.A, 1-usual)
		t.Lift = t.Shrunk / usual
	}
	bh, by := FalseDiscovery(p)
	order := make([]int, len(rows))
	for i := range rows {
		rows[i].BH, rows[i].BY, order[i] = bh[i], by[i], i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(p[a], p[b]) })
	shown := 0
	for _, i := range order {
		if t := &rows[i]; shown < patternShown && t.BH <= patternBH && t.PAbove >= patternAbove {
			t.Shown = true
			shown++
		}
	}
}

// hypergeometric gives P(X >= x) and P(X > x) + P(X = x)/2 for the failed among
// n of all items, of which failed did. Exact counts and one division up to
// exactItems; beyond that by logarithms, within 1e-9.
func hypergeometric(all, failed, n, x int) (exact, mid float64) {
	if all > exactItems {
		return hypergeometricLog(all, failed, n, x)
	}
	binomial := func(n, k int) *big.Int { return new(big.Int).Binomial(int64(n), int64(k)) }
	above, at := new(big.Int), new(big.Int)
	for k := x; k <= min(n, failed); k++ {
		if n-k > all-failed {
			continue
		}
		ways := new(big.Int).Mul(binomial(failed, k), binomial(all-failed, n-k))
		if k == x {
			at = ways
		} else {
			above.Add(above, ways)
		}
	}
	share := func(ways *big.Int) float64 {
		f, _ := new(big.Rat).SetFrac(ways, binomial(all, n)).Float64()
		return f
	}
	return share(new(big.Int).Add(above, at)), share(above) + share(at)/2
}

const exactItems = 400

func hypergeometricLog(all, failed, n, x int) (exact, mid float64) {
	choose := func(n, k int) float64 {
		return lgamma(float64(n)+1) - lgamma(float64(k)+1) - lgamma(float64(n-k)+1)
	}
	total := choose(all, n)
	above, at := 0.0, 0.0
	for k := max(x, n-(all-failed)); k <= min(n, failed); k++ {
		p := math.Exp(choose(failed, k) + choose(all-failed, n-k) - total)
		if k == x {
			at = p
		} else {
			above += p
		}
		if p < 1e-18 && float64(k)*float64(all) > float64(n)*float64(failed) {
			break // beyond the mean, terms only fall
		}
	}
	return min(1, above+at), min(1, above+at/2)
}

// FalseDiscovery adjusts p values by Benjamini and Hochberg, and by Benjamini
// and Yekutieli, in their order. Source: method.md 2e, TV-E1.
func FalseDiscovery(p []float64) (bh, by []float64) {
	m := len(p)
	order := make([]int, m)
	harmonic := 0.0
	for i := range p {
		order[i] = i
		harmonic += 1 / float64(i+1)
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(p[a], p[b]) })
	bh, by = make([]float64, m), make([]float64, m)
	least := math.Inf(1)
	for k := m - 1; k >= 0; k-- {
		// max, as the product may round to less than p itself
		least = min(least, max(p[order[k]], p[order[k]]*float64(m)/float64(k+1)))
		bh[order[k]], by[order[k]] = min(1, least), min(1, least*harmonic)
	}
	return bh, by
}

// alike are the other tested values that at least four in five of a value's
// items carry too.
func alike(rows []Tested, i int, byValue map[string][]int) (names []string) {
	items := byValue[rows[i].Value]
	for j, other := range rows {
		if j != i && float64(common(items, byValue[other.Value])) >= patternOverlap*float64(len(items)) {
			names = append(names, other.Value)
		}
	}
	return names
}

// common counts what two ascending lists share.
func common(a, b []int) (n int) {
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			i, j, n = i+1, j+1, n+1
		}
	}
	return n
}
