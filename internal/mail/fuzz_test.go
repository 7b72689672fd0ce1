package mail

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"
)

func addCorpus(f *testing.F, add func([]byte)) {
	files, _ := filepath.Glob("testdata/corpus/*.eml")
	more, _ := filepath.Glob("testdata/findajob/*/*.eml")
	for _, path := range append(files, more...) {
		raw, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		add(raw)
	}
}

// Any bytes are read or refused, and what is read keeps the promises of the package.
func FuzzRead(f *testing.F) {
	addCorpus(f, func(b []byte) { f.Add(b) })
	f.Fuzz(func(t *testing.T, raw []byte) {
		p, err := read(raw, Options{Now: now}, 0) // without the guard, so that a panic is seen
		if err != nil {
			return
		}
		checkParsed(t, p)
		again, err := read(raw, Options{Now: now}, 0)
		if err != nil || again.Message.ContentID != p.Message.ContentID || again.Message.Text != p.Message.Text {
			t.Errorf("read twice, not the same: %v", err)
		}
	})
}

func FuzzPasted(f *testing.F) {
	addCorpus(f, func(b []byte) { f.Add(string(b)) })
	for _, s := range []string{"Von: a\nGesendet: 24.11.2026 10:31\nBetreff: x\n\ny", "Subject\nInbox\nA <a@x.example>\nNov 24, 10:31 AM\nto me\n\nhi", "<div>x", "De : a\nObjet : b"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		p, err := Pasted(text, Options{Now: now})
		if err == nil {
			checkParsed(t, p)
		}
	})
}

func FuzzHTMLText(f *testing.F) {
	addCorpus(f, func(b []byte) {
		if _, body, ok := strings.Cut(string(b), "<"); ok {
			f.Add("<" + body)
		}
	})
	f.Add("<style>.a .b{display:none}</style><div class=a><p class=b>x<blockquote type=cite><table><td hidden><svg></table>")
	f.Fuzz(func(t *testing.T, src string) {
		v := htmlText(strings.ToValidUTF8(src, "\uFFFD"))
		if !utf8.ValidString(v.text) || strings.ContainsFunc(v.text, invisible) || len(v.links) > 200 {
			t.Errorf("%q", v.text)
		}
		if len(v.text) > 8*len(src)+16 {
			t.Errorf("%d bytes of text from %d", len(v.text), len(src))
		}
		for i, m := range v.marks {
			if m.at < 0 || m.at > len(v.text) || i > 0 && m.at < v.marks[i-1].at {
				t.Errorf("marks %v in %d bytes", v.marks, len(v.text))
			}
		}
	})
}

// Header text, addresses, dates and parameters: any bytes give clean values.
func FuzzHeader(f *testing.F) {
	for _, s := range []string{"=?utf-8?Q?=C3?= =?utf-8?Q?=BC?=", `"a, b" <a@x> (c), G: d@y;`, "Tue, 24 Nov 2026 10:31:05 +0100 (CET)", "24.11.26 5:31 p. m.", `multipart/mixed; boundary="b"; name*0*=utf-8''%41; name*1=b`, "<a@b> <c@d>", "Fri, 31 Feb 2026 25:61 -9999"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if d := decodeWords(s); !utf8.ValidString(d) && utf8.ValidString(s) {
			t.Errorf("decoded %q", d)
		}
		for _, a := range addresses(s) {
			if !utf8.ValidString(a.String()) || strings.ContainsFunc(a.String(), invisible) || strings.ContainsAny(a.String(), "\r\n") {
				t.Errorf("address %q", a)
			}
		}
		if d, ok := parseDate(s, nil); ok && (d.at.Year() < 0 || d.at.Year() > 10000 || d.zone < -16*60 || d.zone > 16*60) {
			t.Errorf("date %v", d)
		}
		if kind, params := mediaType(s); params == nil && kind != "" {
			t.Errorf("no parameters for %q", kind)
		}
		messageIDs(s)
		cutLabel(s)
	})
}

// A draft of any text is refused or reads back as it was written.
func FuzzCompose(f *testing.F) {
	f.Add("Mira", "mira@x.example", "Re: x", "body\n\n.", "<a@b>")
	f.Add("Zoë, \"Z\"", "z@ü.example", "=?utf-8?q?x?=", "\r\n\x00é", "a b\r\nBcc: x")
	f.Fuzz(func(t *testing.T, name, addr, subject, body, reply string) {
		raw, err := Compose(Draft{FromName: name, FromAddr: addr, ToName: name, ToAddr: addr, Subject: subject, Body: body, InReplyTo: reply, References: reply, Date: now})
		if err != nil {
			return
		}
		checkLines(t, raw)
		p, err := read(raw, Options{}, 0)
		if err != nil {
			t.Fatal(err)
		}
		checkParsed(t, p)
		for _, h := range p.Header {
			if !in(letterFields, h.Name) || len(p.Header.all(h.Name)) != 1 {
				t.Errorf("field %q: %q", h.Name, h.Value)
			}
		}
		if want := strings.Join(strings.Fields(subject), " "); p.Message.Subject != oneLine(want, 2000) {
			t.Errorf("subject %q, want %q", p.Message.Subject, want)
		}
	})
}

// What tells a mail's identity without decoding it agrees with what decodes it,
// and identity does not depend on line ends or the quoting of an mbox.
func FuzzPeek(f *testing.F) {
	addCorpus(f, func(b []byte) { f.Add(b) })
	f.Fuzz(func(t *testing.T, raw []byte) {
		g, err := Peek(raw)
		id, idErr := ContentID(raw)
		if (err == nil) != (idErr == nil) || g.ContentID != id {
			t.Fatalf("peeked %q, %v; identity %q, %v", g.ContentID, err, id, idErr)
		}
		p, readErr := read(raw, Options{Now: now}, 0)
		if readErr == nil && p.Message.Source == "eml" && p.Message.ContentID != id {
			t.Errorf("read as %q, peeked %q", p.Message.ContentID, id)
		}
	})
}

// Whatever stands in a mail, its page holds our own tags with plain attributes.
func FuzzSheet(f *testing.F) {
	addCorpus(f, func(b []byte) { f.Add(string(b)) })
	for _, s := range []string{`<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>`, `<noscript><p title="</noscript><img src=x onerror=alert(1)>">`, `<p width="1&quot; onmouseover=&quot;alert(1)">x`, "<!--><script>", "<plaintext><p lang=a>x", "<table><td bgcolor=\"#fff&lt;\">"} {
		f.Add(s)
	}
	const page = `<!DOCTYPE html><html><head><meta charset="utf-8"><title>Mail</title></head><body>`
	f.Fuzz(func(t *testing.T, html string) {
		s := sanitized(strings.ToValidUTF8(html, "\uFFFD"))
		body, ok := strings.CutPrefix(string(s.HTML), page)
		if !ok || !harmless.MatchString(body) {
			t.Errorf("%q became %q", html, s.HTML)
		}
		if len(s.Images) > 100 {
			t.Errorf("%d images", len(s.Images))
		}
	})
}
