package workbench

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"debrief/internal/fault"
	"debrief/internal/store"
	"debrief/internal/track"
)

// FileAs says how a mail of the Inbox is to be filed. The zero value files it
// as it was proposed.
type FileAs struct {
	Class       track.Class         // empty: as it was read
	Application track.ApplicationID // put it with this one
	New         *NewApplication     // or begin one, with what is given here instead of what the mail told
	Promise     track.Day           // "if you do not hear by": the day on which Debrief asks again
}

// FileMail files one mail, learns from what was corrected, and gives the way
// back. Kinds of error: Invalid when it is not known where it belongs, NotFound,
// Conflict when it does not wait any more.
func (d *Desk) FileMail(ctx context.Context, id track.InboxID, as FileAs) (Receipt, error) {
	if as.Class != "" && !as.Class.Valid() {
		return Receipt{}, unknownWord("class", string(as.Class), track.Classes)
	}
	return d.update(ctx, "file_mail", func(tx *store.Tx) (string, error) {
		set, err := tx.Settings()
		if err != nil {
			return "", err
		}
		item, err := waitingItem(tx, id)
		if err != nil {
			return "", err
		}
		return d.fileAs(tx, set, item, as)
	})
}

func waitingItem(tx *store.Tx, id track.InboxID) (track.InboxItem, error) {
	item, found, err := store.Find[track.InboxItem](tx, id)
	switch {
	case err != nil:
		return item, err
	case !found:
		return item, fault.New(fault.NotFound, "mail", "There is no such mail in the Inbox.")
	case item.State == track.InboxFiled:
		return item, fault.New(fault.Conflict, "mail", "This mail is filed already. Take that back first.")
	}
	return item, nil
}

func (d *Desk) fileAs(tx *store.Tx, set track.Settings, item track.InboxItem, as FileAs) (string, error) {
	read := item.Class
	item.Class = cmp.Or(as.Class, item.Class)
	if err := d.learnClass(tx, item, read); err != nil {
		return "", err
	}
	if item.Class == track.ClassOther || item.Class == track.ClassAlert {
		kept, err := belongs(tx, item, as)
		switch {
		case err != nil:
			return "", err
		case !kept:
			return d.setAside(tx, item, byPerson)
		}
	}
	target, prospect, err := d.target(tx, item, as)
	if err != nil {
		return "", err
	}
	if target != "" {
		if as.Application != "" && as.Application != proposed(item) {
			if err := d.learnPlace(tx, item, target); err != nil {
				return "", err
			}
		}
		if prospect.ID == "" {
			item.ProspectID = ""
		}
		return d.file(tx, set, item, item.Class, target, as.Promise, byPerson)
	}
	item.State, item.ProspectID = track.InboxWaiting, prospect.ID
	if err := store.Put(tx, item); err != nil {
		return "", err
	}
	var edit NewApplication
	if as.New != nil {
		edit = *as.New
	}
	app, err := d.begin(tx, set, prospect, edit, byPerson)
	if err != nil {
		return "", err
	}
	return "On record: " + name(tx, app), d.promised(tx, set, item, app.ID, as.Promise)
}

// belongs tells that a mail without a class of its own is part of the search all
// the same: of a conversation that waits, or written by the person and proposed
// for an application.
func belongs(tx *store.Tx, item track.InboxItem, as FileAs) (bool, error) {
	matches, err := matchesOf(item)
	switch {
	case err != nil || as.Class != "":
		return false, err
	case item.Doubt == track.DoubtMatch:
		return true, nil
	case item.ProspectID == "" && len(matches) == 0:
		return false, nil
	}
	m, err := store.Get[track.Message](tx, item.MessageID)
	return m.Out, err
}

// proposed is the application on record that a mail was proposed for.
func proposed(item track.InboxItem) track.ApplicationID {
	matches, err := matchesOf(item)
	if err != nil || len(matches) == 0 {
		return ""
	}
	return matches[0].ID
}

// target is where a mail goes: an application on record, or a prospect to begin.
func (d *Desk) target(tx *store.Tx, item track.InboxItem, as FileAs) (track.ApplicationID, track.Prospect, error) {
	p, found, err := store.Find[track.Prospect](tx, item.ProspectID)
	switch {
	case err != nil:
		return "", p, err
	case as.Application != "":
		if !found || p.ApplicationID != as.Application {
			p = track.Prospect{}
		}
		return as.Application, p, nil
	case as.New != nil && found && p.ApplicationID == "":
		return "", p, nil
	case as.New != nil:
		p, err = d.newProspect(tx, item, *as.New)
		return "", p, err
	case found:
		return p.ApplicationID, p, nil
	}
	matches, err := matchesOf(item)
	if err != nil {
		return "", p, err
	}
	for _, m := range matches {
		if id, ok := prospectOf(string(m.ID)); ok {
			if p, found, err = store.Find[track.Prospect](tx, id); err != nil || found {
				return p.ApplicationID, p, err
			}
			continue
		}
		return m.ID, track.Prospect{}, nil
	}
	v, err := verdictOf(item)
	if err == nil && v.Company != "" {
		p, err = d.newProspect(tx, item, NewApplication{Company: v.Company, Role: v.Role})
		return "", p, err
	}
	return "", p, cmpErr(err, fault.New(fault.Invalid, "application", "Which application does this mail belong to? Choose one, or name the company."))
}

