package workbench

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"debrief/internal/store"
	"debrief/internal/track"
	"debrief/internal/triage"
)

// Effect is one line of what filing a mail changes.
type Effect struct {
	Kind string `json:"kind"` // application, stage, ending, reopened, debrief, interview, promise, contact, sent, message
	Text string `json:"text"`
}

// filing is one mail on its way into one application: what is known of both,
// and what putting them together changes. It is computed first and shown, and
// carried out exactly as it was computed.
type filing struct {
	msg     track.Message
	verdict triage.Verdict
	class   track.Class
	app     track.Application
	day     track.Day // of the mail
	promise track.Day // "if you do not hear by": the day on which to ask again
	stages  map[track.StageID]track.Stage
	uids    map[track.EventID]string // of planned interviews, where a calendar named them
	drafts  []track.Draft
	tz      *time.Location

	events  []track.Event // of the application so far
	add     []track.Event
	void    []track.EventID
	debrief *track.Debrief
	sent    *track.Draft
	effects []Effect
}

// state derives the application as it would be with what was added so far.
func (f *filing) state() track.State {
	all := append(slices.Clone(f.events), f.add...)
	for _, id := range f.void {
		all = append(all, track.Event{ID: "void-" + id, Kind: track.Voided, Voids: id})
	}
	return track.Derive(all, f.stages)
}

func (f *filing) tell(kind, text string) { f.effects = append(f.effects, Effect{kind, text}) }

func (f *filing) event(e track.Event) {
	e.Day, e.MessageID, e.Source = cmp.Or(e.Day, f.day), f.msg.ID, "mail"
	f.add = append(f.add, e)
}

// plan computes what the mail changes.
func (f *filing) plan() {
	if f.msg.Out {
		f.planSent()
		return
	}
	if f.class == track.ClassAlert || f.class == track.ClassOther && !f.inConversation() {
		return
	}
	f.event(track.Event{Kind: track.MessageReceived, At: f.msg.Date, Automated: f.msg.Automated || f.class == track.ClassReceived})
	switch f.class {
	case track.ClassReceived:
		f.planReceived()
	case track.ClassRejection:
		f.planAnswer()
	case track.ClassInterview:
		f.planInterview()
	case track.ClassAssessment:
		if !oneOf(f.verdict.Subclass, triage.SubReminder, triage.SubSubmitted) {
			f.enter(cmp.Or(f.verdict.StageHint, track.SkillsTask))
		}
	case track.ClassOffer:
		if f.verdict.Kind == track.KindOfferWithdrawn || f.verdict.Subclass == triage.SubOfferWithdrawn {
			f.planAnswer()
			break
		}
		f.enter(track.OfferStage)
	case track.ClassOutreach:
		f.enter(track.RecruiterContact)
	}
	if f.promise.Known() {
		f.event(track.Event{Kind: track.Promised, PromisedOn: f.promise})
		f.tell("promise", "Debrief asks again on "+spokenDay(f.promise)+".")
	}
	if len(f.effects) == 0 {
		f.tell("message", "Kept with the application. Nothing else changes.")
	}
}

// inConversation tells that the mail belongs to what the person writes with
// somebody about this application, whatever else it says.
func (f *filing) inConversation() bool { return f.app.ID != "" }

// planReceived takes the day of a confirmation as the day of the application,
// where no day is known. An automatic confirmation is not an answer.
func (f *filing) planReceived() {
	for _, e := range track.ActiveEvents(f.events) {
		if e.Kind != track.StageEntered || e.StageKind != track.Applied {
			continue
		}
		if e.Day.Known() {
			return
		}
		f.void = append(f.void, e.ID)
	}
	if st := f.state(); st.FurthestRank > track.RecruiterContact.Rank() && st.AppliedOn.Known() && st.AppliedOn <= f.day {
		return // it is past that already
	}
	f.event(track.Event{Kind: track.StageEntered, StageKind: track.Applied, At: f.msg.Date})
	f.tell("stage", "Applied on "+spokenDay(f.day)+".")
}

