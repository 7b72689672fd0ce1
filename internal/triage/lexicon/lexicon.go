// Package lexicon holds the phrases by which mails about applications are
// known, in seven languages, with what each speaks for and how much it counts.
// A condition ("if you are not selected"), a negation ("unable to offer you") or
// a decision of the reader's own ("you have decided not to accept") takes a
// phrase back.
//
//	tokens := phrase.Split("We have decided not to move forward.", 0)
//	hits := lexicon.Find(tokens, "en", false)
//	hits[0].Signal // Rejection
//
// Patterns are words folded to small letters without accents; package phrase
// says how they are written. The wording is by us.
package lexicon

import (
	"sync"

	"debrief/internal/triage/phrase"
)

// Signal is what a phrase speaks for: one of the classes, or something that
// helps to tell them apart.
type Signal uint8

const (
	Received Signal = iota
	Rejection
	Interview
	Assessment
	Offer
	Information
	Status
	Outreach
	Alert
	Other
	ClassSignals // the ten above are the classes in the order of track.Classes

	Job       // this is about a job application
	Foreign   // an application of another kind: a loan, a flat, a school
	Past      // an interview took place
	Moved     // an appointment is being moved, for whatever reason
	Teaser    // marketing
	Promised  // what happens if or when they decide
	Filled    // the position is filled
	Closed    // the position is closed
	Pool      // profile is kept for later
	Internal  // filled from within
	Withdrawn // an offer is taken back
	SignalCount
)

// Tier is how much a phrase counts.
type Tier uint8

const (
	Weak     Tier = iota + 1 // seen with this class and with others
	Strong                   // seldom seen with another class
	Decisive                 // says it
)

// guard tells when a phrase is taken back.
type guard uint8

const (
	ifSafe   guard = 1 << iota // also counts behind "if": it is no statement
	notSafe                    // also counts behind "not": the phrase has its own negation
	untilOff                   // does not count before "until", "unless", "without"
)

// rules are patterns of one meaning.
type rules struct {
	Signal   Signal
	sub      string
	Tier     Tier
	guard    guard
	why      string
	patterns []string
}

// rule is one compiled pattern.
type rule struct {
	*rules
	lang string
}

// lexicon is all rules, compiled into one set.
type lexicon struct {
	set  *phrase.Set
	rule []rule // by pattern
}

// parts of the lexicon by language. English stands in mails of every language.
var parts = []struct {
	lang string
	rows []rules
}{
	{"en", rejectionRules}, {"en", processRules}, {"en", plainRules}, {"en", wideRules}, {"en", noiseRules}, {"en", contextRules},
	{"de", germanRules}, {"fr", frenchRules}, {"es", spanishRules}, {"it", italianRules}, {"pt", portugueseRules}, {"nl", dutchRules},
}

// phrases are compiled when the first text is read: a start has no need of them.
var phrases = sync.OnceValue(func() (l lexicon) {
	var patterns []string
	for _, part := range parts {
		for i := range part.rows {
			for _, p := range part.rows[i].patterns {
				patterns = append(patterns, p)
				l.rule = append(l.rule, rule{&part.rows[i], part.lang})
			}
		}
	}
	l.set = phrase.Compile(patterns, named)
	return l
})

