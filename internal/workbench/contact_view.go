package workbench

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"debrief/internal/cadence"
	"debrief/internal/draft"
	"debrief/internal/fault"
	"debrief/internal/lint"
	"debrief/internal/store"
	"debrief/internal/track"
)

// ContactView is one contact with everything between the two of you.
type ContactView struct {
	PersonLine
	Past      []PastEmployer
	Between   []Between
	Employers int // how many employers it took place at
	Budget    cadence.Budget
	Around    cadence.Around
	Apps      []store.Item
	Note      string // the LinkedIn note as a first version; empty where none fits
	Report    lint.Report
	Limit     int // characters of a note
	Length    int
	Others    []track.Person // whom this contact can be merged with
	Suggested track.Day      // by the table of touches
	Today     track.Day
	App       track.ApplicationID // the process that the note is about
}

// PastEmployer is where a contact was before.
type PastEmployer struct {
	track.Stint
	Name string
}

// Between is one line of what was between you.
type Between struct {
	Day     track.Day
	Kind    string // next, message, sent, ended, interview, note, mail, call, met, moved
	Title   string
	Text    string
	Message track.MessageID
	App     track.ApplicationID
	Touch   track.TouchID
	Open    bool // it can be marked as answered
}

// Person gathers one contact. fault.NotFound for an unknown one.
func (d *Desk) Person(ctx context.Context, id track.ContactID) (v ContactView, err error) {
	err = d.view(ctx, func(tx *store.Tx) error {
		v, err = d.contact(tx, id)
		return err
	})
	return v, err
}

func (d *Desk) contact(tx *store.Tx, id track.ContactID) (v ContactView, err error) {
	set, err := tx.Settings()
	if err != nil {
		return v, err
	}
	now, today := d.now(set)
	v.Today = today
	if v.PersonLine.Person, err = store.Get[track.Person](tx, id); err != nil {
		return v, fault.New(fault.NotFound, "contact", "There is no such contact.")
	}
	e, _, err := store.Find[track.Employer](tx, v.EmployerID)
	if err != nil {
		return v, err
	}
	v.Employer = e.Name
	next, err := nextWords(tx, now, today)
	if err != nil {
		return v, err
	}
	next.put(&v.PersonLine, today)
	for _, s := range v.Person.Past {
		e, _, err := store.Find[track.Employer](tx, s.EmployerID)
		if err != nil {
			return v, err
		}
		v.Past = append(v.Past, PastEmployer{s, e.Name})
	}
	if v.Known, err = knownFor(tx, v.PersonLine); err != nil {
		return v, err
	}
	return v, cmpErr(v.processes(tx), v.touches(tx), v.count(tx, set, next), v.note(tx, set), v.others(tx))
}

// processes are the applications this contact had a part in, with what happened
// in them between the two of you.
func (v *ContactView) processes(tx *store.Tx) error {
	seen := map[track.ApplicationID]bool{}
	add := func(f store.Filter) error {
		page, err := tx.List(f, store.ByApplied, true, 0, 30)
		for _, it := range page.Items {
			if !seen[it.ApplicationID] {
				seen[it.ApplicationID] = true
				v.Apps = append(v.Apps, it)
			}
		}
		return err
	}
	if err := add(store.Filter{Contact: v.ID}); err != nil {
		return err
	}
	for _, id := range append([]track.EmployerID{v.EmployerID}, pastIDs(v.Person)...) {
		if id == "" {
			continue
		}
		if err := add(store.Filter{Employer: id}); err != nil {
			return err
		}
	}
	at := map[string]bool{}
	for _, it := range v.Apps {
		part, err := v.process(tx, it)
		if err != nil {
			return err
		}
		if part {
			at[it.Employer] = true
		}
	}
	v.Employers = len(at)
	return nil
}

func lowered(s string) string { return strings.ToLower(s[:1]) + s[1:] }

func pastIDs(p track.Person) (ids []track.EmployerID) {
	for _, s := range p.Past {
		ids = append(ids, s.EmployerID)
	}
	return ids
}

