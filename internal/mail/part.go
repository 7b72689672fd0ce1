package mail

import (
	"bytes"
	"fmt"
	"mime"
	"strings"
	"unicode/utf8"

	"debrief/internal/track"
)

// Bounds of a MIME tree; real mails have two levels and five parts.
const (
	maxParts = 500
	maxTree  = 20
)

// tree is what the parts of a mail come to.
type tree struct {
	text        string
	marks       []mark
	html        bool
	attachments track.Strings
	links       []string
	calendar    string
	invites     []Invite
	nested      [][]byte
	opts        Options

	spare []*part // text parts with a file name: the text where there is no other
	parts int
	w     *warnings
}

// walk reads the MIME tree of a mail.
func walk(h Header, body []byte, o Options, w *warnings) *tree {
	t := &tree{opts: o, w: w}
	texts := t.part(newPart(h, body, "text/plain"), 0)
	if len(texts) == 0 {
		texts = t.spare
	}
	var all strings.Builder
	for i, p := range texts {
		v := p.view(t)
		if i > 0 && all.Len() > 0 {
			all.WriteString("\n\n")
		}
		for _, m := range v.marks {
			t.marks = append(t.marks, mark{m.at + all.Len(), m.kind})
		}
		all.WriteString(v.text)
	}
	t.text = all.String()
	return t
}

// part is one node: its type, its parameters, its undecoded bytes.
type part struct {
	kind   string // lower-case media type
	params map[string]string
	coding string // transfer encoding, lower-case
	inline bool   // not marked as an attachment
	name   string // of the file, decoded; may be empty
	body   []byte
	seen   *htmlView // set once it has been decoded
}

const cutOff = "The mail seems to be cut off: its end is missing. What is there was kept."

func newPart(h Header, body []byte, ordinary string) *part {
	p := &part{kind: ordinary, body: body, inline: true}
	if ct := h.raw("Content-Type"); ct != "" {
		if kind, params := mediaType(ct); strings.Contains(kind, "/") {
			p.kind, p.params = kind, params
		}
	}
	p.coding = strings.ToLower(strings.Trim(stripComments(h.raw("Content-Transfer-Encoding")), " \t\"';"))
	disposition, dp := mediaType(h.raw("Content-Disposition"))
	p.inline = disposition != "attachment"
	p.name = fileLabel(dp["filename"])
	if p.name == "" {
		p.name = fileLabel(p.params["name"])
	}
	return p
}

// mediaType reads "type/subtype; key=value". Where the standard reader gives
// up, the parameters are looked for one by one.
func mediaType(s string) (string, map[string]string) {
	if s == "" {
		return "", nil
	}
	s = cut(s, 8000)
	kind, params, err := mime.ParseMediaType(s)
	if err == nil {
		return kind, params
	}
	kind, rest, _ := strings.Cut(s, ";")
	kind = strings.ToLower(strings.TrimSpace(stripComments(kind)))
	params = map[string]string{}
	for rest != "" {
		var key, value string
		key, rest, _ = strings.Cut(rest, "=")
		rest = strings.TrimLeft(rest, " \t")
		if strings.HasPrefix(rest, `"`) {
			value, rest, _ = strings.Cut(rest[1:], `"`)
		} else {
			value, rest, _ = strings.Cut(rest, ";")
		}
		key = strings.ToLower(strings.Trim(key, "; \t"))
		if _, twice := params[key]; key != "" && !twice {
			params[key] = strings.TrimSpace(value)
		}
	}
	return kind, params
}

