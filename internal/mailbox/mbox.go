package mailbox

import (
	"bytes"
	"io"
	"regexp"
)

// An mbox splitter over a window of the stream. A mail begins at a line
//
//	From someone@example.com Tue Nov 24 10:31:05 2026
//
// that is followed by a header field. Content-Length is not believed: where it
// is right it adds nothing to this, and where it is wrong it would swallow the
// next mail. Unquoted text of a mail that begins a line with "From " lacks the
// date, or the header field behind it.
type splitter struct {
	r     io.Reader
	limit int // bytes of one mail
	buf   []byte
	lo    int   // where the present mail begins, at its "From " line
	scan  int   // up to here no further mail begins
	base  int64 // byte of the stream at buf[0]
	eof   bool
	err   error
}

// cutting is one mail as it stands in an mbox.
type cutting struct {
	raw    []byte // without its "From " line, ">From " undone; only the header where large
	offset int64
	end    int64 // byte behind it
	size   int64
	large  bool // above the limit
}

const (
	chunk = 256 << 10
	// lookahead is so much of what follows a "From " as is needed to judge it.
	lookahead = 2 << 10
	// maxHead is how much of a mail above the limit is kept: its header.
	maxHead = 64 << 10
)

func newSplitter(r io.Reader, offset, limit int64) *splitter {
	return &splitter{r: r, base: offset, limit: int(limit)}
}

// next gives the next mail; io.EOF behind the last one.
func (s *splitter) next() (cutting, error) {
	if len(s.buf) == s.lo && !s.fill() {
		return cutting{}, s.failure()
	}
	if s.scan <= s.lo {
		s.scan = s.lo
	}
	for {
		if at := s.find(); at >= 0 {
			return s.take(at), nil
		}
		if len(s.buf)-s.lo > s.limit+lookahead {
			return s.skip()
		}
		if s.fill() {
			continue
		}
		if s.err != nil {
			return cutting{}, s.err
		}
		if at := s.find(); at >= 0 {
			return s.take(at), nil
		}
		return s.take(len(s.buf)), nil
	}
}

func (s *splitter) failure() error {
	if s.err != nil {
		return s.err
	}
	return io.EOF
}

// find gives the place in buf at which the mail behind the present one begins,
// or -1 if it is not in buf.
func (s *splitter) find() int {
	for {
		i := bytes.Index(s.buf[s.scan:], []byte("\nFrom "))
		if i < 0 {
			s.scan = max(s.lo, len(s.buf)-len("\nFrom "))
			return -1
		}
		at := s.scan + i + 1
		if len(s.buf)-at < lookahead && !s.eof {
			s.scan = at - 1
			return -1
		}
		if isSeparator(s.buf[s.lo:], at-s.lo) {
			return at
		}
		s.scan = at
	}
}

// take cuts the present mail off at a place in buf.
func (s *splitter) take(at int) cutting {
	c := cutting{offset: s.base + int64(s.lo), end: s.base + int64(at), size: int64(at - s.lo)}
	c.large = c.size > int64(s.limit)
	src := s.buf[s.lo:at]
	if c.large {
		src = headerOf(src)
	}
	c.raw = unquoted(src)
	s.lo, s.scan = at, at
	return c
}

// skip passes over a mail above the limit and keeps its header.
func (s *splitter) skip() (cutting, error) {
	c := cutting{offset: s.base + int64(s.lo), large: true}
	c.raw = unquoted(headerOf(s.buf[s.lo:]))
	for {
		s.lo = max(s.lo, s.scan-lookahead) // what find may still need
		more := s.fill()
		if at := s.find(); at >= 0 {
			s.lo, s.scan = at, at
			break
		}
		if !more {
			if s.err != nil {
				return cutting{}, s.err
			}
			s.lo, s.scan = len(s.buf), len(s.buf)
			break
		}
	}
	c.end = s.base + int64(s.lo)
	c.size = c.end - c.offset
	return c, nil
}

