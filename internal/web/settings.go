package web

import (
	"fmt"
	"net/http"
	"path/filepath"

	"debrief/internal/fault"
	"debrief/internal/track"
	"debrief/internal/workbench"
)

// settingsForm is the page of settings.
type settingsForm struct {
	Settings track.Settings
	Stages   []track.Stage
	Resumes  []track.ResumeVersion
	Damage   string
	Backup   string // the file just made
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
	return s.render(w, r, settingsPage(f, v))
}

// numbers are the editable defaults, with the words around them.
var numbers = []struct {
	name, label, hint string
	field             func(*track.Settings) *int
}{
	{"rest_screen", "Hours a reply rests after an application or screen", "0 to 72; a house default, no study fixes it", func(s *track.Settings) *int { return &s.RestScreen }},
	{"rest_interview", "Hours a reply rests after an interview", "0 to 72; never shortened while the mood is not calm", func(s *track.Settings) *int { return &s.RestInterview }},
	{"check_in_day", "Check-in fits from day", "where a person is known; half of all answers have come by then", func(s *track.Settings) *int { return &s.CheckInDay }},
	{"silent_cold", "Silence counts from day, without contact", "21 to 60", func(s *track.Settings) *int { return &s.SilentCold }},
	{"silent_contact", "Silence counts from day, after contact", "30 to 60", func(s *track.Settings) *int { return &s.SilentContact }},
	{"linkedin_limit", "Characters of a LinkedIn note", "200, up to 300", func(s *track.Settings) *int { return &s.LinkedInLimit }},
}

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
		if r.PostForm.Has("keys") {
			set.SingleKeys = r.PostForm.Get("keys") == "on"
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
	http.Redirect(w, r, "/start", http.StatusSeeOther)
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
