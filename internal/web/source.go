package web

import (
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"debrief/internal/fault"
	"debrief/internal/track"
	"debrief/internal/workbench"
)

func (s *Server) showSources(w http.ResponseWriter, r *http.Request) error {
	list, err := s.desk.Sources(r.Context())
	if err != nil {
		return err
	}
	lessons, err := s.desk.Lessons(r.Context())
	if err != nil {
		return err
	}
	set, err := s.desk.Settings(r.Context())
	if err != nil {
		return err
	}
	f, err := s.frame(r, "Mailboxes and files", "settings")
	if err != nil {
		return err
	}
	return s.render(w, r, sourcesPage(f, list, lessons, set, s.zone(r)))
}

func (s *Server) zone(r *http.Request) *time.Location {
	set, err := s.desk.Settings(r.Context())
	if err != nil {
		return time.UTC
	}
	z, err := time.LoadLocation(set.Zone)
	if err != nil {
		return time.UTC
	}
	return z
}

// addSource puts a mailbox, file or folder on record and begins to read it.
func (s *Server) addSource(w http.ResponseWriter, r *http.Request) error {
	since, err := track.ParseDay(r.FormValue("since"))
	if err != nil {
		return fault.New(fault.Invalid, "since", "Write the day like 2026-06-01.")
	}
	port, _ := strconv.Atoi(r.FormValue("port"))
	n := workbench.NewSource{Name: r.FormValue("name"), Path: strings.TrimSpace(r.FormValue("path")), Host: r.FormValue("host"), Port: port, Security: r.FormValue("security"), Account: r.FormValue("account"),
		Auth: r.FormValue("auth"), Secret: r.FormValue("secret"), Since: since}
	if n.Path != "" {
		if n.Path == "-" || !filepath.IsAbs(n.Path) {
			return fault.New(fault.Invalid, "path", "Write the whole path of the file or folder, from the root of the disk.")
		}
		n.Path = filepath.Clean(n.Path)
	}
	id, _, err := s.desk.AddSource(r.Context(), n)
	if err != nil {
		return err
	}
	return s.read(w, r, id)
}

// read begins to read a source and leads to its page.
func (s *Server) read(w http.ResponseWriter, r *http.Request, id track.SourceID) error {
	reading, err := s.desk.StartReading(r.Context(), id)
	if err != nil {
		return err
	}
	http.Redirect(w, r, "/reading/"+string(reading), http.StatusSeeOther)
	return nil
}

func (s *Server) readSource(w http.ResponseWriter, r *http.Request) error {
	return s.read(w, r, track.SourceID(r.PathValue("id")))
}

func (s *Server) changeSource(w http.ResponseWriter, r *http.Request) error {
	id := track.SourceID(r.PathValue("id"))
	var rec workbench.Receipt
	var err error
	switch do := r.FormValue("do"); do {
	case "pause":
		rec, err = s.desk.PauseSource(r.Context(), id, true)
	case "resume":
		rec, err = s.desk.PauseSource(r.Context(), id, false)
	case "remove":
		rec, err = s.desk.RemoveSource(r.Context(), id)
	default:
		err = fault.New(fault.Invalid, "do", "%q is not something to do with a source.", do)
	}
	if err != nil {
		return err
	}
	return s.done(w, r, rec, "/sources")
}

// uploadLimit bounds one upload; the disk of this computer is the other bound.
const uploadLimit = 64 << 30

// uploadMail reads mails out of a file as the browser sends it, so that an
// archive of any size needs no second place on the disk. A zip is the
// exception: its table of contents stands at its end.
func (s *Server) uploadMail(w http.ResponseWriter, r *http.Request) error {
	control := http.NewResponseController(w)
	_ = control.SetReadDeadline(time.Time{}) // a large file takes longer than a form
	_ = control.SetWriteDeadline(time.Time{})
	parts, err := r.MultipartReader()
	if err != nil {
		return fault.New(fault.Invalid, "file", "Choose a mail archive first.")
	}
	for {
		part, err := parts.NextPart()
		if err == io.EOF {
			return fault.New(fault.Invalid, "file", "Choose a mail archive first.")
		}
		if err != nil {
			return err
		}
		if part.FormName() != "file" || part.FileName() == "" {
			continue
		}
		return s.takeIn(w, r, part)
	}
}

