package posting

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// page is what is read of an HTML page.
type page struct {
	text    string
	data    []string // JSON of application/ld+json
	heading string   // the first h1
	name    string   // the title element
}

func (p page) title() string {
	if p.heading != "" {
		return p.heading
	}
	name, _, _ := strings.Cut(p.name, " - ")
	name, _, _ = strings.Cut(name, " | ")
	return strings.TrimSpace(name)
}

// maxData bounds the JobPosting blocks of one page.
const maxData = 20

var (
	skipped = map[atom.Atom]bool{atom.Script: true, atom.Style: true, atom.Title: true, atom.Template: true, atom.Noscript: true, atom.Iframe: true, atom.Object: true, atom.Svg: true,
		atom.Math: true, atom.Nav: true, atom.Footer: true, atom.Select: true, atom.Button: true, atom.Textarea: true, atom.Form: true}
	lines = map[atom.Atom]bool{atom.Div: true, atom.Section: true, atom.Article: true, atom.Header: true, atom.Main: true, atom.Tr: true, atom.Dt: true, atom.Dd: true, atom.Br: true,
		atom.Table: true, atom.Blockquote: true, atom.Aside: true, atom.Address: true, atom.Li: true}
	blocks = map[atom.Atom]bool{atom.P: true, atom.H1: true, atom.H2: true, atom.H3: true, atom.H4: true, atom.H5: true, atom.H6: true, atom.Ul: true, atom.Ol: true, atom.Pre: true}
)

// parsePage reads a page in one pass over its tokens; no tree is built, so depth
// costs nothing. Text inside navigation, forms and scripts is left out.
func parsePage(src string) page {
	z := html.NewTokenizer(strings.NewReader(src))
	var p page
	var out, h1, ld strings.Builder
	skip := map[atom.Atom]int{}
	skipping, inH1, inTitle, inData := 0, false, false, false
	for {
		switch z.Next() {
		case html.ErrorToken:
			p.text, p.heading = tidy(out.String()), strings.Join(strings.Fields(h1.String()), " ")
			return p
		case html.TextToken:
			switch {
			case inData:
				ld.Write(z.Raw())
			case inTitle:
				p.name += strings.Join(strings.Fields(string(z.Text())), " ")
			case skipping == 0:
				text := string(z.Text())
				flow(&out, text)
				if inH1 {
					h1.WriteString(text)
				}
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			name, more := z.TagName()
			a := atom.Lookup(name)
			if a == atom.Script && isData(z, more) {
				inData = true
				ld.Reset()
			}
			if skipped[a] {
				inTitle = inTitle || a == atom.Title
				skip[a]++
				skipping++
				continue
			}
			if skipping > 0 {
				continue
			}
			inH1 = inH1 || a == atom.H1 && h1.Len() == 0
			open(&out, a)
		case html.EndTagToken:
			name, _ := z.TagName()
			a := atom.Lookup(name)
			switch {
			case skipped[a]:
				if inData && len(p.data) < maxData {
					p.data = append(p.data, ld.String())
				}
				inData, inTitle = false, inTitle && a != atom.Title
				if skip[a] > 0 {
					skip[a]--
					skipping--
				}
			case skipping == 0:
				inH1 = inH1 && a != atom.H1
				if blocks[a] || lines[a] {
					open(&out, atom.Div)
				}
			}
		}
	}
}

func isData(z *html.Tokenizer, more bool) bool {
	for more {
		var k, v []byte
		k, v, more = z.TagAttr()
		if string(k) == "type" && strings.HasPrefix(strings.ToLower(strings.TrimSpace(string(v))), "application/ld+json") {
			return true
		}
	}
	return false
}

func open(out *strings.Builder, a atom.Atom) {
	s := out.String()
	switch {
	case blocks[a] && out.Len() > 0:
		if !strings.HasSuffix(s, "\n\n") {
			out.WriteString("\n\n")
		}
	case lines[a] && out.Len() > 0 && !strings.HasSuffix(s, "\n") && !strings.HasSuffix(s, "- "):
		out.WriteString("\n")
	case a == atom.Td || a == atom.Th:
		out.WriteString(" ")
	}
	if a == atom.Li {
		out.WriteString("- ")
	}
}

// flow writes text with its white space folded.
func flow(out *strings.Builder, text string) {
	words := strings.Fields(text)
	if len(words) == 0 {
		if text != "" && out.Len() > 0 && !spaced(out.String()) {
			out.WriteByte(' ')
		}
		return
	}
	if first := text[0]; (first == ' ' || first == '\n' || first == '\t' || first == '\r') && out.Len() > 0 && !spaced(out.String()) {
		out.WriteByte(' ')
	}
	out.WriteString(strings.Join(words, " "))
	if last := text[len(text)-1]; last == ' ' || last == '\n' || last == '\t' || last == '\r' {
		out.WriteByte(' ')
	}
}

func spaced(s string) bool { return strings.HasSuffix(s, " ") || strings.HasSuffix(s, "\n") }
