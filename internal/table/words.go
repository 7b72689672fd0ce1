package table

import "debrief/internal/track"

// The tables of words by which Guess knows columns and values: English, French
// and German, as found in the sheets of mail.md 8. Within a table the first row
// that fits wins. Words are lower case, with plain spaces.

// fieldWords are names of columns.
var fieldWords = []struct {
	Field Field
	Names []string
}{
	{FieldCompany, []string{"company", "company name", "employer", "organisation", "organization", "firm", "business", "school", "institution", "university", "entreprise", "société", "societe", "employeur", "nom de l entreprise", "firma", "unternehmen", "arbeitgeber"}},
	{FieldRole, []string{"role", "job title", "title", "position", "job", "job role", "job name", "position title", "vacancy", "poste", "intitulé", "intitulé du poste", "nom du poste", "stelle", "stellenbezeichnung", "jobtitel", "rolle", "berufsbezeichnung", "discipline", "field", "fachgebiet"}},
	{FieldLocation, []string{"location", "job location", "city", "place", "office", "lieu", "ville", "localisation", "ort", "standort", "arbeitsort"}},
	{FieldChannel, []string{"channel", "how applied", "application method", "method", "canal", "kanal"}},
	{FieldApplied, []string{"applied on", "date applied", "applied date", "application date", "date of application", "apply date", "applied", "application", "date submitted", "submitted", "submission date", "sent", "date sent", "date", "date de candidature", "date candidature", "date d envoi", "candidature", "postulé le", "beworben am", "bewerbungsdatum", "bewerbung", "gesendet am", "datum"}},
	{FieldStatusOn, []string{"status date", "status since", "last update", "last updated", "updated", "last activity", "response date", "date of response", "reply date", "date de réponse", "date réponse", "mise à jour", "antwort am", "letzte änderung"}},
	{FieldEnded, []string{"final answer", "final answer date", "rejection date", "date of rejection", "rejected on", "date rejected", "decision date", "closed on", "date closed", "end date", "réponse finale", "date de refus", "absage am", "absagedatum"}},
	{FieldStatus, []string{"status", "application status", "current status", "job status", "stage", "current stage", "outcome", "result", "progress", "statut", "état", "etat", "avancement", "résultat", "stand", "phase", "ergebnis", "bewerbungsstatus", "state"}},
	{FieldURL, []string{"url", "link", "job link", "job url", "posting", "posting url", "job posting", "job ad", "advert", "application link", "apply link", "lien", "annonce", "lien de l offre", "lien offre", "stellenanzeige", "anzeige"}},
	{FieldSource, []string{"source", "job source", "found on", "found at", "platform", "job board", "board", "portal", "website", "site", "via", "plateforme", "site d emploi", "quelle", "jobbörse", "gefunden auf"}},
	{FieldContact, []string{"contact", "contact name", "contact person", "contact email", "contact phone", "contact phone number", "recruiter", "recruiter name", "recruiter email", "hiring manager", "interlocuteur", "recruteur", "ansprechpartner", "kontakt"}},
	{FieldSalary, []string{"salary", "salary range", "pay", "pay range", "compensation", "rate", "salaire", "rémunération", "gehalt", "gehaltsspanne"}},
	{FieldTags, []string{"tags", "tag", "labels", "keywords", "category", "catégorie", "kategorie"}},
	{FieldNotes, []string{"notes", "note", "comments", "comment", "remarks", "details", "feedback", "next steps", "next step", "attendance", "work mode", "remarques", "commentaires", "commentaire", "notizen", "bemerkungen", "bemerkung", "kommentar"}},
}

// stageWords are names of columns that hold the day of a stage.
var stageWords = []struct {
	Stage track.StageKind
	Round int
	Names []string
}{
	{track.Final, 0, []string{"final interview", "final round", "final", "onsite", "on site", "on site interview", "onsite interview", "flyout", "campus visit", "entretien final", "finale runde"}},
	{track.Panel, 0, []string{"panel", "panel interview", "2nd interview", "second interview", "interview 2", "2nd round", "second round", "2e entretien", "2ème entretien", "2eme entretien", "deuxième entretien", "2 gespräch", "zweites gespräch", "zweitgespräch"}},
	{track.Panel, 2, []string{"3rd interview", "third interview", "interview 3", "3rd round", "third round", "3e entretien", "3ème entretien", "3eme entretien", "troisième entretien", "3 gespräch", "drittes gespräch"}},
	{track.SkillsTask, 0, []string{"assessment", "skills task", "take home", "take home test", "test", "technical test", "coding test", "coding challenge", "case study", "online assessment", "test technique", "étude de cas", "aufgabe", "probeaufgabe"}},
	{track.HiringManager, 0, []string{"1st interview", "first interview", "interview 1", "1st round", "first round", "interview", "interview date", "technical interview", "1er entretien", "premier entretien", "entretien", "date d entretien", "1 gespräch", "erstes gespräch", "gespräch", "vorstellungsgespräch", "erstgespräch"}},
	{track.Screen, 0, []string{"phone call", "phone screen", "phone interview", "screening", "screening call", "screen", "recruiter screen", "recruiter call", "call", "skype interview", "video call", "appel", "appel téléphonique", "entretien téléphonique", "telefonat", "telefoninterview"}},
	{track.RecruiterContact, 0, []string{"first contact", "recruiter contact", "first response", "first reply", "premier contact", "erstkontakt"}},
	{track.ReferencesChecks, 0, []string{"references", "reference check", "background check", "références", "referenzen"}},
	{track.OfferStage, 0, []string{"offer", "offer date", "job offer", "offer received", "proposition", "offre", "promesse", "angebot", "vertragsangebot"}},
}

