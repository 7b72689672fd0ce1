package workbench

import (
	"context"
	"errors"
	"runtime"
	"slices"
	"sync"

	"debrief/internal/fault"
	"debrief/internal/store"
	"debrief/internal/track"
	"debrief/internal/triage"
)

// A batch ends at so many mails or bytes, whichever comes first: small enough
// that stopping loses little, large enough that waiting for the disk does not
// decide the speed.
const (
	batchMails = 250
	batchBytes = 6 << 20
)

// readings are the readings that run in this process.
type readings struct {
	sync.Mutex
	running map[track.SourceID]*running
}

type running struct {
	id     track.ReadingID
	cancel context.CancelCauseFunc
	done   chan struct{}
}

func (w *Workbench) running(id track.ReadingID) bool {
	w.readings.Lock()
	defer w.readings.Unlock()
	for _, r := range w.readings.running {
		if r.id == id && id != "" {
			return true
		}
	}
	return false
}

var (
	errPaused  = errors.New("paused")
	errStopped = errors.New("stopped")
)

// stop ends the reading of a source, if one runs here, and waits for its end.
func (w *Workbench) stop(id track.SourceID) { w.halt(id, errStopped) }

func (w *Workbench) halt(id track.SourceID, why error) {
	w.readings.Lock()
	r := w.readings.running[id]
	w.readings.Unlock()
	if r != nil {
		r.cancel(why)
		<-r.done
	}
}

// PauseReading and StopReading end the reading of a source that runs in this
// process. Both are safe at any moment; reading goes on where it ended.
func (d *Desk) PauseReading(id track.SourceID) { d.w.halt(id, errPaused) }

// StopReading is PauseReading with the intention to leave it.
func (d *Desk) StopReading(id track.SourceID) { d.w.halt(id, errStopped) }

// ReadSource reads a source to its end, batch by batch, and tells how far it is
// after each. What was read stays, whatever happens: ctx's end is a stop, and
// the next reading goes on behind the last batch. feed may be given for a
// source that can be read only here (a stream); nil opens it by its record.
func (d *Desk) ReadSource(ctx context.Context, id track.SourceID, feed Feed, progress func(track.Reading)) (track.Reading, error) {
	return d.readSource(ctx, id, feed, nil, progress)
}

// readSource is ReadSource; begun, where it is given, gets the name of the
// reading once it is under way.
func (d *Desk) readSource(ctx context.Context, id track.SourceID, feed Feed, begun chan<- track.ReadingID, progress func(track.Reading)) (track.Reading, error) {
	src, err := d.sourceToRead(ctx, id)
	if err != nil {
		return track.Reading{}, err
	}
	ctx, run, err := d.w.begin(ctx, id)
	if err != nil {
		return track.Reading{}, err
	}
	defer d.w.end(id, run)
	if feed == nil {
		if feed, err = d.open(ctx, src); err != nil {
			d.note(ctx, id, err)
			return track.Reading{}, err
		}
		defer feed.Close()
	}
	reading, err := d.beginReading(ctx, src, feed.Size(ctx))
	if err != nil {
		return reading, err
	}
	d.w.named(run, reading.ID)
	if begun != nil {
		begun <- reading.ID
	}
	p := pipeline{d: d, src: src, reading: reading, progress: progress}
	err = p.run(ctx, feed)
	for again := 0; err == nil && src.Kind != track.SourceStream && p.reading.Again > 0 && again < maxAgain; again++ {
		err = p.lookAgain(ctx, feed)
	}
	return d.endReading(context.WithoutCancel(ctx), p.reading, feed, cause(ctx, err))
}

func (d *Desk) sourceToRead(ctx context.Context, id track.SourceID) (src track.Source, err error) {
	if d.w.o.Post == nil {
		return src, fault.New(fault.Conflict, "source", "This Debrief can't read mail.")
	}
	err = d.view(ctx, func(tx *store.Tx) error {
		var found bool
		src, found, err = store.Find[track.Source](tx, id)
		if err == nil && (!found || src.State == track.SourceRemoved) {
			err = fault.New(fault.NotFound, "source", "There is no such source.")
		}
		if err == nil && src.State == track.SourcePaused {
			err = fault.New(fault.Conflict, "source", "“%s” is paused. Take the pause back first.", src.Name)
		}
		return err
	})
	return src, err
}

