package main

import (
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/go-rod/rod"
	"github.com/go-rod/rod/lib/input"
	"github.com/go-rod/rod/lib/launcher"
	"github.com/go-rod/rod/lib/launcher/flags"
	"github.com/go-rod/rod/lib/proto"
)

// patience is how long a page may take.
const patience = 60 * time.Second

// camera is Chromium and what is asked of it.
type camera struct {
	options
	browser *rod.Browser
}

func open(tmp string, o options) (*camera, error) {
	bin, err := exec.LookPath("chromium")
	if err != nil {
		return nil, fmt.Errorf("%w; scripts/install installs it", err)
	}
	l := launcher.New().Bin(bin).NoSandbox(true).UserDataDir(filepath.Join(tmp, "profile"))
	for _, f := range []string{"disable-quic", "disable-background-networking", "disable-component-update", "disable-sync", "no-first-run", "disable-gpu", "hide-scrollbars"} {
		l = l.Set(flags.Flag(f))
	}
	l = l.Set("force-color-profile", "srgb").Set("font-render-hinting", "none").Set("host-resolver-rules", "MAP *.example 127.0.0.1")
	address, err := l.Launch()
	if err != nil {
		return nil, err
	}
	b := rod.New().ControlURL(address).NoDefaultDevice()
	return &camera{o, b}, b.Connect()
}

// window opens an empty page that is looked at in one way.
func (c *camera) window(l look) (*rod.Page, error) {
	page, err := c.browser.Page(proto.TargetCreateTarget{URL: "about:blank"})
	if err != nil {
		return nil, err
	}
	scheme := "light"
	if l.dark {
		scheme = "dark"
	}
	phone := l.width < 500
	return page.Timeout(patience), errors.Join(
		proto.EmulationSetDeviceMetricsOverride{Width: l.width, Height: l.height, DeviceScaleFactor: l.scale, Mobile: phone}.Call(page),
		proto.EmulationSetTouchEmulationEnabled{Enabled: phone}.Call(page),
		proto.EmulationSetEmulatedMedia{Features: []*proto.EmulationMediaFeature{{Name: "prefers-reduced-motion", Value: "reduce"}, {Name: "prefers-color-scheme", Value: scheme}}}.Call(page),
	)
}

// goTo loads an address and waits for its fonts.
func goTo(page *rod.Page, address string) error {
	wait := page.WaitNavigation(proto.PageLifecycleEventNameLoad)
	if err := page.Navigate(address); err != nil {
		return err
	}
	wait()
	_, err := page.Eval(`() => document.fonts.ready.then(() => new Promise(r => setTimeout(r, 120)))`)
	return err
}

// address is where a page is found; pages without a fixed address are found
// through the link that leads there.
func (c *camera) address(p page) (string, error) {
	if p.host != "" {
		u, err := url.Parse(c.base)
		if err != nil {
			return "", err
		}
		return "http://" + p.host + ":" + u.Port() + p.path, nil
	}
	if p.path != "" {
		return c.base + p.path, nil
	}
	res, err := http.Get(c.base + p.from)
	if err != nil {
		return "", err
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		return "", err
	}
	_, main, _ := strings.Cut(string(text), "<main")
	_, rest, ok := strings.Cut(main, `href="`+p.link)
	if !ok {
		return "", fmt.Errorf("%s has no link to %s", p.from, p.link)
	}
	end, _, _ := strings.Cut(rest, `"`)
	return c.base + strings.ReplaceAll(p.link+end, "&amp;", "&"), nil
}

// takePage takes a page in all looks and puts the design's picture beside.
func (c *camera) takePage(p page) error {
	address, err := c.address(p)
	if err != nil {
		return err
	}
	if p.press == "finish" {
		res, err := http.PostForm(address+"/finish", nil)
		if err != nil {
			return err
		}
		res.Body.Close()
	}
	for _, l := range looks {
		ours, err := c.picture(address, p.press, l, c.full)
		if err != nil {
			return fmt.Errorf("%s: %w", l.name, err)
		}
		to := filepath.Join(c.out, p.name+"-"+l.name+"."+c.format)
		theirs, _ := os.ReadFile(designOf(p.design, l))
		if c.full {
			err = os.WriteFile(to, ours, 0o644)
		} else {
			err = c.beside(to, ours, theirs, l)
		}
		if err != nil {
			return err
		}
		if p.name == "debrief" && l.name == "light" && !c.full {
			if err := c.scaled(filepath.Join(c.out, "debrief."+c.format), ours, 1200, 1200*l.height/l.width); err != nil {
				return err
			}
		}
	}
	return nil
}

