package store

import (
	"cmp"
	"slices"
	"strings"

	"debrief/internal/track"
)

// InboxFilter chooses mails on their way into the record. The zero value
// chooses all.
type InboxFilter struct {
	State       track.InboxState
	Class       track.Class
	Perhaps     Perhaps
	Doubt       string
	By          string
	Reading     track.ReadingID
	Prospect    track.ProspectID
	Application track.ApplicationID
	Since       track.Instant // put on record at or after
	Due         track.Instant // held, and to be shown at or before
}

// Perhaps parts the mails that are most likely not about the search, and were
// kept only because that is not sure, from the others.
type Perhaps int

// What to choose. The zero value chooses both.
const (
	WithoutPerhaps Perhaps = 1
	OnlyPerhaps    Perhaps = 2
)

// InboxLine is an item with what a list shows of its mail.
type InboxLine struct {
	track.InboxItem
	FromName string `db:"from_name"`
	FromAddr string `db:"from_addr"`
	Subject  string `db:"subject"`
	Out      bool   `db:"out"`
}

// Inbox lists items, newest mail first, at most limit from offset on.
func (tx *Tx) Inbox(f InboxFilter, oldestFirst bool, offset, limit int) ([]InboxLine, error) {
	b := binder{args: []any{tx.owner}}
	where := b.inbox(f)
	dir := " DESC"
	if oldestFirst {
		dir = ""
	}
	list := []InboxLine{}
	err := tx.q.SelectContext(tx.ctx, &list, `SELECT `+strings.Join(prefixed("i.", tableOf[track.InboxItem]().columns), ", ")+`, m.from_name, m.from_addr, m.subject, m.out
		FROM inbox_items i JOIN messages m ON m.owner = i.owner AND m.id = i.message_id
		WHERE i.owner = $1`+where+` ORDER BY i.date`+dir+`, i.id`+dir+` LIMIT `+b.bind(limit)+` OFFSET `+b.bind(offset), b.args...)
	return list, tx.translate(err)
}

// CountInbox counts items, at most limit.
func (tx *Tx) CountInbox(f InboxFilter, limit int) (n int, err error) {
	b := binder{args: []any{tx.owner}}
	where := b.inbox(f)
	err = tx.q.GetContext(tx.ctx, &n, `SELECT count(*) FROM (SELECT 1 FROM inbox_items i WHERE i.owner = $1`+where+` LIMIT `+b.bind(limit)+`) AS listed`, b.args...)
	return n, tx.translate(err)
}

// CountProspects counts the applications that are not on record and that mails
// which wait tell of.
func (tx *Tx) CountProspects() (n int, err error) {
	err = tx.q.GetContext(tx.ctx, &n, `SELECT count(*) FROM (SELECT DISTINCT i.prospect_id FROM inbox_items i JOIN prospects p ON p.owner = i.owner AND p.id = i.prospect_id
		WHERE i.owner = $1 AND i.state = $2 AND i.prospect_id <> '' AND p.application_id = '') AS told`, tx.owner, track.InboxWaiting)
	return n, tx.translate(err)
}

func (b *binder) inbox(f InboxFilter) string {
	var w strings.Builder
	state := "i.state"
	if f.Prospect != "" || f.Application != "" {
		// These choose a few of many. Left alone, SQLite would walk all that wait
		// by the index on the state, for each of them.
		state = "i.state || ''"
	}
	for _, c := range []struct{ column, value string }{
		{state, string(f.State)}, {"i.class", string(f.Class)}, {"i.doubt", f.Doubt}, {"i.filed_by", f.By}, {"i.reading_id", string(f.Reading)},
		{"i.prospect_id", string(f.Prospect)}, {"i.application_id", string(f.Application)},
	} {
		if c.value != "" {
			w.WriteString(" AND " + c.column + " = " + b.bind(c.value))
		}
	}
	switch f.Perhaps {
	case OnlyPerhaps:
		w.WriteString(" AND i.class = 'other' AND i.doubt = 'class'")
	case WithoutPerhaps:
		w.WriteString(" AND NOT (i.class = 'other' AND i.doubt = 'class')")
	}
	if f.Since.Known() {
		w.WriteString(" AND i.created_at >= " + b.bind(f.Since))
	}
	if f.Due.Known() {
		w.WriteString(" AND i.held_until <= " + b.bind(f.Due))
	}
	return w.String()
}

