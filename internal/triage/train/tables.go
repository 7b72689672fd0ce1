package main

import (
	"fmt"
	"io"
	"strings"

	"debrief/internal/track"
	"debrief/internal/triage/exam"
)

// full writes all tables of one set. Names of mails are written only where
// somebody may look at them: not of those held out.
func full(w io.Writer, r *exam.Result, names bool) {
	line(w, "class right", r.Right())
	fmt.Fprintf(w, "- macro-F1: %.3f\n", r.MacroF1())
	fmt.Fprintf(w, "- decisive: %d of %d; of these wrong: %d\n", r.Decisive.Of, r.Mails, r.Decisive.Of-r.Decisive.Right)
	for _, x := range r.Wrong {
		if names {
			fmt.Fprintf(w, "  - %s\n", x)
		}
	}
	fmt.Fprintf(w, "- abstained, confidence below %.1f: %d (%d of them right all the same)\n", exam.AbstainBelow, r.Abstained.Of, r.Abstained.Right)
	fmt.Fprintf(w, "- left out without asking: %d; of these about an application: %d\n\n", r.Unrelated.Of, r.Unrelated.Of-r.Unrelated.Right)
	classes(w, r)
	calibration(w, r)
	fmt.Fprintln(w, "\nExtraction, over all mails about an application for which the case says what is right, whatever class they were read as:")
	fmt.Fprintln(w)
	line(w, "company", r.Company)
	line(w, "role", r.Role)
	line(w, "requisition id", r.Requisition)
	line(w, "time of an interview, to the minute", r.Time)
	line(w, "stage", r.Stage)
	line(w, "the reason that a rejection gives", r.Feedback)
	line(w, "no reason where a rejection gives none", r.NoFeedback)
	line(w, "subclass, where the class is right", r.Subclass)
	line(w, "language", r.Language)
	fmt.Fprintln(w)
}

// short names of the classes, for the head of a wide table.
var short = map[track.Class]string{track.ClassReceived: "rec", track.ClassRejection: "rej", track.ClassInterview: "int", track.ClassAssessment: "ass", track.ClassOffer: "off", track.ClassInformation: "inf", track.ClassStatus: "sta", track.ClassOutreach: "out", track.ClassAlert: "ale", track.ClassOther: "oth"}

func classes(w io.Writer, r *exam.Result) {
	fmt.Fprintln(w, "| class | mails | precision (95 %) | recall (95 %) | decisive | wrong |")
	fmt.Fprintln(w, "|---|---|---|---|---|---|")
	for c, name := range track.Classes {
		p, q, d := r.Precision(c), r.Recall(c), r.DecisiveBy[c]
		fmt.Fprintf(w, "| %s | %d | %s | %s | %d | %d |\n", name, q.Of, cell(p), cell(q), d.Of, d.Of-d.Right)
	}
	fmt.Fprintln(w, "\nConfusion (rows: what it is, columns: what it was read as):")
	fmt.Fprintln(w)
	fmt.Fprint(w, "| |")
	for _, c := range track.Classes {
		fmt.Fprintf(w, " %s |", short[c])
	}
	fmt.Fprintf(w, "\n|---|%s\n", strings.Repeat("---|", len(track.Classes)))
	for c, name := range track.Classes {
		fmt.Fprintf(w, "| %s |", name)
		for _, n := range r.Confusion[c] {
			fmt.Fprintf(w, " %d |", n)
		}
		fmt.Fprintln(w)
	}
}

func calibration(w io.Writer, r *exam.Result) {
	fmt.Fprintln(w, "\nCalibration:")
	fmt.Fprintln(w)
	fmt.Fprintln(w, "| confidence | mails | said on average | right (95 %) |\n|---|---|---|---|")
	for _, b := range r.Calibration {
		if b.Of > 0 {
			i := b.Interval()
			fmt.Fprintf(w, "| %.2f to %.2f | %d | %.1f %% | %.1f %% (%.1f to %.1f) |\n", b.From, min(b.To, 1), b.Of, 100*b.Sum/float64(b.Of), 100*b.Rate(), 100*i[0], 100*i[1])
		}
	}
}

// brief writes what counts of a set of one kind. An advert is right among mails
// that are about nothing.
func brief(w io.Writer, r *exam.Result) {
	right := r.Right()
	if other := len(track.Classes) - 1; r.Recall(other).Of == r.Mails {
		right.Right += r.Confusion[other][other-1]
	}
	line(w, "class right", right)
	fmt.Fprintf(w, "- decisive: %d, of these wrong: %d\n", r.Decisive.Of, r.Decisive.Of-r.Decisive.Right)
	fmt.Fprintf(w, "- left out without asking: %d; of these about an application: %d\n", r.Unrelated.Of, r.Unrelated.Of-r.Unrelated.Right)
	if r.Company.Of > 0 {
		line(w, "company", r.Company)
		line(w, "role", r.Role)
	}
}

func linking(w io.Writer, l exam.Links) {
	line(w, "its application is on record and stands first", l.First)
	line(w, "it is among the first three", l.Listed)
	line(w, "of the certain links, right", l.Certain)
	line(w, "its application is not on record, and nothing was certain", l.Fresh)
}

func line(w io.Writer, name string, c exam.Count) {
	if c.Of == 0 {
		fmt.Fprintf(w, "- %s: none to judge\n", name)
		return
	}
	fmt.Fprintf(w, "- %s: %s\n", name, of(c))
}

// of writes a count with its rate and interval in per cent.
func of(c exam.Count) string {
	i := c.Interval()
	return fmt.Sprintf("%d of %d, %.1f %% (%.1f to %.1f)", c.Right, c.Of, 100*c.Rate(), 100*i[0], 100*i[1])
}

func cell(c exam.Count) string {
	if c.Of == 0 {
		return "none"
	}
	i := c.Interval()
	return fmt.Sprintf("%.3f (%.3f to %.3f)", c.Rate(), i[0], i[1])
}

// percent writes a goal: "97 %", "99.5 %".
func percent(x float64) string {
	return strings.TrimSuffix(fmt.Sprintf("%.1f", 100*x), ".0") + " %"
}
