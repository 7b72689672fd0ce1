package reply

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"debrief/internal/track"
)

// carried is what a row of method.md 3.2 says beyond its outcome: what is
// written into the record, how long the reply rests, what else is open, and
// what is asked for. rest is in hours; 0 is no window at all.
type carried struct {
	rule     string
	facts    string // news_at is added: Monday 2 November 2026, 10:00
	outcome  track.Outcome
	rest     int
	bestBy   string
	optional track.Outcome
	words    int
	updates  string
	missing  string
}

var full = []carried{
	{"P1", `"threats":true,"kind":"declined","stage":"panel"`, track.NoReply, 0, "", "", 0, "keep_record", ""},
	{"P2", `"mood":"angry","kind":"declined","stage":"screen","keep_in_touch":true`, track.Wait, 24, "2026-11-05", "", 0, "back_later", ""},
	{"P2", `"mood":"angry","kind":"declined","stage":"panel"`, track.Wait, 24, "2026-11-05", "", 0, "back_later", ""},
	{"P3", `"replies_sent":1,"kind":"declined","stage":"panel"`, track.NoReply, 0, "", "", 0, "file_answer", ""},
	{"P4", `"replies_sent":1,"they_wrote_again":true,"kind":"declined","stage":"panel"`, track.Receive, 24, "2026-11-05", "", 0, "file_answer", ""},
	{"P5", `"feedback":"refused_by_policy","kind":"declined","stage":"panel"`, track.NoReply, 0, "", "", 0, "no_further_ask", ""},
	{"P5", `"feedback":"refused_by_policy","personal_text":true,"contact":"interviewed","kind":"declined","stage":"panel"`, track.Receive, 24, "2026-11-05", "", 0, "no_further_ask linkedin_note", ""},
	{"P6", `"feedback":"offered","kind":"declined","stage":"panel"`, track.AnswerOffer, 24, "2026-11-04", "", 0, "file_answer", ""},
	{"P7", `"feedback":"given","kind":"declined","stage":"hiring_manager"`, track.Receive, 24, "2026-11-05", "", 0, "read_feedback", ""},
	{"P8", `"more_invited":true,"kind":"declined","stage":"skills_task"`, track.SendInvited, 24, "2026-11-05", "", 0, "file_answer", ""},
	{"P21", `"new_info":"true_new","kind":"declined","stage":"panel"`, track.AskOne, 24, "2026-11-05", "", 0, "shelve_new_info", ""}, // P9
	{"P10", `"kind":"offer_withdrawn","stage":"offer"`, track.Thanks, 24, "2026-11-05", "", 0, "keep_documents consider_call", ""},
	{"P11", `"kind":"withdrew","contact":"interviewed","stage":"panel"`, track.Thanks, 24, "2026-11-05", "", 0, "reason_own", ""},
	{"P11", `"kind":"withdrew","contact":"interviewed","stage":"panel","replies_sent":0`, track.Thanks, 24, "2026-11-05", "", 0, "reason_own", ""},
	{"P12", `"sender":"no_reply","contact":"automated","kind":"declined","stage":"applied"`, track.NoReply, 0, "", "", 0, "file_answer", ""},
	{"P12", `"sender":"no_reply","contact":"automated","kind":"role_closed","stage":"applied"`, track.NoReply, 0, "", "", 0, "watch_90_days no_diagnosis", ""},
	{"P13", `"sender":"agency","contact":"human","kind":"declined","stage":"screen"`, track.AgentCall, 2, "2026-11-05", "", 0, "log_agency_and_client_apart", ""},
	{"P14", `"respect":"poor","contact":"human","kind":"declined","stage":"screen"`, track.NoReply, 24, "2026-11-05", track.Thanks, 60, "think_twice", ""},
	{"P14", `"respect":"poor","contact":"interviewed","kind":"role_closed","stage":"panel"`, track.NoReply, 24, "2026-11-05", track.Thanks, 60, "think_twice watch_90_days no_diagnosis", ""},
	{"P15", `"kind":"role_closed","contact":"human","stage":"screen"`, track.ThanksFuture, 2, "2026-11-05", "", 0, "watch_90_days no_diagnosis", ""},
	{"P16", `"kind":"filled_internally","contact":"interviewed","stage":"panel"`, track.ThanksFuture, 24, "2026-11-05", "", 0, "watch_90_days no_diagnosis", ""},
	{"P16", `"kind":"filled_internally","contact":"human","stage":"screen"`, track.NoReply, 0, "", "", 0, "watch_90_days no_diagnosis", ""},
	{"P17", `"kind":"silent","contact":"interviewed","days_silent":3`, track.Wait, 0, "", "", 0, "back_later", ""},
	{"P17", `"kind":"silent","contact":"interviewed"`, track.NoReply, 0, "", "", 0, "file_answer", "days_silent"},
	{"P17", `"kind":"silent","contact":"interviewed","days_silent":50`, track.CloseSilent, 0, "", "", 0, "close_silent", ""},
	{"P18", `"kind":"silent","contact":"human","days_silent":49,"check_ins_sent":1`, track.Wait, 0, "", "", 0, "back_later", ""},
	{"P19", `"kind":"silent","contact":"none","days_silent":29`, track.CloseSilent, 0, "", "", 0, "close_silent", ""},
	{"P20", `"kind":"declined","stage":"final","contact":"interviewed"`, track.AskOne, 24, "2026-11-05", "", 0, "watch_employer one_message_to_the_writer linkedin_note", ""},
	{"P20", `"kind":"declined","stage":"references_checks","contact":"interviewed"`, track.AskOne, 24, "2026-11-05", "", 0, "watch_employer one_message_to_the_writer linkedin_note", ""},
	{"P21", `"kind":"declined","stage":"skills_task","contact":"human"`, track.AskOne, 24, "2026-11-05", "", 0, "linkedin_note", ""},
	{"P22", `"kind":"declined","stage":"screen","contact":"human","keep_in_touch":true`, track.ThanksFuture, 2, "2026-11-05", "", 0, "linkedin_note", ""},
	{"P22", `"kind":"declined","stage":"screen","contact":"human"`, track.NoReply, 0, "", "", 0, "file_answer", "keep_in_touch"},
	{"P23", `"kind":"declined","stage":"applied","personal_text":true`, track.Thanks, 2, "2026-11-05", track.NoReply, 60, "file_answer", ""},
	{"P23", `"kind":"declined","stage":"applied","referral":true`, track.Thanks, 2, "2026-11-05", track.NoReply, 60, "thank_referrer", ""},
	{"P24", `"kind":"declined","stage":"applied","contact":"automated"`, track.NoReply, 0, "", "", 0, "file_answer", ""},
	{"P25", `"stage":"panel"`, track.NoReply, 0, "", "", 0, "", "kind"},
	{"P25", `"kind":"declined"`, track.NoReply, 0, "", "", 0, "file_answer", "stage"},
	{"P25", `"kind":"silent","days_silent":30`, track.NoReply, 0, "", "", 0, "file_answer", "contact"},
}

