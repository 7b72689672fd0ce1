package recipe

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"testing"

	"debrief/internal/mail"
)

// Equal seeds give equal mails, on every machine and in every version: figures
// measured with them stay comparable. Change the sums only with the recipe.
func TestBox_isTheSameForEver(t *testing.T) {
	for _, c := range []struct {
		seed uint64
		w    Words
		want string
	}{
		{1, Small, "cac301ef21680c05"},
		{2, Small, "65ee801c3747f011"},
		{1, Zipf, "e6ba22357c44b435"},
	} {
		sum := sha256.New()
		for b, i := New(c.seed, c.w), 0; i < 500; i++ {
			sum.Write(b.Next())
		}
		if got := hex.EncodeToString(sum.Sum(nil)[:8]); got != c.want {
			t.Errorf("seed %d, words %d: %s, want %s", c.seed, c.w, got, c.want)
		}
	}
}

// The shares are those of the recipe, and every mail reads without a warning.
func TestBox_followsTheRecipe(t *testing.T) {
	const n = 4000
	count := map[string]int{}
	total := 0
	b := New(7, Small)
	ids := map[string]bool{}
	for range n {
		raw := b.Next()
		total += len(raw)
		p, err := mail.Read(bytes.NewReader(raw), mail.Options{})
		if err != nil || len(p.Message.Warnings) > 0 || p.Message.FromAddr == "" || len(p.Message.NewText()) < 200 {
			t.Fatalf("%v, %q\n%s", err, p.Message.Warnings, raw[:min(len(raw), 2000)])
		}
		ids[p.Message.ContentID] = true
		for what, is := range map[string]bool{"pdf": len(p.Message.Attachments) > 0, "html": p.Message.HasHTML, "both": bytes.Contains(raw, []byte("multipart/alternative")), "answer": p.Message.InReplyTo != "", "base64": bytes.Contains(raw, []byte("\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64"))} {
			if is {
				count[what]++
			}
		}
	}
	for what, want := range map[string]float64{"pdf": .06, "both": .65, "answer": .30, "base64": .65 / 4} {
		if got := float64(count[what]) / n; got < want-.03 || got > want+.03 {
			t.Errorf("%s: %.3f of all, want %.2f", what, got, want)
		}
	}
	if len(ids) != n {
		t.Errorf("%d different mails of %d", len(ids), n)
	}
	if mean := total / n; mean < 15_500 || mean > 18_500 {
		t.Errorf("mean size %d", mean)
	}
}
