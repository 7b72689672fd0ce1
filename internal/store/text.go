package store

import (
	"context"
	"database/sql"
	"reflect"
	"strings"

	"github.com/jmoiron/sqlx"
)

// Text is kept as UTF-8 without NUL: PostgreSQL takes nothing else, and a JSON
// image holds nothing else. A bad byte becomes U+FFFD, a NUL is dropped, and
// both engines keep the same text.

func cleanText(s string) string {
	if strings.IndexByte(s, 0) >= 0 {
		s = strings.ReplaceAll(s, "\x00", "")
	}
	return strings.ToValidUTF8(s, "\uFFFD")
}

// clean is the row with all of its text cleaned.
func (t *table) clean(row any) any {
	v := reflect.ValueOf(row)
	var copied reflect.Value
	for _, ix := range t.fields {
		f := v.FieldByIndex(ix)
		if f.Kind() != reflect.String {
			continue
		}
		if s := f.String(); cleanText(s) != s {
			if !copied.IsValid() {
				copied = reflect.New(t.typ).Elem()
				copied.Set(v)
			}
			copied.FieldByIndex(ix).SetString(cleanText(s))
		}
	}
	if copied.IsValid() {
		return copied.Interface()
	}
	return row
}

// cleaned is a transaction whose arguments are cleaned, so that looking for a
// text finds it as it was kept.
type cleaned struct{ *sqlx.Tx }

func cleanArgs(args []any) []any {
	for i, a := range args {
		if v := reflect.ValueOf(a); v.Kind() == reflect.String && cleanText(v.String()) != v.String() {
			args[i] = cleanText(v.String())
		}
	}
	return args
}

func (c cleaned) GetContext(ctx context.Context, dest any, query string, args ...any) error {
	return c.Tx.GetContext(ctx, dest, query, cleanArgs(args)...)
}

func (c cleaned) SelectContext(ctx context.Context, dest any, query string, args ...any) error {
	return c.Tx.SelectContext(ctx, dest, query, cleanArgs(args)...)
}

func (c cleaned) ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error) {
	return c.Tx.ExecContext(ctx, query, cleanArgs(args)...)
}

func (c cleaned) QueryxContext(ctx context.Context, query string, args ...any) (*sqlx.Rows, error) {
	return c.Tx.QueryxContext(ctx, query, cleanArgs(args)...)
}
