package match

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"debrief/internal/bullet"
	"debrief/internal/skill"
)

// Options are what the comparison can't know from the texts.
type Options struct {
	Year int // the present year, for jobs that go on; 0 for not known
}

// line is a résumé line with what stands in it.
type line struct {
	Line
	proves bool
	terms  []skill.Term
	stems  map[string]bool
}

// Compare says for each requirement what the lines show. It keeps the order of
// the requirements in All, and groups them by practice.md e.
func Compare(asked []Requirement, resume []Line, o Options) Report {
	lines := read(resume)
	var r Report
	for _, q := range asked {
		x := Result{Requirement: q, Status: Missing, Lines: []int{}}
		switch {
		case q.CannotClaim:
			x.Status = CannotClaim
		case q.Kind == Title:
			judgeTitle(&x, lines)
		case q.Kind == Years:
			judgeYears(&x, lines, o)
		case q.Kind == Soft:
			judgeSoft(&x, lines)
		case q.Term != "":
			judgeTerm(&x, lines)
		default:
			judgeWords(&x, lines)
		}
		r.All = append(r.All, x)
	}
	r.group()
	return r
}

// read splits the lines and says which prove what they say: those with a story,
// and bullets without a warning of the bullet check.
func read(resume []Line) []line {
	texts := []bullet.Line{}
	for _, l := range resume {
		if l.Bullet {
			texts = append(texts, bullet.Line{Text: l.Text, Current: l.Current})
		}
	}
	results := bullet.Check(texts, bullet.Options{})
	out := make([]line, len(resume))
	n := 0
	for i, l := range resume {
		x := line{Line: l, terms: skill.Find(l.Text), stems: stems(l.Text), proves: l.Story != ""}
		if l.Bullet {
			x.proves = x.proves || !slices.ContainsFunc(results[n].Findings, func(f bullet.Finding) bool { return f.Severity == bullet.Warn })
			n++
		}
		out[i] = x
	}
	return out
}

// note takes a line as evidence; a line that proves wins over one that mentions.
func (x *Result) note(l line) {
	status := Mentioned
	if l.proves {
		status = Proven
	}
	if x.Proof == "" || status == Proven && x.Status != Proven {
		x.Proof = l.Text
	}
	if x.Status != Proven {
		x.Status = status
	}
	if l.N > 0 && !slices.Contains(x.Lines, l.N) {
		x.Lines = append(x.Lines, l.N)
	}
	if l.Story != "" && !slices.Contains(x.Stories, l.Story) {
		x.Stories = append(x.Stories, l.Story)
	}
}

func judgeTerm(x *Result, lines []line) {
	yours := ""
	same := false
	for _, name := range alternatives(x.Term) {
		theirs := surface(x.Text, name)
		for _, l := range lines {
			for _, t := range l.terms {
				if t.Name != name {
					continue
				}
				x.note(l)
				if skill.Same(t.Text, theirs) || theirs == "" {
					same = true
				} else if yours == "" {
					yours, x.Theirs = t.Text, theirs
				}
				break
			}
		}
	}
	if same || yours == "" {
		x.Theirs = ""
		return
	}
	x.Yours = yours
	x.Remark = fmt.Sprintf("You write “%s”, they write “%s”. People who search look for their word.", yours, x.Theirs)
}

// surface is how a text words a term.
func surface(text, name string) string {
	for _, t := range skill.Find(text) {
		if t.Name == name {
			return t.Text
		}
	}
	return ""
}

func judgeSoft(x *Result, lines []line) {
	for _, s := range soft {
		if s.name != x.Term {
			continue
		}
		for _, l := range lines {
			if s.re.MatchString(l.Text) {
				x.note(l)
			}
		}
	}
	if x.Status == Missing {
		x.Remark = "A way of working is shown by a story, seldom by a word."
	}
}

// judgeWords looks for a line that has most of the words. Words alone never
// prove: the most it says is “mentioned”.
func judgeWords(x *Result, lines []line) {
	want := stems(x.Text)
	if len(want) == 0 {
		return
	}
	for _, l := range lines {
		n := 0
		for s := range want {
			if l.stems[s] {
				n++
			}
		}
		if n*2 >= len(want) && (n >= 2 || len(want) == 1) {
			l.proves = false
			x.note(l)
		}
	}
	if x.Kind == Knockout && x.Status == Missing {
		x.Remark = "Check this one first: without it the answer is usually no."
	}
}

