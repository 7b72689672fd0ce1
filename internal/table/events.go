package table

import (
	"cmp"
	"slices"

	"debrief/internal/track"
)

// A planned interview lies at most this many days ahead; a later date is a
// slip and stays what the sheet says, flagged.
const plannedDays = 90

// Words in a column of days that say it happened, or did not, without a day.
var (
	yesWords = []string{"yes", "y", "x", "done", "true", "✓", "✔", "✅", "oui", "fait", "ja", "1"}
	noWords  = []string{"no", "n", "-", "--", "–", "—", "n/a", "na", "none", "false", "non", "nein", "0", "?", "tbd", "tba", "null", "nan", "✗", "❌"}
)

// events reads the dated columns and the status of a row.
func (a applier) events(r Row, p *Proposal) {
	a.applied(r, p)
	for _, s := range a.mapping.Stages {
		a.stage(r, p, s)
	}
	for _, column := range a.table.columns(a.mapping.Status) {
		value := tidy(a.cell(r, column))
		s, ok := a.statuses[fold(value)]
		if !ok {
			s, ok = statusOf(value)
		}
		if ok {
			a.status(r, p, value, s)
		} else if value != "" {
			p.problem(column, value, "Not said what this status means; it was left out.")
		}
	}
	if p.Skip == "" && !p.ended() {
		a.unansweredEnd(r, p)
	}
	slices.SortStableFunc(p.Events, func(x, y ProposedEvent) int {
		return cmp.Or(cmp.Compare(order(x), order(y)), cmp.Compare(x.Stage.Rank(), y.Stage.Rank()), cmp.Compare(x.Round, y.Round))
	})
}

// order puts stages before appointments before the ending.
func order(e ProposedEvent) int {
	return slices.Index([]track.EventKind{track.StageEntered, track.InterviewSet, track.Ended}, e.Kind)
}

// applied records the application itself, with its day where the sheet has it.
// Where they wrote first, there may have been none: the clock then starts at
// the first contact (method.md 2.0).
func (a applier) applied(r Row, p *Proposal) {
	day, at, raw := a.firstDay(r, p, FieldApplied)
	if p.Channel == track.Inbound && !day.Known() {
		return
	}
	p.Events = append(p.Events, ProposedEvent{Kind: track.StageEntered, Stage: track.Applied, Day: day, Time: at, Raw: raw})
}

// firstDay is the first readable day of a field's columns.
func (a applier) firstDay(r Row, p *Proposal, f Field) (day track.Day, at, raw string) {
	for _, column := range a.table.columns(*a.mapping.at(f)) {
		if raw := a.cell(r, column); raw != "" && !slices.Contains(noWords, fold(raw)) {
			if day, at, ok := parseDate(raw, a.mapping.Dates); ok {
				return day, at, raw
			}
			p.problem(column, raw, "No day in a chosen format; left empty.")
		}
	}
	return "", "", ""
}

// stage reads one column of days. A day still to come is an appointment: the
// stage is reached, since when is not known.
func (a applier) stage(r Row, p *Proposal, s StageColumn) {
	raw := a.cell(r, s.Column)
	word := fold(raw)
	if raw == "" || slices.Contains(noWords, word) {
		return
	}
	e := ProposedEvent{Kind: track.StageEntered, Stage: s.Stage, Round: s.Round, Raw: raw}
	day, at, ok := parseDate(raw, a.mapping.Dates)
	switch ahead := day.Sub(a.now); {
	case !ok && !slices.Contains(yesWords, word):
		p.problem(s.Column, raw, "No day in a chosen format; left out.")
		return
	case ok && !day.MonthOnly() && ahead > 0 && ahead <= plannedDays && talk(s.Stage):
		p.Events = append(p.Events, ProposedEvent{Kind: track.InterviewSet, Stage: s.Stage, Round: s.Round, Day: day, Time: at, Raw: raw})
	case ok:
		e.Day, e.Time = day, at
	}
	p.Events = append(p.Events, e)
}

// talk reports a stage that is an appointment, not an answer.
func talk(k track.StageKind) bool {
	return k.Rank() >= track.RecruiterContact.Rank() && k.Rank() <= track.Final.Rank()
}

// status applies what a word of a status column means.
func (a applier) status(r Row, p *Proposal, value string, s Status) {
	if s.Skip {
		p.Skip = "The status says that nothing was sent yet: " + value + "."
		return
	}
	since, at, raw := a.firstDay(r, p, FieldStatusOn)
	if s.Stage != "" && !p.reached(s.Stage) {
		p.Events = append(p.Events, ProposedEvent{Kind: track.StageEntered, Stage: s.Stage, Day: since, Time: at, Raw: cmp.Or(raw, value)})
	}
	ending := s.Ending
	if s.WithoutOffer != track.Open && !p.reached(track.OfferStage) {
		ending = s.WithoutOffer
	}
	if ending == track.Open || p.ended() {
		return
	}
	e := ProposedEvent{Kind: track.Ended, Ending: ending, Day: since, Time: at, Raw: value}
	if day, at, _ := a.firstDay(r, p, FieldEnded); day.Known() {
		e.Day, e.Time = day, at
	}
	p.Events = append(p.Events, e)
	if stage := stageOf[ending]; stage != "" && !p.reached(stage) {
		p.Events = append(p.Events, ProposedEvent{Kind: track.StageEntered, Stage: stage, Day: stageDay(stage, e.Day), Raw: value})
	}
}

// stageOf is the stage that an ending proves, whatever the columns say.
var stageOf = map[track.Ending]track.StageKind{
	track.EndedAccepted: track.Accepted, track.OfferDeclined: track.OfferStage, track.OfferWithdrawn: track.OfferStage,
}

// stageDay is the day on which a proven stage was entered: an offer is accepted
// on the day of the ending, but was made on a day nobody wrote down.
func stageDay(stage track.StageKind, ended track.Day) track.Day {
	if stage == track.Accepted {
		return ended
	}
	return ""
}

// reached reports whether the row has entered this stage or a later one.
func (p *Proposal) reached(k track.StageKind) bool {
	return slices.ContainsFunc(p.Events, func(e ProposedEvent) bool { return e.Kind == track.StageEntered && e.Stage.Rank() >= k.Rank() })
}

func (p *Proposal) ended() bool {
	return slices.ContainsFunc(p.Events, func(e ProposedEvent) bool { return e.Kind == track.Ended })
}

// unansweredEnd lists the day of a final answer on a row that does not say what
// the answer was.
func (a applier) unansweredEnd(r Row, p *Proposal) {
	for _, column := range a.table.columns(a.mapping.Ended) {
		if raw := a.cell(r, column); raw != "" && !slices.Contains(noWords, fold(raw)) {
			p.problem(column, raw, "A day without an answer: the status does not say how it ended.")
		}
	}
}
