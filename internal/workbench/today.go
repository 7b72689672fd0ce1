package workbench

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"debrief/internal/cadence"
	"debrief/internal/insight"
	"debrief/internal/store"
	"debrief/internal/track"
)

// Nav are the counts beside the navigation.
type Nav struct {
	Today, Debrief, Open int
	Inbox                int // mails that wait, at most 1000
	Offers               int // on the table
}

// TodayView is the page of the day: a sentence, what needs the person, what can
// wait, what is coming up.
type TodayView struct {
	Day      track.Day
	Zone     *time.Location
	Headline []Clause
	Minutes  int
	Needs    []Todo
	Wait     []Todo
	Agenda   []Date
	Actions  []RunningAction
	Looks    []string // how far each gate is from its next look, nearest first
	Log      string   // the work-search line of this week
	Empty    bool     // nothing on record yet
	Next     string   // when nothing needs the person: the next date in words
}

// Clause is a piece of the headline, linked where it names something.
type Clause struct{ Text, Href string }

// Todo is one line of the work list.
type Todo struct {
	Kind  string // its icon: reply, hourglass, moon-star, inbox
	Title string
	Sub   string
	Why   string
	Href  string
	Go    string // words on the button
	Post  string // the button posts there instead of linking
	Past  []PastDay
}

// PastDay is an application past its day.
type PastDay struct {
	ID       track.ApplicationID
	Employer string
	Day      int
	Usual    cadence.Usual
	CheckIn  bool // a person is known: one check-in fits
	Text     string
}

// Date is something with a day.
type Date struct {
	When, Title, Sub, Href string
	Detail                 string // hour, length, place
	Spoken                 string // "on Thursday", "today"
	Day                    track.Day
	Answer                 bool // an answer is due, nobody is met
}

// RunningAction is an open action and what happened since it was chosen.
type RunningAction struct {
	track.Action
	Since string
	Says  string             // what the numbers say of it, empty while they say nothing
	Arms  []insight.Arm      // before and since, or the two sides of its trial
	Trial track.ExperimentID // empty where no trial is open
}

// Nav counts what stands beside the navigation.
func (d *Desk) Nav(ctx context.Context) (n Nav, err error) {
	err = d.view(ctx, func(tx *store.Tx) error {
		set, err := tx.Settings()
		if err != nil {
			return err
		}
		_, today := d.now(set)
		waiting, err := tx.WaitingDebriefs(100)
		if err != nil {
			return err
		}
		if n.Inbox, err = tx.CountInbox(store.InboxFilter{State: track.InboxWaiting, Perhaps: store.WithoutPerhaps}, 1000); err != nil {
			return err
		}
		past, err := tx.Count(store.Filter{PastOn: today}, 2)
		if err != nil {
			return err
		}
		for _, w := range waiting {
			if w.State != track.DebriefLater {
				n.Debrief++
			}
		}
		n.Today = n.Debrief + min(past, 1)
		standing, err := tx.Standing(0)
		n.Open = standing.Open
		offers, err2 := store.By[track.Offer](tx, "state", string(track.OnTable))
		n.Offers = len(offers)
		return cmpErr(err, err2)
	})
	return n, err
}

// Today gathers the page of the day.
func (d *Desk) Today(ctx context.Context) (v TodayView, err error) {
	if d.w.o.Learn { // a new day may move the days of waiting
		if err := d.Learn(ctx); err != nil {
			return v, err
		}
	}
	err = d.view(ctx, func(tx *store.Tx) error {
		set, err := tx.Settings()
		if err != nil {
			return err
		}
		now, today := d.now(set)
		v.Day, v.Zone = today, zone(set)
		return cmpErr(d.needs(tx, &v, now), v.past(tx, set), v.unsure(tx), v.agenda(tx, now), v.deadlines(tx), v.actions(tx, d), v.looks(tx, d), v.weekLine(tx), v.compose(tx))
	})
	return v, err
}

