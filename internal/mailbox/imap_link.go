package mailbox

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"

	"debrief/internal/fault"
)

// link is one connection to a server: all of IMAP that the rest uses, so that
// the module behind it can be replaced. Every call ends within its time, and
// after an error the link is only good for closing.
type link interface {
	folders(ctx context.Context) ([]Folder, error)
	// examine opens a folder for reading only.
	examine(ctx context.Context, folder string) (boxState, error)
	// lowest is the smallest UID of the folder; 0 for an empty one.
	lowest(ctx context.Context) (uint32, error)
	// uids gives the UIDs of a range, falling, the n highest of them.
	uids(ctx context.Context, low, high uint32, n int) ([]uint32, error)
	// fetch calls f for each mail that the server gives, in its order.
	fetch(ctx context.Context, uids []uint32, p parts, f func(fetched)) error
	// find gives the UIDs of the mails with a Message-ID, with its brackets.
	find(ctx context.Context, messageID string) ([]uint32, error)
	// draft appends a mail with the flag \Draft. placed.UID is 0 where the
	// server does not tell.
	draft(ctx context.Context, folder string, raw []byte) (Placed, error)
	// wait returns when the folder changes, or after d; false where the server
	// can't tell.
	wait(ctx context.Context, d time.Duration) (bool, error)
	received() int64
	close()
}

// boxState is what a server says of a folder when it is opened.
type boxState struct {
	validity, next uint32
	modSeq         uint64
	count          int
}

// parts of a mail to fetch.
type parts int

const (
	partSizes  parts = iota // size, flags, date of arrival
	partHeader              // and HeaderFields
	partWhole               // flags and the whole mail
)

// fetched is a mail, or as much of it as was asked for.
type fetched struct {
	uid   uint32
	size  int64
	flags string
	date  time.Time
	raw   []byte
}

// commandTime bounds one command, however busy the server seems.
const commandTime = 15 * time.Minute

// goIMAP is the link by emersion/go-imap.
type goIMAP struct {
	c        *imapclient.Client
	g        *guard
	patience time.Duration
	limit    int64
	events   chan struct{} // something changed in the open folder

	mu        sync.Mutex
	abandoned bool // the module did not come back from a command
}

// connect dials and signs in.
func (a Account) connect(ctx context.Context, limit int64) (link, error) {
	conn, err := a.dial(ctx)
	if err != nil {
		return nil, err
	}
	l := &goIMAP{g: newGuard(conn, limit+slack), patience: a.Patience, limit: limit, events: make(chan struct{}, 1)}
	if l.patience <= 0 {
		l.patience = time.Minute
	}
	told := func() {
		select {
		case l.events <- struct{}{}:
		default:
		}
	}
	l.g.working(l.patience)
	l.c = imapclient.New(l.g, &imapclient.Options{UnilateralDataHandler: &imapclient.UnilateralDataHandler{
		Expunge: func(uint32) { told() },
		Mailbox: func(d *imapclient.UnilateralDataMailbox) {
			if d.NumMessages != nil {
				told()
			}
		},
	}})
	if err := l.run(ctx, func() error {
		if err := l.c.WaitGreeting(); err != nil {
			return err
		}
		return a.login(ctx, l.c)
	}); err != nil {
		l.close()
		if fault.KindOf(err) == fault.Internal && ctx.Err() == nil {
			err = a.unreachable(err)
		}
		return nil, err
	}
	return l, nil
}

// grace is how long the module may take to come back once its connection is
// closed.
const grace = 5 * time.Second

// errHung is a module that does not come back.
var errHung = errors.New("the IMAP module hangs")

// run does one command within its time. When the time is over or ctx is done,
// the connection is closed, which ends whatever waits on it; should it not, the
// command is left to itself.
func (l *goIMAP) run(ctx context.Context, f func() error) error {
	ctx, cancel := context.WithTimeout(ctx, commandTime)
	defer cancel()
	l.g.working(l.patience)
	defer l.g.working(0)
	done := make(chan error, 1)
	go func() { done <- f() }()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
	}
	l.g.Close()
	select {
	case <-done:
		return context.Cause(ctx)
	case <-time.After(grace):
		l.mu.Lock()
		l.abandoned = true
		l.mu.Unlock()
		return errors.Join(errHung, context.Cause(ctx))
	}
}

// give calls f, unless nobody waits for it any more.
func (l *goIMAP) give(f func()) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !l.abandoned {
		f()
	}
}

func (l *goIMAP) received() int64 { return l.g.bytes.Load() }

func (l *goIMAP) close() {
	l.g.Close()
	go l.c.Close() // it waits for its reader
}