const newsAt = "2026-11-02T10:00:00Z"

func TestDecide_whatEachRowCarries(t *testing.T) {
	for _, r := range full {
		d := decide(t, fmt.Sprintf(`{%s,"news_at":%q,"now":"2026-11-03T11:00:00Z"}`, r.facts, newsAt))
		var codes []string
		for _, u := range d.Updates {
			codes = append(codes, u.Code)
			if u.Text == "" {
				t.Errorf("%s: update %s has no words", r.rule, u.Code)
			}
		}
		got := fmt.Sprint(d.Rule, d.Outcome, rest(d), bestBy(d), d.Optional, d.MaxWords, codes, d.Missing)
		want := fmt.Sprint(r.rule, r.outcome, r.rest, r.bestBy, r.optional, r.words, strings.Fields(r.updates), strings.Fields(r.missing))
		if got != want {
			t.Errorf("%s:\n got %s\nwant %s", r.facts, got, want)
		}
	}
	for _, rule := range Rules {
		if rule.ID != "P9" && !slices.ContainsFunc(full, func(r carried) bool {
			return r.rule == rule.ID
		}) {
			t.Errorf("%s stands in no line of the test", rule.ID)
		}
	}
}

// rest is how many hours after the news a message may go out, 0 without one.
func rest(d Decision) int {
	if !d.Earliest.Known() {
		return 0
	}
	news, _ := time.Parse(time.RFC3339, newsAt)
	return int(d.Earliest.Time().Sub(news).Hours())
}

func bestBy(d Decision) string {
	if !d.BestBy.Known() {
		return ""
	}
	return d.BestBy.Time().Format(time.DateOnly)
}

