package store

import (
	"context"
	"fmt"
	"reflect"
	"strings"

	"debrief/internal/track"
)

// Rescued counts what a rescue export got out of a damaged file.
type Rescued struct {
	Rows    int
	Skipped int // places where rows could not be read
}

// Rescue reads what can be read of the owner's rows and skips what can't, table
// by table. It works on a damaged SQLite file; f gets each readable row.
func (s *Store) Rescue(ctx context.Context, owner track.OwnerID, f func(table string, row any) error) (Rescued, error) {
	var out Rescued
	for _, t := range tables {
		if err := s.rescueTable(ctx, owner, t, &out, f); err != nil {
			return out, err
		}
	}
	return out, nil
}

func (s *Store) rescueTable(ctx context.Context, owner track.OwnerID, t *table, out *Rescued, f func(string, any) error) error {
	var last int64
	if err := s.reader.GetContext(ctx, &last, `SELECT coalesce(max(rowid), 0) FROM `+t.name); err != nil {
		out.Skipped++
		last = 1 << 20 // the end can't be read: look as far as a long search reaches
	}
	query := `SELECT rowid, ` + strings.Join(t.columns, ", ") + ` FROM ` + t.name + ` WHERE owner = $1 AND rowid >= $2 AND rowid < $3 ORDER BY rowid`
	const step = 64
	for from := int64(0); from <= last; from += step {
		if s.rescueRange(ctx, owner, t, query, from, from+step, out, f) == nil {
			continue
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		// One bad row or page in this range: take the rows one by one.
		for one := from; one < from+step && one <= last; one++ {
			if s.rescueRange(ctx, owner, t, query, one, one+1, out, f) != nil {
				out.Skipped++
			}
		}
	}
	return nil
}

// rescueRange hands on the rows of a range only when all of it could be read.
func (s *Store) rescueRange(ctx context.Context, owner track.OwnerID, t *table, query string, from, to int64, out *Rescued, f func(string, any) error) error {
	rows, err := s.reader.QueryxContext(ctx, query, owner, from, to)
	if err != nil {
		return err
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
			return err
		}
		got = append(got, p.Interface())
	}
	if err := rows.Err(); err != nil {
		return err
	}
	for _, row := range got {
		if err := f(t.name, row); err != nil {
			return fmt.Errorf("rescue: %w", err)
		}
		out.Rows++
	}
	return nil
}
