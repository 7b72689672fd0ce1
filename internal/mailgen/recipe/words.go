package recipe

import (
	"math/rand/v2"
	"strings"
	"time"
)

var employers = []string{"Hooli", "Northgate Labs", "Tallis Ledger", "Brightwater", "Kestrel Robotics", "Zoë & Partner", "Müller Maschinenbau", "Orchard Health", "Pied Piper", "Lumen Freight",
	"Arbor Analytics", "Cobalt Works", "Söderlund AB", "Vega Insurance", "Harrow Media", "Quill Software", "Terrace Energy", "Façade Studio", "Meridian Bank", "Oakline"}

var people = []string{"Mara Lind", "Jörg Schäfer", "Anaïs Lefèvre", "Priya Nair", "Tom Becker", "Ángel Ruiz", "Sam Okafor", "Łukasz Nowak", "Recruiting Team", "Chen Wei", "Ines Costa", "No Reply", "Dana Whitfield", "Åsa Holm", "Marco Conti", "People Operations"}

var relays = []string{"mail.hooli.example", "us.relay-one.example", "eu.relay-one.example", "hire.relay-two.example", "relay-three.example", "tenant.relay-four.example", "talent.relay-five.example", "notifications.relay-six.example", "m.relay-seven.example", "relay-eight.example", "out.relay-nine.example"}

var roles = []string{"Backend Engineer", "Data Analyst", "Product Designer", "Site Reliability Engineer", "Account Manager", "Ingénieur logiciel", "Projektleiterin", "Research Scientist"}

// subjects are the seven patterns: employer, then role.
var subjects = []string{
	"Thank you for applying to %s (%s)",
	"Your application at %s: %s",
	"Invitation to an interview with %s, %s",
	"Update on your application to %s - %s",
	"%s: next steps for %s",
	"Reminder from %s: complete your assessment for %s",
	"%s newsletter: how a %s works here",
}

// openings are the sentence by which a mail of each pattern can be told.
var openings = []string{
	"Thank you for applying to %s. We have received your application and will be in touch.",
	"After careful consideration %s has decided to move forward with other applicants.",
	"The team at %s would like to meet you. Which of these times suit you for an interview?",
	"Your application at %s is still under review. We will let you know as soon as there is news.",
	"We enjoyed our conversation. The next step at %s is a call with the team.",
	"This is a reminder that %s is waiting for your assessment. The link below is valid for three days.",
	"Here is what happened at %s this month.",
}

var zones = []*time.Location{time.UTC, time.FixedZone("", 3600), time.FixedZone("", -5*3600), time.FixedZone("", 5*3600+1800), time.FixedZone("", -8*3600)}

// vocabulary is the small one.
var vocabulary = strings.Fields(`the and a to of in for with on is we you your our as at by from this that be will are have it or an can all more team work role
company people time project experience schedule phone call interview application salary careful consideration kubernetes engineer design product data customer market
growth process feedback question answer meeting office remote contract start week month year day morning build test deploy service platform system network cloud
support manage lead plan review report budget result goal value change learn train teach write read speak listen offer benefit bonus holiday pension insurance
health travel city country language english german french skill degree university school course certificate portfolio resume letter reference manager director
analyst developer designer scientist assistant intern senior junior full part flexible hybrid culture mission vision impact quality speed safety trust care open clear
simple strong fast new good next first last long short early late available suitable interested grateful pleased happy sorry forward soon today tomorrow`)

func domainOf(employer string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(employer) {
		if r >= 'a' && r <= 'z' {
			b.WriteRune(r)
		}
	}
	return b.String() + ".example"
}

const zipfWords = 40_000

// zipf makes 40,000 words that can be spoken, with weights of 1/rank.
func zipf(seed uint64) (words []string, sums []float64) {
	rng := rand.New(rand.NewPCG(seed, 0x7a697066))
	syllables := strings.Fields("ba be bi bo bu ca ce co da de di do fa fe fi fo ga ge go ha he hi ho ja jo ka ke ki ko la le li lo lu ma me mi mo mu na ne ni no nu pa pe pi po ra re ri ro ru sa se si so su ta te ti to tu va ve vi vo wa we wi za ze zo")
	seen := map[string]bool{}
	for _, w := range vocabulary {
		seen[w] = true
	}
	words = append(words, vocabulary...)
	for len(words) < zipfWords {
		var b strings.Builder
		for n := 2 + rng.IntN(3); n > 0; n-- {
			b.WriteString(syllables[rng.IntN(len(syllables))])
		}
		if rng.IntN(3) == 0 {
			b.WriteString([]string{"n", "s", "r", "l", "t"}[rng.IntN(5)])
		}
		if w := b.String(); !seen[w] {
			seen[w] = true
			words = append(words, w)
		}
	}
	sum := 0.0
	for i := range words {
		sum += 1 / float64(i+1)
		sums = append(sums, sum)
	}
	return words, sums
}
