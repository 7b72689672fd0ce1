// Package card reads and writes contacts as vCards, versions 3.0 and 4.0 out
// and 2.1, 3.0 and 4.0 in.
//
//	b, err := card.Write([]card.Card{{Name: "Dana Ortiz", Email: "dana@kittiwake.example", Org: "Kittiwake"}}, card.V4)
//	read, err := card.Read(b)
//	read.Cards[0].Org // Kittiwake
//
// Only what a contact of a job search needs is taken in: name, employer, title,
// mail, phone and a public profile. Birthdays, photographs, addresses and notes
// are left where they are, and nothing that a card points to is ever opened.
package card

import (
	"bytes"
	"encoding/hex"
	"net/url"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/emersion/go-vcard"

	"debrief/internal/fault"
)

// Version is the form in which cards are written.
type Version string

// The versions.
const (
	V3 Version = "3.0"
	V4 Version = "4.0"
)

// Card is one contact. Only Name is always there.
type Card struct {
	UID     string
	Name    string
	Org     string
	Title   string
	Email   string
	Phone   string
	Profile string // http or https
}

// Bounds of what is read and written.
const (
	MaxBytes = 8 << 20
	MaxCards = 2000
	maxLine  = 8 << 10 // a longer line holds a photograph or nothing of use
	maxLines = 500     // of one card
	maxText  = 300
)

// Write gives the cards as one file. Kinds of error: Invalid for a card without
// a name or an unknown version, TooLarge for more than MaxCards.
func Write(list []Card, v Version) ([]byte, error) {
	if v != V3 && v != V4 {
		return nil, fault.New(fault.Invalid, "version", "Cards are written in version %s or %s.", V3, V4)
	}
	if len(list) > MaxCards {
		return nil, fault.New(fault.TooLarge, "cards", "A file takes up to %d cards.", MaxCards)
	}
	var b bytes.Buffer
	enc := vcard.NewEncoder(&b)
	for _, c := range list {
		if tidy(c.Name) == "" {
			return nil, fault.New(fault.Invalid, "name", "A card needs a name.")
		}
		if err := enc.Encode(c.fields(v)); err != nil {
			return nil, fault.Wrap(err, fault.Internal, "card", "A card can't be written.")
		}
	}
	return fold(b.Bytes()), nil
}

func (c Card) fields(v Version) vcard.Card {
	out := vcard.Card{}
	put := func(key, value string, params vcard.Params) {
		if value = tidy(value); value != "" {
			out[key] = []*vcard.Field{{Value: value, Params: params}}
		}
	}
	name := tidy(c.Name)
	first, last := splitName(name)
	put(vcard.FieldVersion, string(v), nil)
	put(vcard.FieldFormattedName, name, nil)
	// A semicolon parts the components; the library has no escape for it.
	out[vcard.FieldName] = []*vcard.Field{{Value: strings.ReplaceAll(last, ";", ",") + ";" + strings.ReplaceAll(first, ";", ",") + ";;;"}}
	put(vcard.FieldUID, c.UID, nil)
	put(vcard.FieldOrganization, strings.ReplaceAll(c.Org, ";", ","), nil)
	put(vcard.FieldTitle, c.Title, nil)
	mail, phone := vcard.Params{}, vcard.Params{}
	if v == V3 {
		mail[vcard.ParamType], phone[vcard.ParamType] = []string{"INTERNET"}, []string{"WORK"}
	} else {
		mail[vcard.ParamType], phone[vcard.ParamType] = []string{"work"}, []string{"work"}
	}
	put(vcard.FieldEmail, c.Email, mail)
	put(vcard.FieldTelephone, c.Phone, phone)
	if link(c.Profile) {
		put(vcard.FieldURL, c.Profile, nil)
	}
	return out
}

// splitName takes the last word for the family name, as most address books do.
func splitName(name string) (first, last string) {
	if i := strings.LastIndexByte(name, ' '); i > 0 {
		return name[:i], name[i+1:]
	}
	return "", name
}

