package mailbox

import (
	"bufio"
	"strconv"
	"strings"
)

// emlx reads a mail of Apple Mail: its length in a line, the mail, a property
// list that is not ours.
func (r *reading) emlx(b *bufio.Reader) error {
	line, err := b.ReadString('\n')
	if err != nil {
		return r.leftOut(unreadable(err, r.l.Path))
	}
	n, err := strconv.ParseInt(strings.TrimSpace(line), 10, 64)
	if err != nil {
		return r.leftOut(unreadable(err, r.l.Path))
	}
	raw, err := readAll(b, min(n, r.w.opts.MaxMail+1), r.l.Size)
	if err != nil {
		return r.leftOut(unreadable(err, r.l.Path))
	}
	return r.one(raw)
}
