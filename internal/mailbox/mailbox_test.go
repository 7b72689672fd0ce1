package mailbox

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"debrief/internal/fault"
)

const fromLine = "From jane@acme.example Tue Nov 24 10:31:05 2026\n"

func mailOf(n int, body string) string {
	return fmt.Sprintf("From: Jane <jane@acme.example>\nSubject: Mail %d\nDate: Tue, 24 Nov 2026 10:31:05 +0000\nMessage-ID: <%d@acme.example>\n\n%s", n, n, body)
}

func write(t testing.TB, dir, name, content string) string {
	t.Helper()
	path := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func open(t testing.TB, path string, o Options) *Source {
	t.Helper()
	s, err := Open(path, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func items(t testing.TB, s *Source, from Position) (all []Item) {
	t.Helper()
	if err := s.Each(context.Background(), from, func(it Item) error { all = append(all, it); return nil }); err != nil {
		t.Fatal(err)
	}
	return all
}

// told is one line for each item: path, offset, subject or kind of error.
func told(all []Item) (lines []string) {
	for _, it := range all {
		what := headField(it.Raw, "Subject")
		if it.Err != nil {
			what = "! " + fault.KindOf(it.Err).String()
		}
		lines = append(lines, fmt.Sprintf("%s %s", it.Origin.Path, what))
	}
	return lines
}

func same(t *testing.T, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// resumable checks that reading may stop behind every item and go on there,
// also when the position went through text.
func resumable(t *testing.T, path string, o Options) []Item {
	t.Helper()
	s := open(t, path, o)
	all := items(t, s, Position{})
	for i, it := range all {
		rest := items(t, s, ParsePosition(it.Next.String()))
		if len(rest) != len(all)-i-1 {
			t.Errorf("after item %d of %s (%v) there are %d, want %d", i, path, it.Next, len(rest), len(all)-i-1)
			continue
		}
		for j, r := range rest {
			if want := all[i+1+j]; !bytes.Equal(r.Raw, want.Raw) || r.Origin.Path != want.Origin.Path || r.Origin.Offset != want.Origin.Offset || r.Next != want.Next {
				t.Errorf("after item %d of %s: %+v, want %+v", i, path, r.Origin, want.Origin)
			}
		}
	}
	var done int64
	for _, it := range all {
		if it.Done < done {
			t.Errorf("progress goes back from %d to %d", done, it.Done)
		}
		done = it.Done
	}
	if sum, err := s.Bytes(context.Background()); err != nil || done > sum {
		t.Errorf("%d of %d bytes done, %v", done, sum, err)
	}
	return all
}

func TestOpen_refusesWithWords(t *testing.T) {
	dir := t.TempDir()
	if _, err := Open(filepath.Join(dir, "none"), Options{}); fault.KindOf(err) != fault.NotFound {
		t.Errorf("missing: %v", err)
	}
	for name, content := range map[string]string{"a.msg": "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1xx", "a.pst": "!BDNxx", "a.txt": "Hello,\nthis is a letter.\n", "a.7z": "7z\xbc\xaf\x27\x1c"} {
		s := open(t, write(t, dir, name, content), Options{})
		err := s.Each(context.Background(), Position{}, func(Item) error { return errors.New("no item expected") })
		if fault.KindOf(err) != fault.Foreign || !strings.Contains(fault.Message(err), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestFolder_ofEverything(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "b/one.eml", mailOf(1, "x"))
	write(t, dir, "b-c.mbox", fromLine+mailOf(2, "x\n\n")+fromLine+mailOf(3, "y\n"))
	write(t, dir, "Maildir/cur/1500.a.host:2,S", mailOf(4, "x"))
	write(t, dir, "Maildir/new/1400.b.host", mailOf(5, "x"))
	write(t, dir, "Maildir/tmp/1300.c.host", mailOf(6, "never read"))
	write(t, dir, "Maildir/dovecot-uidlist", "3 V1 N1")
	write(t, dir, "Maildir/.Archive.2026/cur/1600.d.host:2,", mailOf(7, "x"))
	write(t, dir, "Maildir/.Entw&APw-rfe/cur/1700.d.host:2,D", mailOf(8, "x"))
	write(t, dir, "photo.jpg", "\xff\xd8\xffxxxx")
	write(t, dir, "empty.mbox", "")
	write(t, dir, "apple.emlx", fmt.Sprintf("%d\n%s<?xml version=\"1.0\"?><plist/>", len(mailOf(9, "z\n")), mailOf(9, "z\n")))
	write(t, dir, ".hidden.eml", mailOf(10, "x"))
	outside := write(t, t.TempDir(), "secret.eml", mailOf(11, "outside"))
	if err := os.Symlink(outside, filepath.Join(dir, "link.eml")); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(dir, filepath.Join(dir, "circle")); err != nil {
		t.Fatal(err)
	}
	all := resumable(t, dir, Options{})
	base := filepath.Base(dir)
	var want []string
	for _, l := range []string{"Maildir/.Archive.2026/cur/1600.d.host Mail 7", "Maildir/.Entw&APw-rfe/cur/1700.d.host Mail 8", "Maildir/cur/1400.b.host Mail 5", "Maildir/cur/1500.a.host Mail 4",
		"apple.emlx Mail 9", "b/one.eml Mail 1", "b-c.mbox Mail 2", "b-c.mbox Mail 3", "circle ! forbidden", "link.eml ! forbidden", "photo.jpg ! foreign"} {
		want = append(want, base+"/"+l)
	}
	same(t, told(all), want...)
	if o := all[1].Origin; o.Folder != "Maildir/Entwürfe" || o.Flags != "D" || o.Kind != "maildir" {
		t.Errorf("%+v", o)
	}
	if got := string(all[4].Raw); got != mailOf(9, "z\n") {
		t.Errorf("emlx: %q", got)
	}
}

func TestZip_likeTheFolder(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "Takeout.zip")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	z := zip.NewWriter(f)
	for _, e := range []struct{ name, content string }{
		{"Takeout/Mail/All mail.mbox", fromLine + mailOf(1, "x\n\n") + fromLine + mailOf(2, "y\n")},
		{"../../etc/evil.eml", mailOf(3, "x")}, {"Maildir/cur/1:2,S", mailOf(4, "x")}, {"Maildir/tmp/2", mailOf(5, "x")},
		{"inner.zip", "PK\x03\x04"}, {"readme.html", "<html>"}, {"Entw\x81rfe.eml", mailOf(6, "x")}, {"twice.eml", mailOf(7, "x")},
	} {
		w, err := z.Create(e.name)
		if err != nil {
			t.Fatal(err)
		}
		io.WriteString(w, e.content)
	}
	z.Close()
	f.Close()
	all := resumable(t, path, Options{})
	same(t, told(all), "Takeout.zip/Entw_rfe.eml Mail 6", "Takeout.zip/Maildir/cur/1 Mail 4", "Takeout.zip/Takeout/Mail/All mail.mbox Mail 1", "Takeout.zip/Takeout/Mail/All mail.mbox Mail 2",
		"Takeout.zip/etc/evil.eml Mail 3", "Takeout.zip/inner.zip ! foreign", "Takeout.zip/readme.html ! foreign", "Takeout.zip/twice.eml Mail 7")
}

func TestGzip_andStreams(t *testing.T) {
	box := fromLine + mailOf(1, "x\n\n") + fromLine + mailOf(2, "y\n")
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	io.WriteString(z, box)
	z.Close()
	path := write(t, t.TempDir(), "list.mbox.gz", packed.String())
	all := resumable(t, path, Options{})
	same(t, told(all), "list.mbox.gz Mail 1", "list.mbox.gz Mail 2")
	if all[0].Origin.Folder != "list" {
		t.Errorf("%+v", all[0].Origin)
	}
	for _, content := range []string{box, packed.String()} {
		got := items(t, FromReader(strings.NewReader(content), "standard input", Options{}), Position{})
		same(t, told(got), "standard input Mail 1", "standard input Mail 2")
		got = items(t, FromReader(strings.NewReader(content), "standard input", Options{}), got[0].Next)
		same(t, told(got), "standard input Mail 2")
	}
}
