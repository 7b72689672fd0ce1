package mailbox

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"debrief/internal/fault"
)

// maxDepth bounds folders in folders.
const maxDepth = 64

// walker is one pass over a source.
type walker struct {
	ctx     context.Context
	fsys    fs.FS
	opts    Options
	from    Position
	name    string // of the source, or path of the zip that fsys is
	prefix  string // of positions: that of the zip with "/"; empty outside
	deliver func(Item) error

	done  int64               // bytes read in whole files
	scale func(n int64) int64 // inside a zip: unpacked to packed bytes; nil outside
	gauge *gauge              // what may still be unpacked; nil outside a zip
}

// leaf is one file below a source.
type leaf struct {
	File
	name   string // its path in fsys
	folder string // of a Maildir; empty elsewhere
	flags  string
}

// dir walks a folder. Names come sorted, which is the order of positions.
func (w *walker) dir(dir string) error {
	if strings.Count(dir, "/") >= maxDepth {
		return w.report(dir, fault.New(fault.TooLarge, "path", "“%s” lies deeper than %d folders. It was left out.", w.shown(dir), maxDepth))
	}
	entries, err := fs.ReadDir(w.fsys, dir)
	if err != nil {
		if dir == "." && w.prefix == "" {
			return openFault(err, w.name)
		}
		err = w.report(dir, unreadable(err, w.shown(dir)))
	}
	maildir, first := isMaildir(entries)
	for _, e := range entries {
		if err != nil || w.gauge.spent() {
			return err
		}
		sub := path.Join(dir, e.Name())
		switch {
		case maildir && e.Name() == first:
			err = w.maildir(dir, first)
		case maildir && (isMaildirPart(e.Name()) || !e.IsDir()):
		case e.IsDir():
			if !w.from.passed(w.prefix + sub) {
				err = w.dir(sub)
			}
		default:
			err = w.entry(sub, e)
		}
	}
	return err
}

// entry looks at something in a folder that is no folder.
func (w *walker) entry(name string, e fs.DirEntry) error {
	if strings.HasPrefix(e.Name(), ".") || e.Name() == "__MACOSX" {
		return nil // what programs keep for themselves
	}
	key, flags := cutFlags(name)
	if _, skip := w.from.begun(w.prefix + key); skip {
		return w.passedOver(e)
	}
	if e.Type()&fs.ModeSymlink != 0 {
		return w.report(key, fault.New(fault.Forbidden, "path", "“%s” is a link to another place. Add that place itself to have it read.", w.shown(key)))
	}
	info, err := e.Info()
	if errors.Is(err, fs.ErrNotExist) {
		return nil // gone since the folder was read
	}
	if err != nil {
		return w.report(key, unreadable(err, w.shown(key)))
	}
	if !info.Mode().IsRegular() {
		return w.report(key, fault.New(fault.Foreign, "path", "“%s” is no ordinary file. It was left out.", w.shown(key)))
	}
	l := leaf{File: File{Path: w.shown(key), Size: info.Size(), Modified: info.ModTime()}, name: name, flags: flags}
	return w.file(l, key, info, false)
}

// single reads the one file that a source is.
func (w *walker) single(name string) error {
	info, err := fs.Stat(w.fsys, name)
	if err != nil {
		return openFault(err, w.name)
	}
	l := leaf{File: File{Path: w.name, Size: info.Size(), Modified: info.ModTime()}, name: name}
	return w.file(l, name, info, true)
}

// file reads one file, whatever it is. alone makes a foreign file an error of
// the whole source.
func (w *walker) file(l leaf, key string, info fs.FileInfo, alone bool) error {
	at := w.prefix + key
	offset, skip := w.from.begun(at)
	if skip || w.opts.Skip != nil && w.opts.Skip(l.File) {
		w.done += l.Size
		return nil
	}
	if err := packedFault(info, l.Path); err != nil {
		w.done += l.Size
		return w.report(key, err)
	}
	f, err := w.fsys.Open(l.name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return w.report(key, unreadable(err, l.Path))
	}
	r := reading{w: w, l: l, at: at, alone: alone, file: f}
	defer r.close()
	err = r.read(w.gauge.over(f), offset)
	w.done += l.Size
	return err
}

// stream reads a source that is no file.
func (w *walker) stream(in io.Reader) error {
	r := reading{w: w, l: leaf{File: File{Path: w.name, Size: -1}}, at: w.name, alone: true}
	offset, skip := w.from.begun(w.name)
	if skip {
		return nil
	}
	return r.read(in, offset)
}

