package post

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"net/mail"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"debrief/internal/fault"
	"debrief/internal/mailbox"
	"debrief/internal/secret"
	"debrief/internal/track"
	"debrief/internal/workbench"
)

// KeyFile is the name of the file in the data folder that seals secrets. It is
// in no backup.
const KeyFile = "secret.key"

func (o Office) keys() (*secret.Keys, error) {
	if o.Dir == "" {
		return nil, fault.New(fault.Conflict, "secret", "Without a data folder there is no place for the key that seals passwords. Name one with --data.")
	}
	return secret.Open(filepath.Join(o.Dir, KeyFile))
}

// Seal keeps a secret so that only this person's source opens it.
func (o Office) Seal(owner track.OwnerID, id track.SourceID, plain string) (string, error) {
	k, err := o.keys()
	if err != nil {
		return "", err
	}
	sealed, err := k.Seal([]byte(plain), string(owner), "source", string(id))
	return base64.StdEncoding.EncodeToString(sealed), err
}

// Unseal opens what Seal made.
func (o Office) Unseal(owner track.OwnerID, id track.SourceID, sealed string) (string, error) {
	k, err := o.keys()
	if err != nil {
		return "", err
	}
	raw, err := base64.StdEncoding.DecodeString(sealed)
	if err != nil {
		return "", fault.Wrap(err, fault.Damaged, "secret", "The stored password can't be read. Please enter it again.")
	}
	plain, err := k.Unseal(raw, string(owner), "source", string(id))
	return string(plain), err
}

// account is how mailbox reaches a source.
func (o Office) account(s track.Source, plain string) mailbox.Account {
	a := mailbox.Account{Host: s.Host, Port: s.Port, StartTLS: s.Security == "starttls", User: s.Account, Roots: o.Roots, Secret: func(context.Context) (string, error) { return plain, nil }}
	switch s.Auth {
	case "oauthbearer":
		a.Auth = mailbox.OAuthBearer
	case "xoauth2":
		a.Auth = mailbox.XOAuth2
	}
	return a
}

func (o Office) openMailbox(_ context.Context, s track.Source, plain string) (workbench.Feed, error) {
	now := o.Now
	if now == nil {
		now = time.Now
	}
	return &account{a: o.account(s, plain), folders: s.Folders, since: s.Since, now: now, at: newPlace()}, nil
}

// account is a mailbox as a feed. Its cursor is where each folder stands, and
// how much was received today, which providers limit.
type account struct {
	a       mailbox.Account
	folders []string
	since   track.Day
	now     func() time.Time
	at      place
}

// place is the cursor of an account as JSON.
type place struct {
	Folders map[string]string `json:"folders"` // cursor of each
	Day     string            `json:"day"`
	Bytes   int64             `json:"bytes"` // received on that day
}

func newPlace() place { return place{Folders: map[string]string{}} }

func (p place) String() string {
	b, err := json.Marshal(p)
	if err != nil {
		return ""
	}
	return string(b)
}

func parsePlace(s string) place {
	p := newPlace()
	if json.Unmarshal([]byte(s), &p) != nil || p.Folders == nil {
		return newPlace() // then the folders are read again, and nothing is missed
	}
	return p
}

// Size is not known before the folders were looked at.
func (m *account) Size(context.Context) int64 { return 0 }

// Each hands over what every folder has beyond the cursor.
func (m *account) Each(ctx context.Context, cursor string, take func(workbench.Envelope) error) error {
	m.at = parsePlace(cursor)
	if today := m.now().Format(time.DateOnly); m.at.Day != today {
		m.at.Day, m.at.Bytes = today, 0
	}
	list, err := m.chosen(ctx)
	if err != nil {
		return err
	}
	for _, f := range list {
		if err := m.folder(ctx, f, take); err != nil {
			return err
		}
	}
	return nil
}

// chosen are the folders the person named, or those that hold received and
// sent mail: one that holds everything is enough.
func (m *account) chosen(ctx context.Context) ([]mailbox.Folder, error) {
	all, err := m.a.Folders(ctx)
	if err != nil {
		return nil, err
	}
	if len(m.folders) > 0 {
		return slices.DeleteFunc(all, func(f mailbox.Folder) bool { return !slices.Contains(m.folders, f.Name) }), nil
	}
	if i := slices.IndexFunc(all, func(f mailbox.Folder) bool { return f.Use == mailbox.UseAll }); i >= 0 {
		return all[i : i+1], nil
	}
	return slices.DeleteFunc(all, func(f mailbox.Folder) bool {
		return slices.Contains([]mailbox.Use{mailbox.UseDrafts, mailbox.UseJunk, mailbox.UseTrash, mailbox.UseFlagged}, f.Use)
	}), nil
}

