package workbench

import (
	"context"
	"net/url"
	"slices"
	"strconv"
	"time"

	"debrief/internal/fault"
	"debrief/internal/store"
	"debrief/internal/track"
)

// TableQuery is what the pipeline table shows. It is read from and written to
// a query string, which is what a saved view keeps.
type TableQuery struct {
	View    string // open, past, interviewing, closed, all, archived, answers
	Text    string
	Stage   track.StageID
	Channel track.Channel
	Ending  track.Ending
	Tag     string
	Sort    store.Sort
	Desc    bool
	Page    int // from 0
}

// PageSize is how many rows a page of the table has.
const PageSize = 50

// ParseTableQuery reads a query string; unknown words are fault.Invalid.
func ParseTableQuery(q url.Values) (TableQuery, error) {
	t := TableQuery{View: q.Get("view"), Text: q.Get("q"), Stage: track.StageID(q.Get("stage")), Channel: track.Channel(q.Get("channel")), Ending: track.Ending(q.Get("ending")),
		Tag: q.Get("tag"), Sort: store.Sort(q.Get("sort")), Desc: q.Get("dir") == "desc"}
	if t.View == "" {
		t.View = "open"
	}
	if t.Sort == "" {
		t.Sort, t.Desc = store.ByStage, true
	}
	if !slices.Contains(viewNames, t.View) {
		return t, unknownWord("view", t.View, viewNames)
	}
	if t.Channel != "" && !t.Channel.Valid() {
		return t, unknownWord("channel", string(t.Channel), track.Channels)
	}
	if t.Ending != "" && !t.Ending.Valid() {
		return t, unknownWord("ending", string(t.Ending), track.Endings)
	}
	sorts := []store.Sort{store.ByCompany, store.ByStage, store.ByApplied, store.ByLast, store.ByDays}
	if !slices.Contains(sorts, t.Sort) {
		return t, unknownWord("sort", string(t.Sort), sorts)
	}
	t.Page, _ = strconv.Atoi(q.Get("page"))
	if t.Page < 0 || t.Page > 1_000_000 {
		return t, fault.New(fault.Invalid, "page", "There is no page %d.", t.Page)
	}
	return t, nil
}

var viewNames = []string{"open", "answers", "past", "interviewing", "closed", "all", "archived"}

// Values is the query string of the table, without what is usual.
func (t TableQuery) Values() url.Values {
	q := url.Values{}
	put := func(k, v, usual string) {
		if v != usual {
			q.Set(k, v)
		}
	}
	put("view", t.View, "open")
	put("q", t.Text, "")
	put("stage", string(t.Stage), "")
	put("channel", string(t.Channel), "")
	put("ending", string(t.Ending), "")
	put("tag", t.Tag, "")
	if t.Sort != store.ByStage || !t.Desc {
		q.Set("sort", string(t.Sort))
		if t.Desc {
			q.Set("dir", "desc")
		}
	}
	if t.Page > 0 {
		q.Set("page", strconv.Itoa(t.Page))
	}
	return q
}

func (t TableQuery) filter(today track.Day) store.Filter {
	f := store.Filter{Text: t.Text, Stage: t.Stage, Channel: t.Channel, Ending: t.Ending, Tag: t.Tag}
	switch t.View {
	case "open":
		f.Open = t.Ending == ""
	case "answers":
		f.WithAnswer = true
	case "past":
		f.PastOn = today
	case "interviewing":
		f.Open, f.MinRank = true, track.Screen.Rank()
	case "closed":
		f.Closed = true
	case "archived":
		f.Archived = true
	}
	return f
}

// TableView is one page of the table.
type TableView struct {
	Query   TableQuery
	Items   []store.Item
	More    bool
	From    int // of the first row, from 1
	Matches int // rows of the query in all, at most MatchLimit
	Counts  map[string]int
	Stages  []track.Stage
	Resumes map[track.ResumeVersionID]string
	Pay     map[track.ApplicationID]track.SalaryEntry // offered, else posted, else said
	Planned map[track.ApplicationID]track.Instant     // next interview of each
	Answers map[track.ApplicationID]track.Day         // by when an offer wants an answer
	Views   []SavedView
	Today   track.Day
	Zone    *time.Location
	Total   int
}

