package insight

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"debrief/internal/stats"
	"debrief/internal/track"
)

// FewDecided is under how many decided applications a page shows counts and
// words, and no rates. Source: the design, section 6.
const FewDecided = 20

// PercentFrom is from how many items at a gate a percentage may be shown.
// Source: method.md 6.
const PercentFrom = 20

// gateNames are the gates as one speaks of them.
var gateNames = map[track.Gate][2]string{
	track.G1: {"Applied", "screen"}, track.G2: {"Screen", "interview"}, track.G3: {"Interview", "panel or final"}, track.G4: {"Final", "offer"},
}

// subject is what a sentence about the gate begins with.
var subjects = map[track.Gate]string{track.G2: "The screen", track.G3: "The interview", track.G4: "The final"}

var channelSubjects = map[track.Channel]string{track.Cold: "Direct applications", track.Referral: "Referrals", track.Agency: "Applications by agency", track.Inbound: "Roles they wrote to you about"}

// Name is "Screen to interview", with the channel where it has one.
func (g Gate) Name() string {
	n := gateNames[g.Gate]
	name := n[0] + " to " + n[1]
	if g.Channel != "" {
		name += ", " + strings.ToLower(g.Channel.Label())
	}
	return name
}

// From and To are the two halves of the name.
func (g Gate) From() string { return gateNames[g.Gate][0] }

// To is the other half.
func (g Gate) To() string { return gateNames[g.Gate][1] }

func (g Gate) subject() (words string, many bool) {
	if g.Channel != "" {
		return channelSubjects[g.Channel], true
	}
	return subjects[g.Gate], false
}

// Says is what may be said about the gate in a few words, by its tier.
func (g Gate) Says() string {
	if g.Matured == 0 {
		return "nothing of yours yet"
	}
	switch g.Tier {
	case stats.TierRecord:
		return "recorded, too early"
	case stats.TierPrompt:
		return fmt.Sprintf("worth one check: %d in a row", g.Run)
	case stats.TierLeaning:
		return "leaning below " + g.against()
	case stats.TierClear:
		return "below " + g.against()
	case stats.TierWorking:
		if g.mostlySkipped() {
			return "mostly skipped, no finding"
		}
		return "works, leave it alone"
	}
	switch {
	case g.Look == 0:
		return "too early for a verdict"
	case !g.Prior.HasReference():
		return "no finding"
	}
	return "no clear difference"
}

// against is the rate that a tier compares with; an assumption is named as one.
func (g Gate) against() string {
	if g.Prior.HasReference() {
		return "the usual rate"
	}
	return fmt.Sprintf("an assumed %.0f%%", 100*g.Reference)
}

// mostlySkipped reports a gate that most of those beyond it never stood at. Such
// a one counts as passed, and yet nothing took place there that could work.
func (g Gate) mostlySkipped() bool { return g.Gate != track.G1 && 2*g.Skipped > g.Advanced }

// works reports a gate that may be told to be left alone.
func (g Gate) works() bool { return g.Tier == stats.TierWorking && !g.mostlySkipped() }

// Held reports a look that waits although enough are decided: some of those that
// came first are still open.
func (g Gate) Held() bool { return g.NextLook > 0 && g.Matured >= g.NextLook }

// early reports one of which not even the first look could be taken.
func (g Gate) early() bool { return g.Held() && g.Look == 0 }

// Next names the next look, or the last one where no more is to come.
func (g Gate) Next() string {
	switch {
	case g.NextLook == 0:
		return fmt.Sprintf("last look was at %d", g.Look)
	case g.Held():
		return fmt.Sprintf("next look waits for the first %d", g.NextLook)
	}
	return fmt.Sprintf("next look at %d", g.NextLook)
}

// Sentence is the tier in the words of method.md 2a, with how long a run is and
// how common.
func (g Gate) Sentence() string {
	if g.Tier == stats.TierPrompt {
		return fmt.Sprintf("%d in a row without a yes. %s", g.Run, g.Words(g.Prior))
	}
	if g.Tier == stats.TierWorking && g.mostlySkipped() {
		return "Most who came further skipped this stage, so nothing can be said about it."
	}
	return g.Words(g.Prior)
}

// Hundred is a share as a natural frequency with two significant digits.
func Hundred(p float64) string {
	switch x := 100 * p; {
	case x >= 99.5:
		return "100 in 100"
	case x >= 9.95 || x == 0:
		return fmt.Sprintf("%.0f in 100", x)
	case x >= 0.95:
		return fmt.Sprintf("%.1f in 100", x)
	case x >= 0.095:
		return fmt.Sprintf("%.1f in 1000", 10*x)
	}
	return "fewer than 1 in 1000"
}