// fileLabel decodes a file name and keeps only its last element.
func fileLabel(s string) string {
	s = oneLine(decodeWords(s), 200)
	if i := strings.LastIndexAny(s, `/\`); i >= 0 {
		s = s[i+1:]
	}
	return strings.TrimSpace(s)
}

// part gives the text parts of a node that a reader would see, in order, and
// notes the rest as attachments.
func (t *tree) part(p *part, depth int) []*part {
	if t.parts++; t.parts > maxParts {
		t.w.add("This mail has more than %d parts. The rest was left out.", maxParts)
		return nil
	}
	switch {
	case strings.HasPrefix(p.kind, "multipart/"):
		return t.multipart(p, depth)
	case p.kind == "message/rfc822" || p.kind == "message/global":
		t.forwarded(p)
	case p.kind == "text/calendar" || p.kind == "application/ics" || strings.HasSuffix(strings.ToLower(p.name), ".ics"):
		t.invitation(p)
	case depth == 0 && strings.HasPrefix(p.kind, "text/"), p.inline && p.name == "" && isText(p.kind):
		t.html = t.html || p.kind == "text/html"
		return []*part{p}
	case p.kind == "text/x-amp-html" || p.kind == "text/watch-html":
	default:
		if p.inline && isText(p.kind) {
			t.spare = append(t.spare, p)
		}
		t.attach(p.name, p.kind, "", p.body, p.coding)
	}
	return nil
}

func isText(kind string) bool {
	return kind == "text/plain" || kind == "text/html" || kind == "text/enriched"
}

func (t *tree) attach(name, kind, note string, body []byte, coding string) {
	n := int64(len(body))
	if coding == "base64" {
		n = n * 3 / 4
	}
	if note != "" {
		note = ", " + note
	}
	if len(t.attachments) < 100 {
		t.attachments = append(t.attachments, fmt.Sprintf("%s (%s%s, %s)", orWord(name, "no name"), oneLine(kind, 80), note, size(n)))
	}
	switch {
	case kind == "application/ms-tnef":
		t.w.add("Outlook packed attachments into one file, winmail.dat. They can't be listed.")
	case kind == "application/pgp-encrypted" || kind == "application/pkcs7-mime" || kind == "application/x-pkcs7-mime":
		t.w.add("This mail is encrypted or sealed. Its text can't be read here.")
	}
}

func (t *tree) forwarded(p *part) {
	raw := p.decoded(t)
	h, _, _ := scanHeader(bytes.TrimLeft(raw, "\r\n"), &warnings{})
	t.attach(oneLine(h.Value("Subject"), 200), "message/rfc822", "", p.body, p.coding)
	if len(t.nested) < 20 && len(bytes.TrimSpace(raw)) > 0 {
		t.nested = append(t.nested, raw)
	}
}

// invitation reads a calendar part. Mails often carry the same one twice, as a
// form of the text and as an attachment.
func (t *tree) invitation(p *part) {
	method, list := readCalendar([]byte(t.charset(p.decoded(t), p.params["charset"], false)), t.opts, t.w)
	method = orWord(method, strings.ToUpper(oneLine(p.params["method"], 20)))
	if t.calendar == "" || t.calendar == "-" {
		t.calendar = orWord(method, "-")
	}
	for _, i := range list {
		if i.Method == "" {
			i.Method = method
		}
		if !t.invited(i) && len(t.invites) < maxInvites {
			t.invites = append(t.invites, i)
		}
	}
	t.attach(orWord(p.name, "invitation"), p.kind, method, p.body, p.coding)
}

func (t *tree) invited(i Invite) bool {
	for _, x := range t.invites {
		if x.UID == i.UID && x.Start == i.Start && x.Sequence == i.Sequence {
			return true
		}
	}
	return false
}

func (t *tree) multipart(p *part, depth int) []*part {
	if depth >= maxTree {
		t.w.add("The parts of this mail are nested deeper than %d levels. The inner ones were left out.", maxTree)
		return nil
	}
	bodies, closed := t.split(p)
	if bodies == nil {
		p.kind, p.params = "text/plain", nil
		return []*part{p}
	}
	if !closed {
		t.w.add(cutOff)
	}
	ordinary := "text/plain"
	if p.kind == "multipart/digest" {
		ordinary = "message/rfc822"
	}
	var kids [][]*part
	for _, b := range bodies {
		h, body := partHeader(b, t.w)
		kids = append(kids, t.part(newPart(h, body, ordinary), depth+1))
	}
	if p.kind == "multipart/alternative" {
		return t.choose(kids)
	}
	var all []*part
	for _, k := range kids {
		all = append(all, k...)
	}
	return all
}

// partHeader is scanHeader for a part, whose header may be empty or missing.
func partHeader(b []byte, w *warnings) (Header, []byte) {
	if line, rest := cutLine(b); len(bytes.TrimSpace(line)) == 0 {
		return nil, rest
	}
	h, body, ok := scanHeader(b, w)
	if !ok {
		return nil, b
	}
	return h, body
}

// choose takes the form of an alternative that reads best: plain text, unless
// it is empty or only a stub beside a full HTML form.
func (t *tree) choose(kids [][]*part) []*part {
	var plain, rich []*part
	for _, k := range kids {
		switch {
		case len(k) == 0:
		case hasKind(k, "text/html"):
			rich = k
		case plain == nil:
			plain = k
		}
	}
	if plain == nil || rich == nil {
		return append(plain, rich...)
	}
	n := 0
	for _, p := range plain {
		n += len(strings.TrimSpace(p.view(t).text))
	}
	if n >= stubLength {
		return plain
	}
	m := 0
	for _, p := range rich {
		m += len(strings.TrimSpace(p.view(t).text))
	}
	if n == 0 && m > 0 || m > 4*n && m > stubLength {
		return rich
	}
	return plain
}

// stubLength is below which a text part may be "please view this as HTML".
const stubLength = 200

func hasKind(list []*part, kind string) bool {
	for _, p := range list {
		if p.kind == kind {
			return true
		}
	}
	return false
}

// split cuts a multipart body at its boundary. nil when the boundary does not
// occur; closed is false when the last one is missing.
func (t *tree) split(p *part) (bodies [][]byte, closed bool) {
	boundary := p.params["boundary"]
	if boundary != "" {
		bodies, closed = splitAt(p.body, boundary)
	}
	if bodies == nil {
		if b := guessBoundary(p.body); b != "" {
			bodies, closed = splitAt(p.body, b)
			t.w.add("The mark between the parts of this mail is not the announced one. The parts were found by their form.")
		} else if len(bytes.TrimSpace(p.body)) > 0 {
			t.w.add("The parts of this mail can't be told apart. Its text is shown as it came.")
		}
	}
	return bodies, closed
}

func splitAt(b []byte, boundary string) (bodies [][]byte, closed bool) {
	delim := []byte("--" + boundary)
	start := -1
	for at := 0; at < len(b); {
		i := bytes.Index(b[at:], delim)
		if i < 0 {
			break
		}
		i += at
		line, _ := cutLine(b[i+len(delim):])
		tail := bytes.TrimRight(line, " \t")
		at = i + len(delim)
		if i > 0 && b[i-1] != '\n' || len(tail) > 0 && string(tail) != "--" {
			continue
		}
		if start >= 0 {
			bodies = append(bodies, trimEnd(b[start:i]))
			if len(bodies) > maxParts {
				return bodies, true
			}
		}
		if start = min(at+len(line)+1, len(b)); at+len(line) < len(b) && b[at+len(line)] == '\r' {
			start = min(start+1, len(b))
		}
		if len(tail) > 0 {
			return bodies, true
		}
		at = start
	}
	if start >= 0 {
		bodies = append(bodies, b[start:])
	}
	return bodies, false
}

// trimEnd takes off the one line end that belongs to the boundary.
func trimEnd(b []byte) []byte {
	return bytes.TrimSuffix(bytes.TrimSuffix(b, []byte("\n")), []byte("\r"))
}

// guessBoundary finds a line "--x" that is followed by a header field, as
// after a real boundary.
func guessBoundary(b []byte) string {
	for n := 0; len(b) > 0 && n < 200; n++ {
		line, rest := cutLine(b)
		b = rest
		if len(line) > 2 && len(line) < 200 && bytes.HasPrefix(line, []byte("--")) && utf8.Valid(line) && bytes.HasPrefix(bytes.ToLower(rest[:min(8, len(rest))]), []byte("content-")) {
			return string(bytes.TrimRight(line[2:], " \t"))
		}
	}
	return ""
}

// decoded undoes the transfer encoding.
func (p *part) decoded(t *tree) []byte {
	switch p.coding {
	case "base64":
		b, whole := unBase64(p.body)
		if !whole {
			t.w.add(cutOff)
		}
		return b
	case "quoted-printable":
		return unQuotedPrintable(p.body)
	case "", "7bit", "8bit", "binary", "7-bit", "8-bit", "none":
	default:
		t.w.add("The mail names an unknown transfer encoding, “%s”. Its text is shown as it came.", oneLine(text8(p.coding), 40))
	}
	return p.body
}

// view decodes a text part, once.
func (p *part) view(t *tree) htmlView {
	if p.seen != nil {
		return *p.seen
	}
	raw := p.decoded(t)
	isHTML := p.kind == "text/html"
	s := t.charset(raw, p.params["charset"], isHTML)
	var v htmlView
	if isHTML || p.kind == "text/enriched" {
		v = htmlText(s)
		if v.all {
			t.w.add("All of the text of this mail is hidden by its own styles. It is left out.")
		}
		t.links = append(t.links, v.links...)
	} else {
		if strings.EqualFold(p.params["format"], "flowed") {
			s = unflow(s, strings.EqualFold(p.params["delsp"], "yes"))
		}
		if strings.IndexByte(s, 0) >= 0 {
			t.w.add("The text contains characters that are no text. They were left out.")
		}
		v.text = clean(s)
	}
	v.text = strings.TrimRight(v.text, "\n")
	p.seen = &v
	p.body = nil
	return v
}

// charset decodes bytes by the label of the part, then by what they show.
func (t *tree) charset(raw []byte, label string, isHTML bool) string {
	l := strings.ToLower(strings.TrimSpace(label))
	if l == "" || l == "us-ascii" || l == "ascii" {
		if s := sniffCharset(raw, isHTML); s != "" {
			l = s
		}
	}
	s, known := decodeCharset(raw, l)
	if !known {
		t.w.add("The mail names an unknown character set, “%s”. Single characters may be wrong.", oneLine(text8(label), 40))
	} else if strings.Contains(s, "\uFFFD") && !bytes.Contains(raw, []byte("\uFFFD")) {
		t.w.add("Some characters don't fit the character set of the mail. They are shown as “\uFFFD”.")
	}
	return strings.TrimPrefix(s, "\uFEFF")
}

// unflow joins the soft line ends of format=flowed (RFC 3676).
func unflow(s string, delSp bool) string {
	var b strings.Builder
	b.Grow(len(s))
	open, depth := false, 0 // the last line awaits its continuation
	for line := range strings.SplitSeq(strings.ReplaceAll(s, "\r\n", "\n"), "\n") {
		d := len(line) - len(strings.TrimLeft(line, ">"))
		text := strings.TrimPrefix(line[d:], " ")
		soft := strings.HasSuffix(text, " ") && text != "-- "
		if open && (d != depth || text == "-- ") {
			b.WriteByte('\n')
			open = false
		}
		if !open && d > 0 {
			b.WriteString(line[:d])
			b.WriteByte(' ')
		}
		if soft && delSp {
			text = text[:len(text)-1]
		}
		b.WriteString(text)
		if open, depth = soft, d; !soft {
			b.WriteByte('\n')
		}
	}
	return strings.TrimSuffix(b.String(), "\n")
}
