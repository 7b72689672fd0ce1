package e2e

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/go-rod/rod"
	"github.com/go-rod/rod/lib/input"
	"github.com/go-rod/rod/lib/proto"
)

// mark notes on the page that it stands; stays fails when it was loaded anew
// since: what htmx swaps must not cost the place one is at.
func (b *browser) mark() {
	b.Helper()
	b.eval(`() => { window.mark = 'stands'; return '' }`)
}

func (b *browser) stays(after string) {
	b.Helper()
	if b.eval(`() => window.mark || ''`) != "stands" {
		b.Errorf("%s: the page was loaded anew after %s", caller(), after)
	}
}

// downloads does what leads to a file and gives what stands in it.
func (b *browser) downloads(do func()) string {
	b.Helper()
	dir := b.TempDir()
	wait := b.page.Browser().Context(b.page.GetContext()).Timeout(patience).WaitDownload(dir)
	do()
	info := wait()
	if info == nil {
		b.Fatalf("%s: no file came", caller())
	}
	data, err := os.ReadFile(filepath.Join(dir, info.GUID))
	check(b.T, err)
	return strings.ReplaceAll(string(data), "\r\n", "\n")
}

// day fills a field for a day with the one that lies so many days from today.
func (b *browser) day(name string, from int) {
	b.Helper()
	b.set("Date", name, ahead(from))
}

// set fills a field that is typed in parts, like a day or a time.
func (b *browser) set(role, name, value string) {
	b.Helper()
	_, err := b.find(role, name).Eval(`v => { this.value = v; this.dispatchEvent(new Event('input', {bubbles: true})); this.dispatchEvent(new Event('change', {bubbles: true})) }`, value)
	check(b.T, err)
}

// ahead is the day so many days from today, as fields want it.
func ahead(days int) string { return time.Now().AddDate(0, 0, days).Format(time.DateOnly) }

// attach chooses a file for the field that a selector names.
func (b *browser) attach(selector, path string) {
	b.Helper()
	el, err := b.page.Timeout(patience).Element(selector)
	if err == nil {
		err = el.SetFiles([]string{path})
	}
	if err != nil {
		b.Fatalf("%s: %v", caller(), err)
	}
}

// file writes a file for a test and gives its path.
func file(t *testing.T, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	check(t, os.WriteFile(path, []byte(content), 0o600))
	return path
}

// tabTo strikes Tab until the thing with that name, or that placeholder, has
// the focus.
func (b *browser) tabTo(name string) {
	b.Helper()
	for range 120 {
		b.keys(input.Tab)
		if strings.HasPrefix(b.eval(`() => { const e = document.activeElement; return (e.getAttribute('aria-label') || e.placeholder || e.closest('label')?.innerText || e.innerText || '').trim() }`), name) {
			return
		}
		if strings.HasPrefix(b.eval(`() => document.activeElement.placeholder || ''`), name) {
			return
		}
	}
	b.Fatalf("%s: Tab never reaches %q", caller(), name)
}

// char types a character that needs Shift on most keyboards.
func (b *browser) char(char string) {
	b.Helper()
	for _, kind := range []proto.InputDispatchKeyEventType{proto.InputDispatchKeyEventTypeKeyDown, proto.InputDispatchKeyEventTypeKeyUp} {
		check(b.T, proto.InputDispatchKeyEvent{Type: kind, Key: char, Text: char}.Call(b.page))
	}
}

// link is the link with exactly that text within a part of the page.
func (b *browser) link(within, text string) *rod.Element {
	b.Helper()
	for _, el := range b.page.MustElements(within + " a") {
		if got, err := el.Text(); err == nil && strings.TrimSpace(got) == text {
			return el
		}
	}
	b.Fatalf("%s: there is no link %q in %s", caller(), text, within)
	return nil
}

// keep sends the form that a field stands in, by its own button.
func (b *browser) keep(role, field string) {
	b.Helper()
	button, err := b.find(role, field).ElementByJS(rod.Eval(`() => this.form.querySelector('button:not([type=button])')`))
	check(b.T, err)
	b.moves(func() error { return b.hit(button) })
}

// unfold opens the part that hides a field.
func (b *browser) unfold(selector string) {
	b.Helper()
	b.eval(`s => { for (let d = document.querySelector(s).closest('details'); d; d = d.parentElement.closest('details')) d.open = true; return '' }`, selector)
}
