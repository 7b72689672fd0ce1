package mail

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"mime/quotedprintable"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"debrief/internal/fault"

	"golang.org/x/net/idna"
)

// Draft is a message to be opened and sent in the person's own mail program.
// Debrief sends nothing.
type Draft struct {
	FromName, FromAddr string
	ToName, ToAddr     string // may be empty: the person fills it in
	Subject            string
	Body               string    // plain text, lines ended in any way
	InReplyTo          string    // Message-ID of the answered mail, with or without brackets; empty for a new mail
	References         string    // its References, parted by blanks
	Date               time.Time // zero leaves the line out
	MessageIDDomain    string    // right half of the Message-ID; empty takes the sender's domain
}

// Compose writes a draft as an .eml file: UTF-8 in quoted-printable, lines
// ended by CRLF, X-Unsent so that mail programs open it for editing, and the
// thread it answers. The Message-ID is made from the content, so that the same
// draft is the same mail however often it is saved.
//
// A header field with a line break, NUL, another control character, or a line
// or paragraph separator is fault.Invalid and names the field (quality S20),
// and so is an address that is none.
func Compose(d Draft) ([]byte, error) {
	from, err := address("from", d.FromName, d.FromAddr)
	if err != nil {
		return nil, err
	}
	to, err := address("to", d.ToName, d.ToAddr)
	if err != nil {
		return nil, err
	}
	if err := cmp.Or(headerSafe("subject", d.Subject), notLong("subject", d.Subject)); err != nil {
		return nil, err
	}
	refs, reply, err := thread(d)
	if err != nil {
		return nil, err
	}
	id, err := draftID(d)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	put := func(name, value string) {
		if value != "" {
			b.WriteString(fold(name+": "+value) + "\r\n")
		}
	}
	put("From", from)
	put("To", to)
	put("Subject", encodeText(strings.Join(strings.Fields(d.Subject), " ")))
	if !d.Date.IsZero() {
		put("Date", d.Date.Format("Mon, 02 Jan 2006 15:04:05 -0700"))
	}
	put("Message-ID", id)
	put("In-Reply-To", reply)
	put("References", refs)
	put("X-Unsent", "1")
	put("MIME-Version", "1.0")
	put("Content-Type", "text/plain; charset=utf-8")
	put("Content-Transfer-Encoding", "quoted-printable")
	b.WriteString("\r\n")
	writeBody(&b, d.Body)
	return b.Bytes(), nil
}

func writeBody(b *bytes.Buffer, body string) {
	body = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\x00", "").Replace(strings.ToValidUTF8(body, "\uFFFD"))
	if body = strings.TrimRight(body, "\n"); body == "" {
		return
	}
	q := quotedprintable.NewWriter(b)
	q.Write([]byte(strings.ReplaceAll(body, "\n", "\r\n") + "\r\n")) // a bytes.Buffer takes every write
	q.Close()
}

// fieldNames are what a person calls the fields.
var fieldNames = map[string]string{"from": "Your name and address", "to": "The recipient", "subject": "The subject", "thread": "The mail you answer", "domain": "The domain"}

func headerSafe(field, s string) error {
	for _, r := range s {
		if unicode.IsControl(r) || r == '\u2028' || r == '\u2029' || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 {
			return fault.New(fault.Invalid, field, "%s may not contain a line break or another control character (%U).", fieldNames[field], r)
		}
	}
	if !utf8.ValidString(s) {
		return fault.New(fault.Invalid, field, "%s is not valid UTF-8 text.", fieldNames[field])
	}
	return nil
}

func notLong(field, s string) error {
	if len(s) > maxHeaderText {
		return fault.New(fault.Invalid, field, "%s is longer than %d bytes.", fieldNames[field], maxHeaderText)
	}
	return nil
}

const maxHeaderText = 1000

