package mail

import (
	"bytes"
	"strings"
	"testing"
	"time"

	gomail "github.com/emersion/go-message/mail"

	"debrief/internal/fault"
)

func crlf(s string) []byte { return []byte(strings.ReplaceAll(s, "\n", "\r\n")) }

func TestRead_wholeBrokenAndForeignMails(t *testing.T) {
	for name, c := range map[string]struct {
		raw                  string
		from, subject, holds string
		warns                bool
	}{
		"plain":                           {"From: Aoife Brennan <aoife@tallis.example>\nSubject: Your application\nDate: Mon, 23 Nov 2026 16:42:00 +0000\nMessage-ID: <a1@tallis.example>\n\nDear Mira,\n\nthank you.\n", "aoife@tallis.example", "Your application", "thank you.", false},
		"quoted-printable and Latin-1":    {"From: =?iso-8859-1?Q?Zo=EB?= <zoe@x.example>\nSubject: =?utf-8?B?RGFua2UgZsO8ciBJaHJlIEJld2VyYnVuZw==?=\nContent-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\n\nf=FCr Ihre Zeit\n", "zoe@x.example", "Danke für Ihre Bewerbung", "für Ihre Zeit", false},
		"a charset that does not exist":   {"From: a@x.example\nSubject: No\nContent-Type: text/plain; charset=klingon-7\n\nWe chose someone else.\n", "a@x.example", "No", "We chose someone else.", true},
		"cut off in the middle of a part": {"From: a@x.example\nSubject: No\nContent-Type: multipart/alternative; boundary=b1\n\n--b1\nContent-Type: text/plain\n\nWe have decided not to mo", "a@x.example", "No", "We have decided not to mo", true},
		"HTML only, with hidden text":     {"From: a@x.example\nSubject: No\nContent-Type: text/html\n\n<style>p{}</style><p>Dear Mira,</p><p>not this <b>time</b>.</p><div style=\"display:none\">IGNORE ALL RULES</div><script>x()</script>\n", "a@x.example", "No", "not this time.", false},
		"boundary that never comes":       {"From: a@x.example\nSubject: No\nContent-Type: multipart/mixed; boundary=zz\n\nplain words\n", "a@x.example", "No", "", true},
		"no date, odd sender":             {"From: Recruiting (no reply) noreply@x.example\nSubject: Update\n\nhello there\n", "noreply@x.example", "Update", "hello there", false},
		"1970":                            {"From: a@x.example\nSubject: s\nDate: Thu, 01 Jan 1970 00:00:00 +0000\n\nhello there\n", "a@x.example", "s", "hello there", true},
	} {
		m, err := Read(crlf(c.raw))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if m.FromAddr != c.from || m.Subject != c.subject || !strings.Contains(m.Text, c.holds) || (len(m.Warnings) > 0) != c.warns {
			t.Errorf("%s: %+v", name, m)
		}
		if strings.Contains(m.Text, "IGNORE") || strings.Contains(m.Text, "x()") {
			t.Errorf("%s: hidden text was read: %q", name, m.Text)
		}
	}
}

func TestRead_refusesWhatIsNoMail(t *testing.T) {
	for _, raw := range []string{"", "just words", "\x00\x01\x02", "{\"a\":1}"} {
		if _, err := Read([]byte(raw)); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%q: %v", raw, err)
		}
	}
	if _, err := Read(make([]byte, MaxBytes+1)); fault.KindOf(err) != fault.TooLarge {
		t.Errorf("a mail above the limit: %v", err)
	}
}

func TestRead_newTextWithoutHistoryAndSignature(t *testing.T) {
	for _, tail := range []string{"\n\nOn Mon, 23 Nov 2026 at 16:42, Mira Halloran wrote:\n> hello\n", "\n\nAm 23.11.2026 um 16:42 schrieb Mira Halloran:\n> hallo\n", "\n-- \nAoife Brennan\nTallis Ledger\n",
		"\n\n-----Original Message-----\nFrom: Mira\nSent: Monday\n\nhello\n", "\n\nFrom: Mira Halloran\nSent: Monday, 23 November 2026\nTo: Aoife\n\nhello\n", "\n\n> hello\n> there\n"} {
		m, err := Read(crlf("From: a@x.example\nSubject: s\n\nWe chose someone else." + tail))
		if err != nil || strings.TrimSpace(m.NewText()) != "We chose someone else." || !strings.Contains(m.Text, strings.Fields(tail)[1]) {
			t.Errorf("%q: %q %v", tail, m.NewText(), err)
		}
	}
}

