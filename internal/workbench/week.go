package workbench

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"debrief/internal/fault"
	"debrief/internal/store"
	"debrief/internal/track"
)

// WeekView is the weekly review: four headings, half filled in. No totals to
// beat, no streaks.
type WeekView struct {
	Monday   track.Day
	Number   int
	Today    track.Day
	Closed   bool // written and closed: not shown again this week
	Review   track.Review
	Last     *track.Review // what was written the week before
	Plan     []WeekLine
	Prepare  []WeekLine
	Steady   []WeekLine
	LookBack []WeekLine
	Log      string
}

// WeekLine is one line that is filled in.
type WeekLine struct {
	When, Text, Href, Go string
}

// monday is the first day of the week of a day.
func monday(day track.Day) track.Day { return day.Add(-(int(day.Time().Weekday()) + 6) % 7) }

// Week gathers the review of this week.
func (d *Desk) Week(ctx context.Context) (v WeekView, err error) {
	err = d.view(ctx, func(tx *store.Tx) error {
		set, err := tx.Settings()
		if err != nil {
			return err
		}
		now, today := d.now(set)
		v.Today, v.Monday = today, monday(today)
		_, v.Number = today.Time().ISOWeek()
		review, _, err := store.Find[track.Review](tx, track.ReviewID(v.Monday))
		if err != nil {
			return err
		}
		v.Review, v.Closed = review, review.ClosedAt.Known()
		last, found, err := store.Find[track.Review](tx, track.ReviewID(v.Monday.Add(-7)))
		if err != nil {
			return err
		}
		if found {
			v.Last = &last
		}
		t := TodayView{Day: today, Zone: zone(set)}
		if err := t.weekLine(tx); err != nil {
			return err
		}
		v.Log = t.Log
		return cmpErr(v.planned(tx, now, zone(set)), v.open(tx), v.back(tx, d))
	})
	return v, err
}

// planned fills in what has a date, and what to prepare for it.
func (v *WeekView) planned(tx *store.Tx, now track.Instant, z *time.Location) error {
	events, err := tx.Planned(now, 12)
	if err != nil {
		return err
	}
	stages, err := orderedStages(tx)
	if err != nil {
		return err
	}
	names := map[track.StageID]string{}
	for _, s := range stages {
		names[s.ID] = strings.ToLower(s.Name)
	}
	for _, e := range events {
		day := track.DayOf(e.At.Time(), z)
		if day > v.Today.Add(9) {
			continue
		}
		l := WeekLine{When: day.Time().Format("Mon 2 Jan"), Text: nameOf(tx, e.ApplicationID) + ", " + cmp.Or(names[e.StageID], strings.ToLower(e.StageKind.Label())), Href: "/application/" + string(e.ApplicationID)}
		v.Plan = append(v.Plan, l)
		v.Prepare = append(v.Prepare, WeekLine{When: l.When, Text: "Read the posting and your notes once more: " + nameOf(tx, e.ApplicationID) + ".", Href: l.Href, Go: "Open"})
	}
	offers := TodayView{Day: v.Today}
	if err := offers.deadlines(tx); err != nil {
		return err
	}
	for _, o := range offers.Agenda {
		if o.Day <= v.Today.Add(13) {
			v.Plan = append(v.Plan, WeekLine{When: o.Day.Time().Format("Mon 2 Jan"), Text: o.Title + " " + o.Sub, Href: o.Href})
		}
	}
	page, err := tx.List(store.Filter{PastOn: v.Today}, store.ByDays, false, 0, 50)
	if n := len(page.Items); n > 0 {
		v.Plan = append(v.Plan, WeekLine{Text: fmt.Sprintf("%s past %s day. They can close together.", count(n, page.More, "application is", "applications are"), plural(n, "its", "their")), Href: "/insights/closing", Go: "Look"})
	}
	if len(v.Plan) == 0 {
		v.Plan = append(v.Plan, WeekLine{Text: "Nothing this week has a date."})
	}
	return err
}

func count(n int, more bool, one, many string) string {
	if more {
		return fmt.Sprintf("More than %d %s", n, many)
	}
	return fmt.Sprintf("%d %s", n, plural(n, one, many))
}

