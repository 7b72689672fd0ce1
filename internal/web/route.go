package web

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"

	"github.com/a-h/templ"

	"debrief/internal/fault"
	"debrief/internal/workbench"
)

// Route is one address. A handler returns an error and never writes one.
type Route struct {
	Method, Pattern string
	Handler         func(*Server, http.ResponseWriter, *http.Request) error
}

// Routes are all addresses, in reading order. Tests walk this table.
var Routes = []Route{
	{"GET", "/{$}", (*Server).home},
	{"GET", "/today", (*Server).showToday},
	{"POST", "/action/{id}/end", (*Server).endAction},
	{"GET", "/debrief", (*Server).nextDebrief},
	{"GET", "/debrief/{id}", (*Server).showDebrief},
	{"POST", "/debrief/{id}/edit", (*Server).editDebrief},
	{"POST", "/debrief/{id}/check", (*Server).checkDraft},
	{"POST", "/debrief/{id}/draft", (*Server).saveDraft},
	{"POST", "/debrief/{id}/drafts", (*Server).saveToDrafts},
	{"POST", "/debrief/{id}/finish", (*Server).finishDebrief},
	{"GET", "/pipeline", (*Server).showTable},
	{"GET", "/pipeline/board", (*Server).showBoard},
	{"POST", "/pipeline/bulk", (*Server).bulk},
	{"POST", "/pipeline/view", (*Server).saveView},
	{"GET", "/insights", (*Server).showInsights},
	{"GET", "/insights/figure/{file}", (*Server).figure},
	{"GET", "/insights/cases", (*Server).showCases},
	{"GET", "/insights/closing", (*Server).showClosing},
	{"POST", "/insights/settings", (*Server).editInsights},
	{"POST", "/insights/reference", (*Server).editReference},
	{"GET", "/experiment", (*Server).showExperimentForm},
	{"POST", "/experiment", (*Server).startExperiment},
	{"GET", "/experiment/{id}", (*Server).showExperiment},
	{"POST", "/experiment/{id}/end", (*Server).endExperiment},
	{"POST", "/experiment/{id}/turn", (*Server).takeTurn},
	{"GET", "/week", (*Server).showWeek},
	{"POST", "/week", (*Server).saveWeek},
	{"GET", "/application/{id}/checkin", (*Server).showCheckIn},
	{"POST", "/market", (*Server).importMarket},
	{"GET", "/add", (*Server).showAdd},
	{"POST", "/add", (*Server).createApplication},
	{"GET", "/application/{id}", (*Server).showApplication},
	{"POST", "/application/{id}/edit", (*Server).editApplication},
	{"POST", "/application/{id}/stage", (*Server).enterStage},
	{"POST", "/application/{id}/close", (*Server).closeApplication},
	{"POST", "/application/{id}/reopen", (*Server).reopenApplication},
	{"POST", "/application/{id}/note", (*Server).addNote},
	{"POST", "/application/{id}/answer", (*Server).logAnswer},
	{"POST", "/application/{id}/debrief", (*Server).startDebrief},
	{"POST", "/application/{id}/sent", (*Server).markSent},
	{"POST", "/application/{id}/interview", (*Server).planInterview},
	{"POST", "/application/{id}/salary", (*Server).addSalary},
	{"POST", "/application/{id}/tag", (*Server).tagApplication},
	{"POST", "/application/{id}/file", (*Server).addFile},
	{"POST", "/application/{id}/archive", (*Server).archiveApplication},
	{"POST", "/application/{id}/erase", (*Server).eraseApplication},
	{"POST", "/application/{id}/offer", (*Server).createOffer},
	{"GET", "/offers", (*Server).showOffers},
	{"POST", "/offers/criteria", (*Server).updateCriteria},
	{"GET", "/offer/{id}", (*Server).showOffer},
	{"POST", "/offer/{id}", (*Server).updateOffer},
	{"POST", "/offer/{id}/told", (*Server).updateTold},
	{"POST", "/offer/{id}/marks", (*Server).updateMarks},
	{"POST", "/offer/{id}/decide", (*Server).decideOffer},
	{"POST", "/offer/{id}/remove", (*Server).removeOffer},
	{"GET", "/stories", (*Server).showStories},
	{"GET", "/stories/new", (*Server).editStory},
	{"POST", "/stories", (*Server).saveStory},
	{"GET", "/stories/drill", (*Server).showDrill},
	{"GET", "/story/{id}", (*Server).showStory},
	{"GET", "/story/{id}/edit", (*Server).editStory},
	{"POST", "/story/{id}", (*Server).saveStory},
	{"POST", "/story/{id}/told", (*Server).noteTelling},
	{"POST", "/story/{id}/archive", (*Server).archiveStory},
	{"GET", "/resume", (*Server).showResumes},
	{"GET", "/resume/{id}", (*Server).showResume},
	{"POST", "/resume/{id}", (*Server).updateBullets},
	{"POST", "/resume", (*Server).newResume},
	{"POST", "/resume/{id}/file", (*Server).putResumeFile},
	{"POST", "/resume/{id}/read", (*Server).readResumeFile},
	{"GET", "/resume/{id}/json", (*Server).downloadResume},
	{"GET", "/resume/{id}/changes", (*Server).showResumeChanges},
	{"POST", "/bullet/{id}", (*Server).updateBullet},
	{"GET", "/match", (*Server).showGaps},
	{"GET", "/match/{id}", (*Server).showMatch},
	{"POST", "/match/{id}/posting", (*Server).updatePosting},
	{"POST", "/match/{id}/requirements", (*Server).updateRequirements},
	{"GET", "/worklog", (*Server).showWorkLog},
	{"GET", "/worklog.csv", (*Server).workLogCSV},
	{"POST", "/worklog", (*Server).confirmWorkLog},
	{"POST", "/worklog/line", (*Server).addWorkLogLine},
	{"POST", "/worklog/line/{id}/remove", (*Server).removeWorkLogLine},
	{"POST", "/worklog/freeze", (*Server).freezeWorkLog},
	{"GET", "/worklog/copy/{id}", (*Server).logCopyCSV},
	{"GET", "/file/{id}", (*Server).downloadFile},
	{"GET", "/mail/{id}", (*Server).showMail},
	{"GET", "/mail/{id}/sheet", (*Server).showSheet},
	{"GET", "/mail/{id}/original", (*Server).downloadMail},
	{"GET", "/inbox", (*Server).showInbox},
	{"POST", "/inbox/confirm", (*Server).confirmMails},
	{"POST", "/inbox/aside", (*Server).setAllAside},
	{"GET", "/inbox/new", (*Server).showProspects},
	{"POST", "/inbox/new", (*Server).beginProspects},
	{"POST", "/inbox/{id}/file", (*Server).fileMail},
	{"GET", "/sources", (*Server).showSources},
	{"POST", "/sources", (*Server).addSource},
	{"POST", uploadPath, (*Server).uploadMail},
	{"POST", "/sources/gentle", (*Server).setGentle},
	{"POST", "/sources/{id}", (*Server).changeSource},
	{"POST", "/sources/{id}/read", (*Server).readSource},
	{"GET", "/reading/{id}", (*Server).showReading},
	{"POST", "/reading/{id}", (*Server).changeReading},
	{"POST", "/lesson/{id}/forget", (*Server).forgetLesson},
	{"GET", "/interview/{id}", (*Server).showInterview},
	{"POST", "/interview/{id}/plan", (*Server).savePlan},
	{"GET", "/interview/{id}/after", (*Server).showAfter},
	{"POST", "/interview/{id}/after", (*Server).saveAfter},
	{"POST", "/interview/{id}/move", (*Server).moveInterview},
	{"GET", "/interview/{id}/thanks", (*Server).showThanks},
	{"GET", "/interview/{id}/calendar.ics", (*Server).interviewCalendar},
	{"GET", "/answers", (*Server).showAnswers},
	{"POST", "/answers", (*Server).saveAnswers},
	{"GET", "/calendar/{file}", (*Server).calendarFeed},
	{"POST", "/settings/calendar", (*Server).setFeed},
	{"GET", "/people", (*Server).showPeople},
	{"POST", "/people", (*Server).createPerson},
	{"GET", "/contact/{id}", (*Server).showContact},
	{"POST", "/contact/{id}", (*Server).updateContact},
	{"POST", "/contact/{id}/remove", (*Server).removeContact},
	{"POST", "/contact/{id}/touch", (*Server).noteTouch},
	{"POST", "/contact/{id}/next", (*Server).setNextTouch},
	{"POST", "/contact/{id}/note", (*Server).sendNote},
	{"POST", "/contact/{id}/merge", (*Server).mergeContact},
	{"GET", "/contact/{id}/card.vcf", (*Server).exportCard},
	{"POST", "/touch/{id}/answered", (*Server).touchAnswered},
	{"GET", "/people.vcf", (*Server).exportCards},
	{"POST", "/people/import", (*Server).importCards},
	{"POST", "/watch", (*Server).createWatch},
	{"POST", "/watch/{id}", (*Server).updateWatch},
	{"POST", "/watch/{id}/stop", (*Server).stopWatch},
	{"POST", "/proposal/{id}", (*Server).answerProposal},
	{"GET", "/start", (*Server).showStart},
	{"GET", "/import", (*Server).showImport},
	{"POST", "/import", (*Server).importTable},
	{"GET", "/search", (*Server).showSearch},
	{"GET", "/palette", (*Server).palette},
	{"GET", "/settings", (*Server).showSettings},
	{"POST", "/settings", (*Server).updateSettings},
	{"POST", "/settings/stage", (*Server).updateStage},
	{"POST", "/settings/resume", (*Server).addResume},
	{"POST", "/settings/backup", (*Server).makeBackup},
	{"POST", "/settings/erase", (*Server).eraseAll},
	{"GET", "/export.json", (*Server).exportJSON},
	{"GET", "/export.csv", (*Server).exportCSV},
	{"POST", "/theme", (*Server).setTheme},
	{"POST", "/undo/{id}", (*Server).undo},
	{"GET", "/static/{path...}", (*Server).static},
	{"GET", "/health", (*Server).health},
}

