package store

import (
	"reflect"
	"slices"
	"strings"

	"debrief/internal/track"
)

// State is the derived state of an application as the lists read it.
type State struct {
	ApplicationID track.ApplicationID `db:"application_id"`
	SortName      string              `db:"sort_name"` // employer and role, folded
	StageRank     int                 `db:"stage_rank"`
	CheckInOn     track.Day           `db:"check_in_on"` // empty: none fits
	SilentOn      track.Day           `db:"silent_on"`   // day from which silence may be taken as the answer
	Channel       track.Channel       `db:"channel"`
	Archived      bool                `db:"archived"`
	track.State
}

// Planner says when a check-in fits and when silence counts, from facts the
// store does not interpret. The workbench supplies it.
type Planner func(track.Application, track.State, track.Settings) (checkIn, silent track.Day)

const stateColumns = `s.application_id, s.sort_name, s.stage_id, s.stage_kind, s.stage_rank, s.stage_since, s.round, s.round_name, s.furthest_kind, s.furthest_rank, s.ending, s.ended_on, s.applied_on, s.answered, s.answered_on, s.human, s.last_on, s.quiet_on, s.promised_on, s.check_ins, s.replies, s.flags, s.check_in_on, s.silent_on, s.channel, s.archived, s.spells`

// StateOf reads the derived state of one application.
func (tx *Tx) StateOf(id track.ApplicationID) (State, error) {
	var s State
	err := tx.q.GetContext(tx.ctx, &s, `SELECT `+stateColumns+` FROM states s WHERE s.owner = $1 AND s.application_id = $2`, tx.owner, id)
	return s, tx.translate(err)
}

// project derives again the states that the running change touched.
func (tx *Tx) project() error {
	c := tx.change
	apps := c.apps
	for _, id := range c.employers {
		more, err := tx.applicationIDs(`SELECT id FROM applications WHERE owner = $1 AND employer_id = $2`, id)
		if err != nil {
			return err
		}
		apps = append(apps, more...)
	}
	for _, id := range c.stages {
		more, err := tx.applicationIDs(`SELECT DISTINCT application_id FROM events WHERE owner = $1 AND stage_id = $2 AND stage_id <> ''`, id)
		if err != nil {
			return err
		}
		apps = append(apps, more...)
	}
	if c.all {
		more, err := tx.applicationIDs(`SELECT application_id FROM states WHERE owner = $1 AND ending = $2`, "")
		if err != nil {
			return err
		}
		apps = append(apps, more...)
	}
	slices.Sort(apps)
	return tx.projectAll(slices.Compact(apps))
}

func (tx *Tx) applicationIDs(query, arg string) ([]string, error) {
	var ids []string
	err := tx.q.SelectContext(tx.ctx, &ids, query, tx.owner, arg)
	return ids, err
}

func (tx *Tx) projectAll(apps []string) error {
	if len(apps) == 0 {
		return nil
	}
	list, err := All[track.Stage](tx)
	if err != nil {
		return err
	}
	stages := map[track.StageID]track.Stage{}
	for _, s := range list {
		stages[s.ID] = s
	}
	settings, err := tx.Settings()
	if err != nil {
		return err
	}
	tallies := tallyDelta{}
	for _, id := range apps {
		if err := tx.projectOne(track.ApplicationID(id), stages, settings, tallies); err != nil {
			return err
		}
	}
	return tx.saveTallies(tallies)
}

