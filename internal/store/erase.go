package store

import (
	"context"
	"reflect"
	"strings"

	"debrief/internal/fault"
	"debrief/internal/track"
)

// applicationNouns are the tables whose rows belong to one application.
var applicationNouns = []string{"events", "notes", "tags", "shelf_items", "salary_entries", "debriefs", "drafts", "actions", "documents", "messages", "prospects", "inbox_items",
	"tellings", "offers", "interview_notes", "log_entries", "turns"}

// applicationTables are those and what is kept about them besides.
var applicationTables = append([]string{"search_docs", "change_rows", "states"}, applicationNouns...)

// EraseApplication removes one application for good: its events, notes, mails,
// drafts, files and every trace in the journal and the search index. The
// employer and its contacts stay. It can't be taken back. Older backups and
// exports still hold it.
func (c Scope) EraseApplication(ctx context.Context, id track.ApplicationID) error {
	return c.erase(ctx, func(tx *Tx) error {
		app, err := Get[track.Application](tx, id)
		if err != nil {
			return fault.New(fault.NotFound, "application", "There is no such application to erase.")
		}
		state, _, err := tx.findState(id)
		if err != nil {
			return err
		}
		d := tallyDelta{}
		d.add(state, -1)
		if err := tx.saveTallies(d); err != nil {
			return err
		}
		if err := tx.eraseJournal(id); err != nil {
			return err
		}
		if err := tx.eraseBehind(id); err != nil {
			return err
		}
		for _, name := range applicationTables {
			if err := tx.exec(`DELETE FROM `+name+` WHERE owner = $1 AND application_id = $2`, tx.owner, id); err != nil {
				return err
			}
		}
		if err := tx.exec(`DELETE FROM applications WHERE owner = $1 AND id = $2`, tx.owner, id); err != nil {
			return err
		}
		if app.PostingID == "" {
			return nil
		}
		if err := tx.exec(`DELETE FROM search_docs WHERE owner = $1 AND tbl = 'postings' AND row_id = $2`, tx.owner, app.PostingID); err != nil {
			return err
		}
		if err := tx.exec(`DELETE FROM requirements WHERE owner = $1 AND posting_id = $2 AND NOT EXISTS (SELECT 1 FROM applications a WHERE a.owner = $1 AND a.posting_id = $2)`, tx.owner, app.PostingID); err != nil {
			return err
		}
		return tx.exec(`DELETE FROM postings WHERE owner = $1 AND id = $2 AND NOT EXISTS (SELECT 1 FROM applications a WHERE a.owner = $1 AND a.posting_id = $2)`, tx.owner, app.PostingID)
	})
}

// behindMails are what stands behind the mails of an application without
// naming it: raw bytes, where they were found, what they taught.
var behindMails = []struct{ table, column string }{{"blobs", "id"}, {"origins", "message_id"}, {"lessons", "message_id"}}

// eraseBehind removes what stands behind the mails and files of an application.
// The fingerprints of its mails stay, without their day, so that the next
// reading of the mailbox does not bring them back.
func (tx *Tx) eraseBehind(id track.ApplicationID) error {
	if err := tx.exec(`DELETE FROM blobs WHERE owner = $1 AND id IN (SELECT id FROM documents WHERE owner = $1 AND application_id = $2)`, tx.owner, id); err != nil {
		return err
	}
	err := tx.exec(`UPDATE seen SET class = 'erased', day = '' WHERE owner = $1 AND id IN (SELECT content_id FROM messages WHERE owner = $1 AND application_id = $2)`, tx.owner, id)
	if err != nil {
		return err
	}
	for _, b := range behindMails {
		if err := tx.exec(`DELETE FROM `+b.table+` WHERE owner = $1 AND `+b.column+` IN (SELECT id FROM messages WHERE owner = $1 AND application_id = $2)`, tx.owner, id); err != nil {
			return err
		}
	}
	return nil
}

// eraseJournal drops the images of rows of the application, of its posting, and
// of what stands behind its mails and files, whatever application they belonged
// to at the time, and the words of changes that concerned it.
func (tx *Tx) eraseJournal(id track.ApplicationID) error {
	const mails = `(SELECT id FROM messages WHERE owner = $1 AND application_id = $2)`
	for _, where := range []string{
		`tbl = 'blobs' AND row_id IN (SELECT id FROM documents WHERE owner = $1 AND application_id = $2)`,
		`tbl IN ('blobs', 'messages') AND row_id IN ` + mails,
		`tbl = 'origins' AND row_id IN (SELECT id FROM origins WHERE owner = $1 AND message_id IN ` + mails + `)`,
		`tbl = 'lessons' AND row_id IN (SELECT id FROM lessons WHERE owner = $1 AND message_id IN ` + mails + `)`,
		`tbl = 'inbox_items' AND row_id IN (SELECT id FROM inbox_items WHERE owner = $1 AND application_id = $2)`,
		`tbl = 'prospects' AND row_id IN (SELECT id FROM prospects WHERE owner = $1 AND application_id = $2)`,
		// also requirements that an edit of the list took away: only their images name the posting
		`tbl = 'requirements' AND EXISTS (SELECT 1 FROM applications a WHERE a.owner = $1 AND a.id = $2 AND a.posting_id <> ''
			AND (before LIKE '%"' || a.posting_id || '"%' OR after LIKE '%"' || a.posting_id || '"%'))`,
		`tbl = 'postings' AND row_id IN (SELECT posting_id FROM applications WHERE owner = $1 AND id = $2)`,
	} {
		if err := tx.exec(`DELETE FROM change_rows WHERE owner = $1 AND `+where, tx.owner, id); err != nil {
			return err
		}
	}
	return tx.exec(`UPDATE changes SET verb = 'erase', summary = 'Erased', application_id = '' WHERE owner = $1
		AND (application_id = $2 OR id IN (SELECT change_id FROM change_rows WHERE owner = $1 AND application_id = $2))`, tx.owner, id)
}