// planAnswer ends the application and opens its debrief. A no that comes after
// silence was taken as the answer replaces it.
func (f *filing) planAnswer() {
	kind := f.answerKind()
	ending := endingOf[kind]
	if f.verdict.Subclass == triage.SubAfterInterview {
		f.reached()
	}
	st := f.state()
	if st.Ending != ending && (st.Open() || st.Ending == track.Silent || f.day > st.EndedOn) {
		if st.Ending == track.Silent {
			f.tell("reopened", "It was closed as silent; this is the answer.")
		}
		f.event(track.Event{Kind: track.Ended, Ending: ending, At: f.msg.Date})
		f.tell("ending", "Ended: "+strings.ToLower(ending.Label())+", on "+spokenDay(f.day)+", at “"+st.StageKind.Label()+"”.")
	}
	f.debrief = &track.Debrief{MessageID: f.msg.ID, Kind: kind, StageKind: cmp.Or(st.StageKind, track.Applied), State: track.DebriefWaiting, AnsweredOn: f.day, NewsAt: f.msg.Date}
	f.tell("debrief", "A debrief waits.")
}

// answerKind is what the answer says: a role that went to somebody else is a no,
// one that is not filled at all was closed.
func (f *filing) answerKind() track.AnswerKind {
	switch f.verdict.Subclass {
	case triage.SubFilled:
		return track.KindDeclined
	case triage.SubCancelled:
		return track.KindRoleClosed
	case triage.SubFilledInternally:
		return track.KindFilledInternally
	}
	switch k := f.verdict.Kind; k {
	case track.KindRoleClosed, track.KindFilledInternally, track.KindOfferWithdrawn:
		return k
	}
	return track.KindDeclined
}

// reached notes the stage that a later mail shows to have been reached, with
// the day unknown, since the mail does not tell it.
func (f *filing) reached() {
	hint := f.verdict.StageHint
	if hint.Rank() == 0 || hint.Rank() <= f.state().FurthestRank {
		return
	}
	f.add = append(f.add, track.Event{Kind: track.StageEntered, StageKind: hint, MessageID: f.msg.ID, Source: "mail"})
	f.tell("stage", "“"+hint.Label()+"” was reached, the day is not known.")
}

// enter moves the application on to a stage, and opens it again where it had
// ended before this mail.
func (f *filing) enter(kind track.StageKind) {
	f.reopen()
	st := f.state()
	if kind.Rank() <= st.FurthestRank && st.StageKind != "" || ownChoice(st.Ending) && f.day > st.EndedOn {
		return
	}
	f.event(track.Event{Kind: track.StageEntered, StageKind: kind, At: f.msg.Date})
	f.tell("stage", "Moves to “"+kind.Label()+"”, from "+spokenDay(f.day)+".")
}

func (f *filing) reopen() {
	st := f.state()
	if st.Open() || !st.EndedOn.Known() || f.day <= st.EndedOn || ownChoice(st.Ending) {
		return
	}
	f.event(track.Event{Kind: track.Reopened, At: f.msg.Date})
	f.tell("reopened", "Opened again: it had ended as “"+strings.ToLower(st.Ending.Label())+"”.")
}

// ownChoice tells that the person ended it; no mail of theirs takes that back.
func ownChoice(e track.Ending) bool {
	return e == track.Withdrew || e == track.OfferDeclined || e == track.EndedAccepted
}

// planInterview enters the stage that the invitation leads to, and keeps one
// planned interview for one conversation, whatever became of its time.
func (f *filing) planInterview() {
	sub, in := f.verdict.Subclass, f.verdict.Interview
	old := f.planned(in)
	if oneOf(sub, triage.SubCalledOff, triage.SubNoShow) {
		for _, e := range old {
			f.void = append(f.void, e.ID)
			f.tell("interview", "The conversation of "+timeWords(e.At, f.tz)+" is taken off.")
		}
		return
	}
	f.enter(f.interviewStage())
	if in == nil || !in.Start.Known() {
		return
	}
	fresh := track.Event{Kind: track.InterviewSet, Day: track.DayOf(in.Start.Time(), f.tz), At: in.Start, StageKind: f.state().StageKind, Minutes: in.Minutes, Place: interviewPlace(in), People: strings.Join(in.People, ", ")}
	for _, e := range old {
		if e.At == fresh.At && (e.Place != "" || fresh.Place == "") && (e.People != "" || fresh.People == "") {
			return // known already
		}
		fresh.Minutes, fresh.Place, fresh.People = cmp.Or(fresh.Minutes, e.Minutes), cmp.Or(fresh.Place, e.Place), cmp.Or(fresh.People, e.People)
		f.void = append(f.void, e.ID)
		if e.At != fresh.At {
			f.tell("interview", "Moved from "+timeWords(e.At, f.tz)+".")
		}
	}
	f.event(fresh)
	f.tell("interview", "Interview "+timeWords(fresh.At, f.tz)+place(fresh)+".")
}

