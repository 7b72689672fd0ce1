package web

import (
	"fmt"
	"net/http"
	"strings"

	"debrief/internal/fault"
	"debrief/internal/track"
	"debrief/internal/workbench"
)

// mailView is one mail: as text, and where it has a layout of its own, what
// that would have loaded.
type mailView struct {
	Case  workbench.MailCase
	Sheet *workbench.Sheet // nil: text is all there is
	Raw   int              // bytes of the original, 0 where only the text is kept
}

// mailPolicy lets the page hold the closed-off frame of its own mail.
const mailPolicy = policy + "; frame-src 'self'"

// sheetPolicy forbids the frame everything. The sandbox takes scripts, forms,
// pop-ups, its origin and the way to the page around it.
const sheetPolicy = "default-src 'none'; form-action 'none'; base-uri 'none'; frame-ancestors 'self'; sandbox"

func (s *Server) showMail(w http.ResponseWriter, r *http.Request) error {
	id := track.MessageID(r.PathValue("id"))
	c, ok, err := s.desk.CaseOf(r.Context(), id)
	if err != nil {
		return err
	}
	if !ok { // it came by hand, not through the Inbox
		if c.Message, err = s.desk.Message(r.Context(), id); err != nil {
			return err
		}
		c.Zone = s.zone(r)
	}
	v := mailView{Case: c}
	raw, err := s.desk.RawMail(r.Context(), id)
	if err != nil && fault.KindOf(err) != fault.NotFound {
		return err
	}
	v.Raw = len(raw)
	if len(raw) > 0 && c.Message.HasHTML {
		if sheet, err := s.desk.Sheet(raw); err == nil {
			v.Sheet = &sheet
		}
	}
	f, err := s.frame(r, "Mail", "inbox")
	if err != nil {
		return err
	}
	f.Title = c.Message.Subject
	w.Header().Set("Content-Security-Policy", mailPolicy)
	return s.render(w, r, mailPage(f, v))
}

// showSheet serves the layout of a mail for its frame.
func (s *Server) showSheet(w http.ResponseWriter, r *http.Request) error {
	raw, err := s.desk.RawMail(r.Context(), track.MessageID(r.PathValue("id")))
	if err != nil {
		return err
	}
	sheet, err := s.desk.Sheet(raw)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Security-Policy", sheetPolicy)
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_, err = w.Write(sheet.HTML)
	return err
}

// downloadMail serves a mail as it came.
func (s *Server) downloadMail(w http.ResponseWriter, r *http.Request) error {
	id := track.MessageID(r.PathValue("id"))
	m, err := s.desk.Message(r.Context(), id)
	if err != nil {
		return err
	}
	raw, err := s.desk.RawMail(r.Context(), id)
	if err != nil {
		return err
	}
	name := workbench.SafeFileName(strings.Join(strings.Fields(m.Subject), " ") + ".eml")
	w.Header().Set("Content-Security-Policy", sheetPolicy)
	w.Header().Set("Content-Type", "message/rfc822")
	w.Header().Set("Content-Disposition", fmt.Sprintf("attachment; filename=%q", asciiName(name)))
	_, err = w.Write(raw)
	return err
}

// asciiName is a file name that every browser takes from a header.
func asciiName(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r > '~' || r == '"' || r == '\\' {
			return '_'
		}
		return r
	}, s)
}

// loadedWords tell what the layout of a mail would have loaded.
func loadedWords(s workbench.Sheet) string {
	n := len(s.Images)
	if n == 0 {
		return "Nothing in this mail would have been loaded from elsewhere."
	}
	text := count(n, "remote image was", "remote images were") + " not loaded"
	switch {
	case s.Pixels == 1:
		text += "; one of them is too small to be seen: a tracking pixel"
	case s.Pixels > 1:
		text += fmt.Sprintf("; %d of them are too small to be seen: tracking pixels", s.Pixels)
	}
	return text + "."
}

func sizeWords(n int) string {
	if n < 1<<20 {
		return fmt.Sprintf("%d kB", (n+1023)/1024)
	}
	return fmt.Sprintf("%.1f MB", float64(n)/(1<<20))
}
