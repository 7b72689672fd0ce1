package insight

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"strconv"
	"testing"

	"debrief/internal/stats"
	"debrief/internal/track"
)

// The calibration makes searches from known rates and counts how often the
// whole chain, from dated spells to tiers, says what is not so. "make
// calibration" runs 2,000 searches of each kind and prints the shares beside
// those that method.md 2a computes; a test run makes fewer and only compares.
func searches() int {
	if n, err := strconv.Atoi(os.Getenv("DEBRIEF_CALIBRATION")); err == nil && n > 0 {
		return n
	}
	return 120
}

// decided makes a search of n decided items at one gate with a true rate.
func decided(p stats.GatePrior, n int, rate float64, rnd *rand.Rand) []Case {
	gate := GateIndex(p.Gate)
	list := make([]Case, n)
	for i := range list {
		day := today - 600 + Date(i/2)
		c := Case{ID: track.ApplicationID(fmt.Sprintf("c%04d", i)), Employer: track.EmployerID(fmt.Sprint("e", i)), Channel: track.Cold, Furthest: track.GateSpans[gate].From, Applied: day, Quiet: day}
		if p.Channel != "" {
			c.Channel = p.Channel
		}
		for g := range gate {
			c.Spells = append(c.Spells, Spell{Gate: int8(g), Ended: day, Noted: day, Outcome: track.SpellAdvance})
		}
		s := Spell{Gate: int8(gate), Entered: day, Noted: day, Outcome: track.SpellDeclined, Ended: day + Date(1+rnd.IntN(40))}
		c.Ending = track.Declined
		if rnd.Float64() < rate {
			s.Outcome, c.Ending, c.Furthest = track.SpellAdvance, track.Open, track.GateSpans[gate].To
			s.Ended = day + Date(1+rnd.IntN(20))
		} else if rnd.IntN(2) == 0 {
			s.Outcome, c.Ending, s.Ended = track.SpellSilent, track.Silent, day+29
		}
		c.Ended = s.Ended
		c.Spells = append(c.Spells, s)
		list[i] = c
	}
	return list
}

// called is what the looks of a search have said by its end, and whether the
// interval at the end holds the true rate.
func called(t *testing.T, p stats.GatePrior, n int, rate float64, rnd *rand.Rand) (below, working, covered bool) {
	t.Helper()
	cases := decided(p, n, rate, rnd)
	list, err := gates(cases, Models{Cold: Model{Hazard: stats.HazardCold, arrived: make([]float64, 1)}, Contact: Model{Hazard: stats.HazardInterview, arrived: make([]float64, 1)}}, Options{AsOf: today, Priors: []stats.GatePrior{p}})
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range list[0].Looks {
		// The first verdict counts, as in the table.
		switch {
		case below || working:
		case l.Tier == stats.TierClear:
			below = true
		case l.Tier == stats.TierWorking:
			working = true
		}
	}
	return below, working, list[0].Interval[0] <= rate && rate <= list[0].Interval[1]
}

// share prints one line of the calibration and fails where what was seen is more
// than four standard errors from what the method computes.
func share(t *testing.T, what string, hits, n int, want float64) {
	t.Helper()
	got, se := float64(hits)/float64(n), math.Sqrt(want*(1-want)/float64(n))
	verdict := ""
	if math.Abs(got-want) > 4*se+1e-9 {
		verdict = "  OFF"
		t.Errorf("%s: %.4f, the method says %.4f (± %.4f)", what, got, want, se)
	}
	if os.Getenv("DEBRIEF_CALIBRATION") != "" {
		fmt.Printf("%-64s %6.4f   method %6.4f ± %.4f%s\n", what, got, want, se, verdict)
	}
}

func TestCalibration_wrongVerdictsAreAsOftenAsTheMethodSays(t *testing.T) {
	n := searches()
	for _, p := range stats.Priors {
		if p.Channel == track.Agency || p.Channel == track.Inbound {
			continue
		}
		last := p.Looks[len(p.Looks)-1]
		for _, truth := range []struct {
			name string
			rate float64
		}{{"true rate at the reference", p.Reference}, {"true rate at half of it", p.Reference / 2}} {
			out := stats.Operating(p, truth.rate, stats.ClearBelow)
			rnd := rand.New(rand.NewPCG(uint64(last), uint64(1000*truth.rate)))
			below := 0
			for range n {
				if b, _, _ := called(t, p, last, truth.rate, rnd); b {
					below++
				}
			}
			share(t, fmt.Sprintf("%s by %d, %s: called below", Gate{Gate: p.Gate, Channel: p.Channel}.Name(), last, truth.name), below, n, out.Below[len(out.Below)-1])
		}
	}
}

