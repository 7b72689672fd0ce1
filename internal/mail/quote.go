package mail

import (
	"regexp"
	"strings"
)

// Where quoted history begins: the introductions of the usual mail programs,
// and header blocks, in several languages.
var (
	quoteIntro = regexp.MustCompile(`(?i)^\s*(?:on .{4,120} wrote:|am .{4,120} schrieb.{0,80}:|le .{4,120} a écrit\s*:|el .{4,120} escribió:|il .{4,120} ha scritto:|em .{4,120} escreveu:|op .{4,120} schreef.{0,80}:|den .{4,120} skrev.{0,80}:)\s*$`)
	quoteBlock = regexp.MustCompile(`(?i)^\s*(?:-{2,}\s*(?:original message|ursprüngliche nachricht|message d'origine|mensaje original|messaggio originale|mensagem original|oorspronkelijk bericht)\s*-{2,}|_{10,}|begin forwarded message:)\s*$`)
	headerLine = regexp.MustCompile(`(?i)^\s*\*?(?:from|von|de|da|van)\s*:\*?\s+\S`)
	dateLine   = regexp.MustCompile(`(?i)^\s*\*?(?:sent|date|gesendet|datum|envoyé|enviado|inviato|data|verzonden)\s*:\*?\s+\S`)
)

// newTextEnd is where the text that was newly written ends, in bytes: before
// quoted history and before the signature. It is len(s) when all of it is new.
func newTextEnd(s string) int {
	lines := strings.SplitAfter(s, "\n")
	at, end := 0, len(s)
	for i, line := range lines {
		t := strings.TrimRight(line, "\r\n")
		next := ""
		if i+1 < len(lines) {
			next = lines[i+1]
		}
		twoLines := strings.TrimRight(t, " ") + " " + strings.TrimSpace(next)
		switch {
		case t == "-- " || t == "--" && i > 0:
			end = at
		case quoteIntro.MatchString(t), quoteBlock.MatchString(t), i > 0 && len(twoLines) < 200 && quoteIntro.MatchString(twoLines) && !strings.HasPrefix(next, ">"):
			end = at
		case i > 0 && headerLine.MatchString(t) && dateLine.MatchString(next):
			end = at
		case strings.HasPrefix(t, ">") && onlyQuotes(lines[i:]):
			end = at
		default:
			at += len(line)
			continue
		}
		break
	}
	// Everything quoted: there is no new text to prefer, so the whole counts.
	if strings.TrimSpace(s[:end]) == "" {
		return len(s)
	}
	return end
}

func onlyQuotes(lines []string) bool {
	for _, l := range lines {
		if t := strings.TrimSpace(l); t != "" && !strings.HasPrefix(t, ">") {
			return false
		}
	}
	return true
}
