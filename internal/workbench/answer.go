package workbench

import (
	"context"
	"strings"

	"debrief/internal/fault"
	"debrief/internal/feedback"
	"debrief/internal/store"
	"debrief/internal/track"
)

// Answer is what came in: typed as a kind and a day, pasted as text, or given
// as one mail. Text and Raw may both be empty.
type Answer struct {
	Application track.ApplicationID
	Kind        track.AnswerKind // empty: read from the text, declined when it does not say
	Stage       track.StageKind  // empty: where the application stands
	Day         track.Day        // empty: of the mail, else today
	Text        string           // pasted, with or without header lines
	Raw         []byte           // one .eml
}

var endingOf = map[track.AnswerKind]track.Ending{
	track.KindDeclined: track.Declined, track.KindSilent: track.Silent, track.KindRoleClosed: track.RoleClosed,
	track.KindFilledInternally: track.FilledInternally, track.KindWithdrew: track.Withdrew, track.KindOfferWithdrawn: track.OfferWithdrawn,
}

// TextLimit is how much pasted text is taken.
const TextLimit = 2 << 20

// LogAnswer records an answer: the message as it was, the ending, and a debrief
// that waits. The same mail given twice adds nothing and leads to the same
// debrief. Kinds of error: Invalid, TooLarge, NotFound.
func (d *Desk) LogAnswer(ctx context.Context, a Answer) (track.DebriefID, Receipt, error) {
	if a.Kind != "" && endingOf[a.Kind] == "" {
		return "", Receipt{}, unknownWord("kind", string(a.Kind), track.AnswerKinds)
	}
	if a.Stage != "" && !a.Stage.Valid() {
		return "", Receipt{}, unknownWord("stage", string(a.Stage), track.StageKinds)
	}
	if len(a.Text) > TextLimit {
		return "", Receipt{}, fault.New(fault.TooLarge, "text", "The pasted text has %d MB. Up to 2 MB is read; paste only the answer.", len(a.Text)>>20)
	}
	msg, err := d.readAnswer(a)
	if err != nil {
		return "", Receipt{}, err
	}
	if msg == nil && a.Kind == "" {
		return "", Receipt{}, fault.New(fault.Invalid, "text", "There is no answer here: the text is empty. Paste it, or say which kind of answer came.")
	}
	var id track.DebriefID
	r, err := d.update(ctx, "log_answer", func(tx *store.Tx) (string, error) {
		app, err := store.Get[track.Application](tx, a.Application)
		if err != nil {
			return "", fault.New(fault.NotFound, "application", "There is no such application.")
		}
		if msg != nil && msg.Source == "pasted" && msg.ContentID != "" {
			// A pasted text has no sender of its own: the same form letter from two
			// employers is two answers.
			msg.ContentID = hash(string(app.ID) + " " + msg.ContentID)
		}
		if existing, err := sameMessage(tx, app.ID, msg); err != nil || existing != "" {
			id = existing
			return "", err
		}
		id, err = d.logAnswer(tx, app, a, msg)
		return "Answer from " + name(tx, app) + " recorded", err
	})
	return id, r, err
}

func (d *Desk) readAnswer(a Answer) (*track.Message, error) {
	var msg track.Message
	var err error
	switch {
	case len(a.Raw) > 0 && d.w.o.ReadMail != nil:
		msg, err = d.w.o.ReadMail(a.Raw)
	case strings.TrimSpace(a.Text) == "":
		return nil, nil
	case d.w.o.ReadPasted != nil:
		msg, err = d.w.o.ReadPasted(a.Text)
	default:
		msg = track.Message{Source: "typed", Text: a.Text, NewEnd: len(a.Text)}
	}
	return &msg, err
}

// sameMessage finds the debrief of a mail that is on record already. With
// another application it is a fault.Conflict that names the employer.
func sameMessage(tx *store.Tx, app track.ApplicationID, msg *track.Message) (track.DebriefID, error) {
	if msg == nil || msg.ContentID == "" {
		return "", nil
	}
	old, err := store.By[track.Message](tx, "content_id", msg.ContentID)
	if err != nil || len(old) == 0 {
		return "", err
	}
	if other := old[0].ApplicationID; other != "" && other != app {
		return "", fault.New(fault.Conflict, "mail", "This mail is on record already, with %s. Nothing was changed.", nameOf(tx, other))
	}
	list, err := store.By[track.Debrief](tx, "message_id", string(old[0].ID))
	if err == nil && len(list) == 0 {
		err = fault.New(fault.Conflict, "mail", "This mail is on record already.")
	}
	return first(list).ID, err
}

