package offer

import (
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// The sample of the design: 92 000 base, 10 % bonus paid at 6 %, 6 % pension,
// options without a number.
func fennimore() Terms {
	return Terms{Currency: "EUR", Base: 92_000_00, BonusTarget: 10_00, BonusPaid: 60_00, Pension: 6_00,
		Equity: Equity{Kind: Guessed, Guess: Span{0, 2_000_00, 6_000_00}}}
}

func TestYear_countsOnlyPromisesInLow(t *testing.T) {
	got := fennimore().Year(1, Usual).Total()
	if want := (Span{97_520_00, 105_040_00, 112_720_00}); got != want {
		t.Errorf("%v, want %v", got, want)
	}
}

func TestYear_termByTerm(t *testing.T) {
	terms := Terms{Base: 100_000_00, BonusTarget: 15_00, Commission: 20_000_00, Ramp: []Share{50_00}, SignOn: 10_000_00, Pension: 4_50,
		Health: 6_000_00, Stipends: 1_200_00, LeaveDays: 30, LeaveReference: 25, Premiums: 1_800_00, Commute: 2_400_50, Equipment: 300_00, Relocation: 5_000_00,
		Equity: Equity{Kind: RSU, Units: 400, Price: 125_00, Vesting: FrontVesting, Maturity: Public}}
	want := map[string][2]Span{ // year 1, year 2
		"Base":              {Sure(100_000_00), Sure(100_000_00)},
		"Pension":           {Sure(4_500_00), Sure(4_500_00)},
		"Bonus":             {{0, 12_000_00, 15_000_00}, {0, 12_000_00, 15_000_00}},
		"Commission":        {{0, 10_000_00, 10_000_00}, {0, 20_000_00, 20_000_00}},
		"Sign-on":           {Sure(10_000_00), {}},
		"Equity":            {{13_300_00, 19_000_00, 19_000_00}, {11_200_00, 16_000_00, 16_000_00}},
		"Health":            {Sure(6_000_00), Sure(6_000_00)},
		"Stipends":          {Sure(1_200_00), Sure(1_200_00)},
		"Leave":             {Sure(1_923_08), Sure(1_923_08)},
		"Insurance you pay": {Sure(-1_800_00), Sure(-1_800_00)},
		"Commute":           {Sure(-2_400_50), Sure(-2_400_50)},
		"Equipment":         {Sure(-300_00), Sure(-300_00)},
		"Moving":            {Sure(-5_000_00), {}},
	}
	for n := 1; n <= 2; n++ {
		got := map[string]Span{}
		for _, l := range terms.Year(n, Usual) {
			got[l.Name] = l.Span
		}
		for name, spans := range want {
			if got[name] != spans[n-1] {
				t.Errorf("year %d %s: %v, want %v", n, name, got[name], spans[n-1])
			}
		}
	}
}

func TestEquity_optionsUnderWaterAreWorthNothing(t *testing.T) {
	e := Equity{Kind: Options, Units: 1000, Price: 3_00, Strike: 5_00, Maturity: Public}
	if l := e.year(1, Usual); l.Span != (Span{}) {
		t.Errorf("%v", l)
	}
	e.Price = 9_00 // 1000 · 4 · 25 %
	if l := e.year(1, Usual); l.Mid != 1_000_00 || l.Low != 700_00 {
		t.Errorf("%v", l)
	}
}

func TestHorizon_isTheMeanOfFourYears(t *testing.T) {
	terms := Terms{Base: 80_000_00, SignOn: 20_000_00}
	if got := terms.Horizon(Usual); got != Sure(85_000_00) {
		t.Errorf("%v", got)
	}
}

func TestHourly_countsTravel(t *testing.T) {
	terms := Terms{WeeklyHours: 40, CommuteHours: 80}
	if got := terms.Hourly(Sure(100_000_00)); got != Sure(50_00) {
		t.Errorf("%v", got)
	}
	if got := (Terms{}).Hourly(Sure(1)); got != (Span{}) {
		t.Errorf("without hours: %v", got)
	}
}

func TestClawback_fallsInEqualParts(t *testing.T) {
	terms := Terms{SignOn: 12_000_00, SignOnClawback: 24, RelocationPaid: 3_000_00, RelocationBack: 12}
	for months, want := range map[int]Cents{0: 15_000_00, 6: 9_000_00 + 1_500_00, 12: 6_000_00, 24: 0, 40: 0} {
		if got := terms.Clawback(months); got != want {
			t.Errorf("after %d months %v, want %v", months, got, want)
		}
	}
}

func TestAnnual_knowsEachBasis(t *testing.T) {
	for b, want := range map[Basis]Cents{PerYear: 20_00, PerMonth: 240_00, PerDay: 5_200_00, PerHour: 20_00 * 52 * 38, "": 20_00} {
		if got := Annual(20_00, b, 38); got != want {
			t.Errorf("%s: %v, want %v", b, got, want)
		}
	}
}

func TestYear_spansAreInOrderAndMoreIsNeverLess(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		money := func(name string) Cents { return Cents(rapid.Int64Range(0, 1_000_000_00).Draw(t, name)) }
		share := func(name string) Share { return Share(rapid.Int64Range(0, 150_00).Draw(t, name)) }
		terms := Terms{Base: money("base"), BonusTarget: share("target"), BonusPaid: share("paid"), Commission: money("commission"), Pension: share("pension"),
			SignOn: money("sign-on"), Commute: money("commute"), Equity: Equity{Kind: RSU, Units: rapid.Int64Range(0, 10_000).Draw(t, "units"), Price: money("price"), Maturity: LatePrivate}}
		n := rapid.IntRange(1, 4).Draw(t, "year")
		total := terms.Year(n, Usual).Total()
		if total.Low > total.Mid || total.Mid > total.High {
			t.Fatalf("out of order: %v", total)
		}
		more := terms
		more.Base += 1_00
		if m := more.Year(n, Usual).Total(); m.Low < total.Low+1_00 || m.Mid < total.Mid+1_00 || m.High < total.High+1_00 {
			t.Fatalf("one more in base gives %v after %v", m, total)
		}
	})
}

