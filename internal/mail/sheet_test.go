package mail

import (
	"regexp"
	"strings"
	"testing"

	"debrief/internal/fault"
)

func sheetOf(t *testing.T, html string) Sheet {
	t.Helper()
	s, err := ReadSheet([]byte("From: a@b.example\nSubject: x\nDate: Tue, 24 Nov 2026 10:00:00 +0000\nContent-Type: text/html; charset=utf-8\n\n" + html))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// harmless is what may stand in a page that was made safe: our own tags with
// plain attributes.
var harmless = regexp.MustCompile(`^(?:[^<>]|</?[a-z0-9]+(?: (?:align|valign|width|height|border|cellpadding|cellspacing|colspan|rowspan|bgcolor|color|dir|lang|size|start|type)="[^"<>'&]*")*>)*$`)

func TestReadSheet_letsNothingThroughThatRunsOrLoads(t *testing.T) {
	for _, html := range []string{
		`<script>alert(1)</script>`, `<img src=x onerror=alert(1)>`, `<svg><feImage href="http://canary.example/"/></svg>`, `<style>@import url(http://canary.example/a.css)</style>`,
		`<div style="background:url(http://canary.example/)">x</div>`, `<link rel=stylesheet href="http://canary.example/">`, `<iframe src="http://canary.example/"></iframe>`, `<form action="http://canary.example/"><input name=a></form>`,
		`<a href="javascript:alert(1)">x</a>`, `<base href="http://canary.example/">`, `<meta http-equiv=refresh content="0;url=http://canary.example/">`, `<img srcset="http://canary.example/ 2x">`, `<label for=main>x</label>`,
		`<table background="http://canary.example/"><tr><td>x</table>`, `<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>`, `<noscript><p title="</noscript><img src=x onerror=alert(1)>">`,
		`<p width="1&quot; onmouseover=&quot;alert(1)">x`, `<body onload=alert(1)>`, `<video poster="http://canary.example/"></video>`, `<!--><img src=x onerror=alert(1)>-->`, `<![CDATA[<img src=x>]]>`, `<xmp><script>alert(1)</script></xmp>`,
		`<a ping="http://canary.example/" href="http://canary.example">y</a>`, `<p lang="a b<c">z`, `<input autofocus onfocus=alert(1)>`, `<object data="http://canary.example/"></object>`, `<embed src="http://canary.example/">`, "<p>\u2028<\x00script>alert(1)</script>",
	} {
		s := sheetOf(t, html+"<p>and the words stay</p>")
		body := strings.TrimPrefix(string(s.HTML), `<!DOCTYPE html><html><head><meta charset="utf-8"><title>Mail</title></head><body>`)
		if !harmless.MatchString(body) || strings.Contains(body, "canary") {
			t.Errorf("%s became %s", html, body)
		}
	}
	if s := sheetOf(t, `<p>before<script>alert(1)</script><b>after</b>`); !strings.Contains(string(s.HTML), "<p>before<b>after</b></p>") {
		t.Errorf("%s", s.HTML)
	}
}

func TestReadSheet_namesImagesInsteadOfLoadingThem(t *testing.T) {
	s := sheetOf(t, `<img src="https://cobaltrow.example/a/header.png" alt="Cobalt Row"><img src="https://track.example/p.gif?id=7" width=1 height=1><img src="cid:logo">`)
	if len(s.Images) != 2 || s.Images[0] != "header.png, cobaltrow.example" || s.Pixels != 1 || !strings.Contains(string(s.HTML), "[Cobalt Row]") {
		t.Errorf("%+v %s", s.Images, s.HTML)
	}
	_, err := ReadSheet([]byte("From: a@b.example\nSubject: x\nDate: Tue, 24 Nov 2026 10:00:00 +0000\n\nplain"))
	if fault.KindOf(err) != fault.NotFound {
		t.Errorf("a mail without HTML: %v", err)
	}
}
