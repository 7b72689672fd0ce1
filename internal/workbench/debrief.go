package workbench

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"debrief/internal/diagnose"
	"debrief/internal/draft"
	"debrief/internal/fault"
	"debrief/internal/feedback"
	"debrief/internal/insight"
	"debrief/internal/interview"
	"debrief/internal/lint"
	"debrief/internal/reply"
	"debrief/internal/stats"
	"debrief/internal/store"
	"debrief/internal/track"
)

// DebriefView is one debrief, filled in: the facts, the verdict, the message,
// what the stage tells, what may be tried, and the pattern so far. Doors show
// it; none of them decides anything.
type DebriefView struct {
	Debrief  track.Debrief
	App      store.Item
	Contact  track.Person // the person to write to; empty when none is known
	Message  *track.Message
	Key      feedback.Span // the sentence with information in it, in the message's text
	Facts    reply.Facts
	Decision reply.Decision
	Kind     track.MessageKind // kind of the draft; empty when there is nothing to write
	Draft    track.Draft
	Missing  []string // facts that would improve the draft
	Report   lint.Report
	Reading  diagnose.Reading
	Meaning  feedback.Hit // what their sentence may mean; row 0 when too vague
	Reasons  []track.Reason
	Options  []Option
	Patterns []Pattern
	Ladder   []Rung
	Held     []HeldStage
	Causes   []interview.Cause   // what may have decided, from the notes of the conversations
	IfNo     string              // what the person wrote before it, for the case of a no
	Resume   track.ResumeVersion // the one that went out; empty when it was not noted
	Waited   int                 // days from the last stage to the answer, -1 when not known
	Now      track.Instant
	Zone     *time.Location
	Position int // of Total waiting debriefs, 0 for one that was put off or is finished
	Total    int
	Next     string      // employer of the one that waits longest besides this, empty when this is the last
	Place    *DraftPlace // mailbox into which the draft can be put, nil where none is set up
}

// Rung is one stage of the ladder.
type Rung struct {
	Name  string
	State string    // "done", "at" or ""
	Day   track.Day // entered on; empty for one that was not
}

// HeldStage is a stage as it happened.
type HeldStage struct {
	Name string
	Day  track.Day
	Text string
}

// Option is one thing to try next.
type Option struct {
	ID       string           `json:"id"` // "f1" a row of the lexicon, "s5" of the stage table
	Text     string           `json:"text"`
	Because  string           `json:"because"`
	Theme    track.ReasonCode `json:"theme"`
	Gate     track.Gate       `json:"gate"`
	Measure  string           `json:"measure"`
	Evidence string           `json:"evidence"`
	Planned  int              `json:"planned"`
}

// Pattern is one line of the pattern so far: k of n, an interval, and words.
type Pattern struct {
	Title    string     `json:"title"`
	K        int        `json:"k"`
	N        int        `json:"n"`
	Mean     float64    `json:"mean"`
	Interval [2]float64 `json:"interval95"`
	Text     string     `json:"text"`
}

// Resting tells until when the message rests; past tells that it is over, or
// that the person has read it again.
func (v DebriefView) Resting() (until track.Instant, past bool) {
	until = max(v.Decision.Earliest, v.Draft.NotBefore)
	if v.Draft.ReadAgainAt.Known() {
		return until, true
	}
	return until, v.Decision.Outcome != track.Wait && v.Now >= until
}

// Debrief gathers one debrief. It changes nothing.
func (d *Desk) Debrief(ctx context.Context, id track.DebriefID) (v DebriefView, err error) {
	err = d.view(ctx, func(tx *store.Tx) error {
		v, err = d.debrief(tx, id)
		return err
	})
	return v, err
}

