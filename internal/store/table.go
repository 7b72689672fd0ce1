package store

import (
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"debrief/internal/fault"
	"debrief/internal/track"
)

// Row is a noun that has a table of its own. Its columns are the db tags of the
// struct; the owner is added by the store and never part of the struct.
type Row interface {
	track.Application | track.Stage | track.Employer | track.Person | track.Event | track.Posting |
		track.Document | track.Blob | track.ResumeVersion | track.ResumePaper | track.Note | track.Tag | track.ShelfItem |
		track.SalaryEntry | track.Message | track.Debrief | track.Draft | track.Action | track.Watch |
		track.View | track.SavedMapping | track.Setting |
		track.Source | track.Reading | track.Origin | track.Seen | track.Prospect | track.InboxItem | track.Lesson |
		track.Story | track.Telling | track.Bullet | track.Requirement | track.Offer | track.InterviewNote | track.Touch | track.LogEntry | track.LogCopy |
		track.Experiment | track.Turn | track.Review | track.MarketFigure
}

// table knows the statements of one noun. All SQL is built once, from names
// that stand in this file, never from input.
type table struct {
	name    string
	typ     reflect.Type
	columns []string
	fields  [][]int // index path per column
	appCol  int     // column that names the application, or -1
	get     string
	insert  string
	update  string
	remove  string
	by      map[string]string // select by one column
	all     string
	page    string // keyset page over ids, for exports
	search  func(row any) (title, body string, day track.Day)
}

// tables in the order in which rows can be put into an empty database.
var tables = []*table{
	newTable[track.Stage]("stages", nil),
	newTable[track.Employer]("employers", func(r any) (string, string, track.Day) {
		e := r.(track.Employer)
		return e.Name, strings.Join(e.Aliases, " ") + " " + e.Domain, ""
	}),
	newTable[track.Person]("persons", func(r any) (string, string, track.Day) {
		p := r.(track.Person)
		return p.Name, p.Email + " " + p.Title, ""
	}),
	newTable[track.Posting]("postings", func(r any) (string, string, track.Day) {
		p := r.(track.Posting)
		return p.Title, p.Text, ""
	}),
	newTable[track.ResumeVersion]("resume_versions", nil),
	newTable[track.ResumePaper]("resume_papers", nil),
	newTable[track.Application]("applications", func(r any) (string, string, track.Day) {
		a := r.(track.Application)
		return a.Role, a.Location + " " + a.RoleFamily + " " + a.Source, ""
	}),
	newTable[track.Event]("events", nil),
	newTable[track.Document]("documents", func(r any) (string, string, track.Day) { return r.(track.Document).Name, "", "" }),
	newTable[track.Blob]("blobs", nil),
	newTable[track.Note]("notes", func(r any) (string, string, track.Day) {
		n := r.(track.Note)
		if n.Sealed {
			return "", "", ""
		}
		return "", n.Text, n.Day
	}),
	newTable[track.Tag]("tags", nil),
	newTable[track.ShelfItem]("shelf_items", func(r any) (string, string, track.Day) { s := r.(track.ShelfItem); return "", s.Text, s.Day }),
	newTable[track.SalaryEntry]("salary_entries", nil),
	newTable[track.Message]("messages", func(r any) (string, string, track.Day) {
		m := r.(track.Message)
		return m.Subject, m.FromName + " " + m.FromAddr + "\n" + m.Text, messageDay(m)
	}),
	newTable[track.Debrief]("debriefs", nil),
	newTable[track.Draft]("drafts", func(r any) (string, string, track.Day) { d := r.(track.Draft); return d.Subject, d.Body, "" }),
	newTable[track.Action]("actions", func(r any) (string, string, track.Day) { a := r.(track.Action); return "", a.Text, a.StartedOn }),
	newTable[track.Watch]("watches", nil),
	newTable[track.View]("views", nil),
	newTable[track.SavedMapping]("mappings", nil),
	newTable[track.Setting]("settings", nil),
	newTable[track.Source]("sources", nil),
	newTable[track.Reading]("readings", nil),
	newTable[track.Origin]("origins", nil),
	newTable[track.Seen]("seen", nil),
	newTable[track.Prospect]("prospects", nil),
	newTable[track.InboxItem]("inbox_items", nil),
	newTable[track.Lesson]("lessons", nil),
	newTable[track.Story]("stories", func(r any) (string, string, track.Day) {
		s := r.(track.Story)
		return s.Title, strings.Join([]string{s.Situation, s.Task, s.Obstacle, s.Action, s.Result, s.Reflection}, "\n"), ""
	}),
	newTable[track.Telling]("tellings", nil),
	newTable[track.Bullet]("bullets", func(r any) (string, string, track.Day) { b := r.(track.Bullet); return b.Heading, b.Text, "" }),
	newTable[track.Requirement]("requirements", nil),
	newTable[track.Offer]("offers", nil),
	newTable[track.InterviewNote]("interview_notes", nil),
	newTable[track.Touch]("touches", nil),
	newTable[track.LogEntry]("log_entries", nil),
	newTable[track.LogCopy]("log_copies", nil),
	newTable[track.Experiment]("experiments", func(r any) (string, string, track.Day) {
		e := r.(track.Experiment)
		return e.Hypothesis, e.ArmA + " " + e.ArmB, e.StartedOn
	}),
	newTable[track.Turn]("turns", nil),
	newTable[track.Review]("reviews", nil),
	newTable[track.MarketFigure]("market_figures", nil),
}

