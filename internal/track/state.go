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
	QuietOn      Day       `db:"quiet_on"`    // since when it has been quiet: their last word, the stage, or an interview, also a planned one
	PromisedOn   Day       `db:"promised_on"` // the answer they promised, while none has come since
	CheckIns     int       `db:"check_ins"`
	Replies      int       `db:"replies"` // messages of ours since their last one
	Flags        string    `db:"flags"`   // space separated
	Spells       Spells    `db:"spells"`  // in order; a gate has more than one where it was reopened
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
	flags   []string
	entry   [11]Day      // first day at each rank
	known   [11]Instant  // when the first entry of each rank was entered
	ended   Instant      // when the ending was entered
	humanOn Day          // first day on which a person was in contact
	closed  []Spell      // spells that a reopening left behind
	again   map[Gate]Day // reopening day of the gate's last spell
}

func (d *deriver) read(e Event) {
	if e.Day.MonthOnly() {
		d.flag(FlagMonthOnly)
	}
	if e.Day.Known() && e.Kind != InterviewSet {
		d.LastOn = e.Day
	}
	d.quiet(e)
	switch e.Kind {
	case StageEntered:
		d.enter(e)
	case MessageReceived:
		d.Replies = 0
		if !e.Automated {
			d.answer(e.Day)
			d.human(e.Day)
		}
	case MessageSent:
		d.Replies++
	case CheckInSent:
		d.CheckIns++
	case Promised:
		d.PromisedOn = e.PromisedOn
	case Ended:
		d.Ending, d.EndedOn, d.ended = e.Ending, e.Day, e.RecordedAt
		if e.Ending.Answered() {
			d.answer(e.Day)
		}
	case Reopened:
		d.reopen(e.Day)
	}
}

// quiet moves the day since when it has been quiet. What the person sends
// moves nothing: silence after a check-in changes nothing. Source: method.md 2b.
func (d *deriver) quiet(e Event) {
	switch e.Kind {
	case StageEntered, MessageReceived, InterviewSet, Reopened:
		if e.Day.Known() && !e.Automated && e.Day.sortKey() > d.QuietOn.sortKey() {
			d.QuietOn = e.Day
		}
	}
}

func (d *deriver) human(day Day) {
	d.Human = true
	if d.humanOn == "" {
		d.humanOn = day
	}
}

// reopen leaves the spell that was closed with its cause and starts a new one.
// A silence is no cause: the wait that was closed as silent goes on.
func (d *deriver) reopen(day Day) {
	if span, ok := d.span(); ok && !d.Open() && d.Ending != Silent {
		d.closed = append(d.closed, Spell{Gate: span.Gate, EnteredOn: d.start(span), EndedOn: d.EndedOn, Outcome: d.Ending.SpellOutcome(), Met: d.met(), NotedAt: d.firstKnown(span.From), KnownAt: d.ended})
		if d.again == nil {
			d.again = map[Gate]Day{}
		}
		d.again[span.Gate] = day
	}
	d.Ending, d.EndedOn, d.ended = Open, "", 0
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
		d.human(e.Day)
	}
	// A stage entered after the ending is an answer that came late: it reopens.
	if !d.Open() && d.EndedOn.Known() && e.Day.Known() && e.Day > d.EndedOn {
		d.reopen(e.Day)
	}
	if d.entry[rank] == "" {
		d.entry[rank] = e.Day
	}
	if d.known[rank] == 0 || e.RecordedAt < d.known[rank] {
		d.known[rank] = e.RecordedAt
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

// spells lists the stays at every gate that was reached. A gate that was
// skipped counts as passed, without a day of entry.
func (d *deriver) spells() {
	for _, span := range GateSpans {
		if d.FurthestRank < span.From {
			break
		}
		for _, s := range d.closed {
			if s.Gate == span.Gate {
				d.Spells = append(d.Spells, s)
			}
		}
		s := Spell{Gate: span.Gate, EnteredOn: d.start(span), Met: d.met(), NotedAt: d.firstKnown(span.From)}
		if d.FurthestRank >= span.To {
			s.Outcome, s.EndedOn, s.KnownAt = SpellAdvance, d.firstEntry(span.To, len(d.entry)), d.firstKnown(span.To)
		} else {
			s.Outcome, s.EndedOn, s.KnownAt = d.Ending.SpellOutcome(), d.EndedOn, d.ended
		}
		d.Spells = append(d.Spells, s)
	}
}

// span is the gate at which the application stands by its furthest stage.
func (d *deriver) span() (GateSpan, bool) {
	for _, s := range GateSpans {
		if d.FurthestRank >= s.From && d.FurthestRank < s.To {
			return s, true
		}
	}
	return GateSpan{}, false
}

// start is the day on which the last spell at a gate began.
func (d *deriver) start(span GateSpan) Day {
	if day, ok := d.again[span.Gate]; ok {
		return day
	}
	return d.firstEntry(span.From, span.To)
}

// met reports whether a person had answered before the ending.
func (d *deriver) met() bool {
	return d.Human && (d.FurthestRank > Applied.Rank() || !d.EndedOn.Known() || d.humanOn.sortKey() < d.EndedOn.sortKey())
}

func (d *deriver) firstKnown(from int) (first Instant) {
	for _, at := range d.known[from:] {
		if at != 0 && (first == 0 || at < first) {
			first = at
		}
	}
	return first
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
