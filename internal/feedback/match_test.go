package feedback

import (
	"strings"
	"testing"
	"unicode/utf8"

	"debrief/internal/track"
)

// Two wordings per row that must hit it, in our own words.
var wordings = map[int][2]string{
	1:  {"We chose someone with more experience leading payments work.", "In the end we hired a candidate who had deeper experience with ledgers."},
	2:  {"We needed stronger stakeholder management.", "The team wanted more experience with senior stakeholders."},
	3:  {"Since we spoke the role has changed.", "Our requirements have shifted over the summer."},
	4:  {"We felt you were not the right fit.", "It wasn't quite the right match this time."},
	5:  {"They are looking for a more senior profile.", "Your background is too junior for this one."},
	6:  {"The panel thought you were overqualified.", "You may be too senior for what we need."},
	7:  {"Others were a closer match to the requirements.", "We met people who more closely match what we need."},
	8:  {"We look for stronger technical skills.", "Another person showed better coding skills."},
	9:  {"We would have liked more technical depth.", "A deeper understanding of databases was needed."},
	10: {"Your take-home task did not meet our expectations.", "The assignment didn't quite reach the bar."},
	11: {"We need someone with industry experience.", "You have no background in our sector."},
	12: {"A better knowledge of our domain was expected.", "You seemed less familiar with our market."},
	13: {"We want somebody hands-on.", "The role needs a hands on engineer."},
	14: {"The team is looking for a more strategic profile.", "We missed strategic thinking."},
	15: {"We were after more leadership experience.", "They wanted experience leading through change."},
	16: {"You have little people management behind you.", "The role has eight direct reports."},
	17: {"Communication was the sticking point.", "We hoped you would communicate more clearly."},
	18: {"Your answers were too long.", "Try to be more concise."},
	19: {"We missed concrete examples.", "The replies were too vague."},
	20: {"The answers lacked structure.", "More structured answers would help."},
	21: {"We wanted more detail on impact.", "Measurable results were missing."},
	22: {"We could not see your own contribution.", "It was unclear what you personally did."},
	23: {"Problem solving was weighed heavily.", "The problem-solving round decided it."},
	24: {"In the case study your structure was loose.", "Your approach to the case was unusual."},
	25: {"We expected a discussion of trade-offs.", "Tradeoffs were not mentioned."},
	26: {"They look for executive presence.", "A little more gravitas is needed."},
	27: {"You could show more confidence.", "The panel noted a lack of confidence in your answers."},
	28: {"We missed some enthusiasm.", "The team wants people passionate about payments."},
	29: {"Your motivation for the role was unclear.", "We did not learn why this company."},
	30: {"Your career goals point elsewhere.", "We think your long-term plans differ."},
	31: {"It came down to culture fit.", "We worried about team fit."},
	32: {"Some of our values were not reflected.", "It was a question of values alignment."},
	33: {"Your salary expectations are above our range.", "The pay range does not work."},
	34: {"It is beyond our budget.", "For budgetary reasons we stop here."},
	35: {"We need someone on-site four days.", "Relocation would be required."},
	36: {"The time zone is too far.", "There are too few overlapping hours."},
	37: {"Your notice period is too long.", "We need someone who can start immediately."},
	38: {"We can't offer visa sponsorship.", "A security clearance is needed."},
	39: {"A certification is required.", "We need a certified engineer."},
	40: {"A relevant degree is needed.", "There is a degree requirement."},
	41: {"Your availability did not suit us.", "With limited availability it won't work."},
	42: {"There is a gap in your CV that stayed open.", "The employment gap raised a question."},
	43: {"We saw frequent job changes.", "Short tenures worried the team."},
	44: {"You had few questions for us.", "You didn't ask any questions."},
	45: {"You had not tried our product.", "Some knowledge of the company would help."},
	46: {"Your portfolio shows other work.", "The work samples were not close."},
	47: {"Code quality was below our bar.", "There was no test coverage."},
	48: {"The system design round was weaker.", "We wanted more on scalability."},
	49: {"Your German level is not enough.", "We need a native speaker."},
	50: {"The presentation ran over.", "Your slides held too much."},
	51: {"Your references could not be reached.", "One of the referees never answered."},
	52: {"We went with an internal candidate.", "The role was filled from within."},
	53: {"The position is on hold.", "There is a hiring freeze."},
	54: {"The position has already been filled.", "The role was taken last week."},
	55: {"We had many strong applicants.", "We received a high volume of applications."},
	56: {"It was a close decision.", "You were the runner-up."},
	57: {"We decided to move forward with another person.", "We have chosen someone else."},
	58: {"We will keep your details on file.", "We retain your CV in our database."},
	59: {"Please apply again in the future.", "Keep an eye on our openings."},
	60: {"We are unable to provide individual feedback.", "It is company policy not to give feedback."},
}