// fold breaks lines at 75 octets and never within a character (RFC 6350 3.2).
func fold(b []byte) []byte {
	var out bytes.Buffer
	for _, line := range strings.SplitAfter(string(b), "\r\n") {
		text, room := strings.TrimSuffix(line, "\r\n"), 75
		for len(text) > room {
			cut := room
			for cut > 1 && !utf8.RuneStart(text[cut]) {
				cut--
			}
			out.WriteString(text[:cut] + "\r\n ")
			text, room = text[cut:], 74
		}
		out.WriteString(text)
		if strings.HasSuffix(line, "\r\n") {
			out.WriteString("\r\n")
		}
	}
	return out.Bytes()
}

// Reading is what a file held. Skipped are cards that name nobody or could not
// be read; More says that the file held more cards than are taken at once.
type Reading struct {
	Cards   []Card
	Skipped int
	More    bool
}

// Read reads a file of cards. A broken card is left out and counted; the rest
// goes on. Kinds of error: TooLarge beyond MaxBytes, Foreign for a file without
// any card. Time and memory grow with the size of the file.
func Read(b []byte) (r Reading, err error) {
	if len(b) > MaxBytes {
		return r, fault.New(fault.TooLarge, "file", "A file of contacts may have up to 8 MB.")
	}
	blocks, more := split(b)
	if len(blocks) == 0 {
		return r, fault.New(fault.Foreign, "file", "This is no file of contacts. It should be a .vcf, as address books export it.")
	}
	r.More = more
	for _, block := range blocks {
		c, ok := one(block)
		if !ok {
			r.Skipped++
			continue
		}
		r.Cards = append(r.Cards, c)
	}
	return r, nil
}

func one(block string) (c Card, ok bool) {
	fields, err := vcard.NewDecoder(strings.NewReader(block)).Decode()
	if err != nil {
		return c, false
	}
	get := func(key string) string { return tidy(fields.PreferredValue(key)) }
	c = Card{UID: get(vcard.FieldUID), Name: get(vcard.FieldFormattedName), Title: get(vcard.FieldTitle), Email: strings.TrimPrefix(get(vcard.FieldEmail), "mailto:"), Phone: strings.TrimPrefix(get(vcard.FieldTelephone), "tel:")}
	c.Org = component(fields.PreferredValue(vcard.FieldOrganization), 0)
	if c.Name == "" {
		n := fields.PreferredValue(vcard.FieldName)
		c.Name = tidy(component(n, 1) + " " + component(n, 0))
	}
	if c.Name == "" {
		c.Name = c.Email
	}
	for _, u := range fields.Values(vcard.FieldURL) {
		if u = tidy(u); link(u) && (c.Profile == "" || strings.Contains(u, "linkedin.com/")) {
			c.Profile = u
		}
	}
	if !strings.Contains(c.Email, "@") {
		c.Email = ""
	}
	return c, c.Name != ""
}

// component is part n of a value with parts, where "\;" is no border.
func component(value string, n int) string {
	parts := strings.Split(strings.ReplaceAll(value, `\;`, "\x00"), ";")
	if n >= len(parts) {
		return ""
	}
	return tidy(strings.ReplaceAll(parts[n], "\x00", ";"))
}

func link(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" && u.User == nil
}

// split parts a file into its cards, each with whole lines: folded ones are
// joined, quoted-printable ones of version 2.1 decoded, and lines too long to be
// of use dropped. A card within a card is not read.
func split(b []byte) (blocks []string, more bool) {
	var card strings.Builder
	depth, lines := 0, 0
	for _, line := range unfolded(text(b)) {
		key := strings.ToUpper(strings.TrimSpace(line))
		switch {
		case key == "BEGIN:VCARD":
			if depth++; depth == 1 {
				card.Reset()
				card.WriteString(line + "\r\n")
				lines = 0
			}
		case key == "END:VCARD" && depth > 0:
			if depth--; depth > 0 {
				continue
			}
			if len(blocks) == MaxCards {
				return blocks, true
			}
			blocks = append(blocks, card.String()+"END:VCARD\r\n")
		case depth == 1 && lines < maxLines && len(line) <= maxLine:
			lines++
			card.WriteString(plain(line) + "\r\n")
		}
	}
	return blocks, false
}

