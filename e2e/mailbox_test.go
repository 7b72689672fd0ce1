package e2e

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"debrief/internal/mailgen/recipe"
	"debrief/internal/testkit"
)

// mbox writes mails as one archive, with ">" before what would look like the
// beginning of the next one.
func mbox(t *testing.T, name string, mails ...[]byte) string {
	t.Helper()
	var out bytes.Buffer
	for _, raw := range mails {
		fmt.Fprintf(&out, "From MAILER-DAEMON Mon Nov 23 09:00:00 2026\n")
		for line := range bytes.Lines(raw) {
			if bytes.HasPrefix(bytes.TrimLeft(line, ">"), []byte("From ")) {
				out.WriteByte('>')
			}
			out.Write(line)
		}
		out.WriteString("\n\n")
	}
	return file(t, name, out.String())
}

// upload brings an archive in through the page for it and waits until it is
// read.
func (b *browser) upload(path string) {
	b.Helper()
	b.open("/sources")
	b.attach("#upload", path)
	b.click("button", "Read this file")
	b.until("the archive is not read to its end", func() bool {
		return b.eval(`() => document.querySelector('[data-reading]')?.dataset.reading || ''`) == "done"
	})
}

// figures are the numbers of a list on the page of a reading.
func (b *browser) figures(selector string) (sum int, all map[string]int) {
	b.Helper()
	all = map[string]int{}
	for line := range strings.Lines(b.eval(`s => [...document.querySelectorAll(s)].map(l => l.querySelector('span,b').innerText + '\t' + [...l.querySelectorAll('.n,.num')].pop().innerText).join('\n')`, selector)) {
		name, n, _ := strings.Cut(strings.TrimSpace(line), "\t")
		v, err := strconv.Atoi(strings.Join(strings.FieldsFunc(n, func(r rune) bool { return r < '0' || r > '9' }), ""))
		check(b.T, err)
		all[name] += v
		sum += v
	}
	return sum, all
}

// A first run with a mail archive: from the start page to applications on
// record. What was found and what was left out is the whole archive, and the
// same archive adds nothing a second time.
func TestMailbox_firstRunWithAnArchive(t *testing.T) {
	const mails = 240
	box := recipe.New(7, recipe.Small)
	var all [][]byte
	for range mails {
		all = append(all, box.Next())
	}
	path := mbox(t, "All mail.mbox", all...)
	home, _ := begin(t)
	b := visit(t, home, light)
	b.open("/start")
	b.click("link", "Choose mailbox")
	b.upload(path)
	b.sees("Found", "Left out, and why", "All mail.mbox")
	b.passes("the page of a reading")
	found, _ := b.figures(".tally li")
	left, why := b.figures(".aside .rows li")
	if found+left != mails || found == 0 {
		t.Errorf("%d found and %d left out, of %d: %v", found, left, mails, why)
	}
	late, err := strconv.Atoi(b.eval(`() => (/(\d+) mails? w\w+ left out before/.exec(document.body.innerText) || ['', '0'])[1]`))
	check(t, err)
	b.click("link", "Review ")
	b.sees("Applications in your mail")
	b.passes("the applications found")
	chosen, err := strconv.Atoi(b.eval(`() => '' + document.querySelectorAll('[name=prospect]:checked').length`))
	check(t, err)
	if chosen == 0 {
		t.Fatal("no application of the archive is proposed with a tick")
	}
	b.click("button", "Put those with a tick on record")
	b.sees("on record")
	b.open("/pipeline?view=all")
	b.sees(fmt.Sprintf("of %d", chosen))
	// What was left out before its conversation was found comes in with the
	// second reading; the third finds nothing.
	b.upload(path)
	if again, _ := b.figures(".tally li"); again > late {
		t.Errorf("a second reading of the same archive found %d, %d were to be looked at again", again, late)
	}
	b.upload(path)
	if again, _ := b.figures(".tally li"); again != 0 {
		t.Errorf("a third reading of the same archive found %d", again)
	}
	b.open("/pipeline?view=all")
	b.sees(fmt.Sprintf("of %d", chosen))
}

