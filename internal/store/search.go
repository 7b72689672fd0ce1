package store

import (
	"reflect"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"

	"debrief/internal/track"
)

// Hit is one document that search found.
type Hit struct {
	Table         string              `db:"tbl"`
	RowID         string              `db:"row_id"`
	ApplicationID track.ApplicationID `db:"application_id"` // empty for employers and people
	Day           track.Day           `db:"day"`
	Title         string              `db:"title"`
	Body          string              `db:"body"` // empty for mails; see Tx.Body
}

// searchLimit bounds how much of one document is indexed.
const searchLimit = 256 << 10

// Fold is the form in which text is compared: lower case, without accents.
func Fold(s string) string {
	if ascii(s) {
		return strings.ToLower(s)
	}
	t := transform.Chain(norm.NFKD, runes.Remove(runes.In(unicode.Mn)), norm.NFKC)
	out, _, err := transform.String(t, s)
	if err != nil {
		out = s
	}
	return strings.ToLower(out)
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// document is what search reads of one row.
type document struct {
	table, row, application string
	day                     track.Day
	title, body, folded     string
}

// index keeps the search document of a row up to date. That of a fresh row is
// put down with others of the same change: SQLite would begin a part of the
// full-text index for each of them alone, and merge them all again.
func (tx *Tx) index(t *table, row any, fresh bool) error {
	if t.search == nil {
		return nil
	}
	title, body, day := t.search(row)
	if strings.TrimSpace(title+body) == "" {
		return tx.unindex(t, t.id(row))
	}
	folded := Fold(title + "\n" + body)
	if len(folded) > searchLimit {
		folded = strings.ToValidUTF8(folded[:searchLimit], "")
	}
	if t.name == "messages" {
		body = "" // it stands in the message; see Body
	}
	d := document{t.name, t.id(row), t.application(row), day, title, body, tableWord(t.name) + " " + folded}
	if fresh && tx.s.dialect.documents != "" {
		if tx.pending = append(tx.pending, d); len(tx.pending) < documentsAtOnce {
			return nil
		}
		return tx.putDocuments()
	}
	if err := tx.putDocuments(); err != nil {
		return err
	}
	return tx.exec(tx.s.dialect.document, tx.owner, d.table, d.row, d.application, d.day, d.title, d.body, d.folded, firstNumber(day))
}

// documentsAtOnce bounds how many fresh documents wait in memory.
const documentsAtOnce = 100

// putDocuments puts down the fresh documents that wait, in one statement.
func (tx *Tx) putDocuments() error {
	list := tx.pending
	if len(list) == 0 {
		return nil
	}
	tx.pending = nil
	rows := make([]string, len(list))
	args := make([]any, 0, 9*len(list))
	for i, d := range list {
		n, err := tx.nextNumber(d.day)
		if err != nil {
			return err
		}
		rows[i] = "(?, ?, ?, ?, ?, ?, ?, ?, ?)"
		args = append(args, tx.owner, d.table, d.row, d.application, d.day, d.title, d.body, d.folded, n)
	}
	return tx.exec(tx.s.dialect.documents+strings.Join(rows, ", "), args...)
}

// nextNumber is the next free number of a day. No one else gives one while this
// transaction writes.
func (tx *Tx) nextNumber(day track.Day) (n int64, err error) {
	first := firstNumber(day)
	if tx.numbers[first] == 0 {
		if err := tx.q.GetContext(tx.ctx, &n, `SELECT coalesce(max(n), $1) FROM search_docs WHERE n >= $1 AND n < $1 + 1099511627776`, first); err != nil {
			return 0, err
		}
		if tx.numbers == nil {
			tx.numbers = map[int64]int64{}
		}
		tx.numbers[first] = n
	}
	tx.numbers[first]++
	return tx.numbers[first], nil
}

// tableWord is the word under which the documents of a table are found.
func tableWord(name string) string { return "tbl" + strings.ReplaceAll(name, "_", "") }

// firstNumber is where the numbers of a day's search documents begin: the day
// in the upper bits. The database gives the next free one within the running
// change, since another process may write to the same file.
func firstNumber(day track.Day) int64 { return int64(day.Sub("1970-01-01")) << 40 }

func (tx *Tx) unindex(t *table, id string) error {
	if t.search == nil {
		return nil
	}
	if err := tx.putDocuments(); err != nil {
		return err
	}
	return tx.exec(`DELETE FROM search_docs WHERE owner = $1 AND tbl = $2 AND row_id = $3`, tx.owner, t.name, id)
}

// Search finds documents that hold all words (the last one may be a
// beginning), newest first, at most limit from offset on. Quoted words must
// stand together. table narrows it to one table; empty means all. An empty
// query finds nothing.
func (tx *Tx) Search(query, table string, offset, limit int) ([]Hit, error) {
	expr := searchExpression(query, tx.s.dialect.name)
	if expr == "" {
		return nil, nil
	}
	if table != "" {
		word := phraseExpression([]string{tableWord(table)}, tx.s.dialect.name)
		expr = word + map[bool]string{true: " & ", false: " "}[tx.s.dialect.name == "postgres"] + expr
	}
	if err := tx.putDocuments(); err != nil {
		return nil, err
	}
	hits := []Hit{}
	err := tx.q.SelectContext(tx.ctx, &hits, tx.s.dialect.search, tx.owner, expr, limit, offset)
	return hits, tx.translate(err)
}

// Body is the text of a document. That of a mail is read from the mail.
func (tx *Tx) Body(h Hit) (string, error) {
	if h.Table != "messages" {
		return h.Body, nil
	}
	m, _, err := Find[track.Message](tx, track.MessageID(h.RowID))
	_, body, _ := tableByName[h.Table].search(m)
	return body, err
}

// Documents lists all documents, newest first, at most limit from offset on.
func (tx *Tx) Documents(offset, limit int) ([]Hit, error) {
	if err := tx.putDocuments(); err != nil {
		return nil, err
	}
	hits := []Hit{}
	err := tx.q.SelectContext(tx.ctx, &hits, `SELECT `+searchColumns+` FROM search_docs d WHERE d.owner = $1 ORDER BY d.day DESC, d.n DESC LIMIT $2 OFFSET $3`, tx.owner, limit, offset)
	return hits, tx.translate(err)
}

// searchExpression turns what a person typed into the engine's own language.
// Only letters and digits survive, so that no operator can be smuggled in.
func searchExpression(query, engine string) string {
	var parts []string
	for i, piece := range strings.Split(Fold(query), `"`) {
		words := strings.FieldsFunc(piece, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) })
		if len(words) == 0 {
			continue
		}
		if i%2 == 1 { // inside quotes
			parts = append(parts, phraseExpression(words, engine))
			continue
		}
		for _, w := range words {
			parts = append(parts, prefixExpression(w, engine))
		}
	}
	if engine == "postgres" {
		return strings.Join(parts, " & ")
	}
	return strings.Join(parts, " ")
}

