// Package store keeps the record: rows of one person at a time, in SQLite
// (the default, one file in the data folder) or PostgreSQL (by DSN), with one
// SQL text for both.
//
// It promises that what Update returned without error is on disk, that every
// change can be taken back, and that nobody reaches rows without saying whose.
// It refuses to interpret: what a stage or an ending means stands in track, and
// when silence counts comes from the Planner it is given.
//
//	s, err := store.Open(ctx, store.Options{Dir: dir})
//	me := s.Scope("me")
//	id, err := me.Update(ctx, "add_note", "Note added", func(tx *store.Tx) error {
//		return store.Put(tx, track.Note{ID: track.NoteID(tx.NewID()), Text: "asked for the range"})
//	})
//	_, err = me.Undo(ctx, id)
package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gofrs/flock"
	"github.com/jmoiron/sqlx"
	"github.com/oklog/ulid/v2"

	"debrief/internal/fault"
	"debrief/internal/track"
)

// Options say where the record stands and what the store may use of the world.
type Options struct {
	Dir     string           // data folder; made with mode 0700 when missing
	DSN     string           // PostgreSQL address; empty for SQLite in Dir
	Memory  bool             // SQLite in memory, for tests; Dir is not used
	Now     func() time.Time // clock; nil for the real one
	Entropy io.Reader        // randomness of identifiers; nil for the real one
	Planner Planner          // may be nil
	Log     *slog.Logger     // nil for slog.Default
	Server  bool             // hold the folder as its one server
}

// Store is an open record. It is safe for use by many goroutines.
type Store struct {
	dialect dialect
	dir     string
	dsn     string
	writer  *sqlx.DB // one connection
	reader  *sqlx.DB
	now     func() time.Time
	planner Planner
	log     *slog.Logger

	writeMu sync.Mutex
	idMu    sync.Mutex
	entropy *ulid.MonotonicEntropy
	damage  atomic.Pointer[string]
	shared  *flock.Flock
	server  *flock.Flock
	turn    *flock.Flock // see pen.go
	pen     *flock.Flock
	seats   chan struct{} // see snapshot.go; nil where there are none
	idle    chan *viewer
	owners  sync.Map
}

// DatabaseFile is the name of the SQLite file in the data folder.
const DatabaseFile = "debrief.db"

// Open opens the record, making it when there is none. Kinds of error: Busy
// when another server holds the folder, TooNew when a newer Debrief wrote it,
// Foreign when the file is no Debrief database, NoSpace, Internal. A damaged
// database opens read-only: see Damage.
func Open(ctx context.Context, o Options) (*Store, error) {
	s := &Store{dir: o.Dir, dsn: o.DSN, now: o.Now, planner: o.Planner, log: o.Log}
	if s.now == nil {
		s.now = time.Now
	}
	if s.log == nil {
		s.log = slog.Default()
	}
	if o.Entropy == nil {
		o.Entropy = rand.Reader
	}
	s.entropy = ulid.Monotonic(o.Entropy, 0)
	if !o.Memory {
		if err := s.lock(o.Server); err != nil {
			return nil, err
		}
	}
	err := s.connect(ctx, o)
	if err == nil {
		err = s.migrate(ctx)
	}
	if err != nil {
		if s.isDamaged(ctx, err) {
			return s, nil // read-only; see Damage
		}
		s.Close()
		return nil, s.translate(err)
	}
	s.scrubLeftOver(ctx)
	if err := s.indexedAnew(ctx); err != nil {
		s.log.Warn("search knows mails in an older form", "err", err) // all else works
	}
	return s, nil
}

// isDamaged tells, when opening failed, whether that is because the file is
// damaged, and turns the record read-only then: reading and rescue may still
// work where the upgrade or its bookkeeping can't.
func (s *Store) isDamaged(ctx context.Context, err error) bool {
	if s.dialect.name != "sqlite" || s.reader == nil {
		return false
	}
	if k := fault.KindOf(err); k != fault.Internal || s.dialect.kind(err) != fault.Damaged && s.dialect.kind(err) != fault.Internal {
		return false // refused with a reason of its own
	}
	return s.QuickCheck(ctx) == nil && s.Damage() != ""
}

func (s *Store) connect(ctx context.Context, o Options) error {
	if o.DSN != "" {
		return s.openPostgres(ctx, o.DSN)
	}
	return s.openSQLite(ctx, o)
}

// lock makes the data folder, closes it to others, and takes the locks: shared
// for everybody who has it open, exclusive for the one server.
func (s *Store) lock(server bool) error {
	if s.dir == "" {
		return nil
	}
	if err := os.MkdirAll(s.dir, 0o700); err != nil {
		return fault.Wrap(err, fault.Invalid, "data", "The data folder %s can't be made. Choose another with --data.", s.dir)
	}
	if err := os.Chmod(s.dir, 0o700); err != nil {
		s.log.Warn("data folder keeps its mode", "err", err)
	}
	s.shared = flock.New(filepath.Join(s.dir, "lock"), flock.SetPermissions(0o600))
	if ok, err := s.shared.TryRLock(); err != nil || !ok {
		s.shared = nil
		return fault.Wrap(orBusy(err), fault.Busy, "data", "The data folder %s is being restored or upgraded by another Debrief. Try again when it is done.", s.dir)
	}
	s.turn = flock.New(filepath.Join(s.dir, "turn.lock"), flock.SetPermissions(0o600))
	s.pen = flock.New(filepath.Join(s.dir, "write.lock"), flock.SetPermissions(0o600))
	if !server {
		return nil
	}
	path := filepath.Join(s.dir, "server.lock")
	s.server = flock.New(path, flock.SetPermissions(0o600))
	ok, err := s.server.TryLock()
	if err != nil || !ok {
		s.server = nil
		pid, _ := os.ReadFile(filepath.Join(s.dir, "server.pid"))
		s.shared.Unlock()
		return fault.Wrap(orBusy(err), fault.Busy, "data", "Debrief is already serving %s (process %s). Use that one, or stop it first.", s.dir, strings.TrimSpace(string(pid)))
	}
	return os.WriteFile(filepath.Join(s.dir, "server.pid"), fmt.Appendf(nil, "%d\n", os.Getpid()), 0o600)
}

