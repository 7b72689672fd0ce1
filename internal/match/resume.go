package match

import (
	"encoding/json"
	"regexp"
	"strings"

	"debrief/internal/fault"
)

// maxResume bounds a résumé given as text.
const maxResume = 1 << 20

// jsonResume are the parts of a JSON Resume (jsonresume.org, schema 1.0) that
// say what somebody did.
type jsonResume struct {
	Basics struct{ Label, Summary string }
	Work   []struct {
		Name, Position, StartDate, EndDate, Summary string
		Highlights                                  []string
	}
	Volunteer []struct {
		Organization, Position, StartDate, EndDate, Summary string
		Highlights                                          []string
	}
	Projects []struct {
		Name, Description, StartDate, EndDate string
		Highlights                            []string
		Keywords                              []string
	}
	Education []struct {
		Institution, Area, StudyType string
		Courses                      []string
	}
	Certificates []struct{ Name, Issuer string }
	Skills       []struct {
		Name, Level string
		Keywords    []string
	}
	Languages []struct{ Language, Fluency string }
}

// ReadResume reads a résumé: JSON Resume, or text where a line with a dash, a
// star or a dot is a bullet and a line before bullets is their heading. The
// bullets are numbered. fault.Invalid where there is nothing in it.
func ReadResume(data []byte) (out []Line, err error) {
	if len(data) > maxResume {
		return nil, fault.New(fault.TooLarge, "resume", "The résumé has %d kB of text. Up to %d kB is read.", len(data)>>10, maxResume>>10)
	}
	text := strings.ToValidUTF8(strings.TrimPrefix(string(data), "\ufeff"), "�")
	switch head := strings.TrimSpace(text); {
	case strings.HasPrefix(head, "%PDF") || strings.HasPrefix(head, "PK\x03\x04"):
		return nil, fault.New(fault.Foreign, "resume", "A PDF or Word file can't be read here yet. Save the résumé as text or as JSON Resume.")
	case strings.HasPrefix(head, "{"):
		var r jsonResume
		if err := json.Unmarshal([]byte(head), &r); err != nil {
			return nil, fault.Wrap(err, fault.Invalid, "resume", "The résumé is no JSON Resume: %v.", err)
		}
		out = r.lines()
	default:
		out = textLines(text)
	}
	if len(out) == 0 {
		return nil, fault.New(fault.Invalid, "resume", "There is no text in the résumé.")
	}
	n := 0
	for i := range out {
		if out[i].Bullet {
			n++
			out[i].N = n
		}
	}
	return out, nil
}

func (r jsonResume) lines() (out []Line) {
	plain := func(parts ...string) {
		if s := strings.TrimSpace(strings.Join(parts, " ")); s != "" {
			out = append(out, Line{Text: s})
		}
	}
	bullets := func(heading string, current bool, list []string) {
		for _, h := range list {
			out = append(out, Line{Heading: heading, Current: current, Text: strings.TrimSpace(h), Bullet: true})
		}
	}
	job := func(name, position, from, to, summary string, list []string) {
		heading := strings.Join(nonEmpty(name, position, strings.Join(nonEmpty(year(from), year(to)), " to ")), ", ")
		if s := strings.TrimSpace(heading + ". " + summary); s != "." {
			out = append(out, Line{Heading: heading, Current: to == "", Text: s})
		}
		bullets(heading, to == "", list)
	}
	plain(r.Basics.Label)
	plain(r.Basics.Summary)
	for _, w := range r.Work {
		job(w.Name, w.Position, w.StartDate, w.EndDate, w.Summary, w.Highlights)
	}
	for _, w := range r.Volunteer {
		job(w.Organization, w.Position, w.StartDate, w.EndDate, w.Summary, w.Highlights)
	}
	for _, p := range r.Projects {
		plain(p.Name, p.Description, strings.Join(p.Keywords, ", "))
		bullets("", false, p.Highlights) // a project is no employment; its years are not counted
	}
	for _, e := range r.Education {
		plain(strings.Join(nonEmpty(e.StudyType, e.Area, e.Institution, strings.Join(e.Courses, ", ")), ", "))
	}
	for _, c := range r.Certificates {
		plain(c.Name, c.Issuer)
	}
	for _, s := range r.Skills {
		plain(s.Name+":", strings.Join(s.Keywords, ", "))
	}
	for _, l := range r.Languages {
		plain(l.Language, l.Fluency)
	}
	return out
}

func year(date string) string { return date[:min(len(date), 4)] }

func nonEmpty(list ...string) (out []string) {
	for _, s := range list {
		if s != "" {
			out = append(out, s)
		}
	}
	return out
}

var present = regexp.MustCompile(`(?i)\b(?:now|present|today|current)\b`)

func textLines(text string) (out []Line) {
	heading := ""
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		body := strings.TrimSpace(strings.TrimLeft(line, "-*•·–— \t"))
		if body != line && body != "" {
			out = append(out, Line{Heading: heading, Current: present.MatchString(heading), Text: body, Bullet: true})
			continue
		}
		if len(line) < 160 && !strings.Contains(line, ":") {
			heading = line
		}
		out = append(out, Line{Heading: heading, Current: present.MatchString(heading), Text: line})
	}
	return out
}
