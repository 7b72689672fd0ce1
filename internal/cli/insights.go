package cli

import (
	"context"
	"fmt"
	"net/url"
	"strings"

	"github.com/spf13/cobra"

	"debrief/internal/fault"
	"debrief/internal/insight"
	"debrief/internal/track"
	"debrief/internal/workbench"
)

func (a *app) insights() *cobra.Command {
	var asOf, channel, from, to, csv string
	var strict, week bool
	c := &cobra.Command{Use: "insights", Short: "Where the search stops, how sure that is, and what can still come", Args: args(0, 0, "flags only"),
		Long: "Counts the whole search: rates by gate with their intervals, answer times, open applications, reasons, patterns and a forecast.\n" +
			"Nothing is said beyond what the numbers can carry. --csv writes the table of one figure.",
		Example: "  debrief insights\n  debrief insights --json --as-of 2026-11-24\n  debrief insights --csv gates > gates.csv"}
	c.Flags().StringVar(&asOf, "as-of", "", "count as the search stood on this day")
	c.Flags().StringVar(&channel, "channel", "", "only one channel")
	suggest(c, "channel", track.Channels)
	c.Flags().StringVar(&from, "from", "", "only applications from this day on")
	c.Flags().StringVar(&to, "to", "", "only applications up to this day")
	c.Flags().BoolVar(&strict, "strict", false, "the strict threshold, and intervals that hold without a prior")
	c.Flags().BoolVar(&week, "week", false, "the weekly review instead")
	c.Flags().StringVar(&csv, "csv", "", "write the table of one figure: "+strings.Join(insight.TableNames(), ", "))
	c.RunE = a.with(func(ctx context.Context, d *workbench.Desk, _ []string) error {
		q := url.Values{"as_of": {asOf}, "channel": {channel}, "from": {from}, "to": {to}}
		if from != "" || to != "" {
			q.Set("period", "custom")
		}
		query, err := workbench.ParseInsightsQuery(q)
		if err != nil {
			return fault.New(fault.Usage, fault.Field(err), "%s", fault.Message(err))
		}
		query.Strict = strict
		if week {
			w, err := d.Week(ctx)
			if err != nil {
				return err
			}
			return a.answer(weekJSON(w), func() { a.tellWeek(w) })
		}
		v, err := d.Insights(ctx, query)
		if err != nil {
			return err
		}
		if csv != "" {
			t, ok := v.Report.Table(csv)
			if !ok {
				return fault.New(fault.Usage, "csv", "There is no figure %q. There are: %s.", csv, strings.Join(insight.TableNames(), ", "))
			}
			return workbench.WriteCSV(a.Out, t)
		}
		return a.answer(v.Contract(), func() { a.tellInsights(v) })
	})
	return c
}

// tellInsights is the page on the terminal.
func (a *app) tellInsights(v workbench.InsightsView) {
	r := v.Report
	f := r.Finding()
	a.say("%s\n%s", f.Heading, f.Text)
	if f.Work != "" {
		a.say("What to work on: %s", f.Work)
	}
	if r.Applications == 0 {
		return
	}
	a.say("\nAs of %s: %d applications, %d decided.", r.AsOf, r.Applications, r.Decided)
	a.say("\nGates")
	for _, g := range r.Gates {
		if g.Matured == 0 && g.Open == 0 {
			continue
		}
		rate := ""
		if g.Matured >= insight.PercentFrom {
			rate = insight.Percent(g.Mean) + " "
		}
		a.say("  %-38s %d of %d  %s(interval %s)  %s; %s", g.Name(), g.Advanced, g.Matured, rate, insight.Range(g.Interval), g.Says(), g.Next())
	}
	a.say("\nAnswer times: %d answers to %d applications. Silence counts from day %d without contact, day %d after it.", r.AnswerTimes.Answers, r.AnswerTimes.Applications, r.Models.Cold.SilentDay, r.Models.Contact.SilentDay)
	past := 0
	for i, w := range r.Open {
		if w.PastDay {
			past = len(r.Open) - i // these stand last
			break
		}
		if i >= 10 {
			continue
		}
		a.say("  %-40s day %d: a yes %s, any answer %s", cut(v.Names[w.Application], 40), w.SilentDays, insight.Hundred(w.Yes), insight.Hundred(w.Any))
	}
	if more := len(r.Open) - past - 10; more > 0 {
		a.say("  and %d more that can still be answered", more)
	}
	if past > 0 {
		a.say("  %d are past their day", past)
	}
	a.say("\nNarrow point: %s", r.Narrow())
	if lever := r.Lever(); lever != "" {
		a.say("%s", lever)
	}
	for _, t := range r.Themes {
		a.say("  %s: %d of %d reasons given%s", t.Label, t.Given, t.Total, map[bool]string{true: ", a recurring theme"}[t.Recurring])
	}
	a.say("\nForecast: %s", r.Outlook())
	if len(r.LeftOut) > 0 {
		a.say("\nLeft out, and why")
		for _, l := range r.LeftOut {
			a.say("  %s: %s", fmt.Sprint(cut(v.Names[l.Application], 40)), l.Why)
		}
	}
}

// weekJSON is the weekly review without what was written and closed.
func weekJSON(w workbench.WeekView) any {
	lines := func(list []workbench.WeekLine) []string {
		out := []string{}
		for _, l := range list {
			out = append(out, strings.TrimSpace(l.When+" "+l.Text))
		}
		return out
	}
	return map[string]any{"week_from": w.Monday, "plan": lines(w.Plan), "prepare": lines(w.Prepare), "keep_steady": lines(w.Steady), "look_back": lines(w.LookBack), "log": w.Log, "closed": w.Closed}
}

// tellWeek is the weekly review on the terminal.
func (a *app) tellWeek(w workbench.WeekView) {
	a.say("Week %d, from %s", w.Number, w.Monday.Time().Format("Monday 2 January"))
	for _, part := range []struct {
		head  string
		lines []workbench.WeekLine
	}{{"Plan", w.Plan}, {"Prepare", w.Prepare}, {"Keep steady", w.Steady}, {"Look back", w.LookBack}} {
		a.say("\n%s", part.head)
		for _, l := range part.lines {
			a.say("  - %s", strings.TrimSpace(l.When+" "+l.Text))
		}
	}
	a.say("\n%s", w.Log)
}
