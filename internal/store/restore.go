package store

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"

	"github.com/gofrs/flock"
	"github.com/jmoiron/sqlx"

	"debrief/internal/fault"
	"debrief/internal/track"
)

// Restore puts the record of a backup file in place of the one at o, which must
// not be open. The file is treated as hostile: it is opened read-only with
// nothing in it trusted to run, and only rows are copied, into a schema made by
// this binary; derived data is derived anew. What stood there before is kept as
// a verified backup whose path is returned (empty when there was nothing).
// Until the last step nothing of the present record changes.
func Restore(ctx context.Context, path string, o Options) (Backup, string, error) {
	b, err := CheckBackup(ctx, path)
	if err != nil {
		return b, "", err
	}
	if o.DSN != "" {
		return b, "", restorePostgres(ctx, path, b, o)
	}
	if err := os.MkdirAll(o.Dir, 0o700); err != nil {
		return b, "", fault.Wrap(err, fault.Invalid, "data", "The data folder %s can't be made.", o.Dir)
	}
	lock := flock.New(filepath.Join(o.Dir, "lock"), flock.SetPermissions(0o600))
	if ok, err := lock.TryLock(); err != nil || !ok {
		return b, "", fault.Wrap(orBusy(err), fault.Busy, "data", "Debrief is using %s. Stop it first, then restore.", o.Dir)
	}
	defer lock.Unlock()
	// The lock is ours alone: what lies there was left by a restore that died.
	litter, _ := filepath.Glob(filepath.Join(o.Dir, "restore-*"))
	for _, dir := range litter {
		os.RemoveAll(dir)
	}
	fresh := filepath.Join(o.Dir, fmt.Sprintf("restore-%d", os.Getpid()))
	defer os.RemoveAll(fresh)
	if err := rebuildFrom(ctx, path, b.Schema, Options{Dir: fresh, Now: o.Now, Planner: o.Planner, Log: o.Log}); err != nil {
		return b, "", err
	}
	kept, err := keepPresent(ctx, o)
	if err != nil {
		return b, "", err
	}
	target := filepath.Join(o.Dir, DatabaseFile)
	for _, side := range []string{"-wal", "-shm"} {
		os.Remove(target + side)
	}
	if err := os.Rename(filepath.Join(fresh, DatabaseFile), target); err != nil {
		return b, kept, err
	}
	return b, kept, syncFile(o.Dir)
}

// keepPresent saves what stands in the folder now. A damaged file can't be
// backed up; it is kept as it is, under another name.
func keepPresent(ctx context.Context, o Options) (string, error) {
	target := filepath.Join(o.Dir, DatabaseFile)
	if _, err := os.Stat(target); os.IsNotExist(err) {
		return "", nil
	}
	stamp := o.stamp()
	// The caller holds the exclusive lock, so a plain copy through a second
	// connection is the only reader.
	old := &Store{dir: o.Dir, dialect: sqliteDialect, now: o.now(), log: o.logger()}
	kept := filepath.Join(o.Dir, "backups", "before-restore-"+stamp+".db")
	err := old.openPools(target)
	if err == nil {
		_, err = old.Backup(ctx, kept)
	}
	old.Close()
	if err == nil {
		return kept, nil
	}
	kept = filepath.Join(o.Dir, "damaged-"+stamp+".db")
	return kept, os.Rename(target, kept)
}

