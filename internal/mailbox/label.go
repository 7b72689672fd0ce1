package mailbox

import (
	"bytes"
	"io"
	"mime"
	"strconv"
	"strings"

	"golang.org/x/text/encoding/ianaindex"
)

// maxLabels bounds the labels of one mail.
const maxLabels = 50

// readLabels takes from a header what mail programs note there about a mail
// in their own boxes: Gmail's labels and thread, Mozilla's and mutt's flags.
func readLabels(o *Origin, raw []byte) {
	head := headerOf(raw)
	for len(head) > 0 {
		line, rest := cutLine(head)
		if len(line) < 7 || line[0]|0x20 != 'x' && line[0]|0x20 != 's' {
			head = rest
			continue
		}
		name, value, _ := bytes.Cut(line, []byte(":"))
		switch strings.ToLower(string(name)) {
		case "x-gmail-labels":
			o.Labels = cutLabels(decodeField(unfold(value, rest)))
		case "x-gm-thrid":
			o.Thread = strings.TrimSpace(string(value[:min(len(value), 40)]))
		case "x-mozilla-status":
			o.Flags += mozillaFlags(string(value))
		case "status", "x-status":
			o.Flags += muttFlags(string(value))
		}
		head = rest
	}
}

// headField is a field of a raw header, decoded; empty if there is none.
func headField(head []byte, name string) string {
	for len(head) > 0 {
		line, rest := cutLine(head)
		if n, v, ok := bytes.Cut(line, []byte(":")); ok && strings.EqualFold(string(n), name) {
			return decodeField(unfold(v, rest))
		}
		head = rest
	}
	return ""
}

func unfold(value, rest []byte) string {
	v := bytes.Clone(value)
	for len(rest) > 0 && (rest[0] == ' ' || rest[0] == '\t') && len(v) < 8000 {
		var line []byte
		line, rest = cutLine(rest)
		v = append(append(v, ' '), bytes.TrimSpace(line)...)
	}
	return strings.TrimSpace(string(v[:min(len(v), 8000)]))
}

var words = mime.WordDecoder{CharsetReader: func(charset string, r io.Reader) (io.Reader, error) {
	e, err := ianaindex.MIME.Encoding(charset)
	if err != nil || e == nil {
		return r, nil
	}
	return e.NewDecoder().Reader(r), nil
}}

// decodeField undoes RFC 2047; what does not decode stays as it is.
func decodeField(s string) string {
	if d, err := words.DecodeHeader(s); err == nil {
		s = d
	}
	return strings.ToValidUTF8(strings.Join(strings.Fields(s), " "), "\uFFFD")
}

// cutLabels splits "Inbox,Unread,"a, b"".
func cutLabels(s string) (labels []string) {
	for s != "" && len(labels) < maxLabels {
		var l string
		if strings.HasPrefix(s, `"`) {
			l, s, _ = strings.Cut(s[1:], `"`)
			_, s, _ = strings.Cut(s, ",")
		} else {
			l, s, _ = strings.Cut(s, ",")
		}
		if l = strings.TrimSpace(l); l != "" {
			labels = append(labels, l)
		}
		s = strings.TrimLeft(s, " ")
	}
	return labels
}

// mozillaFlags reads X-Mozilla-Status: bits in hexadecimal.
func mozillaFlags(s string) (flags string) {
	n, err := strconv.ParseUint(strings.TrimSpace(s), 16, 32)
	if err != nil {
		return ""
	}
	for _, f := range []struct {
		bit  uint64
		flag string
	}{{1, "S"}, {2, "R"}, {4, "F"}, {8, "T"}} {
		if n&f.bit != 0 {
			flags += f.flag
		}
	}
	return flags
}

// muttFlags reads Status and X-Status: R read, A answered, F flagged, D deleted.
func muttFlags(s string) (flags string) {
	for _, c := range strings.TrimSpace(s) {
		switch c {
		case 'R':
			flags += "S"
		case 'A':
			flags += "R"
		case 'F':
			flags += "F"
		case 'D':
			flags += "T"
		}
	}
	return flags
}
