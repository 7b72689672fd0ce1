// Package reply decides whether an answer wants a reply, with which kind of
// message, when, and why.
//
// It is a table (rules.go) read from the top: the first row that holds decides.
// It asks for facts that are not known and never guesses them; it gives no
// legal advice, reads no moods, and knows no clock: the time is a fact.
//
//	d := reply.Decide(reply.Facts{Kind: track.KindDeclined, Stage: track.Panel,
//		Contact: track.ContactInterviewed, HoursSinceNews: reply.Number(26)}, reply.DefaultSettings())
//	d.Outcome // ASK_ONE
//	d.Rule    // P21
package reply

import (
	"slices"
	"time"

	"debrief/internal/track"
)

// Settings are the editable house defaults behind the timing. No study fixes
// these hours and days; see method.md 3.2.
type Settings struct {
	RestScreen    int            // hours a reply rests after an application or screen
	RestInterview int            // hours after an interview or later
	BestByDays    int            // business days within which a reply is prompt
	OnlyThanks    int            // business days after which only thanks fit
	NoneAfter     int            // days after which nothing fits
	CheckInDay    int            // days of silence after contact until one check-in
	SilentCold    int            // days until silence counts, without contact
	SilentContact int            // days until silence counts, after contact
	Zone          *time.Location // nil is UTC; business days are days there
}

// DefaultSettings are those of method.md 3.2 and 2b.
func DefaultSettings() Settings { return SettingsOf(track.DefaultSettings(), time.UTC) }

// SettingsOf takes the timing out of a person's settings.
func SettingsOf(s track.Settings, zone *time.Location) Settings {
	return Settings{RestScreen: s.RestScreen, RestInterview: s.RestInterview, BestByDays: s.BestByDays, OnlyThanks: s.OnlyThanks, NoneAfter: s.NoneAfter,
		CheckInDay: s.CheckInDay, SilentCold: s.SilentCold, SilentContact: s.SilentContact, Zone: zone}
}

// Decision is the verdict on an answer. Earliest and BestBy are unknown when
// there is no message or when the news has no time.
type Decision struct {
	Outcome  track.Outcome `json:"outcome"`
	Rule     string        `json:"rule"`
	Why      string        `json:"why"`
	Earliest track.Instant `json:"earliest"`
	BestBy   track.Instant `json:"best_by"`
	Missing  []string      `json:"missing"` // facts that would make it surer
	Updates  []Update      `json:"updates"`

	Optional      track.Outcome `json:"optional,omitempty"`      // an equal way, when there is one
	MaxWords      int           `json:"max_words,omitempty"`     // tighter length, 0 for the usual
	Contradiction string        `json:"contradiction,omitempty"` // facts that can't both be; to be corrected
	Draft         track.Outcome `json:"draft_as,omitempty"`      // while waiting: what the draft will be
	Version       string        `json:"rules_version"`
}

// ask is one run through the table.
type ask struct {
	Facts
	Decision
	settings    Settings
	bestByDays  int
	restAtLeast int
	again       func(Facts, Settings) Decision // Decide, for the verdict behind a wait
}

// Decide runs the facts through the table.
func Decide(f Facts, s Settings) Decision {
	if s.Zone == nil {
		s.Zone = time.UTC
	}
	c := &ask{Facts: f, settings: s, bestByDays: s.BestByDays, again: Decide}
	c.Decision = Decision{Missing: []string{}, Updates: []Update{}, Version: RulesVersion}
	c.contradictions()
	for _, r := range Rules {
		if r.When(c) {
			c.take(r)
			break
		}
	}
	c.timing()
	c.recorded()
	return c.Decision
}

// recorded makes sure that every verdict says what happens in the record.
func (c *ask) recorded() {
	switch {
	case len(c.Updates) > 0:
	case c.Outcome == track.Wait:
		c.update("back_later")
	case c.Kind != "":
		c.update("file_answer")
	}
}

func (c *ask) take(r Rule) {
	c.Rule, c.Outcome, c.Why = r.ID, r.Outcome, r.Why
	for _, key := range r.Needs {
		if !c.knows(key) {
			c.Missing = append(c.Missing, key)
		}
	}
	if r.Then != nil {
		r.Then(c)
	}
}

