package table

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"debrief/internal/track"
)

// Mapping says how the columns of a foreign table are read. It is saved under a
// name, as JSON. Column names are those of the header, in any case; an empty
// name means that there is no such column.
type Mapping struct {
	Company     string                     `json:"company"`
	Role        string                     `json:"role"`
	Location    string                     `json:"location,omitempty"`
	Channel     string                     `json:"channel,omitempty"`
	Channels    map[string]track.Channel   `json:"channels,omitempty"` // value of the channel column, folded
	URL         string                     `json:"url,omitempty"`
	Notes       string                     `json:"notes,omitempty"`
	Tags        string                     `json:"tags,omitempty"`
	Salary      string                     `json:"salary,omitempty"`
	Applied     string                     `json:"applied,omitempty"`
	Stages      []StageColumn              `json:"stages,omitempty"` // date columns, in process order
	Ended       string                     `json:"ended,omitempty"`  // date of the final answer
	Status      string                     `json:"status,omitempty"`
	Endings     map[string]track.Ending    `json:"endings,omitempty"` // value of the status column, folded
	StatusStage map[string]track.StageKind `json:"status_stage,omitempty"`
	DateFormats []string                   `json:"date_formats,omitempty"` // Go layouts; tried in order
	NoCompany   string                     `json:"no_company,omitempty"`   // name where the company is empty; "" lists the row
}

// StageColumn is a column whose date says when a stage was entered.
type StageColumn struct {
	Column string          `json:"column"`
	Kind   track.StageKind `json:"kind"`
	Round  int             `json:"round,omitempty"`
}

// Proposal is what one row would become. Skip is set where it becomes nothing.
type Proposal struct {
	Line     int
	Key      string // identity of the row: a second import of the same file adds nothing
	Company  string
	Role     string
	Location string
	Channel  track.Channel
	URL      string
	Notes    string
	Salary   string
	Tags     []string
	Events   []Event
	Problems []Problem // cells that could not be read; the rest of the row is kept
	Skip     string    // why the row becomes nothing
}

// Event is one fact of a row.
type Event struct {
	Kind   track.EventKind
	Stage  track.StageKind
	Round  int
	Ending track.Ending
	Day    track.Day // empty when the row does not say
}

// Problem is a cell that could not be read.
type Problem struct{ Column, Value, Reason string }

// DefaultDateFormats are tried when a mapping names none.
var DefaultDateFormats = []string{"2006-01-02", time.RFC3339, "2006-01-02T15:04:05Z", "2006-01-02 15:04:05", "2006-01-02 15:04", "02/01/2006", "02/01/2006 15:04", "02.01.2006", "2.1.2006", "Jan 2, 2006", "2 Jan 2006", "2 January 2006", "January 2, 2006", "1/2/06, 3:04 PM", "2006-01", "01/2006"}

// Apply reads every row by the mapping. Each row comes out exactly once, as a
// proposal or with a reason in Skip.
func Apply(t Table, m Mapping) []Proposal {
	a := applier{t: t, m: m, at: map[string]int{}, seen: map[string]int{}}
	for i, h := range t.Header {
		if _, taken := a.at[fold(h)]; !taken {
			a.at[fold(h)] = i
		}
	}
	if len(a.m.DateFormats) == 0 {
		a.m.DateFormats = DefaultDateFormats
	}
	out := make([]Proposal, len(t.Rows))
	for i, r := range t.Rows {
		out[i] = a.row(r)
	}
	return out
}

type applier struct {
	t    Table
	m    Mapping
	at   map[string]int
	seen map[string]int
}

func fold(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), " ")) }

func (a *applier) cell(r Row, column string) string {
	i, ok := a.at[fold(column)]
	if column == "" || !ok || i >= len(r.Cells) {
		return ""
	}
	return r.Cells[i]
}

