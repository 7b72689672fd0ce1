package insight

import (
	"cmp"
	"slices"

	"debrief/internal/stats"
	"debrief/internal/track"
)

// Model is how soon answers come in one state of an application: nobody has
// answered a direct application yet, or somebody knows the person.
type Model struct {
	Name      string       `json:"name"` // cold or contact
	Answers   int          `json:"answers"`
	Waits     int          `json:"waits"`
	Half      int          `json:"half"` // day by which half of all answers have come
	Three     int          `json:"three_quarters"`
	Nine      int          `json:"nine_in_ten"`
	SilentDay int          `json:"silent_day"`
	CheckIn   int          `json:"check_in_day"` // 0: nobody is known, no check-in fits
	Hazard    stats.Hazard `json:"-"`
	fan       stats.Fan
	arrived   []float64
}

// Models are the two states that the prior knows. Source: method.md 2b.
type Models struct {
	Cold    Model `json:"cold"`
	Contact Model `json:"contact"`
}

// waits lists the waits of a case at its gates G1 to G4, with the gate. Dates
// that can't be or of which only the month is known give no times.
func (c *Case) waits(today Date, f func(gate int, w stats.Wait)) {
	if c.Impossible || c.MonthOnly {
		return
	}
	for _, s := range c.Spells {
		if s.Entered == 0 || int(s.Gate) >= len(track.Gates) {
			continue
		}
		w := stats.Wait{}
		end := s.Ended
		switch s.Outcome {
		case track.SpellAdvance:
			w.Cause = stats.Yes
		case track.SpellDeclined, track.SpellRoleClosed:
			w.Cause = stats.No
		case track.SpellOpen:
			end = today
		}
		if end == 0 || end < s.Entered {
			continue
		}
		w.Days = float64(end - s.Entered)
		f(int(s.Gate), w)
	}
}

// readModels learns how soon answers come from every wait there was.
func readModels(cases []Case, o Options) Models {
	var cold, contact []stats.Wait
	for i := range cases {
		c := &cases[i]
		c.waits(o.AsOf, func(gate int, w stats.Wait) {
			if gate == 0 && mainChannel(c.Channel) == track.Cold {
				cold = append(cold, w)
			} else {
				contact = append(contact, w)
			}
		})
	}
	m := Models{Cold: newModel("cold", stats.HazardCold, cold, o.Pace), Contact: newModel("contact", stats.HazardInterview, contact, o.Pace)}
	m.Cold.SilentDay = m.Cold.Hazard.SilentDay(stats.SilentLimitCold, stats.SilentBoundsCold)
	m.Contact.SilentDay = m.Contact.Hazard.SilentDay(stats.SilentLimitContact, stats.SilentBoundsContact)
	m.Contact.CheckIn = m.Contact.Half
	return m
}

// Learn is when answers come and when silence counts, by the person's own
// answers up to a day. Archived applications count: what happened, happened.
func Learn(cases []Case, o Options) track.Days {
	all := make([]Case, 0, len(cases))
	for _, c := range cases {
		if c, begun := c.asOf(o.AsOf); begun {
			all = append(all, c)
		}
	}
	m := readModels(all, o)
	return track.Days{CheckIn: m.Contact.CheckIn, SilentCold: m.Cold.SilentDay, SilentContact: m.Contact.SilentDay,
		Cold: [3]int{m.Cold.Half, m.Cold.Three, m.Cold.Nine}, Contact: [3]int{m.Contact.Half, m.Contact.Three, m.Contact.Nine}}
}

// draw makes the models ready to say how uncertain they are.
func (m *Models) draw() {
	m.Cold.fan, m.Contact.fan = m.Cold.Hazard.Fan(stats.SpreadDraws), m.Contact.Hazard.Fan(stats.SpreadDraws)
}

func newModel(name string, prior stats.Hazard, waits []stats.Wait, pace float64) Model {
	prior.Pace = pace
	m := Model{Name: name, Waits: len(waits), Hazard: prior.Update(waits)}
	for _, w := range waits {
		if w.Cause != stats.StillOpen {
			m.Answers++
		}
	}
	m.Half, m.Three, m.Nine = m.Hazard.AnswerDay(0.5), m.Hazard.AnswerDay(0.75), m.Hazard.AnswerDay(0.9)
	m.arrived = make([]float64, int(m.Hazard.Horizon())+1)
	for d := range m.arrived {
		m.arrived[d] = m.Hazard.Arrived(float64(d))
	}
	return m
}

