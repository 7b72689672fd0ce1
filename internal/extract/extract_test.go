package extract

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"debrief/internal/fault"
	"debrief/internal/track"
)

// TestMain lets the test binary be the child, as the program is.
func TestMain(m *testing.M) {
	if status, is := Child(os.Args[1:]); is {
		os.Exit(status)
	}
	os.Exit(m.Run())
}

// testReader shares its cache with other runs, since translating takes long.
func testReader(t *testing.T) *Reader {
	t.Helper()
	return NewReader(filepath.Join(os.TempDir(), "debrief-test-pdf"))
}

func text(p track.Paper) string {
	var b strings.Builder
	for _, l := range p.Lines {
		b.WriteString(l.Text + "\n")
	}
	return b.String()
}

func TestRead_textInEveryEncoding(t *testing.T) {
	r := testReader(t)
	for name, data := range map[string]string{
		"utf-8":        "Zoë Ångström\r\n- Cut 3 days",
		"mark":         "\ufeffZoë Ångström\n- Cut 3 days",
		"windows-1252": "Zo\xeb \xc5ngstr\xf6m\n- Cut 3 days",
		"utf-16le":     "\xff\xfeZ\x00o\x00\xeb\x00 \x00\xc5\x00n\x00g\x00s\x00t\x00r\x00\xf6\x00m\x00\n\x00-\x00 \x00C\x00u\x00t\x00 \x003\x00 \x00d\x00a\x00y\x00s\x00",
	} {
		p, err := r.Read(t.Context(), []byte(data))
		if err != nil || p.Format != "text" || text(p) != "Zoë Ångström\n- Cut 3 days\n" {
			t.Errorf("%s: %q %v %v", name, text(p), p.Format, err)
		}
	}
}

func TestRead_saysWhatElseToSave(t *testing.T) {
	r := testReader(t)
	for data, want := range map[string]string{
		"\xd0\xcf\x11\xe0\xa1\xb1": "older Word", `{\rtf1 x}`: "RTF", "\x89PNG\r\n": "picture", "\x00\x01\x02": "not known", "  ": "empty",
	} {
		if _, err := r.Read(t.Context(), []byte(data)); fault.KindOf(err) != fault.Foreign || !strings.Contains(fault.Message(err), want) {
			t.Errorf("%q: %v", data, err)
		}
	}
	if _, err := r.Read(t.Context(), make([]byte, track.PaperLimit+1)); fault.KindOf(err) != fault.TooLarge {
		t.Errorf("11 MB: %v", err)
	}
}

func TestRead_wordInOrder(t *testing.T) {
	body := `<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>Experience</w:t></w:r></w:p>
<w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t xml:space="preserve">Cut a report </w:t></w:r><w:r><w:t>from 3 days &amp; nights</w:t></w:r></w:p>
<w:p><w:r><w:t>one</w:t><w:br/><w:t>two</w:t></w:r></w:p>
<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>expert in everything</w:t></w:r></w:p>
<w:p><w:del><w:r><w:delText>old</w:delText></w:r></w:del><w:ins><w:r><w:t>new</w:t></w:r></w:ins></w:p>
<w:tbl><w:tr><w:tc><w:p><w:r><w:t>left</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>right</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
<w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent><w:p><w:r><w:t>boxed</w:t></w:r></w:p></w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:p><w:r><w:t>boxed</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent></w:r></w:p>
<w:sectPr><w:cols w:num="2"/></w:sectPr>`
	p, err := testReader(t).Read(t.Context(), wordFile(t, map[string]string{"word/document.xml": document(body), "word/header1.xml": document(`<w:p><w:r><w:t>a@example.org</w:t></w:r></w:p>`)}))
	if err != nil {
		t.Fatal(err)
	}
	want := []track.PaperLine{{Text: "a@example.org", Place: track.PaperHeader}, {Text: "Experience", Head: true}, {Text: "Cut a report from 3 days & nights", Item: true},
		{Text: "one"}, {Text: "two"}, {Text: "expert in everything", Place: track.PaperHidden}, {Text: "new"},
		{Text: "left", Place: track.PaperTable}, {Text: "right", Place: track.PaperTable}, {Text: "boxed", Place: track.PaperBox}}
	if !slices.Equal(p.Lines, want) {
		t.Errorf("got %+v\nwant %+v", p.Lines, want)
	}
	if p.Columns != 2 || p.Images != 1 || p.Changes != 2 {
		t.Errorf("columns %d, images %d, changes %d", p.Columns, p.Images, p.Changes)
	}
}

func TestRead_pdfWithPlaces(t *testing.T) {
	data := pdfText("BT /F1 12 Tf 72 700 Td (Ada Example) Tj 0 -20 Td (Cut costs by 31%) Tj ET BT /F1 12 Tf 400 700 Td (Skills) Tj ET")
	p, err := testReader(t).Read(t.Context(), data)
	if err != nil {
		t.Fatal(err)
	}
	if got := text(p); !strings.Contains(got, "Ada Example\n") || !strings.Contains(got, "Cut costs by 31%\n") || !strings.Contains(got, "Skills\n") {
		t.Errorf("read %q", got)
	}
	if l := p.Lines[0]; l.Page != 1 || l.Left < 70 || l.Left > 75 || p.Width != 612 || p.Pages != 1 {
		t.Errorf("%+v, width %v", l, p.Width)
	}
}

func TestChild_isLockedUp(t *testing.T) {
	r := testReader(t)
	free := probe()
	if len(free) < 6 {
		t.Fatalf("without the lock the probe could only %q, so it proves nothing", free)
	}
	for name, data := range map[string][]byte{"pdf": nil, "docx": []byte(probeWord)} {
		a, guards, err := r.run(t.Context(), data)
		if err != nil {
			t.Fatal(name, err)
		}
		switch runtime.GOOS {
		case "linux":
			if !slices.Equal(guards, []string{"memory", "cpu", "descriptors", "calls"}) || len(a.Tries) > 0 {
				t.Errorf("%s: holds %q, and it could %q", name, guards, a.Tries)
			}
		case "darwin":
			if !slices.Equal(guards, []string{"cpu", "descriptors"}) {
				t.Errorf("%s: holds %q", name, guards)
			}
		}
	}
}

// resident is the memory of this process that is not the files themselves.
func resident(t *testing.T) int64 {
	b, err := os.ReadFile("/proc/self/statm")
	if runtime.GOOS != "linux" {
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return int64(m.Sys)
	}
	var size, pages int64
	if _, err2 := fmt.Sscan(string(b), &size, &pages); err != nil || err2 != nil {
		t.Fatal(err, err2)
	}
	return pages * int64(os.Getpagesize())
}

func TestRead_endsInTime(t *testing.T) {
	r := testReader(t)
	if err := r.Warm(t.Context()); err != nil {
		t.Fatal(err)
	}
	r.wait = time.Millisecond
	if _, err := r.Read(t.Context(), pdfText("BT (x) Tj ET")); fault.KindOf(err) != fault.TooLarge || !strings.Contains(fault.Message(err), "longer") {
		t.Errorf("after a millisecond: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := testReader(t).Read(ctx, pdfText("BT (x) Tj ET")); err == nil {
		t.Error("a request that is over was still answered")
	}
}
