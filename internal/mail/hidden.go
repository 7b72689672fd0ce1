package mail

import (
	"strconv"
	"strings"

	"golang.org/x/net/html/atom"
)

// hiding is why the text of an element is not seen.
type hiding uint8

const (
	gone   hiding = 1 << iota // display:none and its like: nothing inside comes back
	tiny                      // font-size 0: an inner font-size brings text back
	unseen                    // visibility:hidden: an inner visibility:visible brings it back
)

// under adds what an element declares to what it inherits.
func (h hiding) under(own hiding, fontSet, shown bool) hiding {
	if fontSet {
		h &^= tiny
	}
	if shown {
		h &^= unseen
	}
	return h | own
}

// attributes are the few that matter here.
type attributes struct {
	id, class, style, href, alt string
	hidden, cite                bool
	fontSet, shown              bool
}

// readAttributes reads a start tag. As in a browser, the first attribute of a
// name counts.
func (w *htmlWalk) readAttributes(more bool) (a attributes) {
	seen := map[string]bool(nil)
	for more {
		var key, val []byte
		key, val, more = w.z.TagAttr()
		var field *string
		switch string(key) {
		case "id":
			field = &a.id
		case "class":
			field = &a.class
		case "style":
			field = &a.style
		case "href":
			field = &a.href
		case "alt":
			field = &a.alt
		case "hidden":
			a.hidden = true
			continue
		case "type":
			a.cite = a.cite || strings.EqualFold(string(val), "cite")
			continue
		default:
			continue
		}
		if seen == nil {
			seen = map[string]bool{}
		}
		if !seen[string(key)] {
			seen[string(key)] = true
			*field = string(val)
		}
	}
	a.href, a.class, a.alt = strings.TrimSpace(a.href), cut(a.class, 1000), cut(a.alt, 200)
	return a
}

// hides is what the element's own attributes declare.
func (a *attributes) hides() (h hiding) {
	if a.hidden {
		h = gone
	}
	if a.style == "" {
		return h
	}
	own, fontSet, shown := declared(a.style)
	a.fontSet, a.shown = fontSet, shown
	return h | own
}

// declared reads a style declaration. fontSet and shown report a font size or
// a visibility that brings text back.
func declared(style string) (h hiding, fontSet, shown bool) {
	box := map[string]string{}
	for d := range strings.SplitSeq(strings.ToLower(style), ";") {
		key, val, _ := strings.Cut(d, ":")
		key, val = strings.TrimSpace(key), strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(val), "!important"))
		switch key {
		case "display":
			h |= when(val == "none", gone)
		case "visibility":
			shown = val == "visible"
			h |= when(val == "hidden" || val == "collapse", unseen)
		case "font-size":
			px, absolute := length(val)
			fontSet = absolute && px > 1
			h |= when(px <= 1, tiny)
		case "font":
			for _, f := range strings.Fields(val) {
				f, _, _ = strings.Cut(f, "/")
				if px, absolute := length(f); absolute && (f == "0" || strings.ContainsAny(f, "pe")) { // 0, 12px, 9pt; not a weight
					fontSet = px > 1
					h |= when(px <= 1, tiny)
				}
			}
		case "opacity":
			f, err := strconv.ParseFloat(val, 64)
			h |= when(err == nil && f < 0.05, gone)
		case "color", "background", "background-color", "overflow", "height", "max-height", "width", "max-width", "position", "left", "top", "text-indent", "clip", "clip-path", "transform":
			box[key] = val
		}
	}
	return h | boxHides(box), fontSet, shown
}

// boxHides finds text that is clipped away, moved out of the page, or written
// in the colour of its ground.
func boxHides(box map[string]string) hiding {
	if len(box) == 0 {
		return 0
	}
	flat := false
	for _, k := range []string{"height", "max-height", "width", "max-width"} {
		if px, absolute := length(box[k]); absolute && px <= 1 {
			flat = true
		}
	}
	away := false
	for _, k := range []string{"left", "top", "text-indent"} {
		if px, absolute := length(box[k]); absolute && px <= -500 && (k == "text-indent" || box["position"] == "absolute" || box["position"] == "fixed") {
			away = true
		}
	}
	ground := box["background-color"]
	if ground == "" {
		ground = box["background"]
	}
	ink := box["color"]
	return when(flat && strings.HasPrefix(box["overflow"], "hidden") || away || strings.HasPrefix(box["clip"], "rect(0") ||
		strings.HasPrefix(box["clip-path"], "inset(50") || strings.HasPrefix(box["clip-path"], "inset(100") || strings.HasPrefix(box["transform"], "scale(0)") ||
		ink != "" && (ink == "transparent" || colour(ink) == colour(ground)), gone)
}

