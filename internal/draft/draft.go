// Package draft writes the first version of a message from facts on record. It
// invents nothing: a sentence whose facts are missing is left out or takes a
// neutral form, and what would make the message better is listed.
//
//	d := draft.Write(track.MsgAskOne, draft.Facts{Recipient: "Aoife Brennan", Role: "Senior Backend Engineer", Sender: "Mira"}, draft.Options{})
//	d.Body
package draft

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"debrief/internal/track"
)

// Facts are what a message may mention. Empty means not known.
type Facts struct {
	Recipient    string   // whole name of the reader
	Sender       string   // first name or whole name of the person
	Company      string   //
	Role         string   //
	Team         string   // "the payments team"
	Interviewers []string // first names of the others who were met
	Impression   string   // what was good to learn, as a clause: "how the team splits the settlement ledger"
	Topic        string   // of feedback given or wanted: "how I showed scope"
	Invited      string   // what they asked for: "the code sample"
	Times        []string // two times for a call
	AppliedOn    string   // "27 October"
	PromisedOn   string   // "Friday 20 November"
	Client       string   // for an agent: the client
	Stage        track.StageKind
}

// Options choose among the variants.
type Options struct {
	Variant  int // 0 is the first; beyond the last starts over
	MaxWords int // 0 for the usual; a short form is used when the usual is longer
}

// Draft is a message as written. Missing names facts that would improve it.
type Draft struct {
	Kind    track.MessageKind
	Variant int
	Subject string
	Body    string
	Missing []string
}

// Variants is how many ways there are to write a kind; at least 3 for every kind.
func Variants(kind track.MessageKind) int { return len(templates[kind]) }

// Write fills one variant. An unknown kind gives an empty draft.
func Write(kind track.MessageKind, f Facts, o Options) Draft {
	list := templates[kind]
	if len(list) == 0 {
		return Draft{Kind: kind}
	}
	n := ((o.Variant % len(list)) + len(list)) % len(list)
	w := writer{facts: f.values(), final: f.Stage.Rank() >= track.Final.Rank()}
	body := w.fill(list[n].lines)
	if o.MaxWords > 0 && short[kind] != nil && len(strings.Fields(body)) > o.MaxWords {
		w.missing = nil
		body = w.fill(short[kind])
	}
	d := Draft{Kind: kind, Variant: n, Subject: w.line(list[n].subject), Missing: w.missing}
	if kind == track.MsgLinkedInNote {
		if utf8.RuneCountInString(body) > 200 { // a long role or name has no room in a note
			w.facts["about"], w.facts["role"] = "", ""
			body = w.fill(list[n].lines)
		}
		d.Body, d.Subject = body, ""
		return d
	}
	greeting := w.line(line{"Hello {first},", "Hello,"})
	d.Body = greeting + "\n\n" + body
	if f.Sender != "" {
		d.Body += "\n\n" + firstName(f.Sender)
	}
	d.Body += "\n"
	if f.Recipient == "" && !slices.Contains(d.Missing, "recipient") {
		d.Missing = append(d.Missing, "recipient")
	}
	return d
}

// line is a sentence or paragraph with {facts} in it, and what stands there
// when one of them is missing.
type line struct{ text, or string }

type template struct {
	subject line
	lines   []line
}

type writer struct {
	facts   map[string]string
	final   bool
	missing []string
}

var placeholder = regexp.MustCompile(`\{([a-z]+)\}`)

// fill joins the lines into paragraphs: a line that begins with "+" goes on in
// the paragraph before it.
func (w *writer) fill(lines []line) string {
	var b strings.Builder
	for _, l := range lines {
		text := w.line(l)
		joined := strings.HasPrefix(l.text, "+")
		text = strings.TrimPrefix(text, "+")
		switch {
		case text == "":
			continue
		case b.Len() == 0:
		case joined:
			b.WriteString(" ")
		default:
			b.WriteString("\n\n")
		}
		b.WriteString(text)
	}
	return b.String()
}

func (w *writer) line(l line) string {
	text, ok := w.put(l.text)
	if !ok {
		text, ok = w.put(l.or)
	}
	if !ok && w.facts["about"] == "" && strings.Contains(l.or, "{about}") {
		w.facts["about"] = "the role"
		text, ok = w.put(l.or)
		w.facts["about"] = ""
	}
	if !ok {
		return ""
	}
	return text
}

// put fills a text; it fails when a fact is missing, and notes which.
func (w *writer) put(text string) (string, bool) {
	whole := true
	out := placeholder.ReplaceAllStringFunc(text, func(m string) string {
		key := m[1 : len(m)-1]
		v := w.facts[key]
		if v == "" {
			whole = false
			if ask := askFor[key]; ask != "" && !slices.Contains(w.missing, ask) {
				w.missing = append(w.missing, ask)
			}
		}
		return v
	})
	return out, whole && text != ""
}

// askFor names the fact behind a placeholder, where asking for it makes sense.
var askFor = map[string]string{
	"first": "recipient", "impression": "impression", "about": "role", "topic": "topic", "invited": "invited", "times": "times", "applied": "applied_on",
}

func (f Facts) values() map[string]string {
	v := map[string]string{
		"first": firstName(f.Recipient), "company": f.Company, "impression": strings.TrimRight(f.Impression, ". "), "topic": f.Topic, "invited": f.Invited,
		"applied": f.AppliedOn, "promised": f.PromisedOn, "client": f.Client, "role": shortRole(f.Role), "others": join(f.Interviewers),
		"times": strings.Join(f.Times, " or "),
	}
	switch {
	case f.Role != "":
		v["about"] = "the " + shortRole(f.Role) + " role"
	case f.Team != "":
		v["about"] = "the work with " + f.Team
	case f.Company != "":
		v["about"] = "the role at " + f.Company
	}
	return v
}

// shortRole keeps a role short enough for a sentence: what stands before the
// first comma or dash.
func shortRole(role string) string {
	if i := strings.IndexAny(role, ",(|/"); i > 0 {
		role = role[:i]
	}
	for _, sep := range []string{" - ", " – ", " — "} {
		role, _, _ = strings.Cut(role, sep)
	}
	words := strings.Fields(role)
	return strings.Join(words[:min(len(words), 6)], " ")
}

func firstName(name string) string {
	fields := strings.Fields(strings.Trim(name, `"' `))
	if len(fields) > 1 && titles[strings.ToLower(strings.TrimRight(fields[0], "."))] {
		return strings.Join(fields, " ")
	}
	if len(fields) == 0 {
		return ""
	}
	return strings.TrimRight(fields[0], ",")
}

var titles = map[string]bool{"mr": true, "ms": true, "mrs": true, "miss": true, "mx": true, "dr": true, "prof": true, "herr": true, "frau": true}

func join(names []string) string {
	var first []string
	for _, n := range names {
		if n = firstName(n); n != "" {
			first = append(first, n)
		}
	}
	switch len(first) {
	case 0:
		return ""
	case 1:
		return first[0]
	}
	return strings.Join(first[:len(first)-1], ", ") + " and " + first[len(first)-1]
}
