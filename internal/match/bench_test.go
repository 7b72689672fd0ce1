package match

import (
	"os"
	"strings"
	"testing"
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
	benchmark(b, strings.Repeat("We move forty million payouts each year for small shops, and people here like long walks by the sea.\n", 1<<20/100)[:1<<20])
}

func benchmark(b *testing.B, text string) {
	Requirements("You have\n- Go", "") // the vocabulary is read once
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Requirements(text, "")
	}
}