func (d *Desk) needs(tx *store.Tx, v *TodayView, now track.Instant) error {
	waiting, err := tx.WaitingDebriefs(20)
	if err != nil {
		return err
	}
	for _, w := range waiting {
		deb, err := d.debrief(tx, w.ID)
		if err != nil {
			return err
		}
		href := "/debrief/" + string(w.ID)
		if until, past := deb.Resting(); !past && deb.Draft.ID != "" && deb.Kind != "" && w.State == track.DebriefLater {
			v.Wait = append(v.Wait, Todo{Kind: "moon-star", Title: "Your reply to " + deb.App.Employer + " is resting", Href: href, Go: "Read it now",
				Why: "You read it once more " + whenWords(until, now, v.Zone) + ", then decide. Nothing is sent by itself."})
			continue
		}
		t := Todo{Kind: "reply", Title: "Debrief " + deb.App.Employer, Sub: deb.App.Role, Href: href, Go: "Start, about a minute", Why: answerWords(deb)}
		if deb.Decision.Outcome == track.NoReply && deb.Decision.Optional == "" && deb.Debrief.StageKind == track.Applied {
			t.Title, t.Go, t.Post = "Log "+deb.App.Employer, "Log and close", href+"/finish"
		}
		v.Needs = append(v.Needs, t)
	}
	return nil
}

// answerWords says what came in and what the rule makes of it.
func answerWords(v DebriefView) string {
	what := map[track.AnswerKind]string{track.KindDeclined: "No", track.KindSilent: "Silence", track.KindRoleClosed: "The role was closed", track.KindFilledInternally: "Filled internally",
		track.KindWithdrew: "You withdrew", track.KindOfferWithdrawn: "The offer was withdrawn"}[v.Debrief.Kind]
	if v.Message != nil && v.Message.Automated && v.Debrief.StageKind == track.Applied && v.Debrief.Kind == track.KindDeclined {
		what = "Form letter"
	}
	s := what + " " + stagePhrases[v.Debrief.StageKind] + ", " + whenWords(v.Debrief.NewsAt, v.Now, v.Zone) + ". "
	if v.Kind != "" && v.Decision.Outcome != track.NoReply {
		return s + "A short reply is worth it here; a draft is ready."
	}
	return s + "No reply needed."
}

// stagePhrases say where an answer came, as one says it.
var stagePhrases = map[track.StageKind]string{
	track.Applied: "at the application stage", track.RecruiterContact: "after the recruiter wrote", track.Screen: "after the screen", track.SkillsTask: "after the task",
	track.HiringManager: "after the hiring-manager interview", track.Panel: "after the panel", track.Final: "after the final round",
	track.ReferencesChecks: "at the references", track.OfferStage: "at the offer", track.Accepted: "after you accepted",
}

// whenWords is a day as one says it: today 16:42, yesterday, Mon 23 Nov.
func whenWords(at, now track.Instant, z *time.Location) string {
	if !at.Known() {
		return "later"
	}
	t, n := at.Time().In(z), now.Time().In(z)
	switch track.DayOf(t, z).Sub(track.DayOf(n, z)) {
	case 0:
		return "today, " + t.Format("15:04")
	case -1:
		return "yesterday, " + t.Format("15:04")
	case 1:
		return "tomorrow at " + t.Format("15:04")
	}
	return t.Format("Mon 2 Jan, 15:04")
}

func (v *TodayView) past(tx *store.Tx, set track.Settings) error {
	page, err := tx.List(store.Filter{PastOn: v.Day}, store.ByDays, false, 0, 8)
	if err != nil || len(page.Items) == 0 {
		return err
	}
	t := Todo{Kind: "hourglass", Title: pastTitle(len(page.Items), page.More), Href: "/insights/closing",
		Why: "Where a person answered you, one check-in is fine. The others close as silent, now or when you like; a late answer opens them again."}
	for _, it := range page.Items {
		p := PastDay{ID: it.ApplicationID, Employer: it.Employer, Day: v.Day.Sub(it.QuietOn), Usual: usualOf(it, set)}
		p.CheckIn = it.CheckInOn != "" && it.CheckIns == 0 && it.CheckInOn <= v.Day && (it.SilentOn == "" || v.Day < it.SilentOn)
		p.Text = fmt.Sprintf("half of all answers by day %d", p.Usual.Half)
		t.Past = append(t.Past, p)
	}
	v.Needs = append(v.Needs, t)
	return nil
}

