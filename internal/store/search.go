package store

import (
	"cmp"
	"context"
	"reflect"
	"slices"
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
	N             int64               `db:"n"` // newer documents of a day have higher ones
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
	words := tableWord(t.name)
	if m, ok := row.(track.Message); ok {
		words += fieldWords(m)
	}
	d := document{t.name, t.id(row), t.application(row), day, title, body, words + " " + folded}
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

// The words of a mail's writer and of its subject stand in its document once
// more, each behind a letter that no query begins a word with, so that fields
// are looked up and not gone through. The first of them stands alone in every
// mail's document and tells that it has them.
const (
	writerMark  = "ƒ"
	subjectMark = "ʃ"
)

func fieldWords(m track.Message) string {
	var b strings.Builder
	b.WriteString(" " + writerMark)
	for _, f := range [...]struct{ mark, text string }{{writerMark, m.FromName + " " + m.FromAddr}, {subjectMark, m.Subject}} {
		for _, w := range wordsOf(f.text) {
			b.WriteString(" " + f.mark + w)
		}
	}
	return clipped(b.String(), 4<<10)
}

func clipped(s string, n int) string {
	if len(s) > n {
		s = strings.ToValidUTF8(s[:n], "")
	}
	return s
}

// wordsOf are the words of a text as the index knows them.
func wordsOf(text string) []string {
	return strings.FieldsFunc(Fold(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) })
}

// indexedAnew brings search documents of an older Debrief to the present form.
// The oldest mail of an owner tells which form they have.
func (s *Store) indexedAnew(ctx context.Context) error {
	var owners []track.OwnerID
	if err := s.writer.SelectContext(ctx, &owners, `SELECT id FROM owners ORDER BY id`); err != nil {
		return err
	}
	for _, owner := range owners {
		var oldest []string
		if err := s.writer.SelectContext(ctx, &oldest, `SELECT folded FROM search_docs WHERE owner = $1 AND tbl = 'messages' ORDER BY row_id LIMIT 1`, owner); err != nil {
			return err
		}
		if len(oldest) == 0 || strings.HasPrefix(oldest[0], tableWord("messages")+" "+writerMark) {
			continue
		}
		if _, err := s.Scope(owner).Update(ctx, "reindex", "Search made anew", (*Tx).Reindex); err != nil {
			return err
		}
	}
	return nil
}

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

// Query is what search is asked for. The zero value finds nothing.
type Query struct {
	Words   string    // all of them must stand in a document, the last one may be a beginning; quoted ones together
	From    []string  // words of the writer of a mail
	Subject []string  // words of the subject of a mail
	Table   string    // only documents of this table; empty: of all
	After   track.Day // of this day or later; empty: any
	Before  track.Day // earlier than this day; empty: any
	Among   []int64   // only documents of these numbers; nil: of all
}

// Search finds documents that fit a query, newest first, at most limit. only,
// where it is given, is asked of each document and must not ask the record.
func (tx *Tx) Search(q Query, limit int, only func(Hit) bool) ([]Hit, error) {
	if err := tx.putDocuments(); err != nil {
		return nil, err
	}
	terms := q.terms()
	if len(terms) == 0 || limit <= 0 {
		return nil, nil
	}
	if tx.s.dialect.name == "postgres" {
		f, err := tx.sift(q, terms, examined, limit, only)
		return f.hits, err
	}
	// SQLite gathers all documents of all words with a beginning before it gives
	// the first, unless the beginning is as short as those it has an index for. So
	// words are looked up by their first letters, and looked at whole afterwards.
	loose := slices.Clone(terms)
	for i := range loose {
		loose[i].short = true
	}
	f, err := tx.sift(q, loose, fewLooked, limit, only)
	if err != nil || f.ended || len(f.hits) == limit {
		return f.hits, err
	}
	// They are rare, then, or one of them is: that one is asked for whole.
	for i := range loose {
		loose[i].short = f.held[i] > f.looked/20
	}
	f, err = tx.sift(q, loose, examined, limit, only)
	return f.hits, err
}

