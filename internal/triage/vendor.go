package triage

import (
	"slices"
	"strings"
)

// role of a sender in applying for jobs.
type senderKind uint8

const (
	noVendor   senderKind = iota
	ats                   // application system: any class
	jobboard              // board that relays applications: any class
	alerts                // adverts only
	scheduler             // interviews
	assessment            // tasks and tests
	inhouse               // the employer's own system
	outreach              // recruiters who write first
	offer                 // signatures
	account               // codes and accounts
	noise                 // nothing of use
	link                  // seen in links, never as a sender
)

// companyFrom says where the employer's name stands in mails of a vendor.
type companyFrom uint8

const (
	fromSubject companyFrom = 1 << iota
	fromDisplay
	fromTenant    // local part of the address
	fromSubdomain // first label of the domain
	fromDomain
	fromBody
	fromFixed // the vendor is the employer
)

// vendor is one row of the table of senders.
type vendor struct {
	id, name string
	kind     senderKind
	senders  string // addresses, "local@" for any domain, or domains with all below them
	company  companyFrom
	classes  string // seen from this sender; a sender never decides the class by itself
}

// vendors is the sender table, row for row. Source: ats_senders.csv of
// 2026-11-23 (100 patterns; letters behind a row are its evidence, see mail.md
// section 2). What stands behind // is where the employer is named.
var vendors = []vendor{
	{"greenhouse", "Greenhouse", ats, "no-reply@us.greenhouse-mail.io", fromSubject | fromDisplay, "confirmation|rejection|security-code|assessment"},                                    // subject|display-name (often literally 'Greenhouse'); B O S J F
	{"greenhouse", "Greenhouse", ats, "no-reply@eu.greenhouse-mail.io", fromSubject, "confirmation|rejection"},                                                                           // subject; B H
	{"greenhouse", "Greenhouse", ats, "greenhouse-mail.io", fromSubject, "any"},                                                                                                          // subject; B J
	{"greenhouse", "Greenhouse", ats, "no-reply@greenhouse.io", fromSubject, "confirmation|rejection (older)"},                                                                           // subject; J
	{"greenhouse", "Greenhouse", ats, "us.greenhouse-jobs.com", fromSubject, "job alert (not application mail)"},                                                                         // subject; Q
	{"greenhouse", "Greenhouse", scheduler, "schedule@fern.greenhouse.io", fromSubject, "interview scheduling"},                                                                          // subject; reported
	{"lever", "Lever", ats, "no-reply@hire.lever.co", fromDisplay, "confirmation|rejection"},                                                                                             // display-name; B O S J F
	{"lever", "Lever", ats, "mail@hire.lever.co", fromDisplay, "rejection|interview invite"},                                                                                             // display-name; J (issue 630)
	{"ashby", "Ashby", ats, "no-reply@ashbyhq.com", fromSubject | fromDisplay, "confirmation|rejection|interview reminder"},                                                              // display-name 'X Hiring Team' (subjects are often generic); B O S J F
	{"ashby", "Ashby", ats, "us.ashbyhq.com", fromDisplay, "any"},                                                                                                                        // display-name; B
	{"ashby", "Ashby", ats, "no-reply-ashby@", fromDomain, "any"},                                                                                                                        // domain; R
	{"workday", "Workday", ats, "myworkday.com", fromTenant, "confirmation|rejection|assessment|account"},                                                                                // local part (tenant code); O S R
	{"workday", "Workday", ats, "donotreply.workday.com", fromSubject, "any"},                                                                                                            // subject|body; reported
	{"workday", "Workday", account, "otp.workday.com", 0, "one-time code (never an application)"},                                                                                        // none; D
	{"workday", "Workday", link, "myworkdayjobs.com myworkdaysite.com", 0, "links not senders"},                                                                                          // URL host label; P
	{"icims", "iCIMS", ats, "talent.icims.com", fromTenant, "confirmation"},                                                                                                              // local part before +; display 'X @ icims'; O R H
	{"icims", "iCIMS", ats, "talent.icims.com", fromTenant, "rejection|human mail"},                                                                                                      // local part before +; R
	{"icims", "iCIMS", ats, "talent.icims.eu", fromTenant, "any"},                                                                                                                        // local part; B
	{"smartrecruiters", "SmartRecruiters", ats, "notification@smartrecruiters.com notifications@smartrecruiters.com", fromSubject | fromDisplay, "confirmation|rejection|one-time code"}, // display-name|subject; O S J F
	{"smartrecruiters", "SmartRecruiters", ats, "smartrecruitersmail.com", fromSubject, "any (list only)"},                                                                               // subject; X
	{"jobvite", "Jobvite", ats, "notification@jobvite.com", fromSubject, "confirmation|rejection"},                                                                                       // subject; X
	{"jobvite", "Jobvite", alerts, "jobalerts.jobvite.com", 0, "job alert"},                                                                                                              // none; reported
	{"workable", "Workable", ats, "noreply@candidates.workablemail.com", fromSubject | fromDisplay, "confirmation|rejection"},                                                            // subject (display-name is literally 'Workable'); B O
	{"workable", "Workable", ats, "inbound.workablemail.com", fromSubject, "human thread relay"},                                                                                         // subject; B
	{"oracle", "Oracle Recruiting Cloud", ats, "cloud.oracle.com", fromDisplay, "confirmation|rejection|one-time code"},                                                                  // body|display-name; L
	{"oracle", "Oracle Recruiting Cloud", ats, "oraclecloud.com", fromSubject, "any"},                                                                                                    // subject 'TITLE at COMPANY'; C
	{"taleo", "Oracle Taleo", ats, "taleo.net", fromSubject, "confirmation|status"},                                                                                                      // subject; X
	{"successfactors", "SAP SuccessFactors", ats, "system@successfactors.com system@successfactors.eu", fromDisplay, "confirmation|rejection"},                                           // display-name; B
	{"successfactors", "SAP SuccessFactors", alerts, "jobs2web.com", fromDisplay, "talent community / job alert"},                                                                        // display-name; S
	{"bamboohr", "BambooHR", ats, "notifications@app.bamboohr.com", fromSubject | fromDisplay, "confirmation|rejection"},                                                                 // display-name|subject; S D
	{"teamtailor", "Teamtailor", ats, "teamtailor-mail.com", fromSubdomain, "confirmation|rejection|human mail"},                                                                         // subdomain label; B S
	{"teamtailor", "Teamtailor", ats, "na.teamtailor-mail.com", fromSubdomain, "any"},                                                                                                    // first subdomain label; D
	{"teamtailor", "Teamtailor", ats, "no-reply@message.teamtailor.com conversations@message.teamtailor.com", fromDisplay, "any"},                                                        // display-name; vendor help centre
	{"recruitee", "Recruitee", ats, "recruitee-mailbox.com", fromTenant, "any"},                                                                                                          // local part 'x.company'; B E
	{"recruitee", "Recruitee", ats, "recruitee.com", fromSubdomain, "applicant reply address (also in API field mailbox_email)"},                                                         // subdomain; API
	{"personio", "Personio", ats, "m.personio.com", fromTenant, "confirmation|rejection"},                                                                                                // local part; B V
	{"personio", "Personio", ats, "m.personio.de", fromTenant, "any (by analogy; verify)"},                                                                                               // local part; -
	{"breezy", "Breezy HR", ats, "breezy-mail.com", fromSubdomain, "confirmation|rejection"},                                                                                             // subdomain label; A Q
	{"jazzhr", "JazzHR", ats, "applytojob.com hire.jazz.co", fromSubject, "confirmation|rejection"},                                                                                      // subject; A X
	{"comeet", "Comeet", ats, "comeet-notifications.com", fromSubdomain, "any incl. interview"},                                                                                          // subdomain label; body 'on behalf of X'; B I
	{"rippling", "Rippling", ats, "ats.rippling.com", fromSubject | fromDisplay, "any"},                                                                                                  // display-name|subject; D L
	{"gem", "Gem", ats, "appreview.gem.com gem.com", fromDisplay, "any"},                                                                                                                 // display-name; Q
	{"dover", "Dover", ats, "notifications.dover.io", fromSubject, "any"},                                                                                                                // subject; Q
	{"pinpoint", "Pinpoint", ats, "pinpoint.email", fromTenant, "confirmation"},                                                                                                          // local part; V D
	{"keka", "Keka", ats, "no-reply@kekamail.com", fromSubject, "confirmation|rejection|interview|no-show"},                                                                              // body (two employers send byte-identical subjects); reported
	{"ripplehire", "RippleHire", ats, "noreply@ripplehire.com", fromSubject, "confirmation"},                                                                                             // subject|body; S
	{"adp", "ADP", ats, "adp.com", fromSubject, "confirmation|info request"},                                                                                                             // subject|body; S
	{"avature", "Avature", ats, "avature.net", fromSubdomain, "any"},                                                                                                                     // subdomain; reported
	{"brassring", "BrassRing", ats, "donotreply@trm.brassring.com", fromDisplay, "any"},                                                                                                  // display-name; C
	{"pageup", "PageUp", ats, "mail.pageuppeople.com", fromDisplay, "any"},                                                                                                               // display-name; reported
	{"paycom", "Paycom", ats, "systemmessage@paycomonline.com msgint.paycomonline.com", fromSubject, "confirmation"},                                                                     // subject; R L
	{"paylocity", "Paylocity", ats, "do-not-reply@mail.paylocity.com", fromSubject, "confirmation"},                                                                                      // subject; B
	{"ukg", "UKG", ats, "ultipro.com", fromSubject, "any"},                                                                                                                               // subject; reported
	{"dayforce", "Dayforce", ats, "dayforcehcm.com dayforce.com", fromSubject, "any"},                                                                                                    // subject; A
	{"applicantstack", "ApplicantStack", ats, "applicantstack.com", fromSubject, "any"},                                                                                                  // subject; reported
	{"applicantpro", "ApplicantPro", ats, "applicantpro.com isolvedhire.com", fromSubject, "any"},                                                                                        // subject; reported
	{"njoyn", "Njoyn", ats, "njoyn.com", fromSubject, "any"},                                                                                                                             // subject; reported
	{"newton", "Newton", ats, "newtonsoftware.com", fromSubject, "any"},                                                                                                                  // subject; reported
	{"freshteam", "Freshteam", ats, "freshteam.com", fromSubdomain, "any"},                                                                                                               // subdomain; B
	{"join", "Join", ats, "noreply@join.com msg.join.com", fromDisplay, "any"},                                                                                                           // display-name; B
	{"gupy", "Gupy", ats, "no-reply@gupy.com.br", fromSubject, "any"},                                                                                                                    // subject; B
	{"talentlyft", "TalentLyft", ats, "m.talentlyft.com", fromDisplay, "any"},                                                                                                            // display-name; B
	{"refline", "Refline", ats, "refline.ch", fromSubdomain, "any"},                                                                                                                      // subdomain; C
	{"talemetry", "Talemetry", ats, "noreply@talemetry.com", fromDisplay, "status"},                                                                                                      // display 'No Reply (X) via Talemetry'; H
	{"clearcompany", "ClearCompany", ats, "do_not_reply@clearcompany.com", fromSubject, "any"},                                                                                           // subject; X
	{"welcomekit", "Welcome to the Jungle", ats, "candidates.welcomekit.co", fromTenant, "confirmation|rejection|interview"},                                                             // local part before the token; reported
	{"hackerrank", "HackerRank", assessment, "support@hackerrankforwork.com no-reply@hackerrankforwork.com", fromSubject, "assessment"},                                                  // subject 'X has invited you'; S vendor help page
	{"hirevue", "HireVue", assessment, "interviews@hirevue.com", fromSubject, "video interview"},                                                                                         // subject; S
	{"codesignal", "CodeSignal", assessment, "codesignal.com", fromSubject, "assessment"},                                                                                                // subject; P
	{"codility", "Codility", assessment, "codility.com", fromSubject, "assessment"},                                                                                                      // subject; P
	{"coderpad", "CoderPad", assessment, "coderpad.io", fromSubject, "assessment|interview"},                                                                                             // subject; P
	{"coderbyte", "Coderbyte", assessment, "coderbyte.com", fromSubject, "assessment|submitted receipt"},                                                                                 // subject; S (name only; domain assumed)
	{"testgorilla", "TestGorilla", assessment, "testgorilla.com", fromSubject, "assessment"},                                                                                             // subject; Q P
	{"karat", "Karat", assessment, "karat.com karat.io", fromSubject, "technical interview"},                                                                                             // subject; P
	{"shl", "SHL", assessment, "shl.com sovaassessment.com sovaonline.com harver.com pymetrics.com modernhire.com plum.io criteriacorp.com testdome.com", fromSubject, "assessment"},     // subject; P
	{"tal.net", "tal.net", assessment, "tal.net", fromSubject, "application|assessment"},                                                                                                 // subject; S
	{"paradox", "Paradox", scheduler, "paradox.ai", fromDisplay, "interview scheduling"},                                                                                                 // display-name; D P
	{"calendly", "Calendly", scheduler, "notifications@calendly.com", fromSubject, "scheduling"},                                                                                         // subject 'New Event:' / 'Updated:'; seen in public code
	{"goodtime", "GoodTime", scheduler, "goodtime.io", fromSubject, "scheduling"},                                                                                                        // subject; I P
	{"modernloop", "ModernLoop", scheduler, "modernloop.io prelude.co resource.io", fromSubject, "scheduling"},                                                                           // subject; I
	{"brighthire", "BrightHire", scheduler, "brighthire.ai", fromSubject, "interview recording notice"},                                                                                  // subject; D
	{"linkedin", "LinkedIn", jobboard, "jobs-noreply@linkedin.com", fromSubject, "confirmation|viewed|rejection|noise - see template ids in docs/mail.md"},                               // subject; H I
	{"linkedin", "LinkedIn", alerts, "jobalerts-noreply@linkedin.com jobs-listings@linkedin.com", 0, "job alert"},                                                                        // none; S R F
	{"linkedin", "LinkedIn", outreach, "hit-reply@linkedin.com inmail-hit-reply@linkedin.com", fromDisplay, "recruiter InMail"},                                                          // display-name; J
	{"linkedin", "LinkedIn", noise, "messages-noreply@linkedin.com messaging-digest-noreply@linkedin.com invitations@linkedin.com", 0, "noise"},                                          // none; J
	{"indeed", "Indeed", jobboard, "indeedapply@indeed.com", fromSubject, "confirmation (109 seen in one inbox)"},                                                                        // role in subject 'Indeed Application: ROLE'; company only in HTML; W
	{"indeed", "Indeed", jobboard, "noreply@indeed.com", fromSubject, "rejection"},                                                                                                       // subject; W
	{"indeed", "Indeed", alerts, "donotreply@match.indeed.com alert@indeed.com", 0, "job alert / match"},                                                                                 // none; S
	{"dice", "Dice", jobboard, "applyonline@dice.com", fromSubject, "confirmation"},                                                                                                      // subject 'Application for Dice Job'; W
	{"ziprecruiter", "ZipRecruiter", alerts, "alerts@ziprecruiter.com", 0, "job alert"},                                                                                                  // none; W
	{"glassdoor", "Glassdoor", alerts, "noreply@glassdoor.com", 0, "job alert"},                                                                                                          // none; R W
	{"wellfound", "Wellfound", jobboard, "hi.wellfound.com remail.wellfound.com", fromSubject, "any"},                                                                                    // subject; J Q
	{"jobstreet", "Jobstreet", jobboard, "noreply@e.jobstreet.com", fromBody, "confirmation (65) and 'has viewed your application' (99)"},                                                // body; W
	{"jobright", "Jobright", alerts, "noreply@jobright.ai", 0, "job alert"},                                                                                                              // none; S R
	{"amazon", "Amazon", inhouse, "noreply@mail.amazon.jobs no-reply@amazon.jobs", fromFixed, "confirmation|rejection|assessment"},                                                       // Amazon; S L
	{"microsoft", "Microsoft", inhouse, "donotreply@email.careers.microsoft.com recruitment@email.careers.microsoft.com", fromFixed, "confirmation|rejection"},                           // Microsoft; F L
	{"meta", "Meta", inhouse, "do-not-reply@recruiting.facebook.com", fromFixed, "confirmation"},                                                                                         // Meta; reported
	{"americanexpress", "American Express", inhouse, "careers@recruitment.americanexpress.com", fromFixed, "confirmation"},                                                               // American Express; R
	{"revolut", "Revolut", inhouse, "application-no-reply@revolut.com recruitment-no-reply@revolut.com", fromFixed, "confirmation / rejection on different addresses"},                   // Revolut; reported
	{"docusign", "DocuSign", offer, "docusign.net", fromSubject, "offer letter signature"},                                                                                               // subject; J
}

