package bullet

import (
	"slices"
	"strings"
)

func list(s string) []string {
	l := strings.Fields(s)
	slices.Sort(l)
	return slices.Compact(l)
}

// Word lists, written for this program.
var (
	englishWords = list(`the and of to in for with by a an from on at into across over per which that as within under while our their its`)
	otherWords   = list(`und der die das für mit von den im bei des et les des pour dans avec sur une aux del los las para con por una dei degli per della nel di het een voor met van bij da do dos das com na no`)

	// irregular are past forms that do not end in -ed.
	irregular = list(`built led ran cut drove won wrote grew brought taught made sold held kept set took spoke rebuilt oversaw began chose drew found gave got hit laid
		met paid put rose saw sent shot shrank sought spent split spun stood swept threw understood upheld won rewrote undertook overcame arose broke caught dealt did fed flew forged fought froze hid knew left let lost read rid rode sang sank shook shut sprang stuck struck swung told thought wove withdrew outgrew offset oversold forecast underwrote bought came went became bid bound dug dove lent meant quit sped`)

	// present are verbs in their plain and third-person form for a present job.
	present = list(`build lead run cut drive win write grow bring teach make sell hold keep set take speak oversee manage own plan design develop maintain support train coach mentor review
		improve reduce increase deliver ship test deploy operate monitor coordinate organise organize negotiate advise analyse analyze audit automate budget collect compile conduct create define
		direct document edit educate enforce establish evaluate execute forecast guide handle hire implement inspect install integrate interview investigate launch liaise migrate model nurse
		optimise optimize order partner perform prepare present process produce program prototype publish purchase recruit repair report represent research resolve restore schedule secure serve simplify solve
		staff steer streamline supervise supply teach track translate treat turn update validate verify visit administer care assess chair champion
		builds leads runs cuts drives wins writes grows brings teaches makes sells holds keeps sets takes oversees manages owns plans designs develops maintains supports trains coaches mentors reviews improves reduces delivers ships tests operates coordinates`)

	// notPast end in -ed without being verbs that open a line.
	notPast = list(`need speed feed seed red bed led-based detailed experienced skilled dedicated motivated talented certified qualified advanced united related-to hundred sacred`)

	buzzwords = []string{"results-driven", "results driven", "results-oriented", "dynamic", "passionate", "team player", "go-getter", "self-starter", "detail-oriented", "hard-working", "hardworking",
		"proactive", "motivated", "innovative", "best-in-class", "world-class", "cutting-edge", "thought leader", "guru", "ninja", "rockstar", "out of the box", "outside the box", "synergy", "strategic thinker", "excellent communication", "fast-paced", "proven track record", "extensive experience", "highly skilled"}

	weakOpeners = []struct{ phrase, try string }{
		{"responsible for", "Say what changed because of you: “Ran [what] for [how many]; [result]”."},
		{"helped", "Name your own part: “[Verb] [what], which let the team [result]”."},
		{"assisted", "Name your own part: “[Verb] [what] for [whom]; [result]”."},
		{"worked on", "Name the verb and the size: “Led [what] across [how many] teams; [result]”."},
		{"worked with", "Put what came of it first: “[Result] by [doing what] with [whom]”."},
		{"participated", "Name what you did in it: “[Verb] [what] in [project]; [result]”."},
		{"contributed", "Name the part that was yours: “[Verb] [what] of [project]; [result]”."},
		{"involved in", "Name what you did in it: “[Verb] [what]; [result]”."},
		{"tasked with", "Start with what you did: “[Verb] [what]; [result]”."},
		{"duties included", "One line per duty, each with what came of it."},
		{"in charge of", "Say what changed because of you: “Ran [what] for [how many]; [result]”."},
	}

	inflated = []struct{ word, plain string }{
		{"spearheaded", "led"}, {"leveraged", "used"}, {"leveraging", "using"}, {"utilised", "used"}, {"utilized", "used"}, {"utilising", "using"}, {"utilizing", "using"}, {"facilitated", "ran"},
		{"synergised", "joined"}, {"synergized", "joined"}, {"orchestrated", "ran"}, {"revolutionised", "changed"}, {"revolutionized", "changed"}, {"ideated", "proposed"}, {"actioned", "did"}, {"championed", "argued for"}, {"pioneered", "started"},
	}

	vagueMeasures = []string{"efficiency", "productivity", "effectiveness", "quality", "performance", "morale", "reliability", "visibility", "awareness", "satisfaction", "engagement", "synergies", "best practices"}

	pronouns = list(`i me my mine we us our ours myself ourselves i'm i've we've`)

	numberWords = list(`two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty hundred hundreds thousand thousands million millions billion dozen dozens half third quarter twice double doubled triple tripled halved`)

	// changes name a change that users or the business can see, without a number.
	changes = []string{"first ", "from scratch", "replaced ", "instead of", "so that", "which let", "which cut", "which led", "without ", "no longer", "adopted by", "became the", "ended ", "prevented", "award", "approved by", "renewed", "still in use", "opened ", "closed ", "won ", "until ", "retired "}

	units = []string{"users", "people", "customers", "clients", "patients", "pupils", "students", "teams", "engineers", "staff", "stores", "sites", "countries", "requests", "orders", "beds", "guests", "tickets", "accounts", "hours", "days", "weeks", "months", "minutes", "seconds", "services", "beds", "classes", "vehicles", "cases", "tonnes", "km", "sq"}
)
