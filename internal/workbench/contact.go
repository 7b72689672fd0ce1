package workbench

import (
	"cmp"
	"context"
	"slices"

	"debrief/internal/fault"
	"debrief/internal/store"
	"debrief/internal/track"
)

// PeopleView is contacts and the watch list.
type PeopleView struct {
	People []PersonLine
	Watch  []WatchLine
	Today  track.Day
}

// PersonLine is a contact with their employer and how many applications they
// had a part in.
type PersonLine struct {
	track.Person
	Employer string
	Apps     []store.Item
}

// WatchLine is a watched employer.
type WatchLine struct {
	track.Watch
	Employer string
	Contact  string
}

// People gathers contacts and the watch list.
func (d *Desk) People(ctx context.Context) (v PeopleView, err error) {
	err = d.view(ctx, func(tx *store.Tx) error {
		set, err := tx.Settings()
		if err != nil {
			return err
		}
		_, v.Today = d.now(set)
		err = store.Each(tx, func(p track.Person) error {
			e, _, err := store.Find[track.Employer](tx, p.EmployerID)
			v.People = append(v.People, PersonLine{Person: p, Employer: e.Name})
			return err
		})
		if err != nil {
			return err
		}
		return store.Each(tx, func(w track.Watch) error {
			if w.StoppedOn != "" {
				return nil
			}
			e, _, err := store.Find[track.Employer](tx, w.EmployerID)
			p, _, err2 := store.Find[track.Person](tx, w.ContactID)
			v.Watch = append(v.Watch, WatchLine{w, e.Name, p.Name})
			return cmpErr(err, err2)
		})
	})
	slices.SortFunc(v.People, func(a, b PersonLine) int {
		return cmp.Or(cmp.Compare(store.Fold(a.Employer), store.Fold(b.Employer)), cmp.Compare(store.Fold(a.Name), store.Fold(b.Name)))
	})
	slices.SortFunc(v.Watch, func(a, b WatchLine) int { return cmp.Or(cmp.Compare(a.NextOn, b.NextOn), cmp.Compare(a.ID, b.ID)) })
	return v, err
}

// Person gathers one contact with the applications at their employer.
func (d *Desk) Person(ctx context.Context, id track.ContactID) (v PersonLine, err error) {
	err = d.view(ctx, func(tx *store.Tx) error {
		if v.Person, err = store.Get[track.Person](tx, id); err != nil {
			return err
		}
		e, _, err := store.Find[track.Employer](tx, v.EmployerID)
		v.Employer = e.Name
		page, err2 := tx.List(store.Filter{Employer: v.EmployerID}, store.ByApplied, true, 0, 20)
		v.Apps = page.Items
		return cmpErr(err, err2)
	})
	return v, err
}

// PutPerson adds a contact (empty id) or changes one.
func (d *Desk) PutPerson(ctx context.Context, p track.Person, employer string) (track.ContactID, Receipt, error) {
	p.Name = tidy(p.Name)
	if p.Name == "" {
		return "", Receipt{}, fault.New(fault.Invalid, "name", "A contact needs a name.")
	}
	if p.Role == "" {
		p.Role = track.RoleOther
	}
	if p.Role.Label() == "" {
		return "", Receipt{}, unknownWord("role", string(p.Role), track.PersonRoles)
	}
	r, err := d.update(ctx, "put_person", func(tx *store.Tx) (string, error) {
		word := "Changed "
		if p.ID == "" {
			p.ID, p.CreatedAt, word = track.ContactID(tx.NewID()), tx.Now(), "Added "
		}
		if employer != "" {
			e, err := ensureEmployer(tx, employer, p.Role == track.RoleAgent)
			if err != nil {
				return "", err
			}
			p.EmployerID = e.ID
		}
		return word + p.Name, store.Put(tx, p)
	})
	return p.ID, r, err
}

// RemovePerson takes a contact off the record; undo brings them back.
func (d *Desk) RemovePerson(ctx context.Context, id track.ContactID) (Receipt, error) {
	return d.update(ctx, "remove_person", func(tx *store.Tx) (string, error) {
		p, err := store.Get[track.Person](tx, id)
		if err != nil {
			return "", err
		}
		return "Removed " + p.Name, store.Remove[track.Person](tx, id)
	})
}

// Watch puts an employer on the watch list, with a reason.
func (d *Desk) Watch(ctx context.Context, employer, reason string, next track.Day) (Receipt, error) {
	if tidy(employer) == "" || tidy(reason) == "" {
		return Receipt{}, fault.New(fault.Invalid, "reason", "The watch list needs an employer and a reason to keep it in view.")
	}
	return d.update(ctx, "watch", func(tx *store.Tx) (string, error) {
		set, err := tx.Settings()
		if err != nil {
			return "", err
		}
		_, today := d.now(set)
		e, err := ensureEmployer(tx, employer, false)
		if err != nil {
			return "", err
		}
		if next == "" {
			next = today.Add(90)
		}
		return e.Name + " is on the watch list", store.Put(tx, track.Watch{ID: track.WatchID(tx.NewID()), EmployerID: e.ID, Reason: tidy(reason), Warmth: track.Cool, NextOn: next, CreatedAt: tx.Now()})
	})
}

// Unwatch takes an employer off the list.
func (d *Desk) Unwatch(ctx context.Context, id track.WatchID) (Receipt, error) {
	return d.update(ctx, "unwatch", func(tx *store.Tx) (string, error) {
		w, err := store.Get[track.Watch](tx, id)
		if err != nil {
			return "", err
		}
		set, err := tx.Settings()
		if err != nil {
			return "", err
		}
		_, w.StoppedOn = d.now(set)
		return "Taken off the watch list", store.Put(tx, w)
	})
}