// EraseAll removes everything of the owner for good. It can't be taken back.
func (c Scope) EraseAll(ctx context.Context) error {
	return c.erase(ctx, func(tx *Tx) error {
		names := []string{"search_docs", "change_rows", "changes", "tallies", "states"}
		for i := len(tables) - 1; i >= 0; i-- {
			names = append(names, tables[i].name)
		}
		for _, name := range names {
			if err := tx.exec(`DELETE FROM `+name+` WHERE owner = $1`, tx.owner); err != nil {
				return err
			}
		}
		return nil
	})
}

func (tx *Tx) exec(query string, args ...any) error {
	_, err := tx.q.ExecContext(tx.ctx, query, args...)
	return err
}

// erase runs f outside the journal and then rewrites the file, so that nothing
// of what was removed stays in free pages or in the write-ahead log.
func (c Scope) erase(ctx context.Context, f func(*Tx) error) error {
	if err := c.s.writable(); err != nil {
		return err
	}
	release, err := c.s.takePen(ctx)
	if err != nil {
		return err
	}
	defer release()
	err = c.s.retry(ctx, func() error {
		tx, err := c.s.writer.BeginTxx(ctx, nil)
		if err != nil {
			return err
		}
		defer tx.Rollback()
		if err := f(&Tx{ctx: ctx, s: c.s, q: cleaned{tx}, owner: c.owner, write: true, change: &change{}}); err != nil {
			return err
		}
		if c.s.dialect.name == "sqlite" { // in the same transaction: a process that dies here is followed up at the next start
			if _, err := tx.ExecContext(ctx, `PRAGMA user_version = 1`); err != nil {
				return err
			}
		}
		return tx.Commit()
	})
	if err != nil {
		return c.s.translate(err)
	}
	return c.s.translate(c.s.scrub(ctx))
}

// scrubLeftOver finishes an erase whose process died before it had rewritten
// the file. Where another process is busy it waits for the next start.
func (s *Store) scrubLeftOver(ctx context.Context) {
	var due int
	if s.dialect.name != "sqlite" || s.writer.GetContext(ctx, &due, `PRAGMA user_version`) != nil || due == 0 {
		return
	}
	if err := s.scrub(ctx); err != nil {
		s.log.Warn("what was erased is not yet overwritten; the next start tries again", "err", err)
	}
}

func (s *Store) scrub(ctx context.Context) error {
	statements := []string{`INSERT INTO search_fts(search_fts) VALUES ('optimize')`, `VACUUM`, `PRAGMA user_version = 0`, `PRAGMA wal_checkpoint(TRUNCATE)`}
	if s.dialect.name == "postgres" {
		statements = nil // a plain VACUUM would leave the old bytes in the free space of every table
		for _, name := range append(TableNames(), "states", "tallies", "search_docs", "changes", "change_rows") {
			statements = append(statements, `VACUUM (FULL, ANALYZE) `+name)
		}
	}
	for _, q := range statements {
		if _, err := s.writer.ExecContext(ctx, q); err != nil {
			return err
		}
	}
	return nil
}

// Bulk reads and writes rows of any table by name, for exports and imports of
// the whole record.

// TableNames lists the nouns in the order in which an empty record takes them.
func TableNames() []string {
	names := make([]string, len(tables))
	for i, t := range tables {
		names[i] = t.name
	}
	return names
}

// EachImage streams the rows of a table as values, in order of id. An unknown
// table is fault.Invalid.
func (tx *Tx) EachImage(name string, f func(row any) error) error {
	t := tableByName[name]
	if t == nil {
		return fault.New(fault.Invalid, name, "There is no table %q. Known: %s.", name, strings.Join(TableNames(), ", "))
	}
	return tx.eachImage(t, f)
}

// PutImage puts a row given as JSON, as Put does. An unknown table or key is
// fault.Invalid. A row that is already there and equal changes nothing.
func (tx *Tx) PutImage(name string, image []byte) error {
	t := tableByName[name]
	if t == nil {
		return fault.New(fault.Invalid, name, "There is no table %q. Known: %s.", name, strings.Join(TableNames(), ", "))
	}
	p := reflect.New(t.typ)
	if err := strictDecode(image, p.Interface()); err != nil {
		return fault.Wrap(err, fault.Invalid, name, "A row of %s can't be read: %v.", name, err)
	}
	return tx.put(t, p.Elem().Interface())
}

// Has reports whether a row of a table is there.
func (tx *Tx) Has(name, id string) (bool, error) {
	t := tableByName[name]
	if t == nil {
		return false, fault.New(fault.Invalid, name, "There is no table %q.", name)
	}
	_, found, err := tx.image(t, id)
	return found, tx.translate(err)
}