// unsure adds the mails that wait in the Inbox; they have no deadline.
func (v *TodayView) unsure(tx *store.Tx) error {
	n, err := tx.CountInbox(store.InboxFilter{State: track.InboxWaiting, Perhaps: store.WithoutPerhaps}, 1000)
	if err != nil || n == 0 {
		return err
	}
	title := numberWord(n) + plural(n, " mail waits for your word", " mails wait for your word")
	v.Wait = append(v.Wait, Todo{Kind: "inbox", Title: strings.ToUpper(title[:1]) + title[1:], Href: "/inbox", Go: "Review", Why: "What each looks like and why stands beside it. One key files it."})
	return nil
}

func usualOf(it store.Item, set track.Settings) cadence.Usual {
	return cadence.UsualFor(it.Human || it.Channel != track.Cold, set)
}

func pastTitle(n int, more bool) string {
	if more {
		return "More than eight applications are past their day"
	}
	return strings.ToUpper(numberWord(n)[:1]) + numberWord(n)[1:] + plural(n, " application is past its day", " applications are past their day")
}

func plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

func numberWord(n int) string {
	words := []string{"no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"}
	if n < len(words) {
		return words[n]
	}
	return fmt.Sprint(n)
}

func (v *TodayView) agenda(tx *store.Tx, now track.Instant) error {
	events, err := tx.Planned(now, 6)
	if err != nil {
		return err
	}
	stages, err := orderedStages(tx)
	if err != nil {
		return err
	}
	names := map[track.StageID]string{}
	for _, s := range stages {
		names[s.ID] = s.Name
	}
	for _, e := range events {
		t := e.At.Time().In(v.Zone)
		details := []string{t.Format("15:04")}
		if e.Minutes > 0 {
			details = append(details, fmt.Sprintf("%d min", e.Minutes))
		}
		for _, s := range []string{e.Place, e.People} {
			if s != "" {
				details = append(details, s)
			}
		}
		v.Agenda = append(v.Agenda, Date{Day: track.DayOf(t, v.Zone), When: dayWords(track.DayOf(t, v.Zone), v.Day), Title: nameOf(tx, e.ApplicationID), Sub: strings.ToLower(names[e.StageID]), Detail: strings.Join(details, ", "), Href: "/application/" + string(e.ApplicationID), Spoken: spoken(track.DayOf(t, v.Zone), v.Day)})
	}
	return nil
}

// deadlines adds the days by which an offer on the table wants an answer.
func (v *TodayView) deadlines(tx *store.Tx) error {
	offers, err := store.By[track.Offer](tx, "state", string(track.OnTable))
	if err != nil {
		return err
	}
	for _, o := range offers {
		if o.AnswerBy == "" || o.AnswerBy < v.Day {
			continue
		}
		v.Agenda = append(v.Agenda, Date{Day: o.AnswerBy, When: dayWords(o.AnswerBy, v.Day), Title: nameOf(tx, o.ApplicationID), Sub: "wants an answer", Detail: "Compare the offer", Href: "/offer/" + string(o.ID), Answer: true})
	}
	slices.SortStableFunc(v.Agenda, func(a, b Date) int { return cmp.Compare(a.Day, b.Day) })
	return nil
}

// spoken is a day as it stands in a sentence.
func spoken(day, today track.Day) string {
	switch n := day.Sub(today); {
	case n == 0:
		return "today"
	case n == 1:
		return "tomorrow"
	case n < 7:
		return "on " + day.Time().Format("Monday")
	}
	return "on " + day.Time().Format("2 January")
}

func dayWords(day, today track.Day) string {
	if day.Time().Month() != today.Time().Month() && day.Sub(today) > 6 {
		return day.Time().Format("Mon 2 Jan")
	}
	return day.Time().Format("Mon 2")
}

func (v *TodayView) actions(tx *store.Tx, d *Desk) error {
	list, err := store.By[track.Action](tx, "state", string(track.ActionOpen))
	if err != nil {
		return err
	}
	for _, a := range list {
		since, err := sinceChosen(tx, a)
		if err != nil {
			return err
		}
		run := RunningAction{Action: a, Since: since}
		e, ok, err := d.actionReading(tx, a)
		if err != nil {
			return err
		}
		if ok {
			run.Says, run.Arms, run.Trial = e.Reading.Says(e.Kind), []insight.Arm{e.Reading.A, e.Reading.B}, e.Experiment.ID
		}
		v.Actions = append(v.Actions, run)
	}
	return nil
}

