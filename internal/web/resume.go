package web

import (
	"net/http"
	"path/filepath"
	"strconv"
	"strings"

	"debrief/internal/bullet"
	"debrief/internal/resume"
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

// newResume names a version and takes its file, and leads to it.
func (s *Server) newResume(w http.ResponseWriter, r *http.Request) error {
	file, data, err := formFile(r, "file")
	if err != nil {
		return err
	}
	name := strings.TrimSpace(r.FormValue("name"))
	if name == "" {
		name = strings.TrimSuffix(filepath.Base(file), filepath.Ext(file))
	}
	id, rec, err := s.desk.AddResume(r.Context(), name, r.FormValue("text"), file, data)
	if err != nil {
		return err
	}
	return s.done(w, r, rec, "/resume/"+string(id))
}

func (s *Server) putResumeFile(w http.ResponseWriter, r *http.Request) error {
	file, data, err := formFile(r, "file")
	if err != nil {
		return err
	}
	rec, err := s.desk.PutResumeFile(r.Context(), track.ResumeVersionID(r.PathValue("id")), file, data)
	if err != nil {
		return err
	}
	return s.done(w, r, rec, "/resume/"+r.PathValue("id"))
}

func (s *Server) readResumeFile(w http.ResponseWriter, r *http.Request) error {
	rec, err := s.desk.ReadResumeFile(r.Context(), track.ResumeVersionID(r.PathValue("id")))
	if err != nil {
		return err
	}
	return s.done(w, r, rec, "/resume/"+r.PathValue("id"))
}

func (s *Server) downloadResume(w http.ResponseWriter, r *http.Request) error {
	name, data, err := s.desk.ResumeJSON(r.Context(), track.ResumeVersionID(r.PathValue("id")))
	if err != nil {
		return err
	}
	attachment(w, name, "application/json", data)
	return nil
}

func (s *Server) showResumeChanges(w http.ResponseWriter, r *http.Request) error {
	f, err := s.frame(r, "What changed", "resume")
	if err != nil {
		return err
	}
	c, err := s.desk.ResumeChanges(r.Context(), track.ResumeVersionID(r.PathValue("id")), track.ResumeVersionID(r.URL.Query().Get("from")))
	if err != nil {
		return err
	}
	return s.render(w, r, changesPage(f, c))
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

// formatLabel names the format of a file.
func formatLabel(format string) string {
	return map[string]string{"pdf": "PDF", "docx": "Word", "text": "text", "json": "JSON Resume"}[format]
}

func resumeFileWords(v workbench.ResumeView) string {
	text := v.File.Name
	if v.Paper.Format != "" {
		text += ", " + formatLabel(v.Paper.Format)
	}
	if v.Paper.Pages > 0 {
		text += ", " + count(v.Paper.Pages, "page", "pages")
	}
	return text
}

// maxShown is how many lines of a file stand on the page.
const maxShown = 400

func shownLines(p track.Paper) []track.PaperLine { return p.Lines[:min(len(p.Lines), maxShown)] }

// lineMarks are the lines at which a warning points.
func lineMarks(list []resume.Problem) map[int]bool {
	at := map[int]bool{}
	for _, x := range list {
		for _, n := range x.Lines {
			at[n] = at[n] || x.Warn
		}
	}
	return at
}

// linesOf names the first lines of a problem.
func linesOf(x resume.Problem) string {
	if len(x.Lines) == 0 {
		return ""
	}
	parts := make([]string, 0, 6)
	for i, n := range x.Lines {
		if i == 6 {
			return "Lines " + strings.Join(parts, ", ") + " and " + strconv.Itoa(len(x.Lines)-6) + " more."
		}
		parts = append(parts, strconv.Itoa(n))
	}
	return map[bool]string{true: "Line ", false: "Lines "}[len(parts) == 1] + strings.Join(parts, ", ") + "."
}

func partLabel(p track.PaperPart) string {
	return map[track.PaperPart]string{track.PaperHeader: "header", track.PaperFooter: "footer", track.PaperTable: "table", track.PaperBox: "text box", track.PaperHidden: "not to be seen"}[p]
}

// wordingChanges are the words of a line beside those of its story.
func wordingChanges(l workbench.BulletLine) []resume.Change {
	return resume.Changes(resume.Words(l.Text), resume.Words(l.Wording))
}

func words(list []string) string { return strings.Join(list, " ") }
