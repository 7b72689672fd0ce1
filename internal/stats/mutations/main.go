// Command mutations changes the functions of stats one at a time, in a way a
// slip of the hand would, and sees which tests fail. It writes the table of
// docs/TESTS-STATS.md and ends with 1 when a change went unseen. The files of
// the package stay as they are: the compiler is given an overlay.
//
//	go run ./internal/stats/mutations            // from the root of the repository
//	go run ./internal/stats/mutations -only Wilson
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
)

// mutation is one slip: in a file, a piece of text that stands there once, and
// what it becomes.
type mutation struct{ file, function, from, to string }

const pkg = "internal/stats"

func main() {
	log.SetFlags(0)
	out := flag.String("out", "docs/TESTS-STATS.md", "file of the table")
	only := flag.String("only", "", "only functions of this name; nothing is written")
	workers := flag.Int("workers", 2, "how many at a time")
	flag.Parse()
	tmp, err := os.MkdirTemp("", "debrief-mutations-")
	check(err)
	defer os.RemoveAll(tmp)
	chosen := slices.DeleteFunc(slices.Clone(mutations), func(m mutation) bool { return *only != "" && m.function != *only })
	rows, unseen := tryAll(chosen, tmp, *workers)
	if *only == "" {
		check(os.WriteFile(*out, []byte(page(rows, unseen)), 0o644))
	}
	if unseen > 0 {
		os.RemoveAll(tmp)
		log.Fatalf("%d of %d went unseen", unseen, len(rows))
	}
}

// tryAll tries them side by side and gives their lines in order.
func tryAll(list []mutation, tmp string, workers int) (rows []string, unseen int) {
	rows = make([]string, len(list))
	next := make(chan int)
	var wait sync.WaitGroup
	for k := range workers {
		dir := filepath.Join(tmp, fmt.Sprint(k))
		check(os.MkdirAll(dir, 0o755))
		wait.Go(func() {
			for i := range next {
				rows[i] = list[i].row(list[i].try(dir))
				fmt.Println(rows[i])
			}
		})
	}
	for i := range list {
		next <- i
	}
	close(next)
	wait.Wait()
	for _, r := range rows {
		if strings.Contains(r, nobody) {
			unseen++
		}
	}
	return rows, unseen
}

// nobody stands where no test failed.
const nobody = "**unseen**"

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

// try builds the tests with the slip and gives the names of those that fail.
func (m mutation) try(tmp string) []string {
	path, err := filepath.Abs(filepath.Join(pkg, m.file))
	check(err)
	source, err := os.ReadFile(path)
	check(err)
	if n := strings.Count(string(source), m.from); n != 1 {
		log.Fatalf("%s, %s: %q stands there %d times", m.file, m.function, m.from, n)
	}
	changed := filepath.Join(tmp, m.file)
	check(os.WriteFile(changed, []byte(strings.Replace(string(source), m.from, m.to, 1)), 0o644))
	overlay := filepath.Join(tmp, "overlay.json")
	// Without the comparison with R the tests need little, and link in no time.
	text, err := json.Marshal(map[string]any{"Replace": map[string]string{path: changed, filepath.Join(filepath.Dir(path), "r_test.go"): ""}})
	check(err)
	check(os.WriteFile(overlay, text, 0o644))
	binary := filepath.Join(tmp, "stats.test")
	if said, err := exec.Command("go", "test", "-c", "-overlay", overlay, "-o", binary, "./"+pkg).CombinedOutput(); err != nil {
		log.Fatalf("%s: %q does not compile: %s", m.function, m.to, said)
	}
	run := exec.Command(binary, "-test.timeout", "10m", "-rapid.checks", "20", "-rapid.nofailfile")
	run.Dir = pkg
	said, err := run.CombinedOutput()
	if err == nil {
		return nil
	}
	return failures(string(said))
}

var failing = regexp.MustCompile(`(?m)^--- FAIL: (\w+)`)