var namedColour = map[string]string{"white": "#fff", "black": "#000", "#ffffff": "#fff", "#000000": "#000", "rgb(255,255,255)": "#fff", "rgb(0,0,0)": "#000"}

func colour(s string) string {
	s = strings.ReplaceAll(s, " ", "")
	if c, ok := namedColour[s]; ok {
		return c
	}
	return s
}

// length reads a CSS length in about pixels. absolute is false for a length
// that depends on its surroundings (em, %), unless it is zero, and for
// anything that is no length (then px is large).
func length(s string) (px float64, absolute bool) {
	n := 0
	for n < len(s) && (s[n] >= '0' && s[n] <= '9' || s[n] == '.' || s[n] == '-' || s[n] == '+') {
		n++
	}
	f, err := strconv.ParseFloat(s[:n], 64)
	if err != nil {
		return 1e6, strings.HasSuffix(s, "medium") || strings.HasSuffix(s, "large") || strings.HasSuffix(s, "small")
	}
	switch strings.TrimSpace(s[n:]) {
	case "", "px":
		return f, true
	case "pt":
		return f * 4 / 3, true
	case "rem", "vw", "vh", "cm", "in", "mm", "pc", "ch":
		return f * 16, true
	case "em":
		return f * 16, f == 0
	case "%":
		return f / 100 * 16, f == 0
	}
	return 1e6, false
}

func when(is bool, h hiding) hiding {
	if is {
		return h
	}
	return 0
}

// hideRule is one selector of a style sheet that hides what it selects: a
// chain of compounds, of which the last must match the element and the others
// its ancestors.
type hideRule struct {
	chain []compound
	h     hiding
}

type compound struct {
	tag, id string
	classes []string
}

// sheet holds the hiding rules of a mail by a class, id or tag of the last compound.
type sheet struct {
	rules map[string][]hideRule
	n     int
	steps int // work done on ancestors, bounded
}

const (
	maxRules = 300
	maxSteps = 2_000_000
)

// read takes the rules of a style element that hide. Rules under @media hold
// for some screens only and are passed over, as are selectors with attributes,
// states or siblings.
func (s *sheet) read(css string) {
	css = stripCSSComments(css)
	for css != "" && s.n < maxRules {
		open := strings.IndexByte(css, '{')
		if open < 0 {
			return
		}
		head := strings.TrimSpace(css[:open])
		if i := strings.LastIndexByte(head, ';'); i >= 0 { // @import and @charset end with one
			head = strings.TrimSpace(head[i+1:])
		}
		css = css[open+1:]
		if strings.HasPrefix(head, "@") {
			css = afterBlock(css)
			continue
		}
		body, rest, _ := strings.Cut(css, "}")
		css = rest
		if h, _, _ := declared(body); h != 0 {
			s.add(head, h)
		}
	}
}

func (s *sheet) add(selectors string, h hiding) {
	for sel := range strings.SplitSeq(selectors, ",") {
		chain, ok := parseSelector(sel)
		if !ok || s.n >= maxRules {
			continue
		}
		if s.rules == nil {
			s.rules = map[string][]hideRule{}
		}
		key := chain[len(chain)-1].key()
		s.rules[key] = append(s.rules[key], hideRule{chain, h})
		s.n++
	}
}

func (c compound) key() string {
	switch {
	case c.id != "":
		return "#" + c.id
	case len(c.classes) > 0:
		return "." + c.classes[0]
	}
	return c.tag
}

func stripCSSComments(css string) string {
	css = strings.ReplaceAll(strings.ReplaceAll(css, "<!--", ""), "-->", "")
	if !strings.Contains(css, "/*") {
		return css
	}
	var b strings.Builder
	for {
		before, after, found := strings.Cut(css, "/*")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		if _, css, found = strings.Cut(after, "*/"); !found {
			return b.String()
		}
	}
}