// Known tells which of some content ids are on record or were seen before, and
// under which message where they are kept.
func (tx *Tx) Known(contentIDs []string) (map[string]track.MessageID, error) {
	known := map[string]track.MessageID{}
	for part := range slices.Chunk(contentIDs, 200) {
		b := binder{args: []any{tx.owner}}
		marks := marksOf(&b, part)
		var rows []struct {
			Content string          `db:"content_id"`
			Message track.MessageID `db:"message_id"`
		}
		err := tx.q.SelectContext(tx.ctx, &rows, `SELECT id AS content_id, '' AS message_id FROM seen WHERE owner = $1 AND id IN (`+marks+`)
			UNION ALL SELECT content_id, id FROM messages WHERE owner = $1 AND content_id IN (`+marks+`) AND content_id <> ''`, b.args...)
		if err != nil {
			return nil, tx.translate(err)
		}
		for _, r := range rows {
			if known[r.Content] == "" {
				known[r.Content] = r.Message
			}
		}
	}
	return known, nil
}

// OriginsAt tells for which of some messages an origin in a source is noted.
func (tx *Tx) OriginsAt(source track.SourceID, messages []track.MessageID) (map[track.MessageID]bool, error) {
	noted := map[track.MessageID]bool{}
	for part := range slices.Chunk(messages, 400) {
		b := binder{args: []any{tx.owner, source}}
		ids := []track.MessageID{}
		if err := tx.q.SelectContext(tx.ctx, &ids, `SELECT message_id FROM origins WHERE owner = $1 AND source_id = $2 AND message_id IN (`+marksOf(&b, part)+`)`, b.args...); err != nil {
			return nil, tx.translate(err)
		}
		for _, id := range ids {
			noted[id] = true
		}
	}
	return noted, nil
}

// Relative is what threading needs to know of a kept message.
type Relative struct {
	ID            track.MessageID     `db:"id"`
	ApplicationID track.ApplicationID `db:"application_id"`
	ProspectID    track.ProspectID    `db:"prospect_id"`
	ContentID     string              `db:"content_id"`
	MailID        string              `db:"mail_id"`
	InReplyTo     string              `db:"in_reply_to"`
	State         track.InboxState    `db:"state"` // empty for one that came by hand
	Class         track.Class         `db:"class"`
	Doubt         string              `db:"doubt"`
}

// Relatives finds the kept messages that bear one of some Message-IDs, or that
// answer one of them.
func (tx *Tx) Relatives(mailIDs []string) ([]Relative, error) {
	list := []Relative{}
	for part := range slices.Chunk(mailIDs, 400) {
		for _, column := range []string{"m.mail_id", "m.in_reply_to"} { // one OR would walk all messages
			b := binder{args: []any{tx.owner}}
			var rows []Relative
			err := tx.q.SelectContext(tx.ctx, &rows, `SELECT m.id, m.application_id, coalesce(i.prospect_id, '') AS prospect_id, m.content_id, m.mail_id, m.in_reply_to,
				coalesce(i.state, '') AS state, coalesce(i.class, '') AS class, coalesce(i.doubt, '') AS doubt
				FROM messages m LEFT JOIN inbox_items i ON i.owner = m.owner AND i.message_id = m.id WHERE m.owner = $1 AND `+column+` IN (`+marksOf(&b, part)+`)`, b.args...)
			if err != nil {
				return nil, tx.translate(err)
			}
			list = append(list, rows...)
		}
	}
	slices.SortFunc(list, func(a, b Relative) int { return cmp.Compare(a.ID, b.ID) })
	return slices.Compact(list), nil
}

// Gathered is what one mail tells of an application that is not on record yet.
type Gathered struct {
	ProspectID track.ProspectID `db:"prospect_id"`
	Class      track.Class      `db:"class"`
	Date       track.Instant    `db:"date"`
	Verdict    string           `db:"verdict"`
	FromAddr   string           `db:"from_addr"`
	Automated  bool             `db:"automated"`
	Out        bool             `db:"out"`
}

