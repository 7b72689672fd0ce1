package workbench

import (
	"context"
	"encoding/json"
	"strings"

	"debrief/internal/draft"
	"debrief/internal/fault"
	"debrief/internal/lint"
	"debrief/internal/reply"
	"debrief/internal/store"
	"debrief/internal/track"
)

// DebriefEdit is what a person corrects. Nil leaves a thing as it is.
type DebriefEdit struct {
	Facts       *reply.Facts // corrections; they win over what the record says
	Mood        *track.Mood
	Reply       *string // "reply", "no_reply", "later", "" as decided
	Kind        *track.MessageKind
	Variant     *int
	ToName      *string
	ToAddr      *string
	Subject     *string
	Body        *string
	Reason      *track.ReasonCode
	ReasonLine  *string
	TheySaid    *bool
	ReadAgain   bool
	RestLonger  bool // by a day
	AnswerKind  *track.AnswerKind
	AnswerStage *track.StageKind
}

// EditDebrief keeps corrections and the text as it is being written.
func (d *Desk) EditDebrief(ctx context.Context, id track.DebriefID, e DebriefEdit) (Receipt, error) {
	return d.update(ctx, "edit_debrief", func(tx *store.Tx) (string, error) {
		v, err := d.debrief(tx, id)
		if err != nil {
			return "", err
		}
		if err := applyEdit(tx, &v, e); err != nil {
			return "", err
		}
		return "Debrief of " + v.App.Employer + " kept", cmpErr(store.Put(tx, v.Debrief), putDraft(tx, v, e))
	})
}

func applyEdit(tx *store.Tx, v *DebriefView, e DebriefEdit) error {
	deb := &v.Debrief
	if e.Facts != nil {
		b, err := json.Marshal(e.Facts)
		if err != nil {
			return err
		}
		deb.Facts = string(b)
	}
	if e.Mood != nil && *e.Mood != deb.Mood {
		if deb.Mood = *e.Mood; deb.Mood != track.MoodCalm {
			deb.MoodAt = tx.Now() // stays when calm is ticked: the rest counts from here
		}
	}
	if e.Reason != nil {
		if _, ok := track.ReasonByCode(*e.Reason); !ok && *e.Reason != "" {
			return fault.New(fault.Invalid, "reason", "There is no reason %q. The codes are A01 to A08, B01 to B11, C01 to C05, U01, W01 and W02.", *e.Reason)
		}
		deb.Reason = *e.Reason
	}
	if e.TheySaid != nil {
		deb.ReasonSource = track.IInfer
		if *e.TheySaid {
			deb.ReasonSource = track.TheySaid
		}
	}
	set(&deb.Reply, e.Reply)
	if deb.Reply == "reply" && v.Kind == "" && e.Kind == nil {
		// Who writes where no reply is needed gets the shortest message.
		v.Kind = track.MsgThanks
	}
	set(&deb.ReasonLine, e.ReasonLine)
	set(&deb.Kind, e.AnswerKind)
	set(&deb.StageKind, e.AnswerStage)
	if deb.Reply == "later" {
		deb.State = track.DebriefLater
	} else if deb.State == track.DebriefLater {
		deb.State = track.DebriefWaiting
	}
	return nil
}

func set[T any](to *T, from *T) {
	if from != nil {
		*to = *from
	}
}

