package mailbox_test

import (
	"bufio"
	"context"
	"crypto/tls"
	"fmt"
	"io"
	"net"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"debrief/internal/mailbox"
	"debrief/internal/testkit"
)

// script is an IMAP server that misbehaves as a test says. It knows the few
// commands that the package sends, and holds one folder and one for drafts.
type script struct {
	t     testing.TB
	roots func(*mailbox.Account)
	port  int

	mu       sync.Mutex
	validity uint32
	mails    map[uint32]string
	next     uint32
	drafts   []string
	conns    int
	fetches  int
	commands []string

	// what goes wrong; all may be nil
	login func(conn int) string               // the whole answer instead of OK, without tag
	fetch func(n int, w io.Writer) (cut bool) // before the n-th FETCH command is answered
	mail  func(uid uint32, raw string, w io.Writer) (done, cut bool)
	after func(folder string) (cut bool) // when an APPEND was taken, before its OK
	caps  string
	clear func(net.Conn) net.Conn // a server in the clear, before TLS
}

func newScript(t testing.TB) *script {
	cert, key, roots := testkit.Certificate(t, "localhost")
	pair, err := tls.X509KeyPair([]byte(cert), []byte(key))
	if err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := &script{t: t, validity: 7, mails: map[uint32]string{}, next: 1, port: l.Addr().(*net.TCPAddr).Port, caps: "IMAP4rev1 AUTH=PLAIN ESEARCH"}
	s.roots = func(a *mailbox.Account) { a.Roots = roots }
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				defer c.Close()
				if s.clear != nil {
					if c = s.clear(c); c == nil {
						return
					}
				}
				s.serve(tls.Server(c, &tls.Config{Certificates: []tls.Certificate{pair}}))
			}()
		}
	}()
	return s
}

func (s *script) account() mailbox.Account {
	a := mailbox.Account{Host: "localhost", Port: s.port, User: "jo", Secret: secret("x"), Patience: 5 * time.Second, Pause: func(ctx context.Context, _ time.Duration) error { return ctx.Err() }}
	s.roots(&a)
	return a
}

func (s *script) add(n int) map[string]int {
	s.mu.Lock()
	defer s.mu.Unlock()
	want := map[string]int{}
	for range n {
		raw := fmt.Sprintf("From: a@b.example\r\nSubject: Mail %d of %d\r\nMessage-ID: <%d.%d@b.example>\r\nDate: Tue, 24 Nov 2026 10:31:05 +0000\r\n\r\n%s", s.next, s.validity, s.next, s.validity, strings.Repeat("text\r\n", int(s.next*37%400)))
		s.mails[s.next] = raw
		want[identity(s.t, raw)]++
		s.next++
	}
	return want
}

func (s *script) serve(c net.Conn) {
	s.mu.Lock()
	s.conns++
	conn := s.conns
	s.mu.Unlock()
	r, w := bufio.NewReader(c), bufio.NewWriter(c)
	fmt.Fprintf(w, "* OK [CAPABILITY %s] ready\r\n", s.caps)
	w.Flush()
	for {
		line, err := r.ReadString('\n')
		if err != nil {
			return
		}
		tag, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		s.mu.Lock()
		s.commands = append(s.commands, rest)
		s.mu.Unlock()
		cut := s.answer(conn, tag, rest, r, w)
		w.Flush()
		if cut {
			return
		}
	}
}

func (s *script) answer(conn int, tag, rest string, r *bufio.Reader, w *bufio.Writer) (cut bool) {
	word, args, _ := strings.Cut(rest, " ")
	if word == "UID" {
		word, args, _ = strings.Cut(args, " ")
	}
	switch word {
	case "CAPABILITY":
		fmt.Fprintf(w, "* CAPABILITY %s\r\n", s.caps)
	case "AUTHENTICATE":
		fmt.Fprint(w, "+ \r\n")
		w.Flush()
		r.ReadString('\n')
		if s.login != nil {
			if answer := s.login(conn); answer != "" {
				fmt.Fprintf(w, "%s %s\r\n", tag, answer)
				return false
			}
		}
	case "LIST":
		fmt.Fprint(w, "* LIST () \"/\" INBOX\r\n* LIST (\\Drafts) \"/\" \"Box/Drafts\"\r\n* LIST () \"/\" Drafts\r\n* LIST (\\NoSelect) \"/\" Box\r\n")
	case "EXAMINE":
		s.examine(args, w)
	case "SEARCH":
		s.search(args, tag, w)
	case "FETCH":
		if s.fetchAll(args, w) {
			return true
		}
	case "APPEND":
		size, _ := strconv.Atoi(args[strings.LastIndexByte(args, '{')+1 : len(args)-1])
		fmt.Fprint(w, "+ go on\r\n")
		w.Flush()
		raw := make([]byte, size)
		io.ReadFull(r, raw)
		r.ReadString('\n')
		s.mu.Lock()
		s.drafts = append(s.drafts, string(raw))
		s.mu.Unlock()
		if s.after != nil && s.after(args) {
			return true
		}
	}
	fmt.Fprintf(w, "%s OK done\r\n", tag)
	return word == "LOGOUT"
}

