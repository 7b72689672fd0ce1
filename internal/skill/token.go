package skill

import (
	"unicode"
	"unicode/utf8"
)

// token is one word of a text. first is true after a sentence or line began.
// Places are kept small: a million bytes are some 170,000 of them.
type token struct {
	start, end int32 // code points
	from, to   int32 // bytes of the text
	low, high  int32 // bytes of words.lower
	first      bool
	gap        byte // what stood before it: ' ', ',', '\n', '.', '-', '&' or '/'
}

// words is a text cut into words.
type words struct {
	text  string
	lower []byte
	list  []token
}

func (w *words) word(i int) []byte { return w.lower[w.list[i].low:w.list[i].high:w.list[i].high] }
func (w *words) raw(i int) string  { return w.text[w.list[i].from:w.list[i].to] }
func (w *words) gap(i int) byte    { return w.list[i].gap }

// split cuts a text into words. “C++”, “C#”, “.NET”, “Node.js” and “S4/HANA”
// keep what belongs to them; hyphens and slashes part words, and a possessive
// “’s” is left out.
func split(text string) *words {
	w := &words{text: text, lower: make([]byte, 0, len(text)+16), list: make([]token, 0, len(text)/5+1)}
	gap, point := byte('\n'), int32(0)
	for at := 0; at < len(text); {
		r, size := utf8.DecodeRuneInString(text[at:])
		if !starts(text, at, r, size) {
			gap = widen(gap, r)
			at += size
			point++
			continue
		}
		t := token{from: int32(at), start: point, gap: gap, first: gap == '\n' || gap == '.', low: int32(len(w.lower))}
		skip := 0
		for at < len(text) && skip == 0 {
			r, size = utf8.DecodeRuneInString(text[at:])
			if apostrophe(r) {
				if skip = possessive(text[at+size:], size); skip == 0 {
					if next, _ := utf8.DecodeRuneInString(text[at+size:]); !unicode.IsLetter(next) {
						break
					}
					at += size
					point++
				}
				continue
			}
			if !inside(text, at, r, size, at > int(t.from)) {
				break
			}
			w.lower = utf8.AppendRune(w.lower, lower(r))
			at += size
			point++
		}
		t.to, t.end, t.high = int32(at), point, int32(len(w.lower))
		w.list = append(w.list, t)
		gap = 0
		if skip > 0 {
			at += skip
			point += 2
		}
	}
	return w
}

// possessive is the length of “’s” where that is what follows, else 0.
func possessive(rest string, quote int) int {
	if rest == "" || rest[0] != 's' {
		return 0
	}
	if next, _ := utf8.DecodeRuneInString(rest[1:]); unicode.IsLetter(next) || unicode.IsDigit(next) {
		return 0
	}
	return quote + 1
}

func starts(text string, at int, r rune, size int) bool {
	if unicode.IsLetter(r) || unicode.IsDigit(r) {
		return true
	}
	if r != '.' || at > 0 && text[at-1] > ' ' && text[at-1] != '(' && text[at-1] != '/' {
		return false
	}
	next, _ := utf8.DecodeRuneInString(text[at+size:])
	return unicode.IsUpper(next) // .NET
}

func inside(text string, at int, r rune, size int, later bool) bool {
	switch {
	case unicode.IsLetter(r), unicode.IsDigit(r), unicode.Is(unicode.Mn, r):
		return true
	case r == '+' || r == '#':
		prev := rune(text[at-1])
		return later && (prev == '+' || unicode.IsLetter(prev))
	case r == '.':
		next, _ := utf8.DecodeRuneInString(text[at+size:])
		if unicode.IsUpper(next) && later {
			return text[at-1] >= 'A' && text[at-1] <= 'Z' // VB.NET, but no “done.Next”
		}
		return unicode.IsLetter(next) || unicode.IsDigit(next)
	}
	return false
}

func apostrophe(r rune) bool { return r == '\'' || r == '’' }

func widen(gap byte, r rune) byte {
	switch r {
	case '\n', '\r', '•', '·', '*':
		return '\n'
	case '.', '!', '?', ':', ';':
		if gap != '\n' {
			return '.'
		}
	case ',', '(', ')', '[', ']', '|':
		if gap != '\n' && gap != '.' {
			return ','
		}
	case '-', '–', '&', '/', '+':
		if gap == 0 {
			if r == '–' {
				r = '-'
			}
			return byte(r)
		}
	}
	if gap == 0 {
		return ' '
	}
	return gap
}

// plain are letters of names that are often typed without their accents.
var plain = map[rune]rune{'é': 'e', 'è': 'e', 'ê': 'e', 'ë': 'e', 'á': 'a', 'à': 'a', 'â': 'a', 'ä': 'a', 'å': 'a', 'ö': 'o', 'ó': 'o', 'ô': 'o', 'ü': 'u', 'ú': 'u', 'í': 'i', 'î': 'i', 'ï': 'i', 'ç': 'c', 'ñ': 'n'}

func lower(r rune) rune {
	if r < 0x80 {
		if 'A' <= r && r <= 'Z' {
			return r + 32
		}
		return r
	}
	r = unicode.ToLower(r)
	if p, ok := plain[r]; ok {
		return p
	}
	return r
}

// singular takes the plural off: “ledgers”, “policies”, “classes”.
func singular(w []byte) []byte {
	n := len(w)
	if n < 4 || w[n-1] != 's' {
		return w
	}
	switch {
	case w[n-2] == 's' || w[n-2] == 'u' || w[n-2] == 'i' || w[n-2] == '.':
		return w
	case n > 4 && w[n-2] == 'e' && w[n-3] == 'i':
		return append(append(make([]byte, 0, n), w[:n-3]...), 'y')
	case n > 5 && w[n-2] == 'e' && (w[n-3] == 'x' || w[n-3] == 's' && w[n-4] == 's' || w[n-3] == 'h'):
		return w[:n-2]
	}
	return w[:n-1]
}

// stem takes the word form off as well, so that “managing budgets” meets
// “manage budget”. It serves names of several words only.
func stem(w []byte) []byte {
	w = singular(w)
	n := len(w)
	for _, r := range w {
		if r < 'a' || r > 'z' {
			return w
		}
	}
	switch {
	case n > 5 && string(w[n-3:]) == "ing":
		w = w[:n-3]
	case n > 4 && string(w[n-2:]) == "ed":
		w = w[:n-2]
	case n > 4 && w[n-1] == 'e':
		return w[:n-1]
	default:
		return w
	}
	if n = len(w); n > 3 && w[n-1] == w[n-2] && w[n-1] != 'l' && w[n-1] != 's' {
		return w[:n-1] // planning, plan
	}
	if n > 4 && w[n-1] == 'e' {
		return w[:n-1]
	}
	return w
}
