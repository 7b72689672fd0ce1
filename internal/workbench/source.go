package workbench

import (
	"cmp"
	"context"
	"io"
	"slices"
	"strings"
	"time"

	"debrief/internal/fault"
	"debrief/internal/store"
	"debrief/internal/track"
)

// Post is how sources are opened and mails are read. Package post fills it in;
// without it there is no mail to read.
type Post interface {
	// Kind tells what a path holds. fault.NotFound, fault.Foreign.
	Kind(path string) (track.SourceKind, error)
	// Open opens a source on record. secret is its password or token, in the clear.
	Open(ctx context.Context, s track.Source, secret string) (Feed, error)
	// Peek tells the identity and day of a mail without decoding it.
	Peek(raw []byte) (contentID string, date track.Instant, err error)
	// Read decodes a mail: Message, Mail and Raw of a parcel.
	Read(raw []byte) (Parcel, error)
	// Sheet gives the HTML part of a mail made safe to look at.
	Sheet(raw []byte) (Sheet, error)
	// Stream opens what can be read only once, as an upload.
	Stream(r io.Reader, name string) Feed
	// AppendDraft puts a draft into the account's Drafts folder, once, and names
	// the folder. key is the draft's Message-ID.
	AppendDraft(ctx context.Context, s track.Source, secret string, raw []byte, key string) (folder string, err error)
	// Seal and Unseal keep a secret so that only this person's source opens it.
	Seal(owner track.OwnerID, id track.SourceID, secret string) (string, error)
	Unseal(owner track.OwnerID, id track.SourceID, sealed string) (string, error)
}

// Sheet is the HTML part of a mail made safe to look at, and what was not loaded.
type Sheet struct {
	HTML   []byte
	Images []string
	Pixels int
}

// Feed hands over the raw mails of one source.
type Feed interface {
	// Size is the bytes of the source, 0 where that is not known.
	Size(ctx context.Context) int64
	// Each hands over every mail behind a cursor. It ends with the error of f,
	// with ctx's, or with that of the source as a whole.
	Each(ctx context.Context, cursor string, f func(Envelope) error) error
	// Done is the cursor for a source that was read to its end.
	Done() string
	Close() error
}

// Waiter is a feed that can tell when there is something new: it returns then,
// and after d at the latest.
type Waiter interface {
	Wait(ctx context.Context, cursor string, d time.Duration) error
}

// Envelope is one raw mail of a source.
type Envelope struct {
	Raw    []byte
	Where  string // position for people
	Path   string // file below the source, with slashes
	Index  int    // number of the mail in that file, from 0
	Cursor string // reading goes on here after this mail
	Done   int64  // bytes of the source so far
	Out    bool   // from a folder or with a label for sent mail
	Skip   string // one of track.LeftReasons: the source itself left it out
	Mark   bool   // no mail, only a cursor
	Err    error  // why no whole mail can be handed over
}

// NewSource is a mailbox, file or folder to read mail from.
type NewSource struct {
	Name     string
	Path     string // a file or folder; or
	Host     string // a mailbox
	Port     int
	Security string
	Account  string
	Auth     string
	Folders  []string
	Secret   string // password or token in the clear; kept sealed
	Since    track.Day
}

// ReadsMail tells whether mail can be brought in here.
func (d *Desk) ReadsMail() bool { return d.w.o.Post != nil }

// AddSource puts a source on record. One that is on record already, and was not
// removed, is changed and used again.
func (d *Desk) AddSource(ctx context.Context, n NewSource) (track.SourceID, Receipt, error) {
	if d.w.o.Post == nil {
		return "", Receipt{}, fault.New(fault.Conflict, "source", "This Debrief can't read mail.")
	}
	s, err := d.described(n)
	if err != nil {
		return "", Receipt{}, err
	}
	r, err := d.update(ctx, "add_source", func(tx *store.Tx) (string, error) {
		list, err := store.All[track.Source](tx)
		if err != nil {
			return "", err
		}
		s.ID, s.CreatedAt, s.State = track.SourceID(tx.NewID()), tx.Now(), track.SourceActive
		for _, old := range list {
			if old.Kind == s.Kind && old.Path == s.Path && strings.EqualFold(old.Host, s.Host) && strings.EqualFold(old.Account, s.Account) && s.Kind != track.SourceStream {
				s = again(old, s)
			}
		}
		if n.Secret != "" {
			if s.Secret, err = d.w.o.Post.Seal(tx.Owner(), s.ID, n.Secret); err != nil {
				return "", err
			}
		}
		return "Source “" + s.Name + "” added", store.Put(tx, s)
	})
	return s.ID, r, err
}

// again is a source that was given before, with what is new about it. A start
// that lies earlier than before means reading it anew; content tells what is known.
func again(old, s track.Source) track.Source {
	if s.Since != old.Since {
		old.Cursor = ""
	}
	old.Since, old.State, old.Problem = s.Since, track.SourceActive, ""
	old.Name, old.Port, old.Security, old.Auth = cmp.Or(s.Name, old.Name), s.Port, s.Security, s.Auth
	if len(s.Folders) > 0 {
		old.Folders = s.Folders
	}
	return old
}

