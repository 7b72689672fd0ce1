//go:build unix

package match

import (
	"fmt"
	"os"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"
)

// BenchmarkRequirements_1MB reads postings of the test set, one after the other
// up to a megabyte, as one posting.
func BenchmarkRequirements_1MB(b *testing.B) {
	data, err := os.ReadFile("testdata/seen.cases")
	if err != nil {
		b.Fatal(err)
	}
	text := strings.Repeat(string(data), 1<<20/len(data)+1)[:1<<20]
	benchmark(b, text)
}

// BenchmarkRequirements_1MBAsksNothing is prose: no limit is reached early.
func BenchmarkRequirements_1MBAsksNothing(b *testing.B) {
	var text strings.Builder
	for i := 0; text.Len() < 1<<20; i++ {
		fmt.Fprintf(&text, "We move %d million payouts for small shops in %d towns; people here like long walks. ", i, 3*i)
		if i%9 == 0 {
			fmt.Fprintf(&text, "It was a good year for the apples behind house number %d.\n\n", i)
		}
	}
	benchmark(b, text.String()[:1<<20])
}

func benchmark(b *testing.B, text string) {
	Requirements("You have\n- Go", "") // the vocabulary is read once
	b.SetBytes(int64(len(text)))
	runtime.GC()
	before := processor()
	for b.Loop() {
		Requirements(text, "")
	}
	b.ReportMetric(float64((processor()-before).Milliseconds())/float64(b.N), "cpu-ms/op")
}

// processor is the time this process computed; on a shared machine the clock on
// the wall says more about the others.
func processor() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