const (
	// fewLooked is how many documents are looked at before a search asks for
	// whole words.
	fewLooked = 1000
	// examined bounds how many documents one search looks at.
	examined = 20_000
)

// term is one thing that a document must hold.
type term struct {
	mark  string   // of a field, empty for none
	words []string // several for a phrase
	short bool     // ask the index for the first letters only
}

// terms of a query, without its table.
func (q Query) terms() (list []term) {
	for i, piece := range strings.Split(Fold(q.Words), `"`) {
		words := wordsOf(piece)
		if i%2 == 1 && len(words) > 0 { // inside quotes
			list = append(list, term{words: words})
			continue
		}
		for _, w := range words {
			list = append(list, term{words: []string{w + "*"}})
		}
	}
	for _, f := range [...]struct {
		mark string
		text []string
	}{{writerMark, q.From}, {subjectMark, q.Subject}} {
		for _, w := range wordsOf(strings.Join(f.text, " ")) {
			list = append(list, term{mark: f.mark, words: []string{w + "*"}})
		}
	}
	return list
}

// shortest is the longest beginning that SQLite has an index for, in letters.
const shortest = 3

// expression is a term in the engine's own language. Only letters and digits
// survive in it, so that no operator can be smuggled in.
func (t term) expression(engine string) string {
	word, begins := strings.CutSuffix(t.words[0], "*")
	if !begins {
		return phraseExpression(t.words, engine)
	}
	word = t.mark + word
	if letters := []rune(word); t.short && len(letters) > shortest {
		word = string(letters[:shortest])
	}
	return prefixExpression(word, engine)
}

// in reports that a document holds a term that the index was asked for by its
// first letters.
func (t term) in(folded string) bool {
	if !t.short {
		return true
	}
	word, begins := strings.CutSuffix(t.words[0], "*")
	word = t.mark + word
	if !begins || len([]rune(word)) <= shortest {
		return true
	}
	for from := 0; ; {
		i := strings.Index(folded[from:], word)
		if i < 0 {
			return false
		}
		i += from
		if r, _ := utf8.DecodeLastRuneInString(folded[:i]); i == 0 || !unicode.IsLetter(r) && !unicode.IsNumber(r) {
			return true
		}
		from = i + len(word)
	}
}

// found is what a look through the index came to.
type found struct {
	hits   []Hit
	looked int
	held   []int // how many of those looked at hold each term
	ended  bool  // there are no more
}

// sift goes through what the index gives, newest first: most documents at most.
func (tx *Tx) sift(q Query, terms []term, most, limit int, only func(Hit) bool) (f found, err error) {
	engine := tx.s.dialect.name
	parts := make([]string, len(terms))
	for i, t := range terms {
		parts[i] = t.expression(engine)
	}
	if q.Table != "" {
		parts = append(parts, phraseExpression([]string{tableWord(q.Table)}, engine))
	}
	b := binder{args: []any{tx.owner, strings.Join(parts, map[bool]string{true: " & ", false: " "}[engine == "postgres"])}}
	where := tx.s.dialect.span(&b, q.After, q.Before)
	if q.Among != nil {
		where += " AND " + tx.s.dialect.number + " IN (" + b.row(numbers(q.Among)...) + ")"
	}
	rows, err := tx.q.QueryxContext(tx.ctx, tx.s.dialect.search+where+tx.s.dialect.newest+" LIMIT "+b.bind(most), b.args...)
	if err != nil {
		return f, tx.translate(err)
	}
	defer rows.Close()
	f.held = make([]int, len(terms))
	for len(f.hits) < limit {
		if !rows.Next() {
			f.ended = f.looked < most
			break
		}
		var row struct {
			Hit
			Folded string `db:"folded"`
		}
		if err := rows.StructScan(&row); err != nil {
			return f, tx.translate(err)
		}
		f.looked++
		all := true
		for i, t := range terms {
			if t.in(row.Folded) {
				f.held[i]++
			} else {
				all = false
			}
		}
		if all && (only == nil || only(row.Hit)) {
			f.hits = append(f.hits, row.Hit)
		}
	}
	return f, tx.translate(rows.Err())
}

