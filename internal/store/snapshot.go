package store

import (
	"context"
	"database/sql"
	"slices"

	"github.com/jmoiron/sqlx"
)

// viewers is how many pages may read at the same time; others wait.
const viewers = 4

// kept bounds the statements that one viewer keeps prepared.
const kept = 400

// viewer is a reading connection that keeps its statements: SQLite would parse
// and plan the same dozen of them again for every page.
type viewer struct {
	conn  *sqlx.Conn
	stmts map[string]*sqlx.Stmt
}

// view runs f on one snapshot of a SQLite file.
func (c Scope) view(ctx context.Context, f func(*Tx) error) (err error) {
	v, err := c.s.viewer(ctx)
	if err != nil {
		return err
	}
	whole := false
	defer func() { c.s.giveBack(v, whole) }()
	if _, err := v.ExecContext(ctx, `BEGIN`); err != nil {
		return err
	}
	defer func() {
		// Also when the caller has gone: the connection must not stay in the past.
		_, end := v.ExecContext(context.WithoutCancel(ctx), `ROLLBACK`)
		whole = end == nil
	}()
	return f(&Tx{ctx: ctx, s: c.s, q: v, owner: c.owner})
}

// viewer takes a connection that is free, or opens one.
func (s *Store) viewer(ctx context.Context) (*viewer, error) {
	select {
	case s.seats <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	select {
	case v := <-s.idle:
		return v, nil
	default:
	}
	conn, err := s.reader.Connx(ctx)
	if err != nil {
		<-s.seats
		return nil, err
	}
	return &viewer{conn, map[string]*sqlx.Stmt{}}, nil
}

func (s *Store) giveBack(v *viewer, whole bool) {
	if whole {
		s.idle <- v
	} else {
		v.close()
	}
	<-s.seats
}

// closeViewers closes the connections that nobody uses.
func (s *Store) closeViewers() {
	for {
		select {
		case v := <-s.idle:
			v.close()
		default:
			return
		}
	}
}

func (v *viewer) close() {
	for _, stmt := range v.stmts {
		stmt.Close()
	}
	v.conn.Close()
}

// prepared finds or makes the statement of a query whose rows are read to the
// end before it is used again. Who has gone away stops the reading between two
// statements: to watch for it during one would start two goroutines for each.
func (v *viewer) prepared(ctx context.Context, query string) (*sqlx.Stmt, error) {
	if stmt, ok := v.stmts[query]; ok {
		return stmt, ctx.Err()
	}
	stmt, err := v.conn.PreparexContext(ctx, query)
	if err != nil {
		return nil, err
	}
	if len(v.stmts) >= kept { // filters make ever new ones
		for q, old := range v.stmts {
			old.Close()
			delete(v.stmts, q)
		}
	}
	v.stmts[query] = stmt
	return stmt, nil
}

func (v *viewer) GetContext(ctx context.Context, dest any, query string, args ...any) error {
	stmt, err := v.prepared(ctx, query)
	if err != nil {
		return err
	}
	return stmt.GetContext(context.WithoutCancel(ctx), dest, cleanArgs(args)...)
}

func (v *viewer) SelectContext(ctx context.Context, dest any, query string, args ...any) error {
	stmt, err := v.prepared(ctx, query)
	if err != nil {
		return err
	}
	return stmt.SelectContext(context.WithoutCancel(ctx), dest, cleanArgs(args)...)
}

func (v *viewer) ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error) {
	stmt, err := v.prepared(ctx, query)
	if err != nil {
		return nil, err
	}
	return stmt.ExecContext(ctx, cleanArgs(args)...)
}

// QueryxContext hands out rows that are read meanwhile, so that the statement
// may be wanted again before its end: it is not kept.
func (v *viewer) QueryxContext(ctx context.Context, query string, args ...any) (*sqlx.Rows, error) {
	return v.conn.QueryxContext(ctx, query, cleanArgs(args)...)
}

// Among reads all rows of the owner whose column equals one of the values, in
// order of id: one question instead of many.
func Among[T Row](tx *Tx, column string, values []string) (list []T, err error) {
	t := tableOf[T]()
	if _, ok := t.by[column]; !ok {
		panic("store: no column " + column + " in " + t.name)
	}
	for part := range slices.Chunk(values, 500) { // engines bound the number of marks
		b := binder{args: []any{tx.owner}}
		var rows []T
		if err := tx.q.SelectContext(tx.ctx, &rows, t.among(column, marksOf(&b, part)), b.args...); err != nil {
			return nil, tx.translate(err)
		}
		list = append(list, rows...)
	}
	return list, nil
}
