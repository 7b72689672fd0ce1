package bullet

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

type rule struct {
	code        string
	name        string
	severity    Severity
	anyLanguage bool
	check       func(*document, *line, rule)
}

// rules is the table of practice.md d, row for row.
var rules = []rule{
	{"RB01", "does not start with a verb", Warn, false, opensWithVerb},
	{"RB02", "weak opener", Warn, false, weakOpener},
	{"RB03", "inflated verb", Info, false, inflatedVerb},
	{"RB04", "first person", Warn, false, firstPerson},
	{"RB05", "no scale and no result", Warn, false, noScale},
	{"RB06", "number that is neither scale nor result", Info, false, idleNumber},
	{"RB07", "percentage without baseline or period", Info, false, barePercent},
	{"RB08", "claim hard to believe", Warn, false, bigClaim},
	{"RB09", "length", Warn, true, length},
	{"RB10", "two accomplishments", Info, false, twoInOne},
	{"RB11", "tense", Info, false, tense},
	{"RB12", "same opener three times", Info, true, sameOpener},
	{"RB13", "empty words", Info, false, emptyWords},
	{"RB14", "passive voice", Info, false, passive},
	{"RB15", "measure that can't be measured", Info, false, vagueMeasure},
	{"RB16", "punctuation differs within the list", Info, true, punctuation},
	{"RB17", "private name", Warn, true, privateName},
}

// Rule describes one code for the reference page.
type Rule struct {
	Code, Name string
	Severity   Severity
}

// Rules lists the codes in order.
func Rules() (out []Rule) {
	for _, r := range rules {
		out = append(out, Rule{r.code, r.name, r.severity})
	}
	return out
}

func pastVerb(w string) bool {
	return has(irregular, w) || len(w) > 4 && strings.HasSuffix(w, "ed") && !has(notPast, w)
}

func verb(w string) bool {
	if i := strings.LastIndexByte(w, '-'); i >= 0 { // co-led, re-designed
		w = w[i+1:]
	}
	return pastVerb(w) || has(present, w) || len(w) > 5 && strings.HasSuffix(w, "ing")
}

// opener is the first word that is not an adverb.
func (l *line) opener() word {
	for _, w := range l.words {
		if !strings.HasSuffix(w.text, "ly") {
			return w
		}
	}
	return l.words[0]
}

func opensWithVerb(_ *document, l *line, r rule) {
	if w := l.opener(); !verb(w.text) && weakOpening(l) == nil && !has(pronouns, w.text) {
		l.add(r, w.start, w.end, "The first words are what gets read, and these say no action.", "Start with what you did: “[Verb] [what] …”.")
	}
}

func weakOpening(l *line) *struct{ phrase, try string } {
	rest := l.folded[l.opener().start:]
	for i, o := range weakOpeners {
		if strings.HasPrefix(rest, o.phrase) {
			return &weakOpeners[i]
		}
	}
	return nil
}

func weakOpener(_ *document, l *line, r rule) {
	if o := weakOpening(l); o != nil {
		at := l.opener().start
		l.add(r, at, at+len(o.phrase), "It tells a duty or a presence, not what you did.", o.try)
	}
}

func inflatedVerb(_ *document, l *line, r rule) {
	for _, w := range l.words {
		for _, v := range inflated {
			if w.text == v.word {
				l.add(r, w.start, w.end, "A plain verb is believed sooner.", "“"+v.plain+"”")
			}
		}
	}
}

func firstPerson(_ *document, l *line, r rule) {
	for i, w := range l.words {
		// “Phase I” and “Level I” are names, not a person.
		if has(pronouns, w.text) && (w.text != "i" || i == 0 || verbAfter(l, i)) && (w.text != "us" || !strings.Contains(l.text, "US")) {
			l.add(r, w.start, w.end, "Résumé lines leave the person out.", "Start with the verb.")
			return
		}
	}
}

func verbAfter(l *line, i int) bool { return i+1 < len(l.words) && verb(l.words[i+1].text) }

