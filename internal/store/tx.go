package store

import (
	"context"
	"database/sql"
	"fmt"
	"reflect"
	"slices"

	"github.com/jmoiron/sqlx"

	"debrief/internal/fault"
	"debrief/internal/track"
)

// Scope reaches the rows of one owner and no others. It is the only way to
// them, so that a query without an owner does not compile.
type Scope struct {
	s     *Store
	owner track.OwnerID
}

// Owner is the person whose rows the scope reaches.
func (c Scope) Owner() track.OwnerID { return c.owner }

// querier is what a read transaction and a write transaction share.
type querier interface {
	GetContext(ctx context.Context, dest any, query string, args ...any) error
	SelectContext(ctx context.Context, dest any, query string, args ...any) error
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
	QueryxContext(ctx context.Context, query string, args ...any) (*sqlx.Rows, error)
}

// Tx is a transaction over the rows of one owner. It must not be kept beyond
// the function it was given to.
type Tx struct {
	ctx    context.Context
	s      *Store
	q      querier
	owner  track.OwnerID
	write  bool
	change *change

	pending []document      // fresh rows of this transaction that search does not know yet
	numbers map[int64]int64 // of search documents: the last one given, by the first of its day
}

// View runs f on one consistent snapshot. f must only read.
func (c Scope) View(ctx context.Context, f func(*Tx) error) error {
	if c.s.seats != nil {
		return c.s.translate(c.view(ctx, f))
	}
	tx, err := c.s.reader.BeginTxx(ctx, c.s.dialect.snapshot)
	if err != nil {
		return c.s.translate(err)
	}
	defer tx.Rollback()
	return f(&Tx{ctx: ctx, s: c.s, q: cleaned{tx}, owner: c.owner})
}

// Update runs f as one change: all of it is durable when Update returns nil,
// none of it otherwise. The change is journalled under verb (a stable code)
// and summary (words a person reads beside "Undo") and its id is returned; it
// is empty when f changed nothing.
func (c Scope) Update(ctx context.Context, verb, summary string, f func(*Tx) error) (track.ChangeID, error) {
	return c.update(ctx, verb, summary, f, false)
}

// Load is Update for bulk entry: rows that f inserts are journalled with a
// trace instead of their image, so that an import of 100,000 rows does not
// store them twice. Taking it back removes the rows; bringing them back again
// works as well.
func (c Scope) Load(ctx context.Context, verb, summary string, f func(*Tx) error) (track.ChangeID, error) {
	return c.update(ctx, verb, summary, f, true)
}

func (c Scope) update(ctx context.Context, verb, summary string, f func(*Tx) error, lean bool) (track.ChangeID, error) {
	if err := c.s.writable(); err != nil {
		return "", err
	}
	release, err := c.s.takePen(ctx)
	if err != nil {
		return "", err
	}
	defer release()
	var id track.ChangeID
	err = c.s.retry(ctx, func() error {
		tx, err := c.s.writer.BeginTxx(ctx, nil)
		if err != nil {
			return err
		}
		defer tx.Rollback()
		t := &Tx{ctx: ctx, s: c.s, q: cleaned{tx}, owner: c.owner, write: true, change: &change{verb: verb, summary: summary, lean: lean}}
		if lean && c.s.dialect.name == "sqlite" {
			t.q = cleaned{&prepared{tx: tx, statements: map[string]*sqlx.Stmt{}}} // the other engine's driver does so itself
		}
		if c.s.dialect.lock != "" {
			if err := t.exec(c.s.dialect.lock, c.owner); err != nil {
				return err
			}
		}
		if err := f(t); err != nil {
			return err
		}
		if err := t.putDocuments(); err != nil {
			return err
		}
		if err := t.finish(); err != nil {
			return err
		}
		if err := tx.Commit(); err != nil {
			return err
		}
		id = t.change.id
		if len(t.change.rows) == 0 {
			id = ""
		}
		return nil
	})
	if err != nil {
		return "", c.s.translate(err)
	}
	return id, nil
}

// prepared keeps the statements of one bulk transaction, since parsing them
// anew for every row would cost more than running them.
type prepared struct {
	tx         *sqlx.Tx
	statements map[string]*sqlx.Stmt
}

func (p *prepared) get(ctx context.Context, query string) (*sqlx.Stmt, error) {
	if st := p.statements[query]; st != nil {
		return st, nil
	}
	st, err := p.tx.PreparexContext(ctx, query)
	if err == nil && len(p.statements) < 200 {
		p.statements[query] = st
	}
	return st, err
}

func (p *prepared) GetContext(ctx context.Context, dest any, query string, args ...any) error {
	st, err := p.get(ctx, query)
	if err != nil {
		return err
	}
	return st.GetContext(ctx, dest, args...)
}

func (p *prepared) SelectContext(ctx context.Context, dest any, query string, args ...any) error {
	st, err := p.get(ctx, query)
	if err != nil {
		return err
	}
	return st.SelectContext(ctx, dest, args...)
}

func (p *prepared) ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error) {
	st, err := p.get(ctx, query)
	if err != nil {
		return nil, err
	}
	return st.ExecContext(ctx, args...)
}

func (p *prepared) QueryxContext(ctx context.Context, query string, args ...any) (*sqlx.Rows, error) {
	st, err := p.get(ctx, query)
	if err != nil {
		return nil, err
	}
	return st.QueryxContext(ctx, args...)
}

