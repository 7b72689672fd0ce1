package e2e

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/go-rod/rod/lib/input"
)

// send posts a form of ours from within the page, as many times over as a
// person would in weeks; it gives where that led.
func (b *browser) send(path string, fields ...string) string {
	b.Helper()
	return b.eval(`async (path, fields) => {
		const form = new URLSearchParams();
		for (let i = 0; i < fields.length; i += 2) form.append(fields[i], fields[i + 1]);
		const r = await fetch(path, {method: 'POST', body: form});
		if (!r.ok) throw new Error(path + ' answered ' + r.status + ' ' + await r.text());
		return new URL(r.url).pathname;
	}`, path, fields)
}

// One thing chosen in a debrief becomes a trial. Every application that comes
// takes its turn, one is left out with a word why, and what the trial came to at
// its look is kept.
func TestTrial_fromADebriefToWhatIsKept(t *testing.T) {
	home, _ := begin(t)
	b := visit(t, home, light)
	b.add("Fernhollow", "Kiln Planner", 20)
	b.press("DisclosureTriangle", "Log an answer")
	b.choose("Kind", "A no")
	b.click("button", "Log it and debrief")
	b.press("radio", "Put five recent adverts beside the résumé")
	b.click("button", "Finish")
	b.open("/today")
	b.sees("Trying now", "Put five recent adverts")
	b.open("/insights#experiments")
	b.click("link", "Make it a trial")
	b.sees("Your volume cannot decide this", "Whose turn")
	b.fill("textbox", "Only this changes", "the top third")
	b.fill("textbox", "The change", "must-haves on top")
	b.fill("spinbutton", "Planned for each side", "10")
	b.click("button", "Start trial run")
	b.sees("The next application that comes to this gate takes the first turn.")
	trial := b.at()
	for i := range 20 {
		at := b.send("/add", "company", fmt.Sprintf("Employer %c", 'A'+i), "role", "Planner")
		if i%2 == 0 { // its turn was “as until now”
			b.send(at+"/close", "ending", "declined")
		} else {
			b.send(at+"/stage", "stage", "screen")
		}
	}
	b.send("/add", "company", "Asked for a form", "role", "Planner")
	b.open(trial)
	b.sees("Turns", "21. Asked for a form")
	b.fill("textbox", "Why turn 21 can't count", "they wanted their own form")
	b.goes(input.Enter)
	b.open(trial)
	b.sees("left out: they wanted their own form", "10 of 10 with “must-haves on top”, 0 of 10 with “as until now”", "10 each: 0 and 10", "At a look the change was better in at least 90 of 100")
	if turns := b.eval(`() => [...document.querySelectorAll('table.nums tr')].map(r => r.cells[1].innerText.trim()).slice(0, 4).join(', ')`); turns != "as until now, must-haves on top, as until now, must-haves on top" {
		t.Errorf("the sides do not take turns: %s", turns)
	}
	b.passes("a trial at its look")
	b.click("button", "Keep “must-haves on top”")
	b.sees("Ended; you keep “must-haves on top”", "You keep")
	b.open("/today")
	b.lacks("Put five recent adverts")
	b.open("/insights#experiments")
	b.sees("10 of 10")
}

// The weekly review keeps what is written, closes by a key, and shows none of
// it until the next week.
func TestWeek_isReviewedAndClosed(t *testing.T) {
	b := visit(t, serve(t), light)
	b.open("/today")
	b.goes(input.KeyG, input.KeyK)
	b.sees("in about ten minutes", "No totals to beat")
	for i := range 4 {
		b.eval(`i => { const f = [...document.querySelectorAll('.weekg input')][i]; f.value = 'Sentence ' + i; return '' }`, i)
	}
	b.click("button", "Keep")
	b.open("/week")
	if kept := b.eval(`() => [...document.querySelectorAll('.weekg input')].map(f => f.value).join(', ')`); kept != "Sentence 0, Sentence 1, Sentence 2, Sentence 3" {
		t.Errorf("kept was %q", kept)
	}
	b.with(input.ControlLeft, input.Enter)
	b.sees("This week is closed.")
	b.open("/week")
	b.lacks("Sentence 0")
	if strings.Contains(b.eval(`() => document.documentElement.outerHTML`), "Sentence 0") {
		t.Error("what was closed still stands in the page")
	}
}

// Filters narrow every figure; the parts of each figure leave as drawing, as
// picture, without names, and as table; a number leads to the cases behind it.
func TestInsights_filtersAndDownloads(t *testing.T) {
	b := visit(t, serve(t), light)
	b.open("/insights")
	b.sees("Where 182 applications went")
	b.choose("Channel", "Referral")
	b.click("button", "Show")
	b.lacks("Where 182 applications went")
	if at := b.at(); !strings.Contains(at, "channel=referral") {
		t.Errorf("the filter led to %s", at)
	}
	b.open("/insights")
	b.click("link", "Last 8 weeks")
	b.lacks("Where 182 applications went")
	b.click("link", "Beside the period before")
	b.passes("two periods")
	b.click("link", "Custom")
	b.set("Date", "from", "2026-07-01")
	b.set("Date", "to", "2026-08-31")
	b.click("button", "Show")
	n := b.eval(`() => /Where (\d+) applications/.exec(document.body.innerText)[1]`)
	if count, err := strconv.Atoi(n); err != nil || count == 0 || count >= 182 {
		t.Errorf("two months have %q applications", n)
	}
	b.open("/insights")
	for name, want := range map[string]string{"SVG": "<svg", "PNG": "\x89PNG", "anonymous SVG": "<svg", "CSV": ","} {
		got := b.downloads(func() {
			check(b.T, b.hit(b.link("#flow figcaption", name)))
		})
		if !strings.Contains(got[:min(len(got), 200)], want) || len(got) < 100 {
			t.Errorf("%s begins with %q, %d bytes", name, got[:min(len(got), 60)], len(got))
		}
	}
	b.press("DisclosureTriangle", "Show as table")
	b.find("table", "")
	b.eval(`() => { document.querySelector('main a[href*="/insights/cases"]').click(); return '' }`)
	b.until("no cases are shown", func() bool { return strings.Contains(b.at(), "/insights/cases") })
	b.passes("the cases behind a number")
}
