package e2e

import (
	"testing"

	"github.com/go-rod/rod/lib/input"
)

// Filtering, sorting and paging leave the page where it is; several
// applications are closed at once and brought back with one undo.
func TestPipeline_filtersEditsSeveralAndUndoes(t *testing.T) {
	b := visit(t, serve(t), light)
	b.open("/pipeline")
	b.mark()
	b.press("link", "All 182")
	b.sees("1–50 of 182")
	b.press("link", "Next rows")
	b.sees("51–100 of 182")
	b.press("link", "Company")
	b.press("link", "Past their day 3")
	b.sees("1–3 of 3", "Windlass Rail")
	for _, name := range []string{"Select Windlass Rail", "Select Siltstone"} {
		b.press("checkbox", name)
	}
	b.sees("2 selected", "past their day")
	b.press("button", "Close as silent")
	b.sees("Closed 2 applications as silent", "1–1 of 1")
	b.lacks("Windlass Rail")
	b.press("button", "Undo")
	b.sees("Undone")
	b.open("/pipeline?view=past")
	b.sees("Windlass Rail", "1–3 of 3")
	b.fill("searchbox", "Filter", "silt")
	b.sees("1–1 of 1")
	b.lacks("Windlass Rail")
	b.press("DisclosureTriangle", "Save this view")
	b.fill("textbox", "Name of this view", "Siltstone only")
	b.click("button", "Save view")
	b.find("link", "Siltstone only 1")
	b.open("/pipeline")
	b.press("link", "Siltstone only 1")
	b.sees("1–1 of 1")
}

// The board by keys: a card is moved on and back, and said aloud.
func TestPipeline_boardByKeys(t *testing.T) {
	b := visit(t, serve(t), light)
	b.open("/pipeline/board")
	b.keys(input.KeyL, input.KeyL, input.KeyJ)
	here := b.eval(`() => document.activeElement.querySelector('b').textContent`)
	b.moves(func() error { b.char("L"); return nil })
	b.sees("Moved " + here + " to Hiring manager")
	b.moves(func() error { b.char("H"); return nil })
	b.sees("Moved " + here + " to Screen")
}

// The table on a phone, and its rows by keys.
func TestPipeline_rowsByKeys(t *testing.T) {
	b := visit(t, serve(t), light)
	b.open("/pipeline")
	b.keys(input.KeyJ, input.KeyX)
	b.sees("1 selected")
	b.char("J")
	b.sees("2 selected")
	b.keys(input.Escape)
	b.lacks("2 selected")
	b.goes(input.Enter)
	b.sees("Timeline")
	b.goes(input.Escape)
	b.sees("Pipeline")
	b.keys(input.Slash)
	if b.eval(`() => document.activeElement.id || document.activeElement.getAttribute('aria-label')`) == "" {
		t.Error("/ leads nowhere")
	}
}
