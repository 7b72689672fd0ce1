package workbench_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"debrief/internal/fault"
	"debrief/internal/store"
	"debrief/internal/track"
	"debrief/internal/triage"
	"debrief/internal/workbench"
)

// desk1 is a desk with one application on record, and a way to hand mails in.
type desk1 struct {
	t   *testing.T
	r   rig
	app track.ApplicationID
	n   int
}

// onBoth runs a test on both engines, each with one application on record.
func onBoth(t *testing.T, f func(*desk1)) {
	t.Helper()
	for _, engine := range []string{"sqlite", "postgres"} {
		t.Run(engine, func(t *testing.T) {
			d := &desk1{t: t, r: newRig(t, engine, 11)}
			var err error
			d.app, _, err = d.r.d.Add(t.Context(), workbench.NewApplication{Company: "Weir Water", Role: "Data Analyst", AppliedOn: "2026-10-01"})
			if err != nil {
				t.Fatal(err)
			}
			f(d)
		})
	}
}

// mail makes a parcel from the employer.
func (d *desk1) mail(on track.Day, class track.Class, edit func(*workbench.Parcel)) workbench.Parcel {
	d.n++
	text := "Dear Jo, this is about your application for Data Analyst at Weir Water."
	m := track.Message{ContentID: fmt.Sprintf("c%d", d.n), MailID: fmt.Sprintf("m%d@weirwater.example", d.n), FromName: "Weir Water Careers", FromAddr: "no-reply@weirwater.example", ToAddrs: "jo@home.example",
		Subject: "Your application for Data Analyst", Date: day(string(on)), Text: text, NewEnd: len(text), Source: "eml", Automated: true}
	v := verdict(class, "Weir Water")
	v.Role, v.Evidence = "Data Analyst", []triage.Evidence{{Text: "your application", Start: 23, End: 39, Why: "about an application"}}
	p := workbench.Parcel{ContentID: m.ContentID, Message: m, Verdict: v, Raw: []byte("raw " + m.ContentID), Where: "box"}
	if edit != nil {
		edit(&p)
	}
	m = p.Message
	p.Mail = triage.Mail{FromName: m.FromName, FromAddr: m.FromAddr, ReplyTo: m.ReplyTo, To: m.ToAddrs, Subject: m.Subject, Text: m.Text, Whole: m.Text, Date: m.Date, MailID: m.MailID, InReplyTo: m.InReplyTo, Refs: m.Refs, Out: m.Out, Header: func(string) string { return "" }}
	return p
}

func (d *desk1) take(parcels ...workbench.Parcel) workbench.Sorted {
	d.t.Helper()
	s, err := d.r.d.IntakeMail(d.t.Context(), workbench.Batch{Parcels: parcels})
	if err != nil {
		d.t.Fatal(err)
	}
	return s
}

func (d *desk1) state() (s store.State) {
	d.t.Helper()
	err := d.r.s.Scope(workbench.Owner).View(d.t.Context(), func(tx *store.Tx) (err error) { s, err = tx.StateOf(d.app); return })
	if err != nil {
		d.t.Fatal(err)
	}
	return s
}

func (d *desk1) inbox() []workbench.InboxLine {
	d.t.Helper()
	v, err := d.r.d.Inbox(d.t.Context(), workbench.InboxAsk{})
	if err != nil {
		d.t.Fatal(err)
	}
	return v.Lines
}

func (d *desk1) filed() []workbench.InboxLine {
	d.t.Helper()
	v, err := d.r.d.Inbox(d.t.Context(), workbench.InboxAsk{Filed: true})
	if err != nil {
		d.t.Fatal(err)
	}
	return v.Lines
}

// interviews are the planned ones that were not taken back.
func (d *desk1) interviews() (list []track.Event) {
	d.t.Helper()
	err := d.r.s.Scope(workbench.Owner).View(d.t.Context(), func(tx *store.Tx) error {
		events, err := store.By[track.Event](tx, "application_id", string(d.app))
		list = slices.DeleteFunc(track.ActiveEvents(events), func(e track.Event) bool { return e.Kind != track.InterviewSet })
		return err
	})
	if err != nil {
		d.t.Fatal(err)
	}
	return list
}

