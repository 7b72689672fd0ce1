package mailbox_test

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"debrief/internal/mailbox"
	"debrief/internal/mailgen/recipe"
	"debrief/internal/testkit"
)

// specimens are mails of the recipe and every odd one of the mail package,
// with lines that an mbox has to quote.
func specimens(t *testing.T) (list [][]byte) {
	box := recipe.New(5, recipe.Small)
	for range 100 {
		list = append(list, box.Next())
	}
	files, _ := filepath.Glob("../mail/testdata/corpus/*.eml")
	if len(files) < 60 {
		t.Fatal("the corpus is gone")
	}
	for _, f := range files {
		switch filepath.Base(f) {
		case "saved-as-utf16.eml", "line-ends-cr.eml", "mbox-two-mails.eml", "nul-and-controls.eml":
			continue // oddities of a single file: an mbox has no such lines, IMAP no NUL
		}
		raw, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasPrefix(string(raw), "From ") { // it is an mbox already
			_, raw, _ = bytes.Cut(raw, []byte("\n"))
		}
		list = append(list, raw)
	}
	for i := range 20 {
		list = append(list, fmt.Appendf(nil, "From: a@b.example\nSubject: Quoting %d\nMessage-ID: <q%d@b.example>\n\nFrom here\n>From there\n>>From nowhere\nFrom a Tue Nov 24 10:31:05 2026\n\n\n", i, i))
	}
	return list
}

// One mail has one identity, by whatever way it comes (quality 2.1).
func TestIdentity_isThatOfTheMailNotOfTheWay(t *testing.T) {
	list := specimens(t)
	want := map[string]int{}
	for _, raw := range list {
		want[identity(t, string(raw))]++
	}
	dir := t.TempDir()
	var mboxrd, mboxo, crlf bytes.Buffer
	packed, err := os.Create(filepath.Join(dir, "all.zip"))
	if err != nil {
		t.Fatal(err)
	}
	z := zip.NewWriter(packed)
	s := testkit.Dovecot(t, "")
	for i, raw := range list {
		put(t, filepath.Join(dir, "eml", fmt.Sprintf("%03d.eml", i)), raw)
		put(t, filepath.Join(dir, "Maildir", "cur", fmt.Sprintf("%03d.host:2,S", i)), raw)
		e, _ := z.Create(fmt.Sprintf("%03d.eml", i))
		e.Write(raw)
		s.Deliver(t, "jo", "", i, raw)
		separator := "From a@b.example Tue Nov 24 10:31:05 2026\n"
		mboxrd.WriteString(separator + quote(string(raw), true) + "\n\n")
		mboxo.WriteString(separator + quote(string(raw), false) + "\n\n")
		crlf.WriteString(strings.ReplaceAll(strings.ReplaceAll(separator+quote(string(raw), true)+"\n\n", "\r\n", "\n"), "\n", "\r\n"))
	}
	z.Close()
	packed.Close()
	put(t, filepath.Join(dir, "rd.mbox"), mboxrd.Bytes())
	put(t, filepath.Join(dir, "o.mbox"), mboxo.Bytes())
	put(t, filepath.Join(dir, "crlf.mbox"), crlf.Bytes())
	for _, way := range []string{"eml", "Maildir", "all.zip", "rd.mbox", "o.mbox", "crlf.mbox"} {
		src, err := mailbox.Open(filepath.Join(dir, way), mailbox.Options{})
		if err != nil {
			t.Fatal(err)
		}
		got := map[string]int{}
		if err := src.Each(context.Background(), mailbox.Position{}, func(it mailbox.Item) error {
			if it.Err != nil {
				t.Errorf("%s: %v", way, it.Err)
				return nil
			}
			got[identity(t, string(it.Raw))]++
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		src.Close()
		sameSet(t, way, got, want)
	}
	r := syncAll(t, accountAt(s, "jo"), "INBOX", mailbox.Cursor{}, mailbox.SyncOptions{})
	if len(r.errs) > 0 {
		t.Error(r.errs)
	}
	sameSet(t, "IMAP", r.ids, want)
}

// Two mails with one Message-ID and other content are two.
func TestIdentity_isNotTheMessageID(t *testing.T) {
	a := identity(t, "From: a@b\nMessage-ID: <1@b>\n\nan offer\n")
	for _, other := range []string{"From: a@b\nMessage-ID: <1@b>\n\nanother\n", "From: c@b\nMessage-ID: <1@b>\n\nan offer\n"} {
		if identity(t, other) == a {
			t.Errorf("%q hides behind the first", other)
		}
	}
	for _, same := range []string{"Received: x\nFrom: a@b\nX-Any: y\nMessage-ID: <1@b>\n\nan offer\n", "From: a@b\r\nMessage-ID:\r\n <1@b>\r\nDelivered-To: z\r\n\r\nan offer\r\n\r\n"} {
		if identity(t, same) != a {
			t.Errorf("%q is another mail", same)
		}
	}
}

func put(t testing.TB, path string, content []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, content, 0o644); err != nil {
		t.Fatal(err)
	}
}

// quote writes ">" before "From " at a line's beginning; with rd also where
// others stand before it.
func quote(s string, rd bool) string {
	lines := strings.SplitAfter(s, "\n")
	for i, l := range lines {
		if strings.HasPrefix(l, "From ") || rd && strings.HasPrefix(strings.TrimLeft(l, ">"), "From ") {
			lines[i] = ">" + l
		}
	}
	return strings.Join(lines, "")
}
