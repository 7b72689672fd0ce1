package interview

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"debrief/internal/track"
)

// Cause is one thing that may have decided. Known is true where something on
// record points at it; a cause without it is only one of the possible ones.
// Codes lists the reasons it would be filed under, the likeliest first.
type Cause struct {
	Codes []track.ReasonCode
	Name  string
	Text  string
	Known bool
}

// Record is what is known about the conversations of one application.
type Record struct {
	Note    Note
	Posted  [2]int // pay of the advert a year, 0 where not known
	Told    []Told
	Written track.Day // day of the note, for the words
}

// Told is a story as it was told and how it landed, 1 to 5 or 0.
type Told struct {
	Title  string
	Topics []string
	Landed int
}

// ScreenCauses are the five possible causes after a no to a screen, in the order of
// practice.md f: pay, place and authorisation, timing, target, answers. Each
// speaks in "may"; none is a finding.
func ScreenCauses(r Record) []Cause {
	return []Cause{pay(r), place(r), timing(r), target(r), answers(r)}
}

func pay(r Record) Cause {
	s, c := r.Note.Sheet, Cause{Codes: []track.ReasonCode{"A06"}, Name: "Pay"}
	low, top, from := s.number("i_pay_low"), max(s.number("pay_max"), s.number("pay_min")), "they named up to"
	if top == 0 {
		top, from = max(r.Posted[0], r.Posted[1]), "the advert says up to"
	}
	switch {
	case low > 0 && top > 0 && low > top:
		c.Known, c.Text = true, fmt.Sprintf("Pay may have been it: you said %s a year, %s %s.", figure(low), from, figure(top))
	case low > 0 && top > 0:
		c.Text = fmt.Sprintf("Pay may still have been it, but your %s lies within their %s.", figure(low), figure(top))
	case low > 0:
		c.Text = fmt.Sprintf("Pay may have been it: you said %s a year, and theirs is not on record.", figure(low))
	default:
		c.Text = "Pay may have been it; no figure of yours is on the sheet."
	}
	return c
}

func place(r Record) Cause {
	s, c := r.Note.Sheet, Cause{Codes: []track.ReasonCode{"A04", "A05"}, Name: "Location or authorisation"}
	theirs, mine := s["location"], s["i_place"]
	switch {
	case says(s["visa"], "no", "none", "not") && s["i_right"] != "" && says(s["i_right"], "need", "sponsor", "visa", "permit"):
		c.Known, c.Codes = true, []track.ReasonCode{"A05", "A04"}
		c.Text = fmt.Sprintf("Authorisation may have been it: they said “%s” to a visa, you said “%s”.", s["visa"], s["i_right"])
	case theirs != "" && mine != "" && weak(s, "a_place"):
		c.Known, c.Text = true, fmt.Sprintf("Location may have been it: they said “%s”, you said “%s”, and you put that answer at %s of 5.", theirs, mine, s["a_place"])
	case theirs != "" && mine != "" && apart(theirs, mine):
		c.Known, c.Text = true, fmt.Sprintf("Location may have been it: they said “%s”, you said “%s”.", theirs, mine)
	case weak(s, "a_right"):
		c.Known, c.Codes = true, []track.ReasonCode{"A05", "A04"}
		c.Text = fmt.Sprintf("Authorisation may have been it: you put that answer at %s of 5.", s["a_right"])
	case theirs != "" && mine != "":
		c.Text = fmt.Sprintf("Location may have been it: they said “%s”, you said “%s”.", theirs, mine)
	default:
		c.Text = "Location or authorisation may have been it; the sheet does not say."
	}
	return c
}

// apart compares the two words that most often part people: remote and on site.
func apart(theirs, mine string) bool {
	office, home := []string{"on site", "on-site", "onsite", "office", "in person"}, []string{"remote only", "only remote", "fully remote"}
	return says(theirs, office...) && says(mine, home...) || says(theirs, home...) && says(mine, office...)
}

func timing(r Record) Cause {
	s, c := r.Note.Sheet, Cause{Codes: []track.ReasonCode{"A07"}, Name: "Timing"}
	theirs, mine := track.Day(s["start"]), track.Day(s["i_start"])
	switch {
	case theirs.Known() && mine.Known() && mine > theirs:
		c.Known, c.Text = true, fmt.Sprintf("Timing may have been it: they want to start on %s, you can on %s.", say(theirs), say(mine))
	case weak(s, "a_notice"):
		c.Known, c.Text = true, fmt.Sprintf("Timing may have been it: you put your answer about notice at %s of 5.", s["a_notice"])
	case theirs.Known() && mine.Known():
		c.Text = fmt.Sprintf("Timing may have been it, but you can start by their %s.", say(theirs))
	case theirs.Known() && s["i_notice"] != "":
		c.Text = fmt.Sprintf("Timing may have been it: they want to start on %s, your notice is “%s”.", say(theirs), s["i_notice"])
	default:
		c.Text = "Timing may have been it; the two dates are not on the sheet."
	}
	return c
}

