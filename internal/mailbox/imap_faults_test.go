package mailbox_test

import (
	"context"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"debrief/internal/fault"
	"debrief/internal/mail"
	"debrief/internal/mailbox"
	"debrief/internal/testkit"
)

func identity(t testing.TB, raw string) string {
	t.Helper()
	id, err := mail.ContentID([]byte(raw))
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// proxy stands before a server and cuts connections: after(n) is how many
// bytes the n-th connection lets through from the server; negative for all.
// heard counts what comes through a connection that is not cut.
func proxy(t testing.TB, port int, after func(conn int) int64, heard ...*atomic.Int64) int {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	var conns atomic.Int64
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				defer c.Close()
				up, err := net.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", port))
				if err != nil {
					return
				}
				defer up.Close()
				go io.Copy(up, c)
				if n := after(int(conns.Add(1))); n >= 0 {
					io.CopyN(c, up, n)
					return
				}
				var out io.Writer = c
				for _, h := range heard {
					h.Store(0)
					out = io.MultiWriter(counted{h}, out)
				}
				io.Copy(out, up)
			}()
		}
	}()
	return l.Addr().(*net.TCPAddr).Port
}

type counted struct{ n *atomic.Int64 }

func (c counted) Write(p []byte) (int, error) { c.n.Add(int64(len(p))); return len(p), nil }

// The stream is cut once at every k-th byte, in the handshake, the sign-in,
// the middle of a mail; and in another run every connection is cut. The set is
// that of an undisturbed pass (R6).
func TestFaults_streamCutAnywhere(t *testing.T) {
	s := testkit.Dovecot(t, "")
	want := fill(t, s, "jo", "", 1, 60)
	whole := syncAll(t, accountAt(s, "jo"), "INBOX", mailbox.Cursor{}, mailbox.SyncOptions{})
	sameSet(t, "undisturbed", whole.ids, want)
	total := whole.batches[len(whole.batches)-1].Bytes
	var at atomic.Int64
	var every atomic.Bool
	var first atomic.Int64
	port := proxy(t, s.TLS, func(conn int) int64 {
		if every.Load() || first.Add(1) == 1 {
			return at.Load()
		}
		return -1
	})
	a := accountAt(s, "jo")
	a.Port = port
	step := max(total/40, 1024)
	for k := int64(0); k < total+step; k += step / (1 + (step-1)/max(k+1, 1)) { // denser at the beginning
		first.Store(0)
		at.Store(k)
		r := syncAll(t, a, "INBOX", mailbox.Cursor{}, mailbox.SyncOptions{Want: func(mailbox.Header) bool { return true }})
		sameSet(t, fmt.Sprintf("cut at byte %d", k), r.ids, want)
		if k == 0 {
			k = 500
		}
	}
	every.Store(true)
	at.Store(400 << 10)
	r := syncAll(t, a, "INBOX", mailbox.Cursor{}, mailbox.SyncOptions{})
	sameSet(t, "every connection cut", r.ids, want)
	if len(r.errs) > 0 {
		t.Error(r.errs)
	}
}

