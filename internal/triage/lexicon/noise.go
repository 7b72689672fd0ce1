package lexicon

// noiseRules: what is about jobs but not about an application of one's own, in
// English, and what is about neither.
var noiseRules = []rules{
	{Outreach, "", Strong, 0, "a recruiter wrote first", []string{
		"(came|come|stumbled|ran|coming) across *1 (your|you) *3 (profile|background|experience|linkedin|cv|resume|work|github|portfolio)?",
		"(found|saw|seen|noticed|spotted|discovered|reviewed|looking at|viewed|impressed by|impressed with) *1 your *2 (profile|linkedin|background|cv|github|experience|resume|portfolio) *6 (on|and|online|at|in)?",
		"(your|you) *2 (profile|background|experience|skills|cv|resume) *4 (caught|stood out|stands out|looks like|looked|impressive|seems|could be|would be|jumped|is a (great|strong|good)|are a (great|strong|good)|makes you|match)",
		"(reaching|reach|reached) out *3 (because|as|to see|about|regarding|on behalf|with|to you|since|to discuss|to share|from|re|concerning)",
		"(exciting|great|fantastic|amazing|excellent|interesting|unique|rare|confidential|incredible) *2 (opportunity|role|opening|position|job) *5 (for you|with|at|that|with my|i am|i have|which|you may|you might|based)?",
		"(are you|would you be|if you are|if you would be|you might be|you may be|you would be|whether you are) *2 (open|interested|looking|actively|considering|currently) *3 (to|in|for|at) *5 (new|opportunit~|role|roles|position|job|hearing|exploring|a change|discussing|move|chat|work|contract|change|learning)",
		"(my|our) client *6 (is|are|based|looking|seeking|hiring|who|a|has|in|needs)",
		"(on behalf of|working with|partnering with|recruiting for|hiring for|supporting|representing) *1 (a|an|my|our|one of my|one of our) *4 (client|company|startup|start up|firm|bank|scale up|business|organisation|organization|team)",
		"(i am|i work as|we are|my name is *4) *1 (a|an|the) *3 (recruiter|headhunter|talent partner|recruitment consultant|sourcer|talent acquisition|staffing|executive search|recruitment agency|recruiting firm|talent scout)",
		"(perfect|great|good|strong|excellent|ideal|fantastic) (fit|match|candidate|addition) for *1 (a|an|this|our|my|one of|the) *6 (role|position|opportunity|opening|team|client|job)?",
		"(i am|we are|currently) *2 (recruiting|hiring|looking|searching|sourcing|headhunting) for *1 (a|an|several|multiple|some)",
		"(know|refer|recommend) *3 (anyone|someone) *3 (who|interested|suitable|looking|that)",
		"(send|share|forward) me *2 (your|an|a|the) *3 (updated|latest|recent|current|up to date)? *1 (cv|resume)",
		"(looking for|open to) *2 (your next|a new|new) *2 (challenge|role|opportunity|opportunities|job|position|adventure)",
		"(not looking|not interested|no interest|happy where you are|not the right time|timing is not)",
	}},
	{Alert, "", Strong, 0, "an advert or alert", []string{
		"(new|recommended|similar|latest|top|more|matching|fresh|hot|featured|suggested) *2 (jobs|job alerts|job matches|job recommendations|openings|vacancies|job openings|job listings|positions|roles) *4 (for you|for|matching|in|near|match|that match|posted|based|this week|today)?",
		"(jobs|roles|openings|vacancies|positions) *2 (you may|you might|for you|that match|matching|recommended|picked|based on|near you|similar to|like|we think|just posted|you should)",
		"(job|jobs|career) (alert|alerts|digest|recommendations|matches|newsletter|picks|feed|agent|mail)",
		"(based on|matching|because of|matches) your *2 (profile|search|preferences|job alert|saved search|recent activity|searches|recent search|interests)",
		"# *1 (new )? (jobs|openings|vacancies|positions|opportunities|roles)",
		"(manage|edit|unsubscribe|delete|modify|turn off|change|cancel|pause|update) *3 (job alert|job alerts|alert|alerts|this alert|your alerts|email alerts|job emails|saved search|saved searches)",
		"(is|are|now|actively|we are) (hiring|recruiting) *3",
		"(apply now|apply today|easy apply|view job|view jobs|see all jobs|view all jobs|see more jobs|quick apply|apply with your|be an early applicant|be the first to apply|1 click apply|apply here)",
		"(who is|companies|employers) hiring",
		"(looks like a good match|matches # of #|resume matches|jobmail|daily jobs|apply by (monday|tuesday|wednesday|thursday|friday)|closing #|closing date #|not interested tell us)",
		"(top|daily|weekly) *1 (job|jobs|career) *1 (picks|matches|digest|alert|update)",
		"(job|jobs) (you|that) *2 (viewed|saved|might|may|expiring|still)",
		"(still interested|do not miss|closing soon|apply before|saved job|saved jobs|jobs closing)",
		"(join|joined|welcome to|joining) *2 (our|the) *3 (talent community|talent network|talent pool|talent connection|careers community)",
		"(talent community|talent network) *8",
	}},
	{Other, SubOneTimeCode, Decisive, 0, "a one-time code", []string{
		"(verification|security|one time|access|confirmation|authentication|login|log in|sign in|otp|passcode|pin|activation) (code|pin|passcode|password)",
		"(one time|onetime|single use|temporary) (password|passcode|code|pin)",
		"(code|passcode|pin) *3 (expires|is valid|will expire|valid for)",
		"(your|the) passcode *2 (to|is|for)",
		"(enter|use|copy|paste|type) *2 (this|the|following|your|below) *2 (code|otp|pin)",
		"(two factor|two step|2 step|multi factor|mfa|2fa)",
	}},
	{Other, SubAccount, Strong, 0, "an account", []string{
		"(verify|confirm|validate|activate|verifying) *2 (your|the) *2 (email|e mail|account|address|identity|candidate account|profile account)",
		"(reset|change|forgot|set|create|recover|changed|update) *2 (your|a|the) *1 password",
		"password *3 (reset|expired|changed|has been|request)",
		"(account|candidate account|profile) *4 (has been|was|is|have been) *2 (created|activated|registered|set up|ready|deactivated|deleted|verified)",
		"(welcome to|thank you for|thanks for) *4 (registering|creating *3 account|signing up|candidate home|your account|candidate portal)",
		"(new|unusual|recent) (sign in|login|log in|device)",
		"(privacy policy|terms of service|terms of use|privacy notice|data retention|terms and conditions) *6 (update|updated|changes|changed|have|has|consent)",
		"(data protection|gdpr|your data|personal data|consent) *6 (retention|expires|extend|renew|consent|deleted|delete|keep)",
	}},
	{Other, SubSurvey, Strong, 0, "a survey", []string{
		"(survey|questionnaire) *8 (experience|feedback|minutes|minute|opinion|anonymous|satisfaction)",
		"(experience|feedback|opinion|satisfaction|candidate experience) *3 survey",
		"(how was|how did|rate|tell us about|share|hear about|feedback on|feedback about|thoughts on) *4 (your )? *2 (experience|candidate experience|interview experience|application experience|recruitment experience|hiring experience|hiring process|interview process|recruitment process|application process)",
		"(take|complete|answer|fill) *4 (survey|short survey|# question survey|feedback form)",
		"(how did we do|how we did|did not work out this time|hear about your experience|tell us how it went|took part in our (hiring|recruitment|interview))",
		"(how likely|would you recommend|net promoter|rate us|leave a review|your feedback matters|help us improve|feedback helps us|your opinion|value your feedback|value your opinion|improve our (process|hiring|recruit~|candidate))",
	}},
	{Other, "hiring_side", Strong, 0, "for those who hire", []string{
		"(applied to your (job|posting|advert|role)|new (candidate|applicant) for|new application for your|scorecard|interview kit|disqualify|your job (posting|advert|post)|named you as *1 referee|given your name as *1 (referee|reference)|reference request|candidates to review|review candidates)",
		"(hiring managers|recruiters) *1 (steal|use|should|often|hate|love|say|know|want|look|read|spend)",
	}},
	{Other, "event", Strong, 0, "an event", []string{
		"(open evening|open house|careers fair|career fair|jobs fair|job fair|meetup|doors at|doors open|your ticket|registered for|registration confirmed|you are registered|save the date|no booking needed|conference|virtual fair|information session|info session|networking event|panel discussion and|hackathon)",
	}},
	{Other, SubReferral, Strong, 0, "a referral", []string{
		"(you have been|you were|been) referred *4 (to|for|by|as)?",
		"(has|have) (referred|recommended) you *4",
		"(referred|recommended) you (for|to|as)",
		"(employee|a|your|my|their) referral *4 (from|by|link|bonus|invitation|has|was|is)",
		"(friend|colleague|contact|connection|someone) *6 (referred|recommended|thinks you)",
	}},
	{Other, SubNewsletter, Weak, 0, "a newsletter or marketing", []string{
		"(this issue|this week in|readers|reader question|subscribers|weekly digest|daily brief|edition|read more|good morning|top stories|headlines|in the news|every week i|episode|podcast|webinar series)",
		"(unsubscribe|opt out|email preferences|manage preferences|view in browser|view this email|update your preferences|mailing list|no longer wish to receive|newsletter|web version|add us to your address book|view online|view as a web page)",
		"(webinar|discount|percent off|sale|free shipping|limited time|special offer|coupon|promo|promotion|subscribe|subscription|sign up today|black friday|shop now|order now|buy now|free trial|save up to|cash back|cashback|reward points|earn points|gift card)",
		"(career tips|career advice|resume tips|interview tips|job search tips|interview questions|resume review|resume builder|cover letter tips|ace your|land your dream|boost your|salary guide|resume writing|career coach|career coaching)",
	}},
}

