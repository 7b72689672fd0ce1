package workbench

import (
	"context"
	"strconv"
	"strings"

	"debrief/internal/fault"
	"debrief/internal/interview"
	"debrief/internal/store"
	"debrief/internal/track"
)

// InterviewPlan is what is written before a conversation.
type InterviewPlan struct {
	Format, Ready, IfFails string
	Take                   []string // codes of interview.Asks
	OwnAsk                 []string
	IfNo                   string // "if this ends in a no, I will …"
}

// PutPlan keeps what was written before a conversation. Kinds of error: NotFound,
// Invalid.
func (d *Desk) PutPlan(ctx context.Context, id track.EventID, p InterviewPlan) (Receipt, error) {
	return d.editNote(ctx, id, "plan_talk", "Plan kept for ", func(_ *store.Tx, row *track.InterviewNote, n *interview.Note) error {
		n.Format, n.Ready, n.IfFails, n.Take, n.OwnAsk = p.Format, p.Ready, p.IfFails, p.Take, p.OwnAsk
		row.IfNo = clip(tidy(p.IfNo), 400)
		return nil
	})
}

// InterviewAfter is what is written in the five minutes after a conversation.
type InterviewAfter struct {
	Stressed, Liked, Open, Problem string
	Asked                          []interview.Asked
	Told                           map[track.StoryID]int // how each landed, 0 when not said
	Went                           int
	Promised                       track.Day
	NoDay                          bool // they named none
	NDA                            bool
	Sheet                          interview.Sheet // of a screen
}

// PutAfter keeps the note after a conversation: what was told goes into the
// history of each story, the day they named sets the check-in day, and the pay
// that was said goes into the salary ledger. Written again, it replaces what it
// had put there. One change, one undo. Kinds of error: NotFound; Invalid where
// neither a day nor "none given" is said.
func (d *Desk) PutAfter(ctx context.Context, id track.EventID, a InterviewAfter) (Receipt, error) {
	return d.editNote(ctx, id, "note_talk", "Note kept for ", func(tx *store.Tx, row *track.InterviewNote, n *interview.Note) error {
		if !a.Promised.Known() && !a.NoDay {
			return fault.New(fault.Invalid, "promised", "When will they answer? Write the day, or tick “none given”: it sets the day for a check-in.")
		}
		before := n.Promised
		n.Stressed, n.Liked, n.Open, n.Problem, n.Asked, n.Went = a.Stressed, a.Liked, a.Open, a.Problem, a.Asked, a.Went
		n.Promised, n.NoDay, n.NDA, n.Written = a.Promised, a.NoDay, a.NDA, true
		if a.Sheet != nil {
			n.Sheet = a.Sheet
		}
		if err := n.Check(); err != nil {
			return err
		}
		e, err := talk(tx, id)
		if err != nil {
			return err
		}
		return cmpErr(putTold(tx, e, a.Told), putPromise(tx, e, row.ID, before, n.Promised), putPay(tx, e, n.Sheet))
	})
}

// PutSheet keeps the sheet of a screen alone, while the call is fresh.
func (d *Desk) PutSheet(ctx context.Context, id track.EventID, s interview.Sheet) (Receipt, error) {
	return d.editNote(ctx, id, "note_screen", "Sheet kept for ", func(tx *store.Tx, row *track.InterviewNote, n *interview.Note) error {
		n.Sheet = s
		if err := n.Check(); err != nil {
			return err
		}
		e, err := talk(tx, id)
		if err != nil {
			return err
		}
		return putPay(tx, e, n.Sheet)
	})
}

func (d *Desk) editNote(ctx context.Context, id track.EventID, verb, words string, edit func(*store.Tx, *track.InterviewNote, *interview.Note) error) (Receipt, error) {
	return d.update(ctx, verb, func(tx *store.Tx) (string, error) {
		e, err := talk(tx, id)
		if err != nil {
			return "", err
		}
		row, n, err := noteOf(tx, id)
		if err != nil {
			return "", err
		}
		if row.ID == "" {
			row = track.InterviewNote{ID: track.InterviewNoteID(tx.NewID()), ApplicationID: e.ApplicationID, EventID: id, Kind: "interview", CreatedAt: tx.Now()}
			if e.StageKind.Rank() <= track.Screen.Rank() {
				row.Kind = "screen"
			}
		}
		if err := edit(tx, &row, &n); err != nil {
			return "", err
		}
		if err := n.Check(); err != nil {
			return "", err
		}
		row.Body, row.UpdatedAt = n.Text(), tx.Now()
		return words + nameOf(tx, e.ApplicationID), store.Put(tx, row)
	})
}

