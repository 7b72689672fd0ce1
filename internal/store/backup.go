package store

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"time"

	"github.com/jmoiron/sqlx"

	"debrief/internal/fault"
	"debrief/internal/track"
)

func strictDecode(image []byte, into any) error {
	dec := json.NewDecoder(bytes.NewReader(image))
	dec.DisallowUnknownFields()
	return dec.Decode(into)
}

// Backup is a verified copy of the whole record.
type Backup struct {
	Path   string
	Bytes  int64
	Rows   int // of all tables that hold what people entered
	Schema int64
}

// Backup copies the whole record, all owners, to a SQLite file, whatever the
// engine. The copy is made beside path, read back, checked and counted, and
// only then renamed to it: a backup that exists was verified. Every change
// that was durable before the call is in it.
func (s *Store) Backup(ctx context.Context, path string) (Backup, error) {
	if why := s.Damage(); why != "" {
		return Backup{}, fault.New(fault.Damaged, "backup", "A damaged data file is not backed up: the copy would be damaged too. Export what can be read instead.")
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return Backup{}, fault.Wrap(err, fault.Invalid, "backup", "The folder of %s can't be made.", path)
	}
	sweep(path)
	tmp := fmt.Sprintf("%s.%d.part", path, time.Now().UnixNano())
	defer os.Remove(tmp)
	if err := s.copyTo(ctx, tmp); err != nil {
		return Backup{}, s.translate(err)
	}
	if err := os.Chmod(tmp, 0o600); err != nil {
		return Backup{}, err
	}
	b, err := checkCopy(ctx, tmp)
	if err != nil {
		return Backup{}, fault.Wrap(err, fault.Damaged, "backup", "The backup could not be read back, so it was thrown away. Nothing else was changed.")
	}
	if err := syncFile(tmp); err != nil {
		return Backup{}, s.translate(err)
	}
	if err := os.Rename(tmp, path); err != nil {
		return Backup{}, err
	}
	b.Path = path
	return b, syncFile(filepath.Dir(path))
}

// sweep removes what backups to the same path left that died long ago: copies
// of the record that nobody would find again.
func sweep(path string) {
	parts, _ := filepath.Glob(path + ".*.part*")
	for _, p := range parts {
		if info, err := os.Stat(p); err == nil && time.Since(info.ModTime()) > time.Hour {
			os.RemoveAll(p)
		}
	}
}

func (s *Store) copyTo(ctx context.Context, path string) error {
	if s.dialect.name == "sqlite" {
		// A connection of its own: the readers' may not write, and the writer's
		// would keep changes waiting while the copy is made.
		if s.dir == "" { // in memory there is only the one
			_, err := s.writer.ExecContext(ctx, `VACUUM INTO $1`, path)
			return err
		}
		db, err := sqlx.Open("sqlite", sqliteDSN(filepath.Join(s.dir, DatabaseFile), "deferred"))
		if err != nil {
			return err
		}
		defer db.Close()
		_, err = db.ExecContext(ctx, `VACUUM INTO $1`, path)
		return err
	}
	return s.copyRowsTo(ctx, path)
}

func syncFile(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	if err := f.Sync(); err != nil && !strings.Contains(err.Error(), "invalid argument") && !os.IsPermission(err) {
		return err
	}
	return nil
}

// keptTables are the tables that a copy must hold: everything but what can be
// derived again.
var keptTables = func() []string {
	names := append(TableNames(), "owners", "changes", "change_rows")
	sort.Strings(names)
	return names
}()

// checkCopy opens a copy on its own, runs the engine's full check, and counts.
func checkCopy(ctx context.Context, path string) (Backup, error) {
	db, err := openCopy(path)
	if err != nil {
		return Backup{}, err
	}
	defer db.Close()
	b := Backup{Path: path}
	var verdict string
	if err := db.GetContext(ctx, &verdict, `PRAGMA integrity_check(1)`); err != nil {
		return b, err
	}
	if verdict != "ok" {
		return b, fmt.Errorf("integrity check: %s", verdict)
	}
	if err := db.GetContext(ctx, &b.Schema, `SELECT max(version_id) FROM goose_db_version`); err != nil {
		return b, err
	}
	there, err := tablesOf(ctx, db)
	if err != nil {
		return b, err
	}
	for _, name := range keptTables {
		if b.Schema < SchemaVersion() && !there[name] {
			continue // it came with a later schema
		}
		var n int
		if err := db.GetContext(ctx, &n, `SELECT count(*) FROM `+name); err != nil {
			return b, err
		}
		b.Rows += n
	}
	info, err := os.Stat(path)
	if err == nil {
		b.Bytes = info.Size()
	}
	return b, err
}

// tablesOf names the tables of a SQLite file.
func tablesOf(ctx context.Context, db interface {
	SelectContext(ctx context.Context, dest any, query string, args ...any) error
}) (map[string]bool, error) {
	var names []string
	err := db.SelectContext(ctx, &names, `SELECT name FROM sqlite_master WHERE type = 'table'`)
	there := map[string]bool{}
	for _, n := range names {
		there[n] = true
	}
	return there, err
}

