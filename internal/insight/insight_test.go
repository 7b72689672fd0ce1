package insight

import (
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	"debrief/internal/fault"
	"debrief/internal/stats"
	"debrief/internal/track"
)

// search makes up n applications from known rates, as a person would record
// them: yes comes fast, no slowly, silence is closed on its day or left open.
func search(n int, rates [4]float64, today Date, rnd *rand.Rand) []Case {
	list := make([]Case, n)
	for i := range list {
		c := &list[i]
		c.ID, c.Employer, c.Channel = track.ApplicationID(fmt.Sprintf("a%06d", i)), track.EmployerID(fmt.Sprintf("e%d", rnd.IntN(1+n/2))), track.Cold
		if rnd.IntN(10) == 0 {
			c.Channel = track.Referral
		}
		c.Traits = [traits]string{[]string{"data", "backend", "product"}[rnd.IntN(3)], []string{"Dublin", "Cork", "remote"}[rnd.IntN(3)], []string{"LinkedIn", "careers page"}[rnd.IntN(2)], fmt.Sprint("v", 1+rnd.IntN(4))}
		day := today - Date(rnd.IntN(700))
		c.Applied, c.Quiet, c.Furthest = day, day, 1
		ranks := [5]int{1, 3, 5, 7, 9}
		for g := range 5 {
			s := Spell{Gate: int8(g), Entered: day, Outcome: track.SpellOpen, Noted: day}
			if g == 4 || day > today {
				c.Spells = append(c.Spells, s)
				break
			}
			wait := Date(1 + rnd.IntN(20))
			if rnd.Float64() < rates[g] {
				if day+wait > today {
					c.Spells = append(c.Spells, s)
					break
				}
				day += wait
				s.Outcome, s.Ended = track.SpellAdvance, day
				c.Spells = append(c.Spells, s)
				c.Furthest, c.Quiet, c.Human = ranks[g+1], day, true
				continue
			}
			wait, s.Outcome, c.Ending = Date(3+rnd.IntN(40)), track.SpellDeclined, track.Declined
			if rnd.IntN(2) == 0 {
				wait, s.Outcome, c.Ending = 60, track.SpellSilent, track.Silent
			}
			if day+wait > today {
				s.Outcome, c.Ending = track.SpellOpen, track.Open
			} else {
				s.Ended, c.Ended = day+wait, day+wait
				if c.Ending == track.Declined && rnd.IntN(4) == 0 {
					c.Reason, c.TheySaid, c.ReasonOn = []track.ReasonCode{"B01", "B03", "A06", "U01"}[rnd.IntN(4)], true, c.Ended
				}
			}
			c.Spells = append(c.Spells, s)
			break
		}
	}
	return list
}

var today = DateOf("2026-11-24")

var rates = [4]float64{.10, .32, .55, .50}

