package lexicon

// turnRules: turns of speech that people use instead of the stock phrases, and
// those of things that only sound like an application. None but an offer taken
// back decides by itself: that is for phrases that have proved themselves.
var turnRules = []rules{
	{Rejection, "", Strong, notSafe | untilOff, "declines", []string{
		"(name|application|candidacy) *2 not *2 (appear|feature|figure) *2 on",
		"not (among|amongst|one of) *2 (the|those|them|our) *4 (selected|shortlisted|chosen|invited|taking|inviting|progressing|next step|next stage|next round|interview)",
		"not *2 be (taken|progressed|pursued|carried|considered) *1 (any )? (further|forward|beyond)",
		"(going|have|decided|need|had) to (stop|leave it|end it|close it|call it) *1 (here|there|a day) *4",
		"not *1 (see|find|feel|think) *3 (fit|match) *3 (for|right now|at this time|at present|with)",
		"(place|post|offer|job|role|position|vacancy) *2 (going|gone|goes|went|been offered|was offered|awarded) *2 to *2 (someone|somebody|another|one of the others|the other|a colleague|an internal|a member)",
		"(been offered to|offered to and accepted by|accepted by) *3 (another|someone|somebody|one of)",
		"not progressed to", "not be needing anything", "not *2 (make|made) it *2 (through|past|onto|to)", "(includes|including) not (you|your)",
		"not *1 (have )? *2 (vacancies|vacancy|openings|opening|positions) *4 (at present|at the moment|at this time|currently|right now)",
		"can not *2 (take|carry|move|progress|pursue) *2 (your|you|it|this) *2 (further|forward|on)",
	}},
	{Rejection, "", Strong, notSafe | untilOff, "probably declines", []string{
		"(least|hardest|worst|difficult) *2 (part|bit|mail|message|call|e mail) *3 (job|to write|to make)", "not be taking *2 (on|forward|further)",
		"had to be (left out|turned down|disappointed|turned away)", "(shortlist|short list) is *1 (now )? (complete|final|closed)", "(held you back|let you down|fell short|short of what)", "(not about you|no reflection on|says nothing about you)",
		"(search|process|recruitment) *2 (is|has) *2 (over|ended|concluded|closed|finished|complete)", "(runner up|second choice|close second|pipped|narrowly)", "(welcome|free|happy) to (try|apply) again",
	}},
	{Filled, "", Strong, notSafe, "the position is filled", []string{
		"(she|he|they) (start|starts|started|begins|joins) *2 (on|next|in|this)", "(found|chosen|hired) our *4 (last|this|and|now)", "(post|role|position|job|vacancy) *2 (gone|went|been given) to",
	}},
	{Internal, "", Strong, notSafe, "filled from within", []string{
		"(colleague|employee|member of staff|internal) *4 (redundancy|redeploy~|at risk|transfer|moves across|steps up|stepping up)", "external (candidates|applicants|applications) *2 not", "(redeployed|redeployment|ring fenced)",
	}},
	{Closed, "", Strong, notSafe, "the position is closed", []string{
		"{role} *6 (not go ahead|not going ahead|not proceed|fallen through|fell through|off the table|taken off)", "(open|all|other) applications *4 closed",
	}},
	{Withdrawn, "", Decisive, notSafe, "the offer is withdrawn", []string{
		"(no longer|can not|unable to) *1 (honour|honor|stand by|keep|go ahead with|proceed with) *3 offer", "appointments *3 (stopped|cancelled|frozen|halted)",
	}},
	{Offer, "", Strong, notSafe, "makes an offer", []string{
		"(we|i|everyone|team) *2 (would|will) (love|like|be delighted|be happy|be thrilled) *2 (you|have you) *3 (to be|to join|on board|as) *1 (our|a|the)?", "(move|raise|lift|bring|push|increase) the (base|salary|package|offer)", "(annual|starting|gross|basic|base) (salary|pay) *3 #", "(it was|vote was) unanimous",
		"(days|weeks) *1 (of )? (holiday|leave|vacation|annual leave)", "(hope|like|want|ask) *2 (to see )? you *1 to? start *2", "(let us have|give us|need) *1 your (answer|decision|reply) *2 (by|before|until)",
	}},
	{Status, "", Strong, notSafe, "tells how it stands", []string{
		"status *6 (changed|updated|now|is) *3 (under|in|being)", "(under|in) (consideration|review) by", "(press|pressed|hit|pressing) *1 pause", "(application|candidacy|profile|yours) *1 is still (with us|open|active|live|in|being)", "(you|you will) *1 (know|hear) *1 more (after|by|once|when)", "(opened|viewed|looked at|downloaded) your (cv|resume|profile|application)",
		"(said|promised|hoped|told you) *6 (end of|by|last) *4 (still|yet|not|away)", "nothing *2 (settled|decided|agreed) *4 (until|before|yet)", "(are|you are) not out", "(wondering|in the dark|without news|left waiting)",
	}},
	{Information, "", Strong, notSafe, "asks for something", []string{
		"(need|require|missing|lack|waiting for) *4 from you", "before we (can|could|may) (go|continue|proceed|move|put|process|submit)", "(could|can|would) you *2 (let me have|send|supply|provide|give|tell|upload) *3 {papers}", "(fill in|complete|fill out|return) the *4 (form|questionnaire|monitoring|declaration|page|pages)", "(upload|attach|scan|send) *3 (by|before|within) *3",
		"(names|details|contact details) *3 (two|three|referees|references|people) *4", "(what|how much) *1 notice", "(hoping|expect|expecting|looking) *1 to (earn|be paid)", "(started|begun) *1 an application", "not *1 (yet )? (been )? submitted",
	}},
	{Outreach, "", Strong, notSafe, "a recruiter writes first", []string{
		"(caught my eye|stuck with me|stood out to me|came across your|stumbled on your|saw your (talk|post|profile|work|portfolio|github))", "(consider|up for|open to|tempted by|interested in) *2 (something new|a move|a change|hearing|a chat|new opportunit~|new challenges)", "(be|get) put forward", "(i|we) *1 (have|got) *2 (bookings|shifts|contracts|assignments) *2 (for|in)", "(would|might) you (consider|be open|be interested|be tempted|be up)", "(no pressure|no strings|zero obligation)", "(i|we) *1 (lead|run|head|head up) (hiring|recruiting|talent)",
	}},
	{Other, "event", Strong, ifSafe | notSafe, "an event", []string{
		"(evening|afternoon|webinar|workshop|talk|session|meetup|masterclass) (about|on|for) *3", "(reserve|book|save) your (seat|spot|place|ticket)", "free (for members|entry|admission|to attend)", "(parents|parent|class teacher|pupils) *2 (evening|appointments|meeting|conference)", "(doors open|drinks|buffet|speakers include|panel discussion)",
	}},
	{Foreign, "", Strong, ifSafe | notSafe, "an application of another kind", []string{
		"(payment plan|instalment|instalments|tariff|meter reading|credit card|platinum card|overdraft|current account|credit history)", "(dear|valued) (customer|member|policyholder|resident|tenant|parents|parent|subscriber|patient|student)", "(class teacher|term dates|school trip|pta|parents evening|pupil|pupils)", "(landlord|viewing|two bedroom|one bedroom|tenancy)", "(deposit|tuition|accept your place|place on the course|enrolment|enrollment)",
	}},
}
