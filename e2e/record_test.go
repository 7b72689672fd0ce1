package e2e

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/go-rod/rod/lib/input"
)

// add puts an application on record through the page for it.
func (b *browser) add(employer, role string, daysAgo int) {
	b.Helper()
	b.open("/add")
	b.fill("textbox", "Employer", employer)
	b.fill("textbox", "Role", role)
	b.day("Applied on", -daysAgo)
	b.click("button", "Add application")
	b.sees(employer, role, "Timeline")
}

// A first start on an empty folder: every section opens, says what it is for,
// passes axe, and the start page leads on.
func TestRecord_beginsEmpty(t *testing.T) {
	home, _ := begin(t)
	b := visit(t, home, light)
	b.open("/")
	b.sees("Nothing is on record yet.")
	b.passes("an empty Today")
	b.click("link", "Start with what you already have")
	b.sees("Import your mailbox", "Add your first application", "Coming from a spreadsheet?")
	for _, path := range []string{"/debrief", "/pipeline/board", "/pipeline", "/inbox", "/insights", "/stories", "/resume", "/match", "/offers", "/people", "/week", "/worklog", "/sources", "/search?q=x"} {
		b.open(path)
		if title := b.eval(`() => document.title`); strings.HasPrefix(title, "Something") {
			t.Errorf("%s is titled %q", path, title)
		}
		b.passes("an empty " + path)
		b.fits("an empty " + path)
	}
	b.open("/settings")
	b.fill("textbox", "Name", "Ada Quill")
	b.fill("textbox", "Mail address", "ada@home.example")
	b.keys(input.Tab)
	b.until("the name is not kept", func() bool {
		return strings.Contains(b.eval(`async () => (await fetch('/settings')).text()`), "ada@home.example")
	})
}

// The first application, on a phone, from the start page to Today.
func TestRecord_firstApplicationOnAPhone(t *testing.T) {
	home, _ := begin(t)
	b := visit(t, home, phone)
	b.open("/start")
	b.click("link", "Add application")
	b.fill("textbox", "Employer", "Fernhollow")
	b.fill("textbox", "Role", "Kiln Planner")
	b.fill("textbox", "Text of the advert", "Fernhollow fires tiles. You plan four kilns.")
	b.click("button", "Add application")
	b.sees("Fernhollow", "Kiln Planner", "Applied")
	b.passes("the new application")
	b.fits("the new application")
	b.press("DisclosureTriangle", "Note an interview")
	b.set("DateTime", "Day and time", ahead(1)+"T10:30")
	b.fill("textbox", "Minutes", "45")
	b.fill("textbox", "Place", "video")
	b.click("button", "Note it")
	b.sees("video")
	b.open("/today")
	b.sees("Coming up", "Fernhollow", "10:30", "45 min", "1 application on record")
	b.fits("Today")
	b.open("/pipeline?view=all")
	b.sees("Fernhollow", "1–1 of 1")
	b.open("/application/" + b.firstApplication())
	b.press("DisclosureTriangle", "Saved posting")
	b.sees("You plan four kilns.")
}

// firstApplication is the id of the application on the page of all of them.
func (b *browser) firstApplication() string {
	b.Helper()
	b.open("/pipeline?view=all")
	return strings.TrimPrefix(b.eval(`() => document.querySelector('main a[href^="/application/"]').getAttribute('href')`), "/application/")
}

// An answer by hand that is no mail: the role was closed, said on the phone.
func TestRecord_answerByHand(t *testing.T) {
	home, _ := begin(t)
	b := visit(t, home, light)
	b.add("Fernhollow", "Kiln Planner", 12)
	b.press("DisclosureTriangle", "Log an answer")
	b.choose("Kind", "The role was closed or frozen")
	b.day("Day", -1)
	b.click("button", "Log it and debrief")
	b.sees("Fernhollow", "Reply?", "One thing to try next")
	b.open("/today")
	b.sees("Fernhollow", "The role was closed at the application stage, yesterday")
	b.open("/application/" + b.firstApplication())
	b.sees("Closed: Role closed")
	b.press("button", "Undo")
	b.sees("Undone")
	b.open("/today")
	b.lacks("The role was closed")
}

