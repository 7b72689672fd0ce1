// Package fit trains the model of package triage: multinomial logistic
// regression on top of the rules, by stochastic gradient descent with AdaGrad
// steps. It is pure and seeded: the same samples give the same weights to the
// last digit on every machine (products are rounded before they are added, so
// that no fused instruction changes them).
//
//	model := fit.Train(samples, fit.Settings)
//	model.Sharper = fit.Sharpness(probabilities, classes)
//	text := model.Pack()
package fit

import (
	"math"
	"math/rand/v2"

	"debrief/internal/triage"
)

// Labelled is a sample with its class (place in track.Classes) and weight.
type Labelled struct {
	triage.Sample
	Class  int
	Weight float64
	Group  string // samples of one group are never parted
}

// Options of the training.
type Options struct {
	Seed   uint64
	Epochs int
	Rate   float64
	Scale  float64 // of the logits of the rules
	Dense  float64 // pull to zero of features with a name
	Words  float64 // pull to zero of words
	Drop   float64 // share of words left out of each step, against learning letters by heart
}

// Settings are those of the committed model.
var Settings = Options{Seed: 20261125, Epochs: 30, Rate: 0.03, Scale: 0.8, Dense: 0.004, Words: 0.003, Drop: 0.3}

type row [triage.ClassCount]float64

// Train fits a model. Sharper is 1; fit it on mails held out (see Sharpness).
func Train(samples []Labelled, o Options) *triage.Model {
	t := trainer{o: o, w: make([]row, triage.DenseFeatures+triage.WordFeatures), g: make([]row, triage.DenseFeatures+triage.WordFeatures)}
	rng := rand.New(rand.NewPCG(o.Seed, o.Seed>>1))
	order := make([]int, len(samples))
	for i := range order {
		order[i] = i
	}
	for range o.Epochs {
		rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, i := range order {
			t.step(&samples[i], rng)
		}
	}
	return t.model()
}

type trainer struct {
	o    Options
	w, g []row
	b, h row
	kept []triage.Feature
}

func (t *trainer) step(s *Labelled, rng *rand.Rand) {
	t.kept = t.kept[:0]
	for _, f := range s.Features {
		if int(f.Index) < triage.DenseFeatures || rng.Float64() >= t.o.Drop {
			t.kept = append(t.kept, f)
		}
	}
	p := t.predict(s.Rules)
	for c := range p {
		e := p[c]
		if c == s.Class {
			e--
		}
		e = float64(e * s.Weight)
		t.move(&t.b[c], &t.h[c], e, 0)
		for _, f := range t.kept {
			pull := t.o.Words
			if int(f.Index) < triage.DenseFeatures {
				pull = t.o.Dense
			}
			t.move(&t.w[f.Index][c], &t.g[f.Index][c], float64(e*float64(f.Value)), pull)
		}
	}
}

func (t *trainer) move(w, g *float64, grad, pull float64) {
	grad += float64(pull * *w)
	*g += float64(grad * grad)
	*w -= float64(t.o.Rate * grad / math.Sqrt(*g+1e-2))
}

func (t *trainer) predict(rules row) (p row) {
	top := math.Inf(-1)
	for c := range p {
		sum := float64(t.o.Scale*rules[c]) + t.b[c]
		for _, f := range t.kept {
			sum += float64(t.w[f.Index][c] * float64(f.Value))
		}
		p[c] = sum
		top = math.Max(top, sum)
	}
	total := 0.0
	for c := range p {
		p[c] = math.Exp(p[c] - top)
		total += p[c]
	}
	for c := range p {
		p[c] /= total
	}
	return p
}

// model rounds the weights to whole numbers.
func (t *trainer) model() *triage.Model {
	most := 1e-9
	for _, r := range append(t.w, t.b) {
		for _, w := range r {
			most = math.Max(most, math.Abs(w))
		}
	}
	m := &triage.Model{Scale: t.o.Scale, Unit: most / 127, Sharper: 1}
	round := func(r row) (q [triage.ClassCount]int8) {
		for c, w := range r {
			q[c] = int8(math.Round(w / m.Unit))
		}
		return q
	}
	m.Bias = round(t.b)
	for i, r := range t.w {
		if i < triage.DenseFeatures {
			m.Dense = append(m.Dense, round(r))
		} else {
			m.Words = append(m.Words, round(r))
		}
	}
	return m
}

// Folds parts groups into n folds of like size, the same way every time: fold
// i of a sample is Folds(...)[i].
func Folds(groups []string, n int, seed uint64) []int {
	var names []string
	seen := map[string]int{}
	for _, g := range groups {
		if _, ok := seen[g]; !ok {
			seen[g] = len(names)
			names = append(names, g)
		}
	}
	rng := rand.New(rand.NewPCG(seed, 7))
	perm := rng.Perm(len(names))
	out := make([]int, len(groups))
	for i, g := range groups {
		out[i] = perm[seen[g]] % n
	}
	return out
}

// Sharpness is the factor on the logits under which probabilities given to
// mails held out fit best what these mails were: above 1 the model was too shy,
// below 1 too bold. logits are by sample and class.
func Sharpness(logits [][triage.ClassCount]float64, classes []int, weights []float64) float64 {
	best, at := math.Inf(1), 1.0
	for k := 20; k <= 300; k++ {
		s := float64(k) / 100
		loss := 0.0
		for i, l := range logits {
			loss -= float64(weights[i] * logProbability(l, classes[i], s))
		}
		if loss < best {
			best, at = loss, s
		}
	}
	return at
}

func logProbability(l [triage.ClassCount]float64, class int, s float64) float64 {
	top := math.Inf(-1)
	for _, v := range l {
		top = math.Max(top, float64(v*s))
	}
	sum := 0.0
	for _, v := range l {
		sum += math.Exp(float64(v*s) - top)
	}
	return float64(l[class]*s) - top - math.Log(sum)
}
