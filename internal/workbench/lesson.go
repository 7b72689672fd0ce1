package workbench

import (
	"context"
	"strings"

	"debrief/internal/fault"
	"debrief/internal/store"
	"debrief/internal/track"
	"debrief/internal/triage"
)

// Lessons lists what Debrief learnt from corrections, oldest first.
func (d *Desk) Lessons(ctx context.Context) (list []track.Lesson, err error) {
	err = d.view(ctx, func(tx *store.Tx) error {
		list, err = store.All[track.Lesson](tx)
		return err
	})
	return list, err
}

// Unlearn forgets one lesson. What was filed by it stays as it is.
func (d *Desk) Unlearn(ctx context.Context, id track.LessonID) (Receipt, error) {
	return d.update(ctx, "unlearn", func(tx *store.Tx) (string, error) {
		l, found, err := store.Find[track.Lesson](tx, id)
		if err != nil || !found {
			return "", cmpErr(err, fault.New(fault.NotFound, "lesson", "There is no such lesson."))
		}
		return "Forgotten: " + lessonWords(l), store.Remove[track.Lesson](tx, id)
	})
}

func lessonWords(l track.Lesson) string {
	if l.Kind == track.LessonEmployer {
		return "“" + l.Pattern + "” is " + l.Company
	}
	return "“" + clip(l.Pattern, 60) + "” is: " + strings.ToLower(l.Class.Label())
}

// lessonsOf are the lessons that hold now, oldest first.
func lessonsOf(tx *store.Tx) (list triage.Lessons, err error) {
	rows, err := store.All[track.Lesson](tx)
	for _, l := range rows {
		list = append(list, triage.Lesson{Kind: l.Kind, Pattern: l.Pattern, Class: l.Class, Company: l.Company})
	}
	return list, err
}

// learnClass learns from a mail that was filed as something else than it was
// read as.
func (d *Desk) learnClass(tx *store.Tx, item track.InboxItem, read track.Class) error {
	if item.Class == read {
		return nil
	}
	return d.learn(tx, item, triage.Correction{Class: item.Class})
}

// learnPlace learns from a mail that was put with another employer's
// application than the one it seemed to name.
func (d *Desk) learnPlace(tx *store.Tx, item track.InboxItem, target track.ApplicationID) error {
	a, found, err := store.Find[track.Application](tx, target)
	if err != nil || !found {
		return err
	}
	return d.learn(tx, item, triage.Correction{Company: name(tx, a)})
}

// learn keeps what a correction teaches, and judges the mails anew that wait.
func (d *Desk) learn(tx *store.Tx, item track.InboxItem, c triage.Correction) error {
	v, err := verdictOf(item)
	if err != nil {
		return err
	}
	m, err := d.mailOf(tx, item)
	if err != nil || m.Out {
		return err
	}
	fresh := 0
	for _, l := range triage.Learn(m, v, c) {
		known, err := store.By[track.Lesson](tx, "pattern", l.Pattern)
		if err != nil {
			return err
		}
		row := track.Lesson{ID: track.LessonID(tx.NewID()), Kind: l.Kind, Pattern: l.Pattern, Class: l.Class, Company: l.Company, MessageID: item.MessageID, CreatedAt: tx.Now()}
		for _, k := range known {
			if k.Kind == l.Kind {
				row.ID = k.ID // the later one holds
			}
		}
		if err := store.Put(tx, row); err != nil {
			return err
		}
		fresh++
	}
	if fresh == 0 {
		return nil
	}
	return d.judgeAnew(tx, item.ID)
}

// mailOf is a kept mail as triage wants it: from its original where that is kept.
func (d *Desk) mailOf(tx *store.Tx, item track.InboxItem) (triage.Mail, error) {
	msg, err := store.Get[track.Message](tx, item.MessageID)
	if err != nil {
		return triage.Mail{}, err
	}
	raw, found, err := store.Find[track.Blob](tx, string(item.MessageID))
	if err != nil {
		return triage.Mail{}, err
	}
	if found && d.w.o.Post != nil {
		if p, err := d.w.o.Post.Read(raw.Data); err == nil {
			p.Mail.Out = msg.Out
			return p.Mail, nil
		}
	}
	return triage.Mail{FromName: msg.FromName, FromAddr: msg.FromAddr, ReplyTo: msg.ReplyTo, To: msg.ToAddrs, Cc: msg.CcAddrs, Subject: msg.Subject, Text: msg.NewText(), Whole: msg.Text, Header: func(string) string { return "" },
		Attachments: msg.Attachments, Date: msg.Date, Zone: msg.Zone, MailID: msg.MailID, InReplyTo: msg.InReplyTo, Refs: msg.Refs, Out: msg.Out, HasHTML: msg.HasHTML}, nil
}

// anewLimit is how many waiting mails are judged anew after a correction.
const anewLimit = 300

// judgeAnew looks at the mails that wait with the new lesson in mind. What is
// plainly not about the search any more is set aside; undoing the correction
// brings it back.
func (d *Desk) judgeAnew(tx *store.Tx, but track.InboxID) error {
	lessons, err := lessonsOf(tx)
	if err != nil {
		return err
	}
	lines, err := tx.Inbox(store.InboxFilter{State: track.InboxWaiting}, false, 0, anewLimit)
	if err != nil {
		return err
	}
	for _, l := range lines {
		if l.ID == but || l.Out {
			continue
		}
		if err := d.judgeOne(tx, l.InboxItem, lessons); err != nil {
			return err
		}
	}
	return nil
}

func (d *Desk) judgeOne(tx *store.Tx, item track.InboxItem, lessons triage.Lessons) error {
	old, err := verdictOf(item)
	if err != nil {
		return err
	}
	m, err := d.mailOf(tx, item)
	if err != nil {
		return err
	}
	v := triage.Classify(m, lessons)
	if v.Class == item.Class && v.Company == old.Company {
		return nil
	}
	item.Class, item.Confidence, item.Verdict = v.Class, int(v.Confidence*1000+0.5), jsonOf(v)
	if v.Unrelated(m) || v.Class == track.ClassAlert {
		_, err := d.setAside(tx, item, byRule)
		return err
	}
	return store.Put(tx, item)
}
