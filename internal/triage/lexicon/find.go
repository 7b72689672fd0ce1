package lexicon

import (
	"debrief/internal/triage/phrase"
)

// Hit is a phrase found in a text, at tokens [From, To).
type Hit struct {
	Signal    Signal
	Sub       string // subclass it speaks for; empty for none
	Tier      Tier
	Why       string
	From, To  int
	InSubject bool
	Off       bool // taken back by a condition or a negation

	guard guard
	lang  string
}

// Find lists the phrases of one text, the longest of each meaning where they
// overlap, and takes back what is said under a condition or denied.
func Find(tokens []phrase.Token, lang string, inSubject bool) []Hit {
	var f finder
	all := phrases()
	all.set.Find(tokens, func(h phrase.Hit) {
		ru := &all.rule[h.N]
		if ru.lang != "en" && lang != "" && ru.lang != lang {
			return
		}
		f.add(Hit{Signal: ru.Signal, Sub: ru.sub, Tier: ru.Tier, Why: ru.why, From: h.From, To: h.To, InSubject: inSubject, guard: ru.guard, lang: ru.lang})
	})
	for i := range f.hits {
		f.hits[i].Off = takenBack(tokens, &f.hits[i])
	}
	return f.hits
}

type finder struct{ hits []Hit }

// add keeps a hit unless one of the same signal that counts at least as much
// covers the place; it replaces those that count less.
func (f *finder) add(h Hit) {
	for i := len(f.hits) - 1; i >= 0; i-- {
		o := &f.hits[i]
		if o.Signal != h.Signal || o.From >= h.To || h.From >= o.To {
			continue
		}
		if h.Tier > o.Tier || h.Tier == o.Tier && h.To-h.From > o.To-o.From && h.Sub == o.Sub {
			*o = h
			return
		}
		if h.Sub == o.Sub || h.Tier < o.Tier {
			return
		}
	}
	f.hits = append(f.hits, h)
}

// Words that make what follows a possibility. "Should" does so at the head of a
// clause only; "may" and its like only close before.
var (
	ifWords     = phrase.Words("if unless whether assume assumes assuming deem deemed regard treat considerer considerez wenn falls sofern ob si se caso indien mocht mochten")
	whenWords   = phrase.Words("when once until before after till sobald bis lorsque quand cuando una vez quando zodra nadat als")
	shouldWords = phrase.Words("should sollte sollten solltest qualora")
	mayWords    = phrase.Words("may might could konnte konnten pourrait pourriez podria potrebbe poderia")
	notWords    = phrase.Words("not no never without unable nor neither nicht kein keine keinen ne pas sans nunca sin non nao sem niet geen cannot rather")
	clauseHeads = phrase.Words("you your we i the this there any sie ihre ihr du deine wir die der")
)

// takenBack reports that the words around a hit make it no statement.
func takenBack(tokens []phrase.Token, h *Hit) bool {
	sentence := tokens[h.From].Sentence
	if h.guard&ifSafe == 0 {
		for i := h.From - 1; i >= 0 && tokens[i].Sentence == sentence; i-- {
			w := tokens[i].Word
			switch {
			case ifWords[w] && !polite(tokens, i), w == "als" && h.lang == "nl":
				return true
			case whenWords[w] && h.Signal != Rejection && (h.Signal >= ClassSignals || h.Signal == Received || h.Signal == Offer || h.Signal == Interview && h.Tier == Decisive):
				return true
			case shouldWords[w] && (i == 0 || tokens[i-1].Sentence != sentence || clauseHeads[tokens[i+1].Word]) && i+1 < len(tokens) && clauseHeads[tokens[i+1].Word] && (i == 0 || tokens[i-1].Sentence != sentence || !clauseHeads[tokens[i-1].Word]):
				return true
			case w == "consider" && i > 0 && (tokens[i-1].Word == "please" || tokens[i-1].Word == "should" || tokens[i-1].Word == "can") && h.Signal == Rejection:
				return true
			case mayWords[w] && h.From-i <= 3 && h.Signal == Rejection:
				return true
			case w == "only" && h.From-i <= 6 && h.Signal == Rejection && h.Tier < Decisive:
				return true
			}
		}
		if ifWords[tokens[h.From].Word] && h.Signal != Received {
			return true
		}
	}
	if h.Signal == Rejection && h.lang == "de" && aboutMeeting(tokens[h.From:h.To]) {
		return true
	}
	if h.Signal == Rejection && h.lang == "en" && yours(tokens, h.From) {
		return true
	}
	if h.guard&notSafe == 0 {
		for i := h.From - 1; i >= 0 && i >= h.From-4 && tokens[i].Sentence == sentence; i-- {
			if notWords[tokens[i].Word] {
				return true
			}
		}
	}
	if h.guard&untilOff != 0 {
		for i := h.To; i < len(tokens) && i < h.To+10 && tokens[i].Sentence == sentence; i++ {
			if w := tokens[i].Word; w == "until" || w == "unless" || w == "without" || w == "before" || w == "bevor" || w == "ohne" || w == "sans" || w == "sin" {
				return true
			}
		}
	}
	return false
}

// aboutMeeting reports that what is called off is a meeting, not the candidacy.
func aboutMeeting(tokens []phrase.Token) bool {
	for _, t := range tokens {
		switch t.Word {
		case "gesprach", "termin", "telefonat", "interview", "vorstellungsgesprach", "meeting", "videocall":
			return true
		}
	}
	return false
}

// yours reports that the decision told is the reader's: "you have decided not
// to accept".
func yours(tokens []phrase.Token, at int) bool {
	for i := at; i >= 0 && i >= at-2 && tokens[i].Sentence == tokens[at].Sentence; i-- {
		switch tokens[i].Word {
		case "decided", "chosen", "chose", "elected", "opted", "decision", "declined", "withdrawn":
			for j := i - 1; j >= 0 && j >= i-2; j-- {
				if tokens[j].Word == "you" {
					return true
				}
			}
			return false
		}
	}
	return false
}

// polite is an "if" that asks rather than supposes: "let me know if", "please
// advise whether", "see if".
func polite(tokens []phrase.Token, i int) bool {
	return i > 0 && (tokens[i-1].Word == "know" || tokens[i-1].Word == "see" || tokens[i-1].Word == "even" || tokens[i-1].Word == "as")
}

// Supposes reports a word that makes what follows a possibility, like "if".
func Supposes(word string) bool { return ifWords[word] }
