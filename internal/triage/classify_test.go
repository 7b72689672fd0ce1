package triage_test

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"debrief/internal/track"
	"debrief/internal/triage"
)

func letter(from, addr, subject, text string) triage.Mail {
	return triage.Mail{FromName: from, FromAddr: addr, To: "Mira Halloran <mira@example.org>", Subject: subject, Text: text, Whole: text, Date: track.InstantOf(time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC))}
}

// sound reports what no verdict may be, whatever the mail.
func sound(m triage.Mail, v triage.Verdict) (faults []string) {
	if !v.Class.Valid() || !(v.Confidence >= 0 && v.Confidence <= 1) {
		faults = append(faults, "class or confidence: "+string(v.Class))
	}
	whole := []rune(m.Whole)
	if m.Whole == "" {
		whole = []rune(m.Text)
	}
	for _, e := range v.Evidence {
		switch {
		case e.Why == "" || e.Text == "":
			faults = append(faults, "evidence without words or reason")
		case e.In != "":
		case e.Start < 0 || e.End > len(whole) || e.Start >= e.End || string(whole[e.Start:e.End]) != e.Text:
			faults = append(faults, "evidence is not at its place: "+e.Text)
		}
	}
	if in := v.Interview; in != nil && in.End != 0 && in.End < in.Start {
		faults = append(faults, "an interview ends before it begins")
	}
	if v.Decisive && v.Confidence < 0.9 {
		faults = append(faults, "decisive without confidence")
	}
	return faults
}

func TestClassify_whatDecidesIsShown(t *testing.T) {
	m := letter("Northgate Labs", "no-reply@us.greenhouse-mail.io", "Your application to Northgate Labs", "Hi Mira,\n\nThank you for your interest in the Platform Engineer role (R-1234). Unfortunately we will not be moving forward with your application. We have decided to move forward with other candidates.\n")
	v := triage.Classify(m, nil)
	if v.Class != track.ClassRejection || !v.Decisive || v.Company != "Northgate Labs" || v.Role != "Platform Engineer" || v.Requisition != "R-1234" || v.Vendor != "greenhouse" || v.Language != "en" {
		t.Errorf("%+v", v)
	}
	if !slices.ContainsFunc(v.Evidence, func(e triage.Evidence) bool { return strings.Contains(e.Text, "move forward with other candidates") }) {
		t.Errorf("the sentence is not shown: %+v", v.Evidence)
	}
}

// The look-alikes of mail.md: words of one class in a mail of another.
func TestClassify_wordsAreNotEnough(t *testing.T) {
	for _, c := range []struct {
		name    string
		mail    triage.Mail
		want    []track.Class
		decides bool // may be decisive
	}{
		{"unfortunately moves a meeting", letter("Dana Ortiz", "dana@quaywise.example", "Re: Interview on Thursday", "Hi Mira, unfortunately our interviewer is sick, so we have to reschedule your interview for Data Engineer. Would Friday 6 March at 14:00 work for you?"), []track.Class{track.ClassInterview}, true},
		{"unfortunately in a confirmation", letter("Oakline", "no-reply@hire.lever.co", "Thank you for applying to Oakline", "Thank you for applying for the Buyer role. We have received your application. Unfortunately we cannot reply to everyone; if you are selected, we will contact you."), []track.Class{track.ClassReceived}, true},
		{"a loan is no job", letter("Harbour Bank", "loans@harbourbank.example", "Your application", "Dear customer, unfortunately we are unable to approve your loan application at this time. Your credit check was not successful."), []track.Class{track.ClassOther}, true},
		{"no offer in unable to offer", letter("Oakline", "no-reply@hire.lever.co", "Your application", "Dear Mira, thank you for meeting us. We are unable to offer you the position of Buyer on this occasion."), []track.Class{track.ClassRejection}, true},
		{"words quoted from a question", letter("Careers Weekly", "news@careersweekly.example", "How to answer a rejection", "Our readers ask: what to do when you hear “we have decided to move forward with other candidates”? Read five tips. Unsubscribe here."), []track.Class{track.ClassOther, track.ClassAlert}, false},
	} {
		v := triage.Classify(c.mail, nil)
		if !slices.Contains(c.want, v.Class) {
			t.Errorf("%s: %s %.2f %+v", c.name, v.Class, v.Confidence, v.Evidence)
		}
		if v.Decisive && !c.decides {
			t.Errorf("%s: decisive", c.name)
		}
	}
}

