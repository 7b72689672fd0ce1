package workbench_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"debrief/internal/card"
	"debrief/internal/fault"
	"debrief/internal/track"
	"debrief/internal/workbench"
)

func person(t *testing.T, d *workbench.Desk, p track.Person, employer string) track.ContactID {
	t.Helper()
	id, r, err := d.PutPerson(t.Context(), p, employer)
	sure{t}.do(r, err)
	return id
}

func TestContact_historyFollowsThemToAnotherEmployer(t *testing.T) {
	engines(t, func(t *testing.T, d *workbench.Desk) {
		ctx, m := t.Context(), sure{t}
		id := person(t, d, track.Person{Name: "Helen Osei", Email: "helen@stellan.example", Role: track.RoleRecruiter, Title: "Recruiter"}, "Stellan")
		v, err := d.Person(ctx, id)
		if err != nil {
			t.Fatal(err)
		}
		_, r, err := d.PutPerson(ctx, v.PersonLine.Person, "Beacon Ferry")
		m.do(r, err)
		_, r, err = d.PutPerson(ctx, track.Person{ID: id, Name: "Helen Osei", Role: track.RoleRecruiter, EmployerID: v.EmployerID, Past: v.PersonLine.Person.Past}, "Beacon Ferry")
		m.do(r, err)
		if v, err = d.Person(ctx, id); err != nil || v.Employer != "Beacon Ferry" || len(v.Past) != 1 || v.Past[0].Name != "Stellan" || v.Past[0].Until != "2026-11-24" {
			t.Errorf("%v: %s, before %+v", err, v.Employer, v.Past)
		}
	})
}

func TestContact_budgetAndNote(t *testing.T) {
	engines(t, func(t *testing.T, d *workbench.Desk) {
		ctx, m := t.Context(), sure{t}
		app, r, err := d.Add(ctx, workbench.NewApplication{Company: "Kittiwake", Role: "Data Lead", Stage: track.Panel, AppliedOn: "2026-10-01", Contact: "Dana Ortiz"})
		m.do(r, err)
		m.do(d.PlanInterview(ctx, app, track.InstantOf(time.Date(2026, 10, 20, 9, 0, 0, 0, time.UTC)), 45, "video", "Dana Ortiz"))
		m.do(d.Close(ctx, app, track.Declined, "2026-11-01"))
		people, err := d.People(ctx, workbench.PeopleQuery{})
		if err != nil || len(people.People) != 1 || people.People[0].Known != "Panel, no on 1 November" {
			t.Fatalf("%v %+v", err, people.People)
		}
		id := people.People[0].ID
		v, err := d.Person(ctx, id)
		if err != nil || !v.Budget.Note || v.Note == "" || v.Length > v.Limit || !v.Report.Ready || v.Warmth != track.Warm || v.Suggested != "2027-01-30" || len(v.Between) != 2 {
			t.Fatalf("%v: %+v, note %q, %s, %s, %+v", err, v.Budget, v.Note, v.Warmth, v.Suggested, v.Between)
		}
		bad, err := d.CheckNote(ctx, id, strings.Repeat("Could you reconsider? ", 20))
		if err != nil || bad.Report.Ready || bad.Length <= bad.Limit {
			t.Errorf("%v %+v", err, bad.Report)
		}
		if _, err := d.SendNote(ctx, id, "Could you give me feedback on why?", false); fault.KindOf(err) != fault.Invalid {
			t.Errorf("a note that asks went through: %v", err)
		}
		m.do(d.SendNote(ctx, id, v.Note, false))
		if v, err = d.Person(ctx, id); err != nil || v.Budget.Note || v.Budget.NoteSent != "2026-11-24" || v.Budget.Left != 4 {
			t.Errorf("%v %+v", err, v.Budget)
		}
		if _, err := d.SendNote(ctx, id, "Hi Dana, thank you again.", true); fault.KindOf(err) != fault.Conflict {
			t.Errorf("a second note: %v", err)
		}
		if _, err := d.NextTouch(ctx, id, "2027-03-01", " "); fault.KindOf(err) != fault.Invalid {
			t.Errorf("a day without a reason: %v", err)
		}
		m.do(d.NextTouch(ctx, id, "2026-11-26", "they post again"))
		if people, err = d.People(ctx, workbench.PeopleQuery{Show: "due"}); err != nil || len(people.People) != 1 || people.People[0].Next != "they post again, on Thursday" {
			t.Errorf("%v %+v", err, people.People)
		}
		never := m.do(d.NeverNote(ctx, id, true))
		m.do(d.Undo(ctx, never.Change))
		if v, err = d.Person(ctx, id); err != nil || v.NeverNote {
			t.Error("undo did not take it back")
		}
		gone := m.do(d.RemovePerson(ctx, id))
		m.do(d.Undo(ctx, gone.Change))
		if v, err = d.Person(ctx, id); err != nil || len(v.Around.Touches) != 1 {
			t.Errorf("%v: the touches did not come back: %+v", err, v.Around.Touches)
		}
	})
}