func (s *Server) handle(route Route) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !safeMethod(r.Method) && r.URL.Path != uploadPath {
			// A change is made although its page was left meanwhile: who goes on at
			// once after typing means both.
			r = r.WithContext(context.WithoutCancel(r.Context()))
		}
		err := route.Handler(s, w, r)
		if errors.Is(err, errGone) || errors.Is(err, context.Canceled) && r.Context().Err() != nil {
			return // nobody waits for the answer
		}
		if err != nil {
			s.fail(w, r, err)
		}
	})
}

// render buffers a page, so that one that fails half way is never half shown.
func (s *Server) render(w http.ResponseWriter, r *http.Request, page templ.Component) error {
	b := sheets.Get().(*bytes.Buffer)
	defer sheets.Put(b)
	b.Reset()
	if err := page.Render(r.Context(), b); err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	return writeZipped(w, r, b.Bytes())
}

// sheets are the buffers of pages, used again.
var sheets = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func writeZipped(w http.ResponseWriter, r *http.Request, body []byte) error {
	w.Header().Add("Vary", "Accept-Encoding")
	if !strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") || len(body) < 1024 {
		_, err := w.Write(body)
		return gone(err)
	}
	w.Header().Set("Content-Encoding", "gzip")
	z := zippers.Get().(*gzip.Writer)
	defer zippers.Put(z)
	z.Reset(w)
	if _, err := z.Write(body); err != nil {
		return gone(err)
	}
	return gone(z.Close())
}