// SavedView is a kept filter with how many it finds, at most MatchLimit.
type SavedView struct {
	track.View
	N int
}

// MatchLimit bounds counting; beyond it a page says “more than”.
const MatchLimit = 10_000

// Table reads one page of the pipeline table.
func (d *Desk) Table(ctx context.Context, q TableQuery) (v TableView, err error) {
	v.Query = q
	err = d.view(ctx, func(tx *store.Tx) error {
		set, err := tx.Settings()
		if err != nil {
			return err
		}
		now, today := d.now(set)
		v.Today, v.Zone = today, zone(set)
		page, err := tx.List(q.filter(v.Today), q.Sort, q.Desc, q.Page*PageSize, PageSize)
		if err != nil {
			return err
		}
		v.Items, v.More, v.From = page.Items, page.More, q.Page*PageSize+1
		if v.Stages, err = orderedStages(tx); err != nil {
			return err
		}
		if v.Counts, v.Total, err = viewCounts(tx, v.Today); err != nil {
			return err
		}
		if v.Planned, err = planned(tx, now); err != nil {
			return err
		}
		if v.Answers, err = answersDue(tx); err != nil {
			return err
		}
		return cmpErr(v.matches(tx), v.columns(tx), v.saved(tx))
	})
	return v, err
}

// matches counts the rows of the query; a standing view is counted already.
func (v *TableView) matches(tx *store.Tx) (err error) {
	if q := (TableQuery{View: v.Query.View, Sort: v.Query.Sort, Desc: v.Query.Desc, Page: v.Query.Page}); q == v.Query {
		v.Matches = v.Counts[v.Query.View]
		return nil
	}
	v.Matches, err = tx.Count(v.Query.filter(v.Today), MatchLimit)
	return err
}

// columns reads what stands in the columns besides the state.
func (v *TableView) columns(tx *store.Tx) error {
	resumes, err := store.All[track.ResumeVersion](tx)
	if err != nil {
		return err
	}
	v.Resumes, v.Pay = map[track.ResumeVersionID]string{}, map[track.ApplicationID]track.SalaryEntry{}
	for _, r := range resumes {
		v.Resumes[r.ID] = r.Name
	}
	rank := map[track.SalaryKind]int{track.SalarySaid: 1, track.SalaryPosted: 2, track.SalaryOffered: 3}
	ids := make([]string, len(v.Items))
	for i, it := range v.Items {
		ids[i] = string(it.ApplicationID)
	}
	list, err := store.Among[track.SalaryEntry](tx, "application_id", ids)
	for _, e := range list {
		if rank[e.Kind] > rank[v.Pay[e.ApplicationID].Kind] {
			v.Pay[e.ApplicationID] = e
		}
	}
	return err
}

func (v *TableView) saved(tx *store.Tx) error {
	list, err := store.All[track.View](tx)
	if err != nil {
		return err
	}
	for _, x := range list {
		s := SavedView{View: x}
		if values, err := url.ParseQuery(x.Query); err == nil {
			if q, err := ParseTableQuery(values); err == nil {
				if s.N, err = tx.Count(q.filter(v.Today), MatchLimit); err != nil {
					return err
				}
			}
		}
		v.Views = append(v.Views, s)
	}
	return nil
}

// planned are the next interviews, by application.
func planned(tx *store.Tx, now track.Instant) (map[track.ApplicationID]track.Instant, error) {
	events, err := tx.Planned(now, 100)
	out := map[track.ApplicationID]track.Instant{}
	for _, e := range events {
		if out[e.ApplicationID] == 0 {
			out[e.ApplicationID] = e.At
		}
	}
	return out, err
}

