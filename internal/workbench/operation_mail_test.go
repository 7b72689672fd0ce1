package workbench_test

import (
	"context"
	"fmt"
	"strconv"

	"debrief/internal/track"
	"debrief/internal/triage"
	"debrief/internal/workbench"
)

// mails are what the random operations on the Inbox choose from.
type mails struct {
	n         int
	items     []track.InboxID
	prospects []track.ProspectID
	lessons   []track.LessonID
	sent      []string // Message-IDs so far
}

// parcel is a mail as it comes out of reading and triage: often of a company on
// record, now and then an answer in a thread, a copy, or an odd one.
func (w *world) parcel() workbench.Parcel {
	w.n++
	company, class := pick(w, companies), pick(w, track.Classes)
	id := "m" + strconv.Itoa(w.n) + "@mail.example"
	date := track.InstantOf(w.day().Time()) + track.Instant(w.rnd.IntN(86400))*1000
	m := track.Message{ContentID: fmt.Sprintf("content-%d", w.n), MailID: id, FromName: w.word(), FromAddr: pick(w, []string{"no-reply@us.greenhouse-mail.io", "dana@ostler.example", "bo@weirwater.example"}), ToAddrs: "me@home.example",
		Subject: w.word(), Date: date, Text: "Text " + w.word(), Source: "eml", Automated: w.rnd.IntN(2) == 0, Out: w.rnd.IntN(8) == 0}
	if len(w.sent) > 0 && w.rnd.IntN(3) == 0 {
		m.InReplyTo = pick(w, w.sent)
	}
	if len(w.sent) > 0 && w.rnd.IntN(10) == 0 {
		m.MailID = pick(w, w.sent) // the same name on another mail
	}
	if w.n > 3 && w.rnd.IntN(12) == 0 {
		m.ContentID = fmt.Sprintf("content-%d", 1+w.rnd.IntN(w.n-1)) // a copy
	}
	w.sent = append(w.sent, id)
	p := workbench.Parcel{ContentID: m.ContentID, Message: m, Raw: []byte("Subject: " + m.Subject + "\n\nraw \x00\xff " + id), Where: "box.mbox, byte " + strconv.Itoa(w.n)}
	p.Mail = triage.Mail{FromName: m.FromName, FromAddr: m.FromAddr, To: m.ToAddrs, Subject: m.Subject, Text: m.Text, Date: date, MailID: m.MailID, InReplyTo: m.InReplyTo, Out: m.Out, Header: func(string) string { return "" }}
	p.Verdict = triage.Verdict{Class: class, Confidence: float64(50+w.rnd.IntN(50)) / 100, Decisive: w.rnd.IntN(2) == 0, Company: pick(w, []string{company, company, company, ""}), Role: w.word(), Vendor: "greenhouse",
		StageHint: pick(w, append(track.StageKinds, "", "", "")), Kind: pick(w, append(track.AnswerKinds, ""))}
	if class == track.ClassInterview {
		p.Verdict.Subclass = pick(w, []string{"invite", "reschedule", "cancelled", "reminder"})
		p.Verdict.Interview = &triage.Interview{Start: date + 86_400_000*track.Instant(w.rnd.IntN(9)), Minutes: 45, UID: pick(w, []string{"", "a", "b"})}
	}
	if w.rnd.IntN(15) == 0 {
		p.Left, p.Problem = pick(w, []string{track.LeftOlder, track.LeftUnreadable}), "can't be read"
	}
	return p
}

// mailDraws are the changes around the Inbox.
var mailDraws = []draw{
	{"intake", 5, func(w *world) edit {
		var b workbench.Batch
		for range 1 + w.rnd.IntN(4) {
			b.Parcels = append(b.Parcels, w.parcel())
		}
		return func(ctx context.Context, d *desk) (receipt, error) {
			s, err := d.IntakeMail(ctx, b)
			if s.Filed > 0 {
				s.Change = "" // what was filed within is taken back first
			}
			return receipt{Change: s.Change}, err
		}
	}},
	{"file mail", 3, func(w *world) edit {
		id, as := pick(w, w.items), workbench.FileAs{}
		if w.rnd.IntN(3) == 0 {
			as.Class = pick(w, track.Classes)
		}
		switch w.rnd.IntN(4) {
		case 0:
			as.Application = pick(w, w.apps)
		case 1:
			as.New = &workbench.NewApplication{Company: pick(w, companies), Role: w.word()}
		}
		if w.rnd.IntN(6) == 0 {
			as.Promise = w.day()
		}
		return func(ctx context.Context, d *desk) (receipt, error) { return d.FileMail(ctx, id, as) }
	}},
	{"confirm mails", 1, func(w *world) edit {
		ids := []track.InboxID{pick(w, w.items), pick(w, w.items), pick(w, w.items)}
		return func(ctx context.Context, d *desk) (receipt, error) { return d.ConfirmMails(ctx, ids) }
	}},
	{"begin prospects", 1, func(w *world) edit {
		ids := []track.ProspectID{pick(w, w.prospects), pick(w, w.prospects)}
		return func(ctx context.Context, d *desk) (receipt, error) { return d.BeginProspects(ctx, ids) }
	}},
	{"unlearn", 1, func(w *world) edit {
		id := pick(w, w.lessons)
		return func(ctx context.Context, d *desk) (receipt, error) { return d.Unlearn(ctx, id) }
	}},
	{"gentle", 1, func(w *world) edit {
		at := pick(w, []string{"", "18:00"})
		return func(ctx context.Context, d *desk) (receipt, error) {
			return d.EditSettings(ctx, func(s *track.Settings) { s.GentleAt = at })
		}
	}},
	{"open inbox", 1, func(w *world) edit {
		id := pick(w, w.items)
		return func(ctx context.Context, d *desk) (receipt, error) {
			_, err := d.Inbox(ctx, workbench.InboxAsk{Open: id})
			return receipt{}, err
		}
	}},
}

// verdict is one that leaves no doubt about what a mail is.
func verdict(class track.Class, company string) triage.Verdict {
	return triage.Verdict{Class: class, Confidence: 0.99, Decisive: true, Company: company}
}
