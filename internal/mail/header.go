package mail

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// Field is one header field, unfolded, otherwise as it stands in the mail.
type Field struct{ Name, Value string }

// Header is the fields of a mail or part in their order.
type Header []Field

// Value is the first field of that name, decoded, without regard to case;
// empty if there is none.
func (h Header) Value(name string) string { return decodeWords(h.raw(name)) }

func (h Header) raw(name string) string {
	for _, f := range h {
		if strings.EqualFold(f.Name, name) {
			return f.Value
		}
	}
	return ""
}

func (h Header) all(name string) (vs []string) {
	for _, f := range h {
		if strings.EqualFold(f.Name, name) {
			vs = append(vs, f.Value)
		}
	}
	return vs
}

// maxFields bounds a header; real ones have 20 to 150 fields.
const maxFields = 2000

// scanHeader reads fields up to the empty line. A line that is no field ends
// the header too, unless a well-known field follows it. ok is false when there
// is not a single field.
func scanHeader(b []byte, w *warnings) (h Header, body []byte, ok bool) {
	for len(b) > 0 {
		line, rest := cutLine(b)
		if len(line) == 0 {
			return h, rest, len(h) > 0
		}
		name, value, isField := cutField(line)
		switch {
		case isField:
			v, after := unfold(value, rest)
			if len(h) < maxFields {
				h = append(h, Field{name, v})
			} else {
				w.add("The header of this mail has more than %d fields. The rest was left out.", maxFields)
			}
			rest = after
		case len(bytes.TrimSpace(line)) == 0:
			return h, rest, len(h) > 0
		case len(h) > 0 && !knownField(rest):
			w.add("The empty line between header and text is missing.")
			return h, b, true
		case len(h) == 0 && !knownField(rest):
			return nil, b, false
		}
		b = rest
	}
	return h, nil, len(h) > 0
}

// cutLine splits off the first line; the line end belongs to neither.
func cutLine(b []byte) (line, rest []byte) {
	line, rest, _ = bytes.Cut(b, []byte("\n"))
	return bytes.TrimSuffix(line, []byte("\r")), rest
}

func cutField(line []byte) (name string, value []byte, ok bool) {
	i := bytes.IndexByte(line, ':')
	if i <= 0 || i > 200 {
		return "", nil, false
	}
	n := bytes.TrimRight(line[:i], " \t")
	for _, c := range n {
		if c <= ' ' || c >= 0x7f {
			return "", nil, false
		}
	}
	return string(n), line[i+1:], len(n) > 0
}

// unfold joins the continuation lines of a field with one space each.
func unfold(value, rest []byte) (string, []byte) {
	if len(rest) == 0 || (rest[0] != ' ' && rest[0] != '\t') {
		return string(bytes.TrimSpace(value)), rest
	}
	v := bytes.TrimSpace(value)
	out := append(make([]byte, 0, len(v)+80), v...)
	for len(rest) > 0 && (rest[0] == ' ' || rest[0] == '\t') {
		line, after := cutLine(rest)
		if line = bytes.TrimSpace(line); len(line) == 0 {
			break // a line of blanks ends the header
		}
		out = append(append(out, ' '), line...)
		rest = after
	}
	return string(out), rest
}

var known = []string{"from", "to", "cc", "subject", "date", "message-id", "mime-version", "content-type", "content-transfer-encoding",
	"content-disposition", "received", "return-path", "reply-to", "in-reply-to", "references", "sender", "delivered-to"}

// knownField reports whether the next line is a field that mails have.
func knownField(b []byte) bool {
	line, _ := cutLine(b[:min(len(b), 400)])
	name, _, ok := cutField(line)
	return ok && in(known, strings.ToLower(name))
}

// likeMail reports a header with at least one field that mails have.
func likeMail(h Header) bool {
	for _, f := range h {
		if in(known, strings.ToLower(f.Name)) {
			return true
		}
	}
	return false
}

// oneLine makes a header value fit to show and store: no control or hidden
// characters, single spaces, at most max bytes.
func oneLine(s string, max int) string {
	s = strings.Join(strings.Fields(clean(s)), " ")
	return cut(s, max)
}

// cut shortens s to at most max bytes without cutting a character in two.
func cut(s string, max int) string {
	if len(s) <= max {
		return s
	}
	for max > 0 && !utf8.RuneStart(s[max]) {
		max--
	}
	return s[:max]
}