// maxFolders bounds a list of folders.
const maxFolders = 10_000

func (l *goIMAP) folders(ctx context.Context) (list []Folder, err error) {
	err = l.run(ctx, func() error {
		var o *imap.ListOptions
		caps := l.c.Caps()
		if caps.Has(imap.CapSpecialUse) && (caps.Has(imap.CapListExtended) || caps.Has(imap.CapIMAP4rev2)) {
			o = &imap.ListOptions{ReturnSpecialUse: true}
		}
		cmd := l.c.List("", "*", o)
		for d := cmd.Next(); d != nil; d = cmd.Next() {
			use, marked := useOf(d.Mailbox, d.Delim, d.Attrs)
			if f := (Folder{d.Mailbox, use, d.Delim, marked}); !slices.Contains(d.Attrs, imap.MailboxAttrNoSelect) && !slices.Contains(d.Attrs, imap.MailboxAttrNonExistent) && len(list) < maxFolders {
				list = append(list, f)
			}
		}
		return cmd.Close()
	})
	return list, err
}

func (l *goIMAP) examine(ctx context.Context, folder string) (b boxState, err error) {
	err = l.run(ctx, func() error {
		d, err := l.c.Select(folder, &imap.SelectOptions{ReadOnly: true, CondStore: l.c.Caps().Has(imap.CapCondStore)}).Wait()
		if err != nil {
			return err
		}
		b = boxState{d.UIDValidity, uint32(d.UIDNext), d.HighestModSeq, int(d.NumMessages)}
		return nil
	})
	if no, ok := errors.AsType[*imap.Error](err); ok && !temporary(no) {
		err = fault.Wrap(err, fault.NotFound, "folder", "The mail server has no folder “%s” that can be read.", folder)
	}
	return b, err
}

func (l *goIMAP) lowest(ctx context.Context) (uid uint32, err error) {
	err = l.each(ctx, imap.SeqSetNum(1), &imap.FetchOptions{UID: true}, func(m fetched) { uid = m.uid })
	return uid, err
}

func (l *goIMAP) uids(ctx context.Context, low, high uint32, n int) (list []uint32, err error) {
	err = l.run(ctx, func() error {
		set := imap.UIDSet{}
		set.AddRange(imap.UID(low), imap.UID(high))
		found, err := l.search(&imap.SearchCriteria{UID: []imap.UIDSet{set}}, low, high, n)
		list = found
		return err
	})
	return list, err
}

func (l *goIMAP) search(c *imap.SearchCriteria, low, high uint32, n int) ([]uint32, error) {
	var o *imap.SearchOptions
	if l.c.Caps().Has(imap.CapESearch) {
		o = &imap.SearchOptions{ReturnAll: true}
	}
	d, err := l.c.UIDSearch(c, o).Wait()
	if err != nil {
		return nil, err
	}
	set, _ := d.All.(imap.UIDSet)
	return highest(set, low, high, n), nil
}

// highest unrolls ranges, which a server may claim of any width, from above.
func highest(set imap.UIDSet, low, high uint32, n int) (list []uint32) {
	set = slices.Clone(set)
	slices.SortFunc(set, func(a, b imap.UIDRange) int { return int(int64(b.Stop) - int64(a.Stop)) })
	for _, r := range set {
		for uid := min(uint32(r.Stop), high); uid >= max(uint32(r.Start), low, 1) && len(list) < n; uid-- {
			list = append(list, uid)
		}
	}
	return list
}

func (l *goIMAP) fetch(ctx context.Context, uids []uint32, p parts, f func(fetched)) error {
	o := &imap.FetchOptions{UID: true, Flags: true}
	switch p {
	case partSizes:
		o.RFC822Size, o.InternalDate = true, true
	case partHeader:
		o.RFC822Size, o.InternalDate = true, true
		o.BodySection = []*imap.FetchItemBodySection{{Peek: true, Specifier: imap.PartSpecifierHeader, HeaderFields: HeaderFields, Partial: &imap.SectionPartial{Size: maxHead / 2}}}
	case partWhole:
		o.BodySection = []*imap.FetchItemBodySection{{Peek: true}}
	}
	set := imap.UIDSet{}
	for _, u := range uids {
		set.AddNum(imap.UID(u))
	}
	return l.each(ctx, set, o, func(m fetched) {
		if p == partSizes || m.raw != nil { // NIL, or an answer that breaks off
			f(m)
		}
	})
}