func read(t testing.TB, cases []Case, o Options) Report {
	t.Helper()
	if o.AsOf == 0 {
		o.AsOf = today
	}
	r, err := Read(cases, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func asJSON(t testing.TB, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func gateOf(t testing.TB, r Report, gate track.Gate, c track.Channel) Gate {
	t.Helper()
	for _, g := range r.Gates {
		if g.Gate == gate && g.Channel == c {
			return g
		}
	}
	t.Fatalf("no gate %s %s", gate, c)
	return Gate{}
}

func TestRead_orderOfRecordsDoesNotMatter(t *testing.T) {
	for seed := range uint64(12) {
		cases := search(int(seed*seed), rates, today, rand.New(rand.NewPCG(seed, 1)))
		want := asJSON(t, read(t, cases, Options{}))
		mixed := slices.Clone(cases)
		rand.New(rand.NewPCG(3, 4)).Shuffle(len(mixed), func(i, j int) { mixed[i], mixed[j] = mixed[j], mixed[i] })
		got := read(t, mixed, Options{})
		slices.SortFunc(got.LeftOut, func(a, b LeftOut) int { return strings.Compare(string(a.Application), string(b.Application)) })
		if asJSON(t, got) != want {
			t.Fatalf("seed %d: the order of records changed a number", seed)
		}
	}
}

func TestRead_changesNothingItIsGiven(t *testing.T) {
	cases := search(150, rates, today, rand.New(rand.NewPCG(5, 1)))
	before := asJSON(t, cases)
	read(t, cases, Options{AsOf: today - 200})
	if asJSON(t, cases) != before {
		t.Error("reading changed the cases")
	}
}

func TestRead_anOpenApplicationOfTodayChangesNoRate(t *testing.T) {
	cases := search(150, rates, today, rand.New(rand.NewPCG(7, 1)))
	before := read(t, cases, Options{})
	fresh := Case{ID: "zz", Employer: "e", Channel: track.Cold, Furthest: 1, Applied: today, Quiet: today, Spells: []Spell{{Entered: today, Outcome: track.SpellOpen, Noted: today}}}
	after := read(t, append(slices.Clone(cases), fresh), Options{})
	for i, g := range before.Gates {
		// Half a day of waiting moves the answer times by next to nothing.
		if d := math.Abs(g.Mean - after.Gates[i].Mean); d > 2e-4 || g.Tier != after.Gates[i].Tier || g.Matured != after.Gates[i].Matured {
			t.Errorf("%s moved by %g, tier %s to %s", g.Name(), d, g.Tier, after.Gates[i].Tier)
		}
	}
}

func TestRead_cutOnADayIsTheSearchOfThatDay(t *testing.T) {
	// Made up to a day, and made up further and then cut: the same counts.
	for seed := range uint64(20) {
		day := today - 90
		whole := search(300, rates, today, rand.New(rand.NewPCG(seed, 9)))
		r := read(t, whole, Options{AsOf: day})
		for _, c := range whole {
			c, begun := c.asOf(day)
			if !begun {
				continue
			}
			for _, s := range c.Spells {
				if s.Ended > day || s.Entered > day {
					t.Fatalf("%s knows the future: %+v", c.ID, s)
				}
			}
			if c.Ending != track.Open && c.Ended > day {
				t.Fatalf("%s has ended on %s", c.ID, c.Ended.Day())
			}
		}
		reached := 0
		for _, c := range whole {
			for _, s := range c.Spells {
				if s.Gate == 1 && s.Entered != 0 && s.Entered <= day {
					reached++
				}
			}
		}
		if r.Flow[1].Reached != reached {
			t.Errorf("seed %d: %d reached the screen by the day, the flow says %d", seed, reached, r.Flow[1].Reached)
		}
	}
}

// straight makes n direct applications that end in the given order.
func straight(outcomes ...bool) []Case {
	list := make([]Case, len(outcomes))
	for i, yes := range outcomes {
		day := today - 400 + Date(3*i)
		c := Case{ID: track.ApplicationID(fmt.Sprintf("s%03d", i)), Employer: track.EmployerID(fmt.Sprint("e", i)), Channel: track.Cold, Furthest: 1, Applied: day, Quiet: day,
			Spells: []Spell{{Entered: day, Ended: day + 10, Noted: day, Outcome: track.SpellDeclined}}, Ending: track.Declined, Ended: day + 10}
		if yes {
			c.Furthest, c.Ending, c.Ended, c.Human, c.Quiet = 3, track.Withdrew, day+12, true, day+10
			c.Spells[0].Outcome = track.SpellAdvance
			c.Spells = append(c.Spells, Spell{Gate: 1, Entered: day + 10, Ended: day + 12, Noted: day + 10, Outcome: track.SpellWithdrew})
		}
		list[i] = c
	}
	return list
}

func times(n int, yes bool) []bool { return slices.Repeat([]bool{yes}, n) }

func TestGates_aFormerLookKeepsItsVerdict(t *testing.T) {
	// Twenty silent direct ones are clear at the look of 20. Eight old yeses that
	// are entered only now come after them, whatever their dates say.
	cases := straight(times(20, false)...)
	if g := gateOf(t, read(t, cases, Options{}), track.G1, track.Cold); g.Tier != stats.TierClear || g.NextLook != 30 {
		t.Fatalf("%s, next look %d", g.Tier, g.NextLook)
	}
	late := straight(times(8, true)...)
	for i := range late {
		late[i].ID = track.ApplicationID(fmt.Sprint("late", i))
		for k := range late[i].Spells {
			late[i].Spells[k].Noted = today
		}
	}
	g := gateOf(t, read(t, append(cases, late...), Options{}), track.G1, track.Cold)
	if g.Tier != stats.TierClear || g.Matured != 28 || g.Advanced != 8 || len(g.Looks) != 2 || g.Looks[1].Tier != stats.TierClear || g.Looks[1].Advanced != 0 {
		t.Errorf("between looks the verdict moved: %s of %d, looks %+v", g.Tier, g.Matured, g.Looks)
	}
	more := straight(times(2, true)...)
	for i := range more {
		more[i].ID = track.ApplicationID(fmt.Sprint("more", i))
		for k := range more[i].Spells {
			more[i].Spells[k].Noted = today
		}
	}
	if g := gateOf(t, read(t, append(append(cases, late...), more...), Options{}), track.G1, track.Cold); g.Tier != stats.TierWorking {
		t.Errorf("at the look of 30 with 10 yeses: %s, want working", g.Tier)
	}
}

func TestGates_fiveSilentAreAPromptAndSayHowCommonTheyAre(t *testing.T) {
	g := gateOf(t, read(t, straight(times(5, false)...), Options{}), track.G1, track.Cold)
	if g.Tier != stats.TierPrompt || !strings.Contains(g.Sentence(), "59%") {
		t.Errorf("%s: %s", g.Tier, g.Sentence())
	}
	if f := read(t, straight(times(5, false)...), Options{}).Finding(); strings.Contains(f.Heading, "below") {
		t.Errorf("five silent ones are told as a finding: %s", f.Heading)
	}
}

func TestReport_wordsStayWithinTheirTiers(t *testing.T) {
	forbidden := regexp.MustCompile(`(?i)not good at|employers think|proves|guaranteed|\bbecause of the market|good time to apply|!`)
	for seed := range uint64(24) {
		rnd := rand.New(rand.NewPCG(seed, 2))
		p := [4]float64{.6 * rnd.Float64() * rnd.Float64(), rnd.Float64(), rnd.Float64(), rnd.Float64()}
		r := read(t, search(rnd.IntN(300), p, today, rnd), Options{})
		f := r.Finding()
		all := strings.Join([]string{f.Heading, f.Text, f.Work, r.Narrow(), r.Forecast.Outlook()}, " ")
		for _, g := range r.Gates {
			all += " " + g.Says() + " " + g.Sentence()
		}
		if m := forbidden.FindString(all); m != "" {
			t.Fatalf("%q in %s", m, all)
		}
		below := slices.ContainsFunc(r.Gates, func(g Gate) bool { return g.Tier == stats.TierClear || g.Tier == stats.TierLeaning })
		if said := strings.Contains(f.Heading, "below the usual rate"); said && !below || r.Decided < FewDecided && said {
			t.Fatalf("%q with tiers that do not say so", f.Heading)
		}
		if r.Decided >= FewDecided && below && strings.Contains(f.Heading, "No stage looks weak") {
			t.Fatal("a stage below is not told")
		}
	}
}

func TestForecast_holdsForAnySearch(t *testing.T) {
	for seed := range uint64(12) {
		r := read(t, search(int(15*seed), rates, today, rand.New(rand.NewPCG(seed, 3))), Options{})
		last := 0.0
		for i, p := range r.Forecast.Weeks {
			if p < last-1e-12 || p > 1 || p < r.Forecast.New[i]-1e-9 {
				t.Fatalf("week %d: %g after %g, from new ones alone %g", i+1, p, last, r.Forecast.New[i])
			}
			last = p
		}
		// In the end everything under way counts, as the formula has it.
		s := r.Forecast.Search
		if d := math.Abs(last - s.Offer(s.Rate*(stats.ForecastWeeks-s.Lag))); d > 1e-3 {
			t.Fatalf("after a year the curve is %g off the formula", d)
		}
	}
}

func TestRead_refusesPriorsThatCannotBe(t *testing.T) {
	for _, p := range []stats.GatePrior{{Gate: track.G1, Channel: track.Cold, Prior: stats.Beta{A: 1, B: 9}, Reference: 1.2}, {Gate: track.G1, Channel: track.Cold, Prior: stats.Beta{A: 0, B: 9}, Reference: .1}} {
		if _, err := Read(nil, Options{AsOf: today, Priors: []stats.GatePrior{p}}); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%+v: %v", p, err)
		}
	}
}

func TestThemes_onlyWhatTheySaidAndNeverTheVague(t *testing.T) {
	var cases []Case
	for i := range 12 {
		c := straight(false)[0]
		c.ID, c.Employer, c.Reason, c.TheySaid, c.ReasonOn = track.ApplicationID(fmt.Sprint(i)), track.EmployerID(fmt.Sprint(i)), "U01", true, c.Ended
		switch {
		case i < 4:
			c.Reason = "B01"
		case i == 4:
			c.Reason, c.TheySaid = "B01", false // inferred: counts nowhere
		}
		cases = append(cases, c)
	}
	r := read(t, cases, Options{})
	if r.Reasons.Given != 11 {
		t.Errorf("%d reasons given, want 11", r.Reasons.Given)
	}
	for _, x := range r.Themes {
		if want := x.Code == "B01"; x.Recurring != want {
			t.Errorf("%s recurring is %t with %d of %d, P %g", x.Code, x.Recurring, x.Given, x.Total, x.Above)
		}
	}
	for i := range cases {
		cases[i].Employer = "one" // the same employer twelve times is one voice
	}
	for _, x := range read(t, cases, Options{}).Themes {
		if x.Recurring {
			t.Errorf("%s is a theme from one employer", x.Code)
		}
	}
}

func TestBehind_addsUpToItsNumber(t *testing.T) {
	cases := search(400, rates, today, rand.New(rand.NewPCG(11, 1)))
	r := read(t, cases, Options{})
	count := func(key string) int {
		ids, _, err := Behind(cases, Options{AsOf: today}, key)
		if err != nil {
			t.Fatal(err)
		}
		return len(ids)
	}
	for _, s := range r.Flow {
		for key, want := range map[string]int{"reached": s.Reached, "moved": s.MovedOn, "open": s.Open, "no": s.No, "silence": s.Silence, "withdrew": s.Withdrew} {
			if n := count("flow:" + string(s.Kind) + ":" + key); n != want {
				t.Errorf("%s %s: %d behind a number of %d", s.Kind, key, n, want)
			}
		}
	}
	for _, g := range r.Gates {
		key := fmt.Sprintf("gate:%s:%s:", g.Gate, g.Channel)
		if count(key+"moved") != g.Advanced || count(key+"stopped") != g.Matured-g.Advanced || count(key+"open") != g.Open {
			t.Errorf("%s: %d, %d, %d behind %d of %d and %d open", g.Name(), count(key+"moved"), count(key+"stopped"), count(key+"open"), g.Advanced, g.Matured, g.Open)
		}
	}
	for _, p := range r.Patterns {
		for _, x := range p.Tested {
			if n := count("pattern:" + string(p.Gate) + ":" + x.Value); n != x.Failed {
				t.Errorf("%s %s: %d behind %d", p.Gate, x.Value, n, x.Failed)
			}
		}
	}
	for _, key := range []string{"", "flow", "flow:nowhere:no", "gate:G9:cold:moved", "theme:Z99", "pattern:G1"} {
		if _, _, err := Behind(cases, Options{AsOf: today}, key); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%q: %v", key, err)
		}
	}
}

func BenchmarkRead(b *testing.B) {
	for _, n := range []int{180, 100_000} {
		cases := search(n, [4]float64{.10, .32, .55, .50}, today, rand.New(rand.NewPCG(1, 2)))
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				if _, err := Read(cases, Options{AsOf: today}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
