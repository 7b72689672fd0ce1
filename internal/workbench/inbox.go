package workbench

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"debrief/internal/fault"
	"debrief/internal/store"
	"debrief/internal/track"
	"debrief/internal/triage"
)

// InboxLine is one mail in a list of the Inbox.
type InboxLine = store.InboxLine

// InboxView is the Inbox: what waits for the person, one mail opened, and what
// was filed without asking.
type InboxView struct {
	Lines   []InboxLine
	Waiting int // mails that are the person's to decide, at most 1000
	Perhaps int // mails that are most likely not about the search, at most 1000
	New     int // applications that mails tell of and that are not on record
	Held    int // answers that are shown later (gentle mode)
	Until   track.Instant
	Filed   track.Counts // filed without asking since yesterday, by class
	Open    *MailCase
	Today   track.Day
	Zone    *time.Location
}

// MailCase is one mail with everything that is known about where it belongs.
type MailCase struct {
	Item     track.InboxItem
	Message  track.Message
	Verdict  triage.Verdict
	Matches  []MatchLine
	Prospect *track.Prospect
	App      *store.Item // filed under, or proposed
	Effects  []Effect    // what filing it as proposed changes
	Others   []InboxLine // further mails of the same prospect
	Doubles  []track.Message
	Origins  []OriginLine
	Lessons  []track.Lesson // learnt from this mail
	Undo     track.ChangeID // takes its filing back, empty when there is nothing to take back
	Zone     *time.Location
}

// MatchLine is one application a mail may belong to.
type MatchLine struct {
	triage.Match
	Item     store.Item
	Prospect track.ProspectID
}

// OriginLine says where a mail was found.
type OriginLine struct {
	Source   string
	Position string
}

// InboxAsk says what of the Inbox to show. The zero value shows what waits.
type InboxAsk struct {
	Open    track.InboxID // the mail to open; empty: the first
	Filed   bool          // what was filed, instead of what waits
	Perhaps bool          // what is most likely not about the search, instead of the rest
	Class   track.Class
	Reading track.ReadingID
	Offset  int
}

// InboxPage is how many lines a page of the Inbox has.
const InboxPage = 50

// Inbox gathers the Inbox. Held answers whose time has come are let in first.
func (d *Desk) Inbox(ctx context.Context, ask InboxAsk) (v InboxView, err error) {
	if err := d.LetIn(ctx); err != nil && fault.KindOf(err) != fault.Damaged {
		return v, err
	}
	err = d.view(ctx, func(tx *store.Tx) error {
		set, err := tx.Settings()
		if err != nil {
			return err
		}
		now, today := d.now(set)
		v.Today, v.Zone = today, zone(set)
		f := store.InboxFilter{State: track.InboxWaiting, Class: ask.Class, Reading: ask.Reading}
		switch {
		case ask.Filed:
			f.State = track.InboxFiled
		case ask.Perhaps:
			f.Perhaps = store.OnlyPerhaps
		default:
			f.Perhaps = store.WithoutPerhaps
		}
		if v.Lines, err = tx.Inbox(f, !ask.Filed && ask.Reading != "", ask.Offset, InboxPage); err != nil {
			return err
		}
		if err := v.count(tx, now); err != nil {
			return err
		}
		open := ask.Open
		if open == "" && len(v.Lines) > 0 {
			open = v.Lines[0].ID
		}
		if open == "" {
			return nil
		}
		c, err := d.mailCase(tx, set, open)
		v.Open = &c
		return err
	})
	return v, err
}

