package web

import (
	"fmt"
	"io"
	"mime"
	"net/http"
	"time"

	"debrief/internal/fault"
	"debrief/internal/track"
	"debrief/internal/workbench"
)

func appID(r *http.Request) track.ApplicationID { return track.ApplicationID(r.PathValue("id")) }

func (s *Server) showApplication(w http.ResponseWriter, r *http.Request) error {
	f, err := s.frame(r, "Application", "pipeline")
	if err != nil {
		return err
	}
	v, err := s.desk.Application(r.Context(), appID(r))
	if err != nil {
		return err
	}
	f.Title = v.Item.Employer
	show := r.URL.Query().Get("show")
	if shown[show] == nil {
		show = ""
	}
	return s.render(w, r, applicationPage(f, v, show))
}

func (s *Server) showAdd(w http.ResponseWriter, r *http.Request) error {
	return s.addPage(w, r, addForm{NewApplication: workbench.NewApplication{Company: r.URL.Query().Get("company"), AppliedOn: ""}})
}

// addForm is the form as filled in, with what was wrong with it.
type addForm struct {
	workbench.NewApplication
	Note    string
	Error   string
	Field   string
	Guard   *workbench.Guard
	Resumes []track.ResumeVersion
}

func (s *Server) addPage(w http.ResponseWriter, r *http.Request, a addForm) error {
	f, err := s.frame(r, "Add an application", "pipeline")
	if err != nil {
		return err
	}
	if a.Guard, err = s.desk.GuardFor(r.Context(), a.Company); err != nil {
		return err
	}
	if a.Resumes, err = s.desk.Resumes(r.Context()); err != nil {
		return err
	}
	return s.render(w, r, addApplicationPage(f, a))
}

func (s *Server) createApplication(w http.ResponseWriter, r *http.Request) error {
	day, err := track.ParseDay(r.FormValue("applied"))
	a := addForm{NewApplication: workbench.NewApplication{Company: r.FormValue("company"), Role: r.FormValue("role"), Channel: track.Channel(r.FormValue("channel")), Location: r.FormValue("location"),
		AppliedOn: day, Resume: track.ResumeVersionID(r.FormValue("resume")), URL: r.FormValue("url"), Posting: r.FormValue("posting"), Posted: r.FormValue("posted"), Contact: r.FormValue("contact"), Agency: r.FormValue("agency")}, Note: r.FormValue("note")}
	if r.FormValue("fetch") != "" { // on the person's click, and only then
		s.fillFrom(r, &a)
		if a.Error != "" {
			w.WriteHeader(http.StatusUnprocessableEntity)
		}
		return s.addPage(w, r, a)
	}
	if r.FormValue("look") != "" { // only asks what is known about the employer
		return s.addPage(w, r, a)
	}
	var id track.ApplicationID
	var rec workbench.Receipt
	if err == nil {
		id, rec, err = s.desk.Add(r.Context(), a.NewApplication)
	} else {
		err = fault.Wrap(err, fault.Invalid, "applied", "%v.", err)
	}
	if fault.KindOf(err) == fault.Invalid && !wantsJSON(r) {
		a.Error, a.Field = fault.Message(err), fault.Field(err)
		w.WriteHeader(http.StatusUnprocessableEntity)
		return s.addPage(w, r, a)
	}
	if err != nil {
		return err
	}
	if a.Note != "" {
		if _, err := s.desk.AddNote(r.Context(), id, a.Note, false, false); err != nil {
			return err
		}
	}
	return s.done(w, r, rec, "/application/"+string(id))
}

func (s *Server) editApplication(w http.ResponseWriter, r *http.Request) error {
	rec, err := s.desk.EditApplication(r.Context(), appID(r), func(a *track.Application) error {
		a.Role, a.Location = r.FormValue("role"), r.FormValue("location")
		if c := track.Channel(r.FormValue("channel")); c.Valid() {
			a.Channel = c
		}
		a.ResumeID, a.ContactID = track.ResumeVersionID(r.FormValue("resume")), track.ContactID(r.FormValue("contact"))
		a.Respect = track.Respect(r.FormValue("respect"))
		return nil
	})
	if err != nil {
		return err
	}
	return s.done(w, r, rec, "/application/"+r.PathValue("id"))
}

