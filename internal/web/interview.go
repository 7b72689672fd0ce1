package web

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"debrief/internal/fault"
	"debrief/internal/interview"
	"debrief/internal/match"
	"debrief/internal/track"
	"debrief/internal/workbench"
)

func eventID(r *http.Request) track.EventID { return track.EventID(r.PathValue("id")) }

func (s *Server) showInterview(w http.ResponseWriter, r *http.Request) error {
	f, err := s.frame(r, "Prepare", "pipeline")
	if err != nil {
		return err
	}
	v, err := s.desk.Interview(r.Context(), eventID(r))
	if err != nil {
		return err
	}
	f.Title = "Prepare " + v.Item.Employer
	return s.render(w, r, preparePage(f, v))
}

func (s *Server) showAfter(w http.ResponseWriter, r *http.Request) error {
	f, err := s.frame(r, "Afterwards", "pipeline")
	if err != nil {
		return err
	}
	v, err := s.desk.Interview(r.Context(), eventID(r))
	if err != nil {
		return err
	}
	f.Title = "Afterwards, " + v.Item.Employer
	return s.render(w, r, afterPage(f, v))
}

func (s *Server) showThanks(w http.ResponseWriter, r *http.Request) error {
	f, err := s.frame(r, "Thank-you", "pipeline")
	if err != nil {
		return err
	}
	variant, _ := strconv.Atoi(r.URL.Query().Get("variant"))
	v, err := s.desk.Thanks(r.Context(), eventID(r), max(0, variant))
	if err != nil {
		return err
	}
	return s.render(w, r, thanksPage(f, v))
}

func interviewAt(id track.EventID, what string) string {
	return strings.TrimSuffix("/interview/"+string(id)+"/"+what, "/")
}

func (s *Server) savePlan(w http.ResponseWriter, r *http.Request) error {
	if err := r.ParseForm(); err != nil {
		return err
	}
	rec, err := s.desk.PutPlan(r.Context(), eventID(r), workbench.InterviewPlan{Format: r.FormValue("format"), Ready: r.FormValue("ready"), IfFails: r.FormValue("if_fails"),
		Take: r.PostForm["take"], OwnAsk: r.PostForm["own_ask"], IfNo: r.FormValue("if_no")})
	if err != nil {
		return err
	}
	return s.done(w, r, rec, interviewAt(eventID(r), ""))
}

func (s *Server) saveAfter(w http.ResponseWriter, r *http.Request) error {
	if err := r.ParseForm(); err != nil {
		return err
	}
	day, err := formDay(r, "promised")
	if err != nil {
		return err
	}
	a := workbench.InterviewAfter{Stressed: r.FormValue("stressed"), Liked: r.FormValue("liked"), Open: r.FormValue("open"), Problem: r.FormValue("problem"), Went: whole(r.FormValue("went")),
		Promised: day, NoDay: r.PostForm.Has("no_day"), NDA: r.PostForm.Has("nda"), Told: map[track.StoryID]int{}, Asked: askedForm(r), Sheet: sheetForm(r)}
	for _, id := range r.PostForm["told"] {
		a.Told[track.StoryID(id)] = whole(r.FormValue("landed-" + id))
	}
	rec, err := s.desk.PutAfter(r.Context(), eventID(r), a)
	if err != nil {
		return err
	}
	return s.done(w, r, rec, interviewAt(eventID(r), "after"))
}

// askedForm reads the questions of theirs: two lists of equal length.
func askedForm(r *http.Request) (list []interview.Asked) {
	quality := r.PostForm["quality"]
	for i, topic := range r.PostForm["asked"] {
		a := interview.Asked{Topic: topic}
		if i < len(quality) {
			a.Quality = whole(quality[i])
		}
		list = append(list, a)
	}
	return list
}

// sheetForm reads the sheet of a screen; nil where the form has none.
func sheetForm(r *http.Request) interview.Sheet {
	if !r.PostForm.Has("sheet") {
		return nil
	}
	s := interview.Sheet{}
	for _, f := range interview.Fields {
		if v := strings.TrimSpace(r.PostForm.Get("s-" + f.Name)); v != "" {
			s[f.Name] = v
		}
	}
	return s
}

// whole is a number as typed, 0 where there is none.
func whole(s string) int {
	n, err := strconv.Atoi(strings.TrimSpace(s))
	if err != nil {
		return 0
	}
	return n
}

func (s *Server) moveInterview(w http.ResponseWriter, r *http.Request) error {
	if r.FormValue("do") == "cancel" {
		app, rec, err := s.desk.CancelInterview(r.Context(), eventID(r))
		if err != nil {
			return err
		}
		return s.done(w, r, rec, "/application/"+string(app))
	}
	at, err := s.localTime(r, r.FormValue("at"))
	if err != nil {
		return err
	}
	to, rec, err := s.desk.MoveInterview(r.Context(), eventID(r), track.Event{At: at, Minutes: whole(r.FormValue("minutes")), Place: r.FormValue("place"), People: r.FormValue("people"), RoundName: r.FormValue("round")})
	if err != nil {
		return err
	}
	return s.done(w, r, rec, interviewAt(to, ""))
}