func (tx *Tx) projectOne(id track.ApplicationID, stages map[track.StageID]track.Stage, settings track.Settings, tallies tallyDelta) error {
	old, hadOld, err := tx.findState(id)
	if err != nil {
		return err
	}
	if hadOld {
		tallies.add(old, -1)
	}
	app, found, err := Find[track.Application](tx, id)
	if err != nil {
		return err
	}
	if !found {
		_, err := tx.q.ExecContext(tx.ctx, `DELETE FROM states WHERE owner = $1 AND application_id = $2`, tx.owner, id)
		return err
	}
	events, err := By[track.Event](tx, "application_id", id)
	if err != nil {
		return err
	}
	if err := tx.markWithdrawn(events); err != nil {
		return err
	}
	s := State{ApplicationID: id, Channel: app.Channel, Archived: app.Archived, State: track.Derive(events, stages)}
	s.StageRank = s.StageKind.Rank()
	employer, _, err := Find[track.Employer](tx, app.EmployerID)
	if err != nil {
		return err
	}
	s.SortName = Fold(employer.Name + " " + app.Role)
	if tx.s.planner != nil && s.Open() {
		s.CheckInOn, s.SilentOn = tx.s.planner(app, s.State, settings)
	}
	tallies.add(s, 1)
	if hadOld && sameState(old, s) {
		return nil
	}
	return tx.saveState(s)
}

func sameState(a, b State) bool {
	return reflect.DeepEqual(a, b)
}

func (tx *Tx) findState(id track.ApplicationID) (State, bool, error) {
	var list []State
	err := tx.q.SelectContext(tx.ctx, &list, `SELECT `+stateColumns+` FROM states s WHERE s.owner = $1 AND s.application_id = $2`, tx.owner, id)
	if err != nil || len(list) == 0 {
		return State{}, false, err
	}
	return list[0], true, nil
}

func (tx *Tx) saveState(s State) error {
	_, err := tx.q.ExecContext(tx.ctx, `INSERT INTO states (owner, application_id, sort_name, stage_id, stage_kind, stage_rank, stage_since, round, round_name, furthest_kind,
		furthest_rank, ending, ended_on, applied_on, answered, answered_on, human, last_on, promised_on, check_ins, replies, flags, check_in_on, silent_on, channel, archived, quiet_on, spells)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28)
		ON CONFLICT (owner, application_id) DO UPDATE SET sort_name = $3, stage_id = $4, stage_kind = $5, stage_rank = $6, stage_since = $7, round = $8, round_name = $9,
		furthest_kind = $10, furthest_rank = $11, ending = $12, ended_on = $13, applied_on = $14, answered = $15, answered_on = $16, human = $17, last_on = $18,
		promised_on = $19, check_ins = $20, replies = $21, flags = $22, check_in_on = $23, silent_on = $24, channel = $25, archived = $26, quiet_on = $27, spells = $28`,
		tx.owner, s.ApplicationID, s.SortName, s.StageID, s.StageKind, s.StageRank, s.StageSince, s.Round, s.RoundName, s.FurthestKind,
		s.FurthestRank, s.Ending, s.EndedOn, s.AppliedOn, s.Answered, s.AnsweredOn, s.Human, s.LastOn, s.PromisedOn, s.CheckIns, s.Replies, s.Flags,
		s.CheckInOn, s.SilentOn, s.Channel, s.Archived, s.QuietOn, s.Spells)
	return err
}

// markWithdrawn keeps the derived column of events that were taken back.
func (tx *Tx) markWithdrawn(events []track.Event) error {
	active := map[track.EventID]bool{}
	for _, e := range track.ActiveEvents(events) {
		active[e.ID] = true
	}
	for _, e := range events {
		if e.Kind == track.Voided || e.Withdrawn == !active[e.ID] {
			continue
		}
		if _, err := tx.q.ExecContext(tx.ctx, `UPDATE events SET withdrawn = $3 WHERE owner = $1 AND id = $2`, tx.owner, e.ID, !active[e.ID]); err != nil {
			return err
		}
	}
	return nil
}

