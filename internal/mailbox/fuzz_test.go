package mailbox

import (
	"archive/zip"
	"bytes"
	"context"
	"io"
	"net"
	"strings"
	"testing"
	"testing/iotest"
	"time"
	"unicode/utf8"

	"github.com/emersion/go-imap/v2/imapclient"
)

// Any bytes are cut into pieces that follow on each other without a gap; small
// reads and a start at any boundary give the same pieces.
func FuzzMbox(f *testing.F) {
	f.Add([]byte(fromLine+"Subject: a\n\n>From x\n\n"+fromLine+"Subject: b\r\n\r\nb"), 100)
	f.Add([]byte("From - Tue Nov 24 10:31:05 2026\r\nX: y\r\n\r\n\r\nFrom a@b 24 Nov 2026 10:31\r\nX: y\r\n"), 10)
	f.Add([]byte(strings.Repeat("\nFrom ", 500)+fromLine), 50)
	f.Fuzz(func(t *testing.T, box []byte, limit int) {
		limit = max(1, limit%5000)
		all := cuttings(t, box, bytes.NewReader(box), limit)
		end := int64(0)
		for i, c := range all {
			if c.offset != end || c.end <= c.offset || c.size != c.end-c.offset || c.large != (c.size > int64(limit)) {
				t.Fatalf("piece %d: %d to %d, size %d, large %v; the one before ended at %d", i, c.offset, c.end, c.size, c.large, end)
			}
			if len(c.raw) > int(c.size) || c.large && len(c.raw) > maxHead {
				t.Fatalf("piece %d has %d bytes of %d", i, len(c.raw), c.size)
			}
			end = c.end
		}
		if end != int64(len(box)) {
			t.Fatalf("%d bytes of %d", end, len(box))
		}
		for i, c := range cuttings(t, box, iotest.OneByteReader(bytes.NewReader(box)), limit) {
			if c.offset != all[i].offset || !c.large && !bytes.Equal(c.raw, all[i].raw) {
				t.Fatalf("piece %d differs when read byte by byte", i)
			}
		}
	})
}

func cuttings(t *testing.T, box []byte, r io.Reader, limit int) (all []cutting) {
	s := newSplitter(r, 0, int64(limit))
	for {
		c, err := s.next()
		if err == io.EOF {
			return all
		}
		if err != nil || len(all) > len(box) {
			t.Fatal(err, len(all))
		}
		all = append(all, c)
	}
}

// Names give a key that flags do not change, and folder names that are text.
func FuzzMaildirName(f *testing.F) {
	for _, s := range []string{"1500.a.host:2,S", "a:2,", "&APw-", "&-", "Entw&APw-rfe", "&//", "a;2,FS", ".Archive.2026", ":2,:2,S"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, name string) {
		key, flags := cutFlags(name)
		if !strings.HasPrefix(name, key) || strings.Trim(flags, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ") != "" {
			t.Errorf("%q: %q, %q", name, key, flags)
		}
		if again, _ := cutFlags(key + ":2,RS"); again != key && flags == "" {
			t.Errorf("%q changes to %q with its flags", key, again)
		}
		if utf8.ValidString(name) && !utf8.ValidString(unUTF7(name)) {
			t.Errorf("%q becomes %q", name, unUTF7(name))
		}
		if p := (Position{name, 5}); ParsePosition(p.String()) != p {
			t.Errorf("%v is read back as %v", p, ParsePosition(p.String()))
		}
		ParseCursor(name)
		readLabels(&Origin{}, []byte(name))
		cutLabels(name)
	})
}

// Any file gives items or an error, and no path leads out of its name.
func FuzzFile(f *testing.F) {
	var z bytes.Buffer
	w := zip.NewWriter(&z)
	for _, name := range []string{"a.eml", "../b.mbox", "Maildir/cur/1:2,S", "c.zip"} {
		e, _ := w.Create(name)
		io.WriteString(e, fromLine+"Subject: a\nFrom: b@c\n\nx\n")
	}
	w.Close()
	f.Add(z.Bytes())
	f.Add([]byte("25\nFrom: a\nSubject: b\n\ntext<?xml"))
	f.Add([]byte("\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03"))
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, content []byte) {
		s := open(t, write(t, dir, "file", string(content)), Options{MaxMail: 1 << 20})
		n := 0
		s.Each(context.Background(), Position{}, func(it Item) error {
			if n++; n > len(content)+1 {
				t.Fatal("more items than bytes")
			}
			if it.Origin.Path != "file" && !strings.HasPrefix(it.Origin.Path, "file/") || strings.Contains(it.Origin.Path, "/../") {
				t.Errorf("path %q", it.Origin.Path)
			}
			return nil
		})
		s.Close()
	})
}

// talk is a connection on which the server's words lie ready, and come once
// the client says something.
type talk struct {
	net.Conn
	words io.Reader
	heard chan struct{}
}

func (c *talk) Read(p []byte) (int, error) { <-c.heard; return c.words.Read(p) }
func (c *talk) Write(p []byte) (int, error) {
	select {
	case <-c.heard:
	default:
		close(c.heard)
	}
	return len(p), nil
}
func (c *talk) Close() error                     { c.Write(nil); c.words = strings.NewReader(""); return nil }
func (c *talk) SetDeadline(time.Time) error      { return nil }
func (c *talk) SetReadDeadline(time.Time) error  { return nil }
func (c *talk) SetWriteDeadline(time.Time) error { return nil }

// Whatever a server says, a command ends, and nothing larger than a mail is kept.
func FuzzIMAP(f *testing.F) {
	f.Add([]byte("* OK [CAPABILITY IMAP4rev1] x\r\n* 1 FETCH (UID 1 FLAGS (\\Seen) BODY[] {5}\r\nabcde)\r\nT1 OK x\r\n"))
	f.Add([]byte("* 1 FETCH (UID 1 BODY[] {4294967296}\r\nabcde)\r\nT1 OK x\r\n"))
	f.Add([]byte("* OK x\r\n* 1 FETCH (UID 1 ENVELOPE (NIL NIL NIL NIL NIL NIL NIL NIL NIL NIL) BODY[] \"x\\\"y\")\r\nT1 NO [LIMIT] {5}\r\n"))
	f.Add([]byte("* BYE\r\n* ESEARCH UID ALL 1:4294967295\r\n* LIST (\\Drafts) \"/\" \"&APw-\"\r\n"))
	f.Fuzz(func(t *testing.T, words []byte) {
		g := newGuard(&talk{words: bytes.NewReader(words), heard: make(chan struct{})}, 1<<20)
		l := &goIMAP{g: g, limit: 1 << 20, patience: time.Second, events: make(chan struct{}, 1)}
		l.c = imapclient.New(g, nil)
		size := 0
		l.fetch(context.Background(), []uint32{1, 2, 3}, partWhole, func(m fetched) { size += len(m.raw) })
		if size > len(words) {
			t.Errorf("%d bytes of mail in %d", size, len(words))
		}
		if len(g.line) > 2*kept {
			t.Errorf("%d bytes of a line are kept", len(g.line))
		}
		l.close()
	})
}
