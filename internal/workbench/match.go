package workbench

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"debrief/internal/fault"
	"debrief/internal/match"
	"debrief/internal/resume"
	"debrief/internal/store"
	"debrief/internal/track"
)

// MatchView is one application's posting beside a résumé version.
type MatchView struct {
	Item     store.Item
	Posting  track.Posting
	Resume   ResumeView
	Known    bool // there is a résumé version
	AsSent   bool // it is the one that went out with this application
	Asked    []match.Requirement
	Edited   bool // the person changed the list
	Report   match.Report
	Pieces   []match.Piece
	Versions []track.ResumeVersion
}

// Match compares the posting of an application with a résumé version: the one
// named, else the one that was sent, else the newest. The posting is as it was
// kept, so that after an answer the report can be read again.
func (d *Desk) Match(ctx context.Context, id track.ApplicationID, version track.ResumeVersionID) (v MatchView, err error) {
	err = d.view(ctx, func(tx *store.Tx) error {
		app, err := store.Get[track.Application](tx, id)
		if err != nil {
			return fault.New(fault.NotFound, "application", "There is no such application.")
		}
		if v.Item, err = item(tx, id); err != nil {
			return err
		}
		if v.Posting, _, err = store.Find[track.Posting](tx, app.PostingID); err != nil {
			return err
		}
		if v.Asked, v.Edited, err = asked(tx, v.Posting, app.Role); err != nil {
			return err
		}
		if err := v.withResume(tx, cmp.Or(version, app.ResumeID)); err != nil {
			return err
		}
		v.AsSent = v.Known && v.Resume.ResumeVersion.ID == app.ResumeID
		set, err := tx.Settings()
		if err != nil {
			return err
		}
		_, today := d.now(set)
		v.Report = match.Compare(v.Asked, v.Resume.matchLines(), match.Options{Year: today.Time().Year()})
		v.Pieces = match.Mark(v.Posting.Text, v.Report)
		return v.suggest(tx)
	})
	return v, err
}

func (v *MatchView) withResume(tx *store.Tx, id track.ResumeVersionID) (err error) {
	if v.Versions, err = store.All[track.ResumeVersion](tx); err != nil || len(v.Versions) == 0 {
		return err
	}
	slices.Reverse(v.Versions)
	if id == "" {
		if id, err = newestWithBullets(tx, v.Versions); err != nil {
			return err
		}
	}
	if v.Resume.ResumeVersion, err = store.Get[track.ResumeVersion](tx, id); err != nil {
		return fault.New(fault.NotFound, "resume", "There is no such résumé version.")
	}
	v.Known = true
	return fillResume(tx, &v.Resume)
}

// matchLines are the bullets with the stories behind them, and what else the
// file of the version says.
func (v ResumeView) matchLines() (out []match.Line) {
	elsewhere := map[string]bool{} // headings that are no jobs
	for _, l := range match.LinesOf(v.Sheet) {
		if !l.Bullet {
			out = append(out, l)
		}
	}
	for _, l := range v.Sheet.Lines {
		if l.Bullet && !slices.Contains(told, l.Section) {
			out = append(out, match.Line{Text: l.Text})
		}
		if l.Section == resume.Projects || l.Section == resume.Volunteering {
			elsewhere[l.Heading] = true
		}
	}
	for _, j := range v.Jobs {
		heading := j.Heading
		if elsewhere[heading] {
			heading = ""
		}
		for _, l := range j.Bullets {
			out = append(out, match.Line{N: l.N, Heading: heading, Text: l.Text, Story: l.Story, Bullet: true, Current: j.Current})
		}
	}
	return out
}

// suggest gives the gaps of a report their next steps, from the stories and from
// the lines of the other versions.
func (v *MatchView) suggest(tx *store.Tx) error {
	var stories []match.Story
	for _, s := range v.Resume.Stories {
		stories = append(stories, match.Story{Key: string(s.ID), Title: s.Title, Texts: []string{s.Situation, s.Task, s.Obstacle, s.Action, s.Result}})
	}
	var other []match.Line
	for _, r := range v.Versions {
		if r.ID == v.Resume.ResumeVersion.ID {
			continue
		}
		list, err := orderedBullets(tx, r.ID)
		if err != nil {
			return err
		}
		for _, b := range list {
			other = append(other, match.Line{Heading: b.Heading, Text: b.Text, Bullet: true})
		}
	}
	v.Report.Suggest(v.Resume.matchLines(), stories, other)
	return nil
}

