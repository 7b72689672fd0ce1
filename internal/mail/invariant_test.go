package mail

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// checkParsed fails unless a parsed mail keeps what the package promises of
// every mail: text that can be stored and shown, offsets within it, an
// identity. The fuzz tests use it too.
func checkParsed(t testing.TB, p Parsed) {
	t.Helper()
	m := p.Message
	if len(m.ContentID) != 64 {
		t.Errorf("content id %q", m.ContentID)
	}
	if id, err := ContentID(p.Raw); m.Source == "eml" && (err != nil || id != m.ContentID) {
		t.Errorf("identity alone is %q, %v", id, err)
	}
	if m.NewStart < 0 || m.NewStart > m.NewEnd || m.NewEnd > len(m.Text) {
		t.Fatalf("new text %d..%d of %d", m.NewStart, m.NewEnd, len(m.Text))
	}
	if !utf8.ValidString(m.NewText()) || strings.TrimSpace(m.Text) != "" && strings.TrimSpace(m.NewText()) == "" {
		t.Errorf("new text %q of %q", m.NewText(), m.Text)
	}
	if i := firstUnclean(m.Text); i >= 0 && !utf8.ValidString(m.Text) {
		t.Errorf("text is not valid at %d: %q", i, m.Text)
	}
	if strings.ContainsFunc(m.Text, invisible) || strings.Contains(m.Text, "\r") {
		t.Errorf("text holds hidden characters: %q", m.Text)
	}
	lines := []string{m.MailID, m.InReplyTo, m.Refs, m.FromName, m.FromAddr, m.ReplyTo, m.ToAddrs, m.CcAddrs, m.Subject, p.Calendar}
	lines = append(append(lines, m.Attachments...), m.Warnings...)
	for _, s := range lines {
		if !utf8.ValidString(s) || strings.ContainsFunc(s, invisible) || strings.ContainsAny(s, "\n\r\t") || len(s) > 100<<10 {
			t.Errorf("field is not one clean line: %q", cut(s, 300))
		}
	}
	if f := p.Forward; f != nil {
		in := f.Mail.Message
		if f.Weak != (in.ContentID == "") || in.NewStart < 0 || in.NewStart > in.NewEnd || in.NewEnd > len(in.Text) || f.Weak && in.FromName+in.FromAddr == "" {
			t.Errorf("forward: weak %v, %+v", f.Weak, in)
		}
	}
	if len(m.Warnings) > 20 || len(p.Links) > 200 || len(p.Nested) > 20 || len(m.Attachments) > 100 {
		t.Errorf("a list without bound: %d warnings, %d links, %d mails, %d attachments", len(m.Warnings), len(p.Links), len(p.Nested), len(m.Attachments))
	}
}