func TestContact_mergeAndUndo(t *testing.T) {
	engines(t, func(t *testing.T, d *workbench.Desk) {
		ctx, m := t.Context(), sure{t}
		app, r, err := d.Add(ctx, workbench.NewApplication{Company: "Kittiwake", Role: "Data Lead", AppliedOn: "2026-10-01", Contact: "Dana Ortiz"})
		m.do(r, err)
		view, err := d.Application(ctx, app)
		if err != nil {
			t.Fatal(err)
		}
		other := view.Contact.ID
		m.do(d.Touch(ctx, track.Touch{PersonID: other, Kind: "met", Day: "2026-11-01", Out: true, Reason: "meetup"}))
		keep := person(t, d, track.Person{Name: "Dana Ortiz", Email: "dana@harrow.example", Role: track.RoleHiringManager}, "Harrow")
		people, err := d.People(ctx, workbench.PeopleQuery{})
		if err != nil || len(people.Same) != 1 {
			t.Fatalf("%v: %+v", err, people.Same)
		}
		was := exported(t, d)
		one := m.do(d.MergePerson(ctx, keep, other))
		v, err := d.Person(ctx, keep)
		if err != nil || v.Employer != "Harrow" || len(v.Past) != 1 || v.Past[0].Name != "Kittiwake" || len(v.Around.Touches) != 1 {
			t.Fatalf("%v %+v %+v", err, v.PersonLine, v.Past)
		}
		if view, err = d.Application(ctx, app); err != nil || view.Contact.ID != keep {
			t.Errorf("%v: the application names %s", err, view.Contact.ID)
		}
		if _, err := d.Person(ctx, other); fault.KindOf(err) != fault.NotFound {
			t.Errorf("the other card still stands: %v", err)
		}
		m.do(d.Undo(ctx, one.Change))
		if now := exported(t, d); now != was {
			t.Error("undo leaves another record than before")
		}
		if _, err := d.MergePerson(ctx, keep, keep); fault.KindOf(err) != fault.Invalid {
			t.Error(err)
		}
	})
}

