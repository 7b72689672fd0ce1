// Package worklog turns what is on record into the work-search log that many
// unemployment offices ask for: one row per activity, a profile per office, a
// count per week. The person confirms which rows count; the package never says
// that anybody qualifies, and never holds an identity number: those lines are
// left blank to be filled in by hand.
//
//	p, _ := worklog.ProfileByCode("wa")
//	for _, w := range worklog.Weeks(rows, p) {
//		fmt.Println(w.Start, w.Counted, "of", p.PerWeek)
//	}
//
// Source: practice.md m. Rules change, and letters to a person stand above them.
package worklog

import (
	"cmp"
	"slices"
	"strings"

	"debrief/internal/track"
)

// Activity is what was done.
type Activity string

// The activities of the union record.
const (
	Application   Activity = "application"
	ResumeSent    Activity = "resume_sent"
	Interview     Activity = "interview"
	Screen        Activity = "screen"
	FollowUp      Activity = "follow_up"
	Networking    Activity = "networking"
	Informational Activity = "informational"
	JobFair       Activity = "job_fair"
	Workshop      Activity = "workshop"
	AgencySignUp  Activity = "agency_registration"
	CareerCentre  Activity = "career_centre"
	Test          Activity = "test"
	ProfilePosted Activity = "profile_posted"
	Training      Activity = "training"
	Other         Activity = "other"
)

var activityLabels = map[Activity]string{
	Application: "Application", ResumeSent: "Résumé sent", Interview: "Interview", Screen: "Screen", FollowUp: "Follow-up", Networking: "Networking", Informational: "Informational talk",
	JobFair: "Job fair", Workshop: "Workshop", AgencySignUp: "Agency registration", CareerCentre: "Career centre", Test: "Test", ProfilePosted: "Profile or résumé posted", Training: "Training", Other: "Other",
}

// Activities lists the activities in the order of the table.
var Activities = []Activity{Application, ResumeSent, Interview, Screen, FollowUp, Networking, Informational, JobFair, Workshop, AgencySignUp, CareerCentre, Test, ProfilePosted, Training, Other}

// Label is the plain English name.
func (a Activity) Label() string { return activityLabels[a] }

// Counts is the person's own answer to whether a row counts.
type Counts string

// The answers. Ask is the state of a row that nobody has looked at.
const (
	Ask Counts = "ask"
	Yes Counts = "yes"
	No  Counts = "no"
)

// Row is one line of the log: the union of what offices ask for.
type Row struct {
	Key         string    `json:"key"` // stable: the event or entry it comes from
	Day         track.Day `json:"date"`
	Activity    Activity  `json:"activity"`
	Employer    string    `json:"employer_or_event"`
	Address     string    `json:"address"`
	Website     string    `json:"website"`
	Email       string    `json:"email"`
	Phone       string    `json:"phone"`
	Person      string    `json:"person"`
	PersonTitle string    `json:"person_title"`
	Method      string    `json:"method"` // online, e-mail, phone, in person, mail, fax, video
	Position    string    `json:"position"`
	Reference   string    `json:"job_ref"`
	PostingURL  string    `json:"posting_url"`
	Result      string    `json:"result"`
	Proof       string    `json:"proof"`
	Counts      Counts    `json:"counts"`
	Note        string    `json:"note"`
}

// Column is one column of a table, in the words of the office.
type Column struct {
	Head string
	of   func(Row) string
}

var columns = []struct {
	code string
	Column
}{
	{"date", Column{"Date", func(r Row) string { return string(r.Day) }}},
	{"activity", Column{"Activity", func(r Row) string { return r.Activity.Label() }}},
	{"employer", Column{"Employer or event", func(r Row) string { return r.Employer }}},
	{"address", Column{"Address", func(r Row) string { return r.Address }}},
	{"website", Column{"Website", func(r Row) string { return r.Website }}},
	{"email", Column{"E-mail", func(r Row) string { return r.Email }}},
	{"phone", Column{"Phone", func(r Row) string { return r.Phone }}},
	{"person", Column{"Person", func(r Row) string { return r.Person }}},
	{"title", Column{"Title of person", func(r Row) string { return r.PersonTitle }}},
	{"method", Column{"How", func(r Row) string { return r.Method }}},
	{"position", Column{"Type of work", func(r Row) string { return r.Position }}},
	{"reference", Column{"Job reference", func(r Row) string { return r.Reference }}},
	{"posting", Column{"Posting", func(r Row) string { return r.PostingURL }}},
	{"result", Column{"Result", func(r Row) string { return r.Result }}},
	{"proof", Column{"Proof", func(r Row) string { return r.Proof }}},
	{"counts", Column{"Counts", func(r Row) string { return string(r.Counts) }}},
	{"note", Column{"Note", func(r Row) string { return r.Note }}},
}

