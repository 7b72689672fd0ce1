package triage

import (
	"math"

	"debrief/internal/triage/lexicon"
)

// Model is a multinomial logistic regression on top of what rules and sender
// say: it learns where these are wrong together, and how sure they are. Weights
// are whole numbers; the same file gives the same verdict on every machine.
type Model struct {
	Scale   float64                      // of the logits of the rules
	Unit    float64                      // of the whole-number weights
	Bias    [lexicon.ClassSignals]int8   //
	Dense   [][lexicon.ClassSignals]int8 // by feature of features.go
	Words   [][lexicon.ClassSignals]int8 // by hashed word or pair of words
	Sharper float64                      // 1/temperature, fitted on mails the weights had not seen
}

// probabilities of the classes. Without a model the rules stand alone.
func (m *Model) probabilities(r *reading, t *tally) [lexicon.ClassSignals]float64 {
	l := r.logits(t)
	if m == nil || len(m.Dense) == 0 {
		return softmax(l)
	}
	l = m.Logits(Sample{l, r.features(t)})
	for c := range l {
		l[c] = float64(m.Sharper * l[c])
	}
	return softmax(l)
}

// Logits of the classes before they are sharpened.
func (m *Model) Logits(s Sample) (l [ClassCount]float64) {
	var sum [lexicon.ClassSignals]float64
	for _, f := range s.Features {
		row := m.row(f)
		v := float64(f.Value)
		for c := range sum {
			sum[c] += float64(v * float64(row[c]))
		}
	}
	for c := range l {
		l[c] = float64(m.Scale*s.Rules[c]) + float64(m.Unit*(sum[c]+float64(m.Bias[c])))
	}
	return l
}

var noRow [lexicon.ClassSignals]int8

func (m *Model) row(f Feature) *[lexicon.ClassSignals]int8 {
	switch {
	case f.Index < denseFeatures && int(f.Index) < len(m.Dense):
		return &m.Dense[f.Index]
	case f.Index >= denseFeatures && len(m.Words) > 0:
		return &m.Words[int(f.Index-denseFeatures)%len(m.Words)]
	}
	return &noRow
}

// Sample is a mail as the training sees it.
type Sample struct {
	Rules    [lexicon.ClassSignals]float64 // logits of the rules
	Features []Feature
}

// SampleOf reads a mail for training.
func SampleOf(m Mail) Sample {
	r := read(&m)
	t := r.tally()
	r.settle(&t)
	return Sample{r.logits(&t), r.features(&t)}
}

// ClassifyWith is Classify with another model than the one built in; nil
// leaves the rules alone. For training and measuring.
func ClassifyWith(model *Model, m Mail, l Lessons) Verdict { return classify(model, m, l) }

// builtIn is the model of weights.go, unpacked once.
var builtIn = unpack(packedWeights)

// Feature is one number of a mail. Index is below DenseFeatures for the
// features with a name and above for words.
type Feature struct {
	Index uint32
	Value float32
}

// squash keeps large sums from shouting.
func squash(x float64) float32 { return float32(math.Min(x, 6) / 3) }
