package offer

// EquityKind is what kind of share in the company is offered.
type EquityKind string

// The kinds.
const (
	NoEquity EquityKind = ""
	RSU      EquityKind = "rsu"
	Options  EquityKind = "options"
	// Guessed is equity whose number or price is not known: only the person's own
	// guess of its yearly worth counts, and never in Low.
	Guessed EquityKind = "guessed"
)

// Maturity is how easily the equity turns into money; it picks the haircut.
type Maturity string

// The maturities.
const (
	Public      Maturity = "public"
	LatePrivate Maturity = "late_private"
	EarlyStart  Maturity = "early"
)

// Equity is the share in the company.
type Equity struct {
	Kind     EquityKind `json:"kind"`
	Units    int64      `json:"units"`
	Price    Cents      `json:"price"`    // market value of one unit today
	Strike   Cents      `json:"strike"`   // for options
	Vesting  []Share    `json:"vesting"`  // share of the units in year 1, 2, 3, 4; empty counts as a quarter each
	Maturity Maturity   `json:"maturity"` // empty counts as early
	Guess    Span       `json:"guess"`    // for Guessed: a year
}

// Vesting schedules in use. Source: practice.md g.
var (
	EvenVesting  = []Share{25_00, 25_00, 25_00, 25_00}
	FrontVesting = []Share{38_00, 32_00, 20_00, 10_00}
	BackVesting  = []Share{5_00, 15_00, 40_00, 40_00}
)

// Terms are what was told or written, a year and before tax. Zero means not
// offered. Base is already a year (see Annual).
type Terms struct {
	Currency        string  `json:"currency"` // ISO 4217
	Base            Cents   `json:"base"`
	BaseHigh        Cents   `json:"base_high"`    // for a posted range: its upper end; 0 for one figure
	BonusTarget     Share   `json:"bonus_target"` // of the base
	BonusPaid       Share   `json:"bonus_paid"`   // of the target, as paid before; 0 when not known
	BonusGuaranteed bool    `json:"bonus_guaranteed"`
	Commission      Cents   `json:"commission"` // expected in a full year
	Ramp            []Share `json:"ramp"`       // of the commission, per year; empty counts as all of it
	SignOn          Cents   `json:"sign_on"`    // paid in year 1
	Equity          Equity  `json:"equity"`
	Pension         Share   `json:"pension"` // employer's part, of the base
	Health          Cents   `json:"health"`  // employer's part and savings account
	Stipends        Cents   `json:"stipends"`
	LeaveDays       int     `json:"leave_days"`
	LeaveReference  int     `json:"leave_reference"` // days that count as usual
	Premiums        Cents   `json:"premiums"`        // what you pay for insurance
	Commute         Cents   `json:"commute"`         // fares, fuel, parking
	Equipment       Cents   `json:"equipment"`
	Relocation      Cents   `json:"relocation"` // unpaid, in year 1
	WeeklyHours     int     `json:"weekly_hours"`
	CommuteHours    int     `json:"commute_hours"` // a year
	SignOnClawback  int     `json:"sign_on_clawback"`
	RelocationPaid  Cents   `json:"relocation_paid"`     // by them, in case it must be paid back
	RelocationBack  int     `json:"relocation_clawback"` // months
}

// Defaults are the editable assumptions. Source: practice.md g; all of them
// judgement, shown beside the figure they change.
type Defaults struct {
	BonusPayout Share              // of the target, where no history is known
	Haircut     map[Maturity]Shave // how much of the equity's value counts
}

// Shave is the part of the equity's value that counts in Low, Mid and High.
type Shave struct{ Low, Mid, High Share }

// Usual are the defaults of practice.md g. Unpromised equity counts as nothing
// in Low for private companies.
var Usual = Defaults{
	BonusPayout: 80_00,
	Haircut: map[Maturity]Shave{
		Public:      {70_00, 100_00, 100_00},
		LatePrivate: {0, 50_00, 100_00},
		EarlyStart:  {0, 5_00, 20_00},
	},
}

// Line is one term of a year's sum.
type Line struct {
	Name string `json:"name"`
	Span
	Note string `json:"note,omitempty"` // how it was counted, where that is not plain
}

// Year is the sum of one year, term by term.
type Year []Line

// Total adds the terms.
func (y Year) Total() (s Span) {
	for _, l := range y {
		s = s.Plus(l.Span)
	}
	return s
}