// text is the file as UTF-8: without a mark at the beginning, and read as
// Latin-1 where it is not UTF-8.
func text(b []byte) string {
	b = bytes.TrimPrefix(b, []byte("\xef\xbb\xbf"))
	if utf8.Valid(b) {
		return string(b)
	}
	var s strings.Builder
	s.Grow(len(b) * 2)
	for _, c := range b {
		s.WriteRune(rune(c))
	}
	return s.String()
}

// unfolded joins the lines that go on: with a space or tab in front of them, or
// after a "=" at the end of a quoted-printable one.
func unfolded(s string) (lines []string) {
	var long *strings.Builder
	quoted := false
	flush := func() {
		if long != nil {
			lines = append(lines, long.String())
		}
	}
	for raw := range strings.Lines(s) {
		raw = strings.TrimRight(raw, "\r\n")
		switch {
		case quoted && long != nil:
			part, goesOn := strings.CutSuffix(raw, "=")
			long.WriteString(part)
			quoted = goesOn
		case long != nil && raw != "" && (raw[0] == ' ' || raw[0] == '\t'):
			long.WriteString(raw[1:])
		default:
			flush()
			long = &strings.Builder{}
			quoted = quotedPrintable(raw) && strings.HasSuffix(raw, "=")
			if quoted {
				raw = raw[:len(raw)-1]
			}
			long.WriteString(raw)
		}
	}
	flush()
	return lines
}

func quotedPrintable(line string) bool {
	head, _, ok := strings.Cut(line, ":")
	_, params, _ := strings.Cut(head, ";")
	return ok && strings.Contains(strings.ToUpper(params), "QUOTED-PRINTABLE")
}

// plain decodes a quoted-printable line and drops the mark of it, and names the
// bare types of version 2.1 ("TEL;WORK"), which the library does not know.
func plain(line string) string {
	head, value, found := strings.Cut(line, ":")
	if !found || strings.Contains(head, `"`) {
		return line
	}
	if !quotedPrintable(line) {
		return typed(strings.Split(head, ";")) + ":" + value
	}
	params := slices.DeleteFunc(strings.Split(head, ";"), func(p string) bool {
		p = strings.ToUpper(p)
		return p == "QUOTED-PRINTABLE" || strings.HasPrefix(p, "ENCODING=") || strings.HasPrefix(p, "CHARSET=")
	})
	if len(params) == 0 {
		return ":" + value
	}
	var out []byte
	for i := 0; i < len(value); i++ {
		if value[i] == '=' && i+2 < len(value) {
			if c, err := hex.DecodeString(value[i+1 : i+3]); err == nil {
				out = append(out, c...)
				i += 2
				continue
			}
		}
		out = append(out, value[i])
	}
	decoded := strings.NewReplacer("\r\n", `\n`, "\n", `\n`, "\r", `\n`).Replace(text(out))
	return typed(params) + ":" + decoded
}

func typed(head []string) string {
	for i, p := range head[1:] {
		if p != "" && !strings.Contains(p, "=") {
			head[i+1] = "TYPE=" + p
		}
	}
	return strings.Join(head, ";")
}

// tidy is one line of text within its bound, without control characters.
func tidy(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r), r >= '\u202a' && r <= '\u202e', r >= '\u2066' && r <= '\u2069':
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, ""))
	s = strings.Join(strings.Fields(s), " ")
	if len(s) > maxText {
		s = strings.ToValidUTF8(s[:maxText], "")
	}
	return strings.TrimSpace(s)
}
