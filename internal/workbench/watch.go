package workbench

import (
	"cmp"
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"debrief/internal/cadence"
	"debrief/internal/fault"
	"debrief/internal/store"
	"debrief/internal/track"
)

// WatchLine is a watched employer with what is known of it.
type WatchLine struct {
	track.Watch
	Employer   string
	ThinkTwice bool
	Careers    string // address of their jobs page, opened by the person
	Contact    string
	Look       track.Day // the day to look, moved on where there is no reason to write
	Due        bool
	New        []string     // roles of theirs that came by mail since it is watched
	History    []store.Item // every application there, latest first
	Cycles     string       // "1 of 2 led to a conversation"
}

// WatchProposal is an employer that a debrief suggests to keep in view. It is a
// proposal only; saying no keeps it from coming again.
type WatchProposal struct {
	EmployerID track.EmployerID
	Employer   string
	Because    string
	Warmth     track.Warmth
	ReapplyOn  track.Day
	NextOn     track.Day
}

// watchHistory is how many applications of an employer stand in its history.
const watchHistory = 50

func watchLines(tx *store.Tx, today track.Day) (list []WatchLine, err error) {
	err = store.Each(tx, func(w track.Watch) error {
		if w.StoppedOn != "" {
			return nil
		}
		l, err := watchLine(tx, w, today)
		list = append(list, l)
		return err
	})
	if err != nil {
		return nil, err
	}
	if err := newRoles(tx, list); err != nil {
		return nil, err
	}
	slices.SortFunc(list, func(a, b WatchLine) int {
		return cmp.Or(-cmp.Compare(len(a.New), len(b.New)), cmp.Compare(a.Look, b.Look), cmp.Compare(a.ID, b.ID))
	})
	return list, nil
}

func watchLine(tx *store.Tx, w track.Watch, today track.Day) (l WatchLine, err error) {
	l.Watch = w
	e, _, err := store.Find[track.Employer](tx, w.EmployerID)
	if err != nil {
		return l, err
	}
	l.Employer, l.ThinkTwice, l.Careers = e.Name, e.ThinkTwice, e.CareersURL
	p, _, err := store.Find[track.Person](tx, w.ContactID)
	if err != nil {
		return l, err
	}
	l.Contact = p.Name
	l.Look = w.NextOn
	if w.Warmth != track.Cool { // a look at the jobs page needs no reason; a message does
		l.Look = cadence.Slide(w.NextOn, today, w.Write)
	}
	l.Due = l.Look.Known() && l.Look <= today
	page, err := tx.List(store.Filter{Employer: w.EmployerID}, store.ByApplied, true, 0, watchHistory)
	l.History = page.Items
	spoke := 0
	for _, it := range page.Items {
		if it.FurthestRank >= track.Screen.Rank() {
			spoke++
		}
	}
	if n := len(page.Items); n > 0 {
		l.Cycles = fmt.Sprintf("%s, %s led to a conversation", plural(n, "one application", numberWord(n)+" applications"), numberWord(spoke))
	}
	return l, err
}

// newRoles names the roles of watched employers that came by mail and are not on
// record yet. Debrief looks nowhere by itself.
func newRoles(tx *store.Tx, list []WatchLine) error {
	at := map[string]int{}
	for i, l := range list {
		at[store.Fold(l.Employer)] = i
	}
	return store.Each(tx, func(p track.Prospect) error {
		i, watched := at[store.Fold(p.Company)]
		if watched && p.ApplicationID == "" && p.Role != "" && p.LastOn >= track.Day(list[i].CreatedAt.Time().Format("2006-01-02")) && !slices.Contains(list[i].New, p.Role) {
			list[i].New = append(list[i].New, p.Role)
		}
		return nil
	})
}

// proposalDays is how far back an ending may lie to be proposed.
const proposalDays = 365

// watchProposals are employers that are not watched and were not turned down:
// those where a final was reached, and those whose role changed, closed or was
// filled from inside. Source: practice.md k.
func watchProposals(tx *store.Tx, today track.Day) (list []WatchProposal, err error) {
	known := map[track.EmployerID]bool{}
	err = store.Each(tx, func(w track.Watch) error { known[w.EmployerID] = true; return nil })
	if err != nil {
		return nil, err
	}
	reasons := map[track.ApplicationID]track.ReasonCode{}
	err = tx.Given(nil, func(g store.Given) error { reasons[g.ApplicationID] = g.Reason; return nil })
	if err != nil {
		return nil, err
	}
	propose := func(f store.Filter, fits func(store.Item) string) error {
		page, err := tx.List(f, store.ByLast, true, 0, 400)
		for _, it := range page.Items {
			because := fits(it)
			if because == "" || known[it.EmployerID] || it.ThinkTwice || it.EndedOn < today.Add(-proposalDays) {
				continue
			}
			known[it.EmployerID] = true
			w := warmthOf(it.State.State)
			list = append(list, WatchProposal{EmployerID: it.EmployerID, Employer: it.Employer, Because: because, Warmth: w, ReapplyOn: it.EndedOn.Add(cadence.ReapplyDays), NextOn: nextLook(w, it.EndedOn, today)})
		}
		return err
	}
	err = cmpErr(
		propose(store.Filter{Closed: true, MinRank: track.Final.Rank(), Ending: track.Declined}, func(it store.Item) string { return "You were in the final round there." }),
		propose(store.Filter{Ending: track.RoleClosed}, func(store.Item) string { return "The role was closed, not you." }),
		propose(store.Filter{Ending: track.FilledInternally}, func(store.Item) string { return "Someone from inside got the place." }),
		propose(store.Filter{Ending: track.Declined}, func(it store.Item) string { return roleWentAway[reasons[it.ApplicationID]] }))
	return list, err
}