func (w *walker) passedOver(e fs.DirEntry) error {
	if info, err := e.Info(); err == nil {
		w.done += info.Size()
	}
	return nil
}

// send hands over an Item, unless the pass was called off.
func (w *walker) send(it Item) error {
	if err := w.ctx.Err(); err != nil {
		return err
	}
	if w.scale != nil {
		it.Done = w.scale(it.Done)
	}
	return w.deliver(it)
}

// report hands over that something was left out, and why.
func (w *walker) report(key string, err error) error {
	return w.send(Item{Origin: Origin{Path: w.shown(key)}, Next: Position{w.prefix + key, whole}, Done: w.done, Err: err})
}

// shown is the path of a file as it stands in origins.
func (w *walker) shown(name string) string {
	return path.Join(w.name, name)
}

func unreadable(err error, shown string) error {
	if errors.Is(err, fs.ErrPermission) {
		return fault.Wrap(err, fault.Forbidden, "path", "“%s” may not be read by this user. It was left out.", shown)
	}
	return fault.Wrap(err, fault.Damaged, "path", "“%s” can't be read. It was left out.", shown)
}

// reading is the reading of one file.
type reading struct {
	w     *walker
	l     leaf
	at    string // its path in positions
	alone bool
	file  fs.File // nil for a stream
	gz    bool    // unpacked from gzip
}

func (r *reading) close() { r.file.Close() }

func (r *reading) read(in io.Reader, offset int64) error {
	b := bufio.NewReaderSize(in, sniffed)
	head, err := b.Peek(sniffed)
	if err != nil && err != io.EOF {
		return r.leftOut(unreadable(err, r.l.Path))
	}
	ext := strings.ToLower(path.Ext(r.l.name))
	switch sniff(head, ext == ".eml" || r.l.Maildir) {
	case isMail:
		return r.mail(b)
	case isEmlx:
		return r.emlx(b)
	case isMbox:
		return r.mbox(b, offset)
	case isZip:
		return r.archive()
	case isGzip:
		return r.gunzip(b, offset)
	case isEmpty:
		if r.l.Size <= sniffed {
			return r.empty()
		}
	}
	if ext == ".eml" || r.l.Maildir {
		return r.mail(b) // the reader of mails says what is wrong with it
	}
	return r.leftOut(fault.New(fault.Foreign, "path", "“%s” was left out. %s", r.l.Path, foreignWords(head)))
}

// empty passes over a file without content; mailboxes often are.
func (r *reading) empty() error {
	if r.l.Maildir || strings.EqualFold(path.Ext(r.l.name), ".eml") {
		return r.leftOut(fault.New(fault.Foreign, "path", "“%s” is empty.", r.l.Path))
	}
	return nil
}

func (r *reading) leftOut(err error) error {
	if r.alone {
		return err
	}
	return r.w.send(Item{Origin: r.origin(), Next: Position{r.at, whole}, Done: r.w.done + max(r.l.Size, 0), Err: err})
}

func (r *reading) origin() Origin {
	o := Origin{Kind: "eml", Path: r.l.Path, Folder: r.l.folder, Flags: r.l.flags}
	if r.l.Maildir || r.l.flags != "" {
		o.Kind = "maildir"
	}
	return o
}

// mail hands over a file that is one mail.
func (r *reading) mail(in io.Reader) error {
	limit := r.w.opts.MaxMail
	raw, err := readAll(in, limit+1, r.l.Size)
	if err != nil {
		return r.leftOut(unreadable(err, r.l.Path))
	}
	return r.one(raw)
}

func (r *reading) one(raw []byte) error {
	it := Item{Raw: raw, Origin: r.origin(), Next: Position{r.at, whole}, Done: r.w.done + int64(len(raw))}
	if int64(len(raw)) > r.w.opts.MaxMail {
		it.Raw = slices.Clone(headerOf(raw))
		it.Err = tooLarge(it.Origin, it.Raw, r.l.Size, r.w.opts.MaxMail)
	}
	readLabels(&it.Origin, it.Raw)
	return r.w.send(it)
}

// readAll reads at most limit bytes, into a buffer of the expected size.
func readAll(in io.Reader, limit, expected int64) ([]byte, error) {
	raw := make([]byte, 0, min(max(expected, 0), limit, 1<<20)+1)
	in = io.LimitReader(in, limit)
	for {
		if len(raw) == cap(raw) {
			raw = slices.Grow(raw, len(raw)+512)
		}
		n, err := in.Read(raw[len(raw):cap(raw)])
		raw = raw[:len(raw)+n]
		if err == io.EOF {
			return raw, nil
		}
		if err != nil {
			return raw, err
		}
	}
}

