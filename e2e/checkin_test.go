package e2e

import (
	"strings"
	"testing"
)

// One check-in is made where a person is known, the others are closed as silent
// in one step, and one undo brings all of them back.
func TestSilence_checkInOnceAndCloseTheOthers(t *testing.T) {
	b := visit(t, serve(t), light)
	b.open("/insights/closing")
	b.sees("3 applications are past their day.", "Windlass Rail", "Siltstone", "Petrel Labs")
	if ticked := b.eval(`() => [...document.querySelectorAll('.cbx:checked')].map(c => c.getAttribute('aria-label')).join()`); ticked != "Close Windlass Rail,Close Siltstone" {
		t.Errorf("ticked before anyone chose: %s", ticked)
	}
	b.click("link", "Check in once")
	b.sees("Ask, or wait?", "One check-in")
	b.click("button", "Write it in the debrief, with all checks")
	b.sees("Petrel Labs", "Message")
	b.open("/insights/closing")
	b.click("button", "Close the ticked ones as silent")
	b.sees("Closed 2 applications as silent")
	done := b.at()[strings.Index(b.at(), "done=")+len("done="):]
	b.open("/today")
	b.lacks("Windlass Rail", "Siltstone")
	b.open("/pipeline?view=all&q=windlass")
	b.sees("Windlass Rail", "Silence")
	b.open("/pipeline?view=all&q=siltstone&done=" + done)
	b.press("button", "Undo")
	b.sees("Undone")
	b.open("/insights/closing")
	b.sees("Windlass Rail", "Siltstone")
}
