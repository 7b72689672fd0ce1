package workbench

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"debrief/internal/fault"
	"debrief/internal/store"
	"debrief/internal/track"
)

func putDocument(tx *store.Tx, app track.ApplicationID, fileName, mediaType string, data []byte) (track.Document, error) {
	doc := track.Document{ID: track.DocumentID(tx.NewID()), ApplicationID: app, Name: SafeFileName(fileName), MediaType: mediaType, Size: len(data),
		SHA256: hash(string(data)), CreatedAt: tx.Now()}
	if err := store.Put(tx, track.Blob{ID: string(doc.ID), Data: data}); err != nil {
		return doc, err
	}
	return doc, store.Put(tx, doc)
}

// SafeFileName keeps the name of a file free of paths, control characters,
// direction marks and names that Windows reserves; at most 120 characters.
func SafeFileName(name string) string {
	if i := strings.LastIndexAny(name, `/\`); i >= 0 {
		name = name[i+1:]
	}
	name = strings.Map(func(r rune) rune {
		switch {
		case r < ' ' || r == 0x7f || strings.ContainsRune(`<>:"|?*`, r) || r == 0xfffd:
			return -1
		case r >= 0x200b && r <= 0x200f || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 || r == 0xfeff || r == 0x2028 || r == 0x2029:
			return -1
		}
		return r
	}, name)
	name = strings.Trim(strings.ToValidUTF8(name, ""), ". ")
	if r := []rune(name); len(r) > 120 {
		name = string(r[:100]) + string(r[len(r)-20:])
	}
	base, _, _ := strings.Cut(strings.ToUpper(name), ".")
	if name == "" || slices.Contains(reserved, base) {
		name = "file-" + name
	}
	return name
}

var reserved = []string{"CON", "PRN", "AUX", "NUL", "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7", "COM8", "COM9", "LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9"}

// Resumes lists the résumé versions, newest first.
func (d *Desk) Resumes(ctx context.Context) (list []track.ResumeVersion, err error) {
	err = d.view(ctx, func(tx *store.Tx) error {
		list, err = store.All[track.ResumeVersion](tx)
		return err
	})
	slices.Reverse(list)
	return list, err
}

// Shelve puts new evidence on the shelf "for the next role".
func (d *Desk) Shelve(ctx context.Context, app track.ApplicationID, text string) (Receipt, error) {
	text = strings.TrimSpace(text)
	if text == "" {
		return Receipt{}, fault.New(fault.Invalid, "text", "There is nothing to put on the shelf.")
	}
	return d.update(ctx, "shelve", func(tx *store.Tx) (string, error) {
		set, err := tx.Settings()
		if err != nil {
			return "", err
		}
		_, today := d.now(set)
		return "On the shelf for the next role", store.Put(tx, track.ShelfItem{ID: track.ShelfItemID(tx.NewID()), ApplicationID: app, Text: clip(text, 1<<16), Day: today})
	})
}

// hash is the SHA-256 of a text, in hexadecimal.
func hash(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:])
}
