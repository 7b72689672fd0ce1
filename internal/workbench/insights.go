package workbench

import (
	"context"
	"io"
	"maps"
	"net/url"
	"slices"
	"strings"

	"debrief/internal/fault"
	"debrief/internal/insight"
	"debrief/internal/stats"
	"debrief/internal/store"
	"debrief/internal/table"
	"debrief/internal/track"
)

// InsightsQuery is what the page of numbers shows. It is read from and written
// to a query string.
type InsightsQuery struct {
	Period  string    // "all", "8w", "custom"
	Since   track.Day // custom: applied on or after
	Until   track.Day // custom: applied on or before
	AsOf    track.Day // empty: today
	Channel track.Channel
	Strict  bool   // the strict view: intervals that hold without a prior
	Compare string // "" or "before": beside the period of the same length before it
}

// periods are the words for a period.
var periods = []string{"all", "8w", "custom"}

// ParseInsightsQuery reads a query string; what does not fit is fault.Invalid.
func ParseInsightsQuery(q url.Values) (InsightsQuery, error) {
	v := InsightsQuery{Period: q.Get("period"), Channel: track.Channel(q.Get("channel")), Strict: q.Get("strict") == "1", Compare: q.Get("compare")}
	if v.Period == "" {
		v.Period = "all"
	}
	if !slices.Contains(periods, v.Period) {
		return v, unknownWord("period", v.Period, periods)
	}
	if v.Channel != "" && !v.Channel.Valid() {
		return v, unknownWord("channel", string(v.Channel), track.Channels)
	}
	if v.Compare != "" && v.Compare != "before" {
		return v, unknownWord("compare", v.Compare, []string{"before"})
	}
	for name, to := range map[string]*track.Day{"from": &v.Since, "to": &v.Until, "as_of": &v.AsOf} {
		day, err := track.ParseDay(q.Get(name))
		if err != nil {
			return v, fault.Wrap(err, fault.Invalid, name, "%q is no day. Write it like 2026-11-24.", q.Get(name))
		}
		*to = day
	}
	if v.Since.Known() && v.Until.Known() && v.Since > v.Until {
		return v, fault.New(fault.Invalid, "from", "The period begins after it ends.")
	}
	return v, nil
}

// Values is the query string, without what is usual.
func (v InsightsQuery) Values() url.Values {
	q := url.Values{}
	put := func(k, v, usual string) {
		if v != usual {
			q.Set(k, v)
		}
	}
	put("period", v.Period, "all")
	put("channel", string(v.Channel), "")
	put("compare", v.Compare, "")
	put("as_of", string(v.AsOf), "")
	if v.Period == "custom" {
		put("from", string(v.Since), "")
		put("to", string(v.Until), "")
	}
	if v.Strict {
		q.Set("strict", "1")
	}
	return q
}

// InsightsView is the page of numbers.
type InsightsView struct {
	Query       InsightsQuery
	Report      insight.Report
	Experiments []ExperimentView
	Market      MarketView
	Before      *insight.Report // the period before, when compared
	Today       track.Day
	AsOf        track.Day
	Names       map[track.ApplicationID]string // of the open applications that are listed
	Hidden      bool                           // references are hidden
	Fixed       bool                           // the person\'s own days of waiting count
	Pace        string
	Stages      map[track.StageKind]string
	Archived    int
	Truncated   int // open applications that are not listed
}

// openListed is how many open applications a page lists.
const openListed = 60

