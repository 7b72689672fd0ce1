-- +goose Up

-- The board takes a few of each stage, in order of waiting and of closing;
-- Today takes those that wait longest.
CREATE INDEX states_column ON states (owner, archived, stage_id, ending, stage_since, application_id);
CREATE INDEX states_shut ON states (owner, archived, stage_id, last_on, application_id);
CREATE INDEX states_waiting ON states (owner, archived, ending, stage_since, application_id);
