// Package naming reads names from a mail: the employer, the job title, the
// requisition id, and the person who wrote. A name is found by vote: every place
// where it may stand names somebody with a weight, the same name from several
// places adds up, and what is never a name (the vendor's, "Hiring Team") has no
// vote.
//
//	r := naming.New(naming.Letter{FromName: "ExampleCo Hiring Team", Subject: "ExampleCo | Application Received", Text: text}, sender.Of(addr))
//	company := r.Company()
//	role := r.Role(company)
package naming

import (
	"debrief/internal/triage/phrase"
	"debrief/internal/triage/sender"
)

// Letter is what names are read from. Tokens are those of Subject and Text.
type Letter struct {
	FromName, ReplyTo, To     string
	Subject, Text             string
	SubjectTokens, TextTokens []phrase.Token
	Language                  string
}

// Reader reads the names of one letter.
type Reader struct {
	Letter
	From     sender.Sender
	anchored []found
}

// New prepares a letter.
func New(l Letter, from sender.Sender) *Reader {
	r := &Reader{Letter: l, From: from}
	r.findAnchors()
	return r
}
