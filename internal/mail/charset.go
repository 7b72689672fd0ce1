package mail

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/ianaindex"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// Labels seen in mail that no index knows.
var charsetAlias = map[string]string{
	"utf8mb4": "utf-8", "utf-8mb4": "utf-8", "utf_8": "utf-8", "unicode": "utf-8", "unknown-8bit": "", "8bit": "", "x-unknown": "",
	"cp-1252": "windows-1252", "cp1252": "windows-1252", "windows1252": "windows-1252", "ansi": "windows-1252", "latin-1": "windows-1252",
	"iso8859-1": "windows-1252", "iso-8859-1-windows-3.1-latin-1": "windows-1252", "iso-8859-8-i": "iso-8859-8", "ansi_x3.4-1968": "us-ascii",
	"cp932": "shift_jis", "cp936": "gbk", "cp949": "euc-kr", "ks_c_5601": "euc-kr", "ms949": "euc-kr", "cp950": "big5",
}

// decodeCharset turns bytes in a named character set into text. known is
// false when nobody knows the name; the text is then read as UTF-8 if it is
// valid UTF-8 and as Windows-1252 otherwise, so that nothing is lost. Bytes
// that the set does not have become U+FFFD.
func decodeCharset(b []byte, label string) (s string, known bool) {
	label = strings.ToLower(strings.Trim(label, " \t\"'"))
	if a, ok := charsetAlias[label]; ok {
		label = a
	}
	enc, known := lookup(label)
	if enc == nil { // unnamed, ASCII, UTF-8 or unknown
		if utf8.Valid(b) {
			return string(b), known
		}
		if label == "utf-8" || label == "utf8" {
			return strings.ToValidUTF8(string(b), "\uFFFD"), known
		}
		enc, _ = htmlindex.Get("windows-1252")
	}
	out, _, err := transform.Bytes(enc.NewDecoder(), b)
	if err != nil {
		out = append(out, "\uFFFD"...)
	}
	return strings.ToValidUTF8(string(out), "\uFFFD"), known
}

// lookup finds the decoder of a label. nil with known means that the text
// should be ASCII or UTF-8 already.
func lookup(label string) (enc encoding.Encoding, known bool) {
	switch label {
	case "", "us-ascii", "ascii", "utf-8", "utf8":
		return nil, true
	case "utf-16":
		return unicode.UTF16(unicode.BigEndian, unicode.UseBOM), true
	}
	if e, err := htmlindex.Get(label); err == nil {
		if name, _ := htmlindex.Name(e); name == "utf-8" {
			return nil, true
		} else if name == "replacement" { // iso-2022-kr and others that browsers refuse
			return nil, false
		}
		return e, true
	}
	if e, err := ianaindex.MIME.Encoding(label); err == nil && e != nil {
		return e, true
	}
	return nil, false
}

// sniffCharset is the character set of a part that names none, or one that
// does not fit: byte order mark, then the HTML's own meta element.
func sniffCharset(b []byte, isHTML bool) string {
	switch {
	case bytes.HasPrefix(b, []byte("\xef\xbb\xbf")):
		return "utf-8"
	case bytes.HasPrefix(b, []byte("\xff\xfe")), bytes.HasPrefix(b, []byte("\xfe\xff")):
		return "utf-16"
	}
	if isHTML && !utf8.Valid(b) {
		_, name, _ := charset.DetermineEncoding(b[:min(len(b), 1024)], "")
		return name
	}
	return ""
}

// utf8Source turns a whole file that was saved as UTF-16 into UTF-8, as some
// editors do, and takes a byte order mark off.
func utf8Source(raw []byte) []byte {
	if bytes.HasPrefix(raw, []byte("\xff\xfe")) || bytes.HasPrefix(raw, []byte("\xfe\xff")) {
		s, _ := decodeCharset(raw, "utf-16")
		return []byte(s)
	}
	return bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf"))
}
