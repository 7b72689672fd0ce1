package web

import (
	"bytes"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"debrief/internal/chart"
	"debrief/internal/fault"
	"debrief/internal/insight"
	"debrief/internal/stats"
	"debrief/internal/track"
	"debrief/internal/workbench"
)

func (s *Server) showInsights(w http.ResponseWriter, r *http.Request) error {
	q, err := workbench.ParseInsightsQuery(r.URL.Query())
	if err != nil {
		return err
	}
	f, err := s.frame(r, "Insights", "insights")
	if err != nil {
		return err
	}
	v, err := s.desk.Insights(r.Context(), q)
	if err != nil {
		return err
	}
	return s.render(w, r, insightsPage(f, v))
}

// figure serves one figure as a file: NAME.svg, NAME.png, or its table as
// NAME.csv. With plain=1 nothing in it names a person, an employer or a day.
func (s *Server) figure(w http.ResponseWriter, r *http.Request) error {
	q, err := workbench.ParseInsightsQuery(r.URL.Query())
	if err != nil {
		return err
	}
	name, kind, _ := strings.Cut(r.PathValue("file"), ".")
	v, err := s.desk.Insights(r.Context(), q)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if kind == "csv" {
		t, ok := v.Report.Table(name)
		if !ok {
			return noFigure(name)
		}
		if err := workbench.WriteCSV(&b, t); err != nil {
			return err
		}
		return attach(w, "text/csv; charset=utf-8", "debrief-"+name+".csv", b.Bytes())
	}
	d, ok := draw(name, v, r.URL.Query().Get("plain") == "1")
	if !ok {
		return noFigure(name)
	}
	media := "image/svg+xml"
	switch kind {
	case "svg":
		err = d.File(&b)
	case "png":
		media = "image/png"
		err = d.PNG(&b, 2)
	default:
		return noFigure(name + "." + kind)
	}
	if err != nil {
		return err
	}
	return attach(w, media, "debrief-"+name+"."+kind, b.Bytes())
}

func noFigure(name string) error {
	return fault.New(fault.NotFound, "figure", "There is no figure %q here, or nothing to draw in it yet.", name)
}

func attach(w http.ResponseWriter, media, name string, body []byte) error {
	w.Header().Set("Content-Type", media)
	w.Header().Set("Content-Disposition", fmt.Sprintf("attachment; filename=%q", name))
	_, err := w.Write(body)
	return err
}

// draw makes one figure; ok is false for an unknown name or when there is
// nothing to draw. A plain one carries the kinds of stage and no name of the
// person's own.
func draw(name string, v workbench.InsightsView, plain bool) (chart.Drawing, bool) {
	r := v.Report
	switch name {
	case "flow":
		return flowFigure(r, plain).Draw(), r.Applications > 0
	case "gates":
		return gateFigure(v).Draw(), r.Applications > 0
	case "waiting":
		return waitFigure(r).Draw(), len(r.AnswerTimes.Curve) > 0
	case "reasons":
		return reasonFigure(v, plain).Draw(), len(r.Themes) > 0
	case "forecast":
		return forecastFigure(r).Draw(), r.Forecast.Any()
	}
	return chart.Drawing{}, false
}

func flowFigure(r insight.Report, plain bool) chart.Flow {
	f := chart.Flow{Label: flowLabel(r, plain)}
	for i, s := range r.Flow {
		name := s.Name
		if plain {
			name = s.Kind.Label()
		}
		st := chart.Stage{Name: name, Reached: s.Reached, On: s.MovedOn}
		last := i == len(r.Flow)-1
		for _, e := range []chart.End{{N: s.Open, Words: pick(last, "to answer", "still open"), Class: "f-open"}, {N: s.Accepted, Words: "accepted", Class: "f-open"}, {N: s.No, Words: "answered no", Class: "f-no"},
			{N: s.Withdrawn, Words: "withdrawn by them", Class: "f-no"}, {N: s.Closed, Words: "role closed", Class: "f-silent"}, {N: s.Silence, Words: "silence", Class: "f-silent"}, {N: s.Withdrew, Words: pick(last, "declined", "you withdrew"), Class: "f-silent"}} {
			if e.N > 0 {
				st.Ends = append(st.Ends, e)
			}
		}
		f.Stages = append(f.Stages, st)
	}
	return f
}

func pick(yes bool, a, b string) string {
	if yes {
		return a
	}
	return b
}

func flowLabel(r insight.Report, plain bool) string {
	var parts []string
	for i, s := range r.Flow {
		if i > 0 && s.Reached > 0 {
			parts = append(parts, fmt.Sprintf("%d reached %s", s.Reached, strings.ToLower(pick(plain, s.Kind.Label(), s.Name))))
		}
	}
	if len(parts) == 0 {
		return fmt.Sprintf("Flow of %s; none has moved on.", count(r.Applications, "application", "applications"))
	}
	return fmt.Sprintf("Flow of %s: %s.", count(r.Applications, "application", "applications"), strings.Join(parts, ", "))
}