// asked is the list as the person left it, else as the posting is read.
func asked(tx *store.Tx, p track.Posting, role string) (out []match.Requirement, edited bool, err error) {
	if p.ID == "" {
		return nil, false, nil
	}
	kept, err := store.By[track.Requirement](tx, "posting_id", string(p.ID))
	if err != nil {
		return nil, false, err
	}
	if len(kept) == 0 {
		return match.Requirements(p.Text, cmp.Or(p.Title, role)), false, nil
	}
	slices.SortStableFunc(kept, func(a, b track.Requirement) int { return cmp.Compare(a.Position, b.Position) })
	for _, k := range kept {
		if k.Kind == removedKind {
			continue
		}
		out = append(out, match.Requirement{ID: k.ID, Kind: match.Kind(k.Kind), Text: k.Text, Term: k.Term, CannotClaim: k.CannotClaim})
	}
	return out, true, nil
}

// removedKind marks a list that the person emptied, which is not the same as one
// that was never touched.
const removedKind = "removed"

// PutRequirements keeps the list of an application's posting as the person
// wants it. A requirement without text is left out.
func (d *Desk) PutRequirements(ctx context.Context, id track.ApplicationID, list []match.Requirement) (Receipt, error) {
	if len(list) > match.MaxRequirements {
		return Receipt{}, fault.New(fault.TooLarge, "requirements", "A posting takes up to %d requirements.", match.MaxRequirements)
	}
	for _, q := range list {
		if !q.Kind.Valid() {
			return Receipt{}, unknownWord("kind", string(q.Kind), match.Kinds)
		}
	}
	return d.update(ctx, "put_requirements", func(tx *store.Tx) (string, error) {
		app, err := store.Get[track.Application](tx, id)
		if err != nil {
			return "", fault.New(fault.NotFound, "application", "There is no such application.")
		}
		if app.PostingID == "" {
			return "", fault.New(fault.Conflict, "posting", "There is no posting yet. Keep its text first.")
		}
		if err := dropRequirements(tx, app.PostingID); err != nil {
			return "", err
		}
		n := 0
		put := func(kind, text, term string, cannot bool) error {
			n++
			return store.Put(tx, track.Requirement{ID: track.RequirementID(tx.NewID()), PostingID: app.PostingID, Position: n, Kind: kind, Text: text, Term: term, CannotClaim: cannot})
		}
		for _, q := range list {
			text := clip(tidy(q.Text), 1200)
			if text == "" {
				continue
			}
			if err := put(string(q.Kind), text, clip(tidy(q.Term), 300), q.CannotClaim); err != nil {
				return "", err
			}
		}
		if n == 0 {
			if err := put(removedKind, "", "", false); err != nil {
				return "", err
			}
		}
		return "Requirements of " + name(tx, app) + " kept", nil
	})
}

func dropRequirements(tx *store.Tx, id track.PostingID) error {
	old, err := store.By[track.Requirement](tx, "posting_id", string(id))
	if err != nil {
		return err
	}
	for _, o := range old {
		if err := store.Remove[track.Requirement](tx, o.ID); err != nil {
			return err
		}
	}
	return nil
}

// Capture fetches the posting at an address, on the person's click. Nothing is
// kept yet.
func (d *Desk) Capture(ctx context.Context, address string) (track.Advert, error) {
	if d.w.o.FetchPosting == nil {
		return track.Advert{}, fault.New(fault.Conflict, "url", "This Debrief opens no addresses. Copy the text of the posting and paste it.")
	}
	return d.w.o.FetchPosting(ctx, address)
}

