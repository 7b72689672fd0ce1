package mail

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

var hiddenStyle = regexp.MustCompile(`(?i)display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0|opacity\s*:\s*0(?:[;\s]|$)|max-height\s*:\s*0|mso-hide\s*:\s*all`)

// blocks are elements that begin a line of their own.
var blocks = map[atom.Atom]string{atom.P: "\n\n", atom.Div: "\n", atom.Br: "\n", atom.Tr: "\n", atom.Li: "\n", atom.H1: "\n\n", atom.H2: "\n\n", atom.H3: "\n\n", atom.Table: "\n",
	atom.Ul: "\n", atom.Ol: "\n", atom.Blockquote: "\n\n", atom.Hr: "\n", atom.Td: " ", atom.Th: " "}

var dropped = map[atom.Atom]bool{atom.Script: true, atom.Style: true, atom.Head: true, atom.Title: true, atom.Svg: true, atom.Noscript: true, atom.Template: true, atom.Object: true, atom.Iframe: true}

var void = map[atom.Atom]bool{atom.Br: true, atom.Img: true, atom.Hr: true, atom.Meta: true, atom.Link: true, atom.Input: true, atom.Base: true, atom.Col: true, atom.Area: true, atom.Wbr: true, atom.Embed: true, atom.Source: true}

// htmlText is the text a reader would see: markup, scripts and text that is
// hidden from sight are left out, quotations get their ">".
func htmlText(src string) string {
	z := html.NewTokenizer(strings.NewReader(src))
	var b strings.Builder
	skip, depth := 0, 0 // depth of elements below a dropped one
	quote := 0
	for {
		switch z.Next() {
		case html.ErrorToken:
			return collapse(b.String())
		case html.TextToken:
			if skip == 0 {
				b.WriteString(plainText(z.Token().Data, quote))
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			t := z.Token()
			if skip > 0 {
				if !void[t.DataAtom] {
					depth++
				}
				continue
			}
			if dropped[t.DataAtom] || hidden(t) {
				if !void[t.DataAtom] && t.Type != html.SelfClosingTagToken {
					skip, depth = 1, 1
				}
				continue
			}
			if t.DataAtom == atom.Blockquote {
				quote++
			}
			b.WriteString(blocks[t.DataAtom])
		case html.EndTagToken:
			t := z.Token()
			if skip > 0 {
				if depth--; depth <= 0 {
					skip = 0
				}
				continue
			}
			if t.DataAtom == atom.Blockquote && quote > 0 {
				quote--
			}
			if !void[t.DataAtom] {
				b.WriteString(blocks[t.DataAtom])
			}
		}
	}
}

func hidden(t html.Token) bool {
	for _, a := range t.Attr {
		if a.Key == "hidden" || a.Key == "style" && hiddenStyle.MatchString(a.Val) {
			return true
		}
	}
	return false
}

var zeroWidth = strings.NewReplacer("\u200b", "", "\u200c", "", "\u200d", "", "\u2060", "", "\ufeff", "", "\u00ad", "", "\u034f", "")

func plainText(s string, quote int) string {
	s = zeroWidth.Replace(s)
	lead, trail := "", ""
	if s != strings.TrimLeft(s, " \t\r\n") {
		lead = " "
	}
	if s != strings.TrimRight(s, " \t\r\n") {
		trail = " "
	}
	s = strings.Join(strings.Fields(s), " ")
	if s == "" {
		return lead
	}
	if quote > 0 {
		return "\n> " + s + trail
	}
	return lead + s + trail
}

var spaces = regexp.MustCompile(`[ \t]*\n[ \t]*`)

func collapse(s string) string {
	s = spaces.ReplaceAllString(s, "\n")
	return strings.TrimSpace(blankLines.ReplaceAllString(s, "\n\n"))
}