// gateFigure has a row for every gate with something in it.
func gateFigure(v workbench.InsightsView) chart.Rows {
	f := chart.Rows{Head: true, Label: "Share of decided applications that moved on, by stage and channel, with 95 percent intervals from counts and prior, and references with a named source."}
	for _, g := range v.Report.Gates {
		if g.Matured == 0 && g.Open == 0 && (g.Gate == track.G1 && g.Channel != track.Cold) {
			continue
		}
		f.Rows = append(f.Rows, gateRow(g, v))
	}
	return f
}

func gateRow(g insight.Gate, v workbench.InsightsView) chart.Row {
	row := chart.Row{Name: g.From(), To: g.To(), Count: insight.Grouped(g.Advanced) + " of " + insight.Grouped(g.Matured), Mean: g.Mean, Interval: g.Interval, Reference: g.Reference,
		Referenced: g.Prior.HasReference() && !v.Hidden, Range: insight.Range(g.Interval), Says: g.Says(), Then: g.Next(), Estimate: "under 20"}
	if g.Channel != "" {
		row.To += ", " + strings.ToLower(g.Channel.Label())
	}
	if g.Matured >= insight.PercentFrom {
		row.Estimate, row.Strong = insight.Percent(g.Mean), true
	}
	row.Bold = g.Tier == stats.TierClear || g.Tier == stats.TierWorking || g.Tier == stats.TierLeaning
	if v.Query.Strict {
		row.Wide = &g.Strict.Anytime
	}
	return row
}

// waitFigure is the share answered by day, with the open applications as ticks.
func waitFigure(r insight.Report) chart.Curve {
	a := r.AnswerTimes
	c := chart.Curve{Unit: "day", Steps: true, Every: 7, Until: 40}
	last := 0.0
	for _, s := range a.Curve {
		lo, hi := insight.Band(s)
		c.Line = append(c.Line, chart.Point{X: s.Day, Y: 1 - s.Silent, Lo: lo, Hi: hi})
		last = max(last, s.Day)
	}
	if last > 45 {
		c.Until, c.Every = 90, 15
	}
	at := insightAt(a.Curve, c.Until)
	lo, hi := insight.Band(at)
	c.Ends = []string{fmt.Sprintf("%.0f%% answered by day %.0f", 100*(1-at.Silent), c.Until), fmt.Sprintf("interval %.0f–%.0f%%", 100*lo, 100*hi)}
	if a.NineBy > 0 {
		c.Mark, c.Marks = float64(a.NineBy), []string{fmt.Sprintf("Day %d: nine in ten of", a.NineBy), "all answers have come"}
	}
	open := 0
	for _, w := range r.Open {
		if w.Gate != track.G1 {
			continue
		}
		open++
		day := min(float64(w.SilentDays), c.Until)
		if open > 400 {
			continue // one tick beside the other, no more can be seen
		}
		if w.PastDay {
			c.Late = append(c.Late, day)
		} else {
			c.Ticks = append(c.Ticks, day)
		}
	}
	if open > 0 {
		c.Below = fmt.Sprintf("Each tick is one of your %s", count(open, "open application", "open applications"))
	}
	if n := len(c.Late); n > 0 {
		c.LateWords = fmt.Sprintf("%d past %s day", n, pick(n == 1, "its", "their"))
	}
	c.Label = fmt.Sprintf("Share of applications answered by day since applying: %.0f percent by day %.0f.", 100*(1-at.Silent), c.Until)
	return c
}

// insightAt is the last step by a day.
func insightAt(steps []stats.Step, day float64) (at stats.Step) {
	at.Silent = 1
	for _, s := range steps {
		if s.Day > day {
			break
		}
		at = s
	}
	return at
}

// reasonsShown is how many reasons the figure draws; the table has all.
const reasonsShown = 6

func reasonFigure(v workbench.InsightsView, plain bool) chart.Grid {
	r := v.Report
	g := chart.Grid{Share: [2]string{"share of the", fmt.Sprintf("%s given", count(r.Reasons.Given, "reason", "reasons"))}}
	var words []string
	for _, s := range r.Flow[:5] {
		name := s.Name
		if plain {
			name = s.Kind.Label()
		}
		if len([]rune(name)) > 10 {
			name = string([]rune(name)[:9]) + "."
		}
		g.Columns = append(g.Columns, name)
	}
	for i, t := range r.Themes {
		if i == reasonsShown {
			break
		}
		row := chart.GridRow{Name: t.Label, Mean: t.Mean, Interval: t.Interval, N: make([]int, 5)}
		for kind, n := range t.Stages {
			row.N[column5(kind)] += n
		}
		g.Rows = append(g.Rows, row)
		words = append(words, fmt.Sprintf("%s %d of %d", t.Label, t.Given, t.Total))
	}
	if rest := r.Reasons.Rejections - r.Reasons.Given; rest > 0 {
		g.Foot = fmt.Sprintf("%s gave no reason.", count(rest, "further rejection", "further rejections"))
	}
	g.Label = "Reasons given by stage: " + strings.Join(words, ", ") + "."
	return g
}

