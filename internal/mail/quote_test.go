package mail

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

const answer = "Dear Jo,\n\nwe chose somebody else.\n\nMara"

// Every form of quoted history, in every language, below an answer.
func TestNewText_historyOfEveryLanguageIsLeftOut(t *testing.T) {
	for name, history := range map[string]string{
		"quoted lines":             "> Dear Mara,\n> hello\n",
		"English, one line":        "On Mon, Nov 23, 2026 at 5:02 PM Jo Weber <jo@weber.example> wrote:\n\n> hello\n",
		"English, wrapped":         "On Mon, Nov 23, 2026 at 5:02 PM, a person with a long name\n<jo@weber.example> wrote:\n> hello",
		"English, not marked":      "On Mon, Nov 23, 2026 at 5:02 PM Jo Weber <jo@weber.example> wrote:\nhello\nJo",
		"English, other words":     "Jo Weber writes:\n> hello",
		"German":                   "Am 23.11.2026 um 17:02 schrieb Jo Weber:\n> hallo",
		"German, Outlook":          "Von: Jo Weber <jo@weber.example>\nGesendet: Montag, 23. November 2026 17:02\nAn: Mara\nBetreff: Bewerbung\n\nhallo",
		"German, line":             "-----Ursprüngliche Nachricht-----\nVon: Jo\n\nhallo",
		"French":                   "Le lun. 23 nov. 2026 à 17:02, Jo Weber <jo@weber.example> a écrit :\n> bonjour",
		"French, Outlook":          "De : Jo Weber <jo@weber.example>\nEnvoyé : lundi 23 novembre 2026 17:02\nÀ : Mara\nObjet : Candidature\n\nbonjour",
		"Spanish":                  "El lun, 23 nov 2026 a las 17:02, Jo (<jo@weber.example>) escribió:\n> hola",
		"Spanish, Outlook":         "De: Jo Weber\nEnviado el: lunes, 23 de noviembre de 2026 17:02\nPara: Mara\nAsunto: Candidatura\n\nhola",
		"Italian":                  "Il giorno lun 23 nov 2026 alle ore 17:02 Jo Weber <jo@weber.example> ha scritto:\n> ciao",
		"Italian, Outlook":         "Da: Jo Weber\nInviato: lunedì 23 novembre 2026 17:02\nA: Mara\nOggetto: Candidatura\n\nciao",
		"Portuguese":               "Em seg., 23 de nov. de 2026 às 17:02, Jo Weber <jo@weber.example> escreveu:\n> olá",
		"Dutch":                    "Op ma 23 nov 2026 om 17:02 schreef Jo Weber <jo@weber.example>:\n> hallo",
		"Dutch, Outlook":           "Van: Jo Weber\nVerzonden: maandag 23 november 2026 17:02\nAan: Mara\nOnderwerp: Sollicitatie\n\nhallo",
		"Swedish":                  "Den mån 23 nov. 2026 kl 17:02 skrev Jo Weber <jo@weber.example>:\n> hej",
		"Danish":                   "Den man. 23. nov. 2026 kl. 17.02 skrev Jo Weber <jo@weber.example>:\n> hej",
		"Polish":                   "W dniu 23.11.2026 o 17:02, Jo Weber pisze:\n> cześć",
		"Outlook, English":         "From: Jo Weber <jo@weber.example>\nSent: Monday, November 23, 2026 5:02 PM\nTo: Mara\nSubject: Application\n\nhello",
		"Outlook, English, bold":   "*From:* Jo Weber\n*Sent:* Monday\n*To:* Mara\n*Subject:* Application\n\nhello",
		"Outlook, rule above":      "________________________________\nFrom: Jo Weber\nSent: Monday\nTo: Mara\nSubject: Application\n\nhello",
		"original message":         "-----Original Message-----\nFrom: Jo\n\nhello",
		"forwarded below a remark": "---------- Forwarded message ---------\nFrom: Jo\n\nhello",
		"forwarded, Apple":         "Begin forwarded message:\n\nFrom: Jo\n\nhello",
		"a footer under it":        "On Mon, Nov 23, 2026 at 5:02 PM Jo Weber <jo@weber.example> wrote:\n> hello\n\nThis mail was checked by a filter.",
		"signature":                "-- \nMara Lind\nNorthgate Labs\n",
		"signature and history":    "-- \nMara\n\nOn 23.11.2026 17:02, Jo wrote:\n> hello",
		"bare signature":           "--\nMara Lind\nNorthgate Labs\n",
		"phone":                    "Sent from my iPhone\n",
		"phone, German":            "Von meinem iPhone gesendet\n",
		"phone and history":        "Get Outlook for Android\n________________________________\nFrom: Jo\nSent: Monday\nTo: Mara\nSubject: x\n\nhello",
	} {
		text := answer + "\n\n" + history
		start, end := newText(text, nil)
		got := text[start:end]
		if name == "Outlook, rule above" || name == "phone and history" {
			got = strings.TrimRight(got, "_\n")
		}
		if got != answer {
			t.Errorf("%s: %q", name, got)
		}
		if start, end = newText(history, nil); strings.TrimSpace(history[start:end]) == "" {
			t.Errorf("%s alone: nothing is left", name)
		}
	}
}

