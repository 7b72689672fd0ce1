package mail

import (
	"crypto/sha256"
	"encoding/hex"
	"net/mail"
	"regexp"
	"strings"
	"time"

	"debrief/internal/fault"
	"debrief/internal/track"
)

// MaxPasted is how much pasted text is read.
const MaxPasted = 2 << 20

// pastedKeys are header names as mail programs show them, by field.
var pastedKeys = map[string]string{"from": "from", "von": "from", "de": "from", "da": "from", "van": "from", "to": "to", "an": "to", "à": "to", "para": "to", "aan": "to",
	"subject": "subject", "betreff": "subject", "objet": "subject", "asunto": "subject", "oggetto": "subject", "assunto": "subject", "onderwerp": "subject",
	"date": "date", "sent": "date", "datum": "date", "gesendet": "date", "envoyé": "date", "fecha": "date", "enviado": "date", "inviato": "date", "cc": "cc"}

var pastedLine = regexp.MustCompile(`^\s*\*?(\pL{2,10})\s?:\*?\s+(.*)$`)

// Pasted reads text copied out of a mail program. Header lines at the top are
// understood where they are there; a whole mail source is read as such.
func Pasted(text string) (track.Message, error) {
	if len(text) > MaxPasted {
		return track.Message{}, fault.New(fault.TooLarge, "text", "The pasted text has %d MB; up to %d MB are read. Paste only the answer.", len(text)>>20, MaxPasted>>20)
	}
	text = strings.ReplaceAll(strings.ToValidUTF8(text, "\ufffd"), "\r\n", "\n")
	if looksLikeSource(text) {
		if m, err := Read([]byte(text)); err == nil {
			m.Source = "pasted"
			return m, nil
		}
	}
	m := track.Message{Source: "pasted"}
	body := strings.TrimLeft(text, "\n ")
	for {
		line, rest, _ := strings.Cut(body, "\n")
		match := pastedLine.FindStringSubmatch(line)
		if match == nil {
			break
		}
		field, known := pastedKeys[strings.ToLower(match[1])]
		if !known {
			break
		}
		setPasted(&m, field, strings.TrimSpace(match[2]))
		body = rest
	}
	m.Text = tidyText(body)
	m.NewEnd = newTextEnd(m.Text)
	m.Automated = automatic.MatchString(m.FromAddr)
	sum := sha256.Sum256([]byte(strings.Join(strings.Fields(m.FromAddr+" "+m.Subject+" "+m.Text), " ")))
	m.ContentID = "text:" + hex.EncodeToString(sum[:])
	return m, nil
}

// looksLikeSource tells a copied mail source from copied text by headers that
// no mail program shows.
func looksLikeSource(text string) bool {
	head := text[:min(len(text), 4096)]
	return strings.Contains(head, "\nMIME-Version:") || strings.Contains(head, "\nReceived:") || strings.HasPrefix(head, "Received:") || strings.HasPrefix(head, "Return-Path:") || strings.Contains(head, "\nMessage-ID:")
}

func setPasted(m *track.Message, field, value string) {
	switch field {
	case "from":
		if a, err := mail.ParseAddress(value); err == nil {
			m.FromName, m.FromAddr = clean(a.Name, 200), strings.ToLower(a.Address)
		} else if addr := bareAddress.FindString(value); addr != "" {
			m.FromName, m.FromAddr = clean(strings.Trim(strings.NewReplacer("<"+addr+">", "", addr, "", "[mailto:]", "").Replace(value), ` "<>[]`), 200), strings.ToLower(addr)
		} else {
			m.FromName = clean(value, 200)
		}
	case "to":
		m.ToAddrs = strings.Join(bareAddress.FindAllString(value, 20), ", ")
	case "subject":
		m.Subject = clean(value, 500)
	case "date":
		for _, f := range pastedDates {
			if t, err := time.Parse(f, value); err == nil {
				m.Date = track.InstantOf(t)
				return
			}
		}
	}
}

var pastedDates = []string{time.RFC1123Z, time.RFC1123, time.RFC3339, "2006-01-02 15:04", "2006-01-02", "Mon, 2 Jan 2006 15:04:05 -0700", "Mon, 2 Jan 2006 at 15:04", "Mon, Jan 2, 2006 at 3:04 PM",
	"Monday, January 2, 2006 3:04 PM", "Monday, 2 January 2006 15:04", "2 January 2006 15:04", "2 January 2006 at 15:04", "2. January 2006 15:04", "02.01.2006 15:04", "02/01/2006 15:04"}
