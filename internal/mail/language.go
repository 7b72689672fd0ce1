package mail

import "strings"

// language is what mail programs write in one language around a mail: the
// labels of a header block, the line before a quotation, the marks of a
// forward, the phone's signature, months. All in lower case.
type language struct {
	name    string
	from    []string
	date    []string
	to      []string
	cc      []string
	subject []string
	replyTo []string
	opens   []string // how "On ... wrote:" begins
	wrote   []string // and its verb
	history []string // lines after which everything is an earlier mail
	phone   []string // beginnings of a signature that a phone adds
	me      []string // the line Gmail shows for the recipient
	months  []string // twelve, each with its variants parted by blanks
}

// languages, a row each. Source: the labels that Gmail, Outlook, Apple Mail
// and Thunderbird print; dependencies.md part 3 asks for eight languages.
var languages = []language{
	{"English", words("from"), words("sent", "date", "received"), words("to"), words("cc"), words("subject"), words("reply-to"),
		words("on ", "at "), words("wrote", "writes", "said"), words("original message", "original appointment", "forwarded message", "begin forwarded message"),
		words("sent from my ", "sent from outlook", "get outlook for ", "sent via "), words("to me", "to:me"),
		words("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug", "september sep sept", "october oct", "november nov", "december dec")},
	{"German", words("von"), words("gesendet", "datum", "gesendet am"), words("an"), words("cc", "kopie"), words("betreff"), words("antwort an"),
		words("am "), words("schrieb", "geschrieben"), words("ursprüngliche nachricht", "originalnachricht", "weitergeleitete nachricht", "anfang der weitergeleiteten nachricht", "ursprünglicher termin"),
		words("von meinem iphone gesendet", "von meinem ipad gesendet", "gesendet von ", "gesendet mit ", "diese nachricht wurde von meinem "), words("an mich"),
		words("januar jän jänner", "februar", "märz mär mrz", "april", "mai", "juni", "juli", "august", "september", "oktober okt", "november", "dezember dez")},
	{"French", words("de"), words("envoyé", "date", "envoyé le"), words("à", "a"), words("cc", "copie à"), words("objet", "sujet"), words("répondre à"),
		words("le "), words("a écrit"), words("message d'origine", "message d’origine", "message original", "message transféré", "début du message transféré", "message réexpédié", "rendez-vous d'origine"),
		words("envoyé de mon ", "envoyé depuis ", "envoyé à partir de ", "obtenir outlook pour ", "télécharger outlook pour "), words("à moi"),
		words("janvier janv", "février févr fév", "mars", "avril avr", "mai", "juin", "juillet juil", "août aout", "septembre", "octobre", "novembre", "décembre déc")},
	{"Spanish", words("de"), words("enviado", "enviado el", "fecha"), words("para"), words("cc"), words("asunto"), words("responder a"),
		words("el "), words("escribió"), words("mensaje original", "mensaje reenviado", "inicio del mensaje reenviado"),
		words("enviado desde ", "obtener outlook para "), words("para mí", "para mi"),
		words("enero ene", "febrero", "marzo", "abril abr", "mayo", "junio", "julio", "agosto ago", "septiembre setiembre", "octubre", "noviembre", "diciembre dic")},
	{"Italian", words("da"), words("inviato", "data", "inviato il"), words("a"), words("cc"), words("oggetto"), words("rispondi a"),
		words("il "), words("ha scritto"), words("messaggio originale", "messaggio inoltrato", "inizio messaggio inoltrato"),
		words("inviato da ", "scarica outlook per "), words("a me"),
		words("gennaio gen", "febbraio", "marzo", "aprile", "maggio mag", "giugno giu", "luglio lug", "agosto ago", "settembre set", "ottobre ott", "novembre", "dicembre dic")},
	{"Portuguese", words("de"), words("enviado", "enviada", "enviada em", "enviado em", "data"), words("para"), words("cc"), words("assunto"), words("responder a"),
		words("em ", "no dia ", "a "), words("escreveu"), words("mensagem original", "mensagem encaminhada", "mensagem reencaminhada", "início da mensagem encaminhada"),
		words("enviado do meu ", "enviado a partir ", "obter o outlook para "), words("para mim"),
		words("janeiro", "fevereiro fev", "março", "abril", "maio", "junho", "julho", "agosto", "setembro set", "outubro out", "novembro", "dezembro dez")},
	{"Dutch", words("van"), words("verzonden", "datum"), words("aan"), words("cc"), words("onderwerp"), words("antwoord aan"),
		words("op "), words("schreef"), words("oorspronkelijk bericht", "doorgestuurd bericht", "begin doorgestuurd bericht"),
		words("verstuurd vanaf mijn ", "verzonden vanaf ", "verzonden met ", "outlook voor "), words("aan mij"),
		words("januari", "februari", "maart mrt", "april", "mei", "juni", "juli", "augustus", "september", "oktober okt", "november", "december")},
	{"Swedish", words("från"), words("skickat", "datum"), words("till"), words("kopia", "cc"), words("ämne"), words("svara till"),
		words("den ", "på "), words("skrev"), words("originalmeddelande", "ursprungligt meddelande", "vidarebefordrat meddelande", "vidarebefordrat brev"),
		words("skickat från min ", "hämta outlook för "), words("till mig"),
		words("januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober okt", "november", "december")},
	{"Danish and Norwegian", words("fra"), words("sendt", "dato"), words("til"), words("cc", "kopi"), words("emne"), words("svar til"),
		words("den ", "på "), words("skrev"), words("oprindelig meddelelse", "opprinnelig melding", "videresendt meddelelse", "videresendt melding", "start på videresendt besked"),
		words("sendt fra min ", "hent outlook til ", "få outlook for "), words("til mig", "til meg"),
		words("januar", "februar", "marts mars", "april", "maj mai", "juni", "juli", "august", "september", "oktober okt", "november", "december desember des")},
	{"Polish", words("od"), words("wysłano", "data"), words("do"), words("dw", "kopia"), words("temat"), words("odpowiedz do"),
		words("w dniu ", "dnia ", "pon., ", "wt., ", "śr., ", "czw., ", "pt., ", "sob., ", "niedz., "), words("napisał", "napisała", "napisał(a)", "pisze"),
		words("oryginalna wiadomość", "wiadomość oryginalna", "forwarded message", "wiadomość przekazana", "początek przekazywanej wiadomości"),
		words("wysłano z ", "wysłane z ", "pobierz program outlook dla "), words("do mnie"),
		words("styczeń stycznia sty", "luty lutego lut", "marzec marca", "kwiecień kwietnia kwi", "maj maja", "czerwiec czerwca cze", "lipiec lipca lip", "sierpień sierpnia sie", "wrzesień września wrz", "październik października paź", "listopad listopada lis", "grudzień grudnia gru")},
}

