package post_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"debrief/internal/fault"
	"debrief/internal/mail"
	"debrief/internal/post"
	"debrief/internal/store"
	"debrief/internal/testkit"
	"debrief/internal/track"
	"debrief/internal/workbench"
)

// A draft lies in the mailbox once, in the thread of the mail it answers, and
// only after the person said that it may.
func TestSaveToDrafts_onceInTheThreadAndOnlyWhenAllowed(t *testing.T) {
	server := testkit.Dovecot(t, "")
	raw := "From: Dana Ortiz <dana@weirwater.example>\r\nTo: jo@weber.example\r\nDate: Mon, 23 Nov 2026 09:00:00 +0000\r\nMessage-ID: <no1@weirwater.example>\r\nSubject: Your application\r\n\r\nDear Jo,\r\n\r\nwe decided to move forward with other candidates. I enjoyed our conversation.\r\n\r\nDana\r\n"
	server.Deliver(t, "jo", "", 1, []byte(raw))
	dir := filepath.Join(t.TempDir(), "data")
	s, err := store.Open(t.Context(), store.Options{Dir: dir, Planner: workbench.Plan})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	office := post.Office{Dir: dir, Roots: server.Roots}
	d, err := workbench.New(s, workbench.Options{Post: office, WriteMail: post.WriteMail, ReadMail: office.Message}).Desk(t.Context(), workbench.Owner)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.EditSettings(t.Context(), func(s *track.Settings) { s.Name, s.Email = "Jo Weber", "jo@weber.example" }); err != nil {
		t.Fatal(err)
	}
	app, _, err := d.Add(t.Context(), workbench.NewApplication{Company: "Weir Water", Role: "Analyst", Stage: track.HiringManager, AppliedOn: "2026-10-01"})
	if err != nil {
		t.Fatal(err)
	}
	deb, _, err := d.LogAnswer(t.Context(), workbench.Answer{Application: app, Raw: []byte(raw)})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.SaveToDrafts(t.Context(), deb, true); fault.KindOf(err) != fault.Conflict {
		t.Errorf("without a mailbox: %v", err)
	}
	if _, _, err := d.AddSource(t.Context(), workbench.NewSource{Host: server.Host, Port: server.TLS, Account: "jo", Secret: server.Password}); err != nil {
		t.Fatal(err)
	}
	mood, kind := track.MoodCalm, track.MsgThanks
	if _, err := d.EditDebrief(t.Context(), deb, workbench.DebriefEdit{Mood: &mood, Kind: &kind, ReadAgain: true}); err != nil {
		t.Fatal(err)
	}
	if _, err := d.SaveToDrafts(t.Context(), deb, false); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("before it is allowed: %v", err)
	}
	for range 3 { // once allowed it need not be asked again, and it lies there once
		if _, err := d.SaveToDrafts(t.Context(), deb, true); err != nil {
			t.Fatal(err)
		}
	}
	found := draftsOf(t, server)
	if len(found) != 1 {
		t.Fatalf("%d drafts lie in the mailbox", len(found))
	}
	p, err := mail.Read(strings.NewReader(found[0]), mail.Options{})
	if err != nil || p.Message.InReplyTo != "no1@weirwater.example" || !strings.Contains(p.Message.ToAddrs, "dana@weirwater.example") || p.Message.FromAddr != "jo@weber.example" {
		t.Errorf("%+v %v", p.Message, err)
	}
}

// draftsOf reads the server's Drafts, whose folder bears a German name there.
func draftsOf(t *testing.T, s *testkit.Mailserver) (list []string) {
	t.Helper()
	err := filepath.WalkDir(s.Maildir("jo"), func(path string, e os.DirEntry, err error) error {
		if err != nil || e.IsDir() || !strings.Contains(path, "/.Entw") || !strings.Contains(path, "/cur/") && !strings.Contains(path, "/new/") {
			return err
		}
		b, err := os.ReadFile(path)
		list = append(list, string(b))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}
