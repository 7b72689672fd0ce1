package mail

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

func TestPeek_tellsTheSameAsRead(t *testing.T) {
	files, err := filepath.Glob("testdata/*/*.eml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no mails to look at: %v", err)
	}
	for _, name := range files {
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		g, err1 := Peek(raw)
		p, err2 := Read(bytes.NewReader(raw), Options{})
		if (err1 == nil) != (err2 == nil) || err1 == nil && (g.ContentID != p.Message.ContentID || g.Date != p.Message.Date) {
			t.Errorf("%s: %v %v, %v %v", name, g.ContentID, err1, p.Message.ContentID, err2)
		}
	}
}
