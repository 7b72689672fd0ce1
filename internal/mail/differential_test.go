package mail

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"debrief/internal/mailgen/recipe"
	"debrief/internal/testkit"
)

// mutant is a mail with damage of one kind.
type mutant struct {
	kind string
	raw  []byte
}

// mutations are what happens to mails on their way, and in bad hands.
var mutations = map[string]func(raw []byte, rng *rand.Rand) []byte{
	"none": func(raw []byte, _ *rand.Rand) []byte { return raw },
	"CRLF": func(raw []byte, _ *rand.Rand) []byte { return bytes.ReplaceAll(raw, []byte("\n"), []byte("\r\n")) },
	"cut off": func(raw []byte, rng *rand.Rand) []byte {
		end := bytes.Index(raw, []byte("\n\n"))
		return raw[:end+rng.IntN(len(raw)-end)]
	},
	"a byte of the header changed": func(raw []byte, rng *rand.Rand) []byte {
		at := rng.IntN(bytes.Index(raw, []byte("\n\n")))
		raw[at] = byte('a' + rng.IntN(26))
		return raw
	},
	"a byte of the body changed": func(raw []byte, rng *rand.Rand) []byte {
		at := bytes.Index(raw, []byte("\n\n"))
		raw[at+2+rng.IntN(len(raw)-at-2)] = byte(' ' + rng.IntN(95))
		return raw
	},
	"a header line lost": func(raw []byte, rng *rand.Rand) []byte { return withLine(raw, rng, func(string) string { return "" }) },
	"a header line twice": func(raw []byte, rng *rand.Rand) []byte {
		return withLine(raw, rng, func(l string) string { return l + l })
	},
	"a foreign field": func(raw []byte, rng *rand.Rand) []byte {
		return withLine(raw, rng, func(l string) string { return l + "X-Spam-Score: 5.1 (*****)\n" })
	},
	"another charset name": func(raw []byte, _ *rand.Rand) []byte {
		return bytes.ReplaceAll(raw, []byte("charset=utf-8"), []byte("charset=\"UTF-8\""))
	},
	"names in upper case": func(raw []byte, _ *rand.Rand) []byte {
		return bytes.ReplaceAll(bytes.ReplaceAll(raw, []byte("\nContent-Type:"), []byte("\nCONTENT-TYPE:")), []byte("\nSubject:"), []byte("\nsubject:"))
	},
	"the last boundary lost": func(raw []byte, _ *rand.Rand) []byte {
		if i := bytes.LastIndex(raw, []byte("\n--=_")); i > 0 {
			return raw[:i+1]
		}
		return raw
	},
}

// withLine changes one line of the header that is no continuation.
func withLine(raw []byte, rng *rand.Rand, f func(string) string) []byte {
	head, body, _ := strings.Cut(string(raw), "\n\n")
	lines := strings.SplitAfter(head+"\n", "\n")
	for {
		i := rng.IntN(len(lines) - 1)
		if name := strings.ToLower(lines[i]); strings.HasPrefix(lines[i], " ") || strings.HasPrefix(lines[i], "\t") || strings.HasPrefix(lines[i+1], "\t") || strings.HasPrefix(lines[i+1], " ") ||
			strings.HasPrefix(name, "content-") || strings.HasPrefix(name, "from:") || strings.HasPrefix(name, "date:") {
			continue
		}
		lines[i] = f(lines[i])
		return []byte(strings.Join(lines, "") + "\n" + body)
	}
}

// Another reader sees the same mail, also where it is damaged (R8): at most one
// in a hundred differs in any field. Where they differed when this was written,
// Python gave up (a cut base64, a misspelt field) and we read on.
func TestRead_likePython(t *testing.T) {
	if _, err := exec.LookPath("python3"); err != nil {
		testkit.NoSkip(t, "Python: %v", err)
	}
	var kinds []string
	for k := range mutations {
		kinds = append(kinds, k)
	}
	slices.Sort(kinds)
	rng := rand.New(rand.NewPCG(8, 8))
	box := recipe.New(11, recipe.Small)
	var all []mutant
	var in bytes.Buffer
	for i := range 2000 {
		k := kinds[i%len(kinds)]
		raw := mutations[k](box.Next(), rng)
		all = append(all, mutant{k, raw})
		fmt.Fprintf(&in, "%d\n", len(raw))
		in.Write(raw)
	}
	cmd := exec.Command("python3", "testdata/read.py")
	cmd.Stdin = &in
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(bytes.NewReader(out))
	lines.Buffer(nil, 64<<20)
	differ := map[string]int{}
	for _, m := range all {
		if !lines.Scan() {
			t.Fatal("Python ended early")
		}
		var theirs struct {
			Subject, From, Error string
			Date                 int64
			Text                 *string
		}
		if err := json.Unmarshal(lines.Bytes(), &theirs); err != nil || theirs.Error != "" {
			t.Fatalf("%v %s", err, lines.Bytes())
		}
		p, err := Read(bytes.NewReader(m.raw), Options{})
		if err != nil {
			t.Errorf("%s: %v", m.kind, err)
			continue
		}
		note := func(field, ours, theirs string) {
			ours, theirs = strings.Join(strings.Fields(ours), " "), strings.Join(strings.Fields(theirs), " ")
			if ours == theirs {
				return
			}
			differ[field]++
			if differ[field] <= 12 {
				t.Logf("%s, %s:\n  ours   %.150q\n  theirs %.150q", field, m.kind, around(ours, theirs), around(theirs, ours))
			}
		}
		note("subject", p.Message.Subject, theirs.Subject)
		note("from", p.Message.FromAddr, strings.ToLower(theirs.From))
		note("date", fmt.Sprint(int64(p.Message.Date)/1000), fmt.Sprint(theirs.Date))
		if theirs.Text != nil {
			note("text", p.Message.Text, *theirs.Text)
		}
	}
	for field, n := range differ {
		if n > len(all)/100 {
			t.Errorf("%s: %d of %d differ", field, n, len(all))
		}
		t.Logf("%s: %d of %d differ", field, n, len(all))
	}
}

// around is what stands where a differs from b.
func around(a, b string) string {
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	return a[max(0, i-30):]
}
