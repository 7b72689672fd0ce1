-- +goose Up

CREATE TABLE sources (
  owner TEXT COLLATE "C" NOT NULL REFERENCES owners(id),
  id TEXT COLLATE "C" NOT NULL,
  kind TEXT COLLATE "C" NOT NULL,
  name TEXT COLLATE "C" NOT NULL,
  path TEXT COLLATE "C" NOT NULL,
  host TEXT COLLATE "C" NOT NULL,
  port BIGINT NOT NULL,
  security TEXT COLLATE "C" NOT NULL,
  account TEXT COLLATE "C" NOT NULL,
  auth TEXT COLLATE "C" NOT NULL,
  folders TEXT COLLATE "C" NOT NULL,
  secret TEXT COLLATE "C" NOT NULL,
  since TEXT COLLATE "C" NOT NULL,
  state TEXT COLLATE "C" NOT NULL,
  cursor TEXT COLLATE "C" NOT NULL,
  checked_at BIGINT NOT NULL,
  problem TEXT COLLATE "C" NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (owner, id)
);

CREATE TABLE readings (
  owner TEXT COLLATE "C" NOT NULL REFERENCES owners(id),
  id TEXT COLLATE "C" NOT NULL,
  source_id TEXT COLLATE "C" NOT NULL,
  state TEXT COLLATE "C" NOT NULL,
  messages BIGINT NOT NULL,
  total BIGINT NOT NULL,
  bytes BIGINT NOT NULL,
  size BIGINT NOT NULL,
  found TEXT COLLATE "C" NOT NULL,
  left_out TEXT COLLATE "C" NOT NULL,
  troubles TEXT COLLATE "C" NOT NULL,
  problem TEXT COLLATE "C" NOT NULL,
  started_at BIGINT NOT NULL,
  ended_at BIGINT NOT NULL,
  PRIMARY KEY (owner, id)
);
CREATE INDEX readings_source ON readings (owner, source_id);

CREATE TABLE origins (
  owner TEXT COLLATE "C" NOT NULL REFERENCES owners(id),
  id TEXT COLLATE "C" NOT NULL,
  message_id TEXT COLLATE "C" NOT NULL,
  source_id TEXT COLLATE "C" NOT NULL,
  position TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (owner, id)
);
CREATE UNIQUE INDEX origins_message ON origins (owner, message_id, source_id);

-- The fingerprint of every message that was ever read; id is its content id.
CREATE TABLE seen (
  owner TEXT COLLATE "C" NOT NULL REFERENCES owners(id),
  id TEXT COLLATE "C" NOT NULL,
  class TEXT COLLATE "C" NOT NULL,
  day TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (owner, id)
);

-- Applications that mails tell of and that are not on record yet.
CREATE TABLE prospects (
  owner TEXT COLLATE "C" NOT NULL REFERENCES owners(id),
  id TEXT COLLATE "C" NOT NULL,
  application_id TEXT COLLATE "C" NOT NULL,
  company TEXT COLLATE "C" NOT NULL,
  agency TEXT COLLATE "C" NOT NULL,
  role TEXT COLLATE "C" NOT NULL,
  requisition TEXT COLLATE "C" NOT NULL,
  channel TEXT COLLATE "C" NOT NULL,
  domain TEXT COLLATE "C" NOT NULL,
  vendor TEXT COLLATE "C" NOT NULL,
  first_on TEXT COLLATE "C" NOT NULL,
  last_on TEXT COLLATE "C" NOT NULL,
  reading_id TEXT COLLATE "C" NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (owner, id)
);
CREATE INDEX prospects_application ON prospects (owner, application_id);

CREATE TABLE inbox_items (
  owner TEXT COLLATE "C" NOT NULL REFERENCES owners(id),
  id TEXT COLLATE "C" NOT NULL,
  message_id TEXT COLLATE "C" NOT NULL,
  application_id TEXT COLLATE "C" NOT NULL,
  prospect_id TEXT COLLATE "C" NOT NULL,
  reading_id TEXT COLLATE "C" NOT NULL,
  class TEXT COLLATE "C" NOT NULL,
  confidence BIGINT NOT NULL,
  verdict TEXT COLLATE "C" NOT NULL,
  matches TEXT COLLATE "C" NOT NULL,
  doubt TEXT COLLATE "C" NOT NULL,
  state TEXT COLLATE "C" NOT NULL,
  filed_by TEXT COLLATE "C" NOT NULL,
  held_until BIGINT NOT NULL,
  change_id TEXT COLLATE "C" NOT NULL,
  date BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (owner, id)
);
CREATE UNIQUE INDEX inbox_items_message ON inbox_items (owner, message_id);
CREATE INDEX inbox_items_application ON inbox_items (owner, application_id);
CREATE INDEX inbox_items_prospect ON inbox_items (owner, prospect_id);
CREATE INDEX inbox_items_state ON inbox_items (owner, state, date);
CREATE INDEX inbox_items_reading ON inbox_items (owner, reading_id);

CREATE TABLE lessons (
  owner TEXT COLLATE "C" NOT NULL REFERENCES owners(id),
  id TEXT COLLATE "C" NOT NULL,
  kind TEXT COLLATE "C" NOT NULL,
  pattern TEXT COLLATE "C" NOT NULL,
  class TEXT COLLATE "C" NOT NULL,
  company TEXT COLLATE "C" NOT NULL,
  message_id TEXT COLLATE "C" NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (owner, id)
);
CREATE INDEX lessons_pattern ON lessons (owner, kind, pattern);

-- Threads are found by Message-ID.
CREATE INDEX messages_mail ON messages (owner, mail_id);
CREATE INDEX messages_reply ON messages (owner, in_reply_to);
