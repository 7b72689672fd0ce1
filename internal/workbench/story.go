package workbench

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"strings"

	"debrief/internal/fault"
	"debrief/internal/interview"
	"debrief/internal/store"
	"debrief/internal/story"
	"debrief/internal/track"
)

// StoryLine is one story in the list.
type StoryLine struct {
	track.Story
	Told   int // how often, from interview notes; drills do not count
	Drills int
	Open   int // checks with something open
}

// StoriesView is the bank of stories, one of them open, and the grid of topics.
type StoriesView struct {
	List     []StoryLine
	One      StoryView // zero when there is none
	Coverage []story.Row
	Today    track.Day
	Asked    []string // topics that an interview to come is likely to ask about
	Gaps     []StoryGap
}

// StoryGap is a topic that feedback points at and that no story answers yet
// without something open.
type StoryGap struct {
	story.Row
	Reason    track.Reason
	Mentions  int
	Employers int
	Story     track.StoryID // the one to mend, empty where none is tagged
}

// StoryView is one story with what can be said about it.
type StoryView struct {
	StoryLine
	Facts    story.Story
	Checks   []story.Finding
	Tellings []TellingLine
	Bullets  []track.Bullet
	Outline  []story.Part // for an influence story
}

// TellingLine is one time the story was told.
type TellingLine struct {
	track.Telling
	Company string
}

// FactsOf is the story as the checks read it.
func FactsOf(s track.Story) (story.Story, error) {
	f := story.Story{Title: s.Title, Situation: s.Situation, Task: s.Task, Obstacle: s.Obstacle, Action: s.Action, Result: s.Result, NoNumber: s.NoNumber,
		Reflection: s.Reflection, People: s.People, Competencies: s.Competencies, Failure: s.Failure}
	if s.Influence == "" {
		return f, nil
	}
	f.Influence = &story.Influence{}
	if err := json.Unmarshal([]byte(s.Influence), f.Influence); err != nil {
		return f, fault.Wrap(err, fault.Damaged, "story", "A part of the story “%s” can't be read.", s.Title)
	}
	return f, nil
}

const privateNamesID = "private_names"

// privateNames are the terms that stay out of stories and résumé lines.
func privateNames(tx *store.Tx) (names []string, err error) {
	row, found, err := store.Find[track.Setting](tx, privateNamesID)
	if err != nil || !found {
		return nil, err
	}
	return names, json.Unmarshal([]byte(row.Value), &names)
}

// PutPrivateNames keeps the terms that stay out of stories and résumé lines.
func (d *Desk) PutPrivateNames(ctx context.Context, names []string) (Receipt, error) {
	kept := []string{}
	for _, n := range names {
		if n = clip(tidy(n), 120); n != "" {
			kept = append(kept, n)
		}
	}
	return d.update(ctx, "put_private_names", func(tx *store.Tx) (string, error) {
		value, err := json.Marshal(kept)
		if err != nil {
			return "", err
		}
		return "Private names kept", store.Put(tx, track.Setting{ID: privateNamesID, Value: string(value)})
	})
}

// Stories gathers the bank with one story open: the one with id, else the one
// most often told.
func (d *Desk) Stories(ctx context.Context, id track.StoryID) (v StoriesView, err error) {
	err = d.view(ctx, func(tx *store.Tx) error {
		set, err := tx.Settings()
		if err != nil {
			return err
		}
		_, v.Today = d.now(set)
		names, err := privateNames(tx)
		if err != nil {
			return err
		}
		options := story.Options{Private: names}
		if v.List, err = storyLines(tx, options); err != nil {
			return err
		}
		if v.Asked, err = d.askedSoon(tx); err != nil {
			return err
		}
		var facts []story.Story
		for _, l := range v.List {
			f, err := FactsOf(l.Story)
			if err != nil {
				return err
			}
			facts = append(facts, f)
		}
		v.Coverage = story.Coverage(facts, v.Asked, options)
		if err := v.gaps(tx); err != nil {
			return err
		}
		i := 0
		if id != "" {
			if i = slices.IndexFunc(v.List, func(l StoryLine) bool { return l.ID == id }); i < 0 {
				return fault.New(fault.NotFound, "story", "There is no such story.")
			}
		}
		if len(v.List) > 0 {
			v.One, err = oneStory(tx, v.List[i], facts[i], options)
		}
		return err
	})
	return v, err
}

