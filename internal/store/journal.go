package store

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"io"
	"maps"
	"reflect"
	"strconv"
	"strings"

	"debrief/internal/fault"
	"debrief/internal/track"
)

// change collects what a running Update does.
type change struct {
	id            track.ChangeID
	verb, summary string
	undoes        track.ChangeID
	lean          bool
	rows          []changeRow
	apps          []string // applications whose state must be derived again; may hold doubles
	employers     []string
	stages        []string
	all           bool
}

type changeRow struct {
	Seq           int    `db:"seq"`
	ApplicationID string `db:"application_id"`
	Tbl           string `db:"tbl"`
	RowID         string `db:"row_id"`
	Before        string `db:"before"` // JSON image or patch, empty when the row was not there
	After         string `db:"after"`  // JSON image or patch; a trace when inserted by Load; empty when removed
}

// trace stands for a row in the journal of a bulk entry: enough to tell later
// whether the row is still as it came in.
func (t *table) trace(row any) string {
	h := fnv.New64a()
	v := reflect.ValueOf(row)
	var b [9]byte
	for _, ix := range t.fields {
		switch f := v.FieldByIndex(ix); f.Kind() {
		case reflect.String:
			binary.LittleEndian.PutUint64(b[:8], uint64(f.Len()))
			h.Write(b[:8])
			io.WriteString(h, f.String())
		case reflect.Int, reflect.Int64:
			binary.LittleEndian.PutUint64(b[:8], uint64(f.Int()))
			h.Write(b[:8])
		case reflect.Bool:
			b[8] = 0
			if f.Bool() {
				b[8] = 1
			}
			h.Write(b[8:])
		default:
			fmt.Fprintf(h, "%v", f.Interface())
		}
	}
	return "#" + strconv.FormatUint(h.Sum64(), 36)
}

// patches leave in two images of one row only what differs, since a mail's
// text would otherwise be kept twice for every change of where it belongs.
func patches(before, after string) (string, string) {
	var b, a map[string]json.RawMessage
	if json.Unmarshal([]byte(before), &b) != nil || json.Unmarshal([]byte(after), &a) != nil {
		return before, after
	}
	for k, v := range b {
		if bytes.Equal(v, a[k]) {
			delete(b, k)
			delete(a, k)
		}
	}
	pb, _ := json.Marshal(b)
	pa, _ := json.Marshal(a)
	return "~" + string(pb), "~" + string(pa)
}

// was gives the image that a row of the journal leads back to, from the row as
// it stands. ok is false when the row no longer is what the change left.
func (r changeRow) was(t *table, now string, found bool) (image string, ok bool) {
	switch {
	case strings.HasPrefix(r.After, "#"):
		row, err := t.decode(now)
		return r.Before, found && err == nil && t.trace(row) == r.After
	case strings.HasPrefix(r.After, "~"):
		return patched(now, r.Before, r.After)
	case r.After != "":
		return r.Before, now == r.After
	case r.Before != "": // it was removed
		return r.Before, !found
	}
	return "", true // entered in bulk by an older Debrief
}

// patched takes a patch back where the row still holds what it set.
func patched(now, before, after string) (string, bool) {
	var row, was, set map[string]json.RawMessage
	if json.Unmarshal([]byte(now), &row) != nil || json.Unmarshal([]byte(before[1:]), &was) != nil || json.Unmarshal([]byte(after[1:]), &set) != nil {
		return "", false
	}
	for k, v := range set {
		if !bytes.Equal(row[k], v) {
			return "", false
		}
	}
	maps.Copy(row, was)
	image, err := json.Marshal(row)
	return string(image), err == nil
}

// Change is one entry of the journal.
type Change struct {
	ID            track.ChangeID      `db:"id"`
	Verb          string              `db:"verb"`
	Summary       string              `db:"summary"`
	ApplicationID track.ApplicationID `db:"application_id"` // when it concerned exactly one
	At            track.Instant       `db:"at"`
	Undoes        track.ChangeID      `db:"undoes"`
	UndoneBy      track.ChangeID      `db:"undone_by"`
}

// finish derives states and writes the journal of a change that did something.
func (tx *Tx) finish() error {
	c := tx.change
	if len(c.rows) == 0 {
		return nil
	}
	if err := tx.project(); err != nil {
		return err
	}
	tx.ChangeID()
	_, err := tx.q.ExecContext(tx.ctx, `INSERT INTO changes (owner, id, verb, summary, application_id, at, undoes, undone_by) VALUES ($1, $2, $3, $4, $5, $6, $7, '')`,
		tx.owner, c.id, c.verb, c.summary, c.application(), tx.Now(), c.undoes)
	if err != nil {
		return err
	}
	const atOnce = 100
	for from := 0; from < len(c.rows); from += atOnce {
		b := binder{args: []any{tx.owner, c.id}}
		values := make([]string, 0, atOnce)
		for i, r := range c.rows[from:min(from+atOnce, len(c.rows))] {
			values = append(values, "($1, $2, "+b.row(from+i, r.ApplicationID, r.Tbl, r.RowID, r.Before, r.After)+")")
		}
		if err := tx.exec(`INSERT INTO change_rows (owner, change_id, seq, application_id, tbl, row_id, before, after) VALUES `+strings.Join(values, ", "), b.args...); err != nil {
			return err
		}
	}
	if c.undoes != "" {
		_, err = tx.q.ExecContext(tx.ctx, `UPDATE changes SET undone_by = $3 WHERE owner = $1 AND id = $2`, tx.owner, c.undoes, c.id)
	}
	return err
}

