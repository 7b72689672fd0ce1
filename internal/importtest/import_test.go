// Package importtest holds the architecture as tests: which package may import
// which, which module belongs to whom, and which words and names stay out.
package importtest

import (
	"encoding/json"
	"errors"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// subjects are the packages of pure rules (tier 1) with what of ours each may
// import beside track and fault.
var subjects = map[string][]string{
	"bullet":         {},
	"chart":          {},
	"insight":        {"stats"},
	"interview":      {},
	"jolts":          {"stats"},
	"cadence":        {},
	"calendar":       {},
	"card":           {},
	"diagnose":       {},
	"draft":          {},
	"feedback":       {},
	"lint":           {},
	"match":          {"bullet", "resume", "skill"},
	"offer":          {},
	"reply":          {},
	"resume":         {},
	"skill":          {},
	"stats":          {},
	"story":          {},
	"table":          {},
	"triage":         {"feedback", "triage/lexicon", "triage/naming", "triage/phrase", "triage/sender", "triage/when"},
	"triage/lexicon": {"triage/phrase"},
	"triage/naming":  {"triage/phrase", "triage/sender"},
	"triage/phrase":  {},
	"triage/sender":  {"triage/phrase"},
	"triage/when":    {"triage/phrase"},
	"worklog":        {},
}

// others is the rest of the import table of docs/ARCHITECTURE.md. A package that
// is in neither fails the build. "subjects" stands for all of tier 1.
var others = map[string][]string{
	// tier 0: vocabulary
	"track": {},
	"fault": {},
	// tier 2: what touches the outside
	"store":   {"track", "fault"},
	"mail":    {"track", "fault"},
	"mailbox": {"track", "fault"},
	"posting": {"track", "fault"},
	"secret":  {"fault"},
	"extract": {"track", "fault"},
	// tier 3: use cases
	"workbench": {"track", "fault", "subjects", "store"},
	// tier 4: made data, and where mail comes in
	"demo": {"track", "interview", "offer", "workbench"},
	"post": {"track", "fault", "triage", "mail", "mailbox", "secret", "workbench"},
	// tier 5: doors
	"web": {"track", "fault", "subjects", "workbench"},
	"cli": {"track", "fault", "subjects", "workbench"},
	// measures the triage of mails, for people who work on it
	"triage/cases": {"track"},
	"triage/exam":  {"track", "stats", "mail", "post", "triage", "triage/cases", "triage/fit", "triage/naming", "triage/phrase"},
	"triage/fit":   {"triage"},
	"triage/train": {"track", "triage", "triage/exam", "triage/fit", "triage/phrase", "triage/sender"},
	// changes stats one slip at a time, and photographs the page of numbers
	"stats/mutations": {},
	"demo/sizes":      {"track", "demo", "store", "table", "web", "workbench"},
	// writes the embedded vocabulary of skill from its source files
	"skill/derive": {},
	// measures the figures of docs/PERFORMANCE.md on a server of its own
	"bench": {"track", "store", "workbench"},
	// for tests only
	"testkit":        {},
	"importtest":     {},
	"mailgen":        {"mailgen/recipe"},
	"mailgen/recipe": {},
}

// allowed is what of ours a package may import; known is false for a package
// that stands in no table.
func allowed(name string) (may []string, known bool) {
	if also, ok := subjects[name]; ok {
		return append([]string{"track", "fault"}, also...), true
	}
	may, known = others[name]
	if slices.Contains(may, "subjects") {
		may = slices.AppendSeq(slices.Clone(may), maps.Keys(subjects))
	}
	return may, known
}

// modules: the only packages of ours that may import a third-party module.
var modules = map[string][]string{
	"code.dny.dev/ssrf":               {"posting"},
	"filippo.io/age":                  {"cli"},
	"github.com/a-h/templ":            {"web"},
	"github.com/arran4/golang-ical":   {"calendar"},
	"github.com/emersion/go-imap":     {"mailbox"},
	"github.com/emersion/go-sasl":     {"mailbox"},
	"github.com/emersion/go-vcard":    {"card"},
	"github.com/gofrs/flock":          {"store"},
	"github.com/jackc/pgx":            {"store", "testkit"},
	"github.com/jmoiron/sqlx":         {"store"},
	"github.com/klippa-app/go-pdfium": {"extract"},
	"github.com/oklog/ulid":           {"store"},
	"github.com/pressly/goose":        {"store"},
	"github.com/schollz/progressbar":  {"cli"},
	"github.com/spf13/cobra":          {"cli"},
	"github.com/spf13/pflag":          {"cli"},
	"github.com/tetratelabs/wazero":   {"extract"},
	"golang.org/x/crypto":             {"secret"},
	"golang.org/x/image":              {"chart"},
	"golang.org/x/net":                {"mail", "posting", "extract"},
	"golang.org/x/sys":                {"extract"},
	"golang.org/x/term":               {"cli"},
	"golang.org/x/text":               {"store", "mail", "mailbox", "extract"},
	"modernc.org/sqlite":              {"store"},
}

// untouchable are parts of the standard library that the pure packages leave alone.
var untouchable = []string{"os", "net", "net/http", "database/sql", "log", "log/slog", "math/rand", "math/rand/v2", "crypto/rand", "os/exec", "embed"}

// embedding are pure packages that may embed a file, and why.
var embedding = map[string]string{
	"skill": "its vocabulary of 70,000 names is data that would be a Go file of 2 MB",
}

func pure(name string) bool {
	_, subject := subjects[name]
	return subject || name == "track" || name == "fault"
}

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
		may, known := allowed(name)
		if !known {
			t.Errorf("%s is not in the import table; say where it belongs", path)
			continue
		}
		for _, i := range imports {
			if of, ok := strings.CutPrefix(i, "debrief/internal/"); ok && !slices.Contains(may, of) {
				t.Errorf("%s must not import %s", name, of)
			}
			if pure(name) && slices.Contains(untouchable, i) && (i != "embed" || embedding[name] == "") {
				t.Errorf("%s is pure and must not import %s", name, i)
			}
			if first, _, _ := strings.Cut(i, "/"); strings.Contains(first, ".") && !moduleAllowed(i, name) {
				t.Errorf("%s must not import the module of %s", name, i)
			}
		}
	}
}

// client is what opens a connection as an HTTP client. It stands in one file, so
// that every address a person gives meets the same guard (quality.md S12). The
// program that measures asks its own server and isn't part of the binary.
var client = regexp.MustCompile(`http\.(?:Client\b|DefaultClient|DefaultTransport|Transport\b|Get\(|Post\(|PostForm\(|Head\(|NewRequest)`)

func TestClient_isOneAndGuarded(t *testing.T) {
	found := map[string]bool{}
	walk(t, func(path, text string) {
		if strings.HasSuffix(path, ".go") && !strings.HasSuffix(path, "_test.go") && !strings.HasPrefix(path, "e2e/") && !strings.HasPrefix(path, "internal/bench/") && client.MatchString(text) {
			found[path] = true
		}
	})
	if len(found) != 1 || !found["internal/posting/fetch.go"] {
		t.Errorf("HTTP clients stand in %v; posting/fetch.go is the only one", slices.Collect(maps.Keys(found)))
	}
	for _, bad := range []string{"http.Get(u)", "c := http.Client{}", "http.DefaultClient.Do(r)", "&http.Transport{}"} {
		if !client.MatchString(bad) {
			t.Errorf("%s would pass", bad)
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
