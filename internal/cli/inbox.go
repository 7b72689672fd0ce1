package cli

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"debrief/internal/fault"
	"debrief/internal/track"
	"debrief/internal/workbench"
)

func (a *app) inbox() *cobra.Command {
	var fresh, filed, perhaps bool
	c := &cobra.Command{Use: "inbox", Short: "Mails that wait for your decision", Args: args(0, 0, "flags, or one of show, file, dismiss, confirm"),
		Long: "Lists the mails that were not filed without asking, with what they look like and where they may belong. --new lists applications that mails\n" +
			"tell of and that are not on record; “confirm” puts them there, with all their mails. Everything can be taken back with “undo”.",
		Example: "  debrief inbox\n  debrief inbox file 01jd… --as rejection --application tallis\n  debrief inbox confirm --all"}
	c.Flags().BoolVar(&fresh, "new", false, "applications that are not on record")
	c.Flags().BoolVar(&perhaps, "perhaps", false, "mails that are most likely not about your search")
	c.Flags().BoolVar(&filed, "filed", false, "mails that were filed")
	c.RunE = a.with(func(ctx context.Context, d *workbench.Desk, _ []string) error {
		if fresh {
			return a.listProspects(ctx, d)
		}
		return a.listInbox(ctx, d, workbench.InboxAsk{Filed: filed, Perhaps: perhaps})
	})
	c.AddCommand(a.inboxShow(), a.inboxFile(), a.inboxDismiss(), a.inboxConfirm())
	return c
}

func (a *app) listInbox(ctx context.Context, d *workbench.Desk, ask workbench.InboxAsk) error {
	n := 0
	for ; ; ask.Offset += workbench.InboxPage {
		v, err := d.Inbox(ctx, ask)
		if err != nil {
			return err
		}
		for _, l := range v.Lines {
			n++
			if err := a.inboxLine(l); err != nil {
				return err
			}
		}
		if len(v.Lines) < workbench.InboxPage {
			break
		}
	}
	if n == 0 && !a.json {
		a.say("Nothing waits in the Inbox.")
	}
	return nil
}

func (a *app) inboxLine(l workbench.InboxLine) error {
	return a.answer(map[string]any{"id": l.ID, "message": l.MessageID, "state": l.State, "class": l.Class, "confidence": float64(l.Confidence) / 1000, "doubt": l.Doubt, "from_name": l.FromName, "from": l.FromAddr,
		"subject": l.Subject, "date": l.Date, "application": l.ApplicationID, "prospect": l.ProspectID, "change": l.ChangeID}, func() {
		a.say("%s  %s  %-24s %s", l.ID, l.Date.Time().Format("2006-01-02"), cut(or(l.FromName, l.FromAddr), 24), cut(l.Subject, 60))
		a.say("    looks like: %s, %.0f%%", strings.ToLower(l.Class.Label()), float64(l.Confidence)/10)
	})
}

func (a *app) listProspects(ctx context.Context, d *workbench.Desk) error {
	const page = 100
	for offset := 0; ; offset += page {
		list, more, err := d.Prospects(ctx, "", offset, page)
		if err != nil {
			return err
		}
		for _, p := range list {
			mails := make([]track.InboxID, len(p.Lines))
			for i, l := range p.Lines {
				mails[i] = l.ID
			}
			if err := a.answer(map[string]any{"id": p.ID, "company": p.Company, "agency": p.Agency, "role": p.Role, "requisition": p.Requisition, "channel": p.Channel, "first_on": p.FirstOn, "last_on": p.LastOn, "mails": mails, "effects": p.Effects, "sure": p.Sure}, func() {
				a.say("%s  %s, %s: %s, %s to %s", p.ID, p.Company, or(p.Role, "role not named"), messages(len(p.Lines)), p.FirstOn, p.LastOn)
				for _, e := range p.Effects {
					a.say("    %s", e.Text)
				}
			}); err != nil {
				return err
			}
		}
		if !more {
			if offset == 0 && len(list) == 0 && !a.json {
				a.say("Every application that your mails tell of is on record.")
			}
			return nil
		}
	}
}

func (a *app) inboxShow() *cobra.Command {
	return &cobra.Command{Use: "show ID", Short: "Show one mail, why it waits, and what filing it would change", Args: args(1, 1, "the id of one mail"), RunE: a.with(func(ctx context.Context, d *workbench.Desk, args []string) error {
		c, err := d.MailCase(ctx, track.InboxID(args[0]))
		if err != nil {
			return err
		}
		return a.answer(map[string]any{"id": c.Item.ID, "state": c.Item.State, "verdict": c.Verdict, "matches": c.Matches, "effects": c.Effects, "subject": c.Message.Subject, "text": c.Message.Text, "undo": c.Undo}, func() {
			a.say("%s\n%s <%s>\n\n%s\n", c.Message.Subject, c.Message.FromName, c.Message.FromAddr, strings.TrimSpace(c.Message.NewText()))
			a.say("Looks like: %s, %.0f%%", strings.ToLower(c.Item.Class.Label()), float64(c.Item.Confidence)/10)
			for _, e := range c.Verdict.Evidence {
				a.say("  “%s”: %s", cut(e.Text, 100), e.Why)
			}
			for _, m := range c.Matches {
				a.say("  may belong to %s, %s: %s", m.Item.Employer, m.Item.Role, strings.Join(m.Why, ", "))
			}
			for _, e := range c.Effects {
				a.say("- %s", e.Text)
			}
		})
	})}
}