// errGone is a browser that left before the answer was written: no failure of
// ours, and nobody to tell of it.
var errGone = errors.New("the browser has gone")

func gone(err error) error {
	if err == nil {
		return nil
	}
	return errors.Join(errGone, err)
}

// zippers are used again: a new one takes more memory than ten pages.
var zippers = sync.Pool{New: func() any {
	z, err := gzip.NewWriterLevel(io.Discard, 6)
	if err != nil {
		panic(err) // an unknown level
	}
	return z
}}

// swaps reports whether htmx asks, which takes a part of the answer into the
// page that stands.
func swaps(r *http.Request) bool { return r.Header.Get("HX-Request") == "true" }

func wantsJSON(r *http.Request) bool {
	return strings.Contains(r.Header.Get("Accept"), "application/json")
}

func writeJSON(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(v)
}

// done answers a change: a toast with its undo on the page it came from, or
// JSON for our own script.
func (s *Server) done(w http.ResponseWriter, r *http.Request, rec workbench.Receipt, to string) error {
	if wantsJSON(r) {
		writeJSON(w, http.StatusOK, map[string]string{"text": rec.Text, "change": string(rec.Change)})
		return nil
	}
	u, err := url.Parse(safeNext(r.FormValue("next"), to))
	if err != nil {
		return err
	}
	q := u.Query()
	q.Del("done")
	q.Del("erased")
	if rec.Change != "" {
		q.Set("done", string(rec.Change))
	}
	u.RawQuery = q.Encode()
	http.Redirect(w, r, u.String(), http.StatusSeeOther)
	return nil
}

