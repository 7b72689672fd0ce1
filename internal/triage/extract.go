package triage

import (
	"slices"
	"strings"
	"time"

	"debrief/internal/track"
	"debrief/internal/triage/naming"
	"debrief/internal/triage/phrase"
	"debrief/internal/triage/when"
)

// extract fills what a verdict says beside its class.
func (r *reading) extract(v *Verdict, l Lessons) {
	if v.Class == track.ClassAlert || v.Class == track.ClassOther && (v.Subclass != "" && v.Subclass != SubReferral && v.Subclass != SubSurvey || v.Confidence >= 0.6) {
		return
	}
	r.names = naming.New(naming.Letter{FromName: r.m.FromName, ReplyTo: r.m.ReplyTo, To: r.m.To, Subject: r.m.Subject, Text: r.m.Text, SubjectTokens: r.subject, TextTokens: r.text, Language: r.lang}, r.from)
	v.Company = r.names.Company()
	v.Role = r.names.Role(v.Company)
	v.Requisition = r.names.Requisition()
	v.ContactName, v.ContactAddr = r.names.Contact()
	v.Channel = r.channel(v)
	r.parties(v)
	l.name(r, v)
	v.StageHint = r.stage(v)
	if v.Class == track.ClassInterview || r.m.Invite != nil && v.Class == track.ClassAssessment {
		v.Interview = r.interview(v)
	}
	if v.Class == track.ClassRejection || v.Class == track.ClassStatus || v.Class == track.ClassOffer && v.Subclass == SubOfferWithdrawn {
		r.answer(v)
	}
}

// parties keeps an agency apart from its client: what the agency is called is
// not the employer.
func (r *reading) parties(v *Verdict) {
	if v.Channel != track.Agency {
		return
	}
	own := naming.Label(r.from.Label)
	if v.Company != "" && !r.from.Free && (own.Names(v.Company) || naming.AgencyName(v.Company) || phrase.Fold(v.Company) == phrase.Fold(r.names.Fallback())) {
		v.Agency, v.Company = v.Company, ""
		if c := r.names.Client(); c != "" && naming.SameName(c, v.Agency) == 0 {
			v.Company = c
		}
	} else if !r.from.Free && r.from.Vendor == nil {
		v.Agency = r.names.Fallback()
	}
}

// answer reads what kind of no it is and the sentence that says why.
func (r *reading) answer(v *Verdict) {
	switch {
	case v.Subclass == SubOfferWithdrawn:
		v.Kind = track.KindOfferWithdrawn
	case v.Class != track.ClassRejection:
		return
	case v.Subclass == SubFilledInternally:
		v.Kind = track.KindFilledInternally
	case v.Subclass == SubFilled, v.Subclass == SubCancelled:
		v.Kind = track.KindRoleClosed
	default:
		v.Kind = track.KindDeclined
	}
	v.Feedback = r.reason()
}

// interview reads time, place and people: from the calendar part first, else
// from the text.
func (r *reading) interview(v *Verdict) *Interview {
	in := Interview{Place: r.where(), Link: r.room(), Minutes: when.Minutes(r.m.Text)}
	if c := r.m.Invite; c != nil {
		in.UID, in.Start, in.End, in.ZoneKnown = c.UID, c.Start, c.End, true
		if c.End > c.Start {
			in.Minutes = int((c.End - c.Start) / 60000)
		}
		if c.Link != "" {
			in.Link = c.Link
		}
		if c.Location != "" && !strings.HasPrefix(c.Location, "http") {
			in.Place = c.Location
		}
		for _, a := range c.Attendees {
			addr := strings.ToLower(strings.Trim(a[strings.LastIndexByte(a, '<')+1:], "<> "))
			if !strings.Contains(strings.ToLower(r.m.To), addr) {
				in.People = append(in.People, a)
			}
		}
	} else {
		r.timeOf(&in, v.Subclass)
	}
	if in.UID == "" && in.Start == 0 && in.Link == "" && in.Place == "" {
		return nil
	}
	return &in
}

// timeOf takes the time from the text. Several offered times are no appointment
// yet; of a moved one the new time counts.
func (r *reading) timeOf(in *Interview, sub string) {
	list := slices.Clone(r.moments)
	list = slices.DeleteFunc(list, func(m when.Moment) bool { return m.Old })
	if len(list) == 0 {
		return
	}
	pick := list[0]
	for _, m := range list[1:] {
		if m.Start.Equal(pick.Start) || m.Start.Sub(pick.Start) < 6*time.Hour && pick.Start.Sub(m.Start) < 6*time.Hour {
			continue
		}
		switch sub {
		case SubReschedule:
			pick = m
		case SubAvailability, SubInvite:
			return
		}
	}
	in.Start, in.ZoneKnown = track.InstantOf(pick.Start), pick.Zone
	if !pick.Zone {
		in.Local = pick.Local.Format("2006-01-02T15:04")
	}
	if !pick.End.IsZero() {
		in.End = track.InstantOf(pick.End)
		in.Minutes = int(pick.End.Sub(pick.Start).Minutes())
	} else if in.Minutes > 0 {
		in.End = in.Start + track.Instant(in.Minutes*60000)
	}
}

// monthFirst guesses how the sender writes 3/5: like in North America where the
// language is English and the clock stands four hours behind and more.
func (r *reading) monthFirst() bool {
	return (r.lang == "en" || r.lang == "") && r.m.Zone <= -240
}

// rooms are the hosts of video rooms, with the words that name them.
var rooms = []struct{ host, word string }{
	{"zoom.us/", "zoom"}, {"meet.google.com/", "google meet"}, {"teams.microsoft.com/", "teams"}, {"teams.live.com/", "teams"}, {"webex.com/", "webex"}, {"whereby.com/", "whereby"}, {"gotomeet", "gotomeeting"}, {"bluejeans.com/", "bluejeans"}, {"chime.aws/", "chime"}, {"around.co/", ""}, {"jit.si/", "jitsi"}, {"skype.com/", "skype"},
}

// room is the first link to a video room.
func (r *reading) room() string {
	for _, l := range r.m.Links {
		for _, k := range rooms {
			if strings.Contains(l, k.host) {
				return l
			}
		}
	}
	for _, t := range r.text {
		if t.Word != "httplink" {
			continue
		}
		l := strings.TrimRight(r.m.Text[t.Start:t.End], ".,;)>")
		for _, k := range rooms {
			if strings.Contains(l, k.host) {
				return l
			}
		}
	}
	return ""
}

// where says where an interview is held in one word where the text does.
func (r *reading) where() string {
	if r.room() != "" {
		return "video"
	}
	has := func(words ...string) bool {
		for _, t := range r.text {
			if slices.Contains(words, t.Word) {
				return true
			}
		}
		return false
	}
	switch {
	case has("zoom", "webex", "videocall", "videoanruf", "visioconference", "visio", "videollamada", "videochiamata", "videochamada", "videogesprek", "teams", "video", "meet", "videointerview", "virtual", "hangout"):
		return "video"
	case has("phone", "telephone", "telefonisch", "telefonat", "telefoninterview", "telephonique", "telefonica", "telefonico", "ring", "telefonica", "telefono", "dial"):
		return "phone"
	case has("onsite", "office", "address", "reception", "parking", "premises", "hq", "headquarters", "buro", "adresse", "bureaux", "locaux", "oficina", "oficinas", "sede", "ufficio", "kantoor", "escritorio", "arrive", "arrival", "site", "shop", "school", "kitchen", "building", "floor", "street", "road"):
		return "onsite"
	}
	return ""
}
