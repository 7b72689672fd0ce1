package mail

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// Ways to hide words from the eye and show them to a machine (quality S24).
// SECRET must go and "seen" must stay.
func TestHTMLText_hiddenTextIsLeftOut(t *testing.T) {
	for name, src := range map[string]string{
		"display none":               `<div style="display:none">SECRET</div>seen`,
		"display none, spaced":       `<div style="color:red; DISPLAY : NONE !important;">SECRET</div>seen`,
		"inner element":              `<div style="display:none"><p>SECRET</p><b>SECRET</b></div>seen`,
		"inner display":              `<div style="display:none"><p style="display:block">SECRET</p></div>seen`,
		"stray end tag":              `<div style="display:none">a</p></b></span>SECRET</div>seen`,
		"stray end tag of outside":   `<p><table><tr><td><div style="display:none">a</p>SECRET</div>seen</table>`,
		"never closed":               `seen<div style="display:none">SECRET`,
		"closed by its parent":       `<div><span style="display:none">SECRET</div>seen`,
		"hidden attribute":           `<p hidden>SECRET</p>seen`,
		"visibility":                 `<p style="visibility:hidden">SECRET</p>seen`,
		"visibility brought back":    `<div style="visibility:hidden">SECRET<span style="visibility:visible">seen</span></div>`,
		"font size 0":                `<p style="font-size:0">SECRET</p>seen`,
		"font size 0px":              `<p style="font-size: 0px">SECRET</p>seen`,
		"font size 1px":              `<p style="font-size:1px">SECRET</p>seen`,
		"font size .1em":             `<p style="font-size:.01em">SECRET</p>seen`,
		"font shorthand":             `<p style="font:0/0 a">SECRET</p>seen`,
		"font size brought back":     `<td style="font-size:0"><div style="font-size:14px">seen</div>SECRET</td>`,
		"font size relative inside":  `<p style="font-size:0">SECRET<b style="font-size:2em">SECRET</b></p>seen`,
		"opacity":                    `<p style="opacity:0">SECRET</p>seen`,
		"max-height":                 `<div style="max-height:0px;overflow:hidden">SECRET</div>seen`,
		"one pixel box":              `<div style="height:1px;width:1px;overflow:hidden">SECRET</div>seen`,
		"off the page":               `<div style="position:absolute;left:-10000px">SECRET</div>seen`,
		"text indent":                `<div style="text-indent:-9999px">SECRET</div>seen`,
		"clipped":                    `<div style="position:absolute;clip:rect(0,0,0,0)">SECRET</div>seen`,
		"clip path":                  `<div style="clip-path:inset(100%)">SECRET</div>seen`,
		"colour of the ground":       `<div style="color:#ffffff;background:white">SECRET</div>seen`,
		"transparent":                `<div style="color:transparent">SECRET</div>seen`,
		"class":                      `<style>.x{display:none}</style><p class="a x b">SECRET</p>seen`,
		"id":                         `<style>#x{display:none}</style><p id="x">SECRET</p>seen`,
		"tag":                        `<style>aside{display:none}</style><aside>SECRET</aside>seen`,
		"tag and class":              `<style>p.x,li.x{display:none}</style><p class="x">SECRET</p><div class="x">seen</div>`,
		"descendant":                 `<style>.o .i{display:none}</style><div class="o"><p><b class="i">SECRET</b></p></div><b class="i">seen</b>`,
		"child":                      `<style>div > .i{font-size:0}</style><div><b class="i">SECRET</b></div>seen`,
		"rule after a comment":       `<style>/* { } */ .x /* a */ {display:none}</style><p class="x">SECRET</p>seen`,
		"rule after an import":       `<style>@import url("x.css"); .x{display:none}</style><p class="x">SECRET</p>seen`,
		"rule in an HTML comment":    `<style><!-- .x{display:none} --></style><p class="x">SECRET</p>seen`,
		"second of two styles":       `<p style="display:none" style="display:block">SECRET</p>seen`,
		"under many attributes":      `<p ` + strings.Repeat("a=1 ", 200) + `style="display:none">SECRET</p>seen`,
		"below many elements":        strings.Repeat("<b>", 400) + `<p style="display:none">SECRET</p>` + strings.Repeat("</b>", 400) + "seen",
		"script":                     `<script>SECRET</script>seen`,
		"style":                      `<style>SECRET{}</style>seen`,
		"title":                      `<title>SECRET</title>seen`,
		"comment":                    `<!-- SECRET --><!--[if mso]>SECRET<![endif]-->seen`,
		"template":                   `<template><p>SECRET</p></template>seen`,
		"svg":                        `<svg><text>SECRET</text><path/></svg>seen`,
		"iframe":                     `<iframe>SECRET</iframe>seen`,
		"attribute values":           `<p title="SECRET" data-x="SECRET">seen</p><input value="SECRET">`,
		"custom element":             `<o:p style="display:none">SECRET</o:p>seen`,
		"list item closed by itself": `<ul><li style="display:none">SECRET<li>seen</ul>`,
		"cell closed by itself":      `<table><tr><td style="display:none">SECRET<td>seen</table>`,
		"row closed by itself":       `<table><tr hidden><td>SECRET<tr><td>seen</table>`,
		"paragraph closed by itself": `<p hidden>SECRET<p>seen`,
	} {
		v := htmlText(src)
		if strings.Contains(v.text, "SECRET") || !strings.Contains(v.text, "seen") {
			t.Errorf("%s: %q", name, v.text)
		}
	}
}

func TestHTMLText_ordinaryStylesHideNothing(t *testing.T) {
	for name, src := range map[string]string{
		"on small screens only": `<style>@media (max-width:600px){.x{display:none}} @media print{.y{display:none}}</style><p class="x y">seen</p>`,
		"another client's hack": `<style>u + .body .x{display:none} [owa] .x{display:none} .x:hover{display:none}</style><p class="x">seen</p>`,
		"white on a button":     `<a style="color:#fff;background-color:#0055aa">seen</a>`,
		"white, ground unknown": `<a style="color:#ffffff">seen</a>`,
		"Outlook only":          `<p style="mso-hide:all">seen</p>`,
		"table with font 0":     `<table style="font-size:0"><tr><td style="font:16px/1.4 Arial">seen</td></tr></table>`,
		"line-height":           `<p style="line-height:0;height:0">seen</p>`,
		"half seen":             `<p style="opacity:.5">seen</p>`,
		"near the edge":         `<p style="position:absolute;left:-20px;text-indent:-1em">seen</p>`,
		"broken style":          `<p style=";;:;x;font-size:;color">seen</p>`,
		"another class":         `<style>.xx{display:none}</style><p class="x">seen</p>`,
	} {
		if v := htmlText(src); v.text != "seen" {
			t.Errorf("%s: %q", name, v.text)
		}
	}
}

func TestHTMLText_lines(t *testing.T) {
	for src, want := range map[string]string{
		"":                                    "",
		"a<br>b<br><br>c":                     "a\nb\n\nc",
		"a<br/>b</br>c":                       "a\nb\nc",
		"<p>a</p><p>b</p>":                    "a\n\nb",
		"<div>a</div><div>b</div>":            "a\nb",
		"<div><div><div>a</div></div></div>b": "a\nb",
		"a <b>b</b><i>c</i> d":                "a bc d",
		" a\n\t b &nbsp;&nbsp; c ":            "a b c",
		"<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>": "a b\nc",
		"<ul><li>a</li><li>b<ul><li>c</ul></ul>":                          "- a\n- b\n\n- c",
		"<h1>a</h1>b":                                                     "a\n\nb",
		"a<hr>b":                                                          "a\nb",
		"<pre>a  b\n  c</pre>d":                                           "a  b\n  c\n\nd",
		`<blockquote type="cite">a<br>b</blockquote>c`:                    "> a\n> b\nc",
		`<blockquote type="cite">a<blockquote>b</blockquote></blockquote>c`: "> a\n> > b\nc",
		`<blockquote type="cite"><p>a</p><p>b</p></blockquote>`:             "> a\n>\n> b",
		"<blockquote>indented</blockquote>":                                 "indented",
		"&lt;b&gt; &amp;amp; &eacute; &#8364;":                              "<b> &amp; é €",
		`<img alt="Acme"><img alt="Careers">`:                               "Acme Careers",
		`<img alt="Acme">a`:                                                 "a",
		"per\u00adson\u200b al":                                             "person al",
		"a<span>\u200b\u200c</span>b":                                       "ab",
		"می\u200cخواهم":                                                     "می\u200cخواهم",
		"<select><option>a<option>b</select>":                               "a\nb",
		"<dl><dt>a<dd>b</dl>":                                               "a\nb",
		"a<!DOCTYPE html>b<?php x ?>c</":                                    "abc</",
	} {
		if v := htmlText(src); v.text != want {
			t.Errorf("%q: %q, want %q", src, v.text, want)
		}
	}
}

