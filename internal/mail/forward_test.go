package mail

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

func readText(t *testing.T, subject, text string) Parsed {
	t.Helper()
	p, err := Read(strings.NewReader("From: Jo Weber <jo@weber.example>\nSubject: "+subject+"\nDate: Tue, 24 Nov 2026 10:31:05 +0000\nContent-Type: text/plain; charset=utf-8\n\n"+text), Options{Now: now})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// The mark and the labels of every language of the table.
func TestForward_inlineInEveryLanguage(t *testing.T) {
	for _, l := range languages {
		marks := 0
		for _, h := range l.history {
			if !hasAny(h, forwardMarks) {
				continue
			}
			marks++
			date := fmt.Sprintf("3. %s 2026 14:05", strings.Fields(l.months[10])[0])
			text := fmt.Sprintf("See below.\n\n---------- %s ---------\n%s: Northgate Labs <jobs@northgate.example>\n%s: %s\n%s: Your application\n%s: Jo Weber <jo@weber.example>\n\nDear Jo,\n\nwe received it.\n",
				strings.ToUpper(h[:1])+h[1:], l.from[0], l.date[0], date, l.subject[0], l.to[0])
			f := readText(t, "see this", text).Forward
			if f == nil {
				t.Errorf("%s, %s: no forward", l.name, h)
				continue
			}
			m := f.Mail.Message
			if !f.Weak || m.FromAddr != "jobs@northgate.example" || m.FromName != "Northgate Labs" || m.Subject != "Your application" || m.Date.Time().UTC().Format(time.DateTime) != "2026-11-03 14:05:00" || m.Text != "Dear Jo,\n\nwe received it." {
				t.Errorf("%s, %s: %+v at %v", l.name, h, m, m.Date.Time().UTC())
			}
		}
		if marks == 0 {
			t.Errorf("%s has no mark of a forward", l.name)
		}
	}
}

func TestForward_shapes(t *testing.T) {
	block := "From: Northgate Labs <jobs@northgate.example>\nSent: Tuesday, November 3, 2026 2:05 PM\nTo: Jo Weber\nSubject: Your application\n\nDear Jo,\nwe received it.\n"
	for name, c := range map[string]struct {
		subject, text string
		is            bool
	}{
		"Outlook, told by its subject":  {"FW: Your application", "FYI\n\n" + block, true},
		"Outlook with a rule":           {"WG: Your application", "-----Ursprüngliche Nachricht-----\n" + block, true},
		"Apple Mail, quoted":            {"Fwd: Your application", "Begin forwarded message:\n\n> " + strings.ReplaceAll(block, "\n", "\n> ") + "\n", true},
		"an answer of Outlook":          {"RE: Your application", "Thank you.\n\n" + block, false},
		"an answer with original text":  {"Re: x", "Thanks\n\n-----Original Message-----\n" + block, false},
		"a forward quoted in an answer": {"Re: x", "Thanks\n\nOn Tue, 3 Nov 2026 at 14:05, A <a@b.example> wrote:\n> ---------- Forwarded message ---------\n> " + strings.ReplaceAll(block, "\n", "\n> "), false},
		"a mark without a block":        {"Fwd: x", "---------- Forwarded message ---------\nnothing\n", false},
		"only the word":                 {"Fwd: x", "I forwarded message 5 to you.\n", false},
	} {
		p := readText(t, c.subject, c.text)
		if (p.Forward != nil) != c.is {
			t.Errorf("%s: %+v", name, p.Forward)
			continue
		}
		if p.Message.FromAddr != "jo@weber.example" {
			t.Errorf("%s: the outer mail is from %s", name, p.Message.FromAddr)
		}
		if c.is {
			if m := p.Forward.Mail.Message; m.FromAddr != "jobs@northgate.example" || m.Subject != "Your application" || m.NewText() != "Dear Jo,\nwe received it." || m.ContentID != "" {
				t.Errorf("%s: %+v", name, m)
			}
		}
	}
}

func TestForward_attachedIsTheMailItself(t *testing.T) {
	inner := "From: Northgate Labs <jobs@northgate.example>\nSubject: Your application\nDate: Tue, 3 Nov 2026 14:05:00 +0000\nMessage-ID: <n1@northgate.example>\n\nDear Jo,\nwe received it.\n"
	direct, err := Read(strings.NewReader(inner), Options{})
	if err != nil {
		t.Fatal(err)
	}
	outer := func(kind, own string) string {
		return "From: jo@weber.example\nSubject: Fwd: x\nMIME-Version: 1.0\nContent-Type: " + kind + "; boundary=b\n\n--b\nContent-Type: text/plain\n\n" + own + "\n--b\nContent-Type: message/rfc822\n\n" + inner + "\n--b--\n"
	}
	p, err := Read(strings.NewReader(outer("multipart/mixed", "for the record")), Options{})
	if err != nil || p.Forward == nil || p.Forward.Weak || p.Forward.Mail.Message.ContentID != direct.Message.ContentID || string(p.Forward.Mail.Raw) != inner {
		t.Errorf("%+v, %v", p.Forward, err)
	}
	if p, _ := Read(strings.NewReader(outer("multipart/report; report-type=delivery-status", "not delivered")), Options{}); p.Forward != nil {
		t.Error("a bounce is no forward")
	}
}
