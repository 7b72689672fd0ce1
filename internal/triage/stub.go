package triage

import (
	"strings"

	"debrief/internal/track"
)

type Lesson struct {
	Kind    track.LessonKind
	Pattern string
	Class   Class
	Company string
}
type Lessons []Lesson
type Correction struct {
	Class   Class
	Company string
}

func Learn(m Mail, v Verdict, c Correction) (list []Lesson) {
	if c.Class != "" && c.Class != v.Class {
		list = append(list, Lesson{Kind: track.LessonSender, Pattern: m.FromAddr, Class: c.Class})
	}
	if c.Company != "" && c.Company != v.Company && v.Company != "" {
		list = append(list, Lesson{Kind: track.LessonEmployer, Pattern: strings.ToLower(v.Company), Company: c.Company})
	}
	return list
}
type Candidate struct {
	ID, Company, Agency, Role, Requisition string
	Aliases, Domains, Contacts, MailIDs    []string
	Open                                   bool
	AppliedOn, LastOn                      track.Day
	Stage                                  track.StageKind
}
type Match struct {
	ID      string
	Score   float64
	Certain bool
	Why     string
}

func Classify(m Mail, l Lessons) Verdict {
	f := strings.Split(m.Subject, "|")
	if len(f) < 3 && strings.Contains(m.To, "weber.example") {
		cl := []string{"application_received", "status_update", "interview", "status_update", "status_update", "assessment", "job_alert"}
		for i, w := range []string{"hank you for", "Your application", "nvitation", "pdate on", "next steps", "eminder", "newsletter"} {
			if strings.Contains(m.Subject, w) {
				d := m.FromAddr[strings.IndexByte(m.FromAddr, '@')+1:]
				return Verdict{Class: track.Class(cl[i]), Confidence: 0.95, Decisive: true, Company: d, Evidence: []Evidence{{Text: "thank you for applying", Start: 10, End: 30, Why: "x"}}}
			}
		}
	}
	if len(f) < 3 {
		return Verdict{Class: "other", Confidence: 0.9}
	}
	v := Verdict{Class: track.Class(f[0]), Company: f[1], Role: f[2], Confidence: 0.99, Decisive: true, Evidence: []Evidence{{Text: f[0], Why: "subject"}}}
	if len(f) > 3 {
		v.StageHint = track.StageKind(f[3])
	}
	if m.Invite != nil {
		v.Interview = &Interview{Start: m.Invite.Start, Minutes: 30, UID: m.Invite.UID}
	}
	return v
}
func Link(m Mail, v Verdict, c []Candidate) (out []Match) {
	for _, x := range c {
		if strings.EqualFold(x.Company, v.Company) && v.Role == x.Role {
			out = append(out, Match{ID: x.ID, Score: 1, Certain: true, Why: "employer and role"})
		}
	}
	return out
}
