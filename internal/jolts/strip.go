package jolts

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"debrief/internal/stats"
	"debrief/internal/track"
)

// Strip is what may be said about one industry.
type Strip struct {
	Industry string
	Lines    []Line
	Fill     float64 // hires by opening, 0 where either is missing
	Refused  string  // why nothing is said; empty otherwise
}

// Line is one figure in words.
type Line struct {
	Series      string
	Name        string
	Month       string
	Value       float64
	Before      float64 // a year earlier; 0 where it is missing
	Rate        bool
	Preliminary bool
	Old         bool // older than 100 days
	Change      stats.YearChange
	Error       float64 // standard error, 0 where none is known
	Source      string
	Text        string
}

// hiresError is the standard error of the hires rate of all industries, in
// points, as the method's example has it; for no other series is one at hand,
// and without an error no change is claimed.
const hiresError = 0.1

// order: hires first. Openings moved by a factor of four where hires moved by
// 1.35, so they mislead when they stand first.
var order = []string{"HI", "JO", "QU", "LD"}

// Read makes the strip of an industry from figures, with the newest printing of
// each month. Series that are missing show nothing; an adjusted and an
// unadjusted series are never set side by side.
func Read(list []track.MarketFigure, industry string, today track.Day) Strip {
	s := Strip{Industry: Industries[industry]}
	best := newest(list, today)
	levels := map[string]float64{}
	var adjusted *bool
	for _, element := range order {
		id := choose(best, industry, element)
		if id == "" {
			continue
		}
		series, _ := ParseSeries(id)
		if adjusted != nil && *adjusted != series.Adjusted {
			s.Refused = "Some of these series are seasonally adjusted and some are not. They can't be set side by side."
			s.Lines = nil
			return s
		}
		adjusted = &series.Adjusted
		l := line(series, best[id], today)
		if !series.Rate {
			levels[element] = l.Value
		} else {
			levels[element+"R"] = l.Value
		}
		s.Lines = append(s.Lines, l)
	}
	s.Fill = stats.FillRatio(levels["HI"], levels["JO"])
	return s
}

// newest keeps for every month the figure of the newest printing of the day.
func newest(list []track.MarketFigure, today track.Day) map[string]map[string]track.MarketFigure {
	best := map[string]map[string]track.MarketFigure{}
	for _, f := range list {
		if f.ReleasedOn > today || f.Month > string(today[:min(7, len(today))]) {
			continue // nobody knew it on that day
		}
		months := best[f.Series]
		if months == nil {
			months = map[string]track.MarketFigure{}
			best[f.Series] = months
		}
		old, there := months[f.Month]
		if !there || f.ReleasedOn > old.ReleasedOn || f.ReleasedOn == old.ReleasedOn && f.ReadAt > old.ReadAt {
			months[f.Month] = f
		}
	}
	return best
}

// choose takes the rate before the level, and the adjusted before the other.
func choose(best map[string]map[string]track.MarketFigure, industry, element string) string {
	for _, id := range []string{"JTS%s000000000%sR", "JTU%s000000000%sR", "JTS%s000000000%sL", "JTU%s000000000%sL"} {
		id = fmt.Sprintf(id, industry, element)
		if len(best[id]) > 0 {
			return id
		}
	}
	return ""
}

func line(s Series, months map[string]track.MarketFigure, today track.Day) Line {
	var names []string
	for m := range months {
		names = append(names, m)
	}
	slices.Sort(names)
	f := months[names[len(names)-1]]
	l := Line{Series: s.ID, Name: elements[s.Element], Month: f.Month, Rate: s.Rate, Preliminary: f.Preliminary, Source: f.Source}
	l.Value, _ = strconv.ParseFloat(f.Value, 64)
	if before, ok := months[yearBefore(f.Month)]; ok {
		l.Before, _ = strconv.ParseFloat(before.Value, 64)
	}
	if s.Element == "HI" && s.Rate && s.Industry == "000000" {
		l.Error = hiresError
	}
	end, err := time.Parse("2006-01", f.Month)
	l.Old = err == nil && today.Sub(track.Day(end.AddDate(0, 1, -1).Format(time.DateOnly))) > stats.MarketOld
	if l.Before != 0 {
		l.Change = stats.NewYearChange(l.Value, l.Before, l.Error)
	}
	l.Text = l.words(s)
	return l
}

func yearBefore(month string) string {
	t, err := time.Parse("2006-01", month)
	if err != nil {
		return ""
	}
	return t.AddDate(-1, 0, 0).Format("2006-01")
}

// words are those that may be said: nothing is claimed inside the error, and
// nothing without one.
func (l Line) words(s Series) string {
	t, _ := time.Parse("2006-01", l.Month)
	value := fmt.Sprintf("%s thousand", grouped(l.Value))
	if l.Rate {
		value = fmt.Sprintf("%.1f%%", l.Value)
	}
	text := fmt.Sprintf("%s, %s, %s: %s", l.Name, Industries[s.Industry], t.Format("January 2006"), value)
	switch {
	case l.Before == 0:
		text += "; the figure of a year before is missing"
	case l.Error == 0 && l.Rate:
		text += fmt.Sprintf(", a year before %.1f%%; without a known error no change is claimed", l.Before)
	case l.Error == 0:
		text += fmt.Sprintf(", a year before %s; without a known error no change is claimed", grouped(l.Before))
	case l.Change.LittleChanged:
		text += fmt.Sprintf(", little changed on the year (± %.1f)", 1.96*l.Error)
	case l.Change.Change > 0:
		text += fmt.Sprintf(", up from %.1f%% a year before (± %.1f)", l.Before, 1.96*l.Error)
	default:
		text += fmt.Sprintf(", down from %.1f%% a year before (± %.1f)", l.Before, 1.96*l.Error)
	}
	var marks []string
	if l.Preliminary {
		marks = append(marks, "preliminary")
	}
	if l.Old {
		marks = append(marks, "old")
	}
	if !s.Adjusted {
		marks = append(marks, "not seasonally adjusted")
	}
	if len(marks) > 0 {
		text += " (" + strings.Join(marks, ", ") + ")"
	}
	return text + "."
}

func grouped(x float64) string {
	s := fmt.Sprintf("%.0f", x)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + " " + s[i:]
	}
	return s
}
