package main

// page is one picture of the series.
type page struct {
	name, title string
	path        string // address, or
	from, link  string // a page and the beginning of the first link on it that leads there
	host        string // asked for under another name than the server's own
	press       string // what is done before the picture: "palette" opens it, "finish" finishes the debrief
	design      string // the mock-up that shows this page, without look; empty where it has none
	note        string // what the two cannot have in common
}

// pages are in the order a person meets them.
var pages = []page{
	{name: "start", title: "First run", path: "/start", design: "start"},
	{name: "today", title: "Today", path: "/today", design: "today"},
	{name: "palette", title: "Search, jump, do", path: "/today", press: "palette", design: "today-palette"},
	{name: "debrief", title: "Debrief, waiting", path: "/debrief", design: "debrief"},
	{name: "pipeline-board", title: "Pipeline, board", path: "/pipeline/board", design: "pipeline-board"},
	{name: "pipeline-table", title: "Pipeline, table", path: "/pipeline", design: "pipeline-table"},
	{name: "application", title: "Application", from: "/search?q=northmoor", link: "/application/", design: "application"},
	{name: "add", title: "Add", path: "/add?company=Tallis+Ledger", design: "add"},
	{name: "inbox", title: "Inbox", path: "/inbox", design: "inbox"},
	{name: "mail", title: "One mail", from: "/debrief", link: "/mail/", design: "mail"},
	{name: "sources", title: "Where mail comes from", path: "/sources", design: "import", note: "The mock-up shows a reading under way."},
	{name: "import", title: "Import of a table", path: "/import"},
	{name: "insights", title: "Insights", path: "/insights", design: "insights"},
	{name: "experiment", title: "Trial run", path: "/experiment", design: "experiment"},
	{name: "week", title: "Weekly review", path: "/week", design: "week"},
	{name: "worklog", title: "Work-search log", path: "/worklog", design: "week", note: "The mock-up shows the log at the foot of the weekly review."},
	{name: "stories", title: "Stories", path: "/stories", design: "stories"},
	{name: "drill", title: "Drill", path: "/stories/drill?n=0&cues", design: "stories-drill"},
	{name: "resume", title: "Résumé", path: "/resume/demo-resume-3", design: "resume"},
	{name: "match", title: "Match", from: "/match", link: "/match/demo", design: "resume", note: "The mock-up shows the posting beside the résumé."},
	{name: "offers", title: "Offers", path: "/offers", design: "offers"},
	{name: "offer", title: "One offer", from: "/offers", link: "/offer/", design: "offer-detail"},
	{name: "people", title: "People", path: "/people", design: "people"},
	{name: "contact", title: "One person", from: "/people", link: "/contact/", design: "contact"},
	{name: "search", title: "Search", path: "/search?q=payments", design: "search"},
	{name: "settings", title: "Settings", path: "/settings", design: "settings"},
	{name: "error", title: "Not found", path: "/application/northmor", design: "error"},
	{name: "debrief-done", title: "Debrief, done", from: "/today", link: "/debrief/", press: "finish", design: "debrief", note: "The mock-ups show no finished debrief; beside it is the waiting one."},
	{name: "refused", title: "Refused host", path: "/today", host: "elsewhere.example", design: "error", note: "The mock-ups show no refused name."},
}

// look is how a page is looked at. A phone's picture has two dots for each of
// the page's.
type look struct {
	name          string
	width, height int
	scale         float64
	dark          bool
}

var looks = []look{
	{name: "light", width: 1440, height: 1000, scale: 1},
	{name: "dark", width: 1440, height: 1000, scale: 1, dark: true},
	{name: "phone", width: 390, height: 844, scale: 2},
}
