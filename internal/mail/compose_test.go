package mail

import (
	"bytes"
	"mime"
	"net/mail"
	"slices"
	"strings"
	"testing"
	"time"

	"debrief/internal/fault"
	"debrief/internal/testkit"

	"pgregory.net/rapid"
)

var letter = Draft{
	FromName: "Mira Halloran", FromAddr: "mira@home.example", ToName: "Zoë, Ltd", ToAddr: "zoe@x.example",
	Subject:   "Re: Ihre Bewerbung für „Ledger“",
	Body:      "Hello Zoë,\n\nthank you – " + strings.Repeat("and so on ", 30) + "\n\n.\nFrom Monday on I am away.\n",
	InReplyTo: "<a1@tallis.example>", References: "a0@tallis.example a1@tallis.example",
	Date: time.Date(2026, 11, 24, 9, 0, 0, 0, time.FixedZone("", 3600)),
}

var letterFields = []string{"From", "To", "Subject", "Date", "Message-ID", "In-Reply-To", "References", "X-Unsent", "MIME-Version", "Content-Type", "Content-Transfer-Encoding"}

func TestCompose_isTheFileThatMailProgramsOpen(t *testing.T) {
	raw, err := Compose(letter)
	if err != nil {
		t.Fatal(err)
	}
	testkit.Golden(t, "compose.eml", raw)
}

func TestCompose_readsBackWithExactlyOurHeaders(t *testing.T) {
	raw, err := Compose(letter)
	if err != nil {
		t.Fatal(err)
	}
	p, err := Read(bytes.NewReader(raw), Options{Now: now})
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range p.Header {
		names = append(names, f.Name)
	}
	if !slices.Equal(names, letterFields) {
		t.Errorf("fields %q", names)
	}
	m := p.Message
	if m.FromName != letter.FromName || m.FromAddr != letter.FromAddr || m.ToAddrs != `"Zoë, Ltd" <zoe@x.example>` || m.Subject != letter.Subject || m.Text != strings.TrimRight(letter.Body, "\n") ||
		m.InReplyTo != "a1@tallis.example" || m.Refs != "a0@tallis.example a1@tallis.example" || !m.Date.Time().Equal(letter.Date) || m.Zone != 60 || len(m.Warnings) > 0 {
		t.Errorf("%+v", m)
	}
}

func TestCompose_refusesWhatCouldSlipIn(t *testing.T) {
	for _, bad := range []string{"a\r\nBcc: x@y.example", "a\nb", "a\rb", "a\x00b", "a\u2028b", "a\u2029b", "a\u0085b", "a\x1bb", "a\u202eb", "a\xffb"} {
		for field, d := range map[string]Draft{"from": {FromName: bad}, "to": {ToName: bad}, "subject": {Subject: bad}, "thread": {InReplyTo: bad}, "domain": {MessageIDDomain: bad}} {
			_, err := Compose(d)
			if fault.KindOf(err) != fault.Invalid || fault.Field(err) != field || strings.ContainsAny(fault.Message(err), "\r\n\x00") {
				t.Errorf("%s %q: %v %q", field, bad, err, fault.Field(err))
			}
		}
		if _, err := Compose(Draft{References: bad, InReplyTo: "a@b"}); fault.KindOf(err) != fault.Invalid {
			t.Errorf("references %q: %v", bad, err)
		}
		if _, err := Compose(Draft{ToAddr: bad + "@x.example"}); fault.KindOf(err) != fault.Invalid {
			t.Errorf("address %q: %v", bad, err)
		}
	}
}

func TestCompose_addressesAreChecked(t *testing.T) {
	for _, bad := range []string{"jo", "@x.example", "jo@", "jo weber@x.example", "jo@x@y.example", "jo@x.example, b@x.example", "<jo@x.example>", "jo..w@x.example", ".jo@x.example", "jö@x.example", "jo@x_y .example", "jo@[127.0.0.1]", `"jo"@x.example`, "a:b@x.example"} {
		if _, err := Compose(Draft{ToAddr: bad}); fault.KindOf(err) != fault.Invalid || fault.Field(err) != "to" {
			t.Errorf("%q: %v", bad, err)
		}
	}
	for addr, want := range map[string]string{"jo@x.example": "jo@x.example", " jo+tag@x.example ": "jo+tag@x.example", "o'neil@x.example": "o'neil@x.example", "jo@müller.example": "jo@xn--mller-kva.example"} {
		raw, err := Compose(Draft{ToAddr: addr})
		if err != nil || !bytes.Contains(raw, []byte("To: "+want+"\r\n")) {
			t.Errorf("%q: %v\n%s", addr, err, raw)
		}
	}
}