func (s *Server) enterStage(w http.ResponseWriter, r *http.Request) error {
	day, err := formDay(r, "day")
	if err != nil {
		return err
	}
	rec, err := s.desk.EnterStage(r.Context(), appID(r), r.FormValue("stage"), day, r.FormValue("round"))
	if err != nil {
		return err
	}
	return s.done(w, r, rec, "/application/"+r.PathValue("id"))
}

func formDay(r *http.Request, name string) (track.Day, error) {
	d, err := track.ParseDay(r.FormValue(name))
	if err != nil {
		return "", fault.Wrap(err, fault.Invalid, name, "%v.", err)
	}
	return d, nil
}

func (s *Server) closeApplication(w http.ResponseWriter, r *http.Request) error {
	day, err := formDay(r, "day")
	if err != nil {
		return err
	}
	rec, err := s.desk.Close(r.Context(), appID(r), track.Ending(r.FormValue("ending")), day)
	if err != nil {
		return err
	}
	return s.done(w, r, rec, "/application/"+r.PathValue("id"))
}

func (s *Server) reopenApplication(w http.ResponseWriter, r *http.Request) error {
	rec, err := s.desk.Reopen(r.Context(), appID(r))
	if err != nil {
		return err
	}
	return s.done(w, r, rec, "/application/"+r.PathValue("id"))
}

// addNote keeps a note. Sensitive wording is shown once, with two safe ways;
// saving again leaves it as it is.
func (s *Server) addNote(w http.ResponseWriter, r *http.Request) error {
	text := r.FormValue("text")
	if r.FormValue("leave") == "" && r.FormValue("sealed") == "" {
		found, err := s.desk.SensitiveWording(r.Context(), text)
		if err != nil {
			return err
		}
		if len(found) > 0 {
			f, err := s.frame(r, "Note", "pipeline")
			if err != nil {
				return err
			}
			return s.render(w, r, sensitivePage(f, r.PathValue("id"), text, found))
		}
	}
	rec, err := s.desk.AddNote(r.Context(), appID(r), text, r.FormValue("sealed") != "", r.FormValue("nda") != "")
	if err != nil {
		return err
	}
	return s.done(w, r, rec, "/application/"+r.PathValue("id"))
}

func (s *Server) logAnswer(w http.ResponseWriter, r *http.Request) error {
	day, err := formDay(r, "day")
	if err != nil {
		return err
	}
	a := workbench.Answer{Application: appID(r), Kind: track.AnswerKind(r.FormValue("kind")), Day: day, Text: r.FormValue("text")}
	if file, _, err := r.FormFile("eml"); err == nil {
		defer file.Close()
		if a.Raw, err = io.ReadAll(io.LimitReader(file, 26<<20)); err != nil {
			return err
		}
	}
	id, rec, err := s.desk.LogAnswer(r.Context(), a)
	if err != nil {
		return err
	}
	return s.done(w, r, rec, "/debrief/"+string(id))
}

func (s *Server) startDebrief(w http.ResponseWriter, r *http.Request) error {
	id, rec, err := s.desk.StartDebrief(r.Context(), appID(r))
	if err != nil {
		return err
	}
	rec.Change = ""
	return s.done(w, r, rec, "/debrief/"+string(id))
}

func (s *Server) markSent(w http.ResponseWriter, r *http.Request) error {
	rec, err := s.desk.MarkSent(r.Context(), appID(r), r.FormValue("what") == "check_in")
	if err != nil {
		return err
	}
	return s.done(w, r, rec, "/application/"+r.PathValue("id"))
}