func (d *Desk) debrief(tx *store.Tx, id track.DebriefID) (DebriefView, error) {
	var v DebriefView
	var err error
	if v.Debrief, err = store.Get[track.Debrief](tx, id); err != nil {
		return v, fault.New(fault.NotFound, "debrief", "There is no such debrief.")
	}
	set, err := tx.Settings()
	if err != nil {
		return v, err
	}
	v.Now, _ = d.now(set)
	v.Zone = zone(set)
	if v.App, err = item(tx, v.Debrief.ApplicationID); err != nil {
		return v, err
	}
	if v.Debrief.MessageID != "" {
		m, found, err := store.Find[track.Message](tx, v.Debrief.MessageID)
		if err != nil {
			return v, err
		}
		if found {
			v.Message = &m
		}
	}
	if v.Contact, _, err = store.Find[track.Person](tx, v.App.ContactID); err != nil {
		return v, err
	}
	if v.Resume, _, err = store.Find[track.ResumeVersion](tx, v.App.ResumeID); err != nil {
		return v, err
	}
	seen := v.read()
	if v.Facts, err = d.gather(tx, v, seen); err != nil {
		return v, err
	}
	v.Decision = reply.Decide(v.Facts, reply.SettingsOf(withDays(set), v.Zone))
	if v.Decision.Earliest.Known() && v.Debrief.MoodAt.Known() {
		// A day since the tick, whatever the rest after the news (method.md 3.2, P2).
		v.Decision.Earliest = max(v.Decision.Earliest, v.Debrief.MoodAt+24*60*60*1000)
	}
	v.Reading, _ = diagnose.Read(v.Debrief.StageKind, v.Debrief.Kind, v.App.Channel)
	if err := d.message(tx, &v, set); err != nil {
		return v, err
	}
	v.Options = options(v)
	if err := v.causes(tx); err != nil {
		return v, err
	}
	v.Reasons = reasons(v)
	if v.Place, err = draftPlace(tx, id, set); err != nil {
		return v, err
	}
	return v, cmpErr(d.history(tx, &v), d.patterns(tx, &v), d.queue(tx, &v))
}

func item(tx *store.Tx, id track.ApplicationID) (store.Item, error) {
	for _, archived := range []bool{false, true} {
		page, err := tx.List(store.Filter{IDs: []track.ApplicationID{id}, Archived: archived}, store.ByCompany, false, 0, 1)
		if err != nil || len(page.Items) > 0 {
			return first(page.Items), err
		}
	}
	return store.Item{}, fault.New(fault.NotFound, "application", "There is no such application.")
}

// read takes what the message itself says.
func (v *DebriefView) read() feedback.Reading {
	v.Meaning = feedback.Vague
	if v.Message == nil {
		return feedback.Reading{}
	}
	text := v.Message.NewText()
	r := feedback.ReadAnswer(text)
	v.Key = r.Key
	v.Meaning = feedback.Match(text).Matches[0]
	return r
}

// gather puts the facts together: from the record, then from the mail, then
// what the person corrected, which always wins.
func (d *Desk) gather(tx *store.Tx, v DebriefView, seen feedback.Reading) (reply.Facts, error) {
	deb, app := v.Debrief, v.App
	f := reply.Facts{Kind: deb.Kind, Stage: deb.StageKind, Mood: deb.Mood, Feedback: seen.Feedback, MoreInvited: seen.MoreInvited, PersonalText: seen.PersonalText,
		Referral: app.Channel == track.Referral, NewsAt: deb.NewsAt, Now: v.Now, CheckInsSent: reply.Number(float64(app.CheckIns)),
		RepliesSent: reply.Number(float64(app.Replies)), NamedContact: v.Contact.Email != "" || v.Contact.Name != ""}
	if seen.KeepInTouch {
		f.KeepInTouch = reply.Yes()
	}
	f.Contact = contactOf(app.State, v.Message)
	f.Sender = senderOf(app, v.Contact, v.Message)
	a, err := store.Get[track.Application](tx, app.ApplicationID)
	if err != nil {
		return f, err
	}
	f.Respect = a.Respect
	if deb.Kind == track.KindSilent {
		since := max(app.StageSince, app.LastOn)
		if since.Known() {
			f.DaysSilent = reply.Number(float64(track.DayOf(v.Now.Time(), v.Zone).Sub(since)))
		}
	}
	if app.PromisedOn.Known() {
		f.PromisedDate = track.InstantOf(app.PromisedOn.Time())
	}
	if deb.Facts != "" {
		err = json.Unmarshal([]byte(deb.Facts), &f)
	}
	return f, err
}

