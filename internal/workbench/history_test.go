package workbench_test

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"debrief/internal/stats"
	"debrief/internal/store"
	"debrief/internal/testkit"
	"debrief/internal/track"
	"debrief/internal/workbench"
)

// The histories of testdata/histories are small searches, each with what must
// be counted. A line of an application is a day and what happened; "?" is an
// unknown day, and "recorded DAY" says when it was entered.

type history struct {
	name   string
	asOf   track.Day
	apps   []track.Application
	events []track.Event
	expect []string
}

var endingWords = map[string]track.Ending{"declined": track.Declined, "silent": track.Silent, "role_closed": track.RoleClosed, "filled_internally": track.FilledInternally, "withdrew": track.Withdrew,
	"offer_withdrawn": track.OfferWithdrawn, "offer_declined": track.OfferDeclined, "ended_accepted": track.EndedAccepted}

func readHistory(t *testing.T, path string) (h history) {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	h.name, h.asOf = strings.TrimSuffix(filepath.Base(path), ".txt"), "2026-11-24"
	lines := bufio.NewScanner(f)
	expecting, n := false, 0
	for lines.Scan() {
		w := strings.Fields(lines.Text())
		switch {
		case len(w) == 0 || w[0] == "#":
		case w[0] == "expect":
			expecting = true
		case expecting:
			h.expect = append(h.expect, strings.Join(w, " "))
		case w[0] == "as_of":
			h.asOf = track.Day(w[1])
		case w[0] == "application":
			h.apps = append(h.apps, track.Application{ID: track.ApplicationID(w[1]), Channel: track.Channel(w[2]), EmployerID: track.EmployerID("e-" + w[3]), Role: "Engineer", Archived: slices.Contains(w, "archived")})
			n = 0
		default:
			n++
			h.events = append(h.events, eventOf(t, h.apps[len(h.apps)-1].ID, n, w))
		}
	}
	if len(h.expect) == 0 || len(h.apps) == 0 {
		t.Fatalf("%s says nothing", path)
	}
	return h
}

func eventOf(t *testing.T, app track.ApplicationID, n int, w []string) track.Event {
	t.Helper()
	e := track.Event{ID: track.EventID(fmt.Sprintf("%s-%d", app, n)), ApplicationID: app, Day: track.Day(strings.Trim(w[0], "?")), Source: "hand"}
	recorded := e.Day
	if i := slices.Index(w, "recorded"); i > 0 {
		recorded = track.Day(w[i+1])
	}
	e.RecordedAt = track.InstantOf(recorded.Time().Add(18 * time.Hour))
	switch word := w[1]; {
	case track.StageKind(word).Valid():
		e.Kind, e.StageKind, e.StageID = track.StageEntered, track.StageKind(word), track.StageID(word)
	case endingWords[word] != "":
		e.Kind, e.Ending = track.Ended, endingWords[word]
	case word == "reopened":
		e.Kind = track.Reopened
	case word == "human" || word == "ack":
		e.Kind, e.Automated = track.MessageReceived, word == "ack"
	case word == "check_in":
		e.Kind = track.CheckInSent
	case word == "interview":
		e.Kind, e.At, e.RecordedAt = track.InterviewSet, track.InstantOf(e.Day.Time().Add(10*time.Hour)), track.InstantOf(time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC))
	case word == "void":
		e.Kind, e.Voids = track.Voided, track.EventID(fmt.Sprintf("%s-%s", app, w[2]))
	default:
		t.Fatalf("%q is nothing that happens", word)
	}
	return e
}

