package workbench

import (
	"context"
	"encoding/json"
	"slices"

	"debrief/internal/bullet"
	"debrief/internal/fault"
	"debrief/internal/resume"
	"debrief/internal/store"
	"debrief/internal/track"
)

// AddResume names a résumé version, with its file when there is one. What the
// file says is read; a file that can't be read is kept all the same, with why.
func (d *Desk) AddResume(ctx context.Context, name, text, fileName string, data []byte) (track.ResumeVersionID, Receipt, error) {
	name = tidy(name)
	if name == "" {
		return "", Receipt{}, fault.New(fault.Invalid, "name", "A résumé version needs a name, like “v7 Ledger”.")
	}
	read, err := d.readResume(ctx, data)
	if err != nil {
		return "", Receipt{}, err
	}
	var id track.ResumeVersionID
	r, err := d.update(ctx, "add_resume", func(tx *store.Tx) (string, error) {
		v := track.ResumeVersion{ID: track.ResumeVersionID(tx.NewID()), Name: name, Text: tidy(text), CreatedAt: tx.Now()}
		id = v.ID
		if len(data) > 0 {
			doc, err := putDocument(tx, "", fileName, "application/octet-stream", data)
			if err != nil {
				return "", err
			}
			v.DocumentID = doc.ID
		}
		return "Résumé " + name + " kept", cmpErr(store.Put(tx, v), putPaper(tx, id, read))
	})
	return id, r, err
}

// PutResumeFile gives a version its file, or another one. A version that went
// out stays as it was sent: fault.Conflict.
func (d *Desk) PutResumeFile(ctx context.Context, id track.ResumeVersionID, fileName string, data []byte) (Receipt, error) {
	if len(data) == 0 {
		return Receipt{}, fault.New(fault.Invalid, "file", "Choose a file first.")
	}
	read, err := d.readResume(ctx, data)
	if err != nil {
		return Receipt{}, err
	}
	return d.update(ctx, "put_resume_file", func(tx *store.Tx) (string, error) {
		v, err := store.Get[track.ResumeVersion](tx, id)
		if err != nil {
			return "", fault.New(fault.NotFound, "resume", "There is no such résumé version.")
		}
		sent, err := store.By[track.Application](tx, "resume_id", string(id))
		if err != nil {
			return "", err
		}
		if v.DocumentID != "" && len(sent) > 0 {
			return "", fault.New(fault.Conflict, "file", "“%s” went out with %d applications and stays as it was sent. Add the file as a new version.", v.Name, len(sent))
		}
		doc, err := putDocument(tx, "", fileName, "application/octet-stream", data)
		if err != nil {
			return "", err
		}
		if v.DocumentID != "" {
			if err := cmpErr(store.Remove[track.Blob](tx, string(v.DocumentID)), store.Remove[track.Document](tx, v.DocumentID)); err != nil {
				return "", err
			}
		}
		v.DocumentID = doc.ID
		return "File of " + v.Name + " kept", cmpErr(store.Put(tx, v), putPaper(tx, id, read))
	})
}

// ReadResumeFile reads the file of a version again, as after an update of
// Debrief, or for the first time.
func (d *Desk) ReadResumeFile(ctx context.Context, id track.ResumeVersionID) (Receipt, error) {
	var data []byte
	err := d.view(ctx, func(tx *store.Tx) error {
		v, err := store.Get[track.ResumeVersion](tx, id)
		if err != nil || v.DocumentID == "" {
			return fault.New(fault.NotFound, "resume", "There is no file to read.")
		}
		b, err := store.Get[track.Blob](tx, string(v.DocumentID))
		data = b.Data
		return err
	})
	if err != nil {
		return Receipt{}, err
	}
	read, err := d.readResume(ctx, data)
	if err != nil {
		return Receipt{}, err
	}
	return d.update(ctx, "read_resume", func(tx *store.Tx) (string, error) {
		v, err := store.Get[track.ResumeVersion](tx, id)
		if err != nil {
			return "", err
		}
		return "File of " + v.Name + " read", putPaper(tx, id, read)
	})
}

// resumeRead is what a file says; nil Row where there is no file.
type resumeRead struct {
	row   *track.ResumePaper
	sheet resume.Sheet
}

// maxDocument is how large a kept file may be, in bytes.
const maxDocument = 20 << 20

// readResume reads a file outside any transaction, since it takes its time.
// That a file can't be read is no error but what is to be kept about it.
func (d *Desk) readResume(ctx context.Context, data []byte) (r resumeRead, err error) {
	if len(data) == 0 || d.w.o.ReadPaper == nil {
		return r, nil
	}
	if len(data) > maxDocument {
		return r, fault.New(fault.TooLarge, "file", "The file has %d MB. Up to %d MB is kept.", len(data)>>20, maxDocument>>20)
	}
	p, err := d.w.o.ReadPaper(ctx, data)
	if ctx.Err() != nil {
		return r, ctx.Err()
	}
	r.row = &track.ResumePaper{Format: p.Format}
	if err == nil {
		r.sheet, err = resume.Read(p)
		if err != nil && len(resume.Problems(p)) > 0 {
			err = nil // a picture of a text: what is wrong says more
		}
	}
	if err != nil {
		r.row.Trouble = fault.Message(err)
		return r, nil
	}
	text, err := json.Marshal(p)
	r.row.Paper = string(text)
	return r, err
}