// Percent is a share with two significant digits.
func Percent(p float64) string {
	switch x := 100 * p; {
	case x >= 9.95 || x < 0.05:
		return fmt.Sprintf("%.0f%%", x)
	default:
		return fmt.Sprintf("%.1f%%", x)
	}
}

// Range is an interval in whole percent.
func Range(i [2]float64) string {
	return fmt.Sprintf("%.0f–%.0f%%", 100*i[0], 100*i[1])
}

// Finding is the head of the page: the finding in words, then the measure.
type Finding struct {
	Heading string
	Text    string
	Work    string // what to work on, empty for nothing
}

// Finding composes the head of the page. Nothing is said beyond the tiers.
func (r Report) Finding() Finding {
	switch {
	case r.Applications == 0:
		return Finding{Heading: "Nothing is counted yet.", Text: "Here you will see where your search stops, how sure that is, and what may help. It begins with the first application."}
	case r.Decided < FewDecided:
		return Finding{Heading: "Too early for rates. Here is what is on record.", Text: r.fewWords()}
	}
	f := Finding{Heading: r.gateHeading(), Text: r.measure()}
	if t, ok := r.theme(); ok {
		f.Heading += " When employers say why, it is most often " + lower(t.Label) + "."
		sure := fmt.Sprintf("with %.0f%% probability", min(99, 100*t.Above))
		f.Work = fmt.Sprintf("%s. %s of the %s reasons given name it, from %d employers. The usual share is assumed to be %.0f%%; these counts lie above it %s.", t.Label, Grouped(t.Given), Grouped(t.Total), t.Employers, 100*t.Usual, sure)
	} else if b, ok := r.narrow(); ok && !r.Yield.MayChange {
		f.Work = "If one stage rose to its " + pick(b.Assumed, "assumed rate", "reference") + ", " + lower(stageOf(b.Gate)) + " would bring the most."
	}
	return f
}

func (r Report) fewWords() string {
	moved := 0
	if len(r.Flow) > 0 {
		moved = r.Flow[0].MovedOn
	}
	s := fmt.Sprintf("%s on record, %d decided. %s led to a conversation. Under %d decided applications, counts say more than rates.", count(r.Applications, "application", "applications"), r.Decided, number(moved), FewDecided)
	for _, g := range r.Gates {
		if g.Tier == stats.TierPrompt {
			subject, _ := g.subject()
			s += " " + subject + ": " + g.Sentence()
			break
		}
	}
	return s
}

// gateHeading names the gates that a tier speaks about, worst first. Where
// nothing is below, that is a finding only once looks have been taken.
func (r Report) gateHeading() string {
	for _, tier := range []struct {
		tier      stats.Tier
		one, many string
	}{{stats.TierClear, "is below", "are below"}, {stats.TierLeaning, "leans below", "lean below"}} {
		var parts []string
		for _, assumed := range []bool{false, true} {
			names, many := r.named(func(g Gate) bool { return g.Tier == tier.tier && g.Prior.HasReference() != assumed })
			if len(names) > 0 {
				parts = append(parts, join(names)+" "+pick(many, tier.many, tier.one)+" "+pick(assumed, "an assumed rate", "the usual rate")+".")
			}
		}
		if len(parts) > 0 {
			return strings.Join(parts, " ")
		}
	}
	if names, _ := r.named(Gate.early); len(names) > 0 {
		for i := range names {
			names[i] = lower(names[i])
		}
		return "Too early for a verdict on " + join(names) + "."
	}
	if !slices.ContainsFunc(r.Gates, func(g Gate) bool { return g.Look > 0 }) {
		return "Too early for a verdict."
	}
	return "No stage looks weak."
}

// named are the subjects of some gates, as one sentence takes them.
func (r Report) named(which func(Gate) bool) (names []string, many bool) {
	for _, g := range r.Gates {
		if which(g) {
			s, plural := g.subject()
			if len(names) > 0 {
				s = lower(s)
			}
			names, many = append(names, s), many || plural || len(names) > 0
		}
	}
	return names, many
}

// measure tells one gate with its interval, and what works.
func (r Report) measure() string {
	var parts []string
	if g, ok := r.told(); ok {
		from := pick(g.OpenWeight >= 0.5, "From these counts, the prior and, in part, the open ones", "From these counts and the prior")
		s := fmt.Sprintf("%s: %s of %s decided moved on. %s, the rate lies between %.0f and %.0f%%, with 95%% probability", g.Name(), Grouped(g.Advanced), Grouped(g.Matured), from, 100*g.Interval[0], 100*g.Interval[1])
		if g.Prior.HasReference() {
			s += fmt.Sprintf("; the reference is %.0f%% (%s)", 100*g.Reference, source(g.Prior.Basis))
		}
		parts = append(parts, s+". "+g.Sentence())
		if g.Held() {
			parts = append(parts, r.waits(g))
		}
	}
	for _, g := range r.Gates {
		if g.works() {
			subject, many := g.subject()
			parts = append(parts, subject+" "+pick(many, "work", "works")+"; leave that alone.")
		}
	}
	return strings.Join(parts, " ")
}

