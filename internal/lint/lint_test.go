package lint

import (
	"strings"
	"testing"
	"unicode/utf8"

	"debrief/internal/fault"
	"debrief/internal/track"
)

type example struct{ text, facts string }

type exampleSet struct {
	rule    string
	kind    track.MessageKind
	ok, not [3]example
}

func filled(n int) string {
	return strings.TrimSpace(strings.Repeat("word ", n-2)) + " the end."
}

const (
	hello   = "Hello Ms Ortiz,\n\n"
	sixty   = "Thank you for telling me about the decision on the data analyst role, and for the hour that you and the team gave me last week. I enjoyed hearing how the forecasts are made and who works with them, and I learnt something for my own work. I would be glad to stay in touch, and I wish the team a good start with the new colleague in January."
	seventy = "Thank you for the update, and for the time that you and Daniel spent with me. I enjoyed hearing how the team splits the settlement ledger. If you are able to share it: was there one area of experience that would make me stronger for a role like this next time? I understand if you cannot give details. I wish the team well with the hire and would be glad to hear about future roles in payments."
)

// The examples of method.md 4: three that a rule lets pass, three that it finds.
var examples = []exampleSet{
	{"L01", track.MsgThanks,
		[3]example{{sixty, ""}, {hello + seventy, ""}, {"Thank you for letting me know about the analyst role. I enjoyed meeting the team and would be glad to be considered in future.", ""}},
		[3]example{{"Thanks.", ""}, {filled(190), ""}, {filled(70) + "\n\n" + filled(70) + "\n\n" + filled(70), ""}}},
	{"L02", track.MsgAskOne,
		[3]example{{"Is there one area I could strengthen for similar roles?", ""}, {"If you can share one point, I would be grateful for it.", ""}, {"Would other openings in the team suit my background better?", ""}},
		[3]example{{"What went wrong, and who decided?", ""}, {"Could you tell me why, and is there another role, and may I call?", ""}, {"Thank you for everything.", ""}}},
	{"L03", track.MsgThanks,
		[3]example{{"I understand the decision.", ""}, {"Thank you for telling me clearly.", ""}, {"I respect the team's choice.", ""}},
		[3]example{{"I think you made a mistake.", ""}, {"I disagree with this outcome.", ""}, {"You overlooked my main strength.", ""}}},
	{"L04", track.MsgThanks,
		[3]example{{"I would be glad to hear of later openings.", ""}, {"Please keep me in mind for similar work.", ""}, {"I hope we meet again in another process.", ""}},
		[3]example{{"Please look at my application again.", ""}, {"Is there any way to reverse this?", ""}, {"Could I have a second interview for this role?", ""}}},
	{"L05", track.MsgThanks,
		[3]example{{"I have noted the point for next time.", ""}, {"As you asked, here is the sample. I attach it.", `{"more_invited":true}`}, {"I will keep building in this area.", ""}},
		[3]example{{"I attach a certificate I finished yesterday.", ""}, {"In fact I led a team twice that size.", ""}, {"Here is a new portfolio that proves it.", ""}}},
	{"L06", track.MsgThanks,
		[3]example{{"I wish the team well with the hire.", ""}, {"Congratulations to the person you chose.", ""}, {"Is there one skill I should add?", ""}},
		[3]example{{"Why was the other person better?", ""}, {"How many were ahead of me?", ""}, {"I am more qualified than whoever you hired.", ""}}},
	{"L07", track.MsgThanks,
		[3]example{{"Although I am disappointed, I enjoyed our talk.", ""}, {"I was glad to learn about the project.", ""}, {"It was a useful conversation for me.", ""}},
		[3]example{{"I am devastated.", ""}, {"I feel humiliated by this.", ""}, {"I always fail at interviews.", ""}}},
	{"L08", track.MsgThanks,
		[3]example{{"I understand if you are not able to share details.", ""}, {"Only if time allows.", ""}, {"Any one point would help.", ""}},
		[3]example{{"You owe me an explanation.", ""}, {"Please reply by Friday.", ""}, {"I expect detailed feedback.", ""}}},
	{"L09", track.MsgThanks,
		[3]example{{"Thank you for the update.", ""}, {"I appreciate the time you spent with me.", ""}, {"Many thanks to you and the panel.", ""}},
		[3]example{{"I got your message.", ""}, {"Noted.", ""}, {"Regarding your e-mail of Monday:", ""}}},
	{"L10", track.MsgThanks,
		[3]example{{"Thank you for letting me know about the decision.", ""}, {"I understand you have moved ahead with someone else.", ""}, {"Thank you for the clear update on the outcome.", ""}},
		[3]example{{"Looking forward to the next step!", ""}, {"I hope to hear from you soon.", ""}, {"When do we continue?", ""}}},
	{"L11", track.MsgThanks,
		[3]example{{"Thank you for the note about the Data Analyst opportunity.", ""}, {"I enjoyed the talk with the payments team.", ""}, {"Thank you for the support lead role we discussed.", ""}},
		[3]example{{"Thank you for the note about the job.", ""}, {"I liked the position at your company.", ""}, {"I enjoyed hearing about Northmoor.", `{"company":"Tallis","other_names":["Northmoor"]}`}}},
	{"L12", track.MsgThanksFuture,
		[3]example{{"I would welcome future roles that fit better.", ""}, {"I would be glad to stay in touch.", ""}, {"Please think of me when a similar role opens.", ""}},
		[3]example{{"Is there one thing I should add? I understand if not.", ""}, {"I will apply to every role you post.", ""}, {"Call me as soon as anything opens.", ""}}},
	{"L13", track.MsgAskOne,
		[3]example{{"Is there one area of experience to strengthen? I understand if you can't say.", ""}, {"Was there one thing in the interview I could do differently? I understand if not.", ""}, {"If you are able: is there one skill to add for similar roles?", ""}},
		[3]example{{"Why did you reject me?", ""}, {"Please go through my interview in detail.", ""}, {"Tell me everything I did wrong.", ""}}},
	{"L14", track.MsgThanks,
		[3]example{{"Thank you for coordinating the talks.", ""}, {"Thank you for the update. I wish you well.", `{"respect":"poor"}`}, {"I appreciate the reply.", ""}},
		[3]example{{"Your process was chaotic.", ""}, {"The interviewer was unprepared.", ""}, {"It took you six weeks to say no.", ""}}},
	{"L15", track.MsgThanks,
		[3]example{{"Thank you for the update.", `{"replies_sent":0}`}, {"Thank you for the question. Yes, Thursday works.", `{"replies_sent":1,"they_wrote_again":true}`}, {"Thank you for the feedback.", `{"replies_sent":1,"they_wrote_again":true,"feedback":"given"}`}},
		[3]example{{"Just following up on my last mail.", ""}, {"Thank you for the update.", `{"replies_sent":1}`}, {"I write a third time.", `{"replies_sent":2}`}}},
	{"L16", track.MsgThanks,
		[3]example{{"Thank you.", `{"stage":"panel","hours_since_news":26,"mood":"calm"}`}, {"Thank you.", `{"stage":"screen","hours_since_news":15}`}, {"Thank you.", `{"stage":"final","hours_since_news":70}`}},
		[3]example{{"Thank you.", `{"stage":"panel","hours_since_news":0.07}`}, {"Thank you.", `{"mood":"angry"}`}, {"Thank you.", `{"stage":"panel","hours_since_news":840}`}}},
	{"L17", track.MsgReceive,
		[3]example{{"I understand, thank you for replying.", `{"feedback":"refused_by_policy"}`}, {"Thank you, that is fine.", `{"feedback":"refused_by_policy"}`}, {"", `{"feedback":"refused_by_policy"}`}},
		[3]example{{"Could you make an exception?", `{"feedback":"refused_by_policy"}`}, {"Off the record, then?", `{"feedback":"refused_by_policy"}`}, {"Surely you can say something.", `{"feedback":"refused_by_policy"}`}}},
	{"L18", track.MsgThanks,
		[3]example{{"The role needs other skills and another start.", ""}, {"I could not start before March.", ""}, {"I read about the launch in the news.", ""}},
		[3]example{{"Was it because of my age?", ""}, {"My lawyer will be in touch.", ""}, {"I heard your Q3 numbers from a friend inside.", ""}}},
	{"L19", track.MsgThanks,
		[3]example{{"Hello Ms Ortiz,\nthank you.", ""}, {"Hello Dana,\nthank you.", `{"recipient":"Dana Ortiz","address":"dana@tallis.example"}`}, {"Dear Ms Ortiz, thank you for the data analyst talks.", `{"role":"Data Analyst"}`}},
		[3]example{{"Hello [name],\nthank you.", ""}, {"Hello Ms Ortiz,\nthank you.", `{"address":"noreply@tallis.example"}`}, {"Dear Sir,\nthank you.", `{"recipient":"Dana Ortiz"}`}}},
	{"L20", track.MsgThanks,
		[3]example{{"Thank you.", `{"subject":"Thank you for the update"}`}, {"Thank you.", `{"subject":"Thank you: Data Analyst process"}`}, {"Thank you.", `{"subject":"Re: your decision, with thanks"}`}},
		[3]example{{"Thank you.", `{"subject":"URGENT please read"}`}, {"Thank you.", `{"subject":"Why??"}`}, {"Thank you.", `{"subject":""}`}}},
	{"L21", track.MsgLinkedInNote,
		[3]example{{"Glad we met, thank you again.", ""}, {"Glad we met, thank you again.", `{"other_channel":8}`}, {strings.Repeat("a", 250), `{"linkedin_limit":300}`}},
		[3]example{{"Glad we met, thank you again.", `{"other_channel":1}`}, {strings.Repeat("a", 201), ""}, {strings.Repeat("a", 301), `{"linkedin_limit":400}`}}},
	{"L22", track.MsgThanks,
		[3]example{{"I enjoyed the discussion on forecasting.", ""}, {"Thank you again.", ""}, {"I wish the team well.", ""}},
		[3]example{{"THANK YOU!!!", ""}, {"After everything I did for your test I hoped for more.", ""}, {"You are the most amazing, best, greatest company.", ""}}},
}

