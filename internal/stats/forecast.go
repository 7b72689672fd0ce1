package stats

import (
	"math"
	"math/big"
)

// Pipeline is what is under way: how many wait at a final, an interview and a
// screen and are not yet silent, and for each open cold application the chance
// that a yes still comes (Hazard.Chance).
type Pipeline struct {
	Final, Interview, Screen int
	Cold                     []float64
}

// Search is a person's search as the forecast sees it: the posteriors of G1 to
// G4, new applications a week, and the weeks from an application to an offer.
// Ready is the share of what is under way (final, interview, screen, applied)
// that can have led to an offer by the end of each week; after its last week,
// and everywhere when it is empty, that is all of it.
type Search struct {
	Post     [4]Beta
	Pipeline Pipeline
	Rate     float64
	Lag      float64
	Ready    [][4]float64
}

// Forecast is the chance of at least one offer by the end of each week.
type Forecast struct {
	Weeks []float64 `json:"weeks"` // Weeks[0] is week 1
}

// ForecastWeeks is how far a forecast looks.
const ForecastWeeks = 52

// By is the chance by the end of a week, 0 before the first.
func (f Forecast) By(week int) float64 {
	if week < 1 || len(f.Weeks) == 0 {
		return 0
	}
	return f.Weeks[min(week, len(f.Weeks))-1]
}

// First is the first week by which the chance is at least p, 0 when none is.
func (f Forecast) First(p float64) int {
	for i, x := range f.Weeks {
		if x >= p {
			return i + 1
		}
	}
	return 0
}

// Dated reports whether a week may be named at all: three of four such searches
// have an offer by week 52. It is never named without its range, First(0.10) to
// First(0.75).
func (f Forecast) Dated() bool { return f.By(ForecastWeeks) >= 0.75 }

// Look forecasts the given number of weeks, at constant effort in a constant
// market. 16 points of Gauss and Legendre in each of the four rates, in quantile
// space. Source: method.md 2f, TV-F1 to F4, within 0.001 of the exact values.
func (s Search) Look(weeks int) Forecast {
	g := s.grid()
	f := Forecast{make([]float64, weeks)}
	sent := 0.0
	for w := range f.Weeks {
		now := s.Rate * max(0, float64(w+1)-s.Lag)
		g.send(now - sent)
		sent = now
		f.Weeks[w] = g.offer(s.Pipeline, s.ready(w))
	}
	return f
}

// Offer is the chance of at least one offer from what is under way and a number
// of new applications, however long they take.
func (s Search) Offer(sent float64) float64 {
	g := s.grid()
	g.send(sent)
	return g.offer(s.Pipeline, [4]float64{1, 1, 1, 1})
}

func (s Search) ready(week int) [4]float64 {
	if week < len(s.Ready) {
		return s.Ready[week]
	}
	return [4]float64{1, 1, 1, 1}
}

// grid are the combinations of rates: for each of p2, p3 and p4 a later, and
// within it 16 nodes of p1.
type grid struct {
	later []later
	node  []node
	step  float64 // of which node.miss holds the chance
	ready [4]float64
}

// later is one combination of the later rates, its weight, and the chance that
// nothing under way brings an offer.
type later struct{ p2, p3, p4, weight, none float64 }

// node is one rate of the first gate: its weight times the chance of no offer
// from new applications so far, and the logarithm of the chance that one more
// brings none.
type node struct{ none, logMiss, miss float64 }

func (s Search) grid() *grid {
	var rate [4][]float64
	for i, d := range s.Post {
		for _, u := range gaussNodes {
			rate[i] = append(rate[i], d.Quantile(u))
		}
	}
	g := &grid{later: make([]later, 0, 1<<12), node: make([]node, 0, 1<<16)}
	for i4, p4 := range rate[3] {
		for i3, p3 := range rate[2] {
			for i2, p2 := range rate[1] {
				g.later = append(g.later, later{p2, p3, p4, gaussWeights[i4] * gaussWeights[i3] * gaussWeights[i2], 1})
				for i1, p1 := range rate[0] {
					g.node = append(g.node, node{none: gaussWeights[i1], logMiss: math.Log1p(-p1 * p2 * p3 * p4)})
				}
			}
		}
	}
	return g
}

// send counts more applications as sent.
func (g *grid) send(n float64) {
	if n <= 0 {
		return
	}
	if n != g.step {
		g.step = n // weeks are alike as a rule: the powers are taken once
		for i := range g.node {
			g.node[i].miss = math.Exp(n * g.node[i].logMiss)
		}
	}
	for i := range g.node {
		g.node[i].none *= g.node[i].miss
	}
}

// offer is the chance of an offer by now.
func (g *grid) offer(p Pipeline, ready [4]float64) float64 {
	if ready != g.ready {
		g.ready = ready
		sums := p.sums(ready[3])
		for i := range g.later {
			g.later[i].none = p.none(&g.later[i], ready, sums)
		}
	}
	none := 0.0
	for i, l := range g.later {
		inner := 0.0
		for _, n := range g.node[16*i : 16*i+16] {
			inner += n.none
		}
		none += l.weight * l.none * inner
	}
	return min(1, max(0, 1-none))
}

// none is the chance that nothing under way brings an offer. Of the open cold
// ones the product is taken by the power sums of their chances.
func (p Pipeline) none(l *later, ready [4]float64, sums [24]float64) float64 {
	p34 := l.p3 * l.p4
	p234 := l.p2 * p34
	miss := math.Pow(1-ready[0]*l.p4, float64(p.Final)) * math.Pow(1-ready[1]*p34, float64(p.Interview)) * math.Pow(1-ready[2]*p234, float64(p.Screen))
	logMiss, power := 0.0, 1.0
	for k, s := range sums {
		power *= p234
		logMiss -= s * power / float64(k+1)
	}
	return miss * math.Exp(logMiss)
}

// sums are the power sums of the chances of the open cold ones: log(1-x) as a
// series. 24 terms are exact to 1e-6 up to chances of 0.6, beyond any of method.md 2b.
func (p Pipeline) sums(ready float64) (sums [24]float64) {
	for _, c := range p.Cold {
		c *= ready
		power := 1.0
		for k := range sums {
			power *= c
			sums[k] += power
		}
	}
	return sums
}

// ExactOffer is the chance of at least one offer from n new applications alone,
// without the grid: an alternating sum in enough digits. n up to a few thousand.
// Source: method.md 2f, TV-F1 and F3.
func ExactOffer(post [4]Beta, n int) float64 {
	bits := uint(512 + 2*max(0, n))
	number := func(x float64) *big.Float { return new(big.Float).SetPrec(bits).SetFloat64(x) }
	sum, term := number(1), number(1)
	for k := range n {
		// term is (-1)^k C(n,k) E[R^k]; from k to k+1 by its ratio.
		term.Mul(term, number(-float64(n-k))).Quo(term, number(float64(k+1)))
		for _, d := range post {
			a, all := number(d.A), number(d.A)
			all.Add(all, number(d.B))
			term.Mul(term, a.Add(a, number(float64(k)))).Quo(term, all.Add(all, number(float64(k))))
		}
		sum.Add(sum, term)
	}
	none, _ := sum.Float64()
	return min(1, max(0, 1-none))
}
