package web

import (
	"net/http"
	"strings"

	"debrief/internal/bullet"
	"debrief/internal/track"
	"debrief/internal/workbench"
)

func (s *Server) showResumes(w http.ResponseWriter, r *http.Request) error {
	return s.resumePage(w, r, "")
}

func (s *Server) showResume(w http.ResponseWriter, r *http.Request) error {
	return s.resumePage(w, r, track.ResumeVersionID(r.PathValue("id")))
}

func (s *Server) resumePage(w http.ResponseWriter, r *http.Request, id track.ResumeVersionID) error {
	f, err := s.frame(r, "Résumé", "resume")
	if err != nil {
		return err
	}
	v, ok, err := s.desk.Resume(r.Context(), id)
	if err != nil {
		return err
	}
	return s.render(w, r, resumePage(f, v, ok))
}

func (s *Server) updateBullets(w http.ResponseWriter, r *http.Request) error {
	id := track.ResumeVersionID(r.PathValue("id"))
	rec, err := s.desk.PutBullets(r.Context(), id, strings.ReplaceAll(r.FormValue("text"), "\r\n", "\n"))
	if err != nil {
		return err
	}
	return s.done(w, r, rec, "/resume/"+string(id))
}

func (s *Server) updateBullet(w http.ResponseWriter, r *http.Request) error {
	id, rec, err := s.desk.ChangeBullet(r.Context(), track.BulletID(r.PathValue("id")), r.FormValue("text"), track.StoryID(r.FormValue("story")))
	if err != nil {
		return err
	}
	return s.done(w, r, rec, "/resume/"+string(id)+"#b-"+r.PathValue("id"))
}

// span is a piece of a bullet, marked where a remark points at it.
type span struct {
	Text   string
	Marked bool
}

// bulletSpans cuts a bullet into pieces at the places of its warnings.
func bulletSpans(r bullet.Result) (out []span) {
	runes := []rune(strings.TrimSpace(strings.TrimLeft(strings.TrimSpace(r.Text), "•·▪◦*–-— \t")))
	at := 0
	for _, f := range r.Findings {
		if f.Severity != bullet.Warn || f.End == 0 || f.Start < at || f.End > len(runes) {
			continue
		}
		out = append(out, span{string(runes[at:f.Start]), false}, span{string(runes[f.Start:f.End]), true})
		at = f.End
	}
	return append(out, span{string(runes[at:]), false})
}

func resumeWords(v workbench.ResumeView) string {
	if v.Sent == 0 {
		return "Not sent with an application yet."
	}
	text := "Sent with " + count(v.Sent, "application", "applications")
	if v.Since.Known() {
		text += " since " + v.Since.Time().Format("2 January")
	}
	return text + "."
}
