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

func weekCount(w worklog.Week, p worklog.Profile) string {
	text := fmt.Sprint(w.Counted)
	if p.PerWeek > 0 {
		text += fmt.Sprintf(" of %d", p.PerWeek)
	}
	text += fmt.Sprintf(", on %s", count(w.Days, "day", "days"))
	if w.Asked > 0 {
		text += fmt.Sprintf("; %d not said yet", w.Asked)
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
