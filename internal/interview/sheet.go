package interview

import (
	"slices"
	"strconv"

	"debrief/internal/fault"
)

// Group is one block of the sheet of a phone screen.
type Group string

// The groups of practice.md f.
const (
	Call      Group = "Call"
	TheySaid  Group = "They said"
	TheyAsked Group = "They asked"
	ISaid     Group = "I said"
	IAsked    Group = "I asked"
	Signal    Group = "Signal"
)

// Groups in the order of the sheet.
var Groups = []Group{Call, TheySaid, TheyAsked, ISaid, IAsked, Signal}

// Kind says how a field is written.
type Kind string

// The kinds of a field. Money is whole units a year; Level is 1 to 5; Tick is
// "yes" or empty.
const (
	Text  Kind = "text"
	Money Kind = "money"
	Level Kind = "level"
	Tick  Kind = "tick"
	Date  Kind = "date"
)

// Field is one line of the sheet. Master names the line of the answer sheet
// that fills it.
type Field struct {
	Name   string
	Group  Group
	Label  string
	Kind   Kind
	Master string
}

// Fields is the sheet of practice.md f, row for row, without the line
// "recording", whose only answer is no.
var Fields = []Field{
	{"duration", Call, "Minutes", Text, ""},
	{"channel", Call, "Phone, video or in person", Text, ""},
	{"recruiter", Call, "With whom", Text, ""},
	{"house", Call, "In house or agency", Text, ""},
	{"reach", Call, "Phone or mail", Text, ""},

	{"why_open", TheySaid, "Why it is open: new, or in someone’s place", Text, ""},
	{"team", TheySaid, "Size of the team", Text, ""},
	{"manager", TheySaid, "Title of the manager", Text, ""},
	{"musts", TheySaid, "Must-haves, in their words", Text, ""},
	{"level", TheySaid, "Level or band", Text, ""},
	{"pay_min", TheySaid, "Pay from, a year", Money, ""},
	{"pay_max", TheySaid, "Pay up to, a year", Money, ""},
	{"pay_how", TheySaid, "Said or written", Text, ""},
	{"bonus", TheySaid, "Bonus or equity", Text, ""},
	{"location", TheySaid, "Place, remote, days on site", Text, ""},
	{"travel", TheySaid, "Travel", Text, ""},
	{"visa", TheySaid, "Help with a visa", Text, ""},
	{"start", TheySaid, "Start", Date, ""},
	{"deadline", TheySaid, "Deadline", Date, ""},
	{"stages", TheySaid, "Stages, formats and who", Text, ""},
	{"decision", TheySaid, "Day of the decision", Date, ""},
	{"others", TheySaid, "How many are in the process", Text, ""},

	{"a_walk", TheyAsked, "Walk me through your work", Level, ""},
	{"a_why_us", TheyAsked, "Why us", Level, ""},
	{"a_why_leaving", TheyAsked, "Why you are leaving", Level, ""},
	{"a_pay", TheyAsked, "What you expect to earn", Level, ""},
	{"a_notice", TheyAsked, "Notice", Level, ""},
	{"a_right", TheyAsked, "Right to work", Level, ""},
	{"a_place", TheyAsked, "Location", Level, ""},
	{"a_others", TheyAsked, "Other processes", Level, ""},
	{"a_match", TheyAsked, "Biggest match, biggest gap", Level, ""},

	{"i_pay_low", ISaid, "Pay I named, from", Money, "pay_low"},
	{"i_pay_high", ISaid, "Pay I named, up to", Money, "pay_high"},
	{"i_notice", ISaid, "Notice", Text, "notice"},
	{"i_start", ISaid, "I can start on", Date, "start"},
	{"i_place", ISaid, "Location and limits", Text, "location"},
	{"i_right", ISaid, "Right to work", Text, "right"},
	{"i_others", ISaid, "Deadlines elsewhere", Text, "others"},

	{"q_range", IAsked, "The range", Tick, ""},
	{"q_open", IAsked, "Why it is open", Tick, ""},
	{"q_success", IAsked, "What would be good after six months", Tick, ""},
	{"q_stages", IAsked, "Stages and times", Tick, ""},
	{"q_remote", IAsked, "Remote work", Tick, ""},
	{"q_worry", IAsked, "The must-have they worry about", Tick, ""},
	{"q_next", IAsked, "Day of the next step", Tick, ""},
	{"q_whom", IAsked, "Whom to ask", Tick, ""},

	{"fit", Signal, "Fit, as you see it", Level, ""},
	{"concerns", Signal, "Concerns you heard", Text, ""},
	{"next_step", Signal, "Next step they promised", Text, ""},
}

