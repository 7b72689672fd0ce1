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
	Settled    int             `json:"settled"`     // of those that came first, all are decided: looks count these
	Skipped    int             `json:"skipped"`     // of those that moved on, it was skipped, or its day is not known
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
	On       track.Day  `json:"on"` // when the last of them was decided
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
	skipped    bool
	roleClosed bool
	open       bool
	noted, on  Date // when the record learned of it, and when it came to the gate
	until      Date // when it was decided
}

// row gathers what is counted for one line of the table.
type row struct {
	prior    stats.GatePrior
	items    []item // decided and open
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
	it := item{id: c.ID, noted: s.Noted, on: max(s.Entered, c.Applied), until: s.Ended}
	switch s.Outcome {
	case track.SpellAdvance:
		it.advanced, it.skipped = true, s.Entered == 0
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
			it.open = true
			r.items = append(r.items, it)
			r.open++
			if r.quiet == nil {
				r.quiet = map[quietKey]int{}
			}
			r.quiet[quietKey{m.model(c, gate), int(quiet)}]++
			return
		}
		// Ninety days and more count as final; method.md 2b.
		it.until = c.Quiet + Date(h.Horizon())
	}
	r.items = append(r.items, it)
}

// read turns the counts into a reading. Looks count the first that came to the
// gate, once all of them are decided: a yes comes sooner than a no, so the first
// that are decided would look better than they are. They stand in the order in
// which the record learned of them, so that a former look keeps its verdict
// whatever is entered later.
func (r *row) read(strict bool) (Gate, error) {
	slices.SortFunc(r.items, func(a, b item) int {
		return cmp.Or(cmp.Compare(a.noted, b.noted), cmp.Compare(a.on, b.on), cmp.Compare(a.id, b.id))
	})
	r.weight = r.openWeight()
	in := stats.GateInput{Prior: r.prior, OpenWeight: r.weight, Strict: strict, Outcomes: []bool{}, Run: r.run()}
	closedIn, skipped, settled := 0, 0, true
	for _, it := range r.items {
		if settled = settled && !it.open; settled {
			in.Outcomes = append(in.Outcomes, it.advanced)
		}
		if it.open {
			continue
		}
		in.Matured++
		if it.advanced {
			in.Advanced++
		}
		if it.skipped {
			skipped++
		}
		if it.roleClosed {
			closedIn++
		}
	}
	reading, err := in.Read()
	if err != nil {
		return Gate{}, err
	}
	g := Gate{Gate: r.prior.Gate, Channel: r.prior.Channel, GateReading: reading, Open: r.open, Settled: len(in.Outcomes), Skipped: skipped, Withdrew: r.withdrew, RoleClosed: closedIn + len(r.closed), Prior: r.prior}
	g.Strict = Strict{stats.AnytimeInterval(in.Matured, in.Advanced, 0.05), stats.Wilson(in.Matured, in.Advanced)}
	if g.RoleClosed > 0 {
		n := in.Matured - closedIn
		if closedIn == 0 {
			n = in.Matured + len(r.closed)
		}
		alt, err := stats.ReadGate(r.prior, n, in.Advanced, r.weight)
		if err != nil {
			return Gate{}, err
		}
		g.Other = &Alternative{Matured: n, Advanced: in.Advanced, Mean: alt.Mean, Interval: alt.Interval, Counted: closedIn == 0}
	}
	return g, r.looks(&g, in)
}

// run is how many were decided without a yes since the last one, in the order
// of their days.
func (r *row) run() (n int) {
	last := Date(0)
	for _, it := range r.items {
		if it.advanced {
			last = max(last, it.until)
		}
	}
	for _, it := range r.items {
		if !it.open && !it.advanced && (it.until > last || last == 0) {
			n++
		}
	}
	return n
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
		if at > len(in.Outcomes) {
			break
		}
		then := stats.GateInput{Prior: r.prior, Matured: at, Outcomes: in.Outcomes[:at], Strict: in.Strict}
		on := Date(0)
		for _, it := range r.items[:at] {
			on = max(on, it.until)
		}
		for _, yes := range then.Outcomes {
			if yes {
				then.Advanced++
			}
		}
		reading, err := then.Read()
		if err != nil {
			return err
		}
		g.Looks = append(g.Looks, Look{At: at, Advanced: then.Advanced, PBelow: reading.PBelow, Tier: reading.Tier, On: on.Day()})
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