// contextRules say what a mail is about, in English.
var contextRules = []rules{
	{Job, "", Strong, ifSafe | notSafe, "about an application", []string{
		"(applied|applying|application|apply|interest|interviewing|candidacy|candidature) *1 (for|to|in|as) *2 (our|the|a|an|this) *8 (role|position|job|vacancy|opening|post|internship|opportunity|requisition|team)",
		"(hiring|recruiting|recruitment|talent|talent acquisition|people|hr|human resources|careers|interview) (team|manager|department|acquisition|process|partner|specialist|coordinator|operations|committee|panel|lead)",
		"(role|position|job) (of|as|at|with)",
		"(job title|job id|job number|requisition|req id|vacancy|job reference|job application|selection process|recruitment process|hiring process|interview process)",
		"(your|a|the) (resume|cv|candidacy|qualifications|cover letter|candidature|work experience)",
		"(hiring manager|recruiter|recruiters|talent acquisition|applicant~|candidate~)",
	}},
	{Job, "", Weak, ifSafe | notSafe, "about an application", []string{
		"(your|job|employment|this|the) *3 (application|candidacy|candidature|candidateship)",
	}},
	{Foreign, "", Weak, ifSafe | notSafe, "words of other applications", []string{
		"(landlord|lettings|letting|rental|lease|leasing|tenant|tenancy|flat|flats|apartment|unit #|bedroom|deposit|viewing)",
		"(your bid|tender|supplier|suppliers|procurement|standstill|quotation|grant|funding round|this round of funding|bursary)",
		"(photo|passport|visa|licence plate|driving licence application|renewal|benefit claim|council tax|planning application)",
		"(seller|buyer|marketplace|parcel|depot|courier|rewards|miles|silver status|gold status|platinum|cheque|lottery|inheritance|million dollars|next of kin)",
		"(mortgage|loan|overdraft|credit check|building society|savings account|insurance quote|premium)",
	}},
	{Foreign, "", Strong, ifSafe | notSafe, "an application of another kind", []string{
		"(public ballot|ballot|general sale|seats|tickets|festival|marathon place|raffle|prize draw)",
		"(msc|bsc|mba|phd|ba|ma|undergraduate|postgraduate|a level|ucas|course) *3 (programme|program|admission~|offer|place|degree|application|studies|in)",
		"(admissions (office|committee|team|decision|tutor)|graduate admissions|halls|your studies|freshers|campus tour|entry requirements)",
		"(kyc|paypal|iban|wire transfer|transaction|purchase|payment of|approve a payment|direct debit|standing order|cashback)",
		"(check up|dentist|dental appointment|vaccination|prescription|clinic appointment|mot|service appointment|table for|haircut|test drive|viewing)",
		"(playdate|birthday|wedding|party|dinner|anniversary|congratulate|say congrats|happy birthday)",
		"(credit card|card|loan|mortgage|credit|account|overdraft|insurance|policy|banking|lending|finance|financing|membership|visa|passport|permit|licence|license|planning|patent|trademark|grant|benefit~|housing|rental|tenancy|lease|apartment|flat|property|admission|admissions|school|university|college|degree|programme of study|scholarship|bursary|fellowship award|refund|warranty|claim|pet|adoption|dog|cat|citizenship|residency|parking|nursery|childcare|kindergarten|ticket|lottery|ballot|beta|developer|api|app|store|seller|partner program|affiliate|vendor|exhibitor|speaker|talk|paper|manuscript|abstract|journal|submission|poem|story|franchise|store card|rewards card) (application|applications|approval|request|proposal|submission)",
		"(application|apply|applied|applying|approved|declined|denied|qualify|qualified|eligible) *4 (for|to) *5 (credit card|card|loan|mortgage|line of credit|insurance|membership|tenancy|lease|apartment|flat|house|rental|property|unit|visa|passport|permit|licence|license|scholarship|bursary|school|university|college|degree|masters|phd programme|course|account|grant|refund|benefit|planning permission|citizenship|parking permit|beta|early access|waitlist|festival|show|marathon|tickets|ballot|residence permit|store|marketplace|accelerator|incubator|credit|financing)",
		"(landlord|tenant|tenants|letting agent|leasing office|lease agreement|rent|monthly rent|admissions (office|committee|team|decision)|tuition|enrolment|enrollment|campus|semester|credit score|credit report|credit bureau|credit history|credit limit|interest rate|apr|underwriting|consulate|embassy|immigration office|peer review|reviewers|manuscript|editorial|editor in chief|proceedings|program committee|programme committee)",
		"(your )? (order|parcel|package|shipment|delivery|invoice|payment|booking|reservation|subscription|purchase|transaction|statement|bill|refund) *3 (has been|was|is|number|confirmation|received|shipped|dispatched|processed|due)",
		"(academic|admission|admissions|undergraduate|postgraduate|graduate school|faculty of)",
	}},
	{Moved, "", Weak, ifSafe | notSafe, "an appointment moves", []string{
		"(reschedule|rescheduled|rescheduling|postpone|postponed|rearrange|re arrange|new time|another time|different time|alternative time|new date|another date)",
	}},
	{Promised, "", Weak, ifSafe | notSafe, "what would happen", []string{
		"(if|should|once|when) *2 (you|your|we|there) *6 (selected|successful|shortlisted|chosen|match|matches|qualif~|progress|suitable|fit|interested)",
		"(due to|because of|given|owing to) *2 (the )? *1 (high|large|volume|number) *8 (only|unable|not|can not)",
	}},
}
