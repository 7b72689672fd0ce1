package sender

import (
	"slices"
	"strings"

	"debrief/internal/triage/phrase"
)

// role of a sender in applying for jobs.
type Kind uint8

const (
	NoVendor   Kind = iota
	ATS             // application system: any class
	JobBoard        // board that relays applications: any class
	Alerts          // adverts only
	Scheduler       // interviews
	Assessment      // tasks and tests
	InHouse         // the employer's own system
	Outreach        // recruiters who write first
	Offer           // signatures
	Account         // codes and accounts
	Noise           // nothing of use
	Link            // seen in links, never as a sender
)

// companyFrom says where the employer's name stands in mails of a vendor.
type Place uint8

const (
	FromSubject Place = 1 << iota
	FromDisplay
	FromTenant    // local part of the address
	FromSubdomain // first label of the domain
	FromDomain
	FromBody
	FromFixed // the vendor is the employer
)

// vendor is one row of the table of senders.
type Vendor struct {
	ID, Name string
	Kind     Kind
	senders  string // addresses, "local@" for any domain, or domains with all below them
	Company  Place
	classes  string // seen from this sender; a sender never decides the class by itself
}

// vendors is the sender table, row for row. Source: ats_senders.csv of
// 2026-11-23 (100 patterns; letters behind a row are its evidence, see mail.md
// section 2). What stands behind // is where the employer is named.
var vendors = []Vendor{
	{"greenhouse", "Greenhouse", ATS, "no-reply@us.greenhouse-mail.io", FromSubject | FromDisplay, "confirmation|rejection|security-code|assessment"},                                    // subject|display-name (often literally 'Greenhouse'); B O S J F
	{"greenhouse", "Greenhouse", ATS, "no-reply@eu.greenhouse-mail.io", FromSubject, "confirmation|rejection"},                                                                           // subject; B H
	{"greenhouse", "Greenhouse", ATS, "greenhouse-mail.io", FromSubject, "any"},                                                                                                          // subject; B J
	{"greenhouse", "Greenhouse", ATS, "no-reply@greenhouse.io", FromSubject, "confirmation|rejection (older)"},                                                                           // subject; J
	{"greenhouse", "Greenhouse", ATS, "us.greenhouse-jobs.com", FromSubject, "job alert (not application mail)"},                                                                         // subject; Q
	{"greenhouse", "Greenhouse", Scheduler, "schedule@fern.greenhouse.io", FromSubject, "interview scheduling"},                                                                          // subject; reported
	{"lever", "Lever", ATS, "no-reply@hire.lever.co", FromDisplay, "confirmation|rejection"},                                                                                             // display-name; B O S J F
	{"lever", "Lever", ATS, "mail@hire.lever.co", FromDisplay, "rejection|interview invite"},                                                                                             // display-name; J (issue 630)
	{"ashby", "Ashby", ATS, "no-reply@ashbyhq.com", FromSubject | FromDisplay, "confirmation|rejection|interview reminder"},                                                              // display-name 'X Hiring Team' (subjects are often generic); B O S J F
	{"ashby", "Ashby", ATS, "us.ashbyhq.com", FromDisplay, "any"},                                                                                                                        // display-name; B
	{"ashby", "Ashby", ATS, "no-reply-ashby@", FromDomain, "any"},                                                                                                                        // domain; R
	{"workday", "Workday", ATS, "myworkday.com", FromTenant, "confirmation|rejection|assessment|account"},                                                                                // local part (tenant code); O S R
	{"workday", "Workday", ATS, "donotreply.workday.com", FromSubject, "any"},                                                                                                            // subject|body; reported
	{"workday", "Workday", Account, "otp.workday.com", 0, "one-time code (never an application)"},                                                                                        // none; D
	{"workday", "Workday", Link, "myworkdayjobs.com myworkdaysite.com", 0, "links not senders"},                                                                                          // URL host label; P
	{"icims", "iCIMS", ATS, "talent.icims.com", FromTenant, "confirmation"},                                                                                                              // local part before +; display 'X @ icims'; O R H
	{"icims", "iCIMS", ATS, "talent.icims.com", FromTenant, "rejection|human mail"},                                                                                                      // local part before +; R
	{"icims", "iCIMS", ATS, "talent.icims.eu", FromTenant, "any"},                                                                                                                        // local part; B
	{"smartrecruiters", "SmartRecruiters", ATS, "notification@smartrecruiters.com notifications@smartrecruiters.com", FromSubject | FromDisplay, "confirmation|rejection|one-time code"}, // display-name|subject; O S J F
	{"smartrecruiters", "SmartRecruiters", ATS, "smartrecruitersmail.com", FromSubject, "any (list only)"},                                                                               // subject; X
	{"jobvite", "Jobvite", ATS, "notification@jobvite.com", FromSubject, "confirmation|rejection"},                                                                                       // subject; X
	{"jobvite", "Jobvite", Alerts, "jobalerts.jobvite.com", 0, "job alert"},                                                                                                              // none; reported
	{"workable", "Workable", ATS, "noreply@candidates.workablemail.com", FromSubject | FromDisplay, "confirmation|rejection"},                                                            // subject (display-name is literally 'Workable'); B O
	{"workable", "Workable", ATS, "inbound.workablemail.com", FromSubject, "human thread relay"},                                                                                         // subject; B
	{"oracle", "Oracle Recruiting Cloud", ATS, "cloud.oracle.com", FromDisplay, "confirmation|rejection|one-time code"},                                                                  // body|display-name; L
	{"oracle", "Oracle Recruiting Cloud", ATS, "oraclecloud.com", FromSubject, "any"},                                                                                                    // subject 'TITLE at COMPANY'; C
	{"taleo", "Oracle Taleo", ATS, "taleo.net", FromSubject, "confirmation|status"},                                                                                                      // subject; X
	{"successfactors", "SAP SuccessFactors", ATS, "system@successfactors.com system@successfactors.eu", FromDisplay, "confirmation|rejection"},                                           // display-name; B
	{"successfactors", "SAP SuccessFactors", Alerts, "jobs2web.com", FromDisplay, "talent community / job alert"},                                                                        // display-name; S
	{"bamboohr", "BambooHR", ATS, "notifications@app.bamboohr.com", FromSubject | FromDisplay, "confirmation|rejection"},                                                                 // display-name|subject; S D
	{"teamtailor", "Teamtailor", ATS, "teamtailor-mail.com", FromSubdomain, "confirmation|rejection|human mail"},                                                                         // subdomain label; B S
	{"teamtailor", "Teamtailor", ATS, "na.teamtailor-mail.com", FromSubdomain, "any"},                                                                                                    // first subdomain label; D
	{"teamtailor", "Teamtailor", ATS, "no-reply@message.teamtailor.com conversations@message.teamtailor.com", FromDisplay, "any"},                                                        // display-name; vendor help centre
	{"recruitee", "Recruitee", ATS, "recruitee-mailbox.com", FromTenant, "any"},                                                                                                          // local part 'x.company'; B E
	{"recruitee", "Recruitee", ATS, "recruitee.com", FromSubdomain, "applicant reply address (also in API field mailbox_email)"},                                                         // subdomain; API
	{"personio", "Personio", ATS, "m.personio.com", FromTenant, "confirmation|rejection"},                                                                                                // local part; B V
	{"personio", "Personio", ATS, "m.personio.de", FromTenant, "any (by analogy; verify)"},                                                                                               // local part; -
	{"breezy", "Breezy HR", ATS, "breezy-mail.com", FromSubdomain, "confirmation|rejection"},                                                                                             // subdomain label; A Q
	{"jazzhr", "JazzHR", ATS, "applytojob.com hire.jazz.co", FromSubject, "confirmation|rejection"},                                                                                      // subject; A X
	{"comeet", "Comeet", ATS, "comeet-notifications.com", FromSubdomain, "any incl. interview"},                                                                                          // subdomain label; body 'on behalf of X'; B I
	{"rippling", "Rippling", ATS, "ats.rippling.com", FromSubject | FromDisplay, "any"},                                                                                                  // display-name|subject; D L
	{"gem", "Gem", ATS, "appreview.gem.com gem.com", FromDisplay, "any"},                                                                                                                 // display-name; Q
	{"dover", "Dover", ATS, "notifications.dover.io", FromSubject, "any"},                                                                                                                // subject; Q
	{"pinpoint", "Pinpoint", ATS, "pinpoint.email", FromTenant, "confirmation"},                                                                                                          // local part; V D
	{"keka", "Keka", ATS, "no-reply@kekamail.com", FromSubject, "confirmation|rejection|interview|no-show"},                                                                              // body (two employers send byte-identical subjects); reported
	{"ripplehire", "RippleHire", ATS, "noreply@ripplehire.com", FromSubject, "confirmation"},                                                                                             // subject|body; S
	{"adp", "ADP", ATS, "adp.com", FromSubject, "confirmation|info request"},                                                                                                             // subject|body; S
	{"avature", "Avature", ATS, "avature.net", FromSubdomain, "any"},                                                                                                                     // subdomain; reported
	{"brassring", "BrassRing", ATS, "donotreply@trm.brassring.com", FromDisplay, "any"},                                                                                                  // display-name; C
	{"pageup", "PageUp", ATS, "mail.pageuppeople.com", FromDisplay, "any"},                                                                                                               // display-name; reported
	{"paycom", "Paycom", ATS, "systemmessage@paycomonline.com msgint.paycomonline.com", FromSubject, "confirmation"},                                                                     // subject; R L
	{"paylocity", "Paylocity", ATS, "do-not-reply@mail.paylocity.com", FromSubject, "confirmation"},                                                                                      // subject; B
	{"ukg", "UKG", ATS, "ultipro.com", FromSubject, "any"},                                                                                                                               // subject; reported
	{"dayforce", "Dayforce", ATS, "dayforcehcm.com dayforce.com", FromSubject, "any"},                                                                                                    // subject; A
	{"applicantstack", "ApplicantStack", ATS, "applicantstack.com", FromSubject, "any"},                                                                                                  // subject; reported
	{"applicantpro", "ApplicantPro", ATS, "applicantpro.com isolvedhire.com", FromSubject, "any"},                                                                                        // subject; reported
	{"njoyn", "Njoyn", ATS, "njoyn.com", FromSubject, "any"},                                                                                                                             // subject; reported
	{"newton", "Newton", ATS, "newtonsoftware.com", FromSubject, "any"},                                                                                                                  // subject; reported
	{"freshteam", "Freshteam", ATS, "freshteam.com", FromSubdomain, "any"},                                                                                                               // subdomain; B
	{"join", "Join", ATS, "noreply@join.com msg.join.com", FromDisplay, "any"},                                                                                                           // display-name; B
	{"gupy", "Gupy", ATS, "no-reply@gupy.com.br", FromSubject, "any"},                                                                                                                    // subject; B
	{"talentlyft", "TalentLyft", ATS, "m.talentlyft.com", FromDisplay, "any"},                                                                                                            // display-name; B
	{"refline", "Refline", ATS, "refline.ch", FromSubdomain, "any"},                                                                                                                      // subdomain; C
	{"talemetry", "Talemetry", ATS, "noreply@talemetry.com", FromDisplay, "status"},                                                                                                      // display 'No Reply (X) via Talemetry'; H
	{"clearcompany", "ClearCompany", ATS, "do_not_reply@clearcompany.com", FromSubject, "any"},                                                                                           // subject; X
	{"welcomekit", "Welcome to the Jungle", ATS, "candidates.welcomekit.co", FromTenant, "confirmation|rejection|interview"},                                                             // local part before the token; reported
	{"hackerrank", "HackerRank", Assessment, "support@hackerrankforwork.com no-reply@hackerrankforwork.com", FromSubject, "assessment"},                                                  // subject 'X has invited you'; S vendor help page
	{"hirevue", "HireVue", Assessment, "interviews@hirevue.com", FromSubject, "video interview"},                                                                                         // subject; S
	{"codesignal", "CodeSignal", Assessment, "codesignal.com", FromSubject, "assessment"},                                                                                                // subject; P
	{"codility", "Codility", Assessment, "codility.com", FromSubject, "assessment"},                                                                                                      // subject; P
	{"coderpad", "CoderPad", Assessment, "coderpad.io", FromSubject, "assessment|interview"},                                                                                             // subject; P
	{"coderbyte", "Coderbyte", Assessment, "coderbyte.com", FromSubject, "assessment|submitted receipt"},                                                                                 // subject; S (name only; domain assumed)
	{"testgorilla", "TestGorilla", Assessment, "testgorilla.com", FromSubject, "assessment"},                                                                                             // subject; Q P
	{"karat", "Karat", Assessment, "karat.com karat.io", FromSubject, "technical interview"},                                                                                             // subject; P
	{"shl", "SHL", Assessment, "shl.com sovaassessment.com sovaonline.com harver.com pymetrics.com modernhire.com plum.io criteriacorp.com testdome.com", FromSubject, "assessment"},     // subject; P
	{"tal.net", "tal.net", Assessment, "tal.net", FromSubject, "application|assessment"},                                                                                                 // subject; S
	{"paradox", "Paradox", Scheduler, "paradox.ai", FromDisplay, "interview scheduling"},                                                                                                 // display-name; D P
	{"calendly", "Calendly", Scheduler, "notifications@calendly.com", FromSubject, "scheduling"},                                                                                         // subject 'New Event:' / 'Updated:'; seen in public code
	{"goodtime", "GoodTime", Scheduler, "goodtime.io", FromSubject, "scheduling"},                                                                                                        // subject; I P
	{"modernloop", "ModernLoop", Scheduler, "modernloop.io prelude.co resource.io", FromSubject, "scheduling"},                                                                           // subject; I
	{"brighthire", "BrightHire", Scheduler, "brighthire.ai", FromSubject, "interview recording notice"},                                                                                  // subject; D
	{"linkedin", "LinkedIn", JobBoard, "jobs-noreply@linkedin.com", FromSubject, "confirmation|viewed|rejection|noise - see template ids in docs/mail.md"},                               // subject; H I
	{"linkedin", "LinkedIn", Alerts, "jobalerts-noreply@linkedin.com jobs-listings@linkedin.com", 0, "job alert"},                                                                        // none; S R F
	{"linkedin", "LinkedIn", Outreach, "hit-reply@linkedin.com inmail-hit-reply@linkedin.com", FromDisplay, "recruiter InMail"},                                                          // display-name; J
	{"linkedin", "LinkedIn", Noise, "messages-noreply@linkedin.com messaging-digest-noreply@linkedin.com invitations@linkedin.com", 0, "noise"},                                          // none; J
	{"indeed", "Indeed", JobBoard, "indeedapply@indeed.com", FromSubject, "confirmation (109 seen in one inbox)"},                                                                        // role in subject 'Indeed Application: ROLE'; company only in HTML; W
	{"indeed", "Indeed", JobBoard, "noreply@indeed.com", FromSubject, "rejection"},                                                                                                       // subject; W
	{"indeed", "Indeed", Alerts, "donotreply@match.indeed.com alert@indeed.com", 0, "job alert / match"},                                                                                 // none; S
	{"dice", "Dice", JobBoard, "applyonline@dice.com", FromSubject, "confirmation"},                                                                                                      // subject 'Application for Dice Job'; W
	{"ziprecruiter", "ZipRecruiter", Alerts, "alerts@ziprecruiter.com", 0, "job alert"},                                                                                                  // none; W
	{"glassdoor", "Glassdoor", Alerts, "noreply@glassdoor.com", 0, "job alert"},                                                                                                          // none; R W
	{"wellfound", "Wellfound", JobBoard, "hi.wellfound.com remail.wellfound.com", FromSubject, "any"},                                                                                    // subject; J Q
	{"jobstreet", "Jobstreet", JobBoard, "noreply@e.jobstreet.com", FromBody, "confirmation (65) and 'has viewed your application' (99)"},                                                // body; W
	{"jobright", "Jobright", Alerts, "noreply@jobright.ai", 0, "job alert"},                                                                                                              // none; S R
	{"amazon", "Amazon", InHouse, "noreply@mail.amazon.jobs no-reply@amazon.jobs", FromFixed, "confirmation|rejection|assessment"},                                                       // Amazon; S L
	{"microsoft", "Microsoft", InHouse, "donotreply@email.careers.microsoft.com recruitment@email.careers.microsoft.com", FromFixed, "confirmation|rejection"},                           // Microsoft; F L
	{"meta", "Meta", InHouse, "do-not-reply@recruiting.facebook.com", FromFixed, "confirmation"},                                                                                         // Meta; reported
	{"americanexpress", "American Express", InHouse, "careers@recruitment.americanexpress.com", FromFixed, "confirmation"},                                                               // American Express; R
	{"revolut", "Revolut", InHouse, "application-no-reply@revolut.com recruitment-no-reply@revolut.com", FromFixed, "confirmation / rejection on different addresses"},                   // Revolut; reported
	{"docusign", "DocuSign", Offer, "docusign.net", FromSubject, "offer letter signature"},                                                                                               // subject; J
}