// What a server may do wrong in the middle of a pass.
func TestFaults_misbehavingServer(t *testing.T) {
	once := func(f func(w io.Writer) bool) func(int, io.Writer) bool {
		var o sync.Once
		return func(n int, w io.Writer) (cut bool) {
			if n >= 4 {
				o.Do(func() { cut = f(w) })
			}
			return cut
		}
	}
	for name, prepare := range map[string]func(s *script){
		"nothing":         func(s *script) {},
		"without ESEARCH": func(s *script) { s.caps = "IMAP4rev1 AUTH=PLAIN" },
		"BYE": func(s *script) {
			s.fetch = once(func(w io.Writer) bool { fmt.Fprint(w, "* BYE going down\r\n"); return true })
		},
		"auth fails on the second connection": func(s *script) {
			s.fetch = once(func(io.Writer) bool { return true })
			s.login = func(conn int) string {
				if conn == 2 {
					return "NO [AUTHENTICATIONFAILED] no"
				}
				return ""
			}
		},
		"throttled": func(s *script) {
			s.fetch = once(func(io.Writer) bool { return true })
			s.login = func(conn int) string {
				if conn > 1 && conn < 5 {
					return "NO [UNAVAILABLE] Too many simultaneous connections"
				}
				return ""
			}
		},
		"garbage in place of an answer": func(s *script) {
			s.fetch = once(func(w io.Writer) bool { fmt.Fprint(w, "* \x00\xff((( {}\r\nnonsense\r\n"); return false })
		},
		"NIL envelope, unasked for": func(s *script) {
			s.fetch = once(func(w io.Writer) bool {
				fmt.Fprint(w, "* 1 FETCH (ENVELOPE (NIL NIL NIL NIL NIL NIL NIL NIL NIL NIL))\r\n* 2 FETCH (FLAGS (\\Seen))\r\n")
				return false
			})
		},
		"garbage envelope, unasked for": func(s *script) {
			s.fetch = once(func(w io.Writer) bool { fmt.Fprint(w, "* 1 FETCH (ENVELOPE (\"x\" ((((\r\n"); return false })
		},
		"a literal of 4 GB": func(s *script) {
			s.fetch = once(func(w io.Writer) bool {
				fmt.Fprint(w, "* 1 FETCH (UID 1 BODY[] {4294967296}\r\n")
				io.WriteString(w, strings.Repeat("x", 1<<20))
				return false
			})
		},
		"a string of 4 GB": func(s *script) {
			s.fetch = once(func(w io.Writer) bool {
				fmt.Fprint(w, "* 1 FETCH (ENVELOPE (\"")
				for range 200 {
					if _, err := io.WriteString(w, strings.Repeat("x", 1<<20)); err != nil {
						return true
					}
				}
				return true
			})
		},
		"a string over lines": func(s *script) {
			s.fetch = once(func(w io.Writer) bool {
				fmt.Fprint(w, "* 1 FETCH (ENVELOPE (\"")
				for range 200 {
					if _, err := io.WriteString(w, strings.Repeat("x", 1<<20)+"\r\n"); err != nil {
						return true
					}
				}
				return true
			})
		},
		"claims every number": func(s *script) {
			s.fetch = once(func(w io.Writer) bool { fmt.Fprint(w, "* ESEARCH UID ALL 1:4294967295\r\n"); return false })
		},
		"silence": func(s *script) {
			s.fetch = once(func(w io.Writer) bool { time.Sleep(3 * time.Second); return true })
		},
		"EXPUNGE in the middle": func(s *script) {
			s.fetch = once(func(w io.Writer) bool {
				s.mu.Lock()
				delete(s.mails, 3)
				s.mu.Unlock()
				fmt.Fprint(w, "* 3 EXPUNGE\r\n")
				return false
			})
		},
		"another UIDVALIDITY in the middle, same numbers": func(s *script) {
			s.fetch = once(func(w io.Writer) bool { s.mu.Lock(); s.validity++; s.mu.Unlock(); return true })
		},
		"another UIDVALIDITY, connection stays": func(s *script) {
			s.fetch = once(func(w io.Writer) bool {
				s.mu.Lock()
				s.validity++
				s.mu.Unlock()
				fmt.Fprintf(w, "* OK [UIDVALIDITY %d] renumbered\r\n", s.validity)
				return false
			})
		},
		"numbers reversed under a new UIDVALIDITY": func(s *script) {
			s.fetch = once(func(w io.Writer) bool {
				s.mu.Lock()
				defer s.mu.Unlock()
				s.validity++
				turned := map[uint32]string{}
				for u, raw := range s.mails {
					turned[s.next-u] = raw
				}
				s.mails = turned
				return true
			})
		},
		"a new mail arrives": func(s *script) {
			s.fetch = once(func(w io.Writer) bool { s.add(1); fmt.Fprintf(w, "* %d EXISTS\r\n", len(s.mails)); return false })
		},
		"one mail is held back once": func(s *script) {
			held := false
			s.mail = func(u uint32, _ string, _ io.Writer) (bool, bool) {
				if u == 5 && !held {
					held = true
					return true, false
				}
				return false, false
			}
		},
		"a mail comes twice": func(s *script) {
			s.mail = func(u uint32, raw string, w io.Writer) (bool, bool) {
				if u == 5 {
					fmt.Fprintf(w, "* 5 FETCH (UID 5 BODY[] {%d}\r\n%s)\r\n", len(raw), raw)
				}
				return false, false
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := newScript(t)
			s.add(60)
			a := s.account()
			a.Patience = time.Second
			prepare(s)
			r := newReceived()
			if err := a.Sync(context.Background(), "INBOX", mailbox.Cursor{}, mailbox.SyncOptions{Want: func(mailbox.Header) bool { return true }}, r.take); err != nil {
				t.Fatal(err)
			}
			want := map[string]int{}
			for _, raw := range s.mails {
				want[identity(t, raw)]++
			}
			if name == "EXPUNGE in the middle" { // it may have come before it went
				for id := range r.ids {
					want[id]++
				}
				if len(r.ids) < 59 {
					t.Errorf("%d mails", len(r.ids))
				}
			}
			sameSet(t, name, r.ids, want)
			if len(r.errs) > 0 || !r.cursor.Whole() || r.cursor.UIDValidity != s.validity {
				t.Errorf("%v, %+v", r.errs, r.cursor)
			}
			for _, c := range s.commands {
				if strings.Contains(c, "STORE") || strings.HasPrefix(c, "SELECT") || strings.Contains(c, "BODY[") || strings.Contains(c, "EXPUNGE") {
					t.Errorf("the mailbox might change by %q", c)
				}
			}
		})
	}
}