var tableByType, tableByName = func() (map[reflect.Type]*table, map[string]*table) {
	t, n := map[reflect.Type]*table{}, map[string]*table{}
	for _, x := range tables {
		t[x.typ], n[x.name] = x, x
	}
	return t, n
}()

func messageDay(m track.Message) track.Day {
	if !m.Date.Known() {
		return ""
	}
	return track.Day(m.Date.Time().Format("2006-01-02"))
}

func tableOf[T Row]() *table {
	var zero T
	return tableByType[reflect.TypeOf(zero)]
}

func newTable[T Row](name string, search func(any) (string, string, track.Day)) *table {
	t := &table{name: name, typ: reflect.TypeFor[T](), appCol: -1, by: map[string]string{}, search: search}
	for _, f := range reflect.VisibleFields(t.typ) {
		col := f.Tag.Get("db")
		if col == "" || col == "-" {
			continue
		}
		if col == "application_id" || (name == "applications" && col == "id") {
			t.appCol = len(t.columns)
		}
		t.columns = append(t.columns, col)
		t.fields = append(t.fields, f.Index)
	}
	cols := strings.Join(t.columns, ", ")
	marks := make([]string, len(t.columns))
	sets := make([]string, 0, len(t.columns))
	for i, c := range t.columns {
		marks[i] = "$" + strconv.Itoa(i+2)
		if c != "id" {
			sets = append(sets, c+" = "+marks[i])
		}
	}
	t.get = "SELECT " + cols + " FROM " + name + " WHERE owner = $1 AND id = $2"
	t.insert = "INSERT INTO " + name + " (owner, " + cols + ") VALUES ($1, " + strings.Join(marks, ", ") + ")"
	t.update = "UPDATE " + name + " SET " + strings.Join(sets, ", ") + " WHERE owner = $1 AND id = $2"
	t.remove = "DELETE FROM " + name + " WHERE owner = $1 AND id = $2"
	t.all = "SELECT " + cols + " FROM " + name + " WHERE owner = $1 ORDER BY id"
	t.page = "SELECT " + cols + " FROM " + name + " WHERE owner = $1 AND id > $2 ORDER BY id LIMIT $3"
	for _, c := range t.columns {
		t.by[c] = "SELECT " + cols + " FROM " + name + " WHERE owner = $1 AND " + c + " = $2"
	}
	return t
}