func (s *script) examine(folder string, w io.Writer) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if strings.Contains(folder, "Drafts") {
		fmt.Fprintf(w, "* %d EXISTS\r\n* OK [UIDVALIDITY 3] x\r\n* OK [UIDNEXT %d] x\r\n", len(s.drafts), len(s.drafts)+1)
		return
	}
	fmt.Fprintf(w, "* %d EXISTS\r\n* OK [UIDVALIDITY %d] x\r\n* OK [UIDNEXT %d] x\r\n", len(s.mails), s.validity, s.next)
}

func (s *script) uids() (list []uint32) {
	for u := range s.mails {
		list = append(list, u)
	}
	slices.Sort(list)
	return list
}

func (s *script) search(args, tag string, w io.Writer) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var found []string
	if strings.Contains(args, "HEADER") { // finds nothing at once, as some servers
		fmt.Fprintf(w, "* SEARCH\r\n")
		return
	}
	set := args[strings.LastIndex(args, " ")+1:]
	for _, u := range s.uids() {
		if inSet(set, u) {
			found = append(found, fmt.Sprint(u))
		}
	}
	if len(s.drafts) > 0 && len(s.mails) == 0 {
		for i := range s.drafts {
			found = append(found, fmt.Sprint(i+1))
		}
	}
	if strings.Contains(s.caps, "ESEARCH") && len(found) > 0 {
		fmt.Fprintf(w, "* ESEARCH (TAG \"%s\") UID ALL %s\r\n", tag, strings.Join(found, ","))
	} else {
		fmt.Fprintf(w, "* SEARCH %s\r\n", strings.Join(found, " "))
	}
}

func inSet(set string, u uint32) bool {
	for part := range strings.SplitSeq(set, ",") {
		a, b, ranged := strings.Cut(part, ":")
		low, _ := strconv.ParseUint(a, 10, 32)
		high := low
		if b == "*" {
			high = 1<<32 - 1
		} else if ranged {
			high, _ = strconv.ParseUint(b, 10, 32)
		}
		if uint64(u) >= low && uint64(u) <= high {
			return true
		}
	}
	return false
}

func (s *script) fetchAll(args string, w *bufio.Writer) (cut bool) {
	s.mu.Lock()
	s.fetches++
	n := s.fetches
	s.mu.Unlock()
	if s.fetch != nil && s.fetch(n, w) {
		return true
	}
	set, what, _ := strings.Cut(args, " ")
	s.mu.Lock()
	list := s.uids()
	mails := s.mails
	if len(s.drafts) > 0 && len(mails) == 0 {
		mails, list = map[uint32]string{}, nil
		for i, d := range s.drafts {
			mails[uint32(i+1)] = d
			list = append(list, uint32(i+1))
		}
	}
	s.mu.Unlock()
	for i, u := range list {
		if set == "1" && what == "(UID)" {
			fmt.Fprintf(w, "* 1 FETCH (UID %d)\r\n", u)
			return false
		}
		if !inSet(set, u) {
			continue
		}
		raw := mails[u]
		if strings.Contains(what, "BODY.PEEK[]") && s.mail != nil {
			if done, cut := s.mail(u, raw, w); cut {
				return true
			} else if done {
				continue
			}
		}
		fmt.Fprintf(w, "* %d FETCH (UID %d FLAGS (\\Seen) RFC822.SIZE %d INTERNALDATE \"24-Nov-2026 10:31:05 +0000\"", i+1, u, len(raw))
		switch head, _, _ := strings.Cut(raw, "\r\n\r\n"); {
		case strings.Contains(what, "HEADER.FIELDS"):
			fmt.Fprintf(w, " BODY[HEADER.FIELDS (FROM)]<0> {%d}\r\n%s\r\n\r\n", len(head)+4, head)
		case strings.Contains(what, "BODY.PEEK[]"):
			fmt.Fprintf(w, " BODY[] {%d}\r\n%s", len(raw), raw)
		}
		fmt.Fprint(w, ")\r\n")
	}
	return false
}
