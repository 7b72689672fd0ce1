-- +goose Up

-- The board takes a few of each stage, in order of waiting and of closing;
-- Today takes those that wait longest. What is past its day is looked for by
-- either of two days.
CREATE INDEX states_column ON states (owner, archived, stage_id, ending, stage_since, application_id);
CREATE INDEX states_shut ON states (owner, archived, stage_id, last_on, application_id);
CREATE INDEX states_waiting ON states (owner, archived, ending, stage_since, application_id);
CREATE INDEX states_check_in ON states (owner, archived, ending, check_in_on, check_ins, application_id);

-- The orders of the table where it shows open and closed ones together.
CREATE INDEX states_all_name ON states (owner, archived, sort_name, application_id);
CREATE INDEX states_all_stage ON states (owner, archived, furthest_rank, applied_on, application_id);
CREATE INDEX states_all_days ON states (owner, archived, stage_since, application_id);