func (w *Workbench) begin(ctx context.Context, id track.SourceID) (context.Context, *running, error) {
	w.readings.Lock()
	defer w.readings.Unlock()
	if w.readings.running[id] != nil {
		return ctx, nil, fault.New(fault.Busy, "source", "This source is being read already.")
	}
	ctx, cancel := context.WithCancelCause(ctx)
	run := &running{cancel: cancel, done: make(chan struct{})}
	if w.readings.running == nil {
		w.readings.running = map[track.SourceID]*running{}
	}
	w.readings.running[id] = run
	return ctx, run, nil
}

func (w *Workbench) named(run *running, id track.ReadingID) {
	w.readings.Lock()
	defer w.readings.Unlock()
	run.id = id
}

func (w *Workbench) end(id track.SourceID, run *running) {
	w.readings.Lock()
	delete(w.readings.running, id)
	w.readings.Unlock()
	run.cancel(nil)
	close(run.done)
}

func (d *Desk) open(ctx context.Context, src track.Source) (Feed, error) {
	secret := ""
	if src.Secret != "" {
		var err error
		if secret, err = d.w.o.Post.Unseal(d.scope.Owner(), src.ID, src.Secret); err != nil {
			return nil, err
		}
	}
	return d.w.o.Post.Open(ctx, src, secret)
}

// cause is why a reading ended: the person's word rather than "canceled".
func cause(ctx context.Context, err error) error {
	if err == nil || ctx.Err() == nil {
		return err
	}
	if c := context.Cause(ctx); errors.Is(c, errPaused) {
		return errPaused
	}
	return errStopped
}

// beginReading goes on with a reading that was interrupted, or begins one.
func (d *Desk) beginReading(ctx context.Context, src track.Source, size int64) (r track.Reading, err error) {
	_, err = d.scope.Load(ctx, "begin_reading", "Reading “"+src.Name+"”", func(tx *store.Tx) error {
		list, err := store.By[track.Reading](tx, "source_id", string(src.ID))
		if err != nil {
			return err
		}
		r = track.Reading{ID: track.ReadingID(tx.NewID()), SourceID: src.ID, StartedAt: tx.Now()}
		if n := len(list); n > 0 && src.Cursor != "" && oneOf(string(list[n-1].State), string(track.ReadingRunning), string(track.ReadingPaused), string(track.ReadingStopped), string(track.ReadingFailed)) {
			r = list[n-1]
		}
		r.State, r.Size, r.Problem, r.EndedAt = track.ReadingRunning, size, "", 0
		return store.Put(tx, r)
	})
	return r, err
}

// endReading writes how a reading ended. A source that was read to its end
// begins anew the next time, but for what its feed knows to be unchanged.
func (d *Desk) endReading(ctx context.Context, r track.Reading, feed Feed, why error) (track.Reading, error) {
	switch {
	case why == nil:
		r.State = track.ReadingDone
	case errors.Is(why, errPaused):
		r.State = track.ReadingPaused
	case errors.Is(why, errStopped):
		r.State = track.ReadingStopped
	default:
		r.State, r.Problem = track.ReadingFailed, fault.Message(why)
	}
	_, err := d.scope.Load(ctx, "end_reading", "Mail read", func(tx *store.Tx) error {
		now, err := store.Get[track.Reading](tx, r.ID)
		if err != nil {
			return err
		}
		now.State, now.Problem, now.EndedAt = r.State, r.Problem, tx.Now()
		r = now
		src, err := store.Get[track.Source](tx, r.SourceID)
		if err != nil {
			return err
		}
		src.Problem = r.Problem
		if why == nil {
			src.Cursor, src.CheckedAt = feed.Done(), tx.Now()
		}
		return cmpErr(store.Put(tx, r), store.Put(tx, src))
	})
	if errors.Is(why, errPaused) || errors.Is(why, errStopped) {
		why = nil
	}
	return r, cmpErr(why, err)
}

// note keeps on a source why it could not be opened.
func (d *Desk) note(ctx context.Context, id track.SourceID, why error) {
	_, _ = d.scope.Update(context.WithoutCancel(ctx), "source_problem", "Mailbox not reached", func(tx *store.Tx) error {
		s, err := store.Get[track.Source](tx, id)
		if err != nil {
			return err
		}
		s.Problem = fault.Message(why)
		return store.Put(tx, s)
	})
}

