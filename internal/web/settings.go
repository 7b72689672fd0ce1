package web

import (
	"fmt"
	"net/http"
	"path/filepath"
	"slices"
	"time"

	"github.com/a-h/templ"

	"debrief/internal/fault"
	"debrief/internal/track"
	"debrief/internal/workbench"
)

// settingsForm is the page of settings.
type settingsForm struct {
	Settings track.Settings
	Stages   []track.Stage
	Resumes  []track.ResumeVersion
	Reached  map[track.StageKind]int // applications that came to each kind
	Sources  []workbench.SourceLine
	Zone     *time.Location
	Damage   string
	Backup   string // the file just made
	Last     string // the newest backup, with its day in LastAt
	LastAt   time.Time
}

func (s *Server) showSettings(w http.ResponseWriter, r *http.Request) error {
	f, err := s.frame(r, "Settings", "settings")
	if err != nil {
		return err
	}
	v := settingsForm{Damage: s.desk.Damage(), Backup: r.URL.Query().Get("backup")}
	if v.Settings, err = s.desk.Settings(r.Context()); err != nil {
		return err
	}
	if v.Stages, err = s.desk.Stages(r.Context()); err != nil {
		return err
	}
	if v.Resumes, err = s.desk.Resumes(r.Context()); err != nil {
		return err
	}
	if v.Reached, err = s.desk.StageCounts(r.Context()); err != nil {
		return err
	}
	if v.Sources, err = s.desk.Sources(r.Context()); err != nil {
		return err
	}
	if v.Zone, err = time.LoadLocation(v.Settings.Zone); err != nil {
		v.Zone = time.UTC
	}
	v.Last, v.LastAt = s.desk.LastBackup()
	return s.render(w, r, settingsPage(f, v))
}

// number is an editable default of the method, with the words around it.
type number struct {
	name, label, hint, unit string
	field                   func(*track.Settings) *int
}

// numbers stand in the order of the page. Their sources are method.md 2b and 3.2.
var numbers = []number{
	{"rest_screen", "After an application or a screen", "House default, 0 to 72 hours", "hours", func(s *track.Settings) *int { return &s.RestScreen }},
	{"rest_interview", "After an interview or later", "Counted from the mail. Never shortened while you are not calm.", "hours", func(s *track.Settings) *int { return &s.RestInterview }},
	{"best_by_days", "A reply is prompt within", "Business days after the answer, 1 to 10", "days", func(s *track.Settings) *int { return &s.BestByDays }},
	{"only_thanks", "Only thanks fit after", "Business days after the answer, 3 to 30", "days", func(s *track.Settings) *int { return &s.OnlyThanks }},
	{"none_after", "No reply fits after", "10 to 120 days", "days", func(s *track.Settings) *int { return &s.NoneAfter }},
	{"check_in_day", "A check-in fits from day", "Only where a person is known. By then half of all answers have come.", "days", func(s *track.Settings) *int { return &s.CheckInDay }},
	{"silent_cold", "Silence counts without contact from day", "21 to 60", "days", func(s *track.Settings) *int { return &s.SilentCold }},
	{"silent_contact", "Silence counts after contact from day", "30 to 60", "days", func(s *track.Settings) *int { return &s.SilentContact }},
	{"linkedin_limit", "Length of a LinkedIn note", "200 characters, up to 300", "characters", func(s *track.Settings) *int { return &s.LinkedInLimit }},
}

// keep makes a list of settings keep each change at once; without scripts its
// button does.
var keep = templ.Attributes{"hx-post": "/settings", "hx-trigger": "change, submit", "hx-swap": "none", "hx-select-oob": "#toasts,#notice"}

func (s *Server) updateSettings(w http.ResponseWriter, r *http.Request) error {
	if err := r.ParseForm(); err != nil {
		return err
	}
	rec, err := s.desk.EditSettings(r.Context(), func(set *track.Settings) {
		for name, field := range map[string]*string{"name": &set.Name, "email": &set.Email, "zone": &set.Zone, "currency": &set.Currency} {
			if r.PostForm.Has(name) {
				*field = r.PostForm.Get(name)
			}
		}
		for _, n := range numbers {
			if r.PostForm.Has(n.name) {
				*n.field(set) = -1
				fmt.Sscan(r.PostForm.Get(n.name), n.field(set))
			}
		}
		for name, field := range map[string]*bool{"keys": &set.SingleKeys} {
			if r.PostForm.Has(name) { // a switch sends “off”, and “on” besides when it is on
				*field = slices.Contains(r.PostForm[name], "on")
			}
		}
		if r.PostForm.Has("reference") {
			set.HideReference = !slices.Contains(r.PostForm["reference"], "on")
		}
	})
	if err != nil {
		return err
	}
	return s.done(w, r, rec, "/settings")
}

func (s *Server) updateStage(w http.ResponseWriter, r *http.Request) error {
	id := track.StageID(r.FormValue("id"))
	var rec workbench.Receipt
	var err error
	switch r.FormValue("do") {
	case "up":
		rec, err = s.desk.MoveStage(r.Context(), id, -1)
	case "down":
		rec, err = s.desk.MoveStage(r.Context(), id, 1)
	default:
		st := track.Stage{ID: id, Name: r.FormValue("name"), Kind: track.StageKind(r.FormValue("kind")), Board: r.FormValue("board") != ""}
		fmt.Sscan(r.FormValue("position"), &st.Position)
		rec, err = s.desk.PutStage(r.Context(), st)
	}
	if err != nil {
		return err
	}
	return s.done(w, r, rec, "/settings#stages")
}

func (s *Server) addResume(w http.ResponseWriter, r *http.Request) error {
	name, data, err := formFile(r, "file")
	if err != nil {
		return err
	}
	_, rec, err := s.desk.AddResume(r.Context(), r.FormValue("name"), r.FormValue("text"), name, data)
	if err != nil {
		return err
	}
	return s.done(w, r, rec, "/settings#resumes")
}

func (s *Server) makeBackup(w http.ResponseWriter, r *http.Request) error {
	b, err := s.desk.Backup(r.Context(), "")
	if err != nil {
		return err
	}
	http.Redirect(w, r, "/settings?backup="+filepath.Base(b.Path)+"#back", http.StatusSeeOther)
	return nil
}

func (s *Server) eraseAll(w http.ResponseWriter, r *http.Request) error {
	if r.FormValue("confirm") != "erase everything" {
		return fault.New(fault.Invalid, "confirm", "To erase everything, type: erase everything. Nothing was erased.")
	}
	if err := s.desk.EraseAll(r.Context()); err != nil {
		return err
	}
	http.Redirect(w, r, "/start?erased=yes", http.StatusSeeOther)
	return nil
}

func (s *Server) exportJSON(w http.ResponseWriter, r *http.Request) error {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Content-Disposition", `attachment; filename="debrief-export.json"`)
	_, _, err := s.desk.Export(r.Context(), w, workbench.ExportOptions{Private: r.URL.Query().Get("private") == "yes"})
	return err
}

func (s *Server) exportCSV(w http.ResponseWriter, r *http.Request) error {
	w.Header().Set("Content-Type", "text/csv; charset=utf-8")
	w.Header().Set("Content-Disposition", `attachment; filename="debrief-applications.csv"`)
	_, err := s.desk.ExportCSV(r.Context(), w)
	return err
}