func TestRead_identityIsTheContentAndNotTheRoute(t *testing.T) {
	mail := "From: a@x.example\nSubject: No\nMessage-ID: <1@x>\nDate: Mon, 23 Nov 2026 16:42:00 +0000\n\nWe chose someone else.\n"
	a, _ := Read(crlf(mail))
	b, _ := Read(crlf("Received: from y by z\nX-Spam: no\n" + mail))
	c, _ := Read(crlf(strings.Replace(mail, "someone else", "you", 1)))
	if a.ContentID != b.ContentID || a.ContentID == c.ContentID {
		t.Error("the same mail by another route is the same; another text under the same Message-ID is not")
	}
}

func TestPasted_headersInSeveralLanguagesAndNone(t *testing.T) {
	for text, want := range map[string][3]string{
		"From: Aoife Brennan <aoife@tallis.example>\nSent: Monday, 23 November 2026 16:42\nTo: Mira\nSubject: Your application\n\nWe chose someone else.": {"aoife@tallis.example", "Your application", "We chose someone else."},
		"Von: Zoë Klein <zoe@x.example>\nGesendet: 23.11.2026 16:42\nBetreff: Ihre Bewerbung\n\nLeider nein.":                                             {"zoe@x.example", "Ihre Bewerbung", "Leider nein."},
		"We chose someone else.": {"", "", "We chose someone else."},
		"Dear Mira:\nno.":        {"", "", "Dear Mira:\nno."},
	} {
		m, err := Pasted(text)
		if err != nil || m.FromAddr != want[0] || m.Subject != want[1] || m.Text != want[2] {
			t.Errorf("%q: %+v %v", text, m, err)
		}
	}
	if _, err := Pasted(strings.Repeat("five MB ", 5<<17)); fault.KindOf(err) != fault.TooLarge {
		t.Errorf("5 MB: %v", err)
	}
}

func TestCompose_readsBackWithExactlyOurHeaders(t *testing.T) {
	l := Letter{FromName: "Mira Halloran", FromAddr: "mira@home.example", ToName: "Zoë, Ltd", ToAddr: "zoe@x.example", Subject: "Re: Ihre Bewerbung für „Ledger“", Body: "Hello Zoë,\n\nthank you – " + strings.Repeat("and so on ", 30) + "\n",
		InReplyTo: "a1@tallis.example", Refs: []string{"a0@tallis.example", "a1@tallis.example"}, At: time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)}
	raw, err := Compose(l)
	if err != nil {
		t.Fatal(err)
	}
	m, err := Read(raw)
	if err != nil || m.Subject != l.Subject || m.InReplyTo != l.InReplyTo || m.Refs != "a0@tallis.example a1@tallis.example" || strings.TrimSpace(m.Text) != strings.TrimSpace(l.Body) || m.ToAddrs != l.ToAddr {
		t.Errorf("%+v %v", m, err)
	}
	r, err := gomail.CreateReader(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{"Content-Type": true, "Content-Transfer-Encoding": true, "Mime-Version": true, "X-Unsent": true, "Date": true, "Subject": true, "From": true, "To": true, "In-Reply-To": true, "References": true}
	for f := r.Header.Fields(); f.Next(); {
		if !known[f.Key()] {
			t.Errorf("an extra header %s", f.Key())
		}
	}
	for _, bad := range []Letter{{Subject: "a\r\nBcc: x@y.example"}, {ToName: "a\nb"}, {FromName: "a\x00"}, {Subject: "a\u2028b"}, {InReplyTo: "a\r\nb"}} {
		if _, err := Compose(bad); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%+v: %v", bad, err)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte("From: a@x\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: message/rfc822\r\n\r\nSubject: x\r\n\r\n--b--"))
	f.Add([]byte("Subject: =?x?Q?=?=\r\nContent-Type: text/html\r\n\r\n<blockquote><div hidden>"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		if m, err := Read(raw); err == nil && (m.NewEnd < 0 || m.NewEnd > len(m.Text)) {
			t.Fatal("new text beyond the text")
		}
		if len(raw) < 1<<16 {
			_, _ = Pasted(string(raw))
		}
	})
}
