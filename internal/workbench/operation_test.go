package workbench_test

import (
	"context"
	"maps"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"

	"debrief/internal/card"
	"debrief/internal/interview"
	"debrief/internal/store"
	"debrief/internal/table"
	"debrief/internal/track"
	"debrief/internal/workbench"
)

// world is what the random operations choose from.
type world struct {
	rnd     *rand.Rand
	apps    []track.ApplicationID
	debs    []track.DebriefID
	changes []track.ChangeID
	persons []track.ContactID
	watches []track.WatchID
	notes   []track.NoteID
	actions []track.ActionID
	views   []track.ViewID
	talks   []track.EventID
	mails
}

func pick[T any](w *world, list []T) (v T) {
	if len(list) > 0 {
		v = list[w.rnd.IntN(len(list))]
	}
	return v
}

var companies = []string{"Ostler", "Larkfield", "Weir Water", "Ébène & Fils", "tallis ledger", "Quaywise"}

// odd are texts that an engine, an index or an export may trip over.
var odd = []string{"\x00nul", "bad\xffbyte", "🙂 smile", "‮right to left", `"quoted" 'twice'`, "=1+1", "line\nbreak\r\n", "İstanbul ſs ﬁ", "a\u0301 b", "%_*NEAR(", "\u2028", "{}[]"}

type (
	desk    = workbench.Desk
	receipt = workbench.Receipt
	edit    = func(context.Context, *desk) (receipt, error)
)

// draw is one kind of change: it draws what it needs and gives what is to be
// done. Both desks get the same edit, so that it must not draw anything itself.
type draw struct {
	name   string
	weight int
	of     func(w *world) edit
}

func (w *world) day() track.Day { return track.Day("2026-06-01").Add(w.rnd.IntN(190)) }

// word is a short text out of few, now and then an odd one.
func (w *world) word() string {
	if w.rnd.IntN(6) == 0 {
		return pick(w, odd)
	}
	return "w" + strconv.Itoa(w.rnd.IntN(8))
}