// Insights reads the numbers. It changes nothing.
func (d *Desk) Insights(ctx context.Context, q InsightsQuery) (v InsightsView, err error) {
	v.Query = q
	err = d.view(ctx, func(tx *store.Tx) error {
		set, err := tx.Settings()
		if err != nil {
			return err
		}
		_, v.Today = d.now(set)
		v.AsOf, v.Hidden, v.Fixed, v.Pace = v.Today, set.HideReference, set.FixedDays, set.Pace
		if q.AsOf.Known() {
			v.AsOf = q.AsOf
		}
		if v.Stages, err = kindNames(tx); err != nil {
			return err
		}
		o := v.options(set)
		if v.Report, err = d.report(tx, o); err != nil {
			return err
		}
		if before, ok := earlier(o, v.Report); ok && q.Compare == "before" {
			r, err := d.report(tx, before)
			if err != nil {
				return err
			}
			v.Before = &r
		}
		if v.Experiments, err = d.experiments(tx, o); err != nil {
			return err
		}
		if v.Market, err = market(tx, v.AsOf); err != nil {
			return err
		}
		return v.name(tx)
	})
	return v, err
}

func (v *InsightsView) options(set track.Settings) insight.Options {
	o := insight.Options{AsOf: insight.DateOf(v.AsOf), Channel: v.Query.Channel, Strict: v.Query.Strict, Names: v.Stages, Pace: paceOf(set.Pace), Priors: priors(set)}
	switch v.Query.Period {
	case "8w":
		o.Since = o.AsOf - 8*7
	case "custom":
		o.Since, o.Until = insight.DateOf(v.Query.Since), insight.DateOf(v.Query.Until)
	}
	return o
}

// earlier is the period of the same length before; ok is false where there is none.
func earlier(o insight.Options, r insight.Report) (insight.Options, bool) {
	if o.Since == 0 {
		return o, false
	}
	until := o.Until
	if until == 0 {
		until = o.AsOf
	}
	length := until - o.Since + 1
	o.Until = o.Since - 1
	o.Since -= length
	return o, true
}

// report reads the numbers for some options, from the ledger where it has them.
func (d *Desk) report(tx *store.Tx, o insight.Options) (insight.Report, error) {
	l := d.ledger()
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := l.sync(tx); err != nil {
		return insight.Report{}, err
	}
	key := reportKey{o.AsOf, o.Since, o.Until, o.Channel, o.Trait, o.Value, jsonOf([]any{o.Strict, o.Pace, o.Names, o.Priors})}
	if r, ok := l.reports[key]; ok {
		return r, nil
	}
	r, err := insight.Read(l.cases, o)
	if err != nil {
		return r, err
	}
	if len(l.reports) >= keptReports {
		l.reports = map[reportKey]insight.Report{}
	}
	l.reports[key] = r
	return r, nil
}

// kindNames are the person's own names for the kinds of stage.
func kindNames(tx *store.Tx) (map[track.StageKind]string, error) {
	stages, err := orderedStages(tx)
	names := map[track.StageKind]string{}
	for _, s := range stages {
		if names[s.Kind] == "" || s.Board {
			names[s.Kind] = s.Name
		}
	}
	return names, err
}

// name reads the employers of the applications that are listed.
func (v *InsightsView) name(tx *store.Tx) error {
	v.Names = map[track.ApplicationID]string{}
	ids := []track.ApplicationID{}
	for i, w := range v.Report.Open {
		if i < openListed {
			ids = append(ids, w.Application)
		}
	}
	for i, l := range v.Report.LeftOut {
		if i < openListed {
			ids = append(ids, l.Application)
		}
	}
	v.Truncated = max(0, len(v.Report.Open)-openListed)
	for _, archived := range []bool{false, true} {
		page, err := tx.List(store.Filter{IDs: ids, Archived: archived}, store.ByCompany, false, 0, len(ids)+1)
		if err != nil {
			return err
		}
		for _, it := range page.Items {
			v.Names[it.ApplicationID] = strings.TrimSpace(it.Employer + ", " + it.Role)
		}
	}
	return nil
}

// priors are the benchmarks of the method with the person's own references in
// place of theirs. A prior keeps its weight of ten.
func priors(set track.Settings) []stats.GatePrior {
	list := slices.Clone(stats.Priors)
	for i := range list {
		p := &list[i]
		if own, ok := set.References[referenceKey(p.Gate, p.Channel)]; ok {
			p.Reference, p.Basis = own.Rate, own.Source
			n := p.Prior.A + p.Prior.B
			p.Prior = stats.Beta{A: n * own.Rate, B: n * (1 - own.Rate)}
		}
	}
	return list
}

