package workbench

import (
	"context"

	"debrief/internal/stats"
	"debrief/internal/store"
	"debrief/internal/track"
)

// GateCount is what is on record about one gate and channel, and how it reads.
type GateCount struct {
	Gate    track.Gate
	Channel track.Channel // empty for G2 to G4: all channels
	Label   string
	Open    int
	Prior   stats.GatePrior
	Reading stats.GateReading
}

// Gates counts every gate from the kept tallies. Rows follow stats.Priors.
func (d *Desk) Gates(ctx context.Context) (list []GateCount, err error) {
	err = d.view(ctx, func(tx *store.Tx) error {
		set, err := tx.Settings()
		if err != nil {
			return err
		}
		_, today := d.now(set)
		list, err = gates(tx, today)
		return err
	})
	return list, err
}

func gates(tx *store.Tx, today track.Day) ([]GateCount, error) {
	tallies, err := tx.Tallies()
	if err != nil {
		return nil, err
	}
	waiting, err := tx.Waiting()
	if err != nil {
		return nil, err
	}
	var out []GateCount
	for _, p := range stats.Priors {
		span := gateSpan(p.Gate)
		g := GateCount{Gate: p.Gate, Channel: p.Channel, Label: span.Label, Prior: p}
		n, s := 0, 0
		for _, t := range tallies {
			if t.Archived || t.Flagged || t.FurthestRank < span.From || !sameChannel(p.Channel, t.Channel) {
				continue
			}
			switch {
			case t.FurthestRank >= span.To:
				n, s = n+t.N, s+t.N
			case t.Ending == track.Open:
				g.Open += t.N
			case counts(p.Gate, t.Ending):
				n += t.N
			}
		}
		if g.Reading, err = stats.ReadGate(p, n, s, openWeight(waiting, span, p, today)); err != nil {
			return nil, err
		}
		out = append(out, g)
	}
	return out, nil
}

func gateSpan(g track.Gate) track.GateSpan {
	for _, s := range track.GateSpans {
		if s.Gate == g {
			return s
		}
	}
	return track.GateSpan{}
}

// sameChannel lets internal moves and events count with referrals, as their prior does.
func sameChannel(row, c track.Channel) bool {
	p, _ := stats.Prior(track.G1, c)
	return row == "" || row == p.Channel
}

// counts tells whether an ending at a gate is a failure there. Withdrawals are
// left out; a role that went away counts at G1 only. Source: method.md 2.0.
func counts(g track.Gate, e track.Ending) bool {
	switch e.SpellOutcome() {
	case track.SpellWithdrew:
		return false
	case track.SpellRoleClosed:
		return g == track.G1
	}
	return true
}

// openWeight adds up how much of a failure each open application counts for.
func openWeight(waiting []store.WaitingCell, span track.GateSpan, p stats.GatePrior, today track.Day) float64 {
	h := stats.HazardInterview
	if p.Gate == track.G1 && p.Channel == track.Cold {
		h = stats.HazardCold
	}
	sum := 0.0
	for _, c := range waiting {
		if c.FurthestRank >= span.From && c.FurthestRank < span.To && sameChannel(p.Channel, c.Channel) && c.Since.Known() {
			sum += float64(c.N) * h.Arrived(float64(max(0, today.Sub(c.Since))))
		}
	}
	return sum
}
