// Package offer puts the terms of a job offer side by side: what a year is
// worth at the least, in the middle and at the most, which terms are risks and
// what to ask about them, and how near a decision is.
//
// It never says which offer to take. Low counts only what is promised, so an
// offer looks no better than its letter; everything else is shown as the span
// up to High.
//
//	t := offer.Terms{Currency: "EUR", Base: 92_000_00, BonusTarget: 10_00, BonusPaid: 60_00, Pension: 6_00}
//	y := t.Year(1, offer.Usual)
//	y.Total()  // 97 520.00, 103 040.00, 106 720.00
//
// Money is counted in cents, shares in hundredths of a per cent, and each term
// is rounded to the cent once, half away from zero. Nothing is taxed. Source of
// the formulas and defaults: practice.md g.
package offer

import (
	"fmt"
	"math/big"
)

// Cents is an amount in hundredths of the currency.
type Cents int64

// Share is a part of a whole in hundredths of a per cent: 10_00 is 10 %.
type Share int64

// Whole is 100 %.
const Whole Share = 100_00

// of is s of c, rounded to the cent, half away from zero. The product is taken
// in big integers: a foreign file may hold any number.
func (s Share) of(c Cents) Cents { return ratio(int64(c), int64(s), int64(Whole)) }

// ratio is a*b/d, rounded half away from zero; 0 where d is 0.
func ratio(a, b, d int64) Cents {
	if d == 0 {
		return 0
	}
	n := new(big.Int).Mul(big.NewInt(a), big.NewInt(b))
	q := new(big.Int).Mul(n, big.NewInt(2))
	den := big.NewInt(2 * d)
	if (n.Sign() < 0) != (d < 0) {
		q.Sub(q, big.NewInt(d))
	} else {
		q.Add(q, big.NewInt(d))
	}
	q.Quo(q, den)
	return Cents(q.Int64())
}

// String writes whole units with a thin gap between thousands, and cents only
// where there are any: 97 520 or 12.50.
func (c Cents) String() string {
	sign, n := "", int64(c)
	if n < 0 {
		sign, n = "−", -n
	}
	whole := fmt.Sprint(n / 100)
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + " " + whole[i:]
	}
	if n%100 != 0 {
		return fmt.Sprintf("%s%s.%02d", sign, whole, n%100)
	}
	return sign + whole
}

// Span is an amount at the least, in the middle and at the most.
type Span struct {
	Low  Cents `json:"low"`
	Mid  Cents `json:"mid"`
	High Cents `json:"high"`
}

// Plus adds two spans term by term.
func (s Span) Plus(o Span) Span { return Span{s.Low + o.Low, s.Mid + o.Mid, s.High + o.High} }

// Sure is a span without any doubt.
func Sure(c Cents) Span { return Span{c, c, c} }

func (s Span) minus(o Span) Span { return Span{s.Low - o.High, s.Mid - o.Mid, s.High - o.Low} }

func (s Span) over(d int64) Span {
	return Span{ratio(int64(s.Low), 1, d), ratio(int64(s.Mid), 1, d), ratio(int64(s.High), 1, d)}
}

// Basis is the period a pay figure stands for.
type Basis string

// The bases. An empty basis counts as a year.
const (
	PerYear  Basis = "year"
	PerMonth Basis = "month"
	PerDay   Basis = "day"
	PerHour  Basis = "hour"
)

// Annual is amount a year: 12 months, 260 days, 52 weeks of the given hours.
// An unknown basis counts as a year.
func Annual(amount Cents, b Basis, weeklyHours int) Cents {
	switch b {
	case PerMonth:
		return amount * 12
	case PerDay:
		return amount * 260
	case PerHour:
		return amount * Cents(52*weeklyHours)
	}
	return amount
}