// Year is what year n (1 to 4) is worth, each term by itself; terms that are
// not offered are left out. Costs are negative.
func (t Terms) Year(n int, d Defaults) Year {
	base := Span{t.Base, t.Base, t.Base}
	if t.BaseHigh > t.Base {
		base = Span{t.Base, ratio(int64(t.Base+t.BaseHigh), 1, 2), t.BaseHigh}
	}
	lines := Year{
		{Name: "Base", Span: base},
		{Name: "Pension", Span: Span{t.Pension.of(base.Low), t.Pension.of(base.Mid), t.Pension.of(base.High)}},
		t.bonus(base, d),
		t.commission(n),
		{Name: "Sign-on", Span: Sure(inYear(n, 1, t.SignOn)), Note: "paid once, in the first year"},
		t.Equity.year(n, d),
		{Name: "Health", Span: Sure(t.Health)},
		{Name: "Stipends", Span: Sure(t.Stipends)},
		{Name: "Leave", Span: t.leave(base), Note: "days over the usual number, each 1/260 of the base"},
		{Name: "Insurance you pay", Span: Sure(-t.Premiums)},
		{Name: "Commute", Span: Sure(-t.Commute)},
		{Name: "Equipment", Span: Sure(-t.Equipment)},
		{Name: "Moving", Span: Sure(inYear(n, 1, -t.Relocation)), Note: "unpaid, in the first year"},
	}
	kept := lines[:0]
	for _, l := range lines {
		if l.Span != (Span{}) || l.Name == "Base" {
			kept = append(kept, l)
		}
	}
	return kept
}

func inYear(n, year int, c Cents) Cents {
	if n == year {
		return c
	}
	return 0
}

func (t Terms) bonus(base Span, d Defaults) Line {
	paid, note := t.BonusPaid, "as paid before"
	if paid == 0 {
		paid, note = d.BonusPayout, "no history known: "+percent(d.BonusPayout)+" of the target is assumed"
	}
	target := Span{t.BonusTarget.of(base.Low), t.BonusTarget.of(base.Mid), t.BonusTarget.of(base.High)}
	if t.BonusGuaranteed {
		return Line{"Bonus", target, "promised"}
	}
	return Line{"Bonus", Span{0, paid.of(target.Mid), max(target.High, paid.of(target.High))}, note}
}

func (t Terms) commission(n int) Line {
	share := Whole
	if n-1 < len(t.Ramp) {
		share = t.Ramp[n-1]
	}
	c := share.of(t.Commission)
	return Line{"Commission", Span{0, c, c}, "expected, not promised"}
}

func (t Terms) leave(base Span) Span {
	days := int64(t.LeaveDays - t.LeaveReference)
	if t.LeaveDays == 0 {
		return Span{}
	}
	return Span{ratio(int64(base.Low), days, 260), ratio(int64(base.Mid), days, 260), ratio(int64(base.High), days, 260)}
}

func (e Equity) year(n int, d Defaults) Line {
	switch e.Kind {
	case NoEquity:
		return Line{}
	case Guessed:
		return Line{"Equity", Span{0, e.Guess.Mid, e.Guess.High}, "your own guess; the letter names no number"}
	}
	each := e.Price
	if e.Kind == Options {
		each = max(0, e.Price-e.Strike)
	}
	vest := EvenVesting
	if len(e.Vesting) > 0 {
		vest = e.Vesting
	}
	if n < 1 || n > len(vest) {
		return Line{}
	}
	worth := vest[n-1].of(each * Cents(e.Units))
	m := e.Maturity
	if m == "" {
		m = EarlyStart
	}
	cut := d.Haircut[m]
	return Line{"Equity", Span{cut.Low.of(worth), cut.Mid.of(worth), cut.High.of(worth)}, "at today's price, " + percent(cut.Mid) + " of it counted in the middle"}
}

func percent(s Share) string { return (Cents(s)).String() + " %" }

// Horizon is the mean of the first four years.
func (t Terms) Horizon(d Defaults) Span {
	var sum Span
	for n := 1; n <= 4; n++ {
		sum = sum.Plus(t.Year(n, d).Total())
	}
	return sum.over(4)
}

// Hourly is a year's total per hour worked and travelled: 48 weeks of the
// weekly hours plus the commute. It is zero where the hours are not known.
func (t Terms) Hourly(total Span) Span {
	return total.over(int64(t.WeeklyHours)*48 + int64(t.CommuteHours))
}

// Clawback is what must be paid back on leaving after so many whole months,
// counted in equal parts a month.
func (t Terms) Clawback(months int) Cents {
	return unearned(t.SignOn, t.SignOnClawback, months) + unearned(t.RelocationPaid, t.RelocationBack, months)
}

func unearned(c Cents, of, months int) Cents {
	if of <= 0 || months >= of {
		return 0
	}
	return ratio(int64(c), int64(of-max(0, months)), int64(of))
}
