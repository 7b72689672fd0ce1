package stats

import (
	"math"
	"slices"
)

// Link is one gate of the chain from application to offer.
type Link struct {
	Post      Beta
	Reference float64
	Matured   int
	Hours     float64 // of work to improve it, as the person says; 0 when not said
}

// Gain is what it would bring if one gate rose to its reference wherever it is
// below. Source: method.md 2c.
type Gain struct {
	Mean      float64 `json:"mean"`
	PBelow    float64 `json:"p_below"`
	Shortfall float64 `json:"shortfall"` // E[(reference - rate)+]
	Offers    float64 `json:"offers"`    // extra offers per application, G
	Share     float64 `json:"share"`     // of the offers expected now
	OneMoreIn float64 `json:"one_more_in"`
	PLargest  float64 `json:"p_largest"` // by simulation
	PerHour   float64 `json:"per_hour"`  // Offers by hour of work; 0 when no hours are said
	Named     bool    `json:"named"`     // may be called the bottleneck
}

// Chain is the reading of all gates together. Rates are per application.
type Chain struct {
	Offers     float64    `json:"offers"` // E[R]
	SD         float64    `json:"sd"`
	PerOffer   [3]float64 `json:"per_offer"`  // applications per offer, 10, 50 and 90 of 100 such searches
	PNone      float64    `json:"p_none"`     // no gate is below its reference
	EVPI       float64    `json:"evpi"`       // what knowing the true rates would add to the choice
	MayChange  bool       `json:"may_change"` // EVPI is more than half of the best gain: say that the ranking may still change
	NothingOwn bool       `json:"nothing_own"`
	Gains      []Gain     `json:"gains"` // in the order of the links
}

// ChainDraws is how many draws the shares of Bottleneck are taken from.
const ChainDraws = 20_000

// Gains within this share of the largest are named together; gates with fewer
// matured items are not named unless all are like that.
const tie, enoughMatured = 0.80, 3

// Bottleneck ranks the gates by what they would bring in offers. Gains are exact
// (closed form); PLargest, PerOffer, PNone and EVPI come from draws of the
// given number, the same in every call. Source: method.md 2c, TV-C0 and C1.
func Bottleneck(links []Link, draws int) Chain {
	c := Chain{Offers: 1, Gains: make([]Gain, len(links)), NothingOwn: true}
	second := 1.0
	for _, l := range links {
		c.Offers *= l.Post.Mean()
		second *= l.Post.SD()*l.Post.SD() + l.Post.Mean()*l.Post.Mean()
		c.NothingOwn = c.NothingOwn && l.Matured == 0
	}
	c.SD = math.Sqrt(max(0, second-c.Offers*c.Offers))
	for i, l := range links {
		c.Gains[i] = l.gain(c.Offers)
	}
	c.simulate(links, draws)
	c.name(links)
	return c
}

func (l Link) gain(offers float64) Gain {
	m, r := l.Post.Mean(), l.Reference
	g := Gain{Mean: m, PBelow: l.Post.CDF(r)}
	g.Shortfall = max(0, r*g.PBelow-m*RegIncBeta(l.Post.A+1, l.Post.B, r))
	g.Offers = offers / m * g.Shortfall
	g.Share = g.Offers / offers
	if g.Offers > 0 {
		g.OneMoreIn = 1 / g.Offers
	}
	if l.Hours > 0 {
		g.PerHour = g.Offers / l.Hours
	}
	return g
}

func (c *Chain) simulate(links []Link, draws int) {
	tables := make([]inverse, len(links))
	for i, l := range links {
		tables[i] = newInverse(l.Post)
	}
	d := Draws(42)
	rates := make([]float64, len(links))
	chains := make([]float64, draws)
	none, sumMax := 0, 0.0
	for k := range chains {
		chain := 1.0
		for i := range links {
			rates[i] = tables[i].at(d.Next())
			chain *= rates[i]
		}
		chains[k] = chain
		best, largest := -1, 0.0
		for i, l := range links {
			if g := chain/rates[i]*l.Reference - chain; g > largest {
				best, largest = i, g
			}
		}
		if best < 0 {
			none++
			continue
		}
		c.Gains[best].PLargest++
		sumMax += largest
	}
	c.summarise(chains, none, sumMax)
}

func (c *Chain) summarise(chains []float64, none int, sumMax float64) {
	if len(chains) == 0 {
		return
	}
	n := float64(len(chains))
	best := 0.0
	for i := range c.Gains {
		c.Gains[i].PLargest /= n
		best = max(best, c.Gains[i].Offers)
	}
	c.PNone = float64(none) / n
	c.EVPI = max(0, sumMax/n-best)
	c.MayChange = c.EVPI > best/2
	slices.Sort(chains)
	for i, q := range []float64{0.9, 0.5, 0.1} {
		c.PerOffer[i] = 1 / chains[int(q*(n-1))]
	}
}

// name marks the gates that may be called the bottleneck.
func (c *Chain) name(links []Link) {
	few := !slices.ContainsFunc(links, func(l Link) bool { return l.Matured >= enoughMatured })
	eligible := func(i int) bool { return few || links[i].Matured >= enoughMatured }
	best := 0.0
	for i, g := range c.Gains {
		if eligible(i) {
			best = max(best, g.Offers)
		}
	}
	for i, g := range c.Gains {
		c.Gains[i].Named = best > 0 && eligible(i) && g.Offers >= tie*best
	}
}