func (s *Server) planInterview(w http.ResponseWriter, r *http.Request) error {
	set, err := s.desk.Settings(r.Context())
	if err != nil {
		return err
	}
	zone, err := time.LoadLocation(set.Zone)
	if err != nil {
		zone = time.UTC
	}
	at, err := time.ParseInLocation("2006-01-02T15:04", r.FormValue("at"), zone)
	if err != nil {
		return fault.Wrap(err, fault.Invalid, "at", "An interview needs a day and a time.")
	}
	minutes := 0
	fmt.Sscan(r.FormValue("minutes"), &minutes)
	rec, err := s.desk.PlanInterview(r.Context(), appID(r), track.InstantOf(at), minutes, r.FormValue("place"), r.FormValue("people"))
	if err != nil {
		return err
	}
	return s.done(w, r, rec, "/application/"+r.PathValue("id"))
}

func (s *Server) addSalary(w http.ResponseWriter, r *http.Request) error {
	rec, err := s.desk.AddSalary(r.Context(), appID(r), track.SalaryKind(r.FormValue("kind")), r.FormValue("amount"), r.FormValue("whom"))
	if err != nil {
		return err
	}
	return s.done(w, r, rec, "/application/"+r.PathValue("id"))
}

func (s *Server) tagApplication(w http.ResponseWriter, r *http.Request) error {
	var rec workbench.Receipt
	var err error
	if off := r.FormValue("off"); off != "" {
		rec, err = s.desk.Untag(r.Context(), appID(r), off)
	} else {
		rec, err = s.desk.Tag(r.Context(), []track.ApplicationID{appID(r)}, r.FormValue("tag"))
	}
	if err != nil {
		return err
	}
	return s.done(w, r, rec, "/application/"+r.PathValue("id"))
}

func (s *Server) addFile(w http.ResponseWriter, r *http.Request) error {
	file, head, err := r.FormFile("file")
	if err != nil {
		return fault.Wrap(err, fault.Invalid, "file", "Choose a file first.")
	}
	defer file.Close()
	data, err := io.ReadAll(io.LimitReader(file, 21<<20))
	if err != nil {
		return err
	}
	_, rec, err := s.desk.AddDocument(r.Context(), appID(r), head.Filename, head.Header.Get("Content-Type"), data)
	if err != nil {
		return err
	}
	return s.done(w, r, rec, "/application/"+r.PathValue("id"))
}

func (s *Server) archiveApplication(w http.ResponseWriter, r *http.Request) error {
	rec, err := s.desk.Archive(r.Context(), appID(r), r.FormValue("back") == "")
	if err != nil {
		return err
	}
	return s.done(w, r, rec, "/application/"+r.PathValue("id"))
}

// eraseApplication removes for good, once the company's name was typed.
func (s *Server) eraseApplication(w http.ResponseWriter, r *http.Request) error {
	v, err := s.desk.Application(r.Context(), appID(r))
	if err != nil {
		return err
	}
	if r.FormValue("confirm") != v.Item.Employer {
		return fault.New(fault.Invalid, "confirm", "To erase it for good, type the name of the company: %s. Nothing was erased.", v.Item.Employer)
	}
	if err := s.desk.Erase(r.Context(), appID(r)); err != nil {
		return err
	}
	http.Redirect(w, r, "/pipeline?erased=yes", http.StatusSeeOther)
	return nil
}

// downloadFile always downloads: nothing that was uploaded is ever shown as a page.
func (s *Server) downloadFile(w http.ResponseWriter, r *http.Request) error {
	doc, data, err := s.desk.Document(r.Context(), track.DocumentID(r.PathValue("id")))
	if err != nil {
		return err
	}
	attachment(w, doc.Name, "application/octet-stream", data)
	return nil
}

func attachment(w http.ResponseWriter, name, media string, data []byte) {
	h := w.Header()
	h.Set("Content-Type", media)
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": workbench.SafeFileName(name)}))
	h.Set("Content-Security-Policy", policy+"; sandbox")
	_, _ = w.Write(data)
}
