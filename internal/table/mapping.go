package table

import (
	"strings"

	"debrief/internal/fault"
	"debrief/internal/track"
)

// Field is what a column can mean.
type Field string

// The fields.
const (
	FieldCompany  Field = "company"
	FieldRole     Field = "role"
	FieldLocation Field = "location"
	FieldChannel  Field = "channel"
	FieldSource   Field = "source"
	FieldApplied  Field = "applied"
	FieldStatus   Field = "status"
	FieldStatusOn Field = "status_on" // the day since which the status holds
	FieldEnded    Field = "ended"     // the day of the final answer
	FieldURL      Field = "url"
	FieldNotes    Field = "notes"
	FieldContact  Field = "contact"
	FieldSalary   Field = "salary"
	FieldTags     Field = "tags"
)

// fields is every field with its label and its place in a mapping, in the order
// of a mapping page.
var fields = []struct {
	field Field
	label string
	of    func(*Mapping) *string
}{
	{FieldCompany, "Company", func(m *Mapping) *string { return &m.Company }},
	{FieldRole, "Role", func(m *Mapping) *string { return &m.Role }},
	{FieldLocation, "Location", func(m *Mapping) *string { return &m.Location }},
	{FieldChannel, "How it began", func(m *Mapping) *string { return &m.Channel }},
	{FieldSource, "Where it was found", func(m *Mapping) *string { return &m.Source }},
	{FieldApplied, "Applied on", func(m *Mapping) *string { return &m.Applied }},
	{FieldStatus, "Status", func(m *Mapping) *string { return &m.Status }},
	{FieldStatusOn, "Status since", func(m *Mapping) *string { return &m.StatusOn }},
	{FieldEnded, "Final answer on", func(m *Mapping) *string { return &m.Ended }},
	{FieldURL, "Link", func(m *Mapping) *string { return &m.URL }},
	{FieldNotes, "Notes", func(m *Mapping) *string { return &m.Notes }},
	{FieldContact, "Contact", func(m *Mapping) *string { return &m.Contact }},
	{FieldSalary, "Salary", func(m *Mapping) *string { return &m.Salary }},
	{FieldTags, "Tags", func(m *Mapping) *string { return &m.Tags }},
}

// Fields lists the fields in the order of a mapping page.
func Fields() (list []Field) {
	for _, f := range fields {
		list = append(list, f.field)
	}
	return list
}

// Label is the plain English name, empty for an unknown field.
func (f Field) Label() string {
	for _, x := range fields {
		if x.field == f {
			return x.label
		}
	}
	return ""
}

// Mapping says what the columns of one kind of sheet mean. It is saved as JSON
// under its name and used again for the next import. string are named as in
// Table.Header, in any letter case; "Discipline + Type" joins two of them, and
// an empty name is none. Values are compared without case and outer space.
type Mapping struct {
	Name      string                   `json:"name,omitempty"`
	Company   string                   `json:"company,omitempty"`
	Role      string                   `json:"role,omitempty"`
	Location  string                   `json:"location,omitempty"`
	Channel   string                   `json:"channel,omitempty"`
	Source    string                   `json:"source,omitempty"`
	Applied   string                   `json:"applied,omitempty"`
	Status    string                   `json:"status,omitempty"`
	StatusOn  string                   `json:"status_on,omitempty"`
	Ended     string                   `json:"ended,omitempty"`
	URL       string                   `json:"url,omitempty"`
	Notes     string                   `json:"notes,omitempty"`
	Contact   string                   `json:"contact,omitempty"`
	Salary    string                   `json:"salary,omitempty"`
	Tags      string                   `json:"tags,omitempty"`
	Stages    []StageColumn            `json:"stages,omitempty"`       // columns that hold the day a stage was entered
	Statuses  map[string]Status        `json:"statuses,omitempty"`     // what the words of the status column mean
	Channels  map[string]track.Channel `json:"channels,omitempty"`     // what the words of the channel column mean
	Otherwise track.Channel            `json:"otherwise,omitempty"`    // the channel where the column says nothing; cold when empty
	NoCompany string                   `json:"no_company,omitempty"`   // name for rows without a company; when empty they are left out
	Dates     []string                 `json:"date_formats,omitempty"` // of DateFormats, tried in this order
	Unsure    []string                 `json:"unsure,omitempty"`       // what Guess had to assume, as sentences to confirm
}

