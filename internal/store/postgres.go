package store

import (
	"context"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver named "pgx"
	"github.com/jmoiron/sqlx"

	"debrief/internal/fault"
)

func (s *Store) openPostgres(ctx context.Context, dsn string) error {
	s.dialect = postgresDialect
	db, err := sqlx.Open("pgx", dsn)
	if err != nil {
		return fault.Wrap(err, fault.Invalid, "dsn", "The address of the PostgreSQL database can't be read. It looks like postgres://user@host/name.")
	}
	db.SetMaxOpenConns(8)
	s.writer, s.reader = db, db
	if err := db.PingContext(ctx); err != nil {
		return fault.Wrap(err, fault.Invalid, "dsn", "PostgreSQL can't be reached at the given address. Check that it runs and that the address is right.")
	}
	return nil
}
