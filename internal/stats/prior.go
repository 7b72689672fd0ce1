package stats

import "debrief/internal/track"

// GatePrior is what is assumed about a gate before any own data: a prior worth
// ten observations, the reference it is compared with, and when it is looked at.
type GatePrior struct {
	Gate      track.Gate
	Channel   track.Channel // empty: all channels
	Prior     Beta
	Reference float64
	Basis     string // where the figure comes from; "assumption" is never shown as a reference
	Looks     []int
	PromptAt  int // failures in a row that make the prompt
}

var (
	coldLooks  = []int{10, 20, 30, 40, 60, 80, 100}
	fiveLooks  = []int{5, 10, 15, 20, 30, 40}
	fourLooks  = []int{4, 8, 12, 16, 20, 30, 40}
	assumption = "assumption"
)

// Priors is the table of method.md 1.6 with the looks of 2a.
var Priors = []GatePrior{
	{track.G1, track.Cold, Beta{1, 9}, 0.10, "seven published figures, 3 to 24.5 in 100", coldLooks, 5},
	{track.G1, track.Referral, Beta{5, 5}, 0.50, "40 to 57 in 100, Ashby and Lever customers", fiveLooks, 5},
	{track.G1, track.Agency, Beta{5, 5}, 0.50, "59 in 100, Lever customers 2016, shrunk", fiveLooks, 5},
	{track.G1, track.Inbound, Beta{6, 4}, 0.60, assumption, fiveLooks, 5},
	{track.G2, "", Beta{3.2, 6.8}, 0.32, "32 in 100, Lever customers 2016-17", fiveLooks, 3},
	{track.G3, "", Beta{5.5, 4.5}, 0.55, assumption, fourLooks, 3},
	{track.G4, "", Beta{5, 5}, 0.50, assumption, fourLooks, 2},
}

// OffersAccepted is the share of offers that are accepted, 69 in 100 among
// graduates (NACE 2023) and among small firms (Lever 2016). It is shown as
// context: the fifth gate is the person's own choice. Source: method.md 1.6.
const OffersAccepted = 0.69

// Prior finds the row of a gate and channel; internal moves and events count as
// referrals. ok is false for G5, which is the person's own choice.
func Prior(gate track.Gate, channel track.Channel) (p GatePrior, ok bool) {
	if channel == track.Internal || channel == track.EventMet {
		channel = track.Referral
	}
	for _, p := range Priors {
		if p.Gate == gate && (p.Channel == "" || p.Channel == channel) {
			return p, true
		}
	}
	return GatePrior{}, false
}

// HasReference reports whether the reference has a named source and may be shown.
func (p GatePrior) HasReference() bool { return p.Basis != assumption }
