package mailbox

import (
	"bytes"
	"regexp"
)

// kind is what a file turns out to be.
type kind int

const (
	isForeign kind = iota
	isMail
	isMbox
	isZip
	isGzip
	isEmlx // Apple Mail: a line with the length, the mail, a property list
	isEmpty
)

// sniffed is how many bytes are looked at to tell the kind of a file.
const sniffed = 4096

// sniff tells what a file is from its first bytes. named is true for a file
// that is said to be one mail (.eml, or below a Maildir): there one known
// header field is enough, elsewhere it takes two.
func sniff(b []byte, named bool) kind {
	switch {
	case bytes.HasPrefix(b, []byte("PK\x03\x04")), bytes.HasPrefix(b, []byte("PK\x05\x06")):
		return isZip
	case bytes.HasPrefix(b, []byte("\x1f\x8b\x08")):
		return isGzip
	}
	b = bytes.TrimPrefix(b, []byte("\xef\xbb\xbf"))
	b = bytes.TrimLeft(b, "\r\n")
	if len(bytes.TrimSpace(b)) == 0 {
		return isEmpty
	}
	line, rest := cutLine(b)
	if n := bytes.TrimSpace(line); len(n) > 0 && len(n) < 12 && len(bytes.Trim(n, "0123456789")) == 0 {
		if mailFields(rest) >= 1 {
			return isEmlx
		}
	}
	if bytes.HasPrefix(b, []byte("From ")) || bytes.HasPrefix(b, []byte(">From ")) {
		if isSeparator(b, 0) || mailFields(rest) >= 1 {
			return isMbox
		}
	}
	if n := mailFields(b); n >= 2 || n >= 1 && named {
		return isMail
	}
	return isForeign
}

var mailField = regexp.MustCompile(`(?i)^(from|to|date|subject|message-id|received|return-path|delivered-to|mime-version|x-gmail-labels|reply-to|dkim-signature|authentication-results|envelope-to|x-mozilla-status|content-type)[ \t]*:`)

// mailFields counts the different fields that mails have, in the lines before
// the first one that belongs to no header.
func mailFields(b []byte) int {
	seen := map[string]bool{}
	for n := 0; len(b) > 0 && n < 60; n++ {
		var line []byte
		line, b = cutLine(b)
		if m := mailField.FindSubmatch(line); m != nil {
			seen[string(bytes.ToLower(m[1]))] = true
			continue
		}
		if len(line) == 0 || line[0] != ' ' && line[0] != '\t' && !someField.Match(line) {
			break
		}
	}
	return len(seen)
}

// others are files that people take for mail, with what to do about them.
var others = []struct{ magic, words string }{
	{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "It is an Outlook .msg file or an old Office document. Save the mail as .eml."},
	{"!BDN", "It is an Outlook data file (.pst or .ost). Export the mail as mbox or .eml, or read the account by IMAP."},
	{"7z\xbc\xaf\x27\x1c", "It is a 7z archive. Unpack it first."},
	{"Rar!", "It is a rar archive. Unpack it first."},
	{"BZh", "It is compressed with bzip2. Unpack it first."},
	{"\xfd7zXZ\x00", "It is compressed with xz. Unpack it first."},
	{"\x28\xb5\x2f\xfd", "It is compressed with zstd. Unpack it first."},
	{"\x01\x01\x01\x01\n", "It is a mailbox of the old kind MMDF. Export it as mbox."},
	{"%PDF-", "It is a PDF file. Save the mail as .eml, or paste its text."},
}

const noMail = "It is neither a mail (.eml) nor an mbox, a Maildir or a zip of them."

func foreignWords(b []byte) string {
	for _, o := range others {
		if bytes.HasPrefix(b, []byte(o.magic)) {
			return o.words
		}
	}
	return noMail
}
