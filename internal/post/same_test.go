package post_test

import (
	"archive/zip"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"debrief/internal/mailgen/recipe"
	"debrief/internal/post"
	"debrief/internal/store"
	"debrief/internal/testkit"
	"debrief/internal/track"
	"debrief/internal/workbench"
)

// rig is a record that reads mail.
type rig struct {
	t   *testing.T
	dir string
	s   *store.Store
	d   *workbench.Desk
}

func newRig(t *testing.T, o post.Office) rig {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "data")
	s, err := store.Open(t.Context(), store.Options{Dir: dir, Planner: workbench.Plan})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	o.Dir = dir
	d, err := workbench.New(s, workbench.Options{Post: o}).Desk(t.Context(), workbench.Owner)
	if err != nil {
		t.Fatal(err)
	}
	return rig{t, dir, s, d}
}

// read reads a source to its end.
func (r rig) read(n workbench.NewSource) track.Reading {
	r.t.Helper()
	id, _, err := r.d.AddSource(r.t.Context(), n)
	if err != nil {
		r.t.Fatal(err)
	}
	got, err := r.d.ReadSource(r.t.Context(), id, nil, nil)
	if err != nil || got.State != track.ReadingDone {
		r.t.Fatalf("%s: %s %v %s", n.Path+n.Host, got.State, err, got.Problem)
	}
	if got.Found.Sum()+got.Left.Sum() != got.Messages {
		r.t.Errorf("%d found and %d left out are not the %d read", got.Found.Sum(), got.Left.Sum(), got.Messages)
	}
	return got
}

// rows are the kept and seen mails without where they were found.
func (r rig) rows() []string {
	list := content(r.t, r.dir)
	return slices.DeleteFunc(list, func(s string) bool {
		return strings.HasPrefix(s, "origin ") || strings.HasPrefix(s, "reading ")
	})
}

func (r rig) origins() (n int) {
	for _, s := range content(r.t, r.dir) {
		if strings.HasPrefix(s, "origin ") {
			n++
		}
	}
	return n
}

// made writes the mails of the recipe.
func made(n int) (list [][]byte) {
	b := recipe.New(1, recipe.Small)
	for range n {
		list = append(list, b.Next())
	}
	return list
}

func write(t *testing.T, path string, data []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
}

// R5: one mail that arrives by several ways is one row with several origins,
// and reading again adds nothing.
func TestReadSource_theSameMailByEveryWayIsOneSetOfRows(t *testing.T) {
	const n = 150
	mails := made(n)
	server := testkit.Dovecot(t, "")
	dir := t.TempDir()
	archive, err := os.Create(filepath.Join(dir, "all.zip"))
	if err != nil {
		t.Fatal(err)
	}
	z := zip.NewWriter(archive)
	for i, raw := range mails {
		server.Deliver(t, "jo", "", i, raw)
		write(t, filepath.Join(dir, "Maildir", "cur", fmt.Sprintf("%d.M%d.host:2,", 1700000000+i, i)), raw)
		w, err := z.Create(fmt.Sprintf("mails/%04d.eml", i))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(raw); err != nil {
			t.Fatal(err)
		}
	}
	if err := cmpErr(z.Close(), archive.Close(), os.MkdirAll(filepath.Join(dir, "Maildir", "new"), 0o700)); err != nil {
		t.Fatal(err)
	}
	r := newRig(t, post.Office{Roots: server.Roots})
	mbox := box(t, n)
	first := r.read(workbench.NewSource{Path: mbox})
	if first.Messages != n || first.Found.Sum() == 0 {
		t.Fatalf("the mbox: %+v", first)
	}
	want, kept := r.rows(), first.Found.Sum()
	imap := workbench.NewSource{Host: server.Host, Port: server.TLS, Account: "jo", Secret: server.Password}
	for i, n := range []workbench.NewSource{{Path: filepath.Join(dir, "Maildir")}, {Path: filepath.Join(dir, "all.zip")}, imap} {
		got := r.read(n)
		if got.Left[track.LeftKnown] != got.Messages || got.Messages != len(mails) {
			t.Errorf("%v: %d of %d known", n.Path+n.Host, got.Left[track.LeftKnown], got.Messages)
		}
		if now := r.rows(); !slices.Equal(now, want) {
			t.Fatalf("%s changed the rows:\n%s", n.Path+n.Host, difference(want, now))
		}
		if o := r.origins(); o != kept*(i+2) {
			t.Errorf("%s: %d origins of %d mails by %d ways", n.Path+n.Host, o, kept, i+2)
		}
	}
	for i := range mails { // flags rename the files, and no mail is new
		old := filepath.Join(dir, "Maildir", "cur", fmt.Sprintf("%d.M%d.host:2,", 1700000000+i, i))
		if err := os.Rename(old, old+"RS"); err != nil {
			t.Fatal(err)
		}
	}
	origins := r.origins()
	for _, n := range []workbench.NewSource{{Path: mbox}, {Path: filepath.Join(dir, "Maildir")}, imap} {
		r.read(n)
		if now := r.rows(); !slices.Equal(now, want) || r.origins() != origins {
			t.Fatalf("%s a second time changed the rows:\n%s", n.Path+n.Host, difference(want, now))
		}
	}
}

// The order in which mails come does not matter for what is kept and seen.
func TestReadSource_anyOrderKeepsTheSame(t *testing.T) {
	seeds := 4
	if os.Getenv("CI") != "" || os.Getenv("DEBRIEF_FULL") != "" {
		seeds = 20
	}
	mails := made(60)
	var want []string
	for seed := range uint64(seeds) {
		dir := t.TempDir()
		order := rand.New(rand.NewPCG(seed, 5)).Perm(len(mails))
		for at, i := range order {
			write(t, filepath.Join(dir, fmt.Sprintf("%04d.eml", at)), mails[i])
		}
		r := newRig(t, post.Office{})
		r.read(workbench.NewSource{Path: dir})
		got := slices.DeleteFunc(r.rows(), func(s string) bool {
			return strings.HasPrefix(s, "item ") || strings.HasPrefix(s, "prospect ")
		})
		if want == nil {
			want = got
		}
		if !slices.Equal(got, want) {
			t.Fatalf("order %d:\n%s", seed, difference(want, got))
		}
	}
}

// Two mails may share a Message-ID. Both are kept, and both say so.
func TestReadSource_sameMessageIDOtherContentIsTwoRowsWithAWarning(t *testing.T) {
	dir := t.TempDir()
	for i, text := range []string{"Thank you for applying to Quaywise. We have received your application for Data Engineer.", "We are pleased to offer you the position of Data Engineer at Quaywise."} {
		write(t, filepath.Join(dir, fmt.Sprint(i, ".eml")), fmt.Appendf(nil, "From: Quaywise <jobs@quaywise.example>\nTo: jo@weber.example\nSubject: Thank you for applying to Quaywise (Data Engineer)\nDate: Tue, 24 Nov 2026 10:00:0%d +0000\nMessage-ID: <same@quaywise.example>\n\n%s\n", i, text))
	}
	r := newRig(t, post.Office{})
	r.read(workbench.NewSource{Path: dir})
	warned := 0
	for _, s := range r.rows() {
		if strings.HasPrefix(s, "message ") && strings.Contains(s, "same Message-ID") {
			warned++
		}
	}
	if warned != 2 {
		t.Errorf("%d of 2 mails with one Message-ID carry a warning: %v", warned, r.rows())
	}
}
