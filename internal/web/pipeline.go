package web

import (
	"net/http"
	"net/url"

	"debrief/internal/track"
	"debrief/internal/workbench"
)

func (s *Server) showTable(w http.ResponseWriter, r *http.Request) error {
	q, err := workbench.ParseTableQuery(r.URL.Query())
	if err != nil {
		return err
	}
	f, err := s.frame(r, "Pipeline", "pipeline")
	if err != nil {
		return err
	}
	v, err := s.desk.Table(r.Context(), q)
	if err != nil {
		return err
	}
	return s.render(w, r, tablePage(f, v))
}

func (s *Server) showBoard(w http.ResponseWriter, r *http.Request) error {
	f, err := s.frame(r, "Pipeline", "pipeline")
	if err != nil {
		return err
	}
	v, err := s.desk.Board(r.Context())
	if err != nil {
		return err
	}
	return s.render(w, r, boardPage(f, v))
}

func (s *Server) bulk(w http.ResponseWriter, r *http.Request) error {
	if err := r.ParseForm(); err != nil {
		return err
	}
	var ids []track.ApplicationID
	for _, id := range r.PostForm["id"] {
		ids = append(ids, track.ApplicationID(id))
	}
	action := workbench.BulkAction(r.FormValue("do"))
	arg := r.FormValue("arg")
	if action == workbench.BulkStage {
		arg = r.FormValue("stage")
	}
	rec, err := s.desk.Bulk(r.Context(), ids, action, arg)
	if err != nil {
		return err
	}
	return s.done(w, r, rec, "/pipeline")
}

func (s *Server) saveView(w http.ResponseWriter, r *http.Request) error {
	if id := r.FormValue("remove"); id != "" {
		rec, err := s.desk.RemoveView(r.Context(), track.ViewID(id))
		if err != nil {
			return err
		}
		return s.done(w, r, rec, "/pipeline")
	}
	values, err := url.ParseQuery(r.FormValue("query"))
	if err != nil {
		return err
	}
	q, err := workbench.ParseTableQuery(values)
	if err != nil {
		return err
	}
	rec, err := s.desk.SaveView(r.Context(), r.FormValue("name"), q)
	if err != nil {
		return err
	}
	return s.done(w, r, rec, "/pipeline?"+q.Values().Encode())
}

// with is the address of the table with one thing changed.
func with(q workbench.TableQuery, change func(*workbench.TableQuery)) string {
	q.Page = 0
	change(&q)
	if enc := q.Values().Encode(); enc != "" {
		return "/pipeline?" + enc
	}
	return "/pipeline"
}

func viewURL(q workbench.TableQuery, view string) string {
	return with(workbench.TableQuery{View: view, Sort: q.Sort, Desc: q.Desc}, func(*workbench.TableQuery) {})
}

func sortURL(q workbench.TableQuery, by workbench.Sort) string {
	return with(q, func(t *workbench.TableQuery) {
		t.Desc = t.Sort != by || !t.Desc
		t.Sort = by
	})
}

func pageURL(q workbench.TableQuery, page int) string {
	return with(q, func(t *workbench.TableQuery) { t.Page = page })
}

// standing are the views that are always there.
var standing = [][2]string{{"open", "Open"}, {"answers", "Answers"}, {"past", "Past their day"}, {"interviewing", "Interviewing"}, {"closed", "Closed"}, {"all", "All"}, {"archived", "Archive"}}

// stands is where an application stands, in words.
func stands(it workbench.Item, today track.Day) string {
	switch {
	case !it.Open():
		return it.Ending.Label()
	case it.PromisedOn.Known():
		return "Answer by " + dayShort(it.PromisedOn)
	case it.SilentOn.Known() && it.SilentOn <= today:
		return "Past its day"
	case it.CheckInOn.Known() && it.CheckIns == 0 && it.CheckInOn <= today:
		return "Check in once"
	}
	return "Waiting"
}

func waited(it workbench.Item, today track.Day) int {
	if !it.StageSince.Known() {
		return 0
	}
	if !it.Open() && it.EndedOn.Known() {
		return max(0, it.EndedOn.Sub(it.AppliedOn))
	}
	return max(0, today.Sub(it.StageSince))
}