func (d *Desk) described(n NewSource) (s track.Source, err error) {
	s = track.Source{Name: clip(tidy(n.Name), 120), Path: n.Path, Host: strings.ToLower(strings.TrimSpace(n.Host)), Port: n.Port, Security: cmp.Or(n.Security, "tls"), Account: strings.TrimSpace(n.Account),
		Auth: cmp.Or(n.Auth, "password"), Folders: n.Folders, Since: n.Since}
	switch {
	case s.Path != "" && s.Host != "" || s.Path == "" && s.Host == "":
		return s, fault.New(fault.Invalid, "source", "A source is a file or folder, or a mailbox with its host. Name one of them.")
	case s.Path == "-":
		s.Kind, s.Security, s.Auth, s.Path = track.SourceStream, "", "", ""
		s.Name = cmp.Or(s.Name, "standard input")
		return s, nil
	case s.Path != "":
		s.Kind, err = d.w.o.Post.Kind(s.Path)
		s.Security, s.Auth = "", ""
		parts := strings.FieldsFunc(s.Path, func(r rune) bool { return r == '/' || r == '\\' })
		s.Name = cmp.Or(s.Name, parts[max(0, len(parts)-1)])
		return s, err
	}
	s.Kind, s.Name = track.SourceIMAP, cmp.Or(s.Name, s.Account)
	switch {
	case s.Account == "":
		return s, fault.New(fault.Invalid, "account", "A mailbox needs the name you sign in with, as a rule your mail address.")
	case !oneOf(s.Security, "tls", "starttls"):
		return s, unknownWord("security", s.Security, []string{"tls", "starttls"})
	case !oneOf(s.Auth, "password", "oauthbearer", "xoauth2"):
		return s, unknownWord("auth", s.Auth, []string{"password", "oauthbearer", "xoauth2"})
	}
	return s, nil
}

// SourceLine is a source with its latest reading.
type SourceLine struct {
	track.Source
	Last    track.Reading
	Running bool // in this process
}

// Sources lists the sources that were not removed, those of files last.
func (d *Desk) Sources(ctx context.Context) (list []SourceLine, err error) {
	err = d.view(ctx, func(tx *store.Tx) error {
		all, err := store.All[track.Source](tx)
		if err != nil {
			return err
		}
		for _, s := range all {
			if s.State == track.SourceRemoved {
				continue
			}
			readings, err := store.By[track.Reading](tx, "source_id", string(s.ID))
			if err != nil {
				return err
			}
			line := SourceLine{Source: s}
			if len(readings) > 0 {
				line.Last = readings[len(readings)-1]
			}
			line.Running = d.w.running(line.Last.ID)
			list = append(list, line)
		}
		return nil
	})
	slices.SortStableFunc(list, func(a, b SourceLine) int {
		return cmp.Or(cmp.Compare(fileKind(a.Kind), fileKind(b.Kind)), cmp.Compare(a.CreatedAt, b.CreatedAt))
	})
	return list, err
}

func fileKind(k track.SourceKind) int {
	if k == track.SourceIMAP {
		return 0
	}
	return 1
}

// FindSource takes an id, a path, an account or a name. fault.NotFound names
// what there is.
func (d *Desk) FindSource(ctx context.Context, ref string) (track.Source, error) {
	list, err := d.Sources(ctx)
	if err != nil {
		return track.Source{}, err
	}
	var names []string
	for _, s := range list {
		if oneOf(ref, string(s.ID), s.Path, s.Name, s.Account) && ref != "" {
			return s.Source, nil
		}
		names = append(names, s.Name)
	}
	if len(names) == 0 {
		return track.Source{}, fault.New(fault.NotFound, "source", "No source is on record yet.")
	}
	return track.Source{}, fault.New(fault.NotFound, "source", "There is no source %q. On record: %s.", ref, strings.Join(names, ", "))
}

// PauseSource stops a source from being read, or lets it be read again.
func (d *Desk) PauseSource(ctx context.Context, id track.SourceID, paused bool) (Receipt, error) {
	state, word := track.SourceActive, "“%s” is read again"
	if paused {
		state, word = track.SourcePaused, "“%s” is paused"
	}
	return d.editSource(ctx, id, word, func(s *track.Source) { s.State = state })
}

// RemoveSource takes a source off the list. Its password goes; the mails that
// came from it stay.
func (d *Desk) RemoveSource(ctx context.Context, id track.SourceID) (Receipt, error) {
	return d.editSource(ctx, id, "“%s” is not read any more; its mails stay", func(s *track.Source) {
		s.State, s.Secret, s.Cursor = track.SourceRemoved, "", ""
	})
}

func (d *Desk) editSource(ctx context.Context, id track.SourceID, words string, edit func(*track.Source)) (Receipt, error) {
	d.w.stop(id)
	return d.update(ctx, "edit_source", func(tx *store.Tx) (string, error) {
		s, found, err := store.Find[track.Source](tx, id)
		if err != nil || !found {
			return "", cmpErr(err, fault.New(fault.NotFound, "source", "There is no such source."))
		}
		edit(&s)
		return sprintf(words, s.Name), store.Put(tx, s)
	})
}