// roleWentAway are the reasons that speak of the role and of nobody.
var roleWentAway = map[track.ReasonCode]string{"C01": "The role changed.", "C02": "The role was closed or frozen.", "C03": "Someone from inside got the place."}

// warmthOf is how far one came: a finalist, interviewed, or applied only.
func warmthOf(s track.State) track.Warmth {
	switch {
	case s.FurthestRank >= track.Final.Rank():
		return track.Hot
	case s.FurthestRank >= track.Screen.Rank():
		return track.Warm
	}
	return track.Cool
}

func nextLook(w track.Warmth, since, today track.Day) track.Day {
	return cadence.NextTouch(w, since, today)
}

// NewWatch is what the person enters of an employer to keep in view. Only Reason
// is required, with an employer.
type NewWatch struct {
	ID        track.WatchID // empty for a new one
	Employer  string
	Reason    string
	Write     string // what gives a reason to write
	Roles     string
	Careers   string // http or https
	Warmth    track.Warmth
	NextOn    track.Day
	ReapplyOn track.Day
}

// PutWatch puts an employer on the watch list or changes what is kept of it. An
// employer stands there once. Kinds of error: Invalid, NotFound.
func (d *Desk) PutWatch(ctx context.Context, n NewWatch) (Receipt, error) {
	if tidy(n.Reason) == "" || n.ID == "" && tidy(n.Employer) == "" {
		return Receipt{}, fault.New(fault.Invalid, "reason", "The watch list needs an employer and a reason to keep it in view.")
	}
	if n.Warmth != "" && !slices.Contains([]track.Warmth{track.Hot, track.Warm, track.Cool}, n.Warmth) {
		return Receipt{}, unknownWord("warmth", string(n.Warmth), []track.Warmth{track.Hot, track.Warm, track.Cool})
	}
	if n.Careers = strings.TrimSpace(n.Careers); n.Careers != "" && !webAddress(n.Careers) {
		return Receipt{}, fault.New(fault.Invalid, "careers", "%q is not an address of a page. It begins with https://.", clip(n.Careers, 80))
	}
	return d.update(ctx, "watch", func(tx *store.Tx) (string, error) {
		set, err := tx.Settings()
		if err != nil {
			return "", err
		}
		_, today := d.now(set)
		w, e, err := watchToChange(tx, n)
		if err != nil {
			return "", err
		}
		word := " is on the watch list"
		if w.ID == "" {
			w = track.Watch{ID: track.WatchID(tx.NewID()), EmployerID: e.ID, Warmth: track.Cool, NextOn: today.Add(90), CreatedAt: tx.Now()}
		} else if w.StoppedOn == "" {
			word = ": changes kept"
		}
		w.Reason, w.Write, w.Roles, w.StoppedOn = clip(tidy(n.Reason), 600), clip(tidy(n.Write), 600), clip(tidy(n.Roles), 300), ""
		w.Warmth, w.NextOn, w.ReapplyOn = cmp.Or(n.Warmth, w.Warmth), cmp.Or(n.NextOn, w.NextOn), cmp.Or(n.ReapplyOn, w.ReapplyOn)
		if n.Careers != e.CareersURL && (n.Careers != "" || n.ID != "") {
			e.CareersURL = n.Careers
			if err := store.Put(tx, e); err != nil {
				return "", err
			}
		}
		return e.Name + word, store.Put(tx, w)
	})
}

// watchToChange is the entry to change: the one named, else the one of the
// employer, also where it was taken off before.
func watchToChange(tx *store.Tx, n NewWatch) (w track.Watch, e track.Employer, err error) {
	if n.ID != "" {
		if w, err = store.Get[track.Watch](tx, n.ID); err != nil {
			return w, e, fault.New(fault.NotFound, "watch", "There is no such line on the watch list.")
		}
		e, err = store.Get[track.Employer](tx, w.EmployerID)
		return w, e, err
	}
	if e, err = ensureEmployer(tx, n.Employer, false); err != nil {
		return w, e, err
	}
	list, err := store.By[track.Watch](tx, "employer_id", string(e.ID))
	return first(list), e, err
}

func webAddress(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" && u.User == nil && len(s) < 2000
}

// Watch puts an employer on the watch list, with a reason.
func (d *Desk) Watch(ctx context.Context, employer, reason string, next track.Day) (Receipt, error) {
	return d.PutWatch(ctx, NewWatch{Employer: employer, Reason: reason, NextOn: next})
}

// TakeProposal answers a proposal: the employer comes on the watch list as
// proposed, or is not proposed again. fault.NotFound where nothing is proposed.
func (d *Desk) TakeProposal(ctx context.Context, id track.EmployerID, yes bool) (Receipt, error) {
	return d.update(ctx, "take_proposal", func(tx *store.Tx) (string, error) {
		set, err := tx.Settings()
		if err != nil {
			return "", err
		}
		_, today := d.now(set)
		list, err := watchProposals(tx, today)
		if err != nil {
			return "", err
		}
		i := slices.IndexFunc(list, func(p WatchProposal) bool { return p.EmployerID == id })
		if i < 0 {
			return "", fault.New(fault.NotFound, "watch", "Nothing is proposed for this employer any more.")
		}
		p := list[i]
		w := track.Watch{ID: track.WatchID(tx.NewID()), EmployerID: id, Reason: p.Because, Warmth: p.Warmth, NextOn: p.NextOn, ReapplyOn: p.ReapplyOn, CreatedAt: tx.Now()}
		words := p.Employer + " is on the watch list"
		if !yes {
			w.StoppedOn, words = today, p.Employer+" is not proposed again"
		}
		return words, store.Put(tx, w)
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
