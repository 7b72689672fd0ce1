package lint

import (
	"cmp"
	"strings"
	"testing"
	"unicode/utf8"

	"debrief/internal/fault"
	"debrief/internal/track"
)

// example is a text and the facts around it. kind is that of its set unless it
// says otherwise.
type example struct {
	text, facts string
	kind        track.MessageKind
}

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

// plain and with make examples of a set's own kind; as makes one of another.
func plain(text string) example       { return example{text: text} }
func with(text, facts string) example { return example{text: text, facts: facts} }
func as(kind track.MessageKind, text string) example {
	return example{text: text, kind: kind}
}

// The examples of method.md 4: three that a rule lets pass, three that it finds.
var examples = []exampleSet{
	{"L01", track.MsgThanks,
		[3]example{plain(sixty), as(track.MsgAskOne, hello+seventy), plain("Thank you for letting me know about the analyst role. I enjoyed meeting the team and would be glad to be considered in future.")},
		[3]example{plain("Thanks."), plain(filled(190)), plain(filled(70) + "\n\n" + filled(70) + "\n\n" + filled(70))}},
	{"L02", track.MsgAskOne,
		[3]example{plain("Is there one area I could strengthen for similar roles?"), plain("If you can share one point, I would be grateful for it."), as(track.MsgThanksFuture, "Would other openings in the team suit my background better?")},
		[3]example{plain("What went wrong, and who decided?"), plain("Could you tell me why, and is there another role, and may I call?"), as(track.MsgThanks, "Can you explain the decision?")}},
	{"L03", track.MsgThanks,
		[3]example{plain("I understand the decision."), plain("Thank you for telling me clearly."), plain("I respect the team's choice.")},
		[3]example{plain("I think you made a mistake."), plain("I disagree with this outcome."), plain("You overlooked my main strength.")}},
	{"L04", track.MsgThanks,
		[3]example{plain("I would be glad to hear of later openings."), plain("Please keep me in mind for similar work."), plain("I hope we meet again in another process.")},
		[3]example{plain("Please look at my application again."), plain("Is there any way to reverse this?"), plain("Could I have a second interview for this role?")}},
	{"L05", track.MsgThanks,
		[3]example{plain("I have noted the point for next time."), with("As you asked, here is the sample. I attach it.", `{"more_invited":true}`), plain("I will keep building in this area.")},
		[3]example{plain("I attach a certificate I finished yesterday."), plain("In fact I led a team twice that size."), plain("Here is a new portfolio that proves it.")}},
	{"L06", track.MsgThanks,
		[3]example{plain("I wish the team well with the hire."), plain("Congratulations to the person you chose."), plain("Is there one skill I should add?")},
		[3]example{plain("Why was the other person better?"), plain("How many were ahead of me?"), plain("I am more qualified than whoever you hired.")}},
	{"L07", track.MsgThanks,
		[3]example{plain("Although I am disappointed, I enjoyed our talk."), plain("I was glad to learn about the project."), plain("It was a useful conversation for me.")},
		[3]example{plain("I am devastated."), plain("I feel humiliated by this."), plain("I always fail at interviews.")}},
	{"L08", track.MsgThanks,
		[3]example{plain("I understand if you are not able to share details."), plain("Only if time allows."), plain("Any one point would help.")},
		[3]example{plain("You owe me an explanation."), plain("Please reply by Friday."), plain("I expect detailed feedback.")}},
	{"L09", track.MsgThanks,
		[3]example{plain("Thank you for the update."), plain("I appreciate the time you spent with me."), plain("Many thanks to you and the panel.")},
		[3]example{plain("I got your message."), plain("Noted."), plain("Regarding your e-mail of Monday:")}},
	{"L10", track.MsgThanks,
		[3]example{plain("Thank you for letting me know about the decision."), plain("I understand you have moved ahead with someone else."), plain("Thank you for the clear update on the outcome.")},
		[3]example{plain("Looking forward to the next step!"), plain("I hope to hear from you soon."), plain("When do we continue?")}},
	{"L11", track.MsgThanks,
		[3]example{plain("Thank you for the note about the Data Analyst opportunity."), plain("I enjoyed the talk with the payments team."), plain("Thank you for the support lead role we discussed.")},
		[3]example{plain("Thank you for the note about the job."), plain("I liked the position at your company."), with("I enjoyed hearing about Northmoor.", `{"company":"Tallis","other_names":["Northmoor"]}`)}},
	{"L12", track.MsgThanksFuture,
		[3]example{plain("I would welcome future roles that fit better."), plain("I would be glad to stay in touch."), plain("Please think of me when a similar role opens.")},
		[3]example{plain("Is there one thing I should add? I understand if not."), plain("I will apply to every role you post."), plain("Call me as soon as anything opens.")}},
	{"L13", track.MsgAskOne,
		[3]example{plain("Is there one area of experience to strengthen? I understand if you can't say."), plain("Was there one thing in the interview I could do differently? I understand if not."), plain("If you are able: is there one skill to add for similar roles?")},
		[3]example{plain("Why did you reject me?"), plain("Please go through my interview in detail."), plain("Tell me everything I did wrong.")}},
	{"L14", track.MsgThanks,
		[3]example{plain("Thank you for coordinating the talks."), with("Thank you for the update. I wish you well.", `{"respect":"poor"}`), plain("I appreciate the reply.")},
		[3]example{plain("Your process was chaotic."), plain("The interviewer was unprepared."), plain("It took you six weeks to say no.")}},
	{"L15", track.MsgThanks,
		[3]example{with("Thank you for the update.", `{"replies_sent":0}`), with("Thank you for the question. Yes, Thursday works.", `{"replies_sent":1,"they_wrote_again":true}`), with("Thank you for the feedback.", `{"replies_sent":1,"they_wrote_again":true,"feedback":"given"}`)},
		[3]example{plain("Just following up on my last mail."), with("Thank you for the update.", `{"replies_sent":1}`), with("I write a third time.", `{"replies_sent":2}`)}},
	{"L16", track.MsgThanks,
		[3]example{with("Thank you.", `{"stage":"panel","hours_since_news":26,"mood":"calm"}`), with("Thank you.", `{"stage":"screen","hours_since_news":15}`), with("Thank you.", `{"stage":"final","hours_since_news":70}`)},
		[3]example{with("Thank you.", `{"stage":"panel","hours_since_news":0.07}`), with("Thank you.", `{"mood":"angry"}`), with("Thank you.", `{"stage":"panel","hours_since_news":840}`)}},
	{"L17", track.MsgReceive,
		[3]example{with("I understand, thank you for replying.", `{"feedback":"refused_by_policy"}`), with("Thank you, that is fine.", `{"feedback":"refused_by_policy"}`), with("", `{"feedback":"refused_by_policy"}`)},
		[3]example{with("Could you make an exception?", `{"feedback":"refused_by_policy"}`), with("Off the record, then?", `{"feedback":"refused_by_policy"}`), with("Surely you can say something.", `{"feedback":"refused_by_policy"}`)}},
	{"L18", track.MsgThanks,
		[3]example{plain("The role needs other skills and another start."), plain("I could not start before March."), plain("I read about the launch in the news.")},
		[3]example{plain("Was it because of my age?"), plain("My lawyer will be in touch."), plain("I heard your Q3 numbers from a friend inside.")}},
	{"L19", track.MsgThanks,
		[3]example{plain("Hello Ms Ortiz,\nthank you."), with("Hello Dana,\nthank you.", `{"recipient":"Dana Ortiz","address":"dana@tallis.example"}`), with("Dear Ms Ortiz, thank you for the data analyst talks.", `{"role":"Data Analyst"}`)},
		[3]example{plain("Hello [name],\nthank you."), with("Hello Ms Ortiz,\nthank you.", `{"address":"noreply@tallis.example"}`), with("Dear Sir,\nthank you.", `{"recipient":"Dana Ortiz"}`)}},
	{"L20", track.MsgThanks,
		[3]example{with("Thank you.", `{"subject":"Thank you for the update"}`), with("Thank you.", `{"subject":"Thank you: Data Analyst process"}`), with("Thank you.", `{"subject":"Re: your decision, with thanks"}`)},
		[3]example{with("Thank you.", `{"subject":"URGENT please read"}`), with("Thank you.", `{"subject":"Why??"}`), with("Thank you.", `{"subject":""}`)}},
	{"L21", track.MsgLinkedInNote,
		[3]example{as(track.MsgThanks, "Thank you for the update."), with("Glad we met, thank you again.", `{"other_channel":8}`), {"Thank you for telling me, and for asking them.", `{"sender":"agency"}`, track.MsgAgentCall}},
		[3]example{{"Thank you. I also sent you three messages on LinkedIn.", `{"other_channel":0}`, track.MsgThanks}, as(track.MsgThanks, "I will call you at home tonight."), {"Thank you. Was there one thing I could add?", `{"sender":"agency"}`, track.MsgAskOne}}},
	{"L22", track.MsgThanks,
		[3]example{plain("I enjoyed the discussion on forecasting."), plain("Thank you again."), plain("I wish the team well.")},
		[3]example{plain("THANK YOU!!!"), plain("After everything I did for your test I hoped for more."), plain("You are the most amazing, best, greatest company.")}},
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
	return Check(cmp.Or(e.kind, kind), e.text, f)
}

