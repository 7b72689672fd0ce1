package lint

import (
	"encoding/json"
	"io"
	"slices"
	"strings"

	"debrief/internal/fault"
	"debrief/internal/track"
)

// Facts are what the rules know besides the text. Unknown facts switch the
// rules that need them off. The JSON keys are the contract of "debrief lint".
type Facts struct {
	Stage          track.StageKind     `json:"stage,omitempty"`
	Role           string              `json:"role,omitempty"`
	Company        string              `json:"company,omitempty"`
	Recipient      string              `json:"recipient,omitempty"` // the person's name
	Address        string              `json:"address,omitempty"`   // where it would go
	Subject        *string             `json:"subject,omitempty"`
	Sender         track.Sender        `json:"sender,omitempty"` // an agency is not written around
	Mood           track.Mood          `json:"mood,omitempty"`
	Respect        track.Respect       `json:"respect,omitempty"`
	Feedback       track.FeedbackState `json:"feedback,omitempty"`
	RepliesSent    float64             `json:"replies_sent,omitempty"`
	HoursSinceNews *float64            `json:"hours_since_news,omitempty"`
	MoreInvited    bool                `json:"more_invited,omitempty"`
	TheyWroteAgain bool                `json:"they_wrote_again,omitempty"`
	KeepInTouch    *bool               `json:"keep_in_touch,omitempty"`
	MaxWords       int                 `json:"max_words,omitempty"`      // tighter warning, from the decision
	OtherNames     []string            `json:"other_names,omitempty"`    // employers and roles this message is not about
	OtherChannel   *float64            `json:"other_channel,omitempty"`  // days since a message on another channel
	LinkedInLimit  int                 `json:"linkedin_limit,omitempty"` // characters, 200 when 0
	RestHours      *float64            `json:"rest_hours,omitempty"`     // hours the reply must rest, as decided
	Language       string              `json:"language,omitempty"`       // language of their mail, "en" when empty
	Quoted         string              `json:"quoted,omitempty"`         // their text, ignored where it stands in the body
}

var factKeys = []string{"stage", "role", "company", "recipient", "address", "subject", "sender", "mood", "respect", "feedback", "replies_sent", "hours_since_news",
	"more_invited", "they_wrote_again", "keep_in_touch", "max_words", "other_names", "other_channel", "linkedin_limit", "rest_hours", "language", "quoted"}

// ignoredKeys are facts of "debrief decide" that no rule here needs; a file of
// facts may be used for both.
var ignoredKeys = []string{"kind", "contact", "new_info", "check_ins_sent", "days_silent", "named_contact", "personal_text", "referral", "threats", "promised_date", "news_at", "now"}

var factWords = map[string][]string{
	"kind": words(track.AnswerKinds), "contact": words(track.Contacts), "new_info": words(track.NewInfos), "sender": words(track.Senders),
	"stage": words(track.StageKinds), "mood": words(track.Moods), "respect": words(track.Respects), "feedback": words(track.FeedbackStates),
}

func words[T ~string](list []T) []string {
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
	dec := json.NewDecoder(io.LimitReader(r, 8<<20))
	if err := dec.Decode(&raw); err != nil {
		return Facts{}, fault.Wrap(err, fault.Invalid, "facts", "The facts are not one JSON object: %v.", err)
	}
	if _, err := dec.Token(); err != io.EOF {
		return Facts{}, fault.New(fault.Invalid, "facts", "The facts are not one JSON object: something follows it.")
	}
	for key, value := range raw {
		ignored := slices.Contains(ignoredKeys, key)
		if !ignored && !slices.Contains(factKeys, key) {
			return Facts{}, fault.New(fault.Invalid, key, "There is no fact called %q. Allowed: %s.", key, strings.Join(factKeys, ", "))
		}
		var s string
		if allowed, ok := factWords[key]; ok && (json.Unmarshal(value, &s) != nil || !slices.Contains(allowed, s)) {
			return Facts{}, fault.New(fault.Invalid, key, "%s can't be %s. Allowed: %s.", key, value, strings.Join(allowed, ", "))
		}
		if ignored {
			delete(raw, key)
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
