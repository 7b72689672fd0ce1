package track

import (
	"slices"
	"strings"
)

// Flags of data quality. Source: method.md 2.0.
const (
	FlagImpossible = "DQ1" // dates in an order that can't be; left out of every count
	FlagMonthOnly  = "DQ2" // only the month is known; left out of times
)

// State is everything derived from the events of one application. It is never
// edited; it can be thrown away and derived again.
type State struct {
	StageID      StageID   `db:"stage_id"`      // where it is, or was when it ended
	StageKind    StageKind `db:"stage_kind"`    // empty before the first stage
	StageSince   Day       `db:"stage_since"`   // day the current stage was entered
	Round        int       `db:"round"`         // current round within the stage, at least 1 once in a stage
	RoundName    string    `db:"round_name"`    //
	FurthestKind StageKind `db:"furthest_kind"` // highest kind ever reached; closing never lowers it
	FurthestRank int       `db:"furthest_rank"` // its rank, 0 before the first stage
	Ending       Ending    `db:"ending"`        // Open while it is open
	EndedOn      Day       `db:"ended_on"`
	AppliedOn    Day       `db:"applied_on"`  // clock start: first contact when they came first
	Answered     bool      `db:"answered"`    // any answer that is not an automatic acknowledgement
	AnsweredOn   Day       `db:"answered_on"` // day of the first answer
	Human        bool      `db:"human"`       // a person has been in contact
	LastOn       Day       `db:"last_on"`     // day of the newest dated event
	PromisedOn   Day       `db:"promised_on"` // the answer they promised, while none has come since
	CheckIns     int       `db:"check_ins"`
	Replies      int       `db:"replies"` // messages of ours since their last one
	Flags        string    `db:"flags"`   // space separated
	Spells       []Spell   `db:"-"`       // per gate, in order
}

// HasFlag reports whether a data-quality flag is set.
func (s State) HasFlag(flag string) bool { return slices.Contains(strings.Fields(s.Flags), flag) }

// Open reports whether the application has not ended.
func (s State) Open() bool { return s.Ending == Open }

// SpellOutcome is how a stay at a gate ended. Source: method.md 2.0.
type SpellOutcome string

// The outcomes.
const (
	SpellAdvance    SpellOutcome = "advance"
	SpellDeclined   SpellOutcome = "declined" // a no, or silence that was closed
	SpellSilent     SpellOutcome = "silent"
	SpellRoleClosed SpellOutcome = "role_closed"
	SpellWithdrew   SpellOutcome = "withdrew"
	SpellOpen       SpellOutcome = "open"
)

// Spell is one stay of an application at a gate.
type Spell struct {
	Gate      Gate
	EnteredOn Day
	EndedOn   Day // empty while open
	Outcome   SpellOutcome
}

var spellOutcomes = map[Ending]SpellOutcome{
	Declined: SpellDeclined, OfferWithdrawn: SpellDeclined, Silent: SpellSilent,
	RoleClosed: SpellRoleClosed, FilledInternally: SpellRoleClosed,
	Withdrew: SpellWithdrew, OfferDeclined: SpellWithdrew, EndedAccepted: SpellAdvance, Open: SpellOpen,
}

// SpellOutcome is the outcome of the spell that an ending closes.
func (e Ending) SpellOutcome() SpellOutcome { return spellOutcomes[e] }

// Derive reads the state of one application from its events, in any order.
// stages tells what an own stage counts as today; an event whose stage is not
// in it counts as the kind noted when it was entered. The future is not known
// here: planned interviews are facts like any other.
func Derive(events []Event, stages map[StageID]Stage) State {
	active := ActiveEvents(events)
	for i, e := range active {
		if st, ok := stages[e.StageID]; ok && e.Kind == StageEntered {
			active[i].StageKind = st.Kind
		}
	}
	SortEvents(active)
	d := deriver{}
	for _, e := range active {
		d.read(e)
	}
	d.finish(active)
	return d.State
}

type deriver struct {
	State
	flags []string
	entry [11]Day // first day at each rank
}