// rebuildFrom makes a fresh SQLite record at fresh.Dir from the rows of a backup.
func rebuildFrom(ctx context.Context, path string, schema int64, fresh Options) error {
	if err := os.MkdirAll(fresh.Dir, 0o700); err != nil {
		return err
	}
	s := &Store{dir: fresh.Dir, dialect: sqliteDialect, now: fresh.now(), planner: fresh.Planner, log: fresh.logger()}
	defer s.Close()
	if err := s.openSQLite(ctx, fresh); err != nil {
		return err
	}
	p, err := s.provider()
	if err != nil {
		return err
	}
	// Rows go into the schema they were written for; the migrations then bring
	// them forward as they would have at home.
	if _, err := p.UpTo(ctx, schema); err != nil {
		return err
	}
	src, err := openCopy(path)
	if err != nil {
		return err
	}
	defer src.Close()
	if err := s.copyRows(ctx, src); err != nil {
		return fault.Wrap(err, fault.Damaged, "backup", "The rows of the backup could not be read. Nothing was changed. Try an older backup.")
	}
	if _, err := p.Up(ctx); err != nil {
		return err
	}
	if err := s.rederive(ctx); err != nil {
		return err
	}
	_, err = s.writer.ExecContext(ctx, `PRAGMA wal_checkpoint(TRUNCATE)`)
	return err
}

// journalTables have no noun of their own; their columns are all text or numbers.
var journalTables = []struct{ name, columns string }{
	{"owners", "id, created_at"},
	{"changes", "owner, id, verb, summary, application_id, at, undoes, undone_by"},
	{"change_rows", "owner, change_id, seq, application_id, tbl, row_id, before, after"},
}

// copyRows copies every kept table from another database, in one transaction.
func (s *Store) copyRows(ctx context.Context, src *sqlx.DB) error {
	tx, err := s.writer.BeginTxx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	for _, t := range journalTables {
		if err := copyPlain(ctx, src, tx, t.name, t.columns); err != nil {
			return err
		}
	}
	var there map[string]bool // nil: all
	if s.dialect.name == "sqlite" {
		if there, err = tablesOf(ctx, tx); err != nil {
			return err
		}
	}
	for _, t := range tables {
		if there != nil && !there[t.name] {
			continue // rows of an older schema go into that schema, which lacks it
		}
		if err := copyNoun(ctx, src, tx, t); err != nil {
			return fmt.Errorf("%s: %w", t.name, err)
		}
	}
	return tx.Commit()
}

func copyPlain(ctx context.Context, src *sqlx.DB, dst *sqlx.Tx, name, columns string) error {
	rows, err := src.QueryxContext(ctx, `SELECT `+columns+` FROM `+name)
	if err != nil {
		return err
	}
	defer rows.Close()
	marks := make([]string, len(strings.Split(columns, ",")))
	for i := range marks {
		marks[i] = fmt.Sprintf("$%d", i+1)
	}
	insert := `INSERT INTO ` + name + ` (` + columns + `) VALUES (` + strings.Join(marks, ", ") + `)`
	for rows.Next() {
		values, err := rows.SliceScan()
		if err != nil {
			return err
		}
		if _, err := dst.ExecContext(ctx, insert, cleanArgs(values)...); err != nil {
			return err
		}
	}
	return rows.Err()
}

// copyNoun reads rows into their Go type and writes them from it, so that both
// ends agree on every value whatever the engine.
//
// A column that the source is too old to know is left to its default.
func copyNoun(ctx context.Context, src *sqlx.DB, dst *sqlx.Tx, t *table) error {
	known, err := columnsIn(ctx, src, t.name)
	if err != nil {
		return err
	}
	have := t.knownTo(known)
	names := make([]string, len(have))
	marks := []string{"$1"}
	for n, i := range have {
		names[n] = t.columns[i]
		marks = append(marks, fmt.Sprintf("$%d", n+2))
	}
	columns := "owner, " + strings.Join(names, ", ")
	insert := `INSERT INTO ` + t.name + ` (` + columns + `) VALUES (` + strings.Join(marks, ", ") + `)`
	rows, err := src.QueryxContext(ctx, `SELECT `+columns+` FROM `+t.name)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		p := reflect.New(t.typ).Elem()
		var owner string
		dest := []any{&owner}
		for _, i := range have {
			dest = append(dest, p.FieldByIndex(t.fields[i]).Addr().Interface())
		}
		if err := rows.Scan(dest...); err != nil {
			return err
		}
		all, args := t.values(t.clean(p.Interface())), []any{owner}
		for _, i := range have {
			args = append(args, all[i])
		}
		if _, err := dst.ExecContext(ctx, insert, args...); err != nil {
			return err
		}
	}
	return rows.Err()
}