func (v *InboxView) count(tx *store.Tx, now track.Instant) error {
	var err [4]error
	v.Waiting, err[0] = tx.CountInbox(store.InboxFilter{State: track.InboxWaiting, Perhaps: store.WithoutPerhaps}, 1000)
	v.Perhaps, err[3] = tx.CountInbox(store.InboxFilter{State: track.InboxWaiting, Perhaps: store.OnlyPerhaps}, 1000)
	v.Held, err[1] = tx.CountInbox(store.InboxFilter{State: track.InboxHeld}, 1000)
	v.New, err[2] = tx.CountProspects()
	v.Filed = track.Counts{}
	filed, e := tx.Inbox(store.InboxFilter{State: track.InboxFiled, By: byRule, Since: now - track.Instant(24*time.Hour/time.Millisecond)}, false, 0, 500)
	for _, l := range filed {
		v.Filed[string(l.Class)]++
	}
	if v.Held > 0 {
		held, e2 := tx.Inbox(store.InboxFilter{State: track.InboxHeld}, true, 0, 1)
		for _, l := range held {
			v.Until = l.HeldUntil
		}
		e = cmpErr(e, e2)
	}
	return cmpErr(append(err[:], e)...)
}

// Who filed a mail.
const (
	byRule   = "rule"
	byPerson = "person"
)

// MailCase gathers one mail of the Inbox.
func (d *Desk) MailCase(ctx context.Context, id track.InboxID) (c MailCase, err error) {
	err = d.view(ctx, func(tx *store.Tx) error {
		set, err := tx.Settings()
		if err != nil {
			return err
		}
		c, err = d.mailCase(tx, set, id)
		return err
	})
	return c, err
}

// CaseOf gathers the mail of a message; ok is false for one that came by hand.
func (d *Desk) CaseOf(ctx context.Context, id track.MessageID) (c MailCase, ok bool, err error) {
	err = d.view(ctx, func(tx *store.Tx) error {
		items, err := store.By[track.InboxItem](tx, "message_id", string(id))
		if err != nil || len(items) == 0 {
			return err
		}
		set, err := tx.Settings()
		if err != nil {
			return err
		}
		ok = true
		c, err = d.mailCase(tx, set, items[0].ID)
		return err
	})
	return c, ok, err
}

func (d *Desk) mailCase(tx *store.Tx, set track.Settings, id track.InboxID) (c MailCase, err error) {
	c.Zone = zone(set)
	if c.Item, err = store.Get[track.InboxItem](tx, id); err != nil {
		return c, fault.New(fault.NotFound, "mail", "There is no such mail in the Inbox.")
	}
	if c.Message, err = store.Get[track.Message](tx, c.Item.MessageID); err != nil {
		return c, err
	}
	if c.Verdict, err = verdictOf(c.Item); err != nil {
		return c, err
	}
	return c, cmpErr(c.places(tx), c.proposal(tx, d, set), c.surroundings(tx))
}

// places reads the ranked matches back, with the applications they name.
func (c *MailCase) places(tx *store.Tx) error {
	matches, err := matchesOf(c.Item)
	if err != nil {
		return err
	}
	for _, m := range matches {
		line := MatchLine{Match: m}
		if p, ok := prospectOf(string(m.ID)); ok {
			row, found, err := store.Find[track.Prospect](tx, p)
			if err != nil {
				return err
			}
			if !found {
				continue
			}
			if row.ApplicationID == "" {
				line.Prospect = p
				line.Item.Employer, line.Item.Role = row.Company, row.Role
				c.Matches = append(c.Matches, line)
				continue
			}
			m.ID = row.ApplicationID
		}
		it, err := item(tx, m.ID)
		if fault.KindOf(err) == fault.NotFound {
			continue // erased since
		}
		if err != nil {
			return err
		}
		line.Item = it
		c.Matches = append(c.Matches, line)
	}
	return nil
}

func matchesOf(item track.InboxItem) (list []triage.Match, err error) {
	if item.Matches == "" {
		return nil, nil
	}
	return list, json.Unmarshal([]byte(item.Matches), &list)
}

