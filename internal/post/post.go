// Package post is where mail comes into the workbench: it opens the sources on
// record with mailbox, reads their mails with mail, and hands both on in the
// workbench's own words. It decides nothing about what a mail means.
//
//	w := workbench.New(st, workbench.Options{Post: post.Office{Now: time.Now}})
//	id, _, err := desk.AddSource(ctx, workbench.NewSource{Path: "All mail.mbox"})
//	reading, err := desk.ReadSource(ctx, id, nil, nil)
package post

import (
	"bytes"
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"debrief/internal/fault"
	"debrief/internal/mail"
	"debrief/internal/mailbox"
	"debrief/internal/track"
	"debrief/internal/triage"
	"debrief/internal/workbench"
)

// Office opens sources and reads mails. The zero value is good for files; Dir
// is needed where passwords are kept.
type Office struct {
	Dir   string           // data folder, for the key that seals secrets
	Now   func() time.Time // nil for the real clock
	Roots *x509.CertPool   // authorities that may vouch for a mail server; nil for the system's
}

func (o Office) options() mail.Options {
	now := o.Now
	if now == nil {
		now = time.Now
	}
	return mail.Options{Now: now()}
}

// Peek tells the identity and the day of a mail without decoding it.
func (o Office) Peek(raw []byte) (string, track.Instant, error) {
	g, err := mail.Peek(raw)
	return g.ContentID, g.Date, err
}

// Read decodes a mail for the record and for triage.
func (o Office) Read(raw []byte) (workbench.Parcel, error) {
	p, err := mail.ReadRaw(raw, o.options())
	if err != nil {
		return workbench.Parcel{}, err
	}
	return workbench.Parcel{ContentID: p.Message.ContentID, Message: p.Message, Mail: ForTriage(p), Raw: raw}, nil
}

// Message decodes a mail for the record alone.
func (o Office) Message(raw []byte) (track.Message, error) {
	p, err := mail.Read(bytes.NewReader(raw), o.options())
	return p.Message, err
}

// Pasted reads a text that was copied out of a mail program.
func (o Office) Pasted(text string) (track.Message, error) {
	p, err := mail.Pasted(text, o.options())
	return p.Message, err
}

// WriteMail writes a draft as a mail.
func WriteMail(l workbench.Letter) ([]byte, error) {
	return mail.Compose(mail.Draft{FromName: l.FromName, FromAddr: l.FromAddr, ToName: l.ToName, ToAddr: l.ToAddr, Subject: l.Subject, Body: l.Body, InReplyTo: l.InReplyTo, References: l.Refs, Date: l.At})
}

// Sheet gives the HTML part of a mail made safe to look at.
func (o Office) Sheet(raw []byte) (workbench.Sheet, error) {
	s, err := mail.ReadSheet(raw)
	return workbench.Sheet{HTML: s.HTML, Images: s.Images, Pixels: s.Pixels}, err
}

// ForTriage hands a mail on as triage wants it. What a text without a header
// does not have stays empty. Of a mail that only passes another one on, that
// one counts; what its passer wrote above it does not.
func ForTriage(p mail.Parsed) triage.Mail {
	outer := p.Message
	if p.Forward != nil && strings.TrimSpace(p.Forward.Mail.Message.Text) != "" {
		p = p.Forward.Mail
	}
	m := p.Message
	t := triage.Mail{FromName: m.FromName, FromAddr: m.FromAddr, ReplyTo: m.ReplyTo, To: m.ToAddrs, Cc: m.CcAddrs, Subject: m.Subject, Text: m.NewText(), Whole: outer.Text,
		Header: p.Header.Value, Links: p.Links, Attachments: m.Attachments, Invite: invite(p.Invite()), Date: m.Date, Zone: m.Zone, MailID: outer.MailID, InReplyTo: outer.InReplyTo, Refs: outer.Refs, HasHTML: m.HasHTML}
	if t.Date == 0 {
		t.Date, t.Zone = outer.Date, outer.Zone
	}
	if t.To == "" {
		t.To = outer.ToAddrs
	}
	return t
}

// Kind tells what a path holds by looking at its first mail.
func (o Office) Kind(path string) (track.SourceKind, error) {
	info, err := os.Stat(path)
	if err == nil && info.IsDir() {
		if _, err := os.Stat(filepath.Join(path, "cur")); err == nil {
			return track.SourceMaildir, nil
		}
		return track.SourceFolder, nil
	}
	src, err := mailbox.Open(path, mailbox.Options{})
	if err != nil {
		return "", err
	}
	defer src.Close()
	kind := track.SourceMail
	if head, err := firstBytes(path); err != nil {
		return "", err
	} else if bytes.HasPrefix(head, []byte("PK")) {
		return track.SourceZip, nil
	}
	err = src.Each(context.Background(), mailbox.Position{}, func(it mailbox.Item) error {
		if it.Origin.Kind == "mbox" {
			kind = track.SourceMbox
		}
		return errEnough
	})
	if errors.Is(err, errEnough) {
		err = nil
	}
	return kind, err
}

var errEnough = errors.New("enough")

func firstBytes(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fault.Wrap(err, fault.NotFound, "path", "%s can't be opened.", path)
	}
	defer f.Close()
	b := make([]byte, 4)
	n, _ := io.ReadFull(f, b)
	return b[:n], nil
}

// where is the place of a mail, for people.
func where(o mailbox.Origin) string {
	switch o.Kind {
	case "mbox":
		return fmt.Sprintf("%s, byte %d", o.Path, o.Offset)
	case "imap":
		return fmt.Sprintf("%s, %s", o.Folder, o.Path)
	}
	return o.Path
}

// Names of folders and labels that hold what the person wrote, and of those
// that hold what was never sent, in the languages of the usual providers.
var (
	sentNames  = []string{"sent", "sent mail", "sent items", "sent messages", "gesendet", "gesendete objekte", "gesendete elemente", "envoyés", "messages envoyés", "éléments envoyés", "enviados", "elementos enviados", "posta inviata", "inviata", "verzonden", "verzonden items", "itens enviados"}
	draftNames = []string{"draft", "drafts", "entwürfe", "brouillons", "borradores", "bozze", "concepten", "rascunhos", "chat", "chats"}
)

func named(o mailbox.Origin, names []string) bool {
	for _, l := range append(slices.Clone(o.Labels), o.Folder, o.Folder[strings.LastIndexAny(o.Folder, "/.")+1:]) {
		if slices.Contains(names, strings.ToLower(strings.TrimSpace(l))) {
			return true
		}
	}
	return false
}

// invite hands an appointment on.
func invite(in *mail.Invite) *triage.Invite {
	if in == nil {
		return nil
	}
	out := &triage.Invite{Method: in.Method, UID: in.UID, Summary: in.Summary, Location: in.Location, Organizer: in.Organizer.Addr, Link: in.Link, Start: in.Start, End: in.End}
	if in.Status == "CANCELLED" {
		out.Method = "CANCEL"
	}
	for _, a := range in.Attendees {
		if a.Name != "" {
			out.Attendees = append(out.Attendees, a.Name+" <"+a.Addr+">")
		} else {
			out.Attendees = append(out.Attendees, a.Addr)
		}
	}
	return out
}