func (c *ask) knows(key string) bool {
	return map[string]bool{
		"kind": c.Kind != "", "stage": c.Stage != "", "contact": c.Contact != "", "keep_in_touch": c.KeepInTouch != nil, "days_silent": c.DaysSilent != nil,
		"hours_since_news": c.HoursSinceNews != nil || c.NewsAt.Known() && c.Now.Known(),
	}[key]
}

func (c *ask) decide(o track.Outcome, why string) { c.Outcome, c.Why = o, why }

func (c *ask) update(code string) {
	u := Update{code, updateTexts[code]}
	if !slices.Contains(c.Updates, u) {
		c.Updates = append(c.Updates, u)
	}
}

// contradictions settles facts that can't both be. Source: method.md 3.2.
func (c *ask) contradictions() {
	if c.Stage == track.Applied && c.Contact == track.ContactInterviewed {
		c.Contradiction = "The stage says application only, the contact says interviewed. Correct one of them."
		c.Missing = append(c.Missing, "stage")
	}
	if c.Kind == track.KindSilent && c.TheyWroteAgain {
		c.Kind = track.KindDeclined // a later dated answer ends the silence
	}
}

// tooFresh is P2: angry always waits, unsure for the first day.
func (c *ask) tooFresh() bool {
	if c.Mood == track.MoodAngry {
		return true
	}
	h, known := c.hours()
	return c.Mood == track.MoodUnsure && known && h < 24
}

// waitForCalm holds the verdict back and says what the draft would become.
func (c *ask) waitForCalm() {
	calm := c.Facts
	calm.Mood = track.MoodCalm
	d := c.again(calm, c.settings)
	c.Draft, c.Optional, c.MaxWords = d.Outcome, d.Optional, d.MaxWords
	c.restAtLeast = 24
	if _, message := d.Outcome.Message(); !message && c.Kind != track.KindSilent {
		c.Why = "Not while it is this fresh. Nothing needs a reply here in any case; look at it again when you are calm."
	}
}

func (c *ask) answerThatMessage() {
	switch {
	case c.MoreInvited:
		c.decide(track.SendInvited, "They wrote again and asked for something. Send exactly that.")
	case c.Feedback == track.FeedbackOffered:
		c.decide(track.AnswerOffer, "They wrote again and offer feedback. Say yes and name one topic.")
		c.bestByDays = 2
	}
}

// tooLittle is P25: it asks for what the kind of answer would need.
func (c *ask) tooLittle() {
	c.closeKind()
	needs := map[track.AnswerKind][]string{"": {"kind"}, track.KindDeclined: {"stage"}, track.KindSilent: {"contact"}}[c.Kind]
	for _, key := range needs {
		if !c.knows(key) {
			c.Missing = append(c.Missing, key)
		}
	}
	if len(c.Missing) == 0 {
		c.Why = "Nothing here asks for a reply. It is filed, and you can go on."
	}
}

// closeKind adds the updates that belong to an ending on the employer's side.
func (c *ask) closeKind() {
	if c.Kind == track.KindRoleClosed || c.Kind == track.KindFilledInternally {
		c.update("watch_90_days")
		c.update("no_diagnosis")
	}
}

// silence is P17 to P19: wait, one check-in where somebody can be asked, close.
// checkIn is 0 where nobody can be.
func (c *ask) silence(checkIn, silent int) {
	if c.DaysSilent == nil {
		c.decide(track.NoReply, "How long it has been quiet is not known. Add it, and this can be decided.")
		return
	}
	days := int(*c.DaysSilent)
	if due := c.promisedWait(); due > 0 && days < silent {
		c.decide(track.Wait, "They named a day. One check-in fits two business days after it, not before.")
		return
	}
	switch {
	case days >= silent:
		c.decide(track.CloseSilent, "By now silence is the answer. Closing it needs no message, and a late answer opens it again.")
		c.update("close_silent")
	case checkIn > 0 && days >= checkIn && c.checkIns() == 0:
		c.decide(track.CheckIn, "Somebody knows you there and half of all answers would have come by now. One short check-in is fine.")
		c.update("check_in_once")
	case checkIn > 0 && c.checkIns() > 0:
		c.decide(track.Wait, "You have asked once. Silence after it changes nothing; it closes by itself.")
	case checkIn > 0:
		c.decide(track.Wait, "It is too early to ask. Most answers take longer than this.")
	default:
		c.decide(track.Wait, "Nobody is known there, so there is nobody to ask. It closes as silent by itself.")
	}
}

