package draft

import "debrief/internal/track"

// The sentences are our own. Families: gracious, one question, finalist, screen
// (practice.md i); content and length follow method.md 4.

var (
	subjectUpdate = line{"Thank you for the update", ""}
	subjectRole   = line{"Thank you: {role}", "Thank you for the update"}

	thanksNews   = line{"thank you for letting me know about {about}, and for the time you gave me.", "thank you for letting me know, and for the time you gave me with the team."}
	thanksOthers = line{"thank you for the clear news about {about}, and for the time that you and {others} spent with me.", "thank you for the clear news about {about}, and for the time you spent with me."}
	enjoyed      = line{"+I enjoyed hearing {impression}.", ""}
	wishHire     = line{"I wish the team well with the hire.", ""}
	glad         = line{"+I would be glad to stay in touch.", ""}
)

// templates hold the variants of each kind.
var templates = map[track.MessageKind][]template{
	track.MsgThanks: {
		{subjectUpdate, []line{thanksNews, enjoyed, {"I understand the decision and wish the team a good start with the person you chose.", ""}, {"+I would be glad to hear from you again if a similar role comes up.", ""}}},
		{subjectRole, []line{{"thank you for telling me the outcome on {about}.", "thank you for telling me the outcome."}, {"+It was good to meet you and {others}.", "+It was good to learn about your work."}, enjoyed, {"I wish you and the team well, and would be happy to meet again on another occasion.", ""}}},
		{subjectUpdate, []line{thanksOthers, enjoyed, {"I respect the decision. If our ways cross again in a later search, I would be glad.", ""}, {"+Until then I wish the team every success.", ""}}},
	},
	track.MsgThanksFuture: {
		{subjectUpdate, []line{thanksNews, enjoyed, {"If it is easy to say: would a later role in the team fit my background better than this one did? I understand if it is too early to tell.", ""}, wishHire, glad}},
		{subjectRole, []line{{"thank you for the update on {about}, and for the open conversation.", "thank you for the update, and for the open conversation about the role in your team."}, enjoyed, {"I would like to know whether other openings at {company} could suit me better in future; if you can't say yet, that is fine.", "I would like to know whether other openings could suit me better in future; if you can't say yet, that is fine."}, wishHire}},
		{subjectUpdate, []line{thanksOthers, enjoyed, {"Is there a kind of role, later in the year, that would fit my background more closely? If not, I understand, and I will keep an eye on your openings.", ""}, {"I wish you a good start with the person you chose.", ""}}},
	},
	track.MsgAskOne: {
		{subjectUpdate, []line{{"thank you for letting me know about {about}, and for the time you and {others} spent with me.", "thank you for letting me know about {about}, and for the time you and the team spent with me."}, enjoyed, {"If you are able to share it: was there one area of experience that would make me stronger for a role like this next time? I understand if you cannot give details.", ""}, {"I wish the team well with the hire and would be glad to hear about future roles.", ""}}},
		{subjectRole, []line{{"thank you for the clear update on {about}. I appreciate the care that went into the conversations.", "thank you for the clear update on the decision. I appreciate the care that went into the conversations with your team."}, enjoyed, {"May I ask one thing, for my own preparation: is there one skill or example I should work on for similar roles? Of course I understand if your policy is not to say.", ""}, {"I would be happy to stay in touch, and I wish you a good start with your new colleague.", ""}}},
		{subjectUpdate, []line{thanksOthers, enjoyed, {"I accept the decision and would like to learn from it. If you have a moment, any one point about my answers would help me prepare for the next conversation of this kind; I understand if that is not possible.", ""}, {"I hope that we meet again when a similar role opens.", ""}}},
		{subjectRole, []line{{"thank you for telling me the outcome yourself, and for taking me to the last step on {about}.", "thank you for telling me the outcome on {about}, and for the time that so many people gave me."}, {"+I especially enjoyed {others}'s questions.", ""}, enjoyed, {"What one thing would have made me stronger for a role like this in future? A sentence is plenty, and I understand if you can't say.", ""}, {"I wish the team well, and I would be glad to stay in touch.", ""}}},
	},
	track.MsgAnswerOffer: {
		{subjectUpdate, []line{{"thank you for the news about {about}, and for offering feedback. Yes, please.", "thank you for the news, and for offering feedback on the process with your team. Yes, please."}, {"What would help me most is {topic}.", "What would help me most is one point about my answers in the last conversation."}, {"A few lines are plenty. If a call is easier, {times} would suit me.", "A few lines are plenty, and a short call would be just as welcome."}, {"+I wish you well with the hire.", ""}}},
		{subjectRole, []line{{"thank you for letting me know about {about}. I gladly take up your offer of feedback.", "thank you for letting me know about the decision. I gladly take up your offer of feedback from the interview team."}, {"One topic would be useful: {topic}.", "One topic would be useful: what I should show more clearly next time."}, {"I can speak at {times}, or read a short note whenever it suits you.", "A short note whenever it suits you is fine."}}},
		{subjectUpdate, []line{{"many thanks for the update on {about} and for the kind offer to say more.", "many thanks for the update on the decision and for the kind offer to say more about the talks with the team."}, {"I would like to hear about {topic}, and I will only listen.", "I would like to hear the one thing you would work on in my place, and I will only listen."}, {"If a call is easiest, {times} would suit me; a few written lines are just as welcome.", ""}}},
	},
	track.MsgReceive: {
		{subjectUpdate, []line{{"thank you for the feedback on {about}. It is clear, and it helps.", "thank you for the feedback on my talks with your team. It is clear, and it helps."}, {"I will work on {topic} before the next conversation of this kind.", "I will work on it before the next conversation of this kind."}, {"I wish the team well, and I would be glad to meet again.", ""}}},
		{subjectRole, []line{{"many thanks for taking the time to write to me about the decision on {about}.", "many thanks for taking the time to write to me about the decision."}, {"+That is more than most people get, and I value it. I will try it out, beginning with {topic}.", "+That is more than most people get, and I value it. I will try it out in the next process."}, {"All the best for you and the team.", ""}}},
		{subjectUpdate, []line{{"thank you for being open with me about the decision on {about}.", "thank you for being open with me about the decision."}, {"+I take it as it is meant and will practise {topic}.", "+I take it as it is meant and will practise it."}, {"I enjoyed meeting the team and hope that we speak again one day.", ""}}},
	},
	track.MsgCheckIn: {
		{line{"{role}: where things stand", "Where my application stands"}, []line{{"I applied for {about} on {applied} and enjoyed the conversation since then.", "I am writing about {about} and the conversation we had."}, {"+What you said about {impression} stayed with me.", ""}, {"Could you tell me roughly when you expect to decide? If it is still open, that is fine, and a line is enough.", ""}}},
		{line{"{role}: a short question", "A short question on the process"}, []line{{"you mentioned {promised} as the day for news about {about}.", "I hope the search for {about} goes well."}, {"If you can share it, is there a new date in view? I remain interested, and I know that these things take time.", ""}}},
		{line{"Timing on {role}", "Timing on my application"}, []line{{"I enjoyed learning about {about} and remain interested in it.", "I enjoyed learning about your work and remain interested in the role in your team."}, {"Is there anything you can say about the timing of the next step? If the decision is made already, I would be glad to know that too.", ""}}},
	},
	track.MsgSendInvited: {
		{subjectRole, []line{{"thank you for asking. Here is {invited} for {about}, as you wished.", "thank you for asking. Here is what you wished to see, and nothing besides."}, {"It needs no further reading; I am happy to answer questions about it if they come up.", ""}}},
		{subjectUpdate, []line{{"as you asked, {invited} is with this message.", "as you asked, the document is with this message."}, {"+It belongs to {about}.", ""}, {"Thank you for taking a further look, and for telling me what would be useful to you.", ""}}},
		{subjectRole, []line{{"thank you for your message about {about}. You find {invited} here.", "thank you for your message. You find here what you asked for in your last mail."}, {"Please tell me if another format would suit you better, and I will send that instead.", ""}}},
	},
	track.MsgAgentCall: {
		{subjectRole, []line{{"thank you for the news from {client} about {about}, and for putting me forward.", "thank you for the news about {about}, and for putting me forward."}, {"When you speak with them: was there one point I should strengthen for similar roles? I understand if they can't say.", ""}, {"I would be glad to hear about other roles on your desk that fit.", ""}}},
		{subjectUpdate, []line{{"thank you for telling me the outcome on {about} so quickly.", "thank you for telling me the outcome so quickly, and for your work on the search."}, {"You know the client well: what one thing would you change in how I present myself? I understand if you can't say much.", ""}, {"Please keep me in mind for similar work.", ""}}},
		{subjectRole, []line{{"I appreciate the update on {about}, and that you looked after the process.", "I appreciate the update on the decision, and that you looked after the process."}, {"If you have five minutes this week, is there one point from their side that would help me next time? If not, that is fine.", ""}, {"I remain interested in future roles through you.", ""}}},
	},
	track.MsgLinkedInNote: {
		{line{}, []line{{"Hi {first}, thank you again for the talks about {about}. I enjoyed learning about your work and would be glad to stay in touch.", "Hi, thank you again for the talks. I enjoyed learning about your work and would be glad to stay in touch."}}},
		{line{}, []line{{"Hi {first}, it was good to meet you in the {role} process. Thank you again, and all the best to the team.", "Hi, it was good to meet you. Thank you again, and all the best to the team."}}},
		{line{}, []line{{"Hello {first}, thank you for the open conversation last time. I follow what {company} does and wish you well with it.", "Hello, thank you for the open conversation last time. I follow your work and wish you well with it."}}},
	},
	track.MsgInterviewThanks: {
		{line{"Thank you for today", ""}, []line{{"thank you for the conversation about {about}.", "thank you for the conversation and for your time."}, {"+What you told me about {impression} was helpful, and it is the kind of work I like to do.", "+It gave me a clear picture of the work, and it is the kind of work I like to do."}, {"I look forward to hearing how you decide, and I am glad to answer anything that is still open.", ""}}},
		{line{"Thank you for the conversation", ""}, []line{{"many thanks to you and {others} for the time today.", "many thanks for the time today."}, {"+I enjoyed going into {impression}.", "+I enjoyed the questions and came away with a good sense of the team."}, {"If a detail on {about} would be useful, please ask. Otherwise I wait for your news.", "If a detail would be useful, please ask. Otherwise I wait for your news."}}},
		{line{"Thank you: {role}", "Thank you for your time"}, []line{{"it was good to meet you and to talk about {about}, and I thank you for making the time.", "it was good to meet you, and I thank you for making the time."}, {"I kept thinking about {impression}, and would enjoy working on it.", "I would enjoy working on the things you described."}}},
	},
}

// short are forms of at most 60 words, for a poor process (P14) and for a
// personal answer to an application (P23).
var short = map[track.MessageKind][]line{
	track.MsgThanks: {{"thank you for letting me know about {about}. I appreciate the reply, and I wish you and the team well with the hire.", "thank you for letting me know about the decision. I appreciate the reply, and I wish you and the team well with the hire."}},
}
