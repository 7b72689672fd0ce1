package track

// View is a saved filter of the pipeline table.
type View struct {
	ID       ViewID `db:"id" json:"id"`
	Name     string `db:"name" json:"name"`
	Query    string `db:"query" json:"query"` // canonical query string of the table page
	Position int    `db:"position" json:"position"`
}

// SavedMapping is how the columns of a foreign table are read, under a name.
type SavedMapping struct {
	ID   MappingID `db:"id" json:"id"`
	Name string    `db:"name" json:"name"`
	Body string    `db:"body" json:"body"` // JSON of table.Mapping
}

// Setting is one named value of a person; the value is JSON.
type Setting struct {
	ID    string `db:"id" json:"id"`
	Value string `db:"value" json:"value"`
}

// Settings are a person's own choices. The zero value is not useful: start
// from DefaultSettings.
type Settings struct {
	Name          string   `json:"name"`            // signs the drafts
	Email         string   `json:"email"`           // From of draft files
	Zone          string   `json:"zone"`            // IANA name, "Europe/Dublin"
	Theme         string   `json:"theme"`           // "", light, dark
	SingleKeys    bool     `json:"single_keys"`     // one-key shortcuts (WCAG 2.1.4)
	RestScreen    int      `json:"rest_screen"`     // hours a reply rests after an application or screen, 0 to 72
	RestInterview int      `json:"rest_interview"`  // hours after an interview or later, 0 to 72
	BestByDays    int      `json:"best_by_days"`    // business days within which a reply is prompt
	OnlyThanks    int      `json:"only_thanks"`     // business days after which only thanks fit
	NoneAfter     int      `json:"none_after"`      // days after which no reply fits
	CheckInDay    int      `json:"check_in_day"`    // after contact, while nothing is computed
	SilentCold    int      `json:"silent_cold"`     // days to silence without contact, 21 to 60
	SilentContact int      `json:"silent_contact"`  // days to silence after contact, 30 to 60
	LinkedInLimit int      `json:"linkedin_limit"`  // characters of a note, 200 to 300
	LinkedInQuota int      `json:"linkedin_quota"`  // personal notes a month
	Currency      string   `json:"currency"`        // of new salary entries
	HideReference bool     `json:"hide_reference"`  // do not show references
	Allowed       []string `json:"allowed_wording"` // sensitive wordings the person chose to ignore
	BackupDir     string   `json:"backup_dir"`      // empty: backups/ in the data folder
	Onboarded     bool     `json:"onboarded"`
	Addresses     []string `json:"addresses"`   // further mail addresses of the person's own
	DraftsInto    string   `json:"drafts_into"` // the mailbox into which drafts may be put; empty: only read so far
	GentleAt      string   `json:"gentle_at"`   // "18:00": answers are shown together at this time; empty: as they come

	FixedDays  bool                 `json:"fixed_days"`           // use the three days above instead of those learned
	Pace       string               `json:"pace,omitempty"`       // "slow" or "fast" sector; empty for the usual one
	Industry   string               `json:"industry,omitempty"`   // of the market strip, six digits
	References map[string]Reference `json:"references,omitempty"` // own references, by "G1/cold" or "G2"
	Learned    Days                 `json:"-"`                    // from the person's own answers; derived, never chosen
}

// Reference is a rate to compare with that the person entered, with its source.
type Reference struct {
	Rate   float64 `json:"rate"` // in (0, 1)
	Source string  `json:"source"`
}

// Days are when answers come and when silence counts, as learned from the
// person's own answers; zero while nothing was learned. Source: method.md 2b.
type Days struct {
	CheckIn       int    `json:"check_in"` // after contact
	SilentCold    int    `json:"silent_cold"`
	SilentContact int    `json:"silent_contact"`
	Cold          [3]int `json:"cold"`    // by which half, three quarters and nine in ten of all answers have come
	Contact       [3]int `json:"contact"` //
}

// DefaultSettings are those of method.md 2b and 3.2.
func DefaultSettings() Settings {
	return Settings{
		Zone: "UTC", SingleKeys: true, RestScreen: 2, RestInterview: 24, BestByDays: 3, OnlyThanks: 10, NoneAfter: 30,
		CheckInDay: 12, SilentCold: 29, SilentContact: 50, LinkedInLimit: 200, LinkedInQuota: 5, Currency: "EUR",
	}
}
