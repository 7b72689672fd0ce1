package store

import (
	"context"
	"encoding/binary"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"time"

	"github.com/jmoiron/sqlx"
	_ "modernc.org/sqlite" // the driver named "sqlite"

	"debrief/internal/fault"
)

// applicationID marks a SQLite file as Debrief's ("DBRF").
const applicationID = 0x44425246

// SQLiteFloor is the oldest SQLite that may be in the binary: older ones could
// corrupt a WAL database or be harmed by a crafted full-text index.
const SQLiteFloor = "3.53.2"

func sqliteDSN(path, txlock string, pragmas ...string) string {
	q := url.Values{}
	for _, p := range append([]string{"busy_timeout(10000)", "foreign_keys(1)", "secure_delete(1)", "trusted_schema(0)", "cell_size_check(1)"}, pragmas...) {
		q.Add("_pragma", p)
	}
	q.Set("_txlock", txlock)
	return (&url.URL{Scheme: "file", Opaque: (&url.URL{Path: path}).EscapedPath(), RawQuery: q.Encode()}).String()
}

func (s *Store) openSQLite(ctx context.Context, o Options) error {
	s.dialect = sqliteDialect
	if o.Memory {
		dsn := fmt.Sprintf("file:mem%p%d?mode=memory&cache=shared&_pragma=foreign_keys(1)&_pragma=busy_timeout(10000)", s, time.Now().UnixNano())
		db, err := sqlx.Open("sqlite", dsn)
		if err != nil {
			return err
		}
		// One connection serves both: readers of a shared cache would meet table locks.
		db.SetMaxOpenConns(1)
		s.writer = db
		s.reader = db
		return db.PingContext(ctx)
	}
	path := filepath.Join(s.dir, DatabaseFile)
	if err := closeToOthers(path); err != nil {
		return err
	}
	if someoneElses(path) {
		return fault.New(fault.Foreign, "data", "%s is a database, but not Debrief's. Nothing was changed.", path)
	}
	if err := s.openPools(path); err != nil {
		return err
	}
	return s.identify(ctx, path)
}

func (s *Store) openPools(path string) error {
	var err error
	s.writer, err = sqlx.Open("sqlite", sqliteDSN(path, "immediate", "journal_mode(WAL)", "synchronous(FULL)", "journal_size_limit(67108864)", "cache_size(-8000)"))
	if err != nil {
		return err
	}
	s.writer.SetMaxOpenConns(1)
	s.reader, err = sqlx.Open("sqlite", sqliteDSN(path, "deferred", "query_only(1)"))
	if err != nil {
		return err
	}
	s.reader.SetMaxOpenConns(viewers + 4) // the others check, copy and rescue
	s.reader.SetMaxIdleConns(1)
	s.seats, s.idle = make(chan struct{}, viewers), make(chan *viewer, viewers)
	return nil
}

// closeToOthers makes the file 0600 before anything is in it.
func closeToOthers(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if os.IsPermission(err) {
		return nil // a read-only folder: reading may still work
	}
	if err != nil {
		return fault.Wrap(err, fault.Invalid, "data", "The data file %s can't be opened. Choose another folder with --data.", path)
	}
	defer f.Close()
	return f.Chmod(0o600)
}

// someoneElses looks at the first bytes of the file itself, since opening it as
// ours would already change it: a database with something in it and without
// our mark. A log beside it may hold the mark still; then identify decides.
func someoneElses(path string) bool {
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	var head [108]byte
	if n, err := io.ReadFull(f, head[:]); err != nil || n < len(head) || string(head[:15]) != "SQLite format 3" {
		return false // empty, or refused by the engine
	}
	if log, err := os.Stat(path + "-wal"); err == nil && log.Size() > 0 {
		return false
	}
	objects := binary.BigEndian.Uint16(head[103:])
	return binary.BigEndian.Uint32(head[68:]) != applicationID && objects > 0
}

// identify refuses a SQLite that is too old and a file that is someone else's.
func (s *Store) identify(ctx context.Context, path string) error {
	var version string
	if err := s.writer.GetContext(ctx, &version, `SELECT sqlite_version()`); err != nil {
		return err
	}
	if olderThan(version, SQLiteFloor) {
		return fmt.Errorf("this binary carries SQLite %s; %s or newer is needed", version, SQLiteFloor)
	}
	var id, objects int
	if err := s.writer.GetContext(ctx, &id, `PRAGMA application_id`); err != nil {
		return err
	}
	if err := s.writer.GetContext(ctx, &objects, `SELECT count(*) FROM sqlite_master`); err != nil {
		return err
	}
	switch {
	case id == applicationID:
		return nil
	case objects > 0:
		return fault.New(fault.Foreign, "data", "%s is a database, but not Debrief's. Nothing was changed.", path)
	}
	_, err := s.writer.ExecContext(ctx, fmt.Sprintf(`PRAGMA application_id = %d`, applicationID))
	return err
}

func olderThan(version, floor string) bool {
	var a, b [3]int
	fmt.Sscanf(version, "%d.%d.%d", &a[0], &a[1], &a[2])
	fmt.Sscanf(floor, "%d.%d.%d", &b[0], &b[1], &b[2])
	for i := range a {
		if a[i] != b[i] {
			return a[i] < b[i]
		}
	}
	return false
}