func TestIntake_aDecisiveNoIsFiledAndItsUndoIsExact(t *testing.T) {
	onBoth(t, func(d *desk1) {
		before := d.state()
		s := d.take(d.mail("2026-10-20", track.ClassRejection, func(p *workbench.Parcel) {
			p.Message.FromName, p.Message.FromAddr, p.Message.Automated = "Dana Ortiz", "dana@weirwater.example", false
		}))
		if s.Filed != 1 || s.Waiting != 0 {
			d.t.Fatalf("%+v, waiting: %+v", s, d.inbox())
		}
		if st := d.state(); st.Ending != track.Declined || st.EndedOn != "2026-10-20" || !st.Answered {
			d.t.Errorf("%+v", st)
		}
		ids, err := d.r.d.Waiting(d.t.Context())
		if err != nil || len(ids) != 1 {
			d.t.Fatalf("%v debriefs wait (%v)", ids, err)
		}
		v, err := d.r.d.Debrief(d.t.Context(), ids[0])
		if err != nil || v.Message == nil || v.Contact.Email != "dana@weirwater.example" || v.Debrief.StageKind != track.Applied || v.Debrief.AnsweredOn != "2026-10-20" {
			d.t.Errorf("%+v %+v %v", v.Debrief, v.Contact, err)
		}
		line := d.filed()[0]
		if line.By != "rule" || line.ChangeID == "" {
			d.t.Fatalf("%+v", line)
		}
		if _, err := d.r.d.Undo(d.t.Context(), line.ChangeID); err != nil {
			d.t.Fatal(err)
		}
		if st := d.state(); st.Ending != before.Ending || st.Answered || st.LastOn != before.LastOn {
			d.t.Errorf("after undo %+v, before %+v", st, before)
		}
		if lines := d.inbox(); len(lines) != 1 || lines[0].Class != track.ClassRejection {
			d.t.Errorf("after undo the mail does not wait: %+v", lines)
		}
	})
}

func TestIntake_aConfirmationIsNoAnswerAndDoubtWaits(t *testing.T) {
	onBoth(t, func(d *desk1) {
		d.take(d.mail("2026-10-02", track.ClassReceived, nil), d.mail("2026-10-03", track.ClassRejection, func(p *workbench.Parcel) { p.Verdict.Decisive = false }))
		if st := d.state(); st.Answered || !st.Open() || st.LastOn != "2026-10-02" {
			d.t.Errorf("%+v", st)
		}
		lines := d.inbox()
		if len(lines) != 1 || lines[0].Doubt != track.DoubtClass {
			d.t.Fatalf("%+v", lines)
		}
		c, err := d.r.d.MailCase(d.t.Context(), lines[0].ID)
		if err != nil || c.App == nil || c.App.ApplicationID != d.app || !tells(c.Effects, "ending") || !tells(c.Effects, "debrief") {
			d.t.Errorf("%+v %v", c, err)
		}
	})
}

func tells(list []workbench.Effect, kind string) bool {
	return slices.ContainsFunc(list, func(e workbench.Effect) bool { return e.Kind == kind })
}

func TestIntake_aLateAnswerReopensOrReplacesSilence(t *testing.T) {
	onBoth(t, func(d *desk1) {
		if _, err := d.r.d.Close(d.t.Context(), d.app, track.Silent, "2026-10-30"); err != nil {
			d.t.Fatal(err)
		}
		d.take(d.mail("2026-11-10", track.ClassInterview, func(p *workbench.Parcel) { p.Verdict.Subclass = triage.SubInvite }))
		if st := d.state(); !st.Open() || st.StageKind != track.Screen {
			d.t.Fatalf("an invitation after silence: %+v %+v", st.State, d.inbox())
		}
		d.take(d.mail("2026-11-20", track.ClassRejection, nil))
		if st := d.state(); st.Ending != track.Declined || st.FurthestKind != track.Screen {
			d.t.Errorf("%+v", st.State)
		}
		// An invitation after a no is not taken without asking.
		d.take(d.mail("2026-11-23", track.ClassInterview, nil))
		if st := d.state(); st.Ending != track.Declined {
			d.t.Errorf("%+v", st.State)
		}
		if lines := d.inbox(); len(lines) != 1 || lines[0].Doubt != track.DoubtEffect {
			d.t.Errorf("%+v", lines)
		}
	})
}

