package match

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

const advert = `Backend Engineer, Payouts

About us
We move 40 million payouts a year. We use Erlang for fun.

You have
- 5+ years of Go and PostgreSQL
- Kubernetes
- Java or Kotlin
- Clear written communication
- A degree in computer science or equivalent
- The right to work in Ireland

Nice to have: Kafka, Terraform.
Experience with PCI DSS is a plus.

We offer
- Free lunch and a Kindle
`

var mine = []Line{
	{N: 1, Heading: "Tidewater, Backend Engineer, 2021 to 2026", Text: "Moved a ledger of 2.1 million entries a day to partitioned PostgreSQL with a stop of under 4 minutes", Bullet: true, Current: true},
	{N: 2, Heading: "Tidewater, Backend Engineer, 2021 to 2026", Text: "Responsible for k8s", Bullet: true, Current: true},
	{N: 3, Heading: "Harrow, Engineer, 2018 to 2021", Text: "Built the seat-hold service in Go: 12,000 holds a minute, no double sale in two years", Bullet: true},
	{Text: "Skills: Kotlin, Terraform"},
}

func find(t *testing.T, r Report, kind Kind, term string) Result {
	t.Helper()
	i := slices.IndexFunc(r.All, func(x Result) bool { return x.Kind == kind && (x.Term == term || term == "") })
	if i < 0 {
		t.Fatalf("no %s %q in %+v", kind, term, r.All)
	}
	return r.All[i]
}

func TestRequirements_tellKindsApart(t *testing.T) {
	var got []string
	for _, r := range Requirements(advert, "Backend Engineer") {
		got = append(got, string(r.Kind)+" "+r.Term)
	}
	want := "title |years |must Go|must PostgreSQL|must Kubernetes|must Java or Kotlin|soft communication|education |knockout |nice Kafka|nice Terraform|nice PCI DSS"
	if s := strings.Join(got, "|"); s != want {
		t.Errorf("%s\nwant %s", s, want)
	}
}

func TestCompare_provenMentionedMissing(t *testing.T) {
	r := Compare(Requirements(advert, "Backend Engineer"), mine, Options{Year: 2026})
	for term, want := range map[string]Status{"Go": Proven, "PostgreSQL": Proven, "Kubernetes": Mentioned, "Java or Kotlin": Mentioned} {
		if got := find(t, r, Must, term); got.Status != want {
			t.Errorf("%s is %s, want %s", term, got.Status, want)
		}
	}
	if x := find(t, r, Nice, "Kafka"); x.Status != Missing || x.Proof != "" {
		t.Errorf("%+v", x)
	}
	if x := find(t, r, Must, "Go"); !slices.Equal(x.Lines, []int{3}) {
		t.Errorf("%+v", x)
	}
	if x := find(t, r, Title, ""); x.Status != Proven {
		t.Errorf("%+v", x)
	}
	if x := find(t, r, Years, ""); x.Status != Proven || !strings.Contains(x.Remark, "8 years") {
		t.Errorf("%+v", x)
	}
	if x := find(t, r, Knockout, ""); x.Status != Missing {
		t.Errorf("%+v", x)
	}
	if len(r.Wording) != 1 || r.Wording[0].Yours != "k8s" || r.Wording[0].Theirs != "Kubernetes" {
		t.Errorf("%+v", r.Wording)
	}
	if !strings.HasSuffix(r.Headline, " must-haves evidenced") || !strings.HasPrefix(r.Headline, "3 of ") {
		t.Errorf("%q", r.Headline)
	}
	if len(r.Open) == 0 || r.Open[len(r.Open)-1].Status != Mentioned {
		t.Errorf("what is missing comes before what is mentioned: %+v", r.Open)
	}
}

func TestCompare_aStoryProvesALine(t *testing.T) {
	asked := []Requirement{{Kind: Must, Term: "Kubernetes", Text: "Kubernetes"}}
	l := []Line{{N: 1, Text: "Responsible for k8s", Bullet: true}}
	if r := Compare(asked, l, Options{}); r.All[0].Status != Mentioned {
		t.Errorf("%+v", r.All[0])
	}
	l[0].Story = "The cluster move"
	if r := Compare(asked, l, Options{}); r.All[0].Status != Proven || r.All[0].Stories[0] != "The cluster move" {
		t.Errorf("%+v", r.All[0])
	}
}

func TestCompare_whatCannotBeClaimedIsNoGap(t *testing.T) {
	asked := []Requirement{{Kind: Must, Term: "Kafka", Text: "Kafka", CannotClaim: true}, {Kind: Must, Term: "Go", Text: "Go"}, {Kind: Must, Term: "Redis", Text: "Redis"}}
	r := Compare(asked, mine, Options{})
	if r.All[0].Status != CannotClaim || r.Headline != "1 of 3 must-haves evidenced" || r.Open[0].Term != "Redis" {
		t.Errorf("%+v", r)
	}
}

