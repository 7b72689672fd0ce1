package demo

import (
	"bytes"
	"context"
	_ "embed"

	"debrief/internal/workbench"
)

// inboxMails are nine mails of the sample's last days, written for it: two that
// are filed without asking and seven that wait for a decision.
//
//go:embed inbox.mbox
var inboxMails []byte

// readInbox brings them in as a person would bring in an archive, so that what
// the Inbox says of them is what Debrief makes of them. A workbench without a
// post office shows the sample with an empty Inbox.
func readInbox(ctx context.Context, d *workbench.Desk) error {
	if !d.ReadsMail() {
		return nil
	}
	_, err := d.ReadUpload(ctx, "Mail of November.mbox", bytes.NewReader(inboxMails))
	return err
}
