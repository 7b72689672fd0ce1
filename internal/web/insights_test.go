package web

import (
	"bytes"
	"encoding/json"
	"fmt"
	"image/png"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"debrief/internal/demo"
	"debrief/internal/table"
	"debrief/internal/testkit"
	"debrief/internal/track"
	"debrief/internal/workbench"
)

// recordOn is an empty record whose clock stands still on a day.
func recordOn(t *testing.T, day track.Day) (*workbench.Desk, http.Handler) {
	t.Helper()
	now := func() time.Time { return day.Time().Add(9 * time.Hour) }
	d := opened(t, workbench.Options{Now: now}, nil)
	if _, err := d.EditSettings(t.Context(), func(s *track.Settings) { s.Onboarded = true }); err != nil {
		t.Fatal(err)
	}
	return d, New(d, address, Options{Now: now}).Handler()
}

func pageAt(t *testing.T, h http.Handler, target string) string {
	t.Helper()
	res := ask(h, "GET", target, nil)
	if res.StatusCode != http.StatusOK {
		t.Fatalf("%s: %d %s", target, res.StatusCode, body(res))
	}
	return body(res)
}

// The words of the page over the two real searches of the test data are kept
// under docs, to be read: a change of a sentence shows there.
func TestInsights_realSearchesReadWell(t *testing.T) {
	for _, c := range []struct {
		name, file, mapping string
		today               track.Day
	}{
		{"jsa-fr", "applications-jsa-fr-2023/10_2023.csv", "mapping-jsa-fr.json", "2023-11-16"},
		{"heiss", "applications-heiss-academic/jobs_clean.csv", "mapping-heiss.json", "2019-03-01"},
	} {
		d, h := recordOn(t, c.today)
		var m table.Mapping
		data, err := os.ReadFile("../table/testdata/" + c.mapping)
		if err == nil {
			err = json.Unmarshal(data, &m)
		}
		if err != nil {
			t.Fatal(err)
		}
		rows, err := os.ReadFile("../table/testdata/" + c.file)
		if err != nil {
			t.Fatal(err)
		}
		sheet, err := table.Read(rows)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := d.ImportTable(t.Context(), sheet, m, "sheet.csv", false); err != nil {
			t.Fatal(err)
		}
		text := read(t, pageAt(t, h, "/insights"))
		for _, part := range []string{"Where ", "Applied to screen, direct", "answered", "What would bring the most", "Left out, and why"} {
			if !strings.Contains(text, part) {
				t.Errorf("%s: the page has no %q", c.name, part)
			}
		}
		testkit.Golden(t, filepath.Join("..", "..", "..", "docs", "insights", c.name+".txt"), []byte(text))
	}
}

// read is the text of a page as one reads it: a line for each block, figures by
// what a screen reader says, and no tables that are folded away.
func read(t *testing.T, markup string) string {
	t.Helper()
	root, err := html.Parse(strings.NewReader(markup))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
		}
		end := ""
		if n.Type == html.ElementNode {
			switch n.Data {
			case "form", "nav", "button", "script", "head":
				return
			case "svg":
				if label := attribute(n, "aria-label"); label != "" {
					fmt.Fprintf(&b, "\n[%s]\n", label)
					for _, words := range drawn(n) {
						fmt.Fprintf(&b, "    %s\n", words)
					}
				}
				return
			case "details":
				if strings.Contains(text(n), "Show as table") {
					return
				}
			case "br":
				b.WriteString("\n")
			case "td", "th", "span":
				end = "  "
			case "h1", "h2":
				b.WriteString("\n\n" + strings.Repeat("#", int(n.Data[1]-'0')) + " ")
				end = "\n"
			case "p", "li", "tr", "figcaption", "div", "summary", "dt", "dd":
				b.WriteString("\n")
				end = "\n"
			}
		}
		for k := n.FirstChild; k != nil; k = k.NextSibling {
			walk(k)
		}
		b.WriteString(end)
	}
	walk(find(root, "main"))
	lines := []string{}
	for _, l := range strings.Split(b.String(), "\n") {
		indent := strings.HasPrefix(l, "    ")
		l = strings.Join(strings.Fields(l), " ")
		if indent && l != "" {
			l = "    " + l
		}
		if l != "" || len(lines) > 0 && lines[len(lines)-1] != "" {
			lines = append(lines, l)
		}
	}
	return strings.TrimSpace(strings.Join(lines, "\n")) + "\n"
}

// drawn are the words in a figure, those of one line of it together.
func drawn(svg *html.Node) (lines []string) {
	last := ""
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.ElementNode && n.Data == "text" {
			if y := attribute(n, "y"); y == last && len(lines) > 0 {
				lines[len(lines)-1] += "  " + text(n)
			} else {
				lines, last = append(lines, text(n)), y
			}
			return
		}
		for k := n.FirstChild; k != nil; k = k.NextSibling {
			walk(k)
		}
	}
	walk(svg)
	return lines
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func text(n *html.Node) string {
	if n.Type == html.TextNode {
		return n.Data
	}
	s := ""
	for k := n.FirstChild; k != nil; k = k.NextSibling {
		s += text(k)
	}
	return s
}

