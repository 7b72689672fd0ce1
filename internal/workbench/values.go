package workbench

import "debrief/internal/store"

// Values of the store that views hand on to the doors, which do not know it.
type (
	Item    = store.Item    // one application in a list
	Sort    = store.Sort    // order of a list
	Backup  = store.Backup  // a verified copy
	Verdict = store.Verdict // what a check found
)

// The orders of the table.
const (
	ByCompany = store.ByCompany
	ByStage   = store.ByStage
	ByApplied = store.ByApplied
	ByLast    = store.ByLast
	ByDays    = store.ByDays
)
