package insight

import (
	"cmp"
	"maps"
	"slices"

	"debrief/internal/stats"
	"debrief/internal/track"
)

// Gate is what is counted at one gate and channel, and how it reads.
type Gate struct {
	Gate    track.Gate    `json:"gate"`
	Channel track.Channel `json:"channel"` // empty: all channels
	stats.GateReading
	Open       int             `json:"open"`
	Withdrew   int             `json:"withdrew"`    // left out of this gate
	RoleClosed int             `json:"role_closed"` // roles that went away here
	Other      *Alternative    `json:"other,omitempty"`
	Looks      []Look          `json:"looks,omitempty"`
	Strict     Strict          `json:"strict"`
	Prior      stats.GatePrior `json:"-"`
}

// Alternative is the same gate with roles that went away counted the other way:
// left out where they were counted, counted where they were left out.
type Alternative struct {
	Matured  int        `json:"matured"`
	Advanced int        `json:"advanced"`
	Mean     float64    `json:"mean"`
	Interval [2]float64 `json:"interval95"`
	Counted  bool       `json:"counted"` // role closings count as failures here
}

// Look is what was seen at one look, and what it was told as from then on.
type Look struct {
	At       int        `json:"at"`
	Advanced int        `json:"advanced"`
	PBelow   float64    `json:"p_below"`
	Tier     stats.Tier `json:"tier"`
	On       track.Day  `json:"on"` // when that many had matured on record
}

// Strict are the two intervals of the strict view; no tier stands on them.
type Strict struct {
	Anytime [2]float64 `json:"anytime"`
	Wilson  [2]float64 `json:"wilson"`
}

// item is one application at one gate.
type item struct {
	id         track.ApplicationID
	advanced   bool
	roleClosed bool
	known, on  Date // order in which items matured
}

// row gathers what is counted for one line of the table.
type row struct {
	prior    stats.GatePrior
	matured  []item
	closed   []item // roles that went away and are not counted
	open     int
	quiet    map[quietKey]int // open ones by how long it has been quiet
	weight   float64
	withdrew int
}

// quietKey is a state of an open application: its model and days of quiet.
type quietKey struct {
	model *Model
	days  int
}

// add counts a case at the gate of the row, by the rules of method.md 2.0.
func (r *row) add(c *Case, m *Models, today Date) {
	gate := GateIndex(r.prior.Gate)
	s, ok := c.last(gate)
	if !ok {
		return
	}
	it := item{id: c.ID, known: s.Known, on: s.Ended}
	switch s.Outcome {
	case track.SpellAdvance:
		it.advanced = true
	case track.SpellWithdrew:
		r.withdrew++
		return
	case track.SpellRoleClosed:
		it.roleClosed = true
		if gate > 0 || s.Met {
			r.closed = append(r.closed, it)
			return
		}
	case track.SpellOpen:
		h := m.of(c, gate)
		quiet := float64(max(0, today-c.Quiet))
		if c.Quiet == 0 {
			quiet = 0
		}
		if quiet < h.Horizon() {
			r.open++
			if r.quiet == nil {
				r.quiet = map[quietKey]int{}
			}
			r.quiet[quietKey{m.model(c, gate), int(quiet)}]++
			return
		}
		// Ninety days and more count as final; method.md 2b.
		it.on = c.Quiet + Date(h.Horizon())
		it.known = max(it.on, s.Known)
	}
	r.matured = append(r.matured, it)
}

// read turns the counts into a reading. Items stand in the order in which the
// record learned of them, so that a former look keeps its verdict whatever is
// entered later.
func (r *row) read(strict bool) (Gate, error) {
	slices.SortFunc(r.matured, func(a, b item) int {
		return cmp.Or(cmp.Compare(a.known, b.known), cmp.Compare(a.on, b.on), cmp.Compare(a.id, b.id))
	})
	r.weight = r.openWeight()
	in := stats.GateInput{Prior: r.prior, Matured: len(r.matured), OpenWeight: r.weight, Strict: strict, Outcomes: make([]bool, len(r.matured))}
	closedIn, n, s := 0, 0, 0
	for i, it := range r.matured {
		in.Outcomes[i] = it.advanced
		if it.advanced {
			in.Advanced++
		}
		if it.roleClosed {
			closedIn++
		}
	}
	reading, err := in.Read()
	if err != nil {
		return Gate{}, err
	}
	g := Gate{Gate: r.prior.Gate, Channel: r.prior.Channel, GateReading: reading, Open: r.open, Withdrew: r.withdrew, RoleClosed: closedIn + len(r.closed), Prior: r.prior}
	g.Strict = Strict{stats.AnytimeInterval(in.Matured, in.Advanced, 0.05), stats.Wilson(in.Matured, in.Advanced)}
	if g.RoleClosed > 0 {
		n, s = in.Matured-closedIn, in.Advanced
		if closedIn == 0 {
			n = in.Matured + len(r.closed)
		}
		alt, err := stats.ReadGate(r.prior, n, s, r.weight)
		if err != nil {
			return Gate{}, err
		}
		g.Other = &Alternative{Matured: n, Advanced: s, Mean: alt.Mean, Interval: alt.Interval, Counted: closedIn == 0}
	}
	return g, r.looks(&g, in)
}

// openWeight adds up in a fixed order, so that the same search gives the same
// number to the last digit.
func (r *row) openWeight() (sum float64) {
	keys := slices.SortedFunc(maps.Keys(r.quiet), func(a, b quietKey) int {
		return cmp.Or(cmp.Compare(a.model.Name, b.model.Name), cmp.Compare(a.days, b.days))
	})
	for _, k := range keys {
		sum += float64(r.quiet[k]) * k.model.arrived[min(k.days, len(k.model.arrived)-1)]
	}
	return sum
}

// looks replays the looks that have been reached.
func (r *row) looks(g *Gate, in stats.GateInput) error {
	for _, at := range r.prior.Looks {
		if at > in.Matured {
			break
		}
		then := stats.GateInput{Prior: r.prior, Matured: at, Outcomes: in.Outcomes[:at], Strict: in.Strict}
		for _, yes := range then.Outcomes {
			if yes {
				then.Advanced++
			}
		}
		reading, err := then.Read()
		if err != nil {
			return err
		}
		g.Looks = append(g.Looks, Look{At: at, Advanced: then.Advanced, PBelow: reading.PBelow, Tier: reading.Tier, On: max(r.matured[at-1].known, r.matured[at-1].on).Day()})
	}
	return nil
}

// gates reads every gate. Rows follow the table of priors.
func gates(cases []Case, m Models, o Options) ([]Gate, error) {
	rows := make([]row, len(o.Priors))
	for i, p := range o.Priors {
		rows[i].prior = p
	}
	for i := range cases {
		c := &cases[i]
		for k := range rows {
			if rows[k].takes(c) {
				rows[k].add(c, &m, o.AsOf)
			}
		}
	}
	list := make([]Gate, len(rows))
	for i := range rows {
		var err error
		if list[i], err = rows[i].read(o.Strict); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// takes lets internal moves and events count with referrals, as their prior does.
func (r *row) takes(c *Case) bool {
	return r.prior.Channel == "" || r.prior.Channel == mainChannel(c.Channel)
}

func mainChannel(c track.Channel) track.Channel {
	switch c {
	case track.Internal, track.EventMet:
		return track.Referral
	case "":
		return track.Cold
	}
	return c
}
