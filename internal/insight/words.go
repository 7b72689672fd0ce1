package insight

import (
	"fmt"
	"math"
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
	against := "the usual rate"
	if !g.Prior.HasReference() {
		against = fmt.Sprintf("%s, an assumption", Hundred(g.Reference))
	}
	switch g.Tier {
	case stats.TierRecord:
		return "recorded, too early"
	case stats.TierPrompt:
		return "worth one check"
	case stats.TierLeaning:
		return "leaning below " + against
	case stats.TierClear:
		return "below " + against
	case stats.TierWorking:
		return "works, leave it alone"
	}
	if !g.Prior.HasReference() {
		return "no finding"
	}
	return "no clear difference"
}

// Next names the next look.
func (g Gate) Next() string {
	if g.NextLook == 0 {
		return "no further look"
	}
	return fmt.Sprintf("next look at %d", g.NextLook)
}

// Sentence is the tier in the words of method.md 2a, with how common a run is.
func (g Gate) Sentence() string { return g.Words(g.Prior) }

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
		f.Work = fmt.Sprintf("%s. %d of the %d reasons given, from %d employers, name it: more than usual in %s.", t.Label, t.Given, t.Total, t.Employers, Hundred(t.Above))
	} else if b, ok := r.narrow(); ok && !r.Yield.MayChange {
		f.Work = "If one stage rose to its reference, " + strings.ToLower(stageOf(b.Gate)) + " would bring the most."
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
			s += fmt.Sprintf(" %s: %d in a row without a yes. %s", subject, g.Run, g.Sentence())
			break
		}
	}
	return s
}

// gateHeading names the gates that a tier speaks about, worst first.
func (r Report) gateHeading() string {
	for _, tier := range []struct {
		tier      stats.Tier
		one, many string
	}{{stats.TierClear, "is below the usual rate", "are below the usual rate"}, {stats.TierLeaning, "leans below the usual rate", "lean below the usual rate"}} {
		var names []string
		many := false
		for _, g := range r.Gates {
			if g.Tier == tier.tier {
				s, plural := g.subject()
				names, many = append(names, s), many || plural
			}
		}
		if len(names) == 0 {
			continue
		}
		verb := tier.one
		if many || len(names) > 1 {
			verb = tier.many
		}
		for i := 1; i < len(names); i++ {
			names[i] = lower(names[i])
		}
		return join(names) + " " + verb + "."
	}
	return "No stage looks weak."
}

// measure tells the stage where most stop, with its interval, and what works.
func (r Report) measure() string {
	var parts []string
	if g, ok := r.told(); ok {
		s := fmt.Sprintf("%s: %d of %d decided moved on. From these counts and the prior the rate lies between %.0f and %.0f%%, with 95%% probability", g.Name(), g.Advanced, g.Matured, 100*g.Interval[0], 100*g.Interval[1])
		if g.Prior.HasReference() {
			s += fmt.Sprintf("; the reference is %.0f%% (%s)", 100*g.Reference, source(g.Prior.Basis))
		}
		parts = append(parts, s+". "+g.Sentence())
	}
	for _, g := range r.Gates {
		if g.Tier == stats.TierWorking {
			subject, many := g.subject()
			verb := "works"
			if many {
				verb = "work"
			}
			parts = append(parts, subject+" "+verb+"; leave that alone.")
		}
	}
	return strings.Join(parts, " ")
}

// source is the basis of a reference without the figure that stands before it.
func source(basis string) string {
	if figure, rest, ok := strings.Cut(basis, " in 100, "); ok && !strings.Contains(figure, ",") {
		return rest
	}
	return basis
}

// told is the gate that the head speaks of: the one a tier names, else the one
// with most stops behind the first.
func (r Report) told() (g Gate, ok bool) {
	best := 0
	for _, x := range r.Gates {
		score := x.Matured - x.Advanced
		switch {
		case x.Tier == stats.TierClear:
			score += 2_000_000_000
		case x.Tier == stats.TierLeaning:
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

func (r Report) theme() (Theme, bool) {
	for _, t := range r.Themes {
		if t.Recurring {
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
	if r.Yield.NothingOwn || r.Decided < 3 {
		return "Nothing of yours yet. Typical searches lose most at the first gate."
	}
	var names []string
	var best Bottleneck
	for _, b := range r.Bottleneck {
		if b.Named {
			names = append(names, lower(stageOf(b.Gate)))
			if b.Offers > best.Offers {
				best = b
			}
		}
	}
	if len(names) == 0 || best.OneMoreIn == 0 {
		return "No stage stands out."
	}
	s := fmt.Sprintf("If it rose to its reference wherever it is below, %s would bring most: one more offer in about %s applications. It is the largest in %s.", join(names), thousands(best.OneMoreIn), Hundred(best.PLargest))
	if r.Yield.MayChange {
		s += " The ranking may still change."
	}
	return s
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
		return fmt.Sprintf("Too few are decided to look ahead from your own numbers. Typical searches take about 1 offer in %.0f direct applications, and 1 in 23 by referral.", 1/typicalYield)
	}
	return r.Forecast.Outlook()
}

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
		s = fmt.Sprintf("No week can be named: after a year at this pace, %s such searches have no offer.", without)
	default:
		s = fmt.Sprintf("Half of such searches have an offer by week %d at this pace, one in ten by week %d, three in four by week %d; %s has none after a year.", f.First["50"], f.First["10"], f.First["75"], without)
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
	return fmt.Sprintf("%d %s", n, many)
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
