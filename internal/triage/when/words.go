package when

import "strings"

// months and weekdays in seven languages, folded to small letters without
// accents; abbreviations stand beside the full names.
var months = table([12]string{
	"january jan januar janvier janv enero ene gennaio gen janeiro januari janner jaenner",
	"february feb februar fevrier fevr fev febrero febbraio fevereiro februari",
	"march mar marz maerz mars marzo marco maart mrz mrt",
	"april apr avril avr abril abr aprile",
	"may mai mayo maggio mag maio mei",
	"june jun juni juin junio giugno giu junho",
	"july jul juli juillet juil julio luglio lug julho",
	"august aug aout agosto ago augustus",
	"september sep sept septembre septiembre setiembre settembre set setembro",
	"october oct oktober okt octobre octubre ottobre ott outubro out",
	"november nov novembre noviembre novembro",
	"december dec dezember dez decembre diciembre dic dicembre dezembro",
})

// weekdays, Sunday first.
var weekdays = table([7]string{
	"sunday sun sonntag dimanche domingo domenica zondag",
	"monday mon montag lundi lunes lunedi segunda maandag",
	"tuesday tue tues dienstag mardi martes martedi terca dinsdag",
	"wednesday wed mittwoch mercredi miercoles mercoledi quarta woensdag",
	"thursday thu thur thurs donnerstag jeudi jueves giovedi quinta donderdag",
	"friday fri freitag vendredi viernes venerdi sexta vrijdag",
	"saturday sat samstag sonnabend samedi sabado sabato zaterdag",
})

func table[A [12]string | [7]string](rows A) map[string]int {
	m := map[string]int{}
	switch r := any(rows).(type) {
	case [12]string:
		for i, row := range r {
			for w := range strings.FieldsSeq(row) {
				m[w] = i
			}
		}
	case [7]string:
		for i, row := range r {
			for w := range strings.FieldsSeq(row) {
				m[w] = i
			}
		}
	}
	return m
}

// relative days, counted from the day of the mail.
var relative = map[string]int{"today": 0, "tonight": 0, "heute": 0, "aujourd": 0, "hoy": 0, "oggi": 0, "hoje": 0, "vandaag": 0,
	"tomorrow": 1, "morgen": 1, "demain": 1, "manana": 1, "domani": 1, "amanha": 1, "overmorrow": 2, "ubermorgen": 2, "overmorgen": 2, "dopodomani": 2}

// nextWords put a weekday into the week after this one.
var nextWords = map[string]bool{"next": true, "nachsten": true, "nachste": true, "kommenden": false, "prochain": true, "proximo": true, "prossimo": true, "volgende": true}

// minuteWords and hourWords measure how long something takes.
var (
	minuteWords = set("minute minutes min mins minuten minuti minutos minuut")
	hourWords   = set("hour hours hr hrs stunde stunden heure heures hora horas ora ore uur uren")
	clockWords  = set("uhr h uur heures heure") // behind a bare hour
	halfHour    = set("half halbe halben demi media mezz meia")
)

func set(s string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(s) {
		m[w] = true
	}
	return m
}