func orBusy(err error) error {
	if err == nil {
		return errors.New("held by another process")
	}
	return err
}

// Close gives back the connections and the locks. A second Close does nothing.
func (s *Store) Close() error {
	var errs []error
	s.closeViewers()
	for _, db := range []*sqlx.DB{s.reader, s.writer} {
		if db != nil {
			errs = append(errs, db.Close())
		}
	}
	s.reader, s.writer = nil, nil
	if s.server != nil {
		errs = append(errs, s.server.Unlock())
		s.server = nil
	}
	if s.shared != nil {
		errs = append(errs, s.shared.Unlock())
		s.shared = nil
	}
	return errors.Join(errs...)
}

// Scope reaches the rows of one owner. The owner is put on record with the
// first change.
func (s *Store) Scope(owner track.OwnerID) Scope { return Scope{s: s, owner: owner} }

// EnsureOwner puts an owner on record; doing it again changes nothing.
func (s *Store) EnsureOwner(ctx context.Context, owner track.OwnerID) error {
	if err := s.writable(); err != nil {
		return err
	}
	release, err := s.takePen(ctx)
	if err != nil {
		return err
	}
	defer release()
	return s.translate(s.retry(ctx, func() error {
		_, err := s.writer.ExecContext(ctx, `INSERT INTO owners (id, created_at) VALUES ($1, $2) ON CONFLICT (id) DO NOTHING`, owner, track.InstantOf(s.now()))
		return err
	}))
}

// newID is a lower-case ULID: sorts by time, and within a millisecond by order.
func (s *Store) newID() string {
	s.idMu.Lock()
	defer s.idMu.Unlock()
	id, err := ulid.New(ulid.Timestamp(s.now()), s.entropy)
	if err != nil { // monotonic overflow within one millisecond: 2^80 ids
		panic(err)
	}
	return strings.ToLower(id.String())
}

// Dir is the data folder, empty in memory or without one.
func (s *Store) Dir() string { return s.dir }

// Engine is "sqlite" or "postgres".
func (s *Store) Engine() string { return s.dialect.name }

// Damage is the reason why the record is read-only, empty while it is whole.
func (s *Store) Damage() string {
	if d := s.damage.Load(); d != nil {
		return *d
	}
	return ""
}

func (s *Store) setDamage(why string) {
	if s.damage.CompareAndSwap(nil, &why) {
		s.log.Error("the data file is damaged; nothing will be written", "why", why)
	}
}

func (s *Store) writable() error {
	if why := s.Damage(); why != "" {
		return fault.New(fault.Damaged, "data", "The data file is damaged. What can be read is shown, and nothing is written. Export first, then restore the last verified backup.")
	}
	return nil
}

// retry runs a whole transaction again when another process was writing.
func (s *Store) retry(ctx context.Context, f func() error) error {
	deadline := time.Now().Add(10 * time.Second)
	for wait := 5 * time.Millisecond; ; wait = min(2*wait, 250*time.Millisecond) {
		err := f()
		if err == nil || !s.dialect.busy(err) || time.Now().After(deadline) {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(wait):
		}
	}
}

// translate turns an engine's error into a fault, once, by its code.
func (s *Store) translate(err error) error {
	if err == nil || fault.KindOf(err) != fault.Internal {
		return err
	}
	switch kind := s.dialect.kind(err); kind {
	case fault.Busy:
		return fault.Wrap(err, kind, "data", "Another Debrief is writing to this data folder. Nothing was changed. Try again in a moment.")
	case fault.NoSpace:
		if s.dialect.failing(err) {
			return fault.Wrap(err, kind, "data", "The disk did not take the change. Nothing was changed. Check that the disk is whole, has room and can be written, and try again.")
		}
		return fault.Wrap(err, kind, "data", "The disk is full. Nothing was changed. Free some space and try again.")
	case fault.Damaged:
		s.setDamage(err.Error())
		return fault.Wrap(err, kind, "data", "The data file is damaged. What can be read is shown, and nothing is written. Export first, then restore the last verified backup.")
	case fault.Foreign:
		return fault.Wrap(err, kind, "data", "%s is not a Debrief data file. Nothing was changed.", filepath.Join(s.dir, DatabaseFile))
	case fault.Forbidden:
		return fault.Wrap(err, fault.Conflict, "data", "The data file can't be written: it or its disk is read-only. Nothing was changed.")
	case fault.Conflict:
		return fault.Wrap(err, kind, "", "This no longer fits what is on record. Reload and try again.")
	}
	if errors.Is(err, sql.ErrNoRows) {
		return fault.Wrap(err, fault.NotFound, "", "There is nothing on record under that name.")
	}
	return err
}

func (o Options) now() func() time.Time {
	if o.Now != nil {
		return o.Now
	}
	return time.Now
}

func (o Options) logger() *slog.Logger {
	if o.Log != nil {
		return o.Log
	}
	return slog.Default()
}

// stamp names a file by the time it was made.
func (o Options) stamp() string { return o.now()().UTC().Format("20060102-150405") }
