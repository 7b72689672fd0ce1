// Package mail reads and writes mail: one .eml, or text copied out of a mail
// program. It yields messages and knows nothing of applications.
//
// A broken mail loses nothing that can be read: an unknown charset, a missing
// boundary or a cut-off end become warnings beside the text.
//
//	msg, err := mail.Read(raw)      // one .eml
//	msg, err = mail.Pasted(text)    // copied text, with or without header lines
//	raw, err := mail.Compose(letter) // a draft file for any mail program
package mail

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"mime"
	"regexp"
	"strings"

	"github.com/emersion/go-message"
	"github.com/emersion/go-message/charset"
	gomail "github.com/emersion/go-message/mail"

	"debrief/internal/fault"
	"debrief/internal/track"
)

// Limits of one mail.
const (
	MaxBytes  = 25 << 20
	maxText   = 2 << 20
	maxParts  = 200
	maxNested = 10
)

// Read decodes one mail. Kinds of error: TooLarge, Invalid when it is no mail
// at all. What could be read only in part is told in the message's Warnings.
func Read(raw []byte) (track.Message, error) {
	if len(raw) > MaxBytes {
		return track.Message{}, fault.New(fault.TooLarge, "mail", "The mail has %d MB; up to %d MB are read.", len(raw)>>20, MaxBytes>>20)
	}
	raw = bytes.TrimLeft(raw, "\ufeff \r\n")
	if bytes.HasPrefix(raw, []byte("From ")) { // one mail cut out of an mbox
		if i := bytes.IndexByte(raw, '\n'); i > 0 {
			raw = raw[i+1:]
		}
	}
	r := reader{}
	e, err := message.Read(bytes.NewReader(raw))
	if err != nil && !message.IsUnknownCharset(err) && !message.IsUnknownEncoding(err) {
		return track.Message{}, fault.Wrap(err, fault.Invalid, "mail", "This is not a mail that can be read: it has no headers. Save it as .eml and try again, or paste its text.")
	}
	if err != nil {
		r.warn("part of it uses a character set or encoding that is not known: %v", err)
	}
	h := gomail.Header{Header: e.Header}
	if !looksLikeMail(h) {
		return track.Message{}, fault.New(fault.Invalid, "mail", "This is not a mail: it has neither sender nor subject nor date. Paste its text instead.")
	}
	r.header(h)
	r.part(e, 0)
	r.finish()
	r.msg.Source = "eml"
	r.msg.ContentID = contentID(h, r.msg.Text)
	return r.msg, nil
}

func looksLikeMail(h gomail.Header) bool {
	return h.Get("From") != "" || h.Get("Subject") != "" || h.Get("Date") != "" || h.Get("Message-Id") != ""
}

type reader struct {
	msg         track.Message
	plain, html strings.Builder
	parts       int
}

func (r *reader) warn(format string, args ...any) {
	if len(r.msg.Warnings) < 10 {
		r.msg.Warnings = append(r.msg.Warnings, clean(fmt.Sprintf(format, args...), 300))
	}
}

func (r *reader) header(h gomail.Header) {
	m := &r.msg
	from := addresses(h, "From")
	if len(from) > 0 {
		m.FromName, m.FromAddr = from[0].Name, strings.ToLower(from[0].Address)
	}
	if reply := addresses(h, "Reply-To"); len(reply) > 0 {
		m.ReplyTo = strings.ToLower(reply[0].Address)
	}
	m.ToAddrs, m.CcAddrs = joined(addresses(h, "To")), joined(addresses(h, "Cc"))
	m.Subject = clean(text(h, "Subject"), 500)
	m.MailID, m.InReplyTo = messageID(h.Get("Message-Id")), messageID(h.Get("In-Reply-To"))
	m.Refs = strings.Join(messageIDs(h.Get("References")), " ")
	if d := h.Get("Date"); d != "" {
		if t, err := h.Date(); err == nil && t.Year() > 1971 && t.Year() < 2100 {
			m.Date = track.InstantOf(t)
		} else {
			r.warn("the date %q can't be read", d)
		}
	}
	m.Automated = automated(h, m.FromAddr)
}

// text decodes a header; where it can't, the raw value is better than nothing.
func text(h gomail.Header, key string) string {
	v, err := h.Text(key)
	if err != nil {
		v = h.Get(key)
	}
	return v
}

func addresses(h gomail.Header, key string) []*gomail.Address {
	list, err := h.AddressList(key)
	if err == nil {
		for _, a := range list {
			a.Name, a.Address = clean(a.Name, 200), clean(a.Address, 320)
		}
		return list
	}
	v := text(h, key)
	if a := bareAddress.FindString(v); a != "" {
		name := strings.Trim(strings.NewReplacer("<"+a+">", "", a, "").Replace(v), ` "<>`)
		return []*gomail.Address{{Name: clean(name, 200), Address: a}}
	}
	return nil
}

var bareAddress = regexp.MustCompile(`[\w.+'-]{1,64}@[\w-]+(?:\.[\w-]+)+`)

func joined(list []*gomail.Address) string {
	out := make([]string, 0, len(list))
	for _, a := range list[:min(len(list), 50)] {
		out = append(out, strings.ToLower(a.Address))
	}
	return strings.Join(out, ", ")
}

func messageID(v string) string {
	if ids := messageIDs(v); len(ids) > 0 {
		return ids[0]
	}
	return ""
}