func (h history) load(t *testing.T, s *store.Store) *workbench.Desk {
	t.Helper()
	now := func() time.Time { return time.Date(2026, 11, 24, 8, 52, 0, 0, time.UTC) }
	owner := track.OwnerID(h.name)
	d, err := workbench.New(s, workbench.Options{Now: now}).Desk(t.Context(), owner)
	if err != nil {
		t.Fatal(err)
	}
	_, err = s.Scope(owner).Update(t.Context(), "load", "loaded", func(tx *store.Tx) error {
		for _, a := range h.apps {
			if err := store.Put(tx, track.Employer{ID: a.EmployerID, Name: string(a.EmployerID)}); err != nil {
				return err
			}
			if err := store.Put(tx, a); err != nil {
				return err
			}
		}
		for _, e := range h.events {
			if err := store.Put(tx, e); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestHistories_areCountedRight(t *testing.T) {
	files, err := filepath.Glob("testdata/histories/*.txt")
	if err != nil || len(files) < 40 {
		t.Fatalf("%d histories, want 40 or more (%v)", len(files), err)
	}
	read := map[string]string{}
	for _, engine := range []struct {
		name string
		o    store.Options
	}{{"sqlite", store.Options{Dir: t.TempDir()}}, {"postgres", store.Options{DSN: testkit.Postgres(t)}}} {
		engine.o.Now, engine.o.Planner = testkit.Clock("2026-11-24T08:52:00Z", time.Millisecond), workbench.Plan
		s, err := store.Open(context.Background(), engine.o)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = s.Close() })
		for _, file := range files {
			h := readHistory(t, file)
			t.Run(engine.name+"/"+h.name, func(t *testing.T) {
				d := h.load(t, s)
				h.check(t, d, s)
				alike(t, read, h.name, d, workbench.InsightsQuery{Period: "all", AsOf: h.asOf})
			})
		}
	}
	if len(read) != len(files) {
		t.Errorf("%d of %d histories were read on both engines", len(read), len(files))
	}
}

func (h history) check(t *testing.T, d *workbench.Desk, s *store.Store) {
	v, err := d.Insights(t.Context(), workbench.InsightsQuery{Period: "all", AsOf: h.asOf})
	if err != nil {
		t.Fatal(err)
	}
	facts := h.facts(t, v, s)
	for _, want := range h.expect {
		if !slices.Contains(facts, want) {
			t.Errorf("%s: not so: %s\nso it is:\n  %s", h.name, want, strings.Join(facts, "\n  "))
		}
	}
	waits := func(list []string) int {
		n := 0
		for _, l := range list {
			if strings.HasPrefix(l, "waits ") {
				n++
			}
		}
		return n
	}
	if n := waits(h.expect); n > 0 && n != waits(facts) {
		t.Errorf("%s: %d waits, want %d\n  %s", h.name, waits(facts), n, strings.Join(facts, "\n  "))
	}
}

// facts says all that can be expected of a search, in the words of the files.
func (h history) facts(t *testing.T, v workbench.InsightsView, s *store.Store) (list []string) {
	say := func(format string, args ...any) { list = append(list, fmt.Sprintf(format, args...)) }
	r := v.Report
	reached := []string{"reached"}
	for _, st := range r.Flow {
		reached = append(reached, strconv.Itoa(st.Reached))
		for word, n := range map[string]int{"open": st.Open, "no": st.No, "closed": st.Closed, "silence": st.Silence, "withdrew": st.Withdrew, "withdrawn": st.Withdrawn, "accepted": st.Accepted} {
			if n > 0 {
				say("end %s %s %d", st.Kind, word, n)
			}
		}
	}
	say("%s", strings.Join(reached, " "))
	for _, g := range r.Gates {
		name := string(g.Gate)
		if g.Channel != "" {
			name += "/" + string(g.Channel)
		}
		base := fmt.Sprintf("gate %s %d/%d", name, g.Advanced, g.Matured)
		say("%s", base)
		say("%s open %d", base, g.Open)
		say("%s open %d withdrew %d", base, g.Open, g.Withdrew)
		say("%s open %d closed %d", base, g.Open, g.RoleClosed)
		if g.Other != nil {
			say("other %s %d/%d", name, g.Other.Advanced, g.Other.Matured)
		}
	}
	say("answers %d of %d", r.AnswerTimes.Answers, r.AnswerTimes.Applications)
	say("open %d", len(r.Open))
	for _, w := range r.Open {
		say("quiet %s %d", w.Application, w.SilentDays)
	}
	for _, l := range r.LeftOut {
		say("left %s %s", l.Application, l.Flag)
	}
	err := s.Scope(track.OwnerID(h.name)).View(t.Context(), func(tx *store.Tx) error {
		for _, a := range h.apps {
			st, err := tx.StateOf(a.ID)
			if err != nil {
				return err
			}
			say("app %s furthest %s ending %s answered %s", a.ID, st.FurthestKind, orDash(string(st.Ending)), map[bool]string{true: "yes", false: "no"}[st.Answered])
			list = append(list, waitFacts(st, h.asOf)...)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func orDash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}

// waitFacts tells the waits of one application from its kept spells.
func waitFacts(st store.State, today track.Day) (list []string) {
	for _, sp := range st.Spells {
		if !sp.EnteredOn.Known() || sp.Gate == track.G5 || st.Flags != "" {
			continue
		}
		cause, end := "open", sp.EndedOn
		switch sp.Outcome {
		case track.SpellAdvance:
			cause = "yes"
		case track.SpellDeclined, track.SpellRoleClosed:
			cause = "no"
		case track.SpellOpen:
			end = today
		}
		if end.Known() {
			steps := stats.Curve([]stats.Wait{{Days: float64(end.Sub(sp.EnteredOn)), Cause: stats.No}})
			list = append(list, fmt.Sprintf("waits %s %g %s", sp.Gate, steps[0].Day, cause))
		}
	}
	return list
}
