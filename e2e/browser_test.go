package e2e

import (
	"context"
	"fmt"
	"net/url"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/go-rod/rod"
	"github.com/go-rod/rod/lib/input"
	"github.com/go-rod/rod/lib/proto"
	"github.com/go-rod/rod/lib/utils"
)

// patience is how long a thing may take to appear before a test gives up on it.
const patience = 15 * time.Second

// look is how a page is looked at.
type look struct {
	name          string
	width, height int
	theme         string // value of the cookie; empty is the system's, which is light
	noScript      bool
}

var (
	light  = look{name: "light", width: 1280, height: 900}
	dark   = look{name: "dark", width: 1280, height: 900, theme: "dark"}
	phone  = look{name: "390px", width: 390, height: 844}
	narrow = look{name: "320px", width: 320, height: 640}
	plain  = look{name: "without scripts", width: 1280, height: 900, noScript: true}
	looks  = []look{light, dark, phone}
)

// browser is one person's window, with cookies of its own.
type browser struct {
	*testing.T
	page *rod.Page
	home string // address of the server
	bare bool   // no script runs, so none of the driver's either
	mu   sync.Mutex
	seen []string // what must not happen, in order
}

// visit opens a window on the server at home.
func visit(t *testing.T, home string, l look) *browser {
	t.Helper()
	own, err := chromium(t).Incognito()
	check(t, err)
	page, err := own.Page(proto.TargetCreateTarget{URL: "about:blank"})
	check(t, err)
	b := &browser{T: t, home: home, bare: l.noScript}
	b.page = page
	b.watch()
	check(t, proto.EmulationSetDeviceMetricsOverride{Width: l.width, Height: l.height, DeviceScaleFactor: 1, Mobile: l.width < 500}.Call(page))
	check(t, proto.EmulationSetEmulatedMedia{Features: []*proto.EmulationMediaFeature{{Name: "prefers-reduced-motion", Value: "reduce"}, {Name: "prefers-color-scheme", Value: "light"}}}.Call(page))
	if l.theme != "" {
		check(t, page.SetCookies([]*proto.NetworkCookieParam{{Name: "theme", Value: l.theme, URL: home}}))
	}
	if l.noScript {
		check(t, proto.EmulationSetScriptExecutionDisabled{Value: true}.Call(page))
	}
	t.Cleanup(func() {
		page.Close()
		b.mu.Lock()
		defer b.mu.Unlock()
		for _, s := range b.seen {
			t.Errorf("%s: %s", l.name, s)
		}
	})
	return b
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// watch notes breaches of the content policy, uncaught errors, dialogs and
// requests to other hosts for as long as the window is open.
func (b *browser) watch() {
	note := func(format string, args ...any) {
		b.mu.Lock()
		defer b.mu.Unlock()
		b.seen = append(b.seen, fmt.Sprintf(format, args...))
	}
	wait := b.page.EachEvent(
		func(e *proto.AuditsIssueAdded) {
			if d := e.Issue.Details.ContentSecurityPolicyIssueDetails; d != nil {
				note("content policy: %s %s", d.ViolatedDirective, d.BlockedURL)
			}
		},
		func(e *proto.LogEntryAdded) {
			if e.Entry.Source == proto.LogLogEntrySourceSecurity || e.Entry.Source == proto.LogLogEntrySourceViolation {
				note("log: %s", e.Entry.Text)
			}
		},
		func(e *proto.RuntimeExceptionThrown) {
			what := e.ExceptionDetails.Text
			if x := e.ExceptionDetails.Exception; x != nil {
				what += " " + x.Description
			}
			note("uncaught: %s", what)
		},
		func(e *proto.NetworkRequestWillBeSent) {
			if u, err := url.Parse(e.Request.URL); err != nil || (u.Scheme != "data" && u.Scheme != "about" && u.Scheme+"://"+u.Host != b.home) {
				note("request to another host: %s", e.Request.URL)
			}
		},
		func(e *proto.NetworkWebSocketCreated) { note("socket to %s", e.URL) },
		func(e *proto.PageJavascriptDialogOpening) {
			note("dialog: %s", e.Message)
			go func() { _ = proto.PageHandleJavaScriptDialog{Accept: false}.Call(b.page) }()
		},
	)
	for _, enable := range []proto.Request{proto.AuditsEnable{}, proto.LogEnable{}, proto.RuntimeEnable{}, proto.NetworkEnable{}, proto.PageEnable{}, proto.AccessibilityEnable{}} {
		_, err := b.page.Call(b.page.GetContext(), string(b.page.SessionID), enable.ProtoReq(), enable)
		check(b.T, err)
	}
	go wait()
}

// open goes to a path of the server.
func (b *browser) open(path string) {
	b.Helper()
	b.moves(func() error { return b.page.Navigate(b.home + path) })
}

// moves does what leads to another page and waits until that has loaded.
func (b *browser) moves(do func() error) {
	b.Helper()
	page := b.page.Timeout(patience)
	wait := page.WaitNavigation(proto.PageLifecycleEventNameLoad)
	if err := do(); err != nil {
		b.Fatalf("%s: %v", caller(), err)
	}
	wait()
	if page.GetContext().Err() != nil {
		b.Fatalf("%s: no page came, still at %s", caller(), b.at())
	}
}

// at is the path and query of the page.
func (b *browser) at() string {
	b.Helper()
	info, err := b.page.Info()
	check(b.T, err)
	return strings.TrimPrefix(info.URL, b.home)
}

// until asks again and again, and gives up after a while.
func (b *browser) until(what string, ok func() bool) {
	b.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	err := utils.Retry(ctx, utils.BackoffSleeper(10*time.Millisecond, 200*time.Millisecond, nil), func() (bool, error) { return ok(), nil })
	if err != nil {
		b.Fatalf("%s: %s; at %s the page reads:\n%s", caller(), what, b.at(), b.text())
	}
}

// find waits for a thing by its role and the beginning of its name, as a screen
// reader says them.
func (b *browser) find(role, name string) *rod.Element {
	b.Helper()
	var found *rod.Element
	b.until(fmt.Sprintf("there is no %s %q", role, name), func() bool {
		found = b.named(role, name)
		return found != nil
	})
	return found
}

func (b *browser) named(role, name string) *rod.Element {
	root, err := b.page.Evaluate(rod.Eval(`() => document`).ByObject())
	if err != nil {
		return nil
	}
	res, err := proto.AccessibilityQueryAXTree{ObjectID: root.ObjectID, Role: role}.Call(b.page)
	if err != nil {
		return nil
	}
	title := func(n *proto.AccessibilityAXNode) string {
		if n.Ignored || n.Name == nil {
			return ""
		}
		return strings.TrimSpace(n.Name.Value.Str())
	}
	// The whole name goes before a beginning: "Show" is not "Show date picker".
	whole := slices.IndexFunc(res.Nodes, func(n *proto.AccessibilityAXNode) bool { return title(n) == name })
	for _, n := range res.Nodes[max(0, whole):] {
		if n.Ignored || !strings.HasPrefix(title(n), name) {
			continue
		}
		o, err := proto.DOMResolveNode{BackendNodeID: n.BackendDOMNodeID}.Call(b.page)
		if err != nil {
			continue
		}
		if el, err := b.page.ElementFromObject(o.Object); err == nil {
			return el
		}
	}
	return nil
}

// click uses a thing that leads to another page; press uses one that does not.
func (b *browser) click(role, name string) {
	b.Helper()
	el := b.find(role, name)
	b.moves(func() error { return b.hit(el) })
}

func (b *browser) press(role, name string) {
	b.Helper()
	if err := b.hit(b.find(role, name)); err != nil {
		b.Fatalf("%s: %v", caller(), err)
	}
}

// hit clicks. The driver waits with scripts for a thing to stand still, which
// never ends where none run: there the mouse goes straight to it.
func (b *browser) hit(el *rod.Element) error {
	el = el.Timeout(patience)
	if !b.bare {
		return el.Click(proto.InputMouseButtonLeft, 1)
	}
	if err := (proto.DOMScrollIntoViewIfNeeded{ObjectID: el.Object.ObjectID}).Call(el); err != nil {
		return err
	}
	shape, err := el.Shape()
	if err != nil {
		return err
	}
	if err := b.page.Mouse.MoveTo(*shape.OnePointInside()); err != nil {
		return err
	}
	return b.page.Mouse.Click(proto.InputMouseButtonLeft, 1)
}

// fill replaces the text of a field.
func (b *browser) fill(role, name, text string) {
	b.Helper()
	el := b.find(role, name).Timeout(patience)
	if b.bare {
		check(b.T, proto.DOMFocus{ObjectID: el.Object.ObjectID}.Call(el))
		check(b.T, b.page.KeyActions().Press(input.ControlLeft).Type(input.KeyA).Release(input.ControlLeft).Do())
		check(b.T, proto.InputInsertText{Text: text}.Call(b.page))
		return
	}
	if err := el.SelectAllText(); err != nil {
		b.Fatalf("%s: %v", caller(), err)
	}
	if err := el.Input(text); err != nil {
		b.Fatalf("%s: %v", caller(), err)
	}
}

// choose picks from a list by what is shown.
func (b *browser) choose(name, option string) {
	b.Helper()
	if err := b.find("combobox", name).Timeout(patience).Select([]string{option}, true, rod.SelectorTypeText); err != nil {
		b.Fatalf("%s: %v", caller(), err)
	}
}

// keys strikes one key after another; goes strikes them to reach another page.
func (b *browser) keys(keys ...input.Key) {
	b.Helper()
	check(b.T, b.page.Keyboard.Type(keys...))
}

func (b *browser) goes(keys ...input.Key) {
	b.Helper()
	b.moves(func() error { return b.page.Keyboard.Type(keys...) })
}

// with strikes a key while another is held, to reach another page.
func (b *browser) with(held input.Key, key input.Key) {
	b.Helper()
	b.moves(func() error { return b.page.KeyActions().Press(held).Type(key).Release(held).Do() })
}

// text is what the page reads, without what is hidden.
func (b *browser) text() string {
	res, err := b.page.Eval(`() => document.body.innerText`)
	if err != nil {
		return ""
	}
	return strings.ReplaceAll(res.Value.Str(), "\u00a0", " ")
}

// sees waits until every text stands on the page.
func (b *browser) sees(texts ...string) {
	b.Helper()
	for _, want := range texts {
		b.until(fmt.Sprintf("%q is not seen", want), func() bool { return strings.Contains(b.text(), want) })
	}
}

// lacks waits until none of the texts stands on the page.
func (b *browser) lacks(texts ...string) {
	b.Helper()
	for _, want := range texts {
		b.until(fmt.Sprintf("%q is still seen", want), func() bool { return !strings.Contains(b.text(), want) })
	}
}

// eval runs a function in the page and gives its value.
func (b *browser) eval(js string, args ...any) string {
	b.Helper()
	res, err := b.page.Eval(js, args...)
	if err != nil {
		b.Fatalf("%s: %v", caller(), err)
	}
	return res.Value.Str()
}

// caller is the line of the journey that asked.
func caller() string {
	for i := 2; ; i++ {
		_, file, line, ok := runtime.Caller(i)
		if !ok {
			return ""
		}
		if strings.HasSuffix(file, "_test.go") && !strings.HasSuffix(file, "/browser_test.go") {
			return fmt.Sprintf("%s:%d", file[strings.LastIndex(file, "/")+1:], line)
		}
	}
}