func contactOf(s store.State, m *track.Message) track.Contact {
	switch {
	case s.FurthestKind.Interviewed():
		return track.ContactInterviewed
	case s.FurthestRank >= track.RecruiterContact.Rank() || m != nil && !m.Automated:
		return track.ContactHuman
	case m != nil:
		return track.ContactAutomated
	}
	return track.ContactNone
}

func senderOf(app store.Item, p track.Person, m *track.Message) track.Sender {
	switch {
	case app.AgencyID != "" || app.Channel == track.Agency || p.Role == track.RoleAgent:
		return track.SenderAgency
	case m != nil && m.Automated:
		return track.SenderNoReply
	case p.Role == track.RoleHiringManager:
		return track.SenderHiringManager
	case p.Name != "":
		return track.SenderRecruiter
	}
	return track.SenderUnknown
}

// message finds the draft, or writes the first version of one.
func (d *Desk) message(tx *store.Tx, v *DebriefView, set track.Settings) error {
	list, err := store.By[track.Draft](tx, "debrief_id", string(v.Debrief.ID))
	if err != nil {
		return err
	}
	v.Draft = first(list)
	v.Kind = draftKind(v.Decision)
	if v.Draft.Kind != "" {
		v.Kind = v.Draft.Kind
	}
	if v.Kind == "" {
		return nil
	}
	if v.Draft.Body == "" || !v.Draft.Edited {
		w := draft.Write(v.Kind, draftFacts(tx, *v, set), draft.Options{Variant: v.Draft.Variant + finalVariant(v.Kind, v.Debrief.StageKind), MaxWords: v.Decision.MaxWords})
		v.Draft.Kind, v.Draft.Body, v.Missing = v.Kind, w.Body, w.Missing
		v.Draft.Subject = subject(v.Message, w.Subject)
		v.Draft.ToName, v.Draft.ToAddr = v.Contact.Name, v.Contact.Email
	}
	v.Report = lint.Check(v.Kind, v.Draft.Body, lintFacts(*v, set))
	return nil
}

// draftKind is the kind of message a decision leads to, also behind a wait.
func draftKind(dec reply.Decision) track.MessageKind {
	for _, o := range []track.Outcome{dec.Outcome, dec.Draft, dec.Optional} {
		if k, ok := o.Message(); ok {
			return k
		}
	}
	return ""
}

// finalVariant starts the finalist's wording at the last steps.
func finalVariant(k track.MessageKind, stage track.StageKind) int {
	if k == track.MsgAskOne && stage.Rank() >= track.Final.Rank() {
		return 3
	}
	return 0
}

func subject(m *track.Message, otherwise string) string {
	if m == nil || m.Subject == "" {
		return otherwise
	}
	if strings.HasPrefix(strings.ToLower(m.Subject), "re:") {
		return m.Subject
	}
	return "Re: " + m.Subject
}

func draftFacts(tx *store.Tx, v DebriefView, set track.Settings) draft.Facts {
	f := draft.Facts{Recipient: v.Contact.Name, Sender: set.Name, Company: v.App.Employer, Role: v.App.Role, Stage: v.Debrief.StageKind, Client: ""}
	if v.App.AgencyID != "" {
		f.Client = v.App.Employer
	}
	if v.App.AppliedOn.Known() {
		f.AppliedOn = v.App.AppliedOn.Time().Format("2 January")
	}
	if v.App.PromisedOn.Known() {
		f.PromisedOn = v.App.PromisedOn.Time().Format("Monday 2 January")
	}
	people, err := store.By[track.Person](tx, "employer_id", string(v.App.EmployerID))
	if err != nil {
		return f
	}
	for _, p := range people {
		if p.ID != v.Contact.ID && (p.Role == track.RoleHiringManager || p.Role == track.RoleInterviewer) && len(f.Interviewers) < 2 {
			f.Interviewers = append(f.Interviewers, p.Name)
		}
	}
	return f
}

