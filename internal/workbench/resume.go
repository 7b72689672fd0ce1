package workbench

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"debrief/internal/bullet"
	"debrief/internal/fault"
	"debrief/internal/resume"
	"debrief/internal/store"
	"debrief/internal/track"
)

// ResumeView is one résumé version with its bullets and the remarks on them.
type ResumeView struct {
	track.ResumeVersion
	All     []track.ResumeVersion // newest first
	Jobs    []Job
	Hints   int // warnings over all bullets
	Bullets int
	Sent    int       // applications it went out with
	Since   track.Day // first of them
	SentTo  []store.Item
	Stories []track.Story
	// Of its file, when there is one:
	File     track.Document
	Read     bool   // it was read, or could not be
	Trouble  string // why it could not be read
	Paper    track.Paper
	Problems []resume.Problem
	Sheet    resume.Sheet
}

// Job is a heading of the résumé with its bullets.
type Job struct {
	Heading string
	Current bool
	Bullets []BulletLine
}

// BulletLine is one bullet with its remarks and the story that proves it.
type BulletLine struct {
	track.Bullet
	N       int
	Result  bullet.Result
	Story   string
	Wording string // from the words of the story, where the line has a remark
	Warning bool
}

// Resume is one version; with an empty id the newest that has bullets, else the
// newest. ok is false when there is no version yet.
func (d *Desk) Resume(ctx context.Context, id track.ResumeVersionID) (v ResumeView, ok bool, err error) {
	err = d.view(ctx, func(tx *store.Tx) error {
		if v.All, err = store.All[track.ResumeVersion](tx); err != nil {
			return err
		}
		slices.Reverse(v.All)
		if len(v.All) == 0 {
			return nil
		}
		if id == "" {
			if id, err = newestWithBullets(tx, v.All); err != nil {
				return err
			}
		}
		if v.ResumeVersion, err = store.Get[track.ResumeVersion](tx, id); err != nil {
			return fault.New(fault.NotFound, "resume", "There is no such résumé version.")
		}
		ok = true
		return fillResume(tx, &v)
	})
	return v, ok, err
}

func newestWithBullets(tx *store.Tx, all []track.ResumeVersion) (track.ResumeVersionID, error) {
	for _, r := range all {
		list, err := store.By[track.Bullet](tx, "resume_id", string(r.ID))
		if err != nil || len(list) > 0 {
			return r.ID, err
		}
	}
	return all[0].ID, nil
}

func fillResume(tx *store.Tx, v *ResumeView) error {
	names, err := privateNames(tx)
	if err != nil {
		return err
	}
	list, err := orderedBullets(tx, v.ResumeVersion.ID)
	if err != nil {
		return err
	}
	if v.Stories, err = openStories(tx); err != nil {
		return err
	}
	lines := make([]bullet.Line, len(list))
	for i, b := range list {
		lines[i] = bullet.Line{Text: b.Text, Current: b.Current}
	}
	for i, r := range bullet.Check(lines, bullet.Options{Private: names}) {
		b := list[i]
		l := BulletLine{Bullet: b, N: i + 1, Result: r}
		for _, s := range v.Stories {
			if s.ID == b.StoryID {
				l.Story = s.Title
				l.Wording = resume.Wording(s.Action, s.Result)
			}
		}
		for _, f := range r.Findings {
			if f.Severity == bullet.Warn {
				v.Hints++
				l.Warning = true
			}
		}
		if !l.Warning || l.Wording == b.Text {
			l.Wording = ""
		}
		if n := len(v.Jobs); n == 0 || v.Jobs[n-1].Heading != b.Heading {
			v.Jobs = append(v.Jobs, Job{Heading: b.Heading, Current: b.Current})
		}
		job := &v.Jobs[len(v.Jobs)-1]
		job.Bullets = append(job.Bullets, l)
	}
	v.Bullets = len(list)
	return cmpErr(fillSent(tx, v), fillPaper(tx, v))
}

// maxSent is how many applications are named beside a version.
const maxSent = 12

// fillSent counts the applications the version went out with and names the newest.
func fillSent(tx *store.Tx, v *ResumeView) error {
	apps, err := store.By[track.Application](tx, "resume_id", string(v.ResumeVersion.ID))
	if err != nil {
		return err
	}
	slices.Reverse(apps)
	for _, a := range apps {
		s, err := tx.StateOf(a.ID)
		if err != nil {
			return err
		}
		if v.Sent++; v.Since == "" || s.AppliedOn.Known() && s.AppliedOn < v.Since {
			v.Since = s.AppliedOn
		}
		if len(v.SentTo) < maxSent {
			it, err := item(tx, a.ID)
			if err != nil {
				return err
			}
			v.SentTo = append(v.SentTo, it)
		}
	}
	return nil
}