// putTold brings the history of the stories in step with the note.
func putTold(tx *store.Tx, e track.Event, told map[track.StoryID]int) error {
	old, err := store.By[track.Telling](tx, "event_id", string(e.ID))
	if err != nil {
		return err
	}
	have := map[track.StoryID]track.Telling{}
	for _, t := range old {
		if _, stays := told[t.StoryID]; !stays {
			if err := store.Remove[track.Telling](tx, t.ID); err != nil {
				return err
			}
			continue
		}
		have[t.StoryID] = t
	}
	for id, landed := range told {
		if landed < 0 || landed > 5 {
			return fault.New(fault.Invalid, "landed", "How it landed lies between 1 and 5.")
		}
		if _, err := store.Get[track.Story](tx, id); err != nil {
			return fault.New(fault.NotFound, "story", "There is no such story.")
		}
		t := have[id]
		if t.ID == "" {
			t = track.Telling{ID: track.TellingID(string(e.ID) + "-" + string(id)), StoryID: id, ApplicationID: e.ApplicationID, EventID: e.ID, Day: e.Day}
		}
		if t.Landed == landed && have[id].ID != "" {
			continue
		}
		t.Landed = landed
		if err := store.Put(tx, t); err != nil {
			return err
		}
	}
	return nil
}

// putPromise records the day they named. A day that was corrected takes the
// former one back, so that one conversation promises one day.
func putPromise(tx *store.Tx, e track.Event, note track.InterviewNoteID, before, now track.Day) error {
	if before == now {
		return nil
	}
	source := "note:" + string(note)
	if before.Known() {
		events, err := store.By[track.Event](tx, "application_id", string(e.ApplicationID))
		if err != nil {
			return err
		}
		for _, p := range track.ActiveEvents(events) {
			if p.Kind == track.Promised && p.Source == source {
				if err := store.Put(tx, track.Event{ID: track.EventID(tx.NewID()), ApplicationID: e.ApplicationID, Kind: track.Voided, Voids: p.ID, Source: "hand", RecordedAt: tx.Now()}); err != nil {
					return err
				}
			}
		}
	}
	if !now.Known() {
		return nil
	}
	return store.Put(tx, track.Event{ID: track.EventID(tx.NewID()), ApplicationID: e.ApplicationID, Kind: track.Promised, Day: e.Day, At: e.At, PromisedOn: now, Source: source, RecordedAt: tx.Now()})
}

// putPay keeps the figures of a screen in the salary ledger, one line for what
// was said and one for what they named, each under an id of its own.
func putPay(tx *store.Tx, e track.Event, s interview.Sheet) error {
	set, err := tx.Settings()
	if err != nil {
		return err
	}
	for _, x := range []struct {
		kind      track.SalaryKind
		low, high string
	}{{track.SalarySaid, "i_pay_low", "i_pay_high"}, {track.SalaryTold, "pay_min", "pay_max"}} {
		id := track.SalaryEntryID(string(e.ID) + "-" + string(x.kind))
		low, high := whole(s[x.low]), whole(s[x.high])
		if low == 0 {
			low, high = high, 0
		}
		old, found, err := store.Find[track.SalaryEntry](tx, id)
		if err != nil {
			return err
		}
		if low == 0 {
			if found {
				err = store.Remove[track.SalaryEntry](tx, id)
			}
			if err != nil {
				return err
			}
			continue
		}
		entry := track.SalaryEntry{ID: id, ApplicationID: e.ApplicationID, Kind: x.kind, Low: low, High: high, Currency: set.Currency, Basis: "year", Whom: cmpText(s["recruiter"], e.People), Day: e.Day, Text: s["pay_how"]}
		if found {
			entry.Currency = old.Currency
		}
		if entry == old {
			continue
		}
		if err := store.Put(tx, entry); err != nil {
			return err
		}
	}
	return nil
}

func whole(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0
	}
	return n
}

func cmpText(list ...string) string {
	for _, s := range list {
		if s = tidy(s); s != "" {
			return s
		}
	}
	return ""
}

