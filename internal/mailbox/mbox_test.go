package mailbox

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"

	"debrief/internal/fault"
)

// bodies splits text that is an mbox, through readers of different manners,
// and gives the mails without their headers.
func bodies(t *testing.T, box string, limit int64) []string {
	t.Helper()
	var first []string
	for i, r := range []io.Reader{strings.NewReader(box), iotest.HalfReader(strings.NewReader(box)), iotest.DataErrReader(strings.NewReader(box)), iotest.OneByteReader(strings.NewReader(box))} {
		var got []string
		for s := newSplitter(r, 0, limit); ; {
			c, err := s.next()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
			_, body, _ := strings.Cut(string(c.raw), "\n\n")
			if c.large {
				body = fmt.Sprintf("! %d", c.size)
			}
			got = append(got, body)
		}
		if i == 0 {
			first = got
		} else {
			same(t, got, first...)
		}
	}
	return first
}

func TestMbox_variants(t *testing.T) {
	h := func(n int) string { return fmt.Sprintf("Subject: %d\n\n", n) }
	for _, c := range []struct {
		name, box string
		want      []string
	}{
		{"quoted once and twice", fromLine + h(1) + ">From the start\n>>From below\nx>From inside\n>From>From both\n\n" + fromLine + h(2) + "b\n", []string{"From the start\n>From below\nx>From inside\n>From>From both\n", "b\n"}},
		{"text that begins with From", fromLine + h(1) + "\nFrom the start we said:\nDate: Tuesday\n\nFrom Monday 24 Nov 2026, 10:00\nLocation: here\n\n" + fromLine + h(2) + "b\n",
			[]string{"\nFrom the start we said:\nDate: Tuesday\n\nFrom Monday 24 Nov 2026, 10:00\nLocation: here\n", "b\n"}},
		{"a From line quoted without its mail", fromLine + h(1) + "look:\n\n" + fromLine + "that was it\n\n" + fromLine + h(2) + "b\n", []string{"look:\n\n" + fromLine + "that was it\n", "b\n"}},
		{"no blank line between", fromLine + h(1) + "a\n" + fromLine + h(2) + "b", []string{"a\n", "b"}},
		{"Content-Length too long", fromLine + "Content-Length: 400\n" + h(1) + "a\n\n" + fromLine + h(2) + "b\n\n" + fromLine + h(3) + strings.Repeat("c", 400) + "\n", []string{"a\n", "b\n", strings.Repeat("c", 400) + "\n"}},
		{"Content-Length too short", fromLine + "Content-Length: 1\n" + h(1) + "abc\n\n" + fromLine + h(2) + "b\n", []string{"abc\n", "b\n"}},
		{"Content-Length right, From unquoted", fromLine + "Content-Length: 30\n" + h(1) + "a\n\nFrom here on it is another day\n\n" + fromLine + h(2) + "b\n", []string{"a\n\nFrom here on it is another day\n", "b\n"}},
		{"Thunderbird", "From - Tue Nov 24 10:31:05 2026\n" + h(1) + "a\n\nFrom \nX-Mozilla-Status: 0001\n\nFrom - Wed Nov 25 9:31:05 2026\n" + h(2) + "b\n", []string{"a\n\nFrom \nX-Mozilla-Status: 0001\n", "b\n"}},
		{"Takeout", "From 1790000000000000000@xxx Tue Nov 24 10:31:05 +0000 2026\n" + h(1) + "a\n\nFrom 1790000000000000001@xxx Wed Nov 25 10:31:05 +0000 2026\n" + h(2) + "b\n", []string{"a\n", "b\n"}},
		{"other dates", "From a@b 24 Nov 2026 10:31\n" + h(1) + "a\n\nFrom ???@??? Tue, 24 Nov 2026 10:31:05\n" + h(2) + "b\n\nFrom MAILER-DAEMON 2026-11-24 10:31:05\n" + h(3) + "c", []string{"a\n", "b\n", "c"}},
		{"cut off in the header", fromLine + h(1) + "a\n\n" + fromLine + "Subj", []string{"a\n", ""}},
		{"cut off behind the From line", fromLine + h(1) + "a\n\n" + fromLine, []string{"a\n", ""}},
		{"larger than the limit", fromLine + h(1) + strings.Repeat("a", 9000) + "\n\n" + fromLine + h(2) + "b\n\n" + fromLine + h(3) + strings.Repeat("c\n", 9000), []string{fmt.Sprintf("! %d", len(fromLine+h(1))+9002), "b\n", fmt.Sprintf("! %d", len(fromLine+h(3))+18000)}},
		{"nothing", "", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			same(t, bodies(t, c.box, 4000), c.want...)
			if crlf := strings.ReplaceAll(c.box, "\n", "\r\n"); c.name != "larger than the limit" {
				got := bodies(t, crlf, 4000)
				if len(got) != len(c.want) {
					t.Errorf("with CRLF: %q", got)
				}
			}
		})
	}
}

