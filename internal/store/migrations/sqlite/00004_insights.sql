-- +goose Up

ALTER TABLE states ADD COLUMN quiet_on TEXT NOT NULL DEFAULT '';
ALTER TABLE states ADD COLUMN spells TEXT NOT NULL DEFAULT '';

CREATE TABLE experiments (
  owner TEXT NOT NULL REFERENCES owners(id),
  id TEXT NOT NULL,
  action_id TEXT NOT NULL,
  hypothesis TEXT NOT NULL,
  gate TEXT NOT NULL,
  channel TEXT NOT NULL,
  kind TEXT NOT NULL,
  change_of TEXT NOT NULL,
  arm_a TEXT NOT NULL,
  arm_b TEXT NOT NULL,
  resume_a TEXT NOT NULL,
  resume_b TEXT NOT NULL,
  planned INTEGER NOT NULL,
  target INTEGER NOT NULL,
  needed INTEGER NOT NULL,
  state TEXT NOT NULL,
  started_on TEXT NOT NULL,
  ended_on TEXT NOT NULL,
  kept TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (owner, id)
) STRICT;

-- Whose turn an application was, or why it could not take its turn.
CREATE TABLE turns (
  owner TEXT NOT NULL REFERENCES owners(id),
  id TEXT NOT NULL,
  experiment_id TEXT NOT NULL,
  application_id TEXT NOT NULL,
  position INTEGER NOT NULL,
  arm TEXT NOT NULL,
  left_out TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (owner, id)
) STRICT;
CREATE INDEX turns_experiment ON turns (owner, experiment_id, position);
CREATE INDEX turns_application ON turns (owner, application_id);

CREATE TABLE reviews (
  owner TEXT NOT NULL REFERENCES owners(id),
  id TEXT NOT NULL,
  plan TEXT NOT NULL,
  prepare TEXT NOT NULL,
  steady TEXT NOT NULL,
  look_back TEXT NOT NULL,
  closed_at INTEGER NOT NULL,
  PRIMARY KEY (owner, id)
) STRICT;

-- Figures of the labour market as they were printed, each with the day on which
-- it was read: later printings revise earlier ones and replace nothing.
CREATE TABLE market_figures (
  owner TEXT NOT NULL REFERENCES owners(id),
  id TEXT NOT NULL,
  series TEXT NOT NULL,
  month TEXT NOT NULL,
  value TEXT NOT NULL,
  preliminary INTEGER NOT NULL,
  released_on TEXT NOT NULL,
  source TEXT NOT NULL,
  read_at INTEGER NOT NULL,
  PRIMARY KEY (owner, id)
) STRICT;
CREATE INDEX market_figures_series ON market_figures (owner, series, month);
