package web

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/a-h/templ"

	"debrief/internal/cadence"
	"debrief/internal/track"
	"debrief/internal/workbench"
)

// Frame is what stands around every page.
type Frame struct {
	Title      string
	Section    string // today, debrief, pipeline, people, settings ...
	Theme      string
	Nav        workbench.Nav
	Toast      *Toast
	Demo       bool
	ReadOnly   bool
	SingleKeys bool
	Bare       bool   // no navigation: the caller is not let in
	Here       string // address of this page, for coming back
}

// sheet is the style sheet of the page: see sheet.go.
func (f Frame) sheet() string {
	if f.Section == "pipeline" && f.Title == "Pipeline" {
		return "list.css"
	}
	return "app.css"
}

// Toast is what happened, and the way back; without a change there is none.
type Toast struct{ Text, Change string }

func (s *Server) toast(r *http.Request, change string) *Toast {
	list, err := s.desk.Changes(r.Context(), "", 20)
	if err != nil {
		return nil
	}
	for _, c := range list {
		if string(c.ID) == change {
			return &Toast{Text: c.Summary, Change: change}
		}
	}
	return nil
}

// navItem is one line of the navigation. Pages that come later are not listed.
type navItem struct {
	section, href, icon, label, key string
	count                           int
	hot                             bool
}

// tabs are the sections that stand in the bar of a phone; the others are behind
// “More”.
var tabs = map[string]bool{"today": true, "debrief": true, "pipeline": true, "insights": true}

func (f Frame) items() []navItem {
	return []navItem{
		{"today", "/today", "list-checks", "Today", "g t", f.Nav.Today, true},
		{"debrief", "/debrief", "reply", "Debrief", "g d", f.Nav.Debrief, true},
		{"pipeline", "/pipeline/board", "square-kanban", "Pipeline", "g p", f.Nav.Open, false},
		{"inbox", "/inbox", "inbox", "Inbox", "g i", f.Nav.Inbox, true},
		{"insights", "/insights", "chart-no-axes-column", "Insights", "g n", 0, false},
		{"stories", "/stories", "book-open", "Stories", "g s", 0, false},
		{"resume", "/resume", "file-text", "Résumé", "g r", 0, false},
		{"offers", "/offers", "scale", "Offers", "g o", f.Nav.Offers, false},
		{"people", "/people", "users", "People", "g w", 0, false},
	}
}

// htmxConfig keeps htmx within the content policy: no styles of its own, no
// other extension than ours, and the way back through the history is a page
// asked for anew.
const htmxConfig = `extensions:debrief includeIndicatorCSS:false history:reload`

// goKey names the key that leads somewhere after g, for the script.
func goKey(key string) templ.Attributes {
	if k, ok := strings.CutPrefix(key, "g "); ok {
		return templ.Attributes{"data-go": k}
	}
	return nil
}

// here makes a form change a part of the page where it stands, with the toast
// and the counts of the navigation. Without scripts it is a plain form.
func here(part, action string) templ.Attributes {
	return templ.Attributes{"hx-post": action, "hx-target": part, "hx-select": part, "hx-swap": "outerMorph", "hx-select-oob": "#toasts,#nav"}
}

// keyMap is the list of keys that do something. Those that go somewhere stand
// with the navigation.
var keyMap = [][2]string{
	{"Ctrl K", "Search, jump, do"}, {"?", "This list"}, {"j k", "Next, previous row"}, {"h l", "Column on the board"}, {"↵", "Open"}, {"Esc", "Close, back"},
	{"x", "Select row"}, {"Shift j k", "Extend the selection"}, {"n", "New application"}, {"m", "Note"}, {"d", "Debrief the current one"}, {"e", "Close or archive"},
	{"Shift h l", "Move a stage back, on"}, {"z", "Undo"}, {"1 to 7, s, f", "File, skip, file with a day (Inbox)"}, {"/", "Filter on this page"}, {"Ctrl ↵", "Finish, save, add"},
}

// keys is the whole list, with the keys of the pages behind.
func (f Frame) keys() [][2]string {
	list := keyMap
	for _, n := range f.items() {
		list = append(list[:len(list):len(list)], [2]string{n.key, n.label})
	}
	return append(list[:len(list):len(list)], [2]string{"g f", "Search"}, [2]string{"g ,", "Settings"})
}

// Words for days and amounts.

func dayShort(d track.Day) string {
	if !d.Known() {
		return "unknown"
	}
	if d.MonthOnly() {
		return d.Time().Format("Jan 2006")
	}
	return d.Time().Format("2 Jan")
}

func dayLong(d track.Day) string {
	if !d.Known() {
		return "unknown day"
	}
	return d.Time().Format("Mon 2 Jan 2006")
}