// fill reads on; false at the end. It drops what lies before lo.
func (s *splitter) fill() bool {
	if s.eof {
		return false
	}
	if s.lo > 0 {
		n := copy(s.buf, s.buf[s.lo:])
		s.base += int64(s.lo)
		s.scan -= s.lo
		s.buf, s.lo = s.buf[:n], 0
	}
	if cap(s.buf)-len(s.buf) < chunk {
		bigger := make([]byte, len(s.buf), 2*cap(s.buf)+2*chunk)
		copy(bigger, s.buf)
		s.buf = bigger
	} else if cap(s.buf) > 64*chunk && len(s.buf) < chunk {
		s.buf = append(make([]byte, 0, 4*chunk), s.buf...) // after a large mail
	}
	n, err := io.ReadAtLeast(s.r, s.buf[len(s.buf):len(s.buf)+chunk], 1)
	s.buf = s.buf[:len(s.buf)+n]
	if err != nil {
		s.eof = true
		if err != io.EOF && err != io.ErrUnexpectedEOF {
			s.err = err
		}
	}
	return n > 0
}

var (
	// fromDate is the date of a "From " line as asctime writes it, also with a
	// zone or with the seconds left out.
	fromDate = regexp.MustCompile(`(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? +(?:(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) +\d{1,2}|\d{1,2} +(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)),? +(?:\d{4} +)?\d{1,2}:\d\d`)
	// fromLoose is what other programs put there: an address or a hyphen, and
	// some date with digits.
	fromLoose = regexp.MustCompile(`^From (?:-|MAILER-DAEMON|[^ ]*@[^ ]*) .*\d{1,2}:\d\d.*$`)
	someField = regexp.MustCompile(`^(?:\x{FEFF})?>?[!-9;-~]{1,76}[ \t]*:|^>From `)
	cutField  = regexp.MustCompile(`^[!-~]{1,76}$`)
	usual     = regexp.MustCompile(`(?i)^(?:return-path|received|from|to|date|subject|message-id|delivered-to|mime-version|x-[a-z0-9-]+|envelope-to|status|content-type|authentication-results|dkim-signature|reply-to|sender|arc-[a-z-]+):`)
)

// isSeparator judges the line at b[at:], which begins with "From "; b begins
// with the mail before it.
func isSeparator(b []byte, at int) bool {
	line, rest := cutLine(b[at:])
	if len(line) > 1000 {
		return false
	}
	dated := fromDate.Match(line)
	if !dated && !fromLoose.Match(line) {
		return false
	}
	blank := at == 0 || bytes.HasSuffix(b[:at], []byte("\n\n")) || bytes.HasSuffix(b[:at], []byte("\n\r\n"))
	next, _ := cutLine(rest)
	switch {
	case blank && dated && (len(bytes.TrimSpace(next)) == 0 || cutField.Match(rest)):
		return true // an empty mail, or the end of a file that was cut off
	case blank:
		return someField.Match(next[:min(len(next), 100)])
	}
	return dated && usual.Match(next[:min(len(next), 100)])
}

func cutLine(b []byte) (line, rest []byte) {
	line, rest, _ = bytes.Cut(b, []byte("\n"))
	return bytes.TrimSuffix(line, []byte("\r")), rest
}

// headerOf is the header of a mail, at most maxHead bytes.
func headerOf(b []byte) []byte {
	b = b[:min(len(b), maxHead)]
	for _, sep := range []string{"\n\n", "\n\r\n"} {
		if i := bytes.Index(b, []byte(sep)); i >= 0 {
			b = b[:i+1]
		}
	}
	return b
}

// unquoted copies a mail out of an mbox: without the "From " line and the
// blank line at its end, and with one ">" less before every quoted "From ".
func unquoted(b []byte) []byte {
	if bytes.HasPrefix(b, []byte("From ")) {
		_, b = cutLine(b)
	}
	if t := bytes.TrimSuffix(b, []byte("\n")); len(t) < len(b) {
		t = bytes.TrimSuffix(t, []byte("\r"))
		if bytes.HasSuffix(t, []byte("\n")) {
			b = t
		}
	}
	out, done := make([]byte, 0, len(b)), 0
	for pos := 0; ; {
		i := bytes.Index(b[pos:], []byte(">From "))
		if i < 0 {
			return append(out, b[done:]...)
		}
		i += pos
		start := i
		for start > pos && b[start-1] == '>' {
			start--
		}
		if start == 0 || b[start-1] == '\n' {
			out, done = append(out, b[done:i]...), i+1
		}
		pos = i + len(">From ")
	}
}
