package triage

import (
	"strings"
	"unicode"
)

// fromSubjectLine votes for names in the pieces of a subject: "ExampleCo
// Application Update", "Your ExampleCo application", "ExampleCo | Interview".
func (r *reading) fromSubjectLine(b *ballot) {
	parts := subjectParts(r.m.Subject)
	for i, p := range parts {
		if head, _, ok := strings.Cut(p, " has invited you"); ok && r.goodName(head) {
			b.cast(head, 3)
			continue
		}
		if _, tail, ok := strings.Cut(p, " at "); ok && strings.Count(p, " at ") == 1 {
			if n := nameAt(" "+tail, false); r.goodName(n) {
				b.cast(n, 2)
			}
		}
		core := stripSubject(p, "")
		switch {
		case titleLike(core) || !startsUpper(core) || r.recipient(core):
		case core != p && r.goodName(core) && allCaps(core):
			b.cast(trimOrg(core), 1.8)
		case len(parts) > 1 && i != 1 && r.goodName(core) && allCaps(core):
			b.cast(trimOrg(core), 1)
		case len(parts) > 1 && r.goodName(core) && allCaps(core):
			b.cast(trimOrg(core), 0.7)
		}
	}
}

// allCaps reports that each word but the small ones begins with a capital or a digit.
func allCaps(s string) bool {
	words := strings.Fields(s)
	for _, w := range words {
		if !startsUpper(w) && !joins[strings.ToLower(w)] && !mixedCase(w) {
			return false
		}
	}
	return len(words) > 0 && len(words) <= 5
}

// recipient reports that a name is the person's own: the mail is to it, or
// greets it.
func (r *reading) recipient(name string) bool {
	words := strings.Fields(fold(name))
	if len(words) == 0 {
		return false
	}
	to := strings.ToLower(r.m.To)
	for _, w := range words {
		if len(w) < 3 || !strings.Contains(to, w) {
			return false
		}
	}
	return true
}

// signLines is how many lines at the end of a letter may sign it.
const signLines = 9

// fromSignature votes for the name under a letter: "The ExampleCo Team",
// "ExampleCo Recruiting", "Recruiter | ExampleCo", "ExampleCo GmbH".
func (r *reading) fromSignature(b *ballot) {
	for _, line := range lastLines(r.m.Text, signLines) {
		if len(line) > 70 || len(line) < 3 || strings.HasSuffix(line, ",") && len(strings.Fields(line)) < 4 && !legalEnd(line) {
			continue
		}
		line = strings.Trim(line, " *_-–—,.!")
		if head, tail := cutTitle(line); tail != "" {
			if n := trimOrg(tail); r.goodName(n) && allCaps(n) && (titleLike(head) || departmentOnly(head)) {
				b.cast(n, 2)
			}
			if n := trimOrg(head); titleLike(tail) && r.goodName(n) && legalEnd(n) {
				b.cast(n, 2)
			}
			continue
		}
		stripped := nameAt(" "+stripLead(line), false)
		whole := trimOrg(stripLead(line))
		if stripped == "" || !strings.HasPrefix(whole, stripped) && stripped != whole {
			continue
		}
		switch {
		case whole != line && whole == stripped && r.goodName(whole) && allCaps(whole) && !r.recipient(whole) && hasOrgWord(line):
			b.cast(whole, 2.5)
		case legalEnd(whole) && r.goodName(whole):
			b.cast(whole, 2)
		}
	}
}

func hasOrgWord(line string) bool {
	for _, w := range strings.Fields(fold(line)) {
		switch w {
		case "team", "recruiting", "recruitment", "talent", "hiring", "careers", "hr", "people", "equipe", "equipo", "personal", "karriere", "staffing", "rh", "via", "resources", "recursos", "risorse":
			return true
		}
	}
	return false
}

// stripLead takes "The", "Your", "L'équipe", "El equipo de", "Ihr" off a line.
func stripLead(s string) string {
	for _, p := range [...]string{"The ", "the ", "Your ", "Team ", "Ihr ", "Dein ", "Das ", "Dein Team von ", "Ihr Team von ", "Ihr Team der ", "L'équipe de ", "L’équipe de ", "L'équipe ", "L’équipe ", "El equipo de ", "Equipo de ", "Il team di ", "Il team ", "A equipa da ", "A equipe da ", "Equipe ", "Equipo ", "Equipa ", "Het team van ", "Team von ", "Team van ", "Team ", "Everyone at ", "All of us at ", "From all of us at ", "Recruiting Team ", "Talent Acquisition Team ", "Hiring Team at ", "Recruiting Team at ", "Talent Team at "} {
		if rest, ok := strings.CutPrefix(s, p); ok {
			s = rest
		}
	}
	return s
}

// cutTitle parts "Recruiter | ExampleCo", "Talent Partner, ExampleCo",
// "Recruiter at ExampleCo".
func cutTitle(line string) (head, tail string) {
	for _, sep := range [...]string{" | ", " @ ", " at ", " bei ", " chez ", " – ", " - ", " • ", " · ", ", "} {
		if h, t, ok := strings.Cut(line, sep); ok {
			return h, t
		}
	}
	return line, ""
}

// lastLines are the last lines of a text that are not empty.
func lastLines(text string, n int) []string {
	var out []string
	for end := len(text); end > 0 && len(out) < n; {
		i := strings.LastIndexByte(text[:end], '\n')
		if line := strings.TrimFunc(text[i+1:end], unicode.IsSpace); line != "" {
			out = append(out, line)
		}
		end = max(i, 0)
		if i < 0 {
			break
		}
	}
	return out
}
