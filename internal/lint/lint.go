// Package lint checks a message before it goes out: length, one ask, thanks, no
// argument, no pressure. It is deterministic and local; it advises, and the
// person decides. It can't tell a true sentence from a false one.
//
//	r := lint.Check(track.MsgAskOne, body, lint.Facts{Role: "Data Analyst", Recipient: "Dana Ortiz"})
//	r.Ready    // no error left
//	r.Findings // errors first, each with its place, reason and a rewrite
package lint

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"debrief/internal/track"
)

// RulesVersion changes with every change of a rule or a phrase list.
const RulesVersion = "2026-11-25"

// Limit is how many bytes of a message are read.
const Limit = 1 << 20

// Severity says what a finding means for "ready to send".
type Severity string

// The severities. An error stands in the way of "ready"; the text can always be
// copied.
const (
	Error   Severity = "error"
	Warning Severity = "warning"
	Info    Severity = "info"
)

var severityRank = map[Severity]int{Error: 0, Warning: 1, Info: 2}

// Finding is one remark about a message. Start and End count code points of the
// body and are both 0 when the remark is about the whole.
type Finding struct {
	Rule       string   `json:"rule"`
	Severity   Severity `json:"severity"`
	Start      int      `json:"start"`
	End        int      `json:"end"`
	Text       string   `json:"text"`
	Why        string   `json:"why"`
	Suggestion string   `json:"suggestion"`
}

// Report is what Check found. Limited means that the language is not English
// and only the rules that need no phrases were run.
type Report struct {
	Kind     track.MessageKind `json:"kind"`
	Words    int               `json:"words"` // without greeting and signature
	Asks     int               `json:"asks"`  // direct questions and indirect requests
	Ready    bool              `json:"ready"`
	Findings []Finding         `json:"findings"`
	Limited  bool              `json:"limited,omitempty"`
}

// message is what the rules look at.
type message struct {
	text
	kind   track.MessageKind
	facts  Facts
	asks   [][2]int // sentences that ask, as bytes of folded; one entry per ask
	report *Report
	rule   *Rule
}

// Check runs every rule that applies to the kind and the language. Findings
// come errors first, then warnings, then information, each by rule number.
func Check(kind track.MessageKind, body string, f Facts) Report {
	if len(body) > Limit {
		body = strings.ToValidUTF8(body[:Limit], "")
	}
	r := Report{Kind: kind, Findings: []Finding{}}
	m := &message{text: newText(body, f.Quoted), kind: kind, facts: f, report: &r}
	r.Limited = !english(m)
	m.findAsks()
	r.Words, r.Asks = len(m.core), len(m.asks)
	for i := range Rules {
		m.rule = &Rules[i]
		if m.rule.appliesTo(kind) && (!r.Limited || m.rule.AnyLanguage) {
			m.rule.check(m)
		}
	}
	slices.SortStableFunc(r.Findings, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(severityRank[a.Severity], severityRank[b.Severity]), cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.Start, b.Start))
	})
	r.Ready = !slices.ContainsFunc(r.Findings, func(f Finding) bool { return f.Severity == Error })
	return r
}

var englishWords = expression(`\b(?:the|and|you|for|your|with|to|of|that|this|i|we|would|have|was|is|are|in|be|my|me|if|it)\b`)

// english reads the language off the text itself, as soon as it has some length:
// one that holds hardly any common English word is foreign. Before that it is
// the language of their mail, English when that is not known either.
func english(m *message) bool {
	if m.long() {
		head := m.head()
		return len(englishWords().FindAllStringIndex(head, -1))*10 >= len(strings.Fields(head))
	}
	l := strings.ToLower(m.facts.Language)
	return l == "" || strings.HasPrefix(l, "en")
}

func (m *message) head() string { return m.folded[:min(len(m.folded), 4096)] }

// long reports that there is enough text to tell its language.
func (m *message) long() bool { return len(strings.Fields(m.head())) >= 12 }