// answer is a mail as one copies it out of a mail program.
// The day is yesterday's, whenever that is.
func answer() string {
	return strings.Replace(`From: Nora Whitfield <nora.whitfield@fernhollow.example>
To: Ada Quill <ada@home.example>
Subject: Kiln Planner at Fernhollow
Date: DAY
Message-ID: <kiln-7@fernhollow.example>

Dear Ada,

thank you for coming in last week. We have decided to go ahead with another
candidate, who has more experience with gas kilns.

We wish you well.

Nora Whitfield
Fernhollow`, "DAY", time.Now().AddDate(0, 0, -1).Format(time.RFC1123Z), 1)
}

// A pasted mail is read: kind, person, the sentence that counts. Its debrief is
// finished with the draft saved as a file for any mail program.
func TestRecord_pastedMailToDraftFile(t *testing.T) {
	home, _ := begin(t)
	b := visit(t, home, light)
	b.open("/settings")
	b.fill("textbox", "Mail address", "ada@home.example")
	b.fill("textbox", "Name", "Ada Quill")
	b.keys(input.Tab)
	b.add("Fernhollow", "Kiln Planner", 40)
	b.press("DisclosureTriangle", "Move stage")
	b.choose("Stage", "Hiring manager")
	b.day("Day, today when empty", -6)
	b.click("button", "Move")
	b.press("DisclosureTriangle", "Log an answer")
	b.fill("textbox", "What they wrote", answer())
	b.click("button", "Log it and debrief")
	b.sees("Fernhollow", "more experience with gas kilns", "Nora Whitfield")
	if marked := b.eval(`() => [...document.querySelectorAll('mark')].map(m => m.textContent).join(' ')`); !strings.Contains(marked, "more experience") {
		t.Errorf("the sentence with the reason is not marked: %q", marked)
	}
	if again := b.named("button", "I have read it again"); again != nil {
		b.press("button", "I have read it again")
	}
	b.find("button", "Save to Drafts")
	draft := b.downloads(func() { b.press("button", "Save to Drafts") })
	for _, want := range []string{"In-Reply-To: <kiln-7@fernhollow.example>", "nora.whitfield@fernhollow.example", "From: ", "ada@home.example", "X-Unsent: 1", "Subject: Re: Kiln Planner at Fernhollow"} {
		if !strings.Contains(draft, want) {
			t.Errorf("the draft lacks %q:\n%s", want, draft)
		}
	}
	b.press("radio", "Change nothing yet")
	b.click("button", "Finish")
	b.sees("Debrief of Fernhollow finished")
	b.open("/people")
	b.sees("Nora Whitfield", "nora.whitfield@fernhollow.example")
}

// Silence: the one check-in that fits, with its draft, is noted once it is sent
// and never offered again.
func TestRecord_silenceToCheckIn(t *testing.T) {
	b := visit(t, serve(t), light)
	b.open("/today")
	b.click("link", "Check in once")
	b.sees("Petrel Labs", "Ask, or wait?", "None so far")
	draft := b.eval(`() => document.querySelector('#checkin-text').value`)
	for _, want := range []string{"Ewan", "Platform Engineer", "Mira"} {
		if !strings.Contains(draft, want) {
			t.Errorf("the draft lacks %q: %s", want, draft)
		}
	}
	if strings.Count(draft, "?") != 1 {
		t.Errorf("a check-in asks once: %s", draft)
	}
	b.click("button", "I have sent it")
	b.open("/today")
	b.lacks("Check in once")
	b.open("/search?q=petrel")
	b.click("link", "Petrel Labs")
	b.sees("You checked in", "They wrote")
	b.open(b.at() + "/checkin")
	b.lacks("I have sent it")
	b.open("/today")
}

