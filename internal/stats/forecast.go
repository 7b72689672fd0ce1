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
type Search struct {
	Post     [4]Beta
	Pipeline Pipeline
	Rate     float64
	Lag      float64
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
	nodes := s.nodes()
	f := Forecast{make([]float64, weeks)}
	sent := 0.0
	for w := range f.Weeks {
		now := s.Rate * max(0, float64(w+1)-s.Lag)
		f.Weeks[w] = nodes.advance(now - sent)
		sent = now
	}
	return f
}

// Offer is the chance of at least one offer from what is under way and a number
// of new applications, however long they take.
func (s Search) Offer(sent float64) float64 { return s.nodes().advance(sent) }

// node is one combination of rates: its weight times the chance of no offer so
// far, and the logarithm of the chance that a new application brings none.
type node struct{ none, logMiss, miss float64 }

type nodeList struct {
	node []node
	step float64 // of which miss holds the chance
}

func (s Search) nodes() *nodeList {
	var rate [4][]float64
	for i, d := range s.Post {
		for _, u := range gaussNodes {
			rate[i] = append(rate[i], d.Quantile(u))
		}
	}
	list := &nodeList{node: make([]node, 0, 1<<16)}
	for i4, p4 := range rate[3] {
		for i3, p3 := range rate[2] {
			for i2, p2 := range rate[1] {
				weight := gaussWeights[i4] * gaussWeights[i3] * gaussWeights[i2]
				none := weight * s.Pipeline.none(p2, p3, p4)
				for i1, p1 := range rate[0] {
					list.node = append(list.node, node{none: none * gaussWeights[i1], logMiss: math.Log1p(-p1 * p2 * p3 * p4)})
				}
			}
		}
	}
	return list
}

// none is the chance that nothing under way brings an offer.
func (p Pipeline) none(p2, p3, p4 float64) float64 {
	miss := math.Pow(1-p4, float64(p.Final)) * math.Pow(1-p3*p4, float64(p.Interview)) * math.Pow(1-p2*p3*p4, float64(p.Screen))
	for _, c := range p.Cold {
		miss *= 1 - c*p2*p3*p4
	}
	return miss
}

// advance sends more applications and gives the chance of an offer by then.
func (l *nodeList) advance(sent float64) float64 {
	if sent > 0 && sent != l.step {
		l.step = sent // weeks are alike as a rule: the powers are taken once
		for i := range l.node {
			l.node[i].miss = math.Exp(sent * l.node[i].logMiss)
		}
	}
	none := 0.0
	for i := range l.node {
		if sent > 0 {
			l.node[i].none *= l.node[i].miss
		}
		none += l.node[i].none
	}
	return min(1, max(0, 1-none))
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
