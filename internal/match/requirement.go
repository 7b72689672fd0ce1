package match

import (
	"regexp"
	"slices"
	"strings"

	"debrief/internal/skill"
)

// MaxRequirements bounds the list; a posting that asks more is no list of needs.
const MaxRequirements = 200

// cue tells kinds by their words. Own table, written from practice.md e and the
// wording of postings; the order is the order of asking.
var (
	niceCue = rx(`nice to have|good to have|a plus|an? (?:distinct )?advantage|advantageous|bonus|preferred|preferable|preferably|desirable|ideally|would be (?:great|helpful|useful|welcome)|welcome but|not essential|helps|is helpful|optional`)
	mustCue = rx(`must(?: have| be| hold)?|required|requires?|essential|mandatory|need(?:ed|s)?(?: to)?|necessary|you have|you(?:'|’)ll have|you bring|minimum(?: of)?|at least|we expect|you hold|only (?:consider|accept)|applicants (?:must|need)|proven|we ask for|no exceptions`)

	knockoutCue = rx(`licen[cs]ed?|licen[cs]es|licensure|driv(?:ing|er(?:'|’)?s?) licen[cs]e|registration|registered with|registered nurse|professional registration|pin number|bar (?:admission|member)|admitted to (?:the bar|practi[cs]e)|qualified teacher status|qts|teaching (?:certificate|licen[cs]e|credential)|state certification|cdl|cpc|hgv|lgv|clean driving record|right to work|work authori[sz]ation|authori[sz]ed to work|eligib(?:le|ility) to work|work permit|visa sponsorship|sponsor(?:ship)?(?: a)?(?: visas?)?|citizen(?:ship)?|security clearance|clearance|sc cleared|dbs|background check|criminal record|drug (?:test|screen)(?:ing)?|vetting|18 (?:years )?(?:or|and) (?:over|older)|over 18|at least 18|relocat(?:e|ion)|on[- ]?site|hybrid|in (?:the|our) office|based in|live (?:in|within)|commut(?:e|ing|able)|must be located|resid(?:e|ent)|night shifts|weekend (?:work|shifts)|weekends|rotating shifts|own (?:car|van|tools|transport)|lift (?:up to )?\d+|practising certificate|gas safe|cscs|journeyman|nmc|nmbi|sra|gphc|hcpc|forklift (?:certificate|licen[cs]e)|adr|twic|hazmat`)
	yearsCue    = regexp.MustCompile(`(?i)\b(?:(\d{1,2})\s*(?:\+|plus|(?:-|–|to)\s*\d{1,2})?|(one|two|three|four|five|six|seven|eight|ten))\s*\+?\s*(?:or more )?(?:full )?(?:years?|yrs?)(?:'|’|\b)`)
	ageCue      = rx(`years? (?:old|of age)|or (?:over|older)|last (?:\w+ )?years?|past (?:\w+ )?years?|every (?:\w+ )?years?|for (?:over |more than )?\d+ years we|\d+ years ago|founded`)
	degreeCue   = rx(`degree|bachelor(?:'|’)?s?|master(?:'|’)?s|phd|doctorate|diploma|bsc|msc|ba|mba|llb|pgce|high school|ged|gcses?|a[- ]levels?|nvq|btec|hnc|hnd|apprenticeship|graduate of|university education|leaving cert(?:ificate)?|foundation degree|honou?rs`)
	domainCue   = regexp.MustCompile(`(?i)\b(?:experience|background|worked|work|time)\b[^.;]{0,40}?\b(?:in|within|from|at) (?:an? |the )?([\w -]{3,40}?) (industry|sector|environment|setting|settings|firm|company|companies|start-?ups?|business|organi[sz]ations?|domain|ward|warehouse|store|school|schools|kitchen|department)\b`)
)