var (
	digits  = regexp.MustCompile(`\d`)
	idle    = regexp.MustCompile(`\b(?:(?:19|20)\d\d(?:\s?[-–]\s?(?:19|20)?\d\d)?|24/7|v\d+(?:\.\d+)*|\d+\.\d+\.\d+|(?:python|java|php|angular|windows|iso|office|sql server|react|vue|c\+\+|oauth|http/?|web|tier|level|grade|phase|room|section|part|q)[\s-]?\d+(?:\.\d+)*(?:[:-]\d+)?|\+?\d{2,4}(?:[\s-]\d{2,4}){2,})\b`)
	percent = regexp.MustCompile(`\b(\d+(?:[.,]\d+)?)\s?(?:%|per ?cent|percent)`)
	times   = regexp.MustCompile(`\b(\d+(?:\.\d+)?)\s?(?:x|×|-fold|times)(?:\s|$|[,.;])`)
)

// measured is the line without the numbers that say neither scale nor result.
func (l *line) measured() string { return idle.ReplaceAllString(l.folded, " ") }

func (l *line) scale() bool {
	if digits.MatchString(l.measured()) {
		return true
	}
	return slices.ContainsFunc(l.words, func(w word) bool { return has(numberWords, w.text) })
}

func (l *line) namedChange() bool {
	return slices.ContainsFunc(changes, func(c string) bool { return strings.Contains(l.folded, c) })
}

func noScale(_ *document, l *line, r rule) {
	if !l.scale() && !l.namedChange() {
		l.add(r, 0, 0, "No size and no result to picture. A number is not a must; a named change does as well.", "Add how many, how much, or what was different afterwards: “… for [how many]; [what changed]”.")
	}
}

func idleNumber(_ *document, l *line, r rule) {
	if loc := idle.FindStringIndex(l.folded); loc != nil && !digits.MatchString(l.measured()) {
		l.add(r, loc[0], loc[1], "This number is a year, a version or an address, not a size or a result.", "Keep it if it helps, and add a size: “[how many]”.")
	}
}

var baseline = regexp.MustCompile(`\bfrom\b.{0,40}\bto\b|\b(?:in|within|over|per|a|each|every|during|by|since|for) (?:the |a |an |one |two |three |four |five |six |first |last |\d+ )?(?:first |last )?(?:weeks?|months?|quarters?|years?|days?|season|sprints?|semesters?|terms?|20\d\d|q[1-4])\b|\bof (?:all |the )?\w+|\byear[- ]on[- ]year\b|\bcompared\b|\bwhile\b|\bthan\b`)

func barePercent(_ *document, l *line, r rule) {
	if loc := percent.FindStringIndex(l.folded); loc != nil && !baseline.MatchString(l.folded) {
		l.add(r, loc[0], loc[1], "A share needs its start or its time to be pictured.", "“from [before] to [after]”, or “in [how long]”.")
	}
}

func bigClaim(_ *document, l *line, r rule) {
	for _, m := range percent.FindAllStringSubmatchIndex(l.folded, -1) {
		if strings.Contains(l.folded, "coverage") || strings.Contains(l.folded, "uptime") || strings.Contains(l.folded, "complian") {
			continue
		}
		if n := number(l.folded[m[2]:m[3]]); n >= 100 && improves.MatchString(l.folded) {
			l.add(r, m[0], m[1], "Readers will ask about this one. Be ready to explain it.", "Give both ends: “from [before] to [after]”.")
		}
	}
	for _, m := range times.FindAllStringSubmatchIndex(l.folded, -1) {
		if number(l.folded[m[2]:m[3]]) >= 10 && !baseline.MatchString(l.folded) {
			l.add(r, m[0], m[1], "Readers will ask about this one. Be ready to explain it.", "Give both ends: “from [before] to [after]”.")
		}
	}
}

var improves = regexp.MustCompile(`\b(?:increas|improv|rais|grew|grow|boost|lift|rose|gain|faster|more|higher|up by|by)`)

func number(s string) (f float64) {
	fmt.Sscanf(strings.ReplaceAll(s, ",", "."), "%g", &f)
	return f
}

