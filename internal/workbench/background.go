package workbench

import (
	"context"
	"io"
	"sync"
	"time"

	"debrief/internal/fault"
	"debrief/internal/track"
)

// StartReading begins to read a source in the background and returns once it is
// under way. It ends with the server (Serve's context), with PauseReading or
// StopReading, or with the source. A source that is being read already goes on.
func (d *Desk) StartReading(ctx context.Context, id track.SourceID) (track.ReadingID, error) {
	if r := d.w.runningOf(id); r != "" {
		return r, nil
	}
	begun := make(chan track.ReadingID, 1)
	failed := make(chan error, 1)
	d.w.background.Go(func() {
		_, err := d.readSource(d.w.life, id, nil, begun, nil)
		failed <- err
	})
	select {
	case r := <-begun:
		return r, nil
	case err := <-failed:
		if err == nil { // over before it was looked at
			return <-begun, nil
		}
		return "", err
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

func (w *Workbench) runningOf(id track.SourceID) track.ReadingID {
	w.readings.Lock()
	defer w.readings.Unlock()
	if r := w.readings.running[id]; r != nil {
		return r.id
	}
	return ""
}

// ReadUpload reads mails that can be read only once, as they come in. It ends
// when the stream does; a stream that breaks off leaves what was read.
func (d *Desk) ReadUpload(ctx context.Context, name string, r io.Reader) (track.Reading, error) {
	id, _, err := d.AddSource(ctx, NewSource{Path: "-", Name: clip(tidy(name), 120)})
	if err != nil {
		return track.Reading{}, err
	}
	feed := d.w.o.Post.Stream(r, name)
	defer feed.Close()
	return d.ReadSource(ctx, id, feed, nil)
}

const (
	// waitAtMost is how long a mailbox is watched before it is looked at anyhow.
	waitAtMost = 9 * time.Minute
	// restAfterTrouble is how long a mailbox that could not be reached is left alone.
	restAfterTrouble = 15 * time.Minute
)

// Tend goes on in the background with readings that were interrupted, reads
// each mailbox as mail arrives there, and lets held answers in when their time
// comes, until Close.
func (d *Desk) Tend() { d.w.background.Go(func() { d.tend(d.w.life) }) }

func (d *Desk) tend(ctx context.Context) {
	if d.Damage() != "" || d.w.o.Post == nil {
		return
	}
	watched := map[track.SourceID]bool{}
	var watchers sync.WaitGroup
	defer watchers.Wait()
	minute := time.NewTicker(time.Minute)
	defer minute.Stop()
	for first := true; ; first = false {
		list, err := d.Sources(ctx)
		if err == nil {
			for _, s := range list {
				switch {
				case s.State != track.SourceActive:
				case s.Kind == track.SourceIMAP && !watched[s.ID]:
					watched[s.ID] = true
					watchers.Go(func() { d.watch(ctx, s.ID) })
				case first && s.Last.State == track.ReadingRunning && s.Kind != track.SourceStream && s.Kind != track.SourceIMAP:
					_, _ = d.StartReading(ctx, s.ID) // why it failed stands on the source
				}
			}
		}
		_ = d.LetIn(ctx)
		select {
		case <-ctx.Done():
			return
		case <-minute.C:
		}
	}
}

// watch reads a mailbox, waits until there is more, and reads again.
func (d *Desk) watch(ctx context.Context, id track.SourceID) {
	for ctx.Err() == nil {
		src, err := d.sourceToRead(ctx, id)
		if fault.KindOf(err) == fault.NotFound {
			return // it was removed
		}
		if err == nil {
			_, err = d.ReadSource(ctx, id, nil, nil)
		}
		if err == nil {
			src, err = d.sourceToRead(ctx, id)
		}
		if err == nil {
			err = d.awaitMail(ctx, src)
		}
		if err != nil {
			select {
			case <-ctx.Done():
			case <-time.After(restAfterTrouble):
			}
		}
	}
}

func (d *Desk) awaitMail(ctx context.Context, src track.Source) error {
	feed, err := d.open(ctx, src)
	if err != nil {
		return err
	}
	defer feed.Close()
	if w, ok := feed.(Waiter); ok {
		return w.Wait(ctx, src.Cursor, waitAtMost)
	}
	return fault.New(fault.Conflict, "source", "This source can't be watched.")
}

// Close ends the readings in the background and waits for them. The store may
// be closed after it.
func (w *Workbench) Close() {
	w.endLife()
	w.background.Wait()
}

// Refile takes the filing of a mail back and files it otherwise. Where the way
// back is closed, because something newer builds on it, nothing happens.
func (d *Desk) Refile(ctx context.Context, id track.InboxID, as FileAs) (Receipt, error) {
	c, err := d.MailCase(ctx, id)
	if err != nil {
		return Receipt{}, err
	}
	if c.Item.State == track.InboxFiled {
		if c.Undo == "" {
			return Receipt{}, fault.New(fault.Conflict, "mail", "This filing can't be taken back any more.")
		}
		if _, err := d.scope.Undo(ctx, c.Undo); err != nil {
			return Receipt{}, err
		}
	}
	return d.FileMail(ctx, id, as)
}
