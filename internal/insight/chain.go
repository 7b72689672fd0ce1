package insight

import (
	"debrief/internal/stats"
	"debrief/internal/track"
)

// Bottleneck is what it would bring if one gate rose to its reference.
type Bottleneck struct {
	Gate      track.Gate `json:"gate"`
	Matured   int        `json:"matured"`
	Reference float64    `json:"reference"`
	Named     bool       `json:"named"` // may be called the narrow point
	Assumed   bool       `json:"assumed"`
	stats.Gain
}

// Yield is the chain from application to offer at the person's mix of channels.
type Yield struct {
	Offers     float64       `json:"offers_per_application"`
	PerOffer   [3]float64    `json:"applications_per_offer"` // 10, 50 and 90 of 100 such searches
	PNone      float64       `json:"p_none_below"`
	EVPI       float64       `json:"evpi"`
	MayChange  bool          `json:"may_change"`
	NothingOwn bool          `json:"nothing_own"`
	Referral   float64       `json:"referral_factor"` // yield of a referral by that of a direct application
	Post       [4]stats.Beta `json:"-"`
	Mix        []Share       `json:"mix"`
}

// Share is how much of the applications a channel has.
type Share struct {
	Channel track.Channel `json:"channel"`
	N       int           `json:"n"`
}

// chain ranks the gates by the offers they would bring. The first gate is the
// mix of the channels the person uses, as one distribution with the same mean
// and spread. Source: method.md 2c.
func chain(list []Gate, cases []Case) ([]Bottleneck, Yield) {
	y := Yield{Mix: mix(cases)}
	var links []stats.Link
	var out []Bottleneck
	for _, g := range track.Gates {
		l, assumed := link(g, list, y.Mix)
		links = append(links, l)
		y.Post[GateIndex(g)] = l.Post
		out = append(out, Bottleneck{Gate: g, Matured: l.Matured, Reference: l.Reference, Assumed: assumed})
	}
	c := stats.Bottleneck(links, stats.ChainDraws)
	for i := range out {
		out[i].Gain, out[i].Named = c.Gains[i], c.Gains[i].Named
	}
	y.Offers, y.PerOffer, y.PNone, y.EVPI, y.MayChange, y.NothingOwn = c.Offers, c.PerOffer, c.PNone, c.EVPI, c.MayChange, c.NothingOwn
	y.Referral = referralFactor(list)
	return out, y
}

// mix counts the applications by main channel, in the order of the priors.
func mix(cases []Case) []Share {
	n := map[track.Channel]int{}
	for i := range cases {
		n[mainChannel(cases[i].Channel)]++
	}
	list := []Share{}
	for _, p := range stats.Priors {
		if p.Gate == track.G1 && n[p.Channel] > 0 {
			list = append(list, Share{p.Channel, n[p.Channel]})
		}
	}
	return list
}

// link is one gate of the chain. Without any application the first gate is that
// of direct ones.
func link(gate track.Gate, list []Gate, shares []Share) (l stats.Link, assumed bool) {
	if gate == track.G1 && len(shares) > 0 {
		return mixed(list, shares)
	}
	for _, g := range list {
		if g.Gate == gate {
			return stats.Link{Post: stats.Beta{A: g.Posterior[0], B: g.Posterior[1]}, Reference: g.Reference, Matured: g.Matured}, !g.Prior.HasReference()
		}
	}
	return l, true
}

// mixed is the first gate at the person's mix; its reference is an assumption
// where that of most applications is.
func mixed(list []Gate, shares []Share) (l stats.Link, assumed bool) {
	total, mean, second, guessed := 0.0, 0.0, 0.0, 0.0
	for _, s := range shares {
		total += float64(s.N)
	}
	for _, s := range shares {
		for _, g := range list {
			if g.Gate != track.G1 || g.Channel != s.Channel {
				continue
			}
			w := float64(s.N) / total
			mean += w * g.Mean
			second += w * w * g.SD * g.SD
			l.Reference += w * g.Reference
			l.Matured += g.Matured
			if !g.Prior.HasReference() {
				guessed += w
			}
			if len(shares) == 1 {
				l.Post = stats.Beta{A: g.Posterior[0], B: g.Posterior[1]}
				return l, guessed > 0
			}
		}
	}
	n := mean*(1-mean)/second - 1
	l.Post = stats.Beta{A: mean * n, B: (1 - mean) * n}
	return l, guessed > 0.5
}

func referralFactor(list []Gate) float64 {
	mean := map[track.Channel]float64{}
	for _, g := range list {
		if g.Gate == track.G1 {
			mean[g.Channel] = g.Mean
		}
	}
	if mean[track.Cold] == 0 {
		return 0
	}
	return mean[track.Referral] / mean[track.Cold]
}