func TestMatch_everyRowOfTheLexicon(t *testing.T) {
	if len(Lexicon) != 60 {
		t.Fatalf("%d rows", len(Lexicon))
	}
	for i, r := range Lexicon {
		if r.N != i+1 {
			t.Errorf("row %d stands at %d", r.N, i+1)
		}
		if _, ok := track.ReasonByCode(r.Theme); !ok {
			t.Errorf("row %d: theme %q", r.N, r.Theme)
		}
		for _, text := range wordings[r.N] {
			found := false
			for _, h := range Match(text).Matches {
				found = found || h.Row == r.N
			}
			if !found {
				t.Errorf("row %d not found in %q: %+v", r.N, text, Match(text).Matches)
			}
		}
	}
}

func TestMatch_nothingToReadStaysVague(t *testing.T) {
	for _, text := range []string{"", "Thank you for your time.", "We wish you all the best.", "> we chose someone with more experience", "We were impressed by your communication skills.", "It was not about your salary expectations."} {
		if m := Match(text).Matches; m[0].Row != 0 || m[0].Theme != track.Unspecified {
			t.Errorf("%q: %+v", text, m)
		}
	}
}

func TestMatch_whatLiesWithThemComesFirst(t *testing.T) {
	m := Match("We wanted someone with more experience, but the role has changed.").Matches
	if len(m) < 2 || m[0].Theme != "C01" || m[1].Theme != "B01" {
		t.Errorf("%+v", m)
	}
	m = Match("After a difficult decision we chose someone else, as your answers lacked structure.").Matches
	if m[0].Theme != "B06" {
		t.Errorf("capability before courtesy: %+v", m)
	}
}

func TestReadAnswer_theSentenceWithInformationInIt(t *testing.T) {
	text := "Dear Mira,\n\nthank you for taking the time to speak with Daniel and me.\n\nAfter careful consideration we have decided not to move forward. We met several strong candidates and chose someone with more experience leading payments work across several teams.\n\nWe enjoyed our conversations and hope you will keep an eye on our future openings.\n"
	r := ReadAnswer(text)
	got := string([]rune(text)[r.Key.Start:r.Key.End])
	if !strings.HasPrefix(got, "We met several") || !strings.HasSuffix(got, "several teams.") {
		t.Errorf("marked %q", got)
	}
	if r.Kind != track.KindDeclined || r.Feedback != "" || !r.PersonalText || !r.KeepInTouch {
		t.Errorf("%+v", r)
	}
}

func TestReadAnswer_feedbackIsMoreThanAReason(t *testing.T) {
	for text, want := range map[string]track.FeedbackState{
		"We chose someone with more experience.":                           "",
		"The feedback from the team was that the examples stayed general.": track.FeedbackGiven,
		"One area to work on would be the structure of your answers.":      track.FeedbackGiven,
		"I am happy to give you feedback in a call.":                       track.FeedbackOffered,
		"Please understand that we cannot give individual feedback.":       track.FeedbackRefused,
	} {
		if got := ReadAnswer(text).Feedback; got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestReadAnswer_kinds(t *testing.T) {
	for text, want := range map[string]track.AnswerKind{
		"Unfortunately we will not be moving forward with your application.": track.KindDeclined,
		"We regret to inform you that your application was unsuccessful.":    track.KindDeclined,
		"The position has been put on hold.":                                 track.KindRoleClosed,
		"The role was filled internally.":                                    track.KindFilledInternally,
		"We have to withdraw our offer.":                                     track.KindOfferWithdrawn,
		"We would like to invite you to an interview.":                       "",
		"Your application has been received.":                                "",
		"Unfortunately we have to move our call to Thursday.":                "",
	} {
		if got := ReadAnswer(text).Kind; got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func FuzzMatch(f *testing.F) {
	for _, w := range wordings {
		f.Add(w[0])
	}
	f.Add("> \xff\n\n..é?! İ")
	f.Fuzz(func(t *testing.T, text string) {
		n := utf8.RuneCountInString(text)
		for _, h := range Match(text).Matches {
			if h.Start < 0 || h.End < h.Start || h.End > n || h.Sentence.End > n {
				t.Fatalf("offsets out of range: %+v of %d", h, n)
			}
		}
		ReadAnswer(text)
	})
}

func BenchmarkMatch_1MB(b *testing.B) {
	text := strings.Repeat("We met many people and the talks were good. ", 1<<20/44)
	for b.Loop() {
		Match(text)
	}
}
