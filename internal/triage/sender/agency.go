package sender

import (
	"strings"
)

// agencyDomains are domains of recruitment agencies. Source: github
// jasoncartwright/recruiterdomains, commit 4a6c002825df04ba8bc9f9bef10748a076b4da17,
// Unlicense (public domain); 270 mostly British domains of 2019. A weak hint:
// some may have changed hands.
var agencyDomains = func() map[string]bool {
	m := map[string]bool{}
	for _, line := range agencyLines {
		for d := range strings.FieldsSeq(line) {
			m[d] = true
		}
	}
	return m
}()

var agencyLines = []string{
	"199rec.co.uk 24-7recruitment.net 2kpeople.co.uk 365rec.com 3aaa.co.uk aatomrecruitment.com abrs.com absoluteitrecruitment.com adgold.co.uk",
	"adlib-recruitment.co.uk agendarecruitment.co.uk amicusjobs.co.uk andiamo-group.com applauseit.co.uk arcamresources.com argyllscott.com arm.co.uk",
	"arrowsgroup.com artemissearch.com asginternational.co.uk auburn-rose.com avantirec.com axica-recruitment.com beaumont-it.co.uk beprofound.co",
	"bitwave-resource.co.uk blueglue.co.uk blueoctopus.co.uk bmsperformance.com bodhisearch.com boldrecruitment.co.uk brightred.com capita.co.uk",
	"capitolinternational.com catservices.co centena.co.uk certusrecruitment.com chassamrecruitment.co.uk chromarecruitment.com circlerecruitment.com",
	"cititec.com compfutures.com computerfutures.com computerpeople.co.uk computerworldpersonnel.co.uk consolpartners.com continuoussolutions.co",
	"contractrecruit.co.uk costelloandreyes.com cpsgroupuk.com creativepersonnel.co.uk criticalpathsolutions.co.uk ctprecruitment.co.uk cybercoders.com",
	"darwinrecruitment.com datascope.co.uk digitalgurus.co.uk digitalsourcinggroup.com district4.io doyouknowbonobo.co.uk e-recruiter.co.uk",
	"edison-hill.co.uk ejspecialists.com emponics.com energizerec.com engagewithus.com enterit.co.uk epeoplerecruitment.com eq50.com",
	"esynergy-solutions.co.uk eurobase.com evolution-contract.co.uk evolutionjobs.co.uk evosearch.co.uk experis.co.uk exploreltd.com explorerec.com",
	"firstachieve.com fishtank.cc flair4recruitment.co.uk fluidrecruitment.co.uk forsythbarnes.com fusionrecruitmentsolutions.com g2recruitment.com",
	"gcsltd.com gcsrecruitment.com ges-it.com.pl gettechforce.com giantrecruiting.com globalresourcingsolutions.co.uk gopartnership.com",
	"gregoryjamesresourcing.com greywood.co.uk gurucareers.com hackajob.co hamilton-fraser.co.uk hanoverit.co.uk hanrec.com harpermay.com haybrook.co.uk",
	"hays-uk.com hays.com heatrecruitment.co.uk hendersonscott.com hermansearch.com honorsearch.co.uk howard-finley.co.uk hudson.com huntressgroup.com",
	"huxley.com hydrogengroup.com hyphen.com icredodigital.com initi8recruitment.com insight-rec.com intapeople.com intelletec.com investigo.co.uk",
	"involvedsolutions.com ioassociates.co.uk iprofile.org isluk.co.uk it-talent.co.uk itecco.co.uk itssrecruitment.co.uk jambo.co jambodigital.co",
	"james-chase.com jamrecruitment.co.uk jandnet-recruitment.co.uk jcomresources.co.uk jeffersonfrank.com jitr.co.uk jjnmedia.com jonothanbosworth.co.uk",
	"jp-jobs.com JustIT.co.uk knowit.co.uk korusgroup.co.uk lafosse.com langleyjames.co.uk langleyjames.com langleyjames.net lavsun.com lawrenceharvey.com",
	"libertyresourcing.co.uk loveworklife.com lynxrecruitment.co.uk macleanmoore.com madisonts.com majorplayers.co.uk markhadfield.co.uk",
	"markitplacements.co.uk markloucas.co.uk maxrec.co.uk mayflowerltd.com maylamont.com metamorphic.co.uk methods.co.uk michaelpage.com mint-rs.com",
	"modis.co.uk monarchit.co.uk montaguolsen.com mortimerspinks.com mustardjobs.co.uk newgentechnology.co.uk next-ventures.com nicollcurtin.com",
	"novate-it.co.uk oakleafpartnership.com oho.co.uk oliverbernard.co.uk onboardrecruitment.com optimum-digital.com optimussearch.com opusrs.com",
	"opusrs.com.au orbis-resourcing.com oscar-associates.com oscar-tech.com osrecruit.com pagepersonnel.co.uk parkerwhiteconsulting.com payettegroup.com",
	"pcrdigital.com pearsonfrank.com peoplesource.co.uk platform-recruitment.com plexusrs.com preferred-choice.co.uk premier-media.co.uk premiergroupuk.com",
	"premierituk.com premiermediauk.com prism-digital.com pro-quest.co.uk profectusrecruitment.co.uk profilescreative.com prosper-is.com",
	"puredevelopers.co.uk purple-consultancy.com qarea.com radleyjames.com randstad.co.uk realit.com recann.uk recruitmentgenius.com redrockconsulting.co.uk",
	"redsevenuk.com revolutiontechnology.co.uk ringhamhunter.com roc-search.com rutherfordgrant.com sandersonplc.com search.co.uk searchability.co.uk",
	"senitor.com serendipityrecruitment.com simplifiedrecruitment.com skillfindergroup.com socialheads.co.uk sourcecoders.io sourced.ai",
	"southern-lights.co.uk spherelondon.co.uk spiergroup.com spring.com sqcp.com stonorsearch.com stottandmay.com strategicpeople.co.uk suite900.com",
	"talentavenue.com talentedge.co.uk talentinternational.co.uk talentsourceglobal.co.uk talktoneon.com technet-it.co.uk technicaltalent.co.uk",
	"technology-leaders.com tmsilver.com transition-partners.co.uk triarecruitment.com trsgroup.co.uk unifyndgroup.com unitingambition.com vemployee.com",
	"venngroup.com venturi-group.com vertechgroup.co.uk vertex-solutions.co.uk vsynergize.com wahoo-recruitment.com wbrs.com weareadam.com weareavion.com",
	"web-cruit.com webhiring.co.uk webpointresources.com welovesalt.com wesourcetalent.com x4group.co.uk x4technology.co.uk xactplacements.co.uk",
	"xcedesolutions.com xist4.com yolkrecruitment.com yourrecruit.com yourrecruitit.com",
}