func target(r Record) Cause {
	s, c := r.Note.Sheet, Cause{Codes: []track.ReasonCode{"B10"}, Name: "Clarity of your target"}
	for _, name := range []string{"a_why_us", "a_walk", "a_why_leaving"} {
		if weak(s, name) {
			f, _ := FieldByName(name)
			c.Known, c.Text = true, fmt.Sprintf("Your target may not have come across: you put “%s” at %s of 5.", lower(f.Label), s[name])
			return c
		}
	}
	c.Text = "Your target may not have come across; nothing on the sheet says so."
	return c
}

func answers(r Record) Cause {
	s, c := r.Note.Sheet, Cause{Codes: []track.ReasonCode{"B06", "B09"}, Name: "The answers"}
	for _, name := range []string{"a_match", "a_others", "a_pay"} {
		if weak(s, name) {
			f, _ := FieldByName(name)
			c.Known, c.Text = true, fmt.Sprintf("An answer may have been unclear: you put “%s” at %s of 5.", lower(f.Label), s[name])
			return c
		}
	}
	for _, a := range r.Note.Asked {
		if a.Quality > 0 && a.Quality <= 2 {
			c.Known, c.Text = true, fmt.Sprintf("An answer may have been unclear: you put “%s” at %d of 5.", a.Topic, a.Quality)
			return c
		}
	}
	if s["concerns"] != "" {
		c.Known, c.Text = true, fmt.Sprintf("An answer may have left a question: you heard “%s”.", s["concerns"])
		return c
	}
	c.Text = "The answers may have been it; nothing on the sheet says so."
	return c
}

// themeOf is the reason that a story on a topic would be filed under when it
// did not land. Topics that are not listed are role examples.
var themeOf = map[string]track.ReasonCode{"scope": "B01", "depth": "B03", "influence": "B07", "disagreement": "B07", "growing": "B08", "incident": "B08"}

// InterviewCauses are what the notes of a conversation may point at after a no:
// stories that did not land and answers that went badly. Empty when nothing on
// record points anywhere, which says nothing either.
func InterviewCauses(r Record) (list []Cause) {
	for _, t := range r.Told {
		if t.Landed == 0 || t.Landed > 2 {
			continue
		}
		code := track.ReasonCode("B05")
		for _, topic := range t.Topics {
			if c := themeOf[topic]; c != "" {
				code = c
				break
			}
		}
		reason, _ := track.ReasonByCode(code)
		list = append(list, Cause{Codes: []track.ReasonCode{code}, Name: reason.Label, Known: true, Text: fmt.Sprintf("“%s” may not have landed: you put it at %d of 5.", t.Title, t.Landed)})
	}
	for _, a := range r.Note.Asked {
		if a.Quality > 0 && a.Quality <= 2 {
			list = append(list, Cause{Codes: []track.ReasonCode{"B06", "B09"}, Name: "The answers", Known: true, Text: fmt.Sprintf("The answer on “%s” may have been unclear: you put it at %d of 5.", a.Topic, a.Quality)})
		}
	}
	if r.Note.Open != "" {
		list = append(list, Cause{Codes: []track.ReasonCode{"B11"}, Name: "What stayed open", Known: true, Text: fmt.Sprintf("Something may have stayed open: you wrote “%s”.", r.Note.Open)})
	}
	return list
}

// CodesOf lists the codes of the causes that something points at, each once.
func CodesOf(list []Cause) (codes []track.ReasonCode) {
	for _, c := range list {
		if c.Known && !slices.Contains(codes, c.Codes[0]) {
			codes = append(codes, c.Codes[0])
		}
	}
	return codes
}

// weak reports an answer that the person put at 1 or 2 of 5.
func weak(s Sheet, name string) bool { n := s.number(name); return n > 0 && n <= 2 }

// says reports whether a text holds one of the words.
func says(text string, words ...string) bool {
	text = " " + strings.ToLower(text) + " "
	for _, w := range words {
		if strings.Contains(text, " "+w) {
			return true
		}
	}
	return false
}

// figure writes 95000 as 95,000.
func figure(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

func say(d track.Day) string { return d.Time().Format("2 January") }

func lower(s string) string { return strings.ToLower(s[:1]) + s[1:] }