// open fills in what still waits for the person.
func (v *WeekView) open(tx *store.Tx) error {
	actions, err := store.By[track.Action](tx, "state", string(track.ActionOpen))
	if err != nil {
		return err
	}
	for _, a := range actions {
		v.Prepare = append(v.Prepare, WeekLine{Text: "What you try now: " + a.Text + "."})
	}
	waiting, err := tx.WaitingDebriefs(50)
	waiting = slices.DeleteFunc(waiting, func(w track.Debrief) bool { return w.State == track.DebriefLater }) // those rest
	if n := len(waiting); n > 0 {
		v.Steady = append(v.Steady, WeekLine{Text: fmt.Sprintf("%d %s for a debrief; one a day is enough.", n, plural(n, "answer waits", "answers wait")), Href: "/debrief", Go: "Start"})
	} else {
		v.Steady = append(v.Steady, WeekLine{Text: "No answer waits for a debrief."})
	}
	v.Steady = append(v.Steady, WeekLine{Text: "A break changes nothing in the numbers: none of them asks for a change this week."})
	return err
}

// back fills in what happened in the week before.
func (v *WeekView) back(tx *store.Tx, d *Desk) error {
	from, to := v.Monday.Add(-7), v.Monday.Add(-1)
	counts := struct{ applied, screens, interviews, offers, no, silent int }{}
	days, err := tx.EventsBetween(from, to)
	if err != nil {
		return err
	}
	moved := map[track.ApplicationID]bool{}
	for _, e := range days {
		switch {
		case e.Kind == track.StageEntered && e.StageKind == track.Applied:
			counts.applied++
		case e.Kind == track.StageEntered && e.StageKind.Rank() <= track.Screen.Rank():
			counts.screens++
			moved[e.ApplicationID] = true
		case e.Kind == track.StageEntered && e.StageKind == track.OfferStage:
			counts.offers++
			moved[e.ApplicationID] = true
		case e.Kind == track.StageEntered:
			counts.interviews++
			moved[e.ApplicationID] = true
		case e.Kind == track.Ended && e.Ending == track.Silent:
			counts.silent++
		case e.Kind == track.Ended && e.Ending.Answered() && e.Ending != track.EndedAccepted && e.Ending != track.OfferDeclined:
			counts.no++
		}
	}
	var parts []string
	for _, p := range []struct {
		n         int
		one, many string
	}{{counts.applied, "application", "applications"}, {counts.screens, "first conversation", "first conversations"}, {counts.interviews, "interview stage", "interview stages"}, {counts.offers, "offer", "offers"},
		{counts.no, "answer of no", "answers of no"}, {counts.silent, "closed as silent", "closed as silent"}} {
		if p.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", p.n, plural(p.n, p.one, p.many)))
		}
	}
	text := "Nothing is on record for that week."
	if len(parts) > 0 {
		text = strings.Join(parts, ", ") + "."
	}
	v.LookBack = append(v.LookBack, WeekLine{When: from.Time().Format("2") + " to " + to.Time().Format("2 January"), Text: text})
	var names []string
	for id := range moved {
		names = append(names, nameOf(tx, id))
	}
	slices.Sort(names)
	if len(names) > 0 {
		v.LookBack = append(v.LookBack, WeekLine{Text: "Moved on: " + strings.Join(names[:min(5, len(names))], ", ") + "."})
	}
	return v.tried(tx, d)
}

// tried tells what the open actions have come to, in the words of the numbers.
func (v *WeekView) tried(tx *store.Tx, d *Desk) error {
	actions, err := store.By[track.Action](tx, "state", string(track.ActionOpen))
	if err != nil {
		return err
	}
	for _, a := range actions {
		result, err := d.actionResult(tx, a)
		if err != nil {
			return err
		}
		if result != "" {
			v.LookBack = append(v.LookBack, WeekLine{Text: "What you tried, “" + a.Text + "”: " + result, Href: "/insights#experiments", Go: "See"})
		}
	}
	v.LookBack = append(v.LookBack, WeekLine{Text: "Was every application logged?", Href: "/add", Go: "Add a missing one"})
	return nil
}

// SaveWeek keeps what was written; closing puts it away until next week.
func (d *Desk) SaveWeek(ctx context.Context, r track.Review, closing bool) (Receipt, error) {
	return d.update(ctx, "save_week", func(tx *store.Tx) (string, error) {
		set, err := tx.Settings()
		if err != nil {
			return "", err
		}
		now, today := d.now(set)
		r.ID = track.ReviewID(monday(today))
		for _, s := range []*string{&r.Plan, &r.Prepare, &r.Steady, &r.LookBack} {
			*s = clip(tidy(*s), 500)
		}
		old, _, err := store.Find[track.Review](tx, r.ID)
		if err != nil {
			return "", err
		}
		if old.ClosedAt.Known() {
			return "", fault.New(fault.Conflict, "week", "This week is closed. Undo the closing to write in it again.")
		}
		if closing {
			r.ClosedAt = now
			return "Week closed", store.Put(tx, r)
		}
		return "Kept", store.Put(tx, r)
	})
}