// soft are ways of working, by their words.
var soft = []struct {
	name string
	re   *regexp.Regexp
}{
	{"communication", rx(`communicat\w+|interpersonal|articulate|listening`)},
	{"teamwork", rx(`team ?work(?:ing)?|team[- ]player|collaborat\w+|work(?:ing)? (?:well )?(?:with|in) (?:a |others|teams?)|as part of a team`)},
	{"independence", rx(`independent(?:ly)?|self[- ](?:starter|motivated|directed|sufficient)|own initiative|initiative|proactive|autonom\w+|unsupervised|little supervision`)},
	{"organisation", rx(`organi[sz]ed|organi[sz]ational skills|time management|prioriti[sz]\w*|multi-?task\w*|deadlines`)},
	{"care", rx(`attention to detail|detail[- ]oriented|accura(?:te|cy)|thorough|meticulous|eye for detail|reliab(?:le|ility)|punctual\w*|dependable|trustworthy`)},
	{"problem solving", rx(`problem[- ]sol\w+|analytical|critical thinking|solve problems|curio(?:us|sity)`)},
	{"flexibility", rx(`flexib(?:le|ility)|adaptab(?:le|ility)|fast[- ]paced|resilien(?:t|ce)|under pressure|stay calm|calm`)},
	{"leadership", rx(`leadership|lead by example|motivate others|inspire`)},
	{"empathy", rx(`empath\w+|compassion\w*|patien(?:ce|t manner)|friendly|warm|kind|caring|approachable|passion\w*|enthusias\w+|positive attitude|willing(?:ness)? to learn|eager to learn|integrity|discretion|confidential\w*`)},
}

// Requirements reads what a posting asks for, in its order. title is the job
// title, empty where it is not known. A list that says “or” gives one
// requirement with several names.
func Requirements(text, title string) (out []Requirement) {
	if title = strings.TrimSpace(title); title != "" {
		out = append(out, Requirement{Kind: Title, Text: title})
	}
	seen := map[string]bool{}
	read := map[unit]bool{} // what is said twice asks nothing new
	units(text, func(u unit) bool {
		if read[u] || !u.asks() {
			return true
		}
		read[u] = true
		for _, r := range ask(u) {
			key := string(r.Kind) + "\x00" + strings.ToLower(r.Term)
			if r.Term == "" {
				key += strings.ToLower(r.Text)
			}
			if !seen[key] && len(out) < MaxRequirements {
				seen[key] = true
				out = append(out, r)
			}
		}
		return len(out) < MaxRequirements
	})
	return firstAsked(out)
}

// firstAsked drops a nice-to-have that is a must elsewhere.
func firstAsked(list []Requirement) []Requirement {
	must := map[string]bool{}
	for _, r := range list {
		if r.Kind == Must && r.Term != "" {
			must[r.Term] = true
		}
	}
	return slices.DeleteFunc(list, func(r Requirement) bool { return r.Kind == Nice && must[r.Term] })
}

// signals are words of which each of niceCue, mustCue and yearsCue has one:
// outside of lists of needs, a sentence with none of them asks nothing. Looking
// for them first makes long prose cheap.
var signals = map[string]bool{}

func init() {
	for _, w := range strings.Fields("nice good plus advantage advantageous bonus preferred preferable preferably desirable ideally would welcome essential helps helpful optional " +
		"must required require requires mandatory need needed needs necessary have ll bring minimum least expect hold consider accept applicants proven ask exceptions " +
		"year years yr yrs") {
		signals[w] = true
	}
}

// asks reports whether the unit can ask something.
func (u unit) asks() bool { return u.in == musts || u.in == nices || asks(u.text) }

// asks reports whether a text has one of the signals.
func asks(text string) bool {
	var word [16]byte
	n := 0
	for i := 0; i <= len(text); i++ {
		if i < len(text) {
			c := text[i] | 0x20
			if c >= 'a' && c <= 'z' {
				if n < len(word) {
					word[n] = c
				}
				n++
				continue
			}
		}
		if n > 1 && n <= len(word) && signals[string(word[:n])] {
			return true
		}
		n = 0
	}
	return false
}

