package web

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"debrief/internal/demo"
	"debrief/internal/store"
	"debrief/internal/workbench"
)

const address = "127.0.0.1:8484"

// opened is the desk of an empty record in memory.
func opened(t *testing.T, o workbench.Options, log *slog.Logger) *workbench.Desk {
	t.Helper()
	s, err := store.Open(t.Context(), store.Options{Memory: true, Now: o.Now, Planner: workbench.Plan, Log: log})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	d, err := workbench.New(s, o).Desk(context.Background(), workbench.Owner)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// sampled serves the sample search from a database in memory.
func sampled(t *testing.T, o workbench.Options, log *slog.Logger) (http.Handler, *workbench.Desk) {
	t.Helper()
	o.Now = demo.Clock()
	d := opened(t, o, log)
	if err := demo.Load(t.Context(), d); err != nil {
		t.Fatal(err)
	}
	return New(d, address, Options{Now: o.Now, Log: log}).Handler(), d
}

func sample(t *testing.T) http.Handler {
	t.Helper()
	h, _ := sampled(t, workbench.Options{}, nil)
	return h
}

func ask(h http.Handler, method, target string, edit func(*http.Request)) *http.Response {
	r := httptest.NewRequest(method, "http://"+address+target, nil)
	r.Host = address
	if edit != nil {
		edit(r)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Result()
}

var placeholder = regexp.MustCompile(`\{[a-z.]+\}`)

// known are ids of things of the sample search, by the first part of their
// address, taken from the links that lead to them.
func known(t *testing.T, h http.Handler) map[string]string {
	t.Helper()
	ids := map[string]string{"static": "app.css"}
	look := []string{"/today", "/pipeline", "/people", "/inbox?view=filed", "/stories", "/offers", "/resume", "/insights", "/sources", "/pipeline?view=debriefs"}
	for len(look) > 0 {
		res := ask(h, "GET", look[0], nil)
		look = look[1:]
		for _, m := range link.FindAllStringSubmatch(body(res), -1) {
			if ids[m[1]] == "" {
				ids[m[1]] = m[2]
				look = append(look, "/"+m[1]+"/"+m[2])
			}
		}
	}
	for _, part := range []string{"application", "debrief", "contact", "story", "offer", "resume", "match"} {
		if ids[part] == "" {
			t.Fatalf("no link leads to a %s: %v", part, ids)
		}
	}
	return ids
}

var link = regexp.MustCompile(`(?:href|action)="/([a-z]+)/([0-9a-z_-]{10,})["/?]`)

// target is an address for a route of the table, with an id that exists where
// the sample has one.
func target(r Route, ids map[string]string) string {
	p := strings.ReplaceAll(r.Pattern, "{$}", "")
	part, _, _ := strings.Cut(strings.TrimPrefix(p, "/"), "/")
	if id := ids[part]; id != "" {
		p = placeholder.ReplaceAllString(p, id)
	}
	return placeholder.ReplaceAllString(p, "none")
}

func TestRoutes_everyOneRefusesForeignHosts(t *testing.T) {
	h := sample(t)
	ids := known(t, h)
	for _, r := range Routes {
		for _, host := range []string{"evil.example", "localhost.evil.example:8484", "127.0.0.1.nip.example:8484", "", "127.0.0.1:9999", "127.0.0.1", "localhost:80"} {
			res := ask(h, r.Method, target(r, ids), func(q *http.Request) { q.Host = host })
			if res.StatusCode != http.StatusForbidden {
				t.Errorf("%s %s with Host %q: %d", r.Method, r.Pattern, host, res.StatusCode)
			}
			checkHeaders(t, r, res)
		}
	}
}

func TestRoutes_everyUnsafeOneRefusesOtherOrigins(t *testing.T) {
	h := sample(t)
	ids := known(t, h)
	for _, r := range Routes {
		if safeMethod(r.Method) {
			continue
		}
		p := target(r, ids)
		spelled := []string{p, "/%" + strings.ToUpper(hexOf(p[1])) + p[2:], "/" + p, "/." + p, p + "/"}
		for _, path := range spelled {
			for name, edit := range map[string]func(*http.Request){
				"cross-site": func(q *http.Request) { q.Header.Set("Sec-Fetch-Site", "cross-site") },
				"same-site":  func(q *http.Request) { q.Header.Set("Sec-Fetch-Site", "same-site") },
				"none, foreign origin": func(q *http.Request) {
					q.Header.Set("Sec-Fetch-Site", "none")
					q.Header.Set("Origin", "http://evil.example")
				},
				"null origin":     func(q *http.Request) { q.Header.Set("Origin", "null") },
				"foreign referer": func(q *http.Request) { q.Header.Set("Referer", "http://evil.example/") },
			} {
				res := ask(h, r.Method, path, edit)
				if res.StatusCode != http.StatusForbidden {
					t.Errorf("%s %s, %s: %d", r.Method, path, name, res.StatusCode)
				}
				checkHeaders(t, r, res)
			}
		}
	}
}

func hexOf(b byte) string { const d = "0123456789abcdef"; return string([]byte{d[b>>4], d[b&15]}) }

func checkHeaders(t *testing.T, r Route, res *http.Response) {
	t.Helper()
	if csp := res.Header.Get("Content-Security-Policy"); !strings.Contains(csp, "default-src 'none'") || !strings.Contains(csp, "frame-ancestors 'none'") {
		t.Errorf("%s %s, %d: policy %q", r.Method, r.Pattern, res.StatusCode, csp)
	}
	if res.Header.Get("X-Content-Type-Options") != "nosniff" {
		t.Errorf("%s %s: no nosniff", r.Method, r.Pattern)
	}
}

func TestRoutes_everyPageCarriesThePolicyAndIsNotKept(t *testing.T) {
	h := sample(t)
	ids := known(t, h)
	for _, r := range Routes {
		for _, p := range []string{target(r, ids), target(r, nil)} {
			res := ask(h, r.Method, p, nil)
			checkHeaders(t, r, res)
			if res.StatusCode >= 500 {
				b, _ := io.ReadAll(res.Body)
				t.Errorf("%s %s: %d %s", r.Method, p, res.StatusCode, b)
			}
			if c := res.Header.Get("Cache-Control"); !strings.HasPrefix(r.Pattern, "/static") && c != "no-store" {
				t.Errorf("%s %s may be kept: %q", r.Method, p, c)
			}
		}
	}
	for _, p := range []string{"/nowhere", "/static/none", "/debrief/none", "/pipeline?view=moon", "/pipeline?page=-3"} {
		res := ask(h, "GET", p, nil)
		checkHeaders(t, Route{"GET", p, nil}, res)
		if res.StatusCode != 404 && res.StatusCode != 422 {
			t.Errorf("%s: %d", p, res.StatusCode)
		}
	}
}

func TestPages_areWholeAndCarryNothingInline(t *testing.T) {
	h := sample(t)
	ids, whole := known(t, h), 0
	for _, r := range Routes {
		if r.Method != "GET" {
			continue
		}
		res := ask(h, "GET", target(r, ids), nil)
		if res.StatusCode != 200 || !strings.HasPrefix(res.Header.Get("Content-Type"), "text/html") {
			continue
		}
		whole++
		doc, err := html.Parse(res.Body)
		if err != nil {
			t.Fatal(err)
		}
		ids, h1 := map[string]bool{}, 0
		for n := range doc.Descendants() {
			if n.Type != html.ElementNode {
				continue
			}
			if n.Data == "style" || n.Data == "script" && n.FirstChild != nil {
				t.Errorf("%s: inline <%s>", r.Pattern, n.Data)
			}
			if n.Data == "h1" {
				h1++
			}
			for _, a := range n.Attr {
				switch {
				case a.Key == "style" || strings.HasPrefix(a.Key, "on"):
					t.Errorf("%s: inline %s on <%s>", r.Pattern, a.Key, n.Data)
				case a.Key == "id" && ids[a.Val]:
					t.Errorf("%s: id %q twice", r.Pattern, a.Val)
				case a.Key == "id":
					ids[a.Val] = true
				case (a.Key == "href" || a.Key == "src" || a.Key == "action") && strings.Contains(a.Val, "://"):
					t.Errorf("%s: leads away to %s", r.Pattern, a.Val)
				}
			}
		}
		if h1 != 1 {
			t.Errorf("%s: %d h1", r.Pattern, h1)
		}
	}
	if whole < 25 {
		t.Errorf("only %d pages were looked at", whole)
	}
}

func TestSafeNext_staysAtHome(t *testing.T) {
	for next, want := range map[string]string{
		"/pipeline?view=all": "/pipeline?view=all", "/today#x": "/today#x",
		"//evil.example": "/d", "/\\evil.example": "/d", "/%2f%2fevil.example": "/d", "/%5cevil": "/d", "https://evil.example": "/d", "/\tevil": "/d", "/@evil": "/d", "data:text/html,x": "/d", "": "/d", "today": "/d",
	} {
		if got := safeNext(next, "/d"); got != want {
			t.Errorf("%q: %q, want %q", next, got, want)
		}
	}
}

func post(h http.Handler, path string, form url.Values) *http.Response {
	r := httptest.NewRequest("POST", "http://"+address+path, strings.NewReader(form.Encode()))
	r.Host = address
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Origin", "http://"+address)
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Result()
}

func body(res *http.Response) string { b, _ := io.ReadAll(res.Body); return string(b) }

// The main job with plain forms only: an answer is debriefed, one thing chosen,
// and the whole of it taken back.
func TestDebrief_finishedAndUndoneWithPlainForms(t *testing.T) {
	h := sample(t)
	first := ask(h, "GET", "/debrief", nil).Header.Get("Location")
	page := body(ask(h, "GET", first, nil))
	for _, want := range []string{"Yes, a short one.", "We met several strong", "Your examples were being weighed, not you.", "Rests until", "Change nothing yet"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	if strings.Contains(page, "Save to Drafts") {
		t.Error("saving is offered while the message rests")
	}
	post(h, first+"/edit", url.Values{"do": {"read_again"}})
	if !strings.Contains(body(ask(h, "GET", first, nil)), "Save to Drafts") {
		t.Error("one plain step does not lead past the rest")
	}
	res := post(h, first+"/finish", url.Values{"reason": {"B01"}, "option": {"f1"}})
	if res.StatusCode != http.StatusSeeOther {
		t.Fatalf("finish: %d %s", res.StatusCode, body(res))
	}
	done, _ := url.Parse(res.Header.Get("Location"))
	if today := body(ask(h, "GET", "/today", nil)); strings.Contains(today, "Debrief Tallis Ledger") || !strings.Contains(today, "Add size, budget, team and result") {
		t.Error("the debrief is still there, or the action is not on Today")
	}
	post(h, "/undo/"+done.Query().Get("done"), nil)
	if today := body(ask(h, "GET", "/today", nil)); !strings.Contains(today, "Debrief Tallis Ledger") || strings.Contains(today, "Add size, budget, team and result") {
		t.Error("undo did not bring the former state back")
	}
}

func TestPages_escapeWhatPeopleWrote(t *testing.T) {
	h := sample(t)
	evil := `<script>alert(1)</script>"'><img src=x onerror=alert(1)>`
	res := post(h, "/add", url.Values{"company": {evil}, "role": {evil}, "location": {evil}, "note": {evil}, "posting": {evil}, "url": {"javascript:alert(1)"}})
	where := res.Header.Get("Location")
	for _, p := range []string{where, "/pipeline?view=all&q=script", "/pipeline/board", "/today", "/search?q=script", "/search?q=" + url.QueryEscape(evil)} {
		page := body(ask(h, "GET", p, nil))
		if strings.Contains(page, "<script>alert") || strings.Contains(page, "<img src=x") || strings.Contains(page, `href="javascript:`) {
			t.Errorf("%s lets markup through", p)
		}
	}
}

func TestServe_refusesAddressesThatOthersCanReach(t *testing.T) {
	for _, a := range []string{"0.0.0.0:8484", ":8484", "192.168.1.2:8484", "example.com:80", "nonsense"} {
		if err := Serve(t.Context(), nil, Options{Addr: a}); err == nil {
			t.Errorf("%s was served", a)
		}
	}
}
