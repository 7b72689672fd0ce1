package web

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"unicode"

	"debrief/internal/fault"
	"debrief/internal/track"
	"debrief/internal/workbench"
)

// inboxClass is one way to file a mail, with its key.
type inboxClass struct {
	Key   string
	Class track.Class
	Label string
}

// inboxClasses are those with a key, in the order of the design.
var inboxClasses = []inboxClass{
	{"1", track.ClassRejection, "Rejection"}, {"2", track.ClassReceived, "Confirmation"}, {"3", track.ClassInterview, "Interview invitation"}, {"4", track.ClassOffer, "Offer"},
	{"5", track.ClassStatus, "Conversation"}, {"6", track.ClassAlert, "Advert or alert"}, {"7", track.ClassOther, "Not about my search"},
}

// otherClasses have no key of their own.
var otherClasses = []track.Class{track.ClassAssessment, track.ClassInformation, track.ClassOutreach}

func (s *Server) showInbox(w http.ResponseWriter, r *http.Request) error {
	q := r.URL.Query()
	offset, _ := strconv.Atoi(q.Get("offset"))
	ask := workbench.InboxAsk{Open: track.InboxID(q.Get("open")), Filed: q.Get("view") == "filed", Perhaps: q.Get("view") == "perhaps", Reading: track.ReadingID(q.Get("reading")), Offset: max(0, offset)}
	v, err := s.desk.Inbox(r.Context(), ask)
	if fault.KindOf(err) == fault.NotFound && ask.Open != "" {
		ask.Open = "" // it was taken back since
		v, err = s.desk.Inbox(r.Context(), ask)
	}
	if err != nil {
		return err
	}
	f, err := s.frame(r, "Inbox", "inbox")
	if err != nil {
		return err
	}
	return s.render(w, r, inboxPage(f, v, ask))
}

// nextInInbox is the mail after the open one, for moving on; empty at the end.
func nextInInbox(v workbench.InboxView) track.InboxID {
	for i, l := range v.Lines {
		if v.Open != nil && l.ID == v.Open.Item.ID && i+1 < len(v.Lines) {
			return v.Lines[i+1].ID
		}
	}
	return ""
}

func inboxHref(ask workbench.InboxAsk, open track.InboxID) string {
	q := url.Values{}
	if ask.Filed {
		q.Set("view", "filed")
	}
	if ask.Perhaps {
		q.Set("view", "perhaps")
	}
	if ask.Reading != "" {
		q.Set("reading", string(ask.Reading))
	}
	if ask.Offset > 0 {
		q.Set("offset", strconv.Itoa(ask.Offset))
	}
	if open != "" {
		q.Set("open", string(open))
	}
	if len(q) == 0 {
		return "/inbox"
	}
	return "/inbox?" + q.Encode()
}

// fileMail files one mail, or files a filed one otherwise.
func (s *Server) fileMail(w http.ResponseWriter, r *http.Request) error {
	as := workbench.FileAs{Class: track.Class(r.FormValue("class"))}
	var err error
	if as.Promise, err = track.ParseDay(r.FormValue("promise")); err != nil {
		return fault.New(fault.Invalid, "promise", "Write the day like 2026-12-04.")
	}
	switch to := r.FormValue("to"); {
	case to == "new":
		as.New = &workbench.NewApplication{Company: r.FormValue("company"), Role: r.FormValue("role")}
		if strings.TrimSpace(as.New.Company) == "" {
			return fault.New(fault.Invalid, "company", "A new application needs a company. A word is enough.")
		}
	case to == "other":
		if as.Application, err = s.desk.FindApplication(r.Context(), r.FormValue("application")); err != nil {
			return err
		}
	case to != "":
		as.Application = track.ApplicationID(to)
	}
	rec, err := s.desk.Refile(r.Context(), track.InboxID(r.PathValue("id")), as)
	if err != nil {
		return err
	}
	return s.done(w, r, rec, "/inbox")
}

// confirmMails files the chosen mails as they were proposed.
func (s *Server) confirmMails(w http.ResponseWriter, r *http.Request) error {
	if err := r.ParseForm(); err != nil {
		return err
	}
	var ids []track.InboxID
	for _, id := range r.PostForm["mail"] {
		ids = append(ids, track.InboxID(id))
	}
	if len(ids) == 0 {
		return fault.New(fault.Invalid, "mail", "Choose at least one mail.")
	}
	rec, err := s.desk.ConfirmMails(r.Context(), ids)
	if err != nil {
		return err
	}
	return s.done(w, r, rec, "/inbox")
}

func (s *Server) setAllAside(w http.ResponseWriter, r *http.Request) error {
	rec, err := s.desk.SetAllAside(r.Context())
	if err != nil {
		return err
	}
	return s.done(w, r, rec, "/inbox")
}

// prospectsPage is how many applications to be a page shows.
const prospectsPerPage = 50

