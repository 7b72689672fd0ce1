package mail

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// htmlView is what an HTML part says.
type htmlView struct {
	text  string
	marks []mark
	links []string
	all   bool // all of it is hidden
}

// htmlText turns HTML into plain text as a reader would see it: blocks become
// lines, list items get "- ", quotations "> ", cells of a table a blank
// between them. Hidden elements, scripts and styles are left out. It reads any
// bytes in one pass with bounded depth.
func htmlText(src string) htmlView {
	w := htmlWalk{z: html.NewTokenizer(strings.NewReader(src))}
	w.out.buf = make([]byte, 0, len(src)/3)
	for {
		switch w.z.Next() {
		case html.ErrorToken:
			v := htmlView{text: string(w.out.buf), marks: w.out.marks, links: w.links}
			v.all = len(w.out.buf) == 0 && w.dropped
			if strings.TrimSpace(v.text) == "" && !v.all {
				v.text = oneLine(string(w.alt), 2000) // a mail of pictures only
			}
			return v
		case html.TextToken:
			w.words(w.z.Text())
		case html.StartTagToken, html.SelfClosingTagToken:
			w.start()
		case html.EndTagToken:
			name, _ := w.z.TagName()
			w.end(atom.Lookup(name), name)
		}
	}
}

// element is an open element and what it passes on to its content.
type element struct {
	atom    atom.Atom
	name    string // where atom is 0
	id      string
	class   string
	hiding  hiding
	pre     bool
	quotes  int
	skipped bool // its text is no text: script, style, title
}

type htmlWalk struct {
	z       *html.Tokenizer
	out     textOut
	stack   []element
	open    map[atom.Atom]int // how many of a kind are in stack
	sheet   sheet
	links   []string
	alt     []byte
	dropped bool // hidden text was left out
	deep    int  // open elements above maxDepth, which are not kept
	veil    int  // the deep at which one of these hid its text; 0 is none
}

// maxDepth bounds the open elements; browsers stop at 512.
const maxDepth = 256

func (w *htmlWalk) top() element {
	if n := len(w.stack); n > 0 {
		return w.stack[n-1]
	}
	return element{}
}

func (w *htmlWalk) words(text []byte) {
	top := w.top()
	if s := string(text); firstUnclean(s) >= 0 {
		text = []byte(clean(s))
	}
	switch {
	case top.atom == atom.Style:
		w.sheet.read(string(text))
	case top.skipped:
	case top.hiding != 0 || w.veil > 0:
		w.dropped = w.dropped || len(bytes.TrimSpace(text)) > 0
	case top.pre:
		w.out.pre(text)
	default:
		w.out.flow(text)
	}
}

// What elements do to the lines of the text.
var (
	blocks = atoms(atom.Address, atom.Article, atom.Aside, atom.Blockquote, atom.Center, atom.Dd, atom.Details, atom.Dir, atom.Div, atom.Dl, atom.Dt,
		atom.Fieldset, atom.Figcaption, atom.Figure, atom.Footer, atom.Form, atom.Header, atom.Hr, atom.Li, atom.Main, atom.Nav, atom.Section,
		atom.Summary, atom.Table, atom.Tr, atom.Caption, atom.Thead, atom.Tbody, atom.Tfoot, atom.Body, atom.Option)
	paragraphs = atoms(atom.P, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Ul, atom.Ol, atom.Pre)
	voids      = atoms(atom.Area, atom.Base, atom.Br, atom.Col, atom.Embed, atom.Hr, atom.Img, atom.Input, atom.Link, atom.Meta, atom.Source, atom.Track, atom.Wbr)
	skips      = atoms(atom.Script, atom.Style, atom.Title, atom.Template, atom.Noscript, atom.Iframe, atom.Object, atom.Svg, atom.Math, atom.Noembed, atom.Noframes)
	scopes     = atoms(atom.Table, atom.Td, atom.Th, atom.Caption, atom.Template, atom.Object)
	tableParts = atoms(atom.Table, atom.Td, atom.Th, atom.Tr, atom.Tbody, atom.Thead, atom.Tfoot, atom.Caption)
)

