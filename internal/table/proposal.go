package table

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"

	"debrief/internal/track"
)

// Proposal is what one row of a sheet would put on record. Skip, when not
// empty, says why the row makes no application; everything else then holds what
// could be read.
type Proposal struct {
	Line     int             `json:"line"`
	Key      string          `json:"key"` // identity of the row: the same in every import of the sheet
	Company  string          `json:"company"`
	Role     string          `json:"role"`
	Location string          `json:"location,omitempty"`
	Channel  track.Channel   `json:"channel"`
	Source   string          `json:"source,omitempty"`
	URL      string          `json:"url,omitempty"`
	Notes    string          `json:"notes,omitempty"`
	Contact  string          `json:"contact,omitempty"`
	Salary   string          `json:"salary,omitempty"`
	Tags     []string        `json:"tags,omitempty"`
	Status   string          `json:"status,omitempty"` // as it stands in the sheet
	Events   []ProposedEvent `json:"events"`
	Flags    []string        `json:"flags,omitempty"` // track.FlagImpossible, track.FlagMonthOnly
	Problems []Problem       `json:"problems,omitempty"`
	Skip     string          `json:"skip,omitempty"`
}

// ProposedEvent is one fact of a row. Day may be empty: it happened, and the
// sheet does not say when.
type ProposedEvent struct {
	Kind   track.EventKind `json:"kind"` // StageEntered, InterviewSet or Ended
	Stage  track.StageKind `json:"stage,omitempty"`
	Round  int             `json:"round,omitempty"`
	Ending track.Ending    `json:"ending,omitempty"`
	Day    track.Day       `json:"day,omitempty"`
	Time   string          `json:"time,omitempty"` // "17:00" as the sheet has it, in no zone
	Raw    string          `json:"raw,omitempty"`  // the cell it was read from
}

// Problem is a cell that could not be used. The row is kept without it.
type Problem struct {
	Column string `json:"column"`
	Value  string `json:"value"`
	Reason string `json:"reason"`
}

// keys gives every proposal its identity: what a person rarely changes about an
// application, so that a status filled in later does not make a second one. Rows
// that share it are numbered in their order: "#2", "#3".
func keys(list []Proposal) {
	seen := map[string]int{}
	for i := range list {
		p := &list[i]
		applied := ""
		for _, e := range p.Events {
			if e.Kind == track.StageEntered && e.Stage == track.Applied {
				applied = string(e.Day)
			}
		}
		parts := []string{p.Company, p.Role, p.Location, p.URL, applied}
		for j, s := range parts {
			parts[j] = strings.ToLower(tidy(s))
		}
		sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
		p.Key = "row:" + hex.EncodeToString(sum[:8])
		seen[p.Key]++
		if n := seen[p.Key]; n > 1 {
			p.Key = fmt.Sprintf("%s#%d", p.Key, n)
		}
	}
}

// flags derives the data-quality flags of a row the way the record will.
func (p *Proposal) flags(now track.Day) {
	var events []track.Event
	for i, e := range p.Events {
		events = append(events, track.Event{ID: track.EventID(fmt.Sprintf("%03d", i)), Kind: e.Kind, Day: e.Day, StageKind: e.Stage, Round: e.Round,
			Ending: e.Ending, RecordedAt: track.InstantOf(now.Time())})
	}
	p.Flags = strings.Fields(track.Derive(events, nil).Flags)
}
