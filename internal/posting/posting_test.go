package posting

import (
	"os"
	"strings"
	"testing"

	"debrief/internal/fault"
	"debrief/internal/track"
)

func file(t *testing.T, name string) []byte {
	t.Helper()
	b, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestRead_takesTheShapesOfSixBoards(t *testing.T) {
	for name, want := range map[string]track.Advert{
		"greenhouse_jobs.json": {Title: "Senior Go Engineer", Company: "ExampleCo", Location: "Hybrid - Berlin", Requisition: "1311", PostedOn: "2026-08-06", URL: "https://job-boards.greenhouse.io/exampleco/jobs/6100000001",
			Text: "About ExampleCo\n\nWe make example widgets.\n\n- 5+ years of Go\n- PostgreSQL, Kubernetes"},
		"lever_postings.json": {Title: "Data Analyst", Location: "London", PostedOn: "2026-06-23", URL: "https://jobs.lever.co/exampleco/00000000-0000-4000-8000-000000000001",
			Text: "ExampleCo needs a data analyst.\n\nWhat You'll Do\n- Build dashboards\n\nWho You Are\n- SQL, Python\n\nEqual opportunity employer."},
		"ashby_jobboard.json": {Title: "Product Designer", Location: "Europe", PostedOn: "2026-04-27", Salary: "€70K - €85K", URL: "https://jobs.ashbyhq.com/exampleco/00000000-0000-4000-8000-000000000002",
			Text: "Design example widgets in Figma."},
		"workable_account.json": {Title: "Staff Nurse", Company: "ExampleCo", Location: "Cork, Ireland", PostedOn: "2026-09-02", URL: "https://apply.workable.com/j/A1B2C3D4E5",
			Text: "Join the ward.\n\n- NMBI registration is required"},
		"smartrecruiters_postings.json": {Title: "Site Reliability Engineer", Company: "ExampleCo", Location: "Montreal, QC, Canada", Requisition: "REF0001A", PostedOn: "2026-09-25", Text: "Site Reliability Engineer"},
		"recruitee_offers.json": {Title: "Customer Success Manager", Company: "ExampleCo", Location: "Utrecht, Utrecht, Netherlands", PostedOn: "2026-09-18", Salary: "3750-5250 EUR a month", URL: "https://exampleco.recruitee.com/o/customer-success-manager",
			Text: "ExampleCo sells widgets.\n\nRequirements\n- Dutch C2"},
	} {
		got, err := Read(file(t, name), "")
		if err != nil || got != want {
			t.Errorf("%s: %v\n got %+v\nwant %+v", name, err, got, want)
		}
	}
}

func TestRead_takesBothShapesOfJobPosting(t *testing.T) {
	got, err := Read(file(t, "jobposting_jsonld.html"), "https://example.com/job")
	if err != nil || got.Title != "Senior Go Engineer" || got.Company != "ExampleCo" || got.Location != "Berlin, BE, DE, remote Germany" || got.Salary != "80000-110000 EUR a year" ||
		got.Requisition != "1311" || got.PostedOn != "2026-08-06" || got.ClosesOn != "2026-12-31" || !strings.Contains(got.Text, "We make example widgets.") {
		t.Errorf("%v %+v", err, got)
	}
	graph := `<script type="application/ld+json">{"@graph":[{"@type":"WebSite"},{"@type":["JobPosting"],"title":"Staff Go Engineer","datePosted":"2026-07-01","hiringOrganization":"ExampleCo","jobLocation":{"@type":"Place","address":"Berlin, Germany"},"description":"x"}]}</script><p>Text</p>`
	if got, err = Read([]byte(graph), ""); err != nil || got.Title != "Staff Go Engineer" || got.Company != "ExampleCo" || got.Location != "Berlin, Germany" {
		t.Errorf("%v %+v", err, got)
	}
}

func TestRead_turnsAPageIntoText(t *testing.T) {
	got, err := Read([]byte(`<html><head><title>Welder - Acme</title><style>p{}</style></head><body><nav>Home</nav><h1>Welder</h1><p>You weld <b>steel</b>.</p>
		<ul><li>MIG<li>TIG</ul><script>alert(1)</script><form><input value=x></form><footer>Cookies</footer></body>`), "")
	if err != nil || got.Title != "Welder" || got.Text != "Welder\n\nYou weld steel.\n\n- MIG\n- TIG" {
		t.Errorf("%v %q %q", err, got.Title, got.Text)
	}
}

func TestRead_picksThePostingThatTheAddressNames(t *testing.T) {
	two := `{"jobs":[{"id":1,"title":"One","content":"a"},{"id":22,"title":"Two","content":"b"}]}`
	if got, err := Read([]byte(two), "https://boards.greenhouse.io/x/jobs/22"); err != nil || got.Title != "Two" {
		t.Errorf("%v %+v", err, got)
	}
	if _, err := Read([]byte(two), ""); fault.KindOf(err) != fault.Invalid {
		t.Errorf("two postings and no address: %v", err)
	}
}

func TestRead_refusesWhatIsNone(t *testing.T) {
	for _, in := range []string{"", "   ", "{", "[]", `{"a":1}`, "<html><script>var a</script></html>", "[[[[[[", strings.Repeat("[", 100_000)} {
		if a, err := Read([]byte(in), ""); err == nil {
			t.Errorf("%.20q became %+v", in, a)
		}
	}
	if _, err := Read(make([]byte, MaxBytes+1), ""); fault.KindOf(err) != fault.TooLarge {
		t.Error("no limit")
	}
}

func FuzzRead(f *testing.F) {
	for _, name := range []string{"greenhouse_jobs.json", "jobposting_jsonld.html", "lever_postings.json"} {
		b, err := os.ReadFile("testdata/" + name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if a, err := Read(data, "https://example.com/j/1"); err == nil && strings.TrimSpace(a.Text) == "" {
			t.Fatal("a posting without text")
		}
	})
}
