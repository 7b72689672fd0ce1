package triage

import (
	"strings"

	"debrief/internal/track"
)

// templates are the ids under which LinkedIn sends, in the X-LinkedIn-Template
// header and in every footer link as trk=eml-ID. They say the class in any
// language, so they come first. Source: mail.md section 2.
var templates = []struct {
	id    string
	class Class
	sub   string
}{
	{"email_application_confirmation_with_nba_01", track.ClassReceived, SubViaBoard},
	{"jobs_applicant_applied", track.ClassReceived, SubViaBoard},
	{"email_jobs_job_application_viewed_01", track.ClassStatus, SubViewed},
	{"email_jobs_application_rejected_01", track.ClassRejection, SubPreScreen},
	{"email_jobs_saved_job_reminder_01", track.ClassAlert, ""},
	{"email_jobs_viewed_job_reminder_01", track.ClassAlert, ""},
	{"email_jobs_weekly_saved_jobs_01", track.ClassAlert, ""},
	{"email_jobs_first_time_job_seeker_01", track.ClassAlert, ""},
	{"email_job_applications_update_digest_01", track.ClassAlert, ""},
	{"email_job_alert_digest_01", track.ClassAlert, ""},
}

// byTemplate is the verdict of a template id, where the mail carries one and
// comes from LinkedIn.
func (r *reading) byTemplate() (Verdict, bool) {
	if !strings.HasSuffix(r.from.Domain, "linkedin.com") {
		return Verdict{}, false
	}
	id, in := strings.TrimSpace(r.header("X-LinkedIn-Template")), "header"
	if id == "" {
		id, in = templateInLinks(r.m), "link"
	}
	for _, t := range templates {
		if id == t.id {
			return Verdict{Class: t.class, Subclass: t.sub, Confidence: 0.995, Decisive: true, Evidence: []Evidence{{Text: id, Why: "template of LinkedIn", In: in}}}, true
		}
	}
	return Verdict{}, false
}

const trackMark = "trk=eml-"

// templateInLinks finds the id in links, or in the text where links stand in it.
func templateInLinks(m *Mail) string {
	for _, l := range m.Links {
		if id := templateAfter(l); id != "" {
			return id
		}
	}
	text := m.Whole
	if text == "" {
		text = m.Text
	}
	for i := strings.Index(text, trackMark); i >= 0; {
		if id := templateAfter(text[i:]); id != "" {
			return id
		}
		n := strings.Index(text[i+1:], trackMark)
		if n < 0 {
			break
		}
		i += 1 + n
	}
	return ""
}

// templateAfter reads the known id behind the mark; a link part hangs on to it
// as "ID-null-0-..." or "ID-hero_jobcard".
func templateAfter(s string) string {
	_, rest, ok := strings.Cut(s, trackMark)
	if !ok {
		return ""
	}
	for _, t := range templates {
		if strings.HasPrefix(rest, t.id) {
			return t.id
		}
	}
	return ""
}
