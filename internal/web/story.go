package web

import (
	"encoding/json"
	"net/http"
	"strconv"
	"strings"

	"debrief/internal/fault"
	"debrief/internal/story"
	"debrief/internal/track"
	"debrief/internal/workbench"
)

func (s *Server) showStories(w http.ResponseWriter, r *http.Request) error {
	return s.storyPage(w, r, "")
}

func (s *Server) showStory(w http.ResponseWriter, r *http.Request) error {
	return s.storyPage(w, r, track.StoryID(r.PathValue("id")))
}

func (s *Server) storyPage(w http.ResponseWriter, r *http.Request, id track.StoryID) error {
	f, err := s.frame(r, "Stories", "stories")
	if err != nil {
		return err
	}
	v, err := s.desk.Stories(r.Context(), id)
	if err != nil {
		return err
	}
	if v.One.Title != "" {
		f.Title = v.One.Title
	}
	return s.render(w, r, storiesPage(f, v, storyForm(r)))
}

// storyForm is the chosen way to tell a story, STAR where nothing was chosen.
func storyForm(r *http.Request) story.Form {
	for _, f := range story.Forms {
		if r.URL.Query().Get("form") == string(f) {
			return f
		}
	}
	return story.STAR
}

func (s *Server) editStory(w http.ResponseWriter, r *http.Request) error {
	f, err := s.frame(r, "Story", "stories")
	if err != nil {
		return err
	}
	st := track.Story{Title: r.URL.Query().Get("title")}
	if id := r.PathValue("id"); id != "" {
		if st, err = s.desk.Story(r.Context(), track.StoryID(id)); err != nil {
			return err
		}
	} else if c := r.URL.Query().Get("topic"); c != "" {
		if _, ok := story.CompetencyByCode(c); ok {
			st.Competencies = track.Strings{c}
		}
	}
	facts, err := workbench.FactsOf(st)
	if err != nil {
		return err
	}
	return s.render(w, r, storyEditPage(f, st, facts))
}

func (s *Server) saveStory(w http.ResponseWriter, r *http.Request) error {
	if err := r.ParseForm(); err != nil {
		return err
	}
	st := track.Story{ID: track.StoryID(r.PathValue("id"))}
	if st.ID != "" {
		old, err := s.desk.Story(r.Context(), st.ID)
		if err != nil {
			return err
		}
		st = old
	}
	for name, field := range map[string]*string{"title": &st.Title, "situation": &st.Situation, "task": &st.Task, "obstacle": &st.Obstacle, "action": &st.Action, "result": &st.Result,
		"no_number": &st.NoNumber, "reflection": &st.Reflection, "people": &st.People} {
		*field = r.PostForm.Get(name)
	}
	st.Competencies, st.Failure, st.NDA = r.PostForm["topic"], r.PostForm.Has("failure"), r.PostForm.Has("nda")
	var err error
	if st.Influence, err = influenceForm(r); err != nil {
		return err
	}
	id, rec, err := s.desk.PutStory(r.Context(), st)
	if err != nil {
		return err
	}
	return s.done(w, r, rec, "/story/"+string(id))
}

// influenceForm is the part about moving people, empty when it was not ticked.
func influenceForm(r *http.Request) (string, error) {
	if !r.PostForm.Has("influence") {
		return "", nil
	}
	get := func(name string) string { return strings.TrimSpace(r.PostForm.Get(name)) }
	in := story.Influence{Authority: get("authority"), Understood: get("understood"), Conceded: get("conceded"), TurningPoint: get("turning_point"), Decision: get("decision"), Relationship: get("relationship")}
	for _, t := range strings.Split(get("tactics"), "\n") {
		if t = strings.TrimSpace(t); t != "" {
			in.Tactics = append(in.Tactics, t)
		}
	}
	for i, role := range r.PostForm["who"] {
		at := func(name string) string {
			if list := r.PostForm[name]; i < len(list) {
				return strings.TrimSpace(list[i])
			}
			return ""
		}
		if role = strings.TrimSpace(role); role != "" && i < 12 {
			in.Stakeholders = append(in.Stakeholders, story.Stakeholder{Role: role, Before: story.Stance(at("before")), After: story.Stance(at("after")), Worry: at("worry")})
		}
	}
	b, err := json.Marshal(in)
	return string(b), err
}

func (s *Server) archiveStory(w http.ResponseWriter, r *http.Request) error {
	rec, err := s.desk.ArchiveStory(r.Context(), track.StoryID(r.PathValue("id")))
	if err != nil {
		return err
	}
	return s.done(w, r, rec, "/stories")
}

func (s *Server) noteTelling(w http.ResponseWriter, r *http.Request) error {
	landed, err := strconv.Atoi("0" + r.FormValue("landed"))
	if err != nil {
		return fault.New(fault.Invalid, "landed", "How it landed lies between 1 and 5.")
	}
	day, err := formDay(r, "day")
	if err != nil {
		return err
	}
	t := track.Telling{StoryID: track.StoryID(r.PathValue("id")), ApplicationID: track.ApplicationID(r.FormValue("application")), Day: day, Question: r.FormValue("question"), Landed: landed, FollowUps: r.FormValue("follow_ups")}
	rec, err := s.desk.NoteTelling(r.Context(), t)
	if err != nil {
		return err
	}
	return s.done(w, r, rec, "/story/"+r.PathValue("id"))
}

func (s *Server) showDrill(w http.ResponseWriter, r *http.Request) error {
	f, err := s.frame(r, "Drill", "stories")
	if err != nil {
		return err
	}
	n, _ := strconv.Atoi(r.URL.Query().Get("n")) // what is no number begins at the first question
	v, err := s.desk.Drill(r.Context(), n)
	if err != nil {
		return err
	}
	f.Bare = true
	return s.render(w, r, drillPage(f, v, r.URL.Query().Has("cues")))
}

// Words of the pages.

func gapWords(r story.Row) string {
	var text string
	switch {
	case r.Strong > 0:
		text = strconv.Itoa(r.Strong) + " strong"
	case r.Weak > 0:
		text = count(r.Weak, "weak story", "weak stories")
	default:
		text = "no story yet"
	}
	if r.Gap() && r.Asked {
		text += ", asked soon"
	}
	return text
}

func firstWords(s string, n int) string {
	words := strings.Fields(s)
	if len(words) <= n {
		return strings.Join(words, " ")
	}
	return strings.Join(words[:n], " ") + " …"
}

// drillNext is the address of the next question, or of the stories at the end.
func drillNext(v workbench.DrillView) string {
	if v.N >= v.Of {
		return "/stories"
	}
	return "/stories/drill?n=" + strconv.Itoa(v.N)
}
