package e2e

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/go-rod/rod/lib/proto"

	"debrief/internal/web"
)

// axe is axe-core 4.14.1 (Deque Systems, MPL 2.0, testdata/LICENSE-axe.txt). It
// comes into a page through the DevTools protocol, since the content policy
// lets no foreign script in.
//
//go:embed testdata/axe.min.js
var axe string

// standard are the rule sets that every page passes.
var standard = []string{"wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"}

const runAxe = `async (tags, colours) => {
	const r = await axe.run(document, {runOnly: tags, rules: {'color-contrast': {enabled: colours}}, preload: false, resultTypes: ['violations']});
	return JSON.stringify(r.violations.map(v => ({Rule: v.id, Help: v.help, Nodes: v.nodes.map(n => n.target.join(' ') + ' ' + n.html.slice(0, 200) + ' ' + n.failureSummary.replace(/\s+/g, ' '))})));
}`

// violation is one rule of axe and the places that break it.
type violation struct {
	Rule, Help string
	Nodes      []string
}

// findings are those of axe on the page as it stands, in words; empty is well.
func (b *browser) findings() string {
	b.Helper()
	if b.eval(`() => typeof axe`) != "object" {
		_, err := proto.RuntimeEvaluate{Expression: axe}.Call(b.page)
		check(b.T, err)
	}
	var found []violation
	check(b.T, json.Unmarshal([]byte(b.eval(runAxe, standard, b.colours)), &found))
	words := ""
	for _, v := range found {
		words += fmt.Sprintf("%s (%s)\n\t%s\n", v.Help, v.Rule, strings.Join(v.Nodes, "\n\t"))
	}
	return words
}

// passes fails for every finding of axe.
func (b *browser) passes(where string) {
	b.Helper()
	if found := b.findings(); found != "" {
		b.Errorf("%s: %s", where, found)
	}
}

// fits fails where the page scrolls sideways.
func (b *browser) fits(where string) {
	b.Helper()
	if over := b.eval(`() => { const e = document.scrollingElement; return e.scrollWidth > e.clientWidth ? e.scrollWidth + ' of ' + e.clientWidth : '' }`); over != "" {
		b.Errorf("%s scrolls sideways: %s", where, over)
	}
}

// place is a page that can be asked for: the pattern of its route, an address
// of it, or a page with a link to it, known by a part of its address. A new
// page gets a line in places; one that the sample search can't show needs
// something to show in internal/demo first.
type place struct{ name, pattern, path, from, link string }

