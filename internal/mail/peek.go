package mail

import (
	"debrief/internal/fault"
	"debrief/internal/track"
)

// Glance is what can be told of a mail without decoding it: enough to know
// whether it was read before and how old it is.
type Glance struct {
	ContentID string        // as in track.Message
	Date      track.Instant // 0 when the mail does not say
	Header    Header
}

// Peek reads the header of a raw mail and hashes it. It costs a small part of
// Read. Errors are those of Read.
func Peek(raw []byte) (Glance, error) {
	var g Glance
	_, err := recovered(func() (Parsed, error) {
		src, _, err := envelope(raw)
		if err != nil {
			return Parsed{}, err
		}
		var w warnings
		h, body, ok := scanHeader(src, &w)
		if !ok || !likeMail(h) {
			return Parsed{}, fault.New(fault.Foreign, "mail", "This file has no mail header (From, Subject, Date). If it is the text of a mail, paste it instead.")
		}
		var m track.Message
		readDate(&m, h, Options{}, &w)
		g = Glance{contentID(h, body), m.Date, h}
		return Parsed{}, nil
	})
	return g, err
}