func (d *deriver) read(e Event) {
	if e.Day.MonthOnly() {
		d.flag(FlagMonthOnly)
	}
	if e.Day.Known() && e.Kind != InterviewSet {
		d.LastOn = e.Day
	}
	switch e.Kind {
	case StageEntered:
		d.enter(e)
	case MessageReceived:
		d.Replies = 0
		if !e.Automated {
			d.answer(e.Day)
			d.Human = true
		}
	case MessageSent:
		d.Replies++
	case CheckInSent:
		d.CheckIns++
	case Promised:
		d.PromisedOn = e.PromisedOn
	case Ended:
		d.Ending, d.EndedOn = e.Ending, e.Day
		if e.Ending.Answered() {
			d.answer(e.Day)
		}
	case Reopened:
		d.Ending, d.EndedOn = Open, ""
	}
}

func (d *deriver) enter(e Event) {
	rank := e.StageKind.Rank()
	if rank == 0 {
		return
	}
	if d.AppliedOn == "" {
		d.AppliedOn = e.Day
	}
	if rank > Applied.Rank() {
		d.answer(e.Day)
		d.Human = true
	}
	// A stage entered after the ending is an answer that came late: it reopens.
	if !d.Open() && d.EndedOn.Known() && e.Day.Known() && e.Day > d.EndedOn {
		d.Ending, d.EndedOn = Open, ""
	}
	if d.entry[rank] == "" {
		d.entry[rank] = e.Day
	}
	if rank > d.FurthestRank {
		d.FurthestRank, d.FurthestKind = rank, e.StageKind
	}
	// Undated facts are read first: a dated lower stage does not lead back from one.
	if d.StageKind != "" && !d.StageSince.Known() && e.Day.Known() && rank < d.StageKind.Rank() {
		return
	}
	d.StageID, d.StageKind, d.StageSince = e.StageID, e.StageKind, e.Day
	d.Round, d.RoundName = max(1, e.Round), e.RoundName
}

func (d *deriver) answer(day Day) {
	d.PromisedOn = ""
	if !d.Answered {
		d.Answered, d.AnsweredOn = true, day
	}
}

func (d *deriver) flag(f string) {
	if !slices.Contains(d.flags, f) {
		d.flags = append(d.flags, f)
	}
}

func (d *deriver) finish(active []Event) {
	if impossible(active) {
		d.flag(FlagImpossible)
	}
	slices.Sort(d.flags)
	d.Flags = strings.Join(d.flags, " ")
	d.spells()
}

// impossible finds dates that can't be: a later stage, an answer or an ending
// dated before the application, or entered before it could have been known.
func impossible(active []Event) bool {
	var applied Day
	for _, e := range active {
		if e.Kind == StageEntered && e.StageKind == Applied && e.Day.Known() {
			applied = e.Day
			break
		}
	}
	for _, e := range active {
		if !e.Day.Known() {
			continue
		}
		if applied.Known() && e.Day.sortKey() < applied.sortKey() && (e.Kind == StageEntered || e.Kind == Ended) && !e.Day.MonthOnly() && !applied.MonthOnly() {
			return true
		}
		// An ending or a stage can't lie in the future of its own entry.
		if e.RecordedAt.Known() && e.Kind != InterviewSet && e.Day.Sub(Day(e.RecordedAt.Time().Format("2006-01-02"))) > 1 {
			return true
		}
	}
	return stageOrderImpossible(active)
}

// stageOrderImpossible reports a later kind of stage first entered more than
// 365 days after the application: a year typed wrong, as a rule.
func stageOrderImpossible(active []Event) bool {
	var applied Day
	for _, e := range active {
		if e.Kind != StageEntered || !e.Day.Known() {
			continue
		}
		if applied == "" {
			applied = e.Day
		} else if e.Day.Sub(applied) > 365 {
			return true
		}
	}
	return false
}

func (d *deriver) spells() {
	for _, span := range GateSpans {
		if d.FurthestRank < span.From {
			break
		}
		s := Spell{Gate: span.Gate, EnteredOn: d.firstEntry(span.From, span.To)}
		if d.FurthestRank >= span.To {
			s.Outcome, s.EndedOn = SpellAdvance, d.firstEntry(span.To, len(d.entry))
		} else {
			s.Outcome, s.EndedOn = d.Ending.SpellOutcome(), d.EndedOn
		}
		d.Spells = append(d.Spells, s)
	}
}

// firstEntry is the earliest known day at a rank in [from, to).
func (d *deriver) firstEntry(from, to int) Day {
	var first Day
	for r := from; r < to && r < len(d.entry); r++ {
		if day := d.entry[r]; day.Known() && (first == "" || day.sortKey() < first.sortKey()) {
			first = day
		}
	}
	return first
}
