package main

import (
	"fmt"
	"slices"
	"testing"

	"debrief/internal/track"
	"debrief/internal/triage/exam"
	"debrief/internal/triage/fit"
)

func TestTune(t *testing.T) {
	tr, _ := exam.Cases("train", "../testdata/cases/train")
	ng, _ := exam.Negatives("../testdata/negatives/spamassassin.tar.gz")
	all := append(append([]exam.Item{}, tr...), ng...)
	samples := exam.Labelled(all)
	groups := make([]string, len(samples))
	for i, s := range samples {
		groups[i] = s.Group
	}
	fold := fit.Folds(groups, 5, 1)
	try := func(name string, o fit.Options, nw float64) {
		ok, n, neg := 0, 0, 0
		var tp, pred, act [10]int
		for k := range 5 {
			var rest []fit.Labelled
			for i, s := range samples {
				if all[i].Set == "negatives" {
					s.Weight = nw
				}
				if fold[i] != k {
					rest = append(rest, s)
				}
			}
			m := fit.Train(rest, o)
			for i, s := range samples {
				if fold[i] != k {
					continue
				}
				l := m.Logits(s.Sample)
				best := 0
				for c := range l {
					if l[c] > l[best] {
						best = c
					}
				}
				if all[i].Set == "negatives" {
					if best < 8 {
						neg++
					}
					continue
				}
				n++
				pred[best]++
				act[s.Class]++
				if best == s.Class {
					ok++
					tp[best]++
				}
			}
		}
		f := 0.0
		for c := range tp {
			f += 2 * float64(tp[c]) / float64(pred[c]+act[c])
		}
		fmt.Printf("%-40s acc %.4f macroF1 %.4f neg wrong %d\n", name, float64(ok)/float64(n), f/10, neg)
	}
	_ = slices.Index(track.Classes, track.ClassOther)
	base := fit.Settings
	try("base", base, 0.1)
	for _, v := range []uint64{1, 2, 3} {
		o := base
		o.Seed = v
		try(fmt.Sprint("seed ", v), o, 0.1)
	}
}
