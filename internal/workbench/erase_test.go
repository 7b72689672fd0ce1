package workbench_test

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"debrief/internal/interview"
	"debrief/internal/mail"
	"debrief/internal/match"
	"debrief/internal/store"
	"debrief/internal/testkit"
	"debrief/internal/track"
	"debrief/internal/workbench"
)

// secret is a planted word: nothing of ours holds it by chance.
func secret(n int) string { return fmt.Sprintf("zqplanted%02dword", n) }

// plant puts thirty-odd secrets into every place where a person may put text
// about one application, changes some of them, and takes some back.
func plant(t *testing.T, d *workbench.Desk) (track.ApplicationID, []string) {
	t.Helper()
	ctx, n := t.Context(), 0
	var words []string
	next := func() string { n++; words = append(words, secret(n)); return secret(n) }
	ok := func(r workbench.Receipt, err error) workbench.Receipt {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	app, r, err := d.Add(ctx, workbench.NewApplication{Company: "Kittiwake", Role: "Engineer " + next(), Location: next(), Source: next(), URL: "https://jobs.example/" + next(), Tags: []string{next()}, Posted: "85-95k", AppliedOn: "2026-10-01"})
	ok(r, err)
	ok(d.EnterStage(ctx, app, "panel", "2026-10-20", next()))
	ok(d.AddNote(ctx, app, "a note "+next(), false, false))
	ok(d.AddNote(ctx, app, "sealed "+next(), true, false))
	ok(d.AddSalary(ctx, app, track.SalaryFloor, "91-97k", next()))
	ok(d.PlanInterview(ctx, app, track.InstantOf(time.Date(2026, 10, 25, 9, 0, 0, 0, time.UTC)), 60, next(), next()))
	talk := talkOf(t, d, app)
	ok(d.PutPlan(ctx, talk, workbench.InterviewPlan{Format: next(), OwnAsk: []string{next()}, IfNo: next()}))
	ok(d.PutAfter(ctx, talk, workbench.InterviewAfter{Stressed: next(), Liked: next(), Open: next(), Problem: next(), NoDay: true, Asked: []interview.Asked{{Topic: next(), Quality: 2}}, Sheet: interview.Sheet{"recruiter": next(), "i_pay_low": "90000"}}))
	_, r, err = d.MoveInterview(ctx, talk, track.Event{At: track.InstantOf(time.Date(2026, 10, 26, 9, 0, 0, 0, time.UTC)), Place: next(), People: next(), RoundName: next()})
	ok(r, err)
	_, r, err = d.AddDocument(ctx, app, next()+".pdf", "application/pdf", []byte("%PDF-1.7 "+next()))
	ok(r, err)
	ok(d.Shelve(ctx, app, "a certificate "+next()))
	ok(d.Tag(ctx, []track.ApplicationID{app}, next()))
	ok(d.Untag(ctx, app, words[len(words)-1]))
	ok(d.PutPosting(ctx, app, track.Advert{Title: next(), Text: "You have " + next()}))
	ok(d.PutRequirements(ctx, app, []match.Requirement{{Kind: match.Must, Text: next(), Term: next()}}))
	ok(d.PutPosting(ctx, app, track.Advert{Text: "Another text " + next()}))
	ok(d.PutRequirements(ctx, app, []match.Requirement{{Kind: match.Nice, Text: next()}}))
	undone := ok(d.AddNote(ctx, app, "taken back "+next(), false, false))
	ok(d.Undo(ctx, undone.Change))
	ok(d.EditApplication(ctx, app, func(a *track.Application) error { a.Role = "Engineer, renamed " + next(); return nil }))
	raw := "From: Dana Ortiz <dana@kittiwake.example>\r\nTo: mira@example.org\r\nDate: Mon, 23 Nov 2026 16:42:00 +0000\r\nMessage-ID: <1@kittiwake.example>\r\nSubject: Your application " + next() +
		"\r\n\r\nHello Mira,\r\n\r\nwe decided to move forward with another person. Your answers lacked structure. " + next() + "\r\n\r\nDana\r\n"
	deb, r, err := d.LogAnswer(ctx, workbench.Answer{Application: app, Raw: []byte(raw)})
	ok(r, err)
	body, subject, line := "Hello Dana,\n\nthank you. "+next(), "Thank you "+next(), "a line "+next()
	ok(d.EditDebrief(ctx, deb, workbench.DebriefEdit{Body: &body, Subject: &subject, ReasonLine: &line}))
	ok(d.FinishDebrief(ctx, deb, workbench.Finish{Reply: "no_reply", Reason: "B06", Option: "own", Own: "try " + next(), Shelf: "shelf " + next()}))
	if n < 20 {
		t.Fatalf("only %d secrets", n)
	}
	return app, words
}

func eraseRig(t *testing.T, engine string) (*store.Store, *workbench.Desk, store.Options) {
	t.Helper()
	now := testkit.Clock("2026-11-24T08:52:00Z", time.Millisecond)
	o := store.Options{Dir: filepath.Join(t.TempDir(), "data"), Now: now, Entropy: testkit.Entropy(5), Planner: workbench.Plan}
	if engine == "postgres" {
		o.DSN = testkit.Postgres(t)
	}
	s, err := store.Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	read := func(raw []byte) (track.Message, error) {
		p, err := mail.Read(bytes.NewReader(raw), mail.Options{Now: now()})
		return p.Message, err
	}
	d, err := workbench.New(s, workbench.Options{Now: now, ReadMail: read}).Desk(t.Context(), workbench.Owner)
	if err != nil {
		t.Fatal(err)
	}
	return s, d, o
}

// traces lists the secrets that still stand in a set of bytes.
func traces(b []byte, words []string) (found []string) {
	b = bytes.ToLower(b)
	for _, w := range words {
		if bytes.Contains(b, []byte(w)) {
			found = append(found, w)
		}
	}
	return found
}

// bytesOf reads all that an engine keeps on disk for this record: the files of
// the data folder, or the files behind every relation of the database.
func bytesOf(t *testing.T, o store.Options) (all []byte) {
	t.Helper()
	err := filepath.WalkDir(o.Dir, func(path string, e os.DirEntry, err error) error {
		if err != nil || e.IsDir() || strings.Contains(path, "backups") {
			return err
		}
		b, err := os.ReadFile(path)
		all = append(all, b...)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if o.DSN == "" {
		return all
	}
	db, err := sql.Open("pgx", o.DSN)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec(`CHECKPOINT`); err != nil {
		t.Fatal(err)
	}
	rows, err := db.QueryContext(context.Background(), `SELECT pg_read_binary_file(pg_relation_filepath(oid)) FROM pg_class WHERE relkind IN ('r','i','t','m') AND pg_relation_filepath(oid) IS NOT NULL`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	n := 0
	for rows.Next() {
		var b []byte
		if err := rows.Scan(&b); err != nil {
			t.Fatal(err)
		}
		all = append(all, b...)
		n++
	}
	if rows.Err() != nil || n < 50 {
		t.Fatalf("%d relations read: %v", n, rows.Err())
	}
	return all
}

// R18: what is erased leaves nothing: not in the file, not in the log beside
// it, not in the index, not in the journal, not in backups and exports made
// afterwards; and no undo brings it back.
func TestErase_leavesNoneOfTheSecrets(t *testing.T) {
	for _, engine := range []string{"sqlite", "postgres"} {
		for _, what := range []string{"application", "everything"} {
			t.Run(engine+" "+what, func(t *testing.T) {
				s, d, o := eraseRig(t, engine)
				other, r, err := d.Add(t.Context(), workbench.NewApplication{Company: "Kittiwake", Role: "zqstays", AppliedOn: "2026-09-01"})
				if err != nil {
					t.Fatal(err)
				}
				app, words := plant(t, d)
				before := bytesOf(t, o)
				if got := traces(before, words); len(got) < 15 { // some lie compressed
					t.Fatalf("the search for traces is blind: it sees %v before", got)
				}
				list, err := d.Changes(t.Context(), "", 100)
				if err != nil {
					t.Fatal(err)
				}
				if what == "application" {
					err = d.Erase(t.Context(), app)
				} else {
					err = d.EraseAll(t.Context())
				}
				if err != nil {
					t.Fatal(err)
				}
				for _, c := range list {
					if c.ID != r.Change {
						_, _ = d.Undo(t.Context(), c.ID) // whatever can still be taken back
					}
				}
				after := bytesOf(t, o)
				if got := traces(after, words); len(got) > 0 {
					t.Errorf("the files still hold %v", got)
				}
				if left := bytes.Contains(bytes.ToLower(after), []byte("zqstays")); left != (what == "application") {
					t.Errorf("the other application is there: %v", left)
				}
				outputs(t, s, d, words)
				if v, err := d.Verify(t.Context()); err != nil || len(v.Problems) > 0 {
					t.Errorf("%v %v", v.Problems, err)
				}
				if _, err := d.Application(t.Context(), other); what == "application" && err != nil {
					t.Errorf("the other application: %v", err)
				}
			})
		}
	}
}

// outputs searches a backup and the exports made after an erase.
func outputs(t *testing.T, s *store.Store, d *workbench.Desk, words []string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "later.db")
	if _, err := s.Backup(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got := traces(b, words); len(got) > 0 {
		t.Errorf("a later backup holds %v", got)
	}
	var out bytes.Buffer
	if _, _, err := d.Export(t.Context(), &out, workbench.ExportOptions{Private: true}); err != nil {
		t.Fatal(err)
	}
	if _, err := d.ExportCSV(t.Context(), &out); err != nil {
		t.Fatal(err)
	}
	if got := traces(out.Bytes(), words); len(got) > 0 {
		t.Errorf("a later export holds %v", got)
	}
	for _, w := range words {
		if found, err := d.Search(t.Context(), w, 5); err != nil || len(found) > 0 {
			t.Errorf("search still finds %s: %v %v", w, found, err)
		}
	}
}
