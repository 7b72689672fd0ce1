package workbench

import (
	"slices"
	"strconv"

	"debrief/internal/interview"
	"debrief/internal/store"
	"debrief/internal/track"
)

// causes gathers what the notes of the conversations may point at after a no:
// after a screen the five possible causes, filled from its sheet; later on the
// stories and answers of the last conversation. A "may", never a finding.
func (v *DebriefView) causes(tx *store.Tx) error {
	if v.Debrief.Kind != track.KindDeclined {
		return nil
	}
	notes, err := store.By[track.InterviewNote](tx, "application_id", string(v.App.ApplicationID))
	if err != nil {
		return err
	}
	last, at := track.InterviewNote{}, track.Instant(0)
	for _, n := range notes {
		e, found, err := store.Find[track.Event](tx, n.EventID)
		if err != nil {
			return err
		}
		if found && !e.Withdrawn && e.At >= at && e.At <= v.Now {
			last, at = n, e.At
		}
	}
	v.IfNo = last.IfNo
	screen := v.Debrief.StageKind == track.Screen || v.Debrief.StageKind == track.RecruiterContact
	if last.ID == "" && !screen {
		return nil
	}
	r, err := record(tx, v.App.ApplicationID, last)
	if err != nil {
		return err
	}
	if screen {
		v.Causes = interview.ScreenCauses(r)
		return nil
	}
	v.Causes = interview.InterviewCauses(r)
	return nil
}

// record is what the causes are read from: the note, what was told in that
// conversation, and the pay of the advert.
func record(tx *store.Tx, app track.ApplicationID, last track.InterviewNote) (r interview.Record, err error) {
	if r.Note, err = interview.Read(last.Body); err != nil {
		return r, err
	}
	pay, err := store.By[track.SalaryEntry](tx, "application_id", string(app))
	if err != nil {
		return r, err
	}
	for _, e := range pay {
		if e.Kind == track.SalaryPosted && (e.Basis == "year" || e.Basis == "") {
			r.Posted = [2]int{e.Low, e.High}
		}
	}
	if last.ID == "" {
		// Without a sheet, what was said stands in the ledger alone.
		if i := slices.IndexFunc(pay, func(e track.SalaryEntry) bool { return e.Kind == track.SalarySaid }); i >= 0 {
			r.Note.Sheet = interview.Sheet{"i_pay_low": strconv.Itoa(pay[i].Low)}
		}
		return r, nil
	}
	told, err := store.By[track.Telling](tx, "event_id", string(last.EventID))
	if err != nil {
		return r, err
	}
	for _, t := range told {
		s, found, err := store.Find[track.Story](tx, t.StoryID)
		if err != nil {
			return r, err
		}
		if found {
			r.Told = append(r.Told, interview.Told{Title: s.Title, Topics: s.Competencies, Landed: t.Landed})
		}
	}
	return r, nil
}