// PutPosting keeps a posting for an application as it is. One that was kept
// before is replaced, with its requirements; undo brings both back.
func (d *Desk) PutPosting(ctx context.Context, id track.ApplicationID, a track.Advert) (Receipt, error) {
	if strings.TrimSpace(a.Text) == "" {
		return Receipt{}, fault.New(fault.Invalid, "text", "The text of the posting is needed.")
	}
	return d.update(ctx, "put_posting", func(tx *store.Tx) (string, error) {
		app, err := store.Get[track.Application](tx, id)
		if err != nil {
			return "", fault.New(fault.NotFound, "application", "There is no such application.")
		}
		p, known, err := store.Find[track.Posting](tx, app.PostingID)
		if err != nil {
			return "", err
		}
		if !known {
			p.ID = track.PostingID(tx.NewID())
		}
		p.Title, p.URL, p.Requisition = cmp.Or(tidy(a.Title), p.Title, app.Role), cmp.Or(a.URL, p.URL), cmp.Or(a.Requisition, p.Requisition)
		p.Text, p.SavedAt = clip(strings.ReplaceAll(strings.ReplaceAll(a.Text, "\r\n", "\n"), "\x00", ""), 1<<20), tx.Now()
		if err := cmpErr(store.Put(tx, p), dropRequirements(tx, p.ID)); err != nil {
			return "", err
		}
		if !known {
			app.PostingID = p.ID
			if err := store.Put(tx, app); err != nil {
				return "", err
			}
		}
		return "Posting of " + name(tx, app) + " kept", nil
	})
}

// Gap is a term that postings ask for and the newest résumé does not prove.
type Gap struct {
	Term     string
	Postings int // that ask for it
	Must     int // of them as a must-have
	Status   match.Status
	Examples []store.Item // up to three
}

// Gaps are the terms not proven over all postings with a text, most asked
// first, and the applications that have one.
type Gaps struct {
	Resume string
	List   []Gap
	Items  []store.Item
}

// maxPostings is how many of the newest postings are compared.
const maxPostings = 200

// Gaps compares all kept postings with the newest résumé version. role narrows
// them to roles with that word; empty takes all.
func (d *Desk) Gaps(ctx context.Context, role string) (g Gaps, err error) {
	err = d.view(ctx, func(tx *store.Tx) error {
		var v MatchView
		if err := v.withResume(tx, ""); err != nil {
			return err
		}
		g.Resume = v.Resume.Name
		lines := v.Resume.matchLines()
		count := map[string]*Gap{}
		apps, err := store.All[track.Application](tx)
		if err != nil {
			return err
		}
		slices.Reverse(apps)
		for _, a := range apps {
			if len(g.Items) == maxPostings || a.PostingID == "" || role != "" && !strings.Contains(store.Fold(a.Role), store.Fold(role)) {
				continue
			}
			p, _, err := store.Find[track.Posting](tx, a.PostingID)
			if err != nil {
				return err
			}
			if p.Text == "" {
				continue
			}
			it, err := item(tx, a.ID)
			if err != nil {
				return err
			}
			g.Items = append(g.Items, it)
			list, _, err := asked(tx, p, a.Role)
			if err != nil {
				return err
			}
			addGaps(count, it, match.Compare(list, lines, match.Options{}))
		}
		for _, x := range count {
			g.List = append(g.List, *x)
		}
		slices.SortFunc(g.List, func(a, b Gap) int { return cmp.Or(b.Must-a.Must, b.Postings-a.Postings, cmp.Compare(a.Term, b.Term)) })
		return nil
	})
	return g, err
}

func addGaps(count map[string]*Gap, it store.Item, r match.Report) {
	for _, x := range r.All {
		if x.Term == "" || x.Kind == match.Soft || x.Status != match.Missing && x.Status != match.Mentioned {
			continue
		}
		g := count[x.Term]
		if g == nil {
			g = &Gap{Term: x.Term, Status: x.Status}
			count[x.Term] = g
		}
		g.Postings++
		if x.Kind == match.Must {
			g.Must++
		}
		if len(g.Examples) < 3 {
			g.Examples = append(g.Examples, it)
		}
	}
}