func TestCalibration_intervalsHoldTheTrueRate(t *testing.T) {
	// Over people whose rates are drawn from the prior, 95 of 100 intervals hold
	// the true rate, at any number of items.
	n := searches()
	for _, p := range stats.Priors {
		if p.Channel == track.Agency || p.Channel == track.Inbound {
			continue
		}
		for _, items := range []int{5, 20, 60} {
			rnd := rand.New(rand.NewPCG(uint64(items), 77))
			held := 0
			for range n {
				if _, _, c := called(t, p, items, p.Prior.Quantile(rnd.Float64()), rnd); c {
					held++
				}
			}
			share(t, fmt.Sprintf("%s, %d items, rates from the prior: interval holds it", Gate{Gate: p.Gate, Channel: p.Channel}.Name(), items), held, n, 0.95)
		}
	}
}

func TestCalibration_aClearVerdictIsRightOverPeople(t *testing.T) {
	// Rates drawn from the prior: of those called clear below, 95 of 100 are.
	p := stats.Priors[0]
	rnd := rand.New(rand.NewPCG(3, 5))
	said, right := 0, 0
	for range 3 * searches() {
		rate := p.Prior.Quantile(rnd.Float64())
		if below, _, _ := called(t, p, 100, rate, rnd); below {
			said++
			if rate < p.Reference {
				right++
			}
		}
	}
	if said < 20 {
		t.Fatalf("only %d verdicts", said)
	}
	// At the seven looks a verdict stands on at least 0.95, as a rule on a little more.
	got := float64(right) / float64(said)
	if os.Getenv("DEBRIEF_CALIBRATION") != "" {
		fmt.Printf("%-64s %6.4f   method at least 0.9500 (%d verdicts)\n", "direct, rates from the prior: clear verdicts that are right", got, said)
	}
	if se := math.Sqrt(.95 * .05 / float64(said)); got < .95-4*se {
		t.Errorf("%.4f of %d clear verdicts are right", got, said)
	}
}

func TestCalibration_chancesOfStillHearingHold(t *testing.T) {
	// Waits made from the prior of a direct application: of those silent on a
	// day, as many hear a yes, or anything, as the model says without data.
	n := 400 * searches()
	rnd := rand.New(rand.NewPCG(8, 8))
	days := []float64{0, 14, 30, 60}
	still, yes, any := make([]int, len(days)), make([]int, len(days)), make([]int, len(days))
	inc := [5][2]float64{{.04, .06}, {.03, .07}, {.02, .11}, {.01, .11}, {.003, .03}}
	for range n {
		answered, good := math.Inf(1), false
		u, sum := rnd.Float64(), 0.0
		for k, c := range inc {
			for cause, x := range c {
				if sum += x; u < sum && math.IsInf(answered, 1) {
					answered, good = stats.Edges[k]+rnd.Float64()*(stats.Edges[k+1]-stats.Edges[k]), cause == 0
				}
			}
		}
		for i, d := range days {
			if answered > d {
				still[i]++
				if !math.IsInf(answered, 1) {
					any[i]++
					if good {
						yes[i]++
					}
				}
			}
		}
	}
	for i, d := range days {
		// The true shares, not those blurred by ten pseudo-applications: the
		// prior's predictive differs by its own uncertainty, at most a tenth.
		y, no := stats.HazardCold.Chance(d, stats.Horizon)
		gotYes, gotAny := float64(yes[i])/float64(still[i]), float64(any[i])/float64(still[i])
		if math.Abs(gotYes-y) > .1*y+.004 || math.Abs(gotAny-y-no) > .12*(y+no)+.004 {
			t.Errorf("day %g: a yes %.4f and any %.4f, the model says %.4f and %.4f", d, gotYes, gotAny, y, y+no)
		}
		if os.Getenv("DEBRIEF_CALIBRATION") != "" {
			fmt.Printf("direct, silent %2.0f days: a yes %.4f (model %.4f), any answer %.4f (model %.4f)\n", d, gotYes, y, gotAny, y+no)
		}
	}
}