func (s *Server) takeIn(w http.ResponseWriter, r *http.Request, part *multipart.Part) error {
	name := workbench.SafeFileName(part.FileName())
	if strings.EqualFold(filepath.Ext(name), ".zip") {
		return s.takeZip(w, r, part, name)
	}
	reading, err := s.desk.ReadUpload(r.Context(), name, part)
	if err != nil {
		return err
	}
	http.Redirect(w, r, "/reading/"+string(reading.ID), http.StatusSeeOther)
	return nil
}

// takeZip keeps a zip for as long as it is read.
func (s *Server) takeZip(w http.ResponseWriter, r *http.Request, in io.Reader, name string) error {
	dir, err := os.MkdirTemp("", "debrief-upload-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, name)
	out, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	if err2 := out.Close(); err == nil {
		err = err2
	}
	if err != nil {
		return err
	}
	id, _, err := s.desk.AddSource(r.Context(), workbench.NewSource{Path: path, Name: name})
	if err != nil {
		return err
	}
	reading, err := s.desk.ReadSource(r.Context(), id, nil, nil)
	if err != nil {
		return err
	}
	if _, err := s.desk.RemoveSource(r.Context(), id); err != nil {
		return err
	}
	http.Redirect(w, r, "/reading/"+string(reading.ID), http.StatusSeeOther)
	return nil
}

// readingView is how far a reading is.
type readingView struct {
	workbench.ReadingView
	Zone *time.Location
}

func (s *Server) showReading(w http.ResponseWriter, r *http.Request) error {
	v, err := s.desk.ReadingView(r.Context(), track.ReadingID(r.PathValue("id")))
	if err != nil {
		return err
	}
	f, err := s.frame(r, "Reading your mail", "settings")
	if err != nil {
		return err
	}
	return s.render(w, r, readingPage(f, readingView{v, s.zone(r)}))
}

func (s *Server) changeReading(w http.ResponseWriter, r *http.Request) error {
	id := track.ReadingID(r.PathValue("id"))
	reading, src, err := s.desk.Reading(r.Context(), id)
	if err != nil {
		return err
	}
	here := "/reading/" + string(id)
	switch do := r.FormValue("do"); do {
	case "pause":
		s.desk.PauseReading(reading.SourceID)
	case "stop":
		s.desk.StopReading(reading.SourceID)
	case "go":
		return s.read(w, r, src.ID)
	case "undo":
		rec, err := s.desk.UndoReading(r.Context(), id)
		if err != nil {
			return err
		}
		return s.done(w, r, rec, here)
	default:
		return fault.New(fault.Invalid, "do", "%q is not something to do with a reading.", do)
	}
	http.Redirect(w, r, here, http.StatusSeeOther)
	return nil
}

func (s *Server) forgetLesson(w http.ResponseWriter, r *http.Request) error {
	rec, err := s.desk.Unlearn(r.Context(), track.LessonID(r.PathValue("id")))
	if err != nil {
		return err
	}
	return s.done(w, r, rec, "/sources#learnt")
}

func (s *Server) setGentle(w http.ResponseWriter, r *http.Request) error {
	at := r.FormValue("gentle_at")
	if r.FormValue("gentle") == "" {
		at = ""
	} else if _, err := time.Parse("15:04", at); err != nil {
		return fault.New(fault.Invalid, "gentle_at", "Write the time like 18:00.")
	}
	addresses := strings.FieldsFunc(r.FormValue("addresses"), func(r rune) bool { return strings.ContainsRune(" ,;\r\n", r) })
	rec, err := s.desk.EditSettings(r.Context(), func(set *track.Settings) { set.GentleAt, set.Addresses = at, addresses })
	if err != nil {
		return err
	}
	return s.done(w, r, rec, "/sources#gentle")
}

// tallyLine is one class of what was found, with the width of its bar.
type tallyLine struct {
	Label string
	N     int
	Width string
	Muted bool
}

var tallyLabels = []struct {
	class track.Class
	label string
}{
	{track.ClassReceived, "Confirmations"}, {track.ClassRejection, "Answered no"}, {track.ClassInterview, "Invitations and interviews"}, {track.ClassStatus, "Status updates"}, {track.ClassInformation, "Requests for information"},
	{track.ClassAssessment, "Tasks and tests"}, {track.ClassOffer, "Offers"}, {track.ClassOutreach, "A recruiter wrote first"}, {track.ClassOther, "In conversations, or unsure"},
}

func tallyLines(c track.Counts) (list []tallyLine) {
	most := 1
	for _, k := range tallyLabels {
		most = max(most, c[string(k.class)])
	}
	for _, k := range tallyLabels {
		if n := c[string(k.class)]; n > 0 {
			list = append(list, tallyLine{k.label, n, fmt.Sprintf("%.1f", 100*float64(n)/float64(most)), k.class == track.ClassRejection})
		}
	}
	return list
}

// leftLine is one reason for which mails were left out.
type leftLine struct{ Name, Text, N string }

func leftLines(r track.Reading, src track.Source) (list []leftLine) {
	add := func(n int, name, text string) {
		if n > 0 {
			list = append(list, leftLine{name, text, grouped(n)})
		}
	}
	add(r.Left[track.LeftOther], "Not about your search", "Set aside after reading. Only a fingerprint is kept, so they are not read twice.")
	add(r.Found[string(track.ClassAlert)], "Job alerts", "Kept apart, with their first lines.")
	add(r.Left[track.LeftSent], "Written by you", "In no conversation on record. Only a fingerprint is kept.")
	add(r.Left[track.LeftOlder], "Older than "+dayLong(src.Since), "You chose this start. Counted, not opened.")
	add(r.Left[track.LeftKnown], "Already known", "The same message in two places, or read before.")
	add(r.Left[track.LeftUnreadable], "Unreadable", "They are listed below.")
	return list
}

// grouped writes a number with thin spaces between thousands.
func grouped(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "\u202f" + s[i:]
	}
	return s
}

