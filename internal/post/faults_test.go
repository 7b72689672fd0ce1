package post_test

import (
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"debrief/internal/post"
	"debrief/internal/store"
	"debrief/internal/testkit"
	"debrief/internal/track"
	"debrief/internal/workbench"
)

// cutter stands before a server and cuts a connection once it has let a number
// of bytes through from the server; negative lets all through.
func cutter(t *testing.T, port int, left func() int64) int {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	serve := func(c net.Conn) {
		defer c.Close()
		up, err := net.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", port))
		if err != nil {
			return
		}
		defer up.Close()
		go io.Copy(up, c)
		if n := left(); n >= 0 {
			io.CopyN(c, up, n)
			return
		}
		io.Copy(c, up)
	}
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go serve(c)
		}
	}()
	return l.Addr().(*net.TCPAddr).Port
}

// R6, as far as the record: connections to a real Dovecot that break off, a
// folder that comes back under another UIDVALIDITY with the same numbers, and a
// cursor that is lost end in the rows of an undisturbed reading, of the same
// mails as by mbox. (By mbox they come oldest first, and whether small talk is
// kept depends on who is known by then.)
func TestReadSource_faultsAtDovecotEndInTheSameRows(t *testing.T) {
	const n = 120
	server := testkit.Dovecot(t, "")
	deliver := func() {
		for i, raw := range made(n) {
			server.Deliver(t, "jo", "", i, raw)
		}
	}
	deliver()
	plain := newRig(t, post.Office{Roots: server.Roots})
	plain.read(workbench.NewSource{Host: server.Host, Port: server.TLS, Account: "jo", Secret: server.Password})
	want := plain.rows()
	byMbox := newRig(t, post.Office{})
	byMbox.read(workbench.NewSource{Path: box(t, n)})
	if a, b := identities(want), identities(byMbox.rows()); len(a) != n || !slices.Equal(a, b) {
		t.Fatalf("%d mails by IMAP, %d by mbox, of %d", len(a), len(b), n)
	}

	r := newRig(t, post.Office{Roots: server.Roots})
	var cut, room atomic.Int64
	port := cutter(t, server.TLS, func() int64 {
		if cut.Add(-1) < 0 {
			return -1
		}
		return room.Load()
	})
	id, _, err := r.d.AddSource(t.Context(), workbench.NewSource{Host: server.Host, Port: port, Account: "jo", Secret: server.Password})
	if err != nil {
		t.Fatal(err)
	}
	read := func(what string) {
		t.Helper()
		for tries := 0; ; tries++ {
			got, err := r.d.ReadSource(t.Context(), id, nil, nil)
			if err == nil && got.State == track.ReadingDone {
				break
			}
			if tries == 20 {
				t.Fatalf("%s: %+v %v", what, got, err)
			}
		}
		if rows := r.rows(); !slices.Equal(rows, want) {
			t.Fatalf("%s: other rows than undisturbed\n%s", what, difference(want, rows))
		}
	}
	for _, k := range []int64{300, 2500, 40_000, 400_000} { // the handshake, the sign-in, headers, a mail
		room.Store(k)
		cut.Store(3)
		read(fmt.Sprintf("three connections cut after %d bytes", k))
		if cut.Load() > 0 {
			t.Errorf("%d cuts at %d bytes were not made", cut.Load(), k)
		}
		forget(t, r, id)
	}
	read("the cursor is lost")
	if err := os.RemoveAll(server.Maildir("jo")); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"cur", "new", "tmp"} { // made again by the first delivery
		_ = os.MkdirAll(filepath.Join(server.Maildir("jo"), name), 0o777)
	}
	deliver()
	read("the folder came back under another UIDVALIDITY")
}

// identities are those of all mails that were seen.
func identities(rows []string) (ids []string) {
	for _, s := range rows {
		if f := strings.Fields(s); f[0] == "seen" {
			ids = append(ids, f[1])
		}
	}
	return ids
}

// forget loses how far a source was read.
func forget(t *testing.T, r rig, id track.SourceID) {
	t.Helper()
	if _, err := r.s.Scope(workbench.Owner).Update(t.Context(), "test", "The cursor is lost", func(tx *store.Tx) error {
		s, err := store.Get[track.Source](tx, id)
		if err != nil {
			return err
		}
		s.Cursor = ""
		return store.Put(tx, s)
	}); err != nil {
		t.Fatal(err)
	}
}
