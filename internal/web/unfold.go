package web

import "strings"

// unfold gives a mail's text without the breaks that its sender's program put
// where a line was full, so that it flows in any width. Bytes and letters keep
// their places: a break becomes a blank. A line that was ended on purpose (a
// greeting, a list, a signature) stays as it is.
func unfold(text string) string {
	out := []byte(text)
	for at := 0; at < len(text); {
		end := strings.IndexByte(text[at:], '\n')
		if end < 0 {
			break
		}
		line, rest := text[at:at+end], text[at+end+1:]
		at += end + 1
		next, _, _ := strings.Cut(rest, "\n")
		word, _, _ := strings.Cut(next, " ")
		if foldable(line) && foldable(next) && letters(line)+1+letters(word) > 64 {
			out[at-1] = ' '
		}
	}
	return string(out)
}

func letters(s string) int { return len([]rune(s)) }

// foldable reports whether a line may be a part of a paragraph: it holds
// something, is no quote and no item of a list.
func foldable(line string) bool {
	return strings.TrimSpace(line) != "" && !strings.ContainsAny(line[:1], " \t>-*|#=_") && !strings.HasPrefix(line, "•") && !strings.HasPrefix(line, "http") && letters(line) < 200
}