func run(t *testing.T, kind track.MessageKind, e example) Report {
	t.Helper()
	var f Facts
	if e.facts != "" {
		var err error
		if f, err = ParseFacts(strings.NewReader(e.facts)); err != nil {
			t.Fatal(err)
		}
	}
	return Check(kind, e.text, f)
}

func has(r Report, rule string) bool {
	for _, f := range r.Findings {
		if f.Rule == rule && f.Severity != Info {
			return true
		}
	}
	return false
}

func TestCheck_the132Examples(t *testing.T) {
	n := 0
	for i, set := range examples {
		if set.rule != Rules[i].ID {
			t.Fatalf("examples of %s stand where %s belongs", set.rule, Rules[i].ID)
		}
		for _, e := range set.ok {
			if r := run(t, set.kind, e); has(r, set.rule) {
				t.Errorf("%s should let pass %q %s: %+v", set.rule, e.text, e.facts, r.Findings)
			}
			n++
		}
		for _, e := range set.not {
			if r := run(t, set.kind, e); !has(r, set.rule) {
				t.Errorf("%s should find %q %s: %+v", set.rule, e.text, e.facts, r.Findings)
			}
			n++
		}
	}
	if n != 132 {
		t.Errorf("%d examples", n)
	}
}

func TestCheck_doAndDoNot(t *testing.T) {
	for _, c := range []struct {
		text  string
		rules []string // that must be found
		clean []string // that must not
	}{
		{"I appreciate the update and would welcome being considered for future roles where my background fits better.", nil, []string{"L03", "L04", "L06"}},
		{"I think you made the wrong decision and missed my strongest points.", []string{"L03"}, nil},
		{"If there is one skill or area I should strengthen, I would value that perspective.", nil, []string{"L03", "L04", "L08"}},
		{"Please explain exactly why another candidate was better.", []string{"L06", "L08", "L13"}, nil},
		{"I do not want you to reconsider.", []string{"L04"}, nil},
		{"> You made a mistake.\nThank you.", nil, []string{"L03"}},
	} {
		r := Check(track.MsgAskOne, c.text, Facts{})
		for _, rule := range c.rules {
			if !has(r, rule) {
				t.Errorf("%q: %s not found", c.text, rule)
			}
		}
		for _, rule := range c.clean {
			if has(r, rule) {
				t.Errorf("%q: %s found: %+v", c.text, rule, r.Findings)
			}
		}
	}
	if r := Check(track.MsgThanks, "I do not want you to reconsider.", Facts{}); r.Findings == nil || find(r, "L04").Severity != Warning {
		t.Errorf("a negated request is a warning: %+v", r.Findings)
	}
}