// putDraft keeps the draft once it differs from what would be written anyway.
func putDraft(tx *store.Tx, v DebriefView, e DebriefEdit) error {
	dr := v.Draft
	if v.Kind != "" && dr.Kind == "" && e.Kind == nil {
		e.Kind = &v.Kind
	}
	touched := e.Kind != nil || e.Variant != nil || e.ToName != nil || e.ToAddr != nil || e.Subject != nil || e.Body != nil || e.ReadAgain || e.RestLonger
	if !touched || (v.Kind == "" && e.Kind == nil) {
		return nil
	}
	if dr.ID == "" {
		dr.ID, dr.ApplicationID, dr.DebriefID, dr.CreatedAt, dr.State = track.DraftID(tx.NewID()), v.App.ApplicationID, v.Debrief.ID, tx.Now(), track.DraftDrafted
		dr.InReplyTo = v.Debrief.MessageID
	}
	// Choosing another kind or wording starts from a fresh text, unless the
	// person has written their own.
	if e.Kind != nil && *e.Kind != dr.Kind {
		dr.Kind, dr.Variant, dr.Edited = *e.Kind, 0, false
	}
	if e.Variant != nil && *e.Variant != dr.Variant {
		dr.Variant, dr.Edited = *e.Variant, false
	}
	if e.Body != nil && strings.TrimSpace(*e.Body) != strings.TrimSpace(dr.Body) && e.Kind == nil && e.Variant == nil {
		dr.Body, dr.Edited = clip(strings.ReplaceAll(*e.Body, "\r\n", "\n"), 1<<16), true
	}
	set(&dr.ToName, e.ToName)
	set(&dr.ToAddr, e.ToAddr)
	set(&dr.Subject, e.Subject)
	if e.ReadAgain {
		dr.ReadAgainAt, dr.State = tx.Now(), track.DraftReady
	}
	if e.RestLonger {
		until, _ := v.Resting()
		dr.NotBefore, dr.ReadAgainAt, dr.State = max(until, v.Now)+24*60*60*1000, 0, track.DraftResting
	}
	dr.UpdatedAt = tx.Now()
	return store.Put(tx, dr)
}

// Check runs the lint on a text being written, without keeping it.
func (d *Desk) Check(ctx context.Context, id track.DebriefID, kind track.MessageKind, subject, body string) (r lint.Report, err error) {
	err = d.view(ctx, func(tx *store.Tx) error {
		v, err := d.debrief(tx, id)
		if err != nil {
			return err
		}
		set, err := tx.Settings()
		v.Draft.Subject = subject
		r = lint.Check(kind, body, lintFacts(v, set))
		return err
	})
	return r, err
}

// SaveDraft writes the message as a mail file for any mail program, in the
// thread of their mail when it is known. While it rests it is refused with
// fault.Conflict; open errors are not refused here: the door asks once.
func (d *Desk) SaveDraft(ctx context.Context, id track.DebriefID) (file []byte, name string, r Receipt, err error) {
	if d.w.o.WriteMail == nil {
		return nil, "", r, fault.New(fault.Conflict, "draft", "Mail files can't be written here.")
	}
	r, err = d.update(ctx, "save_draft", func(tx *store.Tx) (string, error) {
		v, err := d.debrief(tx, id)
		if err != nil {
			return "", err
		}
		if until, past := v.Resting(); !past {
			return "", fault.New(fault.Conflict, "draft", "The message rests until %s. “I have read it again” leads past it.", until.Time().In(v.Zone).Format("Mon 2 Jan, 15:04"))
		}
		if v.Kind == "" {
			return "", fault.New(fault.Conflict, "draft", "There is no message to save here.")
		}
		set, err := tx.Settings()
		if err != nil {
			return "", err
		}
		l := Letter{FromName: set.Name, FromAddr: set.Email, ToName: v.Draft.ToName, ToAddr: v.Draft.ToAddr, Subject: v.Draft.Subject, Body: v.Draft.Body, At: v.Now.Time()}
		if v.Message != nil {
			l.InReplyTo, l.Refs = v.Message.MailID, strings.TrimSpace(v.Message.Refs+" "+v.Message.MailID)
		}
		if file, err = d.w.o.WriteMail(l); err != nil {
			return "", err
		}
		name = SafeFileName("reply to " + v.App.Employer + ".eml")
		return "Draft file for " + v.App.Employer + " made", saved(tx, v, track.DraftSaved)
	})
	return file, name, r, err
}

func saved(tx *store.Tx, v DebriefView, state track.DraftState) error {
	dr := v.Draft
	if dr.ID == "" {
		dr.ID, dr.ApplicationID, dr.DebriefID, dr.CreatedAt = track.DraftID(tx.NewID()), v.App.ApplicationID, v.Debrief.ID, tx.Now()
	}
	dr.State, dr.Edited, dr.UpdatedAt, dr.InReplyTo = state, true, tx.Now(), v.Debrief.MessageID
	return store.Put(tx, dr)
}