// among is the statement that selects by several values of one column, whose
// marks are given.
func (t *table) among(column, marks string) string {
	return "SELECT " + strings.Join(t.columns, ", ") + " FROM " + t.name + " WHERE owner = $1 AND " + column + " IN (" + marks + ") ORDER BY id"
}

// values are the bound values of a row, in column order. id is always first in
// update's numbering because every struct begins with its id.
func (t *table) values(row any) []any {
	v := reflect.ValueOf(row)
	out := make([]any, len(t.fields))
	for i, ix := range t.fields {
		out[i] = v.FieldByIndex(ix).Interface()
	}
	return out
}

func (t *table) id(row any) string { return reflect.ValueOf(row).FieldByIndex(t.fields[0]).String() }

func (t *table) application(row any) string {
	if t.appCol < 0 {
		return ""
	}
	return reflect.ValueOf(row).FieldByIndex(t.fields[t.appCol]).String()
}

// decode reads a row from its JSON image.
func (t *table) decode(image string) (any, error) {
	p := reflect.New(t.typ)
	if err := json.Unmarshal([]byte(image), p.Interface()); err != nil {
		return nil, fmt.Errorf("image of a row of %s: %w", t.name, err)
	}
	return p.Elem().Interface(), nil
}

func encode(row any) (string, error) {
	b, err := json.Marshal(row)
	return string(b), err
}

// Get reads one row of the owner. A missing row is fault.NotFound.
func Get[T Row, ID ~string](tx *Tx, id ID) (T, error) {
	t := tableOf[T]()
	var row T
	err := tx.q.GetContext(tx.ctx, &row, t.get, tx.owner, string(id))
	if errors.Is(err, sql.ErrNoRows) {
		return row, fault.New(fault.NotFound, t.name, "There is nothing on record under %q.", string(id))
	}
	return row, tx.translate(err)
}

// Find is Get for a row that may be absent: ok tells whether it is there.
func Find[T Row, ID ~string](tx *Tx, id ID) (row T, ok bool, err error) {
	row, err = Get[T](tx, id)
	if fault.KindOf(err) == fault.NotFound {
		return row, false, nil
	}
	return row, err == nil, err
}

// By reads all rows of the owner whose column equals value, in order of id. An
// unknown column is a programming error and panics.
func By[T Row, V any](tx *Tx, column string, value V) ([]T, error) {
	stmt, ok := tableOf[T]().by[column]
	if !ok {
		panic("store: no column " + column + " in " + tableOf[T]().name)
	}
	var rows []T
	err := tx.q.SelectContext(tx.ctx, &rows, stmt, tx.owner, value)
	// Sorted here: asked to, SQLite walks the primary key instead of the index
	// on the column.
	t := tableOf[T]()
	slices.SortFunc(rows, func(a, b T) int { return strings.Compare(t.id(a), t.id(b)) })
	return rows, tx.translate(err)
}

// All reads every row of the owner, in order of id. It is for small tables
// (stages, views, settings); use Each for those that grow.
func All[T Row](tx *Tx) ([]T, error) {
	var rows []T
	err := tx.q.SelectContext(tx.ctx, &rows, tableOf[T]().all, tx.owner)
	return rows, tx.translate(err)
}

// Each streams every row of the owner in order of id, page by page.
func Each[T Row](tx *Tx, f func(T) error) error {
	t := tableOf[T]()
	const size = 500
	last := ""
	for {
		var rows []T
		if err := tx.q.SelectContext(tx.ctx, &rows, t.page, tx.owner, last, size); err != nil {
			return tx.translate(err)
		}
		for _, r := range rows {
			if err := f(r); err != nil {
				return err
			}
		}
		if len(rows) < size {
			return nil
		}
		last = t.id(rows[len(rows)-1])
	}
}
