package cli

import (
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"debrief/internal/diagnose"
	"debrief/internal/fault"
	"debrief/internal/feedback"
	"debrief/internal/lint"
	"debrief/internal/reply"
	"debrief/internal/track"
)

// errFound ends a command whose input has a problem that was already told.
var errFound = fault.New(fault.Invalid, "", "")

func (a *app) decide() *cobra.Command {
	return &cobra.Command{Use: "decide", Short: "Decide whether an answer wants a reply", Args: args(0, 0, "facts on standard input and no arguments"),
		Long:    "Reads one JSON object of facts from standard input and answers with the outcome, its rule and the reason.\nFacts that are not given are not guessed; what is missing is named.",
		Example: `  echo '{"kind":"declined","stage":"panel","contact":"interviewed"}' | debrief decide --json`,
		RunE: func(c *cobra.Command, _ []string) error {
			f, err := reply.ParseFacts(a.In)
			if err != nil {
				return err
			}
			d := reply.Decide(f, reply.DefaultSettings())
			return a.answer(d, func() {
				a.say("%s (%s)\n%s", d.Outcome, d.Rule, d.Why)
				if d.Earliest.Known() {
					a.say("Earliest %s, best by %s.", d.Earliest.Time().Format("Mon 2 Jan 15:04 MST"), d.BestBy.Time().Format("Mon 2 Jan"))
				}
				for _, u := range d.Updates {
					a.say("- %s", u.Text)
				}
				if len(d.Missing) > 0 {
					a.say("Not known: %s.", strings.Join(d.Missing, ", "))
				}
			})
		}}
}

func (a *app) lint() *cobra.Command {
	var facts string
	var kind track.MessageKind
	c := &cobra.Command{Use: "lint FILE|-", Short: "Check a message before it goes out", Args: args(1, 1, "one file, or - for standard input"),
		Example: "  debrief lint --kind ASK_ONE --facts facts.json draft.txt"}
	choose(c, &kind, "kind", track.MsgAskOne, track.MessageKinds, "kind of message")
	c.Flags().StringVar(&facts, "facts", "", "file with facts as one JSON object")
	c.RunE = func(c *cobra.Command, args []string) error {
		body, err := a.read(args[0], lint.Limit)
		if err != nil {
			return err
		}
		var f lint.Facts
		if facts != "" {
			file, err := os.Open(facts)
			if err != nil {
				return fault.Wrap(err, fault.Invalid, "facts", "%s can't be opened.", facts)
			}
			defer file.Close()
			if f, err = lint.ParseFacts(file); err != nil {
				return err
			}
		}
		r := lint.Check(kind, string(body), f)
		err = a.answer(r, func() {
			a.say("%d words, %d %s.", r.Words, r.Asks, map[bool]string{true: "question", false: "questions"}[r.Asks == 1])
			for _, x := range r.Findings {
				a.say("%s %s: %s%s", x.Rule, x.Severity, x.Why, quoted(x.Text))
				if x.Severity != lint.Info {
					a.say("    instead: %s", x.Suggestion)
				}
			}
			if r.Ready {
				a.say("Ready.")
			}
		})
		if err == nil && !r.Ready {
			return errFound
		}
		return err
	}
	return c
}

func quoted(s string) string {
	if s == "" {
		return ""
	}
	return " “" + s + "”"
}

func (a *app) diagnose() *cobra.Command {
	var stage track.StageKind
	var kind track.AnswerKind
	var channel track.Channel
	c := &cobra.Command{Use: "diagnose", Short: "What an answer at a stage points at", Args: args(0, 0, "flags only"), Example: "  debrief diagnose --stage hiring_manager"}
	choose(c, &stage, "stage", "", track.StageKinds, "stage of the answer")
	choose(c, &kind, "kind", track.KindDeclined, track.AnswerKinds, "kind of answer")
	choose(c, &channel, "channel", track.Cold, track.Channels, "channel")
	c.RunE = func(*cobra.Command, []string) error {
		if stage == "" {
			return fault.New(fault.Usage, "stage", "Say at which stage with --stage. Allowed: %s.", list(track.StageKinds))
		}
		r, _ := diagnose.Read(stage, kind, channel)
		return a.answer(map[string]any{"matches": []diagnose.Match{r.Match()}}, func() {
			a.say("%s\nDecided here: %s\nLook at: %s", r.Headline, r.Decided, r.LookAt)
			if r.FirstCheck != "" {
				a.say("First check: %s", r.FirstCheck)
			}
			a.say("Counts as evidence: %s", r.Evidence)
		})
	}
	return c
}

func (a *app) feedback() *cobra.Command {
	return &cobra.Command{Use: "feedback TEXT|-", Short: "What a sentence of feedback may mean", Args: args(1, 1, "one text, or - for standard input"), Example: `  debrief feedback "we chose someone with more experience"`,
		RunE: func(_ *cobra.Command, args []string) error {
			text := args[0]
			if text == "-" {
				b, err := a.read("-", feedback.Limit)
				if err != nil {
					return err
				}
				text = string(b)
			}
			r := feedback.Match(text)
			return a.answer(r, func() {
				for _, m := range r.Matches {
					a.say("%s\n  %s", m.Meaning, m.Action)
					if m.Measure != "" {
						a.say("  measured on: %s", m.Measure)
					}
				}
			})
		}}
}

// read reads a file or standard input, up to a limit.
func (a *app) read(path string, limit int) ([]byte, error) {
	in := a.In
	if path != "-" {
		f, err := os.Open(path)
		if err != nil {
			return nil, fault.Wrap(err, fault.Invalid, "file", "%s can't be opened.", path)
		}
		defer f.Close()
		in = f
	}
	b, err := io.ReadAll(io.LimitReader(in, int64(limit)+1))
	if err != nil {
		return nil, fault.Wrap(err, fault.Invalid, "file", "%s can't be read.", path)
	}
	if len(b) > limit {
		return nil, fault.New(fault.TooLarge, "file", "%s is larger than %d MB.", path, limit>>20)
	}
	return b, nil
}

func list[T ~string](words []T) string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = string(w)
	}
	return strings.Join(out, ", ")
}