// Two hours after an application or a screen, a day after anything later.
func TestDecide_restByStage(t *testing.T) {
	for stage, want := range map[string]int{
		"applied": 2, "recruiter_contact": 2, "screen": 2,
		"skills_task": 24, "hiring_manager": 24, "panel": 24, "final": 24, "references_checks": 24, "offer": 24,
	} {
		d := decide(t, fmt.Sprintf(`{"kind":"declined","stage":%q,"personal_text":true,"keep_in_touch":true,"news_at":%q,"now":"2026-11-02T10:05:00Z"}`, stage, newsAt))
		if rest(d) != want {
			t.Errorf("%s rests %d hours, want %d (%s %s)", stage, rest(d), want, d.Rule, d.Outcome)
		}
	}
	d := decide(t, `{"kind":"role_closed","stage":"screen","contact":"interviewed","news_at":"2026-11-02T10:00:00Z"}`)
	if rest(d) != 24 {
		t.Errorf("who was interviewed rests a day, whatever the stage says: %d", rest(d))
	}
	d = Decide(mustFacts(t, `{"kind":"declined","stage":"panel","news_at":"2026-11-02T10:00:00Z"}`), Settings{RestScreen: 1, RestInterview: 48, BestByDays: 5, OnlyThanks: 10, NoneAfter: 30})
	if rest(d) != 48 || bestBy(d) != "2026-11-09" {
		t.Errorf("the hours and days are settings: %d, %s", rest(d), bestBy(d))
	}
}

func TestDecide_windowGoesByBusinessDaysAndTheZone(t *testing.T) {
	for news, want := range map[string]string{
		"2026-11-02T10:00:00Z": "2026-11-05", // Monday
		"2026-11-05T10:00:00Z": "2026-11-10", // Thursday
		"2026-11-06T10:00:00Z": "2026-11-11", // Friday
		"2026-11-07T10:00:00Z": "2026-11-11", // Saturday
		"2026-11-08T10:00:00Z": "2026-11-11", // Sunday
	} {
		d := decide(t, fmt.Sprintf(`{"kind":"declined","stage":"panel","news_at":%q}`, news))
		if bestBy(d) != want {
			t.Errorf("news of %s: best by %s, want %s", news, bestBy(d), want)
		}
	}
	s := DefaultSettings()
	s.Zone = time.FixedZone("east", 13*3600)
	d := Decide(mustFacts(t, `{"kind":"declined","stage":"panel","news_at":"2026-11-02T23:00:00Z"}`), s)
	if got := d.BestBy.Time().In(s.Zone).Format("2006-01-02 15:04"); got != "2026-11-06 18:00" {
		t.Errorf("for a person in the east it was Tuesday already: best by %s", got)
	}
}

