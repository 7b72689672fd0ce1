package workbench

import (
	"bytes"
	"context"
	"net/mail"
	"strings"
	"time"

	"debrief/internal/fault"
	"debrief/internal/store"
	"debrief/internal/track"
)

// DraftPlace is the mailbox a draft can be put into.
type DraftPlace struct {
	Source  track.SourceID
	Account string
	Allowed bool // the person has said so before
}

// draftPlace finds the mailbox for the draft of a debrief: the one its mail came
// from, else the first; nil where no mailbox is set up.
func draftPlace(tx *store.Tx, id track.DebriefID, set track.Settings) (*DraftPlace, error) {
	src, found, err := draftSource(tx, id)
	if err != nil || !found {
		return nil, err
	}
	return &DraftPlace{src.ID, src.Account, set.DraftsInto == string(src.ID)}, nil
}

func draftSource(tx *store.Tx, id track.DebriefID) (best track.Source, found bool, err error) {
	deb, _, err := store.Find[track.Debrief](tx, id)
	if err != nil {
		return best, false, err
	}
	from := map[track.SourceID]bool{}
	if deb.MessageID != "" {
		origins, err := store.By[track.Origin](tx, "message_id", string(deb.MessageID))
		if err != nil {
			return best, false, err
		}
		for _, o := range origins {
			from[o.SourceID] = true
		}
	}
	list, err := store.By[track.Source](tx, "kind", string(track.SourceIMAP))
	for _, s := range list {
		if s.State == track.SourceActive && (!found || from[s.ID] && !from[best.ID]) {
			best, found = s, true
		}
	}
	return best, found, err
}

// SaveToDrafts puts the draft of a debrief into the Drafts folder of the
// person's mailbox, in the thread of the mail it answers, once however often it
// is asked for. It is the only thing Debrief writes there. The first time it is
// fault.Forbidden unless the person allows it; that is remembered.
func (d *Desk) SaveToDrafts(ctx context.Context, id track.DebriefID, allow bool) (Receipt, error) {
	if d.w.o.Post == nil || d.w.o.WriteMail == nil {
		return Receipt{}, fault.New(fault.Conflict, "draft", "This Debrief can't write into a mailbox.")
	}
	var place *DraftPlace
	err := d.view(ctx, func(tx *store.Tx) error {
		set, err := tx.Settings()
		if err != nil {
			return err
		}
		place, err = draftPlace(tx, id, set)
		return err
	})
	switch {
	case err != nil:
		return Receipt{}, err
	case place == nil:
		return Receipt{}, fault.New(fault.Conflict, "draft", "No mailbox is set up. Save the draft as a file instead.")
	case !place.Allowed && !allow:
		return Receipt{}, fault.New(fault.Forbidden, "draft", "Debrief has only read %s so far. May it put drafts there?", place.Account)
	}
	raw, src, err := d.draftMail(ctx, id, place.Source)
	if err != nil {
		return Receipt{}, err
	}
	plain, err := d.w.o.Post.Unseal(d.scope.Owner(), src.ID, src.Secret)
	if err != nil {
		return Receipt{}, err
	}
	msg, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		return Receipt{}, err
	}
	folder, err := d.w.o.Post.AppendDraft(ctx, src, plain, raw, msg.Header.Get("Message-Id"))
	if err != nil {
		return Receipt{}, err
	}
	return d.update(ctx, "save_to_drafts", func(tx *store.Tx) (string, error) {
		v, err := d.debrief(tx, id)
		if err != nil {
			return "", err
		}
		set, err := tx.Settings()
		if err != nil {
			return "", err
		}
		set.DraftsInto = string(src.ID)
		return "Draft for " + v.App.Employer + " put into " + folder, cmpErr(tx.PutSettings(set), saved(tx, v, track.DraftSaved))
	})
}

// draftMail writes the mail. It bears no date, so that the same words are the
// same mail, and a second call finds the first.
func (d *Desk) draftMail(ctx context.Context, id track.DebriefID, source track.SourceID) (raw []byte, src track.Source, err error) {
	err = d.view(ctx, func(tx *store.Tx) error {
		v, err := d.debrief(tx, id)
		if err != nil {
			return err
		}
		if until, past := v.Resting(); !past {
			return fault.New(fault.Conflict, "draft", "The message rests until %s. “I have read it again” leads past it.", until.Time().In(v.Zone).Format("Mon 2 Jan, 15:04"))
		}
		if v.Kind == "" {
			return fault.New(fault.Conflict, "draft", "There is no message to save here.")
		}
		set, err := tx.Settings()
		if err != nil {
			return err
		}
		if src, err = store.Get[track.Source](tx, source); err != nil {
			return err
		}
		l := Letter{FromName: set.Name, FromAddr: set.Email, ToName: v.Draft.ToName, ToAddr: v.Draft.ToAddr, Subject: v.Draft.Subject, Body: v.Draft.Body, At: time.Time{}}
		if l.FromAddr == "" && strings.Contains(src.Account, "@") {
			l.FromAddr = src.Account
		}
		if v.Message != nil {
			l.InReplyTo, l.Refs = v.Message.MailID, strings.TrimSpace(v.Message.Refs+" "+v.Message.MailID)
		}
		raw, err = d.w.o.WriteMail(l)
		return err
	})
	return raw, src, err
}