func (d *Desk) logAnswer(tx *store.Tx, app track.Application, a Answer, msg *track.Message) (track.DebriefID, error) {
	set, err := tx.Settings()
	if err != nil {
		return "", err
	}
	now, today := d.now(set)
	state, err := tx.StateOf(app.ID)
	if err != nil {
		return "", err
	}
	deb := track.Debrief{ID: track.DebriefID(tx.NewID()), ApplicationID: app.ID, Kind: a.Kind, StageKind: a.Stage, State: track.DebriefWaiting, AnsweredOn: a.Day, NewsAt: now, CreatedAt: tx.Now()}
	if deb.StageKind == "" {
		deb.StageKind = state.StageKind
	}
	if msg != nil {
		if err := d.keepMessage(tx, &app, msg, a.Raw); err != nil {
			return "", err
		}
		deb.MessageID = msg.ID
		if deb.Kind == "" {
			deb.Kind = feedback.ReadAnswer(msg.NewText()).Kind
		}
		if msg.Date.Known() && msg.Date <= now {
			deb.NewsAt = msg.Date
			if deb.AnsweredOn == "" {
				deb.AnsweredOn = track.DayOf(msg.Date.Time(), zone(set))
			}
		}
	}
	if deb.Kind == "" {
		deb.Kind = track.KindDeclined
	}
	if deb.AnsweredOn == "" {
		deb.AnsweredOn = today
	}
	if deb.AnsweredOn != track.DayOf(deb.NewsAt.Time(), zone(set)) {
		deb.NewsAt = track.InstantOf(deb.AnsweredOn.Time())
	}
	if err := d.recordEvents(tx, app.ID, deb, msg); err != nil {
		return "", err
	}
	return deb.ID, store.Put(tx, deb)
}

// keepMessage stores a mail, whole and unaltered, and the person who wrote it.
func (d *Desk) keepMessage(tx *store.Tx, app *track.Application, msg *track.Message, raw []byte) error {
	msg.ID, msg.ApplicationID = track.MessageID(tx.NewID()), app.ID
	if len(raw) > 0 {
		if err := store.Put(tx, track.Blob{ID: string(msg.ID), Data: raw}); err != nil {
			return err
		}
	}
	if err := store.Put(tx, *msg); err != nil {
		return err
	}
	if msg.Automated || msg.FromAddr == "" {
		return nil
	}
	employer, role := app.EmployerID, track.RoleRecruiter
	if app.AgencyID != "" {
		employer, role = app.AgencyID, track.RoleAgent
	}
	p, err := ensurePerson(tx, employer, msg.FromName, msg.FromAddr, role)
	if err != nil || app.ContactID != "" {
		return err
	}
	app.ContactID = p.ID
	return store.Put(tx, *app)
}

func (d *Desk) recordEvents(tx *store.Tx, id track.ApplicationID, deb track.Debrief, msg *track.Message) error {
	event := func(e track.Event) error {
		e.ID, e.ApplicationID, e.Day, e.Source, e.RecordedAt = track.EventID(tx.NewID()), id, deb.AnsweredOn, "hand", tx.Now()
		return store.Put(tx, e)
	}
	if msg != nil {
		if err := event(track.Event{Kind: track.MessageReceived, At: deb.NewsAt, MessageID: msg.ID, Automated: msg.Automated}); err != nil {
			return err
		}
	}
	state, err := tx.StateOf(id)
	if err != nil || state.Ending == endingOf[deb.Kind] {
		return err
	}
	return event(track.Event{Kind: track.Ended, Ending: endingOf[deb.Kind], At: deb.NewsAt, MessageID: deb.MessageID})
}

// StartDebrief opens a debrief for an application that has none waiting: of its
// ending, or of its silence when it is still open.
func (d *Desk) StartDebrief(ctx context.Context, id track.ApplicationID) (track.DebriefID, Receipt, error) {
	var waiting track.DebriefID
	kind := track.KindSilent
	err := d.view(ctx, func(tx *store.Tx) error {
		list, err := store.By[track.Debrief](tx, "application_id", string(id))
		for _, x := range list {
			if x.State != track.DebriefFinished {
				waiting = x.ID
			}
		}
		if err != nil {
			return err
		}
		state, err := tx.StateOf(id)
		for k, e := range endingOf {
			if e == state.Ending {
				kind = k
			}
		}
		return err
	})
	if err != nil || waiting != "" {
		return waiting, Receipt{}, err
	}
	if kind != track.KindSilent {
		return d.LogAnswer(ctx, Answer{Application: id, Kind: kind})
	}
	r, err := d.update(ctx, "start_debrief", func(tx *store.Tx) (string, error) {
		set, err := tx.Settings()
		if err != nil {
			return "", err
		}
		state, err := tx.StateOf(id)
		if err != nil {
			return "", err
		}
		now, today := d.now(set)
		waiting = track.DebriefID(tx.NewID())
		return "Debrief of " + nameOf(tx, id) + " begun", store.Put(tx, track.Debrief{ID: waiting, ApplicationID: id, Kind: kind, StageKind: state.StageKind,
			State: track.DebriefWaiting, AnsweredOn: today, NewsAt: now, CreatedAt: now})
	})
	return waiting, r, err
}