// proposal is what would happen when the mail is filed as proposed.
func (c *MailCase) proposal(tx *store.Tx, d *Desk, set track.Settings) error {
	if c.Item.ProspectID != "" {
		p, found, err := store.Find[track.Prospect](tx, c.Item.ProspectID)
		if err != nil {
			return err
		}
		if found {
			c.Prospect = &p
		}
	}
	target := c.Item.ApplicationID
	if target == "" && c.Prospect != nil {
		target = c.Prospect.ApplicationID
	}
	if target == "" && len(c.Matches) > 0 && c.Prospect == nil {
		target = c.Matches[0].Item.ApplicationID
	}
	var app track.Application
	if target != "" {
		it, err := item(tx, target)
		if err != nil {
			return err
		}
		c.App = &it
		if app, err = store.Get[track.Application](tx, target); err != nil {
			return err
		}
	}
	if c.Item.State == track.InboxFiled || c.Item.State == track.InboxDismissed {
		return nil
	}
	f, err := d.gatherFiling(tx, set, c.Item, c.Item.Class, app)
	if err != nil {
		return err
	}
	if c.Prospect != nil && app.ID == "" {
		return c.beginning(tx, d, set, f)
	}
	f.plan()
	c.Effects = f.effects
	return nil
}

// beginning plays through what putting a prospect on record changes.
func (c *MailCase) beginning(tx *store.Tx, d *Desk, set track.Settings, f *filing) error {
	lines, err := tx.Inbox(store.InboxFilter{Prospect: c.Prospect.ID, State: track.InboxWaiting}, true, 0, 100)
	if err != nil {
		return err
	}
	text := "Puts " + c.Prospect.Company
	if c.Prospect.Role != "" {
		text += ", " + c.Prospect.Role + ","
	}
	c.Effects = []Effect{{"application", text + " on record."}}
	var before []track.Event
	for i, l := range lines {
		g, err := d.gatherFiling(tx, set, l.InboxItem, l.Class, track.Application{})
		if err != nil {
			return err
		}
		g.events = before
		g.app.ID = "new"
		g.plan()
		for j := range g.add {
			g.add[j].ID = track.EventID(string(l.ID) + string(rune('a'+j)))
		}
		before = append(before, g.add...)
		if i == 0 || l.ID == c.Item.ID || len(lines) <= 4 {
			c.Effects = append(c.Effects, g.effects...)
		}
		if l.ID != c.Item.ID {
			c.Others = append(c.Others, l)
		}
	}
	return nil
}

// surroundings are other mails of the same Message-ID, where it was found, what
// was learnt from it, and the way back.
func (c *MailCase) surroundings(tx *store.Tx) error {
	if c.Message.MailID != "" {
		list, err := store.By[track.Message](tx, "mail_id", c.Message.MailID)
		if err != nil {
			return err
		}
		c.Doubles = slices.DeleteFunc(list, func(m track.Message) bool { return m.ID == c.Message.ID })
	}
	origins, err := store.By[track.Origin](tx, "message_id", string(c.Message.ID))
	if err != nil {
		return err
	}
	for _, o := range origins {
		s, _, err := store.Find[track.Source](tx, o.SourceID)
		if err != nil {
			return err
		}
		c.Origins = append(c.Origins, OriginLine{s.Name, o.Position})
	}
	if c.Lessons, err = store.By[track.Lesson](tx, "message_id", string(c.Message.ID)); err != nil {
		return err
	}
	if c.Item.ChangeID == "" || c.Item.State == track.InboxWaiting || c.Item.State == track.InboxHeld {
		return nil
	}
	change, err := tx.ChangeByID(c.Item.ChangeID)
	if err == nil && change.UndoneBy == "" {
		c.Undo = change.ID
	}
	if fault.KindOf(err) == fault.NotFound {
		return nil
	}
	return err
}

// RawMail gives a mail as it came, with a name for its file. fault.NotFound for
// one of which only the text is kept.
func (d *Desk) RawMail(ctx context.Context, id track.MessageID) (raw []byte, err error) {
	err = d.view(ctx, func(tx *store.Tx) error {
		b, err := store.Get[track.Blob](tx, string(id))
		if fault.KindOf(err) == fault.NotFound {
			return fault.New(fault.NotFound, "mail", "Only the text of this mail is kept.")
		}
		raw = b.Data
		return err
	})
	return raw, err
}
