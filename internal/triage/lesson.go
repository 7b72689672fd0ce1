package triage

import (
	"slices"
	"strings"

	"debrief/internal/track"
	"debrief/internal/triage/naming"
	"debrief/internal/triage/phrase"
)

// Lesson is what one correction by the person teaches. Pattern is a mail
// address or domain, a folded phrase, or a folded name or domain.
type Lesson struct {
	Kind    track.LessonKind
	Pattern string
	Class   Class  // of a sender or a phrase
	Company string // of an employer lesson
}

// Lessons are all that hold now. Leaving one out unlearns it; nothing else of
// it stays anywhere.
type Lessons []Lesson

// Correction is what the person says a mail is. Empty fields were right.
type Correction struct {
	Class   Class
	Company string
}

// Learn turns a correction into lessons:
//   - another class, from an address that is one employer's or one list's: the
//     address. Not from a vendor's or a mailbox for anyone, where all classes come
//     from one address, and not for classes that one employer sends in turn.
//   - another class otherwise: the phrase of the mail that says most, without
//     names and numbers.
//   - another company: the name that was read, or the sender's domain.
func Learn(m Mail, v Verdict, c Correction) (list []Lesson) {
	r := read(&m)
	if c.Class.Valid() && c.Class != v.Class {
		if r.from.Vendor == nil && !r.from.Free && r.from.Addr != "" && slices.Contains(steadyClasses, c.Class) {
			list = append(list, Lesson{Kind: track.LessonSender, Pattern: r.from.Addr, Class: c.Class})
		} else if p := r.telling(v, c); p != "" {
			list = append(list, Lesson{Kind: track.LessonPhrase, Pattern: p, Class: c.Class})
		}
	}
	if c.Company != "" && naming.SameName(c.Company, v.Company) < 0.9 {
		switch {
		case v.Company != "":
			list = append(list, Lesson{Kind: track.LessonEmployer, Pattern: naming.NameKey(v.Company), Company: c.Company})
		case r.from.Vendor == nil && !r.from.Free && r.from.Registered != "":
			list = append(list, Lesson{Kind: track.LessonEmployer, Pattern: r.from.Registered, Company: c.Company})
		}
	}
	return list
}

// steadyClasses are those of which a sender that has nothing else to do with
// the search sends only one.
var steadyClasses = []Class{track.ClassOther, track.ClassAlert, track.ClassOutreach}

// telling is the phrase by which mails like this one are known again: the
// sentence that led to the verdict, else the first one that is long enough.
func (r *reading) telling(v Verdict, c Correction) string {
	best, size := "", 0
	for from := 0; from < len(r.text); {
		to := from
		for to < len(r.text) && r.text[to].Sentence == r.text[from].Sentence {
			to++
		}
		var words []string
		for _, t := range r.text[from:to] {
			if t.Digit || t.Word == phrase.Link || t.Word == phrase.Address || len(words) >= phraseWords {
				break
			}
			words = append(words, t.Word)
		}
		s := strings.Join(words, " ")
		n := len(words)
		for _, e := range v.Evidence {
			if e.In == "" && strings.Contains(phrase.Fold(r.m.Text[r.text[from].Start:r.text[to-1].End]), phrase.Fold(e.Text)) {
				n += 20
			}
		}
		if len(words) >= 4 && n > size && !strings.Contains(s, phrase.Fold(v.Company)+" ") {
			best, size = s, n
		}
		from = to
	}
	return best
}

// phraseWords is how long a learnt phrase may be.
const phraseWords = 14

// apply lets the lessons about class speak. A sender counts before a phrase,
// and of two of a kind the later one.
func (l Lessons) apply(r *reading, v *Verdict) {
	folded := ""
	for _, kind := range [...]track.LessonKind{track.LessonPhrase, track.LessonSender} {
		for _, x := range l {
			if x.Kind != kind || !x.Class.Valid() {
				continue
			}
			fits := false
			if kind == track.LessonSender {
				fits = x.Pattern == r.from.Addr || x.Pattern == r.from.Registered
			} else {
				if folded == "" {
					folded = " " + joinWords(r.text) + " "
				}
				fits = strings.Contains(folded, " "+x.Pattern+" ")
			}
			if fits && x.Class != v.Class {
				v.Class, v.Confidence, v.Decisive = x.Class, 0.97, false
				v.Subclass = r.subclass(signalOf(x.Class), &tally{})
				v.Evidence = append(r.evidence(signalOf(x.Class)), r.learnt(x)...)
				v.Why = append(v.Why, "you corrected a mail like this one")
			}
		}
	}
}

func joinWords(tokens []phrase.Token) string {
	var b strings.Builder
	for i, t := range tokens {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(t.Word)
	}
	return b.String()
}

// learnt is the evidence of a lesson.
func (r *reading) learnt(x Lesson) []Evidence {
	if x.Kind == track.LessonSender {
		return []Evidence{{Text: r.from.Addr, Why: "you said what this sender writes", In: "sender"}}
	}
	words := strings.Fields(x.Pattern)
	for i := range r.text {
		if i+len(words) <= len(r.text) && joinWords(r.text[i:i+len(words)]) == x.Pattern {
			return []Evidence{r.span(r.text[i].Start, r.text[i+len(words)-1].End, "you said what this sentence means")}
		}
	}
	return nil
}

// name puts the company right that a lesson knows by another name or domain.
func (l Lessons) name(r *reading, v *Verdict) {
	key := naming.NameKey(v.Company)
	for _, x := range l {
		if x.Kind == track.LessonEmployer && x.Company != "" && (x.Pattern == key && key != "" || x.Pattern == r.from.Registered && r.from.Vendor == nil && (v.Company == "" || naming.Label(r.from.Label).Names(v.Company))) {
			v.Company = x.Company
		}
	}
}
