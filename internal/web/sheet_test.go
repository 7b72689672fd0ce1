package web

import (
	"io"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// looks are the pages that list.css is for, in their states.
var looks = []string{"/pipeline", "/pipeline?view=all", "/pipeline?view=closed&sort=company", "/pipeline?q=nobody+has+this", "/pipeline?view=past&stage=applied", "/pipeline/board"}

// namesOn are the classes and ids of a page.
func namesOn(t *testing.T, text string) map[string]bool {
	t.Helper()
	root, err := html.Parse(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]bool{}
	for n := range root.Descendants() {
		for _, a := range n.Attr {
			if a.Key == "class" || a.Key == "id" {
				for _, w := range strings.Fields(a.Val) {
					names[w] = true
				}
			}
		}
	}
	return names
}

// The list looks the same with its own sheet: of the rules that can match what
// stands on its pages, none is missing, and none is out of order.
func TestSheet_listHasEveryRuleItsPagesCanMatch(t *testing.T) {
	h := sample(t)
	whole, own := string(assets()["app.css"].data), string(assets()["list.css"].data)
	for _, target := range looks {
		text := pageAt(t, h, target)
		if !strings.Contains(text, "/static/list.css?") || strings.Contains(text, "/static/app.css?") {
			t.Errorf("%s does not name list.css alone", target)
		}
		names := namesOn(t, text)
		want, got := purge(whole, names), purge(own, names)
		if want != got {
			t.Errorf("%s: rules of %d bytes are needed, list.css has %d", target, len(want), len(got))
		}
		if len(want) < 8_000 {
			t.Errorf("%s: only %d bytes of rules match", target, len(want))
		}
	}
	if !strings.Contains(pageAt(t, h, "/today"), "/static/app.css?") {
		t.Error("Today does not name app.css")
	}
}

func TestPurge(t *testing.T) {
	got := purge("a{x:1}.b,.c .d{x:2}\n.e:not(.f){x:3}@media print{.b{x:4}.g{x:5}}@media(x){.g{x:6}}@font-face{y:1}.g{x:7}", map[string]bool{"b": true, "e": true})
	want := "a{x:1}\n.b{x:2}\n.e:not(.f){x:3}\n@media print{.b{x:4}\n}\n@font-face{y:1}\n"
	if got != want {
		t.Errorf("%q", got)
	}
}

// P16: a first visit to a full page of the list, with all it names, packed as a
// browser asks for it. The fonts are the two preloaded ones; the test below
// holds that an English page asks for no other.
func TestWeight_listIsAtMost60Kilobytes(t *testing.T) {
	h := sample(t)
	named := regexp.MustCompile(`/static/[^"#]+`)
	packed := func(target string) int {
		res := ask(h, "GET", target, func(r *http.Request) { r.Header.Set("Accept-Encoding", "gzip") })
		b, err := io.ReadAll(res.Body)
		if err != nil || res.StatusCode != http.StatusOK {
			t.Fatalf("%s: %s %v", target, res.Status, err)
		}
		return len(b)
	}
	const target = "/pipeline?view=all"
	files := named.FindAllString(pageAt(t, h, target), -1)
	slices.Sort(files)
	total := packed(target)
	for _, f := range slices.Compact(files) {
		n := packed(f)
		t.Logf("%6d %s", n, f)
		total += n
	}
	if len(files) < 8 || total > 60_000 {
		t.Errorf("%d bytes in %d files", total, len(files))
	}
}

// face is one @font-face of tokens.css.
type face struct {
	family, weight, file string
	holds                func(rune) bool
}

func faces(t *testing.T) (all []face) {
	t.Helper()
	re := regexp.MustCompile(`@font-face\{font-family:"([^"]+)";src:url\("/static/([^"]+)"\)[^;]*;font-weight:([^;]+);[^}]*unicode-range:([^}]+)\}`)
	for _, m := range re.FindAllStringSubmatch(string(assets()["tokens.css"].data), -1) {
		var spans [][2]int64
		for r := range strings.SplitSeq(m[4], ",") {
			from, to, found := strings.Cut(strings.TrimPrefix(r, "U+"), "-")
			a, err := strconv.ParseInt(from, 16, 32)
			b := a
			if err == nil && found {
				b, err = strconv.ParseInt(to, 16, 32)
			}
			if err != nil {
				t.Fatal(err)
			}
			spans = append(spans, [2]int64{a, b})
		}
		all = append(all, face{m[1], m[3], m[2], func(c rune) bool {
			return slices.ContainsFunc(spans, func(s [2]int64) bool { return s[0] <= int64(c) && int64(c) <= s[1] })
		}})
	}
	return all
}

// An English page asks for the first file of a face only, no letter is in two
// files of one face, and every file of fonts is named.
func TestFonts(t *testing.T) {
	all := faces(t)
	used := map[string]bool{}
	for _, f := range all {
		used[f.file] = true
		if a, ok := assets()[f.file]; !ok || !strings.HasPrefix(string(a.data), "wOF2") {
			t.Errorf("%s is no font", f.file)
		}
	}
	for name := range assets() {
		if strings.HasSuffix(name, ".woff2") && !used[name] {
			t.Errorf("%s is named nowhere", name)
		}
	}
	for c := rune(' '); c < 0x2300; c++ {
		in := map[string]int{}
		for _, f := range all {
			if f.holds(c) {
				in[f.family+f.weight]++
			}
		}
		for key, n := range in {
			if n > 1 {
				t.Errorf("%U is in %d files of %s", c, n, key)
			}
		}
	}
	h := sample(t)
	for _, target := range []string{"/pipeline", "/today", "/insights"} {
		root, err := html.Parse(strings.NewReader(pageAt(t, h, target)))
		if err != nil {
			t.Fatal(err)
		}
		asked := map[string]bool{}
		for n := range root.Descendants() {
			if n.Type != html.TextNode {
				continue
			}
			for _, c := range n.Data {
				for _, f := range all {
					if f.family == "Inter" && f.holds(c) {
						asked[f.file] = true
						if f.file != "fonts/inter-core.woff2" {
							t.Errorf("%s: %q asks for %s", target, c, f.file)
						}
					}
				}
			}
		}
		if !asked["fonts/inter-core.woff2"] {
			t.Errorf("%s asks for no font", target)
		}
	}
}
