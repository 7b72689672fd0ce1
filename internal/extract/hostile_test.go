package extract

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"crypto/md5"
	"crypto/rc4"
	"encoding/binary"
	"fmt"
	"io/fs"
	"runtime"
	"strings"
	"testing"
	"time"

	"debrief/internal/fault"
)

// attack is a file made to break a reader, and the kind of refusal; Internal
// stands for one that may be read.
type attack struct {
	name string
	data []byte
	kind fault.Kind
	says string
}

func document(body string) string {
	return `<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:body>` + body + `</w:body></w:document>`
}

func wordFile(t testing.TB, parts map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, text := range parts {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// bombed is a Word file whose document says it has a size of its own choice.
func bombed(t testing.TB, packed []byte, says uint64) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.CreateRaw(&zip.FileHeader{Name: "word/document.xml", Method: zip.Deflate, CompressedSize64: uint64(len(packed)), UncompressedSize64: says})
	if err != nil {
		t.Fatal(err)
	}
	w.Write(packed)
	z.Close()
	return b.Bytes()
}

// squeezed is a raw deflate stream of head and size bytes of filling, made
// without packing all of it: the middle is one piece, over and over.
func squeezed(head string, size int) []byte {
	var b bytes.Buffer
	w, _ := flate.NewWriter(&b, 9)
	piece := bytes.Repeat([]byte(" "), 1<<20)
	w.Write([]byte(head))
	w.Write(piece)
	w.Flush()
	from := b.Len()
	w.Write(piece)
	w.Flush()
	middle := bytes.Clone(b.Bytes()[from:])
	for range size >> 20 {
		b.Write(middle)
	}
	w.Close()
	return b.Bytes()
}

func deflated(data []byte) []byte {
	var b bytes.Buffer
	w, _ := flate.NewWriter(&b, 9)
	w.Write(data)
	w.Close()
	return b.Bytes()
}

// zlibbed wraps a deflate stream as PDF wants it; the checksum is left wrong,
// which readers of PDF forgive.
func zlibbed(raw []byte) []byte { return append(append([]byte{0x78, 0x9c}, raw...), 0, 0, 0, 0) }

// pdfFile numbers the objects from 1 and writes the table; root is object 1.
func pdfFile(trailer string, objects ...string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n")
	at := []int{}
	for i, o := range objects {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	from := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, n := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", n)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, trailer, from)
	return b.Bytes()
}

func stream(dict string, body []byte) string {
	return fmt.Sprintf("<< %s /Length %d >>\nstream\n%s\nendstream", dict, len(body), body)
}

const (
	catalog = "<< /Type /Catalog /Pages 2 0 R >>"
	pages   = "<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
	onePage = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> /XObject << /X1 6 0 R >> >> >>"
	font    = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
)

func pdfText(content string) []byte {
	return pdfFile("", catalog, pages, onePage, stream("", []byte(content)), font)
}

// locked is a PDF that opens with a password only: standard handler, 40 bits.
func locked() []byte {
	pad := []byte("\x28\xBF\x4E\x5E\x4E\x75\x8A\x41\x64\x00\x4E\x56\xFF\xFA\x01\x08\x2E\x2E\x00\xB6\xD0\x68\x3E\x80\x2F\x0C\xA9\xFE\x64\x53\x69\x7A")
	padded := func(p string) []byte { return append([]byte(p), pad...)[:32] }
	crypt := func(key, data []byte) []byte {
		c, _ := rc4.NewCipher(key)
		out := make([]byte, len(data))
		c.XORKeyStream(out, data)
		return out
	}
	ownerKey := md5.Sum(padded("owner"))
	o := crypt(ownerKey[:5], padded("secret"))
	id := []byte("0123456789abcdef")
	h := md5.New()
	h.Write(padded("secret"))
	h.Write(o)
	binary.Write(h, binary.LittleEndian, int32(-4))
	h.Write(id)
	key := h.Sum(nil)[:5]
	u := crypt(key, pad)
	return pdfFile(fmt.Sprintf("/Encrypt 7 0 R /ID [<%x> <%x>]", id, id), catalog, pages, onePage, stream("", []byte("BT ET")), font, "null",
		fmt.Sprintf("<< /Filter /Standard /V 1 /R 2 /O <%x> /U <%x> /P -4 >>", o, u))
}

func hostile(t testing.TB) []attack {
	many := map[string]string{"word/document.xml": document("")}
	for i := range 10000 {
		many[fmt.Sprintf("x/%d", i)] = ""
	}
	good := wordFile(t, map[string]string{"word/document.xml": document("<w:p><w:r><w:t>" + strings.Repeat("Cut costs by 31%. ", 500) + "</w:t></w:r></w:p>")})
	laughs := `<?xml version="1.0"?><!DOCTYPE z [<!ENTITY a "aaaaaaaaaa">` + "\n"
	for c := 'b'; c <= 'k'; c++ {
		laughs += fmt.Sprintf(`<!ENTITY %c "%s">`, c, strings.Repeat(fmt.Sprintf("&%c;", c-1), 10))
	}
	laughs += `]><w:document xmlns:w="w"><w:body><w:p><w:r><w:t>&k;</w:t></w:r></w:p></w:body></w:document>`
	head := document("")[:strings.Index(document(""), "</w:body>")] + "<w:p><w:r><w:t>"
	pdf := pdfText("BT /F1 12 Tf 72 700 Td (Ada Example) Tj ET")
	return []attack{
		{"DOCX that unpacks to 4 GB", bombed(t, squeezed(head, 4<<30), 4<<30), fault.TooLarge, "unpacks"},
		{"DOCX that says 10 bytes and has 400 MB", bombed(t, squeezed(head, 400<<20), 10), fault.Invalid, "damaged"},
		{"DOCX that says 15 MB and has 400 MB", bombed(t, squeezed(head, 400<<20), 15<<20), fault.Invalid, "damaged"},
		{"DOCX with two parts of 15 MB", wordFile(t, map[string]string{"word/document.xml": document(strings.Repeat(" ", 15<<20)), "word/header1.xml": document(strings.Repeat(" ", 15<<20))}), fault.TooLarge, "unpacks"},
		{"a zip within a zip", wordFile(t, map[string]string{"lib.zip": string(good)}), fault.Foreign, "no Word document"},
		{"XML a million deep", wordFile(t, map[string]string{"word/document.xml": head + strings.Repeat("<w:p>", 1000000)}), fault.TooLarge, "unpacks"},
		{"entities within entities", wordFile(t, map[string]string{"word/document.xml": laughs}), fault.Invalid, "definitions"},
		{"an entity that is a file", wordFile(t, map[string]string{"word/document.xml": `<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><w:p>&e;</w:p>`}), fault.Invalid, "definitions"},
		{"10,000 entries", wordFile(t, many), fault.TooLarge, "unpacks"},
		{"a path out of the folder", wordFile(t, map[string]string{"word/document.xml": document(""), "../../etc/passwd": "x"}), fault.Invalid, "paths"},
		{"a link", linked(t), fault.Invalid, "paths"},
		{"half a DOCX", good[:len(good)/2], fault.Invalid, "damaged"},
		{"a DOCX with a flipped byte", flipped(good), fault.Invalid, "damaged"},
		{"elements that do not close", wordFile(t, map[string]string{"word/document.xml": head}), fault.Invalid, "damaged"},

		{"xref that points to itself", loop(pdf), fault.Internal, ""},
		{"pages that are their own children", pdfFile("", catalog, "<< /Type /Pages /Kids [2 0 R 2 0 R 3 0 R] /Count 1000000 >>", "<< /Type /Pages /Parent 2 0 R /Kids [2 0 R] /Count 1000000 >>"), fault.Internal, ""},
		{"two billion pages", pdfFile("", catalog, "<< /Type /Pages /Kids [3 0 R] /Count 2000000000 >>", onePage, stream("", []byte("BT ET")), font), fault.Internal, ""},
		{"a stream of 10 GB in 2 filters", pdfFile("", catalog, pages, onePage, stream("/Filter [/FlateDecode /FlateDecode]", zlibbed(deflated(zlibbed(squeezed("BT /F1 12 Tf ", 10<<30))))), font), fault.Internal, ""},
		{"a page of 2 GB", pdfFile("", catalog, pages, onePage, stream("/Filter /FlateDecode", zlibbed(squeezed("BT /F1 12 Tf ", 2<<30))), font), fault.Internal, ""},
		{"an object stream of a billion objects", pdfFile("", catalog, "null", onePage, stream("/Type /ObjStm /N 1000000000 /First 2000000000", bytes.Repeat([]byte("1 0 "), 100000)), font), fault.Internal, ""},
		{"a form that draws itself", pdfFile("", catalog, pages, onePage, stream("", []byte("/X1 Do")), font, stream("/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X1 6 0 R >> >>", bytes.Repeat([]byte("/X1 Do "), 1000))), fault.Internal, ""},
		{"a PDF with a password", locked(), fault.Foreign, "password"},
		{"half a PDF", pdf[:len(pdf)/3], fault.Invalid, ""},
		{"only the first line of a PDF", []byte("%PDF-1.7\n"), fault.Invalid, "damaged"},
		{"noise behind the first line", append([]byte("%PDF-1.7\n"), bytes.Repeat([]byte{0xde, 0xad, 0x00, 0x0a}, 1<<20)...), fault.Invalid, "damaged"},
	}
}

func linked(t testing.TB) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	h := &zip.FileHeader{Name: "word/document.xml"}
	h.SetMode(fs.ModeSymlink | 0o777)
	w, err := z.CreateHeader(h)
	if err != nil {
		t.Fatal(err)
	}
	w.Write([]byte("/etc/passwd"))
	z.Close()
	return b.Bytes()
}

func flipped(data []byte) []byte {
	out := bytes.Clone(data)
	for i := range 20 {
		out[len("PK0000")+60+i] ^= 0x5a
	}
	return out
}

// loop makes the last table of a PDF name itself as the one before.
func loop(data []byte) []byte {
	at := bytes.LastIndex(data, []byte("xref\n0"))
	return bytes.Replace(data, []byte("/Root 1 0 R "), fmt.Appendf(nil, "/Root 1 0 R /Prev %d ", at), 1)
}

func TestRead_refusesHostileFiles(t *testing.T) {
	r := testReader(t)
	if err := r.Warm(t.Context()); err != nil {
		t.Fatal(err)
	}
	list := hostile(t)
	runtime.GC()
	before := resident(t)
	for _, h := range list {
		t.Run(h.name, func(t *testing.T) {
			from := time.Now()
			p, err := r.Read(t.Context(), h.data)
			t.Logf("%d kB: %d lines, %v, %.120s", len(h.data)>>10, len(p.Lines), time.Since(from).Round(time.Millisecond), said(err))
			switch {
			case h.kind == fault.Internal && err != nil && fault.KindOf(err) == fault.Internal:
				t.Errorf("not refused in words: %v", err)
			case h.kind != fault.Internal && (fault.KindOf(err) != h.kind || !strings.Contains(fault.Message(err), h.says)):
				t.Errorf("want %v with %q, got %v", h.kind, h.says, err)
			}
			if len(p.Lines) > 0 && strings.Contains(text(p), "root:") {
				t.Error("a file of this machine was read")
			}
		})
	}
	runtime.GC()
	if grown := resident(t) - before; grown > 32<<20 {
		t.Errorf("the server grew by %d MB", grown>>20)
	}
	if p, err := r.Read(t.Context(), pdfText("BT /F1 12 Tf 72 700 Td (Still here) Tj ET")); err != nil || !strings.Contains(text(p), "Still here") {
		t.Errorf("afterwards: %v %v", p, err)
	}
}

func TestRead_runsNoScript(t *testing.T) {
	data := pdfFile("", "<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (while(1){}) >> /Names << /JavaScript << /Names [(a) << /S /JavaScript /JS (while(1){app.launchURL\\('http://127.0.0.1'\\)}) >>] >> >> >>",
		pages, onePage, stream("", []byte("BT /F1 12 Tf 72 700 Td (Ada Example) Tj ET")), font)
	p, err := testReader(t).Read(t.Context(), data)
	if err != nil || p.Scripts == 0 || !strings.Contains(text(p), "Ada Example") {
		t.Errorf("scripts %d, text %q, %v", p.Scripts, text(p), err)
	}
}

func said(err error) string {
	if err == nil {
		return "read"
	}
	return fault.KindOf(err).String() + ": " + fault.Message(err)
}
