package post_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"debrief/internal/mailgen/recipe"
	"debrief/internal/post"
	"debrief/internal/store"
	"debrief/internal/workbench"
)

// box writes a made-up mbox of n mails and returns its path.
func box(t testing.TB, n int) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "all.mbox")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	b := recipe.New(1, recipe.Small)
	for range n {
		raw := b.Next()
		f.WriteString("From MAILER-DAEMON " + b.At().Format("Mon Jan _2 15:04:05 2006") + "\n")
		f.Write(bytes.ReplaceAll(raw, []byte("\nFrom "), []byte("\n>From ")))
		f.WriteString("\n")
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

// DEBRIEF_BENCH_MAILS changes the number of mails: what an import costs per
// mail must not grow with the record.
func BenchmarkReadSource(b *testing.B) {
	n := 2000
	if s := os.Getenv("DEBRIEF_BENCH_MAILS"); s != "" {
		var err error
		if n, err = strconv.Atoi(s); err != nil {
			b.Fatal(err)
		}
	}
	path := box(b, n)
	for b.Loop() {
		s, err := store.Open(b.Context(), store.Options{Dir: b.TempDir(), Planner: workbench.Plan})
		if err != nil {
			b.Fatal(err)
		}
		d, err := workbench.New(s, workbench.Options{Post: post.Office{}}).Desk(b.Context(), workbench.Owner)
		if err != nil {
			b.Fatal(err)
		}
		id, _, err := d.AddSource(b.Context(), workbench.NewSource{Path: path})
		if err != nil {
			b.Fatal(err)
		}
		if _, err := d.ReadSource(b.Context(), id, nil, nil); err != nil {
			b.Fatal(err)
		}
		s.Close()
	}
}