// The kinds of change. "closing" ones may never lower an ever-reached count.
var draws = []draw{
	{"add", 2, func(w *world) edit {
		in := workbench.NewApplication{Company: pick(w, companies), Role: w.word(), Channel: pick(w, track.Channels), AppliedOn: w.day(), Tags: []string{w.word()}, Contact: pick(w, []string{"", "Dana Ortiz"}), Posted: pick(w, []string{"", "85-95k"}), Agency: pick(w, []string{"", "", "Agentur Süd"}), URL: "https://jobs.example/" + w.word()}
		return func(ctx context.Context, d *desk) (receipt, error) { _, r, err := d.Add(ctx, in); return r, err }
	}},
	{"stage", 3, func(w *world) edit {
		app, stage, day, word := pick(w, w.apps), string(pick(w, track.StageKinds)), w.day(), w.word()
		return func(ctx context.Context, d *desk) (receipt, error) { return d.EnterStage(ctx, app, stage, day, word) }
	}},
	{"closing: close", 2, func(w *world) edit {
		app, ending, day := pick(w, w.apps), pick(w, track.Endings), w.day()
		return func(ctx context.Context, d *desk) (receipt, error) { return d.Close(ctx, app, ending, day) }
	}},
	{"closing: reopen", 1, func(w *world) edit {
		app := pick(w, w.apps)
		return func(ctx context.Context, d *desk) (receipt, error) { return d.Reopen(ctx, app) }
	}},
	{"closing: several", 1, func(w *world) edit {
		ids := []track.ApplicationID{pick(w, w.apps), pick(w, w.apps)}
		return func(ctx context.Context, d *desk) (receipt, error) { return d.Bulk(ctx, ids, workbench.BulkSilent, "") }
	}},
	{"closing: answer", 1, func(w *world) edit {
		a := workbench.Answer{Application: pick(w, w.apps), Kind: pick(w, track.AnswerKinds), Text: "We chose someone with more experience " + w.word(), Day: w.day()}
		return func(ctx context.Context, d *desk) (receipt, error) { _, r, err := d.LogAnswer(ctx, a); return r, err }
	}},
	{"closing: start debrief", 1, func(w *world) edit {
		app := pick(w, w.apps)
		return func(ctx context.Context, d *desk) (receipt, error) {
			_, r, err := d.StartDebrief(ctx, app)
			return r, err
		}
	}},
	{"edit debrief", 1, func(w *world) edit {
		deb, body, mood, again := pick(w, w.debs), w.word()+" my own words", pick(w, track.Moods), w.rnd.IntN(3) == 0
		return func(ctx context.Context, d *desk) (receipt, error) {
			return d.EditDebrief(ctx, deb, workbench.DebriefEdit{Body: &body, Mood: &mood, ReadAgain: again})
		}
	}},
	{"finish debrief", 1, func(w *world) edit {
		deb := pick(w, w.debs)
		f := workbench.Finish{Reason: "B01", TheySaid: w.rnd.IntN(2) == 0, Option: pick(w, []string{"", "own"}), Own: w.word(), Shelf: pick(w, []string{"", "", w.word()})}
		return func(ctx context.Context, d *desk) (receipt, error) { return d.FinishDebrief(ctx, deb, f) }
	}},
	{"end action", 1, func(w *world) edit {
		id, state, word := pick(w, w.actions), pick(w, []track.ActionState{track.ActionDone, track.ActionDropped, track.ActionOpen}), w.word()
		return func(ctx context.Context, d *desk) (receipt, error) { return d.EndAction(ctx, id, state, word) }
	}},
	{"edit application", 1, func(w *world) edit {
		app, role, channel := pick(w, w.apps), w.word(), pick(w, track.Channels)
		return func(ctx context.Context, d *desk) (receipt, error) {
			return d.EditApplication(ctx, app, func(a *track.Application) error { a.Role, a.Channel = role, channel; return nil })
		}
	}},
	{"note", 1, func(w *world) edit {
		app, word, n := pick(w, w.apps), w.word()+" noted", w.rnd.IntN(10)
		return func(ctx context.Context, d *desk) (receipt, error) { return d.AddNote(ctx, app, word, n < 2, n > 7) }
	}},
	{"remove note", 1, func(w *world) edit {
		id := pick(w, w.notes)
		return func(ctx context.Context, d *desk) (receipt, error) { return d.RemoveNote(ctx, id) }
	}},
	{"bulk", 1, func(w *world) edit {
		ids := []track.ApplicationID{pick(w, w.apps), pick(w, w.apps)}
		action := pick(w, []workbench.BulkAction{workbench.BulkStage, workbench.BulkTag, workbench.BulkArchive})
		arg := map[bool]string{true: "screen", false: w.word()}[action == workbench.BulkStage]
		return func(ctx context.Context, d *desk) (receipt, error) { return d.Bulk(ctx, ids, action, arg) }
	}},
	{"untag", 1, func(w *world) edit {
		app, word := pick(w, w.apps), w.word()
		return func(ctx context.Context, d *desk) (receipt, error) { return d.Untag(ctx, app, word) }
	}},
	{"archive", 1, func(w *world) edit {
		app, on := pick(w, w.apps), w.rnd.IntN(2) == 0
		return func(ctx context.Context, d *desk) (receipt, error) { return d.Archive(ctx, app, on) }
	}},
	{"sent", 1, func(w *world) edit {
		app, checkIn := pick(w, w.apps), w.rnd.IntN(2) == 0
		return func(ctx context.Context, d *desk) (receipt, error) { return d.MarkSent(ctx, app, checkIn) }
	}},
	{"interview and promise", 1, func(w *world) edit {
		app, day, word, promise := pick(w, w.apps), w.day(), w.word(), w.rnd.IntN(2) == 0
		return func(ctx context.Context, d *desk) (receipt, error) {
			if promise {
				return d.Promise(ctx, app, day)
			}
			return d.PlanInterview(ctx, app, track.InstantOf(day.Time()), 45, word, word)
		}
	}},
	{"salary", 1, func(w *world) edit {
		app, kind, word := pick(w, w.apps), pick(w, track.SalaryKinds), w.word()
		return func(ctx context.Context, d *desk) (receipt, error) {
			return d.AddSalary(ctx, app, kind, "85-95k", word)
		}
	}},
	{"document", 1, func(w *world) edit {
		app, name, data := pick(w, w.apps), w.word()+".pdf", []byte("%PDF-1.7\x00\xff"+w.word())
		return func(ctx context.Context, d *desk) (receipt, error) {
			_, r, err := d.AddDocument(ctx, app, name, "application/pdf", data)
			return r, err
		}
	}},
	{"résumé", 1, func(w *world) edit {
		name, data := w.word(), []byte(w.word())
		return func(ctx context.Context, d *desk) (receipt, error) {
			_, r, err := d.AddResume(ctx, name, name, "cv.pdf", data)
			return r, err
		}
	}},
	{"shelf", 1, func(w *world) edit {
		app, word := pick(w, w.apps), w.word()
		return func(ctx context.Context, d *desk) (receipt, error) { return d.Shelve(ctx, app, word) }
	}},
	{"watch", 1, func(w *world) edit {
		company, word, day := pick(w, companies), w.word(), w.day()
		return func(ctx context.Context, d *desk) (receipt, error) { return d.Watch(ctx, company, word, day) }
	}},
	{"unwatch", 1, func(w *world) edit {
		id := pick(w, w.watches)
		return func(ctx context.Context, d *desk) (receipt, error) { return d.Unwatch(ctx, id) }
	}},
	{"person", 1, func(w *world) edit {
		p := track.Person{ID: pick(w, append(w.persons, "", "")), Name: w.word(), Email: "p@" + pick(w, []string{"a.example", "b.example"}), Role: pick(w, track.PersonRoles)}
		company := pick(w, companies)
		return func(ctx context.Context, d *desk) (receipt, error) {
			_, r, err := d.PutPerson(ctx, p, company)
			return r, err
		}
	}},
	{"remove person", 1, func(w *world) edit {
		id := pick(w, w.persons)
		return func(ctx context.Context, d *desk) (receipt, error) { return d.RemovePerson(ctx, id) }
	}},
	{"merge persons", 1, func(w *world) edit {
		keep, other := pick(w, w.persons), pick(w, w.persons)
		return func(ctx context.Context, d *desk) (receipt, error) { return d.MergePerson(ctx, keep, other) }
	}},
	{"touch", 1, func(w *world) edit {
		t := track.Touch{PersonID: pick(w, w.persons), Kind: pick(w, []string{"mail", "note", "call", "met"}), Out: w.rnd.IntN(2) == 0, Day: w.day(), Reason: w.word()}
		return func(ctx context.Context, d *desk) (receipt, error) { return d.Touch(ctx, t) }
	}},
	{"next touch", 1, func(w *world) edit {
		id, day, word := pick(w, w.persons), w.day(), w.word()
		return func(ctx context.Context, d *desk) (receipt, error) { return d.NextTouch(ctx, id, day, word) }
	}},
	{"cards", 1, func(w *world) edit {
		file, err := card.Write([]card.Card{{Name: "Card " + strconv.Itoa(w.rnd.IntN(5)), Org: pick(w, companies), Email: pick(w, []string{"", "p@a.example", "q@c.example"}), Phone: pick(w, []string{"", "+353 1"})}}, card.V4)
		return func(ctx context.Context, d *desk) (receipt, error) {
			if err != nil {
				return receipt{}, err
			}
			_, r, err := d.ImportCards(ctx, file)
			return r, err
		}
	}},
	{"answer sheet", 1, func(w *world) edit {
		word := w.word()
		return func(ctx context.Context, d *desk) (receipt, error) {
			return d.PutAnswers(ctx, interview.Answers{"notice": word})
		}
	}},
	{"plan a talk", 1, func(w *world) edit {
		id, word := pick(w, w.talks), w.word()
		return func(ctx context.Context, d *desk) (receipt, error) {
			return d.PutPlan(ctx, id, workbench.InterviewPlan{Format: word, IfNo: word, OwnAsk: []string{word}})
		}
	}},
	{"note a talk", 2, func(w *world) edit {
		id := pick(w, w.talks)
		a := workbench.InterviewAfter{Stressed: w.word(), Open: w.word(), Went: w.rnd.IntN(6), Promised: pick(w, []track.Day{"", w.day()}), NoDay: true, Sheet: interview.Sheet{"recruiter": w.word(), "i_pay_low": pick(w, []string{"", "90000", "95000"}), "pay_max": pick(w, []string{"", "88000"})}}
		return func(ctx context.Context, d *desk) (receipt, error) {
			b := a
			b.Sheet = maps.Clone(a.Sheet) // it is trimmed in place
			return d.PutAfter(ctx, id, b)
		}
	}},
	{"move a talk", 1, func(w *world) edit {
		id, day, word, off := pick(w, w.talks), w.day(), w.word(), w.rnd.IntN(3) == 0
		return func(ctx context.Context, d *desk) (r receipt, err error) {
			if off {
				_, r, err = d.CancelInterview(ctx, id)
				return r, err
			}
			_, r, err = d.MoveInterview(ctx, id, track.Event{At: track.InstantOf(day.Time()), Place: word, People: word})
			return r, err
		}
	}},
	{"view", 1, func(w *world) edit {
		name, id := w.word(), pick(w, append(w.views, "", ""))
		return func(ctx context.Context, d *desk) (receipt, error) {
			if id != "" {
				return d.RemoveView(ctx, id)
			}
			return d.SaveView(ctx, name, workbench.TableQuery{Text: name})
		}
	}},
	{"stage name", 1, func(w *world) edit {
		st := track.Stage{ID: pick(w, []track.StageID{track.StageID(track.Panel), ""}), Name: "Panel " + w.word(), Kind: pick(w, []track.StageKind{track.Panel, track.Final}), Position: 6, Board: true}
		return func(ctx context.Context, d *desk) (receipt, error) { return d.PutStage(ctx, st) }
	}},
	{"move stage", 1, func(w *world) edit {
		id, by := track.StageID(pick(w, track.StageKinds)), pick(w, []int{-1, 1})
		return func(ctx context.Context, d *desk) (receipt, error) { return d.MoveStage(ctx, id, by) }
	}},
	{"settings", 1, func(w *world) edit {
		n := w.rnd.IntN(39)
		return func(ctx context.Context, d *desk) (receipt, error) {
			return d.EditSettings(ctx, func(s *track.Settings) { s.SilentCold = 21 + n })
		}
	}},
	{"import", 1, func(w *world) edit {
		sheet, err := table.Read([]byte("Company,Role,Applied,Status\n" + pick(w, companies) + "," + strconv.Itoa(w.rnd.IntN(30)) + "," + string(w.day()) + ",Rejected\nBeta,Clerk,2026-05-02,Applied\n"))
		return func(ctx context.Context, d *desk) (receipt, error) {
			if err != nil {
				return receipt{}, err
			}
			res, err := d.ImportTable(ctx, sheet, table.Guess(sheet), "sheet.csv", false)
			return res.Receipt, err
		}
	}},
	{"mapping", 1, func(w *world) edit {
		name := w.word()
		return func(ctx context.Context, d *desk) (receipt, error) {
			return d.SaveMapping(ctx, name, table.Mapping{Company: name})
		}
	}},
	{"undo", 4, func(w *world) edit {
		change := pick(w, w.changes)
		return func(ctx context.Context, d *desk) (receipt, error) { return d.Undo(ctx, change) }
	}},
}

