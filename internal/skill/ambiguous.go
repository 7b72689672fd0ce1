package skill

import "slices"

// guard says what stands beside a short name that is also a common word. next
// are words after it that prove the tool, not those that disprove it, notAfter
// words before it that do.
type guard struct{ next, not, notAfter []string }

// common reports a name that may be a heading of its own: “Project”, “Access”.
func (g guard) common() bool {
	return slices.Contains(g.next, "365") && !slices.Contains(g.next, "macros")
}

var office = []string{"excel", "powerpoint", "spreadsheet", "spreadsheets", "skills", "documents", "database", "databases", "online", "365"}

// ambiguous are names taken in their exact case and in fitting company only.
// Own table: each is both a tool and a common word, letter or name.
var ambiguous = map[string]guard{
	"R":         {[]string{"programming", "language", "studio", "scripts", "shiny", "packages", "package"}, []string{"d", "r"}, []string{"d", "h", "group"}},
	"C":         {[]string{"programming", "language", "code", "compiler"}, []string{"level", "suite", "section", "d"}, []string{"vitamin", "grade", "category", "class", "hepatitis", "schedule", "band", "cat"}},
	"Go":        {[]string{"programming", "language", "developer", "engineer", "services", "microservices", "backend", "code", "codebase", "modules", "routines", "engineers", "developers"}, []string{"to", "beyond", "above", "live", "ahead", "the", "for", "out", "through", "into", "further", "getter", "on", "you", "with"}, []string{"pokemon"}},
	"Swift":     {[]string{"programming", "language", "developer", "ui", "engineer"}, []string{"code", "payments", "messages", "response", "decision", "and"}, []string{"taylor"}},
	"Word":      {office, []string{"of", "is", "for"}, nil},
	"Access":    {office, []string{"to", "control", "card", "is"}, nil},
	"Teams":     {[]string{"calls", "meetings", "chat"}, []string{"of", "across", "to", "in", "are", "who", "that", "with"}, nil},
	"Excel":     {append([]string{"formulas", "macros", "pivot", "pivots", "models", "sheets"}, office...), []string{"at", "in"}, []string{"to", "you", "will"}},
	"Outlook":   {[]string{"calendar", "calendars", "email", "mail"}, []string{"on", "for"}, []string{"positive"}},
	"Project":   {office, []string{"manager", "management", "managers", "lead", "coordinator", "engineer", "work", "plans", "team", "delivery", "support", "budget", "director"}, nil},
	"Publisher": {office, []string{"of"}, nil},
	"Chef":      {[]string{"cookbooks", "recipes", "infra"}, []string{"de", "manager"}, []string{"sous", "head", "executive", "pastry"}},
	"Puppet":    {[]string{"manifests", "modules"}, nil, nil},
	"React":     {[]string{"native", "developer", "components", "hooks", "frontend", "js", "engineer", "apps", "app"}, []string{"to", "quickly", "calmly"}, nil},
	"Spring":    {[]string{"boot", "framework", "mvc", "cloud", "security"}, []string{"term", "semester", "intake", "start", "2026", "2027"}, nil},
	"Spark":     {[]string{"sql", "streaming", "jobs", "clusters", "pipelines"}, []string{"ideas", "joy", "change", "curiosity"}, nil},
	"Scheme":    {[]string{"programming"}, []string{"of"}, nil},
	"Shell":     {[]string{"scripts", "scripting", "script"}, nil, []string{"royal"}},
	"Square":    {[]string{"pos", "register", "terminal"}, []string{"metres", "feet", "mile"}, nil},
	"Slack":     {[]string{"channels", "messages"}, nil, nil},
	"Notion":    {nil, []string{"of", "that"}, nil},
	"Zoom":      {[]string{"calls", "meetings"}, nil, nil},
	"Box":       {nil, nil, nil},
	"Unity":     {[]string{"3d", "engine", "developer"}, []string{"of"}, nil},
	"Sage":      {[]string{"50", "200", "line", "payroll", "accounting"}, nil, nil},
	"Xero":      {[]string{"accounting", "bookkeeping"}, nil, nil},
	"Oracle":    {[]string{"database", "databases", "erp", "financials", "fusion", "sql", "cloud", "dba", "ebs", "netsuite"}, nil, nil},
	"Epic":      {[]string{"emr", "ehr", "systems", "charting", "optime"}, nil, nil},
	"Basic":     {nil, []string{"knowledge", "understanding", "life", "skills", "computer"}, nil},
	"Less":      {nil, []string{"than", "is"}, nil},
	"Sass":      {nil, nil, nil},
	"J":         {nil, nil, nil},
	"Julia":     {[]string{"programming", "language"}, nil, nil},
	"Rust":      {[]string{"programming", "language", "developer", "engineer", "services"}, []string{"removal", "and"}, nil},
	"Ruby":      {[]string{"on", "developer", "programming"}, nil, nil},
	"Helm":      {[]string{"charts", "chart"}, []string{"of"}, nil},
	"Flask":     {nil, nil, nil},
	"Bootstrap": {nil, nil, nil},
	"Bash":      {[]string{"scripts", "scripting", "script"}, nil, nil},
	"Loom":      {nil, nil, nil},
	"Express":   {[]string{"js"}, []string{"delivery", "yourself"}, nil},
	"Canvas":    {[]string{"lms"}, nil, nil},
	"Blink":     {nil, nil, nil},
	"Ada":       {nil, nil, nil},
	"Pascal":    {nil, nil, nil},
	"Eclipse":   {[]string{"ide"}, nil, nil},
	"Lotus":     {nil, nil, nil},
	"Looker":    {[]string{"studio"}, nil, nil},
	"Terminal":  {nil, nil, nil},
}

