// Package mailbox is where mails come from: files of every common kind, and
// mail accounts by IMAP. It hands over raw mails with their origin and a
// position to go on from; it neither reads what is in them nor keeps anything.
//
//	src, err := mailbox.Open("Takeout.zip", mailbox.Options{})
//	defer src.Close()
//	err = src.Each(ctx, from, func(it mailbox.Item) error {
//		if it.Err != nil {
//			return note(it.Origin, it.Err) // left out, and why
//		}
//		return keep(it.Raw, it.Origin, it.Next) // in one transaction
//	})
//
// A source may be an mbox, a Maildir, a single mail, a folder or a zip of any
// of these in any depth, gzip-compressed files among them, or a stream. Files
// are told by what is in them, not by their names. Everything streams: memory
// does not grow with the source, only with the largest single mail, which is
// bounded too.
//
// A Position is text that a caller stores together with what it made of the
// mails. Reading goes on behind it after any interruption. It is only a cursor:
// where it does not fit any more, because files moved or a server numbered its
// mails anew, mails are handed over once more, and their content tells that
// they are known. The other error, a mail that is never handed over, is the one
// this package exists to avoid: what can't be read comes as an Item with an
// error, never as silence.
//
// Nothing is altered where it is read: no flag, no file, no folder. The single
// exception is AppendDraft, which a person asks for.
package mailbox

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"debrief/internal/fault"
)

// Limits that hold where Options name no other.
const (
	// MaxMail is the largest single mail handed over, in bytes.
	MaxMail = 25 << 20
	// MaxEntries is the most files in one zip.
	MaxEntries = 300_000
	// maxRatio and freeInflate bound what compressed files unpack to: so many
	// times their own size, and so many bytes more. Mail compresses 2 to 20 times.
	maxRatio    = 200
	freeInflate = 100 << 20
)

// Options say how to read. The zero value is good.
type Options struct {
	MaxMail int64 // largest mail handed over whole, in bytes; 0 means the constant MaxMail
	// Skip is asked before a file is opened. True leaves it out without an
	// Item, as for a file that is unchanged since it was last read whole.
	Skip func(File) bool
}

// File is a file below a source, before it is opened.
type File struct {
	Path     string    // as in Origin.Path
	Size     int64     // bytes on disk; inside a zip unpacked
	Modified time.Time // zero where unknown
	Maildir  bool      // one mail, which never changes under its name
}

// Origin says where a mail stands.
type Origin struct {
	Kind   string // mbox, maildir, eml or imap
	Path   string // the file, below the source's name and with slashes: "Takeout.zip/Mail/All.mbox". For Maildir without the flags, so that it stays
	Folder string // the folder as its owner named it: "INBOX", "Archive/2026"; for an mbox its name
	Offset int64  // byte of an mbox at which the mail's "From " line stands
	Index  int    // number of the mail in its file, from 0; after resuming counted from there
	Labels []string
	Flags  string // Maildir or IMAP flags in letters: S seen, R answered, F flagged, D draft, T deleted
	Thread string // the provider's own thread number, where it names one (X-GM-THRID)
}

// Item is one mail, or one thing that could not be read.
type Item struct {
	Raw    []byte // the mail as it stands; the receiver's to keep
	Origin Origin
	Next   Position // reading goes on here after this Item
	Done   int64    // bytes of the source read so far; compare with Bytes
	// Err is set where no whole mail can be handed over: fault.TooLarge (Raw
	// then holds only the header), fault.Foreign for a file that is no mail,
	// fault.Damaged, fault.Forbidden for a file that may not be read.
	Err error
}

// Source is an opened source of mail files. It holds files open; Close it.
type Source struct {
	name   string // what the person gave, without its folders
	opts   Options
	fsys   fs.FS
	start  string    // the file or folder in fsys at which to begin
	r      io.Reader // instead of fsys, a stream
	closer io.Closer
}

// Open opens a file, a folder, or, for "-", standard input. Errors:
// fault.NotFound, fault.Forbidden. What is in it shows in Each.
//
// Symbolic links below a folder are not followed, so that a folder never leads
// out of itself or in a circle; they come as Items with an error.
func Open(path string, o Options) (*Source, error) {
	if path == "-" {
		return FromReader(os.Stdin, "standard input", o), nil
	}
	path = filepath.Clean(path)
	info, err := os.Stat(path)
	if err != nil {
		return nil, openFault(err, path)
	}
	s := &Source{opts: o.orDefaults(), name: filepath.Base(path), start: "."}
	dir := path
	if !info.IsDir() && !info.Mode().IsRegular() { // a pipe
		f, err := os.Open(path)
		if err != nil {
			return nil, openFault(err, path)
		}
		s.r, s.closer = f, f
		return s, nil
	}
	if !info.IsDir() {
		if resolved, err := filepath.EvalSymlinks(path); err == nil {
			path = resolved // the person named the link; what it points to was meant
		}
		dir, s.start = filepath.Dir(path), filepath.Base(path)
	} else if abs, err := filepath.Abs(path); err == nil {
		s.name = filepath.Base(abs)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, openFault(err, path)
	}
	s.fsys, s.closer = root.FS(), root
	return s, nil
}

func openFault(err error, path string) error {
	switch {
	case os.IsNotExist(err):
		return fault.Wrap(err, fault.NotFound, "path", "There is no file or folder “%s”.", path)
	case os.IsPermission(err):
		return fault.Wrap(err, fault.Forbidden, "path", "“%s” may not be read by this user. Change its permissions, or copy it elsewhere.", path)
	}
	return fmt.Errorf("open %s: %w", path, err)
}

// FromReader is a source that can be read once, from its beginning: an mbox or
// one mail, gzip-compressed or not. name stands in its origins.
func FromReader(r io.Reader, name string, o Options) *Source {
	return &Source{name: name, opts: o.orDefaults(), r: r, start: "."}
}

func (o Options) orDefaults() Options {
	if o.MaxMail <= 0 {
		o.MaxMail = MaxMail
	}
	return o
}

// Close closes the files of the source.
func (s *Source) Close() error {
	if s.closer == nil {
		return nil
	}
	return s.closer.Close()
}

// Bytes is the size of everything below the source, for a progress bar; -1 for
// a stream. For a folder it looks at every file's entry.
func (s *Source) Bytes(ctx context.Context) (int64, error) {
	if s.fsys == nil {
		return -1, nil
	}
	var sum int64
	err := fs.WalkDir(s.fsys, s.start, func(_ string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return ctx.Err() // what can't be read is reported by Each
		}
		if info, err := d.Info(); err == nil {
			sum += info.Size()
		}
		return ctx.Err()
	})
	return sum, err
}

// Each hands over every mail behind a position, in an order that stays the
// same: by path, and within a file as they stand. It ends with the error of f,
// with ctx's, or with that of the source as a whole: fault.Foreign where a
// single file is no kind of mail, fault.Damaged where reading it fails.
func (s *Source) Each(ctx context.Context, from Position, f func(Item) error) error {
	w := &walker{ctx: ctx, fsys: s.fsys, opts: s.opts, from: from, name: s.name, deliver: f}
	if s.fsys == nil {
		return w.stream(s.r)
	}
	if s.start == "." {
		return w.dir(".")
	}
	return w.single(s.start)
}
