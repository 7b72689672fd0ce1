package lint

import (
	"regexp"
	"sync"
	"unicode"
)

// expression compiles when it is first used: a start has no need of it.
func expression(p string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(p) })
}

// pattern is a list of phrases as one expression on folded text (lower case,
// plain quotes).
func pattern(p string) func() *regexp.Regexp { return expression(`(?:^|[^\pL\pN])(` + p + `)`) }

// The phrase lists of the rules, English. Source: method.md 4, with inflections.
var (
	greeting  = expression(`(?i)^(?:hello|hi|hey|dear|good (?:morning|afternoon|evening|day)|hallo|bonjour|guten tag|sehr geehrte|hola|ciao|olá)\b[^.?!]{0,60}$`)
	signOff   = expression(`(?i)^(?:(?:kind|best|warm|warmest|many)? ?(?:regards|wishes)|best|sincerely|yours(?: \w+)?|thanks|many thanks|thank you|cheers|with thanks|all the best|respectfully)[,.]?$`)
	greetLead = expression(`(?i)^(?:hello|hi|dear|good (?:morning|afternoon))\s+[\pL'’. -]{1,40},\s*`)

	indirectAsk = pattern(`(?:i would|i'd|i) (?:be (?:very |most )?(?:grateful|thankful|glad|happy|interested)|appreciate|value|welcome|love|like)(?: \w+){0,6} (?:one (?:point|area|thing|skill|piece)|feedback|that perspective|your (?:view|perspective|thoughts|advice)|to (?:hear|know|learn) (?:what|which|whether|if|where|how))|(?:if|should) (?:you|it)(?: \w+){0,8},? i would (?:be grateful|value|appreciate)|any one (?:point|thing)(?: \w+){0,4} would|(?:please|kindly) (?:tell|explain|share|let me know|send me|describe|give)|(?:could|can|would|will) you (?:\w+ )?(?:tell|share|explain|give|say|let me know)|i (?:would like|want) to (?:know|ask)|i wonder (?:whether|if|what)`)

	disputing    = pattern(`(?:you|they|the team|the panel) (?:have |has )?(?:made|make) (?:a |the )?(?:mistake|wrong|error)|(?:wrong|bad|poor|unfair|incorrect) (?:decision|choice|call|judg\w+)|(?:i )?(?:do not|don't|cannot|can't) (?:agree|accept|understand) (?:with )?(?:this|the|your)|(?:i )?(?:strongly )?(?:disagree|object|protest)|(?:you|they) (?:have )?(?:overlooked|missed|ignored|misjudged|misunderstood|underestimated|failed to (?:see|consider|notice))|(?:this|that|it) (?:is|was|seems|feels) (?:\w+ )?unfair|should have (?:chosen|hired|picked|selected) me|your loss`)
	reconsider   = pattern(`re-?consider\w*|(?:look|think)(?: \w+){0,3} (?:at|about|over) (?:my|this|the|your)(?: \w+){0,3} (?:again|once more)|(?:reverse|revisit|overturn|change|rethink|review|appeal)(?: \w+){0,2} (?:this|the|your|decision|mind)|(?:second|another|one more) (?:chance|interview|look|opportunity) (?:for|at|to prove|with)|give me (?:a|another|one more) (?:second )?(?:chance|interview|look|try)|any way to (?:reverse|change)|still (?:be )?considered? for (?:this|the) (?:role|position)`)
	newEvidence  = pattern(`(?:i )?(?:attach|enclose|attached|enclosed)(?:ed|ing)?|here is (?:a|my|the) (?:new |latest |updated )?(?:portfolio|certificate|sample|project|reference|link)|(?:in fact|actually|as a matter of fact),? i (?:have|had|led|was|am|did|built|managed)|i (?:forgot|failed|omitted|neglected) to mention|(?:what|something) i (?:did not|didn't) (?:mention|say)|(?:i have|i've) (?:since|now|just|recently) (?:completed|finished|earned|passed|built|obtained)|(?:proves?|shows?|demonstrates?) (?:that i|my|it)|twice that size|certificate i (?:finished|earned|completed|got)|i (?:would have|could have) (?:brought|added|delivered)`)
	comparison   = pattern(`(?:better|stronger|more (?:qualified|suitable|experienced)|ahead|worse|less qualified) (?:than|of) (?:me|the|who|any|other|others|everyone)|(?:other|another|chosen|successful|selected) (?:candidate|applicant|person)s?(?: \w+){0,4} (?:better|stronger|have that|had that|instead|over me|was|were)|why (?:was|is|were|did)(?: \w+){0,4} (?:other|another|someone|somebody|they|he|she)(?: \w+){0,3} (?:better|chosen|selected|picked|person)?|who (?:did|was|got|is)(?: you)? (?:\w+ )?(?:hire|hired|chosen|get|the (?:person|candidate))|how many (?:were|are|people|candidates|applicants)|(?:more|better) (?:qualified|suited) than|compared? (?:to|with) (?:the )?(?:other|others)|(?:how|where) did i (?:rank|compare)`)
	heavyEmotion = pattern(`devastat\w+|heart-?broken|humiliat\w+|crush(?:ed|ing)|shatter\w+|hopeless|worthless|desperat\w+|(?:so|very|deeply|extremely|terribly|bitterly|really) (?:upset|sad|hurt|disappointed|angry|frustrated)|i (?:always|never) (?:fail|get|manage|succeed)|i (?:am|feel like|feel) (?:a |such a )?(?:failure|loser|not good enough|useless|stupid)|in tears|cr(?:ied|ying)|depress\w+|my (?:own )?fault|hate (?:myself|this)|(?:broke|breaks) my heart|beg(?:ging)? you|furious|outrage\w*|disgust\w*|ashamed`)
	mildEmotion  = pattern(`disappoint\w+|sad(?:ly|dened)?|sorry|regret\w*|unfortunate\w*|frustrat\w+|upset|let down|shame|difficult to (?:hear|read)|hard to (?:hear|read)`)
	demand       = pattern(`you owe|owe me|i (?:demand|insist|require|expect|deserve|am entitled)|(?:reply|respond|answer|get back to me|let me know|feedback)(?: \w+){0,4} by (?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|tomorrow|tonight|noon|end of|the end|eod|cob|\d)|as soon as possible|asap|at once|immediately|urgent(?:ly)?|within (?:\d+|one|two|three|24|48) (?:hours?|days?)|the least you (?:can|could)|you (?:must|have to|need to|are obliged)|i am waiting|i'm waiting|still waiting|explain exactly|right to know`)
	thanks       = pattern(`thank(?:s| you|ful|ing)?|many thanks|appreciat\w+|grateful|gratitude|kind of you`)
	acknowledge  = pattern(`(?:the|your|this|team's|panel's) (?:clear |kind |quick |prompt |honest )*(?:decision|outcome|update|news|result|choice|answer|reply|note|message|feedback)|(?:let|letting) me know|tell(?:ing)? me|inform(?:ing|ed)? me|i understand (?:you|that|the|your|and)|moved? (?:ahead|forward) with|not (?:moving|going) (?:forward|ahead)|(?:wish|congratulat)\w*(?: \w+){0,6} (?:hire|person|choice|chose|search|team)|respect the|role (?:is|was|has been) (?:closed|cancelled|frozen|filled)|closing (?:the|this) (?:role|position)`)
	awaiting     = pattern(`(?:looking|look) forward to (?:the|our|your) (?:next|further|second|interview|step|decision|reply)|hope to hear(?: \w+){0,3} soon|when (?:do|can|will|shall) (?:we|i) (?:continue|start|proceed|hear)|next steps?`)
	future       = pattern(`future|stay in touch|keep in touch|remain in touch|in touch|next time|later (?:in the year|role|opening|position)s?|your openings|(?:other|another|similar|suitable) (?:role|opening|position|opportunit\w+|work|process)\w*|(?:meet|meeting|work(?:ing)?|talk(?:ing)?|speak(?:ing)?) again|when a (?:\w+ )?role|keep me in mind|think of me|another (?:process|occasion)`)
	futureDemand = pattern(`every (?:role|position|job)|(?:call|contact|tell|notify) me (?:as soon as|the moment|when) anything|as soon as anything opens|any (?:and all|job|role at all)`)
	wideAsk      = pattern(`why (?:did|was|were|have|am|is)(?: \w+){0,4} (?:reject\w*|declin\w*|turn\w*|not (?:chosen|selected|hired|offered)|fail\w*)|why (?:not|me)\??|everything (?:i|that)|in detail|detailed (?:feedback|review|explanation)|(?:go|walk|talk) (?:me )?through (?:my|the) (?:interview|application)|what (?:went wrong|did i do wrong|was wrong)|explain (?:exactly|why|the decision|your)|tell me why|all (?:the )?(?:reasons|mistakes|feedback)|full (?:feedback|explanation)|honest opinion`)
	narrow       = pattern(`one (?:\w+ )?(?:thing|point|area|skill|example|topic|piece|aspect|change|step|word|sentence)|a single|any one|would (?:other|another|a (?:later|future|different))|(?:other|later|future) (?:\w+ )?(?:roles?|openings?|positions?)|(?:suit|fit) (?:my|me)`)
	wayOut       = pattern(`i (?:\w+ )?understand if|if (?:you (?:are|'re) )?(?:able|time allows|possible|it is possible|you can|you may|not)|(?:if|should) (?:you|it)(?: \w+){0,6} (?:can|able|possible|share|time|moment|convenient|permitted|allowed)|only if|no (?:problem|need|worries) if|of course (?:fine|understand)|if not|happy either way|whenever`)
	blame        = pattern(`(?:your|the) (?:\w+ )?(?:process|interview\w*|recruiter|team|company|communication|hiring|scheduling|panel|manager)(?: \w+){0,3} (?:was|were|is|are|has been|seemed|felt) (?:\w+ )?(?:chaotic|unprepared|unprofessional|rude|slow|terrible|awful|bad|poor|disorgani[sz]ed|a mess|disrespectful|confusing|late|unfair|biased|ridiculous|a joke|a waste)|it took (?:you|them|the team)(?: \w+){0,3} (?:weeks?|months?|days?|long|forever)|wast(?:e|ed|ing) (?:of )?(?:my|of) time|unprofessional|disrespectful|ghosted|you (?:never|did not|didn't) (?:even )?(?:reply|answer|call|prepare|read|bother|respond)|badly (?:run|organi[sz]ed)|should be ashamed`)
	followUp     = pattern(`just (?:following|checking|circling|touching)|following up (?:on|again)|(?:my|on my) (?:last|previous|earlier) (?:mail|email|e-mail|message|note)|did you (?:get|receive|see|read) my|(?:second|third) (?:mail|message|note|time i)|as i wrote`)
	beside       = pattern(`(?:also|already|too,? i) (?:\w+ )?(?:wrote|written|sent|messaged|called|rang|left)(?: \w+){0,6} (?:linkedin|phone|voicemail|text|whatsapp|message|messages)|(?:call|called|calling|phone|phoned|ring|visit) (?:you|him|her|them)(?: \w+){0,2} (?:at home|private\w*|on your (?:mobile|private))|(?:message|messages|wrote|written|sent|voicemail)(?: \w+){0,4} on linkedin`)
	push         = pattern(`(?:make|just) (?:an|one|this) exception|off the record|surely you (?:can|could|must)|between (?:us|you and me)|(?:nobody|no one) (?:will|needs to|has to) know|even (?:a|one) (?:hint|word|small)|(?:there must be|you must have) (?:a reason|something)|please,? (?:just|at least)|at least (?:tell|say|one)`)
	sensitive    = pattern(`(?:because of|due to|about|on account of|based on)(?: \w+){0,2} (?:my |your )?(?:age|race|gender|sex|religion|disability|pregnan\w+|nationality|ethnicity|orientation|health|accent|skin|colou?r|origin)|lawyers?|attorneys?|legal (?:action|advice|steps|team|rights)|lawsuit|sue(?:d|ing)?|tribunal|discriminat\w+|harass\w*|(?:my|family) (?:illness|surgery|pregnancy|divorce|depression|therapy|diagnosis|condition|reasons)|confidential|insider|(?:heard|know|learned|told)(?: \w+){0,6} (?:from )?(?:a friend )?inside|your (?:q[1-4]|quarterly) numbers|under nda|leaked`)
	guilt        = pattern(`after (?:all|everything)(?: \w+){0,3} (?:i|the)(?: \w+){0,4} (?:did|made|put|spent|gave|effort|work|time)|after (?:all )?(?:the|my) (?:effort|work|hours|time)|i (?:spent|sacrificed|gave up)(?: \w+){0,4} (?:hours|days|weeks|weekend|holiday)|took (?:a )?(?:day|days|time) off`)
	superlative  = pattern(`(?:most \w+|best|greatest|finest|amazing|incredible|fantastic|perfect|wonderful|outstanding|awesome|phenomenal|dream (?:job|company|role)|world-class|unbelievable|extraordinary)`)
	vagueRole    = pattern(`the (?:job|position|role)(?: at your (?:company|firm|organi[sz]ation))?`)
	checkInStyle = pattern(`just checking in|checking in|circling back|touching base|touch base|circle back|quick follow[- ]?up`)
	notWanting   = expression(`(?:do not|don't|not|never|without|no longer|nor|rather than)(?: \w+){0,5}[^\pL]*$`)
	brackets     = expression(`\[[^\]\n]{1,60}\]|\{[^}\n]{1,60}\}|<[a-zA-Z][^>\n]{0,40}>|\bXX+\b|_{3,}`)
	capsWords    = expression(`\b[A-Z]{2,}(?:[ ,]+[A-Z]{2,})*\b|!{2,}`)
	noReplyAddr  = expression(`(?i)(?:^|[._+-])(?:no-?_?reply|do-?_?not-?_?reply|donotreply|noresponse|mailer-daemon|notifications?|automated)(?:[._+-]|@|\d|$)`)
)

var (
	namedThing  = expression(`\b((?:[\pL-]+ ){1,4})(?:role|opportunity|team|position|process|opening|search|group)\b`)
	emptyWords  = expression(`\b(?:the|a|an|and|you|your|our|this|that|for|of|in|with|to|i|me|my|whole|time|other|future|similar|same|later)\b`)
	impersonal  = expression(`\b(?:sir|madam|team|all|there|whom it may concern|hiring manager|recruiter|everyone|committee)\b`)
	replyPrefix = expression(`(?i)^(?:re|aw|sv|antw|fwd?)\s*:\s*`)
)

func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }
