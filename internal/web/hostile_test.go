package web

import (
	"bytes"
	"fmt"
	"io"
	"log/slog"
	"mime"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"debrief/internal/workbench"
)

// site is the sample search with its desk, and with its log kept.
func site(t *testing.T, log io.Writer) (http.Handler, *workbench.Desk) {
	t.Helper()
	return sampled(t, workbench.Options{}, slog.New(slog.NewTextHandler(log, &slog.HandlerOptions{Level: slog.LevelDebug})))
}

// crawl reads every page that can be reached by links from the first one and
// from the route table, at most limit of them, parsed.
func crawl(t *testing.T, h http.Handler, limit int, see func(path string, res *http.Response, doc *html.Node)) {
	t.Helper()
	queue, ids, linked := []string{"/today"}, known(t, h), map[string]bool{}
	for _, r := range Routes {
		if safeMethod(r.Method) {
			queue = append(queue, target(r, ids))
		}
	}
	seen := map[string]bool{}
	for len(queue) > 0 && len(seen) < limit {
		path := queue[0]
		queue = queue[1:]
		if key := kindOfPath(path); seen[path] || seen[key+"#1"] {
			continue
		} else {
			seen[path] = true
			for i := range 2 { // two of a kind are enough
				if k := fmt.Sprintf("%s#%d", key, i); !seen[k] {
					seen[k] = true
					break
				}
			}
		}
		res := ask(h, "GET", path, nil)
		doc := &html.Node{Type: html.DocumentNode}
		if strings.HasPrefix(res.Header.Get("Content-Type"), "text/html") {
			var err error
			if doc, err = html.Parse(res.Body); err != nil {
				t.Fatal(path, err)
			}
		}
		if res.StatusCode == http.StatusNotFound && linked[path] {
			t.Errorf("a link leads to %s, which is not there", path)
		}
		see(path, res, doc)
		for n := range doc.Descendants() {
			if to := attr(n, "href"); n.Data == "a" && strings.HasPrefix(to, "/") && !strings.HasPrefix(to, "//") {
				to, _, _ = strings.Cut(to, "#")
				queue, linked[to] = append(queue, to), true
			}
		}
	}
}

// kindOfPath is a path without what tells one thing from another of its kind.
func kindOfPath(path string) string {
	path, query, _ := strings.Cut(path, "?")
	parts := strings.Split(path, "/")
	for i, p := range parts {
		if strings.ContainsAny(p, "0123456789") {
			parts[i] = "*"
		}
	}
	var keys []string
	for _, q := range strings.Split(query, "&") {
		k, _, _ := strings.Cut(q, "=")
		keys = append(keys, k)
	}
	return strings.Join(parts, "/") + "?" + strings.Join(keys, "&")
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// TestPages_readingChangesNothing holds S3: the whole record is the same after
// every page that links lead to was read, and every one is there.
func TestPages_readingChangesNothing(t *testing.T) {
	h, d := site(t, io.Discard)
	var before, after bytes.Buffer
	if _, _, err := d.Export(t.Context(), &before, workbench.ExportOptions{}); err != nil {
		t.Fatal(err)
	}
	pages := 0
	crawl(t, h, 400, func(path string, res *http.Response, _ *html.Node) {
		pages++
		if res.StatusCode >= 500 {
			t.Errorf("%s: %s", path, res.Status)
		}
	})
	if _, _, err := d.Export(t.Context(), &after, workbench.ExportOptions{}); err != nil {
		t.Fatal(err)
	}
	if pages < 80 || before.Len() < 100_000 {
		t.Fatalf("%d pages, a record of %d bytes", pages, before.Len())
	}
	if !bytes.Equal(before.Bytes(), after.Bytes()) {
		t.Errorf("reading %d pages changed the record", pages)
	}
}

// shapes are what a text could do where markup, an attribute, a URL, a script
// or a style is written with it; %s is a mark that tells it from all others.
var shapes = []string{
	`<script>%s()</script>`, `<img src=x onerror=%s()>`, `<svg onload=%s()>`, `<svg><script>%s()</script></svg>`, `<%s>`,
	`"><script>%s()</script>`, `'><script>%s()</script>`, `" onfocus=%s() autofocus x="`, `' onmouseover='%s()`, "` onload=`%s()", `"/onclick="%s()`,
	`javascript:%s()`, ` JaVaScRiPt:%s()`, "java\nscript:%s()", "java\tscript:%s()", `data:text/html,<script>%s()</script>`, `vbscript:%s`,
	`</textarea><script>%s()</script>`, `</title><script>%s()</script>`, `</style><script>%s()</script>`, `</script><script>%s()</script>`, `--><script>%s()</script>`, `]]><script>%s()</script>`, `<!--%s-->`,
	`<iframe srcdoc="<script>%s()</script>">`, `<object data=javascript:%s()>`, `<embed src=javascript:%s()>`, `<form action=javascript:%s()><input type=submit>`, `<base href=//%s.example/>`, `<link rel=stylesheet href=//%s.example/x.css>`,
	`<meta http-equiv=refresh content="0;url=//%s.example">`, `<math><mtext></form><form><mglyph><style></math><img src onerror=%s()>`, `<details open ontoggle=%s()>`, `<video><source onerror=%s()>`, `<a href="javascript:%s()">go</a>`,
	`<div hx-get=//%s.example hx-trigger=load>`, `<p hx-on:load="%s()">`, `<style>@import '//%s.example'</style>`, `{{%s}}`, `${%s()}`,
}

// spellings are ways to write one shape so that a filter would miss it. With the
// forty shapes they make a hundred and twenty.
var spellings = []func(string) string{
	func(s string) string { return s },
	func(s string) string {
		return strings.NewReplacer("<script", "<ScRiPt", "onerror", "OnErRoR", "<", "\u200b<").Replace(s)
	},
	func(s string) string { return strings.NewReplacer("<", "&lt;", ">", "&gt;").Replace(s) + s + "\x01" },
}

// TestPages_letNothingRunThatPeopleWrote holds S29: a hundred and twenty hostile
// texts in every text field of every form, then every page looked through for one
// that came out as anything but text.
func TestPages_letNothingRunThatPeopleWrote(t *testing.T) {
	h, _ := site(t, io.Discard)
	n, sent, taken := 0, 0, 0
	next := func() string {
		text := fmt.Sprintf(spellings[n/len(shapes)%len(spellings)](shapes[n%len(shapes)]), fmt.Sprintf("xss%d", n))
		n++
		return text
	}
	type form struct {
		to   string
		vals url.Values
	}
	var forms []form
	kinds := map[string]int{}
	crawl(t, h, 300, func(path string, _ *http.Response, doc *html.Node) {
		for f := range doc.Descendants() {
			if f.Data != "form" || !strings.EqualFold(attr(f, "method"), "post") || strings.Contains(attr(f, "enctype"), "multipart") {
				continue
			}
			to := attr(f, "action")
			if to == "" {
				to = path
			}
			if strings.Contains(to, "/erase") || kinds[kindOfPath(to)] >= 4 {
				continue
			}
			kinds[kindOfPath(to)]++
			forms = append(forms, form{to, fill(f, doc, next)})
		}
	})
	for _, f := range forms {
		res := post(h, f.to, f.vals)
		sent++
		if res.StatusCode < 400 {
			taken++
		}
		if res.StatusCode >= 500 {
			t.Errorf("%s: %s", f.to, res.Status)
		}
		harmless(t, f.to, mustParse(t, res))
	}
	// And as many as there are, into the fields that are shown in most places.
	for n < 3*len(shapes)*len(spellings) {
		res := post(h, "/add", url.Values{"company": {next()}, "role": {next()}, "location": {next()}, "note": {next()}, "posting": {next()}, "url": {next()}, "source": {next()}})
		if res.StatusCode < 400 {
			taken++
		}
	}
	if len(kinds) < 25 || taken < 40 || n < 120 {
		t.Fatalf("only %d kinds of form, %d sent, %d taken, %d texts", len(kinds), sent, taken, n)
	}
	pages, shown := 0, 0
	crawl(t, h, 400, func(path string, res *http.Response, doc *html.Node) {
		pages++
		if res.StatusCode >= 500 {
			t.Errorf("%s: %s", path, res.Status)
		}
		shown += harmless(t, path, doc)
	})
	for i := range shapes {
		res := ask(h, "GET", "/search?q="+url.QueryEscape(fmt.Sprintf(shapes[i], "xssq")), nil)
		harmless(t, "/search", mustParse(t, res))
	}
	t.Logf("%d texts in %d forms of %d kinds, %d taken; %d pages, shown as text %d times", n, sent, len(kinds), taken, pages, shown)
	if shown < 100 {
		t.Errorf("the texts were seen only %d times: the test looks in the wrong places", shown)
	}
}

func mustParse(t *testing.T, res *http.Response) *html.Node {
	doc, err := html.Parse(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// fill gives a form the values a browser would send, with a hostile text in each
// field that takes one.
func fill(f, doc *html.Node, next func() string) url.Values {
	vals := url.Values{}
	id := attr(f, "id")
	for n := range doc.Descendants() {
		name := attr(n, "name")
		if name == "" || !within(n, f) && (id == "" || attr(n, "form") != id) {
			continue
		}
		switch {
		case n.Data == "textarea":
			vals.Set(name, next())
		case n.Data == "select":
			for o := range n.Descendants() {
				if o.Data == "option" {
					vals.Set(name, attr(o, "value"))
				}
			}
		case n.Data == "input":
			switch attr(n, "type") {
			case "", "text", "search", "url", "email":
				vals.Set(name, next())
			case "checkbox", "radio", "hidden":
				vals.Set(name, attr(n, "value"))
			case "date":
				vals.Set(name, "2026-11-20")
			case "number":
				vals.Set(name, "3")
			}
		}
	}
	return vals
}

func within(n, f *html.Node) bool { return slices.Contains(slices.Collect(n.Ancestors()), f) }

// harmless counts the hostile texts of a page that stand there as text, and
// reports those that became anything else.
func harmless(t *testing.T, path string, doc *html.Node) (shown int) {
	t.Helper()
	for n := range doc.Descendants() {
		switch n.Type {
		case html.TextNode:
			if strings.Contains(n.Data, "xss") {
				shown++
				if p := n.Parent; p != nil && slices.Contains([]string{"script", "style"}, p.Data) {
					t.Errorf("%s: a %s holds %q", path, p.Data, n.Data)
				}
			}
		case html.CommentNode:
			if strings.Contains(n.Data, "xss") {
				t.Errorf("%s: a comment holds %q", path, n.Data)
			}
		case html.ElementNode:
			if strings.HasPrefix(n.Data, "xss") {
				t.Errorf("%s: a text became the element %s", path, n.Data)
			}
			for _, a := range n.Attr {
				switch v := strings.ToLower(strings.Map(printing, a.Val)); {
				case strings.HasPrefix(a.Key, "on") || strings.HasPrefix(a.Key, "hx-on") || a.Key == "srcdoc" || a.Key == "style":
					t.Errorf("%s: <%s %s=%q>", path, n.Data, a.Key, a.Val)
				case !strings.Contains(v, "xss"):
				case slices.Contains([]string{"href", "src", "action", "formaction", "data", "xlink:href"}, a.Key):
					if u, err := url.Parse(a.Val); err != nil || u.Scheme != "" && u.Scheme != "https" && u.Scheme != "http" && u.Scheme != "mailto" || u.Scheme == "" && u.Host != "" {
						t.Errorf("%s: <%s %s=%q>", path, n.Data, a.Key, a.Val)
					}
				}
			}
		}
	}
	return shown
}

func printing(r rune) rune {
	if r <= ' ' {
		return -1
	}
	return r
}

// TestLogs_tellNothingThatIsPrivate holds S33: whatever is asked and however it
// fails, the log at its finest holds none of the words, and no line is forged.
func TestLogs_tellNothingThatIsPrivate(t *testing.T) {
	var log bytes.Buffer
	h, _ := site(t, &log)
	secret := "Ottilie Quaternary 4711"
	forged := secret + "\r\ntime=2026-01-01T00:00:00Z level=ERROR msg=forged"
	ids := known(t, h)
	for _, r := range Routes {
		form := url.Values{}
		for _, k := range []string{"company", "role", "note", "text", "mail", "q", "name", "draft", "body", "subject", "to", "password", "secret", "address", "posting", "url", "words", "feedback", "answer", "id", "stage", "day", "next"} {
			form.Set(k, forged)
		}
		for _, p := range []string{target(r, ids), strings.ReplaceAll(target(r, nil), "none", url.PathEscape(forged)), strings.ReplaceAll(target(r, nil), "none", url.PathEscape(secret))} {
			if safeMethod(r.Method) {
				ask(h, r.Method, p+"?"+form.Encode(), nil)
			} else {
				post(h, p, form)
			}
		}
	}
	if strings.Contains(log.String(), "Ottilie") || strings.Contains(log.String(), "4711") {
		for line := range strings.Lines(log.String()) {
			if strings.Contains(line, "Ottilie") || strings.Contains(line, "4711") {
				t.Errorf("the log says %.300s", line)
			}
		}
	}
	for line := range strings.Lines(log.String()) {
		if !strings.HasPrefix(line, "time=") || strings.HasPrefix(line, "time=2026-01-01") {
			t.Errorf("a line that is none of ours: %.200s", line)
		}
	}
}

// TestFiles_areDownloadedAndNeverShown holds S15 and S16: whatever was put on
// record comes back as a download under a safe name.
func TestFiles_areDownloadedAndNeverShown(t *testing.T) {
	h, _ := site(t, io.Discard)
	app := "/application/" + known(t, h)["application"]
	names := []string{"cv.html", "logo.svg", "../../etc/passwd", "a\r\nSet-Cookie: x=1.txt", "CON", "nul.txt", "\u202efdp.exe", strings.Repeat("x", 300) + ".pdf", "résumé.pdf", ".htaccess", "a\x00b.txt", "C:\\temp\\x.txt"}
	found := 0
	for _, name := range names {
		var b bytes.Buffer
		m := multipart.NewWriter(&b)
		part, err := m.CreatePart(map[string][]string{"Content-Disposition": {mime.FormatMediaType("form-data", map[string]string{"name": "file", "filename": name})}, "Content-Type": {"text/html"}})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := part.Write([]byte("<script>alert(1)</script>")); err != nil {
			t.Fatal(err)
		}
		m.Close()
		r := httptest.NewRequest("POST", "http://"+address+app+"/file", &b)
		r.Host = address
		r.Header.Set("Content-Type", m.FormDataContentType())
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if w.Code >= 500 {
			t.Errorf("%q: %d", name, w.Code)
		}
	}
	doc := mustParse(t, ask(h, "GET", app, nil))
	for n := range doc.Descendants() {
		to := attr(n, "href")
		if n.Data != "a" || !strings.HasPrefix(to, "/file/") {
			continue
		}
		found++
		res := ask(h, "GET", to, nil)
		kind, p, err := mime.ParseMediaType(res.Header.Get("Content-Disposition"))
		if res.StatusCode != http.StatusOK || kind != "attachment" || err != nil || res.Header.Get("X-Content-Type-Options") != "nosniff" || !strings.Contains(res.Header.Get("Content-Security-Policy"), "sandbox") || res.Header.Get("Content-Type") != "application/octet-stream" {
			t.Errorf("%s: %s %q %v", to, res.Status, res.Header, err)
		}
		if f := p["filename"]; f == "" || strings.ContainsAny(f, "/\\\r\n\x00\u202e") || strings.HasPrefix(f, ".") || len(f) > 200 || strings.EqualFold(f, "CON") || strings.EqualFold(f, "nul.txt") {
			t.Errorf("%s is called %q", to, f)
		}
	}
	if found < len(names) {
		t.Errorf("%d of %d files are on the page", found, len(names))
	}
}

// TestSearch_anyTextIsAnswered holds S31: what a search engine reads as its own
// language is only text here.
func TestSearch_anyTextIsAnswered(t *testing.T) {
	h := sample(t)
	for _, q := range []string{`"`, `""`, `"a`, `a"b`, `*`, `a*`, `NEAR(a b)`, `a NEAR/3 b`, `AND`, `a AND`, `NOT a`, `a OR`, `(`, `)`, `a:b`, `:`, `from:`, `from:"`, `company:*`, `before:yesterday`, `-`, `-a`, `^a`, `{a b}:c`, `title:a`, `a + b`, `'`, `';--`, `%`, `_`, `\`, "\x00", "a\x00b", `<->`, `a & b`, `a | b`, `!`, `!!a`, `a:*`, `&`, strings.Repeat(`"`, 999), strings.Repeat("a ", 2000)} {
		res := ask(h, "GET", "/search?q="+url.QueryEscape(q), nil)
		if res.StatusCode >= 500 {
			t.Errorf("%.40q: %s", q, res.Status)
		}
	}
	if res := ask(h, "GET", "/search?q="+strings.Repeat("a", 1<<20), nil); res.StatusCode < 400 || res.StatusCode >= 500 {
		t.Errorf("a megabyte to search for: %s", res.Status)
	}
}
