package workbench

import (
	"context"
	"encoding/json"
	"io"
	"strings"

	"debrief/internal/fault"
	"debrief/internal/store"
	"debrief/internal/table"
	"debrief/internal/track"
	"debrief/internal/worklog"
)

// WorkLogView is the work-search log of a span of days against one profile.
type WorkLogView struct {
	Profile  worklog.Profile
	From, To track.Day
	Rows     []worklog.Row
	Weeks    []worklog.Week // newest first
	Copies   []track.LogCopy
	Today    track.Day
}

// logActivity says which events are activities, and of what kind.
func logActivity(e track.Event) (worklog.Activity, bool) {
	switch e.Kind {
	case track.StageEntered:
		switch e.StageKind {
		case track.Applied:
			return worklog.Application, true
		case track.SkillsTask:
			return worklog.Test, true
		}
	case track.InterviewSet:
		if e.StageKind == track.Screen || e.StageKind == track.RecruiterContact {
			return worklog.Screen, true
		}
		return worklog.Interview, true
	case track.CheckInSent:
		return worklog.FollowUp, true
	}
	return "", false
}

var logResults = map[track.Ending]string{
	track.Open: "no reply yet", track.Declined: "rejected", track.Silent: "no reply", track.RoleClosed: "no opening", track.FilledInternally: "no opening",
	track.Withdrew: "withdrew", track.OfferWithdrawn: "offer withdrawn", track.OfferDeclined: "offer declined", track.EndedAccepted: "accepted",
}

// WorkLog gathers the log from events and from lines entered by hand. An empty
// from is four weeks before to, an empty to is today, an empty profile the
// person's last choice. Kinds of error: Invalid.
func (d *Desk) WorkLog(ctx context.Context, from, to track.Day, profile string) (v WorkLogView, err error) {
	err = d.view(ctx, func(tx *store.Tx) error {
		v, err = d.workLog(tx, from, to, profile)
		return err
	})
	return v, err
}

const (
	logProfileID = "worklog_profile"  // the last choice
	logOwnID     = "worklog_profiles" // edited profiles by code
)

func (d *Desk) workLog(tx *store.Tx, from, to track.Day, profile string) (v WorkLogView, err error) {
	set, err := tx.Settings()
	if err != nil {
		return v, err
	}
	_, v.Today = d.now(set)
	if to == "" {
		to = v.Today
	}
	if from == "" {
		from = to.Add(-27)
	}
	if from > to {
		return v, fault.New(fault.Invalid, "from", "The first day %s is after the last, %s.", from, to)
	}
	v.From, v.To = from, to
	if v.Profile, err = logProfile(tx, profile); err != nil {
		return v, err
	}
	if v.Rows, err = logRows(tx, from, to); err != nil {
		return v, err
	}
	v.Weeks = worklog.Weeks(v.Rows, v.Profile)
	v.Copies, err = store.All[track.LogCopy](tx)
	return v, err
}

// logProfile is the profile of a code, as the person edited it where they did.
func logProfile(tx *store.Tx, code string) (worklog.Profile, error) {
	if code == "" {
		row, _, err := store.Find[track.Setting](tx, logProfileID)
		if err != nil {
			return worklog.Profile{}, err
		}
		code = row.Value
	}
	own, err := ownProfiles(tx)
	if err != nil {
		return worklog.Profile{}, err
	}
	if body, ok := own[code]; ok {
		return worklog.ParseProfile(body)
	}
	return worklog.ProfileByCode(code)
}

func ownProfiles(tx *store.Tx) (map[string]json.RawMessage, error) {
	own := map[string]json.RawMessage{}
	row, found, err := store.Find[track.Setting](tx, logOwnID)
	if err != nil || !found {
		return own, err
	}
	return own, json.Unmarshal([]byte(row.Value), &own)
}

