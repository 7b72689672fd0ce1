package web

import (
	"net/http"

	"debrief/internal/track"
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
