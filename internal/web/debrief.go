package web

import (
	"net/http"
	"strings"

	"debrief/internal/fault"
	"debrief/internal/track"
	"debrief/internal/workbench"
)

// nextDebrief leads to the first that waits.
func (s *Server) nextDebrief(w http.ResponseWriter, r *http.Request) error {
	ids, err := s.desk.Waiting(r.Context())
	if err != nil {
		return err
	}
	if len(ids) > 0 {
		http.Redirect(w, r, "/debrief/"+string(ids[0]), http.StatusSeeOther)
		return nil
	}
	f, err := s.frame(r, "Debrief", "debrief")
	if err != nil {
		return err
	}
	return s.render(w, r, noDebriefPage(f))
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
	return s.render(w, r, debriefPage(f, v, r.URL.Query().Get("ask") == "save"))
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

// checkDraft runs the rules on the text being written, for the live checks.
func (s *Server) checkDraft(w http.ResponseWriter, r *http.Request) error {
	rep, err := s.desk.Check(r.Context(), track.DebriefID(r.PathValue("id")), track.MessageKind(r.FormValue("kind")), r.FormValue("subject"), r.FormValue("body"))
	if err != nil {
		return err
	}
	writeJSON(w, http.StatusOK, map[string]any{"marks": rep.CheckMarks(), "findings": rep.Findings, "ready": rep.Ready, "words": rep.Words})
	return nil
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
	if !v.Report.Ready && r.FormValue("sure") == "" {
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

func (s *Server) finishDebrief(w http.ResponseWriter, r *http.Request) error {
	id := track.DebriefID(r.PathValue("id"))
	f := workbench.Finish{Reason: track.ReasonCode(r.FormValue("reason")), ReasonLine: r.FormValue("reason_line"), Option: r.FormValue("option"), Own: r.FormValue("own"), Shelf: r.FormValue("shelf"), TheySaid: r.FormValue("they_said") != ""}
	rec, err := s.desk.FinishDebrief(r.Context(), id, f)
	if err != nil {
		return err
	}
	to := "/today"
	if ids, err := s.desk.Waiting(r.Context()); err == nil && len(ids) > 0 && r.FormValue("next") == "" {
		to = "/debrief/" + string(ids[0])
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