func logRows(tx *store.Tx, from, to track.Day) (rows []worklog.Row, err error) {
	words := map[track.EventID]track.LogEntry{}
	err = store.Each(tx, func(l track.LogEntry) error {
		if l.EventID != "" {
			words[l.EventID] = l
			return nil
		}
		var r worklog.Row
		if err := json.Unmarshal([]byte(l.Body), &r); err != nil {
			return fault.Wrap(err, fault.Damaged, "worklog", "One line of the log can't be read.")
		}
		if r.Day < from || r.Day > to {
			return nil
		}
		r.Key, r.Counts, r.Proof, r.Note = string(l.ID), worklog.Counts(l.Counts), l.Proof, l.Note
		rows = append(rows, r)
		return nil
	})
	if err != nil {
		return nil, err
	}
	events, err := tx.EventsBetween(from, to)
	if err != nil {
		return nil, err
	}
	for _, e := range events {
		activity, ok := logActivity(e)
		if !ok {
			continue
		}
		r, err := logRow(tx, e, activity)
		if err != nil {
			return nil, err
		}
		if l, ok := words[e.ID]; ok {
			r.Counts, r.Proof, r.Note = worklog.Counts(l.Counts), l.Proof, l.Note
		}
		rows = append(rows, r)
	}
	return rows, nil
}

// logRow fills a line from the record. Names, titles and phones come only from
// contact cards, since offices ask for those; notes, feedback and pay stay out.
func logRow(tx *store.Tx, e track.Event, a worklog.Activity) (worklog.Row, error) {
	app, _, err := store.Find[track.Application](tx, e.ApplicationID)
	if err != nil {
		return worklog.Row{}, err
	}
	employer, _, err := store.Find[track.Employer](tx, app.EmployerID)
	if err != nil {
		return worklog.Row{}, err
	}
	person, _, err := store.Find[track.Person](tx, app.ContactID)
	if err != nil {
		return worklog.Row{}, err
	}
	posting, _, err := store.Find[track.Posting](tx, app.PostingID)
	if err != nil {
		return worklog.Row{}, err
	}
	state, err := tx.StateOf(app.ID)
	if err != nil {
		return worklog.Row{}, err
	}
	r := worklog.Row{Key: string(e.ID), Day: e.Day, Activity: a, Employer: employer.Name, Website: employer.Domain, Address: app.Location, Person: person.Name, PersonTitle: person.Title,
		Email: person.Email, Phone: person.Phone, Position: app.Role, Reference: posting.Requisition, PostingURL: posting.URL, Result: logResults[state.Ending], Counts: worklog.Ask}
	switch {
	case a == worklog.Interview || a == worklog.Screen:
		r.Method, r.Result = e.Place, "attended"
		if e.At.Known() && e.At > tx.Now() {
			r.Result = "set"
		}
	case a == worklog.FollowUp:
		r.Method = "e-mail"
	case app.Channel == track.Cold && posting.URL != "":
		r.Method = "online"
	}
	if e.MessageID != "" {
		r.Proof = "mail on record"
	}
	return r, nil
}

// LogWord is the person's word on one line of the log.
type LogWord struct {
	Key         string // of the row
	Counts      worklog.Counts
	Proof, Note string
}

// ConfirmLog keeps the person's word on lines of the log, all in one change.
// Kinds of error: Invalid for an unknown word, NotFound for an unknown line.
func (d *Desk) ConfirmLog(ctx context.Context, words []LogWord) (Receipt, error) {
	return d.update(ctx, "confirm_log", func(tx *store.Tx) (string, error) {
		n := 0
		for _, w := range words {
			changed, err := confirmLine(tx, w)
			if err != nil {
				return "", err
			}
			if changed {
				n++
			}
		}
		return "Work-search log: " + numberWord(n) + plural(n, " line", " lines") + " kept", nil
	})
}

func confirmLine(tx *store.Tx, w LogWord) (changed bool, err error) {
	switch w.Counts {
	case worklog.Yes, worklog.No, worklog.Ask:
	default:
		return false, unknownWord("counts", string(w.Counts), []worklog.Counts{worklog.Yes, worklog.No, worklog.Ask})
	}
	old, err := store.By[track.LogEntry](tx, "event_id", w.Key)
	if err != nil {
		return false, err
	}
	line := first(old)
	if line.ID == "" {
		if hand, found, err := store.Find[track.LogEntry](tx, track.LogEntryID(w.Key)); err != nil {
			return false, err
		} else if found {
			line = hand
		}
	}
	if line.ID == "" {
		e, found, err := store.Find[track.Event](tx, track.EventID(w.Key))
		if err != nil {
			return false, err
		}
		if !found {
			return false, fault.New(fault.NotFound, "worklog", "There is no such line in the log.")
		}
		if w.Counts == worklog.Ask && w.Proof == "" && w.Note == "" {
			return false, nil
		}
		line = track.LogEntry{ID: track.LogEntryID(tx.NewID()), ApplicationID: e.ApplicationID, EventID: e.ID}
	}
	next := line
	next.Counts, next.Proof, next.Note = string(w.Counts), clip(tidy(w.Proof), 400), clip(tidy(w.Note), 400)
	return next != line, store.Put(tx, next)
}

