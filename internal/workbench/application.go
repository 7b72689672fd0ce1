package workbench

import (
	"context"
	"slices"
	"strings"

	"debrief/internal/fault"
	"debrief/internal/store"
	"debrief/internal/track"
)

// NewApplication is what suffices to begin: a company and a role. The rest may
// be empty.
type NewApplication struct {
	Company   string
	Agency    string // name of the agency between, if any
	Role      string
	Channel   track.Channel
	Location  string
	AppliedOn track.Day // empty: today
	Stage     track.StageKind
	Resume    track.ResumeVersionID
	Source    string
	URL       string
	Posting   string // text of the advert
	Posted    string // salary as posted, "85-95"
	Contact   string // name of a person there
	Email     string
	Tags      []string
}

// Add puts an application on record. An employer of the same name is reused.
// The guard (Guard) tells what is known about the employer beforehand.
func (d *Desk) Add(ctx context.Context, n NewApplication) (track.ApplicationID, Receipt, error) {
	n.Company, n.Role = tidy(n.Company), tidy(n.Role)
	switch {
	case n.Company == "":
		return "", Receipt{}, fault.New(fault.Invalid, "company", "A company is needed. A word is enough.")
	case n.Channel != "" && !n.Channel.Valid():
		return "", Receipt{}, unknownWord("channel", string(n.Channel), track.Channels)
	case n.Stage != "" && !n.Stage.Valid():
		return "", Receipt{}, unknownWord("stage", string(n.Stage), track.StageKinds)
	}
	if n.Channel == "" {
		n.Channel = track.Cold
	}
	var id track.ApplicationID
	r, err := d.update(ctx, "add_application", func(tx *store.Tx) (string, error) {
		var err error
		id, err = d.add(tx, n, "", "hand")
		return "Added " + n.Company, err
	})
	return id, r, err
}

func (d *Desk) add(tx *store.Tx, n NewApplication, importKey, source string) (track.ApplicationID, error) {
	set, err := tx.Settings()
	if err != nil {
		return "", err
	}
	_, today := d.now(set)
	employer, err := ensureEmployer(tx, n.Company, false)
	if err != nil {
		return "", err
	}
	a := track.Application{ID: track.ApplicationID(tx.NewID()), EmployerID: employer.ID, Role: n.Role, Channel: n.Channel, Location: tidy(n.Location),
		ResumeID: n.Resume, Source: tidy(n.Source), ImportKey: importKey, CreatedAt: tx.Now()}
	if n.Agency != "" {
		agency, err := ensureEmployer(tx, n.Agency, true)
		if err != nil {
			return "", err
		}
		a.AgencyID = agency.ID
		if a.Channel == track.Cold {
			a.Channel = track.Agency
		}
	}
	if n.Posting != "" || n.URL != "" {
		p := track.Posting{ID: track.PostingID(tx.NewID()), Title: n.Role, URL: n.URL, Text: clip(n.Posting, 1<<20), SavedAt: tx.Now()}
		a.PostingID = p.ID
		if err := store.Put(tx, p); err != nil {
			return "", err
		}
	}
	if n.Contact != "" || n.Email != "" {
		p, err := ensurePerson(tx, employer.ID, n.Contact, n.Email, track.RoleRecruiter)
		if err != nil {
			return "", err
		}
		a.ContactID = p.ID
	}
	if err := store.Put(tx, a); err != nil {
		return "", err
	}
	if err := d.addDetails(tx, a.ID, n); err != nil {
		return "", err
	}
	if importKey != "" {
		return a.ID, nil // the table says itself which events there were
	}
	day := n.AppliedOn
	if day == "" {
		day = today
	}
	kind := n.Stage
	if kind == "" {
		kind = track.Applied
	}
	if err := enter(tx, a.ID, kind, "", day, 0, source); err != nil || source != "hand" {
		return a.ID, err
	}
	return a.ID, takeTurns(tx, a.ID, kind, a.Channel, day)
}

func (d *Desk) addDetails(tx *store.Tx, id track.ApplicationID, n NewApplication) error {
	for _, t := range n.Tags {
		if err := putTag(tx, id, t); err != nil {
			return err
		}
	}
	low, high, ok := parseAmount(n.Posted)
	if !ok {
		return nil
	}
	set, err := tx.Settings()
	if err != nil {
		return err
	}
	return store.Put(tx, track.SalaryEntry{ID: track.SalaryEntryID(tx.NewID()), ApplicationID: id, Kind: track.SalaryPosted, Low: low, High: high, Currency: set.Currency, Basis: "year"})
}