func designOf(name string, l look) string {
	return filepath.Join("docs/shots/design", name+"-"+l.name+".webp")
}

// picture is a PNG of an address, of what the window shows or of all of it.
func (c *camera) picture(address, press string, l look, full bool) ([]byte, error) {
	page, err := c.window(l)
	if err != nil {
		return nil, err
	}
	defer page.Close()
	if err := goTo(page, address); err != nil {
		return nil, err
	}
	if press == "palette" && l.width > 500 {
		if err := page.KeyActions().Press(input.ControlLeft).Type(input.KeyK).Release(input.ControlLeft).Do(); err != nil {
			return nil, err
		}
		if _, err := page.Eval(`() => new Promise(r => setTimeout(r, 700))`); err != nil {
			return nil, err
		}
	}
	shot := proto.PageCaptureScreenshot{Format: proto.PageCaptureScreenshotFormatPng}
	if full {
		res, err := page.Eval(`() => Math.min(document.documentElement.scrollHeight, 9000)`)
		if err != nil {
			return nil, err
		}
		shot.CaptureBeyondViewport = true
		shot.Clip = &proto.PageViewport{Width: float64(l.width), Height: res.Value.Num(), Scale: 1}
	}
	res, err := shot.Call(page)
	if err != nil {
		return nil, err
	}
	return res.Data, nil
}

// beside writes one picture of two; without the second, of the first alone.
func (c *camera) beside(to string, ours, theirs []byte, l look) error {
	each := (c.wide - 16) / 2
	high := each * l.height / l.width
	if l.width < 500 {
		each, high = 300, 300*l.height/l.width
	}
	wide := 2*each + 16
	html := img("image/png", ours, each, high)
	if theirs != nil {
		html += img("image/webp", theirs, each, high)
	} else {
		wide = each
	}
	return c.compose(to, `<div style="display:flex;gap:16px;background:#8a9391">`+html+`</div>`, wide, high)
}

// scaled writes one picture in another size.
func (c *camera) scaled(to string, shot []byte, wide, high int) error {
	return c.compose(to, img("image/png", shot, wide, high), wide, high)
}

func img(kind string, data []byte, wide, high int) string {
	return fmt.Sprintf(`<img style="display:block;width:%dpx;height:%dpx;object-fit:cover;object-position:top" src="data:%s;base64,%s">`, wide, high, kind, base64.StdEncoding.EncodeToString(data))
}

// compose writes what a piece of markup looks like; Chromium is the encoder.
func (c *camera) compose(to, html string, wide, high int) error {
	page, err := c.window(look{width: max(wide, 501), height: high, scale: 1})
	if err != nil {
		return err
	}
	defer page.Close()
	if err := page.SetDocumentContent(`<!doctype html><body style="margin:0">` + html); err != nil {
		return err
	}
	if _, err := page.Eval(`() => Promise.all([...document.images].map(i => i.decode()))`); err != nil {
		return err
	}
	shot := proto.PageCaptureScreenshot{Format: proto.PageCaptureScreenshotFormat(c.format), Clip: &proto.PageViewport{Width: float64(wide), Height: float64(high), Scale: 1}}
	if c.format == "webp" {
		shot.Quality = &c.quality
	}
	res, err := shot.Call(page)
	if err != nil {
		return err
	}
	return os.WriteFile(to, res.Data, 0o644)
}

// takeMockups takes the design's pictures from the mock-ups themselves.
func (c *camera) takeMockups() error {
	c.format = "webp"
	if err := os.MkdirAll("docs/shots/design", 0o755); err != nil {
		return err
	}
	done := map[string]bool{"": true}
	for _, p := range pages {
		if done[p.design] {
			continue
		}
		done[p.design] = true
		file := strings.TrimSuffix(p.design, "-palette")
		for _, l := range looks {
			at := "file://" + filepath.Join(c.mockups, file+".html")
			shot, err := c.picture(at, p.press, l, false)
			if err != nil {
				return fmt.Errorf("%s: %w", at, err)
			}
			each, high := 720, 720*l.height/l.width
			if l.width < 500 {
				each, high = 360, 360*l.height/l.width
			}
			if err := c.scaled(designOf(p.design, l), shot, each, high); err != nil {
				return err
			}
		}
	}
	return nil
}
