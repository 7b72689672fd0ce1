package naming

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"debrief/internal/triage/phrase"
)

// roleEnds close a title: a noun for the job, a preposition before the company.
var roleEnds = phrase.Words("role roles position positions job vacancy opening opportunity post requisition team at with within on has have was is are and we which that who here via from by through stelle bei beim chez au presso bij were will would for if please your you our us und sowie erhalten eingegangen interessiert beworben hat wurde ist con en pour na no a")

// roleStops are small words that can't stand in a title.
var roleStops = phrase.Words("has have was were is are be been will would we you your our i it they this that these who which because but although while when if so from here submitted received dated ref reference id number please based located reporting starting wir sie haben hat ist wurde vom nous vous avons que hemos ha abbiamo hai foi recebemos hebben je u ontvangen bekommen erhalten bien auquel a ete depends just landed arrived made using interview interviews role position job post at with and or to not as est sont sera serait suspendu suspendue es esta estan ha fue sera se por para seguimos nao vai sao e foi esta confirmada viene richiede sara goed ingevuld even stil is wordt aanbieden omdat om dat candidate open ouvert da una un uma do no na")

// roleAt reads a title at the start of a text. closed tells that a word like
// "role" or "at COMPANY", or the end of the clause, ended it. lower lets titles
// in small letters pass, up to six words.
func roleAt(s string, lower bool) (role string, closed bool) {
	s = strings.TrimLeft(s, ":–-#")
	i, ok := gapBefore(s)
	if !ok || i >= len(s) {
		return "", false
	}
	s = strings.TrimLeft(s[i:], "\"“„«'(")
	for {
		w := titleWord(s)
		f := phrase.Fold(w)
		if w == "" || !articles[f] && f != "be" && f != "become" && f != "of" && f != "d" || len(w) >= len(s) || s[len(w)] != ' ' {
			break
		}
		s = s[len(titleWord(s))+1:]
	}
	s = strings.TrimPrefix(strings.TrimPrefix(s, "d'"), "d’")
	if n := idRun(s); n > 0 {
		s = s[n:]
	}
	n := titleRun(s, 0, lower)
	return s[:n], endsTitle(s[n:])
}

// idRun is the length of a requisition id and the blank behind it at the start.
func idRun(s string) int {
	w, _, ok := strings.Cut(s, " ")
	if ok && (requisitionLike(strings.Trim(w, ",:()")) || digits(w) >= 4 && digits(w) == len(w)) {
		return len(w) + 1
	}
	return 0
}

// endsTitle reports that what follows a title closes it.
func endsTitle(s string) bool {
	t := strings.TrimLeft(s, " \n")
	if t == "" || strings.HasPrefix(s, "\n\n") || strings.HasPrefix(s, ".") || strings.HasPrefix(s, "!") || strings.HasPrefix(s, ",") || strings.HasPrefix(t, "(") || strings.HasPrefix(s, "\n") {
		return true
	}
	return roleEnds[phrase.Fold(titleWord(t))]
}

// titleRun is the length of the title at text[at:]: capitals with "of", "&",
// "-", brackets and the like between them. Small letters end it, unless lower
// lets them stand. A short line before a line end was not wrapped and ends it.
func titleRun(text string, at int, lower bool) int {
	end, words, head := 0, 0, ""
	s := text[at:]
	for pos := 0; pos < len(s) && words < 12; {
		w := titleWord(s[pos:])
		if w == "" {
			inner, n := bracket(s[pos:])
			if n == 0 || words == 0 || len(inner) > 40 || strings.ContainsAny(inner, "\n:") {
				break
			}
			pos += n
			end = pos
			n, more := titleGap(s[pos:])
			if !more {
				break
			}
			pos += n
			continue
		}
		f := phrase.Fold(w)
		if words > 0 && (stopCaps[w] && !(w == "I" && head != "" && endsTitle(s[pos+1:])) || roleNouns[f] || titleBreaks[f] || label(s[pos+len(w):])) {
			break
		}
		if !startsUpper(w) && !mixedCase(w) {
			if lower && smallFits(f, words, s[pos+len(w):]) {
				head = f
			} else if words == 0 || !connects(f, head) || !capitalBehind(s[pos+len(w):]) {
				break
			}
		} else if headWord(f) {
			head = f
		}
		pos += len(w)
		words++
		if startsUpper(w) || mixedCase(w) || lower && !joins[f] && !romanceJoin[f] {
			end = pos
		}
		n, more := titleGap(s[pos:])
		if !more || unwrapped(text, at+pos, n) {
			break
		}
		pos += n
	}
	return end
}

