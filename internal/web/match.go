package web

import (
	"net/http"
	"strconv"
	"strings"

	"debrief/internal/fault"
	"debrief/internal/match"
	"debrief/internal/track"
	"debrief/internal/workbench"
)

func (s *Server) showGaps(w http.ResponseWriter, r *http.Request) error {
	f, err := s.frame(r, "Against your postings", "resume")
	if err != nil {
		return err
	}
	role := strings.TrimSpace(r.URL.Query().Get("role"))
	g, err := s.desk.Gaps(r.Context(), role)
	if err != nil {
		return err
	}
	return s.render(w, r, gapsPage(f, g, role))
}

// matchForm is the page with what was wrong with a posting that was entered.
type matchForm struct {
	workbench.MatchView
	URL, Error string
}

func (s *Server) showMatch(w http.ResponseWriter, r *http.Request) error {
	return s.matchPage(w, r, matchForm{})
}

func (s *Server) matchPage(w http.ResponseWriter, r *http.Request, v matchForm) error {
	f, err := s.frame(r, "Posting and résumé", "resume")
	if err != nil {
		return err
	}
	if v.MatchView, err = s.desk.Match(r.Context(), appID(r), track.ResumeVersionID(r.URL.Query().Get("resume"))); err != nil {
		return err
	}
	if v.URL == "" {
		v.URL = v.Posting.URL
	}
	return s.render(w, r, matchPage(f, v))
}

// updatePosting keeps a posting: the pasted text, or with “fetch” what stands
// at the address.
func (s *Server) updatePosting(w http.ResponseWriter, r *http.Request) error {
	a := track.Advert{URL: strings.TrimSpace(r.FormValue("url")), Text: r.FormValue("text")}
	var err error
	if r.FormValue("fetch") != "" {
		a, err = s.desk.Capture(r.Context(), r.FormValue("url"))
	}
	var rec workbench.Receipt
	if err == nil {
		rec, err = s.desk.PutPosting(r.Context(), appID(r), a)
	}
	if k := fault.KindOf(err); (k == fault.Invalid || k == fault.TooLarge || k == fault.Conflict) && !wantsJSON(r) {
		w.WriteHeader(http.StatusUnprocessableEntity)
		return s.matchPage(w, r, matchForm{URL: r.FormValue("url"), Error: fault.Message(err)})
	}
	if err != nil {
		return err
	}
	return s.done(w, r, rec, "/match/"+r.PathValue("id"))
}

// updateRequirements keeps the list of the form: fields with a number each.
func (s *Server) updateRequirements(w http.ResponseWriter, r *http.Request) error {
	if err := r.ParseForm(); err != nil {
		return fault.Wrap(err, fault.Invalid, "requirements", "The form can't be read.")
	}
	n, _ := strconv.Atoi(r.FormValue("n"))
	var list []match.Requirement
	for i := range min(n, match.MaxRequirements+1) {
		at := strconv.Itoa(i)
		if r.FormValue("drop"+at) != "" {
			continue
		}
		list = append(list, match.Requirement{Kind: match.Kind(r.FormValue("kind" + at)), Text: r.FormValue("text" + at), Term: r.FormValue("term" + at), CannotClaim: r.FormValue("cannot"+at) != ""})
	}
	rec, err := s.desk.PutRequirements(r.Context(), appID(r), list)
	if err != nil {
		return err
	}
	return s.done(w, r, rec, "/match/"+r.PathValue("id"))
}

// fillFrom fills the form of a new application from the posting at its address.
// What was typed already stays.
func (s *Server) fillFrom(r *http.Request, a *addForm) {
	advert, err := s.desk.Capture(r.Context(), a.URL)
	if err != nil {
		a.Error, a.Field = fault.Message(err), "url"
		return
	}
	for _, x := range []struct {
		to   *string
		from string
	}{{&a.Company, advert.Company}, {&a.Role, advert.Title}, {&a.Location, advert.Location}, {&a.Posted, advert.Salary}, {&a.Posting, advert.Text}} {
		if strings.TrimSpace(*x.to) == "" {
			*x.to = x.from
		}
	}
}

func matchName(x match.Result) string {
	if x.Term != "" && x.Kind != match.Soft {
		return x.Term
	}
	return x.Text
}

func numbersOf(x match.Result) string {
	out := make([]string, len(x.Lines))
	for i, n := range x.Lines {
		out[i] = strconv.Itoa(n)
	}
	return strings.Join(out, ", ")
}

// termClass is the mark of a term in the posting.
func termClass(s match.Status) string {
	switch s {
	case match.Proven:
		return "term m"
	case match.Mentioned:
		return "term u"
	}
	return "term x"
}

func matchSub(v matchForm) string {
	parts := []string{}
	if v.Item.Role != "" {
		parts = append(parts, v.Item.Role)
	}
	if v.Posting.SavedAt != 0 && v.Posting.Text != "" {
		parts = append(parts, "posting kept as it was")
	}
	if v.AsSent {
		parts = append(parts, v.Resume.Name+" went out with it")
	} else if v.Known {
		parts = append(parts, "against "+v.Resume.Name)
	}
	return strings.Join(parts, ", ")
}

func statusLabel(s match.Status) string {
	return map[match.Status]string{match.Proven: "proven", match.Mentioned: "without proof", match.Missing: "missing", match.CannotClaim: "not yours to claim"}[s]
}

func resumeOr(name string) string {
	if name == "" {
		return "your résumé"
	}
	return name
}

// stepLink is where a next step is done.
func stepLink(v matchForm, x match.Result) (to, label string) {
	version := "/resume/" + string(v.Resume.ResumeVersion.ID)
	switch x.Next.Kind {
	case match.StepStory:
		return "/story/" + x.Next.Story, "Open the story"
	case match.StepProve:
		for _, j := range v.Resume.Jobs {
			for _, l := range j.Bullets {
				if l.N == x.Next.Line {
					return version + "#b-" + string(l.ID), "Change the line"
				}
			}
		}
	case match.StepReuse, match.StepPlace, match.StepTitle:
		if v.Known {
			return version, "Open the lines"
		}
	case match.StepDecide:
		if x.Kind != match.Years && x.Kind != match.Education {
			return "/stories/new", "Tell a story"
		}
	}
	return "", ""
}
