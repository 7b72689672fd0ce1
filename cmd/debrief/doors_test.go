package main

import (
	"bytes"
	"context"
	"encoding/json"
	"html"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"debrief/internal/cli"
	"debrief/internal/reply"
	"debrief/internal/track"
	"debrief/internal/workbench"
)

// program is one run of the program itself.
func program(dir string, args ...string) *exec.Cmd {
	cmd := exec.Command(os.Args[0])
	cmd.Args = append([]string{"debrief"}, args...)
	cmd.Env = append(os.Environ(), "DEBRIEF_DATA="+dir)
	return cmd
}

func output(t *testing.T, cmd *exec.Cmd) string {
	t.Helper()
	var errs bytes.Buffer
	cmd.Stderr = &errs
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v: %v, %s", cmd.Args, err, errs.String())
	}
	return string(out)
}

// served starts the pages and gives their address.
func served(t *testing.T, dir string) (*exec.Cmd, string) {
	t.Helper()
	cmd := program(dir, "serve", "--addr", "127.0.0.1:0")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { cmd.Process.Kill(); cmd.Wait() })
	line := make([]byte, 200)
	n, err := out.Read(line)
	found := regexp.MustCompile(`http://127\.0\.0\.1:\d+`).FindString(string(line[:n]))
	if found == "" {
		t.Fatalf("the server says %q, %v", line[:n], err)
	}
	go io.Copy(io.Discard, out)
	return cmd, found
}

func page(t *testing.T, address string) string {
	t.Helper()
	res, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != http.StatusOK {
		t.Fatalf("%s: %s %v", address, res.Status, err)
	}
	return string(b)
}

// cases are answers as they come; what the rule decides is not written down
// here: it only has to be the same at every door.
var cases = []struct{ name, stage, text string }{
	{"form letter", "applied", "Thank you for applying. Unfortunately we will not be moving forward with your application. This mailbox is not monitored."},
	{"interview", "hiring_manager", "We enjoyed our conversation. We chose someone with more experience."},
	{"final", "final", "It was a close decision. In the end we went with another candidate. We would like to stay in touch."},
	{"feedback", "panel", "We decided to move forward with another person. One area to work on would be the structure of your answers."},
	{"offered", "panel", "We will not move forward. I am happy to give you feedback in a call."},
	{"refused", "panel", "We will not move forward. Please understand that we cannot give individual feedback."},
	{"closed", "screen", "The position has been put on hold."},
	{"screen", "screen", "We will not move forward. We hope to stay in touch about future roles."},
}