// places are all pages of the sample search.
var places = []place{
	{name: "today", pattern: "/today", path: "/today"},
	{name: "debrief", pattern: "/debrief/{id}", path: "/debrief"},
	{name: "pipeline-board", pattern: "/pipeline/board", path: "/pipeline/board"},
	{name: "pipeline-table", pattern: "/pipeline", path: "/pipeline"},
	{name: "application-open", pattern: "/application/{id}", from: "/search?q=northmoor", link: "/application/"},
	{name: "application-closed", pattern: "/application/{id}", from: "/search?q=tallis", link: "/application/"},
	{name: "mail", pattern: "/mail/{id}", from: "/debrief", link: "/mail/"},
	{name: "add", pattern: "/add", path: "/add?company=Tallis+Ledger"},
	{name: "interview", pattern: "/interview/{id}", from: "/today", link: "/interview/"},
	{name: "interview-after", pattern: "/interview/{id}/after", path: "/interview/demo-event-00813/after"},
	{name: "screen-after", pattern: "/interview/{id}/after", path: "/interview/demo-event-00835/after"},
	{name: "thanks", pattern: "/interview/{id}/thanks", path: "/interview/demo-event-00813/thanks"},
	{name: "answers", pattern: "/answers", path: "/answers"},
	{name: "people", pattern: "/people", path: "/people"},
	{name: "people-due", pattern: "/people", path: "/people?show=due"},
	{name: "contact-history", pattern: "/contact/{id}", path: "/contact/demo-contact-00829"},
	{name: "contact", pattern: "/contact/{id}", from: "/people", link: "/contact/"},
	{name: "insights", pattern: "/insights", path: "/insights"},
	{name: "insights-closing", pattern: "/insights/closing", path: "/insights/closing"},
	{name: "insights-cases", pattern: "/insights/cases", from: "/insights", link: "/insights/cases"},
	{name: "experiment-new", pattern: "/experiment", path: "/experiment"},
	{name: "experiment", pattern: "/experiment/{id}", from: "/insights", link: "/experiment/"},
	{name: "checkin", pattern: "/application/{id}/checkin", from: "/today", link: "/checkin"},
	{name: "week", pattern: "/week", path: "/week"},
	{name: "inbox", pattern: "/inbox", path: "/inbox"},
	{name: "inbox-filed", pattern: "/inbox", path: "/inbox?view=filed"},
	{name: "inbox-new", pattern: "/inbox/new", path: "/inbox/new"},
	{name: "mail-inbox", pattern: "/mail/{id}", from: "/inbox", link: "/mail/"},
	{name: "reading", pattern: "/reading/{id}", from: "/sources", link: "/reading/"},
	{name: "sources", pattern: "/sources", path: "/sources"},
	{name: "offers", pattern: "/offers", path: "/offers"},
	{name: "offer", pattern: "/offer/{id}", from: "/offers", link: "/offer/"},
	{name: "stories", pattern: "/stories", path: "/stories"},
	{name: "story", pattern: "/story/{id}", from: "/stories", link: "/story/"},
	{name: "story-new", pattern: "/stories/new", path: "/stories/new?topic=influence"},
	{name: "story-edit", pattern: "/story/{id}/edit", path: "/story/demo-story-a/edit"},
	{name: "drill", pattern: "/stories/drill", path: "/stories/drill?n=2"},
	{name: "resume", pattern: "/resume", path: "/resume"},
	{name: "resume-version", pattern: "/resume/{id}", path: "/resume/demo-resume-1"},
	{name: "resume-changes", pattern: "/resume/{id}/changes", path: "/resume/demo-resume-3/changes"},
	{name: "match-gaps", pattern: "/match", path: "/match"},
	{name: "match", pattern: "/match/{id}", from: "/match", link: "/match/"},
	{name: "worklog", pattern: "/worklog", path: "/worklog?profile=wi"},
	{name: "start", pattern: "/start", path: "/start"},
	{name: "import", pattern: "/import", path: "/import"},
	{name: "search", pattern: "/search", path: "/search?q=payments"},
	{name: "search-empty", pattern: "/search", path: "/search"},
	{name: "settings", pattern: "/settings", path: "/settings"},
	{name: "error", path: "/nowhere"},
}

// notPages are routes that answer with something else than a page of their own.
var notPages = []string{"/insights/figure/{file}", "/mail/{id}/sheet", "/mail/{id}/original", "/{$}", "/debrief", "/file/{id}", "/palette", "/export.json", "/export.csv", "/static/{path...}", "/health", "/worklog.csv", "/resume/{id}/json", "/worklog/copy/{id}", "/interview/{id}/calendar.ics", "/calendar/{file}", "/people.vcf", "/contact/{id}/card.vcf"}

func TestPlaces_coverEveryRoute(t *testing.T) {
	for _, r := range web.Routes {
		covered := slices.ContainsFunc(places, func(p place) bool { return p.pattern == r.Pattern })
		if r.Method == http.MethodGet && covered == slices.Contains(notPages, r.Pattern) {
			t.Errorf("%s: covered %v, and named as no page %v", r.Pattern, covered, !covered)
		}
	}
}

// goTo opens a place, through the page that links to it where it has no fixed
// address.
func (b *browser) goTo(p place) {
	b.Helper()
	if p.path != "" {
		b.open(p.path)
		return
	}
	b.open(p.from)
	b.open(b.eval(`link => document.querySelector('main a[href*="' + link + '"]').getAttribute('href')`, p.link))
}

// Every page passes axe in light, in dark and on a phone, and scrolls nowhere
// sideways, also at 320 px (WCAG 1.4.10).
func TestPlaces_passAxeAndNeedNoSidewaysScrolling(t *testing.T) {
	home := serve(t)
	for _, l := range append(slices.Clone(looks), narrow) {
		t.Run(l.name, func(t *testing.T) {
			t.Parallel()
			b := visit(t, home, l)
			for _, p := range places {
				b.goTo(p)
				if title := b.eval(`() => document.title`); strings.HasPrefix(title, "Something") != (p.name == "error") {
					b.Errorf("%s is titled %q", p.name, title)
				}
				if l != narrow {
					b.passes(p.name)
				}
				b.fits(p.name)
			}
		})
	}
}
