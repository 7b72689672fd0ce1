package mail

import (
	"bytes"
	"html"
	"io"
	"net/url"
	"path"
	"strings"

	nethtml "golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"debrief/internal/fault"
)

// Sheet is the HTML part of a mail made safe to look at: nothing in it runs,
// loads, submits, or leads anywhere (quality S10). It is meant for a closed-off
// frame whose policy forbids all of that once more.
type Sheet struct {
	HTML   []byte   // a whole page
	Images []string // remote images that are not loaded, as "name, host"; at most 100
	Pixels int      // how many of them are too small to be seen
}

// maxSheet bounds what is shown of one HTML part, in bytes.
const maxSheet = 2 << 20

// ReadSheet gives the HTML part of a raw mail. fault.NotFound for a mail
// without one; other errors are those of Read.
func ReadSheet(raw []byte) (s Sheet, err error) {
	_, err = recovered(func() (Parsed, error) {
		src, _, err := envelope(raw)
		if err != nil {
			return Parsed{}, err
		}
		var w warnings
		h, body, ok := scanHeader(src, &w)
		if !ok || !likeMail(h) {
			return Parsed{}, fault.New(fault.Foreign, "mail", "This is no mail.")
		}
		t := &tree{w: &w}
		p := t.htmlPart(newPart(h, body, "text/plain"), 0)
		if p == nil {
			return Parsed{}, fault.New(fault.NotFound, "mail", "This mail has no layout of its own; its text is all there is.")
		}
		text := t.charset(p.decoded(t), p.params["charset"], true)
		s = sanitized(text)
		return Parsed{}, nil
	})
	return s, err
}

// htmlPart is the first HTML part that a reader would see.
func (t *tree) htmlPart(p *part, depth int) *part {
	if t.parts++; t.parts > maxParts || depth > maxTree {
		return nil
	}
	switch {
	case p.kind == "text/html" && p.inline:
		return p
	case strings.HasPrefix(p.kind, "multipart/"):
		bodies, _ := t.split(p)
		for _, b := range bodies {
			h, body := partHeader(b, t.w)
			if found := t.htmlPart(newPart(h, body, "text/plain"), depth+1); found != nil {
				return found
			}
		}
	}
	return nil
}

// shownTags are the elements that only shape text. Everything else is left
// out: the content of dropped ones too, of others their content stays.
var shownTags = atoms(atom.P, atom.Div, atom.Span, atom.Br, atom.Hr, atom.B, atom.Strong, atom.I, atom.Em, atom.U, atom.S, atom.Small, atom.Sub, atom.Sup, atom.Font, atom.Center, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6,
	atom.Ul, atom.Ol, atom.Li, atom.Dl, atom.Dt, atom.Dd, atom.Blockquote, atom.Pre, atom.Code, atom.Table, atom.Thead, atom.Tbody, atom.Tfoot, atom.Tr, atom.Td, atom.Th, atom.Caption)

var droppedTags = atoms(atom.Script, atom.Style, atom.Title, atom.Noscript, atom.Template, atom.Svg, atom.Math, atom.Iframe, atom.Frame, atom.Frameset, atom.Object, atom.Embed, atom.Applet, atom.Audio, atom.Video,
	atom.Select, atom.Textarea, atom.Canvas, atom.Xmp, atom.Noembed, atom.Noframes)

// shownAttributes shape; none of them names an address, a script or a style.
var shownAttributes = map[string]bool{"align": true, "valign": true, "width": true, "height": true, "border": true, "cellpadding": true, "cellspacing": true, "colspan": true, "rowspan": true, "bgcolor": true, "color": true, "dir": true, "lang": true, "size": true, "start": true, "type": true}

// sanitized writes the page anew from its tokens, so that nothing gets through
// that was not written here.
func sanitized(text string) (s Sheet) {
	if len(text) > maxSheet {
		text = strings.ToValidUTF8(text[:maxSheet], "")
	}
	var out bytes.Buffer
	out.WriteString(`<!DOCTYPE html><html><head><meta charset="utf-8"><title>Mail</title></head><body>`)
	z := nethtml.NewTokenizer(strings.NewReader(text))
	z.SetMaxBuf(1 << 20)
	skip := ""
	depth := 0
	var open []string
	for {
		kind := z.Next()
		if kind == nethtml.ErrorToken {
			if z.Err() != io.EOF {
				out.WriteString("<p>The rest can't be shown.</p>")
			}
			break
		}
		tok := z.Token()
		switch {
		case skip != "":
			skip, depth = skipped(skip, depth, kind, tok)
		case kind == nethtml.TextToken:
			out.WriteString(html.EscapeString(tok.Data))
		case kind == nethtml.StartTagToken && droppedTags[tok.DataAtom]:
			skip, depth = tok.Data, 1
		case tok.DataAtom == atom.Img && kind != nethtml.EndTagToken:
			s.image(&out, tok)
		case kind == nethtml.EndTagToken:
			open = closeTag(&out, open, tok.Data)
		case shownTags[tok.DataAtom]:
			writeTag(&out, tok)
			if tok.DataAtom != atom.Br && tok.DataAtom != atom.Hr && len(open) < 200 {
				open = append(open, tok.Data)
			}
		}
	}
	for i := len(open) - 1; i >= 0; i-- {
		out.WriteString("</" + open[i] + ">")
	}
	out.WriteString("</body></html>")
	s.HTML = out.Bytes()
	return s
}

// skipped counts through an element whose content is left out.
func skipped(name string, depth int, kind nethtml.TokenType, tok nethtml.Token) (string, int) {
	if tok.Data != name {
		return name, depth
	}
	switch kind {
	case nethtml.StartTagToken:
		depth++
	case nethtml.EndTagToken:
		depth--
	}
	if depth <= 0 {
		return "", 0
	}
	return name, depth
}

func closeTag(out *bytes.Buffer, open []string, name string) []string {
	for i := len(open) - 1; i >= 0; i-- {
		if open[i] != name {
			continue
		}
		for j := len(open) - 1; j >= i; j-- {
			out.WriteString("</" + open[j] + ">")
		}
		return open[:i]
	}
	return open
}

func writeTag(out *bytes.Buffer, tok nethtml.Token) {
	out.WriteString("<" + tok.Data)
	for _, a := range tok.Attr {
		if shownAttributes[a.Key] && a.Namespace == "" && len(a.Val) < 100 && !strings.ContainsAny(a.Val, "<>\"'`\\(){}&") {
			out.WriteString(" " + a.Key + `="` + a.Val + `"`)
		}
	}
	out.WriteString(">")
}

// image names an image instead of loading it. Its own words stay.
func (s *Sheet) image(out *bytes.Buffer, tok nethtml.Token) {
	var src, alt, width, height string
	for _, a := range tok.Attr {
		switch a.Key {
		case "src":
			src = strings.TrimSpace(a.Val)
		case "alt":
			alt = a.Val
		case "width":
			width = a.Val
		case "height":
			height = a.Val
		}
	}
	if alt != "" {
		out.WriteString("<span>[" + html.EscapeString(cut(alt, 200)) + "]</span>")
	}
	u, err := url.Parse(src)
	if err != nil || u.Host == "" || len(s.Images) >= 100 {
		return
	}
	name := path.Base(u.Path)
	if name == "." || name == "/" || len(name) > 60 {
		name = "image"
	}
	s.Images = append(s.Images, name+", "+u.Host)
	if pixel(width) || pixel(height) {
		s.Pixels++
	}
}

func pixel(size string) bool {
	size = strings.TrimSuffix(strings.TrimSpace(size), "px")
	return size == "0" || size == "1"
}