// A mail that the server can't deliver does not keep the others away.
func TestFaults_poisonedMail(t *testing.T) {
	for name, poison := range map[string]func(w io.Writer) (done, cut bool){
		"cuts the connection": func(io.Writer) (bool, bool) { return false, true },
		"is of 4 GB": func(w io.Writer) (bool, bool) {
			fmt.Fprint(w, "* 9 FETCH (UID 9 BODY[] {4294967296}\r\n")
			return false, true
		},
		"is never given":   func(io.Writer) (bool, bool) { return true, false },
		"comes as NIL":     func(w io.Writer) (bool, bool) { fmt.Fprint(w, "* 9 FETCH (UID 9 BODY[] NIL)\r\n"); return true, false },
		"comes as garbage": func(w io.Writer) (bool, bool) { fmt.Fprint(w, "* 9 FETCH (UID 9 WHAT ((( \r\n"); return true, false },
		"is shorter than said": func(w io.Writer) (bool, bool) {
			fmt.Fprint(w, "* 9 FETCH (UID 9 BODY[] {5000}\r\nFrom: a")
			return false, true
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := newScript(t)
			want := s.add(40)
			delete(want, identity(t, s.mails[9]))
			s.mail = func(u uint32, _ string, w io.Writer) (bool, bool) {
				if u == 9 {
					return poison(w)
				}
				return false, false
			}
			r := newReceived()
			if err := s.account().Sync(context.Background(), "INBOX", mailbox.Cursor{}, mailbox.SyncOptions{}, r.take); err != nil {
				t.Fatal(err)
			}
			sameSet(t, name, r.ids, want)
			if len(r.errs) != 1 || fault.KindOf(r.errs[0]) != fault.Damaged || !r.cursor.Whole() {
				t.Errorf("%v %+v", r.errs, r.cursor)
			}
		})
	}
}

// The same UIDVALIDITY may come back with other mails behind the same numbers.
func TestFaults_folderReplacedUnderItsOldNumber(t *testing.T) {
	s := newScript(t)
	s.add(30)
	r := syncAll(t, s.account(), "INBOX", mailbox.Cursor{}, mailbox.SyncOptions{})
	s.mails, s.next = map[uint32]string{}, 1
	s.validity = 99
	want := s.add(35)
	s.validity = 7
	again := syncAll(t, s.account(), "INBOX", r.cursor, mailbox.SyncOptions{})
	sameSet(t, "longer", again.ids, want)
	s.mails, s.next = map[uint32]string{}, 1
	s.validity = 100
	want = s.add(10)
	s.validity = 7
	sameSet(t, "shorter", syncAll(t, s.account(), "INBOX", again.cursor, mailbox.SyncOptions{}).ids, want)
}

