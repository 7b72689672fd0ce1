package e2e

import (
	"strings"
	"testing"
)

// A screen is noted, a no comes in, and the debrief shows what the sheet may
// point at, filled in; the reason is among those to file under.
func TestScreen_noteAndItsCausesAfterANo(t *testing.T) {
	b := visit(t, serve(t), light)
	b.open("/add?company=Kestrel+Water")
	b.fill("textbox", "Role", "Backend Engineer")
	b.set("Date", "Applied on", "2026-11-10")
	b.click("button", "Add application")
	b.sees("Kestrel Water", "Backend Engineer")
	application := b.at()
	b.press("DisclosureTriangle", "Note an interview")
	b.set("DateTime", "Day and time", "2026-11-20T10:00")
	b.fill("textbox", "People", "Orla Finn")
	b.click("button", "Note it")
	b.click("link", "Note how it went")
	b.sees("The sheet of this call", "Which stories did you tell")
	if got := b.eval(`() => document.querySelector('[name=s-i_pay_low]').value`); got != "88000" {
		t.Errorf("the answer sheet fills %q", got)
	}
	b.eval(`() => { document.querySelector('[name=s-pay_max]').value = '80000'; return '' }`)
	b.press("checkbox", "None given")
	b.click("button", "Save the note")
	b.sees("Note kept for Kestrel Water")
	b.open(application)
	b.sees("Your note", "You said", "They named")
	b.press("DisclosureTriangle", "Log an answer")
	b.fill("textbox", "What they wrote, if it is text", "Thank you for the call. We will not move forward.")
	b.click("button", "Log it and debrief")
	b.sees("What your notes may point at", "Pay may have been it: you said 88,000 a year, they named up to 80,000.", "Pay range")
}

// One interview goes into a calendar as a file; the feed answers only while it
// is on, under its own address.
func TestCalendar_fileAndFeed(t *testing.T) {
	b := visit(t, serve(t), light)
	b.open("/today")
	b.open(b.eval(`() => document.querySelector('main a[href^="/interview/"]').getAttribute('href')`))
	file := b.downloads(func() { b.press("link", "Into your calendar") })
	if !strings.Contains(file, "BEGIN:VEVENT") || !strings.Contains(file, "DTSTART:20261126T103000Z") {
		t.Errorf("the file holds\n%s", file)
	}
	b.open("/settings")
	b.click("button", "Switch on")
	b.sees("On, read only")
	address := b.eval(`() => document.querySelector('#feed').value`)
	status := func() string {
		return b.eval(`async u => { const r = await fetch(new URL(u).pathname); return r.status + ' ' + (r.ok ? (await r.text()).slice(0, 15) : '') }`, address)
	}
	if got := status(); got != "200 BEGIN:VCALENDAR" {
		t.Errorf("the feed answers %q", got)
	}
	b.click("button", "Switch off")
	b.sees("Off. Nothing answers.")
	if got := status(); got != "404 " {
		t.Errorf("the feed answers %q while it is off", got)
	}
	b.taken() // the 404 was asked for
}

// An employer is kept in view, and met again with a new role and its history.
func TestWatch_keptInViewAndMetAgain(t *testing.T) {
	b := visit(t, serve(t), light)
	b.open("/people")
	b.click("button", "Keep in view: Harrow Legal")
	b.sees("Harrow Legal is on the watch list")
	b.open("/add?company=Harrow+Legal")
	b.sees("Harrow Legal")
	b.open("/people")
	b.press("DisclosureTriangle", "Harrow Legal:")
	b.click("button", "Take it off: Harrow Legal")
	b.sees("Taken off the watch list")
	b.click("button", "Undo")
	b.sees("Undone")
	b.open("/people")
	b.find("DisclosureTriangle", "Harrow Legal:")
}

// The LinkedIn note is counted while it is written, goes on record once, and is
// not offered again.
func TestContact_noteOnce(t *testing.T) {
	b := visit(t, serve(t), light)
	b.open("/people?q=helen")
	b.click("link", "Helen Osei")
	b.sees("before that at Stellan", "of 200 characters", "No question, no request")
	b.fill("textbox", "LinkedIn note", "Hi Helen, could you give me feedback?")
	b.click("button", "Check it")
	b.lacks("No question, no request")
	b.fill("textbox", "LinkedIn note", "Hi Helen, thank you again for the conversations. I would be glad to stay in touch.")
	b.click("button", "I have sent it")
	b.sees("A second is never suggested", "4 of 5 personal notes left")
	b.lacks("of 200 characters")
}
