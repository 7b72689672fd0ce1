package demo

import "debrief/internal/track"

// details fill in what was said and kept along the way. They come last, so that
// the ids of everything before them stay as they are.
func (b *builder) details() {
	talk := func(company string, stage track.StageKind, at track.Instant, minutes int, place, people string) {
		b.event(b.applicationOf(company), track.Event{Kind: track.InterviewSet, Day: track.Day(at.Time().Format("2006-01-02")), At: at, StageKind: stage, StageID: track.StageID(stage), Minutes: minutes, Place: place, People: people})
	}
	note := func(company string, on track.Day, text string) {
		b.put("notes", track.Note{ID: track.NoteID(b.id("note")), ApplicationID: b.applicationOf(company), Day: on, Text: text, CreatedAt: at(on, 18, 30)})
	}
	mail := func(company string, m track.Message) {
		m.ID, m.ApplicationID, m.Source, m.NewEnd, m.ContentID = track.MessageID(b.id("message")), b.applicationOf(company), "eml", len(m.Text), "demo:"+m.MailID
		b.put("messages", m)
		b.event(m.ApplicationID, track.Event{Kind: track.MessageReceived, Day: track.Day(m.Date.Time().Format("2006-01-02")), At: m.Date, MessageID: m.ID, Automated: m.Automated})
	}
	pay := func(company string, kind track.SalaryKind, low, high int, whom string, on track.Day) {
		b.put("salary_entries", track.SalaryEntry{ID: track.SalaryEntryID(b.id("salary")), ApplicationID: b.applicationOf(company), Kind: kind, Low: low, High: high, Currency: "EUR", Basis: "year", Whom: whom, Day: on})
	}
	talk("Tallis Ledger", track.Screen, at("2026-11-04", 10, 0), 30, "video", "Aoife Brennan")
	talk("Tallis Ledger", track.HiringManager, at("2026-11-13", 14, 0), 50, "video", "Daniel Okoro")
	talk("Northmoor Energy", track.Screen, at("2026-10-30", 11, 0), 25, "phone", "Ruth Keane")
	talk("Northmoor Energy", track.HiringManager, at("2026-11-10", 15, 0), 45, "video", "Sara Lindgren")
	mail("Northmoor Energy", track.Message{FromName: "Northmoor Energy Careers", FromAddr: "careers@northmoor.example", Subject: "We have your application", Date: at("2026-10-21", 8, 5), MailID: "ack-311@northmoor.example", Automated: true,
		Text: "Dear Mira,\n\nyour application for Senior Backend Engineer, Metering has arrived. We aim to answer within two weeks.\n\nThis mailbox does not take replies."})
	mail("Northmoor Energy", track.Message{FromName: "Sara Lindgren", FromAddr: "sara.lindgren@northmoor.example", Subject: "Technical interview, Thursday 26 November", Date: at("2026-11-18", 16, 20), MailID: "88@northmoor.example",
		Text: "Hello Mira,\n\nI enjoyed our conversation. We would like to see you for the technical interview on Thursday at 10:30, 75 minutes by video. Ingrid will ask about the design of meter readings, Tom leads on-call in our team and will ask about incidents you have led.\n\nNo preparation needed beyond that.\n\nBest wishes,\nSara"})
	note("Northmoor Energy", "2026-11-20", "Sara said twice that late readings are the hard part. Bring the reconciliation story, not the migration one. Ask who owns the backfill.")
	pay("Northmoor Energy", track.SalaryPosted, 80000, 92000, "", "2026-10-20")
	pay("Northmoor Energy", track.SalarySaid, 88000, 94000, "Ruth Keane", "2026-10-30")
	pay("Northmoor Energy", track.SalaryFloor, 82000, 0, "", "2026-10-20")
	pay("Causeway", track.SalaryPosted, 90000, 105000, "", "2026-10-29")
	pay("Hexham Grid", track.SalarySaid, 82000, 0, "the agency", "2026-11-05")
	pay("Marlowe Systems", track.SalaryPosted, 78000, 88000, "", "2026-11-06")
	pay("Thornbury Pay", track.SalaryPosted, 80000, 95000, "", "2026-11-05")
	b.postings()
	b.put("persons", track.Person{ID: track.ContactID(b.id("contact")), EmployerID: b.employerOf("Northmoor Energy"), Name: "Sara Lindgren", Email: "sara.lindgren@northmoor.example", Role: track.RoleHiringManager, CreatedAt: at("2026-11-10", 9, 0)})
	b.put("persons", track.Person{ID: track.ContactID(b.id("contact")), EmployerID: b.employerOf("Beacon Ferry"), Name: "Helen Osei", Email: "helen.osei@beaconferry.example", Role: track.RoleRecruiter, Prefers: "mail, mornings", NextOn: "2027-03-01", NextReason: "Beacon Ferry hires again in spring; she asked for it",
		Past: track.Stints{{EmployerID: b.employerOf("Stellan"), Title: "Recruiter", Until: "2026-09-01"}}, CreatedAt: at("2026-09-09", 9, 0)})
	b.put("persons", track.Person{ID: track.ContactID(b.id("contact")), EmployerID: b.employerOf("Fennimore"), Name: "Ruairi Keane", Email: "ruairi@fennimore.example", Role: track.RoleReferrer, NextOn: "2026-11-27", NextReason: "Tell him your decision", CreatedAt: at("2026-10-07", 9, 0)})
	b.put("persons", track.Person{ID: track.ContactID(b.id("contact")), EmployerID: b.employerOf("Causeway"), Name: "Ines Aguilar", Email: "ines@causeway.example", Role: track.RoleRecruiter, CreatedAt: at("2026-11-06", 9, 0)})
	b.put("persons", track.Person{ID: track.ContactID(b.id("contact")), EmployerID: b.employerOf("Harbourline"), Name: "Bram Aldous", Email: "bram@harbourline.example", Role: track.RoleHiringManager, CreatedAt: at("2026-09-14", 9, 0)})
	b.put("watches", track.Watch{ID: track.WatchID(b.id("watch")), EmployerID: b.employerOf("Harbourline"), Reason: "The team was kind and the role changed. Worth another look when they post again.", Write: "they post a settlement role", Roles: "backend, settlement", Warmth: track.Warm, NextOn: "2026-12-21", ReapplyOn: "2027-03-24", CreatedAt: at("2026-09-22", 12, 0)})
	b.put("views", track.View{ID: track.ViewID(b.id("view")), Name: "Payments", Query: "tag=payments&view=all", Position: 1})
}
