package reply

import (
	"strings"
	"testing"

	"debrief/internal/fault"
	"debrief/internal/track"
)

// facts written as the contract's own JSON keep a row of the table readable.
func decide(t *testing.T, facts string) Decision {
	t.Helper()
	f, err := ParseFacts(strings.NewReader(facts))
	if err != nil {
		t.Fatalf("%s: %v", facts, err)
	}
	return Decide(f, DefaultSettings())
}

// Every row of method.md 3.2: facts that meet it, and near misses that don't.
var rows = []struct {
	rule    string
	outcome track.Outcome
	facts   string
}{
	{"P1", track.NoReply, `{"threats":true,"kind":"declined","stage":"final"}`},
	{"P1", track.NoReply, `{"threats":true,"mood":"angry"}`},
	{"P2", track.Wait, `{"mood":"angry","kind":"declined","stage":"panel"}`},
	{"P2", track.Wait, `{"mood":"unsure","hours_since_news":5,"kind":"declined","stage":"panel"}`},
	{"P21", track.AskOne, `{"mood":"unsure","hours_since_news":25,"kind":"declined","stage":"panel"}`},
	{"P3", track.NoReply, `{"replies_sent":1,"kind":"declined","stage":"panel"}`},
	{"P4", track.Receive, `{"replies_sent":1,"they_wrote_again":true,"kind":"declined","stage":"panel"}`},
	{"P4", track.AnswerOffer, `{"replies_sent":1,"they_wrote_again":true,"feedback":"offered","kind":"declined"}`},
	{"P4", track.SendInvited, `{"replies_sent":1,"they_wrote_again":true,"more_invited":true,"kind":"declined"}`},
	{"P5", track.NoReply, `{"feedback":"refused_by_policy","kind":"declined","stage":"final"}`},
	{"P5", track.Receive, `{"feedback":"refused_by_policy","personal_text":true,"kind":"declined","stage":"final"}`},
	{"P6", track.AnswerOffer, `{"feedback":"offered","kind":"declined","stage":"hiring_manager"}`},
	{"P7", track.Receive, `{"feedback":"given","kind":"declined","stage":"hiring_manager"}`},
	{"P20", track.AskOne, `{"feedback":"asked_pending","kind":"declined","stage":"final"}`},
	{"P8", track.SendInvited, `{"more_invited":true,"kind":"declined","stage":"screen"}`},
	{"P21", track.AskOne, `{"new_info":"true_new","kind":"declined","stage":"skills_task"}`}, // P9: treated as if none
	{"P8", track.SendInvited, `{"new_info":"true_new","more_invited":true,"kind":"declined","stage":"skills_task"}`},
	{"P10", track.Thanks, `{"kind":"offer_withdrawn","stage":"offer"}`},
	{"P11", track.Thanks, `{"kind":"withdrew","contact":"interviewed"}`},
	{"P11", track.NoReply, `{"kind":"withdrew","contact":"human"}`},
	{"P12", track.NoReply, `{"sender":"no_reply","kind":"declined","stage":"screen","contact":"automated"}`},
	{"P21", track.AskOne, `{"sender":"no_reply","kind":"declined","stage":"panel","contact":"interviewed"}`}, // a person was met
	{"P24", track.NoReply, `{"sender":"no_reply","named_contact":true,"kind":"declined","stage":"applied"}`},
	{"P13", track.AgentCall, `{"sender":"agency","kind":"declined","stage":"panel","contact":"interviewed"}`},
	{"P17", track.Wait, `{"sender":"agency","kind":"silent","contact":"interviewed","days_silent":3}`},
	{"P14", track.NoReply, `{"respect":"poor","kind":"declined","stage":"panel","contact":"interviewed"}`},
	{"P15", track.ThanksFuture, `{"kind":"role_closed","contact":"human"}`},
	{"P25", track.NoReply, `{"kind":"role_closed","contact":"automated"}`},
	{"P16", track.ThanksFuture, `{"kind":"filled_internally","contact":"interviewed"}`},
	{"P16", track.NoReply, `{"kind":"filled_internally","contact":"human"}`},
	{"P17", track.Wait, `{"kind":"silent","contact":"interviewed","days_silent":11}`},
	{"P17", track.CheckIn, `{"kind":"silent","contact":"interviewed","days_silent":12}`},
	{"P17", track.Wait, `{"kind":"silent","contact":"interviewed","days_silent":20,"check_ins_sent":1}`},
	{"P17", track.CloseSilent, `{"kind":"silent","contact":"interviewed","days_silent":50}`},
	{"P17", track.NoReply, `{"kind":"silent","contact":"interviewed"}`},
	{"P17", track.Wait, `{"kind":"silent","contact":"interviewed","days_silent":14,"promised_date":"2026-11-23T00:00:00Z","now":"2026-11-24T09:00:00Z"}`},
	{"P18", track.CheckIn, `{"kind":"silent","contact":"human","days_silent":13}`},
	{"P18", track.CloseSilent, `{"kind":"silent","contact":"human","days_silent":51,"check_ins_sent":1}`},
	{"P19", track.Wait, `{"kind":"silent","contact":"none","days_silent":28}`},
	{"P19", track.CloseSilent, `{"kind":"silent","contact":"automated","days_silent":29}`},
	{"P19", track.CheckIn, `{"kind":"silent","contact":"none","referral":true,"days_silent":12}`},
	{"P20", track.AskOne, `{"kind":"declined","stage":"final","contact":"interviewed"}`},
	{"P20", track.AskOne, `{"kind":"declined","stage":"offer"}`},
	{"P21", track.AskOne, `{"kind":"declined","stage":"hiring_manager","contact":"interviewed"}`},
	{"P21", track.AskOne, `{"kind":"declined","stage":"skills_task"}`},
	{"P22", track.ThanksFuture, `{"kind":"declined","stage":"screen","keep_in_touch":true}`},
	{"P22", track.NoReply, `{"kind":"declined","stage":"screen","keep_in_touch":false}`},
	{"P22", track.NoReply, `{"kind":"declined","stage":"recruiter_contact"}`},
	{"P23", track.Thanks, `{"kind":"declined","stage":"applied","personal_text":true}`},
	{"P23", track.Thanks, `{"kind":"declined","stage":"applied","referral":true}`},
	{"P24", track.NoReply, `{"kind":"declined","stage":"applied"}`},
	{"P25", track.NoReply, `{}`},
	{"P25", track.NoReply, `{"kind":"declined"}`},
	{"P25", track.NoReply, `{"kind":"silent","days_silent":40}`},
}

