package demo

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"

	"debrief/internal/track"
	"debrief/internal/workbench"
)

// Many is a made-up search of n applications up to a day, as an export: for
// looking at pages, and measuring them, at any size. The same n and day give the
// same search. Applications are spread over eight weeks for every hundred, over
// three years at most.
func Many(n int, today track.Day) ([]byte, error) {
	b := &builder{rnd: rand.New(rand.NewPCG(uint64(n), 2026)), tables: map[string][]any{}, taken: map[string]bool{}, left: map[slot]int{}}
	span := min(3*365, max(60, n*56/100))
	for i, name := range resumes {
		b.put("resume_versions", track.ResumeVersion{ID: track.ResumeVersionID(fmt.Sprintf("demo-resume-%d", i+1)), Name: name, CreatedAt: at(today.Add(-span), 9, 0)})
	}
	employers := max(1, n*4/5)
	for i := range employers {
		b.put("employers", track.Employer{ID: track.EmployerID(fmt.Sprintf("demo-employer-%06d", i)), Name: fmt.Sprintf("%s %s %d", firstNames[i%len(firstNames)], secondNames[i/len(firstNames)%len(secondNames)], i), CreatedAt: at(today.Add(-span), 9, 0)})
	}
	for i := range n {
		b.one(i, employers, today, span)
	}
	return json.Marshal(map[string]any{"debrief_export": workbench.ExportVersion, "tables": b.tables})
}

// onRates are the shares that move on from each stage.
var onRates = []struct {
	to   track.StageKind
	rate float64
}{{track.Screen, .12}, {track.HiringManager, .33}, {track.Panel, .55}, {track.Final, .6}, {track.OfferStage, .5}}

// one makes application i: yes comes fast, no slowly, half stay silent.
func (b *builder) one(i, employers int, today track.Day, span int) {
	channel := pickChannel(b.rnd.IntN(100), 80, 92)
	a := track.Application{ID: track.ApplicationID(fmt.Sprintf("demo-application-%06d", i)), EmployerID: track.EmployerID(fmt.Sprintf("demo-employer-%06d", b.rnd.IntN(employers))), Role: b.pick(roles), Channel: channel,
		Location: b.pick(places), ResumeID: track.ResumeVersionID(fmt.Sprintf("demo-resume-%d", 1+b.rnd.IntN(3))), Source: b.pick([]string{"Careers page", "Job board", "Former colleague"})}
	day := today.Add(-b.rnd.IntN(span))
	a.CreatedAt = at(day, 9, 0)
	b.put("applications", a)
	b.event(a.ID, track.Event{Kind: track.StageEntered, StageKind: track.Applied, StageID: track.StageID(track.Applied), Day: day})
	stage := track.Applied
	for k, on := range onRates {
		rate := on.rate
		if k == 0 && channel != track.Cold {
			rate = .5
		}
		next := day.Add(1 + b.rnd.IntN(14))
		if b.rnd.Float64() >= rate || next > today {
			break
		}
		day, stage = next, on.to
		b.event(a.ID, track.Event{Kind: track.StageEntered, StageKind: stage, StageID: track.StageID(stage), Day: day})
	}
	ending, end := track.Declined, day.Add(3+b.rnd.IntN(38))
	switch p := b.rnd.IntN(100); {
	case stage == track.OfferStage:
		ending = []track.Ending{track.OfferDeclined, track.OfferWithdrawn}[b.rnd.IntN(2)]
	case p < 45:
		ending, end = track.Silent, day.Add(30+b.rnd.IntN(20))
	case p < 49:
		ending = track.Withdrew
	case p < 53:
		ending = track.RoleClosed
	}
	if end > today {
		return
	}
	b.event(a.ID, track.Event{Kind: track.Ended, Ending: ending, Day: end})
	if ending == track.Declined && b.rnd.IntN(4) == 0 {
		b.debrief(a.ID, stage, end, []track.ReasonCode{"B01", "B03", "A06", "C01", "U01"}[b.rnd.IntN(5)])
	}
}
