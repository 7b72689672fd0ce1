package posting

import (
	"net/url"
	"regexp"
	"strings"
	"time"

	"debrief/internal/track"
)

// board is a job board with a public interface: how the address of a posting
// becomes that of its data. Sources: the vendors' public pages; shapes in testdata.
var boards = []struct {
	name string
	page *regexp.Regexp // of host and path
	data string         // with the groups of page
}{
	{"Greenhouse", regexp.MustCompile(`^(?:boards|job-boards)(?:\.eu)?\.greenhouse\.io/([\w-]+)/jobs/(\d+)`), "https://boards-api.greenhouse.io/v1/boards/$1/jobs/$2"},
	{"Lever", regexp.MustCompile(`^jobs\.lever\.co/([\w.-]+)/([0-9a-fA-F-]{8,})`), "https://api.lever.co/v0/postings/$1/$2"},
	{"Lever", regexp.MustCompile(`^jobs\.eu\.lever\.co/([\w.-]+)/([0-9a-fA-F-]{8,})`), "https://api.eu.lever.co/v0/postings/$1/$2"},
	{"Ashby", regexp.MustCompile(`^jobs\.ashbyhq\.com/([\w.%-]+)/([0-9a-fA-F-]{8,})`), "https://api.ashbyhq.com/posting-api/job-board/$1?includeCompensation=true"},
	{"Workable", regexp.MustCompile(`^apply\.workable\.com/([\w-]+)/j/([0-9A-Za-z]+)`), "https://apply.workable.com/api/v1/widget/accounts/$1?details=true"},
	{"SmartRecruiters", regexp.MustCompile(`^(?:jobs|careers)\.smartrecruiters\.com/([\w-]+)/(\d+)`), "https://api.smartrecruiters.com/v1/companies/$1/postings/$2"},
	{"Recruitee", regexp.MustCompile(`^([\w-]+)\.recruitee\.com/o/([\w-]+)`), "https://$1.recruitee.com/api/offers"},
}

// dataAddress is the address of a posting's data, empty for an unknown board.
func dataAddress(u *url.URL) string {
	at := strings.ToLower(u.Hostname()) + u.EscapedPath()
	for _, b := range boards {
		if m := b.page.FindStringSubmatchIndex(at); m != nil {
			return string(b.page.ExpandString(nil, b.data, at, m))
		}
	}
	return ""
}

// job has the fields of all six interfaces; each fills its own.
type job struct {
	// ids by which an address names the posting
	ID        any    `json:"id"`
	Slug      string `json:"slug"`
	Shortcode string `json:"shortcode"`

	Title string `json:"title"` // Greenhouse, Ashby, Workable, Recruitee
	Text  string `json:"text"`  // Lever
	Name  string `json:"name"`  // SmartRecruiters

	Content          string `json:"content"` // Greenhouse: escaped HTML
	Description      string `json:"description"`
	DescriptionHTML  string `json:"descriptionHtml"`
	DescriptionPlain string `json:"descriptionPlain"`
	Requirements     string `json:"requirements"`
	AdditionalPlain  string `json:"additionalPlain"`
	Lists            []struct {
		Text, Content string
	} `json:"lists"`
	JobAd struct {
		Sections map[string]struct {
			Title, Text string
		} `json:"sections"`
	} `json:"jobAd"`

	AbsoluteURL string `json:"absolute_url"`
	HostedURL   string `json:"hostedUrl"`
	JobURL      string `json:"jobUrl"`
	CareersURL  string `json:"careers_url"`
	URL         string `json:"url"`
	PostingURL  string `json:"postingUrl"`

	CompanyName   string `json:"company_name"`
	RequisitionID any    `json:"requisition_id"`
	RefNumber     string `json:"refNumber"`
	Location      any    `json:"location"`
	Categories    struct {
		Location string `json:"location"`
	} `json:"categories"`
	City    string `json:"city"`
	Country string `json:"country"`
	Company struct {
		Name string `json:"name"`
	} `json:"company"`

	FirstPublished string `json:"first_published"`
	PublishedAt    string `json:"publishedAt"`
	PublishedOn    string `json:"published_on"`
	Published      string `json:"published_at"`
	ReleasedDate   string `json:"releasedDate"`
	CreatedAt      any    `json:"createdAt"`
	Deadline       string `json:"application_deadline"`
	CloseAt        string `json:"close_at"`
	Compensation   struct {
		Summary string `json:"compensationTierSummary"`
	} `json:"compensation"`
	Salary struct {
		Min, Max, Period, Currency string
	} `json:"salary"`
}

