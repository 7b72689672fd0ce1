package workbench

import (
	"regexp"

	"debrief/internal/track"
)

// ownTurn is what a mail of the person's own does to an application, as far as
// its words say so plainly. It is never carried out without asking.
type ownTurn struct {
	ending  track.Ending
	atOffer bool // only where an offer is on the table
	words   *regexp.Regexp
}

// ownTurns are looked through in order. A condition or a negation takes the
// words back: "before I withdraw", "I would not want to decline".
var ownTurns = []ownTurn{
	{track.EndedAccepted, true, regexp.MustCompile(`(?i)\b(?:(?:happy|delighted|pleased|glad|excited|thrilled) to accept|i(?:'m| am)? (?:hereby |formally |gladly |happily )?accept(?:ing)? (?:the|your|this) (?:offer|position|role|job)|ich nehme (?:das|ihr|dein) angebot|j'accepte (?:votre|l'|cette)|acepto (?:la|su|vuestra) oferta|accetto (?:la|l')|aceito (?:a|vossa|sua) |ik accepteer (?:het|jullie|uw))`)},
	{track.OfferDeclined, true, regexp.MustCompile(`(?i)\b(?:(?:going to|have to|must|decided to|want to|like to|need to|choose to|will) (?:respectfully |regretfully |kindly )?(?:decline|turn (?:it|this|the offer|your offer) down)|(?:declin|turn)ing (?:the|your|this|down) (?:offer)?|(?:cannot|can't|not able to|unable to) accept|lehne (?:das|ihr|dein) angebot ab|decline (?:the|your) offer|refuser (?:votre|cette|l') ?(?:offre|proposition)|rechazar (?:la|su) oferta|rifiutare (?:la|l')|recusar (?:a|vossa|sua)|wijs (?:het|jullie|uw) aanbod af)`)},
	{track.Withdrew, false, regexp.MustCompile(`(?i)\b(?:(?:like to|want to|wish to|have to|decided to|going to|must|need to|writing to|will) (?:respectfully |formally |hereby )?withdraw\b|i(?:'m| am)? (?:hereby |formally )?withdraw(?:ing)? (?:my|from)|(?:take|remove) me (?:out of|from) (?:the|your) (?:process|running|consideration|list)|ziehe (?:ich )?meine bewerbung zurück|bewerbung zurück(?:zu)?ziehen|retirer ma candidature|je retire ma|retirar mi candidatura|retiro mi|ritirare la mia candidatura|retirar a minha candidatura|trek mijn sollicitatie in|sollicitatie in(?:te)?trekken)`)},
}

var ownDoubt = regexp.MustCompile(`(?i)\b(?:before|if|unless|whether|rather than|instead of|(?:do|does|did|would|will|wo)(?:n't| not)|never|not) (?:\w+[ ']){0,4}$`)

// turnOf reads what the person did by a mail of theirs; Open where it says
// nothing of the kind.
func turnOf(text string, atOffer bool) track.Ending {
	for _, t := range ownTurns {
		if t.atOffer && !atOffer {
			continue
		}
		at := t.words.FindStringIndex(text)
		if at == nil || ownDoubt.MatchString(text[max(0, at[0]-60):at[0]]) {
			continue
		}
		return t.ending
	}
	return track.Open
}