func mustFacts(t *testing.T, facts string) Facts {
	t.Helper()
	f, err := ParseFacts(strings.NewReader(facts))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// After ten business days only thanks, after thirty days nothing.
func TestDecide_latenessTakesTheAskThenTheReply(t *testing.T) {
	for _, c := range []struct {
		now      string
		outcome  track.Outcome
		optional track.Outcome
		facts    string
	}{
		{"2026-11-16T10:00:00Z", track.AskOne, "", `"kind":"declined","stage":"panel"`}, // the tenth business day
		{"2026-11-17T10:00:00Z", track.Thanks, "", `"kind":"declined","stage":"panel"`},
		{"2026-12-02T09:00:00Z", track.Thanks, "", `"kind":"declined","stage":"panel"`},
		{"2026-12-02T11:00:00Z", track.NoReply, "", `"kind":"declined","stage":"panel"`},
		{"2026-11-17T10:00:00Z", track.ThanksFuture, "", `"kind":"declined","stage":"screen","keep_in_touch":true`},
		{"2026-12-03T10:00:00Z", track.NoReply, "", `"kind":"declined","stage":"screen","keep_in_touch":true`},
		{"2026-11-17T10:00:00Z", track.NoReply, track.Thanks, `"kind":"declined","stage":"panel","respect":"poor"`},
		{"2026-12-03T10:00:00Z", track.NoReply, "", `"kind":"declined","stage":"panel","respect":"poor"`},
		{"2026-12-03T10:00:00Z", track.NoReply, "", `"kind":"declined","stage":"applied","referral":true`},
		{"2026-12-20T10:00:00Z", track.Receive, "", `"kind":"declined","stage":"panel","they_wrote_again":true,"replies_sent":1`}, // their new message is not old
	} {
		d := decide(t, fmt.Sprintf(`{%s,"news_at":%q,"now":%q}`, c.facts, newsAt, c.now))
		if d.Outcome != c.outcome || d.Optional != c.optional {
			t.Errorf("%s at %s: %s or %q, want %s or %q", c.facts, c.now, d.Outcome, d.Optional, c.outcome, c.optional)
		}
	}
}

// A mood is ticked, never inferred: unknown is calm. Angry waits however old
// the news is; unsure waits for the first day. A draft may be written meanwhile.
func TestDecide_mood(t *testing.T) {
	for _, c := range []struct {
		mood  string
		hours int
		rule  string
	}{
		{"angry", 1, "P2"}, {"angry", 100, "P2"}, {"unsure", 0, "P2"}, {"unsure", 23, "P2"}, {"unsure", 24, "P21"}, {"calm", 1, "P21"}, {"", 1, "P21"},
	} {
		mood := ""
		if c.mood != "" {
			mood = fmt.Sprintf(`"mood":%q,`, c.mood)
		}
		d := decide(t, fmt.Sprintf(`{%s"kind":"declined","stage":"panel","hours_since_news":%d}`, mood, c.hours))
		if d.Rule != c.rule {
			t.Errorf("%q after %d hours: %s, want %s", c.mood, c.hours, d.Rule, c.rule)
		}
		if d.Rule == "P2" && d.Draft != track.AskOne {
			t.Errorf("the draft meanwhile is %q", d.Draft)
		}
	}
	if d := decide(t, `{"mood":"angry","kind":"declined","stage":"applied"}`); d.Outcome != track.Wait || d.Draft != track.NoReply || !strings.Contains(d.Why, "Nothing needs a reply") {
		t.Errorf("angry about a form letter: %+v", d)
	}
}

func TestDecide_contradictions(t *testing.T) {
	d := decide(t, `{"kind":"declined","stage":"applied","contact":"interviewed"}`)
	if d.Contradiction == "" || !slices.Contains(d.Missing, "stage") || d.Outcome != track.NoReply {
		t.Errorf("applied but interviewed is to be corrected: %+v", d)
	}
	if d := decide(t, `{"kind":"declined","stage":"applied","contact":"human"}`); d.Contradiction != "" {
		t.Errorf("no contradiction here: %+v", d)
	}
	d = decide(t, `{"kind":"silent","stage":"panel","contact":"interviewed","days_silent":40,"they_wrote_again":true,"news_at":"2026-11-02T10:00:00Z"}`)
	if d.Rule != "P21" || rest(d) != 24 {
		t.Errorf("a later answer ends the silence, with its own date: %+v", d)
	}
}

// The note: calm, decent, a person known, nothing pending, never for an agency.
func TestDecide_linkedInNote(t *testing.T) {
	has := func(facts string) bool {
		return slices.ContainsFunc(decide(t, facts).Updates, func(u Update) bool { return u.Code == "linkedin_note" })
	}
	if !has(`{"kind":"declined","stage":"panel","contact":"interviewed","mood":"calm"}`) {
		t.Error("calm and known: a note may follow")
	}
	for _, facts := range []string{
		`{"kind":"declined","stage":"panel","contact":"interviewed","mood":"angry"}`,
		`{"kind":"declined","stage":"panel","contact":"interviewed","mood":"unsure","hours_since_news":2}`,
		`{"kind":"declined","stage":"panel","contact":"interviewed","respect":"poor"}`,
		`{"kind":"declined","stage":"applied","contact":"automated","personal_text":true}`,
		`{"kind":"declined","stage":"panel","contact":"interviewed","sender":"agency"}`,
		`{"kind":"declined","stage":"panel","contact":"interviewed","replies_sent":1}`,
		`{"kind":"silent","contact":"interviewed","days_silent":13}`,
	} {
		if has(facts) {
			t.Errorf("no note here: %s", facts)
		}
	}
}

func TestRules_are25InOrderWithReasonAndSource(t *testing.T) {
	if len(Rules) != 25 {
		t.Fatalf("%d rules", len(Rules))
	}
	for i, r := range Rules {
		silent := r.ID == "P17" || r.ID == "P18" || r.ID == "P19"
		if r.ID != fmt.Sprint("P", i+1) || r.Name == "" || r.If == "" || (r.Why == "") != silent || r.Source != "method.md 3.2 "+r.ID {
			t.Errorf("%+v", r)
		}
	}
}