// enter records a stage. stage may name an own stage; else the first of the kind.
func enter(tx *store.Tx, id track.ApplicationID, kind track.StageKind, stage track.StageID, day track.Day, round int, source string) error {
	if stage == "" {
		list, err := store.By[track.Stage](tx, "kind", string(kind))
		if err != nil {
			return err
		}
		slices.SortFunc(list, func(a, b track.Stage) int { return a.Position - b.Position })
		if len(list) > 0 {
			stage = list[0].ID
		}
	}
	return store.Put(tx, track.Event{ID: track.EventID(tx.NewID()), ApplicationID: id, Kind: track.StageEntered, Day: day, StageID: stage, StageKind: kind, Round: round, Source: source, RecordedAt: tx.Now()})
}

// ensureEmployer finds an employer by name, whatever the case, or makes it.
func ensureEmployer(tx *store.Tx, name string, agency bool) (track.Employer, error) {
	name = tidy(name)
	list, err := store.By[track.Employer](tx, "name", name)
	if err != nil {
		return track.Employer{}, err
	}
	if len(list) == 0 {
		near, err := tx.EmployersNamed(name, 20)
		if err != nil {
			return track.Employer{}, err
		}
		for _, e := range near {
			if store.Fold(e.Name) == store.Fold(name) || slices.ContainsFunc(e.Aliases, func(a string) bool { return store.Fold(a) == store.Fold(name) }) {
				list = append(list, e)
			}
		}
	}
	if len(list) > 0 {
		return list[0], nil
	}
	e := track.Employer{ID: track.EmployerID(tx.NewID()), Name: name, IsAgency: agency, CreatedAt: tx.Now()}
	return e, store.Put(tx, e)
}

// ensurePerson finds a person by address, or by name at the employer, or makes one.
func ensurePerson(tx *store.Tx, employer track.EmployerID, name, email string, role track.PersonRole) (track.Person, error) {
	name, email = tidy(name), strings.ToLower(tidy(email))
	if email != "" {
		list, err := store.By[track.Person](tx, "email", email)
		if err != nil || len(list) > 0 {
			return first(list), err
		}
	}
	list, err := store.By[track.Person](tx, "employer_id", string(employer))
	if err != nil {
		return track.Person{}, err
	}
	for _, p := range list {
		if name != "" && store.Fold(p.Name) == store.Fold(name) {
			if p.Email == "" && email != "" {
				p.Email = email
				return p, store.Put(tx, p)
			}
			return p, nil
		}
	}
	if name == "" {
		name, _, _ = strings.Cut(email, "@")
	}
	p := track.Person{ID: track.ContactID(tx.NewID()), EmployerID: employer, Name: name, Email: email, Role: role, CreatedAt: tx.Now()}
	return p, store.Put(tx, p)
}

func first[T any](list []T) (v T) {
	if len(list) > 0 {
		v = list[0]
	}
	return v
}

// EditApplication changes what was entered about an application.
func (d *Desk) EditApplication(ctx context.Context, id track.ApplicationID, edit func(*track.Application) error) (Receipt, error) {
	return d.update(ctx, "edit_application", func(tx *store.Tx) (string, error) {
		a, err := store.Get[track.Application](tx, id)
		if err != nil {
			return "", err
		}
		if err := edit(&a); err != nil {
			return "", err
		}
		return "Changed " + name(tx, a), store.Put(tx, a)
	})
}

// name is the employer's name, for the words of a change.
func name(tx *store.Tx, a track.Application) string {
	e, _, _ := store.Find[track.Employer](tx, a.EmployerID)
	return e.Name
}

func nameOf(tx *store.Tx, id track.ApplicationID) string {
	a, _, _ := store.Find[track.Application](tx, id)
	return name(tx, a)
}