// localTime reads a day and hour in the person's zone.
func (s *Server) localTime(r *http.Request, text string) (track.Instant, error) {
	set, err := s.desk.Settings(r.Context())
	if err != nil {
		return 0, err
	}
	z, err := time.LoadLocation(set.Zone)
	if err != nil {
		z = time.UTC
	}
	t, err := time.ParseInLocation("2006-01-02T15:04", text, z)
	if err != nil {
		return 0, fault.New(fault.Invalid, "at", "An interview needs a day and a time.")
	}
	return track.InstantOf(t), nil
}

func (s *Server) interviewCalendar(w http.ResponseWriter, r *http.Request) error {
	file, name, err := s.desk.CalendarFile(r.Context(), eventID(r))
	if err != nil {
		return err
	}
	attachment(w, name, "text/calendar; charset=utf-8", file)
	return nil
}

// calendarFeed answers whoever has the secret address, and says nothing else.
func (s *Server) calendarFeed(w http.ResponseWriter, r *http.Request) error {
	token, ok := strings.CutSuffix(r.PathValue("file"), ".ics")
	if !ok {
		return fault.New(fault.NotFound, "feed", "There is no calendar at this address.")
	}
	file, err := s.desk.Feed(r.Context(), token)
	if err != nil {
		return err
	}
	attachment(w, "debrief.ics", "text/calendar; charset=utf-8", file)
	return nil
}

func (s *Server) setFeed(w http.ResponseWriter, r *http.Request) error {
	rec, err := s.desk.SetFeed(r.Context(), r.FormValue("do") != "off")
	if err != nil {
		return err
	}
	return s.done(w, r, rec, "/settings#calendar")
}

func (s *Server) showAnswers(w http.ResponseWriter, r *http.Request) error {
	f, err := s.frame(r, "Answer sheet", "pipeline")
	if err != nil {
		return err
	}
	v, err := s.desk.Answers(r.Context())
	if err != nil {
		return err
	}
	return s.render(w, r, answersPage(f, v))
}

func (s *Server) saveAnswers(w http.ResponseWriter, r *http.Request) error {
	a := interview.Answers{}
	for _, m := range interview.Master {
		if v := strings.TrimSpace(r.FormValue(m.Name)); v != "" {
			a[m.Name] = v
		}
	}
	rec, err := s.desk.PutAnswers(r.Context(), a)
	if err != nil {
		return err
	}
	return s.done(w, r, rec, "/answers")
}

// Words of the pages.

func talkTitle(v workbench.InterviewView) string {
	t := v.Event.At.Time().In(v.Zone)
	stage := lowerFirst(v.Stage)
	if v.Event.RoundName != "" {
		stage += ", " + v.Event.RoundName
	}
	return fmt.Sprintf("%s, %s with %s", t.Format("Monday 2 January 15:04"), stage, v.Item.Employer)
}

func prepareWords(v workbench.InterviewView) string {
	open := len(v.Topics) - v.Covered
	if len(v.Topics) == 0 {
		return v.Item.Role + "."
	}
	s := fmt.Sprintf("%s. %d of %d likely questions are covered", v.Item.Role, v.Covered, len(v.Topics))
	if open > 0 {
		return s + fmt.Sprintf("; about %d minutes would close the others.", 20*open)
	}
	return s + "."
}

func talkHours(v workbench.InterviewView) string {
	t := v.Event.At.Time().In(v.Zone)
	s := t.Format("Mon 2 Jan, 15:04")
	if v.Event.Minutes > 0 {
		s += " to " + t.Add(time.Duration(v.Event.Minutes)*time.Minute).Format("15:04")
	}
	return s
}

// essential is the word for how far a line of the advert is shown.
func essential(x match.Result) (text string, open bool) {
	switch x.Status {
	case match.Proven:
		if len(x.Stories) > 0 {
			return strings.Join(x.Stories, ", "), false
		}
		return firstWords(x.Proof, 9), false
	case match.Mentioned:
		return "mentioned, without proof", true
	case match.CannotClaim:
		return "not yours to claim; say so plainly if they ask", false
	}
	return "not shown in the résumé that went out", true
}

func takenOwn(v workbench.InterviewView) []string { return append(slices.Clone(v.Note.OwnAsk), "") }

func askedLines(v workbench.InterviewView) []interview.Asked {
	list := slices.Clone(v.Note.Asked)
	for len(list) < 3 || list[len(list)-1].Topic != "" {
		list = append(list, interview.Asked{})
	}
	return list
}

// landedWords are the three ways a story may land, with their number.
var landedWords = []struct {
	N    int
	Word string
}{{1, "lost"}, {3, "got there"}, {5, "well"}}

func landedAs(v workbench.InterviewView, id track.StoryID) int {
	switch n := v.Told[id].Landed; {
	case n == 0:
		return 0
	case n <= 2:
		return 1
	case n == 3:
		return 3
	}
	return 5
}

func told(v workbench.InterviewView, id track.StoryID) bool { _, ok := v.Told[id]; return ok }

func localValue(i track.Instant, z *time.Location) string {
	return i.Time().In(z).Format("2006-01-02T15:04")
}

func inputType(k interview.Kind) string {
	switch k {
	case interview.Date:
		return "date"
	case interview.Money:
		return "number"
	}
	return "text"
}