// FieldByName is the field of a name; ok is false for an unknown one.
func FieldByName(name string) (f Field, ok bool) {
	i := slices.IndexFunc(Fields, func(f Field) bool { return f.Name == name })
	if i < 0 {
		return Field{}, false
	}
	return Fields[i], true
}

// In lists the fields of a group, in order.
func In(g Group) (list []Field) {
	for _, f := range Fields {
		if f.Group == g {
			list = append(list, f)
		}
	}
	return list
}

// Sheet holds what was written, by the name of the field. A field that is not
// there was left empty.
type Sheet map[string]string

// check trims the sheet, drops empty lines, and refuses unknown ones.
func (s Sheet) check() error {
	for name, v := range s {
		f, ok := FieldByName(name)
		if !ok {
			return fault.New(fault.Invalid, name, "The sheet has no line %q.", name)
		}
		if v = short(v); v == "" {
			delete(s, name)
			continue
		}
		s[name] = v
		switch n, err := strconv.Atoi(v); {
		case f.Kind == Level && (err != nil || n < 1 || n > 5):
			return fault.New(fault.Invalid, name, "“%s” lies between 1 and 5.", f.Label)
		case f.Kind == Money && (err != nil || n < 0):
			return fault.New(fault.Invalid, name, "“%s” is a whole number, like 85000.", f.Label)
		case f.Kind == Tick && v != "yes":
			return fault.New(fault.Invalid, name, "“%s” is ticked or not.", f.Label)
		}
	}
	return nil
}

// number is a line as a whole number, 0 when it has none.
func (s Sheet) number(name string) int {
	n, err := strconv.Atoi(s[name])
	if err != nil {
		return 0
	}
	return n
}

// Answers is the one sheet of answers that every screen starts from, so that
// the figures told to employers stay the same. Keys are those of Master.
type Answers map[string]string

// MasterLine is one line of the answer sheet; Rows is 1 for a single line.
type MasterLine struct {
	Name, Label, Hint string
	Kind              Kind
	Rows              int
}

// Master lists the lines of the answer sheet. Source: practice.md f, "one
// master answer sheet".
var Master = []MasterLine{
	{"pay_low", "Range you name, from", "a year, in your currency", Money, 1},
	{"pay_high", "Range you name, up to", "leave it empty for one figure", Money, 1},
	{"notice", "Notice", "one month to the end of a month", Text, 1},
	{"start", "You can start on", "", Date, 1},
	{"location", "Location and limits", "Dublin, two days on site", Text, 1},
	{"right", "Right to work", "the fact only, as an advert asks for it", Text, 1},
	{"others", "Deadlines elsewhere", "as much as you would say", Text, 1},
	{"target", "What you look for, in 30 seconds", "past, this, next", Text, 3},
	{"why_leaving", "Why you are leaving", "one true sentence, without blame", Text, 2},
	{"why_role", "Why this kind of role", "", Text, 2},
	{"gap", "Biggest match, biggest gap", "", Text, 2},
}

// Check trims the answers and refuses unknown lines and wrong numbers.
func (a Answers) Check() error {
	for name, v := range a {
		i := slices.IndexFunc(Master, func(m MasterLine) bool { return m.Name == name })
		if i < 0 {
			return fault.New(fault.Invalid, name, "The answer sheet has no line %q.", name)
		}
		if v = short(v); v == "" {
			delete(a, name)
			continue
		}
		a[name] = v
		if n, err := strconv.Atoi(v); Master[i].Kind == Money && (err != nil || n <= 0) {
			return fault.New(fault.Invalid, name, "“%s” is a whole number, like 85000.", Master[i].Label)
		}
	}
	return nil
}

// Fill gives a sheet in which every empty line of "I said" takes what the
// answer sheet says. Lines that are written stay. It changes neither.
func Fill(s Sheet, a Answers) Sheet {
	out := Sheet{}
	for name, v := range s {
		out[name] = v
	}
	for _, f := range Fields {
		if f.Master != "" && out[f.Name] == "" && a[f.Master] != "" {
			out[f.Name] = a[f.Master]
		}
	}
	return out
}

// Differs lists the fields where a sheet says something else than the answer
// sheet, in order.
func Differs(s Sheet, a Answers) (list []Field) {
	for _, f := range Fields {
		if f.Master != "" && s[f.Name] != "" && a[f.Master] != "" && s[f.Name] != a[f.Master] {
			list = append(list, f)
		}
	}
	return list
}
