package match

import (
	"strings"
	"unicode"
)

// foreign are small words of languages whose postings are not read, none of them
// a usual word of English. Own table.
var foreign = []struct{ code, words string }{
	{"de", " der die und das mit für sie wir ihr ihre eine einen im den dem auf von zu bei als oder ist sind nicht werden sowie unsere "},
	{"fr", " le les des et vous votre vos une du dans pour avec est sont sur aux ou nous nos la au ce cette êtes "},
	{"es", " el los las y una para con del que su sus por como experiencia en nuestra nuestro eres tu "},
	{"it", " il gli e una di che per con del della nel nella sono le tuo tua nostra nostro dei "},
	{"nl", " de het een en van voor met je jij bij ons onze wij zijn niet aan op naar "},
	{"pt", " o os e uma para com do da dos das que seu sua por como em nossa nosso você não "},
}

var english = " the and of to in for with you your our we are is a an or will on as have be this that who from at "

// Language is the code of the language of a posting that is not read, such as
// “de”; empty for English, and for a text too short to tell.
func Language(text string) string {
	counts, en, n := make([]int, len(foreign)), 0, 0
	for _, w := range strings.FieldsFunc(strings.ToLower(text[:min(len(text), 20000)]), func(r rune) bool { return !unicode.IsLetter(r) }) {
		n++
		w = " " + w + " "
		if strings.Contains(english, w) {
			en++
		}
		for i, f := range foreign {
			if strings.Contains(f.words, w) {
				counts[i]++
			}
		}
	}
	best := 0
	for i := range counts {
		if counts[i] > counts[best] {
			best = i
		}
	}
	if n < 20 || counts[best] <= 2*en || 12*counts[best] < n {
		return ""
	}
	return foreign[best].code
}