func TestCompose_leavesOutWhatIsNotKnown(t *testing.T) {
	raw, err := Compose(Draft{Body: "words"})
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"From:", "To:", "Subject:", "Date:", "In-Reply-To:", "References:"} {
		if bytes.Contains(raw, []byte("\n"+name)) || bytes.HasPrefix(raw, []byte(name)) {
			t.Errorf("%s is there:\n%s", name, raw)
		}
	}
	if !bytes.Contains(raw, []byte("@debrief.invalid>")) {
		t.Errorf("%s", raw)
	}
}

func TestCompose_sameDraftIsTheSameMail(t *testing.T) {
	a, _ := Compose(letter)
	b, _ := Compose(letter)
	other := letter
	other.Body += "x"
	c, _ := Compose(other)
	if !bytes.Equal(a, b) || readString(t, string(a)).MailID == readString(t, string(c)).MailID {
		t.Error("the id does not follow the content")
	}
}

func TestCompose_longThreadKeepsItsFirstAndNewest(t *testing.T) {
	var refs []string
	for i := range 60 {
		refs = append(refs, "<"+strings.Repeat("r", i+1)+"@x.example>")
	}
	raw, err := Compose(Draft{InReplyTo: "last@x.example", References: strings.Join(refs, " ")})
	if err != nil {
		t.Fatal(err)
	}
	ids := strings.Fields(readString(t, string(raw)).Refs)
	if len(ids) != 20 || ids[0] != "r@x.example" || ids[19] != "last@x.example" {
		t.Error(ids)
	}
	checkLines(t, raw)
}

// checkLines fails unless all lines end in CRLF and fit.
func checkLines(t interface{ Errorf(string, ...any) }, raw []byte) {
	for _, line := range strings.SplitAfter(string(raw), "\n") {
		if line != "" && (!strings.HasSuffix(line, "\r\n") || len(line) > 1000 || strings.Contains(strings.TrimSuffix(line, "\r\n"), "\r")) {
			t.Errorf("line %.80q of %d bytes", line, len(line))
		}
	}
}

// A draft read back, by this package and by net/mail, says what was written.
func TestCompose_everyDraftReadsBack(t *testing.T) {
	text := rapid.StringOfN(rapid.RuneFrom([]rune("abc XYZ äöß„“–=?_,;:.<>@()[]\\\"'日本語🌿\u00a0")), 0, 200, -1)
	rapid.Check(t, func(t *rapid.T) {
		d := Draft{FromName: text.Draw(t, "from"), FromAddr: "mira@home.example", ToName: text.Draw(t, "to"), ToAddr: "zoe@x.example", Subject: text.Draw(t, "subject"), Body: text.Draw(t, "body"), Date: letter.Date}
		raw, err := Compose(d)
		if err != nil {
			t.Fatal(err)
		}
		checkLines(t, raw)
		std, err := mail.ReadMessage(bytes.NewReader(raw))
		if err != nil {
			t.Fatal(err)
		}
		subject, err := new(mime.WordDecoder).DecodeHeader(std.Header.Get("Subject"))
		want := strings.Join(strings.Fields(d.Subject), " ")
		if err != nil || subject != want {
			t.Fatalf("net/mail reads the subject %q (%v), want %q\n%s", subject, err, want, raw)
		}
		from, err := std.Header.AddressList("From")
		if err != nil || len(from) != 1 || from[0].Address != d.FromAddr || from[0].Name != strings.Join(strings.Fields(d.FromName), " ") {
			t.Fatalf("net/mail reads the sender %q (%v), want %q\n%s", from, err, d.FromName, raw)
		}
		p, err := Read(bytes.NewReader(raw), Options{})
		if err != nil || p.Message.Subject != want || p.Message.Text != strings.TrimRight(d.Body, "\n") || p.Message.FromAddr != d.FromAddr {
			t.Fatalf("%+v %v\n%s", p.Message, err, raw)
		}
		if len(p.Header) != len(std.Header) {
			t.Fatalf("%d fields here, %d there", len(p.Header), len(std.Header))
		}
	})
}
