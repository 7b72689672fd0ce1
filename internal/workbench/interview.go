package workbench

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"debrief/internal/draft"
	"debrief/internal/fault"
	"debrief/internal/interview"
	"debrief/internal/lint"
	"debrief/internal/match"
	"debrief/internal/store"
	"debrief/internal/story"
	"debrief/internal/track"
)

// InterviewView is one conversation: what to bring to it, and what is written
// after it.
type InterviewView struct {
	Event    track.Event
	Item     store.Item
	Stage    string // the person's own name for it
	Posting  track.Posting
	Row      track.InterviewNote // ID is empty while nothing is written
	Note     interview.Note
	Sheet    interview.Sheet // of a screen, its empty lines filled from the answer sheet
	Differs  []interview.Field
	Screen   bool // it is a phone screen: the sheet belongs to it
	Past     bool // it is over
	Topics   []Topic
	Covered  int // topics with something strong to say
	Asks     []AskLine
	People   []TalkPerson
	Match    match.Report
	Compared bool // a posting and a résumé are on record
	Ess      []match.Result
	Salary   []track.SalaryEntry
	Earlier  []EarlierTalk
	Stories  []StoryLine // that can be told
	Told     map[track.StoryID]track.Telling
	Sets     []Date // what the note afterwards sets
	Today    track.Day
	Zone     *time.Location
	Name     string // of the person who signs
}

// Topic is one likely question with what there is to say to it.
type Topic struct {
	interview.Question
	Topic  string // of the coverage grid, in words
	Story  StoryLine
	Open   string // what the story lacks; empty for a strong one
	Answer string // of the answer sheet
	Heard  bool   // they have heard this story
	Good   bool
}

// AskLine is a question to ask, and whether it is taken along.
type AskLine struct {
	interview.Ask
	Taken bool
}

// TalkPerson is somebody of this process. There says that they take part.
type TalkPerson struct {
	track.Person
	There bool
	Last  track.Day // last contact; empty for somebody new
}

// EarlierTalk is what is known of an earlier conversation in this process.
type EarlierTalk struct {
	Event track.Event
	Note  interview.Note
}

// Interview gathers one conversation by the event that planned it. It changes
// nothing. fault.NotFound for an event that is no conversation.
func (d *Desk) Interview(ctx context.Context, id track.EventID) (v InterviewView, err error) {
	err = d.view(ctx, func(tx *store.Tx) error {
		v, err = d.interview(tx, id)
		return err
	})
	return v, err
}

func noInterview() error {
	return fault.New(fault.NotFound, "interview", "There is no such interview. It may have been moved; the application shows the new one.")
}

func (d *Desk) interview(tx *store.Tx, id track.EventID) (v InterviewView, err error) {
	set, err := tx.Settings()
	if err != nil {
		return v, err
	}
	if v.Event, err = talk(tx, id); err != nil {
		return v, err
	}
	now, today := d.now(set)
	v.Today, v.Zone, v.Past, v.Name = today, zone(set), v.Event.At <= now, set.Name
	v.Screen = v.Event.StageKind.Rank() <= track.Screen.Rank()
	if v.Item, err = item(tx, v.Event.ApplicationID); err != nil {
		return v, err
	}
	stages, err := orderedStages(tx)
	if err != nil {
		return v, err
	}
	v.Stage = v.Event.StageKind.Label()
	for _, s := range stages {
		if s.ID == v.Event.StageID {
			v.Stage = s.Name
		}
	}
	if v.Row, v.Note, err = noteOf(tx, id); err != nil {
		return v, err
	}
	master, err := answerSheet(tx)
	if err != nil {
		return v, err
	}
	if v.Sheet = v.Note.Sheet; !v.Note.Written {
		v.Sheet = interview.Fill(v.Note.Sheet, master)
	}
	v.Differs = interview.Differs(v.Note.Sheet, master)
	for _, a := range interview.AsksFor(v.Event.StageKind) {
		v.Asks = append(v.Asks, AskLine{a, v.Row.ID == "" && a.Always || slices.Contains(v.Note.Take, a.Code)})
	}
	if v.Salary, err = store.By[track.SalaryEntry](tx, "application_id", string(v.Item.ApplicationID)); err != nil {
		return v, err
	}
	v.Salary = slices.DeleteFunc(v.Salary, func(e track.SalaryEntry) bool { return e.Kind == track.SalaryFloor }) // the page is printed and taken along
	return v, cmpErr(v.stories(tx, master), v.people(tx), v.posting(tx), v.earlier(tx), v.sets())
}

