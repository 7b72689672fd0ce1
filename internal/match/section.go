package match

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// section is a part of a posting; it says how what stands in it is asked.
type section int

const (
	plain section = iota // only what says itself that it is needed
	musts
	nices
	duties
	aside // about the employer, pay, how to apply
)

// headings name sections. The first that matches wins, so that “preferred
// qualifications” is nice to have. Own table from the wording of postings.
var headings = []struct {
	re *regexp.Regexp
	is section
}{
	{rx(`nice[- ]to[- ]haves?|nice if you|good[- ]to[- ]have|bonus(?: points)?|preferred|desirable|desired|advantageous|an advantage|(?:a )?plus(?:es)?|ideally|it would help|would be great|would also help|extra credit|not essential|helpful (?:but|extras)|also welcome|we would love|optional`), nices},
	{rx(`requirements?|required|requisites?|qualifications?|must[- ]haves?|essential|essentials|minimum|you(?:'|’)?(?:ll)? (?:will )?(?:have|need|bring)|you bring|you are|about you|your (?:profile|background|skills|experience)|who you are|what you(?:'|’)?(?:ll)? (?:will )?(?:bring|need|have)|what we(?:'|’)?(?:re| are)? (?:look|need|ask|expect|seek)\w*|we(?:'|’)?(?:re| are) looking for|looking for|skills(?: and| &)? ?\w*|experience|person specification|candidate profile|eligibility|you should have|we ask for|to apply you need|licen[cs]es? and checks`), musts},
	{rx(`responsibilit(?:y|ies)|dut(?:y|ies)|what you(?:'|’)?(?:ll)? (?:will )?do|the (?:role|job|work|position)|your (?:role|day|work|tasks|week)|day[- ]to[- ]day|key tasks|tasks|you will|in this (?:role|job)|main tasks|job purpose`), duties},
	{rx(`about (?:us|the (?:team|company|school|trust|firm|council))|who we are|what we offer|we offer|benefits|perks|salary|pay(?: and)?|compensation|why (?:join|work|us)|how to apply|to apply|equal(?:ity)?|diversity|our (?:values|story|mission|company)|interview process|closing date|location|hours|the team|package|privacy|what you(?:'|’)?(?:ll)? get`), aside},
}

func rx(words string) *regexp.Regexp { return regexp.MustCompile(`(?i)\b(?:` + words + `)\b`) }

// unit is a bullet or sentence of a posting with the section it stands in.
type unit struct {
	text string
	in   section
	item bool // a line of a list
}

var (
	dash   = regexp.MustCompile(`^\s*(?:[-*•·▪◦–—►✓]|\d{1,2}[.)])\s+`)
	abbrev = regexp.MustCompile(`(?i)\b(?:e\.g|i\.e|etc|incl|approx|min|max|no|inc)\.\s+$`)
)

// units cuts a posting into what can be asked separately, and stops when take
// says that it has enough.
func units(text string, take func(unit) bool) {
	in := plain
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		body := line
		if c := line[0]; c >= utf8.RuneSelf || c == '-' || c == '*' || c >= '0' && c <= '9' {
			body = dash.ReplaceAllString(line, "")
		}
		item := body != line
		if !item {
			if s, rest, ok := heading(body); ok {
				in, body = s, rest
			}
		}
		for _, part := range sentences(body) {
			if !take(unit{part, in, item}) {
				return
			}
		}
	}
}

// heading reports whether a line opens a section: a short line without a full
// stop, or a word and a colon before the rest.
func heading(line string) (section, string, bool) {
	head, rest, colon := strings.Cut(line, ":")
	words := len(strings.Fields(head))
	rest = strings.TrimSpace(rest)
	if words > 7 || !colon && (words > 6 || strings.ContainsAny(line[len(line)-1:], ".,;!?")) {
		return plain, "", false
	}
	if !colon {
		rest = ""
	}
	for _, h := range headings {
		if h.re.MatchString(head) {
			return h.is, rest, true
		}
	}
	return plain, "", false
}

// sentences cuts at a full stop, a mark or a semicolon with a blank behind it,
// but not behind a short form.
func sentences(text string) (out []string) {
	from := 0
	for at := 0; at < len(text); at++ {
		next := strings.IndexAny(text[at:], ".!?;")
		if next < 0 {
			break
		}
		at += next
		end := at + 1
		for end < len(text) && strings.IndexByte(" \t\n\f\r", text[end]) >= 0 {
			end++
		}
		if end == at+1 || text[at] == '.' && abbrev.MatchString(text[max(0, at-12):end]) {
			continue
		}
		out = appendText(out, text[from:at])
		from = end
		at = end - 1
	}
	return appendText(out, text[from:])
}

func appendText(list []string, s string) []string {
	if s = strings.Trim(strings.TrimSpace(s), ".;"); s != "" {
		return append(list, s)
	}
	return list
}
