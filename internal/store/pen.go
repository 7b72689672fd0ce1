package store

import (
	"context"
	"errors"
	"time"

	"github.com/gofrs/flock"

	"debrief/internal/fault"
)

// penWait is how long a change waits for other processes.
const penWait = 10 * time.Second

// takePen makes writers of one folder take turns: within this process by a
// mutex, between processes by two file locks. Who wants to write holds the turn
// until it has the pen, and whoever just wrote must get the turn again first,
// so that a process that writes without a pause can't keep the others out.
// SQLite's own lock is only ever met by other programs. The locks go with their
// process, however it ends.
//
// Release gives the pen on. fault.Busy when another process keeps it.
func (s *Store) takePen(ctx context.Context) (release func(), err error) {
	s.writeMu.Lock()
	if s.pen == nil || s.dialect.name != "sqlite" {
		return s.writeMu.Unlock, nil
	}
	wait, cancel := context.WithTimeout(ctx, penWait)
	defer cancel()
	if err = hold(wait, s.turn); err == nil {
		err = hold(wait, s.pen)
		s.turn.Unlock()
	}
	switch {
	case err == nil:
		return func() { s.pen.Unlock(); s.writeMu.Unlock() }, nil
	case ctx.Err() != nil:
		err = ctx.Err()
	case errors.Is(err, context.DeadlineExceeded):
		err = fault.Wrap(err, fault.Busy, "data", "Another Debrief is writing to this data folder. Nothing was changed. Try again in a moment.")
	default: // the folder takes no lock files: it is read-only, and the database will say so
		return s.writeMu.Unlock, nil
	}
	s.writeMu.Unlock()
	return nil, err
}

func hold(ctx context.Context, l *flock.Flock) error {
	_, err := l.TryLockContext(ctx, time.Millisecond)
	return err
}