// process adds what one application holds of this contact, and reports whether
// they had a part in it.
func (v *ContactView) process(tx *store.Tx, it store.Item) (part bool, err error) {
	id := string(it.ApplicationID)
	events, err := store.By[track.Event](tx, "application_id", id)
	if err != nil {
		return false, err
	}
	messages, err := store.By[track.Message](tx, "application_id", id)
	if err != nil {
		return false, err
	}
	add := func(b Between) { b.App = it.ApplicationID; v.Between = append(v.Between, b) }
	for _, m := range messages {
		day := track.Day("")
		if m.Date.Known() {
			day = track.Day(m.Date.Time().Format("2006-01-02"))
		}
		switch {
		case v.Email != "" && strings.EqualFold(m.FromAddr, v.Email):
			part = true
			v.Around.LastMail = max(v.Around.LastMail, day)
			add(Between{Day: day, Kind: "message", Title: "They wrote: " + cmp.Or(m.Subject, "without a subject"), Text: clip(tidy(m.NewText()), 160), Message: m.ID})
		case m.Out && v.Email != "" && strings.Contains(strings.ToLower(m.ToAddrs), strings.ToLower(v.Email)):
			part = true
			v.Around.Replied = max(v.Around.Replied, day)
			add(Between{Day: day, Kind: "sent", Title: "You wrote: " + cmp.Or(m.Subject, "without a subject"), Message: m.ID})
		}
	}
	mine := it.ContactID == v.ID
	for _, e := range track.ActiveEvents(events) {
		named := slices.ContainsFunc(strings.Split(e.People, ","), func(n string) bool { return store.Fold(tidy(n)) == store.Fold(v.Name) })
		switch {
		case e.Kind == track.InterviewSet && (named || e.ContactID == v.ID):
			part = true
			v.Around.Spoke = v.Around.Spoke || e.Day < v.Today
			add(Between{Day: e.Day, Kind: "interview", Title: e.StageKind.Label() + " with " + it.Employer, Text: it.Role})
		case mine && (e.Kind == track.MessageSent || e.Kind == track.CheckInSent):
			v.Around.Replied = max(v.Around.Replied, e.Day)
			add(Between{Day: e.Day, Kind: "sent", Title: map[bool]string{true: "You checked in", false: "You replied"}[e.Kind == track.CheckInSent], Text: it.Employer + ", " + it.Role})
		}
	}
	if mine && it.FurthestRank >= track.Screen.Rank() {
		v.Around.Spoke = true
	}
	if (mine || part) && !it.Open() {
		add(Between{Day: it.EndedOn, Kind: "ended", Title: it.Employer + ": " + lowered(placeWords(it)), Text: it.Role})
	}
	if (mine || part) && v.App == "" {
		v.App = it.ApplicationID
	}
	return part || mine, nil
}

func (v *ContactView) touches(tx *store.Tx) (err error) {
	if v.Around.Touches, err = store.By[track.Touch](tx, "person_id", string(v.ID)); err != nil {
		return err
	}
	words := map[string][2]string{"note": {"They sent a note", "You sent the LinkedIn note"}, "mail": {"They wrote", "You wrote"}, "call": {"They called", "You called"}, "met": {"You met", "You met"}}
	for _, t := range v.Around.Touches {
		b := Between{Day: t.Day, Kind: t.Kind, Title: words[t.Kind][bit(t.Out)], Text: cmp.Or(t.Reason, t.Text), Touch: t.ID, Open: t.Out && !t.Answered.Known() && t.Kind != "met"}
		if t.Answered.Known() {
			b.Text = strings.TrimSpace(b.Text + "\nThey answered on " + t.Answered.Time().Format("2 January") + ".")
		}
		if t.Kind == "met" || t.Kind == "call" {
			v.Around.Spoke = true
		}
		v.Between = append(v.Between, b)
	}
	for _, s := range v.Past {
		v.Between = append(v.Between, Between{Day: s.Until, Kind: "moved", Title: "Left " + s.Name, Text: s.Title})
	}
	for _, b := range v.Between {
		if b.Day <= v.Today {
			v.Last = max(v.Last, b.Day)
		}
	}
	if v.NextOn.Known() {
		text := v.NextReason
		if text == "" {
			text = "Without a reason it moves on by 30 days."
		}
		v.Between = append(v.Between, Between{Day: cadence.Slide(v.NextOn, v.Today, v.NextReason), Kind: "next", Title: "Be in touch again", Text: text})
	}
	slices.SortStableFunc(v.Between, func(a, b Between) int { return -cmp.Compare(a.Day, b.Day) })
	return nil
}

