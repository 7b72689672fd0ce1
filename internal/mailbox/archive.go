package mailbox

import (
	"archive/zip"
	"bufio"
	"compress/gzip"
	"io"
	"io/fs"
	"strings"

	"debrief/internal/fault"
)

// maxDirectory bounds the list of contents of a zip, in bytes.
const maxDirectory = 32 << 20

// gauge counts what is really unpacked from compressed files, whatever they
// declare. A nil gauge lets everything through.
type gauge struct {
	out    int64
	packed func() int64 // bytes of compressed input so far, or in all
	path   string
}

func (g *gauge) spent() bool { return g != nil && g.out > maxRatio*g.packed()+freeInflate }

func (g *gauge) over(r io.Reader) io.Reader {
	if g == nil {
		return r
	}
	return gauged{r, g}
}

type gauged struct {
	r io.Reader
	g *gauge
}

func (x gauged) Read(p []byte) (int, error) {
	if x.g.spent() {
		return 0, fault.New(fault.TooLarge, "path", "“%s” unpacks to more than %d times its size. The rest of it was left out.", x.g.path, maxRatio)
	}
	n, err := x.r.Read(p)
	x.g.out += int64(n)
	return n, err
}

// counter counts what passes.
type counter struct {
	r io.Reader
	n int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}

// inflate unpacks gzip.
func (r *reading) inflate(in io.Reader) (io.Reader, error) {
	c := &counter{r: in}
	z, err := gzip.NewReader(bufio.NewReader(c))
	if err != nil {
		return nil, err
	}
	g := &gauge{packed: func() int64 { return c.n }, path: r.l.Path}
	return g.over(z), nil
}

// gunzip reads a compressed mbox or mail.
func (r *reading) gunzip(in io.Reader, offset int64) error {
	if r.gz {
		return r.leftOut(fault.New(fault.Foreign, "path", "“%s” is compressed twice. Unpack it first.", r.l.Path))
	}
	z, err := r.inflate(in)
	if err != nil {
		return r.leftOut(unreadable(err, r.l.Path))
	}
	r.gz = true
	return r.read(z, offset)
}

// archive walks a zip. Nothing is unpacked to disk.
func (r *reading) archive() error {
	at, ok := r.file.(io.ReaderAt)
	if !ok || r.gz || r.w.prefix != "" {
		return r.leftOut(fault.New(fault.Foreign, "path", "“%s” is a zip that can't be read from where it is. Unpack it, or name the file itself.", r.l.Path))
	}
	bounded := &boundedReaderAt{r: at, left: maxDirectory}
	z, err := zip.NewReader(bounded, r.l.Size)
	if bounded.left < 0 || err == nil && len(z.File) > MaxEntries {
		return r.leftOut(fault.New(fault.TooLarge, "path", "“%s” has more than %d files. Unpack it, and add the folder.", r.l.Path, MaxEntries))
	}
	if err != nil {
		return r.leftOut(fault.Wrap(err, fault.Damaged, "path", "“%s” is a zip that is damaged or cut off. Fetch it again.", r.l.Path))
	}
	bounded.open = true
	return r.inside(z).dir(".")
}

// inside is the walker over what is in a zip.
func (r *reading) inside(z *zip.Reader) *walker {
	var total int64
	for _, f := range z.File {
		f.Name = strings.ToValidUTF8(f.Name, "_") // names in old code pages
		total += int64(min(f.UncompressedSize64, 1<<50))
	}
	w := *r.w
	w.fsys, w.name, w.prefix, w.done = z, r.l.Path, r.at+"/", 0
	w.gauge = &gauge{packed: func() int64 { return r.l.Size }, path: r.l.Path}
	before := r.w.done
	w.scale = func(n int64) int64 {
		if total <= 0 {
			return before
		}
		return before + int64(float64(r.l.Size)*min(1, float64(n)/float64(total)))
	}
	return &w
}

// packedFault says why a file in a zip can't be read; nil where it can, and
// for files outside of one.
func packedFault(info fs.FileInfo, shown string) error {
	h, ok := info.Sys().(*zip.FileHeader)
	switch {
	case !ok:
	case h.Flags&1 != 0:
		return fault.New(fault.Foreign, "path", "“%s” is locked with a password. Unpack the zip, and add the folder.", shown)
	case h.Method != zip.Store && h.Method != zip.Deflate:
		return fault.New(fault.Foreign, "path", "“%s” is packed in an uncommon way. Unpack the zip, and add the folder.", shown)
	}
	return nil
}

// boundedReaderAt lets only so much be read until it is open.
type boundedReaderAt struct {
	r    io.ReaderAt
	left int64
	open bool
}

func (b *boundedReaderAt) ReadAt(p []byte, off int64) (int, error) {
	if !b.open {
		if b.left -= int64(len(p)); b.left < 0 {
			return 0, io.ErrUnexpectedEOF
		}
	}
	return b.r.ReadAt(p, off)
}