// statusWords are words of a status column.
var statusWords = []struct {
	Words   []string
	Meaning Status
}{
	{[]string{"not applied", "to apply", "saved", "wishlist", "bookmarked", "interested", "planned", "draft", "considering", "à postuler", "a postuler", "geplant", "gemerkt", "vorgemerkt"}, Status{Skip: true}},
	{[]string{"offer declined", "declined offer", "offer rejected", "rejected offer", "turn down", "turned down", "refused offer", "offre refusée", "offre déclinée", "angebot abgelehnt"}, Status{Ending: track.OfferDeclined, WithoutOffer: track.Withdrew}},
	{[]string{"offer withdrawn", "offer rescinded", "rescinded", "offre retirée", "angebot zurückgezogen"}, Status{Ending: track.OfferWithdrawn}},
	{[]string{"withdrew", "withdrawn", "withdraw", "i declined", "retirée", "retiré", "désisté", "zurückgezogen"}, Status{Ending: track.Withdrew}},
	{[]string{"filled internally", "internal candidate", "pourvu en interne", "intern besetzt"}, Status{Ending: track.FilledInternally}},
	{[]string{"role closed", "position closed", "job closed", "position cancelled", "cancelled", "canceled", "frozen", "hiring freeze", "no project", "no project for now", "poste fermé", "annulé", "stelle gestrichen"}, Status{Ending: track.RoleClosed}},
	{[]string{"ghosted", "ghost", "suspected ghost job", "no response", "no answer", "no reply", "never heard", "not heard back", "silence", "silent", "sans réponse", "pas de réponse", "keine antwort", "keine rückmeldung"}, Status{Ending: track.Silent}},
	{[]string{"rejected", "rejection", "reject", "declined", "not selected", "unsuccessful", "denied", "no longer considered", "no longer under consideration", "not moving forward", "position filled", "refus", "refusé", "refusée", "rejeté", "rejetée", "abgelehnt", "absage", "abgesagt"}, Status{Ending: track.Declined}},
	{[]string{"accepted", "hired", "signed", "offer accepted", "accepté", "acceptée", "embauché", "embauchée", "angenommen", "eingestellt", "zusage"}, Status{Ending: track.EndedAccepted}},
	{[]string{"offer", "offered", "offre", "proposition", "angebot"}, Status{Stage: track.OfferStage}},
	{[]string{"references", "reference check", "background check"}, Status{Stage: track.ReferencesChecks}},
	{[]string{"final", "final round", "final interview", "onsite", "on site"}, Status{Stage: track.Final}},
	{[]string{"panel", "second interview", "2nd interview", "second round", "2nd round"}, Status{Stage: track.Panel}},
	{[]string{"assessment", "test", "take home", "challenge", "coding challenge", "case study", "test technique"}, Status{Stage: track.SkillsTask}},
	{[]string{"phone screen", "phone call", "screening", "screen", "recruiter call", "phone interview", "entretien téléphonique", "telefoninterview"}, Status{Stage: track.Screen}},
	{[]string{"interview", "interviewing", "interviewed", "interviews", "entretien", "entretiens", "gespräch", "vorstellungsgespräch"}, Status{Stage: track.HiringManager}},
	{[]string{"replied", "recruiter contact", "in contact", "contacted"}, Status{Stage: track.RecruiterContact}},
	{[]string{"applied", "application sent", "submitted", "sent", "pending", "waiting", "awaiting", "in process", "in progress", "in review", "under review", "under consideration", "open", "active", "received", "envoyé", "envoyée", "postulé", "en cours", "en attente", "beworben", "gesendet", "offen", "laufend", "in bearbeitung"}, Status{}},
}

// channelWords are words of a channel or source column. What fits none is cold.
var channelWords = []struct {
	Words   []string
	Channel track.Channel
}{
	{[]string{"referral", "referred", "referee", "friend", "network", "networking", "recommendation", "recommended", "cooptation", "recommandation", "réseau", "ami", "empfehlung", "empfohlen", "netzwerk"}, track.Referral},
	{[]string{"recruitment agency", "agency", "staffing", "headhunter", "headhunting", "cabinet", "interim", "intérim", "personalvermittlung", "zeitarbeit", "personalberatung"}, track.Agency},
	{[]string{"reach out", "reached out", "inbound", "approached", "they contacted", "contacted me", "sourced", "they wrote", "inmail", "approché", "angesprochen"}, track.Inbound},
	{[]string{"internal", "interne", "mobilité", "intern", "internal move"}, track.Internal},
	{[]string{"event", "career fair", "job fair", "meetup", "conference", "salon", "forum", "messe", "karrieremesse"}, track.EventMet},
}

// otherDays are words in names of columns of days that are neither an
// application nor a stage nor an answer.
var otherDays = []string{"deadline", "due", "expires", "expiry", "closing", "reminder", "follow up", "followup", "next", "posted", "published", "found", "saved", "added", "created", "archived", "start", "échéance", "relance", "publiée", "frist", "wiedervorlage", "veröffentlicht"}
