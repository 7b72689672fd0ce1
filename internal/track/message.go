package track

// Message is a mail in or out, or a text that was pasted or typed. Its raw form,
// where there is one, stands unaltered in the blob of the same id.
type Message struct {
	ID            MessageID     `db:"id" json:"id"`
	ApplicationID ApplicationID `db:"application_id" json:"application_id"`
	ContentID     string        `db:"content_id" json:"content_id"` // identity across sources; empty for typed text
	MailID        string        `db:"mail_id" json:"mail_id"`       // Message-ID header without brackets
	InReplyTo     string        `db:"in_reply_to" json:"in_reply_to"`
	Refs          string        `db:"refs" json:"refs"` // References header, space separated
	FromName      string        `db:"from_name" json:"from_name"`
	FromAddr      string        `db:"from_addr" json:"from_addr"`
	ReplyTo       string        `db:"reply_to" json:"reply_to"`
	ToAddrs       string        `db:"to_addrs" json:"to_addrs"`
	CcAddrs       string        `db:"cc_addrs" json:"cc_addrs"`
	Subject       string        `db:"subject" json:"subject"`
	Date          Instant       `db:"date" json:"date"`           // 0 when the mail does not say
	Zone          int           `db:"zone" json:"zone"`           // minutes east of UTC in the sender's Date
	Text          string        `db:"text" json:"text"`           // decoded, whole
	NewStart      int           `db:"new_start" json:"new_start"` // byte of Text at which the new text begins
	NewEnd        int           `db:"new_end" json:"new_end"`     // byte of Text at which quoted history or the signature begins
	HasHTML       bool          `db:"has_html" json:"has_html"`   // the raw form has an HTML part
	Attachments   Strings       `db:"attachments" json:"attachments"`
	Warnings      Strings       `db:"warnings" json:"warnings"` // what could not be read as it was meant
	Source        string        `db:"source" json:"source"`     // eml, pasted, typed
	Out           bool          `db:"out" json:"out"`           // written by the person
	Automated     bool          `db:"automated" json:"automated"`
}

// NewText is the text without quoted history and signature; the whole text
// where the offsets do not mark a part of it.
func (m Message) NewText() string {
	if 0 <= m.NewStart && m.NewStart < m.NewEnd && m.NewEnd <= len(m.Text) {
		return m.Text[m.NewStart:m.NewEnd]
	}
	return m.Text
}
