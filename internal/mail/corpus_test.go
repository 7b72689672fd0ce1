package mail

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"debrief/internal/testkit"
)

// now is the moment at which the corpus is read.
var now = time.Date(2026, 11, 25, 9, 0, 0, 0, time.UTC)

func readFile(t testing.TB, path string) (Parsed, error) {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return Read(bytes.NewReader(raw), Options{Now: now})
}

// Every mail of testdata/corpus was written for this test, one oddity each.
// The file beside it with the ending .txt is what must come out.
func TestRead_corpusComesOutAsWritten(t *testing.T) {
	files, _ := filepath.Glob("testdata/corpus/*.eml")
	if len(files) < 60 {
		t.Fatalf("only %d mails", len(files))
	}
	for _, f := range files {
		name := strings.TrimSuffix(filepath.Base(f), ".eml")
		t.Run(name, func(t *testing.T) {
			p, err := readFile(t, f)
			if err != nil {
				t.Fatal(err)
			}
			checkParsed(t, p)
			testkit.Golden(t, "corpus/"+name+".txt", []byte(page(p)))
		})
	}
}

// page prints a parsed mail for a golden file.
func page(p Parsed) string {
	m := p.Message
	var b strings.Builder
	line := func(name, value string) {
		if value != "" {
			fmt.Fprintf(&b, "%s: %s\n", name, value)
		}
	}
	line("from", Address{m.FromName, m.FromAddr}.String())
	line("reply to", m.ReplyTo)
	line("to", m.ToAddrs)
	line("cc", m.CcAddrs)
	line("subject", m.Subject)
	if m.Date.Known() {
		line("date", fmt.Sprintf("%s zone %d", m.Date.Time().Format(time.RFC3339), m.Zone))
	}
	line("id", m.MailID)
	line("in reply to", m.InReplyTo)
	line("references", m.Refs)
	line("automated", map[bool]string{true: "yes"}[m.Automated])
	line("html", map[bool]string{true: "yes"}[m.HasHTML])
	line("calendar", p.Calendar)
	for _, i := range p.Invites {
		line("invite", fmt.Sprintf("%s %q at %q %s to %s, by %q", i.Method, i.Summary, i.Location, i.Start.Time().UTC().Format(time.RFC3339), i.End.Time().UTC().Format(time.RFC3339), i.Organizer))
	}
	if f := p.Forward; f != nil {
		i := f.Mail.Message
		line("forwards", fmt.Sprintf("%q of %s, %s, weak %v, text %q", i.Subject, Address{i.FromName, i.FromAddr}, i.Date.Time().UTC().Format(time.RFC3339), f.Weak, cut(i.NewText(), 60)))
	}
	for _, x := range m.Attachments {
		line("attachment", x)
	}
	for _, x := range p.Links {
		line("link", x)
	}
	for _, x := range m.Warnings {
		line("warning", x)
	}
	section := func(name, text string) {
		if text != "" {
			fmt.Fprintf(&b, "=== %s\n%s\n", name, text)
		}
	}
	section("before", m.Text[:m.NewStart])
	section("new", m.Text[m.NewStart:m.NewEnd])
	section("after", m.Text[m.NewEnd:])
	return b.String()
}

// The 23 licensed mails (testdata/findajob/SOURCE.txt) are plain: their fields
// and their body can be read with nothing but string cutting.
func TestRead_licensedMailsGiveSenderSubjectDateAndText(t *testing.T) {
	files, _ := filepath.Glob("testdata/findajob/*/*.eml")
	if len(files) != 23 {
		t.Fatalf("%d mails, want 23", len(files))
	}
	for _, f := range files {
		raw, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		p, err := readFile(t, f)
		if err != nil {
			t.Fatal(f, err)
		}
		head, body, _ := strings.Cut(string(raw), "\n\n")
		field := func(name string) string {
			_, rest, _ := strings.Cut("\n"+head, "\n"+name+": ")
			v, _, _ := strings.Cut(rest, "\n")
			return v
		}
		m := p.Message
		if got := (Address{m.FromName, m.FromAddr}).String(); got != field("From") {
			t.Errorf("%s: from %q, want %q", f, got, field("From"))
		}
		if m.Subject != field("Subject") {
			t.Errorf("%s: subject %q, want %q", f, m.Subject, field("Subject"))
		}
		_, date, _ := strings.Cut(field("Date"), ", ") // 11 of the 23 name a wrong weekday
		want, err := time.Parse("2 Jan 2006 15:04:05 -0700", date)
		if err != nil || !m.Date.Time().Equal(want) {
			t.Errorf("%s: date %v, want %v (%v)", f, m.Date.Time(), want, err)
		}
		if "<"+m.MailID+">" != field("Message-ID") {
			t.Errorf("%s: id %q, want %q", f, m.MailID, field("Message-ID"))
		}
		if !m.HasHTML && m.Text != strings.TrimRight(body, "\n") {
			t.Errorf("%s: text %q", f, m.Text)
		}
		if m.HasHTML && !strings.Contains(strings.Join(strings.Fields(m.Text), " "), "Your application for the Senior Datacenter Engineer position has been received and is under review.") {
			t.Errorf("%s: text %q", f, m.Text)
		}
		if len(m.Warnings) > 0 || m.NewText() != strings.TrimSpace(m.Text) {
			t.Errorf("%s: warnings %v, new text %d..%d of %d", f, m.Warnings, m.NewStart, m.NewEnd, len(m.Text))
		}
	}
}