func lintFacts(v DebriefView, set track.Settings) lint.Facts {
	f := lint.Facts{Stage: v.Debrief.StageKind, Role: v.App.Role, Company: v.App.Employer, Recipient: v.Draft.ToName, Address: v.Draft.ToAddr, Subject: &v.Draft.Subject, Sender: v.Facts.Sender, Mood: v.Facts.Mood,
		Respect: v.Facts.Respect, Feedback: v.Facts.Feedback, MoreInvited: v.Facts.MoreInvited, TheyWroteAgain: v.Facts.TheyWroteAgain, KeepInTouch: v.Facts.KeepInTouch,
		MaxWords: v.Decision.MaxWords, LinkedInLimit: set.LinkedInLimit}
	if v.Facts.RepliesSent != nil {
		f.RepliesSent = *v.Facts.RepliesSent
	}
	if v.Message != nil {
		f.Quoted = v.Message.Text
	}
	return f
}

// options are what may be tried: what their sentence points at, then what the
// stage points at. "Change nothing yet" is the door's own last line.
func options(v DebriefView) []Option {
	var out []Option
	if m := v.Meaning; m.Row > 0 && m.Action != "" {
		out = append(out, Option{ID: fmt.Sprintf("f%d", m.Row), Text: m.Action, Because: m.Meaning, Theme: m.Theme, Gate: m.Gate, Measure: m.Measure, Evidence: evidenceOf(m.Theme), Planned: plannedOf(m.Measure)})
	}
	if r := v.Reading; r.FirstCheck != "" && r.Theme[0] != 'C' {
		out = append(out, Option{ID: fmt.Sprintf("s%d", r.Row), Text: r.FirstCheck, Because: "The first check for this stage, about 20 minutes.", Theme: r.Theme, Gate: r.Gate, Measure: r.Measure, Evidence: evidenceOf(r.Theme), Planned: plannedOf(r.Measure)})
	}
	return out
}

func evidenceOf(code track.ReasonCode) string {
	r, _ := track.ReasonByCode(code)
	return r.Area
}

// plannedOf is the number in a measure: "next 10 applications" is 10.
func plannedOf(measure string) int {
	n := 0
	if _, err := fmt.Sscanf(measure, "next %d", &n); err != nil {
		return 1
	}
	return n
}

// reasons are the chips to file under, the likely ones first.
func reasons(v DebriefView) []track.Reason {
	codes := []track.ReasonCode{v.Debrief.Reason, v.Meaning.Theme}
	codes = append(codes, interview.CodesOf(v.Causes)...)
	codes = append(codes, v.Reading.Theme, "B01", "B03", "B07", track.Unspecified)
	var out []track.Reason
	for _, c := range codes {
		if r, ok := track.ReasonByCode(c); ok && !slices.Contains(out, r) {
			out = append(out, r)
		}
	}
	return out
}

// history fills the ladder and the stages as they happened.
func (d *Desk) history(tx *store.Tx, v *DebriefView) error {
	stages, err := orderedStages(tx)
	if err != nil {
		return err
	}
	events, err := store.By[track.Event](tx, "application_id", string(v.App.ApplicationID))
	if err != nil {
		return err
	}
	entered := map[track.StageID]track.Day{}
	names := map[track.StageID]string{}
	for _, s := range stages {
		names[s.ID] = s.Name
	}
	active := track.ActiveEvents(events)
	v.Waited = -1
	for _, e := range active {
		if e.Kind != track.StageEntered {
			continue
		}
		entered[e.StageID] = e.Day
		name := names[e.StageID]
		if name == "" {
			name = e.StageKind.Label()
		}
		v.Held = append(v.Held, held(name, e, active))
	}
	if n := len(v.Held); n > 0 && v.Held[n-1].Day.Known() && v.Debrief.AnsweredOn.Known() {
		v.Waited = max(0, v.Debrief.AnsweredOn.Sub(v.Held[n-1].Day))
	}
	for _, s := range stages {
		day, was := entered[s.ID]
		if !s.Board && !was {
			continue
		}
		r := Rung{Name: s.Name, Day: day}
		switch {
		case s.ID == v.App.StageID:
			r.State = "at"
		case s.Kind.Rank() <= v.App.FurthestRank && s.Kind.Rank() < v.App.StageKind.Rank():
			r.State = "done"
		}
		v.Ladder = append(v.Ladder, r)
	}
	return nil
}

