package store

import (
	"database/sql"
	"errors"

	"github.com/jackc/pgx/v5/pgconn"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"debrief/internal/fault"
	"debrief/internal/track"
)

// dialect is the short list of what the two engines do differently. Everything
// else is one SQL text.
type dialect struct {
	name       string
	migrations string         // folder of the numbered files
	snapshot   *sql.TxOptions // how a reading transaction asks for one snapshot
	plain      string         // before a column: no index of it is to be used
	lock       string         // statement that makes writers of one owner wait for each other
	search     string         // documents of $1 that match $2
	newest     string         // puts the newest of them first
	number     string         // of such a document
	span       func(b *binder, after, before track.Day) string
	document   string // puts a search document: owner, table, row, application, day, title, body, folded, number
	documents  string // puts several fresh ones, with their numbers; empty where that gains nothing
	kind       func(error) fault.Kind
	busy       func(error) bool
	failing    func(error) bool // among errors of kind NoSpace: the disk refused for another reason, or did not say which
}

const searchColumns = `d.n, d.tbl, d.row_id, d.application_id, d.day, d.title, d.body`

var sqliteDialect = dialect{
	name: "sqlite", migrations: "migrations/sqlite", plain: "+",
	// The number of a document begins with its day, so that the index itself
	// gives the newest first and no match needs to be sorted.
	search: `SELECT ` + searchColumns + `, d.folded FROM search_fts f JOIN search_docs d ON d.n = f.rowid
		WHERE f.folded MATCH $2 AND d.owner = $1`,
	newest: ` ORDER BY f.rowid DESC`, number: "f.rowid",
	span: func(b *binder, after, before track.Day) (where string) {
		if after.Known() {
			where = " AND f.rowid >= " + b.bind(firstNumber(after))
		}
		if before.Known() {
			where += " AND f.rowid < " + b.bind(firstNumber(before)) + " AND d.day <> ''"
		}
		return where
	},
	document: `INSERT INTO search_docs (owner, tbl, row_id, application_id, day, title, body, folded, n) VALUES ($1, $2, $3, $4, $5, $6, $7, $8,
		(SELECT coalesce(max(n), $9) + 1 FROM search_docs WHERE n >= $9 AND n < $9 + 1099511627776))
		ON CONFLICT (owner, tbl, row_id) DO UPDATE SET application_id = $4, title = $6, body = $7, folded = $8, n = CASE WHEN day = $5 THEN n ELSE excluded.n END, day = $5`,
	documents: `INSERT INTO search_docs (owner, tbl, row_id, application_id, day, title, body, folded, n) VALUES `,
	kind:      sqliteKind,
	busy:      func(err error) bool { return sqliteKind(err) == fault.Busy },
	failing: func(err error) bool {
		e, ok := errors.AsType[*sqlite.Error](err)
		return ok && e.Code()&0xff == sqlite3.SQLITE_IOERR
	},
}

var postgresDialect = dialect{
	name: "postgres", migrations: "migrations/postgres",
	snapshot: &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true},
	lock:     `SELECT pg_advisory_xact_lock(hashtext($1))`,
	search: `SELECT ` + searchColumns + `, '' AS folded FROM search_docs d
		WHERE d.lexemes @@ to_tsquery('simple', $2) AND d.owner = $1`,
	newest: ` ORDER BY d.day DESC, d.n DESC`, number: "d.n",
	span: func(b *binder, after, before track.Day) (where string) {
		if after.Known() {
			where = " AND d.day >= " + b.bind(after)
		}
		if before.Known() {
			where += " AND d.day <> '' AND d.day < " + b.bind(before)
		}
		return where
	},
	document: `INSERT INTO search_docs (owner, tbl, row_id, application_id, day, title, body, folded) SELECT $1, $2, $3, $4, $5, $6, $7, $8 WHERE $9::bigint IS NOT NULL
		ON CONFLICT (owner, tbl, row_id) DO UPDATE SET application_id = $4, day = $5, title = $6, body = $7, folded = $8`,
	kind:    postgresKind,
	busy:    func(err error) bool { return postgresKind(err) == fault.Busy },
	failing: func(error) bool { return false },
}

func sqliteKind(err error) fault.Kind {
	e, ok := errors.AsType[*sqlite.Error](err)
	if !ok {
		return fault.Internal
	}
	switch e.Code() & 0xff {
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		return fault.Busy
	case sqlite3.SQLITE_FULL:
		return fault.NoSpace
	case sqlite3.SQLITE_CORRUPT:
		return fault.Damaged
	case sqlite3.SQLITE_NOTADB:
		return fault.Foreign
	case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM:
		return fault.Forbidden
	case sqlite3.SQLITE_CONSTRAINT:
		return fault.Conflict
	case sqlite3.SQLITE_IOERR:
		// A write that the disk refused for lack of room reports as an I/O error
		// when it happens while syncing; both mean that nothing was kept.
		return fault.NoSpace
	}
	return fault.Internal
}

func postgresKind(err error) fault.Kind {
	e, ok := errors.AsType[*pgconn.PgError](err)
	if !ok {
		return fault.Internal
	}
	switch e.Code[:2] {
	case "40", "55":
		return fault.Busy
	case "53":
		return fault.NoSpace
	case "XX":
		return fault.Damaged
	case "25":
		return fault.Forbidden
	case "23":
		return fault.Conflict
	}
	return fault.Internal
}
