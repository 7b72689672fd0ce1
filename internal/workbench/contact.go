package workbench

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"debrief/internal/cadence"
	"debrief/internal/fault"
	"debrief/internal/store"
	"debrief/internal/track"
)

// PeopleQuery chooses contacts. The zero value shows everybody.
type PeopleQuery struct {
	Show string // "", due, recruiters, interviewers, network
	Text string // part of a name, employer or address
}

// PeopleView is contacts and the watch list.
type PeopleView struct {
	Query  PeopleQuery
	People []PersonLine
	More   bool // further contacts than are shown
	Counts map[string]int
	Watch  []WatchLine
	Offer  []WatchProposal // employers worth keeping in view
	Same   [][2]PersonLine // that may be one person
	Today  track.Day
	All    int
}

// PersonLine is a contact with what a list says of them.
type PersonLine struct {
	track.Person
	Employer string
	Known    string    // how you know each other
	Last     track.Day // last contact; empty for somebody new
	Next     string    // what comes next, in words
	NextHref string
	Due      bool // worth a few lines in the next seven days
}

// peopleShown is how many contacts stand on one page.
const peopleShown = 200

// shows says which contacts belong to a view.
var shows = map[string]func(PersonLine) bool{
	"":             func(PersonLine) bool { return true },
	"due":          func(p PersonLine) bool { return p.Due },
	"recruiters":   func(p PersonLine) bool { return p.Role == track.RoleRecruiter || p.Role == track.RoleAgent },
	"interviewers": func(p PersonLine) bool { return p.Role == track.RoleInterviewer || p.Role == track.RoleHiringManager },
	"network":      func(p PersonLine) bool { return p.Role == track.RoleReferrer || p.Role == track.RoleOther },
}

// People gathers contacts and the watch list.
func (d *Desk) People(ctx context.Context, q PeopleQuery) (v PeopleView, err error) {
	if shows[q.Show] == nil {
		q.Show = ""
	}
	v.Query, v.Counts = q, map[string]int{}
	err = d.view(ctx, func(tx *store.Tx) error {
		set, err := tx.Settings()
		if err != nil {
			return err
		}
		now, today := d.now(set)
		v.Today = today
		all, err := personLines(tx, now, today)
		if err != nil {
			return err
		}
		v.All, v.Same = len(all), mayBeOne(all)
		for _, p := range all {
			for show, has := range shows {
				if has(p) {
					v.Counts[show]++
				}
			}
			if shows[q.Show](p) && p.holds(q.Text) {
				v.People = append(v.People, p)
			}
		}
		if v.More = len(v.People) > peopleShown; v.More {
			v.People = v.People[:peopleShown]
		}
		for i := range v.People {
			if v.People[i].Known, err = knownFor(tx, v.People[i]); err != nil {
				return err
			}
		}
		if v.Watch, err = watchLines(tx, today); err != nil {
			return err
		}
		v.Offer, err = watchProposals(tx, today)
		return err
	})
	return v, err
}

func (p PersonLine) holds(text string) bool {
	text = store.Fold(tidy(text))
	return text == "" || strings.Contains(store.Fold(p.Name+" "+p.Employer+" "+p.Email+" "+p.Title), text)
}

// personLines are all contacts: those who are due first, then by last contact.
func personLines(tx *store.Tx, now track.Instant, today track.Day) (list []PersonLine, err error) {
	wrote, err := tx.LastFrom()
	if err != nil {
		return nil, err
	}
	touched := map[track.ContactID]track.Day{}
	err = store.Each(tx, func(t track.Touch) error {
		touched[t.PersonID] = max(touched[t.PersonID], t.Day, t.Answered)
		return nil
	})
	if err != nil {
		return nil, err
	}
	next, err := nextWords(tx, now, today)
	if err != nil {
		return nil, err
	}
	spoke, err := spokeOn(tx, today)
	if err != nil {
		return nil, err
	}
	employers := map[track.EmployerID]string{}
	err = store.Each(tx, func(e track.Employer) error { employers[e.ID] = e.Name; return nil })
	if err != nil {
		return nil, err
	}
	err = store.Each(tx, func(p track.Person) error {
		l := PersonLine{Person: p, Employer: employers[p.EmployerID], Last: max(touched[p.ID], spoke[store.Fold(p.Name)])}
		if at := wrote[strings.ToLower(p.Email)]; p.Email != "" && at.Known() {
			l.Last = max(l.Last, track.Day(at.Time().Format("2006-01-02")))
		}
		next.put(&l, today)
		list = append(list, l)
		return nil
	})
	slices.SortStableFunc(list, func(a, b PersonLine) int {
		return cmp.Or(-cmp.Compare(bit(a.Due), bit(b.Due)), -cmp.Compare(a.Last, b.Last), cmp.Compare(store.Fold(a.Name), store.Fold(b.Name)))
	})
	return list, err
}

// spokeOn tells on which day each name took part in a conversation last.
func spokeOn(tx *store.Tx, today track.Day) (map[string]track.Day, error) {
	last := map[string]track.Day{}
	list, err := tx.Talks(2000)
	for _, e := range list {
		if e.Day > today {
			continue
		}
		for _, n := range strings.Split(e.People, ",") {
			name, _ := nameAndAddress(tidy(n))
			key := store.Fold(name)
			last[key] = max(last[key], e.Day)
		}
	}
	return last, err
}

// coming is what is known to come, by person and by name.
type coming struct {
	waits map[track.ContactID]track.DebriefID
	talks map[string]track.Event // by folded name
}

