package workbench

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"debrief/internal/lint"
	"debrief/internal/store"
	"debrief/internal/track"
)

// ApplicationView is one application with one timeline for everything.
type ApplicationView struct {
	Item      store.Item
	Entered   track.Application
	Employer  track.Employer
	Agency    track.Employer
	Resume    track.ResumeVersion
	Posting   track.Posting
	Contact   track.Person
	People    []track.Person
	Tags      []track.Tag
	Salary    []track.SalaryEntry
	OfferID   track.OfferID // empty without an offer
	Documents []track.Document
	Actions   []track.Action
	Debriefs  []track.Debrief
	Ladder    []Rung
	Timeline  []Entry
	Earlier   []store.Item // other applications at this employer
	Stages    []track.Stage
	Changes   []store.Change
	Today     track.Day
	Zone      *time.Location
	Waiting   int             // days in this stage, -1 when not known
	Planned   track.Instant   // the next interview, if one is noted
	PlannedID track.EventID   // its event
	Waits     track.DebriefID // an answer that waits to be debriefed
	Chance    Outlook
	Results   map[track.ActionID]string // what came of each action
}

// Entry is one line of the timeline.
type Entry struct {
	Day     track.Day
	At      track.Instant
	Kind    string // stage, message, sent, interview, note, ended, reopened, promised, document, debrief
	Title   string
	Text    string
	Future  bool
	Message track.MessageID
	Debrief track.DebriefID
	Note    track.NoteID
	Sealed  bool
	// Interview is the event of a conversation that stands; Written says that the
	// note afterwards was taken.
	Interview track.EventID
	Written   bool
}

// Application gathers one application.
func (d *Desk) Application(ctx context.Context, id track.ApplicationID) (v ApplicationView, err error) {
	err = d.view(ctx, func(tx *store.Tx) error {
		v, err = d.application(tx, id)
		return err
	})
	return v, err
}

func (d *Desk) application(tx *store.Tx, id track.ApplicationID) (v ApplicationView, err error) {
	set, err := tx.Settings()
	if err != nil {
		return v, err
	}
	now, today := d.now(set)
	v.Today, v.Zone = today, zone(set)
	if v.Item, err = item(tx, id); err != nil {
		return v, err
	}
	if v.Entered, err = store.Get[track.Application](tx, id); err != nil {
		return v, err
	}
	v.Waiting = -1
	if v.Item.StageSince.Known() && v.Item.Open() {
		v.Waiting = today.Sub(v.Item.StageSince)
	}
	find := func() error {
		var err [5]error
		v.Employer, _, err[0] = store.Find[track.Employer](tx, v.Entered.EmployerID)
		v.Agency, _, err[1] = store.Find[track.Employer](tx, v.Entered.AgencyID)
		v.Resume, _, err[2] = store.Find[track.ResumeVersion](tx, v.Entered.ResumeID)
		v.Posting, _, err[3] = store.Find[track.Posting](tx, v.Entered.PostingID)
		v.Contact, _, err[4] = store.Find[track.Person](tx, v.Entered.ContactID)
		return cmpErr(err[:]...)
	}
	lists := func() error {
		var err [8]error
		v.People, err[0] = store.By[track.Person](tx, "employer_id", string(v.Entered.EmployerID))
		v.Tags, err[1] = store.By[track.Tag](tx, "application_id", string(id))
		v.Salary, err[2] = store.By[track.SalaryEntry](tx, "application_id", string(id))
		v.Documents, err[3] = store.By[track.Document](tx, "application_id", string(id))
		v.Actions, err[4] = store.By[track.Action](tx, "application_id", string(id))
		v.Debriefs, err[5] = store.By[track.Debrief](tx, "application_id", string(id))
		v.Stages, err[6] = orderedStages(tx)
		offers, err7 := store.By[track.Offer](tx, "application_id", string(id))
		v.OfferID, err[7] = first(offers).ID, err7
		return cmpErr(err[:]...)
	}
	if err := cmpErr(find(), lists()); err != nil {
		return v, err
	}
	page, err := tx.List(store.Filter{Employer: v.Entered.EmployerID}, store.ByApplied, true, 0, 10)
	v.Earlier = slices.DeleteFunc(page.Items, func(i store.Item) bool { return i.ApplicationID == id })
	if err != nil {
		return v, err
	}
	if v.Changes, err = tx.Changes(id, 5); err != nil {
		return v, err
	}
	dv := DebriefView{App: v.Item}
	if err := d.history(tx, &dv); err != nil {
		return v, err
	}
	v.Ladder = dv.Ladder
	if v.Chance, err = d.outlook(tx, id); err != nil {
		return v, err
	}
	v.Results = map[track.ActionID]string{}
	for _, a := range v.Actions {
		if v.Results[a.ID], err = d.actionResult(tx, a); err != nil {
			return v, err
		}
	}
	return v, d.timeline(tx, &v, now)
}

