package main

import (
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"debrief/internal/testkit"
)

// The scripts under testdata/script are what a person does at the prompt, on
// the program itself: this test binary, run again as "debrief".

func TestMain(m *testing.M) { testscript.Main(m, map[string]func(){"debrief": main}) }

func TestScripts(t *testing.T) {
	for _, engine := range []string{"sqlite", "postgres"} {
		t.Run(engine, func(t *testing.T) { scripts(t, "testdata/script", engine) })
	}
}

// What concerns the data file itself, and what needs no record at all.
func TestScripts_oneEngine(t *testing.T) { scripts(t, "testdata/script/file", "sqlite") }

func scripts(t *testing.T, dir, engine string) {
	testscript.Run(t, testscript.Params{
		Dir: dir, RequireExplicitExec: true, RequireUniqueNames: true, UpdateScripts: testkit.Updating(),
		Setup: func(e *testscript.Env) error {
			if engine == "postgres" {
				e.Setenv("DEBRIEF_DSN", testkit.Postgres(t))
			}
			e.Setenv("DEBRIEF_DATA", filepath.Join(e.WorkDir, "data"))
			e.Setenv("LANG", "C.UTF-8")
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"code": code, "jsonl": jsonl, "setenv": setenv, "blow": blow, "everyhelp": everyHelp},
	})
}

// code runs a command and checks the very exit code: code 2 debrief nonsense.
func code(ts *testscript.TestScript, neg bool, args []string) {
	want, err := strconv.Atoi(args[0])
	if err != nil || neg {
		ts.Fatalf("usage: code N command...")
	}
	err = ts.Exec(args[1], args[2:]...)
	got := 0
	if exit, ok := errors.AsType[*exec.ExitError](err); ok {
		got = exit.ExitCode()
	} else if err != nil {
		ts.Fatalf("%v", err)
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
	for _, side := range []string{"stdout", "stderr"} {
		if text := ts.ReadFile(side); strings.Contains(text, "panic") || strings.Contains(text, "SQLSTATE") || strings.Contains(text, "SQLITE_") || strings.Contains(text, "goroutine") {
			ts.Fatalf("%s shows the inside: %s", side, text)
		}
	}
	if want != 0 && strings.Count(strings.TrimSpace(ts.ReadFile("stderr")), "\n") > 0 {
		ts.Fatalf("more than one line on standard error: %s", ts.ReadFile("stderr"))
	}
}

// jsonl checks that the last command answered with at least N JSON objects, one
// a line.
func jsonl(ts *testscript.TestScript, neg bool, args []string) {
	least, err := strconv.Atoi(args[0])
	if err != nil || neg {
		ts.Fatalf("usage: jsonl N")
	}
	n := 0
	for line := range strings.Lines(ts.ReadFile("stdout")) {
		var m map[string]any
		if err := json.Unmarshal([]byte(line), &m); err != nil {
			ts.Fatalf("no JSON object: %q", line)
		}
		n++
	}
	if n < least {
		ts.Fatalf("%d objects, want %d", n, least)
	}
}

// setenv keeps what a pattern finds in the last output: setenv NAME 'undo (\S+)'.
func setenv(ts *testscript.TestScript, neg bool, args []string) {
	text := ts.ReadFile("stdout")
	_, rest, ok := strings.Cut(text, args[1])
	if !ok || neg {
		ts.Fatalf("%q does not stand in %q", args[1], text)
	}
	ts.Setenv(args[0], strings.FieldsFunc(rest, func(r rune) bool { return strings.ContainsRune(" \n\t\",.)}", r) })[0])
}

// blow writes a file of N megabytes by repeating a line.
func blow(ts *testscript.TestScript, neg bool, args []string) {
	n, err := strconv.Atoi(args[1])
	if err != nil || neg {
		ts.Fatalf("usage: blow FILE MEGABYTES LINE")
	}
	line := args[2] + "\n"
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(strings.Repeat(line, n<<20/len(line))), 0o600))
}

// everyHelp asks every command that help lists for its own help.
func everyHelp(ts *testscript.TestScript, neg bool, args []string) {
	code(ts, neg, []string{"0", "debrief", "help"})
	_, rest, _ := strings.Cut(ts.ReadFile("stdout"), "Available Commands:\n")
	list, _, _ := strings.Cut(rest, "\nFlags:")
	n := 0
	for line := range strings.Lines(list) {
		name, _, ok := strings.Cut(strings.TrimSpace(line), " ")
		if !ok || name == "help" || name == "completion" {
			continue
		}
		n++
		code(ts, false, []string{"0", "debrief", name, "--help"})
		text := ts.ReadFile("stdout")
		for _, want := range []string{"Usage:\n  debrief " + name, "--data", "--dsn", "--json", "--verbose"} {
			if !strings.Contains(text, want) {
				ts.Fatalf("help of %s lacks %q:\n%s", name, want, text)
			}
		}
	}
	if n < 17 {
		ts.Fatalf("help lists %d commands", n)
	}
}