// deck holds each kind of change as often as it weighs.
var deck = func() (list []draw) {
	for _, d := range slices.Concat(draws, mailDraws) {
		for range d.weight {
			list = append(list, d)
		}
	}
	return list
}()

// operation draws one change.
func (w *world) operation() (name string, run edit) {
	d := pick(w, deck)
	return d.name, d.of(w)
}

// look refreshes what can be chosen, from the record itself.
func (w *world) look(t *testing.T, r rig, rec workbench.Receipt) {
	t.Helper()
	if rec.Change != "" {
		w.changes = append(w.changes, rec.Change)
	}
	err := r.s.Scope(workbench.Owner).View(t.Context(), func(tx *store.Tx) error {
		w.apps = ids(t, tx, func(a track.Application) track.ApplicationID { return a.ID })
		w.debs = ids(t, tx, func(d track.Debrief) track.DebriefID { return d.ID })
		w.persons = ids(t, tx, func(p track.Person) track.ContactID { return p.ID })
		w.watches = ids(t, tx, func(p track.Watch) track.WatchID { return p.ID })
		w.notes = ids(t, tx, func(n track.Note) track.NoteID { return n.ID })
		w.actions = ids(t, tx, func(a track.Action) track.ActionID { return a.ID })
		w.views = ids(t, tx, func(v track.View) track.ViewID { return v.ID })
		w.talks = nil
		if err := store.Each(tx, func(e track.Event) error {
			if e.Kind == track.InterviewSet && !e.Withdrawn {
				w.talks = append(w.talks, e.ID)
			}
			return nil
		}); err != nil {
			return err
		}
		w.items = ids(t, tx, func(i track.InboxItem) track.InboxID { return i.ID })
		w.prospects = ids(t, tx, func(p track.Prospect) track.ProspectID { return p.ID })
		w.lessons = ids(t, tx, func(l track.Lesson) track.LessonID { return l.ID })
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func ids[T store.Row, ID any](t *testing.T, tx *store.Tx, of func(T) ID) (list []ID) {
	t.Helper()
	if err := store.Each(tx, func(row T) error { list = append(list, of(row)); return nil }); err != nil {
		t.Fatal(err)
	}
	return list
}