func (d *Desk) timeline(tx *store.Tx, v *ApplicationView, now track.Instant) error {
	id := string(v.Item.ApplicationID)
	events, err := store.By[track.Event](tx, "application_id", id)
	if err != nil {
		return err
	}
	names := map[track.StageID]string{}
	for _, s := range v.Stages {
		names[s.ID] = s.Name
	}
	messages, err := store.By[track.Message](tx, "application_id", id)
	if err != nil {
		return err
	}
	byID := map[track.MessageID]track.Message{}
	for _, m := range messages {
		byID[m.ID] = m
	}
	last := track.Event{}
	for _, e := range track.ActiveEvents(events) {
		en := entryOf(e, names, byID)
		en.Future = e.At > now || e.Day > v.Today
		if e.Kind == track.InterviewSet && e.At > now && (v.Planned == 0 || e.At < v.Planned) {
			v.Planned, v.PlannedID = e.At, e.ID
		}
		if e.Kind == track.InterviewSet {
			_, n, err := noteOf(tx, e.ID)
			if err != nil {
				return err
			}
			en.Written = n.Written
		}
		if e.Kind == track.StageEntered {
			en.Text = stageText(v, e, last)
			last = e
		}
		v.Timeline = append(v.Timeline, en)
	}
	notes, err := store.By[track.Note](tx, "application_id", id)
	if err != nil {
		return err
	}
	for _, n := range notes {
		v.Timeline = append(v.Timeline, Entry{Day: n.Day, At: n.CreatedAt, Kind: "note", Title: "Note to yourself", Text: n.Text, Note: n.ID, Sealed: n.Sealed})
	}
	for _, x := range v.Documents {
		v.Timeline = append(v.Timeline, Entry{Day: track.DayOf(x.CreatedAt.Time(), v.Zone), At: x.CreatedAt, Kind: "document", Title: "Kept " + x.Name})
	}
	for _, x := range v.Debriefs {
		if x.State != track.DebriefFinished {
			v.Waits = x.ID
		}
		if x.State == track.DebriefFinished {
			reason, _ := track.ReasonByCode(x.Reason)
			v.Timeline = append(v.Timeline, Entry{Day: track.DayOf(x.FinishedAt.Time(), v.Zone), At: x.FinishedAt, Kind: "debrief", Title: "Debrief finished", Text: "Filed under " + reason.Label + ".", Debrief: x.ID})
		}
	}
	slices.SortStableFunc(v.Timeline, func(a, b Entry) int { return cmp.Or(cmp.Compare(b.Day, a.Day), cmp.Compare(b.At, a.At)) })
	return nil
}

// stageText says how long the step took, or for the first what went out.
func stageText(v *ApplicationView, e, last track.Event) string {
	switch {
	case last.Kind == "" && v.Resume.Name != "":
		return "Résumé " + v.Resume.Name + ". " + e.Text
	case last.Kind != "" && last.Day.Known() && e.Day.Known() && e.Day > last.Day:
		return strings.TrimSpace(sprintf("After %s. ", daysWord(e.Day.Sub(last.Day))) + e.Text)
	}
	return e.Text
}

func daysWord(n int) string { return numberWord(n) + plural(n, " day", " days") }

func entryOf(e track.Event, names map[track.StageID]string, messages map[track.MessageID]track.Message) Entry {
	en := Entry{Day: e.Day, At: e.At, Text: e.Text}
	stage := names[e.StageID]
	if stage == "" {
		stage = e.StageKind.Label()
	}
	if e.Round > 1 {
		stage += ", round " + numberWord(e.Round)
	}
	if e.RoundName != "" {
		stage += ": " + e.RoundName
	}
	switch e.Kind {
	case track.StageEntered:
		en.Kind, en.Title = "stage", "Moved on to "+stage
		if e.StageKind == track.Applied {
			en.Title = stage
		}
	case track.MessageReceived:
		m := messages[e.MessageID]
		en.Kind, en.Title, en.Message = "message", cmp.Or(m.FromName, m.FromAddr, "They wrote"), e.MessageID
		en.Text = cmp.Or(m.Subject, e.Text)
		if e.Automated {
			en.Text = cmp.Or(en.Text, "An automatic message.")
		}
	case track.MessageSent:
		en.Kind, en.Title = "sent", "You replied"
	case track.CheckInSent:
		en.Kind, en.Title = "sent", "You checked in"
	case track.InterviewSet:
		en.Kind, en.Title, en.Interview = "interview", stage+" interview", e.ID
		if e.Minutes > 0 {
			en.Title += ", " + strconv.Itoa(e.Minutes) + " minutes"
		}
		if e.Place != "" {
			en.Title += ", " + e.Place
		}
		en.Text = strings.TrimSpace(e.People + "\n" + e.Text)
	case track.Promised:
		en.Kind, en.Title = "promised", "They named a day for their answer"
		if e.PromisedOn.Known() {
			en.Text = e.PromisedOn.Time().Format("Monday 2 January")
		}
	case track.Ended:
		en.Kind, en.Title = "ended", e.Ending.Label()
	case track.Reopened:
		en.Kind, en.Title = "reopened", "Opened again"
	}
	return en
}

// Message reads one mail as it was.
func (d *Desk) Message(ctx context.Context, id track.MessageID) (m track.Message, err error) {
	err = d.view(ctx, func(tx *store.Tx) error {
		m, err = store.Get[track.Message](tx, id)
		return err
	})
	return m, err
}

// SensitiveWording checks a note for what does not belong in it, with the
// person's own exceptions. It warns; nothing is ever refused.
func (d *Desk) SensitiveWording(ctx context.Context, text string) (list []lint.SensitiveFinding, err error) {
	err = d.view(ctx, func(tx *store.Tx) error {
		set, err := tx.Settings()
		list = lint.Sensitive(text, set.Allowed)
		return err
	})
	return list, err
}