// AddLogLine enters an activity that no event stands behind, such as a
// workshop. It counts when the person says so.
func (d *Desk) AddLogLine(ctx context.Context, r worklog.Row) (Receipt, error) {
	if !r.Day.Known() || r.Day.MonthOnly() {
		return Receipt{}, fault.New(fault.Invalid, "date", "A line of the log needs its day.")
	}
	if r.Activity.Label() == "" {
		return Receipt{}, unknownWord("activity", string(r.Activity), worklog.Activities)
	}
	return d.update(ctx, "add_log_line", func(tx *store.Tx) (string, error) {
		r.Key = ""
		if r.Counts == "" {
			r.Counts = worklog.Yes
		}
		body, err := json.Marshal(r)
		if err != nil {
			return "", err
		}
		return r.Activity.Label() + " on " + string(r.Day) + " in the log", store.Put(tx, track.LogEntry{ID: track.LogEntryID(tx.NewID()), Counts: string(r.Counts), Proof: r.Proof, Note: r.Note, Body: string(body)})
	})
}

// RemoveLogLine takes a line entered by hand off the log; undo brings it back.
func (d *Desk) RemoveLogLine(ctx context.Context, key string) (Receipt, error) {
	return d.update(ctx, "remove_log_line", func(tx *store.Tx) (string, error) {
		l, found, err := store.Find[track.LogEntry](tx, track.LogEntryID(key))
		if err != nil {
			return "", err
		}
		if !found || l.EventID != "" {
			return "", fault.New(fault.NotFound, "worklog", "There is no such line entered by hand.")
		}
		return "Line taken off the log", store.Remove[track.LogEntry](tx, l.ID)
	})
}

// WriteWorkLog writes the log as CSV, formula-safe, lines of header to fill by
// hand first.
func WriteWorkLog(w io.Writer, v WorkLogView) error {
	head, lines := worklog.Table(v.Rows, v.Profile)
	out, err := table.NewWriter(w, head)
	if err != nil {
		return err
	}
	for _, l := range lines {
		if err := out.Row(l...); err != nil {
			return err
		}
	}
	return out.Flush()
}

// FreezeLog keeps a copy of the log as it is handed in, so that later edits
// show as such, and remembers the profile as the person's choice.
func (d *Desk) FreezeLog(ctx context.Context, from, to track.Day, profile string) (Receipt, error) {
	return d.update(ctx, "freeze_log", func(tx *store.Tx) (string, error) {
		v, err := d.workLog(tx, from, to, profile)
		if err != nil {
			return "", err
		}
		var b strings.Builder
		if err := WriteWorkLog(&b, v); err != nil {
			return "", err
		}
		if err := store.Put(tx, track.Setting{ID: logProfileID, Value: v.Profile.Code}); err != nil {
			return "", err
		}
		c := track.LogCopy{ID: track.LogCopyID(tx.NewID()), Profile: v.Profile.Code, FirstDay: v.From, LastDay: v.To, CSV: b.String(), CreatedAt: tx.Now()}
		return "Copy of the log kept, " + string(v.From) + " to " + string(v.To), store.Put(tx, c)
	})
}

// LogCopy is one kept copy.
func (d *Desk) LogCopy(ctx context.Context, id track.LogCopyID) (c track.LogCopy, err error) {
	err = d.view(ctx, func(tx *store.Tx) error {
		if c, err = store.Get[track.LogCopy](tx, id); err != nil {
			return fault.New(fault.NotFound, "worklog", "There is no such copy of the log.")
		}
		return nil
	})
	return c, err
}

// PutLogProfile keeps a profile as the person edited it, under its code.
func (d *Desk) PutLogProfile(ctx context.Context, body []byte) (Receipt, error) {
	p, err := worklog.ParseProfile(body)
	if err != nil {
		return Receipt{}, err
	}
	return d.update(ctx, "put_log_profile", func(tx *store.Tx) (string, error) {
		own, err := ownProfiles(tx)
		if err != nil {
			return "", err
		}
		own[p.Code] = body
		value, err := json.Marshal(own)
		if err != nil {
			return "", err
		}
		return "Profile “" + p.Name + "” kept", store.Put(tx, track.Setting{ID: logOwnID, Value: string(value)})
	})
}
