package cadence

import "debrief/internal/track"

// Followed is what decides the steps of following up one open application.
type Followed struct {
	Plan
	Talk       track.Day // the last conversation; empty for none
	PromisedOn track.Day
	CheckIns   int
}

// Step is one day of the follow-up plan. None is a duty.
type Step struct {
	Day    track.Day
	Text   string
	Why    string
	Past   bool
	Source string
}

// Steps lists the days of the plan in order: a thank-you within a business day
// of a conversation, the day they named, one check-in, and the day from which
// silence counts. Past marks those before today. Source: practice.md a,
// method.md 2b.
func Steps(f Followed, today track.Day) (list []Step) {
	add := func(day track.Day, text, why, source string) {
		if day.Known() {
			list = append(list, Step{day, text, why, day < today, source})
		}
	}
	if f.Talk.Known() && f.Talk.Add(7) >= today {
		add(f.Talk.AddBusiness(1), "A thank-you, if you want one", "Within a day of the conversation.", "practice.md a, row 7 and 8")
	}
	add(f.PromisedOn, "Their promised day", "They named it.", "practice.md a, row 6")
	whom := ""
	if f.Whom == "referrer" {
		whom = ", with the person who referred you"
	}
	switch {
	case f.CheckIns > 0:
	case f.CheckInOn.Known() && f.PromisedOn.Known() && f.CheckInOn == f.PromisedOn.AddBusiness(2):
		add(f.CheckInOn, "Check in once"+whom, "Two business days after the day they named.", "practice.md a, row 6")
	default:
		add(f.CheckInOn, "Check in once"+whom, "Half of such answers have come by then.", "method.md 2b")
	}
	add(f.SilentOn, "Silence counts as the answer", "A late answer opens it again.", "method.md 2b")
	return list
}