// ask reads one unit.
func ask(u unit) (out []Requirement) {
	text := clipped(u.text)
	nice := u.in == nices || niceCue.MatchString(text)
	asked := u.in == musts || u.in == nices || nice || u.in != aside && mustCue.MatchString(text)
	years := yearsCue.MatchString(text) && !ageCue.MatchString(text)
	if u.in == aside || !asked {
		if knockoutCue.MatchString(text) && mustCue.MatchString(text) {
			return []Requirement{{Kind: Knockout, Text: text}}
		}
		if !asked && !(years && u.in != aside) {
			return nil
		}
		if u.in == aside {
			return nil
		}
	}
	add := func(k Kind, term string) {
		out = append(out, Requirement{Kind: k, Text: text, Term: term, Optional: nice})
	}
	knock := knockoutCue.MatchString(text)
	if knock && !nice {
		add(Knockout, "")
	}
	if years {
		add(Years, "")
	}
	if degreeCue.MatchString(text) && !knock {
		add(Education, "")
	}
	kind := Must
	if nice || knock && nice {
		kind = Nice
	}
	terms := termsOf(u.text)
	if len(out) > 0 && out[len(out)-1].Kind == Education && !years {
		terms = nil // the field of a degree is part of it
	}
	if knock {
		terms = slices.DeleteFunc(terms, func(t string) bool { return t == "Driving" }) // of “driving licence”
	}
	for _, t := range terms {
		add(kind, t)
	}
	if m := domainCue.FindStringSubmatch(text); m != nil && !knock && len(terms) == 0 {
		add(Domain, "")
	}
	if len(out) > 0 {
		return out
	}
	for _, s := range soft {
		if s.re.MatchString(text) {
			add(Soft, s.name)
		}
	}
	if len(out) == 0 && (u.item || mustCue.MatchString(text)) && len(strings.Fields(text)) > 1 {
		add(kind, "")
	}
	return out
}

// clipped is a text for a list, one line.
func clipped(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	if r := []rune(text); len(r) > 300 {
		return strings.TrimSpace(string(r[:300])) + "…"
	}
	return text
}

// termsOf are the names of a unit; names joined by “or” or “/” are one.
func termsOf(text string) (out []string) {
	runes := []rune(text)
	end := -1
	for _, t := range skill.Find(text) {
		if t.Kind == skill.Title || t.Kind == skill.Skill && vague(t) {
			continue
		}
		between := ""
		if end >= 0 {
			between = strings.ToLower(strings.TrimSpace(string(runes[end:t.Start])))
		}
		end = t.End
		switch {
		case slices.ContainsFunc(out, func(o string) bool { return slices.Contains(alternatives(o), t.Name) }):
		case len(out) > 0 && (between == "or" || between == "/" || between == ", or" || between == "and/or"):
			out[len(out)-1] += " or " + t.Name
		default:
			out = append(out, t.Name)
		}
	}
	return out
}

// vague are labels of ESCO that say too little in a posting.
func vague(t skill.Term) bool {
	for _, s := range soft {
		if s.re.MatchString(t.Name) && len(strings.Fields(t.Name)) <= 3 {
			return true
		}
	}
	return slices.Contains([]string{"use computer", "computer", "experience", "team building", "work in teams", "business", "show responsibility", "meet deadlines", "manage time", "medicines", "work independently", "think creatively", "training subject expertise", "assist customers"}, strings.ToLower(t.Name))
}

// AskedYears is how many years a text asks for, 0 where it asks none.
func AskedYears(text string) int {
	m := yearsCue.FindStringSubmatch(text)
	switch {
	case m == nil:
		return 0
	case m[2] != "":
		return slices.Index([]string{"", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"}, strings.ToLower(m[2]))
	}
	n := 0
	for _, c := range m[1] {
		n = n*10 + int(c-'0')
	}
	return n
}