// answer are the lists that the interfaces wrap their postings in.
type answer struct {
	Jobs    []job  `json:"jobs"`
	Offers  []job  `json:"offers"`
	Content any    `json:"content"`
	Name    string `json:"name"`
}

// readJSON reads an answer of one of the interfaces. Of several postings it
// takes the one that the address names; with no address there must be one alone.
func readJSON(data []byte, address string) (track.Advert, bool) {
	var jobs []job
	account := ""
	if data[0] == '[' {
		decode(data, &jobs)
	} else {
		var one job
		var many answer
		decode(data, &many)
		jobs = append(many.Jobs, many.Offers...)
		if _, isList := many.Content.([]any); isList {
			var page struct{ Content []job }
			decode(data, &page)
			jobs = page.Content
		} else if len(many.Jobs) > 0 {
			account = many.Name
		}
		if len(jobs) == 0 && decode(data, &one) {
			jobs = []job{one}
		}
		if a, ok := pickPosting([]string{string(data)}, address); ok {
			return a, true
		}
	}
	j, ok := pick(jobs, address)
	if !ok {
		return track.Advert{}, false
	}
	a := j.advert()
	if a.Company == "" {
		a.Company = account
	}
	return a, a.Title != ""
}

func pick(jobs []job, address string) (job, bool) {
	if len(jobs) == 1 {
		return jobs[0], true
	}
	for _, j := range jobs {
		for _, id := range []string{word(j.ID), j.Slug, j.Shortcode} {
			if id != "" && strings.Contains(address, "/"+id) {
				return j, true
			}
		}
	}
	return job{}, false
}

func (j job) advert() track.Advert {
	a := track.Advert{Title: or(j.Title, j.Text, j.Name), Company: or(j.CompanyName, j.Company.Name), Requisition: or(word(j.RequisitionID), j.RefNumber),
		URL:      or(j.AbsoluteURL, j.HostedURL, j.JobURL, j.CareersURL, j.PostingURL, j.URL),
		PostedOn: day(or(j.FirstPublished, j.PublishedAt, j.PublishedOn, j.Published, j.ReleasedDate, millis(word(j.CreatedAt)))), ClosesOn: day(or(j.Deadline, j.CloseAt)),
		Location: or(where(j.Location), j.Categories.Location, strings.Trim(j.City+", "+j.Country, ", ")), Salary: j.Compensation.Summary}
	if j.Salary.Min != "" && j.Salary.Max != "" {
		a.Salary = strings.TrimSpace(j.Salary.Min + "-" + j.Salary.Max + " " + j.Salary.Currency + " a " + j.Salary.Period)
	}
	parts := []string{fragment(or(j.Content, j.DescriptionHTML, j.Description, j.DescriptionPlain))}
	for _, l := range j.Lists {
		parts = append(parts, strings.TrimSpace(l.Text)+"\n"+fragment(l.Content))
	}
	if r := fragment(j.Requirements); r != "" {
		parts = append(parts, "Requirements\n"+r)
	}
	for _, name := range []string{"companyDescription", "jobDescription", "qualifications", "additionalInformation"} {
		if s := j.JobAd.Sections[name]; s.Text != "" {
			parts = append(parts, s.Title+"\n"+fragment(s.Text))
		}
	}
	a.Text = join(append(parts, j.AdditionalPlain)...)
	if a.Text == "" {
		a.Text = a.Title // a list that carries no description
	}
	return a
}

func or(list ...string) string {
	for _, s := range list {
		if s != "" {
			return s
		}
	}
	return ""
}

// where is a place given as text or as an object.
func where(v any) string {
	if o, ok := v.(map[string]any); ok {
		return or(word(o["fullLocation"]), word(o["name"]), word(o["city"]))
	}
	return word(v)
}

// millis turns milliseconds since 1970 (Lever) into a timestamp.
func millis(s string) string {
	if len(s) != 13 {
		return ""
	}
	var n int64
	for _, c := range s {
		if c < '0' || c > '9' {
			return ""
		}
		n = n*10 + int64(c-'0')
	}
	return time.UnixMilli(n).UTC().Format(time.DateOnly)
}
