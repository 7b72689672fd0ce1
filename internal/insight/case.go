// Package insight reads a whole search: it takes the applications with their
// stays at each gate and says where the search stops, how sure that is, which
// open applications can still answer, and how long it may take. It applies the
// data rules of method.md 2.0, asks stats for every number, and finds the
// words. It knows no clock, no record and no page.
//
//	r := insight.Read(cases, insight.Options{AsOf: insight.DateOf("2026-11-24")})
//	r.Heading       // "No stage looks weak."
//	r.Gates[0].Tier // "working"
//	r.Open[0].Yes   // the chance that a yes still comes
package insight

import (
	"slices"
	"time"

	"debrief/internal/track"
)

// Date is a calendar day as days since 1970; 0 is unknown.
type Date int32

// DateOf converts a day; the middle of the month where only that is known.
func DateOf(d track.Day) Date {
	if !d.Known() {
		return 0
	}
	return Date(d.Time().Unix() / 86400)
}

// Day converts back, empty for unknown.
func (d Date) Day() track.Day {
	if d == 0 {
		return ""
	}
	return track.Day(d.Time().Format(time.DateOnly))
}

// Time is midnight UTC of the day.
func (d Date) Time() time.Time { return time.Unix(int64(d)*86400, 0).UTC() }

// Trait is something that applications have in common and patterns are sought in.
type Trait int

// The traits. Names of people, employers and everything of the sensitive list
// are never among them. Source: method.md 2e.
const (
	RoleFamily Trait = iota
	Location
	FoundAt
	Resume
	traits
)

var traitNames = [traits]string{"role family", "location", "found at", "résumé"}

// Case is one application as it is counted.
type Case struct {
	ID         track.ApplicationID
	Employer   track.EmployerID
	Channel    track.Channel
	Traits     [traits]string // empty: not known
	Furthest   int            // rank of the furthest stage
	Ending     track.Ending
	Applied    Date
	Ended      Date
	Quiet      Date // since when it has been quiet
	Human      bool // a person has been in contact
	Archived   bool
	Impossible bool // DQ1
	MonthOnly  bool // DQ2
	Spells     []Spell
	Reason     track.ReasonCode // as filed in the debrief, empty for none
	ReasonAt   track.StageKind
	ReasonOn   Date
	TheySaid   bool
}

// Spell is a stay at a gate; Gate counts from 0 for G1.
type Spell struct {
	Gate           int8
	Entered, Ended Date
	Outcome        track.SpellOutcome
	Met            bool
	Noted          Date // day on which the record learned that it had begun
}

// GateIndex is the place of a gate in track.GateSpans, -1 for none.
func GateIndex(g track.Gate) int {
	return slices.IndexFunc(track.GateSpans, func(s track.GateSpan) bool { return s.Gate == g })
}

// last is the last spell at a gate; ok is false where the gate was not reached.
func (c *Case) last(gate int) (s Spell, ok bool) {
	for _, x := range c.Spells {
		if int(x.Gate) == gate {
			s, ok = x, true
		}
	}
	return s, ok
}

// waiting is the gate at which an open application waits, -1 for none: it has
// ended, or an offer is the person's to answer.
func (c *Case) waiting() int {
	if c.Ending != track.Open || len(c.Spells) == 0 {
		return -1
	}
	if g := int(c.Spells[len(c.Spells)-1].Gate); g < len(track.Gates) {
		return g
	}
	return -1
}

// asOf is the case as it stood on a day: what came later has not happened. ok
// is false when it had not begun.
func (c Case) asOf(day Date) (Case, bool) {
	if c.Applied > day {
		return c, false
	}
	cut := false
	var spells []Spell
	for _, s := range c.Spells {
		if s.Entered > day || s.Entered == 0 && s.Ended > day {
			cut = true
			continue
		}
		if s.Ended > day {
			s.Ended, s.Outcome, cut = 0, track.SpellOpen, true
		}
		spells = append(spells, s)
	}
	if c.ReasonOn > day {
		c.Reason, c.TheySaid = "", false
	}
	if !cut {
		c.Quiet = min(c.Quiet, day)
		return c, true
	}
	c.Spells, c.Ending, c.Ended = spells, track.Open, 0
	c.Quiet = c.Applied
	for _, s := range spells {
		span := track.GateSpans[s.Gate]
		c.Furthest = max(span.From, min(c.Furthest, span.To-1))
		c.Quiet = max(c.Quiet, s.Entered)
		if s.Outcome != track.SpellAdvance && s.Ended != 0 {
			c.Ending, c.Ended = endingOf[s.Outcome], s.Ended
		} else {
			c.Ending, c.Ended = track.Open, 0
		}
	}
	return c, true
}

var endingOf = map[track.SpellOutcome]track.Ending{track.SpellDeclined: track.Declined, track.SpellSilent: track.Silent, track.SpellRoleClosed: track.RoleClosed, track.SpellWithdrew: track.Withdrew}
