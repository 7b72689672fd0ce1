package triage

import (
	"strings"

	"debrief/internal/triage/phrase"
)

// reasonRules are words by which a sentence of a no gives a reason: what another
// person had, what was missed, what was wanted, what became of the role. Stock
// phrases, which every no has, count against it.
var reasonRules = []struct {
	weight   int
	patterns []string
}{
	{3, []string{ // what somebody else had, or was wanted
		"(more|deeper|greater|stronger|broader|direct|relevant|hands on|closer) *2 (experience|background|knowledge|expertise|exposure|skills|automation|detail|checking)",
		"(someone|somebody|person|people|folks|candidate~|applicant~|finalist|individual~) (who|whose|with|that|already) *2 (has|have|had|would|run|led|ship~|built|work~|know~|experience|background|knows|brings|sell~|can|more|time|closer|who)",
		"(someone|somebody|person|people|folks|anyone|one) (closer|local|nearer|already|more|senior|junior|with)",
		"(candidate|applicant|finalist|person|one|they) (had|has) (already|more|previously|direct|closer|stronger|taken|run|led)",
		"(need~|want~|looking for|look for|require~|hoping for|prefer~|after|seeking|sought|searching for) *2 (someone|somebody|a person|people|an engineer|a more|more|a profile|profile|experience|candidates)",
		"(role|position|post|job|territory|team|work) (need~|require~|calls for|demands|asks for)",
		"(closer|better|stronger|nearer) (match|fit) (to|for|with) (the|what|this|our) *2 (require~|role|brief|stack|need~|profile|spec~|team)",
		"experience (is|was) (a )?(closer|better|stronger)", "(felt|thought|found|feel|think) *3 (lack~|missing|light|thin|weaker|strengths|gap~|bored|another applicant|other finalist|that you|you would|you had)",
	}},
	{3, []string{ // what was missed
		"(did|does|do) not (meet|satisfy|reach|possess|have) *3 (requirement~|criteri~|expectation~|qualification~|standard|threshold|minimum|essential)",
		"not (possess|reach|yet have|yet|obtain|been able to obtain)", "(lack|lacked|lacking|missing|missed|shortage of|short on|absence of)",
		"(score~|mark~|result~) *3 (below|under|lower|short)", "(too|slower|weaker|less) (slow|long|junior|senior|far|expensive|high|than|experience|strong|short|light|much)",
		"(overqualified|underqualified|over qualified|under qualified|bored)", "(salary|pay|rate|compensation) *2 (expectation~|requirement~|range|ask)", "would have liked", "(wanted|like|liked|hoped|hoping) to (see|hear|have)",
		"(next time|in future|for next time) *2 (tell|show|bring|prepare|try|give|talk)", "(weighing|weighed|weight) ", "(is|are) (a )?must", "(visa|sponsor~|right to work|work permit|notice period|relocat~|commut~|time zone|overlap|licen~|certificat~)",
		"(after|past|beyond) the (closing date|deadline)", "closing date (had|has) passed", "(references|screening|checks) (could|can|were|was|have|has|had) not", "two satisfactory references",
	}},
	{3, []string{ // what became of the role
		"(hiring|recruitment|recruiting|headcount|budget|hires) *2 (freeze|frozen|froze|stopped|paused|cut|plan|halt~|on hold|savings|reduced|pulled|gone)", "(freeze|frozen|froze|stopped|paused|halted|cut) *2 (hiring|recruitment|recruiting|headcount|hires|budget)",
		"(restructur~|reorgani~|funding|funded|savings|budget|merger|lost the contract|contract *2 lost)", "(no longer exists|been (deleted|removed|cancelled|scrapped) (from|as|because|due|after|by))", "(savings|budget) *2 (agreed|made|review)",
		"(internal candidate|internally|internal applicant|in house|from within|own (staff|team|people|assistant~|colleague~)|from another branch|existing (employee|staff|colleague|team))",
	}},
	{2, []string{"(because|since|due to|owing to|given that|as a result of|the reason|reason is|reasons|as the|as our|simply|mainly|in the end)", "(specifically|in particular|feedback|tipped|edged|deciding|decisive) "}},
	{3, []string{
		// German
		"(mehr|tiefere|langere|umfangreichere|bereits|einschlagige|fehlt~|fehlen~) *2 (erfahrung~|kenntnis~|berufserfahrung|praxis)", "(bewerber~|mitbewerber~|kandidat~|person) *2 (hat|mit|die|der|bringt|verfugt)", "(brauchen|suchen|benotigen) wir *2 (jemand~|eine person|mehr)", "(intern (zu )?besetz~|hausintern|weggefallen|budget|einstellungsstopp|finanzier~|gestrichen|umstruktur~)",
		// French
		"(plus|davantage) *2 (experience|experimente~|autonome)", "(faute de|budget|en interne|gel des|financ~)", "(besoin|recherch~|cherch~) *3 (personne|profil|quelqu un|experience)", "(autre|l autre) *1 (personne|candidat~) (plus|qui|avait|ayant|connai~|avec)", "(connaissait|maitrisait|avait) (deja|plus)", "(manqu~|insuffisan~)",
		// Spanish
		"(mas|mayor|falta~|sin) *3 (experiencia|conocimiento~)", "(buscabamos|buscamos|necesitamos|necesitabamos|queriamos) *2 (alguien|un perfil|una persona)", "(presupuesto|promocion interna|congel~|financ~)",
		// Italian
		"(maggiore|piu) *2 (esperienza|veloce|competenz~|esperto)", "(serve|serviva|cercavamo|cerchiamo|abbiamo bisogno) *3 (una|un|qualcuno|persona|mano|profilo|figura)", "(finanziato|budget|internamente|risorsa interna)",
		// Portuguese
		"(mais|maior|falta) *2 (experiencia|pratica|conhecimento~)", "(procuravamos|procuramos|precisamos|precisavamos|queria) *2 (alguem|uma pessoa|um|mais)", "(mobilidade interna|recrutamento interno|orcamento|internamente)",
		// Dutch
		"(meer|ruimere) *2 (ervaring|kennis)", "(zoeken|zochten|nodig) *1 iemand", "iemand (die|met|van)", "(interne kandida~|intern (ingevuld|opgelost)|bezuinig~|vacaturestop|budget)",
	}},
	{-4, []string{ // what every no says
		"(many|several|number of|so many|large number|lots of|volume of|pool of) *3 (candidate~|applica~|response~|profile~|people|submissions)", "(keep|kept|retain|hold|store) *3 (file|record|details|cv|resume|database|pool)", "(wish|best of luck|good luck|every success|thank you|thanks) ",
		"(unable|not able|can not) *2 (provide|give|offer) *2 (individual|feedback|detailed|personal|reasons)", "(future|other) (opportunit~|opening~|vacanc~|roles|positions)", "(let us know|please|feel free|reply|contact|apply again|encourage)",
		"(received|receive) *4 (applications|interest)", "we would like to invite",
	}},
}

