package insight

import (
	"debrief/internal/stats"
	"debrief/internal/track"
)

// Forecast is the chance of at least one offer by week, at constant effort in a
// constant market.
type Forecast struct {
	Rate     float64        `json:"applications_per_week"`
	Lag      float64        `json:"weeks_to_an_offer"`
	Pipeline PipelineCount  `json:"pipeline"`
	Weeks    []float64      `json:"weeks"` // Weeks[0] is week 1
	New      []float64      `json:"weeks_new_alone"`
	First    map[string]int `json:"first_week"` // by which 10, 25, 50, 75 of 100 such searches have an offer; absent: not within a year
	Dated    bool           `json:"dated"`      // a week may be named
	InHand   int            `json:"offers_open"`
	Search   stats.Search   `json:"-"`
}

// Any reports whether there is anything that could bring an offer.
func (f Forecast) Any() bool { return len(f.Weeks) > 0 && f.Weeks[len(f.Weeks)-1] > 0.0005 }

// PipelineCount is what is under way and not yet silent.
type PipelineCount struct {
	Final     int `json:"final"`
	Interview int `json:"interview"`
	Screen    int `json:"screen"`
	Applied   int `json:"applied"`
}

// Offers come about five weeks after the application (22 to 41 days); method.md 2f.
const lagWeeks = 5

// rateWeeks is over how many weeks the pace of applications is taken.
const rateWeeks = 8

// forecast looks a year ahead.
func forecast(cases []Case, waiting []Waiting, y Yield, m Models, o Options) Forecast {
	f := Forecast{Rate: rate(cases, o.AsOf), Lag: lagWeeks}
	s := stats.Search{Post: y.Post, Rate: f.Rate, Lag: f.Lag}
	for _, w := range waiting {
		if w.PastDay {
			continue
		}
		switch w.Gate {
		case track.G4:
			s.Pipeline.Final++
		case track.G3:
			s.Pipeline.Interview++
		case track.G2:
			s.Pipeline.Screen++
		case track.G1:
			s.Pipeline.Cold = append(s.Pipeline.Cold, w.Yes)
		}
	}
	for i := range cases {
		if cases[i].Ending == track.Open && cases[i].Furthest == track.OfferStage.Rank() {
			f.InHand++
		}
	}
	f.Pipeline = PipelineCount{s.Pipeline.Final, s.Pipeline.Interview, s.Pipeline.Screen, len(s.Pipeline.Cold)}
	s.Ready = readyBy(&m.Contact)
	f.Search = s
	look := s.Look(stats.ForecastWeeks)
	f.Weeks, f.Dated, f.First = look.Weeks, look.Dated(), map[string]int{}
	for _, p := range []struct {
		name  string
		share float64
	}{{"10", 0.10}, {"25", 0.25}, {"50", 0.50}, {"75", 0.75}} {
		if w := look.First(p.share); w > 0 {
			f.First[p.name] = w
		}
	}
	s.Pipeline = stats.Pipeline{}
	f.New = s.Look(stats.ForecastWeeks).Weeks
	return f
}

// readyBy is the share of what is under way that can have led to an offer by
// the end of each week: one answer for a final, one more for every stage before
// it, each in the time that answers after contact take. It reaches all of it.
func readyBy(m *Model) [][4]float64 {
	var out [][4]float64
	for week := 1; week <= stats.ForecastWeeks; week++ {
		var r [4]float64
		for i := range r {
			r[i] = m.Hazard.Arrived(float64(7*week) / float64(i+1))
		}
		out = append(out, r)
		if r[3] > 0.9999 {
			break
		}
	}
	return out
}

// rate is new applications a week over the last weeks, or since the start of a
// shorter search, of one week at least.
func rate(cases []Case, today Date) float64 {
	first, n := today, 0
	for i := range cases {
		a := cases[i].Applied
		if a == 0 || a > today {
			continue
		}
		first = min(first, a)
		if today-a < 7*rateWeeks {
			n++
		}
	}
	weeks := min(rateWeeks, max(1, float64(today-first+1)/7))
	return float64(n) / weeks
}

// FlowCheck tells whether more is open than should be at this pace, by Little's law.
type FlowCheck struct {
	Shown    bool    `json:"shown"` // false in the first four weeks
	Open     int     `json:"open"`
	Expected float64 `json:"expected"` // at this pace, if silent ones were closed on their day
	Days     float64 `json:"days_open"`
	Propose  bool    `json:"propose_closing"`
	Silent   int     `json:"past_their_day"`
}

func flowCheck(cases []Case, waiting []Waiting, m Models, perWeek float64, today Date) FlowCheck {
	first := today
	for i := range cases {
		if a := cases[i].Applied; a != 0 && a < first {
			first = a
		}
	}
	f := FlowCheck{Shown: today-first >= 7*stats.FlowFrom && perWeek > 0, Open: len(waiting)}
	f.Expected, f.Days = stats.OpenItems(perWeek, float64(m.Cold.SilentDay)), stats.OpenDays(float64(f.Open), perWeek)
	for _, w := range waiting {
		if w.PastDay {
			f.Silent++
		}
	}
	f.Propose = f.Shown && f.Silent > 0 && stats.TooManyOpen(f.Open, perWeek, m.Cold.SilentDay)
	return f
}