// Finish is how a debrief ends: the reason, and one thing to try or none.
type Finish struct {
	Reply      string // "reply", "no_reply"
	Reason     track.ReasonCode
	TheySaid   bool
	ReasonLine string
	Option     string // id of an option, "own", or empty: change nothing yet
	Own        string // the person's own words for option "own"
	Shelf      string // new evidence for the next role
}

// FinishDebrief files the debrief and puts the chosen action on Today. One
// change, one undo.
func (d *Desk) FinishDebrief(ctx context.Context, id track.DebriefID, f Finish) (Receipt, error) {
	return d.update(ctx, "finish_debrief", func(tx *store.Tx) (string, error) {
		v, err := d.debrief(tx, id)
		if err != nil {
			return "", err
		}
		if v.Debrief.State == track.DebriefFinished {
			return "", fault.New(fault.Conflict, "debrief", "This debrief is finished already.")
		}
		deb := v.Debrief
		deb.State, deb.FinishedAt, deb.RulesVersion = track.DebriefFinished, v.Now, v.Decision.Version
		deb.Facts, deb.Decision = jsonOf(v.Facts), jsonOf(v.Decision)
		if f.Reply != "" {
			deb.Reply = f.Reply
		}
		if f.Reason != "" {
			deb.Reason = f.Reason
		}
		if deb.Reason == "" {
			deb.Reason = track.Unspecified
		}
		if _, ok := track.ReasonByCode(deb.Reason); !ok {
			return "", fault.New(fault.Invalid, "reason", "There is no reason %q.", deb.Reason)
		}
		deb.ReasonLine, deb.ReasonSource = clip(tidy(f.ReasonLine), 400), track.IInfer
		if f.TheySaid || f.Reason != "" && v.Meaning.Row > 0 && f.Reason == v.Meaning.Theme {
			deb.ReasonSource = track.TheySaid
		}
		if deb.ActionID, err = d.choose(tx, v, f); err != nil {
			return "", err
		}
		if strings.TrimSpace(f.Shelf) != "" {
			item := track.ShelfItem{ID: track.ShelfItemID(tx.NewID()), ApplicationID: v.App.ApplicationID, Text: clip(strings.TrimSpace(f.Shelf), 1<<16), Day: track.DayOf(v.Now.Time(), v.Zone)}
			if err := store.Put(tx, item); err != nil {
				return "", err
			}
		}
		return "Debrief of " + v.App.Employer + " finished", cmpErr(store.Put(tx, deb), closeSilent(tx, v), applyUpdates(tx, v))
	})
}

// closeSilent ends an application whose silence was accepted as the answer.
func closeSilent(tx *store.Tx, v DebriefView) error {
	if v.Decision.Outcome != track.CloseSilent || !v.App.Open() {
		return nil
	}
	return store.Put(tx, track.Event{ID: track.EventID(tx.NewID()), ApplicationID: v.App.ApplicationID, Kind: track.Ended, Ending: track.Silent,
		Day: track.DayOf(v.Now.Time(), v.Zone), At: v.Now, Source: "hand", RecordedAt: tx.Now()})
}

func jsonOf(v any) string { b, _ := json.Marshal(v); return string(b) }

// choose turns the chosen option into an action, linked to gate and measure.
func (d *Desk) choose(tx *store.Tx, v DebriefView, f Finish) (track.ActionID, error) {
	a := track.Action{ID: track.ActionID(tx.NewID()), ApplicationID: v.App.ApplicationID, DebriefID: v.Debrief.ID, State: track.ActionOpen, StartedOn: track.DayOf(v.Now.Time(), v.Zone)}
	switch f.Option {
	case "":
		return "", nil
	case "own":
		if a.Text = clip(tidy(f.Own), 400); a.Text == "" {
			return "", fault.New(fault.Invalid, "own", "Write the one thing you will try, or choose “change nothing yet”.")
		}
		a.Theme, a.Gate, a.Measure, a.Planned = f.Reason, v.Reading.Gate, v.Reading.Measure, plannedOf(v.Reading.Measure)
		return a.ID, store.Put(tx, a)
	}
	for _, o := range v.Options {
		if o.ID == f.Option {
			a.Text, a.Theme, a.Gate, a.Measure, a.Evidence, a.Planned = o.Text, o.Theme, o.Gate, o.Measure, o.Evidence, o.Planned
			return a.ID, store.Put(tx, a)
		}
	}
	return "", fault.New(fault.Invalid, "option", "There is no such thing to try in this debrief.")
}