// named are the parts that patterns share.
var named = map[string]string{
	"app":    "(application~|candidacy|candidature|candidacies|profile|cv|resume|submission)",
	"role":   "(role|roles|position|positions|job|vacancy|opening|post|opportunity|requisition)",
	"talk":   "(interview|interviews|call|chat|conversation|meeting|discussion|screen|screening|phone screen|phone interview|video call|video interview|zoom|teams call|coffee|appointment|discovery call|intro call|onsite|on site)",
	"go":     "(move|moving|moved|proceed|proceeding|proceeded|progress|progressing|progressed|advance|advancing|advanced|continue|continuing|continued|go|going|gone|take|taking|taken|pursue|pursuing|pursued|carry|carrying)",
	"on":     "(forward|forwards|ahead|further|on|onward)",
	"others": "(other|others|another|different|alternative|alternate|someone|somebody|external|internal|stronger)",
	"people": "(candidate~|applicant~|individual~|profile~|people|person|else|applications|professionals|finalist~|talent)",
	"fill":   "(filled|closed|cancelled|canceled|eliminated|withdrawn|removed|discontinued)",
	"test":   "(assessment~|test|tests|challenge|paid trial|tech test|coding exercise|coding challenge|skills test|written test|exercise|take home|takehome|assignment|case study|coding task|questionnaire|simulation|video interview|one way interview|hirevue|hackerrank|codility|codesignal|coderpad|testgorilla|work sample|homework|quiz|task|aptitude test~|game based assessment~)",
	"papers": "(form|forms|document|documents|reference|references|referees|transcript~|portfolio|certificate~|paperwork|payslip~|proof|id|identification|passport|questionnaire|nda|agreement|salary expectation~|salary history|compensation expectations|work authori~|right to work|visa status|notice period|availability date|start date|availability for|work permit|work samples|writing sample~|cover letter|copy of|details|information|survey of eligibility)",
	"ill":    "(ill|sick|unwell|unavailable|away|off|travelling|traveling|double booked|ooo)",
	"glad":   "(pleased|delighted|happy|excited|thrilled|glad|proud|overjoyed)",
	"soon":   "(monday|tuesday|wednesday|thursday|friday|tomorrow|today|this week|next week)",
}