// Rebuild derives every state of the owner again, and reports how many differed
// from what was kept. It is not journalled: nothing that anyone entered changes.
func (tx *Tx) Rebuild() (differed int, err error) {
	ids, err := tx.applicationIDs(`SELECT id FROM applications WHERE owner = $1 AND id >= $2`, "")
	if err != nil {
		return 0, err
	}
	before := map[track.ApplicationID]State{}
	for _, id := range ids {
		s, ok, err := tx.findState(track.ApplicationID(id))
		if err != nil {
			return 0, err
		}
		if ok {
			before[s.ApplicationID] = s
		}
	}
	if err := tx.projectAll(ids); err != nil {
		return 0, err
	}
	for _, id := range ids {
		s, _, err := tx.findState(track.ApplicationID(id))
		if err != nil {
			return 0, err
		}
		if old, ok := before[s.ApplicationID]; !ok || !sameState(old, s) {
			differed++
		}
	}
	return differed, nil
}

// tallyKey is one cell of the kept counts.
type tallyKey struct {
	StageID      track.StageID
	FurthestRank int
	Ending       track.Ending
	Channel      track.Channel
	Flagged      bool
	Archived     bool
}

type tallyDelta map[tallyKey]int

func (d tallyDelta) add(s State, n int) {
	d[tallyKey{s.StageID, s.FurthestRank, s.Ending, s.Channel, strings.Contains(s.Flags, track.FlagImpossible), s.Archived}] += n
}

func (tx *Tx) saveTallies(d tallyDelta) error {
	keys := make([]tallyKey, 0, len(d))
	for k, n := range d {
		if n != 0 {
			keys = append(keys, k)
		}
	}
	for _, k := range keys {
		_, err := tx.q.ExecContext(tx.ctx, `INSERT INTO tallies (owner, stage_id, furthest_rank, ending, channel, flagged, archived, n) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
			ON CONFLICT (owner, stage_id, furthest_rank, ending, channel, flagged, archived) DO UPDATE SET n = tallies.n + $8`,
			tx.owner, k.StageID, k.FurthestRank, k.Ending, k.Channel, k.Flagged, k.Archived, d[k])
		if err != nil {
			return err
		}
	}
	return nil
}

// Tally is how many applications of one owner share a stage, furthest rank,
// ending and channel.
type Tally struct {
	StageID      track.StageID `db:"stage_id"`
	FurthestRank int           `db:"furthest_rank"`
	Ending       track.Ending  `db:"ending"`
	Channel      track.Channel `db:"channel"`
	Flagged      bool          `db:"flagged"` // DQ1
	Archived     bool          `db:"archived"`
	N            int           `db:"n"`
}

// Standing is how many applications there are of each standing group.
type Standing struct {
	Open         int `db:"open"`
	Interviewing int `db:"interviewing"` // open ones that came to a rank
	Closed       int `db:"closed"`
	Archived     int `db:"archived"` // of any kind; the others count none of them
}

// Standing sums the kept counts; rank is where interviewing begins.
func (tx *Tx) Standing(rank int) (n Standing, err error) {
	err = tx.q.GetContext(tx.ctx, &n, `SELECT coalesce(sum(CASE WHEN archived = $3 AND ending = '' THEN n END), 0) AS open,
		coalesce(sum(CASE WHEN archived = $3 AND ending = '' AND furthest_rank >= $2 THEN n END), 0) AS interviewing,
		coalesce(sum(CASE WHEN archived = $3 AND ending <> '' THEN n END), 0) AS closed,
		coalesce(sum(CASE WHEN archived <> $3 THEN n END), 0) AS archived FROM tallies WHERE owner = $1`, tx.owner, rank, false)
	return n, tx.translate(err)
}

// Tallies are the kept counts, the basis of every number on a list page.
func (tx *Tx) Tallies() ([]Tally, error) {
	list := []Tally{}
	err := tx.q.SelectContext(tx.ctx, &list, `SELECT stage_id, furthest_rank, ending, channel, flagged, archived, n FROM tallies WHERE owner = $1 AND n > 0
		ORDER BY stage_id, furthest_rank, ending, channel, flagged, archived`, tx.owner)
	return list, tx.translate(err)
}