// Whatever a template says in words, its id says the class.
func TestClassify_templateBeforeWords(t *testing.T) {
	m := letter("LinkedIn", "jobs-noreply@linkedin.com", "Your application to Data Analyst at Weir Water", "Your update from Weir Water")
	m.Header = func(name string) string {
		return map[string]string{"X-LinkedIn-Template": "email_jobs_application_rejected_01"}[name]
	}
	if v := triage.Classify(m, nil); v.Class != track.ClassRejection || !v.Decisive {
		t.Errorf("%+v", v)
	}
	m.FromAddr = "jobs-noreply@linkedin.com.example"
	if v := triage.Classify(m, nil); v.Decisive {
		t.Error("a header anybody can write decided")
	}
}

func TestClassify_ownMailIsNoAnswer(t *testing.T) {
	m := letter("Mira", "mira@example.org", "Re: Interview", "Unfortunately I have decided to move forward with another offer.")
	m.Out = true
	if v := triage.Classify(m, nil); v.Class != track.ClassOther || v.Subclass != triage.SubOwn {
		t.Errorf("%+v", v)
	}
}

func TestLessons_areLearntAndUnlearnt(t *testing.T) {
	m := letter("Stoneleigh Alumni", "events@stoneleigh.example", "Interview evening", "Dear Mira, we would like to invite you to an interview evening with our alumni on Thursday 5 March at 18:00.")
	before := triage.Classify(m, nil)
	lessons := triage.Learn(m, before, triage.Correction{Class: track.ClassOther})
	if len(lessons) == 0 {
		t.Fatal("nothing was learnt")
	}
	v := triage.Classify(m, lessons)
	if v.Class != track.ClassOther || v.Decisive {
		t.Errorf("after the lesson: %+v", v)
	}
	if again := triage.Classify(m, nil); !reflect.DeepEqual(again, before) {
		t.Error("without the lesson it is not as before")
	}
}

func TestUnrelated_onlyWhatIsSurelyOther(t *testing.T) {
	many := triage.Mail{Header: func(name string) string { return map[string]string{"List-Id": "<x>"}[name] }}
	for _, c := range []struct {
		v    triage.Verdict
		m    triage.Mail
		want bool
	}{
		{triage.Verdict{Class: track.ClassOther, Confidence: 0.9}, triage.Mail{}, true},
		{triage.Verdict{Class: track.ClassOther, Confidence: 0.8}, triage.Mail{}, false},
		{triage.Verdict{Class: track.ClassOther, Confidence: 0.8}, many, true},
		{triage.Verdict{Class: track.ClassOther, Confidence: 0.8, Vendor: "lever"}, many, false},
		{triage.Verdict{Class: track.ClassRejection, Confidence: 0.99}, many, false},
	} {
		if got := c.v.Unrelated(c.m); got != c.want {
			t.Errorf("%s %.2f: %v", c.v.Class, c.v.Confidence, got)
		}
	}
}

// product.md 4.1: names of the fields, null and empty strings where a mail says nothing.
func TestVerdict_inJSON(t *testing.T) {
	b, err := json.Marshal(triage.Classify(letter("Mum", "mum@family.example", "Sunday", "Soup at one?"), nil))
	if err != nil {
		t.Fatal(err)
	}
	var m map[string]any
	if err := json.Unmarshal(b, &m); err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"class", "subclass", "confidence", "decisive", "company", "role", "requisition", "vendor", "stage_hint", "language", "interview", "feedback", "evidence"} {
		if _, ok := m[key]; !ok {
			t.Errorf("%q is missing: %s", key, b)
		}
	}
	if m["company"] != "" || m["role"] != "" || m["interview"] != nil {
		t.Errorf("%s", b)
	}
}

