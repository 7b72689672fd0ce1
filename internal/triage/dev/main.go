package main

import (
	"fmt"
	"os"
	"time"

	"debrief/internal/track"
	"debrief/internal/triage"
	"debrief/internal/triage/exam"
)

func main() {
	tr, err := exam.Cases("train", "internal/triage/testdata/cases/train")
	if err != nil {
		panic(err)
	}
	re, err := exam.Real("internal/mail/testdata/findajob")
	if err != nil {
		panic(err)
	}
	ng, err := exam.Negatives("internal/triage/testdata/negatives/spamassassin.tar.gz")
	if err != nil {
		panic(err)
	}
	verbose := len(os.Args) > 1
	all := append(append([]exam.Item{}, tr...), ng...)
	t0 := time.Now()
	samples := exam.Labelled(all)
	models, fold, sharper := exam.Crossed(samples)
	of := map[string]*triage.Model{}
	for i, it := range all {
		of[it.Set+it.Name] = models[fold[i]]
	}
	fmt.Println("sharper", sharper, time.Since(t0))
	for _, set := range [][]exam.Item{tr, re, ng} {
		ok, dec, decBad := 0, 0, 0
		conf := map[[2]track.Class]int{}
		co, cOK, ro, rOK, rq, rqOK, iv, ivOK, st, stOK, sub, subOK := 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
		start := time.Now()
		for _, it := range set {
			m := of[it.Set+it.Name]
			if m == nil {
				m = models[0]
			}
			if os.Getenv("RULES") != "" {
				m = nil
			}
			v := triage.ClassifyWith(m, it.Mail, nil)
			conf[[2]track.Class{it.Class, v.Class}]++
			good := v.Class == it.Class || it.Set == "negatives" && v.Class == track.ClassAlert
			if good {
				ok++
			} else if verbose && os.Args[1] == "class" {
				fmt.Printf("#### %s want %s got %s %.2f %v\n  %s <%s> | %s\n%s\n\n", it.Name, it.Class, v.Class, v.Confidence, v.Evidence, it.Mail.FromName, it.Mail.FromAddr, it.Mail.Subject, it.Mail.Text[:min(len(it.Mail.Text), 700)])
			}
			if v.Decisive {
				dec++
				if !good {
					decBad++
					if verbose && os.Args[1] == "dec" {
						fmt.Printf("DECISIVE %-38s want %-20s got %-20s %.3f %v\n", it.Name, it.Class, v.Class, v.Confidence, v.Evidence)
					}
				}
			} else if verbose && os.Args[1] == "undec" && good {
				fmt.Printf("undec %-38s %-20s %.3f %v\n", it.Name, it.Class, v.Confidence, v.Evidence)
			}
			if it.Company.Judged && it.Class != track.ClassAlert && good {
				co++
				if exam.SameCompany(v.Company, it.Company.Text) {
					cOK++
				} else if verbose && os.Args[1] == "company" {
					fmt.Printf("%-38s want %q got %q | %s | %s <%s>\n", it.Name, it.Company.Text, v.Company, it.Mail.Subject, it.Mail.FromName, it.Mail.FromAddr)
				}
			}
			if it.Role.Judged && it.Class != track.ClassAlert && good {
				ro++
				if exam.SameTitle(v.Role, it.Role.Text) {
					rOK++
				} else if verbose && os.Args[1] == "role" {
					fmt.Printf("%-38s want %q got %q | %s\n", it.Name, it.Role.Text, v.Role, it.Mail.Subject)
				}
			}
			if it.Requisition.Judged && good {
				rq++
				if v.Requisition == it.Requisition.Text {
					rqOK++
				} else if verbose && os.Args[1] == "req" {
					fmt.Printf("%-38s want %q got %q | %s\n", it.Name, it.Requisition.Text, v.Requisition, it.Mail.Subject)
				}
			}
			if it.Stage != "" && good {
				st++
				if v.StageHint == it.Stage {
					stOK++
				} else if verbose && os.Args[1] == "stage" {
					fmt.Printf("%-38s %s want %q got %q | %s\n", it.Name, it.Class, it.Stage, v.StageHint, it.Mail.Subject)
				}
			}
			if it.Subclass != "" && good {
				sub++
				if v.Subclass == it.Subclass {
					subOK++
				} else if verbose && os.Args[1] == "sub" {
					fmt.Printf("%-38s %s want %q got %q | %s\n", it.Name, it.Class, it.Subclass, v.Subclass, it.Mail.Subject)
				}
			}
			if it.Interview != nil && good {
				iv++
				if v.Interview != nil && v.Interview.Start.Time().Equal(it.Interview.At) {
					ivOK++
				} else if verbose && os.Args[1] == "interview" {
					fmt.Printf("%-38s want %v got %+v | %s\n", it.Name, it.Interview.At, v.Interview, it.Mail.Subject)
				}
			}
		}
		d := time.Since(start)
		if set[0].Set == "train" {
			for _, a := range track.Classes {
				n, hit := 0, 0
				line := ""
				for _, b := range track.Classes {
					k := conf[[2]track.Class{a, b}]
					n += k
					if a == b {
						hit = k
					}
					line += fmt.Sprintf("%5d", k)
				}
				pred := 0
				for _, b := range track.Classes {
					pred += conf[[2]track.Class{b, a}]
				}
				fmt.Printf("%-22s%s   recall %.3f precision %.3f\n", a, line, float64(hit)/float64(max(n, 1)), float64(hit)/float64(max(pred, 1)))
			}
		}
		fmt.Printf("%s: %d of %d right (%.3f), decisive %d, wrong %d; company %d/%d role %d/%d req %d/%d interview %d/%d stage %d/%d sub %d/%d; %.1f µs\n", set[0].Set, ok, len(set), float64(ok)/float64(len(set)), dec, decBad, cOK, co, rOK, ro, rqOK, rq, ivOK, iv, stOK, st, subOK, sub, float64(d.Microseconds())/float64(len(set)))
	}
}