// safeNext takes an address only when it is a path of ours.
func safeNext(next, otherwise string) string {
	u, err := url.Parse(next)
	if err != nil || next == "" || u.IsAbs() || u.Host != "" || u.User != nil || u.Opaque != "" || !strings.HasPrefix(next, "/") || strings.HasPrefix(next, "//") ||
		strings.ContainsAny(next, "\\\t\r\n\x00@") || strings.HasPrefix(strings.ToLower(u.EscapedPath()), "/%2f") || strings.HasPrefix(strings.ToLower(u.EscapedPath()), "/%5c") || strings.HasPrefix(u.Path, "//") {
		return otherwise
	}
	return next
}

// frame gathers what stands around every page.
func (s *Server) frame(r *http.Request, title, section string) (Frame, error) {
	f := Frame{Title: title, Section: section, Theme: theme(r), Demo: s.o.Demo, ReadOnly: s.desk.Damage() != "", Here: r.URL.RequestURI()}
	var err error
	if f.Nav, err = s.desk.Nav(r.Context()); err != nil {
		return f, err
	}
	set, err := s.desk.Settings(r.Context())
	if err != nil {
		return f, err
	}
	f.SingleKeys = set.SingleKeys
	if f.Theme == "" {
		f.Theme = set.Theme
	}
	if id := r.URL.Query().Get("done"); id != "" {
		f.Toast = s.toast(r, id)
	}
	if r.URL.Query().Has("erased") {
		f.Toast = &Toast{Text: "Erased for good."}
	}
	return f, nil
}

// theme is the person's choice for this browser; it holds nothing private.
func theme(r *http.Request) string {
	if c, err := r.Cookie("theme"); err == nil && (c.Value == "light" || c.Value == "dark") {
		return c.Value
	}
	return ""
}

func (s *Server) setTheme(w http.ResponseWriter, r *http.Request) error {
	v := r.FormValue("theme")
	if v != "light" && v != "dark" && v != "" {
		return fault.New(fault.Invalid, "theme", "The theme is light, dark, or the system's.")
	}
	http.SetCookie(w, &http.Cookie{Name: "theme", Value: v, Path: "/", MaxAge: 365 * 24 * 3600, HttpOnly: true, SameSite: http.SameSiteStrictMode})
	if wantsJSON(r) {
		writeJSON(w, http.StatusOK, map[string]string{"theme": v})
		return nil
	}
	http.Redirect(w, r, safeNext(r.FormValue("next"), "/today"), http.StatusSeeOther)
	return nil
}

func (s *Server) home(w http.ResponseWriter, r *http.Request) error {
	http.Redirect(w, r, "/today", http.StatusSeeOther)
	return nil
}

func (s *Server) health(w http.ResponseWriter, _ *http.Request) error {
	writeJSON(w, http.StatusOK, map[string]bool{"ok": s.desk.Damage() == ""})
	return nil
}
