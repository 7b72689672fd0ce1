package store

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"

	"github.com/pressly/goose/v3"

	"debrief/internal/fault"
)

//go:embed migrations
var migrationFiles embed.FS

// SchemaVersion is the number of the newest migration in this binary.
func SchemaVersion() int64 {
	files, err := fs.Glob(migrationFiles, sqliteDialect.migrations+"/*.sql")
	if err != nil {
		panic(err)
	}
	return int64(len(files))
}

func (s *Store) provider() (*goose.Provider, error) {
	sub, err := fs.Sub(migrationFiles, s.dialect.migrations)
	if err != nil {
		return nil, err
	}
	d := goose.DialectSQLite3
	if s.dialect.name == "postgres" {
		d = goose.DialectPostgres
	}
	return goose.NewProvider(d, s.writer.DB, sub, goose.WithDisableGlobalRegistry(true))
}

// migrate brings the schema to this binary's version. Each migration is one
// transaction. A database of a newer Debrief is left alone (fault.TooNew). A
// SQLite database that holds something is backed up, and the backup verified,
// before its schema changes.
func (s *Store) migrate(ctx context.Context) error {
	p, err := s.provider()
	if err != nil {
		return err
	}
	have, err := p.GetDBVersion(ctx)
	if err != nil {
		return err
	}
	want := SchemaVersion()
	if have > want {
		return fault.New(fault.TooNew, "data", "This record was written by a newer Debrief (schema %d, this one knows %d). Nothing was changed. Use the newer Debrief.", have, want)
	}
	if have == want {
		return nil
	}
	// Two that open a folder at once must not both bring it forward.
	release, err := s.takePen(ctx)
	if err != nil {
		return err
	}
	defer release()
	if have, err = p.GetDBVersion(ctx); err != nil || have == want {
		return err
	}
	if have > 0 && s.dialect.name == "sqlite" && s.dir != "" {
		if err := s.backupBeforeUpgrade(ctx, have); err != nil {
			return err
		}
	}
	if _, err := p.Up(ctx); err != nil {
		if partial, ok := errors.AsType[*goose.PartialError](err); ok {
			return fmt.Errorf("migration %v: %w", partial.Failed, err)
		}
		return err
	}
	if have > 0 && have < spellsSince {
		return s.rederive(ctx)
	}
	return nil
}

// spellsSince is the schema from which states hold their spells.
const spellsSince = 4
