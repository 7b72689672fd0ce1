package mail

import (
	"bytes"
	"strings"
	"testing"

	"debrief/internal/fault"
	"debrief/internal/track"
)

func crlf(s string) []byte { return []byte(strings.ReplaceAll(s, "\n", "\r\n")) }

func readString(t testing.TB, raw string) track.Message {
	t.Helper()
	p, err := Read(strings.NewReader(raw), Options{Now: now})
	if err != nil {
		t.Fatalf("%q: %v", raw, err)
	}
	checkParsed(t, p)
	return p.Message
}

func TestRead_refusesWhatIsNoMail(t *testing.T) {
	for name, c := range map[string]struct {
		raw  string
		kind fault.Kind
		says string
	}{
		"nothing":        {"", fault.Invalid, "empty"},
		"blank lines":    {"\r\n\r\n \n", fault.Invalid, "empty"},
		"words":          {"just words", fault.Foreign, "no mail header"},
		"controls":       {"\x01\x02", fault.Foreign, "no mail header"},
		"JSON":           {`{"a":1}`, fault.Foreign, "no mail header"},
		"other fields":   {"What: a note\nRepo: x\n\ntext", fault.Foreign, "no mail header"},
		"Outlook .msg":   {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", fault.Foreign, ".msg"},
		"PDF":            {"%PDF-1.7\n", fault.Foreign, "PDF"},
		"zip":            {"PK\x03\x04rest", fault.Foreign, "zip"},
		"gzip":           {"\x1f\x8brest", fault.Foreign, "compressed"},
		"picture":        {"\x89PNG\r\n", fault.Foreign, "picture"},
		"an mbox line":   {"From x Tue Nov 24 2026\n", fault.Foreign, "no mail header"},
		"a mark only":    {"\xef\xbb\xbf", fault.Invalid, "empty"},
		"UTF-16 nothing": {"\xff\xfe\n\x00", fault.Invalid, "empty"},
	} {
		_, err := Read(strings.NewReader(c.raw), Options{})
		if fault.KindOf(err) != c.kind || !strings.Contains(fault.Message(err), c.says) {
			t.Errorf("%s: %v %v", name, fault.KindOf(err), err)
		}
	}
}

func TestRead_limitIsExact(t *testing.T) {
	mail := "From: a@x.example\n\ntext"
	if _, err := Read(strings.NewReader(mail), Options{MaxBytes: int64(len(mail))}); err != nil {
		t.Error(err)
	}
	_, err := Read(strings.NewReader(mail), Options{MaxBytes: int64(len(mail) - 1)})
	if fault.KindOf(err) != fault.TooLarge {
		t.Error(err)
	}
	_, err = Read(bytes.NewReader(make([]byte, MaxMail+1)), Options{})
	if fault.KindOf(err) != fault.TooLarge || !strings.Contains(fault.Message(err), "25 MB") {
		t.Error(err)
	}
}

func TestRead_keepsTheRawMailAndItsHeader(t *testing.T) {
	raw := crlf("From: a@x.example\nX-LinkedIn-Template: email_jobs_application_rejected_01\nSubject: s\n\ntext\n")
	p, err := Read(bytes.NewReader(raw), Options{})
	if err != nil || !bytes.Equal(p.Raw, raw) || p.Header.Value("x-linkedin-template") != "email_jobs_application_rejected_01" {
		t.Errorf("%+v %v", p, err)
	}
}

func TestRead_nestedMailsAreGivenRaw(t *testing.T) {
	p, err := readFile(t, "testdata/corpus/forward-attached.eml")
	if err != nil || len(p.Nested) != 1 {
		t.Fatal(len(p.Nested), err)
	}
	in, err := Read(bytes.NewReader(p.Nested[0]), Options{})
	if err != nil || in.Message.FromAddr != "hr@tallis.example" || in.Message.Text != "The inner words." {
		t.Errorf("%+v %v", in.Message, err)
	}
}

// Cases that the first reader of this package was written against.
func TestRead_brokenMailsKeepTheirText(t *testing.T) {
	for name, c := range map[string]struct {
		raw                  string
		from, subject, holds string
		warns                bool
	}{
		"plain":                           {"From: Aoife Brennan <aoife@tallis.example>\nSubject: Your application\nDate: Mon, 23 Nov 2026 16:42:00 +0000\nMessage-ID: <a1@tallis.example>\n\nDear Mira,\n\nthank you.\n", "aoife@tallis.example", "Your application", "thank you.", false},
		"quoted-printable and Latin-1":    {"From: =?iso-8859-1?Q?Zo=EB?= <zoe@x.example>\nSubject: =?utf-8?B?RGFua2UgZsO8ciBJaHJlIEJld2VyYnVuZw==?=\nDate: Mon, 23 Nov 2026 16:42:00 +0000\nContent-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\n\nf=FCr Ihre Zeit\n", "zoe@x.example", "Danke für Ihre Bewerbung", "für Ihre Zeit", false},
		"a charset that does not exist":   {"From: a@x.example\nSubject: No\nContent-Type: text/plain; charset=klingon-7\n\nWe chose someone else.\n", "a@x.example", "No", "We chose someone else.", true},
		"cut off in the middle of a part": {"From: a@x.example\nSubject: No\nContent-Type: multipart/alternative; boundary=b1\n\n--b1\nContent-Type: text/plain\n\nWe have decided not to mo", "a@x.example", "No", "We have decided not to mo", true},
		"boundary that never comes":       {"From: a@x.example\nSubject: No\nContent-Type: multipart/mixed; boundary=zz\n\nplain words\n", "a@x.example", "No", "plain words", true},
		"no date, odd sender":             {"From: Recruiting (no reply) noreply@x.example\nSubject: Update\n\nhello there\n", "noreply@x.example", "Update", "hello there", true},
		"1970":                            {"From: a@x.example\nSubject: s\nDate: Thu, 01 Jan 1970 00:00:00 +0000\n\nhello there\n", "a@x.example", "s", "hello there", true},
	} {
		m := readString(t, string(crlf(c.raw)))
		if m.FromAddr != c.from || m.Subject != c.subject || !strings.Contains(m.Text, c.holds) || (len(m.Warnings) > 0) != c.warns {
			t.Errorf("%s: %+v", name, m)
		}
	}
}

func TestRead_identityIsTheContentAndNotTheRoute(t *testing.T) {
	mail := "From: a@x.example\nSubject: No\nMessage-ID: <1@x>\nDate: Mon, 23 Nov 2026 16:42:00 +0000\n\nWe chose someone else.\nFrom Monday on I am away.\n"
	same := map[string]string{
		"CRLF":               string(crlf(mail)),
		"other route":        "Received: from y by z\nX-Spam: no\nDelivered-To: me@x\n" + mail,
		"an mbox":            "From a@x Mon Nov 23 16:42:00 2026\n" + strings.Replace(mail, "\nFrom M", "\n>From M", 1) + "\n",
		"mbox, not unquoted": strings.Replace(mail, "\nFrom M", "\n>From M", 1),
		"folded otherwise":   strings.Replace(mail, "Subject: No", "Subject:\n No", 1),
		"names in lower":     strings.Replace(mail, "Message-ID", "message-id", 1),
	}
	id := readString(t, mail).ContentID
	for name, m := range same {
		if readString(t, m).ContentID != id {
			t.Errorf("%s: another identity", name)
		}
	}
	for _, change := range [][2]string{{"someone else", "you"}, {"Subject: No", "Subject: Yes"}, {"<1@x>", "<2@x>"}, {"16:42", "16:43"}, {"a@x", "b@x"}} {
		if readString(t, strings.Replace(mail, change[0], change[1], 1)).ContentID == id {
			t.Errorf("%q for %q keeps the identity", change[1], change[0])
		}
	}
}

func TestRead_deepAndWideTreesAreCutWithWords(t *testing.T) {
	deep := "From: a@x.example\nDate: Mon, 23 Nov 2026 16:42:00 +0000\n"
	for i := range 60 {
		b := "b" + strings.Repeat("x", i)
		deep += "Content-Type: multipart/mixed; boundary=" + b + "\n\n--" + b + "\n"
	}
	if m := readString(t, deep+"\nwords"); !strings.Contains(strings.Join(m.Warnings, " "), "nested deeper") {
		t.Error(m.Warnings)
	}
	wide := "From: a@x.example\nContent-Type: multipart/mixed; boundary=b\n\n" + strings.Repeat("--b\n\nx\n", 2000) + "--b--"
	if m := readString(t, wide); !strings.Contains(strings.Join(m.Warnings, " "), "more than 500 parts") || len(m.Text) > 3000 {
		t.Error(m.Warnings, len(m.Text))
	}
	fields := strings.Repeat("X-A: b\n", 5000)
	if m := readString(t, "From: a@x.example\n"+fields+"\nwords"); m.Text != "words" || !strings.Contains(strings.Join(m.Warnings, " "), "2000 fields") {
		t.Error(m.Warnings, m.Text)
	}
}

func TestGuarded_aPanicIsAnErrorOfThatMail(t *testing.T) {
	_, err := guarded([]byte("From: a@x.example\n\ntext"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if k := fault.KindOf(safely(func() (Parsed, error) { panic("x") })); k != fault.Foreign {
		t.Error(k)
	}
}

func safely(f func() (Parsed, error)) error {
	_, err := recovered(f)
	return err
}