// applyUpdates carries out what the decision suggests for the record.
func applyUpdates(tx *store.Tx, v DebriefView) error {
	for _, u := range v.Decision.Updates {
		var err error
		switch u.Code {
		case "watch_employer":
			err = watch(tx, v, 30, "You came to the last step there.")
		case "watch_90_days":
			err = watch(tx, v, 90, "The role went away, not you.")
		case "think_twice":
			var e track.Employer
			if e, err = store.Get[track.Employer](tx, v.App.EmployerID); err == nil {
				e.ThinkTwice = true
				err = store.Put(tx, e)
			}
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func watch(tx *store.Tx, v DebriefView, days int, reason string) error {
	list, err := store.By[track.Watch](tx, "employer_id", string(v.App.EmployerID))
	if err != nil {
		return err
	}
	for _, w := range list {
		if w.StoppedOn == "" {
			return nil
		}
	}
	today := track.DayOf(v.Now.Time(), v.Zone)
	warmth := track.Warm
	if v.Debrief.StageKind.Rank() >= track.Final.Rank() {
		warmth = track.Hot
	}
	return store.Put(tx, track.Watch{ID: track.WatchID(tx.NewID()), EmployerID: v.App.EmployerID, Reason: reason, ContactID: v.App.ContactID, Warmth: warmth,
		NextOn: today.Add(days), ReapplyOn: today.Add(183), CreatedAt: tx.Now()})
}

// EndAction says that an action is done or dropped, and what came of it.
func (d *Desk) EndAction(ctx context.Context, id track.ActionID, state track.ActionState, result string) (Receipt, error) {
	if state != track.ActionDone && state != track.ActionDropped && state != track.ActionOpen {
		return Receipt{}, unknownWord("state", string(state), []track.ActionState{track.ActionDone, track.ActionDropped, track.ActionOpen})
	}
	return d.update(ctx, "end_action", func(tx *store.Tx) (string, error) {
		a, err := store.Get[track.Action](tx, id)
		if err != nil {
			return "", err
		}
		set, err := tx.Settings()
		if err != nil {
			return "", err
		}
		_, today := d.now(set)
		a.State, a.Result, a.EndedOn = state, clip(tidy(result), 1000), today
		words := map[track.ActionState]string{track.ActionDone: "Marked as done", track.ActionDropped: "Dropped", track.ActionOpen: "Taken up again"}
		return words[state], store.Put(tx, a)
	})
}

// Note writes a message outside a debrief: a LinkedIn note, a check-in, a thank
// you after an interview. It keeps nothing.
func (d *Desk) Note(ctx context.Context, id track.ApplicationID, kind track.MessageKind, variant int) (w draft.Draft, r lint.Report, err error) {
	err = d.view(ctx, func(tx *store.Tx) error {
		set, err := tx.Settings()
		if err != nil {
			return err
		}
		var v DebriefView
		if v.App, err = item(tx, id); err != nil {
			return err
		}
		if v.Contact, _, err = store.Find[track.Person](tx, v.App.ContactID); err != nil {
			return err
		}
		v.Debrief.StageKind = v.App.StageKind
		w = draft.Write(kind, draftFacts(tx, v, set), draft.Options{Variant: variant})
		r = lint.Check(kind, w.Body, lint.Facts{Role: v.App.Role, Company: v.App.Employer, Recipient: v.Contact.Name, LinkedInLimit: set.LinkedInLimit})
		return nil
	})
	return w, r, err
}
