package workbench

import (
	"context"
	"regexp"
	"strconv"
	"strings"

	"debrief/internal/fault"
	"debrief/internal/store"
	"debrief/internal/track"
)

// AddNote keeps a note about an application. Sealed notes stay out of search,
// statistics and exports.
func (d *Desk) AddNote(ctx context.Context, id track.ApplicationID, text string, sealed, nda bool) (Receipt, error) {
	text = strings.TrimSpace(strings.ReplaceAll(text, "\x00", ""))
	if text == "" {
		return Receipt{}, fault.New(fault.Invalid, "text", "The note is empty.")
	}
	return d.update(ctx, "add_note", func(tx *store.Tx) (string, error) {
		set, err := tx.Settings()
		if err != nil {
			return "", err
		}
		if _, err := store.Get[track.Application](tx, id); err != nil {
			return "", err
		}
		_, today := d.now(set)
		n := track.Note{ID: track.NoteID(tx.NewID()), ApplicationID: id, Day: today, Text: clip(text, 1<<18), Sealed: sealed, NDA: nda, CreatedAt: tx.Now()}
		return "Note added to " + nameOf(tx, id), store.Put(tx, n)
	})
}

// RemoveNote takes a note off the record; undo brings it back.
func (d *Desk) RemoveNote(ctx context.Context, id track.NoteID) (Receipt, error) {
	return d.update(ctx, "remove_note", func(tx *store.Tx) (string, error) {
		return "Note removed", store.Remove[track.Note](tx, id)
	})
}

// Tag puts a word on applications; Untag takes it off.
func (d *Desk) Tag(ctx context.Context, ids []track.ApplicationID, tag string) (Receipt, error) {
	tag = tidy(tag)
	if tag == "" {
		return Receipt{}, fault.New(fault.Invalid, "tag", "The tag is empty.")
	}
	return d.update(ctx, "tag", func(tx *store.Tx) (string, error) {
		for _, id := range ids {
			if err := putTag(tx, id, tag); err != nil {
				return "", err
			}
		}
		return "Tagged " + countOf(len(ids)) + " “" + tag + "”", nil
	})
}

// Untag takes a tag off an application.
func (d *Desk) Untag(ctx context.Context, id track.ApplicationID, tag string) (Receipt, error) {
	return d.update(ctx, "untag", func(tx *store.Tx) (string, error) {
		tags, err := store.By[track.Tag](tx, "application_id", string(id))
		if err != nil {
			return "", err
		}
		for _, t := range tags {
			if t.Name == tag {
				if err := store.Remove[track.Tag](tx, t.ID); err != nil {
					return "", err
				}
			}
		}
		return "Tag removed", nil
	})
}

func putTag(tx *store.Tx, id track.ApplicationID, tag string) error {
	tag = clip(tidy(tag), 60)
	tags, err := store.By[track.Tag](tx, "application_id", string(id))
	if err != nil {
		return err
	}
	for _, t := range tags {
		if t.Name == tag {
			return nil
		}
	}
	return store.Put(tx, track.Tag{ID: track.TagID(tx.NewID()), ApplicationID: id, Name: tag})
}

func countOf(n int) string {
	if n == 1 {
		return "one application"
	}
	return strconv.Itoa(n) + " applications"
}

// AddSalary adds a line to the salary ledger: what was posted, said, named or
// offered, or the private floor.
func (d *Desk) AddSalary(ctx context.Context, id track.ApplicationID, kind track.SalaryKind, amount, whom string) (Receipt, error) {
	if kind.Label() == "" {
		return Receipt{}, unknownWord("kind", string(kind), track.SalaryKinds)
	}
	low, high, ok := parseAmount(amount)
	if !ok {
		return Receipt{}, fault.New(fault.Invalid, "amount", "%q is not an amount. Examples: 85000, 85-95k.", amount)
	}
	return d.update(ctx, "add_salary", func(tx *store.Tx) (string, error) {
		set, err := tx.Settings()
		if err != nil {
			return "", err
		}
		if _, err := store.Get[track.Application](tx, id); err != nil {
			return "", err
		}
		_, today := d.now(set)
		return "Salary noted for " + nameOf(tx, id), store.Put(tx, track.SalaryEntry{ID: track.SalaryEntryID(tx.NewID()), ApplicationID: id, Kind: kind, Low: low, High: high,
			Currency: set.Currency, Basis: "year", Whom: tidy(whom), Day: today})
	})
}

var amounts = regexp.MustCompile(`(\d[\d.,\x{00a0} ]*\d|\d)\s*(k|K)?`)

// maxAmount bounds an amount; a thousand times as much is still a number.
const maxAmount = 1_000_000_000_000

// parseAmount reads "85000", "85k", "85-95k", "€ 85.000 – 95.000".
func parseAmount(s string) (low, high int, ok bool) {
	found := amounts.FindAllStringSubmatch(s, 2)
	if len(found) == 0 {
		return 0, 0, false
	}
	read := func(m []string) int {
		n, _ := strconv.Atoi(strings.NewReplacer(".", "", ",", "", " ", "", "\u00a0", "").Replace(m[1]))
		n = min(n, maxAmount) // also where there are more digits than a number has
		if m[2] != "" || (n > 0 && n < 1000 && found[len(found)-1][2] != "") || n > 0 && n < 500 {
			n *= 1000
		}
		return n
	}
	low = read(found[0])
	if len(found) == 2 {
		high = read(found[1])
	}
	return low, high, low > 0
}

// AddDocument keeps a file under an own id.
func (d *Desk) AddDocument(ctx context.Context, app track.ApplicationID, fileName, mediaType string, data []byte) (track.DocumentID, Receipt, error) {
	if len(data) == 0 || len(data) > 20<<20 {
		return "", Receipt{}, fault.New(fault.TooLarge, "file", "A file has between one byte and 20 MB.")
	}
	var id track.DocumentID
	r, err := d.update(ctx, "add_document", func(tx *store.Tx) (string, error) {
		doc, err := putDocument(tx, app, fileName, mediaType, data)
		id = doc.ID
		return "Kept " + doc.Name, err
	})
	return id, r, err
}

// Document reads a file back.
func (d *Desk) Document(ctx context.Context, id track.DocumentID) (doc track.Document, data []byte, err error) {
	err = d.view(ctx, func(tx *store.Tx) error {
		if doc, err = store.Get[track.Document](tx, id); err != nil {
			return err
		}
		b, err := store.Get[track.Blob](tx, string(id))
		data = b.Data
		return err
	})
	return doc, data, err
}