func TestNewText_whatOnlyLooksLikeHistoryStays(t *testing.T) {
	for name, text := range map[string]string{
		"a sentence with wrote": "On balance, the panel liked what you wrote:\nclear and short.\n\nMara",
		"a list with labels":    "Your interview:\nDate: 1 December\nPlace: Utrecht\n\nMara",
		"one label":             "From: now on you can reach me at the new number.\nMara",
		"a colon at the end":    "Am Montag entscheidet das Team:\n- Zusage\n- Absage",
		"a dash":                "Two choices - both fine.\n- one\n- two",
		"an mbox From":          "Dear Jo,\n>From Monday on I am away.",
		"interleaved":           "> Friday?\nYes.\n\n> Ten?\nYes.",
		"remark, quote, remark": "See this:\n> the deadline is Friday\nPlease keep to it.",
		"sent, as a word":       "Sent from my heart: thank you for the talk, which lasted much longer than an ordinary signature",
		"quoted only":           "> hello\n> there",
		"empty":                 "",
	} {
		start, end := newText(text, nil)
		if text[start:end] != text {
			t.Errorf("%s: %q", name, text[start:end])
		}
	}
}

func TestNewText_answerBelowTheQuotation(t *testing.T) {
	text := "On 23.11.2026 17:02, Jo Weber wrote:\n> Dear Mara,\n>\n> Friday?\n\n" + answer + "\n\n-- \nMara Lind\n"
	if start, end := newText(text, nil); text[start:end] != answer {
		t.Errorf("%q", text[start:end])
	}
}

func TestNewText_staysWithinAnyText(t *testing.T) {
	piece := rapid.SampledFrom([]string{"> quoted\n", "words\n", "\n", "-- \n", "--\n", "On 3 Nov 2026 10:31 Jo wrote:\n", "From: Jo\n", "Sent: Monday\n", "To: Mara\n", "Subject: s\n", "-----Original Message-----\n", "Sent from my iPhone\n", "\u00a0\n", "no end"})
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(piece, 0, 30).Draw(t, "lines"), "")
		start, end := newText(text, nil)
		if start < 0 || start > end || end > len(text) {
			t.Fatalf("%d..%d of %d", start, end, len(text))
		}
		if strings.TrimSpace(text) != "" && strings.TrimSpace(text[start:end]) == "" {
			t.Fatalf("nothing is left of %q", text)
		}
	})
}

// An answer above history keeps its own text, whatever is quoted below.
func TestNewText_answerAboveHistoryIsKept(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		quoted := "> " + strings.Join(rapid.SliceOfN(rapid.StringMatching(`[a-z .]{0,30}`), 1, 10).Draw(t, "lines"), "\n> ")
		text := answer + "\n\nOn 23.11.2026 17:02, Jo Weber wrote:\n" + quoted
		if start, end := newText(text, nil); text[start:end] != answer {
			t.Fatalf("%q", text[start:end])
		}
	})
}