// analogous are senders by analogy with a row above, or of job boards and
// systems that the table does not name. They are hints and weigh the same.
var analogous = []vendor{
	{"greenhouse", "Greenhouse", ats, "greenhouse.io", fromSubject | fromDisplay, "any"},
	{"lever", "Lever", ats, "hire.lever.co lever.co", fromDisplay, "any"},
	{"ashby", "Ashby", ats, "ashbyhq.com", fromSubject | fromDisplay, "any"},
	{"workday", "Workday", ats, "workday.com myworkdayjobs.com", fromSubject | fromDisplay, "any"},
	{"icims", "iCIMS", ats, "icims.com", fromSubject | fromDisplay, "any"},
	{"smartrecruiters", "SmartRecruiters", ats, "smartrecruiters.com", fromSubject | fromDisplay, "any"},
	{"jobvite", "Jobvite", ats, "jobvite.com", fromSubject | fromDisplay, "any"},
	{"workable", "Workable", ats, "workablemail.com workable.com", fromSubject | fromDisplay, "any"},
	{"successfactors", "SAP SuccessFactors", ats, "successfactors.com successfactors.eu", fromDisplay, "any"},
	{"bamboohr", "BambooHR", ats, "bamboohr.com", fromSubject | fromDisplay, "any"},
	{"teamtailor", "Teamtailor", ats, "teamtailor.com", fromDisplay, "any"},
	{"personio", "Personio", ats, "personio.de personio.com", fromDisplay, "any"},
	{"breezy", "Breezy HR", ats, "breezy.hr", fromDisplay, "any"},
	{"jazzhr", "JazzHR", ats, "jazzhr.com jazz.co", fromSubject | fromDisplay, "any"},
	{"comeet", "Comeet", ats, "comeet.com comeet.co", fromDisplay, "any"},
	{"rippling", "Rippling", ats, "rippling.com", fromSubject | fromDisplay, "any"},
	{"dover", "Dover", ats, "dover.io dover.com", fromSubject, "any"},
	{"pinpoint", "Pinpoint", ats, "pinpointhq.com", fromDisplay, "any"},
	{"keka", "Keka", ats, "kekamail.com keka.com", fromSubject, "any"},
	{"ripplehire", "RippleHire", ats, "ripplehire.com", fromSubject, "any"},
	{"brassring", "BrassRing", ats, "brassring.com", fromDisplay, "any"},
	{"pageup", "PageUp", ats, "pageuppeople.com", fromDisplay, "any"},
	{"paycom", "Paycom", ats, "paycomonline.com", fromSubject, "any"},
	{"paylocity", "Paylocity", ats, "paylocity.com", fromSubject, "any"},
	{"ukg", "UKG", ats, "ukg.com", fromSubject, "any"},
	{"join", "Join", ats, "join.com", fromDisplay, "any"},
	{"gupy", "Gupy", ats, "gupy.com.br gupy.io", fromSubject | fromDisplay, "any"},
	{"talentlyft", "TalentLyft", ats, "talentlyft.com", fromDisplay, "any"},
	{"talemetry", "Talemetry", ats, "talemetry.com", fromDisplay, "any"},
	{"clearcompany", "ClearCompany", ats, "clearcompany.com", fromSubject, "any"},
	{"welcomekit", "Welcome to the Jungle", ats, "welcomekit.co", fromDisplay, "any"},
	{"softgarden", "softgarden", ats, "softgarden.io softgarden.de", fromSubject | fromDisplay, "any"},
	{"rexx", "rexx systems", ats, "rexx-systems.com rexx-recruitment.com", fromDisplay, "any"},
	{"haufe", "umantis", ats, "umantis.com", fromDisplay, "any"},
	{"dvinci", "d.vinci", ats, "dvinci.de dvinci-easy.com dvinci-hr.com", fromDisplay, "any"},
	{"heyrecruit", "HeyRecruit", ats, "heyrecruit.de", fromDisplay, "any"},
	{"onlyfy", "onlyfy", ats, "onlyfy.io onlyfy.jobs prescreen.io", fromSubject | fromDisplay, "any"},
	{"coveto", "coveto", ats, "coveto.de", fromDisplay, "any"},
	{"talentsoft", "Talentsoft", ats, "talent-soft.com talentsoft.com cegid.com", fromDisplay, "any"},
	{"flatchr", "Flatchr", ats, "flatchr.io", fromDisplay, "any"},
	{"taleez", "Taleez", ats, "taleez.com", fromDisplay, "any"},
	{"homerun", "Homerun", ats, "homerun.co homerun.email", fromDisplay, "any"},
	{"bullhorn", "Bullhorn", ats, "bullhornmail.com bullhorn.com", fromDisplay, "any"},
	{"zohorecruit", "Zoho Recruit", ats, "zohorecruit.com zohorecruitmail.com", fromDisplay, "any"},
	{"eightfold", "Eightfold", ats, "eightfold.ai", fromDisplay, "any"},
	{"phenom", "Phenom", ats, "phenompeople.com", fromDisplay, "any"},
	{"cornerstone", "Cornerstone", ats, "csod.com", fromDisplay, "any"},
	{"neogov", "NEOGOV", ats, "neogov.com governmentjobs.com", fromSubject, "any"},
	{"usajobs", "USAJOBS", ats, "usajobs.gov usastaffing.gov", fromSubject, "any"},
	{"civilservice", "Civil Service Jobs", ats, "cshr.service.gov.uk", fromSubject, "any"},
	{"trac", "Trac", ats, "trac.jobs jobs.nhs.uk", fromSubject, "any"},
	{"tribepad", "Tribepad", ats, "tribepad.com", fromDisplay, "any"},
	{"eploy", "Eploy", ats, "eploy.net eploy.co.uk", fromDisplay, "any"},
	{"hireful", "hireful", ats, "hireful.co.uk", fromDisplay, "any"},
	{"hackerrank", "HackerRank", assessment, "hackerrankforwork.com hackerrank.com hackerrank.net", fromSubject, "assessment"},
	{"hirevue", "HireVue", assessment, "hirevue.com", fromSubject, "video interview"},
	{"sova", "Sova", assessment, "sovaassessment.com sovaonline.com", fromSubject, "assessment"},
	{"harver", "Harver", assessment, "harver.com", fromSubject, "assessment"},
	{"pymetrics", "pymetrics", assessment, "pymetrics.com", fromSubject, "assessment"},
	{"modernhire", "Modern Hire", assessment, "modernhire.com", fromSubject, "assessment"},
	{"plum", "Plum", assessment, "plum.io", fromSubject, "assessment"},
	{"criteria", "Criteria", assessment, "criteriacorp.com", fromSubject, "assessment"},
	{"testdome", "TestDome", assessment, "testdome.com", fromSubject, "assessment"},
	{"qualified", "Qualified", assessment, "qualified.io", fromSubject, "assessment"},
	{"vervoe", "Vervoe", assessment, "vervoe.com", fromSubject, "assessment"},
	{"sparkhire", "Spark Hire", assessment, "sparkhire.com", fromSubject, "video interview"},
	{"willo", "Willo", assessment, "willo.video", fromSubject, "video interview"},
	{"calendly", "Calendly", scheduler, "calendly.com", fromSubject, "scheduling"},
	{"cronofy", "Cronofy", scheduler, "cronofy.com", fromSubject, "scheduling"},
	{"linkedin", "LinkedIn", jobboard, "linkedin.com e.linkedin.com", fromSubject, "any"},
	{"indeed", "Indeed", jobboard, "indeed.com indeedemail.com", fromSubject, "any"},
	{"dice", "Dice", jobboard, "dice.com", fromSubject, "any"},
	{"ziprecruiter", "ZipRecruiter", jobboard, "ziprecruiter.com", fromSubject, "any"},
	{"glassdoor", "Glassdoor", jobboard, "glassdoor.com", fromSubject, "any"},
	{"wellfound", "Wellfound", jobboard, "wellfound.com angel.co", fromSubject, "any"},
	{"jobstreet", "Jobstreet", jobboard, "jobstreet.com", fromBody, "any"},
	{"jobright", "Jobright", jobboard, "jobright.ai", fromSubject, "any"},
	{"xing", "XING", jobboard, "xing.com mail.xing.com", fromSubject, "any"},
	{"stepstone", "StepStone", jobboard, "stepstone.de stepstone.com stepstone.at stepstone.nl", fromSubject, "any"},
	{"monster", "Monster", jobboard, "monster.com monster.de monster.co.uk", fromSubject, "any"},
	{"reed", "Reed", jobboard, "reed.co.uk", fromSubject, "any"},
	{"totaljobs", "Totaljobs", jobboard, "totaljobs.com cwjobs.co.uk jobsite.co.uk", fromSubject, "any"},
	{"cvlibrary", "CV-Library", jobboard, "cv-library.co.uk", fromSubject, "any"},
	{"seek", "SEEK", jobboard, "seek.com.au seek.co.nz", fromSubject, "any"},
	{"naukri", "Naukri", jobboard, "naukri.com", fromSubject, "any"},
	{"infojobs", "InfoJobs", jobboard, "infojobs.net infojobs.it", fromSubject, "any"},
	{"hellowork", "HelloWork", jobboard, "hellowork.com regionsjob.com", fromSubject, "any"},
	{"apec", "Apec", jobboard, "apec.fr", fromSubject, "any"},
	{"handshake", "Handshake", jobboard, "joinhandshake.com", fromSubject, "any"},
	{"otta", "Otta", jobboard, "otta.com", fromSubject, "any"},
	{"wttj", "Welcome to the Jungle", jobboard, "welcometothejungle.com", fromSubject, "any"},
	{"builtin", "Built In", jobboard, "builtin.com", fromSubject, "any"},
	{"adzuna", "Adzuna", alerts, "adzuna.com adzuna.co.uk", 0, "job alert"},
	{"jooble", "Jooble", alerts, "jooble.org", 0, "job alert"},
	{"talentcom", "Talent.com", alerts, "talent.com", 0, "job alert"},
	{"careerbuilder", "CareerBuilder", jobboard, "careerbuilder.com", fromSubject, "any"},
	{"simplyhired", "SimplyHired", alerts, "simplyhired.com", 0, "job alert"},
}

// senderIndex finds rows by address, by local part, and by domain.
var senderIndex = func() (x struct{ exact, local, domain map[string]*vendor }) {
	x.exact, x.local, x.domain = map[string]*vendor{}, map[string]*vendor{}, map[string]*vendor{}
	for _, table := range [][]vendor{vendors, analogous} {
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
func vendorOf(addr string) *vendor {
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

// vendorNames are the folded names that are never an employer's unless the
// mail says so in more than one place.
var vendorNames = func() map[string]bool {
	m := map[string]bool{}
	for _, table := range [][]vendor{vendors, analogous} {
		for _, v := range table {
			if v.kind != inhouse {
				m[fold(v.name)], m[v.id] = true, true
			}
		}
	}
	return m
}()

// sends reports whether a vendor is of one of the kinds; nil is of none.
func (v *vendor) sends(kinds ...senderKind) bool { return v != nil && slices.Contains(kinds, v.kind) }
