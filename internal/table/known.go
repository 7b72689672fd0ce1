package table

import "debrief/internal/track"

// Known are the mappings of exports whose columns are always the same. Source:
// mail.md 8. LinkedIn's answers to screening questions are personal and stay
// out.
var Known = []Mapping{
	{
		Name:    "LinkedIn export",
		Company: "Company Name", Role: "Job Title", Applied: "Application Date", URL: "Job Url",
		Contact: "Contact Email + Contact Phone Number", Notes: "Resume Name",
		Dates: []string{FormatMonthFirst, FormatISO},
	},
	{
		Name:    "Simplify",
		Company: "Company Name", Role: "Job Title", URL: "Job URL", Applied: "Applied Date",
		Status: "Status", StatusOn: "Status Date", Notes: "Notes",
		Statuses: map[string]Status{
			"Saved": {Skip: true}, "Applied": {}, "Screen": {Stage: track.Screen}, "Interviewing": {Stage: track.HiringManager}, "Interview": {Stage: track.HiringManager},
			"Offer": {Stage: track.OfferStage}, "Accepted": {Ending: track.EndedAccepted}, "Rejected": {Ending: track.Declined},
			"Withdrawn": {Ending: track.Withdrew}, "Ghosted": {Ending: track.Silent}, "No Response": {Ending: track.Silent},
		},
		Dates: []string{FormatISO, FormatMonthFirst, FormatNamed},
	},
	{
		Name:    "Debrief",
		Company: "company", Role: "role", Location: "location", Channel: "channel", Source: "source",
		Applied: "applied_on", Status: "furthest_stage + ending", Ended: "ended_on",
		Statuses: ownStatuses(), Channels: ownChannels(),
		Dates: []string{FormatISO, FormatMonth},
	},
}

// ownStatuses are the codes of stages and endings, as our own export has them.
func ownStatuses() map[string]Status {
	m := map[string]Status{}
	for _, k := range track.StageKinds {
		m[string(k)] = Status{Stage: k}
	}
	for _, e := range track.Endings {
		m[string(e)] = Status{Ending: e} // "accepted" is both; the ending proves the stage
	}
	return m
}

func ownChannels() map[string]track.Channel {
	m := map[string]track.Channel{}
	for _, c := range track.Channels {
		m[string(c)] = c
	}
	return m
}