// Shows 3: the same fixture gives the same decision through the pages, the
// command line, the single rule, and the use-case layer.
func TestDoors_decideAlike(t *testing.T) {
	dir := t.TempDir()
	ids := map[string]string{}
	for i, c := range cases {
		company := "Firm " + string(rune('A'+i))
		output(t, program(dir, "add", company, "Data Analyst", "--stage", c.stage, "--on", "2026-10-01"))
		cmd := program(dir, "debrief", company, "--answer", "-", "--json")
		cmd.Stdin = strings.NewReader(c.text)
		ids[c.name] = output(t, cmd)
	}
	_, address := served(t, dir)
	w, closeRecord, err := open(t.Context(), cli.OpenOptions{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	defer closeRecord()
	desk, err := w.Desk(t.Context(), workbench.Owner)
	if err != nil {
		t.Fatal(err)
	}
	rules := map[string]bool{}
	for _, c := range cases {
		var fromCLI struct {
			Debrief  track.DebriefID
			Decision reply.Decision
			Facts    json.RawMessage
		}
		if err := json.Unmarshal([]byte(ids[c.name]), &fromCLI); err != nil {
			t.Fatal(err)
		}
		v, err := desk.Debrief(t.Context(), fromCLI.Debrief)
		if err != nil {
			t.Fatal(err)
		}
		rule := program(dir, "decide", "--json")
		rule.Stdin = bytes.NewReader(fromCLI.Facts)
		var alone reply.Decision
		if err := json.Unmarshal([]byte(output(t, rule)), &alone); err != nil {
			t.Fatal(err)
		}
		shown := html.UnescapeString(page(t, address+"/debrief/"+string(fromCLI.Debrief)))
		for door, d := range map[string]reply.Decision{"the use cases": v.Decision, "the single rule": alone} {
			if d.Rule != fromCLI.Decision.Rule || d.Outcome != fromCLI.Decision.Outcome || d.Why != fromCLI.Decision.Why || d.Earliest != fromCLI.Decision.Earliest || d.BestBy != fromCLI.Decision.BestBy {
				t.Errorf("%s: %s decide %s %s, the command line %s %s", c.name, door, d.Rule, d.Outcome, fromCLI.Decision.Rule, fromCLI.Decision.Outcome)
			}
		}
		if !strings.Contains(shown, fromCLI.Decision.Why) {
			t.Errorf("%s: the page does not say %q", c.name, fromCLI.Decision.Why)
		}
		if v.Kind != "" && !strings.Contains(shown, strings.TrimSpace(strings.SplitN(v.Draft.Body, "\n", 2)[0])) {
			t.Errorf("%s: the page shows another message", c.name)
		}
		rules[fromCLI.Decision.Rule] = true
	}
	if len(rules) < 6 {
		t.Errorf("the cases meet only %v", rules)
	}
}

// R10: the second server is told which process serves the folder; commands go
// on while it runs, also many at once; a server that is killed leaves no lock.
func TestServer_oneFolder(t *testing.T) {
	dir := t.TempDir()
	first, address := served(t, dir)
	page(t, address+"/today")
	var errs bytes.Buffer
	second := program(dir, "serve", "--addr", "127.0.0.1:0")
	second.Stderr = &errs
	err := second.Run()
	if err == nil || !strings.Contains(errs.String(), "already serving "+dir) || !strings.Contains(errs.String(), "process ") || strings.Count(errs.String(), "\n") != 1 {
		t.Errorf("second server: %v, %q", err, errs.String())
	}
	pid, _ := os.ReadFile(filepath.Join(dir, "server.pid"))
	if !strings.Contains(errs.String(), strings.TrimSpace(string(pid))) {
		t.Errorf("%q does not name process %s", errs.String(), pid)
	}
	done := make(chan string, 8)
	for i := range 8 {
		go func() {
			out, err := program(dir, "add", "Firm "+string(rune('A'+i)), "Engineer", "--on", "2026-10-01").CombinedOutput()
			if err != nil {
				done <- string(out)
			} else {
				done <- ""
			}
		}()
	}
	for range 8 {
		if said := <-done; said != "" {
			t.Errorf("a command while the server runs: %s", said)
		}
	}
	if shown := page(t, address+"/pipeline"); !strings.Contains(shown, "Firm A") || !strings.Contains(shown, "Firm H") {
		t.Error("the page does not show what the commands added")
	}
	first.Process.Kill()
	first.Wait()
	again, _ := served(t, dir)
	if again.Process.Signal(syscall.SIGTERM) != nil {
		t.Fatal("no signal")
	}
	ended := make(chan error, 1)
	go func() { ended <- again.Wait() }()
	select {
	case err := <-ended:
		if err != nil {
			t.Errorf("a server that is asked to stop: %v", err)
		}
	case <-time.After(15 * time.Second):
		t.Error("a server that is asked to stop goes on")
	}
}

// R10: a server that was stopped in its tracks does not keep a command waiting
// for ever, and nothing is lost when it goes on.
func TestServer_stoppedForAWhile(t *testing.T) {
	dir := t.TempDir()
	server, address := served(t, dir)
	page(t, address+"/today")
	if err := server.Process.Signal(syscall.SIGSTOP); err != nil {
		t.Fatal(err)
	}
	begin := time.Now()
	out, err := program(dir, "add", "Ostler", "Engineer", "--on", "2026-10-01").CombinedOutput()
	if time.Since(begin) > 15*time.Second {
		t.Errorf("the command took %s", time.Since(begin))
	}
	if err != nil && !strings.Contains(string(out), "Nothing was changed. Try again in a moment.") {
		t.Errorf("%s", out)
	}
	server.Process.Signal(syscall.SIGCONT)
	if err != nil {
		output(t, program(dir, "add", "Ostler", "Engineer", "--on", "2026-10-01"))
	}
	if shown := page(t, address+"/pipeline"); !strings.Contains(shown, "Ostler") {
		t.Error("the page does not show what the command added")
	}
}

// R9: the server of a damaged record starts, says so on every page, takes no
// change, and never answers with an error of its own making.
func TestServer_damagedRecordIsReadOnly(t *testing.T) {
	dir := t.TempDir()
	for i := range 30 {
		output(t, program(dir, "add", "Firm "+string(rune('A'+i%26)), "Engineer", "--on", "2026-10-01", "--json"))
		if i == 0 {
			output(t, program(dir, "log", "firm", "--note", strings.Repeat("a long note ", 2000)))
		}
	}
	path := filepath.Join(dir, "debrief.db")
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, from := range []int{2, 4, 8} { // others than these pages are met at the start
		t.Run(strconv.Itoa(from), func(t *testing.T) { damaged(t, b, from) })
	}
}

func damaged(t *testing.T, whole []byte, from int) {
	dir, b := t.TempDir(), slices.Clone(whole)
	for p := from; p < len(b)/4096; p += 9 {
		clear(b[p*4096 : p*4096+4096])
	}
	if err := os.WriteFile(filepath.Join(dir, "debrief.db"), b, 0o600); err != nil {
		t.Fatal(err)
	}
	_, address := served(t, dir)
	time.Sleep(3 * time.Second) // the check that begins two seconds after the start
	for _, at := range []string{"/today", "/pipeline", "/people", "/settings"} {
		res, err := http.Get(address + at)
		if err != nil {
			t.Fatal(err)
		}
		text, _ := io.ReadAll(res.Body)
		res.Body.Close()
		if !strings.Contains(string(text), "damaged") {
			t.Errorf("%s (%s) does not say that the file is damaged", at, res.Status)
		}
	}
	req, _ := http.NewRequestWithContext(context.Background(), http.MethodPost, address+"/add", strings.NewReader("company=Ostler&role=Engineer"))
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("Origin", address)
	req.Header.Set("Sec-Fetch-Site", "same-origin")
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	text, _ := io.ReadAll(res.Body)
	res.Body.Close()
	if res.StatusCode < 400 || !strings.Contains(string(text), "damaged") {
		t.Errorf("a change to a damaged record: %s", res.Status)
	}
	if out := output(t, program(dir, "export", "--rescue", filepath.Join(dir, "out.jsonl"))); !strings.Contains(out, "rows written") {
		t.Errorf("rescue: %s", out)
	}
}
