package lexicon

import (
	"testing"

	"debrief/internal/track"
	"debrief/internal/triage/phrase"
)

// found is the highest tier at which a text speaks for a signal.
func found(text, lang string, s Signal) (top Tier) {
	for _, h := range Find(phrase.Split(text, 0), lang, false) {
		if h.Signal == s && !h.Off {
			top = max(top, h.Tier)
		}
	}
	return top
}

// The first ten signals stand for the classes, in their order.
func TestSignals_areTheClasses(t *testing.T) {
	want := map[Signal]track.Class{Received: track.ClassReceived, Rejection: track.ClassRejection, Interview: track.ClassInterview, Assessment: track.ClassAssessment, Offer: track.ClassOffer,
		Information: track.ClassInformation, Status: track.ClassStatus, Outreach: track.ClassOutreach, Alert: track.ClassAlert, Other: track.ClassOther}
	if len(want) != int(ClassSignals) || len(track.Classes) != int(ClassSignals) {
		t.Fatalf("%d signals, %d classes", len(want), len(track.Classes))
	}
	for s, c := range want {
		if track.Classes[s] != c {
			t.Errorf("signal %d stands for %s", s, track.Classes[s])
		}
	}
}

func TestFind_saysIt(t *testing.T) {
	for _, c := range []struct {
		text, lang string
		signal     Signal
		least      Tier
	}{
		{"We have decided to move forward with other candidates.", "en", Rejection, Decisive},
		{"We won't be moving forward with your application.", "en", Rejection, Decisive},
		{"Thank you for applying. We have received your application.", "en", Received, Strong},
		{"We would like to invite you to an interview.", "en", Interview, Strong},
		{"We are pleased to offer you the position of Nurse.", "en", Offer, Strong},
		{"The position has been filled.", "en", Filled, Strong},
		{"Leider müssen wir Ihnen mitteilen, dass wir uns für einen anderen Bewerber entschieden haben.", "de", Rejection, Strong},
		{"Nous avons le regret de vous informer que votre candidature n'a pas été retenue.", "fr", Rejection, Strong},
		{"Lamentamos comunicarle que no ha sido seleccionado.", "es", Rejection, Strong},
		{"Wij hebben uw sollicitatie ontvangen.", "nl", Received, Strong},
	} {
		if got := found(c.text, c.lang, c.signal); got < c.least {
			t.Errorf("%q speaks for %d at tier %d, want %d", c.text, c.signal, got, c.least)
		}
	}
}

// A condition, a negation, or a decision of the reader's own takes a phrase back.
func TestFind_takesBack(t *testing.T) {
	for _, c := range []struct {
		text   string
		signal Signal
	}{
		{"If you are not selected, we will let you know.", Rejection},
		{"Should you be unsuccessful, we will write to you.", Rejection},
		{"You have decided not to move forward with your application.", Rejection},
		{"We are unable to offer you the position.", Offer},
		{"We may decide to move forward with other candidates.", Rejection},
		{"We will invite you to an interview once your profile fits.", Offer},
	} {
		if got := found(c.text, "en", c.signal); got == Decisive {
			t.Errorf("%q says %d plainly", c.text, c.signal)
		}
	}
	if found("Please let me know if you have any questions. We have decided to move forward with other candidates.", "en", Rejection) != Decisive {
		t.Error("a polite if in another sentence took a rejection back")
	}
}

// Phrases of another language than the mail's don't count; English ones always do.
func TestFind_keepsToTheLanguage(t *testing.T) {
	const text = "Wij hebben uw sollicitatie ontvangen."
	if found(text, "nl", Received) == 0 || found(text, "fr", Received) != 0 {
		t.Error("a Dutch phrase counts in French, or not in Dutch")
	}
	if found("We have received your application.", "de", Received) == 0 {
		t.Error("an English phrase does not count in a German mail")
	}
}

// Where phrases of one meaning overlap, one counts.
func TestFind_countsAPlaceOnce(t *testing.T) {
	hits := Find(phrase.Split("Unfortunately we have decided not to move forward with your application at this time.", 0), "en", false)
	for i, a := range hits {
		for _, b := range hits[i+1:] {
			if a.Signal == b.Signal && a.Sub == b.Sub && a.From < b.To && b.From < a.To {
				t.Errorf("%d to %d and %d to %d both count", a.From, a.To, b.From, b.To)
			}
		}
	}
	if len(hits) == 0 {
		t.Error("nothing was found")
	}
}

func TestRules_areComplete(t *testing.T) {
	for _, p := range parts {
		for _, r := range p.rows {
			if r.Tier < Weak || r.Tier > Decisive || r.why == "" || r.Signal >= SignalCount || r.Signal == ClassSignals || len(r.patterns) == 0 {
				t.Errorf("%s: %+v", p.lang, r)
			}
		}
	}
}

func TestLanguage_ofALetter(t *testing.T) {
	for text, want := range map[string]string{
		"Thank you for your interest in the role. We will be in touch with you.":              "en",
		"Vielen Dank für Ihre Bewerbung. Wir melden uns in den nächsten Tagen bei Ihnen.":     "de",
		"Nous avons bien reçu votre candidature et nous vous remercions de votre intérêt.":    "fr",
		"Hemos recibido tu candidatura para el puesto y la revisaremos en los próximos días.": "es",
		"Abbiamo ricevuto la tua candidatura e ti ringraziamo per il tuo interesse.":          "it",
		"Recebemos a sua candidatura para a vaga e não se preocupe, em breve falamos.":        "pt",
		"Wij hebben je sollicitatie ontvangen en nemen snel contact met je op.":               "nl",
		"Zoom 14:00": "",
		"":           "",
	} {
		if got := Language(phrase.Split(text, 0)); got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}

func FuzzFind(f *testing.F) {
	f.Add("If you are not selected, we will let you know. Unfortunately not.", "en")
	f.Add("Leider nein.", "de")
	f.Fuzz(func(t *testing.T, text, lang string) {
		tokens := phrase.Split(text, 4000)
		for _, h := range Find(tokens, lang, false) {
			if h.From < 0 || h.From >= h.To || h.To > len(tokens) {
				t.Fatalf("%q: a phrase from %d to %d of %d words", text, h.From, h.To, len(tokens))
			}
		}
		Language(tokens)
	})
}