func (a *applier) row(r Row) Proposal {
	p := Proposal{Line: r.Line, Company: a.cell(r, a.m.Company), Role: a.cell(r, a.m.Role), Location: a.cell(r, a.m.Location), URL: a.cell(r, a.m.URL),
		Notes: a.cell(r, a.m.Notes), Salary: a.cell(r, a.m.Salary), Channel: track.Cold}
	p.Key = a.key(r)
	if p.Company == "" {
		p.Company = a.m.NoCompany
	}
	if p.Company == "" {
		p.Skip = "There is no company in this row."
		return p
	}
	for tag := range strings.SplitSeq(a.cell(r, a.m.Tags), ",") {
		if tag = strings.TrimSpace(tag); tag != "" {
			p.Tags = append(p.Tags, tag)
		}
	}
	if c, ok := a.m.Channels[fold(a.cell(r, a.m.Channel))]; ok {
		p.Channel = c
	}
	a.events(r, &p)
	return p
}

// key is the content of the row; identical rows of one file are numbered.
func (a *applier) key(r Row) string {
	k := strings.Join(r.Cells, "\x1f")
	a.seen[k]++
	return fmt.Sprintf("%s#%d", k, a.seen[k])
}

func (a *applier) events(r Row, p *Proposal) {
	add := func(e Event) { p.Events = append(p.Events, e) }
	applied, _ := a.day(r, a.m.Applied, p)
	stage := a.m.StatusStage[fold(a.cell(r, a.m.Status))]
	add(Event{Kind: track.StageEntered, Stage: track.Applied, Day: applied})
	reached := track.Applied
	for _, s := range a.m.Stages {
		day, known := a.day(r, s.Column, p)
		if !known {
			continue
		}
		add(Event{Kind: track.StageEntered, Stage: s.Kind, Round: s.Round, Day: day})
		if s.Kind.Rank() > reached.Rank() {
			reached = s.Kind
		}
	}
	if stage.Rank() > reached.Rank() {
		add(Event{Kind: track.StageEntered, Stage: stage})
	}
	ended, _ := a.day(r, a.m.Ended, p)
	status := a.cell(r, a.m.Status)
	if ending, ok := a.m.Endings[fold(status)]; ok && ending.Valid() {
		add(Event{Kind: track.Ended, Ending: ending, Day: ended})
	}
}

// day reads a date; known is false for an empty cell. A cell that is no date is
// a problem of the row, and the fact stays without a day.
func (a *applier) day(r Row, column string, p *Proposal) (day track.Day, known bool) {
	v := a.cell(r, column)
	if v == "" {
		return "", false
	}
	for _, f := range a.m.DateFormats {
		t, err := time.Parse(f, v)
		if err != nil {
			continue
		}
		if !strings.Contains(f, "2") || !strings.ContainsAny(f, "2") || f == "2006-01" || f == "01/2006" {
			return track.Day(t.Format("2006-01")), true
		}
		return track.Day(t.Format(time.DateOnly)), true
	}
	p.Problems = append(p.Problems, Problem{column, v, "This is not a date in any of the known forms."})
	return "", true
}

// guesses are header names, folded, by field.
var guesses = []struct {
	set   func(*Mapping, string)
	names []string
}{
	{func(m *Mapping, c string) { m.Company = c }, []string{"company", "employer", "organisation", "organization", "firma", "unternehmen", "entreprise", "société", "empresa", "school", "company name"}},
	{func(m *Mapping, c string) { m.Role = c }, []string{"role", "title", "job title", "position", "stelle", "poste", "puesto", "job"}},
	{func(m *Mapping, c string) { m.Location = c }, []string{"location", "city", "place", "ort", "lieu", "ubicación"}},
	{func(m *Mapping, c string) { m.Channel = c }, []string{"channel", "source", "quelle", "origine", "fuente", "via"}},
	{func(m *Mapping, c string) { m.URL = c }, []string{"url", "link", "job url", "posting", "lien"}},
	{func(m *Mapping, c string) { m.Notes = c }, []string{"notes", "note", "comment", "comments", "notizen", "remarques", "notas"}},
	{func(m *Mapping, c string) { m.Tags = c }, []string{"tags", "labels"}},
	{func(m *Mapping, c string) { m.Salary = c }, []string{"salary", "pay", "compensation", "gehalt", "salaire", "salario"}},
	{func(m *Mapping, c string) { m.Applied = c }, []string{"applied", "applied_on", "date applied", "applied on", "application date", "application", "beworben", "beworben am", "date de candidature", "fecha"}},
	{func(m *Mapping, c string) { m.Ended = c }, []string{"ended_on", "final answer", "answer", "response date", "closed", "rejected on", "antwort", "réponse"}},
	{func(m *Mapping, c string) { m.Status = c }, []string{"status", "ending", "outcome", "result", "stage", "statut", "estado", "stand"}},
}

