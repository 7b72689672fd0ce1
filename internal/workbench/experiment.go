package workbench

import "debrief/internal/track"

// ExperimentView is one experiment and what it has come to.
type ExperimentView struct {
	track.Experiment
}
