package resume

import (
	"bytes"
	"encoding/json"
	"io"
	"regexp"
	"slices"
	"strings"

	"debrief/internal/fault"
)

// SchemaURL names the version of JSON Resume that is read and written: 1.0.0.
const SchemaURL = "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json"

// JSON is a JSON Resume. It keeps every field of the file, also those it does
// not know, so that what is written again is what came in.
type JSON struct {
	all map[string]any
	fields
}

// fields are the parts that say what somebody did.
type fields struct {
	Basics struct{ Name, Label, Email, Phone, Summary string }
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
		Institution, Area, StudyType, StartDate, EndDate string
		Courses                                          []string
	}
	Certificates []struct{ Name, Issuer string }
	Awards       []struct{ Title, Awarder, Summary string }
	Publications []struct{ Name, Publisher, ReleaseDate, Summary string }
	Skills       []struct {
		Name, Level string
		Keywords    []string
	}
	Languages []struct{ Language, Fluency string }
	Interests []struct {
		Name     string
		Keywords []string
	}
}

// ReadJSON reads a JSON Resume. fault.Invalid for what is none, with the field.
func ReadJSON(data []byte) (j JSON, err error) {
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	if err := d.Decode(&j.all); err != nil || j.all == nil {
		return j, fault.Wrap(or(err, io.ErrUnexpectedEOF), fault.Invalid, "resume", "The file is no JSON Resume: it can't be read as JSON. See whether it was cut off.")
	}
	if _, err := d.Token(); err != io.EOF {
		return j, fault.New(fault.Invalid, "resume", "The file is no JSON Resume: something stands behind its end.")
	}
	if err := json.Unmarshal(data, &j.fields); err != nil {
		where := "a field"
		if t, ok := err.(*json.UnmarshalTypeError); ok {
			where = "“" + strings.ToLower(t.Field) + "”"
		}
		return j, fault.Wrap(err, fault.Invalid, "resume", "The file is no JSON Resume: %s is not what the format says.", where)
	}
	if !j.known() {
		return j, fault.New(fault.Invalid, "resume", "The file is no JSON Resume: it has none of its parts, like “basics” or “work”.")
	}
	return j, nil
}

func or(err, other error) error {
	if err != nil {
		return err
	}
	return other
}

// parts are the names of the schema's parts.
var parts = []string{"basics", "work", "volunteer", "education", "awards", "certificates", "publications", "skills", "languages", "interests", "references", "projects"}

func (j JSON) known() bool {
	return slices.ContainsFunc(parts, func(p string) bool { _, ok := j.all[p]; return ok })
}

// Bytes writes the résumé with two blanks per level. Its fields come in the
// order of the alphabet.
func (j JSON) Bytes() ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	err := e.Encode(j.all)
	return b.Bytes(), err
}

// Sheet is what the résumé says, part by part. A heading of a job is its
// employer, position and years.
func (j JSON) Sheet() Sheet {
	w := lister{sheet: Sheet{Name: j.Basics.Name}}
	w.plain(Top, j.Basics.Name)
	w.plain(Top, j.Basics.Label)
	w.plain(Top, strings.Join(nonEmpty(j.Basics.Email, j.Basics.Phone), ", "))
	w.plain(Summary, j.Basics.Summary)
	for _, x := range j.Work {
		w.job(Experience, x.Name, x.Position, x.StartDate, x.EndDate, x.Summary, x.Highlights)
	}
	for _, x := range j.Volunteer {
		w.job(Volunteering, x.Organization, x.Position, x.StartDate, x.EndDate, x.Summary, x.Highlights)
	}
	for _, x := range j.Projects {
		w.plain(Projects, strings.Join(nonEmpty(x.Name, x.Description, strings.Join(x.Keywords, ", ")), ". "))
		w.bullets(Projects, x.Name, false, x.Highlights)
	}
	for _, x := range j.Education {
		w.plain(Education, strings.Join(nonEmpty(x.StudyType, x.Area, x.Institution, years(x.StartDate, x.EndDate), strings.Join(x.Courses, ", ")), ", "))
	}
	for _, x := range j.Certificates {
		w.plain(Certificates, strings.Join(nonEmpty(x.Name, x.Issuer), ", "))
	}
	for _, x := range j.Awards {
		w.plain(Awards, strings.Join(nonEmpty(x.Title, x.Awarder, x.Summary), ", "))
	}
	for _, x := range j.Publications {
		w.plain(Publications, strings.Join(nonEmpty(x.Name, x.Publisher, x.ReleaseDate, x.Summary), ", "))
	}
	for _, x := range j.Skills {
		w.plain(Skills, strings.Join(nonEmpty(strings.Join(nonEmpty(x.Name, x.Level), ", "), strings.Join(x.Keywords, ", ")), ": "))
	}
	for _, x := range j.Languages {
		w.plain(Languages, strings.Join(nonEmpty(x.Language, x.Fluency), ", "))
	}
	for _, x := range j.Interests {
		w.plain(Interests, strings.Join(nonEmpty(x.Name, strings.Join(x.Keywords, ", ")), ": "))
	}
	return w.sheet
}

// lister collects lines.
type lister struct{ sheet Sheet }

func (w *lister) plain(in Section, text string) {
	if text = oneLine(text); text != "" {
		w.sheet.Lines = append(w.sheet.Lines, Line{Section: in, Text: text})
	}
}

func (w *lister) bullets(in Section, heading string, current bool, list []string) {
	for _, h := range list {
		if h = oneLine(h); h != "" {
			w.sheet.Lines = append(w.sheet.Lines, Line{Section: in, Heading: heading, Text: h, Bullet: true, Current: current})
		}
	}
}

