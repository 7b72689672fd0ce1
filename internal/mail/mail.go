// Package mail reads application mail as it comes, and writes drafts that a
// mail program can open. It knows mails, not applications: what a mail means
// and where it belongs is decided elsewhere.
//
// Every way in ends in the same parser and the same identity. Here that is one
// saved mail (Read) and a text copied from a mail program (Pasted):
//
//	p, err := mail.Read(f, mail.Options{})
//	p.Message.Subject     // decoded
//	p.Message.NewText()   // without quoted history and signature
//	p.Message.ContentID   // the same for one mail, however it came
//	p.Message.Warnings    // what could not be read as it was meant
//
// Real mail is broken mail. The reader therefore keeps what it can and says in
// a warning what it could not: an unknown character set, a missing boundary, a
// part that was cut off. It refuses only what is no mail at all, and what is
// above the size limit. Time and memory grow in step with the size of the mail
// (quality R7): every pass is linear, and depth and counts are bounded.
//
// Text that a mail program would not show (display:none, font size 0,
// zero-width and tag characters) is left out of the text, so that nobody reads
// or classifies what the person can't see (quality S24). The raw mail stays
// whole beside it.
//
// The MIME tree is walked over the raw bytes with code of our own, because the
// readers of net/mail and mime/multipart stop at the first malformed line and
// copy every part. The package opens no file and no connection.
package mail

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"time"

	"debrief/internal/fault"
	"debrief/internal/track"
)

// Limits of what is read, in bytes. Options.MaxBytes may set another one.
const (
	MaxMail   = 25 << 20
	MaxPasted = 5 << 20
)

// Options say how to read. The zero value is good.
type Options struct {
	MaxBytes int64          // 0 means MaxMail or MaxPasted
	Zone     *time.Location // zone of the times in pasted text; nil means UTC
	Now      time.Time      // a mail dated later gets a warning; zero means no check
}

// Parsed is one mail, read. Message has neither ID nor ApplicationID nor Out:
// these are known to the record, not to the mail.
type Parsed struct {
	Message  track.Message
	Raw      []byte   // as it came, unaltered
	Header   Header   // fields in their order, for classification
	Links    []string // targets of the links in the HTML part, at most 200
	Calendar string   // METHOD of a calendar part, as REQUEST or CANCEL; "-" if it has none
	Invites  []Invite // appointments of the calendar parts, at most 20; Invite is the first
	Nested   [][]byte // mails attached whole (message/rfc822), raw
	Forward  *Forward // the mail that this one passes on; nil where it does not
}

// Invite is the appointment that a mail is about, nil where there is none.
func (p Parsed) Invite() *Invite {
	if len(p.Invites) == 0 {
		return nil
	}
	return &p.Invites[0]
}

// Read reads one mail from an .eml file, with or without the "From " line of
// an mbox before it. Errors: fault.Invalid for nothing at all, fault.Foreign
// for something that is no mail, fault.TooLarge above the limit, and whatever
// r returns.
func Read(r io.Reader, o Options) (Parsed, error) {
	raw, err := io.ReadAll(io.LimitReader(r, o.limit()+1))
	if err != nil {
		return Parsed{}, fmt.Errorf("read mail: %w", err)
	}
	return ReadRaw(raw, o)
}

func (o Options) limit() int64 {
	if o.MaxBytes > 0 {
		return o.MaxBytes
	}
	return MaxMail
}

// ReadRaw is Read for a mail that is in memory already. It keeps raw: do not
// change it afterwards.
func ReadRaw(raw []byte, o Options) (Parsed, error) {
	if int64(len(raw)) > o.limit() {
		return Parsed{}, fault.New(fault.TooLarge, "mail", "This mail is larger than %s, the most that Debrief reads. Save it without its attachments and add that.", size(o.limit()))
	}
	return guarded(raw, o)
}

func guarded(raw []byte, o Options) (Parsed, error) {
	return recovered(func() (Parsed, error) { return read(raw, o, 0) })
}

// recovered turns a panic in one mail into an error for that mail, so that an
// import of many goes on. The fuzz tests call read itself.
func recovered(f func() (Parsed, error)) (p Parsed, err error) {
	defer func() {
		if x := recover(); x != nil {
			p, err = Parsed{}, fault.Wrap(fmt.Errorf("panic: %v", x), fault.Foreign, "mail", "This mail can't be read. The rest is not affected.")
		}
	}()
	return f()
}

// nestedDepth bounds how far a mail that only carries another one is followed.
const nestedDepth = 3