// pipeline reads, judges and writes at the same time, one batch in each hand.
type pipeline struct {
	d        *Desk
	src      track.Source
	reading  track.Reading
	progress func(track.Reading)
	again    bool // a second look
}

// maxAgain bounds how often a source is looked through again for mails of
// conversations that were found late.
const maxAgain = 3

// Seeker is a feed that can hand over single mails by their Message-ID, where
// reading all of it again would be a burden.
type Seeker interface {
	Seek(ctx context.Context, want func(mailID string) bool, f func(Envelope) error) error
}

// lookAgain goes through the source once more for mails that were left out and
// belong to a conversation that was found later. What is known costs little. An
// interrupted look is done again. A stream can't be gone through twice: the
// reading keeps how many there are, and they are taken in when it is given again.
func (p *pipeline) lookAgain(ctx context.Context, feed Feed) error {
	due := p.reading.Again
	again := pipeline{d: p.d, src: p.src, reading: p.reading, again: true, progress: p.progress}
	again.src.Cursor = ""
	if err := again.run(ctx, feed); err != nil {
		return err
	}
	_, err := p.d.scope.Load(ctx, "look_again", "Mail read", func(tx *store.Tx) error {
		now, err := store.Get[track.Reading](tx, p.reading.ID)
		if err != nil {
			return err
		}
		now.Again -= due
		p.reading = now
		return store.Put(tx, now)
	})
	return err
}

// unseen tells that no mail of a name is on record or was left out.
func (d *Desk) unseen(ctx context.Context, mailID string) (unseen bool) {
	err := d.view(ctx, func(tx *store.Tx) error {
		list, err := tx.Relatives([]string{mailID})
		if err != nil {
			return err
		}
		for _, r := range list {
			if r.MailID == mailID {
				return nil
			}
		}
		seen, err := tx.PassedOver([]string{nameHash(mailID)}, nil)
		unseen = err == nil && len(seen) == 0
		return err
	})
	return err != nil || unseen // in doubt it is looked at
}

type chunk struct {
	found  []Envelope
	bytes  int
	cursor string
	done   int64
	moved  bool // the cursor moved without a mail
}

// enough mails for a batch that a source itself ends.
const enough = 100

// marked takes a cursor that stands behind all mails so far. A batch ends there
// once it is worth it.
func (c *chunk) marked(send func() error) error {
	c.moved = true
	if len(c.found) < enough {
		return nil
	}
	return send()
}

func (p *pipeline) run(ctx context.Context, feed Feed) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	chunks, batches := make(chan chunk, 1), make(chan Batch, 1)
	fail := func(err error) {
		if err != nil {
			cancel(err)
		}
	}
	var wg sync.WaitGroup
	wg.Go(func() { defer close(chunks); fail(p.collect(ctx, feed, chunks)) })
	wg.Go(func() { defer close(batches); fail(p.judge(ctx, chunks, batches)) })
	for b := range batches {
		// A batch that was read is written, also when the person stops meanwhile.
		out, err := p.d.IntakeMail(context.WithoutCancel(ctx), b)
		if err != nil {
			fail(err)
			break
		}
		p.reading = out.Reading
		if p.progress != nil {
			p.progress(out.Reading)
		}
	}
	for range batches { // let the others see that it is over
	}
	wg.Wait()
	return context.Cause(ctx)
}

