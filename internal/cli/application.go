package cli

import (
	"context"
	"fmt"
	"net/url"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"debrief/internal/fault"
	"debrief/internal/track"
	"debrief/internal/workbench"
)

func (a *app) add() *cobra.Command {
	var n workbench.NewApplication
	var day string
	c := &cobra.Command{Use: "add COMPANY [ROLE]", Short: "Put an application on record", Args: args(1, 2, "a company and a role"), Example: `  debrief add "Tallis Ledger" "Senior Backend Engineer" --channel referral --on 2026-10-27`}
	choose(c, &n.Channel, "channel", "", track.Channels, "")
	c.Flags().StringVar(&day, "on", "", "day of the application, like 2026-10-27 (default: today)")
	choose(c, &n.Stage, "stage", "", track.StageKinds, "stage reached")
	c.Flags().StringVar(&n.Location, "location", "", "place")
	c.Flags().StringVar(&n.Agency, "agency", "", "agency between you and the company")
	c.Flags().StringVar(&n.URL, "url", "", "address of the advert")
	c.Flags().StringVar(&n.Source, "source", "", "where you found it")
	c.Flags().StringVar(&n.Posted, "salary", "", "salary as posted, like 85-95k")
	c.Flags().StringVar(&n.Contact, "contact", "", "name of a person there")
	c.Flags().StringSliceVar(&n.Tags, "tag", nil, "tags")
	c.RunE = a.with(func(ctx context.Context, d *workbench.Desk, args []string) error {
		var err error
		n.Company = args[0]
		if len(args) > 1 {
			n.Role = args[1]
		}
		if n.AppliedOn, err = parseDay(day); err != nil {
			return err
		}
		guard, err := d.GuardFor(ctx, n.Company)
		if err != nil {
			return err
		}
		id, r, err := d.Add(ctx, n)
		if err != nil {
			return err
		}
		return a.answer(map[string]any{"application": id, "change": r.Change}, func() {
			a.say("%s (%s).", r.Text, id)
			if guard != nil {
				a.say("You know this employer: %d earlier. “debrief list --all --text %q” shows them.", len(guard.Earlier), n.Company)
			}
		})
	})
	return c
}

func parseDay(s string) (track.Day, error) {
	d, err := track.ParseDay(s)
	if err != nil {
		return "", fault.Wrap(err, fault.Usage, "on", "%v.", err)
	}
	return d, nil
}

func (a *app) list() *cobra.Command {
	var text, stage, view string
	var all bool
	var page int
	c := &cobra.Command{Use: "list", Short: "List applications", Args: args(0, 0, "flags only")}
	c.Flags().StringVar(&text, "text", "", "beginning of a word of company or role")
	c.Flags().StringVar(&stage, "stage", "", "id of a stage")
	choose(c, &view, "view", "open", []string{"open", "answers", "past", "interviewing", "closed", "all", "archived"}, "")
	c.Flags().BoolVar(&all, "all", false, "the same as --view all")
	c.Flags().IntVar(&page, "page", 1, "page of 50")
	c.RunE = a.with(func(ctx context.Context, d *workbench.Desk, _ []string) error {
		if all {
			view = "all"
		}
		q, err := workbench.ParseTableQuery(url.Values{"view": {view}, "q": {text}, "stage": {stage}, "page": {fmt.Sprint(max(0, page-1))}})
		if err != nil {
			return err
		}
		v, err := d.Table(ctx, q)
		if err != nil {
			return err
		}
		if a.json {
			for _, it := range v.Items {
				if err := a.answer(itemJSON(it.ApplicationID, it.Employer, it.Role, it.State.State), nil); err != nil {
					return err
				}
			}
			return nil
		}
		if len(v.Items) == 0 {
			a.say("Nothing here. “debrief add COMPANY ROLE” puts an application on record.")
			return nil
		}
		w := tabwriter.NewWriter(a.Out, 0, 4, 2, ' ', 0)
		fmt.Fprintln(w, "COMPANY\tROLE\tSTAGE\tENDED\tAPPLIED\tID")
		for _, it := range v.Items {
			fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\n", cut(it.Employer, 28), cut(it.Role, 36), it.StageKind.Label(), endingWord(it.Ending), it.AppliedOn, it.ApplicationID)
		}
		return w.Flush()
	})
	return c
}

func endingWord(e track.Ending) string {
	if e == track.Open {
		return ""
	}
	return e.Label()
}

func cut(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n-1]) + "…"
	}
	return s
}

func itemJSON(id track.ApplicationID, employer, role string, s track.State) map[string]any {
	return map[string]any{"id": id, "company": employer, "role": role, "stage": s.StageKind, "furthest": s.FurthestKind, "ending": s.Ending, "applied_on": s.AppliedOn, "ended_on": s.EndedOn, "answered": s.Answered, "flags": s.Flags}
}

