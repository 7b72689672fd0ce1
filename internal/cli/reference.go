package cli

import (
	"cmp"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/pflag"

	"debrief/internal/cadence"
	"debrief/internal/diagnose"
	"debrief/internal/feedback"
	"debrief/internal/interview"
	"debrief/internal/lint"
	"debrief/internal/reply"
	"debrief/internal/stats"
	"debrief/internal/track"
)

// Reference writes the reference pages from the tables the program runs on: by
// file name, as Markdown. A test compares them with those in docs/reference.
func Reference() map[string]string {
	return map[string]string{"commands.md": commandReference(), "rules.md": ruleReference()}
}

const generated = "<!-- Written by “make generate” from the tables the program runs on. Do not edit. -->\n\n"

func commandReference() string {
	var b strings.Builder
	b.WriteString(generated + "# Commands\n\nAnswers go to stdout, errors to stderr. Exit codes: 0 done, 1 a problem in the input, 2 wrong use.\n")
	a := &app{Parts: Parts{Out: io.Discard, Err: io.Discard}}
	root := a.root()
	fmt.Fprintf(&b, "\nFlags of every command:\n\n%s", flags(root.PersistentFlags()))
	for _, c := range root.Commands() {
		if c.Hidden || c.Name() == "help" {
			continue
		}
		fmt.Fprintf(&b, "\n## debrief %s\n\n%s.\n", c.Use, c.Short)
		if c.Long != "" {
			fmt.Fprintf(&b, "\n%s\n", c.Long)
		}
		if c.Example != "" {
			fmt.Fprintf(&b, "\n```\n%s\n```\n", c.Example)
		}
		if f := flags(c.LocalNonPersistentFlags()); f != "" {
			b.WriteString("\n" + f)
		}
	}
	return b.String()
}

func joined(stages []track.StageKind) string {
	var list []string
	for _, s := range stages {
		list = append(list, string(s))
	}
	return strings.Join(list, ", ")
}

func flags(set *pflag.FlagSet) string {
	var b strings.Builder
	set.VisitAll(func(f *pflag.Flag) {
		if f.Name == "help" {
			return
		}
		def := ""
		if f.DefValue != "" && f.DefValue != "false" && f.DefValue != "[]" {
			def = " (default " + f.DefValue + ")"
		}
		fmt.Fprintf(&b, "- `--%s` %s%s\n", f.Name, f.Usage, def)
	})
	return b.String()
}

func ruleReference() string {
	var b strings.Builder
	b.WriteString(generated + "# Rules\n\nSources are sections of the method that the tables were taken from.\n")
	fmt.Fprintf(&b, "\n## Reply (version %s)\n\nThe first row that holds decides.\n\n| rule | if | usually | why | source |\n|---|---|---|---|---|\n", reply.RulesVersion)
	for _, r := range reply.Rules {
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s |\n", r.ID, r.If, r.Outcome, r.Why, r.Source)
	}
	fmt.Fprintf(&b, "\n## Message lint (version %s)\n\n| rule | title | why | instead | source |\n|---|---|---|---|---|\n", lint.RulesVersion)
	for _, r := range lint.Rules {
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s |\n", r.ID, r.Title, r.Why, strings.Join(r.OK, "<br>"), r.Source)
	}
	b.WriteString("\n## Stages\n\n| row | stage | look at | first check | counts as evidence |\n|---|---|---|---|---|\n")
	for _, r := range diagnose.Rows {
		fmt.Fprintf(&b, "| %d | %s | %s | %s | %s |\n", r.Row, r.Stage, r.LookAt, r.FirstCheck, r.Evidence)
	}
	b.WriteString("\n## Feedback lexicon\n\n| row | phrase | theme | may mean | one action to test | measured on |\n|---|---|---|---|---|---|\n")
	for _, r := range feedback.Lexicon {
		fmt.Fprintf(&b, "| %d | %s | %s | %s | %s | %s |\n", r.N, r.Phrase, r.Theme, r.Meaning, r.Action, r.Measure)
	}
	b.WriteString("\n## Reasons\n\n| code | name | on a page | lies with | area |\n|---|---|---|---|---|\n")
	for _, r := range track.Reasons {
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s |\n", r.Code, r.Name, r.Label, r.Attribution, r.Area)
	}
	b.WriteString("\n## Likely questions\n\n| stages | question | topic of the stories | line of the answer sheet | source |\n|---|---|---|---|---|\n")
	for _, q := range interview.Questions {
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s |\n", joined(q.Stages), q.Text, q.Topic, q.Answer, q.Source)
	}
	b.WriteString("\n## Questions to ask\n\n| stages | question | why |\n|---|---|---|\n")
	for _, q := range interview.Asks {
		fmt.Fprintf(&b, "| %s | %s | %s |\n", cmp.Or(joined(q.Stages), "every one"), q.Text, q.Why)
	}
	b.WriteString("\n## Sheet of a screen\n\n| group | line | filled from the answer sheet |\n|---|---|---|\n")
	for _, f := range interview.Fields {
		fmt.Fprintf(&b, "| %s | %s | %s |\n", f.Group, f.Label, f.Master)
	}
	fmt.Fprintf(&b, "\n## Being in touch\n\nOne LinkedIn note for each contact, a week after the mail at the earliest; one unasked message in %d days; after %d without an answer a contact rests. A day without a reason moves on by %d days.\n\n| warmth | days after the last no | then every | source |\n|---|---|---|---|\n", cadence.MailEvery, cadence.Unanswered, cadence.SlideDays)
	for _, x := range cadence.TouchTable {
		fmt.Fprintf(&b, "| %s | %s | %d days | %s |\n", x.Warmth, strings.Trim(fmt.Sprint(x.First), "[]"), x.Then, x.Source)
	}
	b.WriteString("\n## Priors of the gates\n\nEach counts as ten observations. A reference marked as an assumption is never shown on a page.\n\n| gate | channel | prior | reference | basis |\n|---|---|---|---|---|\n")
	for _, p := range stats.Priors {
		fmt.Fprintf(&b, "| %s | %s | %g, %g | %g | %s |\n", p.Gate, p.Channel, p.Prior.A, p.Prior.B, p.Reference, p.Basis)
	}
	return b.String()
}
