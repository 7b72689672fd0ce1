package mail

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// clean makes decoded text safe to store, show and read by rules: line ends
// are "\n", control characters are gone, and so are characters that take no
// room, which hide text from the eye or split words for the rules.
func clean(s string) string {
	i := firstUnclean(s)
	if i < 0 {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	b.WriteString(s[:i])
	for at := i; at < len(s); {
		r, n := utf8.DecodeRuneInString(s[at:])
		switch {
		case r == '\r':
			if !strings.HasPrefix(s[at+1:], "\n") {
				b.WriteByte('\n')
			}
		case r == '\u2028', r == '\u2029', r == '\u0085', r == '\v', r == '\f':
			b.WriteByte('\n')
		case joins(r):
			if between(s, at, n) {
				b.WriteRune(r)
			}
		case !invisible(r):
			b.WriteRune(r) // an invalid byte becomes U+FFFD here
		}
		at += n
	}
	return b.String()
}

func firstUnclean(s string) int {
	for i, r := range s {
		if r < ' ' && r != '\n' && r != '\t' || r >= 0x7f && (r == utf8.RuneError || r == '\u2028' || r == '\u2029' || joins(r) || invisible(r)) {
			return i
		}
	}
	return -1
}

// invisible characters: controls, zero-width and direction marks, soft
// hyphen, fillers, tag characters and the variation selectors that can carry
// a hidden message. Emoji keep theirs (U+FE0F).
func invisible(r rune) bool {
	switch {
	case r == '\n' || r == '\t':
		return false
	case r < ' ', r >= 0x7f && r < 0xa0:
		return true
	case r < 0xad:
		return false
	case r == 0xad, r == 0x34f, r == 0x61c, r == 0x115f, r == 0x1160, r == 0x17b4, r == 0x17b5, r >= 0x180b && r <= 0x180f,
		r == 0x200b, r == 0x200e, r == 0x200f, r >= 0x202a && r <= 0x202e, r >= 0x2060 && r <= 0x206f, r == 0x3164,
		r >= 0xfe00 && r <= 0xfe0d, r == 0xfeff, r == 0xffa0, r >= 0xfff0 && r <= 0xfffb,
		r >= 0x1bca0 && r <= 0x1bca3, r >= 0x1d173 && r <= 0x1d17a, r >= 0xe0000 && r <= 0xe0fff:
		return true
	}
	return false
}

// joins are the two characters that shape Persian or Indic words and joined
// emoji. They stay only between two visible characters that need them.
func joins(r rune) bool { return r == 0x200c || r == 0x200d }

func between(s string, at, n int) bool {
	before, _ := utf8.DecodeLastRuneInString(s[:at])
	after, _ := utf8.DecodeRuneInString(s[at+n:])
	return shaped(before) && shaped(after)
}

// shaped reports scripts and symbols in which joiners have a meaning.
func shaped(r rune) bool {
	return r >= 0x600 && (unicode.IsLetter(r) || unicode.IsMark(r) || unicode.Is(unicode.So, r) || unicode.Is(unicode.Sk, r))
}