func referenceKey(g track.Gate, c track.Channel) string {
	if c == "" {
		return string(g)
	}
	return string(g) + "/" + string(c)
}

// EditReference sets the rate that a gate is compared with and its source, or
// takes the person's own away again where rate is 0. A rate without a source is
// an assumption and never shown as a reference.
func (d *Desk) EditReference(ctx context.Context, g track.Gate, c track.Channel, rate float64, source string) (Receipt, error) {
	i := slices.IndexFunc(stats.Priors, func(p stats.GatePrior) bool { return p.Gate == g && p.Channel == c })
	source = clip(tidy(source), 200)
	switch {
	case i < 0:
		return Receipt{}, fault.New(fault.Invalid, "gate", "There is no gate %q.", referenceKey(g, c))
	case rate != 0 && !(rate >= 0.005 && rate <= 0.995):
		return Receipt{}, fault.New(fault.Invalid, "rate", "A reference lies between 0.5 and 99.5 %%.")
	case rate != 0 && source == "":
		return Receipt{}, fault.New(fault.Invalid, "source", "A reference needs its source, so that you know later where it came from.")
	}
	return d.EditSettings(ctx, func(set *track.Settings) {
		set.References = maps.Clone(set.References)
		if set.References == nil {
			set.References = map[string]track.Reference{}
		}
		if rate == 0 {
			delete(set.References, referenceKey(g, c))
			return
		}
		set.References[referenceKey(g, c)] = track.Reference{Rate: rate, Source: source}
	})
}

// paceOf is the factor of a pace in words: slow sectors answer at half the speed.
func paceOf(pace string) float64 {
	switch pace {
	case "slow":
		return stats.Slow
	case "fast":
		return stats.Fast
	}
	return 0
}

// Contract is the answer of "debrief insights --json"; product.md 4.1.
func (v InsightsView) Contract() any {
	return struct {
		insight.Report
		Experiments []ExperimentView `json:"experiments"`
	}{v.Report, v.Experiments}
}

// WriteCSV writes the table of a figure.
func WriteCSV(w io.Writer, t insight.Table) error {
	out, err := table.NewWriter(w, t.Head)
	if err != nil {
		return err
	}
	for _, row := range t.Rows {
		if err := out.Row(row...); err != nil {
			return err
		}
	}
	return out.Flush()
}

// CasesView is the applications behind one number.
type CasesView struct {
	Query InsightsQuery
	Of    string
	Title string
	Total int
	Items []Item
	Page  int
	Today track.Day
}

// InsightCases lists the applications behind a number; page counts from 0.
func (d *Desk) InsightCases(ctx context.Context, q InsightsQuery, of string, page int) (v CasesView, err error) {
	v.Query, v.Of, v.Page = q, of, max(0, page)
	err = d.view(ctx, func(tx *store.Tx) error {
		set, err := tx.Settings()
		if err != nil {
			return err
		}
		iv := InsightsView{Query: q}
		_, v.Today = d.now(set)
		iv.AsOf = v.Today
		if q.AsOf.Known() {
			iv.AsOf = q.AsOf
		}
		if iv.Stages, err = kindNames(tx); err != nil {
			return err
		}
		ids, title, err := d.behind(tx, iv.options(set), of)
		if err != nil {
			return err
		}
		v.Title, v.Total = title, len(ids)
		ids = ids[min(len(ids), v.Page*PageSize):]
		list, err := tx.List(store.Filter{IDs: ids[:min(len(ids), PageSize)]}, store.ByApplied, true, 0, PageSize)
		v.Items = list.Items
		return err
	})
	return v, err
}

func (d *Desk) behind(tx *store.Tx, o insight.Options, of string) ([]track.ApplicationID, string, error) {
	l := d.ledger()
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := l.sync(tx); err != nil {
		return nil, "", err
	}
	return insight.Behind(l.cases, o, of)
}
