package web

import (
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"debrief/internal/card"
	"debrief/internal/fault"
	"debrief/internal/track"
	"debrief/internal/workbench"
)

func contactID(r *http.Request) track.ContactID { return track.ContactID(r.PathValue("id")) }

func (s *Server) showPeople(w http.ResponseWriter, r *http.Request) error {
	f, err := s.frame(r, "People", "people")
	if err != nil {
		return err
	}
	v, err := s.desk.People(r.Context(), workbench.PeopleQuery{Show: r.URL.Query().Get("show"), Text: r.URL.Query().Get("q")})
	if err != nil {
		return err
	}
	return s.render(w, r, peoplePage(f, v))
}

func (s *Server) showContact(w http.ResponseWriter, r *http.Request) error {
	f, err := s.frame(r, "Contact", "people")
	if err != nil {
		return err
	}
	v, err := s.desk.Person(r.Context(), contactID(r))
	if err != nil {
		return err
	}
	f.Title = v.Name
	return s.render(w, r, contactPage(f, v))
}

func personForm(r *http.Request, p track.Person) track.Person {
	p.Name, p.Email, p.Phone, p.Title, p.Profile, p.Role = r.FormValue("name"), r.FormValue("email"), r.FormValue("phone"), r.FormValue("title"), r.FormValue("profile"), track.PersonRole(r.FormValue("role"))
	if r.Form.Has("prefers") {
		p.Prefers = r.FormValue("prefers")
	}
	return p
}

func (s *Server) createPerson(w http.ResponseWriter, r *http.Request) error {
	_, rec, err := s.desk.PutPerson(r.Context(), personForm(r, track.Person{}), r.FormValue("employer"))
	if err != nil {
		return err
	}
	return s.done(w, r, rec, "/people")
}

func (s *Server) updateContact(w http.ResponseWriter, r *http.Request) error {
	v, err := s.desk.Person(r.Context(), contactID(r))
	if err != nil {
		return err
	}
	_, rec, err := s.desk.PutPerson(r.Context(), personForm(r, v.PersonLine.Person), r.FormValue("employer"))
	if err != nil {
		return err
	}
	return s.done(w, r, rec, "/contact/"+r.PathValue("id"))
}

func (s *Server) removeContact(w http.ResponseWriter, r *http.Request) error {
	rec, err := s.desk.RemovePerson(r.Context(), contactID(r))
	if err != nil {
		return err
	}
	return s.done(w, r, rec, "/people")
}

func (s *Server) noteTouch(w http.ResponseWriter, r *http.Request) error {
	day, err := formDay(r, "day")
	if err != nil {
		return err
	}
	rec, err := s.desk.Touch(r.Context(), track.Touch{PersonID: contactID(r), Day: day, Kind: r.FormValue("kind"), Out: r.FormValue("out") == "yes", Reason: r.FormValue("reason")})
	if err != nil {
		return err
	}
	return s.done(w, r, rec, "/contact/"+r.PathValue("id"))
}

func (s *Server) touchAnswered(w http.ResponseWriter, r *http.Request) error {
	rec, err := s.desk.TouchAnswered(r.Context(), track.TouchID(r.PathValue("id")))
	if err != nil {
		return err
	}
	return s.done(w, r, rec, "/people")
}

func (s *Server) setNextTouch(w http.ResponseWriter, r *http.Request) error {
	day, err := formDay(r, "day")
	if err != nil {
		return err
	}
	if r.FormValue("do") == "none" {
		day = ""
	}
	rec, err := s.desk.NextTouch(r.Context(), contactID(r), day, r.FormValue("reason"))
	if err != nil {
		return err
	}
	return s.done(w, r, rec, "/contact/"+r.PathValue("id"))
}

// sendNote checks the LinkedIn note, records that it went out, or that none ever
// goes to this person.
func (s *Server) sendNote(w http.ResponseWriter, r *http.Request) error {
	var rec workbench.Receipt
	var err error
	switch r.FormValue("do") {
	case "never", "again":
		rec, err = s.desk.NeverNote(r.Context(), contactID(r), r.FormValue("do") == "never")
	case "sent":
		rec, err = s.desk.SendNote(r.Context(), contactID(r), r.FormValue("note"), r.FormValue("insist") == "yes")
	default:
		f, err := s.frame(r, "Contact", "people")
		if err != nil {
			return err
		}
		v, err := s.desk.CheckNote(r.Context(), contactID(r), r.FormValue("note"))
		if err != nil {
			return err
		}
		f.Title = v.Name
		return s.render(w, r, contactPage(f, v))
	}
	if err != nil {
		return err
	}
	return s.done(w, r, rec, "/contact/"+r.PathValue("id"))
}

func (s *Server) mergeContact(w http.ResponseWriter, r *http.Request) error {
	rec, err := s.desk.MergePerson(r.Context(), contactID(r), track.ContactID(r.FormValue("other")))
	if err != nil {
		return err
	}
	return s.done(w, r, rec, "/contact/"+r.PathValue("id"))
}

func cardVersion(r *http.Request) card.Version {
	if r.URL.Query().Get("version") == string(card.V3) {
		return card.V3
	}
	return card.V4
}

func (s *Server) exportCard(w http.ResponseWriter, r *http.Request) error {
	return s.cards(w, r, contactID(r))
}

func (s *Server) exportCards(w http.ResponseWriter, r *http.Request) error { return s.cards(w, r, "") }

