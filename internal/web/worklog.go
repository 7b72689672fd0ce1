package web

import (
	"bytes"
	"net/http"
	"strings"

	"debrief/internal/track"
	"debrief/internal/workbench"
	"debrief/internal/worklog"
)

func (s *Server) workLogOf(r *http.Request) (v workbench.WorkLogView, err error) {
	from, err := formDay(r, "from")
	if err != nil {
		return v, err
	}
	to, err := formDay(r, "to")
	if err != nil {
		return v, err
	}
	return s.desk.WorkLog(r.Context(), from, to, r.FormValue("profile"))
}

func (s *Server) showWorkLog(w http.ResponseWriter, r *http.Request) error {
	f, err := s.frame(r, "Work-search log", "worklog")
	if err != nil {
		return err
	}
	v, err := s.workLogOf(r)
	if err != nil {
		return err
	}
	return s.render(w, r, workLogPage(f, v))
}

func (s *Server) workLogCSV(w http.ResponseWriter, r *http.Request) error {
	v, err := s.workLogOf(r)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := workbench.WriteWorkLog(&b, v); err != nil {
		return err
	}
	attachment(w, "work-search-log-"+string(v.From)+"-"+string(v.To)+".csv", "text/csv; charset=utf-8", b.Bytes())
	return nil
}

func (s *Server) logCopyCSV(w http.ResponseWriter, r *http.Request) error {
	c, err := s.desk.LogCopy(r.Context(), track.LogCopyID(r.PathValue("id")))
	if err != nil {
		return err
	}
	attachment(w, "work-search-log-"+string(c.FirstDay)+"-"+string(c.LastDay)+"-kept.csv", "text/csv; charset=utf-8", []byte(c.CSV))
	return nil
}

func logAddress(v workbench.WorkLogView) string {
	return "/worklog?from=" + string(v.From) + "&to=" + string(v.To) + "&profile=" + v.Profile.Code
}

func (s *Server) confirmWorkLog(w http.ResponseWriter, r *http.Request) error {
	if err := r.ParseForm(); err != nil {
		return err
	}
	var words []workbench.LogWord
	for _, key := range r.PostForm["key"] {
		words = append(words, workbench.LogWord{Key: key, Counts: worklog.Counts(r.PostForm.Get("counts-" + key)), Proof: r.PostForm.Get("proof-" + key)})
	}
	rec, err := s.desk.ConfirmLog(r.Context(), words)
	if err != nil {
		return err
	}
	return s.done(w, r, rec, "/worklog")
}

func (s *Server) addWorkLogLine(w http.ResponseWriter, r *http.Request) error {
	day, err := formDay(r, "date")
	if err != nil {
		return err
	}
	row := worklog.Row{Day: day, Activity: worklog.Activity(r.FormValue("activity")), Counts: worklog.Yes}
	for name, field := range map[string]*string{"employer": &row.Employer, "address": &row.Address, "person": &row.Person, "phone": &row.Phone, "method": &row.Method, "position": &row.Position, "result": &row.Result, "proof": &row.Proof} {
		*field = strings.TrimSpace(r.FormValue(name))
	}
	rec, err := s.desk.AddLogLine(r.Context(), row)
	if err != nil {
		return err
	}
	return s.done(w, r, rec, "/worklog")
}

func (s *Server) removeWorkLogLine(w http.ResponseWriter, r *http.Request) error {
	rec, err := s.desk.RemoveLogLine(r.Context(), r.PathValue("id"))
	if err != nil {
		return err
	}
	return s.done(w, r, rec, "/worklog")
}

func (s *Server) freezeWorkLog(w http.ResponseWriter, r *http.Request) error {
	v, err := s.workLogOf(r)
	if err != nil {
		return err
	}
	rec, err := s.desk.FreezeLog(r.Context(), v.From, v.To, v.Profile.Code)
	if err != nil {
		return err
	}
	return s.done(w, r, rec, logAddress(v))
}
