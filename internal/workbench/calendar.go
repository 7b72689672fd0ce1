package workbench

import (
	"cmp"
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"debrief/internal/calendar"
	"debrief/internal/fault"
	"debrief/internal/store"
	"debrief/internal/track"
)

// feedID is the setting that keeps the secret address of the calendar feed.
const feedID = "calendar_feed"

// CalendarFile is one conversation as a file for a calendar, with the name it
// is saved under. fault.NotFound for an event that is no conversation.
func (d *Desk) CalendarFile(ctx context.Context, id track.EventID) (file []byte, name string, err error) {
	err = d.view(ctx, func(tx *store.Tx) error {
		e, err := talk(tx, id)
		if err != nil {
			return err
		}
		entry, company, err := talkEntry(tx, e)
		if err != nil {
			return err
		}
		name = SafeFileName("interview " + company + ".ics")
		file, err = calendar.Write("Debrief", []calendar.Event{entry})
		return err
	})
	return file, name, err
}

// FeedToken is the secret part of the address of the calendar feed, empty while
// it is switched off.
func (d *Desk) FeedToken(ctx context.Context) (token string, err error) {
	err = d.view(ctx, func(tx *store.Tx) error {
		token, err = feedToken(tx)
		return err
	})
	return token, err
}

func feedToken(tx *store.Tx) (token string, err error) {
	row, found, err := store.Find[track.Setting](tx, feedID)
	if err != nil || !found {
		return "", err
	}
	return token, readJSON(row.Value, &token)
}

// SetFeed switches the calendar feed on, under a new address, or off. An
// address that was given out before answers no longer.
func (d *Desk) SetFeed(ctx context.Context, on bool) (Receipt, error) {
	token, words := "", "Calendar feed switched off"
	if on {
		b := make([]byte, 24)
		if _, err := rand.Read(b); err != nil {
			return Receipt{}, fault.Wrap(err, fault.Internal, "feed", "No secret could be drawn.")
		}
		token, words = base64.RawURLEncoding.EncodeToString(b), "Calendar feed switched on, under a new address"
	}
	return d.update(ctx, "set_feed", func(tx *store.Tx) (string, error) {
		return words, store.Put(tx, track.Setting{ID: feedID, Value: jsonOf(token)})
	})
}

// Feed is the calendar of what is to come and what was lately: conversations,
// promised days, days for a check-in, offers to answer, looks at watched
// employers. fault.NotFound for any token but the one that holds, also while the
// feed is off.
func (d *Desk) Feed(ctx context.Context, token string) (file []byte, err error) {
	err = d.view(ctx, func(tx *store.Tx) error {
		have, err := feedToken(tx)
		if err != nil {
			return err
		}
		if have == "" || subtle.ConstantTimeCompare([]byte(have), []byte(token)) != 1 {
			return fault.New(fault.NotFound, "feed", "There is no calendar at this address.")
		}
		file, err = d.feed(tx)
		return err
	})
	return file, err
}

// ExportCalendar is what the feed holds, as a file and without an address.
func (d *Desk) ExportCalendar(ctx context.Context) (file []byte, err error) {
	err = d.view(ctx, func(tx *store.Tx) error {
		file, err = d.feed(tx)
		return err
	})
	return file, err
}

func (d *Desk) feed(tx *store.Tx) ([]byte, error) {
	list, err := d.entries(tx)
	if err != nil {
		return nil, err
	}
	return calendar.Write("Debrief", list)
}

// feedPast is how many days back the feed reaches.
const feedPast = 30

