// Package resume understands résumés: their sections, jobs and bullets, what
// keeps a program from reading them, what changed between two of them, and the
// JSON Resume format in and out.
//
//	s, err := resume.Read(paper)
//	for _, l := range s.Lines { fmt.Println(l.Section, l.Heading, l.Text) }
//	for _, p := range resume.Problems(paper) { fmt.Println(p.Title, p.Try) }
//
// It takes lines as they stand and never rewrites them, so that whatever is
// shown or compared later is the person's own wording.
package resume

import (
	"regexp"
	"slices"
	"strings"

	"debrief/internal/fault"
	"debrief/internal/track"
)

// Section is a part of a résumé. The empty one is what stands before any heading.
type Section string

// The sections that are known by their headings.
const (
	Top          Section = ""
	Summary      Section = "summary"
	Experience   Section = "experience"
	Education    Section = "education"
	Skills       Section = "skills"
	Projects     Section = "projects"
	Certificates Section = "certificates"
	Languages    Section = "languages"
	Publications Section = "publications"
	Awards       Section = "awards"
	Volunteering Section = "volunteering"
	Interests    Section = "interests"
	References   Section = "references"
	Other        Section = "other"
)

// Line is one line of a résumé with where it belongs.
type Line struct {
	Section Section
	Heading string // of the job or project, empty for none
	Text    string
	Bullet  bool
	Current bool // of a job that goes on
}

// Sheet is a résumé as far as it is understood.
type Sheet struct {
	Name  string // the first line, when it can be a name
	Lines []Line
}

// Bullets are the bullets in their order.
func (s Sheet) Bullets() (out []Line) {
	for _, l := range s.Lines {
		if l.Bullet {
			out = append(out, l)
		}
	}
	return out
}

// titles are the headings of sections. Own table, from common wording.
var titles = []struct {
	is Section
	re *regexp.Regexp
}{
	{Summary, heading(`(?:professional |executive |career )?(?:summary|profile|objective)|about(?: me)?|personal statement`)},
	{Volunteering, heading(`volunteer(?:ing)?(?: (?:experience|work))?|community (?:work|service)`)},
	{Projects, heading(`(?:selected |personal |side |key )?projects(?: experience)?|portfolio|open[- ]source`)},
	{Experience, heading(`(?:professional |work(?:ing)? |relevant |industry |employment |career |selected |clinical |teaching )?(?:experience|history|employment)|career|positions(?: held)?|work|jobs`)},
	{Education, heading(`education(?: (?:and|&) (?:training|qualifications|certifications))?|academic (?:background|history|qualifications)|qualifications|studies|schooling`)},
	{Skills, heading(`(?:technical |core |key |professional |computer |it |hard |soft )?(?:skills|competenc(?:ies|es)|strengths|technologies|tools|expertise|proficiencies)(?: (?:and|&) \w+)?|tech(?:nology)? stack`)},
	{Certificates, heading(`(?:professional )?(?:certifications?|certificates?|licen[cs]es?|training|courses)(?: (?:and|&) \w+)*|professional development|registrations?`)},
	{Languages, heading(`(?:spoken )?languages?`)},
	{Publications, heading(`(?:selected )?(?:publications|papers|talks|patents|presentations|invited talks)(?: (?:and|&) \w+)?|research output`)},
	{Awards, heading(`(?:selected )?(?:awards|honou?rs|achievements|accomplishments|scholarships)(?:,? (?:and|&) \w+)*`)},
	{Interests, heading(`(?:personal )?(?:interests|hobbies|activities)(?: (?:and|&) \w+)?`)},
	{References, heading(`references|referees`)},
	{Other, heading(`additional information|other(?: information)?|miscellaneous|personal (?:details|information)|contact(?: (?:details|information|me))?|memberships?|affiliations`)},
}

func heading(words string) *regexp.Regexp { return regexp.MustCompile(`(?i)^(?:` + words + `)$`) }

// SectionOf names the section that a line opens, known is false for any other line.
func SectionOf(text string) (is Section, known bool) {
	text = strings.Trim(strings.TrimSpace(text), ":.–—-_#*| ")
	if text == "" || len(text) > 60 {
		return "", false
	}
	if spaced.MatchString(text) {
		text = strings.ReplaceAll(text, " ", "")
	}
	for _, t := range titles {
		if t.re.MatchString(text) {
			return t.is, true
		}
	}
	return "", false
}

// spaced finds words whose letters stand apart, “E X P E R I E N C E”.
var spaced = regexp.MustCompile(`^(?:\pL ){3,}\pL$`)

var (
	mark    = regexp.MustCompile(`^\s*(?:[•·▪▫◦●○‣⁃∙■□◆◇❖♦➢➤►▸✓✔*–—-]|\x{f0b7}|\x{f0a7}|o(?:\s))\s*`)
	present = regexp.MustCompile(`(?i)\b(?:now|present|today|current|ongoing)\b`)
	// dated finds a year or a span of years, with months before them.
	dated  = regexp.MustCompile(`\b(?:19[5-9]\d|20\d\d)\b`)
	pageNo = regexp.MustCompile(`(?i)^(?:page )?\d{1,2}(?: ?(?:/|of) ?\d{1,2})?$|[–—|-] ?\d{1,2} ?/ ?\d{1,2}$|^last updated\b`)
)

// Read understands what was read of a file. fault.Invalid for JSON that is no
// JSON Resume, and where there is no text at all.
func Read(p track.Paper) (s Sheet, err error) {
	if p.Format == "json" {
		j, err := ReadJSON([]byte(Text(p)))
		if err != nil {
			return s, err
		}
		return j.Sheet(), nil
	}
	r := reader{width: p.Width}
	for i, l := range p.Lines {
		if l.Place != track.PaperHidden {
			r.take(l, p.Lines[:i])
		}
	}
	r.close()
	if len(r.sheet.Lines) == 0 {
		return s, fault.New(fault.Invalid, "resume", "There is no text in the résumé.")
	}
	return r.sheet, nil
}