// address writes `Name <addr>`; empty without an address.
func address(field, name, addr string) (string, error) {
	if err := cmp.Or(headerSafe(field, name+addr), notLong(field, name+addr)); err != nil {
		return "", err
	}
	addr = strings.TrimSpace(addr)
	if addr == "" {
		return "", nil
	}
	addr, err := checkAddr(field, addr)
	if err != nil {
		return "", err
	}
	name = strings.Join(strings.Fields(name), " ")
	switch {
	case name == "":
		return addr, nil
	case !plainASCII(name) || strings.Contains(name, "=?") || len(name) > 60:
		return encodeWord(name) + " <" + addr + ">", nil
	case strings.Trim(name, atomChars+" ") == "":
		return name + " <" + addr + ">", nil
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(name) + `" <` + addr + ">", nil
}

const (
	alphanumeric = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
	atomChars    = alphanumeric + "!#$%&'*+-/=?^_`{|}~"
)

// checkAddr accepts name@domain; a domain in other letters is written in its
// ASCII form.
func checkAddr(field, addr string) (string, error) {
	bad := fault.New(fault.Invalid, field, "%q is not an e-mail address. It should look like name@example.com.", addr)
	at := strings.LastIndexByte(addr, '@')
	if at < 1 || len(addr) > 254 {
		return "", bad
	}
	local, domain := addr[:at], addr[at+1:]
	domain, err := idna.Lookup.ToASCII(domain)
	if err != nil || domain == "" || strings.ContainsAny(domain, "[]@<>") || strings.Trim(local, atomChars+".") != "" ||
		strings.HasPrefix(local, ".") || strings.HasSuffix(local, ".") || strings.Contains(local, "..") {
		return "", bad
	}
	return local + "@" + domain, nil
}

// thread is the References and In-Reply-To lines of an answer: the references
// of the answered mail and then the mail itself. Of a long thread the first
// and the newest stay.
func thread(d Draft) (refs, reply string, err error) {
	if err := headerSafe("thread", d.References+" "+d.InReplyTo); err != nil {
		return "", "", err
	}
	ids := strings.Fields(d.References + " " + d.InReplyTo)
	if strings.TrimSpace(d.InReplyTo) == "" {
		ids = nil
	}
	var out []string
	for _, id := range ids {
		id = strings.TrimSuffix(strings.TrimPrefix(id, "<"), ">")
		if id == "" || !plainASCII(id) || strings.ContainsAny(id, "<>") || len(id) > 400 {
			continue // a foreign id that can't be written is left out
		}
		id = "<" + id + ">"
		if i := index(out, id); i >= 0 {
			out = append(out[:i], out[i+1:]...)
		}
		out = append(out, id)
	}
	if len(out) > 20 {
		out = append(out[:1:1], out[len(out)-19:]...)
	}
	if len(out) > 0 {
		reply = out[len(out)-1]
	}
	return strings.Join(out, " "), reply, nil
}

func index(list []string, s string) int {
	for i, x := range list {
		if x == s {
			return i
		}
	}
	return -1
}

// draftID makes a Message-ID from everything the draft says.
func draftID(d Draft) (string, error) {
	domain := d.MessageIDDomain
	if err := headerSafe("domain", domain); err != nil {
		return "", err
	}
	if domain == "" {
		_, domain, _ = strings.Cut(d.FromAddr, "@")
	}
	domain, err := idna.Lookup.ToASCII(strings.TrimSpace(domain))
	if err != nil || domain == "" {
		domain = "debrief.invalid"
	}
	sum := sha256.Sum256(fmt.Appendf(nil, "%q", []string{d.FromName, d.FromAddr, d.ToName, d.ToAddr, d.Subject, d.Body, d.InReplyTo, d.References, d.Date.UTC().Format(time.RFC3339)}))
	return "<" + hex.EncodeToString(sum[:16]) + "@" + domain + ">", nil
}

// encodeText writes header text: as it is where every mail program reads it,
// else in encoded words.
func encodeText(s string) string {
	if !plainASCII(s) || strings.Contains(s, "=?") || longWord(s) {
		return encodeWord(s)
	}
	return s
}

// encodeWord writes encoded words of at most 75 characters, none of which cuts
// a character in two. Everything but letters and digits is escaped: package
// mime leaves commas and brackets, which end a name in an address.
func encodeWord(s string) string {
	const open, room = "=?utf-8?q?", 75 - len("=?utf-8?q??=")
	var out, word strings.Builder
	flush := func() {
		if word.Len() > 0 {
			if out.Len() > 0 {
				out.WriteByte(' ')
			}
			out.WriteString(open + word.String() + "?=")
			word.Reset()
		}
	}
	for _, r := range s {
		var e string
		switch {
		case r == ' ':
			e = "_"
		case r < 0x80 && strings.IndexByte(alphanumeric, byte(r)) >= 0:
			e = string(r)
		default:
			for _, c := range []byte(string(r)) {
				e += fmt.Sprintf("=%02X", c)
			}
		}
		if word.Len()+len(e) > room {
			flush()
		}
		word.WriteString(e)
	}
	flush()
	return out.String()
}

func plainASCII(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}

func longWord(s string) bool {
	for w := range strings.FieldsSeq(s) {
		if len(w) > 70 {
			return true
		}
	}
	return false
}

// fold breaks a field at blanks so that lines stay within 78 characters where
// they can.
func fold(s string) string {
	var b strings.Builder
	line := 0
	for i, w := range strings.Split(s, " ") {
		switch {
		case i == 0:
		case line+1+len(w) > 76 && i > 1:
			b.WriteString("\r\n ")
			line = 1
		default:
			b.WriteByte(' ')
			line++
		}
		b.WriteString(w)
		line += len(w)
	}
	return b.String()
}