// held is a stage with the conversation that belongs to it: its day, how long
// it took and with whom.
func held(name string, e track.Event, events []track.Event) HeldStage {
	h := HeldStage{name, e.Day, e.RoundName}
	for _, i := range events {
		if i.Kind != track.InterviewSet || i.StageID != e.StageID || i.Day < e.Day {
			continue
		}
		var parts []string
		if i.Minutes > 0 {
			parts = append(parts, fmt.Sprintf("%d min", i.Minutes))
		}
		if i.People != "" {
			parts = append(parts, i.People)
		}
		h.Day, h.Text = i.Day, strings.Join(parts, ", ")
		break
	}
	return h
}

func orderedStages(tx *store.Tx) ([]track.Stage, error) {
	list, err := store.All[track.Stage](tx)
	slices.SortFunc(list, func(a, b track.Stage) int { return a.Position - b.Position })
	return list, err
}

// usualShare is how often a theme is named, as a prior. Source: method.md 2e
// (an assumption, marked so there).
var usualShare = map[track.ReasonCode]float64{"B01": .20, "C01": .15, "U01": .40, "A06": .10}

// patterns are at most two lines that include this case.
func (d *Desk) patterns(tx *store.Tx, v *DebriefView) error {
	counts, err := tx.ReasonCounts()
	if err != nil {
		return err
	}
	total := 0
	for _, c := range counts {
		total += c.N
	}
	theme := v.Debrief.Reason
	if theme == "" {
		theme = v.Meaning.Theme
	}
	for _, c := range counts {
		if c.Reason == theme && theme != track.Unspecified {
			v.Patterns = append(v.Patterns, themePattern(c, total))
		}
	}
	if gate, ok := track.GateAt(v.Debrief.StageKind); ok && v.Reading.Gate != "" {
		return d.gatePattern(tx, v, gate)
	}
	return nil
}

func themePattern(c store.ReasonCount, total int) Pattern {
	usual := usualShare[c.Reason]
	if usual == 0 {
		usual = .15
	}
	share, above := stats.ThemeShare(usual, total, c.N)
	r, _ := track.ReasonByCode(c.Reason)
	p := Pattern{Title: r.Label, K: c.N, N: total, Mean: share.Mean(), Interval: share.Interval95()}
	p.Text = fmt.Sprintf("%d of %d reasons given, %s. One or two are not a pattern.", c.N, total, employers(c.Employers))
	if c.N >= 3 && c.Employers >= 3 && above >= 0.80 {
		p.Text = fmt.Sprintf("%d of %d reasons given, %s. Named more often than usual.", c.N, total, employers(c.Employers))
	}
	return p
}

func employers(n int) string {
	if n == 1 {
		return "one employer"
	}
	return fmt.Sprintf("%d employers", n)
}

// gatePattern says how the gate of the stage reads, as the page of numbers does.
func (d *Desk) gatePattern(tx *store.Tx, v *DebriefView, gate track.Gate) error {
	return d.atHand(tx, func(glance insight.Glance, _ []insight.Case, _ insight.Date) {
		g, ok := glance.Gate(gate, v.App.Channel)
		if !ok {
			return
		}
		ended := stats.Beta{A: g.Posterior[1], B: g.Posterior[0]}
		p := Pattern{Title: "Ends at " + strings.ToLower(v.Debrief.StageKind.Label()), K: g.Matured - g.Advanced, N: g.Matured, Mean: ended.Mean(), Interval: ended.Interval95()}
		p.Text = fmt.Sprintf("%d of %d decided. %s", p.K, p.N, g.Sentence())
		if g.NextLook > 0 && g.Tier != stats.TierRecord {
			p.Text += " " + strings.ToUpper(g.Next()[:1]) + g.Next()[1:] + "."
		}
		v.Patterns = append(v.Patterns, p)
	})
}

// queue places this debrief among those that wait. What was put off until later
// does not stand in the queue.
func (d *Desk) queue(tx *store.Tx, v *DebriefView) error {
	list, err := tx.WaitingDebriefs(100)
	if err != nil {
		return err
	}
	for _, x := range list {
		if x.State == track.DebriefLater {
			continue
		}
		v.Total++
		switch {
		case x.ID == v.Debrief.ID:
			v.Position = v.Total
		case v.Next == "":
			v.Next = nameOf(tx, x.ApplicationID)
		}
	}
	return nil
}