func TestDecide_everyRowOfTheTable(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range rows {
		d := decide(t, r.facts)
		if d.Rule != r.rule || d.Outcome != r.outcome {
			t.Errorf("%s: %s %s, want %s %s", r.facts, d.Rule, d.Outcome, r.rule, r.outcome)
		}
		seen[d.Rule] = true
	}
	for _, r := range Rules {
		if !seen[r.ID] && r.ID != "P9" {
			t.Errorf("no case decides by %s", r.ID)
		}
	}
	if d := decide(t, `{"new_info":"true_new","kind":"declined","stage":"panel"}`); d.Updates[0].Code != "shelve_new_info" {
		t.Errorf("P9 leaves no trace: %+v", d.Updates)
	}
}

func TestDecide_genericRejectionAfterApplyingNeedsNoReply(t *testing.T) {
	d := decide(t, `{"kind":"declined","stage":"applied","contact":"automated","sender":"no_reply"}`)
	if d.Outcome != track.NoReply || d.Earliest.Known() {
		t.Errorf("%+v", d)
	}
}

func TestDecide_timing(t *testing.T) {
	d := decide(t, `{"kind":"declined","stage":"hiring_manager","contact":"interviewed","news_at":"2026-11-23T16:42:00Z","now":"2026-11-24T08:52:00Z"}`)
	if got := d.Earliest.Time().Format("2006-01-02T15:04"); got != "2026-11-24T16:42" {
		t.Errorf("an interview reply rests 24 hours: %s", got)
	}
	if got := d.BestBy.Time().Format("2006-01-02"); got != "2026-11-26" {
		t.Errorf("best within three business days: %s", got)
	}
	d = decide(t, `{"kind":"declined","stage":"screen","keep_in_touch":true,"news_at":"2026-11-23T16:42:00Z","now":"2026-11-24T08:52:00Z"}`)
	if got := d.Earliest.Time().Format("2006-01-02T15:04"); got != "2026-11-23T18:42" {
		t.Errorf("a screen reply rests 2 hours: %s", got)
	}
	d = decide(t, `{"kind":"declined","stage":"panel","news_at":"2026-11-02T10:00:00Z","now":"2026-11-24T08:52:00Z"}`)
	if d.Outcome != track.Thanks {
		t.Errorf("after ten business days only thanks: %s", d.Outcome)
	}
	d = decide(t, `{"kind":"declined","stage":"panel","hours_since_news":800}`)
	if d.Outcome != track.NoReply {
		t.Errorf("after thirty days nothing: %s", d.Outcome)
	}
}