func words(w ...string) []string { return w }

// monthNames maps every name and its variants to 1..12.
var monthNames = func() map[string]int {
	m := map[string]int{}
	for _, l := range languages {
		for i, names := range l.months {
			for _, n := range strings.Fields(names) {
				m[n] = i + 1
			}
		}
	}
	return m
}()

// label is what a line of a header block says.
type label int

const (
	noLabel label = iota
	labelFrom
	labelDate
	labelTo
	labelCc
	labelSubject
	labelReplyTo
)

// labelOf maps a lower-case label of a header block to its languages.
var labelOf = func() map[string]map[int]label {
	m := map[string]map[int]label{}
	for i, l := range languages {
		for k, names := range map[label][]string{labelFrom: l.from, labelDate: l.date, labelTo: l.to, labelCc: l.cc, labelSubject: l.subject, labelReplyTo: l.replyTo} {
			for _, n := range names {
				if m[n] == nil {
					m[n] = map[int]label{}
				}
				m[n][i] = k
			}
		}
	}
	return m
}()

// cutLabel splits a line like "From: X", "*Von:* X", "De : X" or "Subject:\tX"
// into label and rest. langs is nil when the line is no such thing.
func cutLabel(line string) (langs map[int]label, rest string) {
	i := strings.IndexByte(line, ':')
	if i < 0 || i > 40 {
		return nil, ""
	}
	name := strings.ToLower(strings.Trim(line[:i], " \t*_\u00a0"))
	return labelOf[name], strings.Trim(line[i+1:], " \t*_\u00a0")
}
