package demo

import "debrief/internal/track"

// stories is the bank of the sample: invented work of an invented person.
func (b *builder) stories() {
	resume := track.ResumeVersionID("demo-resume-3") // v7 Ledger
	for i, s := range sampleStories {
		s.ID, s.CreatedAt, s.UpdatedAt = track.StoryID("demo-story-"+string(rune('a'+i))), at("2026-07-03", 10, i), at("2026-07-03", 10, i)
		b.put("stories", s.Story)
		for n := range s.told {
			b.put("tellings", track.Telling{ID: track.TellingID(string(s.ID) + "-told-" + string(rune('a'+n))), StoryID: s.ID, ApplicationID: b.applicationOf(toldAt[n%len(toldAt)]), Day: track.Day("2026-08-10").Add(11 * n), Landed: 3 + n%3})
		}
	}
	heading, earlier := "Tidewater Logistics, Senior Backend Engineer, 2021 to 2026", "Harrow Tickets, Backend Engineer, 2018 to 2021"
	for i, x := range []track.Bullet{
		{Heading: heading, StoryID: "demo-story-a", Text: "Led the move of a nine-year-old ledger (2.1 M entries a day) to partitioned storage with a stop of under 4 minutes."},
		{Heading: heading, Text: "Worked on payouts across several teams and improved reliability."},
		{Heading: heading, StoryID: "demo-story-b", Text: "Cut month-end closing from 11 hours to 50 minutes by comparing balances every night instead of once."},
		{Heading: heading, StoryID: "demo-story-g", Text: "Lowered the cloud bill by 31% in one quarter while traffic grew 18%."},
		{Heading: heading, Text: "Responsible for on-call and incident process."},
		{Heading: earlier, Text: "Built the seat-hold service: 12 000 holds a minute at sale start, no double sale in two years."},
		{Heading: earlier, StoryID: "demo-story-e", Text: "Worked with product to merge three price models into one; refunds fell by a third."},
		{Heading: earlier, StoryID: "demo-story-h", Text: "Mentored two junior engineers."},
	} {
		x.ID, x.ResumeID, x.Position = track.BulletID("demo-bullet-"+string(rune('a'+i))), resume, i+1
		b.put("bullets", x)
	}
}

// toldAt are applications of the sample that had interviews.
var toldAt = []string{"Harbourline", "Verdant Freight", "Tallis Ledger", "Northmoor Energy", "Quaywise", "Fennimore", "Gannet Mobility", "Corvane", "Beacon Ferry"}

