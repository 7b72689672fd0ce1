package workbench

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"debrief/internal/cadence"
	"debrief/internal/draft"
	"debrief/internal/fault"
	"debrief/internal/insight"
	"debrief/internal/lint"
	"debrief/internal/store"
	"debrief/internal/track"
)

// CheckInView is an application that has gone quiet: whether to ask, in words,
// the one message that fits, and letting it go as an equal way.
type CheckInView struct {
	App     ApplicationView
	Chance  Outlook
	Usual   cadence.Usual
	Days    track.Days
	CheckIn track.Day // empty: no check-in fits
	Silent  track.Day
	Fits    bool         // one check-in may go out today
	To      track.Person // whom to ask: the referrer of a referral, else the contact
	Steps   []cadence.Step
	Draft   draft.Draft
	Report  lint.Report
}

// Outlook is what can still come of one open application.
type Outlook struct {
	insight.Waiting
	Known   bool // the application is open and has a day to count from
	Answers int  // own answers the model has learned from
	Next    string
}

// CheckIn gathers the page. fault.Conflict for an application that has ended.
func (d *Desk) CheckIn(ctx context.Context, id track.ApplicationID) (v CheckInView, err error) {
	err = d.view(ctx, func(tx *store.Tx) error {
		if v.App, err = d.application(tx, id); err != nil {
			return err
		}
		it := v.App.Item
		if !it.Open() {
			return fault.New(fault.Conflict, "application", "This application has ended. Open it again to check in.")
		}
		set, err := tx.Settings()
		if err != nil {
			return err
		}
		if v.Chance, err = d.outlook(tx, id); err != nil {
			return err
		}
		v.Usual, v.Days = usualOf(it, set), cadence.Days(set)
		v.CheckIn, v.Silent = it.CheckInOn, it.SilentOn
		v.Fits = it.CheckInOn.Known() && it.CheckIns == 0
		if err := v.plan(tx, set); err != nil || !v.Fits {
			return err
		}
		dv := DebriefView{App: it, Contact: v.To}
		dv.Debrief.StageKind = it.StageKind
		v.Draft = draft.Write(track.MsgCheckIn, draftFacts(tx, dv, set), draft.Options{})
		v.Report = lint.Check(track.MsgCheckIn, v.Draft.Body, lint.Facts{Role: it.Role, Company: it.Employer, Recipient: v.To.Name})
		return nil
	})
	return v, err
}

// plan lays out the days of following up, and finds whom to ask: the check-in
// of a referral goes to the person who referred (practice.md a).
func (v *CheckInView) plan(tx *store.Tx, set track.Settings) error {
	it := v.App.Item
	f := cadence.Followed{PromisedOn: it.PromisedOn, CheckIns: it.CheckIns}
	f.Plan = cadence.For(cadence.Situation{Channel: it.Channel, Human: it.Human, Since: it.QuietOn, PromisedOn: it.PromisedOn, CheckIns: it.CheckIns}, set)
	f.CheckInOn, f.SilentOn = it.CheckInOn, it.SilentOn
	events, err := store.By[track.Event](tx, "application_id", string(it.ApplicationID))
	if err != nil {
		return err
	}
	for _, e := range track.ActiveEvents(events) {
		if e.Kind == track.InterviewSet && e.Day <= v.App.Today {
			f.Talk = max(f.Talk, e.Day)
		}
	}
	v.Steps, v.To = cadence.Steps(f, v.App.Today), v.App.Contact
	if f.Whom == "referrer" {
		if i := slices.IndexFunc(v.App.People, func(p track.Person) bool { return p.Role == track.RoleReferrer }); i >= 0 {
			v.To = v.App.People[i]
		}
	}
	return nil
}

// Outlook is what can still come of an open application, for the pages that
// show one; the zero value for others.
func (d *Desk) Outlook(ctx context.Context, id track.ApplicationID) (o Outlook, err error) {
	err = d.view(ctx, func(tx *store.Tx) error {
		o, err = d.outlook(tx, id)
		return err
	})
	return o, err
}

func (d *Desk) outlook(tx *store.Tx, id track.ApplicationID) (out Outlook, err error) {
	err = d.atHand(tx, func(g insight.Glance, cases []insight.Case, asOf insight.Date) {
		i, found := slices.BinarySearchFunc(cases, id, func(c insight.Case, id track.ApplicationID) int { return cmp.Compare(c.ID, id) })
		if !found {
			return
		}
		w, m, ok := g.Outlook(cases[i], asOf)
		if !ok {
			return
		}
		out = Outlook{Waiting: w, Known: true, Answers: m.Answers}
		if gate, ok := g.Gate(w.Gate, cases[i].Channel); ok {
			out.Next = fmt.Sprintf("%s: %s, %s.", gate.Name(), gate.Says(), gate.Next())
		}
	})
	return out, err
}

// looksShown is how many gates Today names.
const looksShown = 3

// looks tells how far each gate with something decided is from its next look.
func (v *TodayView) looks(tx *store.Tx, d *Desk) error {
	return d.atHand(tx, func(g insight.Glance, _ []insight.Case, _ insight.Date) {
		near := slices.DeleteFunc(slices.Clone(g.Gates), func(x insight.Gate) bool { return x.Settled == 0 || x.NextLook == 0 })
		slices.SortStableFunc(near, func(a, b insight.Gate) int { return cmp.Compare(a.NextLook-a.Settled, b.NextLook-b.Settled) })
		for _, x := range near[:min(looksShown, len(near))] {
			more := fmt.Sprintf("%d more until the next look, at %d", x.NextLook-x.Settled, x.NextLook)
			if x.Held() {
				more = x.Next()
			}
			v.Looks = append(v.Looks, fmt.Sprintf("%s: %s, %s.", x.Name(), x.Says(), more))
		}
	})
}

// ClosingView proposes to close those that are past their day, together.
type ClosingView struct {
	Items []ClosingItem
	More  int
	Today track.Day
}

// ClosingItem is one of them, with what could still come.
type ClosingItem struct {
	Item
	Chance insight.Waiting
	Ask    bool // somebody is known there: one check-in would fit
}

// closingListed is how many are proposed at a time.
const closingListed = 200

// Closing lists the applications past their silent day.
func (d *Desk) Closing(ctx context.Context) (v ClosingView, err error) {
	err = d.view(ctx, func(tx *store.Tx) error {
		o, err := d.usual(tx)
		if err != nil {
			return err
		}
		v.Today = o.AsOf.Day()
		r, err := d.report(tx, o)
		if err != nil {
			return err
		}
		chances := map[track.ApplicationID]insight.Waiting{}
		for _, w := range r.Open {
			chances[w.Application] = w
		}
		page, err := tx.List(store.Filter{PastOn: v.Today}, store.ByDays, false, 0, closingListed)
		for _, it := range page.Items {
			c := ClosingItem{Item: it, Chance: chances[it.ApplicationID]}
			c.Ask = it.CheckInOn.Known() && it.CheckIns == 0 && it.SilentOn > v.Today
			v.Items = append(v.Items, c)
		}
		if page.More {
			v.More = 1
		}
		return err
	})
	return v, err
}