// column5 is the column of the figure in which a stage stands.
func column5(kind track.StageKind) int {
	switch r := kind.Rank(); {
	case r <= 1:
		return 0
	case r <= 3:
		return 1
	case r <= 5:
		return 2
	case r == 6:
		return 3
	}
	return 4
}

func forecastFigure(r insight.Report) chart.Curve {
	f := r.Forecast
	c := chart.Curve{Unit: "week", Until: 52, Every: 13}
	for i, p := range f.Weeks {
		c.Line = append(c.Line, chart.Point{X: float64(i + 1), Y: p})
		c.Faint = append(c.Faint, chart.Point{X: float64(i + 1), Y: f.New[i]})
	}
	if f.Dated {
		c.Mark, c.Marks = float64(f.First["50"]), []string{fmt.Sprintf("Week %d: half of such", f.First["50"]), "searches have an offer"}
	}
	last := f.Weeks[len(f.Weeks)-1]
	c.Ends = []string{fmt.Sprintf("%.0f%% have an offer after a year", 100*last)}
	if last > 0.99 {
		c.Ends = []string{"more than 99% have an offer after a year"}
	}
	c.Label = fmt.Sprintf("Chance of at least one offer by week: %.0f percent by week 13, %.0f by week 26, %.0f by week 52.", 100*f.Weeks[12], 100*f.Weeks[25], min(99, 100*f.Weeks[51]))
	return c
}

// insightsAt is the address of the page with one thing changed.
func insightsAt(q workbench.InsightsQuery, change func(*workbench.InsightsQuery)) string {
	change(&q)
	if enc := q.Values().Encode(); enc != "" {
		return "/insights?" + enc
	}
	return "/insights"
}

func figureURL(q workbench.InsightsQuery, file string, plain bool) string {
	values := q.Values()
	if plain {
		values.Set("plain", "1")
	}
	if enc := values.Encode(); enc != "" {
		return "/insights/figure/" + file + "?" + enc
	}
	return "/insights/figure/" + file
}

// periodName is "29 June to today" or what the person chose.
func periodName(v workbench.InsightsView) string {
	if !v.Report.First.Known() {
		return "All"
	}
	return v.Report.First.Time().Format("2 January") + " to today"
}

// gateTitle is the finding of the gates figure.
func gateTitle(r insight.Report) string {
	for _, tier := range []stats.Tier{stats.TierClear, stats.TierLeaning, stats.TierWorking} {
		for _, g := range r.Gates {
			if g.Tier == tier && !strings.HasPrefix(g.Says(), "mostly skipped") {
				return g.Name() + ": " + g.Says()
			}
		}
	}
	if !slices.ContainsFunc(r.Gates, func(g insight.Gate) bool { return g.Look > 0 }) {
		return "Too early for a verdict at any stage"
	}
	return "No clear difference at any stage"
}

func waitTitle(a insight.AnswerTimes) string {
	if len(a.Curve) == 0 {
		return "How soon answers come"
	}
	if a.HalfBy > 0 {
		return fmt.Sprintf("Half of all applications are answered by day %d", a.HalfBy)
	}
	return "Fewer than half of all applications are answered"
}

func reasonTitle(r insight.Report) string {
	for _, t := range r.Themes {
		if t.Recurring {
			return "When they say why, it is most often " + strings.ToLower(t.Label)
		}
	}
	return "What they say when they say why"
}

func forecastTitle(r insight.Report) string {
	f := r.Forecast
	if f.Dated && r.Decided >= insight.FewDecided && !r.Accepted() {
		return fmt.Sprintf("Half of such searches have an offer by week %d", f.First["50"])
	}
	return "How long it may take"
}

// casesURL lists the applications behind a number.
func casesURL(q workbench.InsightsQuery, of string) string {
	values := q.Values()
	values.Set("of", of)
	return "/insights/cases?" + values.Encode()
}

func (s *Server) showCases(w http.ResponseWriter, r *http.Request) error {
	q, err := workbench.ParseInsightsQuery(r.URL.Query())
	if err != nil {
		return err
	}
	f, err := s.frame(r, "Behind the number", "insights")
	if err != nil {
		return err
	}
	page, _ := strconv.Atoi(r.URL.Query().Get("page"))
	v, err := s.desk.InsightCases(r.Context(), q, r.URL.Query().Get("of"), page)
	if err != nil {
		return err
	}
	return s.render(w, r, casesPage(f, v))
}