func TestFaults_givesUpWithWords(t *testing.T) {
	for name, c := range map[string]struct {
		prepare func(s *script)
		want    fault.Kind
	}{
		"never signs in again": {func(s *script) {
			s.fetch = func(n int, _ io.Writer) bool { return n == 4 }
			s.login = func(conn int) string {
				if conn > 1 {
					return "NO [AUTHENTICATIONFAILED] no"
				}
				return ""
			}
		}, fault.Forbidden},
		"always cuts": {func(s *script) { s.fetch = func(int, io.Writer) bool { return true } }, fault.Busy},
		"throttles":   {func(s *script) { s.login = func(int) string { return "NO [LIMIT] slow down" } }, fault.Busy},
	} {
		s := newScript(t)
		s.add(60)
		c.prepare(s)
		r := newReceived()
		err := s.account().Sync(context.Background(), "INBOX", mailbox.Cursor{}, mailbox.SyncOptions{}, r.take)
		if fault.KindOf(err) != c.want || s.conns > 30 {
			t.Errorf("%s: %v after %d connections", name, err, s.conns)
		}
	}
	s := newScript(t)
	s.login = func(int) string { return "NO [AUTHENTICATIONFAILED] no" }
	s.account().Sync(context.Background(), "INBOX", mailbox.Cursor{}, mailbox.SyncOptions{}, newReceived().take)
	if s.conns != 1 {
		t.Errorf("a wrong password was tried %d times", s.conns)
	}
}

// A declared 4 GB costs no memory (S21).
func TestFaults_hugeLiteralCostsNothing(t *testing.T) {
	s := newScript(t)
	s.add(5)
	s.mail = func(u uint32, _ string, w io.Writer) (bool, bool) {
		if u != 3 {
			return false, false
		}
		fmt.Fprint(w, "* 3 FETCH (UID 3 BODY[] {4294967296}\r\n")
		for range 64 {
			if _, err := io.WriteString(w, strings.Repeat("x", 4<<20)); err != nil {
				break
			}
		}
		return false, true
	}
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	peak := atomic.Uint64{}
	done := make(chan struct{})
	go func() {
		var m runtime.MemStats
		for {
			select {
			case <-done:
				return
			case <-time.After(5 * time.Millisecond):
				runtime.ReadMemStats(&m)
				peak.Store(max(peak.Load(), m.HeapInuse))
			}
		}
	}()
	r := syncAll(t, s.account(), "INBOX", mailbox.Cursor{}, mailbox.SyncOptions{})
	close(done)
	runtime.ReadMemStats(&after)
	if len(r.ids) != 4 || len(r.errs) != 1 || peak.Load() > before.HeapInuse+64<<20 {
		t.Errorf("%d mails, %v, %d MB", len(r.ids), r.errs, (peak.Load()-before.HeapInuse)>>20)
	}
}

// The connection dies after the server took the draft, before it said so; the
// server's search does not find it yet.
func TestFaults_draftOnceThoughTheAnswerIsLost(t *testing.T) {
	s := newScript(t)
	died := 0
	s.after = func(folder string) bool {
		if !strings.Contains(folder, "Box/Drafts") {
			t.Errorf("put into %s", folder)
		}
		died++
		return died == 1
	}
	raw := []byte("From: jo@weber.example\nMessage-ID: <d@weber.example>\n\nThank you.\n")
	p, err := s.account().AppendDraft(context.Background(), raw, "d@weber.example")
	if err != nil || !p.Already || len(s.drafts) != 1 || s.drafts[0] != strings.ReplaceAll(string(raw), "\n", "\r\n") {
		t.Errorf("%+v, %v, %d drafts", p, err, len(s.drafts))
	}
}

