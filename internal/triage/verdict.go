// Package triage says what a mail is and to which application it belongs. It
// is pure: mail and record go in as values, a verdict and a ranked list come
// out, each with the words that led to it.
//
//	v := triage.Classify(m, nil)
//	v.Class       // rejection
//	v.Evidence[0] // "we have decided to move forward with other candidates", 210 to 264
//	list := triage.Link(m, v, candidates)
//	list[0].Certain // only where one application is safe
//
// A verdict is reached in five steps. The sender and the template say that a
// mail is about an application, seldom what it says. Phrases, in several
// languages and in tiers (decisive, strong, weak), say what it says; a condition
// ("if you are not selected"), a negation ("unable to offer you") or another
// subject (a loan, a flat, a place at a school) takes a phrase back. A small
// model, trained on written mails, weighs phrases and words together into
// calibrated probabilities. What is decisive must be agreed on by all three;
// everything else is a proposal for a person. At last company, role, requisition
// id and time are read, each by a vote of the places where they stand.
//
// Wording of phrases is by us, from what such mails are known to say; see
// docs/ACCURACY.md for how it is measured and where it falls short.
package triage

import (
	"debrief/internal/track"
	"debrief/internal/triage/lexicon"
)

// Class is one of the ten classes of product.md 4.1.
type Class = track.Class

// Mail is what triage needs of one mail. What is not known stays empty.
type Mail struct {
	FromName, FromAddr string
	ReplyTo, To, Cc    string
	Subject            string
	Text               string                   // the new text, without quoted history and signature
	Whole              string                   // the whole decoded text, of which Text is a part; empty: Text
	Header             func(name string) string // first field of that name, decoded; may be nil
	Links, Attachments []string
	Invite             *Invite // of a calendar part; nil where there is none
	Date               track.Instant
	Zone               int // minutes east of UTC in the sender's Date
	MailID             string
	InReplyTo, Refs    string
	Out                bool // written by the person
	HasHTML            bool
}

// Invite is the appointment of a calendar part.
type Invite struct {
	Method, UID                  string
	Summary, Location, Organizer string // Organizer is a mail address
	Link                         string // of the video room
	Attendees                    []string
	Start, End                   track.Instant
}

// Verdict is what a mail is. In JSON it has the fields of product.md 4.1.
type Verdict struct {
	Class       Class            `json:"class"`
	Subclass    string           `json:"subclass"`
	Confidence  float64          `json:"confidence"` // calibrated probability of Class
	Decisive    bool             `json:"decisive"`   // safe to file by itself where the match is certain
	Company     string           `json:"company"`
	Role        string           `json:"role"`
	Requisition string           `json:"requisition"`
	Vendor      string           `json:"vendor"`
	StageHint   track.StageKind  `json:"stage_hint"` // stage the mail speaks of; empty where it does not say
	Language    string           `json:"language"`   // ISO 639-1; empty where the text is too short
	Interview   *Interview       `json:"interview"`
	Feedback    string           `json:"feedback"` // the sentence with information in it
	Evidence    []Evidence       `json:"evidence"`
	Kind        track.AnswerKind `json:"kind,omitempty"`         // of a rejection, for the debrief
	Channel     track.Channel    `json:"channel,omitempty"`      // how an application began, where the mail tells
	Agency      string           `json:"agency,omitempty"`       // agency that writes for the employer
	ContactName string           `json:"contact_name,omitempty"` // a human who wrote
	ContactAddr string           `json:"contact_addr,omitempty"` //
	Why         []string         `json:"why,omitempty"`          // reasons other than words of the text
}

// Interview is the appointment a mail speaks of.
type Interview struct {
	UID       string        `json:"uid,omitempty"` // of the calendar entry
	Start     track.Instant `json:"start"`
	End       track.Instant `json:"end"`
	Local     string        `json:"local,omitempty"` // "2026-03-04T14:00" where no zone is named; Start then assumes the sender's
	ZoneKnown bool          `json:"zone_known"`
	Minutes   int           `json:"minutes,omitempty"`
	Place     string        `json:"place,omitempty"` // video, phone, or an address
	Link      string        `json:"link,omitempty"`
	People    []string      `json:"people,omitempty"`
}

// Evidence is a piece of the mail and what was read from it. Start and End
// count Unicode code points in the whole decoded text; both are 0 where In
// names another place.
type Evidence struct {
	Text  string `json:"text"`
	Start int    `json:"start"`
	End   int    `json:"end"`
	Why   string `json:"why"`
	In    string `json:"in,omitempty"` // subject, header, link, sender, forwarded; empty for the text
}

// Subclasses, by class. Source: mail.md 1a, "Classes seen in the wild".
const (
	SubPreScreen        = lexicon.SubPreScreen
	SubAfterInterview   = lexicon.SubAfterInterview
	SubFilled           = lexicon.SubFilled
	SubCancelled        = lexicon.SubCancelled
	SubTalentPool       = lexicon.SubTalentPool
	SubFilledInternally = lexicon.SubFilledInternally
	SubAgency           = lexicon.SubAgency
	SubReceived         = lexicon.SubReceived
	SubViaBoard         = lexicon.SubViaBoard
	SubOfferWithdrawn   = lexicon.SubOfferWithdrawn
	SubWritten          = lexicon.SubWritten
	SubVerbal           = lexicon.SubVerbal
	SubNegotiation      = lexicon.SubNegotiation
	SubContract         = lexicon.SubContract
	SubInHouse          = lexicon.SubInHouse
	SubInMail           = lexicon.SubInMail
	SubInvite           = lexicon.SubInvite
	SubAvailability     = lexicon.SubAvailability
	SubConfirmed        = lexicon.SubConfirmed
	SubReminder         = lexicon.SubReminder
	SubReschedule       = lexicon.SubReschedule
	SubCalledOff        = lexicon.SubCalledOff
	SubNoShow           = lexicon.SubNoShow
	SubSubmitted        = lexicon.SubSubmitted
	SubForm             = lexicon.SubForm
	SubDocuments        = lexicon.SubDocuments
	SubReferences       = lexicon.SubReferences
	SubIncomplete       = lexicon.SubIncomplete
	SubQuestions        = lexicon.SubQuestions
	SubOnHold           = lexicon.SubOnHold
	SubViewed           = lexicon.SubViewed
	SubProgress         = lexicon.SubProgress
	SubDelay            = lexicon.SubDelay
	SubAutoReply        = lexicon.SubAutoReply
	SubOwnWish          = lexicon.SubOwnWish
	SubOneTimeCode      = lexicon.SubOneTimeCode
	SubAccount          = lexicon.SubAccount
	SubSurvey           = lexicon.SubSurvey
	SubReferral         = lexicon.SubReferral
	SubNewsletter       = lexicon.SubNewsletter
	SubTalentCommunity  = lexicon.SubTalentCommunity
	SubOwn              = lexicon.SubOwn
)
