package store

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"debrief/internal/track"
)

// Filter chooses applications for a list. The zero value chooses all that are
// not archived.
type Filter struct {
	Open       bool // only open ones
	Closed     bool // only ended ones
	Ending     track.Ending
	Stage      track.StageID // now, or when it ended
	MinRank    int           // furthest rank at least
	Channel    track.Channel
	Employer   track.EmployerID
	Contact    track.ContactID
	Tag        string
	Text       string    // beginning of any word of employer or role
	PastOn     track.Day // past their silent or check-in day on this day
	Since      track.Day // applied on or after
	Until      track.Day // applied on or before
	Archived   bool      // archived ones instead
	IDs        []track.ApplicationID
	WithAnswer bool // a debrief waits
}

// Sort says in which order a list comes.
type Sort string

// The orders. Every order ends in the id, so that pages never overlap.
const (
	ByCompany Sort = "company"
	ByStage   Sort = "stage" // furthest stage first
	ByApplied Sort = "applied"
	ByLast    Sort = "last"
	ByDays    Sort = "days" // longest waiting first
)

var sortColumns = map[Sort][]string{
	ByCompany: {"s.sort_name"},
	ByStage:   {"s.furthest_rank", "s.applied_on"},
	ByApplied: {"s.applied_on"},
	ByLast:    {"s.last_on"},
	ByDays:    {"s.stage_since"},
}

// Item is one application in a list: what was entered, what is derived, and
// the names that a row shows.
type Item struct {
	State
	EmployerID track.EmployerID      `db:"employer_id"`
	Employer   string                `db:"employer"`
	ThinkTwice bool                  `db:"think_twice"`
	AgencyID   track.EmployerID      `db:"agency_id"`
	Role       string                `db:"role"`
	Location   string                `db:"location"`
	ResumeID   track.ResumeVersionID `db:"resume_id"`
	ContactID  track.ContactID       `db:"contact_id"`
	Source     string                `db:"source"`
}

// Page is a piece of a list.
type Page struct {
	Items []Item
	More  bool // there are further items
}

// selectLines are the columns that a line shows: of the state all but the spells.
var selectLines = `SELECT ` + strings.TrimSuffix(stateColumns, ", s.spells") + `, a.employer_id, e.name AS employer, e.think_twice, a.agency_id, a.role, a.location, a.resume_id, a.contact_id, a.source`

const joinLines = ` JOIN applications a ON a.owner = s.owner AND a.id = s.application_id JOIN employers e ON e.owner = a.owner AND e.id = a.employer_id`

// List reads one page of applications, without their spells. It reads limit+1
// rows and never counts.
func (tx *Tx) List(f Filter, sort Sort, descending bool, offset, limit int) (Page, error) {
	b := binder{args: []any{tx.owner}, plain: tx.s.dialect.plain}
	where := b.filter(f)
	dir := " ASC"
	if descending {
		dir = " DESC"
	}
	cols := sortColumns[sort]
	if cols == nil {
		cols = sortColumns[ByApplied]
	}
	plain := ""
	if f.few() { // find the few, then sort them; no index of the order may lead through all the others
		plain = tx.s.dialect.plain
	}
	order := " ORDER BY " + plain + strings.Join(cols, dir+", "+plain) + dir + ", s.application_id" + dir
	page := " LIMIT " + b.bind(limit+1) + " OFFSET " + b.bind(offset)
	query := selectLines + ` FROM states s` + joinLines + ` WHERE s.owner = $1` + where + order + page
	if !f.few() && (f.narrow() || offset > 0) { // pick the ids first, so that lines beyond the page are neither read nor sorted
		query = selectLines + ` FROM (SELECT s.owner, s.application_id FROM states s WHERE s.owner = $1` + where + order + page + `) p
			JOIN states s ON s.owner = p.owner AND s.application_id = p.application_id` + joinLines + order
	}
	items := make([]Item, 0, min(limit+1, 64))
	if err := tx.q.SelectContext(tx.ctx, &items, query, b.args...); err != nil {
		return Page{}, tx.translate(err)
	}
	if len(items) > limit {
		return Page{Items: items[:limit], More: true}, nil
	}
	return Page{Items: items}, nil
}

// few reports that a filter leaves only a few of many.
func (f Filter) few() bool {
	return f.IDs != nil || f.Employer != "" || f.Contact != "" || f.Tag != "" || f.WithAnswer
}

