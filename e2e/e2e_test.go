// Package e2e drives the real command in a real browser, as a person would:
// the binary is built once, every test that changes something gets a sample
// search of its own, and things are found by the names that a screen reader
// would say.
//
//	b := visit(t, serve(t), light)
//	b.open("/today")
//	b.click("link", "Debrief Tallis Ledger")
//	b.sees("Reply?")
//
// Every browser watches while it is used: a breach of the content policy, an
// uncaught error of a script or a request to another host fails the test that
// saw it. Without Chromium the tests are skipped, and failed where CI is set.
package e2e

import (
	"bufio"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/go-rod/rod"
	"github.com/go-rod/rod/lib/launcher"
	"github.com/go-rod/rod/lib/launcher/flags"

	"debrief/internal/testkit"
)

var (
	binary string // the command under test
	chrome struct {
		sync.Once
		*rod.Browser
		err error
	}
)

func TestMain(m *testing.M) {
	flag.Parse()
	dir, err := os.MkdirTemp("", "debrief-e2e-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	binary = filepath.Join(dir, "debrief")
	build := exec.Command("go", "build", "-o", binary, "debrief/cmd/debrief")
	build.Stderr = os.Stderr
	code := 1
	if err := build.Run(); err == nil {
		code = m.Run()
	}
	if chrome.Browser != nil {
		chrome.Close()
	}
	os.RemoveAll(dir)
	os.Exit(code)
}

// chromium is the one browser of the test binary.
func chromium(t *testing.T) *rod.Browser {
	t.Helper()
	chrome.Do(func() { chrome.Browser, chrome.err = launch() })
	if chrome.err != nil {
		testkit.NoSkip(t, "Chromium: %v", chrome.err)
	}
	return chrome.Browser
}

func launch() (*rod.Browser, error) {
	bin, err := exec.LookPath("chromium")
	if err != nil {
		return nil, err
	}
	l := launcher.New().Bin(bin).NoSandbox(true).UserDataDir(filepath.Join(filepath.Dir(binary), "profile"))
	for _, f := range []string{"disable-quic", "disable-background-networking", "disable-component-update", "disable-sync", "no-first-run", "disable-gpu", "force-color-profile=srgb", "font-render-hinting=none", "hide-scrollbars"} {
		name, value, _ := strings.Cut(f, "=")
		if value == "" {
			l = l.Set(flags.Flag(name))
		} else {
			l = l.Set(flags.Flag(name), value)
		}
	}
	address, err := l.Launch()
	if err != nil {
		return nil, err
	}
	b := rod.New().ControlURL(address).NoDefaultDevice()
	return b, b.Connect()
}

// serve starts the sample search on a free port and gives its address. It ends
// with the test.
func serve(t *testing.T) string {
	t.Helper()
	return start(t, t.TempDir(), nil, "serve", "--demo")
}

// begin starts Debrief on an empty folder of a person who has just got it, and
// gives its address and the folder. more is added to its environment.
func begin(t *testing.T, more ...string) (home, dir string) {
	t.Helper()
	dir = t.TempDir()
	return start(t, dir, more, "serve"), dir
}

// environment is that of a command: nothing of the person who runs the tests is
// touched, home, temporary and data folder are the test's own.
func environment(t *testing.T, dir string) []string {
	home := t.TempDir()
	return append(os.Environ(), "HOME="+home, "TMPDIR="+home, "TMP="+home, "DEBRIEF_DATA="+dir, "DEBRIEF_DSN=", "XDG_DATA_HOME=")
}

// start runs the command until the test ends and gives the address it names.
func start(t *testing.T, dir string, more []string, args ...string) string {
	t.Helper()
	chromium(t)
	cmd := exec.CommandContext(t.Context(), binary, append(args, "--addr", "127.0.0.1:0")...)
	cmd.Env = append(environment(t, dir), more...)
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	var errs strings.Builder
	cmd.Stderr = &errs
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		cmd.Wait()
		if errs.Len() > 0 {
			t.Errorf("the server wrote to its log: %s", errs.String())
		}
	})
	line, err := bufio.NewReader(out).ReadString('\n')
	address := strings.TrimPrefix(line, "Debrief is at ")
	address, _, ok := strings.Cut(address, ". ")
	if err != nil || !ok || !strings.HasPrefix(address, "http://127.0.0.1:") {
		t.Fatalf("the server said %q, %v %s", line, err, errs.String())
	}
	return address
}

// command runs one subcommand on a data folder and gives what it prints.
func command(t *testing.T, dir string, args ...string) string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), binary, args...)
	cmd.Env = environment(t, dir)
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("debrief %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return string(out)
}
