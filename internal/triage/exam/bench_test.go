package exam

import (
	"testing"

	"debrief/internal/triage"
)

func BenchmarkClassify(b *testing.B) {
	items, err := Training("../../..")
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		for _, it := range items {
			triage.Classify(it.Mail, nil)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*len(items)), "µs/mail")
}