// knownTo lists the columns of the table that a schema knows, by their place.
func (t *table) knownTo(known map[string]bool) (have []int) {
	for i, c := range t.columns {
		if known[strings.Trim(c, `"`)] {
			have = append(have, i)
		}
	}
	return have
}

// columnsIn are the columns that a table has in a database, of either engine.
func columnsIn(ctx context.Context, db *sqlx.DB, name string) (map[string]bool, error) {
	rows, err := db.QueryxContext(ctx, `SELECT * FROM `+name+` LIMIT 0`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	list, err := rows.Columns()
	known := map[string]bool{}
	for _, c := range list {
		known[c] = true
	}
	return known, err
}

// rederive builds states, counts and search documents of every owner.
func (s *Store) rederive(ctx context.Context) error {
	var owners []string
	if err := s.writer.SelectContext(ctx, &owners, `SELECT id FROM owners ORDER BY id`); err != nil {
		return err
	}
	for _, owner := range owners {
		tx, err := s.writer.BeginTxx(ctx, nil)
		if err != nil {
			return err
		}
		t := &Tx{ctx: ctx, s: s, q: cleaned{tx}, owner: track.OwnerID(owner), write: true, change: &change{}}
		_, err = t.Rebuild()
		if err == nil {
			err = t.Reindex()
		}
		if err != nil {
			tx.Rollback()
			return err
		}
		if err := tx.Commit(); err != nil {
			return err
		}
	}
	return nil
}

// copyRowsTo writes the rows of a PostgreSQL record to a SQLite file.
func (s *Store) copyRowsTo(ctx context.Context, path string) error {
	dir := path + ".d"
	defer os.RemoveAll(dir)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	fresh := &Store{dir: dir, dialect: sqliteDialect, now: s.now, planner: s.planner, log: s.log}
	defer fresh.Close()
	if err := fresh.openSQLite(ctx, Options{Dir: dir}); err != nil {
		return err
	}
	if err := fresh.migrate(ctx); err != nil {
		return err
	}
	if err := fresh.copyRows(ctx, s.reader); err != nil {
		return err
	}
	if err := fresh.rederive(ctx); err != nil {
		return err
	}
	if _, err := fresh.writer.ExecContext(ctx, `PRAGMA wal_checkpoint(TRUNCATE)`); err != nil {
		return err
	}
	fresh.Close()
	return os.Rename(filepath.Join(dir, DatabaseFile), path)
}

// restorePostgres fills an empty PostgreSQL record from a backup. One that
// holds rows is refused: there a database is made and dropped by its owner.
func restorePostgres(ctx context.Context, path string, b Backup, o Options) error {
	dir, err := os.MkdirTemp("", "debrief-restore-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	if err := rebuildFrom(ctx, path, b.Schema, Options{Dir: dir, Now: o.Now, Planner: o.Planner, Log: o.Log}); err != nil {
		return err
	}
	s, err := Open(ctx, o)
	if err != nil {
		return err
	}
	defer s.Close()
	var owners int
	if err := s.writer.GetContext(ctx, &owners, `SELECT count(*) FROM owners`); err != nil {
		return s.translate(err)
	}
	if owners > 0 {
		return fault.New(fault.Conflict, "dsn", "The PostgreSQL database already holds a record. Restore into an empty database.")
	}
	src, err := openCopy(filepath.Join(dir, DatabaseFile))
	if err != nil {
		return err
	}
	defer src.Close()
	if err := s.copyRows(ctx, src); err != nil {
		return s.translate(err)
	}
	return s.translate(s.rederive(ctx))
}