// MoveInterview changes when, where and with whom a conversation is. The event
// that planned it is taken back and a new one stands; notes go along. It gives the
// id of the new event. Kinds of error: NotFound, Invalid.
func (d *Desk) MoveInterview(ctx context.Context, id track.EventID, e track.Event) (to track.EventID, r Receipt, err error) {
	if !e.At.Known() {
		return "", r, fault.New(fault.Invalid, "at", "An interview needs a day and a time.")
	}
	r, err = d.update(ctx, "move_interview", func(tx *store.Tx) (string, error) {
		old, err := talk(tx, id)
		if err != nil {
			return "", err
		}
		set, err := tx.Settings()
		if err != nil {
			return "", err
		}
		fresh := old
		fresh.ID, fresh.At, fresh.Day, fresh.Source, fresh.RecordedAt = track.EventID(tx.NewID()), e.At, track.DayOf(e.At.Time(), zone(set)), "hand", tx.Now()
		fresh.Minutes, fresh.Place, fresh.People, fresh.RoundName = e.Minutes, clip(tidy(e.Place), 300), clip(tidy(e.People), 600), clip(tidy(e.RoundName), 120)
		to = fresh.ID
		return "Interview at " + nameOf(tx, old.ApplicationID) + " changed", cmpErr(takeBack(tx, old), store.Put(tx, fresh), carryNotes(tx, id, fresh.ID))
	})
	return to, r, err
}

// CancelInterview takes a conversation off the calendar; what was written about
// it stays on record.
func (d *Desk) CancelInterview(ctx context.Context, id track.EventID) (app track.ApplicationID, r Receipt, err error) {
	r, err = d.update(ctx, "cancel_interview", func(tx *store.Tx) (string, error) {
		e, err := talk(tx, id)
		if err != nil {
			return "", err
		}
		app = e.ApplicationID
		return "Interview at " + nameOf(tx, e.ApplicationID) + " taken off", takeBack(tx, e)
	})
	return app, r, err
}

func takeBack(tx *store.Tx, e track.Event) error {
	return store.Put(tx, track.Event{ID: track.EventID(tx.NewID()), ApplicationID: e.ApplicationID, Kind: track.Voided, Voids: e.ID, Source: "hand", RecordedAt: tx.Now()})
}

// carryNotes moves what was written about a conversation to the event that
// stands in its place.
func carryNotes(tx *store.Tx, from, to track.EventID) error {
	notes, err := store.By[track.InterviewNote](tx, "event_id", string(from))
	if err != nil {
		return err
	}
	for _, n := range notes {
		n.EventID = to
		if err := store.Put(tx, n); err != nil {
			return err
		}
	}
	told, err := store.By[track.Telling](tx, "event_id", string(from))
	if err != nil {
		return err
	}
	for _, t := range told {
		t.EventID = to
		if err := store.Put(tx, t); err != nil {
			return err
		}
	}
	return nil
}

// answersID is the setting that keeps the one sheet of answers.
const answersID = "answer_sheet"

// AnswersView is the one sheet of answers, and what was said to whom so far.
type AnswersView struct {
	Answers interview.Answers
	Said    []SaidLine
	Zone    string
}

// SaidLine is one figure that was said, with the company.
type SaidLine struct {
	track.SalaryEntry
	Company string
	Apart   bool // another figure than the sheet says now
}

// Answers gathers the answer sheet with the figures that employers heard,
// latest first.
func (d *Desk) Answers(ctx context.Context) (v AnswersView, err error) {
	err = d.view(ctx, func(tx *store.Tx) error {
		if v.Answers, err = answerSheet(tx); err != nil {
			return err
		}
		said, err := store.By[track.SalaryEntry](tx, "kind", string(track.SalarySaid))
		for _, s := range said {
			apart := v.Answers["pay_low"] != "" && strconv.Itoa(s.Low) != v.Answers["pay_low"]
			v.Said = append(v.Said, SaidLine{s, nameOf(tx, s.ApplicationID), apart})
		}
		return err
	})
	sortSaid(v.Said)
	return v, err
}

// PutAnswers keeps the answer sheet. Screens written before stay as they are.
func (d *Desk) PutAnswers(ctx context.Context, a interview.Answers) (Receipt, error) {
	if err := a.Check(); err != nil {
		return Receipt{}, err
	}
	return d.update(ctx, "put_answers", func(tx *store.Tx) (string, error) {
		return "Answer sheet kept", store.Put(tx, track.Setting{ID: answersID, Value: jsonOf(a)})
	})
}

func answerSheet(tx *store.Tx) (interview.Answers, error) {
	a := interview.Answers{}
	row, found, err := store.Find[track.Setting](tx, answersID)
	if err != nil || !found || strings.TrimSpace(row.Value) == "" {
		return a, err
	}
	return a, readJSON(row.Value, &a)
}
