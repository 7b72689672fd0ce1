package post

import (
	"context"
	"encoding/json"
	"io"
	"strings"

	"debrief/internal/fault"
	"debrief/internal/mailbox"
	"debrief/internal/track"
	"debrief/internal/workbench"
)

// Open opens a source on record.
func (o Office) Open(ctx context.Context, s track.Source, secret string) (workbench.Feed, error) {
	switch s.Kind {
	case track.SourceIMAP:
		return o.openMailbox(ctx, s, secret)
	case track.SourceStream:
		return nil, fault.New(fault.Conflict, "source", "“%s” could be read only once. Give it again.", s.Name)
	}
	f := &files{seen: map[string]stamp{}}
	src, err := mailbox.Open(s.Path, mailbox.Options{Skip: f.skip})
	f.src = src
	return f, err
}

// Path opens a file or folder that is not on record.
func (o Office) Path(path string) (workbench.Feed, error) {
	src, err := mailbox.Open(path, mailbox.Options{})
	if err != nil {
		return nil, err
	}
	return &files{src: src, seen: map[string]stamp{}}, nil
}

// Stream is a source that can be read once, as standard input or an upload.
func (o Office) Stream(r io.Reader, name string) workbench.Feed {
	return &files{src: mailbox.FromReader(r, name, mailbox.Options{}), seen: map[string]stamp{}}
}

// files is a source of mail files. Its cursor is a position while it is being
// read, and the stamps of its files once it was read to its end: those that are
// unchanged are not opened again.
type files struct {
	src  *mailbox.Source
	done map[string]stamp // as they were when they were last read whole
	seen map[string]stamp
}

// stamp tells whether a file is still the one that was read.
type stamp struct {
	Size  int64 `json:"size"`
	Mtime int64 `json:"mtime"` // nanoseconds since 1970
}

// maxStamps bounds what is remembered of a folder. Files beyond it are looked
// at again, and their mails are known.
const maxStamps = 2000

func (f *files) skip(file mailbox.File) bool {
	if file.Maildir || file.Modified.IsZero() {
		return false
	}
	now := stamp{file.Size, file.Modified.UnixNano()}
	if len(f.seen) < maxStamps {
		f.seen[file.Path] = now
	}
	then, ok := f.done[file.Path]
	return ok && then == now
}

// Size is the bytes of the source, 0 where that is not known.
func (f *files) Size(ctx context.Context) int64 {
	n, err := f.src.Bytes(ctx)
	if err != nil {
		return 0
	}
	return max(n, 0)
}

// Each hands over every mail behind a cursor.
func (f *files) Each(ctx context.Context, cursor string, take func(workbench.Envelope) error) error {
	from := mailbox.Position{}
	f.done = nil // an earlier pass knew another cursor
	if strings.HasPrefix(cursor, "{") {
		if err := json.Unmarshal([]byte(cursor), &f.done); err != nil {
			f.done = nil // then every file is looked at, and nothing is missed
		}
	} else {
		from = mailbox.ParsePosition(cursor)
	}
	return f.src.Each(ctx, from, func(it mailbox.Item) error {
		found := workbench.Envelope{Raw: it.Raw, Where: where(it.Origin), Path: it.Origin.Path, Index: it.Origin.Index, Cursor: it.Next.String(), Done: it.Done, Out: named(it.Origin, sentNames), Err: it.Err}
		if it.Err == nil && named(it.Origin, draftNames) && !found.Out {
			found.Skip = track.LeftOther
		}
		return take(found)
	})
}

// Done is the stamps of the files.
func (f *files) Done() string {
	if len(f.seen) == 0 {
		return ""
	}
	b, err := json.Marshal(f.seen)
	if err != nil {
		return ""
	}
	return string(b)
}

// Close closes the files.
func (f *files) Close() error { return f.src.Close() }