func tooLarge(o Origin, head []byte, size, limit int64) error {
	what := "A mail in"
	if s := headField(head, "Subject"); s != "" {
		what = fmt.Sprintf("The mail with “%s” in", s)
	}
	return fault.New(fault.TooLarge, "mail", "%s “%s” has %d MB; the most that is read is %d MB. It was left out.", what, o.Path, size>>20, limit>>20)
}

// mbox hands over the mails of an mbox behind an offset.
func (r *reading) mbox(in io.Reader, offset int64) error {
	s, err := r.align(in, offset)
	if err != nil {
		return r.leftOut(unreadable(err, r.l.Path))
	}
	for n := 0; ; n++ {
		c, err := s.next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return r.broken(err, c, n)
		}
		o := r.origin()
		o.Kind, o.Offset, o.Index = "mbox", c.offset, n
		if o.Folder == "" {
			o.Folder = mboxName(r.l.Path)
		}
		it := Item{Raw: c.raw, Origin: o, Next: Position{r.at, c.end}, Done: r.w.done + c.end}
		if r.l.Size >= 0 {
			it.Done = min(it.Done, r.w.done+r.l.Size)
		}
		if c.large {
			it.Err = tooLarge(o, c.raw, c.size, r.w.opts.MaxMail)
		}
		readLabels(&it.Origin, c.raw)
		if err := r.w.send(it); err != nil {
			return err
		}
	}
}

// broken reports that an mbox can't be read to its end. What came before it
// was handed over.
func (r *reading) broken(err error, c cutting, n int) error {
	if r.w.ctx.Err() != nil {
		return r.w.ctx.Err()
	}
	err = fault.Wrap(err, fault.Damaged, "path", "“%s” can't be read to its end: after %d mails the file is damaged.", r.l.Path, n)
	if fault.KindOf(errors.Unwrap(err)) == fault.TooLarge {
		err = errors.Unwrap(err)
	}
	r.alone = false
	return r.leftOut(err)
}

// align makes a splitter that begins at an offset. Where no mail begins there,
// the file is another one than before and is read from its beginning.
func (r *reading) align(in io.Reader, offset int64) (*splitter, error) {
	if offset > 0 {
		s, err := r.resume(in, offset)
		if s != nil || err != nil {
			return s, err
		}
		if in, err = r.again(); err != nil {
			return nil, err
		}
	}
	s := newSplitter(in, 0, r.w.opts.MaxMail)
	s.fill()
	for i := 0; ; i++ { // a byte order mark, blank lines
		if i >= len(s.buf) || bytesAt(s.buf[i:], "From ") || bytesAt(s.buf[i:], ">From ") {
			s.lo = min(i, len(s.buf))
			return s, nil
		}
	}
}

func bytesAt(b []byte, s string) bool { return len(b) >= len(s) && string(b[:len(s)]) == s }

// resume gives a splitter at an offset, or nil where no mail begins there.
func (r *reading) resume(in io.Reader, offset int64) (*splitter, error) {
	end := true // where nothing follows at the offset, all is done
	if seek, ok := r.file.(io.ReadSeeker); ok && !r.gz {
		if _, err := seek.Seek(offset, io.SeekStart); err != nil {
			return nil, err
		}
		in, end = seek, r.l.Size == offset
	} else if n, err := io.CopyN(io.Discard, in, offset); err != nil {
		if n < offset && err == io.EOF {
			return nil, nil
		}
		return nil, err
	}
	s := newSplitter(in, offset, r.w.opts.MaxMail)
	if !s.fill() && s.err == nil && end {
		return s, nil
	}
	if !isSeparator(s.buf, 0) {
		return nil, s.err
	}
	return s, nil
}

// again opens the file anew, to read it from its beginning.
func (r *reading) again() (io.Reader, error) {
	if r.file == nil {
		return nil, fault.New(fault.Conflict, "path", "What comes from %s is not what came before. Start again from its beginning.", r.l.Path)
	}
	f, err := r.w.fsys.Open(r.l.name)
	if err != nil {
		return nil, err
	}
	r.file.Close()
	r.file = f
	if r.gz {
		return r.inflate(f)
	}
	return r.w.gauge.over(f), nil
}
