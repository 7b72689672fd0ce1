package demo

import "debrief/internal/track"

// tallisMail is the answer that the first debrief is about.
const tallisMail = `Dear Mira,

thank you for taking the time to speak with Daniel and me over the last few weeks.

After careful consideration we have decided not to move forward with your application. We met several strong candidates and chose someone with more experience leading payments work across several teams.

We enjoyed our conversations and hope you will keep an eye on our future openings.

Kind regards,
Aoife Brennan`

const cobaltMail = `Dear applicant,

thank you for your interest in Cobalt Row. Unfortunately we will not be moving forward with your application for the role of Platform Engineer.

We wish you every success in your search.

The Cobalt Row recruiting team
This mailbox does not take replies.`

const ploverMail = `Hello Mira,

thank you for the call last week. The team has decided to go with another person for this role, someone who has worked with clinical data before.

It was nice to talk to you, and I would like to stay in touch.

Best wishes,
Sinead Walsh`

// named makes the applications that the pages tell of.
func (b *builder) named() {
	tallis := b.add(application{company: "Tallis Ledger", role: "Senior Backend Engineer, Payments", location: "Dublin, hybrid", channel: track.Cold, applied: "2026-10-27", resume: 3,
		steps: []step{{track.Screen, "2026-11-04"}, {track.HiringManager, "2026-11-13"}}, ending: track.Declined, ended: "2026-11-23",
		people: []person{{"Aoife Brennan", "aoife.brennan@tallisledger.example", track.RoleRecruiter}, {"Daniel Okoro", "", track.RoleHiringManager}}, tags: []string{"payments"}})
	b.answer(tallis, track.HiringManager, track.DebriefWaiting, track.Message{FromName: "Aoife Brennan", FromAddr: "aoife.brennan@tallisledger.example", Subject: "Your application to Tallis Ledger", Text: tallisMail, Date: at("2026-11-23", 16, 42), MailID: "4711@tallisledger.example"})
	cobalt := b.add(application{company: "Cobalt Row", role: "Platform Engineer", location: "Remote, Ireland", channel: track.Cold, applied: "2026-11-09", resume: 2, ending: track.Declined, ended: Today})
	b.answer(cobalt, track.Applied, track.DebriefWaiting, track.Message{FromName: "Cobalt Row Careers", FromAddr: "no-reply@cobaltrow.example", Subject: "Your application", Text: cobaltMail, Date: at(Today, 7, 15), MailID: "9@cobaltrow.example", Automated: true})
	plover := b.add(application{company: "Plover Health", role: "Backend Engineer", location: "Cork", channel: track.Agency, applied: "2026-11-02", resume: 2,
		steps: []step{{track.Screen, "2026-11-17"}}, ending: track.Declined, ended: "2026-11-23", people: []person{{"Sinead Walsh", "sinead@ploverhealth.example", track.RoleAgent}}})
	b.answer(plover, track.Screen, track.DebriefLater, track.Message{FromName: "Sinead Walsh", FromAddr: "sinead@ploverhealth.example", Subject: "Backend Engineer at Plover Health", Text: ploverMail, Date: at("2026-11-23", 17, 30), MailID: "77@ploverhealth.example"})
	b.open()
	b.closed()
	b.put("actions", track.Action{ID: track.ActionID(b.id("action")), Text: scopeFirst, Theme: "B01", Gate: track.G2, Measure: "next 10 screens", Evidence: "stories", Planned: 10, State: track.ActionOpen, StartedOn: "2026-10-19"})
	b.put("watches", track.Watch{ID: track.WatchID(b.id("watch")), EmployerID: b.employerOf("Beacon Ferry"), Reason: "Two of three for the place; they open a second team in spring.", Warmth: track.Hot, NextOn: "2027-01-19", ReapplyOn: "2027-04-21", CreatedAt: at("2026-10-21", 12, 0)})
}

