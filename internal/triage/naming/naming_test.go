package naming

import (
	"strings"
	"testing"

	"debrief/internal/triage/lexicon"
	"debrief/internal/triage/phrase"
	"debrief/internal/triage/sender"
)

func reader(display, addr, subject, text string) *Reader {
	s, x := phrase.Split(subject, 0), phrase.Split(text, 0)
	return New(Letter{FromName: display, To: "Mira Halloran <mira@example.org>", Subject: subject, Text: text, SubjectTokens: s, TextTokens: x, Language: lexicon.Language(x)}, sender.Of(addr))
}

func TestReader_companyAndRole(t *testing.T) {
	for _, c := range []struct{ display, addr, subject, text, company, role string }{
		{"Northgate Labs", "no-reply@us.greenhouse-mail.io", "Thank you for applying to Northgate Labs", "Hi Mira,\n\nThank you for applying for the Platform Engineer role at Northgate Labs.", "Northgate Labs", "Platform Engineer"},
		{"Greenhouse", "no-reply@us.greenhouse-mail.io", "Important information about your application to Weir Water", "Dear Mira,\n\nwe will not be moving forward with your application for Data Analyst.", "Weir Water", "Data Analyst"},
		{"Workable", "noreply@candidates.workablemail.com", "Thanks for applying to Oakline", "Your application for the Sous Chef job was submitted successfully.", "Oakline", "Sous Chef"},
		{"Ferncliff Hiring Team", "no-reply@ashbyhq.com", "We've received your application", "Thanks for applying to the Staff Nurse position.", "Ferncliff", "Staff Nurse"},
		{"Anna Hill", "anna.hill@quaywise.example", "Your application", "Dear Mira,\n\nthank you for your application for Head of Finance.\n\nAnna Hill\nQuaywise", "Quaywise", "Head of Finance"},
		{"Sternwarte Software", "no-reply@eu.greenhouse-mail.io", "Deine Bewerbung bei Sternwarte Software", "Hallo Mira,\n\nvielen Dank für deine Bewerbung als Frontend-Entwickler.", "Sternwarte Software", "Frontend-Entwickler"},
	} {
		r := reader(c.display, c.addr, c.subject, c.text)
		company := r.Company()
		if role := r.Role(company); SameName(company, c.company) < 0.9 || phrase.Fold(role) != phrase.Fold(c.role) {
			t.Errorf("%s: company %q, role %q", c.subject, company, role)
		}
	}
}

// A vendor and a team are never the employer.
func TestReader_neverTheVendor(t *testing.T) {
	for _, display := range []string{"Greenhouse", "Workday", "Hiring Team", "Talent Acquisition", "Workable"} {
		if got := reader(display, "no-reply@us.greenhouse-mail.io", "Your application", "Thank you for your interest. We will be in touch.").Company(); got != "" {
			t.Errorf("%q is taken for the employer: %q", display, got)
		}
	}
}

func TestReader_requisition(t *testing.T) {
	for text, want := range map[string]string{
		"Thank you for applying (Job Number: 210769925).":       "210769925",
		"Your application for JR2020545 was received.":          "JR2020545",
		"Requisition ID: R-416497":                              "R-416497",
		"Stellennummer 717004BR, wir danken für die Bewerbung.": "717004BR",
		"We met in 2026, on 2026-03-04, at 14:30.":              "",
		"Call me on 020 7946 0000.":                             "",
	} {
		if got := reader("", "hr@acme.example", "Your application", text).Requisition(); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestReader_contactIsAPerson(t *testing.T) {
	if name, addr := reader("Anna Hill", "anna.hill@quaywise.example", "Hello", "Dear Mira").Contact(); name != "Anna Hill" || addr != "anna.hill@quaywise.example" {
		t.Errorf("%q %q", name, addr)
	}
	for _, display := range []string{"Quaywise Careers", "Recruitment", "Quaywise Ltd"} {
		if name, _ := reader(display, "careers@quaywise.example", "Hello", "Dear Mira").Contact(); name != "" {
			t.Errorf("%q is taken for a person", display)
		}
	}
	if name, _ := reader("Anna Hill", "no-reply@quaywise.example", "Hello", "Dear Mira").Contact(); name != "" {
		t.Error("a box that takes no answers is taken for a person")
	}
}

func TestSameName_nearSpellingsDiffer(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want float64
	}{
		{"Northgate Labs", "NORTHGATE LABS GmbH & Co. KG", 1}, {"Société Générale", "Societe Generale S.A.", 1}, {"Weir Water", "weirwater", 1},
		{"Weir", "Weir Water", 0.8}, {"Oakline Group", "Oakline", 0.9}, {"Avail", "Avra", 0}, {"TeamViewer", "TeamEx", 0}, {"", "Oakline", 0}, {"Al", "Al Noor", 0},
	} {
		if got := SameName(c.a, c.b); got != c.want || SameName(c.b, c.a) != got {
			t.Errorf("%q and %q: %v and %v, want %v", c.a, c.b, got, SameName(c.b, c.a), c.want)
		}
	}
}

func TestLabel_names(t *testing.T) {
	for _, c := range []struct {
		label, name string
		want        bool
	}{
		{"northgatelabs", "Northgate Labs", true}, {"northgate-labs", "Northgate Labs", true}, {"northgate", "Northgate Labs", true}, {"oaklinehq", "Oakline", true},
		{"gmail", "Northgate Labs", false}, {"", "Northgate Labs", false}, {"northgatelabs", "", false}, {"avra", "Avail", false},
	} {
		if got := Label(c.label).Names(c.name); got != c.want {
			t.Errorf("%q names %q: %v", c.label, c.name, got)
		}
	}
}

func FuzzReader(f *testing.F) {
	f.Add("Acme Hiring Team", "no-reply@hire.lever.co", "Acme | Application", "Thank you for applying for the Data Analyst role at Acme (Job ID 75608).\n\nBest,\nAnna")
	f.Add("“", "@", "-", "als Koch (m/w/d) bei Müller & Söhne GmbH")
	f.Fuzz(func(t *testing.T, display, addr, subject, text string) {
		if len(text) > 8<<10 {
			text = text[:8<<10]
		}
		r := reader(display, addr, subject, text)
		company := r.Company()
		for _, name := range []string{company, r.Role(company), r.Requisition(), r.Client(), r.Fallback()} {
			if strings.ContainsAny(name, "\n\r\t") || strings.TrimSpace(name) != name || len(name) > 300 {
				t.Errorf("%q is no name", name)
			}
		}
		r.Contact()
	})
}