// Belonging gives the numbers of the documents that belong to some applications
// or employers, or are mails that tell of some prospects, newest first, at most
// limit.
func (tx *Tx) Belonging(apps []track.ApplicationID, employers []track.EmployerID, prospects []track.ProspectID, limit int) ([]int64, error) {
	var mails []string
	for part := range slices.Chunk(prospects, 400) {
		b := binder{args: []any{tx.owner}}
		var some []string
		if err := tx.q.SelectContext(tx.ctx, &some, `SELECT message_id FROM inbox_items WHERE owner = $1 AND application_id = '' AND prospect_id IN (`+marksOf(&b, part)+`)`, b.args...); err != nil {
			return nil, tx.translate(err)
		}
		mails = append(mails, some...)
	}
	var all []dated
	for _, look := range []struct {
		where string
		ids   []string
	}{{"application_id IN ", strs(apps)}, {"tbl = 'employers' AND row_id IN ", strs(employers)}, {"tbl = 'messages' AND row_id IN ", mails}} {
		for part := range slices.Chunk(look.ids, 400) {
			b := binder{args: []any{tx.owner}}
			var some []dated
			if err := tx.q.SelectContext(tx.ctx, &some, `SELECT n, day FROM search_docs WHERE owner = $1 AND `+look.where+"("+marksOf(&b, part)+")", b.args...); err != nil {
				return nil, tx.translate(err)
			}
			all = append(all, some...)
		}
	}
	slices.SortFunc(all, func(a, b dated) int { return cmp.Or(cmp.Compare(b.Day, a.Day), cmp.Compare(b.N, a.N)) })
	numbers := make([]int64, 0, min(limit, len(all)))
	for _, d := range all[:min(limit, len(all))] {
		numbers = append(numbers, d.N)
	}
	return slices.Compact(numbers), nil
}

// dated is the number of a document and its day.
type dated struct {
	N   int64     `db:"n"`
	Day track.Day `db:"day"`
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

func numbers(list []int64) []any {
	out := make([]any, len(list))
	for i, n := range list {
		out[i] = n
	}
	return out
}

// Documents lists documents without looking for words, newest first, at most
// limit from offset on.
func (tx *Tx) Documents(q Query, offset, limit int) ([]Hit, error) {
	if err := tx.putDocuments(); err != nil {
		return nil, err
	}
	b := binder{args: []any{tx.owner}}
	where := ""
	for _, c := range []struct {
		test  string
		value string
	}{{"d.tbl = ", q.Table}, {"d.day >= ", string(q.After)}, {"d.day <> '' AND d.day < ", string(q.Before)}} {
		if c.value != "" {
			where += " AND " + c.test + b.bind(c.value)
		}
	}
	hits := []Hit{}
	if q.Among != nil {
		// Asked for an order, SQLite would walk all days instead.
		where += " AND d.n IN (" + b.row(numbers(q.Among)...) + ")"
		err := tx.q.SelectContext(tx.ctx, &hits, `SELECT `+searchColumns+` FROM search_docs d WHERE d.owner = $1`+where, b.args...)
		slices.SortFunc(hits, func(x, y Hit) int { return cmp.Or(cmp.Compare(y.Day, x.Day), cmp.Compare(y.N, x.N)) })
		return hits[min(offset, len(hits)):min(offset+limit, len(hits))], tx.translate(err)
	}
	err := tx.q.SelectContext(tx.ctx, &hits, `SELECT `+searchColumns+` FROM search_docs d WHERE d.owner = $1`+where+` ORDER BY d.day DESC, d.n DESC LIMIT `+b.bind(limit)+` OFFSET `+b.bind(offset), b.args...)
	return hits, tx.translate(err)
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