func (a *app) inboxFile() *cobra.Command {
	var class, application, company, role, promise string
	c := &cobra.Command{Use: "file ID", Short: "File one mail, as proposed or otherwise", Args: args(1, 1, "the id of one mail")}
	c.Flags().StringVar(&class, "as", "", "class, when it is another one")
	c.Flags().StringVar(&application, "application", "", "application on record that it belongs to")
	c.Flags().StringVar(&company, "company", "", "company of a new application")
	c.Flags().StringVar(&role, "role", "", "role of a new application")
	c.Flags().StringVar(&promise, "ask-again", "", "day on which to ask again, for “if you do not hear by”")
	c.RunE = a.with(func(ctx context.Context, d *workbench.Desk, args []string) error {
		as := workbench.FileAs{Class: track.Class(class)}
		var err error
		if as.Promise, err = parseDay(promise); err != nil {
			return err
		}
		if application != "" {
			if as.Application, err = d.FindApplication(ctx, application); err != nil {
				return err
			}
		}
		if company != "" || role != "" {
			as.New = &workbench.NewApplication{Company: company, Role: role}
		}
		r, err := d.FileMail(ctx, track.InboxID(args[0]), as)
		if err != nil {
			return err
		}
		return a.changed(r)
	})
	return c
}

// changed says what was done, and the way back.
func (a *app) changed(r workbench.Receipt) error {
	return a.answer(map[string]any{"text": r.Text, "change": r.Change}, func() {
		a.say("%s.", r.Text)
		if r.Change != "" {
			a.say("Undo: debrief undo %s", r.Change)
		}
	})
}

func (a *app) inboxDismiss() *cobra.Command {
	return &cobra.Command{Use: "dismiss ID", Short: "Say that a mail is not about your search", Args: args(1, 1, "the id of one mail"), RunE: a.with(func(ctx context.Context, d *workbench.Desk, args []string) error {
		r, err := d.FileMail(ctx, track.InboxID(args[0]), workbench.FileAs{Class: track.ClassOther})
		if err != nil {
			return err
		}
		return a.changed(r)
	})}
}

func (a *app) inboxConfirm() *cobra.Command {
	var all bool
	c := &cobra.Command{Use: "confirm [ID...]", Short: "Put applications that mails tell of on record, or file mails as proposed", Args: args(0, -1, "ids of applications not on record or of mails, or --all"),
		Long: "Takes ids of “inbox --new” and of “inbox”. --all takes every application of which a mail says plainly that you\napplied or took part, with all its mails; the others go on waiting."}
	c.Flags().BoolVar(&all, "all", false, "every application of which a mail speaks plainly")
	c.RunE = a.with(func(ctx context.Context, d *workbench.Desk, args []string) error {
		if all == (len(args) > 0) {
			return fault.New(fault.Usage, "arguments", "Give ids, or --all.")
		}
		var mails []track.InboxID
		prospects := map[track.ProspectID]bool{}
		list, _, err := d.Prospects(ctx, "", 0, 1<<20)
		if err != nil {
			return err
		}
		var sure []track.ProspectID
		for _, p := range list {
			prospects[p.ID] = true
			if p.Sure {
				sure = append(sure, p.ID)
			}
		}
		var begin []track.ProspectID
		for _, id := range args {
			if prospects[track.ProspectID(id)] {
				begin = append(begin, track.ProspectID(id))
			} else {
				mails = append(mails, track.InboxID(id))
			}
		}
		if all {
			begin = sure
		}
		return a.confirm(ctx, d, begin, mails)
	})
	return c
}

func (a *app) confirm(ctx context.Context, d *workbench.Desk, begin []track.ProspectID, mails []track.InboxID) error {
	if len(begin)+len(mails) == 0 {
		return a.answer(map[string]any{"text": "Nothing to confirm", "change": ""}, func() { a.say("Nothing waits to be confirmed.") })
	}
	var receipts []workbench.Receipt
	if len(begin) > 0 {
		r, err := d.BeginProspects(ctx, begin)
		if err != nil {
			return err
		}
		receipts = append(receipts, r)
	}
	if len(mails) > 0 {
		r, err := d.ConfirmMails(ctx, mails)
		if err != nil {
			return fmt.Errorf("file mails: %w", err)
		}
		receipts = append(receipts, r)
	}
	for _, r := range receipts {
		if err := a.changed(r); err != nil {
			return err
		}
	}
	return nil
}
