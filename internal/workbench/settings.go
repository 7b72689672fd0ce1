package workbench

import (
	"context"
	"slices"
	"time"

	"debrief/internal/fault"
	"debrief/internal/store"
	"debrief/internal/track"
)

// Settings are the person's choices.
func (d *Desk) Settings(ctx context.Context) (set track.Settings, err error) {
	err = d.view(ctx, func(tx *store.Tx) error {
		set, err = tx.Settings()
		return err
	})
	return set, err
}

// bounds of the editable numbers, with the words that name them.
var bounds = []struct {
	name     string
	value    func(*track.Settings) int
	min, max int
}{
	{"rest_screen", func(s *track.Settings) int { return s.RestScreen }, 0, 72},
	{"rest_interview", func(s *track.Settings) int { return s.RestInterview }, 0, 72},
	{"best_by_days", func(s *track.Settings) int { return s.BestByDays }, 1, 10},
	{"only_thanks", func(s *track.Settings) int { return s.OnlyThanks }, 3, 30},
	{"none_after", func(s *track.Settings) int { return s.NoneAfter }, 10, 120},
	{"check_in_day", func(s *track.Settings) int { return s.CheckInDay }, 3, 60},
	{"silent_cold", func(s *track.Settings) int { return s.SilentCold }, 21, 60},
	{"silent_contact", func(s *track.Settings) int { return s.SilentContact }, 30, 60},
	{"linkedin_limit", func(s *track.Settings) int { return s.LinkedInLimit }, 100, 300},
	{"linkedin_quota", func(s *track.Settings) int { return s.LinkedInQuota }, 1, 100},
}

// EditSettings keeps choices at once; undo brings the former ones back.
func (d *Desk) EditSettings(ctx context.Context, edit func(*track.Settings)) (Receipt, error) {
	return d.update(ctx, "edit_settings", func(tx *store.Tx) (string, error) {
		set, err := tx.Settings()
		if err != nil {
			return "", err
		}
		former := set
		edit(&set)
		if set.CheckInDay != former.CheckInDay || set.SilentCold != former.SilentCold || set.SilentContact != former.SilentContact {
			set.FixedDays = true // a day that the person sets is the one that counts
		}
		if !slices.Contains([]string{"", "slow", "fast"}, set.Pace) {
			return "", unknownWord("pace", set.Pace, []string{"slow", "fast"})
		}
		if _, err := time.LoadLocation(set.Zone); err != nil {
			return "", fault.New(fault.Invalid, "zone", "The time zone %q is not known. Write it like Europe/Dublin.", set.Zone)
		}
		if !slices.Contains([]string{"", "light", "dark"}, set.Theme) {
			return "", unknownWord("theme", set.Theme, []string{"light", "dark"})
		}
		for _, b := range bounds {
			if v := b.value(&set); v < b.min || v > b.max {
				return "", fault.New(fault.Invalid, b.name, "%d does not fit here. It lies between %d and %d.", v, b.min, b.max)
			}
		}
		return "Settings kept", tx.PutSettings(set)
	})
}

// Stages lists the person's stages in their order.
func (d *Desk) Stages(ctx context.Context) (list []track.Stage, err error) {
	err = d.view(ctx, func(tx *store.Tx) error {
		list, err = orderedStages(tx)
		return err
	})
	return list, err
}

// PutStage adds a stage (empty id) or changes one. Its kind is what counts.
func (d *Desk) PutStage(ctx context.Context, s track.Stage) (Receipt, error) {
	s.Name = clip(tidy(s.Name), 60)
	if s.Name == "" {
		return Receipt{}, fault.New(fault.Invalid, "name", "A stage needs a name.")
	}
	if !s.Kind.Valid() {
		return Receipt{}, unknownWord("kind", string(s.Kind), track.StageKinds)
	}
	return d.update(ctx, "put_stage", func(tx *store.Tx) (string, error) {
		list, err := orderedStages(tx)
		if err != nil {
			return "", err
		}
		for _, o := range list {
			if o.ID != s.ID && store.Fold(o.Name) == store.Fold(s.Name) {
				return "", fault.New(fault.Invalid, "name", "There is a stage called %q already.", s.Name)
			}
		}
		if s.ID == "" {
			s.ID, s.Position = track.StageID(tx.NewID()), len(list)+1
			for i := len(list) - 1; i >= 0; i-- { // new ones stand behind those of their kind
				if list[i].Kind.Rank() <= s.Kind.Rank() {
					break
				}
				s.Position = list[i].Position
				list[i].Position++
				if err := store.Put(tx, list[i]); err != nil {
					return "", err
				}
			}
		}
		return "Stage “" + s.Name + "” kept", store.Put(tx, s)
	})
}

// MoveStage moves a stage one place up (-1) or down (1).
func (d *Desk) MoveStage(ctx context.Context, id track.StageID, by int) (Receipt, error) {
	return d.update(ctx, "move_stage", func(tx *store.Tx) (string, error) {
		list, err := orderedStages(tx)
		if err != nil {
			return "", err
		}
		i := slices.IndexFunc(list, func(s track.Stage) bool { return s.ID == id })
		j := i + by
		if i < 0 || j < 0 || j >= len(list) {
			return "", fault.New(fault.Invalid, "stage", "It is at the end already.")
		}
		list[i].Position, list[j].Position = list[j].Position, list[i].Position
		return "Stage moved", cmpErr(store.Put(tx, list[i]), store.Put(tx, list[j]))
	})
}

// StageCounts says how many applications have come to each kind of stage.
func (d *Desk) StageCounts(ctx context.Context) (reached map[track.StageKind]int, err error) {
	reached = map[track.StageKind]int{}
	err = d.view(ctx, func(tx *store.Tx) error {
		tallies, err := tx.Tallies()
		for _, t := range tallies {
			for _, k := range track.StageKinds {
				if !t.Archived && t.FurthestRank >= k.Rank() {
					reached[k] += t.N
				}
			}
		}
		return err
	})
	return reached, err
}
