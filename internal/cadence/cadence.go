// Package cadence says when to ask once and when silence counts: by the days
// learned from the person's own answers, or by fixed ones while there are none
// or where the person set their own.
//
// It returns days, never reminders, and knows no today: the caller compares.
//
//	p := cadence.For(cadence.Situation{Channel: track.Cold, Since: "2026-10-29"}, track.DefaultSettings())
//	p.SilentOn // 2026-11-27: day 29; no check-in, nobody is known there
package cadence

import "debrief/internal/track"

// Situation is what decides the days of one open application.
type Situation struct {
	Channel    track.Channel
	Human      bool      // a person has been in contact
	Since      track.Day // since when it has been quiet
	PromisedOn track.Day // the day they named, if any
	CheckIns   int       // check-ins already sent
}

// Plan is when to ask and when to stop waiting. An empty CheckInOn means that
// no check-in fits: nobody is known there, or one was sent.
type Plan struct {
	CheckInOn track.Day
	SilentOn  track.Day
	Whom      string // "referrer" where the check-in goes to that person
	Usual     Usual
}

// Usual is by which day a share of all answers has come, in days. Source:
// method.md 2b, "Days", prior quantiles; they hold while there are no data.
type Usual struct {
	Half, ThreeQuarters, NineInTen int
}

// The usual answer times of the two states that the prior of method.md 2b knows.
var (
	UsualCold    = Usual{19, 38, 56}
	UsualContact = Usual{12, 23, 41}
)

// Bounds within which a silent day is kept. Source: method.md 2b.
var (
	coldBounds    = [2]int{21, 60}
	contactBounds = [2]int{30, 60}
)

// Days are the days that count for a person: those learned from their own
// answers, or the fixed ones where nothing was learned or they set their own.
func Days(set track.Settings) track.Days {
	if !set.FixedDays && set.Learned.SilentCold > 0 {
		return set.Learned
	}
	return track.Days{CheckIn: set.CheckInDay, SilentCold: set.SilentCold, SilentContact: set.SilentContact,
		Cold: [3]int{UsualCold.Half, UsualCold.ThreeQuarters, UsualCold.NineInTen}, Contact: [3]int{UsualContact.Half, UsualContact.ThreeQuarters, UsualContact.NineInTen}}
}

// UsualFor is by which days answers come, with a person known there or without.
func UsualFor(known bool, set track.Settings) Usual {
	d := Days(set)
	if known {
		return Usual{d.Contact[0], d.Contact[1], d.Contact[2]}
	}
	return Usual{d.Cold[0], d.Cold[1], d.Cold[2]}
}

// For plans one open application. Without a day of quiet there is no plan.
// Source: method.md 2b; practice.md a for the referrer.
func For(s Situation, set track.Settings) Plan {
	contact := s.Human || s.Channel == track.Agency || s.Channel == track.Inbound
	days := Days(set)
	p := Plan{Usual: UsualFor(false, set)}
	silent := within(days.SilentCold, coldBounds)
	if contact || s.Channel == track.Referral || s.Channel == track.Internal || s.Channel == track.EventMet {
		p.Usual, silent = UsualFor(true, set), within(days.SilentContact, contactBounds)
		p.CheckInOn = s.Since.Add(days.CheckIn)
		if promised := s.PromisedOn.AddBusiness(2); promised > p.CheckInOn {
			p.CheckInOn = promised
		}
	}
	if s.Channel == track.Referral && !s.Human {
		p.Whom = "referrer"
	}
	p.SilentOn = s.Since.Add(silent)
	if p.CheckInOn.Known() && p.SilentOn.Known() && p.CheckInOn >= p.SilentOn {
		// A late promise moves the end of waiting as well.
		p.SilentOn = p.CheckInOn.Add(30)
	}
	if s.CheckIns > 0 || !s.Since.Known() {
		p.CheckInOn = ""
	}
	return p
}

func within(day int, bounds [2]int) int { return min(max(day, bounds[0]), bounds[1]) }

// Fallback is one row of the fixed days that practice.md a gives for
// situations the computed days do not cover. Days are calendar days, except
// where Business is set. Zero means none.
type Fallback struct {
	Situation string
	CheckIn   int
	Business  bool
	Closed    int
	Source    string
}

// Fallbacks is the table of practice.md a.
var Fallbacks = []Fallback{
	{"Cold application, nobody known", 0, false, 45, "practice.md a, row 1"},
	{"Application with a named person", 8, false, 45, "practice.md a, row 2"},
	{"Referral", 5, true, 45, "practice.md a, row 3"},
	{"Posting with a closing date", 7, false, 45, "practice.md a, row 4; counted from the closing date"},
	{"Government or very large employer", 21, false, 90, "practice.md a, row 5"},
	{"They promised a date", 2, true, 30, "practice.md a, row 6; counted from the promised date"},
	{"After a recruiter screen", 5, true, 30, "practice.md a, row 7"},
	{"After an interview, no date given", 7, false, 30, "practice.md a, row 8"},
	{"After a final", 10, true, 30, "practice.md a, row 9"},
	{"Scheduling or document question", 2, true, 0, "practice.md a, row 10"},
	{"Another offer in hand", 0, false, 0, "practice.md a, row 11; now, once"},
}
