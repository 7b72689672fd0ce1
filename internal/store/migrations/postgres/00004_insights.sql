-- +goose Up

ALTER TABLE states ADD COLUMN quiet_on TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE states ADD COLUMN spells TEXT COLLATE "C" NOT NULL DEFAULT '';

CREATE TABLE experiments (
  owner TEXT COLLATE "C" NOT NULL REFERENCES owners(id),
  id TEXT COLLATE "C" NOT NULL,
  action_id TEXT COLLATE "C" NOT NULL,
  hypothesis TEXT COLLATE "C" NOT NULL,
  gate TEXT COLLATE "C" NOT NULL,
  channel TEXT COLLATE "C" NOT NULL,
  kind TEXT COLLATE "C" NOT NULL,
  change_of TEXT COLLATE "C" NOT NULL,
  arm_a TEXT COLLATE "C" NOT NULL,
  arm_b TEXT COLLATE "C" NOT NULL,
  resume_a TEXT COLLATE "C" NOT NULL,
  resume_b TEXT COLLATE "C" NOT NULL,
  planned BIGINT NOT NULL,
  target BIGINT NOT NULL,
  needed BIGINT NOT NULL,
  state TEXT COLLATE "C" NOT NULL,
  started_on TEXT COLLATE "C" NOT NULL,
  ended_on TEXT COLLATE "C" NOT NULL,
  kept TEXT COLLATE "C" NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (owner, id)
);

-- Whose turn an application was, or why it could not take its turn.
CREATE TABLE turns (
  owner TEXT COLLATE "C" NOT NULL REFERENCES owners(id),
  id TEXT COLLATE "C" NOT NULL,
  experiment_id TEXT COLLATE "C" NOT NULL,
  application_id TEXT COLLATE "C" NOT NULL,
  position BIGINT NOT NULL,
  arm TEXT COLLATE "C" NOT NULL,
  left_out TEXT COLLATE "C" NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (owner, id)
);
CREATE INDEX turns_experiment ON turns (owner, experiment_id, position);
CREATE INDEX turns_application ON turns (owner, application_id);

CREATE TABLE reviews (
  owner TEXT COLLATE "C" NOT NULL REFERENCES owners(id),
  id TEXT COLLATE "C" NOT NULL,
  plan TEXT COLLATE "C" NOT NULL,
  prepare TEXT COLLATE "C" NOT NULL,
  steady TEXT COLLATE "C" NOT NULL,
  look_back TEXT COLLATE "C" NOT NULL,
  closed_at BIGINT NOT NULL,
  PRIMARY KEY (owner, id)
);

-- Figures of the labour market as they were printed, each with the day on which
-- it was read: later printings revise earlier ones and replace nothing.
CREATE TABLE market_figures (
  owner TEXT COLLATE "C" NOT NULL REFERENCES owners(id),
  id TEXT COLLATE "C" NOT NULL,
  series TEXT COLLATE "C" NOT NULL,
  month TEXT COLLATE "C" NOT NULL,
  value TEXT COLLATE "C" NOT NULL,
  preliminary BOOLEAN NOT NULL,
  released_on TEXT COLLATE "C" NOT NULL,
  source TEXT COLLATE "C" NOT NULL,
  read_at BIGINT NOT NULL,
  PRIMARY KEY (owner, id)
);
CREATE INDEX market_figures_series ON market_figures (owner, series, month);
