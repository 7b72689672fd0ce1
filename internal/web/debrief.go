package web

import (
	"net/http"
	"strings"
	"time"

	"debrief/internal/fault"
	"debrief/internal/track"
	"debrief/internal/workbench"
)

// nextDebrief leads to the first that waits.
func (s *Server) nextDebrief(w http.ResponseWriter, r *http.Request) error {
	id, err := s.desk.NextDebrief(r.Context())
	if err != nil {
		return err
	}
	if id != "" {
		http.Redirect(w, r, "/debrief/"+string(id), http.StatusSeeOther)
		return nil
	}
	f, err := s.frame(r, "Debrief", "debrief")
	if err != nil {
		return err
	}
	resting, err := s.desk.Waiting(r.Context())
	if err != nil {
		return err
	}
	return s.render(w, r, noDebriefPage(f, resting))
}

func (s *Server) showDebrief(w http.ResponseWriter, r *http.Request) error {
	f, err := s.frame(r, "Debrief", "debrief")
	if err != nil {
		return err
	}
	v, err := s.desk.Debrief(r.Context(), track.DebriefID(r.PathValue("id")))
	if err != nil {
		return err
	}
	f.Title = "Debrief " + v.App.Employer
	return s.render(w, r, debriefPage(f, v, r.URL.Query().Get("ask")))
}

// editDebrief keeps what one field or button changes.
func (s *Server) editDebrief(w http.ResponseWriter, r *http.Request) error {
	id := track.DebriefID(r.PathValue("id"))
	e, err := s.debriefEdit(r, id)
	if err != nil {
		return err
	}
	rec, err := s.desk.EditDebrief(r.Context(), id, e)
	if err != nil {
		return err
	}
	if r.URL.Query().Get("keep") != "" { // while writing: nothing on the page changes
		w.WriteHeader(http.StatusNoContent)
		return nil
	}
	if !wantsJSON(r) {
		rec.Change = "" // the page shows what changed; a toast would only repeat it
	}
	return s.done(w, r, rec, "/debrief/"+string(id))
}

func (s *Server) debriefEdit(r *http.Request, id track.DebriefID) (workbench.DebriefEdit, error) {
	if err := r.ParseForm(); err != nil {
		return workbench.DebriefEdit{}, err
	}
	var e workbench.DebriefEdit
	e.Mood = optional[track.Mood](r, "mood")
	e.Reply = optional[string](r, "reply")
	e.Kind = optional[track.MessageKind](r, "kind")
	e.Subject, e.Body = optional[string](r, "subject"), optional[string](r, "body")
	e.ToName, e.ToAddr = optional[string](r, "to_name"), optional[string](r, "to_addr")
	e.AnswerKind, e.AnswerStage = optional[track.AnswerKind](r, "answer_kind"), optional[track.StageKind](r, "answer_stage")
	switch r.FormValue("do") {
	case "read_again":
		e.ReadAgain = true
	case "rest_longer":
		e.RestLonger = true
	case "variant":
		v, err := s.desk.Debrief(r.Context(), id)
		if err != nil {
			return e, err
		}
		next := v.Draft.Variant + 1
		e.Variant, e.Body = &next, nil
	}
	if e.Kind != nil && !e.Kind.Valid() {
		return e, fault.New(fault.Invalid, "kind", "There is no such kind of message.")
	}
	return e, nil
}

// optional is a field that the form holds, nil when it does not.
func optional[T ~string](r *http.Request, name string) *T {
	if !r.PostForm.Has(name) {
		return nil
	}
	v := T(strings.ReplaceAll(r.PostForm.Get(name), "\r\n", "\n"))
	return &v
}

// checkDraft runs the rules on the text being written, for the live checks: the
// same words that stand under the editor of the whole page.
func (s *Server) checkDraft(w http.ResponseWriter, r *http.Request) error {
	rep, err := s.desk.Check(r.Context(), track.DebriefID(r.PathValue("id")), track.MessageKind(r.FormValue("draft_kind")), r.FormValue("subject"), r.FormValue("body"))
	if err != nil {
		return err
	}
	return s.render(w, r, checkedPage(rep))
}

// saveDraft gives the message as a mail file. Open errors are asked about once.
func (s *Server) saveDraft(w http.ResponseWriter, r *http.Request) error {
	id := track.DebriefID(r.PathValue("id"))
	e, err := s.debriefEdit(r, id)
	if err != nil {
		return err
	}
	if e.Body != nil {
		e.Mood, e.Reply, e.Kind = nil, nil, nil
		if _, err := s.desk.EditDebrief(r.Context(), id, e); err != nil {
			return err
		}
	}
	v, err := s.desk.Debrief(r.Context(), id)
	if err != nil {
		return err
	}
	if !v.Report.Ready && r.FormValue("sure") == "" && v.Draft.State != track.DraftSaved { // asked once for each draft
		http.Redirect(w, r, "/debrief/"+string(id)+"?ask=save#message", http.StatusSeeOther)
		return nil
	}
	file, name, _, err := s.desk.SaveDraft(r.Context(), id)
	if err != nil {
		return err
	}
	attachment(w, name, "message/rfc822", file)
	return nil
}

