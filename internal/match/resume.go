package match

import (
	"debrief/internal/resume"
)

// LinesOf are the lines of a résumé for Compare, with the bullets numbered in
// their order. Only what stands under work, or under no heading at all, counts as
// a job: years at a school or in a project are no years of work.
func LinesOf(s resume.Sheet) (out []Line) {
	n := 0
	for _, l := range s.Lines {
		m := Line{Text: l.Text, Bullet: l.Bullet, Current: l.Current}
		if worksIn(l.Section) {
			m.Heading = l.Heading
		}
		if l.Bullet {
			n++
			m.N = n
		}
		out = append(out, m)
	}
	return out
}

func worksIn(s resume.Section) bool {
	return s == resume.Experience || s == resume.Top || s == resume.Other
}
