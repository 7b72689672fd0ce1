package web

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"debrief/internal/fault"
	"debrief/internal/track"
	"debrief/internal/workbench"
)

// fetching serves the sample search with a posting room that counts.
func fetching(t *testing.T, fetch func(context.Context, string) (track.Advert, error)) (http.Handler, *workbench.Desk) {
	t.Helper()
	return sampled(t, workbench.Options{FetchPosting: fetch}, nil)
}

func TestMatch_showsEvidenceAndNeverAScore(t *testing.T) {
	h, d := fetching(t, nil)
	id, err := d.FindApplication(t.Context(), "thornbury")
	if err != nil {
		t.Fatal(err)
	}
	page := body(ask(h, "GET", "/match/"+string(id), nil))
	for _, want := range []string{"must-haves evidenced", `<span class="term x">Kafka</span>`, "Check first", "Thornbury Pay", "European Commission"} {
		if !strings.Contains(page, want) {
			t.Errorf("no %q", want)
		}
	}
	main := page[strings.Index(page, "<main"):]
	if strings.Contains(main, "%") || strings.Contains(strings.ToLower(main), "score") {
		t.Error("a percentage or a score")
	}
	if gaps := body(ask(h, "GET", "/match", nil)); !strings.Contains(gaps, "Kafka") || !strings.Contains(gaps, "2 as a must-have") && !strings.Contains(gaps, "asked 2 times") {
		t.Errorf("no gaps over both postings")
	}
}

func TestMatch_fetchesOnTheClickOnly(t *testing.T) {
	asked := []string{}
	h, d := fetching(t, func(_ context.Context, address string) (track.Advert, error) {
		asked = append(asked, address)
		if strings.Contains(address, "inner") {
			return track.Advert{}, fault.New(fault.Invalid, "url", "This is an address inside your own network.")
		}
		return track.Advert{Title: "Welder", Company: "Acme <b>", Location: "Cork", Text: "<script>alert(1)</script> You have\n- Kafka", URL: address}, nil
	})
	id, err := d.FindApplication(t.Context(), "thornbury")
	if err != nil {
		t.Fatal(err)
	}
	ask(h, "GET", "/match/"+string(id), nil)
	post(h, "/add", url.Values{"company": {"X"}, "look": {"yes"}, "url": {"https://jobs.example/1"}})
	post(h, "/match/"+string(id)+"/posting", url.Values{"text": {"You have\n- Redis"}, "url": {"https://jobs.example/1"}})
	if len(asked) > 0 {
		t.Fatalf("fetched without a click: %v", asked)
	}
	page := body(post(h, "/add", url.Values{"fetch": {"yes"}, "url": {"https://jobs.example/1"}, "company": {"Mine"}}))
	if len(asked) != 1 || !strings.Contains(page, `value="Mine"`) || !strings.Contains(page, `value="Welder"`) || strings.Contains(page, "<script>alert(1)") {
		t.Errorf("%v", asked)
	}
	res := post(h, "/add", url.Values{"fetch": {"yes"}, "url": {"http://inner/"}, "role": {"Kept role"}})
	if page = body(res); res.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(page, "inside your own network") || !strings.Contains(page, "Kept role") {
		t.Errorf("%d", res.StatusCode)
	}
	if res = post(h, "/match/"+string(id)+"/posting", url.Values{"fetch": {"yes"}, "url": {"https://jobs.example/2"}}); res.StatusCode != http.StatusSeeOther {
		t.Errorf("%d", res.StatusCode)
	}
	if page = body(ask(h, "GET", "/match/"+string(id), nil)); !strings.Contains(page, "&lt;script&gt;alert(1)") || strings.Contains(page, "<script>alert(1)") {
		t.Error("a hostile posting is shown as it must not be")
	}
	if res = post(h, "/match/"+string(id)+"/posting", url.Values{"fetch": {"yes"}, "url": {"http://inner/"}}); res.StatusCode != http.StatusUnprocessableEntity {
		t.Errorf("%d", res.StatusCode)
	}
}

func TestMatch_keepsTheListOfTheForm(t *testing.T) {
	h, d := fetching(t, nil)
	id, err := d.FindApplication(t.Context(), "northmoor")
	if err != nil {
		t.Fatal(err)
	}
	res := post(h, "/match/"+string(id)+"/requirements", url.Values{"n": {"3"}, "kind0": {"must"}, "text0": {"Kafka"}, "term0": {"Kafka"}, "cannot0": {"yes"}, "kind1": {"nice"}, "text1": {"Gone"}, "drop1": {"yes"}, "kind2": {"must"}, "text2": {""}})
	if res.StatusCode != http.StatusSeeOther {
		t.Fatalf("%d", res.StatusCode)
	}
	v, err := d.Match(t.Context(), id, "")
	if err != nil || len(v.Asked) != 1 || !v.Asked[0].CannotClaim {
		t.Errorf("%v %+v", err, v.Asked)
	}
	if res = post(h, "/match/"+string(id)+"/requirements", url.Values{"n": {"99999999"}, "kind0": {"must"}}); res.StatusCode < 400 {
		t.Errorf("a form of many lines: %d", res.StatusCode)
	}
}