// answer records a mail and the debrief that waits for it.
func (b *builder) answer(app track.ApplicationID, stage track.StageKind, state track.DebriefState, m track.Message) {
	m.ID, m.ApplicationID, m.Source, m.NewEnd = track.MessageID(b.id("message")), app, "eml", len(m.Text)
	m.ContentID = "demo:" + m.MailID
	b.put("messages", m)
	day := track.Day(m.Date.Time().Format("2006-01-02"))
	b.event(app, track.Event{Kind: track.MessageReceived, Day: day, At: m.Date, MessageID: m.ID, Automated: m.Automated})
	d := track.Debrief{ID: track.DebriefID(b.id("debrief")), ApplicationID: app, MessageID: m.ID, Kind: track.KindDeclined, StageKind: stage, State: state, AnsweredOn: day, NewsAt: m.Date, CreatedAt: m.Date}
	if state == track.DebriefLater {
		d.Reply, d.Mood = "later", track.MoodUnsure
		b.put("drafts", track.Draft{ID: track.DraftID(b.id("draft")), ApplicationID: app, DebriefID: d.ID, Kind: track.MsgAgentCall, ToName: m.FromName, ToAddr: m.FromAddr, Subject: "Re: " + m.Subject, State: track.DraftResting,
			NotBefore: at("2026-11-25", 9, 0), InReplyTo: m.ID, CreatedAt: m.Date, UpdatedAt: m.Date})
	}
	b.put("debriefs", d)
}

// open are the applications that are on their way.
func (b *builder) open() {
	interview := func(app track.ApplicationID, stage track.StageKind, at track.Instant, minutes int, place, people string) {
		b.event(app, track.Event{Kind: track.InterviewSet, Day: track.Day(at.Time().Format("2006-01-02")), At: at, StageKind: stage, StageID: track.StageID(stage), Minutes: minutes, Place: place, People: people})
	}
	for _, w := range []struct {
		company, role string
		day           int
		people        []person
	}{
		{"Windlass Rail", "Backend Engineer", 31, nil}, {"Siltstone", "Senior Engineer, Pricing", 30, nil},
		{"Petrel Labs", "Platform Engineer", 21, []person{{"Ewan Tate", "ewan@petrellabs.example", track.RoleRecruiter}}},
	} {
		id := b.add(application{company: w.company, role: w.role, location: "Dublin", channel: track.Cold, applied: Today.Add(-w.day), resume: 2, people: w.people})
		if w.people != nil {
			b.event(id, track.Event{Kind: track.MessageReceived, Day: Today.Add(-20), Text: "Ewan Tate wrote that they read applications at the end of the month."})
		}
	}
	marlowe := b.add(application{company: "Marlowe Systems", role: "Senior Backend Engineer", location: "Dublin", channel: track.Cold, applied: "2026-11-06", resume: 3, steps: []step{{track.Screen, "2026-11-19"}}, people: []person{{"Grace Nolan", "grace@marlowe.example", track.RoleRecruiter}}})
	interview(marlowe, track.Screen, at("2026-11-27", 11, 0), 30, "phone", "Grace Nolan")
	b.add(application{company: "Thornbury Pay", role: "Backend, Payouts", location: "Dublin", channel: track.Agency, applied: "2026-11-05", resume: 3, steps: []step{{track.Screen, "2026-11-18"}}, tags: []string{"payments"}})
	b.add(application{company: "Bellwether", role: "Senior Engineer, Rail", location: "Remote, EU", channel: track.Cold, applied: "2026-11-04", resume: 2, steps: []step{{track.Screen, "2026-11-20"}}})
	b.add(application{company: "Inkwell Ops", role: "Product Engineer", location: "Remote, Ireland", channel: track.Referral, applied: "2026-11-12", resume: 2, steps: []step{{track.Screen, "2026-11-21"}}})
	causeway := b.add(application{company: "Causeway", role: "Staff Engineer, Core", location: "Dublin", channel: track.Referral, applied: "2026-10-29", resume: 2, steps: []step{{track.Screen, "2026-11-06"}, {track.HiringManager, "2026-11-20"}}})
	interview(causeway, track.HiringManager, at("2026-12-01", 15, 0), 50, "video", "")
	b.add(application{company: "Hexham Grid", role: "Senior Backend Engineer", location: "Galway, hybrid", channel: track.Agency, applied: "2026-10-26", resume: 3, steps: []step{{track.Screen, "2026-11-05"}, {track.HiringManager, "2026-11-19"}}})
	northmoor := b.add(application{company: "Northmoor Energy", role: "Senior Backend Engineer, Metering", location: "Dublin, hybrid", channel: track.Cold, applied: "2026-10-20", resume: 3,
		steps: []step{{track.Screen, "2026-10-30"}, {track.HiringManager, "2026-11-10"}, {track.Panel, "2026-11-18"}}, people: []person{{"Ruth Keane", "ruth.keane@northmoor.example", track.RoleRecruiter}}})
	interview(northmoor, track.Panel, at("2026-11-26", 10, 30), 75, "video", "two people")
	quaywise := b.add(application{company: "Quaywise", role: "Senior Engineer, Ports", location: "Cork", channel: track.Cold, applied: "2026-10-14", resume: 2,
		steps: []step{{track.Screen, "2026-10-22"}, {track.HiringManager, "2026-10-30"}, {track.Panel, "2026-11-09"}, {track.Final, "2026-11-19"}}})
	interview(quaywise, track.Final, at("2026-11-30", 14, 0), 240, "on site", "")
	fennimore := b.add(application{company: "Fennimore", role: "Staff Engineer, Billing", location: "Dublin", channel: track.Referral, applied: "2026-10-07", resume: 2,
		steps: []step{{track.Screen, "2026-10-14"}, {track.HiringManager, "2026-10-22"}, {track.Panel, "2026-10-30"}, {track.Final, "2026-11-10"}, {track.OfferStage, "2026-11-20"}}})
	b.put("salary_entries", track.SalaryEntry{ID: track.SalaryEntryID(b.id("salary")), ApplicationID: fennimore, Kind: track.SalaryOffered, Low: 92000, Currency: "EUR", Basis: "year", Day: "2026-11-20"})
	b.put("salary_entries", track.SalaryEntry{ID: track.SalaryEntryID(b.id("salary")), ApplicationID: quaywise, Kind: track.SalaryPosted, Low: 85000, High: 95000, Currency: "EUR", Basis: "year", Day: "2026-10-14"})
	b.put("salary_entries", track.SalaryEntry{ID: track.SalaryEntryID(b.id("salary")), ApplicationID: quaywise, Kind: track.SalarySaid, Low: 90000, Currency: "EUR", Basis: "year", Whom: "the recruiter", Day: "2026-10-22"})
}