// collect takes raw mails off the feed.
func (p *pipeline) collect(ctx context.Context, feed Feed, out chan<- chunk) error {
	var c chunk
	send := func() error {
		select {
		case out <- c:
			c = chunk{}
			return nil
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
	take := func(f Envelope) error {
		c.cursor, c.done = f.Cursor, f.Done
		if f.Mark {
			return c.marked(send)
		}
		c.found, c.bytes = append(c.found, f), c.bytes+len(f.Raw)
		if len(c.found) >= p.d.w.o.Batch || c.bytes >= batchBytes {
			return send()
		}
		return ctx.Err()
	}
	err := p.each(ctx, feed, take)
	if (len(c.found) > 0 || c.moved) && (err == nil || ctx.Err() == nil) {
		err = cmpErr(err, send())
	}
	return err
}

// each hands over the mails behind the cursor, or at a second look those that
// may be asked for.
func (p *pipeline) each(ctx context.Context, feed Feed, take func(Envelope) error) error {
	seeker, ok := feed.(Seeker)
	if !p.again || !ok {
		return feed.Each(ctx, p.src.Cursor, take)
	}
	return seeker.Seek(ctx, func(mailID string) bool { return p.d.unseen(ctx, mailID) }, take)
}

// judge looks which mails are new, and reads and classifies those.
func (p *pipeline) judge(ctx context.Context, in <-chan chunk, out chan<- Batch) error {
	for c := range in {
		b, err := p.d.judgeAll(ctx, p.src, c.found)
		if err != nil {
			return err
		}
		b.Source, b.Reading, b.Cursor, b.Bytes, b.Again = p.src.ID, p.reading.ID, c.cursor, c.done, p.again
		select {
		case out <- b:
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
	return nil
}

// judgeAll turns raw mails into a batch. Only mails that are not known are
// decoded, which is what makes a second reading cheap.
func (d *Desk) judgeAll(ctx context.Context, src track.Source, found []Envelope) (Batch, error) {
	b := Batch{Parcels: make([]Parcel, len(found))}
	var ids []string
	for i, f := range found {
		b.Parcels[i] = d.glance(src, f)
		if id := b.Parcels[i].ContentID; id != "" && b.Parcels[i].Left == "" {
			ids = append(ids, id)
		}
	}
	var known map[string]track.MessageID
	var mine func(string) bool
	var lessons triage.Lessons
	err := d.view(ctx, func(tx *store.Tx) (err error) {
		if known, err = tx.Known(ids); err != nil {
			return err
		}
		set, err := tx.Settings()
		if err != nil {
			return err
		}
		sources, err := store.All[track.Source](tx)
		mine = own(set, sources)
		if err != nil {
			return err
		}
		lessons, err = lessonsOf(tx)
		return err
	})
	if err != nil {
		return b, err
	}
	next := make(chan int)
	var wg sync.WaitGroup
	for range max(1, runtime.GOMAXPROCS(0)) {
		wg.Go(func() {
			for i := range next {
				b.Parcels[i] = d.open1(b.Parcels[i], found[i], mine, lessons)
			}
		})
	}
	for i := range b.Parcels {
		if _, there := known[b.Parcels[i].ContentID]; b.Parcels[i].Left == "" && !there {
			next <- i
		}
	}
	close(next)
	wg.Wait()
	return b, nil
}

// glance identifies a mail and leaves out what is not to be opened.
func (d *Desk) glance(src track.Source, f Envelope) Parcel {
	p := Parcel{Where: f.Where, Left: f.Skip}
	if f.Err != nil {
		p.Left, p.Problem = track.LeftUnreadable, fault.Message(f.Err)
		return p
	}
	if p.Left != "" {
		return p
	}
	id, date, err := d.w.o.Post.Peek(f.Raw)
	if err != nil {
		p.Left, p.Problem = track.LeftUnreadable, fault.Message(err)
		return p
	}
	p.ContentID = id
	if src.Since.Known() && date.Known() && track.DayOf(date.Time(), zone(track.Settings{})) < src.Since {
		p.Left = track.LeftOlder
	}
	return p
}

// open1 decodes one mail and says what it is.
func (d *Desk) open1(p Parcel, f Envelope, mine func(string) bool, lessons triage.Lessons) Parcel {
	full, err := d.w.o.Post.Read(f.Raw)
	if err != nil {
		p.Left, p.Problem = track.LeftUnreadable, fault.Message(err)
		return p
	}
	full.Where, full.ContentID, full.Raw = p.Where, p.ContentID, f.Raw
	full.Message.Out = f.Out || mine(full.Message.FromAddr)
	full.Mail.Out = full.Message.Out
	full.Verdict = triage.Classify(full.Mail, lessons)
	return full
}

// Reading gives one reading, as far as it is.
func (d *Desk) Reading(ctx context.Context, id track.ReadingID) (r track.Reading, src track.Source, err error) {
	err = d.view(ctx, func(tx *store.Tx) error {
		if r, err = store.Get[track.Reading](tx, id); err != nil {
			return err
		}
		src, _, err = store.Find[track.Source](tx, r.SourceID)
		return err
	})
	return r, src, err
}

// UndoReading takes everything back that a reading put on record, with what was
// filed without asking. Where the person has built on one of its mails since,
// fault.Conflict says so and what is left stays.
func (d *Desk) UndoReading(ctx context.Context, id track.ReadingID) (Receipt, error) {
	d.PauseReading(d.sourceOf(ctx, id))
	list, err := d.changesOf(ctx, id)
	if err != nil {
		return Receipt{}, err
	}
	for _, c := range list {
		if _, err := d.scope.Undo(ctx, c); err != nil {
			return Receipt{}, err
		}
	}
	return d.update(ctx, "undo_reading", func(tx *store.Tx) (string, error) {
		r, err := store.Get[track.Reading](tx, id)
		if err != nil {
			return "", err
		}
		r.State, r.EndedAt = track.ReadingUndone, tx.Now()
		return "The reading was taken back", store.Put(tx, r)
	})
}

func (d *Desk) sourceOf(ctx context.Context, id track.ReadingID) (src track.SourceID) {
	r, _, err := d.Reading(ctx, id)
	if err == nil {
		src = r.SourceID
	}
	return src
}

// changesOf lists what a reading changed, newest first, without its beginning.
func (d *Desk) changesOf(ctx context.Context, id track.ReadingID) (list []track.ChangeID, err error) {
	err = d.view(ctx, func(tx *store.Tx) error {
		filed, err := tx.Inbox(store.InboxFilter{Reading: id, State: track.InboxFiled}, false, 0, 1<<20)
		if err != nil {
			return err
		}
		for _, l := range filed {
			if l.By != byRule {
				return fault.New(fault.Conflict, "reading", "You have filed mails of this reading since. Take that back first, or keep them.")
			}
			list = append(list, l.ChangeID)
		}
		changes, err := tx.ChangesTouching("readings", string(id))
		for i, c := range changes {
			if i > 0 && c.UndoneBy == "" && c.Undoes == "" {
				list = append(list, c.ID)
			}
		}
		return err
	})
	slices.Sort(list)
	slices.Reverse(list)
	return slices.Compact(list), err
}

// Review tells what of a reading is left for the person: mails to decide about,
// and applications that are not on record.
func (d *Desk) Review(ctx context.Context, id track.ReadingID) (waiting, fresh int, err error) {
	err = d.view(ctx, func(tx *store.Tx) error {
		for _, doubt := range []string{track.DoubtClass, track.DoubtMatch, track.DoubtEffect, track.DoubtDate} {
			n, err := tx.CountInbox(store.InboxFilter{State: track.InboxWaiting, Reading: id, Doubt: doubt, Perhaps: store.WithoutPerhaps}, 1<<20)
			if err != nil {
				return err
			}
			waiting += n
		}
		prospects, err := store.By[track.Prospect](tx, "application_id", "")
		for _, p := range prospects {
			n, err := tx.CountInbox(store.InboxFilter{State: track.InboxWaiting, Prospect: p.ID}, 1)
			if err != nil {
				return err
			}
			fresh += n
		}
		return err
	})
	return waiting, fresh, err
}

// ReadingView is one reading as its page shows it.
type ReadingView struct {
	Reading track.Reading
	Source  track.Source
	Running bool // in this process
	Waiting int
	New     int
	Filed   int // without asking
}

// ReadingView gathers one reading. One that is said to run but does not, since
// the process was ended, is shown as stopped.
func (d *Desk) ReadingView(ctx context.Context, id track.ReadingID) (v ReadingView, err error) {
	if v.Reading, v.Source, err = d.Reading(ctx, id); err != nil {
		return v, err
	}
	v.Running = d.w.running(id)
	if v.Reading.State == track.ReadingRunning && !v.Running && d.w.o.Post != nil && v.Source.State != track.SourceActive {
		v.Reading.State = track.ReadingStopped
	}
	if v.Waiting, v.New, err = d.Review(ctx, id); err != nil {
		return v, err
	}
	err = d.view(ctx, func(tx *store.Tx) error {
		v.Filed, err = tx.CountInbox(store.InboxFilter{Reading: id, State: track.InboxFiled, By: byRule}, 1<<20)
		return err
	})
	return v, err
}

// Sheet makes the HTML part of a mail safe to look at.
func (d *Desk) Sheet(raw []byte) (Sheet, error) {
	if d.w.o.Post == nil {
		return Sheet{}, fault.New(fault.NotFound, "mail", "This Debrief can't read mail.")
	}
	return d.w.o.Post.Sheet(raw)
}
