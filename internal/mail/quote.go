package mail

import "strings"

// mark is a place at which the HTML said that an earlier mail or a signature
// begins, where the text alone may not show it.
type mark struct {
	at   int
	kind lineKind
}

type lineKind uint8

const (
	plainLine lineKind = iota
	blankLine
	quotedLine    // begins with ">"
	attributeLine // part of "On ... wrote:"
	signatureLine // "-- " or "Sent from my phone"
	historyLine   // from here on everything is an earlier mail
)

type textLine struct {
	from, to int // bytes of the text, without the line end
	kind     lineKind
	bare     bool // "--" without the blank that a signature mark should have
}

// newText finds the part of a text that its sender wrote now: without quoted
// history and without signature. It is [start, end) in bytes; the whole text
// where nothing marks a part, or where nothing would be left.
//
//   - An answer above the quotation ends where the quotation (with its "On ...
//     wrote:") begins.
//   - An answer below it starts after it.
//   - Answers between quoted lines keep the quoted lines.
//   - A forward without a word of its own is new as a whole.
func newText(text string, marks []mark) (start, end int) {
	lines := classify(text, marks)
	seen := 0
	if n := len(lines); n == maxLines {
		seen = lines[n-1].to
	}
	cutAt := func(kind lineKind, from []textLine) []textLine {
		for i, l := range from {
			if l.kind == kind && (kind != signatureLine || signatureFits(from[i:])) {
				return from[:i]
			}
		}
		return from
	}
	lines = cutAt(historyLine, lines)
	lines = cutAt(signatureLine, lines)
	lines = withoutQuote(lines)
	lines = trimBlank(lines)
	if len(lines) == 0 {
		return 0, len(text)
	}
	if end = lines[len(lines)-1].to; end == seen {
		end = len(text) // no end was found in the lines that were looked at
	}
	return lines[0].from, end
}

// maxLines are looked at; a longer text is no letter.
const maxLines = 20000

// A signature mark counts only when what follows is as short as a signature:
// recruiters also use "--" as a rule between paragraphs.
func signatureFits(from []textLine) bool {
	lines, bytes := 0, 0
	for _, l := range from[1:] {
		if l.kind == quotedLine || l.kind == attributeLine || l.kind == historyLine {
			break
		}
		if l.kind == plainLine {
			lines++
			bytes += l.to - l.from
		}
	}
	if from[0].bare {
		return lines <= 8 && bytes <= 500
	}
	return lines <= 40 && bytes <= 4000
}

// withoutQuote leaves out one quotation at the end or at the start.
func withoutQuote(lines []textLine) []textLine {
	first, last, lastPlain := -1, -1, -1
	led, before, gaps := false, false, false
	for i, l := range lines {
		switch l.kind {
		case quotedLine, attributeLine:
			if first < 0 {
				first, led, before = i, l.kind == attributeLine, lastPlain >= 0
			} else if lastPlain > last {
				gaps = true
			}
			last = i
		case plainLine, signatureLine:
			lastPlain = i
		}
	}
	switch {
	case first < 0:
		return lines
	case lastPlain < first, before && led: // nothing after it, or only a footer
		return lines[:first]
	case !before && !gaps:
		return lines[last+1:]
	}
	return lines
}

func trimBlank(lines []textLine) []textLine {
	for len(lines) > 0 && lines[0].kind == blankLine {
		lines = lines[1:]
	}
	for len(lines) > 0 && lines[len(lines)-1].kind == blankLine {
		lines = lines[:len(lines)-1]
	}
	return lines
}

func classify(text string, marks []mark) []textLine {
	var lines []textLine
	for at := 0; at <= len(text) && len(lines) < maxLines; {
		n := strings.IndexByte(text[at:], '\n')
		if n < 0 {
			n = len(text) - at
		}
		l := textLine{from: at, to: at + n}
		l.kind, l.bare = kindOf(text[at : at+n])
		for len(marks) > 0 && marks[0].at < at+n+1 {
			if k := marks[0].kind; l.kind == plainLine || k == historyLine {
				l.kind, l.bare = k, false
			}
			marks = marks[1:]
		}
		lines = append(lines, l)
		at += n + 1
	}
	for i := range lines {
		markAttribution(text, lines[i:])
		if lines[i].kind == plainLine && headerBlockAt(text, lines[i:]) {
			lines[i].kind = historyLine
		}
	}
	return lines
}

func kindOf(line string) (k lineKind, bare bool) {
	trimmed := strings.TrimSpace(line)
	switch {
	case trimmed == "":
		return blankLine, false
	case strings.HasPrefix(line, ">") && !strings.HasPrefix(line, ">From "): // that one is mbox quoting
		return quotedLine, false
	case line == "-- " || line == "--\u00a0":
		return signatureLine, false
	case trimmed == "--" || trimmed == "—":
		return signatureLine, true
	case len(trimmed) > 80:
		return plainLine, false
	}
	if first, last := trimmed[0], trimmed[len(trimmed)-1]; first < 'A' || first == '_' || first >= 0x80 || last == ':' {
		if inner := strings.Trim(trimmed, "-_ :.*\u2010\u2013\u2014"); len(inner) < len(trimmed) && historyMarks[strings.ToLower(inner)] {
			return historyLine, false
		}
	}
	if len(trimmed) >= 12 && len(trimmed) <= 60 {
		word, _, _ := strings.Cut(trimmed, " ")
		if list := phoneMarks[strings.ToLower(word)]; list != nil && hasAnyPrefix(strings.ToLower(trimmed), list) {
			return signatureLine, true
		}
	}
	return plainLine, false
}