// titleBreaks are words in capitals that never go on with a title.
var titleBreaks = phrase.Words("interview interviews application applications offer update cv cvs resume date time company location salary wanted start reference duration status vacancies")

// label reports that the word before s was the label of a line: "Date: ...".
func label(s string) bool { return strings.HasPrefix(s, ":") && !innerColon(s) }

// unwrapped reports a line end within the next n bytes behind a line too short
// to have been wrapped.
func unwrapped(text string, at, n int) bool {
	i := strings.IndexByte(text[at:at+n], '\n')
	return i >= 0 && at+i-lineStart(text, at+i) < 40 && strings.Contains(text, "\n\n")
}

// smallFits reports that a word in small letters may be part of a title.
func smallFits(f string, words int, rest string) bool {
	if roleEnds[f] || roleStops[f] {
		return false
	}
	if f == "et" || f == "y" || f == "e" || f == "en" {
		return words > 0 && capitalBehind(rest)
	}
	if romanceJoin[f] {
		return words > 0 && titleWord(strings.TrimLeft(rest, " \n")) != ""
	}
	return words < 6
}

var romanceJoin = phrase.Words("de du des d la le les l di del della dei da do dos das y e et van voor der")

var academic = phrase.Words("lecturer professor researcher fellow chair reader associate instructor teacher scientist postdoc lektor director consultant")

// connects reports that a small word may stand between the capitals of a title.
func connects(f, head string) bool {
	switch f {
	case "of", "and", "de", "du", "des", "der", "fur", "di", "del", "da", "do", "van", "y", "e", "et", "und", "the", "d", "la", "le":
		return true
	case "in":
		return academic[head]
	case "to":
		return head == "assistant" || head == "advisor" || head == "adviser"
	}
	return false
}

// capitalBehind reports that a capital follows, perhaps behind an article.
func capitalBehind(s string) bool {
	for range 2 {
		n, more := titleGap(s)
		if !more {
			return false
		}
		w := titleWord(s[n:])
		if startsUpper(w) {
			return !stopCaps[w]
		}
		if f := phrase.Fold(w); f != "the" && f != "den" && f != "die" && f != "la" && f != "l" {
			return false
		}
		s = s[n+len(w):]
	}
	return false
}

var articles = phrase.Words("a an the our der die das eine einen ein la le les el los un une una il lo het de een l")

// titleWord is a word of a title, with "/", "-", "+", "#", "&" and "." inside.
func titleWord(s string) string {
	for i, c := range s {
		if unicode.IsLetter(c) || unicode.IsDigit(c) || unicode.Is(unicode.Mn, c) || strings.ContainsRune("/-+#&'’*_", c) || c == ':' && innerColon(s[i:]) {
			if (c == '-' || c == '/' || c == '\'' || c == '’') && (i == 0 || i+utf8.RuneLen(c) >= len(s) || s[i+utf8.RuneLen(c)] <= ' ') {
				return s[:i]
			}
			continue
		}
		if c == '.' && i > 0 && i+1 < len(s) && (unicode.IsLetter(rune(s[i+1])) || unicode.IsDigit(rune(s[i+1]))) {
			continue
		}
		if c == '.' && i <= 3 && i > 0 && (phrase.Fold(s[:i]) == "sr" || phrase.Fold(s[:i]) == "jr" || phrase.Fold(s[:i]) == "sen") {
			return s[:i+1]
		}
		return s[:i]
	}
	return s
}

// innerColon is the colon of "Entwickler:in".
func innerColon(s string) bool {
	return strings.HasPrefix(s, ":in") || strings.HasPrefix(s, ":r") && len(s) > 2 && !unicode.IsLetter(rune(s[2]))
}

// bracket is "(m/w/d)" or "(Remote)" at the start of s.
func bracket(s string) (inner string, n int) {
	if !strings.HasPrefix(s, "(") {
		return "", 0
	}
	i := strings.IndexByte(s, ')')
	if i < 0 {
		return "", 0
	}
	return s[1:i], i + 1
}