func read(raw []byte, o Options, depth int) (Parsed, error) {
	var w warnings
	src, many, err := envelope(raw)
	if err != nil {
		return Parsed{}, err
	}
	h, body, ok := scanHeader(src, &w)
	if !ok || !likeMail(h) {
		return Parsed{}, noMail()
	}
	if many {
		w.add("This file holds more than one mail. Only the first was read.")
	}
	p := Parsed{Raw: raw, Header: h}
	m := &p.Message
	m.Source = "eml"
	m.ContentID = contentID(h, body)
	readFields(m, h, o, &w)

	t := walk(h, body, o, &w)
	p.Links, p.Calendar, p.Invites, p.Nested = t.links, t.calendar, t.invites, t.nested
	m.Text, m.HasHTML, m.Attachments = t.text, t.html, t.attachments
	m.NewStart, m.NewEnd = newText(m.Text, t.marks)
	p.Forward = readForward(&p, o, depth)
	if strings.TrimSpace(m.Text) == "" && p.Forward != nil && !p.Forward.Weak {
		takeText(&p, p.Forward.Mail, &w)
	}
	m.Warnings = w.list
	return p, nil
}

func noMail() error {
	return fault.New(fault.Foreign, "mail", "This file has no mail header (From, Subject, Date). If it is the text of a mail, paste it instead.")
}

var foreign = []struct {
	magic string
	what  string
}{
	{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an Outlook .msg file. Save the mail as .eml, or paste its text"},
	{"%PDF-", "a PDF file. Save the mail as .eml, or paste its text"},
	{"PK\x03\x04", "a zip file or an Office document. Save the mail as .eml"},
	{"\x1f\x8b", "a compressed file. Unpack it first"},
	{"\x89PNG", "a picture. Save the mail as .eml, or paste its text"},
	{"\xff\xd8\xff", "a picture. Save the mail as .eml, or paste its text"},
}

// envelope takes off what is not part of the mail: a byte order mark, blank
// lines, the "From " line of an mbox. many reports that another mail follows.
func envelope(raw []byte) (src []byte, many bool, err error) {
	for _, f := range foreign {
		if bytes.HasPrefix(raw, []byte(f.magic)) {
			return nil, false, fault.New(fault.Foreign, "mail", "This is %s.", f.what)
		}
	}
	src = utf8Source(raw)
	src = bytes.TrimLeft(src, "\r\n\x00")
	if len(bytes.TrimSpace(src)) == 0 {
		return nil, false, fault.New(fault.Invalid, "mail", "The file is empty.")
	}
	if bytes.IndexByte(src, '\n') < 0 && bytes.IndexByte(src, '\r') >= 0 {
		src = bytes.ReplaceAll(src, []byte("\r"), []byte("\n")) // line ends of old Macs
	}
	if bytes.HasPrefix(src, []byte("From ")) || bytes.HasPrefix(src, []byte(">From ")) {
		_, src = cutLine(src)
		if i := mboxBreak(src); i >= 0 {
			src, many = src[:i], true
		}
		src = unquoteMbox(src)
	}
	return src, many, nil
}

// mboxBreak is where the next mail of an mbox begins, or -1: a line "From x
// ... 2026" after an empty one.
func mboxBreak(b []byte) int {
	for at := 0; ; {
		i := bytes.Index(b[at:], []byte("\nFrom "))
		if i < 0 {
			return -1
		}
		at += i + 1
		line, _ := cutLine(b[at:])
		blank := bytes.HasSuffix(b[:at], []byte("\n\n")) || bytes.HasSuffix(b[:at], []byte("\n\r\n"))
		if blank && bytes.IndexByte(line, ':') > 0 && bytes.ContainsAny(line, "0123456789") {
			return at
		}
	}
}

// unquoteMbox undoes the ">From " of an mbox.
func unquoteMbox(b []byte) []byte {
	if !bytes.Contains(b, []byte(">From ")) {
		return b
	}
	out := make([]byte, 0, len(b))
	for len(b) > 0 {
		n := bytes.IndexByte(b, '\n') + 1
		if n == 0 {
			n = len(b)
		}
		line := b[:n]
		if t := bytes.TrimLeft(line, ">"); len(t) < len(line) && bytes.HasPrefix(t, []byte("From ")) {
			line = line[1:]
		}
		out, b = append(out, line...), b[n:]
	}
	return out
}

// warnings are kept once each, and not without end.
type warnings struct{ list track.Strings }

func (w *warnings) add(format string, args ...any) {
	s := fmt.Sprintf(format, args...)
	for _, x := range w.list {
		if x == s {
			return
		}
	}
	if len(w.list) < 20 {
		w.list = append(w.list, s)
	}
}

// size writes a number of bytes for a person: 800 bytes, 12 kB, 25 MB.
func size(n int64) string {
	switch {
	case n == 1:
		return "1 byte"
	case n < 1000:
		return fmt.Sprintf("%d bytes", n)
	case n < 1<<20:
		return fmt.Sprintf("%d kB", (n+1023)/1024)
	}
	return fmt.Sprintf("%d MB", (n+(1<<19))>>20)
}

func orWord(s, word string) string {
	if s == "" {
		return word
	}
	return s
}
