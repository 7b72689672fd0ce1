package web

import (
	"slices"
	"strconv"

	"debrief/internal/offer"
	"debrief/internal/track"
	"debrief/internal/workbench"
)

// termNames are the terms that any of the offers has, in the order of the sum.
func termNames(v workbench.OffersView) (names []string) {
	for _, o := range v.Offers {
		for _, l := range o.Year {
			if !slices.Contains(names, l.Name) {
				names = append(names, l.Name)
			}
		}
	}
	return names
}

func lineOf(o workbench.OfferView, name string) (offer.Line, bool) {
	i := slices.IndexFunc(o.Year, func(l offer.Line) bool { return l.Name == name })
	if i < 0 || name == "Base" && o.Year[i].High == 0 {
		return offer.Line{}, false
	}
	return o.Year[i], true
}

func mattersOn(c workbench.Criteria) string {
	if !c.On.Known() {
		return ""
	}
	return "on " + c.On.Time().Format("2 January")
}

func proofWord(p offer.Proof) string {
	switch p {
	case offer.Written:
		return "in writing"
	case offer.Told:
		return "told"
	}
	return "not known"
}

func markWords(m offer.Mark) string {
	if m.Proof == offer.Unknown || m.Proof == "" {
		return "not asked yet"
	}
	return strconv.Itoa(m.Score) + " of 5, " + proofWord(m.Proof)
}

func criterionAt(c workbench.Criteria, i int) offer.Criterion {
	if i < len(c.List) {
		return c.List[i]
	}
	return offer.Criterion{}
}

func weightAt(c workbench.Criteria, i int) string {
	if i < len(c.List) {
		return strconv.Itoa(c.List[i].Weight)
	}
	return ""
}

func stayAt(c workbench.Criteria, i int) offer.Mark {
	if i < len(c.Staying) {
		return c.Staying[i]
	}
	return offer.Mark{}
}

func toldAt(v workbench.OfferView, i int) track.TermPair {
	if i < len(v.Told) {
		return v.Told[i]
	}
	return track.TermPair{}
}

func factOf(v workbench.OfferView, field func(*offer.Facts) *bool) bool { return *field(&v.Facts) }

var equityKinds = []struct {
	kind offer.EquityKind
	word string
}{{offer.NoEquity, "none"}, {offer.RSU, "shares that vest"}, {offer.Options, "options"}, {offer.Guessed, "no number named"}}

var maturities = []struct {
	kind offer.Maturity
	word string
}{{offer.EarlyStart, "young and private"}, {offer.LatePrivate, "private, late stage"}, {offer.Public, "on a stock exchange"}}

func offerTitle(v workbench.OfferView) string {
	if v.Total.High == 0 {
		return "No figures yet"
	}
	if v.Total.Low == v.Total.High {
		return money(v.Total.Low, v.Terms.Currency) + " a year"
	}
	return "Between " + ((v.Total.Low + 50_00) / 100_00 * 100_00).String() + " and " + rounded(v.Total.High, v.Terms.Currency) + " a year"
}

func unpriced(v workbench.OfferView) string {
	for _, l := range v.Year {
		if l.Name == "Equity" {
			return "Equity: " + l.Note + "."
		}
	}
	return "Every term stands in the table beside."
}

// yearRow is one bar of the figure: low, mid or high, term by term.
type yearRow struct {
	Name, End, Text string
	Parts           []yearPart
}

type yearPart struct{ X, Width, Class string }

// yearRows lays the three bars out on one scale that starts at zero. Costs are
// taken off the end instead of being drawn.
func yearRows(v workbench.OfferView) []yearRow {
	top := max(1, v.Total.High)
	scale := func(c offer.Cents) float64 { return 520 * float64(c) / float64(top) }
	px := func(f float64) string { return strconv.FormatFloat(f, 'f', 1, 64) }
	var rows []yearRow
	for _, c := range []struct {
		name string
		of   func(offer.Span) offer.Cents
	}{{"Low", func(s offer.Span) offer.Cents { return s.Low }}, {"Mid", func(s offer.Span) offer.Cents { return s.Mid }}, {"High", func(s offer.Span) offer.Cents { return s.High }}} {
		row := yearRow{Name: c.name, Text: money(c.of(v.Total), v.Terms.Currency)}
		x := 0.0
		for i, l := range v.Year {
			w := scale(c.of(l.Span))
			if w <= 0 {
				continue
			}
			class := "s" + strconv.Itoa(max(3, 6-i))
			if l.Name == "Equity" {
				class = "open"
			}
			row.Parts = append(row.Parts, yearPart{px(60 + x), px(max(0.5, w-1.5)), class})
			x += w
		}
		row.End = px(70 + x)
		rows = append(rows, row)
	}
	return rows
}
