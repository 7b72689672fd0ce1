package web

import (
	"fmt"

	"debrief/internal/worklog"
)

func countsWord(c worklog.Counts) string {
	switch c {
	case worklog.Yes:
		return "counts"
	case worklog.No:
		return "does not"
	}
	return "not said"
}

// weekCount says how a week stands: what counts, and what was not said yet.
func weekCount(w worklog.Week, p worklog.Profile) string {
	text := "none counts yet"
	switch {
	case p.PerWeek > 0:
		text = fmt.Sprintf("%d of %d count, on %s", w.Counted, p.PerWeek, count(w.Days, "day", "days"))
	case w.Counted > 0:
		text = fmt.Sprintf("%d %s, on %s", w.Counted, map[bool]string{true: "counts", false: "count"}[w.Counted == 1], count(w.Days, "day", "days"))
	}
	if w.Asked > 0 {
		text += fmt.Sprintf("; %d not said", w.Asked)
	}
	return text
}

// remarkOf names the line a remark is about.
func remarkOf(w worklog.Week, x worklog.Remark) string {
	for _, r := range w.Rows {
		if r.Key == x.Key {
			return r.Employer + ": " + x.Say
		}
	}
	return x.Say
}