// putPaper keeps what was read, and the bullets of a version that has none yet.
func putPaper(tx *store.Tx, id track.ResumeVersionID, r resumeRead) error {
	if r.row == nil {
		return nil
	}
	r.row.ID, r.row.ReadAt = id, tx.Now()
	if err := store.Put(tx, *r.row); err != nil {
		return err
	}
	have, err := orderedBullets(tx, id)
	if err != nil || len(have) > 0 {
		return err
	}
	for i, l := range ownBullets(r.sheet) {
		if i == bullet.MaxLines {
			break
		}
		b := track.Bullet{ID: track.BulletID(tx.NewID()), ResumeID: id, Position: i + 1, Heading: clip(l.Heading, 400), Current: l.Current, Text: clip(l.Text, 4*bullet.MaxRunes)}
		if err := store.Put(tx, b); err != nil {
			return err
		}
	}
	return nil
}

// told are the sections whose bullets say what somebody did; a list of skills
// says what they have, and is no bullet to be checked.
var told = []resume.Section{resume.Top, resume.Experience, resume.Projects, resume.Volunteering, resume.Other}

func ownBullets(s resume.Sheet) []resume.Line {
	return slices.DeleteFunc(s.Bullets(), func(l resume.Line) bool { return !slices.Contains(told, l.Section) })
}

// fillPaper adds what was read in the file of a version.
func fillPaper(tx *store.Tx, v *ResumeView) (err error) {
	if v.ResumeVersion.DocumentID == "" {
		return nil
	}
	if v.File, _, err = store.Find[track.Document](tx, v.ResumeVersion.DocumentID); err != nil {
		return err
	}
	row, known, err := store.Find[track.ResumePaper](tx, v.ResumeVersion.ID)
	if err != nil || !known {
		return err
	}
	v.Read, v.Trouble = true, row.Trouble
	if row.Paper == "" {
		return nil
	}
	if err := json.Unmarshal([]byte(row.Paper), &v.Paper); err != nil {
		return err
	}
	v.Problems = resume.Problems(v.Paper)
	v.Sheet, err = resume.Read(v.Paper)
	if fault.KindOf(err) == fault.Invalid {
		err = nil // no text: the problems say so
	}
	return err
}

// ResumeJSON is a version as JSON Resume: the file itself with the bullets as
// they are now, or, where the file is of another format, the bullets alone.
func (d *Desk) ResumeJSON(ctx context.Context, id track.ResumeVersionID) (name string, out []byte, err error) {
	v, _, err := d.Resume(ctx, id)
	if err != nil {
		return "", nil, err
	}
	var lines []resume.Line
	for _, j := range v.Jobs {
		for _, l := range j.Bullets {
			lines = append(lines, resume.Line{Section: resume.Experience, Heading: j.Heading, Text: l.Text, Bullet: true, Current: j.Current})
		}
	}
	j := resume.FromBullets(v.Name, lines)
	if v.Paper.Format == "json" {
		_, data, err := d.Document(ctx, v.ResumeVersion.DocumentID)
		if err != nil {
			return "", nil, err
		}
		if j, err = resume.ReadJSON(data); err == nil {
			j, err = j.With(lines)
		}
		if err != nil {
			return "", nil, err
		}
	}
	out, err = j.Bytes()
	return SafeFileName(v.Name + ".json"), out, err
}

// ResumeChanges is what differs between two versions.
type ResumeChanges struct {
	Was, Is track.ResumeVersion
	All     []track.ResumeVersion
	Rows    []resume.Row
	Changed int // rows that went, came or were reworded
}

// ResumeChanges compares a version with another one; with an empty was, with the
// one named before it.
func (d *Desk) ResumeChanges(ctx context.Context, is, was track.ResumeVersionID) (c ResumeChanges, err error) {
	now, _, err := d.Resume(ctx, is)
	if err != nil {
		return c, err
	}
	c.Is, c.All = now.ResumeVersion, now.All
	if was == "" {
		i := slices.IndexFunc(now.All, func(v track.ResumeVersion) bool { return v.ID == is })
		if i < 0 || i == len(now.All)-1 {
			return c, nil
		}
		was = now.All[i+1].ID
	}
	then, _, err := d.Resume(ctx, was)
	if err != nil {
		return c, err
	}
	c.Was = then.ResumeVersion
	c.Rows = resume.Compare(then.textLines(), now.textLines())
	for _, r := range c.Rows {
		if r.Kind != resume.Stayed && r.Kind != resume.Skipped {
			c.Changed++
		}
	}
	return c, nil
}

// textLines are the lines of a version as they are compared: what its file says
// beside the bullets, then the bullets as they are on record.
func (v ResumeView) textLines() (out []string) {
	for _, l := range v.Sheet.Lines {
		if !(l.Bullet && slices.Contains(told, l.Section)) {
			out = append(out, l.Text)
		}
	}
	for _, j := range v.Jobs {
		if j.Heading != "" && !slices.Contains(out, j.Heading) {
			out = append(out, j.Heading)
		}
		for _, l := range j.Bullets {
			out = append(out, l.Text)
		}
	}
	return out
}