// closes lists what a start tag ends by itself, up to a scope.
var closes = map[atom.Atom][]atom.Atom{
	atom.Li: {atom.Li}, atom.Dd: {atom.Dd, atom.Dt}, atom.Dt: {atom.Dd, atom.Dt}, atom.Option: {atom.Option},
	atom.Td: {atom.Td, atom.Th}, atom.Th: {atom.Td, atom.Th}, atom.Tr: {atom.Tr}, atom.Tbody: {atom.Tbody, atom.Thead, atom.Tfoot},
	atom.Thead: {atom.Tbody}, atom.Tfoot: {atom.Tbody, atom.Thead},
}

func atoms(list ...atom.Atom) map[atom.Atom]bool {
	m := map[atom.Atom]bool{}
	for _, a := range list {
		m[a] = true
	}
	return m
}

func (w *htmlWalk) start() {
	name, more := w.z.TagName()
	a := atom.Lookup(name)
	e := element{atom: a}
	if a == 0 {
		e.name = string(name)
	}
	attr := w.readAttributes(more)
	e.id, e.class = attr.id, attr.class
	w.implied(a)
	top := w.top()
	e.hiding, e.pre, e.quotes, e.skipped = top.hiding, top.pre || a == atom.Pre, top.quotes, top.skipped || skips[a]
	own := attr.hides()
	e.hiding = e.hiding.under(own|w.sheet.hides(&e, w.stack), attr.fontSet, attr.shown)
	if a == atom.Blockquote && (attr.cite || top.quotes > 0 || hasWord(e.class, "gmail_quote")) {
		e.quotes++
	}
	if e.hiding == 0 && !e.skipped {
		w.lines(a, &e, attr)
	}
	if voids[a] {
		return
	}
	if len(w.stack) >= maxDepth {
		if w.deep++; w.veil == 0 && (e.hiding != 0 || e.skipped) {
			w.veil = w.deep
		}
		return
	}
	w.stack = append(w.stack, e)
	if w.open == nil {
		w.open = map[atom.Atom]int{}
	}
	w.open[a]++
}

// lines breaks the line before an element and notes what it stands for.
func (w *htmlWalk) lines(a atom.Atom, e *element, attr attributes) {
	switch {
	case a == atom.Br:
		w.out.br()
	case a == atom.Td || a == atom.Th:
		w.out.space = true
	case paragraphs[a]:
		w.out.breakLine(2)
	case blocks[a]:
		w.out.breakLine(1)
	case a == atom.Img && attr.alt != "" && len(w.alt) < 4000:
		w.alt = append(append(w.alt, attr.alt...), ' ')
	case a == atom.A && strings.HasPrefix(attr.href, "http") && len(w.links) < 200 && len(attr.href) <= 2048:
		w.links = append(w.links, attr.href)
	}
	w.out.quotes = e.quotes
	if a == atom.Li {
		w.out.bullet = true
	}
	if k := markOf(e); k != plainLine {
		w.out.mark(k)
	}
}

// implied ends the elements that a start tag ends without saying so.
func (w *htmlWalk) implied(a atom.Atom) {
	if (blocks[a] || paragraphs[a]) && a != atom.Body {
		w.closeIn(atom.P, scopes)
	}
	for _, c := range closes[a] {
		limit := tableScope
		if c == atom.Li {
			limit = listScopes
		}
		w.closeIn(c, limit)
	}
}

var (
	listScopes = atoms(atom.Ul, atom.Ol, atom.Table, atom.Td, atom.Th)
	tableScope = atoms(atom.Table)
)

// closeIn ends the innermost open element a, if no scope lies between.
func (w *htmlWalk) closeIn(a atom.Atom, limit map[atom.Atom]bool) bool {
	if w.open[a] == 0 {
		return false
	}
	for i := len(w.stack) - 1; i >= 0; i-- {
		if w.stack[i].atom == a {
			w.pop(i)
			return true
		}
		if limit[w.stack[i].atom] {
			return false
		}
	}
	return false
}

