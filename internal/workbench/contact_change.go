package workbench

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"debrief/internal/card"
	"debrief/internal/fault"
	"debrief/internal/lint"
	"debrief/internal/store"
	"debrief/internal/track"
)

// touchKinds are the ways of being in touch.
var touchKinds = []string{"mail", "note", "call", "met"}

// Touch records that the two of you were in touch outside an application's
// mails. Debrief itself never writes to anybody. A LinkedIn note goes on record
// once for each contact. Kinds of error: NotFound, Invalid, Conflict.
func (d *Desk) Touch(ctx context.Context, t track.Touch) (Receipt, error) {
	if !slices.Contains(touchKinds, t.Kind) {
		return Receipt{}, unknownWord("kind", t.Kind, touchKinds)
	}
	return d.update(ctx, "touch", func(tx *store.Tx) (string, error) {
		p, err := store.Get[track.Person](tx, t.PersonID)
		if err != nil {
			return "", fault.New(fault.NotFound, "contact", "There is no such contact.")
		}
		set, err := tx.Settings()
		if err != nil {
			return "", err
		}
		_, today := d.now(set)
		if t.Day == "" {
			t.Day = today
		}
		if t.Day > today {
			return "", fault.New(fault.Invalid, "day", "That day is still to come. Set it as the next day instead.")
		}
		list, err := store.By[track.Touch](tx, "person_id", string(p.ID))
		if err != nil {
			return "", err
		}
		if t.Kind == "note" && t.Out && slices.ContainsFunc(list, func(o track.Touch) bool { return o.Kind == "note" && o.Out }) {
			return "", fault.New(fault.Conflict, "note", "The one note to %s is on record already.", p.Name)
		}
		t.ID, t.Reason, t.Text = track.TouchID(tx.NewID()), clip(tidy(t.Reason), 400), clip(strings.TrimSpace(t.Text), 4000)
		if p.NextOn.Known() && p.NextOn <= t.Day { // what was planned has happened
			p.NextOn, p.NextReason = "", ""
			if err := store.Put(tx, p); err != nil {
				return "", err
			}
		}
		return "Noted with " + p.Name, store.Put(tx, t)
	})
}

// TouchAnswered records that a message was answered, today.
func (d *Desk) TouchAnswered(ctx context.Context, id track.TouchID) (Receipt, error) {
	return d.update(ctx, "touch_answered", func(tx *store.Tx) (string, error) {
		t, err := store.Get[track.Touch](tx, id)
		if err != nil {
			return "", fault.New(fault.NotFound, "touch", "There is nothing like it on record.")
		}
		set, err := tx.Settings()
		if err != nil {
			return "", err
		}
		_, t.Answered = d.now(set)
		return "Marked as answered", store.Put(tx, t)
	})
}

// NextTouch sets when to be in touch again and why; an empty day means no next
// day. Kinds of error: NotFound; Invalid for a day without a reason, since a
// message needs one.
func (d *Desk) NextTouch(ctx context.Context, id track.ContactID, on track.Day, reason string) (Receipt, error) {
	return d.editPerson(ctx, id, func(p *track.Person) (string, error) {
		if reason = clip(tidy(reason), 400); on.Known() && reason == "" {
			return "", fault.New(fault.Invalid, "reason", "Why then? A message needs a reason: a role they posted, something you finished, news of theirs, a promise.")
		}
		p.NextOn, p.NextReason = on, reason
		if !on.Known() {
			p.NextReason = ""
			return "No next day for " + p.Name, nil
		}
		return "Next day for " + p.Name + " kept", nil
	})
}

// NeverNote says that no LinkedIn note goes to a contact, or takes that back.
func (d *Desk) NeverNote(ctx context.Context, id track.ContactID, never bool) (Receipt, error) {
	return d.editPerson(ctx, id, func(p *track.Person) (string, error) {
		p.NeverNote = never
		if never {
			return "No note to " + p.Name + ", ever", nil
		}
		return "A note to " + p.Name + " is possible again", nil
	})
}