func TestIntake_oneConversationIsOneInterviewWhateverBecomesOfItsTime(t *testing.T) {
	onBoth(t, func(d *desk1) {
		at := func(clock string) track.Instant {
			x, err := time.Parse("2006-01-02 15:04", clock)
			if err != nil {
				d.t.Fatal(err)
			}
			return track.InstantOf(x)
		}
		meet := func(sub, uid, clock string, people ...string) func(*workbench.Parcel) {
			return func(p *workbench.Parcel) {
				p.Verdict.Subclass = sub
				p.Verdict.Interview = &triage.Interview{UID: uid, Minutes: 45, Place: "video", People: people}
				if clock != "" {
					p.Verdict.Interview.Start = at(clock)
				}
			}
		}
		d.take(d.mail("2026-10-10", track.ClassInterview, meet(triage.SubInvite, "u1", "2026-10-15 10:00", "Bo Lind <bo@weirwater.example>")))
		if list := d.interviews(); len(list) != 1 || list[0].At != at("2026-10-15 10:00") || list[0].Minutes != 45 || !strings.Contains(list[0].People, "Bo Lind") {
			d.t.Fatalf("%+v", list)
		}
		d.take(d.mail("2026-10-11", track.ClassInterview, meet(triage.SubReschedule, "u1", "2026-10-16 11:00")))
		if list := d.interviews(); len(list) != 1 || list[0].At != at("2026-10-16 11:00") || !strings.Contains(list[0].People, "Bo Lind") {
			d.t.Fatalf("moved: %+v", list)
		}
		d.take(d.mail("2026-10-12", track.ClassInterview, meet(triage.SubReminder, "", "2026-10-16 11:00")))
		if list := d.interviews(); len(list) != 1 {
			d.t.Fatalf("reminded: %+v", list)
		}
		d.take(d.mail("2026-10-13", track.ClassInterview, meet(triage.SubCalledOff, "u1", "")))
		if list := d.interviews(); len(list) != 0 {
			d.t.Fatalf("called off: %+v", list)
		}
		if st := d.state(); !st.Open() || st.StageKind != track.Screen {
			d.t.Errorf("a conversation called off is no ending: %+v", st.State)
		}
		found := false
		err := d.r.s.Scope(workbench.Owner).View(d.t.Context(), func(tx *store.Tx) error {
			list, err := store.By[track.Person](tx, "email", "bo@weirwater.example")
			found = len(list) == 1 && list[0].Role == track.RoleInterviewer
			return err
		})
		if err != nil || !found {
			d.t.Errorf("the interviewer is not a contact (%v)", err)
		}
	})
}

func TestIntake_anApplicationNotOnRecordIsProposedAndBegunWithAllItsMails(t *testing.T) {
	onBoth(t, func(d *desk1) {
		other := func(p *workbench.Parcel) {
			p.Verdict.Company, p.Verdict.Role, p.Verdict.Requisition, p.Verdict.Vendor = "Quaywise", "Platform Engineer", "R-417", "greenhouse"
			p.Message.FromAddr, p.Message.Subject, p.Message.Text = "no-reply@us.greenhouse-mail.io", "Platform Engineer at Quaywise", "Your application for Platform Engineer (R-417) at Quaywise."
			p.Message.NewEnd = len(p.Message.Text)
		}
		s := d.take(d.mail("2026-09-20", track.ClassRejection, other), d.mail("2026-09-01", track.ClassReceived, other), d.mail("2026-09-08", track.ClassInterview, func(p *workbench.Parcel) {
			other(p)
			p.Verdict.Subclass, p.Verdict.StageHint = triage.SubInvite, track.HiringManager
		}))
		if s.Filed != 0 || s.Waiting != 3 {
			d.t.Fatalf("%+v", s)
		}
		list, _, err := d.r.d.Prospects(d.t.Context(), "", 0, 10)
		if err != nil || len(list) != 1 || len(list[0].Lines) != 3 || list[0].FirstOn != "2026-09-01" || list[0].Requisition != "R-417" {
			d.t.Fatalf("%+v %v", list, err)
		}
		rec, err := d.r.d.BeginProspects(d.t.Context(), []track.ProspectID{list[0].ID})
		if err != nil {
			d.t.Fatal(err)
		}
		id, err := d.r.d.FindApplication(d.t.Context(), "quaywise")
		if err != nil {
			d.t.Fatal(err)
		}
		mine := d.app
		d.app = id
		if st := d.state(); st.AppliedOn != "2026-09-01" || st.FurthestKind != track.HiringManager || st.Ending != track.Declined || st.EndedOn != "2026-09-20" {
			d.t.Errorf("%+v", st.State)
		}
		if len(d.inbox()) != 0 {
			d.t.Errorf("still waiting: %+v", d.inbox())
		}
		if _, err := d.r.d.Undo(d.t.Context(), rec.Change); err != nil {
			d.t.Fatal(err)
		}
		if _, err := d.r.d.FindApplication(d.t.Context(), "quaywise"); fault.KindOf(err) != fault.NotFound || len(d.inbox()) != 3 {
			d.t.Errorf("after undo: %v, %d wait", err, len(d.inbox()))
		}
		d.app = mine
		if st := d.state(); st.LastOn != "2026-10-01" {
			d.t.Errorf("the other application was touched: %+v", st.State)
		}
	})
}