// EnterStage records that an application reached a stage, named by an own
// stage's id, its name, or a fixed kind. An ended one is opened again.
func (d *Desk) EnterStage(ctx context.Context, id track.ApplicationID, stage string, day track.Day, roundName string) (Receipt, error) {
	return d.update(ctx, "enter_stage", func(tx *store.Tx) (string, error) {
		st, err := findStage(tx, stage)
		if err != nil {
			return "", err
		}
		set, err := tx.Settings()
		if err != nil {
			return "", err
		}
		now, today := d.now(set)
		if day == "" {
			day = today
		}
		state, err := tx.StateOf(id)
		if err != nil {
			return "", fault.New(fault.NotFound, "application", "There is no such application.")
		}
		if !state.Open() {
			if err := store.Put(tx, track.Event{ID: track.EventID(tx.NewID()), ApplicationID: id, Kind: track.Reopened, Day: day, At: now, Source: "hand", RecordedAt: tx.Now()}); err != nil {
				return "", err
			}
		}
		e := track.Event{ID: track.EventID(tx.NewID()), ApplicationID: id, Kind: track.StageEntered, Day: day, StageID: st.ID, StageKind: st.Kind, RoundName: roundName, Source: "hand", RecordedAt: tx.Now()}
		if state.StageID == st.ID {
			e.Round = state.Round + 1
		}
		if err := store.Put(tx, e); err != nil {
			return "", err
		}
		return "Moved " + nameOf(tx, id) + " to " + st.Name, takeTurns(tx, id, st.Kind, state.Channel, day)
	})
}

// findStage takes an id, a name in any case, or a kind.
func findStage(tx *store.Tx, word string) (track.Stage, error) {
	list, err := store.All[track.Stage](tx)
	if err != nil {
		return track.Stage{}, err
	}
	slices.SortFunc(list, func(a, b track.Stage) int { return a.Position - b.Position })
	for _, match := range []func(track.Stage) bool{
		func(s track.Stage) bool { return string(s.ID) == word },
		func(s track.Stage) bool { return store.Fold(s.Name) == store.Fold(word) },
		func(s track.Stage) bool { return string(s.Kind) == word },
	} {
		if i := slices.IndexFunc(list, match); i >= 0 {
			return list[i], nil
		}
	}
	names := make([]string, len(list))
	for i, s := range list {
		names[i] = s.Name
	}
	return track.Stage{}, fault.New(fault.Invalid, "stage", "There is no stage called %q. Yours are: %s.", word, strings.Join(names, ", "))
}

// Close ends an application without a debrief. Closing never lowers what was reached.
func (d *Desk) Close(ctx context.Context, id track.ApplicationID, ending track.Ending, day track.Day) (Receipt, error) {
	if !ending.Valid() {
		return Receipt{}, unknownWord("ending", string(ending), track.Endings)
	}
	return d.update(ctx, "close", func(tx *store.Tx) (string, error) {
		set, err := tx.Settings()
		if err != nil {
			return "", err
		}
		now, today := d.now(set)
		if day == "" {
			day = today
		}
		state, err := tx.StateOf(id)
		if err != nil {
			return "", fault.New(fault.NotFound, "application", "There is no such application.")
		}
		if state.Ending == ending {
			return "", fault.New(fault.Conflict, "ending", "%s is closed as “%s” already.", nameOf(tx, id), ending.Label())
		}
		err = store.Put(tx, track.Event{ID: track.EventID(tx.NewID()), ApplicationID: id, Kind: track.Ended, Ending: ending, Day: day, At: now, Source: "hand", RecordedAt: tx.Now()})
		return "Closed " + nameOf(tx, id) + ": " + strings.ToLower(ending.Label()), err
	})
}

// Reopen opens an ended application again.
func (d *Desk) Reopen(ctx context.Context, id track.ApplicationID) (Receipt, error) {
	return d.update(ctx, "reopen", func(tx *store.Tx) (string, error) {
		set, err := tx.Settings()
		if err != nil {
			return "", err
		}
		state, err := tx.StateOf(id)
		if err != nil {
			return "", fault.New(fault.NotFound, "application", "There is no such application.")
		}
		if state.Open() {
			return "", fault.New(fault.Conflict, "application", "%s is open already.", nameOf(tx, id))
		}
		now, today := d.now(set)
		err = store.Put(tx, track.Event{ID: track.EventID(tx.NewID()), ApplicationID: id, Kind: track.Reopened, Day: today, At: now, Source: "hand", RecordedAt: tx.Now()})
		return "Opened " + nameOf(tx, id) + " again", err
	})
}

