package mailbox

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"time"

	"github.com/emersion/go-imap/v2"

	"debrief/internal/fault"
)

// Placed says where a draft lies.
type Placed struct {
	Folder           string
	UIDValidity, UID uint32 // 0 where the server does not tell
	Already          bool   // it was there before this call
}

// newestDrafts are looked at one by one where a search finds nothing.
const newestDrafts = 50

// AppendDraft puts a mail into the account's Drafts folder, with the flag
// \Draft. It is the only thing that this package writes.
//
// key is the Message-ID of the mail, with or without brackets, and must stand
// in raw. The folder is searched for it before anything is sent, and again
// after trouble on the way, so that the draft lies there once, also when the
// connection broke after the server had taken it, or when the call is made
// again later.
//
// Errors: fault.Invalid without a Message-ID, fault.NotFound where the account
// has no Drafts folder, and those of Sync.
func (a Account) AppendDraft(ctx context.Context, raw []byte, key string) (Placed, error) {
	key = "<" + strings.Trim(key, " <>") + ">"
	if strings.ContainsAny(key, "\r\n\x00\" ") || headField(headerOf(raw), "Message-ID") != key {
		return Placed{}, fault.New(fault.Invalid, "key", "The draft needs a Message-ID of its own, so that it is not saved twice.")
	}
	raw = withCRLF(raw)
	for tries := 1; ; tries++ {
		p, err := a.appendOnce(ctx, raw, key)
		if err == nil || ctx.Err() != nil || tries >= singleTries || !worthAnother(err) {
			return p, a.serverFault(err)
		}
		if err := a.pause(ctx, pauseFor(err, tries)); err != nil {
			return Placed{}, err
		}
	}
}

// worthAnother tells trouble on the way from a clear no.
func worthAnother(err error) bool {
	if no, ok := errors.AsType[*imap.Error](err); ok {
		return temporary(no)
	}
	k := fault.KindOf(err)
	return k == fault.Busy || k == fault.Internal
}

func (a Account) appendOnce(ctx context.Context, raw []byte, key string) (Placed, error) {
	l, err := a.connect(ctx, MaxMail)
	if err != nil {
		return Placed{}, err
	}
	defer l.close()
	list, err := l.folders(ctx)
	if err != nil {
		return Placed{}, err
	}
	folder := draftsOf(list)
	if folder == "" {
		return Placed{}, fault.New(fault.NotFound, "folder", "The account %s has no Drafts folder. Make one in your mail program.", a)
	}
	p, found, err := present(ctx, l, folder, key)
	if err != nil || found {
		return p, err
	}
	return l.draft(ctx, folder, raw)
}

// draftsOf is the Drafts folder: the one that the server marks, else one that
// is named so, the less deep the better. Empty where there is none.
func draftsOf(list []Folder) string {
	var best Folder
	for _, f := range list {
		if f.Use != UseDrafts {
			continue
		}
		deep := func(x Folder) int { return strings.Count(x.Name, string(x.Delimiter)) }
		if best.Name == "" || f.marked && !best.marked || f.marked == best.marked && deep(f) < deep(best) {
			best = f
		}
	}
	return best.Name
}

// present looks for the draft. Not every server finds at once what it just
// took, so the newest mails are looked at too.
func present(ctx context.Context, l link, folder, key string) (Placed, bool, error) {
	box, err := l.examine(ctx, folder)
	if err != nil {
		return Placed{}, false, err
	}
	p := Placed{Folder: folder, UIDValidity: box.validity, Already: true}
	if box.count == 0 {
		return p, false, nil
	}
	found, err := l.find(ctx, key)
	if _, refused := errors.AsType[*imap.Error](err); err != nil && !refused {
		return p, false, err
	}
	if len(found) == 0 {
		if found, err = l.uids(ctx, 1, 1<<32-1, newestDrafts); err != nil || len(found) == 0 {
			return p, false, err
		}
	}
	err = l.fetch(ctx, found, partHeader, func(m fetched) {
		if headField(m.raw, "Message-ID") == key {
			p.UID = m.uid
		}
	})
	return p, p.UID != 0, err
}

func withCRLF(raw []byte) []byte {
	return bytes.ReplaceAll(bytes.ReplaceAll(raw, []byte("\r\n"), []byte("\n")), []byte("\n"), []byte("\r\n"))
}

// Watch waits until a folder may have something beyond a cursor: at once if it
// has, else when the server says so (IDLE), and after d at the latest. Call Sync
// then. d should not exceed 9 minutes: providers and routers drop what is
// silent for longer.
func (a Account) Watch(ctx context.Context, folder string, from Cursor, d time.Duration) error {
	l, err := a.connect(ctx, MaxMail)
	if err != nil {
		return err
	}
	defer l.close()
	box, err := l.examine(ctx, folder)
	if err != nil {
		return a.serverFault(err)
	}
	if box.validity != from.UIDValidity || box.next > from.High+1 || !from.Whole() {
		return nil
	}
	told, err := l.wait(ctx, d)
	if told || err != nil {
		return a.serverFault(err)
	}
	l.close()
	return a.pause(ctx, d)
}