// answersDue are the days by which the offers on the table want an answer.
func answersDue(tx *store.Tx) (map[track.ApplicationID]track.Day, error) {
	offers, err := store.By[track.Offer](tx, "state", string(track.OnTable))
	out := map[track.ApplicationID]track.Day{}
	for _, o := range offers {
		out[o.ApplicationID] = o.AnswerBy
	}
	return out, err
}

// viewCounts are the counts beside the standing views, from the kept tallies.
func viewCounts(tx *store.Tx, today track.Day) (map[string]int, int, error) {
	n, err := tx.Standing(track.Screen.Rank())
	if err != nil {
		return nil, 0, err
	}
	c := map[string]int{"open": n.Open, "interviewing": n.Interviewing, "closed": n.Closed, "archived": n.Archived, "all": n.Open + n.Closed}
	waiting, err := tx.WaitingDebriefs(100)
	if err != nil {
		return nil, 0, err
	}
	c["answers"] = len(waiting)
	c["past"], err = tx.Count(store.Filter{PastOn: today}, 100)
	return c, c["all"], err
}

// Column is one stage of the board.
type Column struct {
	Stage  track.Stage
	Open   int
	Past   []store.Item // past their day
	Week   []store.Item // entered within a week
	Usual  []store.Item // within the usual time
	More   int          // open ones that are not listed
	Closed []store.Item
	Ended  map[track.Ending]int
	Shut   int // closed here in all
}

// BoardView is the pipeline as columns.
type BoardView struct {
	Columns []Column
	Today   track.Day
	Counts  map[string]int
	Total   int
	Since   track.Day
	Planned map[track.ApplicationID]track.Instant // next interview of each
	Answers map[track.ApplicationID]track.Day     // by when an offer wants an answer
	Zone    *time.Location
	// ToDebrief are those whose answer waits to be debriefed.
	ToDebrief map[track.ApplicationID]bool
}

// columnLimit bounds what one column reads; the table shows the rest.
const columnLimit = 60

// Board reads the board: open applications by stage, and what closed there.
func (d *Desk) Board(ctx context.Context) (v BoardView, err error) {
	err = d.view(ctx, func(tx *store.Tx) error {
		set, err := tx.Settings()
		if err != nil {
			return err
		}
		_, v.Today = d.now(set)
		if v.Counts, v.Total, err = viewCounts(tx, v.Today); err != nil {
			return err
		}
		stages, err := orderedStages(tx)
		if err != nil {
			return err
		}
		tallies, err := tx.Tallies()
		if err != nil {
			return err
		}
		for _, s := range stages {
			col, err := column(tx, s, tallies, v.Today)
			if err != nil {
				return err
			}
			if s.Board || col.Open > 0 {
				v.Columns = append(v.Columns, col)
			}
		}
		now, _ := d.now(set)
		v.Zone = zone(set)
		if v.Planned, err = planned(tx, now); err != nil {
			return err
		}
		if v.Answers, err = answersDue(tx); err != nil {
			return err
		}
		waiting, err := tx.WaitingDebriefs(100)
		if err != nil {
			return err
		}
		v.ToDebrief = map[track.ApplicationID]bool{}
		for _, w := range waiting {
			v.ToDebrief[w.ApplicationID] = true
		}
		oldest, err := tx.List(store.Filter{Since: "1"}, store.ByApplied, false, 0, 1)
		if len(oldest.Items) > 0 {
			v.Since = oldest.Items[0].AppliedOn
		}
		return err
	})
	return v, err
}

func column(tx *store.Tx, s track.Stage, tallies []store.Tally, today track.Day) (Column, error) {
	c := Column{Stage: s, Ended: map[track.Ending]int{}}
	for _, t := range tallies {
		switch {
		case t.StageID != s.ID || t.Archived:
		case t.Ending == track.Open:
			c.Open += t.N
		default:
			c.Ended[t.Ending] += t.N
			c.Shut += t.N
		}
	}
	open, err := tx.List(store.Filter{Open: true, Stage: s.ID}, store.ByDays, false, 0, columnLimit)
	if err != nil {
		return c, err
	}
	c.More = c.Open - len(open.Items)
	for _, it := range open.Items {
		switch {
		case it.SilentOn != "" && it.SilentOn <= today, it.CheckInOn != "" && it.CheckIns == 0 && it.CheckInOn <= today:
			c.Past = append(c.Past, it)
		case today.Sub(it.StageSince) < 5:
			c.Week = append(c.Week, it)
		default:
			c.Usual = append(c.Usual, it)
		}
	}
	if s.Kind == track.Applied {
		return c, nil // what closed after applying is told in counts
	}
	closed, err := tx.List(store.Filter{Closed: true, Stage: s.ID}, store.ByLast, true, 0, 5)
	c.Closed = closed.Items
	return c, err
}