// talk is the event of a conversation that stands.
func talk(tx *store.Tx, id track.EventID) (track.Event, error) {
	e, found, err := store.Find[track.Event](tx, id)
	if err != nil {
		return e, err
	}
	if !found || e.Kind != track.InterviewSet || e.Withdrawn {
		return e, noInterview()
	}
	return e, nil
}

// noteOf is the note of a conversation; its ID is empty when nothing is kept.
func noteOf(tx *store.Tx, id track.EventID) (row track.InterviewNote, n interview.Note, err error) {
	rows, err := store.By[track.InterviewNote](tx, "event_id", string(id))
	if err != nil {
		return row, n, err
	}
	row = first(rows)
	n, err = interview.Read(row.Body)
	return row, n, err
}

// stories lays the likely questions beside what there is to say to them.
func (v *InterviewView) stories(tx *store.Tx, master interview.Answers) error {
	names, err := privateNames(tx)
	if err != nil {
		return err
	}
	o := story.Options{Private: names}
	if v.Stories, err = storyLines(tx, o); err != nil {
		return err
	}
	var facts []story.Story
	for _, l := range v.Stories {
		f, err := FactsOf(l.Story)
		if err != nil {
			return err
		}
		facts = append(facts, f)
	}
	heard := map[track.StoryID]bool{}
	v.Told = map[track.StoryID]track.Telling{}
	told, err := store.By[track.Telling](tx, "application_id", string(v.Item.ApplicationID))
	if err != nil {
		return err
	}
	for _, t := range told {
		if t.EventID == v.Event.ID {
			v.Told[t.StoryID] = t
		} else {
			heard[t.StoryID] = true
		}
	}
	grid := story.Coverage(facts, nil, o)
	for _, q := range interview.Likely(v.Event.StageKind) {
		t := Topic{Question: q, Answer: master[q.Answer]}
		if q.Answer != "" {
			t.Good = t.Answer != ""
		} else {
			t.tell(grid, v.Stories, facts, heard, o)
		}
		if t.Good {
			v.Covered++
		}
		v.Topics = append(v.Topics, t)
	}
	return nil
}

// tell chooses the story for a topic: a strong one before a weak one, one they
// have not heard before one they have, and then the one told most often.
func (t *Topic) tell(grid []story.Row, lines []StoryLine, facts []story.Story, heard map[track.StoryID]bool, o story.Options) {
	i := slices.IndexFunc(grid, func(r story.Row) bool { return r.Code == t.Question.Topic })
	if i < 0 {
		return
	}
	t.Topic = grid[i].Name
	best := -1
	for n, cell := range grid[i].Cells {
		switch {
		case cell == story.None:
		case best < 0, cell > grid[i].Cells[best], cell == grid[i].Cells[best] && heard[lines[best].ID] && !heard[lines[n].ID]:
			best = n
		}
	}
	if best < 0 {
		return
	}
	t.Story, t.Heard, t.Good = lines[best], heard[lines[best].ID], grid[i].Cells[best] == story.Good
	for _, f := range story.Check(facts[best], o) {
		if !f.Good && !t.Good {
			t.Open = f.Say
			break
		}
	}
}

// people are those who take part, then the others of this process.
func (v *InterviewView) people(tx *store.Tx) error {
	list, err := store.By[track.Person](tx, "employer_id", string(v.Item.EmployerID))
	if err != nil {
		return err
	}
	if v.Item.AgencyID != "" {
		agency, err := store.By[track.Person](tx, "employer_id", string(v.Item.AgencyID))
		if err != nil {
			return err
		}
		list = append(list, agency...)
	}
	named := strings.Split(v.Event.People, ",")
	for _, p := range list {
		there := slices.ContainsFunc(named, func(n string) bool { return store.Fold(tidy(n)) == store.Fold(p.Name) && p.Name != "" })
		last, err := lastTouch(tx, p, v.Today)
		if err != nil {
			return err
		}
		v.People = append(v.People, TalkPerson{p, there, last})
	}
	for _, n := range named {
		name, _ := nameAndAddress(tidy(n))
		if name != "" && !slices.ContainsFunc(v.People, func(p TalkPerson) bool { return store.Fold(p.Name) == store.Fold(name) }) {
			v.People = append(v.People, TalkPerson{Person: track.Person{Name: name}, There: true})
		}
	}
	slices.SortStableFunc(v.People, func(a, b TalkPerson) int {
		return cmp.Or(-cmp.Compare(bit(a.There), bit(b.There)), -cmp.Compare(a.Last, b.Last))
	})
	return nil
}

func bit(b bool) int {
	if b {
		return 1
	}
	return 0
}

// essentials is how many lines of a posting stand on the page.
const essentials = 5

