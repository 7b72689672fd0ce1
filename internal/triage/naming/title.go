package naming

import (
	"slices"
	"strings"

	"debrief/internal/triage/phrase"
)

// RoleFit is how alike two titles are; known is false where one is missing.
type RoleFit struct {
	Fit   float64
	Known bool
}

// Below OtherRole two titles are different jobs; from SureRole on they may be
// taken for one.
const (
	OtherRole = 0.5
	SureRole  = 0.7
)

// Weight is what a fit adds to a score; an unknown role counts as half.
func (f RoleFit) Weight() float64 {
	switch {
	case !f.Known:
		return 0.5
	case f.Fit < OtherRole:
		return 0.1 * f.Fit
	}
	return f.Fit
}

// levels are words of seniority, by rank. Two different ranks are two jobs.
var levels = map[string]int{"intern": 1, "internship": 1, "trainee": 1, "praktikant": 1, "praktikum": 1, "werkstudent": 1, "working": 0, "graduate": 2, "junior": 2, "jr": 2, "entry": 2, "associate": 3, "mid": 4, "midlevel": 4, "intermediate": 4, "senior": 5, "sr": 5, "iii": 5, "staff": 6, "lead": 6, "principal": 7, "head": 8, "director": 9, "vp": 10, "vice": 10, "chief": 11, "ii": 4, "iv": 6, "i": 3}

// shorts are abbreviations in titles.
var shorts = map[string]string{"eng": "engineer", "engr": "engineer", "dev": "developer", "mgr": "manager", "sr": "senior", "jr": "junior", "admin": "administrator", "asst": "assistant", "swe": "software engineer", "sre": "site reliability engineer", "pm": "product manager", "qa": "quality assurance", "fe": "frontend", "be": "backend", "ml": "machine learning", "hr": "human resources", "ops": "operations", "tech": "technical", "rep": "representative"}

// fillers are words of titles that tell no jobs apart.
var fillers = phrase.Words("the a an of for and in at to m w d f x h mwd wmd mfd gn div remote hybrid onsite full part time permanent contract fulltime parttime vollzeit teilzeit cdi cdd stage all genders und et y e der die des de du la le i")

// titleWords are the words of a title without level, and its level.
func titleWords(s string) (words []string, level int) {
	for _, w := range strings.Fields(phrase.Fold(s)) {
		if long := shorts[w]; long != "" {
			for _, x := range strings.Fields(long) {
				words, level = addTitleWord(words, level, x)
			}
			continue
		}
		words, level = addTitleWord(words, level, w)
	}
	return words, level
}

func addTitleWord(words []string, level int, w string) ([]string, int) {
	if n := levels[w]; n > 0 {
		level = max(level, n)
		if n < 8 {
			return words, level
		}
	}
	if fillers[w] || slices.Contains(words, w) {
		return words, level
	}
	if len(w) > 5 && strings.HasSuffix(w, "in") && titleHeads[w] { // Entwicklerin
		w = strings.TrimSuffix(w, "in")
	}
	return append(words, w), level
}

// SameRole compares two titles: 1 the same words and level, 0.75 where only
// one names a level, at most 0.3 where the levels differ; between by the words
// they share.
func SameRole(a, b string) RoleFit {
	x, levelX := titleWords(a)
	y, levelY := titleWords(b)
	if len(x) == 0 || len(y) == 0 {
		return RoleFit{}
	}
	shared := 0
	for _, w := range x {
		if slices.Contains(y, w) {
			shared++
		}
	}
	fit := float64(shared) / float64(len(x)+len(y)-shared)
	if small := min(len(x), len(y)); shared == small && small >= 2 {
		fit = max(fit, 0.8) // "Program Manager" and "Program Manager, Operations"
	}
	switch {
	case levelX == levelY:
	case levelX == 0 || levelY == 0:
		fit *= 0.78
	default:
		fit = min(fit, 0.3)
	}
	return RoleFit{fit, true}
}