func clock(i track.Instant, z *time.Location) string {
	if !i.Known() {
		return ""
	}
	return i.Time().In(z).Format("Mon 2 Jan, 15:04")
}

func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

func amount(e track.SalaryEntry) string {
	unit := map[string]string{"EUR": "€", "USD": "$", "GBP": "£"}[e.Currency]
	if unit == "" {
		unit = e.Currency
	}
	one := func(n int) string {
		if n >= 1000 && n%1000 == 0 {
			return fmt.Sprintf("%dk", n/1000)
		}
		return fmt.Sprint(n)
	}
	if e.High > 0 {
		return one(e.Low) + "–" + one(e.High) + " " + unit
	}
	return one(e.Low) + " " + unit
}

func initials(name string) string {
	out := ""
	for w := range strings.FieldsSeq(name) {
		if len(out) < 8 && len([]rune(out)) < 2 {
			out += string([]rune(w)[:1])
		}
	}
	return strings.ToUpper(out)
}

// strip holds the coordinates of a day strip: 160 wide, the horizon at its end.
type strip struct {
	Base, From, Width, Tick, Dot string
	Late                         bool
	Label                        string
}

func newStrip(day int, usual cadence.Usual, late bool) strip {
	const left, right, horizon = 4.0, 156.0, 45.0
	x := func(d float64) float64 { return left + (right-left)*min(d, horizon)/horizon }
	f := func(v float64) string { return fmt.Sprintf("%.1f", v) }
	return strip{From: f(x(float64(usual.Half) / 3)), Width: f(x(float64(usual.ThreeQuarters)) - x(float64(usual.Half)/3)), Tick: f(x(float64(usual.Half))), Dot: f(x(float64(day))), Late: late,
		Label: fmt.Sprintf("Day %d. Half of all answers come by day %d.", day, usual.Half)}
}

// spark holds the coordinates of an interval on a line of 0 to 100 in 100.
type spark struct{ Lo, Hi, Mean string }

func newSpark(p workbench.Pattern) spark {
	x := func(v float64) string { return fmt.Sprintf("%.1f", 6+138*v) }
	return spark{x(p.Interval[0]), x(p.Interval[1]), x(p.Mean)}
}

// ticks are the six marks of the stage glyph.
func ticks(kind track.StageKind) []string {
	six := []track.StageKind{track.Applied, track.Screen, track.HiringManager, track.Panel, track.Final, track.OfferStage}
	out := make([]string, len(six))
	for i, k := range six {
		switch {
		case kind.Rank() >= track.OfferStage.Rank():
			out[i] = "o"
		case kind.Rank() >= k.Rank():
			out[i] = "f"
		default:
			out[i] = "e"
		}
	}
	return out
}

// glyphs are the marks of every stage, ready to be written: a table shows fifty.
var glyphs = sync.OnceValue(func() map[track.StageKind]templ.Component {
	all := map[track.StageKind]templ.Component{}
	for _, k := range track.StageKinds {
		var b strings.Builder
		if err := glyph(ticks(k), glyphLabel(k)).Render(context.Background(), &b); err == nil {
			all[k] = templ.Raw(b.String())
		}
	}
	return all
})

func stageGlyph(kind track.StageKind) templ.Component {
	if g, ok := glyphs()[kind]; ok {
		return g
	}
	return glyph(ticks(kind), glyphLabel(kind))
}

func glyphLabel(kind track.StageKind) string { return "Stage reached: " + kind.Label() }

// pieces cuts a text into plain and marked parts; start and end count code points.
func pieces(text string, start, end int) []workbench.Piece {
	r := []rune(text)
	if start < 0 || end <= start || end > len(r) {
		return []workbench.Piece{{Text: text}}
	}
	return []workbench.Piece{{Text: string(r[:start])}, {Text: string(r[start:end]), Mark: true}, {Text: string(r[end:])}}
}

// paragraphs splits a text at blank lines, each into its pieces.
func paragraphs(text string, start, end int) [][]workbench.Piece {
	var out [][]workbench.Piece
	at := 0
	for _, p := range strings.SplitAfter(text, "\n\n") {
		n := len([]rune(p))
		out = append(out, pieces(strings.TrimRight(p, "\n"), max(0, start-at), min(end-at, len([]rune(strings.TrimRight(p, "\n"))))))
		at += n
	}
	return out
}

func current(f Frame, section string) templ.Attributes {
	if f.Section == section {
		return templ.Attributes{"aria-current": "page"}
	}
	return nil
}

func otherTheme(now string) string {
	if now == "dark" {
		return "light"
	}
	return "dark"
}