// closed are those whose endings the pages name.
func (b *builder) closed() {
	add := func(company, role string, channel track.Channel, applied track.Day, ended track.Day, ending track.Ending, reason track.ReasonCode, steps ...step) {
		id := b.add(application{company: company, role: role, location: "Dublin", channel: channel, applied: applied, resume: 2, steps: steps, ending: ending, ended: ended})
		if reason != "" {
			b.debrief(id, steps[len(steps)-1].stage, ended, reason)
		}
	}
	add("Harbourline", "Senior Backend Engineer", track.Cold, "2026-08-24", "2026-09-22", track.Declined, "B01", step{track.Screen, "2026-09-02"}, step{track.HiringManager, "2026-09-14"})
	add("Stellan", "Platform Engineer", track.Agency, "2026-07-20", "2026-08-18", track.Declined, "B01", step{track.Screen, "2026-07-30"}, step{track.HiringManager, "2026-08-10"})
	add("Verdant Freight", "Senior Go Engineer", track.Cold, "2026-09-22", "2026-10-30", track.Declined, "B07", step{track.Screen, "2026-10-01"}, step{track.HiringManager, "2026-10-12"}, step{track.Panel, "2026-10-22"})
	add("Corvane", "Backend Engineer", track.Cold, "2026-08-28", "2026-10-02", track.Declined, "", step{track.Screen, "2026-09-07"}, step{track.HiringManager, "2026-09-16"}, step{track.Panel, "2026-09-24"})
	add("Beacon Ferry", "Senior Software Engineer", track.Referral, "2026-09-01", "2026-10-21", track.Declined, "", step{track.Screen, "2026-09-09"}, step{track.HiringManager, "2026-09-18"}, step{track.Panel, "2026-09-29"}, step{track.Final, "2026-10-13"})
	add("Gannet Mobility", "Staff Engineer", track.Agency, "2026-08-17", "2026-10-16", track.OfferDeclined, "", step{track.Screen, "2026-08-26"}, step{track.HiringManager, "2026-09-04"}, step{track.Panel, "2026-09-15"}, step{track.Final, "2026-09-28"}, step{track.OfferStage, "2026-10-08"})
	for _, c := range []struct {
		company string
		ended   track.Day
	}{{"Anselm", "2026-11-19"}, {"Hartsease", "2026-11-17"}, {"Sundial Care", "2026-11-12"}, {"Ferrant", "2026-11-09"}} {
		add(c.company, "Backend Engineer", track.Cold, c.ended.Add(-24), c.ended, track.Declined, "", step{track.Screen, c.ended.Add(-10)})
	}
}

func (b *builder) employerOf(company string) track.EmployerID {
	for _, row := range b.tables["employers"] {
		if e := row.(track.Employer); e.Name == company {
			return e.ID
		}
	}
	return ""
}
