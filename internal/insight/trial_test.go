package insight

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"debrief/internal/stats"
	"debrief/internal/track"
)

// dealt gives cases turns by alternation, from the first arm on.
func dealt(cases []Case) (turns []track.Turn) {
	for i, c := range cases {
		turns = append(turns, track.Turn{ApplicationID: c.ID, Position: i + 1, Arm: []string{track.ArmA, track.ArmB}[i%2]})
	}
	return turns
}

func trialOf(planned int) track.Experiment {
	return track.Experiment{Gate: track.G1, Channel: track.Cold, Kind: track.KindTrial, ArmA: "a", ArmB: "b", Planned: planned, StartedOn: "2025-01-01", State: track.ExperimentRunning}
}

// alternate makes outcomes where each arm has its own.
func alternate(a, b []bool) (out []bool) {
	for i := range a {
		out = append(out, a[i], b[i])
	}
	return out
}

func readTrial(t *testing.T, cases []Case, x Trial) TrialReading {
	t.Helper()
	r, err := ReadTrial(cases, x, Options{AsOf: today})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestReadTrial_nothingIsDecidedBeforeALook(t *testing.T) {
	cases := straight(alternate(times(9, false), times(9, true))...)
	r := readTrial(t, cases, Trial{trialOf(20), dealt(cases)})
	if r.Verdict != stats.VerdictRunning || r.NextLook != 10 || r.A.Matured != 9 || r.B.Advanced != 9 {
		t.Errorf("%+v", r)
	}
}

func TestReadTrial_adoptsDropsAndStaysUndecidedAtLooks(t *testing.T) {
	for _, c := range []struct {
		a, b    []bool
		planned int
		verdict stats.Verdict
		looks   int
	}{
		{times(10, false), times(10, true), 20, stats.VerdictAdopt, 1},
		{times(10, true), times(10, false), 20, stats.VerdictDrop, 1},
		{times(10, false), times(10, false), 10, stats.VerdictUndecided, 1},
		{times(20, false), times(20, false), 20, stats.VerdictUndecided, 2},
		{times(12, false), times(12, false), 20, stats.VerdictRunning, 1},
	} {
		cases := straight(alternate(c.a, c.b)...)
		r := readTrial(t, cases, Trial{trialOf(c.planned), dealt(cases)})
		if r.Verdict != c.verdict || len(r.Looks) != c.looks {
			t.Errorf("%d each, planned %d: %s after %d looks, want %s after %d", len(c.a), c.planned, r.Verdict, len(r.Looks), c.verdict, c.looks)
		}
	}
}

func TestReadTrial_aVerdictStandsBetweenLooks(t *testing.T) {
	// Adopted at 10 each; five more that turn it round change nothing.
	cases := straight(alternate(append(times(10, false), times(5, true)...), append(times(10, true), times(5, false)...))...)
	if r := readTrial(t, cases, Trial{trialOf(30), dealt(cases)}); r.Verdict != stats.VerdictAdopt || r.Looks[0].A != 0 || r.Looks[0].B != 10 {
		t.Errorf("%s, %+v", r.Verdict, r.Looks)
	}
}

func TestReadTrial_theTwentyEachOfTheDesign(t *testing.T) {
	// Three and five of 20: better in 67 of 100.
	a, b := append(times(3, true), times(17, false)...), append(times(5, true), times(15, false)...)
	cases := straight(alternate(a, b)...)
	r := readTrial(t, cases, Trial{trialOf(20), dealt(cases)})
	if p := math.Round(100 * r.Effect.PPositive); p != 67 || r.Verdict != stats.VerdictUndecided {
		t.Errorf("better in %g of 100, %s", p, r.Verdict)
	}
}

func TestReadTrial_theRunThatLedToItIsNotBefore(t *testing.T) {
	// Eight of 20, then ten failures that made the person act, then four of ten.
	before := append(times(12, false), times(8, true)...) // the yeses come last: no run at the end
	outcomes := append(append(slices.Clone(before), times(10, false)...), append(times(4, true), times(6, false)...)...)
	cases := straight(outcomes...)
	e := trialOf(10)
	e.Kind, e.StartedOn = track.KindBeforeAfter, cases[30].Applied.Day()
	r := readTrial(t, cases, Trial{Experiment: e})
	if r.Trigger != 10 || r.A.Matured != 20 || r.A.Advanced != 8 || r.B.Matured != 10 || r.B.Advanced != 4 {
		t.Errorf("run %d, before %d of %d, since %d of %d", r.Trigger, r.A.Advanced, r.A.Matured, r.B.Advanced, r.B.Matured)
	}
}

func TestReadTrial_leftOutTurnsCountNowhere(t *testing.T) {
	cases := straight(alternate(times(10, false), times(10, true))...)
	turns := dealt(cases)
	turns[1].LeftOut, turns[3].LeftOut = "asked for a note", "asked for a note"
	if r := readTrial(t, cases, Trial{trialOf(20), turns}); r.LeftOut != 2 || r.B.Matured != 8 || r.Verdict != stats.VerdictRunning {
		t.Errorf("%+v", r)
	}
}

func TestReadTrial_swappingTheArmsTurnsItRound(t *testing.T) {
	for seed := range uint64(12) {
		rnd := rand.New(rand.NewPCG(seed, 1))
		var a, b []bool
		for range 1 + 2*seed {
			a, b = append(a, rnd.IntN(3) == 0), append(b, rnd.IntN(2) == 0)
		}
		cases := straight(alternate(a, b)...)
		turns := dealt(cases)
		r := readTrial(t, cases, Trial{trialOf(30), turns})
		for i := range turns {
			turns[i].Arm = map[string]string{track.ArmA: track.ArmB, track.ArmB: track.ArmA}[turns[i].Arm]
		}
		s := readTrial(t, cases, Trial{trialOf(30), turns})
		if math.Abs(r.Effect.Mean+s.Effect.Mean) > 1e-9 || math.Abs(r.Effect.PPositive+s.Effect.PPositive-1) > 1e-9 {
			t.Fatalf("%+v and %+v", r.Effect, s.Effect)
		}
		opposite := map[stats.Verdict]stats.Verdict{stats.VerdictAdopt: stats.VerdictDrop, stats.VerdictDrop: stats.VerdictAdopt}
		if want, ok := opposite[r.Verdict]; ok && s.Verdict != want {
			t.Fatalf("%s and %s", r.Verdict, s.Verdict)
		}
	}
}

func TestPlanTrial_theWordTestIsRefusedUnderAQuarter(t *testing.T) {
	cases := straight(append(times(22, true), times(96, false)...)...)
	r, err := Read(cases, Options{AsOf: today})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		planned int
		trial   bool
	}{{20, true}, {1000, false}} {
		p := PlanTrial(cases, r, track.G1, track.Cold, .27, c.planned, Options{AsOf: today})
		if p.Trial != c.trial {
			t.Errorf("%d of %d needed: trial is %t", c.planned, p.Needed, p.Trial)
		}
	}
	for _, c := range []struct{ p, q, n float64 }{{.10, .15, 686}, {.10, .20, 199}, {.10, .30, 62}, {.32, .50, 117}, {.50, .70, 93}} {
		if n := stats.ArmSize(c.p, c.q); n != int(c.n) {
			t.Errorf("%g to %g: %d, want %g", c.p, c.q, n, c.n)
		}
	}
}
