package cli

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"debrief/internal/fault"
	"debrief/internal/track"
	"debrief/internal/workbench"
)

func (a *app) debrief() *cobra.Command {
	var file, eml, out string
	var kind track.AnswerKind
	var stage track.StageKind
	var yes, again bool
	c := &cobra.Command{Use: "debrief [APPLICATION]", Short: "Turn an answer into a decided reply and one next thing", Args: args(0, 1, "an application, or nothing for the first that waits"),
		Long:    "Opens the debrief of an application, or the first one that waits, question by question. Enter keeps what stands there.\nWith --answer or --eml an answer goes in first.",
		Example: "  debrief debrief tallis --eml answer.eml\n  pbpaste | debrief debrief tallis --answer -"}
	choose(c, &kind, "kind", "", track.AnswerKinds, "kind of answer")
	choose(c, &stage, "stage", "", track.StageKinds, "stage of the answer")
	c.Flags().StringVar(&file, "answer", "", "file with the answer as text, or - for standard input")
	c.Flags().StringVar(&eml, "eml", "", "the answer as one .eml file")
	c.Flags().StringVar(&out, "save", "", "write the message as a draft file")
	c.Flags().BoolVar(&again, "read-again", false, "you have read the message again: save it although it rests")
	c.Flags().BoolVar(&yes, "yes", false, "ask nothing: keep everything as it is filled in")
	c.RunE = a.with(func(ctx context.Context, d *workbench.Desk, args []string) error {
		id, err := a.findDebrief(ctx, d, args, workbench.Answer{Kind: kind, Stage: stage}, file, eml)
		if err != nil {
			return err
		}
		v, err := d.Debrief(ctx, id)
		if err != nil {
			return err
		}
		if a.json {
			return a.answer(debriefJSON(v), nil)
		}
		q := &questions{in: bufio.NewReader(a.In), app: a, silent: yes || file == "-"}
		return a.walk(ctx, d, v, q, saving{out, again})
	})
	return c
}

// debriefJSON is a debrief for scripts: the same decision that the pages show.
func debriefJSON(v workbench.DebriefView) map[string]any {
	return map[string]any{"debrief": v.Debrief.ID, "application": v.App.ApplicationID, "company": v.App.Employer, "role": v.App.Role, "facts": v.Facts, "decision": v.Decision,
		"message": map[string]any{"kind": v.Kind, "to": v.Draft.ToAddr, "subject": v.Draft.Subject, "body": v.Draft.Body}, "lint": v.Report, "stage": v.Reading.Match(), "meaning": v.Meaning, "options": v.Options, "patterns": v.Patterns}
}

func (a *app) findDebrief(ctx context.Context, d *workbench.Desk, args []string, ans workbench.Answer, file, eml string) (track.DebriefID, error) {
	if len(args) == 0 {
		v, err := d.Waiting(ctx)
		if err != nil {
			return "", err
		}
		if len(v) == 0 {
			return "", fault.New(fault.NotFound, "debrief", "No debrief waits. Name an application to debrief it.")
		}
		return v[0], nil
	}
	app, err := d.FindApplication(ctx, args[0])
	if err != nil {
		return "", err
	}
	ans.Application = app
	switch {
	case eml != "":
		if ans.Raw, err = a.read(eml, 25<<20); err != nil {
			return "", err
		}
	case file != "":
		b, err := a.read(file, workbench.TextLimit)
		if err != nil {
			return "", err
		}
		ans.Text = string(b)
	case ans.Kind == "":
		id, _, err := d.StartDebrief(ctx, app)
		return id, err
	}
	id, _, err := d.LogAnswer(ctx, ans)
	return id, err
}

// saving says where the message is to be written, and whether the person has
// read it again while it rests.
type saving struct {
	path  string
	again bool
}

// save writes the draft file, or says why it does not yet.
func (a *app) save(ctx context.Context, d *workbench.Desk, v workbench.DebriefView, q *questions, out saving) error {
	if until, past := v.Resting(); !past {
		if !out.again && q.choose("It rests until "+until.Time().In(v.Zone).Format("Mon 2 Jan, 15:04")+". You have read it again (yes, no)", "no", "yes", "no") == "no" {
			a.say("Not written: it rests. “--read-again” leads past it.")
			return nil
		}
		if _, err := d.EditDebrief(ctx, v.Debrief.ID, workbench.DebriefEdit{ReadAgain: true}); err != nil {
			return err
		}
	}
	raw, _, _, err := d.SaveDraft(ctx, v.Debrief.ID)
	if err != nil {
		return err
	}
	if err := os.WriteFile(out.path, raw, 0o600); err != nil {
		return fault.Wrap(err, fault.Invalid, "save", "%s can't be written.", out.path)
	}
	a.say("Draft written to %s. Open it in your mail program; Debrief sends nothing.", out.path)
	return nil
}