// narrow reports that a filter asks for more than one of the standing groups,
// so that no index gives both the filter and the order.
func (f Filter) narrow() bool {
	return f.Ending != "" || f.Stage != "" || f.Channel != "" || f.MinRank > 0 || f.PastOn != "" || f.Since != "" || f.Until != "" || f.Text != ""
}

// join is what a filter needs beside the states.
func (f Filter) join() string {
	if f.Employer == "" && f.Contact == "" {
		return ""
	}
	return ` JOIN applications a ON a.owner = s.owner AND a.id = s.application_id`
}

// Count counts the applications of a filter, at most limit: beyond that the
// answer is limit, for a page that then says "more than".
func (tx *Tx) Count(f Filter, limit int) (int, error) {
	b := binder{args: []any{tx.owner}, plain: tx.s.dialect.plain}
	where := b.filter(f)
	var n int
	err := tx.q.GetContext(tx.ctx, &n, `SELECT count(*) FROM (SELECT 1 FROM states s`+f.join()+` WHERE s.owner = $1`+where+` LIMIT `+strconv.Itoa(limit)+`) AS listed`, b.args...)
	return n, tx.translate(err)
}

// binder collects values and hands out their marks.
type binder struct {
	args  []any
	plain string // see dialect.plain
}

func (b *binder) bind(v any) string {
	b.args = append(b.args, v)
	return "$" + strconv.Itoa(len(b.args))
}

// row binds every value and gives their marks, comma separated.
func (b *binder) row(values ...any) string {
	marks := make([]string, len(values))
	for i, v := range values {
		marks[i] = b.bind(v)
	}
	return strings.Join(marks, ", ")
}

// marksOf is row for values of one kind of text.
func marksOf[T ~string](b *binder, values []T) string {
	marks := make([]string, len(values))
	for i, v := range values {
		marks[i] = b.bind(string(v))
	}
	return strings.Join(marks, ", ")
}

func (b *binder) filter(f Filter) string {
	var w strings.Builder
	add := func(format string, v any) { fmt.Fprintf(&w, " AND "+format, b.bind(v)) }
	if f.few() {
		add(b.plain+"s.archived = %s", f.Archived)
	} else {
		add("s.archived = %s", f.Archived)
	}
	if f.Open {
		w.WriteString(" AND s.ending = ''")
	}
	if f.Closed {
		w.WriteString(" AND s.ending <> ''")
	}
	for _, c := range []struct {
		format string
		value  string
	}{
		{"s.ending = %s", string(f.Ending)},
		{"s.stage_id = %s", string(f.Stage)},
		{"s.channel = %s", string(f.Channel)},
		{"a.employer_id = %s", string(f.Employer)},
		{"a.contact_id = %s", string(f.Contact)},
		{"s.applied_on >= %s", string(f.Since)},
		{"s.applied_on <= %s", string(f.Until)},
		{"s.application_id IN (SELECT t.application_id FROM tags t WHERE t.owner = $1 AND t.name = %s)", f.Tag},
	} {
		if c.value != "" {
			add(c.format, c.value)
		}
	}
	if f.MinRank > 0 {
		add("s.furthest_rank >= %s", f.MinRank)
	}
	if f.PastOn != "" {
		fmt.Fprintf(&w, " AND s.ending = '' AND (s.silent_on > '' AND s.silent_on <= %[1]s OR s.check_in_on > '' AND s.check_in_on <= %[1]s AND s.check_ins = 0)", b.bind(string(f.PastOn)))
	}
	if f.WithAnswer {
		w.WriteString(" AND s.application_id IN (SELECT d.application_id FROM debriefs d WHERE d.owner = $1 AND d.state <> 'finished')")
	}
	for word := range strings.FieldsSeq(Fold(f.Text)) {
		p := likeEscape(word)
		fmt.Fprintf(&w, " AND (s.sort_name LIKE %s ESCAPE '!' OR s.sort_name LIKE %s ESCAPE '!')", b.bind(p+"%"), b.bind("% "+p+"%"))
	}
	if f.IDs != nil {
		ids := append(slices.Clone(f.IDs), "") // no list may be empty
		w.WriteString(" AND s.application_id IN (" + marksOf(b, ids) + ")")
	}
	return w.String()
}

func likeEscape(s string) string {
	return strings.NewReplacer("!", "!!", "%", "!%", "_", "!_").Replace(s)
}