func find(n *html.Node, name string) *html.Node {
	if n.Type == html.ElementNode && n.Data == name {
		return n
	}
	for k := n.FirstChild; k != nil; k = k.NextSibling {
		if found := find(k, name); found != nil {
			return found
		}
	}
	return nil
}

var figures = []string{"flow", "gates", "waiting", "reasons", "forecast"}

func TestInsights_anonymousFilesCarryNoNames(t *testing.T) {
	d, h := recordOn(t, demo.Today)
	if err := demo.Load(t.Context(), d); err != nil {
		t.Fatal(err)
	}
	if _, err := d.PutStage(t.Context(), track.Stage{ID: track.StageID(track.Screen), Name: "Call with Ada Quill", Kind: track.Screen, Position: 3, Board: true}); err != nil {
		t.Fatal(err)
	}
	file, err := demo.Search()
	if err != nil {
		t.Fatal(err)
	}
	var all struct {
		Tables map[string][]map[string]any
	}
	if err := json.Unmarshal(file, &all); err != nil {
		t.Fatal(err)
	}
	names := []string{"Ada Quill", "Technical", "Mira", "Halloran"}
	for _, table := range []string{"employers", "contacts", "resume_versions"} {
		for _, row := range all.Tables[table] {
			if n, _ := row["name"].(string); len(n) > 3 {
				names = append(names, n)
			}
		}
	}
	for _, row := range all.Tables["applications"] {
		if n, _ := row["role"].(string); len(n) > 3 {
			names = append(names, n)
		}
	}
	if len(names) < 50 {
		t.Fatalf("only %d names to look for", len(names))
	}
	days := regexp.MustCompile(`\b\d{4}-\d\d|(?:January|February|March|April|June|July|August|September|October|November|December)`)
	for _, name := range figures {
		plain := pageAt(t, h, "/insights/figure/"+name+".svg?plain=1")
		for _, n := range names {
			if strings.Contains(strings.ToLower(plain), strings.ToLower(n)) {
				t.Errorf("%s.svg names %q", name, n)
			}
		}
		if found := days.FindString(plain); found != "" {
			t.Errorf("%s.svg names a day: %s", name, found)
		}
		// The pixels are of the same drawing; a file of them carries no text beside.
		pixels := pageAt(t, h, "/insights/figure/"+name+".png?plain=1")
		if _, err := png.Decode(strings.NewReader(pixels)); err != nil {
			t.Errorf("%s.png: %v", name, err)
		}
		for _, chunk := range []string{"tEXt", "iTXt", "zTXt", "eXIf", "tIME"} {
			if strings.Contains(pixels, chunk) {
				t.Errorf("%s.png carries a chunk %s", name, chunk)
			}
		}
	}
	if !strings.Contains(pageAt(t, h, "/insights/figure/flow.svg"), "Ada Quill") {
		t.Error("the file with names has none, so the test looks for nothing")
	}
	with, without := pageAt(t, h, "/insights/figure/flow.png"), pageAt(t, h, "/insights/figure/flow.png?plain=1")
	if with == without {
		t.Error("the anonymous pixels are those with names")
	}
}

func TestInsights_everyFigureHasWordsATableAndItsFiles(t *testing.T) {
	links := regexp.MustCompile(`href="(/insights/figure/[^"]+)"`)
	for _, n := range []int{1, 7, 25, 180} {
		d, h := recordOn(t, demo.Today)
		file, err := demo.Many(n, demo.Today)
		if err != nil {
			t.Fatal(err)
		}
		if _, _, _, err := d.ImportJSON(t.Context(), bytes.NewReader(file)); err != nil {
			t.Fatal(err)
		}
		markup := pageAt(t, h, "/insights")
		for _, svg := range regexp.MustCompile(`<svg viewBox="0 0 [^>]*>`).FindAllString(markup, -1) {
			if strings.Contains(svg, `role="img"`) && !regexp.MustCompile(`aria-label="[^"]{20,}"`).MatchString(svg) {
				t.Errorf("%d applications: a figure without words: %s", n, svg)
			}
		}
		found := links.FindAllStringSubmatch(markup, -1)
		if len(found) < 4 {
			t.Errorf("%d applications: only %d files", n, len(found))
		}
		for _, l := range found {
			if got := pageAt(t, h, html.UnescapeString(l[1])); len(got) < 30 {
				t.Errorf("%s: %q", l[1], got)
			}
		}
		if strings.Count(markup, "Show as table") < 3 {
			t.Errorf("%d applications: %d tables", n, strings.Count(markup, "Show as table"))
		}
	}
	_, h := recordOn(t, demo.Today)
	if text := read(t, pageAt(t, h, "/insights")); !strings.Contains(text, "Nothing is counted yet") {
		t.Errorf("nothing on record: %s", text)
	}
	for _, bad := range []string{"/insights/figure/nothing.svg", "/insights/figure/flow.exe", "/insights/figure/forecast.png"} {
		if res := ask(h, "GET", bad, nil); res.StatusCode != http.StatusNotFound {
			t.Errorf("%s: %d", bad, res.StatusCode)
		}
	}
}