var stop = regexp.MustCompile(`^(?:a|an|the|and|or|of|in|on|at|to|for|with|from|by|as|is|are|be|you|your|we|our|us|have|has|having|must|need|needs|needed|required|require|essential|ability|able|strong|good|excellent|solid|proven|experience|experienced|knowledge|understanding|skills?|including|such|other|least|minimum|years?|plus|preferred|desirable|will|who|that|this|it|any|all|valid|full|current|within|level|high|work|working|relevant|similar|equivalent|hold|using|used|well|also)$`)

func stems(text string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r > 0x7f || r == '+' || r == '#')
	}) {
		if len(w) > 1 && !stop.MatchString(w) {
			out[skill.Key(w)] = true
		}
	}
	return out
}

// rank are words of level in a title; they do not make another job.
var rank = regexp.MustCompile(`^(?:junior|senior|sr|jr|lead|principal|staff|head|chief|associate|assistant|trainee|graduate|mid|i|ii|iii|iv|deputy|the|of|and|for|a|an|m|f|d|x)$`)

func titleWords(title string) (core, level map[string]bool) {
	core, level = map[string]bool{}, map[string]bool{}
	for _, w := range strings.FieldsFunc(strings.ToLower(title), func(r rune) bool { return !(r >= 'a' && r <= 'z' || r > 0x7f || r == '+' || r == '#') }) {
		if rank.MatchString(w) {
			level[w] = true
		} else {
			core[skill.Key(w)] = true
		}
	}
	return core, level
}

func judgeTitle(x *Result, lines []line) {
	want, _ := titleWords(strings.Split(x.Text, ",")[0])
	best, bestOf := 0, ""
	seen := map[string]bool{}
	for _, l := range lines {
		if l.Heading == "" || seen[l.Heading] {
			continue
		}
		seen[l.Heading] = true
		have, _ := titleWords(l.Heading)
		n := 0
		for w := range want {
			if have[w] {
				n++
			}
		}
		if n > best {
			best, bestOf = n, l.Heading
		}
	}
	switch {
	case len(want) > 0 && best == len(want):
		x.Status, x.Proof = Proven, bestOf
	case best > 0 && best*2 >= len(want):
		x.Status, x.Proof, x.Remark = Mentioned, bestOf, "Your nearest title has part of the words. A line at the top can say what the job was."
	default:
		x.Remark = "None of your job titles is near. Say early which part of your work was this job."
	}
}

var span = regexp.MustCompile(`\b(19[5-9]\d|20\d\d)\b`)

// worked is how many calendar years the headings cover.
func worked(lines []line, year int) int {
	covered := map[int]bool{}
	for _, l := range lines {
		found := span.FindAllString(l.Heading, -1)
		if len(found) == 0 {
			continue
		}
		from, _ := strconv.Atoi(found[0])
		to, _ := strconv.Atoi(found[len(found)-1])
		if l.Current && year > to {
			to = year
		}
		for y := from; y < to && y < from+60; y++ {
			covered[y] = true
		}
	}
	return len(covered)
}

func judgeYears(x *Result, lines []line, o Options) {
	asked, have := AskedYears(x.Text), worked(lines, o.Year)
	switch {
	case asked == 0:
		judgeWords(x, lines)
	case have == 0:
		x.Remark = "The headings of the résumé name no years."
	case have >= asked:
		x.Status, x.Remark = Mentioned, fmt.Sprintf("Your headings cover %d years; whether all of them were this work is for you to say.", have)
	default:
		x.Remark = fmt.Sprintf("Your headings cover %d of %d years.", have, asked)
	}
	if asked == 0 || have < asked || x.Kind != Years {
		return
	}
	x.Status = Proven
}

// group fills the parts of the report, in the order of practice.md e.
func (r *Report) group() {
	needed, shown, counted := 0, 0, 0
	for _, x := range r.All {
		if x.Kind != Title {
			counted++
		}
		if x.needed() {
			needed++
			if x.Status == Proven {
				shown++
			}
		}
		switch {
		case x.Kind == Knockout:
			r.Knockouts = append(r.Knockouts, x)
		case x.Kind == Title:
			r.Title = append(r.Title, x)
		case x.needed() && x.Status != Proven:
			r.Open = append(r.Open, x)
		case x.Kind == Nice || x.Kind == Soft || x.Optional:
			r.Nice = append(r.Nice, x)
		}
		if x.Yours != "" {
			r.Wording = append(r.Wording, x)
		}
	}
	slices.SortStableFunc(r.Open, func(a, b Result) int { return cmp.Compare(urgency[a.Status], urgency[b.Status]) })
	if counted >= minimum && needed > 0 {
		r.Headline = fmt.Sprintf("%d of %d must-haves evidenced", shown, needed)
	}
}

var urgency = map[Status]int{Missing: 0, Mentioned: 1, CannotClaim: 2}
