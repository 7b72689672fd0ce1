package phrase

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Token is one folded word and where it stands.
type Token struct {
	Word       string
	Start, End int   // bytes in the text that was split
	Sentence   int32 // counts from 0; a blank line ends a sentence too
	Upper      bool  // began with a capital letter in the text
	Digit      bool  // begins with a digit
}

// Words that stand for what is no word.
const (
	Link    = "httplink" // a web address
	Address = "mailaddr" // a mail address
)

// Split cuts a text into folded words: lower case, without accents,
// contractions written out ("won't" is "will not"), hyphens and apostrophes
// parting words, web and mail addresses as one word each. Lines that begin with
// ">" are left out, and what lies behind limit bytes (0: no limit). Offsets are
// those of the text as given.
func Split(text string, limit int) []Token {
	if limit > 0 && len(text) > limit {
		text = text[:limit]
	}
	s := splitter{text: text, buf: make([]byte, 0, len(text)+len(text)/8+16), out: make([]Token, 0, len(text)/5+8), ends: make([]int, 0, len(text)/5+8)}
	s.run()
	folded := string(s.buf)
	from := 0
	for i := range s.out {
		s.out[i].Word = folded[from:s.ends[i]]
		from = s.ends[i]
	}
	return s.out
}

type splitter struct {
	text     string
	buf      []byte // folded words, one after the other
	ends     []int  // end of each word in buf
	out      []Token
	sentence int32
	fresh    bool // the sentence has no word yet
}

func (s *splitter) run() {
	lineStart := true
	for i := 0; i < len(s.text); {
		c := s.text[i]
		switch {
		case lineStart && c == '>':
			i = s.endOfLine(i)
			continue
		case wordByte[c]:
			lineStart = false
			i = s.word(i)
			continue
		case c == '\n':
			lineStart = true
			if n := s.blank(i); n > 0 {
				s.stop()
				i += n
				continue
			}
		case c == '.' || c == '!' || c == '?':
			if i+1 == len(s.text) || s.text[i+1] <= ' ' || s.text[i+1] == '"' || s.text[i+1] == ')' {
				s.stop()
			}
			lineStart = false
		case c > ' ':
			lineStart = false
		}
		i++
	}
}

func (s *splitter) endOfLine(i int) int {
	if n := strings.IndexByte(s.text[i:], '\n'); n >= 0 {
		return i + n
	}
	return len(s.text)
}

// blank is the length of line ends and blanks from i on when they hold an
// empty line, else 0.
func (s *splitter) blank(i int) int {
	lines, j := 0, i
	for j < len(s.text) && (s.text[j] == '\n' || s.text[j] == '\r' || s.text[j] == ' ' || s.text[j] == '\t') {
		if s.text[j] == '\n' {
			lines++
		}
		j++
	}
	if lines < 2 {
		return 0
	}
	return j - i - 1 // leave one byte, so that a new line is seen
}

func (s *splitter) stop() {
	if !s.fresh {
		s.sentence++
		s.fresh = true
	}
}

// word reads one word from i and returns where to go on.
func (s *splitter) word(i int) int {
	if n := linkLength(s.text[i:]); n > 0 {
		s.emit(Link, i, i+n)
		return i + n
	}
	start, from, mail := i, len(s.buf), false
	for i < len(s.text) {
		c := s.text[i]
		if c < utf8.RuneSelf {
			if !wordByte[c] {
				if c == '@' && i > start {
					mail = true
				}
				break
			}
			if 'A' <= c && c <= 'Z' {
				c += 'a' - 'A'
			}
			s.buf = append(s.buf, c)
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s.text[i:])
		if !s.rune(r) {
			break
		}
		i += n
	}
	if mail {
		start = s.joined(start)
		s.buf = s.buf[:min(from, s.last())]
		end := i
		for end < len(s.text) && (wordByte[s.text[end]] || strings.IndexByte("@.-_+", s.text[end]) >= 0) {
			end++
		}
		s.emit(Address, start, end)
		return end
	}
	if len(s.buf) == from { // a sign that is no letter
		_, n := utf8.DecodeRuneInString(s.text[i:])
		return max(i, start+n)
	}
	return s.finish(start, i, from)
}

// joined takes back the words of a mail address that were cut at its dots, and
// returns where the address begins.
func (s *splitter) joined(start int) int {
	for len(s.out) > 0 {
		t := s.out[len(s.out)-1]
		if t.End+1 != start || strings.IndexByte("._+-", s.text[t.End]) < 0 {
			break
		}
		start = t.Start
		s.out, s.ends = s.out[:len(s.out)-1], s.ends[:len(s.ends)-1]
	}
	return start
}

// rune appends a letter or digit beyond ASCII, folded, and reports whether it is one.
func (s *splitter) rune(r rune) bool {
	if r < 0x250 {
		if f := latin[r-0x80]; f != "" {
			s.buf = append(s.buf, f...)
			return true
		}
		return false
	}
	if r == '\u0307' || unicode.Is(unicode.Mn, r) {
		return true // a combining mark: the letter stands already
	}
	if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
		return false
	}
	s.buf = utf8.AppendRune(s.buf, unicode.ToLower(r))
	return true
}