func TestContact_cardsInAndOut(t *testing.T) {
	engines(t, func(t *testing.T, d *workbench.Desk) {
		ctx, m := t.Context(), sure{t}
		person(t, d, track.Person{Name: "Dana Ortiz", Email: "dana@kittiwake.example", Role: track.RoleRecruiter}, "Kittiwake")
		file, err := card.Write([]card.Card{{Name: "D. Ortiz", Org: "Kittiwake", Email: "Dana@kittiwake.example", Phone: "+353 1"}, {Name: "Tom Nakagawa", Org: "Northmoor", Title: "Senior engineer"}}, card.V3)
		if err != nil {
			t.Fatal(err)
		}
		was := exported(t, d)
		n, r, err := d.ImportCards(ctx, file)
		took := m.do(r, err)
		if n.Added != 1 || n.Changed != 1 || n.Same != 0 {
			t.Errorf("%+v", n)
		}
		if n, r, err = d.ImportCards(ctx, file); err != nil || r.Change != "" || n.Same != 2 {
			t.Errorf("the same file again: %+v %+v %v", n, r, err)
		}
		for _, v := range []card.Version{card.V3, card.V4} {
			out, name, err := d.ExportCards(ctx, "", v)
			if err != nil || name != "contacts.vcf" {
				t.Fatal(err)
			}
			back, err := card.Read(out)
			if err != nil || len(back.Cards) != 2 {
				t.Fatalf("%v %+v", err, back)
			}
			i := slices.IndexFunc(back.Cards, func(c card.Card) bool { return c.Name == "Dana Ortiz" })
			if i < 0 || back.Cards[i].Org != "Kittiwake" || back.Cards[i].Phone != "+353 1" || back.Cards[i].Email != "dana@kittiwake.example" {
				t.Errorf("%+v", back.Cards)
			}
		}
		m.do(d.Undo(ctx, took.Change))
		if exported(t, d) != was {
			t.Error("undo leaves another record than before")
		}
		if _, _, err := d.ImportCards(ctx, []byte("no card")); fault.KindOf(err) != fault.Foreign {
			t.Error(err)
		}
	})
}

func TestWatch_proposesAndMeetsAgain(t *testing.T) {
	engines(t, func(t *testing.T, d *workbench.Desk) {
		ctx, m := t.Context(), sure{t}
		add := func(company string, stage track.StageKind, ending track.Ending, reason track.ReasonCode) {
			app, r, err := d.Add(ctx, workbench.NewApplication{Company: company, Role: "Engineer", Stage: stage, AppliedOn: "2026-09-01"})
			m.do(r, err)
			if reason == "" {
				m.do(d.Close(ctx, app, ending, "2026-10-21"))
				return
			}
			deb, r, err := d.LogAnswer(ctx, workbench.Answer{Application: app, Kind: track.KindDeclined, Text: "We will not move forward.", Day: "2026-10-21"})
			m.do(r, err)
			m.do(d.FinishDebrief(ctx, deb, workbench.Finish{Reply: "no_reply", Reason: reason}))
		}
		add("Final Firm", track.Final, track.Declined, "")
		add("Changed Firm", track.Screen, track.Declined, "C01")
		add("Closed Firm", track.Applied, track.RoleClosed, "")
		add("Plain No", track.Panel, track.Declined, "")
		proposed := func() string {
			v, err := d.People(ctx, workbench.PeopleQuery{})
			if err != nil {
				t.Fatal(err)
			}
			var names []string
			for _, p := range v.Offer {
				names = append(names, p.Employer+" "+string(p.Warmth))
			}
			slices.Sort(names)
			return strings.Join(names, ", ")
		}
		if got := proposed(); got != "Changed Firm warm, Closed Firm cool, Final Firm hot" {
			t.Fatalf("proposed: %s", got)
		}
		v, err := d.People(ctx, workbench.PeopleQuery{})
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range v.Offer {
			switch p.Employer {
			case "Final Firm":
				if p.ReapplyOn != "2027-04-22" || p.NextOn != "2027-01-19" { // 183 days; hot: day 30 is past, day 90 comes
					t.Errorf("%+v", p)
				}
				m.do(d.TakeProposal(ctx, p.EmployerID, true))
			case "Closed Firm":
				no := m.do(d.TakeProposal(ctx, p.EmployerID, false))
				m.do(d.Undo(ctx, no.Change))
				m.do(d.TakeProposal(ctx, p.EmployerID, false))
			}
		}
		if got := proposed(); got != "Changed Firm warm" {
			t.Errorf("proposed again: %s", got)
		}
		m.do(d.PutWatch(ctx, workbench.NewWatch{Employer: "final firm", Reason: "kind people", Write: "they open a second team", Careers: "https://final.example/jobs", NextOn: "2026-11-20"}))
		if v, err = d.People(ctx, workbench.PeopleQuery{}); err != nil || len(v.Watch) != 1 {
			t.Fatalf("%v: an employer stands twice: %+v", err, v.Watch)
		}
		w := v.Watch[0]
		if w.Careers != "https://final.example/jobs" || !w.Due || w.Look != "2026-11-20" || len(w.History) != 1 || w.Cycles != "one application, one led to a conversation" {
			t.Errorf("%+v", w)
		}
		// Without a reason to write the day moves on by 30 days.
		m.do(d.PutWatch(ctx, workbench.NewWatch{ID: w.ID, Reason: "kind people", Careers: w.Careers}))
		if v, err = d.People(ctx, workbench.PeopleQuery{}); err != nil || v.Watch[0].Look != "2026-12-20" || v.Watch[0].Due {
			t.Errorf("%v %+v", err, v.Watch[0])
		}
		for _, bad := range []string{"javascript:alert(1)", "ftp://x.example", "https://", "https://a:b@x.example/"} {
			if _, err := d.PutWatch(ctx, workbench.NewWatch{ID: w.ID, Reason: "x", Careers: bad}); fault.KindOf(err) != fault.Invalid {
				t.Errorf("%s: %v", bad, err)
			}
		}
		// A new role there shows the whole history before it is added.
		_, r, err := d.Add(ctx, workbench.NewApplication{Company: "Final Firm", Role: "Staff Engineer", AppliedOn: "2026-11-23"})
		m.do(r, err)
		g, err := d.GuardFor(ctx, "Final Firm")
		if err != nil || g == nil || len(g.Earlier) != 2 || !g.Watched {
			t.Errorf("%v %+v", err, g)
		}
	})
}