// historyMarks and phoneMarks index the language table by line and by first word.
var historyMarks, phoneMarks = func() (map[string]bool, map[string][]string) {
	h, p := map[string]bool{}, map[string][]string{}
	for _, l := range languages {
		for _, s := range l.history {
			h[s] = true
		}
		for _, s := range l.phone {
			word, _, _ := strings.Cut(s, " ")
			p[word] = append(p[word], s)
		}
	}
	return h, p
}()

// markAttribution recognises "On 3 Nov 2026, at 10:31, X <x@y> wrote:" in the
// languages of the table, wrapped over up to three lines.
func markAttribution(text string, lines []textLine) {
	if lines[0].kind != plainLine || !endsInColon(text, lines) {
		return
	}
	first := text[lines[0].from:lines[0].to]
	if len(first) > 300 {
		return
	}
	low := strings.ToLower(strings.TrimSpace(first))
	for i := range languages {
		if lang := &languages[i]; hasAnyPrefix(low, lang.opens) && attributionEnd(text, lines, lang) {
			return
		}
	}
	// "Jane wrote on Monday:" above a quoted line, whatever its form
	if strings.HasSuffix(low, ":") && nextIsQuoted(lines[1:]) {
		for i := range languages {
			if hasAny(low, languages[i].wrote) {
				lines[0].kind = attributeLine
			}
		}
	}
}

// endsInColon spares most lines a closer look: one of the next three has to
// end in a colon.
func endsInColon(text string, lines []textLine) bool {
	for _, l := range lines[:min(len(lines), 3)] {
		if strings.HasSuffix(strings.TrimRight(text[l.from:l.to], " \t\u00a0"), ":") {
			return true
		}
	}
	return false
}

func nextIsQuoted(lines []textLine) bool {
	for i, l := range lines {
		if l.kind != blankLine || i > 1 {
			return l.kind == quotedLine
		}
	}
	return false
}

func attributionEnd(text string, lines []textLine, lang *language) bool {
	for n := 0; n < len(lines) && n < 3; n++ {
		if lines[n].kind != plainLine || lines[n].to-lines[0].from > 400 {
			return false
		}
		s := strings.ToLower(strings.TrimRight(text[lines[0].from:lines[n].to], " \t\u00a0"))
		if strings.HasSuffix(s, ":") && hasAny(s, lang.wrote) && strings.ContainsAny(s, "0123456789") {
			for i := range lines[:n+1] {
				lines[i].kind = attributeLine
			}
			if strings.Contains(s, "@") || hasClock(s) {
				lookAhead(lines[n+1:], lines[:n+1])
			}
			return true
		}
	}
	return false
}

// lookAhead makes an attribution the start of history where the program that
// wrote it did not mark the quoted lines.
func lookAhead(after, attribution []textLine) {
	for _, l := range after {
		switch l.kind {
		case blankLine:
			continue
		case plainLine, historyLine, attributeLine:
			attribution[0].kind = historyLine
		}
		return
	}
}

// hasClock finds 10:31, 10.31 or 10h31.
func hasClock(s string) bool {
	for i := 1; i < len(s)-1; i++ {
		if (s[i] == ':' || s[i] == '.' || s[i] == 'h') && digits(s[i-1:i]) && digits(s[i+1:i+2]) {
			return true
		}
	}
	return false
}

// headerBlockAt reports an Outlook header block: a From line and at least two
// others of the same language within the next six lines.
func headerBlockAt(text string, lines []textLine) bool {
	first := text[lines[0].from:lines[0].to]
	if len(first) > 400 {
		return false
	}
	langs, _ := cutLabel(first)
	for lang, k := range langs {
		if k == labelFrom && labelsFollow(text, lines[1:], lang) >= 2 {
			return true
		}
	}
	return false
}

func labelsFollow(text string, lines []textLine, lang int) int {
	seen := map[label]bool{}
	for i := 0; i < len(lines) && i < 7; i++ {
		if lines[i].to-lines[i].from > 2000 {
			continue
		}
		langs, _ := cutLabel(text[lines[i].from:lines[i].to])
		if k := langs[lang]; k != noLabel && k != labelFrom {
			seen[k] = true
		}
	}
	return len(seen)
}

func hasAnyPrefix(s string, list []string) bool {
	for _, p := range list {
		if strings.HasPrefix(s, p) {
			return true
		}
	}
	return false
}

func hasAny(s string, list []string) bool {
	for _, p := range list {
		if strings.Contains(s, p) {
			return true
		}
	}
	return false
}