// Planned lists interviews from an instant on, soonest first, at most limit.
func (tx *Tx) Planned(from track.Instant, limit int) ([]track.Event, error) {
	list := []track.Event{}
	t := tableOf[track.Event]()
	err := tx.q.SelectContext(tx.ctx, &list, `SELECT `+strings.Join(prefixed("v.", t.columns), ", ")+` FROM events v JOIN states s ON s.owner = v.owner AND s.application_id = v.application_id
		WHERE v.owner = $1 AND v.kind = 'interview' AND v.at >= $2 AND v.withdrawn = $3 AND s.ending = '' AND s.archived = $3 ORDER BY v.at, v.id LIMIT $4`, tx.owner, from, false, limit)
	return list, tx.translate(err)
}

// EventsBetween lists the events that stand, from one day to another and both
// included, in the order of days.
func (tx *Tx) EventsBetween(from, to track.Day) ([]track.Event, error) {
	list := []track.Event{}
	t := tableOf[track.Event]()
	err := tx.q.SelectContext(tx.ctx, &list, `SELECT `+strings.Join(t.columns, ", ")+` FROM events
		WHERE owner = $1 AND day >= $2 AND day <= $3 AND withdrawn = $4 AND kind <> 'voided' ORDER BY day, id`, tx.owner, from, to, false)
	return list, tx.translate(err)
}

func prefixed(prefix string, names []string) []string {
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = prefix + n
	}
	return out
}

// EmployersNamed finds employers whose name begins with a text, whatever the
// case, at most limit.
func (tx *Tx) EmployersNamed(text string, limit int) ([]track.Employer, error) {
	list := []track.Employer{}
	docs, err := tx.Search(Query{Words: text, Table: "employers"}, limit, nil)
	if err != nil {
		return nil, err
	}
	for _, doc := range docs {
		id := doc.RowID
		e, found, err := Find[track.Employer](tx, track.EmployerID(id))
		if err != nil {
			return nil, err
		}
		if found {
			list = append(list, e)
		}
	}
	return list, nil
}

// WaitingDebriefs lists the debriefs that are not finished, oldest answer first.
func (tx *Tx) WaitingDebriefs(limit int) ([]track.Debrief, error) {
	list := []track.Debrief{}
	t := tableOf[track.Debrief]()
	err := tx.q.SelectContext(tx.ctx, &list, `SELECT `+strings.Join(t.columns, ", ")+` FROM debriefs WHERE owner = $1 AND state <> 'finished' ORDER BY news_at, id LIMIT $2`, tx.owner, limit)
	return list, tx.translate(err)
}

// ReasonCount is how often one reason code was given.
type ReasonCount struct {
	Reason    track.ReasonCode `db:"reason"`
	N         int              `db:"n"`
	Employers int              `db:"employers"`
}

// ReasonCounts counts the reasons that employers gave (they_said), by code.
func (tx *Tx) ReasonCounts() ([]ReasonCount, error) {
	list := []ReasonCount{}
	err := tx.q.SelectContext(tx.ctx, &list, `SELECT d.reason, count(*) AS n, count(DISTINCT a.employer_id) AS employers FROM debriefs d
		JOIN applications a ON a.owner = d.owner AND a.id = d.application_id
		WHERE d.owner = $1 AND d.reason <> '' AND d.reason_source = 'they_said' GROUP BY d.reason ORDER BY d.reason`, tx.owner)
	return list, tx.translate(err)
}

// Reached counts the applications that entered a stage of one of the kinds on a
// day or later, and how many of them have come to a rank since. Archived ones
// are left out.
func (tx *Tx) Reached(since track.Day, kinds []track.StageKind, rank int) (reached, on int, err error) {
	b := binder{args: []any{tx.owner}, plain: tx.s.dialect.plain}
	marks := marksOf(&b, kinds)
	var row struct {
		Reached int `db:"reached"`
		Passed  int `db:"passed"`
	}
	err = tx.q.GetContext(tx.ctx, &row, `SELECT count(*) AS reached, coalesce(sum(CASE WHEN s.furthest_rank >= `+b.bind(rank)+` THEN 1 ELSE 0 END), 0) AS passed FROM states s
		WHERE s.owner = $1 AND s.archived = `+b.bind(false)+` AND s.application_id IN (SELECT e.application_id FROM events e
		WHERE e.owner = $1 AND e.kind = 'stage_entered' AND e.withdrawn = `+b.bind(false)+` AND e.day >= `+b.bind(string(since))+` AND e.stage_kind IN (`+marks+`))`, b.args...)
	return row.Reached, row.Passed, tx.translate(err)
}
