package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"

	"filippo.io/age"
	"github.com/spf13/cobra"

	"debrief/internal/card"
	"debrief/internal/fault"
	"debrief/internal/table"
	"debrief/internal/workbench"
)

func (a *app) importing() *cobra.Command {
	var mapping, saveAs, app, since string
	var dry bool
	c := &cobra.Command{Use: "import PATH...", Short: "Bring in mail, a CSV table, or Debrief's own JSON", Args: args(1, -1, "at least one file or folder, or - for mail on standard input"),
		Long: "Mail comes from mbox files, Maildirs, .eml files, folders and zips of them. What is about your search is kept and filed where nothing is in doubt;\n" +
			"the rest waits in the Inbox. The files stay as they are. Ctrl-C stops, and the next run goes on there; what is known already adds nothing.\n" +
			"A .csv becomes applications, by a mapping of its columns; --dry-run shows what would happen. A .json is an export of Debrief.\n" +
			"With --application an .eml or .txt is an answer to that application.",
		Example: "  debrief import \"All mail Including Spam and Trash.mbox\"\n  debrief import --since 2026-06-01 ~/Maildir\n  debrief import --dry-run applications.csv\n  debrief import --mapping jsa.json applications.csv"}
	c.Flags().StringVar(&since, "since", "", "leave mails before this day out")
	c.Flags().StringVar(&mapping, "mapping", "", "a saved mapping's name, or a file with one as JSON")
	c.Flags().StringVar(&saveAs, "save-mapping", "", "save the mapping under this name")
	c.Flags().StringVar(&app, "application", "", "application that a mail belongs to")
	c.Flags().BoolVar(&dry, "dry-run", false, "show what would happen and change nothing")
	c.RunE = a.with(func(ctx context.Context, d *workbench.Desk, args []string) error {
		for _, path := range args {
			var err error
			switch ext := strings.ToLower(filepath.Ext(path)); ext {
			case ".csv", ".tsv":
				err = a.importTable(ctx, d, path, mapping, saveAs, dry)
			case ".json":
				err = a.importJSON(ctx, d, path)
			default:
				switch {
				case ext == ".txt" && !isFolder(path), ext == ".eml" && app != "":
					err = a.importAnswer(ctx, d, path, app, ext == ".eml")
				case app != "":
					err = fault.New(fault.Usage, "application", "--application goes with one .eml or .txt. Mails of a mailbox find their application themselves.")
				case a.Mail == nil:
					err = fault.New(fault.Invalid, "file", "%s: this Debrief can't read mail.", path)
				default:
					err = a.importMail(ctx, d, path, since)
				}
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
	return c
}

func isFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

func (a *app) importTable(ctx context.Context, d *workbench.Desk, path, mapping, saveAs string, dry bool) error {
	data, err := a.read(path, table.MaxBytes)
	if err != nil {
		return err
	}
	t, err := table.Read(data)
	if err != nil {
		return err
	}
	m, err := a.mapping(ctx, d, mapping, t)
	if err != nil {
		return err
	}
	if saveAs != "" && !dry {
		if _, err := d.SaveMapping(ctx, saveAs, m); err != nil {
			return err
		}
	}
	res, err := d.ImportTable(ctx, t, m, filepath.Base(path), dry)
	if err != nil {
		return err
	}
	return a.answer(map[string]any{"path": path, "rows": res.Rows, "added": res.Added, "known": res.Known, "left_out": res.Left, "cells": res.Cells, "flagged": res.Flagged, "dry_run": res.DryRun, "change": res.Receipt.Change}, func() {
		word := map[bool]string{true: "would become applications", false: "became applications"}[dry]
		a.say("%s: %d rows. %d %s, %d are on record already, %d left out.", path, res.Rows, res.Added, word, res.Known, len(res.Left))
		if dry {
			a.say("Columns: company=%q role=%q applied=%q status=%q ended=%q.", m.Company, m.Role, m.Applied, m.Status, m.Ended)
		}
		for _, l := range append(append(res.Left, res.Cells...), res.Flagged...) {
			a.say("  line %d: %s: %s", l.Line, cut(l.What, 60), l.Why)
		}
		if res.Receipt.Change != "" {
			a.say("Undo: debrief undo %s", res.Receipt.Change)
		}
	})
}

// mapping takes a file, a saved name, or a guess from the header.
func (a *app) mapping(ctx context.Context, d *workbench.Desk, name string, t table.Table) (table.Mapping, error) {
	if name == "" {
		return table.Guess(t), nil
	}
	body := []byte(nil)
	list, err := d.Mappings(ctx)
	if err != nil {
		return table.Mapping{}, err
	}
	for _, s := range list {
		if s.Name == name {
			body = []byte(s.Body)
		}
	}
	if body == nil {
		if body, err = a.read(name, 1<<20); err != nil {
			return table.Mapping{}, fault.Wrap(err, fault.Invalid, "mapping", "There is no saved mapping and no file called %q.", name)
		}
	}
	var m table.Mapping
	dec := json.NewDecoder(bytes.NewReader(body))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&m); err != nil {
		return m, fault.Wrap(err, fault.Invalid, "mapping", "The mapping %q can't be read: %v.", name, err)
	}
	return m, nil
}

func (a *app) importJSON(ctx context.Context, d *workbench.Desk, path string) error {
	f, err := os.Open(path)
	if err != nil {
		return fault.Wrap(err, fault.Invalid, "file", "%s can't be opened.", path)
	}
	defer f.Close()
	added, kept, r, err := d.ImportJSON(ctx, f)
	if err != nil {
		return err
	}
	return a.answer(map[string]any{"path": path, "added": added, "kept": len(kept), "change": r.Change}, func() {
		a.say("%s: %d rows added, %d were on record already.", path, added, len(kept))
	})
}

func (a *app) importAnswer(ctx context.Context, d *workbench.Desk, path, app string, eml bool) error {
	if app == "" {
		return fault.New(fault.Usage, "application", "Name the application that %s belongs to with --application.", path)
	}
	id, err := d.FindApplication(ctx, app)
	if err != nil {
		return err
	}
	data, err := a.read(path, 25<<20)
	if err != nil {
		return err
	}
	ans := workbench.Answer{Application: id, Text: string(data)}
	if eml {
		ans.Text, ans.Raw = "", data
	}
	deb, r, err := d.LogAnswer(ctx, ans)
	if err != nil {
		return err
	}
	return a.answer(map[string]any{"path": path, "debrief": deb, "change": r.Change}, func() {
		if r.Change == "" {
			a.say("%s is on record already. “debrief debrief %s” opens its debrief.", path, app)
			return
		}
		a.say("%s. “debrief debrief %s” opens the debrief.", r.Text, app)
	})
}

func (a *app) export() *cobra.Command {
	var csv, private, rescue, contacts, days bool
	c := &cobra.Command{Use: "export [FILE]", Short: "Write everything out in an open form", Args: args(0, 1, "at most one file; without one it goes to standard output"),
		Long: "Writes the whole record as JSON, the applications as CSV with --csv, the contacts as vCards with --contacts, or what is\nto come as an iCalendar file with --calendar. Sealed notes and the private salary floor stay home unless --private is given."}
	c.Flags().BoolVar(&csv, "csv", false, "applications as a table that a spreadsheet can open safely")
	c.Flags().BoolVar(&contacts, "contacts", false, "contacts as vCards, version 4.0")
	c.Flags().BoolVar(&days, "calendar", false, "interviews and dates as an iCalendar file")
	c.Flags().BoolVar(&private, "private", false, "sealed notes, NDA notes and the salary floor as well")
	c.Flags().BoolVar(&rescue, "rescue", false, "read what can be read of a damaged data file, one row a line")
	c.MarkFlagsMutuallyExclusive("csv", "contacts", "calendar", "rescue")
	c.RunE = a.with(func(ctx context.Context, d *workbench.Desk, args []string) error {
		return a.writeTo(args, func(w io.Writer) (string, error) {
			switch {
			case rescue:
				got, err := d.Rescue(ctx, w)
				return sprint("%d rows written; %d places could not be read.", got.Rows, got.Skipped), err
			case csv:
				n, err := d.ExportCSV(ctx, w)
				return sprint("%d applications written.", n), err
			case contacts, days:
				return exportPart(ctx, d, w, contacts)
			}
			rows, left, err := d.Export(ctx, w, workbench.ExportOptions{Private: private})
			return sprint("%d rows written; %d private ones stayed home.", rows, left), err
		})
	})
	return c
}

// exportPart writes the contacts or the calendar.
func exportPart(ctx context.Context, d *workbench.Desk, w io.Writer, contacts bool) (string, error) {
	file, words := []byte(nil), "Contacts written."
	var err error
	if contacts {
		file, _, err = d.ExportCards(ctx, "", card.V4)
	} else {
		words = "Calendar written."
		file, err = d.ExportCalendar(ctx)
	}
	if err != nil {
		return "", err
	}
	_, err = w.Write(file)
	return words, err
}

// writeTo writes to a file through a part file, so that nothing is half saved.
func (a *app) writeTo(args []string, f func(io.Writer) (string, error)) error {
	if len(args) == 0 {
		_, err := f(a.Out)
		return err
	}
	part := args[0] + ".part"
	out, err := os.OpenFile(part, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return fault.Wrap(err, fault.Invalid, "file", "%s can't be written.", args[0])
	}
	defer os.Remove(part)
	text, err := f(out)
	if err == nil {
		err = out.Sync()
	}
	if err2 := out.Close(); err == nil {
		err = err2
	}
	if err == nil {
		err = os.Rename(part, args[0])
	}
	if err != nil {
		return diskFull(err, args[0])
	}
	return a.answer(map[string]any{"path": args[0], "text": text}, func() { a.say("%s: %s", args[0], text) })
}

func diskFull(err error, path string) error {
	if strings.Contains(err.Error(), "no space left") {
		return fault.Wrap(err, fault.NoSpace, "file", "The disk is full. %s was not written.", path)
	}
	return err
}

func (a *app) backup() *cobra.Command {
	var passphrase string
	c := &cobra.Command{Use: "backup [FILE]", Short: "Make a verified copy of everything", Args: args(0, 1, "at most one file"),
		Long: "Copies the whole record to one file, reads the copy back and checks it before it counts. --passphrase-file encrypts it with age."}
	c.Flags().StringVar(&passphrase, "passphrase-file", "", "file whose first line encrypts the copy")
	c.RunE = a.with(func(ctx context.Context, d *workbench.Desk, args []string) error {
		path := ""
		if len(args) == 1 {
			path = args[0]
		}
		b, err := d.Backup(ctx, path)
		if err != nil {
			return err
		}
		if passphrase != "" {
			if b.Path, err = a.encrypt(b.Path, passphrase); err != nil {
				return err
			}
		}
		return a.answer(map[string]any{"path": b.Path, "bytes": b.Bytes, "rows": b.Rows, "schema": b.Schema}, func() {
			a.say("%s: %d rows, read back and checked.", b.Path, b.Rows)
		})
	})
	return c
}

func (a *app) secret(path string) (string, error) {
	b, err := a.read(path, 4096)
	if err != nil {
		return "", err
	}
	line, _, _ := strings.Cut(string(b), "\n")
	if line = strings.TrimSpace(line); line == "" {
		return "", fault.New(fault.Invalid, "passphrase-file", "%s holds no passphrase.", path)
	}
	return line, nil
}

// encrypt puts an age file in place of the plain copy.
func (a *app) encrypt(path, secretFile string) (string, error) {
	secret, err := a.secret(secretFile)
	if err != nil {
		return "", err
	}
	to, err := age.NewScryptRecipient(secret)
	if err != nil {
		return "", err
	}
	plain, err := os.ReadFile(path)
	if err != nil {
		return "", err
	}
	var b bytes.Buffer
	w, err := age.Encrypt(&b, to)
	if err != nil {
		return "", err
	}
	if _, err := w.Write(plain); err != nil {
		return "", err
	}
	if err := w.Close(); err != nil {
		return "", err
	}
	// The encrypted copy is read back too, before the plain one goes.
	if back, err := decrypt(bytes.NewReader(b.Bytes()), secret); err != nil || !bytes.Equal(back, plain) {
		return "", fault.Wrap(err, fault.Damaged, "backup", "The encrypted copy could not be read back. The plain one stays at %s.", path)
	}
	if err := os.WriteFile(path+".age", b.Bytes(), 0o600); err != nil {
		return "", err
	}
	return path + ".age", os.Remove(path)
}

func decrypt(r io.Reader, secret string) ([]byte, error) {
	id, err := age.NewScryptIdentity(secret)
	if err != nil {
		return nil, err
	}
	out, err := age.Decrypt(r, id)
	if err != nil {
		return nil, fault.Wrap(err, fault.Invalid, "passphrase-file", "The passphrase does not open this backup.")
	}
	return io.ReadAll(io.LimitReader(out, 8<<30))
}

func (a *app) restore() *cobra.Command {
	var passphrase string
	c := &cobra.Command{Use: "restore FILE", Short: "Put a backup in place of the record", Args: args(1, 1, "one backup file"),
		Long: "Checks the file, copies its rows into a fresh record and puts that in place. What stood there before is kept as a backup."}
	c.Flags().StringVar(&passphrase, "passphrase-file", "", "file whose first line opens an encrypted backup")
	c.RunE = func(c *cobra.Command, args []string) error {
		o, err := a.options()
		if err != nil {
			return err
		}
		path := args[0]
		if strings.HasSuffix(path, ".age") {
			plain, err := a.opened(path, passphrase)
			if err != nil {
				return err
			}
			defer os.Remove(plain)
			path = plain
		}
		b, kept, err := a.Restore(c.Context(), path, o)
		if err != nil {
			return err
		}
		return a.answer(map[string]any{"path": args[0], "rows": b.Rows, "kept": kept}, func() {
			a.say("Restored %d rows from %s.", b.Rows, args[0])
			if kept != "" {
				a.say("What stood there before is kept at %s.", kept)
			}
		})
	}
	return c
}

// opened decrypts a backup into a file only this user can read.
func (a *app) opened(path, secretFile string) (string, error) {
	if secretFile == "" {
		return "", fault.New(fault.Usage, "passphrase-file", "This backup is encrypted. Name the file with its passphrase with --passphrase-file.")
	}
	secret, err := a.secret(secretFile)
	if err != nil {
		return "", err
	}
	f, err := os.Open(path)
	if err != nil {
		return "", fault.Wrap(err, fault.Invalid, "backup", "%s can't be opened.", path)
	}
	defer f.Close()
	data, err := decrypt(f, secret)
	if err != nil {
		return "", err
	}
	tmp, err := os.CreateTemp("", "debrief-restore-*.db")
	if err != nil {
		return "", err
	}
	defer tmp.Close()
	_, err = tmp.Write(data)
	return tmp.Name(), err
}

func (a *app) verify() *cobra.Command {
	return &cobra.Command{Use: "verify", Short: "Read the whole record and check it", Args: args(0, 0, "no arguments"),
		RunE: a.with(func(ctx context.Context, d *workbench.Desk, _ []string) error {
			v, err := d.Verify(ctx)
			if err != nil {
				return err
			}
			if err := a.answer(v, func() {
				a.say("%s, schema %d: %d rows.", v.Engine, v.Schema, v.Rows)
				for _, p := range v.Problems {
					a.say("- %s", p)
				}
				if len(v.Problems) == 0 {
					a.say("Everything reads back and agrees.")
				}
			}); err != nil || len(v.Problems) == 0 {
				return err
			}
			return errFound
		})}
}