var reasonSet, reasonWeight = func() (*phrase.Set, []int) {
	var patterns []string
	var weight []int
	for _, r := range reasonRules {
		for _, p := range r.patterns {
			patterns, weight = append(patterns, strings.TrimSpace(p)), append(weight, r.weight)
		}
	}
	return phrase.Compile(patterns, nil), weight
}()

// enoughReason is from which weight on a sentence counts as giving a reason.
const enoughReason = 3

// reason is the sentence of a no that says why, empty where none does. Of
// several the weightiest counts, then the first.
func (r *reading) reason() string {
	weight := map[int]int{}
	seen := map[[2]int]bool{}
	reasonSet.Find(r.text, func(h phrase.Hit) {
		at := int(r.text[h.From].Sentence)
		if key := [2]int{at, h.N}; !seen[key] {
			seen[key] = true
			weight[at] += reasonWeight[h.N]
		}
	})
	best, most := -1, enoughReason-1
	for i := range r.text {
		if s := int(r.text[i].Sentence); weight[s] > most {
			best, most = s, weight[s]
		}
	}
	if best < 0 {
		return ""
	}
	from, to := -1, 0
	for i := range r.text {
		if int(r.text[i].Sentence) == best {
			if from < 0 {
				from = r.text[i].Start
			}
			to = r.text[i].End
		}
	}
	if n := strings.IndexAny(r.m.Text[to:], ".!?\n"); n >= 0 && n <= 2 && r.m.Text[to+n] != '\n' {
		to += n + 1
	}
	return strings.Join(strings.Fields(r.m.Text[from:to]), " ")
}
