package cli

import (
	"context"
	"os"

	"github.com/spf13/cobra"

	"debrief/internal/fault"
	"debrief/internal/track"
	"debrief/internal/workbench"
	"debrief/internal/worklog"
)

func (a *app) worklog() *cobra.Command {
	var from, to, profile, own string
	var csv, freeze bool
	c := &cobra.Command{
		Use:   "worklog",
		Short: "The work-search log of a span of days, for an office that asks for one",
		Long: "The work-search log comes from what is on record: applications, screens, interviews, tests, check-ins, and lines\n" +
			"entered by hand. You say on the page which lines count; an identity number is never stored. Profiles: ny, wa, wi,\n" +
			"tx, ct, generic. --own FILE keeps a profile that you edited.",
		Example: "  debrief worklog --from 2026-11-01 --to 2026-11-30 --profile wa --csv > november.csv",
		Args:    args(0, 0, "no argument"),
		RunE: a.with(func(ctx context.Context, d *workbench.Desk, _ []string) error {
			if own != "" {
				body, err := os.ReadFile(own)
				if err != nil {
					return fault.Wrap(err, fault.Invalid, "own", "%s can't be read.", own)
				}
				if _, err := d.PutLogProfile(ctx, body); err != nil {
					return err
				}
			}
			first, err := dayFlag("from", from)
			if err != nil {
				return err
			}
			last, err := dayFlag("to", to)
			if err != nil {
				return err
			}
			v, err := d.WorkLog(ctx, first, last, profile)
			if err != nil {
				return err
			}
			if freeze {
				if _, err := d.FreezeLog(ctx, v.From, v.To, v.Profile.Code); err != nil {
					return err
				}
			}
			if csv {
				return workbench.WriteWorkLog(a.Out, v)
			}
			return a.answer(v.Weeks, func() { a.sayWorkLog(v) })
		}),
	}
	f := c.Flags()
	f.StringVar(&from, "from", "", "first day, like 2026-11-01 (four weeks before --to)")
	f.StringVar(&to, "to", "", "last day (today)")
	f.StringVar(&profile, "profile", "", "whose columns and rules: ny, wa, wi, tx, ct, generic, or an own one")
	f.StringVar(&own, "own", "", "keep the profile of this JSON file first")
	f.BoolVar(&csv, "csv", false, "write a table instead of words")
	f.BoolVar(&freeze, "freeze", false, "also keep a copy as it is handed in")
	return c
}

func dayFlag(name, text string) (track.Day, error) {
	d, err := track.ParseDay(text)
	if err != nil {
		return "", fault.Wrap(err, fault.Usage, name, "--%s: %v.", name, err)
	}
	return d, nil
}

func (a *app) sayWorkLog(v workbench.WorkLogView) {
	a.say("Work-search log, %s, %s to %s", v.Profile.Name, v.From, v.To)
	if v.Profile.Source != "" {
		a.say("Rules of %s, read on %s. Your letter stands above them.", v.Profile.Source, v.Profile.Checked)
	}
	for _, w := range v.Weeks {
		a.say("\nWeek of %s: %d count%s, %d not looked at yet", w.Start, w.Counted, target(v.Profile), w.Asked)
		for _, r := range w.Rows {
			a.say("  %s  %-4s %-16s %s, %s", r.Day, r.Counts, r.Activity.Label(), r.Employer, r.Position)
		}
		for _, r := range w.Remarks {
			a.say("  note: %s", r.Say)
		}
	}
	if len(v.Weeks) == 0 {
		a.say("Nothing is on record in these days.")
	}
}

func target(p worklog.Profile) string {
	if p.PerWeek == 0 {
		return ""
	}
	return sprint(" of %d", p.PerWeek)
}
