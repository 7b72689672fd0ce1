package worklog

import (
	"encoding/json"
	"slices"
	"strings"

	"debrief/internal/fault"
	"debrief/internal/track"
)

// Profile is what one office asks for. A person may change every field; the
// page and the print name Source and Checked, so that old rules show their age.
type Profile struct {
	Code      string    `json:"code"`
	Name      string    `json:"name"`
	PerWeek   int       `json:"per_week"`    // 0: in your letter
	Monday    bool      `json:"week_monday"` // false: Sunday
	Columns   []string  `json:"columns"`     // codes; empty for all
	Blank     []string  `json:"blank"`       // lines of the header left to be filled by hand
	Keep      string    `json:"keep"`        // how long to keep the log
	Notes     []string  `json:"notes"`
	NoRepeat  bool      `json:"no_repeat"`          // the same job with the same employer does not count again
	NoFollow  bool      `json:"no_follow_up"`       // follow-ups with the same employer do not count
	NeedProof bool      `json:"need_proof"`         // proof for each row
	Source    string    `json:"source"`             // address of the office
	Checked   track.Day `json:"checked"`            // when the rules were last read
	Older     bool      `json:"from_an_older_page"` // read on an older copy: check before relying on it
}

// Profiles are those shipped, generic last. Source: practice.md m; each has to
// be held against the office's page and the letter to the person.
var Profiles = []Profile{
	{Code: "ny", Name: "New York", PerWeek: 3, Columns: []string{"date", "activity", "employer", "address", "website", "email", "phone", "person", "title", "method", "position", "result"}, Blank: []string{"Name", "Claimant ID"},
		Keep: "Hand over on request.", Notes: []string{"Older text of the office asks for three different days and one activity of a core list."}, Source: "https://dol.ny.gov/work-search-frequently-asked-questions", Checked: "2026-11-20"},
	{Code: "wa", Name: "Washington", PerWeek: 3, Columns: []string{"date", "activity", "employer", "address", "website", "email", "phone", "person", "method", "position", "reference", "result"}, Blank: []string{"Name", "Claimant ID"},
		Keep: "At least 30 days after the benefit year or the last payment, whichever is later.", Notes: []string{"A follow-up conversation or e-mail counts."}, Source: "https://esd.wa.gov/get-financial-help/unemployment-benefits/weekly-unemployment-claims/job-search-requirements", Checked: "2026-11-20", Older: true},
	{Code: "wi", Name: "Wisconsin", PerWeek: 4, Columns: []string{"date", "activity", "employer", "address", "website", "email", "phone", "person", "title", "method", "position", "result", "proof"}, Blank: []string{"Name", "Claimant ID"},
		Keep: "52 weeks.", NeedProof: true, NoFollow: true, Notes: []string{"For online applications the confirmation mail is the proof; otherwise name, phone and title of a person.", "Viewing adverts and unsuitable jobs do not count.", "Agencies and sites count at first registration only."}, Source: "https://dwd.wisconsin.gov/uiben/worksearch-requirements.htm", Checked: "2026-11-20", Older: true},
	{Code: "tx", Name: "Texas", PerWeek: 0, Columns: []string{"date", "activity", "position", "person", "title", "employer", "phone", "address", "email", "website", "result"}, Blank: []string{"Name", "Social security number (by hand only)"},
		Keep: "Any time in the benefit year on request.", NoRepeat: true, Notes: []string{"The number is in your letter; local boards set it.", "Weeks run from Sunday to Saturday."}, Source: "https://www.twc.texas.gov/programs/unemployment-benefits/work-search-requirements", Checked: "2026-11-20"},
	{Code: "ct", Name: "Connecticut", PerWeek: 3, Columns: []string{"date", "activity", "employer", "address", "website", "email", "phone", "person", "method", "position", "result"}, Blank: []string{"Name", "Claimant ID"},
		NoRepeat: true, Notes: []string{"At least one effort is a contact with an employer.", "An interview with an employer already contacted is an activity, not a contact."}, Source: "https://portal.ct.gov/dol/knowledge-base/articles/ui-claims-and-eligibility/what-must-i-do-for-work-search-as-a-filer", Checked: "2026-11-20"},
	{Code: "generic", Name: "Any other office", Notes: []string{"All columns. Your letter says what counts and how many."}},
}

// ProfileByCode is the shipped profile of a code. Errors: fault.Invalid for an
// unknown one, naming those that are.
func ProfileByCode(code string) (Profile, error) {
	if code == "" {
		code = "generic"
	}
	var known []string
	for _, p := range Profiles {
		if p.Code == code {
			return p, nil
		}
		known = append(known, p.Code)
	}
	return Profile{}, fault.New(fault.Invalid, "profile", "There is no profile %q. There are %s.", code, strings.Join(known, ", "))
}

// ParseProfile reads a profile that a person edited. Errors: fault.Invalid for
// what is no profile, an unknown key or an unknown column.
func ParseProfile(data []byte) (Profile, error) {
	var p Profile
	dec := json.NewDecoder(strings.NewReader(string(data)))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&p); err != nil {
		return Profile{}, fault.New(fault.Invalid, "profile", "The profile can't be read: %v.", err)
	}
	if p.Code == "" || p.Name == "" {
		return Profile{}, fault.New(fault.Invalid, "profile", "A profile needs a code and a name.")
	}
	for _, c := range p.Columns {
		if !slices.Contains(ColumnCodes(), c) {
			return Profile{}, fault.New(fault.Invalid, "profile", "There is no column %q. There are %s.", c, strings.Join(ColumnCodes(), ", "))
		}
	}
	return p, nil
}

// ColumnCodes lists the columns that a profile may choose from, in order.
func ColumnCodes() (codes []string) {
	for _, c := range columns {
		codes = append(codes, c.code)
	}
	return codes
}

// remark is what the profile's rules say about a row, empty for nothing. It is
// a reminder; the person decides.
func (p Profile) remark(r Row, seen map[string]bool) string {
	switch {
	case p.NoRepeat && r.Activity.contact() && seen[contactKey(r)]:
		return "The same work at the same employer was contacted before; this office may not count it again."
	case p.NoFollow && r.Activity == FollowUp:
		return "This office does not count follow-ups with the same employer."
	case p.NeedProof && r.Proof == "" && r.Counts != No:
		return "This office asks for proof: the confirmation mail, or a name, phone and title."
	}
	return ""
}