func (v *ContactView) count(tx *store.Tx, set track.Settings, next coming) error {
	v.Around.Never, v.Around.Quota = v.NeverNote, set.LinkedInQuota
	v.Around.Waiting = next.waits[v.ID] != ""
	month := string(v.Today)[:7]
	err := store.Each(tx, func(t track.Touch) error {
		if t.Kind == "note" && t.Out && strings.HasPrefix(string(t.Day), month) {
			v.Around.Used++
		}
		return nil
	})
	v.Budget = cadence.BudgetOf(v.Around, v.Today)
	since := track.Day("")
	for _, it := range v.Apps {
		if !it.Open() && (it.ContactID == v.ID || v.App == it.ApplicationID) {
			since = max(since, it.EndedOn)
		}
	}
	if v.Warmth == "" && v.App != "" {
		for _, it := range v.Apps {
			if it.ApplicationID == v.App {
				v.Warmth = warmthOf(it.State.State)
			}
		}
	}
	if v.Warmth != track.Cool && since.Known() {
		v.Suggested = cadence.NextTouch(v.Warmth, since, max(v.Last, v.Today))
	}
	return err
}

// note writes the LinkedIn note, where one fits.
func (v *ContactView) note(tx *store.Tx, set track.Settings) error {
	v.Limit = set.LinkedInLimit
	if !v.Budget.Note {
		return nil
	}
	f := draft.Facts{Recipient: v.Name, Sender: set.Name, Company: v.Employer}
	for _, it := range v.Apps {
		if it.ApplicationID == v.App {
			f.Role, f.Company = it.Role, it.Employer
		}
	}
	v.Note = draft.Write(track.MsgLinkedInNote, f, draft.Options{}).Body
	v.Report, v.Length = v.checkNote(v.Note), utf8.RuneCountInString(v.Note)
	return nil
}

func (v ContactView) checkNote(text string) lint.Report {
	return lint.Check(track.MsgLinkedInNote, text, lint.Facts{Recipient: v.Name, Company: v.Employer, LinkedInLimit: v.Limit})
}

// CheckNote runs the checks on a LinkedIn note being written; it keeps nothing.
func (d *Desk) CheckNote(ctx context.Context, id track.ContactID, text string) (v ContactView, err error) {
	if v, err = d.Person(ctx, id); err != nil {
		return v, err
	}
	v.Note = clip(strings.TrimSpace(strings.ReplaceAll(text, "\r\n", "\n")), 4000)
	v.Report, v.Length = v.checkNote(v.Note), utf8.RuneCountInString(v.Note)
	return v, nil
}

// others are contacts that this one could be: of the same name first, then of
// the same employer.
func (v *ContactView) others(tx *store.Tx) error {
	var same, near []track.Person
	err := store.Each(tx, func(p track.Person) error {
		switch {
		case p.ID == v.ID:
		case alike(p, v.Person):
			same = append(same, p)
		case p.EmployerID == v.EmployerID && p.EmployerID != "":
			near = append(near, p)
		}
		return nil
	})
	v.Others = append(same, near...)
	v.Others = v.Others[:min(len(v.Others), 50)]
	return err
}

// alike reports whether two cards may be one person: the same mail address, or
// the same name.
func alike(a, b track.Person) bool {
	return a.Email != "" && strings.EqualFold(a.Email, b.Email) || store.Fold(a.Name) == store.Fold(b.Name)
}

// sameShown is how many pairs are proposed at a time.
const sameShown = 5

func mayBeOne(all []PersonLine) (pairs [][2]PersonLine) {
	by := map[string]PersonLine{}
	for _, p := range all {
		keys := []string{"name " + store.Fold(p.Name)}
		if p.Email != "" {
			keys = append(keys, "mail "+strings.ToLower(p.Email))
		}
		for _, k := range keys {
			if o, ok := by[k]; ok && o.ID != p.ID {
				pairs = append(pairs, [2]PersonLine{o, p})
				break
			}
			by[k] = p
		}
		if len(pairs) == sameShown {
			break
		}
	}
	return pairs
}

// lastTouch is the day of the last contact with a person: a mail of theirs or
// conversation, or something noted by hand.
func lastTouch(tx *store.Tx, p track.Person, today track.Day) (last track.Day, err error) {
	touches, err := store.By[track.Touch](tx, "person_id", string(p.ID))
	if err != nil {
		return "", err
	}
	for _, t := range touches {
		last = max(last, t.Day, t.Answered)
	}
	spoke, err := spokeOn(tx, today)
	if err != nil {
		return "", err
	}
	last = max(last, spoke[store.Fold(p.Name)])
	if p.Email == "" {
		return last, nil
	}
	wrote, err := tx.LastFrom()
	if at := wrote[strings.ToLower(p.Email)]; at.Known() {
		last = max(last, track.Day(at.Time().Format("2006-01-02")))
	}
	return last, err
}