func set(words ...string) map[string]struct{} {
	m := make(map[string]struct{}, len(words))
	for _, w := range words {
		m[w] = struct{}{}
	}
	return m
}

// everyday are technology names in one capital that a sentence may begin with
// as a common word; there they are not taken.
var everyday = set("pages", "keynote", "numbers", "basecamp", "blender", "cents", "clipper", "drift", "ferret", "hotspot", "insight", "pinpoint", "profilers", "solidity",
	"travis", "velvet", "vigilant", "snowflake", "impact", "precision", "bing", "google", "seesaw", "shiny", "litchi", "gazebo", "jet", "honeypot", "cyclone", "forth", "prolog",
	"magic", "mendel", "bowtie", "slate", "padlet", "penultimate", "piazza", "quicken")

// never are names of the files that say nothing in a posting: common words and
// kinds of programs.
var never = set("Example", "Dig", "Analyze", "Route", "Act!", "Diameter", "Algae", "Excavator", "Compilers", "Debuggers", "Decompilers", "Emulators", "Profilers", "Abbott",
	"Aztec", "Blink", "Scheme", "Terminal", "REDUCE", "MAGIC", "FEAR", "TANKS", "PUFF", "Python Example", "Ethereal", "Opticks", "Vetport", "Autocoders", "Augmint", "Blackdog",
	"Cowculator", "Coeus", "Freight+", "Groomsoft", "Cents", "Clipper", "Cyclone", "Ferret", "Hotspot", "Velvet", "Vigilant", "Shiny", "Gazebo", "JET", "HARVEST", "SAND", "PRINCE",
	"Travis", "Seesaw", "Appletree", "ATLAS", "Bowtie", "Mendel", "Kismet", "Juris", "Penultimate", "Renoise", "Facebook Example",
	// ESCO labels that are common words
	"energy", "hair", "fish", "leases", "logic", "sing", "swim", "ski", "persist", "dies", "history", "prayer", "glass", "logging", "migration", "communication", "consultation",
	"boxing", "dance", "football", "golf", "tennis", "yoga", "morality", "ethics", "lasers", "sensors", "reflexion", "securities", "terminology", "crafting", "database", "troubleshoot",
	"self-promote", "English", "Esco", "coining", "silvering", "semantics", "optics", "betting", "obesity", "politics", "surgery", "patents", "conduct", "depreciation", "literature", "philosophy")