func (l *goIMAP) each(ctx context.Context, set imap.NumSet, o *imap.FetchOptions, f func(fetched)) error {
	return l.run(ctx, func() error {
		cmd := l.c.Fetch(set, o)
		for m := cmd.Next(); m != nil; m = cmd.Next() {
			one, whole, err := l.take(m)
			if err != nil {
				l.g.Close()
				cmd.Close()
				return err
			}
			if whole && one.uid != 0 {
				l.give(func() { f(one) })
			}
		}
		return cmd.Close()
	})
}

// take reads one answer. whole is false where its mail is missing or cut off.
func (l *goIMAP) take(m *imapclient.FetchMessageData) (one fetched, whole bool, err error) {
	whole = true
	for item := m.Next(); item != nil; item = m.Next() {
		switch item := item.(type) {
		case imapclient.FetchItemDataUID:
			one.uid = uint32(item.UID)
		case imapclient.FetchItemDataRFC822Size:
			one.size = item.Size
		case imapclient.FetchItemDataInternalDate:
			one.date = item.Time
		case imapclient.FetchItemDataFlags:
			one.flags = letters(item.Flags)
		case imapclient.FetchItemDataBodySection:
			if item.Literal == nil {
				whole = false
				continue
			}
			size := item.Literal.Size()
			if size > l.limit+slack {
				return one, false, fmt.Errorf("%w: %d bytes", errTooMuch, size)
			}
			one.raw, err = readAll(item.Literal, size, size)
			if err != nil {
				return one, false, err
			}
			whole = whole && int64(len(one.raw)) == size // the module takes the end of the connection for that of the mail
		}
	}
	return one, whole, nil
}

// letters gives IMAP flags the letters of Maildir.
func letters(flags []imap.Flag) string {
	var b strings.Builder
	for _, f := range []struct {
		flag   imap.Flag
		letter byte
	}{{imap.FlagDraft, 'D'}, {imap.FlagFlagged, 'F'}, {imap.FlagAnswered, 'R'}, {imap.FlagSeen, 'S'}, {imap.FlagDeleted, 'T'}} {
		if slices.ContainsFunc(flags, func(x imap.Flag) bool { return strings.EqualFold(string(x), string(f.flag)) }) {
			b.WriteByte(f.letter)
		}
	}
	return b.String()
}

func (l *goIMAP) find(ctx context.Context, messageID string) (list []uint32, err error) {
	err = l.run(ctx, func() error {
		found, err := l.search(&imap.SearchCriteria{Header: []imap.SearchCriteriaHeaderField{{Key: "Message-ID", Value: messageID}}}, 1, 1<<32-1, 100)
		list = found
		return err
	})
	return list, err
}

func (l *goIMAP) draft(ctx context.Context, folder string, raw []byte) (p Placed, err error) {
	err = l.run(ctx, func() error {
		cmd := l.c.Append(folder, int64(len(raw)), &imap.AppendOptions{Flags: []imap.Flag{imap.FlagDraft, imap.FlagSeen}})
		_, err := cmd.Write(raw)
		err = errors.Join(err, cmd.Close())
		d, werr := cmd.Wait()
		if err = errors.Join(werr, err); err != nil {
			return err
		}
		p = Placed{Folder: folder, UIDValidity: d.UIDValidity, UID: uint32(d.UID)}
		return nil
	})
	return p, err
}

// wait uses IDLE on a connection that is closed afterwards: no command follows
// it, since that is where the module was seen to hang (go-imap issue 668).
func (l *goIMAP) wait(ctx context.Context, d time.Duration) (bool, error) {
	if !l.c.Caps().Has(imap.CapIdle) {
		return false, nil
	}
	var idle *imapclient.IdleCommand
	if err := l.run(ctx, func() (err error) { idle, err = l.c.Idle(); return err }); err != nil {
		return true, err
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-timer.C:
	case <-l.events:
	case <-l.c.Closed():
	}
	l.g.SetDeadline(time.Now().Add(2 * time.Second))
	idle.Close()
	return true, ctx.Err()
}

// temporary reports a refusal that may pass.
func temporary(e *imap.Error) bool {
	switch strings.ToUpper(string(e.Code)) {
	case "UNAVAILABLE", "INUSE", "LIMIT", "OVERQUOTA", "SERVERBUG", "THROTTLED", "EXPIRED":
		return true
	}
	low := strings.ToLower(e.Text)
	for _, w := range []string{"too many", "try again", "temporar", "throttl", "rate limit", "bandwidth", "exceeded", "busy", "unavailable", "later"} {
		if strings.Contains(low, w) {
			return true
		}
	}
	return e.Type == imap.StatusResponseTypeBye
}