// The same against Dovecot, with the connection cut at every point of the
// dialogue: one draft, whatever happened.
func TestFaults_draftOnceAtDovecot(t *testing.T) {
	s := testkit.Dovecot(t, "")
	a := accountAt(s, "jo")
	var at, conns, heard atomic.Int64
	a.Port = proxy(t, s.TLS, func(int) int64 {
		if conns.Add(1) == 1 {
			return at.Load()
		}
		return -1
	}, &heard)
	put := func(key string) mailbox.Placed {
		t.Helper()
		conns.Store(0)
		p, err := a.AppendDraft(context.Background(), []byte("From: jo@weber.example\nMessage-ID: <"+key+">\nSubject: x\n\nThank you.\n"), key)
		if err != nil {
			t.Fatal(key, err)
		}
		// One lies there, and is taken away, so that every dialogue has one length.
		list, _ := filepath.Glob(filepath.Join(s.Maildir("jo"), ".Entw*", "[cn]*", "*"))
		if len(list) != 1 {
			t.Fatalf("%s: %d drafts lie there: %v", key, len(list), list)
		}
		if raw, err := os.ReadFile(list[0]); err != nil || !strings.Contains(string(raw), key) {
			t.Fatalf("%s: %v, %s", key, err, raw)
		}
		if err := os.Remove(list[0]); err != nil {
			t.Fatal(err)
		}
		return p
	}
	at.Store(-1)
	put("first@weber.example")
	put("second@weber.example")
	whole := heard.Load() // what the server says in one dialogue
	before, behind, after := 0, 0, 0
	for k := whole / 3; k < whole+60; k += max(10, min(120, (whole-500-k)/4)) { // denser towards the end, where the draft is taken
		at.Store(k)
		p := put(fmt.Sprintf("d%d@weber.example", k))
		switch {
		case conns.Load() > 1 && p.Already: // a further connection found it there
			behind++
		case conns.Load() > 1:
			before++
		default:
			after++
		}
	}
	if before == 0 || behind == 0 || after == 0 {
		t.Errorf("%d connections died before the server took the draft, %d behind that, %d later or not: the test needs all", before, behind, after)
	}
	t.Logf("%d connections died before the server took the draft, %d behind that, %d later or not; a dialogue has %d bytes", before, behind, after, whole)
}

// STARTTLS that is refused, or with words slipped in, ends before a password
// is sent.
func TestFaults_startTLSIsNotStripped(t *testing.T) {
	for name, talk := range map[string]string{
		"refused":                "* OK hi\r\n|a1 NO not today\r\n",
		"unknown":                "* OK hi\r\n|a1 BAD what\r\n",
		"already signed in":      "* PREAUTH welcome\r\n",
		"busy":                   "* BYE no\r\n",
		"an answer slipped in":   "* OK hi\r\n|a1 OK go\r\n* CAPABILITY IMAP4rev1\r\nT1 OK done\r\n",
		"no line end":            "* OK " + strings.Repeat("x", 5000),
		"answers without an end": "* OK hi\r\n|" + strings.Repeat("* OK x\r\n", 100),
	} {
		s := newScript(t)
		var got strings.Builder
		var mu sync.Mutex
		s.clear = func(c net.Conn) net.Conn {
			for i, part := range strings.Split(talk, "|") {
				if i > 0 {
					b := make([]byte, 100)
					n, _ := c.Read(b)
					mu.Lock()
					got.Write(b[:n])
					mu.Unlock()
				}
				io.WriteString(c, part)
			}
			b, _ := io.ReadAll(c)
			mu.Lock()
			got.Write(b)
			mu.Unlock()
			return nil
		}
		a := s.account()
		a.StartTLS = true
		_, err := a.Folders(context.Background())
		mu.Lock()
		if k := fault.KindOf(err); k != fault.Forbidden && k != fault.Busy || strings.Contains(got.String(), "AUTH") || strings.Contains(got.String(), "LOGIN") {
			t.Errorf("%s: %v; sent %q", name, err, got.String())
		}
		mu.Unlock()
	}
	s := newScript(t)
	s.clear = func(c net.Conn) net.Conn {
		io.WriteString(c, "* OK hi\r\n")
		c.Read(make([]byte, 100))
		io.WriteString(c, "a1 OK go\r\n")
		return c
	}
	a := s.account()
	a.StartTLS = true
	if list, err := a.Folders(context.Background()); err != nil || len(list) != 3 {
		t.Error(list, err)
	}
}