// posting compares the advert with the résumé that went out, and keeps the five
// lines that matter most: what has no proof first.
func (v *InterviewView) posting(tx *store.Tx) error {
	app, err := store.Get[track.Application](tx, v.Item.ApplicationID)
	if err != nil {
		return err
	}
	if v.Posting, _, err = store.Find[track.Posting](tx, app.PostingID); err != nil || v.Posting.ID == "" {
		return err
	}
	list, _, err := asked(tx, v.Posting, app.Role)
	if err != nil {
		return err
	}
	m := MatchView{}
	if err := m.withResume(tx, app.ResumeID); err != nil {
		return err
	}
	v.Compared = m.Known
	v.Match = match.Compare(list, m.Resume.matchLines(), match.Options{Year: v.Today.Time().Year()})
	rank := map[match.Status]int{match.Missing: 0, match.Mentioned: 1, match.CannotClaim: 2, match.Proven: 3}
	for _, r := range v.Match.All {
		if r.Kind == match.Must || r.Kind == match.Knockout || r.Kind == match.Years || r.Kind == match.Domain {
			v.Ess = append(v.Ess, r)
		}
	}
	slices.SortStableFunc(v.Ess, func(a, b match.Result) int { return cmp.Compare(rank[a.Status], rank[b.Status]) })
	v.Ess = v.Ess[:min(len(v.Ess), essentials)]
	return nil
}

// earlier are the conversations before this one, latest first.
func (v *InterviewView) earlier(tx *store.Tx) error {
	events, err := store.By[track.Event](tx, "application_id", string(v.Item.ApplicationID))
	if err != nil {
		return err
	}
	for _, e := range track.ActiveEvents(events) {
		if e.Kind != track.InterviewSet || e.ID == v.Event.ID || e.At >= v.Event.At {
			continue
		}
		_, n, err := noteOf(tx, e.ID)
		if err != nil {
			return err
		}
		v.Earlier = append(v.Earlier, EarlierTalk{e, n})
	}
	slices.Reverse(v.Earlier)
	return nil
}

// sets says what follows from the note: a thank-you within a day, their day,
// and the first day for one check-in. Source: practice.md a; design/prepare.html.
func (v *InterviewView) sets() error {
	day := track.DayOf(v.Event.At.Time(), v.Zone)
	when := func(d track.Day) string { return dayWords(d, v.Today) }
	v.Sets = append(v.Sets, Date{When: when(day.AddBusiness(1)), Title: "A thank-you, if you want one", Href: "/interview/" + string(v.Event.ID) + "/thanks"})
	if v.Note.Promised.Known() {
		v.Sets = append(v.Sets, Date{When: when(v.Note.Promised), Title: "Their promised day"})
	}
	if on := v.Item.CheckInOn; on.Known() && v.Item.CheckIns == 0 {
		v.Sets = append(v.Sets, Date{When: when(on), Title: "First day for a check-in, once"})
	}
	return nil
}

// ThanksView is the thank-you after a conversation, with its checks.
type ThanksView struct {
	InterviewView
	To      track.Person
	Draft   draft.Draft
	Report  lint.Report
	Variant int
}

// Thanks writes the thank-you after a conversation from what is on record. It
// keeps nothing and sends nothing.
func (d *Desk) Thanks(ctx context.Context, id track.EventID, variant int) (v ThanksView, err error) {
	err = d.view(ctx, func(tx *store.Tx) error {
		if v.InterviewView, err = d.interview(tx, id); err != nil {
			return err
		}
		v.Variant = variant
		for _, p := range v.People {
			if p.There && (v.To.Name == "" || v.To.Email == "" && p.Email != "") {
				v.To = p.Person
			}
		}
		if v.To.Name == "" {
			if v.To, _, err = store.Find[track.Person](tx, v.Item.ContactID); err != nil {
				return err
			}
		}
		f := draft.Facts{Recipient: v.To.Name, Sender: v.Name, Company: v.Item.Employer, Role: v.Item.Role, Impression: v.Note.Liked, Stage: v.Event.StageKind}
		for _, p := range v.People {
			if p.There && p.Name != v.To.Name && len(f.Interviewers) < 2 {
				f.Interviewers = append(f.Interviewers, p.Name)
			}
		}
		v.Draft = draft.Write(track.MsgInterviewThanks, f, draft.Options{Variant: variant})
		v.Report = lint.Check(track.MsgInterviewThanks, v.Draft.Body, lint.Facts{Stage: v.Event.StageKind, Role: v.Item.Role, Company: v.Item.Employer, Recipient: v.To.Name, Subject: &v.Draft.Subject})
		return nil
	})
	return v, err
}