// What one keeps beside an application: a note that names something sensitive
// is asked about, a tag, figures, a file that comes back byte for byte.
func TestRecord_noteTagSalaryAndDocument(t *testing.T) {
	home, _ := begin(t)
	b := visit(t, home, light)
	b.add("Fernhollow", "Kiln Planner", 3)
	b.fill("textbox", "Note to yourself", "The recruiter is 52 and pregnant; asked about the gas line.")
	b.click("button", "Keep note")
	b.sees("A word before this note is kept", "pregnant")
	b.click("button", "Keep as a sealed note")
	b.sees("Sealed: out of search, counts and exports.")
	b.fill("textbox", "New tag", "ceramics")
	b.click("button", "Tag")
	b.find("button", "Remove tag ceramics")
	b.press("DisclosureTriangle", "Note a figure")
	b.choose("What it is", "Posted")
	b.fill("textbox", "Amount", "41-46k")
	b.click("button", "Note it")
	b.sees("41", "46")
	b.press("DisclosureTriangle", "Keep a file")
	b.attach(`input[type=file][name=file]`, file(t, "tiles.txt", "Forty tiles, glazed.\n"))
	b.click("button", "Keep file")
	b.sees("tiles.txt")
	if got := b.downloads(func() { b.press("link", "tiles.txt") }); got != "Forty tiles, glazed.\n" {
		t.Errorf("the file came back as %q", got)
	}
	b.open("/search?q=pregnant")
	b.sees("0 places")
	b.open("/pipeline?view=all&tag=ceramics")
	b.sees("1–1 of 1", "Fernhollow")
}

// All data leaves, and comes back in elsewhere: the export through import, the
// backup through restore.
func TestRecord_exportAndBackupComeBack(t *testing.T) {
	home, dir := begin(t)
	b := visit(t, home, light)
	b.add("Fernhollow", "Kiln Planner", 9)
	b.fill("textbox", "Note to yourself", "Ask who fires at night.")
	b.click("button", "Keep note")
	b.sees("Ask who fires at night.")
	b.open("/settings")
	export := b.downloads(func() { b.press("link", "JSON") })
	table := b.downloads(func() { b.press("link", "CSV") })
	if !strings.Contains(table, "Fernhollow") || !strings.Contains(table, "Kiln Planner") {
		t.Errorf("the table lacks the application: %s", table)
	}
	b.click("button", "Back up now")
	b.sees("was made and read back", "Last backup")
	made, err := filepath.Glob(filepath.Join(dir, "backups", "*"))
	if err != nil || len(made) != 1 {
		t.Fatalf("the folder of backups holds %v, %v", made, err)
	}
	imported, restored := t.TempDir(), t.TempDir()
	command(t, imported, "import", file(t, "all.json", export))
	command(t, restored, "restore", made[0])
	for _, there := range []string{imported, restored} {
		b := visit(t, start(t, there, nil, "serve"), light)
		b.open("/application/" + b.firstApplication())
		b.sees("Fernhollow", "Kiln Planner", "Ask who fires at night.")
		if out := command(t, there, "verify"); out == "" {
			t.Error("verify said nothing")
		}
	}
}

// Erasing needs the name typed, takes everything of an application with it, and
// leaves nothing of it in any file of the folder. Plain forms do it as well.
func TestRecord_eraseIsConfirmedAndLeavesNoTrace(t *testing.T) {
	home, dir := begin(t)
	b := visit(t, home, light)
	b.add("Fernhollow", "Kiln Planner", 9)
	b.fill("textbox", "Note to yourself", "zinnwaldite")
	b.click("button", "Keep note")
	b.sees("zinnwaldite")
	page := b.at()
	p := visit(t, home, plain)
	p.open(page)
	for _, try := range []struct{ typed, sees string }{{"Fernholow", "Fernhollow"}, {"Fernhollow", "Erased for good."}} {
		p.open(page)
		p.press("DisclosureTriangle", "More actions")
		p.press("DisclosureTriangle", "Erase for good")
		p.fill("textbox", "Type Fernhollow to confirm", try.typed)
		p.click("button", "Erase Fernhollow for good")
		p.sees(try.sees)
		if try.typed != "Fernhollow" {
			p.open(page)
			p.sees("zinnwaldite")
		}
	}
	b.open("/search?q=zinnwaldite")
	b.sees("0 places")
	b.open("/pipeline?view=all")
	b.lacks("Kiln Planner")
	check(t, filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		if strings.Contains(string(data), "zinnwaldite") {
			t.Errorf("%s still holds the note", path)
		}
		return err
	}))
}
