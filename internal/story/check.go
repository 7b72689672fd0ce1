package story

import (
	"fmt"
	"regexp"
	"strings"
)

// Options are what the person set.
type Options struct {
	Private []string // confidential names and terms that stay out of a story told aloud
}

// check looks at one side of a story. It gives remarks that are good as well,
// so that the page can say what holds.
type check struct {
	code string
	run  func(Story, Options) []Finding
}

// checks stand in the order in which an interviewer would miss something.
// Source: practice.md b (lint) and c (completeness).
var checks = []check{
	{"scope", scopeFirst}, {"own_part", ownPart}, {"result", resultNamed}, {"balance", balance}, {"length", spokenLength},
	{"reflection", reflection}, {"vague", vague}, {"confidential", confidential}, {"influence", influence},
}

// Check reads one story. Open remarks and good ones come in the order above;
// parts that are not written yet are named once each.
func Check(s Story, o Options) (out []Finding) {
	for _, c := range checks {
		for _, f := range c.run(s, o) {
			f.Check = c.code
			out = append(out, f)
		}
	}
	return out
}

// Strong reports whether nothing is open beside length, balance and reflection,
// which are matters of rehearsal.
func Strong(s Story, o Options) bool {
	for _, f := range Check(s, o) {
		if !f.Good && f.Check != "length" && f.Check != "balance" && f.Check != "reflection" {
			return false
		}
	}
	return true
}

var (
	scaleWord  = regexp.MustCompile(`(?i)\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|hundred|thousand|million|dozen|whole|every|entire)\b`)
	resultWord = regexp.MustCompile(`(?i)\d|\b(?:no longer|instead of|replaced|adopted|approved|signed|renewed|dropped|stopped|stayed|opened|became|kept the|won|promoted|hired|shipped|without a|halved|doubled|tripled|first time|still in use)\b|\bno (?:lost|complaint|stop|outage|error|incident|finding)`)
	iVerb      = regexp.MustCompile(`\bI(?:'ve|’ve|'d|’d)? (?:\w+ly )?[a-z]+`)
	weVerb     = regexp.MustCompile(`(?i)\bwe(?:'ve|’ve|'d|’d)? (?:\w+ly )?[a-z]+`)
	// sentences ends at a stop, but not within 3.40 or e.g.
	sentenceEnd = regexp.MustCompile(`[.!?](?:\s|$)`)
)

func scopeFirst(s Story, _ Options) []Finding {
	text := join(s.Situation, s.Task)
	if text == "" {
		return []Finding{{Part: "Situation", Say: "The situation is not written yet."}}
	}
	head := text
	if ends := sentenceEnd.FindAllStringIndex(text, 2); len(ends) == 2 {
		head = text[:ends[1][0]+1]
	}
	if loc := scaleWord.FindStringIndex(head); loc != nil {
		return []Finding{{Good: true, Part: "Situation", Say: "Scope in the first two sentences."}}
	}
	return []Finding{{Part: "Situation", Say: "The first two sentences name no size. How many people, how much, how long?"}}
}

func ownPart(s Story, _ Options) []Finding {
	if strings.TrimSpace(s.Action) == "" {
		return []Finding{{Part: "Action", Say: "The action is not written yet."}}
	}
	mine, ours := len(iVerb.FindAllString(s.Action, -1)), len(weVerb.FindAllString(s.Action, -1))
	switch {
	case mine == 0:
		return []Finding{{Part: "Action", Say: "No sentence says what you did yourself. Start one with “I”."}}
	case ours > mine:
		loc := weVerb.FindStringIndex(s.Action)
		f := place(s.Action, "Action", loc[0], loc[1])
		f.Say = fmt.Sprintf("“We” %d times and “I” %d times hide your own part.", ours, mine)
		return []Finding{f}
	}
	return []Finding{{Good: true, Part: "Action", Say: fmt.Sprintf("Says “I” for your own part, %s.", count(mine))}}
}

func count(n int) string {
	switch n {
	case 1:
		return "once"
	case 2:
		return "twice"
	}
	return fmt.Sprintf("%d times", n)
}

var figure = regexp.MustCompile(`\d[\d.,  ]*\d|\d`)

func resultNamed(s Story, _ Options) []Finding {
	switch n := len(figure.FindAllString(s.Result, -1)); {
	case strings.TrimSpace(s.Result) == "":
		return []Finding{{Part: "Result", Say: "The result is not written yet."}}
	case n > 0:
		return []Finding{{Good: true, Part: "Result", Say: fmt.Sprintf("Result has %s.", plural(n, "number", "numbers"))}}
	case resultWord.MatchString(s.Result):
		return []Finding{{Good: true, Part: "Result", Say: "Result names what changed."}}
	case strings.TrimSpace(s.NoNumber) != "":
		return []Finding{{Good: true, Part: "Result", Say: "Result without a number, and the reason is on record."}}
	}
	return []Finding{{Part: "Result", Say: "No number and no named change in the result. What was different afterwards? If there is honestly none, say why."}}
}

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// balance holds the parts against the bands of practice.md b: action 50 to 70
// in 100 of the words, situation and task at most 30, result at least 10.
func balance(s Story, _ Options) (out []Finding) {
	words := func(parts ...string) int { return len(strings.Fields(join(parts...))) }
	all := words(s.Situation, s.Task, s.Obstacle, s.Action, s.Result)
	if all < 40 || s.Action == "" || s.Result == "" {
		return nil // too short to weigh
	}
	share := func(n int) int { return (100*n + all/2) / all }
	before, action, result := share(words(s.Situation, s.Task, s.Obstacle)), share(words(s.Action)), share(words(s.Result))
	if before > 30 {
		out = append(out, Finding{Part: "Situation", Say: fmt.Sprintf("%d in 100 words come before your first act; 30 are enough.", before)})
	}
	if action < 50 {
		out = append(out, Finding{Part: "Action", Say: fmt.Sprintf("%d in 100 words tell what you did; listeners want about half to two thirds.", action)})
	}
	if result < 10 {
		out = append(out, Finding{Part: "Result", Say: fmt.Sprintf("%d in 100 words tell what came of it; give it at least 10.", result)})
	}
	if out == nil {
		out = []Finding{{Good: true, Say: fmt.Sprintf("Balance holds: %d before, %d action, %d result in 100 words.", before, action, result)}}
	}
	return out
}