// gaps lays the themes that employers named beside the grid, the one named most
// often first. A theme named once is a hint and no pattern (method.md 2e).
func (v *StoriesView) gaps(tx *store.Tx) error {
	counts, err := tx.ReasonCounts()
	if err != nil {
		return err
	}
	slices.SortStableFunc(counts, func(a, b store.ReasonCount) int {
		return cmp.Or(-cmp.Compare(a.Employers, b.Employers), -cmp.Compare(a.N, b.N), cmp.Compare(a.Reason, b.Reason))
	})
	seen := map[string]bool{}
	for _, c := range counts {
		reason, _ := track.ReasonByCode(c.Reason)
		for _, code := range story.TopicsOf(c.Reason) {
			i := slices.IndexFunc(v.Coverage, func(r story.Row) bool { return r.Code == code })
			if i < 0 || seen[code] || !v.Coverage[i].Gap() {
				continue
			}
			seen[code] = true
			g := StoryGap{Row: v.Coverage[i], Reason: reason, Mentions: c.N, Employers: c.Employers}
			if n := slices.IndexFunc(g.Cells, func(c story.Cell) bool { return c != story.None }); n >= 0 {
				g.Story = v.List[n].ID
			}
			v.Gaps = append(v.Gaps, g)
		}
	}
	return nil
}

