package mail

import (
	"strings"
	"time"

	"debrief/internal/track"
)

// readFields fills a message from the header of its mail.
func readFields(m *track.Message, h Header, o Options, w *warnings) {
	readSender(m, h, w)
	m.ReplyTo = join(addresses(h.raw("Reply-To")))
	m.ToAddrs = join(allAddresses(h, "To"))
	m.CcAddrs = join(allAddresses(h, "Cc"))
	m.Subject = oneLine(decodeWords(cut(h.raw("Subject"), maxAddressText)), 2000)
	m.MailID = first(messageIDs(h.raw("Message-ID")))
	m.InReplyTo = first(messageIDs(h.raw("In-Reply-To")))
	m.Refs = strings.Join(messageIDs(strings.Join(h.all("References"), " ")), " ")
	m.Automated = automated(h, m.FromAddr)
	readDate(m, h, o, w)
}

// readSender takes From, or what comes nearest.
func readSender(m *track.Message, h Header, w *warnings) {
	from := allAddresses(h, "From")
	if len(from) > 1 {
		w.add("The mail names more than one sender. The first is shown.")
	}
	for _, name := range []string{"Sender", "Return-Path", "Reply-To"} {
		if len(from) == 0 {
			if from = allAddresses(h, name); len(from) > 0 {
				w.add("The mail has no From line. The sender was taken from its %s line.", name)
			}
		}
	}
	if len(from) == 0 {
		w.add("The mail does not say who sent it.")
		return
	}
	m.FromName, m.FromAddr = from[0].Name, from[0].Addr
}

func allAddresses(h Header, name string) (list []Address) {
	for _, v := range h.all(name) {
		if list = append(list, addresses(v)...); len(list) > maxAddresses {
			return list[:maxAddresses]
		}
	}
	return list
}

// readDate keeps the date as the mail says it, and says when it is hard to believe.
func readDate(m *track.Message, h Header, o Options, w *warnings) {
	field := h.raw("Date")
	d, ok := parseDate(field, nil)
	received, haveReceived := receivedAt(h)
	switch {
	case ok && d.hasYear:
	case haveReceived:
		d = received
		w.add("The mail has no readable date. The day on which it was delivered is shown.")
	default:
		w.add("The mail has no readable date.")
		return
	}
	if m.Date, m.Zone = track.InstantOf(d.at), d.zone; m.Date == 0 {
		m.Date = 1 // midnight of 1 January 1970 is a date here, and 0 is none
	}
	switch {
	case !d.hasZone:
		w.add("The time zone of the mail is missing or none that exists. Its time was read as UTC.")
	case !d.hasTime:
		w.add("The date of the mail does not say a time of day.")
	}
	checkDate(d.at, received, haveReceived, o.Now, w)
}

// A mail may wait in a queue, but not for longer than this.
const slowestDelivery = 14 * 24 * time.Hour

func checkDate(at time.Time, received dated, haveReceived bool, now time.Time, w *warnings) {
	gap := at.Sub(received.at)
	switch {
	case at.Year() < 1990 || at.Year() > 2089:
	case !now.IsZero() && at.After(now.Add(48*time.Hour)):
	case haveReceived && (gap > slowestDelivery || gap < -slowestDelivery):
		w.add("The date of the mail, %s, is far from the day on which it was delivered, %s.", at.Format("2 Jan 2006"), received.at.Format("2 Jan 2006"))
		return
	default:
		return
	}
	w.add("The date of the mail, %s, can hardly be right.", at.Format("2 Jan 2006"))
}

// receivedAt is the date of the newest Received line.
func receivedAt(h Header) (dated, bool) {
	v := h.raw("Received")
	i := strings.LastIndexByte(v, ';')
	if i < 0 {
		return dated{}, false
	}
	d, ok := parseDate(v[i+1:], nil)
	return d, ok && d.hasYear
}

// messageIDs finds the ids of a field, without brackets; at most 100. A field
// without brackets is one id if it looks like one.
func messageIDs(s string) (ids []string) {
	whole := s
	for len(ids) < 100 {
		i := strings.IndexByte(s, '<')
		if i < 0 {
			break
		}
		j := strings.IndexByte(s[i:], '>')
		if j < 0 {
			break
		}
		if id := oneLine(text8(strings.ReplaceAll(s[i+1:i+j], " ", "")), 400); id != "" {
			ids = append(ids, id)
		}
		s = s[i+j+1:]
	}
	if ids == nil {
		if id := oneLine(text8(whole), 400); id != "" && !strings.ContainsAny(id, " <>") {
			ids = []string{id}
		}
	}
	return ids
}

func first(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return list[0]
}