func (s *Server) showProspects(w http.ResponseWriter, r *http.Request) error {
	offset, _ := strconv.Atoi(r.URL.Query().Get("offset"))
	list, more, err := s.desk.Prospects(r.Context(), track.ReadingID(r.URL.Query().Get("reading")), max(0, offset), prospectsPerPage)
	if err != nil {
		return err
	}
	f, err := s.frame(r, "Applications in your mail", "inbox")
	if err != nil {
		return err
	}
	return s.render(w, r, prospectPage(f, list, more, max(0, offset)))
}

// beginProspects puts the chosen applications on record with their mails.
func (s *Server) beginProspects(w http.ResponseWriter, r *http.Request) error {
	if err := r.ParseForm(); err != nil {
		return err
	}
	var ids []track.ProspectID
	for _, id := range r.PostForm["prospect"] {
		ids = append(ids, track.ProspectID(id))
	}
	if len(ids) == 0 {
		return fault.New(fault.Invalid, "prospect", "Choose at least one application.")
	}
	rec, err := s.desk.BeginProspects(r.Context(), ids)
	if err != nil {
		return err
	}
	return s.done(w, r, rec, "/inbox/new")
}

// looksLike is the guess in words, for a list.
func looksLike(l workbench.InboxLine) string {
	if l.Out {
		return "written by you"
	}
	return fmt.Sprintf("looks like: %s, %d%%", strings.ToLower(l.Class.Label()), (l.Confidence+5)/10)
}

func writer(l workbench.InboxLine) string {
	if l.FromName != "" {
		return l.FromName
	}
	return l.FromAddr
}

// doubtWords say why a mail waits.
var doubtWords = map[string]string{
	track.DoubtClass:  "It is not sure what this is.",
	track.DoubtMatch:  "It is not sure where this belongs.",
	track.DoubtNew:    "This application is not on record yet.",
	track.DoubtEffect: "It is sure what this is and where it belongs. What it changes is yours to say.",
	track.DoubtDate:   "The date of this mail can hardly be right.",
}

// filedSentence tells what was filed without asking.
func filedSentence(c track.Counts) string {
	var parts []string
	for _, k := range []struct {
		class     track.Class
		one, many string
	}{
		{track.ClassReceived, "confirmation", "confirmations"}, {track.ClassRejection, "rejection", "rejections"}, {track.ClassInterview, "interview mail", "interview mails"}, {track.ClassAssessment, "task", "tasks"},
		{track.ClassStatus, "update", "updates"}, {track.ClassInformation, "request", "requests"}, {track.ClassOther, "message", "messages"},
	} {
		if n := c[string(k.class)]; n > 0 {
			parts = append(parts, count(n, k.one, k.many))
		}
	}
	return strings.Join(parts, ", ")
}

// markedText is the mail's text with the words marked that led to the guess.
func markedText(c workbench.MailCase) [][]workbench.Piece {
	text := unfold(c.Message.Text)
	runes := []rune(text)
	marks := make([]bool, len(runes)+1)
	for _, e := range c.Verdict.Evidence {
		if e.In != "" {
			continue
		}
		for i := max(0, e.Start); i < min(e.End, len(runes)); i++ {
			marks[i] = true
		}
	}
	var out [][]workbench.Piece
	at := 0
	for _, p := range strings.SplitAfter(text, "\n\n") {
		body := unwrapped([]rune(strings.TrimRight(p, "\n")))
		var line []workbench.Piece
		for i := 0; i < len(body); {
			j := i
			for j < len(body) && marks[at+j] == marks[at+i] {
				j++
			}
			line = append(line, workbench.Piece{Text: string(body[i:j]), Mark: marks[at+i]})
			i = j
		}
		if len(line) > 0 {
			out = append(out, line)
		}
		at += len([]rune(p))
	}
	return out
}

// wrapsFrom is the length from which a line was most likely broken by the
// writer's mail program and not by the writer.
const wrapsFrom = 55

// unwrapped puts spaces for the breaks within sentences that mail programs make
// at some seventy characters, so that a text flows in any width. Its length
// stays: what is marked is marked by place. Short lines, lists and quoted lines
// are as they were.
func unwrapped(text []rune) []rune {
	start := 0
	for i, r := range text {
		if r != '\n' {
			continue
		}
		if i-start >= wrapsFrom && i+1 < len(text) && flowsOn(text[i-1], text[i+1]) {
			text[i] = ' '
		}
		start = i + 1
	}
	return text
}

func flowsOn(last, next rune) bool {
	return (unicode.IsLetter(last) || unicode.IsDigit(last) || strings.ContainsRune(",;:.-–)”\"'", last)) && (unicode.IsLetter(next) || unicode.IsDigit(next) || strings.ContainsRune("(“\"'", next))
}

func lower(s string) string { return strings.ToLower(s) }
