package workbench

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"debrief/internal/fault"
	"debrief/internal/interview"
	"debrief/internal/store"
	"debrief/internal/table"
	"debrief/internal/track"
)

// ExportVersion is the version of the JSON form; newer ones are refused.
const ExportVersion = 1

// ExportOptions say what goes out besides the ordinary.
type ExportOptions struct {
	Private bool // sealed notes, NDA notes and the private salary floor as well
}

// Export writes the whole record as one JSON object, table by table, each row
// on a line of its own, in order of id. The same record gives the same bytes
// on every engine. It reports how many rows it wrote and left out.
func (d *Desk) Export(ctx context.Context, w io.Writer, o ExportOptions) (rows, left int, err error) {
	b := bufio.NewWriter(w)
	fmt.Fprintf(b, "{\"debrief_export\":%d,\"tables\":{\n", ExportVersion)
	err = d.view(ctx, func(tx *store.Tx) error {
		for i, name := range store.TableNames() {
			if i > 0 {
				b.WriteString(",\n")
			}
			fmt.Fprintf(b, "%q:[", name)
			n := 0
			err := tx.EachImage(name, func(row any) error {
				if !o.Private && private(row) {
					left++
					return nil
				}
				line, err := json.Marshal(plain(row))
				if err != nil {
					return err
				}
				if n > 0 {
					b.WriteByte(',')
				}
				b.WriteByte('\n')
				b.Write(line)
				n++
				return ctx.Err()
			})
			if err != nil {
				return err
			}
			b.WriteByte(']')
			rows += n
		}
		return nil
	})
	if err != nil {
		return rows, left, err
	}
	b.WriteString("\n}}\n")
	return rows, left, b.Flush()
}

// private rows stay home unless asked for by name.
func private(row any) bool {
	switch r := row.(type) {
	case track.Note:
		return r.Sealed || r.NDA
	case track.SalaryEntry:
		return r.Kind == track.SalaryFloor
	case track.InterviewNote:
		n, err := interview.Read(r.Body)
		return err != nil || n.NDA
	case track.Setting:
		return r.ID == feedID // whoever has the address may read the calendar
	}
	return false
}

// plain drops what is derived, so that it is derived anew where it comes in.
func plain(row any) any {
	if e, ok := row.(track.Event); ok {
		e.Withdrawn = false
		return e
	}
	return row
}

// ImportJSON brings an export back in. Rows that are there already and equal
// change nothing; a different row of the same id is kept as it stands and
// listed. One change, one undo.
func (d *Desk) ImportJSON(ctx context.Context, r io.Reader) (added int, kept []string, rec Receipt, err error) {
	var file struct {
		Version int                          `json:"debrief_export"`
		Tables  map[string][]json.RawMessage `json:"tables"`
	}
	dec := json.NewDecoder(bufio.NewReader(r))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&file); err != nil || file.Version == 0 {
		return 0, nil, rec, fault.Wrap(cmpErr(err, fmt.Errorf("no debrief_export")), fault.Foreign, "file", "This is not a Debrief export.")
	}
	if file.Version > ExportVersion {
		return 0, nil, rec, fault.New(fault.TooNew, "file", "This export was written by a newer Debrief (form %d, this one knows %d).", file.Version, ExportVersion)
	}
	for name := range file.Tables {
		if !contains(store.TableNames(), name) {
			return 0, nil, rec, fault.New(fault.Invalid, name, "The export holds a table %q that is not known. Known: %s.", name, strings.Join(store.TableNames(), ", "))
		}
	}
	var id track.ChangeID
	id, err = d.scope.Load(ctx, "import", "Import of an export", func(tx *store.Tx) error {
		if err := makeRoom(tx); err != nil {
			return err
		}
		for _, name := range store.TableNames() {
			for _, image := range file.Tables[name] {
				fresh, err := putNew(tx, name, image)
				if err != nil {
					return err
				}
				if fresh == "" {
					added++
				} else {
					kept = append(kept, fresh)
				}
			}
		}
		return nil
	})
	return added, kept, Receipt{id, fmt.Sprintf("Imported %d rows", added)}, err
}

