package store

import (
	"encoding/json"

	"debrief/internal/track"
)

// settingsID is the row under which a person's choices stand.
const settingsID = "settings"

// Settings are the owner's choices, the defaults where nothing was chosen.
func (tx *Tx) Settings() (track.Settings, error) {
	set := track.DefaultSettings()
	row, found, err := Find[track.Setting](tx, settingsID)
	if err != nil || !found {
		return set, err
	}
	return set, json.Unmarshal([]byte(row.Value), &set)
}

// PutSettings keeps the owner's choices, as part of the running change.
func (tx *Tx) PutSettings(set track.Settings) error {
	value, err := encode(set)
	if err != nil {
		return err
	}
	return Put(tx, track.Setting{ID: settingsID, Value: value})
}