// BulkAction names what may be done to several applications at once.
type BulkAction string

// The bulk actions.
const (
	BulkSilent  BulkAction = "close_silent"
	BulkStage   BulkAction = "stage"
	BulkTag     BulkAction = "tag"
	BulkArchive BulkAction = "archive"
)

// Bulk does one thing to several applications, as one change with one undo.
func (d *Desk) Bulk(ctx context.Context, ids []track.ApplicationID, action BulkAction, arg string) (Receipt, error) {
	if len(ids) == 0 {
		return Receipt{}, fault.New(fault.Invalid, "select", "Nothing is selected.")
	}
	if action == BulkTag {
		return d.Tag(ctx, ids, arg)
	}
	return d.update(ctx, "bulk_"+string(action), func(tx *store.Tx) (string, error) {
		set, err := tx.Settings()
		if err != nil {
			return "", err
		}
		now, today := d.now(set)
		words, one := "", func(track.ApplicationID) error { return nil }
		event := func(id track.ApplicationID, e track.Event) error {
			e.ID, e.ApplicationID, e.Day, e.Source, e.RecordedAt = track.EventID(tx.NewID()), id, today, "hand", tx.Now()
			return store.Put(tx, e)
		}
		switch action {
		case BulkSilent:
			words = "Closed %s as silent"
			one = func(id track.ApplicationID) error {
				if s, err := tx.StateOf(id); err != nil || !s.Open() {
					return err
				}
				return event(id, track.Event{Kind: track.Ended, Ending: track.Silent, At: now})
			}
		case BulkStage:
			st, err := findStage(tx, arg)
			if err != nil {
				return "", err
			}
			words = "Moved %s to " + st.Name
			one = func(id track.ApplicationID) error {
				return event(id, track.Event{Kind: track.StageEntered, StageID: st.ID, StageKind: st.Kind})
			}
		case BulkArchive:
			words = "Archived %s"
			one = func(id track.ApplicationID) error {
				a, err := store.Get[track.Application](tx, id)
				if err != nil {
					return err
				}
				a.Archived = true
				return store.Put(tx, a)
			}
		default:
			return "", unknownWord("action", string(action), []BulkAction{BulkSilent, BulkStage, BulkTag, BulkArchive})
		}
		for _, id := range ids {
			if err := one(id); err != nil {
				return "", err
			}
		}
		return sprintf(words, countOf(len(ids))), nil
	})
}

// SaveView keeps a filter of the table under a name.
func (d *Desk) SaveView(ctx context.Context, name string, q TableQuery) (Receipt, error) {
	name = clip(tidy(name), 60)
	if name == "" {
		return Receipt{}, fault.New(fault.Invalid, "name", "A view needs a name.")
	}
	q.Page = 0
	return d.update(ctx, "save_view", func(tx *store.Tx) (string, error) {
		list, err := store.All[track.View](tx)
		if err != nil {
			return "", err
		}
		return "View “" + name + "” saved", store.Put(tx, track.View{ID: track.ViewID(tx.NewID()), Name: name, Query: q.Values().Encode(), Position: len(list) + 1})
	})
}

// RemoveView takes a saved view away; undo brings it back.
func (d *Desk) RemoveView(ctx context.Context, id track.ViewID) (Receipt, error) {
	return d.update(ctx, "remove_view", func(tx *store.Tx) (string, error) {
		return "View removed", store.Remove[track.View](tx, id)
	})
}
