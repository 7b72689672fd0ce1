package mail

import (
	"strings"

	"debrief/internal/fault"
	"debrief/internal/track"
)

// Pasted reads text that a person copied: the text alone, with the header
// lines that a mail program prints (From/Von/De, Subject/Betreff/Objet, in the
// languages of the table), in the shape in which Gmail or Outlook show a mail,
// or the whole source of a mail. What the text does not say stays empty, and
// the person is asked. Text is kept whole; NewStart is behind the header lines.
//
// Errors: fault.Invalid for nothing, fault.TooLarge above the limit.
func Pasted(text string, o Options) (Parsed, error) {
	limit := o.MaxBytes
	if limit <= 0 {
		limit = MaxPasted
	}
	if int64(len(text)) > limit {
		return Parsed{}, fault.New(fault.TooLarge, "text", "This text is larger than %s, the most that can be pasted. Paste only the mail itself.", size(limit))
	}
	if strings.TrimSpace(text) == "" {
		return Parsed{}, fault.New(fault.Invalid, "text", "There is no text yet. Paste the mail here.")
	}
	if p, ok := pastedSource(text, o); ok {
		return p, nil
	}
	p := Parsed{Raw: []byte(text)}
	m := &p.Message
	m.Source, m.ContentID = "pasted", pastedID(text)
	var w warnings
	var marks []mark
	if looksHTML(text) {
		v := htmlText(strings.ToValidUTF8(text, "\uFFFD"))
		m.Text, m.HasHTML, p.Links, marks = v.text, true, v.links, v.marks
	} else {
		m.Text = strings.TrimSpace(clean(text))
	}
	start := pastedHeader(m, o, &w)
	for len(marks) > 0 && marks[0].at < start {
		marks = marks[1:]
	}
	for i := range marks {
		marks[i].at -= start
	}
	m.NewStart, m.NewEnd = newText(m.Text[start:], marks)
	m.NewStart, m.NewEnd = m.NewStart+start, m.NewEnd+start
	m.Automated = m.FromAddr != "" && NoReply(m.FromAddr)
	m.Warnings = w.list
	return p, nil
}

// pastedSource reads text that is the source of a mail ("show original").
func pastedSource(text string, o Options) (Parsed, bool) {
	src := []byte(strings.TrimLeft(text, " \t\r\n\ufeff"))
	if !knownField(src) && !strings.HasPrefix(string(src), "From ") {
		return Parsed{}, false
	}
	src, _, err := envelope(src)
	if err != nil {
		return Parsed{}, false
	}
	h, _, ok := scanHeader(src, &warnings{})
	if !ok || h.raw("Message-ID") == "" && h.raw("Received") == "" && h.raw("MIME-Version") == "" && h.raw("Content-Type") == "" {
		return Parsed{}, false
	}
	p, err := guarded([]byte(text), o)
	if err != nil {
		return Parsed{}, false
	}
	p.Message.Source = "pasted"
	return p, true
}

func looksHTML(text string) bool {
	s := strings.ToLower(strings.TrimSpace(cut(text, 200)))
	return strings.HasPrefix(s, "<!doctype html") || strings.HasPrefix(s, "<html") || strings.HasPrefix(s, "<div") || strings.HasPrefix(s, "<table")
}

// headerLines is how many lines at the top may belong to a header.
const headerLines = 20

// pastedHeader fills a message from the lines at the top of its text and gives
// the place at which they end.
func pastedHeader(m *track.Message, o Options, w *warnings) int {
	lines := topLines(m.Text)
	if end := labelled(m, lines, o, w); end > 0 {
		return end
	}
	return shown(m, lines, o, w)
}

type topLine struct {
	text string
	end  int // byte behind its line end
}

func topLines(text string) (lines []topLine) {
	for at := 0; at < len(text) && len(lines) < headerLines; {
		n := strings.IndexByte(text[at:], '\n')
		if n < 0 {
			n = len(text) - at
		}
		lines = append(lines, topLine{strings.TrimSpace(cut(text[at:at+n], 2000)), min(at+n+1, len(text))})
		at += n + 1
	}
	return lines
}

// labelled reads "From: ...", "Subject: ..." lines. A block counts from two
// labels of one language on, or from one where it is From or Subject and an
// empty line follows. It may stand under a forward line.
func labelled(m *track.Message, lines []topLine, o Options, w *warnings) (end int) {
	start := 0
	for start < len(lines) && (lines[start].text == "" || isHistoryMark(lines[start].text)) {
		start++
	}
	lang, n := blockLanguage(lines[start:])
	if n == 0 {
		return 0
	}
	var last label
	values := map[label]string{}
	for _, l := range lines[start:] {
		langs, rest := cutLabel(l.text)
		k := langs[lang]
		switch {
		case k != noLabel:
			if _, twice := values[k]; !twice {
				values[k] = rest
			}
		case l.text == "":
			if len(values) >= n {
				return apply(m, values, l.end, o, w)
			}
		case last != noLabel && values[last] == "": // "From:" with its value on the next line
			values[last], k = l.text, last
		case (last == labelTo || last == labelCc) && strings.ContainsAny(l.text, "@;"):
			k = last // a long list goes on
		default:
			return apply(m, values, end, o, w)
		}
		last, end = k, l.end
	}
	return apply(m, values, end, o, w)
}