func nextWords(tx *store.Tx, now track.Instant, _ track.Day) (c coming, err error) {
	c = coming{map[track.ContactID]track.DebriefID{}, map[string]track.Event{}}
	waiting, err := tx.WaitingDebriefs(100)
	if err != nil {
		return c, err
	}
	for _, w := range waiting {
		a, _, err := store.Find[track.Application](tx, w.ApplicationID)
		if err != nil {
			return c, err
		}
		if a.ContactID != "" {
			c.waits[a.ContactID] = w.ID
		}
	}
	talks, err := tx.Planned(now, 100)
	for _, e := range slices.Backward(talks) {
		for _, n := range strings.Split(e.People, ",") {
			name, _ := nameAndAddress(tidy(n))
			c.talks[store.Fold(name)] = e
		}
	}
	return c, err
}

// put says what comes next: an answer that waits, a conversation, the day that
// was set, each with its reason.
func (c coming) put(l *PersonLine, today track.Day) {
	switch e, talks := c.talks[store.Fold(l.Name)]; {
	case c.waits[l.ID] != "":
		l.Next, l.NextHref, l.Due = "Debrief their answer", "/debrief/"+string(c.waits[l.ID]), true
	case talks && l.Name != "":
		l.Next, l.NextHref = "You speak "+spoken(e.Day, today), "/interview/"+string(e.ID)
	case l.NextOn.Known():
		on := cadence.Slide(l.NextOn, today, l.NextReason)
		l.Next, l.Due = cmp.Or(l.NextReason, "Only with a reason"), l.NextReason != "" && on <= today.Add(7)
		l.Next += ", " + nextDay(on, today)
	}
}

func nextDay(on, today track.Day) string {
	switch {
	case on < today:
		return "since " + on.Time().Format("2 January")
	case on.Time().Year() != today.Time().Year():
		return on.Time().Format("January 2006")
	}
	return spoken(on, today)
}

// knownFor says in a line how one knows a contact.
func knownFor(tx *store.Tx, p PersonLine) (string, error) {
	f := store.Filter{Contact: p.ID}
	if p.Role == track.RoleAgent && p.EmployerID != "" {
		if words, err := agencyWords(tx, p.EmployerID); err != nil || words != "" {
			return words, err
		}
	}
	page, err := tx.List(f, store.ByLast, true, 0, 1)
	if err != nil {
		return "", err
	}
	if len(page.Items) == 0 && p.EmployerID != "" {
		if page, err = tx.List(store.Filter{Employer: p.EmployerID}, store.ByLast, true, 0, 1); err != nil {
			return "", err
		}
	}
	if len(page.Items) == 0 {
		if len(p.Past) > 0 {
			e, _, err := store.Find[track.Employer](tx, p.Past[0].EmployerID)
			return "Before at " + e.Name, err
		}
		return "", nil
	}
	it := page.Items[0]
	if p.Role == track.RoleReferrer {
		return "Referred you to " + it.Employer, nil
	}
	return placeWords(it), nil
}

// placeWords is where a process came to, without the name of the company.
func placeWords(it store.Item) string {
	stage := it.FurthestKind.Label()
	switch it.Ending {
	case track.Open:
		return stage + ", open"
	case track.Declined:
		return stage + ", no on " + it.EndedOn.Time().Format("2 January")
	}
	return stage + ", " + strings.ToLower(it.Ending.Label()) + " on " + it.EndedOn.Time().Format("2 January")
}

func agencyWords(tx *store.Tx, id track.EmployerID) (string, error) {
	sent, screens, err := tx.ThroughAgency(id, track.Screen.Rank())
	if err != nil || sent == 0 {
		return "", err
	}
	return fmt.Sprintf("Sent you %s, %s led to a conversation", plural(sent, "one role", fmt.Sprintf("%d roles", sent)), plural(screens, "one", numberWord(screens))), nil
}

// PutPerson adds a contact (empty id) or changes one. Another employer than
// before goes into the history of the contact.
func (d *Desk) PutPerson(ctx context.Context, p track.Person, employer string) (id track.ContactID, r Receipt, err error) {
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
	r, err = d.update(ctx, "put_person", func(tx *store.Tx) (string, error) {
		word, old := "Changed ", track.Person{}
		if p.ID == "" {
			p.ID, p.CreatedAt, word = track.ContactID(tx.NewID()), tx.Now(), "Added "
		} else if old, _, err = store.Find[track.Person](tx, p.ID); err != nil {
			return "", err
		}
		if old.ID != "" {
			p.Past, p.CreatedAt = old.Past, old.CreatedAt
		}
		if employer != "" {
			e, err := ensureEmployer(tx, employer, p.Role == track.RoleAgent)
			if err != nil {
				return "", err
			}
			p.EmployerID = e.ID
		}
		if old.EmployerID != "" && old.EmployerID != p.EmployerID {
			set, err := tx.Settings()
			if err != nil {
				return "", err
			}
			_, today := d.now(set)
			p.Past = append(track.Stints{{EmployerID: old.EmployerID, Title: old.Title, Until: today}}, p.Past...)
		}
		return word + p.Name, store.Put(tx, p)
	})
	return p.ID, r, err
}

// RemovePerson takes a contact off the record, with what was noted of being in
// touch. Their mails stay as they are. Undo brings all of it back.
func (d *Desk) RemovePerson(ctx context.Context, id track.ContactID) (Receipt, error) {
	return d.update(ctx, "remove_person", func(tx *store.Tx) (string, error) {
		p, err := store.Get[track.Person](tx, id)
		if err != nil {
			return "", err
		}
		touches, err := store.By[track.Touch](tx, "person_id", string(id))
		if err != nil {
			return "", err
		}
		for _, x := range touches {
			if err := store.Remove[track.Touch](tx, x.ID); err != nil {
				return "", err
			}
		}
		return "Removed " + p.Name, store.Remove[track.Person](tx, id)
	})
}