// MarkSent records that the person sent a message. Debrief itself never sends.
func (d *Desk) MarkSent(ctx context.Context, id track.ApplicationID, checkIn bool) (Receipt, error) {
	kind, word := track.MessageSent, "Reply"
	if checkIn {
		kind, word = track.CheckInSent, "Check-in"
	}
	return d.update(ctx, "mark_sent", func(tx *store.Tx) (string, error) {
		set, err := tx.Settings()
		if err != nil {
			return "", err
		}
		now, today := d.now(set)
		return word + " to " + nameOf(tx, id) + " marked as sent", store.Put(tx, track.Event{ID: track.EventID(tx.NewID()), ApplicationID: id, Kind: kind, Day: today, At: now, Source: "hand", RecordedAt: tx.Now()})
	})
}

// PlanInterview records a conversation at the stage where the application stands.
func (d *Desk) PlanInterview(ctx context.Context, id track.ApplicationID, at track.Instant, minutes int, place, people string) (Receipt, error) {
	return d.PlanRound(ctx, id, "", track.Event{At: at, Minutes: minutes, Place: place, People: people})
}

// PlanRound records a conversation, to come or held already, at one of the
// person's stages; an application that has not come that far enters it. An empty
// stage is where it stands. Kinds of error: Invalid, NotFound.
func (d *Desk) PlanRound(ctx context.Context, id track.ApplicationID, stage string, e track.Event) (Receipt, error) {
	if !e.At.Known() {
		return Receipt{}, fault.New(fault.Invalid, "at", "An interview needs a day and a time.")
	}
	return d.update(ctx, "plan_interview", func(tx *store.Tx) (string, error) {
		set, err := tx.Settings()
		if err != nil {
			return "", err
		}
		state, err := tx.StateOf(id)
		if err != nil {
			return "", err
		}
		talk := track.Event{ID: track.EventID(tx.NewID()), ApplicationID: id, Kind: track.InterviewSet, Day: track.DayOf(e.At.Time(), zone(set)), At: e.At,
			StageID: state.StageID, StageKind: state.StageKind, Minutes: e.Minutes, Place: tidy(e.Place), People: tidy(e.People), Source: "hand", RecordedAt: tx.Now()}
		if stage != "" {
			st, err := findStage(tx, stage)
			if err != nil {
				return "", err
			}
			talk.StageID, talk.StageKind = st.ID, st.Kind
			if _, today := d.now(set); st.Kind.Rank() > state.FurthestRank {
				entered := track.Event{ID: track.EventID(tx.NewID()), ApplicationID: id, Kind: track.StageEntered, Day: min(today, talk.Day), StageID: st.ID, StageKind: st.Kind, Source: "hand", RecordedAt: tx.Now()}
				if err := store.Put(tx, entered); err != nil {
					return "", err
				}
			}
		}
		return "Interview at " + nameOf(tx, id) + " noted", store.Put(tx, talk)
	})
}

// Promise records the day on which they said they would answer.
func (d *Desk) Promise(ctx context.Context, id track.ApplicationID, on track.Day) (Receipt, error) {
	return d.update(ctx, "promise", func(tx *store.Tx) (string, error) {
		set, err := tx.Settings()
		if err != nil {
			return "", err
		}
		_, today := d.now(set)
		return "Promised day at " + nameOf(tx, id) + " noted", store.Put(tx, track.Event{ID: track.EventID(tx.NewID()), ApplicationID: id, Kind: track.Promised, Day: today, PromisedOn: on, Source: "hand", RecordedAt: tx.Now()})
	})
}

// Waiting lists the debriefs that are not finished, oldest answer first.
func (d *Desk) Waiting(ctx context.Context) (ids []track.DebriefID, err error) {
	err = d.view(ctx, func(tx *store.Tx) error {
		list, err := tx.WaitingDebriefs(100)
		for _, later := range []bool{false, true} {
			for _, x := range list {
				if later == (x.State == track.DebriefLater) {
					ids = append(ids, x.ID)
				}
			}
		}
		return err
	})
	return ids, err
}

// NextDebrief is the one that waits longest; empty when none does. What was put
// off until later is not asked for.
func (d *Desk) NextDebrief(ctx context.Context) (id track.DebriefID, err error) {
	err = d.view(ctx, func(tx *store.Tx) error {
		list, err := tx.WaitingDebriefs(100)
		for _, x := range list {
			if x.State != track.DebriefLater && id == "" {
				id = x.ID
			}
		}
		return err
	})
	return id, err
}
