// Package exam measures triage: it reads case files and licensed mails from
// testdata, runs them through the same reader that imports use, and counts.
// Only tests and the commands beside it use it.
//
//	set, err := exam.Cases("train", "internal/triage/testdata/cases/train")
//	result := exam.Run(set, func(m triage.Mail) triage.Verdict { return triage.Classify(m, nil) })
//	result.Confusion.MacroF1()
package exam

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"debrief/internal/mail"
	"debrief/internal/post"
	"debrief/internal/track"
	"debrief/internal/triage"
	"debrief/internal/triage/cases"
)

// Item is one mail with what is expected of it.
type Item struct {
	cases.Case
	Mail triage.Mail
	Set  string // where it comes from
}

// Cases reads all *.cases of a folder, in the order of their names.
func Cases(set, dir string) ([]Item, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*.cases"))
	if err != nil || len(files) == 0 {
		return nil, fmt.Errorf("no case files in %s (%w)", dir, errors.Join(err, os.ErrNotExist))
	}
	slices.Sort(files)
	var items []Item
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			return nil, err
		}
		list, err := cases.Parse(filepath.Base(f), string(text))
		if err != nil {
			return nil, err
		}
		for _, c := range list {
			it, err := item(set, c)
			if err != nil {
				return nil, fmt.Errorf("%s:%d: %s: %w", c.File, c.Line, c.Name, err)
			}
			items = append(items, it)
		}
	}
	return items, nil
}

func item(set string, c cases.Case) (Item, error) {
	p, err := mail.Read(bytes.NewReader(c.Raw), mail.Options{})
	if err != nil {
		return Item{}, err
	}
	return Item{Case: c, Mail: post.ForTriage(p), Set: set}, nil
}

// realClass maps the labels of the 23 licensed mails.
var realClass = map[string]struct {
	class track.Class
	sub   string
}{
	"confirmation": {track.ClassReceived, ""}, "rejection": {track.ClassRejection, ""}, "rejection-after-interview": {track.ClassRejection, triage.SubAfterInterview},
	"rejection-position-filled": {track.ClassRejection, triage.SubFilled}, "on-hold": {track.ClassStatus, triage.SubOnHold},
}

// Real reads the 23 licensed application mails. They are unit fixtures: rules
// were written with them in view.
func Real(dir string) ([]Item, error) {
	f, err := os.Open(filepath.Join(dir, "labels.csv"))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		return nil, err
	}
	var items []Item
	for _, row := range rows[1:] {
		raw, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(row[0])))
		if err != nil {
			return nil, err
		}
		k, ok := realClass[row[1]]
		if !ok {
			return nil, fmt.Errorf("%s: unknown label %q", row[0], row[1])
		}
		c := cases.Case{Name: row[0], File: "labels.csv", Class: k.class, Subclass: k.sub, Template: "real-" + row[0], Raw: raw, Language: "en",
			Company: cases.Expected{Text: row[3], Judged: true}, Role: cases.Expected{Text: row[4], Judged: true}}
		it, err := item("real", c)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", row[0], err)
		}
		items = append(items, it)
	}
	return items, nil
}

// Negatives reads the 739 licensed mails of 2002 that are not about
// applications, from their archive.
func Negatives(path string) ([]Item, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, err
	}
	var items []Item
	for t := tar.NewReader(z); ; {
		h, err := t.Next()
		if errors.Is(err, io.EOF) {
			return items, nil
		}
		if err != nil {
			return nil, err
		}
		if h.Typeflag != tar.TypeReg || !strings.HasSuffix(h.Name, ".eml") {
			continue
		}
		raw, err := io.ReadAll(t)
		if err != nil {
			return nil, err
		}
		it, err := item("negatives", cases.Case{Name: h.Name, File: filepath.Base(path), Class: track.ClassOther, Template: "negative-" + h.Name, Raw: raw})
		if err != nil {
			return nil, fmt.Errorf("%s: %w", h.Name, err)
		}
		items = append(items, it)
	}
}

// Training is what the model is trained on: the training cases and the
// negatives. root is the root of the repository.
func Training(root string) ([]Item, error) {
	train, err := Cases("train", filepath.Join(root, "internal", "triage", "testdata", "cases", "train"))
	if err != nil {
		return nil, err
	}
	negatives, err := Negatives(filepath.Join(root, "internal", "triage", "testdata", "negatives", "spamassassin.tar.gz"))
	return append(train, negatives...), err
}