func (d *Desk) entries(tx *store.Tx) (list []calendar.Event, err error) {
	set, err := tx.Settings()
	if err != nil {
		return nil, err
	}
	now, today := d.now(set)
	talks, err := tx.Planned(now-feedPast*24*60*60*1000, calendar.MaxEvents/2)
	if err != nil {
		return nil, err
	}
	for _, e := range talks {
		entry, _, err := talkEntry(tx, e)
		if err != nil {
			return nil, err
		}
		list = append(list, entry)
	}
	page, err := tx.List(store.Filter{Open: true}, store.ByLast, true, 0, 400)
	if err != nil {
		return nil, err
	}
	day := func(id, kind string, on track.Day, title, text string) {
		if on.Known() && on >= today.Add(-feedPast) {
			list = append(list, calendar.Event{UID: kind + "-" + id + "@debrief", Title: title, Text: text, Day: on, Stamp: track.InstantOf(today.Time())})
		}
	}
	for _, it := range page.Items {
		id := string(it.ApplicationID)
		day(id, "promised", it.PromisedOn, it.Employer+": their promised day", it.Role)
		if it.CheckIns == 0 {
			day(id, "check-in", it.CheckInOn, it.Employer+": first day for a check-in, once", it.Role)
		}
	}
	offers, err := store.By[track.Offer](tx, "state", string(track.OnTable))
	if err != nil {
		return nil, err
	}
	for _, o := range offers {
		day(string(o.ID), "offer", o.AnswerBy, nameOf(tx, o.ApplicationID)+": answer the offer", "")
	}
	err = store.Each(tx, func(w track.Watch) error {
		if w.StoppedOn != "" {
			return nil
		}
		e, _, err := store.Find[track.Employer](tx, w.EmployerID)
		day(string(w.ID), "watch", w.NextOn, "Look again at "+e.Name, w.Reason)
		return err
	})
	slices.SortStableFunc(list, func(a, b calendar.Event) int { return cmp.Compare(a.UID, b.UID) })
	return list[:min(len(list), calendar.MaxEvents)], err
}

// talkEntry is a conversation as an entry. One that came as an invitation keeps
// the invitation's own name, so that a calendar that has both shows it once.
func talkEntry(tx *store.Tx, e track.Event) (entry calendar.Event, company string, err error) {
	it, err := item(tx, e.ApplicationID)
	if err != nil {
		return entry, "", err
	}
	entry = calendar.Event{UID: string(e.ID) + "@debrief", Start: e.At, Minutes: e.Minutes, Where: e.Place, Stamp: e.RecordedAt}
	if !entry.Stamp.Known() {
		entry.Stamp = e.At
	}
	if uid, err := invitedAs(tx, e); err != nil {
		return entry, "", err
	} else if uid != "" {
		entry.UID = uid
	}
	kind := e.StageKind.Label()
	if e.RoundName != "" {
		kind += ", " + e.RoundName
	}
	entry.Title = fmt.Sprintf("%s: %s", it.Employer, strings.ToLower(kind[:1])+kind[1:])
	lines := []string{it.Role}
	if e.People != "" {
		lines = append(lines, "With "+e.People)
	}
	_, n, err := noteOf(tx, e.ID)
	for _, x := range [][2]string{{"Format", n.Format}, {"Have ready", n.Ready}, {"If it fails", n.IfFails}} {
		if x[1] != "" && !n.NDA {
			lines = append(lines, x[0]+": "+x[1])
		}
	}
	entry.Text = strings.Join(lines, "\n")
	return entry, it.Employer, err
}

// invitedAs is the name that the calendar part of the mail gave a conversation.
func invitedAs(tx *store.Tx, e track.Event) (string, error) {
	if e.MessageID == "" {
		return "", nil
	}
	items, err := store.By[track.InboxItem](tx, "message_id", string(e.MessageID))
	if err != nil {
		return "", err
	}
	v, err := verdictOf(first(items))
	if err != nil || v.Interview == nil {
		return "", nil // an old reading that can't be read is no reason to lose the hour
	}
	return v.Interview.UID, nil
}

func readJSON(text string, v any) error {
	if err := json.Unmarshal([]byte(text), v); err != nil {
		return fault.Wrap(err, fault.Damaged, "setting", "A setting can't be read.")
	}
	return nil
}

func sortSaid(list []SaidLine) {
	slices.SortStableFunc(list, func(a, b SaidLine) int { return cmp.Or(-cmp.Compare(a.Day, b.Day), cmp.Compare(a.ID, b.ID)) })
}
