package post

import (
	"context"

	"debrief/internal/fault"
	"debrief/internal/track"
	"debrief/internal/workbench"
)

func (o Office) openMailbox(ctx context.Context, s track.Source, secret string) (workbench.Feed, error) {
	return nil, fault.New(fault.Conflict, "source", "Mailboxes are not read yet.")
}

func (o Office) Seal(owner track.OwnerID, id track.SourceID, secret string) (string, error) {
	return "", fault.New(fault.Conflict, "source", "Mailboxes are not read yet.")
}

func (o Office) Unseal(owner track.OwnerID, id track.SourceID, sealed string) (string, error) {
	return "", fault.New(fault.Conflict, "source", "Mailboxes are not read yet.")
}
