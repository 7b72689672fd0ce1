package mailbox_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"testing"

	"debrief/internal/mail"
	"debrief/internal/mailbox"
	"debrief/internal/mailgen/recipe"
)

// made is an mbox of so many mails of the recipe.
func made(n int) []byte {
	var b bytes.Buffer
	box := recipe.New(1, recipe.Small)
	for range n {
		b.WriteString("From MAILER-DAEMON " + box.At().Format("Mon Jan _2 15:04:05 2006") + "\n")
		b.Write(bytes.ReplaceAll(box.Next(), []byte("\nFrom "), []byte("\n>From ")))
		b.WriteByte('\n')
	}
	return b.Bytes()
}

// The steps of an import before the store, beside SHA-256 of the same bytes
// (P4: at most 16 times, aim 5).
func BenchmarkImport(b *testing.B) {
	box := made(1000)
	each := func(f func(raw []byte)) {
		src := mailbox.FromReader(bytes.NewReader(box), "bench", mailbox.Options{})
		if err := src.Each(context.Background(), mailbox.Position{}, func(it mailbox.Item) error { f(it.Raw); return it.Err }); err != nil {
			b.Fatal(err)
		}
	}
	for _, c := range []struct {
		name string
		f    func()
	}{
		{"sha256", func() { sha256.Sum256(box) }},
		{"split", func() { each(func([]byte) {}) }},
		{"split+identity", func() { each(func(raw []byte) { mail.ContentID(raw) }) }},
		{"split+read", func() { each(func(raw []byte) { mail.ReadRaw(raw, mail.Options{}) }) }},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.SetBytes(int64(len(box)))
			b.ReportAllocs()
			for b.Loop() {
				c.f()
			}
		})
	}
}