func isHistoryMark(line string) bool {
	k, _ := kindOf(line)
	return k == historyLine
}

// blockLanguage is the language with the most labels in the block that begins
// at the first line, and their number; 0 when this is no header block.
func blockLanguage(lines []topLine) (lang, n int) {
	if len(lines) == 0 {
		return 0, 0
	}
	firsts, _ := cutLabel(lines[0].text)
	for i := range languages {
		if firsts[i] == noLabel {
			continue
		}
		seen := map[label]bool{}
		for _, l := range lines {
			if langs, _ := cutLabel(l.text); langs[i] != noLabel {
				seen[langs[i]] = true
			}
		}
		alone := len(seen) == 1 && (seen[labelFrom] || seen[labelSubject]) && len(lines) > 1 && lines[1].text == ""
		if len(seen) > n && (len(seen) > 1 || alone) {
			lang, n = i, len(seen)
		}
	}
	return lang, n
}

func apply(m *track.Message, values map[label]string, end int, o Options, w *warnings) int {
	if a := addresses(values[labelFrom]); len(a) > 0 {
		m.FromName, m.FromAddr = a[0].Name, a[0].Addr
	}
	m.ToAddrs, m.CcAddrs, m.ReplyTo = join(addresses(values[labelTo])), join(addresses(values[labelCc])), join(addresses(values[labelReplyTo]))
	m.Subject = oneLine(values[labelSubject], 2000)
	if s := values[labelDate]; s != "" {
		pastedDate(m, s, o, w)
	}
	return end
}

// pastedDate reads a date as a person's mail program shows it.
func pastedDate(m *track.Message, s string, o Options, w *warnings) bool {
	d, ok := parseDate(s, o.Zone)
	if !ok || !d.hasYear && o.Now.IsZero() {
		return false
	}
	if d.twoWays {
		w.add("The date %s can be read in two ways. Please enter it.", oneLine(s, 40))
		return true
	}
	m.Date, m.Zone = track.InstantOf(d.withYear(o.Now)), d.zone
	return true
}

// shown reads the shape in which a mail program shows a mail on the screen:
//
//	Your application to Northgate Labs       subject
//	Inbox                                    (Gmail: the label)
//	Northgate Labs <jobs@northgate.example>  sender
//	Tue, Nov 24, 2026, 10:31 AM (2 hours ago)
//	to me
//
// It counts only when a line with an address and a line with a date or a
// "to me" stand among the first lines.
func shown(m *track.Message, lines []topLine, o Options, w *warnings) (end int) {
	sender, evidence := -1, false
	var got track.Message
	for i, l := range lines[:min(len(lines), 10)] {
		s := l.text
		switch {
		case sender < 0 && senderLine(s):
			sender = i
			address, rest := s, ""
			if i := strings.IndexByte(s, '>'); i >= 0 {
				address, rest = s[:i+1], s[i+1:]
			}
			if a := addresses(address); len(a) > 0 {
				got.FromName, got.FromAddr = a[0].Name, a[0].Addr
			}
			evidence, end = dateLine(&got, rest, o, w), l.end
		case sender >= 0 && meLine(s), sender >= 0 && len(s) <= 60 && dateLine(&got, s, o, w), sender >= 0 && toLine(&got, s):
			evidence, end = true, l.end
		}
	}
	if sender < 0 || !evidence {
		return 0
	}
	m.FromName, m.FromAddr, m.Date, m.Zone, m.ToAddrs = got.FromName, got.FromAddr, got.Date, got.Zone, got.ToAddrs
	for _, l := range lines[:sender] {
		if l.text != "" {
			m.Subject = oneLine(l.text, 500)
			break
		}
	}
	return end
}

// senderLine is "Name <addr>", "Name<addr>" or an address alone.
func senderLine(s string) bool {
	at := strings.IndexByte(s, '@')
	if at < 1 || len(s) > 200 {
		return false
	}
	open, shut := strings.IndexByte(s, '<'), strings.IndexByte(s, '>')
	if open >= 0 && open < at && at < shut {
		return len(strings.Fields(s[:open])) <= 8
	}
	return !strings.ContainsAny(s, " \t") && strings.Contains(s[at:], ".")
}

func meLine(s string) bool {
	s = strings.ToLower(strings.TrimSpace(s))
	for _, l := range languages {
		for _, me := range l.me {
			if s == me || strings.HasPrefix(s, me+",") {
				return true
			}
		}
	}
	return false
}

func dateLine(m *track.Message, s string, o Options, w *warnings) bool {
	if !strings.ContainsAny(s, "0123456789") || m.Date.Known() {
		return false
	}
	d, ok := parseDate(s, o.Zone)
	return ok && d.hasTime && pastedDate(m, s, o, w)
}

func toLine(m *track.Message, s string) bool {
	langs, rest := cutLabel(s)
	for _, k := range langs {
		if k == labelTo {
			m.ToAddrs = join(addresses(rest))
			return true
		}
	}
	return false
}
