package web

import (
	"net/http"

	"debrief/internal/track"
)

func (s *Server) showPeople(w http.ResponseWriter, r *http.Request) error {
	f, err := s.frame(r, "People", "people")
	if err != nil {
		return err
	}
	v, err := s.desk.People(r.Context())
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
	v, err := s.desk.Person(r.Context(), track.ContactID(r.PathValue("id")))
	if err != nil {
		return err
	}
	f.Title = v.Name
	return s.render(w, r, contactPage(f, v))
}

func personForm(r *http.Request, p track.Person) track.Person {
	p.Name, p.Email, p.Phone, p.Title, p.Profile, p.Role = r.FormValue("name"), r.FormValue("email"), r.FormValue("phone"), r.FormValue("title"), r.FormValue("profile"), track.PersonRole(r.FormValue("role"))
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
	v, err := s.desk.Person(r.Context(), track.ContactID(r.PathValue("id")))
	if err != nil {
		return err
	}
	_, rec, err := s.desk.PutPerson(r.Context(), personForm(r, v.Person), r.FormValue("employer"))
	if err != nil {
		return err
	}
	return s.done(w, r, rec, "/contact/"+r.PathValue("id"))
}

func (s *Server) removeContact(w http.ResponseWriter, r *http.Request) error {
	rec, err := s.desk.RemovePerson(r.Context(), track.ContactID(r.PathValue("id")))
	if err != nil {
		return err
	}
	return s.done(w, r, rec, "/people")
}

func (s *Server) createWatch(w http.ResponseWriter, r *http.Request) error {
	next, err := formDay(r, "next_on")
	if err != nil {
		return err
	}
	rec, err := s.desk.Watch(r.Context(), r.FormValue("employer"), r.FormValue("reason"), next)
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