func TestIntake_gentleModeKeepsANoBackUntilItsTime(t *testing.T) {
	onBoth(t, func(d *desk1) {
		if _, err := d.r.d.EditSettings(d.t.Context(), func(s *track.Settings) { s.GentleAt = "18:00" }); err != nil {
			d.t.Fatal(err)
		}
		s := d.take(d.mail("2026-11-23", track.ClassRejection, nil), d.mail("2026-11-23", track.ClassInterview, func(p *workbench.Parcel) { p.Verdict.Subclass = triage.SubInvite }))
		if s.Held != 1 || s.Filed != 1 {
			d.t.Fatalf("%+v", s)
		}
		v, err := d.r.d.Inbox(d.t.Context(), workbench.InboxAsk{})
		if err != nil || v.Held != 1 || len(v.Lines) != 0 || v.Until.Time().Format("2006-01-02 15:04") != "2026-11-24 18:00" {
			d.t.Fatalf("%+v %v", v, err)
		}
		if st := d.state(); !st.Open() {
			d.t.Errorf("%+v", st.State)
		}
		// An old answer out of an archive is no news and is not kept back.
		if s := d.take(d.mail("2026-10-05", track.ClassRejection, func(p *workbench.Parcel) { p.Verdict.Decisive = false })); s.Held != 0 || s.Waiting != 1 {
			d.t.Errorf("%+v", s)
		}
	})
}

func TestIntake_aMailOfTheFutureOrTwiceOrWrittenByThePerson(t *testing.T) {
	onBoth(t, func(d *desk1) {
		first := d.mail("2026-10-02", track.ClassReceived, nil)
		d.take(first)
		again := d.take(first)
		if again.Filed+again.Waiting != 0 || again.Reading.Left[track.LeftKnown] != 1 {
			d.t.Errorf("%+v", again)
		}
		d.take(d.mail("2099-01-01", track.ClassRejection, nil))
		if lines := d.inbox(); len(lines) != 1 || lines[0].Doubt != track.DoubtDate {
			d.t.Errorf("%+v", lines)
		}
		mine := d.mail("2026-10-04", track.ClassOther, func(p *workbench.Parcel) {
			p.Message.Out, p.Message.Automated, p.Message.FromAddr, p.Message.ToAddrs = true, false, "jo@home.example", "no-reply@weirwater.example"
			p.Message.InReplyTo = first.Message.MailID
		})
		d.take(mine)
		if st := d.state(); st.Replies != 1 {
			d.t.Errorf("%+v", st.State)
		}
		stranger := d.take(d.mail("2026-10-05", track.ClassOther, func(p *workbench.Parcel) {
			p.Message.Out, p.Message.FromAddr, p.Message.ToAddrs, p.Verdict.Company, p.Verdict.Role = true, "jo@home.example", "mum@family.example", "", ""
			p.Message.Subject, p.Message.Text = "Sunday", "See you at six."
		}))
		if stranger.Reading.Left[track.LeftSent] != 1 {
			d.t.Errorf("a private mail: %+v", stranger)
		}
	})
}