// Table is the header and the lines of the log in the columns of a profile. A
// row that the person said does not count is left out where no column says so:
// it would be handed in as if it did.
func Table(rows []Row, p Profile) (head []string, lines [][]string) {
	var cols []Column
	for _, c := range columns {
		if len(p.Columns) == 0 || slices.Contains(p.Columns, c.code) {
			cols = append(cols, c.Column)
			head = append(head, c.Head)
		}
	}
	said := slices.ContainsFunc(cols, func(c Column) bool { return c.Head == "Counts" })
	for _, r := range sorted(rows) {
		if r.Counts == No && !said {
			continue
		}
		var line []string
		for _, c := range cols {
			line = append(line, c.of(r))
		}
		lines = append(lines, line)
	}
	return head, lines
}

func sorted(rows []Row) []Row {
	rows = slices.Clone(rows)
	slices.SortStableFunc(rows, func(a, b Row) int { return cmp.Or(cmp.Compare(a.Day, b.Day), cmp.Compare(a.Key, b.Key)) })
	return rows
}

// Remark is a row that a profile has a rule about.
type Remark struct {
	Key string `json:"key"`
	Say string `json:"say"`
}

// Week is one week of the log against a profile.
type Week struct {
	Start   track.Day `json:"week_start"`
	End     track.Day `json:"week_end"`
	Rows    []Row     `json:"rows"`
	Counted int       `json:"counted"` // rows the person said yes to
	Asked   int       `json:"asked"`   // rows not looked at yet
	Days    int       `json:"days"`    // different days among those that count
	Contact int       `json:"contacts"`
	Remarks []Remark  `json:"remarks"`
}

// Weeks groups rows by the profile's week, newest first. Rows without a day, or
// with only a month, are left out: offices want the day.
func Weeks(rows []Row, p Profile) (weeks []Week) {
	seen := map[string]bool{} // employer and position contacted before
	for _, r := range sorted(rows) {
		if r.Day == "" || r.Day.MonthOnly() {
			continue
		}
		start := weekStart(r.Day, p.Monday)
		if len(weeks) == 0 || weeks[len(weeks)-1].Start != start {
			weeks = append(weeks, Week{Start: start, End: start.Add(6)})
		}
		w := &weeks[len(weeks)-1]
		w.Rows = append(w.Rows, r)
		switch r.Counts {
		case Yes:
			w.Counted++
			if r.Activity.contact() {
				w.Contact++
			}
		case No:
		default:
			w.Asked++
		}
		if say := p.remark(r, seen); say != "" {
			w.Remarks = append(w.Remarks, Remark{r.Key, say})
		}
		if r.Activity.contact() {
			seen[contactKey(r)] = true
		}
	}
	for i := range weeks {
		days := map[track.Day]bool{}
		for _, r := range weeks[i].Rows {
			if r.Counts == Yes {
				days[r.Day] = true
			}
		}
		weeks[i].Days = len(days)
	}
	slices.Reverse(weeks)
	return weeks
}

// contact reports whether the activity is a first contact with an employer.
func (a Activity) contact() bool { return a == Application || a == ResumeSent || a == Informational }

func contactKey(r Row) string { return strings.ToLower(r.Employer + "\x00" + r.Position) }

// weekStart is the first day of the week that holds d.
func weekStart(d track.Day, monday bool) track.Day {
	n := int(d.Time().Weekday()) // Sunday is 0
	if monday {
		n = (n + 6) % 7
	}
	return d.Add(-n)
}
