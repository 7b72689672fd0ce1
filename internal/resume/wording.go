package resume

import (
	"regexp"
	"strings"
	"unicode"
)

// Wording is a bullet put together from the words of a story: what was done, and
// what came of it, each in its first sentence, without the “I”. It is empty where
// the story tells one of them not. Every word is the person's own.
func Wording(action, result string) string {
	did, came := firstSentence(action), firstSentence(result)
	if did == "" || came == "" {
		return ""
	}
	did = upper(self.ReplaceAllString(did, ""))
	return did + "; " + lower(came)
}

// self is the beginning of a sentence about oneself.
var self = regexp.MustCompile(`^(?:(?:So|Then|First|Next),? )?I (?:then |first |also )?`)

var sentenceEnd = regexp.MustCompile(`[.!?]\s+\p{Lu}|\n`)

func firstSentence(text string) string {
	text = strings.TrimSpace(text)
	if m := sentenceEnd.FindStringIndex(text); m != nil {
		text = text[:m[0]]
	}
	return strings.TrimRight(oneLine(text), ".!? ")
}

func upper(s string) string {
	r := []rune(s)
	if len(r) > 0 {
		r[0] = unicode.ToUpper(r[0])
	}
	return string(r)
}

// lower begins a word small unless it is a name or a short form.
func lower(s string) string {
	word, _, _ := strings.Cut(s, " ")
	switch strings.ToLower(word) {
	case "the", "a", "an", "we", "it", "this", "that", "all", "no", "nobody", "calls", "errors", "within", "after", "in", "by", "with", "they", "our", "my", "two", "three", "four":
		r := []rune(s)
		r[0] = unicode.ToLower(r[0])
		return string(r)
	}
	return s
}
