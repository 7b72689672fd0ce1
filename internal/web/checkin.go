package web

import (
	"fmt"
	"net/http"

	"debrief/internal/chart"
	"debrief/internal/workbench"
)

func (s *Server) showCheckIn(w http.ResponseWriter, r *http.Request) error {
	f, err := s.frame(r, "Check in", "today")
	if err != nil {
		return err
	}
	v, err := s.desk.CheckIn(r.Context(), appID(r))
	if err != nil {
		return err
	}
	return s.render(w, r, checkInPage(f, v))
}

func (s *Server) showClosing(w http.ResponseWriter, r *http.Request) error {
	f, err := s.frame(r, "Past their day", "insights")
	if err != nil {
		return err
	}
	v, err := s.desk.Closing(r.Context())
	if err != nil {
		return err
	}
	return s.render(w, r, closingPage(f, v))
}

// waitLine is one wait on its line of days.
func waitLine(v workbench.CheckInView) chart.Drawing {
	silent := v.Silent.Sub(v.App.Item.QuietOn)
	day := v.Chance.SilentDays
	return chart.Wait{Day: day, Half: v.Usual.Half, Nine: v.Usual.NineInTen, Silent: silent,
		Label: fmt.Sprintf("Day %d of silence. Half of all answers come by day %d, nine in ten by day %d. It is treated as silent on day %d.", day, v.Usual.Half, v.Usual.NineInTen, silent)}.Draw()
}

// askWords says whether to ask, by the days.
func askWords(v workbench.CheckInView) (say, because string) {
	it := v.App.Item
	switch {
	case it.CheckIns > 0:
		return "You have asked once. That is enough.", "A second message changes nothing. It closes as silent on its day, and any later answer opens it again."
	case !v.Fits:
		return "Nobody is known there, so nobody can be asked.", "Direct applications close by themselves on their silent day. No answer is the most usual answer."
	case v.CheckIn > v.App.Today:
		return "Wait until " + dayLong(v.CheckIn) + ".", fmt.Sprintf("Half of such answers come by day %d. One check-in is all Debrief suggests; silence after it changes nothing.", v.Usual.Half)
	}
	return "You may ask once, today or later.", fmt.Sprintf("A person is known there, and half of such answers come by day %d. One check-in is all Debrief suggests; silence after it changes nothing.", v.Usual.Half)
}

// knownFrom says where the chance comes from.
func knownFrom(o workbench.Outlook) (head, text string) {
	if o.Answers == 0 {
		return "The prior alone", "No answer of yours yet; typical times stand in, a judgement fitted to published shares."
	}
	where := "after a first contact"
	if o.Model == "cold" {
		where = "to direct applications"
	}
	return count(o.Answers, "answer of yours", "answers of yours"), capital(where) + ", with a prior worth ten. As of today."
}
