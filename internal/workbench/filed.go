package workbench

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"

	"debrief/internal/fault"
	"debrief/internal/store"
	"debrief/internal/track"
	"debrief/internal/triage"
)

// gather puts together what filing one mail with one application needs to know.
// The application may be one that is not on record yet: then its id is empty.
func (d *Desk) gatherFiling(tx *store.Tx, set track.Settings, item track.InboxItem, class track.Class, app track.Application) (*filing, error) {
	f := &filing{class: class, app: app, tz: zone(set), stages: map[track.StageID]track.Stage{}, uids: map[track.EventID]string{}}
	var err error
	if f.msg, err = store.Get[track.Message](tx, item.MessageID); err != nil {
		return nil, err
	}
	if f.verdict, err = verdictOf(item); err != nil {
		return nil, err
	}
	now, today := d.now(set)
	f.day = today
	if f.msg.Date.Known() && f.msg.Date <= now {
		f.day = track.DayOf(f.msg.Date.Time(), f.tz)
	}
	if app.ID == "" {
		return f, nil
	}
	list, err := store.All[track.Stage](tx)
	for _, s := range list {
		f.stages[s.ID] = s
	}
	if err != nil {
		return nil, err
	}
	if f.events, err = store.By[track.Event](tx, "application_id", string(app.ID)); err != nil {
		return nil, err
	}
	if f.drafts, err = store.By[track.Draft](tx, "application_id", string(app.ID)); err != nil {
		return nil, err
	}
	return f, interviewUIDs(tx, f)
}

// interviewUIDs finds the calendar names of the interviews on record in the
// readings of the mails they came from.
func interviewUIDs(tx *store.Tx, f *filing) error {
	if f.class != track.ClassInterview {
		return nil
	}
	for _, e := range f.events {
		if e.Kind != track.InterviewSet || e.MessageID == "" {
			continue
		}
		items, err := store.By[track.InboxItem](tx, "message_id", string(e.MessageID))
		if err != nil {
			return err
		}
		if v, err := verdictOf(first(items)); err == nil && v.Interview != nil {
			f.uids[e.ID] = v.Interview.UID
		}
	}
	return nil
}

func verdictOf(item track.InboxItem) (v triage.Verdict, err error) {
	if item.Verdict == "" {
		return v, nil
	}
	return v, json.Unmarshal([]byte(item.Verdict), &v)
}

// carryOut writes what a filing changes, as part of the running change.
func (d *Desk) carryOut(tx *store.Tx, f *filing, item track.InboxItem, by string) error {
	f.msg.ApplicationID = f.app.ID
	if err := store.Put(tx, f.msg); err != nil {
		return err
	}
	for _, id := range f.void {
		if err := store.Put(tx, track.Event{ID: track.EventID(tx.NewID()), ApplicationID: f.app.ID, Kind: track.Voided, Voids: id, Source: "mail", RecordedAt: tx.Now()}); err != nil {
			return err
		}
	}
	for _, e := range f.add {
		e.ID, e.ApplicationID, e.RecordedAt = track.EventID(tx.NewID()), f.app.ID, tx.Now()
		if e.Kind == track.StageEntered {
			e.StageID = stageOfKind(f.stages, e.StageKind)
		}
		if err := store.Put(tx, e); err != nil {
			return err
		}
		if e.Kind == track.InterviewSet { // moved: what was written goes along
			for _, id := range f.void {
				if err := carryNotes(tx, id, e.ID); err != nil {
					return err
				}
			}
		}
	}
	if f.debrief != nil {
		if err := d.openDebrief(tx, f); err != nil {
			return err
		}
	}
	if f.sent != nil {
		if err := store.Put(tx, *f.sent); err != nil {
			return err
		}
	}
	if err := d.keepPeople(tx, f); err != nil {
		return err
	}
	item.State, item.ApplicationID, item.Class, item.By, item.ChangeID, item.HeldUntil = track.InboxFiled, f.app.ID, f.class, by, tx.ChangeID(), 0
	return store.Put(tx, item)
}

