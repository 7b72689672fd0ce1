package lint

import (
	"regexp"
	"slices"
	"strings"
)

// SensitiveFinding is a wording in a note that is better said otherwise, or
// kept elsewhere. It warns and never blocks.
type SensitiveFinding struct {
	Class string   // "3" never store, "2a" protected, "2b" about other people, "2c" confidential
	Start int      // code points of the text
	End   int      //
	Text  string   //
	Why   string   //
	Offer []string // safe ways to say it
}

type sensitiveRule struct {
	class, why string
	offer      []string
	re         func() *regexp.Regexp
}

func newSensitive(class, p, why string, offer ...string) sensitiveRule {
	return sensitiveRule{class, why, offer, expression(`(?i)(?:^|[^\pL\pN])(` + p + `)(?:$|[^\pL\pN])`)}
}

// sensitiveRules are the classes of practice.md n, in English with the most
// frequent German, French and Spanish words.
var sensitiveRules = []sensitiveRule{
	newSensitive("3", `\d{3}-\d{2}-\d{4}`, "This looks like a social security number. It is never needed here.", "Leave it out."),
	newSensitive("3", `[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?`, "This looks like a bank account.", "Leave it out."),
	newSensitive("3", `(?:\d[ -]?){15}\d`, "This looks like a card number.", "Leave it out."),
	newSensitive("3", `(?:password|passwort|mot de passe|contraseña|passport (?:no|number)|ausweisnummer)\s*[:=]?\s*\S+`, "Passwords and document numbers do not belong in a note.", "Leave it out."),
	newSensitive("2a", `pregnan\w*|schwanger\w*|enceinte|embarazad\w*|plan(?:ning)? (?:kids|children|a family)|kinderwunsch|maternity`, "Family matters are protected. A sealed note keeps facts for yourself.", "Keep it as a sealed note: date, who by role, exact words.", "“discussed start date”"),
	newSensitive("2a", `surgery|diagnos\w*|illness|disab(?:led|ility)|depress(?:ion|ed)|therapy|medical|cancer|behinder\w*|krank\w*|handicap\w*|discapacidad`, "Health is protected.", "“discussed start date”", "Keep it as a sealed note."),
	newSensitive("2a", `too (?:old|young)|my age|their age|zu alt|zu jung|trop (?:vieux|vieille|jeune)|demasiado (?:viejo|joven)`, "Age is protected. As a reason it is a guess.", "File the reason as too vague, my guess.", "Keep it as a sealed note."),
	newSensitive("2a", `religio\w*|muslim\w*|christian|jewish|jew|hindu|kirche|katholisch|church|mosque|synagogue`, "Religion is protected.", "Leave it out.", "Keep it as a sealed note."),
	newSensitive("2a", `race|ethnic\w*|skin colou?r|nationality|immigra\w*|hautfarbe|herkunft|nationalité|nacionalidad`, "Origin is protected.", "Leave it out.", "Keep it as a sealed note."),
	newSensitive("2a", `gay|lesbian|homosexual\w*|transgender|sexual orientation|my gender`, "This is protected.", "Leave it out.", "Keep it as a sealed note."),
	newSensitive("2a", `trade union|works council|betriebsrat|gewerkschaft|syndicat|sindicato|my politics|voted for`, "This is protected.", "Leave it out."),
	newSensitive("2a", `visa issue|my visa|criminal record|conviction|vorstrafe`, "As a reason this has a neutral code.", "File it as “authorisation or licence required”."),
	newSensitive("2b", `(?:rude|clueless|incompetent|stupid|idiot|arrogant|ugly|lazy|creepy|unhöflich|dumm)`, "This is about a person's character. Facts keep better.", "“interviewer did not have the role details”", "“process disorganised”"),
	newSensitive("2b", `(?:fat|attractive|hot|ugly|accent) (?:interviewer|recruiter|manager|woman|man)|(?:his|her) (?:wife|husband|divorce|kids|children)`, "Private facts about other people stay out.", "Leave it out."),
	newSensitive("2c", `under nda|confidential|unreleased|vertraulich|confidentiel|trade secret`, "This may be theirs to keep.", "Note the topic, not the text, and mark the note NDA."),
}

// Sensitive finds wordings of practice.md n in a note. allowed are wordings the
// person chose to leave.
func Sensitive(text string, allowed []string) []SensitiveFinding {
	var out []SensitiveFinding
	if len(text) > Limit {
		text = strings.ToValidUTF8(text[:Limit], "")
	}
	for _, r := range sensitiveRules {
		for _, loc := range r.re().FindAllStringSubmatchIndex(text, 3) {
			word := text[loc[2]:loc[3]]
			if slices.ContainsFunc(allowed, func(a string) bool { return strings.EqualFold(a, word) }) {
				continue
			}
			start := len([]rune(text[:loc[2]]))
			out = append(out, SensitiveFinding{r.class, start, start + len([]rune(word)), word, r.why, r.offer})
		}
	}
	slices.SortStableFunc(out, func(a, b SensitiveFinding) int { return a.Start - b.Start })
	return out
}
