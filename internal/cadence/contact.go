package cadence

import (
	"cmp"
	"slices"

	"debrief/internal/track"
)

// Touches is when to be in touch with somebody or somewhere again: days after
// the last no, then every so many days. A row without days suggests no message.
type Touches struct {
	Warmth track.Warmth
	First  []int
	Then   int
	Source string
}

// TouchTable is the table of default touches, row for row. Source: practice.md k.
var TouchTable = []Touches{
	{track.Hot, []int{30, 90, 180}, 120, "practice.md k: hot 30, 90, 180 days, then every 120"},
	{track.Warm, []int{90, 180}, 180, "practice.md k: warm 90, 180, then every 180"},
	{track.Cool, nil, 183, "practice.md k: cool none, a look at their jobs page after 6 months"},
}

// Bounds around a contact. Source: practice.md k and h.
const (
	MailEvery   = 60  // days between two messages that nobody asked for
	Unanswered  = 2   // after so many without an answer a contact rests
	SlideDays   = 30  // a touch without a reason moves on by so many days
	NoteAfter   = 7   // days between the mail and a LinkedIn note (method.md 4, L21)
	ReapplyDays = 183 // not the same role before that
	NotesAMonth = 5   // personal LinkedIn notes, where no other number is set
)

// NextTouch is the day on which to be in touch again: the first of the table
// that lies behind last, counted from since; later ones every Then days.
func NextTouch(w track.Warmth, since, last track.Day) track.Day {
	i := slices.IndexFunc(TouchTable, func(t Touches) bool { return t.Warmth == w })
	if i < 0 || !since.Known() || since.MonthOnly() {
		return ""
	}
	t := TouchTable[i]
	day := since
	for _, n := range t.First {
		if day = since.Add(n); day > last {
			return day
		}
	}
	for day = day.Add(t.Then); day <= last; {
		day = day.Add(t.Then)
	}
	return day
}

// Slide moves a touch that is due and has no reason by 30 days at a time until
// it lies ahead. A touch with a reason stays.
func Slide(next, today track.Day, reason string) track.Day {
	if !next.Known() || reason != "" {
		return next
	}
	for next <= today {
		next = next.Add(SlideDays)
	}
	return next
}

// Around is what is on record around one contact.
type Around struct {
	Touches  []track.Touch // in any order
	LastMail track.Day     // when a mail of theirs came last
	Replied  track.Day     // when the last reply to an answer of theirs went out
	Spoke    bool          // there was a conversation
	Waiting  bool          // an answer of theirs waits to be debriefed
	Never    bool          // the person said: no note
	Used     int           // notes of this month, to anybody
	Quota    int           // notes a month, NotesAMonth when 0
}

// Budget is what still fits towards one contact.
type Budget struct {
	Note     bool      // a LinkedIn note fits today
	NoteSent track.Day // when the one note went out
	NoteOn   track.Day // from when one fits, where only time stands in the way
	NoteWhy  string    // why it fits, or why not
	Mail     bool      // a message that nobody asked for fits today
	MailOn   track.Day // from when one fits
	Resting  bool      // two went unanswered
	Left     int       // notes left this month
}

// BudgetOf counts. One note ever and no repeats; one unasked message in 60
// days; after two without an answer the contact rests. Source: practice.md h, k.
func BudgetOf(a Around, today track.Day) Budget {
	b := Budget{Left: max(0, cmp.Or(a.Quota, NotesAMonth)-a.Used)}
	list := slices.Clone(a.Touches)
	slices.SortFunc(list, func(x, y track.Touch) int { return cmp.Compare(x.Day, y.Day) })
	unanswered := 0
	last := track.Day("")
	for _, t := range list {
		if !t.Out {
			unanswered = 0
			continue
		}
		if t.Kind == "note" {
			b.NoteSent = t.Day
		}
		if t.Kind == "met" || t.Kind == "call" {
			unanswered = 0
			continue
		}
		last = t.Day
		if unanswered++; t.Answered.Known() || a.LastMail > t.Day {
			unanswered = 0
		}
	}
	b.Resting = unanswered >= Unanswered
	b.Mail = !b.Resting
	if last.Known() && unanswered > 0 && last.Add(MailEvery) > today {
		b.Mail, b.MailOn = false, last.Add(MailEvery)
	}
	b.note(a, today)
	return b
}

func (b *Budget) note(a Around, today track.Day) {
	switch {
	case a.Never:
		b.NoteWhy = "You said: no note to them."
	case b.NoteSent.Known():
		b.NoteWhy = "The one note went out. A second is never suggested."
	case !a.Spoke:
		b.NoteWhy = "You have not spoken yet. A note fits after a conversation that went well."
	case a.Waiting:
		b.NoteWhy = "An answer of theirs waits. The mail comes first, the note a week later."
	case a.Replied.Known() && a.Replied.Add(NoteAfter) > today:
		b.NoteOn = a.Replied.Add(NoteAfter)
		b.NoteWhy = "Your mail is less than a week old."
	case b.Resting:
		b.NoteWhy = "Two messages went without an answer. They rest."
	case b.Left == 0:
		b.NoteWhy = "The notes of this month are used up."
	default:
		b.Note, b.NoteWhy = true, "You spoke, and nothing is waiting for an answer. A note is fine. It asks for nothing."
	}
}