func (s *Server) cards(w http.ResponseWriter, r *http.Request, id track.ContactID) error {
	file, name, err := s.desk.ExportCards(r.Context(), id, cardVersion(r))
	if err != nil {
		return err
	}
	attachment(w, name, "text/vcard; charset=utf-8", file)
	return nil
}

func (s *Server) importCards(w http.ResponseWriter, r *http.Request) error {
	file, _, err := r.FormFile("file")
	if err != nil {
		return fault.Wrap(err, fault.Invalid, "file", "Choose a .vcf file first.")
	}
	defer file.Close()
	data, err := io.ReadAll(io.LimitReader(file, card.MaxBytes+1))
	if err != nil {
		return err
	}
	n, rec, err := s.desk.ImportCards(r.Context(), data)
	if err != nil {
		return err
	}
	if rec.Change == "" {
		return fault.New(fault.Conflict, "file", "Everybody in this file is on record already: %s.", cardsWords(n))
	}
	return s.done(w, r, rec, "/people")
}

func cardsWords(n workbench.CardsRead) string {
	s := count(n.Same, "contact the same as before", "contacts the same as before")
	if n.Skipped > 0 {
		s += ", " + count(n.Skipped, "card without a name", "cards without a name")
	}
	return s
}

func watchForm(r *http.Request, id track.WatchID) (n workbench.NewWatch, err error) {
	n = workbench.NewWatch{ID: id, Employer: r.FormValue("employer"), Reason: r.FormValue("reason"), Write: r.FormValue("write"), Roles: r.FormValue("roles"), Careers: r.FormValue("careers"), Warmth: track.Warmth(r.FormValue("warmth"))}
	if n.NextOn, err = formDay(r, "next_on"); err != nil {
		return n, err
	}
	n.ReapplyOn, err = formDay(r, "reapply_on")
	return n, err
}

func (s *Server) createWatch(w http.ResponseWriter, r *http.Request) error {
	return s.putWatch(w, r, "")
}

func (s *Server) updateWatch(w http.ResponseWriter, r *http.Request) error {
	return s.putWatch(w, r, track.WatchID(r.PathValue("id")))
}

func (s *Server) putWatch(w http.ResponseWriter, r *http.Request, id track.WatchID) error {
	n, err := watchForm(r, id)
	if err != nil {
		return err
	}
	rec, err := s.desk.PutWatch(r.Context(), n)
	if err != nil {
		return err
	}
	return s.done(w, r, rec, "/people#watch")
}

func (s *Server) stopWatch(w http.ResponseWriter, r *http.Request) error {
	rec, err := s.desk.Unwatch(r.Context(), track.WatchID(r.PathValue("id")))
	if err != nil {
		return err
	}
	return s.done(w, r, rec, "/people#watch")
}

func (s *Server) answerProposal(w http.ResponseWriter, r *http.Request) error {
	rec, err := s.desk.TakeProposal(r.Context(), track.EmployerID(r.PathValue("id")), r.FormValue("do") != "no")
	if err != nil {
		return err
	}
	return s.done(w, r, rec, "/people#watch")
}

// peopleShows are the views of the list, with their words.
var peopleShows = [][2]string{{"", "All"}, {"due", "Worth a few lines"}, {"recruiters", "Recruiters"}, {"interviewers", "Interviewers"}, {"network", "Own network"}}

func peopleHref(q workbench.PeopleQuery, show string) string {
	u := url.Values{}
	if show != "" {
		u.Set("show", show)
	}
	if q.Text != "" {
		u.Set("q", q.Text)
	}
	if len(u) == 0 {
		return "/people"
	}
	return "/people?" + u.Encode()
}

// firstDue is the contact whom the button at the top names, nil for none.
func firstDue(v workbench.PeopleView) *workbench.PersonLine {
	i := slices.IndexFunc(v.People, func(p workbench.PersonLine) bool { return p.Due && p.NextHref == "" })
	if i < 0 {
		return nil
	}
	return &v.People[i]
}

func dueWords(v workbench.PeopleView) string {
	n := v.Counts["due"]
	s := count(v.All, "contact", "contacts") + " from your mails and interviews."
	if n == 0 {
		return s + " Nobody is waiting for a few lines this week."
	}
	return s + " " + capital(count(n, "is worth a few lines this week.", "are worth a few lines this week."))
}

func contactWords(v workbench.ContactView) string {
	s := v.Title
	if s == "" {
		s = v.Role.Label()
	}
	if v.Employer != "" {
		s += " at " + v.Employer
	}
	for i, p := range v.Past {
		if i == 0 {
			s += ", before that at " + p.Name
		} else {
			s += " and " + p.Name
		}
	}
	return strings.TrimSpace(s)
}

func mailBudget(v workbench.ContactView) string {
	switch {
	case v.Budget.Resting:
		return "two unanswered: they rest"
	case !v.Budget.Mail:
		return "1 in 60 days, used until " + dayShort(v.Budget.MailOn)
	}
	return "1 in 60 days, none used"
}

func noteBudget(v workbench.ContactView) string {
	switch {
	case v.NeverNote:
		return "none, as you said"
	case v.Budget.NoteSent.Known():
		return "one, sent " + dayShort(v.Budget.NoteSent)
	case v.Budget.NoteOn.Known():
		return "one, from " + dayShort(v.Budget.NoteOn)
	}
	return "one, not used yet"
}

var warmthWords = map[track.Warmth]string{track.Hot: "hot: a finalist", track.Warm: "warm: interviewed", track.Cool: "cool: applied only", "": "as it comes"}
