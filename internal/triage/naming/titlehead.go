package naming

import (
	"strings"

	"debrief/internal/triage/phrase"
)

// titleHeads are words that a job title ends with or is made around, in the
// seven languages, women's and men's forms beside each other. Folded. The
// English ones include frequent last words of the O*NET 29.2 alternate titles
// (U.S. Department of Labor, CC BY 4.0; words picked by us).
var titleHeads = phrase.Words(`
accountant actuary acrobat adjuster administrator admin advisor adviser advocate agent aide analyst anesthetist announcer apprentice apprenticeship architect artist assembler
assessor assistant associate attendant attorney auditor author baker banker barista bartender biologist bookkeeper broker builder buyer captain caregiver carer caretaker
carpenter cashier caseworker ceo cfo chef chemist chief cio ciso clerk clinician cmo coach comedian commander concierge conductor consultant controller cook coo coordinator
copywriter counsel counselor counsellor courier craftsman creator cto curator custodian dba dean dentist deputy designer detective developer devops dietitian director
dispatcher doctor draftsman driver ecologist economist editor educator electrician engineer engineers estimator evangelist examiner executive expert fabricator facilitator
fellow filmmaker firefighter fitter foreman fundraiser gardener generalist geologist geophysicist governess grader graduate guard guide hairdresser handler head helper hostess
housekeeper hygienist illustrator inspector installer instructor intern internship interpreter investigator jeweller joiner journalist judge labourer laborer lawyer lead leader
lecturer liaison librarian lifeguard linguist locksmith logistician machinist maker manager marketer mason mathematician mechanic mechatronics mediator merchandiser
microbiologist midwife millwright moderator monitor musician nanny negotiator nurse nutritionist officer operative operator optician optometrist orderly organizer owner packer
painter paralegal paramedic partner pathologist pharmacist photographer physician physicist physiotherapist picker pilot pipefitter planner plumber porter postdoc postdoctoral
practitioner president preschool principal processor producer professor programmer promoter proofreader prosecutor psychologist publicist purchaser radiographer ranger realtor
receptionist recruiter registrar reporter representative rep researcher retoucher rigger roofer sailor salesperson salesman scheduler scientist scrum secretary seller sergeant
servant server shopper singer sommelier sonographer sourcer specialist sre stager statistician steward stocker storekeeper strategist student stylist superintendent supervisor
surgeon surveyor tailor teacher technician technologist teller tester therapist trader trainee trainer translator treasurer tutor underwriter upholsterer usher valuer
veterinarian videographer vp waiter waitress warden welder worker writer zoologist swe qa sdet ingenieur ingenieurin entwickler entwicklerin berater beraterin leiter leiterin
referent referentin sachbearbeiter sachbearbeiterin kaufmann kauffrau kaufleute mitarbeiter mitarbeiterin assistent assistentin assistenz projektleiter projektleiterin
projektmanager projektmanagerin teamleiter teamleiterin abteilungsleiter verkaufer verkauferin techniker technikerin mechaniker mechatroniker elektriker elektroniker pfleger
pflegerin pflegefachkraft pflegefachmann pflegefachfrau erzieher erzieherin lehrer lehrerin arzt arztin buchhalter buchhalterin controllerin fachkraft fachinformatiker
informatiker informatikerin softwareentwickler softwareentwicklerin systemadministrator redakteur redakteurin werkstudent werkstudentin praktikant praktikantin praktikum
auszubildende auszubildender ausbildung geschaftsfuhrer geschaftsfuhrerin koch kochin fahrer fahrerin lagerist lageristin einkaufer einkauferin vertriebsmitarbeiter
aussendienst aussendienstmitarbeiter bauleiter bauleiterin architektin analystin managerin spezialist spezialistin sekretarin wissenschaftler wissenschaftlerin kundenberater
kundenberaterin disponent disponentin planer planerin rechtsanwalt jurist juristin produktmanager produktmanagerin ingenieure developpeur developpeuse charge chargee
responsable cheffe directeur directrice technicien technicienne assistante consultante comptable vendeur vendeuse conseiller conseillere gestionnaire infirmier infirmiere
enseignant enseignante professeur conducteur conductrice chauffeur redacteur redactrice juriste acheteur acheteuse commercial commerciale alternant alternante stagiaire
apprenti apprentie analyste coordinateur coordinatrice animateur animatrice cuisinier cuisiniere formateur formatrice logisticien mecanicien electricien administrateur
administratrice chercheur secretaire receptionniste graphiste controleur controleuse auditeur ingeniero ingeniera desarrollador desarrolladora analista gerente jefe jefa
directora tecnico tecnica asistente asesor asesora consultor consultora contable vendedor vendedora coordinador coordinadora enfermero enfermera profesor profesora
administrativo administrativa becario becaria especialista programador programadora disenador disenadora ejecutivo ejecutiva encargado encargada arquitecto arquitecta abogado
abogada cocinero camarero camarera auxiliar comercial operario operaria recepcionista investigador investigadora redactor redactora supervisora ingegnere sviluppatore
sviluppatrice responsabile direttore direttrice assistente consulente contabile venditore venditrice coordinatore infermiere infermiera insegnante impiegato impiegata stagista
specialista programmatore addetto addetta architetto avvocato cuoco cameriere autista operaio operaia magazziniere segretaria progettista ricercatore ricercatrice redattore
grafico educatore educatrice commesso commessa engenheiro engenheira desenvolvedor desenvolvedora gestor gestora diretor diretora contabilista contador coordenador coordenadora
enfermeiro enfermeira professora estagiario estagiaria arquiteto arquiteta advogado advogada cozinheiro motorista operador operadora rececionista pesquisador ontwikkelaar
adviseur medewerker leidinggevende teamleider projectleider verkoper monteur technicus verpleegkundige docent leraar boekhouder beheerder stagiair onderzoeker kok inkoper hoofd
accountmanager begeleider secretaresse administratief cleaner repairer finisher feeder checker grinder mixer trimmer loader setter polisher runner winder collector appraiser
sawyer sewer presser driller stripper turner erector stitcher sprayer interviewer provider lineman forester breeder maid typist knitter jockey restorer messenger publisher
archivist scout meteorologist solicitor agronomist epidemiologist escort fisher critic audiologist cardiologist neuropsychologist phlebotomist butcher pastor neurologist
conservationist merchant seamer stewardess pediatrician conservator climber grower compiler actor renovator fryer interventionist hospitalist groomer anthropologist skater
patroller transporter crew member moulder caterer florist farmer fisherman fireman craftswoman saleswoman businessman host keeper gamekeeper greenkeeper bookseller sparky
electricians plasterer tiler glazier scaffolder navvy kitchenhand dishwasher barback mixologist bouncer stagehand dramaturg dancer matron invigilator headteacher postman
milkman signaller purser stewards cadet chair ambassador laborant laborantin aktuar aktuarin lektor lektorin brauer malzer  maler tischler schreiner dachdecker gartner
friseur friseurin backer metzger hebamme optiker augenoptikermeister meister einzelhandelskauffrau bankkaufmann hydrogeologin geologe geologin biologe biologin chemiker
chemikerin physiker physikerin programmierer programmiererin regisseur regisseuse libraire caissier caissiere serveur serveuse boulanger patissier menuisier macon plombier
couvreur soudeur opticien architecte
 leerkracht apothekersassistente marketeer liquidatore praticante farmacista educador educadora mozo soldador soldadora patronista corrector correctora exploitante capo disegnatore disegnatrice istruttore istruttrice comprador compradora campaigner pdra estagio teamleitung leitung vendeuse gerente ilustrador ilustradora mestre operatore operatrice progettista tirocinante docente bibliotecario redattrice monteur verzorgende kassamedewerker weger trainee
`)

