package main

import (
	"fmt"
	"strings"

	"debrief/internal/track"
	"debrief/internal/triage"
	"debrief/internal/triage/exam"
	"debrief/internal/triage/phrase"
)

// aspects are what show compares: what was wanted and what came out, and whether
// that is right.
var aspects = map[string]func(exam.Item, triage.Verdict) (want, got string, right bool){
	"class": func(it exam.Item, v triage.Verdict) (string, string, bool) {
		return string(it.Class), fmt.Sprintf("%s %.2f", v.Class, v.Confidence), it.Class == v.Class
	},
	"company": func(it exam.Item, v triage.Verdict) (string, string, bool) {
		return it.Company.Text, v.Company, !it.Company.Judged || exam.SameCompany(v.Company, it.Company.Text)
	},
	"role": func(it exam.Item, v triage.Verdict) (string, string, bool) {
		return it.Role.Text, v.Role, !it.Role.Judged || exam.SameTitle(v.Role, it.Role.Text)
	},
	"requisition": func(it exam.Item, v triage.Verdict) (string, string, bool) {
		return it.Requisition.Text, v.Requisition, !it.Requisition.Judged || it.Requisition.Text == v.Requisition
	},
	"stage": func(it exam.Item, v triage.Verdict) (string, string, bool) {
		return string(it.Stage), string(v.StageHint), it.Stage == "" || it.Stage == v.StageHint
	},
	"subclass": func(it exam.Item, v triage.Verdict) (string, string, bool) {
		return string(it.Class) + "/" + it.Subclass, v.Subclass, it.Class != v.Class || it.Subclass == "" || it.Subclass == v.Subclass
	},
	"feedback": func(it exam.Item, v triage.Verdict) (string, string, bool) {
		if it.Feedback == "" {
			return "", v.Feedback, it.Class != track.ClassRejection || v.Feedback == ""
		}
		return it.Feedback, v.Feedback, strings.Contains(phrase.Fold(v.Feedback), phrase.Fold(it.Feedback))
	},
	"time": func(it exam.Item, v triage.Verdict) (string, string, bool) {
		if it.Interview == nil {
			return "", "", true
		}
		if v.Interview == nil {
			return it.Interview.At.UTC().String(), "none", false
		}
		got := v.Interview.Start.Time()
		return it.Interview.At.UTC().String(), got.String(), got.Equal(it.Interview.At)
	},
}

// show lists the training cases that come out wrong in one aspect.
func show(root, what string) error {
	check, ok := aspects[what]
	if !ok {
		return fmt.Errorf("%q is nothing that can be shown", what)
	}
	s, err := load(root)
	if err != nil {
		return err
	}
	classify, _ := withoutItself(s)
	wrong := 0
	for _, it := range s.train {
		if it.Class == track.ClassAlert || it.Class == track.ClassOther {
			if what != "class" {
				continue
			}
		}
		if want, got, right := check(it, classify(it)); !right {
			wrong++
			fmt.Printf("%s:%d %s\n    wanted %q, got %q\n    %s <%s> | %s\n", it.File, it.Line, it.Name, want, got, it.Mail.FromName, it.Mail.FromAddr, it.Mail.Subject)
		}
	}
	fmt.Println(wrong, "wrong")
	return nil
}