var stageGuesses = []struct {
	kind  track.StageKind
	names []string
}{
	{track.Screen, []string{"phone call", "phone screen", "screen", "skype interview", "recruiter call", "telefonat"}},
	{track.SkillsTask, []string{"task", "assignment", "test", "technical test"}},
	{track.HiringManager, []string{"1st interview", "first interview", "interview", "hiring manager", "entretien", "gespräch"}},
	{track.Panel, []string{"2nd interview", "second interview", "panel", "technical", "flyout", "on-site", "onsite"}},
	{track.Final, []string{"3rd interview", "third interview", "final", "final round"}},
	{track.OfferStage, []string{"proposition", "offer", "angebot", "offre", "oferta"}},
}

// usualEndings are values of a status column and what they mean.
var usualEndings = map[string]track.Ending{
	"rejected": track.Declined, "declined": track.Declined, "no": track.Declined, "abgelehnt": track.Declined, "absage": track.Declined, "refusé": track.Declined, "rechazado": track.Declined,
	"ghosted": track.Silent, "silent": track.Silent, "no response": track.Silent, "no answer": track.Silent, "keine antwort": track.Silent,
	"withdrawn": track.Withdrew, "withdrew": track.Withdrew, "zurückgezogen": track.Withdrew, "accepted": track.EndedAccepted, "offer accepted": track.EndedAccepted,
	"offer_declined": track.OfferDeclined, "offer declined": track.OfferDeclined, "turn down": track.Withdrew, "closed": track.RoleClosed, "role_closed": track.RoleClosed, "cancelled": track.RoleClosed,
	"no project for now": track.RoleClosed, "filled_internally": track.FilledInternally, "offer_withdrawn": track.OfferWithdrawn,
}

var usualStages = map[string]track.StageKind{
	"screen": track.Screen, "screening": track.Screen, "phone screen": track.Screen, "interview": track.HiringManager, "interviewing": track.HiringManager,
	"technical": track.SkillsTask, "panel": track.Panel, "final": track.Final, "offer": track.OfferStage, "accepted": track.Accepted,
}

var usualChannels = map[string]track.Channel{
	"referral": track.Referral, "referred": track.Referral, "empfehlung": track.Referral, "recommandation": track.Referral, "agency": track.Agency, "recruitment agency": track.Agency,
	"recruiter": track.Inbound, "reach-out": track.Inbound, "inbound": track.Inbound, "internal": track.Internal, "event": track.EventMet, "job fair": track.EventMet, "cold": track.Cold, "direct": track.Cold,
}

// Guess proposes a mapping from the names of the columns. The person corrects
// it; whatever it does not find stays empty.
func Guess(t Table) Mapping {
	m := Mapping{Endings: usualEndings, StatusStage: usualStages, Channels: usualChannels}
	find := func(names []string) string {
		for _, n := range names {
			for _, h := range t.Header {
				if fold(h) == n {
					return h
				}
			}
		}
		return ""
	}
	for _, g := range guesses {
		if c := find(g.names); c != "" {
			g.set(&m, c)
		}
	}
	for _, g := range stageGuesses {
		if c := find(g.names); c != "" && c != m.Applied && c != m.Status {
			m.Stages = append(m.Stages, StageColumn{Column: c, Kind: g.kind})
		}
	}
	m.DateFormats = guessFormats(t, m)
	return m
}

// guessFormats puts day before month unless a value forbids it.
func guessFormats(t Table, m Mapping) []string {
	i := slices.IndexFunc(t.Header, func(h string) bool { return h == m.Applied })
	monthFirst := false
	for _, r := range t.Rows {
		if i < 0 || i >= len(r.Cells) {
			continue
		}
		var a, b, c int
		if n, _ := fmt.Sscanf(r.Cells[i], "%d/%d/%d", &a, &b, &c); n == 3 {
			if a > 12 {
				return nil
			}
			monthFirst = monthFirst || b > 12
		}
	}
	if monthFirst {
		return append([]string{"1/2/2006", "1/2/2006 15:04", "1/2/06, 3:04 PM", "1/2/06"}, DefaultDateFormats...)
	}
	return nil
}