// A no arrives in a mailbox. The debrief begins from the mail, and its draft
// lies in the Drafts of the mailbox: once, in the thread, and after the person
// said that it may.
func TestMailbox_debriefIntoDraftsOfAMailServer(t *testing.T) {
	server := testkit.Dovecot(t, "")
	no := fmt.Sprintf("From: Dana Ortiz <dana@weirwater.example>\r\nTo: ada@home.example\r\nDate: %s\r\nMessage-ID: <no1@weirwater.example>\r\nSubject: Your application as Hydrologist\r\n\r\nDear Ada,\r\n\r\n"+
		"thank you for the interview for the role of Hydrologist at Weir Water. Unfortunately we have decided to move forward with other candidates.\r\n\r\nI enjoyed our conversation.\r\n\r\nDana Ortiz\r\nWeir Water\r\n", time.Now().AddDate(0, 0, -2).Format(time.RFC1123Z))
	server.Deliver(t, "ada", "", 1, []byte(no))
	home, _ := begin(t, "SSL_CERT_FILE="+server.CertFile())
	b := visit(t, home, light)
	b.open("/settings")
	b.fill("textbox", "Mail address", "ada@home.example")
	b.add("Weir Water", "Hydrologist", 30)
	b.press("DisclosureTriangle", "Move stage")
	b.choose("Stage", "Hiring manager")
	b.day("Day, today when empty", -9)
	b.click("button", "Move")
	b.open("/sources")
	b.fill("textbox", "Server", server.Host)
	b.fill("textbox", "Sign-in name", "ada")
	b.fill("textbox", "Password or token", server.Password)
	b.fill("textbox", "Port", strconv.Itoa(server.TLS))
	b.click("button", "Set up and read")
	b.sees("Left out, and why")
	b.until("the mail did not come", func() bool { b.open("/inbox"); return strings.Contains(b.text(), "Dana Ortiz") })
	b.sees("looks like: rejection", "Ended: no", "A debrief waits.")
	b.click("button", "File as rejection")
	b.open("/inbox?view=filed")
	b.click("link", "Open this mail")
	b.sees("Filed as a no", "Weir Water", "decided to move forward with other candidates")
	b.click("button", "Start debrief")
	b.sees("Weir Water", "Reply?")
	b.fill("textbox", "Message", "Dear Dana, thank you for the conversation. I would be glad to hear of other roles. Ada")
	b.press("button", "Save to Drafts")
	b.sees("May Debrief put this draft into the Drafts of ada?")
	if got := drafts(t, server); len(got) != 0 {
		t.Fatalf("a draft lies there before it was allowed: %q", got)
	}
	b.click("button", "Put it into Drafts")
	b.sees("Drafts")
	b.until("no draft lies in the mailbox", func() bool { return len(drafts(t, server)) > 0 })
	b.click("button", "Save to Drafts")
	got := drafts(t, server)
	if len(got) != 1 {
		t.Fatalf("%d drafts lie in the mailbox", len(got))
	}
	for _, want := range []string{"In-Reply-To: <no1@weirwater.example>", "dana@weirwater.example", "thank you for the conversation"} {
		if !strings.Contains(got[0], want) {
			t.Errorf("the draft lacks %q:\n%s", want, got[0])
		}
	}
	b.open("/settings")
	b.sees("1 connection", server.Host)
}

// drafts are the mails in the server's Drafts, whose folder has a German name.
func drafts(t *testing.T, s *testkit.Mailserver) (list []string) {
	t.Helper()
	for _, sub := range []string{"cur", "new"} {
		paths, err := filepath.Glob(filepath.Join(s.Maildir("ada"), ".Entw*", sub, "*"))
		check(t, err)
		for _, p := range paths {
			data, err := os.ReadFile(p)
			check(t, err)
			list = append(list, string(data))
		}
	}
	return list
}
