// Package interview holds what belongs to one conversation: the sheet of a
// phone screen, the likely questions of a stage, what to ask them, the five
// minutes afterwards, and what all of it may say once an answer is a no.
//
//	sheet := interview.Fill(interview.Sheet{}, interview.Answers{"notice": "one month"})
//	sheet["i_notice"] // one month
//	for _, q := range interview.Likely(track.Panel) { fmt.Println(q.Text) }
//	causes := interview.ScreenCauses(interview.Record{Note: note})
//	causes[0].Text // "Pay may have been it: you said 95,000 a year, they named up to 88,000."
//
// It is for before and after a conversation, never for during one.
package interview

import (
	"encoding/json"
	"strings"

	"debrief/internal/fault"
	"debrief/internal/track"
)

// Note is everything written about one conversation, in the shape in which it
// is kept. Every part may be empty.
type Note struct {
	Format   string    `json:"format,omitempty"`   // "45 min design, 20 min incidents"
	Ready    string    `json:"ready,omitempty"`    // what to have at hand
	IfFails  string    `json:"if_fails,omitempty"` // whom to call when the line breaks
	Take     []string  `json:"take,omitempty"`     // codes of questions to take along
	OwnAsk   []string  `json:"own_ask,omitempty"`  // questions of the person's own
	Sheet    Sheet     `json:"sheet,omitempty"`    // of a phone screen
	Asked    []Asked   `json:"asked,omitempty"`
	Stressed string    `json:"stressed,omitempty"` // what they stressed, in their words
	Liked    string    `json:"liked,omitempty"`    // what was good to learn, as a clause for the thank-you
	Open     string    `json:"open,omitempty"`     // what stays open
	Problem  string    `json:"problem,omitempty"`  // the problem they need solved
	Went     int       `json:"went,omitempty"`     // 1 to 5; 0 when not said
	Promised track.Day `json:"promised,omitempty"` // the day they named
	NoDay    bool      `json:"no_day,omitempty"`   // they named none
	NDA      bool      `json:"nda,omitempty"`      // kept out of every export
	Written  bool      `json:"written,omitempty"`  // the five minutes afterwards were taken
}

// Asked is a question of theirs as a topic, and how well the answer went: 1 to
// 5, or 0 when not said.
type Asked struct {
	Topic   string `json:"topic"`
	Quality int    `json:"quality,omitempty"`
}

// Bounds of what one note takes.
const (
	MaxLine  = 2000 // bytes of one line
	MaxAsked = 40
)

// Read reads a kept note; empty text is an empty note. fault.Damaged for what
// is no note.
func Read(body string) (n Note, err error) {
	if body == "" {
		return n, nil
	}
	if err := json.Unmarshal([]byte(body), &n); err != nil {
		return Note{}, fault.Wrap(err, fault.Damaged, "note", "The note of this conversation can't be read.")
	}
	return n, nil
}

// Text is the form in which a note is kept.
func (n Note) Text() string {
	b, err := json.Marshal(n)
	if err != nil { // plain strings and numbers always can be written
		return ""
	}
	return string(b)
}

// Check trims a note and refuses what lies outside its bounds. Kinds of error:
// Invalid, with the field.
func (n *Note) Check() error {
	for _, line := range []*string{&n.Format, &n.Ready, &n.IfFails, &n.Stressed, &n.Liked, &n.Open, &n.Problem} {
		*line = short(*line)
	}
	if n.Went < 0 || n.Went > 5 {
		return fault.New(fault.Invalid, "went", "How it went lies between 1 and 5.")
	}
	var asked []Asked
	for _, a := range n.Asked {
		if a.Topic = short(a.Topic); a.Topic == "" {
			continue
		}
		if a.Quality < 0 || a.Quality > 5 {
			return fault.New(fault.Invalid, "quality", "How well an answer went lies between 1 and 5.")
		}
		asked = append(asked, a)
	}
	n.Asked = asked[:min(len(asked), MaxAsked)]
	var own []string
	for _, q := range n.OwnAsk {
		if q = short(q); q != "" {
			own = append(own, q)
		}
	}
	n.OwnAsk = own[:min(len(own), MaxAsked)]
	if n.Promised.Known() {
		n.NoDay = false
	}
	return n.Sheet.check()
}

// short is one trimmed piece of text within its bound.
func short(s string) string {
	s = strings.TrimSpace(strings.ReplaceAll(strings.ToValidUTF8(s, ""), "\x00", ""))
	if len(s) > MaxLine {
		s = strings.ToValidUTF8(s[:MaxLine], "")
	}
	return s
}
