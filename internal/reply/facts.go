package reply

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"debrief/internal/fault"
	"debrief/internal/track"
)

// Facts are what is known about an answer. Empty texts and nil numbers mean
// "not known"; a rule that needs one of them asks for it. The JSON keys are the
// contract of "debrief decide" (product.md 4.1).
type Facts struct {
	Kind           track.AnswerKind    `json:"kind,omitempty"`
	Stage          track.StageKind     `json:"stage,omitempty"`
	Contact        track.Contact       `json:"contact,omitempty"`
	Sender         track.Sender        `json:"sender,omitempty"`
	Respect        track.Respect       `json:"respect,omitempty"` // unknown counts as ok
	Mood           track.Mood          `json:"mood,omitempty"`    // unknown counts as calm: it is only ever ticked
	Feedback       track.FeedbackState `json:"feedback,omitempty"`
	NewInfo        track.NewInfo       `json:"new_info,omitempty"`
	RepliesSent    *float64            `json:"replies_sent,omitempty"`
	CheckInsSent   *float64            `json:"check_ins_sent,omitempty"`
	HoursSinceNews *float64            `json:"hours_since_news,omitempty"`
	DaysSilent     *float64            `json:"days_silent,omitempty"`
	MoreInvited    bool                `json:"more_invited,omitempty"`
	KeepInTouch    *bool               `json:"keep_in_touch,omitempty"`
	NamedContact   bool                `json:"named_contact,omitempty"`
	TheyWroteAgain bool                `json:"they_wrote_again,omitempty"`
	PersonalText   bool                `json:"personal_text,omitempty"`
	Referral       bool                `json:"referral,omitempty"`
	Threats        bool                `json:"threats,omitempty"`
	PromisedDate   track.Instant       `json:"promised_date,omitzero"`
	NewsAt         track.Instant       `json:"news_at,omitzero"`
	Now            track.Instant       `json:"now,omitzero"`
}

// Number makes a known number.
func Number(n float64) *float64 { return &n }

// Yes and No make a known yes or no.
func Yes() *bool { v := true; return &v }

// No is a known no.
func No() *bool { v := false; return &v }

// words are the allowed values of each text fact.
var words = map[string][]string{
	"kind": texts(track.AnswerKinds), "stage": texts(track.StageKinds), "contact": texts(track.Contacts), "sender": texts(track.Senders),
	"respect": texts(track.Respects), "mood": texts(track.Moods), "feedback": texts(track.FeedbackStates), "new_info": texts(track.NewInfos),
}

// keys are all facts, in the order of product.md 4.1.
var keys = []string{"kind", "stage", "contact", "sender", "respect", "mood", "feedback", "new_info", "replies_sent", "check_ins_sent", "hours_since_news", "days_silent",
	"more_invited", "keep_in_touch", "named_contact", "they_wrote_again", "personal_text", "referral", "threats", "promised_date", "news_at", "now"}

func texts[T ~string](list []T) []string {
	out := make([]string, len(list))
	for i, v := range list {
		out[i] = string(v)
	}
	return out
}

// ParseFacts reads one JSON object. An unknown key, an unknown value or a wrong
// type is fault.Invalid and names what is allowed.
func ParseFacts(r io.Reader) (Facts, error) {
	var raw map[string]json.RawMessage
	dec := json.NewDecoder(io.LimitReader(r, 1<<20))
	if err := dec.Decode(&raw); err != nil {
		return Facts{}, fault.Wrap(err, fault.Invalid, "facts", "The facts are not one JSON object: %v.", err)
	}
	if _, err := dec.Token(); err != io.EOF {
		return Facts{}, fault.New(fault.Invalid, "facts", "The facts are not one JSON object: something follows it.")
	}
	for key, value := range raw {
		if !slices.Contains(keys, key) {
			return Facts{}, fault.New(fault.Invalid, key, "There is no fact called %q. Allowed: %s.", key, strings.Join(keys, ", "))
		}
		if err := checkValue(key, value); err != nil {
			return Facts{}, err
		}
	}
	whole, err := json.Marshal(raw)
	if err != nil {
		return Facts{}, err
	}
	var f Facts
	if err := json.Unmarshal(whole, &f); err != nil {
		return Facts{}, fault.Wrap(err, fault.Invalid, "facts", "A fact has the wrong type: %v.", err)
	}
	return f, nil
}

func checkValue(key string, value json.RawMessage) error {
	allowed, isWord := words[key]
	if string(value) == "null" {
		return fault.New(fault.Invalid, key, "%s can't be null. Leave it out where it is not known.", key)
	}
	if !isWord {
		return checkType(key, value)
	}
	var s string
	if json.Unmarshal(value, &s) != nil || !slices.Contains(allowed, s) {
		return fault.New(fault.Invalid, key, "%s can't be %s. Allowed: %s.", key, value, strings.Join(allowed, ", "))
	}
	return nil
}

func checkType(key string, value json.RawMessage) error {
	want, into := "true or false", any(new(bool))
	switch key {
	case "replies_sent", "check_ins_sent", "hours_since_news", "days_silent":
		n := new(float64)
		if json.Unmarshal(value, n) == nil && *n >= 0 {
			return nil
		}
		return fault.New(fault.Invalid, key, "%s can't be %s. It is a number from 0 up.", key, value)
	case "promised_date", "news_at", "now":
		want, into = "a time like 2026-11-24T08:52:00Z", new(time.Time)
	}
	if json.Unmarshal(value, into) != nil {
		return fault.New(fault.Invalid, key, "%s can't be %s. It is %s.", key, value, want)
	}
	return nil
}

// hours is the age of the news: as given, else from the two instants.
func (f Facts) hours() (float64, bool) {
	if f.HoursSinceNews != nil {
		return *f.HoursSinceNews, true
	}
	if f.NewsAt.Known() && f.Now.Known() {
		return f.Now.Time().Sub(f.NewsAt.Time()).Hours(), true
	}
	return 0, false
}

func (f Facts) replies() float64  { return known(f.RepliesSent) }
func (f Facts) checkIns() float64 { return known(f.CheckInsSent) }

func known(n *float64) float64 {
	if n == nil {
		return 0
	}
	return *n
}

func (f Facts) String() string { b, _ := json.Marshal(f); return fmt.Sprintf("%s", b) }
