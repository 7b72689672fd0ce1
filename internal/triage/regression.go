package triage

// probabilities of the classes.
func (r *reading) probabilities(t *tally) [classSignals]float64 {
	return softmax(r.logits(t))
}