func readWords(v readingView) string {
	r := v.Reading
	if r.Size > 0 {
		return fmt.Sprintf("%s of %s", sizeOf(r.Bytes), sizeOf(r.Size))
	}
	return sizeOf(r.Bytes)
}

func sizeOf(n int64) string {
	switch {
	case n < 1<<20:
		return fmt.Sprintf("%d kB", (n+1023)/1024)
	case n < 1<<30:
		return fmt.Sprintf("%.1f MB", float64(n)/(1<<20))
	}
	return fmt.Sprintf("%.1f GB", float64(n)/(1<<30))
}

func readingTitle(v readingView) string {
	n := count(v.Reading.Messages, "message", "messages")
	if v.Reading.Messages >= 1000 {
		n = grouped(v.Reading.Messages) + " messages"
	}
	switch v.Reading.State {
	case track.ReadingRunning:
		return "Reading your mail, " + n + " so far."
	case track.ReadingPaused:
		return "Paused after " + n + "."
	case track.ReadingStopped:
		return "Stopped after " + n + "."
	case track.ReadingFailed:
		return "Reading ended after " + n + "."
	case track.ReadingUndone:
		return "This reading was taken back."
	}
	switch {
	case v.New > 0 && v.Waiting > 0:
		return count(v.New, "application", "applications") + " found, " + count(v.Waiting, "mail", "mails") + " to review."
	case v.New > 0:
		return count(v.New, "application", "applications") + " found."
	case v.Waiting > 0:
		return count(v.Waiting, "mail", "mails") + " to review."
	}
	return n + " read, nothing waits."
}