func (w *lister) job(in Section, name, position, from, to, summary string, list []string) {
	heading, current := jobHeading(name, position, from, to), to == ""
	if heading != "" {
		w.sheet.Lines = append(w.sheet.Lines, Line{Section: in, Heading: heading, Text: heading, Current: current})
	}
	if summary = oneLine(summary); summary != "" {
		w.sheet.Lines = append(w.sheet.Lines, Line{Section: in, Heading: heading, Text: summary, Current: current})
	}
	w.bullets(in, heading, current, list)
}

func jobHeading(name, position, from, to string) string {
	return oneLine(strings.Join(nonEmpty(name, position, years(from, to)), ", "))
}

// years is a span like “2021 to 2026”, “2021 to now” or “2026”.
func years(from, to string) string {
	f, t := year(from), year(to)
	switch {
	case f == "" || f == t:
		return t
	case t == "":
		return f + " to now"
	}
	return f + " to " + t
}

func year(date string) string {
	return strings.TrimSpace(strings.ToValidUTF8(date[:min(len(date), 4)], ""))
}

func oneLine(s string) string {
	return strings.Join(strings.Fields(strings.ReplaceAll(s, "\x00", "")), " ")
}

func nonEmpty(list ...string) (out []string) {
	for _, s := range list {
		if strings.TrimSpace(s) != "" {
			out = append(out, s)
		}
	}
	return out
}

// With is the résumé with the bullets of a version in the place of its own: those
// under the heading of a job become its highlights, and headings the file does not
// have become jobs at the end. A job whose bullets are as they were stays untouched.
func (j JSON) With(lines []Line) (JSON, error) {
	if slices.EqualFunc(j.Sheet().Bullets(), lines, func(a, b Line) bool { return a.Heading == b.Heading && a.Text == b.Text }) {
		return j, nil
	}
	data, err := json.Marshal(j.all)
	if err != nil {
		return j, err
	}
	out, err := ReadJSON(data)
	if err != nil {
		return j, err
	}
	under := map[string][]string{}
	order := []Line{}
	for _, l := range lines {
		if _, known := under[l.Heading]; !known {
			order = append(order, l)
		}
		under[l.Heading] = append(under[l.Heading], l.Text)
	}
	for i, x := range j.Work {
		out.put("work", i, jobHeading(x.Name, x.Position, x.StartDate, x.EndDate), x.Highlights, under)
	}
	for i, x := range j.Volunteer {
		out.put("volunteer", i, jobHeading(x.Organization, x.Position, x.StartDate, x.EndDate), x.Highlights, under)
	}
	for i, x := range j.Projects {
		out.put("projects", i, x.Name, x.Highlights, under)
	}
	for _, l := range order {
		if list, left := under[l.Heading]; left {
			work, _ := out.all["work"].([]any)
			out.all["work"] = append(work, jobOf(l, list))
		}
	}
	data, err = json.Marshal(out.all)
	if err != nil {
		return j, err
	}
	return ReadJSON(data)
}

// put replaces the highlights of one entry and takes them out of under.
func (j JSON) put(part string, i int, heading string, was []string, under map[string][]string) {
	fresh, known := under[heading]
	delete(under, heading)
	same := slices.EqualFunc(slices.DeleteFunc(slices.Clone(was), func(s string) bool { return oneLine(s) == "" }), fresh, func(a, b string) bool { return oneLine(a) == b })
	list, _ := j.all[part].([]any)
	if same || i >= len(list) {
		return
	}
	entry, ok := list[i].(map[string]any)
	if !ok {
		return
	}
	if !known {
		delete(entry, "highlights")
		return
	}
	entry["highlights"] = anyList(fresh)
}

func anyList(list []string) []any {
	out := make([]any, len(list))
	for i, s := range list {
		out[i] = s
	}
	return out
}

// FromBullets is a JSON Resume of the bullets of a version, for one that came
// from no JSON file. What the headings say of employer and position can't be told
// apart, so all of it but the years is the name.
func FromBullets(label string, lines []Line) JSON {
	all := map[string]any{"$schema": SchemaURL, "meta": map[string]any{"version": "v1.0.0"}, "basics": map[string]any{"label": label}}
	work := []any{}
	for i, l := range lines {
		if i > 0 && lines[i-1].Heading == l.Heading {
			entry := work[len(work)-1].(map[string]any)
			entry["highlights"] = append(entry["highlights"].([]any), l.Text)
			continue
		}
		work = append(work, jobOf(l, []string{l.Text}))
	}
	if len(work) > 0 {
		all["work"] = work
	}
	return JSON{all: all}
}

var trailing = regexp.MustCompile(`(?i)[\s,(–—-]*(?:\w{3,9}\.? )?\b((?:19[5-9]|20\d)\d)\b(?:\s*(?:to|until|[–—-])\s*(?:(?:\w{3,9}\.? )?((?:19[5-9]|20\d)\d)\b|now|present|today|current))?[\s)]*$`)

func jobOf(l Line, highlights []string) map[string]any {
	entry := map[string]any{"highlights": anyList(highlights)}
	name := l.Heading
	if m := trailing.FindStringSubmatchIndex(name); m != nil {
		entry["startDate"] = name[m[2]:m[3]]
		switch {
		case m[4] >= 0:
			entry["endDate"] = name[m[4]:m[5]]
		case !l.Current && !present.MatchString(name[m[0]:]):
			entry["endDate"] = name[m[2]:m[3]]
		}
		name = strings.TrimSpace(name[:m[0]])
	}
	if name != "" {
		entry["name"] = name
	}
	return entry
}
