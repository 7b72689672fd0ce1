package lexicon

// germanRules: German, formal and familiar. Accents are folded: "ü" is "u".
var germanRules = []rules{
	{Rejection, "", Decisive, notSafe | untilOff, "sagt ab", []string{
		"(absagen|abzusagen|absage) *3 (mussen|erteilen|zu erteilen|mitteilen|mitzuteilen|erhalten)",
		"(leider|bedauerlicherweise|bedauern) *14 (absagen|abzusagen|absage|nicht berucksichtigen|nicht weiter|keine zusage|nicht fur (sie|dich)|gegen (ihre|deine) bewerbung|nicht in die engere)",
		"nicht *5 (berucksichtigen|berucksichtigt|weiterverfolgen|weiter verfolgen|weiterverfolgt|engere auswahl|engere wahl|zusagen|anbieten|in betracht)",
		"(entschieden|entschlossen|entscheidung|wahl) *8 (fur|zugunsten|zu gunsten|auf) *5 (andere|anderen|einen anderen|eine andere|mitbewerber~|kandidat~|bewerber~|mitbewerbern)",
		"(andere|anderen|anderer|einen anderen|eine andere) *2 (kandidat~|bewerber~|bewerbung~|mitbewerber~|profil~) *6 (entschieden|ausgewahlt|besser|vorzug|vorziehen|naher|starker|gewahlt|fortsetzen|weiter)",
		"(gegen|nicht fur) *2 (ihre|deine|eine) *1 (bewerbung|einstellung|weitere)",
		"(ihre|deine|ihrer|deiner|die) bewerbung *8 (nicht|leider) *5 (erfolgreich|berucksichtig~|weiter~|berucksichtigen|zum erfolg|entsprechen)",
		"(keine|keinen|kein) *3 (zusage|positive|positiven|positives|passende) *2 (bescheid|ruckmeldung|antwort|stelle|position|geben)",
		"(anders entschieden|nicht gereicht|fur jemand anderen|fur jemand anders|jemand anderen|jemand anders entschieden)",
		"nicht *3 (weiter|weiterhin) *3 (prozess|verfahren|auswahlverfahren|bewerbungsverfahren|verfolgen|vorgehen)",
		"(bewerbungsprozess|bewerbungsverfahren|prozess|verfahren) *4 nicht *2 (fortsetzen|weiterfuhren|fortfuhren)",
	}},
	{Rejection, "", Strong, notSafe, "sagt wohl ab", []string{
		"(leider|bedauern|bedauerlicherweise) *10 (nicht|keine|keinen|andere|anderen|absage|mitteilen|mitzuteilen|besetzt|vergeben)",
		"(besser|genauer|mehr|starker|naher) *4 (passt|passen|entsprechen|entspricht|erfullen|ubereinstimmen|uberzeugt|uberzeugen|anforderungsprofil)",
		"(absage|absagen)",
		"(schon weg|leider schon|bereits weg|tut mir leid|tut uns leid|voll besetzt)",
		"nicht *4 (die richtige|der richtige|passend|entspricht|ubereinstimm~|uberzeugen)",
	}},
	{Rejection, "", Weak, notSafe, "Ton einer Absage", []string{
		"(alles gute|viel erfolg|viel gluck|nur das beste) *8",
		"(nach|sorgfaltig~) *4 (prufung|abwagung|sichtung|uberlegung|durchsicht)",
		"(keine|nicht als) *2 (wertung|abwertung|aussage) *6",
		"(zahlreiche|vielzahl|grosse anzahl|viele|hohe anzahl) *3 bewerbung~",
		"(weiteren|beruflichen|zukunftigen|privaten) *3 (weg|zukunft|werdegang|suche|lebensweg)",
		"(entscheidung|auswahl) *6 (schwer|nicht leicht|schwergefallen|nicht einfach)",
	}},
	{Pool, "", Weak, ifSafe | notSafe, "hält das Profil vor", []string{"(talentpool|talent pool|bewerberpool|bewerberdatenbank|kandidatenpool)", "(unterlagen|profil|daten|bewerbung) *6 (speichern|aufbewahren|vormerken|vorhalten|behalten)"}},
	{Filled, "", Strong, notSafe, "die Stelle ist besetzt", []string{
		"(stelle|position|vakanz) *14 (besetzt|vergeben|besetzen konnten)", "anderweitig (besetzt|vergeben|entschieden)"}},
	{Internal, "", Strong, notSafe, "intern besetzt", []string{"(intern|hausintern|innerbetrieblich) *3 (besetzt|zu besetzen|besetzen|vergeben|nachbesetzt)", "(interne|internen) (bewerber~|kandidat~|besetzung|losung|nachbesetzung)"}},
	{Closed, "", Strong, notSafe, "die Stelle entfällt", []string{"(stelle|position|vakanz|ausschreibung) *8 (nicht mehr|entfallt|zuruckgezogen|gestrichen|eingestellt|geschlossen|nicht besetzt|nicht nachbesetzt)"}},
	{Received, "", Decisive, 0, "bestätigt die Bewerbung", []string{
		"(ihre|deine|ihren|ihrer|deiner|die) *2 (bewerbung|bewerbungsunterlagen|unterlagen|onlinebewerbung|online bewerbung) *9 (erhalten|eingegangen|eingetroffen|angekommen|empfangen|ubermittelt|zugegangen|vorliegen|registriert)",
		"(eingang|erhalt|empfang) *2 (ihrer|deiner|der) *3 (bewerbung|unterlagen|bewerbungsunterlagen)",
		"(eingangsbestatigung|bewerbungseingang|empfangsbestatigung)",
		"(erhielten|erhalten) *2 (ihre|deine) *3 (bewerbung|unterlagen|bewerbungsunterlagen)",
		"(unterlagen|bewerbung) *3 (liegen|liegt) *2 (mir|uns|jetzt|nun|bei)",
		"(haben|habe) *2 (ihre|deine) (bewerbung|unterlagen)",
		"bewerbung *3 (eingegangen|erhalten|gesendet|versendet|ubermittelt)",
	}},
	{Received, "", Strong, 0, "dankt für die Bewerbung", []string{
		"(dank|danken|danke|bedanken|freuen) *8 (ihre|deine|ihrer|deiner|ihr|dein) *3 (bewerbung|bewerbungsunterlagen|unterlagen|interesse)",
		"(prufen|sichten|prufung|sichtung|durchsicht|bearbeiten|bearbeitung|prufe) *6 (unterlagen|bewerbung|bewerbungsunterlagen|angaben|profil)",
		"(unterlagen|bewerbung|bewerbungsunterlagen) *8 (prufen|sichten|gepruft|gesichtet|prufung|bearbeiten|durchsehen|ansehen)",
	}},
	{Received, "", Weak, ifSafe, "wie es weitergeht", []string{
		"(melden uns|bei (ihnen|dir) melden|setzen uns|horen von uns|komme auf (sie|dich)|kommen auf (sie|dich)|auf (sie|dich) zukommen|in kontakt) *6", "um *3 geduld", "bitte *2 geduld", "(etwas|ein wenig) (zeit|geduld)"}},
	{Interview, SubInvite, Decisive, 0, "lädt zum Gespräch", []string{
		"(laden|einladen|einladung|eingeladen|lade|einzuladen) *12 (vorstellungsgesprach~|gesprach~|kennenlernen|kennenlerngesprach|interview~|telefonat|videointerview|telefoninterview|erstgesprach|probetag|probearbeiten|videocall|video call|bewerbungsgesprach~|zweitgesprach)",
		"(vorstellungsgesprach~|gesprach|kennenlerngesprach|interview|telefonat|videointerview|telefoninterview|erstgesprach|bewerbungsgesprach|zweitgesprach) *8 (einladen|einzuladen|laden|vereinbaren|eingeladen|fuhren|vereinbart)",
		"(lust|zeit|hattest|hatten|passt) *6 (telefonat|kennenlernen|gesprach|telefon|kaffee|slot)",
		"(gerne|gern|mochten|wurden|wollen) *8 (kennenlernen|kennen lernen|personlich sprechen|telefonieren|mit (ihnen|dir) sprechen|austauschen)",
		"(nachste|nachsten|zweite|zweiten|naher) *3 (runde|gesprachsrunde|stufe|kennenlernen)",
	}},
	{Interview, SubAvailability, Strong, 0, "fragt nach Terminen", []string{
		"(termin|termine|terminvorschlag~|zeitfenster|uhrzeit) *8 (passt|passen|auswahlen|buchen|vorschlagen|wahlen|passend|moglich|nennen|mitteilen|bestatigen|zusagen)",
		"(wann|welcher|welche) *6 (passt|passen|zeit|termin|verfugbar|erreichbar)", "(terminvorschlag~|terminbuchung|terminfindung|terminabstimmung|verfugbarkeit~)"}},
	{Interview, SubConfirmed, Strong, 0, "bestätigt das Gespräch", []string{
		"(rufe|rufen|ruft) *8 (an|sie|dich)", "(telefontermin|gesprachstermin|vorstellungstermin|interviewtermin)",
		"(bestatigen|bestatigung|bestatige|terminbestatigung) *6 (termin|gesprach|interview|vorstellungsgesprach|kennenlernen)", "terminbestatigung", "(halten|fest) *3 (fest|halten) *3",
		"(gesprach|termin|interview|vorstellungsgesprach) *8 (findet|stattfinden|bestatigt|statt)", "(freuen|freue) *6 (gesprach|kennenzulernen|kennen zu lernen|termin|sie am|dich am)"}},
	{Interview, SubReminder, Strong, 0, "erinnert an das Gespräch", []string{"(erinnerung|erinnern) *8 (termin|gesprach|interview|vorstellungsgesprach)"}},
	{Interview, SubReschedule, Strong, notSafe, "verschiebt das Gespräch", []string{
		"(verschieben|verschoben|verlegen|verlegt|verschiebung|terminverschiebung|umbuchen) *6", "(neuen|neuer|anderen|ersatz) *1 termin~", "stattdessen *6", "terminverschiebung", "(erkrankt|krank|verhindert|dienstreise) *8", "(termin|gesprach) *6 (verschieben|verschoben|verlegen|verlegt|nicht stattfinden)"}},
	{Interview, SubCalledOff, Strong, notSafe, "sagt das Gespräch ab", []string{"(termin|gesprach|interview|vorstellungsgesprach) *6 (abgesagt|abzusagen|absagen|entfallt|storniert)"}},
	{Interview, "", Weak, 0, "spricht von einem Gespräch", []string{"(vorstellungsgesprach~|kennenlerngesprach|bewerbungsgesprach~|telefoninterview|videointerview|erstgesprach)"}},
	{Assessment, SubInvite, Strong, 0, "bittet um eine Aufgabe", []string{
		"(auswahltest|eignungstest|einstellungstest|probearbeit|testaufgabe|arbeitsprobe)", "(bitte|bitten|einladen|einladung|laden|absolvieren|bearbeiten|durchfuhren|teilnehmen) *8 (test|online test|onlinetest|assessment|aufgabe|probeaufgabe|fallstudie|case study|programmieraufgabe|arbeitsprobe|einstellungstest|testaufgabe|coding challenge)",
		"(test|onlinetest|assessment|aufgabe|probeaufgabe|fallstudie|programmieraufgabe|arbeitsprobe|einstellungstest|testaufgabe) *8 (absolvieren|bearbeiten|durchfuhren|einreichen|losen|teilnehmen|zusenden|abgeben)"}},
	{Offer, "", Strong, 0, "bietet die Stelle an", []string{
		"(freuen|mochten|wurden|konnen) *8 (die stelle|die position|einen vertrag|arbeitsvertrag|vertragsangebot|ein angebot|zusage|jobangebot) *3 (anbieten|anzubieten|zusenden|unterbreiten|geben|machen)?", "(arbeitsvertrag|vertragsangebot|jobangebot|stellenangebot fur sie|vertragsentwurf|anstellungsvertrag) *6", "(mochten|wollen) (sie|dich) *4 (einstellen|als)", "(arbeitsvertrag|vertrag) *6 (anbei|unterschrieben|unterzeichnet|ausfertigung)", "(zusage|verstarken mochten|bei uns anfangen|freuen uns auf die zusammenarbeit)",
		"(fur (sie|dich) entschieden|mundliche zusage|herzlich willkommen im team)"}},
	{Information, SubDocuments, Strong, untilOff, "bittet um Unterlagen", []string{
		"(bitte|bitten|benotigen|fehlen|fehlt|brauchen|konnten (sie|du)|reichen|senden|schicken) *8 (zeugnis~|unterlagen|lebenslauf|nachweis~|gehaltsvorstellung~|eintrittstermin|kundigungsfrist|anschreiben|referenz~|arbeitszeugnis~|formular|fragebogen|arbeitserlaubnis|informationen|angaben|personalfragebogen)", "(gehaltsvorstellung|eintrittstermin|kundigungsfrist) *6 (mitteilen|nennen|angeben)", "(fehlen|fehlt|ruckfrage|ruckfragen|nachreichen|reichen *6 nach|noch benotigt) *4", "(ab wann|wie hoch|wann konntest|wann konnten) *6 (anfangen|beginnen|starten|gehalt|verfugbar)",
		"bewerbung *3 (abschliessen|vervollstandigen|unvollstandig)"}},
	{Status, SubProgress, Strong, 0, "Stand ohne Entscheidung", []string{
		"(lauft|lauft noch|befindet sich|in der bearbeitung|in bearbeitung|nichts veranlassen|im rennen|weiter im)", "(noch|weiterhin|derzeit|aktuell) *6 (auswahlprozess|auswahlverfahren|prufung|bearbeitung|entscheidung|keine entscheidung|auswahl|sichtung)", "(verzogert|verzogerung|dauert|etwas langer|langer als)", "(zwischenbescheid|zwischenstand|zwischennachricht|aktueller stand)", "um *3 geduld bitten"}},
	{Status, SubOnHold, Decisive, notSafe, "der Prozess ruht", []string{"(stelle|position|prozess|verfahren|besetzung|suche|einstellungen) *6 (pausiert|auf eis|vorerst gestoppt|ruht|ausgesetzt|zuruckgestellt|on hold)", "einstellungsstopp"}},
	{Status, SubViewed, Decisive, 0, "die Bewerbung wurde angesehen", []string{"bewerbung *8 (angesehen|gesehen|geoffnet)"}},
	{Outreach, "", Strong, 0, "jemand schreibt zuerst", []string{
		"(auf|uber) *1 (ihr|dein) *2 profil *6", "(spannende|interessante|neue|passende) *3 (position|stelle|herausforderung|moglichkeit|aufgabe|vakanz|rolle) *6", "(mein|unser|meinen|unseren|fur einen) *2 (kunde|kunden|mandant|mandanten|auftraggeber)", "(offen|interesse|wechselbereit|neugierig) *5 (neue|neuen|wechsel|austausch|position|stelle|herausforderung)", "(recruiterin|recruiter) bei", "(ihr|dein) profil *3 (gesehen|entdeckt|gefunden|interessant)", "wir suchen *6 (hattest|hatten|lust|interesse)?",
		"(personalberat~|headhunter~|recruiter bei|im auftrag)"}},
	{Alert, "", Strong, 0, "Stellenanzeigen", []string{
		"(neue|passende|aktuelle|ahnliche|empfohlene) *2 (jobs|stellen|stellenangebote|stellenanzeigen|jobangebote|treffer)", "(jobagent|jobalarm|job alert|jobfinder|jobnewsletter|stellenmarkt|suchagent|jobmail)", "(jetzt bewerben|zum jobangebot|jobs anzeigen|stelle ansehen)", "# (neue|passende)? *1 (jobs|stellen|stellenangebote)"}},
	{Other, SubNewsletter, Weak, 0, "Rundbrief", []string{"(in dieser ausgabe|liebe leser~|liebe leserinnen|ausgabe|karrierebrief)", "(newsletter|abbestellen|abmelden|im browser ansehen|rabatt|gutschein|angebot des tages|gratis)"}},
	{Other, SubOneTimeCode, Decisive, 0, "ein Code", []string{"(bestatigungscode|sicherheitscode|verifizierungscode|einmalpasswort|zugangscode|einmalcode|anmeldecode|tan)"}},
	{Other, SubAccount, Strong, 0, "ein Konto", []string{"(passwort|kennwort) *4 (zurucksetzen|andern|vergessen|festlegen)", "(e mail|email|konto|registrierung|account) *5 (bestatigen|verifizieren|aktivieren|angelegt|erstellt)"}},
	{Other, SubSurvey, Strong, 0, "eine Umfrage", []string{"(umfrage|feedbackbogen|zufriedenheitsbefragung|bewerbungserfahrung) *6"}},
	{Job, "", Strong, ifSafe | notSafe, "geht um eine Bewerbung", []string{
		"(ihre|deine|ihrer|deiner|eine) *2 (bewerbung|bewerbungsunterlagen)", "(bewerbung|interesse) *3 (als|um die|auf die|fur die|an der) *6", "(stelle|position|vakanz) (als|des|der|im)", "(recruiting|personalabteilung|human resources|personalreferent~|talent acquisition|bewerbermanagement|auswahlverfahren|bewerbungsprozess|bewerbungsverfahren)"}},
	{Foreign, "", Strong, ifSafe | notSafe, "anderer Antrag", []string{
		"(mietinteressent~|mietinteressenten|eigentumer|hausverwaltung|wohnungsbesichtigung|miete|kaution)", "(kredit|darlehen|kreditkarte|mietvertrag|wohnung|besichtigung|studienplatz|hochschule|antrag auf|versicherung|finanzierung|kita|kindergeld|rechnung|bestellung|lieferung|paket|immatrikulation|visum|wohnungsbewerbung|mieter~)"}},
}