// Two roles at one employer are kept apart, seniority tells roles apart, an agency
// is not its client, and a near name is another employer.
func TestLink_keepsApart(t *testing.T) {
	list := []triage.Candidate{
		{ID: "senior", Employer: "Weir Water", Role: "Senior Data Analyst", AppliedOn: "2026-02-20"},
		{ID: "junior", Employer: "Weir Water", Role: "Data Analyst", AppliedOn: "2026-02-20"},
		{ID: "agency", Employer: "Tidewell", Agency: "Bright Search", Role: "Planner", AppliedOn: "2026-02-20"},
		{ID: "near", Employer: "Avocet", Role: "Planner", AppliedOn: "2026-02-20"},
	}
	for _, c := range []struct {
		company, role, want string
		certain             bool
	}{
		{"Weir Water", "Data Analyst", "junior", false}, {"Weir Water GmbH", "Senior Data Analyst", "senior", false}, {"Weir Water", "", "", false},
		{"Tidewell", "Planner", "agency", true}, {"Avocet", "Planner", "near", true},
		{"Avoset", "Planner", "", false}, {"Nobody Ltd", "Data Analyst", "", false},
	} {
		m := letter(c.company, "hr@elsewhere.example", "Your application", "About your application.")
		got := triage.Link(m, triage.Verdict{Class: track.ClassRejection, Company: c.company, Role: c.role}, list)
		first, certain := "", false
		if len(got) > 0 {
			first, certain = string(got[0].ID), got[0].Certain
		}
		if certain != c.certain || c.want != "" && first != c.want {
			t.Errorf("%s, %s: %+v", c.company, c.role, got)
		}
	}
}

func FuzzClassify(f *testing.F) {
	f.Add("Northgate Labs", "no-reply@us.greenhouse-mail.io", "Your application", "We have decided to move forward with other candidates.\nJob ID 75608", int64(1772442000000))
	f.Add("Dana Ortiz", "dana@quaywise.example", "Re: Interview", "Could we meet on Thursday 5 March at 14:00 (GMT)? https://zoom.us/j/1", int64(1772442000000))
	f.Add("Klinik Sonnberg", "bewerbung@klinik-sonnberg.example", "Ihre Bewerbung als Pfleger (m/w/d)", "Leider müssen wir Ihnen absagen. Wir haben uns für eine Mitbewerberin entschieden.", int64(1772442000000))
	f.Add("", "@", "Re: Re:", "wenn \xff\xfe 25:61", int64(-1))
	f.Fuzz(func(t *testing.T, from, addr, subject, text string, date int64) {
		if len(text) > 8<<10 || !utf8.ValidString(text) {
			text = strings.ToValidUTF8(text[:min(len(text), 8<<10)], "")
		}
		m := triage.Mail{FromName: from, FromAddr: addr, To: "jo@weber.example", Subject: subject, Text: text, Whole: "On Monday they wrote:\n" + text, Date: track.Instant(date % (1 << 42))}
		v := triage.Classify(m, nil)
		for _, fault := range sound(m, v) {
			t.Error(fault)
		}
		list := []triage.Candidate{{ID: "a", Employer: v.Company, Role: v.Role, AppliedOn: "2026-01-02"}, {ID: "b", Employer: "Weir Water", Role: "Planner"}}
		for i, x := range triage.Link(m, v, list) {
			if x.Certain && i > 0 || !(x.Score >= 0 && x.Score <= 1) {
				t.Errorf("%+v", x)
			}
		}
		triage.Learn(m, v, triage.Correction{Class: track.ClassOther, Company: "Another"})
	})
}