// interviewStage is the stage an invitation leads to: the one it names; else
// the first conversation for those who have had none, and where it stands for
// the others.
func (f *filing) interviewStage() track.StageKind {
	if f.verdict.StageHint.Rank() > 0 {
		return f.verdict.StageHint
	}
	if st := f.state(); st.FurthestRank > track.RecruiterContact.Rank() {
		return st.FurthestKind
	}
	return track.Screen
}

// planned finds the interview on record that a mail speaks of: the one of the
// same calendar entry, the one at the same time, or the only one to come.
func (f *filing) planned(in *triage.Interview) (list []track.Event) {
	var coming []track.Event
	for _, e := range track.ActiveEvents(f.events) {
		if e.Kind != track.InterviewSet {
			continue
		}
		if in != nil && (in.UID != "" && f.uids[e.ID] == in.UID || in.Start.Known() && in.Start == e.At) {
			list = append(list, e)
		}
		if e.At > f.msg.Date && (in == nil || in.UID == "" || f.uids[e.ID] == "") {
			coming = append(coming, e)
		}
	}
	if len(list) == 0 && len(coming) == 1 && oneOf(f.verdict.Subclass, triage.SubReschedule, triage.SubCalledOff, triage.SubConfirmed, triage.SubReminder) {
		return coming
	}
	return list
}

// planSent notes what the person wrote themselves; a draft of theirs that went
// out is marked so.
func (f *filing) planSent() {
	kind := track.MessageSent
	for _, x := range f.drafts {
		if x.State == track.DraftSent || x.State == track.DraftNone || x.CreatedAt > f.msg.Date || !sameWords(x.Body, f.msg.NewText()) {
			continue
		}
		x.State, x.UpdatedAt = track.DraftSent, f.msg.Date
		f.sent = &x
		if x.Kind == track.MsgCheckIn {
			kind = track.CheckInSent
		}
		f.tell("sent", "The draft is marked as sent.")
		break
	}
	f.event(track.Event{Kind: kind, At: f.msg.Date})
	f.tell("sent", "Your message of "+spokenDay(f.day)+" is kept with it.")
	f.planTurn()
}

// planTurn ends the application where the person did so by this mail.
func (f *filing) planTurn() {
	st := f.state()
	ending := turnOf(f.msg.NewText(), st.FurthestRank >= track.OfferStage.Rank())
	if ending == track.Open || !st.Open() || f.class != track.ClassOther && f.class != track.ClassStatus {
		return
	}
	if ending == track.EndedAccepted {
		f.enter(track.Accepted)
	}
	f.event(track.Event{Kind: track.Ended, Ending: ending, At: f.msg.Date})
	f.tell("ending", "Ended: "+strings.ToLower(ending.Label())+", on "+spokenDay(f.day)+".")
}

// sameWords tells whether a message that went out is a draft, edited or not:
// at least half of the draft's words of four letters and more are in it.
func sameWords(draft, sent string) bool {
	in := map[string]bool{}
	for w := range strings.FieldsSeq(store.Fold(sent)) {
		in[strings.Trim(w, ".,;:!?")] = true
	}
	all, same := 0, 0
	for w := range strings.FieldsSeq(store.Fold(draft)) {
		if w = strings.Trim(w, ".,;:!?"); len(w) >= 4 {
			all++
			if in[w] {
				same++
			}
		}
	}
	return all > 0 && same*2 >= all
}

// interviewPlace is where an interview takes place, with the room where one is named.
func interviewPlace(in *triage.Interview) string {
	if in.Link == "" || strings.Contains(in.Place, in.Link) {
		return tidy(in.Place)
	}
	return strings.TrimPrefix(tidy(in.Place)+", "+in.Link, ", ")
}

func place(e track.Event) string {
	out := ""
	if e.Place != "" {
		out += ", " + clip(e.Place, 80)
	}
	if e.People != "" {
		out += ", with " + clip(e.People, 80)
	}
	return out
}

func spokenDay(d track.Day) string {
	if !d.Known() {
		return "an unknown day"
	}
	return d.Time().Format("2 January 2006")
}

func timeWords(i track.Instant, z *time.Location) string {
	return i.Time().In(z).Format("Monday 2 January 2006, 15:04")
}

func oneOf(s string, list ...string) bool { return slices.Contains(list, s) }
