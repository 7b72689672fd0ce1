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

// The order in which mails come does not matter for what is kept. (Whether a
// mail that says nothing of a job is one of a contact depends on who is known
// by then; conversations are complete in any order, see below.)
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
		var got []string
		for _, s := range r.rows() {
			if f := strings.Fields(s); f[0] == "item" && f[2] != string(track.ClassOther) {
				got = append(got, f[1]+" "+f[2])
			}
		}
		if want == nil {
			want = got
		}
		if len(got) < len(mails)/3 { // the recipe's newsletters and small talk are rightly left out
			t.Fatalf("only %d mails are kept", len(got))
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

// A mail that says nothing of a job by itself, read before the conversation it
// belongs to is known, is found again: no answer of a person is lost.
func TestReadSource_conversationsAreCompleteInAnyOrder(t *testing.T) {
	server := testkit.Dovecot(t, "")
	mails := []string{
		"From: Quaywise <jobs@quaywise.example>\nTo: jo@weber.example\nSubject: Your application for Data Engineer at Quaywise\nDate: Mon, 02 Nov 2026 10:00:00 +0000\nMessage-ID: <1@quaywise.example>\n\nDear Jo,\n\nthank you for applying to Quaywise. We have received your application for Data Engineer.\n",
		"From: Dana Ortiz <dana@quaywise.example>\nTo: jo@weber.example\nSubject: Re: Your application for Data Engineer at Quaywise\nDate: Tue, 03 Nov 2026 10:00:00 +0000\nMessage-ID: <2@quaywise.example>\nIn-Reply-To: <1@quaywise.example>\nReferences: <1@quaywise.example>\n\nGood morning, the car park is behind the church. See you then.\n\nDana\n",
		"From: Jo Weber <jo@weber.example>\nTo: dana@quaywise.example\nSubject: Re: Your application for Data Engineer at Quaywise\nDate: Tue, 03 Nov 2026 12:00:00 +0000\nMessage-ID: <3@weber.example>\nIn-Reply-To: <2@quaywise.example>\nReferences: <1@quaywise.example> <2@quaywise.example>\n\nThank you, I will find it.\n\nJo\n",
		"From: Mum <mum@family.example>\nTo: jo@weber.example\nSubject: Sunday\nDate: Wed, 04 Nov 2026 10:00:00 +0000\nMessage-ID: <4@family.example>\n\nAre you coming on Sunday? Your father is making soup and there is cake afterwards. Bring the dog if you like.\n\nMum\n",
	}
	for _, order := range [][]int{{0, 1, 2, 3}, {2, 1, 3, 0}, {3, 2, 1, 0}} {
		dir := t.TempDir()
		user := fmt.Sprint("u", order[0])
		for at, i := range order {
			write(t, filepath.Join(dir, fmt.Sprintf("%d.eml", at)), []byte(mails[i]))
			server.Deliver(t, user, "", at, []byte(mails[i]))
		}
		for _, n := range []workbench.NewSource{{Path: dir}, {Host: server.Host, Port: server.TLS, Account: user, Secret: server.Password}} {
			r := newRig(t, post.Office{Roots: server.Roots})
			if _, err := r.d.EditSettings(t.Context(), func(s *track.Settings) { s.Email = "jo@weber.example" }); err != nil {
				t.Fatal(err)
			}
			got := r.read(n)
			if got.Messages != 4 || got.Found.Sum() != 3 || got.Left[track.LeftOther] != 1 || got.Again != 0 {
				t.Errorf("order %v by %s: %+v", order, n.Path+n.Host, got)
			}
			for _, s := range r.rows() {
				if strings.Contains(s, "Sunday") {
					t.Errorf("a private mail was kept: %s", s)
				}
			}
		}
	}
}
