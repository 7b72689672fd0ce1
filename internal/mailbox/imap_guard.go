package mailbox

import (
	"bytes"
	"errors"
	"fmt"
	"net"
	"strconv"
	"sync"
	"sync/atomic"
	"time"
)

// Bounds of what a server may send at once. The IMAP module buffers lines and
// strings as long as a server cares to send them, so the bounds stand before it.
const (
	maxLine = 1 << 20
	// slack is what a response may have beside one mail.
	slack = 1 << 20
)

// maxNesting is how deep a response may be nested. Body structures are read
// by recursion, and a server may send them unasked.
const maxNesting = 200

var errTooMuch = errors.New("the server sends more than a mail can have")

// guard is the connection below the IMAP module. It follows lines and literals
// and fails on what is larger than allowed, before it is buffered; it counts;
// and it does not wait for ever.
type guard struct {
	net.Conn
	limit int64 // of one literal
	bytes atomic.Int64

	literal  int64 // bytes of the present literal still to come
	response int64 // bytes of the present response so far
	line     []byte
	lineSize int
	depth    int // of parentheses in the present response
	quoted   bool
	escaped  bool
	bracket  bool // a "]" was in the present line

	mu       sync.Mutex
	patience time.Duration // in force while a command runs
}

func newGuard(c net.Conn, limit int64) *guard { return &guard{Conn: c, limit: limit} }

func (g *guard) Read(p []byte) (int, error) {
	n, err := g.Conn.Read(p)
	g.bytes.Add(int64(n))
	if over := g.follow(p[:n]); over != nil {
		g.Conn.Close()
		return 0, over
	}
	return n, err
}

// follow goes through what was received.
func (g *guard) follow(p []byte) error {
	for len(p) > 0 {
		if g.literal > 0 {
			n := min(g.literal, int64(len(p)))
			g.literal -= n
			g.response += n
			p = p[n:]
			continue
		}
		i := bytes.IndexByte(p, '\n')
		part := p
		if i >= 0 {
			part = p[:i+1]
		}
		p = p[len(part):]
		if err := g.inLine(part); err != nil {
			return err
		}
		if i >= 0 {
			if err := g.endLine(); err != nil {
				return err
			}
		}
	}
	return nil
}

// kept is how much of the beginning and the end of a line is looked at.
const kept = 48

func (g *guard) inLine(part []byte) error {
	g.lineSize += len(part)
	g.response += int64(len(part))
	if g.lineSize > maxLine || g.response > g.limit+slack {
		return errTooMuch
	}
	for i, c := range part {
		switch {
		case g.escaped:
			g.escaped = false
		case g.quoted && c == '\\':
			g.escaped = true
		case c == '"':
			g.quoted = !g.quoted
		case c == '(' && !g.quoted:
			if g.depth++; g.depth > maxNesting || g.inCapabilities(part[:i]) {
				return fmt.Errorf("%w: brackets", errTooMuch)
			}
		case c == ')' && !g.quoted:
			g.depth--
		case c == ']':
			g.bracket = true
		}
	}
	if len(g.line)+len(part) > 2*kept { // only both ends
		all := append(g.line, part...)
		g.line = append(append(make([]byte, 0, 2*kept), all[:kept]...), all[len(all)-kept:]...)
	} else {
		g.line = append(g.line, part...)
	}
	return nil
}

// inCapabilities reports that the present line is a list of capabilities. An
// opening bracket in it sends go-imap 2.0.0-beta.8 into a loop without end
// (readCapabilities; found by FuzzIMAP).
func (g *guard) inCapabilities(part []byte) bool {
	head := append(append(make([]byte, 0, 4*kept), g.line[:min(len(g.line), kept)]...), part[:min(len(part), 2*kept)]...)
	return !g.bracket && (bytes.HasPrefix(bytes.ToUpper(head), []byte("* CAPABILITY")) || bytes.Contains(head, []byte("[CAPABILITY")))
}

// endLine looks for the "{123}" of a literal at the end of a line.
func (g *guard) endLine() error {
	line := bytes.TrimRight(g.line, "\r\n")
	words := isWords(line) && g.response == int64(g.lineSize)
	quoted := g.quoted
	g.line, g.lineSize, g.quoted, g.escaped, g.bracket = g.line[:0], 0, false, false, false
	if words {
		g.response, g.depth = 0, 0
		return nil
	}
	if quoted {
		return fmt.Errorf("%w: a line ends within a string", errTooMuch)
	}
	open := bytes.LastIndexByte(line, '{')
	if open < 0 || !bytes.HasSuffix(line, []byte("}")) {
		g.response, g.depth = 0, 0
		return nil
	}
	n, err := strconv.ParseInt(string(bytes.TrimRight(line[open+1:len(line)-1], "+-")), 10, 64)
	if err != nil && !errors.Is(err, strconv.ErrRange) {
		g.response, g.depth = 0, 0
		return nil
	}
	if err != nil || n > g.limit {
		return fmt.Errorf("%w: %s bytes announced", errTooMuch, line[open+1:len(line)-1])
	}
	g.literal = n
	return nil
}

// isWords reports a response that is text for people, in which braces and
// quotes mean nothing.
func isWords(line []byte) bool {
	if len(line) == 0 || line[0] == '+' {
		return true
	}
	tag, rest, _ := bytes.Cut(line, []byte(" "))
	word, _, _ := bytes.Cut(rest, []byte(" "))
	switch string(bytes.ToUpper(word)) {
	case "OK", "NO", "BAD", "BYE", "PREAUTH":
		return true
	}
	return len(tag) > 0 && tag[0] != '*'
}

// working sets for how long the server may be silent from now on; 0 lets it be
// silent for ever.
func (g *guard) working(patience time.Duration) {
	g.mu.Lock()
	g.patience = patience
	g.mu.Unlock()
	g.SetReadDeadline(time.Time{})
}

// SetReadDeadline is called by the IMAP module, which waits without end
// between responses. While a command runs, that end is set here.
func (g *guard) SetReadDeadline(t time.Time) error {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.patience > 0 && (t.IsZero() || time.Until(t) > g.patience) {
		t = time.Now().Add(g.patience)
	}
	return g.Conn.SetReadDeadline(t)
}