func (d *Desk) newProspect(tx *store.Tx, item track.InboxItem, n NewApplication) (track.Prospect, error) {
	v, err := verdictOf(item)
	if err != nil {
		return track.Prospect{}, err
	}
	set, err := tx.Settings()
	if err != nil {
		return track.Prospect{}, err
	}
	day := track.DayOf(item.Date.Time(), zone(set))
	p := track.Prospect{ID: track.ProspectID(tx.NewID()), Company: cmp.Or(tidy(n.Company), v.Company), Agency: tidy(n.Agency), Role: cmp.Or(tidy(n.Role), v.Role), Requisition: v.Requisition,
		Channel: n.Channel, Vendor: v.Vendor, FirstOn: day, LastOn: day, ReadingID: item.ReadingID, CreatedAt: tx.Now()}
	return p, store.Put(tx, p)
}

// promised notes the day on which to ask again, for a mail that began its own
// application.
func (d *Desk) promised(tx *store.Tx, set track.Settings, item track.InboxItem, id track.ApplicationID, day track.Day) error {
	if !day.Known() {
		return nil
	}
	return store.Put(tx, track.Event{ID: track.EventID(tx.NewID()), ApplicationID: id, Kind: track.Promised, Day: track.DayOf(item.Date.Time(), zone(set)), PromisedOn: day, MessageID: item.MessageID, Source: "mail", RecordedAt: tx.Now()})
}

// setAside takes a mail out of the Inbox without filing it.
func (d *Desk) setAside(tx *store.Tx, item track.InboxItem, by string) (string, error) {
	item.State, item.By, item.ChangeID, item.ProspectID, item.HeldUntil = track.InboxDismissed, by, tx.ChangeID(), "", 0
	return "Set aside", store.Put(tx, item)
}

// ConfirmMails files several mails as they were proposed, in the order of their
// dates, as one change. A mail for which no place is known is left where it is.
func (d *Desk) ConfirmMails(ctx context.Context, ids []track.InboxID) (Receipt, error) {
	return d.update(ctx, "file_mail", func(tx *store.Tx) (string, error) {
		set, err := tx.Settings()
		if err != nil {
			return "", err
		}
		var items []track.InboxItem
		for _, id := range ids {
			item, found, err := store.Find[track.InboxItem](tx, id)
			if err != nil {
				return "", err
			}
			if found && (item.State == track.InboxWaiting || item.State == track.InboxHeld) {
				items = append(items, item)
			}
		}
		slices.SortFunc(items, func(a, b track.InboxItem) int { return cmp.Or(cmp.Compare(a.Date, b.Date), cmp.Compare(a.ID, b.ID)) })
		filed, left := 0, 0
		for _, item := range items {
			now, err := store.Get[track.InboxItem](tx, item.ID) // an earlier one may have taken it along
			if err != nil {
				return "", err
			}
			if now.State != track.InboxFiled {
				_, err = d.fileAs(tx, set, now, FileAs{})
			}
			switch {
			case fault.KindOf(err) == fault.Invalid:
				left++
			case err != nil:
				return "", err
			default:
				filed++
			}
		}
		text := fmt.Sprintf("%d %s filed", filed, plural(filed, "mail", "mails"))
		if left > 0 {
			text += fmt.Sprintf(", %d still need a company", left)
		}
		return text, nil
	})
}

// SetAllAside takes every mail that is most likely not about the search out of
// the Inbox, as one change.
func (d *Desk) SetAllAside(ctx context.Context) (Receipt, error) {
	return d.update(ctx, "set_aside", func(tx *store.Tx) (string, error) {
		lines, err := tx.Inbox(store.InboxFilter{State: track.InboxWaiting, Perhaps: store.OnlyPerhaps}, true, 0, 5000)
		if err != nil {
			return "", err
		}
		for _, l := range lines {
			if _, err := d.setAside(tx, l.InboxItem, byPerson); err != nil {
				return "", err
			}
		}
		return fmt.Sprintf("%d %s set aside", len(lines), plural(len(lines), "mail", "mails")), nil
	})
}

// Prospect is an application that mails tell of, with those mails.
type Prospect struct {
	track.Prospect
	Lines   []InboxLine
	Effects []Effect
	Sure    bool // at least one of its mails says plainly that the person applied, or took part
}

