package track

import (
	"database/sql/driver"
	"encoding/json"
)

// SourceKind says what a source of messages is.
type SourceKind string

// The kinds.
const (
	SourceMbox    SourceKind = "mbox"
	SourceMaildir SourceKind = "maildir"
	SourceMail    SourceKind = "eml"    // one mail in a file
	SourceFolder  SourceKind = "folder" // files of any of these kinds
	SourceZip     SourceKind = "zip"
	SourceStream  SourceKind = "stream" // standard input, an upload
	SourceIMAP    SourceKind = "imap"
)

// SourceKinds lists the kinds.
var SourceKinds = []SourceKind{SourceMbox, SourceMaildir, SourceMail, SourceFolder, SourceZip, SourceStream, SourceIMAP}

var sourceLabels = map[SourceKind]string{
	SourceMbox: "Mail archive (mbox)", SourceMaildir: "Maildir", SourceMail: "One mail", SourceFolder: "Folder", SourceZip: "Zip archive", SourceStream: "Given directly", SourceIMAP: "Mailbox (IMAP)",
}

// Label is the plain English name.
func (k SourceKind) Label() string { return sourceLabels[k] }

// SourceState says whether a source is read.
type SourceState string

// The states. A removed source is not read any more; its messages stay.
const (
	SourceActive  SourceState = "active"
	SourcePaused  SourceState = "paused"
	SourceRemoved SourceState = "removed"
)

// Source is a mailbox, file or folder from which messages come.
type Source struct {
	ID        SourceID    `db:"id" json:"id"`
	Kind      SourceKind  `db:"kind" json:"kind"`
	Name      string      `db:"name" json:"name"`             // what the person calls it
	Path      string      `db:"path" json:"path"`             // of a file or folder, absolute
	Host      string      `db:"host" json:"host"`             // of a mailbox
	Port      int         `db:"port" json:"port"`             // 0: the usual one
	Security  string      `db:"security" json:"security"`     // tls, starttls
	Account   string      `db:"account" json:"account"`       // user name at the host; the mail address as a rule
	Auth      string      `db:"auth" json:"auth"`             // password, oauthbearer, xoauth2
	Folders   Strings     `db:"folders" json:"folders"`       // mailbox folders that are read; empty: those that hold received mail
	Secret    string      `db:"secret" json:"secret"`         // sealed; empty in exports
	Since     Day         `db:"since" json:"since"`           // mails dated before are counted, not opened
	State     SourceState `db:"state" json:"state"`           //
	Cursor    string      `db:"cursor" json:"cursor"`         // how far it was read, in the reader's own words
	CheckedAt Instant     `db:"checked_at" json:"checked_at"` // last time it was read to its end
	Problem   string      `db:"problem" json:"problem"`       // why the last reading ended early, in words
	CreatedAt Instant     `db:"created_at" json:"created_at"`
}

// Origin says where a kept message was found. One message may have several.
type Origin struct {
	ID        OriginID  `db:"id" json:"id"`
	MessageID MessageID `db:"message_id" json:"message_id"`
	SourceID  SourceID  `db:"source_id" json:"source_id"`
	Position  string    `db:"position" json:"position"` // "INBOX 1711:42", "cur/1699.M1", "byte 120344"
}

// Seen is the fingerprint of a message that was read, kept or not, so that it
// is not read twice. Its id is the content id; nothing else of a message that
// is not about the search stays.
type Seen struct {
	ID    string `db:"id" json:"id"`
	Class string `db:"class" json:"class"`
	Day   Day    `db:"day" json:"day"`
	// Of a mail that was left out: hashes of its own Message-ID, of the one it
	// answers, and of the first of its conversation.
	Self   string `db:"self" json:"self"`
	Parent string `db:"parent" json:"parent"`
	Root   string `db:"root" json:"root"`
}

// ReadingState says where a reading stands.
type ReadingState string

// The states. A reading that was interrupted without a word stays "running" and
// goes on where it stopped.
const (
	ReadingRunning ReadingState = "running"
	ReadingPaused  ReadingState = "paused"
	ReadingStopped ReadingState = "stopped"
	ReadingDone    ReadingState = "done"
	ReadingFailed  ReadingState = "failed"
	ReadingUndone  ReadingState = "undone"
)

// Reading is one run over a source: what was read, found and left out. Found
// and Left add up to Messages.
type Reading struct {
	ID        ReadingID    `db:"id" json:"id"`
	SourceID  SourceID     `db:"source_id" json:"source_id"`
	State     ReadingState `db:"state" json:"state"`
	Messages  int          `db:"messages" json:"messages"`
	Total     int          `db:"total" json:"total"` // 0 while unknown
	Bytes     int64        `db:"bytes" json:"bytes"`
	Size      int64        `db:"size" json:"size"`     // bytes of the source, 0 while unknown
	Found     Counts       `db:"found" json:"found"`   // kept, by class
	Left      Counts       `db:"left_out" json:"left"` // not kept, by reason
	Troubles  Strings      `db:"troubles" json:"troubles"`
	Problem   string       `db:"problem" json:"problem"`
	Again     int          `db:"again" json:"again"` // mails left out that belong to a conversation found later
	StartedAt Instant      `db:"started_at" json:"started_at"`
	EndedAt   Instant      `db:"ended_at" json:"ended_at"`
}

// The reasons for which a message is not kept.
const (
	LeftOther      = "other"      // not about the search
	LeftOlder      = "older"      // dated before the start the person chose
	LeftKnown      = "known"      // on record, or seen before
	LeftUnreadable = "unreadable" //
	LeftSent       = "sent"       // written by the person, in no conversation on record
)

// LeftReasons lists them in the order in which they are shown.
var LeftReasons = []string{LeftOther, LeftSent, LeftOlder, LeftKnown, LeftUnreadable}

// Counts is a small table of counts by name, kept in one column as JSON.
type Counts map[string]int

// Sum is the total.
func (c Counts) Sum() (n int) {
	for _, v := range c {
		n += v
	}
	return n
}

// Value writes the JSON object, names in order.
func (c Counts) Value() (driver.Value, error) {
	b, err := c.MarshalJSON()
	return string(b), err
}

// Scan reads a JSON object; empty text is an empty table.
func (c *Counts) Scan(v any) error {
	b, err := column(v, "counts")
	if err != nil {
		return err
	}
	*c = Counts{}
	if len(b) == 0 {
		return nil
	}
	return json.Unmarshal(b, (*map[string]int)(c))
}

// MarshalJSON writes {} for nil, so that one state has one form.
func (c Counts) MarshalJSON() ([]byte, error) {
	if c == nil {
		return []byte("{}"), nil
	}
	return json.Marshal(map[string]int(c))
}
