// Package demo makes the sample search: Mira Halloran, backend engineer in
// Dublin, 182 applications from 29 June to 24 November 2026. Every company and
// person is invented. The same seed gives the same search, byte for byte.
//
//	err := demo.Load(ctx, desk) // into an empty record
package demo

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"time"

	"debrief/internal/track"
	"debrief/internal/workbench"
)

// Today is the day on which the sample search stands.
const Today track.Day = "2026-11-24"

// Clock begins at the sample's morning and runs on from there.
func Clock() func() time.Time {
	begin, start := time.Date(2026, 11, 24, 8, 52, 0, 0, time.UTC), time.Now()
	return func() time.Time { return begin.Add(time.Since(start)) }
}

// Load fills an empty record with the sample search.
func Load(ctx context.Context, d *workbench.Desk) error {
	_, err := d.EditSettings(ctx, func(s *track.Settings) {
		s.Name, s.Email, s.Zone, s.Onboarded = "Mira Halloran", "mira@home.example", "Europe/Dublin", true
	})
	if err != nil {
		return err
	}
	if _, err := d.PutStage(ctx, track.Stage{ID: track.StageID(track.Panel), Name: "Technical", Kind: track.Panel, Position: 6, Board: true}); err != nil {
		return err
	}
	file, err := Search()
	if err != nil {
		return err
	}
	if _, _, _, err = d.ImportJSON(ctx, bytes.NewReader(file)); err != nil {
		return err
	}
	return readInbox(ctx, d)
}

// Search is the sample search as an export.
func Search() ([]byte, error) {
	b := newBuilder()
	b.named()
	b.crowd()
	b.offers()
	b.stories()
	b.details()
	b.trial()
	return json.Marshal(map[string]any{"debrief_export": workbench.ExportVersion, "tables": b.tables})
}

type builder struct {
	rnd    *rand.Rand
	tables map[string][]any
	n      int
	taken  map[string]bool
	spare  []string
	left   map[slot]int // how many of the crowd are still to be made
}

// slot is a cell of the table of numbers: where an application stopped and how.
type slot struct {
	stage  track.StageKind
	ending track.Ending
}

// numbers is the table of the sample: furthest stage, ending, how many.
var numbers = map[slot]int{
	{track.Applied, track.Open}: 34, {track.Applied, track.Declined}: 68, {track.Applied, track.Silent}: 36, {track.Applied, track.Withdrew}: 3,
	{track.Screen, track.Open}: 4, {track.Screen, track.Declined}: 20, {track.Screen, track.Silent}: 2, {track.Screen, track.Withdrew}: 3,
	{track.HiringManager, track.Open}: 2, {track.HiringManager, track.Declined}: 3,
	{track.Panel, track.Open}: 1, {track.Panel, track.Declined}: 2,
	{track.Final, track.Open}: 1, {track.Final, track.Declined}: 1,
	{track.OfferStage, track.Open}: 1, {track.OfferStage, track.OfferDeclined}: 1,
}

func newBuilder() *builder {
	b := &builder{rnd: rand.New(rand.NewPCG(2026, 1124)), tables: map[string][]any{}, taken: map[string]bool{}, left: map[slot]int{}}
	for k, v := range numbers {
		b.left[k] = v
	}
	for _, first := range firstNames {
		for _, second := range secondNames {
			b.spare = append(b.spare, first+" "+second)
		}
	}
	b.rnd.Shuffle(len(b.spare), func(i, j int) { b.spare[i], b.spare[j] = b.spare[j], b.spare[i] })
	for i, name := range resumes {
		b.put("resume_versions", track.ResumeVersion{ID: track.ResumeVersionID(fmt.Sprintf("demo-resume-%d", i+1)), Name: name, CreatedAt: at("2026-06-29", 9, 0)})
	}
	return b
}

func (b *builder) put(table string, row any) { b.tables[table] = append(b.tables[table], row) }

func (b *builder) id(kind string) string { b.n++; return fmt.Sprintf("demo-%s-%05d", kind, b.n) }

func at(day track.Day, hour, minute int) track.Instant {
	return track.InstantOf(day.Time().Add(time.Duration(hour)*time.Hour + time.Duration(minute)*time.Minute))
}

// application is one sample application before it becomes rows.
type application struct {
	company, role, location string
	channel                 track.Channel
	applied                 track.Day
	steps                   []step
	ending                  track.Ending
	ended                   track.Day
	resume                  int
	people                  []person
	tags                    []string
	salary                  string
}

type step struct {
	stage track.StageKind
	on    track.Day
}

type person struct {
	name, email string
	role        track.PersonRole
}

// add turns an application into rows and counts it off the numbers.
func (b *builder) add(a application) track.ApplicationID {
	b.taken[a.company] = true
	furthest := track.Applied
	for _, s := range a.steps {
		furthest = s.stage
	}
	b.left[slot{furthest, a.ending}]--
	employer := track.EmployerID(b.id("employer"))
	b.put("employers", track.Employer{ID: employer, Name: a.company, CreatedAt: at(a.applied, 9, 0)})
	app := track.Application{ID: track.ApplicationID(b.id("application")), EmployerID: employer, Role: a.role, Channel: a.channel, Location: a.location,
		ResumeID: track.ResumeVersionID(fmt.Sprintf("demo-resume-%d", a.resume)), Source: map[track.Channel]string{track.Cold: "Careers page", track.Agency: "Agency", track.Referral: "Former colleague"}[a.channel], CreatedAt: at(a.applied, 9, 0)}
	for i, p := range a.people {
		id := track.ContactID(b.id("contact"))
		b.put("persons", track.Person{ID: id, EmployerID: employer, Name: p.name, Email: p.email, Role: p.role, CreatedAt: at(a.applied, 9, 0)})
		if i == 0 {
			app.ContactID = id
		}
	}
	b.put("applications", app)
	b.event(app.ID, track.Event{Kind: track.StageEntered, StageKind: track.Applied, StageID: track.StageID(track.Applied), Day: a.applied})
	for _, s := range a.steps {
		b.event(app.ID, track.Event{Kind: track.StageEntered, StageKind: s.stage, StageID: track.StageID(s.stage), Day: s.on})
	}
	if a.ending != track.Open {
		b.event(app.ID, track.Event{Kind: track.Ended, Ending: a.ending, Day: a.ended})
	}
	for _, t := range a.tags {
		b.put("tags", track.Tag{ID: track.TagID(b.id("tag")), ApplicationID: app.ID, Name: t})
	}
	return app.ID
}

func (b *builder) event(app track.ApplicationID, e track.Event) {
	e.ID, e.ApplicationID, e.Source, e.RecordedAt = track.EventID(b.id("event")), app, "hand", at(e.Day, 18, 0)
	if e.Kind == track.InterviewSet {
		e.RecordedAt = at(Today, 8, 0)
	}
	b.put("events", e)
}

// debrief files a finished debrief with the reason that was given.
func (b *builder) debrief(app track.ApplicationID, stage track.StageKind, on track.Day, reason track.ReasonCode) {
	b.put("debriefs", track.Debrief{ID: track.DebriefID(b.id("debrief")), ApplicationID: app, Kind: track.KindDeclined, StageKind: stage, Reason: reason, ReasonSource: track.TheySaid,
		State: track.DebriefFinished, AnsweredOn: on, NewsAt: at(on, 15, 0), CreatedAt: at(on, 15, 0), FinishedAt: at(on, 20, 0)})
}
