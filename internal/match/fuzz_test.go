package match

import (
	"strings"
	"testing"
	"unicode/utf8"

	"debrief/internal/resume"
	"debrief/internal/track"
)

// A résumé of any form is read or refused, and its bullets are numbered in order.
func FuzzReadResume(f *testing.F) {
	for _, s := range []string{`{"work":[{"name":"A","startDate":"2020-13","highlights":["x",""]}],"skills":[{"keywords":["Go"]}]}`, "A, engineer\n- did x\n• did y\n\nB\n* z", "\ufeff{", "%PDF-1.7", `{"work":{}}`, "-\n-\n--- \x00\xff"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		p := track.Paper{Format: "text"}
		if strings.HasPrefix(strings.TrimSpace(strings.TrimPrefix(string(data), "\ufeff")), "{") {
			p.Format = "json"
		}
		for line := range strings.Lines(strings.ToValidUTF8(string(data), "�")) {
			p.Lines = append(p.Lines, track.PaperLine{Text: strings.TrimRight(line, "\n")})
		}
		sheet, err := resume.Read(p)
		if err != nil {
			return
		}
		list := LinesOf(sheet)
		n := 0
		for _, l := range list {
			if l.Bullet {
				if n++; l.N != n {
					t.Errorf("bullet %d is numbered %d", n, l.N)
				}
			}
			if !utf8.ValidString(l.Text) || strings.TrimSpace(l.Text) != l.Text {
				t.Errorf("line %q", l.Text)
			}
		}
	})
}
