package exam

import (
	"slices"

	"debrief/internal/track"
	"debrief/internal/triage"
	"debrief/internal/triage/fit"
)

// negativeWeight is what one of the mails of 2002 counts in training: they are
// many and alike.
const negativeWeight = 0.1

// folds of the cross-validation.
const folds = 5

// Labelled makes training samples of items.
func Labelled(items []Item) []fit.Labelled {
	out := make([]fit.Labelled, len(items))
	for i, it := range items {
		w := 1.0
		if it.Set == "negatives" {
			w = negativeWeight
		}
		out[i] = fit.Labelled{Sample: triage.SampleOf(it.Mail), Class: slices.Index(track.Classes, it.Class), Weight: w, Group: it.Template}
	}
	return out
}

// Crossed trains once per fold and gives for each item the model that has not
// seen it or a variant of it, sharpened on the other items.
func Crossed(samples []fit.Labelled) (models []*triage.Model, fold []int, sharper float64) {
	groups := make([]string, len(samples))
	for i, s := range samples {
		groups[i] = s.Group
	}
	fold = fit.Folds(groups, folds, fit.Settings.Seed)
	logits := make([][triage.ClassCount]float64, len(samples))
	classes, weights := make([]int, len(samples)), make([]float64, len(samples))
	for k := range folds {
		var rest []fit.Labelled
		for i, s := range samples {
			if fold[i] != k {
				rest = append(rest, s)
			}
		}
		m := fit.Train(rest, fit.Settings)
		models = append(models, m)
		for i, s := range samples {
			if fold[i] == k {
				logits[i], classes[i], weights[i] = m.Logits(s.Sample), s.Class, s.Weight
			}
		}
	}
	sharper = fit.Sharpness(logits, classes, weights)
	for _, m := range models {
		m.Sharper = sharper
	}
	return models, fold, sharper
}
