package mail

import (
	"bytes"
	"strings"
	"time"

	"github.com/emersion/go-message"
	gomail "github.com/emersion/go-message/mail"

	"debrief/internal/fault"
)

// Letter is a message to be written to a file.
type Letter struct {
	FromName, FromAddr string
	ToName, ToAddr     string
	Subject, Body      string
	InReplyTo          string // Message-ID without brackets
	Refs               []string
	At                 time.Time
}

// Compose writes a draft as a mail file. X-Unsent makes mail programs open it
// for editing. A line break, NUL or line separator in any header is refused
// with fault.Invalid, so that nothing can be slipped in.
func Compose(l Letter) ([]byte, error) {
	for field, v := range map[string]string{"from": l.FromName + l.FromAddr, "to": l.ToName + l.ToAddr, "subject": l.Subject, "in-reply-to": l.InReplyTo, "references": strings.Join(l.Refs, "")} {
		if strings.ContainsAny(v, "\r\n\x00\u2028\u2029") {
			return nil, fault.New(fault.Invalid, field, "The field %q holds a line break. Remove it and save again.", field)
		}
	}
	var h gomail.Header
	h.Header = message.Header{}
	h.SetContentType("text/plain", map[string]string{"charset": "utf-8"})
	h.Set("Content-Transfer-Encoding", "quoted-printable")
	h.Set("MIME-Version", "1.0")
	h.Set("X-Unsent", "1")
	h.SetDate(l.At)
	h.SetSubject(l.Subject)
	if l.FromAddr != "" {
		h.SetAddressList("From", []*gomail.Address{{Name: l.FromName, Address: l.FromAddr}})
	}
	if l.ToAddr != "" {
		h.SetAddressList("To", []*gomail.Address{{Name: l.ToName, Address: l.ToAddr}})
	}
	if l.InReplyTo != "" {
		h.SetMsgIDList("In-Reply-To", []string{l.InReplyTo})
	}
	if len(l.Refs) > 0 {
		h.SetMsgIDList("References", l.Refs)
	}
	var b bytes.Buffer
	w, err := gomail.CreateSingleInlineWriter(&b, h)
	if err != nil {
		return nil, err
	}
	body := strings.ReplaceAll(strings.ReplaceAll(l.Body, "\r\n", "\n"), "\n", "\r\n")
	if _, err := w.Write([]byte(body)); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}