var idPattern = regexp.MustCompile(`<([^<>\s]{1,400})>`)

func messageIDs(v string) (ids []string) {
	for _, m := range idPattern.FindAllStringSubmatch(v, 50) {
		ids = append(ids, m[1])
	}
	return ids
}

var automatic = regexp.MustCompile(`(?i)(?:^|[._+-])(?:no-?_?reply|do-?_?not-?_?reply|donotreply|noresponse|mailer-daemon|postmaster|notifications?|automated|bounce)`)

// automated tells a machine's message by its headers and address.
func automated(h gomail.Header, from string) bool {
	auto := strings.ToLower(h.Get("Auto-Submitted"))
	return auto != "" && auto != "no" || automatic.MatchString(from)
}

// part walks a message and its parts. Text parts are decoded; everything else
// is named among the attachments.
func (r *reader) part(e *message.Entity, depth int) {
	r.parts++
	if r.parts > maxParts || depth > maxNested {
		r.warn("it is nested too deeply; the rest was left out")
		return
	}
	media, params, err := e.Header.ContentType()
	if err != nil {
		media = "text/plain"
	}
	if mr := e.MultipartReader(); mr != nil {
		r.parts--
		for {
			p, err := mr.NextPart()
			if errors.Is(err, io.EOF) {
				return
			}
			if p == nil {
				r.warn("a part is broken or cut off")
				return
			}
			if err != nil {
				r.warn("a part uses a character set that is not known: %v", err)
			}
			r.part(p, depth+1)
		}
	}
	disposition, dparams, _ := e.Header.ContentDisposition()
	name := dparams["filename"]
	if name == "" {
		name = params["name"]
	}
	switch {
	case disposition == "attachment" || name != "" && !strings.HasPrefix(media, "text/"):
		r.attach(name, media)
	case media == "text/plain" || media == "":
		r.read(&r.plain, e)
	case media == "text/html":
		var b strings.Builder
		r.read(&b, e)
		r.html.WriteString(htmlText(b.String()))
	case media == "message/rfc822":
		r.nested(e, depth)
	default:
		r.attach(name, media)
	}
}

func (r *reader) attach(name, media string) {
	if name == "" {
		name = media
	}
	if decoded, err := new(mime.WordDecoder).DecodeHeader(name); err == nil {
		name = decoded
	}
	if len(r.msg.Attachments) < 50 {
		r.msg.Attachments = append(r.msg.Attachments, clean(name, 200))
	}
}

func (r *reader) read(b *strings.Builder, e *message.Entity) {
	data, err := io.ReadAll(io.LimitReader(e.Body, maxText))
	if err != nil {
		r.warn("the text is cut off or broken")
	}
	if b.Len() > 0 {
		b.WriteString("\n\n")
	}
	b.WriteString(strings.ToValidUTF8(string(data), "\ufffd"))
}

// nested shows a forwarded mail under the text that came with it.
func (r *reader) nested(e *message.Entity, depth int) {
	inner, err := message.Read(io.LimitReader(e.Body, MaxBytes))
	if err != nil && inner == nil {
		r.warn("a forwarded mail can't be read")
		return
	}
	h := gomail.Header{Header: inner.Header}
	fmt.Fprintf(&r.plain, "\n\nForwarded: %s\nFrom: %s\n\n", clean(text(h, "Subject"), 200), clean(text(h, "From"), 200))
	r.part(inner, depth+1)
}

func (r *reader) finish() {
	body := r.plain.String()
	if strings.TrimSpace(body) == "" {
		body = r.html.String()
	}
	r.msg.Text = tidyText(body)
	r.msg.NewEnd = newTextEnd(r.msg.Text)
}

func tidyText(s string) string {
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\x00", "", "\u00a0", " ").Replace(s)
	s = blankLines.ReplaceAllString(s, "\n\n")
	if len(s) > maxText {
		s = strings.ToValidUTF8(s[:maxText], "")
	}
	return strings.TrimSpace(s)
}

var blankLines = regexp.MustCompile(`\n[ \t]*\n(?:[ \t]*\n)+`)

// clean keeps a header value on one line, without control characters, within n bytes.
func clean(s string, n int) string {
	s = strings.Map(func(c rune) rune {
		if c < ' ' || c == 0x7f || c == 0x2028 || c == 0x2029 {
			return ' '
		}
		return c
	}, strings.ToValidUTF8(s, "\ufffd"))
	s = strings.Join(strings.Fields(s), " ")
	if len(s) > n {
		s = strings.ToValidUTF8(s[:n], "")
	}
	return s
}

// contentID is the identity of a mail across sources: stable headers and the
// text, without what relays add. Source: quality.md 2.1.
func contentID(h gomail.Header, body string) string {
	sum := sha256.New()
	for _, key := range []string{"Message-Id", "Date", "From", "To", "Cc", "Subject", "In-Reply-To", "References", "Content-Type"} {
		fmt.Fprintf(sum, "%s:%s\n", key, strings.Join(strings.Fields(h.Get(key)), " "))
	}
	for line := range strings.SplitSeq(body, "\n") {
		fmt.Fprintf(sum, "%s\n", strings.TrimPrefix(strings.TrimRight(line, " \t"), ">From "))
	}
	return hex.EncodeToString(sum.Sum(nil))
}

func init() {
	message.CharsetReader = charset.Reader
}