// find reports each match of a phrase list, at most three per rule. A match
// that the words before it take back is a warning instead of an error.
func (m *message) find(re func() *regexp.Regexp, sev Severity, why string) int {
	n := 0
	for _, loc := range re().FindAllStringSubmatchIndex(m.folded, 3) {
		s := sev
		if notWanting().MatchString(m.folded[max(0, loc[2]-60):loc[2]]) {
			s = Warning
		}
		m.addAt(s, loc[2], loc[3], why)
		n++
	}
	return n
}

func (m *message) has(re func() *regexp.Regexp) bool { return re().MatchString(m.folded) }

// addAt reports a place, given as bytes of folded.
func (m *message) addAt(sev Severity, start, end int, why string) {
	a, b := m.span(start, end)
	text := strings.TrimSpace(string([]rune(m.body)[a:b]))
	m.report.Findings = append(m.report.Findings, Finding{m.rule.ID, sev, a, b, text, why, m.suggestion()})
}

// add reports something about the whole message.
func (m *message) add(sev Severity, why string) {
	m.report.Findings = append(m.report.Findings, Finding{Rule: m.rule.ID, Severity: sev, Why: why, Suggestion: m.suggestion()})
}

func (m *message) suggestion() string { return m.rule.OK[0] }

var clause = expression(`(?:^|,|\band|\bor)\s*(?:what|why|who|how|when|where|which|could|can|would|may|might|is|are|was|were|do|does|did|will|shall|should) `)

// findAsks counts direct questions, clause by clause, and indirect requests.
func (m *message) findAsks() {
	for _, s := range m.sentences() {
		sentence := strings.TrimSpace(m.folded[s[0]:s[1]])
		switch {
		case strings.HasSuffix(sentence, "?"):
			for range max(1, len(clause().FindAllString(sentence, -1))) {
				m.asks = append(m.asks, s)
			}
		case !m.report.Limited && indirectAsk().MatchString(sentence):
			m.asks = append(m.asks, s)
		}
	}
}

// CheckMark is one line at the foot of the editor.
type CheckMark struct {
	Name string `json:"name"` // thanks, decision, ask, length, calm
	OK   bool   `json:"ok"`
	Text string `json:"text"`
}

// CheckMarks sums a report up in the few words that stand under an editor.
func (r Report) CheckMarks() []CheckMark {
	hit := func(rules ...string) bool {
		return slices.ContainsFunc(r.Findings, func(f Finding) bool { return f.Severity != Info && slices.Contains(rules, f.Rule) })
	}
	pick := func(bad bool, ok, not string) (bool, string) {
		if bad {
			return false, not
		}
		return true, ok
	}
	var out []CheckMark
	add := func(name string, bad bool, ok, not string) {
		good, text := pick(bad, ok, not)
		out = append(out, CheckMark{name, good, text})
	}
	if !r.Limited {
		add("thanks", hit("L09"), "Thanks them", "No thanks yet")
		add("decision", hit("L03", "L04", "L05", "L06", "L10"), "Accepts the decision", "Reads as arguing")
		add("calm", hit("L07", "L08", "L14", "L17", "L22"), "No pressure, no reproach", "Reads as pressing")
	}
	add("ask", hit("L02", "L13"), askWords(r), askWords(r))
	add("length", hit("L01"), plural(r.Words, "word", "words"), lengthWords(r))
	return out
}

func askWords(r Report) string {
	switch r.Asks {
	case 0:
		return "No question"
	case 1:
		return "One question"
	}
	return plural(r.Asks, "question", "questions") + ": keep one"
}

func lengthWords(r Report) string {
	w := plural(r.Words, "word", "words")
	switch {
	case r.Words > 150:
		return w + ": too long to be answered, cut to 150"
	case r.Words < 15:
		return w + ": too short to carry anything"
	case r.Words < 35:
		return w + ": a little short"
	}
	return w + ": shorter is easier to answer"
}