// Archive takes an application out of every list, or brings it back.
func (d *Desk) Archive(ctx context.Context, id track.ApplicationID, archived bool) (Receipt, error) {
	return d.update(ctx, "archive", func(tx *store.Tx) (string, error) {
		a, err := store.Get[track.Application](tx, id)
		if err != nil {
			return "", err
		}
		a.Archived = archived
		word := "Archived "
		if !archived {
			word = "Brought back "
		}
		return word + name(tx, a), store.Put(tx, a)
	})
}

// Erase removes an application for good; see store.EraseApplication. The
// caller has asked for confirmation.
func (d *Desk) Erase(ctx context.Context, id track.ApplicationID) error {
	return d.scope.EraseApplication(ctx, id)
}

// EraseAll removes everything of the person for good.
func (d *Desk) EraseAll(ctx context.Context) error { return d.scope.EraseAll(ctx) }

// Guard is what is known about an employer before another application.
type Guard struct {
	Employer track.Employer
	Earlier  []store.Item
	Watched  bool
	// ReapplyOn is the day from which the same role makes sense again: six months
	// after the last no. Empty when nothing stands in the way.
	ReapplyOn track.Day
}

// GuardFor tells the history with an employer, for the form that adds a role.
// It asks and never forbids. Found is nil for a company that is not on record.
func (d *Desk) GuardFor(ctx context.Context, company string) (g *Guard, err error) {
	if tidy(company) == "" {
		return nil, nil
	}
	err = d.view(ctx, func(tx *store.Tx) error {
		near, err := tx.EmployersNamed(company, 10)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(near, func(e track.Employer) bool { return store.Fold(e.Name) == store.Fold(tidy(company)) })
		if i < 0 {
			return nil
		}
		g = &Guard{Employer: near[i]}
		page, err := tx.List(store.Filter{Employer: near[i].ID}, store.ByApplied, true, 0, 20)
		g.Earlier = page.Items
		for _, it := range page.Items {
			if it.Ending == track.Declined && it.EndedOn.Add(183) > g.ReapplyOn {
				g.ReapplyOn = it.EndedOn.Add(183)
			}
		}
		watches, err2 := store.By[track.Watch](tx, "employer_id", string(near[i].ID))
		g.Watched = slices.ContainsFunc(watches, func(w track.Watch) bool { return w.StoppedOn == "" })
		return cmpErr(err, err2)
	})
	if g != nil && len(g.Earlier) == 0 && !g.Watched {
		return nil, err
	}
	return g, err
}

func cmpErr(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// FindApplication takes an id, or words of employer and role. Several matches
// are fault.Conflict and named; none is fault.NotFound.
func (d *Desk) FindApplication(ctx context.Context, ref string) (id track.ApplicationID, err error) {
	err = d.view(ctx, func(tx *store.Tx) error {
		if _, found, err := store.Find[track.Application](tx, track.ApplicationID(ref)); err != nil || found {
			id = track.ApplicationID(ref)
			return err
		}
		page, err := tx.List(store.Filter{Text: ref}, store.ByLast, true, 0, 8)
		if err != nil {
			return err
		}
		items := page.Items
		if open := slices.DeleteFunc(slices.Clone(items), func(i store.Item) bool { return !i.Open() }); len(open) > 0 && len(items) > 1 {
			items = open // the one still open is usually meant
		}
		switch len(items) {
		case 0:
			return fault.New(fault.NotFound, "application", "No application matches %q. “debrief list” shows them.", ref)
		case 1:
			id = items[0].ApplicationID
			return nil
		}
		names := make([]string, len(items))
		for i, it := range items {
			names[i] = it.Employer + ", " + it.Role + " (" + string(it.ApplicationID) + ")"
		}
		return fault.New(fault.Conflict, "application", "%q could be several: %s. Add a word of the role, or use the id.", ref, strings.Join(names, "; "))
	})
	return id, err
}

func tidy(s string) string {
	return strings.Join(strings.Fields(strings.ReplaceAll(s, "\x00", "")), " ")
}

func clip(s string, n int) string {
	if len(s) <= n {
		return s
	}
	return strings.ToValidUTF8(s[:n], "")
}

func unknownWord[T ~string](field, word string, allowed []T) error {
	list := make([]string, len(allowed))
	for i, a := range allowed {
		list[i] = string(a)
	}
	return fault.New(fault.Invalid, field, "There is no %s called %q. Allowed: %s.", field, word, strings.Join(list, ", "))
}
