package draft_test

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"debrief/internal/draft"
	"debrief/internal/lint"
	"debrief/internal/track"
)

func full() draft.Facts {
	return draft.Facts{Recipient: "Aoife Brennan", Sender: "Mira Halloran", Company: "Tallis Ledger", Role: "Senior Backend Engineer, Payments", Team: "the payments team",
		Interviewers: []string{"Daniel Okoro"}, Impression: "how the team is splitting the settlement ledger", Topic: "how I showed scope", Invited: "the code sample",
		Times: []string{"Thursday at 10", "Friday at 14"}, AppliedOn: "27 October", PromisedOn: "Friday 20 November", Client: "Tallis Ledger", Stage: track.HiringManager}
}

func check(kind track.MessageKind, d draft.Draft, f draft.Facts) lint.Report {
	facts := lint.Facts{Role: f.Role, Company: f.Company, Recipient: f.Recipient, Stage: f.Stage, Subject: &d.Subject}
	if kind == track.MsgLinkedInNote {
		facts.Subject = nil
	}
	return lint.Check(kind, d.Body, facts)
}

func TestWrite_everyVariantWithAllFactsPassesTheLintWithoutErrorOrWarning(t *testing.T) {
	for _, kind := range track.MessageKinds {
		if draft.Variants(kind) < 3 {
			t.Errorf("%s has %d variants", kind, draft.Variants(kind))
		}
		for v := range draft.Variants(kind) {
			d := draft.Write(kind, full(), draft.Options{Variant: v})
			for _, f := range check(kind, d, full()).Findings {
				if f.Severity != lint.Info {
					t.Errorf("%s %d: %s %s %q in\n%s", kind, v, f.Rule, f.Why, f.Text, d.Body)
				}
			}
		}
	}
}

// Whatever is missing, nothing is invented, nothing is left open, and only the
// missing facts can be complained about.
func TestWrite_anySubsetOfFactsInventsNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f, all := full(), full()
		for i, field := range []*string{&f.Recipient, &f.Company, &f.Role, &f.Team, &f.Impression, &f.Topic, &f.Invited, &f.AppliedOn, &f.PromisedOn, &f.Client} {
			if rapid.Bool().Draw(t, fmt.Sprint("drop ", i)) {
				*field = ""
			}
		}
		if rapid.Bool().Draw(t, "others") {
			f.Interviewers = nil
		}
		if rapid.Bool().Draw(t, "times") {
			f.Times = nil
		}
		kind := rapid.SampledFrom(track.MessageKinds).Draw(t, "kind")
		d := draft.Write(kind, f, draft.Options{Variant: rapid.IntRange(0, 5).Draw(t, "variant"), MaxWords: rapid.SampledFrom([]int{0, 60}).Draw(t, "max")})
		if strings.ContainsAny(d.Body+d.Subject, "{}[]!") || strings.Contains(d.Body, "  ") {
			t.Fatalf("gaps or noise in\n%s\n%s", d.Subject, d.Body)
		}
		for value, given := range map[string]string{all.Company: f.Company + f.Client, "Daniel": strings.Join(f.Interviewers, ""), "Aoife": f.Recipient, "settlement": f.Impression, "Thursday at 10": strings.Join(f.Times, "")} {
			if given == "" && strings.Contains(d.Body, value) {
				t.Fatalf("%q is not among the facts:\n%s", value, d.Body)
			}
		}
		for _, x := range check(kind, d, f).Findings {
			allowed := x.Severity == lint.Info || x.Rule == "L19" && f.Recipient == "" || x.Rule == "L11" && f.Role == "" || x.Rule == "L01" && x.Severity == lint.Warning
			if !allowed {
				t.Fatalf("%s: %s %s %q in\n%s", kind, x.Rule, x.Why, x.Text, d.Body)
			}
		}
	})
}

func TestWrite_shortFormHasAtMostSixtyWords(t *testing.T) {
	for v := range draft.Variants(track.MsgThanks) {
		d := draft.Write(track.MsgThanks, full(), draft.Options{Variant: v, MaxWords: 60})
		r := lint.Check(track.MsgThanks, d.Body, lint.Facts{Recipient: "Aoife Brennan", Role: full().Role, MaxWords: 60})
		if r.Words > 60 || !r.Ready {
			t.Errorf("%d words, %+v\n%s", r.Words, r.Findings, d.Body)
		}
	}
}

func TestWrite_linkedInNoteFitsTwoHundredCharacters(t *testing.T) {
	f := full()
	f.Role, f.Recipient = "Principal Infrastructure and Reliability Engineering Manager of Payments", "Wilhelmina-Konstantina Featherstonehaugh"
	for v := range draft.Variants(track.MsgLinkedInNote) {
		if d := draft.Write(track.MsgLinkedInNote, f, draft.Options{Variant: v}); len([]rune(d.Body)) > 200 {
			t.Errorf("%d characters: %s", len([]rune(d.Body)), d.Body)
		}
	}
}