// folder reads one folder. The cursor of a batch goes with its last mail, so
// that neither is kept without the other.
func (m *account) folder(ctx context.Context, f mailbox.Folder, take func(workbench.Envelope) error) error {
	var unwanted []workbench.Envelope
	used := m.at.Bytes
	o := mailbox.SyncOptions{UsedToday: used, Want: func(h mailbox.Header) bool {
		reason := m.unwanted(h)
		if reason != "" {
			unwanted = append(unwanted, workbench.Envelope{Where: f.Name, Skip: reason})
		}
		return reason == ""
	}}
	return m.a.Sync(ctx, f.Name, mailbox.ParseCursor(m.at.Folders[f.Name]), o, func(b mailbox.Batch) error {
		before := m.at.String()
		m.at.Folders[f.Name], m.at.Bytes = b.Cursor.String(), used+b.Bytes
		list := unwanted
		unwanted = nil
		for _, it := range b.Items {
			list = append(list, workbench.Envelope{Raw: it.Raw, Where: where(it.Origin), Path: it.Origin.Path, Index: it.Origin.Index, Out: f.Use == mailbox.UseSent || named(it.Origin, sentNames), Err: it.Err})
		}
		list = append(list, workbench.Envelope{Mark: true, Cursor: m.at.String()})
		for _, e := range list {
			if !e.Mark {
				e.Cursor = before
			}
			e.Done = m.at.Bytes
			if err := take(e); err != nil {
				return err
			}
		}
		return nil
	})
}

// Seek hands over the mails that are asked for by their Message-ID: headers of
// all, bodies of those.
func (m *account) Seek(ctx context.Context, want func(mailID string) bool, take func(workbench.Envelope) error) error {
	list, err := m.chosen(ctx)
	if err != nil {
		return err
	}
	for _, f := range list {
		o := mailbox.SyncOptions{UsedToday: m.at.Bytes, Want: func(h mailbox.Header) bool {
			msg, err := mail.ReadMessage(bytes.NewReader(append(slices.Clone(h.Raw), "\r\n\r\n"...)))
			return err == nil && m.unwanted(h) == "" && want(strings.Trim(strings.TrimSpace(msg.Header.Get("Message-Id")), "<>"))
		}}
		err := m.a.Sync(ctx, f.Name, mailbox.Cursor{}, o, func(b mailbox.Batch) error {
			for _, it := range b.Items {
				e := workbench.Envelope{Raw: it.Raw, Where: where(it.Origin), Path: it.Origin.Path, Index: it.Origin.Index, Out: f.Use == mailbox.UseSent || named(it.Origin, sentNames), Err: it.Err}
				if err := take(e); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// unwanted tells from a mail's header why its body is not fetched, empty when
// it is. What is dated before the start is left; so is what is sent to a list
// and says nothing of a job. In doubt a body is fetched.
func (m *account) unwanted(h mailbox.Header) string {
	msg, err := mail.ReadMessage(bytes.NewReader(append(slices.Clone(h.Raw), "\r\n\r\n"...)))
	if err != nil {
		return ""
	}
	date := h.Date
	if d, err := msg.Header.Date(); err == nil {
		date = d
	}
	if m.since.Known() && !date.IsZero() && track.DayOf(date, time.UTC) < m.since.Add(-1) {
		return track.LeftOlder
	}
	return ""
}

// Wait returns when a folder may have something new, after d at the latest.
func (m *account) Wait(ctx context.Context, cursor string, d time.Duration) error {
	at := parsePlace(cursor)
	list, err := m.chosen(ctx)
	if err != nil || len(list) == 0 {
		return err
	}
	inbox := list[0]
	for _, f := range list {
		if f.Use == mailbox.UseInbox {
			inbox = f
		}
	}
	return m.a.Watch(ctx, inbox.Name, mailbox.ParseCursor(at.Folders[inbox.Name]), d)
}

// Done is where the folders stand.
func (m *account) Done() string { return m.at.String() }

// Close does nothing: connections are made for each pass.
func (m *account) Close() error { return nil }

// AppendDraft puts a draft into the account's Drafts folder, once.
func (o Office) AppendDraft(ctx context.Context, s track.Source, plain string, raw []byte, key string) (folder string, err error) {
	p, err := o.account(s, plain).AppendDraft(ctx, raw, strings.Trim(key, "<>"))
	return p.Folder, err
}