func (w *htmlWalk) end(a atom.Atom, name []byte) {
	if w.deep > 0 {
		if w.deep--; w.deep < w.veil {
			w.veil = 0
		}
		return
	}
	switch {
	case a == 0:
		for i := len(w.stack) - 1; i >= 0 && !scopes[w.stack[i].atom]; i-- {
			if w.stack[i].atom == 0 && w.stack[i].name == string(name) {
				w.pop(i)
				return
			}
		}
	case a == atom.Br:
		w.out.br()
	case tableParts[a] && a != atom.Table:
		w.closeIn(a, tableScope)
	case a == atom.Table:
		w.closeIn(a, nil)
	default:
		w.closeIn(a, scopes)
	}
}

// pop ends the elements from i on.
func (w *htmlWalk) pop(i int) {
	for n := len(w.stack) - 1; n >= i; n-- {
		e := w.stack[n]
		w.open[e.atom]--
		if e.hiding == 0 && !e.skipped {
			switch {
			case paragraphs[e.atom]:
				w.out.breakLine(2)
			case blocks[e.atom]:
				w.out.breakLine(1)
			}
		}
	}
	w.stack = w.stack[:i]
	w.out.quotes = w.top().quotes
}

// textOut lays words out on lines.
type textOut struct {
	buf    []byte
	breaks int  // line ends owed before the next word
	space  bool // a blank owed
	quotes int
	bullet bool
	marks  []mark
	owed   lineKind // mark owed to the next word
}

// br ends a line; several end several.
func (o *textOut) br() {
	o.space = false
	o.breaks = min(o.breaks+1, 3)
}

// breakLine makes sure that at least n line ends stand before the next word.
func (o *textOut) breakLine(n int) {
	o.space = false
	o.breaks = max(o.breaks, n)
}

func (o *textOut) mark(k lineKind) {
	o.breakLine(1)
	if o.owed != historyLine {
		o.owed = k
	}
}

// begin writes what is owed before a word.
func (o *textOut) begin() {
	fresh := len(o.buf) == 0
	if o.breaks > 0 && !fresh {
		for i := range o.breaks {
			o.buf = append(o.buf, '\n')
			if i < o.breaks-1 && o.quotes > 0 {
				o.buf = append(o.buf, '>')
			}
		}
		fresh = true
	}
	if fresh {
		if o.owed != plainLine && len(o.marks) < 100 {
			o.marks = append(o.marks, mark{len(o.buf), o.owed})
			o.owed = plainLine
		}
		o.buf = append(o.buf, "> > > > > > "[:2*min(o.quotes, 6)]...)
		if o.bullet {
			o.buf = append(o.buf, "- "...)
		}
	} else if o.space {
		o.buf = append(o.buf, ' ')
	}
	o.breaks, o.space, o.bullet = 0, false, false
}

// flow writes text with every run of white space as one blank.
func (o *textOut) flow(text []byte) {
	for len(text) > 0 {
		n := spaceLen(text)
		if n > 0 {
			o.space = o.space || o.breaks == 0 && len(o.buf) > 0
			text = text[n:]
			continue
		}
		for n < len(text) && spaceLen(text[n:]) == 0 {
			n++
		}
		o.begin()
		o.buf = append(o.buf, text[:n]...)
		text = text[n:]
	}
}

// pre writes text as it stands, line by line.
func (o *textOut) pre(text []byte) {
	for i, line := range bytes.Split(text, []byte("\n")) {
		if i > 0 {
			o.br()
		}
		if line = bytes.TrimRight(line, "\r \t"); len(line) > 0 {
			o.begin()
			o.buf = append(o.buf, line...)
		}
	}
}

// spaceLen is the length of the white space character at the start of b, 0 if
// there is none. The no-break space is one: mails pad with it.
func spaceLen(b []byte) int {
	switch c := b[0]; {
	case c == ' ' || c >= '\t' && c <= '\r':
		return 1
	case c < 0xc2:
		return 0
	}
	if r, n := utf8.DecodeRune(b); r != utf8.RuneError && (unicode.IsSpace(r) || r == 0x2800) {
		return n
	}
	return 0
}