// model is the state in which an application waits at a gate.
func (m *Models) model(c *Case, gate int) *Model {
	if gate == 0 && mainChannel(c.Channel) == track.Cold && !c.Human {
		return &m.Cold
	}
	return &m.Contact
}

func (m *Models) of(c *Case, gate int) stats.Hazard { return m.model(c, gate).Hazard }

// AnswerTimes describes how soon applications were answered.
type AnswerTimes struct {
	Applications int          `json:"applications"`
	Answers      int          `json:"answers"`
	HalfBy       int          `json:"half_of_all_by,omitempty"` // day by which half of all applications are answered; 0: not reached
	NineBy       int          `json:"nine_in_ten_answers_by,omitempty"`
	Curve        []stats.Step `json:"curve,omitempty"` // empty with fewer than 8 answers
	Cold         Model        `json:"cold"`
	Contact      Model        `json:"contact"`
	Pace         string       `json:"pace,omitempty"`
}

// answerTimes reads the first gate of every application, whatever its channel.
func answerTimes(cases []Case, m Models, o Options) AnswerTimes {
	a := AnswerTimes{Cold: m.Cold, Contact: m.Contact}
	var waits []stats.Wait
	var days []float64
	for i := range cases {
		cases[i].waits(o.AsOf, func(gate int, w stats.Wait) {
			if gate != 0 {
				return
			}
			waits = append(waits, w)
			if w.Cause != stats.StillOpen {
				days = append(days, w.Days)
			}
		})
	}
	a.Applications, a.Answers = len(waits), len(days)
	if a.Answers < stats.CurveFrom {
		return a
	}
	a.Curve = stats.Curve(waits)
	slices.Sort(days)
	a.NineBy = int(days[min(len(days)-1, len(days)*9/10)])
	for _, s := range a.Curve {
		if s.Silent <= 0.5 {
			a.HalfBy = max(1, int(s.Day))
			break
		}
	}
	return a
}

// Waiting is one open application and what can still come of it.
type Waiting struct {
	Application track.ApplicationID `json:"application"`
	Gate        track.Gate          `json:"gate"`
	Model       string              `json:"model"`
	SilentDays  int                 `json:"silent_days"`
	Yes         float64             `json:"p_yes_by_90"`
	Any         float64             `json:"p_any_by_90"`
	YesRange    [2]float64          `json:"p_yes_interval90"`
	AnyRange    [2]float64          `json:"p_any_interval90"`
	CheckInDay  int                 `json:"check_in_day"` // 0: none fits
	SilentDay   int                 `json:"silent_day"`
	PastDay     bool                `json:"past_its_day"`
}

// open lists the open applications: those that can still answer first, longest
// silence first, then those past their day.
func open(cases []Case, m Models, today Date) []Waiting {
	list := []Waiting{}
	cache := map[Waiting]Waiting{}
	for i := range cases {
		c := &cases[i]
		gate := c.waiting()
		if gate < 0 || c.Impossible || c.Quiet == 0 {
			continue
		}
		w := m.chance(c, gate, int(max(0, today-c.Quiet)), cache)
		w.Application, w.Gate = c.ID, track.Gates[gate]
		list = append(list, w)
	}
	slices.SortFunc(list, func(a, b Waiting) int {
		if a.PastDay != b.PastDay {
			if b.PastDay {
				return -1
			}
			return 1
		}
		return cmp.Or(cmp.Compare(b.SilentDays, a.SilentDays), cmp.Compare(a.Application, b.Application))
	})
	return list
}

// chance reads one wait; equal waits are read once.
func (m *Models) chance(c *Case, gate, days int, cache map[Waiting]Waiting) Waiting {
	x := m.model(c, gate)
	key := Waiting{Model: x.Name, SilentDays: min(days, int(x.Hazard.Horizon()))}
	w, ok := cache[key]
	if !ok {
		w = x.Chance(days)
		cache[key] = w
	}
	w.SilentDays = days
	return w
}

// Chance is what can still come after so many days of silence.
func (x *Model) Chance(days int) Waiting {
	w := Waiting{Model: x.Name, SilentDays: days, CheckInDay: x.CheckIn, SilentDay: x.SilentDay, PastDay: days >= x.SilentDay}
	yes, no := x.Hazard.Chance(float64(days), x.Hazard.Horizon())
	w.Yes, w.Any = yes, yes+no
	w.YesRange, w.AnyRange = x.fan.Spread(float64(days))
	return w
}
