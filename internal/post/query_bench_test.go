package post_test

import (
	"os"
	"slices"
	"strconv"
	"syscall"
	"testing"
	"time"

	"debrief/internal/store"
	"debrief/internal/workbench"
)

// queries are those of quality.md 5.3, and the ones that are hardest on search:
// words in nearly every mail, words in none, fields that fit few of many.
var queries = []string{
	`careful consideration`, `Hooli`, `subject:interview`, `kubernetes and salary`, `"schedule a phone"`,
	`from:mara`, `from:"mara lind" interview`, `company:hooli`, `before:2024-06-01`, `careful before:2024-02-01`, `from:mara subject:interview before:2025-01-01`, `company:hooli careful`,
	`"careful consideration"`, `"dear jo"`, `in`, `d`, `from:dear`, `subject:regards`, `company:nobody`, `company:nobody dear`, `"consideration careful schedule"`, `zzzz`, `after:2026-01-01 dear`,
}

// cpu is what this process has used of the processor so far, which holds on a
// busy machine too.
func cpu() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// How long search takes over a record that was filled by an import, at the
// server: DEBRIEF_BENCH_DATA names its folder, or DEBRIEF_BENCH_DSN its database.
// Prints the median and the 99th percentile of DEBRIEF_BENCH_RUNS runs (100).
func BenchmarkSearch(b *testing.B) {
	p := folder{os.Getenv("DEBRIEF_BENCH_DATA"), os.Getenv("DEBRIEF_BENCH_DSN")}
	if p.dir == "" {
		b.Skip("DEBRIEF_BENCH_DATA names no folder") // a benchmark of scripts/bench-mail, not a test
	}
	runs := 100
	if n, err := strconv.Atoi(os.Getenv("DEBRIEF_BENCH_RUNS")); err == nil && n > 0 {
		runs = n
	}
	s, err := store.Open(b.Context(), store.Options{Dir: p.dir, DSN: p.dsn, Planner: workbench.Plan})
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	d, err := workbench.New(s, workbench.Options{}).Desk(b.Context(), workbench.Owner)
	if err != nil {
		b.Fatal(err)
	}
	for _, q := range queries {
		b.Run(q, func(b *testing.B) {
			found := 0
			for b.Loop() {
				times := make([]time.Duration, runs)
				used := cpu()
				for i := range times {
					begin := time.Now()
					list, err := d.Search(b.Context(), q, 50)
					if err != nil {
						b.Fatal(err)
					}
					times[i], found = time.Since(begin), len(list)
				}
				b.ReportMetric(float64((cpu()-used).Microseconds())/1000/float64(runs), "cpu-ms")
				slices.Sort(times)
				b.ReportMetric(float64(times[runs/2].Microseconds())/1000, "p50-ms")
				b.ReportMetric(float64(times[runs*99/100].Microseconds())/1000, "p99-ms")
				b.ReportMetric(float64(found), "hits")
				b.ReportMetric(0, "ns/op")
			}
		})
	}
}