func phraseExpression(words []string, engine string) string {
	if engine == "postgres" {
		return "(" + strings.Join(words, " <-> ") + ")"
	}
	return `"` + strings.Join(words, " ") + `"`
}

func prefixExpression(word, engine string) string {
	if engine == "postgres" {
		return word + ":*"
	}
	return `"` + word + `"*`
}

// Reindex builds the search documents of the owner again.
func (tx *Tx) Reindex() error {
	tx.pending = nil
	if err := tx.exec(`DELETE FROM search_docs WHERE owner = $1`, tx.owner); err != nil {
		return err
	}
	for _, t := range tables {
		if t.search == nil {
			continue
		}
		if err := tx.eachImage(t, func(row any) error { return tx.index(t, row, true) }); err != nil {
			return err
		}
	}
	return tx.putDocuments()
}

// eachImage streams the rows of any table, in order of id.
func (tx *Tx) eachImage(t *table, f func(row any) error) error {
	const size = 500
	last := ""
	for {
		rows := reflect.New(reflect.SliceOf(t.typ))
		if err := tx.q.SelectContext(tx.ctx, rows.Interface(), t.page, tx.owner, last, size); err != nil {
			return tx.translate(err)
		}
		list := rows.Elem()
		for i := range list.Len() {
			row := list.Index(i).Interface()
			if err := f(row); err != nil {
				return err
			}
			last = t.id(row)
		}
		if list.Len() < size {
			return nil
		}
	}
}
