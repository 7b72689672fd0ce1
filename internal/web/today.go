package web

import (
	"fmt"
	"net/http"
	"strings"

	"debrief/internal/insight"
	"debrief/internal/track"
	"debrief/internal/workbench"
)

func (s *Server) showToday(w http.ResponseWriter, r *http.Request) error {
	f, err := s.frame(r, "Today", "today")
	if err != nil {
		return err
	}
	v, err := s.desk.Today(r.Context())
	if err != nil {
		return err
	}
	return s.render(w, r, todayPage(f, v))
}

func (s *Server) endAction(w http.ResponseWriter, r *http.Request) error {
	rec, err := s.desk.EndAction(r.Context(), track.ActionID(r.PathValue("id")), track.ActionState(r.FormValue("state")), r.FormValue("result"))
	if err != nil {
		return err
	}
	return s.done(w, r, rec, "/today")
}

func (s *Server) undo(w http.ResponseWriter, r *http.Request) error {
	rec, err := s.desk.Undo(r.Context(), track.ChangeID(r.PathValue("id")))
	if err != nil {
		return err
	}
	return s.done(w, r, rec, "/today")
}

// agendaSub is what follows a name in the list of dates.
func agendaSub(d workbench.Date) string {
	if d.Answer {
		return " " + d.Sub
	}
	return ", " + d.Sub
}

func trialHref(a workbench.RunningAction) string {
	if a.Trial != "" {
		return "/experiment/" + string(a.Trial)
	}
	return "/insights#experiments"
}

// armX is where a share stands on the figure of two arms.
func armX(share float64) string { return fmt.Sprintf("%.1f", 100+196*share) }

// armsWords says the figure of two arms to those who do not see it.
func armsWords(arms []insight.Arm) string {
	var all []string
	for _, a := range arms {
		all = append(all, fmt.Sprintf("%s: %d of %d, interval %.0f to %.0f percent.", a.Name, a.Advanced, a.Matured, 100*a.Interval[0], 100*a.Interval[1]))
	}
	return strings.Join(all, " ")
}