func (s *Server) editReference(w http.ResponseWriter, r *http.Request) error {
	rate := 0.0
	if text := strings.TrimSpace(r.FormValue("rate")); text != "" {
		var err error
		if rate, err = strconv.ParseFloat(strings.ReplaceAll(text, ",", "."), 64); err != nil {
			return fault.New(fault.Invalid, "rate", "%q is no number. Write the reference in percent, like 12.", text)
		}
	}
	gate, channel, _ := strings.Cut(r.FormValue("gate"), "/")
	rec, err := s.desk.EditReference(r.Context(), track.Gate(gate), track.Channel(channel), rate/100, r.FormValue("source"))
	if err != nil {
		return err
	}
	return s.done(w, r, rec, "/insights#gates")
}

// editInsights keeps the choices that stand on the page itself.
func (s *Server) editInsights(w http.ResponseWriter, r *http.Request) error {
	rec, err := s.desk.EditSettings(r.Context(), func(set *track.Settings) {
		set.HideReference, set.FixedDays, set.Pace = r.FormValue("hide") == "1", r.FormValue("fixed") == "1", r.FormValue("pace")
	})
	if err != nil {
		return err
	}
	return s.done(w, r, rec, "/insights#gates")
}

// openTitle is the finding of the list of open applications.
func openTitle(r insight.Report) string {
	still := 0
	for _, w := range r.Open {
		if !w.PastDay {
			still++
		}
	}
	switch {
	case len(r.Open) == 0:
		return "No application is open"
	case still == 0:
		return fmt.Sprintf("All %d open applications are past their day", len(r.Open))
	case len(r.Open) == still:
		return fmt.Sprintf("%s can still be answered", capital(count(still, "open application", "open applications")))
	}
	return fmt.Sprintf("%s can still be answered, %d are past their day", capital(count(still, "open application", "open applications")), len(r.Open)-still)
}

func gateAt(g track.Gate) string {
	return map[track.Gate]string{track.G1: "Applied", track.G2: "Screen", track.G3: "Interview", track.G4: "Final"}[g]
}

// spread is a range of a chance as two whole numbers.
func spread(i [2]float64) string {
	if i[1] < .005 {
		return ""
	}
	return fmt.Sprintf("%.0f–%.0f", 100*i[0], 100*i[1])
}

// flowHint is Little's law in words.
func flowHint(r insight.Report) string {
	f := r.FlowCheck
	switch {
	case !f.Shown:
		return "How many should be open at your pace can be told after four weeks of applications."
	case f.Propose:
		return fmt.Sprintf("%d are open; at %.1f new ones a week about %.0f would be, if silent ones were closed on their day. %d are past it and can be closed together; a late answer opens them again.", f.Open, r.Forecast.Rate, f.Expected, f.Silent)
	}
	return fmt.Sprintf("%d are open; at %.1f new ones a week about %.0f would be, if silent ones were closed on their day.", f.Open, r.Forecast.Rate, f.Expected)
}

func usualTimes(v workbench.InsightsView) string {
	c, k := v.Report.Models.Cold, v.Report.Models.Contact
	return fmt.Sprintf("Until then the prior speaks: half of all answers to direct applications come by day %d, nine in ten by day %d; after a person has answered, by day %d and %d.", c.Half, c.Nine, k.Half, k.Nine)
}

func patternTitle(r insight.Report) string {
	for _, p := range r.Patterns {
		for _, t := range p.Tested {
			if t.Shown {
				return "A pattern worth knowing: " + t.Value
			}
		}
	}
	return "No pattern stands out"
}

func patternWords(p insight.Pattern, t stats.Tested) string {
	s := fmt.Sprintf("stopped, against %d of %d in all: %.1f times the usual rate, with small counts drawn towards it. Of patterns this strong, %s are luck (%s if values overlap).", p.Failed, p.Items, t.Lift, insight.Hundred(t.BH), insight.Hundred(t.BY))
	if len(t.Alike) > 0 {
		s += " It cannot be told apart from " + strings.Join(t.Alike, ", ") + "."
	}
	return s
}

func patternNote(p insight.Pattern) string {
	name := gateAt(p.Gate)
	if p.Why != "" {
		return name + ": " + p.Why + "."
	}
	return fmt.Sprintf("%s: %s looked at over %d applications, %d of which stopped.", name, count(len(p.Tested), "value", "values"), p.Items, p.Failed)
}

func nameOr(v workbench.InsightsView, id track.ApplicationID) string {
	if n := v.Names[id]; n != "" {
		return n
	}
	return string(id)
}

func flagWords(flag string) string {
	if flag == track.FlagImpossible || flag == track.FlagMonthOnly {
		return flag
	}
	return ""
}
