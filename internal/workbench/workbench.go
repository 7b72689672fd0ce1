// Package workbench holds the use cases: it loads facts, asks the pure
// packages, and saves, each in one transaction. It is the only package that
// changes the record; every door (web, command line) calls it and adds nothing
// to a verdict.
//
//	w := workbench.New(st, workbench.Options{})
//	me := w.Desk("me")
//	app, _, err := me.Add(ctx, workbench.NewApplication{Company: "Tallis Ledger", Role: "Engineer"})
//	_, err = me.LogAnswer(ctx, workbench.Answer{Application: app, Kind: track.KindDeclined, Text: pasted})
//	view, err := me.Debrief(ctx, id) // decided, drafted, read
package workbench

import (
	"context"
	"strings"
	"sync"
	"time"

	"debrief/internal/cadence"
	"debrief/internal/fault"
	"debrief/internal/store"
	"debrief/internal/track"
)

// Owner is the one person of a record that has no accounts.
const Owner track.OwnerID = "me"

// Options are what the workbench may use of the outside.
type Options struct {
	Now func() time.Time // nil for the real clock
	// ReadMail decodes one mail; nil where there is none to read.
	ReadMail func(raw []byte) (track.Message, error)
	// ReadPasted reads a text that was copied out of a mail program.
	ReadPasted func(text string) (track.Message, error)
	// Post opens sources and reads mails; nil where none are read.
	Post Post
	// Batch is how many mails are put on record at once; 0 for the usual number.
	Batch int
	// FetchPosting gets the posting at an address; nil where none is fetched.
	FetchPosting func(ctx context.Context, address string) (track.Advert, error)
	// ReadPaper reads the text of a document file; nil where only text is read.
	ReadPaper func(ctx context.Context, data []byte) (track.Paper, error)
	// WriteMail writes a draft as a mail file.
	WriteMail func(Letter) ([]byte, error)
	// Learn keeps the days of waiting in step with the person's own answers,
	// after every change and every morning.
	Learn bool
}

// Letter is a draft on its way into a mail file.
type Letter struct {
	FromName, FromAddr string
	ToName, ToAddr     string
	Subject, Body      string
	InReplyTo          string // Message-ID without brackets, empty when not known
	Refs               string
	At                 time.Time
}

// Workbench is the record with the rules around it.
type Workbench struct {
	store      *store.Store
	o          Options
	readings   readings
	life       context.Context // of readings in the background
	endLife    context.CancelFunc
	background sync.WaitGroup
	books      shelf
	ledgers    sync.Map // of each owner, *ledger
}

// New puts the rules around an open record.
func New(s *store.Store, o Options) *Workbench {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Batch <= 0 {
		o.Batch = batchMails
	}
	w := &Workbench{store: s, o: o}
	w.life, w.endLife = context.WithCancel(context.Background())
	return w
}

// Desk is where one person works. Every use case is a method of it.
type Desk struct {
	w     *Workbench
	scope store.Scope
}

// Desk opens the desk of a person, and puts them on record with their default
// stages the first time. Where the record turns out to be damaged, the desk
// reads what it can.
func (w *Workbench) Desk(ctx context.Context, owner track.OwnerID) (*Desk, error) {
	d := &Desk{w, w.store.Scope(owner)}
	if w.store.Damage() != "" {
		return d, nil
	}
	var known bool
	err := d.view(ctx, func(tx *store.Tx) error {
		list, err := store.All[track.Stage](tx)
		known = len(list) > 0
		return err
	})
	if fault.KindOf(err) == fault.Damaged {
		return d, nil // only just noticed
	}
	if err != nil || known {
		return d, err
	}
	if err := w.store.EnsureOwner(ctx, owner); err != nil {
		return nil, err
	}
	_, err = d.scope.Update(ctx, "start", "Started", func(tx *store.Tx) error {
		for i, s := range defaultStages {
			s.ID, s.Position = track.StageID(s.Kind), i+1
			if err := store.Put(tx, s); err != nil {
				return err
			}
		}
		return nil
	})
	return d, err
}

// defaultStages are one per kind; six of them are columns of the board.
var defaultStages = []track.Stage{
	{Name: "Applied", Kind: track.Applied, Board: true},
	{Name: "Recruiter contact", Kind: track.RecruiterContact},
	{Name: "Screen", Kind: track.Screen, Board: true},
	{Name: "Skills task", Kind: track.SkillsTask},
	{Name: "Hiring manager", Kind: track.HiringManager, Board: true},
	{Name: "Panel", Kind: track.Panel, Board: true},
	{Name: "Final", Kind: track.Final, Board: true},
	{Name: "References and checks", Kind: track.ReferencesChecks},
	{Name: "Offer", Kind: track.OfferStage, Board: true},
	{Name: "Accepted", Kind: track.Accepted},
}

// Plan is the planner that the store is opened with: when a check-in fits and
// when silence counts, from the rules of cadence.
func Plan(a track.Application, s track.State, set track.Settings) (checkIn, silent track.Day) {
	p := cadence.For(cadence.Situation{Channel: a.Channel, Human: s.Human, Since: s.QuietOn, PromisedOn: s.PromisedOn, CheckIns: s.CheckIns}, set)
	return p.CheckInOn, p.SilentOn
}

// Receipt is what a change leaves behind: words for a toast, and the way back.
type Receipt struct {
	Change track.ChangeID
	Text   string
}

func (d *Desk) view(ctx context.Context, f func(*store.Tx) error) error { return d.scope.View(ctx, f) }

// update runs a change whose words are known once it is done.
func (d *Desk) update(ctx context.Context, verb string, f func(*store.Tx) (string, error)) (Receipt, error) {
	var text string
	id, err := d.scope.Update(ctx, verb, "", func(tx *store.Tx) error {
		var err error
		text, err = f(tx)
		tx.Summarise("%s", text)
		return err
	})
	if err == nil && d.w.o.Learn {
		err = d.Learn(ctx)
	}
	return Receipt{id, text}, err
}

// Damage is why the record is read-only, empty while it is whole.
func (d *Desk) Damage() string { return d.w.store.Damage() }

// now is the instant and the day in the person's zone.
func (d *Desk) now(set track.Settings) (track.Instant, track.Day) {
	t := d.w.o.Now()
	return track.InstantOf(t), track.DayOf(t, zone(set))
}

// zone is the person's time zone, UTC where its name is not known here.
func zone(set track.Settings) *time.Location {
	if z, err := time.LoadLocation(set.Zone); err == nil {
		return z
	}
	return time.UTC
}

// Undo takes a change back. The receipt takes back the taking back.
func (d *Desk) Undo(ctx context.Context, id track.ChangeID) (Receipt, error) {
	change, err := d.scope.Undo(ctx, id)
	if err != nil {
		return Receipt{}, err
	}
	r := Receipt{Change: change, Text: "Undone"}
	err = d.view(ctx, func(tx *store.Tx) error {
		c, err := tx.ChangeByID(change)
		r.Text = c.Summary
		return err
	})
	return r, err
}

// Changes lists the newest changes, of one application or of all.
func (d *Desk) Changes(ctx context.Context, app track.ApplicationID, limit int) (list []store.Change, err error) {
	err = d.view(ctx, func(tx *store.Tx) error {
		list, err = tx.Changes(app, limit)
		return err
	})
	return list, err
}

func sprintf(format, arg string) string { return strings.Replace(format, "%s", arg, 1) }