// Gathered streams what the mails of all prospects tell, oldest first.
func (tx *Tx) Gathered(f func(Gathered) error) error {
	rows, err := tx.q.QueryxContext(tx.ctx, `SELECT i.prospect_id, i.class, i.date, i.verdict, m.from_addr, m.automated, m.out
		FROM inbox_items i JOIN messages m ON m.owner = i.owner AND m.id = i.message_id WHERE i.owner = $1 AND i.prospect_id <> '' ORDER BY i.date, i.id`, tx.owner)
	if err != nil {
		return tx.translate(err)
	}
	defer rows.Close()
	for rows.Next() {
		var g Gathered
		if err := rows.StructScan(&g); err != nil {
			return tx.translate(err)
		}
		if err := f(g); err != nil {
			return err
		}
	}
	return tx.translate(rows.Err())
}

// PassedOver finds the fingerprints of mails that were left out and belong to a
// conversation: those that bear one of some names, and those that answer one.
func (tx *Tx) PassedOver(named, answering []string) ([]track.Seen, error) {
	found := map[string]track.Seen{}
	for _, look := range []struct {
		column string
		hashes []string
	}{{"self", named}, {"parent", answering}, {"root", answering}} {
		for part := range slices.Chunk(look.hashes, 400) {
			b := binder{args: []any{tx.owner}}
			var rows []track.Seen
			err := tx.q.SelectContext(tx.ctx, &rows, `SELECT `+strings.Join(tableOf[track.Seen]().columns, ", ")+` FROM seen WHERE owner = $1 AND `+look.column+` <> '' AND `+look.column+` IN (`+marksOf(&b, part)+`)`, b.args...)
			if err != nil {
				return nil, tx.translate(err)
			}
			for _, r := range rows {
				found[r.ID] = r
			}
		}
	}
	list := make([]track.Seen, 0, len(found))
	for _, r := range found {
		list = append(list, r)
	}
	slices.SortFunc(list, func(a, b track.Seen) int { return cmp.Compare(a.ID, b.ID) })
	return list, nil
}

// ChangesTouching lists the changes that touched one row, oldest first.
func (tx *Tx) ChangesTouching(table, row string) ([]Change, error) {
	list := []Change{}
	err := tx.q.SelectContext(tx.ctx, &list, `SELECT id, verb, summary, application_id, at, undoes, undone_by FROM changes WHERE owner = $1 AND id IN
		(SELECT change_id FROM change_rows WHERE owner = $1 AND tbl = $2 AND row_id = $3) ORDER BY id`, tx.owner, table, row)
	return list, tx.translate(err)
}

// LastChange is the id of the newest entry of the journal, by which a reader
// tells whether what it remembers is still right.
func (tx *Tx) LastChange() (id track.ChangeID, err error) {
	err = tx.q.GetContext(tx.ctx, &id, `SELECT coalesce(max(id), '') FROM changes WHERE owner = $1`, tx.owner)
	return id, tx.translate(err)
}

// States reads the derived state of every application of the owner.
func (tx *Tx) States() ([]State, error) {
	list := []State{}
	err := tx.q.SelectContext(tx.ctx, &list, `SELECT `+stateColumns+` FROM states s WHERE s.owner = $1 ORDER BY s.application_id`, tx.owner)
	return list, tx.translate(err)
}

// Requisitions are the requisition ids of the postings that have one.
func (tx *Tx) Requisitions() (map[track.PostingID]string, error) {
	var rows []struct {
		ID          track.PostingID `db:"id"`
		Requisition string          `db:"requisition"`
	}
	err := tx.q.SelectContext(tx.ctx, &rows, `SELECT id, requisition FROM postings WHERE owner = $1 AND requisition <> ''`, tx.owner)
	list := map[track.PostingID]string{}
	for _, r := range rows {
		list[r.ID] = r.Requisition
	}
	return list, tx.translate(err)
}

func strs[T ~string](list []T) []string {
	out := make([]string, len(list))
	for i, v := range list {
		out[i] = string(v)
	}
	return out
}
