package e2e

import (
	"strings"
	"testing"
)

// A week's log: the person says what counts, it leaves as a table without an
// identity number, and a kept copy stays as it was handed in.
func TestWorkLog_aWeekIsExported(t *testing.T) {
	b := visit(t, serve(t), light)
	b.open("/worklog?from=2026-11-15&to=2026-11-21&profile=wi")
	b.sees("Week of 15 Nov", "15 not said")
	b.choose("Counts, Application at Lintel", "counts")
	b.fill("textbox", "Proof, Application at Lintel", "the confirmation of 20 November")
	b.click("button", "Keep what counts")
	b.sees("14 not said")
	table := b.downloads(func() { b.press("link", "CSV") })
	if !strings.Contains(table, "Lintel") || !strings.Contains(table, "the confirmation of 20 November") || strings.Contains(strings.ToLower(table), "social security") {
		t.Errorf("the table reads:\n%s", table)
	}
	b.click("button", "Keep a copy as it is now")
	b.sees("15 Nov to 21 Nov")
	b.choose("Counts, Application at Granary", "does not")
	b.click("button", "Keep what counts")
	b.sees("13 not said")
	kept := b.downloads(func() { b.press("link", "15 Nov to 21 Nov") })
	if later := b.downloads(func() { b.press("link", "CSV") }); kept != table || strings.Contains(later, "Granary") || !strings.Contains(kept, "Granary") {
		t.Errorf("the kept copy reads:\n%s\nhanded in was:\n%s\nand now:\n%s", kept, table, later)
	}
	b.passes("the log of a week")
}