func failures(said string) (names []string) {
	for _, f := range failing.FindAllStringSubmatch(said, -1) {
		names = append(names, f[1])
	}
	if len(names) == 0 {
		names = []string{"(ends in a panic or not at all)"}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// row is a line of the table; at most three tests are named.
func (m mutation) row(failed []string) string {
	seen := nobody
	if n := len(failed); n > 0 {
		seen = strings.Join(failed[:min(3, n)], ", ")
		if n > 3 {
			seen += fmt.Sprintf(" and %d more", n-3)
		}
	}
	clean := func(s string) string {
		return "`" + strings.ReplaceAll(strings.Join(strings.Fields(s), " "), "|", "\\|") + "`"
	}
	return fmt.Sprintf("| %s | %s | %s | %s |", m.function, clean(m.from), clean(m.to), seen)
}

func page(rows []string, unseen int) string {
	return fmt.Sprintf(head, len(rows), len(rows)-unseen) + strings.Join(rows, "\n") + "\n"
}

const head = `# Tests of the statistics

Every test vector of the method is in a test of ` + "`internal/stats`" + `, at the tolerance stated there (1e-6 unless another is given), and the functions are
compared with R (` + "`pbeta`, `qbeta`, `prop.test`, `power.prop.test`, `phyper`, `p.adjust`, `integrate`, `survfit`" + `) on random data in ` + "`r_test.go`" + `.

## Vectors

| vector | test |
|---|---|
| TV-0, and its exact likelihood | TestReadGate_openOnesCountInPart, TestMethod_theExactLikelihoodBehindTV0 |
| TV-A0 to A9 | TestReadGate_vectorsA0toA9 (file), TestBeta_tableA0toA9 (sd, median, exact tails) |
| TV-A10 to A12 | TestHowManyMore_vectorsA10toA12 (file), TestOutlook_undecidedOfA10toA12 |
| TV-A13 | TestAnytimeInterval_vectorsA13 (file) |
| critical counts, straight failures | TestCritical_everyCellOfTheTables, TestStraightFailures_ofMethod2a |
| operating characteristics | TestOperating_vectors (file), TestOperating_everyRowOfTheTable, TestOperating_lookingEveryTimeRaisesFalseAlarms |
| share of clear verdicts that are right | TestMethod_aClearVerdictIsRightInNineteenOfTwenty |
| runs | TestRunChance_ofMethod2a, TestMethod_fiveSilentAreLuckForMost |
| TV-B1, naive curve | TestCurve_tableB1 (file), TestMethod_theNaiveCurveIsNotTold |
| TV-B2 | TestCurve_publishedSetB2 |
| TV-B3 to B6 | TestHazard_vectorsB3toB8 (file), TestUpdate_posteriorOfB4, TestChance_tableB4, TestSpread_checkOfB4 |
| TV-B7, B8 | TestChance_B7andB8, TestMethod_exposuresOfB7 |
| days | TestDays_ofMethod2b, TestHazard_vectorsB3toB8 (file) |
| TV-C0, C1 | TestBottleneck_noDataC0, TestBottleneck_tableC1 (file), TestMethod_aReferralYieldsFiveTimesAsMuchByThePriors |
| TV-D1 to D4, sizes, the run before an action | TestCompare_tableD1, TestCompareStrata_tablesD2toD4 (file), TestArmSize_ofMethod2d |
| TV-E1, E2, fishing | TestPatterns_tableE1 (file), TestThemeShare_vectorE2, TestMethod_sixLooksAtFivePercentFish |
| TV-F1 to F4, plug-in | TestExactOffer_tablesF1andF3 (file), TestLook_gridAgreesWithTheExactValues, TestLook_lagF2, TestOffer_pipelineF4, TestMethod_thePlugInWouldSayTooMuch |
| Little's law | TestFlow_littlesLaw |
| SplitMix64 | TestDraws_reference (file) |
| TV-G1, G2 | TestMarket_vectorsG1andG2 |

## Changes of the code that the tests were seen to catch

Made by ` + "`make mutations`" + `: one change at a time, without the comparison with R, so that our own tests have to see it. %d changes, %d seen.

| function | from | to | failing tests |
|---|---|---|---|
`
