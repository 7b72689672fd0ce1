package lexicon

// Subclasses, by class. Source: mail.md 1a, "Classes seen in the wild".
const (
	SubPreScreen        = "pre_screen"
	SubAfterInterview   = "after_interview"
	SubFilled           = "position_filled"
	SubCancelled        = "role_cancelled" // of a role
	SubTalentPool       = "talent_pool"
	SubFilledInternally = "filled_internally"
	SubAgency           = "agency"

	SubReceived = "received"
	SubViaBoard = "sent_via_board"

	SubOfferWithdrawn = "withdrawn" // of an offer
	SubWritten        = "written"
	SubVerbal         = "verbal"
	SubNegotiation    = "negotiation"
	SubContract       = "contract"

	SubInHouse = "in_house"
	SubInMail  = "inmail"

	SubInvite       = "invite"
	SubAvailability = "availability_request"
	SubConfirmed    = "confirmed"
	SubReminder     = "reminder"
	SubReschedule   = "reschedule"
	SubCalledOff    = "cancelled" // of an interview
	SubNoShow       = "no_show"

	SubSubmitted = "submitted" // of an assessment

	SubForm       = "form"
	SubDocuments  = "documents"
	SubReferences = "references"
	SubIncomplete = "draft_application"
	SubQuestions  = "questions"

	SubOnHold   = "on_hold"
	SubViewed   = "viewed"
	SubProgress = "in_review"
	SubDelay    = "delay"

	SubAutoReply = "auto_reply"
	SubOwnWish   = "withdrawn" // an application, by the person

	SubOneTimeCode     = "one_time_code"
	SubAccount         = "account"
	SubSurvey          = "survey"
	SubReferral        = "referral"
	SubNewsletter      = "newsletter"
	SubTalentCommunity = "talent_community"
	SubOwn             = "own" // written by the person
)