// makeRoom takes the stages that a new record begins with out of an otherwise
// empty one, so that those of the export come in as they were named and ordered.
func makeRoom(tx *store.Tx) error {
	for _, name := range store.TableNames() {
		if name == "stages" {
			continue
		}
		empty := true
		if err := tx.EachImage(name, func(any) error { empty = false; return errSeen }); err != nil && err != errSeen {
			return err
		}
		if !empty {
			return nil
		}
	}
	list, err := store.All[track.Stage](tx)
	for _, s := range list {
		if err == nil {
			err = store.Remove[track.Stage](tx, s.ID)
		}
	}
	return err
}

// errSeen ends a look at a table after its first row.
var errSeen = errors.New("seen")

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

// putNew puts a row unless its id is taken; then it names the row that stays.
func putNew(tx *store.Tx, name string, image json.RawMessage) (stays string, err error) {
	var id struct {
		ID string `json:"id"`
	}
	if err := json.Unmarshal(image, &id); err != nil || id.ID == "" {
		return "", fault.New(fault.Invalid, name, "A row of %s has no id.", name)
	}
	found, err := tx.Has(name, id.ID)
	if err != nil || found {
		return name + " " + id.ID, err
	}
	return "", tx.PutImage(name, image)
}

// ExportCSV writes the applications as a table that a spreadsheet opens without
// running anything in it.
func (d *Desk) ExportCSV(ctx context.Context, w io.Writer) (n int, err error) {
	header := []string{"company", "role", "channel", "location", "applied_on", "stage", "furthest_stage", "ending", "ended_on", "answered", "resume", "source", "id"}
	return n, d.view(ctx, func(tx *store.Tx) error {
		out, err := table.NewWriter(w, header)
		if err != nil {
			return err
		}
		const size = 500
		for offset := 0; ; offset += size {
			page, err := tx.List(store.Filter{}, store.ByApplied, false, offset, size)
			if err != nil {
				return err
			}
			for _, it := range page.Items {
				resume, _, err := store.Find[track.ResumeVersion](tx, it.ResumeID)
				if err != nil {
					return err
				}
				answered := ""
				if it.Answered {
					answered = "yes"
				}
				err = out.Row(it.Employer, it.Role, string(it.Channel), it.Location, string(it.AppliedOn), string(it.StageKind), string(it.FurthestKind), string(it.Ending),
					string(it.EndedOn), answered, resume.Name, it.Source, string(it.ApplicationID))
				if err != nil {
					return err
				}
				n++
			}
			if !page.More {
				return out.Flush()
			}
		}
	})
}

// Backup makes a verified copy of the whole record; an empty path puts it into
// the folder "backups" beside the data, named by the time.
func (d *Desk) Backup(ctx context.Context, path string) (store.Backup, error) {
	if path == "" && d.w.store.Dir() == "" {
		return store.Backup{}, fault.New(fault.Conflict, "backup", "This record has no folder of its own. Name a file for the backup.")
	}
	if path == "" {
		path = filepath.Join(d.w.store.Dir(), "backups", "debrief-"+d.w.o.Now().UTC().Format("20060102-150405")+".db")
	}
	return d.w.store.Backup(ctx, path)
}

// LastBackup names the newest backup in the record's own folder, and when it
// was made and read back. Empty without one.
func (d *Desk) LastBackup() (name string, at time.Time) {
	list, err := filepath.Glob(filepath.Join(d.w.store.Dir(), "backups", "debrief-*.db"))
	if d.w.store.Dir() == "" || err != nil || len(list) == 0 {
		return "", at
	}
	slices.Sort(list)
	name = filepath.Base(list[len(list)-1])
	at, err = time.Parse("20060102-150405", strings.TrimSuffix(strings.TrimPrefix(name, "debrief-"), ".db"))
	if err != nil {
		return "", at
	}
	return name, at
}

// Verify reads the whole record and tells what is wrong with it.
func (d *Desk) Verify(ctx context.Context) (store.Verdict, error) {
	return d.w.store.Verify(ctx, d.scope.Owner())
}

// Rescue writes what can be read of a damaged record, one JSON row a line, and
// skips what can't.
func (d *Desk) Rescue(ctx context.Context, w io.Writer) (store.Rescued, error) {
	b := bufio.NewWriter(w)
	got, err := d.w.store.Rescue(ctx, d.scope.Owner(), func(name string, row any) error {
		line, err := json.Marshal(map[string]any{"table": name, "row": plain(row)})
		if err != nil {
			return err
		}
		b.Write(line)
		return b.WriteByte('\n')
	})
	return got, cmpErr(err, b.Flush())
}