// analogous are senders by analogy with a row above, or of job boards and
// systems that the table does not name. They are hints and weigh the same.
var analogous = []Vendor{
	{"greenhouse", "Greenhouse", ATS, "greenhouse.io", FromSubject | FromDisplay, "any"},
	{"lever", "Lever", ATS, "hire.lever.co lever.co", FromDisplay, "any"},
	{"ashby", "Ashby", ATS, "ashbyhq.com", FromSubject | FromDisplay, "any"},
	{"workday", "Workday", ATS, "workday.com myworkdayjobs.com", FromSubject | FromDisplay, "any"},
	{"icims", "iCIMS", ATS, "icims.com", FromSubject | FromDisplay, "any"},
	{"smartrecruiters", "SmartRecruiters", ATS, "smartrecruiters.com", FromSubject | FromDisplay, "any"},
	{"jobvite", "Jobvite", ATS, "jobvite.com", FromSubject | FromDisplay, "any"},
	{"workable", "Workable", ATS, "workablemail.com workable.com", FromSubject | FromDisplay, "any"},
	{"successfactors", "SAP SuccessFactors", ATS, "successfactors.com successfactors.eu", FromDisplay, "any"},
	{"bamboohr", "BambooHR", ATS, "bamboohr.com", FromSubject | FromDisplay, "any"},
	{"teamtailor", "Teamtailor", ATS, "teamtailor.com", FromDisplay, "any"},
	{"personio", "Personio", ATS, "personio.de personio.com", FromDisplay, "any"},
	{"breezy", "Breezy HR", ATS, "breezy.hr", FromDisplay, "any"},
	{"jazzhr", "JazzHR", ATS, "jazzhr.com jazz.co", FromSubject | FromDisplay, "any"},
	{"comeet", "Comeet", ATS, "comeet.com comeet.co", FromDisplay, "any"},
	{"rippling", "Rippling", ATS, "rippling.com", FromSubject | FromDisplay, "any"},
	{"dover", "Dover", ATS, "dover.io dover.com", FromSubject, "any"},
	{"pinpoint", "Pinpoint", ATS, "pinpointhq.com", FromDisplay, "any"},
	{"keka", "Keka", ATS, "kekamail.com keka.com", FromSubject, "any"},
	{"ripplehire", "RippleHire", ATS, "ripplehire.com", FromSubject, "any"},
	{"brassring", "BrassRing", ATS, "brassring.com", FromDisplay, "any"},
	{"pageup", "PageUp", ATS, "pageuppeople.com", FromDisplay, "any"},
	{"paycom", "Paycom", ATS, "paycomonline.com", FromSubject, "any"},
	{"paylocity", "Paylocity", ATS, "paylocity.com", FromSubject, "any"},
	{"ukg", "UKG", ATS, "ukg.com", FromSubject, "any"},
	{"join", "Join", ATS, "join.com", FromDisplay, "any"},
	{"gupy", "Gupy", ATS, "gupy.com.br gupy.io", FromSubject | FromDisplay, "any"},
	{"talentlyft", "TalentLyft", ATS, "talentlyft.com", FromDisplay, "any"},
	{"talemetry", "Talemetry", ATS, "talemetry.com", FromDisplay, "any"},
	{"clearcompany", "ClearCompany", ATS, "clearcompany.com", FromSubject, "any"},
	{"welcomekit", "Welcome to the Jungle", ATS, "welcomekit.co", FromDisplay, "any"},
	{"softgarden", "softgarden", ATS, "softgarden.io softgarden.de", FromSubject | FromDisplay, "any"},
	{"rexx", "rexx systems", ATS, "rexx-systems.com rexx-recruitment.com", FromDisplay, "any"},
	{"haufe", "umantis", ATS, "umantis.com", FromDisplay, "any"},
	{"dvinci", "d.vinci", ATS, "dvinci.de dvinci-easy.com dvinci-hr.com", FromDisplay, "any"},
	{"heyrecruit", "HeyRecruit", ATS, "heyrecruit.de", FromDisplay, "any"},
	{"onlyfy", "onlyfy", ATS, "onlyfy.io onlyfy.jobs prescreen.io", FromSubject | FromDisplay, "any"},
	{"coveto", "coveto", ATS, "coveto.de", FromDisplay, "any"},
	{"talentsoft", "Talentsoft", ATS, "talent-soft.com talentsoft.com cegid.com", FromDisplay, "any"},
	{"flatchr", "Flatchr", ATS, "flatchr.io", FromDisplay, "any"},
	{"taleez", "Taleez", ATS, "taleez.com", FromDisplay, "any"},
	{"homerun", "Homerun", ATS, "homerun.co homerun.email", FromDisplay, "any"},
	{"bullhorn", "Bullhorn", ATS, "bullhornmail.com bullhorn.com", FromDisplay, "any"},
	{"zohorecruit", "Zoho Recruit", ATS, "zohorecruit.com zohorecruitmail.com", FromDisplay, "any"},
	{"eightfold", "Eightfold", ATS, "eightfold.ai", FromDisplay, "any"},
	{"phenom", "Phenom", ATS, "phenompeople.com", FromDisplay, "any"},
	{"cornerstone", "Cornerstone", ATS, "csod.com", FromDisplay, "any"},
	{"neogov", "NEOGOV", ATS, "neogov.com governmentjobs.com", FromSubject, "any"},
	{"usajobs", "USAJOBS", ATS, "usajobs.gov usastaffing.gov", FromSubject, "any"},
	{"civilservice", "Civil Service Jobs", ATS, "cshr.service.gov.uk", FromSubject, "any"},
	{"trac", "Trac", ATS, "trac.jobs jobs.nhs.uk", FromSubject, "any"},
	{"tribepad", "Tribepad", ATS, "tribepad.com", FromDisplay, "any"},
	{"eploy", "Eploy", ATS, "eploy.net eploy.co.uk", FromDisplay, "any"},
	{"hireful", "hireful", ATS, "hireful.co.uk", FromDisplay, "any"},
	{"hackerrank", "HackerRank", Assessment, "hackerrankforwork.com hackerrank.com hackerrank.net", FromSubject, "assessment"},
	{"hirevue", "HireVue", Assessment, "hirevue.com", FromSubject, "video interview"},
	{"sova", "Sova", Assessment, "sovaassessment.com sovaonline.com", FromSubject, "assessment"},
	{"harver", "Harver", Assessment, "harver.com", FromSubject, "assessment"},
	{"pymetrics", "pymetrics", Assessment, "pymetrics.com", FromSubject, "assessment"},
	{"modernhire", "Modern Hire", Assessment, "modernhire.com", FromSubject, "assessment"},
	{"plum", "Plum", Assessment, "plum.io", FromSubject, "assessment"},
	{"criteria", "Criteria", Assessment, "criteriacorp.com", FromSubject, "assessment"},
	{"testdome", "TestDome", Assessment, "testdome.com", FromSubject, "assessment"},
	{"qualified", "Qualified", Assessment, "qualified.io", FromSubject, "assessment"},
	{"vervoe", "Vervoe", Assessment, "vervoe.com", FromSubject, "assessment"},
	{"sparkhire", "Spark Hire", Assessment, "sparkhire.com", FromSubject, "video interview"},
	{"willo", "Willo", Assessment, "willo.video", FromSubject, "video interview"},
	{"calendly", "Calendly", Scheduler, "calendly.com", FromSubject, "scheduling"},
	{"cronofy", "Cronofy", Scheduler, "cronofy.com", FromSubject, "scheduling"},
	{"linkedin", "LinkedIn", JobBoard, "linkedin.com e.linkedin.com", FromSubject, "any"},
	{"indeed", "Indeed", JobBoard, "indeed.com indeedemail.com", FromSubject, "any"},
	{"dice", "Dice", JobBoard, "dice.com", FromSubject, "any"},
	{"ziprecruiter", "ZipRecruiter", JobBoard, "ziprecruiter.com", FromSubject, "any"},
	{"glassdoor", "Glassdoor", JobBoard, "glassdoor.com", FromSubject, "any"},
	{"wellfound", "Wellfound", JobBoard, "wellfound.com angel.co", FromSubject, "any"},
	{"jobstreet", "Jobstreet", JobBoard, "jobstreet.com", FromBody, "any"},
	{"jobright", "Jobright", JobBoard, "jobright.ai", FromSubject, "any"},
	{"xing", "XING", JobBoard, "xing.com mail.xing.com", FromSubject, "any"},
	{"stepstone", "StepStone", JobBoard, "stepstone.de stepstone.com stepstone.at stepstone.nl", FromSubject, "any"},
	{"monster", "Monster", JobBoard, "monster.com monster.de monster.co.uk", FromSubject, "any"},
	{"reed", "Reed", JobBoard, "reed.co.uk", FromSubject, "any"},
	{"totaljobs", "Totaljobs", JobBoard, "totaljobs.com cwjobs.co.uk jobsite.co.uk", FromSubject, "any"},
	{"cvlibrary", "CV-Library", JobBoard, "cv-library.co.uk", FromSubject, "any"},
	{"seek", "SEEK", JobBoard, "seek.com.au seek.co.nz", FromSubject, "any"},
	{"naukri", "Naukri", JobBoard, "naukri.com", FromSubject, "any"},
	{"infojobs", "InfoJobs", JobBoard, "infojobs.net infojobs.it", FromSubject, "any"},
	{"hellowork", "HelloWork", JobBoard, "hellowork.com regionsjob.com", FromSubject, "any"},
	{"apec", "Apec", JobBoard, "apec.fr", FromSubject, "any"},
	{"handshake", "Handshake", JobBoard, "joinhandshake.com", FromSubject, "any"},
	{"otta", "Otta", JobBoard, "otta.com", FromSubject, "any"},
	{"wttj", "Welcome to the Jungle", JobBoard, "welcometothejungle.com", FromSubject, "any"},
	{"builtin", "Built In", JobBoard, "builtin.com", FromSubject, "any"},
	{"adzuna", "Adzuna", Alerts, "adzuna.com adzuna.co.uk", 0, "job alert"},
	{"jooble", "Jooble", Alerts, "jooble.org", 0, "job alert"},
	{"talentcom", "Talent.com", Alerts, "talent.com", 0, "job alert"},
	{"careerbuilder", "CareerBuilder", JobBoard, "careerbuilder.com", FromSubject, "any"},
	{"simplyhired", "SimplyHired", Alerts, "simplyhired.com", 0, "job alert"},
}

