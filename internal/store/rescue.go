package store

import (
	"context"
	"database/sql"
	"math"
	"path/filepath"
	"reflect"
	"strings"

	"github.com/jmoiron/sqlx"

	"debrief/internal/track"
)

// Rescued counts what a rescue export got out of a damaged file.
type Rescued struct {
	Rows    int
	Skipped int // places where rows could not be read
}

// Rescue reads what can be read of the owner's rows and skips what can't, table
// by table. It works on a damaged SQLite file; f gets each readable row, and an
// error of f ends it.
func (s *Store) Rescue(ctx context.Context, owner track.OwnerID, f func(table string, row any) error) (Rescued, error) {
	var out Rescued
	db, release, err := s.rescuer()
	if err != nil {
		return out, err
	}
	defer release()
	r := rescue{ctx, db, owner, &out, f}
	for _, t := range tables {
		if err := r.table(t); err != nil {
			return out, err
		}
	}
	return out, nil
}

// rescuer is a connection that goes on where the description of the tables
// itself is damaged in part.
func (s *Store) rescuer() (*sqlx.DB, func(), error) {
	if s.dialect.name != "sqlite" || s.dir == "" {
		return s.reader, func() {}, nil
	}
	db, err := sqlx.Open("sqlite", sqliteDSN(filepath.Join(s.dir, DatabaseFile), "deferred", "query_only(1)", "writable_schema(1)"))
	if err != nil {
		return nil, nil, err
	}
	db.SetMaxOpenConns(1)
	return db, func() { db.Close() }, nil
}

// rescue is one run over a damaged file.
type rescue struct {
	ctx   context.Context
	db    *sqlx.DB
	owner track.OwnerID
	out   *Rescued
	f     func(string, any) error
}

func (r rescue) table(t *table) error {
	var last int64
	if _, err := r.db.ExecContext(r.ctx, `SELECT 1 FROM `+t.name+` LIMIT 0`); err != nil {
		r.out.Skipped++ // not even its description can be read
		return r.ctx.Err()
	}
	if err := r.db.GetContext(r.ctx, &last, `SELECT coalesce(max(rowid), 0) FROM `+t.name); err != nil {
		r.out.Skipped++
		last = 1 << 20 // the end can't be read: look as far as a long search reaches
	}
	query := `SELECT rowid, ` + strings.Join(t.columns, ", ") + ` FROM ` + t.name + ` WHERE owner = $1 AND rowid >= $2 AND rowid < $3 ORDER BY rowid`
	const step, patience = 64, 200
	barren := 0 // ranges in a row that gave nothing: behind a broken root there is nothing to find
	last = min(last, math.MaxInt64-2*step)
	for from := int64(0); from <= last && barren < patience; from += step {
		got, err := r.rows(t, query, from, from+step)
		if err != nil {
			// One bad row or page in this range: take the rows one by one. Inside of a
			// long gap the last row of a range tells where it ends.
			got = nil
			one := from
			if barren > 2 {
				if _, err := r.rows(t, query, from+step-1, from+step); err != nil {
					one = from + step
					r.out.Skipped++
				}
			}
			for ; one < from+step && one <= last; one++ {
				row, err := r.rows(t, query, one, one+1)
				if err != nil {
					r.out.Skipped++
				}
				got = append(got, row...)
			}
			barren++
		}
		if r.ctx.Err() != nil {
			return r.ctx.Err()
		}
		switch {
		case len(got) > 0:
			barren = 0
		case err == nil: // a broken file may claim any number as its last
			next, err := r.nextRow(t, from+step, last)
			if err != nil {
				barren++
			}
			from = next - step
		}
		for _, row := range got {
			if err := r.f(t.name, row); err != nil {
				return err
			}
			r.out.Rows++
		}
	}
	return nil
}

// nextRow is where the next row is, behind last when there is none, and from
// when that can't be read.
func (r rescue) nextRow(t *table, from, last int64) (int64, error) {
	var next sql.NullInt64
	err := r.db.GetContext(r.ctx, &next, `SELECT min(rowid) FROM `+t.name+` WHERE rowid >= $1`, from)
	switch {
	case err != nil:
		return from, err
	case !next.Valid:
		return last + 1, nil
	}
	return max(from, next.Int64), nil
}

// rows gives the rows of a range only when all of it could be read.
func (r rescue) rows(t *table, query string, from, to int64) ([]any, error) {
	rows, err := r.db.QueryxContext(r.ctx, query, r.owner, from, to)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var got []any
	for rows.Next() {
		p := reflect.New(t.typ).Elem()
		var rowid int64
		dest := []any{&rowid}
		for _, ix := range t.fields {
			dest = append(dest, p.FieldByIndex(ix).Addr().Interface())
		}
		if err := rows.Scan(dest...); err != nil {
			return nil, err
		}
		got = append(got, p.Interface())
	}
	return got, rows.Err()
}