// Text is all lines of a paper, hidden ones too.
func Text(p track.Paper) string {
	var b strings.Builder
	for _, l := range p.Lines {
		b.WriteString(l.Text)
		b.WriteByte('\n')
	}
	return b.String()
}

// reader goes through the lines once. Lines between bullets wait in head until
// it is known whether bullets follow, which makes them their heading.
type reader struct {
	sheet  Sheet
	in     Section
	titled bool // some section had a heading
	head   []string
	of     string // heading of the bullets now
	indent float64
	wraps  bool // the line before was a bullet
	width  float64
	last   track.PaperLine // the bullet before, or what goes on with it
}

func (r *reader) take(l track.PaperLine, before []track.PaperLine) {
	text := strings.TrimSpace(l.Text)
	body := strings.TrimSpace(mark.ReplaceAllString(text, ""))
	bullet := l.Item || body != text && body != ""
	switch {
	case body == "" || pageNo.MatchString(text):
		return
	case !bullet:
		if is, known := SectionOf(text); known {
			r.close()
			r.in, r.of, r.titled = is, "", true
			return
		}
		if r.wraps && continues(l, before, r.indent) {
			last := &r.sheet.Lines[len(r.sheet.Lines)-1]
			last.Text = joinWords(last.Text, text)
			r.last = l
			return
		}
		if r.of != "" && len(r.head) == 0 && r.late(l) {
			r.amend(text)
			return
		}
		r.wraps = false
		r.head = append(r.head, text)
	default:
		if len(r.head) > 0 {
			r.of = r.headed()
		}
		r.sheet.Lines = append(r.sheet.Lines, Line{Section: r.in, Heading: r.of, Text: body, Bullet: true, Current: present.MatchString(r.of)})
		r.wraps, r.indent, r.last = true, l.Left, l
	}
}

// late reports whether a line stands at the right edge beside the bullets that
// were read before it, as dates do in some layouts.
func (r *reader) late(l track.PaperLine) bool {
	return atEdge(l, r.width) && l.Page == r.last.Page && l.Bottom > r.last.Bottom-2
}

// atEdge reports whether a line is a short one at the right edge of its page.
func atEdge(l track.PaperLine, width float64) bool {
	return width > 0 && l.Left > 0.6*width && len(strings.Fields(l.Text)) <= 6
}

// amend adds what was read late to the heading of the bullets now.
func (r *reader) amend(text string) {
	was := r.of
	r.of = was + ", " + text
	for i := len(r.sheet.Lines) - 1; i >= 0 && r.sheet.Lines[i].Heading == was; i-- {
		l := &r.sheet.Lines[i]
		l.Heading, l.Current = r.of, present.MatchString(r.of)
		if !l.Bullet {
			l.Text = r.of
		}
	}
}

// continues reports whether a line goes on with the bullet before it: it is set
// in behind the mark and close below, or begins with blanks in a text.
func continues(l track.PaperLine, before []track.PaperLine, indent float64) bool {
	if l.Right == 0 {
		return l.Page == 0 && strings.TrimLeft(l.Text, " \t") != l.Text
	}
	if len(before) == 0 {
		return false
	}
	was := before[len(before)-1]
	gap := was.Bottom - l.Top
	return l.Page == was.Page && l.Left > indent+2 && l.Left < indent+60 && gap > -2 && gap < 0.9*(l.Top-l.Bottom)
}

// joinWords puts a wrapped line together; a hyphen at the end of a line belongs
// to the word only before a capital or a digit, which can't be told for sure, so
// it stays.
func joinWords(a, b string) string {
	if strings.HasSuffix(a, "-") && !strings.HasSuffix(a, " -") {
		return a + b
	}
	return a + " " + b
}

// maxHeading is how many lines before bullets can be their heading.
const maxHeading = 6

// headed makes the waiting lines the heading of the bullets that follow; those
// that are sentences, and what was too much, are lines of their own.
func (r *reader) headed() string {
	cut := 0
	for i, t := range r.head {
		if len(t) > 160 || len(r.head)-i > maxHeading || strings.HasSuffix(t, ".") && len(strings.Fields(t)) > 8 {
			cut = i + 1
		}
	}
	rest := r.head[cut:]
	r.head = r.head[:cut]
	r.close()
	heading := strings.Join(rest, ", ")
	if heading != "" {
		r.sheet.Lines = append(r.sheet.Lines, Line{Section: r.in, Heading: heading, Text: heading, Current: present.MatchString(heading)})
	}
	return heading
}

// close gives out the lines that wait and had no bullets after them. A dated
// one is a heading all the same, so that a job without bullets counts.
func (r *reader) close() {
	for i, t := range r.head {
		if i == 0 && len(r.sheet.Lines) == 0 && !r.titled && len(strings.Fields(t)) <= 5 && !strings.ContainsAny(t, "@:/0123456789") {
			r.sheet.Name = t
		}
		l := Line{Section: r.in, Text: t}
		if r.in != Top && dated.MatchString(t) && len(t) < 160 {
			l.Heading, l.Current = t, present.MatchString(t)
		}
		r.sheet.Lines = append(r.sheet.Lines, l)
	}
	r.head, r.wraps = nil, false
}

// Sections are the sections with a line, in their order.
func (s Sheet) Sections() (out []Section) {
	for _, l := range s.Lines {
		if !slices.Contains(out, l.Section) {
			out = append(out, l.Section)
		}
	}
	return out
}