func TestMbox_mixedLineEnds(t *testing.T) {
	box := fromLine + "Subject: 1\n\na\r\n\r\n" + strings.ReplaceAll(fromLine, "\n", "\r\n") + "Subject: 2\r\n\r\nb\r\n\n" + fromLine + "Subject: 3\n\nc\n"
	all := resumable(t, write(t, t.TempDir(), "mixed.mbox", box), Options{})
	same(t, told(all), "mixed.mbox 1", "mixed.mbox 2", "mixed.mbox 3")
}

func TestMbox_notFromTheStart(t *testing.T) {
	dir := t.TempDir()
	all := resumable(t, write(t, dir, "bom.mbox", "\xef\xbb\xbf\r\n\r\n"+fromLine+mailOf(1, "x\n\n")+fromLine+mailOf(2, "y")), Options{})
	same(t, told(all), "bom.mbox Mail 1", "bom.mbox Mail 2")
}

func TestMbox_largeMailIsReportedByName(t *testing.T) {
	path := write(t, t.TempDir(), "a.mbox", fromLine+mailOf(1, strings.Repeat("a\n", 1<<20))+"\n"+fromLine+mailOf(2, "y"))
	all := resumable(t, path, Options{MaxMail: 1 << 20})
	same(t, told(all), "a.mbox ! too_large", "a.mbox Mail 2")
	if m := fault.Message(all[0].Err); !strings.Contains(m, "Mail 1") || !strings.Contains(m, "a.mbox") || !strings.Contains(m, "2 MB") {
		t.Error(m)
	}
	if s := headField(all[0].Raw, "Message-ID"); s != "<1@acme.example>" {
		t.Errorf("header kept: %q", all[0].Raw)
	}
}

// A file that grew goes on where it stopped; another one under its name is
// read from its beginning.
func TestMbox_changedBetweenRuns(t *testing.T) {
	dir := t.TempDir()
	old := fromLine + mailOf(1, "x\n\n") + fromLine + mailOf(2, "y\n\n")
	path := write(t, dir, "a.mbox", old)
	all := items(t, open(t, path, Options{}), Position{})
	write(t, dir, "a.mbox", old+fromLine+mailOf(3, "z\n"))
	same(t, told(items(t, open(t, path, Options{}), all[1].Next)), "a.mbox Mail 3")
	write(t, dir, "a.mbox", fromLine+mailOf(4, "this is another one\n\n")+fromLine+mailOf(5, strings.Repeat("z\n", 200)))
	same(t, told(items(t, open(t, path, Options{}), all[1].Next)), "a.mbox Mail 4", "a.mbox Mail 5")
	write(t, dir, "a.mbox", fromLine+mailOf(6, ""))
	same(t, told(items(t, open(t, path, Options{}), all[1].Next)), "a.mbox Mail 6")
}

// Whatever is in the mails, an mbox written from them gives them back.
func TestMbox_givesBackWhatWasWritten(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	pieces := []string{"From ", ">From ", ">>From ", "x", "\n", "\n\n", "\r\n", "Subject: a\n", fromLine, strings.Repeat("long ", 500), "\nFrom a@b Tue Nov 24 10:31:05 2026\nTo: x\n"}
	for range 300 {
		var box bytes.Buffer
		var want []string
		for range 1 + rng.IntN(6) {
			var body strings.Builder
			body.WriteString("Subject: t\n\n")
			for range rng.IntN(30) {
				body.WriteString(pieces[rng.IntN(len(pieces))])
			}
			body.WriteString("end\n")
			want = append(want, body.String())
			box.WriteString(fromLine + quoted(body.String()) + "\n")
		}
		s := newSplitter(iotest.HalfReader(&box), 0, MaxMail)
		for i := 0; ; i++ {
			c, err := s.next()
			if err == io.EOF {
				if i != len(want) {
					t.Fatalf("%d mails, want %d", i, len(want))
				}
				break
			}
			if string(c.raw) != want[i] {
				t.Fatalf("mail %d\n got %q\nwant %q", i, c.raw, want[i])
			}
		}
	}
}

// quoted writes a mail as mboxrd does.
func quoted(s string) string {
	lines := strings.SplitAfter(s, "\n")
	for i, l := range lines {
		if strings.HasPrefix(strings.TrimLeft(l, ">"), "From ") {
			lines[i] = ">" + l
		}
	}
	return strings.Join(lines, "")
}

// endless is an mbox of any size that needs no disk.
type endless struct {
	mail []byte
	n    int // mails left
	rest []byte
}

func (e *endless) Read(p []byte) (int, error) {
	if len(e.rest) == 0 {
		if e.n--; e.n < 0 {
			return 0, io.EOF
		}
		e.rest = e.mail
	}
	n := copy(p, e.rest)
	e.rest = e.rest[n:]
	return n, nil
}