func find(r Report, rule string) Finding {
	for _, f := range r.Findings {
		if f.Rule == rule {
			return f
		}
	}
	return Finding{}
}

func TestCheck_aGoodMessagePassesWithoutErrorOrWarning(t *testing.T) {
	subject := "Thank you for the update"
	r := Check(track.MsgAskOne, "Hello Aoife,\n\n"+seventy+"\n\nMira\n", Facts{Recipient: "Aoife Brennan", Role: "Senior Backend Engineer, Payments", Company: "Tallis Ledger", Subject: &subject, Stage: track.HiringManager})
	if !r.Ready || len(r.Findings) > 0 || r.Asks != 1 {
		t.Errorf("%+v", r)
	}
}

func TestCheck_placesAreCodePoints(t *testing.T) {
	body := "Hello Zoë,\n\nthank you – but I think you made a mistake.\n"
	r := Check(track.MsgThanks, body, Facts{})
	f := find(r, "L03")
	if got := string([]rune(body)[f.Start:f.End]); got != "you made a mistake" {
		t.Errorf("marked %q at %d-%d", got, f.Start, f.End)
	}
	if r.Findings[0].Severity != Error {
		t.Errorf("errors come first: %+v", r.Findings)
	}
}

func TestCheck_anotherLanguageRunsOnlyTheRulesWithoutPhrases(t *testing.T) {
	r := Check(track.MsgAskOne, "Guten Tag Frau Ortiz,\n\nvielen Dank für die Nachricht und für die Zeit, die Sie und das Team sich genommen haben. Gibt es einen Punkt, an dem ich arbeiten sollte?\n", Facts{})
	if !r.Limited || has(r, "L09") || r.Asks != 1 {
		t.Errorf("%+v", r)
	}
}

func TestParseFacts_namesWhatIsAllowed(t *testing.T) {
	_, err := ParseFacts(strings.NewReader(`{"colour":1}`))
	if fault.KindOf(err) != fault.Invalid || !strings.Contains(fault.Message(err), "recipient") {
		t.Error(err)
	}
}

func FuzzCheck(f *testing.F) {
	for _, s := range examples {
		f.Add(s.not[0].text)
	}
	f.Add("İ\xff[x]\n>a\n!!")
	f.Fuzz(func(t *testing.T, body string) {
		n := utf8.RuneCountInString(body)
		for _, k := range track.MessageKinds {
			for _, f := range Check(k, body, Facts{Quoted: body}).Findings {
				if f.Start < 0 || f.End < f.Start || f.End > n {
					t.Fatalf("%+v of %d", f, n)
				}
			}
		}
	})
}

func BenchmarkCheck_1MB(b *testing.B) {
	text := strings.Repeat("We met and the talks were good, thank you for the time. ", 1<<20/56)
	for b.Loop() {
		Check(track.MsgThanks, text, Facts{})
	}
}