// openCopy opens a file that may be hostile: nothing in it is trusted to run,
// every cell is checked, and nothing is written.
func openCopy(path string) (*sqlx.DB, error) {
	db, err := sqlx.Open("sqlite", sqliteDSN(path, "deferred", "query_only(1)", "mmap_size(0)")+"&mode=ro")
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	return db, nil
}

// CheckBackup reads a backup file and tells what is in it. Kinds of error:
// Foreign when it is no Debrief backup, TooNew, Damaged.
func CheckBackup(ctx context.Context, path string) (Backup, error) {
	head := make([]byte, 16)
	f, err := os.Open(path)
	if err != nil {
		return Backup{}, fault.Wrap(err, fault.Invalid, "backup", "%s can't be opened.", path)
	}
	_, err = f.Read(head)
	f.Close()
	if err != nil || string(head[:15]) != "SQLite format 3" {
		return Backup{}, fault.New(fault.Foreign, "backup", "%s is not a Debrief backup. Nothing was changed.", path)
	}
	db, err := openCopy(path)
	if err != nil {
		return Backup{}, err
	}
	var id int
	err = db.GetContext(ctx, &id, `PRAGMA application_id`)
	db.Close()
	if err != nil {
		return Backup{}, fault.Wrap(err, fault.Damaged, "backup", "%s is damaged and can't be read. Nothing was changed.", path)
	}
	if id != applicationID {
		return Backup{}, fault.New(fault.Foreign, "backup", "%s is a database, but not Debrief's. Nothing was changed.", path)
	}
	b, err := checkCopy(ctx, path)
	if err != nil {
		return b, fault.Wrap(err, fault.Damaged, "backup", "%s is damaged. Nothing was changed. Try an older backup.", path)
	}
	if b.Schema > SchemaVersion() {
		return b, fault.New(fault.TooNew, "backup", "%s was written by a newer Debrief (schema %d, this one knows %d). Nothing was changed.", path, b.Schema, SchemaVersion())
	}
	return b, nil
}

// backupBeforeUpgrade keeps a verified copy of the older schema.
func (s *Store) backupBeforeUpgrade(ctx context.Context, have int64) error {
	path := filepath.Join(s.dir, "backups", fmt.Sprintf("before-upgrade-from-%d-%s.db", have, s.now().UTC().Format("20060102-150405")))
	_, err := s.Backup(ctx, path)
	return err
}

// Verdict is what Verify found.
type Verdict struct {
	Engine    string        `json:"engine"`
	Schema    int64         `json:"schema"`
	Problems  []string      `json:"problems"`
	Rows      int           `json:"rows"`
	Differing int           `json:"states_differing"` // derived states that did not match their events
	At        track.Instant `json:"at"`
}

// Verify reads the whole record: the engine's own check, references between
// rows, and every derived state against its events. It changes nothing.
func (s *Store) Verify(ctx context.Context, owner track.OwnerID) (Verdict, error) {
	v := Verdict{Engine: s.dialect.name, Schema: SchemaVersion(), Problems: []string{}, At: track.InstantOf(s.now())}
	if s.dialect.name == "sqlite" {
		var lines []string
		if err := s.reader.SelectContext(ctx, &lines, `PRAGMA integrity_check(20)`); err != nil {
			if s.dialect.kind(err) != fault.Damaged {
				return v, s.translate(err)
			}
			lines = []string{err.Error()}
		}
		if len(lines) != 1 || lines[0] != "ok" {
			s.setDamage(strings.Join(lines, "; "))
			v.Problems = append(v.Problems, lines...)
			return v, nil
		}
	}
	for _, name := range keptTables {
		var n int
		if err := s.reader.GetContext(ctx, &n, `SELECT count(*) FROM `+name); err != nil {
			return v, s.translate(err)
		}
		v.Rows += n
	}
	differing, err := s.differingStates(ctx, owner)
	v.Differing = differing
	if differing > 0 {
		v.Problems = append(v.Problems, fmt.Sprintf("%d derived states do not match their events", differing))
	}
	return v, err
}

// differingStates derives everything again inside a transaction that is rolled back.
func (s *Store) differingStates(ctx context.Context, owner track.OwnerID) (int, error) {
	if s.Damage() != "" {
		return 0, nil
	}
	release, err := s.takePen(ctx)
	if err != nil {
		return 0, err
	}
	defer release()
	tx, err := s.writer.BeginTxx(ctx, nil)
	if err != nil {
		return 0, s.translate(err)
	}
	defer tx.Rollback()
	n, err := (&Tx{ctx: ctx, s: s, q: cleaned{tx}, owner: owner, change: &change{}}).Rebuild()
	return n, s.translate(err)
}

// QuickCheck runs the engine's quick check and turns the record read-only when
// it fails. It is meant for the background: at start, then daily.
func (s *Store) QuickCheck(ctx context.Context) error {
	if s.dialect.name != "sqlite" || s.Damage() != "" {
		return nil
	}
	var verdict string
	err := s.reader.GetContext(ctx, &verdict, `PRAGMA quick_check(1)`)
	switch {
	case err != nil && s.dialect.kind(err) == fault.Damaged:
		s.setDamage(err.Error())
	case err != nil:
		return s.translate(err)
	case verdict != "ok":
		s.setDamage(verdict)
	}
	return nil
}
