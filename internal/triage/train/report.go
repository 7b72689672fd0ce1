package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"debrief/internal/track"
	"debrief/internal/triage"
	"debrief/internal/triage/exam"
)

// sets are all mails that are measured.
type sets struct {
	test, search, train, real, negatives []exam.Item
	table                                string
}

func load(root string) (s sets, err error) {
	at := func(parts ...string) string { return filepath.Join(append([]string{root, "internal"}, parts...)...) }
	step := func(list *[]exam.Item, f func() ([]exam.Item, error)) {
		if err == nil {
			*list, err = f()
		}
	}
	step(&s.test, func() ([]exam.Item, error) { return exam.Cases("test", at("triage", "testdata", "cases", "test")) })
	step(&s.search, func() ([]exam.Item, error) { return exam.Cases("search", at("triage", "testdata", "search")) })
	step(&s.train, func() ([]exam.Item, error) { return exam.Cases("train", at("triage", "testdata", "cases", "train")) })
	step(&s.real, func() ([]exam.Item, error) { return exam.Real(at("mail", "testdata", "findajob")) })
	step(&s.negatives, func() ([]exam.Item, error) {
		return exam.Negatives(at("triage", "testdata", "negatives", "spamassassin.tar.gz"))
	})
	s.table = at("triage", "testdata", "search", "expected.tsv")
	return s, err
}

// built reads a mail with the built-in model.
func built(it exam.Item) triage.Verdict { return triage.Classify(it.Mail, nil) }

// report measures and prints. What is written into doc reproduces to the digit;
// times do not and are only printed.
func report(root, doc string) error {
	s, err := load(root)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := figures(&b, s); err != nil {
		return err
	}
	os.Stdout.Write(b.Bytes())
	pace(os.Stdout, s)
	if doc == "" {
		return nil
	}
	text, err := os.ReadFile(doc)
	if err != nil {
		return err
	}
	out, err := between(string(text), b.String())
	if err != nil {
		return fmt.Errorf("%s: %w", doc, err)
	}
	return os.WriteFile(doc, []byte(out), 0o644)
}

const (
	opens  = "<!-- figures -->\n"
	closes = "<!-- end of figures -->"
)

// between puts the figures between the marks of the document.
func between(text, figures string) (string, error) {
	i, j := strings.Index(text, opens), strings.Index(text, closes)
	if i < 0 || j < i {
		return "", fmt.Errorf("the marks %q and %q are missing", strings.TrimSpace(opens), closes)
	}
	return text[:i+len(opens)] + "\n" + figures + "\n" + text[j:], nil
}

// pace prints the time per mail; mails are read and decoded before.
func pace(w io.Writer, s sets) {
	all := append(append(append([]exam.Item{}, s.test...), s.search...), s.negatives...)
	start := time.Now()
	for _, it := range all {
		built(it)
	}
	bytes := 0
	for _, it := range all {
		bytes += len(it.Mail.Text)
	}
	n := float64(len(all))
	fmt.Fprintf(w, "\nTime: %.0f µs per mail to classify (%d mails of %.1f kB of text on average, decoding not counted)\n", float64(time.Since(start).Microseconds())/n, len(all), float64(bytes)/n/1000)
}

func figures(w io.Writer, s sets) error {
	test := exam.Run(s.test, built)
	fmt.Fprintf(w, "### Held out: %d mails that neither rules nor training saw\n\n", test.Mails)
	full(w, &test)

	links, err := exam.Search(s.search, s.table, built)
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "### Held out: the mailbox of one whole search, %d mails\n\n", len(s.search))
	search := exam.Run(received(s.search), built)
	line(w, "class right", search.Right())
	line(w, "decisive and right", search.Decisive)
	linking(w, links)
	fmt.Fprintln(w, "\n### Held out: each mail against all applications of the set, without conversations")
	fmt.Fprintln(w)
	linking(w, exam.AmongAll(s.test, built))

	models, fold, sharper := exam.Crossed(exam.Labelled(s.train))
	at := map[string]int{}
	for i, it := range s.train {
		at[it.Name] = fold[i]
	}
	crossed := func(it exam.Item) triage.Verdict { return triage.ClassifyWith(models[at[it.Name]], it.Mail, nil) }
	train := exam.Run(s.train, crossed)
	fmt.Fprintf(w, "\n### Training cases, crossed: %d mails, five folds by template (sharpness %.2f)\n\n", train.Mails, sharper)
	fmt.Fprintln(w, "The weights did not see these mails, but the rules were written with them in view, so this is no fair figure. It is here to compare changes.")
	fmt.Fprintln(w)
	full(w, &train)

	real := exam.Run(s.real, built)
	fmt.Fprintf(w, "### Unit fixtures: %d licensed application mails\n\nRules were written with these in view.\n\n", real.Mails)
	brief(w, &real)
	negatives := exam.Run(s.negatives, built)
	fmt.Fprintf(w, "\n### Negatives: %d licensed mails of 2002 that are about no application\n\nAn advert (job_alert) counts as right. The training saw them, with little weight.\n\n", negatives.Mails)
	brief(w, &negatives)
	return nil
}

