package insight

import "debrief/internal/track"

// FlowStage is one stage of the flow: how many reached it, and what became of
// those who went no further.
type FlowStage struct {
	Kind      track.StageKind `json:"stage"`
	Name      string          `json:"name"`
	Reached   int             `json:"reached"`
	MovedOn   int             `json:"moved_on"`
	Open      int             `json:"open"`
	No        int             `json:"no"`
	Closed    int             `json:"role_closed"`
	Silence   int             `json:"silence"`
	Withdrew  int             `json:"withdrew"`
	Withdrawn int             `json:"offer_withdrawn"`
	Accepted  int             `json:"accepted"`
}

// Decided is how many are no longer open here.
func (s FlowStage) Decided() int { return s.Reached - s.Open }

// flowKinds are the stages the flow is told in; each takes the kinds up to the
// next one.
var flowKinds = []track.StageKind{track.Applied, track.Screen, track.HiringManager, track.Panel, track.Final, track.OfferStage}

// flowFrom is the lowest rank of each: recruiter contact counts as a screen, a
// skills task as the interview stage.
var flowFrom = [7]int{1, 2, 4, 6, 7, 9, 11}

// flow counts every application by the furthest stage it reached and how it
// ended there.
func flow(cases []Case, names map[track.StageKind]string) []FlowStage {
	list := make([]FlowStage, len(flowKinds))
	for i, k := range flowKinds {
		list[i] = FlowStage{Kind: k, Name: k.Label()}
		if n := names[k]; n != "" {
			list[i].Name = n
		}
	}
	for i := range cases {
		c := &cases[i]
		for k := range list {
			if c.Furthest < flowFrom[k] {
				break
			}
			list[k].Reached++
			if c.Furthest >= flowFrom[k+1] {
				list[k].MovedOn++
				continue
			}
			list[k].end(c.Ending)
		}
	}
	return list
}

func (s *FlowStage) end(e track.Ending) {
	switch e {
	case track.Open:
		s.Open++
	case track.Declined:
		s.No++
	case track.RoleClosed, track.FilledInternally:
		s.Closed++
	case track.Silent:
		s.Silence++
	case track.OfferWithdrawn:
		s.Withdrawn++
	case track.EndedAccepted:
		s.Accepted++
	default: // withdrew, offer declined: the person's own
		s.Withdrew++
	}
}