func (d *Desk) editPerson(ctx context.Context, id track.ContactID, edit func(*track.Person) (string, error)) (Receipt, error) {
	return d.update(ctx, "put_person", func(tx *store.Tx) (string, error) {
		p, err := store.Get[track.Person](tx, id)
		if err != nil {
			return "", fault.New(fault.NotFound, "contact", "There is no such contact.")
		}
		words, err := edit(&p)
		if err != nil {
			return "", err
		}
		return words, store.Put(tx, p)
	})
}

// SendNote records that the LinkedIn note went out, as it was written. The
// person sends it; a note that is too long or asks for something is refused once
// and taken when they insist. Kinds of error: NotFound, Conflict, Invalid.
func (d *Desk) SendNote(ctx context.Context, id track.ContactID, text string, insist bool) (Receipt, error) {
	v, err := d.CheckNote(ctx, id, text)
	if err != nil {
		return Receipt{}, err
	}
	if !v.Report.Ready && !insist {
		i := slices.IndexFunc(v.Report.Findings, func(f lint.Finding) bool { return f.Severity == lint.Error })
		return Receipt{}, fault.New(fault.Invalid, "note", "One check is still open: %s %s", v.Report.Findings[i].Why, v.Report.Findings[i].Suggestion)
	}
	return d.Touch(ctx, track.Touch{PersonID: id, Kind: "note", Out: true, Text: v.Note})
}

// MergePerson makes one contact out of two: keep takes what it lacks from other,
// and everything that named other names keep. Undo parts them again. Kinds of
// error: NotFound, Invalid.
func (d *Desk) MergePerson(ctx context.Context, keep, other track.ContactID) (Receipt, error) {
	if keep == other {
		return Receipt{}, fault.New(fault.Invalid, "other", "Choose two different contacts.")
	}
	return d.update(ctx, "merge_person", func(tx *store.Tx) (string, error) {
		a, errA := store.Get[track.Person](tx, keep)
		b, errB := store.Get[track.Person](tx, other)
		if errA != nil || errB != nil {
			return "", fault.New(fault.NotFound, "contact", "There is no such contact.")
		}
		a = merged(a, b)
		return b.Name + " is now one contact with " + a.Name, cmpErr(store.Put(tx, a), renamePerson(tx, keep, other), store.Remove[track.Person](tx, other))
	})
}

// merged fills what a lacks from b. Their employer of another card becomes part
// of the history.
func merged(a, b track.Person) track.Person {
	if b.EmployerID != "" && a.EmployerID != "" && b.EmployerID != a.EmployerID {
		a.Past = append(a.Past, track.Stint{EmployerID: b.EmployerID, Title: b.Title})
	}
	a.Past = append(a.Past, b.Past...)
	a.EmployerID, a.Email, a.Phone, a.Title, a.Profile, a.Prefers = cmp.Or(a.EmployerID, b.EmployerID), cmp.Or(a.Email, b.Email), cmp.Or(a.Phone, b.Phone), cmp.Or(a.Title, b.Title), cmp.Or(a.Profile, b.Profile), cmp.Or(a.Prefers, b.Prefers)
	if a.Role == track.RoleOther {
		a.Role = b.Role
	}
	if !a.NextOn.Known() {
		a.NextOn, a.NextReason = b.NextOn, b.NextReason
	}
	a.Warmth, a.NeverNote, a.CreatedAt = cmp.Or(a.Warmth, b.Warmth), a.NeverNote || b.NeverNote, min(a.CreatedAt, b.CreatedAt)
	return a
}

// renamePerson makes every row that names one contact name another. Events are
// never edited, so they keep the name they had.
func renamePerson(tx *store.Tx, keep, other track.ContactID) error {
	touches, err := store.By[track.Touch](tx, "person_id", string(other))
	if err != nil {
		return err
	}
	for _, t := range touches {
		t.PersonID = keep
		if err := store.Put(tx, t); err != nil {
			return err
		}
	}
	apps, err := store.By[track.Application](tx, "contact_id", string(other))
	if err != nil {
		return err
	}
	for _, a := range apps {
		a.ContactID = keep
		if err := store.Put(tx, a); err != nil {
			return err
		}
	}
	watches, err := store.By[track.Watch](tx, "contact_id", string(other))
	if err != nil {
		return err
	}
	for _, w := range watches {
		w.ContactID = keep
		if err := store.Put(tx, w); err != nil {
			return err
		}
	}
	return nil
}