// received are the mails the person did not write.
func received(items []exam.Item) (out []exam.Item) {
	for _, it := range items {
		if !strings.Contains(strings.Join(it.Traps, " "), "outgoing") {
			out = append(out, it)
		}
	}
	return out
}

func line(w io.Writer, name string, c exam.Count) {
	if c.Of == 0 {
		fmt.Fprintf(w, "- %s: none\n", name)
		return
	}
	i := c.Interval()
	fmt.Fprintf(w, "- %s: %d of %d, %.1f %% (%.1f to %.1f)\n", name, c.Right, c.Of, 100*c.Rate(), 100*i[0], 100*i[1])
}

func brief(w io.Writer, r *exam.Result) {
	right := r.Right()
	right.Right += r.Confusion[len(track.Classes)-1][len(track.Classes)-2] * b2i(r.Recall(len(track.Classes)-1).Of == r.Mails)
	line(w, "class right", right)
	fmt.Fprintf(w, "- decisive: %d, of these wrong: %d\n", r.Decisive.Of, r.Decisive.Of-r.Decisive.Right)
	if r.Company.Of > 0 {
		line(w, "company", r.Company)
		line(w, "role", r.Role)
	}
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// full writes all tables of one set.
func full(w io.Writer, r *exam.Result) {
	line(w, "class right", r.Right())
	fmt.Fprintf(w, "- macro-F1: %.3f\n", r.MacroF1())
	fmt.Fprintf(w, "- decisive: %d of %d; of these wrong: %d\n", r.Decisive.Of, r.Mails, r.Decisive.Of-r.Decisive.Right)
	for _, x := range r.Wrong {
		fmt.Fprintf(w, "  - %s\n", x)
	}
	fmt.Fprintf(w, "- waits for the person because its confidence is below %.1f: %d (%d of them right)\n\n", exam.AbstainBelow, r.Abstained.Of, r.Abstained.Right)

	fmt.Fprintln(w, "| class | mails | precision (95 %) | recall (95 %) | decisive | wrong |")
	fmt.Fprintln(w, "|---|---|---|---|---|---|")
	for c, name := range track.Classes {
		p, q, d := r.Precision(c), r.Recall(c), r.DecisiveBy[c]
		fmt.Fprintf(w, "| %s | %d | %s | %s | %d | %d |\n", name, q.Of, cell(p), cell(q), d.Of, d.Of-d.Right)
	}
	fmt.Fprintln(w, "\nConfusion (rows: what it is, columns: what it was read as)")
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
	fmt.Fprintln(w, "\nCalibration")
	fmt.Fprintln(w)
	fmt.Fprintln(w, "| confidence | mails | said on average | right |\n|---|---|---|---|")
	for _, b := range r.Calibration {
		if b.Of > 0 {
			fmt.Fprintf(w, "| %.2f to %.2f | %d | %.1f %% | %.1f %% |\n", b.From, min(b.To, 1), b.Of, 100*b.Sum/float64(b.Of), 100*b.Rate())
		}
	}
	fmt.Fprintln(w, "\nExtraction, over all mails about an application for which the case says what is right")
	fmt.Fprintln(w)
	line(w, "company", r.Company)
	line(w, "role", r.Role)
	line(w, "requisition id", r.Requisition)
	line(w, "time of an interview, to the minute", r.Time)
	line(w, "stage", r.Stage)
	line(w, "feedback: the sentence holds the expected words", r.Feedback)
	line(w, "subclass, where the class is right", r.Subclass)
	line(w, "language", r.Language)
	fmt.Fprintln(w)
}

var short = map[track.Class]string{track.ClassReceived: "rec", track.ClassRejection: "rej", track.ClassInterview: "int", track.ClassAssessment: "ass", track.ClassOffer: "off", track.ClassInformation: "inf", track.ClassStatus: "sta", track.ClassOutreach: "out", track.ClassAlert: "ale", track.ClassOther: "oth"}

func cell(c exam.Count) string {
	if c.Of == 0 {
		return "none"
	}
	i := c.Interval()
	return fmt.Sprintf("%.3f (%.3f to %.3f)", c.Rate(), i[0], i[1])
}

func linking(w io.Writer, l exam.Links) {
	line(w, "its application is on record and stands first", l.First)
	line(w, "it is among the first three", l.Listed)
	line(w, "certain and right", l.Certain)
	for _, x := range l.Wrong {
		fmt.Fprintf(w, "  - %s\n", x)
	}
	line(w, "its application is not on record, and nothing was certain", l.Fresh)
}