// promisedWait is how many days are left until two business days after a
// promised date; 0 when there is none or it has passed.
func (c *ask) promisedWait() int {
	if !c.PromisedDate.Known() || !c.Now.Known() {
		return 0
	}
	due := track.DayOf(c.PromisedDate.Time(), c.settings.Zone).AddBusiness(2)
	return max(0, due.Sub(track.DayOf(c.Now.Time(), c.settings.Zone)))
}

// timing sets the window of a message and applies what lateness changes.
// Source: method.md 3.2, "Timing".
func (c *ask) timing() {
	_, message := c.Outcome.Message()
	waiting := c.Rule == "P2"
	if !message && !waiting && c.Optional == "" {
		return
	}
	c.lateness()
	c.linkedIn()
	news := c.newsAt()
	if !news.Known() {
		if message && c.Kind != track.KindSilent {
			c.Missing = append(c.Missing, "news_at")
		}
		return
	}
	rest := c.settings.RestScreen
	if c.Stage.Interviewed() || c.Contact == track.ContactInterviewed {
		rest = c.settings.RestInterview
	}
	if c.Outcome == track.CheckIn {
		rest = 0
	}
	c.Earliest = track.InstantOf(news.Time().Add(time.Duration(max(rest, c.restAtLeast)) * time.Hour))
	day := track.DayOf(news.Time(), c.settings.Zone).AddBusiness(c.bestByDays)
	end := day.Time()
	c.BestBy = track.InstantOf(time.Date(end.Year(), end.Month(), end.Day(), 18, 0, 0, 0, c.settings.Zone))
}

func (c *ask) newsAt() track.Instant {
	if c.NewsAt.Known() {
		return c.NewsAt
	}
	if c.Now.Known() && c.HoursSinceNews != nil {
		return track.InstantOf(c.Now.Time().Add(-time.Duration(*c.HoursSinceNews * float64(time.Hour))))
	}
	return 0
}

// lateness: after ten business days only thanks, after thirty days nothing.
// Messages that answer something new of theirs are not late.
func (c *ask) lateness() {
	h, known := c.hours()
	late := slices.Contains([]track.Outcome{track.AskOne, track.ThanksFuture, track.Thanks, track.AgentCall}, c.Outcome)
	if !known || !late && c.Optional == "" || c.TheyWroteAgain {
		return
	}
	switch {
	case h > float64(c.settings.NoneAfter)*24:
		c.decide(track.NoReply, "The answer is more than a month old. A reply now would surprise more than it helps.")
		c.Optional = ""
		c.update("too_late")
	case c.businessDaysSince(h) > c.settings.OnlyThanks && c.Outcome == track.AskOne:
		c.decide(track.Thanks, "The answer is more than ten business days old. Thanks still fit, a question no longer does.")
		c.update("only_thanks_now")
	}
}

func (c *ask) businessDaysSince(hours float64) int {
	news, now := c.newsAt(), c.Now
	if !news.Known() || !now.Known() {
		return int(hours / 24 * 5 / 7)
	}
	from, to := track.DayOf(news.Time(), c.settings.Zone), track.DayOf(now.Time(), c.settings.Zone)
	n := 0
	for d := from.AddBusiness(1); d <= to && n < 100; d = d.AddBusiness(1) {
		n++
	}
	return n
}

// linkedIn: only when calm, decent, in contact with a person, and never beside
// an unanswered mail. Source: method.md 3.2.
func (c *ask) linkedIn() {
	person := c.Contact.AtLeast(track.ContactHuman) && c.Sender != track.SenderAgency
	if person && c.Mood != track.MoodAngry && c.Mood != track.MoodUnsure && c.Respect != track.RespectPoor && c.Kind == track.KindDeclined {
		c.update("linkedin_note")
	}
}