func storyLines(tx *store.Tx, o story.Options) (list []StoryLine, err error) {
	told, drills := map[track.StoryID]int{}, map[track.StoryID]int{}
	err = store.Each(tx, func(t track.Telling) error {
		if t.ApplicationID == "" {
			drills[t.StoryID]++
		} else {
			told[t.StoryID]++
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	err = store.Each(tx, func(s track.Story) error {
		if s.Archived {
			return nil
		}
		f, err := FactsOf(s)
		l := StoryLine{Story: s, Told: told[s.ID], Drills: drills[s.ID]}
		for _, c := range story.Check(f, o) {
			if !c.Good {
				l.Open++
			}
		}
		list = append(list, l)
		return err
	})
	slices.SortStableFunc(list, func(a, b StoryLine) int { return cmp.Or(cmp.Compare(b.Told, a.Told), cmp.Compare(a.ID, b.ID)) })
	return list, err
}

func oneStory(tx *store.Tx, l StoryLine, f story.Story, o story.Options) (v StoryView, err error) {
	v = StoryView{StoryLine: l, Facts: f, Checks: story.Check(f, o)}
	if f.Influence != nil {
		v.Outline = f.Outline()
	}
	list, err := store.By[track.Telling](tx, "story_id", string(l.ID))
	if err != nil {
		return v, err
	}
	for _, t := range list {
		x := TellingLine{Telling: t}
		if t.ApplicationID != "" {
			x.Company = nameOf(tx, t.ApplicationID)
		}
		v.Tellings = append(v.Tellings, x)
	}
	slices.Reverse(v.Tellings)
	v.Bullets, err = store.By[track.Bullet](tx, "story_id", string(l.ID))
	return v, err
}

// askedSoon are the topics of the interviews of the next two weeks.
func (d *Desk) askedSoon(tx *store.Tx) (codes []string, err error) {
	set, err := tx.Settings()
	if err != nil {
		return nil, err
	}
	now, today := d.now(set)
	events, err := tx.Planned(now, 20)
	for _, e := range events {
		if e.Day > today.Add(14) {
			continue
		}
		for _, c := range interview.Topics(e.StageKind) {
			if !slices.Contains(codes, c) {
				codes = append(codes, c)
			}
		}
	}
	return codes, err
}

// PutStory adds a story (empty id) or changes one. Kinds of error: Invalid.
func (d *Desk) PutStory(ctx context.Context, s track.Story) (track.StoryID, Receipt, error) {
	if s.Title = clip(tidy(s.Title), 160); s.Title == "" {
		return "", Receipt{}, fault.New(fault.Invalid, "title", "A story needs a title, so that you find it again.")
	}
	for _, part := range []*string{&s.Situation, &s.Task, &s.Obstacle, &s.Action, &s.Result, &s.NoNumber, &s.Reflection, &s.People} {
		*part = clip(strings.TrimSpace(*part), 1<<14)
	}
	for _, c := range s.Competencies {
		if _, ok := story.CompetencyByCode(c); !ok {
			return "", Receipt{}, fault.New(fault.Invalid, "competencies", "There is no topic %q.", c)
		}
	}
	if _, err := FactsOf(s); err != nil {
		return "", Receipt{}, err
	}
	r, err := d.update(ctx, "put_story", func(tx *store.Tx) (string, error) {
		word := "Story kept: "
		if s.ID == "" {
			s.ID, s.CreatedAt, word = track.StoryID(tx.NewID()), tx.Now(), "Story added: "
		} else if old, err := store.Get[track.Story](tx, s.ID); err != nil {
			return "", fault.New(fault.NotFound, "story", "There is no such story.")
		} else {
			s.CreatedAt, s.UpdatedAt = old.CreatedAt, old.UpdatedAt
			if equalStory(s, old) {
				return "", nil
			}
		}
		s.UpdatedAt = tx.Now()
		return word + s.Title, store.Put(tx, s)
	})
	return s.ID, r, err
}

func equalStory(a, b track.Story) bool {
	same := slices.Equal(a.Competencies, b.Competencies)
	a.Competencies, b.Competencies = nil, nil
	x, errX := json.Marshal(a)
	y, errY := json.Marshal(b)
	return same && errX == nil && errY == nil && string(x) == string(y)
}

// Story is one story as it stands.
func (d *Desk) Story(ctx context.Context, id track.StoryID) (s track.Story, err error) {
	err = d.view(ctx, func(tx *store.Tx) error {
		if s, err = store.Get[track.Story](tx, id); err != nil {
			return fault.New(fault.NotFound, "story", "There is no such story.")
		}
		return nil
	})
	return s, err
}

// ArchiveStory puts a story away; undo brings it back.
func (d *Desk) ArchiveStory(ctx context.Context, id track.StoryID) (Receipt, error) {
	return d.update(ctx, "archive_story", func(tx *store.Tx) (string, error) {
		s, err := store.Get[track.Story](tx, id)
		if err != nil {
			return "", fault.New(fault.NotFound, "story", "There is no such story.")
		}
		s.Archived = true
		return "Story put away: " + s.Title, store.Put(tx, s)
	})
}

// NoteTelling records that a story was told (with an application) or drilled
// (without). landed is 1 to 5, or 0 when not said.
func (d *Desk) NoteTelling(ctx context.Context, t track.Telling) (Receipt, error) {
	if t.Landed < 0 || t.Landed > 5 {
		return Receipt{}, fault.New(fault.Invalid, "landed", "How it landed lies between 1 and 5.")
	}
	return d.update(ctx, "note_telling", func(tx *store.Tx) (string, error) {
		s, err := store.Get[track.Story](tx, t.StoryID)
		if err != nil {
			return "", fault.New(fault.NotFound, "story", "There is no such story.")
		}
		set, err := tx.Settings()
		if err != nil {
			return "", err
		}
		if t.Day == "" {
			_, t.Day = d.now(set)
		}
		t.ID = track.TellingID(tx.NewID())
		t.Question, t.FollowUps = clip(tidy(t.Question), 600), clip(strings.TrimSpace(t.FollowUps), 2000)
		word := "Drilled: "
		if t.ApplicationID != "" {
			word = "Told at " + nameOf(tx, t.ApplicationID) + ": "
		}
		return word + s.Title, store.Put(tx, t)
	})
}

// DrillView is one question of a drill.
type DrillView struct {
	Topic    story.Competency
	Question string
	Story    StoryView // the story to answer with; zero when none fits
	N, Of    int
	Next     string // address of the next question, empty at the end
}

// Drill is question n (from 0) of a drill over the topics asked about soon, or
// over all topics; each with the story that answers it best.
func (d *Desk) Drill(ctx context.Context, n int) (v DrillView, err error) {
	all, err := d.Stories(ctx, "")
	if err != nil {
		return v, err
	}
	topics := all.Asked
	if len(topics) == 0 {
		for _, r := range all.Coverage {
			if r.Strong+r.Weak > 0 {
				topics = append(topics, r.Code)
			}
		}
	}
	if len(topics) == 0 {
		for _, c := range story.Competencies {
			topics = append(topics, c.Code)
		}
	}
	if n < 0 || n >= len(topics) {
		return v, fault.New(fault.NotFound, "drill", "The drill has %d questions.", len(topics))
	}
	v.Topic, _ = story.CompetencyByCode(topics[n])
	v.Question, v.N, v.Of = v.Topic.Questions[0], n+1, len(topics)
	best := -1
	for _, r := range all.Coverage {
		if r.Code != v.Topic.Code {
			continue
		}
		for i, c := range r.Cells {
			if c != story.None && (best < 0 || c > r.Cells[best]) {
				best = i
			}
		}
	}
	if best < 0 {
		return v, nil
	}
	one, err := d.Stories(ctx, all.List[best].ID)
	v.Story = one.One
	return v, err
}