// Prospects lists the applications that mails tell of and that are not on
// record, latest mail first, at most limit from offset on.
func (d *Desk) Prospects(ctx context.Context, reading track.ReadingID, offset, limit int) (list []Prospect, more bool, err error) {
	err = d.view(ctx, func(tx *store.Tx) error {
		set, err := tx.Settings()
		if err != nil {
			return err
		}
		all, err := store.By[track.Prospect](tx, "application_id", "")
		if err != nil {
			return err
		}
		slices.SortFunc(all, func(a, b track.Prospect) int { return cmp.Or(cmp.Compare(b.LastOn, a.LastOn), cmp.Compare(a.ID, b.ID)) })
		skip := offset
		for _, p := range all {
			if reading != "" && p.ReadingID != reading {
				continue
			}
			lines, err := tx.Inbox(store.InboxFilter{Prospect: p.ID, State: track.InboxWaiting}, true, 0, 100)
			if err != nil {
				return err
			}
			if len(lines) == 0 {
				continue
			}
			if skip > 0 {
				skip--
				continue
			}
			if len(list) == limit {
				more = true
				return nil
			}
			line, err := d.prospectLine(tx, set, p, lines)
			if err != nil {
				return err
			}
			list = append(list, line)
		}
		return nil
	})
	return list, more, err
}

// sureEnough is the confidence from which a proposal has its tick.
const sureEnough = 0.8

// tookPart tells that a mail of a class shows the person to have applied, which
// an advert and a recruiter's first mail do not.
func tookPart(c track.Class) bool {
	switch c {
	case track.ClassReceived, track.ClassRejection, track.ClassInterview, track.ClassAssessment, track.ClassOffer:
		return true
	}
	return false
}

func (d *Desk) prospectLine(tx *store.Tx, set track.Settings, p track.Prospect, lines []InboxLine) (Prospect, error) {
	line := Prospect{Prospect: p, Lines: lines}
	for _, l := range lines {
		v, err := verdictOf(l.InboxItem)
		if err != nil {
			return line, err
		}
		line.Sure = line.Sure || (v.Decisive || v.Confidence >= sureEnough) && tookPart(l.Class) && p.Company != ""
	}
	c := MailCase{Item: lines[0].InboxItem, Prospect: &p}
	f, err := d.gatherFiling(tx, set, c.Item, c.Item.Class, track.Application{})
	if err != nil {
		return line, err
	}
	if err := c.beginning(tx, d, set, f); err != nil {
		return line, err
	}
	line.Effects = c.Effects
	return line, nil
}

// BeginProspects puts applications that mails tell of on record, each with its
// mails, as one change.
func (d *Desk) BeginProspects(ctx context.Context, ids []track.ProspectID) (Receipt, error) {
	return d.update(ctx, "begin_applications", func(tx *store.Tx) (string, error) {
		set, err := tx.Settings()
		if err != nil {
			return "", err
		}
		var names []string
		for _, id := range ids {
			p, found, err := store.Find[track.Prospect](tx, id)
			if err != nil {
				return "", err
			}
			if !found || p.ApplicationID != "" || p.Company+p.Agency == "" {
				continue
			}
			if _, err := d.begin(tx, set, p, NewApplication{}, byPerson); err != nil {
				return "", err
			}
			names = append(names, p.Company)
		}
		if len(names) == 1 {
			return "On record: " + names[0], nil
		}
		return fmt.Sprintf("%d applications put on record", len(names)), nil
	})
}

// LetIn brings answers that were held back (gentle mode) into the list once
// their time has come, and files those that were certain.
func (d *Desk) LetIn(ctx context.Context) error {
	var due []store.InboxLine
	err := d.view(ctx, func(tx *store.Tx) error {
		set, err := tx.Settings()
		if err != nil {
			return err
		}
		now, _ := d.now(set)
		due, err = tx.Inbox(store.InboxFilter{State: track.InboxHeld, Due: now}, true, 0, 500)
		return err
	})
	if err != nil || len(due) == 0 {
		return err
	}
	_, err = d.scope.Load(ctx, "let_in", fmt.Sprintf("%d answers let in", len(due)), func(tx *store.Tx) error {
		tx.ChangeID()
		set, err := tx.Settings()
		if err != nil {
			return err
		}
		for _, l := range due {
			item, found, err := store.Find[track.InboxItem](tx, l.ID)
			if err != nil {
				return err
			}
			if !found || item.State != track.InboxHeld {
				continue
			}
			item.State, item.HeldUntil = track.InboxWaiting, 0
			if err := store.Put(tx, item); err != nil {
				return err
			}
			if _, err := d.fileCertain(tx, set, item); err != nil {
				return err
			}
		}
		return nil
	})
	return err
}

// fileCertain files a mail without asking when nothing about it is in doubt, as
// a change of its own that can be taken back from where it is seen.
func (d *Desk) fileCertain(tx *store.Tx, set track.Settings, item track.InboxItem) (track.ChangeID, error) {
	if item.Doubt != "" {
		return "", nil
	}
	matches, err := matchesOf(item)
	if err != nil || len(matches) == 0 {
		return "", err
	}
	id := matches[0].ID
	if _, found, err := store.Find[track.Application](tx, id); err != nil || !found {
		return "", err
	}
	return tx.Within("file_mail", "", func(tx *store.Tx) error {
		text, err := d.file(tx, set, item, item.Class, id, "", byRule)
		tx.Summarise("%s", text)
		return err
	})
}

const prospectMark = "prospect:"

func prospectOf(candidate string) (track.ProspectID, bool) {
	id, ok := strings.CutPrefix(candidate, prospectMark)
	return track.ProspectID(id), ok
}
