package web

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/a-h/templ"

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
	switch action {
	case workbench.BulkStage:
		arg = r.FormValue("to_stage")
	case workbench.BulkTag:
		arg = r.FormValue("to_tag")
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
func stands(it workbench.Item, at track.Instant, stages []track.Stage, today track.Day) string {
	switch {
	case !it.Open():
		return endingWords(it.Ending)
	case at.Known():
		return stageOf(it, stages) + " booked"
	case it.StageKind == track.OfferStage:
		return "Offer received"
	case past(it, today) && !it.Human:
		return "No answer"
	case it.StageKind == track.Applied && it.Human:
		return "No word since " + dayShort(max(it.LastOn, it.StageSince))
	case it.StageKind == track.Applied:
		return "Waiting"
	case it.StageKind.Rank() < track.SkillsTask.Rank():
		return "Waiting after the screen"
	}
	return "Waiting after the interview"
}

// endingWords is an ending as a row says it.
func endingWords(e track.Ending) string {
	if e == track.Declined {
		return "Answered no"
	}
	return e.Label()
}

// stageOf is the person's own name for where an application is.
func stageOf(it workbench.Item, stages []track.Stage) string {
	for _, s := range stages {
		if s.ID == it.StageID {
			return s.Name
		}
	}
	return it.StageKind.Label()
}

// past reports whether an application is past its day: silent for too long, or
// due for the one check-in.
func past(it workbench.Item, today track.Day) bool {
	return it.Open() && (it.SilentOn.Known() && it.SilentOn <= today || asks(it, today))
}

// asks reports whether a person is known there and one check-in fits.
func asks(it workbench.Item, today track.Day) bool {
	return it.Open() && it.CheckInOn.Known() && it.CheckIns == 0 && it.CheckInOn <= today
}

// comes is what happens next with an application, and by when.
func comes(it workbench.Item, at track.Instant, answer, today track.Day, z *time.Location) string {
	switch {
	case !it.Open():
		return dayShort(it.EndedOn)
	case at.Known():
		return at.Time().In(z).Format("Mon 2 Jan, 15:04")
	case answer.Known():
		return "Answer by " + answer.Time().Format("Mon 2 Jan")
	case it.PromisedOn.Known():
		return "Expected by " + it.PromisedOn.Time().Format("Mon 2 Jan")
	case asks(it, today):
		return "Check in once"
	case past(it, today):
		return "Past its day, " + dayShort(it.SilentOn)
	case it.CheckInOn.Known() && it.CheckIns == 0:
		return "Check-in fits from " + dayShort(it.CheckInOn)
	case it.SilentOn.Known():
		return "Silent from " + dayShort(it.SilentOn)
	}
	return ""
}

// thousands is a salary in thousands, as a column shows it.
func thousands(e track.SalaryEntry) string {
	k := func(n int) string {
		if n%1000 == 0 {
			return strconv.Itoa(n / 1000)
		}
		return strconv.FormatFloat(float64(n)/1000, 'f', 1, 64)
	}
	switch {
	case e.Low == 0:
		return "–"
	case e.High > 0:
		return k(e.Low) + "–" + k(e.High)
	}
	return k(e.Low)
}

// chip is a filter that is set, with the address of the table without it.
type chip struct{ text, href string }

func chips(v workbench.TableView) (list []chip) {
	q := v.Query
	add := func(text string, off func(*workbench.TableQuery)) { list = append(list, chip{text, with(q, off)}) }
	for _, st := range v.Stages {
		if st.ID == q.Stage {
			add("Stage is "+strings.ToLower(st.Name), func(t *workbench.TableQuery) { t.Stage = "" })
		}
	}
	if q.Channel != "" {
		add("Source is "+strings.ToLower(q.Channel.Label()), func(t *workbench.TableQuery) { t.Channel = "" })
	}
	if q.Ending != "" {
		add("Ended with "+strings.ToLower(q.Ending.Label()), func(t *workbench.TableQuery) { t.Ending = "" })
	}
	if q.Tag != "" {
		add("Tagged “"+q.Tag+"”", func(t *workbench.TableQuery) { t.Tag = "" })
	}
	return list
}

// to shows the table of another address in place of this one.
func to(href string) templ.Attributes {
	return templ.Attributes{"href": href, "hx-get": href, "hx-target": "#table", "hx-select": "#table", "hx-swap": "outerMorph", "hx-push-url": "true"}
}

// matchWords say which rows are shown and how many there are.
func matchWords(v workbench.TableView) string {
	if len(v.Items) == 0 {
		return ""
	}
	of := strconv.Itoa(v.Matches)
	if v.Matches >= workbench.MatchLimit {
		of = "more than " + of
	}
	return strconv.Itoa(v.From) + "–" + strconv.Itoa(v.From+len(v.Items)-1) + " of " + of
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