func TestStories_gapsFollowFeedback(t *testing.T) {
	engines(t, func(t *testing.T, d *workbench.Desk) {
		ctx, m := t.Context(), sure{t}
		for i, company := range []string{"A", "B", "C"} {
			app, r, err := d.Add(ctx, workbench.NewApplication{Company: company, Role: "Engineer", Stage: track.Panel, AppliedOn: "2026-09-01"})
			m.do(r, err)
			deb, r, err := d.LogAnswer(ctx, workbench.Answer{Application: app, Kind: track.KindDeclined, Text: "We will not move forward.", Day: "2026-10-2" + track.Day(rune('1'+i))})
			m.do(r, err)
			m.do(d.FinishDebrief(ctx, deb, workbench.Finish{Reply: "no_reply", Reason: "B07", TheySaid: true}))
		}
		v, err := d.Stories(ctx, "")
		if err != nil || len(v.Gaps) != 2 || v.Gaps[0].Code != "influence" || v.Gaps[0].Mentions != 3 || v.Gaps[0].Employers != 3 || v.Gaps[0].Story != "" {
			t.Fatalf("%v %+v", err, v.Gaps)
		}
		id, r, err := d.PutStory(ctx, track.Story{Title: "Shadow book", Competencies: track.Strings{"influence", "disagreement"}, Action: "We agreed."})
		m.do(r, err)
		if v, err = d.Stories(ctx, ""); err != nil || len(v.Gaps) != 2 || v.Gaps[0].Story != id {
			t.Fatalf("%v: a weak story is not the one to mend: %+v", err, v.Gaps)
		}
		_, r, err = d.PutStory(ctx, track.Story{ID: id, Title: "Shadow book", Competencies: track.Strings{"influence", "disagreement"}, Situation: "Finance kept a second book of 40 accounts for six years.",
			Action: "I sat with the lead for two mornings and I listed her three worst month ends. I ran both books for a month and I showed her each difference the same day.", Result: "The second book ended in March; closing takes 50 minutes."})
		m.do(r, err)
		if v, err = d.Stories(ctx, ""); err != nil || len(v.Gaps) != 0 {
			t.Errorf("%v: still %+v", err, v.Gaps)
		}
	})
}
