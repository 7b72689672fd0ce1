package e2e

import (
	"bytes"
	"io"
	"strings"
	"testing"

	"github.com/go-rod/rod/lib/proto"
)

// Two offers are compared by what one said matters. A weight that moves changes
// who is nearer, a term that moves changes the sum to the cent, and the page
// prints without what is only for the screen.
func TestOffer_comparedAndPrinted(t *testing.T) {
	b := visit(t, serve(t), light)
	b.open("/offers")
	b.sees("How near it is", "Fennimore comes first", "97 500–112 700")
	b.click("link", "Fennimore")
	b.fill("textbox", "Base", "93456.78")
	b.click("button", "Keep the terms")
	b.sees("93 456.78")
	b.open("/offers")
	b.lacks("97 500–112 700")
	for line, weight := range map[string]string{"Weight, line 1": "100", "Weight, line 2": "0", "Weight, line 3": "0", "Weight, line 4": "0", "Weight, line 5": "0"} {
		b.fill("textbox", line, weight)
	}
	b.click("button", "Keep what matters")
	b.lacks("Fennimore comes first")
	b.press("button", "Undo")
	b.sees("Fennimore comes first")
	check(t, proto.EmulationSetEmulatedMedia{Media: "print"}.Call(b.page))
	printed := b.text()
	if strings.Contains(printed, "Search or jump") || !strings.Contains(printed, "Fennimore") || !strings.Contains(printed, "A year in all") {
		t.Errorf("what is printed reads:\n%s", printed)
	}
	pdf, err := b.page.PDF(&proto.PagePrintToPDF{PrintBackground: true})
	check(t, err)
	data, err := io.ReadAll(pdf)
	check(t, err)
	if !bytes.HasPrefix(data, []byte("%PDF")) || len(data) < 10_000 {
		t.Errorf("the print has %d bytes", len(data))
	}
}
