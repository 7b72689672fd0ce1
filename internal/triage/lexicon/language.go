package lexicon

import "debrief/internal/triage/phrase"

// languageWords are small words that stand in nearly every letter, by language.
// Words of several languages count for each.
var languageWords = func() map[string]uint8 {
	m := map[string]uint8{}
	for i, l := range Languages {
		for w := range phrase.Words(l.words) {
			m[w] |= 1 << i
		}
	}
	return m
}()

// Languages are those that are told apart, English first.
var Languages = []struct{ Code, words string }{
	{"en", "the and to of your you for we in is with are have our this that be on will from as at not it has can more been would about an if or please i my"},
	{"de", "der die das und zu fur wir sie ihre ihr mit auf in ist nicht haben uns ein eine den dem des im von bei als auch oder werden wird ich du dein deine sehr dass es um zum zur an nach freundlichen grussen"},
	{"fr", "le la les et de des vous votre pour nous en est une un dans que qui au aux avec ne pas sur par ce cette nos avons bonjour cordialement je du plus merci"},
	{"es", "el la los las y de que en un una para por con tu su se no te le nos es del al hemos esta muchas gracias lo mas como hola saludos usted"},
	{"it", "il la le gli e di che per un una in con del della dei non si ti la tua suo sua abbiamo nostro grazie questa sono alla ci al cordiali saluti gentile piu come"},
	{"pt", "o a os as e de que em um uma para por com seu sua nao se voce nos do da dos das ao na no obrigado mais como foi ola atenciosamente sobre esta muito pela pelo"},
	{"nl", "de het een en van je jij jouw u uw wij we voor met op in is niet hebben ons dat die bij als ook aan te er zijn naar om dit met vriendelijke groet beste"},
}

// Language is the code of the language most words speak for; empty where there
// are too few.
func Language(tokens []phrase.Token) string {
	var count [8]int
	n := min(len(tokens), 250)
	for _, t := range tokens[:n] {
		bits := languageWords[t.Word]
		for i := 0; bits != 0; i, bits = i+1, bits>>1 {
			if bits&1 != 0 {
				count[i]++
			}
		}
	}
	best := 0
	for i := range Languages {
		if count[i] > count[best] {
			best = i
		}
	}
	if count[best] < 2 || count[best]*12 < n {
		return ""
	}
	return Languages[best].Code
}
