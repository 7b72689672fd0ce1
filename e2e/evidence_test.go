package e2e

import (
	"strconv"
	"strings"
	"testing"

	"github.com/go-rod/rod/lib/input"
)

// evidenced is how many must-haves of a posting a résumé proves.
func (b *browser) evidenced() int {
	b.Helper()
	n, err := strconv.Atoi(b.eval(`() => /(\d+) of \d+ must-haves evidenced/.exec(document.body.innerText)[1]`))
	check(b.T, err)
	return n
}

// A posting is kept and matched, two lines of the résumé are mended by what
// their hints say, and the same posting finds more proven than before.
func TestMatch_twoLinesMendedAndMatchedAgain(t *testing.T) {
	b := visit(t, serve(t), light)
	b.add("Saltmarsh Grid", "Senior Backend Engineer", 0)
	b.click("link", "Posting and résumé side by side")
	page := b.at()
	b.sees("No text of the posting is kept.")
	b.fill("textbox", "Or its text", "Senior Backend Engineer\n\nYou bring\n- PostgreSQL with large tables\n- Incident response\n- Go\n- Kafka\n\nNice to have: Terraform.")
	b.click("button", "Keep the text")
	b.open(page + "?resume=demo-resume-3")
	b.sees("The posting, as it was kept")
	before := b.evidenced()
	b.passes("a match")
	b.open("/resume/demo-resume-3")
	b.sees("6 hints in 8 lines")
	for line, text := range map[string]string{
		"Line 2": "Led payouts in Go and PostgreSQL (40 million a year) across 3 teams; failed payouts fell from 2% to 0.1%.",
		"Line 5": "Ran incident response for 3 teams: 14 incidents in a year, time to repair down from 50 to 18 minutes.",
	} {
		b.unfold(`[aria-label="` + line + `"]`)
		b.fill("textbox", line, text)
		b.keep("textbox", line)
		b.sees(text)
	}
	b.sees("2 hints in 8 lines")
	b.open(page + "?resume=demo-resume-3")
	if after := b.evidenced(); after < before+3 {
		t.Errorf("%d must-haves were proven before two lines were mended, %d after", before, after)
	}
	proven := b.eval(`() => document.querySelector('.tri .m').innerText`)
	for _, term := range []string{"PostgreSQL", "Incident response", "Go"} {
		if !strings.Contains(proven, term) {
			t.Errorf("%s is not among the proven: %s", term, proven)
		}
	}
	if strings.Contains(proven, "Kafka") {
		t.Error("Kafka stands in no line, and is said to be proven")
	}
}

// What a debrief chose to try leads to the bank of stories: the gap it names is
// closed by a story, and the story is told in a drill.
func TestStory_fromADebriefsActionToTheDrill(t *testing.T) {
	b := visit(t, serve(t), light)
	b.open("/debrief")
	b.press("radio", "Map the five duties")
	b.click("button", "Finish, next is Cobalt Row")
	b.open("/today")
	b.sees("Map the five duties of the advert to your stories")
	b.goes(input.KeyG, input.KeyS)
	b.click("link", "no story yet, asked soon")
	b.fill("textbox", "Title", "Three teams, one calendar")
	for name, text := range map[string]string{
		"situation": "Three teams shipped into one release and blamed each other for every late one. I led none of them.",
		"task":      "Get all three to one calendar without an order from above.",
		"action":    "I asked each lead what a late release had cost them. I showed the three sums on one page. I gave up our own Thursday slot first. I asked the most sceptical lead to run the first meeting.",
		"result":    "Late releases fell from 5 a quarter to 1, and the calendar still stands after 2 years.",
	} {
		b.eval(`(n, v) => { document.querySelector('textarea[name=' + n + ']').value = v; return '' }`, name, text)
	}
	if !strings.Contains(b.eval(`() => [...document.querySelectorAll('[name=topic]:checked')].map(c => c.value).join()`), "influence") {
		t.Error("the topic of the gap is not ticked")
	}
	b.click("button", "Keep the story")
	b.sees("Three teams, one calendar", "Strength checks")
	b.passes("a story")
	b.lacks("no story yet, asked soon")
	story := strings.TrimPrefix(b.at()[:strings.IndexAny(b.at()+"?", "?")], "/story/")
	for n := range 40 {
		b.open("/stories/drill?n=" + strconv.Itoa(n))
		if strings.Contains(b.text(), "Three teams, one calendar") {
			break
		}
	}
	b.sees("Three teams, one calendar", "Hidden")
	b.click("link", "Show the cues")
	b.sees("Three teams shipped")
	b.passes("a question with its cues")
	b.click("button", "Ready")
	b.open("/story/" + story)
	b.sees("5 of 5")
	b.open("/today")
	b.press("button", "Done")
	b.sees("Marked as done")
}