func spokenLength(s Story, _ Options) []Finding {
	n, aloud := s.Words(), s.Aloud()
	say := fmt.Sprintf("About %d min %02d aloud", int(aloud.Minutes()), int(aloud.Seconds())%60)
	switch {
	case n == 0:
		return nil
	case n > 280:
		return []Finding{{Say: say + ". Two minutes are the most that is followed."}}
	case n < 60:
		return []Finding{{Say: say + ". Too short to picture it."}}
	}
	return []Finding{{Good: true, Say: say + "."}}
}

func reflection(s Story, _ Options) []Finding {
	switch has := strings.TrimSpace(s.Reflection) != ""; {
	case has:
		return []Finding{{Good: true, Part: "Afterwards", Say: "Says what you would do differently."}}
	case s.Failure:
		return []Finding{{Part: "Afterwards", Say: "A story about a failure needs what you would do differently."}}
	}
	return nil
}

// vagueness are phrases that claim an effect without an act. Source: practice.md c.
var vagueness = regexp.MustCompile(`(?i)\b(?:eventually (?:they|he|she|everyone) agreed|we (?:all )?aligned|got (?:them|everyone|people) on board|got buy-in|secured buy-in|convinced (?:them|everyone)|managed expectations|communicated clearly|built (?:strong )?relationships|handled the situation|worked closely with|drove alignment|everyone was happy|it worked out|made sure that everyone)\b`)

func vague(s Story, _ Options) (out []Finding) {
	for _, p := range []Part{{"Action", s.Action}, {"Result", s.Result}} {
		for _, loc := range vagueness.FindAllStringIndex(p.Text, 3) {
			if next := nextSentence(p.Text, loc[1]); iVerb.MatchString(next) {
				continue // the act follows
			}
			f := place(p.Text, p.Name, loc[0], loc[1])
			f.Say = "How? The next question will ask for the act behind these words."
			out = append(out, f)
		}
	}
	return out
}

func nextSentence(s string, from int) string {
	ends := sentenceEnd.FindAllStringIndex(s[from:], 2)
	switch len(ends) {
	case 0:
		return ""
	case 1:
		return s[from+ends[0][1]:]
	}
	return s[from+ends[0][1] : from+ends[1][1]]
}

func confidential(s Story, o Options) (out []Finding) {
	for _, p := range s.View(STAR) {
		low := strings.ToLower(p.Text)
		for _, term := range o.Private {
			term = strings.ToLower(strings.TrimSpace(term))
			if i := strings.Index(low, term); term != "" && i >= 0 && len(low) == len(p.Text) {
				f := place(p.Text, p.Name, i, i+len(term))
				f.Say = "On your private list. Say what kind of thing it is instead."
				out = append(out, f)
			}
		}
	}
	return out
}

func influence(s Story, _ Options) (out []Finding) {
	in := s.Influence
	if in == nil {
		return nil
	}
	open := func(say string) { out = append(out, Finding{Part: "Influence", Say: say}) }
	interest, against := false, false
	for _, p := range in.Stakeholders {
		interest = interest || strings.TrimSpace(p.Interest+p.Worry) != ""
		against = against || p.Before == Against || p.Before == Neutral && p.After == For
	}
	if !interest {
		open("Name one person by role and what they cared about.")
	}
	if !against {
		open("Nobody disagrees in this story. Who did, and why?")
	}
	if len(in.Tactics) == 0 {
		open("Name the act that moved them: data, a pilot, an ally, a trade you offered.")
	}
	if strings.TrimSpace(in.Conceded) == "" {
		open("What did you give up or change in your own position?")
	}
	if strings.TrimSpace(in.Decision) == "" {
		open("How was it decided, and what came of it?")
	}
	if strings.TrimSpace(in.Relationship) == "" {
		open("How do you work with them since?")
	}
	if out == nil {
		out = []Finding{{Good: true, Part: "Influence", Say: "Who disagreed, what moved them and what it cost are all there."}}
	}
	return out
}

// Outline is the seven-line way to tell an influence story; lines that are not
// on record are empty. Source: practice.md c.
func (s Story) Outline() []Part {
	in := s.Influence
	if in == nil {
		in = &Influence{}
	}
	var who []string
	for _, p := range in.Stakeholders {
		who = append(who, strings.TrimSpace(p.Role+": "+join(p.Worry, p.Interest)))
	}
	return []Part{
		{"What was at stake", s.Situation}, {"Who disagreed and why", strings.Join(who, "; ")}, {"How you came to understand", in.Understood},
		{"What you put forward, and its cost", join(strings.Join(in.Tactics, ", "), in.Conceded)}, {"What turned it", in.TurningPoint},
		{"Decision and result", join(in.Decision, s.Result)}, {"Afterwards", join(in.Relationship, s.Reflection)},
	}
}
