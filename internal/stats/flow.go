package stats

// Little's law, L = rate * wait: valid for a roughly steady flow, and not shown
// in the first FlowFrom weeks. Source: method.md 2f.

// FlowFrom is the week from which the flow counts as steady.
const FlowFrom = 4

// OpenItems is how many items are open at a weekly rate when each stays open for
// so many days.
func OpenItems(perWeek, days float64) float64 { return perWeek * days / 7 }

// OpenDays is how long an item stays open when so many are open at a weekly
// rate; 0 without a rate.
func OpenDays(open, perWeek float64) float64 {
	if perWeek <= 0 {
		return 0
	}
	return 7 * open / perWeek
}

// TooManyOpen reports that half as many again are open as would be if silent
// ones were closed on their day: time to propose closing them.
func TooManyOpen(open int, perWeek float64, silentDay int) bool {
	return perWeek > 0 && float64(open) > 1.5*OpenItems(perWeek, float64(silentDay))
}