// afterBlock is what follows the block whose "{" has just been read.
func afterBlock(css string) string {
	depth := 1
	for i := range len(css) {
		switch css[i] {
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				return css[i+1:]
			}
		}
	}
	return ""
}

func parseSelector(s string) (chain []compound, ok bool) {
	s = strings.ReplaceAll(strings.TrimSpace(s), ">", " ")
	if s == "" || strings.ContainsAny(s, "[]:+~*&@\\\"'") {
		return nil, false
	}
	for _, f := range strings.Fields(s) {
		var c compound
		at := strings.IndexAny(f, ".#")
		if at < 0 {
			at = len(f)
		}
		c.tag = strings.ToLower(f[:at])
		for rest := f[at:]; rest != ""; {
			end := strings.IndexAny(rest[1:], ".#") + 1
			if end == 0 {
				end = len(rest)
			}
			if rest[0] == '#' {
				c.id = rest[1:end]
			} else {
				c.classes = append(c.classes, rest[1:end])
			}
			rest = rest[end:]
		}
		chain = append(chain, c)
	}
	return chain, len(chain) <= 8
}

// hides is what the style sheet declares for an element inside open ones.
func (s *sheet) hides(e *element, open []element) (h hiding) {
	if s.n == 0 {
		return 0
	}
	h = s.under(e.tag(), e, open)
	if e.id != "" {
		h |= s.under("#"+e.id, e, open)
	}
	if e.class != "" {
		for class := range strings.FieldsSeq(e.class) {
			h |= s.under("."+class, e, open)
		}
	}
	return h
}

func (s *sheet) under(key string, e *element, open []element) (h hiding) {
	for _, r := range s.rules[key] {
		i := len(r.chain) - 1
		if !r.chain[i].matches(e) {
			continue
		}
		i--
		for n := len(open) - 1; n >= 0 && i >= 0 && s.steps < maxSteps; n-- {
			s.steps++
			if r.chain[i].matches(&open[n]) {
				i--
			}
		}
		if i < 0 {
			h |= r.h
		}
	}
	return h
}

func (e *element) tag() string {
	if e.atom != 0 {
		return e.atom.String()
	}
	return e.name
}

func (c compound) matches(e *element) bool {
	if c.tag != "" && c.tag != e.tag() || c.id != "" && c.id != e.id {
		return false
	}
	for _, class := range c.classes {
		if !hasWord(e.class, class) {
			return false
		}
	}
	return true
}

func hasWord(list, word string) bool {
	if !strings.Contains(list, word) {
		return false
	}
	for _, f := range strings.Fields(list) {
		if f == word {
			return true
		}
	}
	return false
}

// What the mail programs call their quotations and signatures.
var (
	quoteClasses   = []string{"gmail_quote", "gmail_attr", "moz-cite-prefix", "gmail_quote_container", "zmail_extra"}
	historyClasses = []string{"yahoo_quoted", "protonmail_quote", "OutlookMessageHeader", "tutanota_quote", "ms-outlook-mobile-reference-message"}
	historyIDs     = []string{"divRplyFwdMsg", "x_divRplyFwdMsg", "appendonsend", "x_appendonsend", "reply-intro", "OLK_SRC_BODY_SECTION", "mail-editor-reference-message-container"}
	signClasses    = []string{"gmail_signature", "gmail_signature_prefix", "moz-signature", "protonmail_signature_block", "ms-outlook-mobile-signature", "x_moz-signature"}
	signIDs        = []string{"Signature", "x_Signature", "AppleMailSignature", "ms-outlook-mobile-signature", "x_ms-outlook-mobile-signature"}
)

// markOf is what an element's class or id says about the text in it.
func markOf(e *element) lineKind {
	if e.id == "" && e.class == "" || e.atom == atom.Blockquote {
		return plainLine
	}
	for _, f := range strings.Fields(e.class) {
		switch {
		case in(historyClasses, f):
			return historyLine
		case in(quoteClasses, f):
			return attributeLine
		case in(signClasses, f):
			return signatureLine
		}
	}
	switch {
	case in(historyIDs, e.id):
		return historyLine
	case in(signIDs, e.id):
		return signatureLine
	}
	return plainLine
}

func in(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}
