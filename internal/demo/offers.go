package demo

import (
	"encoding/json"

	"debrief/internal/offer"
	"debrief/internal/track"
)

// offers puts the three offers of the sample beside each other: one to answer,
// one guessed at, one declined in October.
func (b *builder) offers() {
	text := func(v any) string {
		s, _ := json.Marshal(v) // plain structs
		return string(s)
	}
	written, told := func(n int) offer.Mark { return offer.Mark{Score: n, Proof: offer.Written} }, func(n int) offer.Mark { return offer.Mark{Score: n, Proof: offer.Told} }
	b.put("settings", track.Setting{ID: "criteria", Value: text(map[string]any{"on": "2026-07-02",
		"list":    []offer.Criterion{{Name: "Close to product", Weight: 30}, {Name: "Days at home", Weight: 25}, {Name: "Calm on-call", Weight: 20}, {Name: "Room to grow", Weight: 15}, {Name: "Pay", Weight: 10}},
		"staying": []offer.Mark{told(3), told(2), told(2), told(3), told(2)}})})
	b.put("offers", track.Offer{ID: "demo-offer-fennimore", ApplicationID: b.applicationOf("Fennimore"), State: track.OnTable, ReceivedOn: "2026-11-20", AnswerBy: "2026-12-04", CreatedAt: at("2026-11-20", 17, 0),
		Terms: text(offer.Terms{Currency: "EUR", Base: 92_000_00, BonusTarget: 10_00, BonusPaid: 60_00, Pension: 6_00, WeeklyHours: 38,
			Equity: offer.Equity{Kind: offer.Guessed, Guess: offer.Span{Mid: 2_000_00, High: 6_000_00}}}),
		Facts: text(offer.Facts{Written: true, OpenChecks: true, BonusVague: true, EquityUnclear: true, Restrictions: true, OtherNotWritten: true}),
		Told: text([]track.TermPair{
			{Term: "Base salary", Told: "92 000 €", Whom: "Ciara Nolan", Day: "2026-11-18", Written: "92 000 € a year, 12 payments", Verdict: "same"},
			{Term: "Bonus", Told: "10%, it was 6% last year", Whom: "Ciara Nolan", Day: "2026-11-18", Written: "discretionary, up to 10%", Verdict: "weaker in writing"},
			{Term: "Equity", Told: "0.05%, over four years", Whom: "Ciara Nolan", Day: "2026-11-18", Written: "options, number as set by the board", Verdict: "weaker in writing"},
			{Term: "Pension", Told: "6%", Whom: "Ciara Nolan", Day: "2026-11-18", Written: "6% of base from day one", Verdict: "same"},
			{Term: "Days at home", Told: "three", Whom: "Ciara Nolan", Day: "2026-11-18", Written: "three, clause 4.2", Verdict: "same"},
			{Term: "On-call", Told: "one week in six", Whom: "Ciara Nolan", Day: "2026-11-18", Verdict: "not written"},
			{Term: "Notice", Told: "the usual", Whom: "Ciara Nolan", Day: "2026-11-18", Written: "three months, both sides", Verdict: "weaker in writing"},
			{Term: "Title", Told: "Staff Engineer, Billing", Whom: "Ciara Nolan", Day: "2026-11-18", Written: "Staff Engineer", Verdict: "same"}}),
		Marks: text(map[string]offer.Mark{"Close to product": told(3), "Days at home": written(5), "Calm on-call": told(4), "Room to grow": written(4), "Pay": written(4)})})
	b.put("offers", track.Offer{ID: "demo-offer-gannet", ApplicationID: b.applicationOf("Gannet Mobility"), State: track.TurnedDown, ReceivedOn: "2026-10-08", AnswerBy: "2026-10-16", DecidedOn: "2026-10-14", CreatedAt: at("2026-10-08", 12, 0),
		Terms: text(offer.Terms{Currency: "EUR", Base: 84_000_00, BonusTarget: 10_00, BonusPaid: 50_00, Pension: 8_00}), Facts: text(offer.Facts{Written: true}),
		Marks: text(map[string]offer.Mark{"Close to product": written(1), "Calm on-call": written(1), "Room to grow": written(2), "Pay": written(3)}), Notes: "Tickets through a queue, one week in three on call."})
	b.put("offers", track.Offer{ID: "demo-offer-quaywise", ApplicationID: b.applicationOf("Quaywise"), State: track.OnlyGuessed, ReceivedOn: "2026-11-19", CreatedAt: at("2026-11-19", 18, 0),
		Terms: text(offer.Terms{Currency: "EUR", Base: 85_000_00, BaseHigh: 95_000_00, Pension: 5_00}),
		Marks: text(map[string]offer.Mark{"Close to product": told(4), "Days at home": told(2), "Room to grow": told(3), "Pay": told(3)})})
}

func (b *builder) applicationOf(company string) track.ApplicationID {
	employer := b.employerOf(company)
	for _, row := range b.tables["applications"] {
		if a := row.(track.Application); a.EmployerID == employer {
			return a.ID
		}
	}
	return ""
}