// stageOfKind is the first of the person's own stages that counts as a kind.
func stageOfKind(stages map[track.StageID]track.Stage, kind track.StageKind) track.StageID {
	var best track.Stage
	for _, s := range stages {
		if s.Kind == kind && (best.ID == "" || s.Position < best.Position || s.Position == best.Position && s.ID < best.ID) {
			best = s
		}
	}
	return best.ID
}

// openDebrief opens the debrief of an answer. One that was begun by hand and
// waits for its mail gets it; one that is finished is left alone.
func (d *Desk) openDebrief(tx *store.Tx, f *filing) error {
	list, err := store.By[track.Debrief](tx, "application_id", string(f.app.ID))
	if err != nil {
		return err
	}
	for _, old := range list {
		switch {
		case old.MessageID == f.msg.ID || old.State == track.DebriefFinished && old.Kind == f.debrief.Kind:
			return nil
		case old.State != track.DebriefFinished && old.MessageID == "":
			old.MessageID, old.NewsAt, old.AnsweredOn, old.Kind = f.msg.ID, f.debrief.NewsAt, f.debrief.AnsweredOn, f.debrief.Kind
			return store.Put(tx, old)
		}
	}
	x := *f.debrief
	x.ID, x.ApplicationID, x.CreatedAt = track.DebriefID(tx.NewID()), f.app.ID, tx.Now()
	if !x.NewsAt.Known() || x.AnsweredOn != track.DayOf(x.NewsAt.Time(), f.tz) {
		x.NewsAt = track.InstantOf(x.AnsweredOn.Time())
	}
	return store.Put(tx, x)
}

// keepPeople puts the people of a mail on record: who wrote it, who signed it,
// and whom the person is to meet. The first of them becomes the one to write to.
func (d *Desk) keepPeople(tx *store.Tx, f *filing) error {
	if f.msg.Out || f.class == track.ClassAlert || f.class == track.ClassOther && f.app.ID == "" {
		return nil
	}
	employer, role := f.app.EmployerID, track.RoleRecruiter
	if f.app.AgencyID != "" {
		employer, role = f.app.AgencyID, track.RoleAgent
	}
	writer := track.Person{}
	var err error
	switch {
	case !f.msg.Automated && f.msg.FromAddr != "":
		writer, err = ensurePerson(tx, employer, f.msg.FromName, f.msg.FromAddr, role)
	case f.verdict.ContactAddr != "" && !oneOf(strings.ToLower(f.verdict.ContactAddr), strings.ToLower(f.msg.FromAddr)):
		writer, err = ensurePerson(tx, employer, f.verdict.ContactName, f.verdict.ContactAddr, role)
	}
	if err != nil {
		return err
	}
	if in := f.verdict.Interview; in != nil && f.class == track.ClassInterview {
		for _, p := range in.People {
			name, email := nameAndAddress(p)
			if name == "" && email == "" || strings.EqualFold(email, writer.Email) && email != "" || store.Fold(name) == store.Fold(writer.Name) {
				continue
			}
			if _, err := ensurePerson(tx, f.app.EmployerID, name, email, track.RoleInterviewer); err != nil {
				return err
			}
		}
	}
	if f.app.ContactID != "" || writer.ID == "" {
		return nil
	}
	f.app.ContactID = writer.ID
	return store.Put(tx, f.app)
}

// file files one mail with an application on record, as part of the running
// change, and gives the words for it.
func (d *Desk) file(tx *store.Tx, set track.Settings, item track.InboxItem, class track.Class, id track.ApplicationID, promise track.Day, by string) (string, error) {
	app, found, err := store.Find[track.Application](tx, id)
	if err != nil || !found {
		return "", cmpErr(err, fault.New(fault.NotFound, "application", "There is no such application."))
	}
	f, err := d.gatherFiling(tx, set, item, class, app)
	if err != nil {
		return "", err
	}
	f.promise = promise
	f.plan()
	if err := d.carryOut(tx, f, item, by); err != nil {
		return "", err
	}
	return filedWords(class, f.msg.Out) + ": " + name(tx, app), nil
}