// ExportCards writes contacts as a vCard file: one, or all for an empty id.
func (d *Desk) ExportCards(ctx context.Context, id track.ContactID, v card.Version) (file []byte, name string, err error) {
	name = "contacts.vcf"
	err = d.view(ctx, func(tx *store.Tx) error {
		var list []card.Card
		add := func(p track.Person) error {
			e, _, err := store.Find[track.Employer](tx, p.EmployerID)
			list = append(list, card.Card{UID: string(p.ID) + "@debrief", Name: p.Name, Org: e.Name, Title: p.Title, Email: p.Email, Phone: p.Phone, Profile: p.Profile})
			return err
		}
		if id == "" {
			err = store.Each(tx, add)
		} else {
			p, err := store.Get[track.Person](tx, id)
			if err != nil {
				return fault.New(fault.NotFound, "contact", "There is no such contact.")
			}
			name = SafeFileName(p.Name + ".vcf")
			if err := add(p); err != nil {
				return err
			}
		}
		if err != nil {
			return err
		}
		file, err = card.Write(list, v)
		return err
	})
	return file, name, err
}

// CardsRead says what became of a vCard file.
type CardsRead struct {
	Added, Changed, Same, Skipped int
	More                          bool // the file held more cards than are taken at once
}

// ImportCards takes contacts from a vCard file. A card that belongs to a contact
// on record, by mail address or by name and employer, fills what is missing there
// and changes nothing else. One change, one undo; the same file twice adds
// nothing. Kinds of error: TooLarge, Foreign.
func (d *Desk) ImportCards(ctx context.Context, file []byte) (n CardsRead, r Receipt, err error) {
	read, err := card.Read(file)
	if err != nil {
		return n, r, err
	}
	n.Skipped, n.More = read.Skipped, read.More
	r, err = d.update(ctx, "import_cards", func(tx *store.Tx) (string, error) {
		var all []track.Person
		if err := store.Each(tx, func(p track.Person) error { all = append(all, p); return nil }); err != nil {
			return "", err
		}
		for _, c := range read.Cards {
			p, err := takeCard(tx, &n, all, c)
			if err != nil {
				return "", err
			}
			all = append(all, p)
		}
		if n.Added+n.Changed == 0 {
			return "", nil
		}
		return plural(n.Added, "One contact added", numberCapital(n.Added)+" contacts added") + ", " + numberWord(n.Changed) + " filled in", nil
	})
	return n, r, err
}

func numberCapital(n int) string { w := numberWord(n); return strings.ToUpper(w[:1]) + w[1:] }

func takeCard(tx *store.Tx, n *CardsRead, all []track.Person, c card.Card) (p track.Person, err error) {
	employer := track.Employer{}
	if c.Org != "" {
		if employer, err = ensureEmployer(tx, c.Org, false); err != nil {
			return p, err
		}
	}
	for _, old := range slices.Backward(all) { // the newest image of a contact stands last
		byMail := c.Email != "" && strings.EqualFold(old.Email, c.Email)
		byName := store.Fold(old.Name) == store.Fold(c.Name) && (old.EmployerID == employer.ID || c.Org == "" || old.EmployerID == "") && (c.Email == "" || old.Email == "")
		if !byMail && !byName {
			continue
		}
		filled := merged(old, track.Person{EmployerID: cmp.Or(old.EmployerID, employer.ID), Email: strings.ToLower(c.Email), Phone: c.Phone, Title: c.Title, Profile: c.Profile, Role: old.Role, CreatedAt: old.CreatedAt})
		if filled.EmployerID == old.EmployerID && filled.Email == old.Email && filled.Phone == old.Phone && filled.Title == old.Title && filled.Profile == old.Profile {
			n.Same++
			return old, nil
		}
		n.Changed++
		return filled, store.Put(tx, filled)
	}
	n.Added++
	p = track.Person{ID: track.ContactID(tx.NewID()), EmployerID: employer.ID, Name: c.Name, Email: strings.ToLower(c.Email), Phone: c.Phone, Role: track.RoleOther, Title: c.Title, Profile: c.Profile, CreatedAt: tx.Now()}
	return p, store.Put(tx, p)
}