var sampleStories = []struct {
	track.Story
	told int
}{
	{track.Story{Title: "Ledger migration", Competencies: track.Strings{"scope", "depth"},
		Situation: "Four teams wrote to one ledger table: 2.1 million entries a day, and the table was eight weeks from full. I led the move to a partitioned ledger while payouts kept running.",
		Task:      "Move nine years of entries without a lost cent and without a stop longer than five minutes.",
		Action:    "I wrote a two-page plan and got the four leads to sign it. I ran both ledgers side by side for three weeks and compared every balance each night. When the comparison got slow I split it by month and found two rounding rules that nobody had written down. I cut scope twice: no new currency, no new report. On the night itself I kept one open line, gave a note every ten minutes, and had the way back rehearsed twice.",
		Result:    "No lost cent. Stop of 3 min 40. Month-end closing went from 11 hours to 50 minutes. Finance dropped their own shadow book."}, 9},
	{track.Story{Title: "Reconciliation in a weekend", Competencies: track.Strings{"depth", "pressure"},
		Situation: "On a Friday a 40 000 € drift showed up between our books and the bank, four days before the audit.",
		Task:      "Find it before Monday, with one other engineer.",
		Action:    "I wrote a query that paired every payout with its bank line and sorted what was left by age instead of by size. I saw that all of it came from one retry path. I rebuilt the path in a copy, replayed nine days, and checked the sum against the bank by hand. I told Finance each evening what I knew and what I did not.",
		Result:    "Drift explained to the cent by Sunday noon; 212 double retries, all reversed within 3 days."}, 6},
	{track.Story{Title: "Saying no to a big client", Competencies: track.Strings{"disagreement", "judgement", "customer"},
		Situation: "Our largest client, 22% of revenue, asked for direct access to our tables.",
		Task:      "Keep the account without opening the tables.",
		Action:    "I asked what they wanted to see and sat with their analyst for two hours. I built three reports in four days that answered her questions. I put the limit in one page: what we give, what we do not, and why that protects them as well. I said no in the first sentence and offered the reports in the second.",
		Result:    "They renewed for two years and use 2 of the 3 reports every week."}, 5},
	{track.Story{Title: "The queue that ate Friday", Competencies: track.Strings{"incident", "depth"}, Failure: true,
		Situation: "After a deploy at four the payment queue grew to 300 000 messages.",
		Action:    "We rolled back and we drained the queue. I added back-pressure the week after.",
		Result:    "Payments were late by two hours."}, 4},
	{track.Story{Title: "Pricing with product", Competencies: track.Strings{"judgement"},
		Situation: "Three price models had grown in five years, and one support mail in six was about them.",
		Task:      "Get to one model with product and support.",
		Action:    "I pulled two years of mails and sorted them by what people had expected to pay. I brought the ten plainest to the product manager and asked which model each of them believed in. I wrote the change so that nobody paid more in the first three months, and I answered the first hundred mails myself.",
		Result:    "One model since May. Refunds fell by a third."}, 4},
	{track.Story{Title: "Hiring the second team", Competencies: track.Strings{"growing", "learning"},
		Situation: "The team had to grow from 5 to 11 in nine months.",
		Action:    "I wrote the task that we gave everyone and I sat in on each of the 34 talks. I learnt that I had liked one person for being like me; she left after ten weeks. I now write down two reasons against before I say yes.",
		Result:    "Six hired, five still there after a year."}, 3},
	{track.Story{Title: "Half the cloud bill", Competencies: track.Strings{"efficiency"},
		Situation: "The cloud bill had doubled in a year to 64 000 € a month.",
		Action:    "I tagged every machine by team in two days and sent each lead their own number. I moved the nightly jobs to spare capacity. I turned off what nobody claimed after two weeks of asking.",
		Result:    "31% lower in a quarter while traffic grew 18%."}, 3},
	{track.Story{Title: "Onboarding in two weeks", Competencies: track.Strings{"growing"},
		Situation: "New people took two months to ship, and four were due within one quarter.",
		Action:    "I wrote a handbook of nine pages from the questions of the last two. I paired each new person with a first change that goes live on day one. I read every change of theirs for two weeks.",
		Result:    "First change on day one, alone on call after two weeks instead of nine."}, 2},
	{track.Story{Title: "The rewrite I stopped", Competencies: track.Strings{"disagreement"},
		Situation: "Two of six engineers wanted to rewrite the pricing service in a year.",
		Action:    "I asked each of them for the three worst files and the three things customers had asked for. I tried the smaller change on one file in four days and showed both numbers side by side. I said what I would need to see to be wrong.",
		Result:    "The service was mended in five weeks instead; one of the two leads it today."}, 2},
	{track.Story{Title: "Audit without panic", Competencies: track.Strings{"pressure"},
		Situation: "The first outside audit was due with two engineers and no list of controls.",
		Action:    "We made a list and worked closely with the auditor.",
		Result:    "Passed."}, 1},
	{track.Story{Title: "Feedback I did not like", Competencies: track.Strings{"learning"}, Failure: true,
		Situation:  "In my third year a colleague told me that four of five meetings with me ended where I had begun.",
		Action:     "I asked two others, who said the same. I began to write my view down before a meeting and to send it the day before. I asked for the strongest case against it as the first point.",
		Result:     "The same colleague asked me to join her team a year later.",
		Reflection: "I would have asked sooner, and in writing."}, 1},
}
