package mailbox

import (
	"context"
	"crypto/x509"
	"fmt"
	"log/slog"
	"math"
	"net"
	"strconv"
	"strings"
	"time"
)

// Account is how to reach a mailbox by IMAP. A connection is always encrypted:
// with TLS from its first byte, or by STARTTLS, and made only to a server that
// proves its name.
//
// Folders are opened with EXAMINE and read with BODY.PEEK, so that nothing in
// the mailbox changes, not even what counts as read.
type Account struct {
	Host     string
	Port     int // 0: 993, or 143 with StartTLS
	StartTLS bool
	User     string
	Auth     Auth
	// Secret gives the password or a fresh access token. It is asked before
	// each connection.
	Secret func(context.Context) (string, error)
	// Roots are the authorities that may vouch for the server; nil for those
	// of the system.
	Roots *x509.CertPool
	// Patience is how long the server may be silent in the middle of a
	// command; 0 means a minute.
	Patience time.Duration
	// Pause waits between attempts; nil waits in real time. For tests.
	Pause func(context.Context, time.Duration) error
}

// Auth is how a person proves who they are.
type Auth int

const (
	// Password is an app password, by PLAIN or LOGIN.
	Password Auth = iota
	// OAuthBearer is an access token, RFC 7628.
	OAuthBearer
	// XOAuth2 is an access token in the older form of Google and Microsoft.
	XOAuth2
)

// String is for people and logs; it has no secret in it.
func (a Account) String() string { return fmt.Sprintf("%s at %s", a.User, a.address()) }

// LogValue keeps everything but the name out of logs.
func (a Account) LogValue() slog.Value { return slog.StringValue(a.String()) }

func (a Account) address() string { return net.JoinHostPort(a.Host, strconv.Itoa(a.port())) }

func (a Account) port() int {
	switch {
	case a.Port != 0:
		return a.Port
	case a.StartTLS:
		return 143
	}
	return 993
}

// Use is what a folder is for, as the server says (RFC 6154) or its name does.
type Use string

const (
	UseInbox   Use = "inbox"
	UseAll     Use = "all"
	UseArchive Use = "archive"
	UseDrafts  Use = "drafts"
	UseSent    Use = "sent"
	UseJunk    Use = "junk"
	UseTrash   Use = "trash"
	UseFlagged Use = "flagged"
)

// Folder is a folder of an account.
type Folder struct {
	Name string // as the server has it, decoded; parts divided by Delimiter
	Use  Use    // empty for an ordinary one
	// Delimiter divides the parts of Name; 0 where there are none.
	Delimiter rune
	marked    bool // the server says what it is for
}

// Cursor is how far a folder was read. The zero value is not at all. It is
// only a cursor: where it does not fit the folder any more, the folder is read
// again, and the content of the mails tells which are known.
//
// Mails are read newest first, so two ends move: everything from Low+1 to High
// is done, and Low reaches 0 when the folder was read whole.
type Cursor struct {
	UIDValidity uint32
	High, Low   uint32
	ModSeq      uint64 // of the folder when it was read last; 0 where the server has none
	MarkUID     uint32 // of the newest mail that was read,
	Mark        uint64 // and what tells it from another one: to notice that a folder was replaced
}

// Whole reports that nothing older is left to read.
func (c Cursor) Whole() bool { return c.UIDValidity != 0 && c.Low == 0 }

// String is the cursor as text, to be stored; empty for the zero value.
func (c Cursor) String() string {
	if c == (Cursor{}) {
		return ""
	}
	return fmt.Sprintf("1 %d %d %d %d %d %d", c.UIDValidity, c.High, c.Low, c.ModSeq, c.MarkUID, c.Mark)
}

// ParseCursor reads what String wrote. Anything else is the zero value: then
// the folder is read again.
func ParseCursor(s string) Cursor {
	f := strings.Fields(s)
	if len(f) != 7 || f[0] != "1" {
		return Cursor{}
	}
	var n [6]uint64
	for i := range n {
		v, err := strconv.ParseUint(f[i+1], 10, 64)
		if err != nil || i != 3 && i != 5 && v > math.MaxUint32 {
			return Cursor{}
		}
		n[i] = v
	}
	c := Cursor{uint32(n[0]), uint32(n[1]), uint32(n[2]), n[3], uint32(n[4]), n[5]}
	if c.UIDValidity == 0 || c.Low > c.High {
		return Cursor{}
	}
	return c
}

// Header is what is known of a mail before its body is fetched.
type Header struct {
	Folder string
	UID    uint32
	Raw    []byte // the fields of HeaderFields, at most 32 KB
	Size   int64  // of the whole mail, in bytes
	Flags  string // as in Origin
	Date   time.Time
}

// HeaderFields are fetched of every mail: enough to tell whether it can be
// about a job.
var HeaderFields = []string{"From", "Sender", "Reply-To", "To", "Cc", "Subject", "Date", "Message-ID", "In-Reply-To", "References", "Return-Path",
	"List-Id", "List-Unsubscribe", "Auto-Submitted", "Precedence", "Content-Type", "X-LinkedIn-Template", "X-LinkedIn-Class", "X-Mailer", "Feedback-ID"}

// SyncOptions say what to read. The zero value reads everything.
type SyncOptions struct {
	// Want picks the mails whose body is fetched, from their header; nil
	// fetches all. What it leaves out is not handed over.
	Want func(Header) bool
	// MaxMail as in Options.
	MaxMail int64
	// DailyBytes stops the pass with fault.Busy before more than that is
	// received on one day; 0 means 2,000 MB for Gmail, whose own limit is
	// 2,500, and no limit elsewhere. UsedToday was received before this pass.
	DailyBytes, UsedToday int64
}

// Batch is some mails and the cursor behind them. Store both in one
// transaction.
type Batch struct {
	Items  []Item // may be empty: what was looked at was not wanted
	Cursor Cursor
	Seen   int   // mails looked at so far in this pass
	Total  int   // mails in the folder
	Bytes  int64 // received so far in this pass, for the daily limit
}