func TestParseFacts_namesWhatIsWrongAndWhatIsAllowed(t *testing.T) {
	for facts, want := range map[string]string{
		`{"colour":"red"}`:    "kind, stage, contact",
		`{"kind":"fired"}`:    "declined, silent",
		`{"stage":"S03"}`:     "recruiter_contact",
		`{"replies_sent":-1}`: "from 0 up",
		`{"threats":"yes"}`:   "true or false",
		`{"now":"yesterday"}`: "2026-11-24T08:52:00Z",
		`[1]`:                 "not one JSON object",
		`{"mood":7}`:          "calm, unsure, angry",
	} {
		_, err := ParseFacts(strings.NewReader(facts))
		if fault.KindOf(err) != fault.Invalid || !strings.Contains(fault.Message(err), want) {
			t.Errorf("%s: %v, want mention of %q", facts, err, want)
		}
	}
}

// Over every combination of the enumerated facts, what must never happen does not.
func TestDecide_everyCombinationKeepsThePromises(t *testing.T) {
	maybe := func(list []string) []string { return append([]string{""}, list...) }
	n := 0
	for _, kind := range maybe(words["kind"]) {
		for _, stage := range maybe(words["stage"]) {
			for _, contact := range maybe(words["contact"]) {
				for _, sender := range maybe(words["sender"]) {
					for _, mood := range words["mood"] {
						for _, feedback := range words["feedback"] {
							for bits := range 16 {
								f := Facts{Kind: track.AnswerKind(kind), Stage: track.StageKind(stage), Contact: track.Contact(contact), Sender: track.Sender(sender),
									Mood: track.Mood(mood), Feedback: track.FeedbackState(feedback), HoursSinceNews: Number(30), DaysSilent: Number(20)}
								f.TheyWroteAgain, f.Referral = bits&1 > 0, bits&2 > 0
								f.RepliesSent = Number(float64(bits >> 2 & 1))
								if bits&8 > 0 {
									f.Respect = track.RespectPoor
								}
								check(t, f, Decide(f, DefaultSettings()))
								n++
							}
						}
					}
				}
			}
		}
	}
	if n < 100000 {
		t.Errorf("only %d combinations", n)
	}
}

func check(t *testing.T, f Facts, d Decision) {
	t.Helper()
	_, message := d.Outcome.Message()
	switch {
	case d.Rule == "" || d.Why == "" || d.Outcome == "":
		t.Fatalf("no verdict, rule or reason: %v %+v", f, d)
	case f.Mood == track.MoodAngry && message:
		t.Fatalf("a message while angry: %v %+v", f, d)
	case *f.RepliesSent >= 1 && !f.TheyWroteAgain && message && f.Kind != track.KindSilent:
		t.Fatalf("a second reply: %v %+v", f, d)
	case f.Sender == track.SenderAgency && d.Outcome == track.AskOne:
		t.Fatalf("writing to the client around the agent: %v %+v", f, d)
	case f.Feedback == track.FeedbackRefused && d.Outcome == track.AskOne:
		t.Fatalf("asking again after a refusal: %v %+v", f, d)
	case strings.ContainsAny(d.Why, "!") || strings.Contains(d.Why, "you failed"):
		t.Fatalf("tone: %s", d.Why)
	}
}
