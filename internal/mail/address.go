package mail

import (
	"strings"
)

// Address is one address of a header field; either part may be empty.
type Address struct{ Name, Addr string }

// String is `Name <addr>`, for people and for search.
func (a Address) String() string {
	switch {
	case a.Name == "":
		return a.Addr
	case a.Addr == "":
		return a.Name
	case strings.ContainsAny(a.Name, `,;<>"@`):
		return `"` + strings.ReplaceAll(a.Name, `"`, "'") + `" <` + a.Addr + ">"
	}
	return a.Name + " <" + a.Addr + ">"
}

// Bounds of a list of recipients.
const (
	maxAddresses   = 200
	maxAddressText = 64 << 10
)

// addresses reads a header field with addresses, forgivingly: names in
// quotes, comments, groups, bare names, and whatever else senders write. The
// addresses are not checked.
func addresses(field string) (list []Address) {
	var p addressParts
	for i := 0; i < len(field) && i < maxAddressText; i++ {
		c := field[i]
		switch {
		case c == '=' && !p.angle && strings.HasPrefix(field[i:], "=?") && wordLength(field[i:]) > 0:
			n := wordLength(field[i:]) // an encoded word may hold commas and brackets
			p.name.WriteString(field[i : i+n])
			i += n - 1
		case p.quoted && c == '\\' && i+1 < len(field):
			i++
			p.name.WriteByte(field[i])
		case c == '"' && p.depth == 0 && !p.angle:
			p.quoted = !p.quoted
		case p.quoted:
			p.name.WriteByte(c)
		case c == '(' && !p.angle:
			p.depth++
		case c == ')' && p.depth > 0:
			p.depth--
		case p.depth > 0:
			p.comment.WriteByte(c)
		case c == '<' && !p.angle:
			p.angle, p.hasAngle = true, true
			p.addr.Reset()
		case c == '>' && p.angle:
			p.angle = false
		case p.angle:
			p.addr.WriteByte(c)
		case c == ':' && !strings.Contains(p.name.String(), "@"):
			p = addressParts{} // the name of a group
		case c == ',' || c == ';':
			list = p.done(list)
			p = addressParts{}
		default:
			p.name.WriteByte(c)
		}
		if len(list) >= maxAddresses {
			return list
		}
	}
	return p.done(list)
}

func wordLength(s string) int {
	_, _, n := encodedWord(s)
	return n
}

type addressParts struct {
	name, addr, comment     strings.Builder
	quoted, angle, hasAngle bool
	depth                   int
}

func (p *addressParts) done(list []Address) []Address {
	name, addr := strings.TrimSpace(p.name.String()), p.addr.String()
	if !p.hasAngle {
		if f := strings.Fields(name); strings.Contains(name, "@") && len(f) > 0 {
			// "jane@x.org", "jane@x.org (Jane)", "Jane jane@x.org"
			name = ""
			for _, w := range f {
				if addr == "" && strings.Contains(w, "@") {
					addr = w
				} else {
					name += " " + w
				}
			}
			if name == "" {
				name = p.comment.String()
			}
		}
	}
	a := Address{Name: personName(name), Addr: mailbox(addr)}
	if strings.EqualFold(a.Name, a.Addr) {
		a.Name = ""
	}
	if a == (Address{}) {
		return list
	}
	return append(list, a)
}

// personName decodes a display name and takes quotes off that senders double.
func personName(s string) string {
	s = oneLine(decodeWords(s), 300)
	return strings.TrimSpace(strings.Trim(s, `"'`))
}

// mailbox makes an address fit to compare: no blanks, no mailto:, lower case.
func mailbox(s string) string {
	s = strings.Trim(strings.Join(strings.Fields(clean(text8(s))), ""), "<>'\"")
	s = strings.TrimPrefix(s, "mailto:")
	if i := strings.LastIndexByte(s, ':'); i >= 0 && strings.HasPrefix(s, "@") {
		s = s[i+1:] // an obsolete route
	}
	return cut(strings.ToLower(s), 320)
}

// join writes a list of addresses for the record.
func join(list []Address) string {
	var b strings.Builder
	for i, a := range list {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(a.String())
	}
	return b.String()
}

// Local parts of addresses that nobody reads, without their separators.
// Source: mail.md section 2 and the sender table that goes with it.
var (
	unread = []string{"noreply", "donotreply", "dontreply", "notreply", "nepasrepondre", "noresponder", "naoresponda", "nichtantworten",
		"keineantwort", "nonrispondere", "nietbeantwoorden", "svarainte", "svarikke", "nieodpowiadaj", "mailerdaemon", "autoreply", "autoresponder"}
	machine = []string{"notification", "notifications", "notify", "alert", "alerts", "jobalerts", "jobalert", "bounce", "bounces", "postmaster",
		"automated", "automailer", "system", "systemmessage", "mailer", "robot", "daemon"}
)

var flatten = strings.NewReplacer("-", "", "_", "", ".", "", "+", "")

// NoReply reports whether an address is one that takes no answers: no-reply@,
// do_not_reply@, jobs-noreply@, tenant+autoreply@, bounce-123@.
func NoReply(addr string) bool {
	local, _, _ := strings.Cut(strings.ToLower(addr), "@")
	flat := flatten.Replace(local)
	for _, u := range unread {
		if strings.Contains(flat, u) {
			return true
		}
	}
	for w := range strings.FieldsFuncSeq(local, func(r rune) bool { return r == '-' || r == '_' || r == '.' || r == '+' || r >= '0' && r <= '9' }) {
		if in(machine, w) {
			return true
		}
	}
	return false
}

// automated reports a mail that a machine sent by itself: by its address, by
// RFC 3834, or as bulk.
func automated(h Header, from string) bool {
	if NoReply(from) {
		return true
	}
	if s := strings.ToLower(h.raw("Auto-Submitted")); s != "" && !strings.HasPrefix(s, "no") {
		return true
	}
	switch strings.ToLower(strings.TrimSpace(h.raw("Precedence"))) {
	case "bulk", "junk", "list", "auto_reply":
		return true
	}
	return h.raw("X-Autoreply") != "" || h.raw("X-Autorespond") != "" || h.raw("List-Unsubscribe-Post") != ""
}