// Within runs f as a change of its own inside the running transaction: it is
// durable together with the rest, and can be taken back alone. Its rows are
// journalled with their images. The id is empty when f changed nothing.
func (tx *Tx) Within(verb, summary string, f func(*Tx) error) (track.ChangeID, error) {
	outer := tx.change
	inner := &change{verb: verb, summary: summary}
	tx.change = inner
	defer func() { tx.change = outer }()
	if err := f(tx); err != nil {
		return "", err
	}
	err := tx.finish()
	return inner.id, err
}

// ChangeID is the id under which the running change will be journalled, for
// rows that remember what made them.
func (tx *Tx) ChangeID() track.ChangeID {
	if tx.change.id == "" {
		tx.change.id = track.ChangeID(tx.NewID())
	}
	return tx.change.id
}

// Summarise replaces the words of the running change, for a use case that
// learns only inside the transaction what it will have done.
func (tx *Tx) Summarise(format string, args ...any) { tx.change.summary = fmt.Sprintf(format, args...) }

// Context is the context the transaction runs under.
func (tx *Tx) Context() context.Context { return tx.ctx }

// Owner is the person whose rows the transaction reaches.
func (tx *Tx) Owner() track.OwnerID { return tx.owner }

// NewID makes an identifier that sorts after all earlier ones of this process.
func (tx *Tx) NewID() string { return tx.s.newID() }

// Now is the instant of the store's clock.
func (tx *Tx) Now() track.Instant { return track.InstantOf(tx.s.now()) }

// Put inserts or replaces one row of the owner. Replacing a row by an equal
// one changes nothing. Events can only be inserted: a second Put of an event
// is a fault.Conflict.
func Put[T Row](tx *Tx, row T) error {
	t := tableOf[T]()
	return tx.put(t, row)
}

func (tx *Tx) put(t *table, row any) error {
	id := t.id(row)
	if id == "" {
		return fmt.Errorf("store: row of %s without id", t.name)
	}
	row = t.clean(row)
	after, err := encode(row)
	if err != nil {
		return err
	}
	before, found, err := tx.image(t, id)
	if err != nil {
		return err
	}
	switch {
	case found && before == after:
		return nil
	case found && t.name == "events":
		return fault.New(fault.Conflict, "event", "Events are never changed. A correction is a new event.")
	case found:
		_, err = tx.q.ExecContext(tx.ctx, t.update, t.updateArgs(tx.owner, row)...)
	default:
		_, err = tx.q.ExecContext(tx.ctx, t.insert, append([]any{tx.owner}, t.values(row)...)...)
		if tx.change.lean {
			after = t.trace(row)
		}
	}
	if err != nil {
		return err
	}
	tx.note(t, row, id, before, after)
	return tx.index(t, row, !found)
}

// Insert puts a row that can't be on record yet, because its id was just made.
// It spares the look at what stands there; a taken id is fault.Conflict.
func Insert[T Row](tx *Tx, fresh T) error {
	t := tableOf[T]()
	row := t.clean(fresh)
	id := t.id(row)
	if id == "" {
		return fmt.Errorf("store: row of %s without id", t.name)
	}
	after := ""
	if !tx.change.lean {
		image, err := encode(row)
		if err != nil {
			return err
		}
		after = image
	} else if t.name != "blobs" { // the bytes of a mail never change, so that they need no trace
		after = t.trace(row)
	}
	if _, err := tx.q.ExecContext(tx.ctx, t.insert, append([]any{tx.owner}, t.values(row)...)...); err != nil {
		return tx.translate(err)
	}
	tx.note(t, row, id, "", after)
	return tx.index(t, row, true)
}

func (t *table) updateArgs(owner track.OwnerID, row any) []any {
	return append([]any{owner}, t.values(row)...)
}

// Remove deletes one row of the owner; a missing one is no error. Events and
// applications are not removed: they are voided, archived or erased.
func Remove[T Row, ID ~string](tx *Tx, id ID) error {
	t := tableOf[T]()
	if t.name == "events" || t.name == "applications" {
		return fmt.Errorf("store: rows of %s are not removed", t.name)
	}
	return tx.removeRow(t, string(id))
}

func (tx *Tx) removeRow(t *table, id string) error {
	before, found, err := tx.image(t, id)
	if err != nil || !found {
		return err
	}
	row, err := t.decode(before)
	if err != nil {
		return err
	}
	if _, err := tx.q.ExecContext(tx.ctx, t.remove, tx.owner, id); err != nil {
		return err
	}
	tx.note(t, row, id, before, "")
	return tx.unindex(t, id)
}

// image is the JSON of the row as it stands.
func (tx *Tx) image(t *table, id string) (image string, found bool, err error) {
	p := reflect.New(t.typ)
	err = tx.q.GetContext(tx.ctx, p.Interface(), t.get, tx.owner, id)
	if err == sql.ErrNoRows {
		return "", false, nil
	}
	if err != nil {
		return "", false, err
	}
	image, err = encode(p.Elem().Interface())
	return image, true, err
}

// note remembers what the running change did to a row, and which derived
// states it touched.
func (tx *Tx) note(t *table, row any, id, before, after string) {
	c := tx.change
	app := t.application(row)
	if t.name == "messages" && before != "" && after != "" {
		before, after = patches(before, after)
	}
	c.rows = append(c.rows, changeRow{Tbl: t.name, RowID: id, ApplicationID: app, Before: before, After: after})
	switch t.name {
	case "applications", "events":
		c.touch(app)
	case "employers":
		c.employers = append(c.employers, id)
	case "stages":
		c.stages = append(c.stages, id)
	case "settings":
		c.all = true
	}
}

func (c *change) touch(app string) {
	if !slices.Contains(c.apps, app) || len(c.apps) > 64 {
		c.apps = append(c.apps, app)
	}
}

func (tx *Tx) translate(err error) error { return tx.s.translate(err) }