// waits tells why a look has not been taken yet, and what brings it nearer.
func (r Report) waits(g Gate) string {
	s := fmt.Sprintf("The look at %d waits until the first %d are all decided.", g.NextLook, g.NextLook)
	if n := r.FlowCheck.Silent; n > 0 {
		s += fmt.Sprintf(" %s past %s silent day; closing them brings it nearer.", count(n, "open application is", "open applications are"), pick(n == 1, "its", "their"))
	}
	return s
}

// source is the basis of a reference without the figure that stands before it.
func source(basis string) string {
	if figure, rest, ok := strings.Cut(basis, " in 100, "); ok && !strings.Contains(figure, ",") {
		return rest
	}
	return basis
}

// told is the gate that the head speaks of: one that a tier names, else one that
// waits for a look, else the one that would bring the most, else the one with
// most stops behind the first.
func (r Report) told() (g Gate, ok bool) {
	best := 0
	narrow, found := r.narrow()
	for _, x := range r.Gates {
		score := x.Matured - x.Advanced
		switch {
		case x.Tier == stats.TierClear:
			score += 4_000_000_000
		case x.Tier == stats.TierLeaning:
			score += 3_000_000_000
		case x.early():
			score += 2_000_000_000
		case found && x.Gate == narrow.Gate:
			score += 1_000_000_000
		case x.Gate == track.G1:
			score -= 1_000_000
		}
		if x.Matured >= 3 && (!ok || score > best) {
			g, best, ok = x, score, true
		}
	}
	return g, ok
}

// theme is the reason that recurs most and that a person can do something about.
func (r Report) theme() (Theme, bool) {
	for _, t := range r.Themes {
		if reason, _ := track.ReasonByCode(t.Code); t.Recurring && reason.Attribution != track.EmployerSide {
			return t, true
		}
	}
	return Theme{}, false
}

func (r Report) narrow() (b Bottleneck, ok bool) {
	for _, x := range r.Bottleneck {
		if x.Named && (!ok || x.Offers > b.Offers) {
			b, ok = x, true
		}
	}
	return b, ok
}

// Narrow is what may be said about the narrow point.
func (r Report) Narrow() string {
	switch {
	case r.Yield.NothingOwn:
		return "Nothing of yours yet. Typical searches lose most at the first gate."
	case r.Decided < FewDecided:
		return "Too few are decided to tell stages apart. Typical searches lose most at the first gate."
	}
	var names []string
	best, first, assumed := 0.0, 0.0, false
	for _, b := range r.Bottleneck {
		if b.Named {
			names = append(names, lower(stageOf(b.Gate)))
			best, first, assumed = max(best, b.Offers), first+b.PLargest, assumed || b.Assumed
		}
	}
	if len(names) == 0 || best == 0 {
		return "No stage stands out."
	}
	names[0] = strings.ToUpper(names[0][:1]) + names[0][1:]
	rate := pick(assumed, "its reference (an assumption)", "its reference")
	s := fmt.Sprintf("%s would bring the most: if it rose to %s, about one more offer in %s applications. It comes first in %s.", names[0], rate, thousands(1/best), Hundred(first)+" readings of these counts")
	if len(names) > 1 {
		s = fmt.Sprintf("%s would bring about the same: if one of them rose to %s, about one more offer in %s applications. One of them comes first in %s.", join(names), rate, thousands(1/best), Hundred(first)+" readings of these counts")
	}
	if r.Yield.MayChange {
		s += " The ranking may still change."
	}
	return s
}

// Lever is what may be said about referrals beside direct applications, empty
// where there is nothing to say. Source: method.md 2c and 2d.
func (r Report) Lever() string {
	cold, mine := r.first(track.Cold), r.first(track.Referral)
	if cold.Mean == 0 || r.Yield.Referral <= 1.2 {
		return ""
	}
	s := fmt.Sprintf("Another lever: referrals. None of yours is decided; usually about %.0f in 100 are answered (%s).", 100*mine.Reference, source(mine.Prior.Basis))
	if mine.Matured > 0 {
		s = fmt.Sprintf("Another lever: %d of %d referrals moved on, against %s of %s direct applications; with the priors that is about %.0f times as often.", mine.Advanced, mine.Matured, Grouped(cold.Advanced), Grouped(cold.Matured), r.Yield.Referral)
	}
	return s + " That is an association; referred roles differ in other ways."
}