func orderedBullets(tx *store.Tx, id track.ResumeVersionID) ([]track.Bullet, error) {
	list, err := store.By[track.Bullet](tx, "resume_id", string(id))
	slices.SortStableFunc(list, func(a, b track.Bullet) int { return cmp.Compare(a.Position, b.Position) })
	return list, err
}

func openStories(tx *store.Tx) (list []track.Story, err error) {
	err = store.Each(tx, func(s track.Story) error {
		if !s.Archived {
			list = append(list, s)
		}
		return nil
	})
	return list, err
}

// PutBullets replaces the bullets of a version by a text: a line that does not
// begin with a dash, a star or a dot is a heading; “(now)” after a heading marks
// the present job. Bullets that stay word for word keep their story.
func (d *Desk) PutBullets(ctx context.Context, id track.ResumeVersionID, text string) (Receipt, error) {
	if len(text) > 1<<18 {
		return Receipt{}, fault.New(fault.TooLarge, "text", "The résumé text has %d kB. Up to 256 kB is read.", len(text)>>10)
	}
	return d.update(ctx, "put_bullets", func(tx *store.Tx) (string, error) {
		v, err := store.Get[track.ResumeVersion](tx, id)
		if err != nil {
			return "", fault.New(fault.NotFound, "resume", "There is no such résumé version.")
		}
		old, err := orderedBullets(tx, id)
		if err != nil {
			return "", err
		}
		fresh := parseBullets(text)
		if len(fresh) > bullet.MaxLines {
			return "", fault.New(fault.TooLarge, "text", "That are %d lines. A version takes up to %d bullets.", len(fresh), bullet.MaxLines)
		}
		for i, b := range fresh {
			b.ID, b.ResumeID, b.Position = track.BulletID(tx.NewID()), id, i+1
			for j, o := range old {
				if o.Text == b.Text {
					b.ID, b.StoryID = o.ID, o.StoryID
					old = slices.Delete(old, j, j+1)
					break
				}
			}
			if err := store.Put(tx, b); err != nil {
				return "", err
			}
		}
		for _, o := range old {
			if err := store.Remove[track.Bullet](tx, o.ID); err != nil {
				return "", err
			}
		}
		return "Lines of “" + v.Name + "” kept", nil
	})
}

const nowMark = "(now)"

func parseBullets(text string) (list []track.Bullet) {
	heading, current := "", false
	for line := range strings.SplitSeq(text, "\n") {
		line = strings.TrimSpace(line)
		body := strings.TrimSpace(strings.TrimLeft(line, "-*•·–— \t"))
		switch {
		case body == "":
		case body == line:
			heading, current = strings.CutSuffix(line, nowMark)
			heading = clip(strings.TrimSpace(heading), 200)
		default:
			list = append(list, track.Bullet{Heading: heading, Current: current, Text: clip(body, 4*bullet.MaxRunes)})
		}
	}
	return list
}

// BulletText is the bullets of a version as PutBullets reads them.
func (v ResumeView) BulletText() string {
	var b strings.Builder
	for i, j := range v.Jobs {
		if i > 0 {
			b.WriteString("\n")
		}
		if j.Heading != "" {
			b.WriteString(j.Heading)
			if j.Current {
				b.WriteString(" " + nowMark)
			}
			b.WriteString("\n")
		}
		for _, l := range j.Bullets {
			b.WriteString("- " + l.Text + "\n")
		}
	}
	return b.String()
}

// ChangeBullet rewrites one bullet and says which story proves it; an empty
// text leaves the words as they are.
func (d *Desk) ChangeBullet(ctx context.Context, id track.BulletID, text string, proof track.StoryID) (track.ResumeVersionID, Receipt, error) {
	var of track.ResumeVersionID
	r, err := d.update(ctx, "change_bullet", func(tx *store.Tx) (string, error) {
		b, err := store.Get[track.Bullet](tx, id)
		if err != nil {
			return "", fault.New(fault.NotFound, "bullet", "There is no such line.")
		}
		of = b.ResumeID
		if text = tidy(text); text != "" {
			b.Text = clip(text, 4*bullet.MaxRunes)
		}
		if proof != "" {
			if _, found, err := store.Find[track.Story](tx, proof); err != nil || !found {
				return "", fault.New(fault.NotFound, "story", "There is no such story.")
			}
		}
		b.StoryID = proof
		return "Line kept", store.Put(tx, b)
	})
	return of, r, err
}