func TestHTMLText_linksAreListedAndBounded(t *testing.T) {
	v := htmlText(`<a href="https://x.example/1">a</a><a href="javascript:x">b</a><a href=" http://y.example ">c</a><a style="display:none" href="https://hidden.example">d</a>` + strings.Repeat(`<a href="https://z.example">e</a>`, 1000))
	if len(v.links) != 200 || v.links[0] != "https://x.example/1" || v.links[1] != "http://y.example" || v.links[2] != "https://z.example" {
		t.Errorf("%d %v", len(v.links), v.links[:3])
	}
}

func TestHTMLText_allHiddenIsSaid(t *testing.T) {
	m := readString(t, "From: a@x.example\nContent-Type: text/html\n\n<body style='display:none'><p>SECRET</p></body>")
	if m.Text != "" || !strings.Contains(strings.Join(m.Warnings, " "), "hidden") {
		t.Errorf("%q %v", m.Text, m.Warnings)
	}
}

func TestClean_charactersWithoutWidthGo(t *testing.T) {
	for s, want := range map[string]string{
		"plain":                         "plain",
		"a\r\nb\rc\u2028d\u0085e\ff":    "a\nb\nc\nd\ne\nf",
		"a\x00b\x07c\x7fd":              "abcd",
		"\U000e0049\U000e0067nore":      "nore",
		"a\u200bb\u2060c\ufeffd\u00ade": "abcde",
		"\u202eabc\u202c\u2066d\u2069":  "abcd",
		"a\ufe00\U000e0101b":            "ab",
		"❤\ufe0f 👩\u200d💻":              "❤\ufe0f 👩\u200d💻",
		"a\u200db\u200c c":              "ab c",
		"می\u200cخواهم":                 "می\u200cخواهم",
		"\xff\xfe":                      "\ufffd\ufffd",
		"tab\tstays\n":                  "tab\tstays\n",
	} {
		if got := clean(s); got != want {
			t.Errorf("%q: %q, want %q", s, got, want)
		}
	}
}

// A document built of ordinary elements keeps its words in their order.
func TestHTMLText_keepsEveryWord(t *testing.T) {
	tag := rapid.SampledFrom([]string{"p", "div", "b", "span", "table", "tr", "td", "ul", "li", "a", "blockquote", "h2", "center", "font", "o:p", "section", "/p", "/div", "/b", "/td", "/tr", "/table", "/li", "/x"})
	rapid.Check(t, func(t *rapid.T) {
		var src, want strings.Builder
		for i := range rapid.IntRange(0, 40).Draw(t, "n") {
			src.WriteString("<" + tag.Draw(t, "tag") + ">")
			word := "w" + strings.Repeat("x", i)
			src.WriteString(" " + word + " ")
			want.WriteString(word + " ")
		}
		var words []string
		for _, w := range strings.Fields(htmlText(src.String()).text) {
			if strings.HasPrefix(w, "w") {
				words = append(words, w)
			}
		}
		if got := strings.Join(words, " "); got != strings.TrimSpace(want.String()) {
			t.Fatalf("%s\n got %q\nwant %q", src.String(), got, want.String())
		}
	})
}
