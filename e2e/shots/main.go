// Command shots takes a picture of every page of the sample search in three
// looks (light, dark, 390 px wide), puts the design's picture beside each and
// writes docs/shots with a table of all of them. It needs Chromium and nothing
// from outside the repository; a page that does not come fails it.
//
//	go run ./e2e/shots                                       # all, into docs/shots
//	go run ./e2e/shots -only today,debrief -out /tmp/x -format png -wide 1400
//	go run ./e2e/shots -mockups DIR                          # takes the design's own pictures anew
//
// The design's pictures stand in docs/shots/design; they are copies of the
// mock-ups that the pages were built from.
package main

import (
	"bufio"
	"flag"
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// options are what the command line says.
type options struct {
	out, only, format, mockups, base string
	wide, quality                    int
	full                             bool
}

func main() {
	log.SetFlags(0)
	var o options
	flag.StringVar(&o.out, "out", "docs/shots", "folder to write to")
	flag.StringVar(&o.only, "only", "", "names of pages, with commas; empty is all of them")
	flag.StringVar(&o.format, "format", "webp", "webp or png")
	flag.StringVar(&o.mockups, "mockups", "", "folder of the mock-ups: take their pictures into docs/shots/design, and end")
	flag.StringVar(&o.base, "base", "", "address of a server that runs already; empty starts one on the sample search")
	flag.IntVar(&o.wide, "wide", 1200, "width of two pictures side by side, in dots")
	flag.IntVar(&o.quality, "quality", 62, "quality of webp, to 100")
	flag.BoolVar(&o.full, "full", false, "the whole length of each page, without the design's picture")
	flag.Parse()
	if err := run(o); err != nil {
		log.Fatalf("shots: %v", err)
	}
}

func run(o options) error {
	tmp, err := os.MkdirTemp("", "debrief-shots-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(tmp)
	if o.base == "" && o.mockups == "" {
		stop, base, err := serve(tmp)
		if err != nil {
			return err
		}
		defer stop()
		o.base = base
	}
	c, err := open(tmp, o)
	if err != nil {
		return err
	}
	defer c.browser.Close()
	if o.mockups != "" {
		return c.takeMockups()
	}
	if err := os.MkdirAll(o.out, 0o755); err != nil {
		return err
	}
	for _, p := range pages {
		if o.only != "" && !slices.Contains(strings.Split(o.only, ","), p.name) {
			continue
		}
		if err := c.takePage(p); err != nil {
			return fmt.Errorf("%s: %w", p.name, err)
		}
	}
	if o.only != "" || o.full {
		return nil
	}
	return os.WriteFile(filepath.Join(o.out, "README.md"), []byte(table(o.format)), 0o644)
}

// serve builds the command and starts it on the sample search at a free port.
func serve(tmp string) (stop func(), base string, err error) {
	bin := filepath.Join(tmp, "debrief")
	build := exec.Command("go", "build", "-o", bin, "debrief/cmd/debrief")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		return nil, "", fmt.Errorf("build: %w\n%s", err, out)
	}
	cmd := exec.Command(bin, "serve", "--demo", "--addr", "127.0.0.1:0")
	cmd.Env = append(os.Environ(), "HOME="+tmp, "TMPDIR="+tmp, "DEBRIEF_DATA=", "DEBRIEF_DSN=", "XDG_DATA_HOME=")
	cmd.Stderr = os.Stderr
	pipe, err := cmd.StdoutPipe()
	if err != nil {
		return nil, "", err
	}
	if err := cmd.Start(); err != nil {
		return nil, "", err
	}
	stop = func() { cmd.Process.Signal(os.Interrupt); cmd.Wait() }
	lines := bufio.NewScanner(pipe)
	for lines.Scan() {
		if _, rest, ok := strings.Cut(lines.Text(), "http://"); ok {
			at, _, _ := strings.Cut(rest, " ")
			return stop, "http://" + strings.TrimRight(at, "."), nil
		}
	}
	stop()
	return nil, "", fmt.Errorf("the server did not say where it listens")
}

// table is docs/shots/README.md.
func table(format string) string {
	var b strings.Builder
	b.WriteString("# Every page, beside its design\n\nWritten by `make shots`. Left what the sample search shows, right the design; where the design has no picture of a page, ours stands alone.\n")
	for _, p := range pages {
		fmt.Fprintf(&b, "\n## %s\n\n", p.title)
		if p.note != "" {
			b.WriteString(p.note + "\n\n")
		}
		fmt.Fprintf(&b, "![%s, light](%s-light.%s)\n\n", p.title, p.name, format)
		fmt.Fprintf(&b, "| Dark | 390 px |\n|---|---|\n| ![%s, dark](%s-dark.%s) | ![%s, 390 px wide](%s-phone.%s) |\n", p.title, p.name, format, p.title, p.name, format)
	}
	return b.String()
}
