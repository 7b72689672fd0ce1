package exam

import (
	"math"
	"reflect"
	"testing"

	"debrief/internal/track"
	"debrief/internal/triage"
	"debrief/internal/triage/cases"
)

func items(classes ...track.Class) (list []Item) {
	for i, c := range classes {
		list = append(list, Item{Case: cases.Case{Name: string(rune('a' + i)), Class: c, Template: string(rune('a' + i))}})
	}
	return list
}

// A confusion counted by hand: two rejections, one read as other; one other.
func TestRun_countsByHand(t *testing.T) {
	list := items(track.ClassRejection, track.ClassRejection, track.ClassOther)
	r := Run(list, func(it Item) triage.Verdict {
		v := triage.Verdict{Class: it.Class, Confidence: 0.99, Decisive: it.Name == "a"}
		if it.Name == "b" {
			v = triage.Verdict{Class: track.ClassOther, Confidence: 0.95}
		}
		return v
	})
	if got := r.Right(); got != (Count{2, 3}) {
		t.Errorf("right: %+v", got)
	}
	if p, q := r.Precision(9), r.Recall(1); p != (Count{1, 2}) || q != (Count{1, 2}) {
		t.Errorf("precision of other %+v, recall of rejection %+v", p, q)
	}
	if f := r.MacroF1(); math.Abs(f-2.0/3) > 1e-12 { // both classes: precision and recall 1 and 1/2, or 1/2 and 1
		t.Errorf("macro-F1 %v", f)
	}
	if r.Decisive != (Count{1, 1}) || r.Unrelated != (Count{1, 2}) || len(r.Wrong) != 0 {
		t.Errorf("decisive %+v, left out %+v", r.Decisive, r.Unrelated)
	}
	total := 0
	for _, b := range r.Calibration {
		total += b.Of
	}
	if total != 3 {
		t.Errorf("%d mails in the calibration table", total)
	}
}

func TestCount_interval(t *testing.T) {
	for _, c := range []struct {
		count Count
		low   float64
		high  float64
	}{{Count{0, 20}, 0, 0.161}, {Count{2, 20}, 0.028, 0.301}, {Count{}, 0, 1}} { // practice.md 1
		i := c.count.Interval()
		if math.Abs(i[0]-c.low) > 0.001 || math.Abs(i[1]-c.high) > 0.001 {
			t.Errorf("%+v: %v", c.count, i)
		}
	}
}

func TestMacroF1Interval_holdsTheFigure(t *testing.T) {
	list := items(track.ClassRejection, track.ClassOther, track.ClassRejection, track.ClassOther, track.ClassOffer, track.ClassRejection)
	half := func(it Item) triage.Verdict {
		if it.Name == "c" {
			return triage.Verdict{Class: track.ClassOther}
		}
		return triage.Verdict{Class: it.Class}
	}
	r := Run(list, half)
	low, high := MacroF1Interval(list, half)
	again, _ := MacroF1Interval(list, half)
	if low > r.MacroF1() || high < r.MacroF1() || low == high || low != again {
		t.Errorf("%v to %v around %v", low, high, r.MacroF1())
	}
}

func TestSame_onlyTheNameCounts(t *testing.T) {
	if !SameCompany("Weir Water GmbH", "Weir Water") || SameCompany("Weir", "Weir Water") || SameCompany("", "Weir") || !SameCompany("", "") {
		t.Error("companies")
	}
	if !SameTitle("Koch (m/w/d)", "koch") || SameTitle("Senior Data Analyst", "Data Analyst") {
		t.Error("titles")
	}
}

// The mails held out stay apart from those that train.
func TestSets_areApart(t *testing.T) {
	train, err := Cases("train", "../testdata/cases/train")
	if err != nil {
		t.Fatal(err)
	}
	test, err := Cases("test", "../testdata/cases/test")
	if err != nil {
		t.Fatal(err)
	}
	negatives, err := Negatives("../testdata/negatives/spamassassin.tar.gz")
	if err != nil {
		t.Fatal(err)
	}
	real, err := Real("../../mail/testdata/findajob")
	if err != nil {
		t.Fatal(err)
	}
	if len(train) < 600 || len(test) != 388 || len(negatives) != 739 || len(real) != 23 {
		t.Errorf("%d, %d, %d and %d mails", len(train), len(test), len(negatives), len(real))
	}
	names, texts := map[string]bool{}, map[string]bool{}
	for _, it := range train {
		if names[it.Name] {
			t.Errorf("%s stands twice", it.Name)
		}
		names[it.Name], texts[it.Mail.Text] = true, true
	}
	for _, it := range test {
		if len(it.Mail.Text) > 80 && texts[it.Mail.Text] {
			t.Errorf("a mail held out is in the training: %s", it.Name)
		}
	}
}

// Whatever the mail: evidence is at its place, and two readings are one.
func TestClassify_showsWhatStandsThere(t *testing.T) {
	all, err := Training("../../..")
	if err != nil {
		t.Fatal(err)
	}
	for _, it := range all {
		v := triage.Classify(it.Mail, nil)
		whole := []rune(it.Mail.Whole)
		for _, e := range v.Evidence {
			if e.Why == "" || e.In == "" && (e.Start < 0 || e.Start >= e.End || e.End > len(whole) || string(whole[e.Start:e.End]) != e.Text) {
				t.Errorf("%s: %+v", it.Name, e)
			}
		}
		if again := triage.Classify(it.Mail, nil); !reflect.DeepEqual(v, again) {
			t.Errorf("%s: two readings differ", it.Name)
		}
	}
}

// No mail is measured by weights that saw a variant of it.
func TestCrossed_neverPartsATemplate(t *testing.T) {
	list := items(track.ClassRejection, track.ClassOther, track.ClassRejection, track.ClassOther, track.ClassOffer, track.ClassRejection)
	for i := range list {
		list[i].Template = []string{"x", "y", "x", "y", "z", "x"}[i]
	}
	models, fold, sharper := Crossed(Labelled(list))
	if len(models) != folds || sharper <= 0 {
		t.Errorf("%d models, sharpness %v", len(models), sharper)
	}
	if fold[0] != fold[2] || fold[0] != fold[5] || fold[1] != fold[3] {
		t.Errorf("folds %v", fold)
	}
}
