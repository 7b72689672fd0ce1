package web

import (
	"io"
	"net/http"

	"debrief/internal/fault"
	"debrief/internal/track"
	"debrief/internal/workbench"
)

func (s *Server) showWeek(w http.ResponseWriter, r *http.Request) error {
	f, err := s.frame(r, "Weekly review", "today")
	if err != nil {
		return err
	}
	v, err := s.desk.Week(r.Context())
	if err != nil {
		return err
	}
	return s.render(w, r, weekPage(f, v))
}

func (s *Server) saveWeek(w http.ResponseWriter, r *http.Request) error {
	rec, err := s.desk.SaveWeek(r.Context(), track.Review{Plan: r.FormValue("plan"), Prepare: r.FormValue("prepare"), Steady: r.FormValue("steady"), LookBack: r.FormValue("look_back")}, r.FormValue("do") == "close")
	if err != nil {
		return err
	}
	return s.done(w, r, rec, "/week")
}

// importMarket takes a downloaded file of market figures, or the choice of an
// industry.
func (s *Server) importMarket(w http.ResponseWriter, r *http.Request) error {
	if code := r.FormValue("industry"); code != "" {
		rec, err := s.desk.ChooseIndustry(r.Context(), code)
		if err != nil {
			return err
		}
		return s.done(w, r, rec, "/insights#market")
	}
	file, head, err := r.FormFile("file")
	if err != nil {
		return fault.Wrap(err, fault.Invalid, "file", "Choose a file with market figures: a BLS flat file, an answer of the BLS API, or a table of FRED.")
	}
	defer file.Close()
	data, err := io.ReadAll(file)
	if err != nil {
		return err
	}
	released, err := formDay(r, "released")
	if err != nil {
		return err
	}
	rec, err := s.desk.ImportMarket(r.Context(), head.Filename, data, released)
	if err != nil {
		return err
	}
	return s.done(w, r, rec, "/insights#market")
}

// weekHeads are the four headings with the line that is written under each.
func weekHeads(v workbench.WeekView) []weekHead {
	return []weekHead{
		{"Plan", v.Plan, "plan", "This week I will", v.Review.Plan},
		{"Prepare", v.Prepare, "prepare", "The one thing to try", v.Review.Prepare},
		{"Keep steady", v.Steady, "steady", "What helped last week, in your own words", v.Review.Steady},
		{"Look back", v.LookBack, "look_back", "What did you learn that you would tell a friend?", v.Review.LookBack},
	}
}

type weekHead struct {
	title       string
	lines       []workbench.WeekLine
	name, label string
	value       string
}