// join stands between the names of columns that make up one field.
const join = " + "

// at is the place of a field in the mapping, for reading and for setting.
func (m *Mapping) at(f Field) *string {
	for _, x := range fields {
		if x.field == f {
			return x.of(m)
		}
	}
	return new(string)
}

// columns are the names in an entry of a mapping. A name that holds the joining
// sign itself is one name where the sheet has that very column.
func (t Table) columns(entry string) []string {
	switch {
	case entry == "":
		return nil
	case t.Column(entry) >= 0:
		return []string{entry}
	}
	return strings.Split(entry, join)
}

// StageColumn is a column of days on which a stage was entered.
type StageColumn struct {
	Column string          `json:"column"`
	Stage  track.StageKind `json:"stage"`
	Round  int             `json:"round,omitempty"` // 0 for the first
}

// Status is what a word of the status column means: an ending, a stage reached,
// a reason to leave the row out, or, when all are empty, an open application.
// WithoutOffer is the ending instead where no offer is on the row.
type Status struct {
	Ending       track.Ending    `json:"ending,omitempty"`
	WithoutOffer track.Ending    `json:"without_offer,omitempty"`
	Stage        track.StageKind `json:"stage,omitempty"`
	Skip         bool            `json:"skip,omitempty"` // saved or planned: not applied yet
}

// Check tells whether the mapping fits a table: every named column is there,
// the company is among them, and every code is known. fault.Invalid otherwise,
// with the entry as its field.
func (m Mapping) Check(t Table) error {
	if m.Company == "" && m.NoCompany == "" {
		return fault.New(fault.Invalid, string(FieldCompany), "Say which column holds the company. The columns are: %s.", strings.Join(t.Header, ", "))
	}
	for _, f := range fields {
		for _, c := range t.columns(*f.of(&m)) {
			if t.Column(c) < 0 {
				return fault.New(fault.Invalid, string(f.field), "This sheet has no column called %q.", c)
			}
		}
	}
	for _, s := range m.Stages {
		if t.Column(s.Column) < 0 {
			return fault.New(fault.Invalid, "stages", "This sheet has no column called %q.", s.Column)
		}
		if !s.Stage.Valid() {
			return fault.New(fault.Invalid, "stages", "There is no stage called %q.", s.Stage)
		}
	}
	return m.checkWords()
}

func (m Mapping) checkWords() error {
	for word, s := range m.Statuses {
		for _, e := range []track.Ending{s.Ending, s.WithoutOffer} {
			if e != track.Open && !e.Valid() {
				return fault.New(fault.Invalid, "statuses", "%q: there is no ending called %q.", word, e)
			}
		}
		if s.Stage != "" && !s.Stage.Valid() {
			return fault.New(fault.Invalid, "statuses", "%q: there is no stage called %q.", word, s.Stage)
		}
	}
	for word, c := range m.Channels {
		if !c.Valid() {
			return fault.New(fault.Invalid, "channels", "%q: there is no channel called %q.", word, c)
		}
	}
	if m.Otherwise != "" && !m.Otherwise.Valid() {
		return fault.New(fault.Invalid, "otherwise", "There is no channel called %q.", m.Otherwise)
	}
	for _, f := range m.Dates {
		if layouts[f] == nil {
			return fault.New(fault.Invalid, "date_formats", "There is no date format called %q. Allowed: %s.", f, strings.Join(DateFormats, ", "))
		}
	}
	return nil
}
