package demo

import (
	"encoding/json"

	"debrief/internal/interview"
	"debrief/internal/track"
)

// prepare fills in what is written before and after conversations, the answer
// sheet, and what is kept of people. It comes last, for the ids.
func (b *builder) prepare() {
	note := func(company string, stage track.StageKind, ifNo string, n interview.Note) {
		app := b.applicationOf(company)
		row := track.InterviewNote{ID: track.InterviewNoteID(b.id("interview")), ApplicationID: app, EventID: b.talkOf(app, stage), Kind: "interview", Body: n.Text(), IfNo: ifNo, CreatedAt: at(Today, 8, 0), UpdatedAt: at(Today, 8, 0)}
		if stage.Rank() <= track.Screen.Rank() {
			row.Kind = "screen"
		}
		b.put("interview_notes", row)
	}
	sheet, err := json.Marshal(interview.Answers{"pay_low": "88000", "pay_high": "94000", "notice": "one month to the end of a month", "start": "2027-01-04", "location": "Dublin, two days on site, or remote in Ireland",
		"right": "yes, no permit needed", "target": "I move ledgers and meters that must not lose a cent. I look for a team of four to eight with real traffic.", "why_role": "Settlement work with hard edges."})
	if err != nil { // plain strings always can be written
		return
	}
	b.put("settings", track.Setting{ID: "answer_sheet", Value: string(sheet)})
	b.event(b.applicationOf("Plover Health"), track.Event{Kind: track.InterviewSet, Day: "2026-11-17", At: at("2026-11-17", 11, 0), StageKind: track.Screen, StageID: track.StageID(track.Screen), Minutes: 25, Place: "phone", People: "Sinead Walsh"})
	note("Plover Health", track.Screen, "ask which level they need, and leave it there", interview.Note{Written: true, NoDay: true, Went: 3, Stressed: "Clinical data, and a team that works together on Mondays.",
		Sheet: interview.Sheet{"recruiter": "Sinead Walsh", "house": "agency", "pay_max": "82000", "pay_how": "said", "location": "Cork, three days on site", "level": "senior", "i_pay_low": "88000", "i_pay_high": "94000", "i_notice": "one month to the end of a month", "i_place": "Dublin, two days on site, or remote in Ireland",
			"a_walk": "4", "a_why_us": "2", "a_pay": "3", "a_match": "4", "q_range": "yes", "q_stages": "yes"}})
	note("Northmoor Energy", track.HiringManager, "", interview.Note{Written: true, NoDay: true, Went: 4, Stressed: "Late readings. Twice: who decides when a day is closed.", Problem: "Closing a day’s readings without waiting for the last meter.",
		Open: "On-call: the answer was short.", Liked: "how a day’s readings are closed", Asked: []interview.Asked{{Topic: "reconciliation", Quality: 5}, {Topic: "on-call", Quality: 3}}})
	note("Northmoor Energy", track.Panel, "ask Ingrid for one point on the design, and rest on Friday", interview.Note{Format: "45 min design on a shared board, 20 min incidents, 10 min yours", Ready: "water, paper, this page printed", IfFails: "Ruth Keane, +353 1 555 0142",
		Take: []string{"success", "disagree", "when"}, OwnAsk: []string{"Who owns the backfill when readings arrive late, and how do you notice?"}})
	ferry := b.applicationOf("Beacon Ferry")
	b.event(ferry, track.Event{Kind: track.InterviewSet, Day: "2026-09-09", At: at("2026-09-09", 10, 0), StageKind: track.Screen, StageID: track.StageID(track.Screen), Minutes: 30, Place: "video", People: "Helen Osei"})
	text := "Hello Mira,\n\nthank you for your kind reply. You were close, and the panel would like to see you again. Please apply again in spring.\n\nHelen"
	b.put("messages", track.Message{ID: track.MessageID(b.id("message")), ApplicationID: ferry, FromName: "Helen Osei", FromAddr: "helen.osei@beaconferry.example", Subject: "Re: your application", Text: text, NewEnd: len(text), Date: at("2026-10-22", 18, 0), MailID: "42@beaconferry.example", ContentID: "demo:42@beaconferry.example", Source: "eml"})
	b.circle()
}

// circle are the people outside any answer: those who take part on Thursday,
// and the person's own network.
func (b *builder) circle() {
	who := func(p track.Person) track.ContactID {
		p.ID, p.CreatedAt = track.ContactID(b.id("contact")), at("2026-11-18", 17, 0)
		b.put("persons", p)
		return p.ID
	}
	northmoor := b.employerOf("Northmoor Energy")
	who(track.Person{Name: "Ingrid Dahl", EmployerID: northmoor, Role: track.RoleInterviewer, Title: "Principal engineer"})
	who(track.Person{Name: "Tom Nakagawa", EmployerID: northmoor, Role: track.RoleInterviewer, Title: "Senior engineer, on-call lead"})
	peter := who(track.Person{Name: "Peter Szabo", Role: track.RoleOther, Title: "Former colleague, Harrow Tickets"})
	niamh := who(track.Person{Name: "Niamh Carty", Email: "niamh.carty@tidewater.example", Role: track.RoleOther, Title: "Former manager, Tidewater", NextOn: "2026-11-26", NextReason: "Tell her about Fennimore", Prefers: "mail"})
	b.put("touches", track.Touch{ID: track.TouchID(b.id("touch")), PersonID: peter, Day: "2026-10-09", Kind: "met", Out: true, Reason: "Meetup on product work"})
	b.put("touches", track.Touch{ID: track.TouchID(b.id("touch")), PersonID: niamh, Day: "2026-11-03", Kind: "mail", Out: true, Reason: "Asked whether she would be a reference", Answered: "2026-11-03"})
}

// talkOf is the latest conversation of an application at a stage.
func (b *builder) talkOf(app track.ApplicationID, stage track.StageKind) (id track.EventID) {
	for _, row := range b.tables["events"] {
		if e := row.(track.Event); e.ApplicationID == app && e.Kind == track.InterviewSet && e.StageKind == stage {
			id = e.ID
		}
	}
	return id
}
