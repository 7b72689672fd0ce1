// Package importtest holds the architecture as tests: which package may import
// which, which module belongs to whom, and which words and names stay out.
package importtest

import (
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// allowed is the import table of docs/ARCHITECTURE.md: what of ours each
// package may import. A package that is not in it fails the build.
var allowed = map[string][]string{
	// tier 0: vocabulary
	"track": {}, "fault": {},
	// tier 1: pure rules
	"reply": {"track", "fault"}, "cadence": {"track"}, "diagnose": {"track"}, "feedback": {"track"}, "draft": {"track"},
	"lint": {"track", "fault"}, "stats": {"track", "fault"}, "table": {"track", "fault"},
	"offer": {"fault"}, "bullet": {}, "story": {}, "worklog": {"track", "fault"},
	// tier 1, above stats: the whole search read at once, and its figures drawn
	"insight": {"track", "fault", "stats"}, "jolts": {"track", "fault", "stats"}, "chart": {},
	// tier 2: what touches the outside
	"store": {"track", "fault"}, "mail": {"track", "fault"}, "mailbox": {"track", "fault"}, "secret": {"fault"},
	// tier 3: use cases
	"workbench": {"track", "fault", "reply", "cadence", "diagnose", "feedback", "draft", "lint", "stats", "table", "offer", "bullet", "story", "worklog", "insight", "jolts", "store"},
	// tier 4: made data
	"demo": {"track", "workbench"},
	// tier 5: doors
	"web": {"track", "fault", "reply", "cadence", "diagnose", "feedback", "draft", "lint", "stats", "table", "offer", "bullet", "story", "worklog", "insight", "chart", "jolts", "workbench"},
	"cli": {"track", "fault", "reply", "cadence", "diagnose", "feedback", "draft", "lint", "stats", "table", "offer", "bullet", "story", "worklog", "insight", "chart", "jolts", "workbench"},
	// for tests only
	"testkit": {}, "importtest": {}, "mailgen": {"mailgen/recipe"}, "mailgen/recipe": {},
}

// modules: the only packages of ours that may import a third-party module.
var modules = map[string][]string{
	"modernc.org/sqlite": {"store"}, "github.com/jackc/pgx": {"store", "testkit"}, "github.com/jmoiron/sqlx": {"store"}, "github.com/pressly/goose": {"store"}, "github.com/gofrs/flock": {"store"}, "github.com/oklog/ulid": {"store"},
	"github.com/emersion/go-message": {"mail"}, "github.com/a-h/templ": {"web"}, "github.com/spf13/cobra": {"cli"}, "github.com/spf13/pflag": {"cli"}, "filippo.io/age": {"cli"},
	"golang.org/x/crypto": {"secret"}, "golang.org/x/image": {"chart"}, "golang.org/x/net": {"mail"}, "golang.org/x/text": {"store", "mail", "mailbox"},
}

// untouchable are parts of the standard library that the pure packages leave alone.
var untouchable = []string{"os", "net", "net/http", "database/sql", "log", "log/slog", "math/rand", "math/rand/v2", "crypto/rand", "os/exec", "embed"}

var pure = []string{"track", "fault", "reply", "cadence", "diagnose", "feedback", "draft", "lint", "stats", "table", "offer", "bullet", "story", "worklog", "insight", "chart", "jolts"}

type listed struct {
	ImportPath string
	Imports    []string
	Standard   bool
}

func packages(t *testing.T) map[string][]string {
	t.Helper()
	cmd := exec.Command("go", "list", "-json=ImportPath,Imports", "./...")
	cmd.Dir = "../.."
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	dec := json.NewDecoder(strings.NewReader(string(out)))
	all := map[string][]string{}
	for {
		var p listed
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			return all
		} else if err != nil {
			t.Fatal(err)
		}
		all[p.ImportPath] = p.Imports
	}
}

func TestImports_goInOneDirection(t *testing.T) {
	for path, imports := range packages(t) {
		name, ours := strings.CutPrefix(path, "debrief/internal/")
		if !ours {
			continue // cmd and e2e know everyone
		}
		may, known := allowed[name]
		if !known {
			t.Errorf("%s is not in the import table; say where it belongs", path)
			continue
		}
		for _, i := range imports {
			if of, ok := strings.CutPrefix(i, "debrief/internal/"); ok && !slices.Contains(may, of) {
				t.Errorf("%s must not import %s", name, of)
			}
			if slices.Contains(pure, name) && slices.Contains(untouchable, i) {
				t.Errorf("%s is pure and must not import %s", name, i)
			}
			if first, _, _ := strings.Cut(i, "/"); strings.Contains(first, ".") && !moduleAllowed(i, name) {
				t.Errorf("%s must not import the module of %s", name, i)
			}
		}
	}
}

func moduleAllowed(path, name string) bool {
	for module, who := range modules {
		if strings.HasPrefix(path, module) {
			return slices.Contains(who, name)
		}
	}
	return false
}

func walk(t *testing.T, f func(path, text string)) {
	t.Helper()
	err := filepath.WalkDir("../..", func(path string, d os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if n := d.Name(); n == ".git" || n == "testdata" || n == "shots" || n == "fonts" {
				return filepath.SkipDir
			}
			return nil
		}
		switch filepath.Ext(path) {
		case ".go", ".templ", ".md", ".sql", ".js", ".css", "", ".sh":
			b, err := os.ReadFile(path)
			f(strings.TrimPrefix(path, "../../"), string(b))
			return err
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestNames_saySomething(t *testing.T) {
	banned := regexp.MustCompile(`(^|/)(util|utils|common|helpers?|manager|misc|base|model|types)(/|\.go$)`)
	walk(t, func(path, _ string) {
		if banned.MatchString(path) {
			t.Errorf("%s: a name that says nothing", path)
		}
	})
}

func TestRepository_standsAlone(t *testing.T) {
	outside := regexp.MustCompile(`\.\./shar` + `ed/|/wor` + `k/(?:main|shared|\.library)|/tm` + `p/wt/`)
	walk(t, func(path, text string) {
		if m := outside.FindString(text); m != "" {
			t.Errorf("%s refers to %s, which a clone does not have", path, m)
		}
	})
}

// forbidden are words that the pages and commands do not use. Source: the
// glossary and the voice of the design.
var forbidden = regexp.MustCompile(`(?i)\b(?:nudges?|ghosted|funnel|candidates?|you failed|oops|awesome|successfully)\b|!["<]`)

// exceptions are lines where a forbidden word is right, and why.
var exceptions = []string{
	"chosen)",                       // phrase patterns quote other people's words
	"ask for the state",             //
	"Pay, timing, background check", // the method's own list
}

func TestWords_areThoseOfTheGlossary(t *testing.T) {
	walk(t, func(path, text string) {
		if !strings.HasSuffix(path, ".templ") {
			return
		}
		for n, line := range strings.Split(text, "\n") {
			if m := forbidden.FindString(line); m != "" && !slices.ContainsFunc(exceptions, func(e string) bool { return strings.Contains(line, e) }) && !strings.Contains(line, "<!DOCTYPE") {
				t.Errorf("%s:%d: %q does not belong on a page", path, n+1, m)
			}
		}
	})
}
