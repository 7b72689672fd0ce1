package web

import (
	"fmt"
	"math"
	"net/http"
	"strconv"

	"debrief/internal/chart"
	"debrief/internal/insight"
	"debrief/internal/track"
	"debrief/internal/workbench"
)

func experimentOf(r *http.Request) workbench.NewExperiment {
	planned, _ := strconv.Atoi(r.FormValue("planned"))
	target, _ := strconv.Atoi(r.FormValue("target"))
	gate, channel := r.FormValue("gate"), r.FormValue("channel")
	if len(gate) > 3 && gate[:3] == "G1/" {
		gate, channel = "G1", gate[3:]
	}
	return workbench.NewExperiment{Action: track.ActionID(r.FormValue("action")), Hypothesis: r.FormValue("hypothesis"), Gate: track.Gate(gate), Channel: track.Channel(channel), ChangeOf: r.FormValue("change_of"),
		ArmA: r.FormValue("arm_a"), ArmB: r.FormValue("arm_b"), ResumeA: track.ResumeVersionID(r.FormValue("resume_a")), ResumeB: track.ResumeVersionID(r.FormValue("resume_b")), Planned: planned, Target: target,
		CallTest: r.FormValue("kind") == "test"}
}

func (s *Server) showExperimentForm(w http.ResponseWriter, r *http.Request) error {
	f, err := s.frame(r, "New trial", "insights")
	if err != nil {
		return err
	}
	p, err := s.desk.PlanExperiment(r.Context(), experimentOf(r))
	if err != nil {
		return err
	}
	return s.render(w, r, experimentForm(f, p))
}

func (s *Server) startExperiment(w http.ResponseWriter, r *http.Request) error {
	id, rec, err := s.desk.StartExperiment(r.Context(), experimentOf(r))
	if err != nil {
		return err
	}
	return s.done(w, r, rec, "/experiment/"+string(id))
}

func (s *Server) showExperiment(w http.ResponseWriter, r *http.Request) error {
	f, err := s.frame(r, "Trial", "insights")
	if err != nil {
		return err
	}
	v, err := s.desk.Experiment(r.Context(), track.ExperimentID(r.PathValue("id")))
	if err != nil {
		return err
	}
	return s.render(w, r, experimentPage(f, v))
}

func (s *Server) endExperiment(w http.ResponseWriter, r *http.Request) error {
	id := r.PathValue("id")
	rec, err := s.desk.EndExperiment(r.Context(), track.ExperimentID(id), r.FormValue("kept"))
	if err != nil {
		return err
	}
	return s.done(w, r, rec, "/experiment/"+id)
}

func (s *Server) takeTurn(w http.ResponseWriter, r *http.Request) error {
	rec, err := s.desk.LeaveOut(r.Context(), track.TurnID(r.FormValue("turn")), r.FormValue("why"))
	if err != nil {
		return err
	}
	return s.done(w, r, rec, "/experiment/"+r.PathValue("id"))
}

// trialFigure sets the two arms of an experiment one below the other.
func trialFigure(v workbench.ExperimentView) chart.Rows {
	row := func(a insight.Arm, ring bool) chart.Row {
		x := chart.Row{Name: a.Name, Count: fmt.Sprintf("%d of %d", a.Advanced, a.Matured), Mean: a.Mean, Interval: a.Interval, Range: insight.Range(a.Interval), Ring: ring, Estimate: "under 20"}
		if a.Matured >= insight.PercentFrom {
			x.Estimate, x.Strong = insight.Percent(a.Mean), true
		}
		if a.Open > 0 {
			x.Sub = count(a.Open, "still open", "still open")
		}
		return x
	}
	a, b := row(v.Reading.A, true), row(v.Reading.B, false)
	if v.Kind == track.KindBeforeAfter {
		a.Sub, b.Sub = "until "+dayShort(v.StartedOn.Add(-1)), "since "+dayShort(v.StartedOn)
	}
	if v.Reading.A.Matured > 0 && v.Reading.B.Matured > 0 {
		a.Says, a.Then, a.Bold = fmt.Sprintf("Better in %.0f of 100", 100*v.Reading.Effect.PPositive), "90 would be needed", true
		b.Says = "could still be luck"
		if v.Reading.Verdict != "running" {
			b.Says = string(v.Reading.Verdict)
		}
	}
	return chart.Rows{Rows: []chart.Row{a, b}, Label: fmt.Sprintf("%s: %d of %d moved on, interval %s. %s: %d of %d, interval %s.", v.Reading.A.Name, v.Reading.A.Advanced, v.Reading.A.Matured, insight.Range(v.Reading.A.Interval),
		v.Reading.B.Name, v.Reading.B.Advanced, v.Reading.B.Matured, insight.Range(v.Reading.B.Interval))}
}

// odds is a log odds ratio as a factor.
func odds(x float64) float64 { return math.Exp(x) }

// trialNote tells the looks, the size a test would need, and what was left out.
func trialNote(v workbench.ExperimentView) string {
	r := v.Reading
	s := ""
	if r.NextLook > 0 {
		s = fmt.Sprintf("The next look is at %d decided on each side. ", r.NextLook)
		if v.Kind == track.KindBeforeAfter {
			s = fmt.Sprintf("The next look is at %d decided since the start. ", r.NextLook)
		}
	}
	if r.Needed > 0 {
		s += fmt.Sprintf("To show a difference of this size you would need about %d on each side, ", r.Needed)
		if v.Kind == track.KindTest {
			s += "and this is planned as a test. "
		} else {
			s += "so it is for learning. "
		}
	}
	if r.Trigger > 0 {
		s += fmt.Sprintf("The run of %d without a yes that led to it is not counted as before. ", r.Trigger)
	}
	if v.Kind == track.KindBeforeAfter {
		s += "A before and after, not a test."
	}
	return s
}

func trialKind(k track.ExperimentKind) string {
	return map[track.ExperimentKind]string{track.KindTest: "test", track.KindTrial: "trial run, for learning", track.KindBeforeAfter: "before and after"}[k]
}

func weeksWords(weeks float64) string {
	switch {
	case weeks <= 0:
		return "Nothing came to this gate in the last eight weeks."
	case weeks < 1.5:
		return "About a week."
	case weeks < 60:
		return fmt.Sprintf("About %.0f weeks.", weeks)
	}
	return fmt.Sprintf("About %.1f years.", weeks/52)
}

// gateOptions are the gates that an experiment may move.
func gateOptions() [][2]string {
	list := [][2]string{}
	for _, c := range []track.Channel{track.Cold, track.Referral, track.Agency, track.Inbound} {
		g := insight.Gate{Gate: track.G1, Channel: c}
		list = append(list, [2]string{"G1/" + string(c), g.Name()})
	}
	for _, g := range track.Gates[1:] {
		list = append(list, [2]string{string(g), insight.Gate{Gate: g}.Name()})
	}
	return list
}

func gateValue(n workbench.NewExperiment) string {
	if n.Gate == track.G1 {
		return "G1/" + string(n.Channel)
	}
	return string(n.Gate)
}

func turnWords(t workbench.TurnView, v workbench.ExperimentView) string {
	if t.Arm == track.ArmA {
		return v.ArmA
	}
	return v.ArmB
}