func has(r Report, rule string) bool {
	for _, f := range r.Findings {
		if f.Rule == rule && f.Severity != Info {
			return true
		}
	}
	return false
}

// weights are the severities of the three examples that a rule finds, where
// they are not all errors. Source: method.md 4, the letter after each title.
var weights = map[string]letters{"L11": "WWE", "L12": "WWW", "L13": "WWW", "L15": "WEE", "L19": "EEW", "L20": "WWW", "L22": "WWW"}

type letters string

func (l letters) severity() Severity { return map[letters]Severity{"E": Error, "W": Warning}[l] }

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
		for j, e := range set.not {
			r := run(t, set.kind, e)
			if !has(r, set.rule) {
				t.Errorf("%s should find %q %s: %+v", set.rule, e.text, e.facts, r.Findings)
			}
			if want := cmp.Or(weights[set.rule], "EEE"); find(r, set.rule).Severity != want[j:j+1].severity() {
				t.Errorf("%s finds %q as %s, want %s", set.rule, e.text, find(r, set.rule).Severity, want[j:j+1])
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

// Our own wording of the two messages the method starts from: as long as those
// (59 and 73 words without the greeting), with the same turns of speech that
// must not be taken for an ask, a plea or a complaint.
const (
	thanksOf59 = "thank you for telling me how the decision turned out. I am grateful for the hour you and your colleagues gave me to discuss the support lead role. Although I am disappointed, it was good to hear how the move to one ledger was planned. I would welcome a later role that fits better, and hope we meet again."
	askOf73    = "thank you once more for the update and for the hour you all spent with me. It was good to learn what the support team is building. If you can share feedback, I would be grateful for one area that would make me stronger for similar roles in the future. I understand if that is not possible on your side. Thank you again, and I wish the team well with the new colleague."
)

func TestCheck_theTwoFirstMessagesPassWithoutErrorOrWarning(t *testing.T) {
	subject := "Thank you for the update"
	hours := 30.0
	full := Facts{Recipient: "Ana Ortiz", Role: "Support Lead", Company: "Tallis Ledger", Subject: &subject, Stage: track.Panel, HoursSinceNews: &hours, Mood: track.MoodCalm}
	for _, c := range []struct {
		kind        track.MessageKind
		body        string
		words, asks int
	}{{track.MsgThanks, thanksOf59, 59, 0}, {track.MsgAskOne, askOf73, 73, 1}} {
		for _, start := range []string{"Hello Ms Ortiz, ", "Hello Ms Ortiz,\n\n", "Dear Ana Ortiz,\r\n\r\n"} {
			for _, end := range []string{"", "\n\nKind regards,\nMira Lind\n"} {
				for _, f := range []Facts{{}, full} {
					r := Check(c.kind, start+c.body+end, f)
					if !r.Ready || len(r.Findings) > 0 || r.Words != c.words || r.Asks != c.asks {
						t.Errorf("%s %q %q: %+v", c.kind, start, end, r)
					}
				}
			}
		}
	}
}

func TestCheck_limitsOfLength(t *testing.T) {
	words := func(n int) string { return strings.TrimSpace(strings.Repeat("word ", n-1)) + " end." }
	for _, c := range []struct {
		kind  track.MessageKind
		n     int
		facts string
		want  Severity // empty: no finding
	}{
		{track.MsgAskOne, 14, "", Error}, {track.MsgAskOne, 15, "", Warning}, {track.MsgAskOne, 34, "", Warning}, {track.MsgAskOne, 35, "", ""},
		{track.MsgAskOne, 110, "", ""}, {track.MsgAskOne, 111, "", Warning}, {track.MsgAskOne, 150, "", Warning}, {track.MsgAskOne, 151, "", Error},
		{track.MsgThanksFuture, 34, "", Warning}, {track.MsgThanksFuture, 35, "", ""},
		{track.MsgThanks, 15, "", ""}, {track.MsgThanks, 80, "", ""}, {track.MsgThanks, 81, "", Warning},
		{track.MsgThanks, 60, `{"max_words":60}`, ""}, {track.MsgThanks, 61, `{"max_words":60}`, Warning}, // P14 and P23
	} {
		if got := find(run(t, c.kind, with(words(c.n), c.facts)), "L01").Severity; got != c.want {
			t.Errorf("%s with %d words: %q, want %q", c.kind, c.n, got, c.want)
		}
	}
}

func TestCheck_howManyAsksEachKindCarries(t *testing.T) {
	texts := []string{"Thank you.", "Thank you. Is there one thing to add?", "Thank you. Is there one thing to add? Who decided?"}
	for kind, ok := range map[track.MessageKind][3]bool{
		track.MsgAskOne: {false, true, false}, track.MsgThanksFuture: {false, true, false}, track.MsgThanks: {true, false, false}, track.MsgReceive: {true, false, false},
		track.MsgAgentCall: {false, true, false}, track.MsgCheckIn: {false, true, false}, track.MsgAnswerOffer: {true, true, false}, track.MsgSendInvited: {true, true, false}, track.MsgLinkedInNote: {true, false, false},
	} {
		for n, text := range texts {
			if got := !has(Check(kind, text, Facts{}), "L02"); got != ok[n] {
				t.Errorf("%s with %d asks passes: %v", kind, n, got)
			}
		}
	}
}

func TestCheck_factsSwitchRulesOn(t *testing.T) {
	for _, c := range []struct {
		claim, rule, text, facts string
		kind                     track.MessageKind
		want                     Severity
	}{
		{"no wish to stay in touch", "L12", "I would be glad to stay in touch.", `{"keep_in_touch":false}`, track.MsgThanks, Error},
		{"material they asked for", "L05", "I attach the certificate.", `{"more_invited":true}`, track.MsgThanks, ""},
		{"material in the message made for it", "L05", "I attach the certificate.", "", track.MsgSendInvited, ""},
		{"a note of 200 characters", "L21", strings.Repeat("a", 200), "", track.MsgLinkedInNote, ""},
		{"a note of 201 characters", "L21", strings.Repeat("a", 201), "", track.MsgLinkedInNote, Error},
		{"a note of 300 where the setting allows", "L21", strings.Repeat("a", 300), `{"linkedin_limit":300}`, track.MsgLinkedInNote, ""},
		{"a note of 301, whatever the setting", "L21", strings.Repeat("a", 301), `{"linkedin_limit":400}`, track.MsgLinkedInNote, Error},
		{"another channel six days ago", "L21", "Thank you.", `{"other_channel":6}`, track.MsgThanks, Error},
		{"another channel a week ago", "L21", "Thank you.", `{"other_channel":7}`, track.MsgThanks, ""},
		{"a second reply", "L15", "Thank you.", `{"replies_sent":1}`, track.MsgThanks, Error},
		{"after more than ten business days", "L16", "Thank you.", `{"stage":"panel","hours_since_news":400}`, track.MsgThanks, Warning},
		{"after more than thirty days", "L16", "Thank you.", `{"stage":"panel","hours_since_news":721}`, track.MsgThanks, Error},
		{"an interview answer 23 hours old", "L16", "Thank you.", `{"stage":"hiring_manager","hours_since_news":23}`, track.MsgThanks, Error},
		{"a screen answer one hour old", "L16", "Thank you.", `{"stage":"screen","hours_since_news":1}`, track.MsgThanks, Error},
		{"a screen answer three hours old", "L16", "Thank you.", `{"stage":"screen","hours_since_news":3}`, track.MsgThanks, ""},
		{"the rest that was decided", "L16", "Thank you.", `{"stage":"screen","hours_since_news":3,"rest_hours":24}`, track.MsgThanks, Error},
		{"an English answer to a German letter", "L19", "Hello Ms Ortiz,\nthank you for the update and for the time that you and the team gave me.", `{"language":"de"}`, track.MsgThanks, Info},
	} {
		r := run(t, c.kind, with(c.text, c.facts))
		if got := find(r, c.rule).Severity; got != c.want {
			t.Errorf("%s: %q, want %q (%+v)", c.claim, got, c.want, r.Findings)
		}
	}
}

func TestCheck_everyFindingHasAPlaceAReasonAndARewrite(t *testing.T) {
	for i, set := range examples {
		rule := Rules[i]
		if rule.Title == "" || rule.Why == "" || len(rule.OK) == 0 || rule.Source != "method.md 4, "+rule.ID {
			t.Errorf("%s: %+v", rule.ID, rule)
		}
		for _, e := range set.not {
			for _, f := range run(t, set.kind, e).Findings {
				if f.Why == "" || f.Suggestion == "" || f.Start > f.End || (f.Start < f.End) != (f.Text != "") {
					t.Errorf("%s on %q: %+v", rule.ID, e.text, f)
				}
			}
		}
	}
}