func filedWords(class track.Class, out bool) string {
	if out {
		return "Your message filed"
	}
	words := map[track.Class]string{track.ClassReceived: "Confirmation filed", track.ClassRejection: "Answer filed as a no", track.ClassInterview: "Interview mail filed", track.ClassAssessment: "Task filed",
		track.ClassOffer: "Offer filed", track.ClassInformation: "Request filed", track.ClassStatus: "Update filed", track.ClassOutreach: "Recruiter's mail filed"}
	return cmp.Or(words[class], "Mail filed")
}

// begin puts the application that a prospect stands for on record, with every
// mail gathered for it, in the order of their dates. edit may correct what the
// mails told; the zero value leaves it.
func (d *Desk) begin(tx *store.Tx, set track.Settings, p track.Prospect, edit NewApplication, by string) (track.Application, error) {
	if p.ApplicationID != "" {
		return track.Application{}, fault.New(fault.Conflict, "prospect", "This application is on record already.")
	}
	lines, err := tx.Inbox(store.InboxFilter{Prospect: p.ID}, true, 0, 1000)
	if err != nil {
		return track.Application{}, err
	}
	lines = slices.DeleteFunc(lines, func(l store.InboxLine) bool { return l.State == track.InboxFiled || l.State == track.InboxDismissed })
	n := NewApplication{Company: cmp.Or(tidy(edit.Company), p.Company), Agency: cmp.Or(tidy(edit.Agency), p.Agency), Role: cmp.Or(tidy(edit.Role), p.Role), Channel: cmp.Or(edit.Channel, p.Channel, track.Cold), Source: p.Vendor}
	n.Channel = channelThrough(n, edit.Channel)
	if n.Company == "" {
		if n.Company = n.Agency; n.Company == "" {
			return track.Application{}, fault.New(fault.Invalid, "company", "Which company is it? The mails do not say. A word is enough.")
		}
	}
	id, err := d.add(tx, n, "mail:"+string(p.ID), "mail")
	if err != nil {
		return track.Application{}, err
	}
	if err := d.firstEvent(tx, set, id, lines, edit.AppliedOn); err != nil {
		return track.Application{}, err
	}
	if p.Requisition != "" {
		if err := d.keepRequisition(tx, id, n.Role, p.Requisition); err != nil {
			return track.Application{}, err
		}
	}
	p.ApplicationID, p.Company, p.Role = id, n.Company, n.Role
	if err := store.Put(tx, p); err != nil {
		return track.Application{}, err
	}
	for _, l := range lines {
		if _, err := d.file(tx, set, l.InboxItem, l.Class, id, "", by); err != nil {
			return track.Application{}, err
		}
	}
	return store.Get[track.Application](tx, id)
}

// channelThrough is the channel of an application that mails told of: an agency
// needs a name.
func channelThrough(n NewApplication, said track.Channel) track.Channel {
	switch {
	case said != "":
		return said
	case n.Agency != "" && n.Company != "" && store.Fold(n.Agency) != store.Fold(n.Company):
		return track.Agency
	case n.Channel == track.Agency:
		return track.Cold
	}
	return n.Channel
}

// firstEvent is how the application began: on the day of its confirmation, or
// on one that is not known. Where a recruiter wrote first, that mail tells.
func (d *Desk) firstEvent(tx *store.Tx, set track.Settings, id track.ApplicationID, lines []store.InboxLine, on track.Day) error {
	inbound := len(lines) > 0 && lines[0].Class == track.ClassOutreach
	if inbound && on == "" {
		return nil
	}
	now, _ := d.now(set)
	for _, l := range lines {
		if on == "" && l.Class == track.ClassReceived && l.Date.Known() && l.Date <= now {
			on = track.DayOf(l.Date.Time(), zone(set))
		}
	}
	return enter(tx, id, track.Applied, "", on, 0, "mail")
}

func (d *Desk) keepRequisition(tx *store.Tx, id track.ApplicationID, role, requisition string) error {
	a, err := store.Get[track.Application](tx, id)
	if err != nil {
		return err
	}
	p := track.Posting{ID: track.PostingID(tx.NewID()), Title: role, Requisition: requisition, SavedAt: tx.Now()}
	a.PostingID = p.ID
	return cmpErr(store.Put(tx, p), store.Put(tx, a))
}
