package mail

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"strings"
	"sync"
)

// ContentID is the identity of a raw mail, as Read gives it, for a small part
// of the cost: an import asks for it to pass over what is on record already.
// Errors are those of Read.
func ContentID(raw []byte) (string, error) {
	src, _, err := envelope(raw)
	if err != nil {
		return "", err
	}
	h, body, ok := scanHeader(src, &warnings{})
	if !ok || !likeMail(h) {
		return "", noMail()
	}
	return contentID(h, body), nil
}

// stableFields are the header fields that no server on the way changes
// (quality 2.1). Received, X-* and Delivered-To differ between copies.
var stableFields = []string{"Message-ID", "Date", "From", "To", "Cc", "Subject", "In-Reply-To", "References", "Content-Type"}

// contentID is the identity of a mail, however it came: SHA-256, in hex, over
// the stable fields and the body. Line ends, folding, the ">From " of an mbox
// and blank lines at the end do not count. Two mails that share a Message-ID
// and differ otherwise have two identities.
func contentID(h Header, body []byte) string {
	sum := sha256.New()
	for _, name := range stableFields {
		for _, v := range h.all(name) {
			sum.Write([]byte(strings.ToLower(name) + ":" + strings.Join(strings.Fields(v), " ") + "\n"))
		}
	}
	sum.Write([]byte("\n"))
	hashBody(sum, body)
	return hex.EncodeToString(sum.Sum(nil))
}

// hashBody writes the body line by line, with blank lines held back until
// something follows them. Lines are gathered, since the sum is faster with
// larger pieces.
func hashBody(sum hash.Hash, body []byte) {
	const piece = 4 << 10
	room := rooms.Get().(*[piece + 1<<10]byte)
	defer rooms.Put(room)
	out, blank := room[:0], 0
	for len(body) > 0 {
		line := body
		if i := bytes.IndexByte(body, '\n'); i >= 0 {
			line, body = body[:i], body[i+1:]
		} else {
			body = nil
		}
		line = bytes.TrimRight(line, "\r")
		if len(line) == 0 {
			blank++
			continue
		}
		if line[0] == '>' {
			if t := bytes.TrimLeft(line, ">"); bytes.HasPrefix(t, []byte("From ")) {
				line = t
			}
		}
		for ; blank > 0; blank-- {
			if out = append(out, '\n'); len(out) >= piece {
				sum.Write(out)
				out = room[:0]
			}
		}
		if len(out)+len(line)+1 > len(room) {
			sum.Write(out)
			out = room[:0]
		}
		if len(line) >= len(room) {
			sum.Write(line)
			line = nil
		}
		out = append(append(out, line...), '\n')
	}
	sum.Write(out)
}

var rooms = sync.Pool{New: func() any { return new([5 << 10]byte) }}

// pastedID is the identity of a pasted text, so that pasting it twice is
// noticed. White space does not count: every program copies it differently.
func pastedID(text string) string {
	sum := sha256.New()
	sum.Write([]byte("pasted\n"))
	for w := range strings.FieldsSeq(text) {
		sum.Write([]byte(w))
		sum.Write([]byte(" "))
	}
	return hex.EncodeToString(sum.Sum(nil))
}