// finish ends the word in buf[from:]; an apostrophe behind it may begin the
// rest of a contraction.
func (s *splitter) finish(start, end, from int) int {
	tail, n := s.contraction(end)
	if n == 0 {
		s.mark(start, end)
		return end
	}
	w := string(s.buf[from:])
	if tail == "t" && strings.HasSuffix(w, "n") {
		s.buf = s.buf[:from]
		switch w {
		case "won":
			w = "will"
		case "can":
		case "shan":
			w = "shall"
		default:
			w = w[:len(w)-1]
		}
		if w != "" {
			s.emit(w, start, end)
		}
		s.emit("not", start, end+n)
		return end + n
	}
	s.mark(start, end)
	if full := contracted[tail]; full != "" {
		s.emit(full, start, end+n)
	}
	return end + n
}

var contracted = map[string]string{"ve": "have", "ll": "will", "d": "would", "m": "am", "re": "are"}

// contraction reads 't, 've, 'll, 'd, 'm, 're, 's behind a word.
func (s *splitter) contraction(i int) (tail string, n int) {
	rest := s.text[i:]
	switch {
	case strings.HasPrefix(rest, "'"):
		n = 1
	case strings.HasPrefix(rest, "’"):
		n = len("’")
	default:
		return "", 0
	}
	rest = rest[n:]
	k := 0
	for k < len(rest) && k < 3 && wordByte[rest[k]] {
		k++
	}
	switch low := strings.ToLower(rest[:k]); low {
	case "t", "ve", "ll", "d", "m", "re", "s":
		return low, n + k
	}
	return "", 0
}

// mark ends the word whose letters stand in buf.
func (s *splitter) mark(start, end int) {
	if string(s.buf[s.last():]) == "cannot" {
		s.buf = s.buf[:s.last()]
		s.emit("can", start, end)
		s.emit("not", start, end)
		return
	}
	c := s.text[start]
	upper := 'A' <= c && c <= 'Z'
	if c >= utf8.RuneSelf {
		r, _ := utf8.DecodeRuneInString(s.text[start:])
		upper = unicode.IsUpper(r)
	}
	s.out = append(s.out, Token{Start: start, End: end, Sentence: s.sentence, Upper: upper, Digit: '0' <= c && c <= '9'})
	s.ends = append(s.ends, len(s.buf))
	s.fresh = false
}

func (s *splitter) last() int {
	if n := len(s.ends); n > 0 {
		return s.ends[n-1]
	}
	return 0
}

func (s *splitter) emit(word string, start, end int) {
	s.buf = append(s.buf, word...)
	s.out = append(s.out, Token{Start: start, End: end, Sentence: s.sentence})
	s.ends = append(s.ends, len(s.buf))
	s.fresh = false
}

func linkLength(s string) int {
	if len(s) < 8 || !(strings.HasPrefix(s, "http") || strings.HasPrefix(s, "www.")) {
		return 0
	}
	if s[0] == 'h' && !strings.HasPrefix(s, "http://") && !strings.HasPrefix(s, "https://") {
		return 0
	}
	if n := strings.IndexAny(s, " \t\r\n<>\"()[]"); n >= 0 {
		return n
	}
	return len(s)
}

// wordByte tells the bytes that begin or go on with a word: letters, digits,
// and whatever lies beyond ASCII.
var wordByte = func() (t [256]bool) {
	for c := range t {
		t[c] = 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c >= utf8.RuneSelf
	}
	return t
}()

// latin folds U+0080 to U+024F; empty is no letter.
var latin = func() (t [0x250 - 0x80]string) {
	for base, letters := range map[string]string{
		"a": "àáâãåāăąǎǻÀÁÂÃÅĀĂĄªäÄ", "ae": "æǣÆ", "c": "çćĉċčÇĆĈĊČ", "d": "ďđðĎĐÐ", "e": "èéêëēĕėęěÈÉÊËĒĔĖĘĚ",
		"g": "ĝğġģĜĞĠĢ", "h": "ĥħĤĦ", "i": "ìíîïĩīĭįıÌÍÎÏĨĪĬĮİ", "j": "ĵĴ", "k": "ķĸĶ", "l": "ĺļľŀłĹĻĽĿŁ", "n": "ñńņňŉŋÑŃŅŇŊ",
		"o": "òóôõöøōŏőºÒÓÔÕÖØŌŎŐ", "oe": "œŒ", "r": "ŕŗřŔŖŘ", "s": "śŝşšŚŜŞŠ", "ss": "ß", "t": "ţťŧŢŤŦ", "th": "þÞ",
		"u": "ùúûüũūŭůűųÙÚÛÜŨŪŬŮŰŲ", "w": "ŵŴ", "y": "ýÿŷÝŶŸ", "z": "źżžŹŻŽ"} {
		for _, r := range letters {
			t[r-0x80] = base
		}
	}
	for r := rune(0x180); r < 0x250; r++ {
		if t[r-0x80] == "" && unicode.IsLetter(r) {
			t[r-0x80] = string(unicode.ToLower(r))
		}
	}
	return t
}()

// Fold is a text as Split would see it: its words with single blanks between.
func Fold(text string) string {
	var b strings.Builder
	for i, t := range Split(text, 0) {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(t.Word)
	}
	return b.String()
}

// Words makes a set of words that are parted by blanks.
func Words(s string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(s) {
		m[w] = true
	}
	return m
}