// senderIndex finds rows by address, by local part, and by domain.
var senderIndex = func() (x struct{ exact, local, domain map[string]*Vendor }) {
	x.exact, x.local, x.domain = map[string]*Vendor{}, map[string]*Vendor{}, map[string]*Vendor{}
	for _, table := range [][]Vendor{vendors, analogous} {
		for i := range table {
			for s := range strings.FieldsSeq(table[i].senders) {
				m := x.domain
				if strings.HasSuffix(s, "@") {
					m = x.local
				} else if strings.Contains(s, "@") {
					m = x.exact
				}
				if m[s] == nil {
					m[s] = &table[i]
				}
			}
		}
	}
	return x
}()

// vendorOf is the row of an address in lower case, nil where none fits.
func vendorOf(addr string) *Vendor {
	if v := senderIndex.exact[addr]; v != nil {
		return v
	}
	at := strings.LastIndexByte(addr, '@')
	if v := senderIndex.local[addr[:at+1]]; at >= 0 && v != nil {
		return v
	}
	for d := addr[at+1:]; d != ""; {
		if v := senderIndex.domain[d]; v != nil {
			return v
		}
		_, rest, ok := strings.Cut(d, ".")
		if !ok {
			break
		}
		d = rest
	}
	return nil
}

// Below is the first label of a domain below one of the vendor's own, "acme" of
// acme.teamtailor-mail.com; empty where there is none.
func (v *Vendor) Below(domain string) string {
	for s := range strings.FieldsSeq(v.senders) {
		if sub, ok := strings.CutSuffix(domain, "."+s); ok {
			sub, _, _ = strings.Cut(sub, ".")
			return sub
		}
	}
	return ""
}

// vendorNames are the folded names that are never an employer's unless the
// mail says so in more than one place.
var vendorNames = func() map[string]bool {
	m := map[string]bool{}
	for _, table := range [][]Vendor{vendors, analogous} {
		for _, v := range table {
			if v.Kind != InHouse {
				m[phrase.Fold(v.Name)], m[v.ID] = true, true
			}
		}
	}
	return m
}()

// Sends reports whether a vendor is of one of the kinds; nil is of none.
func (v *Vendor) Sends(kinds ...Kind) bool { return v != nil && slices.Contains(kinds, v.Kind) }
