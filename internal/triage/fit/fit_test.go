package fit

import (
	"math"
	"testing"

	"debrief/internal/triage"
)

// sorts are samples of two classes that one word tells apart.
func sorts(n int) (list []Labelled) {
	for i := range n {
		s := Labelled{Class: i % 2, Weight: 1, Group: string(rune('a' + i))}
		s.Features = []triage.Feature{{Index: uint32(triage.DenseFeatures + i%2), Value: 1}, {Index: uint32(triage.DenseFeatures + 100 + i), Value: 1}}
		list = append(list, s)
	}
	return list
}

func best(l [triage.ClassCount]float64) (c int) {
	for i := range l {
		if l[i] > l[c] {
			c = i
		}
	}
	return c
}

func TestTrain_learnsWhatTellsApart(t *testing.T) {
	list := sorts(20)
	m := Train(list, Settings)
	for _, s := range list {
		if got := best(m.Logits(s.Sample)); got != s.Class {
			t.Errorf("class %d is read as %d", s.Class, got)
		}
	}
	fresh := triage.Sample{Features: []triage.Feature{{Index: uint32(triage.DenseFeatures + 1), Value: 1}}}
	if got := best(m.Logits(fresh)); got != 1 {
		t.Errorf("a new mail is read as %d", got)
	}
}

func TestTrain_sameSeedSameWeights(t *testing.T) {
	a, b := Train(sorts(20), Settings), Train(sorts(20), Settings)
	if a.Pack() != b.Pack() {
		t.Error("two trainings differ")
	}
	o := Settings
	o.Seed++
	if Train(sorts(20), o).Pack() == a.Pack() {
		t.Error("the seed does nothing")
	}
}

func TestTrain_weightZeroIsNotSeen(t *testing.T) {
	list := sorts(20)
	for i := range list {
		if list[i].Class == 1 {
			list[i].Weight = 0
		}
	}
	if got := best(Train(list, Settings).Logits(list[1].Sample)); got == 1 {
		t.Error("mails without weight taught their class")
	}
}

func TestFolds_partNoGroupAndAreEven(t *testing.T) {
	var groups []string
	for i := range 100 {
		groups = append(groups, string(rune('A'+i%50)))
	}
	fold := Folds(groups, 5, 1)
	count := map[int]int{}
	for i, f := range fold {
		count[f]++
		if fold[i%50] != f {
			t.Fatal("a group is parted")
		}
	}
	for f, n := range count {
		if n != 20 || f < 0 || f > 4 {
			t.Errorf("fold %d has %d", f, n)
		}
	}
}

// Of mails that are right nine times in ten, a model that says 99 % is too bold.
func TestSharpness_findsTheTemperature(t *testing.T) {
	var logits [][triage.ClassCount]float64
	var classes []int
	var weights []float64
	for i := range 100 {
		l := [triage.ClassCount]float64{}
		for c := range l {
			l[c] = -20
		}
		l[0], l[1] = 4.6, 0 // says 99 %
		logits, weights = append(logits, l), append(weights, 1)
		classes = append(classes, map[bool]int{true: 1}[i%10 == 0])
	}
	s := Sharpness(logits, classes, weights)
	if p := 1 / (1 + math.Exp(-4.6*s)); math.Abs(p-0.9) > 0.01 {
		t.Errorf("sharpness %v says %v", s, p)
	}
}
