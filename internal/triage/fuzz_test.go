package triage

import (
	"math"
	"testing"
	"unicode/utf8"

	"debrief/internal/track"
)

// Any mail gets a verdict: a known class, a probability, evidence that stands
// where it says, and the same one when it is read again.
func FuzzClassify(f *testing.F) {
	f.Add("Northmoor", "no-reply@us.greenhouse-mail.io", "Your application to Northmoor", "Dear Jo,\n\nunfortunately we have decided to move forward with other candidates.\n\nMara", "")
	f.Add("Dana @ icims", "weir+autoreply@talent.icims.com", "Interview: Data Analyst (Job ID 75608)", "Could you do Tuesday, 3 March at 2:30 pm CET? https://zoom.us/j/1", "weir water")
	f.Add("", "", "", "Leider müssen wir Ihnen mitteilen, dass wir uns für andere Bewerber entschieden haben.", "R-416497")
	f.Add("LinkedIn", "jobs-noreply@linkedin.com", "Votre candidature : Analyste chez Weir", "\x00\xff\u2028", "unable to offer you")
	f.Fuzz(func(t *testing.T, name, addr, subject, text, more string) {
		m := Mail{FromName: name, FromAddr: addr, ReplyTo: more, To: more, Subject: subject, Text: text, Whole: more + text, Links: []string{more}, Refs: more, Header: func(string) string { return more }, Date: track.Instant(1.8e12)}
		if len(more)%3 == 0 {
			m.Invite = &Invite{Method: "REQUEST", UID: more, Summary: subject, Location: more, Attendees: []string{name}, Start: 1.8e12, End: 1.8e12}
		}
		v := Classify(m, nil)
		if !v.Class.Valid() || math.IsNaN(v.Confidence) || v.Confidence < 0 || v.Confidence > 1 {
			t.Fatalf("%q, confidence %v", v.Class, v.Confidence)
		}
		runes := utf8.RuneCountInString(m.Whole)
		for _, e := range v.Evidence {
			if e.In == "" && (e.Start < 0 || e.End < e.Start || e.End > runes) {
				t.Errorf("evidence %+v in a text of %d", e, runes)
			}
		}
		if again := Classify(m, nil); again.Class != v.Class || again.Company != v.Company || again.Role != v.Role || len(again.Evidence) != len(v.Evidence) {
			t.Errorf("read twice: %+v and %+v", v, again)
		}
		c := []Candidate{{ID: "1", Employer: name, Domain: more, Role: subject, Requisition: more}, {ID: "2", Employer: more, Agency: name, Role: more}}
		for _, x := range Link(m, v, c) {
			if math.IsNaN(x.Score) || x.ID != "1" && x.ID != "2" {
				t.Errorf("match %+v", x)
			}
		}
		Learn(m, v, Correction{Class: track.ClassRejection, Company: name})
	})
}
