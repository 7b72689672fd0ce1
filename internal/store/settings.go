package store

import (
	"context"
	"encoding/json"

	"debrief/internal/track"
)

// settingsID is the row under which a person's choices stand.
const settingsID = "settings"

// Settings are the owner's choices, the defaults where nothing was chosen.
func (tx *Tx) Settings() (track.Settings, error) {
	set := track.DefaultSettings()
	row, found, err := Find[track.Setting](tx, settingsID)
	if err != nil {
		return set, err
	}
	if found {
		if err := json.Unmarshal([]byte(row.Value), &set); err != nil {
			return set, err
		}
	}
	row, found, err = Find[track.Setting](tx, learnedID)
	if err != nil || !found {
		return set, err
	}
	return set, json.Unmarshal([]byte(row.Value), &set.Learned)
}

// learnedID is the row of the days that were learned. They are derived: they
// are in no journal, and Learn writes them anew.
const learnedID = "learned"

// Learn keeps the days that were learned from the record, and plans every open
// application by them. Nothing that anyone entered changes.
func (c Scope) Learn(ctx context.Context, days track.Days) error {
	_, err := c.Update(ctx, "", "", func(tx *Tx) error {
		value, err := encode(days)
		if err != nil {
			return err
		}
		if err := tx.exec(`INSERT INTO settings (owner, id, value) VALUES ($1, $2, $3) ON CONFLICT (owner, id) DO UPDATE SET value = $3`, tx.owner, learnedID, value); err != nil {
			return err
		}
		return tx.replan()
	})
	return err
}

// planned is what the planner needs of one open application.
type planned struct {
	State
	App track.Application `db:"app"`
}

// replan sets the days of every open application anew.
func (tx *Tx) replan() error {
	if tx.s.planner == nil {
		return nil
	}
	settings, err := tx.Settings()
	if err != nil {
		return err
	}
	var list []planned
	err = tx.q.SelectContext(tx.ctx, &list, `SELECT `+stateColumns+`, a.id AS "app.id", a.channel AS "app.channel", a.employer_id AS "app.employer_id", a.contact_id AS "app.contact_id"
		FROM states s JOIN applications a ON a.owner = s.owner AND a.id = s.application_id WHERE s.owner = $1 AND s.ending = '' ORDER BY s.application_id`, tx.owner)
	if err != nil {
		return err
	}
	for _, p := range list {
		checkIn, silent := tx.s.planner(p.App, p.State.State, settings)
		if checkIn == p.CheckInOn && silent == p.SilentOn {
			continue
		}
		if err := tx.exec(`UPDATE states SET check_in_on = $3, silent_on = $4 WHERE owner = $1 AND application_id = $2`, tx.owner, p.ApplicationID, checkIn, silent); err != nil {
			return err
		}
	}
	return nil
}

// PutSettings keeps the owner's choices, as part of the running change.
func (tx *Tx) PutSettings(set track.Settings) error {
	value, err := encode(set)
	if err != nil {
		return err
	}
	return Put(tx, track.Setting{ID: settingsID, Value: value})
}
