package track

import (
	"cmp"
	"slices"
)

// EventKind says what an event records.
type EventKind string

// The kinds of event.
const (
	StageEntered    EventKind = "stage_entered"
	MessageReceived EventKind = "message_received"
	MessageSent     EventKind = "message_sent" // the person says it went out; Debrief never sends
	CheckInSent     EventKind = "check_in_sent"
	InterviewSet    EventKind = "interview"
	Promised        EventKind = "promised" // they named a date for their answer
	Ended           EventKind = "ended"
	Reopened        EventKind = "reopened"
	Voided          EventKind = "voided" // takes back the event named in Voids
)

// EventKinds lists all kinds, in the order in which facts of one day are read.
var EventKinds = []EventKind{Ended, Reopened, StageEntered, MessageReceived, InterviewSet, Promised, MessageSent, CheckInSent, Voided}

// Event is one dated fact in the append-only log of an application. It is never
// edited or deleted: a correction is a Voided event plus a new one.
type Event struct {
	ID            EventID       `db:"id" json:"id"`
	ApplicationID ApplicationID `db:"application_id" json:"application_id"`
	Kind          EventKind     `db:"kind" json:"kind"`
	Day           Day           `db:"day" json:"day"`                 // in the person's zone; empty when unknown
	At            Instant       `db:"at" json:"at"`                   // 0 when only the day is known
	StageID       StageID       `db:"stage_id" json:"stage_id"`       // for StageEntered
	StageKind     StageKind     `db:"stage_kind" json:"stage_kind"`   // what the stage counted as when it was entered
	Round         int           `db:"round" json:"round"`             // 0 or 1 for the first
	RoundName     string        `db:"round_name" json:"round_name"`   // "system design"
	Ending        Ending        `db:"ending" json:"ending"`           // for Ended
	MessageID     MessageID     `db:"message_id" json:"message_id"`   // the mail behind the fact
	ContactID     ContactID     `db:"contact_id" json:"contact_id"`   // the person behind the fact
	Automated     bool          `db:"automated" json:"automated"`     // for MessageReceived: an acknowledgement, not an answer
	Minutes       int           `db:"minutes" json:"minutes"`         // for InterviewSet
	Place         string        `db:"place" json:"place"`             // for InterviewSet: "video", an address
	People        string        `db:"people" json:"people"`           // for InterviewSet: names, comma separated
	PromisedOn    Day           `db:"promised_on" json:"promised_on"` // for Promised
	Text          string        `db:"text" json:"text"`               // one line in the person's words
	Voids         EventID       `db:"voids" json:"voids"`             // for Voided
	Source        string        `db:"source" json:"source"`           // "hand", "import:NAME", "mail"
	RecordedAt    Instant       `db:"recorded_at" json:"recorded_at"` // when it was entered
	Withdrawn     bool          `db:"withdrawn" json:"withdrawn"`     // derived: an active Voided event names it
}

// ActiveEvents drops events that were taken back, and the Voided events
// themselves. Taking back a Voided event brings the first one back. The input
// may be in any order; the result is sorted by SortEvents.
func ActiveEvents(events []Event) []Event {
	voiders := map[EventID][]Event{}
	for _, e := range events {
		if e.Kind == Voided {
			voiders[e.Voids] = append(voiders[e.Voids], e)
		}
	}
	var withdrawn func(id EventID, depth int) bool
	withdrawn = func(id EventID, depth int) bool {
		for _, v := range voiders[id] {
			// A chain longer than the log can only be a cycle in a foreign file.
			if depth > len(events) || !withdrawn(v.ID, depth+1) {
				return true
			}
		}
		return false
	}
	var active []Event
	for _, e := range events {
		if e.Kind != Voided && !withdrawn(e.ID, 0) {
			active = append(active, e)
		}
	}
	SortEvents(active)
	return active
}

// SortEvents puts events in the order of the facts, whatever the order of
// entry: by day (unknown days first), then time where both have one, then the
// order in which facts of one day are read, then stage and content.
func SortEvents(events []Event) {
	slices.SortFunc(events, compareEvents)
}

func compareEvents(a, b Event) int {
	return cmp.Or(
		cmp.Compare(a.Day.sortKey(), b.Day.sortKey()),
		compareTimes(a, b),
		cmp.Compare(eventRank(a), eventRank(b)),
		cmp.Compare(a.StageKind.Rank(), b.StageKind.Rank()),
		cmp.Compare(a.Round, b.Round),
		cmp.Compare(a.StageID, b.StageID),
		cmp.Compare(a.Ending, b.Ending),
		cmp.Compare(a.At, b.At),
		cmp.Compare(a.MessageID, b.MessageID),
		cmp.Compare(a.Text, b.Text),
		cmp.Compare(a.ID, b.ID),
	)
}

func compareTimes(a, b Event) int {
	// Only two endings or reopenings of one day need the clock: their order
	// decides whether the application is open. Mixing timed and untimed facts
	// by time would not be a consistent order.
	if isTurn(a) && isTurn(b) {
		return cmp.Compare(a.At, b.At)
	}
	return 0
}

func isTurn(e Event) bool { return e.Kind == Ended || e.Kind == Reopened }

func eventRank(e Event) int {
	switch {
	case e.Kind == StageEntered && e.StageKind == Applied:
		return -1 // an application starts before anything else of its day
	case e.Kind == Ended || e.Kind == Reopened:
		return 90 // and a day's ending comes after what led to it
	}
	return slices.Index(EventKinds, e.Kind)
}

func (d Day) sortKey() string {
	if d.MonthOnly() {
		return string(d) + "-15"
	}
	return string(d)
}
