package mail

import (
	"encoding/base64"
	"strings"
	"unicode/utf8"
)

// decodeWords decodes the encoded words of RFC 2047 and repairs raw 8-bit
// bytes. It never fails: a word that can't be decoded stays as it is.
//
// Unlike mime.WordDecoder it joins the bytes of neighbouring words before
// decoding, because senders cut characters in two; it accepts blanks inside a
// word and words without blanks between them; and an unknown character set
// costs that word only.
func decodeWords(s string) string {
	if !strings.Contains(s, "=?") {
		return text8(s)
	}
	var out strings.Builder
	var run []byte // bytes of neighbouring words in one character set
	var runSet string
	flush := func() {
		if len(run) > 0 {
			t, _ := decodeCharset(run, runSet)
			out.WriteString(t)
			run = run[:0]
		}
	}
	for s != "" {
		i := strings.Index(s, "=?")
		if i < 0 {
			break
		}
		set, data, n := encodedWord(s[i:])
		if n == 0 {
			flush()
			out.WriteString(text8(s[:i+2]))
			s = s[i+2:]
			continue
		}
		if gap := s[:i]; len(run) == 0 || strings.TrimSpace(gap) != "" {
			flush()
			out.WriteString(text8(gap))
		}
		if !strings.EqualFold(set, runSet) {
			flush()
			runSet = set
		}
		run = append(run, data...)
		s = s[i+n:]
	}
	flush()
	out.WriteString(text8(s))
	return out.String()
}

// encodedWord reads "=?charset?q?text?=" at the start of s; n is its length,
// 0 when it is none.
func encodedWord(s string) (set string, data []byte, n int) {
	rest := s[2:]
	i := strings.IndexByte(rest, '?')
	if i <= 0 || i > 40 || len(rest) < i+3 || rest[i+2] != '?' {
		return "", nil, 0
	}
	set, enc, rest := rest[:i], rest[i+1], rest[i+3:]
	if strings.ContainsAny(set, " \t\"<>@") {
		return "", nil, 0
	}
	set, _, _ = strings.Cut(set, "*") // language suffix of RFC 2231
	end := strings.Index(rest[:min(len(rest), 1000)], "?=")
	if end < 0 {
		return "", nil, 0
	}
	n = len(s) - len(rest) + end + 2
	switch enc {
	case 'q', 'Q':
		return set, unQ(rest[:end]), n
	case 'b', 'B':
		b, _ := unBase64([]byte(rest[:end]))
		return set, b, n
	}
	return "", nil, 0
}

// unQ decodes the Q encoding: "_" is a blank, "=XX" a byte.
func unQ(s string) []byte {
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '_':
			b = append(b, ' ')
		case s[i] == '=' && i+2 < len(s) && isHex(s[i+1]) && isHex(s[i+2]):
			b = append(b, unhex(s[i+1])<<4|unhex(s[i+2]))
			i += 2
		default:
			b = append(b, s[i])
		}
	}
	return b
}

// unBase64 decodes what can be decoded: foreign characters are passed over, a
// cut end gives the bytes that are there, and "=" may stand in the middle
// where blocks were joined. whole is false when the last block is not full.
func unBase64(s []byte) (data []byte, whole bool) {
	out := make([]byte, 0, len(s)*3/4+3)
	var quad [4]byte
	n := 0
	flush := func() {
		if n >= 2 {
			var three [3]byte
			k, _ := base64.RawStdEncoding.Decode(three[:], quad[:n])
			out = append(out, three[:k]...)
		}
		n = 0
	}
	for _, c := range s {
		switch {
		case c >= 'A' && c <= 'Z', c >= 'a' && c <= 'z', c >= '0' && c <= '9', c == '+', c == '/':
		case c == '-':
			c = '+'
		case c == '_':
			c = '/'
		case c == '=':
			flush()
			continue
		default:
			continue
		}
		quad[n] = c
		if n++; n == 4 {
			flush()
		}
	}
	whole = n == 0
	flush()
	return out, whole
}

// unQuotedPrintable decodes RFC 2045; what is no valid escape stays as it is.
func unQuotedPrintable(s []byte) []byte {
	out := make([]byte, 0, len(s))
	for len(s) > 0 {
		var line []byte
		i := 0
		for i < len(s) && s[i] != '\n' {
			i++
		}
		full := i < len(s)
		line, s = s[:i], s[min(i+1, len(s)):]
		end := len(line)
		for end > 0 && (line[end-1] == ' ' || line[end-1] == '\t' || line[end-1] == '\r') {
			end--
		}
		soft := end > 0 && line[end-1] == '='
		if soft {
			end--
		}
		for j := 0; j < end; j++ {
			if line[j] == '=' && j+2 < end && isHex(line[j+1]) && isHex(line[j+2]) {
				out = append(out, unhex(line[j+1])<<4|unhex(line[j+2]))
				j += 2
			} else {
				out = append(out, line[j])
			}
		}
		if full && !soft {
			out = append(out, '\n')
		}
	}
	return out
}

func isHex(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F'
}

func unhex(c byte) byte {
	switch {
	case c <= '9':
		return c - '0'
	case c >= 'a':
		return c - 'a' + 10
	}
	return c - 'A' + 10
}

// text8 reads bytes that nobody labelled: UTF-8 where it is valid, else
// Windows-1252, the most common of the rest.
func text8(s string) string {
	if utf8.ValidString(s) {
		return s
	}
	t, _ := decodeCharset([]byte(s), "windows-1252")
	return t
}