// rejectionRules: a no, in English. Source of the tiers: mail.md 1a (phrases
// that real projects had to demote stand below decisive).
var rejectionRules = []rules{
	{Rejection, "", Decisive, notSafe | untilOff, "declines", []string{
		"(decided|chosen|elected|opted|determined|decision|choose|chose) *2 not to *2 ({go}|invite|offer|consider|shortlist|extend|select|hire|interview|make you|fund)",
		"(decided|chosen|elected|opted|decision) to not *2 ({go}|invite|offer|consider|extend|select|hire)",
		"decided against *2 ({go}|your|offering|hiring|making|inviting)",
		"not *2 (be|been|being|able to|going to|in a position to|looking to|planning to)? *1 {go} *2 (you|your|with you|with your) *4 {app}? *3 {on}?",
		"not *2 {go} *3 {on} with *2 (you|your|the|this) *3 ({app}|{role}|process|interview process|hiring process|recruitment process|recruiting process)",
		"not *2 {go} *1 {on} *2 (at this time|at this point|this time|on this occasion|at this stage|in the process|in our process|to the next|with this application|in our hiring|in the hiring|in the recruitment|in our recruitment|in the selection|in our selection|with you)",
		"not be {go} *1 {on}? *1 (at this time|at this point|this time|on this occasion|with|to)",
		"(your|the) {app} *5 not *1 be (taken|moving|progressing|progressed|proceeding|advancing|considered|pursued|continuing|going) *1 ({on}|to the next|at this time|any)",
		"not *2 (been|be) (taken|carried|moved|put|brought) {on}",
		"(your|you|candidacy|application|interview) *6 not *2 (been )? (successful|selected|shortlisted|short listed|chosen|progressed|accepted|retained|appointed)",
		"not *1 (been )? (selected|chosen|shortlisted|short listed) *1 (for|to) *4 ({role}|{go}|next|interview|stage|round|this|advance|cohort|programme|program)",
		"not (be )? (selecting|shortlisting|inviting|offering|hiring|advancing|progressing|extending|appointing) *1 (you|your)",
		"(application|candidacy|candidature|interview|you) *3 (has|have|was|were|is|are|been) *3 unsuccessful",
		"unsuccessful (on this occasion|this time|at this time|in your application|in securing|for this|with your)",
		"({go}|proceeded|progressed|continued|advanced|going ahead) *2 {on}? with *3 {others} *2 {people}",
		"({go}|went) *1 {on}? with *2 (another|someone|somebody) *1 (candidate|applicant|person|else|who|whose|with)",
		"(decided|chosen|chose|elected|opted|decision|determined) *1 to *2 (pursue|proceed|move|go|progress|continue|focus|advance|interview|hire|appoint|select|offer|consider|prioriti~|concentrate|shortlist) *4 ({others} *3 {people}|with candidates|with applicants|candidates whose|applicants whose|candidates who|applicants who|with a candidate|other candidates|another candidate|someone else|internally)",
		"(selected|chosen|chose|hired|appointed|identified|found|picked|engaged|filled) *4 (other|another|different|alternative|internal) *2 (candidate~|applicant~|person|individual~)",
		"(selected|chosen|chose|hired|appointed|found|picked|hiring|choosing|selecting) (someone|somebody) (else|who|whose|with|internally|externally)",
		"(offered|awarded|given|gave|offering|extended) *6 (to|it to) (another|a different|someone else|somebody else|an internal|the other) *1 (candidate|applicant|person)?",
		"another (candidate|applicant) *4 (accepted|been selected|was selected|been offered|been chosen|was chosen|offered the)",
		"(unable|not able|not in a position|can not|not be able) *1 (to )? *1 offer you *3 {role}",
		"not *1 (be )? (offer|offering|extending|extend|making|make) (you )? *1 (an|a|the|this) *1 (offer|role|position|job|place|interview|internship|contract)",
		"unable to *1 (progress|proceed|move|take|advance|continue) *1 (with )? (your|you) *3",
		"regret to *1 (inform|advise|tell|say|let|notify|announce) *12 (not|unsuccessful|declined|rejected|other candidates|another candidate|been filled|no longer|someone else|unable)",
		"(no longer) *1 (considering|under consideration|being considered|in consideration|pursuing|moving|a candidate|be considered|be considering) *4",
		"(removed|withdrawn|released|eliminated) from *2 (consideration|the selection process|the process|the pool|further consideration)",
		"(pass|passing|passed) on (your|you|moving|proceeding)",
		"(decline|declining|declined|rejected|denied|turned down|rejecting|closing|closed) (your|the) (application|candidacy|candidature)",
		"(application|candidacy|candidature) *2 (has been|was|is|have been) *2 (declined|rejected|denied|turned down|unsuccessful)",
		"(going|gone|go|went|going to go|moving|move) *1 in (a|another) *1 (different )? direction",
		"not *3 (outcome|news|answer|result|decision) *1 (that )? you *3 (hoping|hoped|wanted|expecting|expected|wishing|like)",
		"did not *2 (make|pass|meet) *3 (shortlist|short list|pass mark|required standard|threshold|cut|final list|benchmark|next round|next stage)",
		"(it is|it was|that it is|its) a no (from|for|this|at)",
		"(bring|close|conclude|end|stop) your *1 (application|candidacy|process) *2 (here|at this point|at this stage|to a close|to an end)",
		"not *1 (have|has) (a|any|an|another)? *2 (suitable|appropriate|matching|right|current|open)? *1 ({role}|roles|positions|openings|vacancies) *3 (for you|to offer you|that match~|that fit~|matching your|suitable for you)",
	}},
	{Rejection, "", Strong, notSafe | untilOff, "probably declines", []string{
		"regret to *1 (inform|advise|tell|say|let|notify|announce)",
		"(sorry|sad|afraid|disappointed) to *1 (say|tell|inform|let you know|disappoint|share|report|advise|write|have to)",
		"(i am|we are) afraid *1 (that )? (we|i|the|your|this|on this)",
		"with candidates (whose|who|that|more)",
		"(candidates|applicants|candidate|profiles|those|others|applicant|people|individuals|backgrounds) *1 (whose|who|with|that|have) *8 (more closely|more directly|better|more experience|more relevant|stronger|more suitable|more suited|closer|closely|more specific|more recent|more aligned|more in line)",
		"(closer|better|stronger|closest|best) (match|fit|aligned|alignment|suited|matched|matches|fits) *4",
		"more (closely|directly|strongly) (match~|align~|fit~|meet~|suit~|correspond~|reflect~)",
		"not *2 (the|a|an|quite|exactly) *2 (right|best|good|ideal|suitable|strong|close|closest|perfect|strongest) *1 (fit|match)",
		"(does|did|do|is|was|are) not *2 (match|meet|fit|align|correspond|satisfy|suit) *6",
		"(pursue|pursuing|consider|considering|focus|focusing|focussing|prioritizing|prioritising) *2 {others} *2 {people}",
		"(unfortunately|regrettably|sadly|regretfully) *8 (no longer|unsuccessful|declined|rejected|another|filled|closed|other candidates|someone else)",
		"(wish|wished) (i|we) had (better|different|happier) news",
		"(disappointing|difficult|bad|unwelcome) news",
		"not *1 (proceed|proceeding|progress|progressing|continue|continuing|advancing|advance|moving forward|move forward|be moving|be proceeding)",
		"not *2 (be )? considered? *1 (further|for this|for the|for further)",
		"we *2 not *2 (hire|hiring|recruit|recruiting) (for|at|right|anyone|new)",
		"(on this occasion|this time around|this time we|this time it)",
		"unsuccessful",
		"not the right time",
	}},
	{Rejection, "", Weak, notSafe, "the tone of a no", []string{
		"(unfortunately|regrettably|sadly|regretfully) *8 (not|unable)",
		"(difficult|tough|hard|not an easy|not easy) (decision|choice|decisions|one)",
		"(after|following|upon) *1 (careful|thorough|thoughtful|much|due|further|close|extensive|considerable) *2 (consideration|review|thought|deliberation|evaluation|assessment)",
		"(wish|wishing) you *3 (best|success|luck|well|every success|continued success|nothing but) *3 (job search|search|career|future|endeavo~|next|with your|in your|job hunt|finding|for your|going)?",
		"(best|good) (of )? luck *1 (in|with|for|on) *4",
		"(high|large|overwhelming|significant|huge|great|unprecedented|record) (volume|number|amount|level) of *2 (application~|applicant~|candidate~|interest|qualified|strong|talented|response~|highly)",
		"(highly|very|extremely|incredibly) (competitive|qualified|strong) *2 (pool|field|process|candidates|applicants|group|round)",
		"(many|several|numerous) *1 (strong|qualified|impressive|talented|excellent|great|outstanding) (candidate~|applicant~|application~|people)",
		"(encourage|invite|welcome|hope) *1 (you )? *1 to *2 (apply|reapply|re apply|keep|check|continue|watch|visit|explore|consider)",
		"(future|other) (openings|opportunities|positions|roles|vacancies)",
		"keep an eye on",
		"(reflection|reflective|reflect) *2 (of|on) *2 (your|you)",
		"(appreciate|grateful for|thank you for) the (time|effort|energy|interest) *2 (and effort|and energy|and interest)? *2 you *1 (took|invested|put|spent|devoted|gave|have taken|have invested|dedicated)",
		"not *1 (able to|in a position to) *1 (provide|give|offer|share) *3 feedback",
		"(impressed|enjoyed) *1 (with|by|getting|meeting|speaking|learning)",
	}},
	{Pool, "", Weak, ifSafe | notSafe, "keeps the profile", []string{
		"(keep|kept|retain|hold|store|remain|remains|stays|stay|save|saved|add|added|include) *5 (on file|in our database|in our records|in our system|in our talent|in mind|talent pool|talent community|talent network|talent pipeline|for future|in touch|our database)",
		"(talent pool|talent pipeline|talent bank)",
		"(reach out|contact you|get in touch|be in touch|get back to you) *3 (if|when|should) *8 (future|suitable|other|another|opens|arises|comes|similar)",
		"(consider|considered) *2 (you|your) *4 (future|other) *2 (roles|positions|openings|opportunities|vacancies)",
	}},
	{Filled, "", Strong, notSafe, "the position is filled", []string{
		"{role} *6 (has|have|was|is|been|are) *3 filled",
		"filled (the|this|that|our|both|all) *4 {role}",
		"{role} *3 (is|are|has been) *2 (no longer available|taken|no longer open|no longer vacant|no longer accepting)",
		"no longer accepting *2 (applications|applicants|candidates)",
		"(accepted|signed) (our|the|an|my) offer",
		"(hired|found|appointed) *3 for *1 (the|this|that) {role}",
	}},
	{Internal, "", Strong, notSafe, "filled from within", []string{
		"(filled|appointed|hired|promoted|hire|fill|appoint|promote|recruited|selected) *4 (internally|from within|internal candidate|internal applicant|internal hire)",
		"(internal candidate|internal applicant|internal transfer|existing employee|existing team member)",
	}},
	{Closed, "", Strong, notSafe, "the position is closed", []string{
		"{role} *6 (has|have|was|is|been|are|being) *4 (cancelled|canceled|eliminated|withdrawn|closed|removed|discontinued|scrapped|pulled|taken down)",
		"(cancelled|canceled|closed|withdrawn|eliminated|pulled|cancel|close|closing|withdraw) (the|this|that|our) *3 ({role}|search|requisition)",
		"no longer (hiring|recruiting|filling|looking|be hiring|be recruiting|be filling|exists|exist|be moving forward with the|moving forward with (the|this) (role|position|search))",
		"not *1 (be )? (filling|hiring|fill|hire|recruiting|recruit) *1 (for )? (this|the) *2 {role}",
		"(restructuring|reorgani~|budget cuts|budget freeze|layoffs|change in priorities|changed priorities|shift in priorities|business needs have changed) *8",
		"decided not to (fill|hire for|recruit|proceed with the (role|position|search|recruitment))",
		"{role} (no longer exists|has gone away)",
	}},
	{Withdrawn, "", Decisive, notSafe, "the offer is withdrawn", []string{
		"(withdraw|withdrawing|withdrawn|rescind|rescinding|rescinded|retract|retracting|retracted|revoke|revoking|revoked) *4 offer",
		"offer *6 (has been|is|was|been|be) *2 (withdrawn|rescinded|retracted|revoked)",
	}},
	{Past, "", Weak, notSafe, "after an interview", []string{
		"(thank you|thanks) *2 for *1 (interviewing|meeting|speaking|talking|chatting|coming|joining us|taking part|participating|attending|completing|sharing)",
		"(thank you|thanks) *3 for *2 (taking|your) *1 (the )? time to (interview|meet|speak|talk|come|chat|complete|connect|discuss|prepare|walk|sit)",
		"(taking|took|taken|spent|time) *3 to (interview|meet|speak|talk|chat|connect) *1 with",
		"(enjoyed|pleasure|great|lovely|nice|good) *1 (to )? (meeting|speaking|talking|getting|meet|speak|talk|chatting|chat|conversation|our conversation|our conversations|learning) *2",
		"(your|our|the) (recent|last|previous|first|second|final|latest)? (interview|interviews|conversation|conversations|panel|onsite|discussion|discussions|meeting|meetings|call|calls|chat) *3 (with|on|last|yesterday|this|earlier|for the|for our|we)",
		"(feedback from|discussed with|met with|debrief with|debriefed with|spoke with) *2 (the )? *1 (panel|team|interviewers|interviewer|hiring manager|hiring team)",
		"following (your|our|the) *2 (interview|interviews|conversation|meeting|call|discussion|panel|assessment)",
		"(interviewing with|interviewed with|met with|spoke with|during (your|the|our) interview|interview process with)",
		"(since|when) we (spoke|met|talked|last)",
		"(final|last) (round|stage|two|three|shortlist|candidates)",
	}},
}