// titleGap is what may stand between two words of a title: blanks, one line
// end, a comma or a dash followed by a capital.
func titleGap(s string) (int, bool) {
	for _, p := range [...]string{", ", ",\n", " - ", " – ", " — ", " / ", " | "} {
		if strings.HasPrefix(s, p) && p != " | " {
			w := titleWord(s[len(p):])
			return len(p), w != "" && startsUpper(w) && !stopCaps[w] && !legalForms[phrase.Fold(w)] && !months[phrase.Fold(w)]
		}
	}
	i, lines := 0, 0
	for i < len(s) && (s[i] == ' ' || s[i] == '\n' || s[i] == '\r' || s[i] == '\t') {
		if s[i] == '\n' {
			lines++
		}
		i++
	}
	return i, i > 0 && lines <= 1 && i < len(s)
}

var months = phrase.Words("january february march april may june july august september october november december monday tuesday wednesday thursday friday saturday sunday")

// cleanRole takes off what stands around a title: ids, "(m/w/d)", "Role:".
func cleanRole(s string) string {
	s = withoutPay(strings.Join(strings.Fields(s), " "))
	for _, lead := range [...]string{"Job title:", "Job Title:", "Position:", "Role:", "Title:", "Stelle:", "Poste :", "Puesto:", "Vaga:"} {
		s = strings.TrimSpace(strings.TrimPrefix(s, lead))
	}
	for {
		i, j := strings.LastIndexByte(s, '('), strings.LastIndexByte(s, ')')
		if i <= 0 {
			break
		}
		if j != len(s)-1 {
			if j > i {
				break
			}
			s = strings.TrimSpace(s[:i]) // a bracket cut off
			continue
		}
		in := phrase.Fold(s[i:])
		if !genderMark(in) && digits(in) < 4 && !placeMark(in) && !strings.HasPrefix(in, "job") && !strings.HasPrefix(in, "ref") && !strings.HasPrefix(in, "id ") {
			break
		}
		s = strings.TrimSpace(s[:i])
	}
	for _, sep := range [...]string{" m/w/d", " w/m/d", " m/f/d", " f/m/d", " h/f", " H/F", " F/H", " f/h", " m/f", " M/F", " m/v"} {
		s = strings.TrimSuffix(s, sep)
	}
	words := strings.Fields(s)
	for len(words) > 1 && idLike(words[len(words)-1]) {
		words = words[:len(words)-1]
	}
	for len(words) > 1 && idLike(words[0]) {
		words = words[1:]
	}
	for len(words) > 1 && (phrase.Fold(words[len(words)-1]) == "ref" || phrase.Fold(words[len(words)-1]) == "id" || roleNouns[phrase.Fold(words[len(words)-1])]) {
		words = words[:len(words)-1]
	}
	for len(words) > 1 && (articles[strings.ToLower(words[0])] || strings.ToLower(words[0]) == "of" || strings.ToLower(words[0]) == "as" || strings.ToLower(words[0]) == "be" || phrase.Fold(words[0]) == "als") {
		words = words[1:]
	}
	return strings.Trim(strings.Join(words, " "), " \"'“”„‘’«»*,;:.-–—|#([")
}

// withoutPay cuts a salary off a title: "Backend Developer, 80k".
func withoutPay(s string) string {
	for i := 1; i < len(s); i++ {
		if s[i] != ',' {
			continue
		}
		rest := strings.TrimLeft(s[i+1:], " £$€~")
		if rest != "" && rest[0] >= '0' && rest[0] <= '9' {
			return s[:i]
		}
	}
	return s
}

// idLike is a word that is an id rather than part of a title.
func idLike(w string) bool {
	w = strings.Trim(w, "()#[]-–,:")
	return requisitionLike(w) || digits(w) >= 4 && digits(w)*2 > len(w)
}

func genderMark(folded string) bool {
	words := strings.Fields(folded)
	return len(words) > 0 && len(words) <= 4 && !slices.ContainsFunc(words, func(w string) bool {
		return len(w) > 1 && w != "all" && w != "genders" && w != "gn" && w != "mwd" && w != "wmd" && w != "mfd" && w != "div" && w != "divers" && w != "gender"
	})
}

func placeMark(folded string) bool {
	switch folded {
	case "remote", "hybrid", "onsite", "full time", "part time", "contract", "remote us", "us remote", "fully remote":
		return true
	}
	return false
}