// first is the row of the first gate for a channel.
func (r Report) first(c track.Channel) Gate {
	for _, g := range r.Gates {
		if g.Gate == track.G1 && g.Channel == c {
			return g
		}
	}
	return Gate{}
}

func stageOf(g track.Gate) string {
	if g == track.G1 {
		return "The first answer"
	}
	return subjects[g]
}

// Outlook is the forecast in words; with few decided it is the prior that
// speaks, and no week is named.
func (r Report) Outlook() string {
	if r.Decided < FewDecided {
		return fmt.Sprintf("Too few are decided to look ahead from your own numbers. Typical searches bring about 1 offer in %.0f direct applications, and 1 in 23 by referral.", 1/typicalYield)
	}
	if r.Accepted() {
		return "You have accepted an offer, so there is nothing to look ahead to. If the search goes on: " + lower(r.Forecast.Outlook())
	}
	return r.Forecast.Outlook()
}

// Accepted reports that an offer has been accepted.
func (r Report) Accepted() bool { return len(r.Flow) > 0 && r.Flow[len(r.Flow)-1].Accepted > 0 }

// typicalYield is the offers of a direct application without any own data;
// TV-C0.
const typicalYield = 0.0088

// Outlook is the forecast in words. A week is named only when three of four
// such searches have an offer within a year, and never without its range.
func (f Forecast) Outlook() string {
	if !f.Any() {
		return "Nothing is under way and nothing new went out in the last eight weeks, so there is nothing to look ahead from."
	}
	last := f.Weeks[len(f.Weeks)-1]
	without := "fewer than 1 in 20"
	if miss := 1 - last; miss >= 0.045 {
		without = fmt.Sprintf("about 1 in %.0f", math.Round(1/miss))
	}
	if miss := 1 - last; miss > 0.4 {
		without = Hundred(miss)
	}
	s := ""
	switch {
	case !f.Dated:
		s = fmt.Sprintf("No week can be named: after a year at this pace, %s of such searches have no offer.", without)
	default:
		first := fmt.Sprintf(", one in ten by week %d", f.First["10"])
		if f.First["10"] == f.First["50"] {
			first = ""
		}
		s = fmt.Sprintf("Half of such searches have an offer by week %d at this pace%s, three in four by week %d; %s has none after a year.", f.First["50"], first, f.First["75"], without)
	}
	if f.InHand > 0 {
		s = "You have an offer to answer; this is about another one. " + s
	}
	return s + " It assumes constant effort and a constant market."
}

// ChanceWords is a chance as one would say it.
func ChanceWords(p float64) string {
	switch {
	case p < 0.01:
		return "Almost none"
	case p < 0.035:
		return "Small"
	case p < 0.45:
		n := int(math.Round(1 / p))
		return "About one in " + numberWord(n)
	case p < 0.55:
		return "About as likely as not"
	case p < 0.9:
		return "More likely than not"
	}
	return "Very likely"
}

// RangeWords is the range of a chance: "somewhere between 2 and 36 in 100".
func RangeWords(i [2]float64) string {
	lo, hi := 100*i[0], 100*i[1]
	if lo < 1 {
		return fmt.Sprintf("somewhere between almost nothing and about %.0f in 100", hi)
	}
	return fmt.Sprintf("somewhere between %.0f and %.0f in 100", lo, hi)
}

func numberWord(n int) string {
	words := []string{"none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"}
	if n < len(words) {
		return words[n]
	}
	return fmt.Sprint(n)
}

func number(n int) string {
	w := numberWord(n)
	return strings.ToUpper(w[:1]) + w[1:]
}

func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return Grouped(n) + " " + many
}

// Grouped is a count with a thin space before every three digits, from five
// digits on.
func Grouped(n int) string {
	s := fmt.Sprint(n)
	if n < 10_000 {
		return s
	}
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "\u2009" + s[i:]
	}
	return s
}

func pick(yes bool, a, b string) string {
	if yes {
		return a
	}
	return b
}

func thousands(x float64) string {
	n := math.Round(x)
	if n >= 100 {
		digits := math.Pow(10, math.Floor(math.Log10(n))-1)
		n = math.Round(n/digits) * digits
	}
	return fmt.Sprintf("%.0f", n)
}

func lower(s string) string { return strings.ToLower(s[:1]) + s[1:] }

func join(list []string) string {
	switch len(list) {
	case 0:
		return ""
	case 1:
		return list[0]
	}
	return strings.Join(list[:len(list)-1], ", ") + " and " + list[len(list)-1]
}