// saveToDrafts puts the draft into the person's mailbox, and asks before the
// first time and where checks are open.
func (s *Server) saveToDrafts(w http.ResponseWriter, r *http.Request) error {
	id := track.DebriefID(r.PathValue("id"))
	e, err := s.debriefEdit(r, id)
	if err != nil {
		return err
	}
	if e.Body != nil {
		e.Mood, e.Reply, e.Kind = nil, nil, nil
		if _, err := s.desk.EditDebrief(r.Context(), id, e); err != nil {
			return err
		}
	}
	v, err := s.desk.Debrief(r.Context(), id)
	if err != nil {
		return err
	}
	allow := r.FormValue("allow") != ""
	if v.Place != nil && !allow && (!v.Place.Allowed || !v.Report.Ready && v.Draft.State != track.DraftSaved) {
		http.Redirect(w, r, "/debrief/"+string(id)+"?ask=drafts#message", http.StatusSeeOther)
		return nil
	}
	rec, err := s.desk.SaveToDrafts(r.Context(), id, allow)
	if err != nil {
		return err
	}
	return s.done(w, r, rec, "/debrief/"+string(id)+"#message")
}

func (s *Server) finishDebrief(w http.ResponseWriter, r *http.Request) error {
	id := track.DebriefID(r.PathValue("id"))
	e, err := s.debriefEdit(r, id)
	if err != nil {
		return err
	}
	// The text as it stands is kept with the debrief.
	if e.Body != nil {
		if _, err := s.desk.EditDebrief(r.Context(), id, workbench.DebriefEdit{Body: e.Body, Subject: e.Subject, ToName: e.ToName, ToAddr: e.ToAddr}); err != nil {
			return err
		}
	}
	f := workbench.Finish{Reason: track.ReasonCode(r.FormValue("reason")), ReasonLine: r.FormValue("reason_line"), Option: r.FormValue("option"), Own: r.FormValue("own"), Shelf: r.FormValue("shelf"), TheySaid: r.FormValue("they_said") != ""}
	if other := r.FormValue("other_reason"); other != "" {
		f.Reason = track.ReasonCode(other)
	}
	rec, err := s.desk.FinishDebrief(r.Context(), id, f)
	if err != nil {
		return err
	}
	to := "/today"
	if next, err := s.desk.NextDebrief(r.Context()); err == nil && next != "" && r.FormValue("next") == "" {
		to = "/debrief/" + string(next)
	}
	return s.done(w, r, rec, to)
}

// replyOf is how the reply switch stands: as the person set it, else as decided.
func replyOf(v workbench.DebriefView) string {
	switch {
	case v.Debrief.Reply != "":
		return v.Debrief.Reply
	case v.Decision.Outcome == track.NoReply || v.Decision.Outcome == track.CloseSilent:
		return "no_reply"
	}
	return "reply"
}

// verdict is the decision in a few words.
func verdict(v workbench.DebriefView) string {
	switch v.Decision.Outcome {
	case track.NoReply:
		return "No reply needed."
	case track.Wait:
		return "Not yet."
	case track.CloseSilent:
		return "Close it. Silence is the answer."
	case track.CheckIn:
		return "One check-in is fine."
	case track.AgentCall:
		return "Yes, to the agent."
	case track.SendInvited:
		return "Yes: send what they asked for."
	case track.Receive:
		return "Yes, a thank you."
	}
	return "Yes, a short one."
}

// kindsFor are the kinds of message offered for a decision.
func kindsFor(v workbench.DebriefView) []track.MessageKind {
	list := []track.MessageKind{track.MsgAskOne, track.MsgThanks, track.MsgThanksFuture}
	for _, k := range list {
		if k == v.Kind {
			return list
		}
	}
	return []track.MessageKind{v.Kind, track.MsgThanks}
}

// chosen is the option that stands preselected: what they said points at it.
func chosen(v workbench.DebriefView) string {
	if v.Meaning.Row > 0 && len(v.Options) > 0 && v.Options[0].ID[0] == 'f' {
		return v.Options[0].ID
	}
	return ""
}

func reasonOf(v workbench.DebriefView) track.ReasonCode {
	if v.Debrief.Reason != "" {
		return v.Debrief.Reason
	}
	return v.Meaning.Theme
}

func tryLine(v workbench.DebriefView) string {
	if id := chosen(v); id != "" {
		return v.Options[0].Text
	}
	return "Change nothing yet."
}

// whenShort is an instant of these days: today, 16:42.
func whenShort(at, now track.Instant, z *time.Location) string {
	t, n := at.Time().In(z), now.Time().In(z)
	switch track.DayOf(t, z).Sub(track.DayOf(n, z)) {
	case 0:
		return "today, " + t.Format("15:04")
	case 1:
		return "tomorrow, " + t.Format("15:04")
	}
	return t.Format("Mon 2 Jan, 15:04")
}

// restWords say why a message rests, and until when a reply is still prompt.
func restWords(v workbench.DebriefView) string {
	s := ""
	if age := v.Now.Time().Sub(v.Debrief.NewsAt.Time()).Hours(); v.Debrief.NewsAt.Known() && age >= 1 && age < 72 {
		s = "This answer is " + count(int(age), "hour", "hours") + " old. "
	}
	s += "Saving and copying come back then."
	if v.Decision.BestBy.Known() && v.Decision.BestBy > v.Now {
		s += " A reply on " + v.Decision.BestBy.Time().In(v.Zone).Format("Monday") + " is still prompt."
	}
	return s
}
