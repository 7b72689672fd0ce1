package mail

import "strings"

// Forward is a mail that was passed on inside another one. Attached, it is a
// mail like any other. Inline, it is text under a line like "---------- Forwarded
// message ---------": its sender, date and subject are what that text says,
// which anyone can write, so it is weak. It then has no Raw and no identity.
type Forward struct {
	Mail Parsed
	Weak bool
}

// forwardMarks are the stems that tell the mark of a forward from that of an
// answer, among the history lines of language.go.
var forwardMarks = []string{"forwarded", "weitergeleitet", "transféré", "réexpédié", "reenviado", "inoltrato", "encaminhada", "doorgestuurd", "vidarebefordrat", "videresendt", "przekazan", "przekazywan"}

// forwardPrefixes are what mail programs put before the subject of a forward.
var forwardPrefixes = words("fwd", "fw", "wg", "tr", "rv", "i", "enc", "doorst", "vb", "vs", "pd", "vl", "wtr")

// readForward finds the mail that this one passes on, if it does so.
func readForward(p *Parsed, o Options, depth int) *Forward {
	kind, _ := mediaType(p.Header.raw("Content-Type"))
	if kind == "multipart/report" || kind == "multipart/digest" {
		return nil // a bounce, or many mails of a list
	}
	if len(p.Nested) > 0 && depth < nestedDepth {
		if in, err := read(p.Nested[0], o, depth+1); err == nil {
			return &Forward{Mail: in}
		}
	}
	return inlineForward(p, o)
}

// inlineForward reads the header block below the mark of a forward. Where the
// subject says that the mail is a forward, any header block will do.
func inlineForward(p *Parsed, o Options) *Forward {
	said := forwardSubject(p.Message.Subject)
	if !said && !p.hasHistory() {
		return nil
	}
	at := forwardLine(p.Message.Text, said)
	if at < 0 {
		return nil
	}
	inner := Parsed{Links: p.Links}
	m := &inner.Message
	m.Text = unquoteBlock(p.Message.Text[at:])
	var w warnings
	end := labelled(m, topLines(m.Text), o, &w)
	if end == 0 || m.FromAddr == "" && m.FromName == "" {
		return nil
	}
	m.Text = strings.TrimLeft(m.Text[end:], "\n")
	m.NewStart, m.NewEnd = newText(m.Text, nil)
	m.Automated = m.FromAddr != "" && NoReply(m.FromAddr)
	m.HasHTML, m.Source, m.Warnings = p.Message.HasHTML, p.Message.Source, w.list
	return &Forward{Mail: inner, Weak: true}
}

// hasHistory reports that something below the new text was left out of it, or
// that the text begins with a mark. It spares most mails the second look.
func (p *Parsed) hasHistory() bool {
	m := &p.Message
	if m.NewEnd < len(m.Text) {
		return true
	}
	first, _, _ := strings.Cut(strings.TrimLeft(m.Text, " \n"), "\n")
	k, _ := kindOf(first)
	return k == historyLine
}

// forwardLine is the byte at which the forwarded block begins, or -1.
func forwardLine(text string, anyBlock bool) int {
	for _, l := range classify(text, nil) {
		if l.kind != historyLine {
			continue
		}
		low := strings.ToLower(text[l.from:l.to])
		if hasAny(low, forwardMarks) || anyBlock {
			return l.from
		}
		return -1 // an answer; what lies below it was not passed on by this mail
	}
	return -1
}

// forwardSubject reports "Fwd: ...", "WG: ..." and their like.
func forwardSubject(s string) bool {
	prefix, _, found := strings.Cut(s, ":")
	return found && in(forwardPrefixes, strings.ToLower(strings.TrimSpace(prefix)))
}

// unquoteBlock takes the "> " off a block that Apple Mail forwards as a
// quotation. The first line is the mark.
func unquoteBlock(s string) string {
	mark, rest, _ := strings.Cut(s, "\n")
	if !strings.HasPrefix(strings.TrimLeft(rest, "\n"), ">") {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	b.WriteString(mark)
	for line := range strings.SplitSeq(rest, "\n") {
		b.WriteByte('\n')
		b.WriteString(strings.TrimPrefix(strings.TrimPrefix(line, ">"), " "))
	}
	return b.String()
}

// takeText gives a mail that only carries another one the text of that one.
func takeText(p *Parsed, in Parsed, w *warnings) {
	m := &p.Message
	m.Text, m.NewStart, m.NewEnd = in.Message.Text, in.Message.NewStart, in.Message.NewEnd
	m.HasHTML = m.HasHTML || in.Message.HasHTML
	if p.Links == nil {
		p.Links = in.Links
	}
	w.add("This mail only carries another one. The text is that of “%s”.", orWord(in.Message.Subject, "no subject"))
}