// application is the one application that all rows of the change belong to.
func (c *change) application() string {
	app := ""
	for _, r := range c.rows {
		switch {
		case r.ApplicationID == "":
		case app == "":
			app = r.ApplicationID
		case app != r.ApplicationID:
			return ""
		}
	}
	return app
}

// Undo takes a change back: every row gets the state it had before, every event
// that was added is voided. It is itself a change, and can be taken back. When
// a later change built on one of the rows, nothing happens and the error is
// fault.Conflict, naming that change's words.
func (c Scope) Undo(ctx context.Context, id track.ChangeID) (track.ChangeID, error) {
	return c.update(ctx, "undo", "", func(tx *Tx) error { return tx.undo(id) }, false)
}

func (tx *Tx) undo(id track.ChangeID) error {
	old, err := tx.changeByID(id)
	if err != nil {
		return err
	}
	if old.UndoneBy != "" {
		return fault.New(fault.Conflict, "undo", "This was taken back already.")
	}
	if old.Verb == "erase" {
		return fault.New(fault.Conflict, "undo", "What was erased for good can't be brought back.")
	}
	tx.change.undoes = id
	tx.change.summary = "Undone: " + old.Summary
	var rows []changeRow
	err = tx.q.SelectContext(tx.ctx, &rows, `SELECT seq, application_id, tbl, row_id, before, after FROM change_rows WHERE owner = $1 AND change_id = $2 ORDER BY seq DESC`, tx.owner, id)
	if err != nil {
		return err
	}
	begun := map[string]bool{} // applications that the change put on record
	for _, r := range rows {
		begun[r.RowID] = begun[r.RowID] || r.Tbl == "applications" && r.Before == ""
	}
	for _, r := range rows {
		if err := tx.revert(r, begun[r.ApplicationID]); err != nil {
			return err
		}
	}
	return tx.nothingLeft(rows)
}

// nothingLeft refuses an undo that would leave rows behind which belong to an
// application, an employer or a story that is no more.
func (tx *Tx) nothingLeft(rows []changeRow) error {
	children := map[string][]string{"applications": applicationNouns, "employers": {"applications", "persons", "watches"}, "stories": {"tellings"}}
	column := map[string]string{"applications": "application_id", "employers": "employer_id", "stories": "story_id"}
	for _, r := range rows {
		if r.Before != "" || children[r.Tbl] == nil {
			continue
		}
		for _, name := range children[r.Tbl] {
			var n int
			if err := tx.q.GetContext(tx.ctx, &n, `SELECT count(*) FROM `+name+` WHERE owner = $1 AND `+column[r.Tbl]+` = $2`, tx.owner, r.RowID); err != nil {
				return err
			}
			if n > 0 {
				return fault.New(fault.Conflict, "undo", "Something newer builds on this. Take that back first.")
			}
		}
	}
	return nil
}

// revert takes back what one row went through. An event stays and is voided by
// a new one, except where the change that is taken back put its application on
// record in the first place: then there is nothing it could be an event of.
func (tx *Tx) revert(r changeRow, begun bool) error {
	t := tableByName[r.Tbl]
	if t == nil {
		return fmt.Errorf("journal names unknown table %q", r.Tbl)
	}
	if t.name == "events" && r.Before == "" && !begun {
		return tx.voidEvent(r.RowID)
	}
	now, found, err := tx.image(t, r.RowID)
	if err != nil {
		return err
	}
	image, ok := r.was(t, now, found)
	if !ok {
		return fault.New(fault.Conflict, "undo", "Something newer builds on this. Take that back first.")
	}
	if image == "" {
		return tx.removeRow(t, r.RowID)
	}
	row, err := t.decode(image)
	if err != nil {
		return err
	}
	return tx.put(t, row)
}

// voidEvent takes an event back by a new event, since the log only grows.
func (tx *Tx) voidEvent(id string) error {
	e, err := Get[track.Event](tx, track.EventID(id))
	if err != nil {
		return err
	}
	return Put(tx, track.Event{ID: track.EventID(tx.NewID()), ApplicationID: e.ApplicationID, Kind: track.Voided,
		Voids: e.ID, Source: "hand", RecordedAt: tx.Now()})
}

func (tx *Tx) changeByID(id track.ChangeID) (Change, error) {
	var list []Change
	err := tx.q.SelectContext(tx.ctx, &list, `SELECT id, verb, summary, application_id, at, undoes, undone_by FROM changes WHERE owner = $1 AND id = $2`, tx.owner, id)
	if err != nil {
		return Change{}, tx.translate(err)
	}
	if len(list) == 0 {
		return Change{}, fault.New(fault.NotFound, "undo", "There is no such change to take back.")
	}
	return list[0], nil
}

// Changes lists the newest changes first, at most limit, all of them or those
// of one application. Changes that are themselves undos are listed too.
func (tx *Tx) Changes(app track.ApplicationID, limit int) ([]Change, error) {
	list := []Change{}
	err := tx.q.SelectContext(tx.ctx, &list, `SELECT id, verb, summary, application_id, at, undoes, undone_by FROM changes
		WHERE owner = $1 AND ($2 = '' OR application_id = $2) ORDER BY id DESC LIMIT $3`, tx.owner, app, limit)
	return list, tx.translate(err)
}

// ChangeByID reads one entry of the journal; fault.NotFound when there is none.
func (tx *Tx) ChangeByID(id track.ChangeID) (Change, error) { return tx.changeByID(id) }