// gateNouns name what is counted at a gate, one and several.
var gateNouns = map[track.Gate][2]string{
	track.G1: {"application", "applications"}, track.G2: {"screen", "screens"}, track.G3: {"interview", "interviews"}, track.G4: {"final", "finals"}, track.G5: {"offer", "offers"},
}

// sinceChosen says what happened at the gate of an action since it was chosen:
// counts only, no cause.
func sinceChosen(tx *store.Tx, a track.Action) (string, error) {
	span := track.GateSpans[max(0, insight.GateIndex(a.Gate))] // without a gate, the first
	var kinds []track.StageKind
	for _, k := range track.StageKinds {
		if k.Rank() >= span.From && k.Rank() < span.To {
			kinds = append(kinds, k)
		}
	}
	n, on, err := tx.Reached(a.StartedOn, kinds, span.To)
	if err != nil {
		return "", err
	}
	noun := gateNouns[span.Gate]
	s := fmt.Sprintf("Since %s: %d %s", a.StartedOn.Time().Format("2 Jan"), n, plural(n, noun[0], noun[1]))
	switch {
	case a.Planned > 1 && n < a.Planned:
		s += fmt.Sprintf(" of %d planned", a.Planned)
	case a.Planned > 1:
		s += fmt.Sprintf(", %d were planned", a.Planned)
	}
	if n > 0 {
		s += fmt.Sprintf(", %d moved on so far", on)
	}
	return s + ".", nil
}

// weekLine is the work-search line: Monday to Sunday, so far.
func (v *TodayView) weekLine(tx *store.Tx) error {
	t := v.Day.Time()
	monday := v.Day.Add(-(int(t.Weekday()) + 6) % 7)
	n, err := tx.Count(store.Filter{Since: monday, Until: v.Day}, 1000)
	if err != nil {
		return err
	}
	v.Log = fmt.Sprintf("%s to %s so far: %d %s on record.", monday.Time().Format("2"), monday.Add(6).Time().Format("2 Jan"), n, plural(n, "application", "applications"))
	return nil
}

// compose writes the headline: at most three clauses, in order of nearness.
func (v *TodayView) compose(tx *store.Tx) error {
	answers, resting, past := 0, 0, 0
	for _, t := range v.Wait {
		if t.Kind == "moon-star" {
			resting++
		}
	}
	var speak *Date
	for _, t := range v.Needs {
		if t.Kind == "reply" {
			answers++
		} else {
			past = len(t.Past)
		}
	}
	v.Minutes = answers + 2*past
	var parts []Clause
	if answers > 0 {
		parts = append(parts, Clause{Text: numberWord(answers) + plural(answers, " answer came in", " answers came in")})
	}
	if resting > 0 {
		parts = append(parts, Clause{Text: numberWord(resting) + plural(resting, " reply is resting", " replies are resting")})
	}
	if i := slices.IndexFunc(v.Agenda, func(d Date) bool { return !d.Answer }); i >= 0 {
		parts = append(parts, Clause{Text: "you speak with "})
		speak = &v.Agenda[i]
	} else if past > 0 {
		parts = append(parts, Clause{Text: numberWord(past) + plural(past, " application is past its day", " applications are past their day")})
	}
	if len(parts) == 0 {
		n, err := tx.Count(store.Filter{}, 1)
		v.Empty = n == 0
		v.Headline = []Clause{{Text: "Nothing needs you today."}}
		return err
	}
	for i, p := range parts {
		switch {
		case i == 0:
			p.Text = strings.ToUpper(p.Text[:1]) + p.Text[1:]
		case i == len(parts)-1 && len(parts) > 2:
			v.Headline = append(v.Headline, Clause{Text: ", and "})
		case i == len(parts)-1:
			v.Headline = append(v.Headline, Clause{Text: " and "})
		default:
			v.Headline = append(v.Headline, Clause{Text: ", "})
		}
		v.Headline = append(v.Headline, p)
	}
	if speak != nil {
		v.Headline = append(v.Headline, Clause{Text: speak.Title, Href: speak.Href}, Clause{Text: " " + speak.Spoken})
	}
	v.Headline = append(v.Headline, Clause{Text: "."})
	return nil
}