// walk goes through the four steps on the terminal.
func (a *app) walk(ctx context.Context, d *workbench.Desk, v workbench.DebriefView, q *questions, out saving) error {
	a.say("%s, %s\n", v.App.Employer, v.App.Role)
	if v.Message != nil {
		a.say("  “%s”\n", cut(keySentence(v), 200))
	}
	if mood := q.choose("You are (calm, unsure, angry)", or(string(v.Facts.Mood), "calm"), "calm", "unsure", "angry"); mood != string(v.Facts.Mood) && (v.Facts.Mood != "" || mood != "calm") {
		m := track.Mood(mood)
		if _, err := d.EditDebrief(ctx, v.Debrief.ID, workbench.DebriefEdit{Mood: &m}); err != nil {
			return err
		}
		var err error
		if v, err = d.Debrief(ctx, v.Debrief.ID); err != nil {
			return err
		}
	}
	a.say("1 Reply?  %s (%s)\n  %s", v.Decision.Outcome, v.Decision.Rule, v.Decision.Why)
	if until, past := v.Resting(); v.Kind != "" {
		a.say("\n2 Message to %s\n\n%s", or(v.Draft.ToName, "the person who wrote"), indent(v.Draft.Body))
		for _, m := range v.Report.CheckMarks() {
			a.say("  %s %s", map[bool]string{true: "ok ", false: "?  "}[m.OK], m.Text)
		}
		if !past {
			a.say("  It rests until %s.", until.Time().In(v.Zone).Format("Mon 2 Jan, 15:04"))
		}
	}
	a.say("\n3 What this stage tells\n  %s\n  %s", v.Reading.Headline, v.Reading.Decided)
	if v.Meaning.Row > 0 {
		a.say("  %s", v.Meaning.Meaning)
	}
	for _, p := range v.Patterns {
		a.say("  %s: %s Interval %.0f to %.0f in 100.", p.Title, p.Text, 100*p.Interval[0], 100*p.Interval[1])
	}
	a.say("\n4 One thing to try next")
	for i, o := range v.Options {
		a.say("  %d  %s", i+1, o.Text)
	}
	a.say("  0  Change nothing yet")
	return a.finish(ctx, d, v, q, out)
}

func (a *app) finish(ctx context.Context, d *workbench.Desk, v workbench.DebriefView, q *questions, out saving) error {
	f := workbench.Finish{Reply: "no_reply", Reason: v.Meaning.Theme}
	if v.Kind != "" && v.Decision.Outcome != track.NoReply {
		f.Reply = "reply"
	}
	choices := []string{"0"}
	for i := range v.Options {
		choices = append(choices, fmt.Sprint(i+1))
	}
	usual := "0"
	if v.Meaning.Row > 0 && len(v.Options) > 0 {
		usual = "1"
	}
	pick := q.choose("Try", usual, choices...)
	for i, o := range v.Options {
		if pick == fmt.Sprint(i+1) {
			f.Option = o.ID
		}
	}
	if out.path != "" {
		if err := a.save(ctx, d, v, q, out); err != nil {
			return err
		}
	}
	if q.choose("Finish (yes, later)", "yes", "yes", "later") == "later" {
		a.say("It waits.")
		return nil
	}
	r, err := d.FinishDebrief(ctx, v.Debrief.ID, f)
	if err != nil {
		return err
	}
	return a.receipts(r)
}

func keySentence(v workbench.DebriefView) string {
	text := []rune(v.Message.NewText())
	if v.Key.End > v.Key.Start && v.Key.End <= len(text) {
		return strings.Join(strings.Fields(string(text[v.Key.Start:v.Key.End])), " ")
	}
	return strings.Join(strings.Fields(string(text)), " ")
}

func or(a, b string) string {
	if a == "" {
		return b
	}
	return a
}

func indent(s string) string {
	return "    " + strings.ReplaceAll(strings.TrimRight(s, "\n"), "\n", "\n    ")
}

// questions asks on the terminal. The end of the input keeps what stands there.
type questions struct {
	in     *bufio.Reader
	app    *app
	silent bool
}

func (q *questions) choose(prompt, usual string, allowed ...string) string {
	if q.silent {
		return usual
	}
	for range 5 {
		fmt.Fprintf(q.app.Out, "%s [%s] ", prompt, usual)
		line, err := q.in.ReadString('\n')
		line = strings.ToLower(strings.TrimSpace(line))
		if line == "" {
			if err != nil {
				q.silent = true
				fmt.Fprintln(q.app.Out)
			}
			return usual
		}
		for _, a := range allowed {
			if a == line {
				return a
			}
		}
		fmt.Fprintf(q.app.Out, "One of: %s.\n", strings.Join(allowed, ", "))
	}
	return usual
}