func length(_ *document, l *line, r rule) {
	switch n := len(l.words); {
	case n > 35 || len([]rune(l.text)) > 220:
		l.add(r, 0, 0, fmt.Sprintf("%d words run over two lines.", n), "Keep one decision, its size and its result; move the rest to a second line.")
	case n < 6:
		l.add(r, 0, 0, fmt.Sprintf("%d words are too few to picture it.", n), "Add for whom, how many, or what came of it.")
	}
}

func twoInOne(_ *document, l *line, r rule) {
	for i := 1; i+1 < len(l.words); i++ {
		w, next := l.words[i], l.words[i+1]
		joined := w.text == "and" && pastVerb(next.text) || strings.Contains(l.folded[w.end:next.start], ";") && pastVerb(next.text)
		if joined && pastVerb(l.opener().text) && i > 2 {
			l.add(r, next.start, next.end, "Two accomplishments in one line weaken each other.", "Make it two lines, or put the result last: “… by [doing the other]”.")
			return
		}
	}
}

func tense(_ *document, l *line, r rule) {
	w := l.opener()
	if !l.Current && has(present, w.text) && !has(irregular, w.text) {
		l.add(r, w.start, w.end, "A past job is told in the past.", "Use the past form.")
	}
}

func sameOpener(d *document, l *line, r rule) {
	w := l.opener()
	n, first := 0, true
	for i := range d.lines {
		if len(d.lines[i].words) > 0 && d.lines[i].opener().text == w.text {
			n++
			first = first && (&d.lines[i] == l || n > 1)
		}
	}
	if n >= 3 && !first {
		l.add(r, w.start, w.end, fmt.Sprintf("%d lines start with this word.", n), "Another verb that fits what you did.")
	}
}

func emptyWords(_ *document, l *line, r rule) {
	for _, b := range buzzwords {
		if i := phrase(l.folded, b); i >= 0 {
			l.add(r, i, i+len(b), "Anyone can write this. It proves nothing.", "Show it by what you did, or leave it out.")
		}
	}
}

var passiveVoice = regexp.MustCompile(`\b(?:was|were|been|being|is|are) (?:\w+ly )?(\w+ed|built|led|run|made|held|given|taken|written|chosen|sold|cut)\b`)

func passive(_ *document, l *line, r rule) {
	if loc := passiveVoice.FindStringIndex(l.folded); loc != nil {
		l.add(r, loc[0], loc[1], "The reader can't see who did it.", "Say it with your own verb.")
	}
}

func vagueMeasure(_ *document, l *line, r rule) {
	if l.scale() {
		return
	}
	for _, m := range vagueMeasures {
		if i := phrase(l.folded, m); i >= 0 && improves.MatchString(l.folded) {
			l.add(r, i, i+len(m), "This can't be measured as it stands.", "Name what moved: “[time per order]”, “[errors a week]”, “[cost a month]”.")
			return
		}
	}
}

func punctuation(d *document, l *line, r rule) {
	stops := 0
	for i := range d.lines {
		if strings.HasSuffix(d.lines[i].text, ".") {
			stops++
		}
	}
	n := len(d.lines)
	if n < 3 || stops == 0 || stops == n {
		return
	}
	if has := strings.HasSuffix(l.text, "."); has != (stops*2 >= n) {
		word := "ends with a full stop; most do not"
		if !has {
			word = "ends without a full stop; most have one"
		}
		l.add(r, 0, 0, "This line "+word+".", "Make them all the same.")
	}
}

func privateName(d *document, l *line, r rule) {
	for _, p := range d.private {
		if p = fold(strings.TrimSpace(p)); p == "" {
			continue
		}
		if i := phrase(l.folded, p); i >= 0 {
			l.add(r, i, i+len(p), "This name is on your private list.", "Say what kind of client it was: “a [size] [industry] client”.")
		}
	}
}

// phrase finds p in s at word borders, or -1.
func phrase(s, p string) int {
	for at := 0; ; {
		i := strings.Index(s[at:], p)
		if i < 0 {
			return -1
		}
		i += at
		if border(s, i-1) && border(s, i+len(p)) {
			return i
		}
		at = i + 1
	}
}

func border(s string, i int) bool {
	return i < 0 || i >= len(s) || !(s[i] >= 'a' && s[i] <= 'z' || s[i] >= '0' && s[i] <= '9' || s[i] >= 0x80)
}
