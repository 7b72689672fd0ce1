package workbench

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"

	"debrief/internal/fault"
	"debrief/internal/store"
	"debrief/internal/table"
	"debrief/internal/track"
)

// TableImport is what an import of a table did, or would do.
type TableImport struct {
	Rows    int // rows of the file
	Added   int
	Known   int // on record from an earlier import of the same file
	Left    []LeftOut
	Cells   []LeftOut // cells that could not be read; their rows were kept
	Flagged []LeftOut // kept, with dates that can't be (DQ1)
	DryRun  bool
	Receipt Receipt
}

// LeftOut is a place in the file and why.
type LeftOut struct {
	Line int    `json:"line"`
	What string `json:"what"`
	Why  string `json:"why"`
}

// ImportTable makes applications of the rows of a table. Rows that came in
// before are not added again. A dry run shows what would happen and changes
// nothing. name is the source that the applications remember.
func (d *Desk) ImportTable(ctx context.Context, t table.Table, m table.Mapping, name string, dryRun bool) (TableImport, error) {
	res := TableImport{Rows: len(t.Rows), DryRun: dryRun}
	for _, n := range t.Notes {
		res.Cells = append(res.Cells, LeftOut{n.Line, "the file", n.Text})
	}
	fresh := 0
	run := func(tx *store.Tx) error {
		set, err := tx.Settings()
		if err != nil {
			return err
		}
		_, today := d.now(set)
		list, err := table.Apply(t, m, today)
		if err != nil {
			return err
		}
		for _, p := range list {
			if p.Skip != "" {
				res.Left = append(res.Left, LeftOut{p.Line, strings.Join(nonEmpty(p.Role, p.Location), ", "), p.Skip})
				continue
			}
			for _, c := range p.Problems {
				res.Cells = append(res.Cells, LeftOut{p.Line, c.Column + ": " + c.Value, c.Reason})
			}
			key := importKey(p.Key)
			known, err := store.By[track.Application](tx, "import_key", key)
			if err != nil {
				return err
			}
			if len(known) > 0 {
				res.Known++
				continue
			}
			fresh++
			if err := d.importRow(tx, p, key, name, &res); err != nil {
				return fmt.Errorf("line %d: %w", p.Line, err)
			}
		}
		res.Added = fresh
		return nil
	}
	if dryRun {
		// The same code runs and is taken back, so that a dry run can't differ.
		_, err := d.scope.Load(ctx, "import_table", "", func(tx *store.Tx) error {
			if err := run(tx); err != nil {
				return err
			}
			return errDryRun
		})
		if err != errDryRun {
			return res, err
		}
		return res, nil
	}
	id, err := d.scope.Load(ctx, "import_table", "Import of "+name, run)
	if err != nil {
		return res, err
	}
	res.Receipt = Receipt{id, fmt.Sprintf("Imported %s", countOf(res.Added))}
	return res, nil
}

type dryRunError struct{}

func (dryRunError) Error() string { return "dry run" }

// errDryRun ends a transaction that was only a look.
var errDryRun error = dryRunError{}

func nonEmpty(list ...string) (out []string) {
	for _, s := range list {
		if s != "" {
			out = append(out, s)
		}
	}
	return out
}

// importKey keeps a row's identity short enough for an index.
func importKey(key string) string { return "table:" + hash(key) }

func (d *Desk) importRow(tx *store.Tx, p table.Proposal, key, name string, res *TableImport) error {
	contact, email := nameAndAddress(p.Contact)
	id, err := d.add(tx, NewApplication{Company: p.Company, Role: p.Role, Channel: p.Channel, Location: p.Location, URL: p.URL, Source: cmp.Or(p.Source, name), Posted: p.Salary, Tags: p.Tags,
		Contact: contact, Email: email}, key, "import:"+name)
	if err != nil {
		return err
	}
	set, err := tx.Settings()
	if err != nil {
		return err
	}
	for _, e := range p.Events {
		ev := track.Event{ID: track.EventID(tx.NewID()), ApplicationID: id, Kind: e.Kind, Day: e.Day, StageKind: e.Stage, Round: e.Round, Ending: e.Ending, Source: "import:" + name, RecordedAt: tx.Now()}
		if at, err := time.ParseInLocation("2006-01-02 15:04", string(e.Day)+" "+e.Time, zone(set)); err == nil {
			ev.At = track.InstantOf(at)
		}
		if e.Kind == track.StageEntered {
			ev.StageID = track.StageID(e.Stage)
			if _, found, err := store.Find[track.Stage](tx, ev.StageID); err != nil || !found {
				ev.StageID = ""
			}
		}
		if err := store.Put(tx, ev); err != nil {
			return err
		}
	}
	if slices.Contains(p.Flags, track.FlagImpossible) {
		res.Flagged = append(res.Flagged, LeftOut{p.Line, p.Company, "The dates of this row can't be in this order. It is kept as it is, flagged DQ1, and left out of counts."})
	}
	if p.Notes == "" {
		return nil
	}
	return store.Put(tx, track.Note{ID: track.NoteID(tx.NewID()), ApplicationID: id, Text: clip(p.Notes, 1<<18), CreatedAt: tx.Now()})
}

// nameAndAddress parts what a sheet says about a contact; numbers are left out.
func nameAndAddress(s string) (name, email string) {
	var words []string
	for _, w := range strings.FieldsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(",;<>()", r) }) {
		switch {
		case strings.Contains(w, "@"):
			email = cmp.Or(email, w)
		case !strings.ContainsAny(w, "0123456789"):
			words = append(words, w)
		}
	}
	return strings.Join(words, " "), email
}

// Mappings lists the saved mappings.
func (d *Desk) Mappings(ctx context.Context) (list []track.SavedMapping, err error) {
	err = d.view(ctx, func(tx *store.Tx) error {
		list, err = store.All[track.SavedMapping](tx)
		return err
	})
	return list, err
}

// SaveMapping keeps a mapping under a name, in place of one of the same name.
func (d *Desk) SaveMapping(ctx context.Context, name string, m table.Mapping) (Receipt, error) {
	name = clip(tidy(name), 60)
	if name == "" {
		return Receipt{}, fault.New(fault.Invalid, "name", "A mapping needs a name.")
	}
	body, err := json.Marshal(m)
	if err != nil {
		return Receipt{}, err
	}
	return d.update(ctx, "save_mapping", func(tx *store.Tx) (string, error) {
		row := track.SavedMapping{ID: track.MappingID(tx.NewID()), Name: name, Body: string(body)}
		old, err := store.By[track.SavedMapping](tx, "name", name)
		if err != nil {
			return "", err
		}
		if len(old) > 0 {
			row.ID = old[0].ID
		}
		return "Mapping “" + name + "” saved", store.Put(tx, row)
	})
}