// compounds are the ends of German and Dutch titles in one word.
var compounds = strings.Fields("leiter leiterin entwickler entwicklerin berater beraterin ingenieur ingenieurin manager managerin techniker technikerin mitarbeiter mitarbeiterin kaufmann kauffrau kaufleute referent referentin helfer helferin pfleger pflegerin schlosser mechaniker mechanikerin meister meisterin assistent assistentin verkaufer verkauferin ontwikkelaar medewerker adviseur leider kundige fachkraft lehrer lehrerin redakteur redakteurin administrator student studentin planer planerin angestellte angestellter arbeiter arbeiterin bearbeiter bearbeiterin elektriker elektroniker elektronikerin fahrer fahrerin trainer trainerin prufer pruferin programmierer programmiererin designer designerin forscher forscherin wissenschaftler wissenschaftlerin koordinator koordinatorin therapeut therapeutin padagoge padagogin monteur verkoper begeleider beheerder coordinator analist consultant engineer architect docent")

// titleLike reports that a text holds a word that makes a job title.
func titleLike(s string) bool {
	for _, w := range strings.Fields(phrase.Fold(s)) {
		if headWord(w) {
			return true
		}
	}
	return false
}

// TitleLike reports that a text holds a word that makes a job title.
func TitleLike(s string) bool { return titleLike(s) }

func headWord(folded string) bool {
	if titleHeads[folded] {
		return true
	}
	if len(folded) < 9 {
		return false
	}
	for _, h := range compounds {
		if strings.HasSuffix(folded, h) {
			return true
		}
	}
	return false
}

// softHead is a word that may be a title by its ending: Gamekeeper, Optometrist.
func softHead(folded string) bool {
	if len(folded) < 6 {
		return false
	}
	for _, h := range [...]string{"er", "or", "ist", "ian", "eer", "man", "woman", "ant", "erin", "eur", "euse", "rice", "adora", "ador", "era", "ero", "tore", "trice", "ista", "dor", "dora", "ante", "leitung", "hilfe", "kraft"} {
		if strings.HasSuffix(folded, h) {
			return true
		}
	}
	return false
}