func TestRisks_eachCodeHasItsTrigger(t *testing.T) {
	w := Facts{Written: true}
	cases := map[string]Facts{
		"O01": {}, "O02": {Written: true, OpenChecks: true}, "O03": {Written: true, DaysToAnswer: 2}, "O04": {Written: true, Differs: true},
		"O05": {Written: true, BonusVague: true}, "O06": {Written: true, EquityUnclear: true}, "O07": {Written: true, Clawback: true}, "O08": {Written: true, Restrictions: true},
		"O09": {Written: true, DutiesVague: true}, "O10": {Written: true, BenefitsWait: true}, "O11": {Written: true, Unsteady: true}, "O12": {Written: true, FraudSigns: true},
		"O13": {Written: true, PlaceNotWritten: true},
	}
	if got := Risks(w); len(got) != 0 {
		t.Errorf("a clean written offer has %v", got)
	}
	if len(cases) != len(RiskCodes()) {
		t.Fatalf("%d cases for %d codes", len(cases), len(RiskCodes()))
	}
	for code, f := range cases {
		got := Risks(f)
		if len(got) != 1 || got[0].Code != code || !strings.HasSuffix(got[0].Ask, ".") {
			t.Errorf("%s: %v", code, got)
		}
	}
	if got := Risks(Facts{Written: true, DaysToAnswer: 3}); len(got) != 0 {
		t.Errorf("three business days are enough: %v", got)
	}
}

func marks(scores ...int) (list []Mark) {
	for _, s := range scores {
		list = append(list, Mark{s, Written})
	}
	return list
}

func TestCompare_saysHowFarAWeightMustMove(t *testing.T) {
	criteria := []Criterion{{"Pay", 60}, {"Team", 40}}
	c, err := Compare(criteria, []Option{{"Fennimore", marks(5, 2)}, {"Stay in the search", marks(2, 5)}})
	if err != nil {
		t.Fatal(err)
	}
	// 5t+2(1−t) = 2t+5(1−t) at t = 0.5.
	if c.Leads != "Fennimore" || len(c.Shifts) != 2 || c.Shifts[0] != (Shift{"Pay", 60, 50, "Stay in the search"}) || c.Shifts[1] != (Shift{"Team", 40, 50, "Stay in the search"}) {
		t.Errorf("%+v", c)
	}
	if math.Abs(c.Standings[0].Sum-3.8) > 1e-9 || math.Abs(c.Standings[1].Sum-3.2) > 1e-9 {
		t.Errorf("%+v", c.Standings)
	}
}

func TestCompare_toldCountsLessAndUnknownNothing(t *testing.T) {
	criteria := []Criterion{{"Pay", 100}}
	c, err := Compare(criteria, []Option{{"A", []Mark{{5, Told}}}, {"B", []Mark{{5, Unknown}}}, {"C", []Mark{{4, Written}}}})
	if err != nil || c.Standings[0].Sum != 3 || c.Standings[1].Sum != 0 || c.Leads != "C" || len(c.Shifts) != 0 {
		t.Errorf("%+v %v", c, err)
	}
}

func TestCompare_refusesWhatIsNoComparison(t *testing.T) {
	for _, c := range []struct {
		criteria []Criterion
		options  []Option
	}{
		{[]Criterion{{"Pay", 90}}, []Option{{"A", marks(1)}, {"B", marks(1)}}},
		{[]Criterion{{"Pay", 110}, {"Team", -10}}, []Option{{"A", marks(1, 1)}, {"B", marks(1, 1)}}},
		{[]Criterion{{"Pay", 100}}, []Option{{"A", marks(1)}}},
		{[]Criterion{{"Pay", 100}}, []Option{{"A", marks(1)}, {"B", nil}}},
	} {
		if _, err := Compare(c.criteria, c.options); err == nil {
			t.Errorf("%v was taken", c)
		}
	}
}

func TestCompare_theNamedWeightReallyChangesTheLead(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		first := rapid.IntRange(5, 95).Draw(t, "weight")
		criteria := []Criterion{{"a", first}, {"b", 100 - first}}
		score := rapid.IntRange(0, 5)
		options := []Option{{"x", marks(score.Draw(t, "xa"), score.Draw(t, "xb"))}, {"y", marks(score.Draw(t, "ya"), score.Draw(t, "yb"))}}
		c, err := Compare(criteria, options)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range c.Shifts {
			i := 0
			if s.Criterion == "b" {
				i = 1
			}
			moved := []Criterion{{"a", s.To}, {"b", 100 - s.To}}
			if i == 1 {
				moved = []Criterion{{"a", 100 - s.To}, {"b", s.To}}
			}
			again, err := Compare(moved, options)
			if err != nil || again.Leads == c.Leads {
				t.Fatalf("%+v: still %s leads (%v)", s, again.Leads, err)
			}
		}
	})
}

func TestCents_readsWell(t *testing.T) {
	for c, want := range map[Cents]string{97_520_00: "97 520", 12_50: "12.50", -2_400_50: "−2 400.50", 0: "0", 1_234_567_00: "1 234 567"} {
		if got := c.String(); got != want {
			t.Errorf("%d: %q, want %q", int64(c), got, want)
		}
	}
}