func (a *app) show() *cobra.Command {
	return &cobra.Command{Use: "show APPLICATION", Short: "Show one application and its timeline", Args: args(1, 1, "an id, or words of company and role"), Example: "  debrief show tallis",
		RunE: a.with(func(ctx context.Context, d *workbench.Desk, args []string) error {
			id, err := d.FindApplication(ctx, args[0])
			if err != nil {
				return err
			}
			v, err := d.Application(ctx, id)
			if err != nil {
				return err
			}
			out := itemJSON(id, v.Item.Employer, v.Item.Role, v.Item.State.State)
			var lines []map[string]any
			for _, e := range v.Timeline {
				lines = append(lines, map[string]any{"day": e.Day, "kind": e.Kind, "title": e.Title, "text": e.Text})
			}
			out["timeline"] = lines
			return a.answer(out, func() {
				a.say("%s, %s\n%s%s", v.Item.Employer, v.Item.Role, v.Item.StageKind.Label(), map[bool]string{true: "", false: ": " + endingWord(v.Item.Ending)}[v.Item.Open()])
				if v.Waiting >= 0 {
					a.say("Day %d in this stage.", v.Waiting)
				}
				for _, e := range v.Timeline {
					a.say("%-10s  %s  %s", e.Day, e.Title, cut(e.Text, 80))
				}
			})
		})}
}

func (a *app) log() *cobra.Command {
	var stage, day, note, round, promised string
	var sent, checkIn bool
	c := &cobra.Command{Use: "log APPLICATION", Short: "Record what happened: a stage, a note, a reply sent", Args: args(1, 1, "an id, or words of company and role"),
		Example: "  debrief log tallis --stage screen --on 2026-11-04\n  debrief log tallis --note \"asked for the range\""}
	c.Flags().StringVar(&stage, "stage", "", "stage entered: an own stage's name, or "+list(track.StageKinds))
	suggest(c, "stage", track.StageKinds)
	c.Flags().StringVar(&round, "round", "", "name of the round, like “system design”")
	c.Flags().StringVar(&day, "on", "", "day, like 2026-11-04 (default: today)")
	c.Flags().StringVar(&note, "note", "", "a note")
	c.Flags().StringVar(&promised, "promised", "", "the day on which they said they would answer")
	c.Flags().BoolVar(&sent, "sent", false, "you sent a reply")
	c.Flags().BoolVar(&checkIn, "check-in", false, "you sent a check-in")
	c.RunE = a.with(func(ctx context.Context, d *workbench.Desk, args []string) error {
		id, err := d.FindApplication(ctx, args[0])
		if err != nil {
			return err
		}
		on, err := parseDay(day)
		if err != nil {
			return err
		}
		due, err := parseDay(promised)
		if err != nil {
			return err
		}
		var done []workbench.Receipt
		step := func(wanted bool, f func() (workbench.Receipt, error)) {
			if err != nil || !wanted {
				return
			}
			var r workbench.Receipt
			if r, err = f(); err == nil {
				done = append(done, r)
			}
		}
		step(stage != "", func() (workbench.Receipt, error) { return d.EnterStage(ctx, id, stage, on, round) })
		step(note != "", func() (workbench.Receipt, error) { return d.AddNote(ctx, id, note, false, false) })
		step(due != "", func() (workbench.Receipt, error) { return d.Promise(ctx, id, due) })
		step(sent || checkIn, func() (workbench.Receipt, error) { return d.MarkSent(ctx, id, checkIn) })
		if err != nil {
			return err
		}
		if len(done) == 0 {
			return fault.New(fault.Usage, "log", "Say what happened: --stage, --note, --promised, --sent or --check-in.")
		}
		return a.receipts(done...)
	})
	return c
}

// receipts tells what was done, and how to take it back.
func (a *app) receipts(list ...workbench.Receipt) error {
	for _, r := range list {
		if err := a.answer(map[string]any{"change": r.Change, "text": r.Text}, func() { a.say("%s. Undo: debrief undo %s", r.Text, r.Change) }); err != nil {
			return err
		}
	}
	return nil
}

func (a *app) close() *cobra.Command {
	var ending track.Ending
	var day string
	c := &cobra.Command{Use: "close APPLICATION", Short: "End an application without a debrief", Args: args(1, 1, "an id, or words of company and role"), Example: "  debrief close ostler --ending silent"}
	choose(c, &ending, "ending", track.Silent, track.Endings, "")
	c.Flags().StringVar(&day, "on", "", "day (default: today)")
	c.RunE = a.with(func(ctx context.Context, d *workbench.Desk, args []string) error {
		id, err := d.FindApplication(ctx, args[0])
		if err != nil {
			return err
		}
		on, err := parseDay(day)
		if err != nil {
			return err
		}
		r, err := d.Close(ctx, id, ending, on)
		if err != nil {
			return err
		}
		return a.receipts(r)
	})
	return c
}

func (a *app) undo() *cobra.Command {
	return &cobra.Command{Use: "undo [CHANGE]", Short: "Take the last change back, or a named one", Args: args(0, 1, "the id of a change, or nothing for the last"),
		RunE: a.with(func(ctx context.Context, d *workbench.Desk, args []string) error {
			id := track.ChangeID("")
			if len(args) == 1 {
				id = track.ChangeID(args[0])
			} else {
				list, err := d.Changes(ctx, "", 50)
				if err != nil {
					return err
				}
				for _, c := range list {
					if c.UndoneBy == "" && c.Undoes == "" && c.Verb != "start" {
						id = c.ID
						break
					}
				}
			}
			if id == "" {
				return fault.New(fault.NotFound, "undo", "There is nothing to take back.")
			}
			r, err := d.Undo(ctx, id)
			if err != nil {
				return err
			}
			return a.receipts(r)
		})}
}
