package mailbox

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"debrief/internal/fault"
)

// zipOf writes a zip; change may alter the header of each entry.
func zipOf(t testing.TB, files map[string]io.Reader, change func(*zip.FileHeader)) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, r := range files {
		h := &zip.FileHeader{Name: name, Method: zip.Deflate}
		if change != nil {
			change(h)
		}
		w, err := z.CreateHeader(h)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(w, r); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func bomb(size int) io.Reader {
	return io.MultiReader(strings.NewReader(fromLine+"Subject: bomb\nTo: x\n\n"), &endless{mail: bytes.Repeat([]byte("a"), 1<<20), n: size >> 20}, strings.NewReader("\n\n"+fromLine+mailOf(2, "x")))
}

// What unpacks to far more than it is, is left out with words, and takes
// neither memory nor long (S14).
func TestArchive_bombs(t *testing.T) {
	packedZip := zipOf(t, map[string]io.Reader{"a.mbox": bomb(400 << 20), "b.eml": strings.NewReader(mailOf(1, "x"))}, nil)
	var packedGzip bytes.Buffer
	z := gzip.NewWriter(&packedGzip)
	io.Copy(z, bomb(400<<20))
	z.Close()
	for name, content := range map[string][]byte{"bomb.zip": packedZip, "bomb.mbox.gz": packedGzip.Bytes()} {
		path := write(t, t.TempDir(), name, string(content))
		var before, m runtime.MemStats
		runtime.ReadMemStats(&before)
		var kinds []fault.Kind
		err := open(t, path, Options{}).Each(context.Background(), Position{}, func(it Item) error {
			kinds = append(kinds, fault.KindOf(it.Err))
			if len(it.Raw) > MaxMail {
				t.Errorf("%s: %d bytes handed over", name, len(it.Raw))
			}
			return nil
		})
		runtime.ReadMemStats(&m)
		if err != nil || len(kinds) == 0 || kinds[0] != fault.TooLarge {
			t.Errorf("%s: %v, %v", name, kinds, err)
		}
		if m.HeapInuse > before.HeapInuse+128<<20 {
			t.Errorf("%s: %d MB", name, (m.HeapInuse-before.HeapInuse)>>20)
		}
	}
}

func TestArchive_brokenOnes(t *testing.T) {
	good := zipOf(t, map[string]io.Reader{"a.eml": strings.NewReader(mailOf(1, strings.Repeat("text\n", 500)))}, nil)
	flip := bytes.Clone(good)
	flip[80] ^= 0xff // in the packed data
	lie := bytes.Clone(good)
	at := bytes.LastIndex(lie, []byte("PK\x01\x02"))
	copy(lie[at+24:], "\x05\x00\x00\x00") // says that it unpacks to 5 bytes
	locked := bytes.Clone(good)
	locked[at+8] |= 1
	odd := bytes.Clone(good)
	odd[at+10] = 99
	for name, c := range map[string]struct {
		content []byte
		want    fault.Kind
		alone   bool // the whole source is the error
	}{
		"cut.zip":    {good[:len(good)-30], fault.Damaged, true},
		"flip.zip":   {flip, fault.Damaged, false},
		"lie.zip":    {lie, fault.Damaged, false},
		"locked.zip": {locked, fault.Foreign, false},
		"odd.zip":    {odd, fault.Foreign, false},
		"empty.zip":  {[]byte("PK\x05\x06" + strings.Repeat("\x00", 18)), 0, false},
		"cut.gz":     {[]byte("\x1f\x8b\x08"), fault.Damaged, true},
	} {
		path := write(t, t.TempDir(), name, string(c.content))
		var got []error
		err := open(t, path, Options{}).Each(context.Background(), Position{}, func(it Item) error { got = append(got, it.Err); return nil })
		switch {
		case c.alone && fault.KindOf(err) != c.want, !c.alone && err != nil:
			t.Errorf("%s: %v", name, err)
		case !c.alone && c.want != 0 && (len(got) != 1 || fault.KindOf(got[0]) != c.want):
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestArchive_tooManyFiles(t *testing.T) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := range MaxEntries + 1 {
		z.CreateHeader(&zip.FileHeader{Name: fmt.Sprint(i)})
	}
	z.Close()
	path := write(t, t.TempDir(), "many.zip", b.String())
	if err := open(t, path, Options{}).Each(context.Background(), Position{}, func(Item) error { return nil }); fault.KindOf(err) != fault.TooLarge {
		t.Error(err)
	}
}

// Flags change, mails move from new to cur and vanish while a Maildir is read:
// each comes once, and none is missed.
func TestMaildir_changesWhileItIsRead(t *testing.T) {
	dir := t.TempDir()
	for i := range 20 {
		write(t, dir, fmt.Sprintf("new/%02d.host", i), mailOf(i, "x"))
		write(t, dir, fmt.Sprintf("cur/%02d.host:2,", i+20), mailOf(i+20, "x"))
	}
	seen := map[string]int{}
	var at Position
	read := func(stop int) {
		n := 0
		open(t, dir, Options{}).Each(context.Background(), at, func(it Item) error {
			if it.Err != nil {
				t.Error(it.Err)
			}
			seen[headField(it.Raw, "Subject")]++
			at = it.Next
			switch n++; n {
			case 2: // a mail program looks at everything
				for i := range 20 {
					os.Rename(filepath.Join(dir, "new", fmt.Sprintf("%02d.host", i)), filepath.Join(dir, "cur", fmt.Sprintf("%02d.host:2,S", i)))
					os.Rename(filepath.Join(dir, "cur", fmt.Sprintf("%02d.host:2,", i+20)), filepath.Join(dir, "cur", fmt.Sprintf("%02d.host:2,RS", i+20)))
				}
			case 4:
				os.Remove(filepath.Join(dir, "cur", "15.host:2,S"))
				os.Remove(filepath.Join(dir, "cur", "39.host:2,RS"))
			case stop:
				return io.EOF
			}
			return nil
		})
	}
	read(10)
	read(0)
	for i := range 40 {
		want := 1
		if i == 15 || i == 39 {
			want = 0
		}
		if n := seen[fmt.Sprintf("Mail %d", i)]; n != want {
			t.Errorf("mail %d came %d times", i, n)
		}
	}
}