func TestCompare_noHeadlineUnderThree(t *testing.T) {
	if r := Compare([]Requirement{{Kind: Must, Term: "Go", Text: "Go"}, {Kind: Title, Text: "Engineer"}, {Kind: Nice, Term: "Kafka", Text: "Kafka"}}, mine, Options{}); r.Headline != "" {
		t.Errorf("%q", r.Headline)
	}
}

func TestMark_losesNothing(t *testing.T) {
	r := Compare(Requirements(advert, ""), mine, Options{})
	text, marked := "", map[string]Status{}
	for _, p := range Mark(advert, r) {
		text += p.Text
		if p.Status != "" {
			marked[p.Text] = p.Status
		}
	}
	if text != advert || marked["Kafka"] != Missing || marked["Kubernetes"] != Mentioned || marked["Go"] != Proven || marked["Erlang"] != "" {
		t.Errorf("%v", marked)
	}
}

func TestAskedYears(t *testing.T) {
	for text, want := range map[string]int{"5+ years of Go": 5, "at least three years' experience": 3, "2-4 years in retail": 2, "ten years": 10, "1 year": 1, "a few years": 0, "": 0} {
		if got := AskedYears(text); got != want {
			t.Errorf("%q: %d, want %d", text, got, want)
		}
	}
}

func TestAsks_missesNoCue(t *testing.T) {
	pieces := strings.Fields("we you move must have need needed to hold at least three years 5+ yrs old plus an advantage is essential ideally good nice proven ask driver’s licence would be great I’ll you’ll bring we expect minimum of not no exceptions only consider welcome but applicants required;")
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 1, 8).Draw(t, "words"), " ")
		if !asks(text) && (niceCue.MatchString(text) || mustCue.MatchString(text) || yearsCue.MatchString(text)) {
			t.Fatalf("%q asks something and was passed over", text)
		}
	})
}

func FuzzRequirements(f *testing.F) {
	f.Add(advert)
	f.Fuzz(func(t *testing.T, text string) {
		r := Compare(Requirements(text, "x"), mine, Options{})
		if len(r.All) > MaxRequirements {
			t.Fatal(len(r.All))
		}
		all := ""
		for _, p := range Mark(text, r) {
			all += p.Text
		}
		if all != string([]rune(text)) {
			t.Fatalf("%q became %q", text, all)
		}
	})
}

func TestSuggest_onlyOwnWords(t *testing.T) {
	asked := append(Requirements(advert, "Payments Lead"), Requirement{Kind: Must, Term: "Redis", Text: "Redis"}, Requirement{Kind: Must, Term: "Rust", Text: "Rust"}, Requirement{Kind: Must, Term: "Java", Text: "Java", CannotClaim: true})
	r := Compare(asked, mine, Options{Year: 2026})
	stories := []Story{{Key: "s1", Title: "The queue that ate Friday", Texts: []string{"We lost orders. I moved the queue to Kafka in a night. Nobody was called again."}}}
	other := []Line{{N: 4, Text: "Cut cache misses by 40% with Redis", Bullet: true}}
	r.Suggest(mine, stories, other)
	kinds := map[string]Step{}
	for _, x := range r.All {
		switch {
		case x.Status == Proven || x.Status == CannotClaim:
			if x.Next != nil {
				t.Errorf("%s %s needs no step: %+v", x.Term, x.Status, x.Next)
			}
			continue
		case x.Next == nil || x.Next.Text == "":
			t.Errorf("%s %q has no step", x.Kind, x.Text)
			continue
		}
		kinds[x.Term+string(x.Kind)] = *x.Next
		own := stories[0].Texts[0] + "\n" + other[0].Text
		for _, l := range mine {
			own += "\n" + l.Text + "\n" + l.Heading
		}
		if !strings.Contains(own, x.Next.Quote) {
			t.Errorf("%s: %q stands nowhere", x.Term, x.Next.Quote)
		}
	}
	for key, want := range map[string]Step{
		"Kafkanice":      {Kind: StepStory, Story: "s1", Quote: "I moved the queue to Kafka in a night"},
		"Redismust":      {Kind: StepReuse, Quote: other[0].Text},
		"Rustmust":       {Kind: StepDecide},
		"Kubernetesmust": {Kind: StepProve, Line: 2, Quote: "Responsible for k8s"},
		"Terraformnice":  {Kind: StepPlace, Quote: "Skills: Kotlin, Terraform"},
		"knockout":       {Kind: StepCheck},
		"title":          {Kind: StepTitle},
	} {
		got := kinds[key]
		if got.Text = ""; got != want {
			t.Errorf("%s: %+v, want %+v", key, got, want)
		}
	}
	if len(r.Open) == 0 || r.Open[0].Next == nil {
		t.Errorf("the parts have no steps: %+v", r.Open)
	}
}