// 2 GB in small mails, and one mail of 1 GB, stay within constant memory (P8).
func TestMbox_constantMemory(t *testing.T) {
	small := []byte(fromLine + mailOf(1, strings.Repeat("Thank you for your interest in the role.\n", 400)) + "\n")
	for name, box := range map[string]struct {
		r    io.Reader
		want int
	}{
		"small mails": {&endless{mail: small, n: 2 << 30 / len(small)}, 2 << 30 / len(small)},
		"one mail":    {io.MultiReader(strings.NewReader(fromLine+"Subject: big\nTo: x\n\n"), &endless{mail: bytes.Repeat([]byte("x\n"), 1<<19), n: 1 << 10}, bytes.NewReader(append([]byte("\n"), small...))), 2},
	} {
		n, peak := 0, uint64(0)
		var m runtime.MemStats
		err := FromReader(box.r, name, Options{}).Each(context.Background(), Position{}, func(it Item) error {
			if n++; n%10_000 == 0 || it.Err != nil {
				runtime.GC()
				runtime.ReadMemStats(&m)
				peak = max(peak, m.HeapAlloc)
			}
			return nil
		})
		if err != nil || n != box.want {
			t.Errorf("%s: %d mails, want %d, %v", name, n, box.want, err)
		}
		if peak > 128<<20 || peak == 0 {
			t.Errorf("%s: %d MB in use", name, peak>>20)
		}
	}
}

func TestMbox_errorsBelowAreReported(t *testing.T) {
	r := io.MultiReader(strings.NewReader(fromLine+mailOf(1, "x\n\n")+fromLine+mailOf(2, strings.Repeat("y\n", 3000))), iotest.ErrReader(errors.New("disk on fire")))
	all := items(t, FromReader(r, "a", Options{}), Position{})
	same(t, told(all), "a Mail 1", "a ! damaged")
}

func TestEach_stopsWhenAsked(t *testing.T) {
	dir := t.TempDir()
	for i := range 5 {
		write(t, dir, fmt.Sprintf("%d.eml", i), mailOf(i, "x"))
	}
	ctx, cancel := context.WithCancel(context.Background())
	n := 0
	if err := open(t, dir, Options{}).Each(ctx, Position{}, func(Item) error { n++; cancel(); return nil }); !errors.Is(err, context.Canceled) || n != 1 {
		t.Errorf("%d items, %v", n, err)
	}
	stop := errors.New("stop")
	if err := open(t, dir, Options{}).Each(context.Background(), Position{}, func(Item) error { return stop }); !errors.Is(err, stop) {
		t.Error(err)
	}
}

func TestSkip_leavesOutUnopened(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "a.mbox", fromLine+mailOf(1, "x"))
	write(t, dir, "Maildir/cur/1:2,S", mailOf(2, "x"))
	write(t, dir, "Maildir/cur/2:2,S", mailOf(3, "x"))
	var asked []File
	all := items(t, open(t, dir, Options{Skip: func(f File) bool { asked = append(asked, f); return !strings.HasSuffix(f.Path, "/2") }}), Position{})
	base := filepath.Base(dir)
	same(t, told(all), base+"/Maildir/cur/2 Mail 3")
	if len(asked) != 3 || !asked[0].Maildir || asked[2].Maildir || asked[2].Size == 0 || asked[2].Modified.IsZero() {
		t.Errorf("%+v", asked)
	}
}

func BenchmarkMbox(b *testing.B) {
	small := []byte(fromLine + mailOf(1, strings.Repeat("Thank you for your interest in the role.\n", 400)) + "\n")
	box := bytes.Repeat(small, 1000)
	b.SetBytes(int64(len(box)))
	b.ReportAllocs()
	for b.Loop() {
		s := newSplitter(bytes.NewReader(box), 0, MaxMail)
		for {
			if _, err := s.next(); err != nil {
				break
			}
		}
	}
}

func BenchmarkMaildir(b *testing.B) {
	dir := b.TempDir()
	os.MkdirAll(filepath.Join(dir, "cur"), 0o755)
	os.MkdirAll(filepath.Join(dir, "new"), 0o755)
	for i := range 2000 {
		os.WriteFile(filepath.Join(dir, "cur", fmt.Sprintf("%d.h:2,S", i)), []byte(mailOf(i, strings.Repeat("Thank you for your interest in the role.\n", 400))), 0o644)
	}
	for _, c := range []struct {
		name string
		o    Options
	}{{"read", Options{}}, {"skip", Options{Skip: func(File) bool { return true }}}} {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				s, _ := Open(dir, c.o)
				s.Each(context.Background(), Position{}, func(it Item) error { return it.Err })
				s.Close()
			}
		})
	}
}
